/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Intervals of rates, and counts as rates by population.
 */
#include <math.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "dataset/dataset.h"
#include "stats/analysis.h"
#include "stats/results.h"

static const double DEFAULT_PER = 10000;
static const unsigned long DEFAULT_SEED = 1;

double zb_options_per(const zb_result_options *options) {
    return options && options->per > 0 ? options->per : DEFAULT_PER;
}

unsigned long zb_options_seed(const zb_result_options *options) {
    return options && options->seed ? options->seed : DEFAULT_SEED;
}

bool zb_selection_refuses(const zb_dataset *dataset, const zb_selection *selection,
                          const zb_finding *finding) {
    if (finding->kind != ZB_FIND_RATE_RANGE) {
        return false;
    }
    const zb_lexicon *lexicon = zb_dataset_lexicon(dataset);
    int place = zb_place_index(dataset, zb_place_key(finding->region_code, finding->region));
    const zb_indicator *rate = selection && selection->indicator.n
                                   ? zb_lexicon_indicator(lexicon, selection->indicator)
                                   : NULL;
    return place >= 0 && zb_selection_has_place(dataset, selection, place) &&
           (!selection || !selection->year || selection->year == finding->year) &&
           (!rate || zb_str_eq(rate->numerator, finding->indicator));
}

zb_status zb_results_of_rate(zb_result_list *out, const zb_rate *rate, zb_error *err) {
    static const struct {
        zb_statistic statistic;
        zb_status (*interval)(zb_estimate *, double, double, double);
    } methods[] = {{ZB_STAT_RATE_WILSON, zb_stats_wilson},
                   {ZB_STAT_RATE_WILSON_CC, zb_stats_wilson_cc},
                   {ZB_STAT_RATE_EXACT, zb_stats_clopper_pearson}};
    zb_results list = {0};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        zb_statistic statistic = methods[i].statistic;
        zb_estimate e = {0};
        zb_result result;
        if (!rate->computed || rate->rounded) {
            result = zb_result_withheld(statistic, ZB_RESULT_INEXACT,
                                        rate->computed ? rate->denominator : 0);
        } else {
            zb_status status =
                methods[i].interval(&e, rate->numerator, rate->denominator, ZB_ANALYSIS_LEVEL);
            result = zb_result_answer(&list, status, statistic, zb_estimate_times(e, 100),
                                      rate->denominator);
        }
        zb_results_push_at(&list, result, rate->place, rate->year);
    }
    return zb_results_finish(out, &list, err);
}

bool zb_indicator_has_event_rate(const zb_indicator *indicator) {
    return zb_str_eq(indicator->unit_class, ZB_STR("case")) ||
           zb_str_eq(indicator->unit_class, ZB_STR("person"));
}

zb_result zb_event_rate_result(double events, double population, double per) {
    zb_estimate e = {0};
    zb_statistic statistic =
        events < ZB_STATS_BYAR_FROM ? ZB_STAT_EVENT_RATE_EXACT : ZB_STAT_EVENT_RATE_BYAR;
    return zb_stats_event_rate(&e, events, population, per, ZB_ANALYSIS_LEVEL) == ZB_OK
               ? zb_result_interval(statistic, e, events)
               : zb_result_missing(statistic, ZB_RESULT_UNDEFINED, events);
}

typedef ZB_VEC(zb_event_rate) event_rates;

static bool add_series(event_rates *rows, zb_event_rate_list *out, const zb_dataset *dataset,
                       int place, const zb_indicator *indicator, int year,
                       const zb_result_options *options) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    const zb_series *series = zb_dataset_find_series(dataset, place, indicator->index);
    for (size_t i = 0; series && i < series->count; i++) {
        const zb_cell *cell = &series->cells[i];
        double events = cell->value;
        if (year && cell->year != year) {
            continue;
        }
        if (!isfinite(events) || events < 0 || events != floor(events) ||
            !zb_cell_is_exact(dataset, cell) || !zb_row_is_of_place(dataset, cell->observation)) {
            out->inexact++;
            continue;
        }
        double population = zb_population_of(options->population, &places[place], cell->year);
        if (!(population > 0)) {
            out->without++;
            continue;
        }
        zb_event_rate row = {.place = place,
                             .indicator = indicator->index,
                             .year = cell->year,
                             .events = events,
                             .population = population};
        row.rate = zb_event_rate_result(events, population, zb_options_per(options));
        row.rate.place = place;
        row.rate.year = cell->year;
        if (!ZB_PUSH(rows, row)) {
            return false;
        }
    }
    return true;
}

zb_status zb_analysis_event_rates(zb_event_rate_list *out, const zb_dataset *dataset,
                                  const zb_selection *selection, const zb_result_options *options,
                                  zb_error *err) {
    *out = (zb_event_rate_list){0};
    const zb_indicator *indicator;
    zb_status status = zb_selection_indicator(&indicator, dataset, selection, err);
    if (status != ZB_OK) {
        return status;
    }
    if (!indicator || !zb_indicator_has_event_rate(indicator) || !options || !options->population) {
        return zb_error_set(err, ZB_E_USAGE,
                            "a rate by population needs a population and an indicator that counts "
                            "cases or persons");
    }
    size_t place_count;
    zb_dataset_places(dataset, &place_count);
    event_rates rows = {0};
    bool ok = true;
    for (size_t p = 0; p < place_count && ok; p++) {
        ok = !zb_selection_has_place(dataset, selection, (int)p) ||
             add_series(&rows, out, dataset, (int)p, indicator, selection->year, options);
    }
    if (!ok) {
        ZB_VEC_FREE(&rows);
        *out = (zb_event_rate_list){0};
        return zb_error_nomem(err);
    }
    out->rows = rows.at;
    out->count = rows.count;
    return ZB_OK;
}

void zb_event_rate_list_free(zb_event_rate_list *list) {
    if (list) {
        zb_mem_free(list->rows);
        *list = (zb_event_rate_list){0};
    }
}
