/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ranks, and how sure they are.
 */
#include "zhibiao/stats.h"

#include <limits.h>
#include <math.h>
#include <string.h>

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

/* Places drawn again and again. An interval needs no more of a place's ranks than the `tail` best
 * and the `tail` worst. Where that is less than a count of each rank, these are kept; places are
 * many then, and k * k counts would not fit in memory. */
typedef struct race {
    size_t k;
    const double *events, *base;
    draw_function *draw;
    size_t tail; /* draws that lie at or beyond either end of an interval */
    gsl_rng random;
    double *values;   /* of one draw */
    size_t *order;    /* of one draw, rising */
    uint32_t *counts; /* k * k: how often place i had rank r + 1 at i * k + r; NULL: kept instead */
    uint32_t *kept;   /* k * 2 * tail: heaps of the best ranks less 1, of the worst from the end */
} race;

static bool race_open(race *r, unsigned long seed) {
    bool few = r->k <= 2 * r->tail;
    size_t each = few ? r->k : 2 * r->tail;
    uint32_t *table = NULL;
    if (r->k < UINT32_MAX && each <= SIZE_MAX / sizeof *table / r->k) {
        table = zb_mem_get(r->k * each * sizeof *table);
    }
    if (table) {
        /* An empty place of a heap is beyond every rank. */
        memset(table, few ? 0 : UCHAR_MAX, r->k * each * sizeof *table);
    }
    if (few) {
        r->counts = table;
    } else {
        r->kept = table;
    }
    bool seeded = zb_stats_random_open(&r->random, seed);
    r->values = zb_mem_zero(r->k, sizeof *r->values);
    r->order = zb_mem_zero(r->k, sizeof *r->order);
    return seeded && table && r->values && r->order;
}

static void race_close(race *r) {
    zb_mem_free(r->order);
    zb_mem_free(r->values);
    zb_stats_random_close(&r->random);
    zb_mem_free(r->kept);
    zb_mem_free(r->counts);
}

/* Keep the n least ranks met: a heap with the greatest of them first. */
static void keep(uint32_t *heap, size_t n, uint32_t rank) {
    if (rank >= heap[0]) {
        return;
    }
    size_t at = 0;
    for (size_t child = 1; child < n; child = 2 * at + 1) {
        child += child + 1 < n && heap[child + 1] > heap[child];
        if (heap[child] <= rank) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = rank;
}

static void race_note(race *r, size_t place, size_t rank) {
    if (r->counts) {
        r->counts[place * r->k + rank]++;
    } else {
        uint32_t *heaps = r->kept + place * 2 * r->tail;
        keep(heaps, r->tail, (uint32_t)rank);
        keep(heaps + r->tail, r->tail, (uint32_t)(r->k - 1 - rank));
    }
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
            race_note(r, r->order[i], r->k - 1 - i);
        }
    }
}

/* The first rank from either end by which `tail` draws were met. */
static zb_estimate rank_interval(const race *r, size_t place, double observed) {
    size_t low = 0;
    size_t high = r->k - 1;
    if (r->counts) {
        const uint32_t *counts = r->counts + place * r->k;
        for (size_t met = counts[low]; met < r->tail; met += counts[low]) {
            low++;
        }
        for (size_t met = counts[high]; met < r->tail; met += counts[high]) {
            high--;
        }
    } else {
        const uint32_t *heaps = r->kept + place * 2 * r->tail;
        low = heaps[0];
        high -= heaps[r->tail];
    }
    return (zb_estimate){.value = observed,
                         .low = fmin((double)low + 1, observed),
                         .high = fmax((double)high + 1, observed)};
}

/* How many draws either end of an interval needs: (1 - level) / 2 of all, up to a whole number. */
static size_t tail_of(double level, size_t draws) {
    return (size_t)ceil(fmax((1 - level) / 2 * (double)draws - COUNT_ROUNDING, COUNT_ROUNDING));
}

/* Intervals of the race's places, whose rates go through `values`. */
static zb_status rank_places(zb_estimate *out, race *r, double level, unsigned long seed,
                             size_t draws) {
    double *observed = zb_mem_zero(r->k, sizeof *observed);
    r->tail = tail_of(level, draws);
    zb_status status = ZB_E_NOMEM;
    if (observed && race_open(r, seed)) {
        for (size_t i = 0; i < r->k; i++) {
            r->values[i] = r->events[i] / r->base[i];
        }
        status = zb_stats_ranks(observed, r->values, r->k);
    }
    if (status == ZB_OK) {
        race_run(r, draws);
        for (size_t i = 0; i < r->k; i++) {
            out[i] = rank_interval(r, i, observed[i]);
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
