/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the analyses share: selections, and what a figure shown in a text may really have been.
 * Not public.
 */
#ifndef ZB_STATS_ANALYSIS_H
#define ZB_STATS_ANALYSIS_H

#include "zhibiao/analysis.h"

#define ZB_ANALYSIS_LEVEL 0.95
#define ZB_ANALYSIS_ALPHA 0.05

/* The indicator that a selection names, NULL for none: all. `selection` may be NULL. */
zb_status zb_selection_indicator(const zb_indicator **out, const zb_dataset *dataset,
                                 const zb_selection *selection, zb_error *err);
/* Is the place (an index) in the selection, by its list and its level? */
bool zb_selection_has_place(const zb_dataset *dataset, const zb_selection *selection, int place);

/* True values that a figure shown may stand for. */
typedef struct zb_range {
    double low, high;
} zb_range;

/* A count is exact when it is neither rounded (`2.7万`) nor bounded (`300余`). */
bool zb_cell_is_exact(const zb_cell *cell);
/* Of a count: `2.7万` 26500 to 27500, `300余` 300 to 400, `1860余` 1860 to 1870, `近2000` 1000 to
 * 2000; never below zero. */
zb_range zb_cell_count_range(const zb_cell *cell);
/* Smallest and largest per cent that the two ranges allow, at most 100. */
zb_range zb_range_percent(zb_range numerator, zb_range denominator);
/* Can a rate as stated be one of `computed`, in per cent? */
bool zb_cell_rate_agrees(const zb_cell *stated, zb_range computed);

/* First and last year in which the place states the indicator or, for a rate, its parts. False:
 * never. */
bool zb_analysis_year_range(int *first, int *last, const zb_dataset *dataset, int place,
                            const zb_indicator *indicator);

#endif
