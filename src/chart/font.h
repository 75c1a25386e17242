/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the canvases and the report need to know of a font. Lengths are in em. A font is read-only
 * once loaded and may be shared by threads.
 */
#ifndef ZB_CHART_FONT_H
#define ZB_CHART_FONT_H

#include "zhibiao/chart.h"

/* The whole file; it lives as long as the font. The face used is that of index 0. */
zb_str zb_font_bytes(const zb_font *font);
unsigned zb_font_units_per_em(const zb_font *font);
/* Above and below the baseline; the second is negative. */
double zb_font_ascender(const zb_font *font);
double zb_font_descender(const zb_font *font);

/* A glyph that shows something, or a white space. */
bool zb_font_has(const zb_font *font, uint32_t code);
/* 0 where zb_font_has is false. */
uint32_t zb_font_glyph(const zb_font *font, uint32_t code);
/* The font's own advance; a missing glyph is a box as wide as a Han character. */
double zb_font_advance(const zb_font *font, uint32_t code);

#endif
