/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Results on the terminal: value, interval, level, n and method of each.
 */
#ifndef ZB_CLI_RESULTS_H
#define ZB_CLI_RESULTS_H

#include "cli/cli.h"
#include "cli/table.h"

/* `1.0 (0.2~1.8)`, or in words why there is none. `decimals` of what has the indicator's unit. */
void cli_put_result(cli_table *table, const cli_args *args, const zb_result *result, int decimals);
/* The interval alone: `0.2~1.8`, `-0.3 至 1.8`. */
void cli_put_interval(cli_table *table, const cli_args *args, double low, double high,
                      int decimals);
/* `least squares; Student's t`: the method, and how the interval is made where there is one. Free
 * it. */
char *cli_method(const cli_args *args, const zb_result *result);
/* A place's name, with `（部门）` where the figure is a department's. */
void cli_put_place(cli_table *table, const cli_args *args, const cli_data *data, int place,
                   bool department);
/* A value with the mark of how it is told: `98.0+`, `<90.0`, `~300`. */
void cli_put_marked(cli_table *table, zb_qualifier qualifier, const char *number);
void cli_put_told(cli_table *table, zb_qualifier qualifier, double value, int decimals);
/* A p-value: `0.021`, `<0.001`. */
void cli_put_p(cli_table *table, double p);
/* A table of results, one a line, under a head line. */
void cli_print_results(const cli_args *args, const char *head, const zb_result *results,
                       size_t count, int decimals);
const char *cli_level_name(const cli_args *args, zb_level level);
/* The results of one place from position *at on; moves *at behind them. */
zb_result_list cli_results_of(const zb_result_list *all, size_t *at, int place);

/* `调解案件数（件），2024年` above a table of the indicator asked for, unless --quiet. */
void cli_title(const cli_args *args, const cli_data *data, int year);
/* A line of notes on standard output, unless --quiet. */
void cli_note(const cli_args *args, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Everything about one series, under the line of the table. CLI_NOTHING after a message. */
cli_exit cli_print_series(const cli_args *args, const cli_data *data, const zb_trend *trend);
/* A stated change: `+4.8%`, `-0.6百分点`, `+27`. */
void cli_put_stated(cli_table *table, const cli_args *args, const cli_data *data,
                    const zb_stated_change *change);
/* What the column of implied former values holds. */
void cli_note_implied(const cli_args *args);
/* The table of trend --changes. CLI_NOTHING after a message when there are none. */
cli_exit cli_print_stated(const cli_args *args, const cli_data *data);
/* The table of --index. */
cli_exit cli_print_index(const cli_args *args, const cli_data *data);
/* The table of the regions above the selection's: empty when there are none. */
cli_exit cli_print_pools(const cli_args *args, const cli_data *data);
/* The table of rates by population, all that --population asks for. */
cli_exit cli_print_event_rates(const cli_args *args, const cli_data *data);
/* What --detail and --pairs add to a comparison. */
void cli_print_comparison(const cli_args *args, const cli_data *data,
                          const zb_comparison *comparison, const zb_comparison_details *details);

#endif
