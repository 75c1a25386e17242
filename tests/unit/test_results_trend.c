/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything about one series: over the years and from year to year.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "results_help.h"
#include "series_help.h"
#include "stats_help.h"

static const zb_result *overall(const zb_trend_details *d, zb_statistic statistic) {
    return the_result(&d->results, statistic, -1, 0);
}

static void assert_state(const zb_trend_details *d, zb_statistic statistic, zb_result_state state,
                         double n) {
    const zb_result *r = overall(d, statistic);
    if (r->state != state || r->n != n) {
        fail_msg("%s is %s with n %g", zb_statistic_describe(statistic)->code,
                 zb_result_state_name(r->state), r->n);
    }
}

static void assert_estimate(const zb_result *r, zb_estimate e, double n) {
    assert_int_equal(r->state, ZB_RESULT_KNOWN);
    NEAR(r->value.value, e.value, TOLERANCE);
    NEAR(r->value.low, e.low, TOLERANCE);
    NEAR(r->value.high, e.high, TOLERANCE);
    NEAR(r->level, LEVEL, 0);
    NEAR(r->n, n, 0);
}

/* ---- over the years ---------------------------------------------------------------------- */

/* Eleven years with one missing between. */
static const double with_gap[] = {100, 120, 118, 150, 160, -1, 171, 190, 205, 200, 260, 240};
enum { GAP_COUNT = 11, GAP_YEAR = 2015, GAP_LAST = 2021 };

static void a_count_with_a_gap(void **state) {
    (void)state;
    bench b = COUNTS(with_gap, ZB_EQ);
    zb_trend_details d = details_of(b.dataset, CASES);
    double x[GAP_COUNT], y[GAP_COUNT];
    assert_int_equal(d.count, GAP_COUNT);
    for (size_t i = 0; i < d.count; i++) {
        x[i] = d.values[i].year;
        y[i] = d.values[i].value;
        NEAR(y[i], with_gap[d.values[i].year - 2010], 0);
        assert_true(d.values[i].exact && d.values[i].events == y[i] && d.values[i].trials == 0);
    }
    zb_line_fit ols, robust;
    zb_estimate sen, next;
    zb_mann_kendall test;
    zb_pettitt change;
    zb_glm_fit growth;
    assert_int_equal(zb_stats_ols(&ols, x, y, GAP_COUNT, LEVEL), ZB_OK);
    assert_int_equal(zb_stats_bisquare(&robust, x, y, GAP_COUNT, LEVEL), ZB_OK);
    assert_int_equal(zb_stats_theil_sen(&sen, x, y, GAP_COUNT, LEVEL), ZB_OK);
    assert_int_equal(zb_stats_mann_kendall(&test, y, GAP_COUNT, 0.05), ZB_OK);
    assert_int_equal(zb_stats_pettitt(&change, y, GAP_COUNT), ZB_OK);
    assert_int_equal(zb_stats_poisson_trend(&growth, x, y, GAP_COUNT, LEVEL), ZB_OK);
    assert_int_equal(zb_stats_predict(&next, x, y, GAP_COUNT, GAP_LAST + 1, LEVEL), ZB_OK);
    assert_estimate(overall(&d, ZB_STAT_SLOPE_OLS),
                    (zb_estimate){ols.slope, ols.slope_low, ols.slope_high}, GAP_COUNT);
    NEAR(overall(&d, ZB_STAT_R2)->value.value, ols.r2, 0);
    assert_estimate(overall(&d, ZB_STAT_SLOPE_BISQUARE),
                    (zb_estimate){robust.slope, robust.slope_low, robust.slope_high}, GAP_COUNT);
    assert_estimate(overall(&d, ZB_STAT_SLOPE_SEN), sen, GAP_COUNT);
    const zb_result *tau = overall(&d, ZB_STAT_TAU_MANN_KENDALL);
    NEAR(tau->value.value, test.tau, 0);
    assert_true(tau->has_p && !tau->has_interval);
    NEAR(tau->p, test.p, 0);
    assert_state(&d, ZB_STAT_TAU_HAMED_RAO, ZB_RESULT_GAPS, GAP_COUNT);
    const zb_result *when = overall(&d, ZB_STAT_CHANGE_POINT);
    NEAR(when->value.value, x[change.before], 0);
    NEAR(when->p, change.p, 0);
    NEAR(overall(&d, ZB_STAT_GROWTH_COMPOUND)->value.value, 100 * (pow(2.4, 1 / 11.0) - 1), 1e-10);
    const zb_result *modelled = overall(&d, ZB_STAT_GROWTH_POISSON);
    assert_estimate(modelled,
                    (zb_estimate){100 * expm1(growth.slope), 100 * expm1(growth.wide_low),
                                  100 * expm1(growth.wide_high)},
                    GAP_COUNT);
    NEAR(modelled->p, growth.wide_p, 0);
    assert_estimate(the_result(&d.results, ZB_STAT_NEXT_YEAR, -1, GAP_LAST + 1), next, GAP_COUNT);
    for (size_t i = 0; i < d.count; i++) {
        NEAR(the_result(&d.results, ZB_STAT_SMOOTH, -1, d.values[i].year)->n, GAP_COUNT, 0);
    }
    /* The odds are of rates. */
    assert_null(zb_result_find(&d.results, ZB_STAT_ODDS_LOGISTIC, -1));
    zb_trend_details_free(&d);
    assert_true(!d.values && !d.results.rows && !d.changes.rows);
    bench_close(&b);
}

static void from_year_to_year(void **state) {
    (void)state;
    bench b = COUNTS(with_gap, ZB_EQ);
    zb_trend_details d = details_of(b.dataset, CASES);
    const zb_result *gap = the_result(&d.changes, ZB_STAT_CHANGE_ABSOLUTE, -1, GAP_YEAR + 1);
    assert_int_equal(gap->state, ZB_RESULT_GAPS);
    assert_int_equal(d.changes.count, 3 * (GAP_COUNT - 2) + 1);
    zb_estimate ratio;
    assert_int_equal(zb_stats_count_ratio(&ratio, 120, 118, LEVEL), ZB_OK);
    NEAR(the_result(&d.changes, ZB_STAT_CHANGE_ABSOLUTE, -1, 2012)->value.value, -2, 0);
    assert_estimate(the_result(&d.changes, ZB_STAT_CHANGE_PERCENT, -1, 2012),
                    (zb_estimate){-200 / 120.0, 100 * (ratio.low - 1), 100 * (ratio.high - 1)},
                    238);
    assert_estimate(the_result(&d.changes, ZB_STAT_CHANGE_LOG_RATIO, -1, 2012),
                    (zb_estimate){log(118 / 120.0), log(ratio.low), log(ratio.high)}, 238);
    zb_trend_details_free(&d);
    bench_close(&b);
    /* To nothing and from nothing. */
    static const double ends[] = {40, 0, 7};
    b = COUNTS(ends, ZB_EQ);
    d = details_of(b.dataset, CASES);
    const zb_result *fall = the_result(&d.changes, ZB_STAT_CHANGE_PERCENT, -1, 2011);
    NEAR(fall->value.value, -100, 0);
    NEAR(fall->value.low, -100, 0);
    assert_true(fall->value.high > -100);
    assert_int_equal(the_result(&d.changes, ZB_STAT_CHANGE_LOG_RATIO, -1, 2011)->state,
                     ZB_RESULT_UNDEFINED);
    assert_int_equal(the_result(&d.changes, ZB_STAT_CHANGE_PERCENT, -1, 2012)->state,
                     ZB_RESULT_UNDEFINED);
    NEAR(the_result(&d.changes, ZB_STAT_CHANGE_ABSOLUTE, -1, 2012)->value.value, 7, 0);
    zb_trend_details_free(&d);
    bench_close(&b);
}

static void too_few_years(void **state) {
    (void)state;
    static const zb_statistic refused[] = {ZB_STAT_SLOPE_OLS,      ZB_STAT_R2,
                                           ZB_STAT_SLOPE_BISQUARE, ZB_STAT_SLOPE_SEN,
                                           ZB_STAT_GROWTH_POISSON, ZB_STAT_TAU_MANN_KENDALL,
                                           ZB_STAT_TAU_HAMED_RAO,  ZB_STAT_CHANGE_POINT,
                                           ZB_STAT_SMOOTH};
    static const double two[] = {100, 144};
    bench b = COUNTS(two, ZB_EQ);
    zb_trend_details d = details_of(b.dataset, CASES);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_state(&d, refused[i], ZB_RESULT_TOO_FEW, 2);
    }
    assert_int_equal(the_result(&d.results, ZB_STAT_NEXT_YEAR, -1, 2012)->state, ZB_RESULT_TOO_FEW);
    NEAR(overall(&d, ZB_STAT_GROWTH_COMPOUND)->value.value, 44, 1e-10);
    zb_trend_details_free(&d);
    bench_close(&b);
    /* Two that are bounded are too few as well, whatever they are. */
    b = COUNTS(two, ZB_GE);
    d = details_of(b.dataset, CASES);
    assert_state(&d, ZB_STAT_GROWTH_POISSON, ZB_RESULT_TOO_FEW, 0);
    zb_trend_details_free(&d);
    bench_close(&b);
}

/* `300余件` every year: lines yes, models of counts no. */
static void bounded_counts(void **state) {
    (void)state;
    static const double values[] = {300, 340, 390, 420, 480};
    bench b = COUNTS(values, ZB_GE);
    zb_trend_details d = details_of(b.dataset, CASES);
    assert_state(&d, ZB_STAT_GROWTH_POISSON, ZB_RESULT_INEXACT, 0);
    assert_state(&d, ZB_STAT_GROWTH_COMPOUND, ZB_RESULT_INEXACT, 2);
    assert_state(&d, ZB_STAT_SLOPE_OLS, ZB_RESULT_KNOWN, 5);
    assert_true(!d.trend.has_change && !d.trend.has_percent && d.trend.inexact == 5);
    assert_false(d.values[0].exact);
    assert_int_equal(d.values[0].qualifier, ZB_GE);
    static const zb_statistic changes[] = {ZB_STAT_CHANGE_ABSOLUTE, ZB_STAT_CHANGE_PERCENT,
                                           ZB_STAT_CHANGE_LOG_RATIO};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const zb_result *change = the_result(&d.changes, changes[i], -1, 2011);
        assert_int_equal(change->state, ZB_RESULT_INEXACT);
        assert_false(change->has_interval);
        NEAR(change->n, 0, 0);
    }
    zb_trend_details_free(&d);
    bench_close(&b);
}

/* Where nothing changes there is no year of a change, and of nothing there is no growth. */
static void values_all_equal(void **state) {
    (void)state;
    static const double equal[][12] = {{0}, {60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60}};
    for (int k = 0; k < 2; k++) {
        bench b = COUNTS(equal[k], ZB_EQ);
        zb_trend_details d = details_of(b.dataset, CASES);
        static const zb_statistic flat[] = {ZB_STAT_SLOPE_OLS, ZB_STAT_SLOPE_BISQUARE,
                                            ZB_STAT_SLOPE_SEN, ZB_STAT_TAU_MANN_KENDALL,
                                            ZB_STAT_TAU_HAMED_RAO};
        for (size_t i = 0; i < sizeof flat / sizeof *flat; i++) {
            assert_state(&d, flat[i], ZB_RESULT_KNOWN, 12);
            NEAR(overall(&d, flat[i])->value.value, 0, 0);
            assert_false(overall(&d, flat[i])->has_interval);
        }
        assert_state(&d, ZB_STAT_R2, ZB_RESULT_UNDEFINED, 12); /* nothing to determine */
        NEAR(overall(&d, ZB_STAT_TAU_MANN_KENDALL)->p, 1, 0);
        assert_state(&d, ZB_STAT_CHANGE_POINT, ZB_RESULT_UNDEFINED, 12);
        zb_result_state growth = k ? ZB_RESULT_KNOWN : ZB_RESULT_UNDEFINED;
        assert_state(&d, ZB_STAT_GROWTH_COMPOUND, growth, 2);
        assert_state(&d, ZB_STAT_GROWTH_POISSON, growth, 12);
        NEAR(overall(&d, ZB_STAT_GROWTH_POISSON)->value.value, 0, 1e-9);
        const zb_result *next = the_result(&d.results, ZB_STAT_NEXT_YEAR, -1, 2022);
        NEAR(next->value.value, equal[k][0], 1e-9);
        assert_true(next->state == ZB_RESULT_KNOWN && !next->has_interval);
        assert_false(the_result(&d.results, ZB_STAT_SMOOTH, -1, 2016)->has_interval);
        zb_trend_details_free(&d);
        bench_close(&b);
    }
}

/* Doubling counts grow by 100 % a year; odds of 1, 2, 4 and 8 have the ratio 2. */
static void growth_and_odds(void **state) {
    (void)state;
    static const double doubled[] = {100, 200, 400, 800};
    bench b = COUNTS(doubled, ZB_EQ);
    zb_trend_details d = details_of(b.dataset, CASES);
    NEAR(overall(&d, ZB_STAT_GROWTH_COMPOUND)->value.value, 100, 1e-10);
    NEAR(overall(&d, ZB_STAT_GROWTH_POISSON)->value.value, 100, 1e-8);
    assert_int_equal(overall(&d, ZB_STAT_GROWTH_POISSON)->unit, ZB_SCALE_PERCENT_A_YEAR);
    zb_trend_details_free(&d);
    bench_close(&b);
    static const double events[] = {900, 1200, 1440, 1600};
    b = rates(events, 1800, 4);
    d = details_of(b.dataset, RATE);
    const zb_result *odds = overall(&d, ZB_STAT_ODDS_LOGISTIC);
    NEAR(odds->value.value, 2, 1e-9);
    assert_true(odds->value.low > 1.7 && odds->value.high < 2.3 && odds->p < 0.01);
    NEAR(odds->n, 4, 0);
    assert_null(zb_result_find(&d.results, ZB_STAT_GROWTH_COMPOUND, -1));
    NEAR(d.values[1].trials, 1800, 0);
    zb_estimate points;
    assert_int_equal(zb_stats_newcombe(&points, 900, 1800, 1200, 1800, LEVEL), ZB_OK);
    assert_estimate(the_result(&d.changes, ZB_STAT_CHANGE_POINTS, -1, 2011),
                    (zb_estimate){100 * points.value, 100 * points.low, 100 * points.high}, 3600);
    zb_trend_details_free(&d);
    bench_close(&b);
}

/* 2011 only states its rate: no interval to either side, and no model of it. */
static void a_rate_that_is_only_stated(void **state) {
    (void)state;
    static const fact facts[] = {
        {COUNTY, 2010, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {COUNTY, 2010, SUCCEEDED, 900, ZB_EQ, 0, NULL, 0},
        {COUNTY, 2011, RATE, 92, ZB_EQ, 1, NULL, 0},
        {COUNTY, 2012, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {COUNTY, 2012, SUCCEEDED, 930, ZB_EQ, 0, NULL, 0},
    };
    bench b = BENCH(facts);
    zb_trend_details d = details_of(b.dataset, RATE);
    assert_state(&d, ZB_STAT_SLOPE_OLS, ZB_RESULT_KNOWN, 3);
    assert_state(&d, ZB_STAT_ODDS_LOGISTIC, ZB_RESULT_INEXACT, 2);
    assert_true(d.values[0].exact && !d.values[1].exact);
    NEAR(d.values[1].trials, 0, 0);
    for (int year = 2011; year <= 2012; year++) {
        const zb_result *points = the_result(&d.changes, ZB_STAT_CHANGE_POINTS, -1, year);
        assert_true(points->state == ZB_RESULT_KNOWN && !points->has_interval);
        NEAR(points->value.value, year == 2011 ? 2 : 1, TOLERANCE);
        NEAR(points->n, 0, 0); /* the trials of one year are not those of the change */
    }
    zb_trend_details_free(&d);
    bench_close(&b);
}

/* Values on a line have no scatter that an interval could be made from: slopes, next year and the
 * smoothed values have none, also where the rates are on the line but for their last bits. */
static void values_on_a_line(void **state) {
    (void)state;
    enum { N = 9 };
    double events[2][N];
    for (size_t i = 0; i < N; i++) {
        events[0][i] = 40 + 7 * (double)i;
        events[1][i] = 211 + 13 * (double)i;
    }
    for (size_t k = 0; k < 2; k++) {
        for (int is_rate = 0; is_rate < 2; is_rate++) {
            bench b = is_rate ? rates(events[k], 700, N) : counts(events[k], N, ZB_EQ);
            zb_trend_details d = details_of(b.dataset, is_rate ? RATE : CASES);
            double slope = (events[k][1] - events[k][0]) / (is_rate ? 7 : 1);
            static const zb_statistic slopes[] = {ZB_STAT_SLOPE_OLS, ZB_STAT_SLOPE_BISQUARE,
                                                  ZB_STAT_SLOPE_SEN};
            for (size_t i = 0; i < sizeof slopes / sizeof *slopes; i++) {
                const zb_result *r = overall(&d, slopes[i]);
                assert_int_equal(r->state, ZB_RESULT_KNOWN);
                NEAR(r->value.value, slope, 1e-10);
                assert_true(!r->has_interval && r->level == 0);
            }
            NEAR(overall(&d, ZB_STAT_R2)->value.value, 1, 1e-12);
            const zb_result *next = the_result(&d.results, ZB_STAT_NEXT_YEAR, -1, 2010 + N);
            NEAR(next->value.value, d.values[N - 1].value + slope, 1e-10);
            assert_false(next->has_interval);
            assert_false(the_result(&d.results, ZB_STAT_SMOOTH, -1, 2014)->has_interval);
            zb_trend_details_free(&d);
            bench_close(&b);
        }
    }
}

/* Below five values Sen's interval does not cover what it says. */
static void sens_interval_from_five_on(void **state) {
    (void)state;
    static const double values[] = {100, 130, 110, 150, 170};
    static const double years[] = {2010, 2011, 2012, 2013, 2014};
    for (size_t n = 3; n <= 5; n++) {
        bench b = counts(values, n, ZB_EQ);
        zb_trend_details d = details_of(b.dataset, CASES);
        zb_estimate sen;
        assert_int_equal(zb_stats_theil_sen(&sen, years, values, n, LEVEL), ZB_OK);
        const zb_result *r = overall(&d, ZB_STAT_SLOPE_SEN);
        NEAR(r->value.value, sen.value, TOLERANCE);
        assert_int_equal(r->has_interval, n == 5);
        assert_true(overall(&d, ZB_STAT_SLOPE_OLS)->has_interval);
        zb_trend_details_free(&d);
        bench_close(&b);
    }
}

/* To and fro: the correction would make the test surer, so the plain one stands; where values
 * follow each other it makes it less sure. */
static void corrected_for_autocorrelation(void **state) {
    (void)state;
    static const double swinging[] = {100, 160, 110, 170, 120, 180, 130, 190, 140, 200, 150, 210};
    static const double dragging[] = {100, 101, 103, 106, 110, 113, 115, 116, 116, 115, 114, 113};
    for (int k = 0; k < 2; k++) {
        const double *y = k ? dragging : swinging;
        bench b = counts(y, 12, ZB_EQ);
        zb_trend_details d = details_of(b.dataset, CASES);
        zb_mann_kendall plain, corrected;
        double correction;
        assert_int_equal(zb_stats_mann_kendall(&plain, y, 12, 0.05), ZB_OK);
        assert_int_equal(zb_stats_hamed_rao(&corrected, &correction, y, 12, 0.05), ZB_OK);
        assert_true(k ? correction > 1 && corrected.p > plain.p
                      : correction < 1 && corrected.p < plain.p);
        const zb_result *tau = overall(&d, ZB_STAT_TAU_HAMED_RAO);
        NEAR(tau->value.value, plain.tau, 0);
        NEAR(tau->p, k ? corrected.p : plain.p, 0);
        const zb_result *factor = overall(&d, ZB_STAT_HAMED_RAO_CORRECTION);
        NEAR(factor->value.value, correction, 0);
        NEAR(factor->n, 12, 0);
        assert_true(!factor->has_p && !factor->has_interval);
        zb_trend_details_free(&d);
        bench_close(&b);
    }
}

/* With a correction near 1 the normal p may be below the exact one of the plain test. */
static void corrected_is_never_surer(void **state) {
    (void)state;
    dice random = {20261122};
    for (int k = 0; k < 40; k++) {
        double y[10];
        for (size_t i = 0; i < 10; i++) {
            y[i] = dice_whole(&random, 100, 999);
        }
        bench b = counts(y, 10, ZB_EQ);
        zb_trend_details d = details_of(b.dataset, CASES);
        assert_true(overall(&d, ZB_STAT_TAU_HAMED_RAO)->p >=
                    overall(&d, ZB_STAT_TAU_MANN_KENDALL)->p);
        zb_trend_details_free(&d);
        bench_close(&b);
    }
}

/* The row of the table says of a line without scatter what the details say: no interval. */
static void a_line_has_no_interval_in_its_row(void **state) {
    (void)state;
    static const double straight[] = {100, 110, 120, 130}, bent[] = {100, 111, 120, 130};
    bench b = COUNTS(straight, ZB_EQ);
    zb_trend_details d = details_of(b.dataset, CASES);
    assert_true(d.trend.has_slope && !d.trend.has_slope_interval);
    zb_trend_details_free(&d);
    bench_close(&b);
    b = COUNTS(bent, ZB_EQ);
    d = details_of(b.dataset, CASES);
    assert_true(d.trend.has_slope && d.trend.has_slope_interval && d.trend.has_change);
    assert_false(d.trend.department);
    zb_trend_details_free(&d);
    bench_close(&b);
}

/* A curve that leaves 100 % smooths nothing there, and says so; elsewhere it does. */
static void smooth_beyond_the_whole(void **state) {
    (void)state;
    static const double events[] = {500, 640, 760, 860, 930, 975, 995, 1000, 1000, 1000};
    bench b = rates(events, 1000, 10);
    zb_trend_details d = details_of(b.dataset, RATE);
    size_t beyond = 0, known = 0;
    for (size_t i = 0; i < d.results.count; i++) {
        const zb_result *r = &d.results.rows[i];
        if (r->statistic == ZB_STAT_SMOOTH) {
            beyond += r->state == ZB_RESULT_BEYOND;
            known += r->state == ZB_RESULT_KNOWN;
            assert_true(r->year >= 2010 && r->value.value <= 100);
        }
    }
    assert_true(beyond > 0 && known > 0 && beyond + known == 10);
    zb_trend_details_free(&d);
    bench_close(&b);
}

/* Lawyers on a list, bodies at the end of a year and heads in an audience are no events that a
 * model of counts or an exact interval could be of. */
static void what_does_not_happen_one_by_one(void **state) {
    (void)state;
    static const char *const indicators[] = {"lawyers.count", "publicity.audience",
                                             "enforcement.bodies", CASES};
    for (size_t k = 0; k < 4; k++) {
        fact facts[5];
        for (int i = 0; i < 5; i++) {
            facts[i] =
                (fact){COUNTY, 2010 + i, indicators[k], 300 + 20 * i + i % 2, ZB_EQ, 0, NULL, 0};
        }
        bench b = BENCH(facts);
        zb_trend_list trends;
        assert_int_equal(zb_analysis_trends(&trends, b.dataset, NULL, NULL), ZB_OK);
        bool counts_events = k == 3;
        assert_int_equal(trends.rows[0].has_change_interval, counts_events);
        zb_trend_list_free(&trends);
        zb_trend_details d = details_of(b.dataset, indicators[k]);
        const zb_result *percent = the_result(&d.changes, ZB_STAT_CHANGE_PERCENT, -1, 2011);
        assert_int_equal(percent->state, ZB_RESULT_KNOWN);
        NEAR(percent->value.value, 7, 1e-12);
        assert_int_equal(percent->has_interval, counts_events);
        assert_int_equal(d.values[0].exact, counts_events);
        assert_int_equal(d.values[0].qualifier, ZB_EQ);
        assert_int_equal(zb_result_find(&d.results, ZB_STAT_GROWTH_POISSON, -1) != NULL,
                         counts_events);
        assert_int_equal(overall(&d, ZB_STAT_GROWTH_COMPOUND)->state, ZB_RESULT_KNOWN);
        zb_trend_details_free(&d);
        bench_close(&b);
    }
}

/* Amounts change by what their digits tell, without an interval; bounds and round ones do not. */
static void changes_of_amounts(void **state) {
    (void)state;
    static const fact facts[] = {
        {COUNTY, 2010, "enforcement.fines", 1200000, ZB_EQ, 100, NULL, 0},
        {COUNTY, 2011, "enforcement.fines", 1500500, ZB_EQ, 100, NULL, 0},
        {COUNTY, 2012, "enforcement.fines", 1600000, ZB_APPROX, 10000, NULL, 0},
    };
    bench b = BENCH(facts);
    zb_trend_details d = details_of(b.dataset, "enforcement.fines");
    NEAR(the_result(&d.changes, ZB_STAT_CHANGE_ABSOLUTE, -1, 2011)->value.value, 300500, 0);
    assert_false(the_result(&d.changes, ZB_STAT_CHANGE_PERCENT, -1, 2011)->has_interval);
    assert_int_equal(the_result(&d.changes, ZB_STAT_CHANGE_ABSOLUTE, -1, 2012)->state,
                     ZB_RESULT_INEXACT);
    assert_true(d.values[1].qualifier == ZB_EQ && !d.values[1].exact);
    assert_int_equal(d.values[2].qualifier, ZB_APPROX);
    zb_trend_details_free(&d);
    bench_close(&b);
}

/* `98%以上` after 100 % is no fall of 2 points, nor does it rise to 99 % of rounded cases. */
static void changes_of_bounded_rates(void **state) {
    (void)state;
    static const fact facts[] = {
        {COUNTY, 2010, RATE, 99, ZB_EQ, 1, NULL, 0},
        {COUNTY, 2011, RATE, 100, ZB_EQ, 1, NULL, 0},
        {COUNTY, 2012, RATE, 98, ZB_GE, 1, NULL, 0},
        {COUNTY, 2013, RATE, 99, ZB_EQ, 1, NULL, 0},
        {COUNTY, 2014, CASES, 27000, ZB_GE, 1000, NULL, 0},
        {COUNTY, 2014, SUCCEEDED, 26800, ZB_EQ, 0, NULL, 0},
        {COUNTY, 2015, RATE, 97, ZB_APPROX, 1, NULL, 0},
    };
    static const zb_qualifier told[] = {ZB_EQ, ZB_EQ, ZB_GE, ZB_EQ, ZB_APPROX, ZB_APPROX};
    bench b = BENCH(facts);
    zb_trend_details d = details_of(b.dataset, RATE);
    assert_int_equal(d.count, 6);
    for (size_t i = 0; i < d.count; i++) {
        assert_int_equal(d.values[i].qualifier, told[i]);
        assert_false(d.values[i].exact);
        if (i) {
            const zb_result *points =
                the_result(&d.changes, ZB_STAT_CHANGE_POINTS, -1, d.values[i].year);
            assert_int_equal(points->state, i == 1 ? ZB_RESULT_KNOWN : ZB_RESULT_INEXACT);
            NEAR(points->value.value, i == 1, TOLERANCE);
            assert_false(points->has_interval);
        }
    }
    zb_trend_details_free(&d);
    bench_close(&b);
}

/* A line that leaves what may be predicts nothing there; one that stays has its limits cut. */
static void next_year_is_cut(void **state) {
    (void)state;
    enum { N = 5, NEXT = 2015 };
    static const double years[N] = {2010, 2011, 2012, 2013, 2014};
    static const struct {
        double values[N]; /* of a rate per 1000, else counts */
        bool is_rate, leaves;
    } cases[] = {
        {{800, 850, 900, 950, 999}, true, true},
        {{205, 150, 100, 55, 1}, true, true},
        {{401, 300, 205, 100, 1}, false, true},
        {{800, 960, 850, 990, 920}, true, false},
        {{30, 5, 20, 2, 12}, true, false},
        {{30, 5, 20, 2, 12}, false, false},
        /* on the limit itself */
        {{950, 960, 970, 980, 990}, true, false},
        {{500, 400, 300, 200, 100}, true, false},
        {{503, 403, 302, 201, 101}, false, false},
        {{1000, 1000, 1000, 1000, 1000}, true, false},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        bool is_rate = cases[k].is_rate;
        bench b = is_rate ? rates(cases[k].values, 1000, N) : counts(cases[k].values, N, ZB_EQ);
        zb_trend_details d = details_of(b.dataset, is_rate ? RATE : CASES);
        const zb_result *next = the_result(&d.results, ZB_STAT_NEXT_YEAR, -1, NEXT);
        double most = is_rate ? 100 : INFINITY;
        double y[N];
        zb_estimate uncut;
        for (size_t i = 0; i < N; i++) {
            y[i] = d.values[i].value;
        }
        assert_int_equal(zb_stats_predict(&uncut, years, y, N, NEXT, LEVEL), ZB_OK);
        if (cases[k].leaves) {
            assert_true(uncut.value < 0 || uncut.value > most);
            assert_int_equal(next->state, ZB_RESULT_BEYOND);
            assert_false(next->has_interval);
        } else {
            assert_int_equal(next->state, ZB_RESULT_KNOWN);
            NEAR(next->value.value, uncut.value, 1e-9);
            NEAR(next->value.low, fmax(uncut.low, 0), 1e-9);
            NEAR(next->value.high, fmin(uncut.high, most), 1e-9);
            assert_true(k > 5 || (next->has_interval && (uncut.low < 0 || uncut.high > most)));
            assert_true(next->value.value >= 0 && next->value.value <= most);
        }
        zb_trend_details_free(&d);
        bench_close(&b);
    }
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(a_count_with_a_gap),
        WATCHED(from_year_to_year),
        WATCHED(too_few_years),
        WATCHED(bounded_counts),
        WATCHED(values_all_equal),
        WATCHED(growth_and_odds),
        WATCHED(a_rate_that_is_only_stated),
        WATCHED(values_on_a_line),
        WATCHED(sens_interval_from_five_on),
        WATCHED(corrected_for_autocorrelation),
        WATCHED(smooth_beyond_the_whole),
        WATCHED(corrected_is_never_surer),
        WATCHED(a_line_has_no_interval_in_its_row),
        WATCHED(what_does_not_happen_one_by_one),
        WATCHED(changes_of_amounts),
        WATCHED(changes_of_bounded_rates),
        WATCHED(next_year_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
