/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quantiles and spread of a set of values.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "base/mem.h"
#include "stats/numeric.h"

/* 1 / (quantile of the standard normal at 3/4), rounded as in R's mad(). */
static const double NORMAL_MAD = 1.4826;

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

zb_status zb_stats_mad(double *out, const double *values, size_t n) {
    *out = 0;
    if (n == 0 || !zb_stats_all_finite(values, n)) {
        return ZB_E_DOMAIN;
    }
    double *work = zb_stats_sorted(values, n);
    if (!work) {
        return ZB_E_NOMEM;
    }
    double median = gsl_stats_median_from_sorted_data(work, 1, n);
    for (size_t i = 0; i < n; i++) {
        work[i] = fabs(work[i] - median);
    }
    gsl_sort(work, 1, n);
    *out = NORMAL_MAD * gsl_stats_median_from_sorted_data(work, 1, n);
    zb_mem_free(work);
    return ZB_OK;
}
