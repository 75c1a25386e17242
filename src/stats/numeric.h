/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the statistics share: domain checks, and distribution functions that never reach GSL's
 * error handler. Not public.
 */
#ifndef ZB_STATS_NUMERIC_H
#define ZB_STATS_NUMERIC_H

#include <stdbool.h>
#include <stddef.h>

/* Largest count of trials: what the distribution functions were tested with. */
#define ZB_STATS_MAX_TRIALS 1e12

/* 0 < level < 1, and so near to neither that a tail vanishes. */
bool zb_stats_level_ok(double level);
/* x of n trials: 0 <= x <= n, 0 < n <= ZB_STATS_MAX_TRIALS. */
bool zb_stats_trials_ok(double x, double n);
bool zb_stats_all_finite(const double *values, size_t n);

/* z with P(|Z| <= z) = level for a standard normal Z. */
double zb_stats_normal_score(double level);
/* Quantile of Beta(a, b), a > 0, b > 0, 0 < p < 1. By bracketed Newton steps: GSL's own inverse
 * reports an error where its Newton steps do not converge. */
double zb_stats_beta_quantile(double p, double a, double b);
/* The same for P(X > x) = q, to be used where 1 - q, or 1 less the mirrored quantile, would lose
 * its digits. */
double zb_stats_beta_upper_quantile(double q, double a, double b);
/* Quantile of the gamma distribution of this shape and rate 1; shape > 0, 0 < p < 1. By bracketed
 * Newton steps, too. 0 where it is too small for a double, as with a shape near 0. */
double zb_stats_gamma_quantile(double p, double shape);
/* The same for P(X > x) = q, to be used where 1 - q would lose its digits. */
double zb_stats_gamma_upper_quantile(double q, double shape);
/* P(R <= k) for R binomial(n, p); 0 < p < 1, whole k and n, k < 0 gives 0, k >= n gives 1. */
double zb_stats_binomial_cdf(double k, double n, double p);

/* A sorted copy of n >= 1 values, to be freed with zb_mem_free; NULL: no memory. */
double *zb_stats_sorted(const double *values, size_t n);

/* Variance of Kendall's S for n pairs (x[i], y[i]) under no association, with ties in both.
 * `x` NULL: no ties in x. Source: M. G. Kendall (1975), Rank correlation methods. */
double zb_stats_kendall_variance(const double *x, const double *y, size_t n);

#endif
