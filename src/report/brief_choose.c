/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a place is worth telling first: rates beyond the control limits, changes beyond chance,
 * then what is stated in most years.
 */
#include "report/brief_inside.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

/* Tiers of the score; within one but the first the rest is below 1000. */
#define TIER_NEWS 4000.0 /* of rates, by zb_rate_news */
#define TIER_JUMP 3000.0
#define TIER_COMPUTED 2000.0
#define TIER_STATED 1000.0

/* A count that changed by less than a third is no news. */
static const double LEAST_JUMP = 4.0 / 3;

static size_t years_with_value(const zb_model *m, int place, int indicator) {
    size_t n = 0;
    for (int year = m->first_year; year <= m->last_year; year++) {
        n += isfinite(zb_model_value(m, place, indicator, year));
    }
    return n;
}

static size_t years_computed(const zb_model *m, int place, int indicator) {
    size_t n = 0;
    for (int year = m->first_year; year <= m->last_year; year++) {
        const zb_rate *r = zb_model_rate(m, place, indicator, year);
        n += r && r->computed;
    }
    return n;
}

/* How much the value changed at least: the end of the interval that is nearer to no change. */
static double at_least(zb_estimate change) {
    return fmin(fabs(change.low), fabs(change.high));
}

static void look_at_rate(const zb_brief *b, zb_brief_pick *p) {
    const zb_model *m = b->paper->model;
    const zb_region_view *v = &b->view;
    p->shift = zb_place_shift(m, v->place, p->one->index);
    p->streak = zb_place_streak(m, v->place, p->one->index);
    if (v->group && v->year == v->group->year) {
        p->rate = zb_model_group_rate(m, v->group, p->one->index);
        p->row = zb_model_standing(p->rate, v->place);
    }
    p->flagged = p->row && p->row->standing > ZB_STAND_SAME;
    size_t computed = years_computed(m, v->place, p->one->index);
    double news = zb_rate_news(&p->shift, p->row);
    p->score = (news > 0   ? TIER_NEWS + news
                : computed ? TIER_COMPUTED
                           : TIER_STATED) +
               fmin((double)(computed + p->values), 99);
}

/* It tells little beside the rate that is made of it. */
static bool is_numerator(const zb_model *m, const zb_indicator *one) {
    for (size_t r = 0; r < m->rate_count; r++) {
        if (zb_str_eq(m->rates[r]->numerator, one->code)) {
            return true;
        }
    }
    return false;
}

static void look_at_count(const zb_brief *b, zb_brief_pick *p) {
    const zb_model *m = b->paper->model;
    const zb_region_view *v = &b->view;
    p->score = (double)p->values - (is_numerator(m, p->one) ? 0.5 : 0);
    if (v->year == m->first_year || zb_model_doubts(m, v->place, p->one->index)) {
        return;
    }
    p->shift = zb_count_shift(m, v->place, p->one->index, v->year - 1, v->year);
    double ratio = p->shift.known ? 1 + p->shift.change.value : 1;
    if (p->shift.sign != 0 && (ratio >= LEAST_JUMP || ratio <= 1 / LEAST_JUMP)) {
        zb_estimate logs = {0, log1p(fmax(p->shift.change.low, -0.999)),
                            log1p(p->shift.change.high)};
        p->score += TIER_JUMP + fmin(100 * at_least(logs), 800);
    } else {
        p->shift.sign = 0;
    }
}

static int by_score(const void *left, const void *right) {
    const zb_brief_pick *a = left, *b = right;
    if (a->score != b->score) {
        return a->score > b->score ? -1 : 1;
    }
    return a->one->index < b->one->index ? -1 : 1;
}

void zb_brief_choose(zb_brief *b) {
    const zb_model *m = b->paper->model;
    size_t indicators = zb_lexicon_indicator_count(m->lexicon);
    b->picks = ZB_PAPER_NEW(b->paper, zb_brief_pick, indicators);
    for (size_t i = 0; b->picks && i < indicators; i++) {
        const zb_indicator *one = zb_lexicon_indicator_at(m->lexicon, i);
        zb_brief_pick *p = &b->picks[b->count];
        *p = (zb_brief_pick){.one = one, .values = years_with_value(m, b->view.place, one->index)};
        if (!p->values) {
            continue;
        }
        if (one->is_rate) {
            look_at_rate(b, p);
        } else {
            look_at_count(b, p);
        }
        b->count++;
        b->rates += one->is_rate;
        b->counts += !one->is_rate;
    }
    if (b->count) {
        qsort(b->picks, b->count, sizeof *b->picks, by_score);
    }
}

const zb_brief_pick *zb_brief_jump(const zb_brief *b) {
    for (size_t i = 0; i < b->count; i++) {
        if (!b->picks[i].one->is_rate) {
            return b->picks[i].shift.sign != 0 ? &b->picks[i] : NULL;
        }
    }
    return NULL;
}
