/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing bars of parts from their geometry.
 */
#include <math.h>
#include <stdio.h>

#include "base/str.h"
#include "chart/figure.h"
#include "chart/stack_geometry.h"

#define OUTLINE 0.6
#define HATCH 3.2 /* between lines, along the bar */
#define MARK 2.5  /* of a total, beyond the bar */
#define TALL 1e4  /* a frame in which any chart has room */

double zb_stack_height(const zb_stack_chart *chart, const zb_font *font, double width) {
    if (chart->count == 0 || chart->part_count == 0) {
        return 0;
    }
    zb_arena arena = {0};
    zb_stack_geometry geometry;
    zb_box frame = {0, 0, width, TALL};
    zb_status status = zb_stack_lay_out(&geometry, &arena, chart, font, frame, NULL);
    double height =
        zb_stack_room(zb_stack_shown(chart->count), status == ZB_OK ? geometry.key_lines : 1);
    zb_arena_free(&arena);
    return height;
}

/* Steps of tone, neighbours far apart in grey print, too. */
static zb_color part_color(size_t part) {
    switch (part) {
    case 0:
        return ZB_INK;
    case 1:
        return ZB_BLUE_MID;
    case 2:
        return ZB_GREY;
    case 3:
        return ZB_BLUE_PALE;
    case 4:
        return ZB_SOFT;
    default:
        return zb_mix(ZB_INK, ZB_SOFT, 0.5);
    }
}

/* Of text on that colour: the one of higher contrast. */
static zb_color color_on(zb_color ground) {
    double light =
        0.3 * ((ground >> 16) & 0xFF) + 0.59 * ((ground >> 8) & 0xFF) + 0.11 * (ground & 0xFF);
    return light < 128 ? ZB_WHITE : ZB_INK;
}

/* Slanting lines of 45 degrees in the box. */
static void draw_hatch(const zb_canvas *c, zb_box box) {
    for (double at = HATCH; at < box.w + box.h; at += HATCH) {
        double top = fmin(at, box.w), over = at - top;
        double bottom = fmax(0, at - box.h), under = at - bottom;
        c->line(c->self, (zb_point){box.x + top, box.y + over},
                (zb_point){box.x + bottom, box.y + under}, zb_solid(0.4, ZB_PALE));
    }
}

static void draw_patch(const zb_canvas *c, zb_box box, size_t part) {
    if (box.w <= 0 || box.h <= 0) {
        return;
    }
    if (part != ZB_STACK_REST) {
        /* the outline, which parts neighbours, would hide a sliver */
        c->rect(c->self, box.x, box.y, box.w, box.h, part_color(part),
                box.w > 2 * OUTLINE ? zb_solid(OUTLINE, ZB_WHITE) : zb_no_stroke());
        return;
    }
    double half = fmin(OUTLINE / 2, fmin(box.w, box.h) / 2);
    zb_box inside = {box.x + half, box.y + half, box.w - 2 * half, box.h - 2 * half};
    c->rect(c->self, inside.x, inside.y, inside.w, inside.h, ZB_WHITE, zb_solid(OUTLINE, ZB_PALE));
    draw_hatch(c, inside);
}

static void draw_scale(const zb_stack_geometry *g, const zb_canvas *c) {
    double bottom = g->plot.y + g->plot.h, right = -INFINITY;
    for (size_t i = 0; i < g->axis.count; i++) {
        double x = g->plot.x + zb_axis_at(&g->axis, g->axis.ticks[i]) * g->plot.w;
        double top = g->places[0].y - g->bar / 2;
        c->line(c->self, (zb_point){x, top}, (zb_point){x, bottom}, zb_solid(0.5, ZB_GRID));
        double half = zb_text_width(c->font, g->ticks[i], ZB_LABEL, false) / 2;
        if (x - half > right + 3 && x + half <= g->frame.x + g->frame.w) {
            zb_draw_label(c, x, bottom + 9, ZB_CENTRE, g->ticks[i],
                          zb_label_style(ZB_LABEL, ZB_SOFT, false));
            right = x + half;
        }
    }
}

static void draw_keys(const zb_stack_geometry *g, const zb_canvas *c) {
    zb_text_style soft = zb_label_style(ZB_LABEL, ZB_SOFT, false);
    for (size_t i = 0; i < g->key_count; i++) {
        const zb_stack_key *key = &g->keys[i];
        zb_box patch = {key->x, key->y - ZB_STACK_PATCH / 2, ZB_STACK_PATCH, ZB_STACK_PATCH};
        draw_patch(c, patch, key->part);
        zb_draw_label(c, key->x + ZB_STACK_PATCH + ZB_STACK_PATCH_GAP, key->y, ZB_LEFT, key->name,
                      zb_label_style(ZB_LABEL, ZB_TEXT, false));
        if (key->leader) {
            c->line(c->self, key->from, key->to, zb_solid(0.5, ZB_GREY));
        }
    }
    double y = g->keys[g->key_count - 1].y;
    zb_draw_label(c, g->total_right, y, ZB_RIGHT, g->total_head, soft);
}

/* How many rows are not shown. */
static void draw_gap(const zb_stack_geometry *g, const zb_canvas *c, double y) {
    size_t hidden = g->chart->count - (g->count - 1);
    char text[64];
    int n = snprintf(text, sizeof text, g->chart->english ? "%zu more, not shown" : "其余%zu个从略",
                     hidden);
    zb_str label = {text, n > 0 ? (size_t)n : 0};
    if (zb_text_width(c->font, label, ZB_LABEL, false) <= g->plot.w) {
        zb_text_style style = zb_label_style(ZB_LABEL, ZB_SOFT, false);
        style.halo = ZB_WHITE;
        style.halo_width = 1;
        zb_draw_label(c, g->plot.x + g->plot.w / 2, y, ZB_CENTRE, label, style);
    }
}

/* Across the bar, in the colour of what disagrees. */
static void draw_mark(const zb_canvas *c, const zb_stack_place *p, double bar) {
    zb_point top = {p->mark_x, p->y - bar / 2 - MARK}, bottom = {p->mark_x, p->y + bar / 2 + MARK};
    c->line(c->self, top, bottom, zb_solid(3, ZB_WHITE));
    c->line(c->self, top, bottom, zb_solid(1.4, ZB_ORANGE));
}

static void draw_row(const zb_stack_geometry *g, const zb_canvas *c, const zb_stack_place *p) {
    bool strong = p->row != NULL && p->row->emphasis;
    zb_draw_label(c, g->frame.x, p->y, ZB_LEFT, p->name,
                  zb_label_style(ZB_LABEL, strong ? ZB_INK : ZB_TEXT, strong));
    if (p->row == NULL) {
        draw_gap(g, c, p->y);
        return;
    }
    for (size_t k = 0; k < p->count; k++) {
        const zb_stack_segment *s = &p->segments[k];
        draw_patch(c, s->box, s->part);
        bool rest = s->part == ZB_STACK_REST;
        zb_text_style style =
            zb_label_style(ZB_LABEL, rest ? ZB_TEXT : color_on(part_color(s->part)), false);
        if (rest) {
            style.halo = ZB_WHITE;
            style.halo_width = 1.5;
        }
        zb_draw_label(c, s->label_x, p->y, ZB_CENTRE, s->label, style);
    }
    if (p->exceeded) {
        draw_mark(c, p, g->bar);
    }
    zb_color color = p->exceeded ? ZB_ORANGE : strong ? ZB_INK : ZB_TEXT;
    zb_draw_label(c, g->total_right, p->y, ZB_RIGHT, p->total,
                  zb_label_style(ZB_LABEL, color, strong || p->exceeded));
}

zb_status zb_stack_draw(const zb_stack_chart *chart, const zb_canvas *canvas, zb_box frame,
                        zb_error *err) {
    zb_arena arena = {0};
    zb_stack_geometry geometry;
    zb_status status = zb_stack_lay_out(&geometry, &arena, chart, canvas->font, frame, err);
    if (status == ZB_OK && geometry.count > 0) {
        draw_scale(&geometry, canvas);
        draw_keys(&geometry, canvas);
        for (size_t i = 0; i < geometry.count; i++) {
            draw_row(&geometry, canvas, &geometry.places[i]);
        }
    }
    zb_arena_free(&arena);
    return status;
}
