/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/multiples_geometry.h"

#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "base/str.h"
#include "chart/figure.h"
#include "chart/heat_geometry.h"
#include "chart/text.h"

#define PANEL_W 110.0
#define PANEL_H 80.0
#define COLUMN_GAP 12.0
#define ROW_GAP 8.0
#define HEAD_GAP 4.0 /* between head and plot: half a label */
#define YEARS_H 6.0  /* of the last row's years, what the gap below it does not hold */
#define FLAT 0.62    /* of the width: the height that wide panels get */
#define PANEL_H_MAX 130.0
#define PLOT_W_MIN 24.0
#define PLOT_H_MIN 16.0
#define INSET 4.0
#define TICK_GAP 5.0
#define LABEL_GAP 4.0
#define TICKS_APART 24.0
/* Intervals reach so many spans of the values beyond them; then they are cut. */
#define REACH 0.5
/* On a panel's own scale none other is pressed together. */
#define REACH_ALONE 6.0
#define CUT_FROM 0.5 /* so far beyond the plot nobody would see it end */

double zb_multiples_x(const zb_multiples_geometry *g, const zb_multiples_place *place,
                      size_t year) {
    return place->plot.x + g->inset + g->step * (double)year;
}

double zb_multiples_y(const zb_multiples_place *place, double value) {
    return place->plot.y + (1 - zb_axis_at(&place->axis, value)) * place->plot.h;
}

bool zb_multiples_is_cut(const zb_multiples_place *place, const zb_trend_point *point, bool above) {
    double top = place->plot.y, bottom = place->plot.y + place->plot.h;
    return point->has_interval && (above ? zb_multiples_y(place, point->high) < top - CUT_FROM
                                         : zb_multiples_y(place, point->low) > bottom + CUT_FROM);
}

static size_t shown_of(const zb_multiples *chart) {
    if (chart->first >= chart->count) {
        return 0;
    }
    size_t rest = chart->count - chart->first;
    return chart->shown == 0 || chart->shown > rest ? rest : chart->shown;
}

static size_t columns_in(double width) {
    return (size_t)fmax(1, floor((width + COLUMN_GAP) / (PANEL_W + COLUMN_GAP)));
}

/* A figure that is all there is has rows as even as can be; of several figures, each has panels of
 * the same size. */
static size_t columns_of(const zb_multiples *chart, double width) {
    size_t columns = columns_in(width), shown = shown_of(chart);
    if (shown == chart->count && shown > 0) {
        columns = columns < shown ? columns : shown;
        size_t rows = (shown + columns - 1) / columns;
        columns = (shown + rows - 1) / rows;
    }
    return columns;
}

/* The height of a row of that many panels, its names on one line. */
static double row_height(double width, size_t columns) {
    double panel = width / (double)columns - COLUMN_GAP;
    return fmin(fmax(PANEL_H, FLAT * panel), PANEL_H_MAX);
}

size_t zb_multiples_fit(double width, double height) {
    if (!(width >= PANEL_W) || !(height > YEARS_H)) {
        return 0;
    }
    size_t columns = columns_in(fmin(width, 1e6));
    double pitch = row_height(fmin(width, 1e6), columns) + ZB_MULTIPLES_NAME;
    double fit = floor((fmin(height, 1e6) - YEARS_H) / pitch) * (double)columns;
    return (size_t)fmin(fit, ZB_MULTIPLES_MAX);
}

static double name_room(const zb_multiples *chart, const zb_font *font,
                        const zb_multiples_panel *panel, double width) {
    double sign = zb_tone_is_status(panel->tone) ? ZB_MULTIPLES_SIGN + 4 : 0;
    double unit =
        chart->shared_scale ? 0 : zb_text_width(font, panel->unit, ZB_LABEL, false) + LABEL_GAP;
    return fmax(2 * ZB_LABEL, width - sign - unit);
}

/* Whether any name takes a second line in panels of that width, axis and gaps guessed. */
static bool needs_two_lines(const zb_multiples *chart, const zb_font *font, double width,
                            size_t columns) {
    double panel = (width - (chart->shared_scale ? 24 : 0)) / (double)columns - COLUMN_GAP;
    for (size_t i = chart->first; i < chart->first + shown_of(chart); i++) {
        const zb_multiples_panel *p = &chart->panels[i];
        if (zb_text_width(font, p->name, ZB_LABEL, true) > name_room(chart, font, p, panel)) {
            return true;
        }
    }
    return false;
}

double zb_multiples_height(const zb_multiples *chart, const zb_font *font, double width) {
    size_t shown = shown_of(chart);
    if (shown == 0 || !(width > 0)) {
        return 0;
    }
    size_t columns = columns_of(chart, width), rows = (shown + columns - 1) / columns;
    /* a row alone may be higher; of several, each is as high as on a full page */
    double height = row_height(width, rows == 1 ? columns : columns_in(width));
    if (needs_two_lines(chart, font, width, columns)) {
        height += ZB_MULTIPLES_NAME;
    }
    return height * (double)rows + YEARS_H;
}

static bool is_finite_point(const zb_trend_point *p) {
    return isfinite(p->value) && (!p->has_interval || (isfinite(p->low) && isfinite(p->high)));
}

static zb_status fill_slots(zb_multiples_geometry *g, zb_arena *arena, zb_error *err) {
    const zb_multiples *chart = g->chart;
    int64_t years = (int64_t)chart->last_year - chart->first_year + 1;
    if (years > ZB_MULTIPLES_YEARS_MAX) {
        return zb_error_set(err, ZB_E_LIMIT, "small multiples of more than %d years",
                            ZB_MULTIPLES_YEARS_MAX);
    }
    g->slots = ZB_NEW(arena, const zb_trend_point *, chart->count *(size_t)years);
    if (g->slots == NULL) {
        return zb_error_nomem(err);
    }
    bool any = false;
    for (size_t i = 0; i < chart->count; i++) {
        for (size_t k = 0; k < chart->panels[i].count; k++) {
            const zb_trend_point *p = &chart->panels[i].points[k];
            if (p->year < chart->first_year || p->year > chart->last_year) {
                continue;
            }
            if (!is_finite_point(p)) {
                return zb_error_set(err, ZB_E_DOMAIN, "a value of small multiples is not finite");
            }
            g->slots[i * (size_t)years + (size_t)(p->year - chart->first_year)] = p;
            any = true;
        }
    }
    g->years = any ? (size_t)years : 0;
    return ZB_OK;
}

/* Of `n` slots: the values, and what of their intervals is within so many spans of the values. */
static bool find_range(const zb_trend_point *const *slots, size_t n, bool percent, double reach,
                       double *low, double *high) {
    *low = INFINITY;
    *high = -INFINITY;
    double reach_low = INFINITY, reach_high = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (slots[i] != NULL) {
            *low = fmin(*low, slots[i]->value);
            *high = fmax(*high, slots[i]->value);
            reach_low = slots[i]->has_interval ? fmin(reach_low, slots[i]->low) : reach_low;
            reach_high = slots[i]->has_interval ? fmax(reach_high, slots[i]->high) : reach_high;
        }
    }
    if (!(*low <= *high)) {
        return false;
    }
    double span = *high > *low ? *high - *low : fmax(fabs(*high) * 0.1, 1);
    double lowest = percent && *low >= 0 ? 0 : -INFINITY;
    double highest = percent && *high <= 100 ? 100 : INFINITY;
    *low = fmin(*low, fmax(lowest, fmax(reach_low, *low - reach * span)));
    *high = fmax(*high, fmin(highest, fmin(reach_high, *high + reach * span)));
    return true;
}

static void fit_axes(zb_multiples_geometry *g) {
    const zb_multiples *chart = g->chart;
    double low, high;
    zb_axis_wish wish = {.length = g->places[0].plot.h,
                         .spacing = TICKS_APART,
                         .percent = chart->percent,
                         .from_zero = chart->from_zero,
                         .whole = chart->decimals == 0 && !chart->percent,
                         .english = chart->english};
    zb_axis shared = {.high = 1, .divisor = 1};
    if (chart->shared_scale &&
        find_range(g->slots, chart->count * g->years, chart->percent, REACH, &low, &high)) {
        shared = zb_axis_fit(low, high, wish);
    }
    for (size_t i = 0; i < g->count; i++) {
        zb_multiples_place *p = &g->places[i];
        const zb_multiples_panel *panel = p->panel;
        p->axis = shared;
        if (!chart->shared_scale &&
            find_range(p->slots, g->years, panel->percent, REACH_ALONE, &low, &high)) {
            wish.percent = panel->percent;
            wish.from_zero = panel->from_zero;
            wish.whole = panel->decimals == 0 && !panel->percent;
            p->axis = zb_axis_fit(low, high, wish);
        }
    }
}

static size_t first_year_of(const zb_multiples_geometry *g, const zb_multiples_place *p) {
    size_t k = 0;
    while (k < g->years && p->slots[k] == NULL) {
        k++;
    }
    return k;
}

static size_t last_year_of(const zb_multiples_geometry *g, const zb_multiples_place *p) {
    size_t k = g->years;
    while (k > 0 && p->slots[k - 1] == NULL) {
        k--;
    }
    return k;
}

/* The texts of the values at the ends of lines, and the room they take at both sides of a plot. */
static bool write_values(zb_multiples_geometry *g, zb_arena *arena, const zb_font *font,
                         double *left, double *right) {
    const zb_multiples *chart = g->chart;
    bool ok = true;
    *left = *right = 0;
    double half_year = zb_text_width(font, ZB_STR("2025"), ZB_LABEL, false) / 2;
    for (size_t i = 0; i < g->count; i++) {
        zb_multiples_place *p = &g->places[i];
        size_t from = first_year_of(g, p), to = last_year_of(g, p);
        if (to == 0) {
            continue;
        }
        int decimals = chart->shared_scale ? chart->decimals : p->panel->decimals;
        const zb_trend_point *end = p->slots[to - 1];
        double first = p->slots[from]->value, last = end->value;
        p->last.text = zb_number_label_in(arena, chart->english, last, decimals, fabs(last), &ok);
        p->last.text = zb_marked_label(arena, end->before, p->last.text, end->behind, &ok);
        *right = fmax(*right, LABEL_GAP + zb_text_width(font, p->last.text, ZB_LABEL, true));
        if (!chart->shared_scale && from + 1 < to) {
            p->first.text =
                zb_number_label_in(arena, chart->english, first, decimals, fabs(first), &ok);
            *left = fmax(*left, LABEL_GAP + zb_text_width(font, p->first.text, ZB_LABEL, false));
        }
    }
    *left = fmax(*left, half_year - INSET);
    *right = fmax(*right, half_year - INSET);
    return ok;
}

static double clamp(double value, double low, double high) {
    return fmax(low, fmin(value, high));
}

/* Beside the ends of the line, where it cannot run. */
static void place_values(zb_multiples_geometry *g, const zb_font *font) {
    for (size_t i = 0; i < g->count; i++) {
        zb_multiples_place *p = &g->places[i];
        size_t from = first_year_of(g, p), to = last_year_of(g, p);
        double top = p->plot.y, bottom = p->plot.y + p->plot.h;
        if (p->first.text.n > 0) {
            double width = zb_text_width(font, p->first.text, ZB_LABEL, false);
            p->first.x = zb_multiples_x(g, p, from) - LABEL_GAP - width;
            p->first.y = clamp(zb_multiples_y(p, p->slots[from]->value), top, bottom);
        }
        if (p->last.text.n > 0) {
            p->last.x = zb_multiples_x(g, p, to - 1) + LABEL_GAP;
            p->last.y = clamp(zb_multiples_y(p, p->slots[to - 1]->value), top, bottom);
        }
    }
}

/* The name on one line or two; what does not fit is cut. */
static bool set_name(zb_multiples_geometry *g, zb_arena *arena, const zb_font *font,
                     zb_multiples_place *p, size_t lines) {
    bool ok = true;
    double room = name_room(g->chart, font, p->panel, p->box.w);
    zb_str name = p->panel->name;
    p->name_lines = 1;
    p->names[0] = name;
    if (zb_text_width(font, name, ZB_LABEL, true) > room && lines == 2) {
        zb_heat_head head = {0};
        ok = zb_heat_break(arena, font, name, ZB_LABEL, room - 1, &head);
        bool whole_line = zb_str_starts(name, head.lines[0]);
        size_t at = whole_line ? head.lines[0].n : zb_text_fit(font, name, ZB_LABEL, room);
        p->names[0] = zb_str_sub(name, 0, at);
        p->names[1] = zb_str_sub(name, at, name.n);
        p->name_lines = at < name.n ? 2 : 1;
    }
    for (size_t i = 0; i < p->name_lines; i++) {
        p->names[i] = zb_cut_to_fit(arena, font, p->names[i], ZB_LABEL, room - 1, &ok);
    }
    double width = zb_text_width(font, p->names[p->name_lines - 1], ZB_LABEL, true);
    p->sign_x = p->box.x + width + 3 + ZB_MULTIPLES_SIGN / 2;
    p->unit = g->chart->shared_scale ? (zb_str){0} : p->panel->unit;
    return ok;
}

/* Everything upright: rows, heads, plots. */
static bool set_rows(zb_multiples_geometry *g, size_t name_lines) {
    double pitch = fmin((g->frame.h - YEARS_H) / (double)g->rows, PANEL_H_MAX + ZB_MULTIPLES_NAME);
    double head = ZB_MULTIPLES_HEAD + (name_lines == 2 ? ZB_MULTIPLES_NAME : 0) + HEAD_GAP;
    for (size_t i = 0; i < g->count; i++) {
        zb_multiples_place *p = &g->places[i];
        size_t row = i / g->columns;
        p->box.y = g->frame.y + pitch * (double)row;
        p->box.h = pitch - ROW_GAP;
        p->plot.y = p->box.y + head;
        p->plot.h = p->box.h - head;
        p->has_years = i + g->columns >= g->count;
        p->has_ticks = g->chart->shared_scale && i % g->columns == 0;
    }
    return g->places[0].plot.h >= PLOT_H_MIN;
}

/* Everything across: columns, plots, years. */
static bool set_columns(zb_multiples_geometry *g, const zb_font *font, double left, double right) {
    double axis = 0;
    for (size_t i = 0; g->chart->shared_scale && i < g->places[0].axis.count; i++) {
        axis = fmax(axis, zb_text_width(font, g->ticks[i], ZB_LABEL, false) + TICK_GAP);
    }
    if (axis > 0) {
        axis = fmax(axis, zb_text_width(font, g->chart->unit, ZB_LABEL, false) + TICK_GAP);
        left = 0; /* the axis has room for half a year */
    }
    double gaps = COLUMN_GAP * (double)(g->columns - 1);
    double width = (g->frame.w - axis - gaps) / (double)g->columns;
    double plot = width - left - right;
    for (size_t i = 0; i < g->count; i++) {
        zb_multiples_place *p = &g->places[i];
        size_t column = i % g->columns;
        p->box.x = g->frame.x + axis + (width + COLUMN_GAP) * (double)column;
        p->box.w = width;
        p->plot.x = p->box.x + left;
        p->plot.w = plot;
    }
    g->inset = g->years == 1 ? plot / 2 : INSET;
    g->step = g->years == 1 ? 0 : (plot - 2 * INSET) / (double)(g->years - 1);
    return plot >= PLOT_W_MIN;
}

static bool write_ticks(zb_multiples_geometry *g, zb_arena *arena) {
    const zb_axis *axis = &g->places[0].axis;
    bool ok = true;
    for (size_t i = 0; g->chart->shared_scale && i < axis->count; i++) {
        g->ticks[i] = zb_tick_label(arena, axis, axis->ticks[i], &ok);
    }
    return ok;
}

/* What stands for very many lines: range and quartiles of each year. */
static zb_status find_areas(zb_multiples_geometry *g, zb_arena *arena, zb_error *err) {
    size_t panels = g->chart->count;
    if (!g->chart->shared_scale || panels <= ZB_MULTIPLES_LINES + 1) {
        return ZB_OK;
    }
    double *values = ZB_NEW(arena, double, panels);
    g->areas = ZB_NEW(arena, zb_multiples_area, g->years);
    if (values == NULL || g->areas == NULL) {
        return zb_error_nomem(err);
    }
    for (size_t k = 0; k < g->years; k++) {
        zb_multiples_area *area = &g->areas[k];
        for (size_t i = 0; i < panels; i++) {
            if (g->slots[i * g->years + k] != NULL) {
                values[area->count++] = g->slots[i * g->years + k]->value;
            }
        }
        double *const outs[] = {&area->low, &area->quarter, &area->three_quarters, &area->high};
        static const double shares[] = {0, 0.25, 0.75, 1};
        for (size_t q = 0; area->count > 0 && q < sizeof shares / sizeof *shares; q++) {
            zb_status status = zb_stats_quantile(outs[q], values, area->count, shares[q]);
            if (status != ZB_OK) {
                return zb_error_set(err, status, "no quartiles of small multiples");
            }
        }
    }
    return ZB_OK;
}

static zb_status lay_out_panels(zb_multiples_geometry *g, zb_arena *arena, const zb_font *font,
                                zb_error *err) {
    size_t lines = needs_two_lines(g->chart, font, g->frame.w, g->columns) ? 2 : 1;
    if (!set_rows(g, lines)) {
        return zb_error_set(err, ZB_E_USAGE, "%zu panels are too many for %.0f pt", g->count,
                            g->frame.h);
    }
    fit_axes(g);
    double left, right;
    if (!write_ticks(g, arena) || !write_values(g, arena, font, &left, &right)) {
        return zb_error_nomem(err);
    }
    if (!set_columns(g, font, left, right)) {
        return zb_error_set(err, ZB_E_USAGE, "small multiples have no room in %.0f pt", g->frame.w);
    }
    place_values(g, font);
    bool ok = true;
    for (size_t i = 0; i < g->count; i++) {
        ok = ok && set_name(g, arena, font, &g->places[i], lines);
    }
    return ok ? find_areas(g, arena, err) : zb_error_nomem(err);
}

zb_status zb_multiples_lay_out(zb_multiples_geometry *out, zb_arena *arena,
                               const zb_multiples *chart, const zb_font *font, zb_box frame,
                               zb_error *err) {
    *out = (zb_multiples_geometry){.chart = chart, .frame = frame};
    zb_multiples_geometry *g = out;
    size_t shown = shown_of(chart);
    if (shown == 0 || chart->last_year < chart->first_year) {
        return ZB_OK;
    }
    if (shown > ZB_MULTIPLES_MAX) {
        return zb_error_set(err, ZB_E_LIMIT, "small multiples of more than %d panels",
                            ZB_MULTIPLES_MAX);
    }
    zb_status status = fill_slots(g, arena, err);
    if (status != ZB_OK || g->years == 0) {
        return status;
    }
    g->places = ZB_NEW(arena, zb_multiples_place, shown);
    if (g->places == NULL) {
        return zb_error_nomem(err);
    }
    g->count = shown;
    g->columns = columns_of(chart, frame.w);
    g->rows = (shown + g->columns - 1) / g->columns;
    for (size_t i = 0; i < shown; i++) {
        g->places[i].panel = &chart->panels[chart->first + i];
        g->places[i].slots = g->slots + (chart->first + i) * g->years;
    }
    return lay_out_panels(g, arena, font, err);
}
