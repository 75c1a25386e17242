/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spine charts: each row on its own scale about the whole, dots only where they may be compared.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "chart/spine_geometry.h"
#include "drawn_help.h"
#include "memory_help.h"

#define ROWS 30
static zb_spine_row rows[ROWS];

static zb_figure figure_of(size_t count) {
    return (zb_figure){.kind = ZB_FIG_SPINE, .as.spine = {rows, count, ZB_STR("全市"), false}};
}

static int ascending(const void *a, const void *b) {
    double p = *(const double *)a, q = *(const double *)b;
    return p < q ? -1 : p > q;
}

static zb_spine_row random_row(size_t i) {
    static const char *const groups[] = {"", "矛盾化解", "复议与应诉", "Openness and safety"};
    double scale = pow(10, 7 * share()), v[4];
    bool equal = share() < 0.1;
    for (size_t k = 0; k < 4; k++) {
        v[k] = equal ? scale : scale * share();
    }
    qsort(v, 4, sizeof *v, ascending);
    double value = equal ? scale : scale * share() * (share() < 0.1 ? 1000 : 1);
    return (zb_spine_row){zb_str_from(groups[(i / 4) % 4]),
                          random_name(),
                          (int)below(3),
                          share() < 0.9,
                          value,
                          random_tone(),
                          share() < 0.15,
                          share() < 0.85,
                          equal ? scale : scale * share(),
                          v[0],
                          v[1],
                          v[2],
                          v[3]};
}

static zb_figure random_spine(void) {
    size_t n = 1 + below(ROWS);
    for (size_t i = 0; i < n; i++) {
        rows[i] = random_row(i);
    }
    zb_figure figure = figure_of(n);
    figure.as.spine.whole_name = random_name();
    figure.as.spine.english = share() < 0.3;
    return figure;
}

static void test_random(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        zb_figure figure = random_spine();
        double width = 190 + 290 * share();
        double wished = zb_figure_height(&figure, font, width);
        expect_fits(&figure, width, share() < 0.5 ? 0 : fmax(48, wished * (0.75 + share())), i);
    }
}

static void test_marks(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        zb_spine_row row = random_row(0);
        row.compared = true;
        double x = 100 * share(), w = 60 + 200 * share();
        zb_spine_mark m = zb_spine_marks(&row, x, w);
        assert_true(fabs(m.middle - (x + w / 2)) < 1e-9);
        double ends[] = {m.low, m.quarter, m.three_quarters, m.high, m.dot};
        double values[] = {row.low, row.quarter, row.three_quarters, row.high, row.value};
        double farthest = 0;
        bool dot = zb_spine_has_dot(&row);
        assert_true(dot == isfinite(m.dot));
        assert_true(isfinite(m.sign) == (dot && row.tone != ZB_TONE_CONTEXT));
        for (size_t k = 0; k < (dot ? 5u : 4u); k++) {
            farthest = fmax(farthest, fabs(ends[k] - m.middle));
            /* on the side of the whole where the value is */
            assert_true((values[k] - row.whole) * (ends[k] - m.middle) >= 0);
            assert_true(k == 0 || k == 4 || ends[k] >= ends[k - 1]);
        }
        bool equal = row.low == row.whole && row.high == row.whole;
        assert_true(equal || fabs(farthest - (w / 2 - 6)) < 1e-6);
        if (isfinite(m.sign)) { /* beside the dot, inside, not on the line */
            assert_true(fabs(fabs(m.sign - m.dot) - ZB_SPINE_SIGN) < 1e-9);
            assert_true(m.sign - 3 > x && m.sign + 3 < x + w && fabs(m.sign - m.middle) > 2.5);
        }
    }
}

static zb_spine_row usual(void) {
    return (zb_spine_row){.name = ZB_STR("调解成功率"),
                          .decimals = 1,
                          .has_value = true,
                          .value = 90.9,
                          .tone = ZB_TONE_LOW998,
                          .compared = true,
                          .whole = 96.1,
                          .low = 90.9,
                          .quarter = 95.9,
                          .three_quarters = 97.2,
                          .high = 98.0};
}

static void test_dots(void **state) {
    (void)state;
    zb_figure figure = figure_of(1);
    rows[0] = usual();
    /* the dot, and one in each key of the legend */
    assert_int_equal(calls_of(&figure, 400, 100, ZB_STR("circle")), 2);
    assert_int_equal(calls_of(&figure, 400, 100, ZB_STR("polygon")), 2);
    assert_false(says(&figure, 400, 100, ZB_STR("※")));
    rows[0].few = true;
    assert_int_equal(calls_of(&figure, 400, 100, ZB_STR("circle")), 0);
    assert_true(says(&figure, 400, 100, ZB_STR("※")));
    assert_true(says(&figure, 400, 100, ZB_STR("分母不足10")));
    assert_false(says(&figure, 400, 100, ZB_STR("#C85A12")));
    rows[0] = usual();
    rows[0].compared = false;
    rows[0].whole = NAN; /* is not read */
    assert_int_equal(calls_of(&figure, 400, 100, ZB_STR("circle")), 0);
    assert_int_equal(calls_of(&figure, 400, 100, ZB_STR("rect")), 0);
    assert_true(says(&figure, 400, 100, ZB_STR("不比较")));
    rows[0] = usual();
    rows[0].has_value = false;
    assert_int_equal(calls_of(&figure, 400, 100, ZB_STR("circle")), 0);
    assert_true(says(&figure, 400, 100, ZB_STR("—")));
}

/* A row alone, as in tables, stays in its box. */
static void test_row_alone(void **state) {
    (void)state;
    for (int i = 0; i < 1000; i++) {
        zb_spine_row row = random_row(0);
        row.compared = true;
        zb_box box = {5, 9, 60 + 120 * share(), 10 + 10 * share()};
        probe_begin(&the_probe, font, box.x, box.y, box.w, box.h);
        zb_spine_draw_row(&the_probe.canvas, &row, box);
        if (the_probe.complaint[0] != '\0') {
            fail_msg("round %d: %s", i, the_probe.complaint);
        }
        assert_true(the_probe.calls >= 1 && the_probe.texts == 0);
    }
}

static void test_heads(void **state) {
    (void)state;
    zb_figure figure = figure_of(2);
    rows[0] = rows[1] = usual();
    rows[0].group = rows[1].group = ZB_STR("矛盾化解");
    static const char *const words[] = {"最低", "四分位", "全市", "最高", "数值", "矛盾化解"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_true(says(&figure, 482, 120, zb_str_from(words[i])));
    }
    figure.as.spine.english = true;
    assert_true(says(&figure, 482, 120, ZB_STR("lowest")));
    assert_true(says(&figure, 482, 120, ZB_STR("quartile")));
    assert_false(says(&figure, 482, 120, ZB_STR("最低")));
    /* one head for the group, one line of the whole through both rows */
    assert_int_equal(calls_of(&figure, 482, 120, ZB_STR("line")), 3);
    rows[1].group = ZB_STR("复议与应诉");
    assert_int_equal(calls_of(&figure, 482, 120, ZB_STR("rect")), 2 + 2 * 2 + 2);
}

static void test_refused(void **state) {
    (void)state;
    zb_figure figure = figure_of(0);
    assert_int_equal(draw_at(&figure, 300, 150), ZB_OK);
    assert_int_equal(the_probe.calls, 0);
    assert_true(zb_figure_height(&figure, font, 300) == 0);
    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = usual();
    }
    figure = figure_of(ROWS);
    expect_fits(&figure, 300, 0, 0);
    assert_int_equal(draw_at(&figure, 300, 150), ZB_E_USAGE);
    rows[3].value = 1e15;
    assert_int_equal(draw_at(&figure, 120, 700), ZB_E_USAGE);
    rows[3].value = NAN;
    assert_int_equal(draw_at(&figure, 300, 700), ZB_E_DOMAIN);
    rows[3] = usual();
    rows[3].whole = INFINITY;
    assert_int_equal(draw_at(&figure, 300, 700), ZB_E_DOMAIN);
    rows[3] = usual();
    rows[3].quarter = rows[3].low - 1;
    assert_int_equal(draw_at(&figure, 300, 700), ZB_E_DOMAIN);
    rows[3] = usual();
    rows[3].low = -1.7e308;
    rows[3].whole = 1.7e308;
    assert_int_equal(draw_at(&figure, 300, 700), ZB_E_DOMAIN);
}

static zb_status attempt(void *context) {
    probe_begin(&the_probe, font, 0, 0, 240, 700);
    return zb_figure_draw(context, &the_probe.canvas, 0, 0, 240, 700, NULL);
}

static void test_no_memory(void **state) {
    (void)state;
    rows[0] = rows[1] = usual();
    rows[1].name = ZB_STR("行政机关负责人出庭应诉情况通报落实率");
    zb_figure figure = figure_of(2);
    starve(attempt, &figure);
}

static void test_golden(void **state) {
    (void)state;
    rows[0] = rows[1] = rows[2] = rows[3] = usual();
    rows[0].group = rows[1].group = ZB_STR("矛盾化解");
    rows[1].name = ZB_STR("信访办结率");
    rows[1].tone = ZB_TONE_CONTEXT;
    rows[1].value = 96.5;
    rows[2].group = ZB_STR("复议与应诉");
    rows[2].name = ZB_STR("复议纠错率");
    rows[2].few = true;
    rows[3].group = ZB_STR("只有表述值");
    rows[3].name = ZB_STR("考试合格率");
    rows[3].compared = false;
    zb_figure figure = figure_of(4);
    compare_record(&figure, 300, 150, ZB_TEST_ROOT "/tests/golden/chart/spine.txt");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),    cmocka_unit_test(test_marks),
        cmocka_unit_test(test_dots),      cmocka_unit_test(test_heads),
        cmocka_unit_test(test_row_alone), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_no_memory), cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
