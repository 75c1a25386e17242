/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/distribution_geometry.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

#define HEAD 12.0      /* above the plot, for labels of dots */
#define HEAD_FLAT 18.0 /* the same for a line of labels */
#define FOOT 16.0      /* tick labels or years below the plot */
#define INSET 4.0      /* from the ends of the plot to those of the scale: a dot */
#define TICK_GAP 5.0
#define TICKS_X 45.0
#define TICKS_Y 32.0
#define COUNTS_APART 24.0
#define PLOT_MIN 40.0
#define STRIP_GAP 1.5 /* half of what neighbouring strips leave between them */
#define ROOM_MAX 42.0
#define BOX_HALF 13.0
/* Values that lie so many interquartile ranges beyond the quartiles are left off the scale where
 * without them it shows the others that many times larger. */
#define REACH 5.0
#define WORTH 4.0

size_t zb_distribution_largest(const zb_distribution_chart *chart) {
    size_t largest = 0;
    for (size_t i = 0; i < chart->count; i++) {
        largest = chart->columns[i].count > largest ? chart->columns[i].count : largest;
    }
    return largest;
}

double zb_distribution_along(const zb_distribution_geometry *g, double value) {
    double share = fmax(0, fmin(1, zb_axis_at(&g->axis, value)));
    double length = (g->flat ? g->plot.w : g->plot.h) - 2 * INSET;
    return g->flat ? g->plot.x + INSET + share * length : g->plot.y + INSET + (1 - share) * length;
}

zb_point zb_distribution_point_at(const zb_distribution_geometry *g, double along, double across) {
    return g->flat ? (zb_point){along, across} : (zb_point){across, along};
}

static zb_status check(const zb_distribution_chart *chart, zb_error *err) {
    for (size_t i = 0; i < chart->count; i++) {
        const zb_distribution_column *column = &chart->columns[i];
        bool good = !column->has_whole || isfinite(column->whole);
        for (size_t k = 0; k < column->count; k++) {
            good = good && isfinite(column->points[k].value) &&
                   isfinite(column->points[k].denominator);
        }
        if (!good || (i > 0 && column->year <= chart->columns[i - 1].year)) {
            return zb_error_set(err, ZB_E_DOMAIN,
                                "a distribution needs finite values and years that ascend");
        }
    }
    int64_t years = (int64_t)chart->columns[chart->count - 1].year - chart->columns[0].year + 1;
    return years <= ZB_DISTRIBUTION_YEARS_MAX
               ? ZB_OK
               : zb_error_set(err, ZB_E_LIMIT, "a distribution of more than %d years",
                              ZB_DISTRIBUTION_YEARS_MAX);
}

static int by_value(const void *a, const void *b) {
    const zb_distribution_dot *p = a, *q = b;
    if (p->point->value != q->point->value) {
        return p->point->value < q->point->value ? -1 : 1;
    }
    return (p->point > q->point) - (p->point < q->point);
}

static zb_status describe(zb_distribution_strip *strip, zb_arena *arena) {
    size_t n = strip->column->count;
    double *values = ZB_NEW(arena, double, n);
    strip->dots = ZB_NEW(arena, zb_distribution_dot, n);
    if (values == NULL || strip->dots == NULL) {
        return ZB_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        values[i] = strip->column->points[i].value;
        strip->dots[i].point = &strip->column->points[i];
    }
    qsort(strip->dots, n, sizeof *strip->dots, by_value);
    strip->has_box = n >= ZB_DISTRIBUTION_BOX;
    zb_status status = zb_stats_summary(&strip->summary, values, n);
    if (status == ZB_OK && strip->has_box) {
        strip->scores = ZB_NEW(arena, double, n);
        status =
            strip->scores == NULL ? ZB_E_NOMEM : zb_stats_robust_scores(strip->scores, values, n);
    }
    return status;
}

static zb_status add_strips(zb_distribution_geometry *g, zb_arena *arena) {
    g->strips = ZB_NEW(arena, zb_distribution_strip, g->chart->count);
    if (g->strips == NULL) {
        return ZB_E_NOMEM;
    }
    zb_status status = ZB_OK;
    for (size_t i = 0; i < g->chart->count && status == ZB_OK; i++) {
        if (g->chart->columns[i].count > 0) {
            zb_distribution_strip *strip = &g->strips[g->strip_count++];
            strip->column = &g->chart->columns[i];
            status = describe(strip, arena);
        }
    }
    return status;
}

typedef struct range {
    double low, high;
} range;

/* Of the values within the limits. */
static range range_within(const zb_distribution_geometry *g, range limits) {
    range r = {INFINITY, -INFINITY};
    for (size_t i = 0; i < g->strip_count; i++) {
        const zb_distribution_strip *strip = &g->strips[i];
        for (size_t k = 0; k < strip->column->count; k++) {
            double value = strip->dots[k].point->value;
            if (value >= limits.low && value <= limits.high) {
                r.low = fmin(r.low, value);
                r.high = fmax(r.high, value);
            }
        }
    }
    return r;
}

/* What the axis spans: all, but for values so far out that the others could not be told apart. */
static range range_shown(const zb_distribution_geometry *g) {
    range all = range_within(g, (range){-INFINITY, INFINITY});
    range fences = {INFINITY, -INFINITY};
    for (size_t i = 0; i < g->strip_count; i++) {
        const zb_summary *s = &g->strips[i].summary;
        double reach = REACH * (s->q3 - s->q1);
        fences.low = fmin(fences.low, s->q1 - reach);
        fences.high = fmax(fences.high, s->q3 + reach);
    }
    range near = range_within(g, fences);
    for (size_t i = 0; i < g->strip_count; i++) {
        const zb_distribution_column *column = g->strips[i].column;
        double whole = column->has_whole ? column->whole : near.low;
        near = (range){fmin(near.low, whole), fmax(near.high, whole)};
        all = (range){fmin(all.low, whole), fmax(all.high, whole)};
    }
    return near.high > near.low && all.high - all.low > WORTH * (near.high - near.low) ? near : all;
}

static bool fit_axis(zb_distribution_geometry *g, zb_arena *arena, range shown) {
    bool ok = true;
    zb_axis_wish wish = {.length = g->flat ? g->frame.w - 24 : g->plot.h,
                         .spacing = g->flat ? TICKS_X : TICKS_Y,
                         .percent = g->chart->percent,
                         .whole = g->chart->decimals == 0 && !g->chart->percent};
    g->axis = zb_axis_fit(shown.low, shown.high, wish);
    for (size_t i = 0; i < g->axis.count; i++) {
        g->ticks[i] = zb_tick_label(arena, &g->axis, g->axis.ticks[i], &ok);
    }
    return ok;
}

static double widest(const zb_str *labels, size_t n, const zb_font *font) {
    double width = 0;
    for (size_t i = 0; i < n; i++) {
        width = fmax(width, zb_text_width(font, labels[i], ZB_LABEL, false));
    }
    return width;
}

/* The plot beside its tick labels, and the strips in it. */
static void set_strips(zb_distribution_geometry *g, const zb_font *font) {
    double ticks = widest(g->ticks, g->axis.count, font);
    if (g->flat) {
        double counts = widest(g->count_ticks, g->counts.count, font);
        double half = fmax(ticks / 2 - INSET, 0);
        double left = fmax(half, counts > 0 ? counts + TICK_GAP : 0);
        g->plot.x = g->frame.x + left;
        g->plot.w = g->frame.w - left - half;
        g->room = g->plot.h / 2;
        g->strips[0].centre = g->plot.y + g->room;
        return;
    }
    g->plot.x = g->frame.x + ticks + TICK_GAP;
    g->plot.w = g->frame.w - ticks - TICK_GAP;
    g->step = g->plot.w / g->years;
    g->room = fmin(g->step / 2 - fmin(STRIP_GAP, g->step / 6), ROOM_MAX);
    for (size_t i = 0; i < g->strip_count; i++) {
        int year = g->strips[i].column->year - g->chart->columns[0].year;
        g->strips[i].centre = g->plot.x + (year + 0.5) * g->step;
    }
}

/* Which values the scale has no place for. */
static void find_beyond(zb_distribution_geometry *g) {
    for (size_t i = 0; i < g->strip_count; i++) {
        zb_distribution_strip *strip = &g->strips[i];
        strip->under = strip->over = 0;
        for (size_t k = 0; k < strip->column->count; k++) {
            double value = strip->dots[k].point->value;
            strip->dots[k].beyond = value < g->axis.low ? -1 : value > g->axis.high ? 1 : 0;
            strip->under += value < g->axis.low ? 1 : 0;
            strip->over += value > g->axis.high ? 1 : 0;
        }
    }
}

/* Box, median and whole, once the axis is fixed. */
static void place_boxes(zb_distribution_geometry *g) {
    for (size_t i = 0; i < g->strip_count; i++) {
        zb_distribution_strip *strip = &g->strips[i];
        const zb_summary *s = &strip->summary;
        double half = g->flat || g->bars ? g->room : fmin(g->room, BOX_HALF);
        half = g->flat && !g->bars ? fmin(g->room, 1.5 * BOX_HALF) : half;
        double a = zb_distribution_along(g, s->q1), b = zb_distribution_along(g, s->q3);
        double from = strip->centre - half, thick = fabs(b - a);
        strip->box = g->flat ? (zb_box){fmin(a, b), from, thick, 2 * half}
                             : (zb_box){from, fmin(a, b), 2 * half, thick};
        double median = zb_distribution_along(g, s->median);
        strip->median[0] = zb_distribution_point_at(g, median, from);
        strip->median[1] = zb_distribution_point_at(g, median, from + 2 * half);
        double whole = strip->column->has_whole ? strip->column->whole : s->median;
        double across = g->flat && g->bars ? g->plot.y : strip->centre;
        strip->whole = zb_distribution_point_at(g, zb_distribution_along(g, whole), across);
    }
}

static bool fit_counts(zb_distribution_geometry *g, zb_arena *arena, double step, double first) {
    if (!zb_distribution_place_bars(g, arena, step, first)) {
        return false;
    }
    zb_axis_wish wish = {
        .length = g->plot.h, .spacing = COUNTS_APART, .from_zero = true, .whole = true};
    bool ok = true;
    g->counts = zb_axis_fit(0, (double)g->longest, wish);
    for (size_t i = 0; i < g->counts.count; i++) {
        g->count_ticks[i] = zb_tick_label(arena, &g->counts, g->counts.ticks[i], &ok);
    }
    return ok;
}

static bool lay_out_bars(zb_distribution_geometry *g, zb_arena *arena, const zb_font *font) {
    double step, first;
    g->bars = true;
    zb_distribution_bin(g, &step, &first);
    if (!fit_axis(g, arena, (range){g->axis.low, g->axis.high})) {
        return false;
    }
    find_beyond(g);
    if (g->flat && !fit_counts(g, arena, step, first)) {
        return false;
    }
    set_strips(g, font);
    place_boxes(g);
    for (size_t i = 0; i < g->strip_count; i++) {
        zb_distribution_strip *strip = &g->strips[i];
        for (size_t k = 0; k < strip->column->count; k++) {
            double along = zb_distribution_along(g, strip->dots[k].point->value);
            strip->dots[k].at = zb_distribution_point_at(g, along, strip->centre);
        }
    }
    return zb_distribution_place_bars(g, arena, step, first);
}

static bool lay_out_marks(zb_distribution_geometry *g, zb_arena *arena, const zb_font *font) {
    set_strips(g, font);
    find_beyond(g);
    if (zb_distribution_largest(g->chart) < ZB_DISTRIBUTION_BARS) {
        place_boxes(g);
        zb_distribution_fit fit = zb_distribution_place_dots(g, arena);
        if (fit != ZB_DISTRIBUTION_CROWDED) {
            return fit == ZB_DISTRIBUTION_FITS;
        }
    }
    return lay_out_bars(g, arena, font);
}

zb_status zb_distribution_lay_out(zb_distribution_geometry *out, zb_arena *arena,
                                  const zb_distribution_chart *chart, const zb_font *font,
                                  zb_box frame, zb_error *err) {
    *out = (zb_distribution_geometry){.chart = chart, .frame = frame, .flat = chart->count == 1};
    zb_distribution_geometry *g = out;
    if (chart->count == 0) {
        return ZB_OK;
    }
    zb_status status = check(chart, err);
    if (status != ZB_OK || zb_distribution_largest(chart) < ZB_DISTRIBUTION_MIN) {
        return status;
    }
    double head = g->flat ? HEAD_FLAT : HEAD;
    g->plot.y = frame.y + head;
    g->plot.h = frame.h - head - FOOT;
    g->years = chart->columns[chart->count - 1].year - chart->columns[0].year + 1;
    status = add_strips(g, arena);
    if (status == ZB_E_DOMAIN) {
        return zb_error_set(err, ZB_E_DOMAIN, "the values of a distribution are too large");
    }
    if (status != ZB_OK || !fit_axis(g, arena, range_shown(g)) || !lay_out_marks(g, arena, font)) {
        return zb_error_nomem(err);
    }
    if (g->plot.w < PLOT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "a distribution has no room in %.0f pt", frame.w);
    }
    bool ok =
        zb_distribution_write_heads(g, arena, font) && zb_distribution_write_labels(g, arena, font);
    return ok ? ZB_OK : zb_error_nomem(err);
}
