/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * English figures: where all names are Latin, no Chinese character is left.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/utf8.h"
#include "drawn_help.h"

#define MOST 60
#define MAGNITUDES 12

/* Han, their punctuation and full-width forms. */
static bool has_chinese(zb_str text) {
    for (size_t at = 0; at < text.n;) {
        uint32_t c = zb_utf8_next(text, &at);
        if ((c >= 0x3000 && c <= 0x9FFF) || (c >= 0xFF00 && c <= 0xFFEF)) {
            return true;
        }
    }
    return false;
}

/* Is the text a label of the figure at that width? */
static bool draws(const zb_figure *figure, double width, const char *text) {
    zb_recorder *recorder = NULL;
    assert_int_equal(zb_recorder_begin(&recorder, font, NULL), ZB_OK);
    double height = zb_figure_height(figure, font, width);
    const zb_canvas *canvas = zb_recorder_canvas(recorder);
    assert_int_equal(zb_figure_draw(figure, canvas, 0, 0, width, height, NULL), ZB_OK);
    bool found = zb_str_has(zb_recorder_text(recorder), zb_str_from(text));
    zb_recorder_free(recorder);
    return found;
}

static bool draws_chinese(const zb_figure *figure) {
    zb_recorder *recorder = NULL;
    zb_error err = {0};
    assert_int_equal(zb_recorder_begin(&recorder, font, NULL), ZB_OK);
    double height = zb_figure_height(figure, font, 480);
    if (zb_figure_draw(figure, zb_recorder_canvas(recorder), 0, 0, 480, height, &err) != ZB_OK) {
        fail_msg("%s", err.message);
    }
    zb_str drawn = zb_recorder_text(recorder);
    assert_true(zb_str_has(drawn, ZB_STR("Lanpu")));
    bool chinese = has_chinese(drawn);
    zb_recorder_free(recorder);
    return chinese;
}

static double sign_of(size_t i) {
    return i % 3 == 2 ? -1 : 1;
}

static void test_trends(void **state) {
    (void)state;
    for (int power = 0; power < MAGNITUDES; power++) {
        double size = pow(10, power);
        zb_trend_point points[] = {
            {.year = 2023, .value = 0.3 * size},
            {.year = 2024, .value = 3.4 * size, .has_stated = true, .stated = 3.9 * size},
            {.year = 2025, .value = -2.5 * size}};
        zb_trend_line lines[] = {{.name = ZB_STR("Lanpu"), .points = points, .count = 3},
                                 {.name = ZB_STR("all"),
                                  .tone = ZB_TONE_WHOLE,
                                  .emphasis = true,
                                  .points = points,
                                  .count = 2}};
        zb_figure figure = {.kind = ZB_FIG_TREND};
        figure.as.trend = (zb_trend_chart){.first_year = 2023,
                                           .last_year = 2025,
                                           .unit = ZB_STR("cases"),
                                           .lines = lines,
                                           .count = 2,
                                           .english = true};
        assert_false(draws_chinese(&figure));
        figure.as.trend.english = false;
        assert_true(draws_chinese(&figure));
    }
}

static void test_rankings(void **state) {
    (void)state;
    static zb_ranking_row rows[MOST];
    static const size_t counts[] = {1, 8, MOST};
    for (int power = 0; power < MAGNITUDES; power++) {
        for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
            for (size_t i = 0; i < counts[k]; i++) {
                rows[i] = (zb_ranking_row){.name = ZB_STR("Lanpu"),
                                           .tone = i == 30 ? ZB_TONE_HIGH : ZB_TONE_CONTEXT,
                                           .value = sign_of(i) * (double)i * pow(10, power),
                                           .denominator = pow(10, power)};
            }
            zb_figure figure = {.kind = ZB_FIG_RANKING};
            figure.as.ranking = (zb_ranking_chart){.rows = rows,
                                                   .count = counts[k],
                                                   .unit = ZB_STR("cases"),
                                                   .has_whole = true,
                                                   .whole_name = ZB_STR("all"),
                                                   .english = true};
            assert_false(draws_chinese(&figure));
            figure.as.ranking.percent = true;
            assert_false(draws_chinese(&figure));
            figure.as.ranking.english = false;
            assert_true(draws_chinese(&figure));
        }
    }
}

static void test_heat_maps(void **state) {
    (void)state;
    static const zb_heat_cell cells[] = {
        {.known = true, .value = 1, .tone = ZB_TONE_HIGH},
        {.known = true, .value = 1, .tone = ZB_TONE_HIGH998},
        {.known = true, .value = 1, .tone = ZB_TONE_LOW},
        {.known = true, .value = 1, .tone = ZB_TONE_LOW998},
        {0},
        {.known = true, .value = 1, .few = true},
        {.known = true, .value = 1, .stated = true},
        {.known = true, .value = 2.5e9},
        {.known = true, .value = 1},
        {.known = true, .value = 1},
        {.known = true, .value = 1},
        {.known = true, .value = 1},
    };
    const zb_str rows[] = {ZB_STR("Lanpu"), ZB_STR("B"), ZB_STR("C")};
    const zb_str columns[] = {ZB_STR("a"), ZB_STR("b"), ZB_STR("c"), ZB_STR("d")};
    zb_figure figure = {.kind = ZB_FIG_HEAT};
    figure.as.heat = (zb_heat_map){.rows = rows,
                                   .row_count = 3,
                                   .columns = columns,
                                   .column_count = 4,
                                   .cells = cells,
                                   .english = true};
    assert_false(draws_chinese(&figure));
    figure.as.heat.english = false;
    assert_true(draws_chinese(&figure));
}

static void test_funnels(void **state) {
    (void)state;
    for (int power = 4; power < 8; power++) {
        double most = pow(10, power);
        const zb_funnel_point points[] = {{ZB_STR("Lanpu"), ZB_TONE_HIGH, most, 90},
                                          {ZB_STR("B"), ZB_TONE_CONTEXT, 0.2 * most, 80}};
        const zb_funnel_limit limits[] = {{0.1 * most, 70, 90, 60, 95}, {most, 78, 82, 75, 85}};
        zb_figure figure = {.kind = ZB_FIG_FUNNEL};
        figure.as.funnel = (zb_funnel_chart){.points = points,
                                             .count = 2,
                                             .limits = limits,
                                             .limit_count = 2,
                                             .whole = 80,
                                             .whole_name = ZB_STR("all"),
                                             .unit = ZB_STR("%"),
                                             .percent = true,
                                             .english = true};
        assert_false(draws_chinese(&figure));
        figure.as.funnel.english = false;
        assert_true(draws_chinese(&figure));
    }
}

static void test_dumbbells(void **state) {
    (void)state;
    for (int power = 0; power < MAGNITUDES; power++) {
        double size = pow(10, power);
        const zb_dumbbell_row row = {
            ZB_STR("Lanpu"), ZB_TONE_LOW, 3 * size, size, 2019, {-2 * size, -3 * size, size}, true};
        zb_figure figure = {.kind = ZB_FIG_DUMBBELL};
        figure.as.dumbbell = (zb_dumbbell_chart){.rows = &row,
                                                 .count = 1,
                                                 .first_year = 2018,
                                                 .last_year = 2025,
                                                 .unit = ZB_STR("cases"),
                                                 .english = true};
        assert_false(draws_chinese(&figure));
        figure.as.dumbbell.english = false;
        assert_true(draws_chinese(&figure));
    }
}

/* Half a page holds the intervals of English as it does those of Chinese. */
static void test_narrow_dumbbells(void **state) {
    (void)state;
    const zb_dumbbell_row row = {
        ZB_STR("安澜市"), ZB_TONE_CONTEXT, 91, 97, 0, {6, -5.5, 22.4}, true};
    for (int english = 0; english < 2; english++) {
        zb_figure figure = {.kind = ZB_FIG_DUMBBELL};
        figure.as.dumbbell = (zb_dumbbell_chart){.rows = &row,
                                                 .count = 1,
                                                 .first_year = 2018,
                                                 .last_year = 2025,
                                                 .unit = ZB_STR("%"),
                                                 .decimals = 1,
                                                 .percent = true,
                                                 .english = english};
        assert_true(draws(&figure, 229, english ? "−5.5 to 22.4" : "−5.5至22.4"));
        assert_true(draws(&figure, 229, english ? "95% CI" : "95%区间"));
    }
}

/* Changes of counts are told in per cent of the first, beside an axis of counts. */
static void test_relative_dumbbells(void **state) {
    (void)state;
    const zb_dumbbell_row row = {ZB_STR("Lanpu"),  ZB_TONE_HIGH, 2000, 3000, 0,
                                 {50, 41.2, 59.3}, true};
    zb_figure figure = {.kind = ZB_FIG_DUMBBELL};
    figure.as.dumbbell = (zb_dumbbell_chart){.rows = &row,
                                             .count = 1,
                                             .first_year = 2018,
                                             .last_year = 2019,
                                             .unit = ZB_STR("cases"),
                                             .english = true,
                                             .relative = true};
    assert_true(draws(&figure, 400, "+50.0"));
    assert_true(draws(&figure, 400, "41.2–59.3"));
    assert_true(draws(&figure, 400, "change, %"));
    assert_true(draws(&figure, 400, "2,000"));
    figure.as.dumbbell.relative = false;
    assert_true(draws(&figure, 400, "+50"));
}

/* The whole is in ink, but its change stands out only where the interval excludes 0. */
static void test_whole_dumbbells(void **state) {
    (void)state;
    for (int sure = 0; sure < 2; sure++) {
        const zb_dumbbell_row row = {
            ZB_STR("all"), ZB_TONE_WHOLE, 70, 75, 0, {5, sure ? 0.5 : -0.5, 9}, true};
        zb_figure figure = {.kind = ZB_FIG_DUMBBELL};
        figure.as.dumbbell = (zb_dumbbell_chart){.rows = &row,
                                                 .count = 1,
                                                 .first_year = 2018,
                                                 .last_year = 2019,
                                                 .unit = ZB_STR("%"),
                                                 .decimals = 1,
                                                 .percent = true,
                                                 .english = true};
        assert_true(draws(&figure, 400, sure ? " bold +5.0" : " +5.0"));
        assert_int_equal(draws(&figure, 400, " bold +5.0"), sure);
        assert_true(draws(&figure, 400, "#17212B"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trends),
        cmocka_unit_test(test_rankings),
        cmocka_unit_test(test_heat_maps),
        cmocka_unit_test(test_funnels),
        cmocka_unit_test(test_dumbbells),
        cmocka_unit_test(test_narrow_dumbbells),
        cmocka_unit_test(test_relative_dumbbells),
        cmocka_unit_test(test_whole_dumbbells),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
