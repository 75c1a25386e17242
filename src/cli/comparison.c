/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What --detail and --pairs add to a comparison.
 */
#define _GNU_SOURCE
#include "cli/results.h"

/* One statistic a column, one place a row. */
static void print_places(const cli_args *args, const zb_comparison *comparison,
                         const zb_result_list *results, const zb_place *places,
                         const zb_statistic *statistics, size_t width, int decimals) {
    enum { MOST = 8 };
    cli_column columns[MOST + 1] = {{CLI_TEXT(args, "地区", "region"), false}};
    for (size_t k = 0; k < width; k++) {
        const zb_statistic_info *info = zb_statistic_describe(statistics[k]);
        columns[k + 1] = (cli_column){CLI_TEXT(args, info->name_zh, info->name_en), true};
    }
    cli_table *table = cli_table_new(columns, width + 1);
    size_t at = 0;
    cli_results_of(results, &at, -1);
    for (size_t i = 0; i < comparison->count; i++) {
        int place = comparison->rows[i].place;
        zb_result_list own = cli_results_of(results, &at, place);
        cli_table_text(table, places[place].name);
        for (size_t k = 0; k < width; k++) {
            cli_put_result(table, args, zb_result_find(&own, statistics[k], place), decimals);
        }
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
    for (size_t k = 0; k < width; k++) {
        const zb_statistic_info *info = zb_statistic_describe(statistics[k]);
        cli_note(args, CLI_TEXT(args, "%s：%s", "%s: %s"),
                 CLI_TEXT(args, info->name_zh, info->name_en),
                 CLI_TEXT(args, info->method_zh, info->method_en));
    }
}

static void print_pairs(const cli_args *args, const zb_comparison_details *details,
                        const zb_place *places) {
    const cli_column columns[] = {{CLI_TEXT(args, "甲", "a"), false},
                                  {CLI_TEXT(args, "乙", "b"), false},
                                  {CLI_TEXT(args, "甲减乙(百分点)", "a less b, points"), true},
                                  {CLI_TEXT(args, "95%区间", "95% interval"), true},
                                  {"p", true},
                                  {"BH", true},
                                  {"Holm", true}};
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < details->pair_count; i++) {
        const zb_pair *pair = &details->pairs[i];
        cli_table_text(table, places[pair->a].name);
        cli_table_text(table, places[pair->b].name);
        cli_table_number(table, pair->difference.value, 1);
        cli_put_interval(table, args, pair->difference.low, pair->difference.high, 1);
        cli_put_p(table, pair->p);
        cli_put_p(table, pair->p_bh);
        cli_put_p(table, pair->p_holm);
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
    cli_note(
        args,
        CLI_TEXT(args,
                 "n=%zu对；差：Newcombe法，水平95%%；p：比例差的得分检验；BH、Holm：对全部各对校正",
                 "n=%zu pairs; difference: Newcombe, level 95 %%; p: score test; BH, Holm: "
                 "adjusted over all pairs"),
        details->pair_count);
}

void cli_print_comparison(const cli_args *args, const cli_data *data,
                          const zb_comparison *comparison, const zb_comparison_details *details) {
    static const zb_statistic of_rates[] = {ZB_STAT_SHRUNKEN, ZB_STAT_SCORE, ZB_STAT_ROBUST_SCORE};
    static const zb_statistic limits[] = {ZB_STAT_FUNNEL95, ZB_STAT_FUNNEL998,
                                          ZB_STAT_FUNNEL95_ADDITIVE, ZB_STAT_FUNNEL998_ADDITIVE};
    static const zb_statistic of_events[] = {ZB_STAT_EVENT_RATE_EXACT, ZB_STAT_EVENT_RATE_BYAR,
                                             ZB_STAT_RANK, ZB_STAT_SHRUNKEN, ZB_STAT_ROBUST_SCORE};
    static const zb_statistic of_counts[] = {ZB_STAT_ROBUST_SCORE};
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    bool rate = data->indicator->is_rate;
    int decimals = rate || data->population ? 1 : 0;
    const zb_result_list *results = &details->results;
    if (data->population) {
        putchar('\n');
        print_places(args, comparison, results, places, of_events,
                     sizeof of_events / sizeof *of_events, decimals);
    }
    if (args->detail) {
        size_t at = 0;
        zb_result_list whole = cli_results_of(results, &at, -1);
        putchar('\n');
        cli_print_results(args, CLI_TEXT(args, "统计量", "statistic"), whole.rows, whole.count,
                          decimals);
        putchar('\n');
        if (rate) {
            print_places(args, comparison, results, places, of_rates,
                         sizeof of_rates / sizeof *of_rates, decimals);
            putchar('\n');
            print_places(args, comparison, results, places, limits, sizeof limits / sizeof *limits,
                         decimals);
        } else if (!data->population) {
            print_places(args, comparison, results, places, of_counts, 1, decimals);
        }
    }
    if (args->pairs) {
        putchar('\n');
        print_pairs(args, details, places);
    }
}
