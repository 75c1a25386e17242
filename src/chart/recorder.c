/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The canvas of the tests: a line of text for each call, so that figures can be compared and a
 * difference be read.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "zhibiao/chart.h"

struct zb_recorder {
    zb_canvas canvas;
    zb_buf lines;
};

static void add_number(zb_buf *buf, double value) {
    zb_buf_char(buf, ' ');
    zb_buf_fixed(buf, value, 1);
}

static void add_color(zb_buf *buf, zb_color color) {
    if (color == ZB_NO_COLOR) {
        zb_buf_text(buf, " -");
    } else {
        zb_buf_format(buf, " #%06X", (unsigned)(color & 0xFFFFFF));
    }
}

static void end_with_stroke(zb_buf *buf, zb_stroke stroke) {
    if (stroke.color != ZB_NO_COLOR) {
        zb_buf_text(buf, " stroke");
        add_number(buf, stroke.width);
        add_color(buf, stroke.color);
        if (stroke.dash > 0) {
            add_number(buf, stroke.dash);
            add_number(buf, stroke.gap);
        }
    }
    zb_buf_char(buf, '\n');
}

static void add_points(zb_buf *buf, const zb_point *points, size_t n) {
    for (size_t i = 0; i < n; i++) {
        add_number(buf, points[i].x);
        zb_buf_char(buf, ',');
        zb_buf_fixed(buf, points[i].y, 1);
    }
}

static void record_line(void *self, zb_point a, zb_point b, zb_stroke stroke) {
    zb_buf *buf = &((zb_recorder *)self)->lines;
    zb_buf_text(buf, "line");
    add_points(buf, (zb_point[]){a, b}, 2);
    end_with_stroke(buf, stroke);
}

static void record_polyline(void *self, const zb_point *points, size_t n, zb_stroke stroke) {
    zb_buf *buf = &((zb_recorder *)self)->lines;
    zb_buf_text(buf, "polyline");
    add_points(buf, points, n);
    end_with_stroke(buf, stroke);
}

static void record_polygon(void *self, const zb_point *points, size_t n, zb_color fill,
                           zb_stroke stroke) {
    zb_buf *buf = &((zb_recorder *)self)->lines;
    zb_buf_text(buf, "polygon");
    add_points(buf, points, n);
    add_color(buf, fill);
    end_with_stroke(buf, stroke);
}

static void record_rect(void *self, double x, double y, double w, double h, zb_color fill,
                        zb_stroke stroke) {
    zb_buf *buf = &((zb_recorder *)self)->lines;
    zb_buf_text(buf, "rect");
    add_number(buf, x);
    add_number(buf, y);
    add_number(buf, w);
    add_number(buf, h);
    add_color(buf, fill);
    end_with_stroke(buf, stroke);
}

static void record_circle(void *self, zb_point centre, double r, zb_color fill, zb_stroke stroke) {
    zb_buf *buf = &((zb_recorder *)self)->lines;
    zb_buf_text(buf, "circle");
    add_points(buf, &centre, 1);
    add_number(buf, r);
    add_color(buf, fill);
    end_with_stroke(buf, stroke);
}

static void record_text(void *self, double x, double y, zb_str text, zb_text_style style) {
    zb_buf *buf = &((zb_recorder *)self)->lines;
    zb_buf_text(buf, "text");
    add_number(buf, x);
    add_number(buf, y);
    add_number(buf, style.size);
    add_color(buf, style.color);
    zb_buf_text(buf, style.bold ? " bold" : "");
    if (style.halo != ZB_NO_COLOR && style.halo_width > 0) {
        zb_buf_text(buf, " halo");
        add_color(buf, style.halo);
        add_number(buf, style.halo_width);
    }
    zb_buf_char(buf, ' ');
    zb_buf_add(buf, text);
    zb_buf_char(buf, '\n');
}

static void record_clip(void *self, double x, double y, double w, double h) {
    zb_buf *buf = &((zb_recorder *)self)->lines;
    zb_buf_text(buf, "clip");
    add_number(buf, x);
    add_number(buf, y);
    add_number(buf, w);
    add_number(buf, h);
    zb_buf_char(buf, '\n');
}

static void record_unclip(void *self) {
    zb_buf_text(&((zb_recorder *)self)->lines, "unclip\n");
}

zb_status zb_recorder_begin(zb_recorder **out, const zb_font *font, zb_error *err) {
    *out = NULL;
    zb_recorder *recorder = zb_mem_zero(1, sizeof *recorder);
    if (recorder == NULL) {
        return zb_error_nomem(err);
    }
    recorder->canvas =
        (zb_canvas){recorder,    font,          record_line, record_polyline, record_polygon,
                    record_rect, record_circle, record_text, record_clip,     record_unclip};
    *out = recorder;
    return ZB_OK;
}

const zb_canvas *zb_recorder_canvas(zb_recorder *recorder) {
    return &recorder->canvas;
}

zb_str zb_recorder_text(const zb_recorder *recorder) {
    return zb_buf_str(&recorder->lines);
}

void zb_recorder_free(zb_recorder *recorder) {
    if (recorder == NULL) {
        return;
    }
    zb_buf_free(&recorder->lines);
    zb_mem_free(recorder);
}
