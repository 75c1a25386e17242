/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regions against each other and against a whole.
 */
#include "cross.h"

enum { DRAWS = 20000 };

/* k proportions of whole counts about a common one. */
static size_t draw_regions(double *x, double *n, dice *d, size_t fewest, size_t most) {
    static const double sizes[] = {8, 100, 100, 3000, 1e6};
    size_t k = (size_t)dice_whole(d, (double)fewest, (double)most);
    double size = sizes[(size_t)dice_whole(d, 0, 4)];
    double p = dice_unit(d);
    double apart = dice_unit(d) < 0.5 ? 0 : 0.1;
    for (size_t i = 0; i < k; i++) {
        n[i] = dice_whole(d, 1, size);
        double q = fmin(fmax(p + apart * cross_normal(d), 0), 1);
        double about = n[i] * q + sqrt(n[i] * q * (1 - q)) * cross_normal(d);
        x[i] = fmin(fmax(floor(about + 0.5), 0), n[i]);
    }
    return k;
}

static void one_ranks(dice *d) {
    cross_series s;
    double ranks[CROSS_LONGEST];
    cross_draw_series(&s, d, 1, 30, false);
    cross_begin("ranks");
    cross_put_all("y", s.y, s.n);
    if (cross_result(zb_stats_ranks(ranks, s.y, s.n))) {
        cross_put_all("ranks", ranks, s.n);
    }
    cross_end();
}

static void put_intervals(const zb_estimate *out, size_t k) {
    double values[CROSS_LONGEST];
    double low[CROSS_LONGEST];
    double high[CROSS_LONGEST];
    for (size_t i = 0; i < k; i++) {
        values[i] = out[i].value;
        low[i] = out[i].low;
        high[i] = out[i].high;
    }
    cross_put_all("value", values, k);
    cross_put_all("low", low, k);
    cross_put_all("high", high, k);
}

static void one_rank_intervals(dice *d) {
    double x[CROSS_LONGEST];
    double n[CROSS_LONGEST];
    zb_estimate out[CROSS_LONGEST];
    size_t k = draw_regions(x, n, d, 1, 8);
    double level = cross_level(d);
    unsigned long seed = (unsigned long)dice_whole(d, 1, 1000);
    cross_begin("rank_intervals");
    cross_put_all("x", x, k);
    cross_put_all("n", n, k);
    cross_put("level", level);
    if (cross_result(zb_stats_rank_intervals(out, x, n, k, level, seed, DRAWS))) {
        put_intervals(out, k);
    }
    cross_end();
    cross_begin("event_rank_intervals");
    cross_put_all("events", x, k);
    cross_put_all("exposure", n, k);
    cross_put("level", level);
    if (cross_result(zb_stats_event_rank_intervals(out, x, n, k, level, seed, DRAWS))) {
        put_intervals(out, k);
    }
    cross_end();
}

static void one_funnel(dice *d) {
    static const double most[] = {10, 100, 1000, 1e5};
    double n = dice_whole(d, 1, most[(size_t)dice_whole(d, 0, 3)]);
    n = dice_unit(d) < 0.3 ? n + dice_unit(d) : n;
    double p = dice_unit(d) < 0.1 ? dice_whole(d, 0, 1) : dice_unit(d);
    double spread = dice_unit(d) < 0.5 ? 1 : 1 + 2 * dice_unit(d);
    double tau2 = dice_unit(d) < 0.3 ? 0 : 0.01 * dice_unit(d);
    double level = cross_level(d);
    double low;
    double high;
    cross_begin("funnel_limits");
    cross_put("p", p);
    cross_put("n", n);
    cross_put("level", level);
    cross_put("spread", spread);
    if (cross_result(zb_stats_funnel_limits(&low, &high, p, n, level, spread))) {
        cross_put("low", low);
        cross_put("high", high);
    }
    cross_end();
    cross_begin("funnel_limits_additive");
    cross_put("p", p);
    cross_put("n", n);
    cross_put("level", level);
    cross_put("tau2", tau2);
    if (cross_result(zb_stats_funnel_limits_additive(&low, &high, p, n, level, tau2))) {
        cross_put("low", low);
        cross_put("high", high);
    }
    cross_end();
}

static void one_heterogeneity(dice *d) {
    double x[CROSS_LONGEST];
    double n[CROSS_LONGEST];
    double z[CROSS_LONGEST];
    zb_heterogeneity out;
    size_t k = draw_regions(x, n, d, 1, 15);
    double target = 0.05 + 0.9 * dice_unit(d);
    cross_begin("proportion_scores");
    cross_put_all("x", x, k);
    cross_put_all("n", n, k);
    cross_put("target", target);
    if (cross_result(zb_stats_proportion_scores(z, x, n, k, target))) {
        cross_put_all("z", z, k);
    }
    cross_end();
    cross_begin("heterogeneity");
    cross_put_all("x", x, k);
    cross_put_all("n", n, k);
    if (cross_result(zb_stats_heterogeneity(&out, x, n, k))) {
        cross_put("pooled", out.pooled);
        cross_put("chi2", out.chi2);
        cross_put("df", out.df);
        cross_put("p", out.p);
        cross_put("simulated", out.simulated);
        cross_put("i2", out.i2);
        cross_put("phi", out.phi);
        cross_put("tau2", out.tau2);
    }
    cross_end();
}

static void one_random_effects(dice *d) {
    double effects[CROSS_LONGEST];
    double variances[CROSS_LONGEST];
    zb_random_effects out;
    size_t k = (size_t)dice_whole(d, 1, 15);
    double apart = dice_unit(d) < 0.5 ? 0 : 1;
    double level = cross_level(d);
    for (size_t i = 0; i < k; i++) {
        variances[i] = 0.01 + dice_unit(d);
        effects[i] = 1 + apart * cross_normal(d) + sqrt(variances[i]) * cross_normal(d);
    }
    cross_begin("random_effects");
    cross_put_all("effects", effects, k);
    cross_put_all("variances", variances, k);
    cross_put("level", level);
    if (cross_result(zb_stats_random_effects(&out, effects, variances, k, level))) {
        cross_put_estimate(out.mean);
        cross_put("fixed", out.fixed.value);
        cross_put("fixed_low", out.fixed.low);
        cross_put("fixed_high", out.fixed.high);
        cross_put("q", out.q);
        cross_put("df", out.df);
        cross_put("p", out.p);
        cross_put("i2", out.i2);
        cross_put("tau2", out.tau2);
    }
    cross_end();
}

static void one_adjustment(dice *d) {
    double p[CROSS_LONGEST];
    double out[CROSS_LONGEST];
    size_t n = (size_t)dice_whole(d, 1, 30);
    zb_adjustment method = dice_unit(d) < 0.5 ? ZB_ADJUST_BH : ZB_ADJUST_HOLM;
    for (size_t i = 0; i < n; i++) {
        p[i] = dice_unit(d) < 0.3 ? dice_whole(d, 0, 20) / 20 : pow(dice_unit(d), 4);
    }
    cross_begin("adjust");
    cross_put_all("p", p, n);
    cross_put("holm", method == ZB_ADJUST_HOLM);
    if (cross_result(zb_stats_adjust(out, p, n, method))) {
        cross_put_all("adjusted", out, n);
    }
    cross_end();
}

static void one_index(dice *d, zb_index_method method) {
    enum { MOST = 5 };
    double values[CROSS_LONGEST * MOST];
    double scores[CROSS_LONGEST];
    double weights[MOST];
    double senses[MOST];
    int sense[MOST];
    size_t k = (size_t)dice_whole(d, 1, 15);
    size_t m = (size_t)dice_whole(d, 1, MOST);
    for (size_t j = 0; j < m; j++) {
        cross_series s;
        cross_draw_series(&s, d, k, k, false);
        sense[j] = dice_unit(d) < 0.5 ? 1 : -1;
        senses[j] = sense[j];
        for (size_t i = 0; i < k; i++) {
            values[i * m + j] = s.y[i];
        }
    }
    cross_begin("index");
    cross_put_all("values", values, k * m);
    cross_put_all("sense", senses, m);
    cross_put("method", method);
    if (cross_result(zb_stats_index(scores, weights, values, sense, k, m, method))) {
        cross_put_all("scores", scores, k);
        cross_put_all("weights", weights, m);
    }
    cross_end();
}

void cross_compare(dice *d, size_t rounds) {
    for (size_t i = 0; i < rounds; i++) {
        one_ranks(d);
        one_funnel(d);
        one_heterogeneity(d);
        one_random_effects(d);
        one_adjustment(d);
        one_index(d, (zb_index_method)(i % 4));
        if (i % 5 == 0) {
            one_rank_intervals(d);
        }
    }
}
