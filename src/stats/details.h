/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts that the details of a trend are made of. Not public.
 */
#ifndef ZB_STATS_DETAILS_H
#define ZB_STATS_DETAILS_H

#include "stats/results.h"

/* Fill the changes and what is stated of `out`, whose trend and values are set. */
zb_status zb_details_changes(zb_trend_details *out, const zb_dataset *dataset,
                             const zb_indicator *indicator, zb_error *err);

#endif
