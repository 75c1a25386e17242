/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao rates: rates with their intervals, beside what the reports state.
 */
#define _GNU_SOURCE
#include "cli/analysis.h"

#include <math.h>

#include "cli/figure.h"
#include "cli/table.h"

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

static void put_rate(cli_table *table, const cli_args *args, const cli_data *data,
                     const rate_form *form, const zb_rate *rate) {
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    char graphic[CLI_GRAPHIC + 1];
    double value = rate->computed ? rate->value.value : rate->stated;
    cli_table_text(table, places[rate->place].name);
    if (form->indicator) {
        cli_table_text(table,
                       cli_indicator_name(
                           args, zb_lexicon_indicator_at(data->lexicon, (size_t)rate->indicator)));
    }
    if (form->year) {
        cli_table_put(table, CLI_PLAIN, "%d", rate->year);
    }
    if (rate->computed) {
        cli_table_number(table, value, 1);
        cli_table_put(table, CLI_PLAIN, "%.1f~%.1f", rate->value.low, rate->value.high);
    } else {
        cli_table_text(table, cli_str("-"));
        cli_table_text(table, cli_str("-"));
    }
    cli_table_number(table, rate->computed ? rate->numerator : NAN, 0);
    cli_table_number(table, rate->computed ? rate->denominator : NAN, 0);
    char stated[CLI_NUMBER_SIZE];
    cli_table_put(table, CLI_PLAIN, "%s",
                  rate->has_stated ? cli_shortest(stated, rate->stated) : "-");
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

static cli_exit print_table(const cli_args *args, const cli_data *data) {
    zb_rate_list rates = {0};
    zb_error error = {0};
    if (zb_analysis_rates(&rates, data->dataset, &data->selection, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    if (!rates.count) {
        cli_say("no rate is stated or can be computed in this selection");
        zb_rate_list_free(&rates);
        return CLI_NOTHING;
    }
    rate_form form = form_of(args, &rates);
    char graphic[CLI_GRAPHIC + 1];
    cli_scale_head(graphic, form.scale);
    cli_table *table = new_table(args, &form, graphic);
    for (size_t i = 0; i < rates.count; i++) {
        put_rate(table, args, data, &form, &rates.rows[i]);
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
    zb_rate_list_free(&rates);
    return CLI_DONE;
}

static cli_exit refuse(const cli_args *args, const cli_data *data) {
    (void)args;
    if (data->indicator && !data->indicator->is_rate) {
        cli_say("%.*s is no rate; `zhibiao trend` and `zhibiao compare` show it",
                ZB_ARG(data->indicator->code));
        return CLI_USAGE;
    }
    return CLI_DONE;
}

static zb_status put_rates(const cli_data *data, zb_format format, zb_error *err) {
    return zb_export_table(data->dataset, ZB_TABLE_RATES, &data->selection, format, NULL, err);
}

static cli_exit run(const cli_args *args) {
    static const cli_analysis analysis = {
        .refuse = refuse, .print = print_table, .put = put_rates, .draw = cli_figure_trend};
    return cli_analysis_run(&analysis, args);
}

static const struct argp_option options[] = {
    CLI_OPTION_INDICATOR,       CLI_OPTION_REGION, CLI_OPTION_YEAR, CLI_OPTION_BY,
    CLI_OPTION_ANALYSIS_FORMAT, CLI_OPTION_PDF,    CLI_OPTION_DATA, {0},
};

const cli_command cli_rates = {
    .name = "rates",
    .summary = "Rates with 95 % intervals, beside what the reports state",
    .details = "A rate is computed from a numerator and a denominator of one report only. "
               "In the column of checks = means as stated, ! not as stated, - nothing to compare.",
    .options = options,
    .run = run,
};
