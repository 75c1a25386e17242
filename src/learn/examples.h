/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marked examples: a text and what its figures count.
 */
#ifndef ZB_LEARN_EXAMPLES_H
#define ZB_LEARN_EXAMPLES_H

#include "base/buf.h"
#include "base/vec.h"
#include "zhibiao/lexicon.h"

/* A figure may have a few right names. */
enum { ZB_TRUTHS = 8 };

typedef struct zb_mark {
    size_t start, end;         /* in the text */
    int32_t truths[ZB_TRUTHS]; /* indicators, -1 for none of the catalogue's */
    size_t truth_count, parts; /* how many of them say that it is a part */
    bool optional;             /* not learnt from */
    bool met;                  /* by a figure that was read in the text */
} zb_mark;

typedef struct zb_example {
    zb_buf text;           /* without the marks */
    ZB_VEC(zb_mark) marks; /* in text order */
} zb_example;

/* Read one file, by the .tsv beside it or by the marks in it. ZB_E_FORMAT names the file and the
 * line. */
zb_status zb_example_read(zb_example *out, const char *path, const zb_lexicon *lexicon,
                          zb_error *err);
void zb_example_free(zb_example *example);

#endif
