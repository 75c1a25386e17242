/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several indicators made into one index.
 */
#include "zhibiao/stats.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "base/mem.h"
#include "stats/numeric.h"
#include "stats/scale.h"

/* What a constant indicator gives where 0 is the worst and 1 the best. */
static const double MIDDLE = 0.5;

const char *zb_index_method_name(zb_index_method method) {
    static const char *const names[] = {"rank", "zscore", "minmax", "entropy"};
    return (unsigned)method < sizeof names / sizeof *names ? names[method] : names[0];
}

static bool constant(const double *column, size_t k) {
    for (size_t i = 1; i < k; i++) {
        if (column[i] != column[0]) {
            return false;
        }
    }
    return true;
}

/* Each of these takes k values, more being better, and leaves what they add to the index. */

static zb_status to_ranks(double *column, double *work, size_t k) {
    zb_status status = zb_stats_ranks(work, column, k);
    for (size_t i = 0; i < k && status == ZB_OK; i++) {
        column[i] = ((double)k - work[i]) / ((double)k - 1);
    }
    return status;
}

static void to_z(double *column, size_t k) {
    bool flat = constant(column, k);
    zb_stats_scale(column, k);
    double mean = gsl_stats_mean(column, 1, k);
    double sd = gsl_stats_sd_m(column, 1, k, mean);
    for (size_t i = 0; i < k; i++) {
        column[i] = flat ? 0 : (column[i] - mean) / sd;
    }
}

static void to_minmax(double *column, size_t k) {
    bool flat = constant(column, k);
    zb_stats_scale(column, k);
    double min;
    double max;
    gsl_stats_minmax(&min, &max, column, 1, k);
    for (size_t i = 0; i < k; i++) {
        column[i] = flat ? MIDDLE : (column[i] - min) / (max - min);
    }
}

/* 1 less the entropy of k min–max values as shares of their sum, in units of its largest value:
 * above 0, since one of them is 0 unless all are equal. */
static double divergence(const double *column, size_t k) {
    if (constant(column, k)) {
        return 0;
    }
    double sum = 0;
    for (size_t i = 0; i < k; i++) {
        sum += column[i];
    }
    double entropy = 0;
    for (size_t i = 0; i < k; i++) {
        double share = column[i] / sum;
        entropy -= share > 0 ? share * log(share) : 0;
    }
    return 1 - entropy / log((double)k);
}

typedef struct index_work {
    double *column, *ranks; /* k each */
    double *scores;         /* k: sums, not yet divided by the sum of the weights */
    double *weights;        /* m */
} index_work;

static zb_status add_indicator(index_work *w, double *weight, size_t k, zb_index_method method) {
    *weight = 1;
    zb_status status = ZB_OK;
    if (method == ZB_INDEX_RANK) {
        status = to_ranks(w->column, w->ranks, k);
    } else if (method == ZB_INDEX_Z) {
        to_z(w->column, k);
    } else {
        to_minmax(w->column, k);
        *weight = method == ZB_INDEX_ENTROPY ? divergence(w->column, k) : 1;
    }
    for (size_t i = 0; i < k; i++) {
        w->scores[i] += *weight * w->column[i];
    }
    return status;
}

static zb_status add_indicators(index_work *w, const double *values, const int *sense, size_t k,
                                size_t m, zb_index_method method) {
    zb_status status = ZB_OK;
    double total = 0;
    for (size_t j = 0; j < m && status == ZB_OK; j++) {
        for (size_t i = 0; i < k; i++) {
            w->column[i] = sense[j] * values[i * m + j];
        }
        status = add_indicator(w, &w->weights[j], k, method);
        total += w->weights[j];
    }
    bool told = total > 0;
    for (size_t j = 0; j < m; j++) {
        w->weights[j] = told ? w->weights[j] / total : 1 / (double)m;
    }
    for (size_t i = 0; i < k; i++) {
        w->scores[i] = told ? w->scores[i] / total : MIDDLE;
    }
    return status;
}

static bool index_ok(const double *values, const int *sense, size_t k, size_t m,
                     zb_index_method method) {
    if (k < 2 || m < 1 || m > SIZE_MAX / k || (unsigned)method > ZB_INDEX_ENTROPY) {
        return false;
    }
    for (size_t j = 0; j < m; j++) {
        if (sense[j] != 1 && sense[j] != -1) {
            return false;
        }
    }
    return zb_stats_all_finite(values, k * m);
}

zb_status zb_stats_index(double *scores, double *weights, const double *values, const int *sense,
                         size_t k, size_t m, zb_index_method method) {
    if (!index_ok(values, sense, k, m, method)) {
        return ZB_E_DOMAIN;
    }
    index_work w = {.column = zb_mem_zero(k, sizeof *w.column),
                    .ranks = zb_mem_zero(k, sizeof *w.ranks),
                    .scores = zb_mem_zero(k, sizeof *w.scores),
                    .weights = zb_mem_zero(m, sizeof *w.weights)};
    zb_status status = ZB_E_NOMEM;
    if (w.column && w.ranks && w.scores && w.weights) {
        status = add_indicators(&w, values, sense, k, m, method);
    }
    if (status == ZB_OK) {
        memcpy(scores, w.scores, k * sizeof *scores);
        memcpy(weights, w.weights, m * sizeof *weights);
    }
    zb_mem_free(w.weights);
    zb_mem_free(w.scores);
    zb_mem_free(w.ranks);
    zb_mem_free(w.column);
    return status;
}
