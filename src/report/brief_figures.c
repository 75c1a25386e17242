/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of a brief: an indicator over the years, the place before its group's lines in grey.
 */
#include "report/brief_inside.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "chart/draw.h"
#include "report/background.h"
#include "report/block.h"
#include "report/numbers.h"
#include "report/words.h"

enum { FEWEST_YEARS = 3, FEWEST_PANELS = 3 };

#define PLOT 128.0      /* height beside another */
#define WIDE_PLOT 132.0 /* over the full width */

bool zb_brief_can_draw(const zb_brief_pick *p) {
    return p->values >= FEWEST_YEARS;
}

size_t zb_brief_figures(const zb_brief *b) {
    size_t count = 0;
    for (size_t i = 0; i < b->count; i++) {
        count += zb_brief_can_draw(&b->picks[i]);
    }
    return count;
}

static const zb_brief_pick *nth(const zb_brief *b, size_t n) {
    for (size_t i = 0; i < b->count; i++) {
        if (zb_brief_can_draw(&b->picks[i]) && n-- == 0) {
            return &b->picks[i];
        }
    }
    return NULL;
}

/* Those that are worth a figure of their own come first by their score: rates, which stand between
 * others, and counts that jumped. A row of two is filled up. */
static size_t worth_own(const zb_brief *b) {
    size_t count = 0, all = zb_brief_figures(b);
    for (size_t i = 0; i < b->count; i++) {
        const zb_brief_pick *p = &b->picks[i];
        count += zb_brief_can_draw(p) && (p->one->is_rate || p->shift.sign != 0);
    }
    count += count % 2 && count < all;
    return count < b->plan.figures ? count : b->plan.figures;
}

static size_t panel_count(const zb_brief *b) {
    size_t rest = zb_brief_figures(b) - worth_own(b);
    rest = rest < b->plan.panels ? rest : b->plan.panels;
    return rest < FEWEST_PANELS ? 0 : rest;
}

/* Without panels all are drawn singly. */
static size_t singles(const zb_brief *b) {
    size_t all = zb_brief_figures(b);
    return panel_count(b) ? worth_own(b) : all < b->plan.figures ? all : b->plan.figures;
}

size_t zb_brief_panel_picks(const zb_brief *b, const zb_brief_pick **out, size_t most) {
    size_t first = singles(b), count = panel_count(b);
    count = count < most ? count : most;
    for (size_t i = 0; i < count; i++) {
        out[i] = nth(b, first + i);
    }
    return count;
}

/* ---- charts ------------------------------------------------------------------------------ */

/* Another place's contradiction is not told here. */
static void drop_stated(zb_paper *paper, zb_trend_line *line) {
    zb_trend_point *points = ZB_PAPER_NEW(paper, zb_trend_point, line->count);
    for (size_t i = 0; points && i < line->count; i++) {
        points[i] = line->points[i];
        points[i].has_stated = false;
    }
    line->count = points ? line->count : 0;
    line->points = points;
}

/* The place before the others: flagged in its colour, else in that of what a reader picked. */
static bool rate_chart(zb_brief *b, zb_trend_chart *chart, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    const zb_model *m = paper->model;
    int place = b->view.place;
    const zb_group alone = {.parent = -1, .members = &place, .count = 1};
    const zb_group *group = b->view.group ? b->view.group : &alone;
    if (!zb_rate_trend(paper, chart, group, p->one)) {
        return false;
    }
    zb_trend_line *lines = ZB_PAPER_NEW(paper, zb_trend_line, chart->count);
    if (!lines) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < chart->count; i++) {
        zb_trend_line line = chart->lines[i];
        bool own = i < group->count && group->members[i] == place;
        if (line.tone != ZB_TONE_WHOLE) {
            line.emphasis = own;
            line.tone = !b->view.group && own ? ZB_TONE_WHOLE
                        : own && p->flagged   ? zb_tone_of(p->row->standing)
                                              : ZB_TONE_CONTEXT;
        }
        if (!own) {
            drop_stated(paper, &line);
        }
        if (line.count) {
            lines[count++] = line;
        }
    }
    chart->lines = lines;
    chart->count = count;
    chart->first_year = m->first_year;
    chart->last_year = m->last_year;
    return count > 0;
}

static bool count_line(zb_brief *b, zb_trend_line *line, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    const zb_model *m = paper->model;
    zb_trend_point *points = ZB_PAPER_NEW(paper, zb_trend_point, (size_t)m->year_count);
    *line = (zb_trend_line){.name = zb_model_place_name(m, b->view.place),
                            .tone = ZB_TONE_WHOLE,
                            .emphasis = true,
                            .points = points};
    for (int year = m->first_year; points && year <= m->last_year; year++) {
        double value = zb_model_value(m, b->view.place, p->one->index, year);
        if (isfinite(value)) {
            points[line->count++] =
                (zb_trend_point){.year = year, .value = value / zb_table_factor(p->one->unit_zh)};
        }
    }
    return line->count > 0;
}

static bool count_chart(zb_brief *b, zb_trend_chart *chart, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    zb_trend_line *line = ZB_PAPER_NEW(paper, zb_trend_line, 1);
    if (!line || !count_line(b, line, p)) {
        return false;
    }
    *chart = (zb_trend_chart){.first_year = paper->model->first_year,
                              .last_year = paper->model->last_year,
                              .unit = zb_unit_of(paper, p->one),
                              .from_zero = true,
                              .lines = line,
                              .count = 1};
    return true;
}

bool zb_brief_line(zb_brief *b, zb_trend_line *line, const zb_brief_pick *p) {
    const zb_group alone = {.parent = -1, .members = &b->view.place, .count = 1};
    zb_trend_chart chart;
    if (!p->one->is_rate) {
        return count_line(b, line, p);
    }
    if (!zb_rate_trend(b->paper, &chart, &alone, p->one) || !chart.count) {
        return false;
    }
    *line = chart.lines[0];
    return line->count > 0;
}

/* ---- words ------------------------------------------------------------------------------- */

static zb_str rate_sentence(zb_brief *b, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    const zb_shift *s = &p->shift;
    zb_str name = zb_brief_name(b, p->one);
    if (!s->known) {
        return zb_say(paper,
                      ZB_TR(paper, "%.*s：%zu年有数值，变化不能检验",
                            "%.*s: values of %zu years, change not tested"),
                      ZB_ARG(name), p->values);
    }
    if (s->sign == 0) {
        return zb_say(paper,
                      ZB_TR(paper, "%.*s：%d年与%d年无显著差异",
                            "%.*s: no significant difference, %d and %d"),
                      ZB_ARG(name), s->first_year, s->last_year);
    }
    return zb_say(paper, ZB_TR(paper, "%.*s由%.1f%%%s至%.1f%%", "%.*s: from %.1f%% %s to %.1f%%"),
                  ZB_ARG(name), s->first,
                  s->sign > 0 ? ZB_TR(paper, "升", "up") : ZB_TR(paper, "降", "down"), s->last);
}

static zb_str count_sentence(zb_brief *b, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    zb_mann_kendall t = zb_model_trend(paper->model, b->view.place, p->one->index, NULL);
    const char *told = t.direction == ZB_DIR_RISING ? ZB_TR(paper, "呈上升趋势", "a rising trend")
                       : t.direction == ZB_DIR_FALLING
                           ? ZB_TR(paper, "呈下降趋势", "a falling trend")
                       : t.direction == ZB_DIR_TOO_FEW
                           ? ZB_TR(paper, "年份尚少或含概数，不检验趋势", "trend not tested")
                           : ZB_TR(paper, "无显著趋势", "no significant trend");
    return zb_say(paper, ZB_TR(paper, "%.*s：%s", "%.*s: %s"), ZB_ARG(zb_brief_name(b, p->one)),
                  told);
}

/* A value without neighbours has a line for its interval, where others have bands. */
static bool has_whisker(const zb_trend_chart *chart) {
    for (size_t i = 0; i < chart->count; i++) {
        const zb_trend_line *line = &chart->lines[i];
        for (size_t k = 0; line->emphasis && k < line->count; k++) {
            const zb_trend_point *p = &line->points[k];
            bool before = k > 0 && p[-1].year == p->year - 1;
            bool behind = k + 1 < line->count && p[1].year == p->year + 1;
            if (p->has_interval && !before && !behind) {
                return true;
            }
        }
    }
    return false;
}

static zb_str rate_reading(zb_brief *b, const zb_trend_chart *chart) {
    zb_paper *paper = b->paper;
    size_t grey = 0;
    for (size_t i = 0; i < chart->count; i++) {
        grey += chart->lines[i].tone == ZB_TONE_CONTEXT && !chart->lines[i].emphasis;
    }
    const char *alone =
        has_whisker(chart) ? ZB_TR(paper, "（单独一年的为竖线）", " (of a year alone a bar)") : "";
    if (!grey) {
        return zb_say(paper, ZB_TR(paper, "%s；浅色带为95%%区间%s", "%s; band: 95%% interval%s"),
                      "%", alone);
    }
    if (paper->english) {
        return zb_say(paper, "%s; band: 95%% interval%s; grey: other %.*s (%zu)", "%", alone,
                      ZB_ARG(b->view.group->members_name), grey);
    }
    return zb_say(paper, "%s；浅色带为95%%区间%s，灰线为其余%zu个%.*s", "%", alone, grey,
                  ZB_ARG(b->view.group->members_name));
}

/* Which line is the place's, and why it has its colour. */
static zb_str own_note(zb_brief *b, const zb_trend_chart *chart) {
    zb_paper *paper = b->paper;
    const zb_trend_line *own = NULL;
    for (size_t i = 0; i < chart->count; i++) {
        bool whole = chart->lines[i].tone == ZB_TONE_WHOLE;
        own = chart->lines[i].emphasis && !whole ? &chart->lines[i] : own;
    }
    if (!own) {
        return (zb_str){0};
    }
    if (own->tone == ZB_TONE_CONTEXT) {
        return zb_say(paper, ZB_TR(paper, "%s为%.*s。", "%s: %.*s."),
                      paper->grey ? ZB_TR(paper, "带点的线", "line with dots")
                                  : ZB_TR(paper, "青色", "teal"),
                      ZB_ARG(own->name));
    }
    bool high = zb_tone_is_high(own->tone);
    return zb_say(paper,
                  ZB_TR(paper, "%s%s：%d年%s%.*s（超出95%%控制限）。",
                        "%s %s: in %d %s %.*s, beyond the 95%% control limits."),
                  high ? zb_high_color(paper) : zb_low_color(paper), high ? "▲" : "▼",
                  b->view.group->year,
                  high ? ZB_TR(paper, "高于", "above") : ZB_TR(paper, "低于", "below"),
                  ZB_ARG(b->view.group->whole));
}

static zb_str caption(zb_brief *b, const zb_brief_pick *p, double width) {
    zb_paper *paper = b->paper;
    zb_buf years = {0};
    zb_put_years(&years, paper->english, paper->model->first_year, paper->model->last_year);
    zb_str full = zb_say(paper, ZB_TR(paper, "%.*s，%.*s", "%.*s, %.*s"),
                         ZB_ARG(zb_brief_name(b, p->one)), ZB_ARG(zb_buf_str(&years)));
    zb_buf_free(&years);
    bool fits = zb_flow_width(paper->flow, full, ZB_SMALL) < width - 44;
    return fits ? full : zb_brief_name(b, p->one);
}

static bool make_block(zb_brief *b, zb_block *block, zb_figure *figure, const zb_brief_pick *p,
                       double width) {
    zb_paper *paper = b->paper;
    zb_trend_chart *chart = &figure->as.trend;
    figure->kind = ZB_FIG_TREND;
    bool rate = p->one->is_rate;
    if (!(rate ? rate_chart(b, chart, p) : count_chart(b, chart, p))) {
        return false;
    }
    *block = (zb_block){
        .figure = figure,
        .key = zb_key(paper, "brief-trend", p->one->code),
        .sentence = rate ? rate_sentence(b, p) : count_sentence(b, p),
        .reading = rate ? rate_reading(b, chart) : zb_unit_of(paper, p->one),
        .name = caption(b, p, width),
        .background = zb_background(paper, p->one, chart->first_year, chart->last_year),
        .height = width > ZB_COLUMN ? WIDE_PLOT : PLOT,
    };
    block->note =
        zb_join_notes(paper, own_note(b, chart), zb_cut_note(paper, figure, width, block->height));
    return true;
}

/* The next one or two. */
static size_t next_blocks(zb_brief *b, zb_block *blocks, zb_figure *figures) {
    size_t most = singles(b), count = 0;
    bool single = most - b->drawn == 1;
    for (size_t i = b->drawn; i < most && count < 2; i++) {
        const zb_brief_pick *p = nth(b, i);
        count +=
            p && make_block(b, &blocks[count], &figures[count], p, single ? ZB_MEASURE : ZB_COLUMN);
    }
    return count;
}

static bool panels_next(const zb_brief *b) {
    return b->drawn == singles(b) && panel_count(b) > 0;
}

double zb_brief_pair_height(zb_brief *b) {
    zb_block blocks[2];
    zb_figure figures[2];
    if (panels_next(b)) {
        double panels = zb_brief_panels_height(b);
        return panels > 0 ? panels + 24 : 0;
    }
    size_t count = b->drawn < singles(b) ? next_blocks(b, blocks, figures) : 0;
    double height = 0;
    for (size_t i = 0; i < count; i++) {
        height = fmax(height, zb_block_height(b->paper->flow, &blocks[i],
                                              count == 1 ? ZB_MEASURE : ZB_COLUMN));
    }
    return count ? height + 24 : 0;
}

void zb_brief_pair(zb_brief *b) {
    zb_block blocks[2];
    zb_figure figures[2];
    if (panels_next(b)) {
        b->drawn += zb_brief_panels(b);
        return;
    }
    size_t count = next_blocks(b, blocks, figures);
    if (count == 1) {
        zb_flow_block(b->paper->flow, &blocks[0]);
    } else if (count) {
        zb_flow_blocks(b->paper->flow, blocks, count);
        zb_flow_skip(b->paper->flow, 8);
    }
    b->drawn += count;
}
