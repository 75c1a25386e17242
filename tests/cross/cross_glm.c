/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Generalised linear trends.
 */
#include "cross.h"

static void put_fit(const zb_glm_fit *fit) {
    cross_put("intercept", fit->intercept);
    cross_put("slope", fit->slope);
    cross_put("se", fit->slope_se);
    cross_put("low", fit->slope_low);
    cross_put("high", fit->slope_high);
    cross_put("p", fit->p);
    cross_put("deviance", fit->deviance);
    cross_put("df", fit->df);
    cross_put("dispersion", fit->dispersion);
    cross_put("wide_low", fit->wide_low);
    cross_put("wide_high", fit->wide_high);
    cross_put("wide_p", fit->wide_p);
}

/* Counts about exp(a + b t): small ones with many 0, and large ones with more than Poisson's
 * variance. */
static void one_poisson(dice *d, double level) {
    cross_series s;
    zb_glm_fit fit;
    cross_draw_series(&s, d, 2, 20, true);
    double mean = exp(10 * dice_unit(d) - 2);
    double slope = 0.3 * dice_unit(d) - 0.15;
    double extra = dice_unit(d) < 0.5 ? 1 : 4;
    for (size_t i = 0; i < s.n; i++) {
        double m = mean * exp(slope * (double)i);
        s.y[i] = fmax(floor(m + sqrt(extra * m) * cross_normal(d) + 0.5), 0);
    }
    if (dice_unit(d) < 0.1) {
        for (size_t i = 1; i < s.n; i++) {
            s.y[i] = s.y[0];
        }
    }
    cross_begin("poisson_trend");
    cross_put_all("x", s.x, s.n);
    cross_put_all("y", s.y, s.n);
    cross_put("level", level);
    if (cross_result(zb_stats_poisson_trend(&fit, s.x, s.y, s.n, level))) {
        put_fit(&fit);
    }
    cross_end();
}

static void one_logistic(dice *d, double level) {
    static const double most[] = {1, 5, 100, 100, 1e5};
    cross_series s;
    double trials[CROSS_LONGEST];
    zb_glm_fit fit;
    cross_draw_series(&s, d, 2, 20, true);
    double size = most[(size_t)dice_whole(d, 0, 4)];
    double start = 4 * dice_unit(d) - 2;
    double slope = 0.5 * dice_unit(d) - 0.25;
    double noise = dice_unit(d) < 0.5 ? 0 : 0.5;
    for (size_t i = 0; i < s.n; i++) {
        double p = 1 / (1 + exp(-(start + slope * (double)i + noise * cross_normal(d))));
        trials[i] = dice_whole(d, 1, size);
        double about = trials[i] * p + sqrt(trials[i] * p * (1 - p)) * cross_normal(d);
        s.y[i] = fmin(fmax(floor(about + 0.5), 0), trials[i]);
    }
    cross_begin("logistic_trend");
    cross_put_all("x", s.x, s.n);
    cross_put_all("events", s.y, s.n);
    cross_put_all("trials", trials, s.n);
    cross_put("level", level);
    if (cross_result(zb_stats_logistic_trend(&fit, s.x, s.y, trials, s.n, level))) {
        put_fit(&fit);
    }
    cross_end();
}

void cross_glm(dice *d, size_t rounds) {
    for (size_t i = 0; i < rounds; i++) {
        one_poisson(d, cross_level(d));
        one_logistic(d, cross_level(d));
    }
}
