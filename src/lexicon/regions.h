/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Administrative divisions: the table and the look-ups that reading a report needs.
 */
#ifndef ZB_LEXICON_REGIONS_H
#define ZB_LEXICON_REGIONS_H

#include "base/arena.h"
#include "base/map.h"
#include "zhibiao/lexicon.h"

/* A link of the chain of rows that share a name, in order of code. */
typedef struct zb_region_link {
    int32_t row, next; /* next: index of the next link, -1 at the end */
} zb_region_link;

typedef struct zb_region_index {
    zb_region *rows; /* sorted by code, current names before former ones of the same code */
    size_t count;
    /* Name → first link. `by_name` knows full names and what they are shortened to by leaving
     * peoples out (`峨山县` for 峨山彝族自治县); `by_stem` names without their kind (`泸州`,
     * `内蒙古`), two characters at least. */
    zb_map by_name, by_stem;
    zb_region_link *links;
    size_t link_count;
    /* Rows of one place, as far as the table tells: for each row the one that stands now (itself
     * when it stands, or when nothing tells its successor), and the next former one, or -1. */
    int32_t *present, *former;
} zb_region_index;

/* Read regions.csv text (`code,name,level,parent,until`) and further such texts into the index.
 * `names` are shown in errors. Rows of a later file replace those of the same code. */
zb_status zb_regions_load(zb_region_index *out, const zb_str *texts, const char *const *names,
                          size_t count, zb_arena *arena, zb_error *err);
void zb_regions_free(zb_region_index *index); /* the maps; rows live in the arena */
/* The row of that code, the current name when there are several; NULL when unknown. */
const zb_region *zb_regions_by_code(const zb_region_index *index, zb_str code);

/* Walk the rows of a name: `link = first(…); link >= 0; link = links[link].next`. */
int32_t zb_regions_first(const zb_map *map, zb_str name);

/* Does `path` end by naming `region`? Its own name (full, without peoples, or without its kind)
 * must end the path, what stands before must be ancestors' names in order, levels may be left
 * out. Spaces are not skipped. */
bool zb_region_answers(const zb_region *region, zb_str path);

/* As zb_region_answers, but by any name that the place and those above it have had: 襄樊市襄城区,
 * 密云县十里堡镇. */
bool zb_region_answers_ever(const zb_region_index *index, const zb_region *region, zb_str path);
/* Bytes at the end of `path` that name the region by itself, 0 when none do. */
size_t zb_region_named_at_end(const zb_region *region, zb_str path);

/* All rows of a place: `row = present(…); row; row = former(…, row)`. */
const zb_region *zb_regions_present(const zb_region_index *index, const zb_region *region);
const zb_region *zb_regions_former(const zb_region_index *index, const zb_region *region);
/* Of loading: needs the rows and their names. */
zb_status zb_regions_link_formers(zb_region_index *index, zb_arena *arena, zb_error *err);

/* The name without its kind (`泸州` for 泸州市, `内蒙古` for 内蒙古自治区), without peoples; the
 * name itself when less than two characters would be left. */
zb_str zb_region_stem(zb_str name, zb_level level);
/* The name with its kind but without peoples, written to `out`; empty when it holds none. */
zb_str zb_region_short_name(char *out, size_t capacity, zb_str name);

#endif
