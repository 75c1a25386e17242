/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing a ranking from its geometry.
 */
#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "base/str.h"
#include "chart/figure.h"
#include "chart/ranking_geometry.h"
#include "chart/text.h"

#define DOT 2.8
#define ARROW 3.4

double zb_ranking_height(const zb_ranking_chart *chart) {
    size_t rows = zb_ranking_shown(chart->count);
    double pitch = rows <= 12 ? 18.5 : rows <= 24 ? 14 : 11;
    return rows == 0 ? 0 : pitch * (double)rows + ZB_RANKING_HEAD + ZB_RANKING_FOOT;
}

static double tick_x(const zb_ranking_geometry *g, double value) {
    return g->plot.x + 6 + zb_axis_at(&g->axis, value) * (g->plot.w - 12);
}

static void draw_scale(const zb_ranking_geometry *g, const zb_canvas *c) {
    double bottom = g->plot.y + g->plot.h;
    double right = -INFINITY;
    for (size_t i = 0; i < g->axis.count; i++) {
        double x = tick_x(g, g->axis.ticks[i]);
        c->line(c->self, (zb_point){x, g->plot.y}, (zb_point){x, bottom}, zb_solid(0.5, ZB_GRID));
        double width = zb_text_width(c->font, g->ticks[i], ZB_LABEL, false);
        if (x - width / 2 > right + 3) {
            zb_draw_label(c, x, bottom + 9, ZB_CENTRE, g->ticks[i],
                          zb_label_style(ZB_LABEL, ZB_SOFT, false));
            right = x + width / 2;
        }
    }
}

static void draw_heads(const zb_ranking_geometry *g, const zb_canvas *c) {
    double y = g->frame.y + 7;
    zb_text_style soft = zb_label_style(ZB_LABEL, ZB_SOFT, false);
    zb_draw_label(c, g->value_right, y, ZB_RIGHT, zb_ranking_value_head(g->chart), soft);
    if (g->denominator_right > 0) {
        zb_draw_label(c, g->denominator_right, y, ZB_RIGHT, zb_ranking_denominator_head(g->chart),
                      soft);
    }
    if (g->chart->has_whole) {
        zb_draw_label(c, g->whole_label_x, y, ZB_LEFT, g->whole_label,
                      zb_label_style(ZB_LABEL, ZB_INK, true));
    }
}

static void draw_whole_band(const zb_ranking_geometry *g, const zb_canvas *c) {
    if (g->chart->has_whole && g->whole_high > g->whole_low) {
        c->rect(c->self, g->whole_low, g->plot.y, g->whole_high - g->whole_low, g->plot.h,
                zb_tone_band(ZB_TONE_CONTEXT), zb_no_stroke());
    }
}

static void draw_whole_line(const zb_ranking_geometry *g, const zb_canvas *c) {
    if (g->chart->has_whole) {
        c->line(c->self, (zb_point){g->whole_x, g->plot.y},
                (zb_point){g->whole_x, g->plot.y + g->plot.h}, zb_solid(1.2, ZB_INK));
    }
}

/* Where a whisker goes on beyond the scale. */
static void draw_arrow(const zb_canvas *c, double x, double y, double direction, zb_color color) {
    zb_point corners[] = {{x, y},
                          {x - direction * ARROW, y - ARROW * 0.55},
                          {x - direction * ARROW, y + ARROW * 0.55}};
    c->polygon(c->self, corners, 3, color, zb_no_stroke());
}

/* How many rows are not shown, and how many of them stand out. */
static void draw_gap(const zb_ranking_geometry *g, const zb_canvas *c, double y) {
    size_t ends = g->count / 2, hidden = g->chart->count - 2 * ends, marked = 0;
    for (size_t i = ends; i < g->chart->count - ends; i++) {
        marked += zb_tone_is_status(g->chart->rows[i].tone) ? 1 : 0;
    }
    char text[96];
    bool en = g->chart->english;
    int n = marked == 0
                ? snprintf(text, sizeof text, en ? "%zu others not shown" : "其余%zu个从略", hidden)
                : snprintf(text, sizeof text,
                           en ? "%zu others not shown, %zu of them significantly different"
                              : "其余%zu个从略，其中%zu个有显著差异",
                           hidden, marked);
    zb_str label = {text, n > 0 ? (size_t)n : 0};
    if (zb_text_width(c->font, label, ZB_LABEL, false) <= g->plot.w) {
        zb_text_style style = zb_label_style(ZB_LABEL, ZB_SOFT, false);
        style.halo = ZB_WHITE;
        style.halo_width = 1;
        zb_draw_label(c, g->plot.x + g->plot.w / 2, y, ZB_CENTRE, label, style);
    }
}

static void draw_row(const zb_ranking_geometry *g, const zb_canvas *c, const zb_ranking_place *p) {
    bool focus = zb_ranking_is_focus(g, p);
    zb_draw_label(c, g->frame.x, p->y, ZB_LEFT, p->name,
                  zb_label_style(ZB_LABEL, focus ? ZB_INK : ZB_TEXT, focus));
    if (p->row == NULL) {
        draw_gap(g, c, p->y);
        return;
    }
    zb_color color = zb_tone_color(p->row->tone);
    bool strong = p->row->tone != ZB_TONE_CONTEXT;
    if (p->row->has_interval) {
        c->line(c->self, (zb_point){p->low, p->y}, (zb_point){p->high, p->y}, zb_solid(1.1, color));
        if (p->cut_low) {
            draw_arrow(c, g->plot.x, p->y, -1, color);
        }
        if (p->cut_high) {
            draw_arrow(c, g->plot.x + g->plot.w, p->y, 1, color);
        }
    }
    double r = fmin(DOT, g->pitch * 0.36);
    c->circle(c->self, (zb_point){p->x, p->y}, p->row->small ? r - 0.4 : r,
              p->row->small ? ZB_WHITE : color,
              p->row->small ? zb_solid(1.1, color) : zb_no_stroke());
    zb_draw_label(c, g->value_right, p->y, ZB_RIGHT, p->value,
                  zb_label_style(ZB_LABEL, strong ? ZB_INK : ZB_TEXT, strong));
    if (g->denominator_right > 0) {
        zb_draw_label(c, g->denominator_right, p->y, ZB_RIGHT, p->denominator,
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
    }
}

zb_status zb_ranking_cuts(bool *out, const zb_ranking_chart *chart, const zb_font *font,
                          zb_box frame, zb_error *err) {
    zb_arena arena = {0};
    zb_ranking_geometry g;
    *out = false;
    zb_status status = zb_ranking_lay_out(&g, &arena, chart, font, frame, err);
    for (size_t i = 0; status == ZB_OK && i < g.count; i++) {
        const zb_ranking_place *p = &g.places[i];
        *out = *out || (p->row && p->row->has_interval && (p->cut_low || p->cut_high));
    }
    zb_arena_free(&arena);
    return status;
}

zb_status zb_ranking_draw(const zb_ranking_chart *chart, const zb_canvas *canvas, zb_box frame,
                          zb_error *err) {
    zb_arena arena = {0};
    zb_ranking_geometry geometry;
    zb_status status = zb_ranking_lay_out(&geometry, &arena, chart, canvas->font, frame, err);
    if (status == ZB_OK && geometry.count > 0) {
        draw_whole_band(&geometry, canvas);
        draw_scale(&geometry, canvas);
        draw_heads(&geometry, canvas);
        draw_whole_line(&geometry, canvas);
        for (size_t i = 0; i < geometry.count; i++) {
            draw_row(&geometry, canvas, &geometry.places[i]);
        }
    }
    zb_arena_free(&arena);
    return status;
}
