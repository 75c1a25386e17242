/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "cli/figure.h"

#include <math.h>
#include <stdlib.h>

enum { SMALL_DENOMINATOR = 50 };

/* What a figure's texts live in until it is written. */
typedef struct texts {
    char *sentence, *reading, *caption, *note, *source;
} texts;

static void texts_free(texts *t) {
    free(t->sentence);
    free(t->reading);
    free(t->caption);
    free(t->note);
    free(t->source);
}

static cli_exit write_page(const cli_args *args, const zb_figure *figure, const texts *t) {
    const zb_figure_page page = {.figure = *figure,
                                 .sentence = cli_str(t->sentence),
                                 .reading = cli_str(t->reading),
                                 .caption = cli_str(t->caption),
                                 .note = cli_str(t->note),
                                 .source = cli_str(t->source)};
    zb_error error = {0};
    if (zb_figure_page_write(&page, args->pdf, 0, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    if (args->verbose) {
        cli_say("%s written", args->pdf);
    }
    return CLI_DONE;
}

static zb_tone tone_of(zb_standing standing) {
    switch (standing) {
    case ZB_STAND_HIGH95:
        return ZB_TONE_HIGH;
    case ZB_STAND_HIGH998:
        return ZB_TONE_HIGH998;
    case ZB_STAND_LOW95:
        return ZB_TONE_LOW;
    case ZB_STAND_LOW998:
        return ZB_TONE_LOW998;
    default:
        return ZB_TONE_CONTEXT;
    }
}

/* `3 个地区高于全市，1 个低于全市` from the standings alone. */
static char *ranking_sentence(const cli_args *args, const zb_comparison *comparison, zb_str name,
                              const char *whole) {
    size_t high = 0, low = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        zb_standing standing = comparison->rows[i].standing;
        high += standing == ZB_STAND_HIGH95 || standing == ZB_STAND_HIGH998;
        low += standing == ZB_STAND_LOW95 || standing == ZB_STAND_LOW998;
    }
    if (!comparison->has_whole || (!high && !low)) {
        return cli_format("%s", "");
    }
    if (args->english) {
        return cli_format("%.*s, %d: %zu above, %zu below the %s, of %zu", ZB_ARG(name),
                          comparison->year, high, low, whole, comparison->count);
    }
    return cli_format("%d年%.*s：%zu个地区中%zu个高于%s，%zu个低于%s", comparison->year,
                      ZB_ARG(name), comparison->count, high, whole, low, whole);
}

cli_exit cli_figure_ranking(const cli_args *args, const cli_data *data,
                            const zb_comparison *comparison) {
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    const zb_indicator *indicator =
        zb_lexicon_indicator_at(data->lexicon, (size_t)comparison->indicator);
    zb_str name = cli_indicator_name(args, indicator);
    const char *whole = cli_whole_name(args, data->dataset, comparison->parent);
    zb_ranking_row *rows = cli_get(comparison->count, sizeof *rows);
    for (size_t i = 0; i < comparison->count; i++) {
        const zb_standing_row *from = &comparison->rows[i];
        rows[i] = (zb_ranking_row){.name = places[from->place].name,
                                   .tone = tone_of(from->standing),
                                   .value = from->value.value,
                                   .low = from->value.low,
                                   .high = from->value.high,
                                   .has_interval = indicator->is_rate && !from->stated_only,
                                   .denominator = from->denominator,
                                   .small = from->denominator > 0 &&
                                            from->denominator < SMALL_DENOMINATOR};
    }
    zb_figure figure = {.kind = ZB_FIG_RANKING};
    figure.as.ranking = (zb_ranking_chart){.rows = rows,
                                           .count = comparison->count,
                                           .unit = indicator->unit_zh,
                                           .decimals = indicator->is_rate ? 1 : 0,
                                           .percent = indicator->is_rate,
                                           .has_whole = comparison->has_whole && indicator->is_rate,
                                           .whole_name = cli_str(whole),
                                           .whole = comparison->whole};
    texts t = {
        .sentence = ranking_sentence(args, comparison, name, whole),
        .reading =
            indicator->is_rate
                ? cli_format("%s", CLI_TEXT(args, "单位：%。点为比率，横线为95%区间，右列为分母",
                                            "Per cent; 95% interval; denominator at right"))
                : cli_format(CLI_TEXT(args, "单位：%.*s", "Unit: %.*s"),
                             ZB_ARG(indicator->unit_zh)),
        .caption =
            cli_format(CLI_TEXT(args, "%.*s，%d年", "%.*s, %d"), ZB_ARG(name), comparison->year),
        .note =
            indicator->is_rate
                ? cli_format("%s", CLI_TEXT(args, "区间为Wilson法；区间相交者不宜细分名次。",
                                            "Wilson intervals; where they overlap, ranks do not."))
                : cli_format("%s", ""),
        .source = cli_format(CLI_TEXT(args, "各地%d年法治政府建设年度报告，共%zu地",
                                      "annual reports for %d of %zu places"),
                             comparison->year, comparison->count)};
    cli_exit code = write_page(args, &figure, &t);
    texts_free(&t);
    free(rows);
    return code;
}

/* The years a figure covers, widened by each point. */
typedef struct span {
    int first, last;
} span;

static void widen(span *years, int year) {
    years->first = !years->first || year < years->first ? year : years->first;
    years->last = year > years->last ? year : years->last;
}

/* The points of the rates of one place; `rates` are sorted by place and year. */
static size_t rate_points(zb_trend_point *out, const zb_rate *rates, size_t count, int place) {
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const zb_rate *rate = &rates[i];
        if (rate->place != place || (!rate->computed && !rate->has_stated)) {
            continue;
        }
        zb_trend_point point = {.year = rate->year,
                                .value = rate->computed ? rate->value.value : rate->stated,
                                .has_interval = rate->computed,
                                .low = rate->value.low,
                                .high = rate->value.high,
                                .small = rate->computed && rate->denominator < SMALL_DENOMINATOR,
                                .has_stated = rate->computed && rate->agrees == ZB_AGREE_NO,
                                .stated = rate->stated};
        out[n++] = point;
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
    zb_trend_point *points;
    size_t count, used;
    span years;
} lines;

static void add_line(lines *to, const cli_data *data, int place, size_t points) {
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    if (points) {
        to->at[to->count++] = (zb_trend_line){.name = places[place].name,
                                              .emphasis = data->selection.place_count > 0 &&
                                                          data->selection.place_count <= 3,
                                              .points = to->points + to->used,
                                              .count = points};
        widen(&to->years, to->points[to->used].year);
        widen(&to->years, to->points[to->used + points - 1].year);
        to->used += points;
    }
}

static bool selected(const cli_data *data, const zb_place *places, int place) {
    const zb_selection *selection = &data->selection;
    bool in = selection->place_count == 0;
    for (size_t i = 0; i < selection->place_count; i++) {
        in = in || selection->places[i] == place;
    }
    return in && (!selection->has_level || places[place].level == selection->level);
}

static zb_status rate_lines(lines *to, const cli_data *data, zb_error *err) {
    size_t count = 0;
    zb_dataset_places(data->dataset, &count);
    zb_selection all_years = data->selection;
    all_years.year = 0;
    zb_rate_list rates = {0};
    zb_status status = zb_analysis_rates(&rates, data->dataset, &all_years, err);
    if (status != ZB_OK) {
        return status;
    }
    to->points = cli_get(rates.count, sizeof *to->points);
    for (size_t place = 0; place < count; place++) {
        add_line(to, data, (int)place,
                 rate_points(to->points + to->used, rates.rows, rates.count, (int)place));
    }
    zb_rate_list_free(&rates);
    return ZB_OK;
}

static void count_lines(lines *to, const cli_data *data) {
    size_t count = 0, place_count = 0, cells = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &place_count);
    const zb_series *series = zb_dataset_series(data->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        cells += series[i].indicator == data->indicator->index ? series[i].count : 0;
    }
    to->points = cli_get(cells, sizeof *to->points);
    for (size_t i = 0; i < count; i++) {
        if (series[i].indicator == data->indicator->index &&
            selected(data, places, series[i].place)) {
            add_line(to, data, series[i].place, count_points(to->points + to->used, &series[i]));
        }
    }
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
    texts t = {.sentence = cli_format("%s", ""),
               .reading = cli_format(CLI_TEXT(args, "单位：%.*s", "Unit: %.*s"),
                                     ZB_ARG(indicator->unit_zh)),
               .caption = cli_format(CLI_TEXT(args, "%.*s，%d—%d年", "%.*s, %d-%d"), ZB_ARG(name),
                                     from->years.first, from->years.last),
               .note = cli_format(
                   "%s", indicator->is_rate
                             ? CLI_TEXT(args, "区间为95% Wilson区间；缺年处断线。",
                                        "95% Wilson intervals; lines break at "
                                        "missing years.")
                             : CLI_TEXT(args, "缺年处断线。", "Lines break at missing years.")),
               .source = cli_format(CLI_TEXT(args, "各地%d—%d年法治政府建设年度报告，共%zu地",
                                             "annual reports for %d-%d of %zu places"),
                                    from->years.first, from->years.last, from->count)};
    cli_exit code = write_page(args, &figure, &t);
    texts_free(&t);
    return code;
}

cli_exit cli_figure_trend(const cli_args *args, const cli_data *data) {
    if (!data->indicator) {
        cli_say("a figure shows one indicator; name it with --indicator");
        return CLI_USAGE;
    }
    size_t count = 0;
    zb_dataset_places(data->dataset, &count);
    lines to = {.at = cli_get(count, sizeof *to.at)};
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
    if (code == CLI_DONE) {
        code = write_lines(args, data, &to);
    }
    free(to.at);
    free(to.points);
    return code;
}
