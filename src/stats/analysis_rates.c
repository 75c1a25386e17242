/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rates: stated, computed, compared.
 */
#include "zhibiao/analysis.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "dataset/bounds.h"
#include "lexicon/lexicon.h"
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

static int by_index(const void *left, const void *right) {
    const int *a = left, *b = right;
    return (*a > *b) - (*a < *b);
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
    return selection->place_count == 0 || bsearch(&place, selection->places, selection->place_count,
                                                  sizeof *selection->places, by_index);
}

zb_status zb_selection_each(const zb_dataset *dataset, const zb_selection *selection,
                            zb_series_fn *each, void *context, zb_error *err) {
    const zb_indicator *wanted;
    zb_status status = zb_selection_indicator(&wanted, dataset, selection, err);
    if (status != ZB_OK) {
        return status;
    }
    const zb_lexicon *lexicon = zb_dataset_lexicon(dataset);
    bool ok = true;
    size_t place_count;
    zb_dataset_places(dataset, &place_count);
    for (size_t p = 0; p < place_count && ok; p++) {
        if (!zb_selection_has_place(dataset, selection, (int)p)) {
            continue;
        }
        if (wanted) {
            ok = each(context, (int)p, wanted);
            continue;
        }
        for (size_t i = 0; i < zb_lexicon_indicator_count(lexicon) && ok; i++) {
            ok = each(context, (int)p, zb_lexicon_indicator_at(lexicon, i));
        }
    }
    return ok ? ZB_OK : zb_error_nomem(err);
}

bool zb_indicator_counts_events(const zb_indicator *indicator) {
    return indicator->aggregation == ZB_AGG_SUM && zb_str_eq(indicator->unit_class, ZB_STR("case"));
}

const zb_observation *zb_cell_row(const zb_dataset *dataset, const zb_cell *cell) {
    size_t count;
    return &zb_dataset_observations(dataset, &count)[cell->observation];
}

bool zb_row_is_of_place(const zb_dataset *dataset, size_t row) {
    size_t count;
    const zb_observation *rows = zb_dataset_observations(dataset, &count);
    const zb_document_row *document =
        row < count ? zb_dataset_observation_document(dataset, rows[row].id) : NULL;
    return !document || !document->department.n;
}

bool zb_rows_of_one_document(const zb_dataset *dataset, const zb_observation *a,
                             const zb_observation *b) {
    return zb_dataset_observation_document(dataset, a->id) ==
           zb_dataset_observation_document(dataset, b->id);
}

bool zb_cell_is_exact(const zb_dataset *dataset, const zb_cell *cell) {
    zb_bounds bounds = zb_bounds_count(zb_cell_row(dataset, cell));
    return bounds.low == bounds.high;
}

/* `98%以上`, `近90%`, `95%至98%` */
static bool is_bounded(const zb_observation *row) {
    return row->qualifier != ZB_EQ || row->has_high;
}

bool zb_cell_is_as_told(const zb_dataset *dataset, const zb_cell *cell,
                        const zb_indicator *indicator) {
    bool measured = zb_str_eq(indicator->unit_class, ZB_STR("amount")) ||
                    zb_str_eq(indicator->unit_class, ZB_STR("score"));
    return measured ? !is_bounded(zb_cell_row(dataset, cell)) : zb_cell_is_exact(dataset, cell);
}

static bool is_percent(zb_str unit) {
    return zb_str_eq(unit, ZB_STR("%"));
}

/* A part of a rate: a count, in no per cent. NULL when the place does not state it. */
static const zb_cell *part_cell(const zb_dataset *dataset, int place, zb_str code, int year) {
    const zb_indicator *part = zb_lexicon_indicator(zb_dataset_lexicon(dataset), code);
    const zb_cell *cell = part ? zb_dataset_cell(dataset, place, part->index, year) : NULL;
    bool counts = cell && cell->value >= 0 && isfinite(cell->value) && !is_percent(cell->unit);
    return counts ? cell : NULL;
}

/* Position of the first finding that does not stand before those of the place with this code.
 * Findings are sorted by code, those of places without one last. */
static size_t first_finding(const zb_finding *findings, size_t count, zb_str code) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        zb_str other = findings[middle].region_code;
        if (other.n && (!code.n || zb_str_cmp(other, code) < 0)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Did the checks of the data set hold the stated rate against its parts? They do not where the
 * parts seem to be of something else. */
static bool has_rate_finding(const zb_dataset *dataset, const zb_observation *stated) {
    size_t count;
    const zb_finding *f = zb_dataset_findings(dataset, &count);
    for (size_t i = first_finding(f, count, stated->region_code);
         i < count && zb_str_eq(f[i].region_code, stated->region_code); i++) {
        if (f[i].kind == ZB_FIND_RATE && f[i].observation == stated->id) {
            return true;
        }
    }
    return false;
}

/* Stretch the interval to the values that rounded parts may really have had. */
static void take_in_rounding(zb_estimate *value, zb_bounds over, zb_bounds under) {
    zb_estimate least;
    zb_estimate most;
    bool has_least = zb_stats_wilson(&least, fmax(fmin(over.low, under.high), 0), under.high,
                                     ZB_ANALYSIS_LEVEL) == ZB_OK;
    bool has_most =
        zb_stats_wilson(&most, fmin(over.high, under.low), under.low, ZB_ANALYSIS_LEVEL) == ZB_OK;
    value->low = has_least ? fmin(value->low, least.low) : 0;
    value->high = has_most ? fmax(value->high, most.high) : 1;
}

/* Set a stated rate against its parts, all of one document. False: they are not of one thing.
 * Parts that do not make the stated rate, and that no finding holds against it, are of a campaign
 * or an office, or the report divides by another count: of
 * `一审应诉案件762件，负责人应出庭案件534件， 实际出庭531件，出庭应诉率99.4%` the first and the
 * third must not be told as 69.7 %. */
static bool set_against(zb_agreement *out, const zb_dataset *dataset, const zb_observation *stated,
                        const zb_observation *x, const zb_observation *n) {
    bool ok;
    zb_bounds percent = zb_bounds_percent(zb_bounds_count(x), zb_bounds_count(n), &ok);
    *out = ZB_AGREE_NONE;
    if (ok && zb_bounds_meet(percent, zb_bounds_stated(stated))) {
        *out = ZB_AGREE_YES;
    } else if (ok && has_rate_finding(dataset, stated)) {
        *out = ZB_AGREE_NO;
    }
    return *out != ZB_AGREE_NONE;
}

/* People and appearances are not the cases they are about: 29 人次 of 33 件 may be 20 cases. */
static bool counted_alike(const zb_lexicon *lexicon, zb_str over, zb_str under) {
    zb_unit_class a = ZB_UNIT_OTHER;
    zb_unit_class b = ZB_UNIT_OTHER;
    const zb_knowledge *knowledge = &lexicon->knowledge;
    zb_knowledge_unit(knowledge, over, &a);
    zb_knowledge_unit(knowledge, under, &b);
    bool heads_over = a == ZB_UNIT_PERSON || a == ZB_UNIT_TIMES;
    return a == b || (!heads_over && b != ZB_UNIT_PERSON && b != ZB_UNIT_TIMES);
}

/* Two counts that no stated rate confirms are taken to be of one whole only where one is told
 * right behind the other: in one sentence or in the next, under one head. */
static bool told_together(const zb_observation *a, const zb_observation *b) {
    return zb_str_eq(a->section, b->section) &&
           ((a->sentence_start == b->sentence_start && a->sentence_end == b->sentence_end) ||
            a->sentence_end == b->sentence_start || b->sentence_end == a->sentence_start);
}

/* May the rate of the two be computed, and does the stated one agree? */
static bool of_one_thing(zb_agreement *out, const zb_dataset *dataset, const zb_observation *told,
                         const zb_observation *x, const zb_observation *n) {
    *out = ZB_AGREE_NONE;
    if (!zb_rows_of_one_document(dataset, x, n)) {
        return false;
    }
    if (told && zb_rows_of_one_document(dataset, told, n)) {
        return set_against(out, dataset, told, x, n);
    }
    return told_together(x, n) && counted_alike(zb_dataset_lexicon(dataset), x->unit, n->unit);
}

/* Fill the computed half of a rate from a numerator and a denominator of one document. */
static zb_status compute(zb_rate *rate, const zb_observation *x, const zb_observation *n) {
    zb_status status = zb_stats_wilson(&rate->value, x->value, n->value, ZB_ANALYSIS_LEVEL);
    if (status != ZB_OK) {
        return status;
    }
    zb_bounds over = zb_bounds_count(x);
    zb_bounds under = zb_bounds_count(n);
    rate->computed = true;
    rate->numerator = x->value;
    rate->denominator = n->value;
    rate->rounded = over.low != over.high || under.low != under.high;
    if (rate->rounded) {
        take_in_rounding(&rate->value, over, under);
    }
    rate->value.value *= 100;
    rate->value.low *= 100;
    rate->value.high *= 100;
    return ZB_OK;
}

bool zb_rate_is_pooled(const zb_rate *rate) {
    return rate && rate->computed && !rate->rounded && !rate->department;
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
    const zb_cell *over = part_cell(dataset, place, entry->numerator, year);
    const zb_cell *under = part_cell(dataset, place, entry->denominator, year);
    if (over && under) {
        const zb_observation *x = zb_cell_row(dataset, over);
        const zb_observation *n = zb_cell_row(dataset, under);
        const zb_observation *told = out->has_stated ? zb_cell_row(dataset, stated) : NULL;
        zb_agreement agrees = ZB_AGREE_NONE;
        if (of_one_thing(&agrees, dataset, told, x, n) && compute(out, x, n) == ZB_OK) {
            out->agrees = agrees;
            out->numerator_row = over->observation;
            out->denominator_row = under->observation;
        }
    }
    if (out->has_stated) {
        const zb_observation *row = zb_cell_row(dataset, stated);
        out->stated_told = row->has_high ? ZB_APPROX : row->qualifier;
    }
    out->bounded = !out->computed && out->has_stated && is_bounded(zb_cell_row(dataset, stated));
    out->department =
        !zb_row_is_of_place(dataset, out->computed ? out->numerator_row : out->stated_row);
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

typedef struct rate_rows {
    const zb_dataset *dataset;
    int year; /* 0: all */
    ZB_VEC(zb_rate) rows;
} rate_rows;

static bool add_rates(void *context, int place, const zb_indicator *indicator) {
    rate_rows *to = context;
    int first;
    int last;
    if (!indicator->is_rate ||
        !zb_analysis_year_range(&first, &last, to->dataset, place, indicator)) {
        return true;
    }
    first = to->year ? to->year : first;
    last = to->year ? to->year : last;
    for (int year = first; year <= last; year++) {
        zb_rate rate;
        if (zb_analysis_rate(&rate, to->dataset, place, indicator->index, year) == ZB_OK &&
            !ZB_PUSH(&to->rows, rate)) {
            return false;
        }
    }
    return true;
}

zb_status zb_analysis_rates(zb_rate_list *out, const zb_dataset *dataset,
                            const zb_selection *selection, zb_error *err) {
    *out = (zb_rate_list){0};
    rate_rows to = {.dataset = dataset, .year = selection ? selection->year : 0};
    zb_status status = zb_selection_each(dataset, selection, add_rates, &to, err);
    if (status != ZB_OK) {
        ZB_VEC_FREE(&to.rows);
        return status;
    }
    *out = (zb_rate_list){to.rows.at, to.rows.count};
    return ZB_OK;
}

void zb_rate_list_free(zb_rate_list *list) {
    if (list) {
        zb_mem_free(list->rows);
        *list = (zb_rate_list){0};
    }
}
