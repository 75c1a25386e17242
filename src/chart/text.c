/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The characters of a line stand at pen positions; a character's glyph is drawn at its pen position
 * plus its shift. A run ends where the next glyph is not drawn where the font's advances and the
 * run's extra would put it.
 */
#include "chart/text.h"

#include <math.h>

#include "base/str.h"
#include "base/utf8.h"
#include "chart/font.h"

/* Positions nearer than this are the same, in em. */
#define SAME 1e-6

typedef enum glyph_class {
    CLASS_OTHER = 0, /* half-width punctuation, symbols */
    CLASS_HAN,
    CLASS_WORD,  /* letters, digits, and signs that belong to a number */
    CLASS_SPACE, /* gives room by itself */
    CLASS_OPEN,  /* full-width marks: the blank half is before */
    CLASS_CLOSE, /* the blank half is behind */
    CLASS_WIDE,  /* full-width, nothing to close up */
    CLASS_NONE   /* takes no room: joiners, controls */
} glyph_class;

typedef struct glyph_place {
    glyph_class class;
    double advance; /* em, after the rules for single marks */
    double shift;   /* em */
    double natural; /* em, the font's */
    double blank;   /* em of a mark that adjacency takes away */
    bool missing;
    bool point; /* Latin punctuation that closes up to what is before it */
} glyph_place;

/* Full-width marks, with what this composition does to them. WenQuanYi Micro Hei draws round
 * brackets in the middle of their cell, and `！？` too, which leaves less to close up. */
static const struct mark {
    uint32_t code;
    glyph_class class;
    double advance, shift, blank; /* advance 0: the font's */
} marks[] = {
    {0x2018, CLASS_OPEN, 0, 0, 0.5},          /* ‘ */
    {0x2019, CLASS_CLOSE, 0, 0, 0.5},         /* ’ */
    {0x201C, CLASS_OPEN, 0, 0, 0.5},          /* “ */
    {0x201D, CLASS_CLOSE, 0, 0, 0.5},         /* ” */
    {0x3001, CLASS_CLOSE, 0, 0, 0.5},         /* 、 */
    {0x3002, CLASS_CLOSE, 0, 0, 0.5},         /* 。 */
    {0x3008, CLASS_OPEN, 0, 0, 0.5},          /* 〈 */
    {0x3009, CLASS_CLOSE, 0, 0, 0.5},         /* 〉 */
    {0x300A, CLASS_OPEN, 0, 0, 0.5},          /* 《 */
    {0x300B, CLASS_CLOSE, 0, 0, 0.5},         /* 》 */
    {0x300C, CLASS_OPEN, 0, 0, 0.5},          /* 「 */
    {0x300D, CLASS_CLOSE, 0, 0, 0.5},         /* 」 */
    {0x300E, CLASS_OPEN, 0, 0, 0.5},          /* 『 */
    {0x300F, CLASS_CLOSE, 0, 0, 0.5},         /* 』 */
    {0x3010, CLASS_OPEN, 0, 0, 0.5},          /* 【 */
    {0x3011, CLASS_CLOSE, 0, 0, 0.5},         /* 】 */
    {0x3014, CLASS_OPEN, 0, 0, 0.5},          /* 〔 */
    {0x3015, CLASS_CLOSE, 0, 0, 0.5},         /* 〕 */
    {0xFF01, CLASS_CLOSE, 0, 0, 0.2},         /* ！ */
    {0xFF08, CLASS_OPEN, 0.68, -0.13, 0.18},  /* （ */
    {0xFF09, CLASS_CLOSE, 0.68, -0.19, 0.18}, /* ） */
    {0xFF0C, CLASS_CLOSE, 0, 0, 0.5},         /* ， */
    {0xFF1A, CLASS_CLOSE, 0, 0, 0.5},         /* ： */
    {0xFF1B, CLASS_CLOSE, 0, 0, 0.5},         /* ； */
    {0xFF1F, CLASS_CLOSE, 0, 0, 0.2},         /* ？ */
};

static const struct mark *find_mark(uint32_t code) {
    if (code != 0x2018 && code != 0x2019 && code != 0x201C && code != 0x201D &&
        (code < 0x3001 || (code > 0x3015 && code < 0xFF01))) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i].code == code) {
            return &marks[i];
        }
    }
    return NULL;
}

static bool is_word(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '%' ||
           c == '+' || c == 0x2212 /* − */ || c == 0x2030 /* ‰ */ || c == 0x221A /* √ */ ||
           c == 0xB0 /* ° */ || c == 0xB1 /* ± */ || c == 0xB2 || c == 0xB3 ||
           (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x3FF);
}

static glyph_class classify(uint32_t c) {
    if (zb_utf8_is_han(c)) {
        return CLASS_HAN;
    }
    if (is_word(c)) {
        return CLASS_WORD;
    }
    const struct mark *mark = find_mark(c);
    if (mark != NULL) {
        return mark->class;
    }
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
        (c >= 0x2028 && c <= 0x202E) || c == 0x2060 || c == 0xFEFF ||
        (c >= 0xFE00 && c <= 0xFE0F)) {
        return CLASS_NONE;
    }
    if (c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x3000) {
        return CLASS_SPACE;
    }
    return (c >= 0x3000 && c <= 0x33FF) || (c >= 0xFF01 && c <= 0xFF60) ? CLASS_WIDE : CLASS_OTHER;
}

static glyph_place place_of(const zb_font *font, uint32_t code) {
    glyph_place place = {.class = classify(code),
                         .point = code == '.' || code == ',' || code == ';' || code == ':' ||
                                  code == ')' || code == '?' || code == '!'};
    if (place.class == CLASS_NONE) {
        return place;
    }
    place.missing = !zb_font_has(font, code);
    place.natural = zb_font_advance(font, code);
    place.advance = place.natural;
    const struct mark *mark = find_mark(code);
    if (mark != NULL && !place.missing) {
        place.blank = mark->blank;
        place.shift = mark->shift;
        if (mark->advance > 0) {
            place.advance = mark->advance;
        }
    }
    return place;
}

/* What the rules add between two neighbours, in em. */
static double between(const glyph_place *a, const glyph_place *b) {
    if ((a->class == CLASS_HAN && b->class == CLASS_WORD) ||
        (a->class == CLASS_WORD && b->class == CLASS_HAN)) {
        return ZB_HAN_LATIN_GAP;
    }
    if (a->class == CLASS_CLOSE && b->class == CLASS_SPACE) {
        return -a->blank / 2; /* among Latin words: blank half and space would be two spaces */
    }
    if (a->class == CLASS_SPACE && b->class == CLASS_OPEN) {
        return -b->blank / 2;
    }
    if (a->class == CLASS_CLOSE &&
        (b->class == CLASS_CLOSE || b->class == CLASS_OPEN || b->point)) {
        return -a->blank;
    }
    return a->class == CLASS_OPEN && b->class == CLASS_OPEN ? -b->blank : 0;
}

static bool is_wide(glyph_class class) {
    return class == CLASS_HAN || class == CLASS_OPEN || class == CLASS_CLOSE || class == CLASS_WIDE;
}

static bool may_stretch(glyph_class a, glyph_class b) {
    return a == CLASS_SPACE || is_wide(a) || is_wide(b);
}

/* The next character that takes room; false at the end. */
static bool next_char(zb_str text, size_t *at, size_t *start, uint32_t *code) {
    while (*at < text.n) {
        *start = *at;
        *code = zb_utf8_next(text, at);
        if (classify(*code) != CLASS_NONE) {
            return true;
        }
    }
    *start = text.n;
    return false;
}

zb_text_iter zb_text_begin(const zb_font *font, zb_str text, double size, double stretch) {
    return (zb_text_iter){font, text, size, stretch, 0, 0};
}

bool zb_text_next(zb_text_iter *iter, zb_text_run *run) {
    size_t at = iter->at, start;
    uint32_t code;
    if (!next_char(iter->text, &at, &start, &code)) {
        iter->at = iter->text.n;
        return false;
    }
    glyph_place here = place_of(iter->font, code);
    double stretch = iter->size > 0 ? iter->stretch / iter->size : 0;
    double pen = iter->x / (iter->size > 0 ? iter->size : 1); /* em */
    double drawn = pen + here.shift;
    *run = (zb_text_run){.start = start, .x = drawn * iter->size, .missing = here.missing};
    bool first = true;
    for (;;) {
        size_t end = at;
        run->end = end;
        run->width = (drawn + here.natural) * iter->size - run->x;
        if (!next_char(iter->text, &at, &start, &code)) {
            iter->at = iter->text.n;
            iter->x = (pen + here.advance) * iter->size;
            return true;
        }
        glyph_place next = place_of(iter->font, code);
        double grow = may_stretch(here.class, next.class) ? stretch : 0;
        double next_pen = pen + here.advance + between(&here, &next) + grow;
        double next_drawn = next_pen + next.shift;
        double extra = next_drawn - drawn - here.natural;
        bool plain = fabs(extra - grow) < SAME && start == end && next.missing == here.missing;
        if (!plain || (!first && fabs(extra - run->extra / iter->size) > SAME)) {
            iter->at = start;
            iter->x = next_pen * iter->size;
            return true;
        }
        run->extra = extra * iter->size;
        first = false;
        pen = next_pen;
        drawn = next_drawn;
        here = next;
    }
}

size_t zb_text_gaps(zb_str text) {
    size_t gaps = 0, at = 0, start;
    uint32_t code;
    glyph_class before = CLASS_NONE;
    while (next_char(text, &at, &start, &code)) {
        glyph_class class = classify(code);
        gaps += before != CLASS_NONE && may_stretch(before, class) ? 1 : 0;
        before = class;
    }
    return gaps;
}

double zb_text_width(const zb_font *font, zb_str text, double size, bool bold) {
    (void)bold; /* the stroke grows outwards; places do not move */
    zb_text_iter iter = zb_text_begin(font, text, size, 0);
    zb_text_run run;
    while (zb_text_next(&iter, &run)) {
    }
    return iter.x;
}

zb_text_rect zb_text_box(double x, double y, double size) {
    return (zb_text_rect){x + 0.1 * size, y - 0.74 * size, 0.8 * size, 0.8 * size};
}

double zb_text_box_stroke(double size) {
    return 0.06 * size;
}

size_t zb_text_fit(const zb_font *font, zb_str text, double size, double width) {
    if (zb_text_width(font, text, size, false) <= width) {
        return text.n;
    }
    double room = width - zb_text_width(font, ZB_STR("…"), size, false);
    size_t fitting = 0;
    for (size_t at = 0; at < text.n;) {
        zb_utf8_next(text, &at);
        if (zb_text_width(font, zb_str_sub(text, 0, at), size, false) > room) {
            break;
        }
        fitting = at;
    }
    return fitting;
}
