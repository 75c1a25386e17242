/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/graphics.h"

#include <math.h>

#include "chart/spine_geometry.h"

#define LEAST_PART 1.5
#define TALLEST 14.0 /* of lines and bars, where a row is higher for a name of two lines */

static const zb_stroke no_stroke = {0, ZB_NO_COLOR, 0, 0};

void zb_draw_sparkline(const zb_canvas *c, const void *data, double x, double y, double w,
                       double h) {
    double used = fmin(h, TALLEST);
    zb_sparkline_draw(c, data, x, y + (h - used) / 2, w, used);
}

void zb_draw_sparkbars(const zb_canvas *c, const void *data, double x, double y, double w,
                       double h) {
    double used = fmin(h, TALLEST);
    zb_sparkbars_draw(c, data, x, y + (h - used) / 2, w, used);
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
    double high = s->apart, centre = y + h / 2;
    for (size_t i = 0; i < s->count; i++) {
        high = isfinite(s->values[i]) ? fmax(high, s->values[i]) : high;
    }
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
