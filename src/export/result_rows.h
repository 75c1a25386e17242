/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of what zhibiao/result.h gives, described as the other tables are. Not public.
 */
#ifndef ZB_EXPORT_RESULT_ROWS_H
#define ZB_EXPORT_RESULT_ROWS_H

#include "export/table.h"

extern const zb_shape zb_shape_results, zb_shape_year_values, zb_shape_pools, zb_shape_pairs,
    zb_shape_event_rates, zb_shape_rate_flags, zb_shape_trend_flags, zb_shape_stated_changes,
    zb_shape_statistics, zb_shape_index_places;

/* NaN: not known. */
typedef struct zb_result_line {
    zb_str statistic, method, interval, unit, n_of, state;
    int year;
    double value, low, high, level, n, p;
} zb_result_line;
zb_result_line zb_result_line_of(const zb_result *result);

typedef struct zb_year_value_line {
    int year;
    double value, events, trials;
    zb_str qualifier;
    bool exact, restated;
} zb_year_value_line;
zb_year_value_line zb_year_value_line_of(const zb_year_value *value, bool is_rate);

typedef struct zb_pool_line {
    zb_str region, region_code, below, rate;
    int year;
    size_t reported, told, divisions;
    double numerator, denominator;
} zb_pool_line;
zb_pool_line zb_pool_line_of(const zb_dataset *dataset, const zb_pool *pool);

/* A place of an index, without its numbers. */
typedef struct zb_index_place_line {
    zb_str region, region_code;
} zb_index_place_line;
zb_index_place_line zb_index_place_line_of(const zb_dataset *dataset, const zb_index *index,
                                           size_t i);

typedef struct zb_pair_line {
    zb_str a, b, interval, test;
    double n_a, n_b, difference, low, high, level, p, p_bh, p_holm;
} zb_pair_line;
zb_pair_line zb_pair_line_of(const zb_dataset *dataset, const zb_pair *pair);

typedef struct zb_event_rate_line {
    zb_str region, region_code, indicator, method;
    int year;
    double events, population, per, value, low, high, level;
} zb_event_rate_line;
zb_event_rate_line zb_event_rate_line_of(const zb_dataset *dataset, const zb_event_rate *rate,
                                         double per);

typedef struct zb_stated_line {
    zb_str region, region_code, indicator, unit, qualifier;
    int year;
    double former, now, stated, data, data_low, data_high, level, implied, implied_low,
        implied_high;
    int64_t observation;
} zb_stated_line;
zb_stated_line zb_stated_line_of(const zb_dataset *dataset, const zb_stated_change *change);

typedef struct zb_statistic_line {
    zb_str statistic, name_zh, name_en, method_zh, interval_zh, method, interval, source;
} zb_statistic_line;
zb_statistic_line zb_statistic_line_of(zb_statistic statistic);

#endif
