/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values brought to a common size, so that their squares and differences do not overflow. Not
 * public.
 */
#ifndef ZB_STATS_SCALE_H
#define ZB_STATS_SCALE_H

#include <stddef.h>

/* Divides finite values by the power of two 2^e that brings the largest magnitude into
 * [1/4, 1/2), and returns e: ldexp(value, e) is the former value. No digit is lost, but by values
 * 1e-290 times smaller than the largest. All 0: nothing changes. */
int zb_stats_scale(double *values, size_t n);

#endif
