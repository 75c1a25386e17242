/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SQLite file: what is written comes back, the same bytes twice, bad files told as such.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "folder_help.h"
#include "sample_rows.h"
#include "zhibiao/export.h"

#define HEQIAO "990123", "示例省安澜市禾桥县"

static zb_dataset *small_dataset(void) {
    sample a = sample_of("heqiao-2022", HEQIAO, 2022,
                         "标题\"引号\"，逗号。调解1811件，成功1677件，成功率96.2%。援助近8000件，"
                         "其中民事3件、刑事4件。");
    a.document.title = ZB_STR("标题\"引号\"，逗号");
    sample_fact(&a, "mediation.cases", "1811件")->section = ZB_STR("一、调解");
    sample_fact(&a, "mediation.succeeded", "1677件");
    sample_fact(&a, "mediation.success_rate", "96.2%");
    sample_fact(&a, "services.legal_aid", "8000件")->qualifier = ZB_LE;
    sample_part(&a, 3, 1, "3件");
    zb_observation *last = sample_part(&a, 3, 1, "4件");
    last->has_high = true;
    last->value_high = 5.5;
    last->surface = ZB_STR("not the text's own bytes");
    sample b = sample_of("heqiao-2021", HEQIAO, 2021, "力争900场，培训12人。");
    sample_fact(&b, "publicity.activities", "900场")->status = ZB_TARGET;
    sample_fact(&b, "", "12人")->indicator = (zb_str){0};
    sample empty = sample_of("nothing", "", "", 0, "没有数字。");
    zb_error reason = {.code = ZB_E_ENCODING, .message = "not UTF-8"};
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_dataset_create(&dataset, lexicon, NULL), ZB_OK);
    assert_int_equal(sample_add(dataset, &a), ZB_OK);
    assert_int_equal(zb_dataset_add_failed(dataset, "x/bad.txt", &reason, NULL), ZB_OK);
    assert_int_equal(sample_add(dataset, &empty), ZB_OK);
    assert_int_equal(sample_add(dataset, &b), ZB_OK);
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    return dataset;
}

static void assert_same_text(zb_str a, zb_str b) {
    if (!zb_str_eq(a, b)) {
        fail_msg("'%.*s' is not '%.*s'", ZB_ARG(a), ZB_ARG(b));
    }
}

static void assert_same_row(const zb_observation *a, const zb_observation *b) {
    assert_int_equal(a->id, b->id);
    assert_same_text(a->document, b->document);
    assert_same_text(a->region, b->region);
    assert_same_text(a->region_code, b->region_code);
    assert_int_equal(a->level, b->level);
    assert_int_equal(a->year, b->year);
    assert_same_text(a->indicator, b->indicator);
    assert_same_text(a->label, b->label);
    assert_true(a->value == b->value);
    assert_int_equal(a->has_high, b->has_high);
    assert_true(a->value_high == b->value_high);
    assert_true(a->precision == b->precision);
    assert_same_text(a->unit, b->unit);
    assert_int_equal(a->qualifier, b->qualifier);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->part, b->part);
    assert_int_equal(a->part_of, b->part_of);
    assert_int_equal(a->breakdown, b->breakdown);
    assert_int_equal(a->start, b->start);
    assert_int_equal(a->end, b->end);
    assert_int_equal(a->sentence_start, b->sentence_start);
    assert_int_equal(a->sentence_end, b->sentence_end);
    assert_same_text(a->surface, b->surface);
    assert_same_text(a->sentence, b->sentence);
    assert_same_text(a->section, b->section);
    assert_same_text(a->rule, b->rule);
}

static void assert_same_documents(const zb_dataset *one, const zb_dataset *two) {
    size_t count, other;
    const zb_document_row *a = zb_dataset_documents(one, &count);
    const zb_document_row *b = zb_dataset_documents(two, &other);
    assert_int_equal(count, other);
    for (size_t i = 0; i < count; i++) {
        assert_same_text(a[i].name, b[i].name);
        assert_same_text(a[i].path, b[i].path);
        assert_same_text(a[i].title, b[i].title);
        assert_same_text(a[i].kind, b[i].kind);
        assert_same_text(a[i].note, b[i].note);
        assert_same_text(a[i].text, b[i].text);
        assert_int_equal(a[i].status, b[i].status);
        assert_int_equal(a[i].observations, b[i].observations);
        assert_true(a[i].hash == b[i].hash && a[i].bytes == b[i].bytes);
    }
}

static void assert_same_series(const zb_dataset *one, const zb_dataset *two) {
    size_t count, other;
    const zb_series *a = zb_dataset_series(one, &count);
    const zb_series *b = zb_dataset_series(two, &other);
    assert_int_equal(count, other);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(a[i].place, b[i].place);
        assert_int_equal(a[i].indicator, b[i].indicator);
        assert_int_equal(a[i].count, b[i].count);
        for (size_t k = 0; k < a[i].count; k++) {
            assert_int_equal(a[i].cells[k].observation, b[i].cells[k].observation);
            assert_int_equal(a[i].cells[k].year, b[i].cells[k].year);
        }
    }
}

static void test_round_trip(void **state) {
    (void)state;
    zb_dataset *one = small_dataset(), *two = NULL;
    const char *path = in_folder("round.db");
    assert_int_equal(zb_dataset_save(one, path, NULL), ZB_OK);
    assert_int_equal(zb_dataset_load(&two, path, lexicon, NULL), ZB_OK);
    size_t count, other;
    const zb_observation *a = zb_dataset_observations(one, &count);
    const zb_observation *b = zb_dataset_observations(two, &other);
    assert_int_equal(count, 8);
    assert_int_equal(other, count);
    for (size_t i = 0; i < count; i++) {
        assert_same_row(&a[i], &b[i]);
    }
    assert_true(zb_dataset_fingerprint(one) == zb_lexicon_fingerprint(lexicon));
    assert_true(zb_dataset_fingerprint(two) == zb_lexicon_fingerprint(lexicon));
    assert_same_documents(one, two);
    assert_same_series(one, two);
    zb_dataset_series(one, &count);
    assert_int_equal(count, 4);
    zb_dataset_findings(one, &count);
    zb_dataset_findings(two, &other);
    assert_int_equal(count, 1);
    assert_int_equal(other, 1);
    zb_dataset_free(one);
    zb_dataset_free(two);
    unlink(path);
}

static void read_whole(zb_buf *out, const char *path) {
    assert_int_equal(zb_file_read(out, path, SIZE_MAX / 4, NULL), ZB_OK);
}

static void test_same_bytes(void **state) {
    (void)state;
    zb_buf first = {0}, second = {0}, third = {0};
    zb_dataset *one = small_dataset(), *two = NULL;
    const char *path = in_folder("bytes.db");
    assert_int_equal(zb_export_database(one, path, NULL), ZB_OK);
    read_whole(&first, path);
    assert_int_equal(zb_export_database(one, path, NULL), ZB_OK); /* over the old file */
    read_whole(&second, path);
    assert_int_equal(zb_dataset_load(&two, path, lexicon, NULL), ZB_OK);
    assert_int_equal(zb_export_database(two, path, NULL), ZB_OK);
    read_whole(&third, path);
    assert_true(first.n > 0);
    assert_true(zb_str_eq(zb_buf_str(&first), zb_buf_str(&second)));
    assert_true(zb_str_eq(zb_buf_str(&first), zb_buf_str(&third)));
    assert_int_equal(files_in_folder(), 1);
    zb_buf_free(&first);
    zb_buf_free(&second);
    zb_buf_free(&third);
    zb_dataset_free(one);
    zb_dataset_free(two);
    unlink(path);
}

static int64_t count_rows(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t count = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return count;
}

static void test_tables(void **state) {
    (void)state;
    zb_dataset *dataset = small_dataset();
    const char *path = in_folder("tables.db");
    assert_int_equal(zb_export_database(dataset, path, NULL), ZB_OK);
    assert_int_equal(count_rows(path, "SELECT count(*) FROM documents"), 4);
    assert_int_equal(count_rows(path, "SELECT count(*) FROM observations WHERE part"), 2);
    assert_int_equal(count_rows(path, "SELECT count(*) FROM observations WHERE value_high IS NULL"),
                     7);
    assert_int_equal(count_rows(path, "SELECT count(*) FROM series"), 4);
    assert_int_equal(count_rows(path, "SELECT count(*) FROM findings WHERE kind = 'rate'"), 1);
    assert_int_equal(count_rows(path, "SELECT agrees FROM rates WHERE region_code = '990123'"), 0);
    assert_int_equal(count_rows(path, "SELECT count(*) FROM trends"), 0);
    assert_int_equal(count_rows(path, "SELECT count(*) FROM run"), 3);
    zb_dataset_free(dataset);
    unlink(path);
}

static zb_status load(const char *path, zb_error *err) {
    zb_dataset *dataset = NULL;
    zb_status status = zb_dataset_load(&dataset, path, lexicon, err);
    assert_true(status == ZB_OK || !dataset);
    zb_dataset_free(dataset);
    return status;
}

static void test_missing(void **state) {
    (void)state;
    zb_error err = {0};
    assert_int_equal(load(in_folder("none.db"), &err), ZB_E_IO);
    assert_non_null(strstr(err.message, "zhibiao run"));
    assert_int_equal(files_in_folder(), 0);
}

static void test_foreign(void **state) {
    (void)state;
    const char *path = in_folder("foreign.db");
    zb_error err = {0};
    assert_int_equal(zb_file_save(path, ZB_STR("name,title\r\n"), NULL), ZB_OK);
    assert_int_equal(load(path, &err), ZB_E_FORMAT);
    assert_non_null(strstr(err.message, "zhibiao run"));
    assert_string_equal(err.input, path);
    assert_int_equal(zb_file_save(path, ZB_STR(""), NULL), ZB_OK);
    assert_int_equal(load(path, &err), ZB_E_FORMAT);
    sqlite3 *db = NULL;
    unlink(path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE documents (x)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(load(path, &err), ZB_E_FORMAT);
    unlink(path);
}

static void overwrite(const char *path, zb_str bytes) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, file), bytes.n);
    assert_int_equal(fclose(file), 0);
}

/* Every page cut off or overwritten, every value made absurd: told, never a crash. */
static void test_damaged(void **state) {
    (void)state;
    zb_dataset *dataset = small_dataset();
    const char *path = in_folder("damaged.db");
    zb_buf whole = {0};
    assert_int_equal(zb_dataset_save(dataset, path, NULL), ZB_OK);
    read_whole(&whole, path);
    size_t refused = 0;
    for (size_t cut = 100; cut < whole.n; cut += 4096) {
        overwrite(path, zb_str_sub(zb_buf_str(&whole), 0, cut));
        refused += load(path, NULL) == ZB_E_FORMAT;
    }
    assert_true(refused > 0);
    for (size_t at = 0; at < whole.n; at += 61) {
        char kept = whole.p[at];
        whole.p[at] = (char)~kept;
        overwrite(path, zb_buf_str(&whole));
        zb_status status = load(path, NULL);
        assert_true(status == ZB_OK || status == ZB_E_FORMAT || status == ZB_E_IO ||
                    status == ZB_E_NOMEM);
        whole.p[at] = kept;
    }
    zb_buf_free(&whole);
    zb_dataset_free(dataset);
    unlink(path);
}

static void test_absurd_values(void **state) {
    (void)state;
    static const char *const changes[] = {
        "UPDATE observations SET part_of = 99 WHERE id = 5",
        "UPDATE observations SET \"end\" = 100000 WHERE id = 1",
        "UPDATE observations SET start = 9, \"end\" = 3 WHERE id = 1",
        "UPDATE observations SET kind = 'sort' WHERE id = 1",
        "UPDATE observations SET year = -5 WHERE id = 1",
        "UPDATE observations SET year = 99999999999 WHERE id = 1",
        "UPDATE observations SET value = 1e999 WHERE id = 1",
        "UPDATE observations SET sentence_end = 100000 WHERE id = 1",
        "UPDATE observations SET label = CAST(x'ff41' AS TEXT) WHERE id = 1",
        "DELETE FROM observations WHERE id = 3",
        "UPDATE documents SET observations = 1",
        "UPDATE documents SET status = 'lost'",
        "UPDATE documents SET name = NULL",
        "PRAGMA user_version = 99",
        "DROP TABLE observations",
        "DROP TABLE run",
    };
    zb_dataset *dataset = small_dataset();
    const char *path = in_folder("absurd.db");
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        sqlite3 *db = NULL;
        assert_int_equal(zb_dataset_save(dataset, path, NULL), ZB_OK);
        assert_int_equal(load(path, NULL), ZB_OK);
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, changes[i], NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        if (load(path, NULL) != ZB_E_FORMAT) {
            fail_msg("accepted: %s", changes[i]);
        }
    }
    zb_dataset_free(dataset);
    unlink(path);
}

/* What another version wrote can be read, but is not what this one would extract. */
static void test_other_version(void **state) {
    (void)state;
    zb_dataset *one = small_dataset(), *two = NULL;
    const char *path = in_folder("version.db");
    sqlite3 *db = NULL;
    assert_int_equal(zb_dataset_save(one, path, NULL), ZB_OK);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "UPDATE run SET value = '0.1' WHERE key = 'program'", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(zb_dataset_load(&two, path, lexicon, NULL), ZB_OK);
    assert_true(zb_dataset_fingerprint(two) == 0);
    zb_dataset_free(one);
    zb_dataset_free(two);
    unlink(path);
}

static void test_cannot_write(void **state) {
    (void)state;
    zb_dataset *dataset = small_dataset();
    zb_error err = {0};
    assert_int_equal(zb_dataset_save(dataset, in_folder("no/such/x.db"), &err), ZB_E_IO);
    assert_int_equal(zb_dataset_save(dataset, "-", &err), ZB_E_USAGE);
    /* a limit on the size of files stands for a full disk */
    const char *path = in_folder("full.db");
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 8192;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    zb_status status = zb_dataset_save(dataset, path, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    assert_int_equal(status, ZB_E_IO);
    assert_int_equal(files_in_folder(), 0);
    zb_dataset_free(dataset);
}

/* Each allocation of writing and reading fails once: told, nothing leaks, nothing is left. */
static void test_no_memory(void **state) {
    (void)state;
    zb_dataset *one = small_dataset();
    const char *path = in_folder("memory.db");
    zb_status status = ZB_E_NOMEM;
    for (uint64_t n = 1; status != ZB_OK && n < 1000; n++) {
        zb_mem_fail_at(n, 0);
        status = zb_export_database(one, path, NULL);
        zb_mem_fail_at(0, 0);
        assert_true(status == ZB_OK || status == ZB_E_NOMEM);
        assert_int_equal(files_in_folder(), status == ZB_OK);
    }
    assert_int_equal(status, ZB_OK);
    status = ZB_E_NOMEM;
    for (uint64_t n = 1; status != ZB_OK && n < 1000; n++) {
        zb_mem_fail_at(n, 0);
        status = load(path, NULL);
        zb_mem_fail_at(0, 0);
        assert_true(status == ZB_OK || status == ZB_E_NOMEM);
    }
    assert_int_equal(status, ZB_OK);
    zb_dataset_free(one);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),    cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_tables),        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_foreign),       cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_absurd_values), cmocka_unit_test(test_cannot_write),
        cmocka_unit_test(test_other_version), cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
