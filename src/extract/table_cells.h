/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One line of a table: its cells, and what kind of row they make. Used by table.c alone.
 */
#ifndef ZB_EXTRACT_TABLE_CELLS_H
#define ZB_EXTRACT_TABLE_CELLS_H

#include "extract/quantity.h"
#include "zhibiao/document.h"

/* A row has no more cells. */
enum { ZB_TABLE_CELLS = 64 };

typedef enum zb_cell_kind {
    ZB_CELL_EMPTY = 0,
    ZB_CELL_TEXT,
    ZB_CELL_NUMBER,
    ZB_CELL_UNIT, /* a measure word that fills a cell behind the label: 行政处罚 | 件 | 120 */
    ZB_CELL_OTHER
} zb_cell_kind;

typedef struct zb_cell {
    zb_span span;
    zb_cell_kind kind;
    zb_quantity q; /* of a number */
    int sign;
} zb_cell;

typedef enum zb_row_kind {
    ZB_ROW_NONE = 0,
    ZB_ROW_HEAD,
    ZB_ROW_DATA,
    ZB_ROW_LABEL,
    ZB_ROW_VALUE,
    ZB_ROW_EMPTY, /* states nothing: |---|---|, or a label and dashes */
    ZB_ROW_OVERFULL
} zb_row_kind;

/* How the cells of a row are parted. */
typedef enum zb_row_style {
    ZB_ROW_BARS = 0,
    ZB_ROW_WIDE,
    ZB_ROW_BLANKS,
    ZB_ROW_LINES
} zb_row_style;

typedef struct zb_row {
    zb_cell cells[ZB_TABLE_CELLS];
    size_t count;
    size_t dropped; /* cells before them that only count the rows */
    zb_row_kind kind;
    zb_row_style style;
    bool barred; /* of a row between bars: the table has outer ones */
    bool tabs;   /* of a wide row: parted by tabs, so that an empty cell shows */
    size_t line;
} zb_row;

/* Read the document's line as a row. Unless it is a table's first, `out` is the row before: whether
 * a bar at the line's start is an outer one or stands behind an empty cell is told by the first. */
void zb_table_row(zb_row *out, const zb_document *document, size_t line, bool first,
                  const zb_knowledge *knowledge);

/* 1月, 第一季度, 1-3月, 上半年: a part of a year; 1-12月 is none. */
bool zb_table_is_period(const zb_knowledge *knowledge, zb_str name);

/* Cells before the first number that could be labels. */
size_t zb_table_row_labels(const zb_row *row);

/* A measure word and the magnitude before it: 万元 is 元 and 10000. */
typedef struct zb_table_unit {
    zb_span span;
    double factor;
    zb_unit_class unit_class;
} zb_table_unit;

/* The measure word that fills text[at, end). */
bool zb_table_unit_fills(zb_table_unit *out, zb_str text, zb_span span,
                         const zb_knowledge *knowledge);
/* The measure word in the last bracket of the text: （万元）, （单位：件）, or 单位：件 without. */
bool zb_table_unit_bracketed(zb_table_unit *out, zb_str text, zb_span span,
                             const zb_knowledge *knowledge);

#endif
