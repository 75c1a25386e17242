/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON lines: cutting a stream into lines, and turning a line into a document.
 */
#ifndef ZB_PIPELINE_RECORDS_H
#define ZB_PIPELINE_RECORDS_H

#include "base/buf.h"
#include "zhibiao/document.h"
#include "zhibiao/types.h"

enum { ZB_RECORDS_BLOCK = 64 * 1024 };

/* A descriptor read line by line. Zeroed but for `fd` and `limit`: at its start. */
typedef struct zb_records {
    int fd;
    size_t limit;  /* longest line in bytes */
    size_t number; /* of the last line, from 1 */
    bool ended;
    size_t at, n; /* what is left of the block */
    char block[ZB_RECORDS_BLOCK];
} zb_records;

/* The next line that is not blank, without its end, into `line` (replaced). ZB_E_EMPTY at the end
 * of the stream (no message), ZB_E_LIMIT (the line is passed over), ZB_E_IO (and the end follows),
 * ZB_E_NOMEM. */
zb_status zb_records_next(zb_records *records, zb_buf *line, zb_error *err);

/* The document of a record. ZB_E_FORMAT for what is no such record, or as
 * zb_document_from_text. */
zb_status zb_records_document(zb_document **out, zb_str line, const zb_lexicon *lexicon,
                              zb_error *err);

#endif
