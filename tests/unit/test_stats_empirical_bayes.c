/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Empirical Bayes: fitted priors.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "stats_help.h"
#include "zhibiao/stats.h"

enum { RATS = 71, PUMPS = 10, DISTRICTS = 56, MOST = 40, CROWD = 4000 };

/* R. E. Tarone (1982), The use of historical control information in testing for a trend in
 * proportions, Biometrics 38; A. Gelman et al. (2013), Bayesian data analysis, table 5.1: rats with
 * tumours, the last group the current one. */
static const double rat_x[RATS] = {0, 0, 0,  0,  0, 0, 0, 0,  0, 0, 0, 0, 0,  0,  1,  1,  1, 1,
                                   1, 1, 1,  1,  3, 2, 2, 2,  2, 2, 2, 2, 2,  2,  1,  5,  2, 5,
                                   2, 7, 7,  3,  3, 2, 9, 10, 4, 4, 4, 4, 4,  4,  4,  10, 4, 4,
                                   4, 5, 11, 12, 5, 5, 6, 5,  6, 6, 6, 6, 16, 15, 15, 9,  4};
static const double rat_n[RATS] = {
    20, 20, 20, 20, 20, 20, 20, 19, 19, 19, 19, 18, 18, 17, 20, 20, 20, 20, 19, 19, 18, 18, 27, 25,
    24, 23, 20, 20, 20, 20, 20, 20, 10, 49, 19, 46, 17, 49, 47, 20, 20, 13, 48, 50, 20, 20, 20, 20,
    20, 20, 20, 48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19, 22, 20, 20, 20, 52, 46, 47, 24, 14};

/* Beta(2.30, 14.08) of the 70 historical groups: S. Mukhopadhyay, D. Fletcher (2018), Generalized
 * empirical Bayes modeling via frequentist goodness of fit, Scientific Reports 8; 2.304768,
 * 14.079707 in the vignette of their R package BayesGOF, by optim's default precision. In R:
 *   f <- function(t) -sum(lbeta(exp(t[1]) + x, exp(t[2]) + n - x) - lbeta(exp(t[1]), exp(t[2])))
 *   o <- optim(log(c(2, 14)), f, method = "BFGS", control = list(reltol = 1e-16))
 *   o <- nlm(f, o$par, gradtol = 1e-10, steptol = 1e-12); exp(o$estimate); -o$minimum
 *   qbeta(c(0.025, 0.975), 2.34161426962 + 4, 14.11480347782 + 10) */
static void rat_tumours(void **state) {
    (void)state;
    zb_prior prior;
    assert_int_equal(zb_stats_beta_binomial(&prior, rat_x, rat_n, RATS - 1), ZB_OK);
    assert_int_equal(prior.k, RATS - 1);
    assert_false(prior.pooled);
    assert_true(prior.iterations > 0);
    NEAR(prior.a, 2.304768, 5e-5);
    NEAR(prior.b, 14.079707, 5e-4);
    NEAR(prior.a, 2.30478318236, 1e-6);
    NEAR(prior.b, 14.07980822470, 1e-5);
    NEAR(prior.log_likelihood, -721.00101952704, 1e-10);
    assert_int_equal(zb_stats_beta_binomial(&prior, rat_x, rat_n, RATS), ZB_OK);
    NEAR(prior.a, 2.34161426962, 1e-6);
    NEAR(prior.b, 14.11480347782, 1e-5);
    NEAR(prior.mean, 2.34161426962 / (2.34161426962 + 14.11480347782), 1e-8);
    NEAR(prior.log_likelihood, -730.33845452439, 1e-10);
    zb_estimate e;
    assert_int_equal(zb_stats_beta_shrink(&e, &prior, 4, 14, 0.95), ZB_OK);
    NEAR(e.value, 0.20821930938195, 1e-8);
    NEAR(e.low, 0.086216352215525, 1e-8);
    NEAR(e.high, 0.36635200634313, 1e-8);
}

/* D. P. Gaver, I. G. O'Muircheartaigh (1987), Robust empirical Bayes analyses of event rates,
 * Technometrics 29, table 3: failures of pumps in thousands of hours. In R, as above, with
 *   f <- function(t) {a <- exp(t[1]); b <- exp(t[2])
 *     -sum(lgamma(a + y) - lgamma(a) + a * log(b / (b + e)) + y * log(e / (b + e)))}
 *   qgamma(c(0.025, 0.975), 0.822268644634 + 5, 1.258954433538 + 94.32) */
static void pump_failures(void **state) {
    (void)state;
    const double failures[PUMPS] = {5, 1, 5, 14, 3, 19, 1, 1, 4, 22};
    const double hours[PUMPS] = {94.320, 15.720, 62.880, 125.760, 5.240,
                                 31.440, 1.048,  1.048,  2.096,   10.480};
    zb_prior prior;
    assert_int_equal(zb_stats_gamma_poisson(&prior, failures, hours, PUMPS), ZB_OK);
    assert_int_equal(prior.k, PUMPS);
    assert_false(prior.pooled);
    NEAR(prior.a, 0.822268644634, 1e-7);
    NEAR(prior.b, 1.258954433538, 1e-7);
    NEAR(prior.mean, prior.a / prior.b, 1e-15);
    NEAR(prior.log_likelihood, 95.284016461961, 1e-10);
    zb_estimate e;
    assert_int_equal(zb_stats_gamma_shrink(&e, &prior, 5, 94.32, 0.95), ZB_OK);
    NEAR(e.value, 0.060915801801144, 1e-9);
    NEAR(e.low, 0.021933243180321, 1e-9);
    NEAR(e.high, 0.11945755480551, 1e-9);
}

/* D. Clayton, J. Kaldor (1987): cases of lip cancer in Scotland's districts, observed and expected;
 * the fit in R as above. */
static void lip_cancer(void **state) {
    (void)state;
    const double observed[DISTRICTS] = {9,  39, 11, 9, 15, 8, 26, 7,  6,  20, 13, 5,  3,  8,
                                        17, 9,  2,  7, 9,  7, 16, 31, 11, 7,  19, 15, 7,  10,
                                        16, 11, 5,  3, 7,  8, 11, 9,  11, 8,  6,  4,  10, 8,
                                        2,  6,  19, 3, 2,  3, 28, 6,  1,  1,  1,  1,  0,  0};
    const double expected[DISTRICTS] = {
        1.4,  8.7,  3.0,  2.5, 4.3, 2.4, 8.1,  2.3,  2.0,  6.6, 4.4,  1.8,  1.1,  3.3,
        7.8,  4.6,  1.1,  4.2, 5.5, 4.4, 10.5, 22.7, 8.8,  5.6, 15.5, 12.5, 6.0,  9.0,
        14.4, 10.2, 4.8,  2.9, 7.0, 8.5, 12.3, 10.1, 12.7, 9.4, 7.2,  5.3,  18.8, 15.8,
        4.3,  14.6, 50.7, 8.2, 5.6, 9.3, 88.7, 19.6, 3.4,  3.6, 5.7,  7.0,  4.2,  1.8};
    zb_prior prior;
    assert_int_equal(zb_stats_gamma_poisson(&prior, observed, expected, DISTRICTS), ZB_OK);
    NEAR(prior.a, 1.87948993965, 1e-6);
    NEAR(prior.b, 1.32166710262, 1e-6);
    NEAR(prior.log_likelihood, 760.73424572847, 1e-10);
}

/* Log likelihoods from their definition, factor by factor. */
static double plain_beta(const double *x, const double *n, size_t k, double a, double b) {
    double sum = 0;
    for (size_t i = 0; i < k; i++) {
        for (double j = 0; j < n[i]; j++) {
            sum += j < x[i] ? log((a + j) / (a + b + j)) : log((b + j - x[i]) / (a + b + j));
        }
    }
    return sum;
}

static double plain_gamma(const double *y, const double *e, size_t k, double a, double b) {
    double sum = 0;
    for (size_t i = 0; i < k; i++) {
        sum += a * log(b / (b + e[i])) + y[i] * log(e[i] / (b + e[i]));
        for (double j = 0; j < y[i]; j++) {
            sum += log(a + j);
        }
    }
    return sum;
}

static double plain_binomial(const double *x, const double *n, size_t k, double p) {
    double sum = 0;
    for (size_t i = 0; i < k; i++) {
        sum += x[i] * log(p) + (n[i] - x[i]) * log1p(-p);
    }
    return sum;
}

static double plain_poisson(const double *y, const double *e, size_t k, double rate) {
    double sum = 0;
    for (size_t i = 0; i < k; i++) {
        sum += y[i] * log(rate * e[i]) - rate * e[i];
    }
    return sum;
}

typedef zb_status fit_function(zb_prior *, const double *, const double *, size_t);
typedef double plain_function(const double *, const double *, size_t, double, double);
typedef double pooled_function(const double *, const double *, size_t, double);

typedef struct kind {
    fit_function *fit;
    plain_function *plain;
    pooled_function *pooled;
} kind;
static const kind kinds[] = {{zb_stats_beta_binomial, plain_beta, plain_binomial},
                             {zb_stats_gamma_poisson, plain_gamma, plain_poisson}};

static double total(const double *values, size_t k) {
    double sum = 0;
    for (size_t i = 0; i < k; i++) {
        sum += values[i];
    }
    return sum;
}

/* Counts, more or less apart; returns how many regions. */
static size_t draw(dice *d, bool gamma, double *x, double *n) {
    size_t k = (size_t)dice_whole(d, 3, MOST);
    double common = dice_unit(d);
    double apart = dice_unit(d);
    for (size_t i = 0; i < k; i++) {
        double rate = (1 - apart) * common + apart * dice_unit(d);
        x[i] = 0;
        n[i] = dice_whole(d, 1, 60);
        for (double j = 0; j < n[i]; j++) {
            x[i] += dice_unit(d) < rate;
        }
        if (gamma) {
            n[i] *= 0.3;
        }
    }
    return k;
}

/* Whether the data have a finite fit or a pooled one, as the header says. */
static bool fits(bool gamma, const double *x, const double *n, size_t k) {
    bool mixed = gamma;
    for (size_t i = 0; i < k; i++) {
        mixed = mixed || (x[i] > 0 && x[i] < n[i]);
    }
    return mixed && total(x, k) > 0;
}

/* No other parameters are likelier, and the slopes are none: by differences of the plain sum. */
static void check_best(dice *d, const kind *of, const zb_prior *prior, const double *x,
                       const double *n, size_t k) {
    double best = of->plain(x, n, k, prior->a, prior->b);
    NEAR(prior->log_likelihood, best, 1e-11 * (1 + fabs(best)));
    for (int i = 0; i < 60; i++) {
        double wide = pow(10, -3 + 4 * dice_unit(d));
        double a = prior->a * exp(wide * (dice_unit(d) - 0.5));
        double b = prior->b * exp(wide * (dice_unit(d) - 0.5));
        assert_true(of->plain(x, n, k, a, b) <= best + 1e-11 * (1 + fabs(best)));
    }
    /* Of ln a + ln b and of ln a - ln b; the bend of the likelihood goes with h^2. */
    const double h = 1e-4;
    double up = exp(h);
    double sum = of->plain(x, n, k, prior->a * up, prior->b * up) -
                 of->plain(x, n, k, prior->a / up, prior->b / up);
    double ratio = of->plain(x, n, k, prior->a * up, prior->b / up) -
                   of->plain(x, n, k, prior->a / up, prior->b * up);
    NEAR(sum / (2 * h), 0, 1e-5);
    NEAR(ratio / (2 * h), 0, 1e-5 * (1 + total(x, k)));
}

static void best_of_all(void **state) {
    (void)state;
    dice d = {2024};
    int pooled = 0;
    int apart = 0;
    for (int turn = 0; turn < 600; turn++) {
        bool gamma = turn % 2;
        const kind *of = &kinds[gamma];
        double x[MOST];
        double n[MOST];
        size_t k = draw(&d, gamma, x, n);
        if (!fits(gamma, x, n, k)) {
            continue;
        }
        zb_prior prior;
        assert_int_equal(of->fit(&prior, x, n, k), ZB_OK);
        double limit = of->pooled(x, n, k, total(x, k) / total(n, k));
        assert_true(prior.log_likelihood >= limit - 1e-11 * fabs(limit));
        if (!prior.pooled) {
            apart++;
            check_best(&d, of, &prior, x, n, k);
            continue;
        }
        pooled++;
        NEAR(prior.a, 0, 0);
        NEAR(prior.b, 0, 0);
        NEAR(prior.mean, total(x, k) / total(n, k), 1e-14);
        NEAR(prior.log_likelihood, limit, 1e-11 * (1 + fabs(limit)));
        /* Nowhere likelier than alike. */
        for (double precision = 0.01; precision < 1e7; precision *= 2) {
            double a = precision * (gamma ? 1 : prior.mean);
            double b = precision * (gamma ? 1 / prior.mean : 1 - prior.mean);
            assert_true(of->plain(x, n, k, a, b) <= limit + 1e-9 * fabs(limit));
        }
    }
    assert_true(pooled > 30 && apart > 200);
}

/* With equal sizes there is a finite fit just where the variance exceeds that of chance (B. Levin,
 * J. Reeds (1977), Compound multinomial likelihood functions are unimodal, Annals of Statistics 5):
 * with divisor k the variance is above m (n - m) / n, or above m. In whole numbers, to be exact. */
static void pooled_by_variance(void **state) {
    (void)state;
    dice d = {31};
    int seen[2] = {0, 0};
    for (int turn = 0; turn < 800; turn++) {
        bool gamma = turn % 2;
        size_t k = (size_t)dice_whole(&d, 3, 12);
        double size = dice_whole(&d, 2, 30);
        double rate = dice_unit(&d);
        double x[12];
        double n[12];
        double squares = 0;
        for (size_t i = 0; i < k; i++) {
            n[i] = gamma ? 2.5 : size;
            x[i] = 0;
            for (double j = 0; j < size; j++) {
                x[i] += dice_unit(&d) < rate;
            }
            x[i] = gamma ? 3 * x[i] : x[i];
            x[i] = gamma && i % 2 ? round(x[i] / 3) : x[i];
            squares += x[i] * x[i];
        }
        if (!fits(gamma, x, n, k)) {
            continue;
        }
        double sum = total(x, k);
        double count = (double)k;
        double spread = count * squares - sum * sum; /* k^2 times the variance */
        bool beyond = gamma ? spread > count * sum : size * spread > sum * (count * size - sum);
        zb_prior prior;
        assert_int_equal(kinds[gamma].fit(&prior, x, n, k), ZB_OK);
        assert_int_equal(prior.pooled, !beyond);
        seen[beyond]++;
    }
    assert_true(seen[0] > 100 && seen[1] > 100);
}

static void alike(void **state) {
    (void)state;
    const double tens[] = {3, 30, 300, 3e9};
    const double sizes[] = {10, 100, 1000, 1e10};
    const double halves[] = {2.5, 25, 250, 2.5e9};
    const double singles[] = {1, 0, 0, 1};
    const double one[] = {1, 1, 1, 1};
    zb_prior prior;
    zb_estimate e;
    assert_int_equal(zb_stats_beta_binomial(&prior, tens, sizes, 4), ZB_OK);
    assert_true(prior.pooled);
    NEAR(prior.mean, 0.3, 1e-15);
    assert_int_equal(zb_stats_beta_shrink(&e, &prior, 9, 10, 0.95), ZB_OK);
    NEAR(e.value, 0.3, 1e-15);
    NEAR(e.low, e.value, 0);
    NEAR(e.high, e.value, 0);
    assert_int_equal(zb_stats_gamma_poisson(&prior, tens, halves, 4), ZB_OK);
    assert_true(prior.pooled);
    NEAR(prior.mean, 1.2, 1e-14);
    assert_int_equal(zb_stats_gamma_shrink(&e, &prior, 9, 10, 0.95), ZB_OK);
    NEAR(e.value, 1.2, 1e-14);
    NEAR(e.high - e.low, 0, 0);
    /* One trial each tells nothing of variation: the likelihood is flat. */
    assert_int_equal(zb_stats_beta_binomial(&prior, singles, one, 4), ZB_OK);
    assert_true(prior.pooled);
    NEAR(prior.mean, 0.5, 0);
    NEAR(prior.log_likelihood, 4 * log(0.5), 1e-14);
}

/* Where trials are many, the fit is that of a beta distribution to the proportions; in R
 *   p <- c(0.12, 0.2, 0.25, 0.31, 0.33, 0.4, 0.47, 0.52, 0.7)
 *   f <- function(t) -sum(dbeta(p, exp(t[1]), exp(t[2]), log = TRUE))
 * by optim and nlm as above, and of a gamma distribution to the rates:
 *   r <- c(0.5, 0.9, 1.2, 1.3, 2, 2.6, 4)
 *   a <- uniroot(function(a) log(a) - digamma(a) - log(mean(r)) + mean(log(r)), c(0.1, 50),
 *                tol = 1e-15)$root; a / mean(r) */
static void many_trials(void **state) {
    (void)state;
    const double p[] = {0.12, 0.2, 0.25, 0.31, 0.33, 0.4, 0.47, 0.52, 0.7};
    const double r[] = {0.5, 0.9, 1.2, 1.3, 2, 2.6, 4};
    double x[9];
    double n[9];
    zb_prior prior;
    for (size_t i = 0; i < 9; i++) {
        n[i] = 1e12;
        x[i] = p[i] * n[i];
    }
    assert_int_equal(zb_stats_beta_binomial(&prior, x, n, 9), ZB_OK);
    NEAR(prior.a, 2.82571237, 1e-6);
    NEAR(prior.b, 4.84815454, 1e-6);
    for (size_t i = 0; i < 7; i++) {
        n[i] = 2e11;
        x[i] = r[i] * n[i];
    }
    assert_int_equal(zb_stats_gamma_poisson(&prior, x, n, 7), ZB_OK);
    NEAR(prior.a, 2.6956975666163, 1e-6);
    NEAR(prior.b, 1.5095906373051, 1e-6);
}

/* Half of the places d above, half d below, all as large: normal, with variance p q / n
 * (1 + n / (a + b)) of proportions and m (1 + m / a) of counts, so that three times the variance
 * of chance is a + b = n / 2, or a = m / 2. Digits of lgamma(1e12) would not tell. */
static void many_trials_nearly_alike(void **state) {
    (void)state;
    for (double size = 1e8; size <= 1e12; size *= 100) {
        double x[10];
        double n[10];
        for (size_t i = 0; i < 10; i++) {
            n[i] = size;
            x[i] = size / 2 + round(sqrt(3 * size / 4)) * (i % 2 ? 1 : -1);
        }
        zb_prior prior;
        assert_int_equal(zb_stats_beta_binomial(&prior, x, n, 10), ZB_OK);
        assert_false(prior.pooled);
        NEAR((prior.a + prior.b) / size, 0.5, 1e-3);
        NEAR(prior.mean, 0.5, 1e-9);
        for (size_t i = 0; i < 10; i++) {
            x[i] = size / 2 + round(sqrt(3 * size / 2)) * (i % 2 ? 1 : -1);
        }
        assert_int_equal(zb_stats_gamma_poisson(&prior, x, n, 10), ZB_OK);
        assert_false(prior.pooled);
        NEAR(prior.a / size, 0.25, 1e-3);
        NEAR(prior.mean, 0.5, 1e-9);
    }
}

/* Successes for failures: a and b change places. */
static void mirrored(void **state) {
    (void)state;
    dice d = {6};
    for (int turn = 0; turn < 100; turn++) {
        double x[MOST];
        double n[MOST];
        double y[MOST];
        size_t k = draw(&d, false, x, n);
        for (size_t i = 0; i < k; i++) {
            y[k - 1 - i] = n[i] - x[i];
        }
        double m[MOST];
        for (size_t i = 0; i < k; i++) {
            m[k - 1 - i] = n[i];
        }
        if (!fits(false, x, n, k)) {
            continue;
        }
        zb_prior one;
        zb_prior other;
        assert_int_equal(zb_stats_beta_binomial(&one, x, n, k), ZB_OK);
        assert_int_equal(zb_stats_beta_binomial(&other, y, m, k), ZB_OK);
        assert_int_equal(one.pooled, other.pooled);
        NEAR(one.a, other.b, 1e-7 * one.a);
        NEAR(one.b, other.a, 1e-7 * one.b);
        NEAR(one.mean, 1 - other.mean, 1e-9);
        NEAR(one.log_likelihood, other.log_likelihood, 1e-11 * (1 + fabs(one.log_likelihood)));
    }
}

/* Exposure in other units: the rate b goes with it. */
static void scaled(void **state) {
    (void)state;
    dice d = {12};
    for (int turn = 0; turn < 100; turn++) {
        double x[MOST];
        double e[MOST];
        double f[MOST];
        size_t k = draw(&d, true, x, e);
        double factor = pow(10, 200 * dice_unit(&d) - 100);
        for (size_t i = 0; i < k; i++) {
            f[i] = e[i] * factor;
        }
        if (!fits(true, x, e, k)) {
            continue;
        }
        zb_prior one;
        zb_prior other;
        assert_int_equal(zb_stats_gamma_poisson(&one, x, e, k), ZB_OK);
        assert_int_equal(zb_stats_gamma_poisson(&other, x, f, k), ZB_OK);
        assert_int_equal(one.pooled, other.pooled);
        NEAR(other.a, one.a, 1e-7 * one.a);
        NEAR(other.b / factor, one.b, 1e-7 * one.b);
        NEAR(other.mean * factor, one.mean, 1e-9 * one.mean);
        NEAR(one.log_likelihood, other.log_likelihood, 1e-11 * (1 + fabs(one.log_likelihood)));
    }
}

static bool prior_good(const zb_prior *p) {
    return isfinite(p->log_likelihood) && p->mean > 0 && isfinite(p->mean) &&
           (p->pooled ? p->a == 0 && p->b == 0
                      : p->a > 0 && isfinite(p->a) && p->b > 0 && isfinite(p->b));
}

/* Counts and sizes of any magnitude: a fit, or a refusal for its reason. */
static void extreme_counts(void **state) {
    (void)state;
    static const double counts[] = {0, 1, 2, 10, 1e3, 1e6, 1e11, 1e12};
    dice d = {909};
    for (int turn = 0; turn < 1500; turn++) {
        size_t k = (size_t)dice_whole(&d, 3, 6);
        double x[6];
        double n[6];
        zb_prior prior;
        for (size_t i = 0; i < k; i++) {
            n[i] = counts[(size_t)dice_whole(&d, 1, 7)];
            x[i] = fmin(counts[(size_t)dice_whole(&d, 0, 7)], n[i] - (dice_unit(&d) < 0.5));
        }
        if (fits(false, x, n, k)) {
            assert_int_equal(zb_stats_beta_binomial(&prior, x, n, k), ZB_OK);
            assert_true(prior_good(&prior) && prior.mean < 1);
        }
        for (size_t i = 0; i < k; i++) {
            x[i] = counts[(size_t)dice_whole(&d, 0, 7)];
            n[i] = pow(10, 40 * dice_unit(&d) - 20);
        }
        if (fits(true, x, n, k)) {
            assert_int_equal(zb_stats_gamma_poisson(&prior, x, n, k), ZB_OK);
            assert_true(prior_good(&prior));
        }
    }
}

/* Thousands of places from a known prior: the second smallest of seven uniform numbers is
 * Beta(2, 6). */
static void many_places(void **state) {
    (void)state;
    static double x[CROWD];
    static double n[CROWD];
    dice d = {1};
    for (size_t i = 0; i < CROWD; i++) {
        double least = 1;
        double second = 1;
        for (int j = 0; j < 7; j++) {
            double u = dice_unit(&d);
            second = u < least ? least : fmin(second, u);
            least = fmin(least, u);
        }
        n[i] = 50;
        x[i] = 0;
        for (double j = 0; j < n[i]; j++) {
            x[i] += dice_unit(&d) < second;
        }
    }
    zb_prior prior;
    assert_int_equal(zb_stats_beta_binomial(&prior, x, n, CROWD), ZB_OK);
    NEAR(prior.a, 2, 0.2);
    NEAR(prior.b, 6, 0.6);
    NEAR(prior.mean, 0.25, 0.01);
    double best = plain_beta(x, n, CROWD, prior.a, prior.b);
    NEAR(prior.log_likelihood, best, 1e-11 * fabs(best));
}

static void priors_outside_the_domain(void **state) {
    (void)state;
    static const double bad_x[][3] = {{1, 2, 6}, {1, 2, -1}, {1, 2, 2.5},      {1, 2, NAN},
                                      {0, 0, 0}, {5, 5, 5},  {1, 2, INFINITY}, {0, 5, 5}};
    const double five[] = {5, 5, 5};
    const double good[] = {1, 2, 4};
    static const double bad_n[][3] = {{5, 5, 0},   {5, 5, -1},   {5, 5, NAN},
                                      {5, 5, 5.5}, {5, 5, 2e12}, {5, 5, INFINITY}};
    zb_prior prior = {.k = 9};
    for (size_t i = 0; i < sizeof bad_x / sizeof *bad_x; i++) {
        assert_int_equal(zb_stats_beta_binomial(&prior, bad_x[i], five, 3), ZB_E_DOMAIN);
        assert_int_equal(prior.k, 0);
    }
    for (size_t i = 0; i < sizeof bad_n / sizeof *bad_n; i++) {
        assert_int_equal(zb_stats_beta_binomial(&prior, good, bad_n[i], 3), ZB_E_DOMAIN);
    }
    assert_int_equal(zb_stats_beta_binomial(&prior, good, five, 2), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_beta_binomial(&prior, good, five, 0), ZB_E_DOMAIN);
    for (size_t i = 1; i < 5; i++) {
        assert_int_equal(zb_stats_gamma_poisson(&prior, bad_x[i], five, 3), ZB_E_DOMAIN);
        assert_int_equal(prior.k, 0);
    }
    static const double bad_e[][3] = {{5, 5, 0},        {5, 5, -1},    {5, 5, NAN},
                                      {5, 5, INFINITY}, {5, 5, 1e-60}, {1e308, 1e308, 1e308}};
    for (size_t i = 0; i < sizeof bad_e / sizeof *bad_e; i++) {
        assert_int_equal(zb_stats_gamma_poisson(&prior, good, bad_e[i], 3), ZB_E_DOMAIN);
    }
    const double beyond[] = {1, 2, 1.5e12};
    assert_int_equal(zb_stats_gamma_poisson(&prior, beyond, five, 3), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_gamma_poisson(&prior, good, five, 2), ZB_E_DOMAIN);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(rat_tumours),
        WATCHED(pump_failures),
        WATCHED(lip_cancer),
        WATCHED(best_of_all),
        WATCHED(pooled_by_variance),
        WATCHED(alike),
        WATCHED(many_trials),
        WATCHED(many_trials_nearly_alike),
        WATCHED(mirrored),
        WATCHED(scaled),
        WATCHED(extreme_counts),
        WATCHED(many_places),
        WATCHED(priors_outside_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
