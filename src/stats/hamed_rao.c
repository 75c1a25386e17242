/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Mann–Kendall test with its variance corrected for serial correlation.
 */
#include "zhibiao/stats.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "base/mem.h"
#include "stats/lines.h"
#include "stats/midranks.h"
#include "stats/numeric.h"

enum { SERIES_LIMIT = 2048 /* that of zb_stats_theil_sen */ };

/* Values on a line leave noise when the line is taken off them, and noise has ranks: what differs
 * by no more than this, with the largest value below 1, is a tie. */
static const double GRAIN = 16 * DBL_EPSILON;

/* Into `left` the values less their Theil–Sen line, scaled below 1; `time` holds 1 to n. */
static zb_status take_line_off(double *left, double *time, const double *y, size_t n) {
    int exponent = zb_stats_exponent(y, n);
    for (size_t i = 0; i < n; i++) {
        time[i] = (double)i + 1;
        left[i] = ldexp(y[i], -exponent);
    }
    zb_estimate slope;
    zb_status status = zb_stats_theil_sen(&slope, time, left, n, 0.95);
    for (size_t i = 0; i < n; i++) {
        left[i] -= slope.value * time[i];
    }
    return status;
}

/* n / n* from the ranks: 1 + 2 / (n (n - 1) (n - 2)) times the sum over the lags i whose
 * autocorrelation r is beyond the bounds of (n - i) (n - i - 1) (n - i - 2) r. */
static double variance_factor(const double *ranks, size_t n, double alpha) {
    double m = (double)n;
    double mean = (m + 1) / 2;
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        squares += (ranks[i] - mean) * (ranks[i] - mean);
    }
    double bound = gsl_cdf_ugaussian_Qinv(alpha / 2) / sqrt(m);
    double sum = 0;
    for (size_t lag = 1; lag < n && squares > 0; lag++) {
        double products = 0;
        for (size_t i = lag; i < n; i++) {
            products += (ranks[i] - mean) * (ranks[i - lag] - mean);
        }
        double r = products / squares;
        if (fabs(r) > bound) {
            double rest = m - (double)lag;
            sum += rest * (rest - 1) * (rest - 2) * r;
        }
    }
    double factor = 1 + 2 * sum / (m * (m - 1) * (m - 2));
    return factor > 0 ? factor : 1;
}

static zb_status find_factor(double *factor, const double *y, size_t n, double alpha) {
    double *work = zb_mem_get(2 * n * sizeof *work);
    if (!work) {
        return ZB_E_NOMEM;
    }
    double *left = work;
    double *ranks = work + n;
    zb_status status = take_line_off(left, ranks, y, n);
    if (status == ZB_OK) {
        status = zb_stats_mid_ranks(ranks, left, n, GRAIN);
    }
    if (status == ZB_OK) {
        *factor = variance_factor(ranks, n, alpha);
    }
    zb_mem_free(work);
    return status;
}

static void test_again(zb_mann_kendall *result, double alpha) {
    result->z = 0;
    if (result->s != 0) {
        result->z = (result->s - copysign(1, result->s)) / sqrt(result->variance);
    }
    result->p = fmin(2 * gsl_cdf_ugaussian_Q(fabs(result->z)), 1);
    result->direction = ZB_DIR_NONE;
    if (result->p < alpha) {
        result->direction = result->s > 0 ? ZB_DIR_RISING : ZB_DIR_FALLING;
    }
}

zb_status zb_stats_hamed_rao(zb_mann_kendall *out, double *correction, const double *y, size_t n,
                             double alpha) {
    *out = (zb_mann_kendall){0};
    double unwanted;
    correction = correction ? correction : &unwanted;
    *correction = 0;
    if (!zb_stats_all_finite(y, n) || !(alpha > 0) || !(alpha < 1)) {
        return ZB_E_DOMAIN;
    }
    if (n > SERIES_LIMIT) {
        return ZB_E_LIMIT;
    }
    zb_mann_kendall result;
    double factor = 1;
    zb_status status = zb_stats_mann_kendall(&result, y, n, alpha);
    if (status == ZB_OK && n >= ZB_STATS_HAMED_RAO_FROM) {
        status = find_factor(&factor, y, n, alpha);
        result.variance *= factor;
        test_again(&result, alpha);
    } else {
        result.z = 0;
        result.p = 1;
        result.direction = ZB_DIR_TOO_FEW;
    }
    if (status == ZB_OK) {
        *correction = factor;
        *out = result;
    }
    return status;
}
