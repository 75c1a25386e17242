/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where headings, figures and tables came to stand: filled by one pass over the report, read by
 * the next, until nothing moves.
 */
#ifndef ZB_REPORT_REFS_H
#define ZB_REPORT_REFS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "zhibiao/types.h"

typedef struct zb_ref {
    zb_str key, number; /* `fig:trend:mediation.success_rate`, `图 2-1` */
    size_t page;        /* from 0 */
    double y;
} zb_ref;

/* A line of the contents. */
typedef struct zb_entry {
    zb_str title;
    int depth;
    size_t page;
    double y;
} zb_entry;

/* `{0}` is empty. */
typedef struct zb_refs {
    ZB_VEC(zb_ref) refs;
    ZB_VEC(zb_entry) entries;
    zb_map index;
    zb_arena arena;
    size_t pages;
} zb_refs;

/* Everything is copied. False: no memory. */
bool zb_refs_add(zb_refs *refs, zb_str key, zb_str number, size_t page, double y);
bool zb_refs_enter(zb_refs *refs, zb_str title, int depth, size_t page, double y);
/* NULL when there is none. */
const zb_ref *zb_refs_find(const zb_refs *refs, zb_str key);
/* The same things in the same places. */
bool zb_refs_same(const zb_refs *a, const zb_refs *b);
void zb_refs_free(zb_refs *refs);

#endif
