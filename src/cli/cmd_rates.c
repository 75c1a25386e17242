/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao rates: rates with their intervals, beside what the reports state.
 */
#define _GNU_SOURCE
#include "cli/analysis.h"

#include <math.h>

#include "cli/figure.h"
#include "cli/results.h"

enum { MOST_COLUMNS = 10 };

/* Which columns the selection leaves to tell rows apart. */
typedef struct rate_form {
    bool indicator, year;
    cli_scale scale;
} rate_form;

static cli_table *new_table(const cli_args *args, const rate_form *form, const char *graphic) {
    cli_column columns[MOST_COLUMNS];
    size_t n = 0;
    columns[n++] = (cli_column){CLI_TEXT(args, "地区", "region"), false};
    if (form->indicator) {
        columns[n++] = (cli_column){CLI_TEXT(args, "指标", "indicator"), false};
    }
    if (form->year) {
        columns[n++] = (cli_column){CLI_TEXT(args, "年", "year"), true};
    }
    columns[n++] = (cli_column){CLI_TEXT(args, "比率%", "rate%"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "95%区间", "95% interval"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "分子", "events"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "分母", "of"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "原文%", "stated%"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "核对", "check"), false};
    columns[n++] = (cli_column){graphic, false};
    return cli_table_new(columns, n);
}

static void put_check(cli_table *table, zb_agreement agrees) {
    switch (agrees) {
    case ZB_AGREE_YES:
        cli_table_put(table, CLI_PLAIN, "=");
        break;
    case ZB_AGREE_NO:
        cli_table_put(table, CLI_WARN, "!");
        break;
    default:
        cli_table_put(table, CLI_PLAIN, "-");
    }
}

static void put_stated(cli_table *table, const zb_rate *rate) {
    char stated[CLI_NUMBER_SIZE];
    if (rate->has_stated) {
        cli_put_marked(table, rate->stated_told, cli_shortest(stated, rate->stated));
    } else {
        cli_table_put(table, CLI_PLAIN, "-");
    }
}

static void put_rate(cli_table *table, const cli_args *args, const cli_data *data,
                     const rate_form *form, const zb_rate *rate) {
    char graphic[CLI_GRAPHIC + 1];
    double value = rate->computed ? rate->value.value : rate->stated;
    cli_put_place(table, args, data, rate->place, rate->department);
    if (form->indicator) {
        cli_table_text(table, cli_indicator_name(args, cli_indicator_at(data, rate->indicator)));
    }
    if (form->year) {
        cli_table_put(table, CLI_PLAIN, "%d", rate->year);
    }
    if (rate->computed) {
        cli_put_told(table, rate->rounded ? ZB_APPROX : ZB_EQ, value, 1);
        cli_table_put(table, CLI_PLAIN, "%.1f~%.1f", rate->value.low, rate->value.high);
    } else {
        cli_table_text(table, cli_str("-"));
        cli_table_text(table, cli_str("-"));
    }
    cli_table_number(table, rate->computed ? rate->numerator : NAN, 0);
    cli_table_number(table, rate->computed ? rate->denominator : NAN, 0);
    put_stated(table, rate);
    put_check(table, rate->agrees);
    cli_scale_interval(graphic, form->scale, rate->computed ? rate->value.low : NAN, value,
                       rate->computed ? rate->value.high : NAN, NAN);
    cli_table_put(table, CLI_PLAIN, "%s", graphic);
}

static rate_form form_of(const cli_args *args, const zb_rate_list *rates) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < rates->count; i++) {
        const zb_rate *rate = &rates->rows[i];
        low = fmin(low, rate->computed ? rate->value.low : rate->stated);
        high = fmax(high, rate->computed ? rate->value.high : rate->stated);
    }
    return (rate_form){
        .indicator = !args->indicator, .year = !args->year, .scale = cli_scale_percent(low, high)};
}

/* The three intervals of each computed rate. */
static void print_intervals(const cli_args *args, const cli_data *data, const zb_rate_list *rates) {
    static const zb_statistic statistics[] = {ZB_STAT_RATE_WILSON, ZB_STAT_RATE_WILSON_CC,
                                              ZB_STAT_RATE_EXACT};
    enum { METHODS = sizeof statistics / sizeof *statistics, FIXED = 4 };
    cli_column columns[FIXED + METHODS] = {{CLI_TEXT(args, "地区", "region"), false},
                                           {CLI_TEXT(args, "指标", "indicator"), false},
                                           {CLI_TEXT(args, "年", "year"), true},
                                           {"n", true}};
    for (int m = 0; m < METHODS; m++) {
        const zb_statistic_info *info = zb_statistic_describe(statistics[m]);
        columns[FIXED + m] =
            (cli_column){CLI_TEXT(args, info->interval_zh, info->interval_en), true};
    }
    cli_table *table = cli_table_new(columns, FIXED + METHODS);
    for (size_t i = 0; i < rates->count; i++) {
        const zb_rate *rate = &rates->rows[i];
        zb_result_list results = {0};
        if (!rate->computed || zb_results_of_rate(&results, rate, NULL) != ZB_OK) {
            continue;
        }
        cli_put_place(table, args, data, rate->place, rate->department);
        cli_table_text(table, cli_indicator_name(args, cli_indicator_at(data, rate->indicator)));
        cli_table_put(table, CLI_PLAIN, "%d", rate->year);
        cli_table_number(table, rate->denominator, 0);
        for (int m = 0; m < METHODS; m++) {
            cli_put_result(table, args, zb_result_find(&results, statistics[m], rate->place), 2);
        }
        zb_result_list_free(&results);
    }
    putchar('\n');
    cli_table_print(table, stdout);
    cli_table_free(table);
}

static void note_refused(const cli_args *args, const cli_data *data) {
    size_t count = 0;
    size_t refused = 0;
    const zb_finding *findings = zb_dataset_findings(data->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        refused += zb_selection_refuses(data->dataset, &data->selection, &findings[i]);
    }
    if (refused) {
        cli_note(args,
                 CLI_TEXT(args, "%zu个比率因分子大于分母未予计算，见 zhibiao check",
                          "%zu rates not computed: the numerator exceeds the denominator, see "
                          "`zhibiao check`"),
                 refused);
    }
}

static cli_exit print_rates(const cli_args *args, const cli_data *data, const zb_rate_list *rates) {
    rate_form form = form_of(args, rates);
    char graphic[CLI_GRAPHIC + 1];
    cli_scale_head(graphic, form.scale);
    cli_title(args, data, args->year);
    cli_table *table = new_table(args, &form, graphic);
    for (size_t i = 0; i < rates->count; i++) {
        put_rate(table, args, data, &form, &rates->rows[i]);
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
    cli_note(args, "%s",
             CLI_TEXT(args, "区间：Wilson得分区间，水平95%，n为分母",
                      "intervals: Wilson score, level 95 %, n: the denominator"));
    size_t rounded = 0;
    for (size_t i = 0; i < rates->count; i++) {
        rounded += rates->rows[i].rounded;
    }
    if (rounded) {
        cli_note(args,
                 CLI_TEXT(args, "带~者分子或分母为概数，区间含其舍入所容：%zu个",
                          "~: a rounded part, the interval holds what rounding leaves: %zu"),
                 rounded);
    }
    note_refused(args, data);
    if (args->detail) {
        print_intervals(args, data, rates);
    }
    return args->indicator || args->detail ? cli_print_pools(args, data) : CLI_DONE;
}

static cli_exit print_table(const cli_args *args, const cli_data *data) {
    zb_rate_list rates = {0};
    zb_error error = {0};
    if (data->population) {
        cli_exit code = cli_print_event_rates(args, data);
        return code == CLI_DONE ? cli_print_pools(args, data) : code;
    }
    if (zb_analysis_rates(&rates, data->dataset, &data->selection, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    cli_exit code = CLI_NOTHING;
    if (rates.count) {
        code = print_rates(args, data, &rates);
    } else {
        cli_say("no rate is stated or can be computed in this selection");
        note_refused(args, data);
    }
    zb_rate_list_free(&rates);
    return code;
}

static cli_exit refuse(const cli_args *args, const cli_data *data, bool table) {
    (void)args;
    (void)table;
    if (!data->population && data->indicator && !data->indicator->is_rate) {
        cli_say("%.*s is no rate; `zhibiao trend` and `zhibiao compare` show it, and --population "
                "makes it one",
                ZB_ARG(data->indicator->code));
        return CLI_USAGE;
    }
    return CLI_DONE;
}

static zb_status put_rates(const cli_data *data, zb_format format, zb_error *err) {
    return zb_export_table(data->dataset, ZB_TABLE_RATES, &data->selection, format, NULL, err);
}

/* The lines over the years; of one year the places, as the table has them. */
static cli_exit draw(const cli_args *args, const cli_data *data) {
    return args->year ? cli_figure_ranking(args, data) : cli_figure_trend(args, data);
}

static cli_exit run(const cli_args *args) {
    static const cli_analysis analysis = {.refuse = refuse,
                                          .print = print_table,
                                          .put = put_rates,
                                          .kind = ZB_ANALYSIS_RATES,
                                          .draw = draw};
    return cli_analysis_run(&analysis, args);
}

static const struct argp_option options[] = {
    CLI_OPTION_INDICATOR,
    CLI_OPTION_REGION,
    CLI_OPTION_YEAR,
    CLI_OPTION_BY,
    CLI_OPTION_ANALYSIS_FORMAT,
    CLI_OPTION_JSON,
    CLI_OPTION_DETAIL,
    CLI_OPTION_POPULATION,
    CLI_OPTION_PER,
    CLI_OPTION_PDF,
    CLI_OPTION_SVG,
    CLI_OPTION_THEME,
    CLI_OPTION_DATA,
    {0},
};

const cli_command cli_rates = {
    .name = "rates",
    .summary = "Rates with 95 % intervals, beside what the reports state",
    .details =
        "A rate is computed from a numerator and a denominator of one report only. "
        "In the column of checks = means as stated, ! not as stated, - nothing to compare. With "
        "--indicator the regions above follow, once as the ratio of sums and once as the "
        "mean of rates; --detail adds two more intervals of each rate. --pdf and --svg draw "
        "the years, with --year the places of that year.",
    .options = options,
    .run = run,
};
