/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of statistics share: seeded numbers, comparison within a tolerance, and a watch
 * over GSL's error handler.
 */
#ifndef ZB_TESTS_STATS_HELP_H
#define ZB_TESTS_STATS_HELP_H

#include <math.h>
#include <stdint.h>

#include <gsl/gsl_errno.h>

typedef struct dice {
    uint64_t state;
} dice;

/* splitmix64 */
static inline uint64_t dice_next(dice *d) {
    uint64_t z = (d->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static inline double dice_unit(dice *d) {
    return (double)(dice_next(d) >> 11) / 9007199254740992.0;
}

/* Whole number from low to high. */
static inline double dice_whole(dice *d, double low, double high) {
    return low + floor(dice_unit(d) * (high - low + 1));
}

#define NEAR(got, want, tolerance)                                                                 \
    do {                                                                                           \
        double near_got = (got);                                                                   \
        double near_want = (want);                                                                 \
        if (!(fabs(near_got - near_want) <= (tolerance))) {                                        \
            fail_msg("%s is %.10g, expected %.10g", #got, near_got, near_want);                    \
        }                                                                                          \
    } while (0)

/* Calls of GSL's error handler since the watch began. */
static int gsl_complaints;

static inline void gsl_complain(const char *reason, const char *file, int line, int code) {
    (void)reason;
    (void)file;
    (void)line;
    (void)code;
    gsl_complaints++;
}

static inline int watch_gsl(void **state) {
    (void)state;
    gsl_complaints = 0;
    gsl_set_error_handler(gsl_complain);
    return 0;
}

/* As a teardown: fails when any statistic reached the handler. */
static inline int gsl_was_silent(void **state) {
    (void)state;
    return gsl_complaints ? -1 : 0;
}

#endif
