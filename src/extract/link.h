/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linking: which indicator does a quantity state? Every term of the catalogue that stands near
 * the numeral is a candidate with a score; the best above a threshold wins.
 */
#ifndef ZB_EXTRACT_LINK_H
#define ZB_EXTRACT_LINK_H

#include "base/vec.h"
#include "extract/quantity.h"
#include "lexicon/knowledge.h"
#include "zhibiao/document.h"

/* A term of the catalogue in the text: all pieces of a pattern in order. */
typedef struct zb_hit {
    size_t start, end; /* from the first piece's start to the last piece's end */
    int32_t pattern;
} zb_hit;
typedef ZB_VEC(zb_hit) zb_hit_list;

/* Where a topic is spoken of. */
typedef ZB_VEC(zb_span) zb_topic_list;

/* The terms and topics of one line, sorted by end. */
typedef struct zb_terms {
    zb_hit_list hits;
    zb_topic_list topics[ZB_MAX_TOPICS]; /* by topic */
} zb_terms;

/* Form hits from the automaton's matches. */
zb_status zb_terms_find(zb_terms *out, zb_str text, const zb_knowledge *knowledge,
                        const zb_match_list *matches, zb_error *err);
void zb_terms_clear(zb_terms *terms);
void zb_terms_free(zb_terms *terms);

/* What surrounds a quantity. All offsets in the document's text. */
typedef struct zb_window {
    zb_str text;
    size_t line; /* start of the line */
    size_t sentence, sentence_end;
    size_t previous;           /* end of the quantity before it in the sentence, or `sentence` */
    size_t clause;             /* start of its clause, not before `previous` */
    size_t before_end;         /* where the words before it end, 0: at the numeral */
    int32_t first, nearest;    /* indicators that the sentence states already, -1 none */
    size_t next;               /* start of the quantity behind it, or the sentence's end */
    uint64_t heading_topics;   /* of the headings it stands under */
    const size_t *last_spoken; /* by topic: where before the line it was last spoken of, 0 never */
} zb_window;

typedef struct zb_link {
    int32_t indicator; /* -1: none */
    int32_t pattern;   /* that named it, -1 none */
    double score;
    bool after;    /* the term stands behind the measure word */
    bool stranger; /* a term named something outside the catalogue */
} zb_link;

/* The best indicator by the terms around the quantity. `classes` limits what it is counted in. */
zb_link zb_link_best(const zb_quantity *q, const zb_window *window, const zb_terms *terms,
                     const zb_knowledge *knowledge);

/* Text without the words that tell nothing of what is counted (共, 全年, 达到 …) at both ends. */
zb_str zb_strip_generic(const zb_knowledge *knowledge, zb_str text);

#endif
