/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a distribution: median and whole above a flat one, the names of outliers.
 */
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/str.h"
#include "chart/distribution_geometry.h"
#include "chart/place.h"

#define LABEL_H 9.0
#define LABEL_GAP 4.0
#define NAME_MAX 0.4 /* of the width of the frame */
#define HEAD_GAP 8.0
#define ROOM_OVER 2.0
#define BARS_NAMED 2 /* labels of a strip of bars, which shows no dots */

/* A word and a number, apart where no gap is set between them. */
static zb_str word_and_number(zb_arena *arena, zb_str word, zb_str number, bool *ok) {
    zb_buf buf = {0};
    zb_buf_add(&buf, word);
    if (word.n > 0 && (unsigned char)word.p[word.n - 1] < 0x80) {
        zb_buf_char(&buf, ' ');
    }
    zb_buf_add(&buf, number);
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

static void add_head(zb_distribution_geometry *g, const zb_font *font, zb_str text, double at,
                     bool bold) {
    double width = zb_text_width(font, text, ZB_LABEL, bold);
    double left = fmax(g->frame.x, fmin(at - width / 2, g->frame.x + g->frame.w - width));
    if (width <= g->frame.w) {
        g->heads[g->head_count++] = (zb_distribution_label){
            text, {left, g->frame.y + 1, width, LABEL_H}, bold ? ZB_INK : ZB_SOFT, bold};
    }
}

/* Two heads side by side; the second gives way where there is no room for both. */
static void part_heads(zb_distribution_geometry *g) {
    if (g->head_count < 2) {
        return;
    }
    bool ordered =
        g->heads[0].box.x + g->heads[0].box.w / 2 <= g->heads[1].box.x + g->heads[1].box.w / 2;
    zb_box *a = &g->heads[ordered ? 0 : 1].box, *b = &g->heads[ordered ? 1 : 0].box;
    double left = g->frame.x, right = g->frame.x + g->frame.w;
    double over = a->x + a->w + HEAD_GAP - b->x;
    if (over <= 0) {
        return;
    }
    if (a->w + b->w + HEAD_GAP > g->frame.w) {
        g->head_count = 1;
        return;
    }
    a->x = fmax(left, fmin(a->x - over / 2, right - b->w - HEAD_GAP - a->w));
    b->x = a->x + a->w + HEAD_GAP;
}

/* Of strips of bars side by side: how many values the longest stands for. */
static zb_str scale_of_bars(const zb_distribution_geometry *g, zb_arena *arena, bool *ok) {
    zb_buf buf = {0};
    zb_buf_format(&buf, g->chart->english ? "longest bar: %zu" : "最长的条为%zu个", g->longest);
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

bool zb_distribution_write_heads(zb_distribution_geometry *g, zb_arena *arena,
                                 const zb_font *font) {
    bool ok = true, english = g->chart->english;
    g->heads = ZB_NEW(arena, zb_distribution_label, 2);
    if (g->heads == NULL) {
        return false;
    }
    if (!g->flat) {
        if (g->bars) {
            add_head(g, font, scale_of_bars(g, arena, &ok), g->frame.x + g->frame.w, false);
        }
        return ok;
    }
    const zb_distribution_strip *strip = &g->strips[0];
    double median = strip->summary.median, whole = strip->column->whole;
    int decimals = g->chart->decimals;
    if (strip->column->has_whole) {
        zb_str number = zb_number_label(arena, whole, decimals, fabs(whole), &ok);
        zb_str name =
            zb_cut_to_fit(arena, font, g->chart->whole_name, ZB_LABEL, NAME_MAX * g->frame.w, &ok);
        add_head(g, font, word_and_number(arena, name, number, &ok), strip->whole.x, true);
    }
    zb_str number = zb_number_label(arena, median, decimals, fabs(median), &ok);
    zb_str name = english ? ZB_STR("median") : ZB_STR("中位数");
    add_head(g, font, word_and_number(arena, name, number, &ok), strip->median[0].x, false);
    part_heads(g);
    return ok;
}

/* What may be named: a value, or in bars the values beyond an end of the scale together. */
typedef struct candidate {
    const zb_distribution_strip *strip;
    const zb_distribution_dot *dot;
    size_t together; /* 0: the dot alone */
    int rank;        /* 0: beyond the scale; 1: outlier; 2: coloured */
    double score;
} candidate;

static int by_rank(const void *a, const void *b) {
    const candidate *p = a, *q = b;
    if (p->rank != q->rank) {
        return p->rank - q->rank;
    }
    if (p->strip != q->strip) {
        return p->strip > q->strip ? -1 : 1;
    }
    if (p->score != q->score) {
        return p->score > q->score ? -1 : 1;
    }
    return (p->dot > q->dot) - (p->dot < q->dot);
}

static candidate candidate_of(const zb_distribution_geometry *g, const zb_distribution_strip *strip,
                              const zb_distribution_dot *dot) {
    size_t index = (size_t)(dot->point - strip->column->points);
    double score = strip->scores == NULL ? 0 : fabs(strip->scores[index]);
    candidate c = {strip, dot, 0, 3, score};
    if (dot->beyond != 0) {
        size_t there = dot->beyond < 0 ? strip->under : strip->over;
        bool ends = dot == &strip->dots[0] || dot == &strip->dots[strip->column->count - 1];
        c.rank = !g->bars || ends ? 0 : 3;
        c.together = g->bars && there > 1 ? there : 0;
    } else if (score > ZB_STATS_OUTLIER) {
        c.rank = 1;
    } else if (dot->point->tone != ZB_TONE_CONTEXT) {
        c.rank = 2;
    }
    return c;
}

/* `3个>500` */
static zb_str write_together(const zb_distribution_geometry *g, zb_arena *arena, const candidate *c,
                             bool *ok) {
    bool under = c->dot->beyond < 0;
    zb_str end = zb_tick_label(arena, &g->axis, under ? g->axis.low : g->axis.high, ok);
    zb_buf buf = {0};
    zb_buf_format(&buf, g->chart->english ? "%zu %s " : "%zu个%s", c->together, under ? "<" : ">");
    zb_buf_add(&buf, end);
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

/* The name; of a small one with its denominator when `full`, of one beyond the scale with its
 * value. */
static zb_str write_name(const zb_distribution_geometry *g, zb_arena *arena, const zb_font *font,
                         const candidate *c, bool full, bool *ok) {
    const zb_distribution_point *p = c->dot->point;
    zb_str name = zb_cut_to_fit(arena, font, p->name, ZB_LABEL, NAME_MAX * g->frame.w, ok);
    if (c->dot->beyond != 0) {
        zb_str value = zb_number_label(arena, p->value, g->chart->decimals, fabs(p->value), ok);
        return word_and_number(arena, name, value, ok);
    }
    if (!full || !p->small || p->denominator <= 0) {
        return name;
    }
    zb_str number = zb_number_label(arena, p->denominator, 0, 0, ok);
    zb_buf buf = {0};
    zb_buf_add(&buf, name);
    zb_buf_text(&buf, g->chart->english ? " (n = " : "（分母");
    zb_buf_add(&buf, number);
    zb_buf_text(&buf, g->chart->english ? ")" : "）");
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

/* Half of what the bar with that value is wide across. */
static double bar_half(const zb_distribution_geometry *g, const zb_distribution_strip *strip,
                       double y) {
    for (size_t i = 0; i < strip->bar_count && !g->flat; i++) {
        zb_box box = strip->bars[i].box;
        if (y >= box.y - 0.5 && y <= box.y + box.h + 0.5 && box.w > 0) {
            return box.w / 2;
        }
    }
    return 0;
}

/* Above or below a point so near the side that no centred label has room. */
static bool take_at_edge(zb_placer *placer, zb_point at, double width, zb_box *box) {
    zb_box room = placer->frame;
    double x = fmax(room.x, fmin(at.x - width / 2, room.x + room.w - width));
    *box = (zb_box){x, at.y - LABEL_GAP - LABEL_H, width, LABEL_H};
    if (zb_placer_take(placer, *box)) {
        return true;
    }
    box->y = at.y + LABEL_GAP;
    return zb_placer_take(placer, *box);
}

static bool find_place(const zb_distribution_geometry *g, zb_placer *placer, const zb_font *font,
                       const candidate *c, zb_str text, bool bold, zb_box *box) {
    double width = zb_text_width(font, text, ZB_LABEL, bold);
    if (!g->bars || c->dot->beyond != 0) {
        zb_point at = c->dot->at;
        return zb_placer_find(placer, at, width, LABEL_H, LABEL_GAP, box) ||
               take_at_edge(placer, at, width, box);
    }
    double along = zb_distribution_along(g, c->dot->point->value);
    double half = bar_half(g, c->strip, along);
    double middle = g->flat ? g->plot.y + g->plot.h - 4 : c->strip->centre;
    return zb_placer_find(placer, zb_distribution_point_at(g, along, middle + half), width, LABEL_H,
                          LABEL_GAP, box) ||
           zb_placer_find(placer, zb_distribution_point_at(g, along, middle - half), width, LABEL_H,
                          LABEL_GAP, box);
}

/* Named before, or in bars as many others of its strip. */
static bool is_done(const zb_distribution_geometry *g, const candidate *all, const bool *named,
                    size_t at) {
    size_t of_strip = 0;
    for (size_t i = 0; i < at; i++) {
        if (!named[i]) {
            continue;
        }
        of_strip += all[i].strip == all[at].strip ? 1 : 0;
        if (all[at].dot->beyond == 0 && all[i].together == 0 &&
            zb_str_eq(all[i].dot->point->name, all[at].dot->point->name)) {
            return true;
        }
    }
    return g->bars && of_strip >= BARS_NAMED;
}

static bool label_candidate(zb_distribution_geometry *g, zb_arena *arena, zb_placer *placer,
                            const zb_font *font, const candidate *c, bool *named) {
    zb_tone tone = c->together > 0 ? ZB_TONE_CONTEXT : c->dot->point->tone;
    bool ok = true, bold = tone != ZB_TONE_CONTEXT;
    zb_box box;
    int longest = c->dot->point->small && c->dot->point->denominator > 0 ? 1 : 0;
    for (int full = longest; full >= 0 && !*named; full--) {
        zb_str text = c->together > 0 ? write_together(g, arena, c, &ok)
                                      : write_name(g, arena, font, c, full == 1, &ok);
        if (!ok) {
            return false;
        }
        *named = find_place(g, placer, font, c, text, bold, &box);
        if (*named) {
            g->labels[g->label_count++] =
                (zb_distribution_label){text, box, zb_tone_color(tone), bold};
        }
    }
    return true;
}

static void add_strip(const zb_distribution_geometry *g, zb_placer *placer,
                      const zb_distribution_strip *strip) {
    double r = g->bars ? 3 : g->radius, w = ZB_DISTRIBUTION_WHOLE;
    for (size_t i = 0; i < strip->column->count; i++) {
        zb_point at = strip->dots[i].at;
        if (!g->bars || strip->dots[i].beyond != 0) {
            zb_placer_add_box(placer, (zb_box){at.x - r, at.y - r, 2 * r, 2 * r});
        }
    }
    for (size_t i = 0; i < strip->bar_count; i++) {
        if (strip->bars[i].count > 0) {
            zb_placer_add_box(placer, strip->bars[i].box);
        }
    }
    if (strip->column->has_whole) {
        zb_placer_add_box(placer, (zb_box){strip->whole.x - w, strip->whole.y - w, 2 * w, 2 * w});
    }
    if (strip->has_box) {
        zb_point a = strip->median[0], b = strip->median[1];
        zb_placer_add_box(placer, (zb_box){a.x - 1, a.y - 1, b.x - a.x + 2, b.y - a.y + 2});
    }
}

/* The name of the whole beside its last mark, or where there is no room a key above the plot; a
 * flat distribution has it above anyway. */
static bool label_whole(zb_distribution_geometry *g, zb_arena *arena, zb_placer *placer,
                        const zb_font *font) {
    const zb_distribution_strip *last = NULL;
    for (size_t i = 0; i < g->strip_count && !g->flat; i++) {
        last = g->strips[i].column->has_whole ? &g->strips[i] : last;
    }
    if (last == NULL) {
        return true;
    }
    bool ok = true;
    zb_str name =
        zb_cut_to_fit(arena, font, g->chart->whole_name, ZB_LABEL, NAME_MAX * g->frame.w, &ok);
    double width = zb_text_width(font, name, ZB_LABEL, true), mark = 2 * ZB_DISTRIBUTION_WHOLE + 3;
    zb_box box;
    if (!ok || width == 0) {
        return ok;
    }
    if (!zb_placer_find(placer, last->whole, width, LABEL_H, LABEL_GAP + 1, &box)) {
        double right = g->head_count > 0 ? g->heads[0].box.x - HEAD_GAP : g->frame.x + g->frame.w;
        box = (zb_box){right - width, g->frame.y + 1, width, LABEL_H};
        zb_box taken = {box.x - mark, box.y, box.w + mark, box.h};
        if (!zb_placer_take(placer, taken)) {
            return true;
        }
        g->has_key = true;
        g->key = (zb_point){taken.x + ZB_DISTRIBUTION_WHOLE, box.y + box.h / 2};
    }
    g->labels[g->label_count++] = (zb_distribution_label){name, box, ZB_INK, true};
    return true;
}

/* A little more than the plot, for what stands at its ends, and all above it. */
static zb_box room_for_labels(const zb_distribution_geometry *g) {
    return (zb_box){g->plot.x, g->frame.y, g->frame.x + g->frame.w - g->plot.x,
                    g->plot.y + g->plot.h + ROOM_OVER - g->frame.y};
}

bool zb_distribution_write_labels(zb_distribution_geometry *g, zb_arena *arena,
                                  const zb_font *font) {
    size_t points = 0, bars = 0, n = 0;
    for (size_t i = 0; i < g->strip_count; i++) {
        points += g->strips[i].column->count;
        bars += g->strips[i].bar_count;
    }
    zb_placer placer;
    candidate *all = ZB_NEW(arena, candidate, points);
    bool *named = ZB_NEW(arena, bool, points);
    g->labels = ZB_NEW(arena, zb_distribution_label, points + 1);
    if (all == NULL || named == NULL || g->labels == NULL ||
        !zb_placer_begin(&placer, arena, room_for_labels(g),
                         2 * points + bars + 2 * g->strip_count + 3, 0)) {
        return false;
    }
    for (size_t i = 0; i < g->strip_count; i++) {
        const zb_distribution_strip *strip = &g->strips[i];
        add_strip(g, &placer, strip);
        for (size_t k = 0; k < strip->column->count; k++) {
            all[n] = candidate_of(g, strip, &strip->dots[k]);
            n += all[n].rank < 3 ? 1 : 0;
        }
    }
    for (size_t i = 0; i < g->head_count; i++) {
        zb_placer_add_box(&placer, g->heads[i].box);
    }
    qsort(all, n, sizeof *all, by_rank);
    bool ok = label_whole(g, arena, &placer, font);
    for (size_t i = 0; i < n && ok; i++) {
        ok = is_done(g, all, named, i) ||
             label_candidate(g, arena, &placer, font, &all[i], &named[i]);
    }
    return ok;
}
