/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Learning from examples: reading marks, fitting, and what the weights do to the extraction.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "folder_help.h"
#include "learn/examples.h"
#include "learn/perceptron.h"
#include "lexicon/lexicon.h"
#include "zhibiao/extract.h"
#include "zhibiao/learn.h"

static void write_file(const char *name, const char *text) {
    assert_int_equal(zb_file_save(in_folder(name), zb_str_from(text), NULL), ZB_OK);
}

static int index_of(const char *code) {
    const zb_indicator *indicator = zb_lexicon_indicator(lexicon, zb_str_from(code));
    assert_non_null(indicator);
    return indicator->index;
}

static void reads_marks(void **state) {
    (void)state;
    write_file("a.txt",
               "# a comment\n收到{8件@review.received}、其中{3件@petition.cases/part|- o}。\n");
    zb_example example;
    zb_error err = {0};
    assert_int_equal(zb_example_read(&example, in_folder("a.txt"), lexicon, &err), ZB_OK);
    zb_str text = zb_buf_str(&example.text);
    assert_true(zb_str_eq(text, ZB_STR("收到8件、其中3件。\n")));
    assert_int_equal(example.marks.count, 2);
    const zb_mark *first = &example.marks.at[0], *second = &example.marks.at[1];
    assert_true(zb_str_eq(zb_str_sub(text, first->start, first->end), ZB_STR("8件")));
    assert_int_equal(first->truth_count, 1);
    assert_int_equal(first->truths[0], index_of("review.received"));
    assert_false(first->optional);
    assert_true(zb_str_eq(zb_str_sub(text, second->start, second->end), ZB_STR("3件")));
    assert_int_equal(second->truth_count, 2);
    assert_int_equal(second->truths[1], -1);
    assert_int_equal(second->parts, 1);
    assert_true(second->optional);
    zb_example_free(&example);
    unlink(in_folder("a.txt"));
}

static void reads_gold(void **state) {
    (void)state;
    write_file("a.txt", "收到8件，办结8件。\n");
    write_file("a.tsv", "#year 2020\n8件\t8\t件\teq\tlevel\tactual\treview.received\tcore\n"
                        "8件\t8\t件\teq\tlevel\tactual\treview.closed\toptional\n");
    zb_example example;
    zb_error err = {0};
    assert_int_equal(zb_example_read(&example, in_folder("a.txt"), lexicon, &err), ZB_OK);
    assert_int_equal(example.marks.count, 2);
    assert_true(example.marks.at[1].start > example.marks.at[0].end);
    assert_true(example.marks.at[1].optional);
    zb_example_free(&example);
    unlink(in_folder("a.txt"));
    unlink(in_folder("a.tsv"));
}

/* The .tsv has the name of the text, whose ending is cut off only when it is .txt. */
static void finds_gold(void **state) {
    (void)state;
    static const char *const names[][2] = {
        {"a.txt", "a.tsv"}, {"a.TXT", "a.tsv"}, {"plan.txts", "plan.txts.tsv"}, {"b", "b.tsv"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        write_file(names[i][0], "收到8件。\n");
        write_file(names[i][1], "8件\t8\t件\teq\tlevel\tactual\treview.received\tcore\n");
        write_file("p.tsv", "9件\t9\t件\teq\tlevel\tactual\treview.received\tcore\n");
        zb_example example;
        zb_error err = {0};
        assert_int_equal(zb_example_read(&example, in_folder(names[i][0]), lexicon, &err), ZB_OK);
        assert_int_equal(example.marks.count, 1);
        zb_example_free(&example);
        unlink(in_folder(names[i][0]));
        unlink(in_folder(names[i][1]));
        unlink(in_folder("p.tsv"));
    }
}

/* A closing brace before a mark is text, and does not hide the mark. */
static void reads_braces(void **state) {
    (void)state;
    write_file("a.txt", "（附件1}收到{8件@review.received}。\n");
    zb_example example;
    zb_error err = {0};
    assert_int_equal(zb_example_read(&example, in_folder("a.txt"), lexicon, &err), ZB_OK);
    assert_int_equal(example.marks.count, 1);
    assert_true(zb_str_eq(zb_buf_str(&example.text), ZB_STR("（附件1}收到8件。\n")));
    zb_example_free(&example);
    unlink(in_folder("a.txt"));
}

static void names_bad_marks(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
        zb_status status;
    } rows[] = {
        {"收到{8件}。", "{8件}", ZB_E_FORMAT},
        {"收到{8件@no.such}。", "no.such", ZB_E_FORMAT},
        {"收到\n件数{8件@review.received。", "line 2: {8件@review.received。 is not closed",
         ZB_E_FORMAT},
        {"收到}8件{8件@review.received。", "line 1: {8件", ZB_E_FORMAT},
        {"收到{8件@review.received，办结{6件@review.closed}。", "is not closed", ZB_E_FORMAT},
        {"收到{8件@-|-|-|-|-|-|-|-|no.such}。", "more codes than eight", ZB_E_FORMAT},
        {"收到{8件@-|-|-|-|-|-|-|no.such}。", "a code that the", ZB_E_FORMAT},
        {"收到{8件@}。", "no code", ZB_E_FORMAT},
        {"收到{@-}。", "no figure", ZB_E_FORMAT},
        {"收到8件。", "no marked figure", ZB_E_EMPTY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_file("a.txt", rows[i].text);
        char path[256];
        snprintf(path, sizeof path, "%s", in_folder("a.txt"));
        const char *paths[] = {path};
        zb_learnt learnt;
        zb_error err = {0};
        assert_int_equal(zb_learn(lexicon, paths, 1, in_folder("w.tsv"), NULL, NULL, &learnt, &err),
                         rows[i].status);
        if (!strstr(err.message, rows[i].says) ||
            (rows[i].status == ZB_E_FORMAT && strcmp(err.input, path) != 0)) {
            fail_msg("%s: %s: %s", rows[i].text, err.input, err.message);
        }
    }
    unlink(in_folder("a.txt"));
    assert_int_equal(files_in_folder(), 0);
}

static void names_bad_paths(void **state) {
    (void)state;
    const char *nowhere[] = {"/nowhere"};
    zb_learnt learnt;
    zb_error err = {0};
    assert_int_not_equal(
        zb_learn(lexicon, nowhere, 1, in_folder("w.tsv"), NULL, NULL, &learnt, &err), ZB_OK);
    assert_string_equal(err.input, "/nowhere");
}

/* Two cues tell two classes apart; a third speaks for neither. */
static void perceptron_tells_apart(void **state) {
    (void)state;
    int32_t cues[] = {0, 2, 1, 2};
    zb_case cases[] = {
        {.first = 0, .count = 2, .truths = {-1}, .truth_count = 1, .part = 0, .document = 0},
        {.first = 2, .count = 2, .truths = {0}, .truth_count = 1, .part = 1, .document = 1}};
    zb_cases all = {.cases = {cases, 2, 2}, .cues = {cues, 4, 4}, .cue_count = 3, .classes = 4};
    double *weights = NULL;
    zb_error err = {0};
    assert_int_equal(zb_perceptron_fit(&weights, &all, 0, 0, &err), ZB_OK);
    assert_true(weights[0] > weights[1]);              /* the first cue speaks for none */
    assert_true(weights[4 + 1] > weights[4 + 0]);      /* the second for the indicator */
    assert_true(weights[4 + 3] > 0 && weights[3] < 0); /* and for a part */
    size_t right = 0, tried = 0;
    assert_int_equal(zb_perceptron_try(weights, &all, 1, 0, &right, &tried, &err), ZB_OK);
    assert_int_equal(tried, 2);
    assert_int_equal(right, 2);
    double *again = NULL;
    assert_int_equal(zb_perceptron_fit(&again, &all, 0, 0, &err), ZB_OK);
    assert_memory_equal(weights, again, 12 * sizeof *weights);
    zb_mem_free(weights);
    zb_mem_free(again);
}

/* Where every class is right for a figure there is no wrong one, that of parts least of all. */
static void all_classes_may_be_right(void **state) {
    (void)state;
    int32_t cues[] = {0};
    zb_case one = {.count = 1, .truths = {-1, 0}, .truth_count = 2, .part = -1};
    zb_cases all = {.cases = {&one, 1, 1}, .cues = {cues, 1, 1}, .cue_count = 1, .classes = 3};
    double *weights = NULL;
    zb_error err = {0};
    assert_int_equal(zb_perceptron_fit(&weights, &all, 0, 0, &err), ZB_OK);
    assert_true(weights[2] == 0);
    size_t right = 0, tried = 0;
    assert_int_equal(zb_perceptron_try(weights, &all, 1, 0, &right, &tried, &err), ZB_OK);
    assert_int_equal(right, 1);
    zb_mem_free(weights);
}

static bool random_fails;
gsl_rng *__real_gsl_rng_alloc(const gsl_rng_type *type);
gsl_rng *__wrap_gsl_rng_alloc(const gsl_rng_type *type);

/* As GSL does when there is no memory: ask the handler, which ends the program by default. */
gsl_rng *__wrap_gsl_rng_alloc(const gsl_rng_type *type) {
    if (random_fails) {
        GSL_ERROR_NULL("failed", GSL_ENOMEM);
    }
    return __real_gsl_rng_alloc(type);
}

static void never(const char *reason, const char *file, int line, int code) {
    fail_msg("%s:%d: %s (%d)", file, line, reason, code);
}

/* No memory is a status, and the program's handler of GSL's errors stays in place. */
static void perceptron_without_memory(void **state) {
    (void)state;
    int32_t cues[] = {0};
    zb_case one = {.count = 1, .truths = {-1}, .truth_count = 1, .part = 0};
    zb_cases all = {.cases = {&one, 1, 1}, .cues = {cues, 1, 1}, .cue_count = 1, .classes = 3};
    double *weights = NULL;
    zb_error err = {0};
    gsl_error_handler_t *before = gsl_set_error_handler(never);
    random_fails = true;
    assert_int_equal(zb_perceptron_fit(&weights, &all, 0, 0, &err), ZB_E_NOMEM);
    random_fails = false;
    assert_true(gsl_set_error_handler(before) == never);
    assert_null(weights);
    for (uint64_t n = 1; n <= 4; n++) {
        zb_mem_fail_at(n, 0);
        assert_int_equal(zb_perceptron_fit(&weights, &all, 0, 0, &err), ZB_E_NOMEM);
        zb_mem_fail_at(0, 0);
    }
    double some[3] = {0};
    size_t right = 0, tried = 0;
    zb_mem_fail_at(1, 0);
    err = (zb_error){0};
    assert_int_equal(zb_perceptron_try(some, &all, 1, 0, &right, &tried, &err), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
    assert_int_equal(err.code, ZB_E_NOMEM);
    assert_int_equal(tried, 0);
}

/* The indicator of the one figure of the text. */
static zb_str named(const zb_lexicon *knowledge, const char *text, char rule[64]) {
    static char code[64];
    zb_document *document = NULL;
    zb_observation_list list;
    zb_error err = {0};
    assert_int_equal(
        zb_document_from_text(&document, ZB_STR("t"), zb_str_from(text), NULL, knowledge, &err),
        ZB_OK);
    assert_int_equal(zb_extract(&list, document, knowledge, &err), ZB_OK);
    assert_int_equal(list.count, 1);
    snprintf(code, sizeof code, "%.*s", ZB_ARG(list.rows[0].indicator));
    snprintf(rule, 64, "%.*s", ZB_ARG(list.rows[0].rule));
    zb_observation_list_free(&list);
    zb_document_free(document);
    return zb_str_from(code);
}

static const char *const copied[] = {"indicators.json", "units.json", "cues.json", "documents.json",
                                     "regions.csv"};

/* The folder becomes one of knowledge, without weights. */
static void copy_knowledge(void) {
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
        zb_buf bytes = {0}, path = {0};
        zb_buf_format(&path, "%s/datasets/%s", ZB_TEST_ROOT, copied[i]);
        assert_int_equal(zb_file_read(&bytes, path.p, 1 << 28, NULL), ZB_OK);
        assert_int_equal(zb_file_save(in_folder(copied[i]), zb_buf_str(&bytes), NULL), ZB_OK);
        zb_buf_free(&bytes);
        zb_buf_free(&path);
    }
}

static void remove_knowledge(void) {
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
        unlink(in_folder(copied[i]));
    }
}

/* As the README of datasets/ tells: a phrasing that no word of the catalogue names is taught by
 * examples, without touching C. */
static void examples_teach_a_phrasing(void **state) {
    (void)state;
    char rule[64];
    copy_knowledge();
    write_file("examples.txt", "全年拉家常式说事评理{31起@mediation.cases}。\n"
                               "村里说事评理{12起@mediation.cases}，修路{3条@-}。\n"
                               "乡贤说事评理{45起@mediation.cases}。\n修建凉亭{6个@-}。\n"
                               "季度说事评理{9起@mediation.cases}，安装路灯{120盏@-}。\n");
    zb_lexicon_options options = {.datasets = folder};
    zb_lexicon *knowledge = NULL;
    zb_error err = {0};
    assert_int_equal(zb_lexicon_load(&knowledge, &options, &err), ZB_OK);
    assert_true(zb_str_eq(named(knowledge, "年内说事评理27起。", rule), ZB_STR("")));
    char path[256], weights[256];
    snprintf(path, sizeof path, "%s", in_folder("examples.txt"));
    snprintf(weights, sizeof weights, "%s", in_folder("weights.tsv"));
    const char *paths[] = {path};
    zb_learnt learnt;
    assert_int_equal(zb_learn(knowledge, paths, 1, weights, NULL, NULL, &learnt, &err), ZB_OK);
    assert_int_equal(learnt.documents, 1);
    assert_int_equal(learnt.figures, 7);
    assert_true(learnt.cues > 0);
    assert_true(isnan(learnt.right)); /* too few documents to leave some out */
    zb_lexicon_free(knowledge);
    assert_int_equal(zb_lexicon_load(&knowledge, &options, &err), ZB_OK);
    assert_true(zb_str_eq(named(knowledge, "年内说事评理27起。", rule), ZB_STR("mediation.cases")));
    assert_non_null(strstr(rule, "learned:"));
    assert_true(zb_str_eq(named(knowledge, "年内修建厕所27个。", rule), ZB_STR("")));
    zb_lexicon_free(knowledge);
    remove_knowledge();
    unlink(path);
    unlink(weights);
}

/* A class whose code has left the catalogue, or that has no rival, overrules nothing. */
static void gone_classes_are_silent(void **state) {
    (void)state;
    static const char *const texts[] = {
        "codes\t- review.gone review.accepted\nu=件\t0:-1800 2:-1700\n",
        "codes\treview.gone - review.accepted\nu=件\t1:-1800 2:-1700\n", "codes\t-\nu=件\t0:100\n",
        "codes\t/part -\nu=件\t0:900 1:-100\n"};
    char rule[64];
    zb_lexicon_options options = {.datasets = folder};
    copy_knowledge();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        write_file("weights.tsv", texts[i]);
        zb_lexicon *knowledge = NULL;
        zb_error err = {0};
        assert_int_equal(zb_lexicon_load(&knowledge, &options, &err), ZB_OK);
        zb_str code = named(knowledge, "全年受理行政复议申请27件。", rule);
        if (!zb_str_eq(code, ZB_STR("review.accepted"))) {
            fail_msg("%s: %.*s by %s", texts[i], ZB_ARG(code), rule);
        }
        zb_lexicon_free(knowledge);
    }
    unlink(in_folder("weights.tsv"));
    remove_knowledge();
}

/* Weights that are not of the form are refused, with the line. */
static void names_bad_weights(void **state) {
    (void)state;
    static const char *const lines[] = {"c=收到\t1:x", "c=收到\t2:1", "c=收到\t1:32768",
                                        "c=收到\t1:5 1:5", "c=收到\t1:5 0:5"};
    zb_lexicon_options options = {.datasets = folder};
    copy_knowledge();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[128];
        snprintf(text, sizeof text, "codes\t- review.received\n%s\n", lines[i]);
        write_file("weights.tsv", text);
        zb_lexicon *knowledge = NULL;
        zb_error err = {0};
        assert_int_equal(zb_lexicon_load(&knowledge, &options, &err), ZB_E_FORMAT);
        assert_string_equal(err.input, "weights.tsv");
        assert_non_null(strstr(err.message, "line 2"));
    }
    unlink(in_folder("weights.tsv"));
    remove_knowledge();
}

/* The examples that come with the program can be learnt from, and weights from some of them name
 * the figures of the others far better than chance would. */
static void own_examples(void **state) {
    (void)state;
    const char *paths[] = {ZB_TEST_ROOT "/datasets/examples"};
    zb_learnt learnt;
    zb_error err = {0};
    assert_int_equal(zb_learn(lexicon, paths, 1, in_folder("w.tsv"), NULL, NULL, &learnt, &err),
                     ZB_OK);
    assert_true(learnt.figures > 10000);
    assert_true(learnt.right > 0.70);
    unlink(in_folder("w.tsv"));
}

/* What one example teaches, as bytes that are the caller's. */
static zb_learnt learn_text(zb_buf *weights, const char *text, zb_complain_fn *complain,
                            void *user) {
    char path[256];
    snprintf(path, sizeof path, "%s", in_folder("example.txt"));
    const char *paths[] = {path};
    zb_learnt learnt;
    zb_error err = {0};
    write_file("example.txt", text);
    assert_int_equal(zb_learn(lexicon, paths, 1, in_folder("w.tsv"), complain, user, &learnt, &err),
                     ZB_OK);
    assert_int_equal(zb_file_read(weights, in_folder("w.tsv"), 1 << 28, NULL), ZB_OK);
    unlink(in_folder("w.tsv"));
    unlink(path);
    return learnt;
}

typedef struct complaints {
    size_t count;
    zb_error last;
} complaints;

static void keep(void *user, const zb_error *error) {
    complaints *kept = user;
    kept->count++;
    kept->last = *error;
}

/* An example that a page's width has broken teaches what its paragraph would, though its figures
 * are read in the joined text. */
static void broken_lines_teach_alike(void **state) {
    (void)state;
    static const char lines[] =
        "今年以来，全县各级行政复议机关共收到行政复议申请{118件@review.received}，依法\n"
        "受理{96件@review.accepted}，按期办结{88件@review.closed}；全县各级人民调解组织共调解各类矛盾纠\n"
        "纷{245件@mediation.cases}，其中调解成功{240件@mediation.succeeded}；全县公共法律服务中心共办理法律援\n"
        "助案件{312件@services.legal_aid}，全年开展法治宣传活动{85场@publicity.activities}，发放各类法治宣传资料\n"
        "{12000份@publicity.materials}，全县行政执法机关共办理行政处罚案件{340件@enforcement.penalties}，办理行政许\n"
        "可事项{5600件@enforcement.permits}。今年以来，全县各级行政复议机关共收到行政复议申\n"
        "请{118件@review.received}，依法受理{96件@review.accepted}，按期办结{88件@review.closed}；全县各级人民调解组织共\n"
        "调解各类矛盾纠纷{245件@mediation.cases}，其中调解成功{240件@mediation.succeeded}；全县公共法律服务中\n"
        "心共办理法律援助案件{312件@services.legal_aid}，全年开展法治宣传活动{85场@publicity.activities}，发放各\n"
        "类法治宣传资料{12000份@publicity.materials}，全县行政执法机关共办理行政处罚案件\n"
        "{340件@enforcement.penalties}，办理行政许可事项{5600件@enforcement.permits}。今年以来，全县各级行政复议机\n"
        "关共收到行政复议申请{118件@review.received}，依法受理{96件@review.accepted}，按期办结{88件@review.closed}。\n";
    zb_buf paragraph = {0}, weights[2] = {0};
    for (const char *c = lines; *c; c++) {
        if (*c != '\n') {
            zb_buf_char(&paragraph, *c);
        }
    }
    zb_buf_char(&paragraph, '\0');
    complaints kept = {0};
    zb_learnt broken = learn_text(&weights[0], lines, keep, &kept);
    zb_learnt whole = learn_text(&weights[1], paragraph.p, keep, &kept);
    assert_int_equal(broken.figures, 23);
    assert_int_equal(whole.figures, 23);
    assert_int_equal(kept.count, 0);
    assert_true(zb_str_eq(zb_buf_str(&weights[0]), zb_buf_str(&weights[1])));
    zb_buf_free(&paragraph);
    zb_buf_free(&weights[0]);
    zb_buf_free(&weights[1]);
}

/* Marks beside the figures are told of once a file, but those left out on purpose are not. */
static void tells_of_marks_at_no_figure(void **state) {
    (void)state;
    zb_buf weights = {0};
    complaints kept = {0};
    zb_learnt learnt =
        learn_text(&weights, "说事{评理@-}，{若干@-}次，{几件@- o}，调解{12起@mediation.cases}。\n",
                   keep, &kept);
    assert_int_equal(learnt.figures, 1);
    assert_int_equal(kept.count, 1);
    assert_non_null(strstr(kept.last.input, "example.txt"));
    assert_non_null(strstr(kept.last.message, "2 of its 4 marks"));
    assert_non_null(strstr(kept.last.message, "评理"));
    zb_buf_free(&weights);
}

static void same_examples_same_bytes(void **state) {
    (void)state;
    const char *paths[] = {ZB_TEST_ROOT "/datasets/examples/phrases-6.txt"};
    zb_buf bytes[2] = {0};
    zb_error err = {0};
    for (int i = 0; i < 2; i++) {
        zb_learnt learnt;
        assert_int_equal(zb_learn(lexicon, paths, 1, in_folder("w.tsv"), NULL, NULL, &learnt, &err),
                         ZB_OK);
        assert_int_equal(zb_file_read(&bytes[i], in_folder("w.tsv"), 1 << 28, NULL), ZB_OK);
    }
    assert_true(bytes[0].n > 0);
    assert_true(zb_str_eq(zb_buf_str(&bytes[0]), zb_buf_str(&bytes[1])));
    zb_buf_free(&bytes[0]);
    zb_buf_free(&bytes[1]);
    unlink(in_folder("w.tsv"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_marks),
        cmocka_unit_test(reads_gold),
        cmocka_unit_test(names_bad_marks),
        cmocka_unit_test(reads_braces),
        cmocka_unit_test(names_bad_paths),
        cmocka_unit_test(finds_gold),
        cmocka_unit_test(perceptron_tells_apart),
        cmocka_unit_test(all_classes_may_be_right),
        cmocka_unit_test(perceptron_without_memory),
        cmocka_unit_test(examples_teach_a_phrasing),
        cmocka_unit_test(gone_classes_are_silent),
        cmocka_unit_test(names_bad_weights),
        cmocka_unit_test(own_examples),
        cmocka_unit_test(broken_lines_teach_alike),
        cmocka_unit_test(tells_of_marks_at_no_figure),
        cmocka_unit_test(same_examples_same_bytes),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
