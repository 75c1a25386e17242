/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The font and the setting of a line.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/mem.h"
#include "chart/font.h"
#include "chart/text.h"

static zb_font *font;

static int load(void **state) {
    (void)state;
    zb_error err = {0};
    zb_status status = zb_font_load(&font, NULL, &err);
    if (status != ZB_OK) {
        printf("%s\n", err.message);
    }
    return status == ZB_OK ? 0 : -1;
}

static int drop(void **state) {
    (void)state;
    zb_font_free(font);
    return 0;
}

static double width(const char *text) {
    return zb_text_width(font, zb_str_from(text), 1, false);
}

static void is_near(double a, double b) {
    if (!(fabs(a - b) < 1e-6)) {
        fail_msg("%.6f is not %.6f", a, b);
    }
}

static void test_font(void **state) {
    (void)state;
    assert_int_equal(zb_font_units_per_em(font), 2048);
    assert_true(zb_font_bytes(font).n > 1000000);
    is_near(zb_font_advance(font, 0x6C49), 1);
    for (uint32_t digit = '0'; digit <= '9'; digit++) {
        is_near(zb_font_advance(font, digit), zb_font_advance(font, '0'));
    }
    assert_true(zb_font_has(font, ' '));
    assert_true(zb_font_has(font, 0x203B));
    assert_false(zb_font_has(font, 0x20000));
    assert_false(zb_font_has(font, 0x2103)); /* mapped to an empty outline */
    assert_int_equal(zb_font_glyph(font, 0x20000), 0);
    assert_true(zb_font_ascender(font) > 0 && zb_font_descender(font) < 0);
}

static void test_absent_font(void **state) {
    (void)state;
    zb_font *none = font;
    zb_error err = {0};
    assert_int_equal(zb_font_load(&none, "/nowhere/font.ttf", &err), ZB_E_NOTFOUND);
    assert_null(none);
    assert_non_null(strstr(err.message, "fonts-wqy-microhei"));
    assert_int_equal(zb_font_load(&none, ZB_TEST_ROOT "/LICENSE", &err), ZB_E_FORMAT);
    assert_null(none);
    zb_font_free(NULL);
}

static void test_no_memory(void **state) {
    (void)state;
    for (uint64_t n = 1; n < 4; n++) {
        zb_font *none = NULL;
        zb_mem_fail_at(n, 1);
        zb_status status = zb_font_load(&none, NULL, NULL);
        zb_mem_fail_at(0, 0);
        assert_true(status == ZB_OK || status == ZB_E_NOMEM);
        zb_font_free(none);
    }
}

static void test_widths(void **state) {
    (void)state;
    double digit = zb_font_advance(font, '0'), point = zb_font_advance(font, '.');
    is_near(width(""), 0);
    is_near(width("调解"), 2);
    is_near(width("年均12件"), 3 + 2 * digit + 0.4);
    is_near(width("升至12.5"), 2 + 3 * digit + point + 0.2);
    is_near(width("，12。"), 2 + 2 * digit); /* none beside punctuation */
    is_near(width("年 12"), 1 + 2 * digit + zb_font_advance(font, ' '));
    is_near(width("占5%以上"), 3 + digit + zb_font_advance(font, '%') + 0.4);
    is_near(width("至−4"), 1 + digit + zb_font_advance(font, 0x2212) + 0.2);
    is_near(width("县（市、区）"), 4 + 2 * 0.68);
    is_near(width("（12）"), 2 * 0.68 + 2 * digit);
    is_near(width("》，"), 1.5);
    is_near(width("，《"), 1.5);
    is_near(width("》《"), 1.5);
    is_near(width("“《"), 1.5);
    is_near(width("《“法”》"), 1 + 3);
    is_near(width("）。"), 1.5);
    is_near(width("（《"), 0.68 + 0.5);
    is_near(width("？”"), 1.8);
    double space = zb_font_advance(font, ' ');
    is_near(width("a “法” b"), 2.5 + 2 * space + zb_font_advance(font, 'a') +
                                   zb_font_advance(font, 'b')); /* not two spaces wide */
    is_near(width("法”."), 1.5 + point);
    is_near(width("\xF0\xA0\x80\x80"), 1); /* a box */
    is_near(width("\xEF\xBB\xBF法"), 1);
    is_near(zb_text_width(font, ZB_STR("法治"), 7.5, true), 15);
}

static size_t set_runs(const char *text, double stretch, zb_text_run *runs, double *end) {
    zb_text_iter iter = zb_text_begin(font, zb_str_from(text), 10, stretch);
    size_t n = 0;
    while (zb_text_next(&iter, &runs[n])) {
        n++;
    }
    *end = iter.x;
    return n;
}

static void test_runs(void **state) {
    (void)state;
    zb_text_run runs[32];
    double end;
    assert_int_equal(set_runs("法治政府", 0, runs, &end), 1);
    is_near(runs[0].width, 40);
    assert_int_equal(set_runs("2018—2025年", 0, runs, &end), 2);
    assert_int_equal(runs[1].end - runs[1].start, 3);
    is_near(runs[1].x, runs[0].width + 2);
    /* the bracket is drawn to the left of its pen, what follows starts a new run */
    assert_int_equal(set_runs("县（市）", 0, runs, &end), 4);
    is_near(runs[1].x, 10 - 1.3);
    is_near(runs[2].x, 16.8);
    is_near(runs[3].x, 26.8 - 1.9);
    is_near(end, 33.6);
    assert_int_equal(set_runs("法\xF0\xA0\x80\x80治", 0, runs, &end), 3);
    assert_true(!runs[0].missing && runs[1].missing && !runs[2].missing);
    assert_int_equal(set_runs("", 0, runs, &end), 0);
}

static void test_stretch(void **state) {
    (void)state;
    static const char *const lines[] = {"全市调解成功率2025年为96.1%（95%区间95.9%~96.4%）",
                                        "比 2018 年上升，澄川市98.0%。", "墨川县", "mediation"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        zb_text_run runs[64];
        double plain, wide;
        set_runs(lines[i], 0, runs, &plain);
        size_t n = set_runs(lines[i], 0.7, runs, &wide);
        is_near(wide, plain + 0.7 * (double)zb_text_gaps(zb_str_from(lines[i])));
        for (size_t k = 0; k < n; k++) {
            double edge = k + 1 < n ? runs[k + 1].x : wide;
            assert_true(runs[k].start < runs[k].end);
            /* only brackets and marks, whose halves are blank, reach over the next */
            assert_true(runs[k].x + runs[k].width <= edge + 5.01);
        }
    }
    zb_text_run runs[8];
    double end;
    assert_int_equal(set_runs("墨川县", 0.7, runs, &end), 1);
    is_near(runs[0].extra, 0.7);
}

static void test_fit(void **state) {
    (void)state;
    zb_str name = ZB_STR("经济技术开发区");
    assert_int_equal(zb_text_fit(font, name, 10, 70), name.n);
    assert_int_equal(zb_text_fit(font, name, 10, 69), 15);
    assert_int_equal(zb_text_fit(font, name, 10, 5), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_font),      cmocka_unit_test(test_absent_font),
        cmocka_unit_test(test_widths),    cmocka_unit_test(test_runs),
        cmocka_unit_test(test_stretch),   cmocka_unit_test(test_fit),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, load, drop);
}
