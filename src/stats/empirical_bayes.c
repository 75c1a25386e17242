/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Empirical Bayes: priors fitted to all regions, and regions drawn towards them.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_multimin.h>

#include "stats/mixture.h"
#include "stats/numeric.h"

enum { FEWEST_REGIONS = 3, SIMPLEX_STEPS = 500, NEWTON_STEPS = 60, HALVINGS = 40 };

/* A finite precision must be better than none by this in the log likelihood. */
static const double LEAST_GAIN = 1e-9;

/* Logs of the precisions looked at first: from below what some regions of 1e12 all alike but one
 * would give, to beyond what 1e12 trials can tell from infinite. */
static const double GRID_FROM = -12;
static const double GRID_TO = 45;
static const double GRID_STEP = 1.5;

/* Sides of the first simplex: of the log precision, and at most of the location. The search ends
 * at this part of them; Newton's steps go on from there. */
static const double SIDE = 0.5;
static const double SIMPLEX_END = 1e-3;
/* Steps of numeric second derivatives, in sides. */
static const double NUDGE = 1e-4;
/* Newton's decrement, twice the log likelihood still to be gained: where steps end, and what may
 * be left where rounding ends them before. */
static const double DECREMENT_END = 1e-24;
static const double DECREMENT_SETTLED = 1e-10;

typedef struct search {
    const zb_mixture *kind;
    zb_mixture_data data;
    zb_mixture_at at; /* best so far */
    double side;      /* of the location, about its standard error */
    size_t iterations;
} search;

static zb_mixture_point look(const search *s, double location, double log_precision) {
    return s->kind->at(&s->data, (zb_mixture_at){location, log_precision});
}

/* Highest point of a coarse grid; returns the log likelihood there. */
static double search_grid(search *s) {
    double locations[2];
    s->kind->locations(locations, &s->data);
    double best = -INFINITY;
    for (double step = 0; GRID_FROM + step * GRID_STEP <= GRID_TO; step++) {
        for (size_t i = 0; i < 2; i++) {
            zb_mixture_at at = {locations[i], GRID_FROM + step * GRID_STEP};
            zb_mixture_point point = s->kind->at(&s->data, at);
            if (point.value > best) {
                best = point.value;
                s->at = at;
                s->side = fmin(1 / sqrt(point.information), SIDE);
            }
        }
    }
    return best;
}

/* Simplex coordinates are in sides from where the search began. */
static zb_mixture_at place(const search *s, const gsl_vector *v) {
    return (zb_mixture_at){s->at.location + s->side * gsl_vector_get(v, 0),
                           s->at.log_precision + SIDE * gsl_vector_get(v, 1)};
}

static double loss(const gsl_vector *v, void *context) {
    const search *s = context;
    return -s->kind->at(&s->data, place(s, v)).value;
}

static zb_status search_simplex(search *s) {
    gsl_multimin_fminimizer *simplex =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, 2);
    if (!simplex) {
        return ZB_E_NOMEM;
    }
    double zero[] = {0, 0};
    double one[] = {1, 1};
    gsl_vector_view start = gsl_vector_view_array(zero, 2);
    gsl_vector_view sides = gsl_vector_view_array(one, 2);
    gsl_multimin_function f = {loss, 2, s};
    int status = gsl_multimin_fminimizer_set(simplex, &f, &start.vector, &sides.vector);
    for (int i = 0; i < SIMPLEX_STEPS && status == GSL_SUCCESS; i++) {
        status = gsl_multimin_fminimizer_iterate(simplex);
        s->iterations++;
        if (gsl_multimin_fminimizer_size(simplex) < SIMPLEX_END) {
            break;
        }
    }
    s->at = place(s, gsl_multimin_fminimizer_x(simplex));
    gsl_multimin_fminimizer_free(simplex);
    return ZB_OK;
}

/* Second derivatives with the sign turned: positive definite at a maximum. */
typedef struct bend {
    double xx, xy, yy;
} bend;

static bool bend_at(bend *out, const search *s) {
    double dx = NUDGE * s->side;
    double dy = NUDGE * SIDE;
    zb_mixture_at at = s->at;
    zb_mixture_point left = look(s, at.location - dx, at.log_precision);
    zb_mixture_point right = look(s, at.location + dx, at.log_precision);
    zb_mixture_point below = look(s, at.location, at.log_precision - dy);
    zb_mixture_point above = look(s, at.location, at.log_precision + dy);
    out->xx = (left.slope[0] - right.slope[0]) / (2 * dx);
    out->yy = (below.slope[1] - above.slope[1]) / (2 * dy);
    out->xy = (below.slope[0] - above.slope[0]) / (2 * dy);
    return out->xx > 0 && out->yy > 0 && out->xx * out->yy > out->xy * out->xy;
}

/* Newton's step into `step`; returns its decrement. */
static double newton_step(double step[2], const bend *b, const double slope[2]) {
    double det = b->xx * b->yy - b->xy * b->xy;
    step[0] = (b->yy * slope[0] - b->xy * slope[1]) / det;
    step[1] = (b->xx * slope[1] - b->xy * slope[0]) / det;
    return slope[0] * step[0] + slope[1] * step[1];
}

/* Newton's steps until rounding stops them, each halved until the slopes shrink; returns the last
 * decrement, infinite where the likelihood does not bend down. */
static double polish(search *s) {
    double decrement = INFINITY;
    for (int i = 0; i < NEWTON_STEPS; i++) {
        bend b;
        double step[2];
        if (!bend_at(&b, s)) {
            return INFINITY;
        }
        decrement = newton_step(step, &b, look(s, s->at.location, s->at.log_precision).slope);
        bool moved = false;
        double part = 1;
        for (int j = 0; j < HALVINGS && !moved && decrement > DECREMENT_END; j++, part /= 2) {
            zb_mixture_at next = {s->at.location + part * step[0],
                                  s->at.log_precision + part * step[1]};
            double unused[2];
            if (newton_step(unused, &b, s->kind->at(&s->data, next).slope) < decrement) {
                s->at = next;
                moved = true;
            }
        }
        if (!moved) {
            break;
        }
        s->iterations++;
    }
    return decrement;
}

static void give_pooled(zb_prior *out, const search *s, double limit) {
    *out = (zb_prior){.k = s->data.k,
                      .mean = s->data.counts / s->data.sizes,
                      .log_likelihood = s->kind->top(&s->data) + limit,
                      .pooled = true,
                      .iterations = s->iterations};
}

/* The best prior: fills k, log_likelihood, pooled, iterations, and mean where pooled; else
 * s->at is where it is. */
static zb_status fit(zb_prior *out, search *s) {
    double limit = s->kind->limit(&s->data);
    double best = search_grid(s);
    if (best - limit <= LEAST_GAIN && s->kind->limit_slope(&s->data) <= 0) {
        give_pooled(out, s, limit);
        return ZB_OK;
    }
    zb_status status = search_simplex(s);
    if (status != ZB_OK) {
        return status;
    }
    double left = polish(s);
    best = look(s, s->at.location, s->at.log_precision).value;
    if (best - limit <= LEAST_GAIN) {
        give_pooled(out, s, limit);
        return ZB_OK;
    }
    *out = (zb_prior){.k = s->data.k,
                      .log_likelihood = s->kind->top(&s->data) + best,
                      .iterations = s->iterations};
    return left <= DECREMENT_SETTLED ? ZB_OK : ZB_E_LIMIT;
}

static bool whole(double x) {
    return x == floor(x);
}

/* Sums up, and tells whether there is a finite fit: regions all of them events or none, with more
 * than one trial somewhere, are likeliest where the precision is 0. */
static bool trials_ok(zb_mixture_data *data) {
    bool mixed = false;
    bool single = true;
    for (size_t i = 0; i < data->k; i++) {
        double x = data->count[i];
        double n = data->size[i];
        if (!zb_stats_trials_ok(x, n) || !whole(x) || !whole(n)) {
            return false;
        }
        mixed = mixed || (x > 0 && x < n);
        single = single && n == 1;
        data->counts += x;
        data->others += n - x;
        data->sizes += n;
    }
    return data->k >= FEWEST_REGIONS && data->counts > 0 && data->others > 0 && (mixed || single);
}

zb_status zb_stats_beta_binomial(zb_prior *out, const double *x, const double *n, size_t k) {
    *out = (zb_prior){0};
    search s = {.kind = &zb_mixture_beta_binomial, .data = {.count = x, .size = n, .k = k}};
    if (!trials_ok(&s.data)) {
        return ZB_E_DOMAIN;
    }
    zb_prior prior;
    zb_status status = fit(&prior, &s);
    if (status != ZB_OK) {
        return status;
    }
    if (!prior.pooled) {
        double precision = exp(s.at.log_precision);
        prior.mean = 1 / (1 + exp(-s.at.location));
        prior.a = precision * prior.mean;
        prior.b = precision / (1 + exp(s.at.location));
    }
    *out = prior;
    return ZB_OK;
}

/* Part of all exposure; below, locations could leave their box (ZB_MIXTURE_BOX). */
static const double LEAST_SHARE = 1e-50;

static bool exposures_ok(zb_mixture_data *data) {
    for (size_t i = 0; i < data->k; i++) {
        double y = data->count[i];
        if (!(y >= 0) || !(y <= ZB_STATS_MAX_TRIALS) || !whole(y) || !(data->size[i] > 0)) {
            return false;
        }
        data->counts += y;
        data->sizes += data->size[i];
    }
    if (data->k < FEWEST_REGIONS || !(data->counts > 0) || !isfinite(data->sizes)) {
        return false;
    }
    for (size_t i = 0; i < data->k; i++) {
        if (!(data->size[i] / data->sizes >= LEAST_SHARE)) {
            return false;
        }
    }
    return true;
}

zb_status zb_stats_gamma_poisson(zb_prior *out, const double *events, const double *exposure,
                                 size_t k) {
    *out = (zb_prior){0};
    search s = {.kind = &zb_mixture_gamma_poisson,
                .data = {.count = events, .size = exposure, .k = k}};
    if (!exposures_ok(&s.data)) {
        return ZB_E_DOMAIN;
    }
    zb_prior prior;
    zb_status status = fit(&prior, &s);
    if (status != ZB_OK) {
        return status;
    }
    if (!prior.pooled) {
        prior.mean = s.data.counts / s.data.sizes * exp(s.at.location);
        prior.a = exp(s.at.log_precision);
        prior.b = prior.a / prior.mean;
    }
    if (!isfinite(prior.mean) || !(prior.mean > 0) || !isfinite(prior.b) ||
        (!prior.pooled && !(prior.b > 0))) {
        return ZB_E_DOMAIN;
    }
    *out = prior;
    return ZB_OK;
}

static bool prior_ok(const zb_prior *prior) {
    return prior->pooled ? prior->mean > 0 && isfinite(prior->mean)
                         : prior->a > 0 && isfinite(prior->a) && prior->b > 0 && isfinite(prior->b);
}

/* A mean may lie outside the middle of a very lopsided distribution. */
static zb_estimate holding(double value, double low, double high) {
    return (zb_estimate){value, fmin(low, value), fmax(high, value)};
}

zb_status zb_stats_beta_shrink(zb_estimate *out, const zb_prior *prior, double x, double n,
                               double level) {
    *out = (zb_estimate){0};
    if (!prior_ok(prior) || !zb_stats_trials_ok(x, n) || !zb_stats_level_ok(level) ||
        (prior->pooled && !(prior->mean < 1))) {
        return ZB_E_DOMAIN;
    }
    if (prior->pooled) {
        *out = (zb_estimate){prior->mean, prior->mean, prior->mean};
        return ZB_OK;
    }
    double a = prior->a + x;
    double b = prior->b + (n - x);
    double tail = (1 - level) / 2;
    /* The upper limit as the mirrored lower limit of the failures, as in Clopper and Pearson's. */
    *out = holding(a / (a + b), zb_stats_beta_quantile(tail, a, b),
                   1 - zb_stats_beta_quantile(tail, b, a));
    return ZB_OK;
}

zb_status zb_stats_gamma_shrink(zb_estimate *out, const zb_prior *prior, double events,
                                double exposure, double level) {
    *out = (zb_estimate){0};
    if (!prior_ok(prior) || !(events >= 0) || !(events <= ZB_STATS_MAX_TRIALS) || !(exposure > 0) ||
        !isfinite(exposure) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    if (prior->pooled) {
        *out = (zb_estimate){prior->mean, prior->mean, prior->mean};
        return ZB_OK;
    }
    double shape = prior->a + events;
    double rate = prior->b + exposure;
    double tail = (1 - level) / 2;
    zb_estimate result = holding(shape / rate, zb_stats_gamma_quantile(tail, shape) / rate,
                                 zb_stats_gamma_quantile(1 - tail, shape) / rate);
    if (!isfinite(result.value) || !isfinite(result.high)) {
        return ZB_E_DOMAIN;
    }
    *out = result;
    return ZB_OK;
}
