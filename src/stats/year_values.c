/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/year_values.h"

#include <math.h>

#include "stats/analysis.h"

static const double NOISE = 1e-12;

/* How an inexact value is told: where no word says so, as about. */
static zb_qualifier not_equal(zb_qualifier told) {
    return told == ZB_EQ ? ZB_APPROX : told;
}

/* A rate of rounded parts is as good as about; a stated one is as it is told. */
static zb_qualifier qualifier_of(const zb_dataset *dataset, const zb_rate *rate) {
    size_t count;
    const zb_observation *rows = zb_dataset_observations(dataset, &count);
    return rate->computed ? ZB_APPROX : not_equal(rows[rate->stated_row].qualifier);
}

static bool gather_rates(zb_year_values *out, const zb_dataset *dataset, int place,
                         const zb_indicator *indicator, int until) {
    int first;
    int last;
    bool ok = true;
    if (!zb_analysis_year_range(&first, &last, dataset, place, indicator)) {
        return true;
    }
    last = until && until < last ? until : last;
    for (int year = first; year <= last && ok; year++) {
        zb_rate rate;
        if (zb_analysis_rate(&rate, dataset, place, indicator->index, year) != ZB_OK) {
            continue;
        }
        zb_year_value value = {
            .year = year,
            .value = rate.computed ? rate.value.value : rate.stated,
            .qualifier = rate.rounded || rate.bounded ? qualifier_of(dataset, &rate) : ZB_EQ,
            .exact = rate.computed && !rate.rounded,
            .observation = rate.computed ? rate.numerator_row : rate.stated_row,
        };
        if (value.exact) {
            value.events = rate.numerator;
            value.trials = rate.denominator;
        }
        ok = ZB_PUSH(out, value);
    }
    return ok;
}

static bool gather_counts(zb_year_values *out, const zb_dataset *dataset, int place,
                          const zb_indicator *indicator, int until) {
    const zb_series *series = zb_dataset_find_series(dataset, place, indicator->index);
    bool counts = zb_indicator_counts_events(indicator);
    bool ok = true;
    for (size_t i = 0; series && i < series->count && ok; i++) {
        const zb_cell *cell = &series->cells[i];
        if (!isfinite(cell->value) || (until && cell->year > until)) {
            continue;
        }
        bool as_told = zb_cell_is_as_told(dataset, cell, indicator);
        zb_year_value value = {.year = cell->year,
                               .value = cell->value,
                               .qualifier = as_told ? ZB_EQ : not_equal(cell->qualifier),
                               .exact = counts && zb_cell_is_exact(dataset, cell),
                               .observation = cell->observation};
        value.events = value.exact ? cell->value : 0;
        ok = ZB_PUSH(out, value);
    }
    return ok;
}

static void mark_restated(zb_year_values *values, const zb_dataset *dataset, int place,
                          const zb_indicator *indicator) {
    size_t count;
    const zb_place *of = &zb_dataset_places(dataset, &count)[place];
    zb_finding like = {.kind = ZB_FIND_RESTATED,
                       .region = of->path,
                       .region_code = of->code,
                       .indicator = indicator->code};
    for (size_t i = 0; i < values->count; i++) {
        like.year = values->at[i].year;
        values->at[i].restated = zb_dataset_has_finding(dataset, &like);
    }
}

bool zb_year_values_gather(zb_year_values *out, const zb_dataset *dataset, int place,
                           const zb_indicator *indicator, int until) {
    out->count = 0;
    if (!(indicator->is_rate ? gather_rates(out, dataset, place, indicator, until)
                             : gather_counts(out, dataset, place, indicator, until))) {
        return false;
    }
    mark_restated(out, dataset, place, indicator);
    return true;
}

void zb_year_values_split(double *x, double *y, const zb_year_values *values) {
    for (size_t i = 0; i < values->count; i++) {
        x[i] = values->at[i].year;
        y[i] = values->at[i].value;
    }
}

double zb_year_values_noise(const zb_year_values *values) {
    double noise = 0;
    for (size_t i = 0; i < values->count; i++) {
        noise = fmax(noise, NOISE * fabs(values->at[i].value));
    }
    return noise;
}
