/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything that can be said of the places of one comparison.
 */
#include "base/error.h"
#include "base/mem.h"
#include "stats/analysis.h"
#include "stats/field.h"

/* As many draws as keep simulated ranks quick: DEFAULT_DRAWS up to 300 places, then fewer. */
enum { DEFAULT_DRAWS = 10000, LEAST_DRAWS = 1000, ALL_DRAWS = 3000000 };

/* Draws of simulated ranks of k places, where nothing is asked for. */
static size_t draws_for(size_t k) {
    size_t draws = k ? ALL_DRAWS / k : DEFAULT_DRAWS;
    return draws > DEFAULT_DRAWS ? DEFAULT_DRAWS : draws < LEAST_DRAWS ? LEAST_DRAWS : draws;
}

/* A result of all places, of the comparison's year; the field's unit stands for the value's. */
static void say(zb_results *list, const zb_field *f, zb_result result) {
    result.unit = result.unit == ZB_SCALE_VALUE ? f->unit : result.unit;
    zb_results_push_at(list, result, -1, f->comparison->year);
}

static void say_known(zb_results *list, const zb_field *f, zb_statistic statistic, bool known,
                      double value, double n) {
    say(list, f,
        known ? zb_result_plain(statistic, value, n)
              : zb_result_missing(statistic, ZB_RESULT_UNDEFINED, n));
}

static void add_summary(zb_results *list, const zb_field *f) {
    zb_summary s;
    zb_status status = zb_stats_summary(&s, f->value, f->m);
    list->failed = list->failed || status == ZB_E_NOMEM;
    if (status != ZB_OK) {
        return;
    }
    bool several = f->m > 1;
    const struct {
        zb_statistic statistic;
        bool known;
        double value;
    } rows[] = {{ZB_STAT_MIN, true, s.min},
                {ZB_STAT_Q1, true, s.q1},
                {ZB_STAT_MEDIAN, true, s.median},
                {ZB_STAT_Q3, true, s.q3},
                {ZB_STAT_MAX, true, s.max},
                {ZB_STAT_MEAN, true, s.mean},
                {ZB_STAT_SD, s.has_sd, s.sd},
                {ZB_STAT_CV, s.has_cv, s.cv},
                {ZB_STAT_GINI, s.has_inequality && several, s.gini},
                {ZB_STAT_THEIL, s.has_inequality && several, s.theil}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        say_known(list, f, rows[i].statistic, rows[i].known, rows[i].value, (double)f->m);
    }
}

static void add_weighted(zb_results *list, const zb_field *f) {
    double mean = 0;
    double median = 0;
    for (size_t i = 0; i < f->k; i++) {
        f->scratch[i] = f->factor * f->x[i] / f->n[i];
    }
    if (f->k == 0 || zb_stats_weighted_mean(&mean, f->scratch, f->n, f->k) != ZB_OK) {
        return;
    }
    say_known(list, f, ZB_STAT_WEIGHTED_MEAN, true, mean, (double)f->k);
    zb_status status = zb_stats_weighted_quantile(&median, f->scratch, f->n, f->k, 0.5);
    list->failed = list->failed || status == ZB_E_NOMEM;
    say_known(list, f, ZB_STAT_WEIGHTED_MEDIAN, status == ZB_OK, median, (double)f->k);
}

/* The whole as the comparison has it, and the mean of the same regions' rates. */
static void add_pooled(zb_results *list, const zb_field *f) {
    size_t count = f->comparison->count;
    double *x = zb_mem_get((2 * count + 1) * sizeof *x);
    if (!x) {
        list->failed = true;
        return;
    }
    zb_pooled pooled;
    size_t k = zb_field_whole(x, x + count, f);
    if (k && zb_stats_pool(&pooled, x, x + count, k, ZB_ANALYSIS_LEVEL) == ZB_OK) {
        zb_results_push_pooled(list, &pooled, f->comparison->year);
    }
    zb_mem_free(x);
}

static void add_heterogeneity(zb_results *list, const zb_field *f) {
    static const zb_statistic statistics[] = {ZB_STAT_CHI2, ZB_STAT_I2, ZB_STAT_OVERDISPERSION,
                                              ZB_STAT_TAU2};
    const zb_comparison *c = f->comparison;
    const zb_heterogeneity *h = &c->heterogeneity;
    const double values[] = {h->chi2, 100 * h->i2, c->spread * c->spread, c->tau2};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        bool few = (double)h->k < (double)zb_statistic_describe(statistics[i])->least;
        zb_result result =
            c->has_heterogeneity && !few
                ? zb_result_plain(statistics[i], values[i], (double)h->k)
                : zb_result_missing(statistics[i], ZB_RESULT_UNDEFINED, (double)f->k);
        result.has_p = result.state == ZB_RESULT_KNOWN && statistics[i] == ZB_STAT_CHI2;
        result.p = result.has_p ? h->p : 0;
        say(list, f, result);
    }
}

/* NULL where none can be fitted. */
static const zb_prior *fit_prior(zb_prior *prior, zb_results *list, const zb_field *f) {
    zb_status status = f->is_rate ? zb_stats_beta_binomial(prior, f->x, f->n, f->k)
                                  : zb_stats_gamma_poisson(prior, f->x, f->n, f->k);
    list->failed = list->failed || status == ZB_E_NOMEM;
    say_known(list, f, ZB_STAT_PRIOR_MEAN, status == ZB_OK, f->factor * prior->mean, (double)f->k);
    return status == ZB_OK ? prior : NULL;
}

static zb_status measure(zb_comparison_details *out, const zb_field *f,
                         const zb_result_options *options, zb_error *err) {
    zb_results list = {0};
    zb_prior prior = {0};
    const zb_prior *fitted = NULL;
    if (f->is_rate) {
        add_pooled(&list, f);
        add_heterogeneity(&list, f);
    }
    if (f->k) {
        fitted = fit_prior(&prior, &list, f);
    }
    add_summary(&list, f);
    add_weighted(&list, f);
    zb_results_of_places(&list, f, fitted, zb_options_seed(options), out->draws);
    return zb_results_finish(&out->results, &list, err);
}

zb_status zb_analysis_comparison_details(zb_comparison_details *out, const zb_dataset *dataset,
                                         const zb_comparison *comparison,
                                         const zb_result_options *options, bool with_pairs,
                                         zb_error *err) {
    *out = (zb_comparison_details){0};
    zb_field f;
    zb_status status =
        zb_field_make(&f, comparison, dataset, options) ? ZB_OK : zb_error_nomem(err);
    out->compared = f.k;
    out->draws = options && options->draws ? options->draws : draws_for(f.k);
    if (status == ZB_OK && with_pairs) {
        status = zb_results_of_pairs(out, &f, err);
    }
    if (status == ZB_OK) {
        status = measure(out, &f, options, err);
    }
    zb_field_free(&f);
    if (status != ZB_OK) {
        zb_comparison_details_free(out);
    }
    return status;
}

void zb_comparison_details_free(zb_comparison_details *details) {
    if (details) {
        zb_result_list_free(&details->results);
        zb_mem_free(details->pairs);
        *details = (zb_comparison_details){0};
    }
}
