/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proportions, event rates and changes.
 */
#include "cross.h"

typedef zb_status proportion_fn(zb_estimate *out, double x, double n, double level);

static void one_proportion(dice *d, const char *name, proportion_fn *interval) {
    double x;
    double n;
    zb_estimate e;
    double level = cross_level(d);
    cross_trials(&x, &n, d);
    cross_begin(name);
    cross_put("x", x);
    cross_put("n", n);
    cross_put("level", level);
    if (cross_result(interval(&e, x, n, level))) {
        cross_put_estimate(e);
    }
    cross_end();
}

/* Few events, many, and not whole. */
static double draw_events(dice *d) {
    static const double most[] = {3, 30, 30, 1000, 1e6, 1e9};
    double events = dice_whole(d, 0, most[(size_t)dice_whole(d, 0, 5)]);
    return dice_unit(d) < 0.15 ? events + dice_unit(d) : events;
}

typedef zb_status events_fn(zb_estimate *out, double events, double level);

static void one_events(dice *d, const char *name, events_fn *interval) {
    zb_estimate e;
    double level = cross_level(d);
    double events = draw_events(d);
    cross_begin(name);
    cross_put("events", events);
    cross_put("level", level);
    if (cross_result(interval(&e, events, level))) {
        cross_put_estimate(e);
    }
    cross_end();
}

static void one_event_rate(dice *d) {
    zb_estimate e;
    double level = cross_level(d);
    double events = draw_events(d);
    double exposure = dice_whole(d, 1, 2e6) / 4;
    double per = dice_unit(d) < 0.5 ? 10000 : 1;
    cross_begin("event_rate");
    cross_put("events", events);
    cross_put("exposure", exposure);
    cross_put("per", per);
    cross_put("level", level);
    if (cross_result(zb_stats_event_rate(&e, events, exposure, per, level))) {
        cross_put_estimate(e);
    }
    cross_end();
}

static void one_pool(dice *d) {
    double x[CROSS_LONGEST];
    double n[CROSS_LONGEST];
    zb_pooled out;
    size_t k = (size_t)dice_whole(d, 1, 12);
    double level = cross_level(d);
    bool equal = dice_unit(d) < 0.1;
    for (size_t i = 0; i < k; i++) {
        cross_trials(&x[i], &n[i], d);
        if (equal) {
            x[i] = x[0];
            n[i] = n[0];
        }
    }
    cross_begin("pool");
    cross_put_all("x", x, k);
    cross_put_all("n", n, k);
    cross_put("level", level);
    if (cross_result(zb_stats_pool(&out, x, n, k, level))) {
        cross_put_estimate(out.ratio_of_sums);
        cross_put("has", out.has_mean_interval);
        cross_put("mean", out.mean_of_rates.value);
        cross_put("mean_low", out.mean_of_rates.low);
        cross_put("mean_high", out.mean_of_rates.high);
    }
    cross_end();
}

static void one_difference(dice *d) {
    double x[2];
    double n[2];
    zb_estimate e;
    double p;
    double level = cross_level(d);
    cross_trials(&x[0], &n[0], d);
    cross_trials(&x[1], &n[1], d);
    cross_begin("newcombe");
    cross_put_all("x", x, 2);
    cross_put_all("n", n, 2);
    cross_put("level", level);
    if (cross_result(zb_stats_newcombe(&e, x[0], n[0], x[1], n[1], level))) {
        cross_put_estimate(e);
    }
    cross_end();
    cross_begin("two_proportions_p");
    cross_put_all("x", x, 2);
    cross_put_all("n", n, 2);
    if (cross_result(zb_stats_two_proportions_p(&p, x[0], n[0], x[1], n[1]))) {
        cross_put("p", p);
    }
    cross_end();
}

/* Small tables, large ones, few events of many. */
static void one_exact_table(dice *d) {
    static const double most[] = {10, 50, 1000, 1e5};
    double x[2];
    double n[2];
    double p;
    for (size_t i = 0; i < 2; i++) {
        cross_whole_trials(&x[i], &n[i], d, most[(size_t)dice_whole(d, 0, 3)]);
    }
    if (dice_unit(d) < 0.3) {
        x[1] = floor(x[0] / n[0] * n[1]);
    }
    cross_begin("fisher_p");
    cross_put_all("x", x, 2);
    cross_put_all("n", n, 2);
    if (cross_result(zb_stats_fisher_p(&p, x[0], n[0], x[1], n[1]))) {
        cross_put("p", p);
        cross_put("least", zb_stats_least_expected(x[0], n[0], x[1], n[1]));
    }
    cross_end();
}

static void one_count_ratio(dice *d) {
    zb_estimate e;
    double level = cross_level(d);
    double a = floor(draw_events(d));
    double b = dice_unit(d) < 0.5 ? floor(draw_events(d)) : floor(a * (0.5 + dice_unit(d)));
    cross_begin("count_ratio");
    cross_put("a", a);
    cross_put("b", b);
    cross_put("level", level);
    if (cross_result(zb_stats_count_ratio(&e, a, b, level))) {
        cross_put_estimate(e);
    }
    cross_end();
}

static double draw_amount(dice *d) {
    double amount = dice_whole(d, -300, 5000) / 4;
    return dice_unit(d) < 0.1 ? 0 : amount;
}

static void one_change(dice *d) {
    double from = draw_amount(d);
    double to = dice_unit(d) < 0.1 ? from : draw_amount(d);
    zb_change c;
    cross_begin("change");
    cross_put("from", from);
    cross_put("to", to);
    if (cross_result(zb_stats_change(&c, from, to))) {
        cross_put("absolute", c.absolute);
        cross_put("has_ratio", c.has_ratio);
        cross_put("has_percent", c.has_percent);
        cross_put("percent", c.percent);
        cross_put("log_ratio", c.log_ratio);
    }
    cross_end();
}

static zb_estimate rounded(double value, double half) {
    return (zb_estimate){value, value - half, value + half};
}

static void one_implied_former(dice *d) {
    double now = dice_whole(d, -50, 9000);
    double change = dice_whole(d, -1100, 2000) / 10;
    double halves[] = {dice_unit(d) < 0.5 ? 0 : 0.5, dice_unit(d) < 0.3 ? 0 : 0.05};
    zb_change_unit unit = dice_unit(d) < 0.5 ? ZB_CHANGE_ABSOLUTE : ZB_CHANGE_PERCENT;
    zb_estimate e;
    cross_begin("implied_former");
    cross_put("now", now);
    cross_put("change", change);
    cross_put_all("halves", halves, 2);
    cross_put("percent", unit == ZB_CHANGE_PERCENT);
    if (cross_result(zb_stats_implied_former(&e, rounded(now, halves[0]),
                                             rounded(change, halves[1]), unit))) {
        cross_put_estimate(e);
    }
    cross_end();
}

static void one_cagr(dice *d) {
    double first = draw_amount(d);
    double last = draw_amount(d);
    double years = dice_whole(d, 0, 40) / 2;
    double out;
    cross_begin("cagr");
    cross_put("first", first);
    cross_put("last", last);
    cross_put("years", years);
    if (cross_result(zb_stats_cagr(&out, first, last, years))) {
        cross_put("growth", out);
    }
    cross_end();
}

void cross_rates(dice *d, size_t rounds) {
    for (size_t i = 0; i < rounds; i++) {
        one_proportion(d, "wilson", zb_stats_wilson);
        one_proportion(d, "wilson_cc", zb_stats_wilson_cc);
        one_proportion(d, "clopper_pearson", zb_stats_clopper_pearson);
        one_events(d, "poisson_exact", zb_stats_poisson_exact);
        one_events(d, "poisson_byar", zb_stats_poisson_byar);
        one_event_rate(d);
        one_pool(d);
        one_difference(d);
        one_exact_table(d);
        one_count_ratio(d);
        one_change(d);
        one_implied_former(d);
        one_cagr(d);
    }
}
