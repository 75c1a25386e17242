/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state of reading one line's facts, shared by kind.c, parts.c, changes.c and facts.c.
 */
#ifndef ZB_EXTRACT_READER_H
#define ZB_EXTRACT_READER_H

#include "base/str.h"
#include "extract/clause.h"
#include "extract/facts.h"

/* Has a word of a cue's list been said in the sentence, up to `to`? */
typedef struct zb_told {
    size_t to;
    bool said;
} zb_told;

/* The state of reading one sentence. What is asked of all that stands before a figure is carried
 * from figure to figure, so that a sentence is read once. */
typedef struct zb_reader {
    const zb_fact_context *context;
    const zb_knowledge *knowledge;
    const zb_terms *terms;
    zb_fact_list *facts;
    size_t here; /* first fact of the sentence */
    size_t sentence, sentence_end;
    zb_str line; /* without white space at its ends */
    zb_told plan, standing, change_marks, compare;
    size_t year_to; /* as far as years have been looked for */
    int year_named; /* the last year named so far, 0 none */
    size_t year_start, year_end;
    size_t clause_to; /* as far as clauses have been asked for the year they open with */
    int year_open;    /* the earlier year that a clause opened with, 0 none */
    int year_outside; /* what it was before the last bracket */
    zb_brackets brackets;
    bool parts_open;  /* 其中 was said and holds on */
    bool parts_colon; /* 其中：… ；…: semicolons part the parts */
    int parts_total, parts_breakdown;
} zb_reader;

static inline const zb_words *zb_reader_cue(const zb_reader *r, zb_cue which) {
    return &r->knowledge->cues[which];
}

static inline zb_str zb_reader_slice(const zb_reader *r, size_t start, size_t end) {
    return zb_str_sub(r->context->text, start, end);
}

static inline zb_fact *zb_reader_fact(const zb_reader *r, size_t i) {
    return &r->facts->at[i];
}

/* kind.c; in this order */
void zb_reader_kind(zb_reader *r, zb_fact *fact, const zb_window *w);
/* Nothing but 、 or 和 between two figures. */
bool zb_reader_joins(const zb_reader *r, zb_str between);
/* 分别 a little before `at`, with no comma between: 分别少12批和31人次. */
bool zb_reader_each_before(const zb_reader *r, size_t at);
void zb_reader_status(zb_reader *r, zb_fact *fact);

/* year.c */
/* Is the figure an earlier year's, told for comparison? Sets its year, 0 for unknown. Behind
 * zb_reader_kind, before zb_reader_status. */
void zb_reader_year(zb_reader *r, zb_fact *fact, const zb_window *w);
/* 2021—2023年，受理…分别为100件、120件、130件: gives the fact of `q`, which `left` more follow in
 * its sentence, the year of its place. */
void zb_reader_year_of_list(zb_reader *r, zb_fact *fact, const zb_quantity *q, size_t left);

/* parts.c */
/* Keep track of 其中 and of where its reach ends. */
void zb_reader_follow_parts(zb_reader *r, zb_fact *fact);
/* The figure that the bracket around the fact follows, or -1. */
int zb_reader_bracket(zb_reader *r, const zb_fact *fact);
/* Is the fact a part of a bracket's total or of an open 其中? Makes it one. */
bool zb_reader_part(zb_reader *r, zb_fact *fact, int bracket, const zb_link *link);
/* 合计154件: what stood before becomes its parts, and it takes their indicator. */
void zb_reader_take_total(zb_reader *r, zb_fact *fact, const zb_window *w);

/* 其余59件 behind parts is one of them. */
bool zb_reader_rest(zb_reader *r, zb_fact *fact, const zb_window *w);

/* changes.c */
/* Text without the words of comparing and moving at both ends. */
zb_str zb_reader_cut_moves(const zb_reader *r, zb_str s);
/* The same, and without words that tell nothing of what is counted; empty: it names nothing. */
zb_str zb_reader_residue(const zb_reader *r, zb_str s);
/* `left` more quantities follow `q` in its sentence. Narrows the window to the fact's own name
 * when it stands in a list of figures with as many names; false when it does not. */
bool zb_reader_pick_of_list(const zb_reader *r, const zb_quantity *q, size_t left, zb_window *w);
/* How long the list of like figures is that `q` stands in; `*place` becomes its place, from 0. */
size_t zb_reader_place_in_list(const zb_reader *r, const zb_quantity *q, size_t left,
                               size_t *place);
/* Make a fall of what was read as its size; the ends of a range change places. */
void zb_reader_negate(zb_fact *fact);
void zb_reader_link_change(zb_reader *r, zb_fact *fact, const zb_quantity *q, size_t left,
                           const zb_window *w);

/* label.c */
/* The noun phrase that is counted. */
void zb_reader_label(const zb_reader *r, zb_fact *fact, const zb_window *w);

/* facts.c */
void zb_reader_take_link(zb_fact *fact, const zb_link *link);
/* Take indicator and part from the fact of index `base`. */
void zb_reader_inherit(const zb_reader *r, zb_fact *fact, int base);

#endif
