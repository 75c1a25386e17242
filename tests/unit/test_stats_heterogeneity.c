/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Heterogeneity of proportions with few expected counts. The rest is in test_stats_funnel.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <time.h>

#include "base/mem.h"
#include "stats/dispersion.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

enum { PLACES = 20, MANY = 3000 };

/* What many places may take: sanitizers make it slow. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { SECONDS = 10 };
#else
enum { SECONDS = 1 };
#endif

static zb_heterogeneity heterogeneity(const double *x, const double *n, size_t k) {
    zb_heterogeneity h;
    assert_int_equal(zb_stats_heterogeneity(&h, x, n, k), ZB_OK);
    assert_true(h.p >= 0 && h.p <= 1);
    return h;
}

/* x of n at the proportion p, by adding up the trials. */
static double draw(dice *d, double n, double p) {
    double x = 0;
    for (double i = 0; i < n; i++) {
        x += dice_unit(d) < p;
    }
    return x;
}

/* Fifteen small places and five large ones, all at 0.99: chi-square takes small places with two
 * failures for heterogeneity. */
static void sparse_places_are_not_rejected(void **state) {
    (void)state;
    enum { RUNS = 500 };
    dice d = {1954};
    int simulated = 0;
    int chi2 = 0;
    for (int run = 0; run < RUNS; run++) {
        double x[PLACES];
        double n[PLACES];
        for (size_t i = 0; i < PLACES; i++) {
            n[i] = i < 15 ? 12 : 3000;
            x[i] = draw(&d, n[i], 0.99);
        }
        zb_heterogeneity h = heterogeneity(x, n, PLACES);
        assert_true(h.simulated);
        simulated += h.p < 0.01;
        chi2 += zb_stats_chi2_tail(h.chi2, h.df) < 0.01;
        assert_true(h.p < 0.01 || (h.phi == 1 && h.tau2 == 0));
    }
    assert_in_range(simulated, 0, RUNS / 50);
    assert_in_range(chi2, RUNS / 20, RUNS);
}

/* R 4.2:
 *   x <- c(3, 0, 1, 0, 4, 0, 1, 0, 0, 2); n <- rep(9, 10); set.seed(1)
 *   s <- replicate(2e5, {y <- rbinom(10, 9, sum(x) / 90); p <- sum(y) / 90
 *                        if (p %in% 0:1) 0 else sum((y - 9 * p)^2) / (9 * p * (1 - p))})
 *   p <- sum(x) / 90; mean(s >= sum((x - 9 * p)^2) / (9 * p * (1 - p)) - 1e-9) */
static void as_r_simulates(void **state) {
    (void)state;
    const double x[] = {3, 0, 1, 0, 4, 0, 1, 0, 0, 2};
    const double n[] = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
    zb_heterogeneity h = heterogeneity(x, n, 10);
    assert_true(h.simulated);
    double p = 0.01746;
    NEAR(h.p, p, 4 * sqrt(p * (1 - p) / 1999));
    zb_heterogeneity again = heterogeneity(x, n, 10);
    NEAR(again.p, h.p, 0);
}

/* With enough counts p is as the distribution has it, to the last digit. One cell in five may be
 * below 5. */
static void dense_places_are_not_simulated(void **state) {
    (void)state;
    dice d = {7};
    double x[5];
    double n[5] = {100, 200, 150, 120, 130};
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < 5; i++) {
            x[i] = draw(&d, n[i], 0.3);
        }
        zb_heterogeneity h = heterogeneity(x, n, 5);
        assert_false(h.simulated);
        NEAR(h.p, zb_stats_chi2_tail(h.chi2, h.df), 0);
    }
    const double half[] = {50, 4, 4, 50, 50};
    const double all[] = {100, 8, 8, 100, 100};
    assert_true(heterogeneity(half, all, 5).simulated); /* four cells of ten below 5 */
    const double one_x[] = {50, 4, 50, 50, 50};
    const double one_n[] = {100, 8, 100, 100, 100};
    assert_false(heterogeneity(one_x, one_n, 5).simulated); /* two of ten */
    const double ten_x[] = {50, 50, 50, 50, 5};
    const double ten_n[] = {100, 100, 100, 100, 10};
    assert_false(heterogeneity(ten_x, ten_n, 5).simulated); /* 5 is not below 5 */
}

static void what_cannot_be_drawn(void **state) {
    (void)state;
    double x[] = {1, 0, 2};
    double n[] = {3, 4.5, 3};
    zb_heterogeneity h = heterogeneity(x, n, 3);
    assert_false(h.simulated);
    NEAR(h.p, zb_stats_chi2_tail(h.chi2, h.df), 0);
    n[1] = 3e9;
    h = heterogeneity(x, n, 3);
    assert_false(h.simulated);
    n[1] = 2147483647;
    h = heterogeneity(x, n, 3);
    assert_true(h.simulated);
    NEAR(h.p, 1. / 2000, 0);
    x[0] = 0.5; /* parts of events can be judged by whole ones */
    n[1] = 4;
    assert_true(heterogeneity(x, n, 3).simulated);
}

/* Each trial a place of its own: chi-square is k whatever they are, but for draws of one kind only,
 * which forty do not show. Equal proportions: 0. */
static void constant_chi2(void **state) {
    (void)state;
    double x[40];
    double ones[40];
    for (size_t i = 0; i < 40; i++) {
        x[i] = i % 2;
        ones[i] = 1;
    }
    zb_heterogeneity h = heterogeneity(x, ones, 40);
    assert_true(h.simulated);
    NEAR(h.chi2, 40, 1e-12);
    NEAR(h.p, 1, 0);
    const double third[] = {1, 2, 1};
    const double threes[] = {3, 6, 3};
    h = heterogeneity(third, threes, 3);
    assert_true(h.simulated);
    NEAR(h.chi2, 0, 1e-12);
    NEAR(h.p, 1, 0);
    NEAR(h.phi, 1, 0);
}

static void true_heterogeneity_is_found(void **state) {
    (void)state;
    double x[PLACES];
    double n[PLACES];
    for (size_t i = 0; i < PLACES; i++) {
        n[i] = 8;
        x[i] = i % 2 ? 7 : 1;
    }
    zb_heterogeneity h = heterogeneity(x, n, PLACES);
    assert_true(h.simulated);
    NEAR(h.p, 1. / 2000, 0);
    assert_true(h.phi > 1 && h.tau2 > 0);
}

static void many_places_take_no_second(void **state) {
    (void)state;
    static double x[MANY];
    static double n[MANY];
    dice d = {3000};
    for (size_t i = 0; i < MANY; i++) {
        n[i] = i % 2 ? 90 : 30;
        x[i] = draw(&d, n[i], 0.15);
    }
    clock_t start = clock();
    zb_heterogeneity h = heterogeneity(x, n, MANY);
    assert_true(h.simulated);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < SECONDS);
}

static void memory_fails(void **state) {
    (void)state;
    const double x[] = {1, 7, 1, 7, 0, 8};
    const double n[] = {8, 8, 8, 8, 8, 8};
    int failed = 0;
    for (uint64_t at = 1; at < 9; at++) {
        zb_heterogeneity h;
        zb_mem_fail_at(at, 0);
        zb_status status = zb_stats_heterogeneity(&h, x, n, 6);
        zb_mem_fail_at(0, 0);
        if (status != ZB_OK) {
            assert_int_equal(status, ZB_E_NOMEM);
            assert_int_equal(h.k, 0);
            failed++;
        }
    }
    assert_true(failed >= 3); /* the generator, the scores, and what quantiles need */
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(sparse_places_are_not_rejected),
        WATCHED(as_r_simulates),
        WATCHED(dense_places_are_not_simulated),
        WATCHED(what_cannot_be_drawn),
        WATCHED(constant_chi2),
        WATCHED(true_heterogeneity_is_found),
        WATCHED(many_places_take_no_second),
        WATCHED(memory_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
