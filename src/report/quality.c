/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 四、数据质量: what the checks found and how they ended. Which reports there are is in coverage.c.
 */
#include "report/quality.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/block.h"
#include "report/coverage.h"
#include "report/evidence.h"
#include "report/graphics.h"
#include "report/numbers.h"
#include "report/table.h"
#include "report/words.h"

enum { MOST_FINDINGS = 400, RESULT_COLUMNS = 5, RESULT_KINDS = 5 };

/* ---- findings ---------------------------------------------------------------------------- */

static void put_unit(zb_buf *out, bool english, zb_str unit) {
    if (!english) {
        zb_buf_add(out, unit);
    } else if (zb_str_eq(unit, ZB_STR("元"))) {
        zb_buf_text(out, " yuan"); /* other units are those of the indicator */
    }
}

static void put_value(zb_buf *out, bool english, double value, zb_str unit) {
    bool percent = zb_str_eq(unit, ZB_STR("%"));
    if (percent) {
        zb_put_fixed(out, value, fabs(value - round(value)) < 1e-9 ? 0 : 1);
        zb_buf_char(out, '%');
        return;
    }
    zb_put_cell(out, english, value, ZB_EQ);
    put_unit(out, english, unit);
}

zb_str zb_kind_of(const zb_paper *paper, zb_finding_kind kind) {
    static const char *const english[] = {[ZB_FIND_RATE] = "Stated rate",
                                          [ZB_FIND_RATE_RANGE] = "Numerator above denominator",
                                          [ZB_FIND_PARTS] = "Parts against total",
                                          [ZB_FIND_CHANGE] = "Stated change",
                                          [ZB_FIND_REVISED] = "Corrected edition",
                                          [ZB_FIND_CONFLICT] = "Conflicting figures",
                                          [ZB_FIND_RESTATED] = "Restated figure",
                                          [ZB_FIND_DUPLICATE] = "Duplicate",
                                          [ZB_FIND_OUTLIER] = "Outlier"};
    return zb_str_from(paper->english ? english[kind] : zb_finding_kind_name_zh(kind));
}

static zb_str place_of(const zb_model *m, const zb_finding *f) {
    int place = zb_model_find_place(m, f->region_code, f->region);
    if (place >= 0) {
        return m->included[place] ? m->places[place].name : (zb_str){0};
    }
    return f->region.n ? f->region : ZB_STR("—");
}

static void difference_cell(zb_paper *paper, zb_table_cell *cell, const zb_finding *f) {
    zb_buf text = {0};
    if (f->kind == ZB_FIND_OUTLIER && f->expected > 0) {
        zb_put_multiple(&text, paper->english, f->stated / f->expected);
        *cell = (zb_table_cell){.text = zb_keep(paper, &text)};
    } else {
        double difference = f->stated - f->expected;
        bool percent = zb_str_eq(f->unit, ZB_STR("%"));
        bool whole = fabs(difference - round(difference)) < 1e-9 && !percent;
        zb_put_signed(&text, difference, whole ? 0 : 1);
        if (percent) { /* of two rates as of two relative changes */
            zb_buf_text(&text, ZB_TR(paper, "百分点", " pp"));
        } else {
            put_unit(&text, paper->english, f->unit);
        }
        *cell = (zb_table_cell){.text = zb_keep(paper, &text), .bold = true, .color = ZB_ORANGE};
    }
    zb_buf_free(&text);
}

bool zb_finding_row(zb_paper *paper, zb_table_row *row, const zb_finding *f, zb_str place,
                    size_t number) {
    const zb_table_cell dash = {.text = ZB_STR("—"), .color = ZB_GREY};
    const zb_indicator *one = zb_lexicon_indicator(paper->model->lexicon, f->indicator);
    zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, ZB_FINDING_COLUMNS);
    if (!cells) {
        return false;
    }
    zb_buf text = {0};
    cells[0] = (zb_table_cell){.text = zb_say(paper, "%zu", number), .color = ZB_SOFT};
    cells[1].text = place;
    cells[2] = f->year ? (zb_table_cell){.text = zb_say(paper, "%d", f->year)} : dash;
    cells[3] = one ? (zb_table_cell){.text = zb_capital(paper, zb_name_of(paper, one))} : dash;
    cells[4].text = zb_kind_of(paper, f->kind);
    cells[5] = cells[6] = cells[7] = dash;
    if (f->has_stated) {
        put_value(&text, paper->english, f->stated, f->unit);
        cells[5] = (zb_table_cell){.text = zb_keep(paper, &text),
                                   .link = zb_evidence_key(paper, f->observation)};
    }
    if (f->has_expected) {
        put_value(&text, paper->english, f->expected, f->unit);
        cells[6] = (zb_table_cell){.text = zb_keep(paper, &text),
                                   .link = zb_evidence_key(paper, f->other)};
    }
    if (f->has_stated && f->has_expected) {
        difference_cell(paper, &cells[7], f);
    }
    cells[8] = (zb_table_cell){.text = f->document, .color = ZB_SOFT};
    zb_buf_free(&text);
    row->cells = cells;
    return true;
}

/* `more`: than are listed. */
static void findings_notes(zb_paper *paper, bool more) {
    zb_flow_note(
        paper->flow, ZB_TR(paper, "注：", "Note: "),
        zb_say(
            paper,
            ZB_TR(
                paper,
                "原文数值一律保留，图表采用按分子、分母计算的比率；差为原文减核对值，超出舍入容差的才列%s%s",
                "All stated figures are kept; figures and tables use the rates computed from "
                "numerator and denominator. Difference: stated less expected, listed only beyond rounding.%s%s"),
            paper->findings->others[ZB_FIND_OUTLIER]
                ? ZB_TR(
                      paper, "；“异常值”的核对值为同级地区的中位水平，只提示核对口径，不判定对错。",
                      " The expected value of an outlier is the median level of the regions of its "
                      "level: it calls for a look at the coverage and does not tell right from wrong.")
                : ZB_TR(paper, "。", ""),
            more ? ZB_TR(paper, "其余发现见findings.csv。",
                         " The other findings are in findings.csv.")
                 : ""));
    zb_flow_note(paper->flow, ZB_TR(paper, "资料来源：", "Source: "),
                 ZB_TR_STR(paper, "各地法治政府建设年度报告；“依据”为文件名，见附录B。",
                           "Annual reports on law-based government of the regions; documents are "
                           "listed in Appendix B."));
}

static void findings_table(zb_paper *paper) {
    const zb_table_column columns[ZB_FINDING_COLUMNS] = {
        {.head = ZB_TR_STR(paper, "序号", "No.")},
        {.head = ZB_TR_STR(paper, "地区", "Region"), .wrap = true},
        {.head = ZB_TR_STR(paper, "年份", "Year")},
        {.head = ZB_TR_STR(paper, "指标", "Indicator"), .wrap = true},
        {.head = ZB_TR_STR(paper, "核对类别", "Check")},
        {.head = ZB_TR_STR(paper, "原文", "Stated"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR_STR(paper, "核对值", "Expected"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR_STR(paper, "差", "Difference"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR_STR(paper, "依据", "Document"), .wrap = true}};
    const zb_model *m = paper->model;
    size_t total, count = 0, all = 0;
    const zb_finding *findings = zb_dataset_findings(m->dataset, &total);
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, MOST_FINDINGS);
    for (size_t i = 0; rows && i < total; i++) {
        zb_str place = place_of(m, &findings[i]);
        bool wanted = place.n && (!findings[i].year || (findings[i].year >= m->first_year &&
                                                        findings[i].year <= m->last_year));
        all += wanted;
        if (wanted && count < MOST_FINDINGS) {
            count += zb_finding_row(paper, &rows[count], &findings[i], place, count + 1);
        }
    }
    zb_table table = {
        .key = ZB_STR("findings"),
        .name = ZB_TR_STR(paper, "核对发现", "Findings of the checks"),
        .unit = ZB_TR_STR(paper, "随数值注明", "that of the indicator; pp: percentage points"),
        .columns = columns,
        .column_count = ZB_FINDING_COLUMNS,
        .rows = rows,
        .row_count = rows ? count : 0,
        .row_height = 16};
    if (!count) {
        zb_rich text = {0};
        zb_rich_text(&text, "%s",
                     ZB_TR(paper, "没有发现矛盾的数值。", "No contradictory figures were found."));
        zb_flow_paragraph(paper->flow, &text);
        zb_rich_free(&text);
        return;
    }
    zb_flow_table(paper->flow, &table);
    findings_notes(paper, all > count);
}

/* ---- results ----------------------------------------------------------------------------- */

static void say_results(zb_paper *paper) {
    zb_flow_section(paper->flow, ZB_TR_STR(paper, "核对结果", "Results of the checks"),
                    ZB_STR("results"), 150);
    zb_rich text = {0};
    size_t faults = paper->findings->faults, checked = paper->findings->checked;
    if (checked && !faults) {
        zb_rich_bold(&text, ZB_INK,
                     ZB_TR(paper, "可核对的%.*s均一致。", "All %.*s that could be checked agree."),
                     ZB_ARG(zb_count_of(paper, checked, "处", "figure", "figures")));
    } else if (checked) {
        zb_rich_bold(&text, ZB_INK,
                     ZB_TR(paper, "可核对的%.*s中，%.*s，%.*s。",
                           "Of %.*s that could be checked, %.*s and %.*s."),
                     ZB_ARG(zb_count_of(paper, checked, "处", "figure", "figures")),
                     ZB_ARG(zb_count_of(paper, checked > faults ? checked - faults : 0, "处一致",
                                        "agrees", "agree")),
                     ZB_ARG(zb_count_of(paper, faults, "处不一致", "does not", "do not")));
    } else {
        zb_rich_text(&text, "%s",
                     ZB_TR(paper, "没有可以相互核对的数值。",
                           "There are no figures that can be checked against each other."));
    }
    zb_flow_paragraph(paper->flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(paper->flow, 6);
}

/* A row of each kind of check that was made; gives how many. */
static size_t fill_results(zb_paper *paper, zb_table_row *rows,
                           zb_table_cell (*cells)[RESULT_COLUMNS], zb_parts *parts) {
    const struct {
        zb_finding_kind kind;
        const char *name;
    } checks[RESULT_KINDS] = {
        {ZB_FIND_RATE, ZB_TR(paper, "表述率与计算率", "Stated rates")},
        {ZB_FIND_RATE_RANGE, ZB_TR(paper, "分子不大于分母", "Numerators within denominators")},
        {ZB_FIND_PARTS, ZB_TR(paper, "分项之和与总数", "Parts against total")},
        {ZB_FIND_CHANGE, ZB_TR(paper, "同比与上年报告", "Stated changes")},
        {ZB_FIND_RESTATED, ZB_TR(paper, "重述的上年数", "Restated figures")}};
    double most = 0;
    size_t count = 0;
    for (size_t i = 0; i < RESULT_KINDS; i++) {
        zb_check_count c = paper->findings->checks[checks[i].kind];
        zb_parts *bar = &parts[count];
        zb_table_cell *row = cells[count];
        *bar = (zb_parts){(double)c.agree, (double)c.disagree, (double)c.impossible, 0};
        most = fmax(most, bar->agree + bar->disagree + bar->open);
        row[0] = (zb_table_cell){.text = zb_str_from(checks[i].name)};
        row[1] = (zb_table_cell){.text = zb_say(paper, "%zu", c.agree)};
        row[2] = (zb_table_cell){.text = zb_say(paper, "%zu", c.disagree),
                                 .bold = c.disagree > 0,
                                 .color = c.disagree ? ZB_ORANGE : ZB_TEXT};
        row[3] = (zb_table_cell){.text = zb_say(paper, "%zu", c.impossible)};
        row[4] = (zb_table_cell){.draw = zb_draw_parts, .data = bar};
        rows[count] = (zb_table_row){.cells = row};
        count += c.agree + c.disagree + c.impossible > 0; /* of a kind there may be none */
    }
    for (size_t i = 0; i < count; i++) {
        parts[i].total = most;
    }
    return count;
}

static void results_table(zb_paper *paper) {
    const char *marks = paper->grey
                            ? ZB_TR(paper, "一致（浅灰）、不一致（中灰）、无法核对（空）",
                                    "Agree (light), disagree (mid grey), not checkable (empty)")
                            : ZB_TR(paper, "一致（灰）、不一致（橙）、无法核对（空）",
                                    "Agree (grey), disagree (orange), not checkable (empty)");
    const zb_table_column columns[RESULT_COLUMNS] = {
        {.head = ZB_TR_STR(paper, "核对类别", "Check"), .width = ZB_TR(paper, 90, 126)},
        {.head = ZB_TR_STR(paper, "一致", "Agree"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR_STR(paper, "不一致", "Disagree"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR_STR(paper, "无法核对", "Not checkable"), .align = ZB_ALIGN_RIGHT},
        {.head = zb_str_from(marks), .width = ZB_TR(paper, 240, 220)}};
    zb_table_row rows[RESULT_KINDS];
    zb_table_cell cells[RESULT_KINDS][RESULT_COLUMNS];
    zb_parts parts[RESULT_KINDS];
    size_t count = fill_results(paper, rows, cells, parts);
    say_results(paper);
    if (!count) {
        return;
    }
    zb_table table = {.key = ZB_STR("results-table"),
                      .name = ZB_TR_STR(paper, "核对结果", "Results of the checks"),
                      .unit = ZB_TR_STR(paper, "处", "figures"),
                      .columns = columns,
                      .column_count = RESULT_COLUMNS,
                      .rows = rows,
                      .row_count = count,
                      .row_height = 15};
    zb_flow_table(paper->flow, &table);
    zb_flow_note(
        paper->flow, ZB_TR(paper, "注：", "Note: "),
        ZB_TR_STR(paper,
                  "一致含舍入容差之内；“无法核对”指缺少另一方的数值，或两者口径难以对应。"
                  "更正、异常值等只列于核对发现，不在此计。",
                  "Agree: also within rounding. Not checkable: the figure to check against is "
                  "missing, or may be of something else. Corrections and outliers are among the "
                  "findings only."));
}

void zb_chapter_quality(zb_paper *paper) {
    zb_flow_chapter(paper->flow, ZB_CHAPTER_NUMBERED, ZB_TR_STR(paper, "数据质量", "Data quality"),
                    ZB_STR("quality"));
    paper->flow->unlisted = true;
    zb_flow_section(paper->flow, ZB_TR_STR(paper, "核对发现", "Findings of the checks"),
                    ZB_STR("found"), 80);
    findings_table(paper);
    results_table(paper);
    zb_quality_differences(paper);
    zb_quality_coverage(paper);
}
