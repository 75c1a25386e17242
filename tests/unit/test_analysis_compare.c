/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comparison of places, pooled rates.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "analysis_help.h"
#include "memory_help.h"
#include "stats_help.h"
#include "zhibiao/analysis.h"

#define CASES "mediation.cases"
#define SUCCEEDED "mediation.succeeded"
#define RATE "mediation.success_rate"

static const zb_standing_row *row_of(const bench *b, const zb_comparison *c, const char *code) {
    int place = place_of(b, code);
    for (size_t i = 0; i < c->count; i++) {
        if (c->rows[i].place == place) {
            return &c->rows[i];
        }
    }
    fail_msg("%s is not compared", code);
    return NULL;
}

static zb_comparison compare(const bench *b, const char *indicator, int year) {
    zb_comparison c;
    zb_error err = {0};
    zb_selection s = {.indicator = zb_str_from(indicator), .year = year};
    if (zb_analysis_compare(&c, b->dataset, &s, &err) != ZB_OK) {
        fail_msg("%s", err.message);
    }
    return c;
}

/* Counties of one city, 2023; the city itself and a town have values too. 990122 is low, 990103
 * high, 990125 has 9 cases, 990124 only a stated rate: four that may be compared. */
static const fact counties[] = {
    {"990100", 2023, CASES, 8000, ZB_EQ, 0, NULL, 0},
    {"990100", 2023, SUCCEEDED, 7500, ZB_EQ, 0, NULL, 0},
    {"990102", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
    {"990102", 2023, SUCCEEDED, 950, ZB_EQ, 0, NULL, 0},
    {"990103", 2023, CASES, 2000, ZB_EQ, 0, NULL, 0},
    {"990103", 2023, SUCCEEDED, 1950, ZB_EQ, 0, NULL, 0},
    {"990121", 2023, CASES, 400, ZB_EQ, 0, NULL, 0},
    {"990121", 2023, SUCCEEDED, 380, ZB_EQ, 0, NULL, 0},
    {"990122", 2023, CASES, 1200, ZB_EQ, 0, NULL, 0},
    {"990122", 2023, SUCCEEDED, 1092, ZB_EQ, 0, NULL, 0},
    {"990124", 2023, RATE, 99, ZB_EQ, 1, NULL, 0},
    {"990125", 2023, CASES, 9, ZB_EQ, 0, NULL, 0},
    {"990125", 2023, SUCCEEDED, 5, ZB_EQ, 0, NULL, 0},
    {"990123100", 2023, CASES, 20, ZB_EQ, 0, NULL, 0},
    {"990123100", 2023, SUCCEEDED, 18, ZB_EQ, 0, NULL, 0},
    {"990102", 2024, CASES, 1000, ZB_EQ, 0, NULL, 0},
    {"990102", 2024, SUCCEEDED, 970, ZB_EQ, 0, NULL, 0},
};

static void rates_of_counties(void **state) {
    (void)state;
    bench b = BENCH(counties);
    /* 2024 has only one county: the year chosen is 2023, the level the one with most places. */
    zb_comparison c = compare(&b, RATE, 0);
    assert_int_equal(c.year, 2023);
    assert_int_equal(c.level, ZB_LEVEL_COUNTY);
    assert_int_equal(c.count, 6);
    assert_int_equal(c.parent, place_of(&b, "990100"));
    assert_true(c.has_whole && c.has_heterogeneity);
    NEAR(c.whole_numerator, 950 + 1950 + 380 + 1092 + 5, 0);
    NEAR(c.whole_denominator, 1000 + 2000 + 400 + 1200 + 9, 0);
    NEAR(c.whole.value, 100 * c.whole_numerator / c.whole_denominator, 1e-12);
    assert_int_equal(c.in_whole, 5);        /* without the stated rate */
    assert_int_equal(c.heterogeneity.k, 4); /* nor 9 cases */
    assert_true(c.heterogeneity.p < 0.01);
    for (size_t i = 1; i < c.count; i++) {
        assert_true(c.rows[i - 1].value.value >= c.rows[i].value.value);
    }
    assert_int_equal(c.rows[0].place, place_of(&b, "990124"));
    assert_true(c.rows[0].stated_only);
    assert_int_equal(c.rows[0].standing, ZB_STAND_UNKNOWN);
    /* Ranks are among the four; 990102 and 990121 share 95 %: the mean of 2 and 3. */
    NEAR(c.rows[0].rank, 0, 0);
    NEAR(row_of(&b, &c, "990103")->rank, 1, 0);
    NEAR(row_of(&b, &c, "990102")->rank, 2.5, 0);
    NEAR(row_of(&b, &c, "990121")->rank, 2.5, 0);
    NEAR(row_of(&b, &c, "990122")->rank, 4, 0);
    NEAR(row_of(&b, &c, "990125")->rank, 0, 0);
    assert_int_equal(row_of(&b, &c, "990125")->standing, ZB_STAND_UNKNOWN);
    NEAR(row_of(&b, &c, "990125")->denominator, 9, 0);
    assert_int_equal(row_of(&b, &c, "990121")->standing, ZB_STAND_SAME);
    zb_comparison_free(&c);
    assert_null(c.rows);
    bench_close(&b);
}

/* The standing is that of the funnel's limits, widened by the spread. */
static void assert_standings(const zb_comparison *c, size_t compared) {
    size_t told = 0;
    for (size_t i = 0; i < c->count; i++) {
        const zb_standing_row *row = &c->rows[i];
        if (row->standing == ZB_STAND_UNKNOWN) {
            continue;
        }
        double low;
        double high;
        double low998;
        double high998;
        double p = row->numerator / row->denominator;
        double whole = c->whole.value / 100;
        zb_stats_funnel_limits(&low, &high, whole, row->denominator, 0.95, c->spread);
        zb_stats_funnel_limits(&low998, &high998, whole, row->denominator, 0.998, c->spread);
        zb_standing expected = p < low998    ? ZB_STAND_LOW998
                               : p < low     ? ZB_STAND_LOW95
                               : p > high998 ? ZB_STAND_HIGH998
                               : p > high    ? ZB_STAND_HIGH95
                                             : ZB_STAND_SAME;
        assert_int_equal(row->standing, expected);
        told++;
    }
    assert_int_equal(told, compared);
}

/* Four counties cannot tell overdispersion from their differences; with a fifth they can. A fifth
 * of 9 cases, or of rounded ones, is none. */
static void spread_of_five(void **state) {
    (void)state;
    static const struct {
        const char *indicator;
        double cases, succeeded;
        zb_qualifier qualifier;
        bool fifth;
    } more[] = {{CASES, 1500, 1440, ZB_EQ, true},
                {CASES, 9, 8, ZB_EQ, false},
                {CASES, 1500, 1440, ZB_GE, false}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        fact facts[sizeof counties / sizeof *counties + 2];
        size_t n = sizeof counties / sizeof *counties;
        memcpy(facts, counties, sizeof counties);
        facts[n++] = (fact){"990123", 2023, CASES, more[i].cases, more[i].qualifier, 0, NULL, 0};
        facts[n++] = (fact){"990123", 2023, SUCCEEDED, more[i].succeeded, ZB_EQ, 0, NULL, 0};
        bench b = bench_open(facts, n);
        zb_comparison c = compare(&b, RATE, 2023);
        assert_int_equal(c.heterogeneity.k, more[i].fifth ? 5 : 4);
        assert_true(c.heterogeneity.phi > 1 && c.heterogeneity.tau2 > 0);
        NEAR(c.spread, more[i].fifth ? sqrt(c.heterogeneity.phi) : 1, 1e-15);
        NEAR(c.tau2, more[i].fifth ? c.heterogeneity.tau2 : 0, 0);
        assert_standings(&c, more[i].fifth ? 5 : 4);
        /* Unwidened, 990122 lies far below. */
        assert_int_equal(row_of(&b, &c, "990122")->standing,
                         more[i].fifth ? ZB_STAND_LOW95 : ZB_STAND_LOW998);
        zb_comparison_free(&c);
        bench_close(&b);
    }
}

/* ---- what is not a place's own exact figure ---------------------------------------------- */

static const char bureau[] = "城市管理局";

/* Two counties, one that counts `27000余件`, and one of which only a bureau tells: 15 of 40. */
static const fact own_and_not[] = {
    {"990102", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
    {"990102", 2023, SUCCEEDED, 950, ZB_EQ, 0, NULL, 0},
    {"990103", 2023, CASES, 2000, ZB_EQ, 0, NULL, 0},
    {"990103", 2023, SUCCEEDED, 1960, ZB_EQ, 0, NULL, 0},
    {"990121", 2023, CASES, 27000, ZB_GE, 1000, NULL, 0},
    {"990121", 2023, SUCCEEDED, 26900, ZB_EQ, 0, NULL, 0},
    {"990122", 2023, CASES, 40, ZB_EQ, 0, bureau, 0},
    {"990122", 2023, SUCCEEDED, 15, ZB_EQ, 0, bureau, 0},
};

static void assert_apart(const zb_standing_row *row, bool inexact, bool department) {
    assert_int_equal(row->inexact, inexact);
    assert_int_equal(row->department, department);
    assert_int_equal(row->standing, ZB_STAND_UNKNOWN);
    NEAR(row->rank, 0, 0);
}

static void the_whole_is_of_places_own_exact_rates(void **state) {
    (void)state;
    bench b = BENCH(own_and_not);
    zb_comparison c = compare(&b, RATE, 0);
    assert_int_equal(c.count, 4); /* shown all the same */
    assert_int_equal(c.in_whole, 2);
    NEAR(c.whole_numerator, 2910, 0);
    NEAR(c.whole_denominator, 3000, 0);
    NEAR(c.whole.value, 97, 1e-12);
    assert_int_equal(c.heterogeneity.k, 2);
    assert_apart(row_of(&b, &c, "990121"), true, false);
    assert_apart(row_of(&b, &c, "990122"), false, true);
    NEAR(row_of(&b, &c, "990122")->value.value, 37.5, 1e-12);
    assert_standings(&c, 2);
    NEAR(row_of(&b, &c, "990103")->rank, 1, 0);
    NEAR(row_of(&b, &c, "990102")->rank, 2, 0);
    zb_comparison_free(&c);
    zb_rate rate;
    assert_int_equal(
        zb_analysis_rate(&rate, b.dataset, place_of(&b, "990122"), indicator_of(&b, RATE), 2023),
        ZB_OK);
    assert_true(rate.computed && rate.department && !rate.rounded && !rate.bounded);
    bench_close(&b);
    /* Alone, they make no whole. */
    b = bench_open(own_and_not + 4, 4);
    c = compare(&b, RATE, 0);
    assert_true(c.count == 2 && c.in_whole == 0 && !c.has_whole && !c.has_heterogeneity);
    assert_apart(row_of(&b, &c, "990121"), true, false);
    assert_apart(row_of(&b, &c, "990122"), false, true);
    zb_comparison_free(&c);
    bench_close(&b);
}

/* Beside computed rates the stated ones are not ranked; among themselves the exact ones are. */
static void ranks_of_stated_rates(void **state) {
    (void)state;
    static const fact stated[] = {
        {"990102", 2023, RATE, 98, ZB_GE, 1, NULL, 0}, /* `98%以上` */
        {"990103", 2023, RATE, 97, ZB_EQ, 1, NULL, 0},
        {"990121", 2023, RATE, 95, ZB_EQ, 1, NULL, 0},
        {"990122", 2023, RATE, 95, ZB_EQ, 1, NULL, 0},
        {"990123", 2023, RATE, 96, ZB_APPROX, 1, NULL, 0},
        {"990124", 2023, RATE, 99, ZB_EQ, 1, bureau, 0},
        {"990125", 2023, CASES, 40, ZB_EQ, 0, NULL, 0},
        {"990125", 2023, SUCCEEDED, 36, ZB_EQ, 0, NULL, 0},
    };
    bench b = bench_open(stated, 6);
    zb_comparison c = compare(&b, RATE, 0);
    assert_int_equal(c.count, 6);
    assert_apart(row_of(&b, &c, "990102"), true, false);
    assert_apart(row_of(&b, &c, "990123"), true, false);
    assert_apart(row_of(&b, &c, "990124"), false, true);
    NEAR(row_of(&b, &c, "990103")->rank, 1, 0);
    NEAR(row_of(&b, &c, "990121")->rank, 2.5, 0);
    NEAR(row_of(&b, &c, "990122")->rank, 2.5, 0);
    zb_rate rate;
    assert_int_equal(
        zb_analysis_rate(&rate, b.dataset, place_of(&b, "990102"), indicator_of(&b, RATE), 2023),
        ZB_OK);
    assert_true(rate.bounded && !rate.rounded && !rate.computed && !rate.department);
    zb_comparison_free(&c);
    bench_close(&b);
    b = BENCH(stated);
    c = compare(&b, RATE, 0);
    for (size_t i = 0; i < c.count; i++) {
        NEAR(c.rows[i].rank, c.rows[i].place == place_of(&b, "990125"), 0);
    }
    zb_comparison_free(&c);
    bench_close(&b);
}

/* `27000余件` is in the sum of what is listed, but has no rank; a bureau's count has neither. */
static void ranks_and_sum_of_counts(void **state) {
    (void)state;
    bench b = BENCH(own_and_not);
    zb_comparison c = compare(&b, CASES, 0);
    assert_int_equal(c.count, 4);
    assert_int_equal(c.in_whole, 3);
    NEAR(c.whole.value, 30000, 0);
    assert_apart(row_of(&b, &c, "990121"), true, false);
    assert_apart(row_of(&b, &c, "990122"), false, true);
    NEAR(row_of(&b, &c, "990103")->rank, 1, 0);
    NEAR(row_of(&b, &c, "990102")->rank, 2, 0);
    zb_comparison_free(&c);
    bench_close(&b);
    b = bench_open(own_and_not + 6, 2);
    c = compare(&b, CASES, 0);
    assert_true(c.count == 1 && c.in_whole == 0 && !c.has_whole);
    zb_comparison_free(&c);
    bench_close(&b);
}

/* Many alike and one far below: no overdispersion among the many hides it. */
static void one_stands_out(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990102", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, SUCCEEDED, 960, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, SUCCEEDED, 962, ZB_EQ, 0, NULL, 0},
        {"990121", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {"990121", 2023, SUCCEEDED, 958, ZB_EQ, 0, NULL, 0},
        {"990122", 2023, CASES, 100, ZB_EQ, 0, NULL, 0},
        {"990122", 2023, SUCCEEDED, 91, ZB_EQ, 0, NULL, 0},
    };
    bench b = BENCH(facts);
    zb_comparison c = compare(&b, RATE, 0);
    NEAR(c.spread, 1, 0);
    assert_int_equal(row_of(&b, &c, "990122")->standing, ZB_STAND_LOW95);
    assert_int_equal(row_of(&b, &c, "990103")->standing, ZB_STAND_SAME);
    zb_comparison_free(&c);
    bench_close(&b);
}

/* Where the cases are too many for a whole nothing stands beside it, nor is it as the others. */
static void too_many_for_a_whole(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990102", 2023, CASES, 9e11, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, SUCCEEDED, 8e11, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, CASES, 9e11, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, SUCCEEDED, 7e11, ZB_EQ, 0, NULL, 0},
    };
    bench b = BENCH(facts);
    zb_comparison c = compare(&b, RATE, 0);
    assert_int_equal(c.count, 2);
    assert_false(c.has_whole || c.has_heterogeneity);
    assert_int_equal(c.rows[0].standing, ZB_STAND_UNKNOWN);
    assert_int_equal(c.rows[1].standing, ZB_STAND_UNKNOWN);
    zb_comparison_free(&c);
    bench_close(&b);
}

static void counts_are_summed(void **state) {
    (void)state;
    bench b = BENCH(counties);
    zb_comparison c = compare(&b, CASES, 0);
    assert_int_equal(c.level, ZB_LEVEL_COUNTY);
    assert_int_equal(c.count, 5);
    assert_true(c.has_whole && !c.has_heterogeneity);
    NEAR(c.whole.value, 1000 + 2000 + 400 + 1200 + 9, 0);
    NEAR(c.spread, 1, 0);
    for (size_t i = 0; i < c.count; i++) {
        assert_int_equal(c.rows[i].standing, ZB_STAND_UNKNOWN);
        NEAR(c.rows[i].rank, (double)i + 1, 0);
        NEAR(c.rows[i].value.high - c.rows[i].value.low, 0, 0);
    }
    zb_comparison_free(&c);
    /* A level that is asked for, a year with a single place. */
    zb_selection s = {.indicator = ZB_STR(CASES), .has_level = true, .level = ZB_LEVEL_TOWN};
    assert_int_equal(zb_analysis_compare(&c, b.dataset, &s, NULL), ZB_OK);
    assert_int_equal(c.count, 1);
    assert_int_equal(c.year, 2023);
    zb_comparison_free(&c);
    c = compare(&b, RATE, 2024);
    assert_int_equal(c.count, 1);
    assert_int_equal(c.rows[0].standing, ZB_STAND_UNKNOWN);
    assert_false(c.has_heterogeneity);
    zb_comparison_free(&c);
    bench_close(&b);
}

static void nothing_to_compare(void **state) {
    (void)state;
    bench b = BENCH(counties);
    zb_comparison c;
    zb_error err = {0};
    zb_selection s = {.indicator = ZB_STR("petition.cases")};
    assert_int_equal(zb_analysis_compare(&c, b.dataset, &s, &err), ZB_E_NOTFOUND);
    assert_null(c.rows);
    s = (zb_selection){.indicator = ZB_STR(RATE), .year = 1999};
    assert_int_equal(zb_analysis_compare(&c, b.dataset, &s, &err), ZB_E_NOTFOUND);
    s = (zb_selection){.indicator = ZB_STR(RATE), .has_level = true, .level = ZB_LEVEL_PROVINCE};
    assert_int_equal(zb_analysis_compare(&c, b.dataset, &s, &err), ZB_E_NOTFOUND);
    s = (zb_selection){.indicator = ZB_STR("no.such")};
    assert_int_equal(zb_analysis_compare(&c, b.dataset, &s, &err), ZB_E_NOTFOUND);
    assert_int_equal(zb_analysis_compare(&c, b.dataset, NULL, &err), ZB_E_USAGE);
    zb_comparison_free(NULL);
    bench_close(&b);
}

/* Two thirds of the places with a report must state both parts. */
static void pooled(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990100", 2023, CASES, 9000, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, CASES, 100, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, SUCCEEDED, 90, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, CASES, 200, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, SUCCEEDED, 190, ZB_EQ, 0, NULL, 0},
        {"990121", 2023, CASES, 500, ZB_EQ, 0, NULL, 0},
        {"990102", 2024, CASES, 100, ZB_EQ, 0, NULL, 0},
        {"990102", 2024, SUCCEEDED, 90, ZB_EQ, 0, NULL, 0},
        {"990103", 2024, CASES, 200, ZB_EQ, 0, NULL, 0},
    };
    bench b = BENCH(facts);
    int rate = indicator_of(&b, RATE);
    int city = place_of(&b, "990100");
    zb_estimate e;
    double x;
    double n;
    assert_int_equal(zb_analysis_pooled(&e, &x, &n, b.dataset, rate, ZB_LEVEL_COUNTY, city, 2023),
                     ZB_OK);
    NEAR(x, 280, 0);
    NEAR(n, 300, 0);
    NEAR(e.value, 100 * 280 / 300.0, 1e-12);
    assert_true(e.low < e.value && e.value < e.high);
    assert_int_equal(zb_analysis_pooled(&e, &x, &n, b.dataset, rate, ZB_LEVEL_COUNTY, -1, 2023),
                     ZB_OK);
    assert_int_equal(zb_analysis_pooled(&e, &x, &n, b.dataset, rate, ZB_LEVEL_COUNTY, city, 2024),
                     ZB_E_NOTFOUND);
    NEAR(x + n + e.value, 0, 0);
    assert_int_equal(zb_analysis_pooled(&e, &x, &n, b.dataset, rate, ZB_LEVEL_TOWN, city, 2023),
                     ZB_E_NOTFOUND);
    /* 990103 makes it in 2023 only. */
    assert_true(zb_analysis_same_members(b.dataset, rate, ZB_LEVEL_COUNTY, city, 2023, 2023));
    assert_false(zb_analysis_same_members(b.dataset, rate, ZB_LEVEL_COUNTY, city, 2023, 2024));
    assert_false(zb_analysis_same_members(b.dataset, rate, ZB_LEVEL_COUNTY, -1, 2024, 2023));
    assert_true(zb_analysis_same_members(b.dataset, rate, ZB_LEVEL_TOWN, city, 2023, 2024));
    /* A county is not under itself. */
    assert_int_equal(zb_analysis_pooled(&e, &x, &n, b.dataset, rate, ZB_LEVEL_COUNTY,
                                        place_of(&b, "990102"), 2023),
                     ZB_E_NOTFOUND);
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_analysis_pooled(&e, &x, &n, b.dataset, rate, ZB_LEVEL_COUNTY, city, 2023),
                     ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
    bench_close(&b);
}

/* `123.45万元` and `92.5分` are what their digits tell, as rates are; bounds and round figures are
 * not. */
static void ranks_of_amounts_and_marks(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990102", 2023, "enforcement.fines", 1234500, ZB_EQ, 100, NULL, 0},
        {"990103", 2023, "enforcement.fines", 2700000, ZB_EQ, 100000, NULL, 0},
        {"990121", 2023, "enforcement.fines", 3000000, ZB_GE, 10000, NULL, 0},
        {"990122", 2023, "enforcement.fines", 2000000, ZB_APPROX, 10000, NULL, 0},
        {"990102", 2024, "learning.exam_mean", 92.5, ZB_EQ, 0.1, NULL, 0},
        {"990103", 2024, "learning.exam_mean", 95.25, ZB_EQ, 0.01, NULL, 0},
        {"990121", 2024, "learning.exam_mean", 98, ZB_GE, 1, NULL, 0},
    };
    static const char *const indicators[] = {"enforcement.fines", "learning.exam_mean"};
    bench b = BENCH(facts);
    for (size_t k = 0; k < 2; k++) {
        zb_comparison c = compare(&b, indicators[k], 0);
        NEAR(row_of(&b, &c, "990103")->rank, 1, 0);
        NEAR(row_of(&b, &c, "990102")->rank, 2, 0);
        assert_false(row_of(&b, &c, "990102")->inexact || row_of(&b, &c, "990103")->inexact);
        assert_apart(row_of(&b, &c, "990121"), true, false);
        if (k == 0) {
            assert_apart(row_of(&b, &c, "990122"), true, false);
        }
        zb_comparison_free(&c);
    }
    bench_close(&b);
}

/* Two of three counties have exact parts of their own; those of the third stay out. */
static void pooled_without_rounded_and_departments(void **state) {
    (void)state;
    for (size_t third = 4; third <= 6; third += 2) {
        fact facts[6];
        memcpy(facts, own_and_not, sizeof facts);
        memcpy(facts + 4, own_and_not + third, 2 * sizeof *facts);
        bench b = BENCH(facts);
        zb_estimate e;
        double x;
        double n;
        assert_int_equal(zb_analysis_pooled(&e, &x, &n, b.dataset, indicator_of(&b, RATE),
                                            ZB_LEVEL_COUNTY, -1, 2023),
                         ZB_OK);
        NEAR(x, 2910, 0);
        NEAR(n, 3000, 0);
        bench_close(&b);
    }
}

static void empty_data_set(void **state) {
    (void)state;
    bench b = bench_open(NULL, 0);
    zb_rate_list rates;
    zb_trend_list trends;
    zb_comparison c;
    zb_selection s = {.indicator = ZB_STR(RATE)};
    assert_int_equal(zb_analysis_rates(&rates, b.dataset, NULL, NULL), ZB_OK);
    assert_int_equal(rates.count, 0);
    assert_int_equal(zb_analysis_trends(&trends, b.dataset, NULL, NULL), ZB_OK);
    assert_int_equal(trends.count, 0);
    assert_int_equal(zb_analysis_compare(&c, b.dataset, &s, NULL), ZB_E_NOTFOUND);
    zb_rate_list_free(&rates);
    zb_trend_list_free(&trends);
    bench_close(&b);
}

static zb_status compare_again(void *context) {
    const bench *b = context;
    zb_comparison c;
    zb_error err = {0};
    zb_selection s = {.indicator = ZB_STR(RATE)};
    zb_status status = zb_analysis_compare(&c, b->dataset, &s, &err);
    assert_int_equal(err.code, status);
    assert_int_equal(status == ZB_OK, c.rows != NULL);
    zb_comparison_free(&c);
    return status;
}

static void memory_runs_out(void **state) {
    (void)state;
    bench b = BENCH(counties);
    starve(compare_again, &b);
    bench_close(&b);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(rates_of_counties),
        WATCHED(spread_of_five),
        WATCHED(the_whole_is_of_places_own_exact_rates),
        WATCHED(ranks_of_stated_rates),
        WATCHED(ranks_and_sum_of_counts),
        WATCHED(ranks_of_amounts_and_marks),
        WATCHED(one_stands_out),
        WATCHED(too_many_for_a_whole),
        WATCHED(counts_are_summed),
        WATCHED(nothing_to_compare),
        WATCHED(pooled),
        WATCHED(pooled_without_rounded_and_departments),
        WATCHED(empty_data_set),
        WATCHED(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
