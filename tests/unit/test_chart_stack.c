/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stacked bars: parts add up, the rest and an excess are shown; on random data nothing leaves the
 * frame and no text lies on another.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "chart/stack_geometry.h"
#include "drawn_help.h"

#define GOLDEN ZB_TEST_ROOT "/tests/golden/chart/"
#define ROWS 500
#define PARTS 9

static double values[ROWS][PARTS];
static zb_stack_row rows[ROWS];
static zb_str parts[PARTS];

static zb_str name(void) {
    static const char *const names[] = {
        "维持",   "驳回",   "撤销、变更或确认违法",
        "墨川县", "Lanpu2", "安澜市自然资源和规划局高新技术产业开发区"};
    return zb_str_from(names[below(sizeof names / sizeof *names)]);
}

static zb_figure random_stack(size_t rows_most) {
    size_t n = 1 + below(rows_most), count = 1 + below(PARTS);
    bool shares = share() < 0.5;
    double scale = pow(10, 1 + 8 * share());
    for (size_t k = 0; k < count; k++) {
        parts[k] = name();
    }
    for (size_t i = 0; i < n; i++) {
        double sum = 0, large = share() < 0.05 ? 1000 : 1;
        for (size_t k = 0; k < count; k++) {
            values[i][k] = share() < 0.2 ? 0 : floor(scale * large * share() * share());
            sum += values[i][k];
        }
        double total = share() < 0.3 ? sum : floor(sum * (0.6 + share()));
        rows[i] = (zb_stack_row){name(), share() < 0.2, values[i], share() < 0.6,
                                 share() < 0.05 ? 0 : total};
    }
    return (zb_figure){.kind = ZB_FIG_STACK,
                       .as.stack = {parts, count, rows, n, share() < 0.8 ? ZB_STR("件") : name(), 0,
                                    shares, share() < 0.3}};
}

static void test_random(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        zb_figure figure = random_stack(share() < 0.2 ? ROWS : 14);
        zb_error err = {0};
        double width = 190 + 290 * share(), wished = zb_figure_height(&figure, font, width);
        double height =
            wished - (share() < 0.7 ? 0 : 6 * share() * fmin(12, (double)figure.as.stack.count));
        assert_true(wished >= 40);
        height = fmax(height, 48);
        probe_begin(&the_probe, font, 31, 47, width, height);
        zb_status status = zb_figure_draw(&figure, &the_probe.canvas, 31, 47, width, height, &err);
        if (status != ZB_OK || the_probe.complaint[0] != '\0' || the_probe.depth != 1) {
            fail_msg("round %d, %.0f × %.0f: %s %s", i, width, height, err.message,
                     the_probe.complaint);
        }
        assert_true(the_probe.calls > 4);
    }
}

static double shown_sum(const zb_stack_place *p) {
    double sum = 0;
    for (size_t k = 0; k < p->count; k++) {
        sum += p->segments[k].value;
    }
    return sum;
}

/* Segments meet, in the order of the parts, and are as long as their values. */
static void check_bar(const zb_stack_geometry *g, const zb_stack_place *p) {
    double x = g->plot.x, sum = 0, all = shown_sum(p);
    for (size_t k = 0; k < g->chart->part_count; k++) {
        sum += p->row->parts[k];
    }
    assert_int_equal(p->exceeded, p->row->has_total && sum > p->row->total);
    assert_float_equal(all, p->row->has_total ? fmax(sum, p->row->total) : sum, 1e-6 * (1 + all));
    for (size_t k = 0; k < p->count; k++) {
        const zb_stack_segment *s = &p->segments[k];
        assert_float_equal(s->box.x, x, 1e-6);
        assert_true(k == 0 || p->segments[k - 1].part < s->part);
        x = s->box.x + s->box.w;
        assert_true(x <= g->plot.x + g->plot.w + 1e-6);
        double width = zb_text_width(font, s->label, ZB_LABEL, false);
        assert_true(s->label.n == 0 ||
                    (s->label_x - width / 2 >= s->box.x && s->label_x + width / 2 <= x));
    }
    double unit = g->plot.w / (g->axis.high - g->axis.low);
    double whole = p->whole > 0 ? p->whole : sum;
    double length = !g->chart->shares ? all * unit : whole > 0 ? all / whole * 100 * unit : 0;
    assert_float_equal(x - g->plot.x, length, 1e-3);
    if (p->exceeded) {
        assert_true(p->mark_x >= g->plot.x && p->mark_x <= x + 1e-6);
    } else if (g->chart->shares && all > 0) {
        assert_float_equal(all / whole, 1, 1e-9);
    }
}

static void test_geometry(void **state) {
    (void)state;
    size_t exceeded = 0, leaders = 0, folded = 0;
    for (int i = 0; i < 1000; i++) {
        zb_figure figure = random_stack(i % 4 == 0 ? 100 : 12);
        zb_arena arena = {0};
        zb_stack_geometry g;
        zb_box frame = {0, 0, 200 + 280 * share(), 500};
        assert_int_equal(zb_stack_lay_out(&g, &arena, &figure.as.stack, font, frame, NULL), ZB_OK);
        for (size_t k = 0; k < g.count; k++) {
            folded += g.places[k].row == NULL ? 1 : 0;
            if (g.places[k].row != NULL) {
                check_bar(&g, &g.places[k]);
                exceeded += g.places[k].exceeded ? 1 : 0;
            }
        }
        for (size_t k = 0; k < g.key_count; k++) {
            const zb_stack_key *key = &g.keys[k];
            leaders += key->leader ? 1 : 0;
            assert_true(key->x >= 0 && key->x + key->width <= g.plot.x + g.plot.w + 1e-6);
            assert_true(k == 0 || key->y > g.keys[k - 1].y ||
                        key->x >= g.keys[k - 1].x + g.keys[k - 1].width);
        }
        zb_arena_free(&arena);
    }
    assert_true(exceeded > 100 && leaders > 100 && folded > 20);
}

static zb_stack_chart small_chart(void) {
    static const double city[] = {400, 300, 250}, north[] = {50, 0, 40}, south[] = {90, 60, 30};
    parts[0] = ZB_STR("维持");
    parts[1] = ZB_STR("驳回");
    parts[2] = ZB_STR("撤销、变更");
    rows[0] = (zb_stack_row){ZB_STR("全市"), true, city, true, 1000};
    rows[1] = (zb_stack_row){ZB_STR("墨川县"), false, north, false, 0};
    rows[2] = (zb_stack_row){ZB_STR("云岫县"), false, south, true, 150};
    return (zb_stack_chart){.parts = parts,
                            .part_count = 3,
                            .rows = rows,
                            .count = 3,
                            .unit = ZB_STR("件"),
                            .shares = true};
}

static zb_stack_geometry lay_out(const zb_stack_chart *chart, zb_arena *arena, double width) {
    zb_stack_geometry g;
    zb_box frame = {0, 0, width, 100};
    assert_int_equal(zb_stack_lay_out(&g, arena, chart, font, frame, NULL), ZB_OK);
    return g;
}

static void test_rest_and_excess(void **state) {
    (void)state;
    zb_stack_chart chart = small_chart();
    zb_arena arena = {0};
    zb_stack_geometry g = lay_out(&chart, &arena, 400);
    assert_true(g.rest && g.key_count == 4 && g.places[0].count == 4);
    assert_int_equal(g.places[0].segments[3].part, ZB_STACK_REST);
    assert_float_equal(g.places[0].segments[3].value, 50, 1e-9);
    assert_true(zb_str_eq(g.places[0].segments[0].label, ZB_STR("40.0%")));
    assert_true(zb_str_eq(g.keys[3].name, ZB_STR("其余")));
    /* a part of nothing has no segment */
    assert_int_equal(g.places[1].count, 2);
    assert_int_equal(g.places[1].segments[1].part, 2);
    /* 180 of 150: the bar ends at 120 %, the mark stands at 100 % */
    const zb_stack_segment *last = &g.places[2].segments[2];
    double full = g.places[2].mark_x - g.plot.x;
    assert_true(g.places[2].exceeded && g.places[2].count == 3);
    assert_float_equal(last->box.x + last->box.w - g.plot.x, 1.2 * full, 1e-6);
    assert_true(zb_str_eq(g.places[2].total, ZB_STR("150")));
    assert_float_equal(g.axis.ticks[g.axis.count - 1], 100, 1e-9);
    zb_arena_free(&arena);
    rows[0].has_total = false;
    rows[2].has_total = false;
    g = lay_out(&chart, &arena, 400);
    assert_false(g.rest);
    assert_float_equal(g.axis.high, 100, 1e-9);
    zb_arena_free(&arena);
}

/* Of more than six parts the last ones are one; of more than 40 rows the middle ones are told. */
static void test_folds(void **state) {
    (void)state;
    for (size_t count = 1; count <= PARTS; count++) {
        zb_figure figure = random_stack(1);
        zb_arena arena = {0};
        double sum = 0;
        for (size_t k = 0; k < PARTS; k++) {
            values[0][k] = (double)(k + 1);
            parts[k] = ZB_STR("维持");
            sum += k < count ? values[0][k] : 0;
        }
        figure.as.stack.part_count = count;
        figure.as.stack.english = true;
        rows[0].has_total = false;
        zb_stack_geometry g = lay_out(&figure.as.stack, &arena, 400);
        assert_int_equal(g.key_count, count < 6 ? count : 6);
        assert_int_equal(g.places[0].count, g.key_count);
        assert_float_equal(shown_sum(&g.places[0]), sum, 1e-9);
        assert_int_equal(zb_str_eq(g.keys[g.key_count - 1].name, ZB_STR("others")), count > 6);
        zb_arena_free(&arena);
    }
    for (size_t n = 39; n <= 500; n += n < 42 ? 1 : 229) {
        zb_stack_chart chart = small_chart();
        zb_arena arena = {0};
        zb_stack_geometry g;
        for (size_t i = 3; i < n; i++) {
            rows[i] = rows[i % 3];
        }
        chart.count = n;
        zb_figure figure = {.kind = ZB_FIG_STACK, .as.stack = chart};
        zb_box frame = {0, 0, 480, zb_figure_height(&figure, font, 480)};
        assert_int_equal(zb_stack_lay_out(&g, &arena, &chart, font, frame, NULL), ZB_OK);
        assert_int_equal(g.count, n > 40 ? 31 : n);
        assert_true((g.places[15].row == NULL) == (n > 40));
        assert_ptr_equal(g.places[g.count - 1].row, &rows[n - 1]);
        assert_true(frame.h < 520);
        zb_arena_free(&arena);
    }
}

/* 200 beside a million is not told as 0.0万. */
static void test_numbers(void **state) {
    (void)state;
    zb_stack_chart chart = small_chart();
    static const double large[] = {2e6, 1e6, 0};
    rows[1].parts = large;
    zb_arena arena = {0};
    zb_stack_geometry g = lay_out(&chart, &arena, 400);
    assert_true(zb_str_eq(g.places[1].total, ZB_STR("3,000,000")));
    zb_arena_free(&arena);
    chart.rows = &rows[1];
    chart.count = 1;
    g = lay_out(&chart, &arena, 400);
    assert_true(zb_str_eq(g.places[0].total, ZB_STR("300.0万")));
    zb_arena_free(&arena);
}

static void test_nothing(void **state) {
    (void)state;
    static const double none[] = {0, 0, 0};
    zb_stack_chart chart = small_chart();
    zb_figure figures[] = {{.kind = ZB_FIG_STACK, .as.stack = chart},
                           {.kind = ZB_FIG_STACK, .as.stack = chart},
                           {.kind = ZB_FIG_STACK}};
    figures[0].as.stack.count = 0;
    figures[1].as.stack.part_count = 0;
    for (size_t i = 0; i < 3; i++) {
        probe_begin(&the_probe, font, 0, 0, 300, 100);
        assert_int_equal(zb_figure_draw(&figures[i], &the_probe.canvas, 0, 0, 300, 100, NULL),
                         ZB_OK);
        assert_int_equal(the_probe.calls, 0);
        assert_float_equal(zb_figure_height(&figures[i], font, 300), 0, 0);
    }
    for (int shares = 0; shares <= 1; shares++) {
        zb_arena arena = {0};
        chart.shares = shares == 1;
        rows[0] = (zb_stack_row){ZB_STR("全市"), true, none, true, 0};
        chart.count = 1;
        zb_stack_geometry g = lay_out(&chart, &arena, 300);
        assert_int_equal(g.places[0].count, 0);
        assert_true(zb_str_eq(g.places[0].total, ZB_STR("0")));
        zb_arena_free(&arena);
    }
}

static void test_refused(void **state) {
    (void)state;
    const double bad[] = {NAN, INFINITY, -1, 1.7e308};
    double given[] = {1, 1.7e308, 3};
    zb_error err = {0};
    for (size_t i = 0; i < 4; i++) {
        zb_figure figure = {.kind = ZB_FIG_STACK, .as.stack = small_chart()};
        probe_begin(&the_probe, font, 0, 0, 300, 100);
        rows[1].parts = given;
        given[0] = bad[i];
        given[1] = i == 3 ? 1.7e308 : 2;
        assert_int_equal(zb_figure_draw(&figure, &the_probe.canvas, 0, 0, 300, 100, &err),
                         ZB_E_DOMAIN);
        given[0] = given[1] = 1;
        rows[1].has_total = true;
        rows[1].total = i == 3 ? -1e-9 : bad[i];
        assert_int_equal(zb_figure_draw(&figure, &the_probe.canvas, 0, 0, 300, 100, &err),
                         ZB_E_DOMAIN);
        rows[1].total = 2;
        assert_int_equal(zb_figure_draw(&figure, &the_probe.canvas, 0, 0, 300, 100, &err), ZB_OK);
        assert_int_equal(zb_figure_draw(&figure, &the_probe.canvas, 0, 0, 120, 48, &err),
                         ZB_E_USAGE);
    }
}

static void test_no_memory(void **state) {
    (void)state;
    for (int i = 0; i < 20; i++) {
        zb_figure figure = random_stack(12);
        double height = zb_figure_height(&figure, font, 480);
        zb_status status = ZB_E_NOMEM;
        for (uint64_t n = 1; n < 5000 && status == ZB_E_NOMEM; n++) {
            probe_begin(&the_probe, font, 0, 0, 480, 300);
            zb_mem_fail_at(n, 0);
            status = zb_figure_draw(&figure, &the_probe.canvas, 0, 0, 480, 300, NULL);
            zb_mem_fail_at(0, 0);
            assert_true(status == ZB_OK || (status == ZB_E_NOMEM && the_probe.calls == 0));
            zb_mem_fail_at(n, 1);
            double without = zb_figure_height(&figure, font, 480);
            zb_mem_fail_at(0, 0);
            assert_true(without > 0 && without <= height);
        }
        assert_int_equal(status, ZB_OK);
    }
}

static void compare_stack(const zb_stack_chart *chart, double width, const char *path) {
    zb_figure figure = {.kind = ZB_FIG_STACK, .as.stack = *chart};
    compare_record(&figure, width, zb_figure_height(&figure, font, width), path);
}

static void test_golden(void **state) {
    (void)state;
    zb_stack_chart chart = small_chart();
    compare_stack(&chart, 300, GOLDEN "stack_shares.txt");
    chart.shares = false;
    chart.english = true;
    chart.unit = ZB_STR("cases");
    parts[2] = ZB_STR("revoked, changed or found unlawful");
    compare_stack(&chart, 229, GOLDEN "stack_values.txt");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),          cmocka_unit_test(test_geometry),
        cmocka_unit_test(test_rest_and_excess), cmocka_unit_test(test_folds),
        cmocka_unit_test(test_numbers),         cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_refused),         cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
