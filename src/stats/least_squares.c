/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Least squares on several columns, and a new value from a line.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_linalg.h>

#include "base/mem.h"
#include "stats/lines.h"
#include "stats/numeric.h"

/* Below this share of the largest diagonal element of R a column is taken to depend on others:
 * what is left of it would have few good digits. */
static const double DEPENDENT = 1e-12;

/* Decomposition of the n rows and m columns, each column divided by a power of two of its size. */
typedef struct columns {
    size_t n, m;
    double *numbers; /* all that follows */
    double *matrix, *right, *tau, *norms, *solution, *errors;
    size_t *order;  /* of the pivots */
    int *exponents; /* of the columns, and of y */
} columns;

static void close_columns(columns *c) {
    zb_mem_free(c->numbers);
    zb_mem_free(c->order);
    zb_mem_free(c->exponents);
}

static zb_status open_columns(columns *c, size_t n, size_t m) {
    *c = (columns){.n = n, .m = m};
    /* m < n, so n * (m + 5) is enough for all. */
    if (m > SIZE_MAX - 5 || n > SIZE_MAX / sizeof(double) / (m + 5)) {
        return ZB_E_NOMEM;
    }
    c->numbers = zb_mem_get(n * (m + 5) * sizeof *c->numbers);
    c->order = zb_mem_get(m * sizeof *c->order);
    c->exponents = zb_mem_get((m + 1) * sizeof *c->exponents);
    if (!c->numbers || !c->order || !c->exponents) {
        close_columns(c);
        return ZB_E_NOMEM;
    }
    c->matrix = c->numbers;
    c->right = c->matrix + n * m;
    c->tau = c->right + n;
    c->norms = c->tau + m;
    c->solution = c->norms + m;
    c->errors = c->solution + m;
    return ZB_OK;
}

static void fill_columns(columns *c, const double *x, const double *y) {
    for (size_t j = 0; j < c->m; j++) {
        for (size_t i = 0; i < c->n; i++) {
            c->right[i] = x[i * c->m + j];
        }
        c->exponents[j] = zb_stats_exponent(c->right, c->n);
        for (size_t i = 0; i < c->n; i++) {
            c->matrix[i * c->m + j] = ldexp(c->right[i], -c->exponents[j]);
        }
    }
    c->exponents[c->m] = zb_stats_exponent(y, c->n);
    for (size_t i = 0; i < c->n; i++) {
        c->right[i] = ldexp(y[i], -c->exponents[c->m]);
    }
}

/* QR with column pivots. The first m elements of Q'y give the coefficients, the others the
 * residual; the rows of the inverse of R the standard errors. False: dependent columns. */
static bool solve_columns(columns *c, double *residual_sd) {
    size_t m = c->m;
    gsl_matrix_view a = gsl_matrix_view_array(c->matrix, c->n, m);
    gsl_vector_view b = gsl_vector_view_array(c->right, c->n);
    gsl_vector_view tau = gsl_vector_view_array(c->tau, m);
    gsl_vector_view norms = gsl_vector_view_array(c->norms, m);
    gsl_permutation order = {.size = m, .data = c->order};
    int sign;
    gsl_linalg_QRPT_decomp(&a.matrix, &tau.vector, &order, &sign, &norms.vector);
    double largest = fabs(c->matrix[0]);
    for (size_t j = 0; j < m; j++) {
        if (!(fabs(c->matrix[j * m + j]) > DEPENDENT * largest)) {
            return false;
        }
    }
    gsl_linalg_QR_QTvec(&a.matrix, &tau.vector, &b.vector);
    gsl_vector_view rest = gsl_vector_view_array(c->right + m, c->n - m);
    *residual_sd = gsl_blas_dnrm2(&rest.vector) / sqrt((double)(c->n - m));
    gsl_matrix_view r = gsl_matrix_submatrix(&a.matrix, 0, 0, m, m);
    gsl_vector_view z = gsl_vector_view_array(c->right, m);
    gsl_blas_dtrsv(CblasUpper, CblasNoTrans, CblasNonUnit, &r.matrix, &z.vector);
    gsl_vector_view row = gsl_vector_view_array(c->norms, m);
    for (size_t j = 0; j < m; j++) {
        gsl_vector_set_basis(&row.vector, j);
        gsl_blas_dtrsv(CblasUpper, CblasTrans, CblasNonUnit, &r.matrix, &row.vector);
        c->solution[c->order[j]] = c->right[j];
        c->errors[c->order[j]] = *residual_sd * gsl_blas_dnrm2(&row.vector);
    }
    return true;
}

zb_status zb_stats_regression(double *coefficients, double *errors, double *residual_sd,
                              const double *x, const double *y, size_t n, size_t m) {
    if (residual_sd) {
        *residual_sd = 0;
    }
    if (m < 1 || n <= m) {
        return ZB_E_DOMAIN;
    }
    columns c;
    zb_status status = open_columns(&c, n, m);
    if (status != ZB_OK) {
        return status;
    }
    double sd = 0;
    if (!zb_stats_all_finite(x, n * m) || !zb_stats_all_finite(y, n)) {
        status = ZB_E_DOMAIN;
    } else {
        fill_columns(&c, x, y);
        status = solve_columns(&c, &sd) ? ZB_OK : ZB_E_DOMAIN;
    }
    for (size_t j = 0; j < m && status == ZB_OK; j++) {
        int exponent = c.exponents[m] - c.exponents[j];
        c.solution[j] = ldexp(c.solution[j], exponent);
        c.errors[j] = ldexp(c.errors[j], exponent);
    }
    sd = ldexp(sd, c.exponents[m]);
    if (status == ZB_OK && (!zb_stats_all_finite(c.solution, m) ||
                            !zb_stats_all_finite(c.errors, m) || !isfinite(sd))) {
        status = ZB_E_DOMAIN;
    }
    for (size_t j = 0; j < m && status == ZB_OK; j++) {
        coefficients[j] = c.solution[j];
        if (errors) {
            errors[j] = c.errors[j];
        }
    }
    if (status == ZB_OK && residual_sd) {
        *residual_sd = sd;
    }
    close_columns(&c);
    return status;
}

zb_status zb_stats_predict(zb_estimate *out, const double *x, const double *y, size_t n, double at,
                           double level) {
    *out = (zb_estimate){0};
    if (!zb_stats_pairs_ok(x, y, n, ZB_STATS_PREDICT_FROM) || !isfinite(at) ||
        !zb_stats_level_ok(level)) {
        return ZB_E_DOMAIN;
    }
    double *u = n <= SIZE_MAX / sizeof *u / 2 ? zb_mem_get(2 * n * sizeof *u) : NULL;
    if (!u) {
        return ZB_E_NOMEM;
    }
    double *v = u + n;
    zb_axis axis = zb_stats_axis(x, n);
    int exponent = zb_stats_exponent(y, n);
    for (size_t i = 0; i < n; i++) {
        u[i] = zb_stats_on_axis(&axis, x[i]);
        v[i] = ldexp(y[i], -exponent);
    }
    double intercept;
    double slope;
    double cov[3];
    double squares;
    gsl_fit_linear(u, 1, v, 1, n, &intercept, &slope, &cov[0], &cov[1], &cov[2], &squares);
    zb_mem_free(u);
    double value;
    double error;
    gsl_fit_linear_est(zb_stats_on_axis(&axis, at), intercept, slope, cov[0], cov[1], cov[2],
                       &value, &error);
    double df = (double)n - 2;
    double half = gsl_cdf_tdist_Qinv((1 - level) / 2, df) * hypot(error, sqrt(squares / df));
    zb_estimate result = {ldexp(value, exponent), ldexp(value - half, exponent),
                          ldexp(value + half, exponent)};
    if (!isfinite(result.value) || !isfinite(result.low) || !isfinite(result.high)) {
        return ZB_E_DOMAIN;
    }
    *out = result;
    return ZB_OK;
}
