/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pettitt's test for a change point.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_sf_gamma.h>

#include "base/mem.h"
#include "stats/midranks.h"
#include "stats/numeric.h"

/* U after the values whose ranks add up to `sum`, `count` of them. */
static double u_of(double sum, double count, double n) {
    return 2 * sum - count * (n + 1);
}

/* U of the first t values is twice the sum of their ranks less t (n + 1), a whole number however
 * the ties lie. */
static void find_change(zb_pettitt *result, const double *ranks) {
    size_t n = result->n;
    double sum = 0;
    result->before = n / 2;
    for (size_t t = 1; t < n; t++) {
        sum += ranks[t - 1];
        double u = u_of(sum, (double)t, (double)n);
        if (fabs(u) > result->k) {
            result->k = fabs(u);
            result->before = t;
        }
    }
}

/* Orders of the values of a set in which every |U| on the way is below `k`: those of the sets with
 * one value less that may come last, all 0 where the set itself is at k. `ways` has those of all
 * sets of fewer values, a set being the bits of its number. */
static double ways_below(const double *ways, size_t set, const double *ranks, size_t n, double k) {
    double sum = 0;
    double count = 0;
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        size_t bit = (size_t)1 << i;
        if (set & bit) {
            sum += ranks[i];
            count++;
            total += ways[set ^ bit];
        }
    }
    return fabs(u_of(sum, count, (double)n)) < k ? total : 0;
}

/* Share of the orders of these ranks, tied or not, whose largest |U| is at least `k`. The numbers
 * of orders are whole and below 2^53: nothing is rounded but the quotient. */
static zb_status exact_p(double *p, const double *ranks, size_t n, double k) {
    *p = 1;
    if (k <= 0) {
        return ZB_OK;
    }
    size_t sets = (size_t)1 << n;
    double *ways = zb_mem_get(sets * sizeof *ways);
    if (!ways) {
        return ZB_E_NOMEM;
    }
    ways[0] = 1;
    for (size_t set = 1; set < sets; set++) {
        ways[set] = ways_below(ways, set, ranks, n, k);
    }
    double all = gsl_sf_fact((unsigned)n);
    *p = (all - ways[sets - 1]) / all;
    zb_mem_free(ways);
    return ZB_OK;
}

static double approximate_p(size_t n, double k) {
    double m = (double)n;
    return fmin(2 * exp(-6 * k * k / (m * m * (m + 1))), 1);
}

static zb_status find_means(zb_pettitt *result, const double *y) {
    double sd;
    size_t before = result->before;
    zb_status status = zb_stats_mean(&result->mean_before, &sd, y, before);
    return status == ZB_OK ? zb_stats_mean(&result->mean_after, &sd, y + before, result->n - before)
                           : status;
}

zb_status zb_stats_pettitt(zb_pettitt *out, const double *y, size_t n) {
    *out = (zb_pettitt){0};
    if (n < ZB_STATS_PETTITT_FROM || !zb_stats_all_finite(y, n)) {
        return ZB_E_DOMAIN;
    }
    double *ranks = n <= SIZE_MAX / sizeof *ranks ? zb_mem_get(n * sizeof *ranks) : NULL;
    zb_status status = ranks ? zb_stats_mid_ranks(ranks, y, n, 0) : ZB_E_NOMEM;
    zb_pettitt result = {.n = n, .exact = n <= ZB_STATS_PETTITT_EXACT};
    if (status == ZB_OK) {
        find_change(&result, ranks);
        status = find_means(&result, y);
    }
    if (status == ZB_OK && result.exact) {
        status = exact_p(&result.p, ranks, n, result.k);
    } else {
        result.p = approximate_p(n, result.k);
    }
    zb_mem_free(ranks);
    if (status == ZB_OK) {
        *out = result;
    }
    return status;
}
