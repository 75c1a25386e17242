/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The consistency checks, one report or two at a time: what agrees, what does not, and what
 * cannot be told.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "checks_help.h"
#include "dataset/bounds.h"

/* One rate check: surfaces of cases, successes and rate in one sentence, or NULL. */
typedef struct rate_case {
    const char *cases, *succeeded, *rate;
    zb_qualifier cases_are, rate_is;
    size_t agree, disagree, impossible;
} rate_case;

static void test_rates(void **state) {
    (void)state;
    static const rate_case cases[] = {
        {"1811件", "1677件", "92.6%", ZB_EQ, ZB_EQ, 1, 0, 0},
        {"1811件", "1677件", "92.60%", ZB_EQ, ZB_EQ, 1, 0, 0},
        {"1811件", "1677件", "92.61%", ZB_EQ, ZB_EQ, 0, 1, 0},
        {"1811件", "1677件", "93%", ZB_EQ, ZB_EQ, 1, 0, 0},
        {"1811件", "1677件", "96.2%", ZB_EQ, ZB_EQ, 0, 1, 0},
        {"1811件", "1677件", "90%", ZB_EQ, ZB_GE, 1, 0, 0},
        {"1811件", "1677件", "94%", ZB_EQ, ZB_GE, 0, 1, 0},
        {"1811件", "1677件", "94%", ZB_EQ, ZB_LE, 1, 0, 0},
        {"1811件", "1677件", "93.4%", ZB_EQ, ZB_APPROX, 1, 0, 0},
        {"1800余件", "1677件", "92.6%", ZB_GE, ZB_EQ, 1, 0, 0},
        {"1800余件", "1677件", "96.2%", ZB_GE, ZB_EQ, 0, 1, 0},
        {"200件", "200件", "100%", ZB_EQ, ZB_EQ, 1, 0, 0},
        {NULL, "1677件", "92.6%", ZB_EQ, ZB_EQ, 0, 0, 1},
        {"1811件", NULL, "92.6%", ZB_EQ, ZB_EQ, 0, 0, 1},
        {"0件", "0件", "100%", ZB_EQ, ZB_EQ, 0, 0, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rate_case *c = &cases[i];
        char text[200];
        snprintf(text, sizeof text, "调解%s，成功%s，成功率%s。", c->cases ? c->cases : "多件",
                 c->succeeded ? c->succeeded : "多件", c->rate);
        sample s = report(2022, text);
        if (c->cases) {
            sample_fact(&s, "mediation.cases", c->cases)->qualifier = c->cases_are;
        }
        if (c->succeeded) {
            sample_fact(&s, "mediation.succeeded", c->succeeded);
        }
        sample_fact(&s, "mediation.success_rate", c->rate)->qualifier = c->rate_is;
        zb_dataset *dataset = settled(&s, NULL);
        print_message("%s\n", text);
        assert_counts(dataset, ZB_FIND_RATE, c->agree, c->disagree, c->impossible);
        zb_dataset_free(dataset);
    }
}

static void test_rate_note(void **state) {
    (void)state;
    sample s = report(2022, "成功率96.2%，调解1811件，成功1677件，确认59件。");
    sample_fact(&s, "mediation.success_rate", "96.2%");
    sample_fact(&s, "mediation.cases", "1811件");
    sample_fact(&s, "mediation.succeeded", "1677件");
    sample_fact(&s, "mediation.confirmed", "59件");
    zb_dataset *dataset = settled(&s, NULL);
    const zb_finding *finding =
        only_finding(dataset, "调解成功率原文 96.2%，按 1677÷1811 计算为 92.6%");
    assert_int_equal(finding->kind, ZB_FIND_RATE);
    assert_true(finding->has_stated && finding->has_expected);
    assert_float_equal(finding->stated, 96.2, 0);
    assert_float_equal(finding->expected, 92.6008, 1e-9);
    assert_int_equal(finding->observation, 1);
    assert_int_equal(finding->other, 3);
    assert_int_equal(finding->year, 2022);
    assert_true(zb_str_eq(finding->region_code, ZB_STR("990124")));
    assert_true(zb_str_eq(finding->unit, ZB_STR("%")));
    zb_dataset_free(dataset);
}

/* Counts of other sentences: one pair is compared within a section, several prove nothing. */
static void test_rate_far_from_its_counts(void **state) {
    (void)state;
    static const struct {
        const char *section;
        bool second;
        size_t disagree, impossible;
    } cases[] = {{"一、调解", false, 1, 0}, {"二、其他", false, 0, 1}, {"一、调解", true, 0, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample s = report(2022, "调解1811件，成功1677件。又调解1900件。成功率96.2%。");
        sample_fact(&s, "mediation.cases", "1811件")->section = ZB_STR("一、调解");
        sample_fact(&s, "mediation.succeeded", "1677件")->section = ZB_STR("一、调解");
        if (cases[i].second) {
            sample_fact(&s, "mediation.cases", "1900件")->section = ZB_STR("一、调解");
        }
        sample_fact(&s, "mediation.success_rate", "96.2%")->section = zb_str_from(cases[i].section);
        zb_dataset *dataset = settled(&s, NULL);
        assert_counts(dataset, ZB_FIND_RATE, 0, cases[i].disagree, cases[i].impossible);
        zb_dataset_free(dataset);
    }
}

/* Reports that divide by another count, or state it in two steps: a question of definition. */
static void test_rate_of_another_base(void **state) {
    (void)state;
    sample s = report(2022, "一审762件，应出庭534件，实际出庭531次，出庭率99.4%。");
    sample_fact(&s, "litigation.cases", "762件");
    sample_fact(&s, "", "534件");
    sample_fact(&s, "litigation.head_appearances", "531次");
    sample_fact(&s, "litigation.appearance_rate", "99.4%");
    zb_dataset *dataset = settled(&s, NULL);
    assert_counts(dataset, ZB_FIND_RATE, 0, 0, 1);
    assert_no_finding(dataset);
    const zb_indicator *rate = zb_lexicon_indicator(lexicon, ZB_STR("litigation.appearance_rate"));
    assert_int_equal(zb_dataset_cell(dataset, 0, rate->index, 2022)->check, ZB_CHECK_OTHER_BASE);
    zb_dataset_free(dataset);

    /* the rate is of the sum of several counts: none of them is the whole's */
    sample sums =
        report(2022, "审结884件，撤销84件，确认违法51件，变更3件，责令19件，纠错率17.8%。");
    sample_fact(&sums, "review.closed", "884件");
    sample_fact(&sums, "review.corrected", "84件");
    sample_fact(&sums, "review.corrected", "51件");
    sample_fact(&sums, "review.corrected", "3件");
    sample_fact(&sums, "review.corrected", "19件");
    sample_fact(&sums, "review.correction_rate", "17.8%");
    dataset = settled(&sums, NULL);
    assert_counts(dataset, ZB_FIND_RATE, 0, 0, 1);
    const zb_indicator *corrected = zb_lexicon_indicator(lexicon, ZB_STR("review.corrected"));
    const zb_indicator *closed = zb_lexicon_indicator(lexicon, ZB_STR("review.closed"));
    assert_null(zb_dataset_cell(dataset, 0, corrected->index, 2022));
    assert_non_null(zb_dataset_cell(dataset, 0, closed->index, 2022));
    zb_dataset_free(dataset);

    sample t = report(2022, "隐患1483条、重大隐患17条，整改1479条，整改率98.6%。");
    sample_fact(&t, "safety.hazards", "1483条");
    sample_fact(&t, "safety.hazards", "17条");
    sample_fact(&t, "safety.rectified", "1479条");
    sample_fact(&t, "safety.rectification_rate", "98.6%");
    dataset = settled(&t, NULL);
    assert_counts(dataset, ZB_FIND_RATE, 0, 0, 1);
    assert_no_finding(dataset);
    zb_dataset_free(dataset);
}

/* A share of a whole told in the sentence before, not of the rate's own denominator. */
static void test_share_of_the_sentence_before(void **state) {
    (void)state;
    sample s = report(2022, "申请412件。受理前化解64件，占15.53%。审结306件。");
    sample_fact(&s, "review.received", "412件");
    sample_fact(&s, "review.mediated", "64件");
    sample_fact(&s, "review.mediation_rate", "15.53%");
    sample_fact(&s, "review.closed", "306件");
    zb_dataset *dataset = settled(&s, NULL);
    assert_counts(dataset, ZB_FIND_RATE, 0, 0, 1);
    assert_no_finding(dataset);
    zb_dataset_free(dataset);
}

/* Of two denominators in the sentence the one that gives the rate counts, though the other is
 * larger. */
static void test_denominator_that_fits(void **state) {
    (void)state;
    sample s = report(2022, "纠纷1968件，调解1954件，成功1921件，成功率98.3%。");
    sample_fact(&s, "mediation.cases", "1968件");
    sample_fact(&s, "mediation.cases", "1954件");
    sample_fact(&s, "mediation.succeeded", "1921件");
    sample_fact(&s, "mediation.success_rate", "98.3%");
    zb_dataset *dataset = settled(&s, NULL);
    const zb_indicator *cases = zb_lexicon_indicator(lexicon, ZB_STR("mediation.cases"));
    assert_float_equal(zb_dataset_cell(dataset, 0, cases->index, 2022)->value, 1954, 0);
    assert_counts(dataset, ZB_FIND_RATE, 1, 0, 0);
    zb_dataset_free(dataset);
}

static double value_of(const zb_dataset *dataset, const char *code, int year) {
    const zb_indicator *indicator = zb_lexicon_indicator(lexicon, zb_str_from(code));
    const zb_cell *cell = zb_dataset_cell(dataset, 0, indicator->index, year);
    return cell ? cell->value : -1;
}

/* A rate whose sentence names a whole of its own does not vouch for the figures of another
 * sentence, though they happen to make it. */
static void test_rate_of_its_own_whole(void **state) {
    (void)state;
    sample s = report(2022, "重大隐患2处，一般隐患92处，整改率100%。食品安全隐患36个，整改36个。");
    sample_fact(&s, "safety.hazards", "2处");
    sample_fact(&s, "safety.hazards", "92处");
    sample_fact(&s, "safety.rectification_rate", "100%");
    sample_fact(&s, "safety.hazards", "36个");
    sample_fact(&s, "safety.rectified", "36个");
    zb_dataset *dataset = settled(&s, NULL);
    assert_float_equal(value_of(dataset, "safety.hazards", 2022), 92, 0);
    zb_dataset_free(dataset);
}

/* An earlier year's figure belongs to the figure of the report's year that it is told beside. */
static void test_earlier_figures(void **state) {
    (void)state;
    sample s = report(2022, "来访8940人次。进京上访由63人次降至38人次。调解由90件增至100件。");
    sample_fact(&s, "petition.visitors", "8940人次");
    sample_fact(&s, "petition.visitors", "63人次")->year = 2021;
    sample_fact(&s, "petition.visitors", "38人次");
    sample_fact(&s, "mediation.cases", "90件")->year = 2021;
    sample_fact(&s, "mediation.cases", "100件");
    zb_dataset *dataset = settled(&s, NULL);
    assert_float_equal(value_of(dataset, "petition.visitors", 2022), 8940, 0);
    assert_float_equal(value_of(dataset, "petition.visitors", 2021), -1, 0);
    assert_float_equal(value_of(dataset, "mediation.cases", 2021), 90, 0);
    zb_dataset_free(dataset);

    /* two reports of one year: the one that does not count brings no earlier figure */
    sample one = report(2022, "审核312件，又审核20件，再办理10件。");
    sample_fact(&one, "norms.reviewed", "312件");
    sample_fact(&one, "mediation.cases", "20件");
    sample_fact(&one, "mediation.cases", "10件");
    sample two = sample_of("lanpu-other", LANPU, 2022, "审核92件，上年112件。");
    sample_fact(&two, "norms.reviewed", "92件");
    sample_fact(&two, "norms.reviewed", "112件")->year = 2021;
    dataset = settled(&one, &two);
    assert_float_equal(value_of(dataset, "norms.reviewed", 2022), 312, 0);
    assert_float_equal(value_of(dataset, "norms.reviewed", 2021), -1, 0);
    zb_dataset_free(dataset);
}

static void test_range(void **state) {
    (void)state;
    sample s = report(2022, "排查100件，化解120件，化解率99%。");
    sample_fact(&s, "disputes.screened", "100件");
    sample_fact(&s, "disputes.resolved", "120件");
    sample_fact(&s, "disputes.resolution_rate", "99%");
    zb_dataset *dataset = settled(&s, NULL);
    const zb_finding *finding =
        only_finding(dataset, "矛盾纠纷化解数 120件，多于矛盾纠纷排查数 100件，比率会超过 100%");
    assert_int_equal(finding->kind, ZB_FIND_RATE_RANGE);
    assert_counts(dataset, ZB_FIND_RATE_RANGE, 0, 1, 0);
    assert_counts(dataset, ZB_FIND_RATE, 0, 0, 1);
    zb_dataset_free(dataset);

    sample other = report(2022, "预防1175件；受理4398件，成功4311件。");
    sample_fact(&other, "mediation.cases", "1175件");
    sample_fact(&other, "", "4398件");
    sample_fact(&other, "mediation.succeeded", "4311件");
    dataset = settled(&other, NULL);
    assert_counts(dataset, ZB_FIND_RATE_RANGE, 0, 0, 1);
    zb_dataset_free(dataset);

    sample far = report(2022, "信访2起。办结41件。");
    sample_fact(&far, "petition.cases", "2起");
    sample_fact(&far, "petition.closed", "41件");
    dataset = settled(&far, NULL);
    assert_counts(dataset, ZB_FIND_RATE_RANGE, 0, 0, 1);
    zb_dataset_free(dataset);

    sample t = report(2022, "排查100余件，化解120件。");
    sample_fact(&t, "disputes.screened", "100余件")->qualifier = ZB_GE;
    sample_fact(&t, "disputes.resolved", "120件");
    dataset = settled(&t, NULL);
    assert_counts(dataset, ZB_FIND_RATE_RANGE, 1, 0, 0);
    zb_dataset_free(dataset);
}

typedef struct parts_case {
    const char *text, *total, *first, *second;
    size_t agree, disagree, impossible;
} parts_case;

static void test_parts(void **state) {
    (void)state;
    static const parts_case cases[] = {
        {"援助675件，其中民事452件、刑事223件。", "675件", "452件", "223件", 1, 0, 0},
        {"援助665件，其中民事452件、刑事223件。", "665件", "452件", "223件", 0, 1, 0},
        {"援助560件，其中民事452件、刑事223件。", "560件", "452件", "223件", 0, 0, 1},
        {"隐患3589处，其中重大24处、一般3545处。", "3589处", "24处", "3545处", 0, 1, 0},
        {"援助900件，其中民事452件、刑事223件。", "900件", "452件", "223件", 0, 0, 1},
        {"援助300件，其中民事452件、刑事223件。", "300件", "452件", "223件", 0, 0, 1},
        {"援助665件，其中民事452件、刑事223件等。", "665件", "452件", "223件", 0, 0, 1},
        {"援助665件，其中民事452件、刑事223人。", "665件", "452件", "223人", 0, 0, 1},
        {"罚没67.5亿元，其中甲45.25亿元、乙22.3亿元。", "67.5亿元", "45.25亿元", "22.3亿元", 1, 0,
         0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample s = report(2022, cases[i].text);
        sample_fact(&s, "services.legal_aid", cases[i].total);
        sample_part(&s, 0, 1, cases[i].first);
        sample_part(&s, 0, 1, cases[i].second);
        zb_dataset *dataset = settled(&s, NULL);
        print_message("%s\n", cases[i].text);
        assert_counts(dataset, ZB_FIND_PARTS, cases[i].agree, cases[i].disagree,
                      cases[i].impossible);
        zb_dataset_free(dataset);
    }
}

static void test_parts_note(void **state) {
    (void)state;
    sample s = report(2022, "援助665件，其中民事452件、刑事223件；男400件、女265件；老人9件。");
    sample_fact(&s, "services.legal_aid", "665件");
    sample_part(&s, 0, 1, "452件");
    sample_part(&s, 0, 1, "223件");
    sample_part(&s, 0, 2, "400件");
    sample_part(&s, 0, 2, "265件");
    sample_part(&s, 0, 3, "9件");
    zb_dataset *dataset = settled(&s, NULL);
    const zb_finding *finding =
        only_finding(dataset, "法律援助案件数原文 665件，分项 452＋223 合计为 675件");
    assert_int_equal(finding->kind, ZB_FIND_PARTS);
    assert_int_equal(finding->observation, 1);
    assert_int_equal(finding->other, 2);
    assert_counts(dataset, ZB_FIND_PARTS, 1, 1, 1);
    zb_dataset_free(dataset);
}

/* Lists that are not a breakdown, though they come close. */
static void test_parts_that_are_none(void **state) {
    (void)state;
    sample s = report(2022, "处罚35116件，其中一般3207件、简易31909件；公开3180件。");
    sample_fact(&s, "enforcement.penalties", "35116件");
    sample_part(&s, 0, 1, "3207件");
    sample_part(&s, 0, 1, "31909件");
    sample_part(&s, 0, 1, "3180件");
    zb_dataset *dataset = settled(&s, NULL);
    assert_counts(dataset, ZB_FIND_PARTS, 0, 0, 1);
    zb_dataset_free(dataset);

    sample t = report(2022, "事项405项，其中甲86项、乙273项，合计占比88.6%。");
    sample_fact(&t, "government.items", "405项");
    sample_part(&t, 0, 1, "86项");
    sample_part(&t, 0, 1, "273项");
    sample_fact(&t, "", "88.6%");
    dataset = settled(&t, NULL);
    assert_counts(dataset, ZB_FIND_PARTS, 0, 0, 1);
    zb_dataset_free(dataset);

    sample v = report(2022, "办结60起，维持37起，变更8起，撤回15起。");
    sample_fact(&v, "review.closed", "60起");
    sample_part(&v, 0, 1, "37起");
    sample_fact(&v, "review.corrected", "8起");
    sample_part(&v, 0, 1, "15起");
    dataset = settled(&v, NULL);
    assert_counts(dataset, ZB_FIND_PARTS, 0, 0, 1);
    zb_dataset_free(dataset);

    sample w = report(2022, "立案653起，办结628起。其中食品456起，其他197起。");
    sample_fact(&w, "enforcement.cases", "653起");
    sample_fact(&w, "enforcement.cases", "628起");
    sample_part(&w, 1, 1, "456起");
    sample_part(&w, 1, 1, "197起");
    dataset = settled(&w, NULL);
    assert_counts(dataset, ZB_FIND_PARTS, 0, 0, 1);
    zb_dataset_free(dataset);

    /* groups of people overlap */
    sample y = report(2022, "援助180件，涉及农民工140件，妇女55件。");
    sample_fact(&y, "services.legal_aid", "180件");
    sample_part(&y, 0, 1, "140件")->label = ZB_STR("农民工");
    sample_part(&y, 0, 1, "55件")->label = ZB_STR("妇女");
    dataset = settled(&y, NULL);
    assert_counts(dataset, ZB_FIND_PARTS, 0, 0, 1);
    zb_dataset_free(dataset);

    /* 其他 claims the rest: a list that lacks a tenth is a fault */
    sample x = report(2022, "援助1000件，其中民事800件、其他100件。");
    sample_fact(&x, "services.legal_aid", "1000件");
    sample_part(&x, 0, 1, "800件");
    sample_part(&x, 0, 1, "100件");
    dataset = settled(&x, NULL);
    assert_counts(dataset, ZB_FIND_PARTS, 0, 1, 0);
    zb_dataset_free(dataset);

    /* a rate of something else that happens to be near proves nothing */
    sample u = report(2022, "隐患3589处，其中重大24处、一般3545处；整改3553处，整改率99%。");
    sample_fact(&u, "safety.hazards", "3589处");
    sample_part(&u, 0, 1, "24处");
    sample_part(&u, 0, 1, "3545处");
    sample_fact(&u, "safety.rectified", "3553处");
    sample_fact(&u, "safety.rectification_rate", "99%");
    dataset = settled(&u, NULL);
    assert_counts(dataset, ZB_FIND_PARTS, 0, 1, 0);
    zb_dataset_free(dataset);
}

/* Rounded parts or totals prove nothing. */
static void test_parts_rounded(void **state) {
    (void)state;
    sample s = report(2022, "援助665余件，其中民事452件、刑事223件。");
    sample_fact(&s, "services.legal_aid", "665余件")->qualifier = ZB_GE;
    sample_part(&s, 0, 1, "452件");
    sample_part(&s, 0, 1, "223件");
    zb_dataset *dataset = settled(&s, NULL);
    assert_counts(dataset, ZB_FIND_PARTS, 0, 0, 1);
    zb_dataset_free(dataset);
}

static void test_bounds(void **state) {
    (void)state;
    static const struct {
        zb_observation row;
        double low, high;
    } cases[] = {
        {{.value = 1811, .precision = 1}, 1811, 1811},
        {{.value = 81200, .precision = 100}, 81150, 81250},
        {{.value = 500, .precision = 1, .qualifier = ZB_GE}, 500, 600},
        {{.value = 27000, .precision = 1000, .qualifier = ZB_GE}, 27000, 28000},
        {{.value = 8000, .precision = 1, .qualifier = ZB_LE}, 7000, 8000},
        {{.value = 1234, .precision = 1, .qualifier = ZB_APPROX}, 1233, 1235},
        {{.value = 3, .precision = 1, .has_high = true, .value_high = 5}, 3, 5},
        {{.value = 12.5, .precision = 0.1}, 12.45, 12.55},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zb_bounds bounds = zb_bounds_count(&cases[i].row);
        assert_float_equal(bounds.low, cases[i].low, 1e-9);
        assert_float_equal(bounds.high, cases[i].high, 1e-9);
    }
    assert_int_equal(zb_bounds_decimals(1), 0);
    assert_int_equal(zb_bounds_decimals(0.1), 1);
    assert_int_equal(zb_bounds_decimals(0.1 / 10), 2);
    assert_int_equal(zb_bounds_decimals(100), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_rates),
        cmocka_unit_test(test_rate_note),
        cmocka_unit_test(test_rate_far_from_its_counts),
        cmocka_unit_test(test_rate_of_another_base),
        cmocka_unit_test(test_denominator_that_fits),
        cmocka_unit_test(test_share_of_the_sentence_before),
        cmocka_unit_test(test_rate_of_its_own_whole),
        cmocka_unit_test(test_earlier_figures),
        cmocka_unit_test(test_range),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_parts_note),
        cmocka_unit_test(test_parts_rounded),
        cmocka_unit_test(test_parts_that_are_none),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
