/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of a thousand rows over its pages: fast, no row lost or twice, each part with its head.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "memory_help.h"
#include "report/graphics.h"
#include "report/table.h"
#include "tool_help.h"

enum { ROWS = 1000, COLUMNS = 6, TEXT_BYTES = 160 };

static const char target[] = "test-table.pdf";
static zb_font *font;

typedef struct filled {
    char texts[ROWS][COLUMNS][TEXT_BYTES];
    zb_table_cell cells[ROWS][COLUMNS];
    zb_table_row rows[ROWS];
    zb_table_column columns[COLUMNS];
    zb_table table;
} filled;

/* Names, numbers and, in every third row, a text of several lines. */
static void fill(filled *f) {
    static const char *const heads[COLUMNS] = {"行", "地区", "数值", "比率", "说明", "状态"};
    memset(f, 0, sizeof *f);
    for (size_t i = 0; i < ROWS; i++) {
        char(*texts)[TEXT_BYTES] = f->texts[i];
        snprintf(texts[0], TEXT_BYTES, "R%04zu", i);
        snprintf(texts[1], TEXT_BYTES, "地区%zu", i % 37);
        snprintf(texts[2], TEXT_BYTES, "%zu", i * 7919 % 100000);
        snprintf(texts[3], TEXT_BYTES, "%.1f", (double)(i * 31 % 1000) / 10);
        snprintf(texts[4], TEXT_BYTES, "%s",
                 i % 3 ? "采用"
                       : "关于2024年度法治政府建设情况的报告，含全部附件与后续补充说明的文本");
        snprintf(texts[5], TEXT_BYTES, "%s", i % 2 ? "一致" : "不一致");
        for (size_t c = 0; c < COLUMNS; c++) {
            f->cells[i][c].text = zb_str_from(texts[c]);
        }
        f->rows[i].cells = f->cells[i];
    }
    for (size_t c = 0; c < COLUMNS; c++) {
        f->columns[c] =
            (zb_table_column){.head = zb_str_from(heads[c]),
                              .align = c == 2 || c == 3 ? ZB_ALIGN_RIGHT : ZB_ALIGN_LEFT};
    }
    f->columns[4].wrap = true;
    f->columns[4].width = 120;
    f->table = (zb_table){.key = ZB_STR("t"),
                          .name = ZB_STR("千行"),
                          .unit = ZB_STR("件"),
                          .columns = f->columns,
                          .column_count = COLUMNS,
                          .rows = f->rows,
                          .row_count = ROWS};
}

/* Flow the table; on `pdf`, or dry. */
static zb_status flow_table(const zb_table *table, zb_pdf *pdf, zb_refs *refs) {
    zb_refs before = {0};
    zb_flow flow = {.sheet = zb_sheet_of(ZB_PAGE_A4),
                    .font = font,
                    .pdf = pdf,
                    .canvas = pdf ? zb_pdf_canvas(pdf) : NULL,
                    .refs = refs,
                    .before = &before,
                    .running = ZB_STR("表"),
                    .footer = ZB_STR("脚")};
    zb_flow_new_page(&flow);
    zb_flow_table(&flow, table);
    zb_flow_free(&flow);
    return flow.status;
}

static zb_status write_table(const zb_table *table, size_t *pages) {
    zb_pdf *pdf = NULL;
    zb_refs refs = {0};
    zb_pdf_info info = {.title = ZB_STR("表")};
    zb_status status = zb_pdf_begin(&pdf, font, NULL);
    if (status == ZB_OK) {
        status = flow_table(table, pdf, &refs);
    }
    if (status == ZB_OK) {
        status = zb_pdf_write(pdf, &info, target, NULL);
        *pages = zb_pdf_page_count(pdf);
    }
    zb_refs_free(&refs);
    zb_pdf_free(pdf);
    return status;
}

static size_t times(zb_str text, zb_str part) {
    size_t count = 0;
    for (size_t at; (at = zb_str_find(text, part)) != ZB_NOT_FOUND; count++) {
        text = zb_str_sub(text, at + part.n, text.n);
    }
    return count;
}

static void test_time(void **state) {
    filled *f = *state;
    size_t pages = 0;
    zb_refs refs = {0};
    clock_t before = clock();
    assert_int_equal(flow_table(&f->table, NULL, &refs), ZB_OK);
    assert_int_equal(write_table(&f->table, &pages), ZB_OK);
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    assert_int_equal(refs.pages, pages);
    assert_in_range(pages, 20, 60);
    zb_refs_free(&refs);
    printf("%.3f s\n", seconds);
    assert_true(seconds < 1);
}

static void test_every_row(void **state) {
    filled *f = *state;
    size_t pages = 0;
    assert_int_equal(write_table(&f->table, &pages), ZB_OK);
    if (!have("pdftotext")) {
        return;
    }
    zb_buf said = output_of("pdftotext -layout -enc UTF-8 test-table.pdf - 2>&1");
    zb_str rest = zb_buf_str(&said);
    assert_int_equal(times(rest, ZB_STR("续表")), pages - 1);
    assert_int_equal(times(rest, ZB_STR("单位：件")), pages);
    assert_int_equal(times(rest, ZB_STR("说明  ")), pages);
    for (size_t i = 0; i < ROWS; i++) {
        assert_int_equal(times(zb_buf_str(&said), f->cells[i][0].text), 1);
        size_t at = zb_str_find(rest, f->cells[i][0].text);
        assert_int_not_equal(at, ZB_NOT_FOUND); /* in order */
        rest = zb_str_sub(rest, at, rest.n);
        /* the last row does not stand alone under a head */
        if (i + 2 == ROWS) {
            assert_int_equal(times(rest, ZB_STR("续表")), 0);
        }
    }
    zb_buf_free(&said);
}

/* Row by row: none takes a page away or needs two more. */
static void test_every_length(void **state) {
    filled *f = *state;
    zb_table table = f->table;
    size_t before = 0;
    for (table.row_count = 1; table.row_count < 120; table.row_count++) {
        zb_refs refs = {0};
        assert_int_equal(flow_table(&table, NULL, &refs), ZB_OK);
        assert_in_range(refs.pages, before ? before : 1, before + 1);
        before = refs.pages;
        zb_refs_free(&refs);
    }
    assert_in_range(before, 3, 6);
}

/* A page that begins within a group names it again, a page that begins with one does not. */
static void test_groups_again(void **state) {
    enum { EACH = 37 };
    filled *f = *state;
    size_t pages = 0;
    for (size_t i = 0; i < ROWS; i += EACH) {
        f->rows[i] = (zb_table_row){.group = zb_str_from(f->texts[i][0])};
    }
    zb_status status = write_table(&f->table, &pages);
    for (size_t i = 0; i < ROWS; i += EACH) {
        f->rows[i] = (zb_table_row){.cells = f->cells[i]};
    }
    assert_int_equal(status, ZB_OK);
    if (!have("pdftotext")) {
        return;
    }
    size_t inside = 0;
    zb_buf said = output_of("pdftotext -layout -enc UTF-8 test-table.pdf - 2>&1");
    zb_str rest = zb_buf_str(&said);
    for (size_t page = 0; page < pages; page++) {
        zb_str one = zb_str_cut(&rest, '\f');
        size_t at = zb_str_find(one, ZB_STR("R")), row = 0;
        assert_int_not_equal(at, ZB_NOT_FOUND);
        for (size_t k = at + 1; k < at + 5; k++) {
            row = 10 * row + (size_t)(one.p[k] - '0');
        }
        bool again = zb_str_starts(zb_str_sub(one, at + 5, one.n), ZB_STR("（续）"));
        assert_int_equal(times(one, ZB_STR("（续）")), again);
        assert_int_equal(row % EACH, 0); /* a group stands first, named anew or once more */
        assert_true(page > 0 || !again);
        inside += again;
    }
    assert_in_range(inside, pages / 2, pages - 1);
    zb_buf_free(&said);
}

/* Two halves of a table: a text of several lines in the one makes the row of the other as high. */
static void test_beside(void **state) {
    filled *f = *state;
    zb_refs refs = {0}, before = {0};
    zb_flow flow = {
        .sheet = zb_sheet_of(ZB_PAGE_A4), .font = font, .refs = &refs, .before = &before};
    zb_table left = f->table, right = f->table;
    left.rows = &f->rows[1]; /* two rows of one line */
    right.rows = &f->rows[3];
    left.row_count = right.row_count = 2;
    double low = zb_flow_table_at(&flow, &left, 0, 0, 300, false);
    double high = zb_flow_table_at(&flow, &right, 0, 0, 300, false);
    assert_true(high > low + 5);
    left.beside = &right;
    right.beside = &left;
    assert_true(zb_flow_table_at(&flow, &left, 0, 0, 300, false) == high);
    assert_true(zb_flow_table_at(&flow, &right, 0, 0, 300, false) == high);
    left.row_count = 1; /* an odd row more in one of them has its own height */
    assert_true(zb_flow_table_at(&flow, &right, 0, 0, 300, false) == high);
    assert_int_equal(flow.status, ZB_OK);
    zb_flow_free(&flow);
    zb_refs_free(&refs);
}

static zb_status attempt(void *context) {
    zb_refs refs = {0};
    zb_status status = flow_table(context, NULL, &refs);
    zb_refs_free(&refs);
    return status;
}

/* The small bars of a row that is higher for a long name are as high as those of the others. */
static void test_graphics_keep_their_height(void **state) {
    (void)state;
    static const double values[] = {1, 2, 3, 4};
    const zb_sparkbars bars = {values, 4, 3};
    const zb_sparkline line = {.values = values, .count = 4};
    const double heights[] = {14, 25, 60};
    zb_str first[2] = {0};
    zb_recorder *recorders[2][3];
    for (size_t i = 0; i < 3; i++) {
        for (size_t kind = 0; kind < 2; kind++) {
            assert_int_equal(zb_recorder_begin(&recorders[kind][i], font, NULL), ZB_OK);
            const zb_canvas *canvas = zb_recorder_canvas(recorders[kind][i]);
            double top = 40 - heights[i] / 2;
            if (kind == 0) {
                zb_draw_sparkbars(canvas, &bars, 0, top, 60, heights[i]);
            } else {
                zb_draw_sparkline(canvas, &line, 0, top, 60, heights[i]);
            }
            zb_str drawn = zb_recorder_text(recorders[kind][i]);
            assert_true(drawn.n > 0);
            first[kind] = i == 0 ? drawn : first[kind];
            assert_true(zb_str_eq(drawn, first[kind]));
        }
    }
    for (size_t i = 0; i < 6; i++) {
        zb_recorder_free(recorders[i / 3][i % 3]);
    }
}

static void test_no_memory(void **state) {
    filled *f = *state;
    zb_table table = f->table;
    table.row_count = 60;
    starve(attempt, &table);
}

static int set_up(void **state) {
    filled *f = malloc(sizeof *f);
    if (!f || zb_font_load(&font, NULL, NULL) != ZB_OK) {
        free(f);
        return -1;
    }
    fill(f);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    free(*state);
    zb_font_free(font);
    unlink(target);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time),         cmocka_unit_test(test_every_row),
        cmocka_unit_test(test_every_length), cmocka_unit_test(test_groups_again),
        cmocka_unit_test(test_beside),       cmocka_unit_test(test_graphics_keep_their_height),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
