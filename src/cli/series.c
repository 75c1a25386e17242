/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything about one series: its years and its statistics.
 */
#define _GNU_SOURCE
#include <math.h>
#include <stdlib.h>

#include "cli/results.h"

enum { MOST_COLUMNS = 9 };

typedef struct series {
    const cli_args *args;
    const cli_data *data;
    const zb_indicator *indicator;
    const zb_trend_details *details;
    int decimals;
    const zb_result *smooth; /* a smoothed value; NULL: there are none */
    bool stated;             /* a report states a change */
} series;

static const zb_result *find(const zb_result_list *list, zb_statistic statistic, int year) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->rows[i].statistic == statistic && list->rows[i].year == year) {
            return &list->rows[i];
        }
    }
    return NULL;
}

static cli_table *year_table(const series *s) {
    const cli_args *args = s->args;
    bool rate = s->indicator->is_rate;
    cli_column columns[MOST_COLUMNS];
    size_t n = 0;
    columns[n++] = (cli_column){CLI_TEXT(args, "年", "year"), true};
    columns[n++] = (cli_column){
        rate ? CLI_TEXT(args, "比率%", "rate%") : CLI_TEXT(args, "数值", "value"), true};
    if (rate) {
        columns[n++] = (cli_column){CLI_TEXT(args, "分子", "events"), true};
        columns[n++] = (cli_column){CLI_TEXT(args, "分母", "of"), true};
        columns[n++] =
            (cli_column){CLI_TEXT(args, "比上年百分点(95%区间)", "points (95% interval)"), true};
    } else {
        columns[n++] = (cli_column){CLI_TEXT(args, "比上年", "change"), true};
        columns[n++] =
            (cli_column){CLI_TEXT(args, "比上年%(95%区间)", "change% (95% interval)"), true};
        columns[n++] =
            (cli_column){CLI_TEXT(args, "对数比(95%区间)", "log ratio (95% interval)"), true};
    }
    if (s->stated) {
        columns[n++] = (cli_column){CLI_TEXT(args, "原文变化", "stated"), true};
        columns[n++] =
            (cli_column){CLI_TEXT(args, "推得上年值(舍入)", "implied former (rounding)"), true};
    }
    if (s->smooth) {
        columns[n++] =
            (cli_column){CLI_TEXT(args, "平滑值(95%区间)", "smoothed (95% interval)"), true};
    }
    return cli_table_new(columns, n);
}

/* The first where a report states several. */
static void put_stated(cli_table *table, const series *s, int year) {
    for (size_t i = 0; i < s->details->stated_count; i++) {
        if (s->details->stated[i].year == year) {
            cli_put_stated(table, s->args, s->data, &s->details->stated[i]);
            return;
        }
    }
    cli_table_put(table, CLI_PLAIN, "-");
}

static void put_change(cli_table *table, const series *s, zb_statistic statistic, int year,
                       int decimals) {
    cli_put_result(table, s->args, find(&s->details->changes, statistic, year), decimals);
}

static void put_year(cli_table *table, const series *s, const zb_year_value *value) {
    cli_table_put(table, CLI_PLAIN, "%d", value->year);
    cli_put_told(table, value->qualifier, value->value, s->decimals);
    if (s->indicator->is_rate) {
        cli_table_number(table, value->exact ? value->events : NAN, 0);
        cli_table_number(table, value->exact ? value->trials : NAN, 0);
        put_change(table, s, ZB_STAT_CHANGE_POINTS, value->year, s->decimals);
    } else {
        put_change(table, s, ZB_STAT_CHANGE_ABSOLUTE, value->year, s->decimals);
        put_change(table, s, ZB_STAT_CHANGE_PERCENT, value->year, 1);
        put_change(table, s, ZB_STAT_CHANGE_LOG_RATIO, value->year, 3);
    }
    if (s->stated) {
        put_stated(table, s, value->year);
        put_change(table, s, ZB_STAT_FORMER_IMPLIED, value->year, s->decimals + 1);
    }
    if (s->smooth) {
        cli_put_result(table, s->args, find(&s->details->results, ZB_STAT_SMOOTH, value->year),
                       s->decimals + 1);
    }
}

static void print_years(const series *s) {
    cli_table *table = year_table(s);
    for (size_t i = 0; i < s->details->count; i++) {
        put_year(table, s, &s->details->values[i]);
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
}

/* All statistics but the smoothed values, which stand with the years. */
static void print_statistics(const series *s) {
    const zb_result_list *all = &s->details->results;
    zb_result *rows = cli_get(all->count + 1, sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (all->rows[i].statistic != ZB_STAT_SMOOTH || !all->rows[i].year) {
            rows[count++] = all->rows[i];
        }
    }
    cli_print_results(s->args, CLI_TEXT(s->args, "统计量", "statistic"), rows, count, s->decimals);
    free(rows);
}

/* What the table of years shows, and how. */
static void note_years(const series *s) {
    const cli_args *args = s->args;
    size_t told = 0;
    for (size_t i = 0; i < s->details->count; i++) {
        told += s->details->values[i].qualifier != ZB_EQ;
    }
    if (told) {
        cli_note(
            args,
            CLI_TEXT(args, "带+ < ~者%zu年为界限或概数，以下各项按所载数值计算",
                     "+ < ~: bounds or round figures in %zu years, taken at their value below"),
            told);
    }
    for (size_t i = 0; i < s->details->count; i++) {
        if (s->details->values[i].restated) {
            cli_note(args,
                     CLI_TEXT(args, "%d年值：下一年报告另有说法，见 zhibiao check",
                              "%d: the next year's report tells it otherwise, see `zhibiao check`"),
                     s->details->values[i].year);
        }
    }
    const zb_statistic_info *change = zb_statistic_describe(
        s->indicator->is_rate ? ZB_STAT_CHANGE_POINTS : ZB_STAT_CHANGE_PERCENT);
    cli_note(args, CLI_TEXT(args, "比上年：%s，n为两年%s之和", "change: %s, n: both years' %s"),
             CLI_TEXT(args, change->interval_zh, change->interval_en),
             s->indicator->is_rate ? CLI_TEXT(args, "分母", "cases")
                                   : CLI_TEXT(args, "件数", "events"));
    if (s->smooth) {
        char *method = cli_method(args, s->smooth);
        cli_note(args, CLI_TEXT(args, "平滑值：%s，n为%zu年", "smoothed: %s, n: %zu years"), method,
                 s->details->count);
        free(method);
    }
}

static const zb_result *first_smooth(const zb_result_list *results) {
    for (size_t i = 0; i < results->count; i++) {
        if (results->rows[i].statistic == ZB_STAT_SMOOTH &&
            results->rows[i].state == ZB_RESULT_KNOWN) {
            return &results->rows[i];
        }
    }
    return NULL;
}

cli_exit cli_print_series(const cli_args *args, const cli_data *data, const zb_trend *trend) {
    zb_trend_details details = {0};
    zb_error error = {0};
    if (zb_analysis_trend_details(&details, data->dataset, trend, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    const zb_indicator *indicator = cli_indicator_at(data, trend->indicator);
    series s = {.args = args,
                .data = data,
                .indicator = indicator,
                .details = &details,
                .decimals = indicator->is_rate ? 1 : 0,
                .smooth = first_smooth(&details.results),
                .stated = details.stated_count > 0};
    putchar('\n');
    print_years(&s);
    note_years(&s);
    if (s.stated) {
        cli_note_implied(args);
    }
    putchar('\n');
    print_statistics(&s);
    zb_trend_details_free(&details);
    return CLI_DONE;
}
