/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The canvases: figures compared with golden records, SVG well-formed and the same each time.
 * With ZB_UPDATE_GOLDEN=1 in the environment the golden files are written anew.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "drawn_help.h"

#define GOLDEN ZB_TEST_ROOT "/tests/golden/chart/"

static const zb_trend_point whole_points[] = {
    {.year = 2021, .value = 94.3, .has_interval = true, .low = 94.0, .high = 94.6},
    {.year = 2022, .value = 94.5, .has_interval = true, .low = 94.2, .high = 94.8},
    {.year = 2023, .value = 95.3, .has_interval = true, .low = 95.0, .high = 95.6},
    {.year = 2024, .value = 95.7, .has_interval = true, .low = 95.4, .high = 96.0},
    {.year = 2025, .value = 96.1, .has_interval = true, .low = 95.9, .high = 96.4}};
static const zb_trend_point falling_points[] = {
    {.year = 2021, .value = 94.5, .has_interval = true, .low = 93.5, .high = 95.4},
    {.year = 2022, .value = 93.6, .has_interval = true, .low = 92.6, .high = 94.5},
    {.year = 2024, .value = 91.7, .has_interval = true, .low = 90.5, .high = 92.7},
    {.year = 2025, .value = 90.9, .has_interval = true, .low = 89.7, .high = 92.0}};
static const zb_trend_point small_points[] = {
    {.year = 2021, .value = 100, .small = true},
    {.year = 2022, .value = 93.1, .small = true},
    {.year = 2023, .value = 94.4},
    {.year = 2024, .value = 97.1},
    {.year = 2025, .value = 97.4, .has_stated = true, .stated = 92.4}};

static zb_figure small_trend(void) {
    static zb_trend_line lines[3];
    lines[0] = (zb_trend_line){ZB_STR("全市"), ZB_TONE_WHOLE, true, whole_points, 5};
    lines[1] = (zb_trend_line){ZB_STR("墨川县"), ZB_TONE_LOW998, true, falling_points, 4};
    lines[2] = (zb_trend_line){ZB_STR("云岫县"), ZB_TONE_CONTEXT, false, small_points, 5};
    return (zb_figure){.kind = ZB_FIG_TREND,
                       .as.trend = {2021, 2025, ZB_STR("%"), 1, true, false, lines, 3, false}};
}

static zb_figure small_ranking(void) {
    static zb_ranking_row rows[3];
    rows[0] =
        (zb_ranking_row){ZB_STR("澄川市"), ZB_TONE_HIGH998, 98.0, 97.5, 98.4, true, 3464, false};
    rows[1] = (zb_ranking_row){ZB_STR("云岫县"), ZB_TONE_CONTEXT, 97.4, 86.5, 99.5, true, 38, true};
    rows[2] =
        (zb_ranking_row){ZB_STR("墨川县"), ZB_TONE_LOW998, 90.9, 89.7, 92.0, true, 2544, false};
    return (zb_figure){
        .kind = ZB_FIG_RANKING,
        .as.ranking = {rows, 3, ZB_STR("%"), 1, true, true, ZB_STR("全市"), {96.1, 95.9, 96.4}}};
}

static zb_figure small_heat(void) {
    static zb_str rows[2], columns[4], groups[4];
    static const zb_heat_cell cells[] = {
        {.known = true, .value = 96.1},
        {.known = true, .value = 11.1},
        {.known = true, .value = 7.1},
        {.known = true, .value = 99.2},
        {.known = true, .value = 90.9, .tone = ZB_TONE_LOW998, .difference = -5.2},
        {.known = true, .value = 25.0, .few = true},
        {0},
        {.known = true, .value = 98.5, .stated = true}};
    rows[0] = ZB_STR("全市");
    rows[1] = ZB_STR("墨川县");
    columns[0] = ZB_STR("调解成功率");
    columns[1] = ZB_STR("复议纠错率");
    columns[2] = ZB_STR("行政败诉率");
    columns[3] = ZB_STR("考试合格率");
    groups[0] = ZB_STR("矛盾化解");
    groups[1] = groups[2] = ZB_STR("复议与应诉");
    groups[3] = ZB_STR("只有表述值");
    return (zb_figure){.kind = ZB_FIG_HEAT,
                       .as.heat = {rows, 2, true, columns, groups, 4, cells, 1}};
}

static zb_figure small_funnel(void) {
    static const zb_funnel_point points[] = {{ZB_STR_INIT("墨川县"), ZB_TONE_LOW998, 2544, 90.9},
                                             {ZB_STR_INIT("云岫县"), ZB_TONE_CONTEXT, 38, 97.4},
                                             {ZB_STR_INIT("澄川市"), ZB_TONE_HIGH, 3464, 98.0}};
    static const zb_funnel_limit limits[] = {
        {10, 80, 100, 60, 100}, {500, 93.0, 99.2, 90.8, 100}, {4000, 95.0, 97.2, 94.4, 97.8}};
    return (zb_figure){
        .kind = ZB_FIG_FUNNEL,
        .as.funnel = {points, 3, limits, 3, 96.1, ZB_STR("全市"), ZB_STR("%"), true}};
}

static zb_figure small_dumbbell(void) {
    static const zb_dumbbell_row rows[] = {
        {ZB_STR_INIT("松月县"), ZB_TONE_HIGH, 90.7, 96.0, 0, {5.3, 3.7, 7.0}, true},
        {ZB_STR_INIT("岚浦县"), ZB_TONE_HIGH, 91.4, 95.8, 2020, {4.3, 2.7, 6.0}, true},
        {ZB_STR_INIT("墨川县"), ZB_TONE_LOW, 96.8, 90.9, 0, {-5.9, -7.3, -4.6}, true}};
    return (zb_figure){.kind = ZB_FIG_DUMBBELL,
                       .as.dumbbell = {rows, 3, 2018, 2025, ZB_STR("%"), 1, true}};
}

static void compare_small(zb_figure figure, double width, double height, const char *path) {
    compare_record(&figure, width, height, path);
}

static void test_golden(void **state) {
    (void)state;
    compare_small(small_trend(), 300, 160, GOLDEN "trend.txt");
    compare_small(small_ranking(), 229, 90, GOLDEN "ranking.txt");
    compare_small(small_heat(), 300, 110, GOLDEN "heat.txt");
    compare_small(small_funnel(), 229, 150, GOLDEN "funnel.txt");
    compare_small(small_dumbbell(), 229, 90, GOLDEN "dumbbell.txt");
}

/* Elements open and close in order, attributes are quoted, `&` begins an entity. */
static void expect_well_formed(zb_str xml) {
    zb_str open[64];
    size_t depth = 0, elements = 0;
    for (size_t i = 0; i < xml.n; i++) {
        if (xml.p[i] == '&') {
            zb_str rest = zb_str_sub(xml, i, xml.n);
            assert_true(zb_str_starts(rest, ZB_STR("&amp;")) ||
                        zb_str_starts(rest, ZB_STR("&lt;")) || zb_str_starts(rest, ZB_STR("&gt;")));
        }
        if (xml.p[i] != '<') {
            assert_true(xml.p[i] != '>');
            continue;
        }
        size_t end = i, quotes = 0;
        while (end < xml.n && (xml.p[end] != '>' || quotes % 2 == 1)) {
            quotes += xml.p[end] == '"' ? 1 : 0;
            end++;
        }
        assert_true(end < xml.n && quotes % 2 == 0);
        zb_str tag = zb_str_sub(xml, i + 1, end);
        bool closing = zb_str_starts(tag, ZB_STR("/")), empty = zb_str_ends(tag, ZB_STR("/"));
        zb_str name = zb_str_cut(&tag, ' ');
        if (closing) {
            assert_true(depth > 0 && zb_str_eq(open[depth - 1], zb_str_sub(name, 1, name.n)));
            depth--;
        } else if (!empty) {
            assert_true(depth < 64);
            open[depth++] = name;
        }
        elements++;
        i = end;
    }
    assert_int_equal(depth, 0);
    assert_true(elements > 1);
}

static zb_buf svg_of(const zb_figure *figure, bool leave_clipped) {
    zb_svg *svg;
    zb_buf bytes = {0};
    char path[] = "/tmp/zhibiao-svg-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(zb_svg_begin(&svg, font, 320, 200, NULL), ZB_OK);
    const zb_canvas *canvas = zb_svg_canvas(svg);
    if (figure != NULL) {
        assert_int_equal(zb_figure_draw(figure, canvas, 10, 10, 300, 160, NULL), ZB_OK);
    }
    zb_text_style style = {9, true, ZB_INK, ZB_WHITE, 1};
    canvas->text(canvas->self, 10, 190, ZB_STR("A<B & “C”> \xF0\xA0\x80\x80\x01县"), style);
    if (leave_clipped) {
        canvas->clip(canvas->self, 0, 0, 10, 10);
    } else {
        canvas->unclip(canvas->self);
    }
    assert_int_equal(zb_svg_write(svg, path, NULL), ZB_OK);
    zb_svg_free(svg);
    assert_int_equal(zb_file_read(&bytes, path, 1 << 20, NULL), ZB_OK);
    unlink(path);
    return bytes;
}

/* Of any colour grey has one lightness, in colour it stays what it is. */
static void test_theme(void **state) {
    (void)state;
    uint32_t random = 1;
    for (int i = 0; i < 10000; i++) {
        static const zb_color corners[] = {0, 0xFF, 0xFF00, 0xFF0000, 0xFFFF, 0xFFFF00, ZB_WHITE};
        random = random * 1664525u + 1013904223u;
        size_t n = (size_t)i;
        zb_color color = n < sizeof corners / sizeof *corners ? corners[n] : random >> 8;
        zb_color grey = zb_theme_of(ZB_THEME_GREY, color), level = grey & 0xFF;
        assert_int_equal(grey, level << 16 | level << 8 | level);
        assert_int_equal(zb_theme_of(ZB_THEME_COLOR, color), color);
    }
    assert_int_equal(zb_theme_of(ZB_THEME_GREY, ZB_NO_COLOR), ZB_NO_COLOR);
    assert_int_equal(zb_theme_of(ZB_THEME_GREY, ZB_WHITE), ZB_WHITE);
}

static void test_svg(void **state) {
    (void)state;
    zb_figure figures[] = {small_trend(), small_ranking(), small_heat(), small_funnel(),
                           small_dumbbell()};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        zb_buf once = svg_of(&figures[i], false);
        expect_well_formed(zb_buf_str(&once));
        setlocale(LC_ALL, "de_DE.UTF-8");
        zb_buf twice = svg_of(&figures[i], false);
        setlocale(LC_ALL, "C");
        assert_true(zb_str_eq(zb_buf_str(&once), zb_buf_str(&twice)));
        assert_true(zb_str_has(zb_buf_str(&once), ZB_STR("墨川县")));
        assert_true(zb_str_has(zb_buf_str(&once), ZB_STR("WenQuanYi Micro Hei")));
        zb_buf_free(&once);
        zb_buf_free(&twice);
    }
    zb_buf clipped = svg_of(NULL, true);
    expect_well_formed(zb_buf_str(&clipped));
    assert_true(zb_str_has(zb_buf_str(&clipped), ZB_STR("&lt;")));
    zb_buf_free(&clipped);
    zb_svg_free(NULL);
    zb_recorder_free(NULL);
}

static void test_svg_failures(void **state) {
    (void)state;
    zb_svg *svg;
    zb_error err = {0};
    assert_int_equal(zb_svg_begin(&svg, font, 320, 200, NULL), ZB_OK);
    assert_int_equal(zb_svg_write(svg, "/nowhere/figure.svg", &err), ZB_E_IO);
    assert_true(err.message[0] != '\0');
    zb_figure figure = small_trend();
    zb_mem_fail_at(40, 1);
    zb_status drawn = zb_figure_draw(&figure, zb_svg_canvas(svg), 10, 10, 300, 160, NULL);
    zb_status written = zb_svg_write(svg, "/nowhere/figure.svg", NULL);
    zb_mem_fail_at(0, 0);
    assert_true(drawn != ZB_OK || written != ZB_OK);
    zb_svg_free(svg);
    zb_mem_fail_at(1, 1);
    assert_int_equal(zb_svg_begin(&svg, font, 320, 200, NULL), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
    assert_null(svg);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_theme),
        cmocka_unit_test(test_svg),
        cmocka_unit_test(test_svg_failures),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
