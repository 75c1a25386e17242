/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The base module: views, arena, buffers, numbers, UTF-8, maps, files, the parallel loop.
 */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"

static void views(void **state) {
    (void)state;
    zb_str s = ZB_STR("　调解成功率95%\r\n ");
    assert_true(zb_str_eq(zb_str_trim(s), ZB_STR("调解成功率95%")));
    assert_int_equal(zb_str_find(ZB_STR("abcabc"), ZB_STR("c")), 2);
    assert_int_equal(zb_str_rfind(ZB_STR("abcabc"), ZB_STR("c")), 5);
    assert_int_equal(zb_str_find(ZB_STR("abc"), ZB_STR("")), ZB_NOT_FOUND);
    assert_int_equal(zb_str_find((zb_str){0}, ZB_STR("a")), ZB_NOT_FOUND);
    assert_true(zb_str_cmp(ZB_STR("a"), ZB_STR("ab")) < 0);
    assert_int_equal(zb_str_sub(ZB_STR("abc"), 2, 9).n, 1);
    assert_int_equal(zb_str_sub(ZB_STR("abc"), 3, 1).n, 0);
    zb_str rest = ZB_STR("a,b");
    assert_true(zb_str_eq(zb_str_cut(&rest, ','), ZB_STR("a")));
    assert_true(zb_str_eq(zb_str_cut(&rest, ','), ZB_STR("b")));
    assert_int_equal(rest.n, 0);
    int64_t n = 0;
    assert_true(zb_str_to_int(ZB_STR("-42"), &n) && n == -42);
    assert_false(zb_str_to_int(ZB_STR("4x"), &n));
    assert_false(zb_str_to_int(ZB_STR("-"), &n));
}

static void arena_marks(void **state) {
    (void)state;
    zb_arena arena = {0};
    char *first = ZB_NEW(&arena, char, 10);
    assert_non_null(first);
    assert_int_equal(first[9], 0);
    zb_arena_mark mark = zb_arena_here(&arena);
    for (int i = 0; i < 100; i++) {
        char *block = ZB_NEW(&arena, char, 5000);
        memset(block, 'x', 5000);
    }
    zb_arena_release(&arena, mark);
    char *again = ZB_NEW(&arena, char, 5000);
    for (int i = 0; i < 5000; i++) {
        assert_int_equal(again[i], 0);
    }
    assert_null(zb_arena_get(&arena, SIZE_MAX / 2, 4));
    zb_arena_free(&arena);
    zb_arena_free(&arena);
}

static void arena_without_memory(void **state) {
    (void)state;
    zb_arena arena = {0};
    zb_mem_fail_at(1, 0);
    assert_null(zb_arena_get(&arena, 1, 8));
    bool ok = true;
    assert_true(zb_str_eq(zb_arena_copy(&arena, ZB_STR("kept"), &ok), ZB_STR("kept")));
    assert_true(ok);
    zb_arena_free(&arena);
}

static void numbers(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        {0, "0"},         {-0.0, "0"},
        {12, "12"},       {95.7, "95.7"},
        {-0.05, "-0.05"}, {81200, "81200"},
        {1e15, "1e+15"},  {0.1 + 0.2, "0.30000000000000004"},
        {28.6, "28.6"},   {1.0 / 3, "0.3333333333333333"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_buf buf = {0};
        zb_buf_number(&buf, rows[i].value);
        assert_string_equal(buf.p, rows[i].text);
        assert_true(strtod(buf.p, NULL) == rows[i].value);
        zb_buf_free(&buf);
    }
    zb_buf buf = {0};
    zb_buf_number(&buf, NAN);
    zb_buf_number(&buf, INFINITY);
    assert_int_equal(buf.n, 0);
    zb_buf_thousands(&buf, 1234567.891, 1);
    zb_buf_char(&buf, ' ');
    zb_buf_thousands(&buf, -1000, 0);
    zb_buf_char(&buf, ' ');
    zb_buf_thousands(&buf, 999, 0);
    zb_buf_char(&buf, ' ');
    zb_buf_fixed(&buf, -0.04, 1);
    assert_string_equal(buf.p, "1,234,567.9 -1,000 999 0.0");
    zb_buf_free(&buf);
}

static void buffer_without_memory(void **state) {
    (void)state;
    zb_buf buf = {0};
    zb_mem_fail_at(1, 1);
    zb_buf_text(&buf, "lost");
    zb_mem_fail_at(0, 0);
    assert_true(buf.failed);
    zb_buf_text(&buf, "and later text too");
    assert_true(buf.failed);
    zb_buf_free(&buf);
}

static void utf8(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t n, valid;
    } rows[] = {
        {"调解", 6, 6},
        {"ab\xFFz", 4, 2},
        {"\xE8\xB0", 2, 0}, /* cut */
        {"\xED\xA0\x80", 3, 0} /* surrogate */,
        {"\xC0\x80", 2, 0}, /* overlong */
        {"\xF0\x9F\x98\x80", 4, 4},
        {"", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(zb_utf8_valid((zb_str){rows[i].text, rows[i].n}), rows[i].valid);
    }
    zb_str s = ZB_STR("a调\U00020000");
    size_t at = 0;
    assert_int_equal(zb_utf8_next(s, &at), 'a');
    assert_int_equal(zb_utf8_next(s, &at), 0x8C03);
    assert_int_equal(zb_utf8_next(s, &at), 0x20000);
    assert_int_equal(zb_utf8_next(s, &at), 0);
    assert_int_equal(zb_utf8_before(s, s.n), 4);
    assert_int_equal(zb_text_columns(ZB_STR("a调解b")), 6);
    assert_true(zb_utf8_is_han(0x8C03));
    assert_false(zb_utf8_is_han(0xFF0C));
}

static void maps(void **state) {
    (void)state;
    zb_map map = {0};
    char keys[500][8];
    assert_int_equal(zb_map_get(&map, ZB_STR("x"), -1), -1);
    for (int i = 0; i < 500; i++) {
        snprintf(keys[i], sizeof keys[i], "k%d", i);
        assert_true(zb_map_set(&map, zb_str_from(keys[i]), i));
    }
    assert_true(zb_map_set(&map, ZB_STR("k7"), 700));
    assert_int_equal(map.count, 500);
    for (int i = 0; i < 500; i++) {
        assert_int_equal(zb_map_get(&map, zb_str_from(keys[i]), -1), i == 7 ? 700 : i);
    }
    assert_int_equal(zb_map_get(&map, ZB_STR("k500"), -1), -1);
    zb_map_free(&map);
}

static char folder[] = "/tmp/zhibiao-test-XXXXXX";

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    return rmdir(folder);
}

static void files(void **state) {
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "%s/out.txt", folder);
    zb_error err = {0};
    assert_int_equal(zb_file_save(path, ZB_STR("第一版"), &err), ZB_OK);

    /* a write that fails leaves the old file and nothing beside it */
    zb_file_fail_at(1);
    assert_int_equal(zb_file_save(path, ZB_STR("第二版"), &err), ZB_E_IO);
    zb_file_fail_at(0);
    assert_string_equal(err.input, path);
    assert_non_null(strstr(err.message, "free some space"));
    zb_buf text = {0};
    assert_int_equal(zb_file_read(&text, path, 100, &err), ZB_OK);
    assert_string_equal(text.p, "第一版");

    assert_int_equal(zb_file_read(&text, path, 3, &err), ZB_E_LIMIT);
    zb_file_out *file = NULL;
    assert_int_equal(zb_file_open(&file, path, &err), ZB_OK);
    assert_int_equal(zb_file_write(file, ZB_STR("x"), &err), ZB_OK);
    zb_file_abort(file);
    unlink(path);

    assert_int_equal(zb_file_read(&text, path, 100, &err), ZB_E_IO);
    assert_non_null(strstr(err.message, "check the path"));
    assert_int_equal(zb_file_read(&text, folder, 100, &err), ZB_E_IO);
    assert_int_equal(zb_file_make_folder("/dev/null/x", &err), ZB_E_IO);
    zb_buf_free(&text);
}

static void full_device(void **state) {
    (void)state;
    if (access("/dev/full", W_OK) != 0) {
        skip();
    }
    zb_error err = {0};
    assert_int_equal(zb_file_save("/dev/full", ZB_STR("lost"), &err), ZB_E_IO);
    assert_string_equal(err.input, "/dev/full");
}

static void error_is_cut_at_a_character(void **state) {
    (void)state;
    zb_error err = {0};
    char longer[600];
    memset(longer, 0, sizeof longer);
    for (size_t i = 0; i + 3 < sizeof longer - 1; i += 3) {
        memcpy(longer + i, "调", 3);
    }
    zb_error_set(&err, ZB_E_FORMAT, "x%s", longer);
    assert_int_equal(zb_utf8_valid(zb_str_from(err.message)), strlen(err.message));
    zb_error_input(&err, ZB_STR("first"));
    zb_error_input(&err, ZB_STR("second"));
    assert_string_equal(err.input, "first");
}

static void square(void *context, size_t item) {
    ((size_t *)context)[item] = item * item;
}

static void parallel_loop(void **state) {
    (void)state;
    size_t done[1000];
    for (int jobs = 0; jobs <= 4; jobs++) {
        memset(done, 0xFF, sizeof done);
        zb_parallel_for(1000, jobs, square, done);
        for (size_t i = 0; i < 1000; i++) {
            assert_int_equal(done[i], i * i);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views),
        cmocka_unit_test(arena_marks),
        cmocka_unit_test(arena_without_memory),
        cmocka_unit_test(numbers),
        cmocka_unit_test(buffer_without_memory),
        cmocka_unit_test(utf8),
        cmocka_unit_test(maps),
        cmocka_unit_test_setup_teardown(files, make_folder, remove_folder),
        cmocka_unit_test(full_device),
        cmocka_unit_test(error_is_cut_at_a_character),
        cmocka_unit_test(parallel_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
