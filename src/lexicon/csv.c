/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon/csv.h"

#include <csv.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/vec.h"

typedef struct state {
    zb_csv_row_fn *row;
    void *context;
    zb_error *err;
    zb_status status;
    zb_buf bytes;          /* the fields of the row so far, one behind the other */
    ZB_VEC(size_t) ends;   /* end of each field in bytes */
    ZB_VEC(zb_str) fields; /* views for the call */
    size_t line;           /* lines that have ended so far */
    int last_end;          /* the character that ended the last row */
} state;

static void on_field(void *text, size_t n, void *data) {
    state *s = data;
    zb_buf_add(&s->bytes, (zb_str){text, n});
    for (size_t i = 0; i < n; i++) {
        s->line += ((const char *)text)[i] == '\n';
    }
    if (s->bytes.failed || !ZB_PUSH(&s->ends, s->bytes.n)) {
        s->status = zb_error_nomem(s->err);
    }
}

static void on_row(int c, void *data) {
    state *s = data;
    bool rest_of_end = c == '\n' && s->last_end == '\r' && !s->ends.count;
    s->line += !rest_of_end;
    s->last_end = c;
    if (!s->ends.count) {
        return;
    }
    s->fields.count = 0;
    size_t start = 0;
    for (size_t i = 0; i < s->ends.count && s->status == ZB_OK; i++) {
        zb_str field = zb_str_sub(zb_buf_str(&s->bytes), start, s->ends.at[i]);
        start = s->ends.at[i];
        if (!ZB_PUSH(&s->fields, field)) {
            s->status = zb_error_nomem(s->err);
        }
    }
    if (s->status == ZB_OK) {
        s->status = s->row(s->context, s->fields.at, s->fields.count, s->line, s->err);
    }
    zb_buf_clear(&s->bytes);
    s->ends.count = 0;
}

zb_status zb_csv_parse(zb_str text, zb_csv_row_fn *row, void *context, zb_error *err) {
    state s = {.row = row, .context = context, .err = err};
    struct csv_parser parser;
    if (csv_init(&parser, CSV_REPALL_NL) != 0) {
        return zb_error_nomem(err);
    }
    if (zb_str_starts(text, ZB_STR("\uFEFF"))) {
        text = zb_str_sub(text, 3, text.n);
    }
    enum { BLOCK = 64 * 1024 };
    for (size_t at = 0; at < text.n && s.status == ZB_OK; at += BLOCK) {
        zb_str block = zb_str_sub(text, at, at + BLOCK);
        if (csv_parse(&parser, block.p, block.n, on_field, on_row, &s) != block.n) {
            s.status = zb_error_set(err, ZB_E_FORMAT, "line %zu: %s", s.line + 1,
                                    csv_strerror(csv_error(&parser)));
        }
    }
    if (s.status == ZB_OK && csv_fini(&parser, on_field, on_row, &s) != 0) {
        s.status = zb_error_set(err, ZB_E_FORMAT, "line %zu: %s", s.line + 1,
                                csv_strerror(csv_error(&parser)));
    }
    csv_free(&parser);
    zb_buf_free(&s.bytes);
    ZB_VEC_FREE(&s.ends);
    ZB_VEC_FREE(&s.fields);
    return s.status;
}
