/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of words that is asked often: does one of them end, start or stand in a text? Answered by
 * hash, one look-up for each length that occurs.
 */
#ifndef ZB_LEXICON_WORDS_H
#define ZB_LEXICON_WORDS_H

#include "base/arena.h"
#include "base/map.h"
#include "zhibiao/types.h"

enum { ZB_WORD_LENGTHS = 24 };

/* `{0}` is the empty list. The words live in an arena. */
typedef struct zb_words {
    zb_map set;
    size_t lengths[ZB_WORD_LENGTHS]; /* in bytes, longest first */
    size_t length_count;
} zb_words;

/* Copy the words; ZB_E_LIMIT when they have more than ZB_WORD_LENGTHS different lengths. */
zb_status zb_words_load(zb_words *out, const zb_str *words, size_t count, zb_error *err);
void zb_words_free(zb_words *words);

bool zb_words_has(const zb_words *words, zb_str text);
/* The longest word that ends (starts) the text: its bytes, or 0. */
size_t zb_words_end(const zb_words *words, zb_str text);
size_t zb_words_start(const zb_words *words, zb_str text);
/* The word in the text that ends last, the longest of those: where it ends, or ZB_NOT_FOUND.
 * `which` may be NULL. */
size_t zb_words_last(const zb_words *words, zb_str text, zb_str *which);

#endif
