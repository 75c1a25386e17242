/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The making of a document: what its steps share. Each step fills its part and reads only what
 * the steps before it have filled: lines, title, year, sections, region, kind.
 */
#ifndef ZB_SOURCE_READING_H
#define ZB_SOURCE_READING_H

#include "base/arena.h"
#include "lexicon/lexicon.h"
#include "zhibiao/document.h"

/* The head and the tail of a text in which places, years and dates are looked for; reports are
 * shorter than that. */
enum { READING_HEAD = 64 * 1024, READING_TAIL = 4 * 1024 };

typedef struct zb_reading {
    zb_arena *arena;
    const zb_lexicon *lexicon;
    const zb_document_cues *cues;
    zb_document *document;
    zb_line *lines; /* the document's, still to be marked */
    size_t line_count;
    size_t head_end;   /* the first line of the report's own prose: before it title, furniture */
    size_t tail_start; /* the line behind the last prose: signature, furniture */
    size_t title_first, title_last;      /* lines of the title; ZB_NOT_FOUND: none */
    int published_year, published_month; /* of publication or signature; 0: unknown */
} zb_reading;

/* Split into lines, mark blank ones and furniture, find head and tail. */
zb_status zb_reading_lines(zb_reading *reading, zb_error *err);
/* Find and mark the title. */
zb_status zb_reading_title(zb_reading *reading, zb_error *err);
/* Year reported on. */
void zb_reading_year(zb_reading *reading);
/* Sections and headings. */
zb_status zb_reading_sections(zb_reading *reading, zb_error *err);
/* Region, code, level, department. */
zb_status zb_reading_region(zb_reading *reading, zb_str hint, zb_error *err);
/* Kind. */
void zb_reading_kind(zb_reading *reading);

/* The text of a line; trimmed. */
zb_str zb_reading_line(const zb_reading *reading, size_t line);
zb_str zb_reading_trimmed(const zb_reading *reading, size_t line);
/* The part of the text that READING_HEAD and READING_TAIL leave: `at` 0 head, 1 tail (may be
 * empty). Cut at characters. */
zb_str zb_reading_window(const zb_reading *reading, int at);

/* A heading at the start of a trimmed line: its depth, 0 when it is none; `marker` takes the
 * bytes of the list mark. */
int zb_heading_depth(zb_str line, size_t *marker);

#endif
