/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The values of one series in order of year. Not public.
 */
#ifndef ZB_STATS_YEAR_VALUES_H
#define ZB_STATS_YEAR_VALUES_H

#include "base/vec.h"
#include "zhibiao/result.h"

typedef ZB_VEC(zb_year_value) zb_year_values;

/* Replace what `out` holds by the values of the place and indicator up to the year `until` (0:
 * all). False: no memory; the caller frees `out` in any case. */
bool zb_year_values_gather(zb_year_values *out, const zb_dataset *dataset, int place,
                           const zb_indicator *indicator, int until);
/* What rounding may leave of a sum or difference of these values. */
double zb_year_values_noise(const zb_year_values *values);
/* Years and values into arrays of values->count. */
void zb_year_values_split(double *x, double *y, const zb_year_values *values);

#endif
