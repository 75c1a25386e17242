/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Growable arrays as plain structs `struct { T *at; size_t count, capacity; }`, `{0}` empty.
 */
#ifndef ZB_BASE_VEC_H
#define ZB_BASE_VEC_H

#include <stdbool.h>
#include <stddef.h>

#define ZB_VEC(type)                                                                               \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count, capacity;                                                                    \
    }

/* Room for `extra` more items of `size` bytes; false: no memory, the array is as it was. */
bool zb_vec_reserve(void **at, size_t *capacity, size_t count, size_t extra, size_t size);

/* Append a value; false: no memory. */
#define ZB_PUSH(vec, ...)                                                                          \
    (zb_vec_reserve((void **)&(vec)->at, &(vec)->capacity, (vec)->count, 1, sizeof *(vec)->at)     \
         ? ((vec)->at[(vec)->count++] = (__VA_ARGS__), true)                                       \
         : false)

#define ZB_VEC_FREE(vec)                                                                           \
    (zb_mem_free((vec)->at), (vec)->at = NULL, (vec)->count = (vec)->capacity = 0)

#endif
