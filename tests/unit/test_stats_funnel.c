/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quantiles, funnel limits and heterogeneity.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

/* R: quantile(x, p) with its default type 7. */
static void quantiles_of_r(void **state) {
    (void)state;
    const double ten[] = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
    const double four[] = {4, 1, 3, 2};
    double q;
    assert_int_equal(zb_stats_quantile(&q, ten, 10, 0.25), ZB_OK);
    NEAR(q, 3.25, 1e-14); /* quantile(1:10, 0.25) */
    assert_int_equal(zb_stats_quantile(&q, ten, 10, 0.1), ZB_OK);
    NEAR(q, 1.9, 1e-14); /* quantile(1:10, 0.1) */
    assert_int_equal(zb_stats_quantile(&q, ten, 10, 0.5), ZB_OK);
    NEAR(q, 5.5, 1e-14);
    assert_int_equal(zb_stats_quantile(&q, four, 4, 0.75), ZB_OK);
    NEAR(q, 3.25, 1e-14); /* quantile(1:4, 0.75) */
    assert_int_equal(zb_stats_quantile(&q, ten, 10, 0), ZB_OK);
    NEAR(q, 1, 0);
    assert_int_equal(zb_stats_quantile(&q, ten, 10, 1), ZB_OK);
    NEAR(q, 10, 0);
    NEAR(ten[0], 10, 0);
    const double single = 7;
    assert_int_equal(zb_stats_quantile(&q, &single, 1, 0.3), ZB_OK);
    NEAR(q, 7, 0);
}

static void mads_of_r(void **state) {
    (void)state;
    const double nine[] = {9, 1, 8, 2, 7, 3, 6, 4, 5};
    const double wild[] = {1, 2, 3, 4, 100};
    const double same[] = {5, 5, 5};
    double m;
    assert_int_equal(zb_stats_mad(&m, nine, 9), ZB_OK);
    NEAR(m, 2.9652, 1e-12); /* mad(1:9), the example of R's manual page */
    assert_int_equal(zb_stats_mad(&m, wild, 5), ZB_OK);
    NEAR(m, 1.4826, 1e-12);
    assert_int_equal(zb_stats_mad(&m, same, 3), ZB_OK);
    NEAR(m, 0, 0);
    assert_int_equal(zb_stats_mad(&m, same, 1), ZB_OK);
    NEAR(m, 0, 0);
}

static void distributions_outside_the_domain(void **state) {
    (void)state;
    const double values[] = {1, NAN};
    double q = 9;
    assert_int_equal(zb_stats_quantile(&q, values, 0, 0.5), ZB_E_DOMAIN);
    NEAR(q, 0, 0);
    assert_int_equal(zb_stats_quantile(&q, values, 1, -0.1), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_quantile(&q, values, 1, 1.1), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_quantile(&q, values, 1, NAN), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_quantile(&q, values, 2, 0.5), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_mad(&q, values, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_mad(&q, values, 2), ZB_E_DOMAIN);
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_quantile(&q, values, 1, 0.5), ZB_E_NOMEM);
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_mad(&q, values, 1), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
}

/* Spiegelhalter's limit from binomial terms added one by one. */
static double brute_limit(double p, int n, double tail) {
    double before = 0;
    for (int r = 0; r <= n; r++) {
        double term = exp(lgamma(n + 1.0) - lgamma(r + 1.0) - lgamma(n - r + 1.0) + r * log(p) +
                          (n - r) * log1p(-p));
        if (before + term >= tail) {
            return fmax(r - (before + term - tail) / term, 0) / n;
        }
        before += term;
    }
    return 1;
}

static void limits_by_adding_terms(void **state) {
    (void)state;
    const double shares[] = {0.02, 0.3, 0.5, 0.957};
    for (size_t k = 0; k < 4; k++) {
        for (int n = 1; n <= 400; n += 13) {
            double low;
            double high;
            assert_int_equal(zb_stats_funnel_limits(&low, &high, shares[k], n, 0.95, 1), ZB_OK);
            NEAR(low, brute_limit(shares[k], n, 0.025), 1e-9);
            NEAR(high, 1 - brute_limit(1 - shares[k], n, 0.025), 1e-9);
        }
    }
}

static void limits_behave(void **state) {
    (void)state;
    dice d = {41};
    for (int i = 0; i < 300; i++) {
        double p = dice_unit(&d);
        double n = dice_whole(&d, 1, pow(10, 1 + 5 * dice_unit(&d)));
        double low;
        double high;
        double low998;
        double high998;
        assert_int_equal(zb_stats_funnel_limits(&low, &high, p, n, 0.95, 1), ZB_OK);
        assert_int_equal(zb_stats_funnel_limits(&low998, &high998, p, n, 0.998, 1), ZB_OK);
        assert_true(0 <= low998 && low998 <= low && low <= p);
        assert_true(p <= high && high <= high998 && high998 <= 1);
        assert_int_equal(zb_stats_funnel_limits(&low998, &high998, 1 - p, n, 0.95, 1), ZB_OK);
        NEAR(low998, 1 - high, 1e-9);
        NEAR(high998, 1 - low, 1e-9);
        /* Widened about the target by the factor, cut at 0 and 1. */
        assert_int_equal(zb_stats_funnel_limits(&low998, &high998, p, n, 0.95, 2.5), ZB_OK);
        NEAR(low998, fmax(p - 2.5 * (p - low), 0), 1e-12);
        NEAR(high998, fmin(p + 2.5 * (high - p), 1), 1e-12);
    }
}

/* Continuous in n: between two whole numbers the limit lies on the straight line. */
static void limits_between_whole_numbers(void **state) {
    (void)state;
    double low[3];
    double high[3];
    for (int i = 0; i < 3; i++) {
        assert_int_equal(zb_stats_funnel_limits(&low[i], &high[i], 0.9, 50 + 0.5 * i, 0.95, 1),
                         ZB_OK);
    }
    NEAR(low[1], (low[0] + low[2]) / 2, 1e-12);
    NEAR(high[1], (high[0] + high[2]) / 2, 1e-12);
}

/* For many trials the limits are those of the normal distribution. */
static void limits_of_many_trials(void **state) {
    (void)state;
    double low;
    double high;
    assert_int_equal(zb_stats_funnel_limits(&low, &high, 0.9, 1e8, 0.95, 1), ZB_OK);
    NEAR(low, 0.9 - 1.959964 * 3e-5, 1e-8);
    NEAR(high, 0.9 + 1.959964 * 3e-5, 1e-8);
}

static void limits_at_the_ends(void **state) {
    (void)state;
    double low = 9;
    double high = 9;
    assert_int_equal(zb_stats_funnel_limits(&low, &high, 0, 30, 0.95, 1), ZB_OK);
    NEAR(low + high, 0, 0);
    assert_int_equal(zb_stats_funnel_limits(&low, &high, 1, 30, 0.95, 3), ZB_OK);
    NEAR(low + high, 2, 0);
    static const double bad[][4] = {
        {-0.1, 9, 0.95, 1},  {1.1, 9, 0.95, 1},       {NAN, 9, 0.95, 1}, {0.5, 0, 0.95, 1},
        {0.5, NAN, 0.95, 1}, {0.5, 2e12, 0.95, 1},    {0.5, 9, 1, 1},    {0.5, 9, 0.95, 0.9},
        {0.5, 9, 0.95, NAN}, {0.5, 9, 0.95, INFINITY}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(
            zb_stats_funnel_limits(&low, &high, bad[i][0], bad[i][1], bad[i][2], bad[i][3]),
            ZB_E_DOMAIN);
        NEAR(low + high, 0, 0);
    }
}

/* R: prop.test(c(83, 90, 129, 70), c(86, 93, 136, 82)), Fleiss' smokers, the example of the
 * manual page: X-squared = 12.6, df = 3, p-value = 0.005585. */
static void smokers(void **state) {
    (void)state;
    const double x[] = {83, 90, 129, 70};
    const double n[] = {86, 93, 136, 82};
    zb_heterogeneity h;
    assert_int_equal(zb_stats_heterogeneity(&h, x, n, 4), ZB_OK);
    assert_int_equal(h.k, 4);
    NEAR(h.pooled, 372.0 / 397.0, 1e-15);
    NEAR(h.chi2, 12.6, 0.005);
    NEAR(h.df, 3, 0);
    NEAR(h.p, 0.005585, 5e-7);
    assert_true(h.phi >= 1);
}

/* Winsorised at the 10 % and 90 % quantiles of type 7, worked out by hand: z = -4 … 4 for
 * shares of equal size; quantiles -3.2 and 3.2; mean of squares. */
static void winsorised_dispersion(void **state) {
    (void)state;
    double x[9];
    double n[9];
    for (int i = 0; i < 9; i++) {
        n[i] = 10000;
        x[i] = 5000 + 50 * (i - 4);
    }
    zb_heterogeneity h;
    assert_int_equal(zb_stats_heterogeneity(&h, x, n, 9), ZB_OK);
    NEAR(h.chi2, 60, 1e-9);
    NEAR(h.phi, 2 * (1 + 4 + 9 + 3.2 * 3.2) / 9, 1e-9);
}

static void homogeneous_places(void **state) {
    (void)state;
    const double x[] = {90, 180, 45};
    const double n[] = {100, 200, 50};
    zb_heterogeneity h;
    assert_int_equal(zb_stats_heterogeneity(&h, x, n, 3), ZB_OK);
    NEAR(h.chi2, 0, 1e-12);
    NEAR(h.p, 1, 1e-12);
    NEAR(h.phi, 1, 0);
}

static void heterogeneity_outside_the_domain(void **state) {
    (void)state;
    const double x[] = {3, 5, 0};
    const double n[] = {4, 5, 9};
    const double none[] = {0, 0, 0};
    const double less[] = {4, 4, 9};
    const double empty[] = {4, 0, 9};
    zb_heterogeneity h = {.k = 7};
    assert_int_equal(zb_stats_heterogeneity(&h, x, n, 1), ZB_E_DOMAIN);
    assert_int_equal(h.k, 0);
    assert_int_equal(zb_stats_heterogeneity(&h, x, n, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_heterogeneity(&h, none, n, 3), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_heterogeneity(&h, n, n, 3), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_heterogeneity(&h, x, less, 3), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_heterogeneity(&h, none, empty, 3), ZB_E_DOMAIN);
    const double spread_x[] = {0, 1000, 0};
    const double spread_n[] = {1000, 1000, 1000};
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_heterogeneity(&h, spread_x, spread_n, 3), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
}

/* Extreme chi-square values must not reach GSL's error handler. */
static void extreme_heterogeneity(void **state) {
    (void)state;
    double x[300];
    double n[300];
    for (double size = 1; size <= 1e9; size *= 10) {
        for (size_t k = 2; k <= 300; k = 2 * k - 1) {
            for (size_t i = 0; i < k; i++) {
                n[i] = size;
                x[i] = i % 2 ? size : 0;
            }
            zb_heterogeneity h;
            assert_int_equal(zb_stats_heterogeneity(&h, x, n, k), ZB_OK);
            assert_true(h.p >= 0 && h.p <= 1 && h.phi >= 1);
        }
    }
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(quantiles_of_r),
        WATCHED(mads_of_r),
        WATCHED(distributions_outside_the_domain),
        WATCHED(limits_by_adding_terms),
        WATCHED(limits_behave),
        WATCHED(limits_between_whole_numbers),
        WATCHED(limits_of_many_trials),
        WATCHED(limits_at_the_ends),
        WATCHED(smokers),
        WATCHED(winsorised_dispersion),
        WATCHED(homogeneous_places),
        WATCHED(heterogeneity_outside_the_domain),
        WATCHED(extreme_heterogeneity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
