/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settling: duplicates, editions, places, series.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/mem.h"
#include "dataset/dataset.h"
#include "lexicon_help.h"
#include "sample_rows.h"

#define ZHENXI "990102", "示例省安澜市枕溪区"
#define TINGQIAO "990103", "示例省安澜市汀桥区"
#define HEQIAO "990123", "示例省安澜市禾桥县"
#define LIUDU "990123100", "示例省安澜市禾桥县柳渡镇"

static zb_dataset *new_dataset(void) {
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_dataset_create(&dataset, lexicon, NULL), ZB_OK);
    return dataset;
}

static void settle(zb_dataset *dataset) {
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
}

static void assert_str(zb_str got, const char *wanted) {
    if (!zb_str_eq(got, zb_str_from(wanted))) {
        fail_msg("'%.*s' is not '%s'", ZB_ARG(got), wanted);
    }
}

static int indicator_of(const char *code) {
    const zb_indicator *indicator = zb_lexicon_indicator(lexicon, zb_str_from(code));
    assert_non_null(indicator);
    return indicator->index;
}

/* The cell of a place by its code. */
static const zb_cell *cell_of(const zb_dataset *dataset, const char *place, const char *indicator,
                              int year) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    for (size_t i = 0; i < count; i++) {
        if (zb_str_eq(places[i].code, zb_str_from(place))) {
            return zb_dataset_cell(dataset, (int)i, indicator_of(indicator), year);
        }
    }
    return NULL;
}

static size_t findings_of(const zb_dataset *dataset, zb_finding_kind kind) {
    size_t count, found = 0;
    const zb_finding *findings = zb_dataset_findings(dataset, &count);
    for (size_t i = 0; i < count; i++) {
        found += findings[i].kind == kind;
    }
    return found;
}

static void test_empty(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    settle(dataset);
    size_t count;
    int first, last;
    zb_dataset_series(dataset, &count);
    assert_int_equal(count, 0);
    zb_dataset_years(dataset, &first, &last);
    assert_int_equal(first, 0);
    assert_int_equal(last, 0);
    assert_null(zb_dataset_observation(dataset, 1));
    assert_null(zb_dataset_document(dataset, ZB_STR("x")));
    zb_dataset_free(dataset);
    zb_dataset_free(NULL);
}

static void test_places(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample zone = sample_of("zone", "", "示例省安澜市禾桥县经济开发区", 2021, "调解3件。");
    sample_fact(&zone, "mediation.cases", "3件");
    sample town = sample_of("town", LIUDU, 2021, "调解12件。");
    sample_fact(&town, "mediation.cases", "12件");
    sample next = sample_of("next", "990124", "示例省安澜市岚浦县", 2022, "调解13件。");
    sample county = sample_of("county", HEQIAO, 2021, "全县调解40件。");
    sample_fact(&county, "mediation.cases", "40件");
    assert_int_equal(sample_add(dataset, &zone), ZB_OK);
    assert_int_equal(sample_add(dataset, &town), ZB_OK);
    assert_int_equal(sample_add(dataset, &next), ZB_OK);
    assert_int_equal(sample_add(dataset, &county), ZB_OK);
    settle(dataset);
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    assert_int_equal(count, 4);
    assert_str(places[0].name, "禾桥县");
    assert_str(places[1].name, "柳渡镇");
    assert_str(places[2].name, "岚浦县");
    assert_str(places[3].name, "经济开发区");
    assert_int_equal(places[0].parent, -1);
    assert_int_equal(places[1].parent, 0);
    assert_int_equal(places[2].parent, -1);
    assert_int_equal(places[3].parent, 0);
    assert_int_equal(places[1].level, ZB_LEVEL_TOWN);
    assert_int_equal(places[0].observations, 1);
    int first, last;
    zb_dataset_years(dataset, &first, &last);
    assert_int_equal(first, 2021);
    assert_int_equal(last, 2022);
    zb_dataset_free(dataset);
}

/* A short text may be true of two places and of two years. */
static void test_one_text_of_many(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    const char *text = "调解12件。";
    sample rows[] = {sample_of("a", HEQIAO, 2021, text), sample_of("b", HEQIAO, 2022, text),
                     sample_of("c", "990124", "示例省安澜市岚浦县", 2021, text)};
    for (size_t i = 0; i < 3; i++) {
        sample_fact(&rows[i], "mediation.cases", "12件");
        sample_add(dataset, &rows[i]);
    }
    settle(dataset);
    size_t count;
    const zb_document_row *documents = zb_dataset_documents(dataset, &count);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(documents[i].status, ZB_DOC_USED);
    }
    assert_int_equal(findings_of(dataset, ZB_FIND_DUPLICATE), 0);
    zb_dataset_free(dataset);
}

static void test_duplicate(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    const char *text = "调解12件。";
    sample unknown = sample_of("copy-without-year", HEQIAO, 0, text);
    sample_fact(&unknown, "mediation.cases", "12件")->year = 0;
    sample one = sample_of("one", HEQIAO, 2021, text);
    sample_fact(&one, "mediation.cases", "12件");
    sample two = sample_of("two", HEQIAO, 2021, text);
    sample_fact(&two, "mediation.cases", "12件");
    sample_add(dataset, &unknown);
    sample_add(dataset, &one);
    sample_add(dataset, &two);
    settle(dataset);
    size_t count;
    const zb_document_row *documents = zb_dataset_documents(dataset, &count);
    assert_int_equal(documents[0].status, ZB_DOC_DUPLICATE);
    assert_int_equal(documents[1].status, ZB_DOC_USED);
    assert_int_equal(documents[2].status, ZB_DOC_DUPLICATE);
    assert_int_equal(findings_of(dataset, ZB_FIND_DUPLICATE), 2);
    assert_int_equal(zb_dataset_check_count(dataset, ZB_FIND_DUPLICATE).disagree, 2);
    assert_int_equal(cell_of(dataset, "990123", "mediation.cases", 2021)->observation, 1);
    size_t places;
    assert_int_equal(zb_dataset_places(dataset, &places)->documents, 1);
    settle(dataset); /* again: the same */
    assert_int_equal(findings_of(dataset, ZB_FIND_DUPLICATE), 2);
    zb_dataset_free(dataset);
}

static sample penalties(const char *name, const char *text, const char *penalties) {
    sample s = sample_of(name, TINGQIAO, 2023, text);
    sample_fact(&s, "enforcement.inspections", "7031次");
    sample_fact(&s, "enforcement.penalties", penalties);
    sample_fact(&s, "enforcement.permits", "15494件");
    sample_fact(&s, "safety.hazards", "2845处");
    return s;
}

static void test_revised_by_name(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample revised = penalties("tingqiao-2023-revised",
                               "检查7031次、处罚1033件、许可15494件、隐患2845处。", "1033件");
    sample old =
        penalties("tingqiao-2023", "检查7031次、处罚1209件、许可15494件、隐患2845处。", "1209件");
    sample_add(dataset, &revised);
    sample_add(dataset, &old);
    settle(dataset);
    assert_int_equal(zb_dataset_document(dataset, ZB_STR("tingqiao-2023"))->status,
                     ZB_DOC_SUPERSEDED);
    assert_float_equal(cell_of(dataset, "990103", "enforcement.penalties", 2023)->value, 1033, 0);
    size_t count;
    const zb_finding *finding = zb_dataset_findings(dataset, &count);
    assert_int_equal(count, 1);
    assert_int_equal(finding->kind, ZB_FIND_REVISED);
    assert_float_equal(finding->stated, 1209, 0);
    assert_float_equal(finding->expected, 1033, 0);
    assert_int_equal(finding->observation, 6);
    assert_int_equal(finding->other, 2);
    assert_str(finding->note,
               "行政处罚数原为 1209件，更正后的 tingqiao-2023-revised 为 1033件，采用后者");
    zb_dataset_free(dataset);
}

static void test_revised_by_likeness(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample a = penalties("a", "检查7031次、处罚1209件、许可15494件、隐患2845处。", "1209件");
    sample b = penalties("b", "检查7031次、处罚1033件、许可15494件、隐患2845处！", "1033件");
    sample other = sample_of("c", TINGQIAO, 2023, "调解3件。");
    sample_fact(&other, "mediation.cases", "3件");
    sample_add(dataset, &a);
    sample_add(dataset, &b);
    sample_add(dataset, &other);
    settle(dataset);
    assert_int_equal(zb_dataset_document(dataset, ZB_STR("a"))->status, ZB_DOC_SUPERSEDED);
    assert_int_equal(zb_dataset_document(dataset, ZB_STR("b"))->status, ZB_DOC_USED);
    assert_int_equal(zb_dataset_document(dataset, ZB_STR("c"))->status, ZB_DOC_USED);
    assert_int_equal(findings_of(dataset, ZB_FIND_REVISED), 1);
    zb_dataset_free(dataset);
}

static void test_incomplete_and_failed(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample s = sample_of("no-year", HEQIAO, 0, "调解12件。");
    sample_fact(&s, "mediation.cases", "12件");
    zb_error reason = {.code = ZB_E_ENCODING, .message = "not UTF-8"};
    sample_add(dataset, &s);
    assert_int_equal(zb_dataset_add_failed(dataset, "folder/bad.2020.txt", &reason, NULL), ZB_OK);
    settle(dataset);
    const zb_document_row *failed = zb_dataset_document(dataset, ZB_STR("bad.2020"));
    assert_non_null(failed);
    assert_int_equal(failed->status, ZB_DOC_FAILED);
    assert_str(failed->note, "not UTF-8");
    assert_int_equal(zb_dataset_document(dataset, ZB_STR("no-year"))->status, ZB_DOC_INCOMPLETE);
    size_t count;
    zb_dataset_series(dataset, &count);
    assert_int_equal(count, 0);
    zb_dataset_free(dataset);
}

static void test_what_fills_a_cell(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample s = sample_of("s", HEQIAO, 2021,
                         "开展宣传活动3场。开展宣传活动500余场次，其中讲座80场。"
                         "计划开展宣传活动900场。接待群众近8000人次，合计7960人次。"
                         "合格率98%，增长4%。");
    sample_fact(&s, "publicity.activities", "3场");
    sample_fact(&s, "publicity.activities", "500余场次")->qualifier = ZB_GE;
    sample_part(&s, 1, 1, "80场");
    sample_fact(&s, "publicity.activities", "900场")->status = ZB_TARGET;
    sample_fact(&s, "publicity.audience", "8000人次")->qualifier = ZB_LE;
    sample_fact(&s, "publicity.audience", "7960人次");
    sample_fact(&s, "learning.exam_pass_rate", "98%");
    sample_change(&s, "learning.exam_pass_rate", 1, "4%");
    sample_add(dataset, &s);
    settle(dataset);
    const zb_cell *activities = cell_of(dataset, "990123", "publicity.activities", 2021);
    assert_float_equal(activities->value, 500, 0);
    assert_int_equal(activities->qualifier, ZB_GE);
    assert_true(activities->conflict);
    const zb_cell *audience = cell_of(dataset, "990123", "publicity.audience", 2021);
    assert_float_equal(audience->value, 7960, 0); /* the exact figure of the rounded one */
    assert_false(audience->conflict);
    assert_float_equal(cell_of(dataset, "990123", "learning.exam_pass_rate", 2021)->value, 98, 0);
    size_t count;
    zb_dataset_findings(dataset, &count);
    assert_int_equal(count, 0);
    zb_dataset_free(dataset);
}

static void test_whole_before_specific(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample s = sample_of("s", HEQIAO, 2021,
                         "全县调解3847件。成功3638件，成功率94.57%。"
                         "老李调解室调解20件，成功20件，成功率100%。");
    sample_fact(&s, "mediation.cases", "3847件");
    sample_fact(&s, "mediation.succeeded", "3638件");
    sample_fact(&s, "mediation.success_rate", "94.57%");
    sample_fact(&s, "mediation.cases", "20件");
    sample_fact(&s, "mediation.succeeded", "20件");
    sample_fact(&s, "mediation.success_rate", "100%");
    sample_add(dataset, &s);
    /* without the county's own success count, the specific's must not stand for it */
    sample t =
        sample_of("t", HEQIAO, 2022, "全县调解3900件。老李调解室调解20件，成功19件，成功率95%。");
    sample_fact(&t, "mediation.cases", "3900件");
    sample_fact(&t, "mediation.cases", "20件");
    sample_fact(&t, "mediation.succeeded", "19件");
    sample_fact(&t, "mediation.success_rate", "95%");
    sample_add(dataset, &t);
    settle(dataset);
    assert_float_equal(cell_of(dataset, "990123", "mediation.cases", 2021)->value, 3847, 0);
    assert_float_equal(cell_of(dataset, "990123", "mediation.succeeded", 2021)->value, 3638, 0);
    assert_float_equal(cell_of(dataset, "990123", "mediation.success_rate", 2021)->value, 94.57, 0);
    assert_float_equal(cell_of(dataset, "990123", "mediation.cases", 2022)->value, 3900, 0);
    assert_null(cell_of(dataset, "990123", "mediation.succeeded", 2022));
    assert_null(cell_of(dataset, "990123", "mediation.success_rate", 2022));
    size_t count;
    zb_dataset_findings(dataset, &count);
    assert_int_equal(count, 0);
    zb_dataset_free(dataset);
}

/* A figure beside its partner is surer than a larger one that is not much larger. */
static void test_partner_before_larger(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample s = sample_of("s", HEQIAO, 2021, "化解各类纠纷5200件。调解3847件，成功3638件。");
    sample_fact(&s, "mediation.cases", "5200件");
    sample_fact(&s, "mediation.cases", "3847件");
    sample_fact(&s, "mediation.succeeded", "3638件");
    sample_add(dataset, &s);
    settle(dataset);
    assert_float_equal(cell_of(dataset, "990123", "mediation.cases", 2021)->value, 3847, 0);
    zb_dataset_free(dataset);
}

static void test_last_year_told_this_year(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample s = sample_of("s2022", HEQIAO, 2022, "受理80件，去年为71件；审结66件，去年为60件。");
    sample_fact(&s, "review.received", "80件");
    sample_fact(&s, "review.received", "71件")->year = 2021;
    sample_fact(&s, "review.closed", "66件");
    sample_fact(&s, "review.closed", "60件")->year = 2021;
    sample before = sample_of("s2021", HEQIAO, 2021, "受理70件。");
    sample_fact(&before, "review.received", "70件");
    sample_add(dataset, &s);
    sample_add(dataset, &before);
    settle(dataset);
    assert_float_equal(cell_of(dataset, "990123", "review.received", 2021)->value, 70, 0);
    assert_float_equal(cell_of(dataset, "990123", "review.closed", 2021)->value, 60, 0);
    zb_dataset_free(dataset);
}

/* What next year's report tells of this year, against this year's own. */
static void test_restated(void **state) {
    (void)state;
    static const struct {
        const char *again;
        size_t agree, disagree, impossible;
    } rows[] = {{"3145件", 0, 1, 0}, {"3045件", 1, 0, 0}, {"300件", 0, 0, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_dataset *dataset = new_dataset();
        char text[128];
        snprintf(text, sizeof text, "调解3200件。上年调解%s。", rows[i].again);
        sample then = sample_of("then", TINGQIAO, 2023, "调解3045件。");
        sample later = sample_of("later", TINGQIAO, 2024, text);
        sample_fact(&then, "mediation.cases", "3045件");
        sample_fact(&later, "mediation.cases", "3200件");
        sample_fact(&later, "mediation.cases", rows[i].again)->year = 2023;
        sample_add(dataset, &then);
        sample_add(dataset, &later);
        settle(dataset);
        zb_check_count counts = zb_dataset_check_count(dataset, ZB_FIND_RESTATED);
        assert_int_equal(counts.agree, rows[i].agree);
        assert_int_equal(counts.disagree, rows[i].disagree);
        assert_int_equal(counts.impossible, rows[i].impossible);
        assert_int_equal(findings_of(dataset, ZB_FIND_RESTATED), rows[i].disagree);
        assert_float_equal(cell_of(dataset, "990103", "mediation.cases", 2023)->value, 3045, 0);
        size_t count;
        const zb_finding *finding = zb_dataset_findings(dataset, &count);
        if (rows[i].disagree) {
            assert_float_equal(finding->stated, 3145, 0);
            assert_float_equal(finding->expected, 3045, 0);
            assert_int_equal(finding->observation, 3);
            assert_int_equal(finding->other, 1);
            assert_int_equal(finding->year, 2023);
            assert_str(finding->note, "调解案件数2024年报告称上年为 3145件，上年报告为 3045件，"
                                      "请核对；暂用上年报告");
        }
        zb_dataset_free(dataset);
    }
}

static void test_departments(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample bureau = sample_of("bureau", HEQIAO, 2021, "处罚12件，许可50件。");
    bureau.document.department = ZB_STR("市场监管局");
    sample_fact(&bureau, "enforcement.penalties", "12件");
    sample_fact(&bureau, "enforcement.permits", "50件");
    sample county = sample_of("county", HEQIAO, 2021, "处罚999件。");
    sample_fact(&county, "enforcement.penalties", "999件");
    sample alone = sample_of("alone", ZHENXI, 2021, "处罚7件。");
    alone.document.department = ZB_STR("卫健委");
    sample_fact(&alone, "enforcement.penalties", "7件");
    sample_add(dataset, &bureau);
    sample_add(dataset, &county);
    sample_add(dataset, &alone);
    settle(dataset);
    assert_float_equal(cell_of(dataset, "990123", "enforcement.penalties", 2021)->value, 999, 0);
    assert_null(cell_of(dataset, "990123", "enforcement.permits", 2021));
    assert_float_equal(cell_of(dataset, "990102", "enforcement.penalties", 2021)->value, 7, 0);
    size_t count;
    zb_dataset_findings(dataset, &count);
    assert_int_equal(count, 0);
    zb_dataset_free(dataset);
}

static void test_conflict_between_reports(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample a = sample_of("a", HEQIAO, 2021, "处罚999件。检查80次。");
    sample_fact(&a, "enforcement.penalties", "999件");
    sample_fact(&a, "enforcement.inspections", "80次");
    sample b = sample_of("b", HEQIAO, 2021, "处罚989件。");
    b.document.kind = ZB_STR("work-report");
    sample_fact(&b, "enforcement.penalties", "989件");
    sample_add(dataset, &b);
    sample_add(dataset, &a);
    settle(dataset);
    assert_float_equal(cell_of(dataset, "990123", "enforcement.penalties", 2021)->value, 999, 0);
    assert_int_equal(findings_of(dataset, ZB_FIND_CONFLICT), 1);
    zb_dataset_free(dataset);
}

static void test_conflict_within_a_report(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample s =
        sample_of("s", HEQIAO, 2021, "调解3045件。又调解3054件。发材料3000份。发材料3100份。");
    sample_fact(&s, "mediation.cases", "3045件");
    sample_fact(&s, "mediation.cases", "3054件");
    sample_fact(&s, "publicity.materials", "3000份"); /* two campaigns: no conflict */
    sample_fact(&s, "publicity.materials", "3100份");
    sample_add(dataset, &s);
    settle(dataset);
    size_t count;
    const zb_finding *finding = zb_dataset_findings(dataset, &count);
    assert_int_equal(count, 1);
    assert_int_equal(finding->kind, ZB_FIND_CONFLICT);
    assert_float_equal(finding->stated, 3054, 0);
    assert_float_equal(finding->expected, 3045, 0);
    zb_check_count counts = zb_dataset_check_count(dataset, ZB_FIND_CONFLICT);
    assert_int_equal(counts.disagree, 1);
    assert_int_equal(counts.impossible, 1);
    zb_dataset_free(dataset);
}

/* Two folders may hold files of one name. */
static void test_same_names(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    sample a = sample_of("2021", HEQIAO, 2021, "调解12件。");
    sample_fact(&a, "mediation.cases", "12件");
    sample b = sample_of("2021", ZHENXI, 2021, "枕溪调解13件。");
    sample_fact(&b, "mediation.cases", "13件");
    sample_add(dataset, &a);
    sample_add(dataset, &b);
    settle(dataset);
    assert_str(zb_dataset_observation_document(dataset, 1)->region_code, "990123");
    assert_str(zb_dataset_observation_document(dataset, 2)->region_code, "990102");
    assert_null(zb_dataset_observation_document(dataset, 3));
    zb_dataset_free(dataset);
}

/* Every allocation of a small run fails once; nothing leaks, nothing crashes. */
static void test_no_memory(void **state) {
    (void)state;
    sample a =
        penalties("a-revised", "检查7031次、处罚1209件、许可15494件、隐患2845处。", "1209件");
    sample b = penalties("b", "检查7031次、处罚1033件、许可15494件、隐患2845处！", "1033件");
    zb_status status = ZB_E_NOMEM;
    for (uint64_t n = 1; status != ZB_OK && n < 1000; n++) {
        zb_dataset *dataset = NULL;
        zb_mem_fail_at(n, 0);
        status = zb_dataset_create(&dataset, lexicon, NULL);
        status = status == ZB_OK ? sample_add(dataset, &a) : status;
        status = status == ZB_OK ? sample_add(dataset, &b) : status;
        status = status == ZB_OK ? zb_dataset_settle(dataset, NULL) : status;
        zb_mem_fail_at(0, 0);
        assert_true(status == ZB_OK || status == ZB_E_NOMEM);
        zb_dataset_free(dataset);
    }
    assert_int_equal(status, ZB_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_duplicate),
        cmocka_unit_test(test_one_text_of_many),
        cmocka_unit_test(test_revised_by_name),
        cmocka_unit_test(test_revised_by_likeness),
        cmocka_unit_test(test_incomplete_and_failed),
        cmocka_unit_test(test_what_fills_a_cell),
        cmocka_unit_test(test_whole_before_specific),
        cmocka_unit_test(test_partner_before_larger),
        cmocka_unit_test(test_last_year_told_this_year),
        cmocka_unit_test(test_restated),
        cmocka_unit_test(test_departments),
        cmocka_unit_test(test_conflict_between_reports),
        cmocka_unit_test(test_conflict_within_a_report),
        cmocka_unit_test(test_same_names),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
