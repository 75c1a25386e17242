/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of the programs that measure coverage. A row is one kind of interval in one setting,
 * over a grid of true values.
 */
#ifndef ZB_BENCH_COVERAGE_TABLE_H
#define ZB_BENCH_COVERAGE_TABLE_H

#include <stdio.h>

#include "zhibiao/stats.h"

#define COVERAGE_LEVEL 0.95
enum { COVERAGE_LABEL = 48 };

typedef struct coverage {
    size_t points;
    double sum, least, width;
    char where[COVERAGE_LABEL];
} coverage;

/* One point of the grid: how often its intervals hold the true value, and their mean width. */
static inline void coverage_add(coverage *c, double covered, double width, const char *where) {
    if (c->points == 0 || covered < c->least) {
        c->least = covered;
        snprintf(c->where, sizeof c->where, "%s", where);
    }
    c->points++;
    c->sum += covered;
    c->width += width;
}

static inline bool coverage_holds(zb_estimate e, double truth) {
    return e.low <= truth && truth <= e.high;
}

static inline void coverage_head(void) {
    printf("%-20s %-20s %7s %7s %-18s %9s\n", "interval", "setting", "mean", "least", "at",
           "width");
}

static inline void coverage_row(const char *interval, const char *setting, const coverage *c) {
    printf("%-20s %-20s %7.4f %7.4f %-18s %9.4g\n", interval, setting, c->sum / (double)c->points,
           c->least, c->where, c->width / (double)c->points);
}

#endif
