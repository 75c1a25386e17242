/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the two kinds of indicator pages share.
 */
#ifndef ZB_REPORT_TOPICS_H
#define ZB_REPORT_TOPICS_H

#include "report/breakdowns.h"
#include "report/chapters.h"

/* Section and definition line. */
void zb_topic_head(zb_paper *paper, const zb_topic *topic, double room);
/* Whether enough is stated for a chart of the count. */
bool zb_count_topic_fits(zb_paper *paper, const zb_topic *topic);
void zb_count_topic(zb_paper *paper, const zb_topic *topic);
/* The parts of a count that three reports or more tell in the same words; the last of these. */
typedef struct zb_told_parts {
    zb_breakdown all;
    const zb_breakdown_row *rows; /* of `all`, that are shown */
    size_t shown;
} zb_told_parts;
/* False: too few. */
bool zb_parts_find(zb_paper *paper, zb_told_parts *out, const zb_indicator *indicator);
/* In appendix A: the values of each figure of parts. */
void zb_appendix_parts(zb_paper *paper);
/* A figure of the parts of a count, where three reports or more tell them in the same words. */
void zb_topic_parts(zb_paper *paper, const zb_indicator *indicator);

#endif
