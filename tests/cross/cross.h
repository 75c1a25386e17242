/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of cross_r share. A case is one line on standard output:
 *
 *     FUNCTION NAME=VALUE[,VALUE...] ... -> status=ok NAME=VALUE ...
 *
 * Before the arrow stand the arguments, after it the results; refused cases have no results.
 */
#ifndef ZB_TESTS_CROSS_H
#define ZB_TESTS_CROSS_H

#include "stats_help.h"
#include "zhibiao/stats.h"

enum { CROSS_LONGEST = 64 };

/* A series of n values at rising x. */
typedef struct cross_series {
    size_t n;
    double x[CROSS_LONGEST], y[CROSS_LONGEST];
} cross_series;

void cross_begin(const char *function);
void cross_put(const char *name, double value);
void cross_put_all(const char *name, const double *values, size_t n);
void cross_put_estimate(zb_estimate e);
/* End the arguments; tells whether there are results to put. */
bool cross_result(zb_status status);
void cross_end(void);

/* One of the levels that reports use. */
double cross_level(dice *d);
/* About standard normal: the sum of twelve uniform numbers less 6. */
double cross_normal(dice *d);
/* x of n trials, from a few to 1e9; none, all and half of them more often than chance has it. */
void cross_trials(double *x, double *n, dice *d);
/* The same within `most` trials and whole. */
void cross_whole_trials(double *x, double *n, dice *d, double most);
/* Length from `fewest` to `most`; small whole numbers with ties, decimals about a line, large
 * counts, an outlier, a constant. x are years, with gaps where wanted. */
void cross_draw_series(cross_series *out, dice *d, size_t fewest, size_t most, bool gaps);

void cross_rates(dice *d, size_t rounds);
void cross_describe(dice *d, size_t rounds);
void cross_trend(dice *d, size_t rounds);
void cross_glm(dice *d, size_t rounds);
void cross_compare(dice *d, size_t rounds);
void cross_shrink(dice *d, size_t rounds);

#endif
