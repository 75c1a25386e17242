/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of all that one document says of one cell, the observation that counts.
 */
#ifndef ZB_DATASET_PICK_H
#define ZB_DATASET_PICK_H

#include "dataset/dataset.h"

/* Some mentions of one document: those of one place, indicator and year. */
typedef struct zb_mention_range {
    const zb_mention *at;
    size_t count;
} zb_mention_range;

zb_mention_range zb_mentions_of(const zb_dataset *dataset, size_t document, int place,
                                int indicator, int year);
/* At most `most` of them, those about `row` in the order of the text: what a document without end
 * says elsewhere is no partner. */
zb_mention_range zb_mentions_near(zb_mention_range range, size_t row, size_t most);
/* NULL when the document does not speak of it. */
zb_pick *zb_pick_of(const zb_dataset *dataset, size_t document, int place, int indicator, int year);
bool zb_same_sentence(const zb_observation *a, const zb_observation *b);
/* Rows [first, end) of the sentence of `row`. */
typedef struct zb_row_range {
    size_t first, end;
} zb_row_range;
zb_row_range zb_sentence_rows(const zb_dataset *dataset, size_t document,
                              const zb_observation *row);
/* Decide for every pick of the document. */
void zb_pick_document(zb_dataset *dataset, size_t document);

#endif
