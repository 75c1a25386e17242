/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing a slope chart from its geometry.
 */
#include <math.h>
#include <stdio.h>

#include "chart/figure.h"
#include "chart/slope_geometry.h"
#include "chart/text.h"

#define DOT 2.3
#define WHOLE_WIDTH 2.1
#define STRONG_WIDTH 1.6
#define CONTEXT_WIDTH 0.9

double zb_slope_height(const zb_slope_chart *chart, double width) {
    if (chart->count == 0) {
        return 0;
    }
    return fmax(width >= 300 ? 180 : 150, ZB_SLOPE_HEAD + 13.0 * (double)chart->count);
}

static zb_color color_of(zb_tone tone) {
    return tone == ZB_TONE_CONTEXT ? ZB_GREY : zb_tone_color(tone);
}

/* The two years: a hairline, its label at the head. */
static void draw_years(const zb_slope_geometry *g, const zb_canvas *c) {
    int years[] = {g->chart->first_year, g->chart->last_year};
    for (int side = 0; side < 2; side++) {
        double x = g->plot.x + (side == 0 ? 0 : g->plot.w);
        c->line(c->self, (zb_point){x, g->plot.y - 4}, (zb_point){x, g->plot.y + g->plot.h + 4},
                zb_solid(0.75, ZB_GRID));
        char text[16];
        int n = snprintf(text, sizeof text, "%d", years[side]);
        zb_draw_label(c, x, g->frame.y + 6, ZB_CENTRE, (zb_str){text, n > 0 ? (size_t)n : 0},
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
    }
}

static void draw_line(const zb_slope_geometry *g, const zb_canvas *c, const zb_slope_line *line) {
    zb_tone tone = zb_slope_tone(line);
    zb_color color = color_of(tone);
    double width = tone == ZB_TONE_WHOLE     ? WHOLE_WIDTH
                   : tone == ZB_TONE_CONTEXT ? CONTEXT_WIDTH
                                             : STRONG_WIDTH;
    zb_point first = {g->plot.x, zb_slope_y(g, line->first)};
    zb_point last = {g->plot.x + g->plot.w, zb_slope_y(g, line->last)};
    zb_stroke stroke = zb_solid(width, color);
    if (line->has_interval && tone == ZB_TONE_CONTEXT) { /* not significant: as in dumbbells */
        stroke.dash = 3;
        stroke.gap = 2;
    }
    c->line(c->self, first, last, stroke);
    c->circle(c->self, first, DOT - 0.4, ZB_WHITE, zb_solid(1.1, color));
    c->circle(c->self, last, DOT, color, zb_no_stroke());
}

static void draw_ends(const zb_slope_geometry *g, const zb_canvas *c, int side) {
    double out = side == 0 ? -1 : 1, gap = 3;
    for (size_t i = 0; i < g->count; i++) {
        const zb_slope_end *end = &g->sides[side][i];
        zb_tone tone = zb_slope_tone(end->line);
        bool strong = tone != ZB_TONE_CONTEXT;
        zb_text_style style = zb_label_style(ZB_LABEL, strong ? color_of(tone) : ZB_SOFT, strong);
        c->line(c->self, (zb_point){end->at.x + out * gap, end->at.y},
                (zb_point){end->at.x + out * (ZB_SLOPE_LEADER - gap), end->y},
                zb_solid(0.5, ZB_PALE));
        zb_draw_label(c, g->value_right[side], end->y, ZB_RIGHT, end->value, style);
        zb_draw_label(c, g->name_edge[side], end->y, side == 0 ? ZB_RIGHT : ZB_LEFT, end->name,
                      style);
    }
}

zb_status zb_slope_draw(const zb_slope_chart *chart, const zb_canvas *canvas, zb_box frame,
                        zb_error *err) {
    static const zb_tone order[] = {ZB_TONE_CONTEXT, ZB_TONE_LOW, ZB_TONE_HIGH, ZB_TONE_WHOLE};
    zb_arena arena = {0};
    zb_slope_geometry geometry;
    zb_status status = zb_slope_lay_out(&geometry, &arena, chart, canvas->font, frame, err);
    if (status == ZB_OK && geometry.count > 0) {
        draw_years(&geometry, canvas);
        for (size_t pass = 0; pass < sizeof order / sizeof *order; pass++) {
            for (size_t i = 0; i < chart->count; i++) {
                if (zb_slope_tone(&chart->lines[i]) == order[pass]) {
                    draw_line(&geometry, canvas, &chart->lines[i]);
                }
            }
        }
        draw_ends(&geometry, canvas, 0);
        draw_ends(&geometry, canvas, 1);
    }
    zb_arena_free(&arena);
    return status;
}
