/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rates of events against published examples, the tails that define them and what must hold of any
 * interval; regions taken together.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <gsl/gsl_cdf.h>

#include "stats/numeric.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

/* The distribution function at a quantile is the probability asked for. */
static void gamma_quantiles_leave_the_tail(void **state) {
    (void)state;
    static const double shapes[] = {1e-3, 0.02, 0.3,  0.9999999, 1,    1.5, 2,     9.99,
                                    10,   77.7, 1000, 1234.5,    9999, 3e4, 99999, 1e5};
    static const double tails[] = {5.6e-17, 1e-10, 5e-8, 5e-4, 0.025, 0.25, 0.5, 0.75, 0.999};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        for (size_t j = 0; j < sizeof tails / sizeof *tails; j++) {
            double p = tails[j];
            double low = zb_stats_gamma_quantile(p, shapes[i]);
            double high = zb_stats_gamma_upper_quantile(p, shapes[i]);
            if (low > 0) {
                NEAR(gsl_cdf_gamma_P(low, shapes[i], 1) / p, 1, 1e-8);
            }
            if (high > 0) {
                NEAR(gsl_cdf_gamma_Q(high, shapes[i], 1) / p, 1, 1e-8);
            }
            assert_true(low >= 0 && isfinite(high) && (p >= 0.5 || low < high || high == 0));
        }
    }
}

/* R: qgamma(q, shape), qgamma(q, shape, lower.tail = FALSE). From 1e5 on for the shape as
 * (quantile - shape) / sqrt(shape). */
static void gamma_quantiles_of_r(void **state) {
    (void)state;
    static const struct {
        double shape, q, low, high;
    } rows[] = {
        {0.001, 5e-08, 0, 7.7483812908},
        {0.001, 0.025, 0, 5.67925199682e-12},
        {0.001, 0.25, 0, 6.47051476509e-126},
        {0.25, 5e-08, 4.21856118319e-30, 13.519409244},
        {0.25, 0.025, 2.63660129563e-07, 1.71661764998},
        {0.25, 0.25, 0.00264217710409, 0.260626001978},
        {1, 5e-08, 5.000000125e-08, 16.8112428315},
        {1, 0.025, 0.0253178079843, 3.68887945411},
        {1, 0.25, 0.287682072452, 1.38629436112},
        {3.5, 5e-08, 0.016598260445, 23.6225552283},
        {3.5, 0.025, 0.844934590339, 8.00638213731},
        {3.5, 0.25, 2.12742609177, 4.51857377395},
        {100, 5e-08, 55.5072243062, 162.678018203},
        {100, 0.025, 81.3639912509, 120.528947753},
        {100, 0.25, 93.0858338371, 106.551092527},
        {99999, 5e-08, 98323.6650568, 101692.584204},
        {99999, 0.025, 99380.1557627, 100619.738542},
        {99999, 0.25, 99785.5273796, 100212.109245},
        {100001, 5e-08, -5.297901042, 5.355609983},
        {100001, 0.025, -1.956967121, 1.962957408},
        {1000000, 5e-08, -5.31760239, 5.335851708},
        {1000000, 0.025, -1.95901666, 1.960910965},
        {1e+09, 5e-08, -5.326435342, 5.327012437},
        {1e+09, 0.025, -1.959934033, 1.959993936},
        {1e+12, 5e-08, -5.326714762, 5.326733011},
        {1e+12, 0.025, -1.959963037, 1.959964932},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double shape = rows[i].shape;
        double low = zb_stats_gamma_quantile(rows[i].q, shape);
        double high = zb_stats_gamma_upper_quantile(rows[i].q, shape);
        if (shape > 1e5) {
            low = (low - shape) / sqrt(shape);
            high = (high - shape) / sqrt(shape);
        }
        NEAR(low, rows[i].low, 1e-9 * fabs(rows[i].low));
        NEAR(high, rows[i].high, 1e-9 * fabs(rows[i].high));
    }
}

/* Where the search hands over to the series nothing jumps. */
static void gamma_quantiles_join(void **state) {
    (void)state;
    for (double q = 5.6e-17; q < 0.5; q *= 7) {
        double below = zb_stats_gamma_quantile(q, 1e5);
        double above = zb_stats_gamma_quantile(q, nextafter(1e5, INFINITY));
        NEAR(above, below, 1e-8);
        below = zb_stats_gamma_upper_quantile(q, 1e5);
        above = zb_stats_gamma_upper_quantile(q, nextafter(1e5, INFINITY));
        NEAR(above, below, 1e-8);
    }
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(gamma_quantiles_leave_the_tail),
        WATCHED(gamma_quantiles_of_r),
        WATCHED(gamma_quantiles_join),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
