/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inside of a PDF file being made, for its three parts: canvas_pdf.c (pages and shapes),
 * pdf_text.c (lines of text), pdf_write.c (links, bookmarks, information, the file).
 */
#ifndef ZB_CHART_PDF_INSIDE_H
#define ZB_CHART_PDF_INSIDE_H

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "chart/canvas_pdf.h"
#include "chart/pdf_font.h"
#include "chart/pdf_memory.h"

enum { ZB_PDF_CLIPS = 16 };

/* What the page's graphics state is known to be; NaN and ZB_NO_COLOR: not known. */
typedef struct zb_pdf_pen {
    double width, dash, gap, type; /* type: size of the font */
    zb_color stroke, fill;
} zb_pdf_pen;

typedef struct zb_pdf_page {
    HPDF_Page handle;
    double height;
    zb_theme theme;
    zb_pdf_pen pens[ZB_PDF_CLIPS]; /* saved by clip */
    size_t clips;
    size_t links; /* number of the first from 1, 0: none */
} zb_pdf_page;

typedef struct zb_pdf_target_link {
    size_t page, target;
    double x, y, w, h, target_y;
    size_t next; /* of the page, as its first */
} zb_pdf_target_link;

typedef struct zb_pdf_mark {
    int depth;
    zb_str title;
    size_t target;
    double target_y;
} zb_pdf_mark;

/* A character of a line: where it stands, and where it would without the line's stretch. */
typedef struct zb_pdf_placed {
    uint32_t code;
    size_t at;       /* byte offset in the line */
    double x, plain; /* from the left edge of the line */
    double natural;
    bool missing;
} zb_pdf_placed;

struct zb_pdf {
    zb_pdf_memory memory;
    const zb_font *font;
    zb_theme theme; /* of pages to come */
    zb_canvas canvas;
    HPDF_Doc doc;
    HPDF_Dict font_dict;
    zb_pdf_font cids;
    ZB_VEC(zb_pdf_page) pages;
    ZB_VEC(zb_pdf_target_link) links;
    ZB_VEC(zb_pdf_mark) bookmarks;
    ZB_VEC(zb_pdf_placed) placed;
    zb_buf scratch;
    zb_arena arena; /* titles of bookmarks */
    zb_error error; /* the first failure */
    bool failed;
};

/* Keep the first failure. */
void zb_pdf_fail(zb_pdf *pdf, zb_status code);
/* Whether anything has failed; libharu's object functions note an error without telling. */
bool zb_pdf_broken(zb_pdf *pdf);
/* The page drawn on, the last one; NULL when there is none or something has failed. */
zb_pdf_page *zb_pdf_current(zb_pdf *pdf);
HPDF_Stream zb_pdf_stream(zb_pdf_page *p);
float zb_pdf_real(double value);
void zb_pdf_set_fill(zb_pdf_page *p, zb_color color);
/* False: the stroke shows nothing. */
bool zb_pdf_set_stroke(zb_pdf *pdf, zb_pdf_page *p, zb_stroke stroke);
/* What the canvas calls. */
void zb_pdf_draw_text(void *self, double x, double y, zb_str text, zb_text_style style);

#endif
