/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How strips of differences lie in their frame: names at the left, zero in the middle of the plot.
 */
#ifndef ZB_CHART_DIFFERENCES_GEOMETRY_H
#define ZB_CHART_DIFFERENCES_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

#define ZB_DIFFERENCES_ROWS_MAX 40
#define ZB_DIFFERENCES_PITCH 15.0
#define ZB_DIFFERENCES_FOOT 16.0 /* below the rows: the ticks */
#define ZB_DIFFERENCES_DOT 1.6   /* radius; of one apart: */
#define ZB_DIFFERENCES_APART 2.6

typedef struct zb_difference_label {
    zb_str text;
    zb_box box;
} zb_difference_label;

typedef struct zb_differences_geometry {
    const zb_difference_chart *chart;
    zb_box plot;                           /* w == 0: there is nothing to show */
    size_t rows;                           /* shown, from the first */
    double pitch, inset;                   /* of the scale at both ends: half a tick label */
    zb_str names[ZB_DIFFERENCES_ROWS_MAX]; /* cut to fit */
    zb_axis axis;
    zb_str ticks[ZB_TICKS_MAX];  /* with their signs */
    zb_difference_label *labels; /* of marks apart, those that found a place */
    size_t label_count;
} zb_differences_geometry;

/* Views are the chart's or the arena's. ZB_E_DOMAIN, ZB_E_NOMEM. */
zb_status zb_differences_lay_out(zb_differences_geometry *out, zb_arena *arena,
                                 const zb_difference_chart *chart, const zb_font *font,
                                 zb_box frame, zb_error *err);
double zb_differences_x(const zb_differences_geometry *g, double value);
double zb_differences_y(const zb_differences_geometry *g, size_t row);

#endif
