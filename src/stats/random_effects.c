/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Effects with known variances taken together.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include "stats/dispersion.h"
#include "stats/numeric.h"

/* Mean with weights 1 / (variance + tau2) in units of the largest; running, so that equal effects
 * are their own mean. */
static zb_estimate weighted(const double *effects, const double *variances, size_t k, double tau2,
                            double z) {
    double unit = variances[0] + tau2;
    for (size_t i = 1; i < k; i++) {
        unit = fmin(unit, variances[i] + tau2);
    }
    double total = 0;
    double mean = 0;
    for (size_t i = 0; i < k; i++) {
        double weight = unit / (variances[i] + tau2);
        total += weight;
        mean += total > 0 ? (effects[i] - mean) * (weight / total) : 0;
    }
    double half = z * sqrt(unit / total);
    return (zb_estimate){mean, mean - half, mean + half};
}

static double cochran_q(const double *effects, const double *variances, size_t k, double mean) {
    double q = 0;
    for (size_t i = 0; i < k; i++) {
        double score = (effects[i] - mean) / sqrt(variances[i]);
        q += score * score;
    }
    return q;
}

static bool effects_ok(const double *effects, const double *variances, size_t k) {
    if (k < 2 || !zb_stats_all_finite(effects, k) || !zb_stats_all_finite(variances, k)) {
        return false;
    }
    for (size_t i = 0; i < k; i++) {
        if (!(variances[i] > 0)) {
            return false;
        }
    }
    return true;
}

static bool estimate_finite(const zb_estimate *e) {
    return isfinite(e->value) && isfinite(e->low) && isfinite(e->high);
}

zb_status zb_stats_random_effects(zb_random_effects *out, const double *effects,
                                  const double *variances, size_t k, double level) {
    *out = (zb_random_effects){0};
    if (!effects_ok(effects, variances, k) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    double z = zb_stats_normal_score(level);
    zb_random_effects result = {.k = k, .df = (double)k - 1};
    result.fixed = weighted(effects, variances, k, 0, z);
    result.q = cochran_q(effects, variances, k, result.fixed.value);
    if (!isfinite(result.q)) {
        return ZB_E_DOMAIN;
    }
    result.p = zb_stats_chi2_tail(result.q, result.df);
    result.i2 = zb_stats_beyond_chance(result.q, result.df);
    result.tau2 = zb_stats_moment_variance(result.q - result.df, variances, k);
    result.mean = weighted(effects, variances, k, result.tau2, z);
    if (!isfinite(result.tau2) || !estimate_finite(&result.fixed) ||
        !estimate_finite(&result.mean)) {
        return ZB_E_DOMAIN;
    }
    *out = result;
    return ZB_OK;
}
