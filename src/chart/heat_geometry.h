/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a heat map lies in its frame: names, heads of two or three lines under the heads of groups,
 * rows of cells, and a legend of the marks that occur.
 */
#ifndef ZB_CHART_HEAT_GEOMETRY_H
#define ZB_CHART_HEAT_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

#define ZB_HEAT_LINES 3

typedef struct zb_heat_head {
    zb_str lines[ZB_HEAT_LINES];
    size_t count;
    double largest; /* largest |difference| of the column: its bar's full length */
} zb_heat_head;

typedef struct zb_heat_group {
    zb_str name;
    size_t first, count; /* columns */
} zb_heat_group;

typedef enum zb_heat_mark {
    ZB_MARK_HIGH998 = 0,
    ZB_MARK_HIGH,
    ZB_MARK_LOW,
    ZB_MARK_LOW998,
    ZB_MARK_BAR,
    ZB_MARK_FEW,
    ZB_MARK_UNKNOWN,
    ZB_MARK_STATED,
    ZB_MARK_COUNT
} zb_heat_mark;

typedef struct zb_heat_legend {
    zb_heat_mark mark;
    double x, y; /* left edge, middle */
} zb_heat_legend;

typedef struct zb_heat_geometry {
    const zb_heat_map *map;
    zb_box frame;
    double cells_x, column_width, cell_size; /* cell_size: of the type in cells */
    zb_heat_head *heads;                     /* one a column */
    size_t head_lines;
    zb_heat_group *groups;
    size_t group_count;
    zb_str *names; /* one a row */
    double heads_y, rows_y, row_height;
    zb_heat_legend legend[ZB_MARK_COUNT];
    size_t legend_count;
    double height; /* that was wished for */
} zb_heat_geometry;

/* ZB_OK with head_lines == 0 when there is nothing to show; ZB_E_USAGE when the columns are too
 * many for the width. With frame.h == 0 the height wished for is found and nothing else that
 * depends on it. */
zb_status zb_heat_lay_out(zb_heat_geometry *out, zb_arena *arena, const zb_heat_map *map,
                          const zb_font *font, zb_box frame, zb_error *err);
zb_str zb_heat_mark_text(zb_heat_mark mark, const zb_heat_map *map);
const zb_heat_cell *zb_heat_cell_at(const zb_heat_map *map, size_t row, size_t column);
zb_str zb_heat_value(zb_arena *arena, const zb_heat_map *map, const zb_heat_cell *cell, bool *ok);

/* Break `text` into at most ZB_HEAT_LINES lines of at most `width`, as few as do and as even as can
 * be, the first not longer than the second; what does not fit is cut. false: no memory. */
bool zb_heat_break(zb_arena *arena, const zb_font *font, zb_str text, double size, double width,
                   zb_heat_head *out);

#define ZB_HEAT_SWATCH 13.0
#define ZB_HEAT_SWATCH_GAP 4.0
#define ZB_HEAT_HEAD_PITCH 10.0
#define ZB_HEAT_GROUP 15.0

#endif
