/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inside of a data set. Documents and observations are appended by zb_dataset_add and never
 * change, but for a document's status and note; everything from `places` on is made anew by
 * zb_dataset_settle. Text lives in `arena`, interned where many rows share it; an observation's
 * surface and sentence are views of its document's kept text where they can be.
 */
#ifndef ZB_DATASET_DATASET_H
#define ZB_DATASET_DATASET_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "zhibiao/dataset.h"

#define ZB_NO_ROW ((size_t)-1)
enum { ZB_FINDING_KINDS = ZB_FIND_OUTLIER + 1 };

/* What belongs to the document at the same position. */
typedef struct zb_slot {
    size_t first_row, row_count;
    size_t first_mention, mention_count;
    size_t first_pick, pick_count;
    size_t revised_by; /* position of the document that supersedes it, or ZB_NO_ROW */
} zb_slot;

/* An observation that may fill a cell. A document's mentions are sorted by place, indicator,
 * year, row. */
typedef struct zb_mention {
    size_t row;
    int place; /* -1: in no place of the data set */
    int indicator, year;
} zb_mention;

/* What one document says of one place, indicator and year; sorted as the mentions. */
typedef struct zb_pick {
    size_t document;
    int place, indicator, year;
    size_t first_mention, mention_count;
    size_t row; /* the observation that counts, or ZB_NO_ROW */
    bool conflict;
    zb_rate_check check; /* of a rate's `row` */
} zb_pick;

/* A change against last year that a report states; sorted by place, indicator, year, row. */
typedef struct zb_stated_ref {
    int place, indicator, year;
    size_t row;
    size_t after; /* this year's figure that it is said of, or ZB_NO_ROW */
} zb_stated_ref;

/* A rate of the catalogue that can be computed; positions in the catalogue. */
typedef struct zb_triple {
    int rate, numerator, denominator;
} zb_triple;

struct zb_dataset {
    const zb_lexicon *lexicon;
    uint64_t fingerprint; /* of the knowledge the rows were extracted with */
    zb_arena arena;
    zb_map interned;
    zb_map by_name;
    ZB_VEC(zb_document_row) documents;
    ZB_VEC(zb_slot) slots;
    ZB_VEC(zb_observation) rows;
    ZB_VEC(zb_triple) triples;
    /* Names of places as an earlier run knew them, for a lexicon that does not: by key. */
    zb_map name_by_key;
    ZB_VEC(zb_str) names;

    zb_map place_by_key;
    ZB_VEC(zb_place) places;
    ZB_VEC(zb_mention) mentions;
    ZB_VEC(zb_pick) picks;
    ZB_VEC(zb_cell) cells;
    ZB_VEC(zb_series) series;      /* by place, then indicator */
    ZB_VEC(size_t) place_series;   /* where each place's series begin; at last where all end */
    ZB_VEC(zb_finding) findings;
    ZB_VEC(zb_stated_ref) stated_changes;
    ZB_VEC(zb_check) checks;
    zb_check_count counts[ZB_FINDING_KINDS];
    int first_year, last_year;
};

/* A copy of the text that equal texts share. */
zb_str zb_dataset_intern(zb_dataset *dataset, zb_str text, bool *ok);
/* Append a row of documents, its views already in the arena. False: no memory. */
bool zb_dataset_append_document(zb_dataset *dataset, const zb_document_row *row);
/* Append an observation to the document appended last and give it its id; its slot's count is the
 * caller's to set. False: no memory. */
bool zb_dataset_keep_row(zb_dataset *dataset, const zb_document_row *document,
                         const zb_observation *given);

/* The steps of settling, in this order. */
zb_status zb_settle_duplicates(zb_dataset *dataset, zb_error *err);
zb_status zb_settle_places(zb_dataset *dataset, zb_error *err);
zb_status zb_settle_mentions(zb_dataset *dataset, zb_error *err);
zb_status zb_settle_revisions(zb_dataset *dataset, zb_error *err);
zb_status zb_check_rates(zb_dataset *dataset, zb_error *err);
zb_status zb_settle_series(zb_dataset *dataset, zb_error *err);
void zb_settle_count_places(zb_dataset *dataset);
zb_status zb_check_parts(zb_dataset *dataset, zb_error *err);
zb_status zb_check_changes(zb_dataset *dataset, zb_error *err);
/* The changes stated for one series, by year; `*count` of them. */
const zb_stated_ref *zb_stated_changes(const zb_dataset *dataset, int place, int indicator,
                                       size_t *count);
void zb_findings_sort(zb_dataset *dataset);

/* Key of the place an observation or a document belongs to: its code, else its path. */
zb_str zb_place_key(zb_str code, zb_str path);
/* Position of a place by its key, or -1. */
int zb_place_index(const zb_dataset *dataset, zb_str key);
/* False for documents that failed, repeat another or are superseded. */
bool zb_document_counts(const zb_document_row *document);

/* Note the name of a place, for when the lexicon has none. Views live in the data set. False: no
 * memory. */
bool zb_place_keep_name(zb_dataset *dataset, zb_str key, zb_str name);

/* Do two figures differ by so large a factor that they are, as a rule, of different things? */
bool zb_values_apart(double a, double b);
/* The document that holds a row. */
size_t zb_row_document(const zb_dataset *dataset, size_t row);

/* A finding about a figure: its region, year, indicator, document, unit and id. */
zb_finding zb_finding_about(zb_finding_kind kind, const zb_observation *row);
/* Count a check of the observation's figure, and keep whose figure it was. False: no memory. */
bool zb_check_keep(zb_dataset *dataset, zb_finding_kind kind, const zb_observation *row,
                   zb_check_end end);
/* Append a finding whose views live in the data set. `note` is copied and emptied. */
zb_status zb_finding_push(zb_dataset *dataset, zb_finding finding, zb_buf *note, zb_error *err);
/* The indicator's Chinese name. */
zb_str zb_indicator_name(const zb_dataset *dataset, zb_str code);
/* `1209件`: number and unit. */
void zb_note_value(zb_buf *note, double value, zb_str unit);

#endif
