/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bounds and round figures in the report (`98%以上`, `700余件`): they are shown as such, and no
 * change, trend or exact sum is told of them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <unistd.h>

#include "analysis_help.h"
#include "base/buf.h"
#include "report/findings.h"
#include "report/numbers.h"
#include "tool_help.h"
#include "zhibiao/report.h"

#define PENALTIES "enforcement.penalties"
#define AMOUNT "mediation.amount"
#define RATE "government.satisfaction"

enum { PLACES = 6, FIRST = 2018, LAST = 2023, YEARS = LAST - FIRST + 1 };

static const char target[] = "test-report-bounds.pdf";
static const char *const codes[PLACES] = {"990102", "990103", "990121",
                                          "990122", "990123", "990124"};

/* Penalties rise everywhere, from year to year by a hundred. Bounds are those of the fifth place in
 * the last two years (`600余件`, `700余件`) and of the sixth in 2020. */
static fact penalties(size_t place, int year) {
    fact f = {codes[place], year, PENALTIES, 201 + 100 * (year - FIRST) + (double)place,
              ZB_EQ,        0,    NULL,      0};
    if (place == 4 && year >= LAST - 1) {
        f.value = year == LAST ? 700 : 600;
        f.qualifier = ZB_GE;
    } else if (place == 5 && year == LAST - 3) {
        f.qualifier = ZB_APPROX;
    }
    return f;
}

/* Rates of the last two years that are only stated. */
static const fact rates[] = {
    {"990102", 2022, RATE, 98, ZB_GE, 0, NULL, 1},
    {"990102", 2023, RATE, 100, ZB_GE, 0, NULL, 1},
    {"990103", 2022, RATE, 97, ZB_EQ, 0.1, NULL, 1},
    {"990103", 2023, RATE, 98.5, ZB_EQ, 0.1, NULL, 1},
    {"990121", 2022, RATE, 86.6, ZB_EQ, 0.1, NULL, 1},
    {"990121", 2023, RATE, 90, ZB_LE, 0, NULL, 1},
};

static bench open_bounds(void) {
    fact facts[PLACES * YEARS + sizeof rates / sizeof *rates + 2];
    size_t count = 0;
    for (size_t place = 0; place < PLACES; place++) {
        for (int year = FIRST; year <= LAST; year++) {
            facts[count++] = penalties(place, year);
            for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
                if (strcmp(rates[i].code, codes[place]) == 0 && rates[i].year == year) {
                    facts[count++] = rates[i];
                }
            }
            if (place == 0 && year >= LAST - 1) { /* 123.45万元, then 150.2万元 */
                facts[count++] = (fact){codes[0], year, AMOUNT, year == LAST ? 1502000 : 1234500,
                                        ZB_EQ,    100,  NULL,   2};
            }
        }
    }
    return bench_open(facts, count);
}

static zb_model model_of(const bench *b) {
    const zb_report_options options = {0};
    zb_model model;
    zb_error err;
    assert_int_equal(zb_model_make(&model, b->dataset, &options, &err), ZB_OK);
    return model;
}

static void test_exact_values(void **state) {
    (void)state;
    bench b = open_bounds();
    zb_model m = model_of(&b);
    int rate = indicator_of(&b, RATE), count = indicator_of(&b, PENALTIES);
    assert_false(zb_model_is_exact(&m, place_of(&b, "990102"), rate, 2023));
    assert_true(zb_model_is_exact(&m, place_of(&b, "990103"), rate, 2023));
    assert_true(zb_model_is_exact(&m, place_of(&b, "990121"), rate, 2022));
    assert_false(zb_model_is_exact(&m, place_of(&b, "990121"), rate, 2023));
    assert_false(zb_model_is_exact(&m, place_of(&b, "990103"), rate, 2021)); /* there is none */
    assert_true(zb_model_is_exact(&m, place_of(&b, "990102"), count, 2023));
    assert_false(zb_model_is_exact(&m, place_of(&b, "990123"), count, 2023));
    assert_false(zb_model_is_exact(&m, place_of(&b, "990124"), count, 2020));
    zb_model_free(&m);
    bench_close(&b);
}

static void test_changes_of_counts(void **state) {
    (void)state;
    bench b = open_bounds();
    zb_model m = model_of(&b);
    int count = indicator_of(&b, PENALTIES);
    zb_shift exact = zb_count_shift(&m, place_of(&b, "990102"), count, 2022, 2023);
    assert_float_equal(exact.first, 601, 0);
    assert_float_equal(exact.last, 701, 0);
    assert_true(exact.known);
    /* `600余件` and `700余件`; one bound is enough */
    for (int year = 2022; year <= 2023; year++) {
        zb_shift none = zb_count_shift(&m, place_of(&b, "990123"), count, year - 1, year);
        assert_false(none.known);
        assert_float_equal(none.first, 0, 0);
        assert_float_equal(none.last, 0, 0);
    }
    /* an amount is what its digits tell, though nothing is tested of it */
    zb_shift amount =
        zb_count_shift(&m, place_of(&b, "990102"), indicator_of(&b, AMOUNT), 2022, 2023);
    assert_false(amount.known);
    assert_float_equal(amount.first, 1234500, 0);
    assert_float_equal(amount.last, 1502000, 0);
    zb_model_free(&m);
    bench_close(&b);
}

static void test_trends_of_counts(void **state) {
    (void)state;
    bench b = open_bounds();
    zb_model m = model_of(&b);
    int count = indicator_of(&b, PENALTIES);
    for (size_t i = 0; i < PLACES; i++) {
        bool vague = i < 4;
        zb_mann_kendall t = zb_model_trend(&m, place_of(&b, codes[i]), count, &vague);
        assert_int_equal(t.direction, i < 4 ? ZB_DIR_RISING : ZB_DIR_TOO_FEW);
        assert_int_equal(vague, i >= 4);
    }
    zb_model_free(&m);
    bench_close(&b);
}

/* The rate of successes falls in five years, each by more than chance, or at its end does not. */
static bench open_streak(bool rounded) {
    fact facts[2 * YEARS];
    for (int i = 0; i < YEARS; i++) {
        double succeeded = 9800 - 400 * i;
        facts[(size_t)i * 2] =
            (fact){"990122", FIRST + i, "mediation.cases", 10000, ZB_EQ, 0, NULL, 0};
        facts[(size_t)i * 2 + 1] = (fact){"990122",
                                          FIRST + i,
                                          "mediation.succeeded",
                                          succeeded,
                                          rounded && i == 2 ? ZB_GE : ZB_EQ,
                                          0,
                                          NULL,
                                          0};
    }
    return BENCH(facts);
}

static void test_streaks(void **state) {
    (void)state;
    for (int rounded = 0; rounded < 2; rounded++) {
        bench b = open_streak(rounded);
        zb_model m = model_of(&b);
        zb_streak streak =
            zb_place_streak(&m, place_of(&b, "990122"), indicator_of(&b, "mediation.success_rate"));
        /* from 2018; where 2020 is rounded, from 2021 */
        assert_int_equal(streak.sign, -1);
        assert_int_equal(streak.years, rounded ? 2 : 5);
        zb_model_free(&m);
        bench_close(&b);
    }
}

static void test_marks_of_rates(void **state) {
    (void)state;
    static const struct {
        double value;
        zb_qualifier qualifier;
        const char *text;
    } rows[] = {{98, ZB_EQ, "98.0"},
                {98, ZB_GE, "98.0+"},
                {90, ZB_LE, "<90.0"},
                {95.26, ZB_APPROX, "约95.3"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_buf got = {0};
        zb_put_rate(&got, false, rows[i].value, rows[i].qualifier);
        assert_true(zb_str_eq(zb_buf_str(&got), zb_str_from(rows[i].text)));
        zb_buf_free(&got);
    }
}

/* The report as its reader finds it: without the ends of lines, and without blanks. */
static zb_buf read_report(const bench *b) {
    const zb_report_options options = {.date = 1773964800};
    zb_error err = {0};
    assert_int_equal(zb_report_write(b->dataset, &options, target, &err), ZB_OK);
    zb_buf text = output_of("pdftotext -enc UTF-8 test-report-bounds.pdf - 2>&1");
    zb_buf joined = {0};
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\n' && text.p[i] != ' ') {
            zb_buf_char(&joined, text.p[i]);
        }
    }
    zb_buf_free(&text);
    return joined;
}

static void test_pages(void **state) {
    (void)state;
    static const char *const wanted[] = {
        /* bounds bear their marks, also in the tables of the appendix */
        "100.0+", "<90.0", "(98.0+)", "700+", "98.5", "+1.5",
        /* exact counts, and an amount */
        "+16.6", "+21.7",
        /* the sum of the last two years, and the trends */
        "其中1个为概数",
        "4个县（区）均呈上升趋势（Mann–Kendall检验，5%水平）；另2个的数值含概数，不检验"};
    static const char *const unwanted[] = {
        "+2.0",            /* 98%以上, 100%以上 */
        "+3.4",            /* 86.6 %, 90%以下 */
        "+16.7",           /* 600余件, 700余件 */
        "+18.6",           /* 506件, 600余件 */
        "6个县（区）中6个" /* two of them of bounds */
    };
    if (!have("pdftotext")) {
        skip();
    }
    bench b = open_bounds();
    zb_buf said = read_report(&b);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (!zb_str_has(zb_buf_str(&said), zb_str_from(wanted[i]))) {
            fail_msg("`%s` is not in the report", wanted[i]);
        }
    }
    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++) {
        if (zb_str_has(zb_buf_str(&said), zb_str_from(unwanted[i]))) {
            fail_msg("`%s` is in the report", unwanted[i]);
        }
    }
    zb_buf_free(&said);
    bench_close(&b);
    remove(target);
}

/* In one year all places but the first state the parts of three rates; it tells one as a bound. */
static bench open_overview(void) {
    static const char *const parts[][2] = {{"mediation.cases", "mediation.succeeded"},
                                           {"review.closed", "review.corrected"},
                                           {"safety.hazards", "safety.rectified"}};
    fact facts[PLACES * 6];
    size_t count = 0;
    for (size_t place = 0; place < PLACES; place++) {
        for (size_t i = place ? 0 : 1; i < sizeof parts / sizeof *parts; i++) {
            double under = 201 + 17 * (double)place, over = under - 21 - (double)i;
            facts[count++] = (fact){codes[place], LAST, parts[i][0], under, ZB_EQ, 0, NULL, i};
            facts[count++] = (fact){codes[place], LAST, parts[i][1], over, ZB_EQ, 0, NULL, i};
        }
        if (place == 0) {
            facts[count++] =
                (fact){codes[0], LAST, "mediation.success_rate", 98.7, ZB_GE, 0.1, NULL, 0};
        }
    }
    return bench_open(facts, count);
}

/* In the overview, too, and wherever it stands. */
static void test_overview(void **state) {
    (void)state;
    if (!have("pdftotext")) {
        skip();
    }
    bench b = open_overview();
    zb_buf said = read_report(&b);
    zb_str rest = zb_buf_str(&said);
    assert_true(zb_str_has(rest, ZB_STR("一、总览")));
    size_t found = 0;
    for (size_t at; (at = zb_str_find(rest, ZB_STR("98.7"))) != ZB_NOT_FOUND; found++) {
        rest = zb_str_sub(rest, at + 4, rest.n);
        if (!zb_str_starts(rest, ZB_STR("+"))) {
            fail_msg("`98.7%.*s`", (int)(rest.n < 40 ? rest.n : 40), rest.p);
        }
    }
    assert_in_range(found, 3, 4); /* overview, the place's table, appendix */
    zb_buf_free(&said);
    bench_close(&b);
    remove(target);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_values),     cmocka_unit_test(test_changes_of_counts),
        cmocka_unit_test(test_trends_of_counts), cmocka_unit_test(test_streaks),
        cmocka_unit_test(test_marks_of_rates),   cmocka_unit_test(test_pages),
        cmocka_unit_test(test_overview),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
