/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Region, level and year of annotated reports: those of the sample data set, and those of the
 * folder beside the project when it is there.
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
#include "base/str.h"
#include "lexicon_help.h"
#include "zhibiao/document.h"

enum { FACT_REGION, FACT_LEVEL, FACT_YEAR, FACTS };

typedef struct score {
    int documents, right[FACTS];
} score;

/* `#key value` of a gold file. */
static zb_str fact(zb_str gold, const char *key) {
    while (gold.n) {
        zb_str line = zb_str_trim(zb_str_cut(&gold, '\n'));
        size_t n = strlen(key);
        if (line.n > n + 2 && line.p[0] == '#' && memcmp(line.p + 1, key, n) == 0 &&
            line.p[n + 1] == ' ') {
            return zb_str_sub(line, n + 2, line.n);
        }
    }
    return (zb_str){0};
}

/* A told code must be the gold's; without one the names must agree from their ends. */
static bool same_region(const zb_document *d, zb_str name, zb_str code) {
    if (d->region_code.n && code.n > 1) {
        return zb_str_eq(d->region_code, code);
    }
    return d->region.n && (zb_str_ends(d->region, name) || zb_str_ends(name, d->region));
}

static void score_one(score *s, const char *texts, const char *gold_path) {
    zb_buf gold = {0};
    if (zb_file_read(&gold, gold_path, 1 << 24, NULL) != ZB_OK ||
        !fact(zb_buf_str(&gold), "region").n) {
        zb_buf_free(&gold);
        return;
    }
    zb_str path = zb_str_from(gold_path), name = path;
    size_t slash = zb_str_rfind(path, ZB_STR("/"));
    name = zb_str_sub(path, slash + 1, path.n - 4);
    char text_path[1024];
    snprintf(text_path, sizeof text_path, "%s/%.*s.txt", texts, ZB_ARG(name));
    zb_document *d = NULL;
    zb_error error = {0};
    if (zb_document_read(&d, text_path, lexicon, &error) == ZB_OK) {
        zb_str facts = zb_buf_str(&gold);
        int64_t year = 0;
        zb_str_to_int(fact(facts, "year"), &year);
        bool right[FACTS] = {
            [FACT_REGION] = same_region(d, fact(facts, "region"), fact(facts, "code")),
            [FACT_LEVEL] = d->level == zb_level_parse(fact(facts, "level")),
            [FACT_YEAR] = d->year == year,
        };
        s->documents++;
        for (int i = 0; i < FACTS; i++) {
            s->right[i] += right[i];
        }
        if (!right[0] || !right[1] || !right[2]) {
            print_message("%.*s: got %.*s %.*s %s %d\n", ZB_ARG(name), ZB_ARG(d->region),
                          ZB_ARG(d->region_code), zb_level_name(d->level), d->year);
        }
        zb_document_free(d);
    } else {
        print_message("%s: %s\n", error.input, error.message);
        s->documents++;
    }
    zb_buf_free(&gold);
}

/* The walk finds .txt files; the gold of each stands in `gold` under the same name. */
static void score_folder(score *s, const char *texts, const char *gold) {
    zb_file_list files;
    assert_int_equal(zb_file_list_walk(&files, &texts, 1, NULL, NULL, NULL), ZB_OK);
    for (size_t i = 0; i < files.count; i++) {
        zb_str path = zb_str_from(files.paths[i]);
        size_t slash = zb_str_rfind(path, ZB_STR("/"));
        char gold_path[1024];
        snprintf(gold_path, sizeof gold_path, "%s%.*s.tsv", gold,
                 ZB_ARG(zb_str_sub(path, slash, path.n - 4)));
        score_one(s, texts, gold_path);
    }
    zb_file_list_free(&files);
}

static void check(const score *s) {
    static const char *const names[FACTS] = {"region", "level", "year"};
    enum { LEAST_PERCENT = 95 };
    assert_true(s->documents > 0);
    for (int i = 0; i < FACTS; i++) {
        print_message("%s %d of %d\n", names[i], s->right[i], s->documents);
    }
    for (int i = 0; i < FACTS; i++) {
        assert_true(s->right[i] * 100 >= LEAST_PERCENT * s->documents);
    }
}

static void sample_reports(void **state) {
    (void)state;
    score s = {0};
    score_folder(&s, ZB_TEST_ROOT "/datasets/sample/reports", ZB_TEST_ROOT "/datasets/sample/gold");
    check(&s);
}

static void shared_reports(void **state) {
    (void)state;
    if (access(ZB_TEST_SHARED "/corpus", R_OK) != 0) {
        print_message("skipped: no folder " ZB_TEST_SHARED "\n");
        return;
    }
    score s = {0};
    score_folder(&s, ZB_TEST_SHARED "/corpus", ZB_TEST_SHARED "/corpus");
    score_folder(&s, ZB_TEST_SHARED "/reports", ZB_TEST_SHARED "/gold");
    check(&s);
}

/* The year stands at the end of each sample's name, and all reports of one name are of one
 * place. */
static void sample_names(void **state) {
    (void)state;
    const char *folder = ZB_TEST_ROOT "/datasets/sample/reports";
    zb_file_list files;
    assert_int_equal(zb_file_list_walk(&files, &folder, 1, NULL, NULL, NULL), ZB_OK);
    char code[32] = "", stem[64] = "";
    for (size_t i = 0; i < files.count; i++) {
        zb_document *d = NULL;
        assert_int_equal(zb_document_read(&d, files.paths[i], lexicon, NULL), ZB_OK);
        zb_str rest = d->name;
        zb_str place = zb_str_cut(&rest, '-');
        int64_t year = 0;
        zb_str_to_int(zb_str_cut(&rest, '-'), &year);
        if (!zb_str_eq(place, zb_str_from(stem))) {
            snprintf(stem, sizeof stem, "%.*s", ZB_ARG(place));
            snprintf(code, sizeof code, "%.*s", ZB_ARG(d->region_code));
        }
        if (d->year != year || !zb_str_eq(d->region_code, zb_str_from(code)) || !code[0]) {
            fail_msg("%s: %.*s %d", files.paths[i], ZB_ARG(d->region_code), d->year);
        }
        zb_document_free(d);
    }
    zb_file_list_free(&files);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_reports),
        cmocka_unit_test(sample_names),
        cmocka_unit_test(shared_reports),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
