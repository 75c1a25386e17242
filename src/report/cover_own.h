/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cover's picture of a report on one place.
 */
#ifndef ZB_REPORT_COVER_OWN_H
#define ZB_REPORT_COVER_OWN_H

#include "report/chapters.h"

/* The place's lead rate over the years, else the count it states in most of them, and the words
 * below it. False: the report is on several places, or too few years have a value. */
bool zb_cover_own(zb_paper *paper, zb_trend_chart *chart, zb_str *caption);

#endif
