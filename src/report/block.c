/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/block.h"

#include "base/str.h"
#include "report/links.h"

#define GAP_PLOT 3.0       /* above and below the plot */
#define GAP_BEHIND 10.0    /* between blocks */
#define SHRINK 0.3         /* of its height a plot may lose to stay on the page */
#define LEAST_BENEATH 24.0 /* below figures side by side */

static zb_setting sentence_setting(double x, double width) {
    return (zb_setting){x, width, ZB_SMALL, ZB_SMALL_LEAD, 0, false};
}

static zb_setting reading_setting(double x, double width) {
    return (zb_setting){x, width, ZB_TINY, ZB_TINY_LEAD, 0, false};
}

double zb_block_head_at(zb_flow *flow, zb_str sentence, zb_str reading, double x, double y,
                        double width) {
    zb_rich rich = {0};
    zb_setting setting = sentence_setting(x, width);
    zb_rich_add(&rich, sentence, true, ZB_INK);
    double height = zb_flow_rich_at(flow, &rich, &setting, y);
    zb_rich_clear(&rich);
    setting = reading_setting(x, width);
    zb_rich_add(&rich, reading, false, ZB_SOFT);
    height += zb_flow_rich_at(flow, &rich, &setting, y + height);
    zb_rich_free(&rich);
    return height;
}

static double text_height(zb_flow *flow, zb_str text, zb_setting setting) {
    zb_rich rich = {0};
    zb_rich_add(&rich, text, false, ZB_TEXT);
    double height = zb_flow_rich_height(flow, &rich, &setting);
    zb_rich_free(&rich);
    return height;
}

double zb_block_head_height(zb_flow *flow, zb_str sentence, zb_str reading, double width) {
    return text_height(flow, sentence, sentence_setting(0, width)) +
           text_height(flow, reading, reading_setting(0, width));
}

static double plot_height(const zb_flow *flow, const zb_block *block, double width) {
    return block->height > 0 ? block->height : zb_figure_height(block->figure, flow->font, width);
}

static double head_height(zb_flow *flow, const zb_block *block, double width) {
    double needed = zb_block_head_height(flow, block->sentence, block->reading, width);
    return needed > block->head ? needed : block->head;
}

/* What stands below the caption, each with its label. */
enum { TAILS = 3 };
typedef struct tail {
    const char *label;
    zb_str text;
} tail;

static void list_tails(tail out[TAILS], const zb_flow *flow, const zb_block *block) {
    const bool english = flow->english;
    out[0] = (tail){english ? "Note: " : "注：", block->note};
    out[1] = (tail){english ? "Background: " : "背景：", block->background};
    out[2] = (tail){english ? "Source: " : "资料来源：", block->source};
}

static double tails_height(zb_flow *flow, const zb_block *block, double width) {
    tail tails[TAILS];
    double height = 0;
    list_tails(tails, flow, block);
    for (size_t i = 0; i < TAILS; i++) {
        double label = zb_flow_width(flow, zb_str_from(tails[i].label), ZB_TINY);
        height += tails[i].text.n
                      ? text_height(flow, tails[i].text, reading_setting(0, width - label))
                      : 0;
    }
    return height;
}

double zb_block_height(zb_flow *flow, const zb_block *block, double width) {
    double caption = zb_flow_caption_height(flow, block->name, width);
    return head_height(flow, block, width) + 2 * GAP_PLOT + plot_height(flow, block, width) +
           caption + 2 + zb_data_ref_height(flow, block, caption, width) +
           tails_height(flow, block, width);
}

double zb_block_at(zb_flow *flow, const zb_block *block, double x, double width) {
    double y = flow->y;
    zb_str number = zb_flow_number(flow, ZB_NUMBERED_FIGURE, block->key, y);
    zb_block_head_at(flow, block->sentence, block->reading, x, y, width);
    y += head_height(flow, block, width) + GAP_PLOT;
    double height = plot_height(flow, block, width);
    if (height <= 0) {
        zb_flow_fail(flow, ZB_E_NOMEM); /* the figure could not be measured */
    }
    if (!zb_flow_dry(flow)) {
        zb_flow_fail(flow,
                     zb_figure_draw(block->figure, flow->canvas, x, y, width, height, flow->err));
    }
    y += height + GAP_PLOT;
    double caption = zb_flow_caption_at(flow, number, block->name, x, y, width);
    y += caption + 2 + zb_data_ref_at(flow, block, x, y, caption, width);
    tail tails[TAILS];
    list_tails(tails, flow, block);
    for (size_t i = 0; i < TAILS; i++) {
        y += zb_flow_note_at(flow, tails[i].label, tails[i].text, x, y, width);
    }
    return y - flow->y;
}

void zb_flow_block(zb_flow *flow, const zb_block *block) {
    zb_flow_need(flow, zb_block_height(flow, block, ZB_MEASURE) + block->beneath);
    flow->y += zb_block_at(flow, block, flow->sheet.left, ZB_MEASURE) + GAP_BEHIND;
}

static double beneath(const zb_block *blocks, size_t count) {
    double most = LEAST_BENEATH;
    for (size_t i = 0; i < count; i++) {
        most = blocks[i].beneath > most ? blocks[i].beneath : most;
    }
    return most;
}

double zb_blocks_width(size_t count) {
    return count == 1 ? ZB_MEASURE : ZB_COLUMN;
}

/* Plots and heads of one height; gives the height of all. */
static double align(zb_flow *flow, zb_block *blocks, size_t count) {
    double tallest = 0, head = 0, height = 0, width = zb_blocks_width(count);
    for (size_t i = 0; i < count; i++) {
        double plot = plot_height(flow, &blocks[i], width);
        tallest = plot > tallest ? plot : tallest;
        double above = head_height(flow, &blocks[i], width);
        head = above > head ? above : head;
    }
    for (size_t i = 0; i < count; i++) {
        blocks[i].height = tallest;
        blocks[i].head = head;
        double h = zb_block_height(flow, &blocks[i], width);
        height = h > height ? h : height;
    }
    return height;
}

double zb_blocks_height(zb_flow *flow, zb_block *blocks, size_t count, bool lowest) {
    if (!count) {
        return 0;
    }
    double height = align(flow, blocks, count) + beneath(blocks, count);
    return lowest ? height - SHRINK * blocks[0].height + 1 : height;
}

void zb_flow_blocks(zb_flow *flow, zb_block *blocks, size_t count) {
    if (!count) {
        return;
    }
    double height = align(flow, blocks, count), tallest = blocks[0].height;
    double under = beneath(blocks, count), room = zb_flow_room(flow) - under, over = height - room;
    if (over > 0 && over < SHRINK * tallest) { /* rather a little lower than on the next page */
        for (size_t i = 0; i < count; i++) {
            blocks[i].height = tallest - over;
        }
        height = room;
    }
    zb_flow_need(flow, height + under);
    double width = zb_blocks_width(count);
    for (size_t i = 0; i < count; i++) {
        zb_block_at(flow, &blocks[i], i ? flow->sheet.column : flow->sheet.left, width);
    }
    flow->y += height + 4;
}
