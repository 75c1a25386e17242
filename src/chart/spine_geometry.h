/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a spine chart lies in its frame: names and values at the left, and at the right each
 * indicator on a scale of its own, the whole in the middle of all.
 */
#ifndef ZB_CHART_SPINE_GEOMETRY_H
#define ZB_CHART_SPINE_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

/* Where the marks of a row lie. */
typedef struct zb_spine_mark {
    double middle, low, quarter, three_quarters, high; /* x */
    double dot, sign; /* x of the dot and of ▲ or ▼, finite when there is one */
} zb_spine_mark;

typedef struct zb_spine_place {
    const zb_spine_row *row; /* NULL: the head of a group */
    zb_str name, value, whole;
    double y, h; /* middle; of the row */
    zb_spine_mark mark;
} zb_spine_place;

typedef enum zb_spine_key {
    ZB_SPINE_RANGE = 0,
    ZB_SPINE_ALIKE,
    ZB_SPINE_HIGH,
    ZB_SPINE_LOW,
    ZB_SPINE_FEW,
    ZB_SPINE_KEYS
} zb_spine_key;

typedef struct zb_spine_legend {
    zb_spine_key key;
    double x, y; /* left edge, middle */
} zb_spine_legend;

typedef struct zb_spine_head {
    zb_str text;
    double x; /* left edge */
    bool bold;
} zb_spine_head;

typedef struct zb_spine_geometry {
    const zb_spine_chart *chart;
    zb_box frame, plot;
    zb_spine_place *places;
    size_t count;
    double value_right, whole_right; /* the second is 0 without that column */
    zb_spine_head heads[5];          /* over the plot; empty ones have no room */
    zb_str whole_name;               /* cut to its column */
    zb_spine_legend legend[ZB_SPINE_KEYS];
    size_t legend_count;
} zb_spine_geometry;

/* ZB_OK with count == 0 when there is nothing to show. */
zb_status zb_spine_lay_out(zb_spine_geometry *out, zb_arena *arena, const zb_spine_chart *chart,
                           const zb_font *font, zb_box frame, zb_error *err);
/* The marks of a row between x and x + w; the far end sets the scale. */
zb_spine_mark zb_spine_marks(const zb_spine_row *row, double x, double w);
/* Bars, the line of the whole over the whole height, dot and sign of a row alone: for tables. */
void zb_spine_draw_row(const zb_canvas *canvas, const zb_spine_row *row, zb_box box);
bool zb_spine_has_dot(const zb_spine_row *row);
/* Height that rows, heads of groups and legend take at that width. */
double zb_spine_wished(const zb_spine_chart *chart, const zb_font *font, double width);
zb_str zb_spine_key_text(zb_spine_key key, bool english);
double zb_spine_swatch(zb_spine_key key);

#define ZB_SPINE_DOT 3.0
#define ZB_SPINE_SIGN 7.5 /* from the middle of the dot to that of the sign */

#endif
