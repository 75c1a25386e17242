/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon/json.h"

#include <stdio.h>

#include "base/error.h"
#include "base/file.h"
#include "base/str.h"

enum { KNOWLEDGE_LIMIT = 64 * 1024 * 1024 };

zb_status zb_json_load(cJSON **out, zb_buf *bytes, const char *folder, const char *name,
                       zb_error *err) {
    *out = NULL;
    zb_buf path = {0};
    zb_buf_format(&path, "%s/%s", folder, name);
    if (path.failed) {
        zb_buf_free(&path);
        return zb_error_nomem(err);
    }
    zb_status status = zb_file_read(bytes, path.p, KNOWLEDGE_LIMIT, err);
    if (status == ZB_OK) {
        const char *end = NULL;
        zb_str text = zb_buf_str(bytes);
        *out = cJSON_ParseWithLengthOpts(text.n ? text.p : "", text.n, &end, false);
        if (!*out) {
            size_t line = 1;
            for (const char *c = text.p; c && end && c < end; c++) {
                line += *c == '\n';
            }
            status =
                zb_error_set(err, ZB_E_FORMAT,
                             "not valid JSON at line %zu; check commas and quotes there", line);
            if (err && end) {
                err->offset = end - text.p;
            }
            zb_error_input(err, zb_buf_str(&path));
        }
    }
    zb_buf_free(&path);
    return status;
}

zb_str zb_json_text(const cJSON *object, const char *key, zb_arena *arena, bool *ok) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    return text && *text ? zb_arena_copy(arena, zb_str_from(text), ok) : (zb_str){0};
}

zb_str *zb_json_texts(size_t *count, const cJSON *object, const char *key, zb_arena *arena,
                      bool *ok) {
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, key);
    *count = 0;
    int size = cJSON_GetArraySize(array);
    if (size <= 0) {
        return NULL;
    }
    zb_str *texts = ZB_NEW(arena, zb_str, (size_t)size);
    if (!texts) {
        *ok = false;
        return NULL;
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        const char *text = cJSON_GetStringValue(item);
        if (text && *text) {
            texts[(*count)++] = zb_arena_copy(arena, zb_str_from(text), ok);
        }
    }
    return texts;
}
