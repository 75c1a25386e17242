/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 附录C: in two columns, document by document, each with a head line that is repeated where it
 * goes on in the next column.
 */
#include "report/evidence.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "chart/text.h"
#include "report/evidence_quote.h"
#include "report/links.h"
#include "report/numbers.h"

#define HEAD_HEIGHT 15.0
#define GAP 4.0     /* between quotations */
#define PAD 4.0     /* in head lines */
#define ROOM 66.0   /* below a head line */
#define ALIGN_END 6 /* from a number to the name */

/* ---- links ------------------------------------------------------------------------------- */

static zb_str id_key(zb_paper *paper, const char *kind, int64_t id) {
    return zb_say(paper, "%s:%lld", kind, (long long)id);
}

zb_str zb_evidence_key(zb_paper *paper, int64_t id) {
    return paper->evidence && id > 0 ? id_key(paper, "obs", id) : (zb_str){0};
}

/* Position of the observation behind a value of appendix A; SIZE_MAX: no value. */
static size_t row_behind(const zb_model *m, const zb_indicator *one, int place, int year) {
    if (one->is_rate) {
        const zb_rate *r = zb_model_rate(m, place, one->index, year);
        return !r ? SIZE_MAX : r->computed ? r->numerator_row : r->stated_row;
    }
    const zb_cell *cell = zb_dataset_cell(m->dataset, place, one->index, year);
    return cell ? cell->observation : SIZE_MAX;
}

void zb_evidence_value(zb_paper *paper, zb_table_cell *cell, const zb_indicator *indicator,
                       int place, int year) {
    size_t count;
    const zb_observation *rows = zb_dataset_observations(paper->model->dataset, &count);
    size_t at = paper->evidence ? row_behind(paper->model, indicator, place, year) : SIZE_MAX;
    if (at < count) {
        cell->link = zb_evidence_key(paper, rows[at].id);
        if (zb_str_eq(rows[at].indicator, indicator->code)) {
            cell->key = id_key(paper, "value", rows[at].id);
        }
    }
}

/* ---- what is told ------------------------------------------------------------------------ */

/* A document with observations to tell: rows first.. first + count, of which some are wanted. */
typedef struct source {
    const zb_document_row *row;
    size_t first, count, wanted;
    int place; /* -1: not one of the report's */
} source;

typedef struct choice {
    const zb_observation *rows;
    size_t row_count;
    bool *wanted; /* per observation */
    source *sources;
    size_t count, told; /* documents; observations */
} choice;

static void want(const choice *c, size_t row) {
    if (row < c->row_count) {
        c->wanted[row] = true;
    }
}

/* What the series and rates of the report rest on, whatever document it stands in. */
static void want_values(const choice *c, const zb_model *m) {
    size_t count;
    const zb_series *series = zb_dataset_series(m->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; m->shown[series[i].place] && k < series[i].count; k++) {
            const zb_cell *cell = &series[i].cells[k];
            if (cell->year >= m->first_year && cell->year <= m->last_year) {
                want(c, cell->observation);
            }
        }
    }
    for (size_t i = 0; i < m->rate_rows.count; i++) {
        const zb_rate *r = &m->rate_rows.rows[i];
        if (m->shown[r->place] && r->year >= m->first_year && r->year <= m->last_year) {
            want(c, r->computed ? r->numerator_row : SIZE_MAX);
            want(c, r->computed ? r->denominator_row : SIZE_MAX);
            want(c, r->has_stated ? r->stated_row : SIZE_MAX);
        }
    }
}

static int by_place(const void *left, const void *right) {
    const source *a = left, *b = right;
    if (a->place != b->place) {
        return (size_t)a->place < (size_t)b->place ? -1 : 1; /* none of the report's: last */
    }
    if (a->row->year != b->row->year) {
        return a->row->year - b->row->year;
    }
    return a->first < b->first ? -1 : a->first > b->first;
}

/* The report's own documents whole, of others what is wanted. */
static bool choose(zb_paper *paper, choice *c) {
    const zb_model *m = paper->model;
    size_t documents, at = 0;
    const zb_document_row *all = zb_dataset_documents(m->dataset, &documents);
    *c = (choice){0};
    c->rows = zb_dataset_observations(m->dataset, &c->row_count);
    c->wanted = ZB_PAPER_NEW(paper, bool, c->row_count);
    c->sources = ZB_PAPER_NEW(paper, source, documents);
    if (!c->wanted || !c->sources) {
        return false;
    }
    want_values(c, m);
    for (size_t i = 0; i < documents; i++) {
        source s = {.row = &all[i], .first = at, .count = all[i].observations};
        s.place = zb_model_find_place(m, all[i].region_code, all[i].region);
        bool whole = all[i].status == ZB_DOC_USED && zb_document_in_report(m, &all[i]);
        for (size_t k = 0; k < s.count && at < c->row_count; k++, at++) {
            c->wanted[at] |= whole;
            s.wanted += c->wanted[at];
        }
        if (s.wanted) {
            c->sources[c->count++] = s;
            c->told += s.wanted;
        }
    }
    if (c->count) {
        qsort(c->sources, c->count, sizeof *c->sources, by_place);
    }
    return true;
}

/* ---- words ------------------------------------------------------------------------------- */

/* In English the unit of the catalogue's figures; others have only the text's own, which stands in
 * the sentence. */
static zb_str unit_in_english(zb_paper *paper, double value, zb_str unit, const zb_indicator *one) {
    if (zb_table_factor(unit) > 1) {
        return ZB_STR("yuan");
    }
    if (zb_str_has(unit, ZB_STR("百分点"))) {
        return ZB_STR("percentage points");
    }
    return one && unit.n && !one->is_rate ? zb_spoken_unit_of(paper, value, one) : (zb_str){0};
}

static void put_unit(zb_buf *out, zb_paper *paper, const zb_observation *row,
                     const zb_indicator *one) {
    if (!paper->english || zb_str_eq(row->unit, ZB_STR("%"))) {
        zb_buf_add(out, row->unit);
        return;
    }
    bool told_exactly = row->qualifier == ZB_EQ && !row->has_high;
    zb_str unit = unit_in_english(paper, told_exactly ? row->value : NAN, row->unit, one);
    zb_buf_text(out, unit.n ? " " : "");
    zb_buf_add(out, unit);
}

/* `2,544件`, `1,860+件`, `98%+`, `95~98%`, `+12.3%`, large sums of money in 万元 as in appendix A,
 * in English in yuan. */
static zb_str value_of(zb_paper *paper, const zb_observation *row, const zb_indicator *one) {
    zb_buf text = {0};
    bool percent = zb_str_eq(row->unit, ZB_STR("%"));
    double factor = !paper->english && fabs(row->value) >= 1e4 ? zb_table_factor(row->unit) : 1;
    if (row->has_high) {
        zb_put_range(&text, paper->english, row->value / factor, row->value_high / factor,
                     zb_told_decimals(row->precision / factor), "");
    } else {
        zb_buf_text(&text, row->kind == ZB_KIND_CHANGE && row->value > 0 ? "+" : "");
        zb_put_told(&text, paper->english, row->value / factor, row->precision / factor,
                    percent && row->qualifier == ZB_GE ? ZB_EQ : row->qualifier);
    }
    if (factor > 1) {
        zb_buf_add(&text, zb_table_unit(false, row->unit));
    } else {
        put_unit(&text, paper, row, one);
        zb_buf_text(&text, percent && row->qualifier == ZB_GE ? "+" : "");
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* `（其中“邻里纠纷”，目标，2024年，云岫县）`: what is not plain. */
static zb_str marks_of(zb_paper *paper, const source *s, const zb_observation *row,
                       const zb_indicator *one) {
    zb_buf text = {0};
    const char *and = ZB_TR(paper, "，", ", ");
    if (row->part) {
        zb_buf_text(&text, ZB_TR(paper, "其中", "of which"));
        if (one && row->label.n && !zb_str_eq(row->label, one->name_zh)) {
            zb_buf_format(&text, ZB_TR(paper, "“%.*s”", " “%.*s”"), ZB_ARG(row->label));
        }
    }
    if (row->status == ZB_TARGET) {
        zb_buf_format(&text, "%s%s", text.n ? and : "", ZB_TR(paper, "目标", "target"));
    }
    if (row->kind == ZB_KIND_CHANGE) {
        zb_buf_format(&text, "%s%s", text.n ? and : "", ZB_TR(paper, "变化", "change"));
    }
    if (row->year && row->year != s->row->year) {
        zb_buf_format(&text, ZB_TR(paper, "%s%d年", "%s%d"), text.n ? and : "", row->year);
    }
    if (!zb_str_eq(row->region, s->row->region) && row->region.n) {
        int place = zb_model_find_place(paper->model, row->region_code, row->region);
        zb_str name = place < 0 ? row->region : zb_model_place_name(paper->model, place);
        zb_buf_format(&text, "%s%.*s", text.n ? and : "", ZB_ARG(name));
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said.n ? zb_say(paper, ZB_TR(paper, "（%.*s）", " (%.*s)"), ZB_ARG(said)) : said;
}

/* The indicator, or in quotation marks what the text says is counted. */
static zb_str name_of(zb_paper *paper, const zb_observation *row, const zb_indicator *one) {
    return one            ? zb_capital(paper, zb_name_of(paper, one))
           : row->label.n ? zb_say(paper, "“%.*s”", ZB_ARG(row->label))
                          : zb_str_from(ZB_TR(paper, "未归入指标", "not in the catalogue"));
}

static zb_str fitted(zb_paper *paper, zb_str text, double width) {
    if (zb_flow_width(paper->flow, text, ZB_TINY) <= width) {
        return text;
    }
    double dots = zb_flow_width(paper->flow, ZB_STR("…"), ZB_TINY);
    size_t fits = zb_text_fit(paper->flow->font, text, ZB_TINY, width > dots ? width - dots : 0);
    return zb_say(paper, "%.*s…", (int)fits, text.p);
}

/* ---- two columns ------------------------------------------------------------------------- */

typedef struct pen {
    zb_paper *paper;
    const choice *choice;
    const source *source; /* whose observations are being told */
    double x, y, top;
    double lowest; /* of this page */
    double indent; /* of names and sentences, behind the numbers */
    zb_str section;
} pen;

/* `墨川县　2018年（续）` at the left of a tinted line, the document's name at the right. */
static void head_line(pen *p, bool again) {
    zb_paper *paper = p->paper;
    zb_flow *flow = paper->flow;
    const zb_document_row *d = p->source->row;
    zb_str place =
        p->source->place < 0 ? d->region : zb_model_place_name(paper->model, p->source->place);
    zb_str left = zb_say(paper, ZB_TR(paper, "%.*s　%d年%s", "%.*s, %d%s"), ZB_ARG(place), d->year,
                         again ? ZB_TR(paper, "（续）", " (continued)") : "");
    double baseline = zb_baseline(p->y, HEAD_HEIGHT, ZB_TINY);
    double room = ZB_COLUMN - 3 * PAD - zb_flow_width(flow, left, ZB_TINY) - 2;
    if (!zb_flow_dry(flow)) {
        flow->canvas->rect(flow->canvas->self, p->x, p->y, ZB_COLUMN, HEAD_HEIGHT, ZB_TINT,
                           (zb_stroke){0});
    }
    zb_flow_text(flow, p->x + PAD, baseline, left, ZB_TINY, true, ZB_INK);
    zb_flow_text_right(flow, p->x + ZB_COLUMN - PAD, baseline, fitted(paper, d->name, room),
                       ZB_TINY, false, ZB_SOFT);
    p->y += HEAD_HEIGHT + 2;
}

static void begin_page(pen *p) {
    p->x = p->paper->flow->sheet.left;
    p->y = p->top = p->lowest = p->paper->flow->y;
}

/* On to the next column when `height` does not fit into this one; true when it was. */
static bool turn(pen *p, double height) {
    zb_flow *flow = p->paper->flow;
    p->lowest = p->y > p->lowest ? p->y : p->lowest;
    if (p->y + height <= flow->sheet.bottom || p->y <= p->top) {
        return false;
    }
    if (p->x < flow->sheet.column) {
        p->x = flow->sheet.column;
        p->y = p->top;
    } else {
        zb_flow_new_page(flow);
        begin_page(p);
    }
    return true;
}

static void open_source(pen *p, const source *s) {
    zb_flow *flow = p->paper->flow;
    p->source = s;
    p->section = (zb_str){0};
    p->y += p->y > p->top ? 2 * GAP : 0;
    turn(p, HEAD_HEIGHT + ROOM);
    head_line(p, false);
    zb_rich title = {0};
    zb_setting setting = {p->x + PAD, ZB_COLUMN - 2 * PAD, ZB_TINY, ZB_TINY_LEAD, 0, false};
    zb_rich_add(&title, zb_str_trim(s->row->title), false, ZB_SOFT);
    p->y += zb_flow_rich_at(flow, &title, &setting, p->y) + GAP / 2;
    zb_rich_free(&title);
}

/* `1834　调解案件数　2,544件`; found by its number, leading to the value in appendix A. */
static void observation_line(pen *p, const zb_observation *row) {
    zb_paper *paper = p->paper;
    zb_flow *flow = paper->flow;
    const zb_indicator *one = zb_lexicon_indicator(paper->model->lexicon, row->indicator);
    zb_flow_anchor(flow, zb_evidence_key(paper, row->id), (zb_str){0}, p->y - 4);
    p->y += ZB_TINY_LEAD;
    if (zb_flow_dry(flow)) {
        return; /* there may be hundreds of thousands of them */
    }
    zb_str value = value_of(paper, row, one), number = zb_say(paper, "%lld", (long long)row->id);
    double y = p->y - ZB_TINY_LEAD, right = p->x + ZB_COLUMN - PAD;
    double baseline = zb_baseline(y, ZB_TINY_LEAD, ZB_TINY);
    zb_flow_text_right(flow, p->x + p->indent - ALIGN_END, baseline, number, ZB_TINY, false,
                       ZB_SOFT);
    zb_flow_text_right(flow, right, baseline, value, ZB_TINY, true, ZB_INK);
    double left = p->x + p->indent;
    double room = right - left - zb_flow_width(flow, value, ZB_TINY) - 8;
    zb_str name = fitted(paper, name_of(paper, row, one), room);
    double taken = zb_flow_width(flow, name, ZB_TINY);
    zb_str marks = marks_of(paper, p->source, row, one);
    zb_flow_text(flow, left, baseline, name, ZB_TINY, false, ZB_TEXT);
    if (marks.n && room - taken > 3 * ZB_TINY) {
        zb_flow_text(flow, left + taken, baseline, fitted(paper, marks, room - taken), ZB_TINY,
                     false, ZB_SOFT);
    }
    zb_str back = id_key(paper, "value", row->id);
    bool there = zb_flow_knows(flow, back);
    zb_flow_link_to(flow, p->x, y, ZB_COLUMN, ZB_TINY_LEAD,
                    there || !one ? back : zb_key(paper, "values", one->code));
}

static void tell_quote(pen *p, const zb_quote *quote, const bool *wanted) {
    zb_paper *paper = p->paper;
    zb_flow *flow = paper->flow;
    zb_rich text = {0};
    zb_quote_put(&text, quote, wanted);
    zb_setting setting = {
        p->x + p->indent, ZB_COLUMN - p->indent - PAD, ZB_TINY, ZB_TINY_LEAD, 0, false};
    size_t lines = 0;
    for (size_t i = 0; i < quote->count; i++) {
        lines += wanted[i];
    }
    zb_str section = zb_str_trim(quote->rows->section);
    bool titled = section.n && !zb_str_eq(section, p->section);
    double above = titled ? ZB_TINY_LEAD : 0;
    double height = zb_flow_rich_height(flow, &text, &setting);
    if (turn(p, above + height + (double)lines * ZB_TINY_LEAD)) {
        head_line(p, true);
        setting.x = p->x + p->indent;
    }
    if (titled) {
        zb_flow_text(flow, p->x + PAD, zb_baseline(p->y, ZB_TINY_LEAD, ZB_TINY),
                     fitted(paper, section, ZB_COLUMN - 2 * PAD), ZB_TINY, true, ZB_SOFT);
        p->y += above;
        p->section = section;
    }
    for (size_t i = 0; i < quote->count; i++) {
        if (wanted[i]) {
            observation_line(p, &quote->rows[i]);
        }
    }
    if (!zb_flow_dry(flow)) {
        zb_flow_rich_at(flow, &text, &setting, p->y);
    }
    p->y += height + GAP;
    zb_rich_free(&text);
}

static void tell_source(pen *p, const source *s) {
    const choice *c = p->choice;
    open_source(p, s);
    for (size_t at = s->first; at < s->first + s->count && p->paper->flow->status == ZB_OK;) {
        if (!c->wanted[at]) {
            at++;
            continue;
        }
        zb_quote quote = zb_quote_take(&c->rows[at], s->first + s->count - at);
        tell_quote(p, &quote, &c->wanted[at]);
        at += quote.count;
    }
}

static void introduce(zb_paper *paper, const choice *c) {
    zb_buf told = {0};
    zb_buf_thousands(&told, (double)c->told, 0);
    zb_flow_note(
        paper->flow, ZB_TR(paper, "注：", "Note: "),
        zb_say(
            paper,
            ZB_TR(
                paper,
                "下列%.*s条数据取自%zu份文件，按地区、年份和原文次序排列。行首的数字为数据编号（命令"
                "行可用zhibiao explain加编号查看），引号内的名称为未归入指标的原文用语，粗体为原文"
                "写法；附录A的数值链接到这里，编号一行链接回附录A。",
                "The %.*s figures below are from %zu documents, by place, year and order in the "
                "text. The number at the head of a line is that of the figure (zhibiao explain "
                "takes it); names in quotation marks are the text's own, for what is in no "
                "catalogue; bold is what the text says. Values in Appendix A lead here, and "
                "the line of a number leads back."),
            ZB_ARG(zb_buf_str(&told)), c->count));
    zb_buf_free(&told);
    zb_flow_skip(paper->flow, 6);
}

void zb_appendix_evidence(zb_paper *paper) {
    choice c = {0};
    if (!paper->evidence || !choose(paper, &c) || !c.told) {
        return;
    }
    zb_flow *flow = paper->flow;
    zb_flow_chapter(flow, ZB_CHAPTER_APPENDIX, zb_str_from(ZB_TR(paper, "原文依据", "Evidence")),
                    ZB_STR("evidence"));
    introduce(paper, &c);
    zb_str widest = zb_say(paper, "%zu", c.row_count);
    pen p = {.paper = paper,
             .choice = &c,
             .indent = zb_flow_width(flow, widest, ZB_TINY) + PAD + ALIGN_END};
    begin_page(&p);
    for (size_t i = 0; i < c.count && flow->status == ZB_OK; i++) {
        zb_arena_mark mark = zb_arena_here(paper->arena);
        tell_source(&p, &c.sources[i]);
        zb_arena_release(paper->arena, mark);
    }
    flow->y = p.y > p.lowest ? p.y : p.lowest;
}
