/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all figures share: boxes, colours of tones, numbers as labels, aligned text.
 */
#ifndef ZB_CHART_DRAW_H
#define ZB_CHART_DRAW_H

#include "base/arena.h"
#include "chart/ticks.h"
#include "zhibiao/chart.h"

/* Sizes of type in figures, pt. */
#define ZB_LABEL 7.5
#define ZB_LABEL_SMALL 6.5
/* From the middle of a line of digits or Han down to its baseline, in em. */
#define ZB_MIDDLE 0.36

typedef struct zb_box {
    double x, y, w, h;
} zb_box;

typedef enum zb_align { ZB_LEFT = 0, ZB_CENTRE, ZB_RIGHT } zb_align;

/* No outline. */
zb_stroke zb_no_stroke(void);
zb_stroke zb_solid(double width, zb_color color);
zb_text_style zb_label_style(double size, zb_color color, bool bold);
/* `share` of a over the rest of b: the colours of bands, which are not transparent. */
zb_color zb_mix(zb_color a, zb_color b, double share);
/* Of a mark; of the band about it. */
zb_color zb_tone_color(zb_tone tone);
zb_color zb_tone_band(zb_tone tone);
bool zb_tone_is_high(zb_tone tone);
bool zb_tone_is_low(zb_tone tone);
/* Beyond 95 % or 99.8 %. */
bool zb_tone_is_status(zb_tone tone);

/* `x` is the left edge, the middle or the right edge of the text; `y` its vertical middle. */
void zb_draw_label(const zb_canvas *canvas, double x, double y, zb_align align, zb_str text,
                   zb_text_style style);
/* The text, or as much of it as `width` holds and `…`. */
zb_str zb_cut_to_fit(zb_arena *arena, const zb_font *font, zb_str text, double size, double width,
                     bool *ok);
/* A triangle of that height about its middle, pointing up or down. */
void zb_draw_triangle(const zb_canvas *canvas, double x, double y, double height, bool up,
                      zb_color color);

/* A number with thousands commas and the minus `−`. In 万 or 亿 where `largest`, the largest
 * number it stands beside, would be too long; but not where nothing of the number would be left. */
zb_str zb_number_label(zb_arena *arena, double value, int decimals, double largest, bool *ok);
/* The same in the language asked for: English has millions and billions, and longer numbers before
 * them, for thousands commas part these well. */
zb_str zb_number_label_in(zb_arena *arena, bool english, double value, int decimals, double largest,
                          bool *ok);
/* The same with its sign, `+` too; 0 has none. */
zb_str zb_change_label(zb_arena *arena, bool english, double value, int decimals, double largest,
                       bool *ok);
/* Such a label with the marks of a value that is not exact about it: `约9,000`. */
zb_str zb_marked_label(zb_arena *arena, zb_str before, zb_str label, zb_str behind, bool *ok);
/* So many, or as many more as a bound needs that is not 0 and does not read as 0: `0.02`. */
int zb_bound_decimals(double value, int decimals);
/* `3.7~7.0`; with a negative bound `−7.3至−4.6`; in English `3.7–7.0`
 * and `−7.3 to −4.6`. */
zb_str zb_range_label(zb_arena *arena, bool english, double low, double high, int decimals,
                      bool *ok);
/* The label of a tick: from 10 000 in 万, 亿; in English k, M, bn. */
zb_str zb_tick_label(zb_arena *arena, const zb_axis *axis, double value, bool *ok);

#endif
