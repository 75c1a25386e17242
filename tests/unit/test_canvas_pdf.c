/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The PDF canvas, seen through the tools that readers use.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "chart/canvas_pdf.h"
#include "tool_help.h"

static const char target[] = "test-canvas.pdf";
static const zb_text_style body = {10.5, false, ZB_TEXT, ZB_NO_COLOR, 0};

static zb_font *load_font(void) {
    zb_font *font = NULL;
    zb_error err = {0};
    if (zb_font_load(&font, NULL, &err) != ZB_OK) {
        fail_msg("%s: %s", err.input, err.message);
    }
    return font;
}

static zb_status make(const zb_font *font, const char *path, zb_error *err) {
    zb_pdf *pdf = NULL;
    zb_status status = zb_pdf_begin(&pdf, font, err);
    if (status != ZB_OK) {
        return status;
    }
    const zb_canvas *canvas = zb_pdf_canvas(pdf);
    zb_stroke hair = {0.5, ZB_GRID, 0, 0}, dashed = {1, ZB_BLUE, 3.5, 2};
    zb_text_style title = {18, true, ZB_INK, ZB_NO_COLOR, 0};
    zb_text_style halo = {9, false, ZB_ORANGE, ZB_WHITE, 2};
    zb_pdf_add_page(pdf, 595.28, 841.89);
    canvas->text(canvas->self, 56.69, 100, ZB_STR("一、总览"), title);
    canvas->text(
        canvas->self, 56.69, 130,
        ZB_STR("全市调解成功率2025年为96.1%（95%区间95.9%~96.4%），比2018年上升2.9个百分点。"),
        body);
    canvas->line(canvas->self, (zb_point){56.69, 150}, (zb_point){300, 150}, hair);
    canvas->circle(canvas->self, (zb_point){100, 200}, 20, ZB_BLUE_PALE, dashed);
    canvas->clip(canvas->self, 80, 180, 40, 20);
    canvas->rect(canvas->self, 0, 0, 500, 500, ZB_ORANGE_MID, (zb_stroke){0});
    canvas->unclip(canvas->self);
    canvas->text(canvas->self, 90, 200, ZB_STR("墨川县"), halo);
    zb_str line = ZB_STR("墨川县连续7年下降，由96.8%降至90.9%，自2024年起一直低于控制限；澄川");
    zb_pdf_span spans[] = {{26, true, ZB_ORANGE}, {line.n, false, ZB_TEXT}};
    zb_pdf_line(pdf, 56.69, 260, line, 10.5, 0.8, spans, 2);
    zb_pdf_link(pdf, 56.69, 120, 100, 14, 1, 70);
    zb_pdf_bookmark(pdf, 0, ZB_STR("一、总览"), 0, 90);
    zb_pdf_bookmark(pdf, 1, ZB_STR("（一）调解成功率"), 1, 70);
    zb_pdf_add_page(pdf, 300, 200);
    canvas->text(canvas->self, 20, 50, ZB_STR("第2页，共2页"), body);
    zb_pdf_info info = {ZB_STR("安澜市法治政府建设年度报告数据摘要"),
                        ZB_STR("指标"),
                        ZB_STR("2018—2025年"),
                        ZB_STR(""),
                        ZB_STR("zhibiao 1.0"),
                        1773964800,
                        false};
    status = zb_pdf_write(pdf, &info, path, err);
    zb_pdf_free(pdf);
    return status;
}

static void expect_text(zb_str all, const char *part) {
    if (!zb_str_has(all, zb_str_from(part))) {
        fail_msg("`%s` is not in:\n%.*s", part, ZB_ARG(all));
    }
}

static void test_tools_read_it(void **state) {
    (void)state;
    zb_font *font = load_font();
    zb_error err = {0};
    assert_int_equal(make(font, target, &err), ZB_OK);
    if (have("qpdf")) {
        assert_int_equal(system("qpdf --check test-canvas.pdf >/dev/null"), 0);
    }
    if (have("pdftotext")) {
        zb_buf text = output_of("pdftotext -enc UTF-8 test-canvas.pdf - 2>&1");
        expect_text(zb_buf_str(&text),
                    "全市调解成功率2025年为96.1%（95%区间95.9%~96.4%），比2018年上升2.9个百分点。");
        expect_text(zb_buf_str(&text),
                    "墨川县连续7年下降，由96.8%降至90.9%，自2024年起一直低于控制限；澄川");
        expect_text(zb_buf_str(&text), "第2页，共2页");
        assert_false(zb_str_has(zb_buf_str(&text), ZB_STR("rror")));
        zb_buf_free(&text);
    }
    if (have("pdfinfo")) {
        zb_buf text = output_of("pdfinfo -enc UTF-8 -isodates test-canvas.pdf 2>&1");
        expect_text(zb_buf_str(&text), "安澜市法治政府建设年度报告数据摘要");
        expect_text(zb_buf_str(&text), "2026-03-20T08:00:00+08");
        zb_buf_free(&text);
    }
    if (have("pdffonts")) {
        zb_buf text = output_of("pdffonts test-canvas.pdf 2>&1 | tail -n +3");
        expect_text(zb_buf_str(&text), "yes yes yes");
        assert_false(zb_str_has(zb_buf_str(&text), ZB_STR(" no ")));
        zb_buf_free(&text);
    }
    remove(target);
    zb_font_free(font);
}

static void test_same_bytes(void **state) {
    (void)state;
    zb_font *font = load_font();
    zb_error err = {0};
    zb_buf first = {0}, second = {0};
    assert_int_equal(make(font, target, &err), ZB_OK);
    assert_int_equal(zb_file_read(&first, target, 1 << 24, &err), ZB_OK);
    assert_int_equal(make(font, target, &err), ZB_OK);
    assert_int_equal(zb_file_read(&second, target, 1 << 24, &err), ZB_OK);
    assert_true(zb_str_eq(zb_buf_str(&first), zb_buf_str(&second)));
    assert_in_range(first.n, 2000, 60000); /* a subset, not the font of 5 MB */
    zb_buf_free(&first);
    zb_buf_free(&second);
    remove(target);
    zb_font_free(font);
}

static void test_full_disk(void **state) {
    (void)state;
    zb_font *font = load_font();
    zb_error err = {0};
    zb_file_fail_at(1);
    assert_int_equal(make(font, target, &err), ZB_E_IO);
    zb_file_fail_at(0);
    assert_int_not_equal(access(target, F_OK), 0);
    assert_int_equal(make(font, "no/such/folder/x.pdf", &err), ZB_E_IO);
    zb_font_free(font);
}

static void test_no_memory(void **state) {
    (void)state;
    zb_font *font = load_font();
    remove(target);
    uint64_t before = zb_mem_count();
    zb_error err = {0};
    assert_int_equal(make(font, target, &err), ZB_OK);
    uint64_t needed = zb_mem_count() - before;
    remove(target);
    for (uint64_t i = 0; i < 2 * needed; i++) { /* alone, and with all later ones */
        zb_mem_fail_at(1 + i / 2, i % 2);
        zb_status status = make(font, target, &err);
        zb_mem_fail_at(0, 0);
        if (status != ZB_E_NOMEM) {
            fail_msg("failure %u of %u gives status %d: %s", (unsigned)(1 + i / 2),
                     (unsigned)needed, status, err.message);
        }
        assert_int_not_equal(access(target, F_OK), 0);
    }
    zb_font_free(font);
}

/* A document that found no memory takes none from those made after it. */
static void test_one_without_memory(void **state) {
    (void)state;
    zb_font *font = load_font();
    zb_error err = {0};
    zb_pdf *poor = NULL;
    assert_int_equal(zb_pdf_begin(&poor, font, &err), ZB_OK);
    zb_mem_fail_at(1, 1);
    zb_pdf_add_page(poor, 595.28, 841.89);
    zb_mem_fail_at(0, 0);
    assert_int_equal(make(font, target, &err), ZB_OK);
    zb_pdf_info info = {.date = 1773964800};
    remove(target);
    assert_int_equal(zb_pdf_write(poor, &info, target, &err), ZB_E_NOMEM);
    assert_int_not_equal(access(target, F_OK), 0);
    zb_pdf_free(poor);
    assert_int_equal(make(font, target, &err), ZB_OK);
    remove(target);
    zb_font_free(font);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tools_read_it),      cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_full_disk),          cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_one_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
