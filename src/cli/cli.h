/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the subcommands share: their table, the parsed command line, messages, and the way from
 * words on the command line to things of the library. The program sees include/zhibiao alone.
 */
#ifndef ZB_CLI_CLI_H
#define ZB_CLI_CLI_H

#include <argp.h>
#include <stdio.h>

#include "zhibiao/zhibiao.h"

typedef enum cli_exit {
    CLI_DONE = 0,
    CLI_PARTLY = 1,  /* done, but some input could not be used */
    CLI_USAGE = 2,   /* wrong usage */
    CLI_NOTHING = 3, /* nothing could be done */
} cli_exit;

/* Words in the order given. */
typedef struct cli_list {
    const char **at;
    size_t count;
} cli_list;

typedef struct cli_command cli_command;

/* A command line. What a command has no option for stays zero. */
typedef struct cli_args {
    const cli_command *command;
    cli_list words; /* arguments that are no options */
    cli_list extra_regions, regions;
    const char *datasets, *indicator, *data, *format, *output, *pdf, *svg, *population, *index;
    const char *title, *author, *logo; /* of a report */
    int year, first_year, last_year, jobs, limit, per, seed;
    bool has_level;
    zb_level level;
    zb_page_size page;
    zb_theme theme;
    bool evidence, full;
    bool english, quiet, verbose, uncatalogued, json, detail, funnel, pairs, changes, distribution,
        multiples;
} cli_args;

/* One subcommand: main, help and option parsing all work from these rows. */
struct cli_command {
    const char *name;
    const char *synopsis; /* of the words, as argp's args_doc; NULL: none */
    const char *summary;  /* one line for the list of commands */
    const char *details;  /* for --help, behind the summary; may be NULL */
    const struct argp_option *options;
    size_t least, most; /* words */
    cli_exit (*run)(const cli_args *args);
};

extern const cli_command cli_run, cli_extract, cli_rates, cli_trend, cli_compare, cli_report,
    cli_export, cli_check, cli_explain, cli_indicators, cli_regions, cli_learn;

/* Keys of the options that have no letter. */
enum {
    CLI_KEY_DATASETS = 256,
    CLI_KEY_REGIONS,
    CLI_KEY_LANG,
    CLI_KEY_INDICATOR,
    CLI_KEY_REGION,
    CLI_KEY_YEAR,
    CLI_KEY_YEARS,
    CLI_KEY_BY,
    CLI_KEY_FORMAT,
    CLI_KEY_PDF,
    CLI_KEY_SVG,
    CLI_KEY_DATA,
    CLI_KEY_TITLE,
    CLI_KEY_AUTHOR,
    CLI_KEY_LOGO,
    CLI_KEY_PAGE,
    CLI_KEY_THEME,
    CLI_KEY_EVIDENCE,
    CLI_KEY_FULL,
    CLI_KEY_JSON,
    CLI_KEY_DETAIL,
    CLI_KEY_FUNNEL,
    CLI_KEY_PAIRS,
    CLI_KEY_CHANGES,
    CLI_KEY_DISTRIBUTION,
    CLI_KEY_MULTIPLES,
    CLI_KEY_INDEX,
    CLI_KEY_POPULATION,
    CLI_KEY_PER,
    CLI_KEY_SEED,
    CLI_KEY_UNCATALOGUED
};

/* Rows that several commands have in their option tables. */
#define CLI_OPTION_DATA                                                                            \
    { "data", CLI_KEY_DATA, "DIR", 0, "Results of an earlier `zhibiao run` (default: output)", 0 }
#define CLI_OPTION_INDICATOR                                                                       \
    {                                                                                              \
        "indicator", CLI_KEY_INDICATOR, "CODE", 0,                                                 \
            "Only this indicator: its code or its name (see `zhibiao indicators`)", 0              \
    }
#define CLI_OPTION_REGION                                                                          \
    { "region", CLI_KEY_REGION, "NAME|CODE", 0, "Only this region; may be given several times", 0 }
#define CLI_OPTION_YEAR                                                                            \
    { "year", CLI_KEY_YEAR, "Y", 0, "Only this year", 0 }
#define CLI_OPTION_BY                                                                              \
    {                                                                                              \
        "by", CLI_KEY_BY, "LEVEL", 0,                                                              \
            "Only province, city, county or town; with --region below it", 0                       \
    }
#define CLI_OPTION_FORMAT(formats)                                                                 \
    { "format", CLI_KEY_FORMAT, "FORMAT", 0, formats, 0 }
#define CLI_OPTION_OUTPUT(what)                                                                    \
    { "output", 'o', "FILE", 0, what, 0 }
#define CLI_OPTION_PDF                                                                             \
    { "pdf", CLI_KEY_PDF, "FILE", 0, "Write a figure, too: PDF, or SVG when FILE ends in .svg", 0 }
#define CLI_OPTION_SVG                                                                             \
    { "svg", CLI_KEY_SVG, "FILE", 0, "The same figure as SVG; both may be given", 0 }
#define CLI_OPTION_THEME                                                                           \
    { "theme", CLI_KEY_THEME, "color|grey", 0, "grey for printers without colour", 0 }
#define CLI_OPTION_JOBS                                                                            \
    { "jobs", 'j', "N", 0, "Read N documents at a time (default: one a processor)", 0 }

/* Parse what follows the command's name: argv[0] is shown in messages. Ends the program after
 * --help and on wrong usage. */
void cli_parse(cli_args *out, const cli_command *command, int argc, char **argv);
void cli_args_free(cli_args *args);

/* Is a figure asked for? */
#define CLI_WANTS_FIGURE(args) ((args)->pdf || (args)->svg)

/* The text in the language asked for. */
#define CLI_TEXT(args, zh, en) ((args)->english ? (en) : (zh))

/* One line on standard error, behind `zhibiao: `. Control characters become `?`. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same from an error: `INPUT: message`. Silent when the reader of standard output has gone. */
void cli_say_error(const zb_error *error);
/* Flush standard output; CLI_NOTHING with a message when it could not be written. */
cli_exit cli_finish(cli_exit code);

/* Memory, or the end of the program with CLI_NOTHING. */
void *cli_get(size_t count, size_t size);
void *cli_grow(void *block, size_t count, size_t size);
/* A formatted text of its own. */
char *cli_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *cli_join_path(const char *folder, const char *name);
zb_str cli_str(const char *terminated);
bool cli_str_is(zb_str s, const char *terminated);
/* `needle` within `s`, ASCII letters alike in both cases. */
bool cli_str_has(zb_str s, const char *needle);

/* Nearest of several words, for `did you mean`: add each candidate, then ask. */
typedef struct cli_nearest {
    const char *word;
    zb_str best;
    size_t distance;
} cli_nearest;
void cli_nearest_try(cli_nearest *nearest, zb_str candidate);
/* `; did you mean X?`, or the empty text when none is near. Free it. */
char *cli_nearest_advice(const cli_nearest *nearest);

/* The format asked for: `first` when none was; CLI_USAGE with a message when it is not one of
 * `allowed`, a list as `csv json`. */
typedef enum cli_format_kind {
    CLI_TABLE = ZB_FORMAT_UNKNOWN + 1 /* for people; else a zb_format */
} cli_format_kind;
cli_exit cli_choose_format(int *out, const cli_args *args, const char *allowed, int first);

/* Load the knowledge; NULL after a message. `more` is a further file of regions, or NULL. */
zb_lexicon *cli_lexicon(const cli_args *args, const char *more);
/* The same without weights, which may be the very file that is to be written anew. */
zb_lexicon *cli_lexicon_to_learn(const cli_args *args);
/* Where a run keeps the regions it was given, for the commands that read its results. */
#define CLI_KEPT_REGIONS "zhibiao-regions.csv"

/* The data set of an earlier run, with the lexicon it stands on and what was asked of it. */
typedef struct cli_data {
    zb_lexicon *lexicon;
    zb_dataset *dataset;
    const zb_indicator *indicator; /* NULL: all */
    zb_str *names;                 /* of all places of the data set */
    int *places;
    zb_selection selection;
    int *index, *sense; /* of --index: positions in the catalogue, 1 or -1 */
    size_t index_width;
    zb_population *population; /* NULL: none given */
    zb_result_options options;
} cli_data;
/* CLI_DONE, or the exit code after a message. With `below`, a region that has others below it
 * stands for those. Free in any case. */
cli_exit cli_data_open(cli_data *out, const cli_args *args, bool below);
void cli_data_free(cli_data *data);

/* The name of a place; with what lies before it in its path (`福州市鼓楼区`), as far as it takes to
 * tell it from others of that name in the data set. It lives as long as the data. */
zb_str cli_place_name(const cli_data *data, int place);
/* These names of all places: free the array, whose texts are parts of the places' own. */
zb_str *cli_name_places(const zb_lexicon *lexicon, const zb_place *places, size_t count);

/* The indicator at a position in the catalogue, as rows of results have it. */
const zb_indicator *cli_indicator_at(const cli_data *data, int indicator);
/* The Chinese or English name of an indicator. */
zb_str cli_indicator_name(const cli_args *args, const zb_indicator *indicator);
/* What the places compared that have an exact value are together: `全市`, or `县区合计`. */
zb_whole cli_whole(const cli_args *args, const zb_dataset *dataset,
                   const zb_comparison *comparison);

#endif
