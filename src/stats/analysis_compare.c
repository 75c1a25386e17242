/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comparison of the places of one level in one year.
 */
#include "zhibiao/analysis.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "stats/analysis.h"

/* A year needs this many places to be chosen unasked. */
enum { FEWEST_PLACES = 3, LEVELS = ZB_LEVEL_TOWN + 1 };

typedef ZB_VEC(zb_standing_row) row_vec;

bool zb_standing_read(zb_standing_row *row, const zb_dataset *dataset, int place,
                      const zb_indicator *indicator, int year) {
    *row = (zb_standing_row){.place = place};
    if (!indicator->is_rate) {
        const zb_cell *cell = zb_dataset_cell(dataset, place, indicator->index, year);
        if (!cell || !isfinite(cell->value)) {
            return false;
        }
        row->value = (zb_estimate){cell->value, cell->value, cell->value};
        row->inexact = !zb_cell_is_as_told(dataset, cell, indicator);
        row->department = !zb_row_is_of_place(dataset, cell->observation);
        return true;
    }
    zb_rate rate;
    if (zb_analysis_rate(&rate, dataset, place, indicator->index, year) != ZB_OK) {
        return false;
    }
    if (rate.computed) {
        row->value = rate.value;
        row->numerator = rate.numerator;
        row->denominator = rate.denominator;
    } else {
        row->value = (zb_estimate){rate.stated, rate.stated, rate.stated};
        row->stated_only = true;
    }
    row->inexact = rate.computed ? rate.rounded : rate.bounded;
    row->department = rate.department;
    if (zb_rate_is_pooled(&rate)) {
        row->standing = ZB_STAND_SAME;
    }
    return true;
}

static int highest_first(const void *left, const void *right) {
    const zb_standing_row *a = left;
    const zb_standing_row *b = right;
    if (a->value.value != b->value.value) {
        return a->value.value > b->value.value ? -1 : 1;
    }
    return (a->place > b->place) - (a->place < b->place);
}

bool zb_standing_is_comparable(const zb_standing_row *row) {
    return row->denominator >= ZB_COMPARED_FROM && row->standing != ZB_STAND_UNKNOWN;
}

/* Which rows are ranked: see zb_standing_row. */
static bool is_ranked(const zb_standing_row *row, bool is_rate, bool any_comparable) {
    if (is_rate && any_comparable) {
        return zb_standing_is_comparable(row);
    }
    return !row->inexact && !row->department && (!is_rate || row->stated_only);
}

/* Ranks of sorted rows; equal values share the mean of their positions. */
static zb_status set_ranks(zb_comparison *out, bool is_rate) {
    size_t k = 0;
    bool any = false;
    double *values = zb_mem_zero(2 * out->count + 1, sizeof *values);
    if (!values) {
        return ZB_E_NOMEM;
    }
    double *ranks = values + out->count;
    for (size_t i = 0; i < out->count; i++) {
        any = any || zb_standing_is_comparable(&out->rows[i]);
    }
    for (size_t i = 0; i < out->count; i++) {
        if (is_ranked(&out->rows[i], is_rate, any)) {
            values[k++] = out->rows[i].value.value;
        }
    }
    zb_status status = k ? zb_stats_ranks(ranks, values, k) : ZB_OK;
    for (size_t i = 0, r = 0; i < out->count && status == ZB_OK; i++) {
        if (is_ranked(&out->rows[i], is_rate, any)) {
            out->rows[i].rank = ranks[r++];
        }
    }
    zb_mem_free(values);
    return status;
}

/* Chi-square and overdispersion over the comparable rows. */
static zb_status measure_dispersion(zb_comparison *out) {
    double *x = zb_mem_zero(2 * out->count, sizeof *x);
    if (!x) {
        return ZB_E_NOMEM;
    }
    double *n = x + out->count;
    size_t k = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (zb_standing_is_comparable(&out->rows[i])) {
            x[k] = out->rows[i].numerator;
            n[k++] = out->rows[i].denominator;
        }
    }
    zb_status status = zb_stats_heterogeneity(&out->heterogeneity, x, n, k);
    out->has_heterogeneity = status == ZB_OK;
    if (out->has_heterogeneity && k >= ZB_WIDENED_FROM) {
        out->spread = sqrt(out->heterogeneity.phi);
        out->tau2 = out->heterogeneity.tau2;
    }
    zb_mem_free(x);
    return status == ZB_E_NOMEM ? status : ZB_OK;
}

static zb_standing stand(double share, double whole, double trials, double spread) {
    static const struct {
        double level;
        zb_standing low, high;
    } limits[] = {{0.998, ZB_STAND_LOW998, ZB_STAND_HIGH998},
                  {0.95, ZB_STAND_LOW95, ZB_STAND_HIGH95}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        double low;
        double high;
        if (zb_stats_funnel_limits(&low, &high, whole, trials, limits[i].level, spread) != ZB_OK) {
            return ZB_STAND_UNKNOWN;
        }
        if (share < low) {
            return limits[i].low;
        }
        if (share > high) {
            return limits[i].high;
        }
    }
    return ZB_STAND_SAME;
}

/* Pool the exact rates and tell where each place stands. On entry `standing` is same for exact
 * rates of places, else unknown. */
static zb_status compare_rates(zb_comparison *out) {
    for (size_t i = 0; i < out->count; i++) {
        const zb_standing_row *row = &out->rows[i];
        if (row->standing != ZB_STAND_UNKNOWN) {
            out->whole_numerator += row->numerator;
            out->whole_denominator += row->denominator;
            out->in_whole++;
        }
    }
    zb_estimate whole;
    zb_status status = ZB_OK;
    out->has_whole = zb_stats_wilson(&whole, out->whole_numerator, out->whole_denominator,
                                     ZB_ANALYSIS_LEVEL) == ZB_OK;
    if (out->has_whole) {
        out->whole = (zb_estimate){100 * whole.value, 100 * whole.low, 100 * whole.high};
        status = measure_dispersion(out);
    }
    bool others = out->has_whole && out->in_whole > 1;
    for (size_t i = 0; i < out->count; i++) {
        zb_standing_row *row = &out->rows[i];
        row->standing = others && zb_standing_is_comparable(row)
                            ? stand(row->numerator / row->denominator, whole.value,
                                    row->denominator, out->spread)
                            : ZB_STAND_UNKNOWN;
    }
    return status;
}

static void sum_counts(zb_comparison *out) {
    double sum = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (!out->rows[i].department) {
            sum += out->rows[i].value.value;
            out->whole_inexact += out->rows[i].inexact;
            out->in_whole++;
        }
    }
    out->has_whole = out->in_whole > 0;
    out->whole = (zb_estimate){sum, sum, sum};
}

static int common_parent(const zb_dataset *dataset, const zb_comparison *comparison) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    int parent = places[comparison->rows[0].place].parent;
    for (size_t i = 1; i < comparison->count; i++) {
        if (places[comparison->rows[i].place].parent != parent) {
            return -1;
        }
    }
    return parent;
}

/* How many places of each level have a value in the year. */
static void count_levels(size_t counts[LEVELS], const zb_dataset *dataset,
                         const zb_selection *selection, const zb_indicator *indicator, int year) {
    size_t place_count;
    const zb_place *places = zb_dataset_places(dataset, &place_count);
    for (int i = 0; i < LEVELS; i++) {
        counts[i] = 0;
    }
    for (size_t p = 0; p < place_count; p++) {
        zb_standing_row row;
        if ((unsigned)places[p].level < LEVELS &&
            zb_selection_has_place(dataset, selection, (int)p) &&
            zb_standing_read(&row, dataset, (int)p, indicator, year)) {
            counts[places[p].level]++;
        }
    }
}

/* The level with the most places; of equals the higher one, `other` last. */
static zb_level fullest_level(const size_t counts[LEVELS]) {
    zb_level best = ZB_LEVEL_OTHER;
    for (int i = ZB_LEVEL_TOWN; i >= ZB_LEVEL_PROVINCE; i--) {
        if (counts[i] && counts[i] >= counts[best]) {
            best = (zb_level)i;
        }
    }
    return best;
}

static void widen(int *first, int *last, const zb_dataset *dataset, const zb_selection *selection,
                  const zb_indicator *indicator) {
    size_t place_count;
    zb_dataset_places(dataset, &place_count);
    *first = *last = 0;
    for (size_t p = 0; p < place_count; p++) {
        int a;
        int b;
        if (zb_selection_has_place(dataset, selection, (int)p) &&
            zb_analysis_year_range(&a, &b, dataset, (int)p, indicator)) {
            *first = *first == 0 || a < *first ? a : *first;
            *last = b > *last ? b : *last;
        }
    }
}

/* Which level and year to compare; false when no place has a value. */
static bool choose(zb_level *level, int *year, const zb_dataset *dataset,
                   const zb_selection *selection, const zb_indicator *indicator) {
    size_t totals[LEVELS] = {0};
    size_t counts[LEVELS];
    int first;
    int last;
    widen(&first, &last, dataset, selection, indicator);
    if (selection->year) {
        first = last = selection->year;
    }
    for (int y = first; y <= last && last; y++) {
        count_levels(counts, dataset, selection, indicator, y);
        for (int i = 0; i < LEVELS; i++) {
            totals[i] = counts[i] > totals[i] ? counts[i] : totals[i];
        }
    }
    *level = selection->has_level ? selection->level : fullest_level(totals);
    if ((unsigned)*level >= LEVELS || totals[*level] == 0) {
        return false;
    }
    size_t needed = totals[*level] < FEWEST_PLACES ? 1 : FEWEST_PLACES;
    for (*year = last; *year > first; (*year)--) {
        count_levels(counts, dataset, selection, indicator, *year);
        if (counts[*level] >= needed) {
            break;
        }
    }
    return true;
}

static zb_status gather(zb_comparison *out, const zb_dataset *dataset,
                        const zb_selection *selection, const zb_indicator *indicator) {
    size_t place_count;
    const zb_place *places = zb_dataset_places(dataset, &place_count);
    row_vec rows = {0};
    bool ok = true;
    for (size_t p = 0; p < place_count && ok; p++) {
        zb_standing_row row;
        if (places[p].level == out->level && zb_selection_has_place(dataset, selection, (int)p) &&
            zb_standing_read(&row, dataset, (int)p, indicator, out->year)) {
            ok = ZB_PUSH(&rows, row);
        }
    }
    out->rows = rows.at;
    out->count = rows.count;
    return ok ? ZB_OK : ZB_E_NOMEM;
}

zb_status zb_analysis_compare(zb_comparison *out, const zb_dataset *dataset,
                              const zb_selection *selection, zb_error *err) {
    *out = (zb_comparison){.parent = -1, .spread = 1};
    const zb_indicator *indicator;
    zb_status status = zb_selection_indicator(&indicator, dataset, selection, err);
    if (status != ZB_OK) {
        return status;
    }
    if (!indicator) {
        return zb_error_set(err, ZB_E_USAGE, "a comparison needs an indicator");
    }
    out->indicator = indicator->index;
    if (!choose(&out->level, &out->year, dataset, selection, indicator)) {
        return zb_error_set(err, ZB_E_NOTFOUND, "no place of the selection states %.*s",
                            ZB_ARG(indicator->name_zh));
    }
    status = gather(out, dataset, selection, indicator);
    if (status == ZB_OK) {
        qsort(out->rows, out->count, sizeof *out->rows, highest_first);
        status = set_ranks(out, indicator->is_rate);
        out->parent = common_parent(dataset, out);
        if (status == ZB_OK && indicator->is_rate) {
            status = compare_rates(out);
        } else if (indicator->aggregation != ZB_AGG_MEAN) {
            sum_counts(out);
        }
    }
    if (status != ZB_OK) {
        zb_comparison_free(out);
        return zb_error_nomem(err);
    }
    return ZB_OK;
}

void zb_comparison_free(zb_comparison *comparison) {
    if (comparison) {
        zb_mem_free(comparison->rows);
        *comparison = (zb_comparison){.parent = -1};
    }
}
