/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao check: what does not agree.
 */
#define _GNU_SOURCE
#include "cli/analysis.h"

#include <inttypes.h>
#include <math.h>

#include "cli/table.h"

/* As many decimals as the figures have, three at most. */
static int decimals_of(const zb_finding *finding) {
    for (int decimals = 0; decimals < 3; decimals++) {
        double scale = pow(10, decimals);
        double stated = finding->has_stated ? finding->stated * scale : 0;
        double expected = finding->has_expected ? finding->expected * scale : 0;
        if (fabs(stated - round(stated)) < 1e-6 && fabs(expected - round(expected)) < 1e-6) {
            return decimals;
        }
    }
    return 1; /* an endless fraction: as rates are shown */
}

static void put_finding(cli_table *table, const cli_args *args, const cli_data *data,
                        const zb_finding *finding) {
    const zb_indicator *indicator = zb_lexicon_indicator(data->lexicon, finding->indicator);
    int decimals = decimals_of(finding);
    bool both = finding->has_stated && finding->has_expected;
    cli_table_put(table, CLI_WARN, "%s",
                  CLI_TEXT(args, zb_finding_kind_name_zh(finding->kind),
                           zb_finding_kind_name(finding->kind)));
    cli_table_text(table, finding->region);
    if (finding->year) {
        cli_table_put(table, CLI_PLAIN, "%d", finding->year);
    } else {
        cli_table_text(table, cli_str("-"));
    }
    cli_table_text(table, indicator ? cli_indicator_name(args, indicator) : finding->indicator);
    cli_table_number(table, finding->has_stated ? finding->stated : NAN, decimals);
    cli_table_number(table, finding->has_expected ? finding->expected : NAN, decimals);
    cli_table_number(table, both ? finding->stated - finding->expected : NAN, decimals);
    cli_table_text(table, finding->unit);
    if (finding->observation) {
        cli_table_put(table, CLI_PLAIN, "%" PRId64, finding->observation);
    } else {
        cli_table_text(table, cli_str("-"));
    }
    cli_table_text(table, finding->note);
}

static void print_counts(const cli_args *args, const cli_data *data) {
    const cli_column columns[] = {{CLI_TEXT(args, "类别", "kind"), false},
                                  {CLI_TEXT(args, "相符", "agree"), true},
                                  {CLI_TEXT(args, "不符", "do not"), true},
                                  {CLI_TEXT(args, "无法核对", "cannot be checked"), true}};
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof columns[0]);
    for (int kind = 0; kind <= ZB_FIND_OUTLIER; kind++) {
        zb_check_count count = zb_dataset_check_count(data->dataset, (zb_finding_kind)kind);
        if (count.agree + count.disagree + count.impossible) {
            cli_table_put(table, CLI_PLAIN, "%s",
                          CLI_TEXT(args, zb_finding_kind_name_zh((zb_finding_kind)kind),
                                   zb_finding_kind_name((zb_finding_kind)kind)));
            cli_table_number(table, (double)count.agree, 0);
            cli_table_number(table, (double)count.disagree, 0);
            cli_table_number(table, (double)count.impossible, 0);
        }
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
}

static cli_exit print_table(const cli_args *args, const cli_data *data) {
    const cli_column columns[] = {{CLI_TEXT(args, "类别", "kind"), false},
                                  {CLI_TEXT(args, "地区", "region"), false},
                                  {CLI_TEXT(args, "年", "year"), true},
                                  {CLI_TEXT(args, "指标", "indicator"), false},
                                  {CLI_TEXT(args, "原文", "stated"), true},
                                  {CLI_TEXT(args, "核对值", "expected"), true},
                                  {CLI_TEXT(args, "差", "difference"), true},
                                  {CLI_TEXT(args, "单位", "unit"), false},
                                  {"ID", true},
                                  {CLI_TEXT(args, "说明", "note"), false}};
    size_t count = 0;
    const zb_finding *findings = zb_dataset_findings(data->dataset, &count);
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < count; i++) {
        put_finding(table, args, data, &findings[i]);
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
    if (!args->quiet) {
        putchar('\n');
        print_counts(args, data);
    }
    return CLI_DONE;
}

static zb_status put_findings(const cli_data *data, zb_format format, zb_error *err) {
    return zb_export_table(data->dataset, ZB_TABLE_FINDINGS, NULL, format, NULL, err);
}

static cli_exit run(const cli_args *args) {
    static const cli_analysis analysis = {.print = print_table, .put = put_findings};
    return cli_analysis_run(&analysis, args);
}

static const struct argp_option options[] = {
    CLI_OPTION_ANALYSIS_FORMAT,
    CLI_OPTION_DATA,
    {0},
};

const cli_command cli_check = {
    .name = "check",
    .summary = "What does not agree: stated against computed, parts against totals",
    .details = "Also stated against computed change, revised editions, reports in conflict or "
               "twice, and counts far from those of comparable places. `zhibiao explain ID` shows "
               "the sentence behind a line.",
    .options = options,
    .run = run,
};
