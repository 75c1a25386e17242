/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several indicators made into one index: which year, which level, which places.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "analysis_help.h"
#include "memory_help.h"
#include "stats_help.h"
#include "zhibiao/result.h"

#define CASES "mediation.cases"
#define SUCCEEDED "mediation.succeeded"
#define RATE "mediation.success_rate"
#define RESOLVED "disputes.resolution_rate"
#define CLOSED "petition.closing_rate"

/* 2022: three counties have both; 2023: two, and one lacks a rate. Two towns have both in both
 * years, the city in 2023. */
static const fact several[] = {
    {"990100", 2023, RATE, 91, ZB_EQ, 1, NULL, 0},
    {"990100", 2023, RESOLVED, 90, ZB_EQ, 1, NULL, 0},
    {"990102", 2022, RATE, 95, ZB_EQ, 1, NULL, 0},
    {"990102", 2022, RESOLVED, 70, ZB_EQ, 1, NULL, 0},
    {"990103", 2022, RATE, 97, ZB_EQ, 1, NULL, 0},
    {"990103", 2022, RESOLVED, 90, ZB_EQ, 1, NULL, 0},
    {"990121", 2022, RATE, 96, ZB_EQ, 1, NULL, 0},
    {"990121", 2022, RESOLVED, 75, ZB_EQ, 1, NULL, 0},
    {"990102", 2023, RATE, 98, ZB_EQ, 1, NULL, 0},
    {"990102", 2023, RESOLVED, 72, ZB_EQ, 1, NULL, 0},
    {"990103", 2023, RATE, 97, ZB_EQ, 1, NULL, 0},
    {"990103", 2023, RESOLVED, 91, ZB_EQ, 1, NULL, 0},
    {"990121", 2023, RESOLVED, 76, ZB_EQ, 1, NULL, 0},
    {"990102", 2024, RATE, 98, ZB_EQ, 1, NULL, 0},
    {"990102", 2024, RESOLVED, 73, ZB_EQ, 1, NULL, 0},
    {"990123100", 2022, RATE, 90, ZB_EQ, 1, NULL, 0},
    {"990123100", 2022, RESOLVED, 50, ZB_EQ, 1, NULL, 0},
    {"990123101", 2022, RATE, 93, ZB_EQ, 1, NULL, 0},
    {"990123101", 2022, RESOLVED, 60, ZB_EQ, 1, NULL, 0},
    {"990123100", 2023, RATE, 90, ZB_EQ, 1, NULL, 0},
    {"990123100", 2023, RESOLVED, 50, ZB_EQ, 1, NULL, 0},
    {"990123101", 2023, RATE, 93, ZB_EQ, 1, NULL, 0},
    {"990123101", 2023, RESOLVED, 60, ZB_EQ, 1, NULL, 0},
};

static zb_index index_of(const bench *b, const int sense[2], const zb_selection *selection) {
    static int indicators[2];
    zb_index index;
    zb_error err = {0};
    indicators[0] = indicator_of(b, RATE);
    indicators[1] = indicator_of(b, RESOLVED);
    if (zb_analysis_index(&index, b->dataset, indicators, sense, 2, selection, &err) != ZB_OK) {
        fail_msg("%s", err.message);
    }
    return index;
}

static const int both_more[2] = {1, 1}, less_resolved[2] = {1, -1};

/* 1 and the higher scores, half of the equal ones; what differs by less than rounding is equal. */
static double rank_among(const double *scores, size_t count, size_t place) {
    double rank = 1;
    for (size_t i = 0; i < count; i++) {
        double above = scores[i] - scores[place];
        rank += above > 1e-9 ? 1 : i != place && fabs(above) < 1e-9 ? 0.5 : 0;
    }
    return rank;
}

static void index_of_three_counties(void **state) {
    (void)state;
    bench b = BENCH(several);
    static const char *const codes[] = {"990102", "990103", "990121"};
    static const double values[] = {95, 70, 97, 90, 96, 75};
    static const int *const senses[] = {both_more, less_resolved};
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
            double scores[3], weights[2];
            assert_int_equal(
                zb_stats_index(scores, weights, values, senses[k], 3, 2, (zb_index_method)m),
                ZB_OK);
            assert_memory_equal(index.scores[m], scores, sizeof scores);
            for (size_t i = 0; i < 3; i++) {
                NEAR(index.ranks[m][i], rank_among(scores, 3, i), 0);
            }
            assert_memory_equal(index.weights[m], weights, sizeof weights);
            NEAR(weights[0] + weights[1], 1, 1e-12);
        }
        /* First in both; where less of the second is better it shares the last ranks: best in
         * one, worst in the other, as 990102 is. */
        NEAR(index.ranks[ZB_INDEX_MINMAX][1], k ? 2.5 : 1, 0);
        NEAR(index.ranks[ZB_INDEX_MINMAX][0], k ? 2.5 : 3, 0);
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
    int indicators[] = {indicator_of(&b, RATE), indicator_of(&b, CLOSED)};
    const zb_selection none[] = {
        {.year = 0},    /* no place has both */
        {.year = 2024}, /* one place */
        {.year = 1999},
        {.has_level = true, .level = ZB_LEVEL_CITY},
        {.has_level = true, .level = ZB_LEVEL_PROVINCE},
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        indicators[1] = indicator_of(&b, i ? RESOLVED : CLOSED);
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

/* Of counts large places have more. */
static void no_index_of_counts(void **state) {
    (void)state;
    bench b = BENCH(several);
    static const char *const counts[] = {"mediation.cases", "lawyers.count", "enforcement.fines"};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        zb_index index;
        zb_error err = {0};
        int indicators[] = {indicator_of(&b, RATE), indicator_of(&b, counts[i])};
        assert_int_equal(zb_analysis_index(&index, b.dataset, indicators, both_more, 2, NULL, &err),
                         ZB_E_USAGE);
        assert_non_null(strstr(err.message, counts[i]));
        assert_true(!index.places && !index.values && index.count == 0);
        zb_index_free(&index);
    }
    bench_close(&b);
}

/* Two counties may enter; the others have a bound, a round figure, a bureau's report, 9 cases and
 * rounded ones for their second rate, or none at all. */
static void only_exact_rates_of_places_enter(void **state) {
    (void)state;
    static const char bureau[] = "城市管理局";
    static const fact facts[] = {
        {"990102", 2023, RESOLVED, 95, ZB_EQ, 1, NULL, 0},
        {"990102", 2023, CASES, 40, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, SUCCEEDED, 38, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, RESOLVED, 97, ZB_EQ, 1, NULL, 0},
        {"990103", 2023, RATE, 94, ZB_EQ, 1, NULL, 0},
        {"990121", 2023, RESOLVED, 98, ZB_GE, 1, NULL, 0}, /* `98%以上` */
        {"990121", 2023, RATE, 99, ZB_EQ, 1, NULL, 0},
        {"990122", 2023, RESOLVED, 97, ZB_APPROX, 1, NULL, 0},
        {"990122", 2023, RATE, 99, ZB_EQ, 1, NULL, 0},
        {"990123", 2023, RESOLVED, 99, ZB_EQ, 1, bureau, 0},
        {"990123", 2023, CASES, 40, ZB_EQ, 0, bureau, 0},
        {"990123", 2023, SUCCEEDED, 15, ZB_EQ, 0, bureau, 0},
        {"990124", 2023, RESOLVED, 99, ZB_EQ, 1, NULL, 0},
        {"990124", 2023, CASES, 9, ZB_EQ, 0, NULL, 0},
        {"990124", 2023, SUCCEEDED, 9, ZB_EQ, 0, NULL, 0},
        {"990125", 2023, RESOLVED, 99, ZB_EQ, 1, NULL, 0},
        {"990125", 2023, CASES, 27000, ZB_GE, 1000, NULL, 0},
        {"990125", 2023, SUCCEEDED, 26900, ZB_EQ, 0, NULL, 0},
        {"990181", 2023, "lawyers.count", 30, ZB_EQ, 0, NULL, 0},
    };
    bench b = BENCH(facts);
    zb_index index = index_of(&b, both_more, NULL);
    static const double values[] = {95, 95, 94, 97};
    assert_int_equal(index.count, 2);
    assert_int_equal(index.left_out, 5); /* without the one that has neither */
    assert_int_equal(index.places[0], place_of(&b, "990102"));
    assert_int_equal(index.places[1], place_of(&b, "990103"));
    for (size_t i = 0; i < 4; i++) {
        NEAR(index.values[i], values[i], 1e-12);
    }
    zb_index_free(&index);
    bench_close(&b);
}

/* The same three shares in another order make the same score, but for the last bits of its sum. */
static void equal_scores_share_ranks(void **state) {
    (void)state;
    static const char *const codes[] = {"990102", "990103", "990121", "990122"};
    static const char *const rates[] = {RATE, RESOLVED, CLOSED};
    static const int more[] = {1, 1, 1};
    dice d6 = {20260103};
    size_t noisy = 0;
    for (int round = 0; round < 20; round++) {
        double x = dice_whole(&d6, 1, 33);
        double y = dice_whole(&d6, 34, 66);
        double z = dice_whole(&d6, 67, 99);
        const double values[4][3] = {{x, y, z}, {z, x, y}, {0, 0, 0}, {100, 100, 100}};
        fact facts[12];
        for (size_t i = 0; i < 12; i++) {
            facts[i] =
                (fact){codes[i / 3], 2023, rates[i % 3], values[i / 3][i % 3], ZB_EQ, 1, NULL, 0};
        }
        bench b = BENCH(facts);
        int indicators[3];
        for (size_t j = 0; j < 3; j++) {
            indicators[j] = indicator_of(&b, rates[j]);
        }
        zb_index index;
        assert_int_equal(zb_analysis_index(&index, b.dataset, indicators, more, 3, NULL, NULL),
                         ZB_OK);
        const double *scores = index.scores[ZB_INDEX_MINMAX];
        const double *ranks = index.ranks[ZB_INDEX_MINMAX];
        NEAR(scores[0], (x + y + z) / 300, 1e-12);
        noisy += scores[0] != scores[1];
        NEAR(ranks[0], 2.5, 0);
        NEAR(ranks[1], 2.5, 0);
        NEAR(ranks[2], 4, 0);
        NEAR(ranks[3], 1, 0);
        zb_index_free(&index);
        bench_close(&b);
    }
    assert_true(noisy > 0);
}

static zb_status index_again(void *context) {
    const bench *b = context;
    int indicators[] = {indicator_of(b, RATE), indicator_of(b, RESOLVED)};
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
        WATCHED(no_index_of_counts),
        WATCHED(only_exact_rates_of_places_enter),
        WATCHED(equal_scores_share_ranks),
        WATCHED(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
