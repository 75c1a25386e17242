/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the places of a level are spread, for compare --distribution.
 */
#define _GNU_SOURCE
#include "cli/figure.h"

#include <math.h>
#include <stdlib.h>

enum {
    FEWEST = 8,
    HISTOGRAM_FROM = 30,
    WRITTEN_WHOLE_FROM = 100,
    YEAR_FIRST = 1900,
    YEAR_LAST = 2199
};

typedef struct spread {
    zb_distribution_column *columns;
    zb_comparison *comparisons; /* of the columns */
    size_t count, most;         /* columns; points of the longest */
    size_t last;                /* the last column with enough points */
    size_t small;               /* denominators */
    bool inexact, standings;
} spread;

static void spread_free(spread *s) {
    for (size_t i = 0; i < s->count; i++) {
        zb_comparison_free(&s->comparisons[i]);
        free((void *)s->columns[i].points);
    }
    free(s->columns);
    free(s->comparisons);
}

static void add_column(spread *s, const cli_data *data, zb_comparison c) {
    zb_distribution_point *points = cli_get(c.count, sizeof *points);
    size_t n = s->count++;
    for (size_t i = 0; i < c.count; i++) {
        const zb_standing_row *row = &c.rows[i];
        bool small = row->denominator > 0 && row->denominator < CLI_SMALL_DENOMINATOR;
        zb_tone tone = cli_figure_tone(row->standing);
        points[i] = (zb_distribution_point){.name = cli_place_name(data, row->place),
                                            .tone = tone,
                                            .value = row->value.value,
                                            .small = small,
                                            .denominator = row->denominator};
        s->small += small;
        s->inexact = s->inexact || row->inexact;
        s->standings = s->standings || tone != ZB_TONE_CONTEXT;
    }
    bool whole = c.has_whole && data->indicator->is_rate;
    s->comparisons = cli_grow(s->comparisons, s->count, sizeof *s->comparisons);
    s->columns = cli_grow(s->columns, s->count, sizeof *s->columns);
    s->comparisons[n] = c;
    s->columns[n] = (zb_distribution_column){.year = c.year,
                                             .points = points,
                                             .count = c.count,
                                             .has_whole = whole,
                                             .whole = whole ? c.whole.value : 0};
    s->most = c.count > s->most ? c.count : s->most;
    s->last = c.count >= FEWEST ? n : s->last;
}

/* One level in all years: that of the year with the most places, unless one is asked for. */
static zb_level level_of(const cli_data *data, const int *years, size_t count) {
    zb_level level = data->selection.level;
    size_t most = 0;
    for (size_t i = 0; i < count && !data->selection.has_level; i++) {
        zb_selection of_year = data->selection;
        of_year.year = years[i];
        zb_comparison c = {0};
        if (zb_analysis_compare(&c, data->dataset, &of_year, NULL) == ZB_OK && c.count >= most) {
            most = c.count;
            level = c.level;
        }
        zb_comparison_free(&c);
    }
    return level;
}

/* The years in which any place has a value, ascending. */
static int *years_of(const cli_data *data, size_t *count) {
    enum { YEARS = YEAR_LAST - YEAR_FIRST + 1 };
    bool known[YEARS] = {false};
    size_t rows = 0;
    const zb_observation *at = zb_dataset_observations(data->dataset, &rows);
    for (size_t i = 0; i < rows; i++) {
        if (at[i].year >= YEAR_FIRST && at[i].year <= YEAR_LAST) {
            known[at[i].year - YEAR_FIRST] = true;
        }
    }
    int *years = cli_get(YEARS, sizeof *years);
    *count = 0;
    for (int year = YEAR_FIRST; year <= YEAR_LAST; year++) {
        bool wanted = !data->selection.year || data->selection.year == year;
        if (known[year - YEAR_FIRST] && wanted) {
            years[(*count)++] = year;
        }
    }
    return years;
}

static void fill(spread *s, const cli_data *data) {
    size_t count = 0;
    int *years = years_of(data, &count);
    zb_selection of_year = data->selection;
    of_year.level = level_of(data, years, count);
    of_year.has_level = true;
    for (size_t i = 0; i < count; i++) {
        zb_comparison c = {0};
        of_year.year = years[i];
        if (zb_analysis_compare(&c, data->dataset, &of_year, NULL) == ZB_OK && c.count) {
            add_column(s, data, c);
        } else {
            zb_comparison_free(&c);
        }
    }
    free(years);
}

/* ---- words ------------------------------------------------------------------------------- */

/* `2025年8个地区调解成功率的中位数为96.8%，中间一半在96.0%至97.2%之间`; it compares none of them.
 */
static char *sentence(const cli_args *args, const cli_data *data,
                      const zb_distribution_column *column) {
    const zb_indicator *indicator = data->indicator;
    zb_str name = cli_indicator_name(args, indicator);
    double *values = cli_get(column->count, sizeof *values);
    for (size_t i = 0; i < column->count; i++) {
        values[i] = column->points[i].value;
    }
    double at[] = {0, 0, 0};
    for (int q = 0; q < 3; q++) {
        zb_stats_quantile(&at[q], values, column->count, 0.25 * (q + 1));
        at[q] = indicator->is_rate || at[q] < WRITTEN_WHOLE_FROM ? at[q] : round(at[q]);
    }
    free(values);
    char *low = cli_figure_value(args, indicator, at[0]);
    char *median = cli_figure_value(args, indicator, at[1]);
    char *high = cli_figure_value(args, indicator, at[2]);
    char *text = args->english
                     ? cli_format("%.*s, %d: median of %zu places %s, middle half from %s to %s",
                                  ZB_ARG(name), column->year, column->count, median, low, high)
                     : cli_format("%d年%zu个地区%.*s的中位数为%s，中间一半在%s至%s之间",
                                  column->year, column->count, ZB_ARG(name), median, low, high);
    free(low);
    free(median);
    free(high);
    return text;
}

static char *reading(const cli_args *args, const cli_data *data, const spread *s,
                     const char *whole) {
    const char *marks =
        s->most >= HISTOGRAM_FROM
            ? CLI_TEXT(args, "30地以上的年份画直方图", "histograms of years with 30 places or more")
            : CLI_TEXT(args, "每点为一地", "each dot is a place");
    char *colors =
        !s->standings ? cli_format("%s", "")
        : args->english
            ? cli_format("; %s: above the whole of the year, %s: below (beyond 95%% limits)",
                         cli_high_color(args), cli_low_color(args))
            : cli_format("，%s高于当年%s、%s低于（超出95%%控制限）", cli_high_color(args), whole,
                         cli_low_color(args));
    char *aid = cli_format("%s%s", marks, colors);
    char *text = cli_figure_reading(args, data->indicator, aid);
    free(colors);
    free(aid);
    return text;
}

static char *note(const cli_args *args, const spread *s) {
    return cli_format(
        "%s%s%s",
        CLI_TEXT(args, "灰块为四分位距，粗线为中位数。",
                 "Grey box: interquartile range, line: median. "),
        s->small ? CLI_TEXT(args, "空心点分母不足50。", "Hollow: denominator below 50. ") : "",
        s->inexact ? CLI_TEXT(args, "有界限或概数，按所载数值画出。",
                              "Bounds and round figures are drawn at their value.")
                   : "");
}

static size_t count_values(const spread *s) {
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++) {
        count += s->comparisons[i].count;
    }
    return count;
}

static size_t count_places(const spread *s, const cli_data *data) {
    size_t count = 0, different = 0;
    zb_dataset_places(data->dataset, &count);
    bool *seen = cli_get(count, sizeof *seen);
    for (size_t i = 0; i < s->count; i++) {
        for (size_t k = 0; k < s->comparisons[i].count; k++) {
            int place = s->comparisons[i].rows[k].place;
            different += !seen[place];
            seen[place] = true;
        }
    }
    free(seen);
    return different;
}

static cli_exit write_spread(const cli_args *args, const cli_data *data, const spread *s) {
    bool rate = data->indicator->is_rate;
    zb_str name = cli_indicator_name(args, data->indicator);
    zb_whole whole = cli_whole(args, data->dataset, &s->comparisons[s->last]);
    cli_figure_capital(args, whole.brief);
    int first = s->columns[0].year, last = s->columns[s->count - 1].year;
    zb_figure figure = {.kind = ZB_FIG_DISTRIBUTION};
    figure.as.distribution = (zb_distribution_chart){.columns = s->columns,
                                                     .count = s->count,
                                                     .whole_name = cli_str(whole.brief),
                                                     .decimals = rate ? 1 : 0,
                                                     .percent = rate,
                                                     .english = args->english};
    char *years = cli_figure_years(args, first, last);
    cli_figure_texts t = {
        .sentence = sentence(args, data, &s->columns[s->last]),
        .reading = reading(args, data, s, whole.brief),
        .caption = cli_format(CLI_TEXT(args, "%.*s的分布，%s", "%.*s, distribution, %s"),
                              ZB_ARG(name), years),
        .note = note(args, s),
        .source = cli_figure_source(args, first, last, count_places(s, data), count_values(s))};
    cli_exit code = cli_figure_write(args, &figure, &t);
    cli_figure_texts_free(&t);
    free(years);
    return code;
}

cli_exit cli_figure_distribution(const cli_args *args, const cli_data *data) {
    spread s = {0};
    cli_exit code = CLI_NOTHING;
    fill(&s, data);
    if (s.most < FEWEST) {
        cli_say("too few places for a distribution: %d need a value in one year, %zu have; without "
                "--distribution a ranking is drawn",
                FEWEST, s.most);
    } else {
        code = write_spread(args, data, &s);
    }
    spread_free(&s);
    return code;
}
