/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Years, places and counts of a report. Groups are in model_groups.c, rates in model_rates.c.
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
    if (m->last_year - m->first_year >= ZB_MODEL_YEARS) {
        m->first_year = m->last_year - ZB_MODEL_YEARS + 1;
    }
    m->year_count = m->last_year - m->first_year + 1;
    return ZB_OK;
}

static bool take_places(zb_model *m, const zb_report_options *options) {
    m->places = zb_dataset_places(m->dataset, &m->place_count);
    m->limited = options->place_count > 0;
    m->included = ZB_NEW(&m->arena, bool, m->place_count + 1);
    m->shown = ZB_NEW(&m->arena, bool, m->place_count + 1);
    m->departments = ZB_NEW(&m->arena, zb_str, m->place_count + 1);
    m->reports = ZB_NEW(&m->arena, size_t, m->place_count + 1);
    m->reported = ZB_NEW(&m->arena, bool, m->place_count *(size_t)m->year_count + 1);
    m->counts = ZB_NEW(&m->arena, size_t, m->place_count * (size_t)m->year_count + 1);
    m->group_of = ZB_NEW(&m->arena, int, m->place_count + 1);
    if (!m->included || !m->shown || !m->departments || !m->reports || !m->reported || !m->counts ||
        !m->group_of) {
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

/* Whose reports on the place count: the government's, else those of the department with the most.
 * As the data set decides. */
static zb_str department_of(const zb_model *m, int place) {
    size_t count, most = 0;
    const zb_document_row *rows = zb_dataset_documents(m->dataset, &count);
    zb_str best = {0};
    for (size_t i = 0; i < count; i++) {
        size_t reports = 0;
        if (rows[i].status != ZB_DOC_USED ||
            zb_model_find_place(m, rows[i].region_code, rows[i].region) != place) {
            continue;
        }
        if (!rows[i].department.n) {
            return (zb_str){0};
        }
        for (size_t k = 0; k < count; k++) {
            reports += rows[k].status == ZB_DOC_USED &&
                       zb_str_eq(rows[k].department, rows[i].department) &&
                       zb_model_find_place(m, rows[k].region_code, rows[k].region) == place;
        }
        if (reports > most || (reports == most && zb_str_cmp(rows[i].department, best) < 0)) {
            most = reports;
            best = rows[i].department;
        }
    }
    return best;
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
        bool told = place < 0 ? !m->limited : m->included[place];
        m->unused += told && row->status != ZB_DOC_USED;
        if (row->status != ZB_DOC_USED || place < 0 || row->year < m->first_year ||
            row->year > m->last_year) {
            continue;
        }
        size_t at = (size_t)place * (size_t)m->year_count + (size_t)(row->year - m->first_year);
        m->reports[place]++;
        m->reported[at] = true;
        m->counts[at] += row->observations;
        if (m->included[place]) {
            m->documents++;
            m->observations += row->observations;
        }
    }
    for (size_t i = 0; i < m->place_count; i++) {
        m->shown[i] = m->included[i] && m->reports[i] > 0;
        m->included_count += m->shown[i];
        m->departments[i] = m->shown[i] ? department_of(m, (int)i) : (zb_str){0};
        m->has_departments |= m->departments[i].n > 0;
    }
    return ok;
}

bool zb_model_reported(const zb_model *m, int place, int year) {
    return year >= m->first_year && year <= m->last_year &&
           m->reported[(size_t)place * (size_t)m->year_count + (size_t)(year - m->first_year)];
}

bool zb_model_doubts(const zb_model *m, int place, zb_str code) {
    size_t count;
    const zb_finding *findings = zb_dataset_findings(m->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        if (findings[i].kind == ZB_FIND_OUTLIER && zb_str_eq(findings[i].indicator, code) &&
            zb_model_find_place(m, findings[i].region_code, findings[i].region) == place) {
            return true;
        }
    }
    return false;
}

size_t zb_model_count(const zb_model *m, int place, int year) {
    return m->counts[(size_t)place * (size_t)m->year_count + (size_t)(year - m->first_year)];
}

zb_status zb_model_make(zb_model *m, const zb_dataset *dataset, const zb_report_options *options,
                        zb_error *err) {
    *m = (zb_model){
        .dataset = dataset, .lexicon = zb_dataset_lexicon(dataset), .english = options->english};
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
    if (!zb_model_make_groups(m) || !zb_model_make_parts(m)) {
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
    zb_map_free(&m->index);
    zb_arena_free(&m->arena);
    *m = (zb_model){0};
}
