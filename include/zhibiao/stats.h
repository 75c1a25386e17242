/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statistics as pure functions on numbers, built on GSL. No text, no state, no allocation that
 * outlives a call. What holds for all:
 *
 * Arguments. Outputs come first and may not overlap inputs; arrays are read, never changed. All
 * intervals are two-sided with coverage `level`, 0 < level < 1 (0.95 for 95 %); proportions are
 * fractions of 1, not per cent. "A pair as for Wilson" is x events of n trials, whole or not, 0 <=
 * x <= n, 0 < n <= 1e12. No function takes missing values: a NaN or an infinity anywhere is
 * ZB_E_DOMAIN, and the caller leaves out what is missing. No values at all (n or k = 0) are
 * ZB_E_DOMAIN unless said; the arrays may then be NULL.
 *
 * Errors. ZB_E_DOMAIN: arguments outside the domain, too few values, or a result that no double
 * holds. ZB_E_NOMEM: only from functions whose comment names it; the others need no memory.
 * ZB_E_LIMIT: only where said. Then `*out` is zeroed and arrays of results are left as they were.
 * Arguments are checked before GSL sees them: its error handler is never reached. No result is NaN
 * or infinite.
 */
#ifndef ZHIBIAO_STATS_H
#define ZHIBIAO_STATS_H

#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Switch GSL's error handler off for this process. Programs call it once at their start: no domain
 * error reaches the handler, but memory that GSL is refused (the empirical Bayes fits) would end
 * the process there instead of coming back as ZB_E_NOMEM. */
ZB_API void zb_stats_quiet_gsl(void);

/** An estimate with its interval, in the unit of the estimate. */
typedef struct zb_estimate {
    double value, low, high;
} zb_estimate;

/* ------------------------------------------------------------------ rates */

/** Proportion x / n with the Wilson score interval.
 * x events of n trials, whole or not, 0 <= x <= n, 0 < n <= 1e12. Never of no width: x = 0 gives
 * [0, h] and x = n gives [l, 1]; at 95 % n = 1 leaves four fifths of [0, 1].
 * Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical
 * inference. JASA 22. */
ZB_API zb_status zb_stats_wilson(zb_estimate *out, double x, double n, double level);

/** The same with continuity correction: wider, closer to the exact interval. Arguments as for
 * Wilson; x up to 1/2 gives low 0, x from n - 1/2 on gives high 1.
 * Source: R. G. Newcombe (1998), Two-sided confidence intervals for the single proportion:
 * comparison of seven methods (method 4). Statistics in Medicine 17, 857-872. */
ZB_API zb_status zb_stats_wilson_cc(zb_estimate *out, double x, double n, double level);

/** Proportion with the Clopper–Pearson interval ("exact"), by quantiles of the beta distribution;
 * arguments as for Wilson. x = 0 gives low 0, x = n gives high 1.
 * Source: C. J. Clopper, E. S. Pearson (1934), The use of confidence or fiducial limits. Biometrika
 * 26. */
ZB_API zb_status zb_stats_clopper_pearson(zb_estimate *out, double x, double n, double level);

/** Mean of a Poisson count with its exact interval, by quantiles of the gamma distribution; in
 * events. 0 <= events <= 1e12, whole or not; 0 gives low 0.
 * Source: F. Garwood (1936), Fiducial limits for the Poisson distribution. Biometrika 28. */
ZB_API zb_status zb_stats_poisson_exact(zb_estimate *out, double events, double level);

/** The same by Byar's approximation; close to exact from 10 events on. events = 0 gives low 0.
 * Source: N. E. Breslow, N. E. Day (1987), Statistical methods in cancer research II: the design
 * and analysis of cohort studies. IARC. */
ZB_API zb_status zb_stats_poisson_byar(zb_estimate *out, double events, double level);

/** Events from which a rate's interval is Byar's, below it exact. */
#define ZB_STATS_BYAR_FROM 10
/** Rate of events per `per` of exposure (10 000 inhabitants): per * events / exposure, its interval
 * exact below ZB_STATS_BYAR_FROM events and Byar's from there on. Events as for
 * zb_stats_poisson_exact, exposure > 0, per > 0; no events give low 0. A rate that no double holds
 * is ZB_E_DOMAIN.
 * Source of the rule: Public Health England (2018), Technical guide: confidence intervals. */
ZB_API zb_status zb_stats_event_rate(zb_estimate *out, double events, double exposure, double per,
                                     double level);

/** Proportions x[i] / n[i] of k regions taken together. The two means answer different questions:
 * the first is the rate of all cases, the second that of the average region. */
typedef struct zb_pooled {
    size_t k;
    double x, n;               /**< sums */
    zb_estimate ratio_of_sums; /**< x / n, Wilson: as if all regions had one rate, without the
                                *   variance between them, which makes it too short where they
                                *   differ */
    zb_estimate mean_of_rates; /**< each region weighs the same; Student's t with k - 1 degrees of
                                *   freedom, cut at 0 and 1. Too short for few regions with rates
                                *   near 0 or 1: at a mean of 0.02 a level of 0.95 covers 0.84 to
                                *   0.88 */
    bool has_mean_interval;    /**< k >= 2, rates not all equal; else low and high are the value */
} zb_pooled;
/** k >= 1 pairs as for Wilson, n at most 1e12 in all; one region is its own mean, without interval.
 * Equal rates leave no scatter to make one from.
 * Sources: W. G. Cochran (1977), Sampling techniques, for the two means; Wilson (1927); Student
 * (1908), The probable error of a mean. Biometrika 6. */
ZB_API zb_status zb_stats_pool(zb_pooled *out, const double *x, const double *n, size_t k,
                               double level);

/** Event rates events[i] / exposure[i] of k >= 1 regions taken together, both per `per` of exposure,
 * arguments as for zb_stats_event_rate: ratio_of_sums with its interval, mean_of_rates by
 * Student's t, cut at 0; equal rates leave no scatter to make its interval from. Sources as there. */
ZB_API zb_status zb_stats_pool_events(zb_pooled *out, const double *events, const double *exposure,
                                      size_t k, double per, double level);

/* ----------------------------------------------------------------- change */

/** Change from one value to another, without interval. */
typedef struct zb_change {
    double absolute;  /**< to - from, in the unit of the values */
    bool has_ratio;   /**< both above 0 */
    bool has_percent; /**< from > 0, and not so near to 0 that no double holds it */
    double percent;   /**< of `from` */
    double log_ratio; /**< ln(to / from), valid with has_ratio */
} zb_change;
/** Any two finite values whose difference is finite; equal ones have change 0.
 * Source: L. Törnqvist, P. Vartia, Y. O. Vartia (1985), How should relative changes be measured?
 * American Statistician 39. */
ZB_API zb_status zb_stats_change(zb_change *out, double from, double to);

/** Difference p2 - p1 of two independent proportions, Newcombe's hybrid score interval; fractions
 * from -1 to 1, not percentage points. Each pair as for Wilson. Equal proportions, 0 and 1 too,
 * have a width.
 * Source: R. G. Newcombe (1998), Interval estimation for the difference between independent
 * proportions: comparison of eleven methods (method 10). Statistics in Medicine 17, 873-890. */
ZB_API zb_status zb_stats_newcombe(zb_estimate *out, double x1, double n1, double x2, double n2,
                                   double level);

/** Two-sided p of no difference between two independent proportions: the score test with pooled
 * variance, without continuity correction. Each pair as for Wilson; equal proportions, both 0 or
 * both 1 too: p = 1. It holds where zb_stats_least_expected is 5 or more; below, take Fisher's.
 * Source: K. Pearson (1900), On the criterion that a given system of deviations from the probable
 * in the case of a correlated system of variables is such that it can be reasonably supposed to
 * have arisen from random sampling. Philosophical Magazine 50; for one degree of freedom. */
ZB_API zb_status zb_stats_two_proportions_p(double *p, double x1, double n1, double x2, double n2);

/** The same by Fisher's exact test: the sum of the probabilities, with all margins given, that are
 * no larger than that of the table (but for 1e-7 of it, as R's fisher.test has it). Rejects no more
 * often than its level says, often less. Whole pairs as for Wilson; both 0 or both 1: p = 1. 0
 * where no double holds it. Where the smallest of n1, n2, x1 + x2 and (n1 - x1) + (n2 - x2) is
 * above ZB_STATS_FISHER_LIMIT: ZB_E_LIMIT; the score test holds there.
 * Source: R. A. Fisher (1935), The logic of inductive inference. Journal of the Royal Statistical
 * Society 98. */
ZB_API zb_status zb_stats_fisher_p(double *p, double x1, double n1, double x2, double n2);
#define ZB_STATS_FISHER_LIMIT 1e6

/** The smallest of the four counts expected where two proportions do not differ, to choose between
 * the two tests by; in events. 0 where nothing or all happened, and outside the domain. */
ZB_API double zb_stats_least_expected(double x1, double n1, double x2, double n2);

/** Ratio b / a of two Poisson counts over equal exposure, conditional exact interval: given a + b,
 * b is binomial, and the Clopper–Pearson limits p carry over as p / (1 - p). Each count varies as
 * Poisson's has it, without overdispersion: where a year differs from the next by more, the
 * interval is too short. Whole a > 0 and b >= 0, a + b <= 1e12; b = 0 gives low 0.
 * Source: J. Przyborowski, H. Wilenski (1940), Homogeneity of results in testing samples from
 * Poisson series. Biometrika 31. */
ZB_API zb_status zb_stats_count_ratio(zb_estimate *out, double a, double b, double level);

typedef enum zb_change_unit {
    ZB_CHANGE_ABSOLUTE = 0, /**< in the unit of the value; of a rate in per cent: points */
    ZB_CHANGE_PERCENT       /**< of the former value */
} zb_change_unit;
/** The former value that a stated change implies: now - change, or now / (1 + change / 100), in the
 * unit of `now`. `now` and `change` come with the bounds that their rounding leaves (low <= value
 * <= high); `out` has the bounds that follow, no confidence interval. A change of 0 gives `now`;
 * one of -100 % or less at any bound, bounds in the wrong order and another unit are ZB_E_DOMAIN.
 * Source: R. E. Moore (1966), Interval analysis, for the bounds. */
ZB_API zb_status zb_stats_implied_former(zb_estimate *out, zb_estimate now, zb_estimate change,
                                         zb_change_unit unit);

/** Mean yearly growth over `years` > 0 as a fraction (0.1 for 10 % a year): (last / first)^(1 /
 * years) - 1. No source but this definition, the geometric mean of the yearly factors less 1. first
 * > 0, last >= 0; equal values: 0, last = 0: -1. It has no interval: it knows two values only.
 * Growth that no double holds (over a tiny part of a year) is ZB_E_DOMAIN. */
ZB_API zb_status zb_stats_cagr(double *out, double first, double last, double years);

/* ------------------------------------------------------------ description */

/** Arithmetic mean and standard deviation (n - 1 in the denominator) of n >= 1 values, in their
 * unit. One value, or equal values: that value, sd 0. A deviation beyond a double: ZB_E_DOMAIN.
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque (1983), Algorithms for computing the sample
 * variance: analysis and recommendations. American Statistician 37; the corrected two-pass one. */
ZB_API zb_status zb_stats_mean(double *mean, double *sd, const double *values, size_t n);

/** Autocorrelation of lag `lag` >= 1 of n values in order of time, evenly spaced: sum of (y[i] -
 * m)(y[i + lag] - m) over sum of (y[i] - m)^2, in [-1, 1]. n > lag + 1, so 3 at least; fewer and
 * constant values: ZB_E_DOMAIN.
 * Source: G. E. P. Box, G. M. Jenkins (1976), Time series analysis: forecasting and control. */
ZB_API zb_status zb_stats_autocorrelation(double *out, const double *y, size_t n, size_t lag);

/** Quantile of type 7 of n >= 1 values, which need not be sorted, in their unit; 0 <= p <= 1. One
 * value, or equal values: that value.
 * Source: R. J. Hyndman, Y. Fan (1996), Sample quantiles in statistical packages. American
 * Statistician 50. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_quantile(double *out, const double *values, size_t n, double p);

/** Mean of n >= 1 values, in their unit, with weights >= 0 of any unit, one at least above 0. One
 * value, or equal values: that value.
 * Source: D. H. D. West (1979), Updating mean and variance estimates: an improved method.
 * Communications of the ACM 22. */
ZB_API zb_status zb_stats_weighted_mean(double *out, const double *values, const double *weights,
                                        size_t n);
/** Quantile of type 7 of the sample in which each of n >= 1 values stands as often as its weight
 * says, in the values' unit; 0 <= p <= 1, weights >= 0 of a finite sum >= 1 (numbers of inhabitants
 * or cases, not shares). Whole weights give zb_stats_quantile of the values repeated. One value, or
 * equal values: that value, but for rounding.
 * Source: F. E. Harrell (2023), Hmisc: Harrell miscellaneous (R package), wtd.quantile of type
 * "quantile"; Hyndman, Fan (1996), as above. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_weighted_quantile(double *out, const double *values,
                                            const double *weights, size_t n, double p);

/** Median absolute deviation about the median, times 1.4826 (consistent for a normal), in the unit
 * of the n >= 1 values. One value or equal values, or more than half of them equal: 0. Deviations
 * beyond a double: ZB_E_DOMAIN.
 * Source: F. R. Hampel (1974), The influence curve and its role in robust estimation. JASA 69.
 * Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_mad(double *out, const double *values, size_t n);

/** Modified z-scores (value - median) / MAD into out[n], without unit. n >= 3. Where more than half
 * of the values are equal, the MAD is 0 and 1.253314 times the mean absolute deviation from the
 * median stands for it; equal values: all 0. Deviations or scores beyond a double: ZB_E_DOMAIN.
 * Source: B. Iglewicz, D. C. Hoaglin (1993), How to detect and handle outliers, ASQC; their factor
 * 0.6745 is 1 / 1.4826 to four digits. An outlier as a rule from ZB_STATS_OUTLIER on. Needs memory:
 * ZB_E_NOMEM. */
ZB_API zb_status zb_stats_robust_scores(double *out, const double *values, size_t n);
#define ZB_STATS_OUTLIER 3.5

/** Distribution of n values. Gini and Theil are of the population of these regions, unweighted. */
typedef struct zb_summary {
    size_t n;
    double min, q1, median, q3, max; /**< quantiles of type 7 */
    double mean;
    bool has_sd;         /**< n >= 2 */
    double sd;           /**< n - 1 in the denominator */
    bool has_cv;         /**< has_sd and mean > 0, and cv is not beyond a double */
    double cv;           /**< sd / mean */
    bool has_inequality; /**< no value negative, sum > 0 */
    double gini;         /**< mean absolute difference over twice the mean, in [0, 1 - 1/n] */
    double theil;        /**< mean of (y / m) ln(y / m), in [0, ln n] */
} zb_summary;
/** n >= 1 values; all fields in their unit but cv, gini and theil, which have none. One value: all
 * quantiles and the mean are that value, has_sd is false. Equal values: sd, and cv, gini and theil
 * where there are any, are 0. A standard deviation beyond a double: ZB_E_DOMAIN.
 * Sources: Hyndman, Fan (1996), Sample quantiles in statistical packages; K. Pearson (1896),
 * Mathematical contributions to the theory of evolution III: regression, heredity, and panmixia,
 * for cv; C. Gini (1912), Variabilità e mutabilità; H. Theil (1967), Economics and information
 * theory. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_summary(zb_summary *out, const double *values, size_t n);

/* ------------------------------------------------------------------ trend */

/** Straight line y = intercept + slope x. Slopes are in the unit of y per unit of x, intercept and
 * residual_sd in that of y. */
typedef struct zb_line_fit {
    size_t n;
    double intercept, slope;
    double slope_low, slope_high; /**< by Student's t with n - 2 degrees of freedom */
    double slope_se;
    double r2;
    double residual_sd; /**< with n - 2 in the denominator; of the robust fit its scale */
} zb_line_fit;
/** Ordinary least squares on n >= 3 pairs, x not all equal: fewer are ZB_E_DOMAIN. The interval
 * holds for independent errors of one variance. Constant y: slope, interval and r2 are 0; values on
 * a line: an interval of no width.
 * Source: N. R. Draper, H. Smith (1998), Applied regression analysis. */
ZB_API zb_status zb_stats_ols(zb_line_fit *out, const double *x, const double *y, size_t n,
                              double level);

/** Robust line: M-estimate with Tukey's bisquare weights by iterated least squares; weights, scale,
 * errors and r2 (cut to [0, 1]) as gsl_multifit_robust. n >= 5 pairs, x not all equal: fewer are
 * ZB_E_DOMAIN. Values on one line, constant y too, have no scale: then the least squares line is
 * given. Where the iteration does not settle: ZB_E_LIMIT.
 * Source: P. W. Holland, R. E. Welsch (1977), Robust regression using iteratively reweighted least
 * squares. Communications in Statistics A 6. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_bisquare(zb_line_fit *out, const double *x, const double *y, size_t n,
                                   double level);

/** Least squares on m >= 1 columns: x[i * m + j] is the value of column j in row i of n > m, a
 * column of ones where an intercept is wanted. coefficients[m] and errors[m] (standard errors;
 * NULL: not wanted) are filled, in the unit of y per unit of the column; `residual_sd`, in that of
 * y with n - m in the denominator, may be NULL. Constant y with a column of ones: the other
 * coefficients and all errors are 0 but for rounding. n <= m, m = 0, and columns that depend on
 * each other (but for 1e-12 of them; one of zeros too): ZB_E_DOMAIN.
 * Source: P. Businger, G. H. Golub (1965), Linear least squares solutions by Householder
 * transformations. Numerische Mathematik 7. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_regression(double *coefficients, double *errors, double *residual_sd,
                                     const double *x, const double *y, size_t n, size_t m);

/** The least squares line's value at `at` (unit of x) with the interval for one new observation
 * there (prediction, not confidence of the mean), in the unit of y. n >= ZB_STATS_PREDICT_FROM
 * pairs, x not all equal: fewer are ZB_E_DOMAIN. Not cut at any bound: the caller knows what y may
 * be. Constant y, and values on a line: no width but for rounding.
 * Source: N. R. Draper, H. Smith (1998), Applied regression analysis. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_predict(zb_estimate *out, const double *x, const double *y, size_t n,
                                  double at, double level);
#define ZB_STATS_PREDICT_FROM 5

/** Median of all pairwise slopes, in the unit of y per unit of x, with Sen's interval from the
 * variance of Kendall's statistic. n >= 3 pairs, x not all equal: fewer are ZB_E_DOMAIN; n > 2048:
 * ZB_E_LIMIT. The ranks of the limits are rounded outwards; where they lie beyond the smallest and
 * largest slope (n <= 4 at 95 %) the range of the slopes is given, which covers less than `level`:
 * below 5 values it is no interval of 95 %. Constant y: all 0.
 * Sources: H. Theil (1950), A rank-invariant method of linear and polynomial regression analysis.
 * Proceedings of the KNAW 53; P. K. Sen (1968), Estimates of the regression coefficient based on
 * Kendall's tau. JASA 63. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_theil_sen(zb_estimate *out, const double *x, const double *y, size_t n,
                                    double level);

typedef enum zb_direction {
    ZB_DIR_TOO_FEW = 0, /**< too few values: no test */
    ZB_DIR_NONE,        /**< no trend that exceeds chance */
    ZB_DIR_RISING,
    ZB_DIR_FALLING
} zb_direction;
/** `too-few none rising falling` */
ZB_API const char *zb_direction_name(zb_direction d);

/** Mann–Kendall test of a monotone trend, ties allowed. */
typedef struct zb_mann_kendall {
    size_t n;
    double s;        /**< sum of signs over all pairs, n (n - 1) / 2 at the most */
    double variance; /**< corrected for ties */
    double z;        /**< continuity corrected; 0 for n < 4 */
    double p;        /**< two-sided; exact for n <= 10 without ties, else normal */
    double tau;      /**< Kendall's tau-b against time; 0 when all values are equal */
    zb_direction direction;
} zb_mann_kendall;
/** `y` in order of time, independent but for the trend. n < 4 (0 too) gives ZB_OK with direction
 * too-few and p = 1; all values equal: s, variance, z and tau 0, p = 1, direction none. Four values
 * can never be significant at 0.05 (p >= 0.083). `alpha`, 0 < alpha < 1, is the level of the test,
 * 0.05 as a rule.
 * Sources: H. B. Mann (1945), Nonparametric tests against trend, Econometrica 13; M. G. Kendall
 * (1975), Rank correlation methods. */
ZB_API zb_status zb_stats_mann_kendall(zb_mann_kendall *out, const double *y, size_t n,
                                       double alpha);

/** The same with the variance corrected for serial correlation: of the ranks of the values less
 * their Theil–Sen line, autocorrelations beyond the bounds of white noise at `alpha` enter the
 * correction n / n*, which goes to `*correction` (NULL: not wanted; 0 on error). p is always
 * normal, `variance` the corrected one. `y` has one value a year, without gaps. Liberal for short
 * series (n near 10), and where the correction is below 1 the test is surer than the plain one. n
 * below ZB_STATS_HAMED_RAO_FROM (0 too) gives ZB_OK with direction too-few, p = 1 and correction 1;
 * all values equal: p = 1, direction none, correction 1; a correction that is not positive is taken
 * as 1. n > 2048: ZB_E_LIMIT.
 * Source: K. H. Hamed, A. R. Rao (1998), A modified Mann-Kendall trend test for autocorrelated
 * data. Journal of Hydrology 204. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_hamed_rao(zb_mann_kendall *out, double *correction, const double *y,
                                    size_t n, double alpha);
#define ZB_STATS_HAMED_RAO_FROM 10

/** Pettitt's test for one change point. */
typedef struct zb_pettitt {
    size_t n;
    double k;      /**< largest |U|, U being a sum of signs over pairs */
    size_t before; /**< values before the change: it lies between before - 1 and before; the first
                    *   where several are largest */
    double p;      /**< of a k as large or larger in random order: exact over all orders of these
                    *   values, ties as they are, or 2 exp(-6 k^2 / (n^3 + n^2)), at most 1 */
    bool exact;    /**< n <= ZB_STATS_PETTITT_EXACT */
    double mean_before, mean_after; /**< in the unit of y */
} zb_pettitt;
/** `y` in order of time, independent but for the change; n >= ZB_STATS_PETTITT_FROM, fewer (0 too)
 * are ZB_E_DOMAIN. p is exact to ZB_STATS_PETTITT_EXACT values; the approximation above it is
 * conservative for n below about 20. All values equal: k 0, p 1, before n / 2.
 * Source: A. N. Pettitt (1979), A non-parametric approach to the change-point problem. Applied
 * Statistics 28. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_pettitt(zb_pettitt *out, const double *y, size_t n);
#define ZB_STATS_PETTITT_FROM 8
#define ZB_STATS_PETTITT_EXACT 14

/** Generalised linear trend: a line on the scale of the link, per unit of x. */
typedef struct zb_glm_fit {
    size_t n;
    double intercept, slope;
    double slope_se;
    double slope_low, slope_high; /**< Wald, normal */
    double p;                     /**< two-sided, of slope 0; Wald */
    double deviance;
    double df;         /**< n - 2 */
    double dispersion; /**< Pearson's chi-square over df; about 1 where the model fits */
    double wide_low, wide_high, wide_p; /**< with the error times sqrt(dispersion) where that is
                                         *   above 1, and Student's t with df (quasi-likelihood) */
} zb_glm_fit;
/** Counts 0 <= y <= 1e12, whole or not, over the years x, log link, Poisson: exp(slope) is the
 * factor a unit of x. n >= 3, x not all equal, two counts above 0 at least, and not all of these at
 * one end of x (there is no finite fit): else ZB_E_DOMAIN. Where doubles do not hold the fit (parts
 * of an event below 1e-100 and the like): ZB_E_LIMIT. Constant y: slope 0.
 * Sources: P. McCullagh, J. A. Nelder (1989), Generalized linear models; R. W. M. Wedderburn
 * (1974), Quasi-likelihood functions, generalized linear models, and the Gauss–Newton method.
 * Biometrika 61. */
ZB_API zb_status zb_stats_poisson_trend(zb_glm_fit *out, const double *x, const double *y, size_t n,
                                        double level);
/** Events of trials over the years, logit link, binomial: exp(slope) is the odds ratio a unit of x.
 * n >= 3, each pair as for Wilson, x not all equal; where the outcomes are separated (all of them
 * events, none, or one kind ending at an x where the other begins) there is no finite fit:
 * ZB_E_DOMAIN. ZB_E_LIMIT as for counts. Constant proportions: slope 0 but for rounding, p 1.
 * Sources: as for counts; A. Albert, J. A. Anderson (1984), On the existence of maximum likelihood
 * estimates in logistic regression models. Biometrika 71, for the separation. */
ZB_API zb_status zb_stats_logistic_trend(zb_glm_fit *out, const double *x, const double *events,
                                         const double *trials, size_t n, double level);

/** Local regression with tricube weights: fitted values with pointwise intervals at each x, into
 * three arrays of n, in the unit of y. n >= ZB_STATS_SMOOTH_FROM, x strictly rising; 0 < span <= 1
 * is the share of points in each neighbourhood, the farthest of which has no weight; degree 1 or 2.
 * ZB_E_DOMAIN also where a neighbourhood has fewer than degree + 2 points, fewer than degree + 1
 * with weight, or the curve meets every value; n > 512: ZB_E_LIMIT. Intervals by Student's t with
 * the look-up degrees of freedom; constant y: no width but for rounding.
 * Source: W. S. Cleveland, S. J. Devlin (1988), Locally weighted regression: an approach to
 * regression analysis by local fitting. JASA 83; exact as R's loess with surface = "direct",
 * statistics = "exact". Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_loess(double *fitted, double *low, double *high, const double *x,
                                const double *y, size_t n, double span, int degree, double level);
#define ZB_STATS_SMOOTH_FROM 8

/* ------------------------------------------------------------- comparison */

/** Ranks of n >= 1 values into out[n]: 1 for the highest, ties share the mean; one value has rank
 * 1, equal values all (n + 1) / 2.
 * Source: M. G. Kendall (1945), The treatment of ties in ranking problems. Biometrika 33. Needs
 * memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_ranks(double *out, const double *values, size_t n);

/** Ranks of k >= 1 proportions (1 for the highest) with intervals by simulation into out[k]: each
 * is drawn from its Jeffreys posterior Beta(x + 1/2, n - x + 1/2) `draws` times (100 to 1 000 000,
 * else ZB_E_DOMAIN). `value` is the observed rank, ties sharing the mean; `low` and `high` are the
 * first rank from either end by which (1 - level) / 2 of the drawn ranks are met, stretched to the
 * observed rank where they do not hold it. Each pair as for Wilson; k = 1 gives 1 [1, 1]; equal
 * proportions share one rank with intervals about it. The same seed gives the same intervals.
 * Sources: H. Goldstein, D. J. Spiegelhalter (1996), League tables and their limitations:
 * statistical issues in comparisons of institutional performance. JRSS A 159; H. Jeffreys (1946),
 * An invariant form for the prior probability in estimation problems. Proceedings of the Royal
 * Society A 186. Memory with k times the lesser of k and (1 - level) draws: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_rank_intervals(zb_estimate *out, const double *x, const double *n,
                                         size_t k, double level, unsigned long seed, size_t draws);
/** The same of event rates: Gamma(events + 1/2) / exposure. 0 <= events <= 1e12, whole or not,
 * exposure > 0, their ratio finite; k = 1, equal rates, errors and sources as above. Needs memory:
 * ZB_E_NOMEM. */
ZB_API zb_status zb_stats_event_rank_intervals(zb_estimate *out, const double *events,
                                               const double *exposure, size_t k, double level,
                                               unsigned long seed, size_t draws);

/** Exact binomial control limits about a common proportion for n trials, widened by the factor
 * `spread` >= 1 (square root of the overdispersion; 1: none). Limits are proportions in [0, 1],
 * interpolated between whole counts, and between whole numbers of trials; 1 <= n < 1e12. The upper
 * limit is the mirrored lower limit of the failures, one count above the form that the appendix of
 * the source prints. A proportion of 0 or 1 has no width.
 * Source: D. J. Spiegelhalter (2005), Funnel plots for comparing institutional performance.
 * Statistics in Medicine 24. */
ZB_API zb_status zb_stats_funnel_limits(double *low, double *high, double proportion, double n,
                                        double level, double spread);
/** The same widened for additive overdispersion: the variance p (1 - p) / n of the proportion
 * becomes p (1 - p) / n + tau2, tau2 >= 0, a squared proportion. Large n keep a width. A proportion
 * of 0 or 1 has none.
 * Source: D. J. Spiegelhalter (2005), Handling over-dispersion of performance indicators. Quality
 * and Safety in Health Care 14. */
ZB_API zb_status zb_stats_funnel_limits_additive(double *low, double *high, double proportion,
                                                 double n, double level, double tau2);

/** Control limits, as proportions, at a number of trials and at levels 0.95 and 0.998. */
typedef struct zb_funnel_limit {
    double n;
    double low95, high95, low998, high998;
} zb_funnel_limit;
/** The curves of a funnel plot: limits at `capacity` whole numbers of trials from `least` to `most`
 * at most, closer where the curves bend, into out[capacity]. Returns how many, ascending in n; no
 * status: 0 for capacity < 2, least < 1, least > most, a proportion outside [0, 1] and spread < 1;
 * numbers from 1e12 on are left out. least = most gives one; a proportion of 0 or 1 lines of no
 * width.
 * Source: Spiegelhalter (2005), Funnel plots, as above. */
ZB_API size_t zb_stats_funnel_curve(zb_funnel_limit *out, size_t capacity, double proportion,
                                    double least, double most, double spread);

/** z-scores of k >= 1 proportions against a target into out[k], without unit: (x / n - target) /
 * sqrt(target (1 - target) / n). Each pair as for Wilson, 0 < target < 1. A proportion that meets
 * the target has 0.
 * Source: Spiegelhalter (2005), Handling over-dispersion of performance indicators, as above. */
ZB_API zb_status zb_stats_proportion_scores(double *out, const double *x, const double *n, size_t k,
                                            double target);

/** Heterogeneity of k proportions x[i] / n[i] about their pooled value. */
typedef struct zb_heterogeneity {
    size_t k;
    double pooled;
    double chi2, df, p;
    bool simulated; /**< p, by draws; else chi2's distribution */
    double i2;      /**< (chi2 - df) / chi2, at least 0: share of the variation beyond chance */
    double phi;     /**< overdispersion: mean squared z-score, 10 % winsorised, at least 1 where
                     *   p is below 0.01, else 1 */
    double tau2;    /**< variance between the proportions, a squared proportion, by DerSimonian and
                     *   Laird's moments from phi, weights at the pooled one; 0 where phi is 1 */
} zb_heterogeneity;
/** k >= 2 pairs as for Wilson, 0 < pooled < 1: else ZB_E_DOMAIN. Equal proportions: chi2 0, p 1, i2
 * 0, phi 1, tau2 0. Where more than 20 % of the 2k expected counts are below 5, p of chi2 does not
 * hold: it is then the share, this one among them, of 1999 sets of k drawn at the pooled proportion
 * whose chi2 is as large (0 where all or none are events), so 0.0005 at the least. The seed is
 * fixed: the same input gives the same p. Not simulated where some n[i] is not whole or above 2 147
 * 483 647: p is then rough. i2 is of chi2 in any case. Within a region trials are taken as
 * independent.
 * Sources: K. Pearson (1900), On the criterion that a given system of deviations … (in full above);
 * W. G. Cochran (1954), Some methods for strengthening the common chi-squared tests. Biometrics 10,
 * for 20 %; J. P. T. Higgins, S. G. Thompson (2002), Quantifying heterogeneity in a meta-analysis.
 * Statistics in Medicine 21; D. J. Spiegelhalter (2005), Handling over-dispersion of performance
 * indicators, for phi and tau2. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_heterogeneity(zb_heterogeneity *out, const double *x, const double *n,
                                        size_t k);

/** Random-effects mean of k effects with known variances, in the unit of the effects. */
typedef struct zb_random_effects {
    size_t k;
    zb_estimate fixed; /**< inverse variance, normal interval */
    zb_estimate mean;  /**< random effects, normal interval */
    double q, df, p;   /**< Cochran's Q, without unit */
    double i2;         /**< (q - df) / q, at least 0 */
    double tau2;       /**< variance between the effects, in their unit squared */
} zb_random_effects;
/** k >= 2 effects, variances > 0 in their unit squared; k = 1: ZB_E_DOMAIN. Equal effects: q 0, p
 * 1, tau2 0, both means alike. The normal interval is too short for few regions.
 * Source: R. DerSimonian, N. Laird (1986), Meta-analysis in clinical trials. Controlled Clinical
 * Trials 7. */
ZB_API zb_status zb_stats_random_effects(zb_random_effects *out, const double *effects,
                                         const double *variances, size_t k, double level);

/** A prior fitted to k regions by maximum likelihood (gsl_multimin): empirical Bayes. */
typedef struct zb_prior {
    size_t k;
    double a, b; /**< beta-binomial: Beta(a, b); gamma-Poisson: Gamma of shape a and rate b */
    double mean; /**< a / (a + b), or a / b */
    double log_likelihood; /**< without the ln C(n, x), or ln y!, of the data */
    bool pooled; /**< no variation beyond chance: the likelihood rises to the end where all regions
                  *   are alike, or no prior exceeds it there by 1e-9 in the logarithm. a and b are
                  *   then 0 and every region shrinks to the mean */
    size_t iterations;
} zb_prior;
/** k >= 3 pairs as for Wilson with whole x and n, fewer are ZB_E_DOMAIN; events neither all 0 nor
 * all n, nor each region's either 0 or n (but for n = 1 everywhere, which is pooled): that has no
 * finite fit and is ZB_E_DOMAIN. Equal proportions: pooled. Where the search does not settle (not
 * known to happen): ZB_E_LIMIT.
 * Sources: B. S. Griffin, R. G. Krutchkoff (1971), Optimal linear estimators: an empirical Bayes
 * version with application to the binomial distribution. Biometrika 58; J. C. Kleinman (1973),
 * Proportions with extraneous variance: single and independent samples. JASA 68; B. Efron, C.
 * Morris (1975), Data analysis using Stein's estimator and its generalizations. JASA 70, for the
 * use. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_beta_binomial(zb_prior *out, const double *x, const double *n, size_t k);
/** Posterior of one proportion: Beta(a + x, b + n - x), its mean with equal tails, stretched to the
 * mean where they do not hold it (a + x or b + n - x near 0). With prior->pooled the prior's mean,
 * without width, whatever x and n. a and b are above 0 (a zeroed prior is ZB_E_DOMAIN); the pair as
 * for Wilson. The prior is taken as known: what is uncertain of it is ignored, and with few regions
 * the interval is too short.
 * Sources: Griffin, Krutchkoff (1971), as above; C. N. Morris (1983), Parametric empirical Bayes
 * inference: theory and applications. JASA 78, for what is ignored. */
ZB_API zb_status zb_stats_beta_shrink(zb_estimate *out, const zb_prior *prior, double x, double n,
                                      double level);
/** k >= 3 regions, fewer are ZB_E_DOMAIN; whole events from 0 to 1e12, not all 0, exposure > 0
 * (each at least 1e-50 of the sum). The mean is in events per unit of exposure. Equal rates:
 * pooled. ZB_E_LIMIT as above.
 * Source: D. Clayton, J. Kaldor (1987), Empirical Bayes estimates of age-standardized relative
 * risks for use in disease mapping. Biometrics 43. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_gamma_poisson(zb_prior *out, const double *events, const double *exposure,
                                        size_t k);
/** Posterior of one event rate: Gamma(a + events, b + exposure), in events per unit of exposure,
 * the unit of exposure being the one of the fit (so is that of prior->mean). 0 <= events <= 1e12,
 * exposure > 0. Stretched, pooled and too short for few regions as above.
 * Sources: Clayton, Kaldor (1987), Morris (1983), as above. */
ZB_API zb_status zb_stats_gamma_shrink(zb_estimate *out, const zb_prior *prior, double events,
                                       double exposure, double level);

typedef enum zb_adjustment {
    ZB_ADJUST_BH = 0, /**< false discovery rate */
    ZB_ADJUST_HOLM    /**< family-wise error rate */
} zb_adjustment;
/** Adjusted p-values of n >= 1 tests into out[n], in the order of `p`; each 0 <= p <= 1. One test
 * is left as it is; equal p stay equal. Another method: ZB_E_DOMAIN. BH holds for independent or
 * positively dependent tests, Holm for any.
 * Sources: Y. Benjamini, Y. Hochberg (1995), Controlling the false discovery rate: a practical and
 * powerful approach to multiple testing. JRSS B 57; S. Holm (1979), A simple sequentially rejective
 * multiple test procedure. Scandinavian Journal of Statistics 6. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_adjust(double *out, const double *p, size_t n, zb_adjustment method);

/** How several rates are made into one index. */
typedef enum zb_index_method {
    ZB_INDEX_RANK = 0, /**< mean of (k - rank) / (k - 1): 1 is first in all */
    ZB_INDEX_Z,        /**< mean of z-scores (sd with k - 1) */
    ZB_INDEX_MINMAX,   /**< mean of (value - min) / (max - min) */
    ZB_INDEX_ENTROPY   /**< min–max values weighted by what the entropy of each indicator tells */
} zb_index_method;
/** `rank zscore minmax entropy` */
ZB_API const char *zb_index_method_name(zb_index_method method);
/** Composite index of k regions from m indicators: values[i * m + j] of region i and indicator j in
 * its own unit, sense[j] 1 where more is better, -1 where less is. scores[k] are filled, in [0, 1]
 * but for z, and weights[m], which sum to 1 and are equal but for entropy. k >= 2, m >= 1. A
 * constant indicator tells nothing: z 0, rank and min–max 1/2, entropy weight 0 (all constant:
 * equal weights). The shares whose entropy is taken are those of the min–max values. k < 2, m = 0,
 * another sense or method: ZB_E_DOMAIN.
 * Sources: OECD, Joint Research Centre (2008), Handbook on constructing composite indicators:
 * methodology and user guide, for rank, z and min–max; C. E. Shannon (1948), A mathematical theory
 * of communication. Bell System Technical Journal 27; M. Zeleny (1982), Multiple criteria decision
 * making, for entropy. Needs memory: ZB_E_NOMEM. */
ZB_API zb_status zb_stats_index(double *scores, double *weights, const double *values,
                                const int *sense, size_t k, size_t m, zb_index_method method);

#ifdef __cplusplus
}
#endif
#endif
