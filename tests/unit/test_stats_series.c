/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Series with serial correlation and change points, against published values.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

/* Monthly rainfall of Bogra, Bangladesh, 1981 to 2010, without the seven months that are missing:
 * the data of the tests of pyMannKendall (M. Hussain, I. Mahmud 2019, Journal of Open Source
 * Software 4, 1556), repository mmhs013/pyMannKendall, tests/data/Monthly Rainfall.csv. */
static const double BOGRA[] = {
    32,  20,  25,  189, 240, 193, 379, 278, 301, 0,   0,   82,  0,   4,   121, 234, 360, 262, 120,
    30,  11,  1,   7,   3,   31,  31,  355, 102, 248, 274, 308, 5,   26,  11,  16,  6,   48,  388,
    539, 431, 272, 404, 186, 0,   2,   0,   4,   1,   54,  272, 459, 235, 164, 365, 135, 2,   4,
    0,   128, 210, 163, 446, 225, 462, 467, 19,  13,  0,   3,   17,  132, 178, 338, 525, 623, 145,
    31,  19,  3,   0,   29,  25,  87,  259, 756, 486, 180, 292, 43,  92,  1,   0,   16,  2,   0,
    130, 253, 594, 111, 273, 30,  0,   4,   0,   27,  24,  41,  292, 378, 499, 265, 320, 227, 4,
    0,   4,   14,  8,   48,  416, 240, 404, 207, 733, 105, 0,   112, 0,   14,  0,   30,  140, 202,
    289, 159, 424, 106, 3,   0,   65,  3,   14,  58,  268, 466, 432, 266, 240, 95,  1,   0,   10,
    26,  4,   114, 94,  289, 173, 208, 263, 156, 5,   0,   16,  16,  14,  0,   111, 475, 534, 432,
    471, 117, 70,  1,   3,   28,  7,   401, 184, 283, 338, 171, 335, 176, 0,   0,   10,  11,  9,
    140, 102, 208, 298, 245, 220, 29,  2,   27,  10,  13,  26,  84,  143, 367, 749, 563, 283, 353,
    10,  0,   0,   0,   0,   9,   246, 265, 343, 429, 168, 133, 17,  0,   18,  35,  76,  158, 272,
    250, 190, 289, 466, 84,  0,   0,   0,   0,   0,   22,  217, 299, 185, 115, 344, 203, 8,   0,
    5,   284, 123, 254, 476, 496, 326, 27,  20,  0,   4,   53,  72,  113, 214, 364, 219, 220, 156,
    264, 0,   13,  0,   0,   45,  90,  137, 638, 529, 261, 206, 251, 0,   0,   5,   9,   58,  72,
    138, 130, 471, 328, 356, 523, 0,   1,   0,   0,   12,  143, 193, 184, 192, 138, 174, 69,  1,
    0,   0,   18,  25,  28,  92,  732, 320, 256, 302, 131, 15,  0,   27,  0,   22,  20,  213, 393,
    474, 374, 109, 159, 0,   0,   0,   3,   3,   49,  205, 128, 194, 570, 169, 89,  0,   0,   0,
    0,   0,   26,  185, 286, 92,  225, 244, 190, 3,   20};

enum { MONTHS = sizeof BOGRA / sizeof *BOGRA };

/* Annual flow of the Nile at Aswan, 1871 to 1970 (G. W. Cobb 1978, The problem of the Nile,
 * Biometrika 65); R's `Nile`. */
static const double NILE[] = {
    1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
    960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
    874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
    1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
    781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
    1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
    1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740};

enum { YEARS = sizeof NILE / sizeof *NILE };

/* tests/test_pymannkendall.py of the same repository: test_original_test and
 * test_hamed_rao_modification_test (published there with all digits). Its tau is s over all
 * pairs, ours allows for ties. */
static void published_rainfall(void **state) {
    (void)state;
    assert_int_equal(MONTHS, 353);
    zb_mann_kendall mk;
    assert_int_equal(zb_stats_mann_kendall(&mk, BOGRA, MONTHS, 0.05), ZB_OK);
    NEAR(mk.s, -1959, 0);
    NEAR(mk.variance, 4889800.333333333, 1e-8);
    NEAR(mk.z, -0.8854562842589916, 1e-15);
    NEAR(mk.p, 0.37591058740506833, 1e-15);
    assert_int_equal(mk.direction, ZB_DIR_NONE);
    double correction;
    assert_int_equal(zb_stats_hamed_rao(&mk, &correction, BOGRA, MONTHS, 0.05), ZB_OK);
    NEAR(mk.s, -1959, 0);
    NEAR(mk.variance, 257403.38678462413, 1e-8);
    NEAR(mk.z, -3.859273515045842, 1e-13);
    /* Published as 2 (1 - P), which has no digits beyond 2.2e-16. */
    NEAR(mk.p, 0.00011372459883540742, 4.5e-16);
    NEAR(correction, 257403.38678462413 / 4889800.333333333, 1e-14);
    assert_int_equal(mk.direction, ZB_DIR_FALLING);
    double x[MONTHS];
    for (size_t i = 0; i < MONTHS; i++) {
        x[i] = (double)i;
    }
    zb_estimate sen;
    assert_int_equal(zb_stats_theil_sen(&sen, x, BOGRA, MONTHS, 0.95), ZB_OK);
    NEAR(sen.value, -0.0064516129032258064, 1e-16);
}

/* pymannkendall 1.4.3: hamed_rao_modification_test(Nile). */
static void correlation_widens(void **state) {
    (void)state;
    zb_mann_kendall mk;
    double correction;
    assert_int_equal(zb_stats_hamed_rao(&mk, &correction, NILE, YEARS, 0.05), ZB_OK);
    NEAR(mk.s, -1387, 0);
    NEAR(mk.variance, 241565.3569166269, 1e-8);
    NEAR(mk.z, -2.8199791956451388, 1e-13);
    NEAR(mk.p, 0.004802676310182719, 1e-15);
    NEAR(correction, 241565.3569166269 / 112728.33333333333, 1e-13);
}

/* Where no autocorrelation is beyond the bounds, what is left is Mann and Kendall's normal p. */
static void uncorrected_is_mann_kendall(void **state) {
    (void)state;
    dice d = {3};
    int without = 0;
    for (int round = 0; round < 400; round++) {
        double y[14];
        for (size_t i = 0; i < 14; i++) {
            y[i] = dice_unit(&d);
        }
        zb_mann_kendall corrected;
        zb_mann_kendall plain;
        double correction;
        assert_int_equal(zb_stats_hamed_rao(&corrected, &correction, y, 14, 0.05), ZB_OK);
        assert_int_equal(zb_stats_mann_kendall(&plain, y, 14, 0.05), ZB_OK);
        NEAR(corrected.s, plain.s, 0);
        NEAR(corrected.variance, plain.variance * correction, 1e-9);
        assert_true(correction > 0);
        assert_true(corrected.p > 0 && corrected.p <= 1);
        assert_true((corrected.direction == ZB_DIR_NONE) == (corrected.p >= 0.05));
        if (correction == 1) {
            NEAR(corrected.p, plain.p, 0);
            without++;
        }
    }
    assert_in_range(without, 100, 399);
}

/* Scale by a power of two and shift by a whole number keep ranks and rounding. */
static void scale_does_not_matter(void **state) {
    (void)state;
    dice d = {4};
    for (int round = 0; round < 200; round++) {
        double y[20];
        double z[20];
        double tiny[20];
        for (size_t i = 0; i < 20; i++) {
            y[i] = dice_whole(&d, 0, 200);
            z[i] = 8 * y[i] + 1000;
            tiny[i] = ldexp(y[i], -1000);
        }
        zb_mann_kendall a;
        zb_mann_kendall b;
        double correction[3];
        assert_int_equal(zb_stats_hamed_rao(&a, &correction[0], y, 20, 0.05), ZB_OK);
        assert_int_equal(zb_stats_hamed_rao(&b, &correction[1], z, 20, 0.05), ZB_OK);
        assert_int_equal(zb_stats_hamed_rao(&b, &correction[2], tiny, 20, 0.05), ZB_OK);
        NEAR(correction[1], correction[0], 1e-12);
        NEAR(correction[2], correction[0], 0);
        NEAR(b.p, a.p, 1e-14);
    }
}

/* A line leaves nothing but rounding, whose ranks say nothing. */
static void line_has_no_correlation(void **state) {
    (void)state;
    double y[12];
    for (int i = 0; i < 12; i++) {
        y[i] = 92.4 - 0.7 * i;
    }
    zb_mann_kendall mk;
    double correction;
    assert_int_equal(zb_stats_hamed_rao(&mk, &correction, y, 12, 0.05), ZB_OK);
    NEAR(correction, 1, 0);
    NEAR(mk.tau, -1, 1e-15);
    assert_int_equal(mk.direction, ZB_DIR_FALLING);
    for (int i = 0; i < 12; i++) {
        y[i] = 3;
    }
    assert_int_equal(zb_stats_hamed_rao(&mk, &correction, y, 12, 0.05), ZB_OK);
    NEAR(correction, 1, 0);
    NEAR(mk.p, 1, 0);
    assert_int_equal(mk.direction, ZB_DIR_NONE);
}

static void hamed_rao_domain(void **state) {
    (void)state;
    double y[12] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
    zb_mann_kendall mk;
    double correction = 9;
    for (size_t n = 0; n < ZB_STATS_HAMED_RAO_FROM; n++) {
        assert_int_equal(zb_stats_hamed_rao(&mk, &correction, n ? y : NULL, n, 0.05), ZB_OK);
        assert_int_equal(mk.n, n);
        assert_int_equal(mk.direction, ZB_DIR_TOO_FEW);
        NEAR(mk.p, 1, 0);
        NEAR(mk.z, 0, 0);
        NEAR(correction, 1, 0);
    }
    assert_int_equal(zb_stats_hamed_rao(&mk, NULL, y, ZB_STATS_HAMED_RAO_FROM, 0.05), ZB_OK);
    assert_int_not_equal(mk.direction, ZB_DIR_TOO_FEW);
    assert_int_equal(zb_stats_hamed_rao(&mk, NULL, y, 12, 1e-300), ZB_OK);
    assert_int_equal(zb_stats_hamed_rao(&mk, NULL, y, 12, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_hamed_rao(&mk, &correction, y, 12, 1), ZB_E_DOMAIN);
    NEAR(correction, 0, 0);
    assert_int_equal(mk.n, 0);
    y[7] = NAN;
    assert_int_equal(zb_stats_hamed_rao(&mk, NULL, y, 12, 0.05), ZB_E_DOMAIN);
    y[7] = 1e308;
    y[8] = -1e308;
    assert_int_equal(zb_stats_hamed_rao(&mk, &correction, y, 12, 0.05), ZB_OK);
    assert_true(isfinite(mk.p) && isfinite(correction));
}

static void hamed_rao_limit(void **state) {
    (void)state;
    enum { LIMIT = 2048 };
    double *y = malloc((LIMIT + 1) * sizeof *y);
    assert_non_null(y);
    dice d = {5};
    for (int i = 0; i <= LIMIT; i++) {
        y[i] = dice_unit(&d);
    }
    zb_mann_kendall mk = {.n = 9};
    assert_int_equal(zb_stats_hamed_rao(&mk, NULL, y, LIMIT, 0.05), ZB_OK);
    assert_int_equal(zb_stats_hamed_rao(&mk, NULL, y, LIMIT + 1, 0.05), ZB_E_LIMIT);
    assert_int_equal(mk.n, 0);
    free(y);
}

/* Table 1 of A. N. Pettitt (1979), data of E. S. Page (1955): K = 232 at 17, p = 0.014. */
static void pettitts_table(void **state) {
    (void)state;
    const double y[] = {-1.05, 0.96, 1.22,  0.58,  -0.98, -0.03, -1.54, -0.71, -0.35, 0.66,
                        0.44,  0.91, -0.02, -1.42, 1.26,  -1.02, -0.81, 1.66,  1.05,  0.97,
                        2.14,  1.22, -0.24, 1.60,  0.72,  -0.12, 0.44,  0.03,  0.66,  0.56,
                        1.37,  1.66, 0.10,  0.80,  1.29,  0.49,  -0.07, 1.18,  3.29,  1.84};
    zb_pettitt t;
    assert_int_equal(zb_stats_pettitt(&t, y, 40), ZB_OK);
    assert_int_equal(t.n, 40);
    NEAR(t.k, 232, 0);
    assert_int_equal(t.before, 17);
    NEAR(t.p, 0.014, 0.001);
    NEAR(t.p, 2 * exp(-6. * 232 * 232 / (40. * 40 * 40 + 40 * 40)), 1e-16);
}

/* The Nile fell in 1899. R 4.2: U <- 2 * cumsum(rank(Nile)) - (1:100) * 101; max(abs(U));
 * which.max(abs(U)); 2 * exp(-6 * 1617^2 / (100^3 + 100^2)); mean(Nile[1:28]);
 * mean(Nile[29:100]). */
static void nile_fell(void **state) {
    (void)state;
    zb_pettitt t;
    assert_int_equal(zb_stats_pettitt(&t, NILE, YEARS), ZB_OK);
    NEAR(t.k, 1617, 0);
    assert_int_equal(t.before, 28);
    NEAR(t.p, 3.59102217693629e-07, 1e-20);
    NEAR(t.mean_before, 1097.75, 1e-12);
    NEAR(t.mean_after, 849.972222222222, 1e-12);
}

/* By the definition: the sums of signs of all pairs across each possible change. */
static void pettitt_by_pairs(void **state) {
    (void)state;
    dice d = {6};
    for (int round = 0; round < 300; round++) {
        size_t n = (size_t)dice_whole(&d, ZB_STATS_PETTITT_FROM, 30);
        double y[30];
        for (size_t i = 0; i < n; i++) {
            y[i] = dice_whole(&d, 0, 12);
        }
        double k = 0;
        size_t before = n / 2;
        for (size_t t = 1; t < n; t++) {
            double u = 0;
            for (size_t i = 0; i < t; i++) {
                for (size_t j = t; j < n; j++) {
                    u += (y[i] > y[j]) - (y[i] < y[j]);
                }
            }
            if (fabs(u) > k) {
                k = fabs(u);
                before = t;
            }
        }
        zb_pettitt t;
        assert_int_equal(zb_stats_pettitt(&t, y, n), ZB_OK);
        NEAR(t.k, k, 0);
        assert_int_equal(t.before, before);
        assert_true(t.p > 0 && t.p <= 1);
    }
}

static void pettitt_domain(void **state) {
    (void)state;
    double y[9] = {5, 5, 5, 5, 5, 5, 5, 5, 5};
    zb_pettitt t = {.n = 9};
    assert_int_equal(zb_stats_pettitt(&t, NULL, 0), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_pettitt(&t, y, ZB_STATS_PETTITT_FROM - 1), ZB_E_DOMAIN);
    assert_int_equal(t.n, 0);
    assert_int_equal(zb_stats_pettitt(&t, y, 9), ZB_OK);
    NEAR(t.k, 0, 0);
    NEAR(t.p, 1, 0);
    assert_int_equal(t.before, 4);
    NEAR(t.mean_before, 5, 0);
    NEAR(t.mean_after, 5, 0);
    y[3] = -INFINITY;
    assert_int_equal(zb_stats_pettitt(&t, y, 9), ZB_E_DOMAIN);
    y[3] = -1.7e308;
    y[4] = 1.7e308;
    zb_status status = zb_stats_pettitt(&t, y, 9);
    assert_true(status == ZB_OK ? isfinite(t.mean_before) && isfinite(t.mean_after) : t.n == 0);
}

static void memory_fails(void **state) {
    (void)state;
    zb_mann_kendall mk;
    zb_pettitt t;
    double correction = 9;
    int failed = 0;
    for (uint64_t at = 1; at < 9; at++) {
        zb_mem_fail_at(at, 0);
        zb_status status = zb_stats_hamed_rao(&mk, &correction, NILE, YEARS, 0.05);
        zb_mem_fail_at(0, 0);
        if (status != ZB_OK) {
            assert_int_equal(status, ZB_E_NOMEM);
            assert_int_equal(mk.n, 0);
            NEAR(correction, 0, 0);
            failed++;
        }
        zb_mem_fail_at(at, 0);
        status = zb_stats_pettitt(&t, NILE, YEARS);
        zb_mem_fail_at(0, 0);
        if (status != ZB_OK) {
            assert_int_equal(status, ZB_E_NOMEM);
            assert_int_equal(t.n, 0);
            failed++;
        }
    }
    assert_int_equal(failed, 3 + 2);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(published_rainfall),
        WATCHED(correlation_widens),
        WATCHED(uncorrected_is_mann_kendall),
        WATCHED(scale_does_not_matter),
        WATCHED(line_has_no_correlation),
        WATCHED(hamed_rao_domain),
        WATCHED(hamed_rao_limit),
        WATCHED(pettitts_table),
        WATCHED(nile_fell),
        WATCHED(pettitt_by_pairs),
        WATCHED(pettitt_domain),
        WATCHED(memory_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
