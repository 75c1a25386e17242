/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences and clauses of a line, as byte offsets in the document's text.
 */
#ifndef ZB_EXTRACT_CLAUSE_H
#define ZB_EXTRACT_CLAUSE_H

#include "zhibiao/document.h"

/* What goes on for longer without a full stop is cut, behind a comma if it has one: reading a
 * sentence takes time that grows with the square of its length. No report comes near it. */
enum { ZB_SENTENCE_LIMIT = 4096 };

/* The end of the sentence that starts at `start`, its full stop included, not beyond `end`.
 * 。！？ and line ends part sentences; so does a half-width full stop between Chinese text. */
size_t zb_sentence_end(zb_str text, size_t start, size_t end);

/* Where the clause that holds `at` begins: behind the nearest ，；：。 or open bracket before `at`,
 * not before `from`. Commas within numerals do not part clauses, nor do closed brackets. */
size_t zb_clause_start(zb_str text, size_t from, size_t at);
/* Where the clause that `at` stands in ends: before the next ，；：。、 or bracket. */
size_t zb_clause_end(zb_str text, size_t at, size_t end);

/* The round brackets that are open at `to`, followed from a sentence's start. */
enum { ZB_BRACKETS_DEEP = 16 };
typedef struct zb_brackets {
    size_t to;
    size_t open[ZB_BRACKETS_DEEP];
    size_t depth; /* may exceed ZB_BRACKETS_DEEP: those are counted, not remembered */
} zb_brackets;

/* Go on to `at`, which is not before `to`. Is it within an open bracket? Gives the innermost;
 * more than ZB_BRACKETS_DEEP open ones are taken for none. */
bool zb_brackets_follow(zb_brackets *brackets, zb_str text, size_t at, size_t *open);

/* The bytes of a date at the start of the text, `2020年`, `12月`, or 0. */
size_t zb_date_at_start(zb_str text);

#endif
