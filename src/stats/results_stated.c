/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes that reports state against their last year: beside what the data give, and what they
 * imply for the year before.
 */
#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "dataset/bounds.h"
#include "stats/analysis.h"
#include "stats/details.h"

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
 * figure's is of something else: they imply nothing, and nothing can stand beside them. */
static bool is_comparable(zb_scale scale, bool is_rate) {
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
    zb_result missing = zb_result_withheld(ZB_STAT_FORMER_IMPLIED, ZB_RESULT_INEXACT, 0);
    zb_scale scale = after ? scale_of(change, after->unit, is_rate) : ZB_SCALE_NONE;
    if (!after || !is_comparable(scale, is_rate)) {
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
    zb_estimate may_be = zb_estimate_cut(e, is_rate);
    if (!(may_be.high > may_be.low)) { /* whole numbers leave nothing open */
        return zb_result_plain(ZB_STAT_FORMER_IMPLIED, may_be.value, 1);
    }
    zb_result result = zb_result_interval(ZB_STAT_FORMER_IMPLIED, may_be, 1);
    result.level = 0;
    return result;
}

/* The data's change in the unit of the stated one. */
static bool measure(zb_stated_change *row, const zb_year_value *before, const zb_year_value *value,
                    bool is_rate) {
    zb_statistic statistic = is_rate                         ? ZB_STAT_CHANGE_POINTS
                             : row->unit == ZB_SCALE_PERCENT ? ZB_STAT_CHANGE_PERCENT
                                                             : ZB_STAT_CHANGE_ABSOLUTE;
    row->data = zb_result_withheld(statistic, ZB_RESULT_GAPS, 0);
    row->has_former = before && before->year + 1 == value->year;
    if (!row->has_former) {
        return true;
    }
    row->former = before->value;
    if (!is_comparable(row->unit, is_rate)) {
        row->data.state = ZB_RESULT_INEXACT;
        return true;
    }
    zb_results list = {0};
    zb_changes_between(&list, before, value, is_rate);
    for (size_t i = 0; i < list.count; i++) {
        row->data = list.at[i].statistic == statistic ? list.at[i] : row->data;
    }
    bool ok = !list.failed;
    ZB_VEC_FREE(&list);
    return ok;
}

bool zb_stated_gather(zb_stated_rows *out, const zb_dataset *dataset, int place,
                      const zb_indicator *indicator, const zb_year_value *values, size_t count) {
    size_t ref_count;
    size_t row_count;
    bool ok = true;
    const zb_stated_ref *refs = zb_stated_changes(dataset, place, indicator->index, &ref_count);
    const zb_observation *rows = zb_dataset_observations(dataset, &row_count);
    for (size_t i = 0, k = 0; i < count && ok; i++) {
        const zb_year_value *value = &values[i];
        for (; k < ref_count && refs[k].year <= value->year && ok; k++) {
            const zb_observation *change = &rows[refs[k].row];
            /* a department's change is not the place's */
            if (refs[k].year != value->year ||
                !zb_rows_of_one_document(dataset, change, &rows[value->observation])) {
                continue;
            }
            zb_stated_change row = {
                .place = place,
                .indicator = indicator->index,
                .year = value->year,
                .now = value->value,
                .value = change->value,
                .qualifier = change->has_high ? ZB_APPROX : change->qualifier,
                .unit = scale_of(change, rows[value->observation].unit, indicator->is_rate),
                .observation = refs[k].row};
            const zb_observation *after = refs[k].after == ZB_NO_ROW ? NULL : &rows[refs[k].after];
            row.implied = former(change, after, indicator->is_rate);
            row.implied.place = place;
            row.implied.year = value->year;
            ok =
                measure(&row, i ? value - 1 : NULL, value, indicator->is_rate) && ZB_PUSH(out, row);
        }
    }
    return ok;
}

typedef struct change_rows {
    const zb_dataset *dataset;
    int year;              /* 0: all */
    zb_year_values values; /* of the series at hand */
    zb_stated_rows rows;
} change_rows;

static bool add_series(void *context, int place, const zb_indicator *indicator) {
    change_rows *to = context;
    size_t refs;
    zb_stated_changes(to->dataset, place, indicator->index, &refs);
    if (!refs) {
        return true;
    }
    size_t kept = to->rows.count;
    if (!zb_year_values_gather(&to->values, to->dataset, place, indicator, to->year) ||
        !zb_stated_gather(&to->rows, to->dataset, place, indicator, to->values.at,
                          to->values.count)) {
        return false;
    }
    for (size_t i = kept; i < to->rows.count; i++) {
        if (!to->year || to->rows.at[i].year == to->year) {
            to->rows.at[kept++] = to->rows.at[i];
        }
    }
    to->rows.count = kept;
    return true;
}

zb_status zb_analysis_stated_changes(zb_stated_change_list *out, const zb_dataset *dataset,
                                     const zb_selection *selection, zb_error *err) {
    *out = (zb_stated_change_list){0};
    change_rows to = {.dataset = dataset, .year = selection ? selection->year : 0};
    zb_status status = zb_selection_each(dataset, selection, add_series, &to, err);
    ZB_VEC_FREE(&to.values);
    if (status != ZB_OK) {
        ZB_VEC_FREE(&to.rows);
        return status;
    }
    *out = (zb_stated_change_list){to.rows.at, to.rows.count};
    return ZB_OK;
}

void zb_stated_change_list_free(zb_stated_change_list *list) {
    if (list) {
        zb_mem_free(list->rows);
        *list = (zb_stated_change_list){0};
    }
}
