/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 一、总览: the rates of the main group in one year as a heat map.
 */
#include "report/chapters.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/block.h"
#include "report/numbers.h"
#include "report/rate_figures.h"
#include "report/table.h"

enum { MOST_COLUMNS = 12, MOST_ROWS = 30, FEWEST_COLUMNS = 3 };

/* What the heat map shows and how the cells come out. */
typedef struct sight {
    const zb_group *group;
    const zb_group_rate *columns[MOST_COLUMNS];
    const zb_indicator *indicators[MOST_COLUMNS];
    size_t column_count, computed;
    size_t values, missing, flagged, few, same; /* cells of computed columns */
    const zb_standing_row *farthest;
    const zb_indicator *farthest_rate;
} sight;

static void take_columns(sight *s, const zb_model *m, bool computed) {
    for (size_t r = 0; r < m->rate_count && s->column_count < MOST_COLUMNS; r++) {
        const zb_group_rate *rate = &s->group->rates[r];
        bool can =
            rate->known && 2 * rate->computed >= s->group->count && rate->comparison.has_whole;
        bool stated = rate->known && !can && 2 * rate->comparison.count >= s->group->count &&
                      rate->computed == 0;
        if (computed ? can : stated) {
            s->columns[s->column_count] = rate;
            s->indicators[s->column_count++] = m->rates[r];
            s->computed += computed;
        }
    }
}

static double surprise(const zb_comparison *c, const zb_standing_row *row) {
    double p = c->whole.value / 100;
    return fabs(row->value.value / 100 - p) / sqrt(p * (1 - p) / row->denominator) / c->spread;
}

static void count_cells(sight *s) {
    double most = 0;
    for (size_t k = 0; k < s->computed; k++) {
        const zb_comparison *c = &s->columns[k]->comparison;
        size_t here = 0;
        for (size_t i = 0; i < c->count; i++) {
            const zb_standing_row *row = &c->rows[i];
            if (row->stated_only) {
                continue;
            }
            here++;
            s->few += row->denominator < ZB_COMPARED_FROM;
            s->same += row->standing == ZB_STAND_SAME;
            s->flagged += row->standing > ZB_STAND_SAME;
            if (row->standing > ZB_STAND_SAME && surprise(c, row) > most) {
                most = surprise(c, row);
                s->farthest = row;
                s->farthest_rate = s->indicators[k];
            }
        }
        s->values += here;
        s->missing += s->group->count - here;
    }
}

static zb_heat_cell cell_of(zb_paper *paper, const sight *s, const zb_group_rate *rate, int place,
                            bool stated) {
    zb_heat_cell cell = {0};
    const zb_standing_row *row = zb_model_standing(rate, place);
    if (!row) {
        return cell;
    }
    cell.known = true;
    cell.value = row->value.value;
    cell.stated = stated || row->stated_only;
    cell.few = !cell.stated && row->denominator < ZB_COMPARED_FROM;
    cell.tone = cell.stated ? ZB_TONE_CONTEXT : zb_tone_of(row->standing);
    cell.difference = cell.stated ? 0 : row->value.value - rate->comparison.whole.value;
    const zb_rate *r = zb_model_rate(paper->model, place, rate->indicator, s->group->year);
    if (row->stated_only && r && r->bounded) {
        cell.told = zb_stated_text(paper, r);
    }
    return cell;
}

/* In English the chart parts the words.
 *
 * `负责人出庭` over `应诉率`: the names of rates end in a verb of two characters and 率. */
static zb_str head_of(zb_paper *paper, const zb_indicator *indicator) {
    zb_str name = zb_name_of(paper, indicator);
    size_t at = name.n;
    if (paper->english) {
        return zb_capital(paper, name);
    }
    for (int i = 0; i < 3; i++) {
        at = zb_utf8_before(name, at);
    }
    if (!zb_str_ends(name, ZB_STR("率")) || at == 0) {
        return name;
    }
    return zb_say(paper, "%.*s\n%.*s", ZB_ARG(zb_str_sub(name, 0, at)),
                  ZB_ARG(zb_str_sub(name, at, name.n)));
}

/* Over columns of rates that are only stated. */
static zb_str stated_head(const zb_paper *paper, size_t columns) {
    if (columns > 2) {
        return paper->english ? ZB_STR("Only stated, not compared") : ZB_STR("只有表述值，不比较");
    }
    return paper->english ? ZB_STR("Only stated") : ZB_STR("仅表述值");
}

/* Over the columns of a group, which may be one: `Admin. review`. */
static zb_str group_head(zb_paper *paper, const zb_indicator *indicator) {
    const zb_str longest = ZB_STR("Administrative ");
    zb_str name = zb_group_name_of(paper, indicator);
    return zb_str_starts(name, longest)
               ? zb_say(paper, "Admin. %.*s", ZB_ARG(zb_str_sub(name, longest.n, name.n)))
               : name;
}

/* Rows from `first`, at most MOST_ROWS; the whole on top of each part. */
static bool make_map(zb_paper *paper, zb_heat_map *map, const sight *s, size_t first) {
    size_t rows = s->group->count - first;
    rows = rows < MOST_ROWS ? rows : MOST_ROWS;
    zb_str *names = ZB_PAPER_NEW(paper, zb_str, rows + 1);
    zb_str *columns = ZB_PAPER_NEW(paper, zb_str, s->column_count);
    zb_str *groups = ZB_PAPER_NEW(paper, zb_str, s->column_count);
    zb_heat_cell *cells = ZB_PAPER_NEW(paper, zb_heat_cell, (rows + 1) * s->column_count);
    if (!names || !columns || !groups || !cells) {
        return false;
    }
    names[0] = s->group->whole_label;
    for (size_t i = 0; i < rows; i++) {
        names[i + 1] = zb_model_place_name(paper->model, s->group->members[first + i]);
    }
    for (size_t k = 0; k < s->column_count; k++) {
        bool stated = k >= s->computed;
        columns[k] = head_of(paper, s->indicators[k]);
        groups[k] = stated ? stated_head(paper, s->column_count - s->computed)
                           : group_head(paper, s->indicators[k]);
        if (!stated) {
            cells[k].known = true;
            cells[k].value = s->columns[k]->comparison.whole.value;
        }
        for (size_t i = 0; i < rows; i++) {
            int place = s->group->members[first + i];
            cells[(i + 1) * s->column_count + k] = cell_of(paper, s, s->columns[k], place, stated);
        }
    }
    *map = (zb_heat_map){.rows = names,
                         .row_count = rows + 1,
                         .has_whole = true,
                         .columns = columns,
                         .groups = groups,
                         .column_count = s->column_count,
                         .cells = cells,
                         .decimals = 1,
                         .english = paper->english};
    return true;
}

static void say_english(zb_paper *paper, zb_rich *text, const sight *s) {
    const zb_group *g = s->group;
    zb_rich_text(text, "In %d, %.*s that can be computed give %.*s for %.*s", g->year,
                 ZB_ARG(zb_count_of(paper, s->computed, "", "rate", "rates")),
                 ZB_ARG(zb_count_of(paper, s->values, "", "value", "values")),
                 ZB_ARG(zb_members_of(paper, g, g->count)));
    if (s->missing) {
        zb_rich_text(text, " (%zu more are not in the reports, or lack numerator or denominator)",
                     s->missing);
    }
    if (s->flagged) {
        zb_rich_text(text, ". Of these, %zu %s significantly from %.*s; ", s->flagged,
                     s->flagged == 1 ? "differs" : "differ", ZB_ARG(g->whole));
        zb_rich_bold(text, ZB_INK, "the other %zu that can be compared lie within random variation",
                     s->same);
    } else {
        zb_rich_text(text, ". ");
        zb_rich_bold(text, ZB_INK, "All %zu that can be compared lie within random variation",
                     s->same);
    }
    if (s->few) {
        zb_rich_text(text, "; %zu with a denominator below 10 %s not compared", s->few,
                     s->few == 1 ? "is" : "are");
    }
    size_t rounded = s->values - s->flagged - s->same - s->few;
    if (rounded) {
        zb_rich_text(text, "; %zu with an approximate numerator or denominator %s not compared",
                     rounded, rounded == 1 ? "is" : "are");
    }
    zb_rich_text(text, ".");
    if (s->farthest) {
        zb_rich_text(text, " The most marked is %.*s's %.*s.",
                     ZB_ARG(zb_model_place_name(paper->model, s->farthest->place)),
                     ZB_ARG(zb_name_of(paper, s->farthest_rate)));
    }
}

static void say_chinese(zb_paper *paper, zb_rich *text, const sight *s) {
    const zb_group *g = s->group;
    zb_rich_text(text, "%d年，%zu个%.*s的%zu项可计算比率共有%zu个数值", g->year, g->count,
                 ZB_ARG(g->members_name), s->computed, s->values);
    if (s->missing) {
        zb_rich_text(text, "（另有%zu个原文未载或缺分子、分母）", s->missing);
    }
    if (s->flagged) {
        zb_rich_text(text, "，其中与%.*s水平有显著差异的%zu个，", ZB_ARG(g->whole), s->flagged);
        zb_rich_bold(text, ZB_INK, "可比的其余%zu个未超出随机波动范围", s->same);
    } else {
        zb_rich_text(text, "，");
        zb_rich_bold(text, ZB_INK, "可比的%zu个均未超出随机波动范围", s->same);
    }
    if (s->few) {
        zb_rich_text(text, "；%zu个因分母小于10不作比较", s->few);
    }
    size_t rounded = s->values - s->flagged - s->same - s->few;
    if (rounded) {
        zb_rich_text(text, "；%zu个的分子或分母为约数，不作比较", rounded);
    }
    zb_rich_text(text, "。");
    if (s->farthest) {
        zb_rich_text(text, "差异最突出的是%.*s的%.*s。",
                     ZB_ARG(zb_model_place_name(paper->model, s->farthest->place)),
                     ZB_ARG(s->farthest_rate->name_zh));
    }
}

static void say(zb_paper *paper, const sight *s) {
    zb_rich text = {0};
    if (paper->english) {
        say_english(paper, &text, s);
    } else {
        say_chinese(paper, &text, s);
    }
    zb_flow_paragraph(paper->flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(paper->flow, 10);
}

static zb_str sentence(zb_paper *paper, const sight *s) {
    if (!s->farthest) {
        return zb_say(paper,
                      ZB_TR(paper, "%zu个可比数值均未超出随机波动范围",
                            "The %zu values that can be compared all lie within random variation"),
                      s->same);
    }
    if (paper->english) {
        return zb_say(paper, "%s%zu %s significantly from %.*s, most markedly %.*s's %.*s",
                      2 * s->flagged < s->same ? "Only " : "", s->flagged,
                      s->flagged == 1 ? "value differs" : "values differ", ZB_ARG(s->group->whole),
                      ZB_ARG(zb_model_place_name(paper->model, s->farthest->place)),
                      ZB_ARG(zb_name_of(paper, s->farthest_rate)));
    }
    return zb_say(paper, "与%.*s有显著差异的%s%zu处，%.*s%.*s最突出", ZB_ARG(s->group->whole),
                  2 * s->flagged < s->same ? "只有" : "有", s->flagged,
                  ZB_ARG(zb_model_place_name(paper->model, s->farthest->place)),
                  ZB_ARG(s->farthest_rate->name_zh));
}

static zb_str note(zb_paper *paper, const sight *s) {
    zb_buf text = {0};
    zb_buf_format(
        &text,
        ZB_TR(paper, "%.*s值为%.*s分子、分母分别合计后相除；显著与否按二项分布控制限判定",
              "The values of %.*s are the numerators of %.*s, added up, divided by their "
              "denominators, added up. Significance is judged by binomial control limits"),
        ZB_ARG(s->group->whole), ZB_ARG(s->group->each));
    size_t adjusted = 0;
    const char *first = ZB_TR(paper, "，", ", adjusted for overdispersion for the ");
    for (size_t k = 0; k < s->computed; k++) {
        double spread = s->columns[k]->comparison.spread;
        if (spread > 1.0005) {
            zb_buf_text(&text, adjusted++ ? ZB_TR(paper, "、", ", ") : first);
            zb_buf_add(&text, zb_name_of(paper, s->indicators[k]));
            zb_buf_format(&text, ZB_TR(paper, "（φ=%.1f）", " (φ = %.1f)"), spread * spread);
        }
    }
    zb_buf_text(&text, ZB_TR(paper, adjusted ? "已作超离散调整。" : "。", "."));
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* `part` from 1; 0: there is one only. */
static zb_str map_name(zb_paper *paper, const sight *s, size_t part) {
    const zb_group *g = s->group;
    zb_str name = paper->english ? zb_say(paper, "Rates of %.*s compared with %.*s, %d",
                                          ZB_ARG(g->each), ZB_ARG(g->whole), g->year)
                                 : zb_say(paper, "%d年%.*s比率指标与%.*s比较", g->year,
                                          ZB_ARG(g->each), ZB_ARG(g->whole));
    return part ? zb_say(paper, ZB_TR(paper, "%.*s（第%zu部分）", "%.*s (part %zu)"), ZB_ARG(name),
                         part)
                : name;
}

static void draw_maps(zb_paper *paper, const sight *s) {
    for (size_t first = 0; first < s->group->count; first += MOST_ROWS) {
        zb_figure figure = {.kind = ZB_FIG_HEAT};
        if (!make_map(paper, &figure.as.heat, s, first)) {
            return;
        }
        bool parts = s->group->count > MOST_ROWS;
        zb_block block = {
            .figure = &figure,
            .key = zb_say(paper, "heat:%zu", first / MOST_ROWS + 1),
            .indicators = s->indicators,
            .indicator_count = s->column_count,
            .sentence = first == 0 ? sentence(paper, s) : (zb_str){0},
            .reading = zb_say(
                paper,
                ZB_TR(paper,
                      "比率，%%；格内短线表示与%.*s值之差（各列自定标尺），有底色的格子表示与"
                      "%.*s有显著差异",
                      "Rates, %%; the short bar in a cell is the difference from %.*s (each "
                      "column has its own scale), shaded cells differ significantly from %.*s"),
                ZB_ARG(s->group->whole), ZB_ARG(s->group->whole)),
            .name = map_name(paper, s, parts ? first / MOST_ROWS + 1 : 0),
            .note = first + MOST_ROWS >= s->group->count ? note(paper, s) : (zb_str){0}};
        zb_flow_block(paper->flow, &block);
    }
}

/* The changes of the lead rate, place by place; false: too few. */
static bool make_lead(zb_paper *paper, zb_block *block, zb_figure *figure, const sight *s) {
    const zb_model *m = paper->model;
    *figure = (zb_figure){.kind = ZB_FIG_DUMBBELL};
    if (!m->lead || !zb_make_dumbbell(paper, &figure->as.dumbbell, s->group, m->lead)) {
        return false;
    }
    const zb_dumbbell_chart *chart = &figure->as.dumbbell;
    size_t rose = 0, fell = 0, unclear = 0;
    for (size_t i = 0; i < chart->count; i++) {
        rose += chart->rows[i].tone == ZB_TONE_HIGH;
        fell += chart->rows[i].tone == ZB_TONE_LOW;
        unclear += chart->rows[i].tone == ZB_TONE_CONTEXT;
    }
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
    zb_str name = zb_name_of(paper, m->lead);
    *block = (zb_block){
        .figure = figure,
        .key = ZB_STR("lead-changes"),
        .indicators = &m->lead,
        .indicator_count = 1,
        .sentence = zb_keep(paper, &text),
        .reading = zb_say(
            paper,
            ZB_TR(paper, "%.*s，%%；变化的单位为百分点", "%.*s, %%; changes in percentage points"),
            ZB_ARG(zb_capital(paper, name))),
        .name = zb_say(paper, ZB_TR(paper, "%.*s的变化", "Changes of the %.*s"), ZB_ARG(name))};
    zb_buf_free(&text);
    return true;
}

/* `96.1`, of another year than meant `96.1（2020）`. */
static zb_str value_in(zb_paper *paper, double value, int year, int meant) {
    return year == meant ? zb_say(paper, "%.1f", value)
                         : zb_say(paper, ZB_TR(paper, "%.1f（%d）", "%.1f (%d)"), value, year);
}

/* First and last pooled values of the group. */
static bool make_wholes(zb_paper *paper, zb_table *table, const sight *s) {
    enum { COLUMNS = 5 };
    static const zb_table_column columns[][COLUMNS] = {
        {{.head = ZB_STR_INIT("指标"), .wrap = true},
         {.head = ZB_STR_INIT("首年"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("末年"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("变化"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("95%区间"), .align = ZB_ALIGN_RIGHT}},
        {{.head = ZB_STR_INIT("Indicator"), .wrap = true},
         {.head = ZB_STR_INIT("First year"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("Last year"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("Change, pp"), .align = ZB_ALIGN_RIGHT},
         {.head = ZB_STR_INIT("95% interval"), .align = ZB_ALIGN_RIGHT}}};
    const zb_model *m = paper->model;
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, m->rate_count);
    size_t count = 0;
    zb_buf text = {0};
    for (size_t r = 0; rows && r < m->rate_count; r++) {
        zb_shift shift = zb_group_shift(m, s->group, m->rates[r]->index);
        zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, COLUMNS);
        if (!shift.known || !cells) {
            continue;
        }
        cells[0].text = zb_capital(paper, zb_name_of(paper, m->rates[r]));
        cells[1].text = value_in(paper, shift.first, shift.first_year, m->first_year);
        cells[2] = (zb_table_cell){
            .text = value_in(paper, shift.last, shift.last_year, s->group->year), .bold = true};
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
                       ZB_ARG(s->group->whole)),
        .columns = columns[paper->english],
        .column_count = COLUMNS,
        .rows = rows,
        .row_count = count};
    return rows && count;
}

/* The table of the wholes with its sentence, reading aid and caption; gives the height. */
static double place_wholes(zb_paper *paper, const zb_table *table, const sight *s, double x,
                           bool draw) {
    enum { GAP = 2 };
    zb_flow *flow = paper->flow;
    zb_str title =
        zb_say(paper, ZB_TR(paper, "%.*s首年与末年相比", "%.*s's first and last years compared"),
               ZB_ARG(zb_capital(paper, s->group->whole)));
    zb_str reading = zb_say(paper,
                            ZB_TR(paper, "%%；首年为%d年，末年为%d年，不同的另注",
                                  "%%; %d and %d, other years are noted"),
                            paper->model->first_year, s->group->year);
    double y = flow->y + zb_block_head_height(flow, title, reading, ZB_COLUMN) + GAP;
    double caption = zb_flow_caption_height(flow, table->name, ZB_COLUMN) + GAP;
    if (draw) {
        zb_block_head_at(flow, title, reading, x, flow->y, ZB_COLUMN);
        zb_str number = zb_flow_number(flow, ZB_NUMBERED_TABLE, table->key, flow->y);
        zb_flow_caption_at(flow, number, table->name, x, y, ZB_COLUMN);
    }
    y += caption;
    return y + zb_flow_table_at(flow, table, x, y, ZB_COLUMN, draw) - flow->y;
}

/* Side by side: the lead rate by place, all rates of the whole. */
static void draw_changes(zb_paper *paper, const sight *s) {
    zb_flow *flow = paper->flow;
    zb_figure figure;
    zb_block block;
    zb_table table;
    bool lead = make_lead(paper, &block, &figure, s), wholes = make_wholes(paper, &table, s);
    if (!lead && !wholes) {
        return;
    }
    double left = lead ? zb_block_height(flow, &block, ZB_COLUMN) : 0;
    double right = wholes ? place_wholes(paper, &table, s, 0, false) : 0;
    double height = left > right ? left : right;
    zb_flow_need(flow, height + 26);
    if (lead) {
        zb_block_at(flow, &block, flow->sheet.left, ZB_COLUMN);
    }
    if (wholes) {
        place_wholes(paper, &table, s, lead ? flow->sheet.column : flow->sheet.left, true);
    }
    flow->y += height + 4;
    zb_flow_note(
        flow, ZB_TR(paper, "注：", "Note: "),
        zb_say(
            paper,
            ZB_TR(
                paper,
                "变化的区间按Newcombe法，灰色为区间含0；%.*s各年按载明分子、分母的%.*s合计，载明者不足三分"
                "之二的年份不计。",
                "Intervals of changes by Newcombe's method, in grey where they contain 0. The values "
                "of %.*s for a year add up the %.*s that state numerator and denominator; years in "
                "which fewer than two thirds do are left out."),
            ZB_ARG(s->group->whole), ZB_ARG(s->group->members_name)));
}

static bool look(sight *s, const zb_model *m) {
    *s = (sight){.group = m->main};
    if (m->main) {
        take_columns(s, m, true);
        take_columns(s, m, false);
    }
    return s->column_count >= FEWEST_COLUMNS && s->computed > 0;
}

bool zb_overview_fits(const zb_model *model) {
    sight s;
    return look(&s, model);
}

void zb_chapter_overview(zb_paper *paper) {
    const zb_model *m = paper->model;
    sight s;
    if (!look(&s, m)) {
        return;
    }
    count_cells(&s);
    zb_flow_chapter(paper->flow, ZB_CHAPTER_NUMBERED,
                    paper->english ? ZB_STR("Overview") : ZB_STR("总览"), ZB_STR("overview"));
    say(paper, &s);
    draw_maps(paper, &s);
    draw_changes(paper, &s);
    zb_buf years = {0};
    zb_put_years(&years, paper->english, m->first_year, m->last_year);
    zb_flow_note(paper->flow, ZB_TR(paper, "资料来源：", "Source: "),
                 zb_say(paper,
                        ZB_TR(paper, "%.*s法治政府建设年度报告，%.*s，目录见附录B。",
                              "Annual reports on law-based government of %.*s, %.*s, listed in "
                              "Appendix B."),
                        ZB_ARG(zb_group_source(paper, s.group)), ZB_ARG(zb_buf_str(&years))));
    zb_buf_free(&years);
}
