/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

#include "base/mem.h"

enum { CHUNK = 64 * 1024 };

struct zb_arena_chunk {
    zb_arena_chunk *before;
    size_t used, size;
    alignas(max_align_t) char data[];
};

void *zb_arena_get(zb_arena *arena, size_t count, size_t size) {
    const size_t align = alignof(max_align_t);
    if (size && count > (SIZE_MAX / 2) / size) {
        return NULL;
    }
    size_t bytes = (count * size + align - 1) / align * align;
    zb_arena_chunk *chunk = arena->last;
    if (!chunk || chunk->size - chunk->used < bytes) {
        size_t capacity = bytes > CHUNK / 4 ? bytes + CHUNK / 4 : CHUNK;
        chunk = zb_mem_get(sizeof *chunk + capacity);
        if (!chunk) {
            return NULL;
        }
        *chunk = (zb_arena_chunk){.before = arena->last, .size = capacity};
        arena->last = chunk;
    }
    void *block = chunk->data + chunk->used;
    chunk->used += bytes;
    arena->total += bytes;
    return memset(block, 0, bytes);
}

zb_str zb_arena_copy(zb_arena *arena, zb_str s, bool *ok) {
    char *copy = zb_arena_get(arena, s.n + 1, 1);
    if (!copy) {
        if (ok) {
            *ok = false;
        }
        return (zb_str){0};
    }
    if (s.n) {
        memcpy(copy, s.p, s.n);
    }
    return (zb_str){copy, s.n};
}

zb_arena_mark zb_arena_here(const zb_arena *arena) {
    return (zb_arena_mark){arena->last, arena->last ? arena->last->used : 0, arena->total};
}

void zb_arena_release(zb_arena *arena, zb_arena_mark mark) {
    while (arena->last != mark.chunk) {
        zb_arena_chunk *before = arena->last->before;
        zb_mem_free(arena->last);
        arena->last = before;
    }
    if (arena->last) {
        arena->last->used = mark.used;
    }
    arena->total = mark.total;
}

void zb_arena_free(zb_arena *arena) {
    zb_arena_release(arena, (zb_arena_mark){0});
}
