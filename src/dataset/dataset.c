/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dataset/dataset.h"

#include <stdint.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

const char *zb_document_status_name(zb_document_status s) {
    static const char *const names[] = {
        [ZB_DOC_USED] = "used",
        [ZB_DOC_DUPLICATE] = "duplicate",
        [ZB_DOC_SUPERSEDED] = "superseded",
        [ZB_DOC_INCOMPLETE] = "incomplete",
        [ZB_DOC_FAILED] = "failed",
    };
    return (unsigned)s < sizeof names / sizeof *names ? names[s] : "failed";
}

static zb_status find_triples(zb_dataset *dataset, zb_error *err) {
    for (size_t i = 0; i < zb_lexicon_indicator_count(dataset->lexicon); i++) {
        const zb_indicator *rate = zb_lexicon_indicator_at(dataset->lexicon, i);
        if (!rate->is_rate || !rate->numerator.n || !rate->denominator.n) {
            continue;
        }
        const zb_indicator *over = zb_lexicon_indicator(dataset->lexicon, rate->numerator);
        const zb_indicator *under = zb_lexicon_indicator(dataset->lexicon, rate->denominator);
        if (over && under &&
            !ZB_PUSH(&dataset->triples, (zb_triple){rate->index, over->index, under->index})) {
            return zb_error_nomem(err);
        }
    }
    return ZB_OK;
}

zb_status zb_dataset_create(zb_dataset **out, const zb_lexicon *lexicon, zb_error *err) {
    *out = NULL;
    zb_dataset *dataset = zb_mem_zero(1, sizeof *dataset);
    if (!dataset) {
        return zb_error_nomem(err);
    }
    dataset->lexicon = lexicon;
    dataset->fingerprint = zb_lexicon_fingerprint(lexicon);
    zb_status status = find_triples(dataset, err);
    if (status != ZB_OK) {
        zb_dataset_free(dataset);
        return status;
    }
    *out = dataset;
    return ZB_OK;
}

void zb_dataset_free(zb_dataset *dataset) {
    if (dataset) {
        zb_map_free(&dataset->interned);
        zb_map_free(&dataset->by_name);
        zb_map_free(&dataset->place_by_key);
        ZB_VEC_FREE(&dataset->documents);
        ZB_VEC_FREE(&dataset->slots);
        ZB_VEC_FREE(&dataset->rows);
        ZB_VEC_FREE(&dataset->triples);
        zb_map_free(&dataset->name_by_key);
        ZB_VEC_FREE(&dataset->names);
        ZB_VEC_FREE(&dataset->places);
        ZB_VEC_FREE(&dataset->mentions);
        ZB_VEC_FREE(&dataset->picks);
        ZB_VEC_FREE(&dataset->cells);
        ZB_VEC_FREE(&dataset->series);
        ZB_VEC_FREE(&dataset->place_series);
        ZB_VEC_FREE(&dataset->findings);
        ZB_VEC_FREE(&dataset->stated_changes);
        ZB_VEC_FREE(&dataset->checks);
        zb_arena_free(&dataset->arena);
        zb_mem_free(dataset);
    }
}

zb_str zb_dataset_intern(zb_dataset *dataset, zb_str text, bool *ok) {
    if (!text.n) {
        return (zb_str){0};
    }
    intptr_t known = (intptr_t)zb_map_get(&dataset->interned, text, 0);
    if (known) {
        return (zb_str){(const char *)known, text.n};
    }
    zb_str copy = zb_arena_copy(&dataset->arena, text, ok);
    if (copy.p && !zb_map_set(&dataset->interned, copy, (int64_t)(intptr_t)copy.p)) {
        *ok = false;
    }
    return copy;
}

bool zb_dataset_append_document(zb_dataset *dataset, const zb_document_row *row) {
    size_t position = dataset->documents.count;
    zb_slot slot = {.first_row = dataset->rows.count, .revised_by = ZB_NO_ROW};
    bool known = zb_dataset_document(dataset, row->name) != NULL;
    if (!ZB_PUSH(&dataset->documents, *row)) {
        return false;
    }
    if (!ZB_PUSH(&dataset->slots, slot) ||
        (!known && !zb_map_set(&dataset->by_name, row->name, (int64_t)position))) {
        dataset->documents.count = dataset->slots.count = position;
        return false;
    }
    return true;
}

/* The text's own bytes when they are what the row says, else a copy. */
static zb_str view_or_copy(zb_dataset *dataset, zb_str text, size_t start, size_t end, zb_str s,
                           bool *ok) {
    zb_str view = start <= end && end <= text.n ? zb_str_sub(text, start, end) : (zb_str){0};
    return zb_str_eq(view, s) ? view : zb_dataset_intern(dataset, s, ok);
}

bool zb_dataset_keep_row(zb_dataset *dataset, const zb_document_row *document,
                         const zb_observation *given) {
    bool ok = true;
    zb_observation row = *given;
    row.id = (int64_t)dataset->rows.count + 1;
    row.document = document->name;
    row.region = zb_dataset_intern(dataset, row.region, &ok);
    row.region_code = zb_dataset_intern(dataset, row.region_code, &ok);
    row.indicator = zb_dataset_intern(dataset, row.indicator, &ok);
    row.label = zb_dataset_intern(dataset, row.label, &ok);
    row.unit = zb_dataset_intern(dataset, row.unit, &ok);
    row.section = zb_dataset_intern(dataset, row.section, &ok);
    row.rule = zb_dataset_intern(dataset, row.rule, &ok);
    row.surface = view_or_copy(dataset, document->text, row.start, row.end, row.surface, &ok);
    row.sentence = view_or_copy(dataset, document->text, row.sentence_start, row.sentence_end,
                                row.sentence, &ok);
    return ok && ZB_PUSH(&dataset->rows, row);
}

/* Add the rows of the document appended last, or take the document back. */
static bool append_rows(zb_dataset *dataset, const zb_observation *rows, size_t count) {
    size_t position = dataset->documents.count - 1;
    zb_slot *slot = &dataset->slots.at[position];
    for (size_t i = 0; i < count; i++) {
        if (!zb_dataset_keep_row(dataset, &dataset->documents.at[position], &rows[i])) {
            /* by_name may keep the name: zb_dataset_document compares it with what stands there */
            dataset->rows.count = slot->first_row;
            dataset->documents.count = dataset->slots.count = position;
            return false;
        }
    }
    slot->row_count = count;
    dataset->documents.at[position].observations = count;
    return true;
}

zb_status zb_dataset_add(zb_dataset *dataset, const zb_document *document,
                         const zb_observation *rows, size_t count, zb_error *err) {
    bool ok = true;
    zb_document_row row = {
        .name = zb_dataset_intern(dataset, document->name, &ok),
        .path = zb_arena_copy(&dataset->arena, document->path, &ok),
        .title = zb_dataset_intern(dataset, document->title, &ok),
        .region = zb_dataset_intern(dataset, document->region, &ok),
        .region_code = zb_dataset_intern(dataset, document->region_code, &ok),
        .level = document->level,
        .year = document->year,
        .kind = zb_dataset_intern(dataset, document->kind, &ok),
        .department = zb_dataset_intern(dataset, document->department, &ok),
        .bytes = document->text.n,
        .hash = document->hash,
        .text = zb_arena_copy(&dataset->arena, document->text, &ok),
    };
    if (!ok || !zb_dataset_append_document(dataset, &row) || !append_rows(dataset, rows, count)) {
        return zb_error_nomem(err);
    }
    return ZB_OK;
}

zb_status zb_dataset_add_failed(zb_dataset *dataset, const char *path, const zb_error *reason,
                                zb_error *err) {
    bool ok = true;
    zb_str copy = zb_arena_copy(&dataset->arena, zb_str_from(path), &ok);
    zb_document_row row = {
        .path = copy,
        .name = zb_utf8_copy(&dataset->arena, zb_file_name(copy), &ok),
        .status = ZB_DOC_FAILED,
        .note = zb_dataset_intern(dataset, zb_str_from(reason ? reason->message : ""), &ok),
    };
    return ok && zb_dataset_append_document(dataset, &row) ? ZB_OK : zb_error_nomem(err);
}

const zb_lexicon *zb_dataset_lexicon(const zb_dataset *dataset) {
    return dataset->lexicon;
}

uint64_t zb_dataset_fingerprint(const zb_dataset *dataset) {
    return dataset->fingerprint;
}

const zb_observation *zb_dataset_observations(const zb_dataset *dataset, size_t *count) {
    *count = dataset->rows.count;
    return dataset->rows.at;
}

const zb_observation *zb_dataset_observation(const zb_dataset *dataset, int64_t id) {
    return id >= 1 && (uint64_t)id <= dataset->rows.count ? &dataset->rows.at[id - 1] : NULL;
}

const zb_document_row *zb_dataset_documents(const zb_dataset *dataset, size_t *count) {
    *count = dataset->documents.count;
    return dataset->documents.at;
}

const zb_document_row *zb_dataset_document(const zb_dataset *dataset, zb_str name) {
    int64_t at = zb_map_get(&dataset->by_name, name, -1);
    if (at < 0 || (size_t)at >= dataset->documents.count ||
        !zb_str_eq(dataset->documents.at[at].name, name)) {
        return NULL;
    }
    return &dataset->documents.at[at];
}

size_t zb_row_document(const zb_dataset *dataset, size_t row) {
    size_t low = 0, high = dataset->slots.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (dataset->slots.at[middle].first_row <= row) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

const zb_document_row *zb_dataset_observation_document(const zb_dataset *dataset, int64_t id) {
    return zb_dataset_observation(dataset, id)
               ? &dataset->documents.at[zb_row_document(dataset, (size_t)id - 1)]
               : NULL;
}

const zb_place *zb_dataset_places(const zb_dataset *dataset, size_t *count) {
    *count = dataset->places.count;
    return dataset->places.at;
}

const zb_series *zb_dataset_series(const zb_dataset *dataset, size_t *count) {
    *count = dataset->series.count;
    return dataset->series.at;
}

const zb_series *zb_dataset_find_series(const zb_dataset *dataset, int place, int indicator) {
    if (place < 0 || (size_t)place + 1 >= dataset->place_series.count) {
        return NULL;
    }
    size_t low = dataset->place_series.at[place], end = dataset->place_series.at[place + 1];
    size_t high = end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dataset->series.at[middle].indicator < indicator) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const zb_series *found = low < end ? &dataset->series.at[low] : NULL;
    return found && found->indicator == indicator ? found : NULL;
}

const zb_cell *zb_dataset_cell(const zb_dataset *dataset, int place, int indicator, int year) {
    const zb_series *series = zb_dataset_find_series(dataset, place, indicator);
    for (size_t i = 0; series && i < series->count; i++) {
        if (series->cells[i].year == year) {
            return &series->cells[i];
        }
    }
    return NULL;
}

const zb_finding *zb_dataset_findings(const zb_dataset *dataset, size_t *count) {
    *count = dataset->findings.count;
    return dataset->findings.at;
}

zb_check_count zb_dataset_check_count(const zb_dataset *dataset, zb_finding_kind kind) {
    return (unsigned)kind < ZB_FINDING_KINDS ? dataset->counts[kind] : (zb_check_count){0};
}

const zb_check *zb_dataset_checks(const zb_dataset *dataset, size_t *count) {
    *count = dataset->checks.count;
    return dataset->checks.at;
}

void zb_dataset_years(const zb_dataset *dataset, int *first, int *last) {
    *first = dataset->first_year;
    *last = dataset->last_year;
}
