/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where labels go.
 */
#ifndef ZB_CHART_PLACE_H
#define ZB_CHART_PLACE_H

#include "base/arena.h"
#include "chart/draw.h"

/* Distance of the middles of labels in a column. */
#define ZB_PITCH 10.2

/* Move the ascending positions `y` as little as possible (least squares) so that neighbours are
 * `pitch` apart and all lie in [low, high]; a smaller pitch is used when there is no room for that
 * one. By pooling adjacent violators. false: no memory. */
bool zb_spread(zb_arena *arena, double *y, size_t n, double pitch, double low, double high);

/* Labels of points within a frame. Boxes (labels, dots) must not be covered, lines should not. */
typedef struct zb_placer {
    zb_box frame;
    zb_box *boxes;
    size_t box_count, box_capacity;
    zb_point *lines; /* pairs of ends */
    size_t line_count, line_capacity;
} zb_placer;

/* Room for so many boxes and lines; false: no memory. */
bool zb_placer_begin(zb_placer *placer, zb_arena *arena, zb_box frame, size_t boxes, size_t lines);
void zb_placer_add_box(zb_placer *placer, zb_box box);
void zb_placer_add_line(zb_placer *placer, zb_point a, zb_point b);
/* A place for a w × h label beside the point: right, left, above, below, then the corners; of the
 * places free of boxes the one covering least line. It is then a box itself. false: none is free.
 */
bool zb_placer_find(zb_placer *placer, zb_point at, double w, double h, double gap, zb_box *out);

/* A place above or below, apart from the point: the nearest that no line runs through and whose
 * leader, from the point to `to`, meets no box but the point's own. Both are then boxes themselves. */
bool zb_placer_find_apart(zb_placer *placer, zb_point at, double w, double h, zb_box *out,
                          zb_point *to);
/* Where a leader begins, beside the mark of its point. */
zb_point zb_leader_start(zb_point at, zb_point to);

/* That place, if it is free; it is then a box itself. */
bool zb_placer_take(zb_placer *placer, zb_box box);

/* How much line a box covers; whether it is free of boxes. */
double zb_placer_covered(const zb_placer *placer, zb_box box);
bool zb_placer_is_free(const zb_placer *placer, zb_box box);

bool zb_box_overlap(zb_box a, zb_box b);

#endif
