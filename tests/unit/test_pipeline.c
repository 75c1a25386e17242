/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pipeline: JSON lines cut and read, documents handed over in the order of input.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "lexicon_help.h"
#include "pipeline/records.h"
#include "zhibiao/pipeline.h"

/* A descriptor that gives these bytes, then the end. */
static int reading(const char *bytes, size_t n) {
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fflush(file), 0);
    int fd = dup(fileno(file));
    assert_true(fd >= 0);
    fclose(file);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

static void lines_are_cut(void **state) {
    (void)state;
    static const char text[] = "one\n\n \t\ntwo\r\nthree";
    zb_records *records = zb_mem_zero(1, sizeof *records);
    zb_buf line = {0};
    zb_error error = {0};
    *records = (zb_records){.fd = reading(text, sizeof text - 1), .limit = 100};
    static const struct {
        const char *text;
        size_t number;
    } wanted[] = {{"one", 1}, {"two\r", 4}, {"three", 5}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(zb_records_next(records, &line, &error), ZB_OK);
        assert_true(zb_str_eq(zb_buf_str(&line), zb_str_from(wanted[i].text)));
        assert_int_equal(records->number, wanted[i].number);
    }
    assert_int_equal(zb_records_next(records, &line, &error), ZB_E_EMPTY);
    close(records->fd);
    zb_buf_free(&line);
    zb_mem_free(records);
}

/* At the limit a line is read, beyond it passed over, and the next one is read again: with lines
 * longer than a block. */
static void long_lines_are_passed_over(void **state) {
    (void)state;
    size_t limit = ZB_RECORDS_BLOCK + 10;
    zb_buf text = {0}, line = {0};
    for (size_t i = 0; i < limit; i++) {
        zb_buf_char(&text, 'a');
    }
    zb_buf_char(&text, '\n');
    for (size_t i = 0; i < limit + 1; i++) {
        zb_buf_char(&text, 'b');
    }
    zb_buf_text(&text, "\nc\n");
    zb_records *records = zb_mem_zero(1, sizeof *records);
    *records = (zb_records){.fd = reading(text.p, text.n), .limit = limit};
    zb_error error = {0};
    assert_int_equal(zb_records_next(records, &line, &error), ZB_OK);
    assert_int_equal(line.n, limit);
    assert_int_equal(zb_records_next(records, &line, &error), ZB_E_LIMIT);
    assert_int_equal(records->number, 2);
    assert_int_equal(zb_records_next(records, &line, &error), ZB_OK);
    assert_true(zb_str_eq(zb_buf_str(&line), ZB_STR("c")));
    assert_int_equal(zb_records_next(records, &line, &error), ZB_E_EMPTY);
    close(records->fd);
    zb_buf_free(&line);
    zb_buf_free(&text);
    zb_mem_free(records);
}

static void records_become_documents(void **state) {
    (void)state;
    static const struct {
        const char *line, *name, *code;
        int year;
    } rows[] = {
        {"{\"name\":\"a\",\"text\":\"调解3件。\",\"region\":\"墨川县\",\"year\":2021}", "a",
         "990122", 2021},
        {"{\"name\":\"b\",\"text\":\"x\",\"region\":\"990122\",\"year\":\"2022\"}\r", "b", "990122",
         2022},
        {"{\"name\":\"c\",\"text\":\"x\",\"region\":null,\"year\":null}", "c", "", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        zb_document *document = NULL;
        zb_error error = {0};
        assert_int_equal(zb_records_document(&document, zb_str_from(rows[i].line), lexicon, &error),
                         ZB_OK);
        assert_true(zb_str_eq(document->name, zb_str_from(rows[i].name)));
        assert_true(zb_str_eq(document->region_code, zb_str_from(rows[i].code)));
        assert_int_equal(document->year, rows[i].year);
        zb_document_free(document);
    }
}

static void other_lines_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *line;
        zb_status status;
        const char *says;
    } rows[] = {
        {"hello", ZB_E_FORMAT, "not JSON"},
        {"{\"name\":\"a\",\"text\":\"x\"", ZB_E_FORMAT, "not JSON"},
        {"[1,2]", ZB_E_FORMAT, "not a JSON object"},
        {"{\"text\":\"x\"}", ZB_E_FORMAT, "\"name\""},
        {"{\"name\":\"a\"}", ZB_E_FORMAT, "\"text\""},
        {"{\"name\":\"a\",\"text\":7}", ZB_E_FORMAT, "\"text\""},
        {"{\"name\":\"a\",\"text\":\"x\",\"year\":2020.5}", ZB_E_FORMAT, "\"year\""},
        {"{\"name\":\"a\",\"text\":\"x\",\"year\":\"last\"}", ZB_E_FORMAT, "\"year\""},
        {"{\"name\":\"a\",\"text\":\"x\"} {}", ZB_E_FORMAT, "more than one"},
        {"{\"name\":\"a\",\"text\":\"\"}", ZB_E_EMPTY, ""},
        {"{\"name\":\"a\",\"text\":\"\xff\"}", ZB_E_ENCODING, "byte 20"},
        {"{\"name\":\"\xff\",\"text\":\"x\"}", ZB_E_ENCODING, "byte 9"},
        {"{\"name\":\"a\",\"text\":\"x\",\"region\":7}", ZB_E_FORMAT, "\"region\""},
        {"{\"name\":\"a\",\"text\":\"x\\u0000y\"}", ZB_E_FORMAT, "u0000"},
        {"{\"name\":\"a\",\"text\":\"x\\\\\\u0000y\"}", ZB_E_FORMAT, "u0000"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        zb_document *document = NULL;
        zb_error error = {0};
        assert_int_equal(zb_records_document(&document, zb_str_from(rows[i].line), lexicon, &error),
                         rows[i].status);
        assert_null(document);
        assert_non_null(strstr(error.message, rows[i].says));
    }
}

/* What a sink was given, as one text. */
typedef struct tape {
    zb_buf text;
    size_t documents, failed;
    size_t stop_at; /* 0: never */
} tape;

static zb_status take(void *user, const zb_document *document, const zb_observation *rows,
                      size_t count, zb_error *err) {
    tape *to = user;
    (void)err;
    zb_buf_format(&to->text, "%.*s", ZB_ARG(document->name));
    for (size_t i = 0; i < count; i++) {
        zb_buf_format(&to->text, " %zu-%zu", rows[i].start, rows[i].end);
    }
    zb_buf_char(&to->text, '\n');
    to->documents++;
    return to->documents == to->stop_at ? ZB_E_IO : ZB_OK;
}

static zb_status note_failed(void *user, const char *input, const zb_error *reason, zb_error *err) {
    tape *to = user;
    (void)err;
    assert_string_equal(input, reason->input);
    assert_true(reason->message[0] != '\0');
    zb_buf_format(&to->text, "! %s\n", input);
    to->failed++;
    return ZB_OK;
}

static zb_status play(tape *to, const char *const *paths, size_t count, int jobs,
                      zb_pipeline_count *counted) {
    const zb_pipeline_options options = {.jobs = jobs};
    const zb_pipeline_sink sink = {to, take, note_failed};
    zb_error error = {0};
    return zb_pipeline_run(counted, paths, count, lexicon, &options, &sink, &error);
}

/* More documents than a batch holds, one path that is missing. */
static void order_is_that_of_input(void **state) {
    (void)state;
    static const char *const paths[] = {ZB_TEST_ROOT "/datasets/sample/reports/zipu-2025.txt",
                                        ZB_TEST_ROOT "/nowhere",
                                        ZB_TEST_ROOT "/datasets/sample/reports"};
    tape one = {0}, four = {0};
    zb_pipeline_count counted = {0};
    assert_int_equal(play(&one, paths, 3, 1, &counted), ZB_OK);
    assert_int_equal(counted.read, 91);
    assert_int_equal(counted.failed, 1);
    assert_int_equal(one.documents, 91);
    assert_int_equal(one.failed, 1);
    zb_str text = zb_buf_str(&one.text);
    assert_true(zb_str_starts(text, ZB_STR("! " ZB_TEST_ROOT "/nowhere\nzipu-2025 ")));
    assert_true(zb_str_has(text, ZB_STR("\nanlan-2018 ")));
    assert_int_equal(play(&four, paths, 3, 4, &counted), ZB_OK);
    assert_true(zb_str_eq(text, zb_buf_str(&four.text)));
    zb_buf_free(&one.text);
    zb_buf_free(&four.text);
}

static void a_sink_can_stop_the_run(void **state) {
    (void)state;
    static const char *const path = ZB_TEST_ROOT "/datasets/sample/reports";
    tape to = {.stop_at = 3};
    zb_pipeline_count counted = {0};
    assert_int_equal(play(&to, &path, 1, 2, &counted), ZB_E_IO);
    assert_int_equal(to.documents, 3);
    zb_buf_free(&to.text);
}

/* Each allocation of the pipeline's own thread fails once: the run ends or passes the document
 * over, and nothing is lost or leaked (the sanitizer tells). */
static void memory_may_run_out(void **state) {
    (void)state;
    static const char *const path = ZB_TEST_ROOT "/datasets/sample/reports/zipu-2025.txt";
    bool through = false;
    for (uint64_t n = 1; !through && n < 100000; n += n < 40 ? 1 : 37) {
        tape to = {0};
        zb_pipeline_count counted = {0};
        uint64_t before = zb_mem_count();
        zb_mem_fail_at(n, 0);
        zb_status status = play(&to, &path, 1, 1, &counted);
        through = zb_mem_count() - before < n;
        zb_mem_fail_at(0, 0);
        if (!through) {
            assert_true(status == ZB_E_NOMEM || counted.read + counted.failed == 1);
        }
        zb_buf_free(&to.text);
    }
    assert_true(through);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_cut),
        cmocka_unit_test(long_lines_are_passed_over),
        cmocka_unit_test(records_become_documents),
        cmocka_unit_test(other_lines_are_refused),
        cmocka_unit_test(order_is_that_of_input),
        cmocka_unit_test(a_sink_can_stop_the_run),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
