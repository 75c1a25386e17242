/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mean and quantiles of weighted values.
 */
#include "zhibiao/stats.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "base/mem.h"
#include "stats/numeric.h"

static bool weights_ok(const double *weights, size_t n) {
    bool positive = false;
    for (size_t i = 0; i < n; i++) {
        if (!(weights[i] >= 0) || !isfinite(weights[i])) {
            return false;
        }
        positive |= weights[i] > 0;
    }
    return positive;
}

zb_status zb_stats_weighted_mean(double *out, const double *values, const double *weights,
                                 size_t n) {
    *out = 0;
    if (!zb_stats_all_finite(values, n) || !weights_ok(weights, n)) {
        return ZB_E_DOMAIN;
    }
    *out = gsl_stats_wmean(weights, 1, values, 1, n);
    return ZB_OK;
}

/* Values with a weight above 0, rising, and what each and those before it weigh together. */
typedef struct weighted {
    double *values, *cumulative;
    size_t n;
    double slack; /* factor that makes up for the rounding of the sums: ten weights of 0.1 are 1 */
} weighted;

static weighted sort_weighted(const double *values, const double *weights, size_t n) {
    weighted w = {.slack = 1 + (double)n * DBL_EPSILON};
    w.values = n <= SIZE_MAX / 2 / sizeof *values ? zb_mem_get(2 * n * sizeof *values) : NULL;
    if (!w.values) {
        return w;
    }
    w.cumulative = w.values + n;
    for (size_t i = 0; i < n; i++) {
        if (weights[i] > 0) {
            w.values[w.n] = values[i];
            w.cumulative[w.n++] = weights[i];
        }
    }
    gsl_sort2(w.values, 1, w.cumulative, 1, w.n);
    for (size_t i = 1; i < w.n; i++) {
        w.cumulative[i] += w.cumulative[i - 1];
    }
    return w;
}

/* The value at a position from 1 on; beyond the sum of the weights the last. */
static double value_at(const weighted *w, double position) {
    size_t i = 0;
    while (i + 1 < w->n && w->cumulative[i] * w->slack < position) {
        i++;
    }
    return w->values[i];
}

zb_status zb_stats_weighted_quantile(double *out, const double *values, const double *weights,
                                     size_t n, double p) {
    *out = 0;
    if (!(p >= 0) || !(p <= 1) || !zb_stats_all_finite(values, n) || !weights_ok(weights, n)) {
        return ZB_E_DOMAIN;
    }
    weighted w = sort_weighted(values, weights, n);
    if (!w.values) {
        return ZB_E_NOMEM;
    }
    double total = w.cumulative[w.n - 1];
    zb_status status = ZB_E_DOMAIN;
    if (isfinite(total) && total * w.slack >= 1) {
        double position = fmax(total - 1, 0) * p;
        double before = floor(position);
        double share = position - before;
        *out = (1 - share) * value_at(&w, before + 1) + share * value_at(&w, before + 2);
        status = ZB_OK;
    }
    zb_mem_free(w.values);
    return status;
}
