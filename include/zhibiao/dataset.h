/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A data set: observations of many documents, duplicates settled, series region × indicator ×
 * year, findings of the consistency checks; kept in one SQLite file.
 */
#ifndef ZHIBIAO_DATASET_H
#define ZHIBIAO_DATASET_H

#include "zhibiao/document.h"
#include "zhibiao/extract.h"
#include "zhibiao/lexicon.h"
#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct zb_dataset zb_dataset;

typedef enum zb_document_status {
    ZB_DOC_USED = 0,
    ZB_DOC_DUPLICATE,  /**< the same text as an earlier document; its rows do not count */
    ZB_DOC_SUPERSEDED, /**< a revised edition of the same report is in the data set */
    ZB_DOC_INCOMPLETE, /**< no region or no year: kept, but in no series */
    ZB_DOC_FAILED      /**< could not be read; `note` says why */
} zb_document_status;
ZB_API const char *zb_document_status_name(zb_document_status s);
/* used duplicate superseded incomplete failed */

/** One row of documents.csv. Views live as long as the data set. */
typedef struct zb_document_row {
    zb_str name, path, title, region, region_code;
    zb_level level;
    int year;
    zb_str kind, department;
    uint64_t bytes;
    uint64_t hash;
    size_t observations;
    zb_document_status status;
    zb_str note;
    zb_str text; /**< kept for `explain`; empty for failed documents */
} zb_document_row;

/** A place in the data set: distinct by code, or by path where there is no code. In order of
 * code, those without code last by path. */
typedef struct zb_place {
    zb_str code, path, name; /**< name: the last part of the path, `忠县` */
    zb_level level;
    int parent; /**< index of the nearest place of the data set above it, or -1 */
    size_t documents;
    size_t observations;
} zb_place;

/** Places of one level taken together. */
typedef struct zb_whole {
    const zb_region *region; /**< the nearest division that holds them all; NULL: none known */
    bool complete;           /**< they make it up, and are called as it is */
    char name[96];           /**< `全市`, `乡镇合计`; `the city`, `the towns together` */
    char brief[96];          /**< `全市`, `乡镇合计`; `city`, `towns together` */
    zb_str members, member;  /**< of their kind, several and one: `县（市、区）`; `counties` */
} zb_whole;

/** How a stated rate compares with the counts of its report. */
typedef enum zb_rate_check {
    ZB_CHECK_NONE = 0,   /**< no rate, or nothing to compare it with */
    ZB_CHECK_AGREES,     /**< numerator / denominator within rounding */
    ZB_CHECK_DISAGREES,  /**< not within rounding: a finding */
    ZB_CHECK_OTHER_BASE, /**< not within rounding, but other counts of its sentence give it: the
                          *   report divides by another count (应出庭 for 应诉) */
    ZB_CHECK_UNSURE      /**< several counts, or counts far away: cannot be told */
} zb_rate_check;

/** What counts for one place, indicator and year, after duplicates are settled. */
typedef struct zb_cell {
    int year;
    double value;
    double precision;
    zb_qualifier qualifier;
    zb_str unit;
    size_t observation; /**< position of the observation it came from */
    bool conflict;      /**< the same document states other values too */
    zb_rate_check check; /**< of a rate */
} zb_cell;

/** The values of one indicator at one place, by year. */
typedef struct zb_series {
    int place;     /**< index into the places */
    int indicator; /**< index into the catalogue */
    const zb_cell *cells;
    size_t count;
} zb_series;

typedef enum zb_finding_kind {
    ZB_FIND_RATE = 0,   /**< a stated rate is not numerator / denominator within rounding */
    ZB_FIND_RATE_RANGE, /**< a numerator exceeds its denominator */
    ZB_FIND_PARTS,      /**< parts do not add up to their total */
    ZB_FIND_CHANGE,     /**< a stated change is not what the data give */
    ZB_FIND_REVISED,    /**< a revised edition states another value */
    ZB_FIND_CONFLICT,   /**< one report, or two, state different values for the same thing */
    ZB_FIND_RESTATED,   /**< a report tells last year's figure otherwise than last year's report */
    ZB_FIND_DUPLICATE,  /**< a document is the same as another */
    ZB_FIND_OUTLIER     /**< far from comparable places: check what was counted */
} zb_finding_kind;
ZB_API const char *zb_finding_kind_name(zb_finding_kind kind);
/* rate range parts change revised conflict restated duplicate outlier */
ZB_API const char *zb_finding_kind_name_zh(zb_finding_kind kind);

/** One row of findings.csv. */
typedef struct zb_finding {
    zb_finding_kind kind;
    zb_str region, region_code;
    int year;
    zb_str indicator; /**< code, or empty */
    zb_str document;
    bool has_stated, has_expected;
    double stated;   /**< as the text has it */
    double expected; /**< as the other figures give it */
    zb_str unit;     /**< of both */
    int64_t observation; /**< id of the stated figure, 0 none */
    int64_t other;       /**< id of a figure it was checked against, 0 none */
    zb_str note;         /**< one Chinese sentence */
} zb_finding;

/** How many checks of each kind were made and how they ended. */
typedef struct zb_check_count {
    size_t agree, disagree, impossible;
} zb_check_count;

/** Open: what to check against is missing, or does not fit. */
typedef enum zb_check_end { ZB_END_AGREE = 0, ZB_END_DISAGREE, ZB_END_OPEN } zb_check_end;

/** One check of a figure against others of the reports: the kinds rate, range, parts, change and
 * restated. */
typedef struct zb_check {
    zb_finding_kind kind;
    zb_check_end end;
    int place; /**< index into the places whose figure it is, -1 unknown */
    int year;
} zb_check;

ZB_API zb_status zb_dataset_create(zb_dataset **out, const zb_lexicon *lexicon, zb_error *err);
/** Accepts NULL. */
ZB_API void zb_dataset_free(zb_dataset *dataset);

/** Add a document and its observations; everything is copied. Ids are given in the order of
 * adding. Call zb_dataset_settle afterwards, before any of the getters below. */
ZB_API zb_status zb_dataset_add(zb_dataset *dataset, const zb_document *document,
                                const zb_observation *rows, size_t count, zb_error *err);
/** Note a document that could not be read. */
ZB_API zb_status zb_dataset_add_failed(zb_dataset *dataset, const char *path,
                                       const zb_error *reason, zb_error *err);
/** Settle duplicates and revisions, build places and series, run all checks. */
ZB_API zb_status zb_dataset_settle(zb_dataset *dataset, zb_error *err);
/** Add a finding that another module made (outliers); views are copied. Keeps findings sorted. */
ZB_API zb_status zb_dataset_add_finding(zb_dataset *dataset, const zb_finding *finding,
                                        zb_error *err);

ZB_API const zb_lexicon *zb_dataset_lexicon(const zb_dataset *dataset);
/** Fingerprint of the knowledge that the observations were extracted with: the lexicon's own, or
 * the one noted in the file the data set was loaded from; 0 when another version of the program
 * wrote that file. Equal to zb_lexicon_fingerprint: extracting again gives the same. */
ZB_API uint64_t zb_dataset_fingerprint(const zb_dataset *dataset);
ZB_API const zb_observation *zb_dataset_observations(const zb_dataset *dataset, size_t *count);
ZB_API const zb_observation *zb_dataset_observation(const zb_dataset *dataset, int64_t id);
/** The document an observation stands in, also where several have the same name; NULL when there
 * is no such id. */
ZB_API const zb_document_row *zb_dataset_observation_document(const zb_dataset *dataset,
                                                              int64_t id);
ZB_API const zb_document_row *zb_dataset_documents(const zb_dataset *dataset, size_t *count);
ZB_API const zb_document_row *zb_dataset_document(const zb_dataset *dataset, zb_str name);
ZB_API const zb_place *zb_dataset_places(const zb_dataset *dataset, size_t *count);
/** Whether the place lies in another, at whatever depth; every place does in `parent` -1. */
ZB_API bool zb_place_lies_under(const zb_place *places, int place, int parent);
/** What places of one level are called taken together: as the region above where they make it up
 * (counties or cities; all of the region's divisions of today report in some year, and two thirds
 * of them are among the places; cities only of a province without counties straight under it),
 * else by their kind. Fewer than two places: `合计`, `all`. */
ZB_API zb_whole zb_dataset_whole(const zb_dataset *dataset, const int *places, size_t count,
                                 bool english);
/** Series sorted by place, then indicator; actual levels and rates, no parts, no changes. */
ZB_API const zb_series *zb_dataset_series(const zb_dataset *dataset, size_t *count);
/** NULL when there is none. */
ZB_API const zb_series *zb_dataset_find_series(const zb_dataset *dataset, int place,
                                               int indicator);
/** NULL when there is none. */
ZB_API const zb_cell *zb_dataset_cell(const zb_dataset *dataset, int place, int indicator,
                                      int year);
/** Sorted by region code, year, kind, indicator. */
ZB_API const zb_finding *zb_dataset_findings(const zb_dataset *dataset, size_t *count);
/** Is there a finding of the same region, year, kind and indicator, of whatever document? */
ZB_API bool zb_dataset_has_finding(const zb_dataset *dataset, const zb_finding *like);
ZB_API zb_check_count zb_dataset_check_count(const zb_dataset *dataset, zb_finding_kind kind);
/** The checks of figures one by one, in the order they were made. */
ZB_API const zb_check *zb_dataset_checks(const zb_dataset *dataset, size_t *count);
/** First and last year that any document reports on; 0 and 0 when there is none. */
ZB_API void zb_dataset_years(const zb_dataset *dataset, int *first, int *last);

/** Write the data set to a SQLite file, beside its final name first. Same data, same bytes. */
ZB_API zb_status zb_dataset_save(const zb_dataset *dataset, const char *path, zb_error *err);
/** Read it back and settle it. `*out` is the caller's. */
ZB_API zb_status zb_dataset_load(zb_dataset **out, const char *path, const zb_lexicon *lexicon,
                                 zb_error *err);

#ifdef __cplusplus
}
#endif
#endif
