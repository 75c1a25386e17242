/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The exact p of Pettitt's test. What is published of longer series is in test_stats_series.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <time.h>

#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

static zb_pettitt pettitt(const double *y, size_t n) {
    zb_pettitt t;
    assert_int_equal(zb_stats_pettitt(&t, y, n), ZB_OK);
    assert_true(t.p > 0 && t.p <= 1);
    assert_int_equal(t.exact, n <= ZB_STATS_PETTITT_EXACT);
    return t;
}

static double approximation(const zb_pettitt *t) {
    double n = (double)t->n;
    return fmin(2 * exp(-6 * t->k * t->k / (n * n * n + n * n)), 1);
}

/* Largest |U| by the definition: sums of signs over all pairs across a change. */
static double largest_u(const double *y, size_t n) {
    double k = 0;
    for (size_t t = 1; t < n; t++) {
        double u = 0;
        for (size_t i = 0; i < t; i++) {
            for (size_t j = t; j < n; j++) {
                u += (y[i] > y[j]) - (y[i] < y[j]);
            }
        }
        k = fmax(k, fabs(u));
    }
    return k;
}

static void swap(double *a, double *b) {
    double kept = *a;
    *a = *b;
    *b = kept;
}

typedef struct tally {
    double reached, all;
} tally;

/* Visits all orders of the first `m` of n values, the others standing. */
static void visit_orders(tally *count, double *y, size_t n, size_t m, double k) {
    if (m == 1) {
        count->all++;
        count->reached += largest_u(y, n) >= k;
        return;
    }
    for (size_t i = 0; i < m; i++) {
        swap(&y[i], &y[m - 1]);
        visit_orders(count, y, n, m - 1, k);
        swap(&y[i], &y[m - 1]);
    }
}

/* All 40320 orders of eight values. */
static void all_orders_of_eight(void **state) {
    (void)state;
    dice d = {1979};
    double kinds[] = {1e6, 1e6, 1e6, 9, 9, 4, 2, 1};
    for (size_t round = 0; round < sizeof kinds / sizeof *kinds; round++) {
        double y[8];
        for (size_t i = 0; i < 8; i++) {
            y[i] = dice_whole(&d, 0, kinds[round]) + (i < 4 ? 0 : kinds[round] / 2);
        }
        zb_pettitt t = pettitt(y, 8);
        tally count = {0};
        visit_orders(&count, y, 8, 8, t.k);
        NEAR(count.all, 40320, 0);
        NEAR(t.p, count.reached / count.all, 1e-15);
    }
}

/* Where two halves do not overlap only two of the (n over n / 2) choices of the first half go so
 * far. */
static void halves_apart(void **state) {
    (void)state;
    static const double choices[] = {70, 252, 924, 3432};
    for (size_t i = 0; i < 4; i++) {
        size_t n = 8 + 2 * i;
        double y[14];
        for (size_t j = 0; j < n; j++) {
            y[j] = (double)((j * 5) % (n / 2)) + (j < n / 2 ? 0 : 100);
        }
        zb_pettitt t = pettitt(y, n);
        NEAR(t.k, (double)(n * n) / 4, 0);
        NEAR(t.p, 2 / choices[i], 1e-15);
        assert_int_equal(t.before, n / 2);
    }
}

static void shuffled_twelve(void **state) {
    (void)state;
    enum { SHUFFLES = 20000 };
    dice d = {12};
    for (int round = 0; round < 4; round++) {
        double y[12];
        for (size_t i = 0; i < 12; i++) {
            y[i] = dice_whole(&d, 0, round % 2 ? 5 : 1e6);
        }
        zb_pettitt t = pettitt(y, 12);
        double reached = 0;
        for (int i = 0; i < SHUFFLES; i++) {
            for (size_t j = 11; j > 0; j--) {
                swap(&y[j], &y[(size_t)dice_whole(&d, 0, (double)j)]);
            }
            reached += largest_u(y, 12) >= t.k;
        }
        NEAR(reached / SHUFFLES, t.p, 4 * sqrt(t.p * (1 - t.p) / SHUFFLES));
    }
}

/* At its own level the exact test is kept to: no more than 5 % of all series of chance are below
 * 0.05, and not far fewer. The approximation is reached by almost none. */
static void level_is_kept(void **state) {
    (void)state;
    enum { SERIES = 4000 };
    dice d = {5};
    double exact = 0;
    double approximate = 0;
    for (int i = 0; i < SERIES; i++) {
        double y[10];
        for (size_t j = 0; j < 10; j++) {
            y[j] = dice_unit(&d);
        }
        zb_pettitt t = pettitt(y, 10);
        exact += t.p <= 0.05;
        approximate += approximation(&t) <= 0.05;
    }
    assert_in_range(exact, SERIES * 0.03, SERIES * 0.06);
    assert_true(approximate < SERIES * 0.01);
}

/* From the last exact n to the first approximate one, of the same halves. */
static void exact_limit(void **state) {
    (void)state;
    double y[ZB_STATS_PETTITT_EXACT + 1];
    for (size_t i = 0; i <= ZB_STATS_PETTITT_EXACT; i++) {
        y[i] = (double)((i * 7) % 5) + (i < 7 ? 0 : 3);
    }
    zb_pettitt exact = pettitt(y, ZB_STATS_PETTITT_EXACT);
    zb_pettitt longer = pettitt(y, ZB_STATS_PETTITT_EXACT + 1);
    assert_true(exact.p < approximation(&exact));
    NEAR(longer.p, approximation(&longer), 0);
}

static void largest_exact_takes_no_time(void **state) {
    (void)state;
    enum { RUNS = 20 };
    dice d = {14};
    clock_t start = clock();
    for (int i = 0; i < RUNS; i++) {
        double y[ZB_STATS_PETTITT_EXACT];
        for (size_t j = 0; j < ZB_STATS_PETTITT_EXACT; j++) {
            y[j] = dice_unit(&d);
        }
        pettitt(y, ZB_STATS_PETTITT_EXACT);
    }
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 1);
}

static void memory_fails(void **state) {
    (void)state;
    const double y[] = {3, 1, 4, 1, 5, 9, 2, 6};
    int failed = 0;
    for (uint64_t at = 1; at < 9; at++) {
        zb_pettitt t;
        zb_mem_fail_at(at, 0);
        zb_status status = zb_stats_pettitt(&t, y, 8);
        zb_mem_fail_at(0, 0);
        if (status != ZB_OK) {
            assert_int_equal(status, ZB_E_NOMEM);
            assert_int_equal(t.n, 0);
            failed++;
        }
    }
    assert_int_equal(failed, 3);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(all_orders_of_eight), WATCHED(halves_apart), WATCHED(shuffled_twelve),
        WATCHED(level_is_kept),       WATCHED(exact_limit),  WATCHED(largest_exact_takes_no_time),
        WATCHED(memory_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
