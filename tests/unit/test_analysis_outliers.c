/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts far from those of other places.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "analysis_help.h"
#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/analysis.h"

/* Seven counties with six counts in two years, in proportion to their sizes. */
enum { SIZES = 7, KINDS = 6, YEARS = 2 };
static const char *const size_codes[SIZES] = {"990102", "990103", "990121", "990122",
                                              "990123", "990124", "990125"};
static const char *const kinds[KINDS] = {"enforcement.inspections", "mediation.cases",
                                         "review.received",         "petition.cases",
                                         "publicity.activities",    "services.legal_aid"};

static void fill_sizes(fact facts[SIZES * KINDS * YEARS]) {
    static const double sizes[SIZES] = {1.5, 1.2, 1, 0.9, 0.8, 0.7, 0.02};
    static const double bases[KINDS] = {5000, 2000, 400, 800, 1500, 600};
    size_t at = 0;
    for (int place = 0; place < SIZES; place++) {
        for (int year = 0; year < YEARS; year++) {
            for (int kind = 0; kind < KINDS; kind++) {
                double noise = 1 + 0.05 * ((place * 3 + kind * 5 + year) % 4);
                double value = floor(sizes[place] * bases[kind] * noise);
                facts[at++] =
                    (fact){size_codes[place], 2022 + year, kinds[kind], value, ZB_EQ, 0, NULL, 0};
            }
        }
    }
}

static fact *fact_of(fact *facts, int place, int year, int kind) {
    return &facts[(place * YEARS + year) * KINDS + kind];
}

static size_t count_outliers(const bench *b) {
    size_t count;
    size_t outliers = 0;
    const zb_finding *findings = zb_dataset_findings(b->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        outliers += findings[i].kind == ZB_FIND_OUTLIER;
    }
    return outliers;
}

/* 990121 counts eight times the inspections its size explains; the tiny 990125 counts 2 % of
 * everything and is no outlier. */
static void inspections_of_another_kind(void **state) {
    (void)state;
    fact facts[SIZES * KINDS * YEARS];
    fill_sizes(facts);
    fact_of(facts, 2, 0, 0)->value = 40000;
    fact_of(facts, 2, 1, 0)->value = 42000;
    bench b = BENCH(facts);
    assert_int_equal(zb_analysis_outliers(b.dataset, NULL), ZB_OK);
    assert_int_equal(count_outliers(&b), 1);
    size_t count;
    const zb_finding *f = zb_dataset_findings(b.dataset, &count);
    while (f->kind != ZB_FIND_OUTLIER) {
        f++;
    }
    assert_true(zb_str_eq(f->region_code, ZB_STR("990121")));
    assert_int_equal(f->year, 2023);
    assert_true(zb_str_eq(f->indicator, ZB_STR("enforcement.inspections")));
    NEAR(f->stated, 42000, 0);
    assert_true(f->has_expected && f->expected > 4000 && f->expected < 7000);
    assert_true(zb_str_eq(f->document, ZB_STR("990121-2023")));
    const zb_observation *row = zb_dataset_observation(b.dataset, f->observation);
    NEAR(row->value, 42000, 0);
    assert_true(zb_str_starts(f->note, ZB_STR("行政检查数42000次，为同级其他地区中位数")));
    assert_true(zb_str_ends(f->note, ZB_STR("倍，宜核对口径")));
    /* Asked again, nothing is added. */
    assert_int_equal(zb_analysis_outliers(b.dataset, NULL), ZB_OK);
    assert_int_equal(count_outliers(&b), 1);
    bench_close(&b);
}

/* A bureau's figures are of its own field: no government's are held against them. */
static void a_bureau_is_no_outlier(void **state) {
    (void)state;
    fact facts[SIZES * KINDS * YEARS];
    fill_sizes(facts);
    static const char bureau[] = "城市管理局";
    for (int year = 0; year < YEARS; year++) {
        fact_of(facts, 2, year, 0)->value = 40000;
        for (int kind = 0; kind < KINDS; kind++) {
            fact_of(facts, 2, year, kind)->document = bureau;
        }
    }
    bench b = BENCH(facts);
    assert_int_equal(zb_analysis_outliers(b.dataset, NULL), ZB_OK);
    assert_int_equal(count_outliers(&b), 0);
    bench_close(&b);
}

static void no_outlier(void **state) {
    (void)state;
    fact facts[SIZES * KINDS * YEARS];
    fill_sizes(facts);
    fact_of(facts, 2, 1, 0)->value = 42000; /* in one year of two */
    fact_of(facts, 3, 0, 1)->value = 6000;  /* three times, in both years */
    fact_of(facts, 3, 1, 1)->value = 6000;
    fact_of(facts, 4, 0, 2)->value = 0;
    bench b = BENCH(facts);
    assert_int_equal(zb_analysis_outliers(b.dataset, NULL), ZB_OK);
    assert_int_equal(count_outliers(&b), 0);
    bench_close(&b);
    /* Four places are too few. */
    fill_sizes(facts);
    fact_of(facts, 2, 0, 0)->value = 400000;
    fact_of(facts, 2, 1, 0)->value = 400000;
    b = bench_open(facts, (size_t)4 * KINDS * YEARS);
    assert_int_equal(zb_analysis_outliers(b.dataset, NULL), ZB_OK);
    assert_int_equal(count_outliers(&b), 0);
    bench_close(&b);
}

/* A count in 万 read as one: far below what the size explains. */
static void far_below(void **state) {
    (void)state;
    fact facts[SIZES * KINDS * YEARS];
    fill_sizes(facts);
    fact_of(facts, 0, 0, 4)->value = 22;
    fact_of(facts, 0, 1, 4)->value = 23;
    bench b = BENCH(facts);
    assert_int_equal(zb_analysis_outliers(b.dataset, NULL), ZB_OK);
    assert_int_equal(count_outliers(&b), 1);
    size_t count;
    const zb_finding *f = zb_dataset_findings(b.dataset, &count);
    assert_true(zb_str_has(f->note, ZB_STR("仅为同级其他地区中位数")));
    bench_close(&b);
}

static void empty_data_set(void **state) {
    (void)state;
    bench b = bench_open(NULL, 0);
    assert_int_equal(zb_analysis_outliers(b.dataset, NULL), ZB_OK);
    assert_int_equal(count_outliers(&b), 0);
    bench_close(&b);
}

static void memory_runs_out(void **state) {
    (void)state;
    fact facts[SIZES * KINDS * YEARS];
    fill_sizes(facts);
    fact_of(facts, 2, 0, 0)->value = 40000;
    fact_of(facts, 2, 1, 0)->value = 42000;
    bench b = BENCH(facts);
    bool done = false;
    for (uint64_t n = 1; n < 60; n++) {
        zb_error err = {0};
        zb_mem_fail_at(n, 0);
        zb_status status = zb_analysis_outliers(b.dataset, &err);
        assert_true(status == ZB_OK || status == ZB_E_NOMEM);
        done = done || status == ZB_OK;
    }
    zb_mem_fail_at(0, 0);
    assert_true(done);
    assert_int_equal(count_outliers(&b), 1);
    bench_close(&b);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(inspections_of_another_kind),
        WATCHED(a_bureau_is_no_outlier),
        WATCHED(no_outlier),
        WATCHED(far_below),
        WATCHED(empty_data_set),
        WATCHED(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
