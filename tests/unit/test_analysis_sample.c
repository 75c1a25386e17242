/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The analyses on the figures that were put into the sample's reports: the story that
 * datasets/sample/README.md tells must be found, and nothing else.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "analysis_help.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/analysis.h"

#define RATE "mediation.success_rate"

enum { FIELDS = 6, MOST_ROWS = 16384, LIMIT = 1 << 24 };

/* The sample's data set, shared by the tests, which only read it. */
typedef struct sample {
    zb_buf text;
    fact *facts;
    size_t count;
    bench bench;
} sample;

static zb_qualifier qualifier_named(const char *name) {
    static const char *const names[] = {"eq", "ge", "le", "approx"};
    for (int q = ZB_EQ; q <= ZB_APPROX; q++) {
        if (strcmp(names[q], name) == 0) {
            return (zb_qualifier)q;
        }
    }
    fail_msg("qualifier %s", name);
    return ZB_EQ;
}

/* Cut a line of the file into its fields, in place. */
static void read_fact(fact *out, char *line) {
    char *fields[FIELDS] = {line};
    int count = 1;
    for (char *p = line; *p; p++) {
        if (*p == ',') {
            *p = '\0';
            assert_true(count < FIELDS);
            fields[count++] = p + 1;
        }
    }
    assert_int_equal(count, FIELDS);
    const char *dot = strchr(fields[3], '.');
    *out = (fact){.code = fields[0],
                  .year = atoi(fields[1]),
                  .indicator = fields[2],
                  .value = strtod(fields[3], NULL),
                  .qualifier = qualifier_named(fields[5]),
                  /* a sentence for each subject, as reports have it */
                  .sentence = (size_t)fields[2][0] << 8 | (unsigned char)fields[2][2],
                  .precision = dot ? pow(10, -(double)strlen(dot + 1)) : 1};
}

static int open_sample(void **state) {
    sample *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->facts = calloc(MOST_ROWS, sizeof *s->facts);
    assert_non_null(s->facts);
    zb_error err;
    assert_int_equal(zb_file_read(&s->text, ZB_TEST_ROOT "/datasets/sample/truth.csv", LIMIT, &err),
                     ZB_OK);
    zb_buf_char(&s->text, '\0');
    char *line = strchr(s->text.p, '\n') + 1;
    for (char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *(end[-1] == '\r' ? end - 1 : end) = '\0';
        assert_true(s->count < MOST_ROWS);
        read_fact(&s->facts[s->count++], line);
    }
    s->bench = bench_open(s->facts, s->count);
    *state = s;
    return 0;
}

static int close_sample(void **state) {
    sample *s = *state;
    bench_close(&s->bench);
    zb_buf_free(&s->text);
    free(s->facts);
    free(s);
    return 0;
}

/* Only lanpu-2022's slip (1677 of 1811 is 92.6 %, not 96.2 %) disagrees. */
static void one_rate_disagrees(void **state) {
    const bench *b = &((sample *)*state)->bench;
    zb_rate_list rates;
    assert_int_equal(zb_analysis_rates(&rates, b->dataset, NULL, NULL), ZB_OK);
    size_t disagree = 0;
    size_t agree = 0;
    for (size_t i = 0; i < rates.count; i++) {
        const zb_rate *r = &rates.rows[i];
        agree += r->agrees == ZB_AGREE_YES;
        if (r->agrees == ZB_AGREE_NO) {
            disagree++;
            assert_int_equal(r->place, place_of(b, "990124"));
            assert_int_equal(r->year, 2022);
            NEAR(r->value.value, 92.6, 0.05);
            NEAR(r->stated, 96.2, 0);
        } else if (r->computed && r->has_stated) {
            assert_int_equal(r->agrees, ZB_AGREE_YES);
        }
        if (r->computed) {
            assert_true(r->value.low <= r->value.value && r->value.value <= r->value.high);
            assert_true(r->value.low >= 0 && r->value.high <= 100);
        }
    }
    assert_int_equal(disagree, 1);
    assert_true(agree > 300);
    zb_rate_list_free(&rates);
}

/* 2025: 18869 of 19625; 墨川县 low beyond 99.8 %, 澄川市 high beyond 95 %, 云岫县 with 37 of 38
 * second in rank and not distinguishable. */
static void mediation_in_2025(void **state) {
    const bench *b = &((sample *)*state)->bench;
    static const struct {
        const char *code;
        double rank;
        zb_standing standing;
    } expected[] = {
        {"990181", 1, ZB_STAND_HIGH95}, {"990125", 2, ZB_STAND_SAME},
        {"990123", 3, ZB_STAND_SAME},   {"990102", 4, ZB_STAND_SAME},
        {"990103", 5, ZB_STAND_SAME},   {"990121", 6, ZB_STAND_SAME},
        {"990124", 7, ZB_STAND_SAME},   {"990122", 8, ZB_STAND_LOW998},
    };
    zb_selection s = {.indicator = ZB_STR(RATE)};
    zb_comparison c;
    assert_int_equal(zb_analysis_compare(&c, b->dataset, &s, NULL), ZB_OK);
    assert_int_equal(c.year, 2025);
    assert_int_equal(c.level, ZB_LEVEL_COUNTY);
    NEAR(c.whole_numerator, 18869, 0);
    NEAR(c.whole_denominator, 19625, 0);
    NEAR(c.whole.value, 96.1, 0.05);
    NEAR(c.whole.low, 95.9, 0.05);
    NEAR(c.whole.high, 96.4, 0.05);
    assert_true(c.heterogeneity.p < 0.01 && c.spread > 1);
    assert_int_equal(c.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < c.count; i++) {
        assert_int_equal(c.rows[i].place, place_of(b, expected[i].code));
        NEAR(c.rows[i].rank, expected[i].rank, 0);
        assert_int_equal(c.rows[i].standing, expected[i].standing);
    }
    zb_comparison_free(&c);
    zb_estimate pooled;
    double x;
    double n;
    assert_int_equal(zb_analysis_pooled(&pooled, &x, &n, b->dataset, indicator_of(b, RATE),
                                        ZB_LEVEL_COUNTY, place_of(b, "990100"), 2025),
                     ZB_OK);
    NEAR(x, 18869, 0);
    NEAR(n, 19625, 0);
}

/* Mediation succeeds more often everywhere but in 墨川县: 96.8 % down to 90.9 %. */
static void mediation_over_the_years(void **state) {
    const bench *b = &((sample *)*state)->bench;
    zb_selection s = {.indicator = ZB_STR(RATE)};
    zb_trend_list trends;
    assert_int_equal(zb_analysis_trends(&trends, b->dataset, &s, NULL), ZB_OK);
    assert_int_equal(trends.count, 13);
    for (size_t i = 0; i < trends.count; i++) {
        const zb_trend *t = &trends.rows[i];
        bool falls = t->place == place_of(b, "990122");
        assert_int_equal(t->test.direction, falls ? ZB_DIR_FALLING : ZB_DIR_RISING);
        assert_true(t->has_slope && t->has_change_interval);
        if (falls) {
            NEAR(t->first, 96.8, 0.05);
            NEAR(t->last, 90.9, 0.05);
            NEAR(t->change_interval.value, -5.9, 0.05);
            NEAR(t->change_interval.low, -7.3, 0.05);
            NEAR(t->change_interval.high, -4.6, 0.05);
        }
    }
    zb_trend_list_free(&trends);
}

/* 松月县 counts inspections in another way; 云岫县 is only small. */
static void one_outlier(void **state) {
    const bench *b = &((sample *)*state)->bench;
    assert_int_equal(zb_analysis_outliers(b->dataset, NULL), ZB_OK);
    size_t count;
    size_t outliers = 0;
    const zb_finding *findings = zb_dataset_findings(b->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        if (findings[i].kind == ZB_FIND_OUTLIER) {
            outliers++;
            assert_true(zb_str_eq(findings[i].region_code, ZB_STR("990121")));
            assert_int_equal(findings[i].year, 2025);
            assert_true(zb_str_eq(
                findings[i].note,
                ZB_STR("行政检查数33349次，为同级其他地区中位数5248次的6.4倍，宜核对口径")));
        }
    }
    assert_int_equal(outliers, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_rate_disagrees),
        cmocka_unit_test(mediation_in_2025),
        cmocka_unit_test(mediation_over_the_years),
        cmocka_unit_test(one_outlier),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
