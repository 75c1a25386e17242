/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything that can be said of the places of one comparison.
 */
#include <math.h>

#include "base/error.h"
#include "base/mem.h"
#include "stats/analysis.h"
#include "stats/results.h"

/* As many draws as keep simulated ranks quick: DEFAULT_DRAWS up to 300 places, then fewer. */
enum { DEFAULT_DRAWS = 10000, LEAST_DRAWS = 1000, ALL_DRAWS = 3000000, MOST_PAIRED = 400 };

/* What the statistics are made from: the rows that have exact cases and enough of them, events of
 * trials (rates) or of inhabitants (counts with a population). */
typedef struct field {
    const zb_comparison *comparison;
    bool is_rate;
    double factor; /* from proportions, or events an inhabitant, to what is shown */
    zb_scale unit; /* of what is shown */
    unsigned long seed;
    size_t draws;
    size_t k;
    size_t *row; /* position in the comparison's rows */
    double *x, *n;
    double *scratch;   /* of the count of rows */
    zb_estimate *rank; /* of k */
    zb_estimate *shrunken;
    bool has_rank, has_prior;
    zb_prior prior;
} field;

static void field_free(field *f) {
    zb_mem_free(f->row);
    zb_mem_free(f->x);
    zb_mem_free(f->rank);
}

static bool field_make(field *f, const zb_comparison *comparison) {
    size_t count = comparison->count ? comparison->count : 1;
    f->comparison = comparison;
    f->row = zb_mem_zero(count, sizeof *f->row);
    f->x = zb_mem_zero(3 * count, sizeof *f->x);
    f->rank = zb_mem_zero(2 * count, sizeof *f->rank);
    if (!f->row || !f->x || !f->rank) {
        return false;
    }
    f->n = f->x + count;
    f->scratch = f->n + count;
    f->shrunken = f->rank + count;
    return true;
}

static void field_add(field *f, size_t row, double x, double n) {
    f->row[f->k] = row;
    f->x[f->k] = x;
    f->n[f->k++] = n;
}

static void fill_rates(field *f) {
    for (size_t i = 0; i < f->comparison->count; i++) {
        const zb_standing_row *row = &f->comparison->rows[i];
        if (zb_standing_is_comparable(row)) {
            field_add(f, i, row->numerator, row->denominator);
        }
    }
}

static void fill_counts(field *f, const zb_dataset *dataset, const zb_indicator *indicator,
                        const zb_population *population) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    for (size_t i = 0; i < f->comparison->count; i++) {
        int place = f->comparison->rows[i].place;
        const zb_cell *cell =
            zb_dataset_cell(dataset, place, indicator->index, f->comparison->year);
        double inhabitants = zb_population_of(population, &places[place], f->comparison->year);
        if (inhabitants > 0 && cell && cell->value >= 0 && cell->value == floor(cell->value) &&
            zb_cell_is_exact(dataset, cell)) {
            field_add(f, i, cell->value, inhabitants);
        }
    }
}

/* ---- of all ------------------------------------------------------------------------------ */

static void add_summary(zb_results *list, const field *f) {
    size_t count = f->comparison->count;
    for (size_t i = 0; i < count; i++) {
        f->scratch[i] = f->comparison->rows[i].value.value;
    }
    zb_summary s;
    zb_status status = zb_stats_summary(&s, f->scratch, count);
    list->failed = list->failed || status == ZB_E_NOMEM;
    if (status != ZB_OK) {
        return;
    }
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
                {ZB_STAT_GINI, s.has_inequality, s.gini},
                {ZB_STAT_THEIL, s.has_inequality, s.theil}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_results_push(
            list, rows[i].known
                      ? zb_result_plain(rows[i].statistic, rows[i].value, (double)count)
                      : zb_result_missing(rows[i].statistic, ZB_RESULT_UNDEFINED, (double)count));
    }
}

static void add_weighted(zb_results *list, const field *f) {
    double k = (double)f->k;
    for (size_t i = 0; i < f->k; i++) {
        f->scratch[i] = f->factor * f->x[i] / f->n[i];
    }
    double mean = 0;
    double median = 0;
    if (f->k == 0 || zb_stats_weighted_mean(&mean, f->scratch, f->n, f->k) != ZB_OK) {
        return;
    }
    zb_result result = zb_result_plain(ZB_STAT_WEIGHTED_MEAN, mean, k);
    result.unit = f->unit;
    zb_results_push(list, result);
    zb_status status = zb_stats_weighted_quantile(&median, f->scratch, f->n, f->k, 0.5);
    list->failed = list->failed || status == ZB_E_NOMEM;
    if (status == ZB_OK) {
        result = zb_result_plain(ZB_STAT_WEIGHTED_MEDIAN, median, k);
        result.unit = f->unit;
        zb_results_push(list, result);
    }
}

static void add_pooled(zb_results *list, const field *f) {
    zb_pooled pooled;
    double k = (double)f->k;
    if (!f->is_rate || f->k == 0 ||
        zb_stats_pool(&pooled, f->x, f->n, f->k, ZB_ANALYSIS_LEVEL) != ZB_OK) {
        return;
    }
    zb_results_push(list, zb_result_interval(ZB_STAT_POOLED_RATIO,
                                             zb_estimate_times(pooled.ratio_of_sums, 100), k));
    zb_results_push(list, pooled.has_mean_interval
                              ? zb_result_interval(ZB_STAT_POOLED_MEAN,
                                                   zb_estimate_times(pooled.mean_of_rates, 100), k)
                              : zb_result_missing(ZB_STAT_POOLED_MEAN, ZB_RESULT_UNDEFINED, k));
}

static void add_heterogeneity(zb_results *list, const field *f) {
    static const zb_statistic statistics[] = {ZB_STAT_CHI2, ZB_STAT_I2, ZB_STAT_OVERDISPERSION,
                                              ZB_STAT_TAU2};
    const zb_heterogeneity *h = &f->comparison->heterogeneity;
    const double values[] = {h->chi2, 100 * h->i2, h->phi, h->tau2};
    if (!f->is_rate) {
        return;
    }
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        zb_result result =
            f->comparison->has_heterogeneity
                ? zb_result_plain(statistics[i], values[i], (double)h->k)
                : zb_result_missing(statistics[i], ZB_RESULT_UNDEFINED, (double)f->k);
        result.has_p = result.state == ZB_RESULT_KNOWN && statistics[i] == ZB_STAT_CHI2;
        result.p = result.has_p ? h->p : 0;
        zb_results_push(list, result);
    }
}

static void fit_prior(zb_results *list, field *f) {
    zb_status status = f->is_rate ? zb_stats_beta_binomial(&f->prior, f->x, f->n, f->k)
                                  : zb_stats_gamma_poisson(&f->prior, f->x, f->n, f->k);
    list->failed = list->failed || status == ZB_E_NOMEM;
    f->has_prior = status == ZB_OK;
    zb_result result =
        f->has_prior ? zb_result_plain(ZB_STAT_PRIOR_MEAN, f->factor * f->prior.mean, (double)f->k)
                     : zb_result_missing(ZB_STAT_PRIOR_MEAN, ZB_RESULT_UNDEFINED, (double)f->k);
    result.unit = f->unit;
    zb_results_push(list, result);
}

/* ---- of each ----------------------------------------------------------------------------- */

static size_t default_draws(size_t k) {
    size_t draws = k ? ALL_DRAWS / k : DEFAULT_DRAWS;
    return draws > DEFAULT_DRAWS ? DEFAULT_DRAWS : draws < LEAST_DRAWS ? LEAST_DRAWS : draws;
}

static void rank_all(zb_results *list, field *f) {
    if (f->k < zb_statistic_describe(ZB_STAT_RANK)->least) {
        return;
    }
    f->draws = f->draws ? f->draws : default_draws(f->k);
    zb_status status = f->is_rate
                           ? zb_stats_rank_intervals(f->rank, f->x, f->n, f->k, ZB_ANALYSIS_LEVEL,
                                                     f->seed, f->draws)
                           : zb_stats_event_rank_intervals(f->rank, f->x, f->n, f->k,
                                                           ZB_ANALYSIS_LEVEL, f->seed, f->draws);
    list->failed = list->failed || status == ZB_E_NOMEM;
    f->has_rank = status == ZB_OK;
}

static void add_limits(zb_results *list, const field *f, size_t i, int place) {
    static const struct {
        zb_statistic statistic;
        double level;
        bool additive;
    } kinds[] = {{ZB_STAT_FUNNEL95, 0.95, false},
                 {ZB_STAT_FUNNEL998, 0.998, false},
                 {ZB_STAT_FUNNEL95_ADDITIVE, 0.95, true},
                 {ZB_STAT_FUNNEL998_ADDITIVE, 0.998, true}};
    const zb_comparison *c = f->comparison;
    double whole = c->whole.value / 100;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        zb_estimate e = {.value = whole};
        zb_status status =
            kinds[k].additive
                ? zb_stats_funnel_limits_additive(&e.low, &e.high, whole, f->n[i], kinds[k].level,
                                                  c->heterogeneity.tau2)
                : zb_stats_funnel_limits(&e.low, &e.high, whole, f->n[i], kinds[k].level,
                                         c->spread);
        zb_result result =
            zb_result_answer(list, status, kinds[k].statistic, zb_estimate_times(e, 100), f->n[i]);
        result.level = status == ZB_OK ? kinds[k].level : 0;
        zb_results_push_at(list, result, place, c->year);
    }
}

static void add_score(zb_results *list, const field *f, size_t i, int place) {
    double score = 0;
    double whole = f->comparison->whole.value / 100;
    zb_status status = zb_stats_proportion_scores(&score, &f->x[i], &f->n[i], 1, whole);
    zb_results_push_at(list,
                       status == ZB_OK
                           ? zb_result_plain(ZB_STAT_SCORE, score, f->n[i])
                           : zb_result_missing(ZB_STAT_SCORE, ZB_RESULT_UNDEFINED, f->n[i]),
                       place, f->comparison->year);
}

static void add_shrunken(zb_results *list, const field *f, size_t i, int place) {
    zb_estimate e = {0};
    double k = (double)f->k;
    zb_result result = zb_result_missing(ZB_STAT_SHRUNKEN, ZB_RESULT_UNDEFINED, k);
    if (f->has_prior) {
        zb_status status =
            f->is_rate ? zb_stats_beta_shrink(&e, &f->prior, f->x[i], f->n[i], ZB_ANALYSIS_LEVEL)
                       : zb_stats_gamma_shrink(&e, &f->prior, f->x[i], f->n[i], ZB_ANALYSIS_LEVEL);
        e = zb_estimate_times(e, f->factor);
        result = zb_result_answer(list, status, ZB_STAT_SHRUNKEN, e, k);
        if (status == ZB_OK && f->prior.pooled) {
            result = zb_result_plain(ZB_STAT_SHRUNKEN, e.value, k);
        }
    }
    result.unit = f->unit;
    zb_results_push_at(list, result, place, f->comparison->year);
}

/* What needs exact cases. */
static void add_compared(zb_results *list, const field *f, size_t i) {
    int place = f->comparison->rows[f->row[i]].place;
    if (!f->is_rate) {
        zb_results_push_at(list, zb_event_rate_result(f->x[i], f->n[i], f->factor), place,
                           f->comparison->year);
    }
    zb_results_push_at(list,
                       f->has_rank
                           ? zb_result_interval(ZB_STAT_RANK, f->rank[i], (double)f->k)
                           : zb_result_missing(ZB_STAT_RANK, ZB_RESULT_UNDEFINED, (double)f->k),
                       place, f->comparison->year);
    if (f->is_rate) {
        add_limits(list, f, i, place);
        add_score(list, f, i, place);
    }
    add_shrunken(list, f, i, place);
}

static void add_rows(zb_results *list, field *f) {
    size_t count = f->comparison->count;
    for (size_t i = 0; i < count; i++) {
        f->scratch[i] = f->comparison->rows[i].value.value;
    }
    double *robust = zb_mem_zero(count ? count : 1, sizeof *robust);
    zb_status status = robust ? zb_stats_robust_scores(robust, f->scratch, count) : ZB_E_NOMEM;
    list->failed = list->failed || status == ZB_E_NOMEM;
    size_t compared = 0;
    for (size_t i = 0; i < count && !list->failed; i++) {
        if (compared < f->k && f->row[compared] == i) {
            add_compared(list, f, compared++);
        }
        zb_results_push_at(
            list,
            status == ZB_OK
                ? zb_result_plain(ZB_STAT_ROBUST_SCORE, robust[i], (double)count)
                : zb_result_missing(ZB_STAT_ROBUST_SCORE, ZB_RESULT_UNDEFINED, (double)count),
            f->comparison->rows[i].place, f->comparison->year);
    }
    zb_mem_free(robust);
}

/* ---- of two ------------------------------------------------------------------------------ */

static bool add_pair(zb_pair *pair, const field *f, size_t i, size_t k) {
    zb_estimate e;
    if (zb_stats_newcombe(&e, f->x[k], f->n[k], f->x[i], f->n[i], ZB_ANALYSIS_LEVEL) != ZB_OK ||
        zb_stats_two_proportions_p(&pair->p, f->x[i], f->n[i], f->x[k], f->n[k]) != ZB_OK) {
        return false;
    }
    pair->a = f->comparison->rows[f->row[i]].place;
    pair->b = f->comparison->rows[f->row[k]].place;
    pair->level = ZB_ANALYSIS_LEVEL;
    pair->difference = zb_estimate_times(e, 100);
    return true;
}

static zb_status adjust(zb_pair *pairs, size_t count) {
    double *p = zb_mem_get(3 * count * sizeof *p);
    if (!p) {
        return ZB_E_NOMEM;
    }
    double *bh = p + count;
    double *holm = bh + count;
    for (size_t i = 0; i < count; i++) {
        p[i] = pairs[i].p;
    }
    zb_status status = zb_stats_adjust(bh, p, count, ZB_ADJUST_BH);
    if (status == ZB_OK) {
        status = zb_stats_adjust(holm, p, count, ZB_ADJUST_HOLM);
    }
    for (size_t i = 0; i < count && status == ZB_OK; i++) {
        pairs[i].p_bh = bh[i];
        pairs[i].p_holm = holm[i];
    }
    zb_mem_free(p);
    return status;
}

static zb_status make_pairs(zb_comparison_details *out, const field *f, zb_error *err) {
    if (!f->is_rate || f->k < 2) {
        return ZB_OK;
    }
    out->pairs = zb_mem_zero(f->k * (f->k - 1) / 2, sizeof *out->pairs);
    if (!out->pairs) {
        return zb_error_nomem(err);
    }
    for (size_t i = 0; i < f->k; i++) {
        for (size_t k = i + 1; k < f->k; k++) {
            out->pair_count += add_pair(&out->pairs[out->pair_count], f, i, k);
        }
    }
    zb_status status = out->pair_count ? adjust(out->pairs, out->pair_count) : ZB_OK;
    return status == ZB_OK ? status : zb_error_nomem(err);
}

static zb_status measure(zb_comparison_details *out, field *f, bool with_pairs, zb_error *err) {
    if (with_pairs && f->is_rate && f->k > MOST_PAIRED) {
        return zb_error_set(err, ZB_E_LIMIT,
                            "%zu places make too many pairs; choose at most %d, with --region",
                            f->k, MOST_PAIRED);
    }
    zb_results list = {0};
    add_pooled(&list, f);
    add_heterogeneity(&list, f);
    if (f->k) {
        fit_prior(&list, f);
        rank_all(&list, f);
    }
    add_summary(&list, f);
    add_weighted(&list, f);
    for (size_t i = 0; i < list.count; i++) {
        list.at[i].year = f->comparison->year;
    }
    add_rows(&list, f);
    zb_status status = zb_results_finish(&out->results, &list, err);
    return status == ZB_OK && with_pairs ? make_pairs(out, f, err) : status;
}

zb_status zb_analysis_comparison_details(zb_comparison_details *out, const zb_dataset *dataset,
                                         const zb_comparison *comparison,
                                         const zb_result_options *options, bool with_pairs,
                                         zb_error *err) {
    *out = (zb_comparison_details){0};
    const zb_indicator *indicator =
        zb_lexicon_indicator_at(zb_dataset_lexicon(dataset), (size_t)comparison->indicator);
    field f = {.is_rate = indicator->is_rate,
               .factor = indicator->is_rate ? 100 : zb_options_per(options),
               .unit = indicator->is_rate ? ZB_SCALE_VALUE : ZB_SCALE_PER_EXPOSURE,
               .seed = zb_options_seed(options),
               .draws = options ? options->draws : 0};
    if (!field_make(&f, comparison)) {
        field_free(&f);
        return zb_error_nomem(err);
    }
    if (f.is_rate) {
        fill_rates(&f);
    } else if (options && options->population && zb_indicator_counts(indicator)) {
        fill_counts(&f, dataset, indicator, options->population);
    }
    zb_status status = measure(out, &f, with_pairs, err);
    field_free(&f);
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
