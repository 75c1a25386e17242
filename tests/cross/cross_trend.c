/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines, tests of trends and smoothing.
 */
#include "cross.h"

static void put_series(const cross_series *s) {
    cross_put_all("x", s->x, s->n);
    cross_put_all("y", s->y, s->n);
}

static void put_line(const zb_line_fit *fit) {
    cross_put("intercept", fit->intercept);
    cross_put("slope", fit->slope);
    cross_put("low", fit->slope_low);
    cross_put("high", fit->slope_high);
    cross_put("se", fit->slope_se);
    cross_put("r2", fit->r2);
    cross_put("sd", fit->residual_sd);
}

typedef zb_status line_fn(zb_line_fit *out, const double *x, const double *y, size_t n,
                          double level);

static void one_line(const cross_series *s, const char *name, line_fn *fit_line, double level) {
    zb_line_fit fit;
    cross_begin(name);
    put_series(s);
    cross_put("level", level);
    if (cross_result(fit_line(&fit, s->x, s->y, s->n, level))) {
        put_line(&fit);
    }
    cross_end();
}

static void one_prediction(const cross_series *s, dice *d, double level) {
    zb_estimate e;
    double at = s->x[s->n - 1] + dice_whole(d, -5, 5);
    cross_begin("predict");
    put_series(s);
    cross_put("at", at);
    cross_put("level", level);
    if (cross_result(zb_stats_predict(&e, s->x, s->y, s->n, at, level))) {
        cross_put_estimate(e);
    }
    cross_end();
}

static void one_median_slope(const cross_series *s, double level) {
    zb_estimate e;
    cross_begin("theil_sen");
    put_series(s);
    cross_put("level", level);
    if (cross_result(zb_stats_theil_sen(&e, s->x, s->y, s->n, level))) {
        cross_put_estimate(e);
    }
    cross_end();
}

/* Columns: ones, the years, and up to two of noise. */
static void one_regression(const cross_series *s, dice *d) {
    double rows[4 * CROSS_LONGEST];
    double b[4];
    double errors[4];
    double sd;
    size_t m = (size_t)dice_whole(d, 1, 4);
    for (size_t i = 0; i < s->n; i++) {
        for (size_t j = 0; j < m; j++) {
            rows[i * m + j] = j == 0 ? 1 : j == 1 ? s->x[i] - s->x[0] : cross_normal(d);
        }
    }
    cross_begin("regression");
    cross_put("m", (double)m);
    cross_put_all("rows", rows, s->n * m);
    cross_put_all("y", s->y, s->n);
    if (cross_result(zb_stats_regression(b, errors, &sd, rows, s->y, s->n, m))) {
        cross_put_all("b", b, m);
        cross_put_all("se", errors, m);
        cross_put("sd", sd);
    }
    cross_end();
}

static void put_test(const zb_mann_kendall *t) {
    cross_put("s", t->s);
    cross_put("variance", t->variance);
    cross_put("z", t->z);
    cross_put("p", t->p);
    cross_put("tau", t->tau);
    cross_put("direction", t->direction);
}

static void one_mann_kendall(const cross_series *s) {
    zb_mann_kendall t;
    cross_begin("mann_kendall");
    cross_put_all("y", s->y, s->n);
    if (cross_result(zb_stats_mann_kendall(&t, s->y, s->n, 0.05))) {
        put_test(&t);
    }
    cross_end();
}

/* A walk that remembers its last step, so that the correction has something to correct. */
static void one_hamed_rao(dice *d) {
    double y[CROSS_LONGEST];
    zb_mann_kendall t;
    double correction;
    size_t n = (size_t)dice_whole(d, 8, 40);
    double memory = 1.6 * dice_unit(d) - 0.6;
    double slope = 0.2 * dice_unit(d) - 0.1;
    double noise = 0;
    for (size_t i = 0; i < n; i++) {
        noise = memory * noise + cross_normal(d);
        y[i] = slope * (double)i + noise;
    }
    cross_begin("hamed_rao");
    cross_put_all("y", y, n);
    if (cross_result(zb_stats_hamed_rao(&t, &correction, y, n, 0.05))) {
        put_test(&t);
        cross_put("correction", correction);
    }
    cross_end();
}

static void one_pettitt(dice *d, size_t fewest, size_t most) {
    cross_series s;
    zb_pettitt t;
    cross_draw_series(&s, d, fewest, most, false);
    size_t change = (size_t)dice_whole(d, 0, (double)s.n);
    for (size_t i = change; i < s.n; i++) {
        s.y[i] += 3;
    }
    cross_begin("pettitt");
    cross_put_all("y", s.y, s.n);
    if (cross_result(zb_stats_pettitt(&t, s.y, s.n))) {
        cross_put("k", t.k);
        cross_put("before", (double)t.before);
        cross_put("p", t.p);
        cross_put("exact", t.exact);
        cross_put("mean_before", t.mean_before);
        cross_put("mean_after", t.mean_after);
    }
    cross_end();
}

static void one_loess(dice *d, double level) {
    static const double spans[] = {0.5, 0.67, 0.75, 0.9, 1};
    cross_series s;
    double fitted[CROSS_LONGEST];
    double low[CROSS_LONGEST];
    double high[CROSS_LONGEST];
    cross_draw_series(&s, d, 8, 30, true);
    double span = spans[(size_t)dice_whole(d, 0, 4)];
    double degree = dice_whole(d, 1, 2);
    cross_begin("loess");
    put_series(&s);
    cross_put("span", span);
    cross_put("degree", degree);
    cross_put("level", level);
    if (cross_result(zb_stats_loess(fitted, low, high, s.x, s.y, s.n, span, (int)degree, level))) {
        cross_put_all("fitted", fitted, s.n);
        cross_put_all("low", low, s.n);
        cross_put_all("high", high, s.n);
    }
    cross_end();
}

void cross_trend(dice *d, size_t rounds) {
    for (size_t i = 0; i < rounds; i++) {
        cross_series s;
        double level = cross_level(d);
        cross_draw_series(&s, d, 1, 24, true);
        one_line(&s, "ols", zb_stats_ols, level);
        one_prediction(&s, d, level);
        one_median_slope(&s, level);
        one_mann_kendall(&s);
        one_regression(&s, d);
        cross_draw_series(&s, d, 3, 24, true);
        one_line(&s, "bisquare", zb_stats_bisquare, level);
        one_hamed_rao(d);
        one_pettitt(d, 6, 40);
        one_pettitt(d, 8, 8);
        one_loess(d, level);
    }
}
