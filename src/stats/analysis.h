/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the analyses share. Not public.
 */
#ifndef ZB_STATS_ANALYSIS_H
#define ZB_STATS_ANALYSIS_H

#include "zhibiao/analysis.h"

#define ZB_ANALYSIS_LEVEL 0.95
#define ZB_ANALYSIS_ALPHA 0.05

/* The indicator that a selection names, NULL for none: all. `selection` may be NULL. */
zb_status zb_selection_indicator(const zb_indicator **out, const zb_dataset *dataset,
                                 const zb_selection *selection, zb_error *err);

/* Call `each` for every place and indicator of the selection, by place, then indicator, until it
 * returns false. ZB_E_NOMEM when it does, ZB_E_NOTFOUND as zb_selection_indicator. */
typedef bool zb_series_fn(void *context, int place, const zb_indicator *indicator);
zb_status zb_selection_each(const zb_dataset *dataset, const zb_selection *selection,
                            zb_series_fn *each, void *context, zb_error *err);

/* Does the indicator count cases that happen one by one through the year, so that a model for
 * counts holds? Heads in an audience and lawyers on a list do not. */
bool zb_indicator_counts_events(const zb_indicator *indicator);
/* The observation that a cell came from. */
const zb_observation *zb_cell_row(const zb_dataset *dataset, const zb_cell *cell);
/* Is the observation at this position of a place's own report, not of a department's? */
bool zb_row_is_of_place(const zb_dataset *dataset, size_t row);
/* Do both observations come from one document? */
bool zb_rows_of_one_document(const zb_dataset *dataset, const zb_observation *a,
                             const zb_observation *b);
/* Is a count shown in full: neither rounded (`2.7万`) nor bounded (`300余`) nor a range? */
bool zb_cell_is_exact(const zb_dataset *dataset, const zb_cell *cell);
/* The same of a figure of any indicator: an amount of money or a mark is, as a stated rate, what
 * its digits tell (`123.45万元`), unless it is told as a bound, a range or about. */
bool zb_cell_is_as_told(const zb_dataset *dataset, const zb_cell *cell,
                        const zb_indicator *indicator);

/* The value of one place in one year, false when it has none. Its standing is `same` where it is an
 * exact computed rate of the place itself, else unknown. */
bool zb_standing_read(zb_standing_row *row, const zb_dataset *dataset, int place,
                      const zb_indicator *indicator, int year);
/* Is the rate (NULL: none) one of those that make a whole: computed from exact parts, of a place's
 * own report? */
bool zb_rate_is_pooled(const zb_rate *rate);
/* Are the cases of a rate exact, and enough to be compared? */
bool zb_standing_is_comparable(const zb_standing_row *row);

/* First and last year in which the place states the indicator or, for a rate, its parts. False:
 * never. */
bool zb_analysis_year_range(int *first, int *last, const zb_dataset *dataset, int place,
                            const zb_indicator *indicator);

#endif
