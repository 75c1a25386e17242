/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Funnel plots: the limits of few cases are seen, and leave the points their room.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "chart/funnel_geometry.h"
#include "chart/place.h"
#include "drawn_help.h"

#define STEPS 60

/* Control limits in per cent, as the normal approximation has them, within 0 and 100. */
static size_t set_limits(zb_funnel_limit *limits, double whole, double least, double most) {
    for (size_t i = 0; i < STEPS; i++) {
        double n = least * pow(most / least, (double)i / (STEPS - 1));
        double half = sqrt(whole * (100 - whole) / n);
        limits[i] =
            (zb_funnel_limit){n, fmax(0, whole - 1.96 * half), fmin(100, whole + 1.96 * half),
                              fmax(0, whole - 3.09 * half), fmin(100, whole + 3.09 * half)};
    }
    return STEPS;
}

static void test_small_n(void **state) {
    (void)state;
    zb_box frame = {0, 0, 480, 200};
    for (int round_no = 0; round_no < 1000; round_no++) {
        zb_funnel_limit limits[STEPS];
        zb_funnel_point points[12];
        double whole = 5 + 90 * share(), most = 200 + 5000 * share();
        double low = whole, high = whole;
        for (size_t i = 0; i < 12; i++) {
            double n = i == 0 ? 10 : 10 + share() * (most - 10);
            double value = whole + (share() - 0.5) * 4 * sqrt(whole * (100 - whole) / n);
            points[i] =
                (zb_funnel_point){.name = {"A", 1}, .n = n, .value = fmin(100, fmax(0, value))};
            low = fmin(low, points[i].value);
            high = fmax(high, points[i].value);
        }
        zb_funnel_chart chart = {.points = points,
                                 .count = 12,
                                 .limits = limits,
                                 .limit_count = set_limits(limits, whole, 10, most * 1.08),
                                 .whole = whole,
                                 .whole_name = {"all", 3},
                                 .percent = true};
        zb_arena arena = {0};
        zb_funnel_geometry g;
        assert_int_equal(zb_funnel_lay_out(&g, &arena, &chart, font, frame, NULL), ZB_OK);
        double axis = g.y_axis.high - g.y_axis.low;
        /* within 0 and 100, all points inside */
        assert_true(g.y_axis.low >= 0 && g.y_axis.high <= 100);
        assert_true(g.y_axis.low <= low && g.y_axis.high >= high);
        /* the limits of ten cases are inside, or the others have no more than their room */
        bool seen = g.y_axis.low <= limits[0].low998 && g.y_axis.high >= limits[0].high998;
        double end = limits[STEPS - 1].high998 - limits[STEPS - 1].low998;
        double span = fmax(high, limits[STEPS - 1].high998) - fmin(low, limits[STEPS - 1].low998);
        assert_true(seen || axis >= 1.4 * fmax(span, end) || axis >= 99);
        /* and the points keep a good part of the height */
        assert_true(span >= 0.3 * axis);
        zb_arena_free(&arena);
    }
}

/* The place of the fewest cases stands where the limits meet: its name stands where none of them
 * runs through it, with a line from the point. */
static void test_name_beside_the_limits(void **state) {
    (void)state;
    zb_funnel_limit limits[STEPS];
    zb_funnel_point points[] = {{.name = ZB_STR("云岫县"), .n = 45, .value = 97.8},
                                {.name = ZB_STR("汀桥区"), .n = 3762, .value = 99.3},
                                {.name = ZB_STR("枕溪区"), .n = 5294, .value = 98.9},
                                {.name = ZB_STR("禾桥县"), .n = 2658, .value = 99.2}};
    zb_funnel_chart chart = {.points = points,
                             .count = 4,
                             .limits = limits,
                             .limit_count = set_limits(limits, 99.1, 10, 5294 * 1.08),
                             .whole = 99.1,
                             .whole_name = ZB_STR("全市"),
                             .percent = true};
    zb_arena arena = {0};
    zb_funnel_geometry g;
    assert_int_equal(zb_funnel_lay_out(&g, &arena, &chart, font, (zb_box){0, 0, 229, 180}, NULL),
                     ZB_OK);
    assert_int_equal(g.label_count, 1);
    const zb_funnel_label *label = &g.labels[0];
    assert_true(label->has_leader);
    for (size_t curve = 0; curve < ZB_FUNNEL_CURVES; curve++) {
        size_t n = curve == ZB_FUNNEL_WHOLE ? 2 : g.curve_length;
        for (size_t i = 0; i < n; i++) {
            zb_point p = g.curves[curve][i];
            assert_false(p.x > label->box.x && p.x < label->box.x + label->box.w &&
                         p.y > label->box.y && p.y < label->box.y + label->box.h);
        }
    }
    points[0].n = 4000; /* among the others there is room beside the point */
    assert_int_equal(zb_funnel_lay_out(&g, &arena, &chart, font, (zb_box){0, 0, 229, 180}, NULL),
                     ZB_OK);
    assert_int_equal(g.label_count, 1);
    zb_arena_free(&arena);
}

static bool meets(zb_point from, double end, zb_box box) {
    return from.y > box.y && from.y < box.y + box.h && from.x < box.x + box.w && end > box.x;
}

/* The line from a point to its name runs through no other point and no other name. */
static void test_leaders_are_clear(void **state) {
    (void)state;
    enum { POINTS = 14 };
    size_t leaders = 0, upright = 0;
    for (int round_no = 0; round_no < 400; round_no++) {
        zb_funnel_limit limits[STEPS];
        zb_funnel_point points[POINTS];
        bool focus[POINTS];
        for (size_t i = 0; i < POINTS; i++) {
            double n = i < 8 ? 20 + 200 * share() : 1000 + 4000 * share();
            points[i] = (zb_funnel_point){
                .name = ZB_STR("云岫县"), .n = n, .value = fmin(100, 97 + (share() - 0.5) * 3)};
            focus[i] = share() < 0.6;
        }
        zb_funnel_chart chart = {.points = points,
                                 .count = POINTS,
                                 .limits = limits,
                                 .limit_count = set_limits(limits, 97, 10, 5400),
                                 .whole = 97,
                                 .whole_name = ZB_STR("全市"),
                                 .percent = true,
                                 .focus = focus};
        zb_arena arena = {0};
        zb_funnel_geometry g;
        assert_int_equal(
            zb_funnel_lay_out(&g, &arena, &chart, font, (zb_box){0, 0, 400, 180}, NULL), ZB_OK);
        for (size_t k = 0; k < g.label_count; k++) {
            const zb_funnel_label *l = &g.labels[k];
            zb_point from = {l->from.x + ZB_FUNNEL_DOT + 1, l->from.y};
            leaders += l->has_leader;
            if (l->has_leader && l->to.y != l->from.y) { /* to a name above or below */
                double start = zb_leader_start(l->from, l->to).y;
                zb_box line = {l->to.x, fmin(start, l->to.y), 1e-6, fabs(l->to.y - start)};
                for (size_t j = 0; j < g.label_count; j++) {
                    assert_true(j == k || !zb_box_overlap(line, g.labels[j].box));
                }
                for (size_t i = 0; i < POINTS; i++) {
                    const double r = ZB_FUNNEL_DOT;
                    zb_point p = zb_funnel_at(&g, points[i].n, points[i].value);
                    assert_false(zb_box_overlap(line, (zb_box){p.x - r, p.y - r, 2 * r, 2 * r}));
                }
                upright++;
                continue;
            }
            for (size_t j = 0; l->has_leader && j < g.label_count; j++) {
                assert_true(j == k || !meets(from, l->box.x - 1, g.labels[j].box));
            }
            for (size_t i = 0; l->has_leader && i < POINTS; i++) {
                const double r = ZB_FUNNEL_DOT;
                zb_point p = zb_funnel_at(&g, points[i].n, points[i].value);
                assert_false(meets(from, l->box.x - 1, (zb_box){p.x - r, p.y - r, 2 * r, 2 * r}));
            }
        }
        zb_arena_free(&arena);
    }
    assert_true(leaders > 50);
    assert_true(upright > 50);
}

/* Points far apart: a reader's are named although none lies beyond a limit, beside them only that
 * of the fewest cases; no two names overlap. */
static void test_focus(void **state) {
    (void)state;
    enum { POINTS = 6 };
    static const char names[] = "ABCDEF";
    zb_box frame = {0, 0, 480, 200};
    for (int round_no = 0; round_no < 200; round_no++) {
        zb_funnel_limit limits[STEPS];
        zb_funnel_point points[POINTS];
        bool focus[POINTS];
        for (size_t i = 0; i < POINTS; i++) {
            double n = 100 + 400 * (double)i;
            points[i] = (zb_funnel_point){
                .name = {names + i, 1}, .n = n, .value = 50 + (share() - 0.5) * 60 / sqrt(n)};
            focus[i] = share() < 0.5;
        }
        zb_funnel_chart chart = {.points = points,
                                 .count = POINTS,
                                 .limits = limits,
                                 .limit_count = set_limits(limits, 50, 10, 2500),
                                 .whole = 50,
                                 .whole_name = {"all", 3},
                                 .percent = true,
                                 .focus = round_no % 4 ? focus : NULL};
        zb_arena arena = {0};
        zb_funnel_geometry g;
        assert_int_equal(zb_funnel_lay_out(&g, &arena, &chart, font, frame, NULL), ZB_OK);
        for (size_t i = 0; i < POINTS; i++) {
            bool named = false;
            for (size_t k = 0; k < g.label_count; k++) {
                named |= g.labels[k].text.p == names + i;
            }
            assert_int_equal(named, i == 0 || (chart.focus && focus[i]));
        }
        for (size_t a = 0; a < g.label_count; a++) {
            for (size_t b = a + 1; b < g.label_count; b++) {
                zb_box p = g.labels[a].box, q = g.labels[b].box;
                assert_true(p.x + p.w <= q.x || q.x + q.w <= p.x || p.y + p.h <= q.y ||
                            q.y + q.h <= p.y);
            }
        }
        zb_arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_n), cmocka_unit_test(test_name_beside_the_limits),
        cmocka_unit_test(test_leaders_are_clear), cmocka_unit_test(test_focus)};
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
