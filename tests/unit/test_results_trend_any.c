/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for the details of any series, and where memory runs out.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "memory_help.h"
#include "results_help.h"
#include "series_help.h"
#include "stats_help.h"

/* Whatever the series: no interval without its value, nothing that is no number. */
static void any_series_is_sound(void **state) {
    (void)state;
    dice d6 = {20260101};
    for (int round = 0; round < 20; round++) {
        double values[MOST_YEARS];
        size_t count = (size_t)dice_whole(&d6, 2, MOST_YEARS);
        double most = pow(10, dice_whole(&d6, 0, 9));
        for (size_t i = 0; i < count; i++) {
            bool skipped = i && i + 1 < count && dice_unit(&d6) < 0.1;
            values[i] = skipped ? -1 : dice_whole(&d6, 0, most);
        }
        bench b = counts(values, count, (zb_qualifier)dice_whole(&d6, ZB_EQ, ZB_APPROX));
        zb_trend_details d = details_of(b.dataset, CASES);
        zb_trend_details_free(&d);
        bench_close(&b);
        for (size_t i = 0; i < count; i++) {
            values[i] = dice_whole(&d6, 0, 50);
        }
        b = rates(values, 50, count);
        d = details_of(b.dataset, RATE);
        zb_trend_details_free(&d);
        bench_close(&b);
    }
}

/* ---- memory ------------------------------------------------------------------------------ */

typedef struct asked {
    const zb_dataset *dataset;
    const zb_trend *trend;
} asked;

static zb_status details_again(void *context) {
    const asked *a = context;
    zb_trend_details d;
    zb_error err = {0};
    zb_status status = zb_analysis_trend_details(&d, a->dataset, a->trend, &err);
    assert_int_equal(err.code, status);
    assert_int_equal(status == ZB_OK, d.values != NULL);
    zb_trend_details_free(&d);
    return status;
}

static void starve_trends(const zb_dataset *dataset) {
    zb_trend_list trends;
    assert_int_equal(zb_analysis_trends(&trends, dataset, NULL, NULL), ZB_OK);
    assert_true(trends.count > 0);
    for (size_t i = 0; i < trends.count; i++) {
        starve(details_again, &(asked){dataset, &trends.rows[i]});
    }
    zb_trend_list_free(&trends);
}

static void memory_runs_out(void **state) {
    (void)state;
    static const double years[] = {100, 120, 118, 150, 160, 171, 190, 205, 200, 260, 240};
    bench b = COUNTS(years, ZB_EQ);
    starve_trends(b.dataset);
    bench_close(&b);
    b = rates(years, 300, 11);
    starve_trends(b.dataset);
    bench_close(&b);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(any_series_is_sound),
        WATCHED(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
