/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Setting one line of text: where its pieces stand. The rules are those of Chinese composition:
 * 0.2 em between Han and Latin letters or digits (not beside punctuation), the blank halves of
 * adjacent full-width marks closed up, brackets narrowed. A line is cut into as few runs as these
 * rules allow; inside a run the font's own advances hold, plus `extra` after each character.
 */
#ifndef ZB_CHART_TEXT_H
#define ZB_CHART_TEXT_H

#include "zhibiao/chart.h"

#define ZB_HAN_LATIN_GAP 0.2 /* em */
#define ZB_BOLD_STROKE 0.035 /* em: bold is fill, then a stroke of that width */

typedef struct zb_text_run {
    size_t start, end; /* bytes of the line */
    double x;          /* of the left edge, from the left edge of the line */
    double width;      /* to the end of its last character, `extra` behind it not counted */
    double extra;      /* after each character: letter spacing */
    bool missing;      /* the font lacks these characters: draw zb_text_box for each */
} zb_text_run;

/* Walks over the runs of a line without memory of its own. */
typedef struct zb_text_iter {
    const zb_font *font;
    zb_str text;
    double size, stretch;
    size_t at;
    double x; /* after the last run: the width of the line */
} zb_text_iter;

/* `stretch` is added at each place zb_text_gaps counts: 0 for lines that are not justified. */
zb_text_iter zb_text_begin(const zb_font *font, zb_str text, double size, double stretch);
/* The next run; false at the end, when iter->x is the width. */
bool zb_text_next(zb_text_iter *iter, zb_text_run *run);
/* Places where a justified line may grow: between two characters of which one is Han or a
 * full-width mark, and at spaces; never inside a word or a number. */
size_t zb_text_gaps(zb_str text);

/* The box that stands for a missing character whose left edge is at x on the baseline y. */
typedef struct zb_text_rect {
    double x, y, w, h; /* y: the top */
} zb_text_rect;
zb_text_rect zb_text_box(double x, double y, double size);
/* The width of its outline. */
double zb_text_box_stroke(double size);

/* Bytes of `text` that fit in `width`, and of a text that does not, as many as leave room for
 * `…`, which the caller then appends. */
size_t zb_text_fit(const zb_font *font, zb_str text, double size, double width);

#endif
