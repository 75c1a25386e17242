/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adjustment of p-values for the number of tests.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_sort.h>

#include "base/mem.h"

static bool all_probabilities(const double *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!(p[i] >= 0) || !(p[i] <= 1)) {
            return false;
        }
    }
    return true;
}

/* n / n is 1 to the last digit: the largest p stays as it is. */
static void adjust_bh(double *out, const double *p, const size_t *order, size_t n) {
    double least = 1;
    for (size_t rank = n; rank > 0; rank--) {
        size_t i = order[rank - 1];
        least = fmin(least, p[i] * ((double)n / (double)rank));
        out[i] = least;
    }
}

static void adjust_holm(double *out, const double *p, const size_t *order, size_t n) {
    double most = 0;
    for (size_t rank = 1; rank <= n; rank++) {
        size_t i = order[rank - 1];
        most = fmax(most, fmin(p[i] * (double)(n - rank + 1), 1));
        out[i] = most;
    }
}

zb_status zb_stats_adjust(double *out, const double *p, size_t n, zb_adjustment method) {
    if (n == 0 || !all_probabilities(p, n) ||
        (method != ZB_ADJUST_BH && method != ZB_ADJUST_HOLM)) {
        return ZB_E_DOMAIN;
    }
    size_t *order = n <= SIZE_MAX / sizeof *order ? zb_mem_get(n * sizeof *order) : NULL;
    if (!order) {
        return ZB_E_NOMEM;
    }
    gsl_sort_index(order, p, 1, n);
    (method == ZB_ADJUST_BH ? adjust_bh : adjust_holm)(out, p, order, n);
    zb_mem_free(order);
    return ZB_OK;
}
