/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding the quantities of a line: numerals with their measure words, qualifiers and signs; what
 * is a date, an ordinal, a document number, a name or an idiom is struck out.
 */
#ifndef ZB_EXTRACT_QUANTITY_H
#define ZB_EXTRACT_QUANTITY_H

#include "base/vec.h"
#include "extract/numeral.h"
#include "lexicon/knowledge.h"
#include "zhibiao/extract.h"

typedef struct zb_quantity {
    size_t start, end;           /* the surface, in the document's text */
    size_t unit_start, unit_end; /* the measure word as written; equal when there is none */
    double value, high, precision;
    bool has_high;
    bool zero;     /* 未发生1起, 无一例: stated as none */
    bool spelled;  /* a Chinese numeral */
    bool fraction; /* 三分之一 */
    bool table;    /* a bare number in a table's cell */
    zb_unit_class unit_class;
    zb_qualifier qualifier;
} zb_quantity;
typedef ZB_VEC(zb_quantity) zb_quantity_list;

/* Append the quantities of text[start, end), which is one line. `matches` are the automaton's
 * matches in it (for idioms). */
zb_status zb_quantity_find(zb_quantity_list *out, zb_str text, size_t start, size_t end,
                           const zb_knowledge *knowledge, const zb_match_list *matches,
                           zb_error *err);

/* Does a number fill text[start, end), a table's cell, with a measure word or without? A sign
 * before it is told in `sign` (1, -1, else 0); the surface begins behind it. */
bool zb_quantity_cell(zb_quantity *out, int *sign, zb_str text, size_t start, size_t end,
                      const zb_knowledge *knowledge);
/* The end of the measure word at `at`, a bracketed second one included; `at` for none. */
size_t zb_quantity_unit(zb_str text, size_t at, size_t end, const zb_knowledge *knowledge,
                        zb_unit_class *unit_class);

#endif
