/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mean, spread and serial correlation.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include "stats/lines.h"
#include "stats/numeric.h"

/* The mean of n values, scaled by 2^-exponent, in two parts: what no double near the mean can say
 * is left over. Values of 1e7 that differ by 0.1 would lose 8 digits without. */
typedef struct middle {
    int exponent;
    double mean, left;
} middle;

static middle find_middle(const double *values, size_t n) {
    middle m = {.exponent = zb_stats_exponent(values, n)};
    for (int pass = 0; pass < 3; pass++) {
        double left = 0;
        for (size_t i = 0; i < n; i++) {
            left += ldexp(values[i], -m.exponent) - m.mean;
        }
        m.left = left / (double)n;
        m.mean += pass < 2 ? m.left : 0;
    }
    return m;
}

static double deviation(const middle *m, double value) {
    return ldexp(value, -m->exponent) - m->mean - m->left;
}

static bool all_equal(const double *values, size_t n) {
    for (size_t i = 1; i < n; i++) {
        if (values[i] != values[0]) {
            return false;
        }
    }
    return true;
}

zb_status zb_stats_mean(double *mean, double *sd, const double *values, size_t n) {
    *mean = *sd = 0;
    if (n == 0 || !zb_stats_all_finite(values, n)) {
        return ZB_E_DOMAIN;
    }
    if (all_equal(values, n)) {
        *mean = values[0];
        return ZB_OK;
    }
    middle m = find_middle(values, n);
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        double d = deviation(&m, values[i]);
        squares += d * d;
    }
    double spread = ldexp(sqrt(squares / ((double)n - 1)), m.exponent);
    if (!isfinite(spread)) {
        return ZB_E_DOMAIN;
    }
    *mean = ldexp(m.mean, m.exponent);
    *sd = spread;
    return ZB_OK;
}

zb_status zb_stats_autocorrelation(double *out, const double *y, size_t n, size_t lag) {
    *out = 0;
    if (lag < 1 || n < 2 || lag >= n - 1 || !zb_stats_all_finite(y, n) || all_equal(y, n)) {
        return ZB_E_DOMAIN;
    }
    middle m = find_middle(y, n);
    double squares = 0;
    double products = 0;
    for (size_t i = 0; i < n; i++) {
        double d = deviation(&m, y[i]);
        squares += d * d;
        if (i + lag < n) {
            products += d * deviation(&m, y[i + lag]);
        }
    }
    if (!(squares > 0)) {
        return ZB_E_DOMAIN;
    }
    *out = products / squares;
    return ZB_OK;
}
