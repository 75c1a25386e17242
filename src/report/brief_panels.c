/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Indicators of one place as small multiples, a panel each: in a brief those that have no figure
 * of their own, in the long report on one place all.
 */
#include "report/brief_inside.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/block.h"
#include "report/numbers.h"
#include "report/regions.h"
#include "report/words.h"

typedef struct panels {
    const zb_indicator *indicators[ZB_MULTIPLES_MAX];
    zb_multiples_panel *drawn;
    size_t count, rose, fell;
    zb_figure figure;
} panels;

/* Beyond chance: the ends of a rate by their interval, a count by its trend over all years. */
static int direction(const zb_brief *b, const zb_brief_pick *p) {
    if (p->one->is_rate) {
        return p->shift.known ? p->shift.sign : 0;
    }
    zb_mann_kendall trend = zb_model_trend(b->paper->model, b->view.place, p->one->index, NULL);
    return trend.direction == ZB_DIR_RISING ? 1 : trend.direction == ZB_DIR_FALLING ? -1 : 0;
}

static int by_catalogue(const void *left, const void *right) {
    const zb_brief_pick *const *a = left, *const *b = right;
    return ((*a)->one->index > (*b)->one->index) - ((*a)->one->index < (*b)->one->index);
}

static void add(zb_brief *b, panels *out, const zb_brief_pick *p) {
    zb_paper *paper = b->paper;
    zb_trend_line line;
    if (!zb_brief_line(b, &line, p)) {
        return;
    }
    int way = direction(b, p);
    out->rose += way > 0;
    out->fell += way < 0;
    out->indicators[out->count] = p->one;
    out->drawn[out->count++] =
        (zb_multiples_panel){.name = zb_brief_name(b, p->one),
                             .tone = way > 0   ? ZB_TONE_HIGH
                                     : way < 0 ? ZB_TONE_LOW
                                               : ZB_TONE_WHOLE,
                             .points = line.points,
                             .count = line.count,
                             .unit = p->one->is_rate ? ZB_STR("%") : zb_unit_of(paper, p->one),
                             .decimals = p->one->is_rate || zb_table_factor(p->one->unit_zh) > 1,
                             .percent = p->one->is_rate,
                             .from_zero = !p->one->is_rate};
}

static zb_str sentence(zb_brief *b, const panels *of) {
    zb_paper *paper = b->paper;
    size_t told = of->rose + of->fell;
    zb_buf text = {0};
    zb_buf_format(&text, ZB_TR(paper, "%s%zu项指标", "%s%zu indicators: "),
                  b->drawn ? ZB_TR(paper, "另", "Another ") : "", of->count);
    if (told == 0) {
        zb_buf_text(&text, ZB_TR(paper, "的变化都不显著或不能检验",
                                 "no significant change, or not tested"));
    } else {
        zb_buf_text(&text, ZB_TR(paper, "中", ""));
        if (of->rose) {
            zb_buf_format(&text, ZB_TR(paper, "%zu项上升", "%zu rose"), of->rose);
        }
        if (of->fell) {
            zb_buf_format(&text, ZB_TR(paper, "%s%zu项下降", "%s%zu fell"),
                          of->rose ? ZB_TR(paper, "、", ", ") : "", of->fell);
        }
        if (told < of->count) {
            zb_buf_text(&text, ZB_TR(paper, "，其余的变化不显著或不能检验",
                                     ", others: no significant change, or not tested"));
        }
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

static zb_str reading(zb_paper *paper) {
    return zb_say(paper,
                  ZB_TR(paper,
                        "各图自定标尺；%s▲为上升、%s▼为下降（比率按首末两年之差的95%%区间，数量按"
                        "Mann–Kendall检验），黑色为变化不显著或不能检验",
                        "Each panel has its own scale; %s ▲ rose, %s ▼ fell (rates: 95%% interval "
                        "of the difference of first and last year; counts: Mann–Kendall test), "
                        "black: no significant change, or not tested"),
                  zb_high_color(paper), zb_low_color(paper));
}

/* A panel of each pick, ZB_MULTIPLES_MAX at most. `block` borrows from `of`. */
static bool fill(zb_brief *b, zb_block *block, panels *of, const zb_brief_pick *const *picks,
                 size_t wanted) {
    zb_paper *paper = b->paper;
    const zb_model *m = paper->model;
    *of = (panels){.drawn = ZB_PAPER_NEW(paper, zb_multiples_panel, wanted)};
    for (size_t i = 0; of->drawn && i < wanted; i++) {
        add(b, of, picks[i]);
    }
    of->figure = (zb_figure){.kind = ZB_FIG_MULTIPLES,
                             .as.multiples = {.first_year = m->first_year,
                                              .last_year = m->last_year,
                                              .panels = of->drawn,
                                              .count = of->count,
                                              .english = paper->english}};
    *block = (zb_block){.figure = &of->figure,
                        .indicators = of->indicators,
                        .indicator_count = of->count,
                        .sentence = sentence(b, of),
                        .reading = reading(paper),
                        .note = zb_cut_note(paper, &of->figure, ZB_MEASURE, 0)};
    return of->count > 0;
}

static bool make(zb_brief *b, zb_block *block, panels *of) {
    zb_paper *paper = b->paper;
    const zb_model *m = paper->model;
    const zb_brief_pick *picks[ZB_MULTIPLES_MAX];
    size_t wanted = zb_brief_panel_picks(b, picks, ZB_MULTIPLES_MAX);
    qsort(picks, wanted, sizeof *picks, by_catalogue);
    bool any = fill(b, block, of, picks, wanted);
    zb_buf years = {0};
    zb_put_years(&years, paper->english, m->first_year, m->last_year);
    block->key = ZB_STR("brief-panels");
    block->name = zb_say(paper,
                         b->drawn ? ZB_TR(paper, "其他指标，%.*s", "Further indicators, %.*s")
                                  : ZB_TR(paper, "各项指标，%.*s", "Indicators, %.*s"),
                         ZB_ARG(zb_buf_str(&years)));
    zb_buf_free(&years);
    return any;
}

double zb_brief_panels_height(zb_brief *b) {
    zb_block block;
    panels of;
    return make(b, &block, &of) ? zb_block_height(b->paper->flow, &block, ZB_MEASURE) : 0;
}

size_t zb_brief_panels(zb_brief *b) {
    zb_block block;
    panels of;
    if (make(b, &block, &of)) {
        zb_flow_block(b->paper->flow, &block);
    }
    return of.count;
}

/* `墨川县各项比率，2018—2025年`; of several figures with the number of each. */
static zb_str name_panels(zb_paper *paper, const zb_region_view *v, bool rates, size_t part) {
    zb_buf years = {0};
    zb_put_years(&years, paper->english, paper->model->first_year, paper->model->last_year);
    zb_str author = zb_region_author(paper, v);
    zb_str kind =
        rates ? ZB_TR_STR(paper, "各项比率", "Rates") : ZB_TR_STR(paper, "各项数量", "Counts");
    zb_str number =
        part ? zb_say(paper, ZB_TR(paper, "（第%zu部分）", " (part %zu)"), part) : (zb_str){0};
    zb_str name = paper->english
                      ? zb_say(paper, "%.*s of %.*s, %.*s%.*s", ZB_ARG(kind), ZB_ARG(author),
                               ZB_ARG(zb_buf_str(&years)), ZB_ARG(number))
                      : zb_say(paper, "%.*s%.*s，%.*s%.*s", ZB_ARG(author), ZB_ARG(kind),
                               ZB_ARG(zb_buf_str(&years)), ZB_ARG(number));
    zb_buf_free(&years);
    return name;
}

/* Figures of about as many panels each. */
static void draw_panels(zb_brief *b, const zb_brief_pick *const *picks, size_t count, bool rates) {
    zb_paper *paper = b->paper;
    size_t figures = (count + ZB_MULTIPLES_MAX - 1) / ZB_MULTIPLES_MAX, first = 0;
    for (size_t part = 0; part < figures; part++) {
        size_t last = count * (part + 1) / figures;
        zb_block block;
        panels of;
        if (fill(b, &block, &of, picks + first, last - first)) {
            block.key = zb_say(paper, "region-panels:%d:%d:%zu", b->view.place, rates, part);
            block.name = name_panels(paper, &b->view, rates, figures > 1 ? part + 1 : 0);
            zb_flow_skip(paper->flow, 10);
            zb_flow_block(paper->flow, &block);
        }
        first = last;
    }
}

void zb_region_panels(zb_paper *paper, const zb_region_view *view) {
    zb_brief b = {.paper = paper, .view = *view};
    zb_brief_choose(&b);
    const zb_brief_pick **picks = ZB_PAPER_NEW(paper, const zb_brief_pick *, b.count);
    for (int rates = 1; picks && rates >= 0; rates--) {
        size_t count = 0;
        for (size_t i = 0; i < b.count; i++) {
            if (b.picks[i].one->is_rate == (rates != 0) && zb_brief_can_draw(&b.picks[i])) {
                picks[count++] = &b.picks[i];
            }
        }
        if (count) {
            qsort(picks, count, sizeof *picks, by_catalogue);
            draw_panels(&b, picks, count, rates != 0);
        }
    }
}
