/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Former names of divisions, and the divisions that have taken their place. The table says until
 * when a name was in use but not what came after it: that is told by the code, or else by the name
 * and the division above.
 */
#include "base/error.h"
#include "base/str.h"
#include "lexicon/regions.h"

/* Deepest chain of divisions: rows that were one place must not lead in a circle. */
enum { DEPTH_LIMIT = 8 };

static size_t row_of(const zb_region_index *index, const zb_region *region) {
    return (size_t)(region - index->rows);
}

const zb_region *zb_regions_present(const zb_region_index *index, const zb_region *region) {
    return &index->rows[index->present[row_of(index, region)]];
}

const zb_region *zb_regions_former(const zb_region_index *index, const zb_region *region) {
    int32_t next = index->former[row_of(index, region)];
    return next >= 0 ? &index->rows[next] : NULL;
}

static const zb_region *province_of(const zb_region *region) {
    while (region->parent) {
        region = region->parent;
    }
    return region;
}

static bool same_parent(const zb_region_index *index, const zb_region *a, const zb_region *b) {
    return a->parent && b->parent &&
           zb_regions_present(index, a->parent) == zb_regions_present(index, b->parent);
}

/* How a division may have come from a former one of its name, surest first. */
typedef enum kinship {
    KIN_SAME_PARENT, /* 密云县, 密云区; 铜仁地区, 铜仁市 */
    KIN_MOVED,       /* 寿县 of 六安市, of 淮南市 */
    KIN_RAISED,      /* 儋州市, a county, then a city */
    KIN_COUNT
} kinship;

/* Districts of different cities often share a name (郊区, 矿区): one that moved is known as the
 * same only when its former city is gone. */
static bool may_move(const zb_region_index *index, const zb_region *former) {
    bool orphan = former->parent && zb_regions_present(index, former->parent)->until.n;
    return former->level == ZB_LEVEL_COUNTY && (orphan || !zb_str_ends(former->name, ZB_STR("区")));
}

static kinship kinship_of(const zb_region_index *index, const zb_region *former,
                          const zb_region *present) {
    if (present->until.n) {
        return KIN_COUNT;
    }
    bool together = same_parent(index, former, present);
    if (present->level != former->level) {
        return together && zb_str_eq(present->name, former->name) ? KIN_RAISED : KIN_COUNT;
    }
    if (!zb_str_eq(zb_region_stem(present->name, present->level),
                   zb_region_stem(former->name, former->level))) {
        return KIN_COUNT;
    }
    if (together) {
        return KIN_SAME_PARENT;
    }
    bool near = province_of(present) == province_of(former);
    return near && may_move(index, former) ? KIN_MOVED : KIN_COUNT;
}

/* The row that has taken the place of a former one, the row itself when the table does not tell. */
static const zb_region *successor_of(const zb_region_index *index, const zb_region *former) {
    const zb_region *coded = zb_regions_by_code(index, former->code);
    if (!coded->until.n) {
        return coded;
    }
    zb_str stem = zb_region_stem(former->name, former->level);
    const zb_map *maps[] = {&index->by_stem, &index->by_name};
    zb_str names[] = {stem, former->name};
    const zb_region *found[KIN_COUNT] = {NULL};
    int count[KIN_COUNT] = {0};
    for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
        for (int32_t l = zb_regions_first(maps[m], names[m]); l >= 0; l = index->links[l].next) {
            const zb_region *row = &index->rows[index->links[l].row];
            kinship kin = kinship_of(index, former, row);
            if (kin < KIN_COUNT && found[kin] != row) {
                found[kin] = row;
                count[kin]++;
            }
        }
    }
    for (int kin = 0; kin < KIN_COUNT; kin++) {
        if (count[kin]) {
            return count[kin] == 1 ? found[kin] : former;
        }
    }
    return former;
}

zb_status zb_regions_link_formers(zb_region_index *index, zb_arena *arena, zb_error *err) {
    /* From the provinces down: to know a row's successor takes that of its parent. */
    static const zb_level levels[] = {ZB_LEVEL_PROVINCE, ZB_LEVEL_CITY, ZB_LEVEL_COUNTY,
                                      ZB_LEVEL_TOWN, ZB_LEVEL_OTHER};
    index->present = ZB_NEW(arena, int32_t, index->count + 1);
    index->former = ZB_NEW(arena, int32_t, index->count + 1);
    if (!index->present || !index->former) {
        return zb_error_nomem(err);
    }
    for (size_t i = 0; i < index->count; i++) {
        index->present[i] = (int32_t)i;
        index->former[i] = -1;
    }
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
        for (size_t i = 0; i < index->count; i++) {
            const zb_region *row = &index->rows[i];
            if (!row->until.n || row->level != levels[k]) {
                continue;
            }
            size_t present = row_of(index, successor_of(index, row));
            index->present[i] = (int32_t)present;
            if (present != i) {
                index->former[i] = index->former[present];
                index->former[present] = (int32_t)i;
            }
        }
    }
    return ZB_OK;
}

/* The names of divisions above stand in the path, and nothing else does. */
static bool named_above(const zb_region_index *index, const zb_region *region, zb_str path,
                        int depth) {
    if (!path.n || !region->parent || depth == DEPTH_LIMIT) {
        return !path.n;
    }
    for (const zb_region *above = zb_regions_present(index, region->parent); above;
         above = zb_regions_former(index, above)) {
        size_t named = zb_region_named_at_end(above, path);
        zb_str rest = {path.p, path.n - named};
        if (named && named_above(index, above, rest, depth + 1)) {
            return true;
        }
    }
    return named_above(index, region->parent, path, depth + 1);
}

bool zb_region_answers_ever(const zb_region_index *index, const zb_region *region, zb_str path) {
    size_t own = zb_region_named_at_end(region, path);
    zb_str rest = {path.p, path.n - own};
    const zb_region *row = own ? zb_regions_present(index, region) : NULL;
    while (row && !named_above(index, row, rest, 0)) {
        row = zb_regions_former(index, row);
    }
    return row != NULL;
}
