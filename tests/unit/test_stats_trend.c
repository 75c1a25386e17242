/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines and the Mann–Kendall test against certified values and full enumeration.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/numeric.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

/* NIST StRD, linear regression, dataset Norris (certified values). */
static void norris(void **state) {
    (void)state;
    static const double yx[][2] = {{0.1, 0.2},     {338.8, 337.4}, {118.1, 118.2}, {888.0, 884.6},
                                   {9.2, 10.1},    {228.1, 226.5}, {668.5, 666.3}, {998.5, 996.3},
                                   {449.1, 448.6}, {778.9, 777.0}, {559.2, 558.2}, {0.3, 0.4},
                                   {0.1, 0.6},     {778.1, 775.5}, {668.8, 666.9}, {339.3, 338.0},
                                   {448.9, 447.5}, {10.8, 11.6},   {557.7, 556.0}, {228.3, 228.1},
                                   {998.0, 995.8}, {888.8, 887.6}, {119.6, 120.2}, {0.3, 0.3},
                                   {0.6, 0.3},     {557.6, 556.8}, {339.3, 339.1}, {888.0, 887.2},
                                   {998.5, 999.0}, {778.9, 779.0}, {10.2, 11.1},   {117.6, 118.3},
                                   {228.9, 229.2}, {668.4, 669.1}, {449.2, 448.9}, {0.2, 0.5}};
    enum { N = sizeof yx / sizeof *yx };
    double x[N];
    double y[N];
    for (size_t i = 0; i < N; i++) {
        y[i] = yx[i][0];
        x[i] = yx[i][1];
    }
    zb_line_fit fit;
    assert_int_equal(zb_stats_ols(&fit, x, y, N, 0.95), ZB_OK);
    assert_int_equal(fit.n, 36);
    NEAR(fit.intercept, -0.262323073774029, 1e-11);
    NEAR(fit.slope, 1.00211681802045, 1e-13);
    NEAR(fit.slope_se, 0.429796848199937e-3, 1e-14);
    NEAR(fit.residual_sd, 0.884796396144373, 1e-11);
    NEAR(fit.r2, 0.999993745883712, 1e-14);
    /* t(0.975, 34) = 2.0322445 */
    NEAR(fit.slope_high - fit.slope, 2.0322445 * 0.429796848199937e-3, 1e-10);
    NEAR(fit.slope - fit.slope_low, fit.slope_high - fit.slope, 1e-12);
}

/* The years themselves as x: no digits may be lost to their size. */
static void perfect_line(void **state) {
    (void)state;
    const double x[] = {2018, 2019, 2020, 2022, 2025};
    double y[5];
    for (int i = 0; i < 5; i++) {
        y[i] = 92.4 - 0.6 * (x[i] - 2018);
    }
    zb_line_fit fit;
    assert_int_equal(zb_stats_ols(&fit, x, y, 5, 0.95), ZB_OK);
    NEAR(fit.slope, -0.6, 1e-12);
    NEAR(fit.slope_high - fit.slope_low, 0, 1e-12);
    NEAR(fit.r2, 1, 1e-12);
    zb_estimate sen;
    assert_int_equal(zb_stats_theil_sen(&sen, x, y, 5, 0.95), ZB_OK);
    NEAR(sen.value, -0.6, 1e-12);
    NEAR(sen.low, -0.6, 1e-12);
    NEAR(sen.high, -0.6, 1e-12);
}

static void constant_values(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 4, 5};
    const double y[] = {7, 7, 7, 7, 7};
    zb_line_fit fit;
    assert_int_equal(zb_stats_ols(&fit, x, y, 5, 0.95), ZB_OK);
    NEAR(fit.slope, 0, 0);
    NEAR(fit.slope_high - fit.slope_low, 0, 0);
    NEAR(fit.r2, 0, 0);
    zb_estimate sen;
    assert_int_equal(zb_stats_theil_sen(&sen, x, y, 5, 0.95), ZB_OK);
    NEAR(sen.value, 0, 0);
    zb_mann_kendall mk;
    assert_int_equal(zb_stats_mann_kendall(&mk, y, 5, 0.05), ZB_OK);
    NEAR(mk.s, 0, 0);
    NEAR(mk.variance, 0, 0);
    NEAR(mk.z, 0, 0);
    NEAR(mk.p, 1, 0);
    NEAR(mk.tau, 0, 0);
    assert_int_equal(mk.direction, ZB_DIR_NONE);
}

static void lines_outside_the_domain(void **state) {
    (void)state;
    const double same[] = {2, 2, 2, 2};
    const double y[] = {1, 2, 3, 4};
    const double holed[] = {1, NAN, 3, 4};
    const double huge[] = {1e308, -1e308, 1e308, -1e308};
    zb_line_fit fit = {.n = 9};
    zb_estimate sen = {9, 9, 9};
    assert_int_equal(zb_stats_ols(&fit, y, y, 2, 0.95), ZB_E_DOMAIN);
    assert_int_equal(fit.n, 0);
    assert_int_equal(zb_stats_ols(&fit, NULL, NULL, 0, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_ols(&fit, same, y, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_ols(&fit, y, holed, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_ols(&fit, holed, y, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_ols(&fit, y, huge, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_ols(&fit, y, y, 4, 1), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_theil_sen(&sen, y, y, 2, 0.95), ZB_E_DOMAIN);
    NEAR(sen.value, 0, 0);
    assert_int_equal(zb_stats_theil_sen(&sen, same, y, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_theil_sen(&sen, y, holed, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_theil_sen(&sen, y, huge, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_theil_sen(&sen, y, y, 4, 0), ZB_E_DOMAIN);
}

static void median_slope_limit(void **state) {
    (void)state;
    enum { LIMIT = 2048 };
    double *y = malloc((LIMIT + 1) * sizeof *y);
    assert_non_null(y);
    for (int i = 0; i <= LIMIT; i++) {
        y[i] = i;
    }
    zb_estimate sen;
    assert_int_equal(zb_stats_theil_sen(&sen, y, y, LIMIT, 0.95), ZB_OK);
    NEAR(sen.value, 1, 0);
    assert_int_equal(zb_stats_theil_sen(&sen, y, y, LIMIT + 1, 0.95), ZB_E_LIMIT);
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_theil_sen(&sen, y, y, 10, 0.95), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
    free(y);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The data of P. K. Sen (1968), whose median slope is 4; the ranks of the interval
 * are worked out by hand: N = 21, variance 7 * 6 * 19 / 18 = 44.33, C = 1.96 * 6.658 = 13.05,
 * (21 - 13.05) / 2 = 3.97, so the third slope from either end. */
static void sens_example(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 4, 10, 12, 18};
    const double y[] = {9, 15, 19, 20, 45, 55, 78};
    double slopes[21];
    size_t count = 0;
    for (int i = 0; i < 7; i++) {
        for (int j = i + 1; j < 7; j++) {
            slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
        }
    }
    qsort(slopes, count, sizeof *slopes, by_size);
    zb_estimate sen;
    assert_int_equal(zb_stats_theil_sen(&sen, x, y, 7, 0.95), ZB_OK);
    NEAR(sen.value, 4, 1e-12);
    NEAR(sen.low, slopes[2], 0);
    NEAR(sen.high, slopes[18], 0);
}

/* One gross error moves least squares but not the median of slopes. */
static void median_slope_resists(void **state) {
    (void)state;
    const double x[] = {2018, 2019, 2020, 2021, 2022, 2023, 2024};
    const double y[] = {10, 12, 14, 160, 18, 20, 22};
    zb_estimate sen;
    assert_int_equal(zb_stats_theil_sen(&sen, x, y, 7, 0.95), ZB_OK);
    NEAR(sen.value, 2, 1e-12);
}

static double sum_of_signs(const double *x, const double *y, size_t n) {
    double s = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            int dx = (x[j] > x[i]) - (x[j] < x[i]);
            int dy = (y[j] > y[i]) - (y[j] < y[i]);
            s += dx * dy;
        }
    }
    return s;
}

/* What enumeration finds over all orders of y. */
typedef struct census {
    const double *x;
    double *y;
    size_t n;
    double seen;
    double orders, extreme, square;
} census;

static void enumerate(census *c, size_t at) {
    if (at == c->n) {
        double s = sum_of_signs(c->x, c->y, c->n);
        c->orders++;
        c->extreme += fabs(s) >= fabs(c->seen);
        c->square += s * s;
        return;
    }
    for (size_t i = at; i < c->n; i++) {
        double kept = c->y[at];
        c->y[at] = c->y[i];
        c->y[i] = kept;
        enumerate(c, at + 1);
        c->y[i] = c->y[at];
        c->y[at] = kept;
    }
}

static census take_census(const double *x, const double *y, size_t n) {
    double copy[8];
    memcpy(copy, y, n * sizeof *copy);
    census c = {.x = x, .y = copy, .n = n, .seen = sum_of_signs(x, y, n)};
    enumerate(&c, 0);
    return c;
}

static void exact_p_is_that_of_all_orders(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 4, 5, 6, 7};
    dice d = {11};
    for (size_t n = 4; n <= 7; n++) {
        for (int round = 0; round < 12; round++) {
            double y[7];
            for (size_t i = 0; i < n; i++) {
                y[i] = dice_unit(&d);
            }
            census c = take_census(x, y, n);
            zb_mann_kendall mk;
            assert_int_equal(zb_stats_mann_kendall(&mk, y, n, 0.05), ZB_OK);
            NEAR(mk.s, c.seen, 0);
            NEAR(mk.p, c.extreme / c.orders, 1e-12);
            NEAR(mk.variance, c.square / c.orders, 1e-9);
            NEAR(mk.tau, c.seen / ((double)n * ((double)n - 1) / 2), 1e-12);
        }
    }
}

static void tied_variance_is_that_of_all_orders(void **state) {
    (void)state;
    dice d = {12};
    for (size_t n = 3; n <= 7; n++) {
        for (int round = 0; round < 12; round++) {
            double x[7];
            double y[7];
            for (size_t i = 0; i < n; i++) {
                x[i] = dice_whole(&d, 1, 4);
                y[i] = dice_whole(&d, 1, 3);
            }
            census c = take_census(x, y, n);
            NEAR(zb_stats_kendall_variance(x, y, n), c.square / c.orders, 1e-9);
        }
    }
}

/* Upper tails of S in R. O. Gilbert (1987), Statistical Methods for Environmental Pollution
 * Monitoring, table A18 (from Kendall 1975); ours are two-sided. */
static void kendalls_table(void **state) {
    (void)state;
    static const struct {
        size_t n;
        int s;
        double tail, tolerance;
    } rows[] = {{4, 6, 0.042, 5e-4},   {5, 8, 0.042, 5e-4},   {5, 10, 0.0083, 5e-5},
                {8, 16, 0.031, 5e-4},  {8, 18, 0.016, 5e-4},  {8, 20, 0.0071, 5e-5},
                {10, 21, 0.036, 5e-4}, {10, 23, 0.023, 5e-4}, {10, 25, 0.014, 5e-4}};
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        size_t n = rows[row].n;
        double y[10];
        for (size_t i = 0; i < n; i++) {
            y[i] = (double)i;
        }
        /* Each swap of neighbours takes 2 from S; bubble the last values forward. */
        int swaps = ((int)(n * (n - 1) / 2) - rows[row].s) / 2;
        for (size_t end = n; swaps > 0; end--) {
            for (size_t i = end - 1; i > 0 && swaps > 0 && y[i] > y[i - 1]; i--, swaps--) {
                double kept = y[i];
                y[i] = y[i - 1];
                y[i - 1] = kept;
            }
            end = n + 1;
        }
        zb_mann_kendall mk;
        assert_int_equal(zb_stats_mann_kendall(&mk, y, n, 0.05), ZB_OK);
        NEAR(mk.s, rows[row].s, 0);
        NEAR(mk.p / 2, rows[row].tail, rows[row].tolerance);
        assert_int_equal(mk.direction, mk.p < 0.05 ? ZB_DIR_RISING : ZB_DIR_NONE);
    }
}

/* Eleven values: the normal approximation. S = 55, variance 11 * 10 * 27 / 18 = 165. */
static void normal_beyond_ten(void **state) {
    (void)state;
    double y[11];
    for (int i = 0; i < 11; i++) {
        y[i] = 100 - i;
    }
    zb_mann_kendall mk;
    assert_int_equal(zb_stats_mann_kendall(&mk, y, 11, 0.05), ZB_OK);
    NEAR(mk.s, -55, 0);
    NEAR(mk.variance, 165, 1e-12);
    NEAR(mk.z, -54 / sqrt(165), 1e-12);
    NEAR(mk.p, erfc(54 / sqrt(165) / sqrt(2)), 1e-15);
    NEAR(mk.tau, -1, 1e-15);
    assert_int_equal(mk.direction, ZB_DIR_FALLING);
    assert_string_equal(zb_direction_name(mk.direction), "falling");
}

/* Ties: no exact test, corrected variance, tau-b as R's cor(1:6, c(1,2,2,3,3,3),
 * method = "kendall") = 11 / sqrt(15 * 11). */
static void ties_use_the_normal(void **state) {
    (void)state;
    const double y[] = {1, 2, 2, 3, 3, 3};
    zb_mann_kendall mk;
    assert_int_equal(zb_stats_mann_kendall(&mk, y, 6, 0.05), ZB_OK);
    NEAR(mk.s, 11, 0);
    NEAR(mk.variance, (6 * 5 * 17 - 2 * 1 * 9 - 3 * 2 * 11) / 18.0, 1e-12);
    NEAR(mk.tau, 11 / sqrt(15 * 11), 1e-12);
    NEAR(mk.p, erfc(10 / sqrt(mk.variance) / sqrt(2)), 1e-12);
}

static void too_few_for_a_test(void **state) {
    (void)state;
    const double y[] = {1, 2, 3};
    zb_mann_kendall mk;
    for (size_t n = 0; n <= 3; n++) {
        assert_int_equal(zb_stats_mann_kendall(&mk, n ? y : NULL, n, 0.05), ZB_OK);
        assert_int_equal(mk.direction, ZB_DIR_TOO_FEW);
        NEAR(mk.p, 1, 0);
        NEAR(mk.z, 0, 0);
        assert_int_equal(mk.n, n);
    }
    const double holed[] = {1, INFINITY, 3, 4};
    assert_int_equal(zb_stats_mann_kendall(&mk, holed, 4, 0.05), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_mann_kendall(&mk, y, 3, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_mann_kendall(&mk, y, 3, 1), ZB_E_DOMAIN);
    assert_string_equal(zb_direction_name(ZB_DIR_TOO_FEW), "too-few");
    assert_string_equal(zb_direction_name(ZB_DIR_NONE), "none");
    assert_string_equal(zb_direction_name(ZB_DIR_RISING), "rising");
}

/* Under no trend the test must not cry wolf more often than it says, and Sen's interval must
 * cover the true slope about as often as it says. */
static void tests_keep_their_level(void **state) {
    (void)state;
    enum { ROUNDS = 4000, N = 8 };
    dice d = {21};
    int cried = 0;
    int covered = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double x[N];
        double y[N];
        for (int i = 0; i < N; i++) {
            x[i] = 2018 + i;
            y[i] = dice_unit(&d) + dice_unit(&d) + dice_unit(&d);
        }
        zb_mann_kendall mk;
        assert_int_equal(zb_stats_mann_kendall(&mk, y, N, 0.05), ZB_OK);
        cried += mk.direction != ZB_DIR_NONE;
        zb_estimate sen;
        assert_int_equal(zb_stats_theil_sen(&sen, x, y, N, 0.95), ZB_OK);
        assert_true(sen.low <= sen.value && sen.value <= sen.high);
        covered += sen.low <= 0 && 0 <= sen.high;
    }
    assert_true(cried <= ROUNDS * 0.055);
    assert_true(covered >= ROUNDS * 0.945);
}

/* Student's t quantiles over all degrees of freedom and levels in use. */
static void quantiles_of_t_converge(void **state) {
    (void)state;
    double x[64];
    double y[64];
    dice d = {31};
    for (int i = 0; i < 64; i++) {
        x[i] = 1960 + i;
        y[i] = dice_unit(&d);
    }
    for (size_t n = 3; n <= 64; n++) {
        for (double tail = 0.4; tail > 1e-12; tail /= 3) {
            zb_line_fit fit;
            assert_int_equal(zb_stats_ols(&fit, x, y, n, 1 - tail), ZB_OK);
            assert_true(fit.slope_low < fit.slope && fit.slope < fit.slope_high);
        }
    }
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(norris),
        WATCHED(perfect_line),
        WATCHED(constant_values),
        WATCHED(lines_outside_the_domain),
        WATCHED(median_slope_limit),
        WATCHED(sens_example),
        WATCHED(median_slope_resists),
        WATCHED(exact_p_is_that_of_all_orders),
        WATCHED(tied_variance_is_that_of_all_orders),
        WATCHED(kendalls_table),
        WATCHED(normal_beyond_ten),
        WATCHED(ties_use_the_normal),
        WATCHED(too_few_for_a_test),
        WATCHED(tests_keep_their_level),
        WATCHED(quantiles_of_t_converge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
