/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts that the details of a trend are made of. Not public.
 */
#ifndef ZB_STATS_DETAILS_H
#define ZB_STATS_DETAILS_H

#include "dataset/dataset.h"
#include "stats/results.h"
#include "stats/year_values.h"

/* Fill the changes and what is stated of `out`, whose trend and values are set. */
zb_status zb_details_changes(zb_trend_details *out, const zb_dataset *dataset,
                             const zb_indicator *indicator, zb_error *err);

/* The results of the change between two values: points of a rate; of a count the difference, per
 * cent and log ratio. Years that do not follow on each other give one result with the state gaps.
 */
void zb_changes_between(zb_results *list, const zb_year_value *from, const zb_year_value *to,
                        bool is_rate);
/* Append what the reports of a series state of its changes; the values in order of year. False: no
 * memory. */
typedef ZB_VEC(zb_stated_change) zb_stated_rows;
bool zb_stated_gather(zb_stated_rows *out, const zb_dataset *dataset, int place,
                      const zb_indicator *indicator, const zb_year_value *values, size_t count);

#endif
