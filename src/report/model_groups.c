/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which places are compared with each other, and what their whole is called.
 */
#include "report/model_inside.h"

#include "base/buf.h"
#include "base/str.h"

static size_t group_for(zb_model *m, int parent, zb_level level) {
    for (size_t i = m->group_count; i > 0; i--) {
        if (m->groups[i - 1].parent == parent && m->groups[i - 1].level == level) {
            return i - 1;
        }
    }
    m->groups[m->group_count] = (zb_group){.parent = parent, .level = level};
    return m->group_count++;
}

static bool all_end(const zb_model *m, const zb_group *group, zb_str ending) {
    for (size_t i = 0; i < group->count; i++) {
        if (!zb_str_ends(m->places[group->members[i]].name, ending)) {
            return false;
        }
    }
    return group->count > 0;
}

/* ---- names ------------------------------------------------------------------------------- */

static const zb_region *region_of(const zb_model *m, int place) {
    zb_str code = m->places[place].code;
    return code.n ? zb_lexicon_region(m->lexicon, code) : NULL;
}

/* The nearest division that holds all members, whether it reports itself or not; NULL: none. */
static const zb_region *common_region(const zb_model *m, const zb_group *group) {
    const zb_region *common = region_of(m, group->members[0]);
    common = common ? common->parent : NULL;
    for (size_t i = 1; common && i < group->count; i++) {
        const zb_region *up = region_of(m, group->members[i]);
        while (up && up != common) {
            up = up->parent;
        }
        if (!up) {
            common = common->parent;
            i = 0; /* once more from the start, one step higher */
        }
    }
    return common;
}

static bool lies_under(const zb_region *region, const zb_region *above) {
    while (region && region != above) {
        region = region->parent;
    }
    return region != NULL;
}

/* How many divisions of that level there are under `above` today. */
static size_t divisions_under(const zb_model *m, const zb_region *above, zb_level level) {
    size_t count = 0, all = zb_lexicon_region_count(m->lexicon);
    for (size_t i = 0; i < all; i++) {
        const zb_region *r = zb_lexicon_region_at(m->lexicon, i);
        count += r->level == level && !r->until.n && lies_under(r->parent, above);
    }
    return count;
}

/* What a whole is called; in English in a sentence, and where it stands alone. */
typedef struct whole_words {
    zb_str ending, whole, english, label;
} whole_words;

/* `全市` only where two thirds of the city's divisions are among the members: a few of them are
 * not the city. NULL: it is only their total. */
static const whole_words *whole_of(const zb_model *m, const zb_group *group) {
#define WHOLE(ending, whole, english, label)                                                       \
    { ZB_STR_INIT(ending), ZB_STR_INIT(whole), ZB_STR_INIT("the " english), ZB_STR_INIT(label) }
    static const whole_words words[] = {
        WHOLE("自治区", "全区", "autonomous region", "Autonomous region"),
        WHOLE("省", "全省", "province", "Province"),
        WHOLE("市", "全市", "city", "City"),
        WHOLE("州", "全州", "prefecture", "Prefecture"),
        WHOLE("盟", "全盟", "league", "League"),
        WHOLE("县", "全县", "county", "County"),
        WHOLE("区", "全区", "district", "District"),
        WHOLE("旗", "全旗", "banner", "Banner"),
    };
#undef WHOLE
    const zb_region *above = group->region;
    if (group->count < 2 || !above ||
        3 * group->count < 2 * divisions_under(m, above, group->level)) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (zb_str_ends(above->name, words[i].ending)) {
            return &words[i];
        }
    }
    return NULL;
}

static void name_whole(const zb_model *m, zb_group *group) {
    const whole_words *words = whole_of(m, group);
    group->is_whole = words != NULL;
    if (m->english) {
        group->whole = words ? words->english : ZB_STR("the group");
        group->whole_label = words ? words->label : ZB_STR("All");
    } else {
        group->whole = group->whole_label = words ? words->whole : ZB_STR("合计");
    }
}

/* `县（市、区）`, with only the kinds that occur. */
static zb_str county_name(const zb_model *m, const zb_group *group) {
    bool county = false, city = false, district = false;
    for (size_t i = 0; i < group->count; i++) {
        zb_str name = m->places[group->members[i]].name;
        city |= zb_str_ends(name, ZB_STR("市"));
        district |= zb_str_ends(name, ZB_STR("区"));
        county |= !zb_str_ends(name, ZB_STR("市")) && !zb_str_ends(name, ZB_STR("区"));
    }
    if (!county) {
        return city && district ? ZB_STR("市（区）") : city ? ZB_STR("市") : ZB_STR("区");
    }
    return city && district ? ZB_STR("县（市、区）")
           : city           ? ZB_STR("县（市）")
           : district       ? ZB_STR("县（区）")
                            : ZB_STR("县");
}

static zb_str town_name(const zb_model *m, const zb_group *group) {
    bool street = false, town = false, township = false;
    for (size_t i = 0; i < group->count; i++) {
        zb_str name = m->places[group->members[i]].name;
        street |= zb_str_ends(name, ZB_STR("街道"));
        town |= zb_str_ends(name, ZB_STR("镇"));
        township |= zb_str_ends(name, ZB_STR("乡"));
    }
    return street && (town || township) ? ZB_STR("乡镇（街道）")
           : street                     ? ZB_STR("街道")
           : town && township           ? ZB_STR("乡镇")
           : township                   ? ZB_STR("乡")
                                        : ZB_STR("镇");
}

/* The same in English, of several and of one. */
static const zb_str *english_name(const zb_model *m, const zb_group *group) {
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
    switch (group->level) {
    case ZB_LEVEL_PROVINCE:
        return provinces;
    case ZB_LEVEL_CITY:
        return all_end(m, group, ZB_STR("市")) ? cities : prefectures;
    case ZB_LEVEL_COUNTY:
        return all_end(m, group, ZB_STR("区"))   ? districts
               : all_end(m, group, ZB_STR("市")) ? county_cities
                                                 : counties;
    case ZB_LEVEL_TOWN:
        return all_end(m, group, ZB_STR("街道")) ? subdistricts
               : all_end(m, group, ZB_STR("乡")) ? townships
                                                 : towns;
    default:
        return regions;
    }
}

static zb_str members_name(const zb_model *m, const zb_group *group) {
    switch (group->level) {
    case ZB_LEVEL_PROVINCE:
        return ZB_STR("省（区、市）");
    case ZB_LEVEL_CITY:
        return all_end(m, group, ZB_STR("市")) ? ZB_STR("市") : ZB_STR("市（州）");
    case ZB_LEVEL_COUNTY:
        return county_name(m, group);
    case ZB_LEVEL_TOWN:
        return town_name(m, group);
    default:
        return ZB_STR("地区");
    }
}

static bool name_members(zb_model *m, zb_group *group) {
    const zb_str *english = m->english ? english_name(m, group) : NULL;
    group->members_name = english ? english[0] : members_name(m, group);
    group->member_name = english ? english[1] : group->members_name;
    zb_buf each = {0};
    zb_buf_text(&each, english ? "the " : "各");
    zb_buf_add(&each, group->members_name);
    bool ok = !each.failed;
    group->each = zb_arena_copy(&m->arena, zb_buf_str(&each), &ok);
    zb_buf_free(&each);
    return ok;
}

static int group_year(const zb_model *m, const zb_group *group) {
    for (int year = m->last_year; year >= m->first_year; year--) {
        size_t reporting = 0;
        for (size_t i = 0; i < group->count; i++) {
            reporting += zb_model_reported(m, group->members[i], year);
        }
        if (2 * reporting >= group->count) {
            return year;
        }
    }
    return m->last_year;
}

static bool fill_groups(zb_model *m) {
    for (size_t g = 0; g < m->group_count; g++) {
        zb_group *group = &m->groups[g];
        group->members = ZB_NEW(&m->arena, int, group->count);
        if (!group->members) {
            return false;
        }
        group->count = 0;
    }
    for (size_t i = 0; i < m->place_count; i++) {
        if (m->group_of[i] >= 0) {
            zb_group *group = &m->groups[m->group_of[i]];
            group->members[group->count++] = (int)i;
        }
    }
    bool ok = true;
    for (size_t g = 0; g < m->group_count; g++) {
        zb_group *group = &m->groups[g];
        group->region = common_region(m, group);
        group->year = group_year(m, group);
        name_whole(m, group);
        ok = name_members(m, group) && ok;
    }
    return ok;
}

static size_t shown_members(const zb_model *m, const zb_group *group) {
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++) {
        count += m->shown[group->members[i]];
    }
    return count;
}

bool zb_group_compares(const zb_group *group) {
    enum { MANY = 8 };
    return group->count >= 2 && (group->parent >= 0 || group->region || group->count >= MANY);
}

static bool gather(zb_model *m) {
    m->groups = ZB_NEW(&m->arena, zb_group, m->place_count + 1);
    if (!m->groups) {
        return false;
    }
    for (size_t i = 0; i < m->place_count; i++) {
        if (m->reports[i]) {
            size_t g = group_for(m, m->places[i].parent, m->places[i].level);
            m->groups[g].count++;
            m->group_of[i] = (int)g;
        }
    }
    if (!fill_groups(m)) {
        return false;
    }
    for (size_t g = 0; g < m->group_count; g++) {
        zb_group *group = &m->groups[g];
        if (zb_group_compares(group) && shown_members(m, group) >= 2 &&
            (!m->main || group->count > m->main->count)) {
            m->main = group;
        }
    }
    return true;
}

/* The names of a few places, or how many they are. */
static void put_names(zb_buf *out, const zb_model *m) {
    enum { FEW = 3 };
    if (m->included_count > FEW) {
        zb_buf_format(out, m->english ? "%zu regions" : "%zu个地区", m->included_count);
        return;
    }
    for (size_t i = 0; i < m->place_count; i++) {
        if (m->shown[i]) {
            zb_buf_text(out, !out->n ? "" : m->english ? ", " : "、");
            zb_buf_add(out, m->places[i].name);
        }
    }
}

/* Is every place shown that place, or below it? */
static bool holds_all(const zb_model *m, int place) {
    for (size_t i = 0; i < m->place_count; i++) {
        int up = (int)i;
        while (m->shown[i] && up >= 0 && up != place) {
            up = m->places[up].parent;
        }
        if (m->shown[i] && up < 0) {
            return false;
        }
    }
    return true;
}

/* The nearest division that holds, or is, every place shown; NULL: none does. */
static const zb_region *region_of_all(const zb_model *m) {
    const zb_region *common = NULL;
    bool first = true;
    for (size_t i = 0; i < m->place_count; i++) {
        const zb_region *region = m->shown[i] ? region_of(m, (int)i) : NULL;
        if (!m->shown[i]) {
            continue;
        }
        common = first ? region : common;
        first = false;
        while (common && !lies_under(region, common)) {
            common = common->parent;
        }
    }
    return common;
}

/* The region of the title: the whole of the largest group where it holds all, else the division
 * that does where whole groups make it up, else the places. */
static bool name_region(zb_model *m) {
    const zb_group *main = m->main;
    bool complete = main && shown_members(m, main) == main->count;
    bool whole = complete && main->region && main->is_whole;
    const zb_region *all = region_of_all(m);
    if (whole && all && lies_under(all, main->region)) {
        m->region = main->region->name;
    } else if (complete && main->parent >= 0 && holds_all(m, main->parent)) {
        m->region = m->places[main->parent].name;
    } else if (complete && all && !m->limited && all->level < main->level) {
        m->region = all->name;
    }
    m->has_region = m->region.n > 0;
    if (m->has_region) {
        return true;
    }
    bool ok = true;
    zb_buf name = {0};
    put_names(&name, m);
    m->region = zb_arena_copy(&m->arena, zb_buf_str(&name), &ok);
    ok = ok && !name.failed;
    zb_buf_free(&name);
    return ok;
}

bool zb_model_make_groups(zb_model *m) {
    return gather(m) && name_region(m);
}
