/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts whose lines were broken at a page's width, and texts in two columns, are read as they were
 * meant; offsets lead back to the text as it stands.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "lexicon_help.h"
#include "source/unwrap.h"
#include "zhibiao/extract.h"

static zb_document *read_text(const char *text) {
    zb_error err = {0};
    zb_document_hints hints = {.region = ZB_STR("北京市"), .year = 2020};
    zb_document *document = NULL;
    assert_int_equal(
        zb_document_from_text(&document, ZB_STR("text"), zb_str_from(text), &hints, lexicon, &err),
        ZB_OK);
    return document;
}

/* The flow's lines, joined by /. */
static char *flow_of(const zb_document *document, bool *changed) {
    zb_arena arena = {0};
    zb_error err = {0};
    zb_unwrapped flow;
    assert_int_equal(zb_unwrap(&flow, document, lexicon, &arena, &err), ZB_OK);
    *changed = flow.changed;
    size_t n = flow.document.text.n;
    char *out = malloc(n + 1);
    assert_non_null(out);
    memcpy(out, flow.document.text.p, n);
    out[n] = 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = out[i] == '\n' ? '/' : out[i];
        /* every byte stands in the text where the flow says, line ends between paragraphs excepted
         */
        if (flow.changed && flow.document.text.p[i] != '\n') {
            assert_int_equal(document->text.p[zb_unwrapped_start(&flow, i)],
                             flow.document.text.p[i]);
        }
    }
    zb_unwrapped_free(&flow);
    zb_arena_free(&arena);
    return out;
}

#define BROKEN                                                                                     \
    "北京市2020年法治政府建设工作报告\n"                                             \
    "    2020年，全市各级行政复议机关共收到行政复\n"                             \
    "议申请1038件，较2019年的812件上升27.8%；依法\n"                                 \
    "受理926件，不予受理67件，告知、转送等其他处\n"                             \
    "理45件。\n"                                                                                \
    "    全年审结884件，其中维持296件，驳回112件，\n"                              \
    "撤销84件，调解和解319件；直接纠错率17.8%，调\n"                              \
    "解和解率36.1%。制发意见书、建议书23份，网上公\n"                           \
    "开复议决定书417份，全部按期公开。\n"

static void joins_broken_lines(void **state) {
    (void)state;
    zb_document *document = read_text(BROKEN);
    bool changed;
    char *flow = flow_of(document, &changed);
    assert_true(changed);
    assert_string_equal(
        flow, "北京市2020年法治政府建设工作报告/"
              "2020年，全市各级行政复议机关共收到行政复议申请1038件，较2019年的812件上升27.8%；依法"
              "受理926件，不予受理67件，告知、转送等其他处理45件。/"
              "全年审结884件，其中维持296件，驳回112件，撤销84件，调解和解319件；直接纠错率17.8%，"
              "调解和解率36.1%。制发意见书、建议书23份，网上公开复议决定书417份，全部按期公开。/");
    free(flow);
    zb_document_free(document);
}

static void offsets_lead_back(void **state) {
    (void)state;
    zb_document *document = read_text(BROKEN);
    zb_error err = {0};
    zb_observation_list list;
    assert_int_equal(zb_extract(&list, document, lexicon, &err), ZB_OK);
    assert_true(list.count >= 12);
    for (size_t i = 0; i < list.count; i++) {
        const zb_observation *row = &list.rows[i];
        assert_true(zb_str_eq(row->surface, zb_str_sub(document->text, row->start, row->end)));
        assert_true(row->sentence_start <= row->start && row->end <= row->sentence_end);
        assert_false(zb_str_has(row->sentence, ZB_STR("\n")));
        assert_true(i == 0 || list.rows[i - 1].start < row->start);
    }
    assert_true(zb_str_eq(list.rows[0].surface, ZB_STR("1038件")));
    assert_true(zb_str_eq(list.rows[0].indicator, ZB_STR("review.received")));
    zb_observation_list_free(&list);
    zb_document_free(document);
}

static void reads_columns_in_turn(void **state) {
    (void)state;
    zb_document *document =
        read_text("北京市2020年法治政府建设工作报告\n"
                  "一、复议。全年共收到行政复议申      二、调解。各级调委会共受理矛\n"
                  "请56件，依法受理50件，审结45      盾纠纷620件，调解成功612件，\n"
                  "件，其中纠错3件。负责人出庭应      涉及金额1200万元。办理法律援\n"
                  "诉28件，出庭应诉率93.3%，成效      助案件35件，解答群众咨询410人\n"
                  "明显，得到社会各界充分肯定。      次，群众满意率98.5%。\n");
    zb_error err = {0};
    zb_observation_list list;
    assert_int_equal(zb_extract(&list, document, lexicon, &err), ZB_OK);
    static const struct {
        const char *surface, *indicator;
    } want[] = {{"56件", "review.received"},         {"50件", "review.accepted"},
                {"620件", "mediation.cases"},        {"612件", "mediation.succeeded"},
                {"1200万元", "mediation.amount"},    {"35件", "services.legal_aid"},
                {"98.5%", "government.satisfaction"}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        size_t k = 0;
        while (k < list.count &&
               !(zb_str_eq(list.rows[k].surface, zb_str_from(want[i].surface)) &&
                 zb_str_eq(list.rows[k].indicator, zb_str_from(want[i].indicator)))) {
            k++;
        }
        if (k == list.count) {
            fail_msg("no %s %s", want[i].surface, want[i].indicator);
        }
    }
    for (size_t i = 0; i < list.count; i++) {
        assert_true(i == 0 || list.rows[i - 1].start < list.rows[i].start);
    }
    zb_observation_list_free(&list);
    zb_document_free(document);
}

/* A heading at the head and in the middle of either column; numerals that go over a line. */
#define COLUMNS                                                                                              \
    "示例县2023年法治政府建设年度报告\n"                                                       \
    "\n"                                                                                                     \
    "一、行政复议工作开展情况                三、法治宣传教育工作情况\n"             \
    "今年以来，县政府共收到行政复议          全年开展普法宣传活动85场次，发\n"  \
    "申请120件，受理110件，审结95件，        放宣传资料12000份，受众3万余人，\n"    \
    "其中维持60件，撤销10件，调解25件。      举办法治讲座36场，覆盖面扩大。\n"   \
    "二、人民调解工作开展情况                四、行政执法监督工作情况\n"             \
    "全县调解组织共调解各类矛盾纠纷1         共评查行政执法案卷230份，其中优\n" \
    "245件，调解成功1200件，成功率为9        秀案卷180份，办理行政处罚案件340\n"    \
    "6.4%，同比上升2.3个百分点。             件，罚款金额56.7万元，无投诉。\n"

static const zb_observation *row_of(const zb_observation_list *list, const char *surface) {
    for (size_t i = 0; i < list->count; i++) {
        if (zb_str_eq(list->rows[i].surface, zb_str_from(surface))) {
            return &list->rows[i];
        }
    }
    fail_msg("no %s", surface);
    return NULL;
}

/* The document and its observations; the caller's, to free. */
static zb_document *extract_text(const char *text, zb_observation_list *list) {
    zb_document *document = read_text(text);
    zb_error err = {0};
    assert_int_equal(zb_extract(list, document, lexicon, &err), ZB_OK);
    return document;
}

static void headings_of_both_columns_are_sections(void **state) {
    (void)state;
    static const struct {
        const char *surface, *section;
    } want[] = {{"120件", "一、行政复议工作开展情况"},  {"25件", "一、行政复议工作开展情况"},
                {"1200件", "二、人民调解工作开展情况"}, {"2.3个百分点", "二、人民调解工作开展情况"},
                {"85场次", "三、法治宣传教育工作情况"}, {"36场", "三、法治宣传教育工作情况"},
                {"230份", "四、行政执法监督工作情况"},  {"56.7万元", "四、行政执法监督工作情况"}};
    zb_observation_list list;
    zb_document *document = extract_text(COLUMNS, &list);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const zb_observation *row = row_of(&list, want[i].surface);
        assert_true(zb_str_eq(row->section, zb_str_from(want[i].section)));
    }
    for (size_t i = 0; i < list.count; i++) {
        zb_str told[] = {list.rows[i].section, list.rows[i].sentence, list.rows[i].surface,
                         list.rows[i].label, list.rows[i].rule};
        for (size_t k = 0; k < sizeof told / sizeof *told; k++) {
            assert_int_equal(zb_utf8_valid(told[k]), told[k].n);
            assert_false(zb_str_has(told[k], ZB_STR("\n")));
        }
    }
    zb_observation_list_free(&list);
    zb_document_free(document);
}

static void numerals_torn_by_the_other_column(void **state) {
    (void)state;
    static const struct {
        const char *surface, *stands; /* in the text */
    } want[] = {{"1245件", "1"}, {"96.4%", "9"}, {"340件", "340"}, {"1200件", "1200件"}};
    zb_observation_list list;
    zb_document *document = extract_text(COLUMNS, &list);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const zb_observation *row = row_of(&list, want[i].surface);
        assert_true(zb_str_eq(zb_str_sub(document->text, row->start, row->end),
                              zb_str_from(want[i].stands)));
    }
    for (size_t i = 0; i < list.count; i++) {
        const zb_observation *row = &list.rows[i];
        zb_str sentence = zb_str_sub(document->text, row->sentence_start, row->sentence_end);
        assert_true(sentence.n > 0 && zb_str_starts(row->sentence, sentence));
        assert_true(zb_str_starts(row->surface, zb_str_sub(document->text, row->start, row->end)));
    }
    zb_observation_list_free(&list);
    zb_document_free(document);
}

/* What pdftotext -layout leaves: a margin before every line, paragraphs set in from it or not. */
#define MARGIN "        "
#define SET_IN(first)                                                                              \
    "示例县2023年法治政府建设年度报告\n\n" first                                                   \
    "今年以来，全县各级行政复议机关共收到行政复议申请118件，依法\n" MARGIN                         \
    "受理96件，按期办结88件，同比增长12.5%；全县各级人民调解组织\n" MARGIN                         \
    "共调解各类矛盾纠纷2450件，其中调解成功2401件，调解成功率98%\n" MARGIN                         \
    "；全县公共法律服务中心共办理法律援助案件312件，接待群众咨询5\n" MARGIN                        \
    "600人次；全年开展法治宣传活动85场次，发放各类法治宣传资料120\n" MARGIN                        \
    "00份，全县群众的法治观念和办事依法的意识因此有了明显的提高。\n" first                         \
    "全县行政执法机关共办理行政处罚案件340件，罚没款金额达5\n" MARGIN                              \
    "6.7万元，办理行政许可事项5600件，全部在法定期限内办结，没有\n" MARGIN                         \
    "发生超期办理的情况，群众满意度达99.6%以上。\n"

static void margin_of_the_page_is_no_indent(void **state) {
    (void)state;
    static const char *const texts[] = {SET_IN(MARGIN), SET_IN(MARGIN "    ")};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        zb_document *document = read_text(texts[i]);
        bool changed;
        char *flow = flow_of(document, &changed);
        assert_true(changed);
        zb_str text = zb_str_from(flow);
        assert_true(zb_str_has(text, ZB_STR("接待群众咨询5600人次；")));
        assert_true(zb_str_has(text, ZB_STR("法治宣传资料12000份，")));
        assert_true(zb_str_has(text, ZB_STR("罚没款金额达56.7万元，")));
        /* only what is set in from the margin shows that a full line ends a paragraph */
        assert_int_equal(zb_str_has(text, ZB_STR("提高。/全县行政执法机关")), i == 1);
        free(flow);
        zb_document_free(document);
    }
}

static void heading_short_of_the_page_ends(void **state) {
    (void)state;
    zb_document *document = read_text("北京市2020年法治政府建设工作报告\n"
                                      "一、坚持以人民为中心依法化解行政争议纠纷\n"
                                      "全市各级行政复议机关共收到行政复议申请1038件\n"
                                      "，较2019年的812件上升27.8%；依法受理926件，不\n"
                                      "予受理67件，告知、转送等其他处理45件。全年审\n"
                                      "结884件，其中维持296件，驳回112件，撤销84件，\n"
                                      "调解和解319件；直接纠错率17.8%，调解和解率为\n"
                                      "36.1%。制发意见书、建议书23份，网上公开复议决\n"
                                      "定书417份，全部按期公开。\n");
    bool changed;
    char *flow = flow_of(document, &changed);
    assert_true(zb_str_has(zb_str_from(flow), ZB_STR("纠纷/全市各级行政复议机关")));
    assert_true(zb_str_has(zb_str_from(flow), ZB_STR("调解和解率为36.1%")));
    free(flow);
    zb_document_free(document);
}

/* Columns of prose, then a list in columns: its lines stand as they are, and each is looked at a
 * fixed number of times. */
static void lists_in_columns_take_linear_time(void **state) {
    (void)state;
    enum { LINES = 40000, SECONDS = 10 };
    zb_buf text = {0};
    zb_buf_text(&text, COLUMNS "\n");
    for (int i = 0; i < LINES; i++) {
        zb_buf_text(&text, "行政复议申请受理审结情况          人民调解组织调解矛盾纠纷\n");
    }
    zb_buf_char(&text, 0);
    assert_false(text.failed);
    zb_document *document = read_text(zb_buf_str(&text).p);
    clock_t start = clock();
    bool changed;
    char *flow = flow_of(document, &changed);
    assert_true((clock() - start) / CLOCKS_PER_SEC < SECONDS);
    assert_true(changed);
    zb_str last = ZB_STR("/行政复议申请受理审结情况          人民调解组织调解矛盾纠纷/");
    assert_true(zb_str_ends(zb_str_from(flow), last));
    free(flow);
    zb_buf_free(&text);
    zb_document_free(document);
}

static void leaves_others_alone(void **state) {
    (void)state;
    static const char *const texts[] = {
        /* paragraphs of their own lengths */
        "北京市2020年法治政府建设工作报告\n一、复议。收到行政复议申请56件。\n二、调解。受理纠纷620件，"
        "调解成功612件，涉及金额1200万元，群众满意率98.5%，比上年提高1.2个百分点。\n三、援助。办理"
        "案件35件。\n四、公证。办理公证120件，其中涉外3件，收费12万元，免费15件。\n五、律师。全市共有"
        "律师35名。\n六、普法。开展宣传30场次，受众2万余人次，发放资料3万份。\n",
        /* headings of one length */
        "北京市2020年法治政府建设工作报告\n一、切实加强对法治政府建设的组织领导\n二、不断深化行政审批制度"
        "综合改革\n三、全面推进行政执法三项制度落实\n四、积极化解各类社会矛盾纠纷问题\n五、深入开展法治宣传"
        "教育系列活动\n六、着力提升公共法律服务整体水平\n",
        /* rows of a table */
        "指标　　　2020年　　　2019年\n行政复议　　　56　　　42\n行政诉讼　　　33　　　30\n法律援助　　　35"
        "　　　28\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        zb_document *document = read_text(texts[i]);
        bool changed;
        char *flow = flow_of(document, &changed);
        if (changed) {
            fail_msg("changed: %s", flow);
        }
        free(flow);
        zb_document_free(document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_broken_lines),
        cmocka_unit_test(offsets_lead_back),
        cmocka_unit_test(reads_columns_in_turn),
        cmocka_unit_test(headings_of_both_columns_are_sections),
        cmocka_unit_test(numerals_torn_by_the_other_column),
        cmocka_unit_test(margin_of_the_page_is_no_indent),
        cmocka_unit_test(heading_short_of_the_page_ends),
        cmocka_unit_test(lists_in_columns_take_linear_time),
        cmocka_unit_test(leaves_others_alone),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
