/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Extraction on plain-text cases: tests/cases/NAME.txt. A case is a sentence (or, with `\n` in
 * it, several lines); under it, for each quantity, a line of carets below its surface (Chinese
 * characters are two wide) and a line `= VALUE UNIT QUALIFIER KIND STATUS INDICATOR[/part]
 * [@YEAR]`, and 「LABEL」 behind what is in no catalogue. A sentence without carets must give
 * nothing. `#` begins a comment. The document is Beijing's report on 2020.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "lexicon_help.h"
#include "zhibiao/extract.h"

enum { CASES_LIMIT = 1 << 20, YEAR = 2020 };

/* The observation as a case writes it down. */
static void describe(zb_buf *out, const zb_observation *row) {
    zb_buf_text(out, "= ");
    zb_buf_number(out, row->value);
    if (row->has_high) {
        zb_buf_text(out, "..");
        zb_buf_number(out, row->value_high);
    }
    zb_buf_format(out, " %.*s %s %s %s %.*s%s", row->unit.n ? (int)row->unit.n : 1,
                  row->unit.n ? row->unit.p : "-", zb_qualifier_name(row->qualifier),
                  zb_kind_name(row->kind), zb_fact_status_name(row->status),
                  row->indicator.n ? (int)row->indicator.n : 1,
                  row->indicator.n ? row->indicator.p : "-", row->part ? "/part" : "");
    if (row->year != YEAR) {
        zb_buf_format(out, " @%d", row->year);
    }
    if (!row->indicator.n && row->label.n) {
        zb_buf_format(out, " 「%.*s」", ZB_ARG(row->label));
    }
}

static void carets(zb_buf *out, zb_str line, const zb_observation *row, size_t line_start) {
    size_t before = zb_text_columns(zb_str_sub(line, 0, row->start - line_start));
    size_t width = zb_text_columns(row->surface);
    for (size_t i = 0; i < before; i++) {
        zb_buf_char(out, ' ');
    }
    for (size_t i = 0; i < width; i++) {
        zb_buf_char(out, '^');
    }
}

/* `\n` in a case is a line end in the document. */
static void unescape(zb_buf *out, zb_str line) {
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '\\' && i + 1 < line.n && line.p[i + 1] == 'n') {
            zb_buf_char(out, '\n');
            i++;
        } else {
            zb_buf_char(out, line.p[i]);
        }
    }
}

/* What the program makes of a case, written as the case should be. */
static void actual_case(zb_buf *out, zb_str line) {
    zb_buf text = {0};
    unescape(&text, line);
    zb_error err = {0};
    zb_document_hints hints = {.region = ZB_STR("北京市"), .year = YEAR};
    zb_document *document = NULL;
    assert_int_equal(
        zb_document_from_text(&document, ZB_STR("case"), zb_buf_str(&text), &hints, lexicon, &err),
        ZB_OK);
    zb_observation_list list;
    assert_int_equal(zb_extract(&list, document, lexicon, &err), ZB_OK);
    zb_buf_add(out, line);
    zb_buf_char(out, '\n');
    bool one_line = !zb_str_has(line, ZB_STR("\\n"));
    for (size_t i = 0; i < list.count; i++) {
        if (one_line) {
            carets(out, line, &list.rows[i], 0);
        } else {
            zb_buf_format(out, "^ %.*s", ZB_ARG(list.rows[i].surface));
        }
        zb_buf_char(out, '\n');
        describe(out, &list.rows[i]);
        zb_buf_char(out, '\n');
    }
    zb_observation_list_free(&list);
    zb_document_free(document);
    zb_buf_free(&text);
}

static bool belongs_to_case(zb_str line) {
    return zb_str_starts(line, ZB_STR("= ")) || zb_str_starts(zb_str_trim(line), ZB_STR("^"));
}

static void run_file(const char *name) {
    zb_buf path = {0}, file = {0};
    zb_buf_format(&path, "%s/tests/cases/%s.txt", ZB_TEST_ROOT, name);
    zb_error err = {0};
    assert_int_equal(zb_file_read(&file, path.p, CASES_LIMIT, &err), ZB_OK);
    zb_str rest = zb_buf_str(&file);
    size_t cases = 0, wrong = 0;
    bool rewrite = getenv("ZB_SHOW_CASES") != NULL;
    while (rest.n) {
        zb_str line = zb_str_cut(&rest, '\n');
        if (!line.n || line.p[0] == '#') {
            if (rewrite) {
                printf("%.*s\n", ZB_ARG(line));
            }
            continue;
        }
        zb_buf expected = {0}, actual = {0};
        zb_buf_add(&expected, line);
        zb_buf_char(&expected, '\n');
        for (;;) {
            zb_str peek = rest;
            zb_str next = zb_str_cut(&peek, '\n');
            if (!next.n || !belongs_to_case(next)) {
                break;
            }
            zb_buf_add(&expected, next);
            zb_buf_char(&expected, '\n');
            rest = peek;
        }
        actual_case(&actual, line);
        cases++;
        if (rewrite) {
            printf("%s", actual.p);
        } else if (!zb_str_eq(zb_buf_str(&expected), zb_buf_str(&actual))) {
            wrong++;
            print_error("expected:\n%sgot:\n%s\n", expected.p, actual.p);
        }
        zb_buf_free(&expected);
        zb_buf_free(&actual);
    }
    zb_buf_free(&path);
    zb_buf_free(&file);
    assert_true(cases > 0);
    assert_int_equal(wrong, 0);
}

static void numerals(void **state) {
    (void)state;
    run_file("numerals");
}

static void not_quantities(void **state) {
    (void)state;
    run_file("not-quantities");
}

static void linking(void **state) {
    (void)state;
    run_file("linking");
}

static void changes(void **state) {
    (void)state;
    run_file("changes");
}

static void tables(void **state) {
    (void)state;
    run_file("tables");
}

static void status(void **state) {
    (void)state;
    run_file("status");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numerals), cmocka_unit_test(not_quantities), cmocka_unit_test(linking),
        cmocka_unit_test(changes),  cmocka_unit_test(status),         cmocka_unit_test(tables),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
