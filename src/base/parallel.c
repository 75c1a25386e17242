/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/parallel.h"

#include <omp.h>

#include "zhibiao/types.h"

/* The thread sanitizer does not see how libgomp starts and joins its threads; it is told here, so
 * that what it reports are races between items. */
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
static char started, joined;
/* The variables that the compiler hands to the threads are written behind any place where that
 * could be told; they stand in the topmost frame. */
ZB_API const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void) {
    return "race_top:zb_parallel_for\n";
}
#define TELL_RELEASE(sync) __tsan_release(&(sync))
#define TELL_ACQUIRE(sync) __tsan_acquire(&(sync))
#else
#define TELL_RELEASE(sync) (void)0
#define TELL_ACQUIRE(sync) (void)0
#endif

void zb_parallel_for(size_t count, int jobs, zb_parallel_fn *fn, void *context) {
    int threads = jobs > 0 ? jobs : omp_get_num_procs();
    TELL_RELEASE(started);
#pragma omp parallel num_threads(threads) if (threads > 1 && count > 1)
    {
        TELL_ACQUIRE(started);
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < count; i++) {
            fn(context, i);
        }
        TELL_RELEASE(joined);
    }
    TELL_ACQUIRE(joined);
}
