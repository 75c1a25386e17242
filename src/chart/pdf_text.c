/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text operators are written to the page's stream directly: libharu's strings end at a zero byte.
 */
#include "chart/pdf_inside.h"

#include <math.h>

#include "base/utf8.h"
#include "chart/font.h"
#include "chart/text.h"

enum { EM = 1000 };
/* Readers take a wider gap, in em, for a space; it becomes part of the character's width. */
#define SUSPICIOUS 0.085

/* Fill pdf->placed. */
static bool place_line(zb_pdf *pdf, zb_str line, double size, double stretch) {
    pdf->placed.count = 0;
    zb_text_run run;
    zb_text_iter iter = zb_text_begin(pdf->font, line, size, 0);
    while (zb_text_next(&iter, &run)) {
        double x = run.x;
        for (size_t at = run.start; at < run.end;) {
            size_t start = at;
            uint32_t code = zb_utf8_next(line, &at);
            double natural = zb_font_advance(pdf->font, code) * size;
            zb_pdf_placed one = {code, start, x, x, natural, run.missing};
            if (!ZB_PUSH(&pdf->placed, one)) {
                return false;
            }
            x += natural + run.extra;
        }
    }
    size_t i = 0;
    iter = zb_text_begin(pdf->font, line, size, stretch);
    while (stretch != 0 && zb_text_next(&iter, &run)) {
        double x = run.x;
        for (size_t at = run.start; at < run.end && i < pdf->placed.count; i++) {
            zb_utf8_next(line, &at);
            pdf->placed.at[i].x = x;
            x += pdf->placed.at[i].natural + run.extra;
        }
    }
    return true;
}

/* One array for TJ: the characters from `first` to before `last`. */
static void put_characters(zb_pdf *pdf, size_t first, size_t last, double size) {
    zb_buf *out = &pdf->scratch;
    const zb_pdf_placed *all = pdf->placed.at;
    bool open = false;
    double due = 0; /* shift not yet written, in 1/1000 em */
    zb_buf_char(out, '[');
    for (size_t i = first; i < last; i++) {
        bool has_next = i + 1 < pdf->placed.count;
        double step = has_next ? all[i + 1].plain - all[i].plain : all[i].natural;
        double real_step = has_next ? all[i + 1].x - all[i].x : step;
        if (real_step - step > SUSPICIOUS * size) {
            step = round(real_step / size * 50) / 50 * size; /* few different widths */
        }
        int advance = (int)lround(step * EM / size);
        unsigned cid = zb_pdf_font_cid(&pdf->cids, all[i].code, advance);
        if (cid == 0) {
            zb_pdf_fail(pdf, pdf->cids.glyphs.count >= 0xFFFF ? ZB_E_LIMIT : ZB_E_NOMEM);
        }
        zb_buf_format(out, open ? "%04X" : "<%04X", cid);
        open = true;
        if (has_next) {
            due += real_step * EM / size - advance;
        }
        long written = lround(due);
        if (written != 0 && i + 1 < last) {
            zb_buf_format(out, ">%ld", -written);
            open = false;
            due -= (double)written;
        }
    }
    zb_buf_text(out, open ? ">] TJ\n" : "] TJ\n");
}

static void flush_text(zb_pdf *pdf, zb_pdf_page *p) {
    if (pdf->scratch.failed) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
    } else if (pdf->scratch.n) {
        HPDF_Stream_Write(zb_pdf_stream(p), (const HPDF_BYTE *)pdf->scratch.p,
                          (HPDF_UINT)pdf->scratch.n);
    }
    zb_buf_clear(&pdf->scratch);
}

static void put_origin(zb_pdf *pdf, double x, double y) {
    zb_buf *out = &pdf->scratch;
    zb_buf_text(out, "1 0 0 1 ");
    zb_buf_fixed(out, x, 2);
    zb_buf_char(out, ' ');
    zb_buf_fixed(out, y, 2);
    zb_buf_text(out, " Tm\n");
}

static void put_font(zb_pdf *pdf, zb_pdf_page *p, double size) {
    zb_buf *out = &pdf->scratch;
    zb_pdf_pen *now = &p->pens[p->clips];
    if (now->type == size) {
        return;
    }
    now->type = size;
    const char *name = HPDF_Page_GetLocalFontName(p->handle, pdf->font_dict);
    if (name == NULL) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
        return;
    }
    zb_buf_format(out, "/%s ", name);
    zb_buf_fixed(out, size, 2);
    zb_buf_text(out, " Tf\n");
}

/* The glyphs' outlines in another colour behind them. The empty ActualText keeps readers from
 * finding the text twice. */
static void draw_halo(zb_pdf *pdf, zb_pdf_page *p, double x, double y, double size, zb_color color,
                      double width) {
    zb_pdf_set_stroke(pdf, p, (zb_stroke){width, color, 0, 0});
    zb_buf_clear(&pdf->scratch);
    zb_buf_text(&pdf->scratch, "/Span <</ActualText <FEFF>>> BDC\nBT\n1 Tr\n");
    put_font(pdf, p, size);
    put_origin(pdf, x + pdf->placed.at[0].x, p->height - y);
    put_characters(pdf, 0, pdf->placed.count, size);
    zb_buf_text(&pdf->scratch, "0 Tr\nET\nEMC\n");
    flush_text(pdf, p);
}

static void draw_missing(zb_pdf *pdf, zb_pdf_page *p, size_t at, double x, double y, double size,
                         zb_color color) {
    zb_text_rect box = zb_text_box(x + pdf->placed.at[at].x, y, size);
    zb_stroke stroke = {zb_text_box_stroke(size), color, 0, 0};
    if (zb_pdf_set_stroke(pdf, p, stroke)) {
        HPDF_Page_Rectangle(p->handle, zb_pdf_real(box.x), zb_pdf_real(p->height - box.y - box.h),
                            zb_pdf_real(box.w), zb_pdf_real(box.h));
        HPDF_Page_Stroke(p->handle);
    }
}

static void draw_span(zb_pdf *pdf, zb_pdf_page *p, size_t first, size_t last, double x, double y,
                      double size, const zb_pdf_span *span) {
    zb_pdf_set_fill(p, span->color);
    if (span->bold) {
        zb_pdf_set_stroke(pdf, p, (zb_stroke){size * ZB_BOLD_STROKE, span->color, 0, 0});
    }
    zb_buf_clear(&pdf->scratch);
    zb_buf_text(&pdf->scratch, span->bold ? "BT\n2 Tr\n" : "BT\n");
    put_font(pdf, p, size);
    put_origin(pdf, x + pdf->placed.at[first].x, p->height - y);
    put_characters(pdf, first, last, size);
    zb_buf_text(&pdf->scratch, span->bold ? "0 Tr\nET\n" : "ET\n");
    flush_text(pdf, p);
}

static void draw_spans(zb_pdf *pdf, zb_pdf_page *p, double x, double y, double size,
                       const zb_pdf_span *spans, size_t count) {
    size_t first = 0;
    for (size_t s = 0; s < count && first < pdf->placed.count; s++) {
        size_t last = first;
        while (last < pdf->placed.count && pdf->placed.at[last].at < spans[s].end) {
            last++;
        }
        if (last > first && spans[s].color != ZB_NO_COLOR) {
            draw_span(pdf, p, first, last, x, y, size, &spans[s]);
            for (size_t i = first; i < last; i++) {
                if (pdf->placed.at[i].missing) {
                    draw_missing(pdf, p, i, x, y, size, spans[s].color);
                }
            }
        }
        first = last;
    }
}

void zb_pdf_line(zb_pdf *pdf, double x, double y, zb_str line, double size, double stretch,
                 const zb_pdf_span *spans, size_t count) {
    zb_pdf_page *p = zb_pdf_current(pdf);
    if (p == NULL || !(size > 0)) {
        return;
    }
    if (!place_line(pdf, line, size, stretch)) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
    } else if (pdf->placed.count > 0) {
        draw_spans(pdf, p, x, y, size, spans, count);
    }
}

void zb_pdf_draw_text(void *self, double x, double y, zb_str text, zb_text_style style) {
    zb_pdf *pdf = self;
    zb_pdf_page *p = zb_pdf_current(pdf);
    if (p == NULL || !(style.size > 0)) {
        return;
    }
    if (!place_line(pdf, text, style.size, 0)) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
        return;
    }
    if (pdf->placed.count == 0) {
        return;
    }
    if (style.halo != ZB_NO_COLOR && style.halo_width > 0) {
        draw_halo(pdf, p, x, y, style.size, style.halo, style.halo_width);
    }
    zb_pdf_span span = {text.n, style.bold, style.color};
    draw_spans(pdf, p, x, y, style.size, &span, 1);
}
