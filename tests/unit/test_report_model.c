/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a report's model knows of its places.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "analysis_help.h"
#include "memory_help.h"
#include "report/rate_figures.h"
#include "truth_data.h"

#define CASES "mediation.cases"

static const fact facts[] = {
    /* the government's report counts, however many a department has */
    {"990102", 2021, CASES, 100, ZB_EQ, 0, "司法局", 0},
    {"990102", 2022, CASES, 110, ZB_EQ, 0, "司法局", 0},
    {"990102", 2023, CASES, 120, ZB_EQ, 0, NULL, 0},
    /* the department with the most */
    {"990103", 2021, CASES, 100, ZB_EQ, 0, "公安局", 0},
    {"990103", 2022, CASES, 110, ZB_EQ, 0, "教育局", 0},
    {"990103", 2023, CASES, 120, ZB_EQ, 0, "教育局", 0},
    /* of two with as many the first by name */
    {"990121", 2021, CASES, 100, ZB_EQ, 0, "教育局", 0},
    {"990121", 2022, CASES, 110, ZB_EQ, 0, "公安局", 0},
    {"990122", 2023, CASES, 100, ZB_EQ, 0, NULL, 0},
};

static void test_departments(void **state) {
    (void)state;
    bench b = BENCH(facts);
    const zb_report_options options = {0};
    zb_model m;
    assert_int_equal(zb_model_make(&m, b.dataset, &options, NULL), ZB_OK);
    static const char *const wanted[][2] = {
        {"990102", ""}, {"990103", "教育局"}, {"990121", "公安局"}, {"990122", ""}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        zb_str department = m.departments[place_of(&b, wanted[i][0])];
        if (!zb_str_eq(department, zb_str_from(wanted[i][1]))) {
            fail_msg("%s: `%.*s`", wanted[i][0], ZB_ARG(department));
        }
    }
    assert_true(m.has_departments);
    zb_model_free(&m);
    bench_close(&b);
}

/* Findings count at their place and within the report's years; outliers are in doubt whatever the
 * year. */
static void test_findings(void **state) {
    (void)state;
    bench b = BENCH(facts);
    zb_finding finding = {.kind = ZB_FIND_OUTLIER,
                          .indicator = ZB_STR(CASES),
                          .region_code = ZB_STR("990103"),
                          .year = 2022};
    assert_int_equal(zb_dataset_add_finding(b.dataset, &finding, NULL), ZB_OK);
    const zb_report_options options = {.first_year = 2023, .last_year = 2023};
    zb_model m;
    assert_int_equal(zb_model_make(&m, b.dataset, &options, NULL), ZB_OK);
    int place = place_of(&b, "990103"), cases = indicator_of(&b, CASES);
    assert_int_equal(m.findings[place], 0);
    assert_true(zb_model_doubts(&m, place, cases));
    assert_false(zb_model_doubts(&m, place, indicator_of(&b, "mediation.succeeded")));
    assert_false(zb_model_doubts(&m, place_of(&b, "990102"), cases));
    zb_model_free(&m);
    bench_close(&b);
}

/* Three places that are compared, so that they have a spread. */
static const fact compared[] = {
    {"990102", 2023, CASES, 100, ZB_EQ, 0, NULL, 0},
    {"990102", 2023, "mediation.succeeded", 90, ZB_EQ, 0, NULL, 0},
    {"990103", 2023, CASES, 200, ZB_EQ, 0, NULL, 0},
    {"990103", 2023, "mediation.succeeded", 150, ZB_EQ, 0, NULL, 0},
    {"990121", 2023, CASES, 300, ZB_EQ, 0, NULL, 0},
    {"990121", 2023, "mediation.succeeded", 280, ZB_EQ, 0, NULL, 0},
};

static zb_status make_once(void *context) {
    const bench *b = context;
    const zb_report_options options = {0};
    zb_model m;
    zb_status status = zb_model_make(&m, b->dataset, &options, NULL);
    if (status == ZB_OK) {
        const zb_group_rate *rate =
            zb_model_group_rate(&m, m.main, indicator_of(b, "mediation.success_rate"));
        assert_non_null(rate);
        assert_true(rate->has_spread);
        assert_int_equal(rate->computed, 3);
        assert_true(rate->spread.low == 75 && rate->spread.median == 90);
    }
    zb_model_free(&m);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    bench b = BENCH(compared);
    starve(make_once, &b);
    bench_close(&b);
}

static zb_tone tone_of(const zb_distribution_chart *chart, int year, const char *name) {
    for (size_t i = 0; i < chart->count; i++) {
        const zb_distribution_column *c = &chart->columns[i];
        for (size_t k = 0; c->year == year && k < c->count; k++) {
            if (zb_str_eq(c->points[k].name, zb_str_from(name))) {
                return c->points[k].tone;
            }
        }
    }
    fail_msg("%s has no value in %d", name, year);
    return ZB_TONE_CONTEXT;
}

/* A place has the standing of each year in that year, not the last one's in all. */
static void test_years_have_their_own_standings(void **state) {
    truth *t;
    assert_int_equal(truth_open((void **)&t), 0);
    const zb_report_options options = {0};
    zb_model m;
    assert_int_equal(zb_model_make(&m, t->dataset, &options, NULL), ZB_OK);
    zb_arena arena = {0};
    zb_flow flow = {0};
    zb_paper paper = {.model = &m, .flow = &flow, .arena = &arena};
    zb_distribution_chart chart;
    assert_true(zb_make_distribution(&paper, &chart, m.main, m.lead));
    assert_true(zb_distribution_flags(&chart));
    static const struct {
        int year;
        const char *name;
        zb_tone tone;
    } wanted[] = {{2018, "墨川县", ZB_TONE_HIGH},    {2025, "墨川县", ZB_TONE_LOW998},
                  {2018, "澄川市", ZB_TONE_CONTEXT}, {2019, "澄川市", ZB_TONE_CONTEXT},
                  {2020, "澄川市", ZB_TONE_CONTEXT}, {2025, "澄川市", ZB_TONE_HIGH}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        zb_tone tone = tone_of(&chart, wanted[i].year, wanted[i].name);
        if (tone != wanted[i].tone) {
            fail_msg("%s %d: tone %d", wanted[i].name, wanted[i].year, (int)tone);
        }
    }
    zb_arena_free(&arena);
    zb_model_free(&m);
    truth_close((void **)&t);
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_departments),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_years_have_their_own_standings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
