/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a place's section.
 */
#ifndef ZB_REPORT_REGIONS_H
#define ZB_REPORT_REGIONS_H

#include "report/chapters.h"

typedef struct zb_region_view {
    int place, year; /* the year shown */
    int first_year, last_year;
    zb_str department;        /* whose figures these are; empty for the government's */
    const zb_group *group;    /* NULL: nothing to compare with */
    size_t rates_stated;      /* in the year */
    size_t compared, flagged; /* standings of the year */
    size_t most_rates;        /* in the table; 0: all */
} zb_region_view;
zb_region_view zb_region_look(const zb_model *model, int place);
/* `大足区`, or `大足区卫生健康委员会` where only the department's reports are known. */
zb_str zb_region_author(zb_paper *paper, const zb_region_view *view);

/* Nothing where the place has none: whether there was a table. */
bool zb_region_rates(zb_paper *paper, const zb_region_view *view);
void zb_region_counts(zb_paper *paper, const zb_region_view *view);
/* All its indicators over the years, a panel each: where the report is on this place alone. */
void zb_region_panels(zb_paper *paper, const zb_region_view *view);
void zb_region_evidence(zb_paper *paper, const zb_region_view *view);

#endif
