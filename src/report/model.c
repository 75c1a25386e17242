/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Years, places and counts of a report. Groups are in model_groups.c, rates in model_rates.c.
 */
#include "report/model.h"

#include <stdlib.h>

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

/* Who wrote a document that counts. */
typedef struct author {
    int place;
    zb_str department; /* empty: the government */
} author;

static int by_place(const void *left, const void *right) {
    const author *a = left, *b = right;
    return a->place != b->place ? (a->place < b->place ? -1 : 1)
                                : zb_str_cmp(a->department, b->department);
}

/* Of the authors of one place, in their order: the government, else the department with the most
 * reports, of several the first by name. As the data set decides. */
static zb_str main_author(const author *authors, size_t count) {
    zb_str best = authors[0].department;
    size_t most = 0;
    for (size_t i = 0, end; best.n && i < count; i = end) {
        end = i + 1;
        while (end < count && zb_str_eq(authors[end].department, authors[i].department)) {
            end++;
        }
        if (end - i > most) {
            most = end - i;
            best = authors[i].department;
        }
    }
    return best;
}

/* Whose reports on the places count. */
static bool take_departments(zb_model *m) {
    size_t documents, count = 0;
    const zb_document_row *rows = zb_dataset_documents(m->dataset, &documents);
    author *authors = zb_mem_get((documents + 1) * sizeof *authors);
    if (!authors) {
        return false;
    }
    for (size_t i = 0; i < documents; i++) {
        int place = zb_model_find_place(m, rows[i].region_code, rows[i].region);
        if (rows[i].status == ZB_DOC_USED && place >= 0 && m->shown[place]) {
            authors[count++] = (author){place, rows[i].department};
        }
    }
    qsort(authors, count, sizeof *authors, by_place);
    for (size_t i = 0, end; i < count; i = end) {
        end = i + 1;
        while (end < count && authors[end].place == authors[i].place) {
            end++;
        }
        m->departments[authors[i].place] = main_author(&authors[i], end - i);
        m->has_departments |= m->departments[authors[i].place].n > 0;
    }
    zb_mem_free(authors);
    return true;
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
    }
    return ok && take_departments(m);
}

bool zb_model_reported(const zb_model *m, int place, int year) {
    return year >= m->first_year && year <= m->last_year &&
           m->reported[(size_t)place * (size_t)m->year_count + (size_t)(year - m->first_year)];
}

/* What the checks found, by place. */
static bool take_findings(zb_model *m) {
    size_t count, indicators = zb_lexicon_indicator_count(m->lexicon);
    const zb_finding *findings = zb_dataset_findings(m->dataset, &count);
    m->findings = ZB_NEW(&m->arena, size_t, m->place_count + 1);
    m->doubted = ZB_NEW(&m->arena, bool, m->place_count *indicators + 1);
    for (size_t i = 0; m->findings && m->doubted && i < count; i++) {
        const zb_finding *f = &findings[i];
        int place = zb_model_find_place(m, f->region_code, f->region);
        const zb_indicator *one = zb_lexicon_indicator(m->lexicon, f->indicator);
        if (place < 0) {
            continue;
        }
        m->findings[place] += f->year >= m->first_year && f->year <= m->last_year;
        if (f->kind == ZB_FIND_OUTLIER && one) {
            m->doubted[(size_t)place * indicators + (size_t)one->index] = true;
        }
    }
    return m->findings && m->doubted;
}

bool zb_model_doubts(const zb_model *m, int place, int indicator) {
    return m->doubted[(size_t)place * zb_lexicon_indicator_count(m->lexicon) + (size_t)indicator];
}

size_t zb_model_count(const zb_model *m, int place, int year) {
    return m->counts[(size_t)place * (size_t)m->year_count + (size_t)(year - m->first_year)];
}

zb_status zb_model_make(zb_model *m, const zb_dataset *dataset, const zb_report_options *options,
                        zb_error *err) {
    *m = (zb_model){.dataset = dataset,
                    .lexicon = zb_dataset_lexicon(dataset),
                    .english = options->english,
                    .asked = zb_str_from(options->asked)};
    zb_status status = take_years(m, options, err);
    if (status != ZB_OK) {
        return status;
    }
    if (!take_places(m, options) || !take_documents(m) || !take_findings(m)) {
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
