/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/stack_geometry.h"

#include <math.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "chart/place.h"

#define NAME_GAP 12.0
#define COLUMN_GAP 12.0
#define NAMES_MAX 0.32 /* of the width of the frame */
#define PITCH_MIN 8.5
#define PITCH_MAX 24.0
#define BAR_SHARE 0.66 /* of the pitch */
#define BAR_MAX 12.5
#define PLOT_MIN 24.0
#define PLOT_WISHED 80.0
#define TICKS_APART 45.0
#define KEY_TOP 6.0 /* from the frame to the middle of the first line of names */
#define KEY_LINE 11.0
#define KEY_GAP 9.0 /* between names */
#define LEADER 8.0  /* from the names down to the first bar */
#define LABEL_ROOM 5.0
#define MARK_ROOM 1.5
#define UNIT_MAX 40.0
#define LEAST_IN_UNITS 1e4 /* of 万 with a decimal; 亿 is ten thousand times that */
#define SAME 1e-9          /* of the total: rounding, neither a rest nor an excess */
#define EXCESS_TOLD 150.0  /* shares up to there end beyond a scale of 100; of more it has ticks */

size_t zb_stack_shown(size_t count) {
    return count > ZB_STACK_ROWS_MAX ? 2 * ZB_STACK_ENDS + 1 : count;
}

static double sum_of(const zb_stack_chart *chart, const zb_stack_row *row) {
    double sum = 0;
    for (size_t i = 0; i < chart->part_count; i++) {
        sum += row->parts[i];
    }
    return sum;
}

static zb_status check(const zb_stack_chart *chart, zb_error *err) {
    for (size_t i = 0; i < chart->count; i++) {
        const zb_stack_row *row = &chart->rows[i];
        bool good = isfinite(sum_of(chart, row)) &&
                    (!row->has_total || (isfinite(row->total) && row->total >= 0));
        for (size_t k = 0; k < chart->part_count; k++) {
            good = good && row->parts[k] >= 0;
        }
        if (!good) {
            return zb_error_set(err, ZB_E_DOMAIN,
                                "parts and totals of stacked bars are finite and not negative");
        }
    }
    return ZB_OK;
}

/* The rows shown: all, or as many from both ends as there is height for. */
static bool choose_rows(zb_stack_geometry *g, zb_arena *arena) {
    size_t shown = zb_stack_shown(g->chart->count);
    size_t room = (size_t)fmax(3, floor(g->plot.h / PITCH_MIN));
    bool all = shown == g->chart->count && shown <= room;
    shown = shown < room ? shown : room;
    size_t ends = (shown - 1) / 2;
    g->count = all ? shown : 2 * ends + 1;
    g->places = ZB_NEW(arena, zb_stack_place, g->count);
    if (g->places == NULL) {
        return false;
    }
    for (size_t i = 0; i < g->count; i++) {
        size_t row = all || i < ends ? i : g->chart->count - (g->count - i);
        g->places[i].row = !all && i == ends ? NULL : &g->chart->rows[row];
    }
    return true;
}

static void add_segment(zb_stack_place *p, size_t part, double value) {
    if (value > 0) {
        p->segments[p->count++] = (zb_stack_segment){.part = part, .value = value};
    }
}

static void split_rows(zb_stack_geometry *g) {
    const zb_stack_chart *chart = g->chart;
    g->parts = chart->part_count < ZB_STACK_PARTS ? chart->part_count : ZB_STACK_PARTS;
    for (size_t i = 0; i < g->count; i++) {
        zb_stack_place *p = &g->places[i];
        if (p->row == NULL) {
            continue;
        }
        double sum = sum_of(chart, p->row), last = 0;
        for (size_t k = 0; k + 1 < g->parts; k++) {
            add_segment(p, k, p->row->parts[k]);
        }
        for (size_t k = g->parts - 1; k < chart->part_count; k++) {
            last += p->row->parts[k];
        }
        add_segment(p, g->parts - 1, last);
        p->whole = p->row->has_total ? p->row->total : sum;
        p->exceeded = sum > p->whole * (1 + SAME);
        if (p->whole > sum * (1 + SAME)) {
            add_segment(p, ZB_STACK_REST, p->whole - sum);
            g->rest = true;
        }
    }
}

/* What a value of that row is on the scale: itself, or its share. Of no total the parts share
 * their sum. */
static double on_scale(const zb_stack_geometry *g, const zb_stack_place *p, double value) {
    if (!g->chart->shares) {
        return value;
    }
    double whole = p->whole > 0 ? p->whole : sum_of(g->chart, p->row);
    return whole > 0 ? value / whole * 100 : 0;
}

/* The largest total, by which numbers are set in 万 or 亿; 0 where the least would be lost in
 * these. */
static double largest_total(const zb_stack_geometry *g) {
    double largest = 0, least = INFINITY;
    for (size_t i = 0; i < g->count; i++) {
        double whole = g->places[i].whole;
        largest = fmax(largest, whole);
        least = whole > 0 ? fmin(least, whole) : least;
    }
    return least < LEAST_IN_UNITS * (largest >= 1e9 ? 1e4 : 1) ? 0 : largest;
}

static zb_str joined(zb_arena *arena, zb_str a, zb_str b, zb_str c, bool *ok) {
    zb_buf buf = {0};
    zb_buf_add(&buf, a);
    zb_buf_add(&buf, b);
    zb_buf_add(&buf, c);
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

static bool write_totals(zb_stack_geometry *g, zb_arena *arena, const zb_font *font,
                         double *width) {
    bool ok = true, english = g->chart->english;
    double largest = largest_total(g);
    g->total_head = english ? ZB_STR("Total") : ZB_STR("合计");
    if (g->chart->unit.n > 0 && zb_text_width(font, g->chart->unit, ZB_LABEL, false) <= UNIT_MAX) {
        g->total_head = joined(arena, english ? ZB_STR("Total (") : ZB_STR("合计（"),
                               g->chart->unit, english ? ZB_STR(")") : ZB_STR("）"), &ok);
    }
    *width = zb_text_width(font, g->total_head, ZB_LABEL, false);
    for (size_t i = 0; i < g->count; i++) {
        zb_stack_place *p = &g->places[i];
        if (p->row != NULL) {
            p->total = zb_number_label(arena, p->whole, g->chart->decimals, largest, &ok);
            *width = fmax(*width, zb_text_width(font, p->total, ZB_LABEL, true));
        }
    }
    return ok;
}

/* Names at the left as far as the plot keeps its room, totals at the right. */
static bool set_columns(zb_stack_geometry *g, zb_arena *arena, const zb_font *font, double totals) {
    double names = 0, limit = NAMES_MAX * g->frame.w;
    double rest = g->frame.w - limit - NAME_GAP - COLUMN_GAP - totals;
    bool ok = true;
    limit = fmax(limit + fmin(0, rest - PLOT_WISHED), 2 * ZB_LABEL);
    for (size_t i = 0; i < g->count; i++) {
        zb_stack_place *p = &g->places[i];
        zb_str name = p->row == NULL ? ZB_STR("…") : p->row->name;
        p->name = zb_cut_to_fit(arena, font, name, ZB_LABEL, limit, &ok);
        names = fmax(names, zb_text_width(font, p->name, ZB_LABEL, true));
    }
    g->total_right = g->frame.x + g->frame.w;
    g->plot.x = g->frame.x + names + NAME_GAP;
    g->plot.w = g->total_right - totals - COLUMN_GAP - g->plot.x;
    return ok;
}

/* The names of the parts: on one line where they fit, else on as many as they need. */
static bool write_keys(zb_stack_geometry *g, zb_arena *arena, const zb_font *font) {
    double right = g->plot.x + g->plot.w, x = g->frame.x,
           patch = ZB_STACK_PATCH + ZB_STACK_PATCH_GAP;
    bool ok = true, english = g->chart->english;
    g->key_count = g->parts + (g->rest ? 1 : 0);
    g->key_lines = 1;
    for (size_t i = 0; i < g->key_count; i++) {
        zb_stack_key *key = &g->keys[i];
        bool together = i + 1 == g->parts && g->chart->part_count > g->parts;
        key->part = i < g->parts ? i : ZB_STACK_REST;
        zb_str name = together                     ? (english ? ZB_STR("others") : ZB_STR("其他"))
                      : key->part == ZB_STACK_REST ? (english ? ZB_STR("Other") : ZB_STR("其余"))
                                                   : g->chart->parts[i];
        key->name = zb_cut_to_fit(arena, font, name, ZB_LABEL, right - g->frame.x - patch, &ok);
        key->width = patch + zb_text_width(font, key->name, ZB_LABEL, false);
        if (i > 0 && x + key->width > right) {
            g->key_lines++;
            x = g->frame.x;
        }
        key->x = x;
        key->y = g->frame.y + KEY_TOP + (double)(g->key_lines - 1) * KEY_LINE;
        x += key->width + KEY_GAP;
    }
    return ok;
}

static double x_of(const zb_stack_geometry *g, double on_axis) {
    return g->plot.x + fmax(0, fmin(1, zb_axis_at(&g->axis, on_axis))) * g->plot.w;
}

static bool fit_axis(zb_stack_geometry *g, zb_arena *arena) {
    bool ok = true, shares = g->chart->shares;
    double high = shares ? 100 : 0;
    for (size_t i = 0; i < g->count; i++) {
        zb_stack_place *p = &g->places[i];
        if (p->row != NULL) {
            high = fmax(high, on_scale(g, p, fmax(p->whole, sum_of(g->chart, p->row))));
        }
    }
    zb_axis_wish wish = {.length = g->plot.w,
                         .spacing = TICKS_APART,
                         .from_zero = true,
                         .percent = shares && high <= EXCESS_TOLD,
                         .whole = !shares && g->chart->decimals == 0};
    g->axis = zb_axis_fit(0, wish.percent ? 100 : high, wish);
    g->axis.high = fmax(g->axis.high, high);
    for (size_t i = 0; i < g->axis.count; i++) {
        g->ticks[i] = zb_tick_label(arena, &g->axis, g->axis.ticks[i], &ok);
        if (shares) {
            g->ticks[i] = joined(arena, g->ticks[i], ZB_STR("%"), (zb_str){0}, &ok);
        }
    }
    return ok;
}

/* The value in its segment, or in what the mark of the total leaves of it, where that is wide
 * enough. */
static bool write_value(const zb_stack_geometry *g, zb_arena *arena, const zb_font *font,
                        const zb_stack_place *p, zb_stack_segment *s, double largest) {
    bool ok = true;
    zb_str label;
    if (g->chart->shares) {
        label = zb_number_label(arena, on_scale(g, p, s->value), 1, 0, &ok);
        label = joined(arena, label, ZB_STR("%"), (zb_str){0}, &ok);
    } else {
        label = zb_number_label(arena, s->value, g->chart->decimals, largest, &ok);
    }
    double from = s->box.x, to = from + s->box.w;
    if (p->exceeded && p->mark_x > from - MARK_ROOM && p->mark_x < to + MARK_ROOM) {
        bool left = p->mark_x - from > to - p->mark_x;
        from = left ? from : p->mark_x + MARK_ROOM;
        to = left ? p->mark_x - MARK_ROOM : to;
    }
    s->label_x = (from + to) / 2;
    bool fits = zb_text_width(font, label, ZB_LABEL, false) + LABEL_ROOM <= to - from &&
                g->bar >= ZB_LABEL + 0.5;
    s->label = fits ? label : (zb_str){0};
    return ok;
}

static bool place_bars(zb_stack_geometry *g, zb_arena *arena, const zb_font *font) {
    bool ok = true;
    double largest = largest_total(g);
    for (size_t i = 0; i < g->count; i++) {
        zb_stack_place *p = &g->places[i];
        double sum = 0;
        p->mark_x = p->row == NULL ? 0 : x_of(g, on_scale(g, p, p->whole));
        p->y = g->plot.y + ((double)i + 0.5) * g->pitch;
        for (size_t k = 0; k < p->count; k++) {
            zb_stack_segment *s = &p->segments[k];
            double from = x_of(g, on_scale(g, p, sum)),
                   to = x_of(g, on_scale(g, p, sum + s->value));
            s->box = (zb_box){from, p->y - g->bar / 2, to - from, g->bar};
            sum += s->value;
            ok = ok && write_value(g, arena, font, p, s, largest);
        }
    }
    return ok;
}

/* Where the part begins in the first bar, or its middle when it is there. */
static double key_target(const zb_stack_geometry *g, zb_stack_key *key) {
    const zb_stack_place *first = &g->places[0];
    double x = g->plot.x;
    for (size_t k = 0; k < first->count; k++) {
        const zb_stack_segment *s = &first->segments[k];
        if (s->part == key->part) {
            key->leader = s->box.w > 0.5;
            key->to = (zb_point){s->box.x + s->box.w / 2, s->box.y - 1};
            return key->to.x;
        }
        x = s->part < key->part ? s->box.x + s->box.w : x;
    }
    return x;
}

/* Names on one line stand above their parts, as near as the others let them. */
static bool place_keys(zb_stack_geometry *g, zb_arena *arena) {
    if (g->key_lines > 1) {
        return true;
    }
    double starts[ZB_STACK_PARTS + 1], before = 0;
    for (size_t i = 0; i < g->key_count; i++) {
        zb_stack_key *key = &g->keys[i];
        starts[i] = key_target(g, key) - key->width / 2 - before;
        before += key->width + KEY_GAP;
    }
    double last = g->plot.x + g->plot.w - (before - KEY_GAP);
    if (!zb_spread(arena, starts, g->key_count, 0, g->frame.x, fmax(g->frame.x, last))) {
        return false;
    }
    before = 0;
    for (size_t i = 0; i < g->key_count; i++) {
        zb_stack_key *key = &g->keys[i];
        key->x = starts[i] + before;
        before += key->width + KEY_GAP;
        double left = key->x + 2, right = key->x + key->width - 2;
        key->from = (zb_point){fmax(left, fmin(right, key->to.x)), key->y + KEY_LINE / 2};
    }
    return true;
}

/* Below the names of the parts. */
static void set_rows(zb_stack_geometry *g) {
    double head = KEY_TOP + (double)(g->key_lines - 1) * KEY_LINE + KEY_LINE / 2 + LEADER;
    double room = fmax(g->frame.h - head - ZB_STACK_FOOT, 1);
    g->pitch = fmin(room / (double)g->count, PITCH_MAX);
    g->bar = fmin(g->pitch * BAR_SHARE, BAR_MAX);
    g->plot.y = g->frame.y + head - (g->pitch - g->bar) / 2;
    g->plot.h = g->pitch * (double)g->count;
}

double zb_stack_room(size_t rows, size_t key_lines) {
    double pitch = rows <= 12 ? 18.5 : rows <= 24 ? 14 : 11;
    return KEY_TOP + (double)(key_lines - 1) * KEY_LINE + KEY_LINE / 2 + LEADER +
           pitch * (double)rows + ZB_STACK_FOOT;
}

zb_status zb_stack_lay_out(zb_stack_geometry *out, zb_arena *arena, const zb_stack_chart *chart,
                           const zb_font *font, zb_box frame, zb_error *err) {
    *out = (zb_stack_geometry){.chart = chart, .frame = frame};
    zb_stack_geometry *g = out;
    if (chart->count == 0 || chart->part_count == 0) {
        return ZB_OK;
    }
    zb_status status = check(chart, err);
    if (status != ZB_OK) {
        return status;
    }
    double totals;
    g->plot.h = frame.h - KEY_TOP - KEY_LINE / 2 - LEADER - ZB_STACK_FOOT;
    if (!choose_rows(g, arena)) {
        return zb_error_nomem(err);
    }
    split_rows(g);
    if (!write_totals(g, arena, font, &totals) || !set_columns(g, arena, font, totals)) {
        return zb_error_nomem(err);
    }
    if (g->plot.w < PLOT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "stacked bars have no room in %.0f pt", frame.w);
    }
    if (!write_keys(g, arena, font)) {
        return zb_error_nomem(err);
    }
    set_rows(g);
    if (g->pitch < PITCH_MIN * 0.8) {
        return zb_error_set(err, ZB_E_USAGE, "%zu stacked bars have no room in %.0f pt", g->count,
                            frame.h);
    }
    bool ok = fit_axis(g, arena) && place_bars(g, arena, font) && place_keys(g, arena);
    return ok ? ZB_OK : zb_error_nomem(err);
}
