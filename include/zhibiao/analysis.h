/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a settled data set to rates, trends and comparisons: rows that files, tables and charts
 * are made from.
 *
 * A rate is computed only where one document states both its numerator and its denominator for
 * the place and year, and not where a rate stated beside them shows that the report made it from
 * other figures; then it is only stated. A selection may be NULL: everything. All functions but
 * zb_analysis_outliers only read the data set, so threads may share it.
 */
#ifndef ZHIBIAO_ANALYSIS_H
#define ZHIBIAO_ANALYSIS_H

#include "zhibiao/dataset.h"
#include "zhibiao/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Does a stated rate agree with the computed one, within the rounding that the text shows: half a
 * unit of the last digit, and what rounded parts (`2.7万件`, `300余件`) leave open? A bound
 * (`98%以上`) agrees when the computed rate satisfies it. Every ZB_AGREE_NO is a finding of the
 * data set (ZB_FIND_RATE). */
typedef enum zb_agreement {
    ZB_AGREE_NONE = 0, /**< nothing to compare: only stated, only computed, or the stated rate is
                        *   another document's */
    ZB_AGREE_YES,
    ZB_AGREE_NO
} zb_agreement;

/** One row of rates.csv: a rate of one place and year. In per cent. */
typedef struct zb_rate {
    int place, indicator, year;
    bool computed; /**< from a numerator and a denominator of the same report and year */
    bool rounded;  /**< a part is rounded or bounded in the text: `2.7万余件` */
    double numerator, denominator; /**< valid when computed */
    zb_estimate value; /**< per cent, Wilson 95 %; valid when computed. When `rounded`, low and
                        *   high take in what the parts may really have been */
    bool has_stated;
    double stated;            /**< as the report has it; the only value when not computed */
    zb_qualifier stated_told; /**< how it is stated: `98%以上`; a range is approx */
    bool bounded; /**< not computed, and stated as a bound, a range or a round figure: `98%以上` */
    bool department; /**< told by a department's report: of its own cases, not the place's */
    zb_agreement agrees;
    size_t numerator_row, denominator_row, stated_row; /**< positions of observations; SIZE_MAX */
} zb_rate;

/** One row of trends.csv: an indicator of one place over the years. Rates in per cent (computed
 * where it can be, else stated), slopes per year. */
typedef struct zb_trend {
    int place, indicator;
    size_t years; /**< how many years have a value */
    int first_year, last_year;
    double first, last;
    double change; /**< last - first */
    bool has_percent;
    double change_percent;   /**< of first; not for rates, not for first = 0 */
    bool has_slope;          /**< three years or more */
    bool has_slope_interval; /**< the values do not all lie on the line */
    size_t inexact; /**< years told as a bound or a round figure: `98%以上`, `500余件` */
    zb_qualifier first_told, last_told;
    bool has_change; /**< first and last are told exactly */
    bool department; /**< told by a department's reports */
    zb_line_fit fit;
    zb_estimate sen;
    zb_mann_kendall test;
    /** rates computed in both years, not from rounded parts: Newcombe, percentage points; exact
     * whole counts of cases that add up: conditional exact ratio last / first */
    bool has_change_interval;
    zb_estimate change_interval;
} zb_trend;

/** Cases from which a rate is compared; fewer are shown alone. */
#define ZB_COMPARED_FROM 10
/** Places from which limits may be widened: fewer cannot tell dispersion from their differences. */
#define ZB_WIDENED_FROM 5

/** How a place stands against the whole in one year. */
typedef enum zb_standing {
    ZB_STAND_UNKNOWN = 0, /**< no computed rate, denominator below 10, rounded parts, a department's
                           *   figure, or no other place to compare with */
    ZB_STAND_SAME,
    ZB_STAND_LOW95,
    ZB_STAND_LOW998,
    ZB_STAND_HIGH95,
    ZB_STAND_HIGH998
} zb_standing;

/** One place in a comparison. */
typedef struct zb_standing_row {
    int place;
    zb_estimate value; /**< per cent with interval for rates; counts: value alone, low = high */
    double numerator, denominator; /**< 0 for counts and stated rates */
    bool stated_only;
    bool inexact;    /**< rounded, a bound or a range: `300余件`, `98%以上` */
    bool department; /**< of a department's report */
    /** from 1, the highest value first; ties share the mean rank. Among the rates that may be
     * compared (where none is computed, the stated ones), among exact counts; 0 for the others */
    double rank;
    zb_standing standing;
} zb_standing_row;

/** Comparison of the places of one level for one indicator and year. */
typedef struct zb_comparison {
    int indicator, year;
    zb_level level;
    int parent; /**< place index of the whole's region, -1 when mixed */
    bool has_whole;
    zb_estimate whole; /**< pooled rate with interval, or the sum of counts; without departments'
                        *   figures and, of rates, without rounded parts */
    double whole_numerator, whole_denominator;
    size_t whole_inexact; /**< of counts: how many of them are bounds or round figures */
    size_t in_whole;      /**< of how many rows it is made */
    bool has_heterogeneity;
    zb_heterogeneity heterogeneity; /**< of the places whose standing can be told */
    double spread; /**< factor on the limits; 1 without overdispersion, and of fewer than five
                    * places, which cannot tell it from their differences */
    double tau2;   /**< variance between the places for additive limits; 0 where spread is 1 */
    zb_standing_row *rows; /**< highest first */
    size_t count;
} zb_comparison;

/** What an analysis covers. Zeroed: everything. */
typedef struct zb_selection {
    zb_str indicator;  /**< code, or empty */
    const int *places; /**< place indices, ascending; with place_count 0: all */
    size_t place_count;
    int year; /**< 0: all */
    bool has_level;
    zb_level level; /**< with has_level */
} zb_selection;
/** Is the place in the selection, by its list and its level? */
ZB_API bool zb_selection_has_place(const zb_dataset *dataset, const zb_selection *selection,
                                   int place);

typedef struct zb_rate_list {
    zb_rate *rows;
    size_t count;
} zb_rate_list;
typedef struct zb_trend_list {
    zb_trend *rows;
    size_t count;
} zb_trend_list;

/** All rates of the selection, by place, indicator, year. Free with zb_rate_list_free. Fails with
 * ZB_E_NOTFOUND when the catalogue has no such indicator, ZB_E_NOMEM. */
ZB_API zb_status zb_analysis_rates(zb_rate_list *out, const zb_dataset *dataset,
                                   const zb_selection *selection, zb_error *err);
ZB_API void zb_rate_list_free(zb_rate_list *list);

/** The rate of one place, indicator and year. ZB_E_NOTFOUND when there is neither a computed
 * nor a stated value. */
ZB_API zb_status zb_analysis_rate(zb_rate *out, const zb_dataset *dataset, int place, int indicator,
                                  int year);

/** Trends of every series with two years or more in the selection, by place, indicator; with a
 * year in the selection, of the values up to it. Free with zb_trend_list_free. Fails as
 * zb_analysis_rates. */
ZB_API zb_status zb_analysis_trends(zb_trend_list *out, const zb_dataset *dataset,
                                    const zb_selection *selection, zb_error *err);
ZB_API void zb_trend_list_free(zb_trend_list *list);

/** Compare the places of `selection` (its level, or the level with the most places) in one year
 * (its year, or the last with at least three places, or with one where no year has three).
 * selection->indicator must be set. Fails with ZB_E_NOTFOUND when no place has a value. Free with
 * zb_comparison_free. */
ZB_API zb_status zb_analysis_compare(zb_comparison *out, const zb_dataset *dataset,
                                     const zb_selection *selection, zb_error *err);
ZB_API void zb_comparison_free(zb_comparison *comparison);

/** Pooled rate of the places of one level under `parent` (-1: all) in one year, as per cent with
 * interval; ZB_E_NOTFOUND when fewer than two thirds of those with a report have both parts. */
ZB_API zb_status zb_analysis_pooled(zb_estimate *out, double *numerator, double *denominator,
                                    const zb_dataset *dataset, int indicator, zb_level level,
                                    int parent, int year);

/** Do the same places make the pooled rate in both years? Only then its change is one of the rate,
 * and not also one of who states it. */
ZB_API bool zb_analysis_same_members(const zb_dataset *dataset, int indicator, zb_level level,
                                     int parent, int first_year, int last_year);

/** Add findings of the outlier kind: counts of a place that lie far from those of the other
 * places of its level in every year in which five places at least state them. Far: the logarithm,
 * less the place's size, lies more than 5 scaled MADs from the median of the others and the count
 * is at least five times (or at most a fifth of) what that median makes of it. The size of a place
 * is the median over its counts of a year of how far they lie from those of others, so that a
 * small county is not called an outlier for being small. One finding per place and indicator, for
 * the last year; called again, nothing is added twice. */
ZB_API zb_status zb_analysis_outliers(zb_dataset *dataset, zb_error *err);

#ifdef __cplusplus
}
#endif
#endif
