/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every chart of places on the data that charts trip over: one place, five hundred, all alike, one
 * far out, names of two and of twenty characters. Nothing leaves the frame, no text lies on
 * another, and something is drawn.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "drawn_help.h"

enum { PLACES = 500, YEARS = 10, COLUMNS = 4, FIRST = 2016 };

typedef enum values { SPREAD, ALIKE, ONE_FAR } values;

static zb_str names[PLACES];
static zb_trend_point points[PLACES][YEARS];
static zb_trend_line lines[PLACES];
static zb_ranking_row ranked[PLACES];
static zb_funnel_point dots[PLACES];
static zb_dumbbell_row changes[PLACES];
static zb_heat_cell cells[PLACES * COLUMNS];

static double value_of(values kind, size_t i) {
    return kind == ALIKE ? 96 : kind == ONE_FAR && i == 0 ? 0.1 : 90 + (double)(i % 83) / 10;
}

static void name_all(bool is_long) {
    static const char *const shorts[] = {"云县", "墨县", "禾县", "澄市", "松县"};
    for (size_t i = 0; i < PLACES; i++) {
        names[i] = is_long ? ZB_STR("安澜经济技术和高新产业综合开发示范区管委会")
                           : zb_str_from(shorts[i % 5]);
    }
}

static zb_figure trend(size_t n, values kind) {
    for (size_t i = 0; i < n; i++) {
        for (int y = 0; y < YEARS; y++) {
            double v = value_of(kind, i + (size_t)y);
            points[i][y] = (zb_trend_point){.year = FIRST + y,
                                            .value = v,
                                            .has_interval = true,
                                            .low = v - 0.1,
                                            .high = v + 0.1};
        }
        lines[i] = (zb_trend_line){names[i], i ? ZB_TONE_CONTEXT : ZB_TONE_WHOLE, i == 0, points[i],
                                   YEARS};
    }
    zb_figure f = {.kind = ZB_FIG_TREND};
    f.as.trend = (zb_trend_chart){.first_year = FIRST,
                                  .last_year = FIRST + YEARS - 1,
                                  .unit = ZB_STR("%"),
                                  .decimals = 1,
                                  .percent = true,
                                  .lines = lines,
                                  .count = n};
    return f;
}

static zb_figure ranking(size_t n, values kind) {
    for (size_t i = 0; i < n; i++) {
        double v = value_of(kind, i);
        ranked[i] = (zb_ranking_row){
            names[i], ZB_TONE_CONTEXT, v, v - 1 < 0 ? 0 : v - 1, v + 1, true, 120, false};
    }
    zb_figure f = {.kind = ZB_FIG_RANKING};
    f.as.ranking = (zb_ranking_chart){.rows = ranked,
                                      .count = n,
                                      .unit = ZB_STR("%"),
                                      .decimals = 1,
                                      .percent = true,
                                      .has_whole = true,
                                      .whole_name = ZB_STR("全市"),
                                      .whole = {95, 94.5, 95.5}};
    return f;
}

static zb_figure funnel(size_t n, values kind) {
    static const zb_funnel_limit limits[] = {
        {10, 75, 100, 60, 100}, {500, 93.0, 97.2, 91.8, 98.4}, {6000, 94.4, 95.6, 94.0, 95.9}};
    for (size_t i = 0; i < n; i++) {
        zb_tone tone = kind == ONE_FAR && i == 0 ? ZB_TONE_LOW998 : ZB_TONE_CONTEXT;
        double cases = kind == ALIKE ? 300 : 12 + 11.0 * (double)i;
        dots[i] = (zb_funnel_point){names[i], tone, cases, value_of(kind, i)};
    }
    zb_figure f = {.kind = ZB_FIG_FUNNEL};
    f.as.funnel = (zb_funnel_chart){.points = dots,
                                    .count = n,
                                    .limits = limits,
                                    .limit_count = 3,
                                    .whole = 95,
                                    .whole_name = ZB_STR("全市"),
                                    .unit = ZB_STR("%"),
                                    .percent = true};
    return f;
}

static zb_figure dumbbell(size_t n, values kind) {
    for (size_t i = 0; i < n; i++) {
        double a = value_of(kind, i), b = value_of(kind, i + 7);
        changes[i] = (zb_dumbbell_row){
            names[i], ZB_TONE_CONTEXT, a, b, 0, {b - a, b - a - 1, b - a + 1}, true};
    }
    zb_figure f = {.kind = ZB_FIG_DUMBBELL};
    f.as.dumbbell = (zb_dumbbell_chart){.rows = changes,
                                        .count = n,
                                        .first_year = FIRST,
                                        .last_year = FIRST + YEARS - 1,
                                        .unit = ZB_STR("%"),
                                        .decimals = 1,
                                        .percent = true};
    return f;
}

static zb_figure heat(size_t n, values kind) {
    static zb_str columns[COLUMNS], groups[COLUMNS];
    for (size_t k = 0; k < COLUMNS; k++) {
        columns[k] = ZB_STR("负责人出庭\n应诉率");
        groups[k] = k < 2 ? ZB_STR("行政应诉") : ZB_STR("矛盾化解");
    }
    for (size_t i = 0; i < n * COLUMNS; i++) {
        double v = value_of(kind, i);
        cells[i] = (zb_heat_cell){.known = true, .value = v, .difference = v - 95};
    }
    zb_figure f = {.kind = ZB_FIG_HEAT};
    f.as.heat = (zb_heat_map){.rows = names,
                              .row_count = n,
                              .has_whole = true,
                              .columns = columns,
                              .groups = groups,
                              .column_count = COLUMNS,
                              .cells = cells,
                              .decimals = 1};
    return f;
}

typedef zb_figure make_fn(size_t n, values kind);

static void draw_all(make_fn *make, double width) {
    static const size_t sizes[] = {1, 2, 8, PLACES};
    for (int is_long = 0; is_long < 2; is_long++) {
        name_all(is_long);
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            for (values kind = SPREAD; kind <= ONE_FAR; kind++) {
                zb_figure figure = make(sizes[s], kind);
                expect_fits(&figure, width, 0, (int)(100 * is_long + 10 * (int)s + (int)kind));
                assert_true(the_probe.texts > 0);
            }
        }
    }
    zb_figure none = make(0, SPREAD);
    assert_int_equal(draw_at(&none, width, 200), ZB_OK);
    assert_int_equal(the_probe.calls, 0);
}

static void test_trend(void **state) {
    (void)state;
    draw_all(trend, 480);
}

static void test_ranking(void **state) {
    (void)state;
    draw_all(ranking, 229);
}

static void test_funnel(void **state) {
    (void)state;
    draw_all(funnel, 229);
}

static void test_dumbbell(void **state) {
    (void)state;
    draw_all(dumbbell, 229);
}

static void test_heat(void **state) {
    (void)state;
    draw_all(heat, 480);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trend),  cmocka_unit_test(test_ranking),
        cmocka_unit_test(test_funnel), cmocka_unit_test(test_dumbbell),
        cmocka_unit_test(test_heat),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
