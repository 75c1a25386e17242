/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every allocation of a call failing in turn.
 */
#ifndef ZB_TESTS_MEMORY_HELP_H
#define ZB_TESTS_MEMORY_HELP_H

#include "base/mem.h"
#include "zhibiao/types.h"

enum { MOST_ALLOCATIONS = 100000 };

/* A call that frees what it made; given again and again. */
typedef zb_status attempt_fn(void *context);

/* Let the first allocation fail, then the second …, each alone and with all later ones: every time
 * but the last, when all were granted, there must be no memory. */
static inline void starve(attempt_fn *attempt, void *context) {
    for (int lasting = 0; lasting < 2; lasting++) {
        bool granted = false;
        for (uint64_t n = 1; !granted; n++) {
            assert_true(n < MOST_ALLOCATIONS);
            uint64_t before = zb_mem_count();
            zb_mem_fail_at(n, lasting);
            zb_status status = attempt(context);
            zb_mem_fail_at(0, 0);
            granted = zb_mem_count() - before < n;
            if (status != (granted ? ZB_OK : ZB_E_NOMEM)) {
                fail_msg("status %d when allocation %d fails%s", (int)status, (int)n,
                         lasting ? " and all later ones" : "");
            }
            assert_true(n > 1 || !granted); /* a call without allocation shows nothing */
        }
    }
}

#endif
