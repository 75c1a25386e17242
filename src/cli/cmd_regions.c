/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao regions: look up divisions.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <stdlib.h>

#include "cli/table.h"

/* Those that the word names; when it names none, those whose path holds it. */
static const zb_region **find(const zb_lexicon *lexicon, const char *word, size_t *count) {
    size_t all = zb_lexicon_region_count(lexicon);
    const zb_region **found = cli_get(all, sizeof(const zb_region *));
    *count = word ? zb_lexicon_find_regions(lexicon, cli_str(word), found, all) : 0;
    bool named = *count > 0;
    for (size_t i = 0; i < all && !named; i++) {
        const zb_region *region = zb_lexicon_region_at(lexicon, i);
        if (!word || cli_str_has(region->path, word)) {
            found[(*count)++] = region;
        }
    }
    return found;
}

static cli_exit run(const cli_args *args) {
    zb_lexicon *lexicon = cli_lexicon(args, NULL);
    if (!lexicon) {
        return CLI_NOTHING;
    }
    const char *word = args->words.count ? args->words.at[0] : NULL;
    size_t count = 0;
    const zb_region **found = find(lexicon, word, &count);
    cli_exit code = CLI_DONE;
    if (count) {
        const cli_column columns[] = {{CLI_TEXT(args, "代码", "code"), false},
                                      {CLI_TEXT(args, "级别", "level"), false},
                                      {CLI_TEXT(args, "止于", "until"), false},
                                      {CLI_TEXT(args, "名称", "name"), false}};
        cli_table *table = cli_table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < count; i++) {
            cli_table_text(table, found[i]->code);
            cli_table_text(table, cli_str(zb_level_name(found[i]->level)));
            cli_table_text(table, found[i]->until);
            cli_table_text(table, found[i]->path);
        }
        cli_table_print(table, stdout);
        cli_table_free(table);
    } else {
        cli_say("no region matches %s; more are added with --regions FILE", word ? word : "");
        code = CLI_NOTHING;
    }
    free(found);
    zb_lexicon_free(lexicon);
    return code;
}

static const struct argp_option options[] = {{0}};

const cli_command cli_regions = {
    .name = "regions",
    .synopsis = "[WORD]",
    .summary = "Look up administrative divisions by name, path or code",
    .options = options,
    .most = 1,
    .run = run,
};
