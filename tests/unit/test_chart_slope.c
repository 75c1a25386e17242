/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slope charts: colours by intervals alone, labels in order and apart, nothing outside the frame.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "chart/place.h"
#include "chart/slope_geometry.h"
#include "drawn_help.h"
#include "memory_help.h"

static zb_slope_line lines[ZB_SLOPE_MAX + 1];

static zb_figure figure_of(size_t count) {
    return (zb_figure){.kind = ZB_FIG_SLOPE, .as.slope = {lines, count, 2018, 2025, 1, false}};
}

static zb_figure random_slope(void) {
    size_t n = 1 + below(ZB_SLOPE_MAX);
    double scale = pow(10, 7 * share()), outlier = share() < 0.1 ? 1000 : 1;
    bool equal = share() < 0.1;
    for (size_t i = 0; i < n; i++) {
        double first = equal ? scale : scale * share(), last = equal ? scale : scale * share();
        last *= i == 0 ? outlier : 1;
        double half = scale * share() * share();
        lines[i] = (zb_slope_line){
            random_name(), i == 1,        first,
            last,          share() < 0.8, {last - first, last - first - half, last - first + half}};
    }
    zb_figure figure = figure_of(n);
    figure.as.slope.english = share() < 0.3;
    return figure;
}

static void test_random(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        zb_figure figure = random_slope();
        expect_fits(&figure, 215 + 270 * share(), share() < 0.5 ? 0 : 120 + 130 * share(), i);
    }
}

static void test_geometry(void **state) {
    (void)state;
    for (int i = 0; i < 1000; i++) {
        zb_figure figure = random_slope();
        zb_arena arena = {0};
        zb_slope_geometry g;
        zb_box frame = {0, 0, 400, 160};
        assert_int_equal(zb_slope_lay_out(&g, &arena, &figure.as.slope, font, frame, NULL), ZB_OK);
        assert_int_equal(g.count, figure.as.slope.count);
        for (int side = 0; side < 2; side++) {
            for (size_t k = 0; k < g.count; k++) {
                const zb_slope_end *end = &g.sides[side][k];
                double value = side == 0 ? end->line->first : end->line->last;
                assert_true(fabs(end->at.y - zb_slope_y(&g, value)) < 1e-9);
                assert_true(end->at.y >= g.plot.y - 1e-9 &&
                            end->at.y <= g.plot.y + g.plot.h + 1e-9);
                if (k > 0) { /* in the order of the values, a pitch apart */
                    assert_true(end->at.y >= g.sides[side][k - 1].at.y);
                    assert_true(end->y - g.sides[side][k - 1].y >= ZB_PITCH - 1e-6);
                }
            }
        }
        zb_arena_free(&arena);
    }
}

static void test_tone(void **state) {
    (void)state;
    zb_slope_line line = {.first = 90, .last = 95, .change = {5, 1, 9}};
    assert_int_equal(zb_slope_tone(&line), ZB_TONE_CONTEXT); /* no interval */
    line.has_interval = true;
    assert_int_equal(zb_slope_tone(&line), ZB_TONE_HIGH);
    line.change.low = 0; /* touches 0 */
    assert_int_equal(zb_slope_tone(&line), ZB_TONE_CONTEXT);
    line = (zb_slope_line){.first = 95, .last = 90, .has_interval = true, .change = {-5, -9, -1}};
    assert_int_equal(zb_slope_tone(&line), ZB_TONE_LOW);
    line.change.high = 0.1;
    assert_int_equal(zb_slope_tone(&line), ZB_TONE_CONTEXT);
    line = (zb_slope_line){.first = 95, .last = 90, .has_interval = true, .change = {5, 1, 9}};
    assert_int_equal(zb_slope_tone(&line), ZB_TONE_CONTEXT); /* an interval of something else */
    line.whole = true;
    assert_int_equal(zb_slope_tone(&line), ZB_TONE_WHOLE);
}

static void test_small_change_is_flat(void **state) {
    (void)state;
    lines[0] = (zb_slope_line){.name = ZB_STR("甲"), .first = 96.0, .last = 96.1};
    zb_figure figure = figure_of(1);
    zb_arena arena = {0};
    zb_slope_geometry g;
    zb_box frame = {0, 0, 300, 150};
    assert_int_equal(zb_slope_lay_out(&g, &arena, &figure.as.slope, font, frame, NULL), ZB_OK);
    double rise = g.sides[0][0].at.y - g.sides[1][0].at.y;
    assert_true(rise > 0 && rise < 0.02 * g.plot.h);
    lines[0].first = 10; /* a large one takes the height */
    assert_int_equal(zb_slope_lay_out(&g, &arena, &figure.as.slope, font, frame, NULL), ZB_OK);
    rise = g.sides[0][0].at.y - g.sides[1][0].at.y;
    assert_true(fabs(rise - g.plot.h) < 1e-6);
    zb_arena_free(&arena);
}

static void test_colours(void **state) {
    (void)state;
    lines[0] = (zb_slope_line){ZB_STR("墨川县"), false, 96.8, 90.9, true, {-5.9, -7.3, -4.6}};
    lines[1] = (zb_slope_line){ZB_STR("云岫县"), false, 90.0, 97.4, true, {7.4, -3.0, 15.0}};
    zb_figure figure = figure_of(2);
    assert_true(says(&figure, 300, 150, ZB_STR("#C85A12")));
    assert_false(says(&figure, 300, 150, ZB_STR("#1F6FB2")));
}

static void test_numbers(void **state) {
    (void)state;
    lines[0] = (zb_slope_line){.name = ZB_STR("甲"), .first = 96, .last = 3e7};
    zb_figure figure = figure_of(1);
    assert_true(says(&figure, 300, 150, ZB_STR("3,000.0万")));
    assert_true(says(&figure, 300, 150, ZB_STR("96.0"))); /* not 0.0万 */
    figure.as.slope.english = true;
    assert_true(says(&figure, 300, 150, ZB_STR("30.00M")));
}

static void test_refused(void **state) {
    (void)state;
    zb_figure figure = figure_of(0);
    assert_int_equal(draw_at(&figure, 300, 150), ZB_OK);
    assert_int_equal(the_probe.calls, 0);
    assert_true(zb_figure_height(&figure, font, 300) == 0);
    for (size_t i = 0; i <= ZB_SLOPE_MAX; i++) {
        lines[i] = (zb_slope_line){.name = ZB_STR("墨川县"), .first = 1, .last = 2};
    }
    figure = figure_of(ZB_SLOPE_MAX + 1);
    assert_int_equal(draw_at(&figure, 300, 250), ZB_E_LIMIT);
    figure = figure_of(ZB_SLOPE_MAX);
    expect_fits(&figure, 300, 0, 0);
    assert_int_equal(draw_at(&figure, 300, 80), ZB_E_USAGE);
    assert_int_equal(draw_at(&figure, 120, 250), ZB_E_USAGE);
    lines[3].last = NAN;
    assert_int_equal(draw_at(&figure, 300, 250), ZB_E_DOMAIN);
    lines[3].last = 2;
    lines[3].has_interval = true;
    lines[3].change.high = INFINITY;
    assert_int_equal(draw_at(&figure, 300, 250), ZB_E_DOMAIN);
    lines[3].change.high = 0;
    lines[3].first = -1e308;
    lines[3].last = 1e308;
    assert_int_equal(draw_at(&figure, 300, 250), ZB_E_DOMAIN);
}

static zb_status attempt(void *context) {
    probe_begin(&the_probe, font, 0, 0, 240, 250);
    return zb_figure_draw(context, &the_probe.canvas, 0, 0, 240, 250, NULL);
}

static void test_no_memory(void **state) {
    (void)state;
    zb_figure figure = random_slope();
    figure.as.slope.lines = lines;
    lines[0].name = ZB_STR("安澜市高新技术产业开发区管理委员会");
    starve(attempt, &figure);
}

static void test_golden(void **state) {
    (void)state;
    lines[0] = (zb_slope_line){ZB_STR("全市"), true, 93.2, 96.1, true, {2.9, 2.4, 3.4}};
    lines[1] = (zb_slope_line){ZB_STR("墨川县"), false, 96.8, 90.9, true, {-5.9, -7.3, -4.6}};
    lines[2] = (zb_slope_line){ZB_STR("松月县"), false, 90.7, 96.0, true, {5.3, 3.7, 7.0}};
    lines[3] = (zb_slope_line){ZB_STR("云岫县"), false, 90.5, 96.0, true, {5.5, -4.2, 15.1}};
    zb_figure figure = figure_of(4);
    compare_record(&figure, 229, 150, ZB_TEST_ROOT "/tests/golden/chart/slope.txt");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_geometry),
        cmocka_unit_test(test_tone),
        cmocka_unit_test(test_colours),
        cmocka_unit_test(test_small_change_is_flat),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
