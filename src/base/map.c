/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/map.h"

#include "base/mem.h"
#include "base/str.h"

/* The slot of the key, or the free slot where it would stand. */
static zb_map_slot *find(const zb_map *map, zb_str key, uint64_t hash) {
    size_t i = hash & (map->capacity - 1);
    while (map->slots[i].hash &&
           (map->slots[i].hash != hash || !zb_str_eq(map->slots[i].key, key))) {
        i = (i + 1) & (map->capacity - 1);
    }
    return &map->slots[i];
}

static bool grow(zb_map *map) {
    zb_map wider = {.count = map->count, .capacity = map->capacity ? map->capacity * 2 : 16};
    wider.slots = zb_mem_zero(wider.capacity, sizeof *wider.slots);
    if (!wider.slots) {
        return false;
    }
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].hash) {
            *find(&wider, map->slots[i].key, map->slots[i].hash) = map->slots[i];
        }
    }
    zb_mem_free(map->slots);
    *map = wider;
    return true;
}

bool zb_map_set(zb_map *map, zb_str key, int64_t value) {
    if ((map->count + 1) * 4 > map->capacity * 3 && !grow(map)) {
        return false;
    }
    uint64_t hash = zb_str_hash(key) | 1;
    zb_map_slot *slot = find(map, key, hash);
    if (!slot->hash) {
        *slot = (zb_map_slot){.key = key, .hash = hash};
        map->count++;
    }
    slot->value = value;
    return true;
}

int64_t zb_map_get(const zb_map *map, zb_str key, int64_t missing) {
    if (!map->capacity) {
        return missing;
    }
    const zb_map_slot *slot = find(map, key, zb_str_hash(key) | 1);
    return slot->hash ? slot->value : missing;
}

void zb_map_free(zb_map *map) {
    zb_mem_free(map->slots);
    *map = (zb_map){0};
}
