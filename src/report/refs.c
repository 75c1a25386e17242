/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/refs.h"

#include "base/mem.h"
#include "base/str.h"

bool zb_refs_add(zb_refs *refs, zb_str key, zb_str number, size_t page, double y) {
    bool ok = true;
    zb_ref ref = {zb_arena_copy(&refs->arena, key, &ok), zb_arena_copy(&refs->arena, number, &ok),
                  page, y};
    return ok && ZB_PUSH(&refs->refs, ref) &&
           zb_map_set(&refs->index, ref.key, (int64_t)refs->refs.count - 1);
}

bool zb_refs_enter(zb_refs *refs, zb_str title, int depth, size_t page, double y) {
    bool ok = true;
    zb_entry entry = {zb_arena_copy(&refs->arena, title, &ok), depth, page, y};
    return ok && ZB_PUSH(&refs->entries, entry);
}

const zb_ref *zb_refs_find(const zb_refs *refs, zb_str key) {
    int64_t at = zb_map_get(&refs->index, key, -1);
    return at < 0 ? NULL : &refs->refs.at[at];
}

bool zb_refs_same(const zb_refs *a, const zb_refs *b) {
    bool same = a->pages == b->pages && a->refs.count == b->refs.count &&
                a->entries.count == b->entries.count;
    for (size_t i = 0; same && i < a->refs.count; i++) {
        const zb_ref *x = &a->refs.at[i], *y = &b->refs.at[i];
        same = x->page == y->page && zb_str_eq(x->key, y->key) && zb_str_eq(x->number, y->number);
    }
    for (size_t i = 0; same && i < a->entries.count; i++) {
        same = a->entries.at[i].page == b->entries.at[i].page;
    }
    return same;
}

void zb_refs_free(zb_refs *refs) {
    ZB_VEC_FREE(&refs->refs);
    ZB_VEC_FREE(&refs->entries);
    zb_map_free(&refs->index);
    zb_arena_free(&refs->arena);
    *refs = (zb_refs){0};
}
