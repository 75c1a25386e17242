/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inhabitants by region and year, read from a file of the user's.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <math.h>

#include "base/file.h"
#include "base/str.h"
#include "folder_help.h"
#include "memory_help.h"
#include "zhibiao/result.h"

/* What a file of this text is read as. The file is removed. */
static zb_status load(zb_population **out, const char *text, zb_error *err) {
    const char *path = in_folder("people.csv");
    assert_int_equal(zb_file_save(path, zb_str_from(text), NULL), ZB_OK);
    zb_status status = zb_population_load(out, path, err);
    unlink(path);
    return status;
}

static zb_population *loaded(const char *text) {
    zb_population *population = NULL;
    zb_error err = {0};
    if (load(&population, text, &err) != ZB_OK) {
        fail_msg("%s: %s", err.input, err.message);
    }
    return population;
}

static const zb_place heqiao = {
    .code = ZB_STR_INIT("990123"),
    .path = ZB_STR_INIT("示例省安澜市禾桥县"),
    .name = ZB_STR_INIT("禾桥县"),
};
static const zb_place nameless = {.path = ZB_STR_INIT("示例省安澜市高新区"),
                                  .name = ZB_STR_INIT("高新区")};

#define OF(place, year, expected)                                                                  \
    assert_float_equal(zb_population_of(population, &(place), year), expected, 0)

static void by_code(void **state) {
    (void)state;
    zb_population *population = loaded("region_code,year,population\n"
                                       "990123,2022,300000\n"
                                       "990124,,7\n"
                                       "990123,,250000\n"
                                       "990123,2023,310000\n");
    OF(heqiao, 2022, 300000);
    OF(heqiao, 2023, 310000);
    OF(heqiao, 2021, 250000); /* of all years that have none of their own */
    OF(nameless, 2022, 0);
    zb_population_free(population);
    population = loaded("population,region_code\n310000,990123\n");
    OF(heqiao, 1999, 310000);
    zb_population_free(population);
    zb_population_free(NULL);
}

/* By its full path or its name where a row has no code. */
static void by_region(void **state) {
    (void)state;
    zb_population *population = loaded("region,year,population\n"
                                       "示例省安澜市禾桥县,,250000\n"
                                       "高新区,2022,40000\n");
    OF(heqiao, 2022, 250000);
    OF(nameless, 2022, 40000);
    OF(nameless, 2023, 0);
    zb_population_free(population);
    /* The code comes before the path and that before the name, but a year's own row before all. */
    population = loaded("region_code,region,year,population\n"
                        "990123,whatever,,1\n"
                        ",示例省安澜市禾桥县,,2\n"
                        ",禾桥县,2022,3\n");
    OF(heqiao, 2021, 1);
    OF(heqiao, 2022, 3);
    zb_population_free(population);
}

/* By the end of the path as --region takes it; the longer end comes first, the name last. */
static void by_end_of_path(void **state) {
    (void)state;
    zb_population *population = loaded("region,year,population\n"
                                       "安澜市禾桥县,,250000\n"
                                       "澜市高新区,2022,40000\n"
                                       "省安澜市高新区,2023,41000\n"
                                       "另一市高新区,,7\n"
                                       "新区,,8\n");
    OF(heqiao, 2022, 250000);
    OF(nameless, 2022, 40000);
    OF(nameless, 2023, 41000);
    OF(nameless, 2021, 0);
    zb_population_free(population);
    population = loaded("region,population\n禾桥县,1\n安澜市禾桥县,2\n省安澜市禾桥县,3\n"
                        "示例省安澜市禾桥县,4\n990123,5\n");
    OF(heqiao, 2022, 5);
    zb_population_free(population);
    population = loaded("region,population\n禾桥县,1\n省安澜市禾桥县,3\n安澜市禾桥县,2\n");
    OF(heqiao, 2022, 3);
    zb_population_free(population);
    /* Half a character is no end of a path; a place may have no name or path. */
    population = loaded("region,population\n别名,1\n甲,2\n");
    const zb_place other_name = {.path = ZB_STR("甲乙"), .name = ZB_STR("别名")};
    const zb_place path_alone = {.path = ZB_STR("乙甲")};
    const zb_place nothing = {.level = ZB_LEVEL_OTHER};
    OF(other_name, 2022, 1);
    OF(path_alone, 2022, 2);
    OF(nothing, 2022, 0);
    zb_population_free(population);
}

/* A region counts once, whatever its years; one that another row comes before is still a place's.
 */
static void regions_that_are_no_place(void **state) {
    (void)state;
    const zb_place places[] = {heqiao, nameless};
    zb_population *population = loaded("region_code,region,year,population\n"
                                       "990123,whatever,,5\n"
                                       "990123,禾桥县,2022,6\n"
                                       ",禾桥县,2022,6\n"
                                       ",安澜市高新区,,7\n"
                                       "990199,高新区,,8\n"
                                       ",另一市高新区,2021,8\n"
                                       ",另一市高新区,2022,8\n"
                                       ",桥县,2022,8\n");
    assert_int_equal(zb_population_unused(population, places, 2), 3);
    assert_int_equal(zb_population_unused(population, places, 1), 4);
    assert_int_equal(zb_population_unused(population, places + 1, 1), 5);
    assert_int_equal(zb_population_unused(population, NULL, 0), 6);
    assert_int_equal(zb_population_unused(population, places, 2), 3);
    zb_population_free(population);
}

/* As spreadsheets write it: a mark, CR LF, spaces, quotes, blank rows, columns of their own. */
static void forms_of_the_file(void **state) {
    (void)state;
    static const char *const texts[] = {
        "\xEF\xBB\xBFregion_code,year,population\r\n990123,2022,300000\r\n",
        "\nregion_code,year,population\n\n990123,2022,300000\n\n",
        "region_code,year,population\n,,\n990123,2022,300000\n , , \n",
        "note,\"population\", region_code ,year\n\"a,\nb\", 300000 ,\"990123\",2022\n",
        "\"a\nb\",region_code,year,population\n,990123,2022,300000",
        "region_code,year,population\n990123,2022,300000\n990123,2022,300000\n",
        "region_code,year,population\n990123,2022,300000,, \n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        zb_population *population = loaded(texts[i]);
        OF(heqiao, 2022, 300000);
        OF(heqiao, 2023, 0);
        zb_population_free(population);
    }
}

static void what_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *text, *told;
        const char *more; /* of the message */
    } cases[] = {
        {"", "no row", "region_code,year,population"},
        {"region_code,year,population\n", "no row", "head"},
        {"region_code,year\n990123,2022\n", "line 1:", "population"},
        {"year,population\n2022,5\n", "line 1:", "region_code"},
        {"990123,2022,300000\n", "line 1:", "head"},
        {"region_code,population\n990123,0\n", "line 2:", "'0'"},
        {"region_code,population\n990123,-5\n", "line 2:", "'-5'"},
        {"region_code,population\n990123,31.5\n", "line 2:", "'31.5'"},
        {"region_code,population\n990123,31万\n", "line 2:", "'31万'"},
        {"region_code,population\n990123,31.5\n", "line 2:", "301000"},
        {"region_code,population\n990123,30.1万\n", "line 2:", "digits alone: 301000"},
        {"region_code,population\n990123,\"301,000\"\n", "'301,000'", "digits alone: 301000"},
        {"region_code,population\n990123,301,000\n", "line 2:", "digits alone: 301000"},
        {"region_code,population,,\n990123,301,000,\n", "line 2:", "fields"},
        {"population,region_code,year\n5,990124,\n301,000,990123,2022\n", "line 3:", "fields"},
        {"region_code,population\n990124,5\n\n990123\n", "line 4:", "''"},
        {"region_code,year,population\n990123,2022年,5\n", "line 2:", "'2022年'"},
        {"region_code,year,population\n990123,22,5\n", "line 2:", "'22'"},
        {"region_code,year,population\n990123,2201,5\n", "line 2:", "'2201'"},
        {"region_code,year,population\n,2022,5\n", "line 2:", "region"},
        {"region_code,year,population\n990123,2022,5\n990124,2022,6\n990123,2022,6\n",
         "line 4:", "line 2"},
        {"region_code,population\n990123,5\n990123,6\n", "line 3:", "990123"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zb_population *population = NULL;
        zb_error err = {0};
        zb_status status = load(&population, cases[i].text, &err);
        if (status != ZB_E_FORMAT || population || !strstr(err.message, cases[i].told) ||
            !strstr(err.message, cases[i].more) || !strstr(err.input, "people.csv")) {
            fail_msg("%s gives %d, %s: %s", cases[i].text, (int)status, err.input, err.message);
        }
    }
    zb_population *population = NULL;
    zb_error err = {0};
    /* 禾桥 as a spreadsheet keeps it, in GB 18030 */
    assert_int_equal(load(&population, "region,population\n\xBA\xCC\xC7\xC5,5\n", &err),
                     ZB_E_ENCODING);
    assert_non_null(strstr(err.message, "line 2"));
    assert_non_null(strstr(err.message, "UTF-8"));
    err = (zb_error){0};
    assert_int_equal(zb_population_load(&population, in_folder("missing.csv"), &err), ZB_E_IO);
    assert_non_null(strstr(err.input, "missing.csv"));
    assert_null(population);
}

/* Let standard input be a file, or with NULL closed; the old one is returned. */
static int feed(const char *path) {
    int kept = dup(STDIN_FILENO);
    assert_true(kept >= 0);
    if (path) {
        int fd = open(path, O_RDONLY);
        assert_true(fd >= 0 && dup2(fd, STDIN_FILENO) == STDIN_FILENO);
        close(fd);
    } else {
        close(STDIN_FILENO);
    }
    return kept;
}

static void from_standard_input(void **state) {
    (void)state;
    char path[256];
    snprintf(path, sizeof path, "%s", in_folder("people.csv"));
    static const char *const texts[] = {"region,population\n禾桥县,5\n", "region\n禾桥县\n"};
    for (size_t i = 0; i < 3; i++) {
        if (i < 2) {
            assert_int_equal(zb_file_save(path, zb_str_from(texts[i]), NULL), ZB_OK);
        }
        zb_population *population = NULL;
        zb_error err = {0};
        int kept = feed(i < 2 ? path : NULL);
        zb_status status = zb_population_load(&population, "-", &err);
        assert_true(dup2(kept, STDIN_FILENO) == STDIN_FILENO);
        close(kept);
        assert_int_equal(status, i == 0 ? ZB_OK : i == 1 ? ZB_E_FORMAT : ZB_E_IO);
        if (i == 0) {
            OF(heqiao, 2022, 5);
        } else {
            assert_string_equal(err.input, "standard input");
            assert_non_null(strstr(err.message, i == 1 ? "line 1:" : "cannot read"));
        }
        zb_population_free(population);
    }
    unlink(path);
}

static zb_status load_again(void *context) {
    zb_population *population = NULL;
    zb_error err = {0};
    zb_status status = zb_population_load(&population, context, &err);
    assert_int_equal(status == ZB_OK, population != NULL);
    assert_int_equal(err.code, status);
    zb_population_free(population);
    return status;
}

static void memory_runs_out(void **state) {
    (void)state;
    char path[256];
    snprintf(path, sizeof path, "%s", in_folder("people.csv"));
    zb_str text = ZB_STR("region_code,region,year,population\n990123,,2022,5\n,高新区,,6\n");
    assert_int_equal(zb_file_save(path, text, NULL), ZB_OK);
    starve(load_again, path);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_code),
        cmocka_unit_test(by_region),
        cmocka_unit_test(forms_of_the_file),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(by_end_of_path),
        cmocka_unit_test(regions_that_are_no_place),
        cmocka_unit_test(from_standard_input),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
