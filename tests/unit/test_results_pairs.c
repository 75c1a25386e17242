/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Differences of the places of a comparison, each from each.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "compared_help.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "folder_help.h"
#include "stats_help.h"

#define CASES "mediation.cases"
#define SUCCEEDED "mediation.succeeded"
#define RATE "mediation.success_rate"
#define LEVEL 0.95
#define TOLERANCE 1e-12
enum { COMPARED = 5, MOST_PAIRED = 400 };

/* In order of their rates, two of them with the same. */
static const char *const in_order[COMPARED] = {"990103", "990123", "990102", "990121", "990122"};
static const double events[COMPARED] = {1950, 1440, 950, 380, 1092};
static const double trials[COMPARED] = {2000, 1500, 1000, 400, 1200};

static void differences_of_pairs(void **state) {
    (void)state;
    fact facts[2 * COMPARED];
    for (size_t i = 0; i < COMPARED; i++) {
        facts[2 * i] = (fact){in_order[i], 2023, CASES, trials[i], ZB_EQ, 0, NULL, 0};
        facts[2 * i + 1] = (fact){in_order[i], 2023, SUCCEEDED, events[i], ZB_EQ, 0, NULL, 0};
    }
    bench b = BENCH(facts);
    compared c = compare(&b, RATE, NULL, true);
    enum { PAIRS = COMPARED * (COMPARED - 1) / 2 };
    assert_int_equal(c.details.pair_count, PAIRS);
    double p[PAIRS], bh[PAIRS], holm[PAIRS];
    size_t at = 0;
    for (size_t i = 0; i < COMPARED; i++) {
        for (size_t k = i + 1; k < COMPARED; k++) {
            const zb_pair *pair = &c.details.pairs[at];
            zb_estimate e;
            assert_int_equal(pair->a, place_of(&b, in_order[i]));
            assert_int_equal(pair->b, place_of(&b, in_order[k]));
            assert_int_equal(
                zb_stats_newcombe(&e, events[k], trials[k], events[i], trials[i], LEVEL), ZB_OK);
            assert_int_equal(
                zb_stats_two_proportions_p(&p[at], events[i], trials[i], events[k], trials[k]),
                ZB_OK);
            NEAR(pair->difference.value, 100 * (events[i] / trials[i] - events[k] / trials[k]),
                 1e-11);
            NEAR(pair->difference.low, 100 * e.low, TOLERANCE);
            NEAR(pair->difference.high, 100 * e.high, TOLERANCE);
            NEAR(pair->level, LEVEL, 0);
            NEAR(pair->p, p[at++], 0);
        }
    }
    assert_int_equal(zb_stats_adjust(bh, p, PAIRS, ZB_ADJUST_BH), ZB_OK);
    assert_int_equal(zb_stats_adjust(holm, p, PAIRS, ZB_ADJUST_HOLM), ZB_OK);
    for (size_t i = 0; i < PAIRS; i++) {
        const zb_pair *pair = &c.details.pairs[i];
        NEAR(pair->p_bh, bh[i], 0);
        NEAR(pair->p_holm, holm[i], 0);
        assert_true(pair->p <= pair->p_bh && pair->p_bh <= pair->p_holm);
    }
    assert_true(c.details.pairs[0].p_bh < c.details.pairs[0].p_holm);
    compared_free(&c);
    bench_close(&b);
}

/* Fisher's test where an expected count is below 5, the score test from there on. */
static void pairs_of_few_cases(void **state) {
    (void)state;
    static const struct {
        double x[2], n[2], least;
        bool exact;
    } cases[] = {
        {{95, 93}, {100, 100}, 6, false},  {{95, 95}, {100, 100}, 5, false},
        {{95, 96}, {100, 100}, 4.5, true}, {{100, 90}, {100, 100}, 5, false},
        {{10, 6}, {10, 10}, 2, true},      {{100, 100}, {100, 100}, 0, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fact facts[4];
        for (size_t k = 0; k < 2; k++) {
            const char *code = k ? "990103" : "990102";
            facts[2 * k] = (fact){code, 2023, CASES, cases[i].n[k], ZB_EQ, 0, NULL, 0};
            facts[2 * k + 1] = (fact){code, 2023, SUCCEEDED, cases[i].x[k], ZB_EQ, 0, NULL, 0};
        }
        bench b = BENCH(facts);
        compared c = compare(&b, RATE, NULL, true);
        assert_int_equal(c.details.pair_count, 1);
        const zb_pair *pair = &c.details.pairs[0];
        const double *x = cases[i].x;
        const double *n = cases[i].n;
        double fisher, score;
        NEAR(zb_stats_least_expected(x[0], n[0], x[1], n[1]), cases[i].least, TOLERANCE);
        assert_int_equal(zb_stats_fisher_p(&fisher, x[0], n[0], x[1], n[1]), ZB_OK);
        assert_int_equal(zb_stats_two_proportions_p(&score, x[0], n[0], x[1], n[1]), ZB_OK);
        assert_int_equal(pair->exact, cases[i].exact);
        NEAR(pair->p, cases[i].exact ? fisher : score, TOLERANCE);
        compared_free(&c);
        bench_close(&b);
    }
}

/* Few are expected of a million, but so many tables are not counted out: no pair is lost. */
static void few_of_very_many(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990102", 2023, CASES, 3e6, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, SUCCEEDED, 10, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, CASES, 9e11, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, SUCCEEDED, 1.2e6, ZB_EQ, 0, NULL, 0},
    };
    double p;
    assert_true(zb_stats_least_expected(10, 3e6, 1.2e6, 9e11) < 5);
    assert_int_equal(zb_stats_fisher_p(&p, 10, 3e6, 1.2e6, 9e11), ZB_E_LIMIT);
    assert_int_equal(zb_stats_two_proportions_p(&p, 10, 3e6, 1.2e6, 9e11), ZB_OK);
    bench b = BENCH(facts);
    compared c = compare(&b, RATE, NULL, true);
    assert_int_equal(c.details.pair_count, 1);
    assert_false(c.details.pairs[0].exact);
    NEAR(c.details.pairs[0].p, p, 0);
    compared_free(&c);
    bench_close(&b);
}

/* The first `count` counties of the region table. */
static bench many_counties(size_t count) {
    fact *facts = calloc(2 * count, sizeof *facts);
    char(*codes)[8] = calloc(count, sizeof *codes);
    zb_lexicon *known = sample_lexicon();
    size_t n = 0;
    for (size_t i = 0; n < count; i++) {
        const zb_region *region = zb_lexicon_region_at(known, i);
        assert_non_null(region);
        if (region->level == ZB_LEVEL_COUNTY && !region->until.n && region->code.n == 6) {
            memcpy(codes[n], region->code.p, 6);
            facts[2 * n] = (fact){codes[n], 2023, CASES, 100, ZB_EQ, 0, NULL, 0};
            facts[2 * n + 1] =
                (fact){codes[n], 2023, SUCCEEDED, 70 + (double)(n % 30), ZB_EQ, 0, NULL, 0};
            n++;
        }
    }
    bench b = bench_open(facts, 2 * count);
    zb_lexicon_free(known);
    free(codes);
    free(facts);
    return b;
}

/* Inhabitants of every place. */
static zb_population *as_many(const bench *b) {
    zb_population *population = NULL;
    zb_buf text = {0};
    size_t count;
    const zb_place *places = zb_dataset_places(b->dataset, &count);
    zb_buf_text(&text, "region_code,population\n");
    for (size_t i = 0; i < count; i++) {
        zb_buf_format(&text, "%.*s,50000\n", ZB_ARG(places[i].code));
    }
    const char *path = in_folder("population.csv");
    assert_int_equal(zb_file_save(path, zb_buf_str(&text), NULL), ZB_OK);
    assert_int_equal(zb_population_load(&population, path, NULL), ZB_OK);
    unlink(path);
    zb_buf_free(&text);
    return population;
}

static void at_most_400_places_are_paired(void **state) {
    (void)state;
    zb_result_options options = {.draws = 100};
    bench b = many_counties(MOST_PAIRED);
    compared c = compare(&b, RATE, &options, true);
    assert_int_equal(c.details.pair_count, MOST_PAIRED * (MOST_PAIRED - 1) / 2);
    compared_free(&c);
    bench_close(&b);
    b = many_counties(MOST_PAIRED + 1);
    zb_selection s = {.indicator = ZB_STR(RATE)};
    zb_comparison comparison;
    zb_comparison_details refused;
    zb_error err = {0};
    assert_int_equal(zb_analysis_compare(&comparison, b.dataset, &s, NULL), ZB_OK);
    uint64_t before = zb_mem_count();
    assert_int_equal(
        zb_analysis_comparison_details(&refused, b.dataset, &comparison, &options, true, &err),
        ZB_E_LIMIT);
    assert_true(zb_mem_count() - before < 10); /* before anything is simulated */
    assert_non_null(strstr(err.message, "400"));
    assert_true(!refused.results.rows && !refused.pairs);
    zb_comparison_free(&comparison);
    /* Counts have no pairs, so there are never too many, also not by population. */
    options.population = as_many(&b);
    c = compare(&b, CASES, &options, true);
    assert_int_equal(c.details.compared, MOST_PAIRED + 1);
    assert_int_equal(c.details.pair_count, 0);
    compared_free(&c);
    zb_population_free((zb_population *)options.population);
    bench_close(&b);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(differences_of_pairs),
        WATCHED(pairs_of_few_cases),
        WATCHED(few_of_very_many),
        WATCHED(at_most_400_places_are_paired),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
