/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places, groups and counts of a report. Rates and comparisons are in model_rates.c.
 */
#include "report/model.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "report/model_inside.h"

enum { MOST_YEARS = 40 };

static zb_status take_years(zb_model *m, const zb_report_options *options, zb_error *err) {
    zb_dataset_years(m->dataset, &m->first_year, &m->last_year);
    if (options->first_year > m->first_year) {
        m->first_year = options->first_year;
    }
    if (options->last_year && options->last_year < m->last_year) {
        m->last_year = options->last_year;
    }
    if (m->last_year == 0 || m->last_year < m->first_year) {
        return zb_error_set(err, ZB_E_EMPTY, "no report of a known place and year to write about");
    }
    if (m->last_year - m->first_year >= MOST_YEARS) {
        m->first_year = m->last_year - MOST_YEARS + 1;
    }
    m->year_count = m->last_year - m->first_year + 1;
    return ZB_OK;
}

static bool take_places(zb_model *m, const zb_report_options *options) {
    m->places = zb_dataset_places(m->dataset, &m->place_count);
    m->included = ZB_NEW(&m->arena, bool, m->place_count + 1);
    m->reports = ZB_NEW(&m->arena, size_t, m->place_count + 1);
    m->reported = ZB_NEW(&m->arena, bool, m->place_count *(size_t)m->year_count + 1);
    m->counts = ZB_NEW(&m->arena, size_t, m->place_count * (size_t)m->year_count + 1);
    m->group_of = ZB_NEW(&m->arena, int, m->place_count + 1);
    if (!m->included || !m->reports || !m->reported || !m->counts || !m->group_of) {
        return false;
    }
    for (size_t i = 0; i < m->place_count; i++) {
        m->included[i] = options->place_count == 0;
        m->group_of[i] = -1;
    }
    for (size_t i = 0; i < options->place_count; i++) {
        int place = options->places[i];
        if (place >= 0 && (size_t)place < m->place_count) {
            m->included[place] = true;
        }
    }
    return true;
}

static zb_str place_key(zb_str code, zb_str path) {
    return code.n ? code : path;
}

int zb_model_find_place(const zb_model *m, zb_str code, zb_str path) {
    return (int)zb_map_get(&m->index, place_key(code, path), -1);
}

/* Which place reports when, and how many documents and observations there are. */
static bool take_documents(zb_model *m) {
    bool ok = true;
    for (size_t i = 0; ok && i < m->place_count; i++) {
        ok = zb_map_set(&m->index, place_key(m->places[i].code, m->places[i].path), (int64_t)i);
    }
    size_t count;
    const zb_document_row *rows = zb_dataset_documents(m->dataset, &count);
    for (size_t i = 0; ok && i < count; i++) {
        const zb_document_row *row = &rows[i];
        int place = zb_model_find_place(m, row->region_code, row->region);
        m->failed += row->status == ZB_DOC_FAILED;
        m->superseded += row->status == ZB_DOC_SUPERSEDED;
        m->duplicate += row->status == ZB_DOC_DUPLICATE;
        m->incomplete += row->status == ZB_DOC_INCOMPLETE;
        if (row->status != ZB_DOC_USED || place < 0 || !m->included[place] ||
            row->year < m->first_year || row->year > m->last_year) {
            continue;
        }
        size_t at = (size_t)place * (size_t)m->year_count + (size_t)(row->year - m->first_year);
        m->documents++;
        m->reports[place]++;
        m->observations += row->observations;
        m->reported[at] = true;
        m->counts[at] += row->observations;
    }
    for (size_t i = 0; i < m->place_count; i++) {
        m->included_count += m->reports[i] > 0;
    }
    return ok;
}

/* ---- groups ------------------------------------------------------------------------------ */

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

static zb_str whole_name(const zb_model *m, int parent) {
    static const struct {
        zb_str ending, whole;
    } names[] = {
        {ZB_STR_INIT("自治区"), ZB_STR_INIT("全区")}, {ZB_STR_INIT("省"), ZB_STR_INIT("全省")},
        {ZB_STR_INIT("市"), ZB_STR_INIT("全市")},     {ZB_STR_INIT("州"), ZB_STR_INIT("全州")},
        {ZB_STR_INIT("盟"), ZB_STR_INIT("全盟")},     {ZB_STR_INIT("县"), ZB_STR_INIT("全县")},
        {ZB_STR_INIT("区"), ZB_STR_INIT("全区")},     {ZB_STR_INIT("旗"), ZB_STR_INIT("全旗")},
    };
    for (size_t i = 0; parent >= 0 && i < sizeof names / sizeof *names; i++) {
        if (zb_str_ends(m->places[parent].name, names[i].ending)) {
            return names[i].whole;
        }
    }
    return ZB_STR("合计");
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
        group->whole = whole_name(m, group->parent);
        group->members_name = members_name(m, group);
        group->year = group_year(m, group);
        zb_buf each = {0};
        zb_buf_text(&each, "各");
        zb_buf_add(&each, group->members_name);
        ok = ok && !each.failed;
        group->each = zb_arena_copy(&m->arena, zb_buf_str(&each), &ok);
        zb_buf_free(&each);
    }
    return ok;
}

static bool make_groups(zb_model *m) {
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
        if (group->count >= 2 && (!m->main || group->count > m->main->count)) {
            m->main = group;
        }
    }
    return true;
}

/* The region of the title: the whole of the largest group, the only place, or how many. */
static bool name_region(zb_model *m) {
    int only = -1;
    for (size_t i = 0; i < m->place_count; i++) {
        if (m->reports[i] && (only < 0 || m->places[i].level < m->places[only].level)) {
            only = (int)i;
        }
    }
    if (m->main && m->main->parent >= 0) {
        m->region = m->places[m->main->parent].name;
        return true;
    }
    if (m->included_count == 1) {
        m->region = m->places[only].name;
        return true;
    }
    bool ok = true;
    zb_buf name = {0};
    zb_buf_format(&name, "%zu个地区", m->included_count);
    m->region = zb_arena_copy(&m->arena, zb_buf_str(&name), &ok);
    ok = ok && !name.failed;
    zb_buf_free(&name);
    return ok;
}

bool zb_model_reported(const zb_model *m, int place, int year) {
    return year >= m->first_year && year <= m->last_year &&
           m->reported[(size_t)place * (size_t)m->year_count + (size_t)(year - m->first_year)];
}

size_t zb_model_count(const zb_model *m, int place, int year) {
    return m->counts[(size_t)place * (size_t)m->year_count + (size_t)(year - m->first_year)];
}

zb_status zb_model_make(zb_model *m, const zb_dataset *dataset, const zb_report_options *options,
                        zb_error *err) {
    *m = (zb_model){.dataset = dataset, .lexicon = zb_dataset_lexicon(dataset)};
    zb_status status = take_years(m, options, err);
    if (status != ZB_OK) {
        return status;
    }
    if (!take_places(m, options) || !take_documents(m)) {
        return zb_error_nomem(err);
    }
    if (m->documents == 0 || m->observations == 0) {
        return zb_error_set(err, ZB_E_EMPTY, "no observation of these places and years");
    }
    if (!make_groups(m) || !name_region(m)) {
        return zb_error_nomem(err);
    }
    return zb_model_make_rates(m, err);
}

void zb_model_free(zb_model *m) {
    for (size_t g = 0; g < m->group_count; g++) {
        for (size_t r = 0; m->groups[g].rates && r < m->rate_count; r++) {
            zb_comparison_free(&m->groups[g].rates[r].comparison);
        }
    }
    zb_rate_list_free(&m->rate_rows);
    zb_trend_list_free(&m->trend_rows);
    zb_map_free(&m->index);
    zb_arena_free(&m->arena);
    *m = (zb_model){0};
}
