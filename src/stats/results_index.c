/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several indicators made into one index.
 */
#include <math.h>

#include "base/error.h"
#include "base/mem.h"
#include "stats/analysis.h"
#include "zhibiao/result.h"

enum { LEVELS = ZB_LEVEL_TOWN + 1, FEWEST_PLACES = 2, GOOD_PLACES = 3 };

static const double SCORE_GRAIN = 1e12;

typedef struct question {
    const zb_dataset *dataset;
    const zb_selection *selection;
    const int *indicators;
    size_t width;
} question;

/* A rate that may enter: of the place itself, and either computed from exact cases, enough of them,
 * or stated in full. */
static bool enters(const zb_standing_row *row) {
    return row->stated_only ? !row->inexact && !row->department : zb_standing_is_comparable(row);
}

/* How many of the indicators a place has in a year, and how many of them may enter; their values
 * where `values` is not NULL. */
static size_t read_place(double *values, size_t *told, const question *q, int place, int year) {
    size_t found = 0;
    *told = 0;
    for (size_t j = 0; j < q->width; j++) {
        zb_standing_row row;
        const zb_indicator *indicator =
            zb_lexicon_indicator_at(zb_dataset_lexicon(q->dataset), (size_t)q->indicators[j]);
        if (!zb_standing_read(&row, q->dataset, place, indicator, year)) {
            continue;
        }
        (*told)++;
        found += enters(&row);
        if (values) {
            values[j] = row.value.value;
        }
    }
    return found;
}

static void count_complete(size_t counts[LEVELS], const question *q, int year) {
    size_t place_count;
    const zb_place *places = zb_dataset_places(q->dataset, &place_count);
    for (int i = 0; i < LEVELS; i++) {
        counts[i] = 0;
    }
    for (size_t p = 0; p < place_count; p++) {
        size_t told;
        if (zb_selection_has_place(q->dataset, q->selection, (int)p) &&
            (unsigned)places[p].level < LEVELS &&
            read_place(NULL, &told, q, (int)p, year) == q->width) {
            counts[places[p].level]++;
        }
    }
}

/* The level with the most complete places in any year; of equals the higher one. */
static zb_level choose_level(const question *q, int first, int last) {
    size_t most = 0;
    zb_level best = ZB_LEVEL_COUNTY;
    if (q->selection && q->selection->has_level) {
        return q->selection->level;
    }
    for (int year = first; year <= last; year++) {
        size_t counts[LEVELS];
        count_complete(counts, q, year);
        for (int i = ZB_LEVEL_PROVINCE; i < LEVELS; i++) {
            if (counts[i] > most) {
                most = counts[i];
                best = (zb_level)i;
            }
        }
    }
    return best;
}

/* The last year with as many places as a comparison wants, else the last with two. 0: none. */
static int choose_year(const question *q, zb_level level, int first, int last) {
    int fallback = 0;
    for (int year = last; year >= first; year--) {
        size_t counts[LEVELS];
        count_complete(counts, q, year);
        if (counts[level] >= GOOD_PLACES) {
            return year;
        }
        fallback = counts[level] >= FEWEST_PLACES && !fallback ? year : fallback;
    }
    return fallback;
}

static bool allocate(zb_index *out, size_t places) {
    out->places = zb_mem_zero(places, sizeof *out->places);
    out->values = zb_mem_zero(places * out->width, sizeof *out->values);
    bool ok = out->places && out->values;
    for (int m = 0; m < ZB_INDEX_METHODS && ok; m++) {
        out->scores[m] = zb_mem_zero(places, sizeof **out->scores);
        out->ranks[m] = zb_mem_zero(places, sizeof **out->ranks);
        out->weights[m] = zb_mem_zero(out->width, sizeof **out->weights);
        ok = out->scores[m] && out->ranks[m] && out->weights[m];
    }
    return ok;
}

static void gather(zb_index *out, const question *q) {
    size_t place_count;
    const zb_place *places = zb_dataset_places(q->dataset, &place_count);
    for (size_t p = 0; p < place_count; p++) {
        if (places[p].level != out->level ||
            !zb_selection_has_place(q->dataset, q->selection, (int)p)) {
            continue;
        }
        size_t told;
        size_t found =
            read_place(out->values + out->count * out->width, &told, q, (int)p, out->year);
        if (found == out->width) {
            out->places[out->count++] = (int)p;
        } else {
            out->left_out += told > 0;
        }
    }
}

/* Scores that differ by what rounding left of their sums are equal. */
static zb_status rank_scores(double *ranks, const double *scores, size_t count) {
    double *rounded = zb_mem_get(count * sizeof *rounded);
    if (!rounded) {
        return ZB_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        rounded[i] = round(scores[i] * SCORE_GRAIN) / SCORE_GRAIN;
    }
    zb_status status = zb_stats_ranks(ranks, rounded, count);
    zb_mem_free(rounded);
    return status;
}

static zb_status score(zb_index *out) {
    zb_status status = ZB_OK;
    for (int m = 0; m < ZB_INDEX_METHODS && status == ZB_OK; m++) {
        status = zb_stats_index(out->scores[m], out->weights[m], out->values, out->sense,
                                out->count, out->width, (zb_index_method)m);
        if (status == ZB_OK) {
            status = rank_scores(out->ranks[m], out->scores[m], out->count);
        }
    }
    return status;
}

zb_status zb_analysis_index(zb_index *out, const zb_dataset *dataset, const int *indicators,
                            const int *sense, size_t width, const zb_selection *selection,
                            zb_error *err) {
    *out = (zb_index){.indicators = indicators, .sense = sense, .width = width};
    question q = {dataset, selection, indicators, width};
    int first;
    int last;
    for (size_t j = 0; j < width; j++) {
        const zb_indicator *indicator =
            zb_lexicon_indicator_at(zb_dataset_lexicon(dataset), (size_t)indicators[j]);
        if (!indicator->is_rate) {
            return zb_error_set(
                err, ZB_E_USAGE,
                "an index is made of rates; %.*s counts, and large places have more",
                ZB_ARG(indicator->code));
        }
    }
    zb_dataset_years(dataset, &first, &last);
    if (selection && selection->year) {
        first = last = selection->year;
    }
    if (width == 0 || last == 0) {
        return zb_error_set(err, ZB_E_NOTFOUND, "an index needs indicators and years");
    }
    out->level = choose_level(&q, first, last);
    out->year = choose_year(&q, out->level, first, last);
    if (!out->year) {
        return zb_error_set(err, ZB_E_NOTFOUND,
                            "fewer than two places of one level have all %zu indicators in one "
                            "year; leave one out or choose another year",
                            width);
    }
    size_t place_count;
    zb_dataset_places(dataset, &place_count);
    zb_status status = ZB_E_NOMEM;
    if (allocate(out, place_count)) {
        gather(out, &q);
        status = score(out);
    }
    if (status != ZB_OK) {
        zb_index_free(out);
        return status == ZB_E_NOMEM ? zb_error_nomem(err)
                                    : zb_error_set(err, status, "these values make no index");
    }
    return ZB_OK;
}

void zb_index_free(zb_index *index) {
    if (index) {
        zb_mem_free(index->places);
        zb_mem_free(index->values);
        for (int m = 0; m < ZB_INDEX_METHODS; m++) {
            zb_mem_free(index->scores[m]);
            zb_mem_free(index->ranks[m]);
            zb_mem_free(index->weights[m]);
        }
        *index = (zb_index){0};
    }
}
