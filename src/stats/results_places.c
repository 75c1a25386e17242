/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be said of each place of a comparison.
 */
#include <math.h>

#include "base/mem.h"
#include "stats/analysis.h"
#include "stats/field.h"

typedef struct speaker {
    zb_results *list;
    const zb_field *f;
    const zb_prior *prior; /* NULL: none could be fitted */
    zb_estimate *rank;     /* of k; NULL: none */
} speaker;

static zb_estimate *simulate(zb_results *list, const zb_field *f, unsigned long seed,
                             size_t draws) {
    if (f->k < zb_statistic_describe(ZB_STAT_RANK)->least) {
        return NULL;
    }
    zb_estimate *rank = zb_mem_zero(f->k, sizeof *rank);
    zb_status status =
        !rank ? ZB_E_NOMEM
        : f->is_rate
            ? zb_stats_rank_intervals(rank, f->x, f->n, f->k, ZB_ANALYSIS_LEVEL, seed, draws)
            : zb_stats_event_rank_intervals(rank, f->x, f->n, f->k, ZB_ANALYSIS_LEVEL, seed, draws);
    list->failed = list->failed || status == ZB_E_NOMEM;
    if (status != ZB_OK) {
        zb_mem_free(rank);
        return NULL;
    }
    return rank;
}

static void say(const speaker *s, zb_result result, size_t row) {
    zb_results_push_at(s->list, result, s->f->comparison->rows[row].place, s->f->comparison->year);
}

static void say_rank(const speaker *s, size_t i) {
    double k = (double)s->f->k;
    say(s,
        s->rank ? zb_result_interval(ZB_STAT_RANK, s->rank[i], k)
                : zb_result_missing(ZB_STAT_RANK, ZB_RESULT_UNDEFINED, k),
        s->f->row[i]);
}

static void say_limits(const speaker *s, size_t i) {
    static const struct {
        zb_statistic statistic;
        double level;
        bool additive;
    } kinds[] = {{ZB_STAT_FUNNEL95, 0.95, false},
                 {ZB_STAT_FUNNEL998, 0.998, false},
                 {ZB_STAT_FUNNEL95_ADDITIVE, 0.95, true},
                 {ZB_STAT_FUNNEL998_ADDITIVE, 0.998, true}};
    const zb_comparison *c = s->f->comparison;
    double whole = c->whole.value / 100;
    double n = s->f->n[i];
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        zb_estimate e = {.value = whole};
        zb_status status =
            kinds[k].additive
                ? zb_stats_funnel_limits_additive(&e.low, &e.high, whole, n, kinds[k].level,
                                                  c->tau2)
                : zb_stats_funnel_limits(&e.low, &e.high, whole, n, kinds[k].level, c->spread);
        /* of a whole of 0 or 1 there are none */
        status = status == ZB_OK && !(e.high > e.low) ? ZB_E_DOMAIN : status;
        zb_result result =
            zb_result_answer(s->list, status, kinds[k].statistic, zb_estimate_times(e, 100), n);
        result.level = status == ZB_OK ? kinds[k].level : 0;
        say(s, result, s->f->row[i]);
    }
}

static void say_score(const speaker *s, size_t i) {
    double score = 0;
    double n = s->f->n[i];
    zb_status status = zb_stats_proportion_scores(&score, &s->f->x[i], &s->f->n[i], 1,
                                                  s->f->comparison->whole.value / 100);
    say(s,
        status == ZB_OK ? zb_result_plain(ZB_STAT_SCORE, score, n)
                        : zb_result_missing(ZB_STAT_SCORE, ZB_RESULT_UNDEFINED, n),
        s->f->row[i]);
}

static void say_shrunken(const speaker *s, size_t i) {
    const zb_field *f = s->f;
    zb_estimate e = {0};
    double k = (double)f->k;
    zb_result result = zb_result_missing(ZB_STAT_SHRUNKEN, ZB_RESULT_UNDEFINED, k);
    if (s->prior) {
        zb_status status =
            f->is_rate ? zb_stats_beta_shrink(&e, s->prior, f->x[i], f->n[i], ZB_ANALYSIS_LEVEL)
                       : zb_stats_gamma_shrink(&e, s->prior, f->x[i], f->n[i], ZB_ANALYSIS_LEVEL);
        e = zb_estimate_times(e, f->factor);
        result = zb_result_answer(s->list, status, ZB_STAT_SHRUNKEN, e, k);
        if (status == ZB_OK && s->prior->pooled) {
            result = zb_result_plain(ZB_STAT_SHRUNKEN, e.value, k);
        }
    }
    result.unit = f->unit;
    say(s, result, f->row[i]);
}

/* What needs exact cases. */
static void say_compared(const speaker *s, size_t i) {
    const zb_field *f = s->f;
    if (!f->is_rate) {
        say(s, zb_event_rate_result(f->x[i], f->n[i], f->factor), f->row[i]);
    }
    say_rank(s, i);
    if (f->is_rate) {
        say_limits(s, i);
        say_score(s, i);
    }
    say_shrunken(s, i);
}

/* Why a place is not compared: a department's figure, inexact, too few cases, no population. */
static void say_left_out(const speaker *s, size_t row) {
    const zb_standing_row *from = &s->f->comparison->rows[row];
    zb_statistic statistic = s->f->is_rate ? ZB_STAT_SCORE : ZB_STAT_EVENT_RATE_EXACT;
    zb_result result = zb_result_withheld(statistic, ZB_RESULT_UNDEFINED, 0);
    if (from->department) {
        result.state = ZB_RESULT_DEPARTMENT;
    } else if (from->inexact || from->stated_only) {
        result.state = ZB_RESULT_INEXACT;
    } else if (s->f->is_rate) {
        result = zb_result_missing(statistic, ZB_RESULT_UNDEFINED, from->denominator);
    }
    say(s, result, row);
}

void zb_results_of_places(zb_results *list, const zb_field *f, const zb_prior *prior,
                          unsigned long seed, size_t draws) {
    speaker s = {.list = list, .f = f, .prior = prior, .rank = simulate(list, f, seed, draws)};
    zb_status status = zb_stats_robust_scores(f->scratch, f->value, f->m);
    list->failed = list->failed || status == ZB_E_NOMEM;
    bool cases = f->is_rate || f->unit == ZB_SCALE_PER_EXPOSURE;
    for (size_t i = 0, k = 0, m = 0; i < f->comparison->count && !list->failed; i++) {
        if (k < f->k && f->row[k] == i) {
            say_compared(&s, k++);
        } else if (cases) {
            say_left_out(&s, i);
        }
        if (m < f->m && f->value_row[m] == i) {
            double count = (double)f->m;
            say(&s,
                status == ZB_OK
                    ? zb_result_plain(ZB_STAT_ROBUST_SCORE, f->scratch[m], count)
                    : zb_result_missing(ZB_STAT_ROBUST_SCORE, ZB_RESULT_UNDEFINED, count),
                i);
            m++;
        }
    }
    zb_mem_free(s.rank);
}
