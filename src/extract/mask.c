/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/mask.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"

/* Pairs that enclose names; a pair longer than `longest` bytes is no name. */
static const struct {
    const char *open, *close;
    size_t longest;
} pairs[] = {
    {"《", "》", 300}, {"“", "”", 66},   {"‘", "’", 66},
    {"「", "」", 66},  {"〔", "〕", 30}, {"\"", "\"", 66},
};

static int by_start(const void *a, const void *b) {
    const zb_span *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

static bool add_pairs(zb_span_list *out, zb_str text, size_t start, size_t end) {
    zb_str line = zb_str_sub(text, 0, end);
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        zb_str open = zb_str_from(pairs[k].open), close = zb_str_from(pairs[k].close);
        size_t at = start;
        while (at < end) {
            size_t from = zb_str_find(zb_str_sub(line, at, end), open);
            if (from == ZB_NOT_FOUND) {
                break;
            }
            from += at;
            size_t inside = from + open.n;
            size_t limit = inside + pairs[k].longest < end ? inside + pairs[k].longest : end;
            zb_str window = zb_str_sub(line, inside, limit);
            size_t to = zb_str_find(window, close);
            size_t again = zb_str_eq(open, close) ? ZB_NOT_FOUND : zb_str_find(window, open);
            if (to == ZB_NOT_FOUND || (again < to && k > 0)) {
                at = inside; /* not closed: no name */
                continue;
            }
            zb_span span = {from, inside + to + close.n};
            if (!ZB_PUSH(out, span)) {
                return false;
            }
            at = span.end;
        }
    }
    return true;
}

zb_status zb_mask_find(zb_span_list *out, zb_str text, size_t start, size_t end,
                       const zb_knowledge *knowledge, const zb_match_list *matches, zb_error *err) {
    bool ok = add_pairs(out, text, start, end);
    for (size_t i = 0; i < matches->count && ok; i++) {
        const zb_match *match = &matches->at[i];
        if (knowledge->literals[match->literal].idiom) {
            ok = ZB_PUSH(out, (zb_span){match->start, match->end});
        }
    }
    if (!ok) {
        return zb_error_nomem(err);
    }
    if (out->count) {
        qsort(out->at, out->count, sizeof *out->at, by_start);
    }
    return ZB_OK;
}
