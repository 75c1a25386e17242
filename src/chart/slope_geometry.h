/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a slope chart lies in its frame: two columns of dots, values and names at both sides.
 */
#ifndef ZB_CHART_SLOPE_GEOMETRY_H
#define ZB_CHART_SLOPE_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

/* An end of a line and what stands beside it. */
typedef struct zb_slope_end {
    const zb_slope_line *line;
    zb_str name, value;
    zb_point at;
    double y; /* middle of the label */
} zb_slope_end;

typedef struct zb_slope_geometry {
    const zb_slope_chart *chart;
    zb_box frame, plot;                  /* the plot's edges are the two years */
    zb_slope_end sides[2][ZB_SLOPE_MAX]; /* first and last year, each from above */
    size_t count;
    double value_right[2]; /* right edge of the values */
    double name_edge[2];   /* right edge of the first names, left of the last */
    double low, high;      /* of the scale, about the values */
} zb_slope_geometry;

/* ZB_OK with count == 0 when there is nothing to show. */
zb_status zb_slope_lay_out(zb_slope_geometry *out, zb_arena *arena, const zb_slope_chart *chart,
                           const zb_font *font, zb_box frame, zb_error *err);
double zb_slope_y(const zb_slope_geometry *g, double value);
/* High or low only where the interval of the change excludes 0. */
zb_tone zb_slope_tone(const zb_slope_line *line);

#define ZB_SLOPE_HEAD 17.0
#define ZB_SLOPE_LEADER 14.0

#endif
