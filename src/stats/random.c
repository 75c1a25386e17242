/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/random.h"

#include "base/mem.h"

bool zb_stats_random_open(gsl_rng *random, unsigned long seed) {
    random->type = gsl_rng_mt19937;
    random->state = zb_mem_get(gsl_rng_mt19937->size);
    if (!random->state) {
        return false;
    }
    gsl_rng_set(random, seed);
    return true;
}

void zb_stats_random_close(gsl_rng *random) {
    zb_mem_free(random->state);
    random->state = NULL;
}
