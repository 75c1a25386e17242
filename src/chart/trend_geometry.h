/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a trend chart lies in its frame: scales, the years of each line, and the labels, measured
 * before anything is drawn. Everything lives in the arena that was given.
 */
#ifndef ZB_CHART_TREND_GEOMETRY_H
#define ZB_CHART_TREND_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

#define ZB_TREND_YEARS_MAX 400
/* More lines than that are not all labelled: only the emphasised ones and the whole. */
#define ZB_TREND_LABELS_MAX 12

/* A label in the column at the right. */
typedef struct zb_trend_label {
    const zb_trend_line *line;
    zb_str name, value;
    zb_point end; /* of its line */
    double y;     /* middle of the label */
} zb_trend_label;

/* A label beside a point. */
typedef struct zb_trend_note {
    zb_str text;
    zb_box box;
    zb_color color;
    bool has_leader; /* from the point to a label that stands apart from it */
    zb_point from, to;
} zb_trend_note;

typedef struct zb_trend_geometry {
    const zb_trend_chart *chart;
    zb_box frame;
    zb_box plot; /* gridlines run over its width; the base line is its lower edge */
    double first_x, step, zero_y;
    size_t years;
    int stride; /* every stride-th year is labelled, the last one always */
    zb_axis axis;
    zb_str ticks[ZB_TICKS_MAX];
    const zb_trend_point **slots; /* lines × years; NULL: no value that year */
    zb_trend_label *labels;       /* from above */
    size_t label_count;
    double name_x, value_right;
    zb_trend_note *notes;
    size_t note_count;
    size_t first_whole, last_whole; /* bare: years of the whole's ends */
} zb_trend_geometry;

/* ZB_OK with years == 0 when there is nothing to show. */
zb_status zb_trend_lay_out(zb_trend_geometry *out, zb_arena *arena, const zb_trend_chart *chart,
                           const zb_font *font, zb_box frame, zb_error *err);
double zb_trend_x(const zb_trend_geometry *g, size_t year);
double zb_trend_y(const zb_trend_geometry *g, double value);
/* Of a point's value: at the edge when it is outside. */
double zb_trend_value_y(const zb_trend_geometry *g, const zb_trend_point *point);
/* Of few cases and beyond the scale, which the other points set. */
bool zb_trend_is_outside(const zb_trend_geometry *g, const zb_trend_point *point);
const zb_trend_point *zb_trend_slot(const zb_trend_geometry *g, size_t line, size_t year);
/* Whether the interval of a value goes on above the plot, or below it. */
bool zb_trend_is_cut(const zb_trend_geometry *g, const zb_trend_point *point, bool above);
/* Drawn in full: dots, band, bold label. */
bool zb_trend_is_strong(const zb_trend_line *line);
zb_color zb_trend_color(const zb_trend_chart *chart, const zb_trend_line *line);
/* Where the hollow diamond of a stated value stands: at the edge when it lies far outside. */
zb_point zb_trend_stated(const zb_trend_geometry *g, size_t line, size_t year);

#endif
