/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rates: stated, computed, compared.
 */
#include "zhibiao/analysis.h"

#include <math.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "stats/analysis.h"

zb_status zb_selection_indicator(const zb_indicator **out, const zb_dataset *dataset,
                                 const zb_selection *selection, zb_error *err) {
    *out = NULL;
    if (!selection || !selection->indicator.n) {
        return ZB_OK;
    }
    *out = zb_lexicon_indicator(zb_dataset_lexicon(dataset), selection->indicator);
    if (!*out) {
        return zb_error_set(err, ZB_E_NOTFOUND,
                            "no indicator '%.*s' in the catalogue; see `zhibiao indicators`",
                            ZB_ARG(selection->indicator));
    }
    return ZB_OK;
}

bool zb_selection_has_place(const zb_dataset *dataset, const zb_selection *selection, int place) {
    if (!selection) {
        return true;
    }
    if (selection->has_level) {
        size_t count;
        if (zb_dataset_places(dataset, &count)[place].level != selection->level) {
            return false;
        }
    }
    bool found = selection->place_count == 0;
    for (size_t i = 0; i < selection->place_count && !found; i++) {
        found = selection->places[i] == place;
    }
    return found;
}

static bool is_percent(zb_str unit) {
    return zb_str_eq(unit, ZB_STR("%")) || zb_str_eq(unit, ZB_STR("％"));
}

/* A part of a rate: a count, in no per cent. NULL when the place does not state it. */
static const zb_cell *part_cell(const zb_dataset *dataset, int place, zb_str code, int year) {
    const zb_indicator *part = zb_lexicon_indicator(zb_dataset_lexicon(dataset), code);
    const zb_cell *cell = part ? zb_dataset_cell(dataset, place, part->index, year) : NULL;
    return cell && cell->value >= 0 && isfinite(cell->value) && !is_percent(cell->unit) ? cell
                                                                                        : NULL;
}

static bool same_document(const zb_dataset *dataset, const zb_cell *a, const zb_cell *b) {
    size_t count;
    const zb_observation *rows = zb_dataset_observations(dataset, &count);
    return a->observation < count && b->observation < count &&
           zb_str_eq(rows[a->observation].document, rows[b->observation].document);
}

/* Fill the computed half of a rate; false: it cannot be computed. */
static bool compute(zb_rate *rate, const zb_cell *numerator, const zb_cell *denominator) {
    double x = numerator->value;
    double n = denominator->value;
    if (zb_stats_wilson(&rate->value, x, n, ZB_ANALYSIS_LEVEL) != ZB_OK) {
        return false;
    }
    rate->computed = true;
    rate->numerator = x;
    rate->denominator = n;
    rate->numerator_row = numerator->observation;
    rate->denominator_row = denominator->observation;
    rate->rounded = !zb_cell_is_exact(numerator) || !zb_cell_is_exact(denominator);
    if (rate->rounded) {
        zb_range a = zb_cell_count_range(numerator);
        zb_range b = zb_cell_count_range(denominator);
        zb_estimate least;
        zb_estimate most;
        bool has_least =
            zb_stats_wilson(&least, fmin(a.low, b.high), b.high, ZB_ANALYSIS_LEVEL) == ZB_OK;
        bool has_most =
            zb_stats_wilson(&most, fmin(a.high, b.low), b.low, ZB_ANALYSIS_LEVEL) == ZB_OK;
        rate->value.low = has_least ? fmin(rate->value.low, least.low) : 0;
        rate->value.high = has_most ? fmax(rate->value.high, most.high) : 1;
    }
    rate->value.value *= 100;
    rate->value.low *= 100;
    rate->value.high *= 100;
    return true;
}

zb_status zb_analysis_rate(zb_rate *out, const zb_dataset *dataset, int place, int indicator,
                           int year) {
    *out = (zb_rate){.place = place,
                     .indicator = indicator,
                     .year = year,
                     .numerator_row = SIZE_MAX,
                     .denominator_row = SIZE_MAX,
                     .stated_row = SIZE_MAX};
    const zb_lexicon *lexicon = zb_dataset_lexicon(dataset);
    const zb_indicator *entry =
        indicator < 0 ? NULL : zb_lexicon_indicator_at(lexicon, (size_t)indicator);
    if (!entry || !entry->is_rate) {
        return ZB_E_NOTFOUND;
    }
    const zb_cell *stated = zb_dataset_cell(dataset, place, indicator, year);
    if (stated && is_percent(stated->unit) && isfinite(stated->value)) {
        out->has_stated = true;
        out->stated = stated->value;
        out->stated_row = stated->observation;
    }
    const zb_cell *x = part_cell(dataset, place, entry->numerator, year);
    const zb_cell *n = part_cell(dataset, place, entry->denominator, year);
    if (x && n && same_document(dataset, x, n) && compute(out, x, n) && out->has_stated &&
        same_document(dataset, stated, x)) {
        zb_range range = zb_range_percent(zb_cell_count_range(x), zb_cell_count_range(n));
        out->agrees = zb_cell_rate_agrees(stated, range) ? ZB_AGREE_YES : ZB_AGREE_NO;
    }
    return out->computed || out->has_stated ? ZB_OK : ZB_E_NOTFOUND;
}

static void widen_years(int *first, int *last, const zb_series *series) {
    for (size_t i = 0; series && i < series->count; i++) {
        int year = series->cells[i].year;
        *first = *first == 0 || year < *first ? year : *first;
        *last = year > *last ? year : *last;
    }
}

bool zb_analysis_year_range(int *first, int *last, const zb_dataset *dataset, int place,
                            const zb_indicator *indicator) {
    const zb_lexicon *lexicon = zb_dataset_lexicon(dataset);
    const zb_indicator *parts[] = {indicator, zb_lexicon_indicator(lexicon, indicator->numerator),
                                   zb_lexicon_indicator(lexicon, indicator->denominator)};
    *first = *last = 0;
    for (size_t i = 0; i < (indicator->is_rate ? 3 : 1); i++) {
        if (parts[i]) {
            widen_years(first, last, zb_dataset_find_series(dataset, place, parts[i]->index));
        }
    }
    return *last != 0;
}

typedef ZB_VEC(zb_rate) rate_vec;

static bool add_rates(rate_vec *rows, const zb_dataset *dataset, int place,
                      const zb_indicator *indicator, int only_year) {
    int first;
    int last;
    if (!zb_analysis_year_range(&first, &last, dataset, place, indicator)) {
        return true;
    }
    first = only_year ? only_year : first;
    last = only_year ? only_year : last;
    for (int year = first; year <= last; year++) {
        zb_rate rate;
        if (zb_analysis_rate(&rate, dataset, place, indicator->index, year) == ZB_OK &&
            !ZB_PUSH(rows, rate)) {
            return false;
        }
    }
    return true;
}

zb_status zb_analysis_rates(zb_rate_list *out, const zb_dataset *dataset,
                            const zb_selection *selection, zb_error *err) {
    *out = (zb_rate_list){0};
    const zb_indicator *wanted;
    zb_status status = zb_selection_indicator(&wanted, dataset, selection, err);
    if (status != ZB_OK) {
        return status;
    }
    const zb_lexicon *lexicon = zb_dataset_lexicon(dataset);
    int year = selection ? selection->year : 0;
    rate_vec rows = {0};
    bool ok = true;
    size_t place_count;
    zb_dataset_places(dataset, &place_count);
    for (size_t p = 0; p < place_count && ok; p++) {
        if (!zb_selection_has_place(dataset, selection, (int)p)) {
            continue;
        }
        for (size_t i = 0; i < zb_lexicon_indicator_count(lexicon) && ok; i++) {
            const zb_indicator *indicator = zb_lexicon_indicator_at(lexicon, i);
            if (indicator->is_rate && (!wanted || wanted == indicator)) {
                ok = add_rates(&rows, dataset, (int)p, indicator, year);
            }
        }
    }
    if (!ok) {
        ZB_VEC_FREE(&rows);
        return zb_error_nomem(err);
    }
    *out = (zb_rate_list){rows.at, rows.count};
    return ZB_OK;
}

void zb_rate_list_free(zb_rate_list *list) {
    if (list) {
        zb_mem_free(list->rows);
        *list = (zb_rate_list){0};
    }
}
