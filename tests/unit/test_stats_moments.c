/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mean, standard deviation and autocorrelation against certified values.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>

#include "stats_help.h"
#include "zhibiao/stats.h"

enum { ALTERNATING = 1001 };

/* NIST StRD, univariate summary statistics: one value in the middle, then the one below and the
 * one above it in turn. */
static void alternate(double *y, double middle, double below, double above) {
    y[0] = middle;
    for (size_t i = 1; i < ALTERNATING; i++) {
        y[i] = i % 2 == 1 ? below : above;
    }
}

/* NIST StRD NumAcc1: whole numbers, so that the certified values hold to the last digit. */
static void numacc1(void **state) {
    (void)state;
    const double y[] = {10000001, 10000003, 10000002};
    double mean;
    double sd;
    double r;
    assert_int_equal(zb_stats_mean(&mean, &sd, y, 3), ZB_OK);
    NEAR(mean, 10000002, 0);
    NEAR(sd, 1, 0);
    assert_int_equal(zb_stats_autocorrelation(&r, y, 3, 1), ZB_OK);
    NEAR(r, -0.5, 0);
}

/* NIST StRD NumAcc2 to NumAcc4: mean, standard deviation 0.1, lag-1 autocorrelation -0.999. The
 * certified values are those of the decimal data; doubles next to 10000000.1 and 10000000.3 differ
 * by 0.2 only to 1.2e-9, so that no program that reads doubles can have more than 8 digits of the
 * deviation of NumAcc4 and 9 of NumAcc3. `exact` are the values of the doubles themselves, by
 * rational arithmetic:
 *     from fractions import Fraction as F; from decimal import Decimal as D, getcontext
 *     getcontext().prec = 50
 *     y = [F(v) for v in [m] + [b, a] * 500]; mean = sum(y) / 1001
 *     s = sum((v - mean) ** 2 for v in y); sd = (D(s.numerator) / D(s.denominator) / 1000).sqrt()
 *     r = sum((v - mean) * (w - mean) for v, w in zip(y, y[1:])) / s  */
static void numacc_decimals(void **state) {
    (void)state;
    static const struct {
        double below, middle, above;
        double sd_tolerance, r_tolerance;
        double exact_mean, exact_sd, exact_r;
    } sets[] = {{1.1, 1.2, 1.3, 1e-14, 1e-13, 1.2, 0.09999999999999997780, -0.99899999999999999889},
                {1000000.1, 1000000.2, 1000000.3, 1e-10, 1e-12, 1000000.2000000000115834,
                 0.10000000003492459655, -0.99899999999941850489},
                {10000000.1, 10000000.2, 10000000.3, 1e-9, 1e-11, 10000000.2000000001853341,
                 0.10000000055879354477, -0.99899999999069607814}};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        double y[ALTERNATING];
        alternate(y, sets[i].middle, sets[i].below, sets[i].above);
        double mean;
        double sd;
        double r;
        assert_int_equal(zb_stats_mean(&mean, &sd, y, ALTERNATING), ZB_OK);
        assert_int_equal(zb_stats_autocorrelation(&r, y, ALTERNATING, 1), ZB_OK);
        NEAR(mean / sets[i].middle, 1, 4e-16);
        NEAR(sd, 0.1, sets[i].sd_tolerance);
        NEAR(r, -0.999, sets[i].r_tolerance);
        NEAR(mean / sets[i].exact_mean, 1, 3e-16);
        NEAR(sd / sets[i].exact_sd, 1, 1e-14);
        NEAR(r, sets[i].exact_r, 1e-14);
    }
}

/* R 4.2: acf(lh, plot = FALSE)$acf[2:4] on luteinizing hormone (P. J. Diggle 1990, Time series: a
 * biostatistical introduction, table A.1). */
static void autocorrelation_of_lags(void **state) {
    (void)state;
    const double lh[] = {2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7,
                         2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9, 1.9, 1.8, 2.7, 3.0,
                         2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7,
                         1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9};
    const double expected[] = {0.575524475524475, 0.181818181818182, -0.144755244755245};
    for (size_t lag = 1; lag <= 3; lag++) {
        double r;
        assert_int_equal(zb_stats_autocorrelation(&r, lh, 48, lag), ZB_OK);
        NEAR(r, expected[lag - 1], 1e-14);
    }
}

static void few_values(void **state) {
    (void)state;
    const double y[] = {4, 7, 7, 7};
    double mean = 9;
    double sd = 9;
    double r = 9;
    assert_int_equal(zb_stats_mean(&mean, &sd, NULL, 0), ZB_E_DOMAIN);
    NEAR(mean, 0, 0);
    NEAR(sd, 0, 0);
    assert_int_equal(zb_stats_mean(&mean, &sd, y, 1), ZB_OK);
    NEAR(mean, 4, 0);
    NEAR(sd, 0, 0);
    assert_int_equal(zb_stats_mean(&mean, &sd, y + 1, 3), ZB_OK);
    NEAR(mean, 7, 0);
    NEAR(sd, 0, 0);
    assert_int_equal(zb_stats_autocorrelation(&r, NULL, 0, 1), ZB_E_DOMAIN);
    NEAR(r, 0, 0);
    assert_int_equal(zb_stats_autocorrelation(&r, y, 4, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_autocorrelation(&r, y, 4, 2), ZB_OK);
    assert_int_equal(zb_stats_autocorrelation(&r, y, 4, 3), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_autocorrelation(&r, y, 4, SIZE_MAX), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_autocorrelation(&r, y, 1, 1), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_autocorrelation(&r, y + 1, 3, 1), ZB_E_DOMAIN);
}

static void values_that_are_none(void **state) {
    (void)state;
    const double bad[] = {NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < 3; i++) {
        const double y[] = {1, 2, bad[i], 5};
        double mean;
        double sd;
        double r;
        assert_int_equal(zb_stats_mean(&mean, &sd, y, 4), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_autocorrelation(&r, y, 4, 1), ZB_E_DOMAIN);
        NEAR(mean, 0, 0);
        NEAR(r, 0, 0);
    }
}

/* Squares that overflow or vanish, and a deviation that no double holds. */
static void ends_of_the_doubles(void **state) {
    (void)state;
    const double scales[] = {1e-310, 1e-200, 1, 1e200, 1e307};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        const double y[] = {1 * scales[i], 2 * scales[i], 3 * scales[i], 6 * scales[i]};
        double mean;
        double sd;
        double r;
        assert_int_equal(zb_stats_mean(&mean, &sd, y, 4), ZB_OK);
        NEAR(mean / scales[i], 3, 1e-11);
        NEAR(sd / scales[i], 2.160246899469287, 1e-11);
        assert_int_equal(zb_stats_autocorrelation(&r, y, 4, 1), ZB_OK);
        NEAR(r, 2. / 14, 1e-11);
    }
    const double apart[] = {1.7e308, -1.7e308};
    const double wide[] = {1.7e308, -1.7e308, 1.7e308};
    double mean = 9;
    double sd = 9;
    double r;
    assert_int_equal(zb_stats_mean(&mean, &sd, apart, 2), ZB_E_DOMAIN);
    NEAR(mean, 0, 0);
    assert_int_equal(zb_stats_autocorrelation(&r, wide, 3, 1), ZB_OK);
    NEAR(r, -2. / 3, 1e-14);
}

/* Shift and scale by powers of two and whole numbers change nothing else; |r| <= 1. */
static void random_values(void **state) {
    (void)state;
    dice d = {7};
    for (int round = 0; round < 2000; round++) {
        size_t n = (size_t)dice_whole(&d, 3, 40);
        double y[40];
        double z[40];
        double shift = dice_whole(&d, -1e6, 1e6);
        for (size_t i = 0; i < n; i++) {
            y[i] = dice_whole(&d, 0, 1000);
            z[i] = 4 * y[i] + shift;
        }
        double mean[2];
        double sd[2];
        double r[2];
        assert_int_equal(zb_stats_mean(&mean[0], &sd[0], y, n), ZB_OK);
        assert_int_equal(zb_stats_mean(&mean[1], &sd[1], z, n), ZB_OK);
        NEAR(mean[1], 4 * mean[0] + shift, 1e-15 * (fabs(shift) + 4000));
        NEAR(sd[1], 4 * sd[0], 1e-12 * sd[0]);
        if (sd[0] > 0 && zb_stats_autocorrelation(&r[0], y, n, 1) == ZB_OK) {
            assert_int_equal(zb_stats_autocorrelation(&r[1], z, n, 1), ZB_OK);
            NEAR(r[1], r[0], 1e-12);
            assert_true(fabs(r[0]) < 1);
        }
    }
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(numacc1),       WATCHED(numacc_decimals),      WATCHED(autocorrelation_of_lags),
        WATCHED(few_values),    WATCHED(values_that_are_none), WATCHED(ends_of_the_doubles),
        WATCHED(random_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
