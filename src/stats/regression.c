/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Straight lines: least squares and the median of slopes.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "base/mem.h"
#include "stats/lines.h"
#include "stats/numeric.h"

enum {
    LINE_MINIMUM = 3,
    MEDIAN_SLOPE_LIMIT = 2048 /* points; half as many millions of slopes are sorted */
};

zb_status zb_stats_ols(zb_line_fit *out, const double *x, const double *y, size_t n, double level) {
    *out = (zb_line_fit){0};
    if (!zb_stats_pairs_ok(x, y, n, LINE_MINIMUM) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    zb_line_fit fit = {.n = n};
    double df = (double)n - 2;
    double cov00;
    double cov01;
    double cov11;
    double residual;
    gsl_fit_linear(x, 1, y, 1, n, &fit.intercept, &fit.slope, &cov00, &cov01, &cov11, &residual);
    fit.slope_se = sqrt(cov11);
    fit.residual_sd = sqrt(residual / df);
    double half = gsl_cdf_tdist_Qinv((1 - level) / 2, df) * fit.slope_se;
    fit.slope_low = fit.slope - half;
    fit.slope_high = fit.slope + half;
    double total = gsl_stats_tss(y, 1, n);
    fit.r2 = total > 0 ? fmin(fmax(1 - residual / total, 0), 1) : 0;
    if (!isfinite(fit.slope) || !isfinite(fit.intercept) || !isfinite(half) || isnan(fit.r2)) {
        return ZB_E_DOMAIN;
    }
    *out = fit;
    return ZB_OK;
}

/* Slopes of all pairs with different x, sorted. */
static size_t fill_slopes(double *slopes, const double *x, const double *y, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            if (x[i] != x[j]) {
                slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
            }
        }
    }
    gsl_sort(slopes, 1, count);
    return count;
}

zb_status zb_stats_theil_sen(zb_estimate *out, const double *x, const double *y, size_t n,
                             double level) {
    *out = (zb_estimate){0};
    if (!zb_stats_pairs_ok(x, y, n, LINE_MINIMUM) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    if (n > MEDIAN_SLOPE_LIMIT) {
        return ZB_E_LIMIT;
    }
    double *slopes = zb_mem_get(n * (n - 1) / 2 * sizeof *slopes);
    if (!slopes) {
        return ZB_E_NOMEM;
    }
    size_t count = fill_slopes(slopes, x, y, n);
    zb_status status = zb_stats_all_finite(slopes, count) ? ZB_OK : ZB_E_DOMAIN;
    if (status == ZB_OK) {
        /* Ranks (N -+ C) / 2 of the sorted slopes, rounded outwards. */
        double c = zb_stats_normal_score(level) * sqrt(zb_stats_kendall_variance(x, y, n));
        double below = floor(((double)count - c) / 2);
        size_t rank = below >= 1 ? (size_t)below - 1 : 0;
        out->value = gsl_stats_median_from_sorted_data(slopes, 1, count);
        out->low = slopes[rank];
        out->high = slopes[count - 1 - rank];
    }
    zb_mem_free(slopes);
    return status;
}
