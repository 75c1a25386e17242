/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often the 95 % intervals of trends and of the mean of rates hold the true value, by seeded
 * simulation. Prints the mean and the least coverage over a few true values and the mean width.
 * Wald's intervals of the trends of counts and shares hold for as long as these vary no more than
 * Poisson and binomial counts do; the wide ones hold beyond that, too, and are wider for it. The
 * t interval of the mean of few rates near 0 falls short: they are skew.
 * Each coverage is of RUNS data sets, so it is known to about 0.002; data without a finite fit are
 * drawn anew.
 */
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "coverage_table.h"

enum { RUNS = 10000, MOST = 32 };
static const unsigned long SEED = 20240229;

/* Adds up the intervals of one true value. */
typedef struct tally {
    int runs, held;
    double width;
} tally;

static void tally_add(tally *t, zb_estimate e, double truth) {
    t->runs++;
    t->held += coverage_holds(e, truth);
    t->width += e.high - e.low;
}

static void tally_end(coverage *c, const tally *t, const char *where) {
    coverage_add(c, (double)t->held / t->runs, t->width / t->runs, where);
}

static void fill_years(double *x, size_t n) {
    for (size_t i = 0; i < n; i++) {
        x[i] = (double)i;
    }
}

/* ------------------------------------------------------------------ lines */

typedef enum line_kind { LINE_OLS, LINE_PREDICTION, LINE_MEDIAN, LINE_BISQUARE } line_kind;

/* The interval of one kind for y about a line of slope 1, and what it should hold. */
static zb_status line_interval(zb_estimate *out, double *truth, line_kind kind, const double *x,
                               const double *y, size_t n, double next) {
    zb_line_fit fit;
    zb_status status;
    *truth = kind == LINE_PREDICTION ? next : 1;
    switch (kind) {
    case LINE_PREDICTION:
        return zb_stats_predict(out, x, y, n, (double)n, COVERAGE_LEVEL);
    case LINE_MEDIAN:
        return zb_stats_theil_sen(out, x, y, n, COVERAGE_LEVEL);
    case LINE_BISQUARE:
        status = zb_stats_bisquare(&fit, x, y, n, COVERAGE_LEVEL);
        break;
    default:
        status = zb_stats_ols(&fit, x, y, n, COVERAGE_LEVEL);
        break;
    }
    *out = (zb_estimate){fit.slope, fit.slope_low, fit.slope_high};
    return status;
}

/* Errors: normal, or one in ten of them with five times the deviation. */
static double draw_error(const gsl_rng *rng, bool heavy) {
    return gsl_ran_gaussian(rng, heavy && gsl_rng_uniform(rng) < 0.1 ? 5 : 1);
}

static void measure_line(const gsl_rng *rng, const char *name, line_kind kind, size_t n) {
    double x[MOST];
    double y[MOST];
    coverage c = {0};
    fill_years(x, n);
    for (int heavy = 0; heavy <= 1; heavy++) {
        tally t = {0};
        while (t.runs < RUNS) {
            zb_estimate e;
            double truth;
            for (size_t i = 0; i < n; i++) {
                y[i] = x[i] + draw_error(rng, heavy);
            }
            double next = (double)n + draw_error(rng, heavy);
            if (line_interval(&e, &truth, kind, x, y, n, next) == ZB_OK) {
                tally_add(&t, e, truth);
            }
        }
        tally_end(&c, &t, heavy ? "heavy tails" : "normal");
    }
    char setting[COVERAGE_LABEL];
    snprintf(setting, sizeof setting, "n = %zu", n);
    coverage_row(name, setting, &c);
}

/* -------------------------------------------------------------- GLM trends */

enum { SIMPLE, WIDE, INTERVALS };

static void add_fit(tally t[INTERVALS], const zb_glm_fit *fit, double slope) {
    tally_add(&t[SIMPLE], (zb_estimate){fit->slope, fit->slope_low, fit->slope_high}, slope);
    tally_add(&t[WIDE], (zb_estimate){fit->slope, fit->wide_low, fit->wide_high}, slope);
}

static void end_rows(const char *const names[INTERVALS], const coverage c[INTERVALS],
                     const char *variance, size_t n) {
    for (int i = 0; i < INTERVALS; i++) {
        char setting[COVERAGE_LABEL];
        snprintf(setting, sizeof setting, "n = %zu, %s", n, variance);
        coverage_row(names[i], setting, &c[i]);
    }
}

/* Counts whose variance is `phi` times the mean. */
static double draw_count(const gsl_rng *rng, double mean, double phi) {
    double m = phi > 1 ? gsl_ran_gamma(rng, mean / (phi - 1), phi - 1) : mean;
    return gsl_ran_poisson(rng, m);
}

static void measure_poisson(const gsl_rng *rng, size_t n, double phi) {
    static const double means[] = {5, 20, 100};
    static const char *const names[INTERVALS] = {"Poisson trend", "Poisson trend wide"};
    const double slope = 0.05;
    double x[MOST];
    double y[MOST];
    coverage c[INTERVALS] = {{0}, {0}};
    fill_years(x, n);
    for (size_t m = 0; m < sizeof means / sizeof *means; m++) {
        tally t[INTERVALS] = {{0}, {0}};
        while (t[SIMPLE].runs < RUNS) {
            zb_glm_fit fit;
            for (size_t i = 0; i < n; i++) {
                y[i] = draw_count(rng, means[m] * exp(slope * x[i]), phi);
            }
            if (zb_stats_poisson_trend(&fit, x, y, n, COVERAGE_LEVEL) == ZB_OK) {
                add_fit(t, &fit, slope);
            }
        }
        char where[COVERAGE_LABEL];
        snprintf(where, sizeof where, "mean %g", means[m]);
        for (int i = 0; i < INTERVALS; i++) {
            tally_end(&c[i], &t[i], where);
        }
    }
    end_rows(names, c, phi > 1 ? "variance x 4" : "Poisson", n);
}

static const double TRIALS = 100;

/* Events whose variance is `phi` times the binomial one: beta-binomial. */
static double draw_binomial(const gsl_rng *rng, double p, double phi) {
    if (phi > 1) {
        double strength = (TRIALS - phi) / (phi - 1);
        p = gsl_ran_beta(rng, strength * p, strength * (1 - p));
    }
    return gsl_ran_binomial(rng, p, (unsigned)TRIALS);
}

static void measure_logistic(const gsl_rng *rng, size_t n, double phi) {
    static const double starts[] = {0.05, 0.2, 0.5};
    static const char *const names[INTERVALS] = {"logistic trend", "logistic trend wide"};
    const double slope = 0.05;
    double x[MOST];
    double y[MOST];
    double trials[MOST];
    coverage c[INTERVALS] = {{0}, {0}};
    fill_years(x, n);
    for (size_t i = 0; i < n; i++) {
        trials[i] = TRIALS;
    }
    for (size_t m = 0; m < sizeof starts / sizeof *starts; m++) {
        double start = log(starts[m] / (1 - starts[m]));
        tally t[INTERVALS] = {{0}, {0}};
        while (t[SIMPLE].runs < RUNS) {
            zb_glm_fit fit;
            for (size_t i = 0; i < n; i++) {
                y[i] = draw_binomial(rng, 1 / (1 + exp(-(start + slope * x[i]))), phi);
            }
            if (zb_stats_logistic_trend(&fit, x, y, trials, n, COVERAGE_LEVEL) == ZB_OK) {
                add_fit(t, &fit, slope);
            }
        }
        char where[COVERAGE_LABEL];
        snprintf(where, sizeof where, "start %g", starts[m]);
        for (int i = 0; i < INTERVALS; i++) {
            tally_end(&c[i], &t[i], where);
        }
    }
    end_rows(names, c, phi > 1 ? "variance x 4" : "binomial", n);
}

/* ------------------------------------------------------------ mean of rates */

/* Regions whose rates are from a beta distribution about the mean, with 20 to 500 cases each. */
static void measure_mean_of_rates(const gsl_rng *rng, size_t k) {
    static const double means[] = {0.02, 0.1, 0.5, 0.9};
    const double strength = 30;
    double x[MOST];
    double n[MOST];
    coverage c = {0};
    for (size_t m = 0; m < sizeof means / sizeof *means; m++) {
        tally t = {0};
        while (t.runs < RUNS) {
            zb_pooled out;
            for (size_t i = 0; i < k; i++) {
                n[i] = 20 + (double)gsl_rng_uniform_int(rng, 481);
                double p = gsl_ran_beta(rng, strength * means[m], strength * (1 - means[m]));
                x[i] = gsl_ran_binomial(rng, p, (unsigned)n[i]);
            }
            if (zb_stats_pool(&out, x, n, k, COVERAGE_LEVEL) == ZB_OK) {
                tally_add(&t, out.mean_of_rates, means[m]);
            }
        }
        char where[COVERAGE_LABEL];
        snprintf(where, sizeof where, "mean %g", means[m]);
        tally_end(&c, &t, where);
    }
    char setting[COVERAGE_LABEL];
    snprintf(setting, sizeof setting, "k = %zu", k);
    coverage_row("mean of rates", setting, &c);
}

int main(void) {
    static const size_t sizes[] = {5, 8, 10, 15};
    static const size_t regions[] = {3, 5, 10, 20, 30};
    static const char *const lines[] = {"OLS slope", "OLS prediction", "Theil-Sen", "bisquare"};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    if (!rng) {
        abort();
    }
    gsl_rng_set(rng, SEED);
    coverage_head();
    for (line_kind kind = LINE_OLS; kind <= LINE_BISQUARE; kind++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            measure_line(rng, lines[kind], kind, sizes[i]);
        }
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        measure_poisson(rng, sizes[i], 1);
        measure_poisson(rng, sizes[i], 4);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        measure_logistic(rng, sizes[i], 1);
        measure_logistic(rng, sizes[i], 4);
    }
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        measure_mean_of_rates(rng, regions[i]);
    }
    gsl_rng_free(rng);
    return 0;
}
