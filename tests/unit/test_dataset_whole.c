/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What places taken together are called.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>

#include "analysis_help.h"
#include "zhibiao/dataset.h"

#define CASES "mediation.cases"

enum { COUNTIES = 8, TOWNS = 4 };
static const char *const counties[COUNTIES] = {"990102", "990103", "990121", "990122",
                                               "990123", "990124", "990125", "990181"};

/* Counties of the set `which` report, each in a year of its own; 安澜市 too. */
static bench counties_of(unsigned which) {
    fact facts[COUNTIES + 1] = {{"990100", 2020, CASES, 100, ZB_EQ, 0, NULL, 0}};
    size_t count = 1;
    for (int i = 0; i < COUNTIES; i++) {
        if (which >> i & 1) {
            facts[count++] = (fact){counties[i], 2018 + i, CASES, 100, ZB_EQ, 0, NULL, 0};
        }
    }
    return bench_open(facts, count);
}

static size_t bits(unsigned set) {
    size_t count = 0;
    for (; set; set &= set - 1) {
        count++;
    }
    return count;
}

/* Counties are the city only where all report in some year, and two thirds are taken together. */
static void test_cities_need_all(void **state) {
    (void)state;
    const unsigned all = (1U << COUNTIES) - 1;
    srand(7);
    for (int round = 0; round < 12; round++) {
        unsigned which = round % 2 ? all : 1U + (unsigned)rand() % all;
        bench b = counties_of(which);
        for (int draw = 0; draw < 8; draw++) {
            int places[COUNTIES];
            size_t count = 0;
            for (int i = 0; i < COUNTIES; i++) {
                if (which >> i & 1 && (draw == 0 || rand() % 3)) {
                    places[count++] = place_of(&b, counties[i]);
                }
            }
            zb_whole whole = zb_dataset_whole(b.dataset, places, count, draw % 2 != 0);
            bool expected = which == all && 3 * count >= 2 * COUNTIES;
            if (whole.complete != expected ||
                (!expected && count > 1 && !strstr(whole.name, draw % 2 ? "together" : "合计")) ||
                (expected && strcmp(whole.name, draw % 2 ? "the city" : "全市") != 0)) {
                fail_msg("%zu of %zu: `%s`", count, bits(which), whole.name);
            }
        }
        bench_close(&b);
    }
}

static void test_names(void **state) {
    (void)state;
    static const struct {
        const char *codes[TOWNS]; /* the first with NULL ends them */
        const char *name, *brief, *english, *short_english;
    } cases[] = {
        {{"990103", "990122"},
         "县区合计",
         "县区合计",
         "the counties together",
         "counties together"},
        {{"990102", "990103"},
         "各区合计",
         "各区合计",
         "the districts together",
         "districts together"},
        {{"990121", "990122", "990123"},
         "各县合计",
         "各县合计",
         "the counties together",
         "counties together"},
        {{"990123100", "990123101", "990123102", "990123200"},
         "乡镇合计",
         "乡镇合计",
         "the towns together",
         "towns together"},
        {{"990123100", "990123101"},
         "各镇合计",
         "各镇合计",
         "the towns together",
         "towns together"},
        {{"990103"}, "合计", "合计", "all", "all"},
        {{NULL}, "合计", "合计", "all", "all"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* the county reports, too: its towns are no more the county for that */
        fact facts[TOWNS + 1] = {{"990123", 2020, CASES, 1, ZB_EQ, 0, NULL, 0}};
        int places[TOWNS];
        size_t count = 0;
        for (; count < TOWNS && cases[i].codes[count]; count++) {
            facts[count + 1] = (fact){cases[i].codes[count], 2021, CASES, 100, ZB_EQ, 0, NULL, 0};
        }
        bench b = bench_open(facts, count + 1);
        for (size_t k = 0; k < count; k++) {
            places[k] = place_of(&b, cases[i].codes[k]);
        }
        zb_whole zh = zb_dataset_whole(b.dataset, places, count, false);
        zb_whole en = zb_dataset_whole(b.dataset, places, count, true);
        assert_false(zh.complete || en.complete);
        assert_string_equal(zh.name, cases[i].name);
        assert_string_equal(zh.brief, cases[i].brief);
        assert_string_equal(en.name, cases[i].english);
        assert_string_equal(en.brief, cases[i].short_english);
        assert_true(count == 0 ? !zh.region : zb_str_eq(zh.region->code, en.region->code));
        bench_close(&b);
    }
}

enum { MOST = 40 };

/* All divisions of that level straight under `above` report in 2020; in the order of their codes,
 * those of today first. */
static bench all_under(const char *above, zb_level level, char codes[MOST][16], size_t *now,
                       size_t *count) {
    fact facts[MOST];
    zb_lexicon *tree = sample_lexicon();
    const zb_region *parent = zb_lexicon_region(tree, zb_str_from(above));
    *count = *now = 0;
    for (int former = 0; former <= 1; former++) {
        for (size_t i = 0; i < zb_lexicon_region_count(tree); i++) {
            const zb_region *r = zb_lexicon_region_at(tree, i);
            if (r->level == level && r->parent == parent && (r->until.n > 0) == former) {
                assert_true(*count < MOST);
                snprintf(codes[*count], sizeof codes[*count], "%.*s", ZB_ARG(r->code));
                facts[*count] = (fact){codes[*count], 2020, CASES, 100, ZB_EQ, 0, NULL, 0};
                ++*count;
            }
        }
        *now = former ? *now : *count;
    }
    zb_lexicon_free(tree);
    return bench_open(facts, *count);
}

/* Real regions: what is whole, and what only looks so. */
static void test_odd_regions(void **state) {
    (void)state;
    static const struct {
        const char *above;
        zb_level level;
        const char *name, *english;
    } cases[] = {
        {"360000", ZB_LEVEL_CITY, "全省", "the province"},
        {"110000", ZB_LEVEL_COUNTY, "全市", "the city"},
        {"232700", ZB_LEVEL_COUNTY, "全地区", "the prefecture"},
        /* counties straight under the province are missing */
        {"460000", ZB_LEVEL_CITY, "各市合计", "the cities together"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char codes[MOST][16];
        int places[MOST];
        size_t now = 0, count = 0;
        bench b = all_under(cases[i].above, cases[i].level, codes, &now, &count);
        for (size_t k = 0; k < count; k++) {
            places[k] = place_of(&b, codes[k]);
        }
        assert_string_equal(zb_dataset_whole(b.dataset, places, now, false).name, cases[i].name);
        assert_string_equal(zb_dataset_whole(b.dataset, places, now, true).name, cases[i].english);
        /* former divisions do not stand for those of today */
        size_t few = (2 * now + 2) / 3 - 1;
        for (size_t k = now; k < count; k++) {
            places[few + k - now] = place_of(&b, codes[k]);
        }
        zb_whole part = zb_dataset_whole(b.dataset, places, few + count - now, false);
        assert_false(part.complete);
        bench_close(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cities_need_all),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_odd_regions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
