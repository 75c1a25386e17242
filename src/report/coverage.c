/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which reports there are, place by year, and how many observations each gave.
 */
#include "report/coverage.h"

#include "base/mem.h"
#include "base/str.h"
#include "report/table.h"
#include "report/words.h"

enum { MOST_YEARS_ACROSS = 14 };
#define ROW 12.0
#define WHOLE_PAGE 600.0 /* a matrix lower than this is not parted */

/* Others of its level reported that year, but the place did not. */
static bool is_missing(const zb_model *m, int place, int year) {
    const zb_group *group = zb_model_group_of(m, place);
    bool related = group && (group->parent >= 0 || group->is_whole);
    if (zb_model_reported(m, place, year) || !related) {
        return false;
    }
    for (size_t i = 0; i < group->count; i++) {
        if (zb_model_reported(m, group->members[i], year)) {
            return true;
        }
    }
    return false;
}

static zb_color shade(size_t count, size_t most) {
    double share = most ? (double)count / (double)most : 0;
    unsigned level = 0xF3 - (unsigned)(0x27 * share);
    return level << 16 | (level + 2) << 8 | (level + 4);
}

static zb_table_cell coverage_cell(zb_paper *paper, int place, int year, size_t most) {
    const zb_model *m = paper->model;
    if (zb_model_reported(m, place, year)) {
        size_t count = zb_model_count(m, place, year);
        return (zb_table_cell){.text = zb_say(paper, "%zu", count), .fill = shade(count, most)};
    }
    return is_missing(m, place, year) ? (zb_table_cell){.text = ZB_TR_STR(paper, "缺", "none"),
                                                        .bold = true,
                                                        .color = ZB_ORANGE}
                                      : (zb_table_cell){0};
}

/* What the matrix spans. */
typedef struct extent {
    int first;
    size_t years, places, most, missing;
} extent;

static extent measure(const zb_model *m) {
    extent e = {.first = m->year_count > MOST_YEARS_ACROSS ? m->last_year - MOST_YEARS_ACROSS + 1
                                                           : m->first_year};
    e.years = (size_t)(m->last_year - e.first + 1);
    for (size_t i = 0; i < m->place_count; i++) {
        e.places += m->shown[i];
        for (int year = e.first; m->shown[i] && year <= m->last_year; year++) {
            size_t n = zb_model_count(m, (int)i, year);
            e.most = n > e.most ? n : e.most;
            e.missing += is_missing(m, (int)i, year);
        }
    }
    return e;
}

size_t zb_coverage_missing(const zb_model *model) {
    return measure(model).missing;
}

static zb_table_column *make_columns(zb_paper *paper, const extent *e) {
    zb_table_column *columns = ZB_PAPER_NEW(paper, zb_table_column, e->years + 3);
    if (!columns) {
        return NULL;
    }
    columns[0] =
        (zb_table_column){.head = ZB_TR_STR(paper, "地区", "Region"), .width = 90, .wrap = true};
    for (size_t y = 0; y < e->years; y++) {
        columns[y + 1] = (zb_table_column){.head = zb_say(paper, "%d", e->first + (int)y),
                                           .align = ZB_ALIGN_CENTRE};
    }
    columns[e->years + 1] =
        (zb_table_column){.head = ZB_TR_STR(paper, "份数", "Reports"), .align = ZB_ALIGN_RIGHT};
    columns[e->years + 2] =
        (zb_table_column){.head = ZB_TR_STR(paper, "数据", "Data"), .align = ZB_ALIGN_RIGHT};
    return columns;
}

static bool fill_row(zb_paper *paper, zb_table_row *row, const extent *e, int place) {
    const zb_model *m = paper->model;
    zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, e->years + 3);
    if (!cells) {
        return false;
    }
    size_t observations = 0;
    cells[0].text = m->places[place].name;
    for (size_t y = 0; y < e->years; y++) {
        cells[y + 1] = coverage_cell(paper, place, e->first + (int)y, e->most);
        observations += zb_model_count(m, place, e->first + (int)y);
    }
    cells[e->years + 1].text = zb_say(paper, "%zu", m->reports[place]);
    cells[e->years + 2].text = zb_say(paper, "%zu", observations);
    row->cells = cells;
    return true;
}

static void say(zb_paper *paper, const extent *e) {
    zb_rich text = {0};
    zb_rich_bold(
        &text, ZB_INK, ZB_TR(paper, "%.*s读到%.*s%s", "For %.*s, %.*s read%s"),
        ZB_ARG(zb_count_of(paper, e->places, "个地区", "region", "regions")),
        ZB_ARG(zb_count_of(paper, paper->model->documents, "份报告", "report was", "reports were")),
        e->missing ? ZB_TR(paper, "，", "; ") : ZB_TR(paper, "。", "."));
    if (e->missing) {
        zb_rich_bold(&text, ZB_INK, ZB_TR(paper, "缺%zu份。", "missing: %zu."), e->missing);
    }
    zb_flow_paragraph(paper->flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(paper->flow, 6);
}

void zb_quality_coverage(zb_paper *paper) {
    const zb_model *m = paper->model;
    extent e = measure(m);
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, e.places);
    zb_table_column *columns = make_columns(paper, &e);
    if (!rows || !columns) {
        return;
    }
    size_t count = 0;
    for (size_t i = 0; i < m->place_count; i++) {
        count += m->shown[i] && fill_row(paper, &rows[count], &e, (int)i);
    }
    double matrix = 86 + ROW * (double)count;
    zb_flow_section(paper->flow, ZB_TR_STR(paper, "资料覆盖", "Coverage"), ZB_STR("covered"),
                    matrix < WHOLE_PAGE ? matrix : 120);
    say(paper, &e);
    zb_table table = {.key = ZB_STR("coverage"),
                      .name = ZB_TR_STR(paper, "报告与数据覆盖情况", "Reports and data"),
                      .unit = ZB_TR_STR(paper, "条", "figures"),
                      .columns = columns,
                      .column_count = e.years + 3,
                      .rows = rows,
                      .row_count = count,
                      .row_height = ROW};
    zb_flow_table(paper->flow, &table);
    zb_flow_note(
        paper->flow, ZB_TR(paper, "注：", "Note: "),
        ZB_TR_STR(
            paper,
            "数字为该年报告提取的数据条数，底色越深越多；同级其他地区有而该地未读到的记“缺”，空白为"
            "同级地区均无。",
            "Figures extracted from the report of the year, the darker the more; none: other "
            "regions of the level have a report and this one was not found; blank: no region of "
            "the level has one."));
    zb_flow_note(paper->flow, ZB_TR(paper, "资料来源：", "Source: "),
                 ZB_TR_STR(paper, "各地法治政府建设年度报告，目录见附录B。",
                           "Annual reports on law-based government of the regions, listed in "
                           "Appendix B."));
}
