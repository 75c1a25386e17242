/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program calls places that share their names with others.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/str.h"
#include "cli/cli.h"
#include "lexicon_help.h"

enum { MOST = 8 };

/* A division of the lexicon, or a place of that path and name that it does not know. */
typedef struct sight {
    const char *code, *path, *name;
    const char *shown;
} sight;

static zb_place place_of(const sight *s) {
    zb_place place = {
        .code = zb_str_from(s->code), .path = zb_str_from(s->path), .name = zb_str_from(s->name)};
    const zb_region *region = s->code[0] ? zb_lexicon_region(lexicon, place.code) : NULL;
    if (region) {
        place.path = region->path;
        place.name = region->name;
    }
    return place;
}

static void shown(const sight *sights, size_t count) {
    zb_place places[MOST];
    assert_true(count <= MOST);
    for (size_t turn = 0; turn < count; turn++) { /* in whatever order they stand */
        for (size_t i = 0; i < count; i++) {
            places[(i + turn) % count] = place_of(&sights[i]);
        }
        zb_str *names = cli_name_places(lexicon, places, count);
        for (size_t i = 0; i < count; i++) {
            zb_str got = names[(i + turn) % count];
            if (!zb_str_eq(got, zb_str_from(sights[i].shown))) {
                fail_msg("'%.*s' is not '%s'", ZB_ARG(got), sights[i].shown);
            }
        }
        free(names);
    }
}
#define SHOWN(...)                                                                                 \
    shown((const sight[]){__VA_ARGS__}, sizeof((const sight[]){__VA_ARGS__}) / sizeof(sight))

static void no_other_of_the_name(void **state) {
    (void)state;
    SHOWN({"350102", "", "", "鼓楼区"}, {"350100", "", "", "福州市"}, {"350000", "", "", "福建省"},
          {"", "示例省安澜市高新区", "高新区", "高新区"}, {"999999", "", "", ""});
    free(cli_name_places(lexicon, NULL, 0));
}

static void the_city_tells_them_apart(void **state) {
    (void)state;
    SHOWN({"350102", "", "", "福州市鼓楼区"}, {"320106", "", "", "南京市鼓楼区"},
          {"320302", "", "", "徐州市鼓楼区"}, {"320100", "", "", "南京市"});
}

/* Where the cities have one name, too, or end alike, as much of the path as it takes. */
static void the_nearest_part_that_does(void **state) {
    (void)state;
    SHOWN({"", "甲省安澜市复兴镇", "复兴镇", "甲省安澜市复兴镇"},
          {"", "示例省安澜市复兴镇", "复兴镇", "示例省安澜市复兴镇"},
          {"", "重庆市忠县复兴镇", "复兴镇", "忠县复兴镇"});
    SHOWN({"", "示例省安澜市高新区", "高新区", "安澜市高新区"}, {"", "高新区", "高新区", "高新区"});
    /* Of unknown divisions above the whole path is taken. */
    SHOWN({"", "某省某市高新区", "高新区", "某省某市高新区"},
          {"", "某省另一市高新区", "高新区", "某省另一市高新区"});
}

/* Two codes of one path: nothing tells them apart but their codes. */
static void one_path(void **state) {
    (void)state;
    SHOWN({"999998", "某省某县", "某县", "某省某县"}, {"999999", "某省某县", "某县", "某省某县"});
    SHOWN({"999998", "别处", "某县", "别处"}, {"999999", "某省某县", "某县", "某省某县"});
}

typedef struct called {
    zb_str shown, path;
} called;

static int by_shown(const void *left, const void *right) {
    return zb_str_cmp(((const called *)left)->shown, ((const called *)right)->shown);
}

/* All divisions at once: each is called an end of its path, two alike only when their paths are.
 * In good time, that is, not by pairs. */
static void the_whole_country(void **state) {
    (void)state;
    size_t count = zb_lexicon_region_count(lexicon);
    zb_place *places = calloc(count, sizeof *places);
    called *all = calloc(count, sizeof *all);
    assert_true(places && all && count > 40000);
    for (size_t i = 0; i < count; i++) {
        const zb_region *region = zb_lexicon_region_at(lexicon, i);
        places[i] = (zb_place){.code = region->code, .path = region->path, .name = region->name};
    }
    clock_t before = clock();
    zb_str *names = cli_name_places(lexicon, places, count);
    assert_true((double)(clock() - before) / CLOCKS_PER_SEC < 2);
    size_t longer = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(zb_str_ends(places[i].path, names[i]) && zb_str_ends(names[i], places[i].name));
        longer += names[i].n > places[i].name.n;
        all[i] = (called){names[i], places[i].path};
    }
    assert_true(longer > 10000 && longer < count / 2);
    qsort(all, count, sizeof *all, by_shown);
    for (size_t i = 1; i < count; i++) {
        if (by_shown(&all[i - 1], &all[i]) == 0) {
            assert_true(zb_str_eq(all[i - 1].path, all[i].path));
        }
    }
    free(names);
    free(all);
    free(places);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_other_of_the_name),       cmocka_unit_test(the_city_tells_them_apart),
        cmocka_unit_test(the_nearest_part_that_does), cmocka_unit_test(one_path),
        cmocka_unit_test(the_whole_country),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
