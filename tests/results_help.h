/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every list of results.
 */
#ifndef ZB_TESTS_RESULTS_HELP_H
#define ZB_TESTS_RESULTS_HELP_H

#include <math.h>

#include "base/str.h"
#include "zhibiao/result.h"

/* Known values lie in their interval, nothing is NaN or infinite, and what is not known claims
 * nothing. */
static inline void assert_sound(const zb_result_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        const zb_result *r = &list->rows[i];
        const zb_statistic_info *info = zb_statistic_describe(r->statistic);
        zb_estimate e = r->value;
        bool known = r->state == ZB_RESULT_KNOWN;
        bool few = r->n < (double)info->least;
        bool numbers = isfinite(e.value) && isfinite(e.low) && isfinite(e.high) && isfinite(r->n) &&
                       r->p >= 0 && r->p <= 1;
        bool interval = r->has_interval ? known && !few && e.low <= e.value && e.value <= e.high
                                        : r->level == 0 && e.low == e.value && e.high == e.value;
        bool claims = known || (!r->has_p && e.value == 0);
        if (!numbers || !interval || !claims || (r->state == ZB_RESULT_TOO_FEW && !few)) {
            fail_msg("%s of place %d, year %d: %s, %g (%g to %g), p %g, n %g", info->code, r->place,
                     r->year, zb_result_state_name(r->state), e.value, e.low, e.high, r->p, r->n);
        }
    }
}

/* The result of a statistic, place and year, which there must be. */
static inline const zb_result *the_result(const zb_result_list *list, zb_statistic statistic,
                                          int place, int year) {
    for (size_t i = 0; i < list->count; i++) {
        const zb_result *r = &list->rows[i];
        if (r->statistic == statistic && r->place == place && r->year == year) {
            return r;
        }
    }
    fail_msg("no %s of place %d in %d", zb_statistic_describe(statistic)->code, place, year);
    return NULL;
}

/* Everything about the only series of an indicator. */
static inline zb_trend_details details_of(const zb_dataset *dataset, const char *indicator) {
    zb_trend_list trends;
    zb_trend_details details;
    zb_selection s = {.indicator = zb_str_from(indicator)};
    assert_int_equal(zb_analysis_trends(&trends, dataset, &s, NULL), ZB_OK);
    assert_int_equal(trends.count, 1);
    assert_int_equal(zb_analysis_trend_details(&details, dataset, &trends.rows[0], NULL), ZB_OK);
    zb_trend_list_free(&trends);
    assert_sound(&details.changes);
    assert_sound(&details.results);
    return details;
}

#endif
