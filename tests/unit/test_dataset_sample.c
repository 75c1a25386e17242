/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sample corpus from files to findings: each planted fault is found, and nothing else.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lexicon_help.h"
#include "sample_rows.h"
#include "zhibiao/export.h"

static void complain(void *user, const zb_error *error) {
    (void)user;
    fail_msg("%s: %s", error->input, error->message);
}

static zb_dataset *read_sample(void) {
    const char *const paths[] = {ZB_TEST_ROOT "/datasets/sample/reports"};
    zb_file_list files = {0};
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_file_list_walk(&files, paths, 1, complain, NULL, NULL), ZB_OK);
    assert_int_equal(zb_dataset_create(&dataset, lexicon, NULL), ZB_OK);
    for (size_t i = 0; i < files.count; i++) {
        zb_document *document = NULL;
        zb_observation_list list = {0};
        assert_int_equal(zb_document_read(&document, files.paths[i], lexicon, NULL), ZB_OK);
        assert_int_equal(zb_extract(&list, document, lexicon, NULL), ZB_OK);
        assert_int_equal(zb_dataset_add(dataset, document, list.rows, list.count, NULL), ZB_OK);
        zb_observation_list_free(&list);
        zb_document_free(document);
    }
    zb_file_list_free(&files);
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    return dataset;
}

static void test_planted_faults(void **state) {
    (void)state;
    static const struct {
        const char *document;
        zb_finding_kind kind;
        double stated, expected;
    } planted[] = {
        {"zhenxi-2021", ZB_FIND_PARTS, 665, 675},
        {"tingqiao-2022", ZB_FIND_CHANGE, 4.8, -6.9869},
        {"tingqiao-2023", ZB_FIND_REVISED, 1209, 1033},
        {"lanpu-2022", ZB_FIND_RATE, 96.2, 92.6008},
        {"chengchuan-2024", ZB_FIND_PARTS, 3589, 3569},
    };
    zb_dataset *dataset = read_sample();
    size_t count, expected = sizeof planted / sizeof *planted;
    const zb_finding *findings = zb_dataset_findings(dataset, &count);
    for (size_t i = 0; i < count; i++) {
        print_message("%.*s %s: %.*s\n", ZB_ARG(findings[i].document),
                      zb_finding_kind_name(findings[i].kind), ZB_ARG(findings[i].note));
    }
    for (int kind = 0; kind <= ZB_FIND_OUTLIER; kind++) {
        zb_check_count checks = zb_dataset_check_count(dataset, (zb_finding_kind)kind);
        print_message("%s: %zu agree, %zu disagree, %zu impossible\n",
                      zb_finding_kind_name((zb_finding_kind)kind), checks.agree, checks.disagree,
                      checks.impossible);
    }
    /* one by one, at their places, the checks are those counted */
    size_t checked;
    const zb_check *checks = zb_dataset_checks(dataset, &checked);
    zb_check_count again[ZB_FIND_OUTLIER + 1] = {{0, 0, 0}};
    for (size_t i = 0; i < checked; i++) {
        assert_true(checks[i].place >= 0 && checks[i].year > 0);
        again[checks[i].kind].agree += checks[i].end == ZB_END_AGREE;
        again[checks[i].kind].disagree += checks[i].end == ZB_END_DISAGREE;
        again[checks[i].kind].impossible += checks[i].end == ZB_END_OPEN;
        if (checks[i].end == ZB_END_DISAGREE) {
            size_t f = 0, places;
            const zb_place *place = &zb_dataset_places(dataset, &places)[checks[i].place];
            while (f < count &&
                   !(findings[f].kind == checks[i].kind && findings[f].year == checks[i].year &&
                     zb_str_eq(findings[f].region_code, place->code))) {
                f++;
            }
            assert_true(f < count);
        }
    }
    assert_true(checked > 1000);
    static const zb_finding_kind kinds[] = {ZB_FIND_RATE, ZB_FIND_RATE_RANGE, ZB_FIND_PARTS,
                                            ZB_FIND_CHANGE, ZB_FIND_RESTATED};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        zb_check_count total = zb_dataset_check_count(dataset, kinds[k]);
        assert_memory_equal(&again[kinds[k]], &total, sizeof total);
    }
    assert_int_equal(count, expected);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(findings[i].kind, planted[i].kind);
        assert_true(zb_str_eq(findings[i].document, zb_str_from(planted[i].document)));
        assert_float_equal(findings[i].stated, planted[i].stated, 1e-9);
        assert_float_equal(findings[i].expected, planted[i].expected, 1e-9);
    }
    zb_dataset_free(dataset);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_planted_faults)};
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
