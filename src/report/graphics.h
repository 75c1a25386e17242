/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word-sized graphics of tables and of the summary. All are zb_cell_draw.
 */
#ifndef ZB_REPORT_GRAPHICS_H
#define ZB_REPORT_GRAPHICS_H

#include "report/model.h"
#include "zhibiao/chart.h"

/* data: zb_sparkline, zb_sparkbars */
void zb_draw_sparkline(const zb_canvas *canvas, const void *data, double x, double y, double w,
                       double h);
void zb_draw_sparkbars(const zb_canvas *canvas, const void *data, double x, double y, double w,
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
