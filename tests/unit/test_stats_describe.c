/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weighted statistics, robust scores and the summary of a distribution.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <float.h>
#include <string.h>

#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* R: weighted.mean(c(3.7, 3.3, 3.5, 2.8), c(5, 5, 4, 1) / 15), the example of R's manual page. */
static void weighted_means_of_r(void **state) {
    (void)state;
    const double x[] = {3.7, 3.3, 3.5, 2.8};
    const double weights[] = {5 / 15.0, 5 / 15.0, 4 / 15.0, 1 / 15.0};
    double m;
    assert_int_equal(zb_stats_weighted_mean(&m, x, weights, 4), ZB_OK);
    NEAR(m, 3.453333333333333, 1e-14);
    const double one[] = {0, 0, 7e-300, 0};
    assert_int_equal(zb_stats_weighted_mean(&m, x, one, 4), ZB_OK);
    NEAR(m, 3.5, 0);
    const double huge[] = {1e308, -1e308, 1.7e308, 1e308};
    const double heavy[] = {1e308, 1e308, 0, 0};
    assert_int_equal(zb_stats_weighted_mean(&m, huge, heavy, 4), ZB_OK);
    NEAR(m, 0, 0);
}

/* Hmisc::wtd.quantile(x, weights = w), printed by J. Yang on R-help, 16 March 2006:
 * 0 % 3.00, 25 % 3.25, 50 % 3.50, 75 % 3.75, 100 % 4.00. */
static void weighted_quantiles_of_hmisc(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 4, 5};
    const double w[] = {0.5, 0.4, 0.3, 0.2, 0.1};
    for (int i = 0; i <= 4; i++) {
        double q;
        assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 5, 0.25 * i), ZB_OK);
        NEAR(q, 3 + 0.25 * i, 1e-12);
    }
}

/* R, the definition of Hmisc's manual page:
 * q <- function(x, w, p) {
 *   o <- order(x); x <- x[o]; w <- w[o]; n <- sum(w)
 *   at <- 1 + (n - 1) * p; low <- pmax(floor(at), 1); high <- pmin(low + 1, n)
 *   v <- approx(cumsum(w), x, xout = c(low, high), method = "constant", f = 1, rule = 2)$y
 *   (1 - at %% 1) * v[seq_along(p)] + at %% 1 * v[-seq_along(p)] }
 * q(c(12, 3, 7, 9, 20), c(0.5, 2.25, 1.4, 3.1, 0.75), c(0, .1, .25, .33, .5, .75, .9, 1)) */
static void weighted_quantiles_between(void **state) {
    (void)state;
    const double x[] = {12, 3, 7, 9, 20};
    const double w[] = {0.5, 2.25, 1.4, 3.1, 0.75};
    const double p[] = {0, 0.1, 0.25, 0.33, 0.5, 0.75, 0.9, 1};
    const double want[] = {3, 3, 6, 7.62, 9, 9.75, 14.4, 20};
    for (size_t i = 0; i < COUNT(p); i++) {
        double q;
        assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 5, p[i]), ZB_OK);
        NEAR(q, want[i], 1e-12);
    }
}

/* The same as the quantile of the sample in which each value stands as often as it weighs. */
static void whole_weights_repeat_values(void **state) {
    (void)state;
    dice d = {51};
    for (int round = 0; round < 2000; round++) {
        double x[12];
        double w[12];
        double repeated[12 * 5];
        size_t n = (size_t)dice_whole(&d, 1, 12);
        size_t all = 0;
        for (size_t i = 0; i < n; i++) {
            x[i] = round % 2 ? dice_whole(&d, 0, 6) : dice_unit(&d) - 0.5;
            w[i] = dice_whole(&d, i == 0, 5);
            for (int j = 0; j < w[i]; j++) {
                repeated[all++] = x[i];
            }
        }
        double p = round % 7 ? dice_unit(&d) : dice_whole(&d, 0, 1);
        double q;
        double want;
        assert_int_equal(zb_stats_weighted_quantile(&q, x, w, n, p), ZB_OK);
        assert_int_equal(zb_stats_quantile(&want, repeated, all, p), ZB_OK);
        NEAR(q, want, 0);
        double m;
        double sum = 0;
        for (size_t i = 0; i < all; i++) {
            sum += repeated[i];
        }
        assert_int_equal(zb_stats_weighted_mean(&m, x, w, n), ZB_OK);
        NEAR(m, sum / (double)all, 1e-14 * 6);
    }
}

/* Tenths have no exact binary value: ten of them are one value, not a little less. */
static void tenths_add_up(void **state) {
    (void)state;
    double x[30];
    double w[30];
    for (int i = 0; i < 30; i++) {
        x[i] = i / 10;
        w[i] = 0.1;
    }
    for (int p = 0; p <= 8; p++) {
        double q;
        assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 30, p / 8.0), ZB_OK);
        NEAR(q, p / 4.0, 1e-12);
    }
    double q;
    assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 10, 0.7), ZB_OK);
    NEAR(q, 0, 0);
}

/* Populations of whole countries. */
static void heavy_weights(void **state) {
    (void)state;
    const double x[] = {1, 2, 3};
    const double w[] = {4e11, 2e11, 4e11};
    const double p[] = {0.399999, 0.400001, 0.599999, 0.600001};
    const double want[] = {1, 2, 2, 3};
    for (size_t i = 0; i < 4; i++) {
        double q;
        assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 3, p[i]), ZB_OK);
        NEAR(q, want[i], 0);
    }
}

static void weighted_outside_the_domain(void **state) {
    (void)state;
    const double x[] = {1, 2, 3};
    const double w[] = {1, 2, 3};
    const double bad[][3] = {{1, -1, 1}, {0, 0, 0}, {1, NAN, 1}, {1, INFINITY, 1}};
    const double less[] = {0.3, 0.3, 0.3};
    const double endless[] = {1e308, 1e308, 1};
    const double holed[] = {1, NAN, 3};
    double q = 9;
    double m = 9;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(zb_stats_weighted_mean(&m, x, bad[i], 3), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_weighted_quantile(&q, x, bad[i], 3, 0.5), ZB_E_DOMAIN);
        NEAR(m, 0, 0);
        NEAR(q, 0, 0);
        m = q = 9;
    }
    assert_int_equal(zb_stats_weighted_mean(&m, x, w, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_weighted_mean(&m, holed, w, 3), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 0, 0.5), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_weighted_quantile(&q, holed, w, 3, 0.5), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_weighted_quantile(&q, x, less, 3, 0.5), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_weighted_quantile(&q, x, endless, 3, 0.5), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 3, -0.01), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 3, 1.01), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 3, NAN), ZB_E_DOMAIN);
    q = 9;
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_weighted_quantile(&q, x, w, 3, 0.5), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
    NEAR(q, 0, 0);
}

/* R: v <- c(2, 3, 5, 7, 11, 13); (v - median(v)) / mad(v). Iglewicz and Hoaglin's 0.6745 is
 * 1 / 1.4826 to four digits, so theirs are the same to four. */
static void robust_scores_of_r(void **state) {
    (void)state;
    const double v[] = {2, 3, 5, 7, 11, 13};
    const double want[] = {-0.7708465823, -0.5781349367, -0.1927116456,
                           0.1927116456,  0.9635582278,  1.3489815190};
    double scores[6];
    assert_int_equal(zb_stats_robust_scores(scores, v, 6), ZB_OK);
    for (size_t i = 0; i < 6; i++) {
        NEAR(scores[i], want[i], 1e-9);
        NEAR(scores[i], 0.6745 * (v[i] - 6) / 3.5, 1e-4);
    }
}

/* R: v <- c(1, 1, 1, 1, 2, 9); (v - median(v)) / (1.253314 * mean(abs(v - median(v)))) */
static void robust_scores_of_equal_values(void **state) {
    (void)state;
    const double v[] = {1, 9, 1, 1, 2, 1};
    const double want[] = {0, 4.2553847905, 0, 0, 0.5319230988, 0};
    double scores[6];
    assert_int_equal(zb_stats_robust_scores(scores, v, 6), ZB_OK);
    for (size_t i = 0; i < 6; i++) {
        NEAR(scores[i], want[i], 1e-9);
    }
    const double same[] = {0.1, 0.1, 0.1};
    assert_int_equal(zb_stats_robust_scores(scores, same, 3), ZB_OK);
    for (size_t i = 0; i < 3; i++) {
        NEAR(scores[i], 0, 0);
    }
    NEAR(scores[4], want[4], 1e-9);
}

/* One gross error is found, and hides nothing; unit and sign change nothing. */
static void robust_scores_behave(void **state) {
    (void)state;
    dice d = {52};
    for (int round = 0; round < 500; round++) {
        double v[40];
        double scaled[40];
        double scores[40];
        double others[40];
        size_t n = (size_t)dice_whole(&d, 5, 40);
        for (size_t i = 0; i < n; i++) {
            v[i] = 90 + dice_unit(&d) + dice_unit(&d);
        }
        v[3] = 130;
        static const double units[] = {-1, 1e200, -1e-200};
        double unit = units[round % 3];
        for (size_t i = 0; i < n; i++) {
            scaled[i] = unit * v[i];
        }
        assert_int_equal(zb_stats_robust_scores(scores, v, n), ZB_OK);
        assert_int_equal(zb_stats_robust_scores(others, scaled, n), ZB_OK);
        double mad;
        double median;
        assert_int_equal(zb_stats_mad(&mad, v, n), ZB_OK);
        assert_int_equal(zb_stats_quantile(&median, v, n, 0.5), ZB_OK);
        for (size_t i = 0; i < n; i++) {
            NEAR(scores[i], (v[i] - median) / mad, 1e-12 * fabs(scores[i]) + 1e-15);
            NEAR(others[i], (unit < 0 ? -1 : 1) * scores[i], 1e-10 * (1 + fabs(scores[i])));
        }
        assert_true(scores[3] > ZB_STATS_OUTLIER);
    }
}

/* In steps of the smallest number there is: the median is 2, the MAD 1.4826 steps. */
static void robust_scores_of_smallest_numbers(void **state) {
    (void)state;
    const double steps[] = {0, 1, 2, 3, 10};
    double v[5];
    double scores[5];
    for (size_t i = 0; i < 5; i++) {
        v[i] = steps[i] * 5e-324;
    }
    assert_int_equal(zb_stats_robust_scores(scores, v, 5), ZB_OK);
    for (size_t i = 0; i < 5; i++) {
        NEAR(scores[i], (steps[i] - 2) / 1.4826, 1e-14);
    }
}

static void robust_scores_outside_the_domain(void **state) {
    (void)state;
    const double holed[] = {1, 2, INFINITY};
    const double far[] = {-1.7e308, -1.6e308, 1.7e308};
    const double steep[] = {-1e-300, 0, 1e-300, 2e-300, 1e300};
    const double v[] = {1, 2, 4};
    double scores[5] = {7, 7, 7, 7, 7};
    assert_int_equal(zb_stats_robust_scores(scores, v, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_robust_scores(scores, v, 2), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_robust_scores(scores, holed, 3), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_robust_scores(scores, far, 3), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_robust_scores(scores, steep, 5), ZB_E_DOMAIN);
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_robust_scores(scores, v, 3), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
    for (size_t i = 0; i < 5; i++) {
        NEAR(scores[i], 7, 0);
    }
    double mad;
    assert_int_equal(zb_stats_mad(&mad, far, 3), ZB_E_DOMAIN);
    const double apart[] = {-1.7e308, -1.7e308, 1.7e308, 1.7e308};
    assert_int_equal(zb_stats_mad(&mad, apart, 4), ZB_E_DOMAIN);
    NEAR(mad, 0, 0);
    const double same[] = {1.7e308, 1.7e308};
    assert_int_equal(zb_stats_mad(&mad, same, 2), ZB_OK);
    NEAR(mad, 0, 0);
}

/* The example of the manual page of R's package ineq (A. Zeileis): ineq(x, type = "Gini") is
 * 0.4620911, "Theil" 0.3623412. Quartiles, sd and sd / mean by R: quantile(x), sd(x). */
static void incomes_of_ineq(void **state) {
    (void)state;
    const double x[] = {22261, 541, 1463, 2445, 11904, 3438, 4437, 5401, 6392, 8304};
    zb_summary s;
    assert_int_equal(zb_stats_summary(&s, x, 10), ZB_OK);
    assert_int_equal(s.n, 10);
    NEAR(s.min, 541, 0);
    NEAR(s.q1, 2693.25, 1e-9);
    NEAR(s.median, 4919, 1e-9);
    NEAR(s.q3, 7826, 1e-9);
    NEAR(s.max, 22261, 0);
    NEAR(s.mean, 6658.6, 1e-9);
    assert_true(s.has_sd && s.has_cv && s.has_inequality);
    NEAR(s.sd, 6435.92837471, 1e-7);
    NEAR(s.cv, 0.966558792346, 1e-11);
    NEAR(s.gini, 0.4620911, 5e-8);
    NEAR(s.theil, 0.3623412, 5e-8);
}

static void summaries_of_few_values(void **state) {
    (void)state;
    const double one[] = {42};
    zb_summary s;
    assert_int_equal(zb_stats_summary(&s, one, 1), ZB_OK);
    NEAR(s.min, 42, 0);
    NEAR(s.q1, 42, 0);
    NEAR(s.median, 42, 0);
    NEAR(s.q3, 42, 0);
    NEAR(s.max, 42, 0);
    NEAR(s.mean, 42, 0);
    assert_true(!s.has_sd && !s.has_cv && s.has_inequality);
    NEAR(s.sd + s.cv + s.gini + s.theil, 0, 0);
    /* All with one: the most unequal there is. */
    const double rich[] = {0, 0, 9, 0};
    assert_int_equal(zb_stats_summary(&s, rich, 4), ZB_OK);
    NEAR(s.gini, 0.75, 1e-15);
    NEAR(s.theil, log(4), 1e-15);
    const double none[] = {0, 0, 0};
    assert_int_equal(zb_stats_summary(&s, none, 3), ZB_OK);
    assert_true(s.has_sd && !s.has_cv && !s.has_inequality);
    NEAR(s.mean + s.sd, 0, 0);
    const double both[] = {-1, 0, 4};
    assert_int_equal(zb_stats_summary(&s, both, 3), ZB_OK);
    assert_true(s.has_cv && !s.has_inequality);
    NEAR(s.cv, sqrt(7), 1e-14);
    NEAR(s.gini + s.theil, 0, 0);
    const double below[] = {-3, -1};
    assert_int_equal(zb_stats_summary(&s, below, 2), ZB_OK);
    assert_true(s.has_sd && !s.has_cv);
    /* Their sum is 0, their mean as computed 1e-20. */
    const double cancelling[] = {0, -2, 0, 0, 1, 2, -1, -2, 1, 1, 0, -1, 2, -1};
    assert_int_equal(zb_stats_summary(&s, cancelling, 14), ZB_OK);
    assert_true(s.has_sd && !s.has_cv);
}

static void equal_values_are_equal(void **state) {
    (void)state;
    static const double values[] = {0.1, 1.0 / 3, 5e-324, 7e-320, 1.7e308, 92.35};
    double x[50];
    for (size_t v = 0; v < COUNT(values); v++) {
        for (size_t n = 1; n <= COUNT(x); n++) {
            x[n - 1] = values[v];
            zb_summary s;
            assert_int_equal(zb_stats_summary(&s, x, n), ZB_OK);
            NEAR(s.q1, values[v], 0);
            NEAR(s.q3, values[v], 0);
            NEAR(s.mean, values[v], 0);
            NEAR(s.sd, 0, 0);
            NEAR(s.gini, 0, 0);
            NEAR(s.theil, 0, 0);
        }
    }
}

/* Gini's mean difference and Theil's sum by their definitions. */
static void inequality_by_definition(const zb_summary *s, const double *x, size_t n) {
    double differences = 0;
    double sum = 0;
    double theil = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
        for (size_t j = 0; j < n; j++) {
            differences += fabs(x[i] - x[j]);
        }
    }
    double m = (double)n;
    for (size_t i = 0; i < n; i++) {
        theil += x[i] > 0 ? x[i] / sum * log(m * x[i] / sum) : 0;
    }
    NEAR(s->gini, differences / (2 * m * sum), 1e-13);
    NEAR(s->theil, theil, 1e-12);
}

static void summaries_behave(void **state) {
    (void)state;
    dice d = {53};
    for (int round = 0; round < 1000; round++) {
        double x[60];
        double other[60];
        size_t n = (size_t)dice_whole(&d, 2, 60);
        double skew = 10 * dice_unit(&d);
        for (size_t i = 0; i < n; i++) {
            x[i] = round % 3 ? pow(dice_unit(&d), skew) : dice_whole(&d, 0, 3);
        }
        x[0] = 1;
        zb_summary s;
        assert_int_equal(zb_stats_summary(&s, x, n), ZB_OK);
        assert_true(s.min <= s.q1 && s.q1 <= s.median && s.median <= s.q3 && s.q3 <= s.max);
        assert_true(s.min <= s.mean && s.mean <= s.max);
        assert_true(s.gini >= 0 && s.gini <= 1 - 1 / (double)n);
        assert_true(s.theil >= 0 && s.theil <= log((double)n));
        inequality_by_definition(&s, x, n);
        double unit = round % 2 ? 1e200 : 1e-200;
        for (size_t i = 0; i < n; i++) {
            other[i] = unit * x[i];
        }
        zb_summary o;
        assert_int_equal(zb_stats_summary(&o, other, n), ZB_OK);
        NEAR(o.gini, s.gini, 1e-13);
        NEAR(o.theil, s.theil, 1e-12);
        NEAR(o.cv, s.cv, 1e-12);
        NEAR(o.sd / unit, s.sd, 1e-13);
        NEAR(o.mean / unit, s.mean, 1e-14);
        NEAR(o.q3 / unit, s.q3, 1e-14);
    }
}

/* They differ in the last digit: rounding makes no index negative. */
static void nearly_equal_values(void **state) {
    (void)state;
    dice d = {56};
    for (int round = 0; round < 1000; round++) {
        double x[20];
        size_t n = (size_t)dice_whole(&d, 2, 20);
        for (size_t i = 0; i < n; i++) {
            x[i] = 1 + dice_whole(&d, 0, 2) * DBL_EPSILON;
        }
        zb_summary s;
        assert_int_equal(zb_stats_summary(&s, x, n), ZB_OK);
        assert_true(s.gini >= 0 && s.theil >= 0);
        NEAR(s.gini + s.theil, 0, 1e-15);
    }
}

/* Taking from the richest to give to the poorest makes less unequal (Pigou and Dalton). */
static void transfers_make_equal(void **state) {
    (void)state;
    dice d = {54};
    for (int round = 0; round < 300; round++) {
        double x[20];
        for (size_t i = 0; i < 20; i++) {
            x[i] = 1 + dice_unit(&d);
        }
        x[7] = 5;
        x[8] = 0.5;
        zb_summary before;
        zb_summary after;
        assert_int_equal(zb_stats_summary(&before, x, 20), ZB_OK);
        x[7] -= 0.4;
        x[8] += 0.4;
        assert_int_equal(zb_stats_summary(&after, x, 20), ZB_OK);
        NEAR(after.mean, before.mean, 1e-14);
        assert_true(after.gini < before.gini && after.theil < before.theil && after.cv < before.cv);
    }
}

static bool summary_finite(const zb_summary *s) {
    return isfinite(s->min) && isfinite(s->q1) && isfinite(s->median) && isfinite(s->q3) &&
           isfinite(s->max) && isfinite(s->mean) && isfinite(s->sd) && isfinite(s->cv) &&
           isfinite(s->gini) && isfinite(s->theil);
}

/* Numbers from all over what a double holds. */
static double wild(dice *d) {
    static const double edges[] = {0, 1, 5e-324, DBL_MIN, 1e-300, 1e300, 1.7e308, 1e12};
    double v = edges[(size_t)dice_whole(d, 0, COUNT(edges) - 1)] * (0.1 + 0.9 * dice_unit(d));
    return dice_unit(d) < 0.3 ? -v : v;
}

static void wild_values_stay_finite(void **state) {
    (void)state;
    dice d = {55};
    for (int round = 0; round < 20000; round++) {
        double x[9];
        double w[9];
        double scores[9];
        size_t n = (size_t)dice_whole(&d, 1, 9);
        for (size_t i = 0; i < n; i++) {
            x[i] = wild(&d);
            w[i] = fabs(wild(&d));
        }
        zb_summary s;
        if (zb_stats_summary(&s, x, n) == ZB_OK) {
            assert_true(s.n == n && s.min <= s.mean && s.mean <= s.max);
        }
        assert_true(summary_finite(&s));
        double m;
        double q;
        (void)zb_stats_weighted_mean(&m, x, w, n);
        (void)zb_stats_weighted_quantile(&q, x, w, n, dice_unit(&d));
        assert_true(isfinite(m) && isfinite(q));
        if (zb_stats_robust_scores(scores, x, n) == ZB_OK) {
            for (size_t i = 0; i < n; i++) {
                assert_true(isfinite(scores[i]));
            }
        }
    }
}

static void summaries_outside_the_domain(void **state) {
    (void)state;
    const double holed[] = {1, NAN};
    zb_summary s = {.n = 9};
    assert_int_equal(zb_stats_summary(&s, holed, 0), ZB_E_DOMAIN);
    assert_int_equal(s.n, 0);
    s.n = 9;
    assert_int_equal(zb_stats_summary(&s, holed, 2), ZB_E_DOMAIN);
    assert_int_equal(s.n, 0);
    const double far[] = {-1.7e308, 1.7e308};
    s.n = 9;
    assert_int_equal(zb_stats_summary(&s, far, 2), ZB_E_DOMAIN); /* sd 2.4e308 */
    assert_int_equal(s.n, 0);
    /* They cancel out but for a mean of which the sd is 1e320 times. */
    const double cancel[] = {1, -1, 1e-320};
    assert_int_equal(zb_stats_summary(&s, cancel, 3), ZB_OK);
    assert_true(!s.has_cv);
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_summary(&s, holed, 1), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
    assert_int_equal(s.n, 0);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(weighted_means_of_r),
        WATCHED(weighted_quantiles_of_hmisc),
        WATCHED(weighted_quantiles_between),
        WATCHED(whole_weights_repeat_values),
        WATCHED(tenths_add_up),
        WATCHED(heavy_weights),
        WATCHED(weighted_outside_the_domain),
        WATCHED(robust_scores_of_r),
        WATCHED(robust_scores_of_equal_values),
        WATCHED(robust_scores_behave),
        WATCHED(robust_scores_of_smallest_numbers),
        WATCHED(robust_scores_outside_the_domain),
        WATCHED(incomes_of_ineq),
        WATCHED(summaries_of_few_values),
        WATCHED(equal_values_are_equal),
        WATCHED(summaries_behave),
        WATCHED(nearly_equal_values),
        WATCHED(transfers_make_equal),
        WATCHED(wild_values_stay_finite),
        WATCHED(summaries_outside_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
