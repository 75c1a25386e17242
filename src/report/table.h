/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables as in statistical yearbooks: a caption above, the unit at the right, rules at head and
 * foot, hairlines between rows, no vertical rules. A table that does not fit continues on the next
 * page with its head under 续表; at least two rows stay together.
 */
#ifndef ZB_REPORT_TABLE_H
#define ZB_REPORT_TABLE_H

#include "report/flow.h"

typedef enum zb_align { ZB_ALIGN_LEFT = 0, ZB_ALIGN_RIGHT, ZB_ALIGN_CENTRE } zb_align;

typedef struct zb_table_column {
    zb_str head;       /* of several words: in two lines where it is too wide for one */
    zb_str head_right; /* a second head at the right edge, for small graphics: `2025年` */
    zb_str head_middle;
    zb_align align;
    double width; /* 0: from the content */
    bool wrap;    /* texts may take several lines, and the column may shrink for others */
    bool grow;    /* takes what room is left; when none does, all share it. Shrinks first */
    bool hidden;  /* takes no room and is not drawn */
} zb_table_column;

/* Draws a graphic into a cell. */
typedef void zb_cell_draw(const zb_canvas *canvas, const void *data, double x, double y, double w,
                          double h);

typedef struct zb_table_cell {
    zb_str text;
    bool bold;
    zb_color color; /* 0: that of text */
    zb_color fill;  /* 0: none */
    zb_cell_draw *draw;
    const void *data;
    zb_str link; /* key that the cell leads to */
    zb_str key;  /* by which the cell is found */
} zb_table_cell;

typedef struct zb_table_row {
    const zb_table_cell *cells; /* NULL: a row that names a group */
    zb_str group, group_note;
    zb_str link, key; /* as those of cells; only rows that name a group lead elsewhere */
} zb_table_row;

typedef struct zb_table {
    zb_str key, name, unit;
    const zb_table_column *columns;
    size_t column_count;
    const zb_table_row *rows;
    size_t row_count;
    double row_height; /* 0: 17 */
    /* One that stands beside it, as wide: rows and heads of both are of one height. */
    const struct zb_table *beside;
} zb_table;

/* Flow the table down the pages. */
void zb_flow_table(zb_flow *flow, const zb_table *table);
/* Head and rows alone at a place, for two side by side; gives the height. `draw` false: only
 * measure. */
double zb_flow_table_at(zb_flow *flow, const zb_table *table, double x, double y, double width,
                        bool draw);

#endif
