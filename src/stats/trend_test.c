/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Mann–Kendall test.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stats/numeric.h"

enum { EXACT_LIMIT = 10, EXACT_PAIRS = EXACT_LIMIT * (EXACT_LIMIT - 1) / 2, TEST_MINIMUM = 4 };

const char *zb_direction_name(zb_direction d) {
    static const char *const names[] = {"too-few", "none", "rising", "falling"};
    return (unsigned)d < sizeof names / sizeof *names ? names[d] : names[0];
}

/* Two-sided p of |S| >= s for n values in random order without ties. S = N - 2 I with I the
 * number of inversions; the permutations of n with i inversions are counted by adding one value
 * at a time (D. E. Knuth, The Art of Computer Programming 3, section 5.1.1). */
static double exact_p(size_t n, double s) {
    double ways[EXACT_PAIRS + 1] = {1};
    double total = 1;
    size_t top = 0;
    for (size_t k = 2; k <= n; k++) {
        double before[EXACT_PAIRS + 1];
        for (size_t i = 0; i <= EXACT_PAIRS; i++) {
            before[i] = ways[i];
        }
        top += k - 1;
        total *= (double)k;
        for (size_t i = 0; i <= top; i++) {
            ways[i] = 0;
            for (size_t j = 0; j < k && j <= i; j++) {
                ways[i] += before[i - j];
            }
        }
    }
    size_t most = (top - (size_t)fabs(s)) / 2;
    double tail = 0;
    for (size_t i = 0; i <= most; i++) {
        tail += ways[i];
    }
    return fmin(2 * tail / total, 1);
}

static void count_pairs(const double *y, size_t n, double *s, double *tied) {
    *s = *tied = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            *s += (y[j] > y[i]) - (y[j] < y[i]);
            *tied += y[j] == y[i];
        }
    }
}

zb_status zb_stats_mann_kendall(zb_mann_kendall *out, const double *y, size_t n, double alpha) {
    *out = (zb_mann_kendall){0};
    if (!zb_stats_all_finite(y, n) || !(alpha > 0) || !(alpha < 1)) {
        return ZB_E_DOMAIN;
    }
    double tied;
    out->n = n;
    out->p = 1;
    count_pairs(y, n, &out->s, &tied);
    out->variance = zb_stats_kendall_variance(NULL, y, n);
    double pairs = n < 2 ? 0 : (double)n * ((double)n - 1) / 2;
    out->tau = pairs > tied ? out->s / sqrt(pairs * (pairs - tied)) : 0;
    if (n < TEST_MINIMUM) {
        return ZB_OK;
    }
    if (out->s != 0) {
        out->z = (out->s - copysign(1, out->s)) / sqrt(out->variance);
    }
    if (n <= EXACT_LIMIT && tied == 0) {
        out->p = exact_p(n, out->s);
    } else {
        out->p = fmin(2 * gsl_cdf_ugaussian_Q(fabs(out->z)), 1);
    }
    out->direction = ZB_DIR_NONE;
    if (out->p < alpha) {
        out->direction = out->s > 0 ? ZB_DIR_RISING : ZB_DIR_FALLING;
    }
    return ZB_OK;
}
