/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing a trend chart from its geometry: from the back to the front.
 */
#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "chart/figure.h"
#include "chart/text.h"
#include "chart/trend_geometry.h"
#include "chart/trend_notes.h"

#define WHOLE_WIDTH 2.1
#define STRONG_WIDTH 1.6
#define CONTEXT_WIDTH 0.9
#define CROWD 40 /* more lines of context than that are drawn as thin as can be told apart */
#define CROWD_WIDTH 0.35
#define COVER_WHOLE 2.6
#define COVER_CONTEXT 1.2
#define GRID_WIDTH 0.5
#define DOT 1.8
#define ALONE_DOT 2.0 /* of a context line of one value: nothing else shows it */
#define CROWD_DOT 1.3
#define DIAMOND 2.9
#define CAP 2.0 /* half the end bar of a whisker */
#define ARROW 3.4

double zb_trend_height(const zb_trend_chart *chart, double width) {
    if (chart->bare) {
        return 262;
    }
    double plot = width >= 300 ? 178 : 150;
    double labels = chart->count <= ZB_TREND_LABELS_MAX ? (double)chart->count * 10.2 : 0;
    return fmax(plot, labels) + 22;
}

static void draw_grid(const zb_trend_geometry *g, const zb_canvas *c) {
    double right = g->plot.x + g->plot.w, base = g->plot.y + g->plot.h;
    for (size_t i = 0; i < g->axis.count; i++) {
        double y = zb_trend_y(g, g->axis.ticks[i]);
        if (y < base - 0.01) {
            c->line(c->self, (zb_point){g->plot.x, y}, (zb_point){right, y},
                    zb_solid(GRID_WIDTH, ZB_GRID));
        }
        zb_draw_label(c, g->plot.x - 5, y, ZB_RIGHT, g->ticks[i],
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
    }
    c->line(c->self, (zb_point){g->plot.x, base}, (zb_point){right, base}, zb_solid(0.75, ZB_SOFT));
}

static void draw_years(const zb_trend_geometry *g, const zb_canvas *c) {
    double base = g->plot.y + g->plot.h;
    double half = zb_text_width(c->font, (zb_str){"2025", 4}, ZB_LABEL, false) / 2;
    for (size_t k = 0; k < g->years; k++) {
        double x = zb_trend_x(g, k);
        if (g->chart->bare) {
            c->line(c->self, (zb_point){x, g->plot.y}, (zb_point){x, base},
                    zb_solid(GRID_WIDTH, ZB_GRID));
        }
        if ((g->years - 1 - k) % (size_t)g->stride != 0) {
            continue;
        }
        if (!g->chart->bare) {
            c->line(c->self, (zb_point){x, base}, (zb_point){x, base + 2.5},
                    zb_solid(GRID_WIDTH, ZB_GREY));
        }
        char text[16];
        int n = snprintf(text, sizeof text, "%d", g->chart->first_year + (int)k);
        zb_str label = {text, n > 0 ? (size_t)n : 0};
        double centre = fmin(fmax(x, g->frame.x + half), g->frame.x + g->frame.w - half);
        zb_draw_label(c, centre, base + 10, ZB_CENTRE, label,
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
    }
}

static bool is_drawn(const zb_trend_geometry *g, const zb_trend_point *p) {
    return p != NULL && !zb_trend_is_outside(g, p);
}

/* Years [*from, return) with values one after another, from *from on. */
static size_t next_part(const zb_trend_geometry *g, size_t line, size_t *from) {
    while (*from < g->years && !is_drawn(g, zb_trend_slot(g, line, *from))) {
        (*from)++;
    }
    size_t to = *from;
    while (to < g->years && is_drawn(g, zb_trend_slot(g, line, to))) {
        to++;
    }
    return to;
}

static void draw_band_part(const zb_trend_geometry *g, const zb_canvas *c, size_t line, size_t from,
                           size_t to, zb_color color) {
    zb_point corners[2 * ZB_TREND_YEARS_MAX];
    size_t n = to - from;
    for (size_t k = 0; k < n; k++) {
        const zb_trend_point *p = zb_trend_slot(g, line, from + k);
        double x = zb_trend_x(g, from + k);
        corners[k] = (zb_point){x, zb_trend_y(g, p->high)};
        corners[2 * n - 1 - k] = (zb_point){x, zb_trend_y(g, p->low)};
    }
    c->polygon(c->self, corners, 2 * n, color, zb_no_stroke());
}

/* The edges of a band: of two that overlap each is seen to its end, the lower one's dashed. */
static void draw_edges(const zb_trend_geometry *g, const zb_canvas *c, size_t line, size_t from,
                       size_t to) {
    const zb_trend_line *l = &g->chart->lines[line];
    zb_point high[ZB_TREND_YEARS_MAX], low[ZB_TREND_YEARS_MAX];
    zb_stroke edge = zb_solid(0.6, zb_mix(zb_trend_color(g->chart, l), ZB_WHITE, 0.55));
    edge.dash = edge.gap = zb_tone_is_low(l->tone) ? 2 : 0;
    for (size_t k = from; k < to; k++) {
        const zb_trend_point *p = zb_trend_slot(g, line, k);
        high[k - from] = (zb_point){zb_trend_x(g, k), zb_trend_y(g, p->high)};
        low[k - from] = (zb_point){zb_trend_x(g, k), zb_trend_y(g, p->low)};
    }
    c->polyline(c->self, high, to - from, edge);
    c->polyline(c->self, low, to - from, edge);
}

/* `color` ZB_NO_COLOR: the edges alone. */
static void draw_band(const zb_trend_geometry *g, const zb_canvas *c, size_t line, zb_color color) {
    size_t from = 0;
    while (from < g->years) {
        const zb_trend_point *p = zb_trend_slot(g, line, from);
        size_t to = from;
        while (to < g->years && (p = zb_trend_slot(g, line, to)) != NULL && p->has_interval) {
            to++;
        }
        if (to - from > 1 && color == ZB_NO_COLOR) {
            draw_edges(g, c, line, from, to);
        } else if (to - from > 1) {
            draw_band_part(g, c, line, from, to, color);
        }
        from = to == from ? from + 1 : to;
    }
}

/* What a single value has instead of a band. */
static void draw_whisker(const zb_trend_geometry *g, const zb_canvas *c, const zb_trend_point *p,
                         double x, zb_color color) {
    double top = fmax(zb_trend_y(g, p->high), g->plot.y);
    double bottom = fmin(zb_trend_y(g, p->low), g->plot.y + g->plot.h);
    zb_stroke stroke = zb_solid(0.9, color);
    c->line(c->self, (zb_point){x, top}, (zb_point){x, bottom}, stroke);
    if (!zb_trend_is_cut(g, p, true)) {
        c->line(c->self, (zb_point){x - CAP, top}, (zb_point){x + CAP, top}, stroke);
    }
    if (!zb_trend_is_cut(g, p, false)) {
        c->line(c->self, (zb_point){x - CAP, bottom}, (zb_point){x + CAP, bottom}, stroke);
    }
}

static void draw_arrow(const zb_trend_geometry *g, const zb_canvas *c, size_t year, bool above,
                       zb_color color) {
    double top = g->plot.y + ARROW / 2, bottom = g->plot.y + g->plot.h - ARROW / 2;
    zb_draw_triangle(c, zb_trend_x(g, year), above ? top : bottom, ARROW, above, color);
}

/* Where intervals go on beyond the plot. */
static void draw_arrows(const zb_trend_geometry *g, const zb_canvas *c, size_t line) {
    const zb_trend_line *l = &g->chart->lines[line];
    for (size_t k = 0; zb_trend_is_strong(l) && k < g->years; k++) {
        const zb_trend_point *p = zb_trend_slot(g, line, k);
        for (int above = 0; p != NULL && above <= 1; above++) {
            if (zb_trend_is_cut(g, p, above)) {
                draw_arrow(g, c, k, above, zb_trend_color(g->chart, l));
            }
        }
    }
}

/* Pieces of one stroke: dotted next to a value of few cases. */
static void draw_line(const zb_trend_geometry *g, const zb_canvas *c, size_t line, size_t from,
                      size_t to, zb_stroke stroke) {
    zb_point points[ZB_TREND_YEARS_MAX];
    size_t k = from;
    while (k + 1 < to) {
        bool dotted = zb_trend_slot(g, line, k)->small || zb_trend_slot(g, line, k + 1)->small;
        size_t n = 0;
        points[n++] = (zb_point){zb_trend_x(g, k), zb_trend_y(g, zb_trend_slot(g, line, k)->value)};
        while (k + 1 < to && dotted == (zb_trend_slot(g, line, k)->small ||
                                        zb_trend_slot(g, line, k + 1)->small)) {
            k++;
            points[n++] =
                (zb_point){zb_trend_x(g, k), zb_trend_y(g, zb_trend_slot(g, line, k)->value)};
        }
        zb_stroke drawn = stroke;
        if (dotted) {
            drawn.dash = 1.4;
            drawn.gap = 1.8;
        }
        c->polyline(c->self, points, n, drawn);
    }
}

static void draw_dot(const zb_canvas *c, zb_point at, double r, bool hollow, zb_color color) {
    if (hollow) {
        c->circle(c->self, at, r, ZB_WHITE, zb_solid(0.9, color));
    } else {
        c->circle(c->self, at, r, color, zb_no_stroke());
    }
}

static void draw_series(const zb_trend_geometry *g, const zb_canvas *c, size_t line) {
    const zb_trend_line *l = &g->chart->lines[line];
    bool strong = zb_trend_is_strong(l), whole = l->tone == ZB_TONE_WHOLE;
    bool bare = g->chart->bare;
    bool pale = bare && !whole && !l->emphasis;
    zb_color color = pale ? ZB_PALE : zb_trend_color(g->chart, l);
    double width = whole                     ? (bare ? COVER_WHOLE : WHOLE_WIDTH)
                   : pale                    ? COVER_CONTEXT
                   : strong                  ? STRONG_WIDTH
                   : g->chart->count > CROWD ? CROWD_WIDTH
                                             : CONTEXT_WIDTH;
    size_t from = 0, to;
    while ((to = next_part(g, line, &from)) > from) {
        draw_line(g, c, line, from, to, zb_solid(width, color));
        bool alone = to - from == 1;
        for (size_t k = from; k < to; k++) {
            const zb_trend_point *p = zb_trend_slot(g, line, k);
            zb_point at = {zb_trend_x(g, k), zb_trend_value_y(g, p)};
            if (alone && strong && p->has_interval && !bare) {
                draw_whisker(g, c, p, at.x, color);
            }
            if (alone || (strong && !whole && !pale) || (p->small && strong && !bare)) {
                double lone = g->chart->count > CROWD ? CROWD_DOT : ALONE_DOT;
                draw_dot(c, at, strong || bare ? DOT : lone, p->small, color);
            }
        }
        from = to;
    }
    for (size_t k = 0; k < g->years && !bare; k++) {
        const zb_trend_point *p = zb_trend_slot(g, line, k);
        if (p != NULL && zb_trend_is_outside(g, p)) {
            draw_arrow(g, c, k, p->value > g->axis.high, color);
        }
    }
}

static void draw_diamonds(const zb_trend_geometry *g, const zb_canvas *c) {
    for (size_t i = 0; i < g->chart->count; i++) {
        for (size_t k = 0; k < g->years; k++) {
            const zb_trend_point *p = zb_trend_slot(g, i, k);
            if (p == NULL || !p->has_stated) {
                continue;
            }
            zb_point at = zb_trend_stated(g, i, k);
            zb_point corners[] = {{at.x, at.y - DIAMOND},
                                  {at.x + DIAMOND, at.y},
                                  {at.x, at.y + DIAMOND},
                                  {at.x - DIAMOND, at.y}};
            c->polygon(c->self, corners, 4, ZB_WHITE, zb_solid(1, ZB_ORANGE));
        }
    }
}

static void draw_labels(const zb_trend_geometry *g, const zb_canvas *c) {
    for (size_t i = 0; i < g->label_count; i++) {
        const zb_trend_label *label = &g->labels[i];
        bool strong = zb_trend_is_strong(label->line);
        zb_color color = strong ? zb_trend_color(g->chart, label->line) : ZB_SOFT;
        zb_text_style style = zb_label_style(ZB_LABEL, color, strong);
        c->line(c->self, (zb_point){label->end.x + 2.5, label->end.y},
                (zb_point){g->name_x - 2.5, label->y}, zb_solid(GRID_WIDTH, ZB_PALE));
        zb_draw_label(c, g->name_x, label->y, ZB_LEFT, label->name, style);
        zb_draw_label(c, g->value_right, label->y, ZB_RIGHT, label->value, style);
    }
    for (size_t i = 0; i < g->note_count; i++) {
        const zb_trend_note *note = &g->notes[i];
        if (note->has_leader) {
            c->line(c->self, note->from, note->to, zb_solid(0.5, ZB_PALE));
        }
        zb_text_style style = zb_label_style(ZB_LABEL, note->color, false);
        style.halo = ZB_WHITE;
        style.halo_width = 1.2;
        zb_draw_label(c, note->box.x, note->box.y + note->box.h / 2, ZB_LEFT, note->text, style);
    }
}

/* The passes over the lines: 0 context, 1 picked, 2 the whole. */
static int pass_of(const zb_trend_line *line) {
    return line->tone == ZB_TONE_WHOLE ? 2 : line->emphasis ? 1 : 0;
}

static zb_color band_color(const zb_trend_chart *chart, const zb_trend_line *line) {
    return line->tone == ZB_TONE_CONTEXT ? zb_mix(zb_trend_color(chart, line), ZB_WHITE, 0.2)
                                         : zb_tone_band(line->tone);
}

/* How high a band is on the whole. */
static double band_height(const zb_trend_geometry *g, size_t line) {
    double sum = 0;
    size_t n = 0;
    for (size_t k = 0; k < g->years; k++) {
        const zb_trend_point *p = zb_trend_slot(g, line, k);
        if (p != NULL && p->has_interval) {
            sum += p->high - p->low;
            n++;
        }
    }
    return n > 0 ? sum / (double)n : 0;
}

/* The bands of the lines picked, the wide ones behind the narrow ones. */
static void draw_picked_bands(const zb_trend_geometry *g, const zb_canvas *c) {
    const zb_trend_chart *chart = g->chart;
    double above = INFINITY;
    size_t drawn = chart->count; /* the last one drawn, of that height */
    for (;;) {
        size_t next = chart->count;
        double height = -1;
        for (size_t i = 0; i < chart->count; i++) {
            double own = pass_of(&chart->lines[i]) == 1 ? band_height(g, i) : -1;
            bool left = own < above || (own == above && i > drawn);
            if (own >= 0 && left && own > height) {
                next = i;
                height = own;
            }
        }
        if (next == chart->count) {
            return;
        }
        draw_band(g, c, next, band_color(chart, &chart->lines[next]));
        above = height;
        drawn = next;
    }
}

static void draw_full(const zb_trend_geometry *g, const zb_canvas *c) {
    const zb_trend_chart *chart = g->chart;
    c->clip(c->self, g->plot.x, g->plot.y, g->plot.w, g->plot.h);
    draw_picked_bands(g, c);
    for (size_t i = 0; i < chart->count; i++) {
        if (pass_of(&chart->lines[i]) == 2) {
            draw_band(g, c, i, band_color(chart, &chart->lines[i]));
        }
    }
    for (size_t i = 0; i < chart->count; i++) {
        if (zb_tone_is_status(chart->lines[i].tone) && pass_of(&chart->lines[i]) == 1) {
            draw_band(g, c, i, ZB_NO_COLOR);
        }
    }
    c->unclip(c->self);
    draw_grid(g, c);
    draw_years(g, c);
    for (int pass = 0; pass <= 2; pass++) {
        for (size_t i = 0; i < chart->count; i++) {
            if (pass_of(&chart->lines[i]) == pass) {
                draw_series(g, c, i);
                draw_arrows(g, c, i);
            }
        }
    }
    draw_diamonds(g, c);
    draw_labels(g, c);
}

/* Blue where the whole rose beyond its intervals, orange where it fell. */
static zb_tone direction_of(const zb_trend_point *first, const zb_trend_point *last) {
    if (first->has_interval && last->has_interval) {
        if (last->low > first->high) {
            return ZB_TONE_HIGH;
        }
        if (last->high < first->low) {
            return ZB_TONE_LOW;
        }
    }
    return ZB_TONE_CONTEXT;
}

static void draw_whole_labels(const zb_trend_geometry *g, const zb_canvas *c, size_t line) {
    const zb_trend_point *first = zb_trend_slot(g, line, g->first_whole);
    const zb_trend_point *last = zb_trend_slot(g, line, g->last_whole);
    zb_point at = {zb_trend_x(g, g->last_whole), zb_trend_y(g, last->value)};
    c->circle(c->self, at, 3.5, ZB_INK, zb_no_stroke());
    double top = g->frame.y + 6, bottom = g->frame.y + g->frame.h - 26;
    double y = fmin(fmax(at.y, top), bottom);
    zb_draw_label(c, g->name_x, y, ZB_LEFT, g->labels[0].name,
                  zb_label_style(ZB_COVER_NAME, ZB_INK, true));
    zb_draw_label(c, g->name_x, y + 15, ZB_LEFT, g->labels[0].value,
                  zb_label_style(ZB_COVER_VALUE, ZB_INK, true));
    if (g->note_count == 0) {
        return;
    }
    zb_point start = {zb_trend_x(g, g->first_whole), zb_trend_y(g, first->value)};
    c->circle(c->self, start, 3.6, ZB_WHITE, zb_solid(1.4, ZB_INK));
    double above = (first->has_interval ? zb_trend_y(g, first->high) : start.y) - 8;
    zb_text_style style = zb_label_style(ZB_COVER_FIRST, ZB_INK, true);
    style.halo = ZB_WHITE;
    style.halo_width = 1.5;
    zb_draw_label(c, start.x + 1, fmax(above, g->frame.y + 6), ZB_LEFT, g->notes[0].text, style);
}

static void draw_bare(const zb_trend_geometry *g, const zb_canvas *c) {
    const zb_trend_chart *chart = g->chart;
    size_t whole = chart->count;
    if (g->label_count > 0) {
        whole = (size_t)(g->labels[0].line - chart->lines);
        zb_tone tone = direction_of(zb_trend_slot(g, whole, g->first_whole),
                                    zb_trend_slot(g, whole, g->last_whole));
        c->clip(c->self, g->plot.x, g->plot.y, g->plot.w, g->plot.h);
        draw_band(g, c, whole, zb_tone_band(tone));
        c->unclip(c->self);
    }
    draw_years(g, c);
    for (size_t i = 0; i < chart->count; i++) {
        if (i != whole) {
            draw_series(g, c, i);
        }
    }
    if (whole < chart->count) {
        draw_series(g, c, whole);
        draw_whole_labels(g, c, whole);
    }
}

zb_status zb_trend_cuts(bool *out, const zb_trend_chart *chart, const zb_font *font, zb_box frame,
                        zb_error *err) {
    zb_arena arena = {0};
    zb_trend_geometry g;
    *out = false;
    zb_status status = zb_trend_lay_out(&g, &arena, chart, font, frame, err);
    for (size_t i = 0; status == ZB_OK && i < chart->count * g.years; i++) {
        const zb_trend_point *p = g.slots[i];
        bool strong = zb_trend_is_strong(&chart->lines[i / g.years]);
        *out = *out || (p != NULL && strong && !chart->bare &&
                        (zb_trend_is_cut(&g, p, true) || zb_trend_is_cut(&g, p, false)));
    }
    zb_arena_free(&arena);
    return status;
}

zb_status zb_trend_draw(const zb_trend_chart *chart, const zb_canvas *canvas, zb_box frame,
                        zb_error *err) {
    zb_arena arena = {0};
    zb_trend_geometry geometry;
    zb_status status = zb_trend_lay_out(&geometry, &arena, chart, canvas->font, frame, err);
    if (status == ZB_OK && geometry.years > 0) {
        if (chart->bare) {
            draw_bare(&geometry, canvas);
        } else {
            draw_full(&geometry, canvas);
        }
    }
    zb_arena_free(&arena);
    return status;
}
