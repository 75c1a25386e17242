/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two years: dumbbells of what changed between them, of two places slopes.
 */
#define _GNU_SOURCE
#include "cli/figure_trend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/results.h"

enum { MOST_ROWS = 40, EACH_END = 15, SLOPES = 2 };

typedef struct changes {
    zb_dumbbell_row *rows; /* the whole first, when there is one */
    size_t count, places;  /* rows, those of places */
    size_t rose, fell, unclear, untested;
    size_t one_year, not_shown; /* places left out */
    bool has_whole, relative;
} changes;

/* The change of a place: percentage points of a rate, per cent of a count, which needs a first
 * value to be told in. */
static zb_dumbbell_row row_of(const zb_trend_line *line, const zb_trend *trend, bool rate,
                              bool relative) {
    const zb_trend_point *first = &line->points[0], *last = &line->points[line->count - 1];
    double scale = relative ? 100 / first->value : 1;
    zb_estimate e = trend->change_interval;
    if (!rate) {
        e = (zb_estimate){100 * (e.value - 1), 100 * (e.low - 1), 100 * (e.high - 1)};
    }
    bool tested = trend->years && trend->has_change_interval;
    double change = scale * (last->value - first->value);
    return (zb_dumbbell_row){.name = line->name,
                             .tone = !tested      ? ZB_TONE_CONTEXT
                                     : e.low > 0  ? ZB_TONE_HIGH
                                     : e.high < 0 ? ZB_TONE_LOW
                                                  : ZB_TONE_CONTEXT,
                             .first = first->value,
                             .last = last->value,
                             .change = {change, e.low, e.high},
                             .has_interval = tested && (rate || relative) && isfinite(e.high)};
}

static int by_change(const void *left, const void *right) {
    const zb_dumbbell_row *a = left, *b = right;
    if (a->change.value != b->change.value) {
        return a->change.value > b->change.value ? -1 : 1;
    }
    size_t n = a->name.n < b->name.n ? a->name.n : b->name.n;
    int order = n ? memcmp(a->name.p, b->name.p, n) : 0;
    return order ? order : (a->name.n > b->name.n) - (a->name.n < b->name.n);
}

/* Uncertain changes last. */
static int by_certainty(const void *left, const void *right) {
    const zb_dumbbell_row *a = left, *b = right;
    bool sure_a = a->tone != ZB_TONE_CONTEXT, sure_b = b->tone != ZB_TONE_CONTEXT;
    return sure_a != sure_b ? (sure_a ? -1 : 1) : by_change(left, right);
}

static void add_whole(changes *c, const cli_trend_lines *lines) {
    zb_estimate change;
    if (lines->whole_count == 2 && lines->whole_from == 0 && !lines->median &&
        zb_stats_newcombe(&change, lines->events[0], lines->cases[0], lines->events[1],
                          lines->cases[1], 0.95) == ZB_OK) {
        c->rows[c->count++] =
            (zb_dumbbell_row){.name = cli_str(lines->whole_name),
                              .tone = ZB_TONE_WHOLE,
                              .first = lines->whole[0].value,
                              .last = lines->whole[1].value,
                              .change = {100 * change.value, 100 * change.low, 100 * change.high},
                              .has_interval = true};
        c->has_whole = true;
    }
}

static void fill(changes *c, const cli_data *data, const cli_trend_lines *lines) {
    bool rate = data->indicator->is_rate;
    c->relative = !rate;
    for (size_t i = 0; i < lines->place_count; i++) {
        c->relative = c->relative && (lines->at[i].count < 2 || lines->at[i].points[0].value > 0);
    }
    add_whole(c, lines);
    zb_dumbbell_row *places = c->rows + c->count;
    for (size_t i = 0; i < lines->place_count; i++) {
        if (lines->at[i].count < 2) {
            c->one_year++;
            continue;
        }
        const zb_trend *trend = &lines->trends[i];
        zb_dumbbell_row row = row_of(&lines->at[i], trend, rate, c->relative);
        bool tested = trend->years && trend->has_change_interval;
        c->rose += row.tone == ZB_TONE_HIGH;
        c->fell += row.tone == ZB_TONE_LOW;
        c->unclear += tested && row.tone == ZB_TONE_CONTEXT;
        c->untested += !tested;
        places[c->places++] = row;
    }
    qsort(places, c->places, sizeof *places, by_change);
    size_t shown = c->places;
    if (c->places > MOST_ROWS) {
        shown = 2 * (size_t)EACH_END;
        memmove(places + EACH_END, places + c->places - EACH_END, EACH_END * sizeof *places);
    }
    c->not_shown = c->places - shown;
    qsort(places, shown, sizeof *places, by_certainty);
    c->count += shown;
}

/* ---- words ------------------------------------------------------------------------------- */

/* Of how many places it can be said that they rose or fell. */
static char *tally(const cli_args *args, const cli_data *data, const cli_trend_lines *lines,
                   const changes *c) {
    zb_str name = cli_indicator_name(args, data->indicator);
    char *rose = cli_figure_part(args, c->rose, "上升", "rose"),
         *fell = cli_figure_part(args, c->fell, "下降", "fell");
    char *unclear = cli_figure_part(args, c->unclear, "变化不显著", "did not change significantly");
    char *untested = cli_figure_part(args, c->untested, "未作检验", "not tested");
    char *text =
        args->english
            ? cli_format("%.*s, %d and %d: of %zu place%s with both years%s%s%s%s", ZB_ARG(name),
                         lines->first_year, lines->last_year, c->places, c->places == 1 ? "" : "s",
                         rose, fell, unclear, untested)
            : cli_format("%d年与%d年%.*s：两年均有数的%zu个地区中%s%s%s%s", lines->first_year,
                         lines->last_year, ZB_ARG(name), c->places, rose, fell, unclear, untested);
    free(rose);
    free(fell);
    free(unclear);
    free(untested);
    return text;
}

static char *sentence(const cli_args *args, const cli_data *data, const cli_trend_lines *lines,
                      const changes *c) {
    return c->has_whole || lines->place_count == 1 ? cli_trend_sentence(args, data, lines)
                                                   : tally(args, data, lines, c);
}

/* `，蓝色为上升`, or nothing where none is. */
static char *color_of(const cli_args *args, size_t count, const char *color, const char *zh,
                      const char *en) {
    return count ? cli_format(CLI_TEXT(args, "，%s为%s", ", %s: %s"), color, CLI_TEXT(args, zh, en))
                 : cli_format("%s", "");
}

static char *reading(const cli_args *args, const cli_data *data, const changes *c) {
    const char *unit = data->indicator->is_rate
                           ? CLI_TEXT(args, "变化为百分点", "changes in percentage points")
                       : c->relative ? CLI_TEXT(args, "变化为百分比", "changes in per cent")
                                     : CLI_TEXT(args, "变化为两年之差", "changes");
    char *rose = color_of(args, c->rose, cli_high_color(args), "上升", "rose");
    char *fell = color_of(args, c->fell, cli_low_color(args), "下降", "fell");
    const char *grey = c->unclear && c->untested
                           ? CLI_TEXT(args, "不显著或未作检验", "not significant or not tested")
                       : c->unclear ? CLI_TEXT(args, "不显著", "not significant")
                                    : CLI_TEXT(args, "未作检验", "not tested");
    char *rest =
        color_of(args, c->unclear + c->untested, CLI_TEXT(args, "灰色", "grey"), grey, grey);
    char *aid = cli_format("%s%s%s%s", unit, rose, fell, rest);
    free(rose);
    free(fell);
    free(rest);
    char *text = cli_figure_reading(args, data->indicator, aid);
    free(aid);
    return text;
}

/* Slopes have no column for what changed: `墨川县+1.2（95%区间0.3~2.1）；`. */
static char *told_changes(const cli_args *args, const changes *c) {
    char *text = cli_format("%s", CLI_TEXT(args, "变化：", "Changes: "));
    for (size_t i = 0; i < c->count; i++) {
        const zb_dumbbell_row *row = &c->rows[i];
        char *change = cli_figure_signed(row->change.value);
        char *interval = row->has_interval
                             ? cli_figure_interval(args, row->change.low, row->change.high, "")
                             : cli_format("%s", "");
        const char *end =
            i + 1 < c->count ? CLI_TEXT(args, "；", "; ") : CLI_TEXT(args, "。", ". ");
        char *more = cli_format(CLI_TEXT(args, "%s%.*s%s%s%s", "%s%.*s %s%s%s"), text,
                                ZB_ARG(row->name), change, interval, end);
        free(text);
        free(change);
        free(interval);
        text = more;
    }
    return text;
}

static char *note(const cli_args *args, const cli_data *data, const cli_trend_lines *lines,
                  const changes *c, bool slope) {
    bool tested = c->has_whole || c->untested < c->places;
    bool rate = data->indicator->is_rate;
    char *method = !tested ? cli_format("%s", "")
                   : args->english
                       ? cli_format("%s: 95%% %s. ", slope ? "Intervals" : "Intervals of changes",
                                    rate ? "Newcombe" : "conditional exact")
                       : cli_format("%s按%s，水平95%%。", slope ? "区间" : "变化的区间",
                                    rate ? "Newcombe法" : "条件精确法");
    char *told = slope ? told_changes(args, c) : cli_format("%s", "");
    char *alone = c->one_year ? cli_format(CLI_TEXT(args, "只有一年有数的%zu地未列。",
                                                    "Left out, with one year only: %zu. "),
                                           c->one_year)
                              : cli_format("%s", "");
    char *ends = c->not_shown
                     ? cli_format(CLI_TEXT(args, "只列变化最高和最低的各%d地，其余%zu地未列。",
                                           "The %d highest and lowest changes are shown, %zu more "
                                           "are not. "),
                                  EACH_END, c->not_shown)
                     : cli_format("%s", "");
    char *folded = lines->folded ? cli_format(CLI_TEXT(args, "只画%s。", "Level drawn: %s. "),
                                              cli_level_name(args, lines->level))
                                 : cli_format("%s", "");
    const char *lacks = c->has_whole && lines->whole_lacks ? lines->whole_lacks : "";
    char *whole =
        c->has_whole
            ? cli_format(CLI_TEXT(args, "%s为分子分母俱全的各地合计%s%s。",
                                  "%s: the places that state both parts, pooled%s%s. "),
                         lines->whole_name, *lacks ? CLI_TEXT(args, "，", "; ") : "", lacks)
            : cli_format("%s", "");
    char *text =
        cli_format("%s%s%s%s%s%s%s", told, method, whole, folded, alone, ends,
                   lines->inexact ? CLI_TEXT(args, "有界限或概数，按所载数值画出，不作检验。",
                                             "Bounds and round figures are drawn at their value, "
                                             "untested.")
                                  : "");
    free(method);
    free(told);
    free(alone);
    free(ends);
    free(folded);
    free(whole);
    return text;
}

/* ---- figures ----------------------------------------------------------------------------- */

static void make_dumbbell(zb_figure *figure, const cli_args *args, const cli_data *data,
                          const cli_trend_lines *lines, const changes *c) {
    bool rate = data->indicator->is_rate;
    figure->kind = ZB_FIG_DUMBBELL;
    figure->as.dumbbell = (zb_dumbbell_chart){.rows = c->rows,
                                              .count = c->count,
                                              .first_year = lines->first_year,
                                              .last_year = lines->last_year,
                                              .unit = cli_figure_unit(args, data->indicator),
                                              .decimals = rate ? 1 : 0,
                                              .percent = rate,
                                              .english = args->english,
                                              .relative = c->relative};
}

/* Lines cross where dumbbells of two would only stand apart. */
static void make_slope(zb_figure *figure, zb_slope_line *slopes, const cli_args *args,
                       const cli_trend_lines *lines, const changes *c, bool rate) {
    for (size_t i = 0; i < c->count; i++) {
        const zb_dumbbell_row *row = &c->rows[i];
        slopes[i] = (zb_slope_line){.name = row->name,
                                    .whole = row->tone == ZB_TONE_WHOLE,
                                    .first = row->first,
                                    .last = row->last,
                                    .has_interval = row->has_interval,
                                    .change = row->change};
    }
    figure->kind = ZB_FIG_SLOPE;
    figure->as.slope = (zb_slope_chart){.lines = slopes,
                                        .count = c->count,
                                        .first_year = lines->first_year,
                                        .last_year = lines->last_year,
                                        .decimals = rate ? 1 : 0,
                                        .english = args->english};
}

cli_exit cli_trend_changes(const cli_args *args, const cli_data *data,
                           const cli_trend_lines *lines) {
    changes c = {.rows = cli_get(lines->place_count + 1, sizeof *c.rows)};
    fill(&c, data, lines);
    zb_str name = cli_indicator_name(args, data->indicator);
    zb_slope_line slopes[SLOPES + 1];
    zb_figure figure = {0};
    bool slope = c.places == SLOPES;
    if (slope) {
        make_slope(&figure, slopes, args, lines, &c, data->indicator->is_rate);
    } else {
        make_dumbbell(&figure, args, data, lines, &c);
    }
    cli_figure_texts t = {.sentence = sentence(args, data, lines, &c),
                          .reading = reading(args, data, &c),
                          .caption =
                              cli_format(CLI_TEXT(args, "%.*s，%d年与%d年", "%.*s, %d and %d"),
                                         ZB_ARG(name), lines->first_year, lines->last_year),
                          .note = note(args, data, lines, &c, slope),
                          .source = cli_trend_source(args, lines)};
    cli_exit code = cli_figure_write(args, &figure, &t);
    cli_figure_texts_free(&t);
    free(c.rows);
    return code;
}
