/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trend --changes: what reports state of a year's change, beside what the data give.
 */
#define _GNU_SOURCE
#include <math.h>

#include "cli/results.h"

enum { MOST_COLUMNS = 8 };

void cli_put_stated(cli_table *table, const cli_args *args, const cli_data *data,
                    const zb_stated_change *change) {
    size_t count = 0;
    const zb_observation *row =
        &zb_dataset_observations(data->dataset, &count)[change->observation];
    zb_str unit = change->unit == ZB_SCALE_VALUE ? (zb_str){0} : row->unit;
    if (change->unit == ZB_SCALE_POINTS) {
        unit = cli_str(CLI_TEXT(args, "百分点", " points"));
    }
    static const char *const told[][2] = {[ZB_EQ] = {"", ""},
                                          [ZB_GE] = {"以上", " or more"},
                                          [ZB_LE] = {"以下", " or less"},
                                          [ZB_APPROX] = {"左右", " or so"}};
    char number[CLI_NUMBER_SIZE];
    cli_table_put(table, CLI_PLAIN, "%s%s%.*s%s", change->value > 0 ? "+" : "",
                  cli_shortest(number, change->value), ZB_ARG(unit),
                  told[change->qualifier][args->english]);
}

void cli_note_implied(const cli_args *args) {
    cli_note(args, "%s",
             CLI_TEXT(args, "推得上年值：由原文所述变化推得，并非原文所载；括号内为舍入所容",
                      "implied former: from the stated change, stated nowhere; in brackets what "
                      "rounding leaves open"));
}

static cli_table *new_table(const cli_args *args) {
    cli_column columns[MOST_COLUMNS];
    size_t n = 0;
    columns[n++] = (cli_column){CLI_TEXT(args, "地区", "region"), false};
    if (!args->indicator) {
        columns[n++] = (cli_column){CLI_TEXT(args, "指标", "indicator"), false};
    }
    columns[n++] = (cli_column){CLI_TEXT(args, "年", "year"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "上年", "before"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "本年", "now"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "数据变化(95%区间)", "data (95% interval)"), true};
    columns[n++] = (cli_column){CLI_TEXT(args, "原文变化", "stated"), true};
    columns[n++] =
        (cli_column){CLI_TEXT(args, "推得上年值(舍入)", "implied former (rounding)"), true};
    return cli_table_new(columns, n);
}

static void put_change(cli_table *table, const cli_args *args, const cli_data *data,
                       const zb_stated_change *change) {
    const zb_indicator *indicator = cli_indicator_at(data, change->indicator);
    int decimals = indicator->is_rate ? 1 : 0;
    cli_table_text(table, cli_place_name(data, change->place));
    if (!args->indicator) {
        cli_table_text(table, cli_indicator_name(args, indicator));
    }
    cli_table_put(table, CLI_PLAIN, "%d", change->year);
    cli_table_number(table, change->has_former ? change->former : NAN, decimals);
    cli_table_number(table, change->now, decimals);
    cli_put_result(table, args, change->has_former ? &change->data : NULL, decimals);
    cli_put_stated(table, args, data, change);
    cli_put_result(table, args, &change->implied, decimals + 1);
}

cli_exit cli_print_stated(const cli_args *args, const cli_data *data) {
    zb_stated_change_list list = {0};
    zb_error error = {0};
    if (zb_analysis_stated_changes(&list, data->dataset, &data->selection, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    cli_exit code = list.count ? CLI_DONE : CLI_NOTHING;
    cli_table *table = new_table(args);
    for (size_t i = 0; i < list.count; i++) {
        put_change(table, args, data, &list.rows[i]);
    }
    if (list.count) {
        cli_table_print(table, stdout);
        cli_note(
            args, "%s",
            CLI_TEXT(
                args,
                "数据变化：与原文同一单位；百分比为条件精确区间，百分点为Newcombe区间，水平95%",
                "data: in the unit of the stated change; per cent with the conditional "
                "exact, points with Newcombe's interval, level 95 %"));
        cli_note_implied(args);
    } else {
        cli_say("no report of this selection states a change against its last year");
    }
    cli_table_free(table);
    zb_stated_change_list_free(&list);
    return code;
}
