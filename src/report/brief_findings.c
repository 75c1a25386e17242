/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main findings of a brief: three to five bold sentences, from tested figures only.
 */
#include "report/brief_inside.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/background.h"
#include "report/graphics.h"
#include "report/item.h"
#include "report/numbers.h"

enum { MOST_ITEMS = 5, MOST_RATES = 3, LONG_STREAK = 3, MOST_LISTED = 3, MOST_STATED = 4 };

static bool is_low(const zb_standing_row *row) {
    return row->standing == ZB_STAND_LOW95 || row->standing == ZB_STAND_LOW998;
}

static bool has_changed(const zb_brief_pick *p) {
    return p->shift.known && p->shift.sign != 0;
}

/* ---- a rate that changed or stands out --------------------------------------------------- */

static void put_limit(zb_brief *b, zb_rich *title, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    bool far = p->row->standing == ZB_STAND_LOW998 || p->row->standing == ZB_STAND_HIGH998;
    zb_rich_bold(title, ZB_INK,
                 ZB_TR(paper, "，%s%.*s%s%%控制限", ", %s the control limit of %.*s (%s%%)"),
                 is_low(p->row) ? ZB_TR(paper, "低于", "below") : ZB_TR(paper, "高于", "above"),
                 ZB_ARG(b->view.group->whole), far ? "99.8" : "95");
}

static void title_rate(zb_brief *b, zb_rich *title, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    const zb_shift *s = &p->shift;
    zb_str name = zb_brief_name(b, p->one);
    bool current = s->last_year == b->view.year;
    if (has_changed(p) && p->flagged && current) {
        zb_rich_bold(
            title, ZB_INK, ZB_TR(paper, "%.*s%s至%.1f%%", "%.*s %s to %.1f%%"), ZB_ARG(name),
            s->sign > 0 ? ZB_TR(paper, "升", "rose") : ZB_TR(paper, "降", "fell"), s->last);
        put_limit(b, title, p);
    } else if (p->flagged) {
        zb_rich_bold(title, ZB_INK, ZB_TR(paper, "%.*s%.1f%%", "%.*s %.1f%%"), ZB_ARG(name),
                     p->row->value.value);
        put_limit(b, title, p);
    } else {
        zb_rich_bold(title, ZB_INK,
                     ZB_TR(paper, "%.*s由%.1f%%%s至%.1f%%", "%.*s: from %.1f%% %s to %.1f%%"),
                     ZB_ARG(name), s->first,
                     s->sign > 0 ? ZB_TR(paper, "升", "up") : ZB_TR(paper, "降", "down"), s->last);
    }
}

/* `区间2.4~3.4`, of a fall without its sign. */
static zb_str size_range(zb_brief *b, zb_estimate change, int sign) {
    zb_buf text = {0};
    double low = sign > 0 ? change.low : -change.high, high = sign > 0 ? change.high : -change.low;
    zb_put_range(&text, b->paper->english, low, high, 1, "");
    zb_str said = zb_keep(b->paper, &text);
    zb_buf_free(&text);
    return said;
}

static void say_shift(zb_brief *b, zb_rich *out, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    const zb_shift *s = &p->shift;
    const char *rose = ZB_TR(paper, "上升", "up"), *fell = ZB_TR(paper, "下降", "down");
    zb_str range = size_range(b, s->change, s->sign);
    if (paper->english) {
        zb_rich_text(out, "%s %.1f percentage points from %d to %d (95%% interval %.*s)",
                     s->sign > 0 ? "Up" : "Down", fabs(s->change.value), s->first_year,
                     s->last_year, ZB_ARG(range));
    } else {
        zb_rich_text(out, "%d年比%d年%s%.1f个百分点（95%%区间%.*s）", s->last_year, s->first_year,
                     s->sign > 0 ? rose : fell, fabs(s->change.value), ZB_ARG(range));
    }
    const zb_streak *run = &p->streak;
    if (run->years >= LONG_STREAK && run->sign == s->sign && run->shift.last_year == s->last_year) {
        const char *runs =
            run->sign > 0 ? ZB_TR(paper, "上升", "rises") : ZB_TR(paper, "下降", "falls");
        zb_rich_text(out, ZB_TR(paper, "，连续%d年%s", ", %d consecutive annual %s"), run->years,
                     runs);
    }
    zb_shift whole =
        b->view.group ? zb_group_shift(paper->model, b->view.group, p->one->index) : (zb_shift){0};
    if (whole.known && whole.first_year == s->first_year && whole.last_year == s->last_year) {
        zb_str name = b->view.group->whole;
        if (whole.sign) {
            zb_rich_text(out, ZB_TR(paper, "；%.*s同期%s%.1f个百分点", "; %.*s %s %.1f"),
                         ZB_ARG(name), whole.sign > 0 ? rose : fell, fabs(whole.change.value));
        } else {
            zb_rich_text(out, ZB_TR(paper, "；%.*s同期变化不显著", "; %.*s: no significant change"),
                         ZB_ARG(name));
        }
    }
    zb_rich_text(out, ZB_TR(paper, "。", ". "));
}

static void say_standing(zb_brief *b, zb_rich *out, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    zb_buf n = {0}, range = {0};
    zb_buf_thousands(&n, p->row->denominator, 0);
    zb_put_range(&range, paper->english, p->row->value.low, p->row->value.high, 1, "%");
    zb_rich_text(out,
                 ZB_TR(paper, "%d年为%.1f%%（95%%区间%.*s，分母%.*s），%.*s为%.1f%%",
                       "%d: %.1f%% (95%% interval %.*s, denominator %.*s), %.*s %.1f%%"),
                 b->view.year, p->row->value.value, ZB_ARG(zb_buf_str(&range)),
                 ZB_ARG(zb_buf_str(&n)), ZB_ARG(b->view.group->whole),
                 p->rate->comparison.whole.value);
    if (p->rate->comparison.spread > 1.0005) {
        zb_rich_text(out, "%s",
                     ZB_TR(paper, "，控制限已作过离散调整",
                           ", limits widened for "
                           "overdispersion"));
    }
    zb_rich_text(out, ZB_TR(paper, "。", ". "));
    zb_buf_free(&n);
    zb_buf_free(&range);
}

static void set_line(zb_brief *b, zb_item *it, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    zb_sparkline *spark = ZB_PAPER_NEW(paper, zb_sparkline, 1);
    double *front = zb_paper_values(paper, b->view.place, p->one->index);
    bool low = p->flagged ? is_low(p->row) : p->shift.sign < 0;
    if (spark && front) {
        *spark = (zb_sparkline){front, zb_paper_pools(paper, b->view.group, p->one->index),
                                (size_t)paper->model->year_count, low ? ZB_ORANGE : ZB_BLUE, true};
        it->draw = zb_draw_sparkline;
        it->data = spark;
    }
}

static void set_whisker(zb_brief *b, zb_item *it, const zb_brief_pick *p) {
    zb_whisker *w = ZB_PAPER_NEW(b->paper, zb_whisker, 1);
    if (w) {
        *w = (zb_whisker){p->row->value, p->rate->comparison.whole.value};
        it->draw = zb_draw_whisker;
        it->data = w;
    }
}

static void tell_rate(zb_brief *b, zb_item *it, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    title_rate(b, &it->title, p);
    it->rounded = has_changed(p) && zb_shift_is_rounded(&p->shift);
    if (p->flagged) {
        say_standing(b, &it->evidence, p);
    }
    if (has_changed(p)) {
        say_shift(b, &it->evidence, p);
    } else if (p->shift.known) {
        zb_rich_text(&it->evidence,
                     ZB_TR(paper, "与%d年相比变化不显著。", "No significant change since %d."),
                     p->shift.first_year);
    }
    if (p->values > 1) {
        set_line(b, it, p);
    } else if (p->flagged) {
        set_whisker(b, it, p);
    }
    zb_str figure = zb_key(paper, "brief-trend", p->one->code);
    it->key = zb_flow_knows(paper->flow, figure) ? figure
                                                 : zb_say(paper, "region-rates:%d", b->view.place);
}

static bool is_news(const zb_brief_pick *p) {
    return p->one->is_rate && (p->flagged || has_changed(p));
}

/* The rates to tell: the best, but among several a rise and a fall where there are both. */
static size_t pick_news(const zb_brief *b, const zb_brief_pick **out, size_t most) {
    size_t count = 0;
    bool fall = false, rise = false;
    for (size_t i = 0; i < b->count && count < most; i++) {
        if (is_news(&b->picks[i])) {
            out[count++] = &b->picks[i];
            fall |= b->picks[i].shift.sign < 0;
            rise |= b->picks[i].shift.sign > 0;
        }
    }
    for (size_t i = 0; i < b->count && count > 1 && count == most && fall != rise; i++) {
        const zb_brief_pick *p = &b->picks[i];
        if (is_news(p) && (fall ? p->shift.sign > 0 : p->shift.sign < 0)) {
            out[count - 1] = p;
            break;
        }
    }
    return count;
}

/* ---- where there is no news ------------------------------------------------------------- */

/* `纠错率12.0%`, `化解率98.0%以上`, `调解案件数2,544件`; false: not stated in the year shown. */
static bool put_value(zb_brief *b, zb_rich *out, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    const zb_model *m = paper->model;
    const zb_rate *r =
        p->one->is_rate ? zb_model_rate(m, b->view.place, p->one->index, b->view.year) : NULL;
    const zb_cell *cell =
        p->one->is_rate ? NULL
                        : zb_dataset_cell(m->dataset, b->view.place, p->one->index, b->view.year);
    if (!r && !cell) {
        return false;
    }
    zb_str name = out->text.n ? zb_name_of(paper, p->one) : zb_brief_name(b, p->one);
    zb_rich_text(out, "%s%.*s", out->text.n ? ZB_TR(paper, "、", ", ") : "", ZB_ARG(name));
    if (r && r->computed) {
        zb_rich_text(out, ZB_TR(paper, "%.1f%%", " %.1f%%"), r->value.value);
    } else if (r) {
        zb_str text = zb_stated_text(paper, r);
        bool least = zb_str_ends(text, ZB_STR("+"));
        text = zb_str_sub(text, 0, text.n - least);
        zb_rich_text(out, ZB_TR(paper, "%.*s%%%s", " %.*s%%%s"), ZB_ARG(text),
                     !least ? "" : ZB_TR(paper, "以上", " or more"));
    } else {
        zb_buf text = {0};
        zb_put_cell(&text, paper->english, cell->value / zb_table_factor(p->one->unit_zh),
                    cell->qualifier);
        zb_rich_text(out, ZB_TR(paper, "%.*s", " %.*s"), ZB_ARG(zb_buf_str(&text)));
        if (!paper->english || zb_table_factor(p->one->unit_zh) > 1) { /* else the name has it */
            zb_rich_text(out, ZB_TR(paper, "%.*s", " (%.*s)"), ZB_ARG(zb_unit_of(paper, p->one)));
        }
        zb_buf_free(&text);
    }
    return true;
}

/* The figures of the year shown themselves, the first of them. */
static void tell_stated(zb_brief *b, zb_item *it) {
    zb_paper *paper = b->paper;
    const zb_region_view *v = &b->view;
    size_t rates = 0, counts = 0, told = 0;
    for (size_t i = 0; i < b->count; i++) {
        const zb_brief_pick *p = &b->picks[i];
        bool has = isfinite(zb_model_value(paper->model, v->place, p->one->index, v->year));
        rates += has && p->one->is_rate;
        counts += has && !p->one->is_rate;
        told += has && told < MOST_STATED && put_value(b, &it->evidence, p);
    }
    if (paper->english) {
        zb_rich_bold(&it->title, ZB_INK, "The report for %d states %.*s and %.*s", v->year,
                     ZB_ARG(zb_count_of(paper, rates, "", "rate", "rates")),
                     ZB_ARG(zb_count_of(paper, counts, "", "count", "counts")));
    } else {
        zb_rich_bold(&it->title, ZB_INK, "%d年报告载明比率%zu项、数量指标%zu项", v->year, rates,
                     counts);
    }
    zb_rich_text(&it->evidence, "%s",
                 !told                   ? ""
                 : rates + counts > told ? ZB_TR(paper, "等。", " and others.")
                                         : ZB_TR(paper, "。", "."));
    it->key = rates ? zb_say(paper, "region-rates:%d", v->place) : (zb_str){0};
}

static void list_compared(zb_brief *b, zb_rich *out) {
    zb_paper *paper = b->paper;
    size_t told = 0;
    for (size_t i = 0; i < b->count && told < MOST_LISTED; i++) {
        const zb_brief_pick *p = &b->picks[i];
        if (!p->row || p->row->standing == ZB_STAND_UNKNOWN) {
            continue;
        }
        zb_rich_text(out, ZB_TR(paper, "%s%.*s%.1f%%（%.*s%.1f%%）", "%s%.*s %.1f%% (%.*s %.1f%%)"),
                     told ? ZB_TR(paper, "、", ", ") : "",
                     ZB_ARG(told ? zb_name_of(paper, p->one) : zb_brief_name(b, p->one)),
                     p->row->value.value, ZB_ARG(b->view.group->whole_short),
                     p->rate->comparison.whole.value);
        told++;
    }
    zb_rich_text(out,
                 b->view.compared > told
                     ? ZB_TR(paper, "等，都在95%%控制限之内。",
                             " and others: all within the 95%% control limits.")
                     : ZB_TR(paper, "，%s在95%%控制限之内。", "%s within the 95%% control limits."),
                 told > 1 ? ZB_TR(paper, "都", ": all") : ZB_TR(paper, "", ":"));
}

static void tell_standing(zb_brief *b, zb_item *it) {
    zb_paper *paper = b->paper;
    const zb_region_view *v = &b->view;
    if (!v->group) {
        zb_rich_bold(&it->title, ZB_INK, "%s",
                     ZB_TR(paper, "没有可以比较的同级地区", "No places to compare with"));
        zb_rich_text(&it->evidence, "%s",
                     ZB_TR(paper, "数据中没有同一上级的其他同级地区，本简报只写本地的数值。",
                           "The data hold no other place of this level under the same authority; "
                           "this brief tells only its own figures."));
    } else if (v->compared) {
        if (paper->english) {
            zb_rich_bold(&it->title, ZB_INK, "%.*s compared in %d: no significant difference",
                         ZB_ARG(zb_count_of(paper, v->compared, "", "rate", "rates")), v->year);
        } else {
            zb_rich_bold(&it->title, ZB_INK, "%d年可比的%zu项比率与%.*s无显著差异", v->year,
                         v->compared, ZB_ARG(v->group->whole));
        }
        list_compared(b, &it->evidence);
        it->key = zb_say(paper, "region-rates:%d", v->place);
    } else {
        zb_rich_bold(&it->title, ZB_INK,
                     ZB_TR(paper, "%d年没有可与同级地区比较的比率",
                           "%d: no rate that can be compared with other places"),
                     v->year);
        zb_rich_text(
            &it->evidence, "%s",
            ZB_TR(paper,
                  "比较需要报告载明分子和分母，分母不小于10，且有足够的同级地区载明同一比率。",
                  "A comparison takes a numerator and a denominator of at least 10, and "
                  "enough places that state the same rate."));
    }
}

static void tell_quiet(zb_brief *b, zb_item *it) {
    zb_paper *paper = b->paper;
    size_t tested = 0;
    for (size_t i = 0; i < b->count; i++) {
        tested += b->picks[i].one->is_rate && b->picks[i].shift.known;
    }
    if (tested) {
        zb_rich_bold(&it->title, ZB_INK,
                     ZB_TR(paper, "%zu项比率可比首末两年，变化均不显著",
                           "No significant change in %zu rates known for two years"),
                     tested);
        zb_rich_text(&it->evidence, "%s",
                     ZB_TR(paper, "首末两年之差的95%区间都包含0，不能说上升或下降。",
                           "The 95% interval of the difference between first and last year holds "
                           "0: neither a rise nor a fall can be told."));
    } else {
        zb_rich_bold(&it->title, ZB_INK, "%s",
                     ZB_TR(paper, "没有可以检验变化的比率", "No rate whose change can be tested"));
        zb_rich_text(&it->evidence, "%s",
                     ZB_TR(paper, "检验变化需要两个年份的报告都载明同一比率的分子和分母。",
                           "That takes reports of two years that state numerator and denominator "
                           "of the same rate."));
    }
}

/* ---- counts, checks, coverage --------------------------------------------------------------- */

static void set_bars(zb_brief *b, zb_item *it, const double *values, int year) {
    zb_sparkbars *bars = ZB_PAPER_NEW(b->paper, zb_sparkbars, 1);
    if (bars && values) {
        *bars = (zb_sparkbars){values, (size_t)b->paper->model->year_count,
                               (size_t)(year - b->paper->model->first_year)};
        it->draw = zb_draw_sparkbars;
        it->data = bars;
    }
}

static void put_amount(zb_buf *out, const zb_paper *paper, double value, const zb_indicator *one) {
    zb_put_cell(out, paper->english, value / zb_table_factor(one->unit_zh), ZB_EQ);
    zb_buf_text(out, ZB_TR(paper, "", " "));
    bool single = paper->english && value == 1;
    zb_buf_add(out, single ? zb_spoken_unit_of(paper, value, one) : zb_unit_of(paper, one));
}

static void tell_jump(zb_brief *b, zb_item *it, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    const zb_shift *s = &p->shift;
    bool more = s->sign > 0;
    zb_buf last = {0}, first = {0}, range = {0};
    put_amount(&last, paper, s->last, p->one);
    put_amount(&first, paper, s->first, p->one);
    zb_rich_bold(
        &it->title, ZB_INK, ZB_TR(paper, "%.*s由%.*s%s至%.*s", "%.*s: from %.*s %s to %.*s"),
        ZB_ARG(zb_brief_name(b, p->one)), ZB_ARG(zb_buf_str(&first)),
        more ? ZB_TR(paper, "增", "up") : ZB_TR(paper, "减", "down"), ZB_ARG(zb_buf_str(&last)));
    double low = 100 * s->change.low, high = 100 * s->change.high;
    zb_put_range(&range, paper->english, more ? low : -high, more ? high : -low, 1, "%");
    zb_rich_text(&it->evidence,
                 ZB_TR(paper, "%d年比%d年%s%.1f%%（95%%区间%.*s）。",
                       "%d against %d: %s by %.1f%% (95%% interval %.*s)."),
                 s->last_year, s->first_year,
                 more ? ZB_TR(paper, "增加", "more") : ZB_TR(paper, "减少", "fewer"),
                 100 * fabs(s->change.value), ZB_ARG(zb_buf_str(&range)));
    zb_buf_free(&last);
    zb_buf_free(&first);
    zb_buf_free(&range);
    zb_say_background(paper, &it->evidence, p->one, s->last_year);
    set_bars(b, it, zb_paper_values(paper, b->view.place, p->one->index), s->last_year);
    it->key = zb_key(paper, "brief-quote", p->one->code);
}

static zb_str finding_unit(const zb_paper *paper, const zb_finding *f) {
    return zb_str_eq(f->unit, ZB_STR("%")) || !paper->english ? f->unit : (zb_str){0};
}

/* The largest of the rates that disagree, else the first of the other values that do. */
static void say_worst(zb_brief *b, zb_rich *out) {
    zb_paper *paper = b->paper;
    const zb_finding *w = paper->findings->worst;
    const zb_indicator *one = w ? zb_lexicon_indicator(paper->model->lexicon, w->indicator) : NULL;
    if (one) {
        zb_rich_text(out,
                     ZB_TR(paper, "最大的一处：%d年%.*s原文%.1f%%，按其分子、分母计算为%.1f%%。",
                           "The largest, %d: %.*s stated %.1f%%, its numerator and denominator "
                           "give %.1f%%. "),
                     w->year, ZB_ARG(zb_name_of(paper, one)), w->stated, w->expected);
        return;
    }
    size_t count;
    const zb_finding *all = zb_dataset_findings(paper->model->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        const zb_finding *f = &all[i];
        one = zb_lexicon_indicator(paper->model->lexicon, f->indicator);
        if (!one || !f->has_stated || !f->has_expected || f->year < paper->model->first_year ||
            f->year > paper->model->last_year ||
            zb_model_find_place(paper->model, f->region_code, f->region) != b->view.place) {
            continue;
        }
        zb_buf stated = {0}, expected = {0};
        zb_put_cell(&stated, paper->english, f->stated, ZB_EQ);
        zb_put_cell(&expected, paper->english, f->expected, ZB_EQ);
        zb_rich_text(out,
                     ZB_TR(paper, "其中一处：%d年%.*s原文%.*s%.*s，核对值%.*s%.*s。",
                           "One of them, %d: %.*s stated %.*s%.*s, expected %.*s%.*s. "),
                     f->year, ZB_ARG(zb_name_of(paper, one)), ZB_ARG(zb_buf_str(&stated)),
                     ZB_ARG(finding_unit(paper, f)), ZB_ARG(zb_buf_str(&expected)),
                     ZB_ARG(finding_unit(paper, f)));
        zb_buf_free(&stated);
        zb_buf_free(&expected);
        return;
    }
}

static void tell_checks(zb_brief *b, zb_item *it) {
    zb_paper *paper = b->paper;
    const zb_findings *f = paper->findings;
    if (f->shown == 0) {
        zb_rich_bold(&it->title, ZB_INK, "%s",
                     ZB_TR(paper, "核对没有发现矛盾的数值", "The checks found no contradiction"));
        zb_rich_text(&it->evidence, "%s",
                     ZB_TR(paper,
                           "没有不相符的比率、分项、同比和重述数；缺少另一方数值的无法核对。",
                           "No rates, parts, stated changes or restated figures disagree; what has "
                           "no counterpart cannot be checked."));
        return;
    }
    zb_rich_bold(&it->title, ZB_INK,
                 ZB_TR(paper, "核对发现%zu处，其中数值不一致%zu处",
                       "Check findings: %zu, of them figures that disagree: %zu"),
                 f->shown, f->faults);
    say_worst(b, &it->evidence);
    zb_rich_text(
        &it->evidence, "%s",
        ZB_TR(paper, "引用前宜先核对原文。", "Check the text before these figures are used."));
    it->key = ZB_STR("brief-checks");
}

static double *observations_by_year(zb_brief *b) {
    const zb_model *m = b->paper->model;
    double *values = ZB_PAPER_NEW(b->paper, double, (size_t)m->year_count);
    for (int y = 0; values && y < m->year_count; y++) {
        int year = m->first_year + y;
        values[y] = zb_model_reported(m, b->view.place, year)
                        ? (double)zb_model_count(m, b->view.place, year)
                        : NAN;
    }
    return values;
}

static void tell_coverage(zb_brief *b, zb_item *it) {
    zb_paper *paper = b->paper;
    const zb_model *m = paper->model;
    const zb_region_view *v = &b->view;
    size_t missing, outside;
    zb_str years = zb_brief_missing(b, &missing), others = zb_brief_outside(b, &outside);
    size_t reports = m->reports[v->place];
    if (v->first_year == v->last_year) {
        zb_rich_bold(&it->title, ZB_INK,
                     ZB_TR(paper, "只读到%d年的报告", "Only the report for %d was found"),
                     v->first_year);
        zb_rich_text(&it->evidence, "%s",
                     ZB_TR(paper, "没有前后年度可比，因此不说变化。",
                           "There is no other year to compare with, so no change is told."));
    } else {
        zb_rich_bold(&it->title, ZB_INK,
                     ZB_TR(paper, "%d—%d年读到报告%zu份%s", "%d–%d: %zu reports found%s"),
                     v->first_year, v->last_year, reports,
                     missing ? ZB_TR(paper, "，有缺漏", ", with gaps")
                     : outside ? ZB_TR(paper, "，年份少于同级地区", ", fewer years than others")
                               : ZB_TR(paper, "，没有缺漏", ", none missing"));
        if (missing) {
            zb_rich_text(&it->evidence,
                         ZB_TR(paper, "缺%.*s的报告；图中走势线在该处断开，不作推算。",
                               "Missing: %.*s. Lines break there; nothing is estimated."),
                         ZB_ARG(years));
        }
    }
    if (outside) {
        zb_rich_text(&it->evidence,
                     ZB_TR(paper, "%.*s同级地区有报告，本地的未读到。",
                           "%.*s: others have reports, none of this place was found."),
                     ZB_ARG(others));
    }
    zb_buf all = {0};
    zb_buf_thousands(&all, (double)m->observations, 0);
    zb_rich_text(&it->evidence,
                 ZB_TR(paper, "%s报告共载数据%.*s条，每条都可查到原文句子。",
                       "%sFigures in all: %.*s, each with its sentence."),
                 it->evidence.text.n ? ZB_TR(paper, "", " ") : "", ZB_ARG(zb_buf_str(&all)));
    zb_buf_free(&all);
    if (v->first_year < v->last_year) {
        set_bars(b, it, observations_by_year(b), v->year);
    }
    it->key = ZB_STR("brief-documents");
}

/* ---- all --------------------------------------------------------------------------------- */

static void tell(zb_brief *b, zb_item *it, int *number) {
    zb_flow *flow = b->paper->flow;
    if (*number) {
        zb_flow_rule(flow, flow->sheet.left + ZB_ITEM_INDENT, flow->sheet.right, flow->y - 1.5, 0.5,
                     ZB_GRID);
    }
    zb_item_draw(b->paper, it, ++*number);
    zb_item_free(it);
    *it = (zb_item){0};
}

void zb_brief_findings(zb_brief *b) {
    const zb_region_view *v = &b->view;
    const zb_brief_pick *news[MOST_RATES], *jump = zb_brief_jump(b);
    size_t missing, outside, changed = 0;
    zb_brief_missing(b, &missing);
    zb_brief_outside(b, &outside);
    bool gaps = missing > 0 || outside > 0 || v->first_year == v->last_year;
    size_t others = 1 + (v->flagged == 0) + (jump != NULL) + gaps;
    size_t count =
        pick_news(b, news, MOST_ITEMS - others < MOST_RATES ? MOST_ITEMS - others : MOST_RATES);
    for (size_t i = 0; i < b->count; i++) {
        changed += b->picks[i].one->is_rate && has_changed(&b->picks[i]);
    }
    bool quiet = !changed && v->first_year < v->last_year;
    int number = 0;
    zb_item it = {0};
    zb_brief_heading(b, ZB_TR(b->paper, "主要发现", "Main findings"), "brief-findings", 60);
    bool rounded = false;
    for (size_t i = 0; i < count; i++) {
        tell_rate(b, &it, news[i]);
        rounded = rounded || it.rounded;
        tell(b, &it, &number);
    }
    if (!count && !jump) {
        tell_stated(b, &it);
        tell(b, &it, &number);
    }
    if (v->flagged == 0) {
        tell_standing(b, &it);
        tell(b, &it, &number);
    }
    if (quiet && number + (jump != NULL) + gaps + 1 < MOST_ITEMS) {
        tell_quiet(b, &it);
        tell(b, &it, &number);
    }
    if (jump) {
        tell_jump(b, &it, jump);
        tell(b, &it, &number);
    }
    tell_checks(b, &it);
    tell(b, &it, &number);
    if (number < MOST_ITEMS) {
        tell_coverage(b, &it);
        tell(b, &it, &number);
    }
    zb_items_note(b->paper, rounded);
}
