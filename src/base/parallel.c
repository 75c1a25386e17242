/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/parallel.h"

#include <omp.h>

void zb_parallel_for(size_t count, int jobs, zb_parallel_fn *fn, void *context) {
    int threads = jobs > 0 ? jobs : omp_get_num_procs();
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (threads > 1 && count > 1)
    for (size_t i = 0; i < count; i++) {
        fn(context, i);
    }
}
