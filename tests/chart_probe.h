/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A canvas that draws nothing and looks: is everything inside the frame, and does no text lie on
 * another?
 */
#ifndef ZB_TESTS_CHART_PROBE_H
#define ZB_TESTS_CHART_PROBE_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "zhibiao/chart.h"

#define PROBE_TEXTS 4096
#define PROBE_SLACK 0.05
#define PROBE_DEPTH 8

typedef struct probe_box {
    double left, top, right, bottom;
} probe_box;

typedef struct probe {
    zb_canvas canvas;
    probe_box clips[PROBE_DEPTH]; /* the frame is the first */
    size_t depth, calls, texts;
    probe_box text_boxes[PROBE_TEXTS];
    char text_words[PROBE_TEXTS][32];
    char complaint[256]; /* the first one */
} probe;

static void probe_complain(probe *p, const char *what, probe_box box) {
    if (p->complaint[0] == '\0') {
        snprintf(p->complaint, sizeof p->complaint,
                 "%s: %.1f %.1f %.1f %.1f in %.1f %.1f %.1f %.1f", what, box.left, box.top,
                 box.right, box.bottom, p->clips[0].left, p->clips[0].top, p->clips[0].right,
                 p->clips[0].bottom);
    }
}

static bool probe_meets(probe_box a, probe_box b, double slack) {
    return a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack &&
           b.top < a.bottom - slack;
}

/* Inside the frame; what is clipped is inside anyway. */
static void probe_look(probe *p, const char *what, probe_box box) {
    p->calls++;
    if (!(isfinite(box.left) && isfinite(box.top) && isfinite(box.right) && isfinite(box.bottom))) {
        probe_complain(p, what, box);
        return;
    }
    if (p->depth > 1) {
        return;
    }
    probe_box frame = p->clips[0];
    if (box.left < frame.left - PROBE_SLACK || box.top < frame.top - PROBE_SLACK ||
        box.right > frame.right + PROBE_SLACK || box.bottom > frame.bottom + PROBE_SLACK) {
        probe_complain(p, what, box);
    }
}

static void probe_points(void *self, const char *what, const zb_point *points, size_t n) {
    for (size_t i = 0; i < n; i++) {
        probe_look(self, what, (probe_box){points[i].x, points[i].y, points[i].x, points[i].y});
    }
}

static void probe_line(void *self, zb_point a, zb_point b, zb_stroke stroke) {
    (void)stroke;
    probe_points(self, "line", (zb_point[]){a, b}, 2);
}

static void probe_polyline(void *self, const zb_point *points, size_t n, zb_stroke stroke) {
    (void)stroke;
    probe_points(self, "polyline", points, n);
}

static void probe_polygon(void *self, const zb_point *points, size_t n, zb_color fill,
                          zb_stroke stroke) {
    (void)fill;
    (void)stroke;
    probe_points(self, "polygon", points, n);
}

static void probe_rect(void *self, double x, double y, double w, double h, zb_color fill,
                       zb_stroke stroke) {
    (void)fill;
    (void)stroke;
    if (w < 0 || h < 0) {
        probe_complain(self, "rect turned inside out", (probe_box){x, y, w, h});
    }
    probe_look(self, "rect", (probe_box){x, y, x + w, y + h});
}

static void probe_circle(void *self, zb_point c, double r, zb_color fill, zb_stroke stroke) {
    (void)fill;
    (void)stroke;
    probe_look(self, "circle", (probe_box){c.x - r, c.y - r, c.x + r, c.y + r});
}

static void probe_text(void *self, double x, double y, zb_str text, zb_text_style style) {
    probe *p = self;
    double width = zb_text_width(p->canvas.font, text, style.size, style.bold);
    probe_box box = {x, y - 0.82 * style.size, x + width, y + 0.1 * style.size};
    probe_look(p, "text", box);
    if (p->texts == PROBE_TEXTS) {
        probe_complain(p, "too many texts", box);
        return;
    }
    for (size_t i = 0; i < p->texts; i++) {
        if (probe_meets(box, p->text_boxes[i], 0.2)) {
            char what[96];
            snprintf(what, sizeof what, "`%.28s` lies on `%s`", text.n > 28 ? "(long)" : text.p,
                     p->text_words[i]);
            probe_complain(p, what, box);
        }
    }
    snprintf(p->text_words[p->texts], sizeof p->text_words[0], "%.*s",
             (int)(text.n < 31 ? text.n : 31), text.p);
    p->text_boxes[p->texts++] = box;
}

static void probe_clip(void *self, double x, double y, double w, double h) {
    probe *p = self;
    probe_look(p, "clip", (probe_box){x, y, x + w, y + h});
    if (p->depth < PROBE_DEPTH) {
        p->clips[p->depth] = (probe_box){x, y, x + w, y + h};
    }
    p->depth++;
}

static void probe_unclip(void *self) {
    probe *p = self;
    p->depth--;
    if (p->depth == 0) {
        probe_complain(p, "unclip without clip", p->clips[0]);
    }
}

static void probe_begin(probe *p, const zb_font *font, double x, double y, double w, double h) {
    p->canvas = (zb_canvas){p,          font,         probe_line, probe_polyline, probe_polygon,
                            probe_rect, probe_circle, probe_text, probe_clip,     probe_unclip};
    p->clips[0] = (probe_box){x, y, x + w, y + h};
    p->depth = 1;
    p->calls = p->texts = 0;
    p->complaint[0] = '\0';
}

#endif
