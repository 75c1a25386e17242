/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The places of a data set: those its documents report on and those its figures are of.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "dataset/dataset.h"

enum { SAME_NAMES = 16 };

zb_str zb_place_key(zb_str code, zb_str path) {
    return code.n ? code : path;
}

int zb_place_index(const zb_dataset *dataset, zb_str key) {
    return key.n ? (int)zb_map_get(&dataset->place_by_key, key, -1) : -1;
}

/* Length of the longest proper prefix of the path that is the path of a division, or 0. */
static size_t known_prefix(const zb_lexicon *lexicon, zb_str path) {
    for (size_t n = path.n; n > 0; n--) {
        if (n == path.n || ((unsigned char)path.p[n] & 0xC0) == 0x80) {
            continue;
        }
        zb_str prefix = zb_str_sub(path, 0, n);
        const zb_region *found[SAME_NAMES];
        size_t count = zb_lexicon_find_regions(lexicon, prefix, found, SAME_NAMES);
        for (size_t i = 0; i < count && i < SAME_NAMES; i++) {
            if (zb_str_eq(found[i]->path, prefix)) {
                return n;
            }
        }
    }
    return 0;
}

bool zb_place_keep_name(zb_dataset *dataset, zb_str key, zb_str name) {
    return ZB_PUSH(&dataset->names, name) &&
           zb_map_set(&dataset->name_by_key, key, (int64_t)dataset->names.count - 1);
}

/* The last part of the path of a place that the lexicon has no code for. */
static zb_str name_of(const zb_dataset *dataset, zb_str key, zb_str path) {
    int64_t kept = zb_map_get(&dataset->name_by_key, key, -1);
    if (kept >= 0) {
        return dataset->names.at[kept];
    }
    return zb_str_sub(path, known_prefix(dataset->lexicon, path), path.n);
}

static bool add_place(zb_dataset *dataset, zb_str code, zb_str path, zb_level level) {
    zb_str key = zb_place_key(code, path);
    if (!key.n || zb_place_index(dataset, key) >= 0) {
        return true;
    }
    zb_place place = {.code = code, .path = path, .level = level, .parent = -1};
    const zb_region *region = code.n ? zb_lexicon_region(dataset->lexicon, code) : NULL;
    if (region) {
        place.path = region->path;
        place.name = region->name;
        place.level = region->level;
    } else {
        place.name = name_of(dataset, key, path);
    }
    return ZB_PUSH(&dataset->places, place) &&
           zb_map_set(&dataset->place_by_key, key, (int64_t)dataset->places.count - 1);
}

static int compare_places(const void *left, const void *right) {
    const zb_place *a = left, *b = right;
    if (!a->code.n != !b->code.n) {
        return a->code.n ? -1 : 1;
    }
    int order = zb_str_cmp(a->code, b->code);
    return order ? order : zb_str_cmp(a->path, b->path);
}

static int parent_by_tree(const zb_dataset *dataset, const zb_region *region) {
    for (const zb_region *above = region->parent; above; above = above->parent) {
        int index = zb_place_index(dataset, above->code);
        if (index >= 0) {
            return index;
        }
    }
    return -1;
}

static int parent_by_path(const zb_map *by_path, zb_str path) {
    for (size_t n = path.n; n-- > 1;) {
        int index = (int)zb_map_get(by_path, zb_str_sub(path, 0, n), -1);
        if (index >= 0) {
            return index;
        }
    }
    return -1;
}

static bool find_parents(zb_dataset *dataset) {
    zb_map by_path = {0};
    bool ok = true;
    for (size_t i = 0; i < dataset->places.count && ok; i++) {
        const zb_place *place = &dataset->places.at[i];
        ok = zb_map_set(&dataset->place_by_key, zb_place_key(place->code, place->path),
                        (int64_t)i) &&
             (!place->path.n || zb_map_set(&by_path, place->path, (int64_t)i));
    }
    for (size_t i = 0; i < dataset->places.count && ok; i++) {
        zb_place *place = &dataset->places.at[i];
        const zb_region *region =
            place->code.n ? zb_lexicon_region(dataset->lexicon, place->code) : NULL;
        place->parent =
            region ? parent_by_tree(dataset, region) : parent_by_path(&by_path, place->path);
    }
    zb_map_free(&by_path);
    return ok;
}

zb_status zb_settle_places(zb_dataset *dataset, zb_error *err) {
    for (size_t d = 0; d < dataset->documents.count; d++) {
        const zb_document_row *document = &dataset->documents.at[d];
        const zb_slot *slot = &dataset->slots.at[d];
        if (document->status != ZB_DOC_USED) {
            continue;
        }
        bool ok = add_place(dataset, document->region_code, document->region, document->level);
        for (size_t i = 0; i < slot->row_count && ok; i++) {
            const zb_observation *row = &dataset->rows.at[slot->first_row + i];
            ok = add_place(dataset, row->region_code, row->region, row->level);
        }
        if (!ok) {
            return zb_error_nomem(err);
        }
    }
    if (dataset->places.count) {
        qsort(dataset->places.at, dataset->places.count, sizeof *dataset->places.at,
              compare_places);
    }
    return find_parents(dataset) ? ZB_OK : zb_error_nomem(err);
}

void zb_settle_count_places(zb_dataset *dataset) {
    for (size_t d = 0; d < dataset->documents.count; d++) {
        const zb_document_row *document = &dataset->documents.at[d];
        const zb_slot *slot = &dataset->slots.at[d];
        if (document->status != ZB_DOC_USED) {
            continue;
        }
        int own = zb_place_index(dataset, zb_place_key(document->region_code, document->region));
        dataset->places.at[own].documents++;
        for (size_t i = 0; i < slot->row_count; i++) {
            const zb_observation *row = &dataset->rows.at[slot->first_row + i];
            int index = zb_place_index(dataset, zb_place_key(row->region_code, row->region));
            if (index >= 0) {
                dataset->places.at[index].observations++;
            }
        }
    }
}

bool zb_place_lies_under(const zb_place *places, int place, int parent) {
    if (parent < 0) {
        return true;
    }
    do {
        place = places[place].parent;
    } while (place >= 0 && place != parent);
    return place == parent;
}
