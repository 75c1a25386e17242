/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A growable byte buffer that remembers its own lack of memory: append often, check once.
 * `{0}` is empty. Numbers are written the same in every locale.
 */
#ifndef ZB_BASE_BUF_H
#define ZB_BASE_BUF_H

#include <stdarg.h>

#include "zhibiao/types.h"

typedef struct zb_buf {
    char *p;
    size_t n, capacity;
    bool failed; /* an append found no memory; the content is cut there */
} zb_buf;

void zb_buf_add(zb_buf *buf, zb_str s);
void zb_buf_text(zb_buf *buf, const char *terminated);
void zb_buf_char(zb_buf *buf, char c);
void zb_buf_format(zb_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void zb_buf_format_list(zb_buf *buf, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
/* The shortest decimal form that reads back as the same double: `12`, `95.7`, `-0.05`. NaN and
 * infinities append nothing. */
void zb_buf_number(zb_buf *buf, double value);
/* With a fixed count of decimals; a value that rounds to zero loses its sign. */
void zb_buf_fixed(zb_buf *buf, double value, int decimals);
/* The same with thousands commas. */
void zb_buf_thousands(zb_buf *buf, double value, int decimals);
zb_str zb_buf_str(const zb_buf *buf);
void zb_buf_clear(zb_buf *buf);
void zb_buf_free(zb_buf *buf);

#endif
