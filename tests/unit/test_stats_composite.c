/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Composite indices.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <float.h>
#include <string.h>

#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { K_MOST = 24, M_MOST = 6 };

/* The example that Chinese introductions to the entropy method (熵权法) hand on: nine marks of
 * the nursing in eleven departments of a hospital. Entropies, weights and scores by R:
 *   r <- apply(x, 2, function(v) (v - min(v)) / (max(v) - min(v)))
 *   p <- sweep(r, 2, colSums(r), "/")
 *   e <- -colSums(ifelse(p > 0, p * log(p), 0)) / log(11)
 *   w <- (1 - e) / sum(1 - e); r %*% w */
static const double nursing[11][9] = {
    {100, 90, 100, 84, 90, 100, 100, 100, 100},     {100, 100, 78.6, 100, 90, 100, 100, 100, 100},
    {75, 100, 85.7, 100, 90, 100, 100, 100, 100},   {100, 100, 78.6, 100, 90, 100, 94.4, 100, 100},
    {100, 90, 100, 100, 100, 90, 100, 100, 80},     {100, 100, 100, 100, 90, 100, 100, 85.7, 100},
    {100, 100, 78.6, 100, 90, 100, 55.6, 100, 100}, {87.5, 100, 85.7, 100, 100, 100, 100, 100, 100},
    {100, 100, 92.9, 100, 80, 100, 100, 100, 100},  {100, 90, 100, 100, 100, 100, 100, 100, 100},
    {100, 100, 92.9, 100, 90, 100, 100, 100, 100}};
static const int more_is_better[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};

static void eleven_departments(void **state) {
    (void)state;
    const double weight[] = {0.07578559084, 0.21915870221, 0.27137380818,
                             0.06559211990, 0.10519769641, 0.06559211990,
                             0.06611572278, 0.06559211990, 0.06559211990};
    const double score[] = {0.6626503297, 0.6760273436, 0.6902769882, 0.6676884236,
                            0.6496570580, 0.8818090319, 0.6099116208, 0.7807686318,
                            0.8047670682, 0.7808412978, 0.8573659164};
    double scores[11];
    double weights[9];
    assert_int_equal(
        zb_stats_index(scores, weights, nursing[0], more_is_better, 11, 9, ZB_INDEX_ENTROPY),
        ZB_OK);
    for (size_t j = 0; j < 9; j++) {
        NEAR(weights[j], weight[j], 1e-10);
    }
    for (size_t i = 0; i < 11; i++) {
        NEAR(scores[i], score[i], 1e-9);
    }
}

/* R's data set `attitude`, rows 1 to 6, columns rating, complaints and advance, the last with less
 * being better: v <- attitude[1:6, c(1, 2, 7)]; v[, 3] <- -v[, 3]
 *   rowMeans(apply(v, 2, function(c) (6 - rank(-c)) / 5))
 *   rowMeans(scale(v))
 *   rowMeans(apply(v, 2, function(c) (c - min(c)) / (max(c) - min(c)))) */
static void attitudes_of_r(void **state) {
    (void)state;
    static const double v[6][3] = {{43, 51, 45}, {63, 64, 47}, {71, 70, 48},
                                   {61, 63, 35}, {81, 78, 47}, {43, 55, 34}};
    const int sense[] = {1, 1, -1};
    static const double want[3][6] = {
        {0.2333333333, 0.5000000000, 0.5333333333, 0.5333333333, 0.7666666667, 0.4333333333},
        {-0.9270514298, -0.1497887214, 0.1778873585, 0.3964599593, 0.7215014967, -0.2190086633},
        {0.0714285714, 0.3597419475, 0.4801819363, 0.6155666945, 0.6904761905, 0.3827160494}};
    for (zb_index_method method = ZB_INDEX_RANK; method <= ZB_INDEX_MINMAX; method++) {
        double scores[6];
        double weights[3];
        assert_int_equal(zb_stats_index(scores, weights, v[0], sense, 6, 3, method), ZB_OK);
        for (size_t i = 0; i < 6; i++) {
            NEAR(scores[i], want[method][i], 1e-9);
        }
        for (size_t j = 0; j < 3; j++) {
            NEAR(weights[j], 1.0 / 3, 1e-15);
        }
    }
}

/* Two regions: min–max values are 0 and 1, and each indicator tells the same. */
static void two_regions(void **state) {
    (void)state;
    static const double v[2][4] = {{3, 7, 1e-9, 5}, {2, 9, 1e9, 4}};
    const int sense[] = {1, 1, 1, -1};
    for (zb_index_method method = ZB_INDEX_RANK; method <= ZB_INDEX_ENTROPY; method++) {
        double scores[2];
        double weights[4];
        assert_int_equal(zb_stats_index(scores, weights, v[0], sense, 2, 4, method), ZB_OK);
        double first = method == ZB_INDEX_Z ? -sqrt(0.5) * 2 / 4 : 0.25;
        NEAR(scores[0], first, 1e-15);
        NEAR(scores[1], method == ZB_INDEX_Z ? -first : 0.75, 1e-15);
        for (size_t j = 0; j < 4; j++) {
            NEAR(weights[j], 0.25, 0);
        }
    }
}

static void constant_indicators(void **state) {
    (void)state;
    static const double v[4][2] = {{0.1, 1}, {0.1, 2}, {0.1, 4}, {0.1, 2}};
    static const double flat[4][2] = {{0.1, 7}, {0.1, 7}, {0.1, 7}, {0.1, 7}};
    const int sense[] = {1, 1};
    for (zb_index_method method = ZB_INDEX_RANK; method <= ZB_INDEX_ENTROPY; method++) {
        double scores[4];
        double alone[4];
        double weights[2];
        assert_int_equal(zb_stats_index(scores, weights, flat[0], sense, 4, 2, method), ZB_OK);
        for (size_t i = 0; i < 4; i++) {
            NEAR(scores[i], method == ZB_INDEX_Z ? 0 : 0.5, 0);
        }
        NEAR(weights[0], 0.5, 0);
        NEAR(weights[1], 0.5, 0);
        const double second[] = {1, 2, 4, 2};
        assert_int_equal(zb_stats_index(alone, weights, second, sense, 4, 1, method), ZB_OK);
        NEAR(weights[0], 1, 0);
        assert_int_equal(zb_stats_index(scores, weights, v[0], sense, 4, 2, method), ZB_OK);
        bool entropy = method == ZB_INDEX_ENTROPY;
        NEAR(weights[0], entropy ? 0 : 0.5, 0);
        NEAR(weights[1], entropy ? 1 : 0.5, 0);
        double nothing = method == ZB_INDEX_Z ? 0 : 0.5;
        for (size_t i = 0; i < 4; i++) {
            NEAR(scores[i], entropy ? alone[i] : (nothing + alone[i]) / 2, 1e-15);
        }
    }
}

/* Indicators of k regions, a third of them with ties. */
typedef struct table {
    size_t k, m;
    double values[K_MOST * M_MOST];
    int sense[M_MOST];
} table;

static table random_table(dice *d) {
    table t = {.k = (size_t)dice_whole(d, 2, K_MOST), .m = (size_t)dice_whole(d, 1, M_MOST)};
    for (size_t j = 0; j < t.m; j++) {
        t.sense[j] = dice_unit(d) < 0.5 ? 1 : -1;
        bool ties = dice_unit(d) < 0.33;
        double size = pow(10, 12 * dice_unit(d) - 6);
        for (size_t i = 0; i < t.k; i++) {
            t.values[i * t.m + j] = ties ? dice_whole(d, 0, 3) : size * (dice_unit(d) - 0.3);
        }
    }
    return t;
}

static void ask(double *scores, double *weights, const table *t, zb_index_method method) {
    assert_int_equal(zb_stats_index(scores, weights, t->values, t->sense, t->k, t->m, method),
                     ZB_OK);
    double sum = 0;
    for (size_t j = 0; j < t->m; j++) {
        assert_true(weights[j] >= 0);
        sum += weights[j];
    }
    NEAR(sum, 1, 1e-14);
    for (size_t i = 0; i < t->k; i++) {
        assert_true(isfinite(scores[i]));
        assert_true(method == ZB_INDEX_Z || (scores[i] >= 0 && scores[i] <= 1));
    }
}

static void indices_behave(void **state) {
    (void)state;
    dice d = {71};
    for (int round = 0; round < 1000; round++) {
        table t = random_table(&d);
        table reversed = t;
        table moved = t;
        for (size_t j = 0; j < t.m; j++) {
            reversed.sense[j] = -t.sense[j];
            /* Powers of two change no digit. */
            double factor = ldexp(1, (int)dice_whole(&d, -600, 600));
            for (size_t i = 0; i < t.k; i++) {
                moved.values[i * t.m + j] *= factor;
            }
        }
        for (zb_index_method method = ZB_INDEX_RANK; method <= ZB_INDEX_ENTROPY; method++) {
            double scores[K_MOST];
            double others[K_MOST];
            double weights[M_MOST];
            ask(scores, weights, &t, method);
            ask(others, weights, &moved, method);
            for (size_t i = 0; i < t.k; i++) {
                NEAR(others[i], scores[i], 1e-13);
            }
            ask(others, weights, &reversed, method);
            for (size_t i = 0; i < t.k && method != ZB_INDEX_ENTROPY; i++) {
                NEAR(others[i], (method != ZB_INDEX_Z) - scores[i], 1e-12);
            }
        }
    }
}

/* The mean score over all regions is 1/2 of ranks and 0 of z-scores, whatever the values. */
static void mean_scores(void **state) {
    (void)state;
    dice d = {72};
    for (int round = 0; round < 300; round++) {
        table t = random_table(&d);
        double scores[K_MOST];
        double weights[M_MOST];
        double ranks = 0;
        double z = 0;
        ask(scores, weights, &t, ZB_INDEX_RANK);
        for (size_t i = 0; i < t.k; i++) {
            ranks += scores[i];
        }
        ask(scores, weights, &t, ZB_INDEX_Z);
        for (size_t i = 0; i < t.k; i++) {
            z += scores[i];
        }
        NEAR(ranks / (double)t.k, 0.5, 1e-14);
        NEAR(z, 0, 1e-12);
    }
}

/* First in all is 1, last in all 0, exactly. */
static void first_in_all(void **state) {
    (void)state;
    dice d = {73};
    for (int round = 0; round < 300; round++) {
        table t = random_table(&d);
        for (size_t j = 0; j < t.m; j++) {
            t.values[j] = t.sense[j] * 1e7;
            t.values[t.m + j] = t.sense[j] * -1e7;
        }
        for (zb_index_method method = ZB_INDEX_RANK; method <= ZB_INDEX_ENTROPY; method++) {
            double scores[K_MOST];
            double weights[M_MOST];
            ask(scores, weights, &t, method);
            if (method != ZB_INDEX_Z) {
                NEAR(scores[0], 1, 0);
                NEAR(scores[1], 0, 0);
            }
            for (size_t i = 2; i < t.k; i++) {
                assert_true(scores[1] < scores[i] && scores[i] < scores[0]);
            }
        }
    }
}

/* Against the sums of the definition. */
static void entropy_by_definition(void **state) {
    (void)state;
    dice d = {74};
    for (int round = 0; round < 300; round++) {
        table t = random_table(&d);
        double told[M_MOST] = {0};
        double all = 0;
        for (size_t j = 0; j < t.m; j++) {
            double min = INFINITY;
            double max = -INFINITY;
            double sum = 0;
            for (size_t i = 0; i < t.k; i++) {
                min = fmin(min, t.sense[j] * t.values[i * t.m + j]);
                max = fmax(max, t.sense[j] * t.values[i * t.m + j]);
                sum += t.sense[j] * t.values[i * t.m + j];
            }
            sum = (sum - (double)t.k * min) / (max - min);
            double entropy = 0;
            for (size_t i = 0; i < t.k; i++) {
                double r = (t.sense[j] * t.values[i * t.m + j] - min) / (max - min);
                entropy -= r > 0 ? r / sum * log(r / sum) / log((double)t.k) : 0;
            }
            told[j] = max > min ? 1 - entropy : 0;
            all += told[j];
        }
        double scores[K_MOST];
        double weights[M_MOST];
        ask(scores, weights, &t, ZB_INDEX_ENTROPY);
        for (size_t j = 0; j < t.m; j++) {
            NEAR(weights[j], all > 0 ? told[j] / all : 1 / (double)t.m, 1e-11);
        }
    }
}

static void wild_values_stay_finite(void **state) {
    (void)state;
    static const double edges[] = {0,     -0.0,   1,    1 + DBL_EPSILON, 5e-324, -5e-324,
                                   1e300, 1e-300, 1e12, -1.7e308,        1.7e308};
    dice d = {75};
    for (int round = 0; round < 5000; round++) {
        table t = random_table(&d);
        size_t last = round % 2 ? COUNT(edges) - 1 : 5;
        for (size_t i = 0; i < t.k * t.m; i++) {
            t.values[i] = edges[(size_t)dice_whole(&d, 0, (double)last)];
        }
        for (zb_index_method method = ZB_INDEX_RANK; method <= ZB_INDEX_ENTROPY; method++) {
            double scores[K_MOST];
            double weights[M_MOST];
            ask(scores, weights, &t, method);
        }
    }
}

static void names_of_methods(void **state) {
    (void)state;
    assert_string_equal(zb_index_method_name(ZB_INDEX_RANK), "rank");
    assert_string_equal(zb_index_method_name(ZB_INDEX_Z), "zscore");
    assert_string_equal(zb_index_method_name(ZB_INDEX_MINMAX), "minmax");
    assert_string_equal(zb_index_method_name(ZB_INDEX_ENTROPY), "entropy");
}

static void indices_outside_the_domain(void **state) {
    (void)state;
    const double v[] = {1, 2, 3, 5};
    const double holed[] = {1, 2, NAN, 5};
    const double endless[] = {1, 2, 3, -INFINITY};
    const int sense[] = {1, -1};
    const int zero[] = {1, 0};
    const int twice[] = {2, 1};
    double scores[2] = {7, 7};
    double weights[2] = {7, 7};
    for (zb_index_method method = ZB_INDEX_RANK; method <= ZB_INDEX_ENTROPY; method++) {
        assert_int_equal(zb_stats_index(scores, weights, v, sense, 1, 2, method), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_index(scores, weights, v, sense, 0, 2, method), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_index(scores, weights, v, sense, 2, 0, method), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_index(scores, weights, v, sense, SIZE_MAX, 2, method),
                         ZB_E_DOMAIN);
        assert_int_equal(zb_stats_index(scores, weights, v, zero, 2, 2, method), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_index(scores, weights, v, twice, 2, 2, method), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_index(scores, weights, holed, sense, 2, 2, method), ZB_E_DOMAIN);
        assert_int_equal(zb_stats_index(scores, weights, endless, sense, 2, 2, method),
                         ZB_E_DOMAIN);
        double fine[2];
        double equal[2];
        uint64_t before = zb_mem_count();
        assert_int_equal(zb_stats_index(fine, equal, v, sense, 2, 2, method), ZB_OK);
        uint64_t needed = zb_mem_count() - before;
        for (uint64_t at = 1; at <= needed; at++) {
            for (int lasting = 0; lasting <= 1; lasting++) {
                zb_mem_fail_at(at, lasting);
                assert_int_equal(zb_stats_index(scores, weights, v, sense, 2, 2, method),
                                 ZB_E_NOMEM);
                zb_mem_fail_at(0, 0);
            }
        }
    }
    assert_int_equal(
        zb_stats_index(scores, weights, v, sense, 2, 2, (zb_index_method)(ZB_INDEX_ENTROPY + 1)),
        ZB_E_DOMAIN);
    NEAR(scores[0] + scores[1] + weights[0] + weights[1], 28, 0);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(eleven_departments),
        WATCHED(attitudes_of_r),
        WATCHED(two_regions),
        WATCHED(constant_indicators),
        WATCHED(indices_behave),
        WATCHED(mean_scores),
        WATCHED(first_in_all),
        WATCHED(entropy_by_definition),
        WATCHED(wild_values_stay_finite),
        WATCHED(names_of_methods),
        WATCHED(indices_outside_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
