/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Breakdowns: which figures are told as the parts of one total, and that no two breakdowns of a
 * document share a number.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"
#include "lexicon_help.h"
#include "zhibiao/extract.h"

static zb_document *extract(zb_observation_list *list, zb_str text) {
    zb_error err = {0};
    zb_document *document = NULL;
    assert_int_equal(zb_document_from_text(&document, ZB_STR("parts"), text, NULL, lexicon, &err),
                     ZB_OK);
    assert_int_equal(zb_extract(list, document, lexicon, &err), ZB_OK);
    return document;
}

static void a_bracket_does_not_split_a_breakdown(void **state) {
    (void)state;
    zb_observation_list list;
    zb_document *document =
        extract(&list, ZB_STR("化解矛盾纠纷500件，其中邻里纠纷300件（城区90件，乡村150件），"
                              "婚姻家庭纠纷180件。"));
    assert_int_equal(list.count, 5);
    const zb_observation *rows = list.rows;
    assert_int_equal(rows[1].part_of, 0);
    assert_int_equal(rows[2].part_of, 1);
    assert_int_equal(rows[3].part_of, 1);
    assert_int_equal(rows[4].part_of, 0);
    assert_true(rows[1].breakdown > 0);
    assert_int_equal(rows[4].breakdown, rows[1].breakdown);
    assert_int_equal(rows[3].breakdown, rows[2].breakdown);
    assert_int_not_equal(rows[2].breakdown, rows[1].breakdown);
    zb_observation_list_free(&list);
    zb_document_free(document);
}

/* However many figures stand between them. */
static void numbers_are_not_used_again(void **state) {
    (void)state;
    enum { BETWEEN = 300 };
    static const char told[] = "化解矛盾纠纷500件，其中邻里纠纷300件，婚姻家庭纠纷180件。\n";
    zb_buf text = {0};
    zb_buf_text(&text, told);
    for (int i = 0; i < BETWEEN; i++) {
        zb_buf_text(&text, "召开会议3次。\n");
    }
    zb_buf_text(&text, told);
    assert_false(text.failed);
    zb_observation_list list;
    zb_document *document = extract(&list, zb_buf_str(&text));
    assert_int_equal(list.count, BETWEEN + 6);
    int first = list.rows[1].breakdown, last = list.rows[list.count - 1].breakdown;
    assert_true(first > 0 && last > 0);
    assert_int_not_equal(first, last);
    assert_int_equal(list.rows[list.count - 2].breakdown, last);
    zb_observation_list_free(&list);
    zb_document_free(document);
    zb_buf_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bracket_does_not_split_a_breakdown),
        cmocka_unit_test(numbers_are_not_used_again),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
