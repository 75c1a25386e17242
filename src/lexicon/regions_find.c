/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking divisions up, by code and by name.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "lexicon/lexicon.h"

const zb_region *zb_regions_by_code(const zb_region_index *index, zb_str code) {
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zb_str_cmp(index->rows[middle].code, code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < index->count && zb_str_eq(index->rows[low].code, code) ? &index->rows[low] : NULL;
}

int32_t zb_regions_first(const zb_map *map, zb_str name) {
    return (int32_t)zb_map_get(map, name, -1);
}

size_t zb_lexicon_region_count(const zb_lexicon *lexicon) {
    return lexicon->regions.count;
}

const zb_region *zb_lexicon_region_at(const zb_lexicon *lexicon, size_t index) {
    return index < lexicon->regions.count ? &lexicon->regions.rows[index] : NULL;
}

const zb_region *zb_lexicon_region(const zb_lexicon *lexicon, zb_str code) {
    return zb_regions_by_code(&lexicon->regions, code);
}

/* Longer texts name no place. */
enum { PATH_LIMIT = 512 };

/* Answers so far, in order of code. */
typedef struct answers {
    const zb_region **out;
    size_t capacity, count;
} answers;

static void add_answer(answers *a, const zb_region *region) {
    size_t held = a->count < a->capacity ? a->count : a->capacity;
    size_t at = held;
    for (size_t i = 0; i < held; i++) {
        if (a->out[i] == region) {
            return;
        }
    }
    while (at > 0 && a->out[at - 1] > region) {
        at--;
    }
    a->count++;
    if (held < a->capacity) {
        held++;
    }
    for (size_t i = held; i-- > at + 1;) {
        a->out[i] = a->out[i - 1];
    }
    if (at < held) {
        a->out[at] = region;
    }
}

/* All rows that the end of `path` names through `map` and that answer to the whole of it, with
 * `formerly` also by what those above were called. */
static void find_in(answers *a, const zb_region_index *index, const zb_map *map, zb_str path,
                    bool formerly) {
    for (size_t start = 0; start < path.n; zb_utf8_next(path, &start)) {
        zb_str name = zb_str_sub(path, start, path.n);
        for (int32_t link = zb_regions_first(map, name); link >= 0;
             link = index->links[link].next) {
            const zb_region *region = &index->rows[index->links[link].row];
            if (formerly ? zb_region_answers_ever(index, region, path)
                         : zb_region_answers(region, path)) {
                add_answer(a, region);
            }
        }
    }
}

size_t zb_lexicon_find_regions(const zb_lexicon *lexicon, zb_str name, const zb_region **out,
                               size_t capacity) {
    const zb_region_index *index = &lexicon->regions;
    answers a = {out, out ? capacity : 0, 0};
    name = zb_str_trim(name);
    if (name.n > PATH_LIMIT) {
        return 0;
    }
    const zb_region *coded = zb_regions_by_code(index, name);
    for (; coded && coded < index->rows + index->count && zb_str_eq(coded->code, name); coded++) {
        add_answer(&a, coded);
    }
    for (int formerly = 0; formerly < 2 && !a.count; formerly++) {
        find_in(&a, index, &index->by_name, name, formerly);
        if (!a.count) {
            find_in(&a, index, &index->by_stem, name, formerly);
        }
    }
    return a.count;
}

bool zb_region_lies_under(const zb_region *region, const zb_region *above) {
    while (region && region != above) {
        region = region->parent;
    }
    return region != NULL;
}
