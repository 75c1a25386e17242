/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rich.h"

#include <stdarg.h>

#include "base/mem.h"
#include "base/str.h"

static void close_span(zb_rich *rich, bool bold, zb_color color, zb_str link) {
    size_t count = rich->spans.count;
    zb_rich_span *last = count ? &rich->spans.at[count - 1] : NULL;
    if (last && last->bold == bold && last->color == color && zb_str_eq(last->link, link)) {
        last->end = rich->text.n;
        return;
    }
    zb_rich_span span = {rich->text.n, bold, color, link};
    if (!ZB_PUSH(&rich->spans, span)) {
        rich->text.failed = true;
    }
}

void zb_rich_link(zb_rich *rich, zb_str key, zb_str text, bool bold, zb_color color) {
    zb_buf_add(&rich->text, text);
    close_span(rich, bold, color, key);
}

void zb_rich_add(zb_rich *rich, zb_str text, bool bold, zb_color color) {
    zb_rich_link(rich, (zb_str){0}, text, bold, color);
}

static void add_format(zb_rich *rich, bool bold, zb_color color, const char *format,
                       va_list arguments) {
    zb_buf_format_list(&rich->text, format, arguments);
    close_span(rich, bold, color, (zb_str){0});
}

void zb_rich_text(zb_rich *rich, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_format(rich, false, ZB_TEXT, format, arguments);
    va_end(arguments);
}

void zb_rich_bold(zb_rich *rich, zb_color color, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_format(rich, true, color, format, arguments);
    va_end(arguments);
}

void zb_rich_clear(zb_rich *rich) {
    zb_buf_clear(&rich->text);
    rich->spans.count = 0;
}

void zb_rich_free(zb_rich *rich) {
    zb_buf_free(&rich->text);
    ZB_VEC_FREE(&rich->spans);
}
