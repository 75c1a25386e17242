/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of a count that several reports give in the same words.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "analysis_help.h"
#include "memory_help.h"
#include "report/breakdowns.h"

#define HAZARDS "safety.hazards"

enum { MOST_TOLD = 3 };

/* A report that tells a total and its parts. */
typedef struct told {
    const char *code;
    int year;
    double total;
    struct {
        const char *label;
        double value;
        zb_qualifier qualifier;
    } parts[MOST_TOLD];
} told;

static const told reports[] = {
    {"990102", 2023, 100, {{"一般隐患", 90, ZB_EQ}, {"重大隐患", 10, ZB_EQ}}},
    {"990103", 2022, 50, {{"重大隐患", 1, ZB_EQ}, {"一般隐患", 49, ZB_EQ}}},  /* the other order */
    {"990121", 2022, 80, {{"一般隐患", 70, ZB_EQ}, {"重大隐患", 5, ZB_EQ}}},  /* 5 are left */
    {"990122", 2022, 60, {{"一般隐患", 50, ZB_GE}, {"重大隐患", 10, ZB_EQ}}}, /* 50余 */
    {"990123", 2022, 60, {{"厂矿", 50, ZB_EQ}, {"学校", 10, ZB_EQ}}},         /* other words */
    {"990124", 2022, 60, {{"重大隐患", 7, ZB_EQ}}},                           /* one part only */
};

static zb_observation row_of(const told *r, const char *label, double value, int part_of) {
    return (zb_observation){.region_code = zb_str_from(r->code),
                            .year = r->year,
                            .indicator = ZB_STR(HAZARDS),
                            .label = zb_str_from(label),
                            .value = value,
                            .precision = 1,
                            .unit = ZB_STR("处"),
                            .part = part_of >= 0,
                            .part_of = part_of,
                            .breakdown = part_of >= 0 ? 1 : 0};
}

static void add_told(const bench *b, const told *r) {
    const zb_region *region = zb_lexicon_region(b->lexicon, zb_str_from(r->code));
    assert_non_null(region);
    zb_observation rows[1 + MOST_TOLD];
    size_t count = 0;
    rows[count++] = row_of(r, "隐患", r->total, -1);
    for (size_t i = 0; i < MOST_TOLD && r->parts[i].label; i++) {
        rows[count] = row_of(r, r->parts[i].label, r->parts[i].value, 0);
        rows[count++].qualifier = r->parts[i].qualifier;
    }
    for (size_t i = 0; i < count; i++) {
        rows[i].region = region->path;
        rows[i].level = region->level;
        rows[i].start = rows[i].end = 10 * i;
        rows[i].sentence_end = 100;
    }
    char name[64];
    snprintf(name, sizeof name, "%s-%d", r->code, r->year);
    zb_document document = {.name = zb_str_from(name),
                            .text = zb_str_from(name),
                            .region = region->path,
                            .region_code = region->code,
                            .level = region->level,
                            .year = r->year,
                            .kind = ZB_STR("rule-of-law"),
                            .hash = zb_str_hash(zb_str_from(name))};
    assert_int_equal(zb_dataset_add(b->dataset, &document, rows, count, NULL), ZB_OK);
}

static bench open_told(void) {
    bench b = {.lexicon = sample_lexicon()};
    assert_int_equal(zb_dataset_create(&b.dataset, b.lexicon, NULL), ZB_OK);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        add_told(&b, &reports[i]);
    }
    assert_int_equal(zb_dataset_settle(b.dataset, NULL), ZB_OK);
    return b;
}

static zb_model model_of(const bench *b, const zb_report_options *options) {
    zb_model model;
    assert_int_equal(zb_model_make(&model, b->dataset, options, NULL), ZB_OK);
    return model;
}

/* Three reports tell the same parts; in order of years and places, values under their names. */
static void test_same_words(void **state) {
    (void)state;
    bench b = open_told();
    const zb_report_options options = {0};
    zb_model m = model_of(&b, &options);
    zb_arena arena = {0};
    zb_breakdown found;
    assert_true(zb_breakdown_find(&found, &arena, &m, indicator_of(&b, HAZARDS)));
    assert_int_equal(found.count, 3);
    assert_int_equal(found.part_count, 2);
    assert_int_equal(found.rows[0].place, place_of(&b, "990103"));
    assert_int_equal(found.rows[2].year, 2023);
    size_t minor = zb_str_eq(found.parts[0], ZB_STR("一般隐患")) ? 0 : 1;
    assert_true(zb_str_eq(found.parts[1 - minor], ZB_STR("重大隐患")));
    const double minors[] = {49, 70, 90}, totals[] = {50, 80, 100};
    for (size_t i = 0; i < 3; i++) {
        assert_true(found.rows[i].values[minor] == minors[i]);
        assert_true(found.rows[i].total == totals[i]);
    }
    assert_true(zb_breakdown_find(&found, &arena, &m, indicator_of(&b, "review.received")));
    assert_int_equal(found.count, 0);
    zb_arena_free(&arena);
    zb_model_free(&m);
    bench_close(&b);
}

/* Only places and years of the report count. */
static void test_limited(void **state) {
    (void)state;
    bench b = open_told();
    const zb_report_options options = {.first_year = 2022, .last_year = 2022};
    zb_model m = model_of(&b, &options);
    zb_arena arena = {0};
    zb_breakdown found;
    assert_true(zb_breakdown_find(&found, &arena, &m, indicator_of(&b, HAZARDS)));
    assert_int_equal(found.count, 2);
    zb_arena_free(&arena);
    zb_model_free(&m);
    bench_close(&b);
}

typedef struct search {
    const zb_model *model;
    int indicator;
} search;

static zb_status find_once(void *context) {
    const search *s = context;
    zb_arena arena = {0};
    zb_breakdown found;
    bool ok = zb_breakdown_find(&found, &arena, s->model, s->indicator);
    zb_arena_free(&arena);
    return ok ? ZB_OK : ZB_E_NOMEM;
}

static void test_no_memory(void **state) {
    (void)state;
    bench b = open_told();
    const zb_report_options options = {0};
    zb_model m = model_of(&b, &options);
    search s = {&m, indicator_of(&b, HAZARDS)};
    starve(find_once, &s);
    zb_model_free(&m);
    bench_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_words),
        cmocka_unit_test(test_limited),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
