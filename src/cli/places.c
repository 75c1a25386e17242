/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What places are called: many towns and districts of the country have the same names.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

/* A place where its name is sorted among the others'. */
typedef struct named {
    zb_str name, path;
    size_t place;
} named;

static bool same(zb_str a, zb_str b) {
    return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

/* Bytes that two texts have in common from the end. */
static size_t common_end(zb_str a, zb_str b) {
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[a.n - 1 - n] == b.p[b.n - 1 - n]) {
        n++;
    }
    return n;
}

/* From the end to the beginning: texts that end alike stand together. */
static int compare_ends(zb_str a, zb_str b) {
    size_t n = common_end(a, b);
    if (n == a.n || n == b.n) {
        return (a.n > b.n) - (a.n < b.n);
    }
    unsigned char left = (unsigned char)a.p[a.n - 1 - n];
    unsigned char right = (unsigned char)b.p[b.n - 1 - n];
    return (left > right) - (left < right);
}

static int by_name_and_path(const void *left, const void *right) {
    const named *a = left, *b = right;
    int order = compare_ends(a->name, b->name);
    order = order ? order : compare_ends(a->path, b->path);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* The division right above a place, NULL when none is known. */
static const zb_region *division_above(const zb_lexicon *lexicon, const zb_place *place) {
    enum { SAME_PATH = 16 };
    const zb_region *own = place->code.n ? zb_lexicon_region(lexicon, place->code) : NULL;
    if (own) {
        return own->parent;
    }
    const zb_region *found[SAME_PATH];
    zb_str before = {place->path.p, place->path.n - place->name.n};
    size_t count = before.n ? zb_lexicon_find_regions(lexicon, before, found, SAME_PATH) : 0;
    for (size_t i = 0; i < count && i < SAME_PATH; i++) {
        if (same(found[i]->path, before)) {
            return found[i];
        }
    }
    return NULL;
}

/* The shortest end of the place's path, from a division on, that is longer than `shared`; all of
 * it when there is none. */
static zb_str end_beyond(const zb_lexicon *lexicon, const zb_place *place, size_t shared) {
    zb_str path = place->path;
    if (common_end(path, place->name) < place->name.n) {
        return path;
    }
    const zb_region *above = division_above(lexicon, place);
    for (; above; above = above->parent) {
        size_t start = above->path.n - above->name.n;
        bool prefix = above->path.n < path.n && memcmp(above->path.p, path.p, above->path.n) == 0;
        if (prefix && path.n - start > shared) {
            return (zb_str){path.p + start, path.n - start};
        }
    }
    return path;
}

zb_str *cli_name_places(const zb_lexicon *lexicon, const zb_place *places, size_t count) {
    zb_str *names = cli_get(count, sizeof *names);
    named *order = cli_get(count, sizeof *order);
    for (size_t i = 0; i < count; i++) {
        names[i] = places[i].name;
        order[i] = (named){places[i].name, places[i].path, i};
    }
    qsort(order, count, sizeof *order, by_name_and_path);
    for (size_t i = 0; i < count; i++) {
        bool as_before = i > 0 && same(order[i - 1].name, order[i].name);
        bool as_behind = i + 1 < count && same(order[i + 1].name, order[i].name);
        if (!as_before && !as_behind) {
            continue;
        }
        /* Of all with the name, the neighbours have most of the path's end in common. */
        size_t before = as_before ? common_end(order[i - 1].path, order[i].path) : 0;
        size_t behind = as_behind ? common_end(order[i + 1].path, order[i].path) : 0;
        names[order[i].place] =
            end_beyond(lexicon, &places[order[i].place], before > behind ? before : behind);
    }
    free(order);
    return names;
}

zb_str cli_place_name(const cli_data *data, int place) {
    return data->names[place];
}
