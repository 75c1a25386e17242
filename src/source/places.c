/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source/places.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"

/* Names have two to fifteen characters. */
enum { NAME_LONGEST = 15, NAME_SHORTEST = 2, HAN = 3 };

/* Last characters of names of places. */
static bool ends_names(uint32_t c) {
    switch (c) {
    case 0x7701: /* 省 */
    case 0x5E02: /* 市 */
    case 0x53BF: /* 县 */
    case 0x533A: /* 区 */
    case 0x65D7: /* 旗 */
    case 0x76DF: /* 盟 */
    case 0x5DDE: /* 州 */
    case 0x9547: /* 镇 */
    case 0x4E61: /* 乡 */
    case 0x9053: /* 道 */
    case 0x6728: /* 木 */
    case 0x573A: /* 场 */
    case 0x56E2: /* 团 */
        return true;
    default:
        return false;
    }
}

/* A name of two characters stands within other words too easily (提高县, 城区): it needs a border
 * before it, and one that is no county (东区, 矿区) its parent. */
static bool short_name_stands(zb_str text, size_t start, zb_str name, bool follows) {
    static const zb_str borders[] = {
        ZB_STR_INIT("年"),   ZB_STR_INIT("度"), ZB_STR_INIT("将"), ZB_STR_INIT("在"),
        ZB_STR_INIT("中共"), ZB_STR_INIT("于"), ZB_STR_INIT("对"), ZB_STR_INIT("据"),
    };
    if (follows) {
        return true;
    }
    if (!zb_str_ends(name, ZB_STR("县")) && !zb_str_ends(name, ZB_STR("市"))) {
        return false;
    }
    size_t before = zb_utf8_before(text, start), at = before;
    if (start == 0 || !zb_utf8_is_han(zb_utf8_next(text, &at))) {
        return true;
    }
    for (size_t i = 0; i < sizeof borders / sizeof *borders; i++) {
        if (zb_str_ends(zb_str_sub(text, 0, start), borders[i])) {
            return true;
        }
    }
    return false;
}

/* Is some row named `lower` beneath some row that is, or was, named `upper`? */
static bool lies_in(const zb_region_index *index, zb_str lower, zb_str upper) {
    for (int32_t l = zb_regions_first(&index->by_name, lower); l >= 0; l = index->links[l].next) {
        const zb_region *above = index->rows[index->links[l].row].parent;
        for (; above; above = above->parent) {
            for (int32_t u = zb_regions_first(&index->by_name, upper); u >= 0;
                 u = index->links[u].next) {
                const zb_region *row = &index->rows[index->links[u].row];
                if (zb_regions_present(index, above) == zb_regions_present(index, row)) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Add a name to the chain that it follows closely and lies beneath. */
static bool continues(zb_place *last, const zb_region_index *index, size_t start, zb_str name) {
    bool closely = last->end >= start && last->end - start <= HAN && start > last->start;
    if (!closely || last->count == PLACE_CHAIN ||
        !lies_in(index, name, last->names[last->count - 1])) {
        return false;
    }
    last->names[last->count++] = name;
    last->end = start + name.n;
    return true;
}

/* The last name of the chain was only the start of this one: 三明市|沙县, 三明市|沙县区. */
static bool lengthens(zb_place *last, const zb_region_index *index, size_t start, zb_str name) {
    int count = last->count;
    if (count < 2 || last->names[count - 1].p != name.p ||
        !lies_in(index, name, last->names[count - 2])) {
        return false;
    }
    last->names[count - 1] = name;
    last->end = start + name.n;
    return true;
}

/* Add a name: to a chain, else as a new one. */
static bool add_name(zb_place_list *out, size_t base, const zb_region_index *index, size_t start,
                     zb_str name) {
    zb_place *last = out->count > base ? &out->at[out->count - 1] : NULL;
    if (last && (continues(last, index, start, name) || lengthens(last, index, start, name))) {
        return true;
    }
    zb_place *before = out->count > base + 1 ? last - 1 : NULL;
    if (before && last->count == 1 && last->start < before->end && start < last->end &&
        continues(before, index, start, name)) {
        out->count--; /* 商洛市|镇安县: 洛市镇 is no name there */
        return true;
    }
    if (last && last->count == 1 && last->start >= start) {
        out->count--; /* the longer name that ends later */
        if (before && continues(before, index, start, name)) {
            return true;
        }
    }
    zb_place place = {.start = start, .end = start + name.n, .names = {name}, .count = 1};
    return ZB_PUSH(out, place);
}

/* The longest name of the table that ends at `end`; starts[] are the last characters' offsets. */
static zb_str longest_name(const zb_region_index *index, zb_str text, const size_t *starts,
                           size_t count, size_t end) {
    size_t most = count < NAME_LONGEST ? count : NAME_LONGEST;
    for (size_t n = most; n >= NAME_SHORTEST; n--) {
        zb_str name = zb_str_sub(text, starts[(count - n) % NAME_LONGEST], end);
        if (zb_regions_first(&index->by_name, name) >= 0) {
            return name;
        }
    }
    return (zb_str){0};
}

bool zb_places_find(zb_place_list *out, const zb_region_index *index, zb_str text) {
    size_t starts[NAME_LONGEST];
    size_t base = out->count, run = 0;
    for (size_t at = 0; at < text.n;) {
        size_t here = at;
        uint32_t c = zb_utf8_next(text, &at);
        if (!zb_utf8_is_han(c)) {
            run = 0;
            continue;
        }
        starts[run++ % NAME_LONGEST] = here;
        zb_str name = ends_names(c) ? longest_name(index, text, starts, run, at) : (zb_str){0};
        if (!name.n) {
            continue;
        }
        size_t start = (size_t)(name.p - text.p);
        bool follows = out->count > base && out->at[out->count - 1].end == start;
        if (name.n == NAME_SHORTEST * HAN && !short_name_stands(text, start, name, follows)) {
            continue;
        }
        if (!add_name(out, base, index, start, name)) {
            return false;
        }
    }
    return true;
}

zb_level zb_place_level_of(zb_str name) {
    static const struct {
        zb_str end;
        zb_level level;
    } ends[] = {
        {ZB_STR_INIT("街道"), ZB_LEVEL_TOWN},   {ZB_STR_INIT("苏木"), ZB_LEVEL_TOWN},
        {ZB_STR_INIT("镇"), ZB_LEVEL_TOWN},     {ZB_STR_INIT("乡"), ZB_LEVEL_TOWN},
        {ZB_STR_INIT("省"), ZB_LEVEL_PROVINCE}, {ZB_STR_INIT("自治区"), ZB_LEVEL_PROVINCE},
        {ZB_STR_INIT("地区"), ZB_LEVEL_CITY},   {ZB_STR_INIT("市"), ZB_LEVEL_CITY},
        {ZB_STR_INIT("州"), ZB_LEVEL_CITY},     {ZB_STR_INIT("盟"), ZB_LEVEL_CITY},
        {ZB_STR_INIT("县"), ZB_LEVEL_COUNTY},   {ZB_STR_INIT("区"), ZB_LEVEL_COUNTY},
        {ZB_STR_INIT("旗"), ZB_LEVEL_COUNTY},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (zb_str_ends(name, ends[i].end)) {
            return ends[i].level;
        }
    }
    return ZB_LEVEL_OTHER;
}

static bool told(const zb_str context[2], zb_str name) {
    return zb_str_has(context[0], name) || zb_str_has(context[1], name);
}

int zb_place_evidence(const zb_region_index *index, const zb_region *region,
                      const zb_str context[2]) {
    enum { CHILDREN_LIMIT = 40, CHILDREN_SCORE = 5 };
    static const int full[] = {
        [ZB_LEVEL_PROVINCE] = 3, [ZB_LEVEL_CITY] = 6, [ZB_LEVEL_COUNTY] = 10};
    static const int stem[] = {[ZB_LEVEL_PROVINCE] = 2, [ZB_LEVEL_CITY] = 3, [ZB_LEVEL_COUNTY] = 4};
    int score = 0;
    for (const zb_region *above = region->parent; above; above = above->parent) {
        if (above->level < ZB_LEVEL_PROVINCE || above->level > ZB_LEVEL_COUNTY) {
            continue;
        }
        if (told(context, above->name)) {
            score += full[above->level];
        } else if (told(context, zb_region_stem(above->name, above->level))) {
            score += stem[above->level];
        }
    }
    int found = 0, seen = 0;
    if (region->level == ZB_LEVEL_COUNTY) {
        const zb_region *end = index->rows + index->count;
        for (const zb_region *child = region + 1;
             child < end && zb_str_starts(child->code, region->code) && seen < CHILDREN_LIMIT;
             child++) {
            seen++;
            found +=
                child->parent == region && found < CHILDREN_SCORE && told(context, child->name);
        }
    }
    return score + found * 2;
}

static bool is_former(const zb_region *region, int year) {
    int64_t until;
    return region->until.n >= 4 && year > 0 &&
           zb_str_to_int(zb_str_sub(region->until, 0, 4), &until) && year > until;
}

/* The row answers to the names before the last one of the chain. */
static bool in_chain(const zb_region *region, const zb_place *place) {
    const zb_region *above = region->parent;
    for (int i = place->count - 2; i >= 0; i--) {
        while (above && !zb_region_answers(above, place->names[i])) {
            above = above->parent;
        }
        if (!above) {
            return false;
        }
        above = above->parent;
    }
    return true;
}

/* As in_chain, by any name that those places have had. */
static bool was_in_chain(const zb_region_index *index, const zb_region *region,
                         const zb_place *place) {
    char path[PLACE_CHAIN * NAME_LONGEST * 4];
    size_t n = 0;
    for (int i = 0; i < place->count; i++) {
        if (place->names[i].n > sizeof path - n) {
            return false;
        }
        memcpy(path + n, place->names[i].p, place->names[i].n);
        n += place->names[i].n;
    }
    return zb_region_answers_ever(index, region, (zb_str){path, n});
}

bool zb_place_names_parent(const zb_region *region) {
    return region->parent && zb_str_eq(region->parent->name, region->name);
}

/* Of two rows of one place the one that stands, or stood longer. */
static bool outlasts(const zb_region *row, const zb_region *other) {
    return other->until.n && (!row->until.n || zb_str_cmp(row->until, other->until) > 0);
}

void zb_choice_add(zb_choice *c, const zb_region_index *index, const zb_region *row, int score) {
    const zb_region *best = c->best;
    bool same = best && zb_regions_present(index, row) == zb_regions_present(index, best);
    c->rows++;
    c->places += same ? 0 : 1;
    if (!best || score > c->score) {
        c->best = row;
        c->score = score;
        c->tied = false;
    } else if (score == c->score && !same) {
        c->tied = true;
    } else if (score == c->score && outlasts(row, best)) {
        c->best = row;
    }
}

const zb_region *zb_choice_made(const zb_choice *c) {
    return c->places == 1 || (!c->tied && c->score > 0) ? c->best : NULL;
}

enum { WITHOUT_FORMER = 1, WITHOUT_TOWNS = 2, FORMERLY = 4 };

static zb_choice choose(const zb_region_index *index, const zb_place *place,
                        const zb_str context[2], int year, int rules, bool weighed) {
    zb_choice c = {0};
    zb_str name = place->names[place->count - 1];
    for (int32_t l = zb_regions_first(&index->by_name, name); l >= 0; l = index->links[l].next) {
        const zb_region *row = &index->rows[index->links[l].row];
        if (((rules & WITHOUT_FORMER) && is_former(row, year)) ||
            ((rules & WITHOUT_TOWNS) && row->level == ZB_LEVEL_TOWN) ||
            zb_place_names_parent(row)) {
            continue;
        }
        if (rules & FORMERLY ? was_in_chain(index, row, place) : in_chain(row, place)) {
            zb_choice_add(&c, index, row, weighed ? zb_place_evidence(index, row, context) : 0);
        }
    }
    return c;
}

zb_settled zb_place_settle(const zb_region_index *index, const zb_place *place,
                           const zb_str context[2], int year) {
    static const int attempts[] = {
        WITHOUT_FORMER | WITHOUT_TOWNS,
        WITHOUT_FORMER | WITHOUT_TOWNS | FORMERLY,
        WITHOUT_FORMER,
        WITHOUT_FORMER | FORMERLY,
        0,
        FORMERLY,
    };
    zb_str name = place->names[place->count - 1];
    zb_settled settled = {.name = name, .level = zb_place_level_of(name)};
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        zb_choice c = choose(index, place, context, year, attempts[i], false);
        if (c.rows > 1) {
            c = choose(index, place, context, year, attempts[i], true);
        }
        if (c.rows > 0) {
            settled.region = zb_choice_made(&c);
            settled.level = c.best->level;
            return settled;
        }
    }
    return settled;
}
