/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ranks, and how sure they are.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>

#include "base/mem.h"
#include "stats/numeric.h"
#include "stats/random.h"

enum { DRAWS_MIN = 100, DRAWS_MAX = 1000000 };

/* What Jeffreys' prior adds to events and failures. */
static const double JEFFREYS = 0.5;
/* (1 - level) / 2 of all draws may miss a whole number by a rounding. */
static const double COUNT_ROUNDING = 1e-6;

/* One past the last of the values that equal that at `first`, in the order `order`. */
static size_t tie_end(const double *values, const size_t *order, size_t n, size_t first) {
    size_t end = first + 1;
    while (end < n && values[order[end]] == values[order[first]]) {
        end++;
    }
    return end;
}

zb_status zb_stats_ranks(double *out, const double *values, size_t n) {
    if (n == 0 || !zb_stats_all_finite(values, n)) {
        return ZB_E_DOMAIN;
    }
    size_t *order = n <= SIZE_MAX / sizeof *order ? zb_mem_get(n * sizeof *order) : NULL;
    if (!order) {
        return ZB_E_NOMEM;
    }
    gsl_sort_index(order, values, 1, n);
    for (size_t first = 0, end; first < n; first = end) {
        end = tie_end(values, order, n, first);
        for (size_t i = first; i < end; i++) {
            out[order[i]] = (double)n - (double)(first + end - 1) / 2;
        }
    }
    zb_mem_free(order);
    return ZB_OK;
}

/* One draw of what is ranked, from events and trials or exposure. */
typedef double draw_function(const gsl_rng *random, double events, double base);

static double draw_proportion(const gsl_rng *random, double x, double n) {
    return gsl_ran_beta(random, x + JEFFREYS, n - x + JEFFREYS);
}

static double draw_rate(const gsl_rng *random, double events, double exposure) {
    return gsl_ran_gamma(random, events + JEFFREYS, 1) / exposure;
}

/* Places drawn again and again. */
typedef struct race {
    size_t k;
    const double *events, *base;
    draw_function *draw;
    gsl_rng random;
    double *values;   /* of one draw */
    size_t *order;    /* of one draw, rising */
    uint32_t *counts; /* k * k: how often place i had rank r + 1 at i * k + r */
} race;

static bool race_open(race *r, unsigned long seed) {
    bool seeded = zb_stats_random_open(&r->random, seed);
    if (r->k <= SIZE_MAX / sizeof *r->counts / r->k) {
        r->counts = zb_mem_zero(r->k * r->k, sizeof *r->counts);
    }
    r->values = zb_mem_zero(r->k, sizeof *r->values);
    r->order = zb_mem_zero(r->k, sizeof *r->order);
    return seeded && r->counts && r->values && r->order;
}

static void race_close(race *r) {
    zb_mem_free(r->order);
    zb_mem_free(r->values);
    zb_mem_free(r->counts);
    zb_stats_random_close(&r->random);
}

static void race_run(race *r, size_t draws) {
    for (size_t d = 0; d < draws; d++) {
        for (size_t i = 0; i < r->k; i++) {
            r->values[i] = r->draw(&r->random, r->events[i], r->base[i]);
        }
        gsl_sort_index(r->order, r->values, 1, r->k);
        for (size_t first = 0, end; first < r->k; first = end) {
            end = tie_end(r->values, r->order, r->k, first);
            /* Draws too small or too close for a double to tell apart: chance decides. */
            if (end - first > 1) {
                gsl_ran_shuffle(&r->random, r->order + first, end - first, sizeof *r->order);
            }
        }
        for (size_t i = 0; i < r->k; i++) {
            r->counts[r->order[i] * r->k + (r->k - 1 - i)]++;
        }
    }
}

/* The first rank from either end by which `tail` draws were met. */
static zb_estimate rank_interval(const uint32_t *counts, size_t k, double tail, double observed) {
    size_t low = 0;
    size_t high = k - 1;
    for (double met = counts[low]; met < tail; met += counts[low]) {
        low++;
    }
    for (double met = counts[high]; met < tail; met += counts[high]) {
        high--;
    }
    return (zb_estimate){.value = observed,
                         .low = fmin((double)low + 1, observed),
                         .high = fmax((double)high + 1, observed)};
}

/* Intervals of the race's places, whose rates go through `values`. */
static zb_status rank_places(zb_estimate *out, race *r, double level, unsigned long seed,
                             size_t draws) {
    double *observed = zb_mem_zero(r->k, sizeof *observed);
    zb_status status = ZB_E_NOMEM;
    if (observed && race_open(r, seed)) {
        for (size_t i = 0; i < r->k; i++) {
            r->values[i] = r->events[i] / r->base[i];
        }
        status = zb_stats_ranks(observed, r->values, r->k);
    }
    if (status == ZB_OK) {
        race_run(r, draws);
        double tail = fmax((1 - level) / 2 * (double)draws - COUNT_ROUNDING, COUNT_ROUNDING);
        for (size_t i = 0; i < r->k; i++) {
            out[i] = rank_interval(r->counts + i * r->k, r->k, tail, observed[i]);
        }
    }
    race_close(r);
    zb_mem_free(observed);
    return status;
}

static bool simulation_ok(size_t k, double level, size_t draws) {
    return k > 0 && zb_stats_level_ok(level) && draws >= DRAWS_MIN && draws <= DRAWS_MAX;
}

zb_status zb_stats_rank_intervals(zb_estimate *out, const double *x, const double *n, size_t k,
                                  double level, unsigned long seed, size_t draws) {
    if (!simulation_ok(k, level, draws)) {
        return ZB_E_DOMAIN;
    }
    for (size_t i = 0; i < k; i++) {
        if (!zb_stats_trials_ok(x[i], n[i])) {
            return ZB_E_DOMAIN;
        }
    }
    race r = {.k = k, .events = x, .base = n, .draw = draw_proportion};
    return rank_places(out, &r, level, seed, draws);
}

zb_status zb_stats_event_rank_intervals(zb_estimate *out, const double *events,
                                        const double *exposure, size_t k, double level,
                                        unsigned long seed, size_t draws) {
    if (!simulation_ok(k, level, draws)) {
        return ZB_E_DOMAIN;
    }
    for (size_t i = 0; i < k; i++) {
        if (!(events[i] >= 0) || !(events[i] <= ZB_STATS_MAX_TRIALS) || !(exposure[i] > 0) ||
            !isfinite(exposure[i])) {
            return ZB_E_DOMAIN;
        }
    }
    race r = {.k = k, .events = events, .base = exposure, .draw = draw_rate};
    return rank_places(out, &r, level, seed, draws);
}
