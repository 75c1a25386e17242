/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing small multiples from their geometry: in each panel from the back to the front.
 */
#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "base/str.h"
#include "chart/figure.h"
#include "chart/multiples_geometry.h"

#define FOCUS_WIDTH 1.4
#define HALO_WIDTH 2.6
#define DOT 1.5
#define LAST_DOT 1.9
#define ARROW 3.4
#define ALONE 8.0 /* width of the area of a year alone */

/* Of the line in front: what stands out has its colour, all others are ink. */
static zb_color color_of(const zb_multiples_panel *panel) {
    return zb_tone_is_status(panel->tone) ? zb_tone_color(panel->tone) : ZB_INK;
}

static bool is_alone(const zb_multiples_geometry *g, const zb_trend_point *const *slots, size_t k) {
    return (k == 0 || slots[k - 1] == NULL) && (k + 1 == g->years || slots[k + 1] == NULL);
}

static bool has_others(const zb_multiples_geometry *g) {
    return g->chart->shared_scale && g->chart->count > 1;
}

static void draw_head(const zb_multiples_geometry *g, const zb_canvas *c,
                      const zb_multiples_place *p) {
    zb_color color = color_of(p->panel);
    double y = p->box.y + 5;
    /* names of one line stand beside the plot when others have two */
    double spare = p->plot.y - p->box.y - ZB_MULTIPLES_HEAD - 4;
    y += p->name_lines == 1 ? spare : 0;
    for (size_t i = 0; i < p->name_lines; i++) {
        zb_draw_label(c, p->box.x, y, ZB_LEFT, p->names[i], zb_label_style(ZB_LABEL, color, true));
        y += ZB_MULTIPLES_NAME;
    }
    y -= ZB_MULTIPLES_NAME;
    if (zb_tone_is_status(p->panel->tone)) {
        zb_draw_triangle(c, p->sign_x, y, ZB_MULTIPLES_SIGN, zb_tone_is_high(p->panel->tone),
                         color);
    }
    zb_text_style soft = zb_label_style(ZB_LABEL, ZB_SOFT, false);
    zb_draw_label(c, p->box.x + p->box.w, y, ZB_RIGHT, p->unit, soft);
    if (p->has_ticks && p == g->places) {
        zb_draw_label(c, p->plot.x - 5, y, ZB_RIGHT, g->chart->unit, soft);
    }
}

static void draw_band_part(const zb_multiples_geometry *g, const zb_canvas *c,
                           const zb_multiples_place *p, size_t from, size_t to) {
    zb_point corners[2 * ZB_MULTIPLES_YEARS_MAX];
    size_t n = to - from;
    for (size_t k = 0; k < n; k++) {
        double x = zb_multiples_x(g, p, from + k);
        corners[k] = (zb_point){x, zb_multiples_y(p, p->slots[from + k]->high)};
        corners[2 * n - 1 - k] = (zb_point){x, zb_multiples_y(p, p->slots[from + k]->low)};
    }
    bool status = zb_tone_is_status(p->panel->tone);
    zb_color color =
        g->areas != NULL && !status ? zb_mix(ZB_GREY, ZB_WHITE, 0.7) : zb_tone_band(p->panel->tone);
    c->polygon(c->self, corners, 2 * n, color, zb_no_stroke());
}

/* The interval over the years that have it. */
static void draw_band(const zb_multiples_geometry *g, const zb_canvas *c,
                      const zb_multiples_place *p) {
    for (size_t from = 0, to; from < g->years; from = to + 1) {
        to = from;
        while (to < g->years && p->slots[to] != NULL && p->slots[to]->has_interval) {
            to++;
        }
        if (to - from > 1) {
            draw_band_part(g, c, p, from, to);
        }
    }
}

static void draw_grid(const zb_multiples_geometry *g, const zb_canvas *c,
                      const zb_multiples_place *p) {
    double left = p->plot.x, right = left + p->plot.w, base = p->plot.y + p->plot.h;
    for (size_t i = 0; g->chart->shared_scale && i < p->axis.count; i++) {
        double y = zb_multiples_y(p, p->axis.ticks[i]);
        if (y < base - 0.01) {
            c->line(c->self, (zb_point){left, y}, (zb_point){right, y}, zb_solid(0.5, ZB_GRID));
        }
        if (p->has_ticks) {
            zb_draw_label(c, left - 5, y, ZB_RIGHT, g->ticks[i],
                          zb_label_style(ZB_LABEL, ZB_SOFT, false));
        }
    }
    c->line(c->self, (zb_point){left, base}, (zb_point){right, base}, zb_solid(0.6, ZB_GREY));
}

static void draw_year(const zb_multiples_geometry *g, const zb_canvas *c,
                      const zb_multiples_place *p, size_t k) {
    char text[16];
    int n = snprintf(text, sizeof text, "%d", g->chart->first_year + (int)k);
    zb_draw_label(c, zb_multiples_x(g, p, k), p->plot.y + p->plot.h + 9, ZB_CENTRE,
                  (zb_str){text, n > 0 ? (size_t)n : 0}, zb_label_style(ZB_LABEL, ZB_SOFT, false));
}

static void draw_years(const zb_multiples_geometry *g, const zb_canvas *c,
                       const zb_multiples_place *p) {
    double base = p->plot.y + p->plot.h;
    for (size_t k = 0; k < g->years && (g->step >= 3 || g->years == 1); k++) {
        double x = zb_multiples_x(g, p, k);
        c->line(c->self, (zb_point){x, base}, (zb_point){x, base + 2}, zb_solid(0.5, ZB_GREY));
    }
    double year = zb_text_width(c->font, ZB_STR("2025"), ZB_LABEL, false);
    if (g->step * (double)(g->years - 1) > year + 6) {
        draw_year(g, c, p, 0);
    }
    draw_year(g, c, p, g->years - 1);
}

/* A part of the area of all values: years that have any, one after another. */
static void draw_area_part(const zb_multiples_geometry *g, const zb_canvas *c,
                           const zb_multiples_place *p, size_t from, size_t to, bool middle) {
    zb_point corners[2 * ZB_MULTIPLES_YEARS_MAX];
    size_t n = to - from;
    for (size_t k = 0; k < n; k++) {
        const zb_multiples_area *area = &g->areas[from + k];
        double x = zb_multiples_x(g, p, from + k);
        corners[k] = (zb_point){x, zb_multiples_y(p, middle ? area->three_quarters : area->high)};
        corners[2 * n - 1 - k] =
            (zb_point){x, zb_multiples_y(p, middle ? area->quarter : area->low)};
    }
    if (n == 1) { /* of a year alone a bar */
        zb_point top = corners[0], bottom = corners[1];
        c->rect(c->self, top.x - ALONE / 2, top.y, ALONE, bottom.y - top.y,
                middle ? ZB_PALE : ZB_GRID, zb_no_stroke());
        return;
    }
    c->polygon(c->self, corners, 2 * n, middle ? ZB_PALE : ZB_GRID, zb_no_stroke());
}

static void draw_area(const zb_multiples_geometry *g, const zb_canvas *c,
                      const zb_multiples_place *p, bool middle) {
    for (size_t from = 0, to; from < g->years; from = to + 1) {
        to = from;
        while (to < g->years && g->areas[to].count > 0) {
            to++;
        }
        if (to > from) {
            draw_area_part(g, c, p, from, to, middle);
        }
    }
}

static bool is_dotted(const zb_trend_point *const *slots, size_t k) {
    return slots[k]->small || slots[k + 1]->small;
}

/* A line on the scale of the place, broken at gaps; if wanted dotted next to values of few cases.
 */
static void draw_line(const zb_multiples_geometry *g, const zb_canvas *c,
                      const zb_multiples_place *p, const zb_trend_point *const *slots,
                      zb_stroke stroke, bool dots) {
    zb_point points[ZB_MULTIPLES_YEARS_MAX];
    for (size_t k = 0; k + 1 < g->years; k++) {
        if (slots[k] == NULL || slots[k + 1] == NULL) {
            continue;
        }
        bool dotted = dots && is_dotted(slots, k);
        size_t n = 0;
        points[n++] = (zb_point){zb_multiples_x(g, p, k), zb_multiples_y(p, slots[k]->value)};
        while (k + 1 < g->years && slots[k + 1] != NULL &&
               dotted == (dots && is_dotted(slots, k))) {
            k++;
            points[n++] = (zb_point){zb_multiples_x(g, p, k), zb_multiples_y(p, slots[k]->value)};
        }
        k--;
        stroke.dash = dotted ? 1.4 : 0;
        stroke.gap = dotted ? 1.8 : 0;
        c->polyline(c->self, points, n, stroke);
    }
}

/* All others on the scale of this panel. */
static void draw_behind(const zb_multiples_geometry *g, const zb_canvas *c,
                        const zb_multiples_place *p) {
    if (g->areas != NULL) {
        draw_area(g, c, p, false);
        draw_area(g, c, p, true);
        return;
    }
    for (size_t i = 0; g->chart->shared_scale && i < g->chart->count; i++) {
        const zb_trend_point *const *slots = g->slots + i * g->years;
        if (slots == p->slots) {
            continue;
        }
        draw_line(g, c, p, slots, zb_solid(0.7, ZB_PALE), false);
        for (size_t k = 0; k < g->years; k++) {
            if (slots[k] != NULL && is_alone(g, slots, k)) {
                zb_point at = {zb_multiples_x(g, p, k), zb_multiples_y(p, slots[k]->value)};
                c->circle(c->self, at, DOT, ZB_PALE, zb_no_stroke());
            }
        }
    }
}

/* The height of a value that may lie beyond the scale. */
static double inside(const zb_multiples_place *p, double value) {
    return fmax(p->plot.y, fmin(zb_multiples_y(p, value), p->plot.y + p->plot.h));
}

/* Dots of what a line does not show: values alone, of few cases, the last one. */
static void draw_dots(const zb_multiples_geometry *g, const zb_canvas *c,
                      const zb_multiples_place *p) {
    zb_color color = color_of(p->panel);
    size_t last = g->years;
    for (size_t k = 0; k < g->years; k++) {
        last = p->slots[k] != NULL ? k : last;
    }
    for (size_t k = 0; k < g->years; k++) {
        if (p->slots[k] == NULL) {
            continue;
        }
        zb_point at = {zb_multiples_x(g, p, k), zb_multiples_y(p, p->slots[k]->value)};
        if (is_alone(g, p->slots, k) && p->slots[k]->has_interval) {
            double top = inside(p, p->slots[k]->high), bottom = inside(p, p->slots[k]->low);
            c->line(c->self, (zb_point){at.x, top}, (zb_point){at.x, bottom}, zb_solid(0.9, color));
        }
        if (p->slots[k]->small) {
            c->circle(c->self, at, DOT, ZB_WHITE, zb_solid(0.9, color));
        } else if (is_alone(g, p->slots, k) || k == last) {
            c->circle(c->self, at, LAST_DOT, color, zb_no_stroke());
        }
    }
}

/* Where intervals go on beyond the plot. */
static void draw_arrows(const zb_multiples_geometry *g, const zb_canvas *c,
                        const zb_multiples_place *p) {
    double top = p->plot.y, bottom = top + p->plot.h;
    for (size_t k = 0; k < g->years; k++) {
        for (int above = 0; p->slots[k] != NULL && above <= 1; above++) {
            if (zb_multiples_is_cut(p, p->slots[k], above)) {
                zb_draw_triangle(c, zb_multiples_x(g, p, k),
                                 above ? top + ARROW / 2 : bottom - ARROW / 2, ARROW, above,
                                 color_of(p->panel));
            }
        }
    }
}

static void draw_values(const zb_multiples_geometry *g, const zb_canvas *c,
                        const zb_multiples_place *p) {
    zb_text_style soft = zb_label_style(ZB_LABEL, ZB_SOFT, false);
    if (p->last.text.n == 0) {
        zb_draw_label(c, p->plot.x + p->plot.w / 2, p->plot.y + p->plot.h / 2, ZB_CENTRE,
                      ZB_STR("—"), soft);
        return;
    }
    zb_text_style strong = zb_label_style(ZB_LABEL, color_of(p->panel), true);
    if (has_others(g)) { /* where lines may run behind it */
        strong.halo = ZB_WHITE;
        strong.halo_width = 1.2;
    }
    zb_draw_label(c, p->first.x, p->first.y, ZB_LEFT, p->first.text, soft);
    zb_draw_label(c, p->last.x, p->last.y, ZB_LEFT, p->last.text, strong);
}

static void draw_panel(const zb_multiples_geometry *g, const zb_canvas *c,
                       const zb_multiples_place *p) {
    draw_behind(g, c, p);
    c->clip(c->self, p->plot.x, p->plot.y, p->plot.w, p->plot.h);
    draw_band(g, c, p);
    c->unclip(c->self);
    draw_grid(g, c, p);
    if (p->has_years) {
        draw_years(g, c, p);
    }
    if (has_others(g)) {
        draw_line(g, c, p, p->slots, zb_solid(HALO_WIDTH, ZB_WHITE), false);
    }
    draw_line(g, c, p, p->slots, zb_solid(FOCUS_WIDTH, color_of(p->panel)), true);
    draw_dots(g, c, p);
    draw_arrows(g, c, p);
    draw_values(g, c, p);
    draw_head(g, c, p);
}

zb_status zb_multiples_cuts(bool *out, const zb_multiples *chart, const zb_font *font, zb_box frame,
                            zb_error *err) {
    zb_arena arena = {0};
    zb_multiples_geometry g;
    *out = false;
    zb_status status = zb_multiples_lay_out(&g, &arena, chart, font, frame, err);
    for (size_t i = 0; status == ZB_OK && i < g.count; i++) {
        const zb_multiples_place *p = &g.places[i];
        for (size_t k = 0; k < g.years; k++) {
            *out = *out || (p->slots[k] != NULL && (zb_multiples_is_cut(p, p->slots[k], true) ||
                                                    zb_multiples_is_cut(p, p->slots[k], false)));
        }
    }
    zb_arena_free(&arena);
    return status;
}

zb_status zb_multiples_draw(const zb_multiples *chart, const zb_canvas *canvas, zb_box frame,
                            zb_error *err) {
    zb_arena arena = {0};
    zb_multiples_geometry geometry;
    zb_status status = zb_multiples_lay_out(&geometry, &arena, chart, canvas->font, frame, err);
    for (size_t i = 0; status == ZB_OK && i < geometry.count; i++) {
        draw_panel(&geometry, canvas, &geometry.places[i]);
    }
    zb_arena_free(&arena);
    return status;
}
