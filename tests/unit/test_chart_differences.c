/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strips of differences: on random data nothing leaves the frame, no label lies on another or on a
 * dot, zero is in the middle.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "base/str.h"
#include "chart/differences_geometry.h"
#include "chart/place.h"
#include "drawn_help.h"
#include "memory_help.h"

#define ROWS 60
#define MARKS 30

static zb_difference_row rows[ROWS];
static zb_difference_mark marks[ROWS][MARKS];

static zb_str name(void) {
    static const char *const names[] = {"调解成功率", "云", "行政复议纠错率",
                                        "安澜市自然资源和规划局高新技术产业开发区分局2024",
                                        "A2022"};
    return zb_str_from(names[(size_t)(share() * 5)]);
}

static zb_difference_chart random_chart(void) {
    size_t count = 1 + (size_t)(share() * (share() < 0.2 ? ROWS : 9));
    double scale = pow(10, 5 * share() - 2), tolerance = share() < 0.8 ? 0.5 : 0;
    for (size_t i = 0; i < count; i++) {
        rows[i] = (zb_difference_row){name(), marks[i], (size_t)(share() * MARKS)};
        for (size_t k = 0; k < rows[i].count; k++) {
            bool apart = share() < 0.1;
            double value = (share() - 0.5) * (apart ? 10 * scale : tolerance);
            marks[i][k] = (zb_difference_mark){value, apart, apart ? name() : (zb_str){0}};
        }
    }
    return (zb_difference_chart){rows, count, tolerance, ZB_STR("百分点")};
}

static void test_fits(void **state) {
    (void)state;
    for (int i = 0; i < 1500; i++) {
        zb_figure figure = {.kind = ZB_FIG_DIFFERENCES, .as.differences = random_chart()};
        double width = 150 + 330 * share();
        double wished = zb_figure_height(&figure, font, width);
        double height = share() < 0.7 ? wished : 60 + 300 * share();
        probe_begin(&the_probe, font, 31, 47, width, height);
        assert_int_equal(zb_figure_draw(&figure, &the_probe.canvas, 31, 47, width, height, NULL),
                         ZB_OK);
        if (the_probe.complaint[0] != '\0') {
            fail_msg("round %d, %.0f × %.0f: %s", i, width, height, the_probe.complaint);
        }
    }
}

static void test_geometry(void **state) {
    (void)state;
    for (int i = 0; i < 500; i++) {
        zb_difference_chart chart = random_chart();
        zb_arena arena = {0};
        zb_differences_geometry g;
        zb_box frame = {0, 0, 229, 220};
        assert_int_equal(zb_differences_lay_out(&g, &arena, &chart, font, frame, NULL), ZB_OK);
        assert_true(fabs(zb_differences_x(&g, 0) - (g.plot.x + g.plot.w / 2)) < 1e-9);
        assert_true(g.axis.count >= 2 && g.rows <= chart.count);
        for (size_t k = 0; k < g.label_count; k++) {
            for (size_t j = 0; j < k; j++) {
                assert_false(zb_box_overlap(g.labels[k].box, g.labels[j].box));
            }
            for (size_t row = 0; row < g.rows; row++) {
                for (size_t m = 0; m < chart.rows[row].count; m++) {
                    zb_point at = {zb_differences_x(&g, chart.rows[row].marks[m].value),
                                   zb_differences_y(&g, row)};
                    zb_box label = g.labels[k].box;
                    assert_false(at.x > label.x && at.x < label.x + label.w && at.y > label.y &&
                                 at.y < label.y + label.h);
                }
            }
        }
        zb_arena_free(&arena);
    }
}

static void test_one_far_away(void **state) {
    (void)state;
    const zb_difference_mark few[] = {{0.1, false, {0}}, {3.6, true, ZB_STR_INIT("岚浦县2022")}};
    const zb_difference_row one = {ZB_STR_INIT("调解成功率"), few, 2};
    const zb_difference_chart chart = {&one, 1, 0.5, ZB_STR_INIT("百分点")};
    zb_arena arena = {0};
    zb_differences_geometry g;
    zb_box frame = {0, 0, 229, 60};
    assert_int_equal(zb_differences_lay_out(&g, &arena, &chart, font, frame, NULL), ZB_OK);
    assert_int_equal(g.label_count, 1);
    /* no room at its right: it stands at the left of its dot */
    assert_true(g.labels[0].box.x + g.labels[0].box.w < zb_differences_x(&g, 3.6));
    assert_true(zb_str_eq(g.ticks[g.axis.count - 1], ZB_STR("+4")));
    zb_arena_free(&arena);
}

static void test_edges(void **state) {
    (void)state;
    zb_figure none = {.kind = ZB_FIG_DIFFERENCES};
    assert_true(zb_figure_height(&none, font, 229) == 0);
    probe_begin(&the_probe, font, 0, 0, 229, 100);
    assert_int_equal(zb_figure_draw(&none, &the_probe.canvas, 0, 0, 229, 100, NULL), ZB_OK);
    assert_int_equal(the_probe.calls, 0);
    const zb_difference_mark bad = {NAN, false, {0}}, zero = {0, false, {0}};
    zb_difference_row row = {ZB_STR("调解成功率"), &bad, 1};
    zb_figure figure = {.kind = ZB_FIG_DIFFERENCES,
                        .as.differences = {&row, 1, 0.5, ZB_STR("百分点")}};
    assert_int_equal(zb_figure_draw(&figure, &the_probe.canvas, 0, 0, 229, 100, NULL), ZB_E_DOMAIN);
    row.marks = &zero; /* all alike, and no band */
    figure.as.differences.tolerance = 0;
    assert_int_equal(zb_figure_draw(&figure, &the_probe.canvas, 0, 0, 229, 100, NULL), ZB_OK);
    assert_string_equal(the_probe.complaint, "");
}

static zb_status draw_once(void *context) {
    probe_begin(&the_probe, font, 0, 0, 229, 200);
    return zb_figure_draw(context, &the_probe.canvas, 0, 0, 229, 200, NULL);
}

static void test_no_memory(void **state) {
    (void)state;
    zb_figure figure = {.kind = ZB_FIG_DIFFERENCES, .as.differences = random_chart()};
    starve(draw_once, &figure);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fits),         cmocka_unit_test(test_geometry),
        cmocka_unit_test(test_one_far_away), cmocka_unit_test(test_edges),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
