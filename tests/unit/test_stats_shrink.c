/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Empirical Bayes: rates drawn towards a prior. Published examples are with the fits of priors.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "stats_help.h"
#include "zhibiao/stats.h"

static void check_between(const zb_estimate *e, double raw, double mean) {
    assert_true(e->low <= e->value && e->value <= e->high);
    assert_true(fmin(raw, mean) - 1e-12 * mean <= e->value &&
                e->value <= fmax(raw, mean) + 1e-12 * mean);
}

/* Drawn towards the mean, less the more trials there are; with very many not at all. */
static void drawn_towards_the_mean(void **state) {
    (void)state;
    dice d = {55};
    for (int turn = 0; turn < 200; turn++) {
        double a = pow(10, 4 * dice_unit(&d) - 2);
        double b = pow(10, 4 * dice_unit(&d) - 2);
        double share = dice_whole(&d, 0, 4) / 4;
        for (int gamma = 0; gamma < 2; gamma++) {
            zb_prior prior = {.a = a, .b = b, .mean = gamma ? a / b : a / (a + b)};
            double before = INFINITY;
            zb_estimate e;
            for (double n = 4; n <= 4e12 / 10; n *= 10) {
                assert_int_equal((gamma ? zb_stats_gamma_shrink
                                        : zb_stats_beta_shrink)(&e, &prior, share * n, n, 0.95),
                                 ZB_OK);
                check_between(&e, share, prior.mean);
                double left = fabs(e.value - share);
                assert_true(left <= before + 1e-15);
                before = left;
            }
            NEAR(e.value, share, 1e-6 * (1 + prior.mean));
            NEAR(e.low, share, 1e-5);
            NEAR(e.high, share, 1e-5);
        }
    }
}

/* Any prior and any counts: an interval, and GSL is silent. */
static void extreme_posteriors(void **state) {
    (void)state;
    static const double shapes[] = {1e-300, 1e-20, 1e-3, 1, 1e5, 3e5, 1e12, 1e20, 1e300};
    static const double sizes[] = {1, 10, 1e6, 1e12};
    for (size_t i = 0; i < 9 * 9 * 4; i++) {
        zb_prior prior = {.a = shapes[i / 36], .b = shapes[i / 4 % 9]};
        double n = sizes[i % 4];
        for (int part = 0; part <= 2; part++) {
            zb_estimate e;
            assert_int_equal(zb_stats_beta_shrink(&e, &prior, floor(n * part / 2), n, 0.95), ZB_OK);
            assert_true(0 <= e.low && e.low <= e.value && e.value <= e.high && e.high <= 1);
            assert_int_equal(zb_stats_gamma_shrink(&e, &prior, floor(n * part / 2), n, 0.95),
                             ZB_OK);
            assert_true(0 <= e.low && e.low <= e.value && e.value <= e.high && isfinite(e.high));
        }
    }
}

static void posteriors_outside_the_domain(void **state) {
    (void)state;
    const zb_prior good = {.a = 1, .b = 2, .mean = 1.0 / 3};
    static const zb_prior bad[] = {{.a = 0, .b = 1},
                                   {.a = 1, .b = 0},
                                   {.a = NAN, .b = 1},
                                   {.a = 1, .b = INFINITY},
                                   {.pooled = true, .mean = 0},
                                   {.pooled = true, .mean = NAN}};
    zb_estimate e = {1, 1, 1};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(zb_stats_beta_shrink(&e, &bad[i], 1, 2, 0.95), ZB_E_DOMAIN);
        NEAR(e.value + e.low + e.high, 0, 0);
        assert_int_equal(zb_stats_gamma_shrink(&e, &bad[i], 1, 2, 0.95), ZB_E_DOMAIN);
    }
    static const double counts[][3] = {{3, 2, 0.95},   {-1, 2, 0.95}, {1, 0, 0.95}, {NAN, 2, 0.95},
                                       {1, NAN, 0.95}, {1, 2, 1},     {1, 2, NAN}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        assert_int_equal(zb_stats_beta_shrink(&e, &good, counts[i][0], counts[i][1], counts[i][2]),
                         ZB_E_DOMAIN);
        if (i > 0) {
            assert_int_equal(
                zb_stats_gamma_shrink(&e, &good, counts[i][0], counts[i][1], counts[i][2]),
                ZB_E_DOMAIN);
        }
    }
    const zb_prior above = {.pooled = true, .mean = 1.5};
    assert_int_equal(zb_stats_beta_shrink(&e, &above, 1, 2, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_gamma_shrink(&e, &above, 1, 2, 0.95), ZB_OK);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(drawn_towards_the_mean),
        WATCHED(extreme_posteriors),
        WATCHED(posteriors_outside_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
