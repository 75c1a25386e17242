/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/mixture.h"

#include <math.h>

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_sf_psi.h>

/* From here on the series below are as good as a double. */
static const double STIRLING_FROM = 16;
static const double HALF_LOG_2PI = 0.91893853320467274178;

/* Stirling's residue: ln Gamma(z) - (z - 1/2) ln z + z - ln(2 pi) / 2, and its slope.
 * Series: M. Abramowitz, I. A. Stegun (1964), 6.1.41 and 6.3.18. Below, the library's. */
typedef struct residue {
    double value, slope;
} residue;

static residue stirling(double z) {
    if (z >= STIRLING_FROM) {
        double r = 1 / z;
        double q = r * r;
        return (residue){
            r * (1. / 12 - q * (1. / 360 - q * (1. / 1260 - q * (1. / 1680 - q / 1188)))),
            -q * (1. / 12 - q * (1. / 120 - q * (1. / 252 - q * (1. / 240 - q / 132))))};
    }
    gsl_sf_result gamma;
    gsl_sf_result psi;
    gsl_sf_lngamma_e(z, &gamma);
    gsl_sf_psi_e(z, &psi);
    double log_z = log(z);
    return (residue){gamma.val - (z - 0.5) * log_z + z - HALF_LOG_2PI, psi.val - log_z + 0.5 / z};
}

static residue less(residue a, residue b) {
    return (residue){a.value - b.value, a.slope - b.slope};
}

/* ln(top / bottom) with difference = top - bottom given, as it is known better than the two. */
static double log_ratio(double top, double bottom, double difference) {
    double part = difference / bottom;
    return fabs(part) < 0.5 ? log1p(part) : log(top / bottom);
}

/* The same less difference / bottom: never above 0. */
static double log_ratio_bent(double top, double bottom, double difference) {
    double part = difference / bottom;
    if (!(fabs(part) < 0.5)) {
        return log(top / bottom) - part;
    }
    gsl_sf_result result;
    gsl_sf_log_1plusx_mx_e(part, &result);
    return result.val;
}

/* x ln(x / m) + m - x, never below 0; x >= 0, m > 0, difference = x - m. */
static double deviance(double x, double m, double difference) {
    if (x <= 0) {
        return m;
    }
    double part = difference / m;
    return fabs(part) < 0.5 ? x * log_ratio_bent(x, m, difference) + difference * part
                            : x * log(x / m) - difference;
}

static double boxed(double parameter) {
    return fmin(fmax(parameter, -ZB_MIXTURE_BOX), ZB_MIXTURE_BOX);
}

/* x ln(x / of), 0 at x = 0. */
static double self_log(double x, double of) {
    return x > 0 ? x * log(x / of) : 0;
}

/* ---------------------------------------------------------- beta-binomial */

/* The prior: mean p = 1 - q, precision m, a = m p, b = m q, and residues of a, b and m. */
typedef struct beta_prior {
    double p, q, m, a, b;
    residue of_a, of_b, of_m;
} beta_prior;

/* ln B(a + x, b + y) - ln B(a, b) for x of n = x + y, less what x / n gives at best:
 *   - m KL(p, t) - n KL(x / n, t)            with t = (a + x) / (m + n)
 *   + ln(m + n) a b / (m (a + x) (b + y)) / 2
 *   + residues of a + x, b + y and m less those of a, b and m + n.
 * t is where the two divergences together are least, so that it may be held in the slopes. */
static void add_beta_binomial(zb_mixture_point *sum, const beta_prior *prior, double x, double n) {
    double m = prior->m;
    double y = n - x;
    double total = m + n;
    double a = prior->a + x;
    double b = prior->b + y;
    double excess = (x * prior->q - y * prior->p) / total; /* t - p */
    double t = a / total;
    double u = b / total;
    residue ra = less(stirling(a), prior->of_a);
    residue rb = less(stirling(b), prior->of_b);
    residue rm = less(stirling(total), prior->of_m);
    double apart = deviance(prior->a, m * t, -m * excess) + deviance(prior->b, m * u, m * excess);
    double misfit = deviance(x, n * t, m * excess) + deviance(y, n * u, -m * excess);
    double spread = log1p(n / m) - log1p(x / prior->a) - log1p(y / prior->b);
    sum->value += -apart - misfit + spread / 2 + ra.value + rb.value - rm.value;
    sum->slope[0] += m * prior->p * prior->q *
                         (log_ratio(t, prior->p, excess) - log_ratio(u, prior->q, -excess) +
                          ra.slope - rb.slope) +
                     (prior->q * (x / a) - prior->p * (y / b)) / 2;
    sum->slope[1] += -apart + (x / a + y / b - n / total) / 2 + prior->a * ra.slope +
                     prior->b * rb.slope - m * rm.slope;
    sum->information += n * prior->p * prior->q / (1 + (n - 1) / (m + 1));
}

static zb_mixture_point beta_binomial_at(const zb_mixture_data *data, zb_mixture_at at) {
    double location = boxed(at.location);
    beta_prior prior = {.m = exp(boxed(at.log_precision))};
    prior.p = 1 / (1 + exp(-location));
    prior.q = 1 / (1 + exp(location));
    prior.a = prior.m * prior.p;
    prior.b = prior.m * prior.q;
    prior.of_a = stirling(prior.a);
    prior.of_b = stirling(prior.b);
    prior.of_m = stirling(prior.m);
    zb_mixture_point sum = {0};
    for (size_t i = 0; i < data->k; i++) {
        add_beta_binomial(&sum, &prior, data->count[i], data->size[i]);
    }
    return sum;
}

static double binomial_limit(const zb_mixture_data *data) {
    double p = data->counts / data->sizes;
    double q = data->others / data->sizes;
    double sum = 0;
    for (size_t i = 0; i < data->k; i++) {
        double n = data->size[i];
        double x = data->count[i];
        double excess = x * q - (n - x) * p;
        sum -= deviance(x, n * p, excess) + deviance(n - x, n * q, -excess);
    }
    return sum;
}

/* R. E. Tarone (1979), Testing the goodness of fit of the binomial distribution, Biometrika 66. */
static double binomial_limit_slope(const zb_mixture_data *data) {
    double p = data->counts / data->sizes;
    double q = data->others / data->sizes;
    double sum = 0;
    for (size_t i = 0; i < data->k; i++) {
        double excess = data->count[i] * q - (data->size[i] - data->count[i]) * p;
        sum += (excess / p * (excess / q) - data->size[i]) / 2;
    }
    return sum;
}

static double binomial_top(const zb_mixture_data *data) {
    double sum = 0;
    for (size_t i = 0; i < data->k; i++) {
        sum += self_log(data->count[i], data->size[i]) +
               self_log(data->size[i] - data->count[i], data->size[i]);
    }
    return sum;
}

static void logits(double out[2], const zb_mixture_data *data) {
    double p = 0;
    double q = 0;
    for (size_t i = 0; i < data->k; i++) {
        p += data->count[i] / data->size[i];
        q += (data->size[i] - data->count[i]) / data->size[i];
    }
    out[0] = log(data->counts / data->others);
    out[1] = log(p / q);
}

const zb_mixture zb_mixture_beta_binomial = {beta_binomial_at, binomial_limit, binomial_limit_slope,
                                             binomial_top, logits};

/* ---------------------------------------------------------- gamma-Poisson */

/* Events that a region of this exposure has at the pooled rate. */
static double expected(const zb_mixture_data *data, size_t i) {
    return data->counts * (data->size[i] / data->sizes);
}

/* ln of Gamma(a + y) / Gamma(a) (a / (a + m))^a (m / (a + m))^y, less y ln y - y: with
 * t = (a + y) / (a + m)
 *   - (y ln(y / (m t)) + a ln(a / (a t))) - ln(1 + y / a) / 2
 *   + residue of a + y less that of a. */
static void add_gamma_poisson(zb_mixture_point *sum, double a, residue of_a, double y, double m) {
    double total = a + m;
    double sure = a + y;
    double excess = (y - m) / total; /* t - 1 */
    double t = sure / total;
    residue rest = less(stirling(sure), of_a);
    double misfit = deviance(y, m * t, a * excess) + deviance(a, a * t, -a * excess);
    sum->value += -misfit - log1p(y / a) / 2 + rest.value;
    sum->slope[0] += a * excess;
    sum->slope[1] += a * (log_ratio_bent(sure, total, y - m) + rest.slope) + y / sure / 2;
    sum->information += m / (1 + m / a);
}

static zb_mixture_point gamma_poisson_at(const zb_mixture_data *data, zb_mixture_at at) {
    double ratio = exp(boxed(at.location));
    double shape = exp(boxed(at.log_precision));
    residue of_shape = stirling(shape);
    zb_mixture_point sum = {0};
    for (size_t i = 0; i < data->k; i++) {
        add_gamma_poisson(&sum, shape, of_shape, data->count[i], ratio * expected(data, i));
    }
    return sum;
}

static double poisson_limit(const zb_mixture_data *data) {
    double sum = 0;
    for (size_t i = 0; i < data->k; i++) {
        double m = expected(data, i);
        sum -= deviance(data->count[i], m, data->count[i] - m);
    }
    return sum;
}

static double poisson_limit_slope(const zb_mixture_data *data) {
    double sum = 0;
    for (size_t i = 0; i < data->k; i++) {
        double excess = data->count[i] - expected(data, i);
        sum += (excess * excess - data->count[i]) / 2;
    }
    return sum;
}

static double poisson_top(const zb_mixture_data *data) {
    double sum = 0;
    for (size_t i = 0; i < data->k; i++) {
        sum += self_log(data->count[i], 1) - data->count[i];
    }
    return sum;
}

static void log_ratios(double out[2], const zb_mixture_data *data) {
    double ratios = 0;
    for (size_t i = 0; i < data->k; i++) {
        ratios += data->count[i] / expected(data, i);
    }
    out[0] = 0;
    out[1] = log(ratios / (double)data->k);
}

const zb_mixture zb_mixture_gamma_poisson = {gamma_poisson_at, poisson_limit, poisson_limit_slope,
                                             poisson_top, log_ratios};
