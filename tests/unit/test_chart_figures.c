/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures on random data: nothing leaves the frame, no text lies on another.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "chart/heat_geometry.h"
#include "chart/place.h"
#include "chart/trend_geometry.h"
#include "drawn_help.h"

static zb_str name(void) {
    static const char *const names[] = {"全市",      "墨川县",
                                        "澄川市",    "安澜经济技术开发区",
                                        "云岫县",    "A县",
                                        "云县",      "安澜市自然资源和规划局高新技术产业开发区分局",
                                        "枕溪区",    "松月县（含新区）",
                                        "禾桥县2号", "Lanpu"};
    return zb_str_from(names[below(sizeof names / sizeof *names)]);
}

static zb_tone tone(void) {
    return share() < 0.6 ? ZB_TONE_CONTEXT : (zb_tone)(2 + below(4));
}

/* In both languages: English words are longer. */
static void expect_both(const zb_figure *figure, double width, double height, int round_no) {
    zb_figure english = *figure;
    switch (figure->kind) {
    case ZB_FIG_TREND:
        english.as.trend.english = true;
        break;
    case ZB_FIG_RANKING:
        english.as.ranking.english = true;
        break;
    case ZB_FIG_HEAT:
        english.as.heat.english = true;
        break;
    case ZB_FIG_FUNNEL:
        english.as.funnel.english = true;
        break;
    case ZB_FIG_DUMBBELL:
        english.as.dumbbell.english = true;
        break;
    default:
        break;
    }
    expect_fits(figure, width, height, round_no);
    expect_fits(&english, width, height, round_no);
}

#define LINES 40
#define YEARS 16
static zb_trend_point points[LINES][YEARS];
static zb_trend_line lines[LINES];

static zb_trend_point random_point(int year, bool percent, double scale) {
    double value = percent ? 100 * pow(share(), scale) : floor(pow(10, 7 * scale) * share());
    double half = percent ? 10 * share() * share() : value * 0.2;
    zb_trend_point p = {.year = year, .value = value, .has_interval = share() < 0.7};
    p.low = percent ? fmax(0, value - half) : value - half;
    p.high = percent ? fmin(100, value + half) : value + half;
    p.small = share() < 0.2;
    p.few = p.small && share() < 0.5;
    p.has_stated = share() < 0.05;
    p.stated = percent ? 100 * share() : value * 10 * share();
    return p;
}

static zb_figure random_trend(void) {
    int first = 2010 + (int)below(6), years = 1 + (int)below(YEARS - 1);
    size_t n = 1 + below(share() < 0.2 ? LINES : 11);
    bool percent = share() < 0.6;
    double scale = share();
    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        for (int k = 0; k < years; k++) {
            if (share() < 0.85) {
                points[i][count] = random_point(first + k, percent, scale);
                points[i][count++].few &= i > 0;
            }
        }
        lines[i] = (zb_trend_line){name(), i == 0 ? ZB_TONE_WHOLE : tone(), share() < 0.3,
                                   points[i], count};
    }
    return (zb_figure){.kind = ZB_FIG_TREND,
                       .as.trend = {first, first + years - 1, percent ? ZB_STR("%") : ZB_STR("件"),
                                    percent ? 1 : 0, percent, !percent, lines, n, false}};
}

static void test_trends(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        zb_figure figure = random_trend();
        expect_both(&figure, 215 + 270 * share(), share() < 0.5 ? 0 : 110 + 130 * share(), i);
    }
}

static void test_covers(void **state) {
    (void)state;
    for (int i = 0; i < 500; i++) {
        zb_figure figure = random_trend();
        figure.as.trend.bare = true;
        expect_both(&figure, 300 + 180 * share(), 0, i);
    }
}

static void test_labels_apart(void **state) {
    (void)state;
    for (int i = 0; i < 500; i++) {
        zb_figure figure = random_trend();
        zb_arena arena = {0};
        zb_trend_geometry g;
        zb_box frame = {0, 0, 480, 200};
        assert_int_equal(zb_trend_lay_out(&g, &arena, &figure.as.trend, font, frame, NULL), ZB_OK);
        for (size_t k = 1; k < g.label_count; k++) {
            assert_true(g.labels[k].y - g.labels[k - 1].y >= ZB_PITCH - 1e-6);
            assert_true(g.labels[k].end.y >= g.labels[k - 1].end.y);
        }
        /* above the years, unless there are too many for that */
        double last = g.label_count > 0 ? g.labels[g.label_count - 1].y : 0;
        double needed = ZB_PITCH * ((double)g.label_count - 0.5);
        assert_true(last <= fmax(g.plot.y + g.plot.h, needed) + 1e-6);
        for (size_t k = 0; k < g.note_count; k++) {
            for (size_t j = 0; j < k; j++) {
                assert_false(zb_box_overlap(g.notes[k].box, g.notes[j].box));
            }
        }
        zb_arena_free(&arena);
    }
}

/* An interval is seen whole; one that is far too wide goes on behind an arrowhead, and the figure
 * says that it has one. */
/* Among many lines the words on a stated value stand where none runs, with a line to them. */
static void test_notes_clear_of_lines(void **state) {
    (void)state;
    enum { CROWD = 8, SPAN = 8, PIECES = 200 };
    zb_trend_point own[CROWD][SPAN];
    zb_trend_line crowd[CROWD];
    for (int i = 0; i < CROWD; i++) {
        for (int k = 0; k < SPAN; k++) {
            own[i][k] = (zb_trend_point){.year = 2018 + k, .value = 92 + 0.5 * i + 0.3 * k};
        }
        crowd[i] = (zb_trend_line){
            .name = ZB_STR("岚浦县"), .points = own[i], .count = SPAN, .emphasis = i == 3};
    }
    own[2][4].has_stated = true;
    own[2][4].stated = 95.1;
    own[7][1].value = 100; /* the scale leaves room above */
    for (int english = 0; english <= 1; english++) {
        zb_trend_chart chart = {.first_year = 2018,
                                .last_year = 2018 + SPAN - 1,
                                .unit = ZB_STR("%"),
                                .decimals = 1,
                                .percent = true,
                                .lines = crowd,
                                .count = CROWD,
                                .english = english};
        zb_arena arena = {0};
        zb_trend_geometry g;
        assert_int_equal(zb_trend_lay_out(&g, &arena, &chart, font, (zb_box){0, 0, 480, 180}, NULL),
                         ZB_OK);
        assert_int_equal(g.note_count, 1);
        assert_true(g.notes[0].has_leader);
        zb_box box = g.notes[0].box;
        for (size_t i = 0; i < CROWD; i++) {
            for (size_t k = 0; k + 1 < SPAN; k++) {
                for (int s = 0; s <= PIECES; s++) {
                    double part = (double)s / PIECES;
                    double x = zb_trend_x(&g, k) * (1 - part) + zb_trend_x(&g, k + 1) * part;
                    double y = zb_trend_y(&g, own[i][k].value) * (1 - part) +
                               zb_trend_y(&g, own[i][k + 1].value) * part;
                    assert_false(x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h);
                }
            }
        }
        zb_arena_free(&arena);
    }
}

static void test_intervals_end_or_go_on(void **state) {
    (void)state;
    zb_trend_point p[] = {{.year = 2023, .value = 90, .has_interval = true, .low = 88, .high = 92},
                          {.year = 2024, .value = 92, .has_interval = true, .low = 80, .high = 96},
                          {.year = 2025, .value = 94, .has_interval = true, .low = 92, .high = 99}};
    zb_trend_point other[] = {{.year = 2023, .value = 91}, {.year = 2025, .value = 93}};
    zb_trend_line two[] = {{ZB_STR("墨川县"), ZB_TONE_LOW, true, p, 3},
                           {ZB_STR("云县"), ZB_TONE_CONTEXT, false, other, 2}};
    zb_figure figure = {.kind = ZB_FIG_TREND,
                        .as.trend = {2023, 2025, ZB_STR("%"), 1, true, false, two, 2, false}};
    const double lows[] = {80, 60, 5};
    for (size_t i = 0; i < sizeof lows / sizeof *lows; i++) {
        bool cut, wanted = lows[i] < 70;
        p[1].low = lows[i];
        assert_int_equal(zb_figure_cuts(&cut, &figure, font, 300, 150, NULL), ZB_OK);
        assert_int_equal(cut, wanted);
        /* the band, and an arrowhead */
        assert_int_equal(calls_of(&figure, 300, 150, ZB_STR("polygon")), wanted ? 2 : 1);
        assert_true(says(&figure, 300, 150, ZB_STR("▼墨川县")));
    }
    p[1] = p[2]; /* three spans of nothing, but a line alone has all the room */
    p[1].low = 5;
    figure.as.trend.count = 1;
    bool cut;
    assert_int_equal(zb_figure_cuts(&cut, &figure, font, 300, 150, NULL), ZB_OK);
    assert_false(cut);
}

/* What is not sure is dashed: in grey print it is nearly as grey as a fall. */
static void test_unsure_changes_are_dashed(void **state) {
    (void)state;
    zb_dumbbell_row rows[] = {{.name = ZB_STR("墨川县"),
                               .tone = ZB_TONE_LOW,
                               .first = 96.8,
                               .last = 90.9,
                               .has_interval = true,
                               .change = {.value = -5.9, .low = -7.3, .high = -4.6}},
                              {.name = ZB_STR("云岫县"),
                               .tone = ZB_TONE_CONTEXT,
                               .first = 90.3,
                               .last = 97.4,
                               .has_interval = true,
                               .change = {.value = 7.1, .low = -5.5, .high = 22.4}}};
    zb_figure figure = {.kind = ZB_FIG_DUMBBELL,
                        .as.dumbbell = {rows, 1, 2018, 2025, ZB_STR("%"), 1, true, false, false}};
    assert_false(says(&figure, 300, 120, ZB_STR("#8C97A1 2.0 2.0")));
    figure.as.dumbbell.count = 2;
    assert_true(says(&figure, 300, 120, ZB_STR("#8C97A1 2.0 2.0")));
}

/* Values of few cases set no scale where there are others: beyond it they are at its edge. */
static void test_few_set_no_scale(void **state) {
    (void)state;
    zb_trend_point usual[] = {{.year = 2023, .value = 12}, {.year = 2024, .value = 18}};
    zb_trend_point few[] = {{.year = 2023, .value = 75, .small = true, .few = true},
                            {.year = 2024, .value = 15, .small = true, .few = true}};
    zb_trend_line both[] = {{ZB_STR("墨川县"), ZB_TONE_CONTEXT, false, usual, 2},
                            {ZB_STR("云岫县"), ZB_TONE_CONTEXT, false, few, 2}};
    zb_trend_chart chart = {2023, 2024, ZB_STR("%"), 1, true, false, both, 2, false, false};
    zb_box frame = {0, 0, 480, 200};
    zb_arena arena = {0};
    zb_trend_geometry g;
    assert_int_equal(zb_trend_lay_out(&g, &arena, &chart, font, frame, NULL), ZB_OK);
    assert_true(g.axis.high < 30);
    assert_true(zb_trend_is_outside(&g, &few[0]) && zb_trend_value_y(&g, &few[0]) == g.plot.y);
    assert_false(zb_trend_is_outside(&g, &few[1]));
    usual[0].value = 90;
    assert_int_equal(zb_trend_lay_out(&g, &arena, &chart, font, frame, NULL), ZB_OK);
    assert_false(zb_trend_is_outside(&g, &few[0]));
    chart.lines = &both[1];
    chart.count = 1;
    assert_int_equal(zb_trend_lay_out(&g, &arena, &chart, font, frame, NULL), ZB_OK);
    assert_true(g.axis.low <= 15 && g.axis.high >= 75);
    zb_arena_free(&arena);
}

static void test_gap_breaks_line(void **state) {
    (void)state;
    zb_trend_point p[] = {{.year = 2018, .value = 1},
                          {.year = 2019, .value = 2},
                          {.year = 2021, .value = 3},
                          {.year = 2023, .value = 3},
                          {.year = 2024, .value = 4}};
    zb_trend_line line = {ZB_STR("墨川县"), ZB_TONE_CONTEXT, false, p, 5};
    zb_figure figure = {.kind = ZB_FIG_TREND,
                        .as.trend = {2018, 2024, ZB_STR("件"), 0, false, true, &line, 1, false}};
    zb_recorder *recorder;
    assert_int_equal(zb_recorder_begin(&recorder, font, NULL), ZB_OK);
    assert_int_equal(zb_figure_draw(&figure, zb_recorder_canvas(recorder), 0, 0, 300, 150, NULL),
                     ZB_OK);
    size_t polylines = 0, circles = 0;
    zb_str rest = zb_recorder_text(recorder);
    while (rest.n > 0) {
        zb_str call = zb_str_cut(&rest, '\n');
        polylines += zb_str_starts(call, ZB_STR("polyline")) ? 1 : 0;
        circles += zb_str_starts(call, ZB_STR("circle")) ? 1 : 0;
    }
    assert_int_equal(polylines, 2);
    assert_int_equal(circles, 1); /* 2021 stands alone */
    zb_recorder_free(recorder);
}

static zb_ranking_row rows[120];

static zb_figure random_ranking(void) {
    size_t n = 1 + below(share() < 0.3 ? 120 : 14);
    bool percent = share() < 0.6, cases = share() < 0.7;
    double scale = pow(10, share() * 7);
    for (size_t i = 0; i < n; i++) {
        double value = percent ? 100 * share() : floor(scale * share());
        double half = (percent ? 100 : value) * share() * share();
        rows[i] = (zb_ranking_row){name(),
                                   tone(),
                                   value,
                                   percent ? fmax(0, value - half) : value - half,
                                   percent ? fmin(100, value + half) : value + half,
                                   share() < 0.8,
                                   cases ? floor(20000 * share() * share()) : 0,
                                   share() < 0.2};
    }
    zb_estimate whole = {rows[0].value, rows[0].low, rows[0].high};
    return (zb_figure){.kind = ZB_FIG_RANKING,
                       .as.ranking = {rows, n, percent ? ZB_STR("%") : ZB_STR("件"),
                                      percent ? 1 : 0, percent, share() < 0.7, name(), whole}};
}

static void test_rankings(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        zb_figure figure = random_ranking();
        expect_both(&figure, 170 + 310 * share(), share() < 0.7 ? 0 : 100 + 150 * share(), i);
    }
}

static void test_ranking_folds(void **state) {
    (void)state;
    zb_figure figure = random_ranking();
    for (size_t i = 0; i < 100; i++) {
        rows[i] = (zb_ranking_row){.name = name(), .value = (double)(100 - i)};
    }
    figure.as.ranking.count = 40;
    expect_both(&figure, 229, 0, 0);
    size_t with_40 = the_probe.texts;
    figure.as.ranking.count = 41;
    expect_both(&figure, 229, 0, 0);
    assert_true(the_probe.texts < with_40);
}

#define COLUMNS 14
static zb_heat_cell cells[31 * COLUMNS];

static zb_figure random_heat(zb_str *names, zb_str *columns, zb_str *groups) {
    static const char *const heads[] = {"调解成功率", "行政机关负责人出庭应诉率",
                                        "败诉率",     "12345热线办结率",
                                        "满意率",     "规范性文件合法性审核率"};
    static const char *const parts[] = {"矛盾化解", "复议与应诉", "", "只有表述值，不比较"};
    size_t n = 1 + below(30), width = 1 + below(12);
    for (size_t c = 0; c < width; c++) {
        columns[c] = zb_str_from(heads[below(6)]);
        groups[c] = zb_str_from(parts[c / 4]);
    }
    for (size_t r = 0; r < n; r++) {
        names[r] = name();
        for (size_t c = 0; c < width; c++) {
            double difference = share() < 0.1 ? NAN : 20 * (share() - 0.5);
            zb_str told = share() < 0.1 ? ZB_STR("<100.0") : (zb_str){0};
            cells[r * width + c] =
                (zb_heat_cell){share() < 0.9, 100 * share() * share(), tone(),
                               share() < 0.1, share() < 0.1,           difference,
                               told};
        }
    }
    return (zb_figure){.kind = ZB_FIG_HEAT,
                       .as.heat = {names, n, share() < 0.7, columns, groups, width, cells, 1}};
}

static void test_heat_maps(void **state) {
    (void)state;
    zb_str names[31], columns[COLUMNS], groups[COLUMNS];
    for (int i = 0; i < 1000; i++) {
        zb_figure figure = random_heat(names, columns, groups);
        expect_both(&figure, 400 + 80 * share(), 0, i);
        double lower = zb_figure_height(&figure, font, 450) - 10;
        expect_both(&figure, 450, fmax(48, lower), i);
    }
}

static void test_head_break(void **state) {
    (void)state;
    zb_arena arena = {0};
    zb_heat_head head = {0};
    assert_true(zb_heat_break(&arena, font, ZB_STR("调解成功率"), 7.5, 33, &head));
    assert_int_equal(head.count, 2);
    assert_true(zb_str_eq(head.lines[0], ZB_STR("调解")));
    assert_true(zb_str_eq(head.lines[1], ZB_STR("成功率")));
    assert_true(zb_heat_break(&arena, font, ZB_STR("败诉率"), 7.5, 33, &head));
    assert_int_equal(head.count, 1);
    /* the most even place would be inside the number */
    assert_true(zb_heat_break(&arena, font, ZB_STR("办1234567890"), 7.5, 60, &head));
    assert_true(zb_str_eq(head.lines[0], ZB_STR("办")));
    assert_true(
        zb_heat_break(&arena, font, ZB_STR("行政机关负责人出庭应诉情况通报率"), 7.5, 30, &head));
    for (size_t i = 0; i < head.count; i++) {
        assert_true(zb_text_width(font, head.lines[i], 7.5, false) <= 30);
    }
    assert_true(zb_heat_break(&arena, font, ZB_STR(""), 7.5, 30, &head));
    zb_arena_free(&arena);
}

static zb_funnel_point funnel_points[120];
static zb_funnel_limit limits[60];

static zb_figure random_funnel(void) {
    size_t n = 1 + below(share() < 0.2 ? 119 : 14), steps = share() < 0.1 ? 0 : 2 + below(50);
    bool percent = share() < 0.8;
    double whole = 100 * share(), largest = pow(10, 1 + 5 * share()), at = 1;
    for (size_t i = 0; i < n; i++) {
        double value = percent ? 100 * share() : 500 * share();
        funnel_points[i] = (zb_funnel_point){name(), tone(), ceil(largest * share()) + 1, value};
    }
    for (size_t i = 0; i < steps; i++) {
        double half = 100 / sqrt(at);
        limits[i] = (zb_funnel_limit){at, fmax(0, whole - half), fmin(100, whole + half),
                                      fmax(0, whole - 1.6 * half), fmin(100, whole + 1.6 * half)};
        at *= 1.1 + share();
    }
    return (zb_figure){
        .kind = ZB_FIG_FUNNEL,
        .as.funnel = {funnel_points, n, limits, steps, whole, name(), ZB_STR("%"), percent}};
}

static void test_funnels(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        zb_figure figure = random_funnel();
        expect_both(&figure, 180 + 300 * share(), share() < 0.6 ? 0 : 100 + 150 * share(), i);
    }
}

static zb_dumbbell_row pairs[40];

static zb_figure random_dumbbell(void) {
    size_t n = 1 + below(14);
    bool percent = share() < 0.6;
    double scale = percent ? 100 : pow(10, 7 * share());
    for (size_t i = 0; i < n; i++) {
        double a = scale * share(), b = scale * share(), half = scale * 0.1 * share();
        pairs[i] = (zb_dumbbell_row){name(),
                                     tone(),
                                     a,
                                     b,
                                     share() < 0.2 ? 2020 : 0,
                                     {b - a, b - a - half, b - a + half},
                                     share() < 0.8};
    }
    return (zb_figure){.kind = ZB_FIG_DUMBBELL,
                       .as.dumbbell = {pairs, n, 2018, 2025, ZB_STR("%"), percent ? 1 : 0, percent,
                                       .relative = share() < 0.3}};
}

static void test_dumbbells(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        zb_figure figure = random_dumbbell();
        expect_both(&figure, 180 + 300 * share(), share() < 0.6 ? 0 : 170 + 100 * share(), i);
    }
}

static zb_status draw(const zb_figure *figure, double width, double height) {
    zb_error err = {0};
    probe_begin(&the_probe, font, 0, 0, width, height);
    zb_status status = zb_figure_draw(figure, &the_probe.canvas, 0, 0, width, height, &err);
    assert_true(status == ZB_OK || err.message[0] != '\0');
    return status;
}

static void test_no_data(void **state) {
    (void)state;
    zb_trend_line empty = {ZB_STR("墨川县"), ZB_TONE_WHOLE, true, NULL, 0};
    zb_figure figures[] = {
        {.kind = ZB_FIG_TREND, .as.trend = {.first_year = 2018, .last_year = 2025}},
        {.kind = ZB_FIG_TREND,
         .as.trend = {.first_year = 2018, .last_year = 2025, .lines = &empty, .count = 1}},
        {.kind = ZB_FIG_TREND,
         .as.trend = {.first_year = 2025, .last_year = 2018, .lines = &empty, .count = 1}},
        {.kind = ZB_FIG_RANKING},
        {.kind = ZB_FIG_HEAT},
        {.kind = ZB_FIG_FUNNEL},
        {.kind = ZB_FIG_DUMBBELL},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        assert_int_equal(draw(&figures[i], 300, 150), ZB_OK);
        assert_int_equal(the_probe.calls, 0);
        assert_true(zb_figure_height(&figures[i], font, 300) >= 0);
    }
}

static void test_refused(void **state) {
    (void)state;
    zb_trend_point p[] = {{.year = 2020, .value = NAN}};
    zb_trend_line line = {ZB_STR("墨川县"), ZB_TONE_WHOLE, true, p, 1};
    zb_figure figure = {.kind = ZB_FIG_TREND,
                        .as.trend = {2018, 2025, ZB_STR("%"), 1, true, false, &line, 1, false}};
    assert_int_equal(draw(&figure, 300, 150), ZB_E_DOMAIN);
    p[0].value = 5;
    assert_int_equal(draw(&figure, 300, 150), ZB_OK);
    assert_int_equal(draw(&figure, 20, 150), ZB_E_USAGE);
    assert_int_equal(draw(&figure, NAN, 150), ZB_E_DOMAIN);
    figure.as.trend.first_year = -100000;
    assert_int_equal(draw(&figure, 300, 150), ZB_E_LIMIT);
    zb_ranking_row row = {.name = ZB_STR("墨川县"), .value = INFINITY};
    zb_figure ranking = {.kind = ZB_FIG_RANKING, .as.ranking = {.rows = &row, .count = 1}};
    assert_int_equal(draw(&ranking, 300, 150), ZB_E_DOMAIN);
    zb_str names[31], columns[COLUMNS], groups[COLUMNS];
    zb_figure heat = random_heat(names, columns, groups);
    cells[0] = (zb_heat_cell){.known = true, .value = NAN};
    assert_int_equal(draw(&heat, 450, 700), ZB_E_DOMAIN);
}

static void test_no_memory(void **state) {
    (void)state;
    zb_str names[31], columns[COLUMNS], groups[COLUMNS];
    zb_figure figures[] = {random_trend(), random_ranking(), random_heat(names, columns, groups),
                           random_funnel(), random_dumbbell()};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        zb_status status = ZB_E_NOMEM;
        for (uint64_t n = 1; n < 2000 && status == ZB_E_NOMEM; n++) {
            probe_begin(&the_probe, font, 0, 0, 480, 900);
            zb_mem_fail_at(n, 0);
            status = zb_figure_draw(&figures[i], &the_probe.canvas, 0, 0, 480, 900, NULL);
            zb_mem_fail_at(0, 0);
            assert_true(status == ZB_OK || status == ZB_E_NOMEM);
        }
        assert_int_equal(status, ZB_OK);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trends),
        cmocka_unit_test(test_covers),
        cmocka_unit_test(test_few_set_no_scale),
        cmocka_unit_test(test_labels_apart),
        cmocka_unit_test(test_notes_clear_of_lines),
        cmocka_unit_test(test_intervals_end_or_go_on),
        cmocka_unit_test(test_unsure_changes_are_dashed),
        cmocka_unit_test(test_gap_breaks_line),
        cmocka_unit_test(test_rankings),
        cmocka_unit_test(test_ranking_folds),
        cmocka_unit_test(test_heat_maps),
        cmocka_unit_test(test_head_break),
        cmocka_unit_test(test_funnels),
        cmocka_unit_test(test_dumbbells),
        cmocka_unit_test(test_no_data),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_no_memory),

    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
