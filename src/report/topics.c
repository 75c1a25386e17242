/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 二、分指标: rates of the main group. Counts are in topics_counts.c.
 */
#include "report/chapters.h"

#include "base/mem.h"
#include "base/str.h"
#include "report/background.h"
#include "report/block.h"
#include "report/numbers.h"
#include "report/rate_figures.h"
#include "report/topics.h"
#include "report/topics_words.h"
#include "report/words.h"

/* Ranking at the left; at the right the funnel where there is one, else the changes. Below them
 * the source of all of the page. */
static void comparison(zb_paper *paper, const zb_topic_view *v) {
    zb_flow *flow = paper->flow;
    const zb_indicator *one = v->indicator;
    zb_figure ranking = {.kind = ZB_FIG_RANKING}, right = {.kind = ZB_FIG_FUNNEL};
    bool has_ranking = zb_make_ranking(paper, &ranking.as.ranking, v->group, v->rate);
    bool funnel = has_ranking && zb_make_funnel(paper, &right.as.funnel, v->group, v->rate);
    bool dumbbell = false;
    if (!funnel) {
        zb_change_count counts;
        dumbbell = zb_make_changes(paper, &right, &counts, v->group, one);
    }
    zb_block blocks[2] = {{0}};
    size_t count = 0;
    if (has_ranking) {
        blocks[count++] =
            (zb_block){.figure = &ranking,
                       .key = zb_key(paper, "ranking", one->code),
                       .sentence = zb_topic_ranking_sentence(paper, v),
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
            .sentence = zb_topic_funnel_sentence(paper, v),
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
            .sentence = zb_topic_changes(paper, v, "The rate"),
            .reading = ZB_TR_STR(paper, "首末两个可计算年份，%；变化的单位为百分点",
                                 "First and last year computed, %; changes in percentage "
                                 "points"),
            .name = ZB_TR_STR(paper, "首末年变化", "Change from first to last year")};
    }
    const char *labels[] = {ZB_TR(paper, "注：", "Note: "), ZB_TR(paper, "资料来源：", "Source: ")};
    zb_str note = {0}, source = zb_topic_source(paper, v);
    if (has_ranking) {
        note = zb_topic_comparison_note(paper, v, funnel, dumbbell);
    }
    blocks[0].beneath =
        zb_flow_note_height(flow, labels[0], note) + zb_flow_note_height(flow, labels[1], source);
    zb_flow_blocks(flow, blocks, count);
    zb_flow_note(flow, labels[0], note);
    zb_flow_note(flow, labels[1], source);
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
    zb_topic_view v = zb_topic_look(paper->model, topic->indicator);
    zb_str name = zb_capital(paper, zb_name_of(paper, topic->indicator));
    zb_figure trend = {.kind = ZB_FIG_TREND};
    bool has_trend = zb_rate_trend(paper, &trend.as.trend, v.group, topic->indicator);
    zb_topic_head(paper, topic, has_trend ? 360 : 120);
    zb_rich text = {0};
    zb_topic_say_whole(paper, &text, &v);
    zb_topic_say_streak(paper, &text, &v);
    zb_topic_say_standings(paper, &text, &v);
    zb_flow_paragraph(flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(flow, 10);
    if (has_trend) {
        zb_buf years = {0};
        zb_put_years(&years, paper->english, trend.as.trend.first_year, trend.as.trend.last_year);
        zb_block block = {
            .figure = &trend,
            .key = zb_key(paper, "trend", topic->indicator->code),
            .sentence = zb_topic_trend_sentence(paper, &v),
            .reading = zb_say(paper,
                              ZB_TR(paper, "%.*s，%%；浅色带为95%%区间，断开处当年未载",
                                    "%.*s, %%; shaded bands are 95%% intervals, lines "
                                    "break where a year is not stated"),
                              ZB_ARG(name)),
            .name = zb_say(paper, ZB_TR(paper, "%.*s，%.*s", "%.*s, %.*s"), ZB_ARG(name),
                           ZB_ARG(zb_buf_str(&years))),
            .note = zb_topic_whole_note(paper, &v),
            .background = zb_background(paper, topic->indicator, trend.as.trend.first_year,
                                        trend.as.trend.last_year),
            .height = 190};
        zb_buf_free(&years);
        zb_flow_block(flow, &block);
    }
    comparison(paper, &v);
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
