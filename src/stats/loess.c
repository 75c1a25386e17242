/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Local regression, computed directly at each x.
 *
 * The fit is linear in y: fitted = L y. The residual variance and its look-up degrees of freedom
 * come from the traces of M = (I - L)(I - L)' and its square (Cleveland and Devlin 1988, section
 * 4).
 */
#include "zhibiao/stats.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>

#include "base/mem.h"
#include "stats/lines.h"
#include "stats/numeric.h"

enum { SMOOTH_LIMIT = 512, VECTORS = 4 };

/* n * span is whole as often as not: the tolerance of R's loess. */
static const double WHOLE = 1e-5;

/* A point nearer than this to the edge of a neighbourhood, as a share of its reach, is on the edge
 * but for rounding. */
static const double EDGE = 1e-8;

/* Below this trace of M the curve runs through the values, and nothing is left to judge it by. */
static const double NO_FREEDOM = 1e-8;

typedef struct smooth {
    size_t n;
    size_t near; /* points in a neighbourhood */
    int degree;
    int exponent; /* of y */
    double *u, *v, *fitted, *half;
    double *rows; /* L, then I - L */
    double *product;
} smooth;

/* The first of the `near` points closest to point i. */
static size_t first_near(const smooth *s, size_t i) {
    size_t first = 0;
    while (first + s->near < s->n && s->u[first + s->near] - s->u[i] < s->u[i] - s->u[first]) {
        first++;
    }
    return first;
}

/* Tricube weights about point i into `row`, zero outside its neighbourhood. The farthest point of
 * the neighbourhood has none either. Gives the number of points with weight. */
static size_t weigh(const smooth *s, size_t i, double *row, double *reach) {
    size_t first = first_near(s, i);
    size_t last = first + s->near - 1;
    size_t count = 0;
    *reach = fmax(s->u[i] - s->u[first], s->u[last] - s->u[i]);
    memset(row, 0, s->n * sizeof *row);
    for (size_t j = first; j <= last; j++) {
        double r = fabs(s->u[j] - s->u[i]) / *reach;
        double t = 1 - r * r * r;
        row[j] = t > EDGE ? t * t * t : 0;
        count += row[j] > 0;
    }
    return count;
}

/* Polynomials of the distance d that are orthogonal under the weights: 1, d - mean and
 * (d - turn)(d - mean) - shift. Their sums of squares are weight, spread and second_spread. */
typedef struct basis {
    double weight, spread, second_spread;
    double mean, turn, shift;
} basis;

static double second(const basis *b, double d) {
    return (d - b->turn) * (d - b->mean) - b->shift;
}

/* The distances are those from point i over the reach. */
static basis find_basis(const smooth *s, const double *weights, size_t i, double reach) {
    basis b = {0};
    for (size_t j = 0; j < s->n; j++) {
        b.weight += weights[j];
        b.mean += weights[j] * ((s->u[j] - s->u[i]) / reach);
    }
    b.mean /= b.weight;
    for (size_t j = 0; j < s->n; j++) {
        double d = (s->u[j] - s->u[i]) / reach;
        double first = d - b.mean;
        b.spread += weights[j] * first * first;
        b.turn += weights[j] * d * first * first;
    }
    b.turn /= b.spread;
    b.shift = b.spread / b.weight;
    for (size_t j = 0; j < s->n; j++) {
        double p = second(&b, (s->u[j] - s->u[i]) / reach);
        b.second_spread += weights[j] * p * p;
    }
    return b;
}

/* Row i of L: what each y adds to the fit at point i, where the distance is 0. False: too few
 * points have weight. */
static bool fit_row(const smooth *s, size_t i) {
    double *row = s->rows + i * s->n;
    double reach;
    if (weigh(s, i, row, &reach) < (size_t)s->degree + 1) {
        return false;
    }
    basis b = find_basis(s, row, i, reach);
    for (size_t j = 0; j < s->n; j++) {
        double d = (s->u[j] - s->u[i]) / reach;
        double share = 1 / b.weight - b.mean * (d - b.mean) / b.spread;
        if (s->degree > 1) {
            share += second(&b, 0) * second(&b, d) / b.second_spread;
        }
        row[j] = row[j] > 0 ? row[j] * share : 0;
    }
    return zb_stats_all_finite(row, s->n);
}

/* Fitted values, and the lengths of the rows of L into `half`. */
static bool fit_rows(const smooth *s) {
    for (size_t i = 0; i < s->n; i++) {
        if (!fit_row(s, i)) {
            return false;
        }
    }
    gsl_matrix_view rows = gsl_matrix_view_array(s->rows, s->n, s->n);
    gsl_vector_view v = gsl_vector_view_array(s->v, s->n);
    gsl_vector_view fitted = gsl_vector_view_array(s->fitted, s->n);
    gsl_blas_dgemv(CblasNoTrans, 1, &rows.matrix, &v.vector, 0, &fitted.vector);
    for (size_t i = 0; i < s->n; i++) {
        gsl_vector_const_view row = gsl_matrix_const_row(&rows.matrix, i);
        s->half[i] = gsl_blas_dnrm2(&row.vector);
    }
    return true;
}

/* Half widths of the intervals. False: no degrees of freedom are left. */
static bool find_widths(const smooth *s, double level) {
    size_t n = s->n;
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        double residual = s->v[i] - s->fitted[i];
        squares += residual * residual;
        for (size_t j = 0; j < n; j++) {
            s->rows[i * n + j] = (i == j) - s->rows[i * n + j];
        }
    }
    gsl_matrix_view rest = gsl_matrix_view_array(s->rows, n, n);
    gsl_matrix_view product = gsl_matrix_view_array(s->product, n, n);
    gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1, &rest.matrix, &rest.matrix, 0, &product.matrix);
    double first = 0;
    double second_trace = 0;
    for (size_t i = 0; i < n; i++) {
        first += s->product[i * n + i];
        for (size_t j = 0; j < n; j++) {
            second_trace += s->product[i * n + j] * s->product[i * n + j];
        }
    }
    if (!(first > NO_FREEDOM)) {
        return false;
    }
    double t = gsl_cdf_tdist_Qinv((1 - level) / 2, first * first / second_trace);
    for (size_t i = 0; i < n; i++) {
        s->half[i] *= t * sqrt(squares / first);
    }
    return true;
}

static zb_status run(const smooth *s, double *fitted, double *low, double *high, double level) {
    if (!fit_rows(s) || !find_widths(s, level)) {
        return ZB_E_DOMAIN;
    }
    for (size_t i = 0; i < s->n; i++) {
        if (!isfinite(ldexp(s->fitted[i] - s->half[i], s->exponent)) ||
            !isfinite(ldexp(s->fitted[i] + s->half[i], s->exponent))) {
            return ZB_E_DOMAIN;
        }
    }
    for (size_t i = 0; i < s->n; i++) {
        fitted[i] = ldexp(s->fitted[i], s->exponent);
        low[i] = ldexp(s->fitted[i] - s->half[i], s->exponent);
        high[i] = ldexp(s->fitted[i] + s->half[i], s->exponent);
    }
    return ZB_OK;
}

static bool arguments_ok(const double *x, const double *y, size_t n, double span, int degree,
                         double level) {
    if (!zb_stats_pairs_ok(x, y, n, ZB_STATS_SMOOTH_FROM) || !(span > 0) || !(span <= 1) ||
        degree < 1 || degree > 2 || !zb_stats_level_ok(level)) {
        return false;
    }
    for (size_t i = 1; i < n; i++) {
        if (!(x[i] > x[i - 1])) {
            return false;
        }
    }
    return true;
}

zb_status zb_stats_loess(double *fitted, double *low, double *high, const double *x,
                         const double *y, size_t n, double span, int degree, double level) {
    if (!arguments_ok(x, y, n, span, degree, level)) {
        return ZB_E_DOMAIN;
    }
    if (n > SMOOTH_LIMIT) {
        return ZB_E_LIMIT;
    }
    smooth s = {.n = n, .near = (size_t)((double)n * span + WHOLE), .degree = degree};
    if (s.near < (size_t)degree + 2) {
        return ZB_E_DOMAIN;
    }
    s.u = zb_mem_get((2 * n + VECTORS) * n * sizeof *s.u);
    if (!s.u) {
        return ZB_E_NOMEM;
    }
    s.v = s.u + n;
    s.fitted = s.v + n;
    s.half = s.fitted + n;
    s.rows = s.half + n;
    s.product = s.rows + n * n;
    s.exponent = zb_stats_exponent(y, n);
    zb_axis axis = zb_stats_axis(x, n);
    for (size_t i = 0; i < n; i++) {
        s.u[i] = zb_stats_on_axis(&axis, x[i]);
        s.v[i] = ldexp(y[i], -s.exponent);
    }
    zb_status status = run(&s, fitted, low, high, level);
    zb_mem_free(s.u);
    return status;
}
