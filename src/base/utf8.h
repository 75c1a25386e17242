/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UTF-8: decoding, checking, display width.
 */
#ifndef ZB_BASE_UTF8_H
#define ZB_BASE_UTF8_H

#include "base/arena.h"
#include "zhibiao/types.h"

/* Offset of the first byte that is not valid UTF-8, or s.n. Surrogates and overlong forms are
 * invalid. */
size_t zb_utf8_valid(zb_str s);
/* A copy as zb_arena_copy makes it, with `?` for each byte that is not valid UTF-8. */
zb_str zb_utf8_copy(zb_arena *arena, zb_str s, bool *ok);
/* Decode the character at `at` of valid text and move `at` behind it; 0 at the end. On a bad byte
 * gives U+FFFD and moves by one. */
uint32_t zb_utf8_next(zb_str s, size_t *at);
/* Start of the character before `at`; 0 at the start. */
size_t zb_utf8_before(zb_str s, size_t at);
/* Write the code point, at most 4 bytes; returns how many. */
size_t zb_utf8_put(char out[4], uint32_t code);
/* A Han character (unified ideographs and their extensions, 〇, 々). */
bool zb_utf8_is_han(uint32_t code);

#endif
