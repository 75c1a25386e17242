/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao report: the PDF summary again, of a choice of regions and years.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

static cli_exit run(const cli_args *args) {
    if (!args->output) {
        cli_say("report needs -o FILE.pdf");
        return CLI_USAGE;
    }
    cli_data data;
    zb_error error = {0};
    cli_exit code = cli_data_open(&data, args, false);
    if (code == CLI_DONE) {
        const zb_report_options options = {.title = args->title,
                                           .places = data.selection.places,
                                           .place_count = data.selection.place_count,
                                           .first_year = args->first_year,
                                           .last_year = args->last_year};
        if (zb_report_write(data.dataset, &options, args->output, &error) != ZB_OK) {
            cli_say_error(&error);
            code = CLI_NOTHING;
        } else if (args->verbose) {
            cli_say("%s written", args->output);
        }
    }
    cli_data_free(&data);
    return code;
}

static const struct argp_option options[] = {
    CLI_OPTION_OUTPUT("Write the PDF to FILE"),
    {"title", CLI_KEY_TITLE, "TITLE", 0, "Title of the cover (default: made from the data)", 0},
    CLI_OPTION_REGION,
    {"years", CLI_KEY_YEARS, "A-B", 0, "Only these years", 0},
    CLI_OPTION_DATA,
    {0},
};

const cli_command cli_report = {
    .name = "report",
    .summary = "The PDF summary, of a choice of regions and years",
    .details = "Its date is today's, or that of SOURCE_DATE_EPOCH when set.",
    .options = options,
    .run = run,
};
