/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The distribution of a set of values in few numbers.
 */
#include "zhibiao/stats.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_statistics_double.h>

#include "base/mem.h"
#include "stats/numeric.h"
#include "stats/scale.h"

/* Of values scaled below 1. */
static const double LEAST_MEAN = 16 * DBL_EPSILON;

/* Half of the smallest number is 0: interpolation may leave the values. */
static double quartile(const double *sorted, size_t n, double p) {
    double q = gsl_stats_quantile_from_sorted_data(sorted, 1, n, p);
    return fmin(fmax(q, sorted[0]), sorted[n - 1]);
}

/* Mean and spread of scaled values; false: the standard deviation exceeds any number. */
static bool describe_spread(zb_summary *s, const double *scaled, int exponent) {
    double mean = gsl_stats_mean(scaled, 1, s->n);
    s->mean = ldexp(mean, exponent);
    s->has_sd = s->n >= 2;
    if (!s->has_sd) {
        return true;
    }
    double sd = gsl_stats_sd_m(scaled, 1, s->n, mean);
    s->sd = ldexp(sd, exponent);
    /* The mean of values that cancel out is what rounding left: nothing can be said in its terms.
     */
    s->has_cv = mean > LEAST_MEAN && isfinite(sd / mean);
    s->cv = s->has_cv ? sd / mean : 0;
    return isfinite(s->sd);
}

/* Both do not depend on the unit, so that scaled values do. The differences of Gini's mean are
 * taken between the i-th value from above and from below: terms of one sign, 0 when equal. */
static void describe_inequality(zb_summary *s, const double *scaled) {
    size_t n = s->n;
    double mean = gsl_stats_mean(scaled, 1, n);
    double differences = 0;
    double theil = 0;
    for (size_t i = 0; i < n; i++) {
        if (i < n / 2) {
            differences += (double)(n - 1 - 2 * i) * (scaled[n - 1 - i] - scaled[i]);
        }
        double share = scaled[i] / mean;
        theil += share > 0 ? share * log(share) : 0;
    }
    double m = (double)n;
    s->gini = fmin(differences / (m * m * mean), 1 - 1 / m);
    s->theil = fmin(fmax(theil / m, 0), log(m));
}

zb_status zb_stats_summary(zb_summary *out, const double *values, size_t n) {
    *out = (zb_summary){0};
    if (n == 0 || !zb_stats_all_finite(values, n)) {
        return ZB_E_DOMAIN;
    }
    double *sorted = zb_stats_sorted(values, n);
    if (!sorted) {
        return ZB_E_NOMEM;
    }
    zb_summary s = {.n = n,
                    .min = sorted[0],
                    .q1 = quartile(sorted, n, 0.25),
                    .median = quartile(sorted, n, 0.5),
                    .q3 = quartile(sorted, n, 0.75),
                    .max = sorted[n - 1]};
    s.has_inequality = s.min >= 0 && s.max > 0;
    bool fits = describe_spread(&s, sorted, zb_stats_scale(sorted, n));
    if (s.has_inequality) {
        describe_inequality(&s, sorted);
    }
    zb_mem_free(sorted);
    if (!fits) {
        return ZB_E_DOMAIN;
    }
    *out = s;
    return ZB_OK;
}
