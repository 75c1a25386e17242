/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Distributions: dots and bars, their quartiles, what is named; on random data nothing leaves the
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
#include "chart/distribution_geometry.h"
#include "chart/place.h"
#include "drawn_help.h"

#define GOLDEN ZB_TEST_ROOT "/tests/golden/chart/"
#define COLUMNS 12
#define POINTS 500

static zb_distribution_point points[COLUMNS][POINTS];
static zb_distribution_column columns[COLUMNS];

static zb_str name(void) {
    static const char *const names[] = {
        "云县", "墨川县", "澄川市", "安澜市自然资源和规划局高新技术产业开发区", "Lanpu", "禾桥2"};
    return zb_str_from(names[below(sizeof names / sizeof *names)]);
}

/* What the values are like: 0 spread, 1 rounded so that many coincide, 2 equal, 3 one far out. */
static double random_value(int kind, bool percent, double scale, size_t index) {
    double top = percent ? 100 : scale;
    double value = percent ? 100 * (1 - 0.2 * share() * share()) : floor(scale * share());
    switch (kind) {
    case 1:
        return percent ? floor(value) : floor(10 * share());
    case 2:
        return top;
    case 3:
        return index > 0 ? value : percent ? 0 : scale * 1000;
    default:
        return value;
    }
}

static zb_figure random_distribution(void) {
    size_t n = share() < 0.3 ? 1 : 2 + below(COLUMNS - 1);
    size_t most = share() < 0.2 ? POINTS : share() < 0.3 ? 60 : 30;
    bool percent = share() < 0.5;
    int kind = (int)below(4), year = 2005;
    double scale = pow(10, 1 + 7 * share());
    for (size_t i = 0; i < n; i++) {
        size_t count = i == 0 ? 8 + below(most - 8) : below(most);
        for (size_t k = 0; k < count; k++) {
            zb_tone tone = share() < 0.8 ? ZB_TONE_CONTEXT : (zb_tone)(1 + below(5));
            double value = random_value(kind, percent, scale, k);
            points[i][k] = (zb_distribution_point){name(), tone, value, share() < 0.2,
                                                   share() < 0.5 ? 0 : floor(50 * share())};
        }
        year += share() < 0.8 ? 1 : 2;
        columns[i] = (zb_distribution_column){year, points[i], count, share() < 0.7,
                                              count > 0 ? points[i][0].value : 0};
    }
    return (zb_figure){
        .kind = ZB_FIG_DISTRIBUTION,
        .as.distribution = {columns, n, name(), percent ? 1 : 0, percent, share() < 0.3}};
}

static void test_random(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        zb_figure figure = random_distribution();
        zb_error err = {0};
        double width = 170 + 310 * share(), wished = zb_figure_height(&figure, font, width);
        double height = share() < 0.6 ? wished : 70 + 150 * share();
        assert_true(wished > 0);
        probe_begin(&the_probe, font, 31, 47, width, height);
        zb_status status = zb_figure_draw(&figure, &the_probe.canvas, 31, 47, width, height, &err);
        if (status != ZB_OK || the_probe.complaint[0] != '\0' || the_probe.depth != 1) {
            fail_msg("round %d, %.0f × %.0f: %s %s", i, width, height, err.message,
                     the_probe.complaint);
        }
        assert_true(the_probe.calls > 8);
    }
}

static bool is_drawn_dot(const zb_distribution_geometry *g, const zb_distribution_dot *dot) {
    return !g->bars && dot->beyond == 0;
}

/* Dots touch none of the others, are in the order of their values and where their values lie. */
static void check_dots(const zb_distribution_geometry *g, const zb_distribution_strip *strip) {
    for (size_t i = 0; i < strip->column->count; i++) {
        const zb_distribution_dot *dot = &strip->dots[i];
        double along = zb_distribution_along(g, dot->point->value);
        assert_float_equal(g->flat ? dot->at.x : dot->at.y, along, 1e-9);
        assert_true(fabs((g->flat ? dot->at.y : dot->at.x) - strip->centre) <= g->room);
        assert_true(i == 0 || strip->dots[i - 1].point->value <= dot->point->value);
        for (size_t k = 0; k < i; k++) {
            zb_point other = strip->dots[k].at;
            assert_true(hypot(other.x - dot->at.x, other.y - dot->at.y) >= 2 * g->radius);
        }
    }
}

/* The values that a bar counts lie where it does: all those between its borders, none beyond. */
static void check_counts(const zb_distribution_geometry *g, const zb_distribution_strip *strip,
                         const zb_distribution_bar *bar) {
    double from = g->flat ? bar->box.x : bar->box.y;
    double to = from + (g->flat ? bar->box.w : bar->box.h);
    size_t inside = 0, about = 0;
    for (size_t i = 0; i < strip->column->count; i++) {
        double along = zb_distribution_along(g, strip->dots[i].point->value);
        bool on_scale = strip->dots[i].beyond == 0;
        inside += on_scale && along > from + 1e-6 && along < to - 1e-6 ? 1 : 0;
        about += on_scale && along > from - 0.7 && along < to + 0.7 ? 1 : 0;
    }
    assert_true(inside <= bar->count && bar->count <= about);
}

/* Each value is in one bar or beyond the scale; the bars lie side by side and within the plot. */
static void check_bars(const zb_distribution_geometry *g, const zb_distribution_strip *strip) {
    size_t counted = strip->under + strip->over;
    for (size_t i = 0; i < strip->bar_count; i++) {
        zb_box box = strip->bars[i].box, plot = g->plot;
        counted += strip->bars[i].count;
        check_counts(g, strip, &strip->bars[i]);
        assert_true(box.x >= plot.x - 1e-6 && box.x + box.w <= plot.x + plot.w + 1e-6);
        assert_true(box.y >= plot.y - 1e-6 && box.y + box.h <= plot.y + plot.h + 1e-6);
        for (size_t k = 0; k < i; k++) {
            zb_box other = strip->bars[k].box;
            bool apart =
                g->flat ? other.x + other.w <= box.x + 1e-6 : other.y >= box.y + box.h - 1e-6;
            assert_true(apart);
            double here = g->flat ? box.h : box.w, there = g->flat ? other.h : other.w;
            assert_true(strip->bars[i].count <= strip->bars[k].count || here >= there);
        }
    }
    assert_int_equal(counted, strip->column->count);
}

static void check_labels(const zb_distribution_geometry *g) {
    for (size_t i = 0; i < g->label_count; i++) {
        for (size_t k = 0; k < g->head_count; k++) {
            assert_false(zb_box_overlap(g->labels[i].box, g->heads[k].box));
        }
    }
    for (size_t i = 0; i < g->label_count; i++) {
        zb_box box = g->labels[i].box;
        for (size_t k = 0; k < i; k++) {
            assert_false(zb_box_overlap(box, g->labels[k].box));
        }
        for (size_t s = 0; s < g->strip_count; s++) {
            for (size_t k = 0; k < g->strips[s].column->count; k++) {
                const zb_distribution_dot *dot = &g->strips[s].dots[k];
                zb_box mark = {dot->at.x - 1, dot->at.y - 1, 2, 2};
                assert_false(is_drawn_dot(g, dot) && zb_box_overlap(box, mark));
            }
        }
    }
}

static void test_geometry(void **state) {
    (void)state;
    size_t with_dots = 0, with_bars = 0, with_beyond = 0;
    for (int i = 0; i < 1000; i++) {
        zb_figure figure = random_distribution();
        zb_arena arena = {0};
        zb_distribution_geometry g;
        zb_box frame = {0, 0, 229 + 250 * share(), 190};
        assert_int_equal(
            zb_distribution_lay_out(&g, &arena, &figure.as.distribution, font, frame, NULL), ZB_OK);
        assert_true(g.strip_count > 0);
        with_dots += g.bars ? 0 : 1;
        with_bars += g.bars ? 1 : 0;
        assert_true(g.bars || zb_distribution_largest(&figure.as.distribution) < 30);
        for (size_t s = 0; s < g.strip_count; s++) {
            with_beyond += g.strips[s].under + g.strips[s].over > 0 ? 1 : 0;
            if (g.bars) {
                check_bars(&g, &g.strips[s]);
            } else {
                check_dots(&g, &g.strips[s]);
            }
        }
        check_labels(&g);
        zb_arena_free(&arena);
    }
    assert_true(with_dots > 100 && with_bars > 100 && with_beyond > 20);
}

static zb_distribution_chart chart_of(const double *values, size_t n) {
    static const char *const names[] = {"甲县", "乙县", "丙县", "丁县", "戊县", "己县",
                                        "庚县", "辛县", "壬县", "癸县", "子县", "丑县"};
    for (size_t i = 0; i < n; i++) {
        zb_str told = i < 12 ? zb_str_from(names[i]) : ZB_STR("其他县");
        points[0][i] = (zb_distribution_point){.name = told, .value = values[i]};
    }
    columns[0] = (zb_distribution_column){.year = 2025, .points = points[0], .count = n};
    return (zb_distribution_chart){
        .columns = columns, .count = 1, .whole_name = ZB_STR("全市"), .decimals = 1};
}

static zb_distribution_geometry lay_out(const zb_distribution_chart *chart, zb_arena *arena) {
    zb_distribution_geometry g;
    zb_box frame = {0, 0, 300, 140};
    assert_int_equal(zb_distribution_lay_out(&g, arena, chart, font, frame, NULL), ZB_OK);
    return g;
}

/* R: quantile(c(7, 1, 3, 9, 5, 8, 2, 4), c(.25, .5, .75)) is 2.75, 4.50, 7.25. */
static void test_quartiles(void **state) {
    (void)state;
    const double values[] = {7, 1, 3, 9, 5, 8, 2, 4};
    zb_distribution_chart chart = chart_of(values, 8);
    zb_arena arena = {0};
    zb_distribution_geometry g = lay_out(&chart, &arena);
    const zb_distribution_strip *strip = &g.strips[0];
    assert_true(g.flat && !g.bars);
    assert_float_equal(strip->summary.q1, 2.75, 1e-12);
    assert_float_equal(strip->summary.median, 4.5, 1e-12);
    assert_float_equal(strip->summary.q3, 7.25, 1e-12);
    assert_float_equal(strip->box.x, zb_distribution_along(&g, 2.75), 1e-9);
    assert_float_equal(strip->box.x + strip->box.w, zb_distribution_along(&g, 7.25), 1e-9);
    assert_float_equal(strip->median[0].x, zb_distribution_along(&g, 4.5), 1e-9);
    zb_arena_free(&arena);
}

/* Too few values in each column show nothing; 30 in one make all columns bars. */
static void test_counts(void **state) {
    (void)state;
    for (size_t n = 0; n <= 40; n++) {
        zb_arena arena = {0};
        double values[40];
        for (size_t i = 0; i < n; i++) {
            values[i] = (double)(i * i);
        }
        zb_distribution_chart chart = chart_of(values, n);
        columns[1] = (zb_distribution_column){.year = 2026, .points = points[0], .count = n / 2};
        chart.count = 2;
        zb_figure figure = {.kind = ZB_FIG_DISTRIBUTION, .as.distribution = chart};
        zb_distribution_geometry g = lay_out(&chart, &arena);
        assert_int_equal(g.strip_count, n < 8 ? 0 : 2);
        assert_true((zb_figure_height(&figure, font, 300) > 0) == (n >= 8));
        assert_int_equal(g.bars, n >= 30);
        assert_true(n < 8 || g.strips[1].has_box == (n / 2 >= 5));
        probe_begin(&the_probe, font, 0, 0, 300, 150);
        assert_int_equal(zb_figure_draw(&figure, &the_probe.canvas, 0, 0, 300, 150, NULL), ZB_OK);
        assert_true((the_probe.calls > 0) == (n >= 8));
        zb_arena_free(&arena);
    }
}

static bool has_label(const zb_distribution_geometry *g, const char *text) {
    for (size_t i = 0; i < g->label_count; i++) {
        if (zb_str_eq(g->labels[i].text, zb_str_from(text))) {
            return true;
        }
    }
    return false;
}

static void test_names(void **state) {
    (void)state;
    const double values[] = {94, 95, 95.5, 96, 96.2, 96.4, 96.8, 97, 97.5, 86};
    zb_distribution_chart chart = chart_of(values, 10);
    zb_arena arena = {0};
    zb_distribution_geometry g = lay_out(&chart, &arena);
    assert_int_equal(g.label_count, 1);
    assert_true(has_label(&g, "癸县"));
    zb_arena_free(&arena);
    points[0][9].small = true;
    points[0][9].denominator = 33;
    g = lay_out(&chart, &arena);
    assert_true(has_label(&g, "癸县（分母33）"));
    zb_arena_free(&arena);
    chart.english = true;
    points[0][1].tone = ZB_TONE_HIGH;
    g = lay_out(&chart, &arena);
    assert_int_equal(g.label_count, 2);
    assert_true(has_label(&g, "癸县 (n = 33)") && has_label(&g, "乙县"));
    zb_arena_free(&arena);
}

/* A status is told by a triangle, so that it is told in grey print, too. */
static void test_status_has_a_shape(void **state) {
    (void)state;
    static const struct {
        zb_tone tone;
        bool small;
        size_t circles, polygons;
    } cases[] = {{ZB_TONE_CONTEXT, false, 10, 0}, {ZB_TONE_CONTEXT, true, 10, 0},
                 {ZB_TONE_HIGH, false, 9, 1},     {ZB_TONE_HIGH998, true, 9, 1},
                 {ZB_TONE_LOW, true, 9, 1},       {ZB_TONE_LOW998, false, 9, 1}};
    const double values[] = {94, 95, 95.5, 96, 96.2, 96.4, 96.8, 97, 97.5, 98};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zb_figure figure = {.kind = ZB_FIG_DISTRIBUTION, .as.distribution = chart_of(values, 10)};
        points[0][4].tone = cases[i].tone;
        points[0][4].small = cases[i].small;
        assert_int_equal(calls_of(&figure, 300, 150, ZB_STR("circle")), cases[i].circles);
        assert_int_equal(calls_of(&figure, 300, 150, ZB_STR("polygon")), cases[i].polygons);
    }
}

/* A value far out leaves the scale to the others and is told with its number. */
static void test_far_out(void **state) {
    (void)state;
    const double values[] = {10, 12, 13, 15, 16, 18, 19, 21, 22, 123456};
    zb_distribution_chart chart = chart_of(values, 10);
    chart.decimals = 0;
    zb_arena arena = {0};
    zb_distribution_geometry g = lay_out(&chart, &arena);
    assert_true(g.axis.high < 40);
    assert_int_equal(g.strips[0].over, 1);
    assert_int_equal(g.strips[0].dots[9].beyond, 1);
    assert_true(has_label(&g, "癸县123,456"));
    zb_arena_free(&arena);
}

/* More than half of the values equal: no interquartile range to make bins of. */
static void test_bins(void **state) {
    (void)state;
    double values[60];
    for (size_t i = 0; i < 60; i++) {
        values[i] = i < 50 ? 100 : 30 + (double)i;
    }
    zb_distribution_chart chart = chart_of(values, 60);
    zb_arena arena = {0};
    chart.percent = true;
    zb_distribution_geometry g = lay_out(&chart, &arena);
    const zb_distribution_strip *strip = &g.strips[0];
    assert_true(g.bars && strip->bar_count > 1 && strip->bar_count <= 32);
    assert_int_equal(strip->bars[strip->bar_count - 1].count, 50);
    assert_true(g.axis.high <= 100);
    zb_arena_free(&arena);
    for (size_t i = 0; i < 60; i++) {
        points[0][i].value = 100;
    }
    g = lay_out(&chart, &arena);
    assert_int_equal(g.strips[0].bar_count, 1);
    assert_int_equal(g.strips[0].bars[0].count, 60);
    assert_true(g.strips[0].bars[0].box.w > 1 && g.strips[0].bars[0].box.h > 1);
    zb_arena_free(&arena);
    /* whole numbers: as many in each bin */
    chart.percent = false;
    chart.decimals = 0;
    for (size_t i = 0; i < 60; i++) {
        points[0][i].value = (double)(i % 12);
    }
    g = lay_out(&chart, &arena);
    for (size_t i = 0; i + 1 < g.strips[0].bar_count; i++) {
        assert_int_equal(g.strips[0].bars[i].count, g.strips[0].bars[0].count);
    }
    zb_arena_free(&arena);
}

static void test_refused(void **state) {
    (void)state;
    const double values[] = {1, 2, 3, 4, 5, 6, 7, 8};
    const double bad[] = {NAN, INFINITY, -INFINITY};
    zb_error err = {0};
    for (size_t i = 0; i < 3; i++) {
        zb_figure figure = {.kind = ZB_FIG_DISTRIBUTION, .as.distribution = chart_of(values, 8)};
        const zb_canvas *canvas = &the_probe.canvas;
        probe_begin(&the_probe, font, 0, 0, 300, 150);
        points[0][3].value = bad[i];
        assert_int_equal(zb_figure_draw(&figure, canvas, 0, 0, 300, 150, &err), ZB_E_DOMAIN);
        points[0][3].value = 4;
        columns[0].has_whole = true;
        columns[0].whole = bad[i];
        assert_int_equal(zb_figure_draw(&figure, canvas, 0, 0, 300, 150, &err), ZB_E_DOMAIN);
        columns[0].whole = 4;
        columns[1] = columns[0];
        figure.as.distribution.count = 2; /* the same year twice */
        assert_int_equal(zb_figure_draw(&figure, canvas, 0, 0, 300, 150, &err), ZB_E_DOMAIN);
        columns[1].year = columns[0].year + ZB_DISTRIBUTION_YEARS_MAX;
        assert_int_equal(zb_figure_draw(&figure, canvas, 0, 0, 300, 150, &err), ZB_E_LIMIT);
        columns[1].year--;
        assert_int_equal(zb_figure_draw(&figure, canvas, 0, 0, 300, 150, &err), ZB_OK);
    }
}

static void test_no_memory(void **state) {
    (void)state;
    for (int i = 0; i < 20; i++) {
        zb_figure figure = random_distribution();
        zb_status status = ZB_E_NOMEM;
        for (uint64_t n = 1; n < 5000 && status == ZB_E_NOMEM; n++) {
            probe_begin(&the_probe, font, 0, 0, 480, 190);
            zb_mem_fail_at(n, 0);
            status = zb_figure_draw(&figure, &the_probe.canvas, 0, 0, 480, 190, NULL);
            zb_mem_fail_at(0, 0);
            assert_true(status == ZB_OK || (status == ZB_E_NOMEM && the_probe.calls == 0));
        }
        assert_int_equal(status, ZB_OK);
    }
}

static void test_golden(void **state) {
    (void)state;
    const double values[] = {94, 95, 95.5, 96, 96.2, 96.2, 96.8, 97, 97.5, 86};
    zb_figure figure = {.kind = ZB_FIG_DISTRIBUTION, .as.distribution = chart_of(values, 10)};
    points[0][9].tone = ZB_TONE_LOW998;
    points[0][2].small = true;
    columns[0].has_whole = true;
    columns[0].whole = 95.9;
    figure.as.distribution.percent = true;
    compare_record(&figure, 229, 140, GOLDEN "distribution_one.txt");
    columns[1] = (zb_distribution_column){.year = 2027, .points = points[0], .count = 9};
    figure.as.distribution.count = 2;
    compare_record(&figure, 229, 140, GOLDEN "distribution_years.txt");
    for (size_t i = 10; i < 40; i++) {
        points[0][i] = (zb_distribution_point){.name = ZB_STR("其他县"), .value = 90 + i % 7};
    }
    columns[0].count = 40;
    compare_record(&figure, 229, 140, GOLDEN "distribution_bars.txt");
    figure.as.distribution.count = 1;
    figure.as.distribution.english = true;
    compare_record(&figure, 229, 140, GOLDEN "distribution_histogram.txt");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_geometry),
        cmocka_unit_test(test_quartiles),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_far_out),
        cmocka_unit_test(test_status_has_a_shape),
        cmocka_unit_test(test_bins),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
