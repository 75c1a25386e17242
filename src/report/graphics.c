/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/graphics.h"

#include <math.h>

#include "chart/spine_geometry.h"

#define LEAST_PART 1.5

static const zb_stroke no_stroke = {0, ZB_NO_COLOR, 0, 0};

static bool widen(double *low, double *high, const double *values, size_t count) {
    for (size_t i = 0; values && i < count; i++) {
        if (isfinite(values[i])) {
            *low = fmin(*low, values[i]);
            *high = fmax(*high, values[i]);
        }
    }
    return *low <= *high;
}

static double along(size_t i, size_t count, double x, double w) {
    return count > 1 ? x + w * (double)i / (double)(count - 1) : x + w / 2;
}

/* The line, broken at gaps; a point alone is a dot. */
static void draw_series(const zb_canvas *c, const double *values, size_t count, double low,
                        double high, double x, double y, double w, double h, zb_stroke stroke,
                        bool last_dot) {
    double scale = high > low ? h / (high - low) : 0, middle = high > low ? 0 : h / 2;
    size_t last = count;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) {
            continue;
        }
        zb_point at = {along(i, count, x, w), y + h - middle - (values[i] - low) * scale};
        bool before = i > 0 && isfinite(values[i - 1]);
        bool after = i + 1 < count && isfinite(values[i + 1]);
        if (after) {
            zb_point next = {along(i + 1, count, x, w),
                             y + h - middle - (values[i + 1] - low) * scale};
            c->line(c->self, at, next, stroke);
        }
        if (!before && !after) {
            c->circle(c->self, at, stroke.width, stroke.color, no_stroke);
        }
        last = i;
    }
    if (last_dot && last + 1 == count) {
        zb_point at = {along(last, count, x, w), y + h - middle - (values[last] - low) * scale};
        c->circle(c->self, at, 1.8, stroke.color, no_stroke);
    }
}

void zb_draw_line_pair(const zb_canvas *c, const void *data, double x, double y, double w,
                       double h) {
    const zb_line_pair *pair = data;
    double low = INFINITY, high = -INFINITY;
    widen(&low, &high, pair->behind, pair->count);
    if (!widen(&low, &high, pair->front, pair->count)) {
        return;
    }
    zb_color behind = pair->behind_in_ink ? ZB_INK : ZB_PALE;
    double width = pair->behind_in_ink ? 1.2 : 0.9;
    if (pair->behind) {
        draw_series(c, pair->behind, pair->count, low, high, x + 2, y + 1, w - 4, h - 2,
                    (zb_stroke){width, behind, 0, 0}, pair->behind_in_ink);
    }
    draw_series(c, pair->front, pair->count, low, high, x + 2, y + 1, w - 4, h - 2,
                (zb_stroke){1.2, pair->color, 0, 0}, true);
}

void zb_draw_bars(const zb_canvas *c, const void *data, double x, double y, double w, double h) {
    const zb_bars *bars = data;
    double low = 0, high = 0;
    if (!widen(&low, &high, bars->values, bars->count) || high <= 0) {
        return;
    }
    double step = w / (double)bars->count, width = step * 0.78;
    for (size_t i = 0; i < bars->count; i++) {
        if (isfinite(bars->values[i]) && bars->values[i] > 0) {
            double height = h * bars->values[i] / high;
            c->rect(c->self, x + step * (double)i + (step - width) / 2, y + h - height, width,
                    height, i == bars->strong ? ZB_INK : ZB_PALE, no_stroke);
        }
    }
    c->line(c->self, (zb_point){x, y + h}, (zb_point){x + w, y + h},
            (zb_stroke){0.4, ZB_PALE, 0, 0});
}

void zb_draw_spine(const zb_canvas *c, const void *data, double x, double y, double w, double h) {
    const zb_spine *s = data;
    const zb_spine_row row = {.has_value = s->has_value,
                              .value = s->value,
                              .tone = s->tone,
                              .compared = true,
                              .whole = s->whole,
                              .low = s->spread.low,
                              .quarter = s->spread.quarter,
                              .three_quarters = s->spread.three_quarters,
                              .high = s->spread.high};
    zb_spine_draw_row(c, &row, (zb_box){x, y - 2, w, h + 4});
}

void zb_draw_whisker(const zb_canvas *c, const void *data, double x, double y, double w, double h) {
    const zb_whisker *d = data;
    double low = fmin(d->value.low, d->whole), high = fmax(d->value.high, d->whole);
    double scale = high > low ? (w - 8) / (high - low) : 0, centre = y + h / 2;
    double left = x + 4 + (d->value.low - low) * scale,
           right = x + 4 + (d->value.high - low) * scale;
    double at = x + 4 + (d->value.value - low) * scale, whole = x + 4 + (d->whole - low) * scale;
    c->line(c->self, (zb_point){left, centre}, (zb_point){right, centre},
            (zb_stroke){1, ZB_SOFT, 0, 0});
    c->line(c->self, (zb_point){whole, centre - 9}, (zb_point){whole, centre + 9},
            (zb_stroke){1, ZB_INK, 0, 0});
    c->circle(c->self, (zb_point){at, centre}, 2.6, ZB_WHITE, (zb_stroke){1, ZB_SOFT, 0, 0});
}

void zb_draw_parts(const zb_canvas *c, const void *data, double x, double y, double w, double h) {
    const zb_parts *p = data;
    double bar = fmin(h, 8), top = y + (h - bar) / 2, scale = p->total > 0 ? w / p->total : 0;
    double agree = p->agree * scale, disagree = p->disagree * scale, open = p->open * scale;
    if (p->disagree > 0 && disagree < LEAST_PART) { /* to be seen, at the cost of the largest */
        agree -= agree > LEAST_PART ? LEAST_PART - disagree : 0;
        disagree = LEAST_PART;
    }
    c->rect(c->self, x, top, agree, bar, ZB_PALE, no_stroke);
    c->rect(c->self, x + agree, top, disagree, bar, ZB_ORANGE, no_stroke);
    if (open > 1) {
        c->rect(c->self, x + agree + disagree + 0.3, top + 0.3, open - 0.6, bar - 0.6, ZB_NO_COLOR,
                (zb_stroke){0.6, ZB_PALE, 0, 0});
    }
}

void zb_draw_strip(const zb_canvas *c, const void *data, double x, double y, double w, double h) {
    const zb_strip *s = data;
    double low = 0, high = s->apart, centre = y + h / 2;
    widen(&low, &high, s->values, s->count);
    double scale = high > 0 ? (w - 6) / high : 0;
    c->line(c->self, (zb_point){x, centre}, (zb_point){x + w, centre},
            (zb_stroke){0.6, ZB_PALE, 0, 0});
    for (size_t i = 0; i < s->count; i++) {
        if (isfinite(s->values[i])) {
            c->circle(c->self, (zb_point){x + 3 + s->values[i] * scale, centre}, 1.8, ZB_GREY,
                      no_stroke);
        }
    }
    c->circle(c->self, (zb_point){x + 3 + s->apart * scale, centre}, 2.6, ZB_INK, no_stroke);
}
