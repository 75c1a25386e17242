/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quantiles of a set of values, and spread and outliers by them.
 */
#include "zhibiao/stats.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "base/mem.h"
#include "stats/numeric.h"

/* 1 / (quantile of the standard normal at 3/4), rounded as in R's mad(). */
static const double NORMAL_MAD = 1.4826;
/* Square root of pi / 2, rounded: what the mean absolute deviation of a normal is times its sd. */
static const double NORMAL_MEAN_DEVIATION = 1.253314;

enum { ROBUST_MINIMUM = 3 };

zb_status zb_stats_quantile(double *out, const double *values, size_t n, double p) {
    *out = 0;
    if (n == 0 || !(p >= 0) || !(p <= 1) || !zb_stats_all_finite(values, n)) {
        return ZB_E_DOMAIN;
    }
    double *sorted = zb_stats_sorted(values, n);
    if (!sorted) {
        return ZB_E_NOMEM;
    }
    *out = gsl_stats_quantile_from_sorted_data(sorted, 1, n, p);
    zb_mem_free(sorted);
    return ZB_OK;
}

/* Not GSL's median: where two values stand in the middle, their sum may overflow. */
static double median_of_sorted(const double *sorted, size_t n) {
    return gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.5);
}

/* The median of sorted values and the median of the deviations from it, which take their place.
 * Not finite where a deviation is more than a double holds. */
static double median_deviation(double *median, double *sorted, size_t n) {
    *median = median_of_sorted(sorted, n);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = fabs(sorted[i] - *median);
    }
    gsl_sort(sorted, 1, n);
    return median_of_sorted(sorted, n);
}

zb_status zb_stats_mad(double *out, const double *values, size_t n) {
    *out = 0;
    if (n == 0 || !zb_stats_all_finite(values, n)) {
        return ZB_E_DOMAIN;
    }
    double *work = zb_stats_sorted(values, n);
    if (!work) {
        return ZB_E_NOMEM;
    }
    double median;
    double mad = NORMAL_MAD * median_deviation(&median, work, n);
    zb_mem_free(work);
    if (!isfinite(mad)) {
        return ZB_E_DOMAIN;
    }
    *out = mad;
    return ZB_OK;
}

zb_status zb_stats_robust_scores(double *out, const double *values, size_t n) {
    if (n < ROBUST_MINIMUM || !zb_stats_all_finite(values, n)) {
        return ZB_E_DOMAIN;
    }
    double *work = zb_stats_sorted(values, n);
    if (!work) {
        return ZB_E_NOMEM;
    }
    double median;
    double deviation = median_deviation(&median, work, n);
    double normal = NORMAL_MAD;
    if (deviation == 0) {
        deviation = gsl_stats_absdev_m(values, 1, n, median);
        normal = NORMAL_MEAN_DEVIATION;
    }
    for (size_t i = 0; i < n; i++) {
        /* Divided twice: of the smallest numbers the product would lose its digits. */
        work[i] = deviation == 0 ? 0 : (values[i] - median) / deviation / normal;
    }
    bool fit = zb_stats_all_finite(work, n);
    if (fit) {
        memcpy(out, work, n * sizeof *out);
    }
    zb_mem_free(work);
    return fit ? ZB_OK : ZB_E_DOMAIN;
}
