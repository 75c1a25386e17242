/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/table.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "extract/table_cells.h"

/* The heads of a column so far. */
typedef struct head_rows {
    zb_cell cells[ZB_TABLE_HEADS][ZB_TABLE_CELLS];
    size_t counts[ZB_TABLE_HEADS];
    size_t count;
} head_rows;

/* Labels and numbers that stand one on a line. */
typedef struct column_rows {
    zb_span labels[ZB_TABLE_CELLS]; /* since the last number */
    size_t label_count;
    zb_cell numbers[ZB_TABLE_CELLS]; /* since the last label */
    size_t lines[ZB_TABLE_CELLS];
    size_t number_count;
    zb_span heads[ZB_TABLE_CELLS]; /* of the run of numbers before */
    size_t head_count;
    size_t width;  /* numbers of that run */
    bool overfull; /* more numbers than there is room for */
} column_rows;

typedef struct finder {
    const zb_document *document;
    const zb_knowledge *knowledge;
    zb_table_value_list *out;
    zb_row now;
    head_rows heads;
    zb_span caption; /* of the table, empty for none: （单位：万元） */
    int tables, rows;
    zb_span row_unit; /* of the row being added: a cell of its own, empty for none */
    size_t full;      /* cells behind the labels of a row that filled the heads, 0 none */
    bool in_table;
    bool overfull;      /* a row of the block had too many cells: all of it is left as text */
    zb_row_style style; /* of the table's or the heads' rows */
    size_t first;       /* first value of the table being read */
    column_rows below;
    zb_error *err;
} finder;

/* The measure word for a number that has none: its head's, its row's, its label's, the table's. */
static bool find_unit(const finder *f, const zb_table_value *value, zb_table_unit *unit) {
    zb_str text = f->document->text;
    for (size_t i = value->head_count; i-- > 0;) {
        if (zb_table_unit_bracketed(unit, text, value->heads[i], f->knowledge)) {
            return true;
        }
    }
    return zb_table_unit_fills(unit, text, f->row_unit, f->knowledge) ||
           zb_table_unit_bracketed(unit, text, value->label, f->knowledge) ||
           zb_table_unit_bracketed(unit, text, f->caption, f->knowledge);
}

static void take_unit(const finder *f, zb_table_value *value) {
    zb_quantity *q = &value->q;
    zb_table_unit unit;
    if (q->unit_start != q->unit_end || !find_unit(f, value, &unit)) {
        return;
    }
    q->unit_start = unit.span.start;
    q->unit_end = unit.span.end;
    q->unit_class = unit.unit_class;
    q->value *= unit.factor;
    q->high *= unit.factor;
    q->precision *= unit.factor;
    /* products such as 8.12 × 10000 are whole numbers in the text's sense */
    double whole = nearbyint(q->value);
    if (q->precision >= 1 && fabs(q->value - whole) < 1e-6 * fmax(1, fabs(whole))) {
        q->value = whole;
    }
}

/* Does each of the row's numbers stand below its head? Rows and heads are set flush right: the cell
 * above the labels may be missing, and so may a label that holds for several rows. Between blanks
 * an empty cell leaves no trace: a row with fewer numbers than one that filled its heads has one
 * somewhere. */
static bool fits_heads(finder *f, const zb_row *r) {
    if (!f->heads.count) {
        return true;
    }
    size_t heads = f->heads.counts[f->heads.count - 1];
    size_t cells = r->count + r->dropped, beyond = r->count - zb_table_row_labels(r);
    bool blanks = r->style != ZB_ROW_BARS && !r->tabs;
    if (heads > cells || (blanks && f->full && beyond != f->full)) {
        return f->full && beyond == f->full;
    }
    f->full = heads + 1 >= cells ? beyond : f->full;
    return true;
}

/* The heads above column `column` of the row. */
static void take_heads(const finder *f, zb_table_value *value, size_t column, const zb_row *r) {
    size_t count = r->count;
    for (size_t i = 0; i < f->heads.count; i++) {
        size_t heads = f->heads.counts[i];
        if (heads + 1 < count || heads > count + 1 || column + heads < count) {
            continue;
        }
        size_t at = column + heads - count;
        bool last = i + 1 == f->heads.count;
        while (!last && at > 0 && f->heads.cells[i][at].kind == ZB_CELL_EMPTY) {
            at--; /* a head that spans columns stands above the first of them */
            value->grouped |= f->heads.cells[i][at].kind == ZB_CELL_TEXT;
        }
        bool spans = !last && at + 1 < heads && f->heads.cells[i][at + 1].kind == ZB_CELL_EMPTY;
        value->grouped |= spans;
        if (f->heads.cells[i][at].kind == ZB_CELL_TEXT) {
            value->heads[value->head_count++] = f->heads.cells[i][at].span;
        }
    }
}

static void begin_table(finder *f, zb_row_style style) {
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
        bool lone = f->style == ZB_ROW_LINES ? values < 2 : f->style != ZB_ROW_BARS && f->rows < 2;
        if (lone && !headed) {
            f->out->count = f->first;
        }
    }
    f->in_table = false;
    f->full = 0;
    f->heads.count = 0;
    f->below = (column_rows){0};
}

static zb_status add_value(finder *f, zb_table_value *value) {
    take_unit(f, value);
    return ZB_PUSH(f->out, *value) ? ZB_OK : zb_error_nomem(f->err);
}

static zb_span unit_cell(const zb_row *r) {
    for (size_t i = 0; i < r->count; i++) {
        if (r->cells[i].kind == ZB_CELL_UNIT) {
            return r->cells[i].span;
        }
    }
    return (zb_span){0};
}

static zb_status add_row(finder *f) {
    const zb_row *r = &f->now;
    if (!f->in_table) {
        begin_table(f, r->style);
    }
    f->row_unit = unit_cell(r);
    bool fits = fits_heads(f, r);
    size_t columns = f->heads.count ? f->heads.counts[f->heads.count - 1] : r->count + r->dropped;
    zb_table_value value = {.table = f->tables, .row = ++f->rows, .line = r->line};
    value.start = f->document->lines[r->line].span.start;
    value.end = f->document->lines[r->line].span.end;
    value.unplaced = !fits;
    bool numbers = false;
    zb_status status = ZB_OK;
    for (size_t i = 0; i < r->count && status == ZB_OK; i++) {
        const zb_cell *c = &r->cells[i];
        if (c->kind == ZB_CELL_TEXT && !numbers) {
            value.outer = value.label.end > 0;
            value.label = c->span;
        } else if (c->kind == ZB_CELL_NUMBER) {
            numbers = true;
            value.q = c->q;
            value.sign = c->sign;
            value.column = (int)(i + columns) - (int)r->count;
            value.head_count = 0;
            value.grouped = false;
            if (fits) {
                take_heads(f, &value, i, r);
            }
            status = add_value(f, &value);
        }
    }
    f->row_unit = (zb_span){0};
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
    if (c->overfull) { /* what they belong to is not known: leave them all as text */
        f->out->count = f->in_table ? f->first : f->out->count;
        f->in_table = false;
        *c = (column_rows){0};
        return status;
    }
    if (c->label_count) {
        take_column_heads(c);
        if (!f->in_table) {
            begin_table(f, ZB_ROW_LINES);
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
    if (f->in_table && f->style != ZB_ROW_LINES) {
        end_table(f);
    }
    if (c->label_count == ZB_TABLE_CELLS) {
        memmove(c->labels, c->labels + 1, (ZB_TABLE_CELLS - 1) * sizeof *c->labels);
        c->label_count--;
    }
    f->caption = f->now.cells[0].span;
    c->labels[c->label_count++] = f->now.cells[0].span;
    return status;
}

static zb_status add_number(finder *f) {
    column_rows *c = &f->below;
    if (f->in_table && f->style != ZB_ROW_LINES) {
        end_table(f);
    }
    if (c->number_count < ZB_TABLE_CELLS) {
        c->lines[c->number_count] = f->now.line;
        c->numbers[c->number_count++] = f->now.cells[0];
    } else {
        c->overfull = true;
    }
    return ZB_OK;
}

/* A row of a table that states nothing: a rule between the rows, or a label and dashes. */
static bool states_nothing(const finder *f) {
    const zb_row *r = &f->now;
    if (r->kind == ZB_ROW_EMPTY) {
        return true;
    }
    bool dashes = false;
    for (size_t i = 1; i < r->count; i++) {
        if (r->cells[i].kind != ZB_CELL_EMPTY) {
            return false;
        }
        dashes |= r->cells[i].span.start < r->cells[i].span.end;
    }
    return dashes && f->in_table && f->style == r->style;
}

static zb_status take_wide_row(finder *f) {
    zb_status status = flush_column(f);
    f->below.label_count = 0;
    if (f->in_table && f->style == ZB_ROW_LINES) {
        end_table(f);
    }
    if (f->overfull || states_nothing(f)) {
        return status;
    }
    if (f->now.kind == ZB_ROW_HEAD) {
        add_heads(f);
        return status;
    }
    if (f->style != f->now.style) {
        end_table(f);
    }
    return status == ZB_OK ? add_row(f) : status;
}

static zb_status take_row(finder *f) {
    zb_status status = ZB_OK;
    f->overfull &=
        f->now.kind == ZB_ROW_HEAD || f->now.kind == ZB_ROW_DATA || f->now.kind == ZB_ROW_EMPTY;
    switch (f->now.kind) {
    case ZB_ROW_LABEL:
        return add_label(f);
    case ZB_ROW_VALUE:
        return add_number(f);
    case ZB_ROW_HEAD:
    case ZB_ROW_DATA:
    case ZB_ROW_EMPTY:
        return take_wide_row(f);
    case ZB_ROW_OVERFULL:
        status = flush_column(f);
        f->out->count = f->in_table ? f->first : f->out->count;
        end_table(f);
        f->overfull = true;
        return status;
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
            zb_table_row(&f->now, document, i, !f->in_table && !f->heads.count, knowledge);
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
