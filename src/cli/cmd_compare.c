/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao compare: the places of one level in one year.
 */
#define _GNU_SOURCE
#include "cli/analysis.h"

#include <math.h>
#include <stdlib.h>

#include "cli/figure.h"
#include "cli/table.h"

static void put_standing(cli_table *table, const cli_args *args, zb_standing standing) {
    switch (standing) {
    case ZB_STAND_HIGH998:
        cli_table_put(table, CLI_HIGH, "++ %s", CLI_TEXT(args, "高", "high"));
        break;
    case ZB_STAND_HIGH95:
        cli_table_put(table, CLI_HIGH, "+ %s", CLI_TEXT(args, "高", "high"));
        break;
    case ZB_STAND_LOW998:
        cli_table_put(table, CLI_LOW, "-- %s", CLI_TEXT(args, "低", "low"));
        break;
    case ZB_STAND_LOW95:
        cli_table_put(table, CLI_LOW, "- %s", CLI_TEXT(args, "低", "low"));
        break;
    case ZB_STAND_SAME:
        cli_table_put(table, CLI_PLAIN, "=");
        break;
    default:
        cli_table_put(table, CLI_PLAIN, "%s", CLI_TEXT(args, "不比", "n/a"));
    }
}

/* Rates: value, interval, parts, standing against the whole, graphic. */
static void put_rate(cli_table *table, zb_estimate value, double numerator, double denominator,
                     bool stated_only) {
    cli_table_number(table, value.value, 1);
    if (stated_only) {
        cli_table_text(table, cli_str("-"));
    } else {
        cli_table_put(table, CLI_PLAIN, "%.1f~%.1f", value.low, value.high);
    }
    cli_table_number(table, stated_only ? NAN : numerator, 0);
    cli_table_number(table, stated_only ? NAN : denominator, 0);
}

static cli_table *rate_table(const cli_args *args, const zb_comparison *comparison,
                             const zb_place *places, const char *whole_name, cli_scale scale) {
    char graphic[CLI_GRAPHIC + 1];
    cli_scale_head(graphic, scale);
    char *against =
        args->english ? cli_format("vs %s", whole_name) : cli_format("比%s", whole_name);
    const cli_column columns[] = {{CLI_TEXT(args, "地区", "region"), false},
                                  {CLI_TEXT(args, "比率%", "rate%"), true},
                                  {CLI_TEXT(args, "95%区间", "95% interval"), true},
                                  {CLI_TEXT(args, "分子", "events"), true},
                                  {CLI_TEXT(args, "分母", "of"), true},
                                  {against, false},
                                  {graphic, false}};
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof columns[0]);
    double whole = comparison->has_whole ? comparison->whole.value : NAN;
    char row[CLI_GRAPHIC + 1];
    if (comparison->has_whole) {
        cli_table_put(table, CLI_PLAIN, "%s", whole_name);
        put_rate(table, comparison->whole, comparison->whole_numerator,
                 comparison->whole_denominator, false);
        cli_table_put(table, CLI_PLAIN, " ");
        cli_scale_interval(row, scale, comparison->whole.low, whole, comparison->whole.high, NAN);
        cli_table_put(table, CLI_PLAIN, "%s", row);
    }
    for (size_t i = 0; i < comparison->count; i++) {
        const zb_standing_row *from = &comparison->rows[i];
        cli_table_text(table, places[from->place].name);
        put_rate(table, from->value, from->numerator, from->denominator, from->stated_only);
        put_standing(table, args, from->standing);
        cli_scale_interval(row, scale, from->stated_only ? NAN : from->value.low, from->value.value,
                           from->stated_only ? NAN : from->value.high, whole);
        cli_table_put(table, CLI_PLAIN, "%s", row);
    }
    cli_table_print(table, stdout);
    free(against);
    return table;
}

/* The sum of counts is called a sum, not the whole: not every place may have a figure. */
static cli_table *count_table(const cli_args *args, const zb_comparison *comparison,
                              const zb_place *places) {
    const cli_column columns[] = {{CLI_TEXT(args, "地区", "region"), false},
                                  {CLI_TEXT(args, "数值", "value"), true},
                                  {CLI_TEXT(args, "位次", "rank"), true},
                                  {"0", false}};
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof columns[0]);
    double most = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        most = fmax(most, comparison->rows[i].value.value);
    }
    if (comparison->has_whole) {
        cli_table_put(table, CLI_PLAIN, "%s", CLI_TEXT(args, "合计", "sum"));
        cli_table_number(table, comparison->whole.value, 0);
        cli_table_put(table, CLI_PLAIN, "%s", "");
        cli_table_put(table, CLI_PLAIN, "%s", "");
    }
    for (size_t i = 0; i < comparison->count; i++) {
        const zb_standing_row *from = &comparison->rows[i];
        char bar[CLI_GRAPHIC + 1], rank[CLI_NUMBER_SIZE];
        cli_table_text(table, places[from->place].name);
        cli_table_number(table, from->value.value, 0);
        cli_table_put(table, CLI_PLAIN, "%s", cli_shortest(rank, from->rank));
        cli_scale_bar(bar, from->value.value, most);
        cli_table_put(table, CLI_PLAIN, "%s", bar);
    }
    cli_table_print(table, stdout);
    return table;
}

static cli_scale scale_of(const zb_comparison *comparison) {
    double low = comparison->has_whole ? comparison->whole.low : INFINITY;
    double high = comparison->has_whole ? comparison->whole.high : -INFINITY;
    for (size_t i = 0; i < comparison->count; i++) {
        const zb_standing_row *row = &comparison->rows[i];
        low = fmin(low, row->stated_only ? row->value.value : row->value.low);
        high = fmax(high, row->stated_only ? row->value.value : row->value.high);
    }
    return cli_scale_percent(low, high);
}

/* Of how many places the whole is made. */
static void print_whole_note(const cli_args *args, const cli_data *data,
                             const zb_comparison *comparison, const char *whole) {
    size_t both = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        both += !comparison->rows[i].stated_only;
    }
    if (data->indicator->is_rate) {
        printf(CLI_TEXT(args, "%s：分子分母俱全的%zu个地区合计\n",
                        "%s: the %zu places with both parts, pooled\n"),
               whole, both);
    } else {
        printf(CLI_TEXT(args, "合计：所列%zu个地区之和\n", "sum: of the %zu places listed\n"),
               comparison->count);
    }
}

static void print_comparison(const cli_args *args, const cli_data *data,
                             const zb_comparison *comparison) {
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    const char *whole = cli_whole_name(args, data->dataset, comparison);
    zb_str name = cli_indicator_name(args, data->indicator);
    if (!args->quiet) {
        printf(CLI_TEXT(args, "%.*s，%d年", "%.*s, %d"), ZB_ARG(name), comparison->year);
        if (!data->indicator->is_rate) {
            printf(CLI_TEXT(args, "（%.*s）", " (%.*s)"), ZB_ARG(data->indicator->unit_zh));
        }
        putchar('\n');
    }
    cli_table_free(data->indicator->is_rate
                       ? rate_table(args, comparison, places, whole, scale_of(comparison))
                       : count_table(args, comparison, places));
    if (!args->quiet && comparison->has_whole) {
        print_whole_note(args, data, comparison, whole);
    }
    if (!args->quiet && comparison->has_heterogeneity) {
        const zb_heterogeneity *test = &comparison->heterogeneity;
        printf(CLI_TEXT(args, "各地差异：chi2=%.1f，自由度%.0f，p=%.3g，界限放宽%.2f倍\n",
                        "heterogeneity: chi2=%.1f, df=%.0f, p=%.3g, limits widened by %.2f\n"),
               test->chi2, test->df, test->p, comparison->spread);
    }
}

static cli_exit print_table(const cli_args *args, const cli_data *data) {
    zb_comparison comparison = {0};
    zb_error error = {0};
    if (zb_analysis_compare(&comparison, data->dataset, &data->selection, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    print_comparison(args, data, &comparison);
    zb_comparison_free(&comparison);
    return CLI_DONE;
}

static zb_status put_comparison(const cli_data *data, zb_format format, zb_error *err) {
    return zb_export_comparison(data->dataset, &data->selection, format, NULL, err);
}

static cli_exit run(const cli_args *args) {
    static const cli_analysis analysis = {
        .below = true, .print = print_table, .put = put_comparison, .draw = cli_figure_ranking};
    if (!args->indicator) {
        cli_say("compare needs --indicator; `zhibiao indicators` lists them");
        return CLI_USAGE;
    }
    return cli_analysis_run(&analysis, args);
}

static const struct argp_option options[] = {
    CLI_OPTION_INDICATOR,       CLI_OPTION_REGION, CLI_OPTION_YEAR, CLI_OPTION_BY,
    CLI_OPTION_ANALYSIS_FORMAT, CLI_OPTION_PDF,    CLI_OPTION_DATA, {0},
};

const cli_command cli_compare = {
    .name = "compare",
    .summary = "The places of one level in one year, against the whole",
    .details = "Without --year the last year with three places; without --by the level with the "
               "most places. --region R compares the places below R. Signs: + and - beyond the "
               "95 % limit, ++ and -- beyond 99.8 %, = not distinguishable from the whole.",
    .options = options,
    .run = run,
};
