/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines, and which of them belong to the web page.
 */
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "source/reading.h"
#include "source/years.h"

enum {
    FURNITURE_BYTES = 600, /* longer lines are never furniture */
    HEAD_LINES = 200,      /* lines that may stand before the prose */
    TAIL_LINES = 100,
    PROSE_BYTES = 60 * 3, /* a line of more is prose without further signs */
    CLAUSE_BYTES = 24 * 3 /* of more and with a comma */
};

zb_str zb_reading_line(const zb_reading *reading, size_t line) {
    zb_span span = reading->lines[line].span;
    return zb_str_sub(reading->document->text, span.start, span.end);
}

zb_str zb_reading_trimmed(const zb_reading *reading, size_t line) {
    return zb_str_trim(zb_reading_line(reading, line));
}

zb_str zb_reading_window(const zb_reading *reading, int at) {
    zb_str text = reading->document->text;
    size_t cut = text.n > READING_HEAD ? READING_HEAD : text.n;
    while (cut < text.n && ((unsigned char)text.p[cut] & 0xC0) == 0x80) {
        cut++;
    }
    if (at == 0) {
        return zb_str_sub(text, 0, cut);
    }
    size_t tail = text.n > READING_TAIL ? text.n - READING_TAIL : 0;
    while (tail < text.n && ((unsigned char)text.p[tail] & 0xC0) == 0x80) {
        tail++;
    }
    return zb_str_sub(text, tail > cut ? tail : cut, text.n);
}

static zb_status split(zb_reading *reading, zb_error *err) {
    zb_str text = reading->document->text;
    size_t count = 1;
    for (const char *p = text.p, *end = text.p + text.n; (p = memchr(p, '\n', (size_t)(end - p)));
         p++) {
        count++;
    }
    reading->lines = ZB_NEW(reading->arena, zb_line, count);
    if (!reading->lines) {
        return zb_error_nomem(err);
    }
    size_t start = zb_str_starts(text, ZB_STR("\uFEFF")) ? 3 : 0;
    while (start < text.n) {
        const char *hit = memchr(text.p + start, '\n', text.n - start);
        size_t next = hit ? (size_t)(hit - text.p) : text.n;
        size_t end = next > start && text.p[next - 1] == '\r' ? next - 1 : next;
        zb_line *line = &reading->lines[reading->line_count];
        line->span = (zb_span){start, end};
        line->kind =
            zb_reading_trimmed(reading, reading->line_count).n ? ZB_LINE_BODY : ZB_LINE_BLANK;
        reading->line_count++;
        start = next + 1;
    }
    return ZB_OK;
}

static bool has_year(zb_str line) {
    size_t at = 0;
    zb_year_hit hit;
    return zb_year_next(line, &at, &hit);
}

/* Nothing but digits, marks and the words of a date: `2023-03-28 20:15`. */
static bool is_date(zb_str line) {
    size_t at = 0;
    zb_year_hit hit;
    if (!zb_year_next(line, &at, &hit) || !hit.month) {
        return false;
    }
    for (size_t i = 0; i < line.n;) {
        uint32_t c = zb_utf8_next(line, &i);
        if (zb_utf8_is_han(c) && c != 0x5E74 && c != 0x6708 && c != 0x65E5) {
            return false;
        }
    }
    return line.n < 40;
}

/* The path of a page: `首页 > 政务公开 > 法治政府建设`. */
static bool is_breadcrumb(zb_str line) {
    return zb_str_has(line, ZB_STR(">")) || zb_str_has(line, ZB_STR("»")) ||
           zb_str_has(line, ZB_STR("＞"));
}

static bool only_ends(const zb_document_cues *cues, zb_str line) {
    size_t words = 0;
    for (size_t i = 0; i < line.n;) {
        zb_str rest = zb_str_sub(line, i, line.n);
        zb_str word = zb_str_list_start(&cues->furniture_ends, rest);
        if (word.n) {
            words++;
            i += word.n;
        } else if (zb_utf8_is_han(zb_utf8_next(line, &i))) {
            return false;
        }
    }
    return words > 0;
}

static bool is_furniture(const zb_document_cues *cues, zb_str line, bool head) {
    if (!line.n || line.n > FURNITURE_BYTES || zb_str_has(line, ZB_STR("。"))) {
        return false;
    }
    if (zb_str_list_within(&cues->furniture, line).n ||
        zb_str_list_start(&cues->furniture_starts, line).n || only_ends(cues, line)) {
        return true;
    }
    return head &&
           (zb_str_list_within(&cues->counters, line).n || is_breadcrumb(line) || is_date(line));
}

static bool is_prose(zb_str line) {
    size_t marker;
    return line.n > PROSE_BYTES || zb_str_has(line, ZB_STR("。")) ||
           zb_heading_depth(line, &marker) > 0 ||
           (line.n > CLAUSE_BYTES &&
            (zb_str_has(line, ZB_STR("，")) || zb_str_has(line, ZB_STR(","))));
}

/* `— 3 —`, `第3页 共8页`. */
static bool is_page_number(zb_str line) {
    enum { PAGE_BYTES = 40 };
    static const uint32_t marks[] = {'-', 0x2014, 0x2013, 0x2015, 0xFF0D, 0x4E00, 0x9875};
    static const uint32_t others[] = {' ', '/', 0x7B2C, 0x5171, 0x3000};
    bool digits = false, marked = false;
    if (line.n > PAGE_BYTES) {
        return false;
    }
    for (size_t i = 0; i < line.n;) {
        uint32_t c = zb_utf8_next(line, &i);
        bool known = (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
        digits = digits || known;
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
            known = known || c == marks[k];
            marked = marked || c == marks[k];
        }
        for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
            known = known || c == others[k];
        }
        if (!known) {
            return false;
        }
    }
    bool dashed = zb_str_ends(line, ZB_STR("-")) || zb_str_ends(line, ZB_STR("—")) ||
                  zb_str_ends(line, ZB_STR("–")) || zb_str_ends(line, ZB_STR("－")) ||
                  zb_str_ends(line, ZB_STR("一")) || zb_str_ends(line, ZB_STR("―"));
    return digits && marked && (dashed || zb_str_ends(line, ZB_STR("页")));
}

static void mark_pages(zb_reading *reading) {
    for (size_t i = 0; i < reading->line_count; i++) {
        if (reading->lines[i].kind == ZB_LINE_BODY &&
            is_page_number(zb_reading_trimmed(reading, i))) {
            reading->lines[i].kind = ZB_LINE_FURNITURE;
        }
    }
}

/* Advertisements between the report's lines: 推荐阅读：…, 【广告】…. */
static void mark_injected(zb_reading *reading) {
    for (size_t i = 0; i < reading->line_count; i++) {
        zb_str line = zb_reading_trimmed(reading, i);
        if (reading->lines[i].kind == ZB_LINE_BODY && line.n <= FURNITURE_BYTES &&
            !zb_str_has(line, ZB_STR("。")) &&
            zb_str_list_within(&reading->cues->injected, line).n) {
            reading->lines[i].kind = ZB_LINE_FURNITURE;
        }
    }
}

/* A line above the text that says what the text says again is the page's: 累计回应咨询1000余条. */
static void mark_teasers(zb_reading *reading) {
    enum { TEASER_BYTES = 20 };
    zb_str text = reading->document->text;
    for (size_t i = 0; i < reading->head_end; i++) {
        zb_str line = zb_reading_trimmed(reading, i);
        size_t body = reading->lines[reading->head_end - 1].span.end;
        if (reading->lines[i].kind == ZB_LINE_BODY && line.n >= TEASER_BYTES && !has_year(line) &&
            zb_str_has(zb_str_sub(text, body, text.n), line)) {
            reading->lines[i].kind = ZB_LINE_FURNITURE;
        }
    }
}

static void mark_head(zb_reading *reading) {
    size_t i = 0;
    for (; i < reading->line_count && i < HEAD_LINES; i++) {
        zb_str line = zb_reading_trimmed(reading, i);
        if (is_furniture(reading->cues, line, true)) {
            reading->lines[i].kind = ZB_LINE_FURNITURE;
        } else if (is_prose(line)) {
            break;
        }
    }
    reading->head_end = i;
}

static void mark_tail(zb_reading *reading) {
    size_t i = reading->line_count;
    for (int seen = 0; i > reading->head_end && seen < TAIL_LINES; seen++) {
        zb_str line = zb_reading_trimmed(reading, i - 1);
        if (is_furniture(reading->cues, line, false)) {
            reading->lines[i - 1].kind = ZB_LINE_FURNITURE;
        } else if (is_prose(line)) {
            break;
        }
        i--;
    }
    reading->tail_start = i;
}

zb_status zb_reading_lines(zb_reading *reading, zb_error *err) {
    zb_status status = split(reading, err);
    if (status == ZB_OK) {
        mark_head(reading);
        mark_tail(reading);
        mark_pages(reading);
        mark_injected(reading);
        mark_teasers(reading);
    }
    return status;
}
