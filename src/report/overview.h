/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the overview shows under its heat map.
 */
#ifndef ZB_REPORT_OVERVIEW_H
#define ZB_REPORT_OVERVIEW_H

#include "report/chapters.h"

/* The lead rate of the group: its change place by place, its distribution year by year; `source`
 * goes below, though there be none. */
void zb_overview_changes(zb_paper *paper, const zb_group *group, zb_str source);
/* All rates of the whole: over the years, and from the first to the last. Nothing when there is
 * none. */
void zb_overview_wholes(zb_paper *paper, const zb_group *group, zb_str source);

#endif
