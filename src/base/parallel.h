/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A parallel loop. Results must not depend on the order in which the items are done.
 */
#ifndef ZB_BASE_PARALLEL_H
#define ZB_BASE_PARALLEL_H

#include <stddef.h>

typedef void zb_parallel_fn(void *context, size_t item);

/* Call fn for items 0 … count-1 on at most `jobs` threads (0: as many as there are processors). */
void zb_parallel_for(size_t count, int jobs, zb_parallel_fn *fn, void *context);

#endif
