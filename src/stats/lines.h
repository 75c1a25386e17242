/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the fits of lines share: scaling by powers of two, so that squares neither overflow nor
 * vanish, and an axis on which years lose no digits to their size. Not public.
 */
#ifndef ZB_STATS_LINES_H
#define ZB_STATS_LINES_H

#include <stdbool.h>
#include <stddef.h>

/* n >= least finite pairs, x not all equal. */
bool zb_stats_pairs_ok(const double *x, const double *y, size_t n, size_t least);

/* e with the largest |value| * 2^-e in [1/2, 1); 0 when all are 0. */
int zb_stats_exponent(const double *values, size_t n);

/* Moves finite x that are not all equal to [-1, 1]. */
typedef struct zb_axis {
    int exponent;
    double centre, half; /* of the range, after scaling by 2^-exponent */
} zb_axis;
zb_axis zb_stats_axis(const double *x, size_t n);
double zb_stats_on_axis(const zb_axis *axis, double x);
/* The slope and intercept over x of a line over the axis. Infinite where they leave the doubles. */
double zb_stats_slope_off_axis(const zb_axis *axis, double slope);
double zb_stats_intercept_off_axis(const zb_axis *axis, double intercept, double slope);

#endif
