/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From one year to the next: what the data give, and what the reports state beside it.
 */
#include "stats/details.h"

#include <math.h>

#include "stats/analysis.h"

static void add_points(zb_results *list, const zb_year_value *from, const zb_year_value *to) {
    zb_estimate e = {0};
    bool exact = from->exact && to->exact;
    double n = exact ? from->trials + to->trials : 0;
    zb_result result = zb_result_plain(ZB_STAT_CHANGE_POINTS, to->value - from->value, n);
    if (exact && zb_stats_newcombe(&e, from->events, from->trials, to->events, to->trials,
                                   ZB_ANALYSIS_LEVEL) == ZB_OK) {
        result = zb_result_interval(ZB_STAT_CHANGE_POINTS, zb_estimate_times(e, 100), n);
    }
    zb_results_push_at(list, result, -1, to->year);
}

/* Per cent and log ratio of two counts, with the conditional exact interval where they are exact;
 * without one a ratio that is known still is given. */
static void add_ratio(zb_results *list, const zb_year_value *from, const zb_year_value *to,
                      const zb_change *change) {
    zb_estimate ratio = {0};
    bool exact = from->exact && to->exact &&
                 zb_stats_count_ratio(&ratio, from->events, to->events, ZB_ANALYSIS_LEVEL) == ZB_OK;
    double n = exact ? from->events + to->events : 0;
    zb_result percent = change->has_percent
                            ? zb_result_plain(ZB_STAT_CHANGE_PERCENT, change->percent, n)
                            : zb_result_withheld(ZB_STAT_CHANGE_PERCENT, ZB_RESULT_UNDEFINED, n);
    if (change->has_percent && exact) {
        zb_estimate e = {change->percent, 100 * (ratio.low - 1), 100 * (ratio.high - 1)};
        percent = zb_result_interval(ZB_STAT_CHANGE_PERCENT, e, n);
    }
    zb_result log_ratio =
        change->has_ratio ? zb_result_plain(ZB_STAT_CHANGE_LOG_RATIO, change->log_ratio, n)
                          : zb_result_withheld(ZB_STAT_CHANGE_LOG_RATIO, ZB_RESULT_UNDEFINED, n);
    if (change->has_ratio && exact && ratio.low > 0) {
        zb_estimate e = {change->log_ratio, log(ratio.low), log(ratio.high)};
        log_ratio = zb_result_interval(ZB_STAT_CHANGE_LOG_RATIO, e, n);
    }
    zb_results_push_at(list, percent, -1, to->year);
    zb_results_push_at(list, log_ratio, -1, to->year);
}

/* `98%以上` after 100 % is no fall of 2 points. */
static void add_inexact(zb_results *list, int year, bool is_rate) {
    static const zb_statistic of_counts[] = {ZB_STAT_CHANGE_ABSOLUTE, ZB_STAT_CHANGE_PERCENT,
                                             ZB_STAT_CHANGE_LOG_RATIO};
    static const zb_statistic of_rates[] = {ZB_STAT_CHANGE_POINTS};
    const zb_statistic *statistics = is_rate ? of_rates : of_counts;
    size_t count = is_rate ? 1 : sizeof of_counts / sizeof *of_counts;
    for (size_t i = 0; i < count; i++) {
        zb_results_push_at(list, zb_result_withheld(statistics[i], ZB_RESULT_INEXACT, 0), -1, year);
    }
}

void zb_changes_between(zb_results *list, const zb_year_value *from, const zb_year_value *to,
                        bool is_rate) {
    zb_change change;
    if (to->year != from->year + 1) {
        zb_statistic statistic = is_rate ? ZB_STAT_CHANGE_POINTS : ZB_STAT_CHANGE_ABSOLUTE;
        zb_results_push_at(list, zb_result_withheld(statistic, ZB_RESULT_GAPS, 0), -1, to->year);
        return;
    }
    if (zb_stats_change(&change, from->value, to->value) != ZB_OK) {
        return;
    }
    if (from->qualifier != ZB_EQ || to->qualifier != ZB_EQ) {
        add_inexact(list, to->year, is_rate);
        return;
    }
    if (is_rate) {
        add_points(list, from, to);
        return;
    }
    zb_results_push_at(list, zb_result_plain(ZB_STAT_CHANGE_ABSOLUTE, change.absolute, 2), -1,
                       to->year);
    add_ratio(list, from, to, &change);
}

zb_status zb_details_changes(zb_trend_details *out, const zb_dataset *dataset,
                             const zb_indicator *indicator, zb_error *err) {
    zb_results list = {0};
    zb_stated_rows stated = {0};
    list.failed =
        !zb_stated_gather(&stated, dataset, out->trend.place, indicator, out->values, out->count);
    out->stated = stated.at;
    out->stated_count = stated.count;
    for (size_t i = 0, k = 0; i < out->count; i++) {
        if (i) {
            zb_changes_between(&list, &out->values[i - 1], &out->values[i], indicator->is_rate);
        }
        for (; k < stated.count && stated.at[k].year == out->values[i].year; k++) {
            zb_result result = zb_result_plain(ZB_STAT_CHANGE_STATED, stated.at[k].value, 1);
            result.unit = stated.at[k].unit;
            zb_results_push_at(&list, result, -1, stated.at[k].year);
            zb_results_push_at(&list, stated.at[k].implied, -1, stated.at[k].year);
        }
    }
    return zb_results_finish(&out->changes, &list, err);
}
