/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proportions and their differences.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stats/numeric.h"

zb_status zb_stats_wilson(zb_estimate *out, double x, double n, double level) {
    *out = (zb_estimate){0};
    if (!zb_stats_trials_ok(x, n) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    double z = zb_stats_normal_score(level);
    double z2 = z * z;
    double centre = (x + z2 / 2) / (n + z2);
    double half = z / (n + z2) * sqrt(x * (n - x) / n + z2 / 4);
    out->value = x / n;
    /* Rounding must not put the estimate outside its interval at 0 and 1. */
    out->low = x > 0 ? fmin(fmax(centre - half, 0), out->value) : 0;
    out->high = x < n ? fmax(fmin(centre + half, 1), out->value) : 1;
    return ZB_OK;
}

/* The lower score limit: the smaller root P of n (x / n - P)^2 = z^2 P (1 - P), got from the
 * product of both so that it keeps its digits near 0. */
static double score_low(double x, double n, double z) {
    return x > 0 ? x / n * x / (x + z * z / 2 + z * sqrt(x / n * (n - x) + z * z / 4)) : 0;
}

/* The upper limit as it stands: no difference, so digits near 0 are kept here, too. */
static double score_high(double x, double n, double z) {
    double centre = x + z * z / 2;
    return x < n ? (centre + z * sqrt(x / n * (n - x) + z * z / 4)) / (n + z * z) : 1;
}

zb_status zb_stats_wilson_cc(zb_estimate *out, double x, double n, double level) {
    *out = (zb_estimate){0};
    if (!zb_stats_trials_ok(x, n) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    double z = zb_stats_normal_score(level);
    /* The correction is half an event off the events for the lower limit, off the rest for the
     * upper one. Up to half an event there is no lower limit but 0. */
    out->value = x / n;
    out->low = fmin(score_low(x - 0.5, n, z), out->value);
    out->high = fmin(fmax(score_high(x + 0.5, n, z), out->value), 1);
    return ZB_OK;
}

zb_status zb_stats_clopper_pearson(zb_estimate *out, double x, double n, double level) {
    *out = (zb_estimate){0};
    if (!zb_stats_trials_ok(x, n) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    double tail = (1 - level) / 2;
    out->value = x / n;
    out->low = x > 0 ? zb_stats_beta_quantile(tail, x, n - x + 1) : 0;
    if (x < n / 2) {
        out->high = zb_stats_beta_upper_quantile(tail, x + 1, n - x);
    } else {
        /* The mirrored lower limit of the failures, which is as precise near 1 as that near 0. */
        out->high = x < n ? 1 - zb_stats_beta_quantile(tail, n - x, x + 1) : 1;
    }
    return ZB_OK;
}

zb_status zb_stats_newcombe(zb_estimate *out, double x1, double n1, double x2, double n2,
                            double level) {
    *out = (zb_estimate){0};
    zb_estimate a;
    zb_estimate b;
    if (zb_stats_wilson(&a, x1, n1, level) != ZB_OK ||
        zb_stats_wilson(&b, x2, n2, level) != ZB_OK) {
        return ZB_E_DOMAIN;
    }
    out->value = b.value - a.value;
    out->low = fmax(out->value - hypot(b.value - b.low, a.high - a.value), -1);
    out->high = fmin(out->value + hypot(b.high - b.value, a.value - a.low), 1);
    return ZB_OK;
}

zb_status zb_stats_two_proportions_p(double *p, double x1, double n1, double x2, double n2) {
    *p = 0;
    if (!zb_stats_trials_ok(x1, n1) || !zb_stats_trials_ok(x2, n2)) {
        return ZB_E_DOMAIN;
    }
    double n = n1 + n2;
    double variance = (x1 + x2) / n * ((n1 - x1) + (n2 - x2)) / n * (1 / n1 + 1 / n2);
    /* Not above 0 nor NaN where nothing or all happened, or next to nothing was tried. */
    bool varies = variance > 0;
    double z = varies ? (x2 / n2 - x1 / n1) / sqrt(variance) : 0;
    *p = 2 * gsl_cdf_ugaussian_Q(fabs(z));
    return ZB_OK;
}
