/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Seeded random numbers. Not public.
 */
#ifndef ZB_STATS_RANDOM_H
#define ZB_STATS_RANDOM_H

#include <stdbool.h>

#include <gsl/gsl_rng.h>

/* A Mersenne twister whose memory is ours, since gsl_rng_alloc asks GSL's handler when there is
 * none. False: no memory; close it all the same. `random` needs no other initialising than {0}. */
bool zb_stats_random_open(gsl_rng *random, unsigned long seed);
void zb_stats_random_close(gsl_rng *random);

#endif
