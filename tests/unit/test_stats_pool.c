/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proportions of several regions taken together: against R, a published mean and what must hold of
 * any.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "stats_help.h"
#include "zhibiao/stats.h"

/* R: x <- c(5, 12, 30, 7); n <- c(50, 80, 150, 90); t.test(x/n)$conf.int, the same with
 * conf.level = 0.9; prop.test(sum(x), sum(n), correct = FALSE)$conf.int */
static void pool_of_r(void **state) {
    (void)state;
    static const double x[] = {5, 12, 30, 7};
    static const double n[] = {50, 80, 150, 90};
    zb_pooled p;
    assert_int_equal(zb_stats_pool(&p, x, n, 4, 0.95), ZB_OK);
    assert_int_equal(p.k, 4);
    NEAR(p.x, 54, 0);
    NEAR(p.n, 370, 0);
    NEAR(p.ratio_of_sums.value, 54.0 / 370, 1e-15);
    NEAR(p.ratio_of_sums.low, 0.113611168247, 1e-11);
    NEAR(p.ratio_of_sums.high, 0.185556984942, 1e-11);
    assert_true(p.has_mean_interval);
    NEAR(p.mean_of_rates.value, 0.131944444444, 1e-11);
    NEAR(p.mean_of_rates.low, 0.0452165199674, 1e-11);
    NEAR(p.mean_of_rates.high, 0.2186723689215, 1e-11);
    assert_int_equal(zb_stats_pool(&p, x, n, 4, 0.9), ZB_OK);
    NEAR(p.mean_of_rates.low, 0.0678106597199, 1e-11);
    NEAR(p.mean_of_rates.high, 0.1960782291690, 1e-11);
}

/* Public Health England, R package PHEindicatormethods, introductory vignette of 2018-04-25:
 * phe_mean(df, obs), the mean of eight counts with Student's t. Here they are parts of 100. */
static void mean_of_public_health_england(void **state) {
    (void)state;
    static const double x[] = {87, 1, 44, 13, 83, 7, 43, 5};
    static const double n[] = {100, 100, 100, 100, 100, 100, 100, 100};
    zb_pooled p;
    assert_int_equal(zb_stats_pool(&p, x, n, 8, 0.95), ZB_OK);
    NEAR(100 * p.mean_of_rates.value, 35.375, 1e-12);
    NEAR(100 * p.mean_of_rates.low, 6.283883, 5.1e-7);
    NEAR(100 * p.mean_of_rates.high, 64.46612, 5.1e-6);
    NEAR(p.ratio_of_sums.value, p.mean_of_rates.value, 1e-15);
}

static void one_region(void **state) {
    (void)state;
    zb_pooled p;
    zb_estimate alone;
    assert_int_equal(zb_stats_pool(&p, (double[]){3}, (double[]){7}, 1, 0.95), ZB_OK);
    assert_int_equal(zb_stats_wilson(&alone, 3, 7, 0.95), ZB_OK);
    assert_false(p.has_mean_interval);
    NEAR(p.mean_of_rates.value, 3.0 / 7, 0);
    NEAR(p.mean_of_rates.low, 3.0 / 7, 0);
    NEAR(p.mean_of_rates.high, 3.0 / 7, 0);
    NEAR(p.ratio_of_sums.value, alone.value, 0);
    NEAR(p.ratio_of_sums.low, alone.low, 0);
    NEAR(p.ratio_of_sums.high, alone.high, 0);
}

static void equal_rates_have_no_interval(void **state) {
    (void)state;
    static const double x[] = {1, 2, 10, 7};
    static const double n[] = {3, 6, 30, 21};
    zb_pooled p;
    assert_int_equal(zb_stats_pool(&p, x, n, 4, 0.95), ZB_OK);
    assert_false(p.has_mean_interval);
    NEAR(p.mean_of_rates.value, 1.0 / 3, 0);
    NEAR(p.mean_of_rates.low, 1.0 / 3, 0);
    NEAR(p.mean_of_rates.high, 1.0 / 3, 0);
    assert_true(p.ratio_of_sums.low < p.ratio_of_sums.high);
}

/* Rates as far from each other as can be, few regions, levels at the ends: cut at 0 and 1. */
static void mean_is_cut(void **state) {
    (void)state;
    static const double levels[] = {0.95, 0.9999999, 1 - 1.2e-16};
    static const double x[] = {0, 1, 0, 1};
    static const double n[] = {1e-300, 1, 3, 1};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        zb_pooled p;
        assert_int_equal(zb_stats_pool(&p, x, n, 2, levels[i]), ZB_OK);
        NEAR(p.mean_of_rates.value, 0.5, 0);
        NEAR(p.mean_of_rates.low, 0, 0);
        NEAR(p.mean_of_rates.high, 1, 0);
        for (size_t k = 3; k <= 4; k++) {
            assert_int_equal(zb_stats_pool(&p, x, n, k, levels[i]), ZB_OK);
            assert_true(p.mean_of_rates.low >= 0 && p.mean_of_rates.high <= 1);
            assert_true(p.mean_of_rates.low < p.mean_of_rates.value);
            assert_true(p.mean_of_rates.value < p.mean_of_rates.high);
        }
    }
}

enum { MANY = 40 };

static void pools_behave(void **state) {
    (void)state;
    dice d = {7};
    for (int round = 0; round < 500; round++) {
        double x[MANY];
        double n[MANY];
        double back_x[MANY];
        double back_n[MANY];
        size_t k = (size_t)dice_whole(&d, 2, MANY);
        double least = 1;
        double most = 0;
        for (size_t i = 0; i < k; i++) {
            n[i] = back_n[k - 1 - i] = dice_whole(&d, 1, pow(10, 1 + 5 * dice_unit(&d)));
            x[i] = back_x[k - 1 - i] = dice_whole(&d, 0, n[i]);
            least = fmin(least, x[i] / n[i]);
            most = fmax(most, x[i] / n[i]);
        }
        zb_pooled p;
        zb_pooled back;
        assert_int_equal(zb_stats_pool(&p, x, n, k, 0.95), ZB_OK);
        assert_true(least - 1e-15 <= p.ratio_of_sums.value);
        assert_true(p.ratio_of_sums.value <= most + 1e-15);
        assert_true(least - 1e-15 <= p.mean_of_rates.value);
        assert_true(p.mean_of_rates.value <= most + 1e-15);
        assert_true(p.mean_of_rates.low <= p.mean_of_rates.value);
        assert_true(p.mean_of_rates.value <= p.mean_of_rates.high);
        assert_int_equal(zb_stats_pool(&back, back_x, back_n, k, 0.95), ZB_OK);
        NEAR(back.ratio_of_sums.low, p.ratio_of_sums.low, 1e-12);
        NEAR(back.mean_of_rates.value, p.mean_of_rates.value, 1e-12);
        NEAR(back.mean_of_rates.low, p.mean_of_rates.low, 1e-12);
        NEAR(back.mean_of_rates.high, p.mean_of_rates.high, 1e-12);
    }
}

/* Parts of events, whose sums are rounded. */
static void all_happened_everywhere(void **state) {
    (void)state;
    static const double x[] = {0.1, 0.7, 1e6 + 0.3};
    zb_pooled p;
    assert_int_equal(zb_stats_pool(&p, x, x, 3, 0.95), ZB_OK);
    NEAR(p.ratio_of_sums.value, 1, 0);
    NEAR(p.ratio_of_sums.high, 1, 0);
    NEAR(p.mean_of_rates.low, 1, 0);
}

static void pools_outside_the_domain(void **state) {
    (void)state;
    static const struct {
        double x[2], n[2];
        size_t k;
        double level;
    } rows[] = {
        {{1, 1}, {2, 2}, 0, 0.95},    {{1, 3}, {2, 2}, 2, 0.95},   {{-1, 1}, {2, 2}, 2, 0.95},
        {{1, 0}, {2, 0}, 2, 0.95},    {{1, NAN}, {2, 2}, 2, 0.95}, {{1, 1}, {INFINITY, 2}, 2, 0.95},
        {{1, 1}, {1e12, 1}, 2, 0.95}, {{1, 1}, {2, 2}, 2, 1},      {{1, 1}, {2, 2}, 2, NAN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_pooled p = {
            .k = 9, .x = 9, .n = 9, .mean_of_rates = {9, 9, 9}, .has_mean_interval = true};
        assert_int_equal(zb_stats_pool(&p, rows[i].x, rows[i].n, rows[i].k, rows[i].level),
                         ZB_E_DOMAIN);
        assert_int_equal(p.k, 0);
        NEAR(p.x + p.n + p.mean_of_rates.value + p.ratio_of_sums.value, 0, 0);
        assert_false(p.has_mean_interval);
    }
}

/* R: x <- c(3, 2, 1); e <- c(20000, 30000, 25000); r <- 1e4 * x / e; t.test(r)$conf.int (low end
 * -0.570, cut at 0); 1e4 * poisson.test(sum(x))$conf.int / sum(e). Then x <- c(183, 101, 85, 96,
 * 11); e <- c(612000, 455000, 298000, 431000, 52000), and Byar's formula for O <- sum(x):
 * O * (1 - 1 / (9 * O) - z / (3 * sqrt(O)))^3, the same of O + 1 with + z. */
static void events_of_r(void **state) {
    (void)state;
    static const double few[] = {3, 2, 1};
    static const double of_few[] = {20000, 30000, 25000};
    static const double many[] = {183, 101, 85, 96, 11};
    static const double of_many[] = {612000, 455000, 298000, 431000, 52000};
    zb_pooled p;
    assert_int_equal(zb_stats_pool_events(&p, few, of_few, 3, 1e4, 0.95), ZB_OK);
    NEAR(p.ratio_of_sums.value, 0.8, 1e-14);
    NEAR(p.ratio_of_sums.low, 0.293585900465447, 1e-12);
    NEAR(p.ratio_of_sums.high, 1.741263203002491, 1e-12);
    NEAR(p.mean_of_rates.value, 0.855555555555556, 1e-12);
    NEAR(p.mean_of_rates.low, 0, 0);
    NEAR(p.mean_of_rates.high, 2.280981523333947, 1e-11);
    assert_int_equal(zb_stats_pool_events(&p, many, of_many, 5, 1e4, 0.95), ZB_OK);
    assert_int_equal(p.k, 5);
    NEAR(p.x, 476, 0);
    NEAR(p.n, 1848000, 0);
    NEAR(p.ratio_of_sums.low, 2.34952784479950, 1e-12);
    NEAR(p.ratio_of_sums.high, 2.81788971748301, 1e-12);
    NEAR(p.mean_of_rates.value, 2.481017619428, 1e-12);
    NEAR(p.mean_of_rates.low, 1.97534809824872, 1e-11);
    NEAR(p.mean_of_rates.high, 2.98668714060729, 1e-11);
}

static void events_outside_the_domain(void **state) {
    (void)state;
    static const struct {
        double events[2], exposure[2], per, level;
        size_t k;
    } rows[] = {
        {{1, 1}, {2, 2}, 1, 0.95, 0},   {{1, -1}, {2, 2}, 1, 0.95, 2}, {{1, 1}, {2, 0}, 1, 0.95, 2},
        {{1, NAN}, {2, 2}, 1, 0.95, 2}, {{1, 1}, {2, 2}, 0, 0.95, 2},  {{1, 1}, {2, 2}, 1, 1, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_pooled p = {.k = 9, .x = 9};
        assert_int_equal(zb_stats_pool_events(&p, rows[i].events, rows[i].exposure, rows[i].k,
                                              rows[i].per, rows[i].level),
                         ZB_E_DOMAIN);
        assert_int_equal(p.k, 0);
    }
    zb_pooled none;
    assert_int_equal(zb_stats_pool_events(&none, (double[]){0, 0}, (double[]){5, 7}, 2, 1, 0.95),
                     ZB_OK);
    NEAR(none.mean_of_rates.high, 0, 0);
    NEAR(none.ratio_of_sums.low, 0, 0);
    assert_true(none.ratio_of_sums.high > 0);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(pool_of_r),
        WATCHED(mean_of_public_health_england),
        WATCHED(one_region),
        WATCHED(equal_rates_have_no_interval),
        WATCHED(mean_is_cut),
        WATCHED(pools_behave),
        WATCHED(all_happened_everywhere),
        WATCHED(pools_outside_the_domain),
        WATCHED(events_of_r),
        WATCHED(events_outside_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
