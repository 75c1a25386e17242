/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places against a common proportion: control limits and z-scores.
 */
#include "zhibiao/stats.h"

#include <float.h>
#include <math.h>

#include "stats/numeric.h"

/* Quantile of binomial(n, proportion) over n, interpolated between whole counts: with r the
 * smallest count whose cumulative probability reaches `p`,
 * (r - (F(r) - p) / (F(r) - F(r - 1))) / n (Spiegelhalter 2005, appendix). */
static double binomial_limit(double proportion, double n, double p) {
    double low = -1;
    double high = n;
    while (high - low > 1) {
        double middle = floor(low + (high - low) / 2);
        if (zb_stats_binomial_cdf(middle, n, proportion) >= p) {
            high = middle;
        } else {
            low = middle;
        }
    }
    double upper = zb_stats_binomial_cdf(high, n, proportion);
    double step = upper - zb_stats_binomial_cdf(high - 1, n, proportion);
    double part = step > 0 ? fmin((upper - p) / step, 1) : 0;
    return fmax(high - part, 0) / n;
}

static double limit_between(double proportion, double n, double p) {
    double below = floor(n);
    double at = binomial_limit(proportion, below, p);
    double share = n - below;
    return share > 0 ? at + share * (binomial_limit(proportion, below + 1, p) - at) : at;
}

zb_status zb_stats_funnel_limits(double *low, double *high, double proportion, double n,
                                 double level, double spread) {
    *low = *high = 0;
    if (!(proportion >= 0) || !(proportion <= 1) || !(n >= 1) || !(n < ZB_STATS_MAX_TRIALS) ||
        !(spread >= 1) || !isfinite(spread) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    if (proportion == 0 || proportion == 1) {
        *low = *high = proportion;
        return ZB_OK;
    }
    double tail = (1 - level) / 2;
    double below = proportion - limit_between(proportion, n, tail);
    /* The upper limit as the mirrored lower limit of the failures: symmetric by construction. */
    double above = (1 - proportion) - limit_between(1 - proportion, n, tail);
    *low = fmax(proportion - spread * below, 0);
    *high = fmin(proportion + spread * above, 1);
    return ZB_OK;
}

zb_status zb_stats_funnel_limits_additive(double *low, double *high, double proportion, double n,
                                          double level, double tau2) {
    *low = *high = 0;
    if (!(tau2 >= 0) || !isfinite(tau2)) {
        return ZB_E_DOMAIN;
    }
    double spread = 1;
    if (proportion > 0 && proportion < 1 && n >= 1) {
        /* By roots: the variance itself may vanish, and the factor overflow. */
        double sd = sqrt(proportion) * sqrt(1 - proportion) / sqrt(n);
        spread = fmin(hypot(1, sqrt(tau2) / sd), DBL_MAX);
    }
    return zb_stats_funnel_limits(low, high, proportion, n, level, spread);
}

zb_status zb_stats_proportion_scores(double *out, const double *x, const double *n, size_t k,
                                     double target) {
    if (k == 0 || !(target > 0) || !(target < 1)) {
        return ZB_E_DOMAIN;
    }
    for (size_t i = 0; i < k; i++) {
        if (!zb_stats_trials_ok(x[i], n[i])) {
            return ZB_E_DOMAIN;
        }
    }
    double sd = sqrt(target) * sqrt(1 - target);
    for (size_t i = 0; i < k; i++) {
        out[i] = (x[i] / n[i] - target) / sd * sqrt(n[i]);
    }
    return ZB_OK;
}

size_t zb_stats_funnel_curve(zb_funnel_limit *out, size_t capacity, double proportion, double least,
                             double most, double spread) {
    size_t count = 0;
    double before = 0;
    if (capacity < 2 || !(least >= 1) || !(most >= least) || !isfinite(most)) {
        return 0;
    }
    for (size_t i = 0; i < capacity; i++) {
        double n = round(least * pow(most / least, (double)i / (double)(capacity - 1)));
        zb_funnel_limit limit = {.n = n};
        if (n > before &&
            zb_stats_funnel_limits(&limit.low95, &limit.high95, proportion, n, 0.95, spread) ==
                ZB_OK &&
            zb_stats_funnel_limits(&limit.low998, &limit.high998, proportion, n, 0.998, spread) ==
                ZB_OK) {
            out[count++] = limit;
            before = n;
        }
    }
    return count;
}
