/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adjusted p-values.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

enum { HYPOTHESES = 15, MOST = 60 };

/* Y. Benjamini, Y. Hochberg (1995), section 3.2: thrombolysis after myocardial infarction. */
static const double infarction[HYPOTHESES] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201,
                                              0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
                                              0.4262, 0.5719, 0.6528, 0.7590, 1.000};

/* R: p.adjust(p, "BH"), p.adjust(p, "holm") */
static void infarction_adjusted(void **state) {
    (void)state;
    static const double bh[HYPOTHESES] = {
        0.0015,           0.0030,           0.0095,           0.035625,         0.0603,
        0.06385714285714, 0.06385714285714, 0.0645,           0.0765,           0.4860,
        0.58118181818182, 0.714875,         0.75323076923077, 0.81321428571429, 1};
    static const double holm[HYPOTHESES] = {
        0.0015, 0.0056, 0.0247, 0.1140, 0.2211, 0.2780, 0.2780, 0.2780, 0.3213, 1, 1, 1, 1, 1, 1};
    double got[HYPOTHESES];
    assert_int_equal(zb_stats_adjust(got, infarction, HYPOTHESES, ZB_ADJUST_BH), ZB_OK);
    for (size_t i = 0; i < HYPOTHESES; i++) {
        NEAR(got[i], bh[i], 1e-14);
    }
    assert_int_equal(zb_stats_adjust(got, infarction, HYPOTHESES, ZB_ADJUST_HOLM), ZB_OK);
    for (size_t i = 0; i < HYPOTHESES; i++) {
        NEAR(got[i], holm[i], 1e-14);
    }
}

/* As the paper says: at 0.05 four are rejected with the false discovery rate controlled, three
 * with the family-wise error. */
static void infarction_rejected(void **state) {
    (void)state;
    double got[HYPOTHESES];
    for (int method = ZB_ADJUST_BH; method <= ZB_ADJUST_HOLM; method++) {
        size_t rejected = 0;
        assert_int_equal(zb_stats_adjust(got, infarction, HYPOTHESES, (zb_adjustment)method),
                         ZB_OK);
        for (size_t i = 0; i < HYPOTHESES; i++) {
            rejected += got[i] <= 0.05;
        }
        assert_int_equal(rejected, method == ZB_ADJUST_BH ? 4 : 3);
    }
}

static void single_and_equal(void **state) {
    (void)state;
    const double one = 0.03;
    const double same[] = {0.2, 0.2, 0.2, 0.2};
    const double ends[] = {1, 0, 1, 0};
    double got[4];
    for (int m = ZB_ADJUST_BH; m <= ZB_ADJUST_HOLM; m++) {
        zb_adjustment method = (zb_adjustment)m;
        assert_int_equal(zb_stats_adjust(got, &one, 1, method), ZB_OK);
        NEAR(got[0], 0.03, 0);
        assert_int_equal(zb_stats_adjust(got, same, 4, method), ZB_OK);
        for (size_t i = 0; i < 4; i++) {
            NEAR(got[i], method == ZB_ADJUST_BH ? 0.2 : 0.8, 1e-15);
        }
        assert_int_equal(zb_stats_adjust(got, ends, 4, method), ZB_OK);
        for (size_t i = 0; i < 4; i++) {
            NEAR(got[i], ends[i], 0);
        }
    }
}

static void shuffle(dice *d, double *values, size_t n) {
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)dice_whole(d, 0, (double)i - 1);
        double held = values[i - 1];
        values[i - 1] = values[j];
        values[j] = held;
    }
}

/* Small ones often, some equal. */
static size_t draw(dice *d, double *p) {
    size_t n = (size_t)dice_whole(d, 1, MOST);
    for (size_t i = 0; i < n; i++) {
        p[i] = pow(dice_unit(d), 4);
        if (dice_unit(d) < 0.2) {
            p[i] = round(p[i] * 10) / 10;
        }
    }
    return n;
}

/* By the definitions, without sorting: of each p the least over all q at least as large of
 * q n / #{<= q}, and the largest over all q at most as large of q (n - #{< q}). */
static void by_definition(void **state) {
    (void)state;
    dice d = {5};
    for (int turn = 0; turn < 200; turn++) {
        double p[MOST];
        double bh[MOST];
        double holm[MOST];
        size_t n = draw(&d, p);
        assert_int_equal(zb_stats_adjust(bh, p, n, ZB_ADJUST_BH), ZB_OK);
        assert_int_equal(zb_stats_adjust(holm, p, n, ZB_ADJUST_HOLM), ZB_OK);
        for (size_t i = 0; i < n; i++) {
            double least = 1;
            double most = 0;
            for (size_t j = 0; j < n; j++) {
                double below = 0;
                double equal = 0;
                for (size_t m = 0; m < n; m++) {
                    below += p[m] < p[j];
                    equal += p[m] == p[j];
                }
                double count = (double)n;
                least = p[j] >= p[i] ? fmin(least, p[j] * count / (below + equal)) : least;
                most = p[j] <= p[i] ? fmax(most, fmin(p[j] * (count - below), 1)) : most;
            }
            NEAR(bh[i], least, 1e-14);
            NEAR(holm[i], most, 1e-14);
        }
    }
}

static void adjusted_behave(void **state) {
    (void)state;
    dice d = {17};
    for (int turn = 0; turn < 300; turn++) {
        double p[MOST];
        double bh[MOST];
        double holm[MOST];
        size_t n = draw(&d, p);
        assert_int_equal(zb_stats_adjust(bh, p, n, ZB_ADJUST_BH), ZB_OK);
        assert_int_equal(zb_stats_adjust(holm, p, n, ZB_ADJUST_HOLM), ZB_OK);
        for (size_t i = 0; i < n; i++) {
            double bonferroni = fmin(p[i] * (double)n, 1);
            assert_true(p[i] <= bh[i] && bh[i] <= holm[i] * (1 + 1e-15));
            assert_true(holm[i] <= bonferroni * (1 + 1e-15) && holm[i] <= 1);
            for (size_t j = 0; j < n; j++) {
                assert_true(p[i] > p[j] || (bh[i] <= bh[j] && holm[i] <= holm[j]));
            }
        }
        /* In another order each keeps its value. */
        double mixed[MOST];
        double again[MOST];
        for (size_t i = 0; i < n; i++) {
            mixed[i] = p[i];
        }
        shuffle(&d, mixed, n);
        assert_int_equal(zb_stats_adjust(again, mixed, n, ZB_ADJUST_BH), ZB_OK);
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                assert_true(mixed[i] != p[j] || again[i] == bh[j]);
            }
        }
    }
}

static void adjusting_nonsense(void **state) {
    (void)state;
    static const double bad[][2] = {
        {0.1, -1e-9}, {0.1, 1.0000001}, {0.1, NAN}, {0.1, INFINITY}, {-INFINITY, 0.1}};
    double out[2] = {7, 8};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(zb_stats_adjust(out, bad[i], 2, ZB_ADJUST_BH), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_adjust(out, bad[i], 2, ZB_ADJUST_HOLM), ZB_E_DOMAIN);
    }
    assert_int_equal(zb_stats_adjust(out, infarction, 0, ZB_ADJUST_BH), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_adjust(out, infarction, 2, (zb_adjustment)2), ZB_E_DOMAIN);
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_adjust(out, infarction, 2, ZB_ADJUST_BH), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
    NEAR(out[0], 7, 0);
    NEAR(out[1], 8, 0);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(infarction_adjusted), WATCHED(infarction_rejected), WATCHED(single_and_equal),
        WATCHED(by_definition),       WATCHED(adjusted_behave),     WATCHED(adjusting_nonsense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
