/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A numbered finding: a bold sentence, lines of evidence, a word-sized graphic, a link.
 */
#ifndef ZB_REPORT_ITEM_H
#define ZB_REPORT_ITEM_H

#include "report/chapters.h"
#include "report/table.h"

#define ZB_ITEM_INDENT 20.0 /* of the texts, beside the number */

/* The texts are freed by who made them. */
typedef struct zb_item {
    zb_rich title, evidence;
    zb_str key; /* where more is told, or empty */
    zb_cell_draw *draw;
    const void *data;
    bool rounded; /* tells a change that is not the difference of the values told with it */
} zb_item;

/* The first of the keys under which the report shows something; empty: none. */
zb_str zb_first_known(zb_paper *paper, const zb_str *keys, size_t count);
/* At the flow's height, which moves. */
void zb_item_draw(zb_paper *paper, const zb_item *item, int number);
/* Below all of them, when any was rounded. */
void zb_items_note(zb_paper *paper, bool rounded);
/* Why such a change is not that difference. */
zb_str zb_rounded_note(zb_paper *paper);
void zb_item_free(zb_item *item);

#endif
