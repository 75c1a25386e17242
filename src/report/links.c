/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/links.h"

#include "base/mem.h"
#include "base/str.h"

#define GAP 4.0 /* between a caption and what stands beside it */

void zb_flow_anchor(zb_flow *flow, zb_str key, zb_str number, double y) {
    if (key.n && !zb_refs_add(flow->refs, key, number, flow->page, y)) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    }
}

void zb_table_anchors(zb_flow *flow, const zb_table_row *row, size_t columns, zb_str number,
                      double y) {
    zb_flow_anchor(flow, row->key, number, y);
    for (size_t i = 0; row->cells && i < columns; i++) {
        zb_flow_anchor(flow, row->cells[i].key, number, y);
    }
}

void zb_values_row(zb_paper *paper, zb_table_row *row, const zb_indicator *indicator) {
    zb_str section = zb_key(paper, "topic", indicator->code);
    row->key = zb_key(paper, "values", indicator->code);
    if (zb_flow_knows(paper->flow, section)) {
        row->link = section;
        row->group_note = zb_say(paper, ZB_TR(paper, "%.*s，见第%zu页", "%.*s, see page %zu"),
                                 ZB_ARG(indicator->code), zb_flow_ref_page(paper->flow, section));
    }
}

/* ---- from figures ------------------------------------------------------------------------ */

/* The row of an indicator in appendix A; NULL when it is not there. */
static const zb_ref *values_of(const zb_flow *flow, zb_str code) {
    zb_buf key = {0};
    zb_buf_text(&key, "values:");
    zb_buf_add(&key, code);
    const zb_ref *ref = key.failed ? NULL : zb_refs_find(flow->before, zb_buf_str(&key));
    zb_buf_free(&key);
    return ref;
}

/* The code in a figure's key: `trend:mediation.success_rate`. */
static zb_str code_of(zb_str key) {
    zb_str rest = key;
    zb_str_cut(&rest, ':');
    return rest;
}

/* The tables of appendix A that hold the values, each once, by the first of the indicators in it.
 */
static size_t find_tables(const zb_ref **out, size_t most, const zb_flow *flow,
                          const zb_block *block) {
    size_t count = 0, wanted = block->indicators ? block->indicator_count : 1;
    const zb_ref *own = block->data.n ? zb_refs_find(flow->before, block->data) : NULL;
    if (block->data.n) {
        out[0] = own;
        return own ? 1 : 0;
    }
    for (size_t i = 0; i < wanted && count < most; i++) {
        const zb_ref *ref =
            values_of(flow, block->indicators ? block->indicators[i]->code : code_of(block->key));
        bool again = !ref;
        for (size_t k = 0; k < count && !again; k++) {
            again = zb_str_eq(out[k]->number, ref->number);
        }
        if (!again) {
            out[count++] = ref;
        }
    }
    return count;
}

/* `A-3` of `附表A-3`. */
static zb_str bare_number(zb_str number) {
    size_t hyphen = zb_str_find(number, ZB_STR("-"));
    return hyphen == ZB_NOT_FOUND || !hyphen ? number : zb_str_sub(number, hyphen - 1, number.n);
}

/* `数据见附表A-1、A-3`, `Data in Table A-1`, `Tables A-1, A-3`; brief `附表A-1`, `Table A-1`. */
static bool put_tables(zb_rich *text, const zb_flow *flow, const zb_block *block, bool brief) {
    enum { MOST_TABLES = 16 };
    const zb_ref *tables[MOST_TABLES];
    size_t count = find_tables(tables, MOST_TABLES, flow, block);
    const char *opening = !flow->english ? (brief ? "附表" : "数据见附表")
                          : count > 1    ? "Tables "
                          : brief        ? "Table "
                                         : "Data in Table ";
    for (size_t i = 0; i < count; i++) {
        zb_rich_link(text, i ? (zb_str){0} : tables[i]->key,
                     zb_str_from(i == 0          ? opening
                                 : flow->english ? ", "
                                                 : "、"),
                     false, ZB_SOFT);
        zb_rich_link(text, tables[i]->key, bare_number(tables[i]->number), false, ZB_SOFT);
    }
    return count > 0;
}

/* Where it stands: beside the caption, or below over the full width. */
static bool is_beside(const zb_flow *flow, const zb_block *block, double needed, double width) {
    zb_buf caption = {0};
    zb_buf_add(&caption, zb_flow_ref(flow, block->key));
    zb_buf_text(&caption, "　");
    zb_buf_add(&caption, block->name);
    double taken = zb_flow_width(flow, zb_buf_str(&caption), ZB_SMALL);
    zb_buf_free(&caption);
    return (width - taken) / 2 - GAP >= needed;
}

/* Set only when `draw`; both ways the height it adds. */
static double data_ref(zb_flow *flow, const zb_block *block, double x, double y, double caption,
                       double width, bool draw) {
    double height = 0;
    zb_rich text = {0};
    if (put_tables(&text, flow, block, false)) {
        double needed = zb_flow_width(flow, zb_buf_str(&text.text), ZB_TINY);
        bool one_line = caption < 1.5 * ZB_SMALL_LEAD;
        bool beside = one_line && is_beside(flow, block, needed, width);
        if (one_line && !beside) { /* in fewer words, rather than in a line of its own */
            zb_rich_clear(&text);
            put_tables(&text, flow, block, true);
            needed = zb_flow_width(flow, zb_buf_str(&text.text), ZB_TINY);
            beside = is_beside(flow, block, needed, width);
        }
        double lead = beside ? ZB_SMALL_LEAD : ZB_TINY_LEAD;
        double left = needed < width ? x + width - needed - 0.1 : x;
        zb_setting setting = {left, x + width - left, ZB_TINY, lead, 0, false};
        height = beside ? 0 : zb_flow_rich_height(flow, &text, &setting);
        if (draw) {
            zb_flow_rich_at(flow, &text, &setting, beside ? y : y + caption);
        }
    }
    zb_rich_free(&text);
    return height;
}

double zb_data_ref_at(zb_flow *flow, const zb_block *block, double x, double y, double caption,
                      double width) {
    return data_ref(flow, block, x, y, caption, width, true);
}

double zb_data_ref_height(zb_flow *flow, const zb_block *block, double caption, double width) {
    return data_ref(flow, block, 0, 0, caption, width, false);
}
