/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon/words.h"

#include "base/error.h"
#include "base/str.h"

static bool add_length(zb_words *words, size_t length) {
    size_t at = 0;
    while (at < words->length_count && words->lengths[at] > length) {
        at++;
    }
    if (at < words->length_count && words->lengths[at] == length) {
        return true;
    }
    if (words->length_count == ZB_WORD_LENGTHS) {
        return false;
    }
    for (size_t i = words->length_count++; i > at; i--) {
        words->lengths[i] = words->lengths[i - 1];
    }
    words->lengths[at] = length;
    return true;
}

zb_status zb_words_load(zb_words *out, const zb_str *words, size_t count, zb_error *err) {
    for (size_t i = 0; i < count; i++) {
        if (!add_length(out, words[i].n)) {
            return zb_error_set(err, ZB_E_LIMIT, "words of more than %d different lengths",
                                ZB_WORD_LENGTHS);
        }
        if (!zb_map_set(&out->set, words[i], 1)) {
            return zb_error_nomem(err);
        }
    }
    return ZB_OK;
}

void zb_words_free(zb_words *words) {
    zb_map_free(&words->set);
}

bool zb_words_has(const zb_words *words, zb_str text) {
    return zb_map_get(&words->set, text, 0) != 0;
}

size_t zb_words_end(const zb_words *words, zb_str text) {
    for (size_t i = 0; i < words->length_count; i++) {
        size_t n = words->lengths[i];
        if (n <= text.n && zb_words_has(words, zb_str_sub(text, text.n - n, text.n))) {
            return n;
        }
    }
    return 0;
}

size_t zb_words_start(const zb_words *words, zb_str text) {
    for (size_t i = 0; i < words->length_count; i++) {
        size_t n = words->lengths[i];
        if (n <= text.n && zb_words_has(words, zb_str_sub(text, 0, n))) {
            return n;
        }
    }
    return 0;
}

size_t zb_words_last(const zb_words *words, zb_str text, zb_str *which) {
    for (size_t end = text.n; end > 0; end--) {
        if (end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80) {
            continue; /* within a character */
        }
        size_t n = zb_words_end(words, zb_str_sub(text, 0, end));
        if (n) {
            if (which) {
                *which = zb_str_sub(text, end - n, end);
            }
            return end;
        }
    }
    return ZB_NOT_FOUND;
}
