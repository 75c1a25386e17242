/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/midranks.h"

#include <gsl/gsl_sort.h>

#include "base/mem.h"

zb_status zb_stats_mid_ranks(double *ranks, const double *values, size_t n, double grain) {
    size_t *order = n <= SIZE_MAX / sizeof *order ? zb_mem_get(n * sizeof *order) : NULL;
    if (!order) {
        return ZB_E_NOMEM;
    }
    gsl_sort_index(order, values, 1, n);
    for (size_t first = 0, end; first < n; first = end) {
        end = first + 1;
        while (end < n && values[order[end]] - values[order[end - 1]] <= grain) {
            end++;
        }
        for (size_t i = first; i < end; i++) {
            ranks[order[i]] = ((double)first + (double)end + 1) / 2;
        }
    }
    zb_mem_free(order);
    return ZB_OK;
}
