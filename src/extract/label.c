/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels: what the text itself calls the thing counted, so that a reader sees what an uncatalogued
 * figure is about.
 */
#include "extract/reader.h"

#include <string.h>

#include "base/utf8.h"
#include "extract/clause.h"

static zb_str strip_signs(zb_str s) {
    static const char *const signs[] = {"、", "，", ",", "。", "；", ";", "：", ":", "|", "·", "—"};
    /* one without the other goes, and a pair around all */
    static const char *const pairs[][2] = {{"“", "”"}, {"（", "）"}, {"(", ")"}};
    for (bool cut = true; cut;) {
        cut = false;
        s = zb_str_trim(s);
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            zb_str sign = zb_str_from(signs[i]);
            if (zb_str_starts(s, sign)) {
                s = zb_str_sub(s, sign.n, s.n);
                cut = true;
            } else if (zb_str_ends(s, sign)) {
                s.n -= sign.n;
                cut = true;
            }
        }
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            zb_str open = zb_str_from(pairs[i][0]), close = zb_str_from(pairs[i][1]);
            bool opens = zb_str_starts(s, open), closes = zb_str_ends(s, close);
            bool around = opens && closes;
            if (opens && (around || !zb_str_has(s, close))) {
                s = zb_str_sub(s, open.n, s.n);
                cut = true;
            }
            if (closes && (around || !zb_str_has(s, open))) {
                s.n -= close.n;
                cut = true;
            }
        }
    }
    return s;
}

/* Without what leads to the thing and what leads on to its figure. */
static zb_str strip(const zb_reader *r, zb_str s) {
    for (;;) {
        s = strip_signs(s);
        size_t date = zb_date_at_start(s);
        size_t head = date ? date : zb_words_start(zb_reader_cue(r, ZB_CUE_LABEL_HEAD), s);
        bool keep = zb_words_end(zb_reader_cue(r, ZB_CUE_LABEL_KEEP), s) > 0;
        size_t tail = head || keep ? 0 : zb_words_end(zb_reader_cue(r, ZB_CUE_LABEL_TAIL), s);
        if (!head && !tail) {
            return s;
        }
        s = zb_str_sub(s, head, s.n - tail);
    }
}

/* The object of the last verb: 联合派出所开展消防检查 gives 消防检查. */
static zb_str object_of(const zb_reader *r, zb_str s) {
    size_t end = zb_words_last(zb_reader_cue(r, ZB_CUE_LABEL_VERBS), s, NULL);
    if (end == ZB_NOT_FOUND || s.n - end < strlen("事项")) {
        return s;
    }
    return strip(r, zb_str_sub(s, end, s.n));
}

/* The noun that begins the words behind a figure: 28个|社区(村)|均配备律师. */
static zb_str noun_of(const zb_reader *r, zb_str s) {
    for (size_t i = 0; i < s.n;) {
        zb_str rest = zb_str_sub(s, i, s.n);
        bool verb = zb_words_start(zb_reader_cue(r, ZB_CUE_LABEL_VERBS), rest) ||
                    zb_words_start(zb_reader_cue(r, ZB_CUE_LABEL_STOPS), rest);
        if (verb && i > 0) {
            return zb_str_sub(s, 0, i);
        }
        zb_utf8_next(s, &i);
    }
    return s;
}

/* Without words of sharing and of comparing: 占, 同比下降. */
static zb_str strip_moves(const zb_reader *r, const zb_fact *fact, zb_str label) {
    for (;;) {
        zb_str rest = label;
        if (fact->kind == ZB_KIND_CHANGE) {
            rest = strip(r, zb_reader_cut_moves(r, rest));
        }
        if (fact->share && zb_words_start(zb_reader_cue(r, ZB_CUE_SHARE), rest)) {
            return (zb_str){0}; /* 占受援总数的51%: of whom the figure before tells */
        }
        if (rest.n == label.n) {
            return label;
        }
        label = rest;
    }
}

void zb_reader_label(const zb_reader *r, zb_fact *fact, const zb_window *w) {
    zb_str text = r->context->text;
    size_t end = w->before_end ? w->before_end : fact->q.start;
    zb_str label = strip(r, zb_reader_slice(r, w->clause, end));
    bool moves = fact->share || fact->kind == ZB_KIND_CHANGE;
    label = moves ? strip_moves(r, fact, label) : label;
    if (moves && !label.n && r->facts->count > r->here) {
        const zb_fact *before = zb_reader_fact(r, r->facts->count - 1);
        fact->label_start = before->label_start; /* 占34.3%, 同比下降8.3%: of the figure before */
        fact->label_end = before->label_end;
        return;
    }
    if (fact->how == ZB_HOW_AFTER || !label.n) {
        size_t behind_end = zb_clause_end(text, fact->q.end, w->next);
        zb_str behind = strip(r, zb_reader_slice(r, fact->q.end, behind_end));
        behind = fact->how == ZB_HOW_AFTER ? behind : strip(r, noun_of(r, behind));
        label = behind.n ? behind : label;
    }
    if (!label.n) {
        label = strip(r, zb_reader_slice(r, w->previous, w->clause));
    }
    label = object_of(r, label);
    if (label.n) {
        fact->label_start = (size_t)(label.p - text.p);
        fact->label_end = fact->label_start + label.n;
    }
}
