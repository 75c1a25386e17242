/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fitted weights: how much each cue around a figure (words of its clause, its measure word, what
 * the figure before stated) speaks for each indicator. `weights.tsv` beside the other knowledge,
 * written by zb_learn; the program does without it.
 */
#ifndef ZB_LEXICON_WEIGHTS_H
#define ZB_LEXICON_WEIGHTS_H

#include "base/arena.h"
#include "base/map.h"
#include "zhibiao/types.h"

struct zb_lexicon;

/* Weights are kept in hundredths. */
enum { ZB_WEIGHT_ONE = 100 };

typedef struct zb_weight {
    int16_t class; /* position in `classes` */
    int16_t weight;
} zb_weight;

/* What a figure may be: an indicator, or nothing of the catalogue's. Apart from those, that it is
 * but a part of its indicator. */
typedef struct zb_weight_class {
    int32_t indicator; /* -1: none */
    bool part;         /* the class that tells of parts */
    bool known;        /* false: of an indicator that the catalogue does not have */
} zb_weight_class;

typedef struct zb_cue_weights {
    zb_str cue;
    size_t first, count; /* in zb_weights.weights */
} zb_cue_weights;

/* `{0}`: nothing was learnt. */
typedef struct zb_weights {
    zb_cue_weights *cues;
    size_t cue_count;
    zb_weight *weights;
    size_t weight_count;
    zb_weight_class *classes;
    size_t class_count;
    bool *speaks_of; /* by indicator: one of the user's own may be in no example */
    zb_map by_cue;   /* position in `cues` */
} zb_weights;

/* Read the text of weights.tsv, which must live as long as `out`. Behind comments (`#`) its first
 * line is `codes`, a tab and the codes it speaks of, `-` for none of the catalogue's, `/part` for
 * being a part of whatever it is; each other line a cue, a tab and `NUMBER:WEIGHT …` by the number
 * of the code, rising on the line. Codes that the catalogue does not have are passed over.
 * ZB_E_FORMAT names the line. */
zb_status zb_weights_load(zb_weights *out, zb_str text, const struct zb_lexicon *lexicon,
                          zb_arena *arena, zb_error *err);
void zb_weights_free(zb_weights *weights);

#endif
