/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word-sized graphics of tables and of the summary. All are zb_cell_draw.
 */
#ifndef ZB_REPORT_GRAPHICS_H
#define ZB_REPORT_GRAPHICS_H

#include "report/model.h"
#include "zhibiao/chart.h"

/* A line over the years on its own scale, before a second one in pale grey; gaps are NaN. */
typedef struct zb_line_pair {
    const double *front, *behind; /* `behind` may be NULL */
    size_t count;
    zb_color color;
    bool behind_in_ink; /* the whole in ink, the place in colour */
} zb_line_pair;
void zb_draw_line_pair(const zb_canvas *canvas, const void *data, double x, double y, double w,
                       double h);

/* Bars from zero; the one at `strong` in ink, or orange when `alarm`. */
typedef struct zb_bars {
    const double *values;
    size_t count, strong;
} zb_bars;
void zb_draw_bars(const zb_canvas *canvas, const void *data, double x, double y, double w,
                  double h);

/* A place between the others: the whole in the middle, range and quartiles of all. */
typedef struct zb_spine {
    double whole, value;
    bool has_value;
    zb_tone tone;
    zb_spread spread;
} zb_spine;
void zb_draw_spine(const zb_canvas *canvas, const void *data, double x, double y, double w,
                   double h);

/* A rate with its interval against the whole. */
typedef struct zb_whisker {
    zb_estimate value;
    double whole;
} zb_whisker;
void zb_draw_whisker(const zb_canvas *canvas, const void *data, double x, double y, double w,
                     double h);

/* Parts of a sum, one behind the other: grey, orange, empty; in shares of `total`. */
typedef struct zb_parts {
    double agree, disagree, open, total;
} zb_parts;
void zb_draw_parts(const zb_canvas *canvas, const void *data, double x, double y, double w,
                   double h);

/* Values of which one stands apart, on a line from zero. */
typedef struct zb_strip {
    const double *values;
    size_t count;
    double apart;
} zb_strip;
void zb_draw_strip(const zb_canvas *canvas, const void *data, double x, double y, double w,
                   double h);

#endif
