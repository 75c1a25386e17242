/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a trend chart: labels of line ends, notes beside points.
 */
#ifndef ZB_CHART_TREND_NOTES_H
#define ZB_CHART_TREND_NOTES_H

#include "chart/trend_geometry.h"

/* `▲澄川市`, `▼墨川县`: what the colour of a line tells, its name tells, too. */
zb_str zb_trend_name(zb_arena *arena, const zb_trend_line *line, bool *ok);
/* Space the labels, which are sorted by the ends of their lines. false: no memory, as below. */
bool zb_trend_spread_labels(zb_trend_geometry *g, zb_arena *arena);
/* `原文96.2%，计算92.6%` beside stated values, and the names of lines that end early. */
bool zb_trend_write_notes(zb_trend_geometry *g, zb_arena *arena, const zb_font *font);
/* The cover's labels of the whole: labels[0] its last value, notes[0] its first; `column` is the
 * room that the last one takes at the right. */
bool zb_trend_write_whole(zb_trend_geometry *g, zb_arena *arena, const zb_font *font,
                          double *column);

#define ZB_COVER_NAME 9.0
#define ZB_COVER_FIRST 10.5
#define ZB_COVER_VALUE 18.0

#endif
