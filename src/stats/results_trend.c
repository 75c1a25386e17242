/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every statistic of one series over the years.
 */
#include <math.h>

#include "base/error.h"
#include "base/mem.h"
#include "stats/analysis.h"
#include "stats/details.h"
#include "stats/year_values.h"

static const double SMOOTH_SPAN = 0.75;
/* From so many values on Sen's interval covers what it says. */
enum { SMOOTH_DEGREE = 1, COLUMNS = 5, SEN_INTERVAL_FROM = 5 };

/* One series as arrays, each of n. */
typedef struct series {
    const zb_indicator *indicator;
    size_t n;
    double *x, *y;
    size_t exact; /* how many values are exact: their years, events and trials */
    double *exact_x, *events, *trials;
    bool gaps;
    bool constant;
    bool exact_ends;
    double noise;
} series;

/* Values on the line leave no scatter to make an interval from. */
static zb_result without_empty(zb_result result, const series *s) {
    if (result.has_interval && !(result.value.high - result.value.low > s->noise)) {
        result.has_interval = false;
        result.level = 0;
        result.value.low = result.value.high = result.value.value;
    }
    return result;
}

static void add_line(zb_results *list, const series *s) {
    zb_line_fit fit = {0};
    double n = (double)s->n;
    zb_status status = zb_stats_ols(&fit, s->x, s->y, s->n, ZB_ANALYSIS_LEVEL);
    zb_estimate slope = {fit.slope, fit.slope_low, fit.slope_high};
    zb_results_push(list,
                    without_empty(zb_result_answer(list, status, ZB_STAT_SLOPE_OLS, slope, n), s));
    zb_results_push(list, status == ZB_OK && !s->constant
                              ? zb_result_plain(ZB_STAT_R2, fit.r2, n)
                              : zb_result_missing(ZB_STAT_R2, ZB_RESULT_UNDEFINED, n));
    status = zb_stats_bisquare(&fit, s->x, s->y, s->n, ZB_ANALYSIS_LEVEL);
    slope = (zb_estimate){fit.slope, fit.slope_low, fit.slope_high};
    zb_results_push(
        list, without_empty(zb_result_answer(list, status, ZB_STAT_SLOPE_BISQUARE, slope, n), s));
    zb_estimate sen = {0};
    status = zb_stats_theil_sen(&sen, s->x, s->y, s->n, ZB_ANALYSIS_LEVEL);
    zb_result median = zb_result_answer(list, status, ZB_STAT_SLOPE_SEN, sen, n);
    if (median.state == ZB_RESULT_KNOWN && s->n < SEN_INTERVAL_FROM) {
        median = zb_result_plain(ZB_STAT_SLOPE_SEN, sen.value, n);
    }
    zb_results_push(list, without_empty(median, s));
}

static zb_result tested(zb_statistic statistic, const zb_mann_kendall *test, double n) {
    if (test->direction == ZB_DIR_TOO_FEW) {
        return zb_result_missing(statistic, ZB_RESULT_TOO_FEW, n);
    }
    zb_result result = zb_result_plain(statistic, test->tau, n);
    result.has_p = true;
    result.p = test->p;
    return result;
}

/* The test corrected for serial correlation. A correction below 1, for values that swing to and
 * fro, would make the test surer than the plain one; then the plain one stands. */
static void add_corrected(zb_results *list, const series *s, const zb_mann_kendall *plain) {
    zb_mann_kendall test = {0};
    double correction = 1;
    double n = (double)s->n;
    if (s->gaps) {
        zb_results_push(list, zb_result_missing(ZB_STAT_TAU_HAMED_RAO, ZB_RESULT_GAPS, n));
        return;
    }
    zb_status status = zb_stats_hamed_rao(&test, &correction, s->y, s->n, ZB_ANALYSIS_ALPHA);
    list->failed = list->failed || status == ZB_E_NOMEM;
    if (status != ZB_OK) {
        zb_results_push(list, zb_result_missing(ZB_STAT_TAU_HAMED_RAO, ZB_RESULT_UNDEFINED, n));
        return;
    }
    bool tells = test.direction != ZB_DIR_TOO_FEW;
    test.p = tells ? fmax(test.p, plain->p) : test.p;
    zb_results_push(list, tested(ZB_STAT_TAU_HAMED_RAO, &test, n));
    if (tells) {
        zb_results_push(list, zb_result_plain(ZB_STAT_HAMED_RAO_CORRECTION, correction, n));
    }
}

static void add_tests(zb_results *list, const series *s) {
    zb_mann_kendall test = {0};
    double n = (double)s->n;
    if (zb_stats_mann_kendall(&test, s->y, s->n, ZB_ANALYSIS_ALPHA) == ZB_OK) {
        zb_results_push(list, tested(ZB_STAT_TAU_MANN_KENDALL, &test, n));
    }
    add_corrected(list, s, &test);
}

static double whole_percent(double log_factor) {
    return 100 * expm1(log_factor);
}

/* A model of the exact values of a series. */
static zb_result modelled(zb_results *list, const series *s, zb_status status,
                          zb_statistic statistic, const zb_glm_fit *fit, double (*scale)(double)) {
    double n = (double)s->exact;
    bool finite = status == ZB_OK && isfinite(scale(fit->wide_high));
    zb_estimate e = {0};
    if (finite) {
        e = (zb_estimate){scale(fit->slope), scale(fit->wide_low), scale(fit->wide_high)};
    }
    zb_result result =
        zb_result_answer(list, finite || status != ZB_OK ? status : ZB_E_DOMAIN, statistic, e, n);
    result.has_p = finite;
    result.p = finite ? fit->wide_p : 0;
    /* There are years enough, only too few of them exact. */
    if (result.state == ZB_RESULT_TOO_FEW && s->n >= zb_statistic_describe(statistic)->least) {
        result.state = ZB_RESULT_INEXACT;
    }
    return result;
}

static void add_compound(zb_results *list, const series *s) {
    double growth = 0;
    double years = s->x[s->n - 1] - s->x[0];
    zb_status status = zb_stats_cagr(&growth, s->y[0], s->y[s->n - 1], years);
    zb_results_push(list, status == ZB_OK
                              ? zb_result_plain(ZB_STAT_GROWTH_COMPOUND, 100 * growth, 2)
                              : zb_result_missing(ZB_STAT_GROWTH_COMPOUND, ZB_RESULT_UNDEFINED, 2));
}

/* Growth of counts: as if compounded, and by a model; of rates the odds. */
static void add_growth(zb_results *list, const series *s) {
    zb_glm_fit fit = {0};
    if (s->indicator->is_rate) {
        zb_status status = zb_stats_logistic_trend(&fit, s->exact_x, s->events, s->trials, s->exact,
                                                   ZB_ANALYSIS_LEVEL);
        zb_results_push(list, modelled(list, s, status, ZB_STAT_ODDS_LOGISTIC, &fit, exp));
        return;
    }
    if (!s->exact_ends) {
        zb_results_push(list, zb_result_withheld(ZB_STAT_GROWTH_COMPOUND, ZB_RESULT_INEXACT, 2));
    } else {
        add_compound(list, s);
    }
    if (!zb_indicator_counts_events(s->indicator)) {
        return;
    }
    zb_status status =
        zb_stats_poisson_trend(&fit, s->exact_x, s->events, s->exact, ZB_ANALYSIS_LEVEL);
    zb_results_push(list, modelled(list, s, status, ZB_STAT_GROWTH_POISSON, &fit, whole_percent));
}

static void add_change_point(zb_results *list, const series *s) {
    zb_pettitt test = {0};
    double n = (double)s->n;
    zb_status status = zb_stats_pettitt(&test, s->y, s->n);
    list->failed = list->failed || status == ZB_E_NOMEM;
    if (status != ZB_OK || test.k == 0) { /* all values are equal */
        zb_results_push(list, zb_result_missing(ZB_STAT_CHANGE_POINT, ZB_RESULT_UNDEFINED, n));
        return;
    }
    zb_result result = zb_result_plain(ZB_STAT_CHANGE_POINT, s->x[test.before], n);
    result.has_p = true;
    result.p = test.p;
    zb_results_push(list, result);
}

/* An answer of which only the limits are cut to what may be: where the value itself leaves it, the
 * method has none. */
static zb_result within(zb_results *list, const series *s, zb_status status, zb_statistic statistic,
                        zb_estimate e) {
    double n = (double)s->n;
    zb_estimate may_be = zb_estimate_cut(e, s->indicator->is_rate);
    if (status == ZB_OK && fabs(may_be.value - e.value) > s->noise) {
        return zb_result_withheld(statistic, ZB_RESULT_BEYOND, n);
    }
    return without_empty(zb_result_answer(list, status, statistic, may_be, n), s);
}

static void add_next_year(zb_results *list, const series *s) {
    zb_estimate next = {0};
    double year = s->x[s->n - 1] + 1;
    zb_status status = zb_stats_predict(&next, s->x, s->y, s->n, year, ZB_ANALYSIS_LEVEL);
    zb_results_push_at(list, within(list, s, status, ZB_STAT_NEXT_YEAR, next), -1, (int)year);
}

static void add_smooth(zb_results *list, const series *s) {
    double n = (double)s->n;
    double *fitted = zb_mem_get(3 * s->n * sizeof *fitted);
    if (!fitted) {
        list->failed = true;
        return;
    }
    double *low = fitted + s->n;
    double *high = low + s->n;
    zb_status status = zb_stats_loess(fitted, low, high, s->x, s->y, s->n, SMOOTH_SPAN,
                                      SMOOTH_DEGREE, ZB_ANALYSIS_LEVEL);
    if (status == ZB_OK) {
        for (size_t i = 0; i < s->n; i++) {
            zb_estimate e = {fitted[i], low[i], high[i]};
            zb_results_push_at(list, within(list, s, ZB_OK, ZB_STAT_SMOOTH, e), -1, (int)s->x[i]);
        }
    } else {
        list->failed = list->failed || status == ZB_E_NOMEM;
        zb_results_push(list, zb_result_missing(ZB_STAT_SMOOTH, ZB_RESULT_UNDEFINED, n));
    }
    zb_mem_free(fitted);
}

static void fill(series *s, const zb_year_values *values) {
    zb_year_values_split(s->x, s->y, values);
    s->noise = zb_year_values_noise(values);
    s->exact_ends =
        values->at[0].qualifier == ZB_EQ && values->at[values->count - 1].qualifier == ZB_EQ;
    for (size_t i = 0; i < values->count; i++) {
        const zb_year_value *v = &values->at[i];
        s->constant = s->constant && v->value == values->at[0].value;
        s->gaps = s->gaps || (i && v->year != values->at[i - 1].year + 1);
        if (v->exact) {
            s->exact_x[s->exact] = v->year;
            s->events[s->exact] = v->events;
            s->trials[s->exact++] = v->trials;
        }
    }
}

static zb_status measure(zb_result_list *out, const zb_year_values *values,
                         const zb_indicator *indicator, zb_error *err) {
    zb_results list = {0};
    size_t n = values->count;
    series s = {.indicator = indicator,
                .constant = true,
                .n = n,
                .x = zb_mem_get(COLUMNS * n * sizeof *s.x)};
    if (!s.x) {
        return zb_error_nomem(err);
    }
    s.y = s.x + n;
    s.exact_x = s.y + n;
    s.events = s.exact_x + n;
    s.trials = s.events + n;
    fill(&s, values);
    add_line(&list, &s);
    add_tests(&list, &s);
    add_growth(&list, &s);
    add_change_point(&list, &s);
    add_next_year(&list, &s);
    add_smooth(&list, &s);
    zb_mem_free(s.x);
    return zb_results_finish(out, &list, err);
}

zb_status zb_analysis_trend_details(zb_trend_details *out, const zb_dataset *dataset,
                                    const zb_trend *trend, zb_error *err) {
    *out = (zb_trend_details){.trend = *trend};
    const zb_indicator *indicator =
        zb_lexicon_indicator_at(zb_dataset_lexicon(dataset), (size_t)trend->indicator);
    zb_year_values values = {0};
    if (!zb_year_values_gather(&values, dataset, trend->place, indicator, trend->last_year)) {
        ZB_VEC_FREE(&values);
        return zb_error_nomem(err);
    }
    out->values = values.at;
    out->count = values.count;
    zb_status status = zb_details_changes(out, dataset, indicator, err);
    if (status == ZB_OK) {
        status = measure(&out->results, &values, indicator, err);
    }
    if (status != ZB_OK) {
        zb_trend_details_free(out);
    }
    return status;
}

void zb_trend_details_free(zb_trend_details *details) {
    if (details) {
        zb_mem_free(details->values);
        zb_mem_free(details->stated);
        zb_result_list_free(&details->changes);
        zb_result_list_free(&details->results);
        *details = (zb_trend_details){0};
    }
}
