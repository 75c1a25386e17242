/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which observations are parts of a count, in one pass over them.
 */
#include "base/mem.h"
#include "report/model_inside.h"

/* The place of a document that counts, and lies within the report; -1: it does not. */
static int place_of(const zb_model *m, const zb_document_row *document) {
    if (document->status != ZB_DOC_USED || document->year < m->first_year ||
        document->year > m->last_year) {
        return -1;
    }
    int place = zb_model_find_place(m, document->region_code, document->region);
    return place >= 0 && m->shown[place] ? place : -1;
}

static bool is_part(const zb_observation *row, size_t observations) {
    return row->part && row->breakdown > 0 && row->part_of >= 0 &&
           (size_t)row->part_of < observations;
}

/* Count the parts, or write them where `out` is not NULL. */
static size_t walk(const zb_model *m, zb_part_row *out) {
    size_t documents, all, first = 0, count = 0;
    const zb_document_row *document = zb_dataset_documents(m->dataset, &documents);
    const zb_observation *rows = zb_dataset_observations(m->dataset, &all);
    for (size_t d = 0; d < documents; first += document[d++].observations) {
        int place = place_of(m, &document[d]);
        for (size_t i = 0; place >= 0 && i < document[d].observations; i++) {
            const zb_observation *row = &rows[first + i];
            if (!is_part(row, document[d].observations)) {
                continue;
            }
            const zb_observation *total = &rows[first + (size_t)row->part_of];
            const zb_indicator *one = zb_lexicon_indicator(m->lexicon, total->indicator);
            if (!one || one->is_rate || total->year != document[d].year) {
                continue;
            }
            if (out) {
                out[count] = (zb_part_row){one->index,     place,     document[d].year,
                                           row->breakdown, first + i, first + (size_t)row->part_of};
            }
            count++;
        }
    }
    return count;
}

bool zb_model_make_parts(zb_model *m) {
    m->part_row_count = walk(m, NULL);
    m->part_rows = ZB_NEW(&m->arena, zb_part_row, m->part_row_count + 1);
    return m->part_rows && walk(m, m->part_rows) == m->part_row_count;
}
