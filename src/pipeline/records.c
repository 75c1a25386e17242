/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/records.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"

/* Fill the block again; false at the end of the stream or on an error, which is told. */
static bool refill(zb_records *records, zb_status *status, zb_error *err) {
    for (;;) {
        ssize_t got = read(records->fd, records->block, sizeof records->block);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        records->at = 0;
        records->n = got > 0 ? (size_t)got : 0;
        records->ended = got <= 0;
        if (got < 0) {
            *status = zb_error_set(err, ZB_E_IO, "cannot read: %s", strerror(errno));
        }
        return got > 0;
    }
}

/* One line, blank or not; ZB_E_EMPTY when the stream ended before its first byte. */
static zb_status read_line(zb_records *records, zb_buf *line, zb_error *err) {
    zb_status status = ZB_OK;
    bool any = false, over = false, complete = false;
    zb_buf_clear(line);
    while (!complete && status == ZB_OK) {
        if (records->at == records->n && (records->ended || !refill(records, &status, err))) {
            break;
        }
        any = true;
        const char *from = records->block + records->at;
        size_t left = records->n - records->at;
        const char *end = memchr(from, '\n', left);
        size_t n = end ? (size_t)(end - from) : left;
        records->at += end ? n + 1 : n;
        complete = end != NULL;
        over = over || line->n + n > records->limit;
        if (over) {
            zb_buf_clear(line);
        } else {
            zb_buf_add(line, (zb_str){from, n});
        }
        if (line->failed) {
            return zb_error_nomem(err);
        }
    }
    if (status == ZB_OK && !any) {
        return ZB_E_EMPTY;
    }
    records->number++;
    if (status == ZB_OK && over) {
        status = zb_error_set(err, ZB_E_LIMIT, "longer than %zu bytes; split the record",
                              records->limit);
    }
    return status;
}

zb_status zb_records_next(zb_records *records, zb_buf *line, zb_error *err) {
    for (;;) {
        zb_status status = read_line(records, line, err);
        if (status != ZB_OK || zb_str_trim(zb_buf_str(line)).n) {
            return status;
        }
    }
}

static zb_str text_of(const cJSON *object, const char *key) {
    return zb_str_from(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key)));
}

/* Does a string of the record hold the character 0? The parser would end the string there. */
static bool has_zero(zb_str line) {
    for (size_t i = 0; i + 1 < line.n; i++) {
        if (line.p[i] == '\\') {
            i++;
            if (zb_str_starts(zb_str_sub(line, i, line.n), ZB_STR("u0000"))) {
                return true;
            }
        }
    }
    return false;
}

/* A name of a region, or none: absent or null. */
static bool region_of(const cJSON *object, zb_str *out) {
    const cJSON *region = cJSON_GetObjectItemCaseSensitive(object, "region");
    *out = text_of(object, "region");
    return !region || cJSON_IsNull(region) || cJSON_IsString(region);
}

/* `"year": 2023` or `"year": "2023"`; none or null is 0. */
static bool year_of(const cJSON *object, int *out) {
    const cJSON *year = cJSON_GetObjectItemCaseSensitive(object, "year");
    int64_t number = 0;
    *out = 0;
    if (!year || cJSON_IsNull(year)) {
        return true;
    }
    if (cJSON_IsNumber(year) && year->valuedouble >= 1 && year->valuedouble <= 9999) {
        number = (int64_t)year->valuedouble;
        *out = (int)number;
        return (double)number == year->valuedouble;
    }
    if (!cJSON_IsString(year) || !zb_str_to_int(zb_str_from(year->valuestring), &number) ||
        number < 1 || number > 9999) {
        return false;
    }
    *out = (int)number;
    return true;
}

static zb_status document_of(zb_document **out, const cJSON *record, const zb_lexicon *lexicon,
                             zb_error *err) {
    if (!cJSON_IsObject(record)) {
        return zb_error_set(err, ZB_E_FORMAT,
                            "not a JSON object; give {\"name\":…,\"text\":…} on each line");
    }
    zb_str name = text_of(record, "name");
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(record, "text");
    if (!name.n) {
        return zb_error_set(err, ZB_E_FORMAT, "no \"name\"; each record needs one");
    }
    if (!cJSON_IsString(text)) {
        return zb_error_set(err, ZB_E_FORMAT, "no \"text\"; each record needs one");
    }
    zb_document_hints hints = {0};
    if (!region_of(record, &hints.region)) {
        return zb_error_set(err, ZB_E_FORMAT,
                            "\"region\" is not text; write a name or a code in quotes");
    }
    if (!year_of(record, &hints.year)) {
        return zb_error_set(err, ZB_E_FORMAT, "\"year\" is not a year; write it as 2023");
    }
    return zb_document_from_text(out, name, zb_str_from(text->valuestring), &hints, lexicon, err);
}

zb_status zb_records_document(zb_document **out, zb_str line, const zb_lexicon *lexicon,
                              zb_error *err) {
    *out = NULL;
    const char *end = NULL;
    size_t valid = zb_utf8_valid(line);
    if (valid < line.n) {
        return zb_error_set(err, ZB_E_ENCODING, "not UTF-8 at byte %zu; convert it first", valid);
    }
    cJSON *record = cJSON_ParseWithLengthOpts(line.p, line.n, &end, 0);
    zb_status status;
    if (!record) {
        size_t at = end && end >= line.p ? (size_t)(end - line.p) : 0;
        status =
            zb_error_set(err, ZB_E_FORMAT,
                         "not JSON at byte %zu; give {\"name\":…,\"text\":…} on each line", at);
    } else if (zb_str_trim(zb_str_sub(line, (size_t)(end - line.p), line.n)).n) {
        status =
            zb_error_set(err, ZB_E_FORMAT, "more than one record on the line; give one a line");
    } else if (has_zero(line)) {
        status = zb_error_set(err, ZB_E_FORMAT, "holds \\u0000, which no text has");
    } else {
        status = document_of(out, record, lexicon, err);
    }
    cJSON_Delete(record);
    return status;
}
