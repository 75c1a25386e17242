/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts as rates by population.
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include "cli/results.h"

static void put_rate(cli_table *table, const cli_args *args, const cli_data *data,
                     const zb_event_rate *rate) {
    cli_table_text(table, cli_place_name(data, rate->place));
    cli_table_put(table, CLI_PLAIN, "%d", rate->year);
    cli_table_number(table, rate->rate.value.value, 2);
    cli_put_interval(table, args, rate->rate.value.low, rate->rate.value.high, 2);
    cli_table_number(table, rate->events, 0);
    cli_table_number(table, rate->population, 0);
    const zb_statistic_info *info = zb_statistic_describe(rate->rate.statistic);
    cli_table_put(table, CLI_PLAIN, "%s", CLI_TEXT(args, info->interval_zh, info->interval_en));
}

cli_exit cli_print_event_rates(const cli_args *args, const cli_data *data) {
    zb_event_rate_list rates = {0};
    zb_error error = {0};
    if (zb_analysis_event_rates(&rates, data->dataset, &data->selection, &data->options, &error) !=
        ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    char *head = cli_format(CLI_TEXT(args, "每%.0f人", "per %.0f inhabitants"),
                            zb_options_per(&data->options));
    const cli_column columns[] = {{CLI_TEXT(args, "地区", "region"), false},
                                  {CLI_TEXT(args, "年", "year"), true},
                                  {head, true},
                                  {CLI_TEXT(args, "95%区间", "95% interval"), true},
                                  {CLI_TEXT(args, "件数n", "events n"), true},
                                  {CLI_TEXT(args, "人口", "population"), true},
                                  {CLI_TEXT(args, "区间方法", "interval by"), false}};
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < rates.count; i++) {
        put_rate(table, args, data, &rates.rows[i]);
    }
    cli_exit code = rates.count ? CLI_DONE : CLI_NOTHING;
    if (rates.count) {
        cli_table_print(table, stdout);
    } else {
        cli_say("%s has no number for the places and years of this selection", args->population);
    }
    size_t place_count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &place_count);
    size_t unused = zb_population_unused(data->population, places, place_count);
    if (unused) {
        cli_say("%s names %zu regions that no report is of", args->population, unused);
    }
    if (rates.inexact) {
        cli_say("%zu counts left out: rounded, bounded or a department's", rates.inexact);
    }
    if (rates.without && rates.count) {
        cli_say("%s has no number for %zu more counts of places and years", args->population,
                rates.without);
    }
    cli_table_free(table);
    free(head);
    zb_event_rate_list_free(&rates);
    return code;
}
