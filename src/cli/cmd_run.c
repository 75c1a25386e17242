/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao run: the main job, from reports to a folder of results.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/intake.h"
#include "cli/table.h"

static zb_status add_document(void *user, const zb_document *document, const zb_observation *rows,
                              size_t count, zb_error *err) {
    cli_intake *intake = user;
    intake->incomplete += cli_intake_note(intake, document, count);
    return zb_dataset_add(intake->dataset, document, rows, count, err);
}

static zb_status add_failed(void *user, const char *input, const zb_error *reason, zb_error *err) {
    cli_intake *intake = user;
    cli_say_error(reason);
    return zb_dataset_add_failed(intake->dataset, input, reason, err);
}

static zb_status write_tables(const zb_dataset *dataset, const char *folder, zb_error *err) {
    zb_status status = ZB_OK;
    for (int table = 0; table < ZB_TABLE_COUNT && status == ZB_OK; table++) {
        char *name = cli_format("%s.csv", zb_table_name((zb_table)table));
        char *path = cli_join_path(folder, name);
        status = zb_export_table(dataset, (zb_table)table, NULL, ZB_FORMAT_CSV, path, err);
        free(path);
        free(name);
    }
    return status;
}

/* Without a figure of a known place and year there is no report; one left by an earlier run would
 * lie. */
static zb_status write_report(const cli_args *args, const zb_dataset *dataset, const char *folder,
                              zb_error *err) {
    char *path = cli_join_path(folder, "report.pdf");
    const zb_report_options options = {.english = args->english};
    zb_status status = zb_report_write(dataset, &options, path, err);
    if (status == ZB_E_EMPTY) {
        cli_say("no figure of a known place and year; report.pdf is not written");
        unlink(path);
        status = ZB_OK;
    }
    free(path);
    return status;
}

static zb_status write_all(const cli_args *args, const zb_dataset *dataset, const char *folder,
                           zb_error *err) {
    zb_status status = write_tables(dataset, folder, err);
    if (status == ZB_OK) {
        status = cli_intake_keep_regions(args, folder, err);
    }
    if (status == ZB_OK) {
        char *path = cli_join_path(folder, "zhibiao.db");
        status = zb_export_database(dataset, path, err);
        free(path);
    }
    return status == ZB_OK ? write_report(args, dataset, folder, err) : status;
}

static void print_documents(const cli_args *args, const zb_dataset *dataset) {
    size_t count = 0, by_status[ZB_DOC_FAILED + 1] = {0};
    const zb_document_row *rows = zb_dataset_documents(dataset, &count);
    for (size_t i = 0; i < count; i++) {
        by_status[rows[i].status]++;
    }
    printf(
        CLI_TEXT(
            args,
            "报告    读取 %zu 篇，未能读取 %zu 篇；其中重复 %zu 篇，被修订 %zu 篇，缺地区或年份 %zu 篇\n",
            "documents     %zu read, %zu unreadable; %zu duplicate, %zu superseded, "
            "%zu without region or year\n"),
        count - by_status[ZB_DOC_FAILED], by_status[ZB_DOC_FAILED], by_status[ZB_DOC_DUPLICATE],
        by_status[ZB_DOC_SUPERSEDED], by_status[ZB_DOC_INCOMPLETE]);
    size_t places = 0;
    int first = 0, last = 0;
    zb_dataset_places(dataset, &places);
    zb_dataset_years(dataset, &first, &last);
    if (first) {
        char *years = first == last ? cli_format("%d", first) : cli_format("%d-%d", first, last);
        printf(CLI_TEXT(args, "范围    %zu 个地区，%s 年\n", "covers        %zu places, %s\n"),
               places, years);
        free(years);
    }
}

static void print_observations(const cli_args *args, const zb_dataset *dataset) {
    size_t count = 0, catalogued = 0;
    const zb_observation *rows = zb_dataset_observations(dataset, &count);
    for (size_t i = 0; i < count; i++) {
        catalogued += rows[i].indicator.n > 0;
    }
    char all[CLI_NUMBER_SIZE], named[CLI_NUMBER_SIZE];
    printf(CLI_TEXT(args, "数据    %s 条，归入指标 %s 条（%.1f%%）\n",
                    "observations  %s, of a catalogued indicator %s (%.1f%%)\n"),
           cli_thousands(all, (double)count, 0), cli_thousands(named, (double)catalogued, 0),
           count ? 100.0 * (double)catalogued / (double)count : 0.0);
}

static zb_status print_rates(const cli_args *args, const zb_dataset *dataset, zb_error *err) {
    zb_rate_list rates = {0};
    zb_status status = zb_analysis_rates(&rates, dataset, NULL, err);
    size_t computed = 0, agree = 0, differ = 0;
    for (size_t i = 0; i < rates.count; i++) {
        computed += rates.rows[i].computed;
        agree += rates.rows[i].agrees == ZB_AGREE_YES;
        differ += rates.rows[i].agrees == ZB_AGREE_NO;
    }
    if (status == ZB_OK) {
        printf(CLI_TEXT(args, "比率    %zu 个，算出 %zu 个；与原文相符 %zu 个，不符 %zu 个\n",
                        "rates         %zu, computed %zu; as stated %zu, not as stated %zu\n"),
               rates.count, computed, agree, differ);
    }
    zb_rate_list_free(&rates);
    return status;
}

static void print_findings(const cli_args *args, const zb_dataset *dataset) {
    size_t count = 0, by_kind[ZB_FIND_OUTLIER + 1] = {0};
    const zb_finding *rows = zb_dataset_findings(dataset, &count);
    for (size_t i = 0; i < count; i++) {
        by_kind[rows[i].kind]++;
    }
    printf(CLI_TEXT(args, "核对    发现 %zu 处", "findings      %zu"), count);
    const char *before = CLI_TEXT(args, "：", ": ");
    for (int kind = 0; kind <= ZB_FIND_OUTLIER; kind++) {
        if (by_kind[kind]) {
            printf("%s%s %zu", before,
                   CLI_TEXT(args, zb_finding_kind_name_zh((zb_finding_kind)kind),
                            zb_finding_kind_name((zb_finding_kind)kind)),
                   by_kind[kind]);
            before = CLI_TEXT(args, "，", ", ");
        }
    }
    putchar('\n');
}

static zb_status print_summary(const cli_args *args, const zb_dataset *dataset, const char *folder,
                               zb_error *err) {
    if (args->quiet) {
        return ZB_OK;
    }
    print_documents(args, dataset);
    print_observations(args, dataset);
    zb_status status = print_rates(args, dataset, err);
    if (status == ZB_OK) {
        print_findings(args, dataset);
        char *report = cli_join_path(folder, "report.pdf");
        if (access(report, F_OK) == 0) {
            printf(CLI_TEXT(args, "报告在  %s\n", "report        %s\n"), report);
        }
        printf(CLI_TEXT(
                   args,
                   "数据在  %s：observations rates trends findings documents（.csv），zhibiao.db\n",
                   "data          %s: observations rates trends findings documents (.csv), "
                   "zhibiao.db\n"),
               folder);
        free(report);
    }
    return status;
}

static zb_status collect(cli_intake *intake, const char *folder, bool *nothing, zb_error *err) {
    const zb_pipeline_options options = {.jobs = intake->args->jobs,
                                         .progress = !intake->args->quiet};
    const zb_pipeline_sink sink = {intake, add_document, add_failed};
    zb_status status =
        zb_pipeline_run(&intake->count, intake->args->words.at, intake->args->words.count,
                        intake->lexicon, &options, &sink, err);
    *nothing = status == ZB_OK && intake->count.read == 0;
    if (status != ZB_OK || *nothing) {
        return status;
    }
    status = zb_dataset_settle(intake->dataset, err);
    if (status == ZB_OK) {
        status = zb_analysis_outliers(intake->dataset, err);
    }
    return status == ZB_OK ? write_all(intake->args, intake->dataset, folder, err) : status;
}

static cli_exit run(const cli_args *args) {
    const char *folder = args->output ? args->output : "output";
    if (strcmp(folder, "-") == 0) {
        cli_say("run writes several files; name their folder with -o DIR");
        return CLI_USAGE;
    }
    cli_intake intake = {.args = args, .lexicon = cli_lexicon(args, NULL)};
    cli_exit code = CLI_NOTHING;
    zb_error error = {0};
    bool nothing = false, existed = access(folder, F_OK) == 0;
    if (!intake.lexicon) {
        return code;
    }
    zb_status status = cli_intake_folder(folder, &error);
    if (status == ZB_OK) {
        status = zb_dataset_create(&intake.dataset, intake.lexicon, &error);
    }
    if (status == ZB_OK) {
        status = collect(&intake, folder, &nothing, &error);
    }
    if (status == ZB_OK && !nothing) {
        status = print_summary(args, intake.dataset, folder, &error);
    }
    if (status != ZB_OK) {
        cli_say_error(&error);
    } else if (nothing) {
        cli_say("no input could be used; nothing is written");
    } else {
        code = intake.count.failed || intake.incomplete ? CLI_PARTLY : CLI_DONE;
    }
    if (code == CLI_NOTHING && !existed) {
        rmdir(folder);
    }
    zb_dataset_free(intake.dataset);
    zb_lexicon_free(intake.lexicon);
    return code;
}

static const struct argp_option options[] = {
    {"output", 'o', "DIR", 0, "Folder for the results, made if missing (default: output)", 0},
    CLI_OPTION_JOBS,
    {0},
};

const cli_command cli_run = {
    .name = "run",
    .synopsis = "PATH...",
    .summary = "Read reports; write the PDF summary, tables and data base into a folder",
    .details =
        "PATH is a report (.txt), a folder of them, or - for JSON lines on standard input: "
        "{\"name\":...,\"text\":...,\"region\":...,\"year\":...}, the last two optional.\n\n"
        "Leaves in DIR: report.pdf, observations.csv, rates.csv, trends.csv, findings.csv, "
        "documents.csv, and zhibiao.db, which the other commands read. Regions given with --regions "
        "are kept beside them for those commands.",
    .options = options,
    .least = 1,
    .most = SIZE_MAX,
    .run = run,
};
