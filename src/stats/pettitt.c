/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pettitt's test for a change point.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include "base/mem.h"
#include "stats/midranks.h"
#include "stats/numeric.h"

/* U of the first t values is twice the sum of their ranks less t (n + 1), a whole number however
 * the ties lie. */
static void find_change(zb_pettitt *result, const double *ranks) {
    size_t n = result->n;
    double u = 0;
    result->before = n / 2;
    for (size_t t = 1; t < n; t++) {
        u += 2 * ranks[t - 1] - ((double)n + 1);
        if (fabs(u) > result->k) {
            result->k = fabs(u);
            result->before = t;
        }
    }
}

zb_status zb_stats_pettitt(zb_pettitt *out, const double *y, size_t n) {
    *out = (zb_pettitt){0};
    if (n < ZB_STATS_PETTITT_FROM || !zb_stats_all_finite(y, n)) {
        return ZB_E_DOMAIN;
    }
    double *ranks = n <= SIZE_MAX / sizeof *ranks ? zb_mem_get(n * sizeof *ranks) : NULL;
    zb_status status = ranks ? zb_stats_mid_ranks(ranks, y, n, 0) : ZB_E_NOMEM;
    zb_pettitt result = {.n = n};
    if (status == ZB_OK) {
        find_change(&result, ranks);
        double m = (double)n;
        result.p = fmin(2 * exp(-6 * result.k * result.k / (m * m * (m + 1))), 1);
        double sd;
        status = zb_stats_mean(&result.mean_before, &sd, y, result.before);
        if (status == ZB_OK) {
            status = zb_stats_mean(&result.mean_after, &sd, y + result.before, n - result.before);
        }
    }
    zb_mem_free(ranks);
    if (status == ZB_OK) {
        *out = result;
    }
    return status;
}
