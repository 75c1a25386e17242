/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rates and trends of small data sets.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "analysis_help.h"
#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/analysis.h"

#define CASES "mediation.cases"
#define SUCCEEDED "mediation.succeeded"
#define RATE "mediation.success_rate"

static zb_rate rate_of(const bench *b, const char *code, int year, zb_status expected) {
    zb_rate rate;
    assert_int_equal(
        zb_analysis_rate(&rate, b->dataset, place_of(b, code), indicator_of(b, RATE), year),
        expected);
    return rate;
}

/* `调解3045件，调解成功2904件，成功率95.4%`, and the slip of lanpu-2022: 1811, 1677, 96.2 %. */
static void stated_and_computed(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990123", 2020, CASES, 3045, ZB_EQ, 0, NULL, 0},
        {"990123", 2020, SUCCEEDED, 2904, ZB_EQ, 0, NULL, 0},
        {"990123", 2020, RATE, 95.4, ZB_EQ, 0.1, NULL, 0},
        {"990124", 2022, CASES, 1811, ZB_EQ, 0, NULL, 0},
        {"990124", 2022, SUCCEEDED, 1677, ZB_EQ, 0, NULL, 0},
        {"990124", 2022, RATE, 96.2, ZB_EQ, 0.1, NULL, 0},
        {"990124", 2023, RATE, 98, ZB_GE, 1, NULL, 0},
        {"990124", 2024, CASES, 100, ZB_EQ, 0, NULL, 0},
    };
    bench b = BENCH(facts);
    zb_rate r = rate_of(&b, "990123", 2020, ZB_OK);
    assert_true(r.computed && r.has_stated && !r.rounded);
    NEAR(r.value.value, 100 * 2904.0 / 3045, 1e-12);
    zb_estimate wilson;
    assert_int_equal(zb_stats_wilson(&wilson, 2904, 3045, 0.95), ZB_OK);
    NEAR(r.value.low, 100 * wilson.low, 1e-12);
    NEAR(r.value.high, 100 * wilson.high, 1e-12);
    NEAR(r.numerator, 2904, 0);
    NEAR(r.denominator, 3045, 0);
    NEAR(r.stated, 95.4, 0);
    assert_int_equal(r.agrees, ZB_AGREE_YES);
    size_t count;
    const zb_observation *rows = zb_dataset_observations(b.dataset, &count);
    NEAR(rows[r.numerator_row].value, 2904, 0);
    NEAR(rows[r.denominator_row].value, 3045, 0);
    NEAR(rows[r.stated_row].value, 95.4, 0);

    r = rate_of(&b, "990124", 2022, ZB_OK);
    assert_true(r.computed);
    NEAR(r.value.value, 92.6, 0.05);
    assert_int_equal(r.agrees, ZB_AGREE_NO);

    r = rate_of(&b, "990124", 2023, ZB_OK);
    assert_true(!r.computed && r.has_stated);
    assert_int_equal(r.agrees, ZB_AGREE_NONE);
    assert_true(r.numerator_row == SIZE_MAX && r.denominator_row == SIZE_MAX);

    rate_of(&b, "990124", 2024, ZB_E_NOTFOUND);
    zb_rate none;
    int county = place_of(&b, "990124");
    assert_int_equal(zb_analysis_rate(&none, b.dataset, county, indicator_of(&b, CASES), 2024),
                     ZB_E_NOTFOUND);
    assert_int_equal(zb_analysis_rate(&none, b.dataset, county, -1, 2022), ZB_E_NOTFOUND);
    assert_int_equal(zb_analysis_rate(&none, b.dataset, county, 1000000, 2022), ZB_E_NOTFOUND);
    bench_close(&b);
}

/* Whether a stated rate agrees, by how it is shown; computed are 2904 of 3045, 95.369 %. */
static void agreement_within_rounding(void **state) {
    (void)state;
    static const struct {
        double stated;
        zb_qualifier qualifier;
        double precision;
        zb_agreement agrees;
    } rows[] = {
        {95, ZB_EQ, 1, ZB_AGREE_YES},       {96, ZB_EQ, 1, ZB_AGREE_NO},
        {95.4, ZB_EQ, 0.1, ZB_AGREE_YES},   {95.3, ZB_EQ, 0.1, ZB_AGREE_NO},
        {95.37, ZB_EQ, 0.01, ZB_AGREE_YES}, {95.36, ZB_EQ, 0.01, ZB_AGREE_NO},
        {95, ZB_GE, 1, ZB_AGREE_YES},       {90, ZB_GE, 1, ZB_AGREE_YES},
        {98, ZB_GE, 1, ZB_AGREE_NO},        {96, ZB_LE, 1, ZB_AGREE_YES},
        {94, ZB_LE, 1, ZB_AGREE_NO},        {95, ZB_APPROX, 1, ZB_AGREE_YES},
        {90, ZB_APPROX, 1, ZB_AGREE_NO},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fact facts[] = {
            {"990123", 2020, CASES, 3045, ZB_EQ, 0, NULL, 0},
            {"990123", 2020, SUCCEEDED, 2904, ZB_EQ, 0, NULL, 0},
            {"990123", 2020, RATE, rows[i].stated, rows[i].qualifier, rows[i].precision, NULL, 0},
        };
        bench b = BENCH(facts);
        zb_rate r = rate_of(&b, "990123", 2020, ZB_OK);
        if (r.agrees != rows[i].agrees) {
            fail_msg("stated %g (qualifier %d, precision %g): agrees is %d", rows[i].stated,
                     (int)rows[i].qualifier, rows[i].precision, (int)r.agrees);
        }
        size_t count;
        const zb_finding *findings = zb_dataset_findings(b.dataset, &count);
        assert_int_equal(count == 1 && findings[0].kind == ZB_FIND_RATE,
                         rows[i].agrees == ZB_AGREE_NO);
        bench_close(&b);
    }
}

/* `调解2.7万余件，成功26500件`: the denominator lies between 27000 and 28000. */
static void rounded_parts_widen(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990123", 2020, CASES, 27000, ZB_GE, 1000, NULL, 0},
        {"990123", 2020, SUCCEEDED, 26500, ZB_EQ, 1, NULL, 0},
        {"990123", 2020, RATE, 95, ZB_EQ, 1, NULL, 0},
        {"990123", 2021, CASES, 27000, ZB_EQ, 1, NULL, 0},
        {"990123", 2021, SUCCEEDED, 26500, ZB_EQ, 1, NULL, 0},
        {"990123", 2022, CASES, 81200, ZB_EQ, 100, NULL, 0},
        {"990123", 2022, SUCCEEDED, 80000, ZB_EQ, 1, NULL, 0},
    };
    bench b = BENCH(facts);
    zb_rate r = rate_of(&b, "990123", 2020, ZB_OK);
    assert_true(r.computed && r.rounded);
    assert_int_equal(r.agrees, ZB_AGREE_YES); /* 26500 of 28000 is 94.6 % */
    zb_rate exact = rate_of(&b, "990123", 2021, ZB_OK);
    assert_false(exact.rounded);
    NEAR(r.value.value, exact.value.value, 0);
    assert_true(r.value.low < 94.65 && r.value.low > 94);
    NEAR(r.value.high, exact.value.high, 1e-9);
    assert_true(rate_of(&b, "990123", 2022, ZB_OK).rounded);
    bench_close(&b);
}

/* Numerator above denominator, zero denominator, parts of two documents. */
static void not_computed(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990123", 2020, CASES, 100, ZB_EQ, 0, NULL, 0},
        {"990123", 2020, SUCCEEDED, 120, ZB_EQ, 0, NULL, 0},
        {"990123", 2020, RATE, 99, ZB_EQ, 1, NULL, 0},
        {"990123", 2021, CASES, 0, ZB_EQ, 0, NULL, 0},
        {"990123", 2021, SUCCEEDED, 0, ZB_EQ, 0, NULL, 0},
        {"990123", 2022, CASES, 100, ZB_EQ, 0, "-a", 0},
        {"990123", 2022, "review.received", 30, ZB_EQ, 0, "-a", 0},
        {"990123", 2022, SUCCEEDED, 90, ZB_EQ, 0, "-b", 0},
    };
    bench b = BENCH(facts);
    zb_rate r = rate_of(&b, "990123", 2020, ZB_OK);
    assert_true(!r.computed && r.has_stated);
    rate_of(&b, "990123", 2021, ZB_E_NOTFOUND);
    r = rate_of(&b, "990123", 2022, ZB_E_NOTFOUND);
    assert_false(r.computed);
    bench_close(&b);
}

/* 2020: `复议受理100件，审结80件，纠错10件，纠错率10%` divides by another count. 2021: an office's
 * 20 successes, the county's 500 cases and a rate of neither, each in a section of its own. */
static void parts_of_different_things(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990123", 2020, "review.accepted", 100, ZB_EQ, 0, NULL, 0},
        {"990123", 2020, "review.closed", 80, ZB_EQ, 0, NULL, 0},
        {"990123", 2020, "review.corrected", 10, ZB_EQ, 0, NULL, 0},
        {"990123", 2020, "review.correction_rate", 10, ZB_EQ, 1, NULL, 0},
        {"990123", 2021, CASES, 500, ZB_EQ, 0, NULL, 0},
        {"990123", 2021, SUCCEEDED, 20, ZB_EQ, 0, NULL, 1},
        {"990123", 2021, RATE, 98, ZB_EQ, 1, NULL, 2},
    };
    bench b = BENCH(facts);
    zb_rate r;
    assert_int_equal(zb_analysis_rate(&r, b.dataset, place_of(&b, "990123"),
                                      indicator_of(&b, "review.correction_rate"), 2020),
                     ZB_OK);
    assert_true(!r.computed && r.has_stated);
    NEAR(r.stated, 10, 0);
    assert_int_equal(r.agrees, ZB_AGREE_NONE);
    r = rate_of(&b, "990123", 2021, ZB_OK);
    assert_true(!r.computed && r.has_stated);
    NEAR(r.stated, 98, 0);
    assert_int_equal(r.agrees, ZB_AGREE_NONE);
    bench_close(&b);
}

static const fact several[] = {
    {"990102", 2020, CASES, 200, ZB_EQ, 0, NULL, 0},
    {"990102", 2020, SUCCEEDED, 180, ZB_EQ, 0, NULL, 0},
    {"990102", 2021, CASES, 210, ZB_EQ, 0, NULL, 0},
    {"990102", 2021, SUCCEEDED, 190, ZB_EQ, 0, NULL, 0},
    {"990103", 2020, RATE, 97.5, ZB_EQ, 0.1, NULL, 0},
    {"990103", 2020, "petition.cases", 50, ZB_EQ, 0, NULL, 0},
    {"990103", 2020, "petition.closed", 40, ZB_EQ, 0, NULL, 0},
    {"990123100", 2021, CASES, 20, ZB_EQ, 0, NULL, 0},
    {"990123100", 2021, SUCCEEDED, 19, ZB_EQ, 0, NULL, 0},
};

static size_t count_rates(const bench *b, const zb_selection *selection) {
    zb_rate_list list;
    assert_int_equal(zb_analysis_rates(&list, b->dataset, selection, NULL), ZB_OK);
    for (size_t i = 1; i < list.count; i++) {
        const zb_rate *x = &list.rows[i - 1];
        const zb_rate *y = &list.rows[i];
        assert_true(x->place < y->place || (x->place == y->place &&
                                            (x->indicator < y->indicator ||
                                             (x->indicator == y->indicator && x->year < y->year))));
    }
    size_t count = list.count;
    zb_rate_list_free(&list);
    assert_null(list.rows);
    return count;
}

/* What no stated rate confirms is computed only from counts told together and counted alike:
 * `应诉案件33件，负责人出庭29人次` is no rate, nor are counts of two sections. */
static void unconfirmed_parts(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990123", 2020, CASES, 300, ZB_EQ, 0, NULL, 0},
        {"990123", 2020, SUCCEEDED, 290, ZB_EQ, 0, NULL, 0},
        {"990123", 2021, CASES, 300, ZB_EQ, 0, NULL, 0},
        {"990123", 2021, SUCCEEDED, 290, ZB_EQ, 0, NULL, 1},
        {"990124", 2020, "litigation.cases", 33, ZB_EQ, 0, NULL, 0},
        {"990124", 2020, "litigation.head_appearances", 29, ZB_EQ, 0, NULL, 0},
        {"990124", 2021, "litigation.cases", 33, ZB_EQ, 0, NULL, 0},
        {"990124", 2021, "litigation.head_appearances", 29, ZB_EQ, 0, NULL, 0},
        {"990124", 2021, "litigation.appearance_rate", 87.9, ZB_EQ, 0.1, NULL, 0},
    };
    bench b = BENCH(facts);
    assert_true(rate_of(&b, "990123", 2020, ZB_OK).computed);
    rate_of(&b, "990123", 2021, ZB_E_NOTFOUND);
    zb_rate rate;
    int heads = indicator_of(&b, "litigation.appearance_rate"), place = place_of(&b, "990124");
    assert_int_equal(zb_analysis_rate(&rate, b.dataset, place, heads, 2020), ZB_E_NOTFOUND);
    assert_int_equal(zb_analysis_rate(&rate, b.dataset, place, heads, 2021), ZB_OK);
    assert_true(rate.computed && rate.agrees == ZB_AGREE_YES);
    bench_close(&b);
}

static void selections(void **state) {
    (void)state;
    bench b = BENCH(several);
    assert_int_equal(count_rates(&b, NULL), 5);
    zb_selection s = {0};
    assert_int_equal(count_rates(&b, &s), 5);
    s.indicator = ZB_STR(RATE);
    assert_int_equal(count_rates(&b, &s), 4);
    s.year = 2021;
    assert_int_equal(count_rates(&b, &s), 2);
    s.has_level = true;
    s.level = ZB_LEVEL_TOWN;
    assert_int_equal(count_rates(&b, &s), 1);
    int place = place_of(&b, "990103");
    s = (zb_selection){.places = &place, .place_count = 1};
    assert_int_equal(count_rates(&b, &s), 2);
    s = (zb_selection){.indicator = ZB_STR(CASES)};
    assert_int_equal(count_rates(&b, &s), 0);
    s = (zb_selection){.indicator = ZB_STR("no.such")};
    zb_rate_list list;
    zb_error err = {0};
    assert_int_equal(zb_analysis_rates(&list, b.dataset, &s, &err), ZB_E_NOTFOUND);
    assert_non_null(strstr(err.message, "no.such"));
    zb_trend_list trends;
    assert_int_equal(zb_analysis_trends(&trends, b.dataset, &s, &err), ZB_E_NOTFOUND);
    zb_rate_list_free(NULL);
    zb_trend_list_free(NULL);
    bench_close(&b);
}

static const zb_trend *trend_in(const zb_trend_list *list, const bench *b, const char *indicator) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->rows[i].indicator == indicator_of(b, indicator)) {
            return &list->rows[i];
        }
    }
    fail_msg("no trend of %s", indicator);
    return NULL;
}

/* Five years of a count, a rate that is computed but for one year, a sum of money; 2021 has no
 * report. */
static void trends_of_a_place(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990122", 2018, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {"990122", 2018, SUCCEEDED, 968, ZB_EQ, 0, NULL, 0},
        {"990122", 2018, "enforcement.fines", 100000, ZB_EQ, 0, NULL, 0},
        {"990122", 2019, CASES, 900, ZB_EQ, 0, NULL, 0},
        {"990122", 2019, SUCCEEDED, 860, ZB_EQ, 0, NULL, 0},
        {"990122", 2019, "enforcement.fines", 250000, ZB_EQ, 0, NULL, 0},
        {"990122", 2020, CASES, 800, ZB_EQ, 0, NULL, 0},
        {"990122", 2020, RATE, 94, ZB_EQ, 1, NULL, 0},
        {"990122", 2022, CASES, 700, ZB_EQ, 0, NULL, 0},
        {"990122", 2022, SUCCEEDED, 640, ZB_EQ, 0, NULL, 0},
        {"990122", 2023, CASES, 600, ZB_EQ, 0, NULL, 0},
        {"990122", 2023, SUCCEEDED, 540, ZB_EQ, 0, NULL, 0},
    };
    bench b = BENCH(facts);
    zb_trend_list list;
    assert_int_equal(zb_analysis_trends(&list, b.dataset, NULL, NULL), ZB_OK);
    const zb_trend *t = trend_in(&list, &b, CASES);
    assert_int_equal(t->years, 5);
    assert_int_equal(t->first_year, 2018);
    assert_int_equal(t->last_year, 2023);
    NEAR(t->change, -400, 0);
    assert_true(t->has_percent && t->has_slope && t->has_change_interval);
    NEAR(t->change_percent, -40, 1e-12);
    NEAR(t->change_interval.value, 0.6, 1e-12);
    zb_estimate ratio;
    assert_int_equal(zb_stats_count_ratio(&ratio, 1000, 600, 0.95), ZB_OK);
    NEAR(t->change_interval.low, ratio.low, 0);
    assert_int_equal(t->test.direction, ZB_DIR_FALLING);
    NEAR(t->test.p, 2.0 / 120, 1e-12);
    NEAR(t->sen.value, -77.5, 1e-12); /* ten slopes: four of -100, then -80, -75 … */
    assert_true(t->fit.slope < 0 && t->fit.n == 5);

    t = trend_in(&list, &b, RATE);
    assert_int_equal(t->years, 5);
    NEAR(t->first, 96.8, 1e-12);
    NEAR(t->last, 90, 1e-12);
    NEAR(t->change, -6.8, 1e-12);
    assert_false(t->has_percent);
    zb_estimate change;
    assert_int_equal(zb_stats_newcombe(&change, 968, 1000, 540, 600, 0.95), ZB_OK);
    assert_true(t->has_change_interval);
    NEAR(t->change_interval.low, 100 * change.low, 1e-12);
    NEAR(t->change_interval.high, 100 * change.high, 1e-12);

    t = trend_in(&list, &b, "enforcement.fines");
    assert_int_equal(t->years, 2);
    assert_true(t->has_percent && !t->has_slope && !t->has_change_interval);
    NEAR(t->change_percent, 150, 1e-12);
    assert_int_equal(t->test.direction, ZB_DIR_TOO_FEW);
    zb_trend_list_free(&list);
    bench_close(&b);
}

/* Nothing is claimed of a change from zero, of rounded counts or of stated rates. */
static void trends_that_claim_less(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990122", 2019, "review.received", 0, ZB_EQ, 0, NULL, 0},
        {"990122", 2019, "publicity.activities", 300, ZB_GE, 0, NULL, 0},
        {"990122", 2019, RATE, 94, ZB_EQ, 1, NULL, 0},
        {"990122", 2020, "review.received", 12, ZB_EQ, 0, NULL, 0},
        {"990122", 2020, "publicity.activities", 452, ZB_EQ, 0, NULL, 0},
        {"990122", 2020, RATE, 95, ZB_EQ, 1, NULL, 0},
        {"990122", 2020, CASES, 95, ZB_EQ, 1, NULL, 0},
    };
    bench b = BENCH(facts);
    zb_trend_list list;
    assert_int_equal(zb_analysis_trends(&list, b.dataset, NULL, NULL), ZB_OK);
    assert_int_equal(list.count, 3);
    const zb_trend *t = trend_in(&list, &b, "review.received");
    assert_true(!t->has_percent && !t->has_change_interval);
    t = trend_in(&list, &b, "publicity.activities");
    assert_true(!t->has_change && !t->has_percent && !t->has_change_interval);
    assert_int_equal(t->inexact, 1);
    assert_int_equal(t->first_told, ZB_GE);
    assert_int_equal(t->last_told, ZB_EQ);
    t = trend_in(&list, &b, RATE);
    assert_true(t->has_change && !t->has_percent && !t->has_change_interval && !t->inexact);
    NEAR(t->change, 1, 1e-12);
    zb_trend_list_free(&list);
    bench_close(&b);
}

static void memory_runs_out(void **state) {
    (void)state;
    bench b = BENCH(several);
    for (uint64_t n = 1; n < 40; n++) {
        zb_rate_list rates;
        zb_trend_list trends;
        zb_error err = {0};
        zb_mem_fail_at(n, 0);
        zb_status status = zb_analysis_rates(&rates, b.dataset, NULL, &err);
        assert_true(status == ZB_OK || (status == ZB_E_NOMEM && !rates.rows && err.code));
        zb_rate_list_free(&rates);
        zb_mem_fail_at(n, 0);
        status = zb_analysis_trends(&trends, b.dataset, NULL, &err);
        assert_true(status == ZB_OK || (status == ZB_E_NOMEM && !trends.rows));
        zb_trend_list_free(&trends);
    }
    zb_mem_fail_at(0, 0);
    bench_close(&b);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(stated_and_computed),
        WATCHED(agreement_within_rounding),
        WATCHED(rounded_parts_widen),
        WATCHED(not_computed),
        WATCHED(parts_of_different_things),
        WATCHED(unconfirmed_parts),
        WATCHED(selections),
        WATCHED(trends_of_a_place),
        WATCHED(trends_that_claim_less),
        WATCHED(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
