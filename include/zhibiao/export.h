/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Data sets as files: one description of each table, one writer per format.
 */
#ifndef ZHIBIAO_EXPORT_H
#define ZHIBIAO_EXPORT_H

#include "zhibiao/analysis.h"
#include "zhibiao/dataset.h"
#include "zhibiao/result.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum zb_table {
    ZB_TABLE_OBSERVATIONS = 0,
    ZB_TABLE_DOCUMENTS,
    ZB_TABLE_RATES,
    ZB_TABLE_TRENDS,
    ZB_TABLE_FINDINGS,
    ZB_TABLE_COUNT
} zb_table;
/** `observations documents rates trends findings` */
ZB_API const char *zb_table_name(zb_table table);

typedef enum zb_format {
    ZB_FORMAT_CSV = 0, /**< UTF-8 without mark, RFC 4180, CR LF */
    ZB_FORMAT_JSON,    /**< one array of objects */
    ZB_FORMAT_JSONL,   /**< one object a line */
    ZB_FORMAT_SQLITE,
    ZB_FORMAT_XLSX,    /**< not yet */
    ZB_FORMAT_DTA,     /**< not yet */
    ZB_FORMAT_PACKAGE, /**< not yet */
    ZB_FORMAT_UNKNOWN
} zb_format;
ZB_API zb_format zb_format_parse(zb_str name);
/** False for formats that this version knows but cannot write. */
ZB_API bool zb_format_available(zb_format format);

/** A stream of observation rows, for `extract`: header, rows, end. */
typedef struct zb_row_writer zb_row_writer;
/** `path` NULL or "-" is standard output; a file gets its final name only at commit.
 * ZB_FORMAT_CSV and ZB_FORMAT_JSONL only. */
ZB_API zb_status zb_row_writer_open(zb_row_writer **out, const char *path, zb_format format,
                                    zb_error *err);
ZB_API zb_status zb_row_writer_put(zb_row_writer *writer, const zb_observation *row, zb_error *err);
/** Flush, sync, rename; frees the writer whether it succeeds or not. */
ZB_API zb_status zb_row_writer_commit(zb_row_writer *writer, zb_error *err);
/** Leave nothing behind. Accepts NULL. */
ZB_API void zb_row_writer_abort(zb_row_writer *writer);

/** Write one table of a data set. `selection` may be NULL. `path` NULL or "-": standard output. */
ZB_API zb_status zb_export_table(const zb_dataset *dataset, zb_table table,
                                 const zb_selection *selection, zb_format format, const char *path,
                                 zb_error *err);
/** Write the comparison of zb_analysis_compare: region, region_code, indicator, year, rank, value,
 * low, high, numerator, denominator, standing, stated_only. `path` as above; fails as that. */
ZB_API zb_status zb_export_comparison(const zb_dataset *dataset, const zb_selection *selection,
                                      zb_format format, const char *path, zb_error *err);

typedef enum zb_analysis_kind {
    ZB_ANALYSIS_RATES = 0, /**< with options.population of a count by population */
    ZB_ANALYSIS_TREND,
    ZB_ANALYSIS_COMPARE, /**< selection->indicator needed */
    ZB_ANALYSIS_INDEX    /**< indicators, sense and width needed */
} zb_analysis_kind;
/** What zb_export_analysis is to write. Zeroed but for what is said: everything of the kind. */
typedef struct zb_analysis_request {
    zb_analysis_kind kind;
    const zb_selection *selection; /**< NULL: everything */
    zb_result_options options;
    bool pairs; /**< of a comparison: all differences too */
    const int *indicators, *sense;
    size_t width;
} zb_analysis_request;
/** One analysis as a JSON document: the rows of its table, each with all results, their methods,
 * levels and n, and at its end where the methods come from. `path` NULL or "-": standard output.
 * Fails as the functions of zhibiao/result.h. */
ZB_API zb_status zb_export_analysis(const zb_dataset *dataset, const zb_analysis_request *request,
                                    const char *path, zb_error *err);
/** Write all tables into a folder (CSV, JSON, JSON lines: one file a table; SQLite: a file). */
ZB_API zb_status zb_export_all(const zb_dataset *dataset, zb_format format, const char *path,
                               zb_error *err);

/** Write zhibiao.db: what zb_dataset_save writes, and the tables of rates and trends. */
ZB_API zb_status zb_export_database(const zb_dataset *dataset, const char *path, zb_error *err);

#ifdef __cplusplus
}
#endif
#endif
