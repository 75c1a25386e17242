/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts of events and their rates.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include "stats/numeric.h"

static bool events_ok(double events) {
    return events >= 0 && events <= ZB_STATS_MAX_TRIALS;
}

zb_status zb_stats_poisson_exact(zb_estimate *out, double events, double level) {
    *out = (zb_estimate){0};
    if (!events_ok(events) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    double tail = (1 - level) / 2;
    out->value = events;
    out->low = events > 0 ? zb_stats_gamma_quantile(tail, events) : 0;
    out->high = zb_stats_gamma_upper_quantile(tail, events + 1);
    return ZB_OK;
}

/* Wilson and Hilferty's normal approximation for the quantile of a gamma distribution. */
static double cubed_quantile(double shape, double z) {
    double root = fmax(1 - 1 / (9 * shape) + z / (3 * sqrt(shape)), 0);
    return shape * root * root * root;
}

zb_status zb_stats_poisson_byar(zb_estimate *out, double events, double level) {
    *out = (zb_estimate){0};
    if (!events_ok(events) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    double z = zb_stats_normal_score(level);
    out->value = events;
    out->low = events > 0 ? cubed_quantile(events, -z) : 0;
    out->high = cubed_quantile(events + 1, z);
    return ZB_OK;
}

zb_status zb_stats_event_rate(zb_estimate *out, double events, double exposure, double per,
                              double level) {
    *out = (zb_estimate){0};
    if (!(exposure > 0) || !isfinite(exposure) || !(per > 0) || !isfinite(per)) {
        return ZB_E_DOMAIN;
    }
    zb_estimate count;
    zb_status status = events < ZB_STATS_BYAR_FROM ? zb_stats_poisson_exact(&count, events, level)
                                                   : zb_stats_poisson_byar(&count, events, level);
    if (status != ZB_OK) {
        return status;
    }
    zb_estimate rate = {
        .value = per * count.value / exposure,
        .low = per * count.low / exposure,
        .high = per * count.high / exposure,
    };
    if (!isfinite(rate.high)) {
        return ZB_E_DOMAIN;
    }
    *out = rate;
    return ZB_OK;
}
