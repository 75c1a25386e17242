/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A report flowing down its pages: chapters, sections, paragraphs, captions, notes. The same calls
 * make a dry run, which only finds out where everything stands, and the drawing.
 *
 * Calls never fail at once: flow->status keeps the first failure, later calls do nothing.
 */
#ifndef ZB_REPORT_FLOW_H
#define ZB_REPORT_FLOW_H

#include "base/arena.h"
#include "chart/canvas_pdf.h"
#include "report/refs.h"
#include "report/rich.h"
#include "zhibiao/report.h"

#define ZB_PAGE_TOP 70.0 /* where text begins */
#define ZB_MEASURE 481.9 /* width of the text, on every paper */
#define ZB_COLUMN 229.0  /* of two */

/* The paper, and where text stands on it. */
typedef struct zb_sheet {
    double width, height;
    double left, right; /* edges of the text */
    double column;      /* left edge of the right one of two columns */
    double bottom;      /* where text ends */
} zb_sheet;
zb_sheet zb_sheet_of(zb_page_size size);

/* Sizes and leads: body, small (figure sentences, captions), tiny (tables, notes). */
#define ZB_BODY 10.5
#define ZB_BODY_LEAD 18.0
#define ZB_BODY_LEAD_EN 15.0 /* Latin letters are lower */
#define ZB_SMALL 9.0
#define ZB_SMALL_LEAD 14.0
#define ZB_TINY 7.5
#define ZB_TINY_LEAD 11.0

typedef struct zb_flow {
    const zb_font *font;
    zb_pdf *pdf;             /* NULL: a dry run */
    const zb_canvas *canvas; /* the PDF's; NULL in a dry run */
    zb_refs *refs;           /* being filled */
    const zb_refs *before;   /* of the run before */
    zb_sheet sheet;
    bool english;
    zb_str running, footer; /* heads and feet of pages */
    zb_str chapter;         /* at the right of the head; in refs' arena */
    zb_arena scratch;
    size_t page;     /* from 0 */
    bool begun;      /* there is a page */
    double y;        /* where the next block begins, from the top */
    char number[24]; /* of the chapter: `2`, `A` */
    bool unlisted;   /* sections of this chapter are bookmarks, but not in the contents */
    int chapters, sections, figures, tables;
    zb_status status;
    zb_error *err;
} zb_flow;

/* Whether a dry run, or after a failure: nothing is to be drawn. */
bool zb_flow_dry(const zb_flow *flow);
void zb_flow_fail(zb_flow *flow, zb_status status);
void zb_flow_free(zb_flow *flow);

/* ---- pages ------------------------------------------------------------------------------- */
/* A page without head and foot. */
void zb_flow_bare_page(zb_flow *flow);
void zb_flow_new_page(zb_flow *flow);
/* A new page unless `height` more fits; false when one was begun. */
bool zb_flow_need(zb_flow *flow, double height);
/* How much room is left on the page. */
double zb_flow_room(const zb_flow *flow);
void zb_flow_skip(zb_flow *flow, double height);

/* ---- headings ---------------------------------------------------------------------------- */
typedef enum zb_chapter_kind {
    ZB_CHAPTER_PLAIN,
    ZB_CHAPTER_NUMBERED,
    ZB_CHAPTER_APPENDIX
} zb_chapter_kind;
/* On a new page: `摘要`, `一、总览`, `附录A　数据表`; `1 Overview`, `Appendix A Data tables`. */
void zb_flow_chapter(zb_flow *flow, zb_chapter_kind kind, zb_str title, zb_str key);
/* `（一）调解成功率`, `2.1 Mediation success rate`, with `room` for what must follow. */
void zb_flow_section(zb_flow *flow, zb_str title, zb_str key, double room);
/* Without number and entry: `主要发现`. */
void zb_flow_heading(zb_flow *flow, zb_str title, double room);

/* ---- text -------------------------------------------------------------------------------- */
typedef struct zb_setting {
    double x, width, size, lead;
    double indent; /* of the first line; negative: of the others */
    bool justify;  /* Chinese text only: English is set ragged */
} zb_setting;
/* Height of a text, and drawing it with its top at y. Nothing is broken over pages. */
double zb_flow_rich_height(zb_flow *flow, const zb_rich *rich, const zb_setting *setting);
double zb_flow_rich_at(zb_flow *flow, const zb_rich *rich, const zb_setting *setting, double y);
/* A body paragraph, indented in Chinese; keeps two lines together. */
void zb_flow_paragraph(zb_flow *flow, const zb_rich *rich);
/* A line of facts under a heading, in soft ink. */
void zb_flow_facts(zb_flow *flow, zb_str text);
/* A note under figures and tables: `注：…`, `资料来源：…`, `Note: …`; nothing for an empty text. */
void zb_flow_note(zb_flow *flow, const char *label, zb_str text);
/* What it takes of the page. */
double zb_flow_note_height(zb_flow *flow, const char *label, zb_str text);
/* The same at a place; gives the height. */
double zb_flow_note_at(zb_flow *flow, const char *label, zb_str text, double x, double y,
                       double width);

void zb_flow_text(zb_flow *flow, double x, double baseline, zb_str text, double size, bool bold,
                  zb_color color);
void zb_flow_text_right(zb_flow *flow, double right, double baseline, zb_str text, double size,
                        bool bold, zb_color color);
void zb_flow_text_centre(zb_flow *flow, double centre, double baseline, zb_str text, double size,
                         bool bold, zb_color color);
double zb_flow_width(const zb_flow *flow, zb_str text, double size);
/* The text, or as much of it as fits with `…` behind, in scratch memory. */
zb_str zb_flow_cut(zb_flow *flow, zb_str text, double size, double width);
void zb_flow_rule(zb_flow *flow, double x1, double x2, double y, double width, zb_color color);
/* Baseline of a line of that lead whose top is at y. */
double zb_baseline(double y, double lead, double size);

/* ---- numbers and references -------------------------------------------------------------- */
typedef enum zb_numbered { ZB_NUMBERED_FIGURE, ZB_NUMBERED_TABLE } zb_numbered;
/* The next number (`图2-1`, `表4-1`, `附表A-1`, `Table A-1`), noted under the key at height y; in the refs'
 * arena. */
zb_str zb_flow_number(zb_flow *flow, zb_numbered kind, zb_str key, double y);
/* The number that a key had in the run before, `…` when it had none. */
zb_str zb_flow_ref(const zb_flow *flow, zb_str key);
/* The page from 1 that a key had in the run before. */
size_t zb_flow_ref_page(const zb_flow *flow, zb_str key);
bool zb_flow_knows(const zb_flow *flow, zb_str key);
void zb_flow_link_to(zb_flow *flow, double x, double y, double w, double h, zb_str key);
/* A centred caption `图2-1　名称`; a longer one takes two lines. */
double zb_flow_caption_at(zb_flow *flow, zb_str number, zb_str name, double x, double y,
                          double width);
/* The height it takes at most, whatever its number. */
double zb_flow_caption_height(zb_flow *flow, zb_str name, double width);

/* The contents, as the run before found them. */
void zb_flow_contents(zb_flow *flow);

/* `一` … `九百九十九`. */
void zb_han_number(zb_buf *out, int number);

#endif
