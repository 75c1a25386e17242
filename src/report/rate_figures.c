/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rate_figures.h"

#include <math.h>
#include <stdlib.h>

#include "base/str.h"
#include "chart/distribution_geometry.h"
#include "report/words.h"

enum {
    FEWEST_RANKED = 3,
    FEWEST_IN_FUNNEL = 8,
    FEWEST_IN_STRIP = 8,
    FEWEST_CHANGES = 2,
    LIMIT_POINTS = 60
};

/* Only places that the report is on have a colour, the others are their background. */
static zb_tone tone_of(const zb_model *m, const zb_standing_row *row) {
    return m->shown[row->place] ? zb_tone_of(row->standing) : ZB_TONE_CONTEXT;
}

bool zb_make_ranking(zb_paper *paper, zb_ranking_chart *chart, const zb_group *group,
                     const zb_group_rate *rate) {
    if (!rate || rate->computed < FEWEST_RANKED) {
        return false;
    }
    const zb_comparison *c = &rate->comparison;
    bool others = zb_group_has_others(paper->model, group);
    zb_ranking_row *rows = ZB_PAPER_NEW(paper, zb_ranking_row, c->count);
    bool *focus = ZB_PAPER_NEW(paper, bool, c->count);
    if (!rows || !focus) {
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
        zb_str name = zb_model_place_name(paper->model, row->place);
        bool few = row->denominator < ZB_COMPARED_FROM;
        focus[count] = others && paper->model->shown[row->place];
        rows[count++] = (zb_ranking_row){.name = few ? zb_say(paper, "%.*s※", ZB_ARG(name)) : name,
                                         .tone = tone_of(paper->model, row),
                                         .value = row->value.value,
                                         .low = row->value.low,
                                         .high = row->value.high,
                                         .has_interval = true,
                                         .denominator = row->denominator,
                                         .small = row->denominator < ZB_FEW_CASES};
    }
    *chart = (zb_ranking_chart){.rows = rows,
                                .count = count,
                                .unit = ZB_STR("%"),
                                .decimals = 1,
                                .percent = true,
                                .has_whole = c->has_whole,
                                .whole_name = group->whole_label,
                                .whole = c->whole,
                                .english = paper->english,
                                .focus = focus};
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
    bool *focus = ZB_PAPER_NEW(paper, bool, c->count);
    if (!points || !limits || !focus) {
        return false;
    }
    size_t count = 0;
    double most = 0;
    bool others = zb_group_has_others(paper->model, group);
    for (size_t i = 0; i < c->count; i++) {
        const zb_standing_row *row = &c->rows[i];
        if (row->standing == ZB_STAND_UNKNOWN) {
            continue;
        }
        focus[count] = others && paper->model->shown[row->place];
        points[count++] =
            (zb_funnel_point){zb_model_place_name(paper->model, row->place),
                              tone_of(paper->model, row), row->denominator, row->value.value};
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
                               .english = paper->english,
                               .focus = focus};
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

static bool make_dumbbell(zb_paper *paper, zb_dumbbell_chart *chart, const zb_group *group,
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
        if (!s.known || s.last_year != last || !m->shown[group->members[i]]) {
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

/* Lines cross where dumbbells of two would only stand apart. */
static bool make_slope(zb_paper *paper, zb_slope_chart *slope, const zb_dumbbell_chart *from) {
    zb_slope_line *lines = ZB_PAPER_NEW(paper, zb_slope_line, from->count);
    for (size_t i = 0; lines && i < from->count; i++) {
        const zb_dumbbell_row *row = &from->rows[i];
        lines[i] = (zb_slope_line){.name = row->name,
                                   .first = row->first,
                                   .last = row->last,
                                   .has_interval = row->has_interval,
                                   .change = row->change};
    }
    *slope = (zb_slope_chart){.lines = lines,
                              .count = from->count,
                              .first_year = from->first_year,
                              .last_year = from->last_year,
                              .decimals = from->decimals,
                              .english = from->english};
    return lines != NULL;
}

zb_str zb_changes_note(zb_paper *paper, const zb_change_count *changes) {
    if (!changes->unclear) {
        return changes->slope
                   ? ZB_TR_STR(paper, "变化的95%区间（Newcombe法）均不含0。",
                               "The 95% intervals of the changes (Newcombe's) exclude 0.")
                   : ZB_TR_STR(paper, "变化的区间按Newcombe法。",
                               "Intervals of changes are Newcombe's.");
    }
    if (changes->slope) {
        return ZB_TR_STR(paper, "实线的变化，其95%区间（Newcombe法）不含0；虚线的含0。",
                         "Solid lines: the 95% interval of the change (Newcombe's) excludes 0; "
                         "dashed: it includes 0.");
    }
    return zb_say(
        paper,
        ZB_TR(paper, "变化的区间按Newcombe法，%s虚线为区间含0。",
              "Intervals of changes are Newcombe's; %s, dashed: the interval includes 0."),
        zb_context_color(paper));
}

bool zb_make_changes(zb_paper *paper, zb_figure *figure, zb_change_count *out,
                     const zb_group *group, const zb_indicator *indicator) {
    zb_dumbbell_chart chart;
    *out = (zb_change_count){0};
    if (!make_dumbbell(paper, &chart, group, indicator)) {
        return false;
    }
    bool same_years = true;
    for (size_t i = 0; i < chart.count; i++) {
        out->rose += chart.rows[i].tone == ZB_TONE_HIGH;
        out->fell += chart.rows[i].tone == ZB_TONE_LOW;
        out->unclear += chart.rows[i].tone == ZB_TONE_CONTEXT;
        same_years = same_years && chart.rows[i].first_year == 0;
    }
    if (chart.count == 2 && same_years) {
        figure->kind = ZB_FIG_SLOPE;
        out->slope = true;
        return make_slope(paper, &figure->as.slope, &chart);
    }
    figure->kind = ZB_FIG_DUMBBELL;
    figure->as.dumbbell = chart;
    return true;
}

/* ---- distribution ------------------------------------------------------------------------ */

static int rows_by_place(const void *left, const void *right) {
    const zb_standing_row *a = left, *b = right;
    return (a->place > b->place) - (a->place < b->place);
}

/* How the places, in their order, stood in that year, by the rule of the year compared: against the
 * whole of most of them, else nobody stands anywhere. False: no memory. */
static bool compare_year(zb_paper *paper, zb_comparison *out, const zb_group *group,
                         const zb_indicator *indicator, int year) {
    *out = (zb_comparison){0};
    if (!zb_model_pool(paper->model, group, indicator->index, year)) {
        return true;
    }
    zb_selection selection = {.indicator = indicator->code,
                              .places = group->members,
                              .place_count = group->count,
                              .year = year,
                              .has_level = true,
                              .level = group->level};
    zb_status status = zb_analysis_compare(out, paper->model->dataset, &selection, NULL);
    if (status != ZB_OK && status != ZB_E_NOTFOUND) {
        zb_flow_fail(paper->flow, status);
        return false;
    }
    if (out->count) {
        qsort(out->rows, out->count, sizeof *out->rows, rows_by_place);
    }
    return true;
}

/* `c` has its rows in order of their places. */
static zb_tone tone_in(const zb_model *m, const zb_comparison *c, int place) {
    const zb_standing_row key = {.place = place};
    const zb_standing_row *row =
        c->count ? bsearch(&key, c->rows, c->count, sizeof *c->rows, rows_by_place) : NULL;
    return row ? tone_of(m, row) : ZB_TONE_CONTEXT;
}

/* The computed rates of a year; a place has the colour of its standing in that year. */
static bool fill_column(zb_paper *paper, zb_distribution_column *column, const zb_group *group,
                        const zb_indicator *indicator, int year) {
    const zb_model *m = paper->model;
    zb_distribution_point *points = ZB_PAPER_NEW(paper, zb_distribution_point, group->count);
    zb_comparison standings;
    if (!points || !compare_year(paper, &standings, group, indicator, year)) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++) {
        const zb_rate *r = zb_model_rate(m, group->members[i], indicator->index, year);
        if (r && r->computed) {
            points[count++] =
                (zb_distribution_point){.name = zb_model_place_name(m, group->members[i]),
                                        .tone = tone_in(m, &standings, group->members[i]),
                                        .value = r->value.value,
                                        .small = r->denominator < ZB_FEW_CASES,
                                        .denominator = r->denominator};
        }
    }
    zb_comparison_free(&standings);
    const zb_group_pool *pool = zb_model_pool(m, group, indicator->index, year);
    *column = (zb_distribution_column){.year = year, .points = points, .count = count};
    column->has_whole = pool != NULL;
    column->whole = pool ? pool->value.value : 0;
    return true;
}

bool zb_make_distribution(zb_paper *paper, zb_distribution_chart *chart, const zb_group *group,
                          const zb_indicator *indicator) {
    const zb_model *m = paper->model;
    zb_distribution_column *columns =
        ZB_PAPER_NEW(paper, zb_distribution_column, (size_t)m->year_count);
    size_t count = 0, most = 0;
    for (int year = m->first_year; columns && year <= m->last_year; year++) {
        if (!fill_column(paper, &columns[count], group, indicator, year)) {
            return false;
        }
        most = columns[count].count > most ? columns[count].count : most;
        count += columns[count].count > 0;
    }
    *chart = (zb_distribution_chart){.columns = columns,
                                     .count = count,
                                     .whole_name = group->whole_label,
                                     .decimals = 1,
                                     .percent = true,
                                     .english = paper->english};
    return most >= FEWEST_IN_STRIP;
}

bool zb_distribution_counts(const zb_distribution_chart *chart) {
    bool counted = false;
    for (size_t i = 0; i < chart->count; i++) {
        counted = counted || chart->columns[i].count >= ZB_DISTRIBUTION_BARS;
    }
    return counted;
}

bool zb_distribution_flags(const zb_distribution_chart *chart) {
    for (size_t i = 0; i < chart->count; i++) {
        for (size_t k = 0; k < chart->columns[i].count; k++) {
            if (chart->columns[i].points[k].tone != ZB_TONE_CONTEXT) {
                return true;
            }
        }
    }
    return false;
}

double zb_distribution_median(zb_paper *paper, const zb_distribution_column *column) {
    double *values = ZB_PAPER_NEW(paper, double, column->count);
    for (size_t i = 0; values && i < column->count; i++) {
        values[i] = column->points[i].value;
    }
    zb_summary summary;
    bool known = values && zb_stats_summary(&summary, values, column->count) == ZB_OK;
    return known ? summary.median : 0;
}
