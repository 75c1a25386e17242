/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formatted texts of a report, and its date.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/chapters.h"
#include "report/report_date.h"

enum { LONG = 5000 };

static void test_long_texts_stay_whole(void **state) {
    (void)state;
    char text[LONG + 1];
    memset(text, 'x', LONG);
    text[LONG] = '\0';
    zb_arena arena = {0};
    zb_flow flow = {0};
    zb_paper paper = {.flow = &flow, .arena = &arena};
    zb_str said = zb_say(&paper, "%s%s", text, "。");
    assert_int_equal(said.n, LONG + strlen("。"));
    assert_true(zb_str_ends(said, ZB_STR("x。")));
    zb_rich rich = {0};
    zb_rich_text(&rich, "%s", text);
    zb_rich_bold(&rich, ZB_INK, "%s%s", text, "。");
    assert_int_equal(rich.text.n, 2 * LONG + strlen("。"));
    assert_int_equal(rich.spans.count, 2);
    assert_int_equal(rich.spans.at[0].end, LONG);
    assert_int_equal(rich.spans.at[1].end, rich.text.n);
    zb_rich_free(&rich);
    zb_arena_free(&arena);
}

static void test_no_memory(void **state) {
    (void)state;
    zb_arena arena = {0};
    zb_error err;
    zb_flow flow = {.err = &err};
    zb_paper paper = {.flow = &flow, .arena = &arena};
    zb_mem_fail_at(1, 1);
    zb_str said = zb_say(&paper, "%d", 1);
    zb_mem_fail_at(0, 0);
    assert_int_equal(said.n, 0);
    assert_int_equal(flow.status, ZB_E_NOMEM);
    zb_rich rich = {0};
    zb_mem_fail_at(1, 1);
    zb_rich_text(&rich, "%d", 1);
    zb_mem_fail_at(0, 0);
    assert_true(rich.text.failed);
    zb_rich_free(&rich);
    zb_arena_free(&arena);
}

/* What is no date of four digits' years is passed over. */
static void test_dates(void **state) {
    (void)state;
    static const struct {
        int64_t wanted;
        const char *epoch;
        int64_t date; /* 0: now */
    } rows[] = {{5, "7", 5},
                {0, "7", 7},
                {-1, "7", 7},
                {INT64_MAX, "7", 7},
                {0, "253402214400", 253402214400},
                {0, "253402300800", 0},
                {0, "9223372036854775807", 0},
                {0, "99999999999999999999", 0},
                {0, "-1", 0},
                {0, "", 0},
                {0, "yesterday", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(setenv("SOURCE_DATE_EPOCH", rows[i].epoch, 1), 0);
        int64_t date = zb_report_date(rows[i].wanted);
        if (rows[i].date ? date != rows[i].date : date < 1700000000 || date > 9999999999) {
            fail_msg("row %zu: %lld", i, (long long)date);
        }
    }
    unsetenv("SOURCE_DATE_EPOCH");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_texts_stay_whole),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
