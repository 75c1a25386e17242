/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sections: by headings (一、 （一） 1.), and by paragraphs and sentences in which a report turns
 * to the future without a heading (下一步, 2025年，我区将).
 */
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "source/reading.h"
#include "source/years.h"

enum {
    HEADING_BYTES = 40 * 3, /* a heading glued to its text is cut earlier when longer */
    LATE_PERCENT = 60       /* of the text: behind it a turn to the future is the last part */
};

static bool is_numeral(uint32_t c) {
    static const uint32_t numerals[] = {
        0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, /* 一 十 */
        0x58F9, 0x8D30, 0x53C1, 0x8086, 0x4F0D, 0x9646, 0x67D2, 0x634C, 0x7396, 0x62FE, /* 壹 拾 */
    };
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
        if (numerals[i] == c) {
            return true;
        }
    }
    return false;
}

static bool is_digit(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* Skip at most `most` characters of a class; returns how many. */
static int skip(zb_str line, size_t *at, int most, bool (*is_of)(uint32_t)) {
    int count = 0;
    while (count < most) {
        size_t next = *at;
        if (!is_of(zb_utf8_next(line, &next))) {
            break;
        }
        *at = next;
        count++;
    }
    return count;
}

static bool take(zb_str line, size_t *at, const char *mark) {
    zb_str m = zb_str_from(mark);
    if (!zb_str_starts(zb_str_sub(line, *at, line.n), m)) {
        return false;
    }
    *at += m.n;
    return true;
}

/* A point behind a number marks a list unless a digit follows: `3.5万`. */
static bool take_point(zb_str line, size_t *at) {
    if (take(line, at, "、")) {
        return true;
    }
    size_t next = *at;
    if (!take(line, &next, ".") && !take(line, &next, "．")) {
        return false;
    }
    size_t after = next;
    if (is_digit(zb_utf8_next(line, &after))) {
        return false;
    }
    *at = next;
    return true;
}

/* 叁　下一年安排: a space will do on a short line of its own. */
static bool take_space(zb_str line, size_t *at) {
    enum { SHORT_BYTES = 20 * 3 };
    return line.n <= SHORT_BYTES && !zb_str_has(line, ZB_STR("。")) &&
           !zb_str_has(line, ZB_STR("，")) && (take(line, at, "　") || take(line, at, " "));
}

int zb_heading_depth(zb_str line, size_t *marker) {
    size_t at = 0;
    *marker = 0;
    if (take(line, &at, "第") && skip(line, &at, 3, is_numeral) > 0 &&
        (take(line, &at, "部分") || take(line, &at, "章"))) {
        *marker = at;
        return 1;
    }
    at = 0;
    if (skip(line, &at, 3, is_numeral) > 0 && (take_point(line, &at) || take_space(line, &at))) {
        *marker = at;
        return 1;
    }
    at = 0;
    if (take(line, &at, "（") || take(line, &at, "(")) {
        int depth = skip(line, &at, 3, is_numeral) > 0 ? 2
                    : skip(line, &at, 2, is_digit) > 0 ? 3
                                                       : 0;
        if (depth && (take(line, &at, "）") || take(line, &at, ")"))) {
            *marker = at;
            return depth;
        }
        return 0;
    }
    at = 0;
    if (skip(line, &at, 2, is_digit) > 0 && take_point(line, &at)) {
        *marker = at;
        return 3;
    }
    at = 0;
    uint32_t first = zb_utf8_next(line, &at);
    *marker = at;
    return first >= 0x2460 && first <= 0x2473 ? 3 : 0; /* ① … ⑳ */
}

/* Where the first of the marks stands in `line` from `at` on; line.n when none does. */
static size_t first_mark(zb_str line, size_t at, const char *const *marks, size_t count) {
    while (at < line.n) {
        zb_str rest = zb_str_sub(line, at, line.n);
        for (size_t i = 0; i < count; i++) {
            if (zb_str_starts(rest, zb_str_from(marks[i]))) {
                return at;
            }
        }
        size_t before = at;
        uint32_t c = zb_utf8_next(line, &at);
        size_t after = at;
        if (c == '.' && !is_digit(zb_utf8_next(line, &after))) {
            return before;
        }
    }
    return line.n;
}

/* End of the heading that begins a trimmed line. */
static size_t heading_end(zb_str line, size_t marker) {
    static const char *const stops[] = {"。", "：", ":", "；", ";", "！"};
    static const char *const any[] = {"。", "：", ":", "；", ";", "！", "，", ",", "、"};
    zb_str near = zb_str_sub(line, 0, HEADING_BYTES + 3);
    size_t end = first_mark(near, marker, stops, sizeof stops / sizeof *stops);
    if (end == near.n && near.n < line.n) {
        end = first_mark(near, marker, any, sizeof any / sizeof *any);
        if (end == near.n) {
            end = zb_utf8_before(line, HEADING_BYTES + 1);
        }
    }
    return end;
}

typedef struct builder {
    const zb_reading *reading;
    ZB_VEC(zb_section) sections;
    bool failed;
    bool plan_on; /* deeper headings than plan_depth belong to a plan */
    int plan_depth;
    bool mixed; /* the open section tells of problems first, then of plans */
} builder;

static zb_section *open_one(builder *b) {
    return &b->sections.at[b->sections.count - 1];
}

static void open_section(builder *b, size_t start, zb_section section) {
    zb_section *last = b->sections.count ? open_one(b) : NULL;
    section.body = (zb_span){start, b->reading->document->text.n};
    if (last && last->body.start == start) {
        *last = section;
        return;
    }
    if (last) {
        last->body.end = start;
    }
    if (!ZB_PUSH(&b->sections, section)) {
        b->failed = true;
    }
}

static bool is_late(const builder *b, size_t at) {
    return at / LATE_PERCENT >= b->reading->document->text.n / 100;
}

typedef enum outlook { OUTLOOK_NONE, OUTLOOK_MIXED, OUTLOOK_PLAN } outlook;

/* What a heading promises. A year in it decides: the year reported on is no plan. */
static outlook heading_outlook(const builder *b, zb_str heading, size_t at) {
    const zb_document_cues *cues = b->reading->cues;
    int year = b->reading->document->year;
    bool future = false, past = false;
    zb_year_hit hit;
    for (size_t i = 0; year && zb_year_next(heading, &i, &hit);) {
        future = future || (hit.marked && hit.year > year);
        past = past || hit.year <= year;
    }
    bool strong = zb_str_list_within(&cues->plan_headings, heading).n > 0;
    bool weak = is_late(b, at) && zb_str_list_within(&cues->plan_headings_late, heading).n > 0;
    if (!future && !strong && (!weak || past)) {
        return OUTLOOK_NONE;
    }
    return zb_str_list_within(&cues->problem_words, heading).n ? OUTLOOK_MIXED : OUTLOOK_PLAN;
}

/* Does a sentence turn to the future? `下一步，`, `2025年，我区将`, `到2018年底，`. */
static bool starts_plan(const builder *b, zb_str sentence) {
    enum { OPENING_BYTES = 90 };
    const zb_str_list *starts = &b->reading->cues->plan_starts;
    sentence = zb_str_trim(zb_str_sub(sentence, 0, OPENING_BYTES));
    size_t comma = zb_str_find(sentence, ZB_STR("，"));
    /* 针对上述问题，下一步 */
    zb_str second = comma == ZB_NOT_FOUND
                        ? (zb_str){0}
                        : zb_str_sub(sentence, comma + ZB_STR("，").n, sentence.n);
    if (zb_str_list_start(starts, sentence).n || zb_str_list_start(starts, second).n) {
        return true;
    }
    size_t at = 0;
    take(sentence, &at, "到");
    sentence = zb_str_sub(sentence, at, sentence.n);
    at = 0;
    zb_year_hit hit;
    int year = b->reading->document->year;
    return year && zb_year_next(sentence, &at, &hit) && hit.start == 0 && hit.marked &&
           !hit.month && hit.year > year;
}

/* Offset in the text of the first sentence in [from, end) that turns to the future, or
 * ZB_NOT_FOUND. `from` begins a sentence. */
static size_t find_plan(const builder *b, size_t from, size_t end) {
    zb_str text = b->reading->document->text;
    zb_str stop = ZB_STR("。");
    while (from < end) {
        if (starts_plan(b, zb_str_sub(text, from, end))) {
            return from;
        }
        size_t hit = zb_str_find(zb_str_sub(text, from, end), stop);
        if (hit == ZB_NOT_FOUND) {
            break;
        }
        from += hit + stop.n;
    }
    return ZB_NOT_FOUND;
}

/* Open the section of a heading; returns where the text behind it starts. */
static size_t begin_heading(builder *b, zb_line *line, zb_str trimmed, int depth, size_t marker) {
    size_t at = (size_t)(trimmed.p - b->reading->document->text.p);
    size_t end = heading_end(trimmed, marker);
    b->plan_on = b->plan_on && depth > b->plan_depth;
    b->mixed = false;
    if (!b->plan_on) {
        outlook told = heading_outlook(b, zb_str_sub(trimmed, marker, end), at);
        b->mixed = told == OUTLOOK_MIXED;
        b->plan_on = told == OUTLOOK_PLAN;
        b->plan_depth = depth;
    }
    open_section(b, line->span.start,
                 (zb_section){.heading = {at, at + end}, .depth = depth, .plan = b->plan_on});
    if (end == trimmed.n) {
        line->kind = ZB_LINE_HEADING;
    }
    return at + end;
}

/* A turn to the future within the open section. At the start of a paragraph, under a heading that
 * promised it and late in the text it holds until the next heading; else for its sentence, and
 * the offset behind that is returned. ZB_NOT_FOUND: it holds. */
static size_t begin_plan(builder *b, const zb_line *line, zb_str trimmed, size_t at,
                         bool paragraph) {
    zb_section before = *open_one(b);
    zb_str text = b->reading->document->text;
    open_section(b, paragraph ? line->span.start : at,
                 (zb_section){.heading = {at, at}, .depth = before.depth, .plan = true});
    if (zb_str_ends(trimmed, ZB_STR("：")) || zb_str_ends(trimmed, ZB_STR(":"))) {
        b->plan_on = true; /* what it announces stands under deeper headings */
        b->plan_depth = before.depth;
    }
    if (paragraph || b->mixed || is_late(b, at)) {
        return ZB_NOT_FOUND;
    }
    zb_str stop = ZB_STR("。");
    size_t end = zb_str_find(zb_str_sub(text, at, line->span.end), stop);
    size_t next = end == ZB_NOT_FOUND ? line->span.end : at + end + stop.n;
    if (next < text.n) {
        open_section(b, next, (zb_section){.heading = before.heading, .depth = before.depth});
    }
    return next < line->span.end ? next : ZB_NOT_FOUND;
}

static void add_line(builder *b, zb_line *line, zb_str trimmed) {
    size_t marker;
    int depth = zb_heading_depth(trimmed, &marker);
    zb_str text = b->reading->document->text, stop = ZB_STR("。");
    size_t at = (size_t)(trimmed.p - text.p), from = at;
    if (depth) {
        from = begin_heading(b, line, trimmed, depth, marker);
        if (zb_str_starts(zb_str_sub(text, from, text.n), stop)) {
            from += stop.n;
        }
    }
    while (from != ZB_NOT_FOUND && !b->failed && !open_one(b)->plan) {
        from = find_plan(b, from, at + trimmed.n);
        if (from != ZB_NOT_FOUND) {
            from = begin_plan(b, line, trimmed, from, !depth && from == at);
        }
    }
}

zb_status zb_reading_sections(zb_reading *reading, zb_error *err) {
    builder b = {.reading = reading};
    open_section(&b, 0, (zb_section){0});
    for (size_t i = 0; i < reading->line_count && !b.failed; i++) {
        if (reading->lines[i].kind == ZB_LINE_BODY) {
            add_line(&b, &reading->lines[i], zb_reading_trimmed(reading, i));
        }
    }
    zb_section *sections = b.failed ? NULL : ZB_NEW(reading->arena, zb_section, b.sections.count);
    if (sections) {
        memcpy(sections, b.sections.at, b.sections.count * sizeof *sections);
        reading->document->sections = sections;
        reading->document->section_count = b.sections.count;
    }
    ZB_VEC_FREE(&b.sections);
    return sections ? ZB_OK : zb_error_nomem(err);
}
