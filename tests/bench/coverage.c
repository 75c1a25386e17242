/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often the 95 % intervals of proportions and counts hold the true value: exact, by adding the
 * probabilities of all outcomes whose interval does, over grids of true values. Prints the mean and
 * the least coverage and the mean width; fails when Wilson's mean is not what it is shown for.
 *
 * Wilson's mean lies near 0.95 and dips below it for proportions near 0 and 1; Clopper–Pearson
 * never falls below 0.95 and is wider for it. The report shows Wilson because its figures are
 * read as typical uncertainty. Intervals of counts never fall below: the exact one by what it is,
 * Byar's because it is hardly wider or narrower than that. Newcombe's difference is as Wilson's
 * proportions, the ratio of counts as the exact interval; the fewer the counts, the more it holds.
 */
#include <math.h>

#include <gsl/gsl_randist.h>

#include "coverage_table.h"

enum { LARGEST = 1000, STEPS = 199 };

/* Between these Wilson's mean over the whole grid must lie. */
static const double WILSON_LEAST = 0.945;
static const double WILSON_MOST = 0.96;

typedef zb_status proportion_fn(zb_estimate *out, double x, double n, double level);

static coverage measure_proportion(proportion_fn *interval, unsigned n) {
    static zb_estimate intervals[LARGEST + 1];
    coverage c = {0};
    for (unsigned x = 0; x <= n; x++) {
        interval(&intervals[x], x, n, COVERAGE_LEVEL);
    }
    for (int step = 1; step <= STEPS; step++) {
        double p = (double)step / (STEPS + 1);
        double covered = 0;
        double width = 0;
        for (unsigned x = 0; x <= n; x++) {
            double weight = gsl_ran_binomial_pdf(x, p, n);
            covered += coverage_holds(intervals[x], p) ? weight : 0;
            width += weight * (intervals[x].high - intervals[x].low);
        }
        char where[COVERAGE_LABEL];
        snprintf(where, sizeof where, "p = %.3f", p);
        coverage_add(&c, covered, width, where);
    }
    return c;
}

/* The mean coverage over all sizes. */
static double measure_sizes(const char *name, proportion_fn *interval) {
    static const unsigned sizes[] = {5, 10, 20, 50, 100, 200, 500, LARGEST};
    enum { SIZES = sizeof sizes / sizeof *sizes };
    double mean = 0;
    for (size_t i = 0; i < SIZES; i++) {
        coverage c = measure_proportion(interval, sizes[i]);
        char setting[COVERAGE_LABEL];
        snprintf(setting, sizeof setting, "n = %u", sizes[i]);
        coverage_row(name, setting, &c);
        mean += c.sum / (double)c.points / SIZES;
    }
    return mean;
}

typedef zb_status count_fn(zb_estimate *out, double events, double level);

static zb_status rate_of_one(zb_estimate *out, double events, double level) {
    return zb_stats_event_rate(out, events, 1, 1, level);
}

/* Means from `low` to `high` by twentieths. */
static coverage measure_count(count_fn *interval, double low, double high) {
    enum { MOST = 400 };
    static zb_estimate intervals[MOST + 1];
    coverage c = {0};
    for (unsigned x = 0; x <= MOST; x++) {
        interval(&intervals[x], x, COVERAGE_LEVEL);
    }
    for (int step = 0; low + step / 20.0 <= high; step++) {
        double mean = low + step / 20.0;
        double covered = 0;
        double width = 0;
        for (unsigned x = 0; x <= MOST; x++) {
            double weight = gsl_ran_poisson_pdf(x, mean);
            covered += coverage_holds(intervals[x], mean) ? weight : 0;
            width += weight * (intervals[x].high - intervals[x].low);
        }
        char where[COVERAGE_LABEL];
        snprintf(where, sizeof where, "mean %.2f", mean);
        coverage_add(&c, covered, width, where);
    }
    return c;
}

static void measure_means(const char *name, count_fn *interval) {
    static const double bounds[] = {0.5, 5, 20, 50, 200};
    for (size_t i = 0; i + 1 < sizeof bounds / sizeof *bounds; i++) {
        coverage c = measure_count(interval, bounds[i], bounds[i + 1]);
        char setting[COVERAGE_LABEL];
        snprintf(setting, sizeof setting, "mean %g to %g", bounds[i], bounds[i + 1]);
        coverage_row(name, setting, &c);
    }
}

enum { DIFFERENCE_MOST = 50 };

/* Of x1 and x2 events. */
typedef struct difference_table {
    zb_estimate at[DIFFERENCE_MOST + 1][DIFFERENCE_MOST + 1];
} difference_table;

static void measure_difference_at(coverage *c, const difference_table *intervals, unsigned n1,
                                  unsigned n2, double p1, double p2) {
    double covered = 0;
    double width = 0;
    for (unsigned x1 = 0; x1 <= n1; x1++) {
        double weight1 = gsl_ran_binomial_pdf(x1, p1, n1);
        for (unsigned x2 = 0; x2 <= n2; x2++) {
            double weight = weight1 * gsl_ran_binomial_pdf(x2, p2, n2);
            zb_estimate e = intervals->at[x1][x2];
            covered += coverage_holds(e, p2 - p1) ? weight : 0;
            width += weight * (e.high - e.low);
        }
    }
    char where[COVERAGE_LABEL];
    snprintf(where, sizeof where, "p = %.2f, %.2f", p1, p2);
    coverage_add(c, covered, width, where);
}

static void measure_differences(void) {
    static const unsigned sizes[][2] = {{5, 5},   {10, 10}, {20, 20},
                                        {10, 30}, {30, 30}, {DIFFERENCE_MOST, DIFFERENCE_MOST}};
    static difference_table intervals;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned n1 = sizes[i][0];
        unsigned n2 = sizes[i][1];
        coverage c = {0};
        for (unsigned x1 = 0; x1 <= n1; x1++) {
            for (unsigned x2 = 0; x2 <= n2; x2++) {
                zb_stats_newcombe(&intervals.at[x1][x2], x1, n1, x2, n2, COVERAGE_LEVEL);
            }
        }
        for (int p1 = 1; p1 < 20; p1++) {
            for (int p2 = 1; p2 < 20; p2++) {
                measure_difference_at(&c, &intervals, n1, n2, p1 / 20.0, p2 / 20.0);
            }
        }
        char setting[COVERAGE_LABEL];
        snprintf(setting, sizeof setting, "n = %u, %u", n1, n2);
        coverage_row("Newcombe", setting, &c);
    }
}

enum { RATIO_A = 100, RATIO_B = 300 };

/* The counts a mean of 50 and one of 200 give but once in a billion. The ratio has no value
 * without a, so all is given that a is above 0. */
static void measure_ratios(void) {
    static const double means[] = {1, 2, 5, 10, 20, 50};
    static const double ratios[] = {0.25, 0.5, 0.8, 1, 1.25, 2, 4};
    static zb_estimate intervals[RATIO_A + 1][RATIO_B + 1];
    for (unsigned a = 1; a <= RATIO_A; a++) {
        for (unsigned b = 0; b <= RATIO_B; b++) {
            zb_stats_count_ratio(&intervals[a][b], a, b, COVERAGE_LEVEL);
        }
    }
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        coverage c = {0};
        for (size_t k = 0; k < sizeof ratios / sizeof *ratios; k++) {
            double covered = 0;
            double width = 0;
            for (unsigned a = 1; a <= RATIO_A; a++) {
                double weight_a = gsl_ran_poisson_pdf(a, means[i]) / -expm1(-means[i]);
                for (unsigned b = 0; b <= RATIO_B; b++) {
                    double weight = weight_a * gsl_ran_poisson_pdf(b, means[i] * ratios[k]);
                    zb_estimate e = intervals[a][b];
                    covered += coverage_holds(e, ratios[k]) ? weight : 0;
                    width += weight * (e.high - e.low);
                }
            }
            char where[COVERAGE_LABEL];
            snprintf(where, sizeof where, "ratio %g", ratios[k]);
            coverage_add(&c, covered, width, where);
        }
        char setting[COVERAGE_LABEL];
        snprintf(setting, sizeof setting, "mean %g", means[i]);
        coverage_row("count ratio", setting, &c);
    }
}

int main(void) {
    coverage_head();
    double wilson = measure_sizes("Wilson", zb_stats_wilson);
    measure_sizes("Wilson corrected", zb_stats_wilson_cc);
    measure_sizes("Clopper-Pearson", zb_stats_clopper_pearson);
    measure_means("Poisson exact", zb_stats_poisson_exact);
    measure_means("Byar", zb_stats_poisson_byar);
    measure_means("event rate", rate_of_one);
    measure_differences();
    measure_ratios();
    bool held = wilson >= WILSON_LEAST && wilson <= WILSON_MOST;
    printf("Wilson's mean over all is %.4f, %s %.3f to %.3f\n", wilson, held ? "within" : "outside",
           WILSON_LEAST, WILSON_MOST);
    return held ? 0 : 1;
}
