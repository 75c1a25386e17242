/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole report made from the sample's truth, read back with the tools that readers use.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <unistd.h>

#include "truth_data.h"
#include "zhibiao/report.h"
#include "tool_help.h"

static const char target[] = "test-report.pdf";
static const zb_report_options dated = {.date = 1773964800};
static const zb_report_options english = {.date = 1773964800, .english = true};

static void expect(zb_str all, const char *part) {
    if (!zb_str_has(all, zb_str_from(part))) {
        fail_msg("`%s` is not in the report", part);
    }
}

static void write_report(const truth *t, const zb_report_options *options) {
    zb_error err = {0};
    if (zb_report_write(t->dataset, options, target, &err) != ZB_OK) {
        fail_msg("%s: %s", err.input, err.message);
    }
}

static zb_str trim_to(zb_str all, const char *from) {
    size_t at = zb_str_find(all, zb_str_from(from));
    assert_int_not_equal(at, ZB_NOT_FOUND);
    return zb_str_sub(all, at, all.n);
}

static void test_whole_report(void **state) {
    truth *t = *state;
    write_report(t, &dated);
    if (have("qpdf")) {
        assert_int_equal(system("qpdf --check test-report.pdf >/dev/null"), 0);
    }
    if (have("pdfinfo")) {
        zb_buf info = output_of("pdfinfo -enc UTF-8 test-report.pdf");
        expect(zb_buf_str(&info), "安澜市法治政府建设年度报告数据摘要（2018—2025年）");
        zb_str pages = trim_to(zb_buf_str(&info), "Pages:");
        assert_in_range(atoi(pages.p + 6), 20, 80);
        zb_buf_free(&info);
    }
    if (!have("pdftotext")) {
        return;
    }
    zb_buf text = output_of("pdftotext -enc UTF-8 test-report.pdf - 2>&1");
    zb_str all = zb_buf_str(&text);
    static const char *const wanted[] = {
        /* chapters */
        "摘要", "目录", "一、总览", "二、分指标", "三、分地区", "四、数据质量", "五、方法说明",
        "附录A", "附录B", "第2页，共",
        /* sentences, each tested by hand from truth.csv */
        "墨川县连续7年下降", "全市调解成功率升至96.1%", "比2020年上升2.1个百分点",
        "（95%区间95.9%~96.4%）", "云岫县行政复议纠错率25.0%居首，但不足以说明偏高",
        /* values: 墨川县 2313 / 2544, the planted slip */
        "90.9", "89.7~92.0", "2,544", "岚浦县原文96.2%，计算92.6%", "+3.6",
        /* the parts of a table over pages */
        "续附表A-1"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        expect(all, wanted[i]);
    }
    assert_false(zb_str_has(all, ZB_STR("Syntax")));
    zb_buf_free(&text);
}

static void test_english_report(void **state) {
    write_report(*state, &english);
    if (!have("pdftotext") || !have("pdfinfo")) {
        return;
    }
    zb_buf info = output_of("pdfinfo -enc UTF-8 test-report.pdf");
    expect(zb_buf_str(&info),
           "安澜市: annual reports on law-based government, data summary (2018–2025)");
    zb_buf_free(&info);
    zb_buf text = output_of("pdftotext -enc UTF-8 test-report.pdf - 2>&1");
    zb_buf joined = {0}; /* sentences run over lines */
    for (size_t k = 0; k < text.n; k++) {
        zb_buf_char(&joined, text.p[k] == '\n' ? ' ' : text.p[k]);
    }
    static const char *const wanted[] = {
        "Summary", "Main findings", "Contents", "1 Overview", "5 Methods", "Appendix A",
        "Page 2 of", "Table A-1 (continued)",
        /* as in Chinese above */
        "The city's mediation success rate rose to 96.1%; 墨川县 fell 7 years in a row",
        "Up 2.1 percentage points on the 94.0% of 2020", "(95% interval 95.9%–96.4%)",
        "review correction rate 25.0%, the highest, but not shown to be high", "89.7–92.0"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        expect(zb_buf_str(&joined), wanted[i]);
    }
    zb_buf_free(&joined);
    zb_buf_free(&text);
}

typedef struct box {
    double left, top, right, bottom;
} box;

/* Text of one page: inside the margins (closing marks hang out by half a character, opening ones
 * by an eighth), and nowhere over other text. */
static void check_page(const box *boxes, size_t count, int page) {
    for (size_t i = 0; i < count; i++) {
        const box *a = &boxes[i];
        if (a->left < 54.5 || a->right > 545 || a->top < 30 || a->bottom > 815) {
            fail_msg("page %d: text at %.0f,%.0f to %.0f,%.0f leaves the margins", page, a->left,
                     a->top, a->right, a->bottom);
        }
        for (size_t k = i + 1; k < count; k++) {
            const box *b = &boxes[k];
            double across = fmin(a->right, b->right) - fmax(a->left, b->left);
            double down = fmin(a->bottom, b->bottom) - fmax(a->top, b->top);
            if (across > 1.5 && down > 0.55 * fmin(a->bottom - a->top, b->bottom - b->top)) {
                fail_msg("page %d: text over text at %.0f,%.0f", page, b->left, b->top);
            }
        }
    }
}

static void check_boxes(const truth *t, const zb_report_options *options) {
    write_report(t, options);
    if (!have("pdftotext")) {
        return;
    }
    zb_buf all = output_of("pdftotext -bbox -enc UTF-8 test-report.pdf -");
    zb_str rest = zb_buf_str(&all);
    ZB_VEC(box) boxes = {0};
    int page = 0;
    while (rest.n) {
        zb_str line = zb_str_trim(zb_str_cut(&rest, '\n'));
        char text[256];
        snprintf(text, sizeof text, "%.*s", ZB_ARG(line));
        box b;
        if (zb_str_starts(line, ZB_STR("<page "))) {
            page++;
            boxes.count = 0;
        } else if (zb_str_starts(line, ZB_STR("</page"))) {
            check_page(boxes.at, boxes.count, page);
        } else if (sscanf(text, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
                          &b.left, &b.top, &b.right, &b.bottom) == 4) {
            assert_true(ZB_PUSH(&boxes, b));
        }
    }
    assert_in_range(page, 20, 80);
    ZB_VEC_FREE(&boxes);
    zb_buf_free(&all);
}

static void test_text_boxes(void **state) {
    check_boxes(*state, &dated);
    check_boxes(*state, &english);
}

static void test_same_bytes(void **state) {
    truth *t = *state;
    zb_buf first = {0}, second = {0};
    write_report(t, &dated);
    assert_int_equal(zb_file_read(&first, target, 1 << 26, NULL), ZB_OK);
    write_report(t, &dated);
    assert_int_equal(zb_file_read(&second, target, 1 << 26, NULL), ZB_OK);
    assert_true(zb_str_eq(zb_buf_str(&first), zb_buf_str(&second)));
    assert_in_range(first.n, 50000, 1000000);
    zb_buf_free(&first);
    zb_buf_free(&second);
}

static void test_failures_leave_nothing(void **state) {
    truth *t = *state;
    zb_error err = {0};
    remove(target);
    for (uint64_t n = 1; n <= 2; n++) {
        zb_file_fail_at(n);
        zb_status status = zb_report_write(t->dataset, &dated, target, &err);
        zb_file_fail_at(0);
        assert_int_equal(status, ZB_E_IO);
        assert_int_not_equal(access(target, F_OK), 0);
    }
    truth_starve_report(t, &dated, target, 97);
    truth_starve_report(t, &english, target, 53);
}

static void test_limited_report(void **state) {
    truth *t = *state;
    zb_report_options options = dated;
    options.first_year = 2022;
    options.last_year = 2023;
    options.title = "县区对比";
    write_report(t, &options);
    if (have("pdftotext")) {
        zb_buf text = output_of("pdftotext -enc UTF-8 test-report.pdf - 2>&1");
        expect(zb_buf_str(&text), "县区对比（2022—2023年）");
        assert_false(zb_str_has(zb_buf_str(&text), ZB_STR("2025年为")));
        zb_buf_free(&text);
    }
    /* one county: no overview, but it is compared with the others of the data */
    size_t count;
    const zb_place *places = zb_dataset_places(t->dataset, &count);
    int place = 0;
    while ((size_t)place < count && !zb_str_eq(places[place].code, ZB_STR("990122"))) {
        place++;
    }
    options = dated;
    options.places = &place;
    options.place_count = 1;
    write_report(t, &options);
    if (have("pdftotext")) {
        zb_buf text = output_of("pdftotext -enc UTF-8 test-report.pdf - 2>&1");
        expect(zb_buf_str(&text), "墨川县法治政府建设年度报告数据摘要");
        expect(zb_buf_str(&text), "墨川县比率指标与全市比较");
        assert_false(zb_str_has(zb_buf_str(&text), ZB_STR("枕溪区")));
        zb_buf_free(&text);
    }
    options.first_year = 2030;
    options.last_year = 2031;
    zb_error err = {0};
    assert_int_equal(zb_report_write(t->dataset, &options, target, &err), ZB_E_EMPTY);
}

/* On the cover, and in the file's information, whatever the title is made of. */
static void test_titles(void **state) {
    char endless[500 * 3 + 1] = "";
    for (int i = 0; i < 500; i++) {
        memcpy(endless + (size_t)i * 3, "题", 4);
    }
    zb_report_options options = dated;
    options.title = endless;
    options.author = endless;
    check_boxes(*state, &options);
    options.title = "甲\n乙\t\x01丙";
    options.author = "丁\x1b\r\n";
    write_report(*state, &options);
    if (have("pdfinfo")) {
        zb_buf info = output_of("pdfinfo -enc UTF-8 test-report.pdf");
        expect(zb_buf_str(&info), "甲 乙 丙（2018—2025年）");
        expect(zb_buf_str(&info), "丁\n");
        zb_buf_free(&info);
    }
    options.title = " \n";
    options.author = "\t";
    write_report(*state, &options);
    if (have("pdfinfo")) {
        zb_buf info = output_of("pdfinfo -enc UTF-8 test-report.pdf");
        expect(zb_buf_str(&info), "安澜市法治政府建设年度报告数据摘要（2018—2025年）");
        expect(zb_buf_str(&info), "zhibiao自动编制");
        zb_buf_free(&info);
    }
}

/* Five places, one year each: nothing to compare, nothing to chart. */
static bool is_scattered(zb_str region, int year) {
    static const struct {
        const char *code;
        int year;
    } few[] = {{"990102", 2021},
               {"990123100", 2022},
               {"990181", 2019},
               {"990125", 2023},
               {"990122", 2025}};
    for (size_t i = 0; i < sizeof few / sizeof *few; i++) {
        if (zb_str_eq(region, zb_str_from(few[i].code)) && year == few[i].year) {
            return true;
        }
    }
    return false;
}

static bool is_one_place(zb_str region, int year) {
    (void)year;
    return zb_str_eq(region, ZB_STR("990122"));
}

static bool is_last_year(zb_str region, int year) {
    (void)region;
    return year == 2025;
}

static void test_little_data(void **state) {
    (void)state;
    static const struct {
        bool (*wanted)(zb_str region, int year);
        const char *says, *says_not;
    } cases[] = {{is_scattered, "因此不作总览", "一、总览"},
                 {is_one_place, "没有两个以上可以互相比较的地区", "一、总览"},
                 {is_last_year, "只有一个年度，因此不作趋势", "断开处"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truth t;
        assert_int_equal(truth_load(&t, cases[i].wanted), ZB_OK);
        write_report(&t, &dated);
        if (have("pdftotext")) {
            zb_buf text = output_of("pdftotext -enc UTF-8 test-report.pdf - 2>&1");
            zb_buf joined = {0}; /* sentences may run over lines */
            for (size_t k = 0; k < text.n; k++) {
                if (text.p[k] != '\n') {
                    zb_buf_char(&joined, text.p[k]);
                }
            }
            expect(zb_buf_str(&joined), cases[i].says);
            assert_false(zb_str_has(zb_buf_str(&joined), zb_str_from(cases[i].says_not)));
            zb_buf_free(&text);
            zb_buf_free(&joined);
        }
        truth_free(&t);
    }
}

static void test_figure_page(void **state) {
    (void)state;
    zb_trend_point points[] = {
        {.year = 2023, .value = 95.1, .has_interval = true, .low = 94, .high = 96},
        {.year = 2024, .value = 95.9, .has_interval = true, .low = 95, .high = 97},
        {.year = 2025, .value = 96.1, .has_interval = true, .low = 95, .high = 97}};
    zb_trend_line line = {
        .name = ZB_STR("全市"), .tone = ZB_TONE_WHOLE, .points = points, .count = 3};
    zb_figure_page page = {.figure = {.kind = ZB_FIG_TREND,
                                      .as.trend = {.first_year = 2023,
                                                   .last_year = 2025,
                                                   .unit = ZB_STR("%"),
                                                   .decimals = 1,
                                                   .percent = true,
                                                   .lines = &line,
                                                   .count = 1}},
                           .sentence = ZB_STR("调解成功率升至96.1%"),
                           .reading = ZB_STR("调解成功率，%"),
                           .caption = ZB_STR("调解成功率，2023—2025年"),
                           .note = ZB_STR("浅色带为95%区间。"),
                           .source = ZB_STR("各县法治政府建设年度报告。")};
    zb_error err = {0};
    assert_int_equal(zb_figure_page_write(&page, "test-figure.pdf", 1773964800, &err), ZB_OK);
    if (have("pdftotext")) {
        zb_buf text = output_of("pdftotext -enc UTF-8 test-figure.pdf - 2>&1");
        expect(zb_buf_str(&text), "调解成功率升至96.1%");
        expect(zb_buf_str(&text), "资料来源：各县法治政府建设年度报告。");
        zb_buf_free(&text);
    }
    assert_int_equal(zb_figure_page_write(&page, "test-figure.svg", 1773964800, &err), ZB_OK);
    zb_buf svg = {0};
    assert_int_equal(zb_file_read(&svg, "test-figure.svg", 1 << 20, &err), ZB_OK);
    expect(zb_buf_str(&svg), "<svg");
    zb_buf_free(&svg);
    remove("test-figure.pdf");
    remove("test-figure.svg");
    points[1].value = NAN;
    assert_int_equal(zb_figure_page_write(&page, "test-figure.pdf", 0, &err), ZB_E_DOMAIN);
    assert_int_not_equal(access("test-figure.pdf", F_OK), 0);
}

static int unload(void **state) {
    remove(target);
    return truth_close(state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_report),
        cmocka_unit_test(test_english_report),
        cmocka_unit_test(test_text_boxes),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_failures_leave_nothing),
        cmocka_unit_test(test_limited_report),
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_little_data),
        cmocka_unit_test(test_figure_page),
    };
    return cmocka_run_group_tests(tests, truth_open, unload);
}
