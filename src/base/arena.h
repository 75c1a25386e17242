/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An arena: memory that is freed whole. An arena parameter means "the result lives there".
 * Scratch by mark and release. Not shared by threads. `{0}` is an empty arena.
 */
#ifndef ZB_BASE_ARENA_H
#define ZB_BASE_ARENA_H

#include "zhibiao/types.h"

typedef struct zb_arena_chunk zb_arena_chunk;
typedef struct zb_arena {
    zb_arena_chunk *last;
    size_t total; /* bytes handed out */
} zb_arena;
typedef struct zb_arena_mark {
    zb_arena_chunk *chunk;
    size_t used, total;
} zb_arena_mark;

/* Zeroed memory for `count` objects of `size` bytes, aligned for any type; NULL: no memory. */
void *zb_arena_get(zb_arena *arena, size_t count, size_t size);
#define ZB_NEW(arena, type, count) ((type *)zb_arena_get((arena), (count), sizeof(type)))
/* A copy of `s`, NUL-terminated behind its end. `ok` (NULL allowed) is set false when there is no
 * memory, else left alone: copy often, check once. */
zb_str zb_arena_copy(zb_arena *arena, zb_str s, bool *ok);
zb_arena_mark zb_arena_here(const zb_arena *arena);
void zb_arena_release(zb_arena *arena, zb_arena_mark mark);
void zb_arena_free(zb_arena *arena);

#endif
