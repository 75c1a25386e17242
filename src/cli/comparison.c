/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What --detail and --pairs add to a comparison.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "cli/results.h"

/* Of an event rate either method. */
static const zb_result *find(const zb_result_list *own, zb_statistic statistic, int place) {
    const zb_result *found = zb_result_find(own, statistic, place);
    return found || statistic != ZB_STAT_EVENT_RATE_EXACT
               ? found
               : zb_result_find(own, ZB_STAT_EVENT_RATE_BYAR, place);
}

static bool is_limit(zb_statistic statistic) {
    return statistic >= ZB_STAT_FUNNEL95 && statistic <= ZB_STAT_FUNNEL998_ADDITIVE;
}

static void put_cell(cli_table *table, const cli_args *args, const zb_result *result,
                     int decimals) {
    if (result && is_limit(result->statistic) && result->state == ZB_RESULT_KNOWN) {
        cli_put_interval(table, args, result->value.low, result->value.high, decimals);
    } else {
        cli_put_result(table, args, result, decimals);
    }
}

/* `n=8个地区`, or what n is where each place has its own. Free it. */
static char *said_n(const cli_args *args, const zb_result *result, const zb_statistic_info *info) {
    if (strcmp(info->n_of, "regions") == 0) {
        return cli_format(CLI_TEXT(args, "n=%.0f个地区", "n=%.0f regions"), result->n);
    }
    return strcmp(info->n_of, "events") == 0
               ? cli_format("%s", CLI_TEXT(args, "n为件数", "n: the events"))
               : cli_format("%s", CLI_TEXT(args, "n为分母", "n: the denominator"));
}

static void note_methods(const cli_args *args, const zb_statistic *statistics, size_t width,
                         const zb_result_list *results) {
    for (size_t k = 0; k < width; k++) {
        const zb_statistic_info *info = zb_statistic_describe(statistics[k]);
        const zb_result *any = NULL;
        for (size_t i = 0; i < results->count && !any; i++) {
            any = results->rows[i].statistic == statistics[k] &&
                          results->rows[i].state == ZB_RESULT_KNOWN
                      ? &results->rows[i]
                      : NULL;
        }
        if (any) {
            char *method = cli_method(args, any);
            char *n = said_n(args, any, info);
            char *level = any->level > 0
                              ? cli_format(CLI_TEXT(args, "水平%.4g%%，", "level %.4g %%, "),
                                           100 * any->level)
                              : cli_format("%s", "");
            cli_note(args, CLI_TEXT(args, "%s：%s，%s%s", "%s: %s, %s%s"),
                     CLI_TEXT(args, info->name_zh, info->name_en), method, level, n);
            free(method);
            free(level);
            free(n);
        }
    }
}

/* One statistic a column, one place a row. */
static void print_places(const cli_args *args, const zb_comparison *comparison,
                         const zb_result_list *results, const cli_data *data,
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
        cli_table_text(table, cli_place_name(data, place));
        for (size_t k = 0; k < width; k++) {
            put_cell(table, args, find(&own, statistics[k], place), decimals);
        }
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
    bool rates = statistics[0] == ZB_STAT_EVENT_RATE_EXACT;
    note_methods(args, statistics + rates, width - rates, results);
}

static void print_pairs(const cli_args *args, const cli_data *data,
                        const zb_comparison_details *details) {
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
        cli_table_text(table, cli_place_name(data, pair->a));
        cli_table_text(table, cli_place_name(data, pair->b));
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
                 "n=%zu对；差：Newcombe法，水平95%%；p：比例差的得分检验，期望数不足5时为Fisher精确"
                 "检验；BH、Holm：对全部各对校正",
                 "n=%zu pairs; difference: Newcombe, level 95 %%; p: score test, Fisher's exact "
                 "where fewer than 5 are expected; BH, Holm: adjusted over all pairs"),
        details->pair_count);
}

void cli_print_comparison(const cli_args *args, const cli_data *data,
                          const zb_comparison *comparison, const zb_comparison_details *details) {
    static const zb_statistic of_rates[] = {ZB_STAT_SHRUNKEN, ZB_STAT_SCORE, ZB_STAT_ROBUST_SCORE};
    static const zb_statistic limits[] = {ZB_STAT_FUNNEL95, ZB_STAT_FUNNEL998,
                                          ZB_STAT_FUNNEL95_ADDITIVE, ZB_STAT_FUNNEL998_ADDITIVE};
    static const zb_statistic of_events[] = {ZB_STAT_EVENT_RATE_EXACT, ZB_STAT_RANK,
                                             ZB_STAT_SHRUNKEN};
    static const zb_statistic of_counts[] = {ZB_STAT_ROBUST_SCORE};
    bool rate = data->indicator->is_rate;
    int decimals = data->population ? 2 : rate;
    const zb_result_list *results = &details->results;
    if (data->population) {
        cli_note(args,
                 CLI_TEXT(args,
                          "\n每%.0f人，不足%d件为Poisson精确区间，其余为Byar近似区间，n为件数",
                          "\nper %.0f inhabitants; exact Poisson interval below %d events, else "
                          "Byar's; n: events"),
                 zb_options_per(&data->options), ZB_STATS_BYAR_FROM);
        print_places(args, comparison, results, data, of_events,
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
            print_places(args, comparison, results, data, of_rates,
                         sizeof of_rates / sizeof *of_rates, decimals);
            putchar('\n');
            print_places(args, comparison, results, data, limits, sizeof limits / sizeof *limits,
                         decimals);
        } else {
            print_places(args, comparison, results, data, of_counts, 1, decimals);
        }
    }
    if (args->pairs) {
        putchar('\n');
        print_pairs(args, data, details);
    }
}
