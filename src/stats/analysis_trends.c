/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Trends: an indicator of one place over the years.
 */
#include "zhibiao/analysis.h"

#include <math.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "stats/analysis.h"

typedef ZB_VEC(zb_trend) trend_vec;

/* The values of one place and indicator in order of year. `events` and `trials` are what the
 * interval of a change needs: the parts of a rate, or a count and 0; 0 and 0: none. */
typedef struct points {
    ZB_VEC(double) years;
    ZB_VEC(double) values;
    double first_events, first_trials;
    double last_events, last_trials;
    int until; /* later years are left out, 0: none */
} points;

static void points_free(points *p) {
    ZB_VEC_FREE(&p->years);
    ZB_VEC_FREE(&p->values);
}

static bool add_point(points *p, int year, double value, double events, double trials) {
    if (p->until && year > p->until) {
        return true;
    }
    if (p->years.count == 0) {
        p->first_events = events;
        p->first_trials = trials;
    }
    p->last_events = events;
    p->last_trials = trials;
    return ZB_PUSH(&p->years, (double)year) && ZB_PUSH(&p->values, value);
}

static bool gather_rates(points *p, const zb_dataset *dataset, int place,
                         const zb_indicator *indicator) {
    int first;
    int last;
    bool ok = true;
    if (!zb_analysis_year_range(&first, &last, dataset, place, indicator)) {
        return true;
    }
    for (int year = first; year <= last && ok; year++) {
        zb_rate rate;
        if (zb_analysis_rate(&rate, dataset, place, indicator->index, year) != ZB_OK) {
            continue;
        }
        bool exact = rate.computed && !rate.rounded;
        ok = add_point(p, year, rate.computed ? rate.value.value : rate.stated,
                       exact ? rate.numerator : 0, exact ? rate.denominator : 0);
    }
    return ok;
}

static bool gather_counts(points *p, const zb_dataset *dataset, int place,
                          const zb_indicator *indicator) {
    const zb_series *series = zb_dataset_find_series(dataset, place, indicator->index);
    bool counts = zb_str_eq(indicator->unit_class, ZB_STR("case")) ||
                  zb_str_eq(indicator->unit_class, ZB_STR("person"));
    bool ok = true;
    for (size_t i = 0; series && i < series->count && ok; i++) {
        const zb_cell *cell = &series->cells[i];
        if (isfinite(cell->value)) {
            double events = counts && zb_cell_is_exact(dataset, cell) ? cell->value : NAN;
            ok = add_point(p, cell->year, cell->value, events, 0);
        }
    }
    return ok;
}

static void measure_change(zb_trend *trend, const points *p, bool is_rate) {
    trend->change = trend->last - trend->first;
    zb_estimate e;
    if (is_rate) {
        if (zb_stats_newcombe(&e, p->first_events, p->first_trials, p->last_events, p->last_trials,
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
    if (zb_stats_count_ratio(&e, p->first_events, p->last_events, ZB_ANALYSIS_LEVEL) == ZB_OK) {
        trend->has_change_interval = true;
        trend->change_interval = e;
    }
}

static zb_status measure(zb_trend *trend, const points *p, const zb_indicator *indicator) {
    size_t n = p->years.count;
    const double *x = p->years.at;
    const double *y = p->values.at;
    trend->years = n;
    trend->first_year = (int)x[0];
    trend->last_year = (int)x[n - 1];
    trend->first = y[0];
    trend->last = y[n - 1];
    measure_change(trend, p, indicator->is_rate);
    zb_status status = zb_stats_mann_kendall(&trend->test, y, n, ZB_ANALYSIS_ALPHA);
    if (status == ZB_OK && zb_stats_ols(&trend->fit, x, y, n, ZB_ANALYSIS_LEVEL) == ZB_OK) {
        status = zb_stats_theil_sen(&trend->sen, x, y, n, ZB_ANALYSIS_LEVEL);
        trend->has_slope = status == ZB_OK;
    }
    return status == ZB_E_NOMEM ? status : ZB_OK;
}

static zb_status add_trend(trend_vec *rows, points *p, const zb_dataset *dataset, int place,
                           const zb_indicator *indicator, zb_error *err) {
    p->years.count = p->values.count = 0;
    bool ok = indicator->is_rate ? gather_rates(p, dataset, place, indicator)
                                 : gather_counts(p, dataset, place, indicator);
    if (!ok) {
        return zb_error_nomem(err);
    }
    if (p->years.count < 2) {
        return ZB_OK;
    }
    zb_trend trend = {.place = place, .indicator = indicator->index};
    zb_status status = measure(&trend, p, indicator);
    return status == ZB_OK && ZB_PUSH(rows, trend) ? ZB_OK : zb_error_nomem(err);
}

zb_status zb_analysis_trends(zb_trend_list *out, const zb_dataset *dataset,
                             const zb_selection *selection, zb_error *err) {
    *out = (zb_trend_list){0};
    const zb_indicator *wanted;
    zb_status status = zb_selection_indicator(&wanted, dataset, selection, err);
    const zb_lexicon *lexicon = zb_dataset_lexicon(dataset);
    trend_vec rows = {0};
    points p = {.until = selection ? selection->year : 0};
    size_t place_count;
    zb_dataset_places(dataset, &place_count);
    for (size_t k = 0; k < place_count && status == ZB_OK; k++) {
        if (!zb_selection_has_place(dataset, selection, (int)k)) {
            continue;
        }
        for (size_t i = 0; i < zb_lexicon_indicator_count(lexicon) && status == ZB_OK; i++) {
            const zb_indicator *indicator = zb_lexicon_indicator_at(lexicon, i);
            if (!wanted || wanted == indicator) {
                status = add_trend(&rows, &p, dataset, (int)k, indicator, err);
            }
        }
    }
    points_free(&p);
    if (status != ZB_OK) {
        ZB_VEC_FREE(&rows);
        return status;
    }
    *out = (zb_trend_list){rows.at, rows.count};
    return ZB_OK;
}

void zb_trend_list_free(zb_trend_list *list) {
    if (list) {
        zb_mem_free(list->rows);
        *list = (zb_trend_list){0};
    }
}
