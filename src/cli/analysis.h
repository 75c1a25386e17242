/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What rates, trend, compare and check share: one analysis of the data of an earlier run, as a
 * table on the terminal, as data, or as a figure.
 */
#ifndef ZB_CLI_ANALYSIS_H
#define ZB_CLI_ANALYSIS_H

#include "cli/cli.h"

typedef struct cli_analysis {
    bool below; /* a region given stands for those below it */
    /* What cannot be shown of this command alone, before anything is; may be NULL. `table`: no
     * other format is asked for. */
    cli_exit (*refuse)(const cli_args *args, const cli_data *data, bool table);
    /* The table for people. Tells of what goes wrong and returns an exit code, as does `draw`. */
    cli_exit (*print)(const cli_args *args, const cli_data *data);
    /* The same as data, to standard output. */
    zb_status (*put)(const cli_data *data, zb_format format, zb_error *err);
    zb_analysis_kind kind; /* what --json writes; with --index the index */
    /* The figure of --pdf and --svg; NULL for a command without that option. */
    cli_exit (*draw)(const cli_args *args, const cli_data *data);
} cli_analysis;

/* The command's work. With `--pdf -` or `--svg -` the figure alone goes to standard output. */
cli_exit cli_analysis_run(const cli_analysis *analysis, const cli_args *args);

/* Rows that all of them have in their option tables. */
#define CLI_OPTION_ANALYSIS_FORMAT                                                                 \
    { "format", CLI_KEY_FORMAT, "FORMAT", 0, "table (default), csv or json", 0 }
#define CLI_OPTION_JSON                                                                            \
    {                                                                                              \
        "json", CLI_KEY_JSON, NULL, 0,                                                             \
            "Everything as one JSON document: all statistics with method, level and n", 0          \
    }
#define CLI_OPTION_DETAIL                                                                          \
    { "detail", CLI_KEY_DETAIL, NULL, 0, "All statistics, not the usual ones alone", 0 }
#define CLI_OPTION_POPULATION                                                                      \
    {                                                                                              \
        "population", CLI_KEY_POPULATION, "FILE", 0,                                               \
            "Inhabitants, for rates by population of an indicator that counts: CSV with the "      \
            "columns region_code or region, year, population; - is standard input",                \
            0                                                                                      \
    }
#define CLI_OPTION_PER                                                                             \
    { "per", CLI_KEY_PER, "N", 0, "With --population: per N inhabitants (default: 10000)", 0 }

#endif
