/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/str.h"

size_t zb_utf8_valid(zb_str s) {
    size_t i = 0;
    while (i < s.n) {
        if ((unsigned char)s.p[i] < 0x80) {
            i++;
            continue;
        }
        utf8proc_int32_t code;
        utf8proc_ssize_t step =
            utf8proc_iterate((const utf8proc_uint8_t *)s.p + i,
                             (utf8proc_ssize_t)(s.n - i > 4 ? 4 : s.n - i), &code);
        if (step <= 0) {
            return i;
        }
        i += (size_t)step;
    }
    return s.n;
}

zb_str zb_utf8_copy(zb_arena *arena, zb_str s, bool *ok) {
    char *copy = zb_arena_get(arena, s.n + 1, 1);
    if (!copy) {
        *ok = false;
        return (zb_str){0};
    }
    for (size_t at = 0; at < s.n;) {
        size_t n = zb_utf8_valid(zb_str_sub(s, at, s.n));
        memcpy(copy + at, s.p + at, n);
        at += n;
        if (at < s.n) {
            copy[at++] = '?';
        }
    }
    return (zb_str){copy, s.n};
}

uint32_t zb_utf8_next(zb_str s, size_t *at) {
    size_t i = *at;
    if (i >= s.n) {
        return 0;
    }
    const unsigned char *p = (const unsigned char *)s.p + i;
    size_t left = s.n - i;
    if (p[0] < 0x80) {
        *at = i + 1;
        return p[0];
    }
    if (p[0] >= 0xE0 && p[0] < 0xF0 && left >= 3) {
        *at = i + 3;
        return ((uint32_t)(p[0] & 0x0F) << 12) | ((uint32_t)(p[1] & 0x3F) << 6) | (p[2] & 0x3Fu);
    }
    if (p[0] >= 0xC2 && p[0] < 0xE0 && left >= 2) {
        *at = i + 2;
        return ((uint32_t)(p[0] & 0x1F) << 6) | (p[1] & 0x3Fu);
    }
    if (p[0] >= 0xF0 && p[0] < 0xF5 && left >= 4) {
        *at = i + 4;
        return ((uint32_t)(p[0] & 0x07) << 18) | ((uint32_t)(p[1] & 0x3F) << 12) |
               ((uint32_t)(p[2] & 0x3F) << 6) | (p[3] & 0x3Fu);
    }
    *at = i + 1;
    return 0xFFFD;
}

size_t zb_utf8_before(zb_str s, size_t at) {
    if (at == 0) {
        return 0;
    }
    at--;
    while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

size_t zb_utf8_put(char out[4], uint32_t code) {
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
}

bool zb_utf8_is_han(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           c == 0x3005 || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

size_t zb_text_columns(zb_str text) {
    size_t columns = 0;
    for (size_t i = 0; i < text.n;) {
        int width = utf8proc_charwidth((utf8proc_int32_t)zb_utf8_next(text, &i));
        columns += width > 0 ? (size_t)width : 0;
    }
    return columns;
}
