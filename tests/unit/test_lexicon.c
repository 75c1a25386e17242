/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The knowledge: the automaton against a plain search, the files of datasets/, what is said of
 * files that are wrong, and an indicator that a user adds.
 */
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

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "lexicon/lexicon.h"
#include "zhibiao/extract.h"

#define DATASETS ZB_TEST_ROOT "/datasets"

static void automaton_finds_all(void **state) {
    (void)state;
    static const char *const literals[] = {"受理", "不予受理", "理", "aba", "ab", "bab", "调解"};
    enum { COUNT = sizeof literals / sizeof *literals };
    zb_automaton a = {0};
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(zb_automaton_add(&a, zb_str_from(literals[i])), i);
    }
    assert_int_equal(zb_automaton_add(&a, ZB_STR("ab")), 4);
    assert_int_equal(zb_automaton_build(&a, NULL), ZB_OK);
    srand(7);
    static const char *const bits[] = {"受", "理", "不", "予", "a", "b", "调", "解", "x"};
    for (int round = 0; round < 500; round++) {
        zb_buf text = {0};
        for (int i = 0; i < 40; i++) {
            zb_buf_text(&text, bits[rand() % 9]);
        }
        zb_match_list found = {0};
        assert_true(zb_automaton_scan(&a, zb_buf_str(&text), 0, text.n, &found));
        size_t expected = 0;
        for (int i = 0; i < COUNT; i++) {
            for (size_t at = 0; at + strlen(literals[i]) <= text.n; at++) {
                expected += memcmp(text.p + at, literals[i], strlen(literals[i])) == 0;
            }
        }
        assert_int_equal(found.count, expected);
        for (size_t i = 0; i < found.count; i++) {
            const char *literal = literals[found.at[i].literal];
            assert_int_equal(found.at[i].end - found.at[i].start, strlen(literal));
            assert_memory_equal(text.p + found.at[i].start, literal, strlen(literal));
        }
        ZB_VEC_FREE(&found);
        zb_buf_free(&text);
    }
    zb_automaton_free(&a);
}

static void own_knowledge_loads(void **state) {
    (void)state;
    zb_lexicon_options options = {.datasets = DATASETS};
    zb_lexicon *lexicon = NULL;
    zb_error err = {0};
    assert_int_equal(zb_lexicon_load(&lexicon, &options, &err), ZB_OK);
    const zb_indicator *rate = zb_lexicon_indicator(lexicon, ZB_STR("mediation.success_rate"));
    assert_non_null(rate);
    assert_true(rate->is_rate);
    assert_true(zb_str_eq(rate->numerator, ZB_STR("mediation.succeeded")));
    assert_true(zb_str_eq(rate->unit_en, ZB_STR("%")));
    assert_true(zb_str_eq(rate->unit_one_en, ZB_STR("%")));
    const zb_indicator *count = zb_lexicon_indicator(lexicon, ZB_STR("review.closed"));
    assert_non_null(count);
    assert_true(zb_str_eq(count->unit_en, ZB_STR("cases")));
    assert_true(zb_str_eq(count->unit_one_en, ZB_STR("case")));
    assert_null(zb_lexicon_indicator(lexicon, ZB_STR("no.such")));
    zb_unit_class unit_class;
    const zb_knowledge *k = &lexicon->knowledge;
    assert_int_equal(zb_knowledge_unit(k, ZB_STR("个百分点。"), &unit_class), strlen("个百分点"));
    assert_int_equal(unit_class, ZB_UNIT_POINT);
    assert_int_equal(zb_knowledge_unit(k, ZB_STR("人次，"), &unit_class), strlen("人次"));
    assert_int_equal(zb_knowledge_unit(k, ZB_STR("，人次"), &unit_class), 0);
    zb_lexicon *again = NULL;
    assert_int_equal(zb_lexicon_load(&again, &options, &err), ZB_OK);
    assert_true(zb_lexicon_fingerprint(again) == zb_lexicon_fingerprint(lexicon));
    zb_lexicon_free(again);
    zb_lexicon_free(lexicon);
}

/* Every code of the shared list is in the catalogue, under the same Chinese name. */
static void catalogue_is_whole(void **state) {
    (void)state;
    zb_buf text = {0};
    if (zb_file_read(&text, ZB_TEST_SHARED "/gold/indicators.tsv", 1 << 20, NULL) != ZB_OK) {
        print_message("skipped: no shared folder with indicators.tsv\n");
        zb_buf_free(&text);
        return;
    }
    zb_lexicon_options options = {.datasets = DATASETS};
    zb_lexicon *lexicon = NULL;
    assert_int_equal(zb_lexicon_load(&lexicon, &options, NULL), ZB_OK);
    zb_str rest = zb_buf_str(&text);
    zb_str_cut(&rest, '\n');
    while (rest.n) {
        zb_str line = zb_str_cut(&rest, '\n');
        zb_str code = zb_str_cut(&line, '\t');
        zb_str name = zb_str_cut(&line, '\t');
        const zb_indicator *row = zb_lexicon_indicator(lexicon, code);
        assert_non_null(row);
        assert_true(zb_str_eq(row->name_zh, name));
    }
    zb_lexicon_free(lexicon);
    zb_buf_free(&text);
}

/* Of the catalogue's own groups each has an English name, and no two share one. */
static void groups_have_english_names(void **state) {
    (void)state;
    zb_lexicon_options options = {.datasets = DATASETS};
    zb_lexicon *lexicon = NULL;
    assert_int_equal(zb_lexicon_load(&lexicon, &options, NULL), ZB_OK);
    size_t count = zb_lexicon_indicator_count(lexicon);
    for (size_t i = 0; i < count; i++) {
        const zb_indicator *a = zb_lexicon_indicator_at(lexicon, i);
        assert_true(a->group_en.n > 0);
        for (size_t k = 0; k < a->group_en.n; k++) {
            assert_in_range(a->group_en.p[k], ' ', '~');
        }
        for (size_t k = 0; k < i; k++) {
            const zb_indicator *b = zb_lexicon_indicator_at(lexicon, k);
            assert_int_equal(zb_str_eq(a->group, b->group), zb_str_eq(a->group_en, b->group_en));
        }
    }
    zb_lexicon_free(lexicon);
}

/* ---- a knowledge folder of the user's own ------------------------------------------------- */

static char folder[] = "/tmp/zhibiao-test-XXXXXX";
static const char *const files[] = {"indicators.json", "units.json",  "cues.json",
                                    "documents.json",  "regions.csv", "weights.tsv"};

static void copy_file(const char *name) {
    zb_buf path = {0}, text = {0};
    zb_buf_format(&path, DATASETS "/%s", name);
    assert_int_equal(zb_file_read(&text, path.p, 1 << 28, NULL), ZB_OK);
    zb_buf_clear(&path);
    zb_buf_format(&path, "%s/%s", folder, name);
    assert_int_equal(zb_file_save(path.p, zb_buf_str(&text), NULL), ZB_OK);
    zb_buf_free(&path);
    zb_buf_free(&text);
}

static int make_folder(void **state) {
    (void)state;
    if (!mkdtemp(folder)) {
        return -1;
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        copy_file(files[i]);
    }
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    return rmdir(folder);
}

static void replace_in(const char *name, const char *what, const char *with) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    copy_file(name);
    zb_buf text = {0}, changed = {0};
    assert_int_equal(zb_file_read(&text, path, 1 << 28, NULL), ZB_OK);
    zb_str all = zb_buf_str(&text);
    size_t at = zb_str_find(all, zb_str_from(what));
    assert_true(at != ZB_NOT_FOUND);
    zb_buf_add(&changed, zb_str_sub(all, 0, at));
    zb_buf_text(&changed, with);
    zb_buf_add(&changed, zb_str_sub(all, at + strlen(what), all.n));
    assert_int_equal(zb_file_save(path, zb_buf_str(&changed), NULL), ZB_OK);
    zb_buf_free(&text);
    zb_buf_free(&changed);
}

static void wrong_files_are_named(void **state) {
    (void)state;
    static const struct {
        const char *file, *what, *with, *said;
        zb_status status;
    } rows[] = {
        {"indicators.json", "\"topics\"", "topics", "not valid JSON at line 2", ZB_E_FORMAT},
        {"indicators.json", "\"numerator\": \"mediation.succeeded\"", "\"numerator\": \"no.such\"",
         "unknown indicator 'no.such'", ZB_E_FORMAT},
        {"indicators.json", "\"code\": \"disputes.resolved\"", "\"code\": \"disputes.screened\"",
         "stands twice", ZB_E_FORMAT},
        {"indicators.json", "\"topic\": \"", "\"topic\": \"无此", "unknown topic", ZB_E_FORMAT},
        {"units.json", "\"person\"", "\"persons\"", "unknown class", ZB_E_FORMAT},
        {"indicators.json", "\"adds_up\": \"sum\"", "\"adds_up\": \"all\"",
         "adds up by 'all'; known are sum", ZB_E_FORMAT},
        {"units.json", "\"classes\"", "\"class\"", "needs an object named 'classes'", ZB_E_FORMAT},
        {"cues.json", "\"rise\"", "\"rises\"", "needs a list named 'rise'", ZB_E_FORMAT},
    };
    zb_lexicon_options options = {.datasets = folder};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        replace_in(rows[i].file, rows[i].what, rows[i].with);
        zb_lexicon *lexicon = NULL;
        zb_error err = {0};
        assert_int_equal(zb_lexicon_load(&lexicon, &options, &err), rows[i].status);
        assert_null(lexicon);
        if (!strstr(err.message, rows[i].said) || !strstr(err.input, rows[i].file)) {
            fail_msg("%s: '%s' is not in '%s'", err.input, rows[i].said, err.message);
        }
        copy_file(rows[i].file);
    }
    options.datasets = "/nonexistent";
    zb_lexicon *lexicon = NULL;
    zb_error err = {0};
    assert_int_equal(zb_lexicon_load(&lexicon, &options, &err), ZB_E_NOTFOUND);
    assert_non_null(strstr(err.message, "--datasets"));
}

/* As the README of datasets/ tells: an indicator is added by a row, without touching C. */
static void user_adds_an_indicator(void **state) {
    (void)state;
    replace_in("indicators.json", "\"indicators\": [",
               "\"indicators\": [\n{\"code\": \"energy.chargers\", \"name_zh\": \"充电桩数\", "
               "\"group\": \"便民设施\", \"unit_class\": \"case\", \"unit\": \"个\", "
               "\"adds_up\": \"last\", \"names\": [\"充电桩\"]},");
    zb_lexicon_options options = {.datasets = folder};
    zb_lexicon *lexicon = NULL;
    zb_error err = {0};
    assert_int_equal(zb_lexicon_load(&lexicon, &options, &err), ZB_OK);
    zb_document *document = NULL;
    assert_int_equal(zb_document_from_text(&document, ZB_STR("case"),
                                           ZB_STR("2020年，全区建成充电桩120个。"), NULL, lexicon,
                                           &err),
                     ZB_OK);
    zb_observation_list list;
    assert_int_equal(zb_extract(&list, document, lexicon, &err), ZB_OK);
    assert_int_equal(zb_lexicon_indicator(lexicon, ZB_STR("energy.chargers"))->group_en.n, 0);
    assert_int_equal(list.count, 1);
    assert_true(zb_str_eq(list.rows[0].indicator, ZB_STR("energy.chargers")));
    assert_true(zb_str_eq(list.rows[0].label, ZB_STR("充电桩")));
    zb_observation_list_free(&list);
    zb_document_free(document);
    zb_lexicon_free(lexicon);
    copy_file("indicators.json");
}

/* Extraction with each allocation failing in turn says so, leaks nothing, loses nothing after. */
static void every_allocation_may_fail(void **state) {
    (void)state;
    zb_lexicon_options options = {.datasets = DATASETS};
    zb_lexicon *lexicon = NULL;
    assert_int_equal(zb_lexicon_load(&lexicon, &options, NULL), ZB_OK);
    zb_str text =
        ZB_STR("北京市2020年法治政府建设情况报告\n收到行政复议申请8件,受理7件、不予受理1件"
               "（其中涉企2件），纠错率28.6%，同比上升3.2个百分点。");
    bool finished = false;
    for (uint64_t n = 1; !finished; n++) {
        zb_document *document = NULL;
        zb_observation_list list = {0};
        zb_error err = {0};
        zb_mem_fail_at(n, 0);
        zb_status status =
            zb_document_from_text(&document, ZB_STR("case"), text, NULL, lexicon, &err);
        if (status == ZB_OK) {
            status = zb_extract(&list, document, lexicon, &err);
        }
        zb_mem_fail_at(0, 0);
        assert_true(status == ZB_OK || status == ZB_E_NOMEM);
        finished = status == ZB_OK;
        if (finished) {
            assert_int_equal(list.count, 6);
            assert_true(n > 3);
        }
        zb_observation_list_free(&list);
        zb_document_free(document);
    }
    zb_lexicon_free(lexicon);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(automaton_finds_all),       cmocka_unit_test(own_knowledge_loads),
        cmocka_unit_test(catalogue_is_whole),        cmocka_unit_test(groups_have_english_names),
        cmocka_unit_test(wrong_files_are_named),     cmocka_unit_test(user_adds_an_indicator),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
