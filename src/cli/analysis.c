/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "cli/analysis.h"

#include <string.h>

static bool is_stdout(const char *path) {
    return path && strcmp(path, "-") == 0;
}

/* What the words alone tell to be wrong: a figure needs an indicator and a place of its own. */
static cli_exit refuse_figure(const cli_args *args) {
    if (CLI_WANTS_FIGURE(args) && !args->indicator) {
        cli_say("a figure shows one indicator; name it with --indicator");
        return CLI_USAGE;
    }
    if (args->json && args->format) {
        cli_say("--json writes the whole analysis and --format its table; give one of them");
        return CLI_USAGE;
    }
    if (is_stdout(args->pdf) && is_stdout(args->svg)) {
        cli_say("--pdf - and --svg - both want standard output; give one of them a file");
        return CLI_USAGE;
    }
    if ((is_stdout(args->pdf) || is_stdout(args->svg)) && (args->format || args->json)) {
        cli_say("--%s - and --%s both want standard output; give the figure a file",
                is_stdout(args->pdf) ? "pdf" : "svg", args->json ? "json" : "format");
        return CLI_USAGE;
    }
    return CLI_DONE;
}

/* Options that several commands have, and what they do not go with. */
static cli_exit refuse_options(const cli_args *args, const cli_data *data, bool table) {
    if (args->per && !args->population) {
        cli_say("--per needs --population");
        return CLI_USAGE;
    }
    if (args->population && (!data->indicator || !zb_indicator_has_event_rate(data->indicator))) {
        cli_say("--population needs --indicator with one that counts cases or persons");
        return CLI_USAGE;
    }
    if (args->population && !table) {
        cli_say("rates by population are shown as a table, or written with --json");
        return CLI_USAGE;
    }
    if (args->population && CLI_WANTS_FIGURE(args)) {
        cli_say("there is no figure of rates by population; leave --%s out",
                args->pdf ? "pdf" : "svg");
        return CLI_USAGE;
    }
    if (!table && (args->detail || args->funnel || args->pairs || args->seed)) {
        cli_say("--format writes the table alone; --json writes everything");
        return CLI_USAGE;
    }
    return CLI_DONE;
}

static cli_exit put(const cli_analysis *analysis, const cli_data *data, zb_format format) {
    zb_error error = {0};
    if (analysis->put(data, format, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    return CLI_DONE;
}

static cli_exit put_document(const cli_analysis *analysis, const cli_args *args,
                             const cli_data *data) {
    const zb_analysis_request request = {.kind = args->index ? ZB_ANALYSIS_INDEX : analysis->kind,
                                         .selection = &data->selection,
                                         .options = data->options,
                                         .pairs = args->pairs,
                                         .indicators = data->index,
                                         .sense = data->sense,
                                         .width = data->index_width};
    zb_error error = {0};
    if (zb_export_analysis(data->dataset, &request, NULL, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    return CLI_DONE;
}

static cli_exit show(const cli_analysis *analysis, const cli_args *args, const cli_data *data,
                     int format) {
    bool table = format == CLI_TABLE;
    cli_exit code = refuse_options(args, data, table);
    if (code == CLI_DONE && analysis->refuse) {
        code = analysis->refuse(args, data, table);
    }
    bool figure_alone = is_stdout(args->pdf) || is_stdout(args->svg);
    if (code == CLI_DONE && args->json) {
        code = put_document(analysis, args, data);
    } else if (code == CLI_DONE && !figure_alone) {
        code = table ? analysis->print(args, data) : put(analysis, data, (zb_format)format);
    }
    return code == CLI_DONE && CLI_WANTS_FIGURE(args) ? analysis->draw(args, data) : code;
}

cli_exit cli_analysis_run(const cli_analysis *analysis, const cli_args *args) {
    int format = 0;
    cli_exit code = cli_choose_format(&format, args, "table csv json", CLI_TABLE);
    if (code == CLI_DONE) {
        code = refuse_figure(args);
    }
    if (code != CLI_DONE) {
        return code;
    }
    cli_data data;
    code = cli_data_open(&data, args, analysis->below);
    if (code == CLI_DONE) {
        code = show(analysis, args, &data, format);
    }
    cli_data_free(&data);
    return code;
}
