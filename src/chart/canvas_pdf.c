/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes go through libharu's page operators, and no state is written twice.
 */
#include "chart/pdf_inside.h"

#include <math.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"

static const zb_pdf_pen unknown_pen = {NAN, NAN, NAN, NAN, ZB_NO_COLOR, ZB_NO_COLOR};

void zb_pdf_fail(zb_pdf *pdf, zb_status code) {
    if (pdf->failed) {
        return;
    }
    pdf->failed = true;
    if (code == ZB_E_NOMEM) {
        zb_error_nomem(&pdf->error);
    } else {
        zb_error_set(&pdf->error, code, "the PDF file grows beyond its limits");
    }
}

static void on_error(HPDF_STATUS code, HPDF_STATUS detail, void *user) {
    zb_pdf *pdf = user;
    if (pdf->failed) {
        return;
    }
    pdf->failed = true;
    switch (code) {
    case HPDF_ARRAY_COUNT_ERR:
    case HPDF_BINARY_LENGTH_ERR:
    case HPDF_DICT_COUNT_ERR:
    case HPDF_EXCEED_GSTATE_LIMIT:
    case HPDF_REAL_OUT_OF_RANGE:
    case HPDF_PAGE_INVALID_SIZE:
    case HPDF_PAGE_OUT_OF_RANGE:
    case HPDF_XREF_COUNT_ERR:
        zb_error_set(&pdf->error, ZB_E_LIMIT, "libharu refuses: error 0x%04lx, detail %lu",
                     (unsigned long)code, (unsigned long)detail);
        break;
    default: /* no memory, or an object is missing because there was none */
        zb_error_nomem(&pdf->error);
    }
}

bool zb_pdf_broken(zb_pdf *pdf) {
    HPDF_STATUS code = HPDF_GetError(pdf->doc);
    if (code != HPDF_OK) {
        on_error(code, HPDF_GetErrorDetail(pdf->doc), pdf);
    } else if (pdf->memory.refused) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
    }
    return pdf->failed;
}

zb_pdf_page *zb_pdf_current(zb_pdf *pdf) {
    zb_pdf_memory_enter(&pdf->memory);
    return pdf->failed || pdf->pages.count == 0 ? NULL : &pdf->pages.at[pdf->pages.count - 1];
}

float zb_pdf_real(double value) {
    return (float)(round(value * 100) / 100);
}

static float channel(zb_color color, int shift) {
    return (float)(round((double)((color >> shift) & 0xFF) / 255 * 1000) / 1000);
}

HPDF_Stream zb_pdf_stream(zb_pdf_page *p) {
    return ((HPDF_PageAttr)p->handle->attr)->stream;
}

void zb_pdf_set_fill(zb_pdf_page *p, zb_color color) {
    zb_pdf_pen *now = &p->pens[p->clips];
    if (now->fill != color) {
        zb_color shown = zb_theme_of(p->theme, color);
        if (p->theme == ZB_THEME_GREY) {
            HPDF_Page_SetGrayFill(p->handle, channel(shown, 0));
        } else {
            HPDF_Page_SetRGBFill(p->handle, channel(shown, 16), channel(shown, 8),
                                 channel(shown, 0));
        }
        now->fill = color;
    }
}

static void set_stroke_color(zb_pdf_page *p, zb_color color) {
    zb_pdf_pen *now = &p->pens[p->clips];
    if (now->stroke != color) {
        zb_color shown = zb_theme_of(p->theme, color);
        if (p->theme == ZB_THEME_GREY) {
            HPDF_Page_SetGrayStroke(p->handle, channel(shown, 0));
        } else {
            HPDF_Page_SetRGBStroke(p->handle, channel(shown, 16), channel(shown, 8),
                                   channel(shown, 0));
        }
        now->stroke = color;
    }
}

static void set_width(zb_pdf_page *p, double width) {
    zb_pdf_pen *now = &p->pens[p->clips];
    if (!(now->width == width)) {
        HPDF_Page_SetLineWidth(p->handle, zb_pdf_real(width));
        now->width = width;
    }
}

/* libharu 2.3 takes whole numbers only. */
static void set_dash(zb_pdf *pdf, zb_pdf_page *p, double dash, double gap) {
    zb_pdf_pen *now = &p->pens[p->clips];
    if (now->dash == dash && now->gap == gap) {
        return;
    }
    zb_buf *out = &pdf->scratch;
    zb_buf_clear(out);
    zb_buf_char(out, '[');
    if (dash > 0 && gap > 0) {
        zb_buf_fixed(out, dash, 2);
        zb_buf_char(out, ' ');
        zb_buf_fixed(out, gap, 2);
    }
    zb_buf_text(out, "] 0 d\n");
    if (out->failed) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
        return;
    }
    HPDF_Stream_Write(zb_pdf_stream(p), (const HPDF_BYTE *)out->p, (HPDF_UINT)out->n);
    now->dash = dash;
    now->gap = gap;
}

/* False: the stroke shows nothing. */
bool zb_pdf_set_stroke(zb_pdf *pdf, zb_pdf_page *p, zb_stroke stroke) {
    if (stroke.color == ZB_NO_COLOR || !(stroke.width > 0)) {
        return false;
    }
    set_stroke_color(p, stroke.color);
    set_width(p, stroke.width);
    set_dash(pdf, p, stroke.dash, stroke.gap);
    return true;
}

static void paint(zb_pdf_page *p, bool filled, bool stroked) {
    if (filled && stroked) {
        HPDF_Page_FillStroke(p->handle);
    } else if (filled) {
        HPDF_Page_Fill(p->handle);
    } else {
        HPDF_Page_Stroke(p->handle);
    }
}

static void trace(zb_pdf_page *p, const zb_point *points, size_t n) {
    HPDF_Page_MoveTo(p->handle, zb_pdf_real(points[0].x), zb_pdf_real(p->height - points[0].y));
    for (size_t i = 1; i < n; i++) {
        HPDF_Page_LineTo(p->handle, zb_pdf_real(points[i].x), zb_pdf_real(p->height - points[i].y));
    }
}

static void draw_polyline(void *self, const zb_point *points, size_t n, zb_stroke stroke) {
    zb_pdf_page *p = zb_pdf_current(self);
    if (p != NULL && n >= 2 && zb_pdf_set_stroke(self, p, stroke)) {
        trace(p, points, n);
        HPDF_Page_Stroke(p->handle);
    }
}

static void draw_line(void *self, zb_point a, zb_point b, zb_stroke stroke) {
    draw_polyline(self, (const zb_point[]){a, b}, 2, stroke);
}

static void draw_polygon(void *self, const zb_point *points, size_t n, zb_color fill,
                         zb_stroke stroke) {
    zb_pdf_page *p = zb_pdf_current(self);
    if (p == NULL || n < 3) {
        return;
    }
    bool stroked = zb_pdf_set_stroke(self, p, stroke), filled = fill != ZB_NO_COLOR;
    if (filled) {
        zb_pdf_set_fill(p, fill);
    }
    if (filled || stroked) {
        trace(p, points, n);
        HPDF_Page_ClosePath(p->handle);
        paint(p, filled, stroked);
    }
}

static void draw_rect(void *self, double x, double y, double w, double h, zb_color fill,
                      zb_stroke stroke) {
    zb_pdf_page *p = zb_pdf_current(self);
    if (p == NULL) {
        return;
    }
    bool stroked = zb_pdf_set_stroke(self, p, stroke), filled = fill != ZB_NO_COLOR;
    if (filled) {
        zb_pdf_set_fill(p, fill);
    }
    if (filled || stroked) {
        HPDF_Page_Rectangle(p->handle, zb_pdf_real(x), zb_pdf_real(p->height - y - h),
                            zb_pdf_real(w), zb_pdf_real(h));
        paint(p, filled, stroked);
    }
}

static void put_point(zb_buf *out, double x, double y) {
    zb_buf_fixed(out, x, 2);
    zb_buf_char(out, ' ');
    zb_buf_fixed(out, y, 2);
    zb_buf_char(out, ' ');
}

/* Four curves; libharu's own are written with more digits than a page has dots. */
static void put_circle(zb_pdf *pdf, zb_pdf_page *p, zb_point at, double r, const char *paint_it) {
    static const double bow = 0.5523; /* of a quarter circle's handles, in radii */
    static const zb_point around[] = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}, {0, 1}};
    zb_buf *out = &pdf->scratch;
    zb_buf_clear(out);
    put_point(out, at.x, at.y + r);
    zb_buf_text(out, "m\n");
    for (size_t i = 0; i + 1 < sizeof around / sizeof *around; i++) {
        zb_point a = around[i], b = around[i + 1];
        put_point(out, at.x + r * (a.x + bow * b.x), at.y + r * (a.y + bow * b.y));
        put_point(out, at.x + r * (b.x + bow * a.x), at.y + r * (b.y + bow * a.y));
        put_point(out, at.x + r * b.x, at.y + r * b.y);
        zb_buf_text(out, "c\n");
    }
    zb_buf_text(out, paint_it);
    if (out->failed) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
    } else {
        HPDF_Stream_Write(zb_pdf_stream(p), (const HPDF_BYTE *)out->p, (HPDF_UINT)out->n);
    }
    zb_buf_clear(out);
}

static void draw_circle(void *self, zb_point centre, double r, zb_color fill, zb_stroke stroke) {
    zb_pdf_page *p = zb_pdf_current(self);
    if (p == NULL || !(r > 0)) {
        return;
    }
    bool stroked = zb_pdf_set_stroke(self, p, stroke), filled = fill != ZB_NO_COLOR;
    if (filled) {
        zb_pdf_set_fill(p, fill);
    }
    if (filled || stroked) {
        put_circle(self, p, (zb_point){centre.x, p->height - centre.y}, r,
                   filled && stroked ? "B\n"
                   : filled          ? "f\n"
                                     : "S\n");
    }
}

static void push_clip(void *self, double x, double y, double w, double h) {
    zb_pdf *pdf = self;
    zb_pdf_page *p = zb_pdf_current(pdf);
    if (p == NULL) {
        return;
    }
    if (p->clips + 1 >= ZB_PDF_CLIPS) {
        zb_pdf_fail(pdf, ZB_E_LIMIT);
        return;
    }
    HPDF_Page_GSave(p->handle);
    p->pens[p->clips + 1] = p->pens[p->clips];
    p->clips++;
    HPDF_Page_Rectangle(p->handle, zb_pdf_real(x), zb_pdf_real(p->height - y - h), zb_pdf_real(w),
                        zb_pdf_real(h));
    HPDF_Page_Clip(p->handle);
    HPDF_Page_EndPath(p->handle);
}

static void pop_clip(void *self) {
    zb_pdf_page *p = zb_pdf_current(self);
    if (p != NULL && p->clips > 0) {
        HPDF_Page_GRestore(p->handle);
        p->clips--;
    }
}

zb_status zb_pdf_begin(zb_pdf **out, const zb_font *font, zb_error *err) {
    *out = NULL;
    zb_pdf *pdf = zb_mem_zero(1, sizeof *pdf);
    if (pdf == NULL) {
        return zb_error_nomem(err);
    }
    pdf->font = font;
    pdf->canvas = (zb_canvas){pdf,       font,        draw_line,        draw_polyline, draw_polygon,
                              draw_rect, draw_circle, zb_pdf_draw_text, push_clip,     pop_clip};
    zb_pdf_memory_begin(&pdf->memory);
    pdf->doc = HPDF_NewEx(on_error, zb_pdf_memory_get, zb_pdf_memory_free, 0, pdf);
    pdf->font_dict = pdf->doc ? HPDF_Dict_New(pdf->doc->mmgr) : NULL;
    if (pdf->font_dict == NULL || HPDF_Xref_Add(pdf->doc->xref, pdf->font_dict) != HPDF_OK ||
        HPDF_SetCompressionMode(pdf->doc, HPDF_COMP_ALL) != HPDF_OK) {
        zb_pdf_free(pdf);
        return zb_error_nomem(err);
    }
    *out = pdf;
    return ZB_OK;
}

void zb_pdf_free(zb_pdf *pdf) {
    if (pdf == NULL) {
        return;
    }
    zb_pdf_memory_end(&pdf->memory);
    zb_pdf_font_free(&pdf->cids);
    ZB_VEC_FREE(&pdf->pages);
    ZB_VEC_FREE(&pdf->links);
    ZB_VEC_FREE(&pdf->bookmarks);
    ZB_VEC_FREE(&pdf->placed);
    zb_buf_free(&pdf->scratch);
    zb_arena_free(&pdf->arena);
    zb_mem_free(pdf);
}

void zb_pdf_add_page(zb_pdf *pdf, double width, double height) {
    if (pdf->failed) {
        return;
    }
    zb_pdf_memory_enter(&pdf->memory);
    zb_pdf_page added = {.handle = HPDF_AddPage(pdf->doc), .height = height, .theme = pdf->theme};
    added.pens[0] = unknown_pen;
    if (added.handle == NULL || !ZB_PUSH(&pdf->pages, added)) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
        return;
    }
    HPDF_Page_SetWidth(added.handle, zb_pdf_real(width));
    HPDF_Page_SetHeight(added.handle, zb_pdf_real(height));
    HPDF_Page_SetLineJoin(added.handle, HPDF_ROUND_JOIN);
}

void zb_pdf_theme(zb_pdf *pdf, zb_theme theme) {
    pdf->theme = theme;
}

void zb_pdf_image(zb_pdf *pdf, const zb_image *image, double x, double y, double w, double h) {
    zb_pdf_page *p = zb_pdf_current(pdf);
    if (p == NULL) {
        return;
    }
    HPDF_Image loaded =
        HPDF_LoadRawImageFromMem(pdf->doc, image->pixels, image->width, image->height,
                                 image->grey ? HPDF_CS_DEVICE_GRAY : HPDF_CS_DEVICE_RGB, 8);
    if (loaded != NULL) {
        loaded->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
        HPDF_Page_DrawImage(p->handle, loaded, zb_pdf_real(x), zb_pdf_real(p->height - y - h),
                            zb_pdf_real(w), zb_pdf_real(h));
    }
}

size_t zb_pdf_page_count(const zb_pdf *pdf) {
    return pdf->pages.count;
}

const zb_canvas *zb_pdf_canvas(zb_pdf *pdf) {
    return &pdf->canvas;
}

void zb_pdf_link(zb_pdf *pdf, double x, double y, double w, double h, size_t target,
                 double target_y) {
    zb_pdf_target_link one = {pdf->pages.count - 1, target, x, y, w, h, target_y, 0};
    if (zb_pdf_current(pdf) && !ZB_PUSH(&pdf->links, one)) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
    }
}

void zb_pdf_bookmark(zb_pdf *pdf, int depth, zb_str title, size_t target, double target_y) {
    bool ok = true;
    zb_pdf_mark one = {depth, zb_arena_copy(&pdf->arena, title, &ok), target, target_y};
    if (!pdf->failed && (!ok || !ZB_PUSH(&pdf->bookmarks, one))) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
    }
}
