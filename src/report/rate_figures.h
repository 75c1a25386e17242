/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts of a rate among the places of a group. Each is false when there is too little for it.
 */
#ifndef ZB_REPORT_RATE_FIGURES_H
#define ZB_REPORT_RATE_FIGURES_H

#include "report/chapters.h"

/* More places than that are shown by both ends only. */
#define ZB_MOST_RANKED 40
#define ZB_RANKED_EACH_END 15

/* Three places with a computed rate. */
bool zb_make_ranking(zb_paper *paper, zb_ranking_chart *chart, const zb_group *group,
                     const zb_group_rate *rate);
/* Eight places with a denominator of ten. */
bool zb_make_funnel(zb_paper *paper, zb_funnel_chart *chart, const zb_group *group,
                    const zb_group_rate *rate);
/* How many places changed, by what the interval of the change carries. */
typedef struct zb_change_count {
    size_t rose, fell, unclear;
    bool slope; /* drawn so */
} zb_change_count;
/* Of the places that the report is on, first against last year: a slope chart of two places, else a
 * dumbbell chart of at most ZB_MOST_RANKED. */
bool zb_make_changes(zb_paper *paper, zb_figure *figure, zb_change_count *out,
                     const zb_group *group, const zb_indicator *indicator);
/* What the intervals are, and the dashed lines where there are any. */
zb_str zb_changes_note(zb_paper *paper, const zb_change_count *changes);
/* Eight places with a computed rate in one year. */
bool zb_make_distribution(zb_paper *paper, zb_distribution_chart *chart, const zb_group *group,
                          const zb_indicator *indicator);
/* Whether it counts places in bars, as charts of many do. */
bool zb_distribution_counts(const zb_distribution_chart *chart);
/* Whether any place stands beyond the limits of its year. */
bool zb_distribution_flags(const zb_distribution_chart *chart);
/* Of the points of a column. */
double zb_distribution_median(zb_paper *paper, const zb_distribution_column *column);

#endif
