/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From one year to the next: what the data give, what the reports state, what that implies.
 */
#include "stats/details.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "dataset/bounds.h"
#include "dataset/dataset.h"
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
    zb_result percent =
        change->has_percent
            ? zb_result_plain(ZB_STAT_CHANGE_PERCENT, change->percent, n)
            : zb_result_missing(ZB_STAT_CHANGE_PERCENT, ZB_RESULT_UNDEFINED, INFINITY);
    if (change->has_percent && exact) {
        zb_estimate e = {change->percent, 100 * (ratio.low - 1), 100 * (ratio.high - 1)};
        percent = zb_result_interval(ZB_STAT_CHANGE_PERCENT, e, n);
    }
    zb_result log_ratio =
        change->has_ratio
            ? zb_result_plain(ZB_STAT_CHANGE_LOG_RATIO, change->log_ratio, n)
            : zb_result_missing(ZB_STAT_CHANGE_LOG_RATIO, ZB_RESULT_UNDEFINED, INFINITY);
    if (change->has_ratio && exact && ratio.low > 0) {
        zb_estimate e = {change->log_ratio, log(ratio.low), log(ratio.high)};
        log_ratio = zb_result_interval(ZB_STAT_CHANGE_LOG_RATIO, e, n);
    }
    percent.n = log_ratio.n = n;
    zb_results_push_at(list, percent, -1, to->year);
    zb_results_push_at(list, log_ratio, -1, to->year);
}

static void add_change(zb_results *list, const zb_year_value *from, const zb_year_value *to,
                       bool is_rate) {
    zb_change change;
    if (to->year != from->year + 1) {
        zb_statistic statistic = is_rate ? ZB_STAT_CHANGE_POINTS : ZB_STAT_CHANGE_ABSOLUTE;
        zb_result gap = zb_result_missing(statistic, ZB_RESULT_GAPS, INFINITY);
        gap.n = 0;
        zb_results_push_at(list, gap, -1, to->year);
        return;
    }
    if (zb_stats_change(&change, from->value, to->value) != ZB_OK) {
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

/* In what a change of a figure of this unit is expressed: none for another unit (`1.5倍`). */
static zb_scale scale_of(const zb_observation *change, zb_str unit, bool is_rate) {
    if (zb_str_has(change->unit, ZB_STR("百分点"))) {
        return ZB_SCALE_POINTS;
    }
    if (zb_str_eq(change->unit, ZB_STR("%"))) {
        return ZB_SCALE_PERCENT;
    }
    return !is_rate && zb_str_eq(change->unit, unit) ? ZB_SCALE_VALUE : ZB_SCALE_NONE;
}

static bool is_closed(zb_bounds b) {
    return isfinite(b.low) && isfinite(b.high);
}

/* `提高2%` of a rate may be points or a share of the rate, and a change in another unit than the
 * figure's is of something else: they imply nothing. */
static bool tells_former(zb_scale scale, bool is_rate) {
    return is_rate ? scale == ZB_SCALE_POINTS
                   : scale == ZB_SCALE_PERCENT || scale == ZB_SCALE_VALUE;
}

/* `减少60余件` is 60 to 70 fewer: what a count leaves open, to its own side. */
static zb_bounds counted_change(const zb_observation *change) {
    if (change->value >= 0) {
        return zb_bounds_count(change);
    }
    zb_observation size = *change;
    size.value = -size.value;
    size.value_high = fabs(size.value_high);
    zb_bounds b = zb_bounds_count(&size);
    return (zb_bounds){-b.high, -b.low};
}

static zb_result former(const zb_observation *change, const zb_observation *after, bool is_rate) {
    zb_result missing = zb_result_missing(ZB_STAT_FORMER_IMPLIED, ZB_RESULT_INEXACT, INFINITY);
    missing.n = 0;
    zb_scale scale = after ? scale_of(change, after->unit, is_rate) : ZB_SCALE_NONE;
    if (!after || !tells_former(scale, is_rate)) {
        return missing;
    }
    zb_bounds now = is_rate ? zb_bounds_stated(after) : zb_bounds_count(after);
    /* `增加27件` is a count, shown in full */
    zb_bounds by = scale == ZB_SCALE_VALUE ? counted_change(change) : zb_bounds_stated(change);
    zb_estimate e;
    zb_change_unit unit = scale == ZB_SCALE_PERCENT ? ZB_CHANGE_PERCENT : ZB_CHANGE_ABSOLUTE;
    if (!is_closed(now) || !is_closed(by) ||
        zb_stats_implied_former(&e, (zb_estimate){after->value, now.low, now.high},
                                (zb_estimate){change->value, by.low, by.high}, unit) != ZB_OK) {
        return missing;
    }
    if (e.high < 0 || (is_rate && e.low > 100)) {
        /* There never was such a value: the change is of something else. */
        return zb_result_missing(ZB_STAT_FORMER_IMPLIED, ZB_RESULT_UNDEFINED, 1);
    }
    zb_result result = zb_result_interval(ZB_STAT_FORMER_IMPLIED, zb_estimate_cut(e, is_rate), 1);
    result.level = 0;
    return result;
}

static bool same_source(const zb_dataset *dataset, const zb_observation *a,
                        const zb_observation *b) {
    return zb_dataset_observation_document(dataset, a->id) ==
           zb_dataset_observation_document(dataset, b->id);
}

/* What the report that a value comes from states of its change. A department's change is not the
 * place's. `refs` are sorted by year. */
static void add_stated(zb_results *list, zb_trend_details *out, const zb_dataset *dataset,
                       const zb_year_value *value, const zb_stated_ref *refs, size_t count,
                       bool is_rate) {
    size_t row_count;
    const zb_observation *rows = zb_dataset_observations(dataset, &row_count);
    for (size_t i = 0; i < count; i++) {
        const zb_observation *change = &rows[refs[i].row];
        if (refs[i].year != value->year ||
            !same_source(dataset, change, &rows[value->observation])) {
            continue;
        }
        const zb_observation *after = refs[i].after == ZB_NO_ROW ? NULL : &rows[refs[i].after];
        zb_result result = zb_result_plain(ZB_STAT_CHANGE_STATED, change->value, 1);
        result.unit = scale_of(change, rows[value->observation].unit, is_rate);
        out->stated[out->stated_count++] = (zb_stated_change){.year = refs[i].year,
                                                              .value = change->value,
                                                              .unit = result.unit,
                                                              .observation = refs[i].row};
        zb_results_push_at(list, result, -1, refs[i].year);
        zb_results_push_at(list, former(change, after, is_rate), -1, refs[i].year);
    }
}

zb_status zb_details_changes(zb_trend_details *out, const zb_dataset *dataset,
                             const zb_indicator *indicator, zb_error *err) {
    zb_results list = {0};
    size_t count;
    const zb_stated_ref *refs =
        zb_stated_changes(dataset, out->trend.place, indicator->index, &count);
    if (count) {
        out->stated = zb_mem_zero(count, sizeof *out->stated);
        list.failed = !out->stated;
        count = out->stated ? count : 0;
    }
    for (size_t i = 0; i < out->count; i++) {
        if (i) {
            add_change(&list, &out->values[i - 1], &out->values[i], indicator->is_rate);
        }
        add_stated(&list, out, dataset, &out->values[i], refs, count, indicator->is_rate);
    }
    return zb_results_finish(&out->changes, &list, err);
}
