/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao compare: the places of one level in one year.
 */
#define _GNU_SOURCE
#include "cli/analysis.h"

#include <math.h>
#include <stdlib.h>

#include "cli/figure.h"
#include "cli/results.h"

enum { MOST_COLUMNS = 10 };
/* Below it a p is told as less. */
static const double LEAST_P = 1e-15;

/* Why a place has no standing. */
static const char *reason(const cli_args *args, const zb_standing_row *row) {
    if (row->department) {
        return CLI_TEXT(args, "部门报告", "department");
    }
    if (row->stated_only) {
        return CLI_TEXT(args, "仅载比率", "stated only");
    }
    if (row->inexact) {
        return CLI_TEXT(args, "非确数", "inexact");
    }
    return CLI_TEXT(args, "分母不足10", "below 10");
}

static void put_standing(cli_table *table, const cli_args *args, const zb_standing_row *row,
                         bool has_whole) {
    switch (row->standing) {
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
        cli_table_put(table, CLI_PLAIN, "%s",
                      has_whole ? reason(args, row) : CLI_TEXT(args, "不比", "n/a"));
    }
}

/* The cells of a rate: value, interval, parts. */
static void put_rate(cli_table *table, zb_estimate value, double numerator, double denominator,
                     bool stated_only, bool inexact) {
    cli_put_told(table, inexact ? ZB_APPROX : ZB_EQ, value.value, 1);
    if (stated_only) {
        cli_table_text(table, cli_str("-"));
    } else {
        cli_table_put(table, CLI_PLAIN, "%.1f~%.1f", value.low, value.high);
    }
    cli_table_number(table, stated_only ? NAN : numerator, 0);
    cli_table_number(table, stated_only ? NAN : denominator, 0);
}

/* The control limits about the whole for as many cases. */
static void put_limits(cli_table *table, const cli_args *args, const zb_result_list *results) {
    static const zb_statistic statistics[] = {ZB_STAT_FUNNEL95, ZB_STAT_FUNNEL998};
    for (size_t i = 0; i < sizeof statistics / sizeof *statistics; i++) {
        const zb_result *limits =
            results->count ? zb_result_find(results, statistics[i], results->rows->place) : NULL;
        if (limits && limits->state == ZB_RESULT_KNOWN) {
            cli_put_interval(table, args, limits->value.low, limits->value.high, 1);
        } else {
            cli_table_put(table, CLI_PLAIN, "-");
        }
    }
}

static cli_table *new_rate_table(const cli_args *args, const char *against, const char *graphic) {
    cli_column columns[MOST_COLUMNS];
    size_t n = 0;
    columns[n++] = (cli_column){CLI_TEXT(args, "地区", "region"), false};
    columns[n++] = (cli_column){CLI_TEXT(args, "比率%", "rate%"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "95%区间", "95% interval"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "分子", "events"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "分母", "of"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "名次(95%)", "rank (95%)"), true};
    columns[n++] = (cli_column){against, false};
    if (args->funnel) {
        columns[n++] = (cli_column){CLI_TEXT(args, "95%控制限", "95% limits"), true};
        columns[n++] = (cli_column){CLI_TEXT(args, "99.8%控制限", "99.8% limits"), true};
    }
    columns[n++] = (cli_column){graphic, false};
    return cli_table_new(columns, n);
}

static void put_whole(cli_table *table, const cli_args *args, const zb_comparison *comparison,
                      const char *whole_name, cli_scale scale) {
    char row[CLI_GRAPHIC + 1];
    cli_table_put(table, CLI_PLAIN, "%s", whole_name);
    put_rate(table, comparison->whole, comparison->whole_numerator, comparison->whole_denominator,
             false, false);
    for (int i = 0; i < (args->funnel ? 4 : 2); i++) {
        cli_table_put(table, CLI_PLAIN, " ");
    }
    cli_scale_interval(row, scale, comparison->whole.low, comparison->whole.value,
                       comparison->whole.high, NAN);
    cli_table_put(table, CLI_PLAIN, "%s", row);
}

static void print_rates(const cli_args *args, const cli_data *data, const zb_comparison *comparison,
                        const zb_result_list *results, const zb_whole *name, cli_scale scale) {
    char graphic[CLI_GRAPHIC + 1];
    char row[CLI_GRAPHIC + 1];
    cli_scale_head(graphic, scale);
    char *against =
        args->english ? cli_format("vs %s", name->brief) : cli_format("比%s", name->brief);
    cli_table *table = new_rate_table(args, against, graphic);
    double whole = comparison->has_whole ? comparison->whole.value : NAN;
    if (comparison->has_whole) {
        put_whole(table, args, comparison, args->english ? name->brief : name->name, scale);
    }
    size_t at = 0;
    cli_results_of(results, &at, -1);
    for (size_t i = 0; i < comparison->count; i++) {
        const zb_standing_row *from = &comparison->rows[i];
        zb_result_list own = cli_results_of(results, &at, from->place);
        cli_put_place(table, args, data, from->place, from->department);
        put_rate(table, from->value, from->numerator, from->denominator, from->stated_only,
                 from->inexact);
        cli_put_result(table, args, zb_result_find(&own, ZB_STAT_RANK, from->place), 0);
        put_standing(table, args, from, comparison->has_whole);
        if (args->funnel) {
            put_limits(table, args, &own);
        }
        cli_scale_interval(row, scale, from->stated_only ? NAN : from->value.low, from->value.value,
                           from->stated_only ? NAN : from->value.high, whole);
        cli_table_put(table, CLI_PLAIN, "%s", row);
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
    free(against);
}

/* The sum of counts is called a sum, not the whole: not every place may have a figure. */
static void print_counts(const cli_args *args, const cli_data *data,
                         const zb_comparison *comparison) {
    const cli_column columns[] = {{CLI_TEXT(args, "地区", "region"), false},
                                  {CLI_TEXT(args, "数值", "value"), true},
                                  {CLI_TEXT(args, "名次", "rank"), true},
                                  {"0", false}};
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof columns[0]);
    double most = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        most = fmax(most, comparison->rows[i].value.value);
    }
    if (comparison->has_whole) {
        cli_table_put(table, CLI_PLAIN, "%s", CLI_TEXT(args, "合计", "sum"));
        cli_put_told(table, comparison->whole_inexact ? ZB_APPROX : ZB_EQ, comparison->whole.value,
                     0);
        cli_table_put(table, CLI_PLAIN, "%s", "");
        cli_table_put(table, CLI_PLAIN, "%s", "");
    }
    for (size_t i = 0; i < comparison->count; i++) {
        const zb_standing_row *from = &comparison->rows[i];
        char bar[CLI_GRAPHIC + 1], rank[CLI_NUMBER_SIZE];
        cli_put_place(table, args, data, from->place, from->department);
        cli_put_told(table, from->inexact ? ZB_APPROX : ZB_EQ, from->value.value, 0);
        cli_table_put(table, CLI_PLAIN, "%s",
                      from->rank > 0 ? cli_shortest(rank, from->rank) : "-");
        cli_scale_bar(bar, from->value.value, most);
        cli_table_put(table, CLI_PLAIN, "%s", bar);
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
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
    if (data->indicator->is_rate) {
        cli_note(args,
                 CLI_TEXT(args, "%s：分子分母俱全且为确数的%zu个地区合计",
                          "%s: pooled from the exact parts of places: %zu"),
                 whole, comparison->in_whole);
    } else {
        cli_note(args, CLI_TEXT(args, "合计：所列%zu个地区之和", "sum: of places: %zu"),
                 comparison->in_whole);
    }
    size_t inexact = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        inexact += comparison->rows[i].inexact;
    }
    if (inexact) {
        cli_note(
            args,
            data->indicator->is_rate
                ? CLI_TEXT(args, "带~者为界限或概数，区间含其舍入所容：%zu个",
                           "~: bounds or round figures, intervals hold what rounding leaves: "
                           "%zu")
                : CLI_TEXT(args, "带~者为界限或概数：%zu个", "~: bounds or round figures: %zu"),
            inexact);
    }
}

/* The methods behind the columns. */
static void print_methods(const cli_args *args, const cli_data *data,
                          const zb_comparison *comparison, const zb_comparison_details *details) {
    const zb_result_list *results = &details->results;
    cli_note(args, "%s",
             CLI_TEXT(args, "区间：Wilson得分区间，水平95%，n为分母",
                      "intervals: Wilson score, level 95 %, n: the denominator"));
    const zb_result *rank = NULL;
    for (size_t i = 0; i < results->count && !rank; i++) {
        rank = results->rows[i].statistic == ZB_STAT_RANK ? &results->rows[i] : NULL;
    }
    if (!comparison->has_whole || !rank || rank->state != ZB_RESULT_KNOWN) {
        return;
    }
    cli_note(args,
             CLI_TEXT(args, "名次：在可比的n=%.0f个地区中，后验模拟%zu次（种子%lu），水平95%%",
                      "ranks: among the n=%.0f comparable regions, %zu simulated posteriors (seed "
                      "%lu), level 95 %%"),
             rank->n, details->draws, zb_options_seed(&data->options));
    cli_note(args, "%s",
             CLI_TEXT(args, "高低：精确二项控制限，+ -超出95%，++ --超出99.8%",
                      "high and low: exact binomial limits, + - beyond 95 %, ++ -- beyond 99.8 %"));
}

/* Whether the limits are widened for overdispersion, and why not. */
static char *said_spread(const cli_args *args, const zb_comparison *comparison) {
    const zb_heterogeneity *test = &comparison->heterogeneity;
    if (comparison->spread > 1) {
        return cli_format(
            CLI_TEXT(args, "界限按过离散放宽%.2f倍", "limits widened by %.2f for overdispersion"),
            comparison->spread);
    }
    if (test->k < ZB_WIDENED_FROM) {
        return cli_format(
            CLI_TEXT(args, "不足%d个地区，界限未放宽", "limits not widened: fewer than %d regions"),
            ZB_WIDENED_FROM);
    }
    return cli_format("%s", test->p < 0.01
                                ? CLI_TEXT(args, "缩尾后无过离散，界限未放宽",
                                           "limits not widened: no overdispersion once winsorised")
                                : CLI_TEXT(args, "p不小于0.01，界限未放宽",
                                           "limits not widened: p is not below 0.01"));
}

static void print_heterogeneity(const cli_args *args, const zb_comparison *comparison) {
    const zb_heterogeneity *test = &comparison->heterogeneity;
    if (!comparison->has_heterogeneity) {
        return;
    }
    const char *simulated =
        test->simulated ? CLI_TEXT(args, "（期望数小，模拟）", " (simulated)") : "";
    char *p = test->p < LEAST_P ? cli_format("<%.0e", LEAST_P) : cli_format("=%.3g", test->p);
    char *spread = said_spread(args, comparison);
    cli_note(args,
             CLI_TEXT(args, "各地差异：卡方%.1f，自由度%.0f，p%s%s，I2=%.0f%%，n=%zu个地区；%s",
                      "heterogeneity: chi-square %.1f, df %.0f, p%s%s, I squared %.0f %%, n=%zu "
                      "regions; %s"),
             test->chi2, test->df, p, simulated, 100 * test->i2, test->k, spread);
    free(spread);
    free(p);
}

static void print_comparison(const cli_args *args, const cli_data *data,
                             const zb_comparison *comparison,
                             const zb_comparison_details *details) {
    zb_whole whole = cli_whole(args, data->dataset, comparison);
    cli_title(args, data, comparison->year);
    if (data->indicator->is_rate) {
        print_rates(args, data, comparison, &details->results, &whole, scale_of(comparison));
    } else {
        print_counts(args, data, comparison);
    }
    if (comparison->has_whole) {
        print_whole_note(args, data, comparison, whole.brief);
    }
    print_heterogeneity(args, comparison);
    if (data->indicator->is_rate) {
        print_methods(args, data, comparison, details);
    }
    cli_print_comparison(args, data, comparison, details);
}

static cli_exit print_table(const cli_args *args, const cli_data *data) {
    zb_comparison comparison = {0};
    zb_comparison_details details = {0};
    zb_error error = {0};
    cli_exit code = CLI_DONE;
    if (args->index) {
        return cli_print_index(args, data);
    }
    if (zb_analysis_compare(&comparison, data->dataset, &data->selection, &error) != ZB_OK ||
        zb_analysis_comparison_details(&details, data->dataset, &comparison, &data->options,
                                       args->pairs, &error) != ZB_OK) {
        cli_say_error(&error);
        code = CLI_NOTHING;
    } else {
        print_comparison(args, data, &comparison, &details);
    }
    zb_comparison_details_free(&details);
    zb_comparison_free(&comparison);
    return code;
}

static zb_status put_comparison(const cli_data *data, zb_format format, zb_error *err) {
    return zb_export_comparison(data->dataset, &data->selection, format, NULL, err);
}

static cli_exit refuse(const cli_args *args, const cli_data *data, bool table) {
    bool rate = data->indicator && data->indicator->is_rate;
    if (!args->index && (args->funnel || args->pairs) && !rate) {
        cli_say("--%s needs a rate; %s counts", args->funnel ? "funnel" : "pairs", args->indicator);
        return CLI_USAGE;
    }
    if (args->distribution && !CLI_WANTS_FIGURE(args)) {
        cli_say("--distribution is a figure; name its file with --pdf or --svg");
        return CLI_USAGE;
    }
    if (args->distribution && args->funnel) {
        cli_say("--distribution and --funnel are two figures; give one of them");
        return CLI_USAGE;
    }
    if (args->index && (!table || CLI_WANTS_FIGURE(args))) {
        cli_say("an index is shown as a table, or written whole with --json");
        return CLI_USAGE;
    }
    if (args->index && (args->funnel || args->pairs || args->detail || args->seed)) {
        cli_say("--index takes no --funnel, --pairs, --detail or --seed");
        return CLI_USAGE;
    }
    return CLI_DONE;
}

static cli_exit draw(const cli_args *args, const cli_data *data) {
    return args->distribution ? cli_figure_distribution(args, data)
           : args->funnel     ? cli_figure_funnel(args, data)
                              : cli_figure_ranking(args, data);
}

static cli_exit run(const cli_args *args) {
    static const cli_analysis analysis = {.below = true,
                                          .refuse = refuse,
                                          .print = print_table,
                                          .put = put_comparison,
                                          .kind = ZB_ANALYSIS_COMPARE,
                                          .draw = draw};
    if (!args->indicator == !args->index) {
        cli_say("compare needs --indicator, or --index with several; `zhibiao indicators` lists "
                "them");
        return CLI_USAGE;
    }
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
    {"funnel", CLI_KEY_FUNNEL, NULL, 0, "Control limits, too; with --pdf or --svg draw the funnel",
     0},
    {"distribution", CLI_KEY_DISTRIBUTION, NULL, 0,
     "With --pdf or --svg: how the places are spread, year by year or in the year given", 0},
    {"pairs", CLI_KEY_PAIRS, NULL, 0, "The differences of all pairs of places, too", 0},
    {"index", CLI_KEY_INDEX, "CODE,CODE…", 0,
     "Several indicators made into one index, instead of --indicator; -CODE: less is better", 0},
    {"seed", CLI_KEY_SEED, "N", 0, "Seed of the simulated ranks (default: 1)", 0},
    CLI_OPTION_POPULATION,
    CLI_OPTION_PER,
    CLI_OPTION_PDF,
    CLI_OPTION_SVG,
    CLI_OPTION_THEME,
    CLI_OPTION_DATA,
    {0},
};

const cli_command cli_compare = {
    .name = "compare",
    .summary = "The places of one level in one year, against the whole",
    .details =
        "Without --year the last year with three places, else with any; without --by the level "
        "with the most places. --region R compares the places below R. Signs: + and - beyond the "
        "95 % limit, ++ and -- beyond 99.8 %, = not distinguishable from the whole. "
        "--detail adds heterogeneity, distribution, shrunken estimates, z-scores, limits "
        "and outliers.",
    .options = options,
    .run = run,
};
