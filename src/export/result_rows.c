/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/result_rows.h"

#include <math.h>

#include "base/str.h"

/* From here on ZB_DERIVED_DIGITS digits would not hold a whole number. */
static const double WHOLE_FROM = 1e6;

/* clang-format off */
#define COLUMN(type, title, field, member) \
    {title, ZB_FIELD_##field, offsetof(type, member), ZB_ALWAYS_KNOWN, NULL}

static const zb_column result_columns[] = {
    COLUMN(zb_result_line, "statistic", TEXT, statistic),
    COLUMN(zb_result_line, "method", TEXT, method),
    COLUMN(zb_result_line, "interval", TEXT, interval),
    COLUMN(zb_result_line, "year", YEAR, year),
    COLUMN(zb_result_line, "value", NUMBER, value),
    COLUMN(zb_result_line, "low", NUMBER, low),
    COLUMN(zb_result_line, "high", NUMBER, high),
    COLUMN(zb_result_line, "level", NUMBER, level),
    COLUMN(zb_result_line, "p", NUMBER, p),
    COLUMN(zb_result_line, "n", NUMBER, n),
    COLUMN(zb_result_line, "n_of", TEXT, n_of),
    COLUMN(zb_result_line, "unit", TEXT, unit),
    COLUMN(zb_result_line, "state", TEXT, state),
};

static const zb_column year_value_columns[] = {
    COLUMN(zb_year_value_line, "year", YEAR, year),
    COLUMN(zb_year_value_line, "value", NUMBER, value),
    COLUMN(zb_year_value_line, "numerator", NUMBER, events),
    COLUMN(zb_year_value_line, "denominator", NUMBER, trials),
    COLUMN(zb_year_value_line, "qualifier", TEXT, qualifier),
    COLUMN(zb_year_value_line, "exact", FLAG, exact),
    COLUMN(zb_year_value_line, "restated", FLAG, restated),
};

static const zb_column pool_columns[] = {
    COLUMN(zb_pool_line, "region", TEXT, region),
    COLUMN(zb_pool_line, "region_code", TEXT, region_code),
    COLUMN(zb_pool_line, "of", TEXT, below),
    COLUMN(zb_pool_line, "rate", TEXT, rate),
    COLUMN(zb_pool_line, "year", YEAR, year),
    COLUMN(zb_pool_line, "reported", SIZE, reported),
    COLUMN(zb_pool_line, "told", SIZE, told),
    COLUMN(zb_pool_line, "divisions", SIZE, divisions),
    COLUMN(zb_pool_line, "numerator", NUMBER, numerator),
    COLUMN(zb_pool_line, "denominator", NUMBER, denominator),
};

static const zb_column pair_columns[] = {
    COLUMN(zb_pair_line, "a", TEXT, a),
    COLUMN(zb_pair_line, "b", TEXT, b),
    COLUMN(zb_pair_line, "n_a", NUMBER, n_a),
    COLUMN(zb_pair_line, "n_b", NUMBER, n_b),
    COLUMN(zb_pair_line, "difference", NUMBER, difference),
    COLUMN(zb_pair_line, "interval", TEXT, interval),
    COLUMN(zb_pair_line, "low", NUMBER, low),
    COLUMN(zb_pair_line, "high", NUMBER, high),
    COLUMN(zb_pair_line, "level", NUMBER, level),
    COLUMN(zb_pair_line, "test", TEXT, test),
    COLUMN(zb_pair_line, "p", NUMBER, p),
    COLUMN(zb_pair_line, "p_bh", NUMBER, p_bh),
    COLUMN(zb_pair_line, "p_holm", NUMBER, p_holm),
};

static const zb_column event_rate_columns[] = {
    COLUMN(zb_event_rate_line, "region", TEXT, region),
    COLUMN(zb_event_rate_line, "region_code", TEXT, region_code),
    COLUMN(zb_event_rate_line, "indicator", TEXT, indicator),
    COLUMN(zb_event_rate_line, "year", YEAR, year),
    COLUMN(zb_event_rate_line, "events", NUMBER, events),
    COLUMN(zb_event_rate_line, "population", NUMBER, population),
    COLUMN(zb_event_rate_line, "per", NUMBER, per),
    COLUMN(zb_event_rate_line, "value", NUMBER, value),
    COLUMN(zb_event_rate_line, "low", NUMBER, low),
    COLUMN(zb_event_rate_line, "high", NUMBER, high),
    COLUMN(zb_event_rate_line, "level", NUMBER, level),
    COLUMN(zb_event_rate_line, "method", TEXT, method),
};

static const zb_column stated_columns[] = {
    COLUMN(zb_stated_line, "region", TEXT, region),
    COLUMN(zb_stated_line, "region_code", TEXT, region_code),
    COLUMN(zb_stated_line, "indicator", TEXT, indicator),
    COLUMN(zb_stated_line, "year", YEAR, year),
    COLUMN(zb_stated_line, "former", NUMBER, former),
    COLUMN(zb_stated_line, "now", NUMBER, now),
    COLUMN(zb_stated_line, "stated", NUMBER, stated),
    COLUMN(zb_stated_line, "qualifier", TEXT, qualifier),
    COLUMN(zb_stated_line, "unit", TEXT, unit),
    COLUMN(zb_stated_line, "data", NUMBER, data),
    COLUMN(zb_stated_line, "low", NUMBER, data_low),
    COLUMN(zb_stated_line, "high", NUMBER, data_high),
    COLUMN(zb_stated_line, "level", NUMBER, level),
    COLUMN(zb_stated_line, "implied_former", NUMBER, implied),
    COLUMN(zb_stated_line, "implied_low", NUMBER, implied_low),
    COLUMN(zb_stated_line, "implied_high", NUMBER, implied_high),
    COLUMN(zb_stated_line, "observation", ID, observation),
};

/* What the columns of rates.csv and trends.csv do not tell. */
static const zb_column rate_flag_columns[] = {
    COLUMN(zb_rate, "rounded", FLAG, rounded),
    COLUMN(zb_rate, "stated_as_bound", FLAG, bounded),
    COLUMN(zb_rate, "department", FLAG, department),
};

static const zb_column trend_flag_columns[] = {
    COLUMN(zb_trend, "inexact_years", SIZE, inexact),
    COLUMN(zb_trend, "department", FLAG, department),
};

static const zb_column statistic_columns[] = {
    COLUMN(zb_statistic_line, "statistic", TEXT, statistic),
    COLUMN(zb_statistic_line, "name_zh", TEXT, name_zh),
    COLUMN(zb_statistic_line, "name", TEXT, name_en),
    COLUMN(zb_statistic_line, "method_zh", TEXT, method_zh),
    COLUMN(zb_statistic_line, "interval_zh", TEXT, interval_zh),
    COLUMN(zb_statistic_line, "method", TEXT, method),
    COLUMN(zb_statistic_line, "interval", TEXT, interval),
    COLUMN(zb_statistic_line, "source", TEXT, source),
};

static const zb_column index_place_columns[] = {
    COLUMN(zb_index_place_line, "region", TEXT, region),
    COLUMN(zb_index_place_line, "region_code", TEXT, region_code),
};

#define SHAPE(name, columns) {name, columns, sizeof columns / sizeof *columns}

const zb_shape zb_shape_results = SHAPE("results", result_columns);
const zb_shape zb_shape_year_values = SHAPE("values", year_value_columns);
const zb_shape zb_shape_pools = SHAPE("pooled", pool_columns);
const zb_shape zb_shape_pairs = SHAPE("pairs", pair_columns);
const zb_shape zb_shape_event_rates = SHAPE("by_population", event_rate_columns);
const zb_shape zb_shape_stated_changes = SHAPE("stated_changes", stated_columns);
const zb_shape zb_shape_rate_flags = SHAPE("rates", rate_flag_columns);
const zb_shape zb_shape_trend_flags = SHAPE("trends", trend_flag_columns);
const zb_shape zb_shape_statistics = SHAPE("statistics", statistic_columns);
const zb_shape zb_shape_index_places = SHAPE("rows", index_place_columns);
/* clang-format on */

/* What a method gives; of large counts never less than the whole number. */
static double digits(double value) {
    return fabs(value) < WHOLE_FROM ? zb_significant(value, ZB_DERIVED_DIGITS) : round(value);
}

zb_result_line zb_result_line_of(const zb_result *result) {
    const zb_statistic_info *info = zb_statistic_describe(result->statistic);
    bool known = result->state == ZB_RESULT_KNOWN;
    bool interval = known && result->has_interval;
    bool no_events = known && result->statistic == ZB_STAT_EVENT_RATE_EXACT; /* and n is 0 */
    return (zb_result_line){
        .statistic = zb_str_from(info->code),
        .method = zb_str_from(info->method_en),
        .interval = zb_str_from(interval ? info->interval_en : ""),
        .unit = zb_str_from(zb_scale_name(result->unit)),
        .n_of = zb_str_from(info->n_of),
        .state = zb_str_from(zb_result_state_name(result->state)),
        .year = result->year,
        .value = known ? digits(result->value.value) : NAN,
        .low = interval ? digits(result->value.low) : NAN,
        .high = interval ? digits(result->value.high) : NAN,
        .level = interval && result->level > 0 ? result->level : NAN,
        .p = known && result->has_p ? digits(result->p) : NAN,
        .n = result->n > 0 || no_events ? result->n : NAN,
    };
}

zb_year_value_line zb_year_value_line_of(const zb_year_value *value, bool is_rate) {
    bool parts = is_rate && value->exact;
    return (zb_year_value_line){.year = value->year,
                                .value = zb_value_shown(value->value, is_rate),
                                .events = parts ? value->events : NAN,
                                .trials = parts ? value->trials : NAN,
                                .qualifier = zb_str_from(zb_qualifier_name(value->qualifier)),
                                .exact = value->exact,
                                .restated = value->restated};
}

static const zb_indicator *indicator_of(const zb_dataset *dataset, int indicator) {
    return zb_lexicon_indicator_at(zb_dataset_lexicon(dataset), (size_t)indicator);
}

zb_pool_line zb_pool_line_of(const zb_dataset *dataset, const zb_pool *pool) {
    return (zb_pool_line){.region = pool->region->path,
                          .region_code = pool->region->code,
                          .below = zb_str_from(zb_level_name(pool->level)),
                          .rate = indicator_of(dataset, pool->indicator)->code,
                          .year = pool->year,
                          .reported = pool->reported,
                          .told = pool->told,
                          .divisions = pool->divisions,
                          .numerator = pool->pooled.x,
                          .denominator = pool->pooled.n};
}

zb_index_place_line zb_index_place_line_of(const zb_dataset *dataset, const zb_index *index,
                                           size_t i) {
    size_t count;
    const zb_place *place = &zb_dataset_places(dataset, &count)[index->places[i]];
    return (zb_index_place_line){place->path, place->code};
}

zb_pair_line zb_pair_line_of(const zb_dataset *dataset, const zb_pair *pair) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    return (zb_pair_line){
        .a = places[pair->a].path,
        .b = places[pair->b].path,
        .difference = digits(pair->difference.value),
        .low = digits(pair->difference.low),
        .high = digits(pair->difference.high),
        .level = pair->level,
        .n_a = pair->n_a,
        .n_b = pair->n_b,
        .interval = zb_str_from(zb_statistic_describe(ZB_STAT_CHANGE_POINTS)->interval_en),
        .test = zb_str_from(pair->exact ? "Fisher" : "score"),
        .p = digits(pair->p),
        .p_bh = digits(pair->p_bh),
        .p_holm = digits(pair->p_holm)};
}

zb_event_rate_line zb_event_rate_line_of(const zb_dataset *dataset, const zb_event_rate *rate,
                                         double per) {
    size_t count;
    const zb_place *place = &zb_dataset_places(dataset, &count)[rate->place];
    zb_result_line result = zb_result_line_of(&rate->rate);
    return (zb_event_rate_line){.region = place->path,
                                .region_code = place->code,
                                .indicator = indicator_of(dataset, rate->indicator)->code,
                                .method = result.interval,
                                .year = rate->year,
                                .events = rate->events,
                                .population = rate->population,
                                .per = per,
                                .value = result.value,
                                .low = result.low,
                                .high = result.high,
                                .level = result.level};
}

zb_stated_line zb_stated_line_of(const zb_dataset *dataset, const zb_stated_change *change) {
    size_t count;
    const zb_place *place = &zb_dataset_places(dataset, &count)[change->place];
    bool is_rate = indicator_of(dataset, change->indicator)->is_rate;
    zb_result_line data = zb_result_line_of(&change->data);
    zb_result_line implied = zb_result_line_of(&change->implied);
    return (zb_stated_line){
        .region = place->path,
        .region_code = place->code,
        .indicator = indicator_of(dataset, change->indicator)->code,
        .qualifier = zb_str_from(zb_qualifier_name(change->qualifier)),
        .unit = zb_str_from(zb_scale_name(change->unit)),
        .year = change->year,
        .former = change->has_former ? zb_value_shown(change->former, is_rate) : NAN,
        .now = zb_value_shown(change->now, is_rate),
        .stated = change->value,
        .data = data.value,
        .data_low = data.low,
        .data_high = data.high,
        .level = data.level,
        .implied = implied.value,
        .implied_low = implied.low,
        .implied_high = implied.high,
        .observation = zb_dataset_observations(dataset, &count)[change->observation].id};
}

zb_statistic_line zb_statistic_line_of(zb_statistic statistic) {
    const zb_statistic_info *info = zb_statistic_describe(statistic);
    return (zb_statistic_line){.statistic = zb_str_from(info->code),
                               .name_zh = zb_str_from(info->name_zh),
                               .name_en = zb_str_from(info->name_en),
                               .method_zh = zb_str_from(info->method_zh),
                               .interval_zh = zb_str_from(info->interval_zh),
                               .method = zb_str_from(info->method_en),
                               .interval = zb_str_from(info->interval_en),
                               .source = zb_str_from(info->source)};
}
