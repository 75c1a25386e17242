/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 二、分指标: rates of the main group. Counts are in topics_counts.c.
 */
#include "report/chapters.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/background.h"
#include "report/block.h"
#include "report/numbers.h"
#include "report/rate_figures.h"
#include "report/topics.h"
#include "report/words.h"

/* What is known of a rate in the main group, for its sentences. */
typedef struct view {
    const zb_group *group;
    const zb_indicator *indicator;
    const zb_group_rate *rate; /* NULL: no value in the group's year */
    zb_shift whole;
    size_t rose, fell, unclear;      /* places with a testable change */
    size_t flagged, compared;        /* of the group's year */
    const zb_standing_row *farthest; /* of the flagged, NULL none */
    int streak_place;
    zb_streak streak;
} view;

static double distance(const zb_group_rate *rate, const zb_standing_row *row) {
    double p = rate->comparison.whole.value / 100;
    return fabs(row->value.value / 100 - p) / sqrt(p * (1 - p) / row->denominator);
}

static void look_at_standings(view *v) {
    for (size_t i = 0; v->rate && i < v->rate->comparison.count; i++) {
        const zb_standing_row *row = &v->rate->comparison.rows[i];
        v->compared += row->standing != ZB_STAND_UNKNOWN;
        if (row->standing <= ZB_STAND_SAME) {
            continue;
        }
        v->flagged++;
        if (!v->farthest || distance(v->rate, row) > distance(v->rate, v->farthest)) {
            v->farthest = row;
        }
    }
}

static view look(const zb_model *m, const zb_indicator *indicator) {
    view v = {.group = m->main, .indicator = indicator, .streak_place = -1};
    v.rate = zb_model_group_rate(m, v.group, indicator->index);
    v.whole = zb_group_shift(m, v.group, indicator->index);
    look_at_standings(&v);
    for (size_t i = 0; i < v.group->count; i++) {
        int place = v.group->members[i];
        zb_shift shift = zb_place_shift(m, place, indicator->index);
        v.rose += shift.known && shift.sign > 0;
        v.fell += shift.known && shift.sign < 0;
        v.unclear += shift.known && shift.sign == 0;
        zb_streak streak = zb_place_streak(m, place, indicator->index);
        bool against = !v.whole.known || v.whole.sign != streak.sign;
        if (streak.years >= 3 && against && streak.years > v.streak.years) {
            v.streak = streak;
            v.streak_place = place;
        }
    }
    return v;
}

/* ---- sentences --------------------------------------------------------------------------- */

static void say_whole(zb_paper *paper, zb_rich *text, const view *v) {
    const zb_model *m = paper->model;
    int year = v->whole.known ? v->whole.last_year : v->group->year;
    const zb_group_pool *p = zb_model_pool(m, v->group, v->indicator->index, year);
    if (!p) {
        zb_rich_text(text,
                     ZB_TR(paper, "%d年载明分子分母的%.*s不足三分之二，不计算%.*s值。",
                           "In %d fewer than two thirds of the %.*s state both numerator and "
                           "denominator; no rate is computed for %.*s."),
                     v->group->year, ZB_ARG(v->group->members_name), ZB_ARG(v->group->whole));
        return;
    }
    zb_buf range = {0};
    zb_put_range(&range, paper->english, p->value.low, p->value.high, 1, "%");
    zb_rich_bold(
        text, ZB_INK, ZB_TR(paper, "%.*s%.*s%d年为%.1f%%", "For %.*s, the %.*s in %d was %.1f%%"),
        ZB_ARG(v->group->whole), ZB_ARG(zb_name_of(paper, v->indicator)), year, p->value.value);
    zb_rich_text(text, ZB_TR(paper, "（95%%区间%.*s）", " (95%% interval %.*s)"),
                 ZB_ARG(zb_buf_str(&range)));
    if (v->whole.known && v->whole.sign) {
        zb_buf_clear(&range);
        double sign = v->whole.sign;
        double a = sign * v->whole.change.low, b = sign * v->whole.change.high;
        zb_put_range(&range, paper->english, a < b ? a : b, a < b ? b : a, 1, "");
        zb_rich_text(text,
                     ZB_TR(paper, "，比%d年%s%.1f个百分点（区间%.*s）。",
                           ". From %d it %s by %.1f percentage points (interval %.*s)."),
                     v->whole.first_year, zb_moved(paper, v->whole.sign),
                     fabs(v->whole.change.value), ZB_ARG(zb_buf_str(&range)));
    } else if (v->whole.known) {
        zb_buf_clear(&range);
        zb_put_range(&range, paper->english, v->whole.change.low, v->whole.change.high, 1, "");
        zb_rich_text(text,
                     ZB_TR(paper, "，与%d年的%.1f%%相比变化不显著（差的区间%.*s个百分点）。",
                           ". Compared with %d (%.1f%%) the change is not significant (interval of "
                           "the difference %.*s percentage points)."),
                     v->whole.first_year, v->whole.first, ZB_ARG(zb_buf_str(&range)));
    } else {
        zb_rich_text(text, "%s", ZB_TR(paper, "。", "."));
    }
    zb_buf_free(&range);
}

static const char *standing_phrase(const zb_paper *paper, zb_standing standing) {
    switch (standing) {
    case ZB_STAND_LOW95:
        return ZB_TR(paper, "低于95%控制限", "below the 95% control limit");
    case ZB_STAND_LOW998:
        return ZB_TR(paper, "低于99.8%控制限", "below the 99.8% control limit");
    case ZB_STAND_HIGH95:
        return ZB_TR(paper, "高于95%控制限", "above the 95% control limit");
    case ZB_STAND_HIGH998:
        return ZB_TR(paper, "高于99.8%控制限", "above the 99.8% control limit");
    default:
        return ZB_TR(paper, "未超出控制限", "within the control limits");
    }
}

static zb_color sign_color(int sign) {
    return sign > 0 ? ZB_BLUE : ZB_ORANGE;
}

static void say_streak(zb_paper *paper, zb_rich *text, const view *v) {
    if (v->streak_place < 0) {
        return;
    }
    zb_str name = zb_model_place_name(paper->model, v->streak_place);
    bool up = v->streak.sign > 0;
    zb_next_sentence(paper, text);
    zb_rich_bold(text, sign_color(v->streak.sign),
                 ZB_TR(paper, "%.*s连续%d年%s", "%.*s had %d consecutive annual %s"), ZB_ARG(name),
                 v->streak.years,
                 up ? ZB_TR(paper, "上升", "rises") : ZB_TR(paper, "下降", "falls"));
    zb_rich_text(text, ZB_TR(paper, "，由%.1f%%%s至%.1f%%", ", from %.1f%%%s to %.1f%%"),
                 v->streak.shift.first, ZB_TR(paper, up ? "升" : "降", ""), v->streak.shift.last);
    const zb_standing_row *row = zb_model_standing(v->rate, v->streak_place);
    if (row && row->standing > ZB_STAND_SAME && v->streak.shift.last_year == v->group->year) {
        zb_rich_text(text, ZB_TR(paper, "，%d年%s", "; in %d it was %s"), v->group->year,
                     standing_phrase(paper, row->standing));
    }
    zb_rich_text(text, "%s", ZB_TR(paper, "。", "."));
}

static void say_standings(zb_paper *paper, zb_rich *text, const view *v) {
    const zb_model *m = paper->model;
    if (!v->rate || v->compared < 2) {
        return;
    }
    zb_next_sentence(paper, text);
    if (v->flagged == 0) {
        zb_rich_text(text,
                     ZB_TR(paper, "%d年可比的%zu个%.*s均未超出随机波动的范围。",
                           "In %d none of the %zu comparable %.*s lay outside the range of random "
                           "variation."),
                     v->group->year, v->compared, ZB_ARG(v->group->members_name));
        return;
    }
    zb_rich_text(text,
                 ZB_TR(paper, "%d年可比的%zu个%.*s中，", "In %d, of the %zu comparable %.*s, "),
                 v->group->year, v->compared, ZB_ARG(v->group->members_name));
    size_t told = 0;
    for (size_t i = 0; i < v->rate->comparison.count && told < 3; i++) {
        const zb_standing_row *row = &v->rate->comparison.rows[i];
        if (row->standing <= ZB_STAND_SAME) {
            continue;
        }
        zb_rich_text(text, ZB_TR(paper, "%s%.*s（%.1f%%）%s", "%s%.*s (%.1f%%) was %s"),
                     told ? ZB_TR(paper, "，", ", ") : "",
                     ZB_ARG(zb_model_place_name(m, row->place)), row->value.value,
                     standing_phrase(paper, row->standing));
        told++;
    }
    if (v->flagged > told) {
        zb_rich_text(
            text, ZB_TR(paper, "等%zu个超出控制限", "; %zu in all lay outside the control limits"),
            v->flagged);
    }
    zb_rich_text(text, "%s",
                 v->flagged == v->compared ? ZB_TR(paper, "。", ".")
                                           : ZB_TR(paper, "，其余未超出随机波动的范围。",
                                                   "; all others lay within the range of random "
                                                   "variation."));
}

/* `the rate rose in 6 of 8 counties, fell in 1 and did not change significantly in 1`; a rate that
 * moved one way everywhere did so `in all 8 counties`. */
static zb_str tell_changes_english(zb_paper *paper, const view *v, const char *subject) {
    const struct {
        size_t count;
        const char *what;
    } parts[] = {
        {v->rose, "rose"}, {v->fell, "fell"}, {v->unclear, "did not change significantly"}};
    size_t tested = v->rose + v->fell + v->unclear, told = 0, kinds = 0;
    zb_str members = zb_members_of(paper, v->group, tested);
    zb_buf text = {0};
    for (size_t i = 0; i < 3; i++) {
        kinds += parts[i].count > 0;
    }
    zb_buf_text(&text, subject);
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].count == tested) {
            zb_buf_format(&text, " %s in %s%.*s", parts[i].what, tested > 1 ? "all " : "the ",
                          ZB_ARG(members));
        } else if (parts[i].count) {
            zb_buf_format(&text, "%s%s in %zu", told ? zb_joint(paper, told, kinds) : " ",
                          parts[i].what, parts[i].count);
            if (told++ == 0) {
                zb_buf_format(&text, " of %.*s", ZB_ARG(members));
            }
        }
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* `8个县（市、区）中6个上升、1个下降、1个变化不显著`, `8个县（市、区）均上升`; in English of the
 * `subject`. */
static zb_str tell_changes(zb_paper *paper, const view *v, const char *subject) {
    if (paper->english) {
        return tell_changes_english(paper, v, subject);
    }
    const struct {
        size_t count;
        const char *what;
    } parts[] = {{v->rose, "上升"}, {v->fell, "下降"}, {v->unclear, "变化不显著"}};
    size_t tested = v->rose + v->fell + v->unclear, told = 0;
    zb_buf text = {0};
    zb_buf_format(&text, "%zu个%.*s", tested, ZB_ARG(v->group->members_name));
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].count == tested) {
            zb_buf_format(&text, "%s%s", tested > 1 ? "均" : "", parts[i].what);
        } else if (parts[i].count) {
            zb_buf_format(&text, "%s%zu个%s", told++ ? "、" : "中", parts[i].count, parts[i].what);
        }
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

static zb_str trend_sentence(zb_paper *paper, const view *v) {
    size_t tested = v->rose + v->fell + v->unclear;
    if (v->whole.known && v->whole.sign && tested) {
        bool up = v->whole.sign > 0;
        return zb_say(
            paper, ZB_TR(paper, "%.*s%s至%.1f%%；%.*s", "For %.*s the rate %s to %.1f%%; %.*s"),
            ZB_ARG(v->group->whole), up ? ZB_TR(paper, "升", "rose") : ZB_TR(paper, "降", "fell"),
            v->whole.last, ZB_ARG(tell_changes(paper, v, "it")));
    }
    return tested ? tell_changes(paper, v, "The rate")
                  : zb_say(paper, ZB_TR(paper, "%.*s的历年数值", "%.*s by year"),
                           ZB_ARG(zb_capital(paper, zb_name_of(paper, v->indicator))));
}

/* How many intervals hold the whole's value: those cannot be told from it, nor ranked finely. */
static zb_str ranking_sentence(zb_paper *paper, const view *v) {
    size_t holding = 0, compared = 0;
    for (size_t i = 0; i < v->rate->comparison.count; i++) {
        const zb_standing_row *row = &v->rate->comparison.rows[i];
        if (!row->stated_only && v->rate->comparison.has_whole) {
            double whole = v->rate->comparison.whole.value;
            compared++;
            holding += row->value.low <= whole && row->value.high >= whole;
        }
    }
    if (holding == compared && compared > 1) {
        return zb_say(paper,
                      ZB_TR(paper, "%zu个%.*s的区间均包含%.*s值，不宜细分名次",
                            "The intervals of all %zu %.*s hold the value of %.*s: fine ranking is "
                            "not warranted"),
                      compared, ZB_ARG(v->group->members_name), ZB_ARG(v->group->whole));
    }
    if (2 * holding >= compared && holding) {
        return zb_say(paper,
                      ZB_TR(paper, "%zu个中%zu个的区间包含%.*s值，不宜细分名次",
                            "Of %zu intervals, %zu contain the value of %.*s: fine ranking is not "
                            "warranted"),
                      compared, holding, ZB_ARG(v->group->whole));
    }
    if (v->farthest) {
        return zb_say(paper, ZB_TR(paper, "%.*s%s", "%.*s is %s"),
                      ZB_ARG(zb_model_place_name(paper->model, v->farthest->place)),
                      standing_phrase(paper, v->farthest->standing));
    }
    return ZB_TR_STR(paper, "均未超出控制限，不宜细分名次",
                     "All lie within the control limits: fine ranking is not warranted");
}

/* ---- figures ----------------------------------------------------------------------------- */

/* Reports of the group's places that state the rate. */
static size_t reports_of(const zb_model *m, const view *v) {
    size_t reports = 0;
    for (size_t i = 0; i < v->group->count; i++) {
        for (int year = m->first_year; year <= m->last_year; year++) {
            reports += zb_model_rate(m, v->group->members[i], v->indicator->index, year) != NULL;
        }
    }
    return reports;
}

static zb_str source_text(zb_paper *paper, const view *v) {
    zb_buf years = {0};
    zb_put_years(&years, paper->english, paper->model->first_year, paper->model->last_year);
    zb_str said = zb_say(paper,
                         ZB_TR(paper, "%.*s法治政府建设年度报告，%.*s，共%zu份，目录见附录B。",
                               "Annual reports on law-based government of %.*s, %.*s (%zu in all, "
                               "listed in Appendix B)."),
                         ZB_ARG(zb_group_source(paper, v->group)), ZB_ARG(zb_buf_str(&years)),
                         reports_of(paper->model, v));
    zb_buf_free(&years);
    return said;
}

/* Which places the whole lacks in which years: `全市值2018、2019年不含岚浦县`. */
static zb_str whole_note(zb_paper *paper, const view *v) {
    enum { MOST_TOLD = 4 };
    const zb_model *m = paper->model;
    zb_buf text = {0};
    size_t told = 0, lacking = 0;
    for (size_t i = 0; i < v->group->count; i++) {
        zb_buf years = {0};
        for (int year = m->first_year; year <= m->last_year; year++) {
            const zb_rate *r = zb_model_rate(m, v->group->members[i], v->indicator->index, year);
            if (zb_model_pool(m, v->group, v->indicator->index, year) && !(r && r->computed)) {
                zb_buf_format(&years, "%s%d", years.n ? ZB_TR(paper, "、", ", ") : "", year);
            }
        }
        lacking += years.n > 0;
        if (years.n && told < MOST_TOLD) {
            zb_buf_format(&text, ZB_TR(paper, "%s%.*s年不含%.*s", "%sin %.*s it excludes %.*s"),
                          told++ ? ZB_TR(paper, "，", "; ") : "", ZB_ARG(zb_buf_str(&years)),
                          ZB_ARG(zb_model_place_name(m, v->group->members[i])));
        }
        zb_buf_free(&years);
    }
    zb_str said = {0};
    if (lacking > MOST_TOLD) {
        said = zb_say(paper,
                      ZB_TR(paper, "%.*s值在部分年份不含未载分子、分母的地区（共%zu个）。",
                            "The value of %.*s excludes, in some years, regions that do not state "
                            "numerator and denominator (%zu in all)."),
                      ZB_ARG(v->group->whole), lacking);
    } else if (lacking) {
        said =
            zb_say(paper, ZB_TR(paper, "%.*s值%.*s。", "The value of %.*s is not complete: %.*s."),
                   ZB_ARG(v->group->whole), ZB_ARG(zb_buf_str(&text)));
    }
    zb_buf_free(&text);
    return said;
}

static zb_str comparison_note(zb_paper *paper, const view *v, bool funnel, bool dumbbell) {
    const zb_comparison *c = &v->rate->comparison;
    zb_buf text = {0};
    zb_buf_format(
        &text,
        ZB_TR(paper,
              "排序图的横线为Wilson 95%%区间；%s高于、%s低于控制限，%s未超出；空心点的分母小于50，"
              "分母小于10的不作比较。",
              "In the ranking, bars are Wilson 95%% intervals; %s: above, %s: below the control "
              "limits, %s: within them; hollow dots have a denominator below 50; below 10 there is "
              "no comparison."),
        zb_high_color(paper), zb_low_color(paper), zb_context_color(paper));
    if (funnel) {
        zb_buf_text(&text,
                    ZB_TR(paper, "漏斗图的虚线为95%、实线为99.8%控制限，按二项分布",
                          " In the funnel plot, dashed lines are the 95% and solid lines the "
                          "99.8% binomial control limits"));
        if (c->spread > 1.0005) {
            zb_buf_format(&text,
                          ZB_TR(paper, "并作超离散调整（φ=%.1f，χ²检验p%s）",
                                ", adjusted for overdispersion (φ=%.1f, χ² test p%s)"),
                          c->spread * c->spread, c->heterogeneity.p < 0.001 ? "<0.001" : "<0.01");
        }
        zb_buf_text(&text, ZB_TR(paper, "。", "."));
    } else if (c->spread > 1.0005) {
        zb_buf_format(&text,
                      ZB_TR(paper, "控制限已作超离散调整（φ=%.1f）。",
                            " Control limits are adjusted for overdispersion (φ=%.1f)."),
                      c->spread * c->spread);
    }
    if (dumbbell) {
        zb_buf_format(&text,
                      ZB_TR(paper, "变化的区间按Newcombe法，%s为区间含0。",
                            " Intervals of changes are Newcombe's; %s: the interval holds 0."),
                      zb_context_color(paper));
    }
    if (v->rate->computed > ZB_MOST_RANKED) {
        zb_buf_format(&text,
                      ZB_TR(paper, "共%zu个，排序图只列首尾各%d个。",
                            " Of %zu in all, the ranking shows the first and the last %d."),
                      v->rate->computed, ZB_RANKED_EACH_END);
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

static zb_str funnel_sentence(zb_paper *paper, const view *v) {
    if (v->farthest) {
        bool low =
            v->farthest->standing == ZB_STAND_LOW95 || v->farthest->standing == ZB_STAND_LOW998;
        bool far =
            v->farthest->standing == ZB_STAND_LOW998 || v->farthest->standing == ZB_STAND_HIGH998;
        zb_str name = zb_model_place_name(paper->model, v->farthest->place);
        const char *limit = far ? "99.8%" : "95%";
        return paper->english
                   ? zb_say(paper, "%.*s lies %s the %s control limit", ZB_ARG(name),
                            low ? "below" : "above", limit)
                   : zb_say(paper, "%.*s落在%s控制限之%s", ZB_ARG(name), limit, low ? "下" : "上");
    }
    return zb_say(paper,
                  ZB_TR(paper, "%zu个%.*s均在95%%控制限之内",
                        "All %zu %.*s lie within the 95%% control limits"),
                  v->compared, ZB_ARG(v->group->members_name));
}

/* Ranking at the left; at the right the funnel where there is one, else the changes. */
static void comparison(zb_paper *paper, const view *v) {
    zb_flow *flow = paper->flow;
    const zb_indicator *one = v->indicator;
    zb_figure ranking = {.kind = ZB_FIG_RANKING}, right = {.kind = ZB_FIG_FUNNEL};
    bool has_ranking = zb_make_ranking(paper, &ranking.as.ranking, v->group, v->rate);
    bool funnel = has_ranking && zb_make_funnel(paper, &right.as.funnel, v->group, v->rate);
    bool dumbbell = false;
    if (!funnel) {
        right.kind = ZB_FIG_DUMBBELL;
        dumbbell = zb_make_dumbbell(paper, &right.as.dumbbell, v->group, one);
    }
    zb_block blocks[2];
    size_t count = 0;
    if (has_ranking) {
        blocks[count++] =
            (zb_block){.figure = &ranking,
                       .key = zb_key(paper, "ranking", one->code),
                       .sentence = ranking_sentence(paper, v),
                       .reading = zb_say(paper,
                                         ZB_TR(paper, "%d年，%%；点为比率，横线为95%%区间",
                                               "%d, %%; dots are rates, bars their 95%% intervals"),
                                         v->group->year),
                       .name = zb_say(paper, ZB_TR(paper, "%.*s排序", "Ranking of %.*s"),
                                      ZB_ARG(v->group->each))};
    }
    if (funnel) {
        const zb_indicator *under = zb_lexicon_indicator(paper->model->lexicon, one->denominator);
        blocks[count++] = (zb_block){
            .figure = &right,
            .key = zb_key(paper, "funnel", one->code),
            .sentence = funnel_sentence(paper, v),
            .reading = zb_say(paper,
                              ZB_TR(paper, "%d年，%%；横轴为%.*s（分母）",
                                    "%d, %%; horizontal axis: %.*s (denominator)"),
                              v->group->year, ZB_ARG(zb_name_of(paper, under ? under : one))),
            .name = ZB_TR_STR(paper, "漏斗图", "Funnel plot"),
            .height = zb_figure_height(&ranking, flow->font, ZB_COLUMN)};
    } else if (dumbbell) {
        blocks[count++] = (zb_block){
            .figure = &right,
            .key = zb_key(paper, "changes", one->code),
            .sentence = tell_changes(paper, v, "The rate"),
            .reading = ZB_TR_STR(paper, "首末两个可计算年份，%；变化的单位为百分点",
                                 "First and last year computed, %; changes in percentage "
                                 "points"),
            .name = ZB_TR_STR(paper, "首末年变化", "Change from first to last year")};
    }
    zb_flow_blocks(flow, blocks, count);
    if (has_ranking) {
        zb_flow_note(flow, ZB_TR(paper, "注：", "Note: "),
                     comparison_note(paper, v, funnel, dumbbell));
    }
}

static void definition(zb_paper *paper, const zb_topic *topic) {
    const zb_indicator *one = topic->indicator;
    const zb_indicator *over = zb_lexicon_indicator(paper->model->lexicon, one->numerator);
    const zb_indicator *under = zb_lexicon_indicator(paper->model->lexicon, one->denominator);
    zb_buf text = {0};
    if (over && under) {
        zb_buf_add(&text, zb_capital(paper, zb_name_of(paper, over)));
        zb_buf_text(&text, " ÷ ");
        zb_buf_add(&text, zb_name_of(paper, under));
    } else {
        zb_buf_add(&text, zb_group_name_of(paper, one));
    }
    zb_buf_format(&text,
                  ZB_TR(paper, "　|　代码%.*s　|　单位%.*s　|　%.*s%.*s，%.*s",
                        "　|　code %.*s　|　unit: %.*s　|　%.*s, %.*s, %.*s"),
                  ZB_ARG(one->code), ZB_ARG(zb_unit_of(paper, one)),
                  ZB_ARG(zb_count_of(paper, topic->places, "个地区", "region", "regions")),
                  ZB_ARG(zb_count_of(paper, topic->years, "年", "year", "years")),
                  ZB_ARG(zb_count_of(paper, topic->reports, "个数值", "value", "values")));
    zb_flow_facts(paper->flow, zb_buf_str(&text));
    zb_buf_free(&text);
}

void zb_topic_head(zb_paper *paper, const zb_topic *topic, double room) {
    zb_flow_section(paper->flow, zb_capital(paper, zb_name_of(paper, topic->indicator)),
                    zb_key(paper, "topic", topic->indicator->code), room);
    definition(paper, topic);
}

static void rate_topic(zb_paper *paper, const zb_topic *topic) {
    zb_flow *flow = paper->flow;
    view v = look(paper->model, topic->indicator);
    zb_str name = zb_capital(paper, zb_name_of(paper, topic->indicator));
    zb_figure trend = {.kind = ZB_FIG_TREND};
    bool has_trend = zb_rate_trend(paper, &trend.as.trend, v.group, topic->indicator);
    zb_topic_head(paper, topic, has_trend ? 360 : 120);
    zb_rich text = {0};
    say_whole(paper, &text, &v);
    say_streak(paper, &text, &v);
    say_standings(paper, &text, &v);
    zb_flow_paragraph(flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(flow, 10);
    if (has_trend) {
        zb_buf years = {0};
        zb_put_years(&years, paper->english, trend.as.trend.first_year, trend.as.trend.last_year);
        zb_block block = {.figure = &trend,
                          .key = zb_key(paper, "trend", topic->indicator->code),
                          .sentence = trend_sentence(paper, &v),
                          .reading =
                              zb_say(paper,
                                     ZB_TR(paper, "%.*s，%%；浅色带为95%%区间，断开处当年未载",
                                           "%.*s, %%; shaded bands are 95%% intervals, lines "
                                           "break where a year is not stated"),
                                     ZB_ARG(name)),
                          .name = zb_say(paper, ZB_TR(paper, "%.*s，%.*s", "%.*s, %.*s"),
                                         ZB_ARG(name), ZB_ARG(zb_buf_str(&years))),
                          .note = whole_note(paper, &v),
                          .background =
                              zb_background(paper, topic->indicator, trend.as.trend.first_year,
                                            trend.as.trend.last_year),
                          .height = 190};
        zb_buf_free(&years);
        zb_flow_block(flow, &block);
    }
    comparison(paper, &v);
    zb_flow_note(flow, ZB_TR(paper, "资料来源：", "Source: "), source_text(paper, &v));
}

/* A rate is worth a page when it has a whole in two years, or a ranking. */
static bool is_told(const zb_model *m, const zb_indicator *indicator) {
    int wholes = 0;
    for (int year = m->first_year; year <= m->last_year; year++) {
        wholes += zb_model_pool(m, m->main, indicator->index, year) != NULL;
    }
    const zb_group_rate *rate = zb_model_group_rate(m, m->main, indicator->index);
    return wholes >= 2 || (rate && rate->computed >= 3);
}

void zb_chapter_topics(zb_paper *paper) {
    const zb_model *m = paper->model;
    bool begun = false;
    for (size_t i = 0; i < m->topic_count; i++) {
        const zb_topic *topic = &m->topics[i];
        bool rate = topic->indicator->is_rate;
        if (!m->main || (rate && !is_told(m, topic->indicator))) {
            continue;
        }
        if (!rate && !zb_count_topic_fits(paper, topic)) {
            continue;
        }
        if (!begun) {
            zb_flow_chapter(paper->flow, ZB_CHAPTER_NUMBERED,
                            ZB_TR_STR(paper, "分指标", "Indicators"), ZB_STR("topics"));
            begun = true;
        } else if (rate && m->year_count > 1) {
            zb_flow_new_page(paper->flow); /* a page for each: trend, ranking, changes */
        }
        if (rate) {
            rate_topic(paper, topic);
        } else {
            zb_count_topic(paper, topic);
        }
    }
}
