/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings.h"

#include <math.h>

#include "base/str.h"
#include "stats/analysis.h"

enum { LONG_STREAK = 5, MANY_ENOUGH = 3 };
static const double LEVEL = 0.95;
/* Sums below this jump by chance and by habit. */
static const double FEWEST_SUMMED = 100;

static int sign_of(zb_estimate change, double none) {
    return change.low > none ? 1 : change.high < none ? -1 : 0;
}

/* Percentage points from x1/n1 to x2/n2. */
static void measure(zb_shift *out, double x1, double n1, double x2, double n2) {
    zb_estimate e;
    if (zb_stats_newcombe(&e, x1, n1, x2, n2, LEVEL) != ZB_OK) {
        return;
    }
    out->known = true;
    out->first = 100 * x1 / n1;
    out->last = 100 * x2 / n2;
    out->change = (zb_estimate){100 * e.value, 100 * e.low, 100 * e.high};
    out->sign = sign_of(out->change, 0);
}

/* Do the same members make the whole in both years? Else its change is also one of members. */
static bool same_members(const zb_model *m, const zb_group *group, int indicator, int a, int b) {
    for (size_t i = 0; i < group->count; i++) {
        if (zb_rate_is_pooled(zb_model_rate(m, group->members[i], indicator, a)) !=
            zb_rate_is_pooled(zb_model_rate(m, group->members[i], indicator, b))) {
            return false;
        }
    }
    return true;
}

zb_shift zb_group_shift(const zb_model *m, const zb_group *group, int indicator) {
    const zb_group_pool *first = NULL, *last = NULL;
    zb_shift shift = {0};
    for (int year = m->last_year; year >= m->first_year; year--) {
        const zb_group_pool *p = zb_model_pool(m, group, indicator, year);
        if (p && !last) {
            last = p;
            shift.last_year = year;
        }
        if (p && same_members(m, group, indicator, year, shift.last_year)) {
            first = p;
            shift.first_year = year;
        }
    }
    if (first && first != last) {
        measure(&shift, first->numerator, first->denominator, last->numerator, last->denominator);
    }
    return shift;
}

/* A computed rate of exact parts, and of cases enough to be compared. */
static bool is_testable(const zb_rate *r) {
    return r && r->computed && !r->rounded && r->denominator >= ZB_COMPARED_FROM;
}

zb_shift zb_place_shift_between(const zb_model *m, int place, int indicator, int first, int last) {
    zb_shift shift = {.first_year = first, .last_year = last};
    const zb_rate *a = zb_model_rate(m, place, indicator, first);
    const zb_rate *b = zb_model_rate(m, place, indicator, last);
    if (a != b && is_testable(a) && is_testable(b)) {
        measure(&shift, a->numerator, a->denominator, b->numerator, b->denominator);
    }
    return shift;
}

zb_shift zb_place_shift(const zb_model *m, int place, int indicator) {
    int first = 0, last = 0;
    for (int year = m->first_year; year <= m->last_year; year++) {
        if (is_testable(zb_model_rate(m, place, indicator, year))) {
            first = first ? first : year;
            last = year;
        }
    }
    return zb_place_shift_between(m, place, indicator, first, last);
}

bool zb_shift_is_rounded(const zb_shift *shift) {
    double printed = round(10 * shift->last) - round(10 * shift->first);
    return shift->known && printed != round(10 * shift->change.value);
}

static bool exact_count(const zb_model *m, const zb_cell *cell) {
    size_t count;
    const zb_observation *rows = zb_dataset_observations(m->dataset, &count);
    if (!cell || cell->observation >= count) {
        return false;
    }
    const zb_observation *row = &rows[cell->observation];
    return cell->qualifier == ZB_EQ && !row->has_high && cell->precision <= 1 &&
           cell->value == floor(cell->value) && cell->value < 1e12;
}

static bool counts_events(const zb_indicator *indicator) {
    return !indicator->is_rate && indicator->aggregation == ZB_AGG_SUM &&
           zb_str_eq(indicator->unit_class, ZB_STR("case"));
}

zb_shift zb_count_shift(const zb_model *m, int place, int indicator, int first, int last) {
    zb_shift shift = {.first_year = first, .last_year = last};
    const zb_cell *a = zb_dataset_cell(m->dataset, place, indicator, first);
    const zb_cell *b = zb_dataset_cell(m->dataset, place, indicator, last);
    if (!a || !b || !(a->value > 0) || !zb_model_is_exact(m, place, indicator, first) ||
        !zb_model_is_exact(m, place, indicator, last)) {
        return shift;
    }
    shift.first = a->value;
    shift.last = b->value;
    zb_estimate ratio;
    if (counts_events(zb_lexicon_indicator_at(m->lexicon, (size_t)indicator)) &&
        exact_count(m, a) && exact_count(m, b) &&
        zb_stats_count_ratio(&ratio, a->value, b->value, LEVEL) == ZB_OK) {
        shift.known = true;
        shift.change = (zb_estimate){ratio.value - 1, ratio.low - 1, ratio.high - 1};
        shift.sign = sign_of(shift.change, 0);
    }
    return shift;
}

zb_streak zb_place_streak(const zb_model *m, int place, int indicator) {
    zb_streak streak = {0};
    int last = m->last_year;
    while (last > m->first_year && !zb_model_rate(m, place, indicator, last)) {
        last--;
    }
    int year = last;
    for (; year > m->first_year; year--) {
        const zb_rate *a = zb_model_rate(m, place, indicator, year - 1);
        const zb_rate *b = zb_model_rate(m, place, indicator, year);
        if (!a || !b || !a->computed || !b->computed || a->rounded || b->rounded ||
            a->value.value == b->value.value) {
            break;
        }
        int sign = b->value.value > a->value.value ? 1 : -1;
        if (streak.sign && sign != streak.sign) {
            break;
        }
        streak.sign = sign;
    }
    streak.shift = zb_place_shift_between(m, place, indicator, year, last);
    if (streak.shift.known && streak.shift.sign == streak.sign) {
        streak.years = last - year;
    }
    return streak;
}

/* ---- of the summary ---------------------------------------------------------------------- */

static void find_change(zb_findings *out, const zb_model *m) {
    double best = 0;
    for (size_t r = 0; m->main && r < m->rate_count; r++) {
        zb_shift shift = zb_group_shift(m, m->main, m->rates[r]->index);
        if (!shift.known || shift.sign == 0 || shift.last_year < m->main->year) {
            continue;
        }
        double surety = fabs(shift.change.value) / (shift.change.high - shift.change.low);
        if (surety > best) {
            best = surety;
            out->change = m->rates[r];
            out->change_shift = shift;
        }
    }
}

/* Of rates whose whole changed, for it is told with that change. */
static void find_streak(zb_findings *out, const zb_model *m) {
    out->streak_place = -1;
    for (size_t r = 0; m->main && r < m->rate_count; r++) {
        zb_shift whole = zb_group_shift(m, m->main, m->rates[r]->index);
        bool told = whole.known && whole.sign != 0 && whole.last_year >= m->main->year;
        for (size_t i = 0; told && i < m->main->count; i++) {
            zb_streak s = zb_place_streak(m, m->main->members[i], m->rates[r]->index);
            /* a place that goes with its whole is no news */
            if (!m->shown[m->main->members[i]] || s.years < LONG_STREAK || whole.sign == s.sign ||
                (out->streak_place >= 0 && s.years <= out->streak.years)) {
                continue;
            }
            out->streak_place = m->main->members[i];
            out->streak_rate = m->rates[r];
            out->streak = s;
        }
    }
}

static zb_jump jump_between(const zb_model *m, int indicator, int year) {
    zb_jump jump = {.year = year};
    for (size_t i = 0; i < m->main->count; i++) {
        int place = m->main->members[i];
        const zb_cell *a = zb_dataset_cell(m->dataset, place, indicator, year - 1);
        const zb_cell *b = zb_dataset_cell(m->dataset, place, indicator, year);
        if (exact_count(m, a) && exact_count(m, b) && !zb_model_doubts(m, place, indicator)) {
            jump.places++;
            jump.before += a->value;
            jump.after += b->value;
        }
    }
    jump.known = jump.places >= MANY_ENOUGH && 2 * jump.places >= m->main->count &&
                 jump.before >= FEWEST_SUMMED && jump.after >= FEWEST_SUMMED &&
                 zb_stats_count_ratio(&jump.ratio, jump.before, jump.after, LEVEL) == ZB_OK &&
                 sign_of(jump.ratio, 1) != 0;
    return jump;
}

/* The largest yearly change of a summed count, at least by a third. A sum of places that the report
 * is not on is no finding of it. */
static void find_jump(zb_findings *out, const zb_model *m) {
    double best = log(4.0 / 3);
    size_t indicators = m->main && zb_group_shown(m, m->main) == m->main->count
                            ? zb_lexicon_indicator_count(m->lexicon)
                            : 0;
    for (size_t i = 0; i < indicators; i++) {
        const zb_indicator *one = zb_lexicon_indicator_at(m->lexicon, i);
        for (int year = m->first_year + 1; counts_events(one) && year <= m->last_year; year++) {
            zb_jump jump = jump_between(m, one->index, year);
            double size = jump.known ? fabs(log(jump.ratio.value)) : 0;
            if (size > best) {
                best = size;
                out->jump_count = one;
                out->jump = jump;
            }
        }
    }
}

static bool is_extreme(zb_standing standing) {
    return standing == ZB_STAND_LOW998 || standing == ZB_STAND_HIGH998;
}

double zb_surprise(const zb_comparison *c, const zb_standing_row *row) {
    double p = c->whole.value / 100;
    return fabs(row->value.value / 100 - p) / sqrt(p * (1 - p) / row->denominator) / c->spread;
}

/* The farthest two beyond the limits. */
static void find_beyond(zb_findings *out, const zb_model *m, bool extreme) {
    double best = 0, next = 0;
    for (size_t r = 0; m->main && m->main->rates && r < m->rate_count; r++) {
        const zb_group_rate *rate = &m->main->rates[r];
        for (size_t i = 0; rate->known && i < rate->comparison.count; i++) {
            const zb_standing_row *row = &rate->comparison.rows[i];
            bool told = row->place == out->streak_place && m->rates[r] == out->streak_rate;
            bool beyond = extreme ? is_extreme(row->standing) : row->standing > ZB_STAND_SAME;
            if (!m->shown[row->place] || !beyond || told) {
                continue;
            }
            double size = zb_surprise(&rate->comparison, row);
            out->flagged_count++;
            if (size > best) {
                next = best;
                out->second_place = out->flagged_place;
                out->second_rate = out->flagged_rate;
                best = size;
                out->flagged_place = row->place;
                out->flagged_rate = m->rates[r];
            } else if (size > next) {
                next = size;
                out->second_place = row->place;
                out->second_rate = m->rates[r];
            }
        }
    }
}

static void find_flagged(zb_findings *out, const zb_model *m) {
    out->flagged_place = out->second_place = -1;
    find_beyond(out, m, true);
    if (out->flagged_place < 0 && out->streak_place < 0) {
        find_beyond(out, m, false);
    }
}

double zb_rate_news(const zb_shift *shift, const zb_standing_row *row) {
    bool out = row && row->standing > ZB_STAND_SAME, changed = shift->known && shift->sign != 0;
    double tier = out ? (is_extreme(row->standing) ? 2000 : 1000) : 0;
    double least = fmin(fabs(shift->change.low), fabs(shift->change.high));
    return tier + (changed ? fmin(100 + 8 * least, 899) : 0);
}

/* A place that is first or last only because it has few cases. */
static void find_extreme(zb_findings *out, const zb_model *m) {
    out->extreme_place = -1;
    double best = 0;
    for (size_t r = 0; m->main && m->main->rates && r < m->rate_count; r++) {
        const zb_comparison *c = &m->main->rates[r].comparison;
        for (size_t i = 0; m->main->rates[r].known && c->has_whole && i < c->count; i++) {
            const zb_standing_row *row = &c->rows[i];
            bool high = i == 0, low = i + 1 == c->count;
            bool few = m->shown[row->place] && !row->stated_only &&
                       row->denominator < ZB_FEW_CASES && row->denominator > 0 &&
                       c->count >= MANY_ENOUGH;
            bool open = row->value.low <= c->whole.value && row->value.high >= c->whole.value;
            bool alone = high ? c->count > 1 && c->rows[1].value.value < row->value.value
                              : low && c->rows[i - 1].value.value > row->value.value;
            double size = few && open && alone ? fabs(row->value.value - c->whole.value) : 0;
            if (size > best) {
                best = size;
                out->extreme_place = row->place;
                out->extreme_rate = m->rates[r];
                out->extreme_high = high;
            }
        }
    }
}

static void keep_larger(zb_move *move, int place, const zb_indicator *rate, zb_shift shift) {
    if (move->place < 0 || fabs(shift.change.value) > fabs(move->shift.change.value)) {
        *move = (zb_move){place, rate, shift};
    }
}

/* The largest rise and fall of a rate at a place of the report, up to the group's year. */
static void find_moves(zb_findings *out, const zb_model *m) {
    out->rise.place = out->fall.place = -1;
    for (size_t r = 0; m->main && r < m->rate_count; r++) {
        for (size_t i = 0; i < m->main->count; i++) {
            int place = m->main->members[i];
            zb_shift shift = zb_place_shift(m, place, m->rates[r]->index);
            bool passed =
                !m->shown[place] || (place == out->streak_place && m->rates[r] == out->streak_rate);
            if (shift.known && shift.sign && shift.last_year == m->main->year && !passed) {
                keep_larger(shift.sign > 0 ? &out->rise : &out->fall, place, m->rates[r], shift);
            }
        }
    }
    if (out->streak_place >= 0) {
        const zb_shift *told = &out->streak.shift;
        const zb_move *move = told->sign > 0 ? &out->rise : &out->fall;
        out->streak_is_larger =
            move->place >= 0 && fabs(told->change.value) > fabs(move->shift.change.value);
    }
}

static bool in_report(const zb_model *m, int place, int year) {
    bool other_year = year && (year < m->first_year || year > m->last_year);
    return !other_year && place >= 0 && m->included[place];
}

static bool is_fault(zb_finding_kind kind) {
    return kind == ZB_FIND_RATE || kind == ZB_FIND_RATE_RANGE || kind == ZB_FIND_PARTS ||
           kind == ZB_FIND_CHANGE || kind == ZB_FIND_RESTATED;
}

static void count_checks(zb_findings *out, const zb_model *m) {
    size_t count;
    const zb_check *checks = zb_dataset_checks(m->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        if (!in_report(m, checks[i].place, checks[i].year)) {
            continue;
        }
        zb_check_count *of = &out->checks[checks[i].kind];
        of->agree += checks[i].end == ZB_END_AGREE;
        of->disagree += checks[i].end == ZB_END_DISAGREE;
        of->impossible += checks[i].end == ZB_END_OPEN;
        out->checked += checks[i].end != ZB_END_OPEN;
    }
}

static void find_checks(zb_findings *out, const zb_model *m) {
    size_t count;
    const zb_finding *findings = zb_dataset_findings(m->dataset, &count);
    double worst = 0, farthest = 0;
    for (size_t i = 0; i < count; i++) {
        const zb_finding *f = &findings[i];
        if (!in_report(m, zb_model_find_place(m, f->region_code, f->region), f->year)) {
            continue;
        }
        out->shown++;
        out->faults += is_fault(f->kind);
        out->others[f->kind] += !is_fault(f->kind);
        bool both = f->has_stated && f->has_expected;
        if (f->kind == ZB_FIND_RATE && both && fabs(f->stated - f->expected) > worst) {
            worst = fabs(f->stated - f->expected);
            out->worst = f;
        }
        double far = f->kind == ZB_FIND_OUTLIER && both && f->expected > 0 && f->stated > 0
                         ? fabs(log(f->stated / f->expected))
                         : 0;
        if (far > farthest) {
            farthest = far;
            out->outlier = f;
        }
    }
}

void zb_findings_make(zb_findings *out, const zb_model *m) {
    *out = (zb_findings){0};
    find_change(out, m);
    find_streak(out, m);
    find_jump(out, m);
    find_flagged(out, m);
    find_extreme(out, m);
    find_moves(out, m);
    find_checks(out, m);
    count_checks(out, m);
}
