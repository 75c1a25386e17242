/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main findings of the summary.
 */
#ifndef ZB_REPORT_SUMMARY_H
#define ZB_REPORT_SUMMARY_H

#include "report/item.h"

/* The list of main findings; nothing when there is none. */
void zb_summary_findings(zb_paper *paper);
/* The largest rise and fall of a rate at a place of the main group. False: none. */
bool zb_tell_moves(zb_paper *paper, zb_item *item);
/* The rate of a place farthest beyond the control limits; one that is first or last of a rate only
 * because it has few cases. False: none. */
bool zb_tell_flagged(zb_paper *paper, zb_item *item);
bool zb_tell_extreme(zb_paper *paper, zb_item *item);
/* `低于99.8%控制限`, of a standing beyond the limits. */
const char *zb_beyond(const zb_paper *paper, zb_standing standing);
/* How many reports there are and how many are missing, with where that is shown. */
void zb_say_missing(zb_paper *paper, zb_rich *out);

#endif
