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
/* Two places with two computed years, at most ZB_MOST_RANKED. */
bool zb_make_dumbbell(zb_paper *paper, zb_dumbbell_chart *chart, const zb_group *group,
                      const zb_indicator *indicator);

#endif
