/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several indicators made into one index: which year, which level, which places.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "analysis_help.h"
#include "memory_help.h"
#include "stats_help.h"
#include "zhibiao/result.h"

#define RATE "mediation.success_rate"
#define ACTIVITIES "publicity.activities"

/* 2022: three counties have both; 2023: two, and one lacks a rate. Two towns have both in both
 * years, the city in 2023. */
static const fact several[] = {
    {"990100", 2023, RATE, 91, ZB_EQ, 1, NULL, 0},
    {"990100", 2023, ACTIVITIES, 900, ZB_EQ, 0, NULL, 0},
    {"990102", 2022, RATE, 95, ZB_EQ, 1, NULL, 0},
    {"990102", 2022, ACTIVITIES, 100, ZB_EQ, 0, NULL, 0},
    {"990103", 2022, RATE, 97, ZB_EQ, 1, NULL, 0},
    {"990103", 2022, ACTIVITIES, 300, ZB_EQ, 0, NULL, 0},
    {"990121", 2022, RATE, 96, ZB_EQ, 1, NULL, 0},
    {"990121", 2022, ACTIVITIES, 150, ZB_EQ, 0, NULL, 0},
    {"990102", 2023, RATE, 98, ZB_EQ, 1, NULL, 0},
    {"990102", 2023, ACTIVITIES, 120, ZB_EQ, 0, NULL, 0},
    {"990103", 2023, RATE, 97, ZB_EQ, 1, NULL, 0},
    {"990103", 2023, ACTIVITIES, 310, ZB_EQ, 0, NULL, 0},
    {"990121", 2023, ACTIVITIES, 160, ZB_EQ, 0, NULL, 0},
    {"990102", 2024, RATE, 98, ZB_EQ, 1, NULL, 0},
    {"990102", 2024, ACTIVITIES, 125, ZB_EQ, 0, NULL, 0},
    {"990123100", 2022, RATE, 90, ZB_EQ, 1, NULL, 0},
    {"990123100", 2022, ACTIVITIES, 5, ZB_EQ, 0, NULL, 0},
    {"990123101", 2022, RATE, 93, ZB_EQ, 1, NULL, 0},
    {"990123101", 2022, ACTIVITIES, 6, ZB_EQ, 0, NULL, 0},
    {"990123100", 2023, RATE, 90, ZB_EQ, 1, NULL, 0},
    {"990123100", 2023, ACTIVITIES, 5, ZB_EQ, 0, NULL, 0},
    {"990123101", 2023, RATE, 93, ZB_EQ, 1, NULL, 0},
    {"990123101", 2023, ACTIVITIES, 6, ZB_EQ, 0, NULL, 0},
};

static zb_index index_of(const bench *b, const int sense[2], const zb_selection *selection) {
    static int indicators[2];
    zb_index index;
    zb_error err = {0};
    indicators[0] = indicator_of(b, RATE);
    indicators[1] = indicator_of(b, ACTIVITIES);
    if (zb_analysis_index(&index, b->dataset, indicators, sense, 2, selection, &err) != ZB_OK) {
        fail_msg("%s", err.message);
    }
    return index;
}

static const int both_more[2] = {1, 1}, fewer_activities[2] = {1, -1};

static void index_of_three_counties(void **state) {
    (void)state;
    bench b = BENCH(several);
    static const char *const codes[] = {"990102", "990103", "990121"};
    static const double values[] = {95, 100, 97, 300, 96, 150};
    static const int *const senses[] = {both_more, fewer_activities};
    for (int k = 0; k < 2; k++) {
        zb_index index = index_of(&b, senses[k], NULL);
        assert_int_equal(index.year, 2022);
        assert_int_equal(index.level, ZB_LEVEL_COUNTY);
        assert_int_equal(index.count, 3);
        assert_int_equal(index.left_out, 0);
        for (size_t i = 0; i < 3; i++) {
            assert_int_equal(index.places[i], place_of(&b, codes[i]));
        }
        assert_memory_equal(index.values, values, sizeof values);
        for (int m = 0; m < ZB_INDEX_METHODS; m++) {
            double scores[3], weights[2], ranks[3];
            assert_int_equal(
                zb_stats_index(scores, weights, values, senses[k], 3, 2, (zb_index_method)m),
                ZB_OK);
            assert_int_equal(zb_stats_ranks(ranks, scores, 3), ZB_OK);
            assert_memory_equal(index.scores[m], scores, sizeof scores);
            assert_memory_equal(index.ranks[m], ranks, sizeof ranks);
            assert_memory_equal(index.weights[m], weights, sizeof weights);
            NEAR(weights[0] + weights[1], 1, 1e-12);
        }
        /* First in both; with fewer activities better, the best rate has the most of them. */
        NEAR(index.ranks[ZB_INDEX_MINMAX][1], k ? 2 : 1, k ? 1 : 0);
        NEAR(index.scores[ZB_INDEX_MINMAX][1], k ? 0.5 : 1, 1e-12);
        zb_index_free(&index);
        assert_true(!index.places && !index.values && !index.scores[0]);
    }
    bench_close(&b);
}

static void year_and_level_of_an_index(void **state) {
    (void)state;
    bench b = BENCH(several);
    zb_selection s = {.year = 2023};
    zb_index index = index_of(&b, both_more, &s);
    assert_int_equal(index.level, ZB_LEVEL_COUNTY); /* of equally many the higher */
    assert_int_equal(index.count, 2);
    assert_int_equal(index.left_out, 1);
    zb_index_free(&index);
    /* Never three towns: the last year with two. */
    s = (zb_selection){.has_level = true, .level = ZB_LEVEL_TOWN};
    index = index_of(&b, both_more, &s);
    assert_int_equal(index.year, 2023);
    assert_int_equal(index.count, 2);
    zb_index_free(&index);
    int two[] = {place_of(&b, "990102"), place_of(&b, "990121")};
    s = (zb_selection){.places = two, .place_count = 2};
    index = index_of(&b, both_more, &s);
    assert_int_equal(index.year, 2022);
    assert_int_equal(index.count, 2);
    zb_index_free(&index);
    bench_close(&b);
}

static void no_index(void **state) {
    (void)state;
    bench b = BENCH(several);
    zb_index index;
    zb_error err = {0};
    int indicators[] = {indicator_of(&b, RATE), indicator_of(&b, "petition.cases")};
    const zb_selection none[] = {
        {.year = 0},    /* no place has both */
        {.year = 2024}, /* one place */
        {.year = 1999},
        {.has_level = true, .level = ZB_LEVEL_CITY},
        {.has_level = true, .level = ZB_LEVEL_PROVINCE},
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        indicators[1] = indicator_of(&b, i ? ACTIVITIES : "petition.cases");
        err = (zb_error){0};
        assert_int_equal(
            zb_analysis_index(&index, b.dataset, indicators, both_more, 2, &none[i], &err),
            ZB_E_NOTFOUND);
        assert_true(err.code == ZB_E_NOTFOUND && !index.places && !index.values);
        zb_index_free(&index);
    }
    assert_int_equal(zb_analysis_index(&index, b.dataset, indicators, both_more, 0, NULL, &err),
                     ZB_E_NOTFOUND);
    zb_index_free(NULL);
    bench_close(&b);
}

static zb_status index_again(void *context) {
    const bench *b = context;
    int indicators[] = {indicator_of(b, RATE), indicator_of(b, ACTIVITIES)};
    zb_index index;
    zb_error err = {0};
    zb_status status = zb_analysis_index(&index, b->dataset, indicators, both_more, 2, NULL, &err);
    assert_int_equal(err.code, status);
    assert_int_equal(status == ZB_OK, index.places != NULL);
    zb_index_free(&index);
    return status;
}

static void memory_runs_out(void **state) {
    (void)state;
    bench b = BENCH(several);
    starve(index_again, &b);
    bench_close(&b);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(index_of_three_counties),
        WATCHED(year_and_level_of_an_index),
        WATCHED(no_index),
        WATCHED(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
