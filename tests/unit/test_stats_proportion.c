/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Intervals of proportions, differences and ratios against published examples, brute force and
 * what must hold of any interval.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "stats_help.h"
#include "zhibiao/stats.h"

/* R. G. Newcombe (1998), Two-sided confidence intervals for the single proportion: comparison of
 * seven methods, Statistics in Medicine 17:857-872, table I: method 3 (Wilson score), method 4
 * (with continuity correction) and method 5 (Clopper–Pearson). R has the same: prop.test(x, n,
 * correct = FALSE), prop.test(x, n), binom.test(x, n). */
static void newcombe_single(void **state) {
    (void)state;
    static const struct {
        double x, n, wilson_low, wilson_high, cc_low, cc_high, exact_low, exact_high;
    } rows[] = {
        {81, 263, 0.2553, 0.3662, 0.2535, 0.3682, 0.2527, 0.3676},
        {15, 148, 0.0624, 0.1605, 0.0598, 0.1644, 0.0578, 0.1617},
        {0, 20, 0, 0.1611, 0, 0.2005, 0, 0.1684},
        {1, 29, 0.0061, 0.1718, 0.0018, 0.1963, 0.0009, 0.1776},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_estimate e;
        assert_int_equal(zb_stats_wilson(&e, rows[i].x, rows[i].n, 0.95), ZB_OK);
        NEAR(e.value, rows[i].x / rows[i].n, 1e-15);
        NEAR(e.low, rows[i].wilson_low, 0.00005);
        NEAR(e.high, rows[i].wilson_high, 0.00005);
        assert_int_equal(zb_stats_wilson_cc(&e, rows[i].x, rows[i].n, 0.95), ZB_OK);
        NEAR(e.value, rows[i].x / rows[i].n, 1e-15);
        NEAR(e.low, rows[i].cc_low, 0.00005);
        NEAR(e.high, rows[i].cc_high, 0.00005);
        assert_int_equal(zb_stats_clopper_pearson(&e, rows[i].x, rows[i].n, 0.95), ZB_OK);
        NEAR(e.low, rows[i].exact_low, 0.00005);
        NEAR(e.high, rows[i].exact_high, 0.00005);
    }
}

/* Public Health England, R package PHEindicatormethods, introductory vignette of 2018-04-25:
 * phe_proportion(df, obs, pop) and the same with confidence = 99.8; Wilson's method. */
static void wilson_of_public_health_england(void **state) {
    (void)state;
    static const struct {
        double x, n, value, low, high, low998, high998;
    } rows[] = {
        {87, 131, 0.664122137, 0.579592491, 0.73930053, 0.5293576135, 0.77658434},
        {1, 164, 0.006097561, 0.001077181, 0.03372625, 0.0005322047, 0.06601672},
        {44, 134, 0.328358209, 0.254598570, 0.41168471, 0.2181147658, 0.46143836},
        {13, 109, 0.119266055, 0.071039739, 0.19341500, 0.0529712429, 0.24689949},
        {83, 131, 0.633587786, 0.548367919, 0.71119617, 0.4985908973, 0.75043163},
        {7, 139, 0.050359712, 0.024605552, 0.10029837, 0.0167360401, 0.14179381},
        {43, 137, 0.313868613, 0.242136529, 0.39575419, 0.2069168113, 0.44507799},
        {5, 163, 0.030674847, 0.013172190, 0.06978956, 0.0084801369, 0.10481797},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_estimate e;
        assert_int_equal(zb_stats_wilson(&e, rows[i].x, rows[i].n, 0.95), ZB_OK);
        NEAR(e.value, rows[i].value, 5.1e-10);
        NEAR(e.low, rows[i].low, 5.1e-10);
        NEAR(e.high, rows[i].high, 5.1e-9);
        assert_int_equal(zb_stats_wilson(&e, rows[i].x, rows[i].n, 0.998), ZB_OK);
        NEAR(e.low, rows[i].low998, 5.1e-11);
        NEAR(e.high, rows[i].high998, 5.1e-9);
    }
}

/* R, binom.test(682, 682 + 243), the example of its manual page. */
static void clopper_pearson_of_r(void **state) {
    (void)state;
    zb_estimate e;
    assert_int_equal(zb_stats_clopper_pearson(&e, 682, 925, 0.95), ZB_OK);
    NEAR(e.value, 0.7372973, 5e-8);
    NEAR(e.low, 0.7076683, 5e-8);
    NEAR(e.high, 0.7654066, 5e-8);
}

/* Without events the limits have a closed form: the upper one of a proportion is 1 - tail^(1/n), of
 * a ratio tail^(-1/a) - 1. The others by R: qbeta(0.025, 6, 391309211, lower.tail = FALSE) and
 * prop.test(0, 860638948)$conf.int[2]. */
static void upper_limits_near_zero(void **state) {
    (void)state;
    zb_estimate e;
    assert_int_equal(zb_stats_clopper_pearson(&e, 0, 627888111, 0.9), ZB_OK);
    NEAR(e.high / -expm1(log(0.05) / 627888111), 1, 1e-12);
    assert_int_equal(zb_stats_clopper_pearson(&e, 5, 391309216, 0.95), ZB_OK);
    NEAR(e.high / 2.9818699644176461e-08, 1, 1e-12);
    assert_int_equal(zb_stats_wilson_cc(&e, 0, 860638948, 0.95), ZB_OK);
    NEAR(e.high / 5.5647709932767863e-09, 1, 1e-12);
    assert_int_equal(zb_stats_count_ratio(&e, 290916631, 0, 0.99), ZB_OK);
    NEAR(e.high / expm1(-log(0.005) / 290916631), 1, 1e-12);
}

/* R. G. Newcombe (1998), Interval estimation for the difference between independent proportions,
 * Statistics in Medicine 17:873-890, table II, method 10; there p1 - p2. */
static void newcombe_difference(void **state) {
    (void)state;
    static const struct {
        double x1, n1, x2, n2, low, high;
    } rows[] = {
        {56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
        {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
        {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
        {10, 10, 0, 20, 0.6791, 1},       {10, 10, 0, 10, 0.6075, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_estimate e;
        assert_int_equal(
            zb_stats_newcombe(&e, rows[i].x2, rows[i].n2, rows[i].x1, rows[i].n1, 0.95), ZB_OK);
        NEAR(e.value, rows[i].x1 / rows[i].n1 - rows[i].x2 / rows[i].n2, 1e-15);
        NEAR(e.low, rows[i].low, 0.00005);
        NEAR(e.high, rows[i].high, 0.00005);
    }
}

/* The first is the example of statsmodels' proportions_ztest, 0.159. All by R:
 * prop.test(c(x1, x2), c(n1, n2), correct = FALSE)$p.value */
static void two_proportions_of_r(void **state) {
    (void)state;
    static const struct {
        double x1, n1, x2, n2, p;
    } rows[] = {
        {5, 83, 12, 99, 0.1591812918},    {83, 86, 90, 93, 0.9223200957},
        {15, 25, 5, 25, 0.003892417123},  {1000, 1e6, 1100, 1e6, 0.0290118517},
        {56, 70, 48, 80, 0.008045081368}, {0, 10, 3, 10, 0.06028917399},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double p;
        assert_int_equal(
            zb_stats_two_proportions_p(&p, rows[i].x1, rows[i].n1, rows[i].x2, rows[i].n2), ZB_OK);
        NEAR(p, rows[i].p, 1e-9 * rows[i].p);
    }
}

static double two_p(double x1, double n1, double x2, double n2) {
    double p = -1;
    assert_int_equal(zb_stats_two_proportions_p(&p, x1, n1, x2, n2), ZB_OK);
    assert_true(p >= 0 && p <= 1);
    return p;
}

static void two_proportions_behave(void **state) {
    (void)state;
    dice d = {4};
    for (int i = 0; i < 1000; i++) {
        double n1 = dice_whole(&d, 1, 5000);
        double n2 = dice_whole(&d, 1, 5000);
        double x1 = dice_whole(&d, 0, n1);
        double x2 = dice_whole(&d, 0, n2);
        double p = two_p(x1, n1, x2, n2);
        NEAR(two_p(x2, n2, x1, n1), p, 1e-12);
        NEAR(two_p(n1 - x1, n1, n2 - x2, n2), p, 1e-12);
        assert_true(two_p(3 * x1, 3 * n1, 3 * x2, 3 * n2) <= p);
        /* The same share in both is no difference. */
        NEAR(two_p(x1, n1, 2 * x1, 2 * n1), 1, 0);
    }
}

static void two_proportions_without_variance(void **state) {
    (void)state;
    NEAR(two_p(0, 7, 0, 9), 1, 0);
    NEAR(two_p(7, 7, 9, 9), 1, 0);
    NEAR(two_p(0, 1e12, 1e12, 1e12), 0, 0);
    NEAR(two_p(0, 5e-324, 1, 2), 1, 0);
    NEAR(two_p(5e-324, 1e12, 0, 1), 1, 0);
}

/* P(R >= k) for R binomial(n, p), term by term. */
static double upper_tail(int k, int n, double p) {
    double sum = 0;
    for (int i = k; i <= n; i++) {
        sum += exp(lgamma(n + 1.0) - lgamma(i + 1.0) - lgamma(n - i + 1.0) + i * log(p) +
                   (n - i) * log1p(-p));
    }
    return sum;
}

/* At an exact limit the tail beyond what was seen has just the probability asked for. */
static void exact_limits_leave_the_tail(void **state) {
    (void)state;
    for (int n = 1; n <= 60; n += 7) {
        for (int x = 0; x <= n; x++) {
            zb_estimate e;
            assert_int_equal(zb_stats_clopper_pearson(&e, x, n, 0.9), ZB_OK);
            if (x > 0) {
                NEAR(upper_tail(x, n, e.low), 0.05, 1e-10);
            }
            if (x < n) {
                NEAR(1 - upper_tail(x + 1, n, e.high), 0.05, 1e-10);
            }
        }
    }
}

static void ratio_limits_leave_the_tail(void **state) {
    (void)state;
    for (int a = 1; a < 40; a += 3) {
        for (int b = 0; b < 40; b += 3) {
            zb_estimate e;
            assert_int_equal(zb_stats_count_ratio(&e, a, b, 0.95), ZB_OK);
            NEAR(e.value, (double)b / a, 1e-15);
            if (b > 0) {
                NEAR(upper_tail(b, a + b, e.low / (1 + e.low)), 0.025, 1e-10);
            } else {
                NEAR(e.low, 0, 0);
            }
            NEAR(1 - upper_tail(b + 1, a + b, e.high / (1 + e.high)), 0.025, 1e-10);
        }
    }
}

static void ratio_of_swapped_counts_is_inverse(void **state) {
    (void)state;
    dice d = {3};
    for (int i = 0; i < 200; i++) {
        double a = dice_whole(&d, 1, 100000);
        double b = dice_whole(&d, 1, 100000);
        zb_estimate e;
        zb_estimate f;
        assert_int_equal(zb_stats_count_ratio(&e, a, b, 0.95), ZB_OK);
        assert_int_equal(zb_stats_count_ratio(&f, b, a, 0.95), ZB_OK);
        NEAR(e.low * f.high, 1, 1e-9);
        NEAR(e.high * f.low, 1, 1e-9);
    }
}

typedef zb_status interval_fn(zb_estimate *out, double x, double n, double level);

static void check_interval(interval_fn *interval, dice *d) {
    double n = dice_whole(d, 1, pow(10, 1 + 7 * dice_unit(d)));
    double x = dice_whole(d, 0, n);
    zb_estimate e;
    zb_estimate mirrored;
    zb_estimate wider;
    zb_estimate larger;
    assert_int_equal(interval(&e, x, n, 0.95), ZB_OK);
    assert_true(0 <= e.low && e.low <= e.value && e.value <= e.high && e.high <= 1);
    assert_true(e.low < e.high);
    assert_int_equal(interval(&mirrored, n - x, n, 0.95), ZB_OK);
    NEAR(mirrored.low, 1 - e.high, 1e-12);
    NEAR(mirrored.high, 1 - e.low, 1e-12);
    assert_int_equal(interval(&wider, x, n, 0.998), ZB_OK);
    assert_true(wider.low <= e.low && wider.high >= e.high);
    assert_int_equal(interval(&larger, 4 * x, 4 * n, 0.95), ZB_OK);
    assert_true(larger.high - larger.low < e.high - e.low);
}

static void intervals_behave(void **state) {
    (void)state;
    dice d = {1};
    for (int i = 0; i < 500; i++) {
        check_interval(zb_stats_wilson, &d);
        check_interval(zb_stats_wilson_cc, &d);
        check_interval(zb_stats_clopper_pearson, &d);
    }
}

/* At a corrected limit P the share seen, moved half an event towards it, lies z standard deviations
 * away: (|x / n - P| - 1 / 2n)^2 = z^2 P (1 - P) / n. */
static void corrected_limits_solve_their_equation(void **state) {
    (void)state;
    const double z2 = 1.959963984540054 * 1.959963984540054;
    for (int n = 2; n <= 200; n += 9) {
        for (int x = 1; x < n; x++) {
            zb_estimate e;
            zb_estimate plain;
            assert_int_equal(zb_stats_wilson_cc(&e, x, n, 0.95), ZB_OK);
            NEAR(pow(e.value - e.low - 0.5 / n, 2), z2 * e.low * (1 - e.low) / n, 1e-14);
            NEAR(pow(e.high - e.value - 0.5 / n, 2), z2 * e.high * (1 - e.high) / n, 1e-14);
            assert_int_equal(zb_stats_wilson(&plain, x, n, 0.95), ZB_OK);
            assert_true(e.low < plain.low && plain.high < e.high);
        }
    }
}

/* Parts of events, counts at the ends, levels at the ends: never outside [0, 1], never without the
 * estimate. */
static void corrected_limits_of_any_counts(void **state) {
    (void)state;
    static const double levels[] = {1e-12, 0.5, 0.95, 0.9999999, 1 - 1.2e-16};
    static const double trials[] = {5e-324, 1e-300, 0.3, 0.5, 1, 1.5, 7, 1e12};
    static const double shares[] = {0, 1e-300, 1e-12, 0.1, 0.5, 0.9, 1};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        for (size_t j = 0; j < sizeof trials / sizeof *trials; j++) {
            for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
                double x = shares[k] * trials[j];
                zb_estimate e;
                assert_int_equal(zb_stats_wilson_cc(&e, x, trials[j], levels[i]), ZB_OK);
                assert_true(0 <= e.low && e.low <= e.value);
                assert_true(e.value <= e.high && e.high <= 1);
                assert_true(x > 0.5 || e.low <= 0);
                assert_true(trials[j] - x > 0.5 || e.high >= 1);
            }
        }
    }
}

static void difference_behaves(void **state) {
    (void)state;
    dice d = {2};
    for (int i = 0; i < 1000; i++) {
        double n1 = dice_whole(&d, 1, 5000);
        double n2 = dice_whole(&d, 1, 5000);
        double x1 = dice_whole(&d, 0, n1);
        double x2 = dice_whole(&d, 0, n2);
        zb_estimate e;
        zb_estimate back;
        assert_int_equal(zb_stats_newcombe(&e, x1, n1, x2, n2, 0.95), ZB_OK);
        assert_true(-1 <= e.low && e.low <= e.value && e.value <= e.high && e.high <= 1);
        assert_int_equal(zb_stats_newcombe(&back, x2, n2, x1, n1, 0.95), ZB_OK);
        NEAR(back.low, -e.high, 1e-12);
        NEAR(back.high, -e.low, 1e-12);
        assert_int_equal(zb_stats_newcombe(&back, n1 - x1, n1, n2 - x2, n2, 0.95), ZB_OK);
        NEAR(back.low, -e.high, 1e-12);
        NEAR(back.high, -e.low, 1e-12);
        assert_int_equal(zb_stats_newcombe(&back, 4 * x1, 4 * n1, 4 * x2, 4 * n2, 0.95), ZB_OK);
        assert_true(back.high - back.low < e.high - e.low);
    }
}

static void large_counts_stay_exact(void **state) {
    (void)state;
    for (double n = 1e6; n <= 1e11; n *= 100) {
        zb_estimate exact;
        zb_estimate score;
        assert_int_equal(zb_stats_clopper_pearson(&exact, n * 0.957, n, 0.95), ZB_OK);
        assert_int_equal(zb_stats_wilson(&score, n * 0.957, n, 0.95), ZB_OK);
        double half = (score.high - score.low) / 2;
        NEAR(exact.low, score.low, half * 0.02);
        NEAR(exact.high, score.high, half * 0.02);
    }
}

static void outside_the_domain(void **state) {
    (void)state;
    static const struct {
        double x, n, level;
    } rows[] = {{-1, 5, 0.95},  {6, 5, 0.95},        {0, 0, 0.95},    {NAN, 5, 0.95},
                {1, NAN, 0.95}, {1, INFINITY, 0.95}, {1, 2e12, 0.95}, {1, 5, 0},
                {1, 5, 1},      {1, 5, -0.1},        {1, 5, NAN},     {1, 5, 1e-20}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_estimate e = {9, 9, 9};
        assert_int_equal(zb_stats_wilson(&e, rows[i].x, rows[i].n, rows[i].level), ZB_E_DOMAIN);
        NEAR(e.value + e.low + e.high, 0, 0);
        e = (zb_estimate){9, 9, 9};
        assert_int_equal(zb_stats_wilson_cc(&e, rows[i].x, rows[i].n, rows[i].level), ZB_E_DOMAIN);
        NEAR(e.value + e.low + e.high, 0, 0);
        assert_int_equal(zb_stats_clopper_pearson(&e, rows[i].x, rows[i].n, rows[i].level),
                         ZB_E_DOMAIN);
        assert_int_equal(zb_stats_newcombe(&e, rows[i].x, rows[i].n, 1, 2, rows[i].level),
                         ZB_E_DOMAIN);
        assert_int_equal(zb_stats_newcombe(&e, 1, 2, rows[i].x, rows[i].n, rows[i].level),
                         ZB_E_DOMAIN);
    }
    zb_estimate e;
    assert_int_equal(zb_stats_count_ratio(&e, 0, 3, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_count_ratio(&e, 3, -1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_count_ratio(&e, 2.5, 3, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_count_ratio(&e, 3, 2.5, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_count_ratio(&e, INFINITY, 3, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_count_ratio(&e, 3, NAN, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_count_ratio(&e, 3, 3, 1), ZB_E_DOMAIN);
}

static void two_proportions_outside_the_domain(void **state) {
    (void)state;
    static const double bad[][2] = {{-1, 5}, {6, 5}, {0, 0}, {NAN, 5}, {1, INFINITY}, {1, 2e12}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double p = 9;
        assert_int_equal(zb_stats_two_proportions_p(&p, bad[i][0], bad[i][1], 1, 2), ZB_E_DOMAIN);
        NEAR(p, 0, 0);
        p = 9;
        assert_int_equal(zb_stats_two_proportions_p(&p, 1, 2, bad[i][0], bad[i][1]), ZB_E_DOMAIN);
        NEAR(p, 0, 0);
    }
}

/* One trial, no success or all: intervals reach the end and stay proper. */
static void single_trial(void **state) {
    (void)state;
    zb_estimate e;
    assert_int_equal(zb_stats_wilson(&e, 0, 1, 0.95), ZB_OK);
    NEAR(e.low, 0, 0);
    NEAR(e.high, 0.7935, 0.00005); /* z² / (1 + z²) */
    assert_int_equal(zb_stats_clopper_pearson(&e, 1, 1, 0.95), ZB_OK);
    NEAR(e.low, 0.025, 1e-15);
    NEAR(e.high, 1, 0);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(newcombe_single),
        WATCHED(wilson_of_public_health_england),
        WATCHED(clopper_pearson_of_r),
        WATCHED(upper_limits_near_zero),
        WATCHED(newcombe_difference),
        WATCHED(two_proportions_of_r),
        WATCHED(two_proportions_behave),
        WATCHED(two_proportions_without_variance),
        WATCHED(exact_limits_leave_the_tail),
        WATCHED(ratio_limits_leave_the_tail),
        WATCHED(ratio_of_swapped_counts_is_inverse),
        WATCHED(intervals_behave),
        WATCHED(corrected_limits_solve_their_equation),
        WATCHED(corrected_limits_of_any_counts),
        WATCHED(difference_behaves),
        WATCHED(large_counts_stay_exact),
        WATCHED(outside_the_domain),
        WATCHED(two_proportions_outside_the_domain),
        WATCHED(single_trial),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
