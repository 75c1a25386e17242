/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From words on the command line to things of the library: knowledge, an earlier run's data,
 * indicators, regions, formats.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static zb_lexicon *load(const cli_args *args, const char *more, bool without_weights) {
    const char **files = cli_get(args->extra_regions.count + 1, sizeof *files);
    size_t count = 0;
    if (more) {
        files[count++] = more;
    }
    for (size_t i = 0; i < args->extra_regions.count; i++) {
        files[count++] = args->extra_regions.at[i];
    }
    zb_lexicon_options options = {.datasets = args->datasets,
                                  .extra_regions = files,
                                  .extra_region_count = count,
                                  .without_weights = without_weights};
    zb_lexicon *lexicon = NULL;
    zb_error error = {0};
    if (zb_lexicon_load(&lexicon, &options, &error) != ZB_OK) {
        cli_say_error(&error);
        lexicon = NULL;
    }
    free(files);
    return lexicon;
}

zb_lexicon *cli_lexicon(const cli_args *args, const char *more) {
    return load(args, more, false);
}

zb_lexicon *cli_lexicon_to_learn(const cli_args *args) {
    return load(args, NULL, true);
}

const zb_indicator *cli_indicator_at(const cli_data *data, int indicator) {
    return zb_lexicon_indicator_at(data->lexicon, (size_t)indicator);
}

zb_str cli_indicator_name(const cli_args *args, const zb_indicator *indicator) {
    return args->english && indicator->name_en.n ? indicator->name_en : indicator->name_zh;
}

zb_whole cli_whole(const cli_args *args, const zb_dataset *dataset,
                   const zb_comparison *comparison) {
    int *places = cli_get(comparison->count, sizeof *places);
    size_t count = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        const zb_standing_row *row = &comparison->rows[i];
        if (!row->stated_only && !row->inexact && !row->department) {
            places[count++] = row->place;
        }
    }
    zb_whole whole = zb_dataset_whole(dataset, places, count, args->english);
    free(places);
    return whole;
}

/* Is `name` one of the words of a list separated by blanks? */
static bool listed(const char *name, const char *list) {
    size_t n = strlen(name);
    for (const char *at = list; n && (at = strstr(at, name)); at += n) {
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0')) {
            return true;
        }
    }
    return false;
}

cli_exit cli_choose_format(int *out, const cli_args *args, const char *allowed, int first) {
    *out = first;
    const char *name = args->format;
    if (!name) {
        return CLI_DONE;
    }
    if (strcmp(name, "table") == 0 && listed(name, allowed)) {
        *out = CLI_TABLE;
        return CLI_DONE;
    }
    zb_format format = zb_format_parse(cli_str(name));
    if (format != ZB_FORMAT_UNKNOWN && !zb_format_available(format)) {
        cli_say("format %s: not yet; there are: %s", name, allowed);
        return CLI_USAGE;
    }
    if (format != ZB_FORMAT_UNKNOWN && listed(name, allowed)) {
        *out = (int)format;
        return CLI_DONE;
    }
    cli_say("%s format %s; there are: %s",
            format == ZB_FORMAT_UNKNOWN ? "unknown" : "this command does not write", name, allowed);
    return CLI_USAGE;
}

/* `--data` names a folder of results or the file in it. */
static char *database_path(const cli_args *args) {
    const char *folder = args->data ? args->data : "output";
    struct stat info;
    if (stat(folder, &info) == 0 && S_ISREG(info.st_mode)) {
        return cli_format("%s", folder);
    }
    return cli_join_path(folder, "zhibiao.db");
}

/* The lexicon of an earlier run: with the regions it was given, unless they are gone. */
static zb_lexicon *kept_lexicon(const cli_args *args) {
    char *database = database_path(args);
    char *slash = strrchr(database, '/');
    if (slash) {
        *slash = '\0';
    }
    char *kept = cli_join_path(slash ? database : ".", CLI_KEPT_REGIONS);
    zb_lexicon *lexicon = cli_lexicon(args, access(kept, R_OK) == 0 ? kept : NULL);
    free(kept);
    free(database);
    return lexicon;
}

static cli_exit load_dataset(cli_data *out, const cli_args *args) {
    cli_exit code = CLI_NOTHING;
    char *path = database_path(args);
    struct stat info;
    zb_error error = {0};
    if (stat(path, &info) != 0) {
        cli_say("%s: not found; run `zhibiao run PATH` first, or name its folder with --data",
                path);
    } else if (zb_dataset_load(&out->dataset, path, out->lexicon, &error) != ZB_OK ||
               zb_analysis_outliers(out->dataset, &error) != ZB_OK) {
        cli_say_error(&error);
    } else {
        size_t count = 0;
        const zb_place *places = zb_dataset_places(out->dataset, &count);
        out->names = cli_name_places(out->lexicon, places, count);
        code = CLI_DONE;
    }
    free(path);
    return code;
}

static cli_exit load_population(cli_data *out, const cli_args *args) {
    zb_error error = {0};
    if (args->population &&
        zb_population_load(&out->population, args->population, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    out->options = (zb_result_options){
        .population = out->population, .per = args->per, .seed = (unsigned long)args->seed};
    return CLI_DONE;
}

/* The indicator of that code or name; NULL after a message. */
static const zb_indicator *look_up(const zb_lexicon *lexicon, zb_str word) {
    const zb_indicator *found = zb_lexicon_indicator(lexicon, word);
    char *terminated = cli_format("%.*s", ZB_ARG(word));
    cli_nearest nearest = {.word = terminated};
    for (size_t i = 0; !found && i < zb_lexicon_indicator_count(lexicon); i++) {
        const zb_indicator *candidate = zb_lexicon_indicator_at(lexicon, i);
        if (cli_str_is(candidate->name_zh, terminated) ||
            cli_str_is(candidate->name_en, terminated)) {
            found = candidate;
        }
        cli_nearest_try(&nearest, candidate->code);
        cli_nearest_try(&nearest, candidate->name_zh);
    }
    if (!found) {
        char *advice = cli_nearest_advice(&nearest);
        cli_say("unknown indicator %s%s", terminated,
                *advice ? advice : "; `zhibiao indicators` lists them");
        free(advice);
    }
    free(terminated);
    return found;
}

static cli_exit find_indicator(cli_data *out, const cli_args *args) {
    if (!args->indicator) {
        return CLI_DONE;
    }
    out->indicator = look_up(out->lexicon, cli_str(args->indicator));
    if (!out->indicator) {
        return CLI_USAGE;
    }
    out->selection.indicator = out->indicator->code;
    return CLI_DONE;
}

/* What parts the items of a list, as keyboards of either language have it. */
static const char *const separators[] = {",", "，", "、"};
/* Between the words, and between a minus and its word. */
static const char *const blanks[] = {" ", "\t", "\n", "\r", "　"};

/* Bytes that the text begins with one of several marks in; 0: with none. */
static size_t begins(zb_str text, const char *const *marks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(marks[i]);
        if (n <= text.n && memcmp(text.p, marks[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

/* The text without blanks about it. */
static zb_str trimmed(zb_str text) {
    enum { BLANKS = sizeof blanks / sizeof blanks[0] };
    for (size_t n; (n = begins(text, blanks, BLANKS)) > 0;) {
        text = (zb_str){text.p + n, text.n - n};
    }
    size_t kept = 0;
    for (size_t i = 0; i < text.n;) {
        size_t n = begins((zb_str){text.p + i, text.n - i}, blanks, BLANKS);
        i += n ? n : 1;
        kept = n ? kept : i;
    }
    return (zb_str){text.p, kept};
}

/* Cut the next item off a list, blanks about it left out. False behind the last. */
static bool next_item(zb_str *item, zb_str *rest) {
    if (!rest->p) {
        return false;
    }
    for (size_t i = 0; i <= rest->n; i++) {
        size_t n = begins((zb_str){rest->p + i, rest->n - i}, separators,
                          sizeof separators / sizeof separators[0]);
        if (n || i == rest->n) {
            *item = trimmed((zb_str){rest->p, i});
            *rest = n ? (zb_str){rest->p + i + n, rest->n - i - n} : (zb_str){0};
            break;
        }
    }
    return true;
}

static cli_exit add_to_index(cli_data *out, zb_str item) {
    bool less = item.n > 0 && item.p[0] == '-';
    zb_str word = less ? trimmed((zb_str){item.p + 1, item.n - 1}) : item;
    if (!word.n) {
        cli_say("--index has an empty item; write two indicators or more, with one comma between");
        return CLI_USAGE;
    }
    const zb_indicator *indicator = look_up(out->lexicon, word);
    if (!indicator) {
        return CLI_USAGE;
    }
    for (size_t i = 0; i < out->index_width; i++) {
        if (out->index[i] == indicator->index) {
            cli_say("--index names %.*s twice", ZB_ARG(indicator->code));
            return CLI_USAGE;
        }
    }
    out->index[out->index_width] = indicator->index;
    out->sense[out->index_width++] = less ? -1 : 1;
    return CLI_DONE;
}

/* `mediation.success_rate, -litigation.loss_rate`: the minus where less is better. */
static cli_exit find_index(cli_data *out, const cli_args *args) {
    zb_str rest = cli_str(args->index);
    size_t most = 0;
    for (zb_str item; next_item(&item, &rest);) {
        most++;
    }
    out->index = cli_get(most, sizeof *out->index);
    out->sense = cli_get(most, sizeof *out->sense);
    rest = cli_str(args->index);
    for (zb_str item; next_item(&item, &rest);) {
        cli_exit code = add_to_index(out, item);
        if (code != CLI_DONE) {
            return code;
        }
    }
    if (args->index && out->index_width < 2) {
        cli_say("--index needs two indicators or more, with commas between");
        return CLI_USAGE;
    }
    return CLI_DONE;
}

/* Does `word` name the place: by code, name, full path, or a path's end such as `忠县复兴镇`? */
static bool names_place(const char *word, const zb_place *place) {
    size_t n = strlen(word);
    return cli_str_is(place->code, word) || cli_str_is(place->name, word) ||
           (n > place->name.n && n <= place->path.n &&
            memcmp(place->path.p + place->path.n - n, word, n) == 0);
}

static bool below(const zb_place *places, int place, int above) {
    for (int at = places[place].parent; at >= 0; at = places[at].parent) {
        if (at == above) {
            return true;
        }
    }
    return false;
}

static cli_exit no_such_region(const cli_data *data, const cli_args *args, const char *word) {
    const zb_region *known = NULL;
    if (zb_lexicon_find_regions(data->lexicon, cli_str(word), &known, 1) && known) {
        cli_say("no report of %.*s (%.*s) is in the data; `zhibiao run` must read one first",
                ZB_ARG(known->path), ZB_ARG(known->code));
        return CLI_NOTHING;
    }
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    cli_nearest nearest = {.word = word};
    for (size_t i = 0; i < count; i++) {
        cli_nearest_try(&nearest, places[i].name);
    }
    char *advice = cli_nearest_advice(&nearest);
    cli_say("unknown region %s%s%s", word, advice,
            *advice || args->extra_regions.count ? "" : "; `zhibiao regions WORD` looks one up");
    free(advice);
    return CLI_USAGE;
}

/* Mark the places below a region that has no report of its own. */
static size_t mark_below_region(bool *marked, const cli_data *data, const cli_args *args,
                                const char *word) {
    const zb_region *region = NULL;
    size_t count = 0, found = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    if (zb_lexicon_find_regions(data->lexicon, cli_str(word), &region, 1) != 1 || !region) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        const zb_region *own =
            places[i].code.n ? zb_lexicon_region(data->lexicon, places[i].code) : NULL;
        if (own && own != region && zb_region_lies_under(own, region) &&
            (!args->has_level || places[i].level == args->level)) {
            marked[i] = true;
            found++;
        }
    }
    return found;
}

/* Mark what one word stands for: the places it names, or with `deeper` those below them. */
static size_t mark_places(bool *marked, const cli_data *data, const cli_args *args,
                          const char *word, bool deeper) {
    size_t count = 0, found = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        if (!names_place(word, &places[i])) {
            continue;
        }
        found++;
        bool any = false;
        for (size_t j = 0; deeper && j < count; j++) {
            if (below(places, (int)j, (int)i) &&
                (!args->has_level || places[j].level == args->level)) {
                marked[j] = any = true;
            }
        }
        if (!any) {
            marked[i] = true;
        }
    }
    return found ? found : mark_below_region(marked, data, args, word);
}

/* By names that the data do not show: a former one, or a path with former ones (襄樊市襄城区). */
static size_t mark_known(bool *marked, const cli_data *data, const cli_args *args, const char *word,
                         bool deeper) {
    enum { MOST = 64 };
    const zb_region *known[MOST];
    size_t count = zb_lexicon_find_regions(data->lexicon, cli_str(word), known, MOST), found = 0;
    for (size_t i = 0; i < count && i < MOST; i++) {
        char code[32];
        snprintf(code, sizeof code, "%.*s", ZB_ARG(known[i]->code));
        found += mark_places(marked, data, args, code, deeper);
    }
    return found;
}

static cli_exit find_places(cli_data *out, const cli_args *args, bool deeper) {
    if (!args->regions.count) {
        return CLI_DONE;
    }
    size_t count = 0;
    cli_exit code = CLI_DONE;
    zb_dataset_places(out->dataset, &count);
    bool *marked = cli_get(count, sizeof *marked);
    /* one region stands for those below it; several are compared themselves */
    deeper = deeper && args->regions.count == 1;
    for (size_t i = 0; i < args->regions.count && code == CLI_DONE; i++) {
        const char *word = args->regions.at[i];
        bool below_it = deeper || args->has_level;
        if (!mark_places(marked, out, args, word, below_it) &&
            !mark_known(marked, out, args, word, below_it)) {
            code = no_such_region(out, args, word);
        }
    }
    out->places = cli_get(count, sizeof *out->places);
    for (size_t i = 0; i < count; i++) {
        if (marked[i]) {
            out->places[out->selection.place_count++] = (int)i;
        }
    }
    out->selection.places = out->places;
    free(marked);
    return code;
}

cli_exit cli_data_open(cli_data *out, const cli_args *args, bool deeper) {
    *out = (cli_data){.lexicon = kept_lexicon(args)};
    out->selection.year = args->year;
    out->selection.has_level = args->has_level;
    out->selection.level = args->level;
    if (!out->lexicon) {
        return CLI_NOTHING;
    }
    cli_exit code = find_indicator(out, args);
    if (code == CLI_DONE) {
        code = find_index(out, args);
    }
    if (code == CLI_DONE) {
        code = load_population(out, args);
    }
    if (code == CLI_DONE) {
        code = load_dataset(out, args);
    }
    return code == CLI_DONE ? find_places(out, args, deeper) : code;
}

void cli_data_free(cli_data *data) {
    zb_population_free(data->population);
    free(data->index);
    free(data->sense);
    zb_dataset_free(data->dataset);
    zb_lexicon_free(data->lexicon);
    free(data->places);
    free(data->names);
}
