/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of series share: a count or a rate of one county over the years.
 */
#ifndef ZB_TESTS_SERIES_HELP_H
#define ZB_TESTS_SERIES_HELP_H

#include "analysis_help.h"

#define CASES "mediation.cases"
#define SUCCEEDED "mediation.succeeded"
#define RATE "mediation.success_rate"
#define COUNTY "990122"
#define LEVEL 0.95
#define TOLERANCE 1e-12
enum { MOST_YEARS = 24 };

/* A count of one county: values from 2010 on, none where negative. */
static inline bench counts(const double *values, size_t count, zb_qualifier qualifier) {
    fact facts[MOST_YEARS];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (values[i] >= 0) {
            facts[n++] = (fact){COUNTY, 2010 + (int)i, CASES, values[i], qualifier, 0, NULL, 0};
        }
    }
    return bench_open(facts, n);
}

/* A rate of one county from 2010 on, of `trials` each. */
static inline bench rates(const double *events, double trials, size_t count) {
    fact facts[2 * MOST_YEARS];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        facts[n++] = (fact){COUNTY, 2010 + (int)i, CASES, trials, ZB_EQ, 0, NULL, 0};
        facts[n++] = (fact){COUNTY, 2010 + (int)i, SUCCEEDED, events[i], ZB_EQ, 0, NULL, 0};
    }
    return bench_open(facts, n);
}

#define COUNTS(values, qualifier) counts(values, sizeof(values) / sizeof *(values), qualifier)

#endif
