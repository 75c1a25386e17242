/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/dispersion.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/* exp(-TAIL_GONE) is below every double. */
static const double TAIL_GONE = 800;

/* P(X >= df + 2 sqrt(df t) + 2 t) <= exp(-t) (B. Laurent, P. Massart (2000), Adaptive estimation
 * of a quadratic functional by model selection, Annals of Statistics 28, lemma 1). */
double zb_stats_chi2_tail(double q, double df) {
    return q < df + 2 * sqrt(df * TAIL_GONE) + 2 * TAIL_GONE ? gsl_cdf_chisq_Q(q, df) : 0;
}

double zb_stats_beyond_chance(double q, double df) {
    return q > df ? (q - df) / q : 0;
}

/* Weights are in units of the largest, so that neither they nor their sums overflow. The divisor
 * is summed over pairs, (2 / sum w) sum w[i] w[j]: as a difference it would vanish where one
 * weight stands out. */
double zb_stats_moment_variance(double excess, const double *variances, size_t k) {
    if (!(excess > 0)) {
        return 0;
    }
    double unit = variances[0];
    for (size_t i = 1; i < k; i++) {
        unit = fmin(unit, variances[i]);
    }
    double total = 0;
    double pairs = 0;
    for (size_t i = 0; i < k; i++) {
        double weight = unit / variances[i];
        pairs += weight * total;
        total += weight;
    }
    return excess * (unit / (2 * pairs / total));
}
