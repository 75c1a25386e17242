/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stretches of a line in which numerals state nothing: names of laws and plans in 《》, slogans in
 * quotation marks, document numbers, idioms.
 */
#ifndef ZB_EXTRACT_MASK_H
#define ZB_EXTRACT_MASK_H

#include "base/vec.h"
#include "lexicon/knowledge.h"
#include "zhibiao/document.h"

typedef ZB_VEC(zb_span) zb_span_list;

/* Append the masked spans of text[start, end), sorted by start; they may overlap. */
zb_status zb_mask_find(zb_span_list *out, zb_str text, size_t start, size_t end,
                       const zb_knowledge *knowledge, const zb_match_list *matches, zb_error *err);

#endif
