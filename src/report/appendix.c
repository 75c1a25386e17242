/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 附录A: the values, place by year. 附录B: the documents.
 */
#include "report/chapters.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/evidence.h"
#include "report/links.h"
#include "report/numbers.h"
#include "report/table.h"
#include "report/topics.h"
#include "report/words.h"

/* With more places than that only indicators with a section, and rates, are listed. */
enum { MANY_PLACES = 60, MOST_YEARS_ACROSS = 10, DOCUMENT_COLUMNS = 6 };

static bool is_listed(const zb_model *m, const zb_indicator *one) {
    if (m->included_count <= MANY_PLACES) {
        return true;
    }
    for (size_t i = 0; i < m->topic_count; i++) {
        if (m->topics[i].indicator == one) {
            return true;
        }
    }
    return false;
}

static zb_str value_text(zb_paper *paper, const zb_indicator *one, int place, int year) {
    const zb_model *m = paper->model;
    if (one->is_rate) {
        const zb_rate *r = zb_model_rate(m, place, one->index, year);
        return !r            ? (zb_str){0}
               : r->computed ? zb_say(paper, r->denominator < ZB_COMPARED_FROM ? "%.1f※" : "%.1f",
                                      r->value.value)
                             : zb_say(paper, "(%.*s)", ZB_ARG(zb_stated_text(paper, r)));
    }
    const zb_cell *cell = zb_dataset_cell(m->dataset, place, one->index, year);
    if (!cell) {
        return (zb_str){0};
    }
    zb_buf text = {0};
    zb_put_cell(&text, paper->english, cell->value / zb_table_factor(one->unit_zh),
                cell->qualifier);
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* The row of a place; false when it states nothing. */
static bool value_row(zb_paper *paper, zb_table_row *row, const zb_indicator *one, int place,
                      int first, size_t years) {
    bool any = false;
    for (size_t y = 0; y < years && !any; y++) {
        any = isfinite(zb_model_value(paper->model, place, one->index, first + (int)y));
    }
    zb_table_cell *cells = any ? ZB_PAPER_NEW(paper, zb_table_cell, years + 1) : NULL;
    if (!cells) {
        return false;
    }
    cells[0].text =
        zb_say(paper, "%.*s%s", ZB_ARG(zb_model_place_name(paper->model, place)),
               paper->model->departments[place].n ? ZB_TR(paper, "（部门）", " (department)") : "");
    for (size_t y = 0; y < years; y++) {
        cells[y + 1].text = value_text(paper, one, place, first + (int)y);
        zb_evidence_value(paper, &cells[y + 1], one, place, first + (int)y);
        if (!cells[y + 1].text.n) {
            cells[y + 1] = (zb_table_cell){.text = ZB_STR("—"), .color = ZB_GREY};
        }
    }
    row->cells = cells;
    return true;
}

/* One table for the indicators of a group, each under a row with its name. */
static void group_table(zb_paper *paper, size_t from, size_t to) {
    const zb_model *m = paper->model;
    int first =
        m->year_count > MOST_YEARS_ACROSS ? m->last_year - MOST_YEARS_ACROSS + 1 : m->first_year;
    size_t years = (size_t)(m->last_year - first + 1), count = 0;
    zb_table_column *columns = ZB_PAPER_NEW(paper, zb_table_column, years + 1);
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, (to - from) * (m->included_count + 1));
    if (!columns || !rows) {
        return;
    }
    columns[0] =
        (zb_table_column){.head = ZB_TR_STR(paper, "地区", "Region"), .width = 96, .wrap = true};
    for (size_t y = 0; y < years; y++) {
        columns[y + 1] =
            (zb_table_column){.head = zb_say(paper, "%d", first + (int)y), .align = ZB_ALIGN_RIGHT};
    }
    for (size_t i = from; i < to; i++) {
        const zb_indicator *one = zb_lexicon_indicator_at(m->lexicon, i);
        size_t head = count++;
        for (size_t p = 0; is_listed(m, one) && p < m->place_count; p++) {
            count += m->shown[p] && value_row(paper, &rows[count], one, (int)p, first, years);
        }
        if (count == head + 1) {
            count = head;
            continue;
        }
        rows[head] =
            (zb_table_row){.group = zb_say(paper, ZB_TR(paper, "%.*s（%.*s）", "%.*s (%.*s)"),
                                           ZB_ARG(zb_capital(paper, zb_name_of(paper, one))),
                                           ZB_ARG(zb_unit_of(paper, one))),
                           .group_note = one->code};
        zb_values_row(paper, &rows[head], one);
    }
    const zb_indicator *any = zb_lexicon_indicator_at(m->lexicon, from);
    zb_table table = {.key = zb_key(paper, "values", any->group),
                      .name = zb_group_name_of(paper, any),
                      .columns = columns,
                      .column_count = years + 1,
                      .rows = rows,
                      .row_count = count,
                      .row_height = 12.5};
    if (count) {
        zb_flow_table(paper->flow, &table);
        zb_flow_skip(paper->flow, 10);
    }
}

void zb_appendix_values(zb_paper *paper) {
    const zb_model *m = paper->model;
    zb_flow *flow = paper->flow;
    zb_flow_chapter(flow, ZB_CHAPTER_APPENDIX, ZB_TR_STR(paper, "数据表", "Data tables"),
                    ZB_STR("values"));
    zb_flow_note(
        flow, ZB_TR(paper, "注：", "Note: "),
        zb_say(
            paper,
            ZB_TR(
                paper,
                "各表按指标、地区、年份列出报告所载的数值；比率为计算值，括号内为只有表述的比率；※为分母"
                "小于10；“—”为原文未载，“0”为原文载明为零；数字后的“+”为原文“余”“以上”，前的“<”为“近”“以"
                "下”，“约”照原文；金额单位为万元；指标行右端为其代码，供命令行查询。"
                "%s%s",
                "The values that the reports state, by indicator, region and year. Rates are computed; "
                "in brackets: only stated; ※: denominator below 10. —: not stated; 0: stated as none; "
                "+ behind a figure: more, or at least; < before it: nearly, or below; ca.: about, as "
                "stated. Amounts are in 10 000 yuan. At the right of an indicator's name is its code, for "
                "the command line.%s%s"),
            m->has_departments
                ? ZB_TR(paper, "“（部门）”为该地只读到部门的报告，数值限于该部门。",
                        " (department): only reports of a department were read for the "
                        "region, and the values are limited to it.")
                : "",
            m->included_count > MANY_PLACES
                ? ZB_TR(paper, "地区较多，只列有专节的指标，其余见observations.csv。",
                        " There are many regions: only indicators with a "
                        "section are listed, the others are in "
                        "observations.csv.")
                : ""));
    zb_flow_note(flow, ZB_TR(paper, "资料来源：", "Source: "),
                 paper->evidence
                     ? ZB_TR_STR(paper, "附录B所列的报告；各数值的原文句子见附录C。",
                                 "The reports listed in Appendix B; the sentence of each value is "
                                 "in Appendix C.")
                     : ZB_TR_STR(paper, "附录B所列的报告。", "The reports listed in Appendix B."));
    zb_flow_skip(flow, 6);
    size_t count = zb_lexicon_indicator_count(m->lexicon);
    for (size_t from = 0; from < count && flow->status == ZB_OK;) {
        zb_str group = zb_lexicon_indicator_at(m->lexicon, from)->group;
        size_t to = from + 1;
        while (to < count && zb_str_eq(zb_lexicon_indicator_at(m->lexicon, to)->group, group)) {
            to++;
        }
        zb_arena_mark mark = zb_arena_here(paper->arena);
        group_table(paper, from, to);
        zb_arena_release(paper->arena, mark);
        from = to;
    }
    zb_appendix_parts(paper);
}

static const char *status_name(const zb_paper *paper, zb_document_status status) {
    switch (status) {
    case ZB_DOC_USED:
        return ZB_TR(paper, "采用", "used");
    case ZB_DOC_DUPLICATE:
        return ZB_TR(paper, "重复", "duplicate");
    case ZB_DOC_SUPERSEDED:
        return ZB_TR(paper, "已被更正", "superseded");
    case ZB_DOC_INCOMPLETE:
        return ZB_TR(paper, "缺地区或年份", "no region or year");
    case ZB_DOC_FAILED:
        return ZB_TR(paper, "未能读取", "unreadable");
    }
    return "";
}

bool zb_document_in_report(const zb_model *m, const zb_document_row *d) {
    int place = zb_model_find_place(m, d->region_code, d->region);
    bool other_year = d->year && (d->year < m->first_year || d->year > m->last_year);
    return !other_year && (place < 0 ? !m->limited : m->included[place]);
}

void zb_appendix_documents(zb_paper *paper) {
    const zb_table_column columns[DOCUMENT_COLUMNS] = {
        {.head = ZB_TR_STR(paper, "文件名", "Document"), .wrap = true},
        {.head = ZB_TR_STR(paper, "地区", "Region"), .wrap = true},
        {.head = ZB_TR_STR(paper, "年份", "Year")},
        {.head = ZB_TR_STR(paper, "标题", "Title"), .wrap = true, .grow = true},
        {.head = ZB_TR_STR(paper, "数据（条）", "Data"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR_STR(paper, "状态", "Status"), .align = ZB_ALIGN_RIGHT}};
    zb_flow *flow = paper->flow;
    size_t count;
    const zb_document_row *documents = zb_dataset_documents(paper->model->dataset, &count);
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, count);
    zb_flow_chapter(flow, ZB_CHAPTER_APPENDIX, ZB_TR_STR(paper, "资料目录", "Documents"),
                    ZB_STR("documents"));
    size_t shown = 0;
    for (size_t i = 0; rows && i < count; i++) {
        const zb_document_row *d = &documents[i];
        if (!zb_document_in_report(paper->model, d)) {
            continue;
        }
        zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, DOCUMENT_COLUMNS);
        if (!cells) {
            return;
        }
        bool used = d->status == ZB_DOC_USED;
        cells[0].text = d->name;
        cells[1].text = d->region;
        cells[2].text = d->year ? zb_say(paper, "%d", d->year) : ZB_STR("—");
        cells[3] = d->title.n  ? (zb_table_cell){.text = d->title}
                   : d->note.n ? (zb_table_cell){.text = d->note}
                               : (zb_table_cell){.text = ZB_STR("—"), .color = ZB_GREY};
        cells[4].text = zb_say(paper, "%zu", d->observations);
        cells[5] = (zb_table_cell){.text = zb_str_from(status_name(paper, d->status)),
                                   .color = used ? ZB_SOFT : ZB_ORANGE};
        rows[shown++].cells = cells;
    }
    zb_table table = {.key = ZB_STR("documents-table"),
                      .name = ZB_TR_STR(paper, "读到的文件", "Documents read"),
                      .columns = columns,
                      .column_count = DOCUMENT_COLUMNS,
                      .rows = rows,
                      .row_count = shown,
                      .row_height = 14};
    zb_flow_table(flow, &table);
    zb_flow_note(
        flow, ZB_TR(paper, "注：", "Note: "),
        ZB_TR_STR(
            paper,
            "“数据”为从该文件提取的数据条数；标题“—”为文件未载标题；“重复”“已被更正”的文件不进入统计。",
            "Data: figures extracted from the document; —: without a title. Duplicate and "
            "superseded documents do not enter the statistics."));
}
