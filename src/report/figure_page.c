/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One figure on a page of its own size, as PDF or SVG. Only the canvas differs.
 */
#include "zhibiao/report.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "chart/canvas_pdf.h"
#include "report/flow.h"
#include "report/lines.h"
#include "report/report_date.h"
#include "report/words.h"

#define MARGIN 24.0
#define USUAL_WIDTH 481.9

/* A line of text around the figure. */
typedef struct piece {
    zb_str text;
    const char *label; /* before it, in the same colour */
    double size, lead;
    bool bold, centred;
    zb_color color;
} piece;

typedef struct sheet {
    const zb_font *font;
    const zb_canvas *canvas; /* NULL: only measure */
    zb_arena arena;
    zb_str note;
    double width, y;
    bool failed;
} sheet;

static void set_piece(sheet *s, const piece *p) {
    if (!p->text.n) {
        return;
    }
    zb_buf full = {0};
    zb_buf_text(&full, p->label);
    zb_buf_add(&full, p->text);
    zb_lines lines = {0};
    if (full.failed ||
        !zb_lines_break(&lines, &s->arena, s->font, zb_buf_str(&full), p->size, s->width, 0)) {
        s->failed = true;
    }
    for (size_t i = 0; i < lines.count; i++, s->y += p->lead) {
        zb_str line = zb_str_sub(zb_buf_str(&full), lines.at[i].start, lines.at[i].end);
        double room = s->width - zb_text_width(s->font, line, p->size, p->bold);
        if (s->canvas) {
            zb_text_style style = {p->size, p->bold, p->color, ZB_NO_COLOR, 0};
            s->canvas->text(s->canvas->self, MARGIN + (p->centred ? room / 2 : 0),
                            zb_baseline(s->y, p->lead, p->size), line, style);
        }
    }
    zb_buf_free(&full);
}

/* Everything of the page; the figure's height is given. */
static zb_status set_page(sheet *s, const zb_figure_page *page, double height, zb_error *err) {
    const piece sentence = {page->sentence, "", ZB_SMALL, ZB_SMALL_LEAD, true, false, ZB_INK};
    const piece reading = {page->reading, "", ZB_TINY, ZB_TINY_LEAD, false, false, ZB_SOFT};
    const piece caption = {page->caption, "", ZB_SMALL, ZB_SMALL_LEAD, false, true, ZB_TEXT};
    const piece note = {
        s->note, page->english ? "Note: " : "注：", ZB_TINY, ZB_TINY_LEAD, false, false, ZB_SOFT};
    const piece source = {page->source, page->english ? "Source: " : "资料来源：",
                          ZB_TINY,      ZB_TINY_LEAD,
                          false,        false,
                          ZB_SOFT};
    zb_status status = ZB_OK;
    s->y = MARGIN;
    set_piece(s, &sentence);
    set_piece(s, &reading);
    s->y += 4;
    if (s->canvas) {
        status = zb_figure_draw(&page->figure, s->canvas, MARGIN, s->y, s->width, height, err);
    }
    s->y += height + 4;
    set_piece(s, &caption);
    set_piece(s, &note);
    set_piece(s, &source);
    s->y += MARGIN;
    return status == ZB_OK && s->failed ? zb_error_nomem(err) : status;
}

static zb_status write_svg(sheet *s, const zb_figure_page *page, double height, const char *path,
                           zb_error *err) {
    zb_svg *svg = NULL;
    zb_status status = zb_svg_begin(&svg, s->font, s->width + 2 * MARGIN, s->y, err);
    if (status != ZB_OK) {
        return status;
    }
    zb_svg_theme(svg, page->theme);
    s->canvas = zb_svg_canvas(svg);
    status = set_page(s, page, height, err);
    if (status == ZB_OK) {
        status = zb_svg_write(svg, path, err);
    }
    zb_svg_free(svg);
    return status;
}

static zb_status write_pdf(sheet *s, const zb_figure_page *page, double height, int64_t date,
                           const char *path, zb_error *err) {
    zb_pdf *pdf = NULL;
    zb_status status = zb_pdf_begin(&pdf, s->font, err);
    if (status != ZB_OK) {
        return status;
    }
    zb_pdf_theme(pdf, page->theme);
    zb_pdf_add_page(pdf, s->width + 2 * MARGIN, s->y);
    s->canvas = zb_pdf_canvas(pdf);
    status = set_page(s, page, height, err);
    if (status == ZB_OK) {
        zb_buf creator = {0};
        zb_buf_format(&creator, "zhibiao %s", zb_version());
        zb_pdf_info info = {.title = page->caption,
                            .subject = page->sentence,
                            .creator = zb_buf_str(&creator),
                            .date = zb_report_date(date),
                            .english = page->english};
        status = creator.failed ? zb_error_nomem(err) : zb_pdf_write(pdf, &info, path, err);
        zb_buf_free(&creator);
    }
    zb_pdf_free(pdf);
    return status;
}

/* What the caller says, and why intervals end in arrowheads where they do. */
static zb_status set_note(sheet *s, const zb_figure_page *page, double height, zb_error *err) {
    bool cut;
    zb_status status = zb_figure_cuts(&cut, &page->figure, s->font, s->width, height, err);
    s->note = page->note;
    if (status != ZB_OK || !cut) {
        return status;
    }
    zb_buf text = {0};
    zb_buf_add(&text, zb_str_trim(page->note));
    zb_buf_text(&text, page->english && text.n ? " " : "");
    zb_buf_text(&text, zb_cut_words(page->english));
    bool ok = !text.failed;
    s->note = zb_arena_copy(&s->arena, zb_buf_str(&text), &ok);
    zb_buf_free(&text);
    return ok ? ZB_OK : zb_error_nomem(err);
}

zb_status zb_figure_page_write(const zb_figure_page *page, const char *path, int64_t date,
                               zb_error *err) {
    zb_font *font = NULL;
    zb_status status = zb_font_load(&font, NULL, err);
    if (status != ZB_OK) {
        return status;
    }
    sheet s = {.font = font, .width = page->width > 0 ? page->width : USUAL_WIDTH};
    double height = zb_figure_height(&page->figure, font, s.width);
    status = set_note(&s, page, height, err);
    if (status == ZB_OK) {
        status = set_page(&s, page, height, err);
    }
    if (status == ZB_OK && (page->svg || zb_str_ends(zb_str_from(path), ZB_STR(".svg")))) {
        status = write_svg(&s, page, height, path, err);
    } else if (status == ZB_OK) {
        status = write_pdf(&s, page, height, date, path, err);
    }
    zb_arena_free(&s.arena);
    zb_font_free(font);
    return status;
}
