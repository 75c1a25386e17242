/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cut a string that may end within a character back to the character's start. */
static void cut_at_character(char *text, size_t capacity) {
    size_t n = strlen(text);
    if (n + 1 < capacity) {
        return;
    }
    size_t back = 0;
    while (n > back && back < 4 && ((unsigned char)text[n - 1 - back] & 0xC0) == 0x80) {
        back++;
    }
    if (n > back && ((unsigned char)text[n - 1 - back] & 0xC0) == 0xC0) {
        text[n - 1 - back] = '\0';
    }
}

zb_status zb_error_set(zb_error *err, zb_status code, const char *format, ...) {
    if (err) {
        va_list arguments;
        va_start(arguments, format);
        err->code = code;
        err->input[0] = '\0';
        err->offset = -1;
        vsnprintf(err->message, sizeof err->message, format, arguments);
        cut_at_character(err->message, sizeof err->message);
        va_end(arguments);
    }
    return code;
}

zb_status zb_error_nomem(zb_error *err) {
    return zb_error_set(err, ZB_E_NOMEM, "out of memory; use fewer threads (-j) or fewer files");
}

void zb_error_input(zb_error *err, zb_str name) {
    if (err && !err->input[0]) {
        snprintf(err->input, sizeof err->input, "%.*s", ZB_ARG(name));
        cut_at_character(err->input, sizeof err->input);
    }
}
