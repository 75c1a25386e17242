/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts and shares over the years, against R and by the likelihood equations.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>

#include "stats_help.h"
#include "zhibiao/stats.h"

#define SAME(got, want, relative) NEAR((got), (want), fabs(want) * (relative))

/* New cases of AIDS in Belgium, 1981 to 1993: S. N. Wood (2006), Generalized additive models,
 * section 3.3.2, prints 3.140590 (0.078247), 0.202121 (0.007771), deviance 80.686 on 11. With all
 * digits from R 4.2, the errors not from summary(), whose weights are those before the last step
 * (good for 10 digits), but from the information at the fit:
 *     f <- glm(y ~ x, poisson, control = list(epsilon = 1e-16, maxit = 50)); b <- coef(f)[2]
 *     w <- fitted(f); m <- sum(w * x) / sum(w); se <- 1 / sqrt(sum(w * (x - m)^2))
 *     d <- sum(resid(f, "pearson")^2) / df; wide <- se * sqrt(max(d, 1))
 *     b + c(-1, 1) * qnorm(0.975) * se; 2 * pnorm(-abs(b / se)); deviance(f)
 *     b + c(-1, 1) * qt(0.975, df) * wide; 2 * pt(-abs(b / wide), df)  */
static void belgium(void **state) {
    (void)state;
    const double y[] = {12, 14, 33, 50, 67, 74, 123, 141, 165, 204, 253, 246, 240};
    double x[13];
    for (int i = 0; i < 13; i++) {
        x[i] = 1 + i;
    }
    zb_glm_fit fit;
    assert_int_equal(zb_stats_poisson_trend(&fit, x, y, 13, 0.95), ZB_OK);
    assert_int_equal(fit.n, 13);
    SAME(fit.intercept, 3.140589535945675, 1e-13);
    SAME(fit.slope, 0.202121203384926, 1e-13);
    SAME(fit.slope_se, 0.007771492349761956, 1e-12);
    SAME(fit.slope_low, 0.1868893582732641, 1e-12);
    SAME(fit.slope_high, 0.217353048496588, 1e-12);
    SAME(fit.p, 4.017686877636569e-149, 1e-10);
    SAME(fit.deviance, 80.68648552677237, 1e-13);
    NEAR(fit.df, 11, 0);
    SAME(fit.dispersion, 6.747393227990955, 1e-12);
    SAME(fit.wide_low, 0.1576898493292229, 1e-12);
    SAME(fit.wide_high, 0.2465525574406292, 1e-12);
    SAME(fit.wide_p, 7.301788118064347e-07, 1e-11);
    /* The years themselves lose nothing. */
    zb_glm_fit years;
    for (int i = 0; i < 13; i++) {
        x[i] = 1981 + i;
    }
    assert_int_equal(zb_stats_poisson_trend(&years, x, y, 13, 0.95), ZB_OK);
    NEAR(years.slope, fit.slope, 0);
    NEAR(years.slope_se, fit.slope_se, 0);
    NEAR(years.deviance, fit.deviance, 0);
    NEAR(years.intercept, fit.intercept - 1980 * fit.slope, 1e-11);
}

/* Counts that vary less than Poisson's: the wide interval has t, but is not made narrower. R 4.2
 * as above. */
static void little_variation(void **state) {
    (void)state;
    const double x[] = {2019, 2020, 2021, 2022, 2023, 2024};
    const double y[] = {5, 6, 5, 7, 6, 8};
    zb_glm_fit fit;
    assert_int_equal(zb_stats_poisson_trend(&fit, x, y, 6, 0.95), ZB_OK);
    SAME(fit.slope, 0.0790676760246791, 1e-12);
    SAME(fit.slope_se, 0.0968187099030972, 1e-12);
    SAME(fit.p, 0.4141244779601651, 1e-12);
    SAME(fit.deviance, 0.4162834482897962, 1e-12);
    SAME(fit.dispersion, 0.1023150146159916, 1e-12);
    SAME(fit.wide_low, -0.1897441571773403, 1e-12);
    SAME(fit.wide_p, 0.4599689275268443, 1e-12);
}

/* C. I. Bliss (1935), beetles killed by carbon disulphide: A. J. Dobson (2002), An introduction to
 * generalized linear models, table 7.2, prints -60.717 (5.181), 34.270 (2.912), deviance 11.23.
 * With all digits from R 4.2 as above, glm(cbind(y, n - y) ~ x, binomial) and
 * w <- n * fitted(f) * (1 - fitted(f)). */
static const double DOSE[] = {1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.8610, 1.8839};
static const double BEETLES[] = {59, 60, 62, 56, 63, 59, 62, 60};
static const double KILLED[] = {6, 13, 18, 28, 52, 53, 61, 60};

static void beetles(void **state) {
    (void)state;
    zb_glm_fit fit;
    assert_int_equal(zb_stats_logistic_trend(&fit, DOSE, KILLED, BEETLES, 8, 0.95), ZB_OK);
    assert_int_equal(fit.n, 8);
    SAME(fit.intercept, -60.71745456163493, 1e-12);
    SAME(fit.slope, 34.27032573414672, 1e-12);
    SAME(fit.slope_se, 2.912140070635714, 1e-12);
    SAME(fit.slope_low, 28.5626360777648, 1e-12);
    SAME(fit.slope_high, 39.97801539052865, 1e-12);
    SAME(fit.p, 5.70006081568743e-32, 1e-10);
    SAME(fit.deviance, 11.23223109741933, 1e-12);
    NEAR(fit.df, 6, 0);
    SAME(fit.dispersion, 1.671136264272923, 1e-12);
    SAME(fit.wide_low, 25.05869507827352, 1e-12);
    SAME(fit.wide_high, 43.48195639001992, 1e-12);
    SAME(fit.wide_p, 9.870625004323785e-05, 1e-10);
}

static void survivors_mirror_the_killed(void **state) {
    (void)state;
    double survived[8];
    for (int i = 0; i < 8; i++) {
        survived[i] = BEETLES[i] - KILLED[i];
    }
    zb_glm_fit a;
    zb_glm_fit b;
    assert_int_equal(zb_stats_logistic_trend(&a, DOSE, KILLED, BEETLES, 8, 0.9), ZB_OK);
    assert_int_equal(zb_stats_logistic_trend(&b, DOSE, survived, BEETLES, 8, 0.9), ZB_OK);
    SAME(b.slope, -a.slope, 1e-13);
    SAME(b.intercept, -a.intercept, 1e-13);
    SAME(b.slope_se, a.slope_se, 1e-13);
    SAME(b.wide_low, -a.wide_high, 1e-13);
    SAME(b.deviance, a.deviance, 1e-12);
}

/* At the maximum the residuals sum to 0, and so do their products with x. */
static void solves_the_likelihood_equations(void **state) {
    (void)state;
    dice d = {21};
    int fitted[2] = {0};
    for (int round = 0; round < 3000; round++) {
        size_t n = (size_t)dice_whole(&d, 3, 12);
        double x[12];
        double y[12];
        double trials[12];
        double most = pow(10, dice_whole(&d, 0, 11));
        double total = 0;
        for (size_t i = 0; i < n; i++) {
            x[i] = 2012 + (double)i;
            trials[i] = dice_whole(&d, 1, most);
            y[i] = dice_whole(&d, 0, trials[i]);
            total += trials[i];
        }
        zb_glm_fit fit;
        for (int kind = 0; kind < 2; kind++) {
            zb_status status = kind ? zb_stats_logistic_trend(&fit, x, y, trials, n, 0.95)
                                    : zb_stats_poisson_trend(&fit, x, y, n, 0.95);
            if (status != ZB_OK) {
                assert_int_equal(status, ZB_E_DOMAIN);
                continue;
            }
            double sum[2] = {0};
            for (size_t i = 0; i < n; i++) {
                double eta = fit.intercept + fit.slope * x[i];
                double mean = kind ? trials[i] / (1 + exp(-eta)) : exp(eta);
                sum[0] += y[i] - mean;
                sum[1] += (y[i] - mean) * (x[i] - 2012);
            }
            /* The intercept at the year 0 has but its share of the digits. */
            double rounding = 1e-15 * (1 + fabs(fit.intercept)) * total;
            NEAR(sum[0], 0, 4 * rounding);
            NEAR(sum[1], 0, 40 * rounding);
            assert_true(fit.slope_low < fit.slope && fit.slope < fit.slope_high);
            assert_true(fit.wide_low < fit.slope_low && fit.slope_high < fit.wide_high);
            assert_true(fit.wide_p >= fit.p * (1 - 1e-9));
            assert_true(fit.deviance >= 0 && fit.dispersion >= 0);
            fitted[kind]++;
        }
    }
    assert_true(fitted[0] > 2500 && fitted[1] > 2500);
}

static void scale_of_x(void **state) {
    (void)state;
    const double y[] = {30, 41, 28, 22, 25, 14, 17};
    const double trials[] = {90, 120, 88, 95, 101, 70, 93};
    const double scales[] = {1e-300, 1e-9, 1, 1e9, 1e300};
    double x[7];
    zb_glm_fit unit[2];
    for (size_t i = 0; i < 7; i++) {
        x[i] = (double)i;
    }
    assert_int_equal(zb_stats_poisson_trend(&unit[0], x, y, 7, 0.95), ZB_OK);
    assert_int_equal(zb_stats_logistic_trend(&unit[1], x, y, trials, 7, 0.95), ZB_OK);
    for (size_t s = 0; s < sizeof scales / sizeof *scales; s++) {
        for (size_t i = 0; i < 7; i++) {
            x[i] = (double)i * scales[s];
        }
        zb_glm_fit fit[2];
        assert_int_equal(zb_stats_poisson_trend(&fit[0], x, y, 7, 0.95), ZB_OK);
        assert_int_equal(zb_stats_logistic_trend(&fit[1], x, y, trials, 7, 0.95), ZB_OK);
        for (size_t kind = 0; kind < 2; kind++) {
            SAME(fit[kind].slope * scales[s], unit[kind].slope, 1e-12);
            SAME(fit[kind].intercept, unit[kind].intercept, 1e-12);
            SAME(fit[kind].p, unit[kind].p, 1e-11);
        }
    }
}

static void constant_counts(void **state) {
    (void)state;
    const double x[] = {2020, 2021, 2022, 2024};
    const double levels[] = {1e-6, 0.3, 7, 1e12};
    for (size_t i = 0; i < 4; i++) {
        const double y[] = {levels[i], levels[i], levels[i], levels[i]};
        zb_glm_fit fit;
        assert_int_equal(zb_stats_poisson_trend(&fit, x, y, 4, 0.95), ZB_OK);
        NEAR(fit.slope, 0, 0);
        NEAR(fit.p, 1, 0);
        NEAR(fit.wide_p, 1, 0);
        NEAR(fit.intercept, log(levels[i]), 1e-13 * (1 + fabs(log(levels[i]))));
        NEAR(fit.deviance, 0, 1e-12);
    }
}

/* Counts above 0 at one end only have no finite fit; within, they have. */
static void counts_without_a_fit(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 3, 4};
    const double last[] = {0, 0, 0, 0, 9};
    const double first[] = {9, 0, 0, 0, 0};
    const double within[] = {0, 0, 4, 5, 0};
    const double two[] = {3, 2, 0, 0, 0};
    const double none[] = {0, 0, 0, 0, 0};
    const double tied[] = {1, 2, 3, 4, 4};
    const double end[] = {0, 0, 0, 5, 6};
    zb_glm_fit fit = {.n = 9};
    assert_int_equal(zb_stats_poisson_trend(&fit, x, last, 5, 0.95), ZB_E_DOMAIN);
    assert_int_equal(fit.n, 0);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, first, 5, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, none, 5, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, tied, end, 5, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, two, 5, 0.95), ZB_OK);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, within, 5, 0.95), ZB_OK);
    assert_true(fabs(fit.slope) < 2);
}

static void outcomes_without_a_fit(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 4};
    const double n[] = {5, 5, 5, 5};
    static const struct {
        double events[4];
        zb_status status;
    } rows[] = {
        {{0, 0, 0, 0}, ZB_E_DOMAIN}, {{5, 5, 5, 5}, ZB_E_DOMAIN}, {{0, 0, 5, 5}, ZB_E_DOMAIN},
        {{5, 5, 0, 0}, ZB_E_DOMAIN}, {{0, 2, 5, 5}, ZB_E_DOMAIN}, {{5, 5, 5, 1}, ZB_E_DOMAIN},
        {{0, 1, 4, 5}, ZB_OK},       {{0, 5, 0, 5}, ZB_OK},       {{0, 0, 1, 0}, ZB_OK},
        {{1, 0, 0, 0}, ZB_E_DOMAIN}, {{5, 4, 5, 5}, ZB_OK},       {{1, 5, 5, 5}, ZB_E_DOMAIN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_glm_fit fit = {.n = 9};
        assert_int_equal(zb_stats_logistic_trend(&fit, x, rows[i].events, n, 4, 0.95),
                         rows[i].status);
        assert_int_equal(fit.n, rows[i].status == ZB_OK ? 4 : 0);
    }
}

static void outside_the_domain(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 4};
    const double same[] = {2, 2, 2, 2};
    const double holed[] = {1, 2, NAN, 4};
    const double negative[] = {1, 2, -1, 4};
    const double beyond[] = {1, 2, 1.1e12, 4};
    const double most[] = {1, 2, 1e12, 4};
    const double y[] = {3, 2, 1, 2};
    const double n[] = {5, 5, 5, 5};
    const double few[] = {5, 5, 0.5, 5};
    zb_glm_fit fit;
    assert_int_equal(zb_stats_poisson_trend(&fit, NULL, NULL, 0, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, y, 2, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, same, y, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, holed, y, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, holed, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, negative, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, beyond, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, y, 4, 1), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, most, 4, 0.95), ZB_OK);
    assert_int_equal(zb_stats_poisson_trend(&fit, x, y, 3, 0.95), ZB_OK);
    assert_int_equal(zb_stats_logistic_trend(&fit, NULL, NULL, NULL, 0, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_logistic_trend(&fit, x, y, n, 2, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_logistic_trend(&fit, same, y, n, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_logistic_trend(&fit, x, holed, n, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_logistic_trend(&fit, x, y, holed, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_logistic_trend(&fit, x, y, few, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_logistic_trend(&fit, x, y, beyond, 4, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_logistic_trend(&fit, x, y, n, 4, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_logistic_trend(&fit, x, y, n, 4, 0.95), ZB_OK);
}

/* Zero, or of any size between 10^low and the most. */
static double wild(dice *d, double low) {
    return dice_unit(d) < 0.2 ? 0 : pow(10, low + dice_unit(d) * (12 - low));
}

static void check_finite(const zb_glm_fit *fit) {
    assert_true(isfinite(fit->intercept) && isfinite(fit->deviance));
    assert_true(isfinite(fit->wide_low) && isfinite(fit->wide_high));
    assert_true(isfinite(fit->slope_low) && isfinite(fit->slope_high));
    assert_true(fit->p >= 0 && fit->p <= 1 && fit->wide_p >= 0 && fit->wide_p <= 1);
    assert_true(isfinite(fit->dispersion));
}

/* Counts from a millionth to the most, over years: wherever there is a finite fit it is found.
 * Beyond that, and over any x, a finite fit or none. */
static void wild_input(void **state) {
    (void)state;
    dice d = {22};
    int fitted[2] = {0};
    for (int round = 0; round < 2000; round++) {
        size_t n = (size_t)dice_whole(&d, 3, 9);
        bool tame = round % 10 != 0;
        double low = tame ? -6 : -300;
        double x[9];
        double y[9];
        double trials[9];
        double events[9];
        for (size_t i = 0; i < n; i++) {
            x[i] = tame ? 2015 + (double)i : dice_unit(&d) * pow(10, dice_whole(&d, -300, 300));
            y[i] = wild(&d, low);
            trials[i] = pow(10, low + dice_unit(&d) * (12 - low));
            events[i] = fmin(wild(&d, low), trials[i]);
        }
        for (int kind = 0; kind < 2; kind++) {
            zb_glm_fit fit;
            zb_status status = kind ? zb_stats_logistic_trend(&fit, x, events, trials, n, 0.95)
                                    : zb_stats_poisson_trend(&fit, x, y, n, 0.95);
            if (status == ZB_OK) {
                check_finite(&fit);
                fitted[kind] += tame;
            } else {
                assert_int_equal(fit.n, 0);
                assert_true(status == ZB_E_DOMAIN || (status == ZB_E_LIMIT && !tame));
            }
        }
    }
    assert_true(fitted[0] > 1600 && fitted[1] > 1300);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(belgium),
        WATCHED(little_variation),
        WATCHED(beetles),
        WATCHED(survivors_mirror_the_killed),
        WATCHED(solves_the_likelihood_equations),
        WATCHED(scale_of_x),
        WATCHED(constant_counts),
        WATCHED(counts_without_a_fit),
        WATCHED(outcomes_without_a_fit),
        WATCHED(outside_the_domain),
        WATCHED(wild_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
