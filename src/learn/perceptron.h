/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A multiclass perceptron with a margin and averaged weights.
 */
#ifndef ZB_LEARN_PERCEPTRON_H
#define ZB_LEARN_PERCEPTRON_H

#include "learn/examples.h"

/* One figure: its cues by number, and what is right for it. */
typedef struct zb_case {
    size_t first, count; /* cues[first, first + count) */
    int32_t truths[ZB_TRUTHS];
    size_t truth_count;
    int part; /* 1 a part of its indicator, 0 the whole, -1 either */
    size_t document;
} zb_case;

typedef struct zb_cases {
    ZB_VEC(zb_case) cases;
    ZB_VEC(int32_t) cues; /* -1: too rare to speak */
    size_t cue_count;     /* their numbers are below */
    size_t classes;       /* none of the catalogue's, the indicators, being a part */
} zb_cases;

/* weights[cue * classes + class], class 0 for none, indicator + 1, and last that of parts. Fitted
 * to the cases whose document is not `fold` modulo `folds` (0: to all). ZB_E_NOMEM. The caller's,
 * to free with zb_mem_free. */
zb_status zb_perceptron_fit(double **weights, const zb_cases *cases, size_t folds, size_t fold,
                            zb_error *err);
/* Count the cases with document equal to `fold` modulo `folds`, and those of them that are named as
 * they should be: adds to `tried` and `right`. ZB_E_NOMEM, which adds nothing. */
zb_status zb_perceptron_try(const double *weights, const zb_cases *cases, size_t folds, size_t fold,
                            size_t *right, size_t *tried, zb_error *err);

#endif
