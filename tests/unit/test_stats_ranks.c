/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ranks, and their intervals against the exact distribution of ranks.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>
#include <sys/resource.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>

#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MANY = 1000000, SOME = 2000 };

/* R: rank(-c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5)), R's default for ties is their mean. */
static void ranks_of_r(void **state) {
    (void)state;
    const double v[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5};
    const double want[] = {7.5, 10.5, 6, 10.5, 4, 1, 9, 2, 4, 7.5, 4};
    double ranks[11];
    assert_int_equal(zb_stats_ranks(ranks, v, 11), ZB_OK);
    for (size_t i = 0; i < 11; i++) {
        NEAR(ranks[i], want[i], 0);
    }
    assert_int_equal(zb_stats_ranks(ranks, v, 1), ZB_OK);
    NEAR(ranks[0], 1, 0);
    const double zeros[] = {0.0, -0.0, 5e-324};
    assert_int_equal(zb_stats_ranks(ranks, zeros, 3), ZB_OK);
    NEAR(ranks[0], 2.5, 0);
    NEAR(ranks[1], 2.5, 0);
    NEAR(ranks[2], 1, 0);
}

/* By definition: 1, each greater value, half of each other equal one. */
static void ranks_behave(void **state) {
    (void)state;
    dice d = {61};
    for (int round = 0; round < 500; round++) {
        double v[50];
        double changed[50];
        double ranks[50];
        double others[50];
        size_t n = (size_t)dice_whole(&d, 1, 50);
        for (size_t i = 0; i < n; i++) {
            v[i] = dice_whole(&d, -9, 1 + 3.0 * (round % 30));
            changed[i] = (round % 2 ? 1e200 : 1e-200) * exp(v[i] / 7);
        }
        assert_int_equal(zb_stats_ranks(ranks, v, n), ZB_OK);
        assert_int_equal(zb_stats_ranks(others, changed, n), ZB_OK);
        assert_memory_equal(ranks, others, n * sizeof *ranks);
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            double want = 0.5;
            for (size_t j = 0; j < n; j++) {
                want += v[j] > v[i] ? 1 : 0.5 * (v[j] == v[i]);
            }
            NEAR(ranks[i], want, 0);
            sum += ranks[i];
            changed[i] = -v[i];
        }
        NEAR(sum, (double)n * ((double)n + 1) / 2, 0);
        assert_int_equal(zb_stats_ranks(others, changed, n), ZB_OK);
        for (size_t i = 0; i < n; i++) {
            NEAR(others[i], (double)n + 1 - ranks[i], 0);
        }
    }
}

static void ranks_outside_the_domain(void **state) {
    (void)state;
    const double v[] = {1, NAN};
    double ranks[2] = {7, 7};
    assert_int_equal(zb_stats_ranks(ranks, v, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_ranks(ranks, v, 2), ZB_E_DOMAIN);
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_ranks(ranks, v, 1), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
    NEAR(ranks[0] + ranks[1], 14, 0);
}

/* The high end of the first place's interval is 1 while the chance of being second is below the
 * tail, and 2 from there on: asked on both sides of the chance, this measures it to `margin`. */
typedef zb_status intervals(zb_estimate *out, const double *x, const double *n, size_t k,
                            double level, unsigned long seed, size_t draws);

static void chance_of_second(intervals *ask, const double *x, const double *n, double chance) {
    const double margin = 0.0015; /* more than 4 standard errors of MANY draws */
    for (int side = -1; side <= 1; side += 2) {
        zb_estimate e[2];
        double level = 1 - 2 * (chance + side * margin);
        assert_int_equal(ask(e, x, n, 2, level, 5, MANY), ZB_OK);
        NEAR(e[0].value, 1, 0);
        NEAR(e[0].low, 1, 0);
        NEAR(e[0].high, side < 0 ? 2 : 1, 0);
        NEAR(e[1].value, 2, 0);
        NEAR(e[1].low, side < 0 ? 1 : 2, 0);
        NEAR(e[1].high, 2, 0);
    }
}

/* R: integrate(function(p) dbeta(p, 8.5, 2.5) * pbeta(p, 5.5, 5.5, lower = FALSE), 0, 1) is
 * 0.079027556: 8 of 10 against 5 of 10. */
static void two_proportions_exactly(void **state) {
    (void)state;
    const double x[] = {8, 5};
    const double n[] = {10, 10};
    chance_of_second(zb_stats_rank_intervals, x, n, 0.079027556);
}

/* R: integrate(function(r) dgamma(r, 12.5, 4) * pgamma(r, 3.5, 2.5, lower = FALSE), 0, Inf) is
 * 0.065811541: 12 events in 4 units against 3 in 2.5;
 * integrate(function(r) dgamma(r, 3.5, 1) * pgamma(r, .5, 1, lower = FALSE), 0, Inf) is
 * 0.0331455: 3 against none. */
static void two_rates_exactly(void **state) {
    (void)state;
    const double events[] = {12, 3};
    const double exposure[] = {4, 2.5};
    chance_of_second(zb_stats_event_rank_intervals, events, exposure, 0.065811541);
    const double few[] = {3, 0};
    const double units[] = {1e-9, 1e-9};
    chance_of_second(zb_stats_event_rank_intervals, few, units, 0.0331455);
}

/* Where the posterior disagrees with the observed order, the interval is stretched to it. R:
 * integrate(function(p) dbeta(p, 20.5, .5) * pbeta(p, 398.5, 2.5, lower = FALSE), 0, 1) is 0.636:
 * 20 of 20 is more likely second than first against 398 of 400. */
static void stretched_to_the_observed_rank(void **state) {
    (void)state;
    const double x[] = {20, 398};
    const double n[] = {20, 400};
    zb_estimate e[2];
    assert_int_equal(zb_stats_rank_intervals(e, x, n, 2, 0.2, 5, 10000), ZB_OK);
    NEAR(e[0].value, 1, 0);
    NEAR(e[0].low, 1, 0);
    NEAR(e[0].high, 2, 0);
    NEAR(e[1].value, 2, 0);
    NEAR(e[1].low, 1, 0);
    NEAR(e[1].high, 2, 0);
}

/* Twelve hospitals for heart surgery on infants (the data of the example "Surgical: Institutional
 * ranking" of BUGS, Examples volume 1). Intervals of the exact distribution of ranks under Jeffreys
 * posteriors by R: with G the upper tail of the others' posteriors at p, the rank of hospital i
 * less 1 is a sum of independent events of probabilities G, integrated over i's posterior:
 *   sums <- function(q) { d <- 1; for (a in q) d <- c(d * (1 - a), 0) + c(0, d * a); d }
 *   p <- (1:20000 - .5) / 20000 * .4
 *   w <- diff(pbeta((0:20000) / 20000 * .4, r[i] + .5, n[i] - r[i] + .5))
 *   G <- sapply(setdiff(1:12, i), function(j) pbeta(p, r[j] + .5, n[j] - r[j] + .5, lower = F))
 *   d <- rowSums(sapply(1:20000, function(s) w[s] * sums(G[s, ])))
 *   c(which(cumsum(d) >= .025)[1], max(which(rev(cumsum(rev(d))) >= .025)))
 * For rates of Poisson counts with pgamma(., r + .5, n) in place of pbeta. */
static void twelve_hospitals(void **state) {
    (void)state;
    const double n[] = {47, 148, 119, 810, 211, 196, 148, 215, 207, 97, 256, 360};
    const double deaths[] = {0, 18, 8, 46, 8, 13, 9, 31, 14, 8, 29, 24};
    const double rank[] = {12, 2, 6, 10, 11, 8, 9, 1, 5, 4, 3, 7};
    static const struct {
        intervals *ask;
        double low[12], high[12];
    } rows[] = {{zb_stats_rank_intervals,
                 {10, 1, 2, 5, 6, 3, 3, 1, 3, 1, 1, 4},
                 {12, 6, 11, 11, 12, 11, 11, 4, 11, 11, 5, 10}},
                {zb_stats_event_rank_intervals,
                 {9, 1, 2, 5, 6, 3, 3, 1, 3, 1, 1, 4},
                 {12, 6, 11, 11, 12, 11, 11, 4, 11, 11, 6, 10}}};
    for (size_t row = 0; row < COUNT(rows); row++) {
        zb_estimate e[12];
        assert_int_equal(rows[row].ask(e, deaths, n, 12, 0.95, 5, MANY), ZB_OK);
        for (size_t i = 0; i < 12; i++) {
            NEAR(e[i].value, rank[i], 0);
            NEAR(e[i].low, rows[row].low[i], 0);
            NEAR(e[i].high, rows[row].high[i], 0);
        }
    }
}

/* Each of five ranks has a fifth of the chance; also where draws lie so close to 1, or are so
 * small, that some come out equal. */
static void the_same_everywhere(void **state) {
    (void)state;
    static const struct {
        intervals *ask;
        double x, n;
    } rows[] = {{zb_stats_rank_intervals, 30, 40},
                {zb_stats_rank_intervals, 1e12, 1e12},
                {zb_stats_event_rank_intervals, 30, 40},
                {zb_stats_event_rank_intervals, 0, 1.7e308}};
    for (size_t row = 0; row < COUNT(rows); row++) {
        double x[5];
        double n[5];
        for (size_t j = 0; j < 5; j++) {
            x[j] = rows[row].x;
            n[j] = rows[row].n;
        }
        for (int wide = 0; wide <= 1; wide++) {
            zb_estimate e[5];
            double level = wide ? 0.95 : 0.5;
            assert_int_equal(rows[row].ask(e, x, n, 5, level, 1, 50000), ZB_OK);
            for (size_t j = 0; j < 5; j++) {
                NEAR(e[j].value, 3, 0);
                NEAR(e[j].low, wide ? 1 : 2, 0);
                NEAR(e[j].high, wide ? 5 : 4, 0);
            }
        }
    }
}

static void far_apart(void **state) {
    (void)state;
    double x[100];
    double n[100];
    zb_estimate e[100];
    for (size_t i = 0; i < 100; i++) {
        n[i] = 1e12;
        x[i] = 1e10 * (double)((i * 37) % 100);
    }
    assert_int_equal(zb_stats_rank_intervals(e, x, n, 100, 0.999, 3, SOME), ZB_OK);
    for (size_t i = 0; i < 100; i++) {
        NEAR(e[i].value, 100 - (double)((i * 37) % 100), 0);
        NEAR(e[i].low, e[i].value, 0);
        NEAR(e[i].high, e[i].value, 0);
    }
    assert_int_equal(zb_stats_event_rank_intervals(e, x, n, 100, 0.999, 3, SOME), ZB_OK);
    for (size_t i = 0; i < 100; i++) {
        NEAR(e[i].low, e[i].value, 0);
        NEAR(e[i].high, e[i].value, 0);
    }
}

static void one_place_is_first(void **state) {
    (void)state;
    const double x[] = {0};
    const double n[] = {0.25};
    zb_estimate e;
    assert_int_equal(zb_stats_rank_intervals(&e, x, n, 1, 0.95, 0, 100), ZB_OK);
    NEAR(e.low, 1, 0);
    NEAR(e.value, 1, 0);
    NEAR(e.high, 1, 0);
    assert_int_equal(zb_stats_event_rank_intervals(&e, x, n, 1, 0.95, 0, 100), ZB_OK);
    NEAR(e.low + e.value + e.high, 3, 0);
}

static void intervals_behave(void **state) {
    (void)state;
    dice d = {62};
    for (int round = 0; round < 60; round++) {
        double x[30];
        double n[30];
        zb_estimate narrow[30];
        zb_estimate wide[30];
        zb_estimate again[30];
        size_t k = (size_t)dice_whole(&d, 1, 30);
        for (size_t i = 0; i < k; i++) {
            n[i] = dice_whole(&d, 1, pow(10, 1 + 3 * dice_unit(&d)));
            x[i] = dice_whole(&d, 0, n[i]);
        }
        intervals *ask = round % 2 ? zb_stats_rank_intervals : zb_stats_event_rank_intervals;
        unsigned long seed = (unsigned long)round;
        assert_int_equal(ask(narrow, x, n, k, 0.8, seed, SOME), ZB_OK);
        assert_int_equal(ask(wide, x, n, k, 0.99, seed, SOME), ZB_OK);
        assert_int_equal(ask(again, x, n, k, 0.99, seed, SOME), ZB_OK);
        assert_memory_equal(wide, again, k * sizeof *wide);
        for (size_t i = 0; i < k; i++) {
            assert_true(1 <= wide[i].low && wide[i].low <= narrow[i].low);
            assert_true(narrow[i].low <= narrow[i].value && narrow[i].value <= narrow[i].high);
            assert_true(narrow[i].high <= wide[i].high && wide[i].high <= (double)k);
        }
    }
}

/* The definition at its plainest: every rank of every draw noted in a table of k by k, which is
 * then added up from either end. Draws are GSL's in the order of the places. */
static void by_full_table(zb_estimate *out, bool rates, const double *x, const double *n, size_t k,
                          double level, unsigned long seed, size_t draws) {
    size_t *table = zb_mem_zero(k * k, sizeof *table);
    size_t *order = zb_mem_zero(k, sizeof *order);
    double *values = zb_mem_zero(k, sizeof *values);
    double *ranks = zb_mem_zero(k, sizeof *ranks);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    assert_true(table && order && values && ranks && random);
    gsl_rng_set(random, seed);
    for (size_t i = 0; i < k; i++) {
        values[i] = x[i] / n[i];
    }
    assert_int_equal(zb_stats_ranks(ranks, values, k), ZB_OK);
    for (size_t d = 0; d < draws; d++) {
        for (size_t i = 0; i < k; i++) {
            values[i] = rates ? gsl_ran_gamma(random, x[i] + 0.5, 1) / n[i]
                              : gsl_ran_beta(random, x[i] + 0.5, n[i] - x[i] + 0.5);
        }
        gsl_sort_index(order, values, 1, k);
        for (size_t i = 0, end; i < k; i = end) {
            for (end = i + 1; end < k && values[order[end]] == values[order[i]];) {
                end++;
            }
            if (end - i > 1) {
                gsl_ran_shuffle(random, order + i, end - i, sizeof *order);
            }
        }
        for (size_t i = 0; i < k; i++) {
            table[order[i] * k + k - 1 - i]++;
        }
    }
    double tail = (1 - level) / 2 * (double)draws - 1e-6;
    for (size_t i = 0; i < k; i++) {
        size_t low = 0;
        size_t high = k - 1;
        double met = (double)table[i * k];
        for (; met == 0 || met < tail; met += (double)table[i * k + low]) {
            low++;
        }
        met = (double)table[i * k + high];
        for (; met == 0 || met < tail; met += (double)table[i * k + high]) {
            high--;
        }
        out[i].value = ranks[i];
        out[i].low = fmin((double)low + 1, ranks[i]);
        out[i].high = fmax((double)high + 1, ranks[i]);
    }
    gsl_rng_free(random);
    zb_mem_free(ranks);
    zb_mem_free(values);
    zb_mem_free(order);
    zb_mem_free(table);
}

/* However the ranks are kept, few places or many, they are those of the full table. At a level of
 * 0.95 each end of 100 draws takes 3 of them, of 1000 draws 25: 6 and 50 places part the ways. The
 * highest level takes the outermost draw alone. */
static void few_and_many_places_alike(void **state) {
    (void)state;
    static const struct {
        size_t k, draws;
        double level;
    } rows[] = {{5, 100, 0.95},    {6, 100, 0.95},     {7, 100, 0.95},   {40, 100, 0.95},
                {49, 1000, 0.95},  {50, 1000, 0.95},   {51, 1000, 0.95}, {400, 1000, 0.95},
                {2, 100, 0.99999}, {3, 100, 0.99999},  {99, 100, 1e-9},  {100, 100, 1e-9},
                {101, 100, 1e-9},  {300, 101, 1e-9},   {300, 101, 0.5},  {300, 100, 0.998},
                {1, 100, 0.95},    {300, 1000, 0.9999}};
    dice d = {63};
    for (size_t row = 0; row < COUNT(rows); row++) {
        size_t k = rows[row].k;
        double x[400];
        double n[400];
        zb_estimate got[400];
        zb_estimate want[400];
        for (size_t i = 0; i < k; i++) {
            n[i] = i % 5 ? dice_whole(&d, 1, pow(10, 1 + 3 * dice_unit(&d))) : 1e12;
            x[i] = i % 5 ? dice_whole(&d, 0, n[i]) : n[i]; /* draws of 1: chance decides */
        }
        for (int rates = 0; rates <= 1; rates++) {
            intervals *ask = rates ? zb_stats_event_rank_intervals : zb_stats_rank_intervals;
            double level = rows[row].level;
            size_t draws = rows[row].draws;
            unsigned long seed = 7 + (unsigned long)row;
            assert_int_equal(ask(got, x, n, k, level, seed, draws), ZB_OK);
            by_full_table(want, rates, x, n, k, level, seed, draws);
            for (size_t i = 0; i < k; i++) {
                if (got[i].value != want[i].value || got[i].low != want[i].low ||
                    got[i].high != want[i].high) {
                    fail_msg("row %zu, place %zu: %g to %g, not %g to %g", row, i, got[i].low,
                             got[i].high, want[i].low, want[i].high);
                }
            }
        }
    }
}

/* The most bytes that were in memory at a time so far. */
static long peak_memory(void) {
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss << 10;
}

/* The counties of the country several times over: a table of each place's ranks would be 1.6 GB. */
static void very_many_places(void **state) {
    (void)state;
    enum { PLACES = 20000, DRAWS = 100 };
    double *x = zb_mem_zero(PLACES, sizeof *x);
    double *n = zb_mem_zero(PLACES, sizeof *n);
    zb_estimate *e = zb_mem_zero(PLACES, sizeof *e);
    assert_true(x && n && e);
    for (size_t i = 0; i < PLACES; i++) {
        n[i] = 1e12;
        x[i] = 5e7 * (double)i;
    }
    long before = peak_memory();
    assert_int_equal(zb_stats_rank_intervals(e, x, n, PLACES, 0.95, 3, DRAWS), ZB_OK);
    for (size_t i = 0; i < PLACES; i++) {
        NEAR(e[i].value, (double)(PLACES - i), 0);
        NEAR(e[i].low, e[i].value, 0); /* 5e7 is 100 standard errors and more */
        NEAR(e[i].high, e[i].value, 0);
    }
    assert_true(peak_memory() - before < 32L << 20);
    zb_mem_free(e);
    zb_mem_free(n);
    zb_mem_free(x);
}

/* A seed matters: with few draws the ends differ. */
static void seeds_differ(void **state) {
    (void)state;
    double x[30];
    double n[30];
    zb_estimate e[30];
    zb_estimate other[30];
    for (size_t i = 0; i < 30; i++) {
        n[i] = 50;
        x[i] = (double)i;
    }
    assert_int_equal(zb_stats_rank_intervals(e, x, n, 30, 0.95, 1, 100), ZB_OK);
    assert_int_equal(zb_stats_rank_intervals(other, x, n, 30, 0.95, 2, 100), ZB_OK);
    assert_memory_not_equal(e, other, sizeof e);
}

static void intervals_outside_the_domain(void **state) {
    (void)state;
    const double x[] = {1, 2};
    const double n[] = {3, 4};
    const double bad_x[][2] = {{4, 2}, {-1, 2}, {NAN, 2}};
    const double bad_n[][2] = {{3, 0}, {3, -1}, {3, NAN}, {3, INFINITY}};
    zb_estimate e[2] = {{7, 7, 7}, {7, 7, 7}};
    for (size_t i = 0; i < COUNT(bad_x); i++) {
        assert_int_equal(zb_stats_rank_intervals(e, bad_x[i], n, 2, 0.95, 1, SOME), ZB_E_DOMAIN);
    }
    for (size_t i = 1; i < COUNT(bad_x); i++) {
        assert_int_equal(zb_stats_event_rank_intervals(e, bad_x[i], n, 2, 0.95, 1, SOME),
                         ZB_E_DOMAIN);
    }
    for (size_t i = 0; i < COUNT(bad_n); i++) {
        assert_int_equal(zb_stats_rank_intervals(e, x, bad_n[i], 2, 0.95, 1, SOME), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_event_rank_intervals(e, x, bad_n[i], 2, 0.95, 1, SOME),
                         ZB_E_DOMAIN);
    }
    const double most[] = {2e12, 1};
    const double tiny[] = {5e-324, 1};
    assert_int_equal(zb_stats_rank_intervals(e, x, most, 2, 0.95, 1, SOME), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_event_rank_intervals(e, most, n, 2, 0.95, 1, SOME), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_event_rank_intervals(e, x, tiny, 2, 0.95, 1, SOME), ZB_E_DOMAIN);
    intervals *both[] = {zb_stats_rank_intervals, zb_stats_event_rank_intervals};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(both[i](e, x, n, 0, 0.95, 1, SOME), ZB_E_DOMAIN);
        assert_int_equal(both[i](e, x, n, 2, 1, 1, SOME), ZB_E_DOMAIN);
        assert_int_equal(both[i](e, x, n, 2, 0, 1, SOME), ZB_E_DOMAIN);
        assert_int_equal(both[i](e, x, n, 2, NAN, 1, SOME), ZB_E_DOMAIN);
        assert_int_equal(both[i](e, x, n, 2, 0.95, 1, 99), ZB_E_DOMAIN);
        assert_int_equal(both[i](e, x, n, 2, 0.95, 1, MANY + 1), ZB_E_DOMAIN);
    }
    for (size_t i = 0; i < 2; i++) {
        NEAR(e[i].value + e[i].low + e[i].high, 21, 0);
    }
    assert_int_equal(zb_stats_rank_intervals(e, x, n, 2, 0.95, 1, 100), ZB_OK);
}

static void intervals_without_memory(void **state) {
    (void)state;
    enum { MOST_PLACES = 7, FEW_DRAWS = 100 }; /* 2 places: each rank counted; 7: some kept */
    const double x[MOST_PLACES] = {1, 2, 3, 0, 4, 2, 1};
    const double n[MOST_PLACES] = {3, 4, 5, 6, 7, 8, 9};
    zb_estimate e[MOST_PLACES] = {{7, 7, 7}, {7, 7, 7}};
    intervals *both[] = {zb_stats_rank_intervals, zb_stats_event_rank_intervals};
    for (size_t i = 0; i < 4; i++) {
        intervals *ask = both[i % 2];
        size_t k = i < 2 ? 2 : MOST_PLACES;
        uint64_t before = zb_mem_count();
        zb_estimate fine[MOST_PLACES];
        assert_int_equal(ask(fine, x, n, k, 0.95, 1, FEW_DRAWS), ZB_OK);
        uint64_t needed = zb_mem_count() - before;
        assert_true(needed >= 5);
        for (uint64_t at = 1; at <= needed; at++) {
            for (int lasting = 0; lasting <= 1; lasting++) {
                zb_mem_fail_at(at, lasting);
                assert_int_equal(ask(e, x, n, k, 0.95, 1, FEW_DRAWS), ZB_E_NOMEM);
                zb_mem_fail_at(0, 0);
                NEAR(e[0].value + e[1].low + e[1].high, 21, 0);
            }
        }
    }
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(ranks_of_r),
        WATCHED(ranks_behave),
        WATCHED(ranks_outside_the_domain),
        WATCHED(two_proportions_exactly),
        WATCHED(two_rates_exactly),
        WATCHED(stretched_to_the_observed_rank),
        WATCHED(twelve_hospitals),
        WATCHED(the_same_everywhere),
        WATCHED(far_apart),
        WATCHED(one_place_is_first),
        WATCHED(intervals_behave),
        WATCHED(few_and_many_places_alike),
        WATCHED(very_many_places),
        WATCHED(seeds_differ),
        WATCHED(intervals_outside_the_domain),
        WATCHED(intervals_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
