/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often the 95 % intervals of a proportion hold the true one: exact, by adding the binomial
 * probabilities of all outcomes whose interval does, over a grid of true proportions. Prints the
 * mean and the least coverage and the mean width.
 *
 * Wilson's mean lies near 0.95 and dips below it for proportions near 0 and 1; Clopper–Pearson
 * never falls below 0.95 and is wider for it. The report shows Wilson because its figures are
 * read as typical uncertainty.
 */
#include <stdio.h>

#include <gsl/gsl_randist.h>

#include "zhibiao/stats.h"

enum { LARGEST = 1000, STEPS = 199 };

typedef zb_status interval_fn(zb_estimate *out, double x, double n, double level);

typedef struct summary {
    double mean, least, least_at, width;
} summary;

static summary measure(interval_fn *interval, unsigned n) {
    static zb_estimate intervals[LARGEST + 1];
    summary s = {.least = 1};
    for (unsigned x = 0; x <= n; x++) {
        interval(&intervals[x], x, n, 0.95);
    }
    for (int step = 1; step <= STEPS; step++) {
        double p = (double)step / (STEPS + 1);
        double covered = 0;
        for (unsigned x = 0; x <= n; x++) {
            double weight = gsl_ran_binomial_pdf(x, p, n);
            covered += intervals[x].low <= p && p <= intervals[x].high ? weight : 0;
            s.width += weight * (intervals[x].high - intervals[x].low) / STEPS;
        }
        s.mean += covered / STEPS;
        if (covered < s.least) {
            s.least = covered;
            s.least_at = p;
        }
    }
    return s;
}

int main(void) {
    static const unsigned sizes[] = {5, 10, 20, 50, 100, 200, 500, LARGEST};
    static const struct {
        const char *name;
        interval_fn *interval;
    } rows[] = {{"Wilson", zb_stats_wilson}, {"Clopper-Pearson", zb_stats_clopper_pearson}};
    printf("%-16s %5s %8s %8s %8s %8s\n", "interval", "n", "mean", "least", "at p", "width");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            summary s = measure(rows[i].interval, sizes[k]);
            printf("%-16s %5u %8.4f %8.4f %8.3f %8.4f\n", rows[i].name, sizes[k], s.mean, s.least,
                   s.least_at, s.width);
        }
    }
    return 0;
}
