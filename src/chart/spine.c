/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing a spine chart from its geometry.
 */
#include <math.h>

#include "base/str.h"
#include "chart/figure.h"
#include "chart/spine_geometry.h"
#include "chart/text.h"

#define BAR 6.0
#define TRIANGLE 3.8
#define PAD 4.0
#define HEIGHT_MIN 48.0 /* of any figure */

double zb_spine_height(const zb_spine_chart *chart, const zb_font *font, double width) {
    return chart->count == 0 ? 0 : fmax(HEIGHT_MIN, zb_spine_wished(chart, font, width));
}

static void draw_heads(const zb_spine_geometry *g, const zb_canvas *c) {
    double y = g->frame.y + 8;
    bool english = g->chart->english;
    zb_text_style soft = zb_label_style(ZB_LABEL, ZB_SOFT, false);
    zb_draw_label(c, g->value_right, y, ZB_RIGHT, english ? ZB_STR("Value") : ZB_STR("数值"), soft);
    if (g->whole_right > 0) {
        zb_draw_label(c, g->whole_right, y, ZB_RIGHT, g->whole_name, soft);
    }
    for (size_t i = 0; i < sizeof g->heads / sizeof *g->heads; i++) {
        const zb_spine_head *head = &g->heads[i];
        zb_draw_label(c, head->x, y, ZB_LEFT, head->text,
                      zb_label_style(ZB_LABEL, head->bold ? ZB_INK : ZB_SOFT, head->bold));
    }
}

/* Tinted rows of groups, hairlines under all others. */
static void draw_ground(const zb_spine_geometry *g, const zb_canvas *c) {
    double left = g->frame.x, right = left + g->frame.w;
    for (size_t i = 0; i < g->count; i++) {
        const zb_spine_place *p = &g->places[i];
        double bottom = p->y + p->h / 2;
        if (p->row == NULL) {
            c->rect(c->self, left, p->y - p->h / 2, g->frame.w, p->h, ZB_TINT, zb_no_stroke());
        } else if (i + 1 == g->count || g->places[i + 1].row != NULL) {
            c->line(c->self, (zb_point){left, bottom}, (zb_point){right, bottom},
                    zb_solid(0.5, ZB_GRID));
        }
    }
}

static void draw_range(const zb_canvas *c, double low, double high, double y, double bar,
                       zb_color color) {
    if (high > low) {
        c->rect(c->self, low, y - bar / 2, high - low, bar, color, zb_no_stroke());
    }
}

static bool has_line(const zb_spine_geometry *g, size_t i) {
    return i < g->count && g->places[i].row != NULL && g->places[i].row->compared;
}

/* The whole: one line through rows that follow one another. */
static void draw_whole(const zb_spine_geometry *g, const zb_canvas *c) {
    double middle = g->plot.x + g->plot.w / 2;
    for (size_t i = 0; i < g->count; i++) {
        if (!has_line(g, i)) {
            continue;
        }
        double top = g->places[i].y - g->places[i].h / 2;
        while (has_line(g, i + 1)) {
            i++;
        }
        double bottom = g->places[i].y + g->places[i].h / 2;
        c->line(c->self, (zb_point){middle, top}, (zb_point){middle, bottom},
                zb_solid(0.9, ZB_INK));
    }
}

static void draw_dot(const zb_canvas *c, double dot, double sign, double y, double r,
                     zb_tone tone) {
    zb_color color = zb_tone_is_status(tone) ? zb_tone_color(tone) : ZB_SOFT;
    c->circle(c->self, (zb_point){dot, y}, r, color, zb_solid(0.7, ZB_WHITE));
    if (isfinite(sign)) {
        zb_draw_triangle(c, sign, y, TRIANGLE, zb_tone_is_high(tone), color);
    }
}

void zb_spine_draw_row(const zb_canvas *canvas, const zb_spine_row *row, zb_box box) {
    zb_spine_mark mark = zb_spine_marks(row, box.x, box.w);
    double y = box.y + box.h / 2;
    draw_range(canvas, mark.low, mark.high, y, BAR, ZB_GRID);
    draw_range(canvas, mark.quarter, mark.three_quarters, y, BAR, ZB_PALE);
    canvas->line(canvas->self, (zb_point){mark.middle, box.y},
                 (zb_point){mark.middle, box.y + box.h}, zb_solid(0.7, ZB_INK));
    if (zb_spine_has_dot(row)) {
        draw_dot(canvas, mark.dot, mark.sign, y, ZB_SPINE_DOT, row->tone);
    }
}

static void draw_texts(const zb_spine_geometry *g, const zb_canvas *c, const zb_spine_place *p) {
    const zb_spine_row *row = p->row;
    bool sure = zb_spine_has_dot(row);
    bool strong = sure && zb_tone_is_status(row->tone);
    zb_color color = !row->compared ? ZB_GREY : strong ? ZB_INK : ZB_TEXT;
    zb_color value = sure ? color : row->compared ? ZB_SOFT : ZB_GREY;
    zb_draw_label(c, g->frame.x + PAD, p->y, ZB_LEFT, p->name,
                  zb_label_style(ZB_LABEL, color, strong));
    zb_draw_label(c, g->value_right, p->y, ZB_RIGHT, p->value,
                  zb_label_style(ZB_LABEL, value, sure));
    if (row->has_value && row->few) {
        zb_draw_label(c, g->value_right, p->y, ZB_LEFT, ZB_STR("※"),
                      zb_label_style(ZB_LABEL_SMALL, value, false));
    }
    if (g->whole_right > 0) {
        zb_draw_label(c, g->whole_right, p->y, ZB_RIGHT, p->whole,
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
    }
    if (!row->compared) {
        zb_draw_label(c, g->plot.x + g->plot.w / 2, p->y, ZB_CENTRE,
                      g->chart->english ? ZB_STR("not compared") : ZB_STR("不比较"),
                      zb_label_style(ZB_LABEL, ZB_GREY, false));
    }
}

static void draw_key(const zb_spine_geometry *g, const zb_canvas *c, const zb_spine_legend *key) {
    double x = key->x, y = key->y;
    switch (key->key) {
    case ZB_SPINE_RANGE:
        draw_range(c, x, x + 21, y, BAR, ZB_GRID);
        draw_range(c, x + 6, x + 14, y, BAR, ZB_PALE);
        break;
    case ZB_SPINE_ALIKE:
        draw_dot(c, x + ZB_SPINE_DOT, NAN, y, ZB_SPINE_DOT, ZB_TONE_CONTEXT);
        break;
    case ZB_SPINE_HIGH:
        draw_dot(c, x + ZB_SPINE_DOT, x + 10, y, ZB_SPINE_DOT, ZB_TONE_HIGH);
        break;
    case ZB_SPINE_LOW:
        draw_dot(c, x + ZB_SPINE_DOT, x + 10, y, ZB_SPINE_DOT, ZB_TONE_LOW);
        break;
    default:
        zb_draw_label(c, x, y, ZB_LEFT, ZB_STR("※"),
                      zb_label_style(ZB_LABEL_SMALL, ZB_SOFT, false));
        break;
    }
    zb_draw_label(c, x + zb_spine_swatch(key->key), y, ZB_LEFT,
                  zb_spine_key_text(key->key, g->chart->english),
                  zb_label_style(ZB_LABEL, ZB_SOFT, false));
}

static void draw_all(const zb_spine_geometry *g, const zb_canvas *c) {
    draw_ground(g, c);
    draw_heads(g, c);
    for (size_t i = 0; i < g->count; i++) {
        const zb_spine_place *p = &g->places[i];
        if (has_line(g, i)) {
            double bar = fmin(BAR, p->h * 0.45);
            draw_range(c, p->mark.low, p->mark.high, p->y, bar, ZB_GRID);
            draw_range(c, p->mark.quarter, p->mark.three_quarters, p->y, bar, ZB_PALE);
        }
    }
    draw_whole(g, c);
    for (size_t i = 0; i < g->count; i++) {
        const zb_spine_place *p = &g->places[i];
        if (p->row == NULL) {
            zb_draw_label(c, g->frame.x + PAD, p->y, ZB_LEFT, p->name,
                          zb_label_style(ZB_LABEL, ZB_SOFT, false));
            continue;
        }
        if (zb_spine_has_dot(p->row)) {
            draw_dot(c, p->mark.dot, p->mark.sign, p->y, fmin(ZB_SPINE_DOT, p->h * 0.3),
                     p->row->tone);
        }
        draw_texts(g, c, p);
    }
    for (size_t i = 0; i < g->legend_count; i++) {
        draw_key(g, c, &g->legend[i]);
    }
}

zb_status zb_spine_draw(const zb_spine_chart *chart, const zb_canvas *canvas, zb_box frame,
                        zb_error *err) {
    zb_arena arena = {0};
    zb_spine_geometry geometry;
    zb_status status = zb_spine_lay_out(&geometry, &arena, chart, canvas->font, frame, err);
    if (status == ZB_OK && geometry.count > 0) {
        draw_all(&geometry, canvas);
    }
    zb_arena_free(&arena);
    return status;
}
