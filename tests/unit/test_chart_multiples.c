/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small multiples: one scale for all or one each, all others behind, panels within the frame.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "chart/multiples_geometry.h"
#include "drawn_help.h"
#include "memory_help.h"

#define PANELS 500
#define YEARS 16
static zb_trend_point points[PANELS][YEARS];
static zb_multiples_panel panels[PANELS];

static zb_trend_point random_point(int year, bool percent, double scale) {
    double value = percent ? 100 * pow(share(), scale) : floor(pow(10, 7 * scale) * share());
    double half = percent ? 10 * share() * share() : value * share();
    return (zb_trend_point){.year = year,
                            .value = value,
                            .has_interval = share() < 0.7,
                            .low = percent ? fmax(0, value - half) : value - half,
                            .high = percent ? fmin(100, value + half) : value + half,
                            .small = share() < 0.2};
}

static zb_multiples_panel random_panel(size_t i, int first, int years, bool percent, double scale) {
    size_t count = 0;
    double known = share() < 0.2 ? share() : 0.9;
    bool equal = share() < 0.05;
    for (int k = 0; k < years; k++) {
        if (share() < known) {
            points[i][count] = random_point(first + k, percent, scale);
            points[i][count].value = equal ? points[i][0].value : points[i][count].value;
            count++;
        }
    }
    return (zb_multiples_panel){
        random_name(),   random_tone(), points[i], count, percent ? ZB_STR("%") : ZB_STR("万元"),
        percent ? 1 : 0, percent,       !percent};
}

static zb_figure random_multiples(size_t most, bool shared) {
    int first = 2010 + (int)below(6), years = 1 + (int)below(YEARS - 1);
    size_t n = 1 + below(most);
    bool percent = share() < 0.6;
    double scale = share();
    for (size_t i = 0; i < n; i++) {
        bool other = !shared && share() < 0.5;
        panels[i] = random_panel(i, first, years, percent != other, scale);
    }
    if (share() < 0.1 && panels[0].count > 0 && !panels[0].percent) {
        points[0][0].value *= 1000;
        points[0][0].has_interval = false;
    }
    size_t at = share() < 0.3 ? below(n) : 0;
    return (zb_figure){.kind = ZB_FIG_MULTIPLES,
                       .as.multiples = {first, first + years - 1, shared,
                                        percent ? ZB_STR("%") : ZB_STR("件"), percent ? 1 : 0,
                                        percent, !percent, panels, n, at,
                                        1 + below(ZB_MULTIPLES_MAX), share() < 0.3}};
}

static void test_random(void **state) {
    (void)state;
    for (int i = 0; i < 1500; i++) {
        bool shared = share() < 0.5;
        zb_figure figure = random_multiples(i % 50 == 0 ? PANELS : 30, shared);
        double width = 160 + 330 * share();
        double wished = zb_figure_height(&figure, font, width);
        expect_fits(&figure, width, share() < 0.5 ? 0 : fmax(60, wished * (0.75 + share())), i);
    }
}

/* A page of the least panels holds as many as it is said to. */
static void test_fit(void **state) {
    (void)state;
    assert_int_equal(zb_multiples_fit(481.9, 712), ZB_MULTIPLES_MAX);
    assert_int_equal(zb_multiples_fit(481.9, 100), 4);
    assert_int_equal(zb_multiples_fit(481.9, 40), 0);
    assert_int_equal(zb_multiples_fit(100, 712), 0);
    assert_int_equal(zb_multiples_fit(NAN, 712), 0);
    assert_int_equal(zb_multiples_fit(INFINITY, INFINITY), ZB_MULTIPLES_MAX);
    for (int i = 0; i < 300; i++) {
        zb_figure figure = random_multiples(PANELS, i % 2 == 0);
        double width = 160 + 330 * share(), height = 150 + 450 * share();
        size_t fit = zb_multiples_fit(width, height), left = figure.as.multiples.count;
        figure.as.multiples.first = 0;
        for (; left > 0 && i < 20; left -= left < fit ? left : fit) { /* the caller splits */
            figure.as.multiples.shown = fit;
            assert_true(fit > 0 && zb_figure_height(&figure, font, width) <= height + 1e-9);
            expect_fits(&figure, width, height, i);
            figure.as.multiples.first += fit;
        }
    }
}

static zb_multiples_geometry lay_out(zb_arena *arena, const zb_figure *figure, double w, double h) {
    zb_multiples_geometry g;
    zb_box frame = {10, 20, w, h};
    assert_int_equal(zb_multiples_lay_out(&g, arena, &figure->as.multiples, font, frame, NULL),
                     ZB_OK);
    return g;
}

static void expect_inside(zb_box inner, zb_box outer) {
    assert_true(inner.x >= outer.x - 1e-6 && inner.y >= outer.y - 1e-6 &&
                inner.x + inner.w <= outer.x + outer.w + 1e-6 &&
                inner.y + inner.h <= outer.y + outer.h + 1e-6);
}

static void expect_values(const zb_multiples_geometry *g, const zb_multiples_place *p) {
    for (size_t k = 0; k < g->years; k++) {
        if (p->slots[k] != NULL) {
            double y = zb_multiples_y(p, p->slots[k]->value), x = zb_multiples_x(g, p, k);
            assert_true(y >= p->plot.y - 1e-6 && y <= p->plot.y + p->plot.h + 1e-6);
            assert_true(x >= p->plot.x && x <= p->plot.x + p->plot.w);
        }
    }
}

static void test_geometry(void **state) {
    (void)state;
    for (int i = 0; i < 1000; i++) {
        bool shared = share() < 0.5;
        zb_figure figure = random_multiples(30, shared);
        zb_arena arena = {0};
        zb_multiples_geometry g = lay_out(&arena, &figure, 482, 600);
        assert_true(g.years == 0 || g.count > 0);
        size_t below_all = 0;
        for (size_t k = 0; k < g.count; k++) {
            const zb_multiples_place *p = &g.places[k];
            expect_inside(p->box, g.frame);
            expect_inside(p->plot, p->box);
            expect_values(&g, p);
            assert_true(p->plot.w == g.places[0].plot.w && p->plot.h == g.places[0].plot.h);
            assert_true(!shared || (p->axis.low == g.places[0].axis.low &&
                                    p->axis.high == g.places[0].axis.high));
            assert_true(p->has_ticks == (shared && k % g.columns == 0));
            assert_true(p->name_lines <= 2);
            for (size_t line = 0; line < p->name_lines; line++) {
                assert_true(zb_text_width(font, p->names[line], ZB_LABEL, true) <= p->box.w);
            }
            below_all += p->has_years ? 1 : 0;
        }
        /* the years stand under each column once */
        assert_int_equal(below_all, g.count < g.columns ? g.count : g.columns);
        zb_arena_free(&arena);
    }
}

static zb_figure usual(size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (int k = 0; k < 5; k++) {
            points[i][k] = (zb_trend_point){.year = 2021 + k, .value = 90 + (double)i + 0.3 * k};
        }
        panels[i] = (zb_multiples_panel){
            ZB_STR("云岫县"), ZB_TONE_CONTEXT, points[i], 5, ZB_STR("%"), 1, true, false};
    }
    return (zb_figure){.kind = ZB_FIG_MULTIPLES,
                       .as.multiples = {2021, 2025, true, ZB_STR("%"), 1, true, false, panels,
                                        count, 0, 0, false}};
}

static void test_others_behind(void **state) {
    (void)state;
    zb_figure figure = usual(4);
    /* four panels: three pale lines each, the halo and the line itself */
    assert_int_equal(calls_of(&figure, 482, 100, ZB_STR("polyline")), 4 * (3 + 2));
    figure.as.multiples.shared_scale = false;
    assert_int_equal(calls_of(&figure, 482, 100, ZB_STR("polyline")), 4);
    figure.as.multiples.shared_scale = true;
    figure.as.multiples.first = 1; /* the others stay behind, and make the scale */
    figure.as.multiples.shown = 2;
    assert_int_equal(calls_of(&figure, 482, 100, ZB_STR("polyline")), 2 * (3 + 2));
    zb_arena arena = {0};
    zb_multiples_geometry part = lay_out(&arena, &figure, 482, 100);
    figure.as.multiples.first = figure.as.multiples.shown = 0;
    zb_multiples_geometry all = lay_out(&arena, &figure, 482, 100);
    assert_true(part.places[0].axis.low == all.places[0].axis.low &&
                part.places[0].axis.high == all.places[0].axis.high);
    assert_int_equal(part.count, 2);
    assert_int_equal(all.count, 4);
    zb_arena_free(&arena);
}

/* On its own scale a panel shows intervals to their ends; where they are cut, arrowheads tell. */
static void test_intervals_end_or_go_on(void **state) {
    (void)state;
    zb_figure figure = usual(2);
    figure.as.multiples.shared_scale = false;
    static const struct {
        double half; /* of the interval; the values span 1.2 */
        bool cut;
    } cases[] = {{0.4, false}, {3, false}, {6, false}, {40, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int k = 0; k < 5; k++) {
            points[0][k].has_interval = true;
            points[0][k].low = points[0][k].value - cases[i].half;
            points[0][k].high = fmin(points[0][k].value + cases[i].half, 100);
        }
        bool cut;
        assert_int_equal(zb_figure_cuts(&cut, &figure, font, 300, 100, NULL), ZB_OK);
        assert_int_equal(cut, cases[i].cut);
        size_t polygons = calls_of(&figure, 300, 100, ZB_STR("polygon"));
        assert_true(cases[i].cut ? polygons > 1 : polygons == 1);
    }
}

static void test_gap_breaks_line(void **state) {
    (void)state;
    zb_figure figure = usual(1);
    panels[0].count = 4;
    points[0][2].year = 2024; /* 2021, 2022, then alone 2024 … */
    points[0][3].year = 2026; /* … and outside */
    assert_int_equal(calls_of(&figure, 300, 100, ZB_STR("polyline")), 1);
    assert_int_equal(calls_of(&figure, 300, 100, ZB_STR("circle")), 1);
    panels[0].count = 0;
    points[1][0] = (zb_trend_point){.year = 2021, .value = 5};
    panels[1] = panels[0];
    panels[1].points = points[1];
    panels[1].count = 1;
    figure.as.multiples.count = 2;
    assert_true(says(&figure, 300, 100, ZB_STR("—"))); /* the empty panel says so */
}

/* More lines than can be told apart become an area; the calls stay few. */
static void test_many(void **state) {
    (void)state;
    zb_figure figure = random_multiples(1, true);
    for (size_t i = 0; i < PANELS; i++) {
        panels[i] = random_panel(i, 2018, 8, true, 0.3);
    }
    figure.as.multiples = (zb_multiples){2018,   2025,   true, ZB_STR("%"),      1,    true, false,
                                         panels, PANELS, 0,    ZB_MULTIPLES_MAX, false};
    expect_fits(&figure, 481.9, 0, 0);
    assert_true(the_probe.calls < ZB_MULTIPLES_MAX * 80);
    zb_arena arena = {0};
    zb_multiples_geometry g = lay_out(&arena, &figure, 481.9, 600);
    assert_non_null(g.areas);
    for (size_t k = 0; k < g.years; k++) {
        size_t within = 0, below_quarter = 0;
        for (size_t i = 0; i < PANELS; i++) {
            const zb_trend_point *p = g.slots[i * g.years + k];
            if (p != NULL) {
                within += p->value >= g.areas[k].low && p->value <= g.areas[k].high ? 1 : 0;
                below_quarter += p->value < g.areas[k].quarter ? 1 : 0;
            }
        }
        assert_int_equal(within, g.areas[k].count);
        assert_true(4 * below_quarter <= g.areas[k].count + 3 &&
                    4 * below_quarter + 4 >= g.areas[k].count);
    }
    figure.as.multiples.count = ZB_MULTIPLES_LINES + 1;
    g = lay_out(&arena, &figure, 481.9, 600);
    assert_null(g.areas);
    figure.as.multiples.count = ZB_MULTIPLES_LINES + 2;
    g = lay_out(&arena, &figure, 481.9, 600);
    assert_non_null(g.areas);
    zb_arena_free(&arena);
}

static void test_names(void **state) {
    (void)state;
    zb_figure figure = usual(4);
    panels[2].name = ZB_STR("安澜市高新技术产业开发区管理委员会分局");
    zb_arena arena = {0};
    zb_multiples_geometry g = lay_out(&arena, &figure, 482, 100);
    assert_int_equal(g.places[2].name_lines, 2);
    assert_int_equal(g.places[2].names[0].n + g.places[2].names[1].n, panels[2].name.n);
    assert_int_equal(g.places[1].name_lines, 1);
    zb_arena_free(&arena);
}

static void test_refused(void **state) {
    (void)state;
    zb_figure figure = usual(0);
    assert_int_equal(draw_at(&figure, 300, 150), ZB_OK);
    assert_int_equal(the_probe.calls, 0);
    assert_true(zb_figure_height(&figure, font, 300) == 0);
    figure = usual(30);
    figure.as.multiples.first = 30;
    assert_int_equal(draw_at(&figure, 300, 150), ZB_OK);
    assert_int_equal(the_probe.calls, 0);
    figure.as.multiples.first = 5;
    assert_int_equal(draw_at(&figure, 482, 700), ZB_E_LIMIT);
    figure.as.multiples.first = 6;
    assert_int_equal(draw_at(&figure, 482, 700), ZB_OK);
    assert_int_equal(draw_at(&figure, 482, 150), ZB_E_USAGE);
    figure.as.multiples.last_year = 2020;
    assert_int_equal(draw_at(&figure, 482, 700), ZB_OK);
    assert_int_equal(the_probe.calls, 0);
    figure.as.multiples.last_year = 2025;
    points[0][1].value = NAN; /* also where it is only behind */
    assert_int_equal(draw_at(&figure, 482, 700), ZB_E_DOMAIN);
    points[0][1] = (zb_trend_point){
        .year = 2022, .value = 1, .has_interval = true, .low = -INFINITY, .high = 2};
    assert_int_equal(draw_at(&figure, 482, 700), ZB_E_DOMAIN);
    figure.as.multiples.first_year = -100000;
    assert_int_equal(draw_at(&figure, 482, 700), ZB_E_LIMIT);
}

static zb_status attempt(void *context) {
    probe_begin(&the_probe, font, 0, 0, 300, 400);
    return zb_figure_draw(context, &the_probe.canvas, 0, 0, 300, 400, NULL);
}

static void test_no_memory(void **state) {
    (void)state;
    zb_figure figure = usual(ZB_MULTIPLES_LINES + 2);
    panels[1].name = ZB_STR("安澜市高新技术产业开发区管理委员会分局及其派出机构所在地");
    figure.as.multiples.shown = 3;
    starve(attempt, &figure);
    figure.as.multiples.shared_scale = false;
    starve(attempt, &figure);
}

static void test_golden(void **state) {
    (void)state;
    zb_figure figure = usual(3);
    panels[0].name = ZB_STR("全市");
    panels[1].tone = ZB_TONE_LOW998;
    panels[1].name = ZB_STR("墨川县");
    points[1][1].small = true;
    points[1][3].year = 2020; /* none in 2024 */
    for (int k = 0; k < 5; k++) {
        points[1][k].has_interval = true;
        points[1][k].low = points[1][k].value - 0.5;
        points[1][k].high = points[1][k].value + 0.5;
    }
    figure.as.multiples.first_year = 2021;
    compare_record(&figure, 250, 170, ZB_TEST_ROOT "/tests/golden/chart/multiples.txt");
    figure.as.multiples.shared_scale = false;
    panels[2].percent = false;
    panels[2].unit = ZB_STR("件");
    panels[2].from_zero = true;
    figure.as.multiples.first = 1;
    compare_record(&figure, 250, 90, ZB_TEST_ROOT "/tests/golden/chart/multiples-own.txt");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_geometry),
        cmocka_unit_test(test_others_behind),
        cmocka_unit_test(test_intervals_end_or_go_on),
        cmocka_unit_test(test_gap_breaks_line),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
