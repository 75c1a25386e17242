/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hash map from text to a number. Keys are borrowed and must outlive the map. `{0}` is empty.
 */
#ifndef ZB_BASE_MAP_H
#define ZB_BASE_MAP_H

#include "zhibiao/types.h"

typedef struct zb_map_slot {
    zb_str key;
    uint64_t hash; /* 0: free */
    int64_t value;
} zb_map_slot;
typedef struct zb_map {
    zb_map_slot *slots;
    size_t count, capacity; /* capacity a power of two */
} zb_map;

/* Set key to value; false: no memory. */
bool zb_map_set(zb_map *map, zb_str key, int64_t value);
/* The value, or `missing`. */
int64_t zb_map_get(const zb_map *map, zb_str key, int64_t missing);
void zb_map_free(zb_map *map);

#endif
