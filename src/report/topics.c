/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 二、分指标: rates of the main group. Counts are in topics_counts.c.
 */
#include "report/chapters.h"

#include "base/mem.h"
#include "base/str.h"
#include "chart/draw.h"
#include "chart/trend_geometry.h"
#include "report/background.h"
#include "report/block.h"
#include "report/numbers.h"
#include "report/rate_figures.h"
#include "report/topics.h"
#include "report/topics_words.h"
#include "report/words.h"

enum { TREND_USUAL = 190 };
enum { FEWEST_YEARS = 3 }; /* of a trend; below, changes are told from year to year */

/* What stands below the trend: ranking, and the funnel where there is one, else the changes. */
typedef struct comparison {
    zb_figure ranking, right, changes;
    zb_block blocks[2], below; /* below the two: changes that have no other place */
    size_t count;
    bool has_ranking, has_funnel, has_changes, has_below;
    zb_str note;
} comparison;

static zb_block ranking_block(zb_paper *paper, const zb_topic_view *v, const zb_figure *figure) {
    return (zb_block){
        .figure = figure,
        .key = zb_key(paper, "ranking", v->indicator->code),
        .sentence = zb_topic_ranking_sentence(paper, v),
        .reading = zb_say(paper,
                          ZB_TR(paper, "%d年，%%；点为比率，横线为95%%区间",
                                "%d, %%; dots are rates, bars their 95%% intervals"),
                          v->group->year),
        .name = zb_say(paper, ZB_TR(paper, "%.*s排序", "Ranking of %.*s"), ZB_ARG(v->group->each))};
}

static zb_block funnel_block(zb_paper *paper, const zb_topic_view *v, const comparison *c) {
    const zb_indicator *one = v->indicator;
    const zb_indicator *under = zb_lexicon_indicator(paper->model->lexicon, one->denominator);
    return (zb_block){.figure = &c->right,
                      .key = zb_key(paper, "funnel", one->code),
                      .sentence = zb_topic_funnel_sentence(paper, v),
                      .reading =
                          zb_say(paper,
                                 ZB_TR(paper, "%d年，%%；横轴为%.*s（分母）",
                                       "%d, %%; horizontal axis: %.*s (denominator)"),
                                 v->group->year, ZB_ARG(zb_name_of(paper, under ? under : one))),
                      .name = ZB_TR_STR(paper, "漏斗图", "Funnel plot"),
                      .height = zb_figure_height(&c->ranking, paper->flow->font, ZB_COLUMN)};
}

/* The head counts what is drawn: a place may have its last value in an earlier year. */
static zb_block changes_block(zb_paper *paper, const zb_topic_view *v, const zb_change_count *drawn,
                              const zb_figure *figure) {
    zb_topic_view shown = *v;
    shown.rose = drawn->rose;
    shown.fell = drawn->fell;
    shown.unclear = drawn->unclear;
    return (zb_block){
        .figure = figure,
        .key = zb_key(paper, "changes", v->indicator->code),
        .sentence = zb_topic_changes(paper, &shown, "The rate"),
        .reading =
            figure->kind == ZB_FIG_SLOPE
                ? ZB_TR_STR(paper, "首末两个可计算年份，%", "First and last year computed, %")
                : ZB_TR_STR(paper, "首末两个可计算年份，%；变化的单位为百分点",
                            "First and last year computed, %; changes in percentage "
                            "points"),
        .name = ZB_TR_STR(paper, "首末年变化", "Change from first to last year")};
}

static void make_comparison(zb_paper *paper, comparison *c, const zb_topic_view *v,
                            bool has_trend) {
    *c = (comparison){.ranking = {.kind = ZB_FIG_RANKING}, .right = {.kind = ZB_FIG_FUNNEL}};
    zb_change_count counts;
    c->has_ranking = zb_make_ranking(paper, &c->ranking.as.ranking, v->group, v->rate);
    c->has_funnel = c->has_ranking && zb_make_funnel(paper, &c->right.as.funnel, v->group, v->rate);
    c->has_changes = (!c->has_funnel || !has_trend) &&
                     zb_make_changes(paper, &c->changes, &counts, v->group, v->indicator);
    c->has_below = c->has_changes && c->has_funnel;
    if (c->has_ranking) {
        c->blocks[c->count++] = ranking_block(paper, v, &c->ranking);
    }
    if (c->has_funnel) {
        c->blocks[c->count++] = funnel_block(paper, v, c);
    } else if (c->has_changes) {
        c->blocks[c->count++] = changes_block(paper, v, &counts, &c->changes);
    }
    if (c->has_below) {
        c->below = changes_block(paper, v, &counts, &c->changes);
        c->below.note = zb_changes_note(paper, &counts);
    }
    bool told_below = c->has_changes && !c->has_below;
    c->note = c->has_ranking
                  ? zb_topic_comparison_note(paper, v, c->has_funnel, told_below ? &counts : NULL)
              : told_below ? zb_changes_note(paper, &counts)
                           : (zb_str){0};
    if (c->has_ranking) {
        double width = zb_blocks_width(c->count);
        c->note = zb_join_notes(paper, c->note, zb_cut_note(paper, &c->ranking, width, 0));
    }
    if (!has_trend) {
        c->note =
            zb_say(paper, "%.*s%s%.*s", ZB_ARG(c->note), paper->english && c->note.n ? " " : "",
                   ZB_ARG(zb_topic_whole_note(paper, v)));
    }
    double notes = zb_flow_note_height(paper->flow, ZB_TR(paper, "注：", "Note: "), c->note) +
                   zb_flow_note_height(paper->flow, ZB_TR(paper, "资料来源：", "Source: "),
                                       zb_topic_source(paper, v));
    for (size_t i = 0; i < c->count; i++) {
        c->blocks[i].beneath = 5 + notes;
    }
}

static void draw_comparison(zb_paper *paper, comparison *c) {
    zb_flow_blocks(paper->flow, c->blocks, c->count);
    zb_flow_note(paper->flow, ZB_TR(paper, "注：", "Note: "), c->note);
    if (c->has_below) {
        zb_flow_skip(paper->flow, 8);
        zb_flow_block(paper->flow, &c->below);
        paper->flow->y -= 9; /* the source follows as a line of the note */
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
    zb_buf_format(
        &text,
        ZB_TR(paper, "　|　单位%.*s　|　%.*s%.*s，%.*s", "　|　unit: %.*s　|　%.*s, %.*s, %.*s"),
        ZB_ARG(zb_unit_of(paper, one)),
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

/* In how many years the chart has a point. */
static int years_of(const zb_trend_chart *chart) {
    int years = 0;
    for (int year = chart->first_year; year <= chart->last_year; year++) {
        bool drawn = false;
        for (size_t i = 0; i < chart->count && !drawn; i++) {
            for (size_t k = 0; k < chart->lines[i].count && !drawn; k++) {
                drawn = chart->lines[i].points[k].year == year;
            }
        }
        years += drawn;
    }
    return years;
}

/* A little lower where that keeps its page whole. */
static double trend_height(zb_paper *paper, const zb_block *trend, comparison *below) {
    enum { USUAL = TREND_USUAL, LEAST = 160, BEHIND = 10 };
    zb_block block = *trend;
    block.height = USUAL;
    double over = zb_block_height(paper->flow, &block, ZB_MEASURE) + BEHIND +
                  zb_blocks_height(paper->flow, below->blocks, below->count, false) -
                  zb_flow_room(paper->flow);
    return over <= 0 ? USUAL : over < USUAL - LEAST ? USUAL - over : LEAST;
}

/* Why two lines have a colour: `蓝线▲2025年高于、橙线▼低于全市（超出95%控制限）。` */
static zb_str color_note(zb_paper *paper, const zb_topic_view *v, const zb_trend_chart *chart) {
    bool high = false, low = false;
    for (size_t i = 0; i < chart->count; i++) {
        high = high || zb_tone_is_high(chart->lines[i].tone);
        low = low || zb_tone_is_low(chart->lines[i].tone);
    }
    if (!high && !low) {
        return (zb_str){0};
    }
    zb_buf text = {0};
    if (high) {
        zb_buf_format(&text, ZB_TR(paper, "%s▲高于", "%s ▲ above"), zb_high_color(paper));
    }
    if (low) {
        zb_buf_format(&text, ZB_TR(paper, "%s%s▼低于", "%s%s ▼ below"),
                      high ? ZB_TR(paper, "、", ", ") : "", zb_low_color(paper));
    }
    zb_str signs = zb_keep(paper, &text);
    zb_buf_free(&text);
    return zb_say(paper,
                  ZB_TR(paper, "线的颜色表示%d年：%.*s%.*s（超出95%%控制限）。",
                        "Line colours are those of %d: %.*s %.*s, beyond the 95%% control limits."),
                  v->group->year, ZB_ARG(signs), ZB_ARG(v->group->whole));
}

/* Values of few cases, and whether one is beyond the scale that the others set. */
static zb_str few_note(zb_paper *paper, const zb_trend_chart *chart, double height) {
    zb_flow *flow = paper->flow;
    zb_trend_geometry g;
    bool few = false, beyond = false;
    zb_flow_fail(flow, zb_trend_lay_out(&g, paper->arena, chart, flow->font,
                                        (zb_box){0, 0, ZB_MEASURE, height}, flow->err));
    for (size_t i = 0; flow->status == ZB_OK && i < chart->count; i++) {
        for (size_t k = 0; k < g.years; k++) {
            const zb_trend_point *p = zb_trend_slot(&g, i, k);
            few = few || (p && p->few);
            beyond = beyond || (p && zb_trend_is_outside(&g, p));
        }
    }
    return beyond ? ZB_TR_STR(paper,
                              "分母小于10的数值（※）不作比较，也不定标尺，在标尺之外的以箭头标出。",
                              "Values with a denominator below 10 (※) are not compared and set no "
                              "scale; arrows mark those beyond it.")
           : few ? ZB_TR_STR(paper, "分母小于10的数值（※）不作比较，也不定标尺。",
                             "Values with a denominator below 10 (※) are not compared and set no "
                             "scale.")
                 : (zb_str){0};
}

/* Only marks that the figure has are told. */
static zb_str trend_note(zb_paper *paper, const zb_topic_view *v, const zb_figure *trend,
                         double height) {
    zb_str note =
        zb_join_notes(paper, color_note(paper, v, &trend->as.trend), zb_small_note(paper, trend));
    note = zb_join_notes(paper, note, zb_cut_note(paper, trend, ZB_MEASURE, height));
    note = zb_join_notes(paper, note, few_note(paper, &trend->as.trend, height));
    return zb_join_notes(paper, note, zb_topic_whole_note(paper, v));
}

/* What the lines are that nobody chose. Of many chosen only the farthest stand out. */
static const char *background_words(const zb_paper *paper, const zb_group *group) {
    if (!zb_group_has_others(paper->model, group)) {
        return "";
    }
    if (zb_group_shown(paper->model, group) > ZB_MOST_PICKED) {
        return ZB_TR(paper, "；只突出所选地区中超出控制限的",
                     "; of the selected regions those beyond the control limits stand out");
    }
    return paper->grey ? ZB_TR(paper, "；带点的粗线为所选地区，细线为其余各地",
                               "; thick lines with dots: the selected regions, thin: the others")
                       : ZB_TR(paper, "；彩色线为所选地区，灰线为其余各地",
                               "; coloured lines: the selected regions, grey: the others");
}

static void draw_trend(zb_paper *paper, const zb_topic_view *v, const zb_figure *trend,
                       comparison *below) {
    const zb_trend_chart *chart = &trend->as.trend;
    zb_str name = zb_capital(paper, zb_name_of(paper, v->indicator));
    zb_buf years = {0};
    zb_put_years(&years, paper->english, chart->first_year, chart->last_year);
    zb_block block = {.figure = trend,
                      .key = zb_key(paper, "trend", v->indicator->code),
                      .sentence = zb_topic_trend_sentence(paper, v),
                      .reading = zb_say(paper,
                                        ZB_TR(paper, "%.*s，%%；浅色带为95%%区间，断开处当年未载%s",
                                              "%.*s, %%; shaded bands are 95%% intervals, lines "
                                              "break where a year is not stated%s"),
                                        ZB_ARG(name), background_words(paper, v->group)),
                      .name = zb_say(paper, ZB_TR(paper, "%.*s，%.*s", "%.*s, %.*s"), ZB_ARG(name),
                                     ZB_ARG(zb_buf_str(&years))),
                      .note = trend_note(paper, v, trend, TREND_USUAL),
                      .background =
                          zb_background(paper, v->indicator, chart->first_year, chart->last_year)};
    zb_buf_free(&years);
    block.height = trend_height(paper, &block, below);
    /* what is cut depends on the height */
    block.note = trend_note(paper, v, trend, block.height);
    zb_flow_block(paper->flow, &block);
}

static void rate_topic(zb_paper *paper, const zb_topic *topic) {
    zb_flow *flow = paper->flow;
    zb_topic_view v = zb_topic_look(paper->model, topic->indicator);
    zb_figure trend = {.kind = ZB_FIG_TREND};
    bool has_trend = zb_rate_trend(paper, &trend.as.trend, v.group, topic->indicator) &&
                     years_of(&trend.as.trend) >= FEWEST_YEARS;
    comparison below;
    make_comparison(paper, &below, &v, has_trend);
    double pair = zb_blocks_height(flow, below.blocks, below.count, true);
    zb_topic_head(paper, topic, has_trend ? 360 : 62 + pair);
    zb_rich text = {0};
    zb_topic_say_whole(paper, &text, &v);
    zb_topic_say_streak(paper, &text, &v);
    zb_topic_say_standings(paper, &text, &v);
    zb_flow_paragraph(flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(flow, 10);
    if (has_trend) {
        draw_trend(paper, &v, &trend, &below);
    }
    draw_comparison(paper, &below);
    zb_flow_note(flow, ZB_TR(paper, "资料来源：", "Source: "), zb_topic_source(paper, &v));
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
        } else if (rate && m->year_count >= FEWEST_YEARS) {
            zb_flow_new_page(paper->flow); /* a page for each: trend, ranking, changes */
        }
        if (rate) {
            rate_topic(paper, topic);
        } else {
            zb_count_topic(paper, topic);
        }
    }
}
