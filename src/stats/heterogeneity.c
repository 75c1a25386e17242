/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Heterogeneity of proportions about their pooled value.
 */
#include "zhibiao/stats.h"

#include <limits.h>
#include <math.h>

#include <gsl/gsl_randist.h>

#include "base/mem.h"
#include "stats/dispersion.h"
#include "stats/numeric.h"
#include "stats/random.h"

/* Share of the z-scores at each end that is pulled in to the quantile there, and the level at
 * which dispersion beyond chance is taken as shown. */
static const double WINSOR = 0.1;
static const double DISPERSION_ALPHA = 0.01;

/* Pearson's chi-square has its distribution where no more than this part of the expected counts is
 * below this size (Cochran 1954). */
static const double SPARSE_PART = 0.2;
static const double SPARSE_COUNT = 5;

/* Places drawn at the pooled proportion, always the same ones. */
enum { DRAWS = 1999, SEED = 1954, MOST_DRAWN = INT_MAX /* gsl_ran_binomial counts in int */ };

/* Two chi-squares that are equal but for rounding; few counts give equal ones often. */
static const double EQUAL = 1e-9;

/* Mean of the squared z-scores after winsorising; `z` is room for k of them. */
static zb_status winsorised_square(double *out, double *z, const double *x, const double *n,
                                   size_t k, double pooled) {
    double low;
    double high;
    zb_status status = zb_stats_proportion_scores(z, x, n, k, pooled);
    if (status == ZB_OK) {
        status = zb_stats_quantile(&low, z, k, WINSOR);
    }
    if (status == ZB_OK) {
        status = zb_stats_quantile(&high, z, k, 1 - WINSOR);
    }
    *out = 0;
    for (size_t i = 0; i < k && status == ZB_OK; i++) {
        double kept = fmin(fmax(z[i], low), high);
        *out += kept * kept / (double)k;
    }
    return status;
}

/* phi, and tau2 where it is above 1. */
static zb_status overdispersion(zb_heterogeneity *h, const double *x, const double *n) {
    size_t k = h->k;
    double *room = k <= SIZE_MAX / sizeof *room ? zb_mem_get(k * sizeof *room) : NULL;
    if (!room) {
        return ZB_E_NOMEM;
    }
    double phi;
    zb_status status = winsorised_square(&phi, room, x, n, k, h->pooled);
    if (status == ZB_OK && phi > 1) {
        for (size_t i = 0; i < k; i++) {
            room[i] = h->pooled * (1 - h->pooled) / n[i];
        }
        h->phi = phi;
        h->tau2 = zb_stats_moment_variance((double)k * phi - h->df, room, k);
    }
    zb_mem_free(room);
    return status;
}

/* Whether chi-square has too few counts for its distribution. */
static bool sparse(double pooled, const double *n, size_t k) {
    size_t few = 0;
    for (size_t i = 0; i < k; i++) {
        few += n[i] * pooled < SPARSE_COUNT;
        few += n[i] * (1 - pooled) < SPARSE_COUNT;
    }
    return (double)few > SPARSE_PART * 2 * (double)k;
}

static bool can_be_drawn(const double *n, size_t k) {
    for (size_t i = 0; i < k; i++) {
        if (n[i] != floor(n[i]) || n[i] > MOST_DRAWN) {
            return false;
        }
    }
    return true;
}

/* Chi-square of places drawn at `pooled`, about the proportion that they have together: its squares
 * are those about `pooled` less what the two differ by. All or none are events: 0. */
static double drawn_chi2(const gsl_rng *random, double pooled, const double *n, size_t k) {
    double squares = 0;
    double events = 0;
    double trials = 0;
    for (size_t i = 0; i < k; i++) {
        double x = gsl_ran_binomial(random, pooled, (unsigned)n[i]);
        double d = x - n[i] * pooled;
        squares += d * d / n[i];
        events += x;
        trials += n[i];
    }
    if (!(events > 0) || !(events < trials)) {
        return 0;
    }
    double off = events - trials * pooled;
    double together = events / trials;
    return (squares - off * off / trials) / (together * (1 - together));
}

/* p as the share of chi-squares of drawn places that are not below the observed one, which is one
 * of them. */
static zb_status simulate(zb_heterogeneity *h, const double *n) {
    gsl_rng random = {0};
    if (!zb_stats_random_open(&random, SEED)) {
        return ZB_E_NOMEM;
    }
    double bound = h->chi2 - EQUAL * fmax(h->chi2, 1);
    size_t met = 1;
    for (size_t i = 0; i < DRAWS; i++) {
        met += drawn_chi2(&random, h->pooled, n, h->k) >= bound;
    }
    zb_stats_random_close(&random);
    h->simulated = true;
    h->p = (double)met / (DRAWS + 1);
    return ZB_OK;
}

zb_status zb_stats_heterogeneity(zb_heterogeneity *out, const double *x, const double *n,
                                 size_t k) {
    *out = (zb_heterogeneity){0};
    double events = 0;
    double trials = 0;
    for (size_t i = 0; i < k; i++) {
        if (!zb_stats_trials_ok(x[i], n[i])) {
            return ZB_E_DOMAIN;
        }
        events += x[i];
        trials += n[i];
    }
    if (k < 2 || !(events > 0) || !(events < trials)) {
        return ZB_E_DOMAIN;
    }
    zb_heterogeneity result = {.k = k, .pooled = events / trials, .df = (double)k - 1, .phi = 1};
    for (size_t i = 0; i < k; i++) {
        double d = x[i] - n[i] * result.pooled;
        result.chi2 += d * d / (n[i] * result.pooled * (1 - result.pooled));
    }
    if (!isfinite(result.chi2)) {
        return ZB_E_DOMAIN;
    }
    result.p = zb_stats_chi2_tail(result.chi2, result.df);
    result.i2 = zb_stats_beyond_chance(result.chi2, result.df);
    zb_status status = ZB_OK;
    if (sparse(result.pooled, n, k) && can_be_drawn(n, k)) {
        status = simulate(&result, n);
    }
    if (status == ZB_OK && result.p < DISPERSION_ALPHA) {
        status = overdispersion(&result, x, n);
    }
    if (status != ZB_OK) {
        return status;
    }
    if (!isfinite(result.phi) || !isfinite(result.tau2)) {
        return ZB_E_DOMAIN;
    }
    *out = result;
    return ZB_OK;
}
