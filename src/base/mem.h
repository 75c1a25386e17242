/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All memory of the library comes through here, so that it can be counted and made to fail.
 */
#ifndef ZB_BASE_MEM_H
#define ZB_BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

/* As malloc and its kin; NULL when there is no memory. zb_mem_resize keeps the block on failure. */
void *zb_mem_get(size_t size);
void *zb_mem_zero(size_t count, size_t size);
void *zb_mem_resize(void *block, size_t size);
void zb_mem_free(void *block);
/* Allocations of this thread that found no memory. */
uint64_t zb_mem_denied(void);

/* For tests: let the n-th allocation from now fail (1: the next), and all later ones too when
 * `lasting`; 0 switches off. */
void zb_mem_fail_at(uint64_t n, int lasting);
/* Allocations since the program began. */
uint64_t zb_mem_count(void);

#endif
