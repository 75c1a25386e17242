/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines over the years for --pdf.
 */
#define _GNU_SOURCE
#include "cli/figure.h"

#include <stdlib.h>

enum { MOST_YEARS = 64 };

/* The years a figure covers, widened by each point. */
typedef struct span {
    int first, last;
} span;

static void widen(span *years, int year) {
    years->first = !years->first || year < years->first ? year : years->first;
    years->last = year > years->last ? year : years->last;
}

/* The points of the place that the first rate is of; `rates` are sorted by place and year. */
static size_t rate_points(zb_trend_point *out, const zb_rate *rates, size_t count) {
    size_t n = 0;
    for (; n < count && rates[n].place == rates->place; n++) {
        const zb_rate *rate = &rates[n];
        out[n] =
            (zb_trend_point){.year = rate->year,
                             .value = rate->computed ? rate->value.value : rate->stated,
                             .has_interval = rate->computed,
                             .low = rate->value.low,
                             .high = rate->value.high,
                             .small = rate->computed && rate->denominator < CLI_SMALL_DENOMINATOR,
                             .has_stated = rate->computed && rate->agrees == ZB_AGREE_NO,
                             .stated = rate->stated};
    }
    return n;
}

static size_t count_points(zb_trend_point *out, const zb_series *series) {
    for (size_t i = 0; i < series->count; i++) {
        out[i] = (zb_trend_point){.year = series->cells[i].year, .value = series->cells[i].value};
    }
    return series->count;
}

/* The points of all selected places, one line each. */
typedef struct lines {
    zb_trend_line *at;
    int *places; /* that the lines are of */
    zb_trend_point *points;
    size_t count, used;
    span years;
    /* the whole is the line behind the others; its counts by point */
    zb_trend_point whole[MOST_YEARS];
    double events[MOST_YEARS], cases[MOST_YEARS];
    size_t whole_count;
    const char *whole_name;
} lines;

/* With a year selected, the line goes up to it. */
static void add_line(lines *to, const cli_data *data, int place, size_t points) {
    while (data->selection.year && points &&
           to->points[to->used + points - 1].year > data->selection.year) {
        points--;
    }
    if (points) {
        to->places[to->count] = place;
        to->at[to->count++] = (zb_trend_line){.name = cli_place_name(data, place),
                                              .emphasis = data->selection.place_count > 0 &&
                                                          data->selection.place_count <= 3,
                                              .points = to->points + to->used,
                                              .count = points};
        widen(&to->years, to->points[to->used].year);
        widen(&to->years, to->points[to->used + points - 1].year);
        to->used += points;
    }
}

static zb_status rate_lines(lines *to, const cli_data *data, zb_error *err) {
    zb_selection all_years = data->selection;
    all_years.year = 0;
    zb_rate_list rates = {0};
    zb_status status = zb_analysis_rates(&rates, data->dataset, &all_years, err);
    if (status != ZB_OK) {
        return status;
    }
    to->points = cli_get(rates.count, sizeof *to->points);
    for (size_t i = 0, n; i < rates.count; i += n) {
        n = rate_points(to->points + to->used, rates.rows + i, rates.count - i);
        add_line(to, data, rates.rows[i].place, n);
    }
    zb_rate_list_free(&rates);
    return ZB_OK;
}

static void count_lines(lines *to, const cli_data *data) {
    size_t count = 0, cells = 0;
    const zb_series *series = zb_dataset_series(data->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        cells += series[i].indicator == data->indicator->index ? series[i].count : 0;
    }
    to->points = cli_get(cells, sizeof *to->points);
    for (size_t i = 0; i < count; i++) {
        if (series[i].indicator == data->indicator->index &&
            zb_selection_has_place(data->dataset, &data->selection, series[i].place)) {
            add_line(to, data, series[i].place, count_points(to->points + to->used, &series[i]));
        }
    }
}

/* Each place gets the colour of its standing. */
static void colour(lines *to, const cli_data *data, const zb_comparison *comparison) {
    size_t count = 0;
    zb_dataset_places(data->dataset, &count);
    zb_standing *standings = cli_get(count, sizeof *standings);
    for (size_t i = 0; i < comparison->count; i++) {
        standings[comparison->rows[i].place] = comparison->rows[i].standing;
    }
    for (size_t i = 0; i < to->count; i++) {
        to->at[i].tone = cli_figure_tone(standings[to->places[i]]);
        to->at[i].emphasis |= to->at[i].tone != ZB_TONE_CONTEXT;
    }
    free(standings);
}

/* The whole over the years, and the colour of each place by its standing in the last one. */
static void add_whole(lines *to, const cli_args *args, const cli_data *data) {
    zb_comparison last = {0};
    zb_selection year = data->selection;
    year.year = to->years.last;
    if (zb_analysis_compare(&last, data->dataset, &year, NULL) != ZB_OK || !last.has_whole) {
        zb_comparison_free(&last);
        return;
    }
    colour(to, data, &last);
    for (int y = to->years.first; y <= to->years.last && to->whole_count < MOST_YEARS; y++) {
        zb_estimate pooled;
        size_t n = to->whole_count;
        if (zb_analysis_pooled(&pooled, &to->events[n], &to->cases[n], data->dataset,
                               data->indicator->index, last.level, last.parent, y) == ZB_OK) {
            to->whole[to->whole_count++] = (zb_trend_point){.year = y,
                                                            .value = pooled.value,
                                                            .has_interval = true,
                                                            .low = pooled.low,
                                                            .high = pooled.high};
        }
    }
    to->whole_name = cli_whole_name(args, data->dataset, &last);
    if (to->whole_count) {
        to->at[to->count++] = (zb_trend_line){.name = cli_str(to->whole_name),
                                              .tone = ZB_TONE_WHOLE,
                                              .emphasis = true,
                                              .points = to->whole,
                                              .count = to->whole_count};
    }
    zb_comparison_free(&last);
}

/* What the whole did between its first and last year, when that is more than chance. */
static char *whole_sentence(const cli_args *args, const lines *from, zb_str name) {
    size_t last = from->whole_count - 1;
    zb_estimate change;
    if (zb_stats_newcombe(&change, from->events[0], from->cases[0], from->events[last],
                          from->cases[last], 0.95) != ZB_OK ||
        (change.low <= 0 && change.high >= 0)) {
        return cli_format("%s", "");
    }
    const zb_trend_point *a = &from->whole[0], *b = &from->whole[last];
    if (args->english) {
        return cli_format("%.*s, %s: %s from %.1f%% in %d to %.1f%% in %d", ZB_ARG(name),
                          from->whole_name, change.low > 0 ? "rose" : "fell", a->value, a->year,
                          b->value, b->year);
    }
    return cli_format("%s%.*s由%d年的%.1f%%%s%d年的%.1f%%", from->whole_name, ZB_ARG(name), a->year,
                      a->value, change.low > 0 ? "升至" : "降至", b->year, b->value);
}

/* What the only line did, when the test of a trend finds more than chance. */
static char *line_sentence(const cli_args *args, const cli_data *data, const lines *from,
                           zb_str name) {
    char *sentence = NULL;
    zb_trend_list trends = {0};
    if (zb_analysis_trends(&trends, data->dataset, &data->selection, NULL) == ZB_OK &&
        trends.count == 1) {
        const zb_trend *trend = &trends.rows[0];
        zb_str place = from->at[0].name;
        zb_direction direction = trend->test.direction;
        if (direction == ZB_DIR_RISING || direction == ZB_DIR_FALLING) {
            bool rising = direction == ZB_DIR_RISING;
            sentence =
                args->english
                    ? cli_format("%.*s in %.*s %s over %d-%d", ZB_ARG(name), ZB_ARG(place),
                                 rising ? "rose" : "fell", trend->first_year, trend->last_year)
                    : cli_format("%.*s%.*s%d—%d年总体%s", ZB_ARG(place), ZB_ARG(name),
                                 trend->first_year, trend->last_year, rising ? "上升" : "下降");
        }
    }
    zb_trend_list_free(&trends);
    return sentence ? sentence : cli_format("%s", "");
}

static char *trend_sentence(const cli_args *args, const cli_data *data, const lines *from,
                            zb_str name) {
    if (from->whole_count >= 2) {
        return whole_sentence(args, from, name);
    }
    return from->count == 1 ? line_sentence(args, data, from, name) : cli_format("%s", "");
}

static char *trend_note(const cli_args *args, const lines *from, bool rate) {
    const char *gaps = CLI_TEXT(args, "缺年处断线。", "Lines break at missing years.");
    if (!rate) {
        return cli_format("%s", gaps);
    }
    char *whole = !from->whole_count ? cli_format("%s", "")
                                     : cli_format(CLI_TEXT(args, "%s为分子分母俱全的各地合计；",
                                                           "%s: places with both parts, pooled; "),
                                                  from->whole_name);
    char *note = cli_format(CLI_TEXT(args, "区间为95%% Wilson区间；%s虚线处分母不足50；%s",
                                     "95%% Wilson intervals; %sdotted: denominator below 50. %s"),
                            whole, gaps);
    free(whole);
    return note;
}

static cli_exit write_lines(const cli_args *args, const cli_data *data, const lines *from) {
    const zb_indicator *indicator = data->indicator;
    zb_str name = cli_indicator_name(args, indicator);
    zb_figure figure = {.kind = ZB_FIG_TREND};
    figure.as.trend = (zb_trend_chart){.first_year = from->years.first,
                                       .last_year = from->years.last,
                                       .unit = indicator->unit_zh,
                                       .decimals = indicator->is_rate ? 1 : 0,
                                       .percent = indicator->is_rate,
                                       .from_zero = !indicator->is_rate,
                                       .lines = from->at,
                                       .count = from->count};
    size_t places = from->count - (from->whole_count > 0);
    cli_figure_texts t = {
        .sentence = trend_sentence(args, data, from, name),
        .reading =
            cli_format(CLI_TEXT(args, "单位：%.*s", "Unit: %.*s"), ZB_ARG(indicator->unit_zh)),
        .caption = cli_format(CLI_TEXT(args, "%.*s，%d—%d年", "%.*s, %d-%d"), ZB_ARG(name),
                              from->years.first, from->years.last),
        .note = trend_note(args, from, indicator->is_rate),
        .source = cli_format(CLI_TEXT(args, "各地%d—%d年法治政府建设年度报告，共%zu地",
                                      "annual reports for %d-%d of %zu places"),
                             from->years.first, from->years.last, places)};
    cli_exit code = cli_figure_write(args, &figure, &t);
    cli_figure_texts_free(&t);
    return code;
}

cli_exit cli_figure_trend(const cli_args *args, const cli_data *data) {
    size_t count = 0;
    zb_dataset_places(data->dataset, &count);
    lines to = {.at = cli_get(count + 1, sizeof *to.at),
                .places = cli_get(count, sizeof *to.places)};
    zb_error error = {0};
    cli_exit code = CLI_DONE;
    if (!data->indicator->is_rate) {
        count_lines(&to, data);
    } else if (rate_lines(&to, data, &error) != ZB_OK) {
        cli_say_error(&error);
        code = CLI_NOTHING;
    }
    if (code == CLI_DONE && !to.count) {
        cli_say("no report in the selection states %.*s; nothing to draw",
                ZB_ARG(data->indicator->code));
        code = CLI_NOTHING;
    }
    if (code == CLI_DONE && data->indicator->is_rate && to.count > 1) {
        add_whole(&to, args, data);
    }
    if (code == CLI_DONE) {
        code = write_lines(args, data, &to);
    }
    free(to.at);
    free(to.places);
    free(to.points);
    return code;
}
