/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables as files: columns, quoting, escaping, what is not known, failed writes.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <dirent.h>
#include <locale.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "folder_help.h"
#include "sample_rows.h"
#include "zhibiao/export.h"

#define HEQIAO "990123", "示例省安澜市禾桥县"

/* The file's text, which is then removed. */
static zb_buf take(const char *path) {
    zb_buf out = {0};
    assert_int_equal(zb_file_read(&out, path, SIZE_MAX / 4, NULL), ZB_OK);
    zb_buf_char(&out, '\0');
    unlink(path);
    return out;
}

static zb_observation plain_row(void) {
    return (zb_observation){.id = 7,
                            .document = ZB_STR("d"),
                            .region = ZB_STR("示例省"),
                            .level = ZB_LEVEL_PROVINCE,
                            .label = ZB_STR("a,b"),
                            .value = 88.62,
                            .unit = ZB_STR("元"),
                            .qualifier = ZB_APPROX,
                            .kind = ZB_KIND_RATE,
                            .status = ZB_TARGET,
                            .part = true,
                            .part_of = -1,
                            .start = 3,
                            .end = 9,
                            .surface = ZB_STR("say \"hi\""),
                            .sentence = ZB_STR("one\ntwo\t\\ \x01"),
                            .rule = ZB_STR(" kept ")};
}

static zb_buf written(zb_format format, const zb_observation *rows, size_t count) {
    const char *path = in_folder("rows");
    zb_row_writer *writer = NULL;
    assert_int_equal(zb_row_writer_open(&writer, path, format, NULL), ZB_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(zb_row_writer_put(writer, &rows[i], NULL), ZB_OK);
    }
    assert_int_equal(zb_row_writer_commit(writer, NULL), ZB_OK);
    return take(path);
}

#define HEADER                                                                                     \
    "id,document,region,region_code,level,year,indicator,label,value,value_high,unit,qualifier,"   \
    "kind,status,part,start,end,surface,sentence,section,rule\r\n"

static void test_csv_rows(void **state) {
    (void)state;
    zb_observation rows[2] = {plain_row(), plain_row()};
    rows[1].year = 2020;
    rows[1].has_high = true;
    rows[1].value_high = 90;
    rows[1].part = false;
    zb_buf got = written(ZB_FORMAT_CSV, rows, 2);
    assert_string_equal(got.p, HEADER
                        "7,d,示例省,,province,,,\"a,b\",88.62,,元,approx,rate,target,true,3,9,"
                        "\"say \"\"hi\"\"\",\"one\ntwo\t\\ \x01\",, kept \r\n"
                        "7,d,示例省,,province,2020,,\"a,b\",88.62,90,元,approx,rate,target,false,"
                        "3,9,\"say \"\"hi\"\"\",\"one\ntwo\t\\ \x01\",, kept \r\n");
    zb_buf_free(&got);
    got = written(ZB_FORMAT_CSV, NULL, 0);
    assert_string_equal(got.p, HEADER);
    zb_buf_free(&got);
}

static void test_json_rows(void **state) {
    (void)state;
    zb_observation row = plain_row();
    zb_buf got = written(ZB_FORMAT_JSONL, &row, 1);
    assert_string_equal(
        got.p, "{\"id\":7,\"document\":\"d\",\"region\":\"示例省\",\"region_code\":null,"
               "\"level\":\"province\",\"year\":null,\"indicator\":null,\"label\":\"a,b\","
               "\"value\":88.62,\"value_high\":null,\"unit\":\"元\",\"qualifier\":\"approx\","
               "\"kind\":\"rate\",\"status\":\"target\",\"part\":true,\"start\":3,\"end\":9,"
               "\"surface\":\"say \\\"hi\\\"\",\"sentence\":\"one\\ntwo\\t\\\\ \\u0001\","
               "\"section\":null,\"rule\":\" kept \"}\n");
    cJSON *parsed = cJSON_Parse(got.p);
    assert_non_null(parsed);
    assert_string_equal(cJSON_GetObjectItem(parsed, "sentence")->valuestring, "one\ntwo\t\\ \x01");
    cJSON_Delete(parsed);
    zb_buf_free(&got);
    got = written(ZB_FORMAT_JSONL, NULL, 0);
    assert_string_equal(got.p, "");
    zb_buf_free(&got);
}

static void test_row_formats(void **state) {
    (void)state;
    zb_row_writer *writer = NULL;
    zb_error err = {0};
    assert_int_equal(zb_row_writer_open(&writer, in_folder("x"), ZB_FORMAT_SQLITE, &err),
                     ZB_E_USAGE);
    assert_null(writer);
    zb_row_writer_abort(NULL);
    assert_int_equal(zb_row_writer_open(&writer, in_folder("x"), ZB_FORMAT_CSV, &err), ZB_OK);
    zb_row_writer_abort(writer);
    assert_int_equal(files_in_folder(), 0);
    assert_int_equal(zb_format_parse(ZB_STR("jsonl")), ZB_FORMAT_JSONL);
    assert_int_equal(zb_format_parse(ZB_STR("json")), ZB_FORMAT_JSON);
    assert_int_equal(zb_format_parse(ZB_STR("xml")), ZB_FORMAT_UNKNOWN);
    assert_true(zb_format_available(ZB_FORMAT_SQLITE));
    assert_false(zb_format_available(ZB_FORMAT_XLSX));
    assert_false(zb_format_available(ZB_FORMAT_UNKNOWN));
}

static zb_dataset *three_years(void) {
    static const char *const texts[] = {"调解1000件，成功900件，成功率90%。",
                                        "调解1811件，成功1677件，成功率96.2%。",
                                        "调解2000件，成功1900件。"};
    static const char *const figures[][3] = {
        {"1000件", "900件", "90%"}, {"1811件", "1677件", "96.2%"}, {"2000件", "1900件", NULL}};
    static const char *const names[] = {"h2020", "h2021", "h2022"};
    static const char *const codes[] = {"mediation.cases", "mediation.succeeded",
                                        "mediation.success_rate"};
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_dataset_create(&dataset, lexicon, NULL), ZB_OK);
    for (int y = 0; y < 3; y++) {
        sample s = sample_of(names[y], HEQIAO, 2020 + y, texts[y]);
        for (int k = 0; k < 3 && figures[y][k]; k++) {
            sample_fact(&s, codes[k], figures[y][k]);
        }
        assert_int_equal(sample_add(dataset, &s), ZB_OK);
    }
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    return dataset;
}

static zb_buf exported(const zb_dataset *dataset, zb_table table, const zb_selection *selection,
                       zb_format format) {
    const char *path = in_folder("table");
    assert_int_equal(zb_export_table(dataset, table, selection, format, path, NULL), ZB_OK);
    return take(path);
}

static void test_rates(void **state) {
    (void)state;
    zb_dataset *dataset = three_years();
    zb_selection selection = {.indicator = ZB_STR("mediation.success_rate")};
    zb_buf got = exported(dataset, ZB_TABLE_RATES, &selection, ZB_FORMAT_CSV);
    assert_string_equal(
        got.p,
        "region,region_code,year,rate,numerator,denominator,value,low,high,stated,agrees\r\n"
        "示例省安澜市禾桥县,990123,2020,mediation.success_rate,900,1000,90,87.9848,91.7091,90,"
        "true\r\n"
        "示例省安澜市禾桥县,990123,2021,mediation.success_rate,1677,1811,92.6008,91.3029,93.7183,"
        "96.2,false\r\n"
        "示例省安澜市禾桥县,990123,2022,mediation.success_rate,1900,2000,95,93.9556,95.8719,,"
        "\r\n");
    zb_buf_free(&got);
    zb_dataset_free(dataset);
}

static void test_trends(void **state) {
    (void)state;
    zb_dataset *dataset = three_years();
    zb_selection selection = {.indicator = ZB_STR("mediation.cases")};
    zb_buf got = exported(dataset, ZB_TABLE_TRENDS, &selection, ZB_FORMAT_CSV);
    zb_str text = zb_str_from(got.p);
    assert_true(zb_str_starts(
        text, ZB_STR("region,region_code,indicator,years,first,last,change,change_percent,slope,"
                     "slope_low,slope_high,sen,mk_tau,mk_p,direction\r\n"
                     "示例省安澜市禾桥县,990123,mediation.cases,3,1000,2000,1000,100,500,")));
    assert_true(zb_str_ends(text, ZB_STR(",500,,,too-few\r\n")));
    zb_buf_free(&got);
    zb_dataset_free(dataset);
}

static void test_findings_and_documents(void **state) {
    (void)state;
    zb_dataset *dataset = three_years();
    zb_buf got = exported(dataset, ZB_TABLE_FINDINGS, NULL, ZB_FORMAT_CSV);
    assert_string_equal(got.p,
                        "kind,region,region_code,year,indicator,document,stated,expected,unit,"
                        "observation,other,note\r\n"
                        "rate,示例省安澜市禾桥县,990123,2021,mediation.success_rate,h2021,96.2,"
                        "92.6008,%,6,5,调解成功率原文 96.2%，按 1677÷1811 计算为 92.6%\r\n");
    zb_buf_free(&got);
    zb_selection selection = {.year = 2022};
    got = exported(dataset, ZB_TABLE_DOCUMENTS, &selection, ZB_FORMAT_CSV);
    assert_string_equal(
        got.p, "name,title,region,region_code,level,year,kind,bytes,observations,status\r\n"
               "h2022,,示例省安澜市禾桥县,990123,county,2022,rule-of-law,32,2,used\r\n");
    zb_buf_free(&got);
    zb_dataset_free(dataset);
}

static void test_selection(void **state) {
    (void)state;
    zb_dataset *dataset = three_years();
    int place = 0;
    zb_selection here = {.places = &place, .place_count = 1, .year = 2020};
    zb_selection towns = {.has_level = true, .level = ZB_LEVEL_TOWN};
    zb_buf got = exported(dataset, ZB_TABLE_OBSERVATIONS, &here, ZB_FORMAT_JSON);
    cJSON *parsed = cJSON_Parse(got.p);
    assert_int_equal(cJSON_GetArraySize(parsed), 3);
    cJSON_Delete(parsed);
    zb_buf_free(&got);
    got = exported(dataset, ZB_TABLE_OBSERVATIONS, &towns, ZB_FORMAT_JSON);
    assert_string_equal(got.p, "[]\n");
    zb_buf_free(&got);
    zb_dataset_free(dataset);
}

static void test_all_tables(void **state) {
    (void)state;
    static const char *const names[] = {"observations.json", "documents.json", "rates.json",
                                        "trends.json", "findings.json"};
    zb_dataset *dataset = three_years();
    zb_error err = {0};
    assert_int_equal(zb_export_all(dataset, ZB_FORMAT_JSON, folder, NULL), ZB_OK);
    assert_int_equal(files_in_folder(), 5);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        zb_buf got = take(in_folder(names[i]));
        cJSON *parsed = cJSON_Parse(got.p);
        assert_true(cJSON_IsArray(parsed));
        cJSON_Delete(parsed);
        zb_buf_free(&got);
    }
    assert_int_equal(zb_export_all(dataset, ZB_FORMAT_XLSX, folder, &err), ZB_E_USAGE);
    assert_int_equal(zb_export_all(dataset, ZB_FORMAT_SQLITE, in_folder("all.db"), NULL), ZB_OK);
    unlink(in_folder("all.db"));
    zb_dataset_free(dataset);
}

/* A full disk at any write leaves nothing under the final name and nothing beside it. */
static void test_failed_writes(void **state) {
    (void)state;
    zb_dataset *dataset = three_years();
    zb_error err = {0};
    zb_file_fail_at(1);
    assert_int_equal(zb_export_table(dataset, ZB_TABLE_OBSERVATIONS, NULL, ZB_FORMAT_CSV,
                                     in_folder("t.csv"), &err),
                     ZB_E_IO);
    zb_file_fail_at(0);
    assert_int_equal(files_in_folder(), 0);
    assert_int_equal(
        zb_export_table(dataset, ZB_TABLE_OBSERVATIONS, NULL, ZB_FORMAT_CSV, "/dev/full", &err),
        ZB_E_IO);
    zb_row_writer *writer = NULL;
    zb_observation row = plain_row();
    assert_int_equal(zb_row_writer_open(&writer, in_folder("r.csv"), ZB_FORMAT_CSV, NULL), ZB_OK);
    zb_file_fail_at(2);
    zb_status status = ZB_OK;
    for (int i = 0; i < 10000 && status == ZB_OK; i++) {
        status = zb_row_writer_put(writer, &row, &err);
    }
    zb_file_fail_at(0);
    assert_int_equal(status, ZB_E_IO);
    assert_int_equal(zb_row_writer_commit(writer, NULL), ZB_E_IO);
    assert_int_equal(files_in_folder(), 0);
    zb_dataset_free(dataset);
}

/* A locale with a decimal comma changes nothing. */
static void test_locale(void **state) {
    (void)state;
    zb_observation row = plain_row();
    zb_buf plain = written(ZB_FORMAT_CSV, &row, 1);
    if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "fr_FR.UTF-8")) {
        print_message("no locale with a decimal comma is installed\n");
    }
    zb_buf local = written(ZB_FORMAT_CSV, &row, 1);
    setlocale(LC_ALL, "C");
    assert_string_equal(plain.p, local.p);
    zb_buf_free(&plain);
    zb_buf_free(&local);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv_rows),      cmocka_unit_test(test_json_rows),
        cmocka_unit_test(test_row_formats),   cmocka_unit_test(test_rates),
        cmocka_unit_test(test_trends),        cmocka_unit_test(test_findings_and_documents),
        cmocka_unit_test(test_selection),     cmocka_unit_test(test_all_tables),
        cmocka_unit_test(test_failed_writes), cmocka_unit_test(test_locale),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
