/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fisher's exact test of two proportions.
 */
#include "zhibiao/stats.h"

#include <math.h>

#include "stats/numeric.h"

/* Probabilities that are equal but for rounding: the tolerance of R's fisher.test. */
static const double EQUAL = 1 + 1e-7;

/* The events of the first place, given all margins: hypergeometric from low to high. */
typedef struct table {
    double n1, n2, events;
    double low, high;
    double start; /* near the mode; probabilities are in terms of the one there */
    double observed, bound;
} table;

static double at_start(double x1, double n1, double x2, double n2, table *t) {
    *t = (table){.n1 = n1, .n2 = n2, .events = x1 + x2, .observed = x1};
    t->low = fmax(t->events - n2, 0);
    t->high = fmin(t->events, n1);
    double mode = floor((t->events + 1) / (n1 + n2 + 2) * (n1 + 1));
    t->start = fmin(fmax(mode, t->low), t->high);
    return t->high - t->low;
}

/* P(x + 1) / P(x). Both factors of each product are whole numbers without rounding. */
static double ratio_up(const table *t, double x) {
    return (t->events - x) * (t->n1 - x) / ((x + 1) * (t->n2 - t->events + x + 1));
}

static double probability_after(const table *t, double x, double probability, bool up) {
    return up ? probability * ratio_up(t, x) : probability / ratio_up(t, x - 1);
}

static double observed_probability(const table *t) {
    bool up = t->observed > t->start;
    double step = up ? 1 : -1;
    double probability = 1;
    for (double x = t->start; x != t->observed && probability > 0; x += step) {
        probability = probability_after(t, x, probability, up);
    }
    return probability;
}

typedef struct sums {
    double all, tail;
} sums;

static void add(sums *s, const table *t, double probability) {
    s->all += probability;
    s->tail += probability <= t->bound ? probability : 0;
}

/* What lies on one side of the start, until no double holds it. */
static void add_side(sums *s, const table *t, bool up) {
    double end = up ? t->high : t->low;
    double step = up ? 1 : -1;
    double probability = 1;
    for (double x = t->start; x != end && probability > 0; x += step) {
        probability = probability_after(t, x, probability, up);
        add(s, t, probability);
    }
}

zb_status zb_stats_fisher_p(double *p, double x1, double n1, double x2, double n2) {
    *p = 0;
    if (!zb_stats_trials_ok(x1, n1) || !zb_stats_trials_ok(x2, n2) || x1 != floor(x1) ||
        n1 != floor(n1) || x2 != floor(x2) || n2 != floor(n2)) {
        return ZB_E_DOMAIN;
    }
    table t;
    if (at_start(x1, n1, x2, n2, &t) > ZB_STATS_FISHER_LIMIT) {
        return ZB_E_LIMIT;
    }
    t.bound = EQUAL * observed_probability(&t);
    sums s = {0};
    add(&s, &t, 1);
    add_side(&s, &t, true);
    add_side(&s, &t, false);
    *p = s.tail / s.all;
    return ZB_OK;
}

double zb_stats_least_expected(double x1, double n1, double x2, double n2) {
    if (!zb_stats_trials_ok(x1, n1) || !zb_stats_trials_ok(x2, n2)) {
        return 0;
    }
    double events = x1 + x2;
    double others = (n1 - x1) + (n2 - x2);
    return fmin(events, others) * (fmin(n1, n2) / (n1 + n2));
}
