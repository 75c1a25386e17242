/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An Aho–Corasick automaton over bytes: finds every occurrence of every literal in one pass.
 * Source: A. V. Aho, M. J. Corasick (1975), Efficient string matching. CACM 18.
 */
#ifndef ZB_LEXICON_AUTOMATON_H
#define ZB_LEXICON_AUTOMATON_H

#include "base/arena.h"
#include "base/vec.h"
#include "zhibiao/types.h"

typedef struct zb_match {
    size_t start, end;
    int32_t literal;
} zb_match;
typedef ZB_VEC(zb_match) zb_match_list;

typedef struct zb_automaton_node {
    int32_t fail;     /* longest proper suffix that is a node */
    int32_t next_out; /* nearest node along the failure links that ends a literal, -1 none */
    int32_t literal;  /* ends here, -1 none */
    int32_t length;   /* bytes from the root */
} zb_automaton_node;

/* `{0}` is empty. Literals are numbered from 0 in the order in which they are first added. */
typedef struct zb_automaton {
    ZB_VEC(zb_automaton_node) nodes;
    uint64_t *edges; /* open hash of packed (node, byte) -> target, 0 free */
    size_t edge_count, edge_capacity;
    int32_t literal_count;
    int32_t root[256]; /* targets from the root, 0: stays there */
} zb_automaton;

/* The literal's number, or -1: no memory. Not after zb_automaton_build. */
int32_t zb_automaton_add(zb_automaton *automaton, zb_str literal);
/* Compute the failure links. */
zb_status zb_automaton_build(zb_automaton *automaton, zb_error *err);
/* Append all matches in text[start, end) to `out`, by their ends, then longest first; offsets
 * count from the start of `text`. False: no memory. */
bool zb_automaton_scan(const zb_automaton *automaton, zb_str text, size_t start, size_t end,
                       zb_match_list *out);
void zb_automaton_free(zb_automaton *automaton);

#endif
