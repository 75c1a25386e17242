/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What places taken together are called: `全市` where they make up a city, `乡镇合计` where they
 * are only added up.
 */
#include <stdio.h>

#include "base/str.h"
#include "zhibiao/dataset.h"

/* Places of one level. */
typedef struct some {
    const zb_lexicon *lexicon;
    const zb_place *all;
    size_t all_count;
    const int *index;
    size_t count;
    zb_level level;
} some;

static zb_str name_of(const some *s, size_t i) {
    return s->all[s->index[i]].name;
}

static bool all_end(const some *s, const char *ending) {
    for (size_t i = 0; i < s->count; i++) {
        if (!zb_str_ends(name_of(s, i), zb_str_from(ending))) {
            return false;
        }
    }
    return s->count > 0;
}

static bool any_ends(const some *s, const char *ending) {
    for (size_t i = 0; i < s->count; i++) {
        if (zb_str_ends(name_of(s, i), zb_str_from(ending))) {
            return true;
        }
    }
    return false;
}

/* ---- the region above -------------------------------------------------------------------- */

static const zb_region *region_of(const some *s, const zb_place *place) {
    return place->code.n ? zb_lexicon_region(s->lexicon, place->code) : NULL;
}

/* The nearest division that holds all of them, whether it reports itself or not; NULL: none. */
static const zb_region *common_region(const some *s) {
    const zb_region *common = s->count ? region_of(s, &s->all[s->index[0]]) : NULL;
    common = common ? common->parent : NULL;
    for (size_t i = 1; common && i < s->count; i++) {
        const zb_region *region = region_of(s, &s->all[s->index[i]]);
        while (common && !zb_region_lies_under(region, common)) {
            common = common->parent;
        }
    }
    return common;
}

static bool is_division(const zb_region *region, zb_level level, const zb_region *above) {
    return region && region->level == level && !region->until.n &&
           zb_region_lies_under(region->parent, above);
}

/* Counties and cities make up what lies above them where each that the table of regions has today
 * reports in any year, and two thirds of them are among the places. Cities do not where counties
 * lie beside them, straight under the province; towns never do: most of what a county reports is
 * its own offices' work. */
static bool is_complete(const some *s, const zb_region *above) {
    if (s->count < 2 || !above || (s->level != ZB_LEVEL_CITY && s->level != ZB_LEVEL_COUNTY)) {
        return false;
    }
    size_t divisions = 0, reporting = 0, taken = 0, regions = zb_lexicon_region_count(s->lexicon);
    for (size_t i = 0; i < regions; i++) {
        const zb_region *region = zb_lexicon_region_at(s->lexicon, i);
        divisions += is_division(region, s->level, above);
        if (s->level == ZB_LEVEL_CITY && region->parent == above &&
            is_division(region, ZB_LEVEL_COUNTY, above)) {
            return false;
        }
    }
    for (size_t i = 0; i < s->all_count; i++) {
        reporting += s->all[i].documents && is_division(region_of(s, &s->all[i]), s->level, above);
    }
    for (size_t i = 0; i < s->count; i++) {
        taken += is_division(region_of(s, &s->all[s->index[i]]), s->level, above);
    }
    return reporting >= divisions && 3 * taken >= 2 * divisions;
}

/* ---- names ------------------------------------------------------------------------------- */

/* `县（市、区）`, with only the kinds that occur; together, in few words. */
static void name_counties(const some *s, zb_str *members, const char **together) {
    bool city = any_ends(s, "市"), district = any_ends(s, "区"), county = false;
    for (size_t i = 0; i < s->count; i++) {
        county |=
            !zb_str_ends(name_of(s, i), ZB_STR("市")) && !zb_str_ends(name_of(s, i), ZB_STR("区"));
    }
    *together = "县区合计";
    if (county) {
        *members = city && district ? ZB_STR("县（市、区）")
                   : city           ? ZB_STR("县（市）")
                   : district       ? ZB_STR("县（区）")
                                    : ZB_STR("县");
        *together = city || district ? *together : "各县合计";
    } else {
        *members = city && district ? ZB_STR("市（区）") : city ? ZB_STR("市") : ZB_STR("区");
        *together = city && district ? *together : city ? "各市合计" : "各区合计";
    }
}

static void name_towns(const some *s, zb_str *members, const char **together) {
    bool street = any_ends(s, "街道"), town = any_ends(s, "镇"), township = any_ends(s, "乡");
    if (street) {
        *members = town || township ? ZB_STR("乡镇（街道）") : ZB_STR("街道");
        *together = town || township ? "镇街合计" : "街道合计";
    } else {
        *members = town && township ? ZB_STR("乡镇") : township ? ZB_STR("乡") : ZB_STR("镇");
        *together = town && township ? "乡镇合计" : township ? "各乡合计" : "各镇合计";
    }
}

static void name_members(const some *s, zb_str *members, const char **together) {
    switch (s->level) {
    case ZB_LEVEL_PROVINCE:
        *members = ZB_STR("省（区、市）");
        *together = "各省合计";
        return;
    case ZB_LEVEL_CITY:
        *members = all_end(s, "市") ? ZB_STR("市") : ZB_STR("市（州）");
        *together = all_end(s, "市") ? "各市合计" : "市州合计";
        return;
    case ZB_LEVEL_COUNTY:
        name_counties(s, members, together);
        return;
    case ZB_LEVEL_TOWN:
        name_towns(s, members, together);
        return;
    default:
        *members = ZB_STR("地区");
        *together = "合计";
    }
}

/* The same in English, of several and of one. */
static const zb_str *english_name(const some *s) {
    static const zb_str regions[] = {ZB_STR_INIT("regions"), ZB_STR_INIT("region")},
                        provinces[] = {ZB_STR_INIT("provinces"), ZB_STR_INIT("province")},
                        cities[] = {ZB_STR_INIT("cities"), ZB_STR_INIT("city")},
                        prefectures[] = {ZB_STR_INIT("prefectures"), ZB_STR_INIT("prefecture")},
                        counties[] = {ZB_STR_INIT("counties"), ZB_STR_INIT("county")},
                        districts[] = {ZB_STR_INIT("districts"), ZB_STR_INIT("district")},
                        county_cities[] = {ZB_STR_INIT("county-level cities"),
                                           ZB_STR_INIT("county-level city")},
                        towns[] = {ZB_STR_INIT("towns"), ZB_STR_INIT("town")},
                        townships[] = {ZB_STR_INIT("townships"), ZB_STR_INIT("township")},
                        subdistricts[] = {ZB_STR_INIT("subdistricts"), ZB_STR_INIT("subdistrict")};
    switch (s->level) {
    case ZB_LEVEL_PROVINCE:
        return provinces;
    case ZB_LEVEL_CITY:
        return all_end(s, "市") ? cities : prefectures;
    case ZB_LEVEL_COUNTY:
        return all_end(s, "区") ? districts : all_end(s, "市") ? county_cities : counties;
    case ZB_LEVEL_TOWN:
        return all_end(s, "街道") ? subdistricts : all_end(s, "乡") ? townships : towns;
    default:
        return regions;
    }
}

/* What a division is called as a whole; NULL: it has no such name. */
static const char *const *words_of(const zb_region *region) {
    static const char *const words[][3] = {
        {"自治区", "全区", "autonomous region"},
        {"地区", "全地区", "prefecture"},
        {"省", "全省", "province"},
        {"市", "全市", "city"},
        {"州", "全州", "prefecture"},
        {"盟", "全盟", "league"},
        {"县", "全县", "county"},
        {"区", "全区", "district"},
        {"旗", "全旗", "banner"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (zb_str_ends(region->name, zb_str_from(words[i][0]))) {
            return words[i];
        }
    }
    return NULL;
}

/* Without their number: in a year or of an indicator fewer may be added up. */
static void name_together(zb_whole *whole, const some *s, const char *together, bool english) {
    if (s->count < 2) {
        snprintf(whole->name, sizeof whole->name, "%s", english ? "all" : "合计");
        snprintf(whole->brief, sizeof whole->brief, "%s", english ? "all" : "合计");
    } else if (english) {
        snprintf(whole->name, sizeof whole->name, "the %.*s together", ZB_ARG(whole->members));
        snprintf(whole->brief, sizeof whole->brief, "%.*s together", ZB_ARG(whole->members));
    } else {
        snprintf(whole->name, sizeof whole->name, "%s", together);
        snprintf(whole->brief, sizeof whole->brief, "%s", together);
    }
}

zb_whole zb_dataset_whole(const zb_dataset *dataset, const int *places, size_t count,
                          bool english) {
    some s = {.lexicon = zb_dataset_lexicon(dataset), .index = places, .count = count};
    s.all = zb_dataset_places(dataset, &s.all_count);
    s.level = count ? s.all[places[0]].level : ZB_LEVEL_OTHER;
    zb_whole whole = {.region = common_region(&s)};
    const char *together;
    name_members(&s, &whole.members, &together);
    whole.member = whole.members;
    if (english) {
        const zb_str *name = english_name(&s);
        whole.members = name[0];
        whole.member = name[1];
    }
    const char *const *words = is_complete(&s, whole.region) ? words_of(whole.region) : NULL;
    whole.complete = words != NULL;
    if (words) {
        snprintf(whole.name, sizeof whole.name, "%s%s", english ? "the " : "",
                 words[english ? 2 : 1]);
        snprintf(whole.brief, sizeof whole.brief, "%s", words[english ? 2 : 1]);
    } else {
        name_together(&whole, &s, together, english);
    }
    return whole;
}
