/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rates, trends, comparisons and topics of a report.
 */
#include "report/model_inside.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "stats/analysis.h"

enum { MOST_COUNTS = 6, FEWEST_POINTS = 6, FEWEST_YEARS = 3, FEWEST_PLACES = 3 };

typedef struct tally {
    size_t values, computed, places, years;
    size_t everywhere; /* computed at all places and in all years of the data */
} tally;

/* How often each indicator occurs at the included places within the years. */
static bool tally_all(const zb_model *m, tally *tallies, size_t indicators) {
    size_t count;
    const zb_series *series = zb_dataset_series(m->dataset, &count);
    bool *years = zb_mem_zero(indicators * (size_t)m->year_count + 1, sizeof *years);
    if (!years) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const zb_series *s = &series[i];
        size_t before = tallies[s->indicator].values;
        for (size_t k = 0; m->included[s->place] && k < s->count; k++) {
            int year = s->cells[k].year;
            if (year >= m->first_year && year <= m->last_year) {
                tallies[s->indicator].values++;
                years[(size_t)s->indicator * (size_t)m->year_count +
                      (size_t)(year - m->first_year)] = true;
            }
        }
        tallies[s->indicator].places += tallies[s->indicator].values > before;
    }
    for (size_t i = 0; i < indicators; i++) {
        for (int y = 0; y < m->year_count; y++) {
            tallies[i].years += years[i * (size_t)m->year_count + (size_t)y];
        }
    }
    zb_mem_free(years);
    return true;
}

/* Rates are counted anew: they may be computed without being stated. */
static bool tally_rates(const zb_model *m, tally *tallies, size_t indicators) {
    bool *years = zb_mem_zero(indicators * (size_t)m->year_count + 1, sizeof *years);
    if (!years) {
        return false;
    }
    for (size_t i = 0; i < indicators; i++) {
        if (zb_lexicon_indicator_at(m->lexicon, i)->is_rate) {
            tallies[i] = (tally){0};
        }
    }
    int place = -1, indicator = -1;
    for (size_t i = 0; i < m->rate_rows.count; i++) {
        const zb_rate *r = &m->rate_rows.rows[i];
        tally *t = &tallies[r->indicator];
        t->everywhere += r->computed;
        if (!m->included[r->place] || r->year < m->first_year || r->year > m->last_year) {
            continue;
        }
        bool *year = &years[(size_t)r->indicator * (size_t)m->year_count +
                            (size_t)(r->year - m->first_year)];
        t->computed += r->computed;
        t->values++;
        t->places += r->place != place || r->indicator != indicator;
        t->years += !*year;
        *year = true;
        place = r->place;
        indicator = r->indicator;
    }
    zb_mem_free(years);
    return true;
}

static bool take_rates(zb_model *m, const tally *tallies, size_t indicators) {
    m->rates = ZB_NEW(&m->arena, const zb_indicator *, indicators + 1);
    if (!m->rates) {
        return false;
    }
    for (size_t i = 0; i < indicators; i++) {
        const zb_indicator *one = zb_lexicon_indicator_at(m->lexicon, i);
        m->indicators += tallies[i].values > 0;
        if (one->is_rate && tallies[i].values) {
            m->rates[m->rate_count++] = one;
            m->stated_rates++;
            m->computed_rates += tallies[i].computed > 0;
        }
    }
    return true;
}

/* ---- topics ------------------------------------------------------------------------------ */

static bool has_breadth(const tally *t) {
    return t->years >= FEWEST_YEARS || t->places >= FEWEST_PLACES;
}

/* The numerator of a rate tells little beside the rate. */
static bool is_numerator(const zb_model *m, const zb_indicator *one) {
    for (size_t r = 0; r < m->rate_count; r++) {
        if (zb_str_eq(m->rates[r]->numerator, one->code)) {
            return true;
        }
    }
    return false;
}

/* Rates that can be computed often enough, then the counts stated most often; each in order of
 * the catalogue. */
static bool choose_topics(zb_model *m, const tally *tallies, size_t indicators) {
    m->topics = ZB_NEW(&m->arena, zb_topic, m->rate_count + MOST_COUNTS + 1);
    bool *chosen = zb_mem_zero(indicators + 1, sizeof *chosen);
    if (!m->topics || !chosen) {
        zb_mem_free(chosen);
        return false;
    }
    for (size_t n = 0; n < MOST_COUNTS; n++) {
        size_t best = indicators;
        for (size_t i = 0; i < indicators; i++) {
            const zb_indicator *one = zb_lexicon_indicator_at(m->lexicon, i);
            if (!one->is_rate && !is_numerator(m, one) && !chosen[i] &&
                tallies[i].values >= FEWEST_POINTS && has_breadth(&tallies[i]) &&
                (best == indicators || tallies[i].values > tallies[best].values)) {
                best = i;
            }
        }
        if (best < indicators) {
            chosen[best] = true;
        }
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < indicators; i++) {
            const zb_indicator *one = zb_lexicon_indicator_at(m->lexicon, i);
            bool wanted = one->is_rate
                              ? tallies[i].computed >= FEWEST_POINTS && has_breadth(&tallies[i])
                              : chosen[i];
            if (wanted && one->is_rate == (pass == 0)) {
                m->topics[m->topic_count++] =
                    (zb_topic){one, tallies[i].values, tallies[i].places, tallies[i].years};
            }
        }
    }
    zb_mem_free(chosen);
    size_t most = 0;
    for (size_t i = 0; i < m->topic_count; i++) {
        const zb_indicator *one = m->topics[i].indicator;
        if (one->is_rate && tallies[one->index].everywhere > most) {
            most = tallies[one->index].everywhere;
            m->lead = one;
        }
    }
    return true;
}

/* ---- comparisons ------------------------------------------------------------------------- */

static zb_status measure_spread(zb_group_rate *rate, zb_error *err) {
    size_t n = 0;
    double *values = zb_mem_get((rate->comparison.count + 1) * sizeof *values);
    if (!values) {
        return zb_error_nomem(err);
    }
    for (size_t i = 0; i < rate->comparison.count; i++) {
        const zb_standing_row *row = &rate->comparison.rows[i];
        rate->computed += !row->stated_only;
        if (!row->stated_only && row->denominator >= ZB_COMPARED_FROM) {
            values[n++] = row->value.value;
        }
    }
    zb_status status = ZB_OK;
    zb_spread *s = &rate->spread;
    const struct {
        double *out, share;
    } parts[] = {{&s->low, 0},
                 {&s->quarter, 0.25},
                 {&s->median, 0.5},
                 {&s->three_quarters, 0.75},
                 {&s->high, 1}};
    rate->has_spread = n >= FEWEST_PLACES;
    for (size_t i = 0; rate->has_spread && i < sizeof parts / sizeof *parts; i++) {
        status = zb_stats_quantile(parts[i].out, values, n, parts[i].share);
        rate->has_spread = status == ZB_OK;
    }
    zb_mem_free(values);
    return status == ZB_E_NOMEM ? zb_error_nomem(err) : ZB_OK;
}

static int rows_by_place(const void *left, const void *right) {
    const zb_standing_row *const *a = left, *const *b = right;
    return ((*a)->place > (*b)->place) - ((*a)->place < (*b)->place);
}

static int place_against_row(const void *key, const void *row) {
    const int *place = key;
    const zb_standing_row *const *at = row;
    return (*place > (*at)->place) - (*place < (*at)->place);
}

/* To find a place's row among thousands. */
static bool index_rows(zb_model *m, zb_group_rate *rate) {
    const zb_comparison *c = &rate->comparison;
    rate->by_place = ZB_NEW(&m->arena, const zb_standing_row *, c->count + 1);
    for (size_t i = 0; rate->by_place && i < c->count; i++) {
        rate->by_place[i] = &c->rows[i];
    }
    if (rate->by_place && c->count) {
        qsort(rate->by_place, c->count, sizeof *rate->by_place, rows_by_place);
    }
    return rate->by_place != NULL;
}

static zb_status compare_group(zb_model *m, zb_group *group, zb_error *err) {
    group->rates = ZB_NEW(&m->arena, zb_group_rate, m->rate_count + 1);
    if (!group->rates) {
        return zb_error_nomem(err);
    }
    for (size_t r = 0; r < m->rate_count; r++) {
        zb_group_rate *rate = &group->rates[r];
        rate->indicator = m->rates[r]->index;
        zb_selection selection = {.indicator = m->rates[r]->code,
                                  .places = group->members,
                                  .place_count = group->count,
                                  .year = group->year,
                                  .has_level = true,
                                  .level = group->level};
        zb_error cause;
        zb_status status = zb_analysis_compare(&rate->comparison, m->dataset, &selection, &cause);
        if (status != ZB_OK && status != ZB_E_NOTFOUND) {
            return zb_error_set(err, status, "%s", cause.message);
        }
        if (!index_rows(m, rate)) {
            return zb_error_nomem(err);
        }
        /* against the whole of a few: `全市30.5%` of one county is no whole */
        size_t last = r * (size_t)m->year_count + (size_t)(group->year - m->first_year);
        rate->known = status == ZB_OK && group->pools[last].known;
        status = rate->known ? measure_spread(rate, err) : ZB_OK;
        if (status != ZB_OK) {
            return status;
        }
    }
    return ZB_OK;
}

/* The pooled value of the members, and only of them; at least two thirds of those that report, and
 * half of all, must state both parts: else each year would be a whole of other places. */
static void pool(const zb_model *m, const zb_group *group, int indicator, int year,
                 zb_group_pool *out) {
    size_t reporting = 0, stating = 0;
    double x = 0, n = 0;
    for (size_t i = 0; i < group->count; i++) {
        const zb_rate *r = zb_model_rate(m, group->members[i], indicator, year);
        bool has = zb_rate_is_pooled(r);
        reporting += has || zb_model_reported(m, group->members[i], year);
        stating += has;
        x += has ? r->numerator : 0;
        n += has ? r->denominator : 0;
    }
    zb_estimate share;
    if (stating < 2 || 3 * stating < 2 * reporting || 2 * stating < group->count ||
        zb_stats_wilson(&share, x, n, 0.95) != ZB_OK) {
        return;
    }
    *out = (zb_group_pool){true, {100 * share.value, 100 * share.low, 100 * share.high}, x, n};
}

static bool pool_group(zb_model *m, zb_group *group) {
    group->pools = ZB_NEW(&m->arena, zb_group_pool, m->rate_count * (size_t)m->year_count + 1);
    for (size_t r = 0; group->pools && r < m->rate_count; r++) {
        for (int y = 0; y < m->year_count; y++) {
            pool(m, group, m->rates[r]->index, m->first_year + y,
                 &group->pools[r * (size_t)m->year_count + (size_t)y]);
        }
    }
    return group->pools != NULL;
}

zb_status zb_model_make_rates(zb_model *m, zb_error *err) {
    zb_selection all = {0};
    zb_status status = zb_analysis_rates(&m->rate_rows, m->dataset, &all, err);
    if (status != ZB_OK) {
        return status;
    }
    size_t indicators = zb_lexicon_indicator_count(m->lexicon);
    tally *tallies = zb_mem_zero(indicators + 1, sizeof *tallies);
    bool ok = tallies && tally_all(m, tallies, indicators);
    if (ok) {
        ok = tally_rates(m, tallies, indicators) && take_rates(m, tallies, indicators) &&
             choose_topics(m, tallies, indicators);
    }
    zb_mem_free(tallies);
    for (size_t g = 0; ok && g < m->group_count; g++) {
        if (!zb_group_compares(&m->groups[g])) {
            continue;
        }
        ok = pool_group(m, &m->groups[g]);
        status = ok ? compare_group(m, &m->groups[g], err) : ZB_OK;
        if (status != ZB_OK) {
            return status;
        }
    }
    return ok ? ZB_OK : zb_error_nomem(err);
}

/* ---- looking up -------------------------------------------------------------------------- */

const zb_rate *zb_model_rate(const zb_model *m, int place, int indicator, int year) {
    size_t low = 0, high = m->rate_rows.count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const zb_rate *r = &m->rate_rows.rows[mid];
        int order = r->place != place           ? r->place - place
                    : r->indicator != indicator ? r->indicator - indicator
                                                : r->year - year;
        if (order == 0) {
            return r;
        }
        if (order < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return NULL;
}

bool zb_model_is_exact(const zb_model *m, int place, int indicator, int year) {
    const zb_indicator *one = zb_lexicon_indicator_at(m->lexicon, (size_t)indicator);
    if (one->is_rate) {
        const zb_rate *r = zb_model_rate(m, place, indicator, year);
        return r && !r->bounded && !r->rounded;
    }
    const zb_cell *cell = zb_dataset_cell(m->dataset, place, indicator, year);
    return cell && zb_cell_is_as_told(m->dataset, cell, one);
}

zb_mann_kendall zb_model_trend(const zb_model *m, int place, int indicator, bool *vague) {
    double values[ZB_MODEL_YEARS];
    size_t n = 0;
    bool exact = true;
    for (int year = m->first_year; year <= m->last_year; year++) {
        double value = zb_model_value(m, place, indicator, year);
        if (isfinite(value)) {
            values[n++] = value;
            exact &= zb_model_is_exact(m, place, indicator, year);
        }
    }
    if (vague) {
        *vague = n > 0 && !exact;
    }
    zb_mann_kendall test;
    return exact && zb_stats_mann_kendall(&test, values, n, 0.05) == ZB_OK ? test
                                                                           : (zb_mann_kendall){0};
}

static size_t rate_position(const zb_model *m, int indicator) {
    size_t i = 0;
    while (i < m->rate_count && m->rates[i]->index != indicator) {
        i++;
    }
    return i;
}

const zb_group_rate *zb_model_group_rate(const zb_model *m, const zb_group *group, int indicator) {
    size_t i = group && group->rates ? rate_position(m, indicator) : m->rate_count;
    return i < m->rate_count && group->rates[i].known ? &group->rates[i] : NULL;
}

const zb_standing_row *zb_model_standing(const zb_group_rate *rate, int place) {
    const zb_standing_row *const *row =
        rate && rate->by_place ? bsearch(&place, rate->by_place, rate->comparison.count,
                                         sizeof *rate->by_place, place_against_row)
                               : NULL;
    return row ? *row : NULL;
}

const zb_group_pool *zb_model_pool(const zb_model *m, const zb_group *group, int indicator,
                                   int year) {
    size_t i = group && group->pools ? rate_position(m, indicator) : m->rate_count;
    if (i == m->rate_count || year < m->first_year || year > m->last_year) {
        return NULL;
    }
    const zb_group_pool *p =
        &group->pools[i * (size_t)m->year_count + (size_t)(year - m->first_year)];
    return p->known ? p : NULL;
}

double zb_model_value(const zb_model *m, int place, int indicator, int year) {
    if (zb_lexicon_indicator_at(m->lexicon, (size_t)indicator)->is_rate) {
        const zb_rate *r = zb_model_rate(m, place, indicator, year);
        return !r ? NAN : r->computed ? r->value.value : r->stated;
    }
    const zb_cell *cell = zb_dataset_cell(m->dataset, place, indicator, year);
    return cell ? cell->value : NAN;
}

const zb_group *zb_model_group_of(const zb_model *m, int place) {
    int g = m->group_of[place];
    return g >= 0 && zb_group_compares(&m->groups[g]) ? &m->groups[g] : NULL;
}

zb_str zb_model_place_name(const zb_model *m, int place) {
    return m->places[place].name;
}

zb_tone zb_tone_of(zb_standing standing) {
    switch (standing) {
    case ZB_STAND_LOW95:
        return ZB_TONE_LOW;
    case ZB_STAND_LOW998:
        return ZB_TONE_LOW998;
    case ZB_STAND_HIGH95:
        return ZB_TONE_HIGH;
    case ZB_STAND_HIGH998:
        return ZB_TONE_HIGH998;
    default:
        return ZB_TONE_CONTEXT;
    }
}
