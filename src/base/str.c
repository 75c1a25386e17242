/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem */
#include "base/str.h"

#include <string.h>
#include <xxhash.h>

zb_str zb_str_from(const char *terminated) {
    return terminated ? (zb_str){terminated, strlen(terminated)} : (zb_str){0};
}

bool zb_str_eq(zb_str a, zb_str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int zb_str_cmp(zb_str a, zb_str b) {
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool zb_str_starts(zb_str s, zb_str prefix) {
    return s.n >= prefix.n && zb_str_eq((zb_str){s.p, prefix.n}, prefix);
}

bool zb_str_ends(zb_str s, zb_str suffix) {
    return s.n >= suffix.n && (!suffix.n || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

zb_str zb_str_sub(zb_str s, size_t start, size_t end) {
    if (end > s.n) {
        end = s.n;
    }
    return start < end ? (zb_str){s.p + start, end - start} : (zb_str){0};
}

size_t zb_str_find(zb_str s, zb_str needle) {
    if (!needle.n || needle.n > s.n) {
        return ZB_NOT_FOUND;
    }
    const char *hit = memmem(s.p, s.n, needle.p, needle.n);
    return hit ? (size_t)(hit - s.p) : ZB_NOT_FOUND;
}

size_t zb_str_rfind(zb_str s, zb_str needle) {
    if (!needle.n || needle.n > s.n) {
        return ZB_NOT_FOUND;
    }
    for (size_t i = s.n - needle.n + 1; i-- > 0;) {
        if (s.p[i] == needle.p[0] && memcmp(s.p + i, needle.p, needle.n) == 0) {
            return i;
        }
    }
    return ZB_NOT_FOUND;
}

bool zb_str_has(zb_str s, zb_str needle) {
    return zb_str_find(s, needle) != ZB_NOT_FOUND;
}

/* Bytes of the white-space character at the start (end) of `s`, 0 when there is none. */
static size_t space_at_start(zb_str s) {
    if (s.n && strchr(" \t\r\n\v\f", s.p[0]) && s.p[0]) {
        return 1;
    }
    if (zb_str_starts(s, ZB_STR("\u3000")) || zb_str_starts(s, ZB_STR("\uFEFF")) ||
        zb_str_starts(s, ZB_STR("\u200B"))) {
        return 3;
    }
    return zb_str_starts(s, ZB_STR("\u00A0")) ? 2 : 0;
}

static size_t space_at_end(zb_str s) {
    if (s.n && strchr(" \t\r\n\v\f", s.p[s.n - 1]) && s.p[s.n - 1]) {
        return 1;
    }
    if (zb_str_ends(s, ZB_STR("\u3000")) || zb_str_ends(s, ZB_STR("\uFEFF")) ||
        zb_str_ends(s, ZB_STR("\u200B"))) {
        return 3;
    }
    return zb_str_ends(s, ZB_STR("\u00A0")) ? 2 : 0;
}

zb_str zb_str_trim(zb_str s) {
    for (size_t k; (k = space_at_start(s)) > 0;) {
        s.p += k;
        s.n -= k;
    }
    for (size_t k; (k = space_at_end(s)) > 0;) {
        s.n -= k;
    }
    return s;
}

zb_str zb_str_cut(zb_str *rest, char separator) {
    const char *hit = rest->n ? memchr(rest->p, separator, rest->n) : NULL;
    if (!hit) {
        zb_str all = *rest;
        *rest = (zb_str){0};
        return all;
    }
    zb_str head = {rest->p, (size_t)(hit - rest->p)};
    *rest = (zb_str){hit + 1, rest->n - head.n - 1};
    return head;
}

uint64_t zb_str_hash(zb_str s) {
    return XXH3_64bits(s.n ? s.p : "", s.n);
}

bool zb_str_to_int(zb_str s, int64_t *out) {
    bool negative = s.n && s.p[0] == '-';
    size_t i = negative;
    if (i == s.n || s.n - i > 18) {
        return false;
    }
    int64_t value = 0;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
        value = value * 10 + (s.p[i] - '0');
    }
    *out = negative ? -value : value;
    return true;
}
