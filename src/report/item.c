/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/item.h"

#include "base/str.h"
#include "report/words.h"

#define WIDTH 366.0
#define TITLE_LEAD 16.0
#define TITLE_WIDTH 300.0 /* what the link leaves */
#define GRAPHIC_WIDTH 74.0

static void draw_link(zb_paper *paper, const zb_item *item, double y) {
    zb_flow *flow = paper->flow;
    if (!item->key.n || !zb_flow_knows(flow, item->key)) {
        return;
    }
    zb_str ref = zb_flow_ref(flow, item->key);
    zb_str text = zb_say(paper, ZB_TR(paper, "%.*s，第%zu页", "%.*s, page %zu"), ZB_ARG(ref),
                         zb_flow_ref_page(flow, item->key));
    double width = zb_flow_width(flow, text, ZB_TINY),
           right = flow->sheet.left + ZB_ITEM_INDENT + WIDTH;
    zb_flow_text(flow, right - width, zb_baseline(y, TITLE_LEAD, ZB_TINY), text, ZB_TINY, false,
                 ZB_SOFT);
    zb_flow_link_to(flow, right - width, y, width, TITLE_LEAD, item->key);
}

zb_str zb_first_known(zb_paper *paper, const zb_str *keys, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (zb_flow_knows(paper->flow, keys[i])) {
            return keys[i];
        }
    }
    return (zb_str){0};
}

void zb_item_draw(zb_paper *paper, const zb_item *item, int number) {
    zb_flow *flow = paper->flow;
    const double left = flow->sheet.left + ZB_ITEM_INDENT;
    /* Latin lines have less ink, and there are more of them. */
    const zb_setting title = {left, TITLE_WIDTH, ZB_BODY, paper->english ? 14 : TITLE_LEAD,
                              0,    false};
    const zb_setting evidence = {left, WIDTH, ZB_SMALL, paper->english ? 12.5 : ZB_SMALL_LEAD,
                                 0,    true};
    double height = zb_flow_rich_height(flow, &item->title, &title) +
                    zb_flow_rich_height(flow, &item->evidence, &evidence);
    zb_flow_need(flow, height + 9);
    double y = flow->y;
    zb_flow_text(flow, flow->sheet.left, zb_baseline(y, TITLE_LEAD, 14),
                 zb_say(paper, "%d", number), 14, false, ZB_GREY);
    double used = zb_flow_rich_at(flow, &item->title, &title, y);
    zb_flow_rich_at(flow, &item->evidence, &evidence, y + used);
    draw_link(paper, item, y);
    if (item->draw && !zb_flow_dry(flow)) {
        item->draw(flow->canvas, item->data, flow->sheet.right - GRAPHIC_WIDTH, y + 2,
                   GRAPHIC_WIDTH, height - 6);
    }
    flow->y = y + height + 4;
}

zb_str zb_rounded_note(zb_paper *paper) {
    return ZB_TR_STR(paper, "变化按未舍入的值计算，与所列两值之差可能相差0.1。",
                     "Changes are computed before rounding and may differ by 0.1 from the "
                     "difference of the values shown.");
}

void zb_items_note(zb_paper *paper, bool rounded) {
    if (rounded) {
        zb_flow_note(paper->flow, ZB_TR(paper, "注：", "Note: "), zb_rounded_note(paper));
    }
}

void zb_item_free(zb_item *item) {
    zb_rich_free(&item->title);
    zb_rich_free(&item->evidence);
}
