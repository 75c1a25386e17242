/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How small multiples lie in their frame: panels in rows, the value axis at the left of each row,
 * the years under the last panel of each column. Everything lives in the arena that was given.
 */
#ifndef ZB_CHART_MULTIPLES_GEOMETRY_H
#define ZB_CHART_MULTIPLES_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

#define ZB_MULTIPLES_YEARS_MAX 400

/* A value told beside the line's end. */
typedef struct zb_multiples_label {
    zb_str text; /* empty: none */
    double x, y; /* left edge, middle */
} zb_multiples_label;

typedef struct zb_multiples_place {
    const zb_multiples_panel *panel;
    const zb_trend_point **slots; /* one a year; NULL: no value */
    zb_box box, plot;
    zb_axis axis;
    zb_str names[2];
    size_t name_lines;
    double sign_x; /* middle of ▲ or ▼ behind the name */
    zb_str unit;   /* at the right end of the head */
    zb_multiples_label first, last;
    bool has_ticks, has_years;
} zb_multiples_place;

/* All values of a year. */
typedef struct zb_multiples_area {
    size_t count; /* the following are known when it is not 0 */
    double low, quarter, three_quarters, high;
} zb_multiples_area;

typedef struct zb_multiples_geometry {
    const zb_multiples *chart;
    zb_box frame;
    size_t columns, rows, years;
    zb_multiples_place *places;
    size_t count;
    double inset, step;           /* of the years in a plot */
    zb_str ticks[ZB_TICKS_MAX];   /* of a shared scale */
    const zb_trend_point **slots; /* panels × years, also of panels that are not shown */
    zb_multiples_area *areas;     /* one a year; NULL: lines are drawn, or nothing */
} zb_multiples_geometry;

/* ZB_OK with count == 0 when there is nothing to show. */
zb_status zb_multiples_lay_out(zb_multiples_geometry *out, zb_arena *arena,
                               const zb_multiples *chart, const zb_font *font, zb_box frame,
                               zb_error *err);
double zb_multiples_x(const zb_multiples_geometry *g, const zb_multiples_place *place, size_t year);
/* Whether the interval of a value goes on above the plot, or below it. */
bool zb_multiples_is_cut(const zb_multiples_place *place, const zb_trend_point *point, bool above);
double zb_multiples_y(const zb_multiples_place *place, double value);
#define ZB_MULTIPLES_HEAD 12.0 /* a head of one line */
#define ZB_MULTIPLES_NAME 9.5  /* a second one */
#define ZB_MULTIPLES_SIGN 4.6

#endif
