/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a brief: what the checks found, how to read it, the documents, what it leaves out.
 */
#include "report/brief_inside.h"

#include "base/mem.h"
#include "base/str.h"
#include "report/numbers.h"
#include "report/quality.h"
#include "report/table.h"

enum { DOCUMENT_COLUMNS = 4, COUNTS_SHOWN = 12 };

/* ---- checks ------------------------------------------------------------------------------ */

static bool is_wanted(const zb_model *m, const zb_finding *f) {
    int place = zb_model_find_place(m, f->region_code, f->region);
    return place >= 0 && m->included[place] &&
           (!f->year || (f->year >= m->first_year && f->year <= m->last_year));
}

/* Values that disagree first. */
static size_t fill_checks(zb_brief *b, zb_table_row *rows) {
    zb_paper *paper = b->paper;
    size_t total, count = 0;
    const zb_finding *findings = zb_dataset_findings(paper->model->dataset, &total);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < total && count < b->plan.checks; i++) {
            const zb_finding *f = &findings[i];
            bool both = f->has_stated && f->has_expected;
            if (is_wanted(paper->model, f) && both == (pass == 0)) {
                count += zb_finding_row(paper, &rows[count], f, ZB_STR("—"), count + 1);
            }
        }
    }
    return count;
}

void zb_brief_checks(zb_brief *b) {
    zb_paper *paper = b->paper;
    const zb_table_column columns[ZB_FINDING_COLUMNS] = {
        {.head = ZB_TR(paper, ZB_STR("序号"), ZB_STR("No."))},
        {.hidden = true},
        {.head = ZB_TR(paper, ZB_STR("年份"), ZB_STR("Year"))},
        {.head = ZB_TR(paper, ZB_STR("指标"), ZB_STR("Indicator")), .wrap = true},
        {.head = ZB_TR(paper, ZB_STR("核对类别"), ZB_STR("Check"))},
        {.head = ZB_TR(paper, ZB_STR("原文"), ZB_STR("Stated")), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR(paper, ZB_STR("核对值"), ZB_STR("Expected")), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR(paper, ZB_STR("差"), ZB_STR("Gap")), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR(paper, ZB_STR("依据"), ZB_STR("Document")), .wrap = true}};
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, b->plan.checks);
    size_t count = rows ? fill_checks(b, rows) : 0;
    if (!count) {
        return;
    }
    zb_brief_heading(b, ZB_TR(paper, "核对发现", "Check findings"), "brief-checks-heading", 80);
    zb_table table = {.key = ZB_STR("brief-checks"),
                      .name = ZB_TR(paper, ZB_STR("核对发现"), ZB_STR("Check findings")),
                      .unit = ZB_TR(paper, ZB_STR("随数值注明，比率的差为百分点"),
                                    ZB_STR("as given with the value; gaps of rates in pp")),
                      .columns = columns,
                      .column_count = ZB_FINDING_COLUMNS,
                      .rows = rows,
                      .row_count = count,
                      .row_height = 16};
    zb_flow_table(paper->flow, &table);
    zb_flow_note(
        paper->flow, ZB_TR(paper, "注：", "Note: "),
        ZB_TR(paper,
              ZB_STR("图表采用按分子、分母计算的比率；差为原文减核对值，已计舍入容差；“异常"
                     "值”的核对值为同级地区的中位水平，只提示核对口径，不判定对错。"),
              ZB_STR("Figures use rates computed from numerator and denominator; the gap "
                     "is stated less expected, beyond rounding. Of outliers the expected "
                     "value is the median of comparable places: a hint to check what was "
                     "counted, no verdict.")));
}

/* ---- notes ------------------------------------------------------------------------------- */

static bool has_computed(const zb_brief *b) {
    const zb_model *m = b->paper->model;
    for (size_t i = 0; i < b->count; i++) {
        for (int year = m->first_year; b->picks[i].one->is_rate && year <= m->last_year; year++) {
            const zb_rate *r = zb_model_rate(m, b->view.place, b->picks[i].one->index, year);
            if (r && r->computed) {
                return true;
            }
        }
    }
    return false;
}

/* Whether the whole's limits were widened in a rate the place is compared in. */
static bool has_spread(const zb_brief *b) {
    for (size_t i = 0; i < b->count; i++) {
        const zb_brief_pick *p = &b->picks[i];
        if (p->row && p->row->standing != ZB_STAND_UNKNOWN && p->rate->comparison.spread > 1.0005) {
            return true;
        }
    }
    return false;
}

static void note(zb_brief *b, const char *title, zb_str text) {
    zb_flow *flow = b->paper->flow;
    const zb_setting setting = {flow->sheet.left, ZB_MEASURE, ZB_SMALL, ZB_SMALL_LEAD, 0, true};
    zb_rich rich = {0};
    zb_rich_bold(&rich, ZB_INK, "%s", title);
    zb_rich_add(&rich, text, false, ZB_TEXT);
    zb_flow_need(flow, zb_flow_rich_height(flow, &rich, &setting));
    flow->y += zb_flow_rich_at(flow, &rich, &setting, flow->y) + 3;
    zb_rich_free(&rich);
}

static zb_str limit_note(zb_brief *b) {
    zb_paper *paper = b->paper;
    zb_str whole = b->view.group ? b->view.group->whole_short
                                 : ZB_TR(paper, ZB_STR("整体"), ZB_STR("the whole"));
    return zb_say(
        paper,
        ZB_TR(
            paper,
            "%.*s的值是各地区分子、分母分别合计后相除。一地的分母给定时，若与%.*s没有差别，其比率有95%%"
            "（99.8%%）的机会落在控制限之内；超出的才着色，%s▲为高于，%s▼为低于，灰色为不能区分。%s只说明"
            "数值的差异，不说明工作的好坏。",
            "For %.*s numerators and denominators are summed, then divided. Were a "
            "place no different from %.*s, its rate would lie within the limits with 95%% "
            "(99.8%%) probability, given its denominator. Only what lies beyond is coloured: %s "
            "▲ higher, %s ▼ lower; grey cannot be told apart. %sThis is a difference of figures, "
            "not a verdict on the work."),
        ZB_ARG(whole), ZB_ARG(whole), zb_high_color(paper), zb_low_color(paper),
        has_spread(b) ? ZB_TR(paper, "各地差异明显大于抽样波动的比率，控制限已放宽（过离散调整）。",
                              "Where places differ by clearly more than sampling variation, "
                              "limits were widened (overdispersion). ")
                      : "");
}

/* Of what the brief shows. */
static zb_str sign_note(zb_brief *b) {
    zb_paper *paper = b->paper;
    return zb_say(
        paper, "%s%s%s%s",
        has_computed(b) ? ZB_TR(paper, "※为分母小于10，只列数值，不作比较；",
                                "※: denominator below 10, shown but not compared; ")
                        : "",
        b->drawn ? ZB_TR(paper, "图中空心点、虚线为分母小于50；",
                         "hollow dots and dotted lines: denominator below 50; ")
                 : "",
        ZB_TR(paper,
              "“—”为原文未载，“0”为原文载明为零；数字后的“+”为原文“余”“以上”，前的“<”为“近”“以下”、"
              "“约”照原文。",
              "—: not stated; 0: stated as none; + behind a figure: more than; < before it: less "
              "than; ca.: about, as stated. "),
        b->drawn ? ZB_TR(paper, "走势线在缺报告或缺数值的年份断开。",
                         "Lines break at years without a report or a value.")
                 : "");
}

void zb_brief_notes(zb_brief *b) {
    zb_paper *paper = b->paper;
    zb_brief_heading(b, ZB_TR(paper, "怎样读本简报", "How to read this brief"), "brief-notes", 60);
    if (has_computed(b)) {
        note(
            b, ZB_TR(paper, "区间。", "Interval. "),
            ZB_TR(
                paper,
                ZB_STR(
                    "比率后的95%区间（Wilson法）表示偶然成分的大小：案件越少，区间越宽。两年之差的区"
                    "间（Newcombe法）不含0，才说上升或下降；数量之比用条件精确法。"),
                ZB_STR(
                    "The 95% interval of a rate (Wilson) shows how much of it may be chance: the "
                    "fewer cases, the wider. A rise or fall is told only where the interval of "
                    "the difference (Newcombe; counts: conditional exact) excludes 0.")));
    }
    if (b->view.compared) {
        note(b, ZB_TR(paper, "控制限。", "Control limits. "), limit_note(b));
    }
    note(b, ZB_TR(paper, "符号。", "Signs. "), sign_note(b));
    note(
        b, ZB_TR(paper, "数据。", "Data. "),
        zb_say(
            paper,
            ZB_TR(
                paper,
                "数值由程序从报告中逐句读出，同一份报告载有分子和分母的才计算比率；每个数值都可用命"
                "令zhibiao explain查到原文句子。%s",
                "A program read the figures from the reports, sentence by sentence; rates "
                "are computed where one report states numerator and denominator. The command "
                "zhibiao explain leads from each figure to its sentence.%s"),
            b->view.department.n
                ? ZB_TR(paper, "只读到部门的报告，数值限于该部门，不与政府的比较。",
                        " Only a department's reports were found: figures are of its own cases.")
                : ""));
}

/* ---- documents ----------------------------------------------------------------------------- */

static bool is_own(const zb_brief *b, const zb_document_row *d) {
    const zb_model *m = b->paper->model;
    return d->status == ZB_DOC_USED && d->year >= m->first_year && d->year <= m->last_year &&
           zb_model_find_place(m, d->region_code, d->region) == b->view.place;
}

static bool document_row(zb_paper *paper, zb_table_row *row, const zb_document_row *d) {
    zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, DOCUMENT_COLUMNS);
    if (!cells) {
        return false;
    }
    cells[0].text = zb_say(paper, "%d", d->year);
    cells[1].text = d->name;
    cells[2] = d->title.n ? (zb_table_cell){.text = d->title}
                          : (zb_table_cell){.text = ZB_STR("—"), .color = ZB_GREY};
    cells[3].text = zb_say(paper, "%zu", d->observations);
    row->cells = cells;
    return true;
}

/* The last of them. */
static size_t fill_documents(zb_brief *b, zb_table_row *rows, size_t *all) {
    size_t total, own = 0, count = 0, seen = 0;
    const zb_document_row *documents = zb_dataset_documents(b->paper->model->dataset, &total);
    for (size_t i = 0; i < total; i++) {
        own += is_own(b, &documents[i]);
    }
    for (size_t i = 0; i < total; i++) {
        if (is_own(b, &documents[i]) && seen++ + b->plan.documents >= own) {
            count += document_row(b->paper, &rows[count], &documents[i]);
        }
    }
    *all = own;
    return count;
}

void zb_brief_source(zb_brief *b, bool compared) {
    zb_paper *paper = b->paper;
    zb_str documents = zb_flow_ref(paper->flow, ZB_STR("brief-documents"));
    zb_buf text = {0};
    zb_buf_format(&text,
                  ZB_TR(paper, "%.*s法治政府建设年度报告，见%.*s",
                        "Annual reports on law-based government of %.*s, see %.*s"),
                  ZB_ARG(zb_region_author(paper, &b->view)), ZB_ARG(documents));
    if (compared && b->view.compared) {
        zb_buf_format(&text,
                      ZB_TR(paper, "；%.*s值据%.*s的报告", "; value of %.*s: reports of %.*s"),
                      ZB_ARG(b->view.group->whole_short), ZB_ARG(b->view.group->each));
    }
    zb_buf_text(&text, ZB_TR(paper, "。", "."));
    zb_flow_note(paper->flow, ZB_TR(paper, "资料来源：", "Source: "), zb_keep(paper, &text));
    zb_buf_free(&text);
}

void zb_brief_documents(zb_brief *b) {
    zb_paper *paper = b->paper;
    const zb_table_column columns[DOCUMENT_COLUMNS] = {
        {.head = ZB_TR(paper, ZB_STR("年份"), ZB_STR("Year"))},
        {.head = ZB_TR(paper, ZB_STR("文件名"), ZB_STR("Document")), .wrap = true},
        {.head = ZB_TR(paper, ZB_STR("标题"), ZB_STR("Title")), .wrap = true, .grow = true},
        {.head = ZB_TR(paper, ZB_STR("数据（条）"), ZB_STR("Data")), .align = ZB_ALIGN_RIGHT}};
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, b->plan.documents);
    size_t all = 0, count = rows ? fill_documents(b, rows, &all) : 0;
    if (!count) {
        return;
    }
    zb_brief_heading(b, ZB_TR(paper, "资料来源", "Sources"), "brief-sources", 60);
    zb_table table = {.key = ZB_STR("brief-documents"),
                      .name = ZB_TR(paper, ZB_STR("采用的报告"), ZB_STR("Reports used")),
                      .columns = columns,
                      .column_count = DOCUMENT_COLUMNS,
                      .rows = rows,
                      .row_count = count,
                      .row_height = 14};
    zb_flow_table(paper->flow, &table);
    const zb_group *group = b->view.group;
    zb_buf text = {0};
    if (all > count) {
        zb_buf_format(&text, ZB_TR(paper, "另有较早的报告%zu份。", "Earlier reports: %zu. "),
                      all - count);
    }
    size_t missing;
    zb_str years = zb_brief_missing(b, &missing);
    if (missing) {
        zb_buf_format(&text, ZB_TR(paper, "缺%.*s的报告。", "Missing: %.*s. "), ZB_ARG(years));
    }
    years = zb_brief_outside(b, &missing);
    if (missing) {
        zb_buf_format(&text,
                      ZB_TR(paper, "%.*s同级地区有报告，本地的未读到。",
                            "%.*s: others have reports, none of this place was found. "),
                      ZB_ARG(years));
    }
    if (group && b->view.compared) {
        zb_buf_format(&text,
                      ZB_TR(paper, "%.*s值据%.*s的报告。", "Value of %.*s: reports of %.*s."),
                      ZB_ARG(group->whole_short), ZB_ARG(group->each));
    }
    zb_flow_note(paper->flow, ZB_TR(paper, "注：", "Note: "), zb_keep(paper, &text));
    zb_buf_free(&text);
}

/* ---- the rest ------------------------------------------------------------------------------ */

/* What `--region` takes for this place alone. */
static zb_str region_word(const zb_brief *b) {
    const zb_model *m = b->paper->model;
    const zb_place *own = &m->places[b->view.place];
    for (size_t i = 0; i < m->place_count; i++) {
        if ((int)i != b->view.place && zb_str_eq(m->places[i].name, own->name)) {
            return own->code.n ? own->code : own->path;
        }
    }
    return own->name;
}

static void put_left(zb_buf *out, const zb_paper *paper, const char *zh, const char *en,
                     size_t shown, size_t all) {
    if (all > shown) {
        zb_buf_text(out, out->n ? ZB_TR(paper, "、", ", ") : "");
        zb_buf_format(out, "%s%zu%s", ZB_TR(paper, zh, en), all - shown, ZB_TR(paper, "项", ""));
    }
}

void zb_brief_rest(zb_brief *b) {
    zb_paper *paper = b->paper;
    zb_buf left = {0}, text = {0};
    put_left(&left, paper, "比率", "rates: ", b->plan.rates, b->rates);
    put_left(&left, paper, "数量指标", "counts: ", COUNTS_SHOWN, b->counts);
    put_left(&left, paper, "走势图", "trend figures: ", b->drawn, zb_brief_figures(b));
    put_left(&left, paper, "核对发现", "check findings: ", b->plan.checks, paper->findings->shown);
    if (left.n) {
        zb_buf_format(&text, ZB_TR(paper, "本简报未列%.*s。", "Not in this brief: %.*s. "),
                      ZB_ARG(zb_buf_str(&left)));
    }
    zb_buf_format(&text,
                  ZB_TR(paper,
                        "全部数值、图表和方法见完整报告：zhibiao report --full --region %.*s -o "
                        "文件.pdf。",
                        "All values, figures and methods are in the full report: zhibiao report "
                        "--full --region %.*s -o FILE.pdf."),
                  ZB_ARG(region_word(b)));
    zb_flow_skip(paper->flow, 4);
    zb_flow_note(paper->flow, ZB_TR(paper, "其余内容：", "The rest: "), zb_keep(paper, &text));
    zb_buf_free(&left);
    zb_buf_free(&text);
}
