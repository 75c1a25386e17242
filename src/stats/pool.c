/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rates of several regions taken together.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stats/numeric.h"

/* Mean of the rates, and the sum of squares about it: in one pass, in which equal rates leave
 * nothing. Source: B. P. Welford (1962), Note on a method for calculating corrected sums of squares
 * and products. Technometrics 4. */
static void mean_rate(double *mean, double *squares, const double *x, const double *n, size_t k) {
    *mean = *squares = 0;
    for (size_t i = 0; i < k; i++) {
        double off = x[i] / n[i] - *mean;
        *mean += off / (double)(i + 1);
        *squares += off * (x[i] / n[i] - *mean);
    }
}

/* The mean of rates with its t interval, cut at 0 and `most`; `has` tells whether there is one. */
static zb_estimate mean_of_rates(bool *has, const double *x, const double *n, size_t k, double most,
                                 double level) {
    double mean;
    double squares;
    mean_rate(&mean, &squares, x, n, k);
    double half = 0;
    *has = k >= 2 && squares > 0;
    if (*has) {
        double df = (double)k - 1;
        half = gsl_cdf_tdist_Qinv((1 - level) / 2, df) * sqrt(squares / df / (double)k);
    }
    return (zb_estimate){mean, fmax(mean - half, 0), fmin(mean + half, most)};
}

zb_status zb_stats_pool(zb_pooled *out, const double *x, const double *n, size_t k, double level) {
    *out = (zb_pooled){0};
    zb_pooled result = {.k = k};
    for (size_t i = 0; i < k; i++) {
        if (!zb_stats_trials_ok(x[i], n[i])) {
            return ZB_E_DOMAIN;
        }
        result.x += x[i];
        result.n += n[i];
    }
    /* Rounding keeps the order of sums, so there are never more events than trials. */
    zb_status status = zb_stats_wilson(&result.ratio_of_sums, result.x, result.n, level);
    if (status != ZB_OK) {
        return status;
    }
    result.mean_of_rates = mean_of_rates(&result.has_mean_interval, x, n, k, 1, level);
    *out = result;
    return ZB_OK;
}

zb_status zb_stats_pool_events(zb_pooled *out, const double *events, const double *exposure,
                               size_t k, double per, double level) {
    *out = (zb_pooled){0};
    zb_pooled result = {.k = k};
    zb_estimate one;
    for (size_t i = 0; i < k; i++) {
        if (zb_stats_event_rate(&one, events[i], exposure[i], per, level) != ZB_OK) {
            return ZB_E_DOMAIN;
        }
        result.x += events[i];
        result.n += exposure[i];
    }
    zb_status status =
        k ? zb_stats_event_rate(&result.ratio_of_sums, result.x, result.n, per, level)
          : ZB_E_DOMAIN;
    if (status != ZB_OK) {
        return status;
    }
    zb_estimate mean =
        mean_of_rates(&result.has_mean_interval, events, exposure, k, INFINITY, level);
    result.mean_of_rates = (zb_estimate){per * mean.value, per * mean.low, per * mean.high};
    if (!isfinite(result.mean_of_rates.high)) {
        return ZB_E_DOMAIN;
    }
    *out = result;
    return ZB_OK;
}
