/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A figure with what belongs to it: the finding as a bold sentence above, measure and reading aid,
 * the plot, the numbered caption, a note.
 */
#ifndef ZB_REPORT_BLOCK_H
#define ZB_REPORT_BLOCK_H

#include "report/flow.h"

typedef struct zb_block {
    const zb_figure *figure;
    zb_str key;
    zb_str sentence, reading, name, note;
    zb_str source;     /* after 资料来源：; empty where one serves several */
    zb_str background; /* what was new in these years, after 背景：; never said to be a cause */
    /* whose values it shows, to lead to them; NULL: the one that the key names behind its `:` */
    const zb_indicator *const *indicators;
    size_t indicator_count;
    zb_str data;    /* the key of a table that has its values and no others; empty: none */
    double height;  /* of the plot; 0: what suits it */
    double head;    /* of sentence and reading aid, at least; 0: what they take */
    double beneath; /* of the notes below that stay on its page */
} zb_block;

double zb_block_height(zb_flow *flow, const zb_block *block, double width);
/* At the flow's height, which does not move; gives the height taken. */
double zb_block_at(zb_flow *flow, const zb_block *block, double x, double width);
/* Over the full width, on the next page when it does not fit. */
void zb_flow_block(zb_flow *flow, const zb_block *block);
/* The width of each of so many: of two half of the text's, of one alone all of it. */
double zb_blocks_width(size_t count);
/* One or two side by side, plots and captions aligned. */
void zb_flow_blocks(zb_flow *flow, zb_block *blocks, size_t count);
/* The height they take, with what is beneath; `lowest`: made as low as the flow makes them for a
 * page. */
double zb_blocks_height(zb_flow *flow, zb_block *blocks, size_t count, bool lowest);
/* The bold sentence and the reading aid alone, for what is not a figure; gives the height. */
double zb_block_head_height(zb_flow *flow, zb_str sentence, zb_str reading, double width);
double zb_block_head_at(zb_flow *flow, zb_str sentence, zb_str reading, double x, double y,
                        double width);

#endif
