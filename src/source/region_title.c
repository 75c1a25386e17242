/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The place that a title names, also one that is in no table: development zones, new towns.
 */
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "source/region.h"
#include "source/years.h"

enum { HAN = 3, UNIT_LONGEST = 14 * HAN, ZONE_NAME_LONGEST = 10 * HAN };

/* Behind the name of a place in a title. */
static const zb_str borders[] = {
    ZB_STR_INIT("人民政府"), ZB_STR_INIT("街道办"), ZB_STR_INIT("办事处"),     ZB_STR_INIT("党委"),
    ZB_STR_INIT("委员会"),   ZB_STR_INIT("关于"),   ZB_STR_INIT("法治"),       ZB_STR_INIT("依法"),
    ZB_STR_INIT("党工委"),   ZB_STR_INIT("政府"),   ZB_STR_INIT("推进"),       ZB_STR_INIT("贯彻"),
    ZB_STR_INIT("管委会"),   ZB_STR_INIT("工委"),   ZB_STR_INIT("管理委员会"), ZB_STR_INIT("法制"),
    ZB_STR_INIT("行政公署"), ZB_STR_INIT("年度"),   ZB_STR_INIT("开展"),       ZB_STR_INIT("落实"),
};

static bool at_border(zb_str rest) {
    size_t at = 0;
    zb_year_hit hit;
    if (!rest.n || rest.p[0] == ' ' || (zb_year_next(rest, &at, &hit) && hit.start == 0)) {
        return true;
    }
    for (size_t i = 0; i < sizeof borders / sizeof *borders; i++) {
        if (zb_str_starts(rest, borders[i])) {
            return true;
        }
    }
    return false;
}

/* Where the title begins to name its subject: behind 中共, 关于, 2020年度, spaces. */
static size_t subject_start(zb_str title) {
    static const zb_str before[] = {ZB_STR_INIT("中共"), ZB_STR_INIT("关于"), ZB_STR_INIT("年度"),
                                    ZB_STR_INIT("年"),   ZB_STR_INIT(" "),    ZB_STR_INIT("　")};
    size_t at = 0;
    for (bool moved = true; moved;) {
        moved = false;
        zb_str rest = zb_str_sub(title, at, title.n);
        for (size_t i = 0; i < sizeof before / sizeof *before && !moved; i++) {
            if (zb_str_starts(rest, before[i])) {
                at += before[i].n;
                moved = true;
            }
        }
        size_t next = 0;
        zb_year_hit hit;
        if (!moved && zb_year_next(rest, &next, &hit) && hit.start == 0) {
            at += hit.end;
            moved = true;
        }
    }
    return at;
}

static bool is_generic(zb_str name) {
    static const zb_str starts[] = {ZB_STR_INIT("全"),   ZB_STR_INIT("我"),   ZB_STR_INIT("各"),
                                    ZB_STR_INIT("本"),   ZB_STR_INIT("该"),   ZB_STR_INIT("自治"),
                                    ZB_STR_INIT("乡镇"), ZB_STR_INIT("城镇"), ZB_STR_INIT("镇街"),
                                    ZB_STR_INIT("街道"), ZB_STR_INIT("社区")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (zb_str_starts(name, starts[i])) {
            return true;
        }
    }
    return false;
}

/* A name that ends like a place's at `start`, up to a border; empty when there is none. */
static zb_str unit_at(zb_str title, size_t start, bool towns_only) {
    zb_str rest = zb_str_sub(title, start, title.n);
    for (size_t at = 0; at < rest.n && at <= UNIT_LONGEST;) {
        zb_str unit = zb_str_sub(rest, 0, at);
        if (at > 0 && at_border(zb_str_sub(rest, at, rest.n))) {
            zb_level level = zb_place_level_of(unit);
            bool apt = towns_only ? level == ZB_LEVEL_TOWN : level != ZB_LEVEL_OTHER;
            return apt && unit.n >= 2 * HAN && !is_generic(unit) ? unit : (zb_str){0};
        }
        if (!zb_utf8_is_han(zb_utf8_next(rest, &at))) {
            break;
        }
    }
    return (zb_str){0};
}

/* The first place of the title that stands in no 《》. */
static const zb_place *first_place(zb_str title, const zb_place_list *places) {
    for (size_t i = 0; i < places->count; i++) {
        zb_str before = zb_str_sub(title, 0, places->at[i].start);
        size_t open = zb_str_rfind(before, ZB_STR("《"));
        if (open == ZB_NOT_FOUND || zb_str_has(zb_str_sub(before, open, before.n), ZB_STR("》"))) {
            return &places->at[i];
        }
    }
    return NULL;
}

zb_str zb_zone_at(const zb_document_cues *cues, zb_str rest, bool bordered) {
    for (size_t at = 0; at < rest.n && at <= ZONE_NAME_LONGEST;) {
        zb_str word = zb_str_list_start(&cues->zones, zb_str_sub(rest, at, rest.n));
        if (word.n && (!bordered || at_border(zb_str_sub(rest, at + word.n, rest.n)))) {
            return zb_str_sub(rest, 0, at + word.n);
        }
        if (!zb_utf8_is_han(zb_utf8_next(rest, &at))) {
            break;
        }
    }
    return (zb_str){0};
}

/* The level of a name that no table has; a city named behind another (安澜市澄川市) is a county. */
static zb_level level_of_unit(zb_str unit) {
    static const zb_str cities[] = {ZB_STR_INIT("市"), ZB_STR_INIT("州"), ZB_STR_INIT("地区")};
    zb_level level = zb_place_level_of(unit);
    zb_str stem = zb_region_stem(unit, level);
    for (size_t i = 0; level == ZB_LEVEL_CITY && i < sizeof cities / sizeof *cities; i++) {
        if (zb_str_has(zb_str_sub(stem, HAN, stem.n), cities[i])) {
            return ZB_LEVEL_COUNTY;
        }
    }
    return level;
}

/* A zone or a town that no table has: `upper` is the place named right before it, or NULL. */
static bool untabled(const zb_region_search *search, zb_str title, const zb_place *upper,
                     zb_settled *out, size_t *end) {
    size_t from = upper ? upper->end : subject_start(title);
    zb_str zone = zb_zone_at(search->reading->cues, zb_str_sub(title, from, title.n), true);
    zb_str name = zone.n ? zone : unit_at(title, from, upper != NULL);
    /* Two characters are a name only when the table has it: 郊区, not 乡镇. */
    bool short_name = name.n == 2 * HAN;
    if (!name.n || (short_name && zb_regions_first(&search->index->by_name, name) < 0)) {
        return false;
    }
    *end = (size_t)(name.p - title.p) + name.n;
    if (short_name) {
        zb_place place = {.names = {name}, .count = 1};
        *out = zb_place_settle(search->index, &place, search->context,
                               search->reading->document->year);
        return true;
    }
    *out = (zb_settled){.name = name, .level = zone.n ? ZB_LEVEL_COUNTY : level_of_unit(name)};
    if (upper) {
        out->parent =
            zb_place_settle(search->index, upper, search->context, search->reading->document->year)
                .region;
    }
    if (zone.n && out->parent && out->parent->level == ZB_LEVEL_COUNTY) {
        out->level = ZB_LEVEL_OTHER; /* a park within a county has no county's rank */
    }
    if (!out->parent) {
        out->parent = zb_region_parent(search, name, out->level);
    }
    return true;
}

/* A department's name follows soon: 扬州|地税局. */
static bool department_follows(const zb_region_search *search, zb_str rest) {
    return zb_department_at(search->reading->cues, rest).n > 0;
}

/* A name without its kind at the start of the subject. Words of the language look the same
 * (平安), so a county needs to be told of elsewhere, a city that or a department behind it. */
static bool stem_at_start(const zb_region_search *search, zb_str title, zb_settled *out,
                          size_t *end) {
    const zb_region_index *index = search->index;
    size_t start = subject_start(title);
    for (size_t n = 5 * HAN; n >= 2 * HAN; n -= HAN) {
        zb_str stem = zb_str_sub(title, start, start + n);
        const zb_region *best = NULL;
        int best_score = 0;
        bool tied = false;
        for (int32_t l = zb_regions_first(&index->by_stem, stem); l >= 0;
             l = index->links[l].next) {
            const zb_region *row = &index->rows[index->links[l].row];
            if (row->level == ZB_LEVEL_TOWN || row->until.n) {
                continue;
            }
            int score = zb_place_evidence(index, row, search->context);
            score += zb_str_has(search->context[0], row->name) ? 20 : 0;
            bool upper = row->level != ZB_LEVEL_COUNTY;
            score += upper && department_follows(search, zb_str_sub(title, start + n, title.n));
            tied = score == best_score || (tied && score < best_score);
            if (score > best_score) {
                best = row;
                best_score = score;
            }
        }
        if (best && !tied) {
            *out = (zb_settled){.region = best, .name = best->name, .level = best->level};
            *end = start + n;
            return true;
        }
    }
    return false;
}

/* A body of a province's rank without a division of its own: 新疆生产建设兵团. */
static bool provincial_body(const zb_region_search *search, zb_str title, zb_settled *out,
                            size_t *end) {
    size_t start = subject_start(title);
    zb_str body = zb_str_list_start(&search->reading->cues->provincial_bodies,
                                    zb_str_sub(title, start, title.n));
    *out = (zb_settled){.name = body, .level = ZB_LEVEL_PROVINCE};
    *end = start + body.n;
    return body.n > 0;
}

/* The table lists parts of development zones among towns (赣州经济技术开发区 beneath 章贡区). One
 * that bears a city's name has a county's rank and is no part of the county. */
static void raise_zone(const zb_region_search *search, zb_settled *settled) {
    const zb_region *row = settled->region;
    if (!row || row->level != ZB_LEVEL_TOWN ||
        !zb_str_list_end(&search->reading->cues->zones, row->name).n) {
        return;
    }
    const zb_region *city = row->parent;
    while (city && city->level != ZB_LEVEL_CITY) {
        city = city->parent;
    }
    if (city && zb_str_starts(row->name, zb_region_stem(city->name, city->level))) {
        *settled = (zb_settled){.parent = city, .name = row->name, .level = ZB_LEVEL_COUNTY};
    }
}

/* 吉林市|生态环境局|磐石市|分局: a city's department in a county is the county's. */
static void take_branch(const zb_region_search *search, zb_str title, const zb_place_list *places,
                        const zb_place *first, zb_settled *out) {
    zb_str rest = zb_str_sub(title, first->end, title.n);
    size_t at = first->end + zb_department_at(search->reading->cues, rest).n;
    for (const zb_place *place = first + 1; place < places->at + places->count; place++) {
        zb_str behind = zb_str_sub(title, place->end, title.n);
        if (place->start == at && first->count + place->count <= PLACE_CHAIN &&
            zb_str_list_start(&search->reading->cues->branches, behind).n) {
            zb_place chain = *first;
            for (int i = 0; i < place->count; i++) {
                chain.names[chain.count++] = place->names[i];
            }
            *out = zb_place_settle(search->index, &chain, search->context,
                                   search->reading->document->year);
            return;
        }
    }
}

bool zb_region_of_title(const zb_region_search *search, zb_str title, zb_settled *out,
                        size_t *end) {
    zb_place_list places = {0};
    bool found = false;
    if (title.n && zb_places_find(&places, search->index, title)) {
        const zb_place *first = first_place(title, &places);
        if (first) {
            found = untabled(search, title, first, out, end);
            if (!found) {
                *out = zb_place_settle(search->index, first, search->context,
                                       search->reading->document->year);
                *end = first->end;
                raise_zone(search, out);
                take_branch(search, title, &places, first, out);
                found = true;
            }
        } else {
            found = provincial_body(search, title, out, end) ||
                    untabled(search, title, NULL, out, end) ||
                    stem_at_start(search, title, out, end);
        }
    }
    zb_mem_free(places.at);
    return found;
}

zb_str zb_department_at(const zb_document_cues *cues, zb_str rest) {
    static const zb_str not_in[] = {ZB_STR_INIT("关于"), ZB_STR_INIT("人民政府"),
                                    ZB_STR_INIT("的"),   ZB_STR_INIT("年"),
                                    ZB_STR_INIT("在"),   ZB_STR_INIT("党委")};
    if (zb_str_starts(rest, ZB_STR("委")) && !zb_str_starts(rest, ZB_STR("委员"))) {
        rest = zb_str_sub(rest, HAN, rest.n);
    }
    for (size_t at = 0; at < rest.n && at <= UNIT_LONGEST;) {
        zb_str word = zb_str_list_start(&cues->departments, zb_str_sub(rest, at, rest.n));
        if (word.n && at > 0) {
            zb_str behind = zb_str_sub(rest, at + word.n, rest.n);
            size_t more = zb_str_list_start(&cues->departments, behind).n;
            zb_str name = zb_str_sub(rest, 0, at + word.n + more);
            for (size_t i = 0; i < sizeof not_in / sizeof *not_in; i++) {
                if (zb_str_has(name, not_in[i])) {
                    return (zb_str){0};
                }
            }
            return name;
        }
        if (!zb_utf8_is_han(zb_utf8_next(rest, &at))) {
            break;
        }
    }
    return (zb_str){0};
}
