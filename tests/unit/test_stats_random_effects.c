/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random-effects means.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "stats_help.h"
#include "zhibiao/stats.h"

enum { TRIALS = 13, MOST = 30 };

/* G. A. Colditz et al. (1994), Efficacy of BCG vaccine in the prevention of tuberculosis, JAMA 271:
 * cases and others among the vaccinated, cases and others among the rest. */
static const double bcg[TRIALS][4] = {
    {4, 119, 11, 128},       {6, 300, 29, 274},        {3, 228, 11, 209},
    {62, 13536, 248, 12619}, {33, 5036, 47, 5761},     {180, 1361, 372, 1079},
    {8, 2537, 10, 619},      {505, 87886, 499, 87892}, {29, 7470, 45, 7232},
    {17, 1699, 65, 1600},    {186, 50448, 141, 27197}, {5, 2493, 3, 2338},
    {27, 16886, 29, 17825}};

/* Log relative risks as published with R's metafor (W. Viechtbauer (2010), Conducting meta-analyses
 * in R with the metafor package, Journal of Statistical Software 36; its
 * tests/testthat/test_misc_metan_vs_rma.uni_with_dat.bcg.r):
 *   dat <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
 *   rma(yi, vi, data = dat, method = "EE"): -0.4303 (-0.5097, -0.3509), Q = 152.2330
 *   rma(yi, vi, data = dat, method = "DL"): -0.7141 (-1.0644, -0.3638), tau^2 0.3088, I^2 92.12 %
 * More digits in R, with w <- 1 / v:
 *   m <- sum(w * y) / sum(w); q <- sum(w * (y - m)^2)
 *   t <- (q - 12) / (sum(w) - sum(w^2) / sum(w)); u <- 1 / (v + t)
 *   sum(u * y) / sum(u) + c(0, -1, 1) * qnorm(0.975) / sqrt(sum(u)) */
static void vaccine_trials(void **state) {
    (void)state;
    double y[TRIALS];
    double v[TRIALS];
    for (size_t i = 0; i < TRIALS; i++) {
        const double *t = bcg[i];
        y[i] = log(t[0] / (t[0] + t[1])) - log(t[2] / (t[2] + t[3]));
        v[i] = 1 / t[0] - 1 / (t[0] + t[1]) + 1 / t[2] - 1 / (t[2] + t[3]);
    }
    zb_random_effects r;
    assert_int_equal(zb_stats_random_effects(&r, y, v, TRIALS, 0.95), ZB_OK);
    assert_int_equal(r.k, TRIALS);
    NEAR(r.fixed.value, -0.4302851636541, 1e-12);
    NEAR(r.fixed.low, -0.5096612584262, 1e-12);
    NEAR(r.fixed.high, -0.3509090688820, 1e-12);
    NEAR(r.q, 152.2330080824, 1e-9);
    NEAR(r.df, 12, 0);
    NEAR(r.p, 1.996764590846e-26, 1e-36);
    NEAR(r.i2, 0.9211734685456, 1e-12);
    NEAR(r.tau2, 0.3087602628624, 1e-12);
    NEAR(r.mean.value, -0.7141172220732, 1e-12);
    NEAR(r.mean.low, -1.064445280084, 1e-12);
    NEAR(r.mean.high, -0.3637891640624, 1e-12);
}

/* Q below its degrees of freedom: no variance between, and one mean. */
static void alike(void **state) {
    (void)state;
    const double same[] = {0.1, 0.1, 0.1};
    const double close[] = {0.1, 0.11, 0.1};
    const double v[] = {0.04, 0.01, 0.09};
    zb_random_effects r;
    assert_int_equal(zb_stats_random_effects(&r, same, v, 3, 0.95), ZB_OK);
    NEAR(r.q, 0, 0);
    NEAR(r.p, 1, 0);
    NEAR(r.i2, 0, 0);
    NEAR(r.tau2, 0, 0);
    NEAR(r.mean.value, 0.1, 0);
    assert_int_equal(zb_stats_random_effects(&r, close, v, 3, 0.95), ZB_OK);
    assert_true(r.q > 0 && r.q < 2);
    NEAR(r.i2, 0, 0);
    NEAR(r.tau2, 0, 0);
    NEAR(r.mean.value, r.fixed.value, 0);
    NEAR(r.mean.low, r.fixed.low, 0);
    NEAR(r.mean.high, r.fixed.high, 0);
}

/* With equal variances v the moments are plain: tau2 is the sample variance less v, and the mean
 * is that of Student's standard error, s / sqrt(k). */
static void equal_variances(void **state) {
    (void)state;
    dice d = {3};
    for (int turn = 0; turn < 200; turn++) {
        size_t k = (size_t)dice_whole(&d, 2, MOST);
        double v = pow(10, 6 * dice_unit(&d) - 3);
        double y[MOST];
        double variances[MOST];
        for (size_t i = 0; i < k; i++) {
            y[i] = 5 * dice_unit(&d);
            variances[i] = v;
        }
        double mean;
        double sd = 0;
        mean = 0;
        for (size_t i = 0; i < k; i++) {
            mean += y[i] / (double)k;
        }
        for (size_t i = 0; i < k; i++) {
            sd += (y[i] - mean) * (y[i] - mean) / ((double)k - 1);
        }
        zb_random_effects r;
        assert_int_equal(zb_stats_random_effects(&r, y, variances, k, 0.9), ZB_OK);
        double tau2 = fmax(sd - v, 0);
        NEAR(r.mean.value, mean, 1e-13);
        NEAR(r.q, sd / v * ((double)k - 1), 1e-9 * (1 + r.q));
        NEAR(r.tau2, tau2, 1e-12 * (1 + sd));
        NEAR(r.mean.high - mean, 1.6448536269514722 * sqrt((v + tau2) / (double)k), 1e-9);
        NEAR(r.i2, tau2 / (tau2 + v), 1e-9);
    }
}

static void effects_behave(void **state) {
    (void)state;
    dice d = {8};
    for (int turn = 0; turn < 300; turn++) {
        size_t k = (size_t)dice_whole(&d, 2, MOST);
        double y[MOST];
        double v[MOST];
        double scaled[MOST];
        double scaled_v[MOST];
        double lowest = INFINITY;
        double highest = -INFINITY;
        for (size_t i = 0; i < k; i++) {
            y[i] = 4 * dice_unit(&d) - 2;
            v[i] = pow(10, 3 * dice_unit(&d) - 2);
            scaled[i] = 1024 * y[i];
            scaled_v[i] = 1024 * 1024 * v[i];
            lowest = fmin(lowest, y[i]);
            highest = fmax(highest, y[i]);
        }
        zb_random_effects r;
        zb_random_effects s;
        assert_int_equal(zb_stats_random_effects(&r, y, v, k, 0.95), ZB_OK);
        assert_true(lowest <= r.mean.value && r.mean.value <= highest);
        assert_true(lowest <= r.fixed.value && r.fixed.value <= highest);
        assert_true(r.i2 >= 0 && r.i2 < 1 && r.p > 0 && r.p <= 1);
        assert_true((r.tau2 > 0) == (r.q > r.df));
        /* Variation between widens. */
        assert_true(r.mean.high - r.mean.low >= r.fixed.high - r.fixed.low);
        /* Higgins and Thompson (2002): H^2 = Q / df, I^2 = (H^2 - 1) / H^2. */
        double h2 = r.q / r.df;
        NEAR(r.i2, fmax((h2 - 1) / h2, 0), 1e-14);
        /* In other units. */
        assert_int_equal(zb_stats_random_effects(&s, scaled, scaled_v, k, 0.95), ZB_OK);
        NEAR(s.q, r.q, 0);
        NEAR(s.tau2, 1024 * 1024 * r.tau2, 1e-9 * s.tau2);
        NEAR(s.mean.value, 1024 * r.mean.value, 1e-9);
        NEAR(s.mean.low, 1024 * r.mean.low, 1e-9);
    }
}

static bool all_finite(const zb_random_effects *r) {
    return isfinite(r->fixed.value) && isfinite(r->fixed.low) && isfinite(r->fixed.high) &&
           isfinite(r->mean.value) && isfinite(r->mean.low) && isfinite(r->mean.high) &&
           isfinite(r->q) && isfinite(r->tau2) && r->p >= 0 && r->p <= 1 && r->i2 >= 0 &&
           r->i2 <= 1;
}

/* Any magnitudes: a finite result, or none. */
static void extreme_effects(void **state) {
    (void)state;
    static const double effects[] = {0, 5e-324, 1e-300, 1e-9, 1, 1e9, 1e150, 1e300, 1.7e308};
    static const double variances[] = {5e-324, 1e-300, 1e-30, 1, 1e30, 1e300, 1.7e308};
    dice d = {21};
    int given = 0;
    int refused = 0;
    for (int turn = 0; turn < 20000; turn++) {
        double y[4];
        double v[4];
        size_t k = (size_t)dice_whole(&d, 2, 4);
        for (size_t i = 0; i < k; i++) {
            y[i] = effects[(size_t)dice_whole(&d, 0, 8)] * (dice_unit(&d) < 0.5 ? -1 : 1);
            v[i] = variances[(size_t)dice_whole(&d, 0, 6)];
        }
        zb_random_effects r;
        zb_status status = zb_stats_random_effects(&r, y, v, k, 0.95);
        if (status == ZB_OK) {
            assert_true(all_finite(&r) && r.k == k);
            given++;
        } else {
            assert_int_equal(status, ZB_E_DOMAIN);
            assert_true(r.k == 0 && r.q == 0 && r.mean.high == 0);
            refused++;
        }
    }
    assert_true(given > 1000 && refused > 1000);
    /* One far more precise than the other: the variance between keeps its digits.
     * (y1 - y2)^2 = 4 = Q v2; tau2 = (Q - 1) / (2 w1 w2 / (w1 + w2)), to the last digit
     * (4 - 1e-20) / 2. */
    const double two[] = {1, 3};
    const double apart[] = {1e-40, 1e-20};
    zb_random_effects r;
    assert_int_equal(zb_stats_random_effects(&r, two, apart, 2, 0.95), ZB_OK);
    NEAR(r.tau2, 2, 1e-14);
    NEAR(r.mean.value, 2, 1e-14);
}

static void effects_outside_the_domain(void **state) {
    (void)state;
    const double y[] = {1, 2, 3};
    const double v[] = {1, 1, 1};
    static const double bad_y[][2] = {{1, NAN}, {INFINITY, 1}};
    static const double bad_v[][2] = {{1, 0}, {1, -1}, {NAN, 1}, {1, INFINITY}};
    zb_random_effects r = {.k = 9};
    assert_int_equal(zb_stats_random_effects(&r, y, v, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(r.k, 0);
    assert_int_equal(zb_stats_random_effects(&r, y, v, 0, 0.95), ZB_E_DOMAIN);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(zb_stats_random_effects(&r, bad_y[i], v, 2, 0.95), ZB_E_DOMAIN);
    }
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(zb_stats_random_effects(&r, y, bad_v[i], 2, 0.95), ZB_E_DOMAIN);
    }
    assert_int_equal(zb_stats_random_effects(&r, y, v, 3, 1), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_random_effects(&r, y, v, 3, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_random_effects(&r, y, v, 3, NAN), ZB_E_DOMAIN);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(vaccine_trials), WATCHED(alike),           WATCHED(equal_variances),
        WATCHED(effects_behave), WATCHED(extreme_effects), WATCHED(effects_outside_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
