/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quoting sentences: figures that stand close together in one sentence share a quotation, a long
 * sentence is cut around them at the marks between its clauses.
 */
#ifndef ZB_REPORT_EVIDENCE_QUOTE_H
#define ZB_REPORT_EVIDENCE_QUOTE_H

#include "report/rich.h"
#include "zhibiao/extract.h"

#define ZB_QUOTE_LONGEST 200 /* characters of a sentence that is quoted whole */
#define ZB_QUOTE_AROUND 60   /* on each side of the figures in a longer one */
#define ZB_QUOTE_MOST 16     /* figures of a quotation */

/* `count` rows, of which the unwanted are not told, with bytes from..to of their sentence. */
typedef struct zb_quote {
    const zb_observation *rows;
    size_t count;
    size_t from, to;
} zb_quote;

/* The quotation that begins with rows[0], of at most `count` rows. `count` is 1 or more. */
zb_quote zb_quote_take(const zb_observation *rows, size_t count);
/* The sentence with the figures of the wanted rows (NULL: all) in bold, … where it is cut, breaks
 * of lines taken out. */
void zb_quote_put(zb_rich *out, const zb_quote *quote, const bool *wanted);

#endif
