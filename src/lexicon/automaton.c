/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon/automaton.h"

#include "base/error.h"
#include "base/mem.h"

/* An edge is packed as key << 24 | target: up to 2^24 nodes. */
enum { TARGET_BITS = 24, MAX_NODES = 1 << TARGET_BITS };

static uint64_t edge_key(int32_t node, unsigned char byte) {
    return (((uint64_t)(uint32_t)node << 8) | byte) + 1;
}

static size_t edge_slot(const zb_automaton *a, uint64_t key) {
    size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 20) & (a->edge_capacity - 1);
    while (a->edges[i] && a->edges[i] >> TARGET_BITS != key) {
        i = (i + 1) & (a->edge_capacity - 1);
    }
    return i;
}

static int32_t follow(const zb_automaton *a, int32_t node, unsigned char byte) {
    if (node == 0) {
        return a->root[byte];
    }
    uint64_t edge = a->edges[edge_slot(a, edge_key(node, byte))];
    return (int32_t)(edge & (MAX_NODES - 1));
}

static bool grow_edges(zb_automaton *a) {
    zb_automaton wider = *a;
    wider.edge_capacity = a->edge_capacity ? a->edge_capacity * 2 : 1024;
    wider.edges = zb_mem_zero(wider.edge_capacity, sizeof *wider.edges);
    if (!wider.edges) {
        return false;
    }
    for (size_t i = 0; i < a->edge_capacity; i++) {
        if (a->edges[i]) {
            wider.edges[edge_slot(&wider, a->edges[i] >> TARGET_BITS)] = a->edges[i];
        }
    }
    zb_mem_free(a->edges);
    a->edges = wider.edges;
    a->edge_capacity = wider.edge_capacity;
    return true;
}

static int32_t add_node(zb_automaton *a, int32_t parent, unsigned char byte) {
    if (a->edge_count * 2 >= a->edge_capacity && !grow_edges(a)) {
        return -1;
    }
    int32_t length = parent < 0 ? 0 : a->nodes.at[parent].length + 1;
    if (a->nodes.count >= MAX_NODES ||
        !ZB_PUSH(&a->nodes, (zb_automaton_node){.next_out = -1, .literal = -1, .length = length})) {
        return -1;
    }
    int32_t node = (int32_t)a->nodes.count - 1;
    if (parent == 0) {
        a->root[byte] = node;
    } else if (parent > 0) {
        uint64_t key = edge_key(parent, byte);
        a->edges[edge_slot(a, key)] = key << TARGET_BITS | (uint64_t)node;
        a->edge_count++;
    }
    return node;
}

int32_t zb_automaton_add(zb_automaton *a, zb_str literal) {
    if (!a->nodes.count && add_node(a, -1, 0) < 0) {
        return -1;
    }
    int32_t node = 0;
    for (size_t i = 0; i < literal.n; i++) {
        unsigned char byte = (unsigned char)literal.p[i];
        int32_t next = follow(a, node, byte);
        if (next == 0) {
            next = add_node(a, node, byte);
            if (next < 0) {
                return -1;
            }
        }
        node = next;
    }
    if (a->nodes.at[node].literal < 0) {
        a->nodes.at[node].literal = a->literal_count++;
    }
    return a->nodes.at[node].literal;
}

/* How a node is reached. */
typedef struct way {
    int32_t parent;
    unsigned char byte;
} way;

static void find_ways(const zb_automaton *a, way *ways) {
    for (size_t i = 0; i < a->edge_capacity; i++) {
        if (a->edges[i]) {
            uint64_t key = (a->edges[i] >> TARGET_BITS) - 1;
            ways[a->edges[i] & (MAX_NODES - 1)] =
                (way){(int32_t)(key >> 8), (unsigned char)(key & 0xFF)};
        }
    }
}

/* All nodes but the root by their depth: a counting sort. `first` has room for the number of
 * nodes and two more, zeroed. */
static void order_by_depth(const zb_automaton *a, int32_t *order, size_t *first) {
    size_t count = a->nodes.count;
    for (size_t i = 1; i < count; i++) {
        first[(size_t)a->nodes.at[i].length + 1]++;
    }
    for (size_t d = 1; d < count + 2; d++) {
        first[d] += first[d - 1];
    }
    for (size_t i = 1; i < count; i++) {
        order[first[a->nodes.at[i].length]++] = (int32_t)i;
    }
}

/* Link a node whose shorter nodes are linked. */
static void link_node(zb_automaton *a, zb_automaton_node *node, way came) {
    if (node->length > 1) {
        int32_t fail = a->nodes.at[came.parent].fail, target;
        while ((target = follow(a, fail, came.byte)) == 0 && fail != 0) {
            fail = a->nodes.at[fail].fail;
        }
        node->fail = target;
    }
    const zb_automaton_node *suffix = &a->nodes.at[node->fail];
    node->next_out = suffix->literal >= 0 ? node->fail : suffix->next_out;
}

zb_status zb_automaton_build(zb_automaton *a, zb_error *err) {
    if (!a->nodes.count && add_node(a, -1, 0) < 0) {
        return zb_error_nomem(err);
    }
    size_t count = a->nodes.count;
    way *ways = zb_mem_zero(count, sizeof *ways);
    int32_t *order = zb_mem_zero(count, sizeof *order);
    size_t *first = zb_mem_zero(count + 2, sizeof *first);
    bool ok = ways && order && first;
    if (ok) {
        find_ways(a, ways);
        order_by_depth(a, order, first);
    }
    for (size_t i = 0; ok && i + 1 < count; i++) {
        link_node(a, &a->nodes.at[order[i]], ways[order[i]]);
    }
    zb_mem_free(ways);
    zb_mem_free(order);
    zb_mem_free(first);
    return ok ? ZB_OK : zb_error_nomem(err);
}

bool zb_automaton_scan(const zb_automaton *a, zb_str text, size_t start, size_t end,
                       zb_match_list *out) {
    int32_t state = 0;
    for (size_t i = start; i < end; i++) {
        unsigned char byte = (unsigned char)text.p[i];
        int32_t next;
        while ((next = follow(a, state, byte)) == 0 && state != 0) {
            state = a->nodes.at[state].fail;
        }
        state = next;
        const zb_automaton_node *node = &a->nodes.at[state];
        int32_t ends = node->literal >= 0 ? state : node->next_out;
        while (ends > 0) {
            const zb_automaton_node *hit = &a->nodes.at[ends];
            zb_match match = {i + 1 - (size_t)hit->length, i + 1, hit->literal};
            if (!ZB_PUSH(out, match)) {
                return false;
            }
            ends = hit->next_out;
        }
    }
    return true;
}

void zb_automaton_free(zb_automaton *a) {
    ZB_VEC_FREE(&a->nodes);
    zb_mem_free(a->edges);
    *a = (zb_automaton){0};
}
