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
        zb_rich_text(text, "%d年载明分子分母的%.*s不足三分之二，不计算%.*s值。", v->group->year,
                     ZB_ARG(v->group->members_name), ZB_ARG(v->group->whole));
        return;
    }
    zb_buf range = {0};
    zb_put_range(&range, paper->english, p->value.low, p->value.high, 1, "%");
    zb_rich_bold(text, ZB_INK, "%.*s%.*s%d年为%.1f%%", ZB_ARG(v->group->whole),
                 ZB_ARG(v->indicator->name_zh), year, p->value.value);
    zb_rich_text(text, "（95%%区间%.*s）", ZB_ARG(zb_buf_str(&range)));
    if (v->whole.known && v->whole.sign) {
        zb_buf_clear(&range);
        double sign = v->whole.sign;
        double a = sign * v->whole.change.low, b = sign * v->whole.change.high;
        zb_put_range(&range, paper->english, a < b ? a : b, a < b ? b : a, 1, "");
        zb_rich_text(text, "，比%d年%s%.1f个百分点（区间%.*s）。", v->whole.first_year,
                     sign > 0 ? "上升" : "下降", fabs(v->whole.change.value),
                     ZB_ARG(zb_buf_str(&range)));
    } else if (v->whole.known) {
        zb_buf_clear(&range);
        zb_put_range(&range, paper->english, v->whole.change.low, v->whole.change.high, 1, "");
        zb_rich_text(text, "，与%d年的%.1f%%相比变化不显著（差的区间%.*s个百分点）。",
                     v->whole.first_year, v->whole.first, ZB_ARG(zb_buf_str(&range)));
    } else {
        zb_rich_text(text, "。");
    }
    zb_buf_free(&range);
}

static const char *standing_phrase(zb_standing standing) {
    switch (standing) {
    case ZB_STAND_LOW95:
        return "低于95%控制限";
    case ZB_STAND_LOW998:
        return "低于99.8%控制限";
    case ZB_STAND_HIGH95:
        return "高于95%控制限";
    case ZB_STAND_HIGH998:
        return "高于99.8%控制限";
    default:
        return "未超出控制限";
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
    zb_rich_bold(text, sign_color(v->streak.sign), "%.*s连续%d年%s", ZB_ARG(name), v->streak.years,
                 v->streak.sign > 0 ? "上升" : "下降");
    zb_rich_text(text, "，由%.1f%%%s至%.1f%%", v->streak.shift.first,
                 v->streak.sign > 0 ? "升" : "降", v->streak.shift.last);
    const zb_standing_row *row = zb_model_standing(v->rate, v->streak_place);
    if (row && row->standing > ZB_STAND_SAME && v->streak.shift.last_year == v->group->year) {
        zb_rich_text(text, "，%d年%s", v->group->year, standing_phrase(row->standing));
    }
    zb_rich_text(text, "。");
}

static void say_standings(zb_paper *paper, zb_rich *text, const view *v) {
    const zb_model *m = paper->model;
    if (!v->rate || v->compared < 2) {
        return;
    }
    if (v->flagged == 0) {
        zb_rich_text(text, "%d年可比的%zu个%.*s均未超出随机波动的范围。", v->group->year,
                     v->compared, ZB_ARG(v->group->members_name));
        return;
    }
    zb_rich_text(text, "%d年可比的%zu个%.*s中，", v->group->year, v->compared,
                 ZB_ARG(v->group->members_name));
    size_t told = 0;
    for (size_t i = 0; i < v->rate->comparison.count && told < 3; i++) {
        const zb_standing_row *row = &v->rate->comparison.rows[i];
        if (row->standing <= ZB_STAND_SAME) {
            continue;
        }
        zb_rich_text(text, "%s%.*s（%.1f%%）%s", told ? "，" : "",
                     ZB_ARG(zb_model_place_name(m, row->place)), row->value.value,
                     standing_phrase(row->standing));
        told++;
    }
    if (v->flagged > told) {
        zb_rich_text(text, "等%zu个超出控制限", v->flagged);
    }
    zb_rich_text(text, v->flagged < v->compared ? "，其余未超出随机波动的范围。" : "。");
}

/* `8个县（市、区）中6个上升、1个下降、1个变化不显著`, `8个县（市、区）均上升` */
static zb_str tell_changes(zb_paper *paper, const view *v) {
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
    zb_str changes = tell_changes(paper, v);
    if (v->whole.known && v->whole.sign && tested) {
        return zb_say(paper, "%.*s%s至%.1f%%；%.*s", ZB_ARG(v->group->whole),
                      v->whole.sign > 0 ? "升" : "降", v->whole.last, ZB_ARG(changes));
    }
    return tested ? changes : zb_say(paper, "%.*s的历年数值", ZB_ARG(v->indicator->name_zh));
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
        return zb_say(paper, "%zu个%.*s的区间均包含%.*s值，不宜细分名次", compared,
                      ZB_ARG(v->group->members_name), ZB_ARG(v->group->whole));
    }
    if (2 * holding >= compared && holding) {
        return zb_say(paper, "%zu个中%zu个的区间包含%.*s值，不宜细分名次", compared, holding,
                      ZB_ARG(v->group->whole));
    }
    if (v->farthest) {
        return zb_say(paper, "%.*s%s",
                      ZB_ARG(zb_model_place_name(paper->model, v->farthest->place)),
                      standing_phrase(v->farthest->standing));
    }
    return ZB_STR("均未超出控制限，不宜细分名次");
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
    zb_str said = zb_say(paper, "%.*s法治政府建设年度报告，%.*s，共%zu份，目录见附录B。",
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
                zb_buf_format(&years, "%s%d", years.n ? "、" : "", year);
            }
        }
        lacking += years.n > 0;
        if (years.n && told < MOST_TOLD) {
            zb_buf_format(&text, "%s%.*s年不含%.*s", told++ ? "，" : "", ZB_ARG(zb_buf_str(&years)),
                          ZB_ARG(zb_model_place_name(m, v->group->members[i])));
        }
        zb_buf_free(&years);
    }
    zb_str said = {0};
    if (lacking > MOST_TOLD) {
        said = zb_say(paper, "%.*s值在部分年份不含未载分子、分母的地区（共%zu个）。",
                      ZB_ARG(v->group->whole), lacking);
    } else if (lacking) {
        said = zb_say(paper, "%.*s值%.*s。", ZB_ARG(v->group->whole), ZB_ARG(zb_buf_str(&text)));
    }
    zb_buf_free(&text);
    return said;
}

static zb_str comparison_note(zb_paper *paper, const view *v, bool funnel, bool dumbbell) {
    const zb_comparison *c = &v->rate->comparison;
    zb_buf text = {0};
    zb_buf_text(
        &text,
        "排序图的横线为Wilson 95%区间；蓝色高于、橙色低于控制限，灰色未超出；空心点的分母小于50，"
        "分母小于10的不作比较。");
    if (funnel) {
        zb_buf_text(&text, "漏斗图的虚线为95%、实线为99.8%控制限，按二项分布");
        if (c->spread > 1.0005) {
            zb_buf_format(&text, "并作超离散调整（φ=%.1f，χ²检验p%s）", c->spread * c->spread,
                          c->heterogeneity.p < 0.001 ? "<0.001" : "<0.01");
        }
        zb_buf_text(&text, "。");
    } else if (c->spread > 1.0005) {
        zb_buf_format(&text, "控制限已作超离散调整（φ=%.1f）。", c->spread * c->spread);
    }
    if (dumbbell) {
        zb_buf_text(&text, "变化的区间按Newcombe法，灰色为区间含0。");
    }
    if (v->rate->computed > ZB_MOST_RANKED) {
        zb_buf_format(&text, "共%zu个，排序图只列首尾各%d个。", v->rate->computed,
                      ZB_RANKED_EACH_END);
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
        return zb_say(paper, "%.*s落在%s控制限之%s",
                      ZB_ARG(zb_model_place_name(paper->model, v->farthest->place)),
                      far ? "99.8%" : "95%", low ? "下" : "上");
    }
    return zb_say(paper, "%zu个%.*s均在95%%控制限之内", v->compared,
                  ZB_ARG(v->group->members_name));
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
        blocks[count++] = (zb_block){
            .figure = &ranking,
            .key = zb_key(paper, "ranking", one->code),
            .sentence = ranking_sentence(paper, v),
            .reading = zb_say(paper, "%d年，%%；点为比率，横线为95%%区间", v->group->year),
            .name = zb_say(paper, "%.*s排序", ZB_ARG(v->group->each))};
    }
    if (funnel) {
        const zb_indicator *under = zb_lexicon_indicator(paper->model->lexicon, one->denominator);
        blocks[count++] =
            (zb_block){.figure = &right,
                       .key = zb_key(paper, "funnel", one->code),
                       .sentence = funnel_sentence(paper, v),
                       .reading = zb_say(paper, "%d年，%%；横轴为%.*s（分母）", v->group->year,
                                         ZB_ARG(under ? under->name_zh : one->name_zh)),
                       .name = ZB_STR("漏斗图"),
                       .height = zb_figure_height(&ranking, flow->font, ZB_COLUMN)};
    } else if (dumbbell) {
        blocks[count++] = (zb_block){.figure = &right,
                                     .key = zb_key(paper, "changes", one->code),
                                     .sentence = tell_changes(paper, v),
                                     .reading = ZB_STR("首末两个可计算年份，%；变化的单位为百分点"),
                                     .name = ZB_STR("首末年变化")};
    }
    zb_flow_blocks(flow, blocks, count);
    if (has_ranking) {
        zb_flow_note(flow, "注：", comparison_note(paper, v, funnel, dumbbell));
    }
}

static void definition(zb_paper *paper, const zb_topic *topic) {
    const zb_indicator *one = topic->indicator;
    const zb_indicator *over = zb_lexicon_indicator(paper->model->lexicon, one->numerator);
    const zb_indicator *under = zb_lexicon_indicator(paper->model->lexicon, one->denominator);
    zb_buf text = {0};
    if (over && under) {
        zb_buf_add(&text, over->name_zh);
        zb_buf_text(&text, " ÷ ");
        zb_buf_add(&text, under->name_zh);
    } else {
        zb_buf_add(&text, one->group);
    }
    zb_buf_format(&text, "　|　代码%.*s　|　单位%.*s　|　%zu个地区%zu年，%zu个数值",
                  ZB_ARG(one->code), ZB_ARG(zb_table_unit(paper->english, one->unit_zh)),
                  topic->places, topic->years, topic->reports);
    zb_flow_facts(paper->flow, zb_buf_str(&text));
    zb_buf_free(&text);
}

void zb_topic_head(zb_paper *paper, const zb_topic *topic, double room) {
    zb_flow_section(paper->flow, topic->indicator->name_zh,
                    zb_key(paper, "topic", topic->indicator->code), room);
    definition(paper, topic);
}

static void rate_topic(zb_paper *paper, const zb_topic *topic) {
    zb_flow *flow = paper->flow;
    view v = look(paper->model, topic->indicator);
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
                          .reading = zb_say(paper, "%.*s，%%；浅色带为95%%区间，断开处当年未载",
                                            ZB_ARG(topic->indicator->name_zh)),
                          .name = zb_say(paper, "%.*s，%.*s", ZB_ARG(topic->indicator->name_zh),
                                         ZB_ARG(zb_buf_str(&years))),
                          .note = whole_note(paper, &v),
                          .background =
                              zb_background(paper, topic->indicator, trend.as.trend.first_year,
                                            trend.as.trend.last_year),
                          .height = 190};
        zb_buf_free(&years);
        zb_flow_block(flow, &block);
    }
    comparison(paper, &v);
    zb_flow_note(flow, "资料来源：", source_text(paper, &v));
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
            zb_flow_chapter(paper->flow, ZB_CHAPTER_NUMBERED, ZB_STR("分指标"), ZB_STR("topics"));
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
