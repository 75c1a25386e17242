/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao trend: change over the years.
 */
#define _GNU_SOURCE
#include "cli/analysis.h"

#include <math.h>
#include <string.h>

#include "cli/figure.h"
#include "cli/results.h"

static const char *direction_zh(zb_direction direction) {
    switch (direction) {
    case ZB_DIR_RISING:
        return "上升";
    case ZB_DIR_FALLING:
        return "下降";
    case ZB_DIR_NONE:
        return "不显著";
    default:
        return "年数少";
    }
}

static void put_direction(cli_table *table, const cli_args *args, zb_direction direction) {
    const char *sign = direction == ZB_DIR_RISING ? "+" : direction == ZB_DIR_FALLING ? "-" : "=";
    cli_tone tone = direction == ZB_DIR_RISING    ? CLI_HIGH
                    : direction == ZB_DIR_FALLING ? CLI_LOW
                                                  : CLI_PLAIN;
    cli_table_put(table, tone, "%s %s", direction == ZB_DIR_TOO_FEW ? " " : sign,
                  CLI_TEXT(args, direction_zh(direction), zb_direction_name(direction)));
}

static void put_trend(cli_table *table, const cli_args *args, const cli_data *data,
                      const zb_trend *trend) {
    const zb_indicator *indicator = cli_indicator_at(data, trend->indicator);
    int decimals = indicator->is_rate ? 1 : 0;
    cli_put_place(table, args, data, trend->place, trend->department);
    if (!args->indicator) {
        cli_table_text(table, cli_indicator_name(args, indicator));
    }
    cli_table_put(table, CLI_PLAIN, "%d-%d", trend->first_year, trend->last_year);
    cli_table_put(table, CLI_PLAIN, "%zu", trend->years);
    cli_put_told(table, trend->first_told, trend->first, decimals);
    cli_put_told(table, trend->last_told, trend->last, decimals);
    cli_table_number(table, trend->has_change ? trend->change : NAN, decimals);
    cli_table_number(table, trend->has_percent ? trend->change_percent : NAN, 1);
    put_direction(table, args, trend->test.direction);
    if (trend->has_slope) {
        int digits = fabs(trend->fit.slope) < 100 ? decimals + 1 : 0;
        cli_table_number(table, trend->fit.slope, digits);
        if (trend->has_slope_interval) {
            cli_put_interval(table, args, trend->fit.slope_low, trend->fit.slope_high, digits);
        } else {
            cli_table_text(table, cli_str("-"));
        }
    } else {
        cli_table_text(table, cli_str("-"));
        cli_table_text(table, cli_str("-"));
    }
    if (trend->test.direction == ZB_DIR_TOO_FEW) {
        cli_table_text(table, cli_str("-"));
    } else {
        cli_put_p(table, trend->test.p);
    }
}

static cli_table *new_table(const cli_args *args) {
    const cli_column all[] = {{CLI_TEXT(args, "地区", "region"), false},
                              {CLI_TEXT(args, "指标", "indicator"), false},
                              {CLI_TEXT(args, "年份", "years"), false},
                              {CLI_TEXT(args, "年数", "n"), true},
                              {CLI_TEXT(args, "首年", "first"), true},
                              {CLI_TEXT(args, "末年", "last"), true},
                              {CLI_TEXT(args, "变化", "change"), true},
                              {CLI_TEXT(args, "变化%", "change%"), true},
                              {CLI_TEXT(args, "趋势", "trend"), false},
                              {CLI_TEXT(args, "每年", "a year"), true},
                              {CLI_TEXT(args, "95%区间", "95% interval"), true},
                              {"p", true}};
    enum { ALL = sizeof all / sizeof all[0] };
    cli_column columns[ALL];
    memcpy(columns, all, sizeof all);
    if (args->indicator) {
        memmove(columns + 1, columns + 2, (ALL - 2) * sizeof *columns);
    }
    return cli_table_new(columns, ALL - (args->indicator != NULL));
}

/* Which series the lines below it are of. */
static void print_title(const cli_args *args, const cli_data *data, const zb_trend *trend) {
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    zb_str name = cli_indicator_name(args, cli_indicator_at(data, trend->indicator));
    printf("\n%.*s %.*s\n", ZB_ARG(places[trend->place].path), ZB_ARG(name));
}

static void note_inexact(const cli_args *args, const zb_trend_list *trends) {
    size_t inexact = 0;
    size_t departments = 0;
    for (size_t i = 0; i < trends->count; i++) {
        inexact += trends->rows[i].inexact > 0;
        departments += trends->rows[i].department;
    }
    if (inexact) {
        cli_note(args,
                 CLI_TEXT(args, "%zu个系列含界限或概数（带+ < ~），斜率与趋势按所载数值计算",
                          "%zu series hold bounds or round figures (+ < ~): slopes and tests take "
                          "them at their value"),
                 inexact);
    }
    if (departments) {
        cli_note(args,
                 CLI_TEXT(args, "（部门）：%zu个系列出自部门报告，不是全地区的数字",
                          "(department): %zu series come from departments' reports, not the "
                          "place's"),
                 departments);
    }
}

static cli_exit print_table(const cli_args *args, const cli_data *data) {
    zb_trend_list trends = {0};
    zb_error error = {0};
    if (args->changes) {
        return cli_print_stated(args, data);
    }
    if (zb_analysis_trends(&trends, data->dataset, &data->selection, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    if (!trends.count && CLI_WANTS_FIGURE(args)) {
        cli_note(args, "%s",
                 CLI_TEXT(args, "没有两年以上的系列可列表", "no series of two years to tabulate"));
        return CLI_DONE;
    }
    if (!trends.count) {
        cli_say("no indicator has values of two years in this selection; `zhibiao compare` shows "
                "one year, --changes what its reports state of their last year");
        zb_trend_list_free(&trends);
        return CLI_NOTHING;
    }
    cli_title(args, data, 0);
    cli_table *table = new_table(args);
    for (size_t i = 0; i < trends.count; i++) {
        put_trend(table, args, data, &trends.rows[i]);
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
    cli_note(
        args, "%s",
        CLI_TEXT(args,
                 "每年：最小二乘斜率，t区间，水平95%；趋势：Mann-Kendall检验，双侧0.05，p为其值；"
                 "n为年数",
                 "a year: least squares slope, t interval, level 95 %; trend: Mann-Kendall "
                 "test, two-sided 0.05, with its p; n: years"));
    note_inexact(args, &trends);
    cli_exit code = CLI_DONE;
    bool all = args->detail || trends.count == 1;
    for (size_t i = 0; i < trends.count && all && code == CLI_DONE; i++) {
        if (trends.count > 1) {
            print_title(args, data, &trends.rows[i]);
        }
        code = cli_print_series(args, data, &trends.rows[i]);
    }
    zb_trend_list_free(&trends);
    return code;
}

static zb_status put_trends(const cli_data *data, zb_format format, zb_error *err) {
    return zb_export_table(data->dataset, ZB_TABLE_TRENDS, &data->selection, format, NULL, err);
}

static cli_exit refuse(const cli_args *args, const cli_data *data, bool table) {
    (void)data;
    if (args->changes && !table) {
        cli_say("stated changes are shown as a table, or written with --json");
        return CLI_USAGE;
    }
    if (args->multiples && !CLI_WANTS_FIGURE(args)) {
        cli_say("--multiples is a figure; name its file with --pdf or --svg");
        return CLI_USAGE;
    }
    return CLI_DONE;
}

static cli_exit run(const cli_args *args) {
    static const cli_analysis analysis = {.refuse = refuse,
                                          .print = print_table,
                                          .put = put_trends,
                                          .kind = ZB_ANALYSIS_TREND,
                                          .draw = cli_figure_trend};
    return cli_analysis_run(&analysis, args);
}

static const struct argp_option options[] = {
    CLI_OPTION_INDICATOR,
    CLI_OPTION_REGION,
    {"year", CLI_KEY_YEAR, "Y", 0, "Only up to this year", 0},
    CLI_OPTION_BY,
    CLI_OPTION_ANALYSIS_FORMAT,
    CLI_OPTION_JSON,
    CLI_OPTION_DETAIL,
    {"changes", CLI_KEY_CHANGES, NULL, 0,
     "What reports state of a year's change, beside the data's, and the former value it implies",
     0},
    CLI_OPTION_PDF,
    CLI_OPTION_SVG,
    {"multiples", CLI_KEY_MULTIPLES, NULL, 0,
     "With --pdf or --svg: a panel for each place, all on one scale", 0},
    CLI_OPTION_THEME,
    CLI_OPTION_DATA,
    {0},
};

const cli_command cli_trend = {
    .name = "trend",
    .summary = "Change over the years: slope with interval, Mann-Kendall test",
    .details = "Rates are in per cent and change in percentage points; `a year` is the slope of a "
               "straight line; p is that of the Mann-Kendall test, from four years on. One series "
               "alone, and each with --detail, is shown with its years and all statistics: robust "
               "slopes, tests, growth, change point, smoothing, next year. A method that needs "
               "more years says so. --pdf and --svg draw lines, of two years what changed between "
               "them, of a single year the places.",
    .options = options,
    .run = run,
};
