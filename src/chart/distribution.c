/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing a distribution from its geometry.
 */
#include <math.h>
#include <stdio.h>

#include "base/str.h"
#include "chart/distribution_geometry.h"
#include "chart/figure.h"

#define RIM 0.5
#define TRIANGLE 4.6
#define MEDIAN 1.6
#define YEAR_ROOM 6.0

double zb_distribution_height(const zb_distribution_chart *chart, double width) {
    size_t largest = zb_distribution_largest(chart);
    if (largest < ZB_DISTRIBUTION_MIN) {
        return 0;
    }
    if (chart->count == 1) {
        return largest < ZB_DISTRIBUTION_BARS ? 96 : 140;
    }
    return width >= 300 ? 190 : 160;
}

static void draw_values_flat(const zb_distribution_geometry *g, const zb_canvas *c) {
    zb_text_style soft = zb_label_style(ZB_LABEL, ZB_SOFT, false);
    double right = -INFINITY, bottom = g->plot.y + g->plot.h;
    for (size_t i = 0; i < g->axis.count; i++) {
        double x = zb_distribution_along(g, g->axis.ticks[i]);
        double half = zb_text_width(c->font, g->ticks[i], ZB_LABEL, false) / 2;
        c->line(c->self, (zb_point){x, bottom}, (zb_point){x, g->bars ? bottom + 2.5 : g->plot.y},
                g->bars ? zb_solid(0.5, ZB_GREY) : zb_solid(0.5, ZB_GRID));
        if (x - half > right + 3) {
            zb_draw_label(c, x, bottom + 10, ZB_CENTRE, g->ticks[i], soft);
            right = x + half;
        }
    }
    for (size_t i = 0; i < g->counts.count; i++) {
        double y = bottom - zb_axis_at(&g->counts, g->counts.ticks[i]) * g->plot.h;
        c->line(c->self, (zb_point){g->plot.x, y}, (zb_point){g->plot.x + g->plot.w, y},
                zb_solid(0.5, ZB_GRID));
        zb_draw_label(c, g->plot.x - 5, y, ZB_RIGHT, g->count_ticks[i], soft);
    }
}

/* Every how many years one is named. */
static int stride_of(const zb_distribution_geometry *g, const zb_font *font) {
    static const int strides[] = {1, 2, 5, 10, 20};
    double width = zb_text_width(font, ZB_STR("2025"), ZB_LABEL, false) + YEAR_ROOM;
    size_t i = g->years > 12 ? 1 : 0;
    while (i + 1 < sizeof strides / sizeof *strides && strides[i] * g->step < width) {
        i++;
    }
    return strides[i];
}

static void draw_years(const zb_distribution_geometry *g, const zb_canvas *c) {
    int stride = stride_of(g, c->font);
    for (int k = 0; k < g->years; k++) {
        if ((g->years - 1 - k) % stride != 0) {
            continue;
        }
        char text[16];
        int n = snprintf(text, sizeof text, "%d", g->chart->columns[0].year + k);
        zb_str label = {text, n > 0 ? (size_t)n : 0};
        double half = zb_text_width(c->font, label, ZB_LABEL, false) / 2;
        double x = g->plot.x + (k + 0.5) * g->step;
        x = fmin(x, g->frame.x + g->frame.w - half);
        if (x - half >= g->frame.x) {
            zb_draw_label(c, x, g->plot.y + g->plot.h + 10, ZB_CENTRE, label,
                          zb_label_style(ZB_LABEL, ZB_SOFT, false));
        }
    }
}

static void draw_values(const zb_distribution_geometry *g, const zb_canvas *c) {
    for (size_t i = 0; i < g->axis.count; i++) {
        double y = zb_distribution_along(g, g->axis.ticks[i]);
        c->line(c->self, (zb_point){g->plot.x, y}, (zb_point){g->plot.x + g->plot.w, y},
                zb_solid(0.5, ZB_GRID));
        zb_draw_label(c, g->plot.x - 5, y, ZB_RIGHT, g->ticks[i],
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
    }
}

static void draw_box(const zb_canvas *c, const zb_distribution_strip *strip) {
    if (strip->has_box && strip->box.w > 0 && strip->box.h > 0) {
        c->rect(c->self, strip->box.x, strip->box.y, strip->box.w, strip->box.h, ZB_GRID,
                zb_no_stroke());
    }
}

static void draw_bars(const zb_canvas *c, const zb_distribution_strip *strip) {
    for (size_t i = 0; i < strip->bar_count; i++) {
        zb_box box = strip->bars[i].box;
        if (strip->bars[i].count > 0 && box.w > 0 && box.h > 0) {
            c->rect(c->self, box.x, box.y, box.w, box.h, ZB_GREY, zb_no_stroke());
        }
    }
}

/* ▲ above, ▼ below the whole: what the colour tells is told without it, too. */
static void draw_status(const zb_canvas *c, const zb_distribution_dot *dot, double r,
                        zb_color color) {
    bool up = zb_tone_is_high(dot->point->tone);
    if (!dot->point->small) {
        zb_draw_triangle(c, dot->at.x, dot->at.y, 2 * r, up, color);
        return;
    }
    double tip = up ? -r : r, half = 1.1 * r;
    zb_point corners[] = {{dot->at.x, dot->at.y + tip},
                          {dot->at.x + half, dot->at.y - tip},
                          {dot->at.x - half, dot->at.y - tip}};
    c->polygon(c->self, corners, 3, ZB_WHITE, zb_solid(2 * RIM, color));
}

/* Points to where the value lies. */
static void draw_beyond(const zb_distribution_geometry *g, const zb_canvas *c,
                        const zb_distribution_dot *dot, zb_color color) {
    if (!g->flat) {
        zb_draw_triangle(c, dot->at.x, dot->at.y, TRIANGLE, dot->beyond > 0, color);
        return;
    }
    double half = dot->beyond * TRIANGLE / 2;
    zb_point corners[] = {{dot->at.x + half, dot->at.y},
                          {dot->at.x - half, dot->at.y + TRIANGLE * 0.58},
                          {dot->at.x - half, dot->at.y - TRIANGLE * 0.58}};
    c->polygon(c->self, corners, 3, color, zb_no_stroke());
}

static void draw_dot(const zb_distribution_geometry *g, const zb_canvas *c,
                     const zb_distribution_dot *dot) {
    bool status = zb_tone_is_status(dot->point->tone);
    zb_color color =
        dot->point->tone != ZB_TONE_CONTEXT ? zb_tone_color(dot->point->tone) : ZB_GREY;
    double r = g->radius;
    if (dot->beyond != 0) {
        draw_beyond(g, c, dot, color);
    } else if (status) {
        draw_status(c, dot, r, color);
    } else if (dot->point->small) {
        c->circle(c->self, dot->at, r - RIM, ZB_WHITE, zb_solid(2 * RIM, color));
    } else {
        c->circle(c->self, dot->at, r, color, zb_no_stroke());
    }
}

static void draw_dots(const zb_distribution_geometry *g, const zb_canvas *c,
                      const zb_distribution_strip *strip) {
    size_t n = strip->column->count;
    if (!g->bars) {
        for (size_t i = 0; i < n; i++) {
            draw_dot(g, c, &strip->dots[i]);
        }
        return;
    }
    if (strip->under > 0) {
        draw_beyond(g, c, &strip->dots[0], ZB_SOFT);
    }
    if (strip->over > 0) {
        draw_beyond(g, c, &strip->dots[n - 1], ZB_SOFT);
    }
}

static void draw_mark(const zb_canvas *c, zb_point at) {
    double w = ZB_DISTRIBUTION_WHOLE;
    zb_point corners[] = {{at.x, at.y - w}, {at.x + w, at.y}, {at.x, at.y + w}, {at.x - w, at.y}};
    c->polygon(c->self, corners, 4, ZB_INK, zb_solid(0.6, ZB_WHITE));
}

static void draw_whole(const zb_distribution_geometry *g, const zb_canvas *c,
                       const zb_distribution_strip *strip) {
    if (!strip->column->has_whole) {
        return;
    }
    zb_point at = strip->whole;
    if (g->flat && g->bars) {
        c->line(c->self, at, (zb_point){at.x, g->plot.y + g->plot.h}, zb_solid(0.8, ZB_INK));
    }
    draw_mark(c, at);
}

static void draw_labels(const zb_canvas *c, const zb_distribution_label *labels, size_t n,
                        bool halo) {
    for (size_t i = 0; i < n; i++) {
        zb_text_style style = zb_label_style(ZB_LABEL, labels[i].color, labels[i].bold);
        if (halo) {
            style.halo = ZB_WHITE;
            style.halo_width = 1;
        }
        zb_draw_label(c, labels[i].box.x, labels[i].box.y + labels[i].box.h / 2, ZB_LEFT,
                      labels[i].text, style);
    }
}

static void draw(const zb_distribution_geometry *g, const zb_canvas *c) {
    for (size_t i = 0; i < g->strip_count; i++) {
        draw_box(c, &g->strips[i]);
    }
    if (g->flat) {
        draw_values_flat(g, c);
    } else {
        draw_values(g, c);
        draw_years(g, c);
    }
    for (size_t i = 0; i < g->strip_count; i++) {
        const zb_distribution_strip *strip = &g->strips[i];
        draw_bars(c, strip);
        if (strip->has_box) {
            c->line(c->self, strip->median[0], strip->median[1], zb_solid(MEDIAN, ZB_INK));
        }
        draw_dots(g, c, strip);
        draw_whole(g, c, strip);
    }
    if (g->has_key) {
        draw_mark(c, g->key);
    }
    draw_labels(c, g->heads, g->head_count, false);
    draw_labels(c, g->labels, g->label_count, true);
}

zb_status zb_distribution_draw(const zb_distribution_chart *chart, const zb_canvas *canvas,
                               zb_box frame, zb_error *err) {
    zb_arena arena = {0};
    zb_distribution_geometry geometry;
    zb_status status = zb_distribution_lay_out(&geometry, &arena, chart, canvas->font, frame, err);
    if (status == ZB_OK && geometry.strip_count > 0) {
        draw(&geometry, canvas);
    }
    zb_arena_free(&arena);
    return status;
}
