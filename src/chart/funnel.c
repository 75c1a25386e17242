/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing a funnel plot from its geometry.
 */
#include <math.h>

#include "base/error.h"
#include "chart/figure.h"
#include "chart/funnel_geometry.h"
#include "chart/place.h"
#include "chart/text.h"

double zb_funnel_height(const zb_funnel_chart *chart, double width) {
    return chart->count == 0 ? 0 : width >= 300 ? 200 : 178;
}

/* The inside of the outer limits, and where the plot begins before the first limit, nothing. */
static bool draw_inside(const zb_funnel_geometry *g, const zb_canvas *c, zb_arena *arena) {
    size_t n = g->curve_length;
    if (n < 2) {
        return true;
    }
    zb_point *corners = ZB_NEW(arena, zb_point, 2 * n);
    if (corners == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        corners[i] = g->curves[ZB_FUNNEL_CURVES - 1][i];
        corners[2 * n - 1 - i] = g->curves[0][i];
    }
    c->polygon(c->self, corners, 2 * n, ZB_TINT, zb_no_stroke());
    return true;
}

/* Where a curve leaves 0 or 100: along these it is no limit and is not drawn. */
static size_t inside_from(const zb_funnel_geometry *g, size_t curve) {
    size_t from = 0;
    if (g->chart->percent) {
        double top = zb_funnel_at(g, 1, 100).y, bottom = zb_funnel_at(g, 1, 0).y;
        while (from + 1 < g->curve_length && (g->curves[curve][from + 1].y <= top + 0.01 ||
                                              g->curves[curve][from + 1].y >= bottom - 0.01)) {
            from++;
        }
    }
    return from;
}

static void draw_limits(const zb_funnel_geometry *g, const zb_canvas *c) {
    for (size_t curve = 0; curve < ZB_FUNNEL_CURVES && g->curve_length > 1; curve++) {
        bool inner = curve == 1 || curve == 3;
        zb_stroke stroke = {0.8, ZB_SOFT, inner ? 3 : 0, inner ? 2 : 0};
        if (curve != ZB_FUNNEL_WHOLE) {
            size_t from = inside_from(g, curve);
            c->polyline(c->self, g->curves[curve] + from, g->curve_length - from, stroke);
        }
    }
}

static void draw_axes(const zb_funnel_geometry *g, const zb_canvas *c) {
    double bottom = g->plot.y + g->plot.h, right = g->frame.x - 3;
    zb_text_style soft = zb_label_style(ZB_LABEL, ZB_SOFT, false);
    for (size_t i = 0; i < g->y_axis.count; i++) {
        double y = g->plot.y + (1 - zb_axis_at(&g->y_axis, g->y_axis.ticks[i])) * g->plot.h;
        c->line(c->self, (zb_point){g->plot.x, y}, (zb_point){g->plot.x + g->plot.w, y},
                zb_solid(0.5, ZB_GRID));
        zb_draw_label(c, g->plot.x - 5, y, ZB_RIGHT, g->y_ticks[i], soft);
    }
    for (size_t i = 0; i < g->x_axis.count; i++) {
        double x = g->plot.x + zb_axis_at(&g->x_axis, g->x_axis.ticks[i]) * g->plot.w;
        double half = zb_text_width(c->font, g->x_ticks[i], ZB_LABEL, false) / 2;
        if (x - half > right + 3) {
            zb_draw_label(c, x, bottom + 11, ZB_CENTRE, g->x_ticks[i], soft);
            right = x + half;
        }
    }
}

static void draw_points(const zb_funnel_geometry *g, const zb_canvas *c) {
    for (int status = 0; status <= 1; status++) {
        for (size_t i = 0; i < g->chart->count; i++) {
            const zb_funnel_point *p = &g->chart->points[i];
            if (zb_tone_is_status(p->tone) == (status == 1)) {
                c->circle(c->self, zb_funnel_at(g, p->n, p->value), ZB_FUNNEL_DOT,
                          zb_tone_color(p->tone), zb_solid(0.6, ZB_WHITE));
            }
        }
    }
}

static void draw_label(const zb_canvas *c, const zb_funnel_label *label, bool halo) {
    zb_text_style style = zb_label_style(ZB_LABEL, label->color, label->bold);
    if (halo) {
        style.halo = ZB_WHITE;
        style.halo_width = 1;
    }
    zb_draw_label(c, label->box.x, label->box.y + label->box.h / 2, ZB_LEFT, label->text, style);
}

static zb_status draw(const zb_funnel_geometry *g, const zb_canvas *c, zb_arena *arena,
                      zb_error *err) {
    c->clip(c->self, g->plot.x, g->plot.y, g->plot.w, g->plot.h);
    bool ok = draw_inside(g, c, arena);
    c->unclip(c->self);
    draw_axes(g, c);
    c->clip(c->self, g->plot.x, g->plot.y, g->plot.w, g->plot.h);
    draw_limits(g, c);
    c->unclip(c->self);
    c->line(c->self, g->curves[ZB_FUNNEL_WHOLE][0], g->curves[ZB_FUNNEL_WHOLE][1],
            zb_solid(1.1, ZB_INK));
    draw_points(g, c);
    for (size_t i = 0; i < g->end_count; i++) {
        draw_label(c, &g->ends[i], false);
    }
    for (size_t i = 0; i < g->label_count; i++) {
        if (g->labels[i].has_leader) {
            zb_point at = g->labels[i].from, to = g->labels[i].to;
            zb_point beside = {at.x + ZB_FUNNEL_DOT + 1, at.y};
            c->line(c->self, to.y == at.y ? beside : zb_leader_start(at, to), to,
                    zb_solid(0.5, ZB_GREY));
        }
        draw_label(c, &g->labels[i], true);
    }
    return ok ? ZB_OK : zb_error_nomem(err);
}

zb_status zb_funnel_draw(const zb_funnel_chart *chart, const zb_canvas *canvas, zb_box frame,
                         zb_error *err) {
    zb_arena arena = {0};
    zb_funnel_geometry geometry;
    zb_status status = zb_funnel_lay_out(&geometry, &arena, chart, canvas->font, frame, err);
    if (status == ZB_OK && geometry.plot.w > 0) {
        status = draw(&geometry, canvas, &arena, err);
    }
    zb_arena_free(&arena);
    return status;
}
