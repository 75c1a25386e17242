/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Axis ticks by the extended Wilkinson method.
 * Source: J. Talbot, S. Lin, P. Hanrahan (2010), An extension of Wilkinson's algorithm for
 * positioning tick labels on axes. IEEE TVCG 16(6). Q = {1, 5, 2, 2.5, 4, 3}, weights of
 * simplicity .25, coverage .2, density .5, legibility .05. Two things are simpler here. Ticks are
 * always multiples of their step (j = 1 in the paper: 10, 15, 20 but not 11, 14, 17); legibility is
 * 1 for every labelling, since all labels of an axis are of one size and horizontal.
 */
#ifndef ZB_CHART_TICKS_H
#define ZB_CHART_TICKS_H

#include "zhibiao/chart.h"

#define ZB_TICKS_MAX 32

/* A value axis: what it spans and where it is labelled. */
typedef struct zb_axis {
    double low, high; /* low < high */
    double ticks[ZB_TICKS_MAX];
    size_t count;
    double divisor; /* of the labels: 1, 1e4, 1e8; in English 1, 1e3, 1e6, 1e9 */
    int decimals;   /* of the labels, after division */
} zb_axis;

typedef struct zb_axis_wish {
    double length, spacing; /* pt */
    bool percent;           /* no tick below 0 or above 100 */
    bool from_zero;
    bool whole;   /* values are whole numbers: no tick between them */
    bool english; /* labels in thousands and millions, not in 万 and 亿 */
} zb_axis_wish;

/* The axis for values in [low, high], which may be equal. Ticks may lie beyond the values and then
 * widen the axis. */
zb_axis zb_axis_fit(double low, double high, zb_axis_wish wish);
/* Where `value` lies: 0 at the axis's low end, 1 at its high end. */
double zb_axis_at(const zb_axis *axis, double value);

/* The ticks for [low, high] of steps not below `step_min` (0: any). */
size_t zb_ticks_find(double *ticks, size_t capacity, double low, double high, double wanted,
                     double step_min);

#endif
