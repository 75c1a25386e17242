/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 四、数据质量: what the checks found and how they ended. Which reports there are is in coverage.c.
 */
#include "report/chapters.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/block.h"
#include "report/coverage.h"
#include "report/evidence.h"
#include "report/graphics.h"
#include "report/numbers.h"
#include "report/table.h"

enum { MOST_FINDINGS = 400, FINDING_COLUMNS = 9, RESULT_COLUMNS = 5 };

/* ---- findings ---------------------------------------------------------------------------- */

static void put_value(zb_buf *out, bool english, double value, zb_str unit) {
    bool percent = zb_str_eq(unit, ZB_STR("%"));
    if (percent) {
        zb_put_fixed(out, value, fabs(value - round(value)) < 1e-9 ? 0 : 1);
        zb_buf_char(out, '%');
        return;
    }
    zb_put_cell(out, english, value, ZB_EQ);
    zb_buf_add(out, unit);
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
        bool whole =
            fabs(difference - round(difference)) < 1e-9 && !zb_str_eq(f->unit, ZB_STR("%"));
        zb_put_signed(&text, difference, whole ? 0 : 1);
        *cell = (zb_table_cell){.text = zb_keep(paper, &text), .bold = true, .color = ZB_ORANGE};
    }
    zb_buf_free(&text);
}

static bool finding_row(zb_paper *paper, zb_table_row *row, const zb_finding *f, zb_str place,
                        size_t number) {
    const zb_table_cell dash = {.text = ZB_STR("—"), .color = ZB_GREY};
    const zb_indicator *one = zb_lexicon_indicator(paper->model->lexicon, f->indicator);
    zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, FINDING_COLUMNS);
    if (!cells) {
        return false;
    }
    zb_buf text = {0};
    cells[0] = (zb_table_cell){.text = zb_say(paper, "%zu", number), .color = ZB_SOFT};
    cells[1].text = place;
    cells[2] = f->year ? (zb_table_cell){.text = zb_say(paper, "%d", f->year)} : dash;
    cells[3] = one ? (zb_table_cell){.text = one->name_zh} : dash;
    cells[4].text = zb_str_from(zb_finding_kind_name_zh(f->kind));
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

static void findings_table(zb_paper *paper) {
    static const zb_table_column columns[FINDING_COLUMNS] = {
        {.head = ZB_STR_INIT("序号")},
        {.head = ZB_STR_INIT("地区"), .wrap = true},
        {.head = ZB_STR_INIT("年份")},
        {.head = ZB_STR_INIT("指标"), .wrap = true},
        {.head = ZB_STR_INIT("核对类别")},
        {.head = ZB_STR_INIT("原文"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_STR_INIT("核对值"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_STR_INIT("差"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_STR_INIT("依据"), .wrap = true}};
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
            count += finding_row(paper, &rows[count], &findings[i], place, count + 1);
        }
    }
    zb_table table = {.key = ZB_STR("findings"),
                      .name = ZB_STR("核对发现"),
                      .unit = ZB_STR("随数值注明，比率的差为百分点"),
                      .columns = columns,
                      .column_count = FINDING_COLUMNS,
                      .rows = rows,
                      .row_count = rows ? count : 0,
                      .row_height = 16};
    if (!count) {
        zb_rich text = {0};
        zb_rich_text(&text, "没有发现矛盾的数值。");
        zb_flow_paragraph(paper->flow, &text);
        zb_rich_free(&text);
        return;
    }
    zb_flow_table(paper->flow, &table);
    zb_flow_note(
        paper->flow, "注：",
        zb_say(
            paper,
            "原文数值一律保留，图表采用按分子、分母计算的比率；差为原文减核对值，已计舍入容差；“异常"
            "值”的核对值为同级地区的中位水平，只提示核对口径，不判定对错。%s",
            all > count ? "其余发现见findings.csv。" : ""));
    zb_flow_note(paper->flow, "资料来源：",
                 ZB_STR("各地法治政府建设年度报告；“依据”为文件名，见附录B。"));
}

/* ---- results ----------------------------------------------------------------------------- */

static void say_results(zb_paper *paper) {
    zb_flow_section(paper->flow, ZB_STR("核对结果"), ZB_STR("results"), 150);
    zb_rich text = {0};
    if (paper->findings->checked) {
        size_t faults = paper->findings->faults, checked = paper->findings->checked;
        zb_rich_bold(&text, ZB_INK, "可核对的%zu处中，%zu处一致，%zu处不一致。", checked,
                     checked > faults ? checked - faults : 0, faults);
    } else {
        zb_rich_text(&text, "下表统计全部已读报告，不限于所选的地区和年份。");
    }
    zb_flow_paragraph(paper->flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(paper->flow, 6);
}

static void results_table(zb_paper *paper) {
    static const struct {
        zb_finding_kind kind;
        zb_str name;
    } checks[] = {{ZB_FIND_RATE, ZB_STR_INIT("表述率与计算率")},
                  {ZB_FIND_RATE_RANGE, ZB_STR_INIT("分子不大于分母")},
                  {ZB_FIND_PARTS, ZB_STR_INIT("分项之和与总数")},
                  {ZB_FIND_CHANGE, ZB_STR_INIT("同比与上年报告")},
                  {ZB_FIND_RESTATED, ZB_STR_INIT("重述的上年数")}};
    static const zb_table_column columns[RESULT_COLUMNS] = {
        {.head = ZB_STR_INIT("核对类别"), .width = 90},
        {.head = ZB_STR_INIT("一致"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_STR_INIT("不一致"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_STR_INIT("无法核对"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_STR_INIT("一致（灰）、不一致（橙）、无法核对（空）"), .width = 240}};
    enum { CHECKS = sizeof checks / sizeof *checks };
    zb_table_row rows[CHECKS];
    zb_table_cell cells[CHECKS][RESULT_COLUMNS];
    zb_parts parts[CHECKS];
    double most = 0;
    for (size_t i = 0; i < CHECKS; i++) {
        zb_check_count c = zb_dataset_check_count(paper->model->dataset, checks[i].kind);
        parts[i] = (zb_parts){(double)c.agree, (double)c.disagree, (double)c.impossible, 0};
        most = fmax(most, parts[i].agree + parts[i].disagree + parts[i].open);
        cells[i][0] = (zb_table_cell){.text = checks[i].name};
        cells[i][1] = (zb_table_cell){.text = zb_say(paper, "%zu", c.agree)};
        cells[i][2] = (zb_table_cell){.text = zb_say(paper, "%zu", c.disagree),
                                      .bold = c.disagree > 0,
                                      .color = c.disagree ? ZB_ORANGE : ZB_TEXT};
        cells[i][3] = (zb_table_cell){.text = zb_say(paper, "%zu", c.impossible)};
        cells[i][4] = (zb_table_cell){.draw = zb_draw_parts, .data = &parts[i]};
        rows[i] = (zb_table_row){.cells = cells[i]};
    }
    for (size_t i = 0; i < CHECKS; i++) {
        parts[i].total = most;
    }
    say_results(paper);
    zb_table table = {.key = ZB_STR("results-table"),
                      .name = ZB_STR("核对结果"),
                      .unit = ZB_STR("处"),
                      .columns = columns,
                      .column_count = RESULT_COLUMNS,
                      .rows = rows,
                      .row_count = CHECKS,
                      .row_height = 15};
    zb_flow_table(paper->flow, &table);
    zb_flow_note(
        paper->flow, "注：",
        ZB_STR("一致含舍入容差之内；“无法核对”指缺少另一方的数值。统计范围为全部已读报告。"));
}

void zb_chapter_quality(zb_paper *paper) {
    zb_flow_chapter(paper->flow, ZB_CHAPTER_NUMBERED, ZB_STR("数据质量"), ZB_STR("quality"));
    paper->flow->unlisted = true;
    zb_flow_section(paper->flow, ZB_STR("核对发现"), ZB_STR("found"), 80);
    findings_table(paper);
    results_table(paper);
    zb_quality_coverage(paper);
}
