/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was new in a year, from events.json: told as background, never as a cause.
 */
#ifndef ZB_REPORT_BACKGROUND_H
#define ZB_REPORT_BACKGROUND_H

#include "report/chapters.h"

/* `新修订的《行政复议法》2024年1月1日起施行。`: the events from the first to the last year that may
 * bear on the indicator; empty when there are none. Of many the last three. */
zb_str zb_background(zb_paper *paper, const zb_indicator *indicator, int first, int last);
/* `背景：…` behind the finding on a change against the year before: of that year, or of the one
 * before it. */
void zb_say_background(zb_paper *paper, zb_rich *text, const zb_indicator *indicator, int year);

#endif
