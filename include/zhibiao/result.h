/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Results: every figure that an analysis gives, each with its method, its interval's level, its n
 * and, where it cannot be given, the reason. zhibiao/analysis.h has the rows of the main tables;
 * here is all the rest, in one shape, so that terminal, JSON and report say the same.
 */
#ifndef ZHIBIAO_RESULT_H
#define ZHIBIAO_RESULT_H

#include "zhibiao/analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a result is: a quantity and the method it comes from. */
typedef enum zb_statistic {
    /* one rate */
    ZB_STAT_RATE_WILSON = 0,
    ZB_STAT_RATE_WILSON_CC,
    ZB_STAT_RATE_EXACT,
    ZB_STAT_EVENT_RATE_EXACT, /**< events per `per` inhabitants, fewer than 10 events */
    ZB_STAT_EVENT_RATE_BYAR,  /**< the same from 10 events on */
    /* regions taken together */
    ZB_STAT_POOLED_RATIO,
    ZB_STAT_POOLED_MEAN,
    ZB_STAT_POOLED_EVENT_RATIO,
    ZB_STAT_POOLED_EVENT_MEAN,
    /* from one year to the next */
    ZB_STAT_CHANGE_ABSOLUTE,
    ZB_STAT_CHANGE_PERCENT,
    ZB_STAT_CHANGE_POINTS,
    ZB_STAT_CHANGE_LOG_RATIO,
    ZB_STAT_CHANGE_STATED,
    ZB_STAT_FORMER_IMPLIED,
    /* over the years */
    ZB_STAT_SLOPE_OLS,
    ZB_STAT_R2,
    ZB_STAT_SLOPE_BISQUARE,
    ZB_STAT_SLOPE_SEN,
    ZB_STAT_TAU_MANN_KENDALL,
    ZB_STAT_TAU_HAMED_RAO,
    ZB_STAT_HAMED_RAO_CORRECTION,
    ZB_STAT_GROWTH_COMPOUND,
    ZB_STAT_GROWTH_POISSON,
    ZB_STAT_ODDS_LOGISTIC,
    ZB_STAT_CHANGE_POINT,
    ZB_STAT_NEXT_YEAR,
    ZB_STAT_SMOOTH,
    /* one region among others */
    ZB_STAT_RANK,
    ZB_STAT_FUNNEL95,
    ZB_STAT_FUNNEL998,
    ZB_STAT_FUNNEL95_ADDITIVE,
    ZB_STAT_FUNNEL998_ADDITIVE,
    ZB_STAT_SCORE,
    ZB_STAT_SHRUNKEN,
    ZB_STAT_ROBUST_SCORE,
    /* all regions compared */
    ZB_STAT_CHI2,
    ZB_STAT_I2,
    ZB_STAT_OVERDISPERSION,
    ZB_STAT_TAU2,
    ZB_STAT_PRIOR_MEAN,
    ZB_STAT_MIN,
    ZB_STAT_Q1,
    ZB_STAT_MEDIAN,
    ZB_STAT_Q3,
    ZB_STAT_MAX,
    ZB_STAT_MEAN,
    ZB_STAT_SD,
    ZB_STAT_CV,
    ZB_STAT_GINI,
    ZB_STAT_THEIL,
    ZB_STAT_WEIGHTED_MEAN,
    ZB_STAT_WEIGHTED_MEDIAN,
    ZB_STAT_COUNT
} zb_statistic;

/** In what a result is expressed. */
typedef enum zb_scale {
    ZB_SCALE_VALUE = 0,    /**< as the indicator: its unit, rates in per cent */
    ZB_SCALE_VALUE_A_YEAR, /**< the same a year; of rates percentage points */
    ZB_SCALE_PERCENT,
    ZB_SCALE_POINTS,
    ZB_SCALE_PERCENT_A_YEAR,
    ZB_SCALE_PER_EXPOSURE, /**< events per `per` inhabitants */
    ZB_SCALE_YEAR,
    ZB_SCALE_RANK,
    ZB_SCALE_NONE,     /**< a pure number */
    ZB_SCALE_AS_STATED /**< per cent, points or the indicator's unit, as the text has it */
} zb_scale;

/** `value value-a-year percent points percent-a-year per-population year rank none as-stated` */
ZB_API const char *zb_scale_name(zb_scale scale);

/** What is known of a statistic: one row of a table. Texts are static. */
typedef struct zb_statistic_info {
    const char *code; /**< `slope.theil_sen` */
    const char *name_zh, *name_en;
    const char *method_zh, *method_en;
    const char *interval_zh, *interval_en; /**< how the interval is made; empty: there is none */
    const char *source;                    /**< author and year */
    zb_scale unit;
    const char *n_of; /**< what n counts: `trials years values regions events` */
    size_t least;     /**< n below it gives too-few */
} zb_statistic_info;
ZB_API const zb_statistic_info *zb_statistic_describe(zb_statistic statistic);

/** Is there a value, and why not? */
typedef enum zb_result_state {
    ZB_RESULT_KNOWN = 0,
    ZB_RESULT_TOO_FEW,    /**< fewer values than the method needs */
    ZB_RESULT_UNDEFINED,  /**< the method has no answer here: zeros, values all equal, separation */
    ZB_RESULT_GAPS,       /**< the method needs a value in every year */
    ZB_RESULT_INEXACT,    /**< the counts are rounded, bounded or not stated */
    ZB_RESULT_DEPARTMENT, /**< the figure is a department's, not the place's */
    ZB_RESULT_BEYOND      /**< the answer lies beyond what may be: above 100 %, below 0 */
} zb_result_state;
/** `known too-few undefined gaps inexact department beyond` */
ZB_API const char *zb_result_state_name(zb_result_state state);

/** One figure. */
typedef struct zb_result {
    zb_statistic statistic;
    int place; /**< index; -1: of all */
    int year;  /**< 0: of all years */
    zb_result_state state;
    zb_scale unit;     /**< that of the statistic; of counts by population, and of what a report
                        *   states, its own */
    zb_estimate value; /**< valid when known; low and high with has_interval */
    bool has_interval;
    double level; /**< of the interval, 0 without */
    bool has_p;
    double p;
    double n; /**< what statistic_info.n_of says; 0: not told */
} zb_result;

typedef struct zb_result_list {
    zb_result *rows;
    size_t count;
} zb_result_list;
ZB_API void zb_result_list_free(zb_result_list *list);
/** The first result of a statistic for a place (-1: of all), NULL when there is none. */
ZB_API const zb_result *zb_result_find(const zb_result_list *list, zb_statistic statistic,
                                       int place);

/** Inhabitants by region and year, read from a file of the user's. */
typedef struct zb_population zb_population;
/** A CSV file with a head that names `population`, one of `region_code` and `region` at least, and
 * `year` (rows without a year hold for years that have none of their own). `region` is a full path,
 * the end of one (`福州市鼓楼区`) or a name, and is read where a row has no code. Path `-`:
 * standard input. ZB_E_IO, ZB_E_ENCODING (not UTF-8) and ZB_E_FORMAT (both name the line),
 * ZB_E_LIMIT, ZB_E_NOMEM; `err->input` is the path. */
ZB_API zb_status zb_population_load(zb_population **out, const char *path, zb_error *err);
/** Accepts NULL. */
ZB_API void zb_population_free(zb_population *population);
/** 0 when the file has none for the place: by code, else by path, its longest end, or name; a row
 * of the year comes before one without. */
ZB_API double zb_population_of(const zb_population *population, const zb_place *place, int year);
/** How many regions the file names (each once, whatever its years) that are none of the places. It
 * marks them within: not by two threads at a time. */
ZB_API size_t zb_population_unused(zb_population *population, const zb_place *places, size_t count);

/** How results are made, also read by zb_export_analysis. Zeroed, and NULL: as described. */
typedef struct zb_result_options {
    const zb_population *population; /**< NULL: no rates by population */
    double per;                      /**< inhabitants that a rate is of; 0: 10 000 */
    unsigned long seed;              /**< of simulations; 0: 1 */
    size_t draws; /**< of simulations; 0: 10 000, with more than 300 places fewer */
} zb_result_options;

/** The options' `per` and `seed`, or what stands for zero; NULL allowed. */
ZB_API double zb_options_per(const zb_result_options *options);
ZB_API unsigned long zb_options_seed(const zb_result_options *options);

/** All intervals of one rate of zb_analysis_rates. Free every list with zb_result_list_free. */
ZB_API zb_status zb_results_of_rate(zb_result_list *out, const zb_rate *rate, zb_error *err);

/** Does the finding tell that a rate of the selection is not computed, because its numerator
 * exceeds its denominator? `selection` may be NULL. */
ZB_API bool zb_selection_refuses(const zb_dataset *dataset, const zb_selection *selection,
                                 const zb_finding *finding);

/** May the indicator be told by population: does it count cases or persons? */
ZB_API bool zb_indicator_has_event_rate(const zb_indicator *indicator);

/** A count of one place and year as a rate by population. */
typedef struct zb_event_rate {
    int place, indicator, year;
    double events, population;
    zb_result rate;
} zb_event_rate;
typedef struct zb_event_rate_list {
    zb_event_rate *rows;
    size_t count;
    size_t inexact; /**< rounded or bounded counts, and departments', which have none */
    size_t without; /**< exact counts of places that the population has no number for */
} zb_event_rate_list;
/** Exact whole counts of the selection's indicator per options->per inhabitants of
 * options->population, by place and year. ZB_E_USAGE: no population, no indicator, or one without
 * event rates (zb_indicator_has_event_rate). */
ZB_API zb_status zb_analysis_event_rates(zb_event_rate_list *out, const zb_dataset *dataset,
                                         const zb_selection *selection,
                                         const zb_result_options *options, zb_error *err);
ZB_API void zb_event_rate_list_free(zb_event_rate_list *list);

/** The places of one level below a region of the region tree in one year, and their rates taken
 * together (zb_pooled). */
typedef struct zb_pool {
    const zb_region *region;
    zb_level level; /**< of the places pooled */
    int indicator, year;
    size_t reported;  /**< places with an exact computed rate: k of `pooled` */
    size_t told;      /**< the same and those that only state the rate, or round its parts */
    size_t divisions; /**< today's divisions of that level below it in the table of regions */
    bool nested; /**< all places lie under one region below this one, which has the same pool */
    bool by_population; /**< events of inhabitants, else cases of cases */
    zb_pooled pooled;   /**< proportions, or events per options->per inhabitants */
} zb_pool;
typedef struct zb_pool_list {
    zb_pool *rows;
    size_t count;
} zb_pool_list;
/** Pooled rates of every region above places of the selection (no places: of all): county into city
 * into province, each level below a region by itself, by region, indicator, year, level. Pooled are
 * all places of the data, whichever are selected: else two of eight counties would pass for the
 * city; the selection's indicator, year and level hold. One place that reports is a pool, too, with
 * the coverage that tells so. Rates of departments' reports and rounded ones stay out. */
ZB_API zb_status zb_analysis_pools(zb_pool_list *out, const zb_dataset *dataset,
                                   const zb_selection *selection, zb_error *err);
/** The same of the event rates of zb_analysis_event_rates, which names the errors; `reported` and
 * `told` places have an exact count and a population. */
ZB_API zb_status zb_analysis_event_pools(zb_pool_list *out, const zb_dataset *dataset,
                                         const zb_selection *selection,
                                         const zb_result_options *options, zb_error *err);
ZB_API void zb_pool_list_free(zb_pool_list *list);
/** Both results of a pooled rate, in per cent or by population. */
ZB_API zb_status zb_results_of_pool(zb_result_list *out, const zb_pool *pool, zb_error *err);

/** A value of a series. */
typedef struct zb_year_value {
    int year;
    double value;
    zb_qualifier qualifier; /**< how it is told; of a rate with rounded parts approx */
    bool exact;             /**< a rate of exact parts, or an exact whole count of events */
    double events, trials;  /**< with exact; trials of rates only */
    bool restated;          /**< the next year's report tells it otherwise: ZB_FIND_RESTATED */
    size_t observation;     /**< position of the value, of a computed rate of its numerator */
} zb_year_value;

/** A change that a report states against its last year, beside the change that the data give and
 * the former value that it implies. */
typedef struct zb_stated_change {
    int place, indicator;
    int year;               /**< of the report: the change is from the year before */
    double now;             /**< the place's value of that year */
    double value;           /**< the stated change, signed, in `unit` */
    zb_qualifier qualifier; /**< of its size: `增长50%以上`, `约5%` */
    zb_scale unit; /**< percent, points or value; of a rate told in `%`, which may be either,
                    *   percent; none: in another unit, the observation's */
    size_t observation;
    bool has_former;
    double former;  /**< the place's value of the year before */
    zb_result data; /**< from former to now, in the same unit; not known without a former value, nor
                     *   where the stated unit is none, or a rate's `%` */
    zb_result implied; /**< ZB_STAT_FORMER_IMPLIED */
} zb_stated_change;

typedef struct zb_stated_change_list {
    zb_stated_change *rows;
    size_t count;
} zb_stated_change_list;
/** All stated changes of the selection, also of series with one year alone, by place, indicator,
 * year. Where a place reports itself, its departments' changes are not its. */
ZB_API zb_status zb_analysis_stated_changes(zb_stated_change_list *out, const zb_dataset *dataset,
                                            const zb_selection *selection, zb_error *err);
ZB_API void zb_stated_change_list_free(zb_stated_change_list *list);

/** All that is known of one series: zb_trend and what it comes from. */
typedef struct zb_trend_details {
    zb_trend trend;
    zb_year_value *values;
    size_t count;
    zb_stated_change *stated;
    size_t stated_count;
    zb_result_list changes; /**< by year: of each pair of values that follow on each other, and what
                             *   the reports state of them */
    zb_result_list results; /**< over all years */
} zb_trend_details;
/** `trend` as zb_analysis_trends gave it. Free with zb_trend_details_free. */
ZB_API zb_status zb_analysis_trend_details(zb_trend_details *out, const zb_dataset *dataset,
                                           const zb_trend *trend, zb_error *err);
ZB_API void zb_trend_details_free(zb_trend_details *details);

/** Difference of two places of a comparison. */
typedef struct zb_pair {
    int a, b;               /**< places, in the order of the comparison's rows */
    zb_estimate difference; /**< rate of a less rate of b, percentage points, Newcombe */
    double level;           /**< of the interval */
    double n_a, n_b;        /**< cases of each */
    double p, p_bh, p_holm; /**< of no difference; adjusted over all pairs */
    bool exact; /**< p is Fisher's: an expected count is below 5, and the tables are no more than
                 *   ZB_STATS_FISHER_LIMIT; else the score test's */
} zb_pair;

/** A comparison with everything that can be said of it. */
typedef struct zb_comparison_details {
    zb_result_list results; /**< of all (place -1) first, then by place in the rows' order */
    size_t compared;        /**< places with 10 exact cases or more, or with a population */
    size_t draws;           /**< of the simulated ranks */
    zb_pair *pairs;
    size_t pair_count;
} zb_comparison_details;
/** With `with_pairs` the differences of all places with 10 cases or more, at most 400 of them,
 * else ZB_E_LIMIT; counts have none. With options->population counts become event rates. Free with
 * zb_comparison_details_free. */
ZB_API zb_status zb_analysis_comparison_details(zb_comparison_details *out,
                                                const zb_dataset *dataset,
                                                const zb_comparison *comparison,
                                                const zb_result_options *options, bool with_pairs,
                                                zb_error *err);
ZB_API void zb_comparison_details_free(zb_comparison_details *details);

#define ZB_INDEX_METHODS 4
/** Several indicators of the places of one level in one year made into one index. */
typedef struct zb_index {
    int year;
    zb_level level;
    const int *indicators; /**< the caller's */
    const int *sense;      /**< the caller's */
    size_t width;          /**< how many indicators */
    int *places;           /**< those that have all of them; `count` */
    double *values;        /**< count × width, row by row */
    size_t count;
    size_t left_out;                   /**< places of the level that lack one and have another */
    double *scores[ZB_INDEX_METHODS];  /**< count each */
    double *ranks[ZB_INDEX_METHODS];   /**< count each, 1 the best */
    double *weights[ZB_INDEX_METHODS]; /**< width each */
} zb_index;
/** `indicators` are positions in the catalogue, `sense` 1 where more is better, -1 where less is.
 * The selection's year (0: the last in which three places have all, else the last in which two
 * have) and level (else the one with the most such places in any year; of equals the higher).
 * ZB_E_NOTFOUND: fewer than two places have all. ZB_E_USAGE: an indicator is no rate. Free with
 * zb_index_free. */
ZB_API zb_status zb_analysis_index(zb_index *out, const zb_dataset *dataset, const int *indicators,
                                   const int *sense, size_t width, const zb_selection *selection,
                                   zb_error *err);
ZB_API void zb_index_free(zb_index *index);

#ifdef __cplusplus
}
#endif
#endif
