/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rates of events against published examples, the tails that define them and what must hold of any
 * interval.
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

/* Public Health England, R package PHEindicatormethods,
 * tests/testthat/testdata_funnel_ratio_outputs.csv: expected events at which the observed ones are
 * an exact limit, tails of 0.025 and 0.001 each. They were found by a search that ends at about
 * 1e-6 of the value. 196 events: R package DescTools, manual page of PoissonCI, there divided by
 * 280. No events: -log(tail). */
static void exact_of_public_health_england(void **state) {
    (void)state;
    static const struct {
        double events, low, high, low998, high998;
    } rows[] = {
        {1, 0.025317898, 5.571644585, 0.001000547, 9.233410143},
        {2, 0.242209467, 7.224687515, 0.04540199, 11.22886836},
        {5, 1.623486324, 11.6683331, 0.739371928, 16.45474478},
        {9, 4.11537405, 17.08479966, 2.452425215, 22.65737951},
        {10, 4.795387629, 18.39035799, 2.960519925, 24.13397235},
        {20, 12.21651877, 30.88838097, 8.958211233, 38.04188668},
        {49, 36.25047284, 64.7805979, 30.17809181, 74.7246273},
        {100, 81.36400699, 121.6268111, 71.92139974, 134.9243187},
        {198, 171.379868, 227.5833343, 157.3487478, 245.4564826},
        {716, 664.5083011, 770.4222128, 636.1521174, 802.60414},
    };
    zb_estimate e;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(zb_stats_poisson_exact(&e, rows[i].events, 0.95), ZB_OK);
        NEAR(e.value, rows[i].events, 0);
        NEAR(e.low, rows[i].low, 1e-7 + 1e-6 * e.low);
        NEAR(e.high, rows[i].high, 1e-6 * e.high);
        assert_int_equal(zb_stats_poisson_exact(&e, rows[i].events, 0.998), ZB_OK);
        NEAR(e.low, rows[i].low998, 1e-7 + 1e-6 * e.low);
        NEAR(e.high, rows[i].high998, 1e-6 * e.high);
    }
    assert_int_equal(zb_stats_poisson_exact(&e, 196, 0.95), ZB_OK);
    NEAR(e.low / 280, 0.6054271, 5.1e-8);
    NEAR(e.high / 280, 0.8051570, 5.1e-8);
    assert_int_equal(zb_stats_poisson_exact(&e, 0, 0.95), ZB_OK);
    NEAR(e.low, 0, 0);
    NEAR(e.high, -log(0.025), 1e-12);
}

/* R: x * (1 - 1/(9*x) - z/(3*sqrt(x)))^3, (x+1) * (1 - 1/(9*(x+1)) + z/(3*sqrt(x+1)))^3 with
 * z = qnorm(0.975) and qnorm(0.999). A lower limit below 0 is 0: of one event at 99.8 %. */
static void byar_of_r(void **state) {
    (void)state;
    static const struct {
        double events, low, high, low998, high998;
    } rows[] = {
        {1, 0.01307213290150, 5.56375558247526, 0, 9.36218021790836},
        {10, 4.78744991397, 18.39145860576, 2.91631837470, 24.19372492788},
        {12.5, 6.55297735453, 21.59855930500, 4.28311382635, 27.79195849325},
        {65, 50.1631877105, 82.8491385459, 42.8802614715, 94.0002908443},
        {1045, 982.593201807, 1110.331212986, 947.940703561, 1148.806160988},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_estimate e;
        assert_int_equal(zb_stats_poisson_byar(&e, rows[i].events, 0.95), ZB_OK);
        NEAR(e.value, rows[i].events, 0);
        NEAR(e.low, rows[i].low, 1e-11 * rows[i].low);
        NEAR(e.high, rows[i].high, 1e-11 * rows[i].high);
        assert_int_equal(zb_stats_poisson_byar(&e, rows[i].events, 0.998), ZB_OK);
        NEAR(e.low, rows[i].low998, 1e-11 * rows[i].low998);
        NEAR(e.high, rows[i].high998, 1e-11 * rows[i].high998);
    }
}

/* PHEindicatormethods, introductory vignette of 2018-04-25: phe_rate(df, obs, pop), and the same
 * with confidence = 99.8, multiplier = 100. It says itself which limits are Byar's (87, 44, 13, 83,
 * 43) and which exact (1, 7, 5). */
static void rates_of_public_health_england(void **state) {
    (void)state;
    static const struct {
        double events, exposure, value, low, high, low998, high998;
    } rows[] = {
        {87, 131, 66412.2137, 53191.89721, 81920.133, 46.54873, 91.51034},
        {1, 164, 609.7561, 15.43769, 3397.344, 6.100612e-04, 5.63013},
        {44, 134, 32835.8209, 23856.24577, 44081.622, 19.61417, 51.21896},
        {13, 109, 11926.6055, 6344.25775, 20396.080, 4.192660, 26.14598},
        {83, 131, 63358.7786, 50463.30549, 78543.665, 44.00613, 87.94878},
        {7, 139, 5035.9712, 2024.72162, 10376.025, 1.093767, 14.11955},
        {43, 137, 31386.8613, 22712.53344, 42278.943, 18.62510, 49.19876},
        {5, 163, 3067.4847, 996.00392, 7158.486, 0.4536023, 10.09494},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_estimate e;
        assert_int_equal(zb_stats_event_rate(&e, rows[i].events, rows[i].exposure, 100000, 0.95),
                         ZB_OK);
        NEAR(e.value, rows[i].value, 0.000051);
        NEAR(e.low, rows[i].low, 0.0000051);
        NEAR(e.high, rows[i].high, 0.00051);
        assert_int_equal(zb_stats_event_rate(&e, rows[i].events, rows[i].exposure, 100, 0.998),
                         ZB_OK);
        NEAR(e.low, rows[i].low998, 5.1e-7 * pow(10, floor(log10(e.low))));
        NEAR(e.high, rows[i].high998, 0.0000051);
    }
}

/* At an exact limit the tail beyond what was seen has just the probability asked for. */
static void exact_limits_leave_the_tail(void **state) {
    (void)state;
    static const double levels[] = {0.5, 0.9, 0.95, 0.998, 0.9999999};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        double tail = (1 - levels[i]) / 2;
        for (unsigned k = 0; k < 3000; k += 1 + k / 10) {
            zb_estimate e;
            assert_int_equal(zb_stats_poisson_exact(&e, k, levels[i]), ZB_OK);
            if (k > 0) {
                NEAR(gsl_cdf_poisson_Q(k - 1, e.low) / tail, 1, 1e-9);
            }
            NEAR(gsl_cdf_poisson_P(k, e.high) / tail, 1, 1e-9);
        }
    }
}

/* Technical guide of Public Health England on confidence intervals (2018): within 0.2 % of the
 * exact limits from 10 events on, at 95 %. R for 99.8 %: within 1.5 %. */
static void byar_is_close_to_exact(void **state) {
    (void)state;
    for (double events = 10; events < 2e6; events = floor(events * 1.1) + 1) {
        zb_estimate exact;
        zb_estimate byar;
        assert_int_equal(zb_stats_poisson_exact(&exact, events, 0.95), ZB_OK);
        assert_int_equal(zb_stats_poisson_byar(&byar, events, 0.95), ZB_OK);
        NEAR(byar.low / exact.low, 1, 0.002);
        NEAR(byar.high / exact.high, 1, 0.002);
        assert_int_equal(zb_stats_poisson_exact(&exact, events, 0.998), ZB_OK);
        assert_int_equal(zb_stats_poisson_byar(&byar, events, 0.998), ZB_OK);
        NEAR(byar.low / exact.low, 1, 0.015);
        NEAR(byar.high / exact.high, 1, 0.015);
    }
}

typedef zb_status count_fn(zb_estimate *out, double events, double level);

static void check_count(count_fn *interval, dice *d) {
    double events = floor(pow(10, 12 * dice_unit(d)) - 1);
    zb_estimate e;
    zb_estimate other;
    assert_int_equal(interval(&e, events, 0.95), ZB_OK);
    NEAR(e.value, events, 0);
    assert_true(0 <= e.low && e.low <= events && events < e.high);
    assert_int_equal(interval(&other, events, 0.998), ZB_OK);
    assert_true(other.low <= e.low && e.high < other.high);
    assert_int_equal(interval(&other, events + 1, 0.95), ZB_OK);
    assert_true(e.low < other.low && e.high < other.high);
    if (events > 0 && events <= 2.5e11) {
        assert_int_equal(interval(&other, 4 * events, 0.95), ZB_OK);
        assert_true((other.high - other.low) / 4 < e.high - e.low);
    }
}

static void counts_behave(void **state) {
    (void)state;
    dice d = {5};
    for (int i = 0; i < 500; i++) {
        check_count(zb_stats_poisson_exact, &d);
        check_count(zb_stats_poisson_byar, &d);
    }
}

/* Parts of events and counts at the ends, at levels at the ends. */
static void counts_of_any_size(void **state) {
    (void)state;
    static const double levels[] = {1e-12, 0.5, 0.95, 0.9999999, 1 - 1.2e-16};
    static const double counts[] = {0,   5e-324, 1e-300, 1e-9, 0.01,   0.5, 0.999,
                                    2.5, 9.999,  10,     1e5,  100001, 1e12};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        for (size_t j = 0; j < sizeof counts / sizeof *counts; j++) {
            zb_estimate e;
            assert_int_equal(zb_stats_poisson_exact(&e, counts[j], levels[i]), ZB_OK);
            assert_true(0 <= e.low && e.low <= counts[j] && counts[j] < e.high);
            assert_true(e.high < 2 * counts[j] + 50);
            assert_int_equal(zb_stats_poisson_byar(&e, counts[j], levels[i]), ZB_OK);
            assert_true(0 <= e.low && e.low <= counts[j] && counts[j] < e.high);
            assert_true(e.high < 2 * counts[j] + 60);
        }
    }
}

/* The interval of a rate is that of its events, in another unit; the rule changes at 10. */
static void rate_is_of_its_events(void **state) {
    (void)state;
    dice d = {6};
    for (int i = 0; i < 1000; i++) {
        double events = dice_whole(&d, 0, 20);
        double exposure = dice_whole(&d, 1, 1e7);
        zb_estimate rate;
        zb_estimate count;
        assert_int_equal(zb_stats_event_rate(&rate, events, exposure, 10000, 0.95), ZB_OK);
        count_fn *interval = events < 10 ? zb_stats_poisson_exact : zb_stats_poisson_byar;
        assert_int_equal(interval(&count, events, 0.95), ZB_OK);
        NEAR(rate.value * exposure, 10000 * events, 1e-9 * events);
        NEAR(rate.low * exposure, 10000 * count.low, 1e-9 * count.low);
        NEAR(rate.high * exposure, 10000 * count.high, 1e-9 * count.high);
    }
    zb_estimate e;
    assert_int_equal(zb_stats_event_rate(&e, 3, 30000, 10000, 0.95), ZB_OK);
    NEAR(e.value, 1, 0);
    assert_int_equal(zb_stats_event_rate(&e, 9.999, 1, 1, 0.95), ZB_OK);
    zb_estimate exact;
    assert_int_equal(zb_stats_poisson_exact(&exact, 9.999, 0.95), ZB_OK);
    NEAR(e.low, exact.low, 0);
}

static void rates_outside_the_domain(void **state) {
    (void)state;
    static const struct {
        double events, exposure, per, level;
    } rows[] = {{-1, 5, 1, 0.95},      {NAN, 5, 1, 0.95},      {INFINITY, 5, 1, 0.95},
                {1.1e12, 5, 1, 0.95},  {1, 0, 1, 0.95},        {1, -5, 1, 0.95},
                {1, NAN, 1, 0.95},     {1, INFINITY, 1, 0.95}, {1, 5, 0, 0.95},
                {1, 5, -1, 0.95},      {1, 5, NAN, 0.95},      {1, 5, INFINITY, 0.95},
                {1, 5, 1, 0},          {1, 5, 1, 1},           {1, 5, 1, NAN},
                {1, 5, 1, 1e-20},      {1, 5e-324, 1, 0.95},   {1, 1e-300, 1e300, 0.95},
                {1e12, 1, 1e300, 0.95}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_estimate e = {9, 9, 9};
        assert_int_equal(
            zb_stats_event_rate(&e, rows[i].events, rows[i].exposure, rows[i].per, rows[i].level),
            ZB_E_DOMAIN);
        NEAR(e.value + e.low + e.high, 0, 0);
        if (rows[i].exposure == 5 && rows[i].per == 1) {
            e = (zb_estimate){9, 9, 9};
            assert_int_equal(zb_stats_poisson_exact(&e, rows[i].events, rows[i].level),
                             ZB_E_DOMAIN);
            NEAR(e.value + e.low + e.high, 0, 0);
            e = (zb_estimate){9, 9, 9};
            assert_int_equal(zb_stats_poisson_byar(&e, rows[i].events, rows[i].level), ZB_E_DOMAIN);
            NEAR(e.value + e.low + e.high, 0, 0);
        }
    }
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(gamma_quantiles_leave_the_tail),
        WATCHED(gamma_quantiles_of_r),
        WATCHED(gamma_quantiles_join),
        WATCHED(exact_of_public_health_england),
        WATCHED(byar_of_r),
        WATCHED(rates_of_public_health_england),
        WATCHED(exact_limits_leave_the_tail),
        WATCHED(byar_is_close_to_exact),
        WATCHED(counts_behave),
        WATCHED(counts_of_any_size),
        WATCHED(rate_is_of_its_events),
        WATCHED(rates_outside_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
