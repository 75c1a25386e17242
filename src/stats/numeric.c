/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/numeric.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sort.h>

#include "base/mem.h"
#include "zhibiao/stats.h"

enum {
    MIDDLE_EVERY = 8,
    STEPS = 1200 * MIDDLE_EVERY /* more than there are powers of two of a double */
};

void zb_stats_quiet_gsl(void) {
    gsl_set_error_handler_off();
}

bool zb_stats_level_ok(double level) {
    return level > 0 && level < 1 && (1 - level) / 2 < 0.5;
}

bool zb_stats_trials_ok(double x, double n) {
    return n > 0 && n <= ZB_STATS_MAX_TRIALS && x >= 0 && x <= n;
}

bool zb_stats_all_finite(const double *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(values[i])) {
            return false;
        }
    }
    return true;
}

double zb_stats_normal_score(double level) {
    return gsl_cdf_ugaussian_Qinv((1 - level) / 2);
}

/* From here on for the smaller parameter of a beta distribution GSL's continued fraction may not
 * converge (NaN), and the approximation below is as good as rounding lets GSL be. */
static const double BETA_LARGE = 1e5;

/* Standard normal score of x for Beta(a, b) with large a and b; its probabilities are good to about
 * 4e-8. Source: M. Abramowitz, I. A. Stegun (1964), Handbook of mathematical functions, 26.5.22. */
static double large_beta_score(double x, double a, double b) {
    double u = cbrt(b * x);
    double v = cbrt(a * (1 - x));
    return 3 * (u * (1 - 1 / (9 * b)) - v * (1 - 1 / (9 * a))) / sqrt(u * u / b + v * v / a);
}

static double beta_cdf(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
        return x >= 1;
    }
    return fmin(a, b) > BETA_LARGE ? gsl_cdf_ugaussian_P(large_beta_score(x, a, b))
                                   : gsl_cdf_beta_P(x, a, b);
}

static double beta_upper_cdf(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
        return x <= 0;
    }
    return fmin(a, b) > BETA_LARGE ? gsl_cdf_ugaussian_Q(large_beta_score(x, a, b))
                                   : gsl_cdf_beta_Q(x, a, b);
}

/* Relative; the distribution functions have fewer good digits. */
static const double QUANTILE_PRECISION = 1e-14;

typedef struct beta_tail {
    double p;
    bool upper;
    double a, b;
} beta_tail;

/* Newton's steps from the normal quantile, kept within a bracket that the middle cuts where a step
 * would leave it, and at times anyway, so that it always closes. */
static double beta_tail_quantile(beta_tail tail) {
    double a = tail.a;
    double b = tail.b;
    double mean = a / (a + b);
    double sd = sqrt(mean * (1 - mean) / (a + b + 1));
    double low = 0;
    double high = 1;
    double x = mean + gsl_cdf_ugaussian_Pinv(tail.p) * (tail.upper ? -sd : sd);
    for (int i = 0; i < STEPS; i++) {
        if (!(x > low && x < high) || i % MIDDLE_EVERY == MIDDLE_EVERY - 1) {
            x = low + (high - low) / 2;
        }
        double excess = tail.upper ? tail.p - beta_upper_cdf(x, a, b) : beta_cdf(x, a, b) - tail.p;
        *(excess < 0 ? &low : &high) = x;
        double next = x - excess / gsl_ran_beta_pdf(x, a, b);
        if (high - low <= QUANTILE_PRECISION * high ||
            (next >= low && next <= high && fabs(next - x) <= QUANTILE_PRECISION * x)) {
            break;
        }
        x = next;
    }
    return x;
}

double zb_stats_beta_quantile(double p, double a, double b) {
    return beta_tail_quantile((beta_tail){.p = p, .a = a, .b = b});
}

double zb_stats_beta_upper_quantile(double q, double a, double b) {
    return beta_tail_quantile((beta_tail){.p = q, .upper = true, .a = a, .b = b});
}

/* From here on for the shape of a gamma distribution its quantile is the series below, whose first
 * term left out is less than 1e-10 standard deviations even at the ends of what a double tells. */
static const double GAMMA_LARGE = 1e5;
/* Below this the start of the search is the quantile, and GSL's functions are spared what
 * underflows. */
static const double GAMMA_TINY = 1e-200;

/* Source: E. A. Cornish, R. A. Fisher (1937), Moments and cumulants in the specification of
 * distributions; for chi-squared the terms of H. Goldberg, H. Levine (1946), Approximate formulas
 * for the percentage points and normalization of t and chi-squared. */
static double large_gamma_quantile(double z, double shape) {
    double z2 = z * z;
    double root = sqrt(shape);
    return shape + z * root + (z2 - 1) / 3 + z * (z2 - 7) / (36 * root) -
           (z2 * (3 * z2 + 7) - 16) / (810 * shape) +
           z * (z2 * (9 * z2 + 256) - 433) / (38880 * shape * root);
}

/* Wilson and Hilferty's quantile, or where it is of no use what the first term of the distribution
 * function's series gives; that lies below the quantile and all but meets it near 0. */
static double gamma_start(double z, double log_p, double shape) {
    double cube = cbrt(shape) * (1 - 1 / (9 * shape) + z / (3 * sqrt(shape)));
    double first = exp((log_p + gsl_sf_lngamma(1 + shape)) / shape);
    return shape < 1 || cube <= 0 ? first : fmax(cube * cube * cube, first);
}

typedef struct gamma_tail {
    double p;
    bool upper;
    double shape;
} gamma_tail;

/* Bracketed Newton steps as for the beta distribution. */
static double gamma_tail_quantile(gamma_tail tail) {
    double z = gsl_cdf_ugaussian_Pinv(tail.p) * (tail.upper ? -1 : 1);
    if (tail.shape > GAMMA_LARGE) {
        return large_gamma_quantile(z, tail.shape);
    }
    double log_p = tail.upper ? log1p(-tail.p) : log(tail.p);
    double x = gamma_start(z, log_p, tail.shape);
    if (x < GAMMA_TINY) {
        return x;
    }
    /* P(X > shape + sqrt(2 shape t) + t) <= exp(-t): S. Boucheron, G. Lugosi, P. Massart (2013),
     * Concentration inequalities, section 2.4. */
    double t = -(tail.upper ? log(tail.p) : log1p(-tail.p));
    double high = tail.shape + sqrt(2 * tail.shape * t) + t;
    double low = 0;
    for (int i = 0; i < STEPS; i++) {
        if (!(x > low && x < high) || i % MIDDLE_EVERY == MIDDLE_EVERY - 1) {
            x = low + (high - low) / 2;
        }
        double excess = tail.upper ? tail.p - gsl_cdf_gamma_Q(x, tail.shape, 1)
                                   : gsl_cdf_gamma_P(x, tail.shape, 1) - tail.p;
        *(excess < 0 ? &low : &high) = x;
        double next = x - excess / gsl_ran_gamma_pdf(x, tail.shape, 1);
        if (high - low <= QUANTILE_PRECISION * high ||
            (next >= low && next <= high && fabs(next - x) <= QUANTILE_PRECISION * x)) {
            break;
        }
        x = next;
    }
    return x;
}

double zb_stats_gamma_quantile(double p, double shape) {
    return gamma_tail_quantile((gamma_tail){.p = p, .shape = shape});
}

double zb_stats_gamma_upper_quantile(double q, double shape) {
    return gamma_tail_quantile((gamma_tail){.p = q, .upper = true, .shape = shape});
}

double zb_stats_binomial_cdf(double k, double n, double p) {
    if (k < 0 || k >= n) {
        return k >= n;
    }
    return beta_cdf(1 - p, n - k, k + 1);
}

double *zb_stats_sorted(const double *values, size_t n) {
    double *copy = n <= SIZE_MAX / sizeof *copy ? zb_mem_get(n * sizeof *copy) : NULL;
    if (copy) {
        memcpy(copy, values, n * sizeof *copy);
        gsl_sort(copy, 1, n);
    }
    return copy;
}

/* Sums over the groups of equal values, t the size of a group. */
typedef struct tie_sums {
    double pairs;   /* t (t - 1) */
    double triples; /* t (t - 1) (t - 2) */
    double spread;  /* t (t - 1) (2 t + 5) */
} tie_sums;

static tie_sums count_ties(const double *values, size_t n) {
    tie_sums sums = {0};
    for (size_t i = 0; values && i < n; i++) {
        double t = 0;
        for (size_t j = 0; j < n; j++) {
            t += values[j] == values[i];
        }
        /* Each group is met t times, so one factor t is left out. */
        sums.pairs += t - 1;
        sums.triples += (t - 1) * (t - 2);
        sums.spread += (t - 1) * (2 * t + 5);
    }
    return sums;
}

double zb_stats_kendall_variance(const double *x, const double *y, size_t n) {
    if (n < 2) {
        return 0;
    }
    double m = (double)n;
    tie_sums tx = count_ties(x, n);
    tie_sums ty = count_ties(y, n);
    double variance = (m * (m - 1) * (2 * m + 5) - tx.spread - ty.spread) / 18 +
                      tx.pairs * ty.pairs / (2 * m * (m - 1));
    if (n > 2) {
        variance += tx.triples * ty.triples / (9 * m * (m - 1) * (m - 2));
    }
    return variance > 0 ? variance : 0;
}
