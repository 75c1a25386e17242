/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/evidence_quote.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum { FEW = 12 }; /* characters that are not worth cutting off */

typedef struct span {
    size_t start, end;
} span;

static size_t forth(zb_str text, size_t at, size_t characters) {
    for (; characters > 0 && at < text.n; characters--) {
        zb_utf8_next(text, &at);
    }
    return at;
}

static size_t back(zb_str text, size_t at, size_t characters) {
    for (; characters > 0 && at > 0; characters--) {
        at = zb_utf8_before(text, at);
    }
    return at;
}

/* Are there more than so many characters from `at` on? */
static bool is_longer(zb_str text, size_t at, size_t characters) {
    return forth(text, at, characters) < text.n;
}

/* Where the figure stands in its sentence. Where lines were joined the offsets of the document do
 * not hold, and the same words nearest to them are taken; nowhere: the empty span at 0. */
static span span_of(const zb_observation *row) {
    zb_str sentence = row->sentence, words = row->surface;
    size_t at = row->start > row->sentence_start ? row->start - row->sentence_start : 0;
    size_t best = ZB_NOT_FOUND;
    if (at + words.n <= sentence.n && memcmp(sentence.p + at, words.p, words.n) == 0) {
        return (span){at, at + words.n};
    }
    for (size_t i = 0; words.n && i + words.n <= sentence.n; i++) {
        if (memcmp(sentence.p + i, words.p, words.n) == 0) {
            size_t now = i > at ? i - at : at - i;
            size_t before = best > at ? best - at : at - best;
            best = best == ZB_NOT_FOUND || now < before ? i : best;
        }
    }
    return best == ZB_NOT_FOUND ? (span){0, 0} : (span){best, best + words.n};
}

static bool parts_clauses(uint32_t code) {
    return code == 0xFF0C || code == 0xFF1B || code == 0x3002 || code == ',' || code == ';';
}

/* Before the figure: behind the first mark of the stretch, so that a clause begins there. */
static size_t cut_front(zb_str text, size_t figure) {
    size_t from = back(text, figure, ZB_QUOTE_AROUND);
    if (from == back(text, from, FEW) || back(text, from, FEW) == 0) {
        return 0;
    }
    for (size_t at = from; at < figure;) {
        if (parts_clauses(zb_utf8_next(text, &at))) {
            return at;
        }
    }
    return from;
}

/* Behind the figure: before the last mark of the stretch. */
static size_t cut_back(zb_str text, size_t figure) {
    size_t to = forth(text, figure, ZB_QUOTE_AROUND);
    if (!is_longer(text, to, FEW)) {
        return text.n;
    }
    for (size_t at = to; at > figure;) {
        size_t before = zb_utf8_before(text, at), next = before;
        if (parts_clauses(zb_utf8_next(text, &next))) {
            return before;
        }
        at = before;
    }
    return to;
}

static bool same_sentence(const zb_observation *a, const zb_observation *b) {
    return a->sentence_start == b->sentence_start && a->sentence_end == b->sentence_end &&
           zb_str_eq(a->section, b->section) && zb_str_eq(a->sentence, b->sentence);
}

zb_quote zb_quote_take(const zb_observation *rows, size_t count) {
    zb_str text = rows->sentence;
    zb_quote quote = {.rows = rows, .count = 1, .to = text.n};
    bool whole = !is_longer(text, 0, ZB_QUOTE_LONGEST);
    if (!whole) {
        span first = span_of(rows);
        quote.from = cut_front(text, first.start);
        quote.to = cut_back(text, first.end);
    }
    while (quote.count < count && quote.count < ZB_QUOTE_MOST &&
           same_sentence(rows, &rows[quote.count])) {
        if (!whole) {
            span next = span_of(&rows[quote.count]);
            size_t to = cut_back(text, next.end);
            to = to > quote.to ? to : quote.to;
            if (next.start < quote.from || to > forth(text, quote.from, ZB_QUOTE_LONGEST)) {
                break;
            }
            quote.to = to;
        }
        quote.count++;
    }
    return quote;
}

/* Without breaks of lines; other blanks become one. */
static void put_clean(zb_rich *out, zb_str text, bool bold) {
    zb_buf clean = {0};
    bool blank = false, han = true;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t code = zb_utf8_next(text, &at);
        if (code <= ' ') {
            blank = true;
            continue;
        }
        bool wide = code >= 0x2E80;
        if (blank && !wide && !han) {
            zb_buf_char(&clean, ' ');
        }
        blank = false;
        han = wide;
        zb_buf_add(&clean, zb_str_sub(text, from, at));
    }
    zb_rich_add(out, zb_buf_str(&clean), bold, bold ? ZB_INK : ZB_TEXT);
    out->text.failed |= clean.failed;
    zb_buf_free(&clean);
}

void zb_quote_put(zb_rich *out, const zb_quote *quote, const bool *wanted) {
    zb_str text = quote->rows->sentence;
    size_t at = quote->from;
    zb_rich_add(out, at > 0 ? ZB_STR("…") : (zb_str){0}, false, ZB_TEXT);
    for (size_t i = 0; i < quote->count; i++) {
        span figure = span_of(&quote->rows[i]);
        if ((wanted && !wanted[i]) || figure.start < at || figure.end == figure.start) {
            continue;
        }
        put_clean(out, zb_str_sub(text, at, figure.start), false);
        put_clean(out, zb_str_sub(text, figure.start, figure.end), true);
        at = figure.end;
    }
    put_clean(out, zb_str_sub(text, at, quote->to), false);
    zb_rich_add(out, quote->to < text.n ? ZB_STR("…") : (zb_str){0}, false, ZB_TEXT);
}
