/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of finding a document's region, shared by its files.
 */
#ifndef ZB_SOURCE_REGION_H
#define ZB_SOURCE_REGION_H

#include "source/places.h"
#include "source/reading.h"

typedef struct zb_region_search {
    const zb_reading *reading;
    const zb_region_index *index;
    zb_str context[2];
    zb_place_list places; /* of context[0], then of context[1]; offsets count from the text */
} zb_region_search;

/* The place a title names: `out` filled and true, or false. `*end` is where its name ends. */
bool zb_region_of_title(const zb_region_search *search, zb_str title, zb_settled *out, size_t *end);
/* The place that the rest of the text speaks for, with the end of its first mention. */
bool zb_region_of_text(const zb_region_search *search, zb_settled *out, size_t *end);
/* The level by which the text calls its own place (我县, 全镇); ZB_LEVEL_OTHER: it does not. */
zb_level zb_region_own_level(const zb_region_search *search);
/* The parent of a place that is in no table: what is named before it, else what the text tells
 * most of. NULL when unknown. */
const zb_region *zb_region_parent(const zb_region_search *search, zb_str name, zb_level level);

/* A development zone's name at the start of `rest`, with `bordered` only when what follows shows
 * that it ends there; empty when there is none. */
zb_str zb_zone_at(const zb_document_cues *cues, zb_str rest, bool bordered);
/* The department behind a place's name: `市场监督管理局2022年度…`; empty when there is none. */
zb_str zb_department_at(const zb_document_cues *cues, zb_str rest);

#endif
