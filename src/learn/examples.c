/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/examples.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

enum { EXAMPLES_LIMIT = 64 << 20 };

/* `a|b/part` into indicators; else what is wrong with it. */
static const char *read_truths(zb_mark *mark, zb_str codes, const zb_lexicon *lexicon) {
    while (codes.n) {
        if (mark->truth_count == ZB_TRUTHS) {
            return "more codes than eight";
        }
        zb_str code = zb_str_cut(&codes, '|');
        bool part = zb_str_ends(code, ZB_STR("/part"));
        code.n -= part ? strlen("/part") : 0;
        const zb_indicator *indicator = zb_lexicon_indicator(lexicon, code);
        if (!indicator && !zb_str_eq(code, ZB_STR("-"))) {
            return "a code that the catalogue does not have";
        }
        mark->truths[mark->truth_count++] = indicator ? indicator->index : -1;
        mark->parts += part;
    }
    return mark->truth_count ? NULL : "no code";
}

/* The head of what may be long, so that the advice behind it has room in the message. */
static zb_str shown(zb_str s) {
    size_t n = s.n < 60 ? s.n : 60;
    while (n < s.n && n && ((unsigned char)s.p[n] & 0xC0) == 0x80) {
        n--;
    }
    return (zb_str){s.p, n};
}

/* The words of a mark, `118件@review.received o`, which are appended to the text. */
static zb_status take_mark(zb_example *out, zb_str words, size_t line, const zb_lexicon *lexicon,
                           zb_error *err) {
    size_t at = zb_str_rfind(words, ZB_STR("@"));
    zb_mark mark = {.start = out->text.n};
    zb_str flags = at == ZB_NOT_FOUND ? (zb_str){0} : zb_str_sub(words, at + 1, words.n);
    zb_str codes = zb_str_cut(&flags, ' ');
    const char *wrong = at == ZB_NOT_FOUND ? "no @"
                        : at == 0          ? "no figure"
                                           : read_truths(&mark, codes, lexicon);
    if (wrong) {
        return zb_error_set(err, ZB_E_FORMAT,
                            "line %zu: {%.*s} has %s; write {FIGURE@CODE}, with codes of the "
                            "catalogue or -, at most eight, parted by |",
                            line, ZB_ARG(shown(words)), wrong);
    }
    while (flags.n) {
        mark.optional |= zb_str_eq(zb_str_cut(&flags, ' '), ZB_STR("o"));
    }
    zb_buf_add(&out->text, zb_str_sub(words, 0, at));
    mark.end = out->text.n;
    return ZB_PUSH(&out->marks, mark) && !out->text.failed ? ZB_OK : zb_error_nomem(err);
}

/* A mark left open would take in the text up to the next one's end. */
static zb_status unclosed(zb_str mark, size_t line, zb_error *err) {
    return zb_error_set(err, ZB_E_FORMAT,
                        "line %zu: %.*s is not closed; put a } behind the mark's code, on the "
                        "same line",
                        line, ZB_ARG(shown(mark)));
}

static zb_status read_line(zb_example *out, zb_str line, size_t number, const zb_lexicon *lexicon,
                           zb_error *err) {
    zb_status status = ZB_OK;
    while (line.n && status == ZB_OK) {
        size_t open = zb_str_find(line, ZB_STR("{"));
        zb_buf_add(&out->text, zb_str_sub(line, 0, open == ZB_NOT_FOUND ? line.n : open));
        if (open == ZB_NOT_FOUND) {
            break;
        }
        zb_str mark = zb_str_sub(line, open, line.n);
        size_t close = zb_str_find(mark, ZB_STR("}"));
        size_t again = zb_str_find(zb_str_sub(mark, 1, mark.n), ZB_STR("{"));
        if (close == ZB_NOT_FOUND || (again != ZB_NOT_FOUND && again + 1 < close)) {
            return unclosed(mark, number, err);
        }
        status = take_mark(out, zb_str_sub(mark, 1, close), number, lexicon, err);
        line = zb_str_sub(mark, close + 1, mark.n);
    }
    zb_buf_char(&out->text, '\n');
    return status;
}

static zb_status read_marks(zb_example *out, zb_str bytes, const zb_lexicon *lexicon,
                            zb_error *err) {
    zb_status status = ZB_OK;
    for (size_t number = 1; bytes.n && status == ZB_OK; number++) {
        zb_str line = zb_str_cut(&bytes, '\n');
        if (!zb_str_starts(line, ZB_STR("#"))) {
            status = read_line(out, line, number, lexicon, err);
        }
    }
    return status;
}

/* Rows of gold in text order: surface, value, unit, qualifier, kind, status, indicator, class. */
static zb_status read_gold(zb_example *out, zb_str bytes, zb_str gold, const zb_lexicon *lexicon,
                           zb_error *err) {
    zb_buf_add(&out->text, bytes);
    size_t from = 0;
    for (size_t number = 1; gold.n; number++) {
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
        const char *wrong = hit == ZB_NOT_FOUND ? "a figure that the text has not from there on"
                                                : read_truths(&mark, columns[6], lexicon);
        if (wrong) {
            return zb_error_set(err, ZB_E_FORMAT, "line %zu of its .tsv, %.*s %.*s, has %s", number,
                                ZB_ARG(shown(columns[0])), ZB_ARG(shown(columns[6])), wrong);
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
    bool text_name = name.n > 4 && strcasecmp(path + name.n - 4, ".txt") == 0;
    zb_buf_add(&gold_path, zb_str_sub(name, 0, text_name ? name.n - 4 : name.n));
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
