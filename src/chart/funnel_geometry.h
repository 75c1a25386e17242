/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a funnel plot lies in its frame. Source of the plot: D. J. Spiegelhalter (2005), Funnel
 * plots for comparing institutional performance. Statistics in Medicine 24.
 */
#ifndef ZB_CHART_FUNNEL_GEOMETRY_H
#define ZB_CHART_FUNNEL_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

/* Of the curves: `low998` … `high998`, and the whole in the middle. */
#define ZB_FUNNEL_CURVES 5
#define ZB_FUNNEL_WHOLE 2

typedef struct zb_funnel_label {
    zb_str text;
    zb_box box;
    zb_color color;
    bool bold;
    bool has_leader; /* from a point that is not beside it */
    zb_point from, to;
} zb_funnel_label;

typedef struct zb_funnel_geometry {
    const zb_funnel_chart *chart;
    zb_box frame, plot;
    zb_axis y_axis, x_axis;
    bool log_x; /* x_axis then spans powers of ten */
    zb_str y_ticks[ZB_TICKS_MAX], x_ticks[ZB_TICKS_MAX];
    zb_point *curves[ZB_FUNNEL_CURVES];     /* within the plot's width; the whole has two points */
    size_t curve_length;                    /* of the four limits; 0 without any */
    zb_funnel_label ends[ZB_FUNNEL_CURVES]; /* at the right */
    size_t end_count;
    zb_funnel_label *labels; /* of points */
    size_t label_count;
} zb_funnel_geometry;

/* ZB_OK with plot.w == 0 when there is nothing to show. */
zb_status zb_funnel_lay_out(zb_funnel_geometry *out, zb_arena *arena, const zb_funnel_chart *chart,
                            const zb_font *font, zb_box frame, zb_error *err);
zb_point zb_funnel_at(const zb_funnel_geometry *g, double n, double value);

#define ZB_FUNNEL_DOT 2.4

#endif
