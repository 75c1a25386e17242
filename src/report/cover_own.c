/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cover's picture of a report on one place: an indicator of its own, never how much was read.
 */
#include "report/cover_own.h"

#include "base/str.h"
#include "report/brief_inside.h"
#include "report/numbers.h"
#include "report/words.h"

static int only_place(const zb_model *m) {
    int place = -1;
    for (size_t i = 0; m->included_count == 1 && i < m->place_count; i++) {
        place = m->shown[i] ? (int)i : place;
    }
    return place;
}

/* Rates that are computed come before counts, what has more years before what has fewer. */
static size_t worth(const zb_brief *b, const zb_brief_pick *p) {
    const zb_model *m = b->paper->model;
    const zb_rate *r = zb_model_rate(m, b->view.place, p->one->index, b->view.year);
    if (p->one->is_rate) {
        return r && r->computed ? ZB_MODEL_YEARS + p->values : 0;
    }
    return zb_model_doubts(m, b->view.place, p->one->index) ? 0 : p->values;
}

/* The lead of the report, else what is worth most; NULL: none. */
static const zb_brief_pick *choose(const zb_brief *b) {
    const zb_model *m = b->paper->model;
    const zb_brief_pick *best = NULL;
    for (size_t i = 0; i < b->count; i++) {
        const zb_brief_pick *p = &b->picks[i];
        if (!zb_brief_can_draw(p)) {
            continue;
        }
        if (p->one == m->lead) {
            return p;
        }
        size_t own = worth(b, p), most = best ? worth(b, best) : 0;
        bool before = best && p->one->index < best->one->index;
        best = own > most || (own && own == most && before) ? p : best;
    }
    return best;
}

static zb_str words(zb_paper *paper, const zb_trend_line *line, const zb_indicator *one) {
    bool band = false;
    for (size_t i = 0; i < line->count; i++) {
        band |= line->points[i].has_interval;
    }
    zb_buf years = {0};
    zb_put_years(&years, paper->english, line->points[0].year, line->points[line->count - 1].year);
    zb_str name = zb_capital(paper, zb_name_of(paper, one));
    zb_str unit = one->is_rate ? ZB_STR("%") : zb_unit_of(paper, one);
    zb_str said = zb_say(paper, ZB_TR(paper, "封面图：%.*s（%.*s），%.*s%s", "%.*s (%.*s), %.*s%s"),
                         ZB_ARG(name), ZB_ARG(unit), ZB_ARG(zb_buf_str(&years)),
                         band ? ZB_TR(paper, "。浅色带为95%区间。", ". Pale band: 95% interval.")
                              : ZB_TR(paper, "。", "."));
    zb_buf_free(&years);
    return said;
}

bool zb_cover_own(zb_paper *paper, zb_trend_chart *chart, zb_str *caption) {
    const zb_model *m = paper->model;
    int place = only_place(m);
    if (place < 0) {
        return false;
    }
    zb_brief b = {.paper = paper, .view = zb_region_look(m, place)};
    zb_brief_choose(&b);
    const zb_brief_pick *pick = choose(&b);
    zb_trend_line *line = ZB_PAPER_NEW(paper, zb_trend_line, 1);
    if (!pick || !line || !zb_brief_line(&b, line, pick)) {
        return false;
    }
    line->tone = ZB_TONE_WHOLE;
    line->emphasis = true;
    *chart =
        (zb_trend_chart){.first_year = line->points[0].year,
                         .last_year = line->points[line->count - 1].year,
                         .unit = pick->one->is_rate ? ZB_STR("%") : zb_unit_of(paper, pick->one),
                         .decimals = pick->one->is_rate,
                         .percent = pick->one->is_rate,
                         .from_zero = !pick->one->is_rate,
                         .lines = line,
                         .count = 1,
                         .bare = true,
                         .english = paper->english};
    *caption = words(paper, line, pick->one);
    return true;
}
