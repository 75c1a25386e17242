/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "cli/results.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

enum { PURE_DECIMALS = 3, MOST_DECIMALS = 9, MANY_DIGITS = 100 };

static const char *state_name(const cli_args *args, zb_result_state state) {
    switch (state) {
    case ZB_RESULT_TOO_FEW:
        return CLI_TEXT(args, "数据太少", "too few");
    case ZB_RESULT_UNDEFINED:
        return CLI_TEXT(args, "不可算", "undefined");
    case ZB_RESULT_GAPS:
        return CLI_TEXT(args, "年份不连续", "gaps");
    case ZB_RESULT_INEXACT:
        return CLI_TEXT(args, "非确数", "inexact");
    case ZB_RESULT_DEPARTMENT:
        return CLI_TEXT(args, "部门报告", "department");
    case ZB_RESULT_BEYOND:
        return CLI_TEXT(args, "超出可能范围", "beyond what may be");
    case ZB_RESULT_KNOWN:
    default:
        return "";
    }
}

const char *cli_level_name(const cli_args *args, zb_level level) {
    static const char *const names[] = {[ZB_LEVEL_OTHER] = "其他",
                                        [ZB_LEVEL_PROVINCE] = "各省",
                                        [ZB_LEVEL_CITY] = "各市",
                                        [ZB_LEVEL_COUNTY] = "各县",
                                        [ZB_LEVEL_TOWN] = "各乡镇"};
    return CLI_TEXT(args, names[level], zb_level_name(level));
}

/* Of a pure number: as many as show two digits of a small one. */
static int pure_decimals(double size) {
    if (size >= MANY_DIGITS) {
        return 1;
    }
    int needed = size > 0 && size < 1 ? (int)(1 - floor(log10(size))) : 0;
    return needed <= PURE_DECIMALS  ? PURE_DECIMALS
           : needed < MOST_DECIMALS ? needed
                                    : MOST_DECIMALS;
}

/* How many decimals a value of the scale is shown with. */
static int decimals_of(zb_scale scale, double value, int decimals) {
    switch (scale) {
    case ZB_SCALE_YEAR:
        return 0;
    case ZB_SCALE_PER_EXPOSURE:
        return 2;
    case ZB_SCALE_RANK:
        return value == floor(value) ? 0 : 1;
    case ZB_SCALE_VALUE:
        return decimals;
    case ZB_SCALE_VALUE_A_YEAR:
        return fabs(value) < MANY_DIGITS ? decimals + 1 : decimals;
    case ZB_SCALE_NONE:
        return pure_decimals(fabs(value));
    default:
        return 1;
    }
}

void cli_put_interval(cli_table *table, const cli_args *args, double low, double high,
                      int decimals) {
    char a[CLI_NUMBER_SIZE];
    char b[CLI_NUMBER_SIZE];
    cli_table_put(table, CLI_PLAIN, low < 0 ? CLI_TEXT(args, "%s 至 %s", "%s to %s") : "%s~%s",
                  cli_thousands(a, low, decimals), cli_thousands(b, high, decimals));
}

void cli_put_p(cli_table *table, double p) {
    if (p < 0.001) {
        cli_table_put(table, CLI_PLAIN, "<0.001");
    } else {
        cli_table_put(table, CLI_PLAIN, "%.3f", p);
    }
}

static void put_value(cli_table *table, const zb_result *result, int decimals) {
    if (result->unit == ZB_SCALE_YEAR) {
        cli_table_put(table, CLI_PLAIN, "%.0f", result->value.value);
        return;
    }
    cli_table_number(table, result->value.value,
                     decimals_of(result->unit, result->value.value, decimals));
}

void cli_put_result(cli_table *table, const cli_args *args, const zb_result *result, int decimals) {
    char value[CLI_NUMBER_SIZE];
    char low[CLI_NUMBER_SIZE];
    char high[CLI_NUMBER_SIZE];
    if (!result) {
        cli_table_put(table, CLI_PLAIN, "-");
        return;
    }
    if (result->state != ZB_RESULT_KNOWN) {
        cli_table_put(table, CLI_PLAIN, "%s", state_name(args, result->state));
        return;
    }
    int shown = decimals_of(result->unit, result->value.value, decimals);
    cli_thousands(value, result->value.value, shown);
    if (!result->has_interval) {
        cli_table_put(table, CLI_PLAIN, "%s", value);
        return;
    }
    shown = result->unit == ZB_SCALE_RANK ? 0 : shown;
    cli_table_put(table, CLI_PLAIN,
                  result->value.low < 0 ? CLI_TEXT(args, "%s (%s 至 %s)", "%s (%s to %s)")
                                        : "%s (%s~%s)",
                  value, cli_thousands(low, result->value.low, shown),
                  cli_thousands(high, result->value.high, shown));
}

static void put_interval_or_reason(cli_table *table, const cli_args *args, const zb_result *result,
                                   int decimals) {
    const zb_statistic_info *info = zb_statistic_describe(result->statistic);
    if (result->state == ZB_RESULT_TOO_FEW) {
        cli_table_put(table, CLI_PLAIN, CLI_TEXT(args, "至少需%zu", "needs %zu"), info->least);
    } else if (result->state != ZB_RESULT_KNOWN || !result->has_interval) {
        cli_table_put(table, CLI_PLAIN, "-");
    } else {
        cli_put_interval(table, args, result->value.low, result->value.high,
                         decimals_of(result->unit, result->value.value, decimals));
    }
}

char *cli_method(const cli_args *args, const zb_result *result) {
    const zb_statistic_info *info = zb_statistic_describe(result->statistic);
    const char *method = CLI_TEXT(args, info->method_zh, info->method_en);
    const char *interval = CLI_TEXT(args, info->interval_zh, info->interval_en);
    bool has = result->state == ZB_RESULT_KNOWN && result->has_interval && *interval;
    return has ? cli_format(CLI_TEXT(args, "%s；%s", "%s; %s"), method, interval)
               : cli_format("%s", method);
}

void cli_put_place(cli_table *table, const cli_args *args, const cli_data *data, int place,
                   bool department) {
    zb_str name = cli_place_name(data, place);
    cli_table_put(table, CLI_PLAIN, "%.*s%s", ZB_ARG(name),
                  department ? CLI_TEXT(args, "（部门）", " (department)") : "");
}

void cli_put_marked(cli_table *table, zb_qualifier qualifier, const char *number) {
    static const char *const before[] = {
        [ZB_EQ] = "", [ZB_GE] = "", [ZB_LE] = "<", [ZB_APPROX] = "~"};
    cli_table_put(table, CLI_PLAIN, "%s%s%s", before[qualifier], number,
                  qualifier == ZB_GE ? "+" : "");
}

void cli_put_told(cli_table *table, zb_qualifier qualifier, double value, int decimals) {
    char number[CLI_NUMBER_SIZE];
    cli_put_marked(table, qualifier, cli_thousands(number, value, decimals));
}

void cli_print_results(const cli_args *args, const char *head, const zb_result *results,
                       size_t count, int decimals) {
    const cli_column columns[] = {{head, false},
                                  {CLI_TEXT(args, "值", "value"), true},
                                  {CLI_TEXT(args, "区间", "interval"), true},
                                  {CLI_TEXT(args, "水平", "level"), true},
                                  {"p", true},
                                  {"n", true},
                                  {CLI_TEXT(args, "方法", "method"), false}};
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        const zb_result *result = &results[i];
        const zb_statistic_info *info = zb_statistic_describe(result->statistic);
        cli_table_put(table, CLI_PLAIN, "%s", CLI_TEXT(args, info->name_zh, info->name_en));
        if (result->state == ZB_RESULT_KNOWN) {
            put_value(table, result, decimals);
        } else {
            cli_table_put(table, CLI_PLAIN, "%s", state_name(args, result->state));
        }
        put_interval_or_reason(table, args, result, decimals);
        if (result->state == ZB_RESULT_KNOWN && result->has_interval && result->level > 0) {
            cli_table_put(table, CLI_PLAIN, "%.4g%%", 100 * result->level);
        } else {
            cli_table_put(table, CLI_PLAIN, "-");
        }
        if (result->state == ZB_RESULT_KNOWN && result->has_p) {
            cli_put_p(table, result->p);
        } else {
            cli_table_put(table, CLI_PLAIN, "-");
        }
        cli_table_number(table, result->n > 0 ? result->n : NAN, 0);
        char *method = cli_method(args, result);
        cli_table_put(table, CLI_PLAIN, "%s", method);
        free(method);
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
}

zb_result_list cli_results_of(const zb_result_list *all, size_t *at, int place) {
    zb_result_list part = {.rows = all->rows + *at};
    while (*at < all->count && all->rows[*at].place == place) {
        (*at)++;
        part.count++;
    }
    return part;
}

void cli_title(const cli_args *args, const cli_data *data, int year) {
    if (!data->indicator || args->quiet) {
        return;
    }
    zb_str name = cli_indicator_name(args, data->indicator);
    printf("%.*s", ZB_ARG(name));
    if (!args->english && !data->indicator->is_rate) {
        printf("（%.*s）", ZB_ARG(data->indicator->unit_zh));
    }
    if (year) {
        printf(CLI_TEXT(args, "，%d年", ", %d"), year);
    }
    putchar('\n');
}

void cli_note(const cli_args *args, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    if (!args->quiet) {
        vprintf(format, arguments);
        putchar('\n');
    }
    va_end(arguments);
}
