/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A straight line that gross errors do not move.
 *
 * Weights, scale and errors are those of gsl_multifit_robust (GSL reference manual, "Robust linear
 * regression"; W. H. DuMouchel, F. L. O'Brien 1989; J. O. Street, R. J. Carroll, D. Ruppert 1988).
 * The iteration is here because GSL's reports to its error handler when it does not settle, and
 * never settles where a coefficient is 0.
 */
#include "zhibiao/stats.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "base/mem.h"
#include "stats/lines.h"
#include "stats/numeric.h"

enum { ROBUST_MINIMUM = 5, COLUMNS = 2, PARTS = 7, ITERATIONS = 1000 };

/* Quartile of the standard normal as GSL rounds it, its least scale as a share of the standard
 * deviation of y, and its bound of the leverage. */
static const double QUARTILE = 0.6745;
static const double LEAST_SCALE = 1e-6;
static const double MOST_LEVERAGE = 0.9999;

/* The line is settled when a step moves it by less than this share of the scale; what is on one
 * line but for rounding, with the largest |y| below 1, has no scale. */
static const double SETTLED = 1e-11;
static const double ROUNDING = 16 * DBL_EPSILON;

/* All over the axis and with y scaled below 1. */
typedef struct robust {
    size_t n;
    double *u, *v, *factor, *residual, *weight, *work, *slopes;
    double spread;      /* sum of (u - mean)^2 */
    double total;       /* sum of (v - mean)^2 */
    double sigma;       /* of least squares */
    double least_scale; /* for the weights */
    double intercept, slope;
} robust;

static void fill_points(robust *r, const zb_axis *axis, int exponent, const double *x,
                        const double *y) {
    size_t n = r->n;
    for (size_t i = 0; i < n; i++) {
        r->u[i] = zb_stats_on_axis(axis, x[i]);
        r->v[i] = ldexp(y[i], -exponent);
    }
    double mean = gsl_stats_mean(r->u, 1, n);
    r->spread = gsl_stats_tss_m(r->u, 1, n, mean);
    r->total = gsl_stats_tss(r->v, 1, n);
    r->least_scale = LEAST_SCALE * sqrt(r->total / ((double)n - 1));
    for (size_t i = 0; i < n; i++) {
        double leverage = 1 / (double)n + (r->u[i] - mean) * (r->u[i] - mean) / r->spread;
        r->factor[i] = 1 / sqrt(1 - fmin(leverage, MOST_LEVERAGE));
    }
    double cov[3];
    double squares;
    gsl_fit_linear(r->u, 1, r->v, 1, n, &r->intercept, &r->slope, &cov[0], &cov[1], &cov[2],
                   &squares);
    r->sigma = sqrt(squares / ((double)n - COLUMNS));
}

/* Residuals, times their factor for leverage where wanted. */
static void fill_residuals(robust *r, bool adjusted) {
    for (size_t i = 0; i < r->n; i++) {
        r->residual[i] = r->v[i] - (r->intercept + r->slope * r->u[i]);
        r->residual[i] *= adjusted ? r->factor[i] : 1;
    }
}

/* Median of the absolute residuals without the smallest, which the fit makes small. */
static double median_scale(robust *r) {
    for (size_t i = 0; i < r->n; i++) {
        r->work[i] = fabs(r->residual[i]);
    }
    gsl_sort(r->work, 1, r->n);
    size_t left_out = COLUMNS - 1;
    double median = gsl_stats_median_from_sorted_data(r->work + left_out, 1, r->n - left_out);
    return fmax(median / QUARTILE, r->least_scale);
}

/* Bisquare function of the residuals over `unit` into `to`. */
static void apply(int (*function)(const gsl_vector *, gsl_vector *), double *to, robust *r,
                  double unit) {
    for (size_t i = 0; i < r->n; i++) {
        r->work[i] = r->residual[i] / unit;
    }
    gsl_vector_const_view from = gsl_vector_const_view_array(r->work, r->n);
    gsl_vector_view result = gsl_vector_view_array(to, r->n);
    function(&from.vector, &result.vector);
}

static bool two_places_weigh(const robust *r) {
    size_t first = 0;
    while (first < r->n && !(r->weight[first] > 0)) {
        first++;
    }
    for (size_t i = first + 1; i < r->n; i++) {
        if (r->weight[i] > 0 && r->u[i] != r->u[first]) {
            return true;
        }
    }
    return false;
}

static zb_status settle(robust *r) {
    const gsl_multifit_robust_type *type = gsl_multifit_robust_bisquare;
    for (int i = 0; i < ITERATIONS; i++) {
        fill_residuals(r, true);
        double scale = median_scale(r);
        apply(type->wfun, r->weight, r, scale * type->tuning_default);
        if (!two_places_weigh(r)) {
            return ZB_E_LIMIT;
        }
        double before[] = {r->intercept, r->slope};
        double cov[3];
        double squares;
        gsl_fit_wlinear(r->u, 1, r->weight, 1, r->v, 1, r->n, &r->intercept, &r->slope, &cov[0],
                        &cov[1], &cov[2], &squares);
        double moved = fabs(r->intercept - before[0]) + fabs(r->slope - before[1]);
        if (!isfinite(moved)) {
            return ZB_E_LIMIT;
        }
        if (moved <= SETTLED * scale + ROUNDING) {
            return ZB_OK;
        }
    }
    return ZB_E_LIMIT;
}

/* Standard deviation of the residuals for the covariance (Street et al., equations 3 and 5;
 * DuMouchel and O'Brien, section 4.1). False: so many residuals lie where the weights fall that
 * there is none. */
static bool find_sigma(double *out, robust *r) {
    const gsl_multifit_robust_type *type = gsl_multifit_robust_bisquare;
    double n = (double)r->n;
    double p = COLUMNS;
    fill_residuals(r, false);
    double unit = median_scale(r) * type->tuning_default;
    fill_residuals(r, true);
    apply(type->psi_deriv, r->slopes, r, unit);
    double a = gsl_stats_mean(r->slopes, 1, r->n);
    if (!(a > 0)) {
        return false;
    }
    apply(type->wfun, r->weight, r, unit);
    double b = 0;
    for (size_t i = 0; i < r->n; i++) {
        double psi = r->weight[i] * r->residual[i] / unit / r->factor[i];
        b += psi * psi / (n - p);
    }
    double lambda = 1 + p / n * (1 - a) / a;
    double sigma = lambda * sqrt(b) * unit / a;
    *out = fmax(sigma, sqrt((r->sigma * r->sigma * p * p + sigma * sigma * n) / (p * p + n)));
    return true;
}

static zb_status fit_points(robust *r, double *sigma) {
    zb_status status = settle(r);
    return status == ZB_OK && !find_sigma(sigma, r) ? ZB_E_LIMIT : status;
}

/* From the axis back to x and y. */
static zb_status finish(zb_line_fit *out, const robust *r, const zb_axis *axis, int exponent,
                        double sigma, double level) {
    double df = (double)r->n - COLUMNS;
    zb_line_fit fit = {.n = r->n, .residual_sd = ldexp(sigma, exponent)};
    fit.slope = ldexp(zb_stats_slope_off_axis(axis, r->slope), exponent);
    fit.slope_se = ldexp(zb_stats_slope_off_axis(axis, sigma / sqrt(r->spread)), exponent);
    fit.intercept = ldexp(zb_stats_intercept_off_axis(axis, r->intercept, r->slope), exponent);
    double half = gsl_cdf_tdist_Qinv((1 - level) / 2, df) * fit.slope_se;
    fit.slope_low = fit.slope - half;
    fit.slope_high = fit.slope + half;
    fit.r2 = fmin(fmax(1 - df * sigma * sigma / r->total, 0), 1);
    if (!isfinite(fit.slope_low) || !isfinite(fit.slope_high) || !isfinite(fit.intercept) ||
        !isfinite(fit.residual_sd) || isnan(fit.r2)) {
        return ZB_E_DOMAIN;
    }
    *out = fit;
    return ZB_OK;
}

zb_status zb_stats_bisquare(zb_line_fit *out, const double *x, const double *y, size_t n,
                            double level) {
    *out = (zb_line_fit){0};
    if (!zb_stats_pairs_ok(x, y, n, ROBUST_MINIMUM) || !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    double *work =
        n <= SIZE_MAX / sizeof *work / PARTS ? zb_mem_get(PARTS * n * sizeof *work) : NULL;
    if (!work) {
        return ZB_E_NOMEM;
    }
    robust r = {.n = n,
                .u = work,
                .v = work + n,
                .factor = work + 2 * n,
                .residual = work + 3 * n,
                .weight = work + 4 * n,
                .work = work + 5 * n,
                .slopes = work + 6 * n};
    zb_axis axis = zb_stats_axis(x, n);
    int exponent = zb_stats_exponent(y, n);
    fill_points(&r, &axis, exponent, x, y);
    zb_status status;
    if (r.sigma <= ROUNDING) {
        status = zb_stats_ols(out, x, y, n, level);
    } else {
        double sigma = 0;
        status = fit_points(&r, &sigma);
        if (status == ZB_OK) {
            status = finish(out, &r, &axis, exponent, sigma, level);
        }
    }
    zb_mem_free(work);
    return status;
}
