/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table written to one file, row by row, in one of the text formats.
 */
#ifndef ZB_EXPORT_WRITER_H
#define ZB_EXPORT_WRITER_H

#include "base/buf.h"
#include "base/file.h"
#include "export/table.h"

typedef struct zb_text_format zb_text_format;

typedef struct zb_writer {
    const zb_text_format *format;
    const zb_shape *shape;
    zb_file_out *file;
    zb_buf line;
    size_t rows;
} zb_writer;

/* `format` is CSV, JSON or JSON lines; others, and a shape of NULL, fail with ZB_E_USAGE. */
zb_status zb_writer_open(zb_writer *out, const char *path, zb_format format, const zb_shape *shape,
                         zb_error *err);
zb_status zb_writer_put(zb_writer *writer, const void *row, zb_error *err);
/* The writer is empty afterwards, whether it succeeds or not. */
zb_status zb_writer_commit(zb_writer *writer, zb_error *err);
void zb_writer_abort(zb_writer *writer);

/* The text in quotes, escaped. */
void zb_json_quote(zb_buf *out, zb_str text);
/* `"name":value` of each column, with commas between. */
void zb_json_fields(zb_buf *out, const zb_shape *shape, const void *row);

#endif
