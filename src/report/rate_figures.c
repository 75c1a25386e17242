/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rate_figures.h"

#include <math.h>
#include <stdlib.h>

#include "base/str.h"

enum {
    FEW_CASES = 50,
    FEWEST_RANKED = 3,
    FEWEST_IN_FUNNEL = 8,
    FEWEST_CHANGES = 2,
    LIMIT_POINTS = 60
};

bool zb_make_ranking(zb_paper *paper, zb_ranking_chart *chart, const zb_group *group,
                     const zb_group_rate *rate) {
    if (!rate || rate->computed < FEWEST_RANKED) {
        return false;
    }
    const zb_comparison *c = &rate->comparison;
    zb_ranking_row *rows = ZB_PAPER_NEW(paper, zb_ranking_row, c->count);
    if (!rows) {
        return false;
    }
    size_t count = 0, computed = rate->computed, seen = 0;
    for (size_t i = 0; i < c->count; i++) {
        const zb_standing_row *row = &c->rows[i];
        if (row->stated_only) {
            continue;
        }
        bool end = seen < ZB_RANKED_EACH_END || seen + ZB_RANKED_EACH_END >= computed;
        seen++;
        if (computed > ZB_MOST_RANKED && !end) {
            continue;
        }
        rows[count++] = (zb_ranking_row){.name = zb_model_place_name(paper->model, row->place),
                                         .tone = zb_tone_of(row->standing),
                                         .value = row->value.value,
                                         .low = row->value.low,
                                         .high = row->value.high,
                                         .has_interval = true,
                                         .denominator = row->denominator,
                                         .small = row->denominator < FEW_CASES};
    }
    *chart = (zb_ranking_chart){.rows = rows,
                                .count = count,
                                .unit = ZB_STR("%"),
                                .decimals = 1,
                                .percent = true,
                                .has_whole = c->has_whole,
                                .whole_name = group->whole_label,
                                .whole = c->whole,
                                .english = paper->english};
    return true;
}

/* ---- funnel ------------------------------------------------------------------------------ */

/* Control limits from the smallest to beyond the largest denominator, in per cent. */
static size_t set_limits(zb_funnel_limit *limits, const zb_comparison *c, double most) {
    size_t count = zb_stats_funnel_curve(limits, LIMIT_POINTS, c->whole.value / 100,
                                         fmin(ZB_COMPARED_FROM, most), most * 1.08, c->spread);
    for (size_t i = 0; i < count; i++) {
        limits[i].low95 *= 100;
        limits[i].high95 *= 100;
        limits[i].low998 *= 100;
        limits[i].high998 *= 100;
    }
    return count;
}

bool zb_make_funnel(zb_paper *paper, zb_funnel_chart *chart, const zb_group *group,
                    const zb_group_rate *rate) {
    if (!rate || !rate->comparison.has_whole || rate->comparison.whole.value <= 0 ||
        rate->comparison.whole.value >= 100) {
        return false;
    }
    const zb_comparison *c = &rate->comparison;
    zb_funnel_point *points = ZB_PAPER_NEW(paper, zb_funnel_point, c->count);
    zb_funnel_limit *limits = ZB_PAPER_NEW(paper, zb_funnel_limit, LIMIT_POINTS);
    if (!points || !limits) {
        return false;
    }
    size_t count = 0;
    double most = 0;
    for (size_t i = 0; i < c->count; i++) {
        const zb_standing_row *row = &c->rows[i];
        if (row->standing == ZB_STAND_UNKNOWN) {
            continue;
        }
        points[count++] =
            (zb_funnel_point){zb_model_place_name(paper->model, row->place),
                              zb_tone_of(row->standing), row->denominator, row->value.value};
        most = fmax(most, row->denominator);
    }
    if (count < FEWEST_IN_FUNNEL) {
        return false;
    }
    *chart = (zb_funnel_chart){.points = points,
                               .count = count,
                               .limits = limits,
                               .limit_count = set_limits(limits, c, most),
                               .whole = c->whole.value,
                               .whole_name = group->whole_label,
                               .unit = ZB_STR("%"),
                               .percent = true,
                               .english = paper->english};
    return chart->limit_count > 2;
}

/* ---- changes ----------------------------------------------------------------------------- */

/* Largest rise first, uncertain changes last. */
static int by_change(const void *left, const void *right) {
    const zb_dumbbell_row *a = left, *b = right;
    bool sure_a = a->tone != ZB_TONE_CONTEXT, sure_b = b->tone != ZB_TONE_CONTEXT;
    if (sure_a != sure_b) {
        return sure_a ? -1 : 1;
    }
    if (a->change.value != b->change.value) {
        return a->change.value > b->change.value ? -1 : 1;
    }
    return zb_str_cmp(a->name, b->name);
}

bool zb_make_dumbbell(zb_paper *paper, zb_dumbbell_chart *chart, const zb_group *group,
                      const zb_indicator *indicator) {
    const zb_model *m = paper->model;
    if (group->count > ZB_MOST_RANKED) {
        return false;
    }
    zb_dumbbell_row *rows = ZB_PAPER_NEW(paper, zb_dumbbell_row, group->count);
    if (!rows) {
        return false;
    }
    int first = m->last_year, last = group->year;
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++) {
        zb_shift s = zb_place_shift(m, group->members[i], indicator->index);
        if (!s.known || s.last_year != last) {
            continue;
        }
        rows[count++] = (zb_dumbbell_row){.name = zb_model_place_name(m, group->members[i]),
                                          .tone = s.sign > 0   ? ZB_TONE_HIGH
                                                  : s.sign < 0 ? ZB_TONE_LOW
                                                               : ZB_TONE_CONTEXT,
                                          .first = s.first,
                                          .last = s.last,
                                          .first_year = s.first_year,
                                          .change = s.change,
                                          .has_interval = true};
        first = s.first_year < first ? s.first_year : first;
    }
    for (size_t i = 0; i < count; i++) {
        rows[i].first_year = rows[i].first_year == first ? 0 : rows[i].first_year;
    }
    if (count) {
        qsort(rows, count, sizeof *rows, by_change);
    }
    *chart = (zb_dumbbell_chart){.rows = rows,
                                 .count = count,
                                 .first_year = first,
                                 .last_year = last,
                                 .unit = ZB_STR("%"),
                                 .decimals = 1,
                                 .percent = true,
                                 .english = paper->english};
    return count >= FEWEST_CHANGES;
}
