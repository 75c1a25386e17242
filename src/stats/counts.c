/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ratio of two counts.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include "stats/numeric.h"

zb_status zb_stats_count_ratio(zb_estimate *out, double a, double b, double level) {
    *out = (zb_estimate){0};
    double total = a + b;
    if (!(a > 0) || !zb_stats_trials_ok(b, total) || a != floor(a) || b != floor(b) ||
        !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    /* Odds p / (1 - p) of the Clopper–Pearson limits. Both p and 1 - p are taken as quantiles,
     * which keeps the odds precise where p is near 1. */
    double tail = (1 - level) / 2;
    out->value = b / a;
    if (b > 0) {
        out->low = zb_stats_beta_quantile(tail, b, a + 1);
        out->low /= zb_stats_beta_upper_quantile(tail, a + 1, b);
    }
    out->high = zb_stats_beta_upper_quantile(tail, b + 1, a);
    out->high /= zb_stats_beta_quantile(tail, a, b + 1);
    return ZB_OK;
}
