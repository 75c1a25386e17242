/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A comparison with its details, for tests.
 */
#ifndef ZB_TESTS_COMPARED_HELP_H
#define ZB_TESTS_COMPARED_HELP_H

#include "analysis_help.h"
#include "results_help.h"

typedef struct compared {
    zb_comparison comparison;
    zb_comparison_details details;
} compared;

static inline compared compare(const bench *b, const char *indicator,
                               const zb_result_options *options, bool pairs) {
    compared c;
    zb_error err = {0};
    zb_selection s = {.indicator = zb_str_from(indicator)};
    if (zb_analysis_compare(&c.comparison, b->dataset, &s, &err) != ZB_OK ||
        zb_analysis_comparison_details(&c.details, b->dataset, &c.comparison, options, pairs,
                                       &err) != ZB_OK) {
        fail_msg("%s", err.message);
    }
    assert_sound(&c.details.results);
    return c;
}

static inline void compared_free(compared *c) {
    zb_comparison_details_free(&c->details);
    assert_true(!c->details.results.rows && !c->details.pairs);
    zb_comparison_free(&c->comparison);
}

#endif
