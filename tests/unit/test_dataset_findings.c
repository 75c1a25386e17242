/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings that other modules add: their order, looking them up.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <time.h>

#include "base/str.h"
#include "dataset/dataset.h"
#include "lexicon_help.h"
#include "memory_help.h"

static zb_dataset *new_dataset(void) {
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_dataset_create(&dataset, lexicon, NULL), ZB_OK);
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    return dataset;
}

static void assert_str(zb_str got, const char *wanted) {
    if (!zb_str_eq(got, zb_str_from(wanted))) {
        fail_msg("'%.*s' is not '%s'", ZB_ARG(got), wanted);
    }
}

static void places_without_code_last(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    zb_finding late = {.kind = ZB_FIND_OUTLIER, .region_code = ZB_STR("990123"), .year = 2022};
    zb_finding early = {.kind = ZB_FIND_OUTLIER, .region_code = ZB_STR("990102"), .year = 2023};
    zb_finding nowhere = {.kind = ZB_FIND_OUTLIER, .region = ZB_STR("某地"), .year = 2001};
    assert_int_equal(zb_dataset_add_finding(dataset, &nowhere, NULL), ZB_OK);
    assert_int_equal(zb_dataset_add_finding(dataset, &late, NULL), ZB_OK);
    assert_int_equal(zb_dataset_add_finding(dataset, &early, NULL), ZB_OK);
    size_t count;
    const zb_finding *findings = zb_dataset_findings(dataset, &count);
    assert_int_equal(count, 3);
    assert_str(findings[0].region_code, "990102");
    assert_str(findings[1].region_code, "990123");
    assert_str(findings[2].region, "某地");
    assert_int_equal(zb_dataset_check_count(dataset, ZB_FIND_OUTLIER).disagree, 3);
    zb_dataset_free(dataset);
}

/* Mixed by its number, which it states: the order of adding. */
static zb_finding one_of_many(size_t number) {
    static const char *const codes[] = {"", "990102", "990103", "990123"};
    static const char *const regions[] = {"某地", "另一地"};
    static const char *const indicators[] = {"mediation.cases", "enforcement.penalties", ""};
    static const char *const notes[] = {"甲", "乙"};
    uint32_t mixed = (uint32_t)number * 2654435761U;
    mixed ^= mixed >> 15;
    uint32_t parts[7];
    const uint32_t sizes[7] = {4, 2, 5, ZB_FINDING_KINDS, 3, 2, 2};
    for (size_t i = 0; i < 7; i++) {
        parts[i] = mixed % sizes[i];
        mixed /= sizes[i];
    }
    return (zb_finding){.region_code = zb_str_from(codes[parts[0]]),
                        .region = zb_str_from(regions[parts[1]]),
                        .year = 2018 + (int)parts[2],
                        .kind = (zb_finding_kind)parts[3],
                        .indicator = zb_str_from(indicators[parts[4]]),
                        .observation = parts[5],
                        .note = zb_str_from(notes[parts[6]]),
                        .stated = (double)number};
}

static int numbers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* Region, year, kind and indicator; the path counts where there is no code. */
static int by_subject(const zb_finding *a, const zb_finding *b) {
    int order = numbers(!a->region_code.n, !b->region_code.n);
    order = order ? order : zb_str_cmp(a->region_code, b->region_code);
    order = order || a->region_code.n ? order : zb_str_cmp(a->region, b->region);
    order = order ? order : numbers(a->year, b->year);
    order = order ? order : numbers((int64_t)a->kind, (int64_t)b->kind);
    return order ? order : zb_str_cmp(a->indicator, b->indicator);
}

static int by_all(const zb_finding *a, const zb_finding *b) {
    int order = by_subject(a, b);
    order = order ? order : numbers(a->observation, b->observation);
    return order ? order : zb_str_cmp(a->note, b->note);
}

/* Each comes to its place among thousands, equal ones in the order of adding, and that without
 * sorting all of them each time, which takes several times as long as is allowed here. */
static void many_are_sorted(void **state) {
    (void)state;
    enum { MANY = 8000 };
    static bool seen[MANY];
    zb_dataset *dataset = new_dataset();
    clock_t before = clock();
    for (size_t i = 0; i < MANY; i++) {
        zb_finding finding = one_of_many(i);
        assert_int_equal(zb_dataset_add_finding(dataset, &finding, NULL), ZB_OK);
    }
    assert_true((double)(clock() - before) / CLOCKS_PER_SEC < 2);
    size_t count;
    size_t equal = 0;
    const zb_finding *findings = zb_dataset_findings(dataset, &count);
    assert_int_equal(count, MANY);
    for (size_t i = 0; i < count; i++) {
        size_t number = (size_t)findings[i].stated;
        zb_finding made = one_of_many(number);
        assert_true(!seen[number] && by_all(&findings[i], &made) == 0);
        assert_true(zb_str_eq(findings[i].region, made.region));
        seen[number] = true;
        int order = i ? by_all(&findings[i - 1], &findings[i]) : -1;
        assert_true(order < 0 || (order == 0 && findings[i - 1].stated < findings[i].stated));
        equal += order == 0;
    }
    assert_true(equal > 100);
    zb_dataset_free(dataset);
}

static void looked_up(void **state) {
    (void)state;
    zb_dataset *dataset = new_dataset();
    zb_finding wanted = one_of_many(0);
    assert_false(zb_dataset_has_finding(dataset, &wanted));
    for (size_t i = 0; i < 300; i++) {
        zb_finding finding = one_of_many(i);
        assert_int_equal(zb_dataset_add_finding(dataset, &finding, NULL), ZB_OK);
    }
    size_t count;
    size_t found = 0;
    const zb_finding *findings = zb_dataset_findings(dataset, &count);
    for (size_t i = 0; i < 3000; i++) {
        wanted = one_of_many(i);
        wanted.document = ZB_STR("whatever");
        wanted.observation = 99;
        bool there = false;
        for (size_t j = 0; j < count; j++) {
            there = there || by_subject(&findings[j], &wanted) == 0;
        }
        assert_int_equal(zb_dataset_has_finding(dataset, &wanted), there);
        found += there;
    }
    assert_true(found > 500 && found < 2500);
    zb_dataset_free(dataset);
}

static zb_status add_few(void *context) {
    (void)context;
    enum { FEW = 20 };
    zb_dataset *dataset = NULL;
    zb_error err = {0};
    zb_status status = zb_dataset_create(&dataset, lexicon, &err);
    size_t added = 0;
    for (; status == ZB_OK && added < FEW; added += status == ZB_OK) {
        zb_finding finding = one_of_many(added);
        status = zb_dataset_add_finding(dataset, &finding, &err);
    }
    size_t count = 0;
    const zb_finding *findings = dataset ? zb_dataset_findings(dataset, &count) : NULL;
    assert_int_equal(count, added);
    for (size_t i = 1; i < count; i++) {
        assert_true(by_all(&findings[i - 1], &findings[i]) <= 0);
    }
    assert_int_equal(err.code, status);
    zb_dataset_free(dataset);
    return status;
}

/* What was there stays, in order. */
static void memory_runs_out(void **state) {
    (void)state;
    starve(add_few, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_without_code_last),
        cmocka_unit_test(many_are_sorted),
        cmocka_unit_test(looked_up),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
