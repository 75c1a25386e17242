/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word-sized lines and bars: nothing outside their rectangle, and what few values give.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "drawn_help.h"
#include "zhibiao/chart.h"

static void check_sparks(const zb_sparkline *spark, const zb_sparkbars *bars) {
    probe_begin(&the_probe, font, 0, 0, 60, 12);
    if (spark) {
        zb_sparkline_draw(&the_probe.canvas, spark, 0, 0, 60, 12);
    }
    if (bars) {
        zb_sparkbars_draw(&the_probe.canvas, bars, 0, 0, 60, 12);
    }
    if (the_probe.complaint[0] != '\0') {
        fail_msg("%zu values: %s", spark ? spark->count : bars->count, the_probe.complaint);
    }
}

static void test_sparks(void **state) {
    (void)state;
    for (int i = 0; i < 1000; i++) {
        double values[100], behind[100];
        size_t n = below(100);
        for (size_t k = 0; k < n; k++) {
            values[k] = share() < 0.2 ? NAN : 1000 * share() - (share() < 0.1 ? 500 : 0);
            behind[k] = share() < 0.2 ? NAN : 3000 * share();
        }
        zb_sparkline spark = {values, i % 2 ? behind : NULL, n, ZB_BLUE, i % 4 == 1};
        zb_sparkbars bars = {values, n, below(100)};
        check_sparks(&spark, &bars);
    }
}

static void expect_spark(const zb_sparkline *spark, const zb_sparkbars *bars, const char *drawn) {
    zb_recorder *recorder;
    assert_int_equal(zb_recorder_begin(&recorder, font, NULL), ZB_OK);
    const zb_canvas *canvas = zb_recorder_canvas(recorder);
    if (spark) {
        zb_sparkline_draw(canvas, spark, 0, 0, 44, 12);
    }
    if (bars) {
        zb_sparkbars_draw(canvas, bars, 0, 0, 40, 10);
    }
    zb_str found = zb_recorder_text(recorder);
    if (!zb_str_eq(found, zb_str_from(drawn))) {
        fail_msg("expected\n%s\nfound\n%.*s", drawn, ZB_ARG(found));
    }
    zb_recorder_free(recorder);
}

static void test_sparks_of_few(void **state) {
    (void)state;
    const double rising[] = {10, NAN, 20, 30, 40}, apart[] = {NAN, 5, NAN, NAN, NAN},
                 zero[] = {0, 0, 0, NAN, NAN}, none[] = {NAN, NAN, NAN, NAN, NAN};
    expect_spark(&(zb_sparkline){rising, NULL, 5, ZB_BLUE, false}, NULL,
                 "circle 2.0,10.0 1.2 #1F6FB2\n"
                 "circle 42.0,2.0 1.8 #1F6FB2\n"
                 "polyline 22.0,7.3 32.0,4.7 42.0,2.0 stroke 1.2 #1F6FB2\n");
    expect_spark(&(zb_sparkline){apart, rising, 5, ZB_BLUE, false}, NULL,
                 "circle 2.0,8.9 0.9 #C3CAD1\n"
                 "polyline 22.0,6.6 32.0,4.3 42.0,2.0 stroke 0.9 #C3CAD1\n"
                 "circle 12.0,10.0 1.2 #1F6FB2\n");
    expect_spark(&(zb_sparkline){apart, rising, 5, ZB_BLUE, true}, NULL,
                 "circle 2.0,8.9 1.2 #17212B\n"
                 "circle 42.0,2.0 1.8 #17212B\n"
                 "polyline 22.0,6.6 32.0,4.3 42.0,2.0 stroke 1.2 #17212B\n"
                 "circle 12.0,10.0 1.2 #1F6FB2\n");
    expect_spark(&(zb_sparkline){zero, NULL, 1, ZB_BLUE, false}, NULL,
                 "circle 22.0,6.0 1.8 #1F6FB2\n");
    expect_spark(&(zb_sparkline){none, NULL, 5, ZB_BLUE, false}, NULL, "");
    expect_spark(&(zb_sparkline){NULL, NULL, 0, ZB_BLUE, false}, NULL, "");
    expect_spark(NULL, &(zb_sparkbars){rising, 5, 3},
                 "rect 0.9 7.5 6.2 2.5 #C3CAD1\n"
                 "rect 16.9 5.0 6.2 5.0 #C3CAD1\n"
                 "rect 24.9 2.5 6.2 7.5 #17212B\n"
                 "rect 32.9 0.0 6.2 10.0 #C3CAD1\n"
                 "line 0.0,10.0 40.0,10.0 stroke 0.4 #C3CAD1\n");
    expect_spark(NULL, &(zb_sparkbars){rising + 3, 2, 1}, /* of two years still bars */
                 "rect 6.8 2.5 6.5 7.5 #C3CAD1\n"
                 "rect 26.8 0.0 6.5 10.0 #17212B\n"
                 "line 0.0,10.0 40.0,10.0 stroke 0.4 #C3CAD1\n");
    expect_spark(NULL, &(zb_sparkbars){zero, 5, 0}, "");
    expect_spark(NULL, &(zb_sparkbars){NULL, 0, 0}, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sparks),
        cmocka_unit_test(test_sparks_of_few),
    };
    return cmocka_run_group_tests(tests, load_font, drop_font);
}
