/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SVG canvas. Text stays text: each run of a line is placed by itself, so that a viewer with
 * another font keeps the places. Lengths have two decimals, in every locale.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "chart/text.h"
#include "zhibiao/chart.h"

#define DECIMALS 2

struct zb_svg {
    zb_canvas canvas;
    zb_buf body;
    zb_theme theme;
    double width, height;
    unsigned clips, depth;
};

static void add_length(zb_buf *buf, const char *name, double value) {
    zb_buf_char(buf, ' ');
    zb_buf_text(buf, name);
    zb_buf_text(buf, "=\"");
    zb_buf_fixed(buf, value, DECIMALS);
    zb_buf_char(buf, '"');
}

static void add_color(zb_buf *buf, const char *name, zb_color color) {
    if (color == ZB_NO_COLOR) {
        zb_buf_format(buf, " %s=\"none\"", name);
    } else {
        zb_buf_format(buf, " %s=\"#%06X\"", name, (unsigned)(color & 0xFFFFFF));
    }
}

static void add_stroke(zb_buf *buf, zb_stroke stroke) {
    if (stroke.color == ZB_NO_COLOR || stroke.width <= 0) {
        return;
    }
    add_color(buf, "stroke", stroke.color);
    add_length(buf, "stroke-width", stroke.width);
    if (stroke.dash > 0 && stroke.gap > 0) {
        zb_buf_text(buf, " stroke-dasharray=\"");
        zb_buf_fixed(buf, stroke.dash, DECIMALS);
        zb_buf_char(buf, ' ');
        zb_buf_fixed(buf, stroke.gap, DECIMALS);
        zb_buf_char(buf, '"');
    }
}

static void add_points(zb_buf *buf, const zb_point *points, size_t n) {
    zb_buf_text(buf, " points=\"");
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            zb_buf_char(buf, ' ');
        }
        zb_buf_fixed(buf, points[i].x, DECIMALS);
        zb_buf_char(buf, ',');
        zb_buf_fixed(buf, points[i].y, DECIMALS);
    }
    zb_buf_char(buf, '"');
}

/* What XML cannot hold is left out. */
static void add_escaped(zb_buf *buf, zb_str text) {
    for (size_t at = 0; at < text.n;) {
        uint32_t code = zb_utf8_next(text, &at);
        char bytes[4];
        if (code == '&') {
            zb_buf_text(buf, "&amp;");
        } else if (code == '<') {
            zb_buf_text(buf, "&lt;");
        } else if (code == '>') {
            zb_buf_text(buf, "&gt;");
        } else if (code >= ' ' && code != 0xFFFE && code != 0xFFFF) {
            zb_buf_add(buf, (zb_str){bytes, zb_utf8_put(bytes, code)});
        }
    }
}

static zb_color themed(const void *self, zb_color color) {
    return zb_theme_of(((const zb_svg *)self)->theme, color);
}

static zb_stroke pen(const void *self, zb_stroke stroke) {
    stroke.color = themed(self, stroke.color);
    return stroke;
}

static void svg_line(void *self, zb_point a, zb_point b, zb_stroke stroke) {
    zb_buf *buf = &((zb_svg *)self)->body;
    zb_buf_text(buf, "<line");
    add_length(buf, "x1", a.x);
    add_length(buf, "y1", a.y);
    add_length(buf, "x2", b.x);
    add_length(buf, "y2", b.y);
    add_stroke(buf, pen(self, stroke));
    zb_buf_text(buf, "/>\n");
}

static void svg_polyline(void *self, const zb_point *points, size_t n, zb_stroke stroke) {
    zb_buf *buf = &((zb_svg *)self)->body;
    zb_buf_text(buf, "<polyline fill=\"none\" stroke-linejoin=\"round\"");
    add_stroke(buf, pen(self, stroke));
    add_points(buf, points, n);
    zb_buf_text(buf, "/>\n");
}

static void svg_polygon(void *self, const zb_point *points, size_t n, zb_color fill,
                        zb_stroke stroke) {
    zb_buf *buf = &((zb_svg *)self)->body;
    zb_buf_text(buf, "<polygon");
    add_color(buf, "fill", themed(self, fill));
    add_stroke(buf, pen(self, stroke));
    add_points(buf, points, n);
    zb_buf_text(buf, "/>\n");
}

static void add_rect(zb_buf *buf, double x, double y, double w, double h) {
    zb_buf_text(buf, "<rect");
    add_length(buf, "x", x);
    add_length(buf, "y", y);
    add_length(buf, "width", w);
    add_length(buf, "height", h);
}

static void svg_rect(void *self, double x, double y, double w, double h, zb_color fill,
                     zb_stroke stroke) {
    zb_buf *buf = &((zb_svg *)self)->body;
    add_rect(buf, x, y, w, h);
    add_color(buf, "fill", themed(self, fill));
    add_stroke(buf, pen(self, stroke));
    zb_buf_text(buf, "/>\n");
}

static void svg_circle(void *self, zb_point centre, double r, zb_color fill, zb_stroke stroke) {
    zb_buf *buf = &((zb_svg *)self)->body;
    zb_buf_text(buf, "<circle");
    add_length(buf, "cx", centre.x);
    add_length(buf, "cy", centre.y);
    add_length(buf, "r", r);
    add_color(buf, "fill", themed(self, fill));
    add_stroke(buf, pen(self, stroke));
    zb_buf_text(buf, "/>\n");
}

/* The runs of a line that the font can show, with the given attributes; nothing without any. */
static void add_runs(zb_svg *svg, double x, double y, zb_str text, double size,
                     const char *attributes) {
    zb_buf *buf = &svg->body;
    zb_text_iter iter = zb_text_begin(svg->canvas.font, text, size, 0);
    zb_text_run run;
    bool open = false;
    while (zb_text_next(&iter, &run)) {
        if (run.missing) {
            continue;
        }
        if (!open) {
            zb_buf_text(buf, "<text");
            add_length(buf, "y", y);
            add_length(buf, "font-size", size);
            zb_buf_text(buf, attributes);
            zb_buf_char(buf, '>');
            open = true;
        }
        zb_buf_text(buf, "<tspan");
        add_length(buf, "x", x + run.x);
        zb_buf_char(buf, '>');
        add_escaped(buf, zb_str_sub(text, run.start, run.end));
        zb_buf_text(buf, "</tspan>");
    }
    if (open) {
        zb_buf_text(buf, "</text>\n");
    }
}

static void add_boxes(zb_svg *svg, double x, double y, zb_str text, zb_text_style style) {
    zb_text_iter iter = zb_text_begin(svg->canvas.font, text, style.size, 0);
    zb_text_run run;
    while (zb_text_next(&iter, &run)) {
        double pen = x + run.x;
        for (size_t at = run.start; run.missing && at < run.end; pen += style.size) {
            zb_utf8_next(text, &at);
            zb_text_rect box = zb_text_box(pen, y, style.size);
            svg_rect(svg, box.x, box.y, box.w, box.h, ZB_NO_COLOR,
                     (zb_stroke){zb_text_box_stroke(style.size), style.color, 0, 0});
        }
    }
}

static void svg_text(void *self, double x, double y, zb_str text, zb_text_style style) {
    zb_svg *svg = self;
    zb_buf attributes = {0};
    const zb_color ink = themed(svg, style.color), behind = themed(svg, style.halo);
    bool halo = style.halo != ZB_NO_COLOR && style.halo_width > 0;
    if (halo && style.bold) {
        /* a text has one stroke: the halo of a bold one is drawn by itself */
        add_color(&attributes, "fill", behind);
        add_color(&attributes, "stroke", behind);
        add_length(&attributes, "stroke-width", 2 * style.halo_width);
        zb_buf_text(&attributes, " aria-hidden=\"true\"");
        zb_buf_char(&attributes, '\0');
        svg->body.failed = svg->body.failed || attributes.failed;
        add_runs(svg, x, y, text, style.size, attributes.failed ? "" : attributes.p);
        zb_buf_clear(&attributes);
    }
    add_color(&attributes, "fill", ink);
    if (style.bold) {
        add_color(&attributes, "stroke", ink);
        add_length(&attributes, "stroke-width", ZB_BOLD_STROKE * style.size);
    } else if (halo) {
        add_color(&attributes, "stroke", behind);
        add_length(&attributes, "stroke-width", 2 * style.halo_width);
        zb_buf_text(&attributes, " paint-order=\"stroke\"");
    }
    zb_buf_char(&attributes, '\0');
    svg->body.failed = svg->body.failed || attributes.failed;
    add_runs(svg, x, y, text, style.size, attributes.failed ? "" : attributes.p);
    add_boxes(svg, x, y, text, style);
    zb_buf_free(&attributes);
}

static void svg_clip(void *self, double x, double y, double w, double h) {
    zb_svg *svg = self;
    svg->clips++;
    svg->depth++;
    zb_buf_format(&svg->body, "<clipPath id=\"clip%u\">", svg->clips);
    add_rect(&svg->body, x, y, w, h);
    zb_buf_format(&svg->body, "/></clipPath>\n<g clip-path=\"url(#clip%u)\">\n", svg->clips);
}

static void svg_unclip(void *self) {
    zb_svg *svg = self;
    if (svg->depth > 0) {
        svg->depth--;
        zb_buf_text(&svg->body, "</g>\n");
    }
}

zb_status zb_svg_begin(zb_svg **out, const zb_font *font, double width, double height,
                       zb_error *err) {
    *out = NULL;
    zb_svg *svg = zb_mem_zero(1, sizeof *svg);
    if (svg == NULL) {
        return zb_error_nomem(err);
    }
    svg->width = width;
    svg->height = height;
    svg->canvas = (zb_canvas){svg,      font,       svg_line, svg_polyline, svg_polygon,
                              svg_rect, svg_circle, svg_text, svg_clip,     svg_unclip};
    *out = svg;
    return ZB_OK;
}

void zb_svg_theme(zb_svg *svg, zb_theme theme) {
    svg->theme = theme;
}

const zb_canvas *zb_svg_canvas(zb_svg *svg) {
    return &svg->canvas;
}

static void add_head(zb_buf *buf, const zb_svg *svg) {
    zb_buf_text(buf, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    add_length(buf, "width", svg->width);
    add_length(buf, "height", svg->height);
    zb_buf_text(buf, " viewBox=\"0 0 ");
    zb_buf_fixed(buf, svg->width, DECIMALS);
    zb_buf_char(buf, ' ');
    zb_buf_fixed(buf, svg->height, DECIMALS);
    zb_buf_text(buf, "\" font-family=\"'WenQuanYi Micro Hei', 'Noto Sans CJK SC', "
                     "'Microsoft YaHei', 'PingFang SC', sans-serif\">\n"
                     "<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n");
}

zb_status zb_svg_write(zb_svg *svg, const char *path, zb_error *err) {
    zb_buf whole = {0};
    add_head(&whole, svg);
    zb_buf_add(&whole, zb_buf_str(&svg->body));
    for (unsigned i = 0; i < svg->depth; i++) {
        zb_buf_text(&whole, "</g>\n");
    }
    zb_buf_text(&whole, "</svg>\n");
    zb_status status = whole.failed || svg->body.failed
                           ? zb_error_nomem(err)
                           : zb_file_save(path, zb_buf_str(&whole), err);
    zb_buf_free(&whole);
    return status;
}

void zb_svg_free(zb_svg *svg) {
    if (svg == NULL) {
        return;
    }
    zb_buf_free(&svg->body);
    zb_mem_free(svg);
}
