/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rising ranks, ties shared. Not public.
 */
#ifndef ZB_STATS_MIDRANKS_H
#define ZB_STATS_MIDRANKS_H

#include "zhibiao/types.h"

/* Ranks of n >= 1 finite values into ranks[n]: 1 for the lowest, ties share the mean. Neighbours
 * in size that differ by no more than `grain` >= 0 are ties. ZB_E_NOMEM. */
zb_status zb_stats_mid_ranks(double *ranks, const double *values, size_t n, double grain);

#endif
