/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading knowledge files: JSON by cJSON with errors that name the file and the place.
 */
#ifndef ZB_LEXICON_JSON_H
#define ZB_LEXICON_JSON_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "zhibiao/types.h"

/* Read and parse FOLDER/NAME; `*out` is the caller's, to free with cJSON_Delete. `bytes` takes the
 * file's text (for the fingerprint). */
zb_status zb_json_load(cJSON **out, zb_buf *bytes, const char *folder, const char *name,
                       zb_error *err);
/* The text of `object[key]` copied into the arena; empty when there is none. */
zb_str zb_json_text(const cJSON *object, const char *key, zb_arena *arena, bool *ok);
/* The array of texts `object[key]`, copied; a missing key gives none. */
zb_str *zb_json_texts(size_t *count, const cJSON *object, const char *key, zb_arena *arena,
                      bool *ok);

#endif
