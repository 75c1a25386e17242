/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing strips of differences from their geometry.
 */
#include <math.h>

#include "base/error.h"
#include "chart/differences_geometry.h"
#include "chart/figure.h"
#include "chart/text.h"
#include "base/str.h"

double zb_differences_height(const zb_difference_chart *chart) {
    size_t rows = chart->count < ZB_DIFFERENCES_ROWS_MAX ? chart->count : ZB_DIFFERENCES_ROWS_MAX;
    double height = ZB_DIFFERENCES_PITCH * (double)rows + ZB_DIFFERENCES_FOOT;
    return rows == 0 ? 0 : height < 60 ? 60 : height;
}

static void draw_scale(const zb_differences_geometry *g, const zb_canvas *c) {
    double bottom = g->plot.y + g->plot.h, right = -HUGE_VAL; /* of the last tick's label */
    double t = g->chart->tolerance;
    if (t > 0) {
        double left = zb_differences_x(g, -t);
        c->rect(c->self, left, g->plot.y, zb_differences_x(g, t) - left, g->plot.h, ZB_TINT,
                zb_no_stroke());
    }
    for (size_t i = 0; i < g->axis.count; i++) {
        double x = zb_differences_x(g, g->axis.ticks[i]);
        bool zero = zb_str_eq(g->ticks[i], ZB_STR("0"));
        c->line(c->self, (zb_point){x, g->plot.y}, (zb_point){x, bottom},
                zero ? zb_solid(1.1, ZB_INK) : zb_solid(0.5, ZB_GRID));
        double half = zb_text_width(c->font, g->ticks[i], ZB_LABEL, false) / 2;
        if (x - half > right + 3) {
            zb_draw_label(c, x, bottom + 9, ZB_CENTRE, g->ticks[i],
                          zb_label_style(ZB_LABEL, ZB_SOFT, false));
            right = x + half;
        }
    }
}

static void draw_row(const zb_differences_geometry *g, const zb_canvas *c, size_t row,
                     double left) {
    const zb_difference_row *one = &g->chart->rows[row];
    double y = zb_differences_y(g, row);
    zb_draw_label(c, left, y, ZB_LEFT, g->names[row], zb_label_style(ZB_LABEL, ZB_TEXT, false));
    for (int apart = 0; apart <= 1; apart++) {
        for (size_t k = 0; k < one->count; k++) {
            if (one->marks[k].apart == (apart == 1)) {
                c->circle(c->self, (zb_point){zb_differences_x(g, one->marks[k].value), y},
                          apart ? ZB_DIFFERENCES_APART : ZB_DIFFERENCES_DOT,
                          apart ? ZB_ORANGE : ZB_GREY, zb_solid(0.4, ZB_WHITE));
            }
        }
    }
}

zb_status zb_differences_draw(const zb_difference_chart *chart, const zb_canvas *canvas,
                              zb_box frame, zb_error *err) {
    zb_arena arena = {0};
    zb_differences_geometry g;
    zb_status status = zb_differences_lay_out(&g, &arena, chart, canvas->font, frame, err);
    if (status == ZB_OK && g.plot.w > 0) {
        draw_scale(&g, canvas);
        for (size_t i = 0; i < g.rows; i++) {
            draw_row(&g, canvas, i, frame.x);
        }
        for (size_t i = 0; i < g.label_count; i++) {
            zb_draw_label(canvas, g.labels[i].box.x, g.labels[i].box.y + g.labels[i].box.h / 2,
                          ZB_LEFT, g.labels[i].text, zb_label_style(ZB_LABEL, ZB_ORANGE, false));
        }
    }
    zb_arena_free(&arena);
    return status;
}
