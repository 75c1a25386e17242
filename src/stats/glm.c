/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines on the scale of a link: Poisson and binomial regression on one variable, by Newton's steps
 * (Fisher scoring: the links are canonical).
 */
#include "zhibiao/stats.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stats/lines.h"
#include "stats/numeric.h"

enum {
    TREND_MINIMUM = 3,
    ITERATIONS = 1000, /* a step down on the log scale is no longer than 1 */
    HALVINGS = 60
};

/* A fit is settled when a step moves no value of the line by more than this share, or than what
 * rounding of the data leaves; a step that raises the deviance by no more than its own rounding is
 * kept. */
static const double SETTLED = 1e-12;
static const double ROUNDING = 16 * DBL_EPSILON;
static const double DEVIANCE_ROUNDING = 1e-9;

/* On the scale of the link: a longer step may end where the weights vanish, and no step leads
 * back. */
static const double LONGEST_STEP = 4;

typedef struct trend {
    size_t n;
    const double *x, *y;
    const double *trials; /* NULL: counts */
    zb_axis axis;
} trend;

/* A line over the axis. */
typedef struct line {
    double intercept, slope;
} line;

/* What the line says of one observation. */
typedef struct cell {
    double mean, weight, residual, deviance;
} cell;

/* y ln(y / mean) - (y - mean), without the loss of digits where they are close. */
static double half_deviance(double y, double mean) {
    if (y == 0) {
        return mean;
    }
    double d = (y - mean) / mean;
    double logarithm = fabs(d) < 0.5 ? log1p(d) : log(y / mean);
    return fmax(y * logarithm - (y - mean), 0);
}

static cell count_cell(double y, double eta) {
    double mean = exp(eta);
    return (cell){mean, mean, y - mean, 2 * half_deviance(y, mean)};
}

static cell trial_cell(double y, double n, double eta) {
    double events = n / (1 + exp(-eta));
    double others = n / (1 + exp(eta));
    /* Of the two differences the one whose terms are smaller. */
    double residual = eta > 0 ? others - (n - y) : y - events;
    return (cell){events, events * (others / n), residual,
                  2 * (half_deviance(y, events) + half_deviance(n - y, others))};
}

static double place(const trend *t, size_t i) {
    return zb_stats_on_axis(&t->axis, t->x[i]);
}

static cell cell_at(const trend *t, line l, size_t i) {
    double eta = l.intercept + l.slope * place(t, i);
    return t->trials ? trial_cell(t->y[i], t->trials[i], eta) : count_cell(t->y[i], eta);
}

static double deviance_of(const trend *t, line l) {
    double sum = 0;
    for (size_t i = 0; i < t->n; i++) {
        sum += cell_at(t, l, i).deviance;
    }
    return sum;
}

/* Least squares on the link of the observations moved a little from the bounds. */
static line first_line(const trend *t) {
    double sum[5] = {0};
    for (size_t i = 0; i < t->n; i++) {
        double more = t->y[i] + 0.5;
        double less = t->trials ? t->trials[i] - t->y[i] + 0.5 : 1;
        double weight = t->trials ? more * less / (more + less) : more;
        double z = log(more / less);
        double u = place(t, i);
        sum[0] += weight;
        sum[1] += weight * u;
        sum[2] += weight * z;
        sum[3] += weight * u * u;
        sum[4] += weight * u * z;
    }
    double spread = sum[3] - sum[1] * sum[1] / sum[0];
    double slope = (sum[4] - sum[1] * sum[2] / sum[0]) / spread;
    if (!isfinite(slope)) {
        slope = 0;
    }
    return (line){(sum[2] - slope * sum[1]) / sum[0], slope};
}

/* Newton's step, about the weighted mean of the places: there level and slope are independent. */
typedef struct step {
    double level, slope; /* of the change; the level at `middle` */
    double middle;
    double information; /* of the slope */
    double rounding;    /* of the slope */
} step;

static step next_step(const trend *t, line l) {
    double weights = 0;
    double moments = 0;
    double residuals = 0;
    for (size_t i = 0; i < t->n; i++) {
        cell c = cell_at(t, l, i);
        weights += c.weight;
        moments += c.weight * place(t, i);
        residuals += c.residual;
    }
    step s = {.level = residuals / weights, .middle = moments / weights};
    double score = 0;
    double size = 0;
    for (size_t i = 0; i < t->n; i++) {
        cell c = cell_at(t, l, i);
        double d = place(t, i) - s.middle;
        s.information += c.weight * d * d;
        score += c.residual * d;
        size += fabs(d) * (c.weight + fabs(c.residual));
    }
    s.slope = score / s.information;
    s.rounding = size / s.information * ROUNDING;
    return s;
}

static line moved(line l, const step *s, double share) {
    return (line){l.intercept + share * (s->level - s->slope * s->middle),
                  l.slope + share * s->slope};
}

/* False for NaN, too. */
static bool falls(double deviance, double before) {
    return deviance <= before * (1 + DEVIANCE_ROUNDING) + DBL_MIN;
}

/* Moves the line; ZB_E_LIMIT where doubles do not hold the fit. */
static zb_status settle(const trend *t, line *l, step *last) {
    double deviance = deviance_of(t, *l);
    for (int i = 0; i < ITERATIONS; i++) {
        step s = next_step(t, *l);
        if (!isfinite(s.level) || !isfinite(s.slope) || !(s.information > 0)) {
            return ZB_E_LIMIT;
        }
        double size = 1 + fabs(l->intercept) + fabs(l->slope);
        double length = fabs(s.level) + 2 * fabs(s.slope);
        double share = fmin(1, LONGEST_STEP / length);
        line next = moved(*l, &s, share);
        double reached = deviance_of(t, next);
        for (int h = 0; h < HALVINGS && !falls(reached, deviance); h++) {
            share /= 2;
            next = moved(*l, &s, share);
            reached = deviance_of(t, next);
        }
        if (!falls(reached, deviance)) {
            return ZB_E_LIMIT;
        }
        bool settled = length <= (SETTLED + s.rounding) * size;
        *l = next;
        deviance = reached;
        if (settled) {
            *last = next_step(t, *l);
            return last->information > 0 ? ZB_OK : ZB_E_LIMIT;
        }
    }
    return ZB_E_LIMIT;
}

static zb_status finish(zb_glm_fit *out, const trend *t, line l, const step *s, double level) {
    zb_glm_fit fit = {.n = t->n, .df = (double)t->n - 2};
    double squares = 0;
    for (size_t i = 0; i < t->n; i++) {
        cell c = cell_at(t, l, i);
        fit.deviance += c.deviance;
        squares += c.residual == 0 ? 0 : c.residual * (c.residual / c.weight);
    }
    fit.dispersion = squares / fit.df;
    fit.intercept = zb_stats_intercept_off_axis(&t->axis, l.intercept, l.slope);
    fit.slope = zb_stats_slope_off_axis(&t->axis, l.slope);
    double error = 1 / sqrt(s->information);
    fit.slope_se = zb_stats_slope_off_axis(&t->axis, error);
    double half = zb_stats_normal_score(level) * fit.slope_se;
    fit.slope_low = fit.slope - half;
    fit.slope_high = fit.slope + half;
    fit.p = fmin(2 * gsl_cdf_ugaussian_Q(fabs(l.slope / error)), 1);
    double widening = sqrt(fmax(fit.dispersion, 1));
    half = gsl_cdf_tdist_Qinv((1 - level) / 2, fit.df) * widening * fit.slope_se;
    fit.wide_low = fit.slope - half;
    fit.wide_high = fit.slope + half;
    fit.wide_p = fmin(2 * gsl_cdf_tdist_Q(fabs(l.slope / error / widening), fit.df), 1);
    const double all[] = {fit.intercept, fit.slope_low,  fit.slope_high,
                          fit.deviance,  fit.dispersion, fit.wide_low,
                          fit.wide_high, fit.p,          fit.wide_p};
    if (!zb_stats_all_finite(all, sizeof all / sizeof *all)) {
        return ZB_E_LIMIT;
    }
    *out = fit;
    return ZB_OK;
}

static zb_status fit_trend(zb_glm_fit *out, trend *t, bool constant, double level) {
    t->axis = zb_stats_axis(t->x, t->n);
    line l = first_line(t);
    step last;
    zb_status status = settle(t, &l, &last);
    if (status != ZB_OK) {
        return status;
    }
    l.slope = constant ? 0 : l.slope;
    return finish(out, t, l, &last, level);
}

/* Smallest and largest x of those marked. */
typedef struct range {
    double low, high;
} range;

static const range NOWHERE = {INFINITY, -INFINITY};

static void extend(range *r, double x) {
    r->low = fmin(r->low, x);
    r->high = fmax(r->high, x);
}

/* The likelihood of counts has its maximum at infinity if and only if a line can fall without end
 * where the counts are 0 and stand still where they are not: the counts above 0 are at one x, and
 * all others on one side of it. */
static bool counts_at_one_end(const double *x, const double *y, size_t n) {
    range all = NOWHERE;
    range above = NOWHERE;
    for (size_t i = 0; i < n; i++) {
        extend(&all, x[i]);
        if (y[i] > 0) {
            extend(&above, x[i]);
        }
    }
    return above.low == above.high && (above.low == all.low || above.high == all.high);
}

zb_status zb_stats_poisson_trend(zb_glm_fit *out, const double *x, const double *y, size_t n,
                                 double level) {
    *out = (zb_glm_fit){0};
    if (!zb_stats_pairs_ok(x, y, n, TREND_MINIMUM) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    size_t above = 0;
    bool constant = true;
    for (size_t i = 0; i < n; i++) {
        if (!(y[i] >= 0) || !(y[i] <= ZB_STATS_MAX_TRIALS)) {
            return ZB_E_DOMAIN;
        }
        above += y[i] > 0;
        constant = constant && y[i] == y[0];
    }
    if (above < 2 || counts_at_one_end(x, y, n)) {
        return ZB_E_DOMAIN;
    }
    trend t = {.n = n, .x = x, .y = y};
    return fit_trend(out, &t, constant, level);
}

/* No finite fit if and only if some line is >= 0 wherever there are events and <= 0 wherever there
 * are others: one kind is missing, or ends where the other begins. */
static bool outcomes_separated(const double *x, const double *events, const double *trials,
                               size_t n) {
    range with = NOWHERE;
    range without = NOWHERE;
    for (size_t i = 0; i < n; i++) {
        if (events[i] > 0) {
            extend(&with, x[i]);
        }
        if (events[i] < trials[i]) {
            extend(&without, x[i]);
        }
    }
    return with.high <= without.low || without.high <= with.low;
}

zb_status zb_stats_logistic_trend(zb_glm_fit *out, const double *x, const double *events,
                                  const double *trials, size_t n, double level) {
    *out = (zb_glm_fit){0};
    if (!zb_stats_pairs_ok(x, events, n, TREND_MINIMUM) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    for (size_t i = 0; i < n; i++) {
        if (!zb_stats_trials_ok(events[i], trials[i])) {
            return ZB_E_DOMAIN;
        }
    }
    if (outcomes_separated(x, events, trials, n)) {
        return ZB_E_DOMAIN;
    }
    trend t = {.n = n, .x = x, .y = events, .trials = trials};
    return fit_trend(out, &t, false, level);
}
