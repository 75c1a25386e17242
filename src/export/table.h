/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables that are exported: one description each, from which every format is written.
 */
#ifndef ZB_EXPORT_TABLE_H
#define ZB_EXPORT_TABLE_H

#include "zhibiao/export.h"

/* How a column's field is stored in its row. */
typedef enum zb_field {
    ZB_FIELD_TEXT = 0, /* zb_str; empty: not known */
    ZB_FIELD_NAME,     /* an enum, shown by `name_of` */
    ZB_FIELD_YEAR,     /* int; 0: not known */
    ZB_FIELD_ID,       /* int64_t; 0: not known */
    ZB_FIELD_SIZE,     /* size_t */
    ZB_FIELD_BYTES,    /* uint64_t */
    ZB_FIELD_NUMBER,   /* double; NaN: not known */
    ZB_FIELD_FLAG      /* bool */
} zb_field;

#define ZB_ALWAYS_KNOWN ((size_t)-1)

typedef struct zb_column {
    const char *name;
    zb_field field;
    size_t offset;
    size_t known; /* offset of a bool that says whether the field is known, or ZB_ALWAYS_KNOWN */
    const char *(*name_of)(int value);
} zb_column;

typedef struct zb_shape {
    const char *name;
    const zb_column *columns;
    size_t count;
} zb_shape;

const zb_shape *zb_shape_of(zb_table table);
/* Of a comparison, which no file of a data set holds: its places, and what they make up together,
 * of counts only a sum. */
extern const zb_shape zb_shape_standings, zb_shape_whole_rate, zb_shape_whole_sum;

typedef enum zb_value_type {
    ZB_VALUE_UNKNOWN = 0,
    ZB_VALUE_TEXT,
    ZB_VALUE_WHOLE,
    ZB_VALUE_NUMBER,
    ZB_VALUE_FLAG
} zb_value_type;

typedef struct zb_value {
    zb_value_type type;
    zb_str text;
    int64_t whole;
    double number;
    bool flag;
} zb_value;

zb_value zb_column_value(const zb_column *column, const void *row);

/* A row of rates.csv and of trends.csv; NaN: not known. */
typedef struct zb_rate_line {
    zb_str region, region_code, rate;
    int year;
    double numerator, denominator, value, low, high, stated;
    bool compared, agrees;
} zb_rate_line;

typedef struct zb_trend_line {
    zb_str region, region_code, indicator;
    size_t years;
    double first, last, change, change_percent;
    double slope, slope_low, slope_high, sen, mk_tau, mk_p;
    zb_direction direction;
} zb_trend_line;

/* A row of a comparison; NaN: not known. */
typedef struct zb_standing_line {
    zb_str region, region_code, indicator;
    int year;
    double rank, value, low, high, numerator, denominator;
    bool is_rate; /* counts have no standing */
    zb_standing standing;
    bool stated_only, exact, department;
} zb_standing_line;

/* The region is the one that all places compared lie right below, empty where there are several. */
typedef struct zb_whole_line {
    zb_str region, region_code;
    double value, low, high, numerator, denominator;
} zb_whole_line;

/* Rounded to significant digits, so that noise in the last bits never shows. */
double zb_significant(double value, int digits);
enum { ZB_DERIVED_DIGITS = 6 };
/* Rates keep the decimals of rates.csv; counts are as stated, but for noise in differences. */
double zb_value_shown(double value, bool is_rate);
zb_rate_line zb_rate_line_of(const zb_dataset *dataset, const zb_rate *rate);
zb_trend_line zb_trend_line_of(const zb_dataset *dataset, const zb_trend *trend);
zb_standing_line zb_standing_line_of(const zb_dataset *dataset, const zb_comparison *comparison,
                                     const zb_standing_row *row);
zb_whole_line zb_whole_line_of(const zb_dataset *dataset, const zb_comparison *comparison);

/* Called for each row of a table, in its order: a zb_observation, zb_document_row, zb_rate_line,
 * zb_trend_line, zb_finding or zb_standing_line. Another status than ZB_OK stops. */
typedef zb_status zb_row_fn(void *context, const void *row, zb_error *err);
zb_status zb_table_each(const zb_dataset *dataset, zb_table table, const zb_selection *selection,
                        zb_row_fn *fn, void *context, zb_error *err);
/* The same of a comparison; fails as zb_analysis_compare. */
zb_status zb_standings_each(const zb_dataset *dataset, const zb_selection *selection, zb_row_fn *fn,
                            void *context, zb_error *err);

#endif
