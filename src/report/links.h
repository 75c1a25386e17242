/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What leads from one part of the report to another: a figure to the table of appendix A that holds
 * its values (the key `values:CODE` is the indicator's row there), a row of that table to the
 * indicator's section (`topic:CODE`).
 */
#ifndef ZB_REPORT_LINKS_H
#define ZB_REPORT_LINKS_H

#include "report/block.h"
#include "report/chapters.h"
#include "report/table.h"

/* Let `key` lead to height y of this page; nothing for the empty key. */
void zb_flow_anchor(zb_flow *flow, zb_str key, zb_str number, double y);
/* Note the keys of a row and of its cells, which stand at height y of the table of that number. */
void zb_table_anchors(zb_flow *flow, const zb_table_row *row, size_t columns, zb_str number,
                      double y);
/* The row of appendix A that opens an indicator: found by figures, and leading to its section. */
void zb_values_row(zb_paper *paper, zb_table_row *row, const zb_indicator *indicator);

/* `数据见附表A-3` at the right end of a figure's caption, or on a line below it where there is no
 * room beside; nothing when appendix A does not hold the values. `y` is the caption's top,
 * `caption` its height. Gives the height that it adds. */
double zb_data_ref_at(zb_flow *flow, const zb_block *block, double x, double y, double caption,
                      double width);
double zb_data_ref_height(zb_flow *flow, const zb_block *block, double caption, double width);

#endif
