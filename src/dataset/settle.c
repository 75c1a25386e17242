/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settling: which documents count, and the order of all that follows from it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "dataset/dataset.h"

bool zb_document_counts(const zb_document_row *document) {
    return document->status == ZB_DOC_USED || document->status == ZB_DOC_INCOMPLETE;
}

static void forget(zb_dataset *dataset) {
    zb_map_free(&dataset->place_by_key);
    dataset->places.count = 0;
    dataset->mentions.count = 0;
    dataset->picks.count = 0;
    dataset->cells.count = 0;
    dataset->series.count = 0;
    dataset->place_series.count = 0;
    dataset->findings.count = 0;
    dataset->stated_changes.count = 0;
    dataset->checks.count = 0;
    memset(dataset->counts, 0, sizeof dataset->counts);
    dataset->first_year = dataset->last_year = 0;
    for (size_t i = 0; i < dataset->documents.count; i++) {
        zb_document_row *document = &dataset->documents.at[i];
        zb_slot *slot = &dataset->slots.at[i];
        *slot = (zb_slot){
            .first_row = slot->first_row, .row_count = slot->row_count, .revised_by = ZB_NO_ROW};
        if (document->status != ZB_DOC_FAILED) {
            document->status =
                document->region.n && document->year ? ZB_DOC_USED : ZB_DOC_INCOMPLETE;
            document->note = (zb_str){0};
        }
    }
}

/* Documents of one text, place and year, the one that counts first. Those whose place or year is
 * unknown come last: they repeat whichever went before. */
typedef struct twin {
    uint64_t hash;
    bool incomplete;
    zb_str region_code;
    int year;
    size_t document;
} twin;

static int compare_twins(const void *left, const void *right) {
    const twin *a = left, *b = right;
    if (a->hash != b->hash) {
        return a->hash < b->hash ? -1 : 1;
    }
    if (a->incomplete != b->incomplete) {
        return a->incomplete ? 1 : -1;
    }
    int by_place = a->incomplete ? 0 : zb_str_cmp(a->region_code, b->region_code);
    if (by_place || (!a->incomplete && a->year != b->year)) {
        return by_place ? by_place : a->year < b->year ? -1 : 1;
    }
    return (a->document > b->document) - (a->document < b->document);
}

/* A short text, as of a table's cell, may be true of many places. */
static bool are_twins(const zb_dataset *dataset, const twin *first, const twin *other) {
    return first->hash == other->hash &&
           (other->incomplete ||
            (first->year == other->year && zb_str_eq(first->region_code, other->region_code))) &&
           zb_str_eq(dataset->documents.at[first->document].text,
                     dataset->documents.at[other->document].text);
}

static zb_status mark_duplicate(zb_dataset *dataset, size_t position, size_t original, zb_buf *note,
                                zb_error *err) {
    zb_document_row *document = &dataset->documents.at[position];
    const zb_document_row *first = &dataset->documents.at[original];
    zb_finding finding = {
        .kind = ZB_FIND_DUPLICATE,
        .region = first->region,
        .region_code = first->region_code,
        .year = first->year,
        .document = document->name,
    };
    document->status = ZB_DOC_DUPLICATE;
    dataset->counts[ZB_FIND_DUPLICATE].disagree++;
    zb_buf_format(note, "文档 %.*s 与 %.*s 内容完全相同，不重复计数", ZB_ARG(document->name),
                  ZB_ARG(first->name));
    zb_status status = zb_finding_push(dataset, finding, note, err);
    if (status == ZB_OK) {
        document->note = dataset->findings.at[dataset->findings.count - 1].note;
    }
    return status;
}

zb_status zb_settle_duplicates(zb_dataset *dataset, zb_error *err) {
    size_t count = 0;
    twin *twins = zb_mem_zero(dataset->documents.count + 1, sizeof *twins);
    if (!twins) {
        return zb_error_nomem(err);
    }
    for (size_t i = 0; i < dataset->documents.count; i++) {
        const zb_document_row *document = &dataset->documents.at[i];
        if (document->status != ZB_DOC_FAILED) {
            twins[count++] = (twin){document->hash, document->status == ZB_DOC_INCOMPLETE,
                                    document->region_code, document->year, i};
        }
    }
    qsort(twins, count, sizeof *twins, compare_twins);
    zb_buf note = {0};
    zb_status status = ZB_OK;
    for (size_t i = 0, first = 0; i < count && status == ZB_OK; i++) {
        first = are_twins(dataset, &twins[first], &twins[i]) ? first : i;
        if (i > first) {
            status = mark_duplicate(dataset, twins[i].document, twins[first].document, &note, err);
        } else {
            dataset->counts[ZB_FIND_DUPLICATE].agree++;
        }
    }
    zb_buf_free(&note);
    zb_mem_free(twins);
    return status;
}

static void find_years(zb_dataset *dataset) {
    for (size_t i = 0; i < dataset->documents.count; i++) {
        const zb_document_row *document = &dataset->documents.at[i];
        if (document->status != ZB_DOC_USED) {
            continue;
        }
        if (!dataset->first_year || document->year < dataset->first_year) {
            dataset->first_year = document->year;
        }
        if (document->year > dataset->last_year) {
            dataset->last_year = document->year;
        }
    }
}

zb_status zb_dataset_settle(zb_dataset *dataset, zb_error *err) {
    static zb_status (*const steps[])(zb_dataset *, zb_error *) = {
        zb_settle_duplicates, zb_settle_places, zb_settle_mentions, zb_settle_revisions,
        zb_check_rates,       zb_settle_series, zb_check_parts,     zb_check_changes,
    };
    forget(dataset);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        zb_status status = steps[i](dataset, err);
        if (status != ZB_OK) {
            return status;
        }
    }
    zb_settle_count_places(dataset);
    find_years(dataset);
    zb_findings_sort(dataset);
    return ZB_OK;
}
