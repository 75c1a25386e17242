/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/trend_geometry.h"

#include <math.h>

#include "base/error.h"
#include "base/str.h"
#include "chart/place.h"
#include "chart/text.h"
#include "chart/trend_notes.h"

#define TOP 6.0       /* above the plot: half a label */
#define YEARS_H 16.0  /* below the base line */
#define FOOT 6.0      /* between the lowest value and the base line */
#define INSET 8.0     /* between the left end of the gridlines and the first year */
#define LEADER 12.0   /* between the last year and the names */
#define NAME_GAP 8.0  /* between names and values */
#define TICK_GAP 5.0  /* between tick labels and gridlines */
#define ONE_YEAR 90.0 /* width of the plot of a single year */
#define TICKS_APART 32.0
#define YEAR_ROOM 6.0
#define PLOT_MIN 30.0
/* Intervals and stated values reach so many spans of the values beyond them; then they are cut. */
#define REACH 3.0
#define CUT_FROM 0.5 /* so far beyond the plot nobody would see it end */

bool zb_trend_is_strong(const zb_trend_line *line) {
    return line->emphasis || line->tone == ZB_TONE_WHOLE;
}

zb_color zb_trend_color(const zb_trend_chart *chart, const zb_trend_line *line) {
    static const zb_color identity[] = {0x0E8F86, 0x5A189A, 0xC2185B};
    if (line->tone != ZB_TONE_CONTEXT) {
        return zb_tone_color(line->tone);
    }
    if (!line->emphasis) {
        return chart->count <= ZB_TREND_LABELS_MAX ? ZB_GREY : ZB_PALE;
    }
    size_t picked = 0;
    for (const zb_trend_line *l = chart->lines; l < line; l++) {
        picked += l->emphasis && l->tone == ZB_TONE_CONTEXT ? 1 : 0;
    }
    return picked < sizeof identity / sizeof *identity ? identity[picked] : ZB_SOFT;
}

double zb_trend_x(const zb_trend_geometry *g, size_t year) {
    return g->first_x + g->step * (double)year;
}

double zb_trend_y(const zb_trend_geometry *g, double value) {
    return g->zero_y - zb_axis_at(&g->axis, value) * (g->zero_y - g->plot.y);
}

bool zb_trend_is_outside(const zb_trend_geometry *g, const zb_trend_point *point) {
    return point->few && (point->value < g->axis.low || point->value > g->axis.high);
}

double zb_trend_value_y(const zb_trend_geometry *g, const zb_trend_point *point) {
    double y = zb_trend_y(g, point->value);
    return zb_trend_is_outside(g, point) ? fmax(g->plot.y, fmin(g->zero_y, y)) : y;
}

const zb_trend_point *zb_trend_slot(const zb_trend_geometry *g, size_t line, size_t year) {
    return g->slots[line * g->years + year];
}

bool zb_trend_is_cut(const zb_trend_geometry *g, const zb_trend_point *point, bool above) {
    double top = g->plot.y, bottom = g->plot.y + g->plot.h;
    return point->has_interval && (above ? zb_trend_y(g, point->high) < top - CUT_FROM
                                         : zb_trend_y(g, point->low) > bottom + CUT_FROM);
}

zb_point zb_trend_stated(const zb_trend_geometry *g, size_t line, size_t year) {
    double y = zb_trend_y(g, zb_trend_slot(g, line, year)->stated);
    return (zb_point){zb_trend_x(g, year), fmax(g->plot.y, fmin(g->zero_y, y))};
}

static bool is_finite_point(const zb_trend_point *p) {
    return isfinite(p->value) && (!p->has_interval || (isfinite(p->low) && isfinite(p->high))) &&
           (!p->has_stated || isfinite(p->stated));
}

static zb_status fill_slots(zb_trend_geometry *g, zb_arena *arena, zb_error *err) {
    const zb_trend_chart *chart = g->chart;
    if (chart->last_year < chart->first_year || chart->count == 0) {
        return ZB_OK;
    }
    int64_t years = (int64_t)chart->last_year - chart->first_year + 1;
    if (years > ZB_TREND_YEARS_MAX) {
        return zb_error_set(err, ZB_E_LIMIT, "a trend chart of more than %d years",
                            ZB_TREND_YEARS_MAX);
    }
    g->slots = ZB_NEW(arena, const zb_trend_point *, chart->count *(size_t)years);
    if (g->slots == NULL) {
        return zb_error_nomem(err);
    }
    bool any = false;
    for (size_t i = 0; i < chart->count; i++) {
        for (size_t k = 0; k < chart->lines[i].count; k++) {
            const zb_trend_point *p = &chart->lines[i].points[k];
            if (p->year < chart->first_year || p->year > chart->last_year) {
                continue;
            }
            if (!is_finite_point(p)) {
                return zb_error_set(err, ZB_E_DOMAIN, "a value of a trend chart is not finite");
            }
            g->slots[i * (size_t)years + (size_t)(p->year - chart->first_year)] = p;
            any = true;
        }
    }
    g->years = any ? (size_t)years : 0;
    return ZB_OK;
}

static void stretch_to(double value, double limit_low, double limit_high, double *low,
                       double *high) {
    if (value >= limit_low) {
        *low = fmin(*low, value);
    }
    if (value <= limit_high) {
        *high = fmax(*high, value);
    }
}

/* Values of few cases set the scale only where there are no others. */
static bool has_comparable(const zb_trend_geometry *g) {
    for (size_t i = 0; i < g->chart->count * g->years; i++) {
        if (g->slots[i] != NULL && !g->slots[i]->few) {
            return true;
        }
    }
    return false;
}

/* The values, and what of intervals and stated values is not too far from them. */
static void find_range(const zb_trend_geometry *g, double *low, double *high) {
    *low = INFINITY;
    *high = -INFINITY;
    size_t slots = g->chart->count * g->years;
    bool any = has_comparable(g);
    for (size_t i = 0; i < slots; i++) {
        if (g->slots[i] != NULL && !(any && g->slots[i]->few)) {
            *low = fmin(*low, g->slots[i]->value);
            *high = fmax(*high, g->slots[i]->value);
        }
    }
    double span = *high - *low;
    if (!(span > 0)) {
        span = fmax(fabs(*high) * 0.1, 1);
    }
    /* the interval of a line alone is seen whole: there is nothing else to press together */
    double reach = g->chart->count == 1 ? INFINITY : REACH * span;
    double limit_low = *low - reach, limit_high = *high + reach;
    for (size_t i = 0; i < slots; i++) {
        const zb_trend_point *p = g->slots[i];
        if (p == NULL || (any && p->few)) {
            continue;
        }
        if (p->has_interval && zb_trend_is_strong(&g->chart->lines[i / g->years])) {
            stretch_to(fmax(p->low, limit_low), limit_low, limit_high, low, high);
            stretch_to(fmin(p->high, limit_high), limit_low, limit_high, low, high);
        }
        if (p->has_stated && !g->chart->bare) {
            stretch_to(p->stated, limit_low, limit_high, low, high);
        }
    }
    if (g->chart->percent) {
        *low = fmax(*low, fmin(0, *high));
    }
}

static bool fit_axis(zb_trend_geometry *g, zb_arena *arena, double height) {
    double low, high;
    find_range(g, &low, &high);
    zb_axis_wish wish = {.length = height,
                         .spacing = TICKS_APART,
                         .percent = g->chart->percent,
                         .from_zero = g->chart->from_zero,
                         .whole = g->chart->decimals == 0 && !g->chart->percent,
                         .english = g->chart->english};
    g->axis = zb_axis_fit(low, high, wish);
    bool ok = true;
    for (size_t i = 0; i < g->axis.count; i++) {
        g->ticks[i] = zb_tick_label(arena, &g->axis, g->axis.ticks[i], &ok);
    }
    return ok;
}

/* Whether a line gets a label in the column: it reaches the last year, and there is room. */
static bool is_labelled(const zb_trend_geometry *g, size_t line, bool all) {
    return zb_trend_slot(g, line, g->years - 1) != NULL &&
           (all || zb_trend_is_strong(&g->chart->lines[line]));
}

static void sort_labels(zb_trend_label *labels, size_t n) {
    for (size_t i = 1; i < n; i++) {
        zb_trend_label moved = labels[i];
        size_t k = i;
        for (; k > 0 && labels[k - 1].end.y > moved.end.y; k--) {
            labels[k] = labels[k - 1];
        }
        labels[k] = moved;
    }
}

static double largest_value(const zb_trend_geometry *g) {
    double largest = 0;
    for (size_t i = 0; i < g->chart->count * g->years; i++) {
        if (g->slots[i] != NULL) {
            largest = fmax(largest, fabs(g->slots[i]->value));
        }
    }
    return largest;
}

/* The labels' texts; their widths decide how wide the plot may be. */
static bool write_labels(zb_trend_geometry *g, zb_arena *arena, const zb_font *font,
                         double *name_width, double *value_width) {
    size_t lines = g->chart->count;
    double largest = largest_value(g);
    size_t room = (size_t)(g->frame.h / ZB_PITCH);
    bool all = lines <= ZB_TREND_LABELS_MAX && lines <= room;
    bool ok = true;
    g->labels = ZB_NEW(arena, zb_trend_label, lines);
    if (g->labels == NULL) {
        return false;
    }
    *name_width = *value_width = 0;
    for (size_t i = 0; i < lines; i++) {
        const zb_trend_line *line = &g->chart->lines[i];
        bool full = g->label_count + (line->tone == ZB_TONE_WHOLE ? 0 : 1) >= room;
        if (!is_labelled(g, i, all) || (full && !all)) {
            continue;
        }
        const zb_trend_point *last = zb_trend_slot(g, i, g->years - 1);
        zb_trend_label *label = &g->labels[g->label_count++];
        label->line = line;
        label->value = zb_number_label_in(arena, g->chart->english, last->value, g->chart->decimals,
                                          largest, &ok);
        label->value = zb_marked_label(arena, last->before, label->value, last->behind, &ok);
        label->name = zb_cut_to_fit(arena, font, zb_trend_name(arena, line, &ok), ZB_LABEL,
                                    0.28 * g->frame.w, &ok);
        *name_width = fmax(*name_width, zb_text_width(font, label->name, ZB_LABEL, false));
        *value_width = fmax(*value_width, zb_text_width(font, label->value, ZB_LABEL, false));
    }
    return ok;
}

static int stride_of(size_t years, double step, double label_width) {
    static const int strides[] = {1, 2, 5, 10, 20, 50, 100};
    size_t i = years > 12 ? 1 : 0;
    while (i + 1 < sizeof strides / sizeof *strides &&
           strides[i] * step < label_width + YEAR_ROOM) {
        i++;
    }
    return strides[i];
}

static void set_years(zb_trend_geometry *g, const zb_font *font, double inset) {
    double year_width = zb_text_width(font, ZB_STR("2025"), ZB_LABEL, false);
    if (g->years == 1) {
        g->plot.w = fmin(g->plot.w, ONE_YEAR);
        g->first_x = g->plot.x + g->plot.w / 2;
        g->step = 0;
        g->stride = 1;
        return;
    }
    g->first_x = g->plot.x + inset;
    g->step = (g->plot.w - inset) / (double)(g->years - 1);
    g->stride = stride_of(g->years, g->step, year_width);
}

static bool place_labels(zb_trend_geometry *g, zb_arena *arena) {
    for (size_t i = 0; i < g->label_count; i++) {
        zb_trend_label *label = &g->labels[i];
        size_t line = (size_t)(label->line - g->chart->lines);
        label->end = (zb_point){zb_trend_x(g, g->years - 1),
                                zb_trend_value_y(g, zb_trend_slot(g, line, g->years - 1))};
    }
    sort_labels(g->labels, g->label_count);
    return zb_trend_spread_labels(g, arena);
}

static zb_status lay_out_full(zb_trend_geometry *g, zb_arena *arena, const zb_font *font,
                              zb_error *err) {
    zb_box frame = g->frame;
    double name_width, value_width, tick_width = 0;
    g->plot.y = frame.y + TOP;
    g->plot.h = frame.h - TOP - YEARS_H;
    if (!fit_axis(g, arena, g->plot.h - FOOT) ||
        !write_labels(g, arena, font, &name_width, &value_width)) {
        return zb_error_nomem(err);
    }
    for (size_t i = 0; i < g->axis.count; i++) {
        tick_width = fmax(tick_width, zb_text_width(font, g->ticks[i], ZB_LABEL, false));
    }
    double column = g->label_count == 0 ? zb_text_width(font, ZB_STR("2025"), ZB_LABEL, false) / 2
                                        : LEADER + name_width + NAME_GAP + value_width;
    g->plot.x = frame.x + tick_width + TICK_GAP;
    g->plot.w = frame.x + frame.w - column - g->plot.x;
    if (g->plot.w < PLOT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "a trend chart has no room in %.0f pt", frame.w);
    }
    bool on_zero = g->axis.low == 0;
    g->zero_y = g->plot.y + g->plot.h - (on_zero ? 0 : FOOT);
    set_years(g, font, INSET);
    g->name_x = g->plot.x + g->plot.w + LEADER;
    g->value_right = g->name_x + name_width + NAME_GAP + value_width;
    if (!place_labels(g, arena) || !zb_trend_write_notes(g, arena, font)) {
        return zb_error_nomem(err);
    }
    return ZB_OK;
}

/* The cover: nothing but lines and the two ends of the whole. */
static zb_status lay_out_bare(zb_trend_geometry *g, zb_arena *arena, const zb_font *font,
                              zb_error *err) {
    zb_box frame = g->frame;
    g->plot.y = frame.y + TOP;
    g->plot.h = frame.h - TOP - YEARS_H;
    if (!fit_axis(g, arena, g->plot.h)) {
        return zb_error_nomem(err);
    }
    /* the cover has no ticks: its scale is that of its values */
    double low, high;
    find_range(g, &low, &high);
    if (high > low) {
        g->axis.low = low;
        g->axis.high = high;
    }
    double column = 0;
    if (!zb_trend_write_whole(g, arena, font, &column)) {
        return zb_error_nomem(err);
    }
    g->plot.x = frame.x;
    g->plot.w = frame.w - column;
    if (g->plot.w < PLOT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "a trend chart has no room in %.0f pt", frame.w);
    }
    g->zero_y = g->plot.y + g->plot.h - FOOT;
    set_years(g, font, 5);
    g->name_x = g->plot.x + g->plot.w + LEADER;
    return ZB_OK;
}

zb_status zb_trend_lay_out(zb_trend_geometry *out, zb_arena *arena, const zb_trend_chart *chart,
                           const zb_font *font, zb_box frame, zb_error *err) {
    *out = (zb_trend_geometry){.chart = chart, .frame = frame};
    zb_status status = fill_slots(out, arena, err);
    if (status != ZB_OK || out->years == 0) {
        return status;
    }
    return chart->bare ? lay_out_bare(out, arena, font, err) : lay_out_full(out, arena, font, err);
}
