/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Administrative divisions: the table and the look-ups that reading a report needs.
 */
#ifndef ZB_LEXICON_REGIONS_H
#define ZB_LEXICON_REGIONS_H

#include "base/arena.h"
#include "base/map.h"
#include "zhibiao/lexicon.h"

typedef struct zb_region_index {
    zb_region *rows; /* sorted by code, current names before former ones of the same code */
    size_t count;
    zb_map by_code;
    zb_map by_name; /* first row of the chain of that name; see `next_same_name` */
    int32_t *next_same_name;
} zb_region_index;

/* Read regions.csv text (`code,name,level,parent,until`) and further such texts into the index.
 * `names` are shown in errors. Rows of a later file replace those of the same code. */
zb_status zb_regions_load(zb_region_index *out, const zb_str *texts, const char *const *names,
                          size_t count, zb_arena *arena, zb_error *err);
void zb_regions_free(zb_region_index *index); /* the maps; rows live in the arena */
const zb_region *zb_regions_by_code(const zb_region_index *index, zb_str code);

#endif
