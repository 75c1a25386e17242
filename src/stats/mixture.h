/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Log likelihoods of counts whose rates differ from region to region: beta-binomial and
 * gamma-Poisson, by mean and precision. Not public.
 *
 * Both are written as what the data give at best (each region at its own rate, no variation) less
 * deviances, with Stirling's remainders; so counts of 1e12 and precisions far beyond them cost no
 * digits, where differences of lgamma would have none left.
 */
#ifndef ZB_STATS_MIXTURE_H
#define ZB_STATS_MIXTURE_H

#include "zhibiao/types.h"

/* Counts of k regions; `size` is trials or, for gamma-Poisson, exposure. */
typedef struct zb_mixture_data {
    const double *count, *size;
    size_t k;
    double counts, sizes; /* sums, counts > 0 */
    double others;        /* sum of size - count, > 0; beta-binomial */
} zb_mixture_data;

/* Where the likelihood is looked at: `location` is the logit of the mean, or the log of the mean
 * over counts / sizes; `log_precision` the log of a + b, or of the shape a. Both are held within
 * +-ZB_MIXTURE_BOX: nothing overflows there, and no data lead so far. */
typedef struct zb_mixture_at {
    double location, log_precision;
} zb_mixture_at;
#define ZB_MIXTURE_BOX 200

/* Log likelihood less `top`, its slopes by location and by log precision, and roughly the
 * information on location. */
typedef struct zb_mixture_point {
    double value;
    double slope[2];
    double information;
} zb_mixture_point;

/* One kind of mixture. */
typedef struct zb_mixture {
    zb_mixture_point (*at)(const zb_mixture_data *data, zb_mixture_at at);
    /* The value at infinite precision and the pooled mean, which `at` tends to. */
    double (*limit)(const zb_mixture_data *data);
    /* The slope there by 1 / precision: above 0 the regions vary more than by chance, and the
     * likelihood has its highest point at a finite precision. */
    double (*limit_slope)(const zb_mixture_data *data);
    /* Log likelihood of each region at its own rate, without ln C(n, x), or ln y!. */
    double (*top)(const zb_mixture_data *data);
    /* Locations of the pooled mean and of the mean of rates. */
    void (*locations)(double out[2], const zb_mixture_data *data);
} zb_mixture;

extern const zb_mixture zb_mixture_beta_binomial, zb_mixture_gamma_poisson;

#endif
