/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word-sized graphics (E. R. Tufte, 2006, Beautiful Evidence): a line or bars without axes.
 */
#include <math.h>

#include "chart/draw.h"
#include "zhibiao/chart.h"

#define DOT 1.8
#define INSET 2 /* holds the dot */
#define LINE_WIDTH 1.2
#define PALE_WIDTH 0.9
#define BAR_MOST 6.5 /* of few years: bars, not blocks */
#define BAR_SHARE 0.78
enum { PART_MAX = 64 }; /* points of a polyline drawn at once */

typedef struct scale {
    double low, high;
    double x, y, width, height; /* of the centres of points */
    size_t count;
} scale;

static bool widen(scale *s, const double *values, size_t count) {
    for (size_t i = 0; values && i < count; i++) {
        if (isfinite(values[i])) {
            s->low = fmin(s->low, values[i]);
            s->high = fmax(s->high, values[i]);
        }
    }
    return s->low <= s->high;
}

static zb_point place(const scale *s, size_t i, double value) {
    double along = s->count > 1 ? (double)i / (double)(s->count - 1) : 0.5;
    double share = s->high > s->low ? (value - s->low) / (s->high - s->low) : 0.5;
    return (zb_point){s->x + s->width * along, s->y + s->height * (1 - share)};
}

static void draw_line(const zb_canvas *canvas, const scale *s, const double *values,
                      zb_stroke stroke, bool dotted) {
    zb_point part[PART_MAX];
    size_t n = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (isfinite(values[i])) {
            part[n++] = place(s, i, values[i]);
        }
        bool last = i + 1 == s->count, ends = last || !isfinite(values[i + 1]);
        if (dotted && last && n > 0) {
            canvas->circle(canvas->self, part[n - 1], DOT, stroke.color, zb_no_stroke());
        }
        if (n > 1 && (ends || n == PART_MAX)) {
            canvas->polyline(canvas->self, part, n, stroke);
            part[0] = part[n - 1];
            n = ends ? 0 : 1;
        } else if (n == 1 && ends) {
            if (!(dotted && last)) {
                canvas->circle(canvas->self, part[0], stroke.width, stroke.color, zb_no_stroke());
            }
            n = 0;
        }
    }
}

void zb_sparkline_draw(const zb_canvas *canvas, const zb_sparkline *spark, double x, double y,
                       double width, double height) {
    scale s = {INFINITY,          -INFINITY,          x + INSET,   y + INSET,
               width - 2 * INSET, height - 2 * INSET, spark->count};
    widen(&s, spark->behind, spark->count);
    if (!widen(&s, spark->values, spark->count)) {
        return;
    }
    if (spark->behind) {
        bool ink = spark->behind_in_ink;
        draw_line(canvas, &s, spark->behind,
                  zb_solid(ink ? LINE_WIDTH : PALE_WIDTH, ink ? ZB_INK : ZB_PALE), ink);
    }
    draw_line(canvas, &s, spark->values, zb_solid(LINE_WIDTH, spark->color), true);
}

void zb_sparkbars_draw(const zb_canvas *canvas, const zb_sparkbars *bars, double x, double y,
                       double width, double height) {
    scale s = {.low = 0, .high = 0};
    if (!widen(&s, bars->values, bars->count) || !(s.high > 0)) {
        return;
    }
    double pitch = width / (double)bars->count, bar = fmin(pitch * BAR_SHARE, BAR_MOST);
    for (size_t i = 0; i < bars->count; i++) {
        if (isfinite(bars->values[i]) && bars->values[i] > 0) {
            double h = height * bars->values[i] / s.high;
            canvas->rect(canvas->self, x + pitch * (double)i + (pitch - bar) / 2, y + height - h,
                         bar, h, i == bars->strong ? ZB_INK : ZB_PALE, zb_no_stroke());
        }
    }
    canvas->line(canvas->self, (zb_point){x, y + height}, (zb_point){x + width, y + height},
                 zb_solid(0.4, ZB_PALE));
}
