/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/clause.h"

#include "base/str.h"
#include "base/utf8.h"
#include "extract/numeral.h"

/* A bracket within a name is no longer: 村（居）委会. */
enum { BRACKET_BYTES = 40 };

static bool is_digit(zb_str text, size_t at) {
    return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

size_t zb_sentence_end(zb_str text, size_t start, size_t end) {
    size_t i = start, comma = start;
    while (i < end) {
        size_t at = i;
        if (at - start >= ZB_SENTENCE_LIMIT) {
            return comma > start ? comma : at;
        }
        uint32_t c = zb_utf8_next(text, &i);
        if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '\n' || c == '!' || c == '?') {
            return i;
        }
        size_t unused;
        if (c == '.' && at > start && (unsigned char)text.p[at - 1] >= 0x80 &&
            zb_numeral_digit(text, i, &unused) < 0) {
            return i;
        }
        comma = c == 0xFF0C || c == ',' || c == 0xFF1B || c == ';' ? i : comma;
    }
    return end;
}

/* ，,；;：:。 and round brackets. */
static bool parts_clauses(zb_str text, size_t at, uint32_t c) {
    switch (c) {
    case ',':
        return !(at > 0 && is_digit(text, at - 1) && is_digit(text, at + 1));
    case 0xFF0C: /* ， */
    case ';':
    case 0xFF1B: /* ； */
    case ':':
    case 0xFF1A: /* ： */
    case 0x3002: /* 。 */
    case '(':
    case ')':
    case 0xFF08: /* （ */
    case 0xFF09: /* ） */
    case '|':
    case '\n':
        return true;
    default:
        return false;
    }
}

/* The bracket that matches the closing one before `at`, or ZB_NOT_FOUND within `from`. */
static size_t matching_open(zb_str text, size_t from, size_t at) {
    int depth = 0;
    while (at > from) {
        size_t before = zb_utf8_before(text, at);
        size_t next = before;
        uint32_t c = zb_utf8_next(text, &next);
        if (c == ')' || c == 0xFF09) {
            depth++;
        } else if ((c == '(' || c == 0xFF08) && --depth == 0) {
            return before;
        }
        at = before;
    }
    return ZB_NOT_FOUND;
}

size_t zb_clause_start(zb_str text, size_t from, size_t at) {
    while (at > from) {
        size_t before = zb_utf8_before(text, at);
        size_t next = before;
        uint32_t c = zb_utf8_next(text, &next);
        if (c == ')' || c == 0xFF09) {
            size_t open = matching_open(text, from, at);
            if (open == ZB_NOT_FOUND) {
                return at;
            }
            at = open; /* 示范村（社区）: the bracket belongs to the clause */
            continue;
        }
        if (parts_clauses(text, before, c)) {
            return at;
        }
        at = before;
    }
    return from;
}

size_t zb_clause_end(zb_str text, size_t at, size_t end) {
    while (at < end) {
        size_t next = at;
        uint32_t c = zb_utf8_next(text, &next);
        if (c == '(' || c == 0xFF08) { /* 村（居）委会 goes on behind its bracket */
            size_t close = at;
            while (close < end && close < at + BRACKET_BYTES) {
                size_t after = close;
                uint32_t d = zb_utf8_next(text, &after);
                close = after;
                if (d == ')' || d == 0xFF09) {
                    break;
                }
            }
            if (close >= end || close >= at + BRACKET_BYTES) {
                return at;
            }
            at = close;
            continue;
        }
        if (parts_clauses(text, at, c) || c == 0x3001) { /* 、 */
            return at;
        }
        at = next;
    }
    return end;
}

bool zb_brackets_follow(zb_brackets *brackets, zb_str text, size_t at, size_t *open) {
    while (brackets->to < at) {
        uint32_t c = zb_utf8_next(text, &brackets->to);
        if (c == '(' || c == 0xFF08) {
            if (brackets->depth < ZB_BRACKETS_DEEP) {
                brackets->open[brackets->depth] = brackets->to - (c == '(' ? 1 : 3);
            }
            brackets->depth++;
        } else if ((c == ')' || c == 0xFF09) && brackets->depth > 0) {
            brackets->depth--;
        }
    }
    if (brackets->depth == 0 || brackets->depth > ZB_BRACKETS_DEEP) {
        return false;
    }
    *open = brackets->open[brackets->depth - 1];
    return true;
}

size_t zb_date_at_start(zb_str text) {
    size_t i = 0, bytes = 0;
    while (i < text.n && zb_numeral_digit(text, i, &bytes) >= 0) {
        i += bytes;
    }
    if (!i) {
        return 0;
    }
    static const char *const marks[] = {"年度", "年底", "年末", "年", "月底", "月", "日"};
    zb_str rest = zb_str_sub(text, i, text.n);
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        if (zb_str_starts(rest, zb_str_from(marks[k]))) {
            return i + zb_str_from(marks[k]).n;
        }
    }
    return 0;
}
