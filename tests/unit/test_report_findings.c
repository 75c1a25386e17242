/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the summary of a report tells: every finding once, none left out for another.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "analysis_help.h"
#include "report/findings.h"

enum { PLACES = 3, YEARS = 6, FIRST = 2018 };
static const char *const codes[PLACES] = {"990102", "990103", "990121"};

/* Mediations of three counties in six years, of `cases` each time. */
static bench bench_of(const double cases[PLACES], double succeeded[PLACES][YEARS]) {
    fact facts[2 * PLACES * YEARS];
    size_t count = 0;
    for (int p = 0; p < PLACES; p++) {
        for (int y = 0; y < YEARS; y++) {
            facts[count++] =
                (fact){codes[p], FIRST + y, "mediation.cases", cases[p], ZB_EQ, 0, NULL, 0};
            facts[count++] = (fact){
                codes[p], FIRST + y, "mediation.succeeded", succeeded[p][y], ZB_EQ, 0, NULL, 0};
        }
    }
    return bench_open(facts, count);
}

static zb_findings find(const bench *b, zb_model *m) {
    const zb_report_options options = {0};
    zb_findings f;
    assert_int_equal(zb_model_make(m, b->dataset, &options, NULL), ZB_OK);
    zb_findings_make(&f, m);
    return f;
}

/* A long fall is told with the change of its whole. Where the whole did not change there is no such
 * finding, and the place counts as any other. */
static void test_no_streak_beside_a_whole_that_stands(void **state) {
    (void)state;
    const double cases[PLACES] = {1000, 1000, 1000};
    double succeeded[PLACES][YEARS] = {{950, 930, 910, 890, 870, 850},
                                       {900, 910, 920, 930, 940, 950},
                                       {900, 910, 920, 930, 940, 950}};
    bench b = bench_of(cases, succeeded);
    zb_model m;
    zb_findings f = find(&b, &m);
    int fallen = place_of(&b, codes[0]), rate = indicator_of(&b, "mediation.success_rate");
    assert_int_equal(zb_place_streak(&m, fallen, rate).years, YEARS - 1);
    assert_int_equal(zb_group_shift(&m, m.main, rate).sign, 0);
    assert_int_equal(f.streak_place, -1);
    assert_int_equal(f.flagged_place, fallen);
    assert_int_equal(f.fall.place, fallen);
    assert_false(f.streak_is_larger);
    zb_model_free(&m);
    bench_close(&b);
}

/* A rise told as a long one against the whole is not told again, but the next is not called the
 * largest without it. */
static void test_streak_is_larger(void **state) {
    (void)state;
    const double cases[PLACES] = {100, 10000, 1000};
    double succeeded[PLACES][YEARS] = {{50, 55, 60, 65, 70, 75},
                                       {9000, 8800, 8900, 8500, 8400, 8000},
                                       {800, 790, 900, 880, 870, 860}};
    for (int larger = 1; larger >= 0; larger--) {
        bench b = bench_of(cases, succeeded);
        zb_model m;
        zb_findings f = find(&b, &m);
        assert_int_equal(f.streak_place, place_of(&b, codes[0]));
        assert_int_equal(f.rise.place, place_of(&b, codes[2]));
        assert_int_equal(f.streak_is_larger, larger);
        zb_model_free(&m);
        bench_close(&b);
        succeeded[2][0] = 500; /* the other rise is the larger one then */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_streak_beside_a_whole_that_stands),
        cmocka_unit_test(test_streak_is_larger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
