/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/lines.h"

#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "base/mem.h"
#include "chart/font.h"
#include "chart/text.h"

/* A range that takes so many em of the line's end may be parted behind its `~`. */
#define RANGE_PARTED 2.0
/* A gap wider than this, in em, looks worse than a ragged edge. */
#define WIDEST_GAP 0.3

static bool is_one_of(uint32_t code, zb_str set) {
    for (size_t at = 0; at < set.n;) {
        if (zb_utf8_next(set, &at) == code) {
            return true;
        }
    }
    return false;
}

/* Most of a text: no list of marks need be read for them. */
static bool is_plain(uint32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

static bool is_digit(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); /* ０ to ９, in quotations */
}

/* Letters, digits and the marks that hold a number, a code or a range together. */
static bool is_word(uint32_t c) {
    return (c > ' ' && c < 0x7F) || (c >= 0xC0 && c <= 0x24F) || (c >= 0x370 && c <= 0x3FF) ||
           c == 0x2212 /* − */ || c == 0x221A /* √ */ || c == 0xB1 /* ± */ || c == 0xB2 ||
           (c >= 0xFF10 && c <= 0xFF19) || c == 0xFF0E /* ． */ || c == 0xFF05 /* ％ */;
}

static bool never_starts(uint32_t c) {
    return !is_plain(c) && is_one_of(c, ZB_STR("，。、；：？！）》〉」』】〕”’…—–%‰~·,.;:?!)]}'"));
}

static bool never_ends(uint32_t c) {
    return !is_plain(c) && is_one_of(c, ZB_STR("（《〈「『【〔“‘([{"));
}

/* Measure words that follow their number closely. */
static bool is_unit(uint32_t c) {
    return is_one_of(c, ZB_STR("年月日个件份条次人名处项万亿元倍页种类场起家场户宗篇级"));
}

static bool may_break(uint32_t a, uint32_t b) {
    if (a == ' ' || a == 0x3000) {
        return b != ' ' && !never_starts(b);
    }
    if (a == '\'' && is_word(b)) {
        return false; /* of a place whose name is Han: 's */
    }
    if (b == ' ' || b == 0x3000 || never_starts(b) || never_ends(a)) {
        return false;
    }
    if ((a == 0x2014 && (is_digit(b) || b == 0x2014)) || (a == 0x2013 && is_digit(b))) {
        return false; /* 2018—2025, 2018–2025 */
    }
    bool letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    if (is_word(a) && is_word(b)) {
        return a == '-' && letter; /* names of files */
    }
    return !(is_digit(a) && is_unit(b));
}

/* What a closing mark at the end of a line leaves blank, in em. */
static double blank_half(uint32_t c) {
    return is_plain(c)                                        ? 0
           : is_one_of(c, ZB_STR("，。、；：”’》〉」』】〕")) ? 0.5
           : c == 0xFF01 || c == 0xFF1F                       ? 0.2
                                                              : 0;
}

typedef struct letter {
    size_t start, end;
    uint32_t code;
    double x;       /* left edge in a line without end */
    bool may_break; /* behind it */
} letter;

typedef struct letters {
    letter *at;
    size_t count;
} letters;

/* A short name in Chinese within words of another language stays whole: Chinese text has no spaces
 * about Han. */
static void keep_names(letters *all) {
    enum { LONGEST = 8 };
    for (size_t i = 0, end; i < all->count; i = end) {
        end = i + 1;
        if (!zb_utf8_is_han(all->at[i].code)) {
            continue;
        }
        while (end < all->count && zb_utf8_is_han(all->at[end].code)) {
            end++;
        }
        uint32_t before = i ? all->at[i - 1].code : ' ';
        uint32_t behind = end < all->count ? all->at[end].code : ' ';
        bool apart = is_one_of(before, ZB_STR(" (")) && is_one_of(behind, ZB_STR(" ,.;:')"));
        bool alone = i == 0 && end == all->count;
        for (size_t k = i; apart && !alone && end - i <= LONGEST && k + 1 < end; k++) {
            all->at[k].may_break = false;
        }
    }
}

static bool spell(letters *out, zb_arena *arena, const zb_font *font, zb_str text, double size) {
    out->at = ZB_NEW(arena, letter, text.n + 1);
    out->count = 0;
    if (!out->at) {
        return false;
    }
    zb_text_run run;
    zb_text_iter iter = zb_text_begin(font, text, size, 0);
    while (zb_text_next(&iter, &run)) {
        double x = run.x;
        for (size_t at = run.start; at < run.end;) {
            letter *l = &out->at[out->count++];
            l->start = at;
            l->code = zb_utf8_next(text, &at);
            l->end = at;
            l->x = x;
            x += zb_font_advance(font, l->code) * size + run.extra;
        }
    }
    out->at[out->count].x = iter.x;
    for (size_t i = 0; i + 1 < out->count; i++) {
        out->at[i].may_break = may_break(out->at[i].code, out->at[i + 1].code);
    }
    keep_names(out);
    return true;
}

/* How many letters from `first` go on a line of that width; at least one. */
static size_t fit(const letters *all, size_t first, double width, double size) {
    size_t best = 0, longest = 0, range = 0;
    double best_right = 0, range_right = 0;
    for (size_t i = first; i < all->count; i++) {
        const letter *l = &all->at[i];
        bool space = l->code == ' ';
        double right = space ? l->x : all->at[i + 1].x - blank_half(l->code) * size;
        if (right - all->at[first].x > width + 0.01) {
            break;
        }
        longest = i - first + 1;
        if (l->may_break || i + 1 == all->count) {
            best = longest;
            best_right = right;
        } else if (l->code == '~') {
            range = longest;
            range_right = right;
        }
    }
    /* a range is parted rather than the line torn */
    if (range > best && range_right - best_right > RANGE_PARTED * size) {
        best = range;
    }
    while (!best && longest > 1 && first + longest < all->count &&
           never_starts(all->at[first + longest].code)) {
        longest--; /* a word is cut, but not before a closing mark */
    }
    return best ? best : longest ? longest : 1;
}

static zb_line_box measure(const zb_font *font, zb_str text, const letters *all, size_t first,
                           size_t last, double size, double width, bool final) {
    while (last > first + 1 && all->at[last - 1].code == ' ') {
        last--;
    }
    zb_line_box box = {.start = all->at[first].start, .end = all->at[last - 1].end};
    zb_str line = zb_str_sub(text, box.start, box.end);
    box.width = zb_text_width(font, line, size, false) - blank_half(all->at[last - 1].code) * size;
    size_t gaps = zb_text_gaps(line);
    if (!final && gaps) {
        double stretch = (width - box.width) / (double)gaps;
        if (stretch <= WIDEST_GAP * size) {
            box.stretch = stretch;
            box.width = width;
        }
    }
    return box;
}

bool zb_lines_break(zb_lines *out, zb_arena *arena, const zb_font *font, zb_str text, double size,
                    double width, double indent) {
    *out = (zb_lines){0};
    ZB_VEC(zb_line_box) boxes = {0};
    letters all;
    bool ok = spell(&all, arena, font, text, size);
    for (size_t first = 0; ok && first < all.count;) {
        double room = boxes.count ? width : width - indent;
        size_t last = first + fit(&all, first, room, size);
        zb_line_box box = measure(font, text, &all, first, last, size, room, last == all.count);
        ok = ZB_PUSH(&boxes, box);
        while (last < all.count && all.at[last].code == ' ') {
            last++;
        }
        first = last;
    }
    if (ok && boxes.count) {
        out->at = ZB_NEW(arena, zb_line_box, boxes.count);
        ok = out->at != NULL;
        for (size_t i = 0; ok && i < boxes.count; i++) {
            out->at[i] = boxes.at[i];
        }
        out->count = ok ? boxes.count : 0;
    }
    ZB_VEC_FREE(&boxes);
    return ok;
}
