/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/field.h"

#include <math.h>

#include "base/mem.h"
#include "stats/analysis.h"

enum { ARRAYS = 4, POSITIONS = 2 };

static bool allocate(zb_field *f, size_t count) {
    count = count ? count : 1;
    f->row = zb_mem_zero(POSITIONS * count, sizeof *f->row);
    f->x = zb_mem_zero(ARRAYS * count, sizeof *f->x);
    if (!f->row || !f->x) {
        return false;
    }
    f->value_row = f->row + count;
    f->n = f->x + count;
    f->value = f->n + count;
    f->scratch = f->value + count;
    return true;
}

static void add_case(zb_field *f, size_t row, double x, double n) {
    f->row[f->k] = row;
    f->x[f->k] = x;
    f->n[f->k++] = n;
}

static void describe(zb_field *f, size_t row, double value) {
    f->value_row[f->m] = row;
    f->value[f->m++] = value;
}

static void fill_values(zb_field *f) {
    for (size_t i = 0; i < f->comparison->count; i++) {
        const zb_standing_row *row = &f->comparison->rows[i];
        if (f->is_rate && zb_standing_is_comparable(row)) {
            add_case(f, i, row->numerator, row->denominator);
        }
        if (!row->inexact && !row->department) {
            describe(f, i, row->value.value);
        }
    }
}

static void fill_event_rates(zb_field *f, const zb_dataset *dataset,
                             const zb_population *population) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    for (size_t i = 0; i < f->comparison->count; i++) {
        const zb_standing_row *row = &f->comparison->rows[i];
        double events = row->value.value;
        double inhabitants = zb_population_of(population, &places[row->place], f->comparison->year);
        if (inhabitants > 0 && !row->inexact && !row->department && events >= 0 &&
            events == floor(events)) {
            add_case(f, i, events, inhabitants);
            describe(f, i, f->factor * events / inhabitants);
        }
    }
}

bool zb_field_make(zb_field *f, const zb_comparison *comparison, const zb_dataset *dataset,
                   const zb_result_options *options) {
    const zb_indicator *indicator =
        zb_lexicon_indicator_at(zb_dataset_lexicon(dataset), (size_t)comparison->indicator);
    *f = (zb_field){.comparison = comparison,
                    .is_rate = indicator->is_rate,
                    .factor = indicator->is_rate ? 100 : zb_options_per(options),
                    .unit = ZB_SCALE_VALUE};
    if (!allocate(f, comparison->count)) {
        return false;
    }
    if (!f->is_rate && options && options->population && zb_indicator_has_event_rate(indicator)) {
        f->unit = ZB_SCALE_PER_EXPOSURE;
        fill_event_rates(f, dataset, options->population);
    } else {
        fill_values(f);
    }
    return true;
}

void zb_field_free(zb_field *f) {
    zb_mem_free(f->row);
    zb_mem_free(f->x);
}

size_t zb_field_whole(double *x, double *n, const zb_field *f) {
    size_t k = 0;
    for (size_t i = 0; i < f->comparison->count; i++) {
        const zb_standing_row *row = &f->comparison->rows[i];
        if (row->denominator > 0 && !row->inexact && !row->department) {
            x[k] = row->numerator;
            n[k++] = row->denominator;
        }
    }
    return k;
}
