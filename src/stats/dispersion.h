/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variation beyond chance, shared by proportions and by effects with known variances. Not public.
 */
#ifndef ZB_STATS_DISPERSION_H
#define ZB_STATS_DISPERSION_H

#include <stddef.h>

/* P(X > q) for chi-squared X, q >= 0, df >= 1. GSL's own reports an error for huge q. */
double zb_stats_chi2_tail(double q, double df);
/* I^2: (q - df) / q, at least 0. */
double zb_stats_beyond_chance(double q, double df);
/* DerSimonian and Laird's moment estimate of the variance between k >= 2 effects of variances
 * above 0: excess / (sum w - sum w^2 / sum w) with w = 1 / variance; 0 for excess <= 0. Infinite
 * where a variance stands out so far that nothing is left to divide by. */
double zb_stats_moment_variance(double excess, const double *variances, size_t k);

#endif
