/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Breaking a paragraph into lines by the rules of Chinese composition: no closing mark at the start
 * of a line, no opening mark at its end; words, numbers with their sign, unit and %, and ranges
 * stay whole. The blank half of a mark at the end of a line hangs out.
 */
#ifndef ZB_REPORT_LINES_H
#define ZB_REPORT_LINES_H

#include "base/arena.h"
#include "zhibiao/chart.h"

typedef struct zb_line_box {
    size_t start, end; /* bytes of the text, spaces at the end left out */
    double width;      /* as set, the hanging blank left out */
    double stretch;    /* to fill the measure by equal gaps; 0 for the last line */
} zb_line_box;

typedef struct zb_lines {
    zb_line_box *at; /* in the arena */
    size_t count;
} zb_lines;

/* The first line is `indent` shorter than `width`. A word wider than the line is cut. The empty
 * text has no line. False: no memory. */
bool zb_lines_break(zb_lines *out, zb_arena *arena, const zb_font *font, zb_str text, double size,
                    double width, double indent);

#endif
