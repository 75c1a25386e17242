/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inside of a lexicon, for the modules that read it. Filled once by zb_lexicon_load, then
 * read-only. Every view lives in `arena`.
 */
#ifndef ZB_LEXICON_LEXICON_H
#define ZB_LEXICON_LEXICON_H

#include "base/arena.h"
#include "base/map.h"
#include "lexicon/document_cues.h"
#include "lexicon/events.h"
#include "lexicon/knowledge.h"
#include "lexicon/regions.h"
#include "lexicon/weights.h"
#include "zhibiao/lexicon.h"

struct zb_lexicon {
    zb_arena arena;
    char *folder;
    uint64_t fingerprint;
    zb_indicator *indicators;
    size_t indicator_count;
    zb_map indicator_by_code;
    zb_region_index regions;
    zb_document_cues document_cues;
    zb_knowledge knowledge;
    zb_weights weights; /* empty when the folder has no weights.tsv */
    zb_events events;   /* not in the fingerprint: nothing is extracted by them */
};

/* The catalogue's part of loading. */
zb_status zb_catalogue_load(zb_lexicon *lexicon, const cJSON *json, zb_error *err);

#endif
