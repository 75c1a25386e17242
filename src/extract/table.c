/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/table.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

/* A label or a head is no longer, in bytes; a row has no more cells. */
enum { LABEL_BYTES = 90, MOST_CELLS = 64 };

typedef enum cell_kind { CELL_EMPTY = 0, CELL_TEXT, CELL_NUMBER, CELL_OTHER } cell_kind;

typedef struct cell {
    zb_span span;
    cell_kind kind;
    zb_quantity q; /* of a number */
    int sign;
} cell;

typedef enum row_kind { ROW_NONE = 0, ROW_HEAD, ROW_DATA, ROW_LABEL, ROW_VALUE } row_kind;

/* How the cells of a row are parted. */
typedef enum row_style { STYLE_BARS = 0, STYLE_WIDE, STYLE_BLANKS, STYLE_LINES } row_style;

typedef struct row {
    cell cells[MOST_CELLS];
    size_t count;
    row_kind kind;
    row_style style;
    size_t line;
} row;

/* The heads of a column so far. */
typedef struct head_rows {
    cell cells[ZB_TABLE_HEADS][MOST_CELLS];
    size_t counts[ZB_TABLE_HEADS];
    size_t count;
} head_rows;

/* Labels and numbers that stand one on a line. */
typedef struct column_rows {
    zb_span labels[MOST_CELLS]; /* since the last number */
    size_t label_count;
    cell numbers[MOST_CELLS]; /* since the last label */
    size_t lines[MOST_CELLS];
    size_t number_count;
    zb_span heads[MOST_CELLS]; /* of the run of numbers before */
    size_t head_count;
    size_t width; /* numbers of that run */
} column_rows;

typedef struct finder {
    const zb_document *document;
    const zb_knowledge *knowledge;
    zb_table_value_list *out;
    row now;
    head_rows heads;
    zb_span caption; /* of the table, empty for none: （单位：万元） */
    int tables, rows;
    bool in_table;
    row_style style; /* of the table's or the heads' rows */
    size_t first;    /* first value of the table being read */
    column_rows below;
    zb_error *err;
} finder;

static zb_span trimmed(zb_str text, size_t start, size_t end) {
    zb_str s = zb_str_trim(zb_str_sub(text, start, end));
    size_t at = s.n ? (size_t)(s.p - text.p) : start;
    return (zb_span){at, at + s.n};
}

static zb_str text_of(const finder *f, zb_span span) {
    return zb_str_sub(f->document->text, span.start, span.end);
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

/* A short phrase that states no quantity and ends no sentence. */
static bool is_label(const finder *f, zb_str s) {
    if (s.n > LABEL_BYTES) {
        return false;
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

static void read_cell(const finder *f, cell *out, size_t start, size_t end) {
    *out = (cell){.span = trimmed(f->document->text, start, end)};
    zb_str s = text_of(f, out->span);
    if (!s.n || is_blank_mark(s)) {
        out->kind = CELL_EMPTY;
    } else if (zb_quantity_cell(&out->q, &out->sign, f->document->text, out->span.start,
                                out->span.end, f->knowledge)) {
        out->kind = CELL_NUMBER;
    } else {
        out->kind = is_label(f, s) ? CELL_TEXT : CELL_OTHER;
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

static row_style style_of(zb_str line) {
    bool blanks = false;
    for (size_t i = 0; i < line.n;) {
        if (line.p[i] == '|') {
            return STYLE_BARS;
        }
        bool wide;
        size_t gap = gap_at(line, i, line.n, &wide);
        if (wide && zb_str_find(line, ZB_STR("|")) == ZB_NOT_FOUND) {
            return STYLE_WIDE;
        }
        blanks |= gap > 0;
        i += gap ? gap : 1;
    }
    return blanks ? STYLE_BLANKS : STYLE_LINES;
}

/* Cut the line into cells. */
static void split(const finder *f, row *out, zb_span line) {
    zb_str text = f->document->text;
    out->count = 0;
    size_t start = line.start;
    for (size_t i = line.start; i < line.end && out->count < MOST_CELLS;) {
        bool wide = false;
        size_t gap = out->style == STYLE_BARS ? text.p[i] == '|' : gap_at(text, i, line.end, &wide);
        bool parts = gap && (out->style != STYLE_WIDE || wide);
        if (parts) {
            read_cell(f, &out->cells[out->count++], start, i);
            start = i + gap;
        }
        i += gap ? gap : 1;
    }
    if (start < line.end && out->count < MOST_CELLS) {
        read_cell(f, &out->cells[out->count++], start, line.end);
    }
}

/* 1 县公安局 120 310: the first column only counts the rows. */
static void drop_index(row *r) {
    bool index = r->count >= 3 && r->cells[0].kind == CELL_NUMBER &&
                 r->cells[0].q.unit_start == r->cells[0].q.unit_end &&
                 r->cells[1].kind == CELL_TEXT;
    if (index) {
        memmove(r->cells, r->cells + 1, (r->count - 1) * sizeof *r->cells);
        r->count--;
    }
}

static size_t count_kind(const row *r, cell_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < r->count; i++) {
        count += r->cells[i].kind == kind;
    }
    return count;
}

/* Does some number lack a measure word of its own? Where none does, the row reads as text. */
static bool has_bare_number(const row *r) {
    for (size_t i = 0; i < r->count; i++) {
        if (r->cells[i].kind == CELL_NUMBER && r->cells[i].q.unit_start == r->cells[i].q.unit_end) {
            return true;
        }
    }
    return false;
}

static row_kind kind_of(const row *r) {
    size_t numbers = count_kind(r, CELL_NUMBER);
    if (count_kind(r, CELL_OTHER) || !r->count) {
        return ROW_NONE;
    }
    if (r->style == STYLE_LINES) {
        return numbers ? has_bare_number(r) ? ROW_VALUE : ROW_NONE : ROW_LABEL;
    }
    if (!numbers) {
        return r->count >= 2 ? ROW_HEAD : ROW_LABEL;
    }
    if (r->style != STYLE_BARS) { /* a label, then numbers only */
        size_t texts = 0;
        while (texts < r->count && r->cells[texts].kind == CELL_TEXT) {
            texts++;
        }
        if (texts < 1 || texts > 2 || count_kind(r, CELL_TEXT) != texts) {
            return ROW_NONE;
        }
    }
    return has_bare_number(r) ? ROW_DATA : ROW_NONE;
}

static void read_row(finder *f, size_t line) {
    row *r = &f->now;
    zb_span span = f->document->lines[line].span;
    span = trimmed(f->document->text, span.start, span.end);
    zb_str s = text_of(f, span);
    r->line = line;
    r->count = 0;
    r->kind = ROW_NONE;
    enum { ROW_BYTES = 2000 };
    if (!s.n || s.n > ROW_BYTES) {
        return;
    }
    r->style = style_of(s);
    split(f, r, span);
    if (r->style != STYLE_LINES) {
        drop_index(r);
    }
    r->kind = kind_of(r);
}

/* The measure word in the last bracket of the text: （万元）, （单位：件）. False: none. */
static bool bracketed_unit(const finder *f, zb_span span, zb_span *unit, double *factor,
                           zb_unit_class *unit_class) {
    zb_str s = text_of(f, span);
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
    *factor = 1;
    zb_numeral magnitude;
    if (zb_numeral_read(&magnitude, f->document->text, at, end) && magnitude.bare) {
        *factor = magnitude.value;
        at = magnitude.end;
    }
    size_t unit_end = zb_quantity_unit(f->document->text, at, end, f->knowledge, unit_class);
    zb_str rest = zb_str_sub(f->document->text, unit_end, end);
    if (unit_end == at ||
        (rest.n && !zb_str_eq(rest, ZB_STR("）")) && !zb_str_eq(rest, ZB_STR(")")))) {
        return false;
    }
    *unit = (zb_span){at, unit_end};
    return true;
}

/* Give a bare number the measure word of its head, its label or the table. */
static void take_unit(const finder *f, zb_table_value *value) {
    zb_quantity *q = &value->q;
    zb_span unit = {0};
    double factor = 1;
    zb_unit_class unit_class;
    if (q->unit_start != q->unit_end) {
        return;
    }
    bool found = false;
    for (size_t i = value->head_count; i-- > 0 && !found;) {
        found = bracketed_unit(f, value->heads[i], &unit, &factor, &unit_class);
    }
    found = found || bracketed_unit(f, value->label, &unit, &factor, &unit_class) ||
            bracketed_unit(f, f->caption, &unit, &factor, &unit_class);
    if (!found) {
        return;
    }
    q->unit_start = unit.start;
    q->unit_end = unit.end;
    q->unit_class = unit_class;
    q->value *= factor;
    q->precision *= factor;
    if (factor >= 1 / q->precision || q->precision >= 1) {
        double whole = (double)(long long)(q->value + (q->value < 0 ? -0.5 : 0.5));
        double off = q->value - whole;
        q->value = off < 1e-6 && off > -1e-6 ? whole : q->value;
    }
}

/* The heads above column `column` of a row of `count` cells. Rows and heads are set flush right:
 * the cell above the labels may be missing. */
static void take_heads(const finder *f, zb_table_value *value, size_t column, size_t count) {
    for (size_t i = 0; i < f->heads.count; i++) {
        size_t heads = f->heads.counts[i];
        if (heads + 1 < count || heads > count + 1 || column + heads < count) {
            continue;
        }
        size_t at = column + heads - count;
        bool last = i + 1 == f->heads.count;
        while (!last && at > 0 && f->heads.cells[i][at].kind == CELL_EMPTY) {
            at--; /* a head that spans columns stands above the first of them */
            value->grouped |= f->heads.cells[i][at].kind == CELL_TEXT;
        }
        bool spans = !last && at + 1 < heads && f->heads.cells[i][at + 1].kind == CELL_EMPTY;
        value->grouped |= spans;
        if (f->heads.cells[i][at].kind == CELL_TEXT) {
            value->heads[value->head_count++] = f->heads.cells[i][at].span;
        }
    }
}

static void begin_table(finder *f, row_style style) {
    f->tables++;
    f->rows = 0;
    f->in_table = true;
    f->style = style;
    f->first = f->out->count;
}

/* A single row between blanks is a table only under heads; a single number alone on its line may be
 * a page's. */
static void end_table(finder *f) {
    if (f->in_table) {
        const zb_table_value *first = f->out->at + f->first;
        size_t values = f->out->count - f->first;
        bool headed = values && first->head_count;
        bool lone = f->style == STYLE_LINES ? values < 2 : f->style != STYLE_BARS && f->rows < 2;
        if (lone && !headed) {
            f->out->count = f->first;
        }
    }
    f->in_table = false;
    f->heads.count = 0;
    f->below = (column_rows){0};
}

static zb_status add_value(finder *f, zb_table_value *value) {
    take_unit(f, value);
    return ZB_PUSH(f->out, *value) ? ZB_OK : zb_error_nomem(f->err);
}

static zb_status add_row(finder *f) {
    const row *r = &f->now;
    if (!f->in_table) {
        begin_table(f, r->style);
    }
    zb_table_value value = {.table = f->tables, .row = ++f->rows, .line = r->line};
    value.start = f->document->lines[r->line].span.start;
    value.end = f->document->lines[r->line].span.end;
    bool numbers = false;
    zb_status status = ZB_OK;
    for (size_t i = 0; i < r->count && status == ZB_OK; i++) {
        const cell *c = &r->cells[i];
        if (c->kind == CELL_TEXT && !numbers) {
            value.outer = value.label.end > 0;
            value.label = c->span;
        } else if (c->kind == CELL_NUMBER) {
            numbers = true;
            value.q = c->q;
            value.sign = c->sign;
            value.column = (int)i;
            value.head_count = 0;
            value.grouped = false;
            take_heads(f, &value, i, r->count);
            status = add_value(f, &value);
        }
    }
    return status;
}

static void add_heads(finder *f) {
    head_rows *heads = &f->heads;
    if (f->in_table || f->style != f->now.style) {
        end_table(f);
    }
    f->style = f->now.style;
    if (heads->count == ZB_TABLE_HEADS) {
        memmove(heads->cells[0], heads->cells[1], (ZB_TABLE_HEADS - 1) * sizeof heads->cells[0]);
        memmove(heads->counts, heads->counts + 1, (ZB_TABLE_HEADS - 1) * sizeof heads->counts[0]);
        heads->count--;
    }
    memcpy(heads->cells[heads->count], f->now.cells, sizeof f->now.cells);
    heads->counts[heads->count++] = f->now.count;
}

/* The heads of the run of numbers that ends here: as many labels before the row's own, or those of
 * the run before. */
static void take_column_heads(column_rows *c) {
    size_t n = c->number_count;
    if (n >= 2 && c->label_count > n) {
        c->head_count = n;
        memcpy(c->heads, c->labels + c->label_count - 1 - n, n * sizeof *c->heads);
    } else if (n != c->width || c->label_count != 1) {
        c->head_count = 0;
    }
    c->width = n;
}

/* The numbers since the last label become a row. */
static zb_status flush_column(finder *f) {
    column_rows *c = &f->below;
    zb_status status = ZB_OK;
    if (!c->number_count) {
        return status;
    }
    if (c->label_count) {
        take_column_heads(c);
        if (!f->in_table) {
            begin_table(f, STYLE_LINES);
        }
        f->rows++;
        zb_span label = c->labels[c->label_count - 1];
        if (c->number_count == 1 && c->label_count >= 2) {
            f->caption = c->labels[c->label_count - 2]; /* 本年收费金额（单位：万元） */
        }
        for (size_t i = 0; i < c->number_count && status == ZB_OK; i++) {
            zb_table_value value = {.q = c->numbers[i].q,
                                    .sign = c->numbers[i].sign,
                                    .label = label,
                                    .line = c->lines[i],
                                    .start = label.start,
                                    .end = c->numbers[i].span.end,
                                    .table = f->tables,
                                    .row = f->rows,
                                    .column = (int)i};
            if (c->head_count) {
                value.heads[value.head_count++] = c->heads[i];
            }
            status = add_value(f, &value);
        }
    }
    c->number_count = 0;
    c->label_count = 0;
    return status;
}

static zb_status add_label(finder *f) {
    column_rows *c = &f->below;
    zb_status status = flush_column(f);
    if (f->in_table && f->style != STYLE_LINES) {
        end_table(f);
    }
    if (c->label_count == MOST_CELLS) {
        memmove(c->labels, c->labels + 1, (MOST_CELLS - 1) * sizeof *c->labels);
        c->label_count--;
    }
    f->caption = f->now.cells[0].span;
    c->labels[c->label_count++] = f->now.cells[0].span;
    return status;
}

static zb_status add_number(finder *f) {
    column_rows *c = &f->below;
    if (f->in_table && f->style != STYLE_LINES) {
        end_table(f);
    }
    if (c->number_count < MOST_CELLS) {
        c->lines[c->number_count] = f->now.line;
        c->numbers[c->number_count++] = f->now.cells[0];
    }
    return ZB_OK;
}

static zb_status take_row(finder *f) {
    zb_status status = ZB_OK;
    switch (f->now.kind) {
    case ROW_LABEL:
        return add_label(f);
    case ROW_VALUE:
        return add_number(f);
    case ROW_HEAD:
    case ROW_DATA:
        status = flush_column(f);
        f->below.label_count = 0;
        if (f->in_table && f->style == STYLE_LINES) {
            end_table(f);
        }
        if (f->now.kind == ROW_HEAD) {
            add_heads(f);
            return status;
        }
        if (f->style != f->now.style) {
            end_table(f);
        }
        return status == ZB_OK ? add_row(f) : status;
    default:
        status = flush_column(f);
        end_table(f);
        f->caption = (zb_span){0};
        return status;
    }
}

zb_status zb_table_find(zb_table_value_list *out, const zb_document *document,
                        const zb_knowledge *knowledge, zb_error *err) {
    finder *f = zb_mem_zero(1, sizeof *f);
    if (!f) {
        return zb_error_nomem(err);
    }
    f->document = document;
    f->knowledge = knowledge;
    f->out = out;
    f->err = err;
    zb_status status = ZB_OK;
    for (size_t i = 0; i < document->line_count && status == ZB_OK; i++) {
        zb_line_kind kind = document->lines[i].kind;
        if (kind == ZB_LINE_BODY || kind == ZB_LINE_HEADING) {
            read_row(f, i);
            status = take_row(f);
        }
    }
    if (status == ZB_OK) {
        status = flush_column(f);
        end_table(f);
    }
    zb_mem_free(f);
    return status;
}
