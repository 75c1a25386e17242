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

/* Public Health England's limits (PHEindicatormethods, phe_funnels:
 * tests/testthat/testdata_funnel_prop_outputs.csv; 95 % and 99.8 % about 80.642448 %) are Wilson's
 * score limits, not the exact binomial's: the two come together as 1 / n, which is what can be
 * compared. */
static void limits_of_public_health_england(void **state) {
    (void)state;
    static const double rows[][5] = {{1008, 78.203374, 83.081521, 76.796814, 84.488082},
                                     {9998, 79.867989, 81.416907, 79.421375, 81.863521},
                                     {43036, 80.269164, 81.015732, 80.053899, 81.230996},
                                     {110000, 80.408963, 80.875933, 80.274317, 81.010578}};
    for (size_t i = 0; i < 4; i++) {
        double n = rows[i][0];
        double low;
        double high;
        assert_int_equal(zb_stats_funnel_limits(&low, &high, 0.80642448, n, 0.95, 1), ZB_OK);
        NEAR(low, rows[i][1] / 100, 1.5 / n);
        NEAR(high, rows[i][2] / 100, 1.5 / n);
        assert_int_equal(zb_stats_funnel_limits(&low, &high, 0.80642448, n, 0.998, 1), ZB_OK);
        NEAR(low, rows[i][3] / 100, 3 / n);
        NEAR(high, rows[i][4] / 100, 3 / n);
    }
}

/* Spiegelhalter (2005): the variance about the target is s^2 + tau2. */
static void additive_limits(void **state) {
    (void)state;
    dice d = {77};
    for (int i = 0; i < 300; i++) {
        double p = dice_unit(&d);
        double n = dice_whole(&d, 1, pow(10, 1 + 7 * dice_unit(&d)));
        double tau2 = pow(10, -8 * dice_unit(&d)) / 10;
        double low;
        double high;
        double plain_low;
        double plain_high;
        assert_int_equal(zb_stats_funnel_limits(&plain_low, &plain_high, p, n, 0.95, 1), ZB_OK);
        assert_int_equal(zb_stats_funnel_limits_additive(&low, &high, p, n, 0.95, 0), ZB_OK);
        NEAR(low, plain_low, 0);
        NEAR(high, plain_high, 0);
        assert_int_equal(zb_stats_funnel_limits_additive(&low, &high, p, n, 0.95, tau2), ZB_OK);
        double s2 = p * (1 - p) / n;
        double factor = sqrt((s2 + tau2) / s2);
        NEAR(low, fmax(p - factor * (p - plain_low), 0), 1e-12);
        NEAR(high, fmin(p + factor * (plain_high - p), 1), 1e-12);
    }
}

/* Where multiplied limits close up with n, these keep the width of tau. */
static void additive_limits_of_many_trials(void **state) {
    (void)state;
    double low;
    double high;
    assert_int_equal(zb_stats_funnel_limits_additive(&low, &high, 0.5, 1e11, 0.95, 1e-4), ZB_OK);
    NEAR(low, 0.5 - 1.959964 * 0.01, 1e-7);
    NEAR(high, 0.5 + 1.959964 * 0.01, 1e-7);
    double before = 1;
    for (double n = 10; n < 1e10; n *= 10) {
        assert_int_equal(zb_stats_funnel_limits_additive(&low, &high, 0.3, n, 0.95, 1e-4), ZB_OK);
        assert_true(low < 0.3 && 0.3 < high && high - low < before);
        before = high - low;
    }
    assert_true(before >= 2 * 1.9599 * 0.01);
}

static void additive_limits_at_the_ends(void **state) {
    (void)state;
    double low = 9;
    double high = 9;
    assert_int_equal(zb_stats_funnel_limits_additive(&low, &high, 0, 30, 0.95, 0.1), ZB_OK);
    NEAR(low + high, 0, 0);
    assert_int_equal(zb_stats_funnel_limits_additive(&low, &high, 1, 30, 0.95, 0.1), ZB_OK);
    NEAR(low + high, 2, 0);
    static const double tiny[] = {5e-324, 1e-300, 1e-17};
    for (size_t i = 0; i < 3; i++) {
        for (double tau2 = 1e-300; tau2 <= 1e300; tau2 *= 1e100) {
            assert_int_equal(
                zb_stats_funnel_limits_additive(&low, &high, tiny[i], 9e11, 0.95, tau2), ZB_OK);
            assert_true(0 <= low && low <= tiny[i] && tiny[i] <= high && high <= 1);
        }
    }
    static const double bad[][4] = {
        {-0.1, 9, 0.95, 0},  {1.1, 9, 0.95, 0},       {NAN, 9, 0.95, 0}, {0.5, 0, 0.95, 0},
        {0.5, NAN, 0.95, 0}, {0.5, 2e12, 0.95, 0},    {0.5, 9, 1, 0},    {0.5, 9, 0.95, -1},
        {0.5, 9, 0.95, NAN}, {0.5, 9, 0.95, INFINITY}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        low = high = 9;
        assert_int_equal(zb_stats_funnel_limits_additive(&low, &high, bad[i][0], bad[i][1],
                                                         bad[i][2], bad[i][3]),
                         ZB_E_DOMAIN);
        NEAR(low, 0, 0);
        NEAR(high, 0, 0);
    }
}

/* Ten places, in R:
 *   x <- c(10, 40, 25, 60, 5, 80, 33, 12, 9, 70); n <- c(50, 100, 90, 120, 40, 150, 80, 60, 35,
 * 100) p <- sum(x) / sum(n); z <- (x / n - p) / sqrt(p * (1 - p) / n); chi2 <- sum(z^2)
 *   pchisq(chi2, 9, lower = FALSE); (chi2 - 9) / chi2
 *   q <- quantile(z, c(0.1, 0.9)); phi <- mean(pmin(pmax(z, q[1]), q[2])^2)
 *   w <- n / (p * (1 - p)); (10 * phi - 9) / (sum(w) - sum(w^2) / sum(w)) */
static const double ten_x[] = {10, 40, 25, 60, 5, 80, 33, 12, 9, 70};
static const double ten_n[] = {50, 100, 90, 120, 40, 150, 80, 60, 35, 100};

static void ten_places(void **state) {
    (void)state;
    zb_heterogeneity h;
    assert_int_equal(zb_stats_heterogeneity(&h, ten_x, ten_n, 10), ZB_OK);
    NEAR(h.pooled, 0.4169696969697, 1e-13);
    NEAR(h.chi2, 91.011015397825, 1e-11);
    NEAR(h.p, 1.0202977678601e-15, 1e-26);
    NEAR(h.i2, 0.90111087146254, 1e-13);
    NEAR(h.phi, 6.5966237200570, 1e-12);
    NEAR(h.tau2, 0.019032628074155, 1e-14);
}

static void ten_scores(void **state) {
    (void)state;
    static const double scores[] = {
        -3.1116179896578, -0.3441725869641, -2.6781658428081, 1.8447156620754,  -3.7451564434624,
        2.8904476166253,  -0.0810821512967, -3.4086067265489, -1.9177232065260, 5.7403070754369};
    double z[10];
    assert_int_equal(zb_stats_proportion_scores(z, ten_x, ten_n, 10, 344.0 / 825.0), ZB_OK);
    for (size_t i = 0; i < 10; i++) {
        NEAR(z[i], scores[i], 1e-12);
    }
}

static void scores_outside_the_domain(void **state) {
    (void)state;
    const double x[] = {1, 6};
    const double n[] = {5, 5};
    double z[2] = {7, 8};
    assert_int_equal(zb_stats_proportion_scores(z, x, n, 0, 0.5), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_proportion_scores(z, x, n, 1, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_proportion_scores(z, x, n, 1, 1), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_proportion_scores(z, x, n, 1, NAN), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_proportion_scores(z, x, n, 2, 0.5), ZB_E_DOMAIN);
    NEAR(z[0], 7, 0);
    NEAR(z[1], 8, 0);
    const double many[] = {1e12, 0};
    const double all[] = {1e12, 1e12};
    assert_int_equal(zb_stats_proportion_scores(z, many, all, 2, 5e-324), ZB_OK);
    assert_true(isfinite(z[0]) && isfinite(z[1]));
}

/* tau2 gives back what was put in: places whose proportions are 0.3 -+ 0.05 by turns, with so many
 * trials that chance is nothing. Winsorising changes nothing where half are at each end. */
static void variance_between(void **state) {
    (void)state;
    double x[20];
    double n[20];
    for (int i = 0; i < 20; i++) {
        n[i] = 1e10;
        x[i] = n[i] * (i % 2 ? 0.35 : 0.25);
    }
    zb_heterogeneity h;
    assert_int_equal(zb_stats_heterogeneity(&h, x, n, 20), ZB_OK);
    NEAR(h.tau2, 0.05 * 0.05 * 20 / 19, 1e-9);
    NEAR(h.i2, 1, 1e-6);
}

static void heterogeneity_behaves(void **state) {
    (void)state;
    dice d = {99};
    int with = 0;
    for (int turn = 0; turn < 500; turn++) {
        size_t k = (size_t)dice_whole(&d, 2, 30);
        double apart = dice_unit(&d) / 4;
        double x[30];
        double n[30];
        for (size_t i = 0; i < k; i++) {
            n[i] = dice_whole(&d, 5, 500);
            x[i] = round(n[i] * (0.4 + apart * (dice_unit(&d) - 0.5)));
        }
        zb_heterogeneity h;
        assert_int_equal(zb_stats_heterogeneity(&h, x, n, k), ZB_OK);
        NEAR(h.i2, fmax((h.chi2 - h.df) / h.chi2, 0), 1e-14);
        assert_true(h.phi > 1 ? h.p < 0.01 : h.tau2 == 0);
        assert_true(h.tau2 >= 0 && h.tau2 < 1);
        with += h.tau2 > 0;
    }
    assert_true(with > 50 && with < 450);
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
    NEAR(h.i2, 0, 0);
    NEAR(h.phi, 1, 0);
    NEAR(h.tau2, 0, 0);
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
    for (double size = 1; size <= 1e12; size *= 10) {
        for (size_t k = 2; k <= 300; k = 2 * k - 1) {
            for (size_t i = 0; i < k; i++) {
                n[i] = size;
                x[i] = i % 2 ? size : 0;
            }
            zb_heterogeneity h;
            assert_int_equal(zb_stats_heterogeneity(&h, x, n, k), ZB_OK);
            assert_true(h.p >= 0 && h.p <= 1 && h.phi >= 1);
            assert_true(isfinite(h.phi) && isfinite(h.tau2) && h.tau2 >= 0 && h.i2 <= 1);
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
        WATCHED(limits_of_public_health_england),
        WATCHED(additive_limits),
        WATCHED(additive_limits_of_many_trials),
        WATCHED(additive_limits_at_the_ends),
        WATCHED(ten_places),
        WATCHED(ten_scores),
        WATCHED(scores_outside_the_domain),
        WATCHED(variance_between),
        WATCHED(heterogeneity_behaves),
        WATCHED(smokers),
        WATCHED(winsorised_dispersion),
        WATCHED(homogeneous_places),
        WATCHED(heterogeneity_outside_the_domain),
        WATCHED(extreme_heterogeneity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
