/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two years of each place: a hollow dot for the first, a filled one for the last, the change and
 * its interval in columns at the right.
 */
#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "base/str.h"
#include "chart/figure.h"
#include "chart/text.h"

#define HEAD 17.0
#define FOOT 17.0
#define PITCH_WISHED 18.5
#define PITCH_MIN 9.0
#define NAME_GAP 12.0
#define COLUMN_GAP 12.0
#define INSET 5.0
#define PLOT_MIN 24.0
#define PLOT_WISHED 60.0
#define DOT 2.7
#define ODD_YEAR_PITCH 17.0 /* of rows, for a year above a dot */
#define TICKS_WANTED 6.0
#define TICKS_APART 28.0

typedef struct dumbbell {
    const zb_dumbbell_chart *chart;
    zb_box frame, plot;
    zb_axis axis;
    zb_str ticks[ZB_TICKS_MAX];
    zb_str *names, *changes, *ranges;
    double change_right, range_right; /* the second is 0 without that column */
    double pitch;
} dumbbell;

double zb_dumbbell_height(const zb_dumbbell_chart *chart) {
    return chart->count == 0 ? 0 : HEAD + FOOT + PITCH_WISHED * (double)chart->count;
}

static bool is_finite_row(const zb_dumbbell_row *row) {
    return isfinite(row->first) && isfinite(row->last) && isfinite(row->change.value) &&
           (!row->has_interval || (isfinite(row->change.low) && isfinite(row->change.high)));
}

static zb_str change_head(const zb_dumbbell_chart *chart) {
    if (chart->relative) {
        return chart->english ? ZB_STR("change, %") : ZB_STR("变化，%");
    }
    return chart->english ? ZB_STR("change") : ZB_STR("变化");
}

static zb_str range_head(const zb_dumbbell_chart *chart) {
    return chart->english ? ZB_STR("95% CI") : ZB_STR("95%区间");
}

static bool write_columns(dumbbell *d, zb_arena *arena, const zb_font *font, double *changes,
                          double *ranges) {
    size_t n = d->chart->count;
    d->names = ZB_NEW(arena, zb_str, n);
    d->changes = ZB_NEW(arena, zb_str, n);
    d->ranges = ZB_NEW(arena, zb_str, n);
    if (d->names == NULL || d->changes == NULL || d->ranges == NULL) {
        return false;
    }
    bool ok = true;
    double largest = 0;
    int decimals = d->chart->relative ? 1 : d->chart->decimals;
    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(d->chart->rows[i].change.value));
    }
    *changes = zb_text_width(font, change_head(d->chart), ZB_LABEL, false);
    *ranges = 0;
    for (size_t i = 0; i < n; i++) {
        const zb_dumbbell_row *row = &d->chart->rows[i];
        d->changes[i] =
            zb_change_label(arena, d->chart->english, row->change.value, decimals, largest, &ok);
        *changes = fmax(*changes, zb_text_width(font, d->changes[i], ZB_LABEL, false));
        if (row->has_interval) {
            d->ranges[i] = zb_range_label(arena, d->chart->english, row->change.low,
                                          row->change.high, decimals, &ok);
            double head = zb_text_width(font, range_head(d->chart), ZB_LABEL, false);
            *ranges = fmax(fmax(*ranges, head), zb_text_width(font, d->ranges[i], ZB_LABEL, false));
        }
    }
    return ok;
}

/* As in rankings: the column of intervals gives way first, then the names. */
static bool set_columns(dumbbell *d, zb_arena *arena, const zb_font *font, double changes,
                        double ranges) {
    double right = d->frame.x + d->frame.w, names = 0, limit = 0.3 * d->frame.w;
    double rest = d->frame.w - limit - NAME_GAP - COLUMN_GAP - changes;
    bool ok = true;
    if (ranges > 0 && rest - ranges - COLUMN_GAP >= PLOT_WISHED) {
        d->range_right = right;
        right -= ranges + COLUMN_GAP;
        rest -= ranges + COLUMN_GAP;
    }
    limit = fmax(limit + fmin(0, rest - PLOT_WISHED), 2 * ZB_LABEL);
    for (size_t i = 0; i < d->chart->count; i++) {
        d->names[i] = zb_cut_to_fit(arena, font, d->chart->rows[i].name, ZB_LABEL, limit, &ok);
        names = fmax(names, zb_text_width(font, d->names[i], ZB_LABEL, false));
    }
    d->change_right = right;
    d->plot.x = d->frame.x + names + NAME_GAP;
    d->plot.w = right - changes - COLUMN_GAP - d->plot.x;
    return ok;
}

static bool has_odd_year(const dumbbell *d, const zb_dumbbell_row *row) {
    return row->first_year != 0 && row->first_year != d->chart->first_year;
}

static bool fit_axis(dumbbell *d, zb_arena *arena) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < d->chart->count; i++) {
        const zb_dumbbell_row *row = &d->chart->rows[i];
        low = fmin(low, fmin(row->first, row->last));
        high = fmax(high, fmax(row->first, row->last));
    }
    zb_axis_wish wish = {.length = d->plot.w,
                         .spacing = fmax(TICKS_APART, d->plot.w / TICKS_WANTED),
                         .percent = d->chart->percent,
                         .whole = d->chart->decimals == 0 && !d->chart->percent,
                         .english = d->chart->english};
    d->axis = zb_axis_fit(low, high, wish);
    bool ok = true;
    for (size_t i = 0; i < d->axis.count; i++) {
        d->ticks[i] = zb_tick_label(arena, &d->axis, d->axis.ticks[i], &ok);
    }
    return ok;
}

static zb_status lay_out(dumbbell *d, zb_arena *arena, const zb_font *font, zb_error *err) {
    for (size_t i = 0; i < d->chart->count; i++) {
        if (!is_finite_row(&d->chart->rows[i])) {
            return zb_error_set(err, ZB_E_DOMAIN, "a value of a dumbbell chart is not finite");
        }
    }
    d->plot.y = d->frame.y + HEAD;
    d->plot.h = d->frame.h - HEAD - FOOT;
    d->pitch = fmin(d->plot.h / (double)d->chart->count, 24);
    d->plot.h = d->pitch * (double)d->chart->count;
    if (d->pitch < PITCH_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "%zu rows are too many for %.0f pt", d->chart->count,
                            d->frame.h);
    }
    double changes, ranges;
    if (!write_columns(d, arena, font, &changes, &ranges) ||
        !set_columns(d, arena, font, changes, ranges)) {
        return zb_error_nomem(err);
    }
    if (d->plot.w < PLOT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "a dumbbell chart has no room in %.0f pt", d->frame.w);
    }
    return fit_axis(d, arena) ? ZB_OK : zb_error_nomem(err);
}

static double x_of(const dumbbell *d, double value) {
    return d->plot.x + INSET + zb_axis_at(&d->axis, value) * (d->plot.w - 2 * INSET);
}

static void draw_scale(const dumbbell *d, const zb_canvas *c) {
    double right = d->frame.x - 3;
    double y = d->frame.y + 7;
    zb_text_style soft = zb_label_style(ZB_LABEL, ZB_SOFT, false);
    for (size_t i = 0; i < d->axis.count; i++) {
        double x = x_of(d, d->axis.ticks[i]);
        c->line(c->self, (zb_point){x, d->plot.y - 2}, (zb_point){x, d->plot.y + d->plot.h},
                zb_solid(0.5, ZB_GRID));
        double half = zb_text_width(c->font, d->ticks[i], ZB_LABEL, false) / 2;
        if (x - half > right + 3 && x + half < d->plot.x + d->plot.w + COLUMN_GAP / 2) {
            zb_draw_label(c, x, y, ZB_CENTRE, d->ticks[i], soft);
            right = x + half;
        }
    }
    zb_draw_label(c, d->change_right, y, ZB_RIGHT, change_head(d->chart), soft);
    if (d->range_right > 0) {
        zb_draw_label(c, d->range_right, y, ZB_RIGHT, range_head(d->chart), soft);
    }
}

/* The first year beside its dot, away from the other dot; above it where there is no room. */
static void draw_odd_year(const dumbbell *d, const zb_canvas *c, const zb_dumbbell_row *row,
                          double y) {
    char text[16];
    int n = snprintf(text, sizeof text, "%d", row->first_year);
    zb_str label = {text, n > 0 ? (size_t)n : 0};
    double width = zb_text_width(c->font, label, ZB_LABEL_SMALL, false);
    bool at_left = row->first <= row->last;
    double first = x_of(d, row->first), x = first + (at_left ? -DOT - 2 - width : DOT + 2);
    double least = d->plot.x - NAME_GAP + 2, most = d->plot.x + d->plot.w + COLUMN_GAP - 2 - width;
    if (x < least || x > most) {
        if (d->pitch < ODD_YEAR_PITCH) {
            return;
        }
        x = fmax(least, fmin(first - width / 2, most));
        y -= DOT + ZB_LABEL_SMALL / 2;
    }
    zb_draw_label(c, x, y, ZB_LEFT, label, zb_label_style(ZB_LABEL_SMALL, ZB_SOFT, false));
}

/* The whole keeps its ink where its change is uncertain. */
static bool is_sure(const zb_dumbbell_row *row) {
    bool contains_0 = row->has_interval && row->change.low <= 0 && row->change.high >= 0;
    return row->tone != ZB_TONE_CONTEXT && !(row->tone == ZB_TONE_WHOLE && contains_0);
}

static void draw_row(const dumbbell *d, const zb_canvas *c, size_t i) {
    const zb_dumbbell_row *row = &d->chart->rows[i];
    double y = d->plot.y + ((double)i + 0.5) * d->pitch;
    bool sure = is_sure(row);
    zb_color color = row->tone != ZB_TONE_CONTEXT ? zb_tone_color(row->tone) : ZB_GREY;
    double first = x_of(d, row->first), last = x_of(d, row->last);
    double r = fmin(DOT, d->pitch * 0.33);
    zb_stroke bar = zb_solid(sure ? 1.6 : 1.2, color);
    bar.dash = bar.gap = sure ? 0 : 2;
    c->line(c->self, (zb_point){first, y}, (zb_point){last, y}, bar);
    c->circle(c->self, (zb_point){last, y}, r, color, zb_no_stroke());
    c->circle(c->self, (zb_point){first, y}, r - 0.4, ZB_WHITE, zb_solid(1.1, color));
    if (has_odd_year(d, row)) {
        draw_odd_year(d, c, row, y);
    }
    zb_draw_label(c, d->frame.x, y, ZB_LEFT, d->names[i], zb_label_style(ZB_LABEL, ZB_TEXT, false));
    zb_draw_label(c, d->change_right, y, ZB_RIGHT, d->changes[i],
                  zb_label_style(ZB_LABEL, sure ? ZB_INK : ZB_TEXT, sure));
    if (d->range_right > 0) {
        zb_draw_label(c, d->range_right, y, ZB_RIGHT, d->ranges[i],
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
    }
}

/* `○2018年 ●2025年` under the scale. */
static void draw_legend(const dumbbell *d, const zb_canvas *c) {
    char first[32], last[32];
    const char *behind = d->chart->english ? "" : "年";
    int a = snprintf(first, sizeof first, "%d%s", d->chart->first_year, behind);
    int b = snprintf(last, sizeof last, "%d%s", d->chart->last_year, behind);
    zb_str labels[] = {{first, a > 0 ? (size_t)a : 0}, {last, b > 0 ? (size_t)b : 0}};
    double widths[] = {zb_text_width(c->font, labels[0], ZB_LABEL, false),
                       zb_text_width(c->font, labels[1], ZB_LABEL, false)};
    double dots = 2 * (2 * DOT + 3), gap = 10;
    double width = widths[0] + widths[1] + dots + gap;
    double x = d->plot.x + (d->plot.w - width) / 2;
    x = fmax(d->frame.x, fmin(x, d->frame.x + d->frame.w - width));
    double y = d->plot.y + d->plot.h + 10;
    for (int i = 0; i < 2; i++) {
        zb_point at = {x + DOT, y};
        if (i == 0) {
            c->circle(c->self, at, DOT - 0.4, ZB_WHITE, zb_solid(1.1, ZB_SOFT));
        } else {
            c->circle(c->self, at, DOT, ZB_SOFT, zb_no_stroke());
        }
        zb_draw_label(c, x + 2 * DOT + 3, y, ZB_LEFT, labels[i],
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
        x += 2 * DOT + 3 + widths[i] + gap;
    }
}

zb_status zb_dumbbell_draw(const zb_dumbbell_chart *chart, const zb_canvas *canvas, zb_box frame,
                           zb_error *err) {
    zb_arena arena = {0};
    dumbbell d = {.chart = chart, .frame = frame};
    zb_status status = ZB_OK;
    if (chart->count > 0) {
        status = lay_out(&d, &arena, canvas->font, err);
    }
    if (status == ZB_OK && chart->count > 0) {
        draw_scale(&d, canvas);
        for (size_t i = 0; i < chart->count; i++) {
            draw_row(&d, canvas, i);
        }
        draw_legend(&d, canvas);
    }
    zb_arena_free(&arena);
    return status;
}
