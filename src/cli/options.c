/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command line: one parser for all commands, each of which names in its own table the options
 * it takes.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199 };

static const struct argp_option common_options[] = {
    {NULL, 0, NULL, 0, "Of every command:", -2},
    {"datasets", CLI_KEY_DATASETS, "DIR", 0, "Another folder of knowledge", -2},
    {"regions", CLI_KEY_REGIONS, "FILE", 0,
     "More divisions, columns as in datasets/regions.csv; may be given several times", -2},
    {"lang", CLI_KEY_LANG, "zh|en", 0, "Language of tables and names (default: zh)", -2},
    {"quiet", 'q', NULL, 0, "Only errors on standard error; no summary", -2},
    {"verbose", 'v', NULL, 0, "Tell what is done", -2},
    {0},
};

static void list_add(cli_list *list, const char *word) {
    list->at = cli_grow(list->at, list->count + 1, sizeof *list->at);
    list->at[list->count++] = word;
}

/* A whole number within bounds and nothing else; the place behind it through `end` when asked. */
static bool number(const char *text, long least, long most, int *out, const char **end) {
    char *behind = NULL;
    if (!isdigit((unsigned char)text[0])) {
        return false;
    }
    long value = strtol(text, &behind, 10);
    if (value < least || value > most || (!end && *behind)) {
        return false;
    }
    *out = (int)value;
    if (end) {
        *end = behind;
    }
    return true;
}

/* `2019-2025`, `2019—2025` or a single year. */
static bool years(const char *text, int *first, int *last) {
    const char *rest = NULL;
    if (!number(text, YEAR_FIRST, YEAR_LAST, first, &rest)) {
        return false;
    }
    *last = *first;
    if (!*rest) {
        return true;
    }
    static const char *const dashes[] = {"-", "—", "–", "~"};
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        size_t n = strlen(dashes[i]);
        if (strncmp(rest, dashes[i], n) == 0) {
            return number(rest + n, YEAR_FIRST, YEAR_LAST, last, NULL) && *first <= *last;
        }
    }
    return false;
}

/* An option that may stand once. */
static void set_once(const char **out, const char *value, const char *name,
                     struct argp_state *state) {
    if (*out) {
        argp_error(state, "--%s may be given once", name);
    }
    *out = value;
}

/* Where a figure is written to: under a name that ends like another format it would be mistaken for
 * that. */
static void set_figure(const char **out, const char *value, const char *format,
                       struct argp_state *state) {
    static const char *const formats[] = {"pdf", "svg", "png", "txt", "csv", "json"};
    const char *dot = strrchr(value, '.');
    bool as_svg = dot && strcmp(dot, ".svg") == 0; /* what --pdf writes then, too */
    for (size_t i = 0; dot && !as_svg && i < sizeof formats / sizeof *formats; i++) {
        if (strcasecmp(dot + 1, formats[i]) == 0 && strcmp(formats[i], format) != 0) {
            argp_error(state, "--%s does not write .%s files; name the file *.%s, not %s", format,
                       formats[i], format, value);
        }
    }
    set_once(out, value, format, state);
}

static error_t parse_level(cli_args *args, const char *value, struct argp_state *state) {
    args->level = zb_level_parse(cli_str(value));
    args->has_level = args->level != ZB_LEVEL_OTHER;
    if (!args->has_level) {
        argp_error(state, "--by takes province, city, county or town, not %s", value);
    }
    return 0;
}

static error_t parse_numbers(int key, char *value, cli_args *args, struct argp_state *state) {
    switch (key) {
    case CLI_KEY_YEAR:
        if (!number(value, YEAR_FIRST, YEAR_LAST, &args->year, NULL)) {
            argp_error(state, "--year takes a year such as 2023, not %s", value);
        }
        return 0;
    case CLI_KEY_YEARS:
        if (!years(value, &args->first_year, &args->last_year)) {
            argp_error(state, "--years takes years such as 2019-2025, not %s", value);
        }
        return 0;
    case 'j':
        if (!number(value, 1, 1024, &args->jobs, NULL)) {
            argp_error(state, "-j takes a number from 1 to 1024, not %s", value);
        }
        return 0;
    case CLI_KEY_PER:
        if (!number(value, 1, INT_MAX, &args->per, NULL)) {
            argp_error(state, "--per takes a number of inhabitants from 1, not %s", value);
        }
        return 0;
    case CLI_KEY_SEED:
        if (!number(value, 1, INT_MAX, &args->seed, NULL)) {
            argp_error(state, "--seed takes a number from 1, not %s", value);
        }
        return 0;
    case 'n':
        if (!number(value, 1, INT_MAX, &args->limit, NULL)) {
            argp_error(state, "-n takes a number from 1, not %s", value);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_common(int key, char *value, cli_args *args, struct argp_state *state) {
    switch (key) {
    case CLI_KEY_DATASETS:
        set_once(&args->datasets, value, "datasets", state);
        return 0;
    case CLI_KEY_REGIONS:
        list_add(&args->extra_regions, value);
        return 0;
    case CLI_KEY_LANG:
        args->english = strcmp(value, "en") == 0;
        if (!args->english && strcmp(value, "zh") != 0) {
            argp_error(state, "--lang takes zh or en, not %s", value);
        }
        return 0;
    case 'q':
        args->quiet = true;
        return 0;
    case 'v':
        args->verbose = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_words(int key, char *value, cli_args *args, struct argp_state *state) {
    switch (key) {
    case ARGP_KEY_ARG:
        if (args->words.count == args->command->most) {
            argp_error(state, "too many arguments: %s", value);
        }
        list_add(&args->words, value);
        return 0;
    case ARGP_KEY_END:
        if (args->words.count < args->command->least) {
            argp_error(state, "%s is missing", args->command->synopsis);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Options without a value. */
static error_t parse_flags(int key, cli_args *args) {
    switch (key) {
    case CLI_KEY_UNCATALOGUED:
        args->uncatalogued = true;
        return 0;
    case CLI_KEY_JSON:
        args->json = true;
        return 0;
    case CLI_KEY_DETAIL:
        args->detail = true;
        return 0;
    case CLI_KEY_FUNNEL:
        args->funnel = true;
        return 0;
    case CLI_KEY_PAIRS:
        args->pairs = true;
        return 0;
    case CLI_KEY_CHANGES:
        args->changes = true;
        return 0;
    case CLI_KEY_DISTRIBUTION:
        args->distribution = true;
        return 0;
    case CLI_KEY_MULTIPLES:
        args->multiples = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* What only a report has. */
static error_t parse_report(int key, const char *value, cli_args *args, struct argp_state *state) {
    switch (key) {
    case CLI_KEY_TITLE:
        set_once(&args->title, value, "title", state);
        return 0;
    case CLI_KEY_AUTHOR:
        set_once(&args->author, value, "author", state);
        return 0;
    case CLI_KEY_LOGO:
        set_once(&args->logo, value, "logo", state);
        return 0;
    case CLI_KEY_PAGE:
        args->page = strcasecmp(value, "letter") == 0 ? ZB_PAGE_LETTER : ZB_PAGE_A4;
        if (args->page == ZB_PAGE_A4 && strcasecmp(value, "a4") != 0) {
            argp_error(state, "--page takes a4 or letter, not %s", value);
        }
        return 0;
    case CLI_KEY_THEME:
        args->theme = strcmp(value, "grey") == 0 || strcmp(value, "gray") == 0 ? ZB_THEME_GREY
                                                                               : ZB_THEME_COLOR;
        if (args->theme == ZB_THEME_COLOR && strcmp(value, "color") != 0 &&
            strcmp(value, "colour") != 0) {
            argp_error(state, "--theme takes color or grey, not %s", value);
        }
        return 0;
    case CLI_KEY_EVIDENCE:
        args->evidence = true;
        return 0;
    case CLI_KEY_FULL:
        args->full = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse(int key, char *value, struct argp_state *state) {
    cli_args *args = state->input;
    switch (key) {
    case CLI_KEY_INDICATOR:
        set_once(&args->indicator, value, "indicator", state);
        return 0;
    case CLI_KEY_INDEX:
        set_once(&args->index, value, "index", state);
        return 0;
    case CLI_KEY_POPULATION:
        set_once(&args->population, value, "population", state);
        return 0;
    case CLI_KEY_REGION:
        list_add(&args->regions, value);
        return 0;
    case CLI_KEY_BY:
        return parse_level(args, value, state);
    case CLI_KEY_FORMAT:
        set_once(&args->format, value, "format", state);
        return 0;
    case CLI_KEY_PDF:
        set_figure(&args->pdf, value, "pdf", state);
        return 0;
    case CLI_KEY_SVG:
        set_figure(&args->svg, value, "svg", state);
        return 0;
    case CLI_KEY_DATA:
        set_once(&args->data, value, "data", state);
        return 0;
    case 'o':
        set_once(&args->output, value, "output", state);
        return 0;
    default:
        break;
    }
    if (parse_flags(key, args) == 0 || parse_report(key, value, args, state) == 0) {
        return 0;
    }
    error_t known = parse_numbers(key, value, args, state);
    return known == ARGP_ERR_UNKNOWN ? parse_words(key, value, args, state) : known;
}

static error_t parse_child(int key, char *value, struct argp_state *state) {
    return parse_common(key, value, state->input, state);
}

static error_t parse_all(int key, char *value, struct argp_state *state) {
    if (key == ARGP_KEY_INIT) {
        state->child_inputs[0] = state->input;
        return 0;
    }
    return parse(key, value, state);
}

void cli_parse(cli_args *out, const cli_command *command, int argc, char **argv) {
    *out = (cli_args){.command = command};
    const struct argp common = {.options = common_options, .parser = parse_child};
    const struct argp_child children[] = {{&common, 0, NULL, 0}, {0}};
    char *doc = command->details ? cli_format("%s\v%s", command->summary, command->details)
                                 : cli_format("%s", command->summary);
    const struct argp argp = {.options = command->options,
                              .parser = parse_all,
                              .args_doc = command->synopsis,
                              .doc = doc,
                              .children = children};
    if (argp_parse(&argp, argc, argv, 0, NULL, out) != 0) {
        exit(CLI_USAGE);
    }
    free(doc);
}

void cli_args_free(cli_args *args) {
    free(args->words.at);
    free(args->extra_regions.at);
    free(args->regions.at);
}
