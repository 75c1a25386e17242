/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Least squares on several columns, prediction from a line and the robust line.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_multifit.h>

#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

/* J. W. Longley (1967), An appraisal of least squares programs for the electronic computer, JASA
 * 62; NIST StRD dataset Longley. A column of ones, six predictors, y. */
enum { LONGLEY_N = 16, LONGLEY_M = 7 };
static const double LONGLEY_X[LONGLEY_N * LONGLEY_M] = {
    1, 83.0,  234289, 2356, 1590, 107608, 1947, 1, 88.5,  259426, 2325, 1456, 108632, 1948,
    1, 88.2,  258054, 3682, 1616, 109773, 1949, 1, 89.5,  284599, 3351, 1650, 110929, 1950,
    1, 96.2,  328975, 2099, 3099, 112075, 1951, 1, 98.1,  346999, 1932, 3594, 113270, 1952,
    1, 99.0,  365385, 1870, 3547, 115094, 1953, 1, 100.0, 363112, 3578, 3350, 116219, 1954,
    1, 101.2, 397469, 2904, 3048, 117388, 1955, 1, 104.6, 419180, 2822, 2857, 118734, 1956,
    1, 108.4, 442769, 2936, 2798, 120445, 1957, 1, 110.8, 444546, 4681, 2637, 121950, 1958,
    1, 112.6, 482704, 3813, 2552, 123366, 1959, 1, 114.2, 502601, 3931, 2514, 125368, 1960,
    1, 115.7, 518173, 4806, 2572, 127852, 1961, 1, 116.9, 554894, 4007, 2827, 130081, 1962};
static const double LONGLEY_Y[LONGLEY_N] = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                                            66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};

/* Certified values; the columns are nearly dependent, and ten of fifteen digits are asked for. */
static void longley(void **state) {
    (void)state;
    const double certified[] = {-3482258.63459582, 15.0618722713733,  -0.358191792925910e-1,
                                -2.02022980381683, -1.03322686717359, -0.511041056535807e-1,
                                1829.15146461355};
    const double errors[] = {890420.383607373,  84.9149257747669,  0.334910077722432e-1,
                             0.488399681651699, 0.214274163161675, 0.226073200069370,
                             455.478499142212};
    double coefficients[LONGLEY_M];
    double found[LONGLEY_M];
    double sd;
    assert_int_equal(
        zb_stats_regression(coefficients, found, &sd, LONGLEY_X, LONGLEY_Y, LONGLEY_N, LONGLEY_M),
        ZB_OK);
    for (size_t j = 0; j < LONGLEY_M; j++) {
        NEAR(coefficients[j] / certified[j], 1, 1e-10);
        NEAR(found[j] / errors[j], 1, 1e-10);
    }
    NEAR(sd, 304.854073561965, 304.854073561965e-12);
    double alone[LONGLEY_M];
    assert_int_equal(
        zb_stats_regression(alone, NULL, NULL, LONGLEY_X, LONGLEY_Y, LONGLEY_N, LONGLEY_M), ZB_OK);
    assert_memory_equal(alone, coefficients, sizeof alone);
}

static void dependent_columns(void **state) {
    (void)state;
    double x[6 * 3];
    const double y[] = {1, 4, 2, 8, 5, 7};
    double kept[3] = {9, 9, 9};
    double errors[3] = {9, 9, 9};
    double sd = 9;
    for (size_t i = 0; i < 6; i++) {
        x[3 * i] = 1;
        x[3 * i + 1] = 2015 + (double)i;
        x[3 * i + 2] = 0.1 * (2015 + (double)i) - 3;
    }
    assert_int_equal(zb_stats_regression(kept, errors, &sd, x, y, 6, 3), ZB_E_DOMAIN);
    for (size_t j = 0; j < 3; j++) {
        NEAR(kept[j], 9, 0);
        NEAR(errors[j], 9, 0);
    }
    NEAR(sd, 0, 0);
    for (size_t i = 0; i < 6; i++) {
        x[3 * i + 2] = 0;
    }
    assert_int_equal(zb_stats_regression(kept, NULL, NULL, x, y, 6, 3), ZB_E_DOMAIN);
    for (size_t i = 0; i < 6; i++) {
        x[3 * i + 2] = i * i;
    }
    assert_int_equal(zb_stats_regression(kept, NULL, NULL, x, y, 3, 3), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_regression(kept, NULL, NULL, x, y, 6, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_regression(kept, NULL, NULL, x, y, 0, 1), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_regression(kept, NULL, NULL, x, y, 4, 3), ZB_OK);
    x[4] = NAN;
    assert_int_equal(zb_stats_regression(kept, NULL, NULL, x, y, 6, 3), ZB_E_DOMAIN);
}

static void no_room(void **state) {
    (void)state;
    static const size_t sizes[][2] = {{SIZE_MAX / 2, SIZE_MAX / 4},
                                      {SIZE_MAX, SIZE_MAX - 1},
                                      {SIZE_MAX / 8, 2},
                                      {SIZE_MAX / 48 + 1, 1}};
    double one = 1;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_int_equal(
            zb_stats_regression(&one, NULL, NULL, &one, &one, sizes[i][0], sizes[i][1]),
            ZB_E_NOMEM);
    }
}

/* The same line as zb_stats_ols, and residuals at right angles to every column. */
static void columns_on_random_input(void **state) {
    (void)state;
    dice d = {11};
    for (int round = 0; round < 500; round++) {
        double x[12 * 3];
        double line[12 * 2];
        double places[12];
        double y[12];
        for (size_t i = 0; i < 12; i++) {
            places[i] = 2010 + (double)i;
            x[3 * i] = line[2 * i] = 1;
            x[3 * i + 1] = line[2 * i + 1] = places[i];
            x[3 * i + 2] = dice_unit(&d);
            y[i] = 100 * dice_unit(&d);
        }
        double c[3];
        double e[3];
        double sd;
        assert_int_equal(zb_stats_regression(c, e, &sd, x, y, 12, 3), ZB_OK);
        for (size_t j = 0; j < 3; j++) {
            double product = 0;
            for (size_t i = 0; i < 12; i++) {
                const double *row = x + 3 * i;
                product += row[j] * (y[i] - c[0] * row[0] - c[1] * row[1] - c[2] * row[2]);
            }
            NEAR(product, 0, j == 1 ? 1e-5 : 1e-8);
        }
        zb_line_fit fit;
        assert_int_equal(zb_stats_ols(&fit, places, y, 12, 0.95), ZB_OK);
        assert_int_equal(zb_stats_regression(c, e, &sd, line, y, 12, 2), ZB_OK);
        NEAR(c[1], fit.slope, 1e-9);
        NEAR(e[1], fit.slope_se, 1e-9);
        NEAR(sd, fit.residual_sd, 1e-9);
    }
}

/* Any size of number: a finite answer or none. */
static double wild(dice *d) {
    double sign = dice_unit(d) < 0.5 ? -1 : 1;
    return dice_unit(d) < 0.1 ? 0 : sign * pow(10, dice_whole(d, -308, 308)) * dice_unit(d);
}

static void wild_input(void **state) {
    (void)state;
    dice d = {12};
    int answers[3] = {0};
    for (int round = 0; round < 20000; round++) {
        double x[9];
        double y[9];
        double scale = dice_whole(&d, -300, 300);
        bool even = dice_unit(&d) < 0.5;
        for (size_t i = 0; i < 9; i++) {
            x[i] = even ? (double)i * pow(10, scale) : wild(&d);
            y[i] = dice_unit(&d) < 0.5 ? wild(&d) : dice_unit(&d);
        }
        double c[3];
        double e[3];
        double sd = 9;
        zb_status status = zb_stats_regression(c, e, &sd, x, y, 3, 2);
        if (status == ZB_OK) {
            assert_true(isfinite(c[0]) && isfinite(c[1]) && isfinite(sd));
            assert_true(isfinite(e[0]) && isfinite(e[1]));
            answers[0]++;
        } else {
            NEAR(sd, 0, 0);
        }
        zb_estimate p;
        if (zb_stats_predict(&p, x, y, 9, wild(&d), 0.95) == ZB_OK) {
            assert_true(isfinite(p.low) && isfinite(p.high));
            assert_true(p.low <= p.value && p.value <= p.high);
            answers[1]++;
        } else {
            NEAR(p.value, 0, 0);
        }
        zb_line_fit fit;
        if (zb_stats_bisquare(&fit, x, y, 9, 0.95) == ZB_OK) {
            assert_true(isfinite(fit.slope_low) && isfinite(fit.slope_high));
            assert_true(isfinite(fit.intercept) && fit.r2 >= 0 && fit.r2 <= 1);
            answers[2]++;
        } else {
            assert_int_equal(fit.n, 0);
        }
    }
    for (int i = 0; i < 3; i++) {
        assert_true(answers[i] > 1000);
    }
}

/* M. Ezekiel (1930), Methods of correlation analysis: speed of cars (mph) and the way they took to
 * stop (feet); R's `cars`. */
enum { CARS = 50 };
static const double SPEED[CARS] = {4,  4,  7,  7,  8,  9,  10, 10, 10, 11, 11, 12, 12,
                                   12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15,
                                   16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20,
                                   20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25};
static const double DISTANCE[CARS] = {2,  10, 4,  22, 16, 10, 18, 26, 34, 17,  28, 14, 20,
                                      24, 28, 26, 34, 34, 46, 26, 36, 60, 80,  20, 26, 54,
                                      32, 40, 32, 40, 50, 42, 56, 76, 84, 36,  46, 68, 32,
                                      48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85};

/* R 4.2: predict(lm(dist ~ speed, cars), data.frame(speed = at), interval = "prediction",
 * level = level), digits = 15. */
static void prediction_of_cars(void **state) {
    (void)state;
    static const struct {
        double at, level, value, low, high;
    } rows[] = {{21, 0.95, 65.0014890510949, 33.4225736404645, 96.5804044617253},
                {0, 0.95, -17.5790948905109, -51.3558559677401, 16.1976661867183},
                {21, 0.8, 65.0014890510949, 44.5925757587896, 85.4104023434002}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_estimate p;
        assert_int_equal(zb_stats_predict(&p, SPEED, DISTANCE, CARS, rows[i].at, rows[i].level),
                         ZB_OK);
        NEAR(p.value, rows[i].value, 2e-13);
        NEAR(p.low, rows[i].low, 1e-11);
        NEAR(p.high, rows[i].high, 1e-11);
    }
}

/* Years as x, and x shifted to them by whole numbers, give the same; y shifts and scales. */
static void prediction_keeps_digits(void **state) {
    (void)state;
    dice d = {13};
    for (int round = 0; round < 300; round++) {
        double x[10];
        double years[10];
        double y[10];
        double z[10];
        for (size_t i = 0; i < 10; i++) {
            x[i] = (double)i - 4;
            years[i] = x[i] + 2019;
            y[i] = dice_whole(&d, 0, 100);
            z[i] = 1e6 - 16 * y[i];
        }
        zb_estimate a;
        zb_estimate b;
        zb_estimate c;
        assert_int_equal(zb_stats_predict(&a, x, y, 10, 7, 0.9), ZB_OK);
        assert_int_equal(zb_stats_predict(&b, years, y, 10, 2026, 0.9), ZB_OK);
        assert_int_equal(zb_stats_predict(&c, years, z, 10, 2026, 0.9), ZB_OK);
        NEAR(b.value, a.value, 0);
        NEAR(b.low, a.low, 0);
        NEAR(b.high, a.high, 0);
        NEAR(c.value, 1e6 - 16 * a.value, 1e-8);
        NEAR(c.low, 1e6 - 16 * a.high, 1e-8);
        assert_true(a.low < a.value && a.value < a.high);
        zb_line_fit line;
        assert_int_equal(zb_stats_ols(&line, x, y, 10, 0.9), ZB_OK);
        NEAR(a.value, line.intercept + 7 * line.slope, 1e-12 * 100);
    }
}

static void prediction_domain(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 4, 5};
    const double same[] = {3, 3, 3, 3, 3};
    const double holed[] = {1, 2, NAN, 4, 5};
    zb_estimate p = {9, 9, 9};
    assert_int_equal(zb_stats_predict(&p, NULL, NULL, 0, 1, 0.95), ZB_E_DOMAIN);
    NEAR(p.high, 0, 0);
    assert_int_equal(zb_stats_predict(&p, x, x, ZB_STATS_PREDICT_FROM - 1, 6, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_predict(&p, same, x, 5, 6, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_predict(&p, holed, x, 5, 6, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_predict(&p, x, holed, 5, 6, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_predict(&p, x, x, 5, INFINITY, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_predict(&p, x, x, 5, 6, 1), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_predict(&p, x, same, 5, 6, 0.95), ZB_OK);
    NEAR(p.value, 3, 0);
    NEAR(p.low, 3, 0);
    NEAR(p.high, 3, 0);
    assert_int_equal(zb_stats_predict(&p, x, x, 5, 6, 0.95), ZB_OK);
    NEAR(p.value, 6, 1e-14);
    NEAR(p.high - p.low, 0, 1e-14);
}

/* gsl_multifit_robust itself, which the definition is: it stops at 1.5e-8. */
static bool robust_by_gsl(const double *x, const double *y, size_t n, zb_line_fit *out) {
    gsl_multifit_robust_workspace *w =
        gsl_multifit_robust_alloc(gsl_multifit_robust_bisquare, n, 2);
    gsl_matrix *columns = gsl_matrix_alloc(n, 2);
    gsl_matrix *cov = gsl_matrix_alloc(2, 2);
    gsl_vector *c = gsl_vector_alloc(2);
    gsl_vector_const_view right = gsl_vector_const_view_array(y, n);
    for (size_t i = 0; i < n; i++) {
        gsl_matrix_set(columns, i, 0, 1);
        gsl_matrix_set(columns, i, 1, x[i]);
    }
    int complaints = gsl_complaints;
    bool settled = gsl_multifit_robust(columns, &right.vector, c, cov, w) == GSL_SUCCESS;
    gsl_complaints = complaints;
    gsl_multifit_robust_stats stats = gsl_multifit_robust_statistics(w);
    out->intercept = gsl_vector_get(c, 0);
    out->slope = gsl_vector_get(c, 1);
    out->slope_se = sqrt(gsl_matrix_get(cov, 1, 1));
    out->residual_sd = stats.sigma;
    out->r2 = fmin(fmax(stats.Rsq, 0), 1);
    gsl_multifit_robust_free(w);
    gsl_matrix_free(columns);
    gsl_matrix_free(cov);
    gsl_vector_free(c);
    return settled;
}

static void robust_is_gsls(void **state) {
    (void)state;
    dice d = {14};
    int compared = 0;
    int unsettled = 0;
    for (int round = 0; round < 1000; round++) {
        size_t n = (size_t)dice_whole(&d, 5, 30);
        double x[30];
        double y[30];
        for (size_t i = 0; i < n; i++) {
            x[i] = (double)i - 3;
            y[i] = 5 + 2 * x[i] + 3 * (dice_unit(&d) + dice_unit(&d) + dice_unit(&d));
            y[i] += dice_unit(&d) < 0.1 ? 100 * dice_unit(&d) : 0;
        }
        zb_line_fit fit;
        zb_line_fit theirs;
        zb_status status = zb_stats_bisquare(&fit, x, y, n, 0.95);
        if (status != ZB_OK) {
            assert_int_equal(status, ZB_E_LIMIT);
            unsettled++;
        } else if (robust_by_gsl(x, y, n, &theirs)) {
            NEAR(fit.intercept, theirs.intercept, 2e-5);
            NEAR(fit.slope, theirs.slope, 2e-6);
            NEAR(fit.slope_se / theirs.slope_se, 1, 1e-4);
            NEAR(fit.residual_sd / theirs.residual_sd, 1, 1e-4);
            NEAR(fit.r2, theirs.r2, 1e-5);
            compared++;
        }
    }
    assert_true(compared > 900);
    assert_true(unsettled < 50);
}

/* Sum of psi(r / (4.685 s sqrt(1 - h))) against ones and x, over the number of points: 0 at the
 * solution. psi(u) = u (1 - u^2)^2 within 1, s = the median of the adjusted absolute residuals but
 * the smallest, over 0.6745. */
static int by_size(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void estimating_equation(const double *x, const double *y, size_t n, const zb_line_fit *fit,
                                double equation[2]) {
    double mean = 0;
    double spread = 0;
    double r[CARS];
    double sorted[CARS];
    for (size_t i = 0; i < n; i++) {
        mean += x[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        spread += (x[i] - mean) * (x[i] - mean);
    }
    for (size_t i = 0; i < n; i++) {
        double h = 1 / (double)n + (x[i] - mean) * (x[i] - mean) / spread;
        r[i] = (y[i] - fit->intercept - fit->slope * x[i]) / sqrt(1 - h);
        sorted[i] = fabs(r[i]);
    }
    qsort(sorted, n, sizeof *sorted, by_size);
    double s = (sorted[n / 2] + sorted[(n + 1) / 2]) / 2 / 0.6745;
    equation[0] = equation[1] = 0;
    for (size_t i = 0; i < n; i++) {
        double u = r[i] / (4.685 * s);
        double weight = fabs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0;
        double residual = y[i] - fit->intercept - fit->slope * x[i];
        equation[0] += weight * residual;
        equation[1] += weight * residual * (x[i] - mean);
    }
}

static void robust_solves_its_equation(void **state) {
    (void)state;
    zb_line_fit fit;
    double equation[2];
    assert_int_equal(zb_stats_bisquare(&fit, SPEED, DISTANCE, CARS, 0.95), ZB_OK);
    estimating_equation(SPEED, DISTANCE, CARS, &fit, equation);
    NEAR(equation[0], 0, 1e-7);
    NEAR(equation[1], 0, 1e-6);
    zb_line_fit ols;
    assert_int_equal(zb_stats_ols(&ols, SPEED, DISTANCE, CARS, 0.95), ZB_OK);
    estimating_equation(SPEED, DISTANCE, CARS, &ols, equation);
    assert_true(fabs(equation[0]) > 1);
    /* R: qt(0.975, 48) */
    NEAR(fit.slope_high - fit.slope, 2.01063475762423 * fit.slope_se, 1e-12);
    NEAR(fit.slope - fit.slope_low, fit.slope_high - fit.slope, 1e-12);
}

static void robust_resists(void **state) {
    (void)state;
    dice d = {15};
    for (int round = 0; round < 200; round++) {
        double x[12];
        double y[12];
        for (size_t i = 0; i < 12; i++) {
            x[i] = 2013 + (double)i;
            y[i] = 50 - 1.5 * (x[i] - 2013) + 0.5 * dice_unit(&d);
        }
        size_t wrong = (size_t)dice_whole(&d, 0, 11);
        y[wrong] += 40;
        zb_line_fit near;
        zb_line_fit far;
        zb_line_fit ols;
        assert_int_equal(zb_stats_bisquare(&near, x, y, 12, 0.95), ZB_OK);
        y[wrong] += 1000;
        assert_int_equal(zb_stats_bisquare(&far, x, y, 12, 0.95), ZB_OK);
        assert_int_equal(zb_stats_ols(&ols, x, y, 12, 0.95), ZB_OK);
        NEAR(far.slope, near.slope, 1e-7);
        NEAR(far.slope, -1.5, 0.2);
        assert_true(fabs(ols.slope + 1.5) > fabs(far.slope + 1.5));
    }
}

/* All but one on a line: the scale of the others is 0, and its floor stands in. */
static void robust_on_a_line(void **state) {
    (void)state;
    const double x[] = {2018, 2019, 2020, 2021, 2022, 2023, 2024};
    double y[] = {10, 12, 14, 160, 18, 20, 22};
    zb_line_fit fit;
    assert_int_equal(zb_stats_bisquare(&fit, x, y, 7, 0.95), ZB_OK);
    NEAR(fit.slope, 2, 1e-9);
    y[3] = 16;
    zb_line_fit ols;
    assert_int_equal(zb_stats_bisquare(&fit, x, y, 7, 0.95), ZB_OK);
    assert_int_equal(zb_stats_ols(&ols, x, y, 7, 0.95), ZB_OK);
    assert_memory_equal(&fit, &ols, sizeof fit);
    const double constant[] = {7, 7, 7, 7, 7};
    assert_int_equal(zb_stats_bisquare(&fit, x, constant, 5, 0.95), ZB_OK);
    NEAR(fit.slope, 0, 0);
    NEAR(fit.r2, 0, 0);
}

/* Shift and scale of x and y. */
static void robust_is_equivariant(void **state) {
    (void)state;
    dice d = {16};
    int compared = 0;
    for (int round = 0; round < 300; round++) {
        double x[15];
        double y[15];
        double far[15];
        double z[15];
        for (size_t i = 0; i < 15; i++) {
            x[i] = (double)i;
            far[i] = 2000 + 2 * x[i];
            y[i] = dice_whole(&d, 0, 100);
            z[i] = 500 - 4 * y[i];
        }
        zb_line_fit a;
        zb_line_fit b;
        if (zb_stats_bisquare(&a, x, y, 15, 0.95) == ZB_OK &&
            zb_stats_bisquare(&b, far, z, 15, 0.95) == ZB_OK) {
            NEAR(b.slope, -2 * a.slope, 1e-7);
            NEAR(b.slope_se, 2 * a.slope_se, 1e-6);
            NEAR(b.slope_low, -2 * a.slope_high, 1e-6);
            NEAR(b.intercept + b.slope * 2000, 500 - 4 * a.intercept, 1e-6);
            NEAR(b.residual_sd, 4 * a.residual_sd, 1e-6);
            NEAR(b.r2, a.r2, 1e-8);
            compared++;
        }
    }
    assert_true(compared > 270);
}

static void robust_domain(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 4, 5};
    const double same[] = {2, 2, 2, 2, 2};
    const double holed[] = {1, 2, 3, 4, INFINITY};
    const double y[] = {3, 1, 4, 1, 6};
    zb_line_fit fit = {.n = 9};
    assert_int_equal(zb_stats_bisquare(&fit, x, y, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(fit.n, 0);
    assert_int_equal(zb_stats_bisquare(&fit, NULL, NULL, 0, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_bisquare(&fit, same, y, 5, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_bisquare(&fit, holed, y, 5, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_bisquare(&fit, x, holed, 5, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_bisquare(&fit, x, y, 5, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_bisquare(&fit, x, y, 5, 0.95), ZB_OK);
}

static void memory_fails(void **state) {
    (void)state;
    double c[LONGLEY_M];
    zb_estimate p;
    zb_line_fit fit;
    zb_status status[5];
    for (uint64_t at = 1; at <= 3; at++) {
        zb_mem_fail_at(at, 0);
        status[at - 1] =
            zb_stats_regression(c, NULL, NULL, LONGLEY_X, LONGLEY_Y, LONGLEY_N, LONGLEY_M);
    }
    zb_mem_fail_at(1, 0);
    status[3] = zb_stats_predict(&p, SPEED, DISTANCE, CARS, 1, 0.95);
    zb_mem_fail_at(1, 0);
    status[4] = zb_stats_bisquare(&fit, SPEED, DISTANCE, CARS, 0.95);
    zb_mem_fail_at(0, 0);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(status[i], ZB_E_NOMEM);
    }
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(longley),
        WATCHED(dependent_columns),
        WATCHED(no_room),
        WATCHED(columns_on_random_input),
        WATCHED(wild_input),
        WATCHED(prediction_of_cars),
        WATCHED(prediction_keeps_digits),
        WATCHED(prediction_domain),
        WATCHED(robust_is_gsls),
        WATCHED(robust_solves_its_equation),
        WATCHED(robust_resists),
        WATCHED(robust_on_a_line),
        WATCHED(robust_is_equivariant),
        WATCHED(robust_domain),
        WATCHED(memory_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
