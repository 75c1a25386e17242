/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes and what they imply: worked by hand, at the ends of what doubles hold, and each the
 * inverse of another.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <float.h>

#include "stats_help.h"
#include "zhibiao/stats.h"

static void changes_by_hand(void **state) {
    (void)state;
    static const struct {
        double from, to, absolute, percent, log_ratio;
        bool has_percent, has_ratio;
    } rows[] = {
        {100, 110, 10, 10, 0.0953101798043249, true, true}, /* R: log(1.1) */
        {100, 107, 7, 7, 0.0676586484738, true, true},      /* R: log(1.07) */
        {4, 2, -2, -50, -0.693147180559945, true, true},    /* R: log(0.5) */
        {5, 5, 0, 0, 0, true, true},
        {5, 0, -5, -100, 0, true, false},
        {5, -5, -10, -200, 0, true, false},
        {0, 5, 5, 0, 0, false, false},
        {0, 0, 0, 0, 0, false, false},
        {-5, 5, 10, 0, 0, false, false},
        {-5, -2, 3, 0, 0, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_change c;
        assert_int_equal(zb_stats_change(&c, rows[i].from, rows[i].to), ZB_OK);
        NEAR(c.absolute, rows[i].absolute, 0);
        assert_int_equal(c.has_percent, rows[i].has_percent);
        NEAR(c.percent, rows[i].percent, 0);
        assert_int_equal(c.has_ratio, rows[i].has_ratio);
        NEAR(c.log_ratio, rows[i].log_ratio, 1e-13);
    }
}

static void changes_at_the_ends(void **state) {
    (void)state;
    zb_change c;
    /* The quotient is beyond doubles, its logarithm is not. */
    assert_int_equal(zb_stats_change(&c, 1e-300, 1e300), ZB_OK);
    assert_true(c.has_ratio);
    NEAR(c.log_ratio, 600 * log(10), 1e-10);
    assert_false(c.has_percent);
    NEAR(c.percent, 0, 0);
    assert_int_equal(zb_stats_change(&c, 1e300, 5e-324), ZB_OK);
    assert_true(c.has_ratio && c.has_percent);
    NEAR(c.log_ratio, log(5e-324) - log(1e300), 1e-10);
    NEAR(c.percent, -100, 1e-12);
    assert_int_equal(zb_stats_change(&c, 0, DBL_MAX), ZB_OK);
    NEAR(c.absolute, DBL_MAX, 0);
}

static void changes_outside_the_domain(void **state) {
    (void)state;
    static const double rows[][2] = {{NAN, 1},       {1, NAN},       {INFINITY, 1},
                                     {1, INFINITY},  {1, -INFINITY}, {INFINITY, INFINITY},
                                     {-1e308, 1e308}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_change c = {.absolute = 9, .has_ratio = true, .percent = 9, .log_ratio = 9};
        assert_int_equal(zb_stats_change(&c, rows[i][0], rows[i][1]), ZB_E_DOMAIN);
        NEAR(c.absolute + c.percent + c.log_ratio, 0, 0);
        assert_false(c.has_ratio || c.has_percent);
    }
}

static double any_positive(dice *d) {
    return pow(10, 12 * dice_unit(d) - 4);
}

static zb_estimate exactly(double value) {
    return (zb_estimate){value, value, value};
}

/* There and back is no change in the logarithm, and the change implies what it was made from. */
static void changes_can_be_undone(void **state) {
    (void)state;
    dice d = {8};
    for (int i = 0; i < 1000; i++) {
        double from = any_positive(&d);
        double to = any_positive(&d);
        zb_change c;
        zb_change back;
        assert_int_equal(zb_stats_change(&c, from, to), ZB_OK);
        assert_int_equal(zb_stats_change(&back, to, from), ZB_OK);
        NEAR(c.log_ratio + back.log_ratio, 0, 0);
        NEAR(exp(c.log_ratio), to / from, 1e-12 * to / from);
        assert_true(c.log_ratio * c.absolute >= 0 && c.percent * c.absolute >= 0);
        zb_estimate f;
        assert_int_equal(
            zb_stats_implied_former(&f, exactly(to), exactly(c.absolute), ZB_CHANGE_ABSOLUTE),
            ZB_OK);
        NEAR(f.value, from, 1e-15 * fmax(from, to));
        NEAR(f.low, f.value, 0);
        NEAR(f.high, f.value, 0);
        assert_int_equal(
            zb_stats_implied_former(&f, exactly(to), exactly(c.percent), ZB_CHANGE_PERCENT), ZB_OK);
        /* 100 + percent keeps fewer digits the more was lost. */
        NEAR(f.value, from, 1e-14 * from * fmax(from / to, 1));
        NEAR(f.low, f.value, 0);
        NEAR(f.high, f.value, 0);
    }
}

/* By hand. 110 after a rise by 10 %; 5.3 ten thousand, up 12.1 %, both rounded; a change of points.
 */
static void former_by_hand(void **state) {
    (void)state;
    zb_estimate f;
    assert_int_equal(zb_stats_implied_former(&f, exactly(110), exactly(10), ZB_CHANGE_PERCENT),
                     ZB_OK);
    NEAR(f.value, 100, 0);
    NEAR(f.low, 100, 0);
    NEAR(f.high, 100, 0);
    assert_int_equal(zb_stats_implied_former(&f, (zb_estimate){5.3, 5.25, 5.35},
                                             (zb_estimate){12.1, 12.05, 12.15}, ZB_CHANGE_PERCENT),
                     ZB_OK);
    NEAR(f.value, 5.3 / 1.121, 1e-14);
    NEAR(f.low, 5.25 / 1.1215, 1e-14);
    NEAR(f.high, 5.35 / 1.1205, 1e-14);
    assert_int_equal(zb_stats_implied_former(&f, (zb_estimate){98.5, 98.45, 98.55},
                                             (zb_estimate){-0.7, -0.75, -0.65}, ZB_CHANGE_ABSOLUTE),
                     ZB_OK);
    NEAR(f.value, 99.2, 1e-13);
    NEAR(f.low, 99.1, 1e-13);
    NEAR(f.high, 99.3, 1e-13);
}

static zb_estimate any_bounds(dice *d, double least, double most) {
    double a = least + (most - least) * dice_unit(d);
    double b = least + (most - least) * dice_unit(d);
    double share = dice_unit(d);
    double low = fmin(a, b);
    double high = fmax(a, b);
    return (zb_estimate){fmin(low + share * (high - low), high), low, high};
}

/* Whatever the true values between the bounds, the former value lies between the implied bounds,
 * and each of these is met at two of the corners: also below 0. */
static void former_bounds_hold_all(void **state) {
    (void)state;
    dice d = {9};
    for (int i = 0; i < 2000; i++) {
        zb_estimate now = any_bounds(&d, -100, 100);
        zb_estimate change = any_bounds(&d, -99, 200);
        zb_change_unit unit = i % 2 ? ZB_CHANGE_PERCENT : ZB_CHANGE_ABSOLUTE;
        zb_estimate f;
        assert_int_equal(zb_stats_implied_former(&f, now, change, unit), ZB_OK);
        assert_true(f.low <= f.value && f.value <= f.high);
        double least = INFINITY;
        double most = -INFINITY;
        for (int corner = 0; corner < 9; corner++) {
            double n = now.low + (now.high - now.low) * (corner % 3) / 2;
            double c = change.low + (change.high - change.low) * (corner / 3) / 2;
            double former = unit == ZB_CHANGE_ABSOLUTE ? n - c : n / (1 + c / 100);
            least = fmin(least, former);
            most = fmax(most, former);
        }
        NEAR(f.low, least, 1e-11 * (1 + fabs(least)));
        NEAR(f.high, most, 1e-11 * (1 + fabs(most)));
    }
}

static void former_outside_the_domain(void **state) {
    (void)state;
    static const zb_estimate five = {5, 5, 5};
    static const struct {
        zb_estimate now, change;
        int unit;
    } rows[] = {
        {five, {-100, -100, -100}, ZB_CHANGE_PERCENT},
        {five, {-99, -100, -98}, ZB_CHANGE_PERCENT},
        {five, {-150, -150, -150}, ZB_CHANGE_PERCENT},
        {{5, 6, 7}, five, ZB_CHANGE_PERCENT},
        {{5, 4, 4.5}, five, ZB_CHANGE_ABSOLUTE},
        {five, {5, 6, 7}, ZB_CHANGE_ABSOLUTE},
        {{NAN, 4, 6}, five, ZB_CHANGE_ABSOLUTE},
        {{5, NAN, 6}, five, ZB_CHANGE_PERCENT},
        {{5, 4, INFINITY}, five, ZB_CHANGE_PERCENT},
        {five, {5, -INFINITY, 6}, ZB_CHANGE_ABSOLUTE},
        {{1e308, 1e308, 1e308}, {-1e308, -1e308, -1e308}, ZB_CHANGE_ABSOLUTE},
        {{1e300, 1e300, 1e300}, {-99.9999999999, -99.9999999999, 0}, ZB_CHANGE_PERCENT},
        {{-1e307, -1e307, 0}, five, ZB_CHANGE_PERCENT},
        {five, five, 2},
        {five, five, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_estimate f = {9, 9, 9};
        assert_int_equal(
            zb_stats_implied_former(&f, rows[i].now, rows[i].change, (zb_change_unit)rows[i].unit),
            ZB_E_DOMAIN);
        NEAR(f.value + f.low + f.high, 0, 0);
    }
    /* Beside the limit it holds. */
    zb_estimate f;
    assert_int_equal(
        zb_stats_implied_former(&f, five, (zb_estimate){-99.9, -99.9, -99.9}, ZB_CHANGE_PERCENT),
        ZB_OK);
    NEAR(f.value, 5000, 1e-8);
}

/* The first by R: (13 / 9)^(1 / 3) - 1. The others by hand. */
static void growth_by_hand(void **state) {
    (void)state;
    static const struct {
        double first, last, years, growth;
    } rows[] = {
        {9000, 13000, 3, 0.1304038143381},
        {100, 121, 2, 0.1},
        {100, 81, 2, -0.1},
        {7, 7, 11, 0},
        {7, 0, 3, -1},
        {100, 110, 1, 0.1},
        {100, 110, 0.5, 0.21},
        {1e9, 1e9 + 1, 5, 2e-10},
        {1e-300, 1e300, 600, 9},
        {1e300, 1e-300, 600, -0.9},
        {2, 1, 1e-6, -1},
        {5e-324, 5e-324, 1e-300, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double growth;
        assert_int_equal(zb_stats_cagr(&growth, rows[i].first, rows[i].last, rows[i].years), ZB_OK);
        NEAR(growth, rows[i].growth, 1e-12 * (1 + fabs(rows[i].growth)));
    }
}

static void growth_makes_the_last_value(void **state) {
    (void)state;
    dice d = {10};
    for (int i = 0; i < 1000; i++) {
        double first = any_positive(&d);
        double last = any_positive(&d);
        double years = dice_whole(&d, 1, 30);
        double growth;
        double back;
        assert_int_equal(zb_stats_cagr(&growth, first, last, years), ZB_OK);
        assert_true(growth > -1);
        /* 1 + growth keeps fewer digits the more is lost a year. */
        double digits = 1e-13 * years * fmax(1 / (1 + growth), 1);
        NEAR(first * pow(1 + growth, years), last, digits * last);
        assert_int_equal(zb_stats_cagr(&back, last, first, years), ZB_OK);
        NEAR((1 + growth) * (1 + back), 1, digits * fmax(1 / (1 + back), 1));
    }
}

static void growth_outside_the_domain(void **state) {
    (void)state;
    static const double rows[][3] = {
        {0, 1, 1},        {-1, 1, 1},   {1, -1, 1},         {1, 1, 0},        {1, 1, -1},
        {NAN, 1, 1},      {1, NAN, 1},  {1, 1, NAN},        {INFINITY, 1, 1}, {1, INFINITY, 1},
        {1, 1, INFINITY}, {1, 2, 1e-6}, {1e-300, 1e300, 1}, {1, 2, 5e-324}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double growth = 9;
        assert_int_equal(zb_stats_cagr(&growth, rows[i][0], rows[i][1], rows[i][2]), ZB_E_DOMAIN);
        NEAR(growth, 0, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_by_hand),
        cmocka_unit_test(changes_at_the_ends),
        cmocka_unit_test(changes_outside_the_domain),
        cmocka_unit_test(changes_can_be_undone),
        cmocka_unit_test(former_by_hand),
        cmocka_unit_test(former_bounds_hold_all),
        cmocka_unit_test(former_outside_the_domain),
        cmocka_unit_test(growth_by_hand),
        cmocka_unit_test(growth_makes_the_last_value),
        cmocka_unit_test(growth_outside_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
