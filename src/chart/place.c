/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/place.h"

#include <math.h>

/* Labels apart from their points: how far, in which steps. */
#define APART_NEAR 8.0
#define APART_FAR 60.0
#define APART_STEP 3.0
#define LEADER_GAP 4.0

typedef struct block {
    double sum;
    size_t count;
} block;

static double mean_of(block b) {
    return b.sum / (double)b.count;
}

bool zb_spread(zb_arena *arena, double *y, size_t n, double pitch, double low, double high) {
    if (n == 0) {
        return true;
    }
    if (n > 1) {
        pitch = fmin(pitch, fmax(0, (high - low) / (double)(n - 1)));
    }
    zb_arena_mark mark = zb_arena_here(arena);
    block *blocks = ZB_NEW(arena, block, n);
    if (blocks == NULL) {
        return false;
    }
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        blocks[used++] = (block){y[i] - (double)i * pitch, 1};
        while (used > 1 && mean_of(blocks[used - 2]) > mean_of(blocks[used - 1])) {
            blocks[used - 2].sum += blocks[used - 1].sum;
            blocks[used - 2].count += blocks[used - 1].count;
            used--;
        }
    }
    double last = high - (double)(n - 1) * pitch;
    for (size_t b = 0, i = 0; b < used; b++) {
        double at = fmax(low, fmin(last, mean_of(blocks[b])));
        for (size_t k = 0; k < blocks[b].count; k++, i++) {
            y[i] = at + (double)i * pitch;
        }
    }
    zb_arena_release(arena, mark);
    return true;
}

bool zb_box_overlap(zb_box a, zb_box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

bool zb_placer_begin(zb_placer *placer, zb_arena *arena, zb_box frame, size_t boxes, size_t lines) {
    *placer = (zb_placer){.frame = frame, .box_capacity = boxes, .line_capacity = lines};
    placer->boxes = ZB_NEW(arena, zb_box, boxes + 1);
    placer->lines = ZB_NEW(arena, zb_point, 2 * lines + 1);
    return placer->boxes != NULL && placer->lines != NULL;
}

void zb_placer_add_box(zb_placer *placer, zb_box box) {
    if (placer->box_count < placer->box_capacity) {
        placer->boxes[placer->box_count++] = box;
    }
}

void zb_placer_add_line(zb_placer *placer, zb_point a, zb_point b) {
    if (placer->line_count < placer->line_capacity) {
        placer->lines[2 * placer->line_count] = a;
        placer->lines[2 * placer->line_count + 1] = b;
        placer->line_count++;
    }
}

/* One side of the clip of Liang and Barsky (1984): narrows [*from, *to], the part inside. */
static void clip_side(double delta, double room, double *from, double *to) {
    if (delta == 0) {
        if (room < 0) {
            *to = -1;
        }
    } else if (delta < 0) {
        *from = fmax(*from, room / delta);
    } else {
        *to = fmin(*to, room / delta);
    }
}

static double length_inside(zb_box box, zb_point a, zb_point b) {
    if ((a.x < box.x && b.x < box.x) || (a.x > box.x + box.w && b.x > box.x + box.w) ||
        (a.y < box.y && b.y < box.y) || (a.y > box.y + box.h && b.y > box.y + box.h)) {
        return 0; /* most lines: all to one side */
    }
    double from = 0, to = 1, dx = b.x - a.x, dy = b.y - a.y;
    clip_side(-dx, a.x - box.x, &from, &to);
    clip_side(dx, box.x + box.w - a.x, &from, &to);
    clip_side(-dy, a.y - box.y, &from, &to);
    clip_side(dy, box.y + box.h - a.y, &from, &to);
    return to > from ? (to - from) * hypot(dx, dy) : 0;
}

bool zb_placer_is_free(const zb_placer *placer, zb_box box) {
    zb_box frame = placer->frame;
    if (box.x < frame.x || box.y < frame.y || box.x + box.w > frame.x + frame.w ||
        box.y + box.h > frame.y + frame.h) {
        return false;
    }
    for (size_t i = 0; i < placer->box_count; i++) {
        if (zb_box_overlap(box, placer->boxes[i])) {
            return false;
        }
    }
    return true;
}

double zb_placer_covered(const zb_placer *placer, zb_box box) {
    double covered = 0;
    for (size_t k = 0; k < placer->line_count; k++) {
        covered += length_inside(box, placer->lines[2 * k], placer->lines[2 * k + 1]);
    }
    return covered;
}

bool zb_placer_take(zb_placer *placer, zb_box box) {
    bool free = zb_placer_is_free(placer, box);
    if (free) {
        zb_placer_add_box(placer, box);
    }
    return free;
}

bool zb_placer_find(zb_placer *placer, zb_point at, double w, double h, double gap, zb_box *out) {
    double right = at.x + gap, left = at.x - gap - w, above = at.y - gap - h, below = at.y + gap;
    double mid_x = at.x - w / 2, mid_y = at.y - h / 2, near = gap / 2;
    zb_point places[] = {{right, mid_y},
                         {left, mid_y},
                         {mid_x, above},
                         {mid_x, below},
                         {right - near, above + near},
                         {left + near, above + near},
                         {right - near, below - near},
                         {left + near, below - near},
                         {at.x - 0.15 * w, above},
                         {at.x - 0.85 * w, above},
                         {at.x - 0.15 * w, below},
                         {at.x - 0.85 * w, below}};
    double least = INFINITY;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        zb_box box = {places[i].x, places[i].y, w, h};
        if (!zb_placer_is_free(placer, box)) {
            continue;
        }
        double covered = zb_placer_covered(placer, box);
        if (covered < least - 0.5) {
            least = covered;
            *out = box;
        }
    }
    if (isinf(least)) {
        return false;
    }
    zb_placer_add_box(placer, *out);
    return true;
}

zb_point zb_leader_start(zb_point at, zb_point to) {
    double length = hypot(to.x - at.x, to.y - at.y);
    double part = length > 0 ? fmin(1, LEADER_GAP / length) : 0;
    return (zb_point){at.x + part * (to.x - at.x), at.y + part * (to.y - at.y)};
}

static bool is_clear_of_lines(const zb_placer *placer, zb_box box) {
    for (size_t k = 0; k < placer->line_count; k++) {
        if (length_inside(box, placer->lines[2 * k], placer->lines[2 * k + 1]) > 0) {
            return false;
        }
    }
    return true;
}

static bool is_leader_free(const zb_placer *placer, zb_point at, zb_point to) {
    zb_point from = zb_leader_start(at, to);
    for (size_t i = 0; i < placer->box_count; i++) {
        if (length_inside(placer->boxes[i], from, to) > 0) {
            return false;
        }
    }
    return true;
}

bool zb_placer_find_apart(zb_placer *placer, zb_point at, double w, double h, zb_box *out,
                          zb_point *to) {
    static const double shares[] = {0.5, 0.15, 0.85, 0, 1};
    for (double off = APART_NEAR; off <= APART_FAR; off += APART_STEP) {
        for (size_t i = 0; i < 2 * sizeof shares / sizeof *shares; i++) {
            bool below = i % 2;
            zb_box box = {at.x - shares[i / 2] * w, at.y + (below ? off : -off - h), w, h};
            zb_point end = {at.x, below ? box.y : box.y + h};
            if (zb_placer_is_free(placer, box) && is_leader_free(placer, at, end) &&
                is_clear_of_lines(placer, box)) {
                zb_placer_add_box(placer, box);
                double from = zb_leader_start(at, end).y;
                zb_placer_add_box(placer,
                                  (zb_box){at.x - 0.5, fmin(from, end.y), 1, fabs(end.y - from)});
                *out = box;
                *to = end;
                return true;
            }
        }
    }
    return false;
}
