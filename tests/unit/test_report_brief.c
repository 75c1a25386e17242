/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The brief on one place: two to four pages whatever the data are.
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

static const char target[] = "test-report-brief.pdf";

static void write_brief(const zb_dataset *dataset, int place, zb_report_options options) {
    zb_error err = {0};
    options.date = 1773964800;
    options.brief = true;
    options.places = &place;
    options.place_count = 1;
    if (zb_report_write(dataset, &options, target, &err) != ZB_OK) {
        fail_msg("place %d: %s: %s", place, err.input, err.message);
    }
}

static int place_of(const zb_dataset *dataset, const char *code) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    for (size_t i = 0; i < count; i++) {
        if (zb_str_eq(places[i].code, zb_str_from(code))) {
            return (int)i;
        }
    }
    fail_msg("no place %s", code);
    return -1;
}

/* ---- pages ------------------------------------------------------------------------------- */

typedef struct box {
    double left, top, right, bottom;
} box;

typedef struct page {
    ZB_VEC(box) boxes;
    double width, height;
    int number;
} page;

/* Text inside the margins, nowhere over other text, and no page all but empty. */
static void check_page(const page *p, const char *name) {
    double left = (p->width - 481.9) / 2, lowest = 0;
    for (size_t i = 0; i < p->boxes.count; i++) {
        const box *a = &p->boxes.at[i];
        lowest = a->bottom < p->height - 55 && a->bottom > lowest ? a->bottom : lowest;
        if (a->left < left - 2.2 || a->right > left + 481.9 + 6.4 || a->top < 30 ||
            a->bottom > p->height - 26) {
            fail_msg("%s, page %d: text at %.0f,%.0f to %.0f,%.0f leaves the margins", name,
                     p->number, a->left, a->top, a->right, a->bottom);
        }
        for (size_t k = i + 1; k < p->boxes.count; k++) {
            const box *b = &p->boxes.at[k];
            double across = fmin(a->right, b->right) - fmax(a->left, b->left);
            double down = fmin(a->bottom, b->bottom) - fmax(a->top, b->top);
            if (across > 1.5 && down > 0.55 * fmin(a->bottom - a->top, b->bottom - b->top)) {
                fail_msg("%s, page %d: text over text at %.0f,%.0f", name, p->number, b->left,
                         b->top);
            }
        }
    }
    if (lowest < 0.25 * p->height) {
        fail_msg("%s, page %d: text ends at %.0f", name, p->number, lowest);
    }
}

/* Two to four pages, each in order; gives how many. */
static int check_pages(const char *name) {
    if (!have("pdftotext")) {
        return 0;
    }
    zb_buf all = output_of("pdftotext -bbox -enc UTF-8 test-report-brief.pdf -");
    zb_str rest = zb_buf_str(&all);
    page p = {0};
    while (rest.n) {
        zb_str line = zb_str_trim(zb_str_cut(&rest, '\n'));
        char text[256];
        snprintf(text, sizeof text, "%.*s", ZB_ARG(line));
        box b;
        if (sscanf(text, "<page width=\"%lf\" height=\"%lf\"", &p.width, &p.height) == 2) {
            p.number++;
            p.boxes.count = 0;
        } else if (zb_str_starts(line, ZB_STR("</page"))) {
            check_page(&p, name);
        } else if (sscanf(text, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
                          &b.left, &b.top, &b.right, &b.bottom) == 4) {
            assert_true(ZB_PUSH(&p.boxes, b));
        }
    }
    if (p.number < 2 || p.number > 4) {
        fail_msg("%s: %d pages", name, p.number);
    }
    ZB_VEC_FREE(&p.boxes);
    zb_buf_free(&all);
    return p.number;
}

/* As one line, since sentences run over lines. */
static zb_buf text_of(void) {
    zb_buf text = output_of("pdftotext -enc UTF-8 test-report-brief.pdf - 2>&1");
    zb_buf joined = {0};
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\n' && text.p[i] != ' ') {
            zb_buf_char(&joined, text.p[i]);
        }
    }
    zb_buf_free(&text);
    return joined;
}

static void expect(zb_str all, const char *part) {
    if (!zb_str_has(all, zb_str_from(part))) {
        fail_msg("`%s` is not in the brief", part);
    }
}

/* Both languages, papers and themes, with few sentences and with many; the plain one and every
 * `step` of the others from the `first`. */
static void check_kinds(const zb_dataset *dataset, int place, const char *name, size_t first,
                        size_t step) {
    static const zb_report_options kinds[] = {
        {.english = true, .page = ZB_PAGE_LETTER},
        {.evidence = true, .theme = ZB_THEME_GREY},
        {.evidence = true, .page = ZB_PAGE_LETTER, .author = "某某县司法局法治综合股"},
        {.title =
             "某个很长的自定标题，看它换到第二行以后还放得下、放不下的部分也不超出页面右边的界限"}};
    write_brief(dataset, place, (zb_report_options){0});
    check_pages(name);
    for (size_t i = first; i < sizeof kinds / sizeof *kinds; i += step) {
        write_brief(dataset, place, kinds[i]);
        check_pages(name);
    }
}

/* ---- the sample -------------------------------------------------------------------------- */

static void test_every_place(void **state) {
    truth *t = *state;
    size_t count;
    const zb_place *places = zb_dataset_places(t->dataset, &count);
    assert_true(count > 10);
    for (size_t i = 0; i < count; i++) {
        char name[128];
        snprintf(name, sizeof name, "%.*s", ZB_ARG(places[i].name));
        check_kinds(t->dataset, (int)i, name, i % 4, 4);
    }
}

static void test_what_is_said(void **state) {
    truth *t = *state;
    write_brief(t->dataset, place_of(t->dataset, "990122"), (zb_report_options){0});
    if (!have("pdftotext")) {
        return;
    }
    zb_buf text = text_of();
    static const char *const wanted[] = {
        "法治政府建设年度报告数据简报", "2018—2025年|2026年3月20日编制", "一、主要发现",
        /* 墨川县 2313 / 2544, tested by hand from truth.csv */
        "调解成功率降至90.9%，低于全市99.8%控制限", "95%区间89.7%~92.0%，分母2,544", "全市为96.1%",
        "连续7年下降", "调解成功率由96.8%降至90.9%", "表1墨川县比率指标与全市比较，2025年",
        "调解成功率，2018—2025年", "原文依据", "按2,313÷2,544计算为90.9%", "怎样读本简报",
        "资料来源：墨川县法治政府建设年度报告，见表3；全市值据各县（市、区）的报告。",
        /* directions as trends.csv has them */
        "另8项指标中6项上升、1项下降，其余的变化不显著或不能检验", "其他指标，2018—2025年",
        "背景：新修正的《安全生产法》2021年9月1日起施行", "表3采用的报告",
        "zhibiaoreport--full--region墨川县", "第1页，共"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        expect(zb_buf_str(&text), wanted[i]);
    }
    assert_false(zb_str_has(zb_buf_str(&text), ZB_STR("附录")));
    /* another county's contradiction is its own affair */
    assert_false(zb_str_has(zb_buf_str(&text), ZB_STR("岚浦县原文")));
    zb_buf_free(&text);
    write_brief(t->dataset, place_of(t->dataset, "990124"), (zb_report_options){0});
    text = text_of();
    expect(zb_buf_str(&text), "2022年调解成功率原文96.2%，按其分子、分母计算为92.6%");
    expect(zb_buf_str(&text), "2018年、2019年同级地区有报告，本地的未读到");
    zb_buf_free(&text);
    /* nor are those years missed where the reader chose others */
    write_brief(t->dataset, place_of(t->dataset, "990124"),
                (zb_report_options){.first_year = 2022});
    text = text_of();
    assert_false(zb_str_has(zb_buf_str(&text), ZB_STR("同级地区有报告")));
    zb_buf_free(&text);
    if (have("pdfinfo")) {
        write_brief(t->dataset, place_of(t->dataset, "990122"),
                    (zb_report_options){.first_year = 2020, .last_year = 2023});
        text = output_of("pdfinfo -enc UTF-8 test-report-brief.pdf");
        expect(zb_buf_str(&text), "墨川县法治政府建设年度报告数据简报（2020—2023年）");
        zb_buf_free(&text);
    }
}

static void test_english(void **state) {
    truth *t = *state;
    write_brief(t->dataset, place_of(t->dataset, "990125"), (zb_report_options){.english = true});
    if (have("pdftotext")) {
        zb_buf text = text_of();
        expect(zb_buf_str(&text), "Annualreportsonlaw-basedgovernment,databrief");
        expect(zb_buf_str(&text), "comparedin2025:nosignificantdifference");
        expect(zb_buf_str(&text), "Another8indicators:");
        zb_buf_free(&text);
    }
}

/* In grey no colour is named. */
static void test_grey(void **state) {
    truth *t = *state;
    write_brief(t->dataset, place_of(t->dataset, "990122"),
                (zb_report_options){.theme = ZB_THEME_GREY});
    if (have("pdftotext")) {
        zb_buf text = text_of();
        size_t notes = zb_str_find(zb_buf_str(&text), ZB_STR("怎样读本简报"));
        assert_int_not_equal(notes, ZB_NOT_FOUND);
        zb_str own = zb_str_sub(zb_buf_str(&text), notes, text.n);
        expect(own, "深灰▲为高于");
        assert_false(zb_str_has(own, ZB_STR("蓝色")));
        zb_buf_free(&text);
    }
}

/* With several places there is no brief, but the report; of none there is nothing. */
static void test_other_choices(void **state) {
    truth *t = *state;
    int places[] = {place_of(t->dataset, "990122"), place_of(t->dataset, "990124")};
    zb_report_options options = {
        .date = 1773964800, .brief = true, .places = places, .place_count = 2};
    zb_error err = {0};
    assert_int_equal(zb_report_write(t->dataset, &options, target, &err), ZB_OK);
    if (have("pdftotext")) {
        zb_buf text = text_of();
        expect(zb_buf_str(&text), "附录A");
        zb_buf_free(&text);
    }
    options.place_count = 1;
    options.first_year = 2030;
    options.last_year = 2031;
    assert_int_equal(zb_report_write(t->dataset, &options, target, &err), ZB_E_EMPTY);
}

static void test_same_bytes(void **state) {
    truth *t = *state;
    zb_buf first = {0}, second = {0};
    int place = place_of(t->dataset, "990122");
    write_brief(t->dataset, place, (zb_report_options){0});
    assert_int_equal(zb_file_read(&first, target, 1 << 24, NULL), ZB_OK);
    write_brief(t->dataset, place, (zb_report_options){0});
    assert_int_equal(zb_file_read(&second, target, 1 << 24, NULL), ZB_OK);
    assert_true(zb_str_eq(zb_buf_str(&first), zb_buf_str(&second)));
    assert_in_range(first.n, 20000, 300000);
    zb_buf_free(&first);
    zb_buf_free(&second);
}

static void test_failures_leave_nothing(void **state) {
    truth *t = *state;
    int place = place_of(t->dataset, "990122");
    zb_report_options options = {
        .date = 1773964800, .brief = true, .places = &place, .place_count = 1};
    truth_starve_report(t, &options, target, 197);
}

/* ---- extreme data ------------------------------------------------------------------------ */

static uint64_t seed;

static double chance(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed >> 11) / 9007199254740992.0;
}

static bool nothing(zb_str region, int year) {
    (void)region;
    (void)year;
    return false;
}

enum { MOST_ROWS = 400, VALUE = 24 };

/* What the reports of a case state. */
typedef struct extreme {
    const char *name;
    int places, first, last, step; /* years, every `step` */
    int every;                     /* every so manieth indicator of the catalogue */
    int most;                      /* so many indicators at most */
    double largest;                /* of a count */
    bool wrong;                    /* stated rates are not those of their parts */
} extreme;

static const char *const codes[] = {"990122", "990102", "990103", "990121",
                                    "990123", "990124", "990125", "990181"};

static double value_of(const truth *t, const extreme *e, const zb_indicator *one) {
    double p = 0.5 + 0.5 * chance();
    if (one->is_rate) {
        return e->wrong ? 100 * chance() : 100 * p;
    }
    for (size_t i = 0; i < zb_lexicon_indicator_count(t->lexicon); i++) {
        const zb_indicator *rate = zb_lexicon_indicator_at(t->lexicon, i);
        if (zb_str_eq(rate->numerator, one->code)) {
            return floor(0.3 * e->largest * p);
        }
        if (zb_str_eq(rate->denominator, one->code)) {
            return floor(e->largest * p);
        }
    }
    return floor(e->largest * pow(chance(), 3));
}

static void add_extreme(truth *t, const extreme *e, const char *code, int year) {
    static truth_row rows[MOST_ROWS];
    static char values[MOST_ROWS][VALUE], told[8];
    size_t count = 0, indicators = zb_lexicon_indicator_count(t->lexicon);
    snprintf(told, sizeof told, "%d", year);
    for (size_t i = 0; i < indicators && count < (size_t)e->most; i += (size_t)e->every) {
        const zb_indicator *one = zb_lexicon_indicator_at(t->lexicon, i);
        assert_true(count < MOST_ROWS);
        snprintf(values[count], VALUE, one->is_rate ? "%.1f" : "%.0f", value_of(t, e, one));
        rows[count] = (truth_row){zb_str_from(code),          zb_str_from(told), one->code,
                                  zb_str_from(values[count]), one->unit_zh,      ZB_STR("eq")};
        count++;
    }
    assert_int_equal(truth_add(t, rows, count), ZB_OK);
}

static void test_extremes(void **state) {
    (void)state;
    static const extreme cases[] = {
        {"two numbers", 1, 2020, 2020, 1, 40, 2, 500, false},
        {"one number", 1, 2020, 2020, 1, 1, 1, 3, false},
        {"all alone", 1, 2016, 2025, 1, 1, 300, 5000, false},
        {"all and wrong", 1, 2014, 2025, 1, 1, 300, 5000, true},
        {"all in a group", 8, 2016, 2025, 1, 1, 300, 3e6, false},
        {"all wrong in a group", 8, 2020, 2025, 1, 1, 300, 900, true},
        {"few cases", 8, 2020, 2025, 1, 1, 300, 12, false},
        {"gaps", 3, 2010, 2025, 15, 2, 300, 1e9, false},
        {"forty years", 2, 1986, 2025, 1, 3, 300, 1000, false},
        {"two years of little", 4, 2024, 2025, 1, 1, 5, 100, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const extreme *e = &cases[i];
        truth t;
        zb_error err = {0};
        seed = 20260320 + i;
        assert_int_equal(truth_load(&t, nothing), ZB_OK);
        for (int p = 0; p < e->places; p++) {
            for (int year = e->first; year <= e->last; year += e->step) {
                add_extreme(&t, e, codes[p], year);
            }
        }
        assert_int_equal(zb_dataset_settle(t.dataset, &err), ZB_OK);
        check_kinds(t.dataset, place_of(t.dataset, codes[0]), e->name, 0, 1);
        truth_free(&t);
    }
}

static int unload(void **state) {
    remove(target);
    return truth_close(state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_place),
        cmocka_unit_test(test_what_is_said),
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_grey),
        cmocka_unit_test(test_other_choices),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_failures_leave_nothing),
        cmocka_unit_test(test_extremes),
    };
    return cmocka_run_group_tests(tests, truth_open, unload);
}
