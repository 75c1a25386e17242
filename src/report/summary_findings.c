/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main findings: a bold sentence, two lines of evidence, a word-sized graphic, a link.
 */
#include "report/summary.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/background.h"
#include "report/graphics.h"
#include "report/item.h"
#include "report/numbers.h"
#include "report/quality.h"
#include "report/table.h"

typedef zb_item item; /* to tell; the texts are filled by its maker */

/* ---- the makers: each false when there is nothing to tell ---------------------------------- */

static void set_lines(zb_paper *paper, item *it, const double *front, const double *behind,
                      zb_color color) {
    zb_sparkline *spark = ZB_PAPER_NEW(paper, zb_sparkline, 1);
    if (spark && front) {
        *spark = (zb_sparkline){front, behind, (size_t)paper->model->year_count, color, true};
        it->draw = zb_draw_sparkline;
        it->data = spark;
    }
}

/* `；8个县（市、区）中6个上升、1个下降`, in English the end of a sentence. */
static void say_directions(zb_paper *paper, zb_rich *out, int indicator) {
    const zb_group *group = paper->model->main;
    size_t rose = 0, fell = 0, tested = 0;
    for (size_t i = 0; i < group->count; i++) {
        zb_shift s = zb_place_shift(paper->model, group->members[i], indicator);
        s.known = s.known && paper->model->shown[group->members[i]];
        tested += s.known;
        rose += s.known && s.sign > 0;
        fell += s.known && s.sign < 0;
    }
    if (tested < 2 || rose + fell == 0) {
        zb_rich_text(out, "%s", ZB_TR(paper, "", ". "));
        return;
    }
    zb_str members = zb_shown_of(paper, group, tested);
    if (rose == tested || fell == tested) {
        const char *way = rose ? ZB_TR(paper, "上升", "rose") : ZB_TR(paper, "下降", "fell");
        if (paper->english) {
            zb_rich_text(out, "; %s %.*s %s. ", tested == 2 ? "both" : "all",
                         ZB_ARG(tested == 2 ? zb_shown_name(paper, group, tested) : members), way);
        } else {
            zb_rich_text(out, "；%.*s均%s", ZB_ARG(members), way);
        }
        return;
    }
    if (paper->english) {
        zb_rich_text(out, "; %zu of %.*s %s", rose ? rose : fell, ZB_ARG(members),
                     rose ? "rose" : "fell");
        if (rose && fell) {
            zb_rich_text(out, ", %zu fell", fell);
        }
        zb_rich_text(out, ". ");
        return;
    }
    zb_rich_text(out, "；%.*s中", ZB_ARG(members));
    if (rose) {
        zb_rich_text(out, "%zu个上升", rose);
    }
    if (fell) {
        zb_rich_text(out, "%s%zu个下降", rose ? "、" : "", fell);
    }
}

static void say_streak(zb_paper *paper, zb_rich *out) {
    const zb_findings *f = paper->findings;
    const zb_model *m = paper->model;
    const zb_shift *shift = &f->streak.shift;
    zb_str name = zb_model_place_name(m, f->streak_place);
    if (paper->english) {
        zb_rich_text(out, "%.*s %s from %.1f%% in %d to %.1f%% in %d", ZB_ARG(name),
                     f->streak.sign > 0 ? "rose" : "fell", shift->first, shift->first_year,
                     shift->last, shift->last_year);
    } else {
        zb_rich_text(out, "；%.*s由%d年的%.1f%%%s至%d年的%.1f%%", ZB_ARG(name), shift->first_year,
                     shift->first, f->streak.sign > 0 ? "升" : "降", shift->last_year, shift->last);
    }
    const zb_group *group = zb_model_group_of(m, f->streak_place);
    const zb_standing_row *row =
        group ? zb_model_standing(zb_model_group_rate(m, group, f->streak_rate->index),
                                  f->streak_place)
              : NULL;
    if (row && (row->standing == ZB_STAND_LOW998 || row->standing == ZB_STAND_HIGH998)) {
        bool low = row->standing == ZB_STAND_LOW998;
        const char *side = low ? ZB_TR(paper, "低于", "below") : ZB_TR(paper, "高于", "above");
        if (paper->english && group->year == shift->last_year) {
            zb_rich_text(out, ", %s the 99.8%% control limit", side);
        } else {
            zb_rich_text(
                out, ZB_TR(paper, "，%d年%s99.8%%控制限", ", in %d %s the 99.8%% control limit"),
                group->year, side);
        }
    }
    zb_rich_text(out, "%s", ZB_TR(paper, "。", "."));
}

/* `升`, as in 升至. */
static const char *moved(const zb_paper *paper, int sign) {
    return sign > 0 ? ZB_TR(paper, "升", "rose") : ZB_TR(paper, "降", "fell");
}

/* `，墨川县连续7年下降`; without a name: of what the title speaks of. */
static void say_years(zb_paper *paper, zb_rich *title, zb_str name, const zb_streak *streak) {
    bool rose = streak->sign > 0;
    if (!paper->english) {
        zb_rich_bold(title, ZB_INK, "，%.*s连续%d年%s", ZB_ARG(name), streak->years,
                     rose ? "上升" : "下降");
    } else if (name.n) {
        zb_rich_bold(title, ZB_INK, "; %.*s %s %d years in a row", ZB_ARG(name),
                     rose ? "rose" : "fell", streak->years);
    } else {
        zb_rich_bold(title, ZB_INK, ", %s %d years in a row", rose ? "up" : "down", streak->years);
    }
}

/* The interval of the size of a change. */
static zb_str range_of(zb_paper *paper, const zb_shift *shift) {
    zb_buf range = {0};
    double low = shift->sign > 0 ? shift->change.low : -shift->change.high;
    double high = shift->sign > 0 ? shift->change.high : -shift->change.low;
    zb_put_range(&range, paper->english, low, high, 1, "");
    zb_str said = zb_keep(paper, &range);
    zb_buf_free(&range);
    return said;
}

static bool tell_change(zb_paper *paper, item *it) {
    const zb_findings *f = paper->findings;
    const zb_model *m = paper->model;
    /* a long run against the whole is told with the change of its rate */
    const zb_indicator *one = f->streak_place >= 0 ? f->streak_rate : f->change;
    zb_shift shift = one ? zb_group_shift(m, m->main, one->index) : (zb_shift){0};
    if (!shift.known || shift.sign == 0) {
        return false;
    }
    bool with_streak = one == f->streak_rate && f->streak_place >= 0;
    zb_rich_bold(
        &it->title, ZB_INK, ZB_TR(paper, "%.*s%s%.*s%s至%.1f%%", "%.*s%s %.*s %s to %.1f%%"),
        ZB_ARG(zb_capital(paper, m->main->whole)), ZB_TR(paper, "", m->main->is_whole ? "'s" : ":"),
        ZB_ARG(zb_name_of(paper, one)), moved(paper, shift.sign), shift.last);
    if (with_streak) {
        zb_str name = zb_model_place_name(m, f->streak_place);
        say_years(paper, &it->title, name, &f->streak);
    }
    zb_str range = range_of(paper, &shift);
    if (paper->english) {
        zb_rich_text(&it->evidence,
                     "%s %.1f percentage points on the %.1f%% of %d (95%% interval %.*s)",
                     shift.sign > 0 ? "Up" : "Down", fabs(shift.change.value), shift.first,
                     shift.first_year, ZB_ARG(range));
    } else {
        zb_rich_text(&it->evidence, "%.*s比%d年的%.1f%%%s%.1f个百分点（区间%.*s）",
                     ZB_ARG(m->main->whole), shift.first_year, shift.first,
                     shift.sign > 0 ? "上升" : "下降", fabs(shift.change.value), ZB_ARG(range));
    }
    it->rounded = zb_shift_is_rounded(&shift);
    say_directions(paper, &it->evidence, one->index);
    if (with_streak) {
        say_streak(paper, &it->evidence);
        set_lines(paper, it, zb_paper_values(paper, f->streak_place, one->index),
                  zb_paper_pools(paper, paper->model->main, one->index),
                  f->streak.sign > 0 ? ZB_BLUE : ZB_ORANGE);
    } else {
        zb_rich_text(&it->evidence, "%s", ZB_TR(paper, "。", ""));
        set_lines(paper, it, zb_paper_pools(paper, paper->model->main, one->index), NULL, ZB_INK);
    }
    const zb_str keys[] = {zb_key(paper, "trend", one->code), ZB_STR("wholes"),
                           zb_key(paper, "changes", one->code), ZB_STR("heat:1")};
    it->key = zb_first_known(paper, keys, 4);
    return true;
}

/* Bars of the places that state the count in every year; none when they are less than half. */
static void set_sums(zb_paper *paper, item *it, const zb_indicator *one, int year) {
    const zb_model *m = paper->model;
    double *sums = ZB_PAPER_NEW(paper, double, (size_t)m->year_count);
    zb_sparkbars *bars = ZB_PAPER_NEW(paper, zb_sparkbars, 1);
    size_t whole = 0;
    for (size_t i = 0; sums && i < m->main->count; i++) {
        int place = m->main->members[i];
        bool every = !zb_model_doubts(m, place, one->index);
        for (int y = m->first_year; every && y <= m->last_year; y++) {
            every = isfinite(zb_model_value(m, place, one->index, y));
        }
        whole += every;
        for (int y = 0; every && y < m->year_count; y++) {
            sums[y] += zb_model_value(m, place, one->index, m->first_year + y);
        }
    }
    if (sums && bars && 2 * whole >= m->main->count) {
        *bars = (zb_sparkbars){sums, (size_t)m->year_count, (size_t)(year - m->first_year)};
        it->draw = zb_draw_sparkbars;
        it->data = bars;
    }
}

static bool tell_jump(zb_paper *paper, item *it) {
    const zb_findings *f = paper->findings;
    const zb_model *m = paper->model;
    if (!f->jump_count) {
        return false;
    }
    const zb_indicator *one = f->jump_count;
    double change = 100 * (f->jump.ratio.value - 1);
    bool more = change > 0;
    zb_str members = zb_members_of(paper, m->main, f->jump.places);
    zb_str after = zb_quantity(paper, f->jump.after, one);
    zb_str before = zb_quantity(paper, f->jump.before, one);
    zb_buf range = {0};
    double low = 100 * (f->jump.ratio.low - 1), high = 100 * (f->jump.ratio.high - 1);
    zb_put_range(&range, paper->english, more ? low : -high, more ? high : -low, 1, "%");
    if (paper->english) {
        zb_rich_bold(&it->title, ZB_INK, "%.*s %s by %.1f%% in %d",
                     ZB_ARG(zb_capital(paper, zb_name_of(paper, one))), more ? "rose" : "fell",
                     fabs(change), f->jump.year);
        zb_rich_text(
            &it->evidence,
            "The %.*s stating it for both years: %.*s in all, %.1f%% %s than the %.*s of the "
            "year before (95%% interval %.*s).",
            ZB_ARG(members), ZB_ARG(after), fabs(change), more ? "more" : "less", ZB_ARG(before),
            ZB_ARG(zb_buf_str(&range)));
    } else {
        zb_rich_bold(&it->title, ZB_INK, "%.*s%d年%s%.1f%%", ZB_ARG(one->name_zh), f->jump.year,
                     more ? "增加" : "减少", fabs(change));
        zb_rich_text(&it->evidence, "两年均载明的%.*s合计%.*s，比上年的%.*s%s%.1f%%（区间%.*s）。",
                     ZB_ARG(members), ZB_ARG(after), ZB_ARG(before), more ? "增加" : "减少",
                     fabs(change), ZB_ARG(zb_buf_str(&range)));
    }
    zb_buf_free(&range);
    zb_say_background(paper, &it->evidence, one, f->jump.year);
    set_sums(paper, it, one, f->jump.year);
    const zb_str keys[] = {zb_key(paper, "trend", one->code), zb_key(paper, "values", one->code),
                           zb_key(paper, "values", one->group)};
    it->key = zb_first_known(paper, keys, 3);
    return true;
}

/* Behind the indicator's name, which in English may end with the unit. */
static zb_str named_quantity(zb_paper *paper, double value, const zb_indicator *one) {
    if (!paper->english || !zb_str_ends(zb_name_of(paper, one), zb_unit_of(paper, one))) {
        return zb_quantity(paper, value, one);
    }
    zb_buf number = {0};
    zb_put_spoken(&number, true, value);
    zb_str said = zb_keep(paper, &number);
    zb_buf_free(&number);
    return said;
}

static bool tell_outlier(zb_paper *paper, item *it) {
    const zb_finding *f = paper->findings->outlier;
    const zb_model *m = paper->model;
    const zb_indicator *one = f ? zb_lexicon_indicator(m->lexicon, f->indicator) : NULL;
    if (!one) {
        return false;
    }
    int place = zb_model_find_place(m, f->region_code, f->region);
    if (place < 0) {
        return false;
    }
    zb_rich_bold(&it->title, ZB_INK,
                 ZB_TR(paper, "%.*s%.*s%.*s，宜先核对口径",
                       "%.*s: %.*s, %.*s; check first how they are counted"),
                 ZB_ARG(zb_model_place_name(m, place)), ZB_ARG(zb_name_of(paper, one)),
                 ZB_ARG(named_quantity(paper, f->stated, one)));
    zb_str median = zb_quantity(paper, f->expected, one);
    zb_buf times = {0};
    zb_put_multiple(&times, paper->english, f->stated / f->expected);
    if (paper->english) {
        zb_rich_text(
            &it->evidence,
            "In %d it was %.*s%s the median of the other regions of its level (%.*s). Whether "
            "all count alike cannot be checked; nothing is adjusted or ranked by it.",
            f->year, ZB_ARG(zb_buf_str(&times)), f->stated >= f->expected ? "" : " of",
            ZB_ARG(median));
    } else {
        zb_rich_text(
            &it->evidence,
            "%d年的数值是同级其他地区中位数（%.*s）的%.*s；口径是否相同无从核对，本报告未作调"
            "整，也不据此排名。",
            f->year, ZB_ARG(median), ZB_ARG(zb_buf_str(&times)));
    }
    zb_buf_free(&times);
    const zb_group *group = zb_model_group_of(m, place);
    zb_strip *strip = group ? ZB_PAPER_NEW(paper, zb_strip, 1) : NULL;
    double *values = group ? ZB_PAPER_NEW(paper, double, group->count) : NULL;
    if (strip && values) {
        for (size_t i = 0; i < group->count; i++) {
            values[i] = group->members[i] == place
                            ? NAN
                            : zb_model_value(m, group->members[i], one->index, f->year);
        }
        *strip = (zb_strip){values, group->count, f->stated};
        it->draw = zb_draw_strip;
        it->data = strip;
    }
    it->key = ZB_STR("findings");
    return true;
}

static void title_checks(zb_rich *title, bool english, const zb_findings *f) {
    zb_buf checked = {0};
    zb_put_spoken(&checked, english, (double)f->checked);
    if (f->checked >= f->faults && f->checked) {
        zb_rich_bold(title, ZB_INK, english ? "%.*s checks: " : "核对%.*s处，",
                     ZB_ARG(zb_buf_str(&checked)));
        if (f->faults) {
            zb_rich_bold(title, ZB_INK, english ? "%zu %s" : "%zu处%s", f->faults,
                         !english         ? "不一致"
                         : f->faults == 1 ? "disagrees"
                                          : "disagree");
        } else {
            zb_rich_bold(title, ZB_INK, "%s", english ? "all agree" : "均一致");
        }
    } else {
        zb_rich_bold(title, ZB_INK,
                     english ? "Findings of the checks: %zu, of which values that do not agree: %zu"
                             : "核对发现%zu处，其中数值不一致%zu处",
                     f->shown, f->faults);
    }
    zb_buf_free(&checked);
}

/* Findings that are no disagreement, by their kinds: `另有1处更正、1处异常值，共6处发现，见`. */
static void say_other_findings(zb_paper *paper, zb_rich *out) {
    const zb_findings *f = paper->findings;
    size_t told = 0;
    zb_rich_text(out, "%s", ZB_TR(paper, "另有", "Also found: "));
    for (int kind = 0; kind <= ZB_FIND_OUTLIER; kind++) {
        if (f->others[kind] && paper->english) {
            zb_rich_text(out, "%s%.*s (%zu)", told++ ? ", " : "",
                         ZB_ARG(zb_kind_of(paper, (zb_finding_kind)kind)), f->others[kind]);
        } else if (f->others[kind]) {
            zb_rich_text(out, "%s%zu处%.*s", told++ ? "、" : "", f->others[kind],
                         ZB_ARG(zb_kind_of(paper, (zb_finding_kind)kind)));
        }
    }
    if (f->faults) {
        zb_rich_text(out, ZB_TR(paper, "，共%zu处发现", "; %zu findings in all"), f->shown);
    }
    zb_rich_text(out, "%s", ZB_TR(paper, "，见", ", in "));
}

static bool tell_checks(zb_paper *paper, item *it) {
    const zb_findings *f = paper->findings;
    if (f->checked == 0 && f->shown == 0) {
        return false;
    }
    title_checks(&it->title, paper->english, f);
    const zb_finding *w = f->worst;
    const zb_indicator *one = w ? zb_lexicon_indicator(paper->model->lexicon, w->indicator) : NULL;
    if (one) {
        int place = zb_model_find_place(paper->model, w->region_code, w->region);
        zb_rich_text(
            &it->evidence,
            ZB_TR(paper, "比率中最大的一处为%.*s%d年%.*s，原文%.1f%%，按其分子、分母计算为%.1f%%；",
                  "The largest of a rate: %.*s, %d, %.*s, stated as %.1f%% but %.1f%% by "
                  "its numerator and denominator. "),
            ZB_ARG(place < 0 ? w->region : zb_model_place_name(paper->model, place)), w->year,
            ZB_ARG(zb_name_of(paper, one)), w->stated, w->expected);
    }
    if (f->shown) {
        if (f->shown > f->faults) {
            say_other_findings(paper, &it->evidence);
        } else {
            zb_rich_text(&it->evidence, "%s", ZB_TR(paper, "全部发现列于", "All findings are in "));
        }
        zb_rich_link(&it->evidence, ZB_STR("findings"),
                     zb_flow_ref(paper->flow, ZB_STR("findings")), false, ZB_TEXT);
        zb_rich_text(&it->evidence, "%s", ZB_TR(paper, "。", "."));
    } else {
        zb_rich_text(
            &it->evidence, "%s",
            ZB_TR(paper, "可核对的表述与计算值都在舍入容差之内。",
                  "All statements that can be checked agree with the computed values within "
                  "the tolerance of rounding."));
    }
    zb_parts *parts = f->checked ? ZB_PAPER_NEW(paper, zb_parts, 1) : NULL;
    if (parts) {
        double agree = f->checked > f->faults ? (double)(f->checked - f->faults) : 0;
        *parts = (zb_parts){agree, (double)f->faults, 0, (double)f->checked};
        it->draw = zb_draw_parts;
        it->data = parts;
    }
    zb_say_missing(paper, &it->evidence);
    const zb_str keys[] = {ZB_STR("findings"), ZB_STR("results-table")};
    it->key = zb_first_known(paper, keys, 2);
    return true;
}

/* ---- without a group to speak of: the surest change of a place ----------------------------- */

/* Only changes beyond chance are told. */
static double worth(const zb_model *m, int place, int indicator) {
    zb_shift shift = zb_place_shift(m, place, indicator);
    const zb_group_rate *rate = zb_model_group_rate(m, zb_model_group_of(m, place), indicator);
    return shift.known && shift.sign ? zb_rate_news(&shift, zb_model_standing(rate, place)) : 0;
}

/* The nth rate, from 0, by what it is worth; NULL when there are fewer. */
static const zb_indicator *nth_change(const zb_model *m, int place, int nth) {
    double below = INFINITY;
    const zb_indicator *best = NULL;
    for (int n = 0; n <= nth; n++) {
        double most = 0;
        best = NULL;
        for (size_t r = 0; r < m->rate_count; r++) {
            double w = worth(m, place, m->rates[r]->index);
            if (w > most && w < below) {
                most = w;
                best = m->rates[r];
            }
        }
        below = most;
    }
    return best;
}

static bool tell_place(zb_paper *paper, item *it, int place, int nth) {
    const zb_model *m = paper->model;
    const zb_indicator *one = nth_change(m, place, nth);
    if (!one) {
        return false;
    }
    zb_shift shift = zb_place_shift(m, place, one->index);
    zb_streak streak = zb_place_streak(m, place, one->index);
    bool long_run = streak.years >= 3 && streak.sign == shift.sign;
    const char *rose = paper->english && long_run ? "" : moved(paper, shift.sign);
    zb_rich_bold(&it->title, ZB_INK, ZB_TR(paper, "%.*s%.*s%s%s%.1f%%", "%.*s: %.*s %s%s%.1f%%"),
                 ZB_ARG(zb_model_place_name(m, place)), ZB_ARG(zb_name_of(paper, one)), rose,
                 *rose ? ZB_TR(paper, "至", " to ") : "", shift.last);
    if (long_run) {
        say_years(paper, &it->title, (zb_str){0}, &streak);
    }
    zb_rich_text(&it->evidence,
                 ZB_TR(paper, "%d年比%d年%s%.1f个百分点（区间%.*s）",
                       "%d against %d: %s %.1f percentage points (95%% interval %.*s)"),
                 shift.last_year, shift.first_year,
                 shift.sign > 0 ? ZB_TR(paper, "上升", "up") : ZB_TR(paper, "下降", "down"),
                 fabs(shift.change.value), ZB_ARG(range_of(paper, &shift)));
    const zb_group *group = zb_model_group_of(m, place);
    const zb_group_rate *rate = zb_model_group_rate(m, group, one->index);
    const zb_standing_row *row = zb_model_standing(rate, place);
    if (row && row->standing > ZB_STAND_SAME && group->year == shift.last_year) {
        zb_rich_text(&it->evidence, ZB_TR(paper, "，%s（%.*s%.1f%%）", ", %s (%.*s %.1f%%)"),
                     zb_beyond(paper, row->standing), ZB_ARG(group->whole),
                     rate->comparison.whole.value);
    }
    zb_rich_text(&it->evidence, "%s", ZB_TR(paper, "。", "."));
    set_lines(paper, it, zb_paper_values(paper, place, one->index), NULL,
              shift.sign > 0 ? ZB_BLUE : ZB_ORANGE);
    it->key = zb_say(paper, "region-rates:%d", place);
    return true;
}

/* What is told so far. */
typedef struct list {
    int number;
    bool rounded;
} list;

/* Draw the finding under the heading that comes with the first. */
static void tell(zb_paper *paper, item *it, bool has, list *told) {
    int *number = &told->number;
    zb_flow *flow = paper->flow;
    if (has && *number == 0) {
        zb_flow_heading(flow, paper->english ? ZB_STR("Main findings") : ZB_STR("主要发现"), 60);
    } else if (has) {
        zb_flow_rule(flow, flow->sheet.left + ZB_ITEM_INDENT, flow->sheet.right, flow->y - 1.5, 0.5,
                     ZB_GRID);
    }
    if (has) {
        zb_item_draw(paper, it, ++*number);
        told->rounded = told->rounded || it->rounded;
    }
    zb_item_free(it);
}

void zb_summary_findings(zb_paper *paper) {
    typedef bool tell_fn(zb_paper * paper, item * it);
    static tell_fn *const tellers[] = {tell_change,     tell_jump,       zb_tell_moves,
                                       zb_tell_flagged, zb_tell_extreme, tell_outlier};
    enum { MOST_PLACES = 4, MOST_TOLD = 6 }; /* the checks are always told */
    const zb_model *m = paper->model;
    list told = {0};
    int each = m->included_count == 1 ? MOST_PLACES : 1;
    for (size_t i = 0; !m->main && i < m->place_count && told.number < MOST_PLACES; i++) {
        for (int n = 0; n < each && m->shown[i]; n++) {
            item it = {0};
            tell(paper, &it, tell_place(paper, &it, (int)i, n), &told);
        }
    }
    for (size_t i = 0; i < sizeof tellers / sizeof *tellers && told.number + 1 < MOST_TOLD; i++) {
        item it = {0};
        tell(paper, &it, tellers[i](paper, &it), &told);
    }
    item checks = {0};
    tell(paper, &checks, tell_checks(paper, &checks), &told);
    zb_items_note(paper, told.rounded);
}
