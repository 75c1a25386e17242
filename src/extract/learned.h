/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A second opinion on what a figure counts, learnt from examples: a linear model over the words
 * around the figure, its measure word and what the figure before stated (a perceptron with
 * averaged weights; Freund and Schapire 1999, Collins 2002). Where it is sure enough it fills in
 * what the rules left open or overrules them.
 */
#ifndef ZB_EXTRACT_LEARNED_H
#define ZB_EXTRACT_LEARNED_H

#include "base/vec.h"
#include "extract/facts.h"
#include "source/unwrap.h"
#include "zhibiao/extract.h"

/* How sure it must be, as the lead of its best indicator over the next: to name what no rule
 * named; to name it otherwise; to take a name away. Where the first stands between 1.5 and 3 and
 * the second between 3 and 6 matters little on reports that neither rules nor weights were made
 * from. */
#define ZB_LEARNED_FILL 2.0
#define ZB_LEARNED_CHANGE 5.0
#define ZB_LEARNED_DROP 8.0

/* The cues around a figure, one text behind another; `ends` tells where each ends. */
typedef struct zb_cue_list {
    char *bytes;
    size_t byte_count, byte_capacity;
    ZB_VEC(size_t) ends;
    bool failed;
} zb_cue_list;

/* Fill `out` (emptied first) with the cues of facts[i]; `before` is the indicator that the figure
 * before it in the sentence states: -1 none, ZB_CUES_FIRST when it is the sentence's first. */
enum { ZB_CUES_FIRST = -2 };
void zb_cues_of(zb_cue_list *out, const zb_lexicon *lexicon, zb_str text, const zb_fact_list *facts,
                size_t i, int32_t before);
zb_str zb_cue_at(const zb_cue_list *cues, size_t i);
void zb_cue_list_free(zb_cue_list *cues);

/* Told of a figure, where it stands in the document's text, and its cues, when examples are learnt
 * from. Where an example says what the figure counts it puts the true indicator in the place of
 * what the rules say, for the cues of the next figure. */
typedef void zb_teach_fn(void *user, zb_span place, const zb_cue_list *cues, int32_t *truth);
typedef struct zb_teacher {
    zb_teach_fn *teach;
    void *user;
} zb_teacher;

/* Go over the facts from `first` on, which lie in the flow, in its order. With a teacher nothing
 * is changed, and each figure's cues are told to it. */
zb_status zb_learned_pass(zb_fact_list *facts, size_t first, const zb_lexicon *lexicon,
                          const zb_unwrapped *flow, const zb_teacher *teacher, zb_error *err);

/* zb_extract, telling a teacher of each figure outside of tables. */
zb_status zb_extract_taught(zb_observation_list *out, const zb_document *document,
                            const zb_lexicon *lexicon, const zb_teacher *teacher, zb_error *err);

#endif
