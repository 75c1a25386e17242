/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes that reports state against their last year, beside what the data give.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "lexicon_help.h"
#include "memory_help.h"
#include "results_help.h"
#include "sample_rows.h"
#include "stats_help.h"
#include "zhibiao/result.h"

#define LEVEL 0.95
#define TOLERANCE 1e-12

#define PETITIONS "petition.cases"
#define RESOLVED "disputes.resolution_rate"
static const char heqiao[] = "示例省安澜市禾桥县";

static zb_stated_change_list list_of(const zb_dataset *dataset, const zb_selection *selection) {
    zb_stated_change_list list;
    zb_error err = {0};
    if (zb_analysis_stated_changes(&list, dataset, selection, &err) != ZB_OK) {
        fail_msg("%s", err.message);
    }
    for (size_t i = 0; i < list.count; i++) {
        zb_result both[] = {list.rows[i].data, list.rows[i].implied};
        assert_sound(&(zb_result_list){both, 2});
    }
    return list;
}

typedef struct stated_case {
    const char *text, *figure, *change; /* of the later report */
    double sign;
    zb_qualifier qualifier;
    zb_scale unit;
    zb_result_state state; /* of the former value */
    double former, low, high;
} stated_case;

/* Report of 2021 with `before`, of 2022 as the case has it. */
static zb_dataset *stated(zb_lexicon *known, const stated_case *c, const char *indicator,
                          const char *before) {
    zb_dataset *dataset = NULL;
    sample a = sample_of("h2021", "990123", heqiao, 2021, before);
    sample s = sample_of("h2022", "990123", heqiao, 2022, c->text);
    bool is_rate = strcmp(indicator, RESOLVED) == 0;
    sample_fact(&a, indicator, is_rate ? "96.9%" : "916件");
    sample_fact(&s, indicator, c->figure);
    zb_observation *change = sample_change(&s, indicator, c->sign, c->change);
    change->qualifier = c->qualifier;
    if (zb_str_starts(change->unit, ZB_STR("余"))) {
        change->unit = zb_str_sub(change->unit, strlen("余"), change->unit.n);
    }
    assert_int_equal(zb_dataset_create(&dataset, known, NULL), ZB_OK);
    assert_int_equal(sample_add(dataset, &a), ZB_OK);
    assert_int_equal(sample_add(dataset, &s), ZB_OK);
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    return dataset;
}

/* The data's change stands in the unit of the stated one, or is not told. */
static void assert_data(const zb_stated_change *row, const zb_trend_details *d) {
    bool is_rate = d->values[0].value <= 100;
    static const zb_statistic statistics[] = {[ZB_SCALE_VALUE] = ZB_STAT_CHANGE_ABSOLUTE,
                                              [ZB_SCALE_PERCENT] = ZB_STAT_CHANGE_PERCENT,
                                              [ZB_SCALE_POINTS] = ZB_STAT_CHANGE_POINTS};
    if (row->unit == ZB_SCALE_NONE || is_rate != (row->unit == ZB_SCALE_POINTS)) {
        assert_int_equal(row->data.state, ZB_RESULT_INEXACT);
        assert_false(row->data.has_interval);
        NEAR(row->data.n, 0, 0);
        return;
    }
    const zb_result *r = the_result(&d->changes, statistics[row->unit], -1, 2022);
    assert_int_equal(row->data.statistic, statistics[row->unit]);
    assert_int_equal(row->data.unit, row->unit);
    assert_int_equal(row->data.state, ZB_RESULT_KNOWN);
    NEAR(row->data.value.value, r->value.value, 0);
    NEAR(row->data.value.low, r->value.low, 0);
    NEAR(row->data.value.high, r->value.high, 0);
}

static void check_stated(zb_lexicon *known, const stated_case *c, const char *indicator,
                         const char *before) {
    zb_dataset *dataset = stated(known, c, indicator, before);
    zb_trend_details d = details_of(dataset, indicator);
    assert_int_equal(d.stated_count, 1);
    assert_int_equal(d.stated[0].year, 2022);
    assert_int_equal(d.stated[0].unit, c->unit);
    NEAR(d.stated[0].value, c->sign * strtod(c->change, NULL), 0);
    size_t count;
    assert_true(zb_str_eq(zb_dataset_observations(dataset, &count)[d.stated[0].observation].surface,
                          zb_str_from(c->change)));
    const zb_result *r = the_result(&d.changes, ZB_STAT_CHANGE_STATED, -1, 2022);
    NEAR(r->value.value, d.stated[0].value, 0);
    assert_int_equal(r->unit, c->unit);
    assert_false(r->has_interval);
    r = the_result(&d.changes, ZB_STAT_FORMER_IMPLIED, -1, 2022);
    assert_int_equal(r->state, c->state);
    if (c->state == ZB_RESULT_KNOWN) {
        NEAR(r->value.value, c->former, 1e-9);
        NEAR(r->value.low, c->low, 1e-9);
        NEAR(r->value.high, c->high, 1e-9);
        /* whole numbers leave nothing open */
        assert_int_equal(r->has_interval, c->high > c->low);
        NEAR(r->level, 0, 0);
    }
    /* The same as of all series, and beside it what the data give. */
    zb_stated_change_list list = list_of(dataset, NULL);
    assert_int_equal(list.count, 1);
    const zb_stated_change *row = &list.rows[0];
    assert_true(row->has_former && row->place == d.trend.place && row->year == 2022);
    NEAR(row->former, d.values[0].value, 0);
    NEAR(row->now, d.values[1].value, 0);
    NEAR(row->value, d.stated[0].value, 0);
    assert_int_equal(row->unit, c->unit);
    assert_int_equal(row->implied.state, c->state);
    assert_data(row, &d);
    zb_stated_change_list_free(&list);
    assert_null(list.rows);
    zb_trend_details_free(&d);
    zb_dataset_free(dataset);
}

static void stated_of_counts(void **state) {
    (void)state;
    static const stated_case cases[] = {
        {"信访852件，同比下降7.0%。", "852件", "7.0%", -1, ZB_EQ, ZB_SCALE_PERCENT, ZB_RESULT_KNOWN,
         85200 / 93.0, 85200 / 93.05, 85200 / 92.95},
        {"信访852件，比上年减少64件。", "852件", "64件", -1, ZB_EQ, ZB_SCALE_VALUE, ZB_RESULT_KNOWN,
         916, 916, 916},
        /* 60 to 70 more, or fewer */
        {"信访852件，比上年增加60余件。", "852件", "60余件", 1, ZB_GE, ZB_SCALE_VALUE,
         ZB_RESULT_KNOWN, 792, 782, 792},
        {"信访852件，比上年减少60余件。", "852件", "60余件", -1, ZB_GE, ZB_SCALE_VALUE,
         ZB_RESULT_KNOWN, 912, 912, 922},
        {"信访852件，比上年减少近60件。", "852件", "60件", -1, ZB_LE, ZB_SCALE_VALUE,
         ZB_RESULT_KNOWN, 912, 902, 912},
        {"信访852件，同比下降5%以上。", "852件", "5%", -1, ZB_GE, ZB_SCALE_PERCENT,
         ZB_RESULT_INEXACT, 0, 0, 0},
        {"信访852件，比去年减少65人。", "852件", "65人", -1, ZB_EQ, ZB_SCALE_NONE,
         ZB_RESULT_INEXACT, 0, 0, 0},
        {"信访852件，比上年增长1.5倍。", "852件", "1.5倍", 1, ZB_EQ, ZB_SCALE_NONE,
         ZB_RESULT_INEXACT, 0, 0, 0},
        /* No count was ever below 0: the change is of something else. */
        {"信访852件，比上年增加900件。", "852件", "900件", 1, ZB_EQ, ZB_SCALE_VALUE,
         ZB_RESULT_UNDEFINED, 0, 0, 0},
        {"信访852件，同比下降100%。", "852件", "100%", -1, ZB_EQ, ZB_SCALE_PERCENT,
         ZB_RESULT_INEXACT, 0, 0, 0},
    };
    zb_lexicon *known = sample_lexicon();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_stated(known, &cases[i], PETITIONS, "信访916件。");
    }
    zb_lexicon_free(known);
}

static void stated_of_rates(void **state) {
    (void)state;
    static const stated_case cases[] = {
        {"纠纷化解率97.5%，比上年提高0.6个百分点。", "97.5%", "0.6个百分点", 1, ZB_EQ,
         ZB_SCALE_POINTS, ZB_RESULT_KNOWN, 96.9, 96.8, 97},
        /* points, or a share of the rate? */
        {"纠纷化解率97.5%，比上年提高2%。", "97.5%", "2%", 1, ZB_EQ, ZB_SCALE_PERCENT,
         ZB_RESULT_INEXACT, 0, 0, 0},
        {"纠纷化解率97%，比上年下降3.2个百分点。", "97%", "3.2个百分点", -1, ZB_EQ, ZB_SCALE_POINTS,
         ZB_RESULT_KNOWN, 100, 99.65, 100},
        {"纠纷化解率100%，比上年下降0.6个百分点。", "100%", "0.6个百分点", -1, ZB_EQ,
         ZB_SCALE_POINTS, ZB_RESULT_UNDEFINED, 0, 0, 0},
    };
    zb_lexicon *known = sample_lexicon();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_stated(known, &cases[i], RESOLVED, "纠纷化解率96.9%。");
    }
    zb_lexicon_free(known);
}

/* Against another base than last year, or of a bureau, beside the county's own report. */
static void what_is_not_of_the_series(void **state) {
    (void)state;
    zb_lexicon *known = sample_lexicon();
    static const stated_case other = {
        "信访852件，环比下降5%。", "852件", "5%", -1, ZB_EQ, 0, 0, 0, 0, 0};
    zb_dataset *dataset = stated(known, &other, PETITIONS, "信访916件。");
    zb_trend_details d = details_of(dataset, PETITIONS);
    assert_int_equal(d.stated_count, 0);
    assert_null(zb_result_find(&d.changes, ZB_STAT_CHANGE_STATED, -1));
    zb_trend_details_free(&d);
    zb_dataset_free(dataset);

    sample a = sample_of("h2021", "990123", heqiao, 2021, "信访916件。");
    sample own = sample_of("h2022", "990123", heqiao, 2022, "信访852件。");
    sample bureau = sample_of("b2022", "990123", heqiao, 2022, "信访152件，同比上升9%。");
    sample_fact(&a, PETITIONS, "916件");
    sample_fact(&own, PETITIONS, "852件");
    sample_fact(&bureau, PETITIONS, "152件");
    sample_change(&bureau, PETITIONS, 1, "9%");
    bureau.document.department = ZB_STR("城市管理局");
    assert_int_equal(zb_dataset_create(&dataset, known, NULL), ZB_OK);
    assert_int_equal(sample_add(dataset, &bureau), ZB_OK);
    assert_int_equal(sample_add(dataset, &a), ZB_OK);
    assert_int_equal(sample_add(dataset, &own), ZB_OK);
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    d = details_of(dataset, PETITIONS);
    NEAR(d.values[1].value, 852, 0);
    assert_int_equal(d.stated_count, 0);
    zb_stated_change_list list = list_of(dataset, NULL);
    assert_int_equal(list.count, 0);
    zb_stated_change_list_free(&list);
    zb_trend_details_free(&d);
    zb_dataset_free(dataset);
    zb_lexicon_free(known);
}

/* ---- by selection ------------------------------------------------------------------------ */

static const char songyue[] = "示例省安澜市松月县";

/* A report of 信访 and 纠纷化解率; NULL: not told. */
static void add(zb_dataset *dataset, const char *code, const char *region, int year,
                const char *petitions, const char *change, const char *rate, const char *points) {
    char name[64];
    char text[256];
    snprintf(name, sizeof name, "%s-%d", code, year);
    snprintf(text, sizeof text, "%s%d：信访%s，同比增长%s。纠纷化解率%s，比上年提高%s。", code,
             year, petitions ? petitions : "", change ? change : "", rate ? rate : "",
             points ? points : "");
    sample s = sample_of(name, code, region, year, text);
    if (petitions) {
        zb_observation *row = sample_fact(&s, PETITIONS, petitions);
        row->qualifier = zb_str_starts(row->unit, ZB_STR("余")) ? ZB_GE : ZB_EQ;
        row->unit = ZB_STR("件");
    }
    if (change) {
        sample_change(&s, PETITIONS, 1, change);
    }
    if (rate) {
        sample_fact(&s, RESOLVED, rate);
    }
    if (points) {
        sample_change(&s, RESOLVED, 1, points);
    }
    assert_int_equal(sample_add(dataset, &s), ZB_OK);
}

/* 松月县 reports three years, 禾桥县 one, and a year later another. */
static zb_dataset *two_counties(zb_lexicon *known) {
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_dataset_create(&dataset, known, NULL), ZB_OK);
    add(dataset, "990121", songyue, 2020, "400件", NULL, "95%", NULL);
    add(dataset, "990121", songyue, 2021, "440件", "10%", "97%", "2个百分点");
    add(dataset, "990121", songyue, 2022, "500余件", "60件", "98%", "1%");
    add(dataset, "990123", heqiao, 2020, "1050件", "5%", NULL, NULL);
    add(dataset, "990123", heqiao, 2022, "1100件", "10%", NULL, NULL);
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    return dataset;
}

static int index_of_place(const zb_dataset *dataset, const char *code) {
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

static void all_stated_changes(void **state) {
    (void)state;
    zb_lexicon *known = sample_lexicon();
    zb_dataset *dataset = two_counties(known);
    /* Also of years whose last year is not told, and of one year alone. */
    static const struct {
        const char *code, *indicator;
        int year;
        double value;
        zb_scale unit;
        bool has_former;
        double former, now;
        zb_result_state state; /* of the data's change */
        double data;
    } expected[] = {
        {"990121", RESOLVED, 2021, 2, ZB_SCALE_POINTS, true, 95, 97, ZB_RESULT_KNOWN, 2},
        /* `提高1%` may be either; `500余件` tells no change */
        {"990121", RESOLVED, 2022, 1, ZB_SCALE_PERCENT, true, 97, 98, ZB_RESULT_INEXACT, 0},
        {"990121", PETITIONS, 2021, 10, ZB_SCALE_PERCENT, true, 400, 440, ZB_RESULT_KNOWN, 10},
        {"990121", PETITIONS, 2022, 60, ZB_SCALE_VALUE, true, 440, 500, ZB_RESULT_INEXACT, 0},
        {"990123", PETITIONS, 2020, 5, ZB_SCALE_PERCENT, false, 0, 1050, ZB_RESULT_GAPS, 0},
        {"990123", PETITIONS, 2022, 10, ZB_SCALE_PERCENT, false, 0, 1100, ZB_RESULT_GAPS, 0},
    };
    zb_stated_change_list list = list_of(dataset, NULL);
    assert_int_equal(list.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < list.count; i++) {
        const zb_stated_change *row = &list.rows[i];
        assert_int_equal(row->place, index_of_place(dataset, expected[i].code));
        assert_int_equal(row->indicator,
                         zb_lexicon_indicator(known, zb_str_from(expected[i].indicator))->index);
        assert_int_equal(row->year, expected[i].year);
        assert_int_equal(row->unit, expected[i].unit);
        assert_int_equal(row->has_former, expected[i].has_former);
        assert_int_equal(row->data.state, expected[i].state);
        NEAR(row->value, expected[i].value, 0);
        NEAR(row->former, expected[i].former, 0);
        NEAR(row->now, expected[i].now, 0);
        NEAR(row->data.value.value, expected[i].data, TOLERANCE);
    }
    /* Exact counts of cases have an interval, stated rates none. */
    zb_estimate ratio;
    const zb_result *data = &list.rows[2].data;
    assert_int_equal(zb_stats_count_ratio(&ratio, 400, 440, LEVEL), ZB_OK);
    NEAR(data->value.low, 100 * (ratio.low - 1), TOLERANCE);
    NEAR(data->value.high, 100 * (ratio.high - 1), TOLERANCE);
    NEAR(data->level, LEVEL, 0);
    assert_false(list.rows[0].data.has_interval);
    /* A former value is implied also where none is told. */
    assert_int_equal(list.rows[4].implied.state, ZB_RESULT_KNOWN);
    NEAR(list.rows[4].implied.value.value, 1000, 1e-9);
    zb_stated_change_list_free(&list);
    zb_dataset_free(dataset);
    zb_lexicon_free(known);
}

static void stated_changes_of_a_selection(void **state) {
    (void)state;
    zb_lexicon *known = sample_lexicon();
    zb_dataset *dataset = two_counties(known);
    int place = index_of_place(dataset, "990123");
    const struct {
        zb_selection selection;
        size_t count;
    } cases[] = {
        {{.indicator = ZB_STR(PETITIONS)}, 4},
        {{.indicator = ZB_STR(RESOLVED)}, 2},
        {{.indicator = ZB_STR("mediation.cases")}, 0},
        {{.places = &place, .place_count = 1}, 2},
        {{.year = 2022}, 3},
        {{.indicator = ZB_STR(PETITIONS), .year = 2021}, 1},
        {{.year = 2023}, 0},
        {{.has_level = true, .level = ZB_LEVEL_COUNTY}, 6},
        {{.has_level = true, .level = ZB_LEVEL_CITY}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zb_stated_change_list list = list_of(dataset, &cases[i].selection);
        assert_int_equal(list.count, cases[i].count);
        for (size_t k = 0; k < list.count; k++) {
            int year = cases[i].selection.year;
            assert_true(!year || list.rows[k].year == year);
        }
        zb_stated_change_list_free(&list);
    }
    /* One year alone is still held against the year before. */
    zb_selection one = {.indicator = ZB_STR(PETITIONS), .year = 2021};
    zb_stated_change_list list = list_of(dataset, &one);
    assert_true(list.rows[0].has_former);
    NEAR(list.rows[0].data.value.value, 10, TOLERANCE);
    zb_stated_change_list_free(&list);
    zb_stated_change_list_free(NULL);
    zb_selection none = {.indicator = ZB_STR("no.such")};
    zb_error err = {0};
    assert_int_equal(zb_analysis_stated_changes(&list, dataset, &none, &err), ZB_E_NOTFOUND);
    assert_true(err.code == ZB_E_NOTFOUND && !list.rows && list.count == 0);
    zb_dataset_free(dataset);
    zb_lexicon_free(known);
}

/* ---- memory ------------------------------------------------------------------------------ */

static zb_status list_again(void *context) {
    zb_stated_change_list list;
    zb_error err = {0};
    zb_status status = zb_analysis_stated_changes(&list, context, NULL, &err);
    assert_int_equal(err.code, status);
    assert_int_equal(status == ZB_OK, list.rows != NULL);
    zb_stated_change_list_free(&list);
    return status;
}

typedef struct asked {
    const zb_dataset *dataset;
    const zb_trend *trend;
} asked;

static zb_status details_again(void *context) {
    const asked *a = context;
    zb_trend_details d;
    zb_error err = {0};
    zb_status status = zb_analysis_trend_details(&d, a->dataset, a->trend, &err);
    assert_int_equal(err.code, status);
    assert_int_equal(status == ZB_OK, d.values != NULL);
    zb_trend_details_free(&d);
    return status;
}

static void memory_runs_out(void **state) {
    (void)state;
    zb_lexicon *known = sample_lexicon();
    zb_dataset *dataset = two_counties(known);
    starve(list_again, dataset);
    zb_trend_list trends;
    assert_int_equal(zb_analysis_trends(&trends, dataset, NULL, NULL), ZB_OK);
    assert_int_equal(trends.count, 3);
    for (size_t i = 0; i < trends.count; i++) {
        starve(details_again, &(asked){dataset, &trends.rows[i]});
    }
    zb_trend_list_free(&trends);
    zb_dataset_free(dataset);
    zb_lexicon_free(known);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(stated_of_counts),
        WATCHED(stated_of_rates),
        WATCHED(what_is_not_of_the_series),
        WATCHED(all_stated_changes),
        WATCHED(stated_changes_of_a_selection),
        WATCHED(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
