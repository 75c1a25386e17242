/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places against a common proportion: control limits and heterogeneity.
 */
#include "zhibiao/stats.h"

#include <float.h>
#include <math.h>

#include "base/mem.h"
#include "stats/dispersion.h"
#include "stats/numeric.h"

/* Share of the z-scores at each end that is pulled in to the quantile there, and the level at
 * which dispersion beyond chance is taken as shown. */
static const double WINSOR = 0.1;
static const double DISPERSION_ALPHA = 0.01;

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

/* Mean of the squared z-scores after winsorising; `z` is room for k of them. */
static zb_status winsorised_square(double *out, double *z, const double *x, const double *n,
                                   size_t k, double pooled) {
    double low;
    double high;
    zb_status status = zb_stats_proportion_scores(z, x, n, k, pooled);
    if (status == ZB_OK) {
        status = zb_stats_quantile(&low, z, k, WINSOR);
    }
    if (status == ZB_OK) {
        status = zb_stats_quantile(&high, z, k, 1 - WINSOR);
    }
    *out = 0;
    for (size_t i = 0; i < k && status == ZB_OK; i++) {
        double kept = fmin(fmax(z[i], low), high);
        *out += kept * kept / (double)k;
    }
    return status;
}

/* phi, and tau2 where it is above 1. */
static zb_status overdispersion(zb_heterogeneity *h, const double *x, const double *n) {
    size_t k = h->k;
    double *room = k <= SIZE_MAX / sizeof *room ? zb_mem_get(k * sizeof *room) : NULL;
    if (!room) {
        return ZB_E_NOMEM;
    }
    double phi;
    zb_status status = winsorised_square(&phi, room, x, n, k, h->pooled);
    if (status == ZB_OK && phi > 1) {
        for (size_t i = 0; i < k; i++) {
            room[i] = h->pooled * (1 - h->pooled) / n[i];
        }
        h->phi = phi;
        h->tau2 = zb_stats_moment_variance((double)k * phi - h->df, room, k);
    }
    zb_mem_free(room);
    return status;
}

zb_status zb_stats_heterogeneity(zb_heterogeneity *out, const double *x, const double *n,
                                 size_t k) {
    *out = (zb_heterogeneity){0};
    double events = 0;
    double trials = 0;
    for (size_t i = 0; i < k; i++) {
        if (!zb_stats_trials_ok(x[i], n[i])) {
            return ZB_E_DOMAIN;
        }
        events += x[i];
        trials += n[i];
    }
    if (k < 2 || !(events > 0) || !(events < trials)) {
        return ZB_E_DOMAIN;
    }
    zb_heterogeneity result = {.k = k, .pooled = events / trials, .df = (double)k - 1, .phi = 1};
    for (size_t i = 0; i < k; i++) {
        double d = x[i] - n[i] * result.pooled;
        result.chi2 += d * d / (n[i] * result.pooled * (1 - result.pooled));
    }
    if (!isfinite(result.chi2)) {
        return ZB_E_DOMAIN;
    }
    result.p = zb_stats_chi2_tail(result.chi2, result.df);
    result.i2 = zb_stats_beyond_chance(result.chi2, result.df);
    if (result.p < DISPERSION_ALPHA) {
        zb_status status = overdispersion(&result, x, n);
        if (status != ZB_OK) {
            return status;
        }
    }
    if (!isfinite(result.phi) || !isfinite(result.tau2)) {
        return ZB_E_DOMAIN;
    }
    *out = result;
    return ZB_OK;
}
