/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/slope_geometry.h"

#include <math.h>

#include "base/error.h"
#include "chart/place.h"
#include "chart/text.h"

#define FOOT 6.0
#define NAME_GAP 7.0 /* between names and values */
#define NAME_SHARE 0.26
#define PLOT_MIN 30.0
#define PLOT_WISHED 70.0
#define PITCH_MIN 8.0
#define SPAN_MIN 0.1 /* of the largest value: what the height tells at least */

zb_tone zb_slope_tone(const zb_slope_line *line) {
    if (line->whole) {
        return ZB_TONE_WHOLE;
    }
    if (line->has_interval && line->change.low > 0 && line->last > line->first) {
        return ZB_TONE_HIGH;
    }
    if (line->has_interval && line->change.high < 0 && line->last < line->first) {
        return ZB_TONE_LOW;
    }
    return ZB_TONE_CONTEXT;
}

double zb_slope_y(const zb_slope_geometry *g, double value) {
    double share = g->high > g->low ? (value - g->low) / (g->high - g->low) : 0.5;
    return g->plot.y + (1 - share) * g->plot.h;
}

static bool is_finite_line(const zb_slope_line *line) {
    return isfinite(line->first) && isfinite(line->last) &&
           (!line->has_interval || (isfinite(line->change.low) && isfinite(line->change.high)));
}

/* false: a value is not finite. */
static bool find_range(zb_slope_geometry *g) {
    g->low = INFINITY;
    g->high = -INFINITY;
    for (size_t i = 0; i < g->chart->count; i++) {
        const zb_slope_line *line = &g->chart->lines[i];
        if (!is_finite_line(line)) {
            return false;
        }
        g->low = fmin(g->low, fmin(line->first, line->last));
        g->high = fmax(g->high, fmax(line->first, line->last));
    }
    /* a small change is not to look steep only because it is the largest there is */
    double missing = SPAN_MIN * fmax(fabs(g->low), fabs(g->high)) - (g->high - g->low);
    g->low -= fmax(0, missing) / 2;
    g->high += fmax(0, missing) / 2;
    return isfinite(g->high - g->low);
}

/* What a value is told in the scale of: the largest one's, unless little would be left of it. */
static double beside(double value, double largest) {
    return fabs(value) < largest / 1000 ? fabs(value) : largest;
}

/* The texts of a side; `*width` is that of its widest value. */
static bool write_values(zb_slope_geometry *g, zb_arena *arena, const zb_font *font, int side,
                         double *width) {
    bool ok = true;
    double largest = 0;
    for (size_t i = 0; i < g->count; i++) {
        const zb_slope_line *line = g->sides[side][i].line;
        largest = fmax(largest, fmax(fabs(line->first), fabs(line->last)));
    }
    *width = 0;
    for (size_t i = 0; i < g->count; i++) {
        zb_slope_end *end = &g->sides[side][i];
        double value = side == 0 ? end->line->first : end->line->last;
        end->value = zb_number_label_in(arena, g->chart->english, value, g->chart->decimals,
                                        beside(value, largest), &ok);
        *width = fmax(*width, zb_text_width(font, end->value, ZB_LABEL, true));
    }
    return ok;
}

/* Names give way to the plot, down to two characters. */
static bool set_columns(zb_slope_geometry *g, zb_arena *arena, const zb_font *font,
                        const double values[2]) {
    double sides = values[0] + values[1] + 2 * (ZB_SLOPE_LEADER + NAME_GAP);
    double limit = fmin(NAME_SHARE * g->frame.w, (g->frame.w - sides - PLOT_WISHED) / 2);
    limit = fmax(limit, 2.2 * ZB_LABEL);
    double names = 0;
    bool ok = true;
    for (size_t i = 0; i < g->count; i++) {
        const zb_slope_line *line = &g->chart->lines[i];
        zb_str name = zb_cut_to_fit(arena, font, line->name, ZB_LABEL, limit, &ok);
        names = fmax(names, zb_text_width(font, name, ZB_LABEL, true));
        g->sides[0][i].name = g->sides[1][i].name = name;
    }
    double right = g->frame.x + g->frame.w;
    g->name_edge[0] = g->frame.x + names;
    g->value_right[0] = g->name_edge[0] + NAME_GAP + values[0];
    g->name_edge[1] = right - names;
    g->value_right[1] = g->name_edge[1] - NAME_GAP;
    g->plot.x = g->value_right[0] + ZB_SLOPE_LEADER;
    g->plot.w = g->value_right[1] - values[1] - ZB_SLOPE_LEADER - g->plot.x;
    return ok;
}

/* From above; lines that meet in a year lie there as in the other year. */
static bool is_above(const zb_slope_end *a, const zb_slope_end *b, int side) {
    double a_here = side == 0 ? a->line->first : a->line->last;
    double b_here = side == 0 ? b->line->first : b->line->last;
    double a_there = side == 0 ? a->line->last : a->line->first;
    double b_there = side == 0 ? b->line->last : b->line->first;
    return a_here > b_here || (a_here == b_here && a_there > b_there);
}

static void sort_side(zb_slope_geometry *g, int side) {
    zb_slope_end *ends = g->sides[side];
    for (size_t i = 1; i < g->count; i++) {
        zb_slope_end moved = ends[i];
        size_t k = i;
        for (; k > 0 && is_above(&moved, &ends[k - 1], side); k--) {
            ends[k] = ends[k - 1];
        }
        ends[k] = moved;
    }
}

static bool place_side(zb_slope_geometry *g, zb_arena *arena, int side) {
    double middles[ZB_SLOPE_MAX];
    sort_side(g, side);
    for (size_t i = 0; i < g->count; i++) {
        zb_slope_end *end = &g->sides[side][i];
        double value = side == 0 ? end->line->first : end->line->last;
        end->at = (zb_point){g->plot.x + (side == 0 ? 0 : g->plot.w), zb_slope_y(g, value)};
        middles[i] = end->at.y;
    }
    double low = g->plot.y, high = g->plot.y + g->plot.h;
    if (!zb_spread(arena, middles, g->count, ZB_PITCH, low, high)) {
        return false;
    }
    for (size_t i = 0; i < g->count; i++) {
        g->sides[side][i].y = middles[i];
    }
    return true;
}

zb_status zb_slope_lay_out(zb_slope_geometry *out, zb_arena *arena, const zb_slope_chart *chart,
                           const zb_font *font, zb_box frame, zb_error *err) {
    *out = (zb_slope_geometry){.chart = chart, .frame = frame};
    zb_slope_geometry *g = out;
    if (chart->count == 0) {
        return ZB_OK;
    }
    if (chart->count > ZB_SLOPE_MAX) {
        return zb_error_set(err, ZB_E_LIMIT, "a slope chart of more than %d lines", ZB_SLOPE_MAX);
    }
    if (!find_range(g)) {
        return zb_error_set(err, ZB_E_DOMAIN, "a value of a slope chart is not finite");
    }
    g->plot.y = frame.y + ZB_SLOPE_HEAD;
    g->plot.h = frame.h - ZB_SLOPE_HEAD - FOOT;
    if (g->plot.h < PITCH_MIN * (double)(chart->count - 1)) {
        return zb_error_set(err, ZB_E_USAGE, "%zu lines are too many for %.0f pt", chart->count,
                            frame.h);
    }
    g->count = chart->count;
    for (size_t i = 0; i < g->count; i++) {
        g->sides[0][i].line = g->sides[1][i].line = &chart->lines[i];
    }
    double values[2];
    if (!write_values(g, arena, font, 0, &values[0]) ||
        !write_values(g, arena, font, 1, &values[1]) || !set_columns(g, arena, font, values)) {
        return zb_error_nomem(err);
    }
    if (g->plot.w < PLOT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "a slope chart has no room in %.0f pt", frame.w);
    }
    return place_side(g, arena, 0) && place_side(g, arena, 1) ? ZB_OK : zb_error_nomem(err);
}
