/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Change between two values, stated or computed.
 */
#include "zhibiao/stats.h"

#include <math.h>

zb_status zb_stats_change(zb_change *out, double from, double to) {
    *out = (zb_change){0};
    double absolute = to - from;
    if (!isfinite(absolute)) {
        return ZB_E_DOMAIN;
    }
    out->absolute = absolute;
    out->has_ratio = from > 0 && to > 0;
    if (out->has_ratio) {
        /* Not of the quotient, which may be too large or small. */
        out->log_ratio = log(to) - log(from);
    }
    double percent = from > 0 ? 100 * absolute / from : NAN;
    out->has_percent = isfinite(percent);
    if (out->has_percent) {
        out->percent = percent;
    }
    return ZB_OK;
}

static bool bounds_ok(const zb_estimate *e) {
    return isfinite(e->low) && isfinite(e->high) && e->low <= e->value && e->value <= e->high;
}

/* The value that a change in per cent made `now`; in this order whole numbers stay exact. */
static double before_percent(double now, double percent) {
    return 100 * now / (100 + percent);
}

zb_status zb_stats_implied_former(zb_estimate *out, zb_estimate now, zb_estimate change,
                                  zb_change_unit unit) {
    *out = (zb_estimate){0};
    zb_estimate former;
    if (!bounds_ok(&now) || !bounds_ok(&change)) {
        return ZB_E_DOMAIN;
    }
    if (unit == ZB_CHANGE_ABSOLUTE) {
        former.value = now.value - change.value;
        former.low = now.low - change.high;
        former.high = now.high - change.low;
    } else if (unit == ZB_CHANGE_PERCENT && change.low > -100) {
        /* The larger change makes the former value smaller where it is positive, and brings it
         * nearer to 0 where it is negative. */
        former.value = before_percent(now.value, change.value);
        former.low = before_percent(now.low, now.low >= 0 ? change.high : change.low);
        former.high = before_percent(now.high, now.high >= 0 ? change.low : change.high);
    } else {
        return ZB_E_DOMAIN;
    }
    if (!isfinite(former.low) || !isfinite(former.high)) {
        return ZB_E_DOMAIN;
    }
    *out = former;
    return ZB_OK;
}

zb_status zb_stats_cagr(double *out, double first, double last, double years) {
    *out = 0;
    if (!(first > 0) || !isfinite(first) || !(last >= 0) || !isfinite(last) || !(years > 0) ||
        !isfinite(years)) {
        return ZB_E_DOMAIN;
    }
    double growth = last > 0 ? expm1((log(last) - log(first)) / years) : -1;
    if (!isfinite(growth)) {
        return ZB_E_DOMAIN;
    }
    *out = growth;
    return ZB_OK;
}
