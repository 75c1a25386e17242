/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From paths to observations, many documents at a time: walk, read and extract in parallel, hand
 * over in the order of input. Memory is bounded by a batch, not by the number of documents.
 */
#ifndef ZHIBIAO_PIPELINE_H
#define ZHIBIAO_PIPELINE_H

#include "zhibiao/document.h"
#include "zhibiao/extract.h"
#include "zhibiao/lexicon.h"
#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Zeroed: as many threads as there are processors, no progress shown. */
typedef struct zb_pipeline_options {
    int jobs;
    bool progress; /**< on standard error, when that is a terminal and the work is long */
} zb_pipeline_options;

/** What takes the results. All calls come from the thread that called zb_pipeline_run, one at a
 * time; what they are given is borrowed for the call. A status other than ZB_OK ends the run. */
typedef struct zb_pipeline_sink {
    void *user;
    /** One document and its observations in text order, ids not yet given. */
    zb_status (*document)(void *user, const zb_document *document, const zb_observation *rows,
                          size_t count, zb_error *err);
    /** An input that could not be used: its path, or `standard input, line 12`. May be NULL. */
    zb_status (*failed)(void *user, const char *input, const zb_error *reason, zb_error *err);
} zb_pipeline_sink;

/** How many inputs were used, and how many not. */
typedef struct zb_pipeline_count {
    size_t read, failed;
} zb_pipeline_count;

/** Longest line of JSON that is read, in bytes. */
#define ZB_PIPELINE_LINE_LIMIT ((size_t)256 << 20)

/** Read everything under `paths`: files, folders (their `.txt` files), and `-` for JSON lines on
 * standard input, `{"name":…,"text":…,"region":…,"year":…}` with the last two optional. Inputs
 * that cannot be used go to sink->failed and are passed over: first the paths that cannot be
 * walked, then the rest in order. Fails with ZB_E_NOMEM, or with what the sink returned. */
ZB_API zb_status zb_pipeline_run(zb_pipeline_count *out, const char *const *paths, size_t count,
                                 const zb_lexicon *lexicon, const zb_pipeline_options *options,
                                 const zb_pipeline_sink *sink, zb_error *err);

#ifdef __cplusplus
}
#endif
#endif
