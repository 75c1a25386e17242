/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 附录A: the parts of counts, as the figures of parts show them.
 */
#include "base/str.h"
#include "report/breakdowns.h"
#include "report/evidence.h"
#include "report/numbers.h"
#include "report/table.h"
#include "report/topics.h"
#include "report/words.h"

#define PAIR 96.0 /* region and year, and the total */
#define CELL 12.0 /* what a column has beside its head */

static zb_str number(zb_paper *paper, const zb_indicator *one, double value) {
    zb_buf text = {0};
    zb_put_cell(&text, paper->english, value / zb_table_factor(one->unit_zh), ZB_EQ);
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* Leads to the sentence of the observation, where the report has it. */
static zb_table_cell told(zb_paper *paper, const zb_indicator *one, double value, size_t at) {
    size_t count;
    const zb_observation *rows = zb_dataset_observations(paper->model->dataset, &count);
    zb_table_cell cell = {.text = number(paper, one, value)};
    cell.link = paper->evidence ? zb_evidence_key(paper, rows[at].id) : (zb_str){0};
    return cell;
}

/* `家事纠纷1,234，邻里纠纷567` */
static zb_str list(zb_paper *paper, const zb_indicator *one, const zb_breakdown *b,
                   const double *values) {
    zb_buf text = {0};
    for (size_t p = 0; p < b->part_count; p++) {
        zb_buf_format(&text, ZB_TR(paper, "%s%.*s%.*s", "%s%.*s %.*s"),
                      p ? ZB_TR(paper, "，", ", ") : "", ZB_ARG(b->parts[p]),
                      ZB_ARG(number(paper, one, values[p])));
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* Whether each part has room for a column of its own. */
static bool stands_apart(const zb_flow *flow, const zb_breakdown *b) {
    double width = PAIR;
    for (size_t p = 0; p < b->part_count; p++) {
        double head = zb_flow_width(flow, b->parts[p], ZB_TINY);
        width += (head > 28 ? head : 28) + CELL;
    }
    return width <= ZB_MEASURE;
}

static zb_table_row *make_rows(zb_paper *paper, const zb_indicator *one, const zb_told_parts *parts,
                               size_t columns) {
    bool apart = columns > 3;
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, parts->shown);
    for (size_t i = 0; rows && i < parts->shown; i++) {
        const zb_breakdown_row *from = &parts->rows[i];
        zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, columns);
        if (!cells) {
            return NULL;
        }
        cells[0].text = zb_say(paper, ZB_TR(paper, "%.*s%d", "%.*s %d"),
                               ZB_ARG(zb_model_place_name(paper->model, from->place)), from->year);
        for (size_t p = 0; apart && p < parts->all.part_count; p++) {
            cells[p + 1] = told(paper, one, from->values[p], from->at[p]);
        }
        if (!apart) {
            cells[1].text = list(paper, one, &parts->all, from->values);
        }
        cells[columns - 1] = told(paper, one, from->total, from->at[parts->all.part_count]);
        rows[i].cells = cells;
    }
    return rows;
}

static zb_table_column *make_columns(zb_paper *paper, const zb_breakdown *b, size_t count) {
    bool apart = count > 3;
    zb_table_column *columns = ZB_PAPER_NEW(paper, zb_table_column, count);
    if (!columns) {
        return NULL;
    }
    columns[0].head = ZB_TR_STR(paper, "报告", "Report");
    columns[0].wrap = true;
    for (size_t p = 0; apart && p < b->part_count; p++) {
        columns[p + 1] = (zb_table_column){.head = b->parts[p], .align = ZB_ALIGN_RIGHT};
    }
    if (!apart) {
        columns[1] = (zb_table_column){
            .head = ZB_TR_STR(paper, "分项", "Parts"), .wrap = true, .grow = true};
    }
    columns[count - 1] =
        (zb_table_column){.head = ZB_TR_STR(paper, "总数", "Total"), .align = ZB_ALIGN_RIGHT};
    return columns;
}

/* False: there is none. */
static bool table_of(zb_paper *paper, const zb_indicator *one) {
    zb_told_parts parts;
    if (!zb_parts_find(paper, &parts, one)) {
        return false;
    }
    /* two parts or more in columns of their own: four columns; three tell them in a text */
    size_t count = stands_apart(paper->flow, &parts.all) ? parts.all.part_count + 2 : 3;
    zb_table_column *columns = make_columns(paper, &parts.all, count);
    zb_table_row *rows = make_rows(paper, one, &parts, count);
    zb_table table = {.key = zb_key(paper, "parts-values", one->code),
                      .name = zb_say(paper, ZB_TR(paper, "%.*s的构成", "Parts of %.*s"),
                                     ZB_ARG(zb_name_of(paper, one))),
                      .unit = zb_unit_of(paper, one),
                      .columns = columns,
                      .column_count = count,
                      .rows = rows,
                      .row_count = parts.shown,
                      .row_height = 12.5};
    if (columns && rows) {
        zb_flow_table(paper->flow, &table);
        zb_flow_skip(paper->flow, 10);
    }
    return true;
}

void zb_appendix_parts(zb_paper *paper) {
    const zb_model *m = paper->model;
    bool any = false;
    for (size_t i = 0; i < m->topic_count && paper->flow->status == ZB_OK; i++) {
        const zb_indicator *one = m->topics[i].indicator;
        if (zb_refs_find(paper->flow->refs, zb_key(paper, "parts", one->code))) {
            zb_arena_mark mark = zb_arena_here(paper->arena);
            any = table_of(paper, one) || any;
            zb_arena_release(paper->arena, mark);
        }
    }
    if (any) {
        zb_flow_note(
            paper->flow, ZB_TR(paper, "注：", "Note: "),
            ZB_TR_STR(paper, "构成各表只列最近以同样名目载明分项的报告。",
                      "Tables of parts list the latest reports that give the same parts."));
    }
}
