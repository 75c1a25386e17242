/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stated changes against the figures of both years.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "checks_help.h"

typedef struct change_case {
    const char *text, *change;
    double sign;
    size_t agree, disagree, impossible;
} change_case;

/* 2021: 916件; 2022: 852件, that is -7.0%. */
static void test_changes_of_counts(void **state) {
    (void)state;
    static const change_case cases[] = {
        {"信访852件，同比上升4.8%。", "4.8%", 1, 0, 1, 0},
        {"信访852件，同比下降7.0%。", "7.0%", -1, 1, 0, 0},
        {"信访852件，同比下降7%。", "7%", -1, 1, 0, 0},
        {"信访852件，同比下降6.99%。", "6.99%", -1, 1, 0, 0},
        {"信访852件，同比下降6.98%。", "6.98%", -1, 0, 1, 0},
        {"信访852件，比上年减少64件。", "64件", -1, 1, 0, 0},
        {"信访852件，比2021年减少65件。", "65件", -1, 0, 1, 0},
        {"信访852件，比2015年减少65件。", "65件", -1, 0, 0, 1},
        {"信访852件，压缩55%。", "55%", -1, 0, 0, 1},
        {"信访852件，环比下降5%。", "5%", -1, 0, 0, 1},
        {"信访852件，比去年减少65人。", "65人", -1, 0, 0, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample before = report(2021, "信访916件。");
        sample_fact(&before, "petition.cases", "916件");
        sample s = report(2022, cases[i].text);
        sample_fact(&s, "petition.cases", "852件");
        sample_change(&s, "petition.cases", cases[i].sign, cases[i].change);
        zb_dataset *dataset = settled(&s, &before);
        print_message("%s\n", cases[i].text);
        assert_counts(dataset, ZB_FIND_CHANGE, cases[i].agree, cases[i].disagree,
                      cases[i].impossible);
        zb_dataset_free(dataset);
    }
}

static void test_change_note(void **state) {
    (void)state;
    sample before = report(2021, "信访916件。");
    sample_fact(&before, "petition.cases", "916件");
    sample s = report(2022, "信访852件，同比上升4.8%。");
    sample_fact(&s, "petition.cases", "852件");
    sample_change(&s, "petition.cases", 1, "4.8%");
    zb_dataset *dataset = settled(&s, &before);
    const zb_finding *finding = only_finding(
        dataset, "信访件数原文比上年上升 4.8%，按上年 916件、本年 852件 计算为下降 7.0%");
    assert_int_equal(finding->kind, ZB_FIND_CHANGE);
    assert_float_equal(finding->stated, 4.8, 0);
    assert_float_equal(finding->expected, -6.9869, 1e-9);
    assert_int_equal(finding->observation, 2);
    assert_int_equal(finding->other, 3);
    zb_dataset_free(dataset);
}

static void test_changes_of_rates(void **state) {
    (void)state;
    static const struct {
        const char *text, *change;
        size_t agree, disagree, impossible;
    } cases[] = {
        {"化解率97.9%，比上年提高0.6个百分点。", "0.6个百分点", 1, 0, 0},
        {"化解率97.9%，比上年提高0.7个百分点。", "0.7个百分点", 1, 0, 0},
        {"化解率97.9%，比上年提高0.8个百分点。", "0.8个百分点", 0, 1, 0},
        {"化解率97.9%，比上年提高0.6%。", "0.6%", 1, 0, 0},
        {"化解率97.9%，比上年提高5%。", "5%", 0, 0, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample before = report(2021, "化解率97.3%。");
        sample_fact(&before, "disputes.resolution_rate", "97.3%");
        sample s = report(2022, cases[i].text);
        sample_fact(&s, "disputes.resolution_rate", "97.9%");
        sample_change(&s, "disputes.resolution_rate", 1, cases[i].change);
        zb_dataset *dataset = settled(&s, &before);
        print_message("%s\n", cases[i].text);
        assert_counts(dataset, ZB_FIND_CHANGE, cases[i].agree, cases[i].disagree,
                      cases[i].impossible);
        zb_dataset_free(dataset);
    }
}

/* The change belongs to the success count, though it was given to the cases. */
static void test_change_of_a_neighbour(void **state) {
    (void)state;
    sample before = report(2021, "调解16000件，成功15024件。");
    sample_fact(&before, "mediation.cases", "16000件");
    sample_fact(&before, "mediation.succeeded", "15024件");
    sample s = report(2022, "调解16622件，成功15551件，同比增长3.51%。");
    sample_fact(&s, "mediation.cases", "16622件");
    sample_fact(&s, "mediation.succeeded", "15551件");
    sample_change(&s, "mediation.cases", 1, "3.51%");
    zb_dataset *dataset = settled(&s, &before);
    assert_counts(dataset, ZB_FIND_CHANGE, 0, 0, 1);
    assert_no_finding(dataset);
    zb_dataset_free(dataset);
}

static void test_change_without_last_year(void **state) {
    (void)state;
    sample s = report(2022, "信访852件，同比上升4.8%。");
    sample_fact(&s, "petition.cases", "852件");
    sample_change(&s, "petition.cases", 1, "4.8%");
    zb_dataset *dataset = settled(&s, NULL);
    assert_counts(dataset, ZB_FIND_CHANGE, 0, 0, 1);
    zb_dataset_free(dataset);
}

/* The report of 2022 tells last year's figure itself, 950; the report of 2021 has 900. What the
 * change contradicts is told once: the two reports as `restated`, the report itself as `change`. */
static void test_change_of_a_restated_figure(void **state) {
    (void)state;
    static const struct {
        const char *text, *change;
        size_t agree, disagree;
    } cases[] = {
        {"信访1000件，上年950件，同比增加50件。", "50件", 1, 0},
        {"信访1000件，上年950件，同比上升5.3%。", "5.3%", 1, 0},
        {"信访1000件，上年950件。信访比上年增加50件。", "50件", 1, 0},
        {"信访1000件，上年950件，同比增加100件。", "100件", 0, 1},
        {"信访1000件，上年950件，同比上升11.1%。", "11.1%", 0, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample before = report(2021, "信访900件。");
        sample_fact(&before, "petition.cases", "900件");
        sample s = report(2022, cases[i].text);
        sample_fact(&s, "petition.cases", "1000件");
        sample_fact(&s, "petition.cases", "950件")->year = 2021;
        sample_change(&s, "petition.cases", 1, cases[i].change);
        zb_dataset *dataset = settled(&s, &before);
        print_message("%s\n", cases[i].text);
        assert_counts(dataset, ZB_FIND_RESTATED, 0, 1, 0);
        assert_counts(dataset, ZB_FIND_CHANGE, cases[i].agree, cases[i].disagree, 0);
        zb_dataset_free(dataset);
    }
}

/* Where the report tells two former figures and neither beside the change, that of last year's
 * report decides. */
static void test_change_of_two_former_figures(void **state) {
    (void)state;
    sample before = report(2021, "信访900件。");
    sample_fact(&before, "petition.cases", "900件");
    sample s = report(2022, "上年信访950件。上年接待信访903件。信访1000件，同比增加100件。");
    sample_fact(&s, "petition.cases", "950件")->year = 2021;
    sample_fact(&s, "petition.cases", "903件")->year = 2021;
    sample_fact(&s, "petition.cases", "1000件");
    sample_change(&s, "petition.cases", 1, "100件");
    zb_dataset *dataset = settled(&s, &before);
    assert_counts(dataset, ZB_FIND_CHANGE, 1, 0, 0);
    zb_dataset_free(dataset);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes_of_counts),
        cmocka_unit_test(test_change_note),
        cmocka_unit_test(test_changes_of_rates),
        cmocka_unit_test(test_change_of_a_neighbour),
        cmocka_unit_test(test_change_without_last_year),
        cmocka_unit_test(test_change_of_a_restated_figure),
        cmocka_unit_test(test_change_of_two_former_figures),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
