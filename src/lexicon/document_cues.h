/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What tells a document's parts apart: furniture of web pages, titles, kinds, departments, plan
 * headings. From datasets/documents.json.
 */
#ifndef ZB_LEXICON_DOCUMENT_CUES_H
#define ZB_LEXICON_DOCUMENT_CUES_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "zhibiao/types.h"

typedef struct zb_str_list {
    const zb_str *at;
    size_t count;
} zb_str_list;

typedef struct zb_document_cues {
    zb_str_list furniture; /* words that mark a line as furniture */
} zb_document_cues;

/* Compile the parsed file; everything lives in the arena. */
zb_status zb_document_cues_load(zb_document_cues *out, const cJSON *json, zb_arena *arena,
                                zb_error *err);

#endif
