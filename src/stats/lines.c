/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/lines.h"

#include <math.h>

#include <gsl/gsl_statistics_double.h>

#include "stats/numeric.h"

bool zb_stats_pairs_ok(const double *x, const double *y, size_t n, size_t least) {
    if (n < least || !zb_stats_all_finite(x, n) || !zb_stats_all_finite(y, n)) {
        return false;
    }
    for (size_t i = 1; i < n; i++) {
        if (x[i] != x[0]) {
            return true;
        }
    }
    return false;
}

int zb_stats_exponent(const double *values, size_t n) {
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(values[i]));
    }
    int exponent;
    frexp(largest, &exponent);
    return exponent;
}

zb_axis zb_stats_axis(const double *x, size_t n) {
    double least;
    double largest;
    gsl_stats_minmax(&least, &largest, x, 1, n);
    zb_axis axis = {.exponent = zb_stats_exponent(x, n)};
    least = ldexp(least, -axis.exponent);
    axis.half = (ldexp(largest, -axis.exponent) - least) / 2;
    axis.centre = least + axis.half;
    return axis;
}

double zb_stats_on_axis(const zb_axis *axis, double x) {
    return (ldexp(x, -axis->exponent) - axis->centre) / axis->half;
}

double zb_stats_slope_off_axis(const zb_axis *axis, double slope) {
    return ldexp(slope / axis->half, -axis->exponent);
}

double zb_stats_intercept_off_axis(const zb_axis *axis, double intercept, double slope) {
    return intercept - slope / axis->half * axis->centre;
}
