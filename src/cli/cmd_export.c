/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao export: all tables in another format.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <string.h>

static cli_exit run(const cli_args *args) {
    int format = 0;
    if (!args->format || !args->output || strcmp(args->output, "-") == 0) {
        cli_say("export needs --format FORMAT and -o PATH, a folder or a file");
        return CLI_USAGE;
    }
    cli_exit code = cli_choose_format(&format, args, "csv json jsonl sqlite", ZB_FORMAT_CSV);
    if (code != CLI_DONE) {
        return code;
    }
    cli_data data;
    zb_error error = {0};
    code = cli_data_open(&data, args, false);
    if (code == CLI_DONE &&
        zb_export_all(data.dataset, (zb_format)format, args->output, &error) != ZB_OK) {
        cli_say_error(&error);
        code = CLI_NOTHING;
    } else if (code == CLI_DONE && args->verbose) {
        cli_say("%s written", args->output);
    }
    cli_data_free(&data);
    return code;
}

static const struct argp_option options[] = {
    CLI_OPTION_FORMAT("csv, json or jsonl (a folder of files), or sqlite (a file)"),
    {"output", 'o', "PATH", 0, "Folder or file to write", 0},
    CLI_OPTION_DATA,
    {0},
};

const cli_command cli_export = {
    .name = "export",
    .summary = "All tables in another format",
    .options = options,
    .run = run,
};
