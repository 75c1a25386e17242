/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of each table, filtered by a selection.
 */
#include <math.h>
#include <stdlib.h>

#include "base/str.h"
#include "dataset/dataset.h"
#include "export/table.h"
#include "stats/analysis.h"

enum { RATE_DECIMALS = 4, DERIVED_DIGITS = ZB_DERIVED_DIGITS, EXACT_DIGITS = 12 };

double zb_significant(double value, int digits) {
    if (!isfinite(value) || value == 0) {
        return value;
    }
    int shift = digits - 1 - (int)floor(log10(fabs(value)));
    double scale = pow(10, abs(shift));
    return shift >= 0 ? round(value * scale) / scale : round(value / scale) * scale;
}

static double decimals(double value, int count) {
    double scale = pow(10, count);
    return round(value * scale) / scale;
}

static bool has_place(const zb_dataset *dataset, const zb_selection *selection, zb_str code,
                      zb_str path) {
    if (!selection->place_count && !selection->has_level) {
        return true;
    }
    int place = zb_place_index(dataset, zb_place_key(code, path));
    return place >= 0 && zb_selection_has_place(dataset, selection, place);
}

/* What a selection asks of a row that stands in the data set itself. */
typedef struct row_key {
    zb_str region, region_code;
    int year;
    bool counted; /* is of an indicator, not of a whole document */
    zb_str indicator;
} row_key;

static row_key observation_key(const void *row) {
    const zb_observation *from = row;
    return (row_key){from->region, from->region_code, from->year, true, from->indicator};
}

static row_key document_key(const void *row) {
    const zb_document_row *from = row;
    return (row_key){.region = from->region, .region_code = from->region_code, .year = from->year};
}

static row_key finding_key(const void *row) {
    const zb_finding *from = row;
    return (row_key){from->region, from->region_code, from->year, true, from->indicator};
}

/* `selection` may be NULL: everything. */
static bool selected(const zb_dataset *dataset, const zb_selection *selection, const row_key *key) {
    return !selection || ((!key->counted || !selection->indicator.n ||
                           zb_str_eq(selection->indicator, key->indicator)) &&
                          (!selection->year || selection->year == key->year) &&
                          has_place(dataset, selection, key->region_code, key->region));
}

/* The selected ones of `count` rows of `size` bytes. */
static zb_status each_selected(const zb_dataset *dataset, const zb_selection *selection,
                               const void *rows, size_t count, size_t size,
                               row_key (*key_of)(const void *row), zb_row_fn *fn, void *context,
                               zb_error *err) {
    zb_status status = ZB_OK;
    for (size_t i = 0; i < count && status == ZB_OK; i++) {
        const void *row = (const char *)rows + i * size;
        row_key key = key_of(row);
        if (selected(dataset, selection, &key)) {
            status = fn(context, row, err);
        }
    }
    return status;
}

static zb_status each_observation(const zb_dataset *dataset, const zb_selection *selection,
                                  zb_row_fn *fn, void *context, zb_error *err) {
    size_t count;
    const zb_observation *rows = zb_dataset_observations(dataset, &count);
    return each_selected(dataset, selection, rows, count, sizeof *rows, observation_key, fn,
                         context, err);
}

static zb_status each_document(const zb_dataset *dataset, const zb_selection *selection,
                               zb_row_fn *fn, void *context, zb_error *err) {
    size_t count;
    const zb_document_row *rows = zb_dataset_documents(dataset, &count);
    return each_selected(dataset, selection, rows, count, sizeof *rows, document_key, fn, context,
                         err);
}

static zb_status each_finding(const zb_dataset *dataset, const zb_selection *selection,
                              zb_row_fn *fn, void *context, zb_error *err) {
    size_t count;
    const zb_finding *rows = zb_dataset_findings(dataset, &count);
    return each_selected(dataset, selection, rows, count, sizeof *rows, finding_key, fn, context,
                         err);
}

zb_rate_line zb_rate_line_of(const zb_dataset *dataset, const zb_rate *rate) {
    size_t count;
    const zb_place *place = &zb_dataset_places(dataset, &count)[rate->place];
    const zb_lexicon *lexicon = zb_dataset_lexicon(dataset);
    return (zb_rate_line){
        .region = place->path,
        .region_code = place->code,
        .rate = zb_lexicon_indicator_at(lexicon, (size_t)rate->indicator)->code,
        .year = rate->year,
        .numerator = rate->computed ? rate->numerator : NAN,
        .denominator = rate->computed ? rate->denominator : NAN,
        .value = rate->computed ? decimals(rate->value.value, RATE_DECIMALS) : NAN,
        .low = rate->computed ? decimals(rate->value.low, RATE_DECIMALS) : NAN,
        .high = rate->computed ? decimals(rate->value.high, RATE_DECIMALS) : NAN,
        .stated = rate->has_stated ? rate->stated : NAN,
        .compared = rate->agrees != ZB_AGREE_NONE,
        .agrees = rate->agrees == ZB_AGREE_YES,
    };
}

static zb_status each_rate(const zb_dataset *dataset, const zb_selection *selection, zb_row_fn *fn,
                           void *context, zb_error *err) {
    zb_rate_list list = {0};
    zb_status status = zb_analysis_rates(&list, dataset, selection, err);
    for (size_t i = 0; i < list.count && status == ZB_OK; i++) {
        zb_rate_line line = zb_rate_line_of(dataset, &list.rows[i]);
        status = fn(context, &line, err);
    }
    zb_rate_list_free(&list);
    return status;
}

double zb_value_shown(double value, bool is_rate) {
    return is_rate ? decimals(value, RATE_DECIMALS) : zb_significant(value, EXACT_DIGITS);
}

zb_trend_line zb_trend_line_of(const zb_dataset *dataset, const zb_trend *trend) {
    size_t count;
    const zb_place *place = &zb_dataset_places(dataset, &count)[trend->place];
    const zb_indicator *indicator =
        zb_lexicon_indicator_at(zb_dataset_lexicon(dataset), (size_t)trend->indicator);
    bool fitted = trend->has_slope;
    bool tested = trend->test.direction != ZB_DIR_TOO_FEW;
    return (zb_trend_line){
        .region = place->path,
        .region_code = place->code,
        .indicator = indicator->code,
        .years = trend->years,
        .first = zb_value_shown(trend->first, indicator->is_rate),
        .last = zb_value_shown(trend->last, indicator->is_rate),
        .change = trend->has_change ? zb_value_shown(trend->change, indicator->is_rate) : NAN,
        .change_percent =
            trend->has_percent ? zb_significant(trend->change_percent, DERIVED_DIGITS) : NAN,
        .slope = fitted ? zb_significant(trend->fit.slope, DERIVED_DIGITS) : NAN,
        .slope_low =
            trend->has_slope_interval ? zb_significant(trend->fit.slope_low, DERIVED_DIGITS) : NAN,
        .slope_high =
            trend->has_slope_interval ? zb_significant(trend->fit.slope_high, DERIVED_DIGITS) : NAN,
        .sen = fitted ? zb_significant(trend->sen.value, DERIVED_DIGITS) : NAN,
        .mk_tau = tested ? zb_significant(trend->test.tau, DERIVED_DIGITS) : NAN,
        .mk_p = tested ? zb_significant(trend->test.p, DERIVED_DIGITS) : NAN,
        .direction = trend->test.direction,
    };
}

static zb_status each_trend(const zb_dataset *dataset, const zb_selection *selection, zb_row_fn *fn,
                            void *context, zb_error *err) {
    zb_trend_list list = {0};
    zb_status status = zb_analysis_trends(&list, dataset, selection, err);
    for (size_t i = 0; i < list.count && status == ZB_OK; i++) {
        zb_trend_line line = zb_trend_line_of(dataset, &list.rows[i]);
        status = fn(context, &line, err);
    }
    zb_trend_list_free(&list);
    return status;
}

zb_status zb_table_each(const zb_dataset *dataset, zb_table table, const zb_selection *selection,
                        zb_row_fn *fn, void *context, zb_error *err) {
    static zb_status (*const each[ZB_TABLE_COUNT])(const zb_dataset *, const zb_selection *,
                                                   zb_row_fn *, void *, zb_error *) = {
        [ZB_TABLE_OBSERVATIONS] = each_observation,
        [ZB_TABLE_DOCUMENTS] = each_document,
        [ZB_TABLE_RATES] = each_rate,
        [ZB_TABLE_TRENDS] = each_trend,
        [ZB_TABLE_FINDINGS] = each_finding,
    };
    return each[table](dataset, selection, fn, context, err);
}

zb_standing_line zb_standing_line_of(const zb_dataset *dataset, const zb_comparison *comparison,
                                     const zb_standing_row *row) {
    size_t count;
    const zb_place *place = &zb_dataset_places(dataset, &count)[row->place];
    const zb_indicator *indicator =
        zb_lexicon_indicator_at(zb_dataset_lexicon(dataset), (size_t)comparison->indicator);
    bool computed = indicator->is_rate && !row->stated_only;
    return (zb_standing_line){
        .region = place->path,
        .region_code = place->code,
        .indicator = indicator->code,
        .year = comparison->year,
        .rank = row->rank > 0 ? decimals(row->rank, RATE_DECIMALS) : NAN,
        .value = decimals(row->value.value, RATE_DECIMALS),
        .low = computed ? decimals(row->value.low, RATE_DECIMALS) : NAN,
        .high = computed ? decimals(row->value.high, RATE_DECIMALS) : NAN,
        .numerator = computed ? row->numerator : NAN,
        .denominator = computed ? row->denominator : NAN,
        .is_rate = indicator->is_rate,
        .standing = row->standing,
        .stated_only = row->stated_only,
        .exact = !row->inexact,
        .department = row->department,
    };
}

zb_whole_line zb_whole_line_of(const zb_dataset *dataset, const zb_comparison *comparison) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    zb_whole_line line = {
        .value = NAN, .low = NAN, .high = NAN, .numerator = NAN, .denominator = NAN};
    if (comparison->parent >= 0) {
        line.region = places[comparison->parent].path;
        line.region_code = places[comparison->parent].code;
    }
    if (comparison->has_whole) {
        line.value = decimals(comparison->whole.value, RATE_DECIMALS);
        line.low = decimals(comparison->whole.low, RATE_DECIMALS);
        line.high = decimals(comparison->whole.high, RATE_DECIMALS);
        line.numerator = comparison->whole_numerator;
        line.denominator = comparison->whole_denominator;
    }
    return line;
}

zb_status zb_standings_each(const zb_dataset *dataset, const zb_selection *selection, zb_row_fn *fn,
                            void *context, zb_error *err) {
    zb_comparison comparison = {0};
    zb_status status = zb_analysis_compare(&comparison, dataset, selection, err);
    for (size_t i = 0; i < comparison.count && status == ZB_OK; i++) {
        zb_standing_line line = zb_standing_line_of(dataset, &comparison, &comparison.rows[i]);
        status = fn(context, &line, err);
    }
    zb_comparison_free(&comparison);
    return status;
}
