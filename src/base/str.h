/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text views by value: no copying, no terminator. A view with n == 0 may have p == NULL.
 */
#ifndef ZB_BASE_STR_H
#define ZB_BASE_STR_H

#include "zhibiao/types.h"

/* A view of a string literal. */
#define ZB_STR(literal) ((zb_str){"" literal, sizeof(literal) - 1})
/* The same as a constant initializer. */
#define ZB_STR_INIT(literal)                                                                       \
    { "" literal, sizeof(literal) - 1 }

#define ZB_NOT_FOUND ((size_t)-1)

zb_str zb_str_from(const char *terminated); /* NULL gives the empty view */
bool zb_str_eq(zb_str a, zb_str b);
int zb_str_cmp(zb_str a, zb_str b); /* by bytes, shorter first */
bool zb_str_starts(zb_str s, zb_str prefix);
bool zb_str_ends(zb_str s, zb_str suffix);
/* Bytes [start, end), clamped to the view. */
zb_str zb_str_sub(zb_str s, size_t start, size_t end);
/* Offset of the first (last) `needle`, or ZB_NOT_FOUND. An empty needle is not found. */
size_t zb_str_find(zb_str s, zb_str needle);
size_t zb_str_rfind(zb_str s, zb_str needle);
bool zb_str_has(zb_str s, zb_str needle);
/* Without white space at both ends, U+3000 and U+00A0 included. */
zb_str zb_str_trim(zb_str s);
/* Cut at the first `separator`: returns the head and moves `rest` behind the separator; without
 * one returns all and leaves `rest` empty. */
zb_str zb_str_cut(zb_str *rest, char separator);
uint64_t zb_str_hash(zb_str s);
/* A whole decimal number and nothing else. */
bool zb_str_to_int(zb_str s, int64_t *out);

#endif
