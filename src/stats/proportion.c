/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proportions and their differences.
 */
#include "zhibiao/stats.h"

#include <math.h>

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

zb_status zb_stats_clopper_pearson(zb_estimate *out, double x, double n, double level) {
    *out = (zb_estimate){0};
    if (!zb_stats_trials_ok(x, n) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    double tail = (1 - level) / 2;
    out->value = x / n;
    out->low = x > 0 ? zb_stats_beta_quantile(tail, x, n - x + 1) : 0;
    /* The upper limit is the mirrored lower limit of the failures; so both keep their relative
     * precision near 0 and 1. */
    out->high = x < n ? 1 - zb_stats_beta_quantile(tail, n - x, x + 1) : 1;
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
