/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/funnel_geometry.h"

#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "base/str.h"
#include "chart/place.h"
#include "chart/text.h"

#define TOP 6.0
#define FOOT 17.0
#define TICK_GAP 5.0
#define END_GAP 3.0
#define TICKS_X 42.0
#define TICKS_Y 30.0
#define LOG_RATIO 1000.0 /* from there on n is shown on a logarithmic scale */
#define PLOT_MIN 40.0
#define LABEL_H 9.0
#define LABEL_GAP 4.0
#define FARTHEST 0.6 /* of the plot's width, where a label farther from its point ends */
/* Limits of few cases reach so many spans of the rest beyond it; then they leave the plot. */
#define REACH 0.45

static double x_share(const zb_funnel_geometry *g, double n) {
    return zb_axis_at(&g->x_axis, g->log_x ? log10(n) : n);
}

zb_point zb_funnel_at(const zb_funnel_geometry *g, double n, double value) {
    return (zb_point){g->plot.x + x_share(g, n) * g->plot.w,
                      g->plot.y + (1 - zb_axis_at(&g->y_axis, value)) * g->plot.h};
}

static bool is_finite_chart(const zb_funnel_chart *chart) {
    bool good = isfinite(chart->whole);
    for (size_t i = 0; i < chart->count; i++) {
        const zb_funnel_point *p = &chart->points[i];
        good = good && isfinite(p->value) && isfinite(p->n) && p->n > 0;
    }
    for (size_t i = 0; i < chart->limit_count; i++) {
        const zb_funnel_limit *l = &chart->limits[i];
        good = good && isfinite(l->n) && l->n > 0 && isfinite(l->low95) && isfinite(l->high95) &&
               isfinite(l->low998) && isfinite(l->high998) &&
               (i == 0 || l->n > chart->limits[i - 1].n);
    }
    return good;
}

/* Powers of ten from the one below the smallest n to the one above the largest. */
static void fit_log(zb_axis *axis, double low, double high) {
    *axis = (zb_axis){.low = floor(log10(low)), .high = ceil(log10(high)), .divisor = 1};
    for (double power = axis->low; power <= axis->high && axis->count < ZB_TICKS_MAX; power++) {
        axis->ticks[axis->count++] = power;
    }
}

static bool fit_x(zb_funnel_geometry *g, zb_arena *arena, double width) {
    const zb_funnel_chart *chart = g->chart;
    double low = INFINITY, high = 0;
    bool ok = true;
    for (size_t i = 0; i < chart->count; i++) {
        low = fmin(low, chart->points[i].n);
        high = fmax(high, chart->points[i].n);
    }
    g->log_x = high / low >= LOG_RATIO;
    if (g->log_x) {
        fit_log(&g->x_axis, low, high);
    } else {
        zb_axis_wish wish = {.length = width,
                             .spacing = TICKS_X,
                             .from_zero = true,
                             .whole = true,
                             .english = chart->english};
        g->x_axis = zb_axis_fit(0, high * 1.02, wish);
    }
    for (size_t i = 0; i < g->x_axis.count; i++) {
        double tick = g->x_axis.ticks[i];
        g->x_ticks[i] = g->log_x ? zb_number_label(arena, pow(10, tick), 0, 0, &ok)
                                 : zb_tick_label(arena, &g->x_axis, tick, &ok);
    }
    return ok;
}

/* A limit at n, between the given ones by a straight line, beyond them as the nearest. */
static double limit_at(const zb_funnel_chart *chart, size_t curve, double n) {
    double below_n = 0, below = 0;
    for (size_t i = 0; i < chart->limit_count; i++) {
        const zb_funnel_limit *l = &chart->limits[i];
        double values[] = {l->low998, l->low95, chart->whole, l->high95, l->high998};
        if (l->n >= n) {
            double share = i == 0 ? 1 : (n - below_n) / (l->n - below_n);
            return i == 0 ? values[curve] : below + share * (values[curve] - below);
        }
        below_n = l->n;
        below = values[curve];
    }
    return below;
}

static double largest_n(const zb_funnel_geometry *g) {
    return g->log_x ? pow(10, g->x_axis.high) : g->x_axis.high;
}

static double smallest_n(const zb_funnel_chart *chart) {
    double smallest = chart->points[0].n;
    for (size_t i = 1; i < chart->count; i++) {
        smallest = fmin(smallest, chart->points[i].n);
    }
    return smallest;
}

/* The points, the limits where they leave the plot at the right, and as much of the limits of the
 * smallest n as leaves the points half of the height. */
static void find_values(const zb_funnel_geometry *g, double *low, double *high) {
    const zb_funnel_chart *chart = g->chart;
    *low = *high = chart->whole;
    for (size_t i = 0; i < chart->count; i++) {
        *low = fmin(*low, chart->points[i].value);
        *high = fmax(*high, chart->points[i].value);
    }
    if (chart->limit_count == 0) {
        return;
    }
    double end = largest_n(g), begin = smallest_n(chart);
    for (size_t curve = 0; curve < ZB_FUNNEL_CURVES; curve++) {
        *low = fmin(*low, limit_at(chart, curve, end));
        *high = fmax(*high, limit_at(chart, curve, end));
    }
    double reach = REACH * (*high - *low);
    double least = *low - reach, most = *high + reach;
    for (size_t curve = 0; curve < ZB_FUNNEL_CURVES; curve++) {
        double limit = fmin(fmax(limit_at(chart, curve, begin), least), most);
        *low = fmin(*low, limit);
        *high = fmax(*high, limit);
    }
}

static bool fit_y(zb_funnel_geometry *g, zb_arena *arena) {
    const zb_funnel_chart *chart = g->chart;
    double low, high;
    find_values(g, &low, &high);
    double room = 0.12 * (high - low);
    low -= room;
    high += room;
    if (chart->percent) {
        low = fmax(low, fmin(0, chart->whole));
        high = fmin(high, fmax(100, high - room));
    }
    zb_axis_wish wish = {.length = g->plot.h,
                         .spacing = TICKS_Y,
                         .percent = chart->percent,
                         .english = chart->english};
    g->y_axis = zb_axis_fit(low, high, wish);
    bool ok = true;
    for (size_t i = 0; i < g->y_axis.count; i++) {
        g->y_ticks[i] = zb_tick_label(arena, &g->y_axis, g->y_axis.ticks[i], &ok);
    }
    return ok;
}

static bool write_curves(zb_funnel_geometry *g, zb_arena *arena) {
    const zb_funnel_chart *chart = g->chart;
    double start = g->log_x ? pow(10, g->x_axis.low) : 0, end = largest_n(g);
    for (size_t curve = 0; curve < ZB_FUNNEL_CURVES; curve++) {
        zb_point *points = ZB_NEW(arena, zb_point, chart->limit_count + 2);
        if (points == NULL) {
            return false;
        }
        size_t n = 0;
        for (size_t i = 0; i < chart->limit_count; i++) {
            double at = chart->limits[i].n;
            if (at >= start && at < end) {
                points[n++] = zb_funnel_at(g, at, limit_at(chart, curve, at));
            }
        }
        if (chart->limit_count > 0) {
            points[n++] = zb_funnel_at(g, end, limit_at(chart, curve, end));
        }
        g->curves[curve] = points;
        g->curve_length = n;
    }
    g->curves[ZB_FUNNEL_WHOLE][0] = zb_funnel_at(g, start > 0 ? start : 0, chart->whole);
    g->curves[ZB_FUNNEL_WHOLE][1] = zb_funnel_at(g, end, chart->whole);
    return true;
}

/* Names of the curves where they leave the plot, from above. */
static bool write_ends(zb_funnel_geometry *g, zb_arena *arena, const zb_font *font, zb_str whole) {
    const zb_str names[] = {ZB_STR("99.8%"), ZB_STR("95%"), whole, ZB_STR("95%"), ZB_STR("99.8%")};
    double right = g->plot.x + g->plot.w + END_GAP, bottom = g->plot.y + g->plot.h;
    double middles[ZB_FUNNEL_CURVES];
    for (size_t k = ZB_FUNNEL_CURVES; k-- > 0;) {
        bool is_whole = k == ZB_FUNNEL_WHOLE;
        if (!is_whole && g->curve_length == 0) {
            continue;
        }
        double y = g->curves[k][is_whole ? 1 : g->curve_length - 1].y;
        if (y < g->plot.y - 0.5 || y > bottom + 0.5) {
            continue;
        }
        middles[g->end_count] = y;
        g->ends[g->end_count++] = (zb_funnel_label){
            .text = names[k],
            .box = {right, 0, zb_text_width(font, names[k], ZB_LABEL, is_whole), LABEL_H},
            .color = is_whole ? ZB_INK : ZB_SOFT,
            .bold = is_whole};
    }
    if (!zb_spread(arena, middles, g->end_count, 9.2, g->frame.y + LABEL_H / 2,
                   bottom - LABEL_H / 2)) {
        return false;
    }
    for (size_t i = 0; i < g->end_count; i++) {
        g->ends[i].box.y = middles[i] - LABEL_H / 2;
    }
    return true;
}

static void add_curves(const zb_funnel_geometry *g, zb_placer *placer) {
    for (size_t curve = 0; curve < ZB_FUNNEL_CURVES; curve++) {
        size_t n = curve == ZB_FUNNEL_WHOLE ? 2 : g->curve_length;
        for (size_t i = 1; i < n; i++) {
            zb_placer_add_line(placer, g->curves[curve][i - 1], g->curves[curve][i]);
        }
    }
}

/* Farther to the right, where no curve runs through it: between the limits of few cases there is
 * no room. The line to it meets no other point and no name, now and later. */
static bool find_clear(zb_placer *placer, zb_point at, double width, zb_box *box) {
    double end = placer->frame.x + FARTHEST * placer->frame.w;
    double from = at.x + ZB_FUNNEL_DOT + 1;
    zb_box tried = {at.x + LABEL_GAP, at.y - LABEL_H / 2, width, LABEL_H};
    for (; tried.x + width < end; tried.x += LABEL_GAP) {
        zb_box leader = {from, at.y - 0.5, fmax(0, tried.x - 1 - from), 1};
        if (!zb_placer_is_free(placer, leader)) {
            return false;
        }
        if (zb_placer_is_free(placer, tried) && zb_placer_covered(placer, tried) <= 0) {
            *box = tried;
            zb_placer_add_box(placer, leader);
            return zb_placer_take(placer, tried);
        }
    }
    return false;
}

static void label_point(zb_funnel_geometry *g, zb_placer *placer, const zb_font *font, size_t i) {
    const zb_funnel_point *p = &g->chart->points[i];
    bool status = zb_tone_is_status(p->tone);
    double width = zb_text_width(font, p->name, ZB_LABEL, status);
    zb_box box;
    zb_point at = zb_funnel_at(g, p->n, p->value);
    size_t boxes = placer->box_count;
    if (!zb_placer_find(placer, at, width, LABEL_H, LABEL_GAP, &box)) {
        return;
    }
    zb_funnel_label label = {.text = p->name,
                             .box = box,
                             .color = status ? zb_tone_color(p->tone) : ZB_SOFT,
                             .bold = status,
                             .from = at};
    if (zb_placer_covered(placer, box) > 0) {
        placer->box_count = boxes; /* the place just taken is given back */
        label.has_leader = find_clear(placer, at, width, &label.box);
        label.to = (zb_point){label.box.x - 1, at.y};
        if (!label.has_leader) {
            label.has_leader =
                zb_placer_find_apart(placer, at, width, LABEL_H, &label.box, &label.to);
        }
        if (!label.has_leader) {
            zb_placer_take(placer, box);
        }
    }
    g->labels[g->label_count++] = label;
}

/* Named for what it is, whatever its place: beyond the limits, or a reader's choice. */
static bool is_named(const zb_funnel_chart *chart, size_t i) {
    return zb_tone_is_status(chart->points[i].tone) || (chart->focus != NULL && chart->focus[i]);
}

/* The points beyond the limits and a reader's, then the one of the fewest cases. */
static bool write_labels(zb_funnel_geometry *g, zb_arena *arena, const zb_font *font) {
    const zb_funnel_chart *chart = g->chart;
    zb_placer placer;
    g->labels = ZB_NEW(arena, zb_funnel_label, chart->count + 1);
    if (g->labels == NULL || !zb_placer_begin(&placer, arena, g->plot, 3 * chart->count,
                                              ZB_FUNNEL_CURVES * (chart->limit_count + 2))) {
        return false;
    }
    add_curves(g, &placer);
    size_t smallest = 0;
    double r = ZB_FUNNEL_DOT;
    for (size_t i = 0; i < chart->count; i++) {
        zb_point at = zb_funnel_at(g, chart->points[i].n, chart->points[i].value);
        zb_placer_add_box(&placer, (zb_box){at.x - r, at.y - r, 2 * r, 2 * r});
        smallest = chart->points[i].n < chart->points[smallest].n ? i : smallest;
    }
    for (size_t i = 0; i < chart->count; i++) {
        if (is_named(chart, i)) {
            label_point(g, &placer, font, i);
        }
    }
    if (!is_named(chart, smallest)) {
        label_point(g, &placer, font, smallest);
    }
    return true;
}

zb_status zb_funnel_lay_out(zb_funnel_geometry *out, zb_arena *arena, const zb_funnel_chart *chart,
                            const zb_font *font, zb_box frame, zb_error *err) {
    *out = (zb_funnel_geometry){.chart = chart, .frame = frame};
    zb_funnel_geometry *g = out;
    if (chart->count == 0) {
        return ZB_OK;
    }
    if (!is_finite_chart(chart)) {
        return zb_error_set(err, ZB_E_DOMAIN,
                            "a funnel plot needs finite values, n > 0 and limits ascending in n");
    }
    bool ok = true;
    zb_str whole = zb_cut_to_fit(arena, font, chart->whole_name, ZB_LABEL, 0.2 * frame.w, &ok);
    double ends = fmax(zb_text_width(font, whole, ZB_LABEL, true),
                       zb_text_width(font, ZB_STR("99.8%"), ZB_LABEL, false));
    g->plot.y = frame.y + TOP;
    g->plot.h = frame.h - TOP - FOOT;
    /* the ticks of x decide on the limits shown, these on the ticks of y, these on the width */
    ok = ok && fit_x(g, arena, frame.w - 30 - ends) && fit_y(g, arena);
    double ticks = 0;
    for (size_t i = 0; ok && i < g->y_axis.count; i++) {
        ticks = fmax(ticks, zb_text_width(font, g->y_ticks[i], ZB_LABEL, false));
    }
    double last = ok ? zb_text_width(font, g->x_ticks[g->x_axis.count - 1], ZB_LABEL, false) : 0;
    g->plot.x = frame.x + ticks + TICK_GAP;
    g->plot.w = frame.w - ticks - TICK_GAP - fmax(ends + END_GAP, last / 2);
    if (ok && g->plot.w < PLOT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "a funnel plot has no room in %.0f pt", frame.w);
    }
    ok = ok && write_curves(g, arena) && write_ends(g, arena, font, whole) &&
         write_labels(g, arena, font);
    return ok ? ZB_OK : zb_error_nomem(err);
}
