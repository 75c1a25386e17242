/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything about the places of a comparison.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "compared_help.h"
#include "base/file.h"
#include "folder_help.h"
#include "memory_help.h"
#include "stats_help.h"

#define CASES "mediation.cases"
#define SUCCEEDED "mediation.succeeded"
#define RATE "mediation.success_rate"
#define LEVEL 0.95
#define TOLERANCE 1e-12
enum { DRAWS = 10000, MOST_PLACES = 16 };

/* Seven counties in order of their rates: only stated, five that are compared, two of them with the
 * same rate and one low, one of 9 cases. */
static const fact counties[] = {
    {"990124", 2023, RATE, 99, ZB_EQ, 1, NULL, 0},
    {"990103", 2023, CASES, 2000, ZB_EQ, 0, NULL, 0},
    {"990103", 2023, SUCCEEDED, 1950, ZB_EQ, 0, NULL, 0},
    {"990123", 2023, CASES, 1500, ZB_EQ, 0, NULL, 0},
    {"990123", 2023, SUCCEEDED, 1440, ZB_EQ, 0, NULL, 0},
    {"990102", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
    {"990102", 2023, SUCCEEDED, 950, ZB_EQ, 0, NULL, 0},
    {"990121", 2023, CASES, 400, ZB_EQ, 0, NULL, 0},
    {"990121", 2023, SUCCEEDED, 380, ZB_EQ, 0, NULL, 0},
    {"990122", 2023, CASES, 1200, ZB_EQ, 0, NULL, 0},
    {"990122", 2023, SUCCEEDED, 1092, ZB_EQ, 0, NULL, 0},
    {"990125", 2023, CASES, 9, ZB_EQ, 0, NULL, 0},
    {"990125", 2023, SUCCEEDED, 5, ZB_EQ, 0, NULL, 0},
};
enum { ROWS = 7, COMPARED = 5, WHOLE = 6 };
static const char *const in_order[ROWS] = {"990124", "990103", "990123", "990102",
                                           "990121", "990122", "990125"};
/* The five, and with the 9 cases those that the whole is made of. */
static const double events[WHOLE] = {1950, 1440, 950, 380, 1092, 5};
static const double trials[WHOLE] = {2000, 1500, 1000, 400, 1200, 9};
static const double percents[ROWS] = {99, 97.5, 96, 95, 95, 91, 500 / 9.0};

static const zb_result *found(const compared *c, zb_statistic statistic, int place) {
    return the_result(&c->details.results, statistic, place, c->comparison.year);
}

static void assert_estimate(const zb_result *r, zb_estimate e, double n) {
    assert_int_equal(r->state, ZB_RESULT_KNOWN);
    NEAR(r->value.value, e.value, TOLERANCE);
    NEAR(r->value.low, e.low, TOLERANCE);
    NEAR(r->value.high, e.high, TOLERANCE);
    NEAR(r->n, n, 0);
}

static void assert_value(const zb_result *r, double value, double n) {
    assert_false(r->has_interval);
    assert_estimate(r, (zb_estimate){value, value, value}, n);
}

static void assert_state(const compared *c, zb_statistic statistic, int place,
                         zb_result_state state, double n) {
    const zb_result *r = found(c, statistic, place);
    if (r->state != state || r->n != n) {
        fail_msg("%s is %s with n %g", zb_statistic_describe(statistic)->code,
                 zb_result_state_name(r->state), r->n);
    }
}

static zb_estimate percent(zb_estimate e) {
    return (zb_estimate){100 * e.value, 100 * e.low, 100 * e.high};
}

/* ---- rates ------------------------------------------------------------------------------- */

static void the_whole_comes_first(void **state) {
    (void)state;
    bench b = BENCH(counties);
    compared c = compare(&b, RATE, NULL, false);
    assert_int_equal(c.comparison.count, ROWS);
    const zb_result_list *list = &c.details.results;
    size_t at = 0;
    for (; at < list->count && list->rows[at].place < 0; at++) {
        assert_int_equal(list->rows[at].year, 2023);
    }
    assert_int_equal(at, 2 + 4 + 1 + 10 + 2); /* pooled, heterogeneity, prior, summary, weighted */
    for (size_t i = 0; i < ROWS; i++) {
        int place = place_of(&b, in_order[i]);
        size_t count = 0;
        assert_int_equal(c.comparison.rows[i].place, place);
        for (; at < list->count && list->rows[at].place == place; at++, count++) {
            assert_int_equal(list->rows[at].year, 2023);
        }
        assert_int_equal(count, i == 0 || i == ROWS - 1 ? 2 : 8); /* why not compared, outlier */
    }
    assert_int_equal(at, list->count);
    assert_int_equal(c.details.compared, COMPARED);
    assert_int_equal(c.details.draws, DRAWS);
    assert_null(c.details.pairs);
    compared_free(&c);
    bench_close(&b);
}

static void of_all_counties(void **state) {
    (void)state;
    bench b = BENCH(counties);
    compared c = compare(&b, RATE, NULL, false);
    zb_pooled pooled;
    /* The whole of the table and of the tests is one, and counts its cases. */
    assert_int_equal(zb_stats_pool(&pooled, events, trials, WHOLE, LEVEL), ZB_OK);
    assert_int_equal(c.comparison.in_whole, WHOLE);
    assert_estimate(found(&c, ZB_STAT_POOLED_RATIO, -1), percent(pooled.ratio_of_sums), 6109);
    assert_estimate(found(&c, ZB_STAT_POOLED_RATIO, -1), c.comparison.whole, 6109);
    assert_estimate(found(&c, ZB_STAT_POOLED_MEAN, -1), percent(pooled.mean_of_rates), WHOLE);
    zb_heterogeneity h;
    assert_int_equal(zb_stats_heterogeneity(&h, events, trials, COMPARED), ZB_OK);
    assert_value(found(&c, ZB_STAT_CHI2, -1), h.chi2, COMPARED);
    assert_true(found(&c, ZB_STAT_CHI2, -1)->has_p && !found(&c, ZB_STAT_I2, -1)->has_p);
    NEAR(found(&c, ZB_STAT_CHI2, -1)->p, h.p, 0);
    assert_value(found(&c, ZB_STAT_I2, -1), 100 * h.i2, COMPARED);
    assert_value(found(&c, ZB_STAT_OVERDISPERSION, -1), h.phi, COMPARED);
    assert_value(found(&c, ZB_STAT_TAU2, -1), h.tau2, COMPARED);
    /* The distribution is of all seven, also of what is only stated. */
    zb_summary s;
    assert_int_equal(zb_stats_summary(&s, percents, ROWS), ZB_OK);
    const struct {
        zb_statistic statistic;
        double value;
    } rows[] = {{ZB_STAT_MIN, s.min},    {ZB_STAT_Q1, s.q1},   {ZB_STAT_MEDIAN, s.median},
                {ZB_STAT_Q3, s.q3},      {ZB_STAT_MAX, s.max}, {ZB_STAT_MEAN, s.mean},
                {ZB_STAT_SD, s.sd},      {ZB_STAT_CV, s.cv},   {ZB_STAT_GINI, s.gini},
                {ZB_STAT_THEIL, s.theil}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_value(found(&c, rows[i].statistic, -1), rows[i].value, ROWS);
    }
    double mean, median;
    assert_int_equal(zb_stats_weighted_mean(&mean, percents + 1, trials, COMPARED), ZB_OK);
    assert_int_equal(zb_stats_weighted_quantile(&median, percents + 1, trials, COMPARED, 0.5),
                     ZB_OK);
    assert_value(found(&c, ZB_STAT_WEIGHTED_MEAN, -1), mean, COMPARED);
    assert_value(found(&c, ZB_STAT_WEIGHTED_MEDIAN, -1), median, COMPARED);
    compared_free(&c);
    bench_close(&b);
}

static void of_each_county(void **state) {
    (void)state;
    bench b = BENCH(counties);
    zb_result_options options = {.seed = 7, .draws = 1000};
    compared c = compare(&b, RATE, &options, false);
    zb_estimate ranks[COMPARED];
    zb_prior prior;
    double robust[ROWS];
    assert_int_equal(zb_stats_rank_intervals(ranks, events, trials, COMPARED, LEVEL, 7, 1000),
                     ZB_OK);
    assert_int_equal(zb_stats_beta_binomial(&prior, events, trials, COMPARED), ZB_OK);
    assert_int_equal(zb_stats_robust_scores(robust, percents, ROWS), ZB_OK);
    assert_value(found(&c, ZB_STAT_PRIOR_MEAN, -1), 100 * prior.mean, COMPARED);
    double whole = c.comparison.whole.value / 100;
    assert_true(c.comparison.spread > 1 && c.comparison.tau2 > 0);
    assert_int_equal(c.details.draws, 1000);
    for (size_t i = 0; i < COMPARED; i++) {
        int place = place_of(&b, in_order[i + 1]);
        static const struct {
            zb_statistic plain, additive;
            double level;
        } limits[] = {{ZB_STAT_FUNNEL95, ZB_STAT_FUNNEL95_ADDITIVE, 0.95},
                      {ZB_STAT_FUNNEL998, ZB_STAT_FUNNEL998_ADDITIVE, 0.998}};
        for (size_t k = 0; k < 2; k++) {
            zb_estimate e = {.value = whole};
            zb_stats_funnel_limits(&e.low, &e.high, whole, trials[i], limits[k].level,
                                   c.comparison.spread);
            assert_estimate(found(&c, limits[k].plain, place), percent(e), trials[i]);
            NEAR(found(&c, limits[k].plain, place)->level, limits[k].level, 0);
            zb_stats_funnel_limits_additive(&e.low, &e.high, whole, trials[i], limits[k].level,
                                            c.comparison.tau2);
            assert_estimate(found(&c, limits[k].additive, place), percent(e), trials[i]);
            NEAR(found(&c, limits[k].additive, place)->level, limits[k].level, 0);
        }
        assert_estimate(found(&c, ZB_STAT_RANK, place), ranks[i], COMPARED);
        double p = events[i] / trials[i];
        assert_value(found(&c, ZB_STAT_SCORE, place),
                     (p - whole) / sqrt(whole * (1 - whole) / trials[i]), trials[i]);
        zb_estimate shrunken;
        assert_int_equal(zb_stats_beta_shrink(&shrunken, &prior, events[i], trials[i], LEVEL),
                         ZB_OK);
        assert_estimate(found(&c, ZB_STAT_SHRUNKEN, place), percent(shrunken), COMPARED);
        assert_int_equal(found(&c, ZB_STAT_SHRUNKEN, place)->unit, ZB_SCALE_VALUE);
    }
    for (size_t i = 0; i < ROWS; i++) {
        assert_value(found(&c, ZB_STAT_ROBUST_SCORE, place_of(&b, in_order[i])), robust[i], ROWS);
    }
    /* Those that are left out say why. */
    assert_state(&c, ZB_STAT_SCORE, place_of(&b, "990124"), ZB_RESULT_INEXACT, 0);
    assert_state(&c, ZB_STAT_SCORE, place_of(&b, "990125"), ZB_RESULT_TOO_FEW, 9);
    compared_free(&c);
    bench_close(&b);
}

/* ---- counts ------------------------------------------------------------------------------ */

static zb_population *inhabitants(void) {
    zb_population *population = NULL;
    const char *path = in_folder("population.csv");
    assert_int_equal(zb_file_save(path,
                                  ZB_STR("region_code,population\n990102,500000\n990103,400000\n"
                                         "990121,250000\n990122,300000\n990125,90000\n"),
                                  NULL),
                     ZB_OK);
    assert_int_equal(zb_population_load(&population, path, NULL), ZB_OK);
    unlink(path);
    return population;
}

/* Of the places' counts the distribution alone can be told. */
static void counts_alone(void **state) {
    (void)state;
    bench b = BENCH(counties);
    compared c = compare(&b, CASES, NULL, true);
    assert_int_equal(c.comparison.count, 6);
    assert_int_equal(c.details.results.count, 10 + 6); /* summary, robust scores */
    assert_value(found(&c, ZB_STAT_MAX, -1), 2000, 6);
    assert_int_equal(c.details.compared, 0);
    assert_null(c.details.pairs);
    compared_free(&c);
    bench_close(&b);
}

/* With inhabitants counts are event rates; a bounded count and a place without are left out. */
static void counts_by_population(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990102", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, CASES, 900, ZB_EQ, 0, NULL, 0},
        {"990121", 2023, CASES, 400, ZB_EQ, 0, NULL, 0},
        {"990122", 2023, CASES, 300, ZB_GE, 0, NULL, 0},
        {"990124", 2023, CASES, 200, ZB_EQ, 0, NULL, 0},
        {"990125", 2023, CASES, 9, ZB_EQ, 0, NULL, 0},
    };
    static const char *const codes[] = {"990102", "990103", "990121", "990125"};
    static const double counted[] = {1000, 900, 400, 9};
    static const double people[] = {500000, 400000, 250000, 90000};
    bench b = BENCH(facts);
    zb_population *population = inhabitants();
    zb_result_options options = {.population = population, .per = 100000};
    compared c = compare(&b, CASES, &options, false);
    zb_estimate ranks[4];
    zb_prior prior;
    double mean;
    assert_int_equal(zb_stats_event_rank_intervals(ranks, counted, people, 4, LEVEL, 1, DRAWS),
                     ZB_OK);
    assert_int_equal(zb_stats_gamma_poisson(&prior, counted, people, 4), ZB_OK);
    assert_value(found(&c, ZB_STAT_PRIOR_MEAN, -1), 1e5 * prior.mean, 4);
    static const double by_people[] = {200, 225, 160, 10};
    assert_int_equal(zb_stats_weighted_mean(&mean, by_people, people, 4), ZB_OK);
    assert_value(found(&c, ZB_STAT_WEIGHTED_MEAN, -1), mean, 4);
    /* All are of the four, and per inhabitants. */
    assert_int_equal(c.details.compared, 4);
    assert_value(found(&c, ZB_STAT_MEDIAN, -1), 180, 4);
    assert_value(found(&c, ZB_STAT_MAX, -1), 225, 4);
    static const zb_statistic per_people[] = {
        ZB_STAT_PRIOR_MEAN, ZB_STAT_WEIGHTED_MEAN, ZB_STAT_WEIGHTED_MEDIAN,
        ZB_STAT_MEDIAN,     ZB_STAT_MEAN,          ZB_STAT_SD};
    for (size_t i = 0; i < sizeof per_people / sizeof *per_people; i++) {
        assert_int_equal(found(&c, per_people[i], -1)->unit, ZB_SCALE_PER_EXPOSURE);
    }
    for (size_t i = 0; i < 4; i++) {
        int place = place_of(&b, codes[i]);
        zb_estimate rate, shrunken;
        zb_statistic kind = i < 3 ? ZB_STAT_EVENT_RATE_BYAR : ZB_STAT_EVENT_RATE_EXACT;
        assert_int_equal(zb_stats_event_rate(&rate, counted[i], people[i], 1e5, LEVEL), ZB_OK);
        assert_estimate(found(&c, kind, place), rate, counted[i]);
        assert_estimate(found(&c, ZB_STAT_RANK, place), ranks[i], 4);
        assert_int_equal(zb_stats_gamma_shrink(&shrunken, &prior, counted[i], people[i], LEVEL),
                         ZB_OK);
        shrunken = (zb_estimate){1e5 * shrunken.value, 1e5 * shrunken.low, 1e5 * shrunken.high};
        const zb_result *r = found(&c, ZB_STAT_SHRUNKEN, place);
        NEAR(r->value.value, shrunken.value, 1e-9);
        NEAR(r->value.low, shrunken.low, 1e-9);
        NEAR(r->value.high, shrunken.high, 1e-9);
        assert_int_equal(r->unit, ZB_SCALE_PER_EXPOSURE);
        assert_null(zb_result_find(&c.details.results, ZB_STAT_FUNNEL95, place));
    }
    static const char *const left_out[] = {"990122", "990124"};
    for (size_t i = 0; i < 2; i++) {
        int place = place_of(&b, left_out[i]);
        assert_null(zb_result_find(&c.details.results, ZB_STAT_RANK, place));
        assert_null(zb_result_find(&c.details.results, ZB_STAT_ROBUST_SCORE, place));
        assert_state(&c, ZB_STAT_EVENT_RATE_EXACT, place,
                     i ? ZB_RESULT_UNDEFINED : ZB_RESULT_INEXACT, 0);
    }
    assert_null(zb_result_find(&c.details.results, ZB_STAT_CHI2, -1));
    compared_free(&c);
    zb_population_free(population);
    bench_close(&b);
}

/* ---- what is not a place's own exact figure ---------------------------------------------- */

static const char bureau[] = "城市管理局";

/* A bureau's 15 of 40 and `27000余件` are shown, but enter nothing: neither the distribution, the
 * ranks, the scores nor the pairs. */
static void bureaus_and_rounded_counts_stay_out(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990102", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, SUCCEEDED, 950, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, CASES, 400, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, SUCCEEDED, 300, ZB_EQ, 0, NULL, 0},
        {"990121", 2023, CASES, 27000, ZB_GE, 1000, NULL, 0},
        {"990121", 2023, SUCCEEDED, 26900, ZB_EQ, 0, NULL, 0},
        {"990122", 2023, CASES, 40, ZB_EQ, 0, bureau, 0},
        {"990122", 2023, SUCCEEDED, 15, ZB_EQ, 0, bureau, 0},
        {"990124", 2023, RATE, 98, ZB_GE, 1, NULL, 0},
    };
    static const char *const indicators[] = {RATE, CASES};
    static const char *const out[] = {"990121", "990122", "990124"};
    bench b = BENCH(facts);
    zb_population *population = inhabitants();
    for (size_t k = 0; k < 2; k++) {
        zb_result_options options = {.population = population};
        compared c = compare(&b, indicators[k], &options, true);
        assert_int_equal(c.details.compared, 2);
        assert_int_equal(c.details.pair_count, k ? 0 : 1);
        NEAR(found(&c, ZB_STAT_MEDIAN, -1)->n, 2, 0);
        NEAR(found(&c, ZB_STAT_WEIGHTED_MEAN, -1)->n, 2, 0);
        for (size_t i = 0; i < (k ? 2 : 3); i++) {
            int place = place_of(&b, out[i]);
            assert_state(&c, k ? ZB_STAT_EVENT_RATE_EXACT : ZB_STAT_SCORE, place,
                         i == 1 ? ZB_RESULT_DEPARTMENT : ZB_RESULT_INEXACT, 0);
            assert_null(zb_result_find(&c.details.results, ZB_STAT_RANK, place));
            assert_null(zb_result_find(&c.details.results, ZB_STAT_ROBUST_SCORE, place));
        }
        if (k == 0) {
            assert_value(found(&c, ZB_STAT_MIN, -1), 75, 2);
            assert_value(found(&c, ZB_STAT_MAX, -1), 95, 2);
            NEAR(found(&c, ZB_STAT_POOLED_RATIO, -1)->n, 1400, 0);
        }
        compared_free(&c);
    }
    zb_population_free(population);
    bench_close(&b);
}

/* ---- few and equal places ---------------------------------------------------------------- */

static void one_place(void **state) {
    (void)state;
    static const fact alone[] = {
        {"990102", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, SUCCEEDED, 950, ZB_EQ, 0, NULL, 0},
    };
    bench b = BENCH(alone);
    compared c = compare(&b, RATE, NULL, true);
    assert_int_equal(c.comparison.count, 1);
    assert_value(found(&c, ZB_STAT_MEDIAN, -1), 95, 1);
    assert_state(&c, ZB_STAT_SD, -1, ZB_RESULT_TOO_FEW, 1);
    assert_state(&c, ZB_STAT_CHI2, -1, ZB_RESULT_TOO_FEW, 0);
    assert_state(&c, ZB_STAT_POOLED_RATIO, -1, ZB_RESULT_KNOWN, 1000);
    assert_state(&c, ZB_STAT_POOLED_MEAN, -1, ZB_RESULT_TOO_FEW, 1);
    assert_state(&c, ZB_STAT_SCORE, 0, ZB_RESULT_UNDEFINED, 1000); /* nothing to compare with */
    assert_state(&c, ZB_STAT_GINI, -1, ZB_RESULT_TOO_FEW, 1);
    assert_state(&c, ZB_STAT_ROBUST_SCORE, 0, ZB_RESULT_TOO_FEW, 1);
    assert_null(zb_result_find(&c.details.results, ZB_STAT_RANK, 0));
    assert_int_equal(c.details.pair_count, 0);
    compared_free(&c);
    bench_close(&b);
    /* Beside one of 9 cases a single place is compared: it has no rank among itself. */
    static const fact small[] = {
        {"990102", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, SUCCEEDED, 950, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, CASES, 9, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, SUCCEEDED, 5, ZB_EQ, 0, NULL, 0},
    };
    b = BENCH(small);
    c = compare(&b, RATE, NULL, true);
    int place = place_of(&b, "990102");
    assert_state(&c, ZB_STAT_RANK, place, ZB_RESULT_TOO_FEW, 1);
    assert_state(&c, ZB_STAT_SHRUNKEN, place, ZB_RESULT_TOO_FEW, 1);
    assert_state(&c, ZB_STAT_POOLED_RATIO, -1, ZB_RESULT_KNOWN, 1009);
    assert_state(&c, ZB_STAT_POOLED_MEAN, -1, ZB_RESULT_KNOWN, 2);
    assert_state(&c, ZB_STAT_FUNNEL95, place, ZB_RESULT_KNOWN, 1000);
    assert_int_equal(c.details.pair_count, 0);
    compared_free(&c);
    bench_close(&b);
}

static void two_places(void **state) {
    (void)state;
    static const fact facts[] = {
        {"990102", 2023, CASES, 1000, ZB_EQ, 0, NULL, 0},
        {"990102", 2023, SUCCEEDED, 950, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, CASES, 400, ZB_EQ, 0, NULL, 0},
        {"990103", 2023, SUCCEEDED, 300, ZB_EQ, 0, NULL, 0},
    };
    bench b = BENCH(facts);
    compared c = compare(&b, RATE, NULL, true);
    int place = place_of(&b, "990103");
    assert_estimate(found(&c, ZB_STAT_RANK, place), (zb_estimate){2, 2, 2}, 2);
    assert_state(&c, ZB_STAT_CHI2, -1, ZB_RESULT_KNOWN, 2);
    /* two places cannot tell dispersion from their difference */
    assert_state(&c, ZB_STAT_OVERDISPERSION, -1, ZB_RESULT_TOO_FEW, 2);
    assert_state(&c, ZB_STAT_TAU2, -1, ZB_RESULT_TOO_FEW, 2);
    assert_state(&c, ZB_STAT_PRIOR_MEAN, -1, ZB_RESULT_TOO_FEW, 2);
    assert_state(&c, ZB_STAT_SHRUNKEN, place, ZB_RESULT_TOO_FEW, 2);
    assert_int_equal(c.details.pair_count, 1);
    NEAR(c.details.pairs[0].n_a + c.details.pairs[0].n_b, 1400, 0);
    NEAR(c.details.pairs[0].difference.value, 20, TOLERANCE);
    /* One test needs no adjustment, and is that of the table. */
    NEAR(c.details.pairs[0].p_holm, c.details.pairs[0].p, 0);
    NEAR(c.details.pairs[0].p, found(&c, ZB_STAT_CHI2, -1)->p, 1e-15);
    compared_free(&c);
    bench_close(&b);
}

/* Five counties of 1000 cases with the same rate. */
static void places_all_equal(void **state) {
    (void)state;
    static const double rates[] = {900, 1000};
    for (int k = 0; k < 2; k++) {
        fact facts[10];
        for (size_t i = 0; i < 5; i++) {
            const char *code = in_order[i];
            facts[2 * i] = (fact){code, 2023, CASES, 1000, ZB_EQ, 0, NULL, 0};
            facts[2 * i + 1] = (fact){code, 2023, SUCCEEDED, rates[k], ZB_EQ, 0, NULL, 0};
        }
        bench b = BENCH(facts);
        compared c = compare(&b, RATE, NULL, true);
        int place = place_of(&b, in_order[0]);
        zb_result_state chance = k ? ZB_RESULT_UNDEFINED : ZB_RESULT_KNOWN;
        assert_state(&c, ZB_STAT_CHI2, -1, chance, 5);
        assert_state(&c, ZB_STAT_SCORE, place, chance, 1000);
        assert_state(&c, ZB_STAT_SHRUNKEN, place, chance, 5);
        assert_value(found(&c, ZB_STAT_SD, -1), 0, 5);
        assert_value(found(&c, ZB_STAT_ROBUST_SCORE, place), 0, 5);
        assert_value(found(&c, ZB_STAT_GINI, -1), 0, 5);
        const zb_result *rank = found(&c, ZB_STAT_RANK, place);
        NEAR(rank->value.value, 3, 0);
        NEAR(rank->value.low, 1, 0);
        NEAR(rank->value.high, 5, 0);
        if (!k) {
            assert_value(found(&c, ZB_STAT_SHRUNKEN, place), 90, 5); /* all to the mean */
            NEAR(found(&c, ZB_STAT_CHI2, -1)->p, 1, 0);
        }
        for (size_t i = 0; i < c.details.pair_count; i++) {
            NEAR(c.details.pairs[i].p_bh, 1, 0);
            NEAR(c.details.pairs[i].p_holm, 1, 0);
        }
        assert_int_equal(c.details.pair_count, 10);
        compared_free(&c);
        bench_close(&b);
    }
}

/* ---- any --------------------------------------------------------------------------------- */

static void any_comparison_is_sound(void **state) {
    (void)state;
    dice d6 = {20260102};
    static const char *const codes[] = {"990102", "990103", "990121", "990122",
                                        "990123", "990124", "990125", "990181"};
    zb_result_options options = {.draws = 100, .population = inhabitants()};
    for (int round = 0; round < 20; round++) {
        fact facts[2 * MOST_PLACES];
        size_t count = (size_t)dice_whole(&d6, 1, 8);
        double most = pow(10, dice_whole(&d6, 0, 6));
        double share = dice_unit(&d6);
        size_t exact = 0, own = 0;
        for (size_t i = 0; i < count; i++) {
            double n = dice_whole(&d6, 1, most);
            double x = share < 0.1 ? 0 : share > 0.9 ? n : dice_whole(&d6, 0, n);
            zb_qualifier told = dice_unit(&d6) < 0.2 ? ZB_GE : ZB_EQ;
            const char *document = dice_unit(&d6) < 0.2 ? bureau : NULL;
            exact += told == ZB_EQ && !document;
            own += !document; /* of what succeeded all are exact */
            facts[2 * i] = (fact){codes[i], 2023, CASES, n, told, 0, document, 0};
            facts[2 * i + 1] = (fact){codes[i], 2023, SUCCEEDED, x, ZB_EQ, 0, document, 0};
        }
        bench b = bench_open(facts, 2 * count);
        static const char *const indicators[] = {RATE, CASES, SUCCEEDED};
        for (size_t i = 0; i < 3; i++) {
            compared c = compare(&b, indicators[i], &options, true);
            size_t ranked = 0;
            for (size_t k = 0; k < c.comparison.count; k++) {
                const zb_standing_row *row = &c.comparison.rows[k];
                assert_false(row->rank > 0 && (row->inexact || row->department));
                ranked += row->rank > 0;
            }
            size_t most_told = i == 2 ? own : exact;
            assert_true(ranked <= most_told && c.details.compared <= most_told);
            assert_true(i > 0 || c.comparison.in_whole == exact);
            for (size_t k = 0; k < c.details.pair_count; k++) {
                const zb_pair *pair = &c.details.pairs[k];
                assert_true(pair->difference.low <= pair->difference.value &&
                            pair->difference.value <= pair->difference.high && pair->p <= 1 &&
                            pair->p <= pair->p_bh && pair->p_bh <= pair->p_holm);
            }
            compared_free(&c);
        }
        bench_close(&b);
    }
    zb_population_free((zb_population *)options.population);
}

/* ---- memory ------------------------------------------------------------------------------ */

typedef struct asked {
    const bench *b;
    const zb_comparison *comparison;
    zb_result_options options;
} asked;

static zb_status details_again(void *context) {
    const asked *a = context;
    zb_comparison_details d;
    zb_error err = {0};
    zb_status status =
        zb_analysis_comparison_details(&d, a->b->dataset, a->comparison, &a->options, true, &err);
    assert_int_equal(err.code, status);
    assert_int_equal(status == ZB_OK, d.results.rows != NULL);
    zb_comparison_details_free(&d);
    return status;
}

static void memory_runs_out(void **state) {
    (void)state;
    bench b = BENCH(counties);
    zb_population *population = inhabitants();
    static const char *const indicators[] = {RATE, CASES};
    for (size_t i = 0; i < 2; i++) {
        zb_selection s = {.indicator = zb_str_from(indicators[i])};
        zb_comparison c;
        assert_int_equal(zb_analysis_compare(&c, b.dataset, &s, NULL), ZB_OK);
        starve(details_again, &(asked){&b, &c, {.population = population, .draws = 100}});
        zb_comparison_free(&c);
    }
    zb_population_free(population);
    bench_close(&b);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(the_whole_comes_first),
        WATCHED(of_all_counties),
        WATCHED(of_each_county),
        WATCHED(counts_alone),
        WATCHED(counts_by_population),
        WATCHED(bureaus_and_rounded_counts_stay_out),
        WATCHED(one_place),
        WATCHED(two_places),
        WATCHED(places_all_equal),
        WATCHED(any_comparison_is_sound),
        WATCHED(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
