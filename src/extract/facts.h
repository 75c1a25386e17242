/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the quantities of a line to facts: level, rate or change; part or whole; of which year;
 * done or planned; and, by the linker, of which indicator.
 */
#ifndef ZB_EXTRACT_FACTS_H
#define ZB_EXTRACT_FACTS_H

#include "extract/link.h"
#include "extract/quantity.h"
#include "lexicon/lexicon.h"
#include "zhibiao/document.h"
#include "zhibiao/extract.h"

/* How a fact came by its indicator; the rule's name. */
typedef enum zb_how {
    ZB_HOW_NONE = 0,  /* no term named it */
    ZB_HOW_BEFORE,    /* a term before the numeral */
    ZB_HOW_AFTER,     /* a term behind the measure word */
    ZB_HOW_TOTAL,     /* a part: its total's */
    ZB_HOW_BASE,      /* a change, or last year's figure: that of the figure it belongs to */
    ZB_HOW_NUMERATOR, /* a share in brackets behind a rate's numerator */
    ZB_HOW_TOPIC,     /* one kind of what the whole document is about */
    ZB_HOW_SHARE,     /* a share of a kind: 占 */
    ZB_HOW_CELL,      /* a table's: the label of its row, the head of its column */
    ZB_HOW_LEARNED    /* by weights learnt from examples */
} zb_how;
const char *zb_how_name(zb_how how);

typedef struct zb_fact {
    zb_quantity q;
    int32_t indicator, pattern; /* -1: none */
    int32_t cue;                /* of the weights, when it was named by them; else unused */
    zb_how how;
    zb_kind kind;
    zb_fact_status status;
    bool part;
    int total;     /* index of the total among the document's facts, -1 none */
    int breakdown; /* number of the breakdown within the document, 0 none */
    int direction; /* of a change: 1, -1, 0 */
    bool share;
    bool old; /* told for comparison: an earlier year's */
    bool bracketed_part;
    bool from;        /* the first of 由A增至B */
    int opened;       /* number of the 其中 it stands behind, 0 none */
    int opened_total; /* the total of that 其中 */
    int siblings;     /* figures before it whose words it shares: 386批1745人次 */
    bool cell;        /* stands alone on its line, as in a table */
    bool sorted;      /* the sentence tells kinds: 按…分, 从类型看, 原因为 */
    bool stranger;    /* named as something outside the catalogue */
    bool settled;     /* by its place in a list of names or changes, or as a sum of unlike things */
    size_t window, clause; /* where its own surroundings begin */
    size_t line;
    int year;
    size_t label_start, label_end;
    zb_span label_head; /* of a table's cell: the head of its column, else empty */
    size_t sentence, sentence_end;
} zb_fact;
/* The facts of a document: a vector, and how many breakdowns have been numbered. */
typedef struct zb_fact_list {
    zb_fact *at;
    size_t count, capacity;
    int breakdowns;
} zb_fact_list;

/* A figure with a name of its own within the total's family is an outcome (受理, 不予受理), not
 * a kind. */
bool zb_fact_is_outcome(const zb_fact *fact, const zb_fact *total, const zb_lexicon *lexicon);

typedef struct zb_fact_context {
    const zb_lexicon *lexicon;
    zb_str text;
    size_t start, end; /* the line */
    int year;          /* the document's, 0 unknown */
    bool plan;         /* the section tells of the future */
    uint64_t heading_topics;
    int32_t about;             /* what a document of one topic alone counts, -1 none */
    const size_t *last_spoken; /* by topic: where before this line, 0 never */
    size_t first_near;         /* first fact of the lines before that parts may refer to */
} zb_fact_context;

/* Append the facts of one line to those of the document. */
zb_status zb_facts_of_line(zb_fact_list *out, const zb_fact_context *context,
                           const zb_quantity_list *quantities, const zb_terms *terms,
                           zb_error *err);

/* Settle by arithmetic what words left open, for the facts from `first` on: figures that add up
 * to a total before them are its parts, and a share 占34.3% tells of which total. */
void zb_facts_weigh(zb_fact_list *facts, size_t first, const zb_lexicon *lexicon);

/* Do two measure words count in the same way? All that counts cases, times, pieces does. */
bool zb_same_counting(zb_unit_class a, zb_unit_class b);
/* Do two indicators share the part of the code before the dot? */
bool zb_same_family(const zb_lexicon *lexicon, int32_t a, int32_t b);
/* The rate with this numerator (and this denominator, unless -1), or -1. */
int32_t zb_rate_of(const zb_lexicon *lexicon, int32_t numerator, int32_t denominator);

#endif
