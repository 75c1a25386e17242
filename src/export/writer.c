/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/writer.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"

struct zb_text_format {
    void (*begin)(zb_buf *out, const zb_shape *shape);
    void (*row)(zb_buf *out, const zb_shape *shape, const void *row, size_t before);
    void (*end)(zb_buf *out, size_t rows);
};

static void csv_text(zb_buf *out, zb_str text) {
    bool plain = true;
    for (size_t i = 0; i < text.n && plain; i++) {
        plain = text.p[i] != ',' && text.p[i] != '"' && text.p[i] != '\r' && text.p[i] != '\n';
    }
    if (plain) {
        zb_buf_add(out, text);
        return;
    }
    zb_buf_char(out, '"');
    while (text.n) {
        size_t quote = zb_str_find(text, ZB_STR("\""));
        size_t n = quote == ZB_NOT_FOUND ? text.n : quote + 1;
        zb_buf_add(out, zb_str_sub(text, 0, n));
        zb_buf_text(out, quote == ZB_NOT_FOUND ? "" : "\"");
        text = zb_str_sub(text, n, text.n);
    }
    zb_buf_char(out, '"');
}

void zb_json_quote(zb_buf *out, zb_str text) {
    static const char special[] = "\b\f\n\r\t\"\\";
    static const char letters[] = "bfnrt\"\\";
    zb_buf_char(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        const char *at = c ? strchr(special, c) : NULL;
        if (c >= 0x20 && !at) {
            continue;
        }
        zb_buf_add(out, zb_str_sub(text, from, i));
        if (at) {
            zb_buf_char(out, '\\');
            zb_buf_char(out, letters[at - special]);
        } else {
            zb_buf_format(out, "\\u%04x", c);
        }
        from = i + 1;
    }
    zb_buf_add(out, zb_str_sub(text, from, text.n));
    zb_buf_char(out, '"');
}

/* All formats write numbers and flags alike. */
static void put_value(zb_buf *out, const zb_value *value, void (*text)(zb_buf *, zb_str),
                      const char *unknown) {
    switch (value->type) {
    case ZB_VALUE_TEXT:
        text(out, value->text);
        break;
    case ZB_VALUE_WHOLE:
        zb_buf_format(out, "%lld", (long long)value->whole);
        break;
    case ZB_VALUE_NUMBER:
        zb_buf_number(out, value->number);
        break;
    case ZB_VALUE_FLAG:
        zb_buf_text(out, value->flag ? "true" : "false");
        break;
    case ZB_VALUE_UNKNOWN:
    default:
        zb_buf_text(out, unknown);
        break;
    }
}

static void csv_begin(zb_buf *out, const zb_shape *shape) {
    for (size_t i = 0; i < shape->count; i++) {
        zb_buf_text(out, i ? "," : "");
        zb_buf_text(out, shape->columns[i].name);
    }
    zb_buf_text(out, "\r\n");
}

static void csv_row(zb_buf *out, const zb_shape *shape, const void *row, size_t before) {
    (void)before;
    for (size_t i = 0; i < shape->count; i++) {
        zb_value value = zb_column_value(&shape->columns[i], row);
        zb_buf_text(out, i ? "," : "");
        put_value(out, &value, csv_text, "");
    }
    zb_buf_text(out, "\r\n");
}

void zb_json_fields(zb_buf *out, const zb_shape *shape, const void *row) {
    for (size_t i = 0; i < shape->count; i++) {
        zb_value value = zb_column_value(&shape->columns[i], row);
        zb_buf_text(out, i ? ",\"" : "\"");
        zb_buf_text(out, shape->columns[i].name);
        zb_buf_text(out, "\":");
        put_value(out, &value, zb_json_quote, "null");
    }
}

static void json_object(zb_buf *out, const zb_shape *shape, const void *row) {
    zb_buf_char(out, '{');
    zb_json_fields(out, shape, row);
    zb_buf_char(out, '}');
}

static void json_begin(zb_buf *out, const zb_shape *shape) {
    (void)shape;
    zb_buf_char(out, '[');
}

static void json_row(zb_buf *out, const zb_shape *shape, const void *row, size_t before) {
    zb_buf_text(out, before ? ",\n" : "\n");
    json_object(out, shape, row);
}

static void json_end(zb_buf *out, size_t rows) {
    zb_buf_text(out, rows ? "\n]\n" : "]\n");
}

static void jsonl_row(zb_buf *out, const zb_shape *shape, const void *row, size_t before) {
    (void)before;
    json_object(out, shape, row);
    zb_buf_char(out, '\n');
}

static const zb_text_format csv = {csv_begin, csv_row, NULL};
static const zb_text_format json = {json_begin, json_row, json_end};
static const zb_text_format jsonl = {NULL, jsonl_row, NULL};

static const zb_text_format *text_format(zb_format format) {
    switch (format) {
    case ZB_FORMAT_CSV:
        return &csv;
    case ZB_FORMAT_JSON:
        return &json;
    case ZB_FORMAT_JSONL:
        return &jsonl;
    default:
        return NULL;
    }
}

/* Hand the line to the file; it keeps its own blocks. */
static zb_status flush(zb_writer *writer, zb_error *err) {
    if (writer->line.failed) {
        return zb_error_nomem(err);
    }
    zb_status status = zb_file_write(writer->file, zb_buf_str(&writer->line), err);
    zb_buf_clear(&writer->line);
    return status;
}

zb_status zb_writer_open(zb_writer *out, const char *path, zb_format format, const zb_shape *shape,
                         zb_error *err) {
    *out = (zb_writer){.format = text_format(format), .shape = shape};
    if (!out->format || !out->shape) {
        return zb_error_set(err, ZB_E_USAGE, "a table is written as csv, json or jsonl");
    }
    zb_status status = zb_file_open(&out->file, path, err);
    if (status == ZB_OK && out->format->begin) {
        out->format->begin(&out->line, out->shape);
        status = flush(out, err);
    }
    if (status != ZB_OK) {
        zb_writer_abort(out);
    }
    return status;
}

zb_status zb_writer_put(zb_writer *writer, const void *row, zb_error *err) {
    writer->format->row(&writer->line, writer->shape, row, writer->rows++);
    return flush(writer, err);
}

zb_status zb_writer_commit(zb_writer *writer, zb_error *err) {
    zb_status status = ZB_OK;
    if (writer->format->end) {
        writer->format->end(&writer->line, writer->rows);
        status = flush(writer, err);
    }
    if (status == ZB_OK) {
        zb_file_out *file = writer->file;
        writer->file = NULL;
        status = zb_file_commit(file, err);
    }
    zb_writer_abort(writer);
    return status;
}

void zb_writer_abort(zb_writer *writer) {
    zb_file_abort(writer->file);
    zb_buf_free(&writer->line);
    *writer = (zb_writer){0};
}
