/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao report: the PDF summary again, of a choice of regions and years.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <stdlib.h>

/* A single place asked for, once or twice: a brief, unless the long report is wanted. */
static bool is_brief(const cli_args *args, const cli_data *data, const char *asked) {
    return data->selection.place_count == 1 && !args->full && !asked;
}

/* The name of the one region asked for, where those chosen only lie in it; NULL: it is one of them.
 * Free it. */
static char *asked_for(const cli_args *args, const cli_data *data) {
    const zb_region *region = NULL;
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    if (args->regions.count != 1 || !data->selection.place_count ||
        zb_lexicon_find_regions(data->lexicon, cli_str(args->regions.at[0]), &region, 1) != 1) {
        return NULL;
    }
    for (size_t i = 0; i < data->selection.place_count; i++) {
        const zb_place *place = &places[data->selection.places[i]];
        const zb_region *own = place->code.n ? zb_lexicon_region(data->lexicon, place->code) : NULL;
        if (!own || !zb_region_lies_under(own->parent, region)) {
            return NULL;
        }
    }
    return cli_format("%.*s", ZB_ARG(region->name));
}

static cli_exit run(const cli_args *args) {
    if (!args->output) {
        cli_say("report needs -o FILE.pdf");
        return CLI_USAGE;
    }
    cli_data data;
    zb_error error = {0};
    cli_exit code = cli_data_open(&data, args, false);
    if (code == CLI_DONE) {
        char *asked = asked_for(args, &data);
        const zb_report_options options = {.title = args->title,
                                           .author = args->author,
                                           .logo = args->logo,
                                           .places = data.selection.places,
                                           .place_count = data.selection.place_count,
                                           .first_year = args->first_year,
                                           .last_year = args->last_year,
                                           .page = args->page,
                                           .theme = args->theme,
                                           .english = args->english,
                                           .evidence = args->evidence,
                                           .brief = is_brief(args, &data, asked),
                                           .asked = asked};
        if (zb_report_write(data.dataset, &options, args->output, &error) != ZB_OK) {
            cli_say_error(&error);
            code = CLI_NOTHING;
        } else if (args->verbose) {
            cli_say("%s written", args->output);
        }
        free(asked);
    }
    cli_data_free(&data);
    return code;
}

static const struct argp_option options[] = {
    CLI_OPTION_OUTPUT("Write the PDF to FILE"),
    {"title", CLI_KEY_TITLE, "TITLE", 0, "Title of the cover (default: made from the data)", 0},
    {"author", CLI_KEY_AUTHOR, "NAME", 0, "Who hands it in: named on the cover and in the file", 0},
    {"logo", CLI_KEY_LOGO, "FILE.png", 0, "Picture at the head of the cover", 0},
    {"region", CLI_KEY_REGION, "NAME|CODE", 0,
     "A brief of two to four pages on this region; given several times, a report on these only", 0},
    {"full", CLI_KEY_FULL, NULL, 0, "The long report also on a single region", 0},
    {"page", CLI_KEY_PAGE, "a4|letter", 0, "Size of the paper (default: a4)", 0},
    CLI_OPTION_THEME,
    {"evidence", CLI_KEY_EVIDENCE, NULL, 0,
     "With an appendix of every observation's sentence, linked from the tables of values", 0},
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
