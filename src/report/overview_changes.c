/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 一、总览: the lead rate by place and year, and all rates of the whole.
 */
#include "report/overview.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/block.h"
#include "report/item.h"
#include "report/numbers.h"
#include "report/rate_figures.h"
#include "report/table.h"
#include "report/topics_words.h"
#include "report/words.h"
#include "stats/analysis.h"

enum { FEWEST_PANELS = 3 };

/* ---- the lead rate ----------------------------------------------------------------------- */

/* `6个上升，1个下降，1个变化不显著` */
static zb_str tell(zb_paper *paper, size_t rose, size_t fell, size_t unclear) {
    const struct {
        size_t count;
        const char *what, *english;
    } parts[] = {{rose, "上升", "rose"},
                 {fell, "下降", "fell"},
                 {unclear, "变化不显著", "did not change significantly"}};
    zb_buf text = {0};
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].count) {
            zb_buf_format(&text, ZB_TR(paper, "%s%zu个%s", "%s%zu %s"),
                          text.n ? ZB_TR(paper, "，", ", ") : "", parts[i].count,
                          ZB_TR(paper, parts[i].what, parts[i].english));
        }
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* Place by place; false: too few. */
static bool make_lead(zb_paper *paper, zb_block *block, zb_figure *figure, const zb_group *group,
                      zb_change_count *changes) {
    const zb_indicator *lead = paper->model->lead;
    if (!lead || !zb_make_changes(paper, figure, changes, group, lead)) {
        return false;
    }
    zb_str name = zb_name_of(paper, lead);
    *block = (zb_block){
        .figure = figure,
        .key = ZB_STR("lead-changes"),
        .indicators = &paper->model->lead,
        .indicator_count = 1,
        .sentence = tell(paper, changes->rose, changes->fell, changes->unclear),
        .reading = figure->kind == ZB_FIG_SLOPE
                       ? zb_say(paper, ZB_TR(paper, "%.*s，%%", "%.*s, %%"),
                                ZB_ARG(zb_capital(paper, name)))
                       : zb_say(paper,
                                ZB_TR(paper, "%.*s，%%；变化的单位为百分点",
                                      "%.*s, %%; changes in percentage points"),
                                ZB_ARG(zb_capital(paper, name))),
        .name = zb_say(paper, ZB_TR(paper, "%.*s的变化", "Changes of the %.*s"), ZB_ARG(name))};
    return true;
}

static zb_str median_sentence(zb_paper *paper, const zb_distribution_chart *chart) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < chart->count; i++) {
        double median = zb_distribution_median(paper, &chart->columns[i]);
        low = fmin(low, median);
        high = fmax(high, median);
    }
    if (chart->count == 1) {
        return zb_say(paper, ZB_TR(paper, "中位数为%.1f%%", "The median is %.1f%%"), low);
    }
    if (high - low < 0.05) {
        return zb_say(
            paper,
            ZB_TR(paper, "各年的中位数均约为%.1f%%", "The median of each year is about %.1f%%"),
            low);
    }
    return zb_say(paper,
                  ZB_TR(paper, "各年的中位数在%.1f%%至%.1f%%之间",
                        "The medians of the years lie between %.1f%% and %.1f%%"),
                  low, high);
}

/* Year by year; false: too few places. */
static bool make_spread(zb_paper *paper, zb_block *block, zb_figure *figure,
                        const zb_group *group) {
    const zb_indicator *lead = paper->model->lead;
    *figure = (zb_figure){.kind = ZB_FIG_DISTRIBUTION};
    if (!lead || !zb_make_distribution(paper, &figure->as.distribution, group, lead)) {
        return false;
    }
    zb_str name = zb_name_of(paper, lead);
    *block = (zb_block){
        .figure = figure,
        .key = ZB_STR("lead-spread"),
        .indicators = &paper->model->lead,
        .indicator_count = 1,
        .sentence = median_sentence(paper, &figure->as.distribution),
        .reading =
            zb_distribution_counts(&figure->as.distribution)
                ? zb_say(paper,
                         ZB_TR(paper, "%.*s，%%；条的长短为%.*s的个数",
                               "%.*s, %%; the length of a bar is a number of %.*s"),
                         ZB_ARG(zb_capital(paper, name)), ZB_ARG(group->members_name))
                : zb_say(paper,
                         ZB_TR(paper, "%.*s，%%；每点为一个%.*s", "%.*s, %%; each dot is a %.*s"),
                         ZB_ARG(zb_capital(paper, name)),
                         ZB_ARG(ZB_TR(paper, group->members_name, group->member_name))),
        .name =
            zb_say(paper, ZB_TR(paper, "%.*s的分布", "Distribution of the %.*s"), ZB_ARG(name))};
    return true;
}

static zb_str changes_note(zb_paper *paper, const zb_group *group, const zb_change_count *changes,
                           const zb_distribution_chart *spread) {
    zb_buf note = {0};
    if (changes) {
        zb_buf_add(&note, zb_changes_note(paper, changes));
        zb_buf_text(&note, ZB_TR(paper, "", " "));
    }
    if (spread) {
        zb_buf_text(&note, ZB_TR(paper, "分布图的灰块为四分位距，横线为中位数",
                                 "In the distribution, the grey box is the interquartile range, "
                                 "the line the median"));
        bool dots = !zb_distribution_counts(spread);
        zb_buf_text(&note, dots ? ZB_TR(paper, "，空心的分母小于50",
                                        "; hollow marks have denominators below 50")
                                : "");
        if (dots && zb_distribution_flags(spread)) {
            zb_buf_format(&note,
                          ZB_TR(paper, "，%s▲、%s▼为当年高于、低于%.*s（超出95%%控制限）",
                                "; %s ▲ and %s ▼ are above and below %.*s in that year, "
                                "beyond the 95%% control limits"),
                          zb_high_color(paper), zb_low_color(paper), ZB_ARG(group->whole));
            if (zb_group_has_others(paper->model, group)) {
                zb_buf_text(&note, ZB_TR(paper, "，只标所选地区",
                                         ", marked for the selected regions only"));
            }
        }
        zb_buf_text(&note, ZB_TR(paper, "。", "."));
    }
    zb_str said = zb_keep(paper, &note);
    zb_buf_free(&note);
    return said;
}

void zb_overview_changes(zb_paper *paper, const zb_group *group, zb_str source) {
    zb_flow *flow = paper->flow;
    zb_figure figures[2];
    zb_block blocks[2];
    size_t count = 0;
    zb_change_count counts;
    bool changes = make_lead(paper, &blocks[count], &figures[count], group, &counts);
    count += changes;
    bool spread = make_spread(paper, &blocks[count], &figures[count], group);
    zb_str note = changes_note(paper, group, changes ? &counts : NULL,
                               spread ? &figures[count].as.distribution : NULL);
    count += spread;
    const char *labels[] = {ZB_TR(paper, "注：", "Note: "), ZB_TR(paper, "资料来源：", "Source: ")};
    for (size_t i = 0; i < count; i++) {
        blocks[i].beneath = 5 + zb_flow_note_height(flow, labels[0], note) +
                            zb_flow_note_height(flow, labels[1], source);
    }
    zb_flow_blocks(flow, blocks, count);
    zb_flow_note(flow, labels[0], note);
    zb_flow_note(flow, labels[1], source);
    zb_flow_skip(flow, 10);
}

/* ---- the whole --------------------------------------------------------------------------- */

/* One panel a rate that the whole has in two years or more. */
static zb_multiples_panel *make_panels(zb_paper *paper, const zb_indicator **indicators,
                                       size_t *count, size_t signs[3], const zb_group *group) {
    const zb_model *m = paper->model;
    zb_multiples_panel *panels = ZB_PAPER_NEW(paper, zb_multiples_panel, m->rate_count);
    *count = 0;
    for (size_t r = 0; panels && r < m->rate_count && *count < ZB_MULTIPLES_MAX; r++) {
        zb_trend_line line;
        zb_shift shift = zb_group_shift(m, group, m->rates[r]->index);
        zb_whole_line(paper, &line, group, m->rates[r]->index);
        if (line.count < 2 || !shift.known) {
            continue;
        }
        signs[shift.sign + 1]++;
        indicators[*count] = m->rates[r];
        panels[(*count)++] =
            (zb_multiples_panel){.name = zb_capital(paper, zb_name_of(paper, m->rates[r])),
                                 .tone = shift.sign > 0   ? ZB_TONE_HIGH
                                         : shift.sign < 0 ? ZB_TONE_LOW
                                                          : ZB_TONE_WHOLE,
                                 .points = line.points,
                                 .count = line.count,
                                 .unit = ZB_STR("%"),
                                 .decimals = 1,
                                 .percent = true};
    }
    return panels;
}

static void draw_panels(zb_paper *paper, const zb_group *group) {
    const zb_indicator *indicators[ZB_MULTIPLES_MAX];
    size_t count, signs[3] = {0};
    zb_multiples_panel *panels = make_panels(paper, indicators, &count, signs, group);
    if (count < FEWEST_PANELS) {
        return;
    }
    const zb_model *m = paper->model;
    zb_figure figure = {.kind = ZB_FIG_MULTIPLES};
    figure.as.multiples = (zb_multiples){.first_year = m->first_year,
                                         .last_year = m->last_year,
                                         .panels = panels,
                                         .count = count,
                                         .english = paper->english};
    zb_buf years = {0};
    zb_put_years(&years, paper->english, m->first_year, m->last_year);
    zb_str changes = tell(paper, signs[2], signs[0], signs[1]);
    zb_block block = {
        .figure = &figure,
        .key = ZB_STR("whole-panels"),
        .indicators = indicators,
        .indicator_count = count,
        .sentence = zb_say(paper,
                           ZB_TR(paper, "%.*s%s%zu项比率的首末年相比：%.*s",
                                 "%.*s%s %zu rates, first and last years compared: %.*s"),
                           ZB_ARG(zb_capital(paper, group->whole)),
                           ZB_TR(paper, "", group->is_whole ? "'s" : ":"), count, ZB_ARG(changes)),
        .reading = zb_say(
            paper,
            ZB_TR(paper, "%%；各图自定标尺，%s为上升、%s为下降、黑色为变化不显著，浅色带为95%%区间",
                  "%%; each panel has its own scale; %s rose, %s fell, black did not "
                  "change significantly; shaded: 95%% interval"),
            zb_high_color(paper), zb_low_color(paper)),
        .name = zb_say(paper, ZB_TR(paper, "%.*s各项比率，%.*s", "Rates of %.*s, %.*s"),
                       ZB_ARG(group->whole), ZB_ARG(zb_buf_str(&years))),
        .note = zb_say(paper,
                       ZB_TR(paper, "升降只在载明分子、分母的%.*s相同的年份之间比较，见%.*s。",
                             "Changes are measured only between years in which the same %.*s "
                             "state numerator and denominator, see %.*s."),
                       ZB_ARG(group->members_name),
                       ZB_ARG(zb_flow_ref(paper->flow, ZB_STR("wholes"))))};
    zb_buf_free(&years);
    block.note = zb_join_notes(paper, block.note, zb_small_note(paper, &figure));
    block.note = zb_join_notes(paper, block.note, zb_cut_note(paper, &figure, ZB_MEASURE, 0));
    zb_flow_block(paper->flow, &block);
}

/* `96.1`, of another year than meant `96.1（2020）`. */
static zb_str value_in(zb_paper *paper, double value, int year, int meant) {
    return year == meant ? zb_say(paper, "%.1f", value)
                         : zb_say(paper, ZB_TR(paper, "%.1f（%d）", "%.1f (%d)"), value, year);
}

/* First and last pooled values of the group. */
static bool make_wholes(zb_paper *paper, zb_table *table, bool *rounded, const zb_group *group) {
    *rounded = false;
    enum { COLUMNS = 5 };
    static const zb_table_column columns[][COLUMNS] = {
        {{.head = ZB_STR_INIT("指标"), .wrap = true},
         {.head = ZB_STR_INIT("可比首年"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("末年"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("变化"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("95%区间"), .align = ZB_ALIGN_RIGHT}},
        {{.head = ZB_STR_INIT("Indicator"), .wrap = true},
         {.head = ZB_STR_INIT("First comparable"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("Last year"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("Change, pp"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("95% interval"), .align = ZB_ALIGN_RIGHT}}};
    const zb_model *m = paper->model;
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, m->rate_count);
    size_t count = 0;
    zb_buf text = {0};
    for (size_t r = 0; rows && r < m->rate_count; r++) {
        zb_shift shift = zb_group_shift(m, group, m->rates[r]->index);
        zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, COLUMNS);
        if (!shift.known || !cells) {
            continue;
        }
        *rounded = *rounded || zb_shift_is_rounded(&shift);
        cells[0].text = zb_capital(paper, zb_name_of(paper, m->rates[r]));
        cells[1].text = value_in(paper, shift.first, shift.first_year, m->first_year);
        cells[2] = (zb_table_cell){
            .text = value_in(paper, shift.last, shift.last_year, group->year), .bold = true};
        zb_put_signed(&text, shift.change.value, 1);
        cells[3] = (zb_table_cell){.text = zb_keep(paper, &text),
                                   .bold = shift.sign != 0,
                                   .color = shift.sign > 0   ? ZB_BLUE
                                            : shift.sign < 0 ? ZB_ORANGE
                                                             : ZB_SOFT};
        zb_put_range(&text, paper->english, shift.change.low, shift.change.high, 1, "");
        cells[4] = (zb_table_cell){.text = zb_keep(paper, &text), .color = ZB_SOFT};
        rows[count++].cells = cells;
    }
    zb_buf_free(&text);
    *table = (zb_table){
        .key = ZB_STR("wholes"),
        .name = zb_say(paper, ZB_TR(paper, "%.*s各项比率的变化", "Changes in the rates of %.*s"),
                       ZB_ARG(group->whole)),
        .columns = columns[paper->english],
        .column_count = COLUMNS,
        .rows = rows,
        .row_count = count};
    return rows && count;
}

/* `2018、2019年缺岚浦县，故与2020年比。`: why a change is not told from the first year that the
 * whole has. Empty where it is, or where that is not the same in all years before. */
static zb_str base_note(zb_paper *paper, const zb_group *group, int indicator) {
    const zb_model *m = paper->model;
    zb_shift shift = zb_group_shift(m, group, indicator);
    zb_buf years = {0};
    int lacking = -1; /* the one place that those years lack */
    bool alike = shift.known;
    for (int year = m->first_year; alike && year < shift.first_year; year++) {
        if (!zb_model_pool(m, group, indicator, year)) {
            continue;
        }
        zb_buf_format(&years, "%s%d", years.n ? ZB_TR(paper, "、", ", ") : "", year);
        size_t others = 0;
        for (size_t i = 0; i < group->count; i++) {
            int place = group->members[i];
            const zb_rate *then = zb_model_rate(m, place, indicator, year);
            const zb_rate *now = zb_model_rate(m, place, indicator, shift.last_year);
            if (zb_rate_is_pooled(then) != zb_rate_is_pooled(now)) {
                others++;
                alike = alike && zb_rate_is_pooled(now) && (lacking < 0 || lacking == place);
                lacking = place;
            }
        }
        alike = alike && others == 1;
    }
    zb_str said = {0};
    if (alike && years.n) {
        said = zb_say(paper,
                      ZB_TR(paper, "%.*s年缺%.*s，故与%d年比。",
                            " %.*s: without %.*s, hence compared with %d."),
                      ZB_ARG(zb_buf_str(&years)), ZB_ARG(zb_model_place_name(m, lacking)),
                      shift.first_year);
    }
    zb_buf_free(&years);
    return said;
}

/* Of all rates that are not compared with the report's first year, when it is the same for all;
 * else empty. */
static zb_str common_base_note(zb_paper *paper, const zb_group *group) {
    const zb_model *m = paper->model;
    zb_str common = {0};
    for (size_t r = 0; r < m->rate_count; r++) {
        zb_shift shift = zb_group_shift(m, group, m->rates[r]->index);
        if (!shift.known || shift.first_year == m->first_year) {
            continue;
        }
        zb_str own = base_note(paper, group, m->rates[r]->index);
        if (!own.n || (common.n && !zb_str_eq(own, common))) {
            return (zb_str){0};
        }
        common = own;
    }
    return common;
}

static zb_str wholes_note(zb_paper *paper, const zb_group *group, bool rounded) {
    zb_str note = zb_say(
        paper,
        ZB_TR(paper,
              "变化的单位为百分点，区间按Newcombe法，加粗的区间不含0；%.*s各年按载明分子、分母的"
              "%.*s合计，载明者不足三分之二的年份不计。可比首年为载明的地区与末年相同的最早年份。",
              "Changes in percentage points, intervals by Newcombe's method; bold where they "
              "exclude 0. The values of %.*s for a year add up the %.*s that state "
              "numerator and denominator; years in which fewer than two thirds do are left "
              "out. The first comparable year is the earliest in which the same of them do as in "
              "the last."),
        ZB_ARG(group->whole_short), ZB_ARG(group->members_name));
    zb_str base = common_base_note(paper, group);
    return zb_say(paper, "%.*s%.*s%s%.*s", ZB_ARG(note), ZB_ARG(base),
                  rounded && paper->english ? " " : "",
                  ZB_ARG(rounded ? zb_rounded_note(paper) : (zb_str){0}));
}

void zb_overview_wholes(zb_paper *paper, const zb_group *group, zb_str source) {
    draw_panels(paper, group);
    zb_table table;
    bool rounded;
    if (!make_wholes(paper, &table, &rounded, group)) {
        return;
    }
    zb_flow_table(paper->flow, &table);
    zb_flow_note(paper->flow, ZB_TR(paper, "注：", "Note: "), wholes_note(paper, group, rounded));
    zb_flow_note(paper->flow, ZB_TR(paper, "资料来源：", "Source: "), source);
}
