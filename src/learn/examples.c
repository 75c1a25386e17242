/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/examples.h"

#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

enum { EXAMPLES_LIMIT = 64 << 20 };

/* `a|b/part` into indicators; false when a code is not in the catalogue. */
static bool read_truths(zb_mark *mark, zb_str codes, const zb_lexicon *lexicon) {
    while (codes.n && mark->truth_count < ZB_TRUTHS) {
        zb_str code = zb_str_cut(&codes, '|');
        bool part = zb_str_ends(code, ZB_STR("/part"));
        code.n -= part ? strlen("/part") : 0;
        const zb_indicator *indicator = zb_lexicon_indicator(lexicon, code);
        if (!indicator && !zb_str_eq(code, ZB_STR("-"))) {
            return false;
        }
        mark->truths[mark->truth_count++] = indicator ? indicator->index : -1;
        mark->parts += part;
    }
    return mark->truth_count > 0;
}

/* The words of a mark, `118件@review.received o`, which are appended to the text. */
static zb_status take_mark(zb_example *out, zb_str words, const zb_lexicon *lexicon,
                           zb_error *err) {
    size_t at = zb_str_rfind(words, ZB_STR("@"));
    zb_mark mark = {.start = out->text.n};
    zb_str flags = at == ZB_NOT_FOUND ? (zb_str){0} : zb_str_sub(words, at + 1, words.n);
    zb_str codes = zb_str_cut(&flags, ' ');
    if (at == ZB_NOT_FOUND || at == 0 || !read_truths(&mark, codes, lexicon)) {
        return zb_error_set(err, ZB_E_FORMAT,
                            "{%.*s} is not {FIGURE@CODE}, with a code of the catalogue or -",
                            ZB_ARG(words));
    }
    while (flags.n) {
        mark.optional |= zb_str_eq(zb_str_cut(&flags, ' '), ZB_STR("o"));
    }
    zb_buf_add(&out->text, zb_str_sub(words, 0, at));
    mark.end = out->text.n;
    return ZB_PUSH(&out->marks, mark) && !out->text.failed ? ZB_OK : zb_error_nomem(err);
}

static zb_status read_marks(zb_example *out, zb_str bytes, const zb_lexicon *lexicon,
                            zb_error *err) {
    zb_status status = ZB_OK;
    while (bytes.n && status == ZB_OK) {
        zb_str line = zb_str_cut(&bytes, '\n');
        if (zb_str_starts(line, ZB_STR("#"))) {
            continue;
        }
        while (line.n && status == ZB_OK) {
            size_t open = zb_str_find(line, ZB_STR("{"));
            size_t close = open == ZB_NOT_FOUND ? open : zb_str_find(line, ZB_STR("}"));
            if (close == ZB_NOT_FOUND || close < open) {
                zb_buf_add(&out->text, line);
                break;
            }
            zb_buf_add(&out->text, zb_str_sub(line, 0, open));
            status = take_mark(out, zb_str_sub(line, open + 1, close), lexicon, err);
            line = zb_str_sub(line, close + 1, line.n);
        }
        zb_buf_char(&out->text, '\n');
    }
    return status;
}

/* Rows of gold in text order: surface, value, unit, qualifier, kind, status, indicator, class. */
static zb_status read_gold(zb_example *out, zb_str bytes, zb_str gold, const zb_lexicon *lexicon,
                           zb_error *err) {
    zb_buf_add(&out->text, bytes);
    size_t from = 0;
    while (gold.n) {
        zb_str row = zb_str_cut(&gold, '\n');
        if (!row.n || row.p[0] == '#') {
            continue;
        }
        zb_str columns[8];
        for (size_t i = 0; i < 8; i++) {
            columns[i] = zb_str_trim(zb_str_cut(&row, '\t'));
        }
        zb_mark mark = {.optional = zb_str_eq(columns[7], ZB_STR("optional"))};
        size_t hit = zb_str_find(zb_str_sub(bytes, from, bytes.n), columns[0]);
        if (hit == ZB_NOT_FOUND || !read_truths(&mark, columns[6], lexicon)) {
            return zb_error_set(err, ZB_E_FORMAT, "its .tsv has a row %.*s %.*s that does not fit",
                                ZB_ARG(columns[0]), ZB_ARG(columns[6]));
        }
        mark.start = from + hit;
        mark.end = from = mark.start + columns[0].n;
        if (!ZB_PUSH(&out->marks, mark)) {
            return zb_error_nomem(err);
        }
    }
    return out->text.failed ? zb_error_nomem(err) : ZB_OK;
}

zb_status zb_example_read(zb_example *out, const char *path, const zb_lexicon *lexicon,
                          zb_error *err) {
    *out = (zb_example){0};
    zb_buf bytes = {0}, gold_path = {0}, gold = {0};
    zb_str name = zb_str_from(path);
    zb_buf_add(&gold_path, zb_str_sub(name, 0, name.n - strlen(".txt")));
    zb_buf_text(&gold_path, ".tsv");
    zb_status status =
        gold_path.failed ? zb_error_nomem(err) : zb_file_read(&bytes, path, EXAMPLES_LIMIT, err);
    bool has_gold = status == ZB_OK && access(gold_path.p, R_OK) == 0;
    if (has_gold) {
        status = zb_file_read(&gold, gold_path.p, EXAMPLES_LIMIT, err);
    }
    if (status == ZB_OK) {
        status = has_gold ? read_gold(out, zb_buf_str(&bytes), zb_buf_str(&gold), lexicon, err)
                          : read_marks(out, zb_buf_str(&bytes), lexicon, err);
        zb_error_input(err, name);
    }
    zb_buf_free(&bytes);
    zb_buf_free(&gold_path);
    zb_buf_free(&gold);
    return status;
}

void zb_example_free(zb_example *example) {
    zb_buf_free(&example->text);
    ZB_VEC_FREE(&example->marks);
}
