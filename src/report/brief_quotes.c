/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sentences that a brief's numbers were read from, each number told first; the numeral bold.
 */
#include "report/brief_inside.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/evidence_quote.h"
#include "report/numbers.h"

enum { MOST_SECTION = 24 /* characters */ };

#define LEAD 12.0
#define BAR 10.0 /* from the bar at the left to the text */

/* The start of at most `most` characters. */
static size_t head_of(zb_str text, int most) {
    size_t at = 0;
    while (at < text.n && most-- > 0) {
        zb_utf8_next(text, &at);
    }
    return at;
}

static void put_sentence(zb_rich *out, const zb_observation *row) {
    zb_quote quote = zb_quote_take(row, 1);
    zb_rich_text(out, "“");
    zb_quote_put(out, &quote, NULL);
    zb_rich_text(out, "”");
}

static void say_computed(zb_paper *paper, zb_rich *out, const zb_rate *r) {
    zb_buf said = {0};
    zb_buf_text(&said, ZB_TR(paper, "按", " Computed: "));
    zb_buf_thousands(&said, r->numerator, 0);
    zb_buf_text(&said, ZB_TR(paper, "÷", " ÷ "));
    zb_buf_thousands(&said, r->denominator, 0);
    zb_buf_format(&said, ZB_TR(paper, "计算为%.1f%%", " = %.1f%%"), r->value.value);
    if (r->has_stated && r->agrees != ZB_AGREE_NONE) {
        zb_buf_text(&said, ZB_TR(paper, "，与原文的", "; stated: "));
        zb_buf_number(&said, r->stated);
        zb_buf_text(&said, r->agrees == ZB_AGREE_YES
                               ? ZB_TR(paper, "%在舍入容差之内", "%, within rounding")
                               : ZB_TR(paper, "%不一致", "%, which disagrees"));
    }
    zb_buf_text(&said, ZB_TR(paper, "。", "."));
    out->text.failed |= said.failed;
    zb_rich_add(out, zb_buf_str(&said), false, ZB_SOFT);
    zb_buf_free(&said);
}

/* The observation a number of the year was read from; NULL: none. */
static const zb_observation *row_of(const zb_model *m, int place, const zb_indicator *one,
                                    int year) {
    size_t count, at = SIZE_MAX;
    const zb_observation *rows = zb_dataset_observations(m->dataset, &count);
    if (one->is_rate) {
        const zb_rate *r = zb_model_rate(m, place, one->index, year);
        if (r) {
            at = r->has_stated && r->stated_row < count ? r->stated_row : r->numerator_row;
        }
    } else {
        const zb_cell *cell = zb_dataset_cell(m->dataset, place, one->index, year);
        at = cell ? cell->observation : SIZE_MAX;
    }
    return at < count ? &rows[at] : NULL;
}

/* The last year with a value, not after the one shown where there is such. */
static int year_of(const zb_brief *b, const zb_brief_pick *p) {
    const zb_model *m = b->paper->model;
    for (int year = b->view.year; year >= m->first_year; year--) {
        if (isfinite(zb_model_value(m, b->view.place, p->one->index, year))) {
            return year;
        }
    }
    int year = b->view.year;
    while (year < m->last_year &&
           !isfinite(zb_model_value(m, b->view.place, p->one->index, year))) {
        year++;
    }
    return year;
}

static void make_quote(zb_brief *b, zb_rich *out, const zb_brief_pick *p, const zb_observation *row,
                       int year, size_t number) {
    zb_paper *paper = b->paper;
    zb_rich_bold(out, ZB_INK, ZB_TR(paper, "%zu　%.*s，%d年：", "%zu  %.*s, %d: "), number,
                 ZB_ARG(zb_brief_name(b, p->one)), year);
    put_sentence(out, row);
    zb_buf said = {0};
    zb_buf_format(&said, ZB_TR(paper, "——%.*s", " — %.*s"), ZB_ARG(row->document));
    zb_str section = zb_str_trim(row->section);
    if (section.n) {
        size_t cut = head_of(section, MOST_SECTION);
        zb_buf_format(&said, ZB_TR(paper, "，“%.*s%s”", " (%.*s%s)"), (int)cut, section.p,
                      cut < section.n ? "…" : "");
    }
    zb_buf_text(&said, ZB_TR(paper, "。", "."));
    out->text.failed |= said.failed;
    zb_rich_add(out, zb_buf_str(&said), false, ZB_SOFT);
    zb_buf_clear(&said);
    const zb_rate *r =
        p->one->is_rate ? zb_model_rate(paper->model, b->view.place, p->one->index, year) : NULL;
    if (r && r->computed) {
        say_computed(paper, out, r);
    }
    zb_buf_free(&said);
}

static void draw_quote(zb_brief *b, const zb_rich *text, zb_str key, size_t number) {
    zb_flow *flow = b->paper->flow;
    const zb_setting setting = {flow->sheet.left + BAR, ZB_MEASURE - BAR, ZB_TINY, LEAD, 0, true};
    double height = zb_flow_rich_height(flow, text, &setting);
    zb_flow_need(flow, height + 4);
    zb_str told = zb_say(b->paper, ZB_TR(b->paper, "原文依据%zu", "Source %zu"), number);
    if (!zb_refs_add(flow->refs, key, told, flow->page, flow->y)) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    }
    if (!zb_flow_dry(flow)) {
        flow->canvas->rect(flow->canvas->self, flow->sheet.left, flow->y + 1, 2, height - 2, ZB_INK,
                           (zb_stroke){0});
    }
    flow->y += zb_flow_rich_at(flow, text, &setting, flow->y) + 5;
}

/* Whether one of the first `count` rows is read from the same sentence. */
static bool is_quoted(const zb_observation *const *rows, size_t count, const zb_observation *row) {
    for (size_t i = 0; i < count; i++) {
        if (rows[i]->sentence_start == row->sentence_start &&
            zb_str_eq(rows[i]->document, row->document)) {
            return true;
        }
    }
    return false;
}

void zb_brief_quotes(zb_brief *b) {
    zb_paper *paper = b->paper;
    const zb_observation **quoted = ZB_PAPER_NEW(paper, const zb_observation *, b->plan.quotes);
    size_t count = 0;
    for (size_t i = 0; quoted && i < b->count && count < b->plan.quotes; i++) {
        const zb_brief_pick *p = &b->picks[i];
        int year = year_of(b, p);
        const zb_observation *row = row_of(paper->model, b->view.place, p->one, year);
        if (!row || !zb_str_trim(row->sentence).n || is_quoted(quoted, count, row)) {
            continue;
        }
        if (count == 0) {
            zb_brief_heading(b, ZB_TR(paper, "原文依据", "Sentences of the reports"),
                             "brief-quotes", 40);
        }
        quoted[count++] = row;
        zb_rich text = {0};
        make_quote(b, &text, p, row, year, count);
        draw_quote(b, &text, zb_key(paper, "brief-quote", p->one->code), count);
        zb_rich_free(&text);
    }
}
