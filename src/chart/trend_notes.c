/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/trend_notes.h"

#include <math.h>

#include "base/buf.h"
#include "base/str.h"
#include "chart/place.h"
#include "chart/text.h"

#define NOTE_H 9.0
#define NOTE_GAP 4.5
#define MOST_COVERED 4.0 /* of lines through a label beside its point */
#define DOT 2.5

zb_str zb_trend_name(zb_arena *arena, const zb_trend_line *line, bool *ok) {
    if (!zb_tone_is_status(line->tone)) {
        return line->name;
    }
    zb_buf buf = {0};
    zb_buf_text(&buf, zb_tone_is_high(line->tone) ? "▲" : "▼");
    zb_buf_add(&buf, line->name);
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

bool zb_trend_spread_labels(zb_trend_geometry *g, zb_arena *arena) {
    double *middles = ZB_NEW(arena, double, g->label_count + 1);
    if (middles == NULL) {
        return false;
    }
    for (size_t i = 0; i < g->label_count; i++) {
        middles[i] = g->labels[i].end.y;
    }
    double half = ZB_PITCH / 2, low = g->frame.y + half;
    /* above the years while there is room */
    double base = fmax(g->plot.y + g->plot.h, low + ZB_PITCH * (double)(g->label_count - 1));
    if (g->label_count > 0 && !zb_spread(arena, middles, g->label_count, ZB_PITCH, low,
                                         fmin(base, g->frame.y + g->frame.h - half))) {
        return false;
    }
    for (size_t i = 0; i < g->label_count; i++) {
        g->labels[i].y = middles[i];
    }
    return true;
}

static void add_obstacles(const zb_trend_geometry *g, zb_placer *placer) {
    for (size_t i = 0; i < g->chart->count; i++) {
        bool strong = zb_trend_is_strong(&g->chart->lines[i]);
        for (size_t k = 0; k < g->years; k++) {
            const zb_trend_point *p = zb_trend_slot(g, i, k);
            if (p == NULL) {
                continue;
            }
            zb_point at = {zb_trend_x(g, k), zb_trend_value_y(g, p)};
            const zb_trend_point *next = k + 1 < g->years ? zb_trend_slot(g, i, k + 1) : NULL;
            if (next != NULL) {
                zb_point to = {zb_trend_x(g, k + 1), zb_trend_value_y(g, next)};
                zb_placer_add_line(placer, at, to);
                if (strong && p->has_interval && next->has_interval) { /* the edges of its band */
                    zb_placer_add_line(placer, (zb_point){at.x, zb_trend_y(g, p->low)},
                                       (zb_point){to.x, zb_trend_y(g, next->low)});
                    zb_placer_add_line(placer, (zb_point){at.x, zb_trend_y(g, p->high)},
                                       (zb_point){to.x, zb_trend_y(g, next->high)});
                }
            }
            bool alone = next == NULL && (k == 0 || zb_trend_slot(g, i, k - 1) == NULL);
            if (strong || alone) {
                zb_placer_add_box(placer, (zb_box){at.x - DOT, at.y - DOT, 2 * DOT, 2 * DOT});
            }
            if (strong && alone && p->has_interval) { /* its whisker */
                zb_placer_add_line(placer, (zb_point){at.x, zb_trend_y(g, p->low)},
                                   (zb_point){at.x, zb_trend_y(g, p->high)});
            }
            if (p->has_stated) {
                zb_point d = zb_trend_stated(g, i, k);
                zb_placer_add_box(placer, (zb_box){d.x - 3, d.y - 3, 6, 6});
            }
        }
    }
}

/* The unit right behind a number: `%` and Chinese measure words; a word of English would need a
 * blank and is told above the figure. */
static zb_str unit_behind(const zb_trend_chart *chart) {
    return chart->english && !chart->percent ? (zb_str){0} : chart->unit;
}

/* `岚浦县原文96.2%，计算92.6%`, in English `岚浦县 stated 96.2%, computed 92.6%`, with as many
 * decimals as tell the two apart; `*short_length` is that of its first half. */
static zb_str stated_text(zb_arena *arena, const zb_trend_chart *chart, zb_str name,
                          const zb_trend_point *p, size_t *short_length, bool *ok) {
    zb_str stated = {0}, computed = {0};
    for (int more = 0; more < 4; more++) {
        stated =
            zb_number_label_in(arena, chart->english, p->stated, chart->decimals + more, 0, ok);
        computed =
            zb_number_label_in(arena, chart->english, p->value, chart->decimals + more, 0, ok);
        if (!*ok || !zb_str_eq(stated, computed)) {
            break;
        }
    }
    zb_buf buf = {0};
    zb_buf_format(&buf, chart->english ? "%.*s stated %.*s%.*s" : "%.*s原文%.*s%.*s", ZB_ARG(name),
                  ZB_ARG(stated), ZB_ARG(unit_behind(chart)));
    *short_length = buf.n;
    zb_buf_format(&buf, chart->english ? ", computed %.*s%.*s" : "，计算%.*s%.*s", ZB_ARG(computed),
                  ZB_ARG(unit_behind(chart)));
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

/* `岚浦县95.8`, where the line ends before the last year. */
static zb_str end_text(zb_arena *arena, const zb_trend_chart *chart, zb_str name,
                       const zb_trend_point *p, bool *ok) {
    zb_buf buf = {0};
    zb_str value =
        zb_number_label_in(arena, chart->english, p->value, chart->decimals, fabs(p->value), ok);
    value = zb_marked_label(arena, p->before, value, p->behind, ok);
    zb_buf_format(&buf, chart->english ? "%.*s %.*s" : "%.*s%.*s", ZB_ARG(name), ZB_ARG(value));
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

/* Beside the point, or where lines would run through it a little apart. */
static bool put_note(zb_trend_geometry *g, zb_placer *placer, const zb_font *font, zb_str text,
                     zb_point at, zb_color color) {
    double width = zb_text_width(font, text, ZB_LABEL, false);
    zb_trend_note note = {.text = text, .color = color};
    size_t boxes = placer->box_count;
    bool found = zb_placer_find(placer, at, width, NOTE_H, NOTE_GAP, &note.box);
    if (!found || zb_placer_covered(placer, note.box) > MOST_COVERED) {
        zb_box near = note.box;
        placer->box_count = boxes; /* the place just taken is given back */
        if (zb_placer_find_apart(placer, at, width, NOTE_H, &note.box, &note.to)) {
            note.from = zb_leader_start(at, note.to);
            note.has_leader = found = true;
        } else if (found) {
            note.box = near;
            zb_placer_take(placer, near);
        }
    }
    if (found) {
        g->notes[g->note_count++] = note;
    }
    return found;
}

/* The last year with a value, or g->years without any. */
static size_t last_year_of(const zb_trend_geometry *g, size_t line) {
    for (size_t k = g->years; k > 0; k--) {
        if (zb_trend_slot(g, line, k - 1) != NULL) {
            return k - 1;
        }
    }
    return g->years;
}

static bool note_ends(zb_trend_geometry *g, zb_arena *arena, const zb_font *font, zb_placer *placer,
                      bool strong) {
    bool ok = true;
    for (size_t i = 0; i < g->chart->count; i++) {
        const zb_trend_line *line = &g->chart->lines[i];
        size_t last = last_year_of(g, i);
        if (last + 1 >= g->years || zb_trend_is_strong(line) != strong) {
            continue;
        }
        const zb_trend_point *p = zb_trend_slot(g, i, last);
        zb_str name = zb_trend_name(arena, line, &ok);
        zb_str text = end_text(arena, g->chart, name, p, &ok);
        zb_color color = zb_trend_color(g->chart, line);
        zb_point at = {zb_trend_x(g, last), zb_trend_value_y(g, p)};
        color = color == ZB_GREY ? ZB_SOFT : color;
        if (!put_note(g, placer, font, text, at, color)) {
            put_note(g, placer, font, name, at, color);
        }
    }
    return ok;
}

bool zb_trend_write_notes(zb_trend_geometry *g, zb_arena *arena, const zb_font *font) {
    size_t slots = g->chart->count * g->years;
    zb_box area = {g->plot.x, g->frame.y, g->plot.w, g->plot.y + g->plot.h - g->frame.y};
    zb_placer placer;
    g->notes = ZB_NEW(arena, zb_trend_note, slots + g->chart->count);
    if (g->notes == NULL ||
        !zb_placer_begin(&placer, arena, area, 4 * slots + 2 * g->chart->count, 3 * slots)) {
        return false;
    }
    add_obstacles(g, &placer);
    bool ok = true;
    for (size_t i = 0; i < g->chart->count; i++) {
        for (size_t k = 0; k < g->years; k++) {
            const zb_trend_point *p = zb_trend_slot(g, i, k);
            if (p != NULL && p->has_stated) {
                size_t half = 0;
                zb_str text = stated_text(arena, g->chart, g->chart->lines[i].name, p, &half, &ok);
                zb_point at = zb_trend_stated(g, i, k);
                if (!put_note(g, &placer, font, text, at, ZB_ORANGE)) {
                    put_note(g, &placer, font, zb_str_sub(text, 0, half), at, ZB_ORANGE);
                }
            }
        }
    }
    bool few = g->chart->count <= ZB_TREND_LABELS_MAX;
    return ok && note_ends(g, arena, font, &placer, true) &&
           (!few || note_ends(g, arena, font, &placer, false));
}

static zb_str with_unit(zb_arena *arena, const zb_trend_chart *chart, double value, bool *ok) {
    zb_buf buf = {0};
    zb_str number =
        zb_number_label_in(arena, chart->english, value, chart->decimals, fabs(value), ok);
    zb_buf_format(&buf, "%.*s%.*s", ZB_ARG(number), ZB_ARG(unit_behind(chart)));
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

bool zb_trend_write_whole(zb_trend_geometry *g, zb_arena *arena, const zb_font *font,
                          double *column) {
    const zb_trend_chart *chart = g->chart;
    *column = ZB_COVER_VALUE;
    size_t i = 0;
    while (i < chart->count && chart->lines[i].tone != ZB_TONE_WHOLE) {
        i++;
    }
    size_t last = i < chart->count ? last_year_of(g, i) : g->years;
    if (last == g->years) {
        return true;
    }
    size_t first = 0;
    while (zb_trend_slot(g, i, first) == NULL) {
        first++;
    }
    bool ok = true;
    g->labels = ZB_NEW(arena, zb_trend_label, 1);
    g->notes = ZB_NEW(arena, zb_trend_note, 1);
    if (g->labels == NULL || g->notes == NULL) {
        return false;
    }
    g->first_whole = first;
    g->last_whole = last;
    g->labels[0].line = &chart->lines[i];
    g->labels[0].name =
        zb_cut_to_fit(arena, font, chart->lines[i].name, ZB_COVER_NAME, 0.3 * g->frame.w, &ok);
    g->labels[0].value = with_unit(arena, chart, zb_trend_slot(g, i, last)->value, &ok);
    g->label_count = 1;
    if (first < last) {
        g->notes[0].text = with_unit(arena, chart, zb_trend_slot(g, i, first)->value, &ok);
        g->notes[0].color = ZB_INK;
        g->note_count = 1;
    }
    *column = 14 + fmax(zb_text_width(font, g->labels[0].name, ZB_COVER_NAME, true),
                        zb_text_width(font, g->labels[0].value, ZB_COVER_VALUE, true));
    return ok;
}
