/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statistics as pure functions on numbers, built on GSL. No text, no state, no allocation that
 * outlives a call.
 *
 * All intervals are two-sided with coverage `level` (0.95 for 95 %). Arrays are read, never
 * changed; outputs come first and may not overlap inputs. No function takes missing values: the
 * caller leaves them out.
 *
 * Errors: ZB_E_DOMAIN for arguments outside the domain (NaN and infinities always are) or too few
 * values, ZB_E_NOMEM where memory is needed, ZB_E_LIMIT where said; then `*out` is zeroed and
 * arrays of results are left as they were. Arguments are checked before GSL sees them: its error
 * handler is never reached. No result is NaN or infinite unless its comment says so. Trials and
 * counts may go up to 1e12.
 */
#ifndef ZHIBIAO_STATS_H
#define ZHIBIAO_STATS_H

#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Switch GSL's error handler off for this process. Programs call it once at their start: no domain
 * error reaches the handler, but memory that GSL is refused would end the process there instead
 * of coming back as ZB_E_NOMEM. */
ZB_API void zb_stats_quiet_gsl(void);

/** An estimate with its interval, in the unit of the estimate. */
typedef struct zb_estimate {
    double value, low, high;
} zb_estimate;

/* ------------------------------------------------------------------ rates */

/** Proportion x / n with the Wilson score interval.
 * x events of n trials, whole or not, 0 <= x <= n, n > 0. Never of no width: x = 0 gives [0, h]
 * and x = n gives [l, 1].
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
 * Source: C. J. Clopper, E. S. Pearson (1934), The use of confidence or fiducial limits.
 * Biometrika 26. */
ZB_API zb_status zb_stats_clopper_pearson(zb_estimate *out, double x, double n, double level);

/** Mean of a Poisson count with its exact interval, by quantiles of the gamma distribution.
 * events >= 0, whole or not, at most 1e12; 0 gives low 0.
 * Source: F. Garwood (1936), Fiducial limits for the Poisson distribution. Biometrika 28. */
ZB_API zb_status zb_stats_poisson_exact(zb_estimate *out, double events, double level);

/** The same by Byar's approximation; close to exact from 10 events on. events = 0 gives low 0.
 * Source: N. E. Breslow, N. E. Day (1987), Statistical methods in cancer research II, IARC. */
ZB_API zb_status zb_stats_poisson_byar(zb_estimate *out, double events, double level);

/** Events from which a rate's interval is Byar's, below it exact. */
#define ZB_STATS_BYAR_FROM 10
/** Rate of events per `per` of exposure (10 000 inhabitants): per * events / exposure, its
 * interval exact below ZB_STATS_BYAR_FROM events and Byar's from there on. exposure > 0, per > 0;
 * a rate that no double holds is ZB_E_DOMAIN.
 * Source: J. Fay, PHE Technical guide: confidence intervals (2018), for the rule. */
ZB_API zb_status zb_stats_event_rate(zb_estimate *out, double events, double exposure, double per,
                                     double level);

/** Proportions x[i] / n[i] of k regions taken together. The two means answer different questions:
 * the first is the rate of all cases, the second that of the average region. */
typedef struct zb_pooled {
    size_t k;
    double x, n;               /**< sums */
    zb_estimate ratio_of_sums; /**< x / n, Wilson */
    zb_estimate mean_of_rates; /**< each region weighs the same; Student's t with k - 1 degrees of
                                *   freedom, cut at 0 and 1 */
    bool has_mean_interval;    /**< k >= 2; else low and high are the value */
} zb_pooled;
/** k >= 1, each pair as for Wilson, n at most 1e12 in all. Equal rates: mean_of_rates has no
 * width. */
ZB_API zb_status zb_stats_pool(zb_pooled *out, const double *x, const double *n, size_t k,
                               double level);

/* ----------------------------------------------------------------- change */

/** Change from one value to another, without interval. */
typedef struct zb_change {
    double absolute;  /**< to - from, in the unit of the values */
    bool has_ratio;   /**< both above 0 */
    bool has_percent; /**< from > 0, and not so near to 0 that no double holds it */
    double percent;   /**< of `from` */
    double log_ratio; /**< ln(to / from), valid with has_ratio */
} zb_change;
/** Any two finite values whose difference is finite. */
ZB_API zb_status zb_stats_change(zb_change *out, double from, double to);

/** Difference p2 - p1 of two independent proportions, Newcombe's hybrid score interval.
 * Source: R. G. Newcombe (1998), Interval estimation for the difference between independent
 * proportions: comparison of eleven methods (method 10). Statistics in Medicine 17, 873-890.
 * Each pair as for Wilson; a proportion, not percentage points. */
ZB_API zb_status zb_stats_newcombe(zb_estimate *out, double x1, double n1, double x2, double n2,
                                   double level);

/** Two-sided p of no difference between two proportions: the score test with pooled variance,
 * without continuity correction. Each pair as for Wilson; both 0 or both 1: p = 1.
 * Source: K. Pearson (1900), On the criterion … Philosophical Magazine 50, for one degree. */
ZB_API zb_status zb_stats_two_proportions_p(double *p, double x1, double n1, double x2, double n2);

ZB_API zb_status zb_stats_fisher_p(double *p, double x1, double n1, double x2, double n2);
#define ZB_STATS_FISHER_LIMIT 1e6
ZB_API double zb_stats_least_expected(double x1, double n1, double x2, double n2);

/** Ratio b / a of two Poisson counts over equal exposure, conditional exact interval: given
 * a + b, b is binomial, and the Clopper–Pearson limits p carry over as p / (1 - p).
 * a > 0, b >= 0; whole numbers. b = 0 gives low 0. Source: J. Przyborowski, H. Wilenski (1940),
 * Homogeneity of results in testing samples from Poisson series. Biometrika 31. */
ZB_API zb_status zb_stats_count_ratio(zb_estimate *out, double a, double b, double level);

typedef enum zb_change_unit {
    ZB_CHANGE_ABSOLUTE = 0, /**< in the unit of the value; of a rate in per cent: points */
    ZB_CHANGE_PERCENT       /**< of the former value */
} zb_change_unit;
/** The former value that a stated change implies: now - change, or now / (1 + change / 100). `now`
 * and `change` come with the bounds that their rounding leaves (low <= value <= high); `out` has
 * the bounds that follow. A change of -100 % or less at any bound, bounds in the wrong order and
 * a former value that no double holds are ZB_E_DOMAIN. */
ZB_API zb_status zb_stats_implied_former(zb_estimate *out, zb_estimate now, zb_estimate change,
                                         zb_change_unit unit);

/** Mean yearly growth over `years` > 0 as a fraction: (last / first)^(1 / years) - 1; first > 0,
 * last >= 0. It has no interval: it knows two values only. Growth that no double holds (over a
 * tiny part of a year) is ZB_E_DOMAIN. */
ZB_API zb_status zb_stats_cagr(double *out, double first, double last, double years);

/* ------------------------------------------------------------ description */

/** Arithmetic mean and standard deviation (n - 1 in the denominator). n >= 1; one value: sd 0. */
ZB_API zb_status zb_stats_mean(double *mean, double *sd, const double *values, size_t n);

/** Autocorrelation of lag `lag` >= 1: sum of (y[i] - m)(y[i + lag] - m) over sum of (y[i] - m)^2.
 * n > lag + 1; constant values: ZB_E_DOMAIN. */
ZB_API zb_status zb_stats_autocorrelation(double *out, const double *y, size_t n, size_t lag);

/** Quantile of type 7 of `n` values, which need not be sorted. n >= 1, 0 <= p <= 1. One value is
 * its own quantile.
 * Source: R. J. Hyndman, Y. Fan (1996), Sample quantiles in statistical packages. */
ZB_API zb_status zb_stats_quantile(double *out, const double *values, size_t n, double p);

/** Mean of values with weights >= 0 of positive sum. n >= 1. */
ZB_API zb_status zb_stats_weighted_mean(double *out, const double *values, const double *weights,
                                        size_t n);
/** Quantile of type 7 of the sample in which each value stands as often as its weight says; weights
 * >= 0, their sum >= 1 (numbers of inhabitants or cases, not shares) and finite. Whole weights give
 * zb_stats_quantile of the values repeated. Source: F. E. Harrell, Hmisc::wtd.quantile, type
 * "quantile". */
ZB_API zb_status zb_stats_weighted_quantile(double *out, const double *values,
                                            const double *weights, size_t n, double p);

/** Median absolute deviation about the median, times 1.4826 (consistent for a normal), in the
 * unit of the values. n >= 1; one value or equal values: 0. Deviations beyond a double:
 * ZB_E_DOMAIN. Source: F. R. Hampel (1974), The influence curve and its role in robust estimation.
 * JASA 69. */
ZB_API zb_status zb_stats_mad(double *out, const double *values, size_t n);

/** Modified z-scores (value - median) / MAD into out[n]. n >= 3. Where more than half of the
 * values are equal, the MAD is 0 and 1.253314 times the mean absolute deviation from the median
 * stands for it; equal values: all 0. Deviations or scores beyond a double: ZB_E_DOMAIN. Source: B.
 * Iglewicz, D. C. Hoaglin (1993), How to detect and handle outliers, ASQC; their factor 0.6745 is
 * 1 / 1.4826 to four digits. An outlier as a rule from ZB_STATS_OUTLIER on. */
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
/** n >= 1. A standard deviation beyond a double: ZB_E_DOMAIN. Sources: C. Gini (1912), Variabilità
 * e mutabilità; H. Theil (1967), Economics and information theory. */
ZB_API zb_status zb_stats_summary(zb_summary *out, const double *values, size_t n);

/* ------------------------------------------------------------------ trend */

/** Straight line y = intercept + slope x. Slopes are in the unit of y per unit of x. */
typedef struct zb_line_fit {
    size_t n;
    double intercept, slope;
    double slope_low, slope_high; /**< by Student's t with n - 2 degrees of freedom */
    double slope_se;
    double r2;
    double residual_sd; /**< with n - 2 in the denominator; of the robust fit its scale */
} zb_line_fit;
/** Ordinary least squares. n >= 3 pairs, x not all equal, else ZB_E_DOMAIN. Constant y: slope,
 * interval and r2 are 0. */
ZB_API zb_status zb_stats_ols(zb_line_fit *out, const double *x, const double *y, size_t n,
                              double level);

/** Robust line: M-estimate with Tukey's bisquare weights by iterated least squares; weights, scale,
 * errors and r2 (cut to [0, 1]) as gsl_multifit_robust. n >= 5, x not all equal. Values on one line
 * have no scale: then the least squares line is given. Where the iteration does not settle:
 * ZB_E_LIMIT. Source: P. W. Holland, R. E. Welsch (1977), Robust regression using iteratively
 * reweighted least squares. Communications in Statistics A 6. */
ZB_API zb_status zb_stats_bisquare(zb_line_fit *out, const double *x, const double *y, size_t n,
                                   double level);

/** Least squares on m >= 1 columns: x holds n rows of m values, a column of ones where an
 * intercept is wanted. coefficients[m] and errors[m] (standard errors; NULL: not wanted) are
 * filled; `residual_sd` may be NULL. n > m; columns that depend on each other (but for 1e-12 of
 * them): ZB_E_DOMAIN. */
ZB_API zb_status zb_stats_regression(double *coefficients, double *errors, double *residual_sd,
                                     const double *x, const double *y, size_t n, size_t m);

/** The line's value at `at` with the interval for one new observation there (prediction, not
 * confidence of the mean). n >= ZB_STATS_PREDICT_FROM, x not all equal. Not cut at any bound:
 * the caller knows what y may be. */
ZB_API zb_status zb_stats_predict(zb_estimate *out, const double *x, const double *y, size_t n,
                                  double at, double level);
#define ZB_STATS_PREDICT_FROM 5

/** Median of all pairwise slopes with Sen's interval from the Kendall statistic's variance.
 * n >= 3 and at least two different x; n <= 2048, else ZB_E_LIMIT. The ranks of the limits are
 * rounded outwards; where they lie beyond the smallest and largest slope (n <= 4 at 95 %) the
 * range of the slopes is given, which covers less than `level`. Constant y: all 0.
 * Source: P. K. Sen (1968), Estimates of the regression coefficient based on Kendall's tau.
 * JASA 63. */
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

/** The same with the variance corrected for serial correlation: of the ranks of the values less
 * their Theil–Sen line, autocorrelations beyond the bounds of white noise at `alpha` enter the
 * correction n / n*, which goes to `*correction` (NULL: not wanted; 0 on error). p is always
 * normal, `variance` the corrected one. n below ZB_STATS_HAMED_RAO_FROM gives ZB_OK with direction
 * too-few, p = 1 and correction 1; n > 2048: ZB_E_LIMIT; a correction that is not positive is taken
 * as 1. `y` has one value a year, without gaps. Source: K. H. Hamed, A. R. Rao (1998), A modified
 * Mann-Kendall trend test for autocorrelated data. Journal of Hydrology 204. */
ZB_API zb_status zb_stats_hamed_rao(zb_mann_kendall *out, double *correction, const double *y,
                                    size_t n, double alpha);
#define ZB_STATS_HAMED_RAO_FROM 10

/** Pettitt's test for one change point. */
typedef struct zb_pettitt {
    size_t n;
    double k;      /**< largest |U| */
    size_t before; /**< values before the change: it lies between before - 1 and before; the first
                    *   where several are largest */
    double p;      /**< exact, or 2 exp(-6 k^2 / (n^3 + n^2)), at most 1 */
    bool exact;    /**< n <= ZB_STATS_PETTITT_EXACT */
    double mean_before, mean_after;
} zb_pettitt;
/** `y` in order of time, n >= ZB_STATS_PETTITT_FROM, else ZB_E_DOMAIN. All values equal: k 0,
 * p 1, before n / 2. Source: A. N. Pettitt (1979), A non-parametric approach to the change-point
 * problem. Applied Statistics 28. */
ZB_API zb_status zb_stats_pettitt(zb_pettitt *out, const double *y, size_t n);
#define ZB_STATS_PETTITT_FROM 8
#define ZB_STATS_PETTITT_EXACT 14

/** Generalised linear trend: a line on the scale of the link. */
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
/** Counts y >= 0, whole or not, over the years x, log link, Poisson: exp(slope) is the factor a
 * unit of x. n >= 3, x not all equal, two counts above 0 at least, and not all of these at one end
 * of x (there is no finite fit): else ZB_E_DOMAIN. Where doubles do not hold the fit (parts of an
 * event below 1e-100 and the like): ZB_E_LIMIT. Constant y: slope 0. Sources: P. McCullagh, J. A.
 * Nelder (1989), Generalized linear models; R. W. M. Wedderburn (1974), Quasi-likelihood functions.
 */
ZB_API zb_status zb_stats_poisson_trend(zb_glm_fit *out, const double *x, const double *y, size_t n,
                                        double level);
/** Events of trials over the years, logit link, binomial: exp(slope) is the odds ratio a unit of
 * x. n >= 3, each pair as for Wilson, x not all equal; where the outcomes are separated (all of
 * them events, none, or one kind ending at an x where the other begins) there is no finite fit:
 * ZB_E_DOMAIN. ZB_E_LIMIT as for counts. */
ZB_API zb_status zb_stats_logistic_trend(zb_glm_fit *out, const double *x, const double *events,
                                         const double *trials, size_t n, double level);

/** Local regression with tricube weights: fitted values with pointwise intervals at each x, into
 * arrays of n. n >= ZB_STATS_SMOOTH_FROM, x strictly rising; 0 < span <= 1 is the share of points
 * in each neighbourhood, the farthest of which has no weight; degree 1 or 2. ZB_E_DOMAIN where a
 * neighbourhood has fewer than degree + 2 points, fewer than degree + 1 with weight, or the curve
 * meets every value. Intervals by Student's t with the look-up degrees of freedom. Source: W. S.
 * Cleveland, S. J. Devlin (1988), Locally weighted regression. JASA 83; exact as R's loess with
 * surface = "direct", statistics = "exact". n <= 512, else ZB_E_LIMIT. */
ZB_API zb_status zb_stats_loess(double *fitted, double *low, double *high, const double *x,
                                const double *y, size_t n, double span, int degree, double level);
#define ZB_STATS_SMOOTH_FROM 8

/* ------------------------------------------------------------- comparison */

/** Ranks of n values into out[n]: 1 for the highest, ties share the mean. n >= 1. */
ZB_API zb_status zb_stats_ranks(double *out, const double *values, size_t n);

/** Ranks of k proportions with intervals by simulation: each is drawn from its Jeffreys posterior
 * Beta(x + 1/2, n - x + 1/2) `draws` times (100 to 1 000 000, else ZB_E_DOMAIN). `value` is the
 * observed rank, `low` and `high` the first rank from either end by which (1 - level) / 2 of the
 * drawn ranks are met, stretched to the observed rank where they do not hold it. The same seed
 * gives the same intervals; memory grows with the square of k. k >= 1, each pair as for Wilson.
 * Source: H. Goldstein, D. J. Spiegelhalter (1996), League tables and their limitations. JRSS A
 * 159. */
ZB_API zb_status zb_stats_rank_intervals(zb_estimate *out, const double *x, const double *n,
                                         size_t k, double level, unsigned long seed, size_t draws);
/** The same of event rates: Gamma(events + 1/2) / exposure. 0 <= events <= 1e12, exposure > 0,
 * their ratio finite. */
ZB_API zb_status zb_stats_event_rank_intervals(zb_estimate *out, const double *events,
                                               const double *exposure, size_t k, double level,
                                               unsigned long seed, size_t draws);

/** Exact binomial control limits about a common proportion for n trials, widened by the factor
 * `spread` >= 1 (square root of the overdispersion; 1: none). Limits are proportions in [0, 1],
 * interpolated between whole counts, and between whole numbers of trials; n >= 1. A proportion of
 * 0 or 1 has no width. Source: D. J. Spiegelhalter (2005), Funnel plots for
 * comparing institutional performance. Statistics in Medicine 24. */
ZB_API zb_status zb_stats_funnel_limits(double *low, double *high, double proportion, double n,
                                        double level, double spread);
/** The same widened for additive overdispersion: the variance p (1 - p) / n of the proportion
 * becomes p (1 - p) / n + tau2, tau2 >= 0. Large n keep a width. */
ZB_API zb_status zb_stats_funnel_limits_additive(double *low, double *high, double proportion,
                                                 double n, double level, double tau2);

/** Control limits about a proportion at a number of trials. */
typedef struct zb_funnel_limit {
    double n;
    double low95, high95, low998, high998;
} zb_funnel_limit;
/** The curves of a funnel plot: limits at `capacity` whole numbers of trials from `least` to `most`
 * at most, closer where the curves bend, into out[]. Returns how many, ascending in n; 0 outside
 * the domain of zb_stats_funnel_limits or where least > most. */
ZB_API size_t zb_stats_funnel_curve(zb_funnel_limit *out, size_t capacity, double proportion,
                                    double least, double most, double spread);

/** z-scores of k >= 1 proportions against a target into out[k]: (x / n - target) / sqrt(target
 * (1 - target) / n). Each pair as for Wilson, 0 < target < 1. */
ZB_API zb_status zb_stats_proportion_scores(double *out, const double *x, const double *n, size_t k,
                                            double target);

/** Heterogeneity of k proportions x[i] / n[i] about their pooled value. */
typedef struct zb_heterogeneity {
    size_t k;
    double pooled;
    double chi2, df, p;
    bool simulated; /**< p */
    double i2;   /**< (chi2 - df) / chi2, at least 0: share of the variation beyond chance */
    double phi;  /**< overdispersion: mean squared z-score, 10 % winsorised, at least 1 where
                  *   chi2 is significant at 0.01, else 1 */
    double tau2; /**< variance between the proportions by DerSimonian and Laird's moments from phi,
                  *   weights at the pooled proportion; 0 where phi is 1 */
} zb_heterogeneity;
/** k >= 2, 0 < pooled < 1, every n[i] > 0, else ZB_E_DOMAIN. Equal proportions: chi2 0, p 1,
 * i2 0, phi 1, tau2 0. Sources: Pearson's test of a 2 × k table; J. P. T. Higgins, S. G. Thompson
 * (2002), Quantifying heterogeneity in a meta-analysis; Spiegelhalter (2005) for phi and tau2. */
ZB_API zb_status zb_stats_heterogeneity(zb_heterogeneity *out, const double *x, const double *n,
                                        size_t k);

/** Random-effects mean of k effects with known variances. */
typedef struct zb_random_effects {
    size_t k;
    zb_estimate fixed; /**< inverse variance, normal interval */
    zb_estimate mean;  /**< random effects, normal interval */
    double q, df, p;   /**< Cochran's Q */
    double i2, tau2;
} zb_random_effects;
/** k >= 2, variances > 0. Equal effects: q 0, p 1, tau2 0. Source: R. DerSimonian, N. Laird
 * (1986), Meta-analysis in clinical trials. Controlled Clinical Trials 7. */
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
/** k >= 3, each pair as for Wilson with whole x and n; events neither all 0 nor all n, nor each
 * region's either 0 or n (but for n = 1 everywhere, which is pooled): that has no finite fit and is
 * ZB_E_DOMAIN. Where the search does not settle (not known to happen): ZB_E_LIMIT. Source: J.
 * Griffin, W. Krutchkoff (1971); H. D. Kleinman (1973), Proportions with extraneous variance, JASA
 * 68; B. Efron, C. Morris (1975) for the use. */
ZB_API zb_status zb_stats_beta_binomial(zb_prior *out, const double *x, const double *n, size_t k);
/** Posterior of one proportion: Beta(a + x, b + n - x), its mean with equal tails, stretched to the
 * mean where they do not hold it (a + x or b + n - x near 0). With prior->pooled the prior's mean,
 * without width. a and b are above 0; x and n as for Wilson. */
ZB_API zb_status zb_stats_beta_shrink(zb_estimate *out, const zb_prior *prior, double x, double n,
                                      double level);
/** Whole events >= 0, not all 0, exposure > 0 (each at least 1e-50 of the sum), k >= 3. ZB_E_LIMIT
 * as above. Source: D. Clayton, J. Kaldor (1987),
 * Empirical Bayes estimates of age-standardized relative risks. Biometrics 43. */
ZB_API zb_status zb_stats_gamma_poisson(zb_prior *out, const double *events, const double *exposure,
                                        size_t k);
/** Posterior of one event rate: Gamma(a + events, b + exposure), per unit of exposure; stretched
 * and pooled as above. */
ZB_API zb_status zb_stats_gamma_shrink(zb_estimate *out, const zb_prior *prior, double events,
                                       double exposure, double level);

typedef enum zb_adjustment {
    ZB_ADJUST_BH = 0, /**< Benjamini and Hochberg (1995), JRSS B 57: false discovery rate */
    ZB_ADJUST_HOLM    /**< S. Holm (1979), Scandinavian Journal of Statistics 6: family-wise */
} zb_adjustment;
/** Adjusted p-values of n tests into out[n], in the order of `p`; each 0 <= p <= 1, n >= 1. One
 * test is left as it is. */
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
/** Composite index of k regions from m indicators: values[i * m + j], sense[j] 1 where more is
 * better, -1 where less is, nothing else. scores[k] and weights[m] are filled; the weights sum to 1
 * and are equal but for entropy. k >= 2, m >= 1, no value missing. A constant indicator tells
 * nothing: z 0, rank and min–max 1/2, entropy weight 0 (all constant: equal weights). The shares
 * whose entropy is taken are those of the min–max values. Source for entropy: C. E. Shannon (1948);
 * M. Zeleny (1982), Multiple criteria decision making. */
ZB_API zb_status zb_stats_index(double *scores, double *weights, const double *values,
                                const int *sense, size_t k, size_t m, zb_index_method method);

#ifdef __cplusplus
}
#endif
#endif
