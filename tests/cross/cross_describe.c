/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Description of a set of values.
 */
#include "cross.h"

static void moments(const cross_series *s, dice *d) {
    double a;
    double b;
    cross_begin("mean");
    cross_put_all("y", s->y, s->n);
    if (cross_result(zb_stats_mean(&a, &b, s->y, s->n))) {
        cross_put("mean", a);
        cross_put("sd", b);
    }
    cross_end();
    double lag = dice_whole(d, 1, 4);
    cross_begin("autocorrelation");
    cross_put_all("y", s->y, s->n);
    cross_put("lag", lag);
    if (cross_result(zb_stats_autocorrelation(&a, s->y, s->n, (size_t)lag))) {
        cross_put("r", a);
    }
    cross_end();
}

static void quantiles(const cross_series *s, dice *d) {
    static const double steps[] = {0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 1};
    double p = dice_unit(d) < 0.5 ? steps[(size_t)dice_whole(d, 0, 8)] : dice_unit(d);
    double q;
    cross_begin("quantile");
    cross_put_all("y", s->y, s->n);
    cross_put("p", p);
    if (cross_result(zb_stats_quantile(&q, s->y, s->n, p))) {
        cross_put("q", q);
    }
    cross_end();
    double weights[CROSS_LONGEST];
    double parts = dice_unit(d) < 0.3 ? 4 : 1;
    for (size_t i = 0; i < s->n; i++) {
        weights[i] = dice_whole(d, 0, 9) / parts;
    }
    cross_begin("weighted_mean");
    cross_put_all("y", s->y, s->n);
    cross_put_all("w", weights, s->n);
    if (cross_result(zb_stats_weighted_mean(&q, s->y, weights, s->n))) {
        cross_put("mean", q);
    }
    cross_end();
    cross_begin("weighted_quantile");
    cross_put_all("y", s->y, s->n);
    cross_put_all("w", weights, s->n);
    cross_put("p", p);
    if (cross_result(zb_stats_weighted_quantile(&q, s->y, weights, s->n, p))) {
        cross_put("q", q);
    }
    cross_end();
}

static void robust(const cross_series *s) {
    double m;
    double scores[CROSS_LONGEST];
    cross_begin("mad");
    cross_put_all("y", s->y, s->n);
    if (cross_result(zb_stats_mad(&m, s->y, s->n))) {
        cross_put("mad", m);
    }
    cross_end();
    cross_begin("robust_scores");
    cross_put_all("y", s->y, s->n);
    if (cross_result(zb_stats_robust_scores(scores, s->y, s->n))) {
        cross_put_all("scores", scores, s->n);
    }
    cross_end();
}

static void summary(const cross_series *s) {
    zb_summary out;
    cross_begin("summary");
    cross_put_all("y", s->y, s->n);
    if (cross_result(zb_stats_summary(&out, s->y, s->n))) {
        double five[] = {out.min, out.q1, out.median, out.q3, out.max};
        cross_put_all("five", five, 5);
        cross_put("mean", out.mean);
        cross_put("sd", out.sd);
        cross_put("has_cv", out.has_cv);
        cross_put("cv", out.cv);
        cross_put("has_inequality", out.has_inequality);
        cross_put("gini", out.gini);
        cross_put("theil", out.theil);
    }
    cross_end();
}

void cross_describe(dice *d, size_t rounds) {
    for (size_t i = 0; i < rounds; i++) {
        cross_series s;
        cross_draw_series(&s, d, 1, 40, false);
        if (dice_unit(d) < 0.2) {
            double shift = s.y[0];
            for (size_t k = 0; k < s.n; k++) {
                s.y[k] -= shift;
            }
        }
        moments(&s, d);
        quantiles(&s, d);
        robust(&s);
        summary(&s);
    }
}
