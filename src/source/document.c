/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents: from bytes to what is known of a report as a whole.
 */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "source/reading.h"

typedef struct owned {
    zb_document document;
    zb_arena arena;
    zb_buf text;
} owned;

/* How to make UTF-8 text of a file that begins so. */
static const char *advice_for(zb_str text) {
    static const struct {
        zb_str begins;
        const char *advice;
    } kinds[] = {
        {ZB_STR_INIT("PK\x03\x04"), "this is a Word, WPS or zip file; save it as UTF-8 text"},
        {ZB_STR_INIT("\xD0\xCF\x11\xE0"), "this is a Word or WPS file; save it as UTF-8 text"},
        {ZB_STR_INIT("\xFF\xFE"), "convert it, for example: iconv -f UTF-16 -t UTF-8"},
        {ZB_STR_INIT("\xFE\xFF"), "convert it, for example: iconv -f UTF-16 -t UTF-8"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (zb_str_starts(text, kinds[i].begins)) {
            return kinds[i].advice;
        }
    }
    return "convert it, for example: iconv -f GB18030 -t UTF-8";
}

/* What another form of document says of itself: such a file may be UTF-8, but its figures stand
 * among marks. NULL for plain text. */
static const char *other_form(zb_str text) {
    static const struct {
        zb_str begins;
        const char *advice;
    } forms[] = {
        {ZB_STR_INIT("%PDF-"), "this is a PDF; turn it into text, for example: pdftotext"},
        {ZB_STR_INIT("<!doctype html"), "this is a web page; save it as text"},
        {ZB_STR_INIT("<html"), "this is a web page; save it as text"},
        {ZB_STR_INIT("{\\rtf"), "this is an RTF file; save it as UTF-8 text"},
    };
    if (zb_str_starts(text, ZB_STR("\xEF\xBB\xBF"))) {
        text = zb_str_sub(text, 3, text.n);
    }
    text = zb_str_trim(text);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        zb_str begins = forms[i].begins;
        if (text.n >= begins.n && strncasecmp(text.p, begins.p, begins.n) == 0) {
            return forms[i].advice;
        }
    }
    return NULL;
}

static zb_status check_text(zb_str text, zb_error *err) {
    const char *other = other_form(text);
    if (other) {
        return zb_error_set(err, ZB_E_FORMAT, "%s", other);
    }
    size_t bad = zb_utf8_valid(text);
    if (bad < text.n) {
        zb_error_set(err, ZB_E_ENCODING, "not UTF-8 at byte %zu; %s", bad, advice_for(text));
        if (err) {
            err->offset = (int64_t)bad;
        }
        return ZB_E_ENCODING;
    }
    if (zb_str_trim(text).n == 0) {
        return zb_error_set(err, ZB_E_EMPTY, "empty, nothing to read");
    }
    return ZB_OK;
}

static zb_status read_parts(owned *own, const zb_document_hints *hints, const zb_lexicon *lexicon,
                            zb_error *err) {
    zb_reading reading = {
        .arena = &own->arena,
        .lexicon = lexicon,
        .cues = &lexicon->document_cues,
        .document = &own->document,
    };
    own->document.year = hints ? hints->year : 0;
    zb_status status = zb_reading_lines(&reading, err);
    if (status == ZB_OK) {
        status = zb_reading_title(&reading, err);
    }
    if (status == ZB_OK) {
        zb_reading_year(&reading);
        status = zb_reading_sections(&reading, err);
    }
    if (status == ZB_OK) {
        status = zb_reading_region(&reading, hints ? hints->region : (zb_str){0}, err);
    }
    if (status == ZB_OK) {
        zb_reading_kind(&reading);
        own->document.lines = reading.lines;
        own->document.line_count = reading.line_count;
        own->document.hash = zb_str_hash(own->document.text);
    }
    return status;
}

/* Takes over `text`, whatever comes of it. */
static zb_status make(zb_document **out, zb_str name, zb_str path, zb_buf text,
                      const zb_document_hints *hints, const zb_lexicon *lexicon, zb_error *err) {
    *out = NULL;
    owned *own = zb_mem_zero(1, sizeof *own);
    if (!own) {
        zb_buf_free(&text);
        return zb_error_nomem(err);
    }
    own->text = text;
    own->document.own = own;
    own->document.text = zb_buf_str(&own->text);
    bool ok = !text.failed;
    own->document.name = zb_utf8_copy(&own->arena, name, &ok);
    own->document.path = zb_arena_copy(&own->arena, path, &ok);
    zb_status status = ok ? check_text(own->document.text, err) : zb_error_nomem(err);
    if (status == ZB_OK) {
        status = read_parts(own, hints, lexicon, err);
    }
    if (status != ZB_OK) {
        zb_error_input(err, path.n ? path : name);
        zb_document_free(&own->document);
        return status;
    }
    *out = &own->document;
    return ZB_OK;
}

zb_status zb_document_read(zb_document **out, const char *path, const zb_lexicon *lexicon,
                           zb_error *err) {
    *out = NULL;
    zb_buf text = {0};
    zb_str where = zb_str_from(path);
    zb_status status = zb_file_read(&text, path, ZB_DOCUMENT_LIMIT, err);
    if (status != ZB_OK) {
        zb_error_input(err, where);
        zb_buf_free(&text);
        return status;
    }
    return make(out, zb_file_name(where), where, text, NULL, lexicon, err);
}

zb_status zb_document_from_text(zb_document **out, zb_str name, zb_str text,
                                const zb_document_hints *hints, const zb_lexicon *lexicon,
                                zb_error *err) {
    *out = NULL;
    if (text.n > ZB_DOCUMENT_LIMIT) {
        zb_error_set(err, ZB_E_LIMIT, "longer than %zu bytes", ZB_DOCUMENT_LIMIT);
        zb_error_input(err, name);
        return ZB_E_LIMIT;
    }
    zb_buf copy = {0};
    zb_buf_add(&copy, text);
    return make(out, name, (zb_str){0}, copy, hints, lexicon, err);
}

void zb_document_free(zb_document *document) {
    if (document) {
        owned *own = document->own;
        zb_arena_free(&own->arena);
        zb_buf_free(&own->text);
        zb_mem_free(own);
    }
}

void zb_document_locate(const zb_document *document, size_t offset, size_t *line, size_t *column) {
    size_t low = 0, high = document->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (document->lines[middle].span.start <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    size_t start = document->line_count ? document->lines[low].span.start : 0;
    *line = low + 1;
    *column = zb_text_columns(zb_str_sub(document->text, start, offset)) + 1;
}

const zb_section *zb_document_section(const zb_document *document, size_t offset) {
    size_t low = 0, high = document->section_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (document->sections[middle].body.start <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &document->sections[low];
}
