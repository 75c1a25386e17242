/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

static atomic_uint_fast64_t allocations;
static atomic_uint_fast64_t fail_at;
static atomic_int fail_lasting;
static _Thread_local uint64_t denied;

void zb_mem_fail_at(uint64_t n, int lasting) {
    atomic_store(&fail_lasting, lasting);
    atomic_store(&fail_at, n ? atomic_load(&allocations) + n : 0);
}

uint64_t zb_mem_count(void) {
    return atomic_load(&allocations);
}

static bool refused(void) {
    uint64_t number = atomic_fetch_add(&allocations, 1) + 1;
    uint64_t at = atomic_load(&fail_at);
    return at != 0 && (number == at || (number > at && atomic_load(&fail_lasting)));
}

uint64_t zb_mem_denied(void) {
    return denied;
}

static void *given(void *block) {
    denied += block == NULL;
    return block;
}

void *zb_mem_get(size_t size) {
    return given(refused() ? NULL : malloc(size ? size : 1));
}

void *zb_mem_zero(size_t count, size_t size) {
    return given(refused() ? NULL : calloc(count ? count : 1, size ? size : 1));
}

void *zb_mem_resize(void *block, size_t size) {
    return given(refused() ? NULL : realloc(block, size ? size : 1));
}

void zb_mem_free(void *block) {
    free(block);
}
