/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text as it was meant to be read: lines that conversion broke at a page's width are joined to
 * paragraphs, two columns that stand on the same lines are read one after the other. Offsets in
 * the flow lead back to the text.
 */
#ifndef ZB_SOURCE_UNWRAP_H
#define ZB_SOURCE_UNWRAP_H

#include "base/arena.h"
#include "base/vec.h"
#include "zhibiao/document.h"

/* Bytes of the flow from `flow` on stand in the text from `text` on, up to the next piece. The
 * pieces that follow stand right behind it in the text, but for blanks, as far as `together`. */
typedef struct zb_unwrapped_piece {
    size_t flow, text;
    size_t together;
} zb_unwrapped_piece;

/* `{0}` is a flow that is the text itself. */
typedef struct zb_unwrapped {
    zb_document document; /* text, lines and sections of the flow, the rest as in the document */
    ZB_VEC(zb_unwrapped_piece) pieces;
    bool changed;   /* else `document` is the document itself */
    bool reordered; /* columns: the flow's order is not the text's */
} zb_unwrapped;

/* The flow of a document, which it borrows from; what it makes lives in the arena. */
zb_status zb_unwrap(zb_unwrapped *out, const zb_document *document, const zb_lexicon *lexicon,
                    zb_arena *arena, zb_error *err);
void zb_unwrapped_free(zb_unwrapped *flow);

/* Where the byte at `offset` of the flow stands in the text. */
size_t zb_unwrapped_start(const zb_unwrapped *flow, size_t offset);
/* Where bytes [start, end) of the flow stand in the text; true when nothing but blanks stands
 * between them there. Else another column does, and `out` is what stands together at `start`. */
bool zb_unwrapped_span(const zb_unwrapped *flow, size_t start, size_t end, zb_span *out);

#endif
