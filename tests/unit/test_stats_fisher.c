/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fisher's exact test, and when it is wanted.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "stats_help.h"
#include "zhibiao/stats.h"

static double fisher(double x1, double n1, double x2, double n2) {
    double p;
    assert_int_equal(zb_stats_fisher_p(&p, x1, n1, x2, n2), ZB_OK);
    assert_true(p >= 0 && p <= 1);
    return p;
}

/* Convictions of like-sex twins of criminals, the example of R's manual page after R. A. Fisher,
 * The design of experiments: two-sided 0.0005367. The lady who tastes tea, 3 of 4 right twice:
 * one-sided 0.2429 (A. Agresti 2002, Categorical data analysis, page 91), which is 17 / 70; the
 * table is symmetric. */
static void published_tables(void **state) {
    (void)state;
    NEAR(fisher(2, 17, 10, 13), 0.0005367, 5e-8);
    NEAR(fisher(3, 4, 1, 4), 34. / 70, 1e-15);
}

/* R 4.2: fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2))$p.value */
static void tables_of_r(void **state) {
    (void)state;
    static const double rows[][5] = {
        {1, 8, 8, 10, 0.015220074043603453},
        {4, 10, 12, 15, 0.087220842154211331},
        {0, 5, 5, 5, 0.0079365079365079395},
        {0, 20, 0, 30, 1},
        {7, 7, 0, 12, 1.9845995078193205e-05},
        {50, 1000, 70, 900, 0.013997977956367744},
        {2, 15, 0, 20, 0.17647058823529416},
        {12, 40, 13, 41, 1},
        {10, 20, 10, 20, 1},
        {300, 3000, 290, 3000, 0.69641273883179189},
        {5, 1e5, 17, 120000, 0.033516502304670001},
        {100, 1e6, 130, 1e6, 0.05559953380991374},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double *r = rows[i];
        NEAR(fisher(r[0], r[1], r[2], r[3]), r[4], 1e-11 * r[4]);
    }
}

static double log_choose(double n, double k) {
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

/* All tables with the same margins, by log factorials. */
static double by_definition(double x1, double n1, double x2, double n2) {
    double events = x1 + x2;
    double observed = log_choose(n1, x1) + log_choose(n2, x2);
    double all = log_choose(n1 + n2, events);
    double p = 0;
    for (double x = fmax(events - n2, 0); x <= fmin(events, n1); x++) {
        double term = log_choose(n1, x) + log_choose(n2, events - x);
        p += term <= observed + 1e-7 ? exp(term - all) : 0;
    }
    return p;
}

static void tables_by_definition(void **state) {
    (void)state;
    dice d = {1935};
    for (int i = 0; i < 3000; i++) {
        double most = i % 2 ? 12 : 400;
        double n1 = dice_whole(&d, 1, most);
        double n2 = dice_whole(&d, 1, most);
        double x1 = dice_whole(&d, 0, n1);
        double x2 = dice_whole(&d, 0, n2);
        double want = by_definition(x1, n1, x2, n2);
        double got = fisher(x1, n1, x2, n2);
        NEAR(got, want, 1e-10 * want);
        NEAR(fisher(x2, n2, x1, n1), got, 1e-12 * got);
        NEAR(fisher(n1 - x1, n1, n2 - x2, n2), got, 1e-12 * got);
        if (x1 + x2 > 0 && n1 + n2 - x1 - x2 > 0) {
            NEAR(fisher(x1, x1 + x2, n1 - x1, n1 + n2 - x1 - x2), got, 1e-12 * got);
        }
    }
}

/* Few events of very many: each falls to either half by the toss of a coin. Then the largest
 * support; in R 4.2:
 *   d <- dhyper(0:1e6, 1e6, 1e6, 1e6); sum(d[d <= dhyper(499000, 1e6, 1e6, 1e6) * (1 + 1e-7)]) */
static void many_trials(void **state) {
    (void)state;
    NEAR(fisher(3, 5e11, 10, 5e11), 2. * (1 + 13 + 78 + 286) / 8192, 1e-9);
    NEAR(fisher(5e11 - 3, 5e11, 5e11 - 10, 5e11), 2. * (1 + 13 + 78 + 286) / 8192, 1e-9);
    NEAR(fisher(499000, 1e6, 501000, 1e6), 0.0046984312644577598, 1e-11);
    NEAR(fisher(1, 1e6, 1e6 - 1, 1e12), 1, 0);
    NEAR(fisher(0, 1e6, 1e6, 1e12), 1 - exp(-1), 1e-6);
    NEAR(fisher(1e6, 1e6, 0, 1e12), 0, 0);
    NEAR(fisher(0, 1e12, 0, 1e12), 1, 0);
    NEAR(fisher(1e12, 1e12, 1e12, 1e12), 1, 0);
}

static void support_limit(void **state) {
    (void)state;
    double p = 9;
    assert_int_equal(zb_stats_fisher_p(&p, 5e5, ZB_STATS_FISHER_LIMIT, 5e5, 1e12), ZB_OK);
    NEAR(p, 0, 0);
    p = 9;
    assert_int_equal(zb_stats_fisher_p(&p, 5e5, ZB_STATS_FISHER_LIMIT + 1, 6e5, 1e12), ZB_E_LIMIT);
    NEAR(p, 0, 0);
    /* What counts is the smallest of the four margins. */
    assert_int_equal(zb_stats_fisher_p(&p, 5, 1e12, 6, 1e12), ZB_OK);
    assert_int_equal(zb_stats_fisher_p(&p, 1e12 - 5, 1e12, 1e12, 1e12), ZB_OK);
}

static void outside_the_domain(void **state) {
    (void)state;
    static const double bad[][2] = {{-1, 5},       {6, 5},    {0, 0},   {NAN, 5},
                                    {1, INFINITY}, {1, 2e12}, {1.5, 5}, {1, 5.5}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double p = 9;
        assert_int_equal(zb_stats_fisher_p(&p, bad[i][0], bad[i][1], 1, 2), ZB_E_DOMAIN);
        NEAR(p, 0, 0);
        p = 9;
        assert_int_equal(zb_stats_fisher_p(&p, 1, 2, bad[i][0], bad[i][1]), ZB_E_DOMAIN);
        NEAR(p, 0, 0);
    }
}

/* R: min(chisq.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2))$expected) */
static void least_expected(void **state) {
    (void)state;
    NEAR(zb_stats_least_expected(2, 17, 10, 13), 5.2, 1e-15);
    NEAR(zb_stats_least_expected(15, 17, 3, 13), 5.2, 1e-15);
    NEAR(zb_stats_least_expected(300, 3000, 290, 3000), 295, 1e-12);
    NEAR(zb_stats_least_expected(0, 20, 0, 30), 0, 0);
    NEAR(zb_stats_least_expected(1.5, 4.5, 0, 4.5), 0.75, 1e-15);
    NEAR(zb_stats_least_expected(5, 4, 0, 4), 0, 0);
    NEAR(zb_stats_least_expected(1, 4, 0, NAN), 0, 0);
    NEAR(zb_stats_least_expected(5e11, 1e12, 5e11, 1e12), 5e11, 0);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(published_tables), WATCHED(tables_of_r),   WATCHED(tables_by_definition),
        WATCHED(many_trials),      WATCHED(support_limit), WATCHED(outside_the_domain),
        WATCHED(least_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
