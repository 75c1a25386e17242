/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ticks and axes: round, in order, as many as asked for, near the data.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "base/str.h"
#include "chart/draw.h"
#include "chart/place.h"
#include "chart/ticks.h"

static uint64_t seed = 20180101;

static double random_share(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed >> 11) / 9007199254740992.0;
}

static void expect_ticks(double low, double high, double wanted, const double *ticks, size_t n) {
    double found[32];
    size_t count = zb_ticks_find(found, 32, low, high, wanted, 0);
    assert_int_equal(count, n);
    for (size_t i = 0; i < n; i++) {
        if (fabs(found[i] - ticks[i]) > 1e-9) {
            fail_msg("[%g, %g]: tick %zu is %g, not %g", low, high, i, found[i], ticks[i]);
        }
    }
}

static void test_known(void **state) {
    (void)state;
    expect_ticks(0, 100, 5, (double[]){0, 25, 50, 75, 100}, 5);
    expect_ticks(0, 10, 6, (double[]){0, 2, 4, 6, 8, 10}, 6);
    expect_ticks(-1, 1, 5, (double[]){-1, -0.5, 0, 0.5, 1}, 5);
    expect_ticks(10, 0, 6, (double[]){0, 2, 4, 6, 8, 10}, 6);
    expect_ticks(89.8, 100, 6, (double[]){90, 92, 94, 96, 98, 100}, 6);
}

/* 1, 2, 2.5, 3, 4 or 5 times a power of ten. */
static bool is_round(double step) {
    double mantissa = step / pow(10, floor(log10(step) + 1e-9));
    double doubled = mantissa * 2;
    return fabs(doubled - round(doubled)) < 1e-6 && mantissa < 5.1;
}

static void test_random(void **state) {
    (void)state;
    for (int i = 0; i < 3000; i++) {
        double scale = pow(10, floor(random_share() * 14) - 5);
        double low = (random_share() - 0.5) * scale, high = low + (0.01 + random_share()) * scale;
        double wanted = 2 + floor(random_share() * 9);
        double ticks[32];
        size_t n = zb_ticks_find(ticks, 32, low, high, wanted, 0);
        double range = high - low;
        assert_true(n >= 2 && (double)n <= 2 * wanted + 1);
        double step = ticks[1] - ticks[0];
        if (!is_round(step)) {
            fail_msg("[%g, %g] in %g: step %.9g", low, high, wanted, step);
        }
        assert_true(ticks[0] > low - range && ticks[n - 1] < high + range);
        for (size_t k = 1; k < n; k++) {
            assert_true(fabs(ticks[k] - ticks[k - 1] - step) < 1e-6 * step);
        }
        double multiple = ticks[0] / step;
        assert_true(fabs(multiple - round(multiple)) < 1e-4);
    }
}

static void test_edges(void **state) {
    (void)state;
    double ticks[4];
    assert_int_equal(zb_axis_ticks(ticks, 4, NAN, 1, 100, 35), 0);
    assert_int_equal(zb_axis_ticks(ticks, 4, 0, INFINITY, 100, 35), 0);
    assert_int_equal(zb_axis_ticks(ticks, 4, -1.7e308, 1.7e308, 100, 35), 0);
    assert_int_equal(zb_axis_ticks(ticks, 0, 0, 1, 100, 35), 0);
    assert_int_equal(zb_axis_ticks(ticks, 4, 5, 5, 100, 35), 1);
    assert_true(ticks[0] == 5);
    assert_true(zb_axis_ticks(ticks, 4, 0, 1, 1e9, 35) <= 4);
    assert_true(zb_axis_ticks(ticks, 4, 0, 1, 0, 0) >= 2);
    assert_true(zb_axis_ticks(ticks, 4, 1e290, 9e290, 100, 35) >= 2);
    assert_true(zb_axis_ticks(ticks, 4, 1e15, 1e15 + 4, 100, 35) >= 1);
}

static void test_axis(void **state) {
    (void)state;
    zb_axis_wish share = {.length = 160, .spacing = 35, .percent = true};
    for (int i = 0; i < 1000; i++) {
        double low = random_share() * 100, high = low + random_share() * (100 - low);
        zb_axis axis = zb_axis_fit(low, high, share);
        assert_true(axis.count >= 2);
        assert_true(axis.low <= low && axis.high >= high && axis.low < axis.high);
        assert_true(axis.ticks[0] >= 0 && axis.ticks[axis.count - 1] <= 100);
        assert_true(axis.low >= 0 && axis.high <= 100);
    }
    zb_axis equal = zb_axis_fit(100, 100, share);
    assert_true(equal.high == 100 && equal.low < 100);
    equal = zb_axis_fit(0, 0, share);
    assert_true(equal.low == 0 && equal.high > 0);
    zb_axis_wish count = {.length = 160, .spacing = 35, .from_zero = true, .whole = true};
    zb_axis axis = zb_axis_fit(1, 2, count);
    assert_true(axis.low == 0 && axis.decimals == 0);
    for (size_t i = 0; i < axis.count; i++) {
        assert_true(axis.ticks[i] == round(axis.ticks[i]));
    }
    axis = zb_axis_fit(0, 0, count);
    assert_true(axis.low == 0 && axis.high > 0);
    zb_axis_wish plain = {.length = 160, .spacing = 35};
    axis = zb_axis_fit(7, 7, plain);
    assert_true(axis.low < 7 && axis.high > 7);
    assert_true(zb_axis_at(&axis, axis.low) == 0 && zb_axis_at(&axis, axis.high) == 1);
}

static void expect_label(zb_str label, const char *text) {
    if (!zb_str_eq(label, zb_str_from(text))) {
        fail_msg("`%.*s` is not `%s`", ZB_ARG(label), text);
    }
}

static void test_labels(void **state) {
    (void)state;
    zb_arena arena = {0};
    bool ok = true;
    zb_axis_wish count = {.length = 160, .spacing = 35, .from_zero = true, .whole = true};
    zb_axis axis = zb_axis_fit(0, 42000, count);
    expect_label(zb_tick_label(&arena, &axis, 0, &ok), "0");
    expect_label(zb_tick_label(&arena, &axis, 40000, &ok), "4万");
    axis = zb_axis_fit(0, 8000, count);
    expect_label(zb_tick_label(&arena, &axis, 8000, &ok), "8,000");
    axis = zb_axis_fit(0, 250000000, count);
    assert_true(axis.divisor == 1e8);
    expect_label(zb_number_label(&arena, -3.14159, 1, 4, &ok), "−3.1");
    expect_label(zb_number_label(&arena, -0.04, 1, 4, &ok), "0.0");
    expect_label(zb_number_label(&arena, 18869, 0, 18869, &ok), "18,869");
    expect_label(zb_number_label(&arena, 3333000, 0, 3333000, &ok), "333.3万");
    expect_label(zb_number_label(&arena, 2.5e9, 0, 2.5e9, &ok), "25.00亿");
    expect_label(zb_number_label(&arena, -499, 0, 3333000, &ok), "−499");
    expect_label(zb_number_label(&arena, 500, 0, 3333000, &ok), "0.1万");
    expect_label(zb_number_label(&arena, 45, 0, 2.5e9, &ok), "45");
    assert_true(ok);
    zb_arena_free(&arena);
}

/* `0.25万` and `0.25亿` are not written; numbers that one decimal tells stay short. */
static void test_plain_labels(void **state) {
    (void)state;
    zb_arena arena = {0};
    bool ok = true;
    static const struct {
        double low, most, tick;
        bool english;
        const char *label;
    } axes[] = {{0, 10000, 2500, false, "2,500"},          {0, 10000, 10000, false, "10,000"},
                {0, 1e8, 2.5e7, false, "2,500万"},         {0, 25000, 20000, false, "2.0万"},
                {12000, 12060, 12020, true, "12,020"},     {0, 10000, 10000, true, "10.0k"},
                {1.2e7, 1.206e7, 1.202e7, true, "12,020k"}};
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
        zb_axis_wish wish = {.length = 140,
                             .spacing = 35,
                             .from_zero = axes[i].low == 0,
                             .whole = true,
                             .english = axes[i].english};
        zb_axis axis = zb_axis_fit(axes[i].low, axes[i].most, wish);
        expect_label(zb_tick_label(&arena, &axis, axes[i].tick, &ok), axes[i].label);
    }
    for (int i = 0; i < 3000; i++) {
        zb_axis_wish wish = {
            .length = 140, .spacing = 35, .from_zero = true, .whole = true, .english = i % 2 == 0};
        zb_axis axis = zb_axis_fit(0, pow(10, 1 + 8 * random_share()), wish);
        assert_true(axis.divisor == 1 || axis.decimals < 2);
    }
    assert_true(ok);
    zb_arena_free(&arena);
}

static void test_english_labels(void **state) {
    (void)state;
    zb_arena arena = {0};
    bool ok = true;
    zb_axis_wish count = {
        .length = 160, .spacing = 35, .from_zero = true, .whole = true, .english = true};
    static const struct {
        double most, tick;
        const char *label;
    } axes[] = {{8000, 8000, "8,000"}, {42000, 0, "0"},    {42000, 40000, "40k"},
                {3e6, 2e6, "2.0M"},    {2e8, 2e8, "200M"}, {4e9, 4e9, "4bn"}};
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
        zb_axis axis = zb_axis_fit(0, axes[i].most, count);
        expect_label(zb_tick_label(&arena, &axis, axes[i].tick, &ok), axes[i].label);
    }
    expect_label(zb_number_label_in(&arena, true, -3.14159, 1, 4, &ok), "−3.1");
    expect_label(zb_number_label_in(&arena, true, 3333000, 0, 3333000, &ok), "3,333,000");
    expect_label(zb_number_label_in(&arena, true, 12345678, 0, 12345678, &ok), "12.35M");
    expect_label(zb_number_label_in(&arena, true, 2.5e10, 0, 2.5e10, &ok), "25.00bn");
    expect_label(zb_number_label_in(&arena, true, 4999, 0, 12345678, &ok), "4,999");
    expect_label(zb_number_label_in(&arena, true, 5000, 0, 12345678, &ok), "0.01M");
    expect_label(zb_number_label_in(&arena, true, 0, 0, 12345678, &ok), "0.00M");
    expect_label(zb_number_label_in(&arena, false, 3333000, 0, 3333000, &ok), "333.3万");
    expect_label(zb_change_label(&arena, true, 12345678, 0, 12345678, &ok), "+12.35M");
    expect_label(zb_range_label(&arena, true, -7.3, -4.6, 1, &ok), "−7.3 to −4.6");
    expect_label(zb_range_label(&arena, false, -7.3, -4.6, 1, &ok), "−7.3至−4.6");
    expect_label(zb_range_label(&arena, true, 3.7, 7, 1, &ok), "3.7–7.0");
    expect_label(zb_range_label(&arena, false, 3.7, 7, 1, &ok), "3.7~7.0");
    expect_label(zb_range_label(&arena, false, 0.04, 1.2, 1, &ok), "0.04~1.20");
    expect_label(zb_range_label(&arena, false, 0, 1.2, 1, &ok), "0.0~1.2");
    expect_label(zb_range_label(&arena, false, -2, -0.003, 1, &ok), "−2.000至−0.003");
    assert_true(ok);
    zb_arena_free(&arena);
}

static void test_spread(void **state) {
    (void)state;
    zb_arena arena = {0};
    double y[40], wish[40];
    for (int round_no = 0; round_no < 500; round_no++) {
        size_t n = 1 + (size_t)(random_share() * 15);
        double at = -20;
        for (size_t i = 0; i < n; i++) {
            at += random_share() * 20;
            y[i] = wish[i] = at;
        }
        assert_true(zb_spread(&arena, y, n, 10.2, 5, 195));
        for (size_t i = 0; i < n; i++) {
            assert_true(y[i] >= 5 - 1e-9 && y[i] <= 195 + 1e-9);
            assert_true(i == 0 || y[i] - y[i - 1] >= 10.2 - 1e-9);
        }
    }
    double apart[] = {20, 60, 100};
    assert_true(zb_spread(&arena, apart, 3, 10, 0, 200));
    assert_true(apart[0] == 20 && apart[1] == 60 && apart[2] == 100);
    double near[] = {50, 50};
    assert_true(zb_spread(&arena, near, 2, 10, 0, 200));
    assert_true(fabs(near[0] - 45) < 1e-9 && fabs(near[1] - 55) < 1e-9);
    double many[] = {1, 2, 3};
    assert_true(zb_spread(&arena, many, 3, 100, 0, 10));
    assert_true(many[0] >= 0 && many[2] <= 10);
    assert_true(zb_spread(&arena, many, 0, 10, 0, 10));
    zb_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),        cmocka_unit_test(test_random),
        cmocka_unit_test(test_edges),        cmocka_unit_test(test_axis),
        cmocka_unit_test(test_labels),       cmocka_unit_test(test_english_labels),
        cmocka_unit_test(test_plain_labels), cmocka_unit_test(test_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
