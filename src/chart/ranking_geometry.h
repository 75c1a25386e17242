/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a ranking lies in its frame: names at the left, dots with whiskers on a common scale, values
 * and denominators in columns at the right.
 */
#ifndef ZB_CHART_RANKING_GEOMETRY_H
#define ZB_CHART_RANKING_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

/* Above that many rows only the first and last few are shown, with a gap between. */
#define ZB_RANKING_ROWS_MAX 40
#define ZB_RANKING_ENDS 15

typedef struct zb_ranking_place {
    const zb_ranking_row *row; /* NULL: the gap */
    zb_str name, value, denominator;
    double y;               /* middle */
    double x, low, high;    /* of dot and whisker */
    bool cut_low, cut_high; /* the whisker goes on beyond the plot */
} zb_ranking_place;

typedef struct zb_ranking_geometry {
    const zb_ranking_chart *chart;
    zb_box frame, plot;
    zb_axis axis;
    zb_str ticks[ZB_TICKS_MAX];
    zb_ranking_place *places;
    size_t count;
    double pitch;
    double value_right, denominator_right; /* the second is 0 without that column */
    double whole_x, whole_low, whole_high;
    zb_str whole_label;
    double whole_label_x; /* left edge */
} zb_ranking_geometry;

/* ZB_OK with count == 0 when there is nothing to show. */
zb_status zb_ranking_lay_out(zb_ranking_geometry *out, zb_arena *arena,
                             const zb_ranking_chart *chart, const zb_font *font, zb_box frame,
                             zb_error *err);
/* Is the place a reader's choice? */
bool zb_ranking_is_focus(const zb_ranking_geometry *g, const zb_ranking_place *place);
/* Rows that are shown of `count`, the gap among them. */
size_t zb_ranking_shown(size_t count);

/* The words above the columns. */
zb_str zb_ranking_value_head(const zb_ranking_chart *chart);
zb_str zb_ranking_denominator_head(const zb_ranking_chart *chart);

#define ZB_RANKING_HEAD 17.0
#define ZB_RANKING_FOOT 16.0

#endif
