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

/* ---- names ------------------------------------------------------------------------------- */

static const zb_region *region_of(const zb_model *m, int place) {
    zb_str code = m->places[place].code;
    return code.n ? zb_lexicon_region(m->lexicon, code) : NULL;
}

/* What the members are called, and what they are together. */
static bool name_group(zb_model *m, zb_group *group) {
    bool ok = true;
    zb_whole whole = zb_dataset_whole(m->dataset, group->members, group->count, m->english);
    group->region = whole.region;
    group->is_whole = whole.complete;
    group->members_name = whole.members;
    group->member_name = whole.member;
    group->whole = zb_arena_copy(&m->arena, zb_str_from(whole.name), &ok);
    if (whole.brief[0] >= 'a' && whole.brief[0] <= 'z') {
        whole.brief[0] = (char)(whole.brief[0] - 'a' + 'A');
    }
    group->whole_label = zb_arena_copy(&m->arena, zb_str_from(whole.brief), &ok);
    group->whole_short = m->english ? group->whole : group->whole_label;
    zb_buf each = {0};
    zb_buf_text(&each, m->english ? "the " : "各");
    zb_buf_add(&each, whole.members);
    ok = ok && !each.failed;
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
        group->year = group_year(m, group);
        ok = name_group(m, group) && ok;
    }
    return ok;
}

size_t zb_group_shown(const zb_model *m, const zb_group *group) {
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
        if (zb_group_compares(group) && zb_group_shown(m, group) >= 2 &&
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
        while (common && !zb_region_lies_under(region, common)) {
            common = common->parent;
        }
    }
    return common;
}

/* Some places of a division that has no report itself: `安澜市2个县（区）`, `安澜市5个地区`. */
static void put_some(zb_buf *out, const zb_model *m) {
    const zb_group *main = m->main;
    bool others = m->included_count > main->count;
    zb_str kind = others ? (m->english ? ZB_STR("regions") : ZB_STR("地区")) : main->members_name;
    if (m->english) {
        zb_buf_format(out, "%zu %.*s of %.*s", m->included_count, ZB_ARG(kind),
                      ZB_ARG(m->division));
    } else {
        zb_buf_format(out, "%.*s%zu个%.*s", ZB_ARG(m->division), m->included_count, ZB_ARG(kind));
    }
}

/* The division that holds all places: the whole of the largest group where it does, else the one
 * that does where all of that group is told. `whole`: that group makes it up. */
static bool find_division(zb_model *m, bool *whole) {
    const zb_group *main = m->main;
    bool complete = main && zb_group_shown(m, main) == main->count;
    const zb_region *all = region_of_all(m);
    const zb_region *found = NULL;
    int place = -1;
    *whole = complete && main->region && main->is_whole && all &&
             zb_region_lies_under(all, main->region);
    if (*whole) {
        found = main->region;
    } else if (complete && main->parent >= 0 && holds_all(m, main->parent)) {
        place = main->parent;
    } else if (complete && all && !m->limited && all->level < main->level) {
        found = all;
    }
    place = found ? zb_model_find_place(m, found->code, found->path) : place;
    m->division = found ? found->name : place >= 0 ? m->places[place].name : (zb_str){0};
    m->region_reports = place >= 0 && m->shown[place];
    return m->division.n > 0;
}

/* The region of the title: the division that holds all, where it reports itself or its parts make
 * it up, else what it holds of it, else the places. */
static bool name_region(zb_model *m) {
    bool whole, ok = true;
    m->has_region = find_division(m, &whole);
    if (m->has_region && (whole || m->region_reports)) {
        m->region = m->division;
        return true;
    }
    zb_buf name = {0};
    (m->has_region ? put_some : put_names)(&name, m);
    m->region = zb_arena_copy(&m->arena, zb_buf_str(&name), &ok);
    ok = ok && !name.failed;
    zb_buf_free(&name);
    return ok;
}

bool zb_model_make_groups(zb_model *m) {
    return gather(m) && name_region(m);
}
