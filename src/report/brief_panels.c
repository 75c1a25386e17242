/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The indicators of a brief that have no figure of their own: small multiples, a panel each.
 */
#include "report/brief_inside.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/block.h"
#include "report/numbers.h"
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

/* `block` borrows from `of`. */
static bool make(zb_brief *b, zb_block *block, panels *of) {
    zb_paper *paper = b->paper;
    const zb_model *m = paper->model;
    const zb_brief_pick *picks[ZB_MULTIPLES_MAX];
    size_t count = 0, wanted = zb_brief_panel_picks(b, picks, ZB_MULTIPLES_MAX);
    *of = (panels){.drawn = ZB_PAPER_NEW(paper, zb_multiples_panel, wanted)};
    qsort(picks, wanted, sizeof *picks, by_catalogue);
    for (; of->drawn && count < wanted; count++) {
        add(b, of, picks[count]);
    }
    of->figure = (zb_figure){.kind = ZB_FIG_MULTIPLES,
                             .as.multiples = {.first_year = m->first_year,
                                              .last_year = m->last_year,
                                              .panels = of->drawn,
                                              .count = of->count,
                                              .english = paper->english}};
    zb_buf years = {0};
    zb_put_years(&years, paper->english, m->first_year, m->last_year);
    *block = (zb_block){
        .figure = &of->figure,
        .key = ZB_STR("brief-panels"),
        .indicators = of->indicators,
        .indicator_count = of->count,
        .sentence = sentence(b, of),
        .reading = reading(paper),
        .name = zb_say(paper,
                       b->drawn ? ZB_TR(paper, "其他指标，%.*s", "Further indicators, %.*s")
                                : ZB_TR(paper, "各项指标，%.*s", "Indicators, %.*s"),
                       ZB_ARG(zb_buf_str(&years)))};
    zb_buf_free(&years);
    block->note = zb_cut_note(paper, &of->figure, ZB_MEASURE, 0);
    return of->count > 0;
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
