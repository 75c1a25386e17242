/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as the report writes them, in rows.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/str.h"
#include "report/flow.h"
#include "report/numbers.h"

static void expect(zb_buf *got, const char *wanted) {
    if (!zb_str_eq(zb_buf_str(got), zb_str_from(wanted))) {
        fail_msg("`%.*s`, not `%s`", ZB_ARG(zb_buf_str(got)), wanted);
    }
    zb_buf_free(got);
    *got = (zb_buf){0};
}

static void test_spoken(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {{0, "0"},          {787, "787"},        {9999, "9,999"},    {10000, "1.00万"},
                {33349, "3.33万"}, {99999, "10.0万"},   {123456, "12.3万"}, {9994000, "999万"},
                {1.2e8, "1.20亿"}, {-33349, "−3.33万"}, {95.65, "95.7"}};
    zb_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_put_spoken(&got, false, rows[i].value);
        expect(&got, rows[i].text);
    }
}

static void test_multiples(void **state) {
    (void)state;
    static const struct {
        double ratio;
        const char *text;
    } rows[] = {{6.354, "6.4倍"}, {1, "1.0倍"}, {0.1423, "14.2%"}, {1.0 / 2076, "千分之一以下"}};
    zb_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_put_multiple(&got, false, rows[i].ratio);
        expect(&got, rows[i].text);
    }
}

static void test_cells(void **state) {
    (void)state;
    static const struct {
        double value;
        zb_qualifier qualifier;
        const char *text;
    } rows[] = {{18869, ZB_EQ, "18,869"},  {1860, ZB_GE, "1,860+"}, {2000, ZB_LE, "<2,000"},
                {500, ZB_APPROX, "约500"}, {0, ZB_EQ, "0"},         {12.5, ZB_EQ, "12.5"},
                {493.12, ZB_EQ, "493.12"}};
    zb_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_put_cell(&got, false, rows[i].value, rows[i].qualifier);
        expect(&got, rows[i].text);
    }
}

static void test_signs_and_ranges(void **state) {
    (void)state;
    zb_buf got = {0};
    zb_put_signed(&got, 0.68, 1);
    expect(&got, "+0.7");
    zb_put_signed(&got, -0.84, 1);
    expect(&got, "−0.8");
    zb_put_signed(&got, -0.04, 1);
    expect(&got, "0.0");
    zb_put_range(&got, false, 95.9, 96.4, 1, "%");
    expect(&got, "95.9%~96.4%");
    zb_put_range(&got, false, -7.3, -4.6, 1, "");
    expect(&got, "−7.3至−4.6");
    zb_put_range(&got, true, 95.9, 96.4, 1, "%");
    expect(&got, "95.9%–96.4%");
    zb_put_range(&got, true, -7.3, 4.6, 1, "");
    expect(&got, "−7.3 to 4.6");
    zb_put_about(&got, false, 45768, 2);
    expect(&got, "4.6万");
    zb_put_about(&got, true, 45768, 2);
    expect(&got, "46,000");
    zb_put_about(&got, false, 3004, 3);
    expect(&got, "3,000");
    zb_put_about(&got, false, 99960, 3);
    expect(&got, "10.0万");
    zb_put_about(&got, true, 1234567, 3);
    expect(&got, "1.23 million");
    zb_put_about(&got, false, 234567, 2);
    expect(&got, "23万");
    zb_put_about(&got, false, 7, 2);
    expect(&got, "7");
    zb_put_about(&got, false, 0, 2);
    expect(&got, "0");
    zb_put_range(&got, false, 0.02, 1.2, 1, "");
    expect(&got, "0.02~1.20");
    zb_put_range(&got, true, -0.004, 1.2, 1, "");
    expect(&got, "−0.004 to 1.200");
    zb_put_range(&got, false, 0, 1.2, 1, "%");
    expect(&got, "0.0%~1.2%");
    zb_put_range(&got, false, 1e-12, 0.05, 1, "");
    expect(&got, "0.0~0.1");
    zb_put_years(&got, true, 2018, 2025);
    expect(&got, "2018–2025");
    zb_put_date(&got, true, 1773964800);
    expect(&got, "20 March 2026");
    zb_put_years(&got, false, 2018, 2025);
    expect(&got, "2018—2025年");
    zb_put_years(&got, false, 2025, 2025);
    expect(&got, "2025年");
    zb_put_date(&got, false, 1773964800);
    expect(&got, "2026年3月20日");
    zb_put_date(&got, false, 1774022400 - 1); /* a second before midnight in Beijing */
    expect(&got, "2026年3月20日");
    zb_put_date(&got, false, 1774022400);
    expect(&got, "2026年3月21日");
}

static void test_han_numbers(void **state) {
    (void)state;
    static const struct {
        int number;
        const char *text;
    } rows[] = {{1, "一"},         {10, "十"},        {11, "十一"},
                {20, "二十"},      {45, "四十五"},    {100, "一百"},
                {101, "一百零一"}, {110, "一百一十"}, {525, "五百二十五"}};
    zb_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_han_number(&got, rows[i].number);
        expect(&got, rows[i].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spoken),      cmocka_unit_test(test_multiples),
        cmocka_unit_test(test_cells),       cmocka_unit_test(test_signs_and_ranges),
        cmocka_unit_test(test_han_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
