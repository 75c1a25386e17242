/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A place's counts as two tables side by side, and the sentences its rates were read from.
 */
#include "report/regions.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/graphics.h"
#include "report/evidence.h"
#include "report/numbers.h"
#include "report/table.h"
#include "report/words.h"

enum { MOST_COUNTS = 12, COLUMNS = 5, MOST_QUOTES = 3, MOST_QUOTED = 110 /* characters */ };

/* How many years the place states the indicator. */
static size_t years_stated(const zb_model *m, int place, int indicator) {
    size_t n = 0;
    for (int year = m->first_year; year <= m->last_year; year++) {
        n += zb_dataset_cell(m->dataset, place, indicator, year) != NULL;
    }
    return n;
}

/* Those stated in most years from `count` on, of those that the table's year has, or has not. */
static size_t pick_of(const zb_model *m, const zb_region_view *v, bool last,
                      const zb_indicator **out, size_t count) {
    size_t indicators = zb_lexicon_indicator_count(m->lexicon);
    for (int least = m->year_count; least > 0 && count < MOST_COUNTS; least--) {
        for (size_t i = 0; i < indicators && count < MOST_COUNTS; i++) {
            const zb_indicator *one = zb_lexicon_indicator_at(m->lexicon, i);
            bool has = zb_dataset_cell(m->dataset, v->place, one->index, v->year) != NULL;
            if (!one->is_rate && has == last &&
                years_stated(m, v->place, one->index) == (size_t)least) {
                out[count++] = one;
            }
        }
    }
    return count;
}

/* First what has a value of the table's year, else a dash would stand where one could; in order of
 * the catalogue. */
static size_t pick_counts(const zb_model *m, const zb_region_view *v, const zb_indicator **out) {
    size_t count = pick_of(m, v, true, out, 0);
    count = pick_of(m, v, false, out, count);
    for (size_t i = 1; i < count; i++) {
        const zb_indicator *one = out[i];
        size_t k = i;
        for (; k > 0 && out[k - 1]->index > one->index; k--) {
            out[k] = out[k - 1];
        }
        out[k] = one;
    }
    return count;
}

static zb_table_cell bars_cell(zb_paper *paper, const zb_region_view *v, int indicator) {
    const zb_model *m = paper->model;
    double *values = ZB_PAPER_NEW(paper, double, (size_t)m->year_count);
    zb_sparkbars *bars = ZB_PAPER_NEW(paper, zb_sparkbars, 1);
    if (!values || !bars) {
        return (zb_table_cell){0};
    }
    for (int y = 0; y < m->year_count; y++) {
        values[y] = zb_model_value(m, v->place, indicator, m->first_year + y);
    }
    *bars = (zb_sparkbars){values, (size_t)m->year_count, (size_t)(v->year - m->first_year)};
    return (zb_table_cell){.draw = zb_draw_sparkbars, .data = bars};
}

static void fill_row(zb_paper *paper, zb_table_cell *cells, const zb_region_view *v,
                     const zb_indicator *one) {
    const zb_model *m = paper->model;
    const zb_table_cell dash = {.text = ZB_STR("—"), .color = ZB_GREY};
    const zb_cell *cell = zb_dataset_cell(m->dataset, v->place, one->index, v->year);
    cells[0].text = zb_capital(paper, zb_name_of(paper, one));
    cells[1] = (zb_table_cell){.text = zb_unit_of(paper, one), .color = ZB_SOFT};
    cells[2] = bars_cell(paper, v, one->index);
    cells[3] = cells[4] = dash;
    if (!cell) {
        return;
    }
    zb_buf text = {0};
    zb_put_cell(&text, paper->english, cell->value / zb_table_factor(one->unit_zh),
                cell->qualifier);
    cells[3] = (zb_table_cell){.text = zb_keep(paper, &text), .bold = true};
    zb_shift shift = zb_count_shift(m, v->place, one->index, v->year - 1, v->year);
    if (shift.first > 0) {
        zb_put_signed(&text, 100 * (shift.last / shift.first - 1), 1);
        cells[4] = (zb_table_cell){.text = zb_keep(paper, &text),
                                   .bold = shift.known && shift.sign != 0,
                                   .color = shift.known && shift.sign ? ZB_TEXT : ZB_SOFT};
    }
    zb_buf_free(&text);
}

static zb_table half_table(zb_paper *paper, zb_table_column *columns, const zb_region_view *v,
                           const zb_indicator **picked, size_t count) {
    const zb_model *m = paper->model;
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, count);
    for (size_t i = 0; rows && i < count; i++) {
        zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, COLUMNS);
        if (cells) {
            fill_row(paper, cells, v, picked[i]);
            rows[i].cells = cells;
        }
    }
    columns[0] = (zb_table_column){.head = ZB_TR_STR(paper, "指标", "Indicator"),
                                   .width = paper->english ? 92 : 100,
                                   .wrap = true};
    columns[1] = (zb_table_column){.head = ZB_TR_STR(paper, "单位", "Unit")};
    columns[2] = (zb_table_column){.head = zb_say(paper, "%d", m->first_year),
                                   .head_right = zb_say(paper, "%d", m->last_year),
                                   .width = paper->english ? 48 : 46,
                                   .hidden = v->first_year == v->last_year};
    columns[3] = (zb_table_column){.head = zb_say(paper, ZB_TR(paper, "%d年", "%d"), v->year),
                                   .align = ZB_ALIGN_RIGHT};
    columns[4] = (zb_table_column){.head = ZB_TR_STR(paper, "较上年%", "Change %"),
                                   .align = ZB_ALIGN_RIGHT,
                                   .hidden = v->first_year == v->last_year};
    return (zb_table){.columns = columns,
                      .column_count = COLUMNS,
                      .rows = rows,
                      .row_count = paper->flow->status == ZB_OK ? count : 0};
}

void zb_region_counts(zb_paper *paper, const zb_region_view *v) {
    const zb_model *m = paper->model;
    zb_flow *flow = paper->flow;
    const zb_indicator *picked[MOST_COUNTS];
    size_t count = pick_counts(m, v, picked);
    if (count == 0) {
        return;
    }
    size_t left = (count + 1) / 2;
    zb_table_column columns[2][COLUMNS];
    zb_table tables[2] = {half_table(paper, columns[0], v, picked, left),
                          half_table(paper, columns[1], v, picked + left, count - left)};
    tables[0].beside = &tables[1];
    tables[1].beside = &tables[0];
    double height = 0;
    for (int i = 0; i < 2; i++) {
        double h = zb_flow_table_at(flow, &tables[i], 0, 0, ZB_COLUMN, false);
        height = h > height ? h : height;
    }
    zb_flow_need(flow, height + 34);
    zb_str number = zb_flow_number(flow, ZB_NUMBERED_TABLE,
                                   zb_say(paper, "region-counts:%d", v->place), flow->y);
    zb_flow_caption_at(flow, number,
                       zb_say(paper, ZB_TR(paper, "%.*s主要数量指标", "Main counts of %.*s"),
                              ZB_ARG(zb_region_author(paper, v))),
                       flow->sheet.left, flow->y, ZB_MEASURE);
    zb_flow_table_at(flow, &tables[0], flow->sheet.left, flow->y + 18, ZB_COLUMN, true);
    if (count > left) {
        zb_flow_table_at(flow, &tables[1], flow->sheet.column, flow->y + 18, ZB_COLUMN, true);
    }
    flow->y += height + 22;
    zb_flow_note(
        flow, ZB_TR(paper, "注：", "Note: "),
        v->first_year < v->last_year
            ? ZB_TR_STR(
                  paper,
                  "柱形自零起，各行自定标尺；加粗表示变化的95%区间不含0（金额不作检验），较上年只"
                  "列两年均为确数的；数字后的“+”为原文“余”，前的“<”为“近”；“—”为原文未载或不列。",
                  "Bars from zero, own scale in each row; change: between exact figures of two "
                  "years, bold where its 95% interval excludes 0 (amounts are not tested); + behind "
                  "a figure: slightly more, < before it: slightly less, as stated; —: not stated or "
                  "not shown.")
            : ZB_TR_STR(paper, "数字后的“+”为原文“余”，前的“<”为“近”；“—”为原文未载。",
                        "+ behind a figure: slightly more, < before it: slightly less, as stated; "
                        "—: not stated."));
}

/* ---- evidence ---------------------------------------------------------------------------- */

/* The sentence, cut in its middle to what a quotation can hold, the numeral kept. */
static void put_quote(zb_buf *out, bool english, const zb_observation *row) {
    const char *cut = english ? "…" : "……";
    zb_str text = zb_str_trim(row->sentence);
    size_t characters = 0, numeral = zb_str_find(text, row->surface);
    numeral = numeral == ZB_NOT_FOUND ? 0 : numeral;
    for (size_t at = 0; at < text.n; characters++) {
        zb_utf8_next(text, &at);
    }
    size_t start = 0, end = text.n;
    if (characters > MOST_QUOTED) {
        start = numeral;
        for (int i = 0; i < MOST_QUOTED / 2 && start > 0; i++) {
            start = zb_utf8_before(text, start);
        }
        end = start;
        for (int i = 0; i < MOST_QUOTED && end < text.n; i++) {
            zb_utf8_next(text, &end);
        }
    }
    zb_buf_text(out, "“");
    zb_buf_text(out, start > 0 ? cut : "");
    for (size_t at = start; at < end;) {
        size_t from = at;
        uint32_t code = zb_utf8_next(text, &at);
        if (code != '\n' && code != '\r') {
            zb_buf_add(out, zb_str_sub(text, from, at));
        }
    }
    zb_buf_text(out, end < text.n ? cut : "");
    zb_buf_text(out, "”");
}

/* `，与原文96.2%在舍入容差之内`, `, within rounding of the stated 96.2%`. */
static void put_agreement(zb_buf *out, const zb_paper *paper, const zb_rate *r) {
    if (!r->has_stated || r->agrees == ZB_AGREE_NONE) {
        return;
    }
    bool agrees = r->agrees == ZB_AGREE_YES;
    zb_buf_text(out, !paper->english ? "，与原文"
                     : agrees        ? ", within rounding of the stated "
                                     : ", not in agreement with the stated ");
    zb_buf_number(out, r->stated);
    zb_buf_text(out, paper->english ? "%" : agrees ? "%在舍入容差之内" : "%不一致");
}

static void quote(zb_paper *paper, zb_rich *text, const zb_rate *r, const zb_indicator *one) {
    size_t count;
    const zb_observation *rows = zb_dataset_observations(paper->model->dataset, &count);
    size_t at = r->has_stated && r->stated_row < count ? r->stated_row : r->numerator_row;
    if (at >= count) {
        return;
    }
    zb_buf said = {0};
    put_quote(&said, paper->english, &rows[at]);
    zb_rich_link(text, zb_evidence_key(paper, rows[at].id), zb_buf_str(&said), false, ZB_TEXT);
    zb_buf_clear(&said);
    zb_buf_format(&said, ZB_TR(paper, "——%.*s", " — %.*s"), ZB_ARG(rows[at].document));
    if (rows[at].section.n) {
        zb_buf_format(&said, ZB_TR(paper, "，“%.*s”", ", \"%.*s\""),
                      ZB_ARG(zb_str_trim(rows[at].section)));
    }
    zb_buf_text(&said, ZB_TR(paper, "。", ". "));
    if (r->computed) {
        zb_buf_add(&said, zb_capital(paper, zb_name_of(paper, one)));
        zb_buf_text(&said, ZB_TR(paper, "按", " computed from "));
        zb_buf_thousands(&said, r->numerator, 0);
        zb_buf_text(&said, "÷");
        zb_buf_thousands(&said, r->denominator, 0);
        zb_buf_format(&said, ZB_TR(paper, "计算为%.1f%%", ": %.1f%%"), r->value.value);
        put_agreement(&said, paper, r);
        zb_buf_text(&said, ZB_TR(paper, "。", ". "));
    }
    zb_rich_add(text, zb_buf_str(&said), false, ZB_SOFT);
    zb_buf_free(&said);
}

/* What is worth quoting first: faults, then flagged rates, then the lead, then any. */
static int interest(const zb_model *m, const zb_region_view *v, const zb_indicator *one,
                    const zb_rate *r) {
    const zb_standing_row *row =
        zb_model_standing(zb_model_group_rate(m, v->group, one->index), v->place);
    if (r->agrees == ZB_AGREE_NO) {
        return 4;
    }
    if (row && row->standing > ZB_STAND_SAME) {
        return 3;
    }
    return one == m->lead ? 2 : r->computed ? 1 : 0;
}

static void draw_quotes(zb_paper *paper, zb_rich *texts, size_t count) {
    zb_flow *flow = paper->flow;
    const zb_setting setting = {flow->sheet.left + 10, ZB_MEASURE - 10, ZB_TINY, 12, 0, true};
    double height = 14;
    for (size_t i = 0; i < count; i++) {
        height += zb_flow_rich_height(flow, &texts[i], &setting) + 2;
    }
    zb_flow_skip(flow, 8);
    zb_flow_need(flow, height);
    if (!zb_flow_dry(flow)) {
        flow->canvas->rect(flow->canvas->self, flow->sheet.left, flow->y, 2, height, ZB_INK,
                           (zb_stroke){0});
    }
    zb_flow_text(flow, flow->sheet.left + 10, zb_baseline(flow->y, 12, ZB_TINY),
                 ZB_TR_STR(paper, "原文依据", "Sentences behind the figures"), ZB_TINY, true,
                 ZB_INK);
    double y = flow->y + 14;
    for (size_t i = 0; i < count; i++) {
        y += zb_flow_rich_at(flow, &texts[i], &setting, y) + 2;
    }
    flow->y = y + 4;
}

void zb_region_evidence(zb_paper *paper, const zb_region_view *v) {
    const zb_model *m = paper->model;
    zb_rich texts[MOST_QUOTES];
    memset(texts, 0, sizeof texts);
    size_t count = 0;
    size_t wanted = v->group ? MOST_QUOTES : 1;
    for (int level = 4; level >= 0 && count < wanted; level--) {
        /* below a fault or a flag, one quotation is enough */
        if (level < 3 && count) {
            break;
        }
        for (size_t r = 0; r < m->rate_count && count < wanted; r++) {
            const zb_rate *rate = zb_model_rate(m, v->place, m->rates[r]->index, v->year);
            if (rate && interest(m, v, m->rates[r], rate) == level) {
                quote(paper, &texts[count], rate, m->rates[r]);
                count += texts[count].text.n > 0;
                if (level < 3) {
                    break;
                }
            }
        }
    }
    if (count) {
        draw_quotes(paper, texts, count);
    }
    for (size_t i = 0; i < MOST_QUOTES; i++) {
        zb_rich_free(&texts[i]);
    }
}
