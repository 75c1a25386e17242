/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao indicators: look up the catalogue, or what it has no row for yet.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/table.h"

enum { USUAL_LIMIT = 50 };

static bool matches(const zb_indicator *indicator, const char *word) {
    return !word || cli_str_has(indicator->code, word) || cli_str_has(indicator->name_zh, word) ||
           cli_str_has(indicator->name_en, word) || cli_str_has(indicator->meaning, word) ||
           cli_str_has(indicator->group, word);
}

static void put_indicator(cli_table *table, const zb_indicator *indicator) {
    cli_table_text(table, indicator->code);
    cli_table_text(table, indicator->name_zh);
    cli_table_text(table, indicator->unit_zh);
    if (indicator->numerator.n && indicator->denominator.n) {
        cli_table_put(table, CLI_PLAIN, "%.*s / %.*s", ZB_ARG(indicator->numerator),
                      ZB_ARG(indicator->denominator));
    } else {
        cli_table_text(table, indicator->meaning);
    }
}

static cli_exit list_catalogue(const cli_args *args) {
    zb_lexicon *lexicon = cli_lexicon(args, NULL);
    if (!lexicon) {
        return CLI_NOTHING;
    }
    const char *word = args->words.count ? args->words.at[0] : NULL;
    const cli_column columns[] = {{CLI_TEXT(args, "代码", "code"), false},
                                  {CLI_TEXT(args, "名称", "name"), false},
                                  {CLI_TEXT(args, "单位", "unit"), false},
                                  {CLI_TEXT(args, "含义", "meaning"), false}};
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof columns[0]);
    cli_nearest nearest = {.word = word ? word : ""};
    for (size_t i = 0; i < zb_lexicon_indicator_count(lexicon); i++) {
        const zb_indicator *indicator = zb_lexicon_indicator_at(lexicon, i);
        cli_nearest_try(&nearest, indicator->code);
        if (matches(indicator, word)) {
            put_indicator(table, indicator);
        }
    }
    cli_exit code = CLI_DONE;
    if (cli_table_rows(table)) {
        cli_table_print(table, stdout);
    } else {
        char *advice = cli_nearest_advice(&nearest);
        cli_say("no indicator matches %s%s", word ? word : "", advice);
        free(advice);
        code = CLI_NOTHING;
    }
    cli_table_free(table);
    zb_lexicon_free(lexicon);
    return code;
}

/* A label that the catalogue has no row for: how often, and where it stands first. */
typedef struct unnamed {
    zb_str label;
    size_t count;
    const zb_observation *example;
} unnamed;

static int compare_text(zb_str a, zb_str b) {
    int order = memcmp(a.p ? a.p : "", b.p ? b.p : "", a.n < b.n ? a.n : b.n);
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

static int by_label(const void *a, const void *b) {
    const unnamed *x = a, *y = b;
    int order = compare_text(x->label, y->label);
    return order ? order : (x->example->id > y->example->id) - (x->example->id < y->example->id);
}

static int by_count(const void *a, const void *b) {
    const unnamed *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : by_label(a, b);
}

/* The labels of observations without indicator, most frequent first. */
static unnamed *rank(const zb_dataset *dataset, const char *word, size_t *count) {
    size_t all = 0, n = 0;
    const zb_observation *rows = zb_dataset_observations(dataset, &all);
    unnamed *found = cli_get(all, sizeof *found);
    for (size_t i = 0; i < all; i++) {
        if (!rows[i].indicator.n && rows[i].label.n &&
            (!word || cli_str_has(rows[i].label, word))) {
            found[n++] = (unnamed){rows[i].label, 1, &rows[i]};
        }
    }
    qsort(found, n, sizeof *found, by_label);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        if (*count && compare_text(found[*count - 1].label, found[i].label) == 0) {
            found[*count - 1].count++;
        } else {
            found[(*count)++] = found[i];
        }
    }
    qsort(found, *count, sizeof *found, by_count);
    return found;
}

static void print_unnamed(const cli_args *args, const unnamed *found, size_t count) {
    size_t limit = args->limit ? (size_t)args->limit : USUAL_LIMIT;
    const cli_column columns[] = {{CLI_TEXT(args, "次数", "count"), true},
                                  {CLI_TEXT(args, "所计", "label"), false},
                                  {CLI_TEXT(args, "例", "example"), false},
                                  {"ID", true},
                                  {CLI_TEXT(args, "文件", "document"), false}};
    cli_table *table = cli_table_new(columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < count && i < limit; i++) {
        cli_table_put(table, CLI_PLAIN, "%zu", found[i].count);
        cli_table_text(table, found[i].label);
        cli_table_text(table, found[i].example->surface);
        cli_table_put(table, CLI_PLAIN, "%" PRId64, found[i].example->id);
        cli_table_text(table, found[i].example->document);
    }
    cli_table_print(table, stdout);
    if (count > limit && !args->quiet) {
        printf(CLI_TEXT(args, "另有 %zu 种，用 -n 多看\n", "%zu more, see them with -n\n"),
               count - limit);
    }
    cli_table_free(table);
}

static cli_exit list_uncatalogued(const cli_args *args) {
    cli_data data;
    cli_exit code = cli_data_open(&data, args, false);
    if (code == CLI_DONE) {
        size_t count = 0;
        const char *word = args->words.count ? args->words.at[0] : NULL;
        unnamed *found = rank(data.dataset, word, &count);
        if (count || !word) {
            print_unnamed(args, found, count);
        } else {
            cli_say("nothing without an indicator matches %s", word);
            code = CLI_NOTHING;
        }
        free(found);
    }
    cli_data_free(&data);
    return code;
}

static cli_exit run(const cli_args *args) {
    return args->uncatalogued ? list_uncatalogued(args) : list_catalogue(args);
}

static const struct argp_option options[] = {
    {"uncatalogued", CLI_KEY_UNCATALOGUED, NULL, 0,
     "What the reports count that the catalogue has no row for, most frequent first", 0},
    {"limit", 'n', "N", 0, "With --uncatalogued: at most N rows (default: 50)", 0},
    CLI_OPTION_DATA,
    {0},
};

const cli_command cli_indicators = {
    .name = "indicators",
    .synopsis = "[WORD]",
    .summary = "Look up the catalogue of indicators",
    .options = options,
    .most = 1,
    .run = run,
};
