/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/table_cells.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

/* A label or a head is no longer, in bytes. */
enum { LABEL_BYTES = 90 };

typedef struct reader {
    zb_str text;
    const zb_knowledge *knowledge;
} reader;

static zb_span trimmed(zb_str text, size_t start, size_t end) {
    zb_str s = zb_str_trim(zb_str_sub(text, start, end));
    size_t at = s.n ? (size_t)(s.p - text.p) : start;
    return (zb_span){at, at + s.n};
}

static zb_str text_of(const reader *f, zb_span span) {
    return zb_str_sub(f->text, span.start, span.end);
}

/* —, / and the like: nothing is stated. */
static bool is_blank_mark(zb_str s) {
    static const char *const marks[] = {"-",  "—", "——", "－", "/",  "／",
                                        "\\", "…", "*",  "--", "---"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (zb_str_eq(s, zb_str_from(marks[i]))) {
            return true;
        }
    }
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '-' && s.p[i] != ':') {
            return false;
        }
    }
    return true;
}

bool zb_table_is_period(const zb_knowledge *knowledge, zb_str name) {
    static const char *const marks[] = {"第", "年", "月", "-",  "—",  "－", "~",  "～", "至", "到",
                                        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    size_t word = zb_words_end(&knowledge->cues[ZB_CUE_TABLE_PERIOD], name);
    zb_str rest = zb_str_sub(name, 0, name.n - word);
    bool whole = zb_str_starts(rest, ZB_STR("1")) && zb_str_ends(rest, ZB_STR("12")) && rest.n > 2;
    while (word && rest.n) {
        size_t bytes = 0;
        if (zb_numeral_digit(rest, 0, &bytes) < 0) {
            bytes = 0;
            for (size_t i = 0; i < sizeof marks / sizeof *marks && !bytes; i++) {
                zb_str mark = zb_str_from(marks[i]);
                bytes = zb_str_starts(rest, mark) ? mark.n : 0;
            }
        }
        if (!bytes) {
            return false;
        }
        rest = zb_str_sub(rest, bytes, rest.n);
    }
    return word > 0 && !whole;
}

/* A short phrase that states no quantity and ends no sentence. */
static bool is_label(const reader *f, zb_str s) {
    if (s.n > LABEL_BYTES) {
        return false;
    }
    if (zb_table_is_period(f->knowledge, s)) {
        return true; /* 第一季度, though 季度 is a measure word */
    }
    bool words = false;
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        uint32_t c = zb_utf8_next(s, &i);
        words |= zb_utf8_is_han(c) || (c >= 'A' && c <= 'z');
        if (c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == 0xFF01 || c == ',' || c == ';') {
            return false; /* 。，；！ */
        }
        size_t bytes;
        zb_numeral numeral;
        if (zb_numeral_digit(s, at, &bytes) < 0 || !zb_numeral_read(&numeral, s, at, s.n)) {
            continue;
        }
        zb_unit_class unit_class;
        size_t behind = zb_numeral_blanks(s, numeral.end, s.n, 1);
        zb_str rest = zb_str_sub(s, behind, s.n);
        size_t n = zb_knowledge_unit(f->knowledge, rest, &unit_class);
        if ((n && !zb_words_has(&f->knowledge->not_counted, zb_str_sub(rest, 0, n))) ||
            zb_str_starts(rest, ZB_STR("%"))) {
            return false;
        }
        i = numeral.end;
    }
    return words;
}

static void read_cell(const reader *f, zb_cell *out, size_t start, size_t end) {
    *out = (zb_cell){.span = trimmed(f->text, start, end)};
    zb_str s = text_of(f, out->span);
    if (!s.n || is_blank_mark(s)) {
        out->kind = ZB_CELL_EMPTY;
    } else if (zb_quantity_cell(&out->q, &out->sign, f->text, out->span.start, out->span.end,
                                f->knowledge)) {
        out->kind = ZB_CELL_NUMBER;
    } else {
        out->kind = is_label(f, s) ? ZB_CELL_TEXT : ZB_CELL_OTHER;
    }
}

/* Blanks between cells from `at` on: how many bytes; `wide` for tabs, two spaces, U+3000. */
static size_t gap_at(zb_str text, size_t at, size_t end, bool *wide) {
    size_t i = at, count = 0;
    *wide = false;
    while (i < end) {
        size_t next = i;
        uint32_t c = zb_utf8_next(text, &next);
        if (c != ' ' && c != '\t' && c != 0x3000 && c != 0xA0) {
            break;
        }
        *wide |= c == '\t' || c == 0x3000;
        count++;
        i = next;
    }
    *wide |= count > 1;
    return i - at;
}

static zb_row_style style_of(zb_str line) {
    if (zb_str_has(line, ZB_STR("|"))) {
        return ZB_ROW_BARS;
    }
    bool blanks = false;
    for (size_t i = 0; i < line.n;) {
        bool wide;
        size_t gap = gap_at(line, i, line.n, &wide);
        if (wide) {
            return ZB_ROW_WIDE;
        }
        blanks |= gap > 0;
        i += gap ? gap : 1;
    }
    return blanks ? ZB_ROW_BLANKS : ZB_ROW_LINES;
}

/* How many bytes part two cells at `at`, 0 for none. Each bar and each tab is one separator: with
 * nothing between two of them a cell is empty, and those behind it keep their columns. */
static size_t separator_at(const reader *f, const zb_row *r, size_t at, size_t end, size_t *step) {
    bool wide = true;
    size_t gap = 0;
    if (r->style == ZB_ROW_BARS || r->tabs) {
        gap = f->text.p[at] == (r->tabs ? '\t' : '|');
    } else {
        gap = gap_at(f->text, at, end, &wide);
    }
    *step = gap ? gap : 1;
    return r->style == ZB_ROW_WIDE && !wide ? 0 : gap;
}

/* Cut the line into cells; false when they are too many. */
static bool split(const reader *f, zb_row *out, zb_span line) {
    size_t start = line.start, step;
    if (out->barred && f->text.p[start] == '|') {
        start++; /* an outer bar parts nothing */
    }
    for (size_t i = start; i < line.end; i += step) {
        size_t gap = separator_at(f, out, i, line.end, &step);
        if (gap && out->count == ZB_TABLE_CELLS) {
            return false;
        }
        if (gap) {
            read_cell(f, &out->cells[out->count++], start, i);
            start = i + gap;
        }
    }
    bool open = start < line.end || (out->tabs && start == line.end);
    if (open && out->count == ZB_TABLE_CELLS) {
        return false;
    }
    if (open) {
        read_cell(f, &out->cells[out->count++], start, line.end);
    }
    return true;
}

/* 1 县公安局 120 310: the first column only counts the rows. */
static void drop_index(zb_row *r) {
    bool index = r->count >= 3 && r->cells[0].kind == ZB_CELL_NUMBER &&
                 r->cells[0].q.unit_start == r->cells[0].q.unit_end &&
                 r->cells[1].kind == ZB_CELL_TEXT;
    if (index) {
        memmove(r->cells, r->cells + 1, (r->count - 1) * sizeof *r->cells);
        r->count--;
        r->dropped++;
    }
}

static size_t count_kind(const zb_row *r, zb_cell_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < r->count; i++) {
        count += r->cells[i].kind == kind;
    }
    return count;
}

/* Does some number lack a measure word of its own? Where none does, the row reads as text. */
static bool has_bare_number(const zb_row *r) {
    for (size_t i = 0; i < r->count; i++) {
        if (r->cells[i].kind == ZB_CELL_NUMBER &&
            r->cells[i].q.unit_start == r->cells[i].q.unit_end) {
            return true;
        }
    }
    return false;
}

size_t zb_table_row_labels(const zb_row *row) {
    size_t labels = 0;
    for (size_t i = 0; i < row->count && row->cells[i].kind != ZB_CELL_NUMBER; i++) {
        if (row->cells[i].kind == ZB_CELL_TEXT || row->cells[i].kind == ZB_CELL_UNIT) {
            labels = i + 1;
        }
    }
    return labels;
}

/* 行政处罚 | 件 | 120: behind a label a measure word is that of the row's numbers. */
static void mark_units(const reader *f, zb_row *r) {
    const zb_words *names = &f->knowledge->cues[ZB_CUE_TABLE_NOT_UNITS];
    bool labelled = false;
    for (size_t i = 0; i < r->count; i++) {
        zb_cell *c = &r->cells[i];
        zb_table_unit unit;
        if (c->kind != ZB_CELL_TEXT) {
            continue;
        }
        if (labelled && !zb_words_has(names, text_of(f, c->span)) &&
            zb_table_unit_fills(&unit, f->text, c->span, f->knowledge)) {
            c->kind = ZB_CELL_UNIT;
        }
        labelled = true;
    }
}

static zb_row_kind kind_of(const zb_row *r) {
    size_t numbers = count_kind(r, ZB_CELL_NUMBER), units = count_kind(r, ZB_CELL_UNIT);
    if (count_kind(r, ZB_CELL_OTHER) || !r->count || units > 1) {
        return ZB_ROW_NONE;
    }
    if (r->style == ZB_ROW_LINES) {
        return numbers ? has_bare_number(r) ? ZB_ROW_VALUE : ZB_ROW_NONE : ZB_ROW_LABEL;
    }
    if (!numbers) {
        return r->count < 2                               ? ZB_ROW_LABEL
               : count_kind(r, ZB_CELL_EMPTY) == r->count ? ZB_ROW_EMPTY
                                                          : ZB_ROW_HEAD;
    }
    if (r->style != ZB_ROW_BARS) { /* a label, then numbers only */
        size_t labels = zb_table_row_labels(r), texts = 0;
        for (size_t i = 0; i < labels; i++) {
            texts += r->cells[i].kind == ZB_CELL_TEXT;
            units -= r->cells[i].kind == ZB_CELL_UNIT;
        }
        if (r->style == ZB_ROW_BLANKS && units) {
            return ZB_ROW_NONE; /* 行政处罚 120 件 reads as text */
        }
        if (texts < 1 || texts > 2 || count_kind(r, ZB_CELL_TEXT) != texts ||
            r->cells[0].kind != ZB_CELL_TEXT) {
            return ZB_ROW_NONE;
        }
    }
    return has_bare_number(r) ? ZB_ROW_DATA : ZB_ROW_NONE;
}

void zb_table_row(zb_row *out, const zb_document *document, size_t line, bool first,
                  const zb_knowledge *knowledge) {
    reader f = {.text = document->text, .knowledge = knowledge};
    zb_span whole = document->lines[line].span;
    zb_span span = trimmed(f.text, whole.start, whole.end);
    zb_str s = text_of(&f, span);
    out->line = line;
    out->count = out->dropped = 0;
    out->kind = ZB_ROW_NONE;
    enum { ROW_BYTES = 2000 };
    if (!s.n || s.n > ROW_BYTES) {
        return;
    }
    out->style = style_of(s);
    bool bars = out->style == ZB_ROW_BARS;
    out->barred = bars && (first ? s.p[0] == '|' : out->barred);
    out->tabs = out->style == ZB_ROW_WIDE && zb_str_has(s, ZB_STR("\t"));
    if (out->tabs) {
        span.end = whole.end; /* with the empty cells at its end */
    }
    if (!split(&f, out, span)) {
        out->kind = bars || out->style == ZB_ROW_WIDE ? ZB_ROW_OVERFULL : ZB_ROW_NONE;
        return;
    }
    if (out->style != ZB_ROW_LINES) {
        drop_index(out);
    }
    if (count_kind(out, ZB_CELL_NUMBER)) {
        mark_units(&f, out);
    }
    out->kind = kind_of(out);
}

bool zb_table_unit_fills(zb_table_unit *out, zb_str text, zb_span span,
                         const zb_knowledge *knowledge) {
    size_t at = span.start;
    *out = (zb_table_unit){.factor = 1};
    if (span.start >= span.end) {
        return false;
    }
    zb_numeral magnitude;
    if (zb_numeral_read(&magnitude, text, at, span.end) && magnitude.bare) {
        out->factor = magnitude.value;
        at = magnitude.end;
    }
    size_t end = zb_quantity_unit(text, at, span.end, knowledge, &out->unit_class);
    out->span = (zb_span){at, end};
    return end > at && end == span.end &&
           !zb_words_has(&knowledge->not_counted, zb_str_sub(text, at, end));
}

bool zb_table_unit_bracketed(zb_table_unit *out, zb_str text, zb_span span,
                             const zb_knowledge *knowledge) {
    zb_str s = zb_str_sub(text, span.start, span.end);
    size_t open = zb_str_rfind(s, ZB_STR("（"));
    size_t other = zb_str_rfind(s, ZB_STR("("));
    bool wide = open != ZB_NOT_FOUND && (other == ZB_NOT_FOUND || open > other);
    open = wide ? open + strlen("（") : other == ZB_NOT_FOUND ? ZB_NOT_FOUND : other + 1;
    if (open == ZB_NOT_FOUND) {
        if (!zb_str_starts(s, ZB_STR("单位"))) {
            return false;
        }
        open = 0;
    }
    size_t at = span.start + open, end = span.end;
    zb_str inside = zb_str_sub(s, open, s.n);
    if (zb_str_starts(inside, ZB_STR("单位：")) || zb_str_starts(inside, ZB_STR("单位:"))) {
        at += strlen("单位") + (zb_str_starts(inside, ZB_STR("单位:")) ? 1 : strlen("："));
    }
    end -= zb_str_ends(inside, ZB_STR("）"))  ? strlen("）")
           : zb_str_ends(inside, ZB_STR(")")) ? 1
                                              : 0;
    return zb_table_unit_fills(out, text, (zb_span){at, end}, knowledge);
}
