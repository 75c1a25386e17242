/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Trends: an indicator of one place over the years.
 */
#include "zhibiao/analysis.h"

#include "base/mem.h"
#include "base/vec.h"
#include "stats/analysis.h"
#include "stats/year_values.h"

typedef struct trend_rows {
    const zb_dataset *dataset;
    int until;             /* 0: all years */
    zb_year_values values; /* of the series at hand */
    ZB_VEC(zb_trend) rows;
} trend_rows;

static void measure_change(zb_trend *trend, const zb_year_values *values, bool is_rate) {
    const zb_year_value *first = &values->at[0];
    const zb_year_value *last = &values->at[values->count - 1];
    trend->first_told = first->qualifier;
    trend->last_told = last->qualifier;
    trend->has_change = first->qualifier == ZB_EQ && last->qualifier == ZB_EQ;
    if (!trend->has_change) {
        return;
    }
    trend->change = trend->last - trend->first;
    zb_estimate e;
    if (is_rate) {
        if (zb_stats_newcombe(&e, first->events, first->trials, last->events, last->trials,
                              ZB_ANALYSIS_LEVEL) == ZB_OK) {
            trend->has_change_interval = true;
            trend->change_interval = (zb_estimate){100 * e.value, 100 * e.low, 100 * e.high};
        }
        return;
    }
    if (trend->first > 0) {
        trend->has_percent = true;
        trend->change_percent = 100 * trend->change / trend->first;
    }
    if (first->exact && last->exact &&
        zb_stats_count_ratio(&e, first->events, last->events, ZB_ANALYSIS_LEVEL) == ZB_OK) {
        trend->has_change_interval = true;
        trend->change_interval = e;
    }
}

static zb_status measure(zb_trend *trend, const zb_year_values *values, double *x, double *y,
                         const zb_indicator *indicator) {
    size_t n = values->count;
    zb_year_values_split(x, y, values);
    trend->years = n;
    trend->first_year = values->at[0].year;
    trend->last_year = values->at[n - 1].year;
    trend->first = y[0];
    trend->last = y[n - 1];
    measure_change(trend, values, indicator->is_rate);
    zb_status status = zb_stats_mann_kendall(&trend->test, y, n, ZB_ANALYSIS_ALPHA);
    if (status == ZB_OK && zb_stats_ols(&trend->fit, x, y, n, ZB_ANALYSIS_LEVEL) == ZB_OK) {
        status = zb_stats_theil_sen(&trend->sen, x, y, n, ZB_ANALYSIS_LEVEL);
        trend->has_slope = status == ZB_OK;
        trend->has_slope_interval =
            trend->fit.slope_high - trend->fit.slope_low > zb_year_values_noise(values);
    }
    return status == ZB_E_NOMEM ? status : ZB_OK;
}

static bool add_trend(void *context, int place, const zb_indicator *indicator) {
    trend_rows *to = context;
    zb_year_values *values = &to->values;
    if (!zb_year_values_gather(values, to->dataset, place, indicator, to->until)) {
        return false;
    }
    if (values->count < 2) {
        return true;
    }
    double *x = zb_mem_get(2 * values->count * sizeof *x);
    if (!x) {
        return false;
    }
    zb_trend trend = {.place = place, .indicator = indicator->index};
    for (size_t i = 0; i < values->count; i++) {
        trend.inexact += values->at[i].qualifier != ZB_EQ;
    }
    trend.department = !zb_row_is_of_place(to->dataset, values->at[0].observation);
    zb_status status = measure(&trend, values, x, x + values->count, indicator);
    zb_mem_free(x);
    return status == ZB_OK && ZB_PUSH(&to->rows, trend);
}

zb_status zb_analysis_trends(zb_trend_list *out, const zb_dataset *dataset,
                             const zb_selection *selection, zb_error *err) {
    *out = (zb_trend_list){0};
    trend_rows to = {.dataset = dataset, .until = selection ? selection->year : 0};
    zb_status status = zb_selection_each(dataset, selection, add_trend, &to, err);
    ZB_VEC_FREE(&to.values);
    if (status != ZB_OK) {
        ZB_VEC_FREE(&to.rows);
        return status;
    }
    *out = (zb_trend_list){to.rows.at, to.rows.count};
    return ZB_OK;
}

void zb_trend_list_free(zb_trend_list *list) {
    if (list) {
        zb_mem_free(list->rows);
        *list = (zb_trend_list){0};
    }
}
