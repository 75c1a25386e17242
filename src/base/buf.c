/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"

bool zb_vec_reserve(void **at, size_t *capacity, size_t count, size_t extra, size_t size) {
    if (*capacity - count >= extra) {
        return true;
    }
    size_t wanted = *capacity ? *capacity : 8;
    while (wanted - count < extra) {
        if (wanted > SIZE_MAX / 2 / size) {
            return false;
        }
        wanted *= 2;
    }
    void *grown = zb_mem_resize(*at, wanted * size);
    if (!grown) {
        return false;
    }
    *at = grown;
    *capacity = wanted;
    return true;
}

void zb_buf_add(zb_buf *buf, zb_str s) {
    if (buf->failed || !zb_vec_reserve((void **)&buf->p, &buf->capacity, buf->n, s.n + 1, 1)) {
        buf->failed = true;
        return;
    }
    if (s.n) {
        memcpy(buf->p + buf->n, s.p, s.n);
        buf->n += s.n;
    }
    buf->p[buf->n] = '\0';
}

void zb_buf_text(zb_buf *buf, const char *terminated) {
    zb_buf_add(buf, zb_str_from(terminated));
}

void zb_buf_char(zb_buf *buf, char c) {
    zb_buf_add(buf, (zb_str){&c, 1});
}

void zb_buf_format(zb_buf *buf, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    zb_buf_format_list(buf, format, arguments);
    va_end(arguments);
}

void zb_buf_format_list(zb_buf *buf, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    if (n < 0 || buf->failed ||
        !zb_vec_reserve((void **)&buf->p, &buf->capacity, buf->n, (size_t)n + 1, 1)) {
        buf->failed = true;
    } else {
        vsnprintf(buf->p + buf->n, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

/* printf writes the locale's decimal point; files want a full stop. */
static void point_to_stop(char *text) {
    for (; *text; text++) {
        if (*text == ',') {
            *text = '.';
        }
    }
}

void zb_buf_number(zb_buf *buf, double value) {
    if (!isfinite(value)) {
        return;
    }
    char text[40];
    if (value == 0) {
        value = 0; /* no negative zero */
    }
    if (fabs(value) < 1e15 && value == floor(value)) {
        snprintf(text, sizeof text, "%.0f", value);
    } else {
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(text, sizeof text, "%.*g", digits, value);
            if (strtod(text, NULL) == value) {
                break;
            }
        }
        point_to_stop(text);
    }
    zb_buf_text(buf, text);
}

void zb_buf_fixed(zb_buf *buf, double value, int decimals) {
    if (!isfinite(value)) {
        return;
    }
    char text[400];
    snprintf(text, sizeof text, "%.*f", decimals, value);
    point_to_stop(text);
    if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1)) {
        memmove(text, text + 1, strlen(text));
    }
    zb_buf_text(buf, text);
}

void zb_buf_thousands(zb_buf *buf, double value, int decimals) {
    zb_buf plain = {0};
    zb_buf_fixed(&plain, value, decimals);
    zb_str s = zb_buf_str(&plain);
    size_t whole = zb_str_find(s, ZB_STR("."));
    whole = whole == ZB_NOT_FOUND ? s.n : whole;
    for (size_t i = 0; i < s.n; i++) {
        if (i < whole && i > 0 && s.p[i - 1] != '-' && (whole - i) % 3 == 0) {
            zb_buf_char(buf, ',');
        }
        zb_buf_char(buf, s.p[i]);
    }
    buf->failed |= plain.failed;
    zb_buf_free(&plain);
}

zb_str zb_buf_str(const zb_buf *buf) {
    return (zb_str){buf->p, buf->n};
}

void zb_buf_clear(zb_buf *buf) {
    buf->n = 0;
    buf->failed = false;
}

void zb_buf_free(zb_buf *buf) {
    zb_mem_free(buf->p);
    *buf = (zb_buf){0};
}
