/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables that conversion has flattened into lines: rows of cells between |, tabs or blanks, or one
 * cell a line. A cell's number has its measure word in the column's head or the row's label, and
 * its meaning from both.
 */
#ifndef ZB_EXTRACT_TABLE_H
#define ZB_EXTRACT_TABLE_H

#include "base/vec.h"
#include "extract/facts.h"
#include "extract/quantity.h"
#include "lexicon/lexicon.h"
#include "zhibiao/document.h"

enum { ZB_TABLE_HEADS = 3 };

/* A number in a cell. */
typedef struct zb_table_value {
    zb_quantity q; /* its measure word is the cell's own, the head's, the label's or the table's */
    int sign;      /* 1 or -1 when the cell begins with one: +3, 减2; else 0 */
    zb_span label; /* of the row, empty for none */
    zb_span heads[ZB_TABLE_HEADS]; /* of the column, top to bottom */
    size_t head_count;
    bool grouped;           /* its uppermost head spans several columns */
    bool unplaced;          /* in a row with fewer cells than heads: below which is not known */
    bool outer;             /* a further label stands before the row's: the figure is of a part */
    size_t line;            /* index of the document's line */
    size_t start, end;      /* of the row in the text */
    int table, row, column; /* numbers within the document, within the table, within the row */
} zb_table_value;
typedef ZB_VEC(zb_table_value) zb_table_value_list;

/* The values of all tables, in text order. Lines that give none are read as text. */
zb_status zb_table_find(zb_table_value_list *out, const zb_document *document,
                        const zb_knowledge *knowledge, zb_error *err);

/* What is known around a table's row. */
typedef struct zb_table_context {
    const zb_document *document;
    const zb_lexicon *lexicon;
    uint64_t heading_topics; /* of the headings it stands under, the title's too */
    uint64_t topics_above;   /* of the words right above it */
    int32_t about;           /* what they or the title count when they have one topic, -1 none */
    bool plan;               /* the section tells of the future */
} zb_table_context;

/* Append the facts of values[0, count), which are of one table. */
zb_status zb_table_facts(zb_fact_list *out, const zb_table_value *values, size_t count,
                         const zb_table_context *context, zb_error *err);

#endif
