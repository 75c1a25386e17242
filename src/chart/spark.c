/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word-sized graphics (E. R. Tufte, 2006, Beautiful Evidence): a line or bars without axes.
 */
#include <math.h>

#include "chart/draw.h"
#include "zhibiao/chart.h"

#define DOT 1.5
#define ALONE 0.7
#define LINE_WIDTH 1.1
#define PART_MAX 64 /* points of a polyline drawn at once */

static double spark_x(size_t i, size_t count, double x, double width) {
    return count < 2 ? x + width / 2
                     : x + DOT + (width - 2 * DOT) * (double)i / (double)(count - 1);
}

static double spark_y(double value, double low, double high, double y, double height) {
    double share = high > low ? (value - low) / (high - low) : 0.5;
    return y + height - DOT - share * (height - 2 * DOT);
}

static void find_range(const double *values, size_t count, double *low, double *high) {
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(values[i])) {
            *low = fmin(*low, values[i]);
            *high = fmax(*high, values[i]);
        }
    }
}

void zb_sparkline_draw(const zb_canvas *canvas, const double *values, size_t count, double x,
                       double y, double width, double height, zb_color color) {
    double low, high;
    find_range(values, count, &low, &high);
    zb_point part[PART_MAX];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(values[i])) {
            part[n++] =
                (zb_point){spark_x(i, count, x, width), spark_y(values[i], low, high, y, height)};
        }
        bool ends = i + 1 == count || !isfinite(values[i + 1]);
        if (n > 1 && (ends || n == PART_MAX)) {
            canvas->polyline(canvas->self, part, n, zb_solid(LINE_WIDTH, color));
            part[0] = part[n - 1];
            n = ends ? 0 : 1;
        } else if (n == 1 && ends) {
            canvas->circle(canvas->self, part[0], i + 1 == count ? DOT : ALONE, color,
                           zb_no_stroke());
            n = 0;
        }
    }
    if (count > 0 && isfinite(values[count - 1])) {
        zb_point last = {spark_x(count - 1, count, x, width),
                         spark_y(values[count - 1], low, high, y, height)};
        canvas->circle(canvas->self, last, DOT, color, zb_no_stroke());
    }
}

void zb_sparkbars_draw(const zb_canvas *canvas, const double *values, size_t count, double x,
                       double y, double width, double height) {
    double low, high;
    find_range(values, count, &low, &high);
    if (count == 0) {
        return;
    }
    double pitch = width / (double)count;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(values[i]) && values[i] > 0) {
            double h = values[i] / high * height;
            canvas->rect(canvas->self, x + (double)i * pitch + 0.1 * pitch, y + height - h,
                         0.8 * pitch, h, i + 1 == count ? ZB_INK : ZB_PALE, zb_no_stroke());
        }
    }
    canvas->line(canvas->self, (zb_point){x, y + height}, (zb_point){x + width, y + height},
                 zb_solid(0.4, ZB_PALE));
}
