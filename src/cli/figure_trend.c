/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines over the years for --pdf and --svg.
 */
#define _GNU_SOURCE
#include "cli/figure_trend.h"

#include <math.h>
#include <stdlib.h>

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

/* With a year selected, the line goes up to it. */
static void add_line(cli_trend_lines *to, const cli_args *args, const cli_data *data, int place,
                     bool department, size_t points) {
    while (data->selection.year && points &&
           to->points[to->used + points - 1].year > data->selection.year) {
        points--;
    }
    if (points) {
        size_t n = to->count++;
        to->places[n] = place;
        to->names[n] = cli_figure_place(args, data, place, department);
        to->at[n] = (zb_trend_line){.name = cli_str(to->names[n]),
                                    .emphasis = data->selection.place_count > 0 &&
                                                data->selection.place_count <= 3,
                                    .points = to->points + to->used,
                                    .count = points};
        to->used += points;
    }
}

static zb_status rate_lines(cli_trend_lines *to, const cli_args *args, const cli_data *data,
                            zb_error *err) {
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
        add_line(to, args, data, rates.rows[i].place, rates.rows[i].department, n);
    }
    zb_rate_list_free(&rates);
    return ZB_OK;
}

static void count_lines(cli_trend_lines *to, const cli_args *args, const cli_data *data) {
    size_t count = 0, cells = 0;
    const zb_series *series = zb_dataset_series(data->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        cells += series[i].indicator == data->indicator->index ? series[i].count : 0;
    }
    to->points = cli_get(cells, sizeof *to->points);
    for (size_t i = 0; i < count; i++) {
        if (series[i].indicator == data->indicator->index &&
            zb_selection_has_place(data->dataset, &data->selection, series[i].place)) {
            add_line(to, args, data, series[i].place, false,
                     count_points(to->points + to->used, &series[i]));
        }
    }
}

/* Without a choice of places the lines are of one level, that of the most places: a city among its
 * counties would press their lines together. */
static void fold(cli_trend_lines *to, const cli_data *data) {
    size_t of_level[ZB_LEVEL_TOWN + 1] = {0}, count = 0, kept = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    for (size_t i = 0; i < to->count; i++) {
        of_level[places[to->places[i]].level]++;
    }
    for (int level = 0; level <= ZB_LEVEL_TOWN; level++) {
        to->level = of_level[level] > of_level[to->level] ? (zb_level)level : to->level;
    }
    to->folded = !data->selection.place_count && of_level[to->level] >= CLI_FOLDED_FROM &&
                 of_level[to->level] < to->count;
    for (size_t i = 0; i < to->count && to->folded; i++) {
        if (places[to->places[i]].level != to->level) {
            free(to->names[i]);
            continue;
        }
        to->at[kept] = to->at[i];
        to->places[kept] = to->places[i];
        to->names[kept++] = to->names[i];
    }
    to->count = to->folded ? kept : to->count;
}

static bool has_year(const cli_trend_lines *lines, int year) {
    for (size_t i = 0; i < lines->count; i++) {
        for (size_t k = 0; k < lines->at[i].count; k++) {
            if (lines->at[i].points[k].year == year) {
                return true;
            }
        }
    }
    return false;
}

static void find_years(cli_trend_lines *to) {
    for (size_t i = 0; i < to->count; i++) {
        const zb_trend_line *line = &to->at[i];
        int first = line->points[0].year, last = line->points[line->count - 1].year;
        to->first_year = i == 0 || first < to->first_year ? first : to->first_year;
        to->last_year = i == 0 || last > to->last_year ? last : to->last_year;
    }
    for (int year = to->first_year; year <= to->last_year; year++) {
        to->year_count += has_year(to, year);
    }
}

/* How far a rate lies from the whole, in standard errors about the whole. */
static double distance(const zb_standing_row *row, double whole) {
    double variance = whole * (100 - whole) / fmax(row->denominator, 1);
    return variance > 0 ? fabs(row->value.value - whole) / sqrt(variance) : 0;
}

static int descending(const void *left, const void *right) {
    const double *a = left, *b = right;
    return (*a < *b) - (*a > *b);
}

/* Each place gets the colour of its standing; of many only those farthest from the whole. */
static void colour(cli_trend_lines *to, const cli_data *data, const zb_comparison *comparison) {
    size_t count = 0;
    zb_dataset_places(data->dataset, &count);
    const zb_standing_row **rows = cli_get(count, sizeof *rows);
    double *far = cli_get(to->count, sizeof *far);
    for (size_t i = 0; i < comparison->count; i++) {
        rows[comparison->rows[i].place] = &comparison->rows[i];
    }
    for (size_t i = 0; i < to->count; i++) {
        const zb_standing_row *row = rows[to->places[i]];
        if (row && cli_figure_tone(row->standing) != ZB_TONE_CONTEXT) {
            far[to->flagged++] = distance(row, comparison->whole.value);
        }
    }
    qsort(far, to->flagged, sizeof *far, descending);
    bool many = to->count > CLI_TREND_NAMED && to->flagged > CLI_TREND_STRONG;
    double least = many ? far[CLI_TREND_STRONG - 1] : 0;
    size_t most = many ? CLI_TREND_STRONG : to->flagged;
    for (size_t i = 0; i < to->count && to->shown < most; i++) {
        const zb_standing_row *row = rows[to->places[i]];
        zb_tone tone = row ? cli_figure_tone(row->standing) : ZB_TONE_CONTEXT;
        if (tone != ZB_TONE_CONTEXT && distance(row, comparison->whole.value) >= least) {
            to->at[i].tone = tone;
            to->at[i].emphasis = true;
            to->shown++;
        }
    }
    free(far);
    free(rows);
}

static void add_whole_line(cli_trend_lines *to, const cli_args *args, const char *brief,
                           const char *name) {
    snprintf(to->whole_name, sizeof to->whole_name, "%s", brief);
    cli_figure_capital(args, to->whole_name);
    snprintf(to->whole_said, sizeof to->whole_said, "%s", name);
    if (to->whole_count) {
        to->at[to->count++] = (zb_trend_line){.name = cli_str(to->whole_name),
                                              .tone = ZB_TONE_WHOLE,
                                              .emphasis = true,
                                              .points = to->whole,
                                              .count = to->whole_count};
    }
}

/* The places of the level compared below the same region: the whole is made of these, whichever
 * are selected. */
static zb_status compare_all(zb_comparison *last, const cli_data *data, zb_selection year) {
    zb_comparison selected = {0};
    zb_status status = zb_analysis_compare(&selected, data->dataset, &year, NULL);
    if (status != ZB_OK || !year.place_count || selected.parent < 0) {
        *last = selected;
        last->has_whole = last->has_whole && (!year.place_count || selected.parent >= 0);
        return status;
    }
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    int *siblings = cli_get(count, sizeof *siblings);
    year.place_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (places[i].parent == selected.parent && places[i].level == selected.level) {
            siblings[year.place_count++] = (int)i;
        }
    }
    year.places = siblings;
    zb_comparison_free(&selected);
    status = zb_analysis_compare(last, data->dataset, &year, NULL);
    free(siblings);
    return status;
}

static bool whole_has(const cli_trend_lines *to, int year) {
    size_t k = 0;
    while (k < to->whole_count && to->whole[k].year != year) {
        k++;
    }
    return k < to->whole_count;
}

/* Counts the place's reports, and tells in which years the whole is without it. Free it. */
static char *years_without(cli_trend_lines *to, const cli_args *args, const cli_data *data,
                           int place) {
    char *years = cli_format("%s", "");
    size_t reports = 0;
    for (int y = to->first_year; y <= to->last_year; y++) {
        zb_rate rate;
        bool has =
            zb_analysis_rate(&rate, data->dataset, place, data->indicator->index, y) == ZB_OK;
        reports += has;
        if (whole_has(to, y) && !(has && rate.computed && !rate.rounded && !rate.department)) {
            char *more = cli_format("%s%s%d", years, *years ? CLI_TEXT(args, "、", ", ") : "", y);
            free(years);
            years = more;
        }
    }
    to->whole_places += reports > 0;
    to->whole_reports += reports;
    return years;
}

/* Who makes the whole, and who lacks: `全市2018、2019年不含岚浦县。` */
static void find_members(cli_trend_lines *to, const cli_args *args, const cli_data *data,
                         const zb_comparison *of) {
    enum { MOST_TOLD = 4 };
    size_t count = 0, lacking = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    char *told = cli_format("%s", "");
    for (size_t i = 0; i < count; i++) {
        if (places[i].level != of->level || !zb_place_lies_under(places, (int)i, of->parent)) {
            continue;
        }
        char *years = years_without(to, args, data, (int)i);
        if (*years) {
            zb_str name = cli_place_name(data, (int)i);
            const char *apart = lacking++ ? CLI_TEXT(args, "，", ", ") : "";
            char *more = args->english
                             ? cli_format("%s%s%.*s (%s)", told, apart, ZB_ARG(name), years)
                             : cli_format("%s%s%s年不含%.*s", told, apart, years, ZB_ARG(name));
            free(told);
            told = more;
        }
        free(years);
    }
    to->whole_lacks =
        !lacking ? NULL
        : lacking > MOST_TOLD
            ? cli_format(CLI_TEXT(args, "部分年份不含未载分子、分母的%zu地",
                                  "in some years without %zu places that do not state both"),
                         lacking)
            : cli_format(CLI_TEXT(args, "%s", "without %s"), told);
    free(told);
}

/* The whole over the years, and the colour of each place by its standing in the last one. */
static void add_whole(cli_trend_lines *to, const cli_args *args, const cli_data *data) {
    zb_comparison last = {0};
    zb_selection year = data->selection;
    year.year = to->last_year;
    if (to->folded) {
        year.has_level = true;
        year.level = to->level;
    }
    if (compare_all(&last, data, year) != ZB_OK || !last.has_whole) {
        zb_comparison_free(&last);
        return;
    }
    colour(to, data, &last);
    for (int y = to->first_year; y <= to->last_year && to->whole_count < CLI_TREND_YEARS; y++) {
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
    size_t end = to->whole_count ? to->whole_count - 1 : 0;
    while (to->whole_from < end &&
           !zb_analysis_same_members(data->dataset, data->indicator->index, last.level, last.parent,
                                     to->whole[to->whole_from].year, to->whole[end].year)) {
        to->whole_from++;
    }
    find_members(to, args, data, &last);
    zb_whole whole = cli_whole(args, data->dataset, &last);
    add_whole_line(to, args, whole.brief, args->english ? whole.name : whole.brief);
    zb_comparison_free(&last);
}

static double middle_of(double *values, size_t n) {
    qsort(values, n, sizeof *values, descending);
    return (values[n / 2] + values[(n - 1) / 2]) / 2;
}

/* Many lines without a whole have their median to hold on to. */
static void add_median(cli_trend_lines *to, const cli_args *args) {
    double *values = cli_get(to->count, sizeof *values);
    for (int y = to->first_year; y <= to->last_year && to->whole_count < CLI_TREND_YEARS; y++) {
        size_t n = 0;
        for (size_t i = 0; i < to->count; i++) {
            for (size_t k = 0; k < to->at[i].count; k++) {
                if (to->at[i].points[k].year == y) {
                    values[n++] = to->at[i].points[k].value;
                    break;
                }
            }
        }
        if (n >= CLI_MEDIAN_FROM) {
            to->whole[to->whole_count++] =
                (zb_trend_point){.year = y, .value = middle_of(values, n)};
        }
    }
    free(values);
    to->median = true;
    add_whole_line(to, args, CLI_TEXT(args, "中位数", "median"), "");
}

static cli_exit write_lines(const cli_args *args, const cli_data *data,
                            const cli_trend_lines *from) {
    const zb_indicator *indicator = data->indicator;
    zb_str name = cli_indicator_name(args, indicator);
    char *years = cli_figure_years(args, from->first_year, from->last_year);
    zb_figure figure = {.kind = ZB_FIG_TREND};
    figure.as.trend = (zb_trend_chart){.first_year = from->first_year,
                                       .last_year = from->last_year,
                                       .unit = cli_figure_unit(args, indicator),
                                       .decimals = indicator->is_rate ? 1 : 0,
                                       .percent = indicator->is_rate,
                                       .from_zero = !indicator->is_rate,
                                       .lines = from->at,
                                       .count = from->count,
                                       .english = args->english};
    cli_figure_texts t = {
        .sentence = cli_trend_sentence(args, data, from),
        .reading = cli_trend_reading(args, data, from),
        .caption = cli_format(CLI_TEXT(args, "%.*s，%s", "%.*s, %s"), ZB_ARG(name), years),
        .note = cli_trend_note(args, data, from),
        .source = cli_trend_source(args, from)};
    cli_exit code = cli_figure_write(args, &figure, &t);
    cli_figure_texts_free(&t);
    free(years);
    return code;
}

/* Places with a value of both years, when there are but two. */
static bool has_both(const cli_trend_lines *lines) {
    for (size_t i = 0; i < lines->place_count; i++) {
        if (lines->at[i].count > 1) {
            return true;
        }
    }
    return false;
}

/* The whole, or else a median of many; small multiples have the other places behind each. */
static void add_reference(cli_trend_lines *to, const cli_args *args, const cli_data *data) {
    if (to->multiples) {
        return;
    }
    if (data->indicator->is_rate && to->count > 1) {
        add_whole(to, args, data);
    }
    if (!to->whole_count && to->year_count > 2 && to->count > CLI_TREND_NAMED) {
        add_median(to, args);
    }
}

/* The figure for as many years as there are. */
static cli_exit draw_years(cli_trend_lines *to, const cli_args *args, const cli_data *data) {
    if (to->multiples && to->year_count < 3) {
        cli_say("small multiples need three years or more; without --multiples fewer are drawn as "
                "a change or a ranking");
        return CLI_NOTHING;
    }
    if (to->year_count == 1 || (to->year_count == 2 && !has_both(to))) {
        cli_data of_year = *data;
        of_year.selection.year = to->last_year;
        return cli_figure_ranking(args, &of_year);
    }
    to->at[0].emphasis |= to->count == 1;
    add_reference(to, args, data);
    cli_trend_test(to, data);
    return to->multiples         ? cli_trend_multiples(args, data, to)
           : to->year_count == 2 ? cli_trend_changes(args, data, to)
                                 : write_lines(args, data, to);
}

static cli_exit draw_lines(cli_trend_lines *to, const cli_args *args, const cli_data *data) {
    zb_error error = {0};
    if (!data->indicator->is_rate) {
        count_lines(to, args, data);
    } else if (rate_lines(to, args, data, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    if (!to->count) {
        cli_say("no report in the selection states %.*s; choose another indicator, region "
                "or year",
                ZB_ARG(data->indicator->code));
        return CLI_NOTHING;
    }
    fold(to, data);
    find_years(to);
    to->place_count = to->count;
    return draw_years(to, args, data);
}

cli_exit cli_figure_trend(const cli_args *args, const cli_data *data) {
    size_t count = 0;
    zb_dataset_places(data->dataset, &count);
    cli_trend_lines to = {.at = cli_get(count + 1, sizeof *to.at),
                          .places = cli_get(count, sizeof *to.places),
                          .names = cli_get(count, sizeof *to.names),
                          .trends = cli_get(count, sizeof *to.trends),
                          .multiples = args->multiples};
    cli_exit code = draw_lines(&to, args, data);
    for (size_t i = 0; i < to.place_count; i++) {
        free(to.names[i]);
    }
    free(to.names);
    free(to.at);
    free(to.places);
    free(to.trends);
    free(to.whole_lacks);
    free(to.points);
    return code;
}
