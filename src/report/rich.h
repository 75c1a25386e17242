/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text with emphasis, colour and links, built piece by piece.
 */
#ifndef ZB_REPORT_RICH_H
#define ZB_REPORT_RICH_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "zhibiao/chart.h"

typedef struct zb_rich_span {
    size_t end; /* byte offset behind its last character */
    bool bold;
    zb_color color;
    zb_str link; /* key of the label it leads to, or empty; borrowed */
} zb_rich_span;

/* `{0}` is empty. It remembers a lack of memory in text.failed. */
typedef struct zb_rich {
    zb_buf text;
    ZB_VEC(zb_rich_span) spans;
} zb_rich;

void zb_rich_add(zb_rich *rich, zb_str text, bool bold, zb_color color);
/* Plain text in the colour of the body. */
void zb_rich_text(zb_rich *rich, const char *format, ...) __attribute__((format(printf, 2, 3)));
void zb_rich_bold(zb_rich *rich, zb_color color, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* `key` must outlive the text. */
void zb_rich_link(zb_rich *rich, zb_str key, zb_str text, bool bold, zb_color color);
void zb_rich_clear(zb_rich *rich);
void zb_rich_free(zb_rich *rich);

#endif
