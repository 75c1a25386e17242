/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statistics as pure functions on numbers, built on GSL. No text, no state, no allocation that
 * outlives a call. All intervals are two-sided with coverage `level` (0.95 for 95 %).
 *
 * Errors: ZB_E_DOMAIN for arguments outside the domain (NaN and infinities always are) or too few
 * values, ZB_E_NOMEM where values are sorted; then `*out` is zeroed. Arguments are checked before
 * GSL sees them: its error handler is never reached. Trials and counts may go up to 1e12.
 */
#ifndef ZHIBIAO_STATS_H
#define ZHIBIAO_STATS_H

#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An estimate with its interval, in the unit of the estimate. */
typedef struct zb_estimate {
    double value, low, high;
} zb_estimate;

/** Proportion x / n with the Wilson score interval.
 * x events of n trials, whole or not, 0 <= x <= n, n > 0. Never of no width: x = 0 gives [0, h]
 * and x = n gives [l, 1].
 * Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical
 * inference. JASA 22. */
ZB_API zb_status zb_stats_wilson(zb_estimate *out, double x, double n, double level);

/** Proportion with the Clopper–Pearson interval ("exact"), by quantiles of the beta distribution;
 * arguments as for Wilson. x = 0 gives low 0, x = n gives high 1.
 * Source: C. J. Clopper, E. S. Pearson (1934), The use of confidence or fiducial limits.
 * Biometrika 26. */
ZB_API zb_status zb_stats_clopper_pearson(zb_estimate *out, double x, double n, double level);

/** Difference p2 - p1 of two independent proportions, Newcombe's hybrid score interval.
 * Source: R. G. Newcombe (1998), Interval estimation for the difference between independent
 * proportions: comparison of eleven methods (method 10). Statistics in Medicine 17.
 * Each pair as for Wilson; a proportion, not percentage points. */
ZB_API zb_status zb_stats_newcombe(zb_estimate *out, double x1, double n1, double x2, double n2,
                                   double level);

/** Ratio b / a of two Poisson counts over equal exposure, conditional exact interval: given
 * a + b, b is binomial, and the Clopper–Pearson limits p carry over as p / (1 - p).
 * a > 0, b >= 0; whole numbers. b = 0 gives low 0. Source: J. Przyborowski, H. Wilenski (1940),
 * Homogeneity of results in testing samples from Poisson series. Biometrika 31. */
ZB_API zb_status zb_stats_count_ratio(zb_estimate *out, double a, double b, double level);

/** Straight line y = intercept + slope x by ordinary least squares. Slopes are in the unit of y
 * per unit of x. Constant y: slope, interval and r2 are 0. */
typedef struct zb_line_fit {
    size_t n;
    double intercept, slope;
    double slope_low, slope_high; /**< by Student's t with n - 2 degrees of freedom */
    double slope_se;
    double r2;
    double residual_sd; /**< with n - 2 in the denominator */
} zb_line_fit;
/** n >= 3 pairs, x not all equal, else ZB_E_DOMAIN. */
ZB_API zb_status zb_stats_ols(zb_line_fit *out, const double *x, const double *y, size_t n,
                              double level);

/** Median of all pairwise slopes with Sen's interval from the Kendall statistic's variance.
 * n >= 3 and at least two different x; n <= 2048, else ZB_E_LIMIT. The ranks of the limits are
 * rounded outwards; where they lie beyond the smallest and largest slope (n <= 4 at 95 %) the
 * range of the slopes is given, which covers less than `level`. Constant y: all 0.
 * Source: P. K. Sen (1968), Estimates of the regression coefficient based on Kendall's tau.
 * JASA 63. */
ZB_API zb_status zb_stats_theil_sen(zb_estimate *out, const double *x, const double *y, size_t n,
                                    double level);

typedef enum zb_direction {
    ZB_DIR_TOO_FEW = 0, /**< fewer than four values: no test */
    ZB_DIR_NONE,        /**< no trend that exceeds chance */
    ZB_DIR_RISING,
    ZB_DIR_FALLING
} zb_direction;
/** `too-few none rising falling` */
ZB_API const char *zb_direction_name(zb_direction d);

/** Mann–Kendall test of a monotone trend, ties allowed. */
typedef struct zb_mann_kendall {
    size_t n;
    double s;        /**< sum of signs over all pairs */
    double variance; /**< corrected for ties */
    double z;        /**< continuity corrected; 0 for n < 4 */
    double p;        /**< two-sided; exact for n <= 10 without ties, else normal */
    double tau;      /**< Kendall's tau-b against time; 0 when all values are equal */
    zb_direction direction;
} zb_mann_kendall;
/** `y` in order of time. n < 4 (0 too) gives ZB_OK with direction too-few and p = 1; all values
 * equal: p = 1, direction none. Four values can never be significant at 0.05 (p >= 0.083).
 * `alpha` is the level of the test, 0.05 as a rule. Sources: H. B. Mann (1945), Nonparametric
 * tests against trend, Econometrica 13; M. G. Kendall (1975), Rank correlation methods. */
ZB_API zb_status zb_stats_mann_kendall(zb_mann_kendall *out, const double *y, size_t n,
                                       double alpha);

/** Quantile of type 7 of `n` values, which need not be sorted. n >= 1, 0 <= p <= 1. One value is
 * its own quantile.
 * Source: R. J. Hyndman, Y. Fan (1996), Sample quantiles in statistical packages. */
ZB_API zb_status zb_stats_quantile(double *out, const double *values, size_t n, double p);

/** Median absolute deviation about the median, times 1.4826 (consistent for a normal), in the
 * unit of the values. n >= 1; one value or equal values: 0. Source: F. R. Hampel (1974), The
 * influence curve and its role in robust estimation. JASA 69. */
ZB_API zb_status zb_stats_mad(double *out, const double *values, size_t n);

/** Exact binomial control limits about a common proportion for n trials, widened by the factor
 * `spread` >= 1 (square root of the overdispersion; 1: none). Limits are proportions in [0, 1],
 * interpolated between whole counts, and between whole numbers of trials; n >= 1. A proportion of
 * 0 or 1 has no width. Source: D. J. Spiegelhalter (2005), Funnel plots for
 * comparing institutional performance. Statistics in Medicine 24. */
ZB_API zb_status zb_stats_funnel_limits(double *low, double *high, double proportion, double n,
                                        double level, double spread);

/** Heterogeneity of k proportions x[i] / n[i] about their pooled value. */
typedef struct zb_heterogeneity {
    size_t k;
    double pooled;
    double chi2, df, p;
    double phi; /**< overdispersion: mean squared z-score, 10 % winsorised, at least 1 where
                 *   chi2 is significant at 0.01, else 1 */
} zb_heterogeneity;
/** k >= 2, 0 < pooled < 1, every n[i] > 0, else ZB_E_DOMAIN. Equal proportions: chi2 0, p 1,
 * phi 1. Sources: Pearson's test of a 2 × k table; Spiegelhalter (2005) for phi. */
ZB_API zb_status zb_stats_heterogeneity(zb_heterogeneity *out, const double *x, const double *n,
                                        size_t k);

#ifdef __cplusplus
}
#endif
#endif
