/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A PDF file being made: pages one after another, links, bookmarks, information. libharu
 * keeps the objects; all is in memory until zb_pdf_write. Lengths are points, the origin of a page
 * is its top left corner.
 *
 * Drawing never fails at once: the first failure is kept, later calls do nothing, and zb_pdf_write
 * reports it.
 */
#ifndef ZB_CHART_CANVAS_PDF_H
#define ZB_CHART_CANVAS_PDF_H

#include "chart/image.h"
#include "zhibiao/chart.h"

typedef struct zb_pdf zb_pdf;

/* `font` must outlive the file. ZB_E_NOMEM. */
zb_status zb_pdf_begin(zb_pdf **out, const zb_font *font, zb_error *err);
/* Accepts NULL. */
void zb_pdf_free(zb_pdf *pdf);

/* Append a page and draw on it from now on. */
void zb_pdf_add_page(zb_pdf *pdf, double width, double height);
/* The colours of pages added from now on. */
void zb_pdf_theme(zb_pdf *pdf, zb_theme theme);
/* The picture over that rectangle of the page. */
void zb_pdf_image(zb_pdf *pdf, const zb_image *image, double x, double y, double w, double h);
size_t zb_pdf_page_count(const zb_pdf *pdf);
/* Draws on the last page; lives as long as the file. */
const zb_canvas *zb_pdf_canvas(zb_pdf *pdf);

/* A stretch of a line that looks the same. */
typedef struct zb_pdf_span {
    size_t end; /* byte offset in the line behind its last character */
    bool bold;
    zb_color color;
} zb_pdf_span;
/* A line set as a whole, `stretch` added at each place that zb_text_gaps counts. The spans cover
 * the line. */
void zb_pdf_line(zb_pdf *pdf, double x, double y, zb_str line, double size, double stretch,
                 const zb_pdf_span *spans, size_t count);

/* The rectangle on the current page leads to height `y` of page `target`, which may be appended
 * later. */
void zb_pdf_link(zb_pdf *pdf, double x, double y, double w, double h, size_t target,
                 double target_y);
/* Bookmarks in order of reading; depth 0 is the outermost. A deeper one hangs under the last one
 * above it. */
void zb_pdf_bookmark(zb_pdf *pdf, int depth, zb_str title, size_t target, double target_y);

typedef struct zb_pdf_info {
    zb_str title, author, subject, keywords, creator;
    int64_t date; /* seconds since 1970, written as Beijing time */
    bool english; /* the language of the text */
} zb_pdf_info;
/* Complete the file and write it atomically; once only. */
zb_status zb_pdf_write(zb_pdf *pdf, const zb_pdf_info *info, const char *path, zb_error *err);

#endif
