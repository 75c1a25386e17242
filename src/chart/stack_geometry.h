/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How bars of parts lie in their frame: names at the left, the bars from zero on a common scale,
 * totals at the right, the names of the parts above the first bar.
 */
#ifndef ZB_CHART_STACK_GEOMETRY_H
#define ZB_CHART_STACK_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

/* Above that many rows only the first and last few are shown, with a gap between. */
#define ZB_STACK_ROWS_MAX 40
#define ZB_STACK_ENDS 15
/* Parts told apart; of more the last of these is all the others together. */
#define ZB_STACK_PARTS 6
#define ZB_STACK_REST ZB_STACK_PARTS /* index of what the parts leave of the total */

typedef struct zb_stack_segment {
    size_t part; /* or ZB_STACK_REST */
    double value;
    zb_box box;
    zb_str label;   /* empty: does not fit */
    double label_x; /* its middle */
} zb_stack_segment;

typedef struct zb_stack_place {
    const zb_stack_row *row; /* NULL: the gap */
    double y;                /* middle */
    zb_str name, total;
    zb_stack_segment segments[ZB_STACK_PARTS + 1]; /* from the left, none of no width */
    size_t count;
    double whole;  /* the total that shares are of */
    bool exceeded; /* the parts are more than the stated total, which is at mark_x */
    double mark_x;
} zb_stack_place;

/* The name of a part beside a patch of its colour. */
typedef struct zb_stack_key {
    size_t part;
    zb_str name;
    double x, y, width; /* left edge, middle, patch included */
    bool leader;        /* a line from `from` to `to`, on top of the first bar */
    zb_point from, to;
} zb_stack_key;

typedef struct zb_stack_geometry {
    const zb_stack_chart *chart;
    zb_box frame, plot;
    zb_axis axis;
    zb_str ticks[ZB_TICKS_MAX];
    size_t parts; /* shown apart */
    bool rest;    /* some row leaves one */
    zb_stack_key keys[ZB_STACK_PARTS + 1];
    size_t key_count, key_lines;
    zb_stack_place *places;
    size_t count;
    double pitch, bar; /* distance and height of bars */
    double total_right;
    zb_str total_head;
} zb_stack_geometry;

/* ZB_OK with count == 0 when there is nothing to show. */
zb_status zb_stack_lay_out(zb_stack_geometry *out, zb_arena *arena, const zb_stack_chart *chart,
                           const zb_font *font, zb_box frame, zb_error *err);
/* Rows that are shown of `count`, the gap among them. */
size_t zb_stack_shown(size_t count);
/* Height that suits so many rows, the gap among them, under so many lines of names. */
double zb_stack_room(size_t rows, size_t key_lines);

#define ZB_STACK_FOOT 16.0
#define ZB_STACK_PATCH 5.5
#define ZB_STACK_PATCH_GAP 3.0

#endif
