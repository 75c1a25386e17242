/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of divisions: look-ups, replacement by further files, errors that name the line.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "lexicon/lexicon.h"
#include "lexicon/regions.h"
#include "lexicon_help.h"
#include "zhibiao/lexicon.h"

static void finds_by_name(void **state) {
    (void)state;
    static const struct {
        const char *name, *codes; /* of all found, in order */
    } rows[] = {
        {"忠县", "500233"},
        {"500233", "500233"},
        {"500233106", "500233106"},
        {"重庆市忠县复兴镇", "500233106"},
        {"忠县复兴镇", "500233106"},
        {"重庆忠县复兴镇", "500233106"},
        {"峨山彝族自治县", "530426"},
        {"峨山县", "530426"},
        {"大理州", "532900"},
        {"黔东南州", "522600"},
        {"内蒙古", "150000"},
        {"广西壮族自治区", "450000"},
        {"云南省峨山县", "530426"},
        {"泸州江阳", "510502"},
        {"广东省东莞市大朗镇", "441900113"},
        {"襄樊市", "420600"},
        {"130502", "130502 130502"},
        {"安澜市", "990100"},
        {"示例省安澜市澄川市", "990181"},
        {" 忠县 ", "500233"},
        /* those above by former names */
        {"襄樊市襄城区", "420602"},
        {"湖北省襄樊市襄城区", "420602"},
        {"襄樊襄城", "420602"},
        {"襄樊市襄阳区", "420607"},
        {"思茅市思茅区", "530802"},
        {"云南省思茅市普洱县", "530821"},
        {"铜仁地区碧江区", "520602"},
        {"密云县十里堡镇", "110118103"},
        {"河北省保定市满城县南韩村镇", "130607103"},
        {"思茅市普洱县勐先镇", "530821105"},
        {"安徽省巢湖市庐江县庐城镇", "340124100"},
        {"襄樊市南韩村镇", ""},
        /* a row of its time stays what it is */
        {"巢湖市庐江县", "341421"},
        {"铜仁地区江口县", "522222"},
        {"忠县没有的镇", ""},
        {"湖南省忠县", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const zb_region *found[8];
        size_t count = zb_lexicon_find_regions(lexicon, zb_str_from(rows[i].name), found, 8);
        char codes[200] = "";
        for (size_t k = 0; k < count && k < 8; k++) {
            snprintf(codes + strlen(codes), sizeof codes - strlen(codes), "%s%.*s", k ? " " : "",
                     ZB_ARG(found[k]->code));
        }
        if (strcmp(codes, rows[i].codes) != 0) {
            fail_msg("%s: found '%s', want '%s'", rows[i].name, codes, rows[i].codes);
        }
    }
}

/* What stands now in the place of a former row; where the table does not tell, the row itself. */
static void knows_what_came_after(void **state) {
    (void)state;
    static const struct {
        const char *code, *name, *present;
    } rows[] = {
        {"420600", "襄樊市", "420600"}, /* the same code */
        {"110228", "密云县", "110118"},
        {"500225", "大足县", "500111"},
        {"522200", "铜仁地区", "520600"},
        {"522222", "江口县", "520621"},
        {"542600", "林芝地区", "540400"},
        {"632121", "平安县", "630203"},
        {"340203", "弋江区", "340209"},
        /* to another city */
        {"341421", "庐江县", "340124"},
        {"340225", "无为县", "340281"},
        {"341422", "无为县", "340281"},
        {"512081", "简阳市", "510185"},
        {"371203", "钢城区", "370117"},
        {"469003", "儋州市", "460400"},
        /* other cities' districts of the name */
        {"140203", "矿区", "140203"},
        {"140411", "郊区", "140411"},
        {"370802", "市中区", "370802"},
        {"341402", "居巢区", "341402"},
        {"140227", "大同县", "140227"},
        {"341400", "巢湖市", "341400"},
    };
    const zb_region_index *index = &lexicon->regions;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const zb_region *row = zb_regions_by_code(index, zb_str_from(rows[i].code));
        while (row && !zb_str_eq(row->name, zb_str_from(rows[i].name))) {
            row++;
            assert_true(zb_str_eq(row->code, zb_str_from(rows[i].code)));
        }
        assert_non_null(row);
        const zb_region *present = zb_regions_present(index, row);
        if (!zb_str_eq(present->code, zb_str_from(rows[i].present))) {
            fail_msg("%s %s: %.*s", rows[i].code, rows[i].name, ZB_ARG(present->code));
        }
        const zb_region *held = present;
        while (held && held != row) {
            held = zb_regions_former(index, held);
        }
        assert_ptr_equal(held, row);
    }
}

/* Every row below a former name, as below the present one. */
static void former_names_lead_to_the_same_place(void **state) {
    (void)state;
    const zb_region_index *index = &lexicon->regions;
    size_t tried = 0;
    for (size_t i = 0; i < index->count; i++) {
        const zb_region *row = &index->rows[i];
        const zb_region *former = row->until.n || !row->parent ? NULL : row->parent;
        while (former && (former = zb_regions_former(index, former))) {
            char path[200];
            snprintf(path, sizeof path, "%.*s%.*s", ZB_ARG(former->path), ZB_ARG(row->name));
            const zb_region *found[8] = {NULL};
            size_t count = zb_lexicon_find_regions(lexicon, zb_str_from(path), found, 8);
            bool same = count > 0 && count < 8;
            for (size_t k = 0; same && k < count; k++) {
                same = zb_regions_present(index, found[k]) == row ||
                       zb_str_eq(found[k]->parent->name, row->name);
            }
            if (!same) {
                fail_msg("%s: %zu found, want %.*s", path, count, ZB_ARG(row->code));
            }
            tried++;
        }
    }
    assert_true(tried > 3000);
}

static void counts_more_than_it_writes(void **state) {
    (void)state;
    const zb_region *found[3];
    size_t all = zb_lexicon_find_regions(lexicon, ZB_STR("复兴镇"), found, 3);
    assert_true(all > 3);
    assert_true(zb_str_cmp(found[0]->code, found[1]->code) < 0);
    assert_true(zb_str_cmp(found[1]->code, found[2]->code) < 0);
    assert_int_equal(zb_lexicon_find_regions(lexicon, ZB_STR("复兴镇"), NULL, 0), all);
}

static void knows_paths_and_parents(void **state) {
    (void)state;
    const zb_region *town = zb_lexicon_region(lexicon, ZB_STR("500233106"));
    assert_non_null(town);
    assert_true(zb_str_eq(town->path, ZB_STR("重庆市忠县复兴镇")));
    assert_true(zb_str_eq(town->parent->name, ZB_STR("忠县")));
    assert_int_equal(town->level, ZB_LEVEL_TOWN);
    const zb_region *self = zb_lexicon_region(lexicon, ZB_STR("620201"));
    assert_true(zb_str_eq(self->path, ZB_STR("甘肃省嘉峪关市")));
    assert_null(zb_lexicon_region(lexicon, ZB_STR("000000")));
    assert_null(zb_lexicon_region_at(lexicon, zb_lexicon_region_count(lexicon)));
    for (size_t i = 1; i < zb_lexicon_region_count(lexicon); i++) {
        assert_true(zb_str_cmp(zb_lexicon_region_at(lexicon, i - 1)->code,
                               zb_lexicon_region_at(lexicon, i)->code) <= 0);
    }
}

#define HEAD "code,name,level,parent,until\n"

static zb_status load_texts(zb_region_index *index, const char *first, const char *second,
                            zb_arena *arena, zb_error *err) {
    zb_str texts[] = {zb_str_from(first), zb_str_from(second)};
    const char *names[] = {"first.csv", "second.csv"};
    return zb_regions_load(index, texts, names, second ? 2 : 1, arena, err);
}

static void later_files_replace(void **state) {
    (void)state;
    zb_arena arena = {0};
    zb_region_index index;
    zb_error error = {0};
    zb_status status =
        load_texts(&index,
                   HEAD "10,甲省,province,,\r\n1010,乙市,city,10,\r\n"
                        "1010,旧乙市,city,10,200001\r\n101001,市辖区,county,1010,\r\n"
                        "101001001,丁镇,town,101001,\r\n",
                   "\xEF\xBB\xBF" HEAD "1010,丙市,city,10,\n\n"
                   "1020,\"戊 开发区\",county,1010,\n",
                   &arena, &error);
    assert_int_equal(status, ZB_OK);
    assert_int_equal(index.count, 5);
    assert_true(zb_str_eq(zb_regions_by_code(&index, ZB_STR("1010"))->name, ZB_STR("丙市")));
    assert_true(
        zb_str_eq(zb_regions_by_code(&index, ZB_STR("1020"))->path, ZB_STR("甲省丙市戊 开发区")));
    assert_true(
        zb_str_eq(zb_regions_by_code(&index, ZB_STR("101001001"))->path, ZB_STR("甲省丙市丁镇")));
    assert_int_equal(zb_regions_first(&index.by_name, ZB_STR("旧乙市")), -1);
    zb_regions_free(&index);
    zb_arena_free(&arena);
}

static void errors_name_the_line(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
    } rows[] = {
        {HEAD "10,甲省,province,,\n\n20,,city,10,\n", "line 4: a row needs a code and a name"},
        {HEAD "10,甲省,land,,\n", "line 2: level 'land' is none of"},
        {HEAD "10,甲省,province,,\n20,乙市,city,11,\n", "line 3: the parent '11' of '乙市'"},
        {HEAD "10,甲,county,20,\n20,乙,county,10,\n", "line 2: the parents of '甲' go in a circle"},
        {"code,name\n10,甲省\n", "line 1: no column 'level'"},
        {HEAD "10,\"甲\n省\",province,,\n20,乙市,city,11,\n", "line 4: the parent '11'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_arena arena = {0};
        zb_region_index index;
        zb_error error = {0};
        assert_int_equal(load_texts(&index, rows[i].text, NULL, &arena, &error), ZB_E_FORMAT);
        if (!strstr(error.message, rows[i].says) || strcmp(error.input, "first.csv") != 0) {
            fail_msg("'%s: %s', want '%s'", error.input, error.message, rows[i].says);
        }
        zb_arena_free(&arena);
    }
}

static void shortens_names(void **state) {
    (void)state;
    static const struct {
        const char *name;
        zb_level level;
        const char *stem, *shorter;
    } rows[] = {
        {"峨山彝族自治县", ZB_LEVEL_COUNTY, "峨山", "峨山县"},
        {"双江拉祜族佤族布朗族傣族自治县", ZB_LEVEL_COUNTY, "双江", "双江县"},
        {"巴音郭楞蒙古自治州", ZB_LEVEL_CITY, "巴音郭楞", "巴音郭楞州"},
        {"东乡族自治县", ZB_LEVEL_COUNTY, "东乡族", "东乡族县"},
        {"泸州市", ZB_LEVEL_CITY, "泸州", ""},
        {"忠县", ZB_LEVEL_COUNTY, "忠县", ""},
        {"新疆维吾尔自治区", ZB_LEVEL_PROVINCE, "新疆", ""},
        {"前洲街道", ZB_LEVEL_TOWN, "前洲", ""},
        {"复兴乡", ZB_LEVEL_TOWN, "复兴", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buffer[128];
        zb_str stem = zb_region_stem(zb_str_from(rows[i].name), rows[i].level);
        zb_str shorter = zb_region_short_name(buffer, sizeof buffer, zb_str_from(rows[i].name));
        if (!zb_str_eq(stem, zb_str_from(rows[i].stem)) ||
            !zb_str_eq(shorter, zb_str_from(rows[i].shorter))) {
            fail_msg("%s: '%.*s' and '%.*s'", rows[i].name, ZB_ARG(stem), ZB_ARG(shorter));
        }
    }
}

static void lack_of_memory_is_a_status(void **state) {
    (void)state;
    for (uint64_t n = 1;; n++) {
        zb_arena arena = {0};
        zb_region_index index;
        zb_mem_fail_at(n, 1);
        zb_status status = load_texts(&index, HEAD "10,甲自治区,province,,\n1010,乙市,city,10,\n",
                                      HEAD "1010,丙市,city,10,200001\n", &arena, NULL);
        zb_mem_fail_at(0, 0);
        size_t count = index.count;
        zb_regions_free(&index);
        zb_arena_free(&arena);
        if (status == ZB_OK) {
            assert_int_equal(count, 2);
            assert_true(n > 5);
            break;
        }
        assert_int_equal(status, ZB_E_NOMEM);
        assert_int_equal(count, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_name),
        cmocka_unit_test(knows_what_came_after),
        cmocka_unit_test(former_names_lead_to_the_same_place),
        cmocka_unit_test(counts_more_than_it_writes),
        cmocka_unit_test(knows_paths_and_parents),
        cmocka_unit_test(later_files_replace),
        cmocka_unit_test(errors_name_the_line),
        cmocka_unit_test(shortens_names),
        cmocka_unit_test(lack_of_memory_is_a_status),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
