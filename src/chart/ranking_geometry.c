/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ranking_geometry.h"

#include <math.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "chart/text.h"

#define NAME_GAP 12.0
#define COLUMN_GAP 12.0
#define INSET 6.0 /* of the scale at both ends: half a dot, half a tick label */
#define PITCH_MIN 8.5
#define PLOT_MIN 24.0
#define PLOT_WISHED 60.0 /* below that the denominators give way */
#define TICKS_APART 45.0
/* Whiskers reach so many spans of the dots beyond them; then they are cut. */
#define REACH 1.5

size_t zb_ranking_shown(size_t count) {
    return count > ZB_RANKING_ROWS_MAX ? 2 * ZB_RANKING_ENDS + 1 : count;
}

zb_str zb_ranking_value_head(const zb_ranking_chart *chart) {
    if (chart->percent) {
        return chart->english ? ZB_STR("rate") : ZB_STR("比率");
    }
    return chart->english ? ZB_STR("value") : ZB_STR("数值");
}

zb_str zb_ranking_denominator_head(const zb_ranking_chart *chart) {
    return chart->english ? ZB_STR("n") : ZB_STR("分母");
}

static bool is_finite_row(const zb_ranking_row *row) {
    return isfinite(row->value) && isfinite(row->denominator) &&
           (!row->has_interval || (isfinite(row->low) && isfinite(row->high)));
}

static bool is_finite_chart(const zb_ranking_chart *chart) {
    for (size_t i = 0; i < chart->count; i++) {
        if (!is_finite_row(&chart->rows[i])) {
            return false;
        }
    }
    return !chart->has_whole || (isfinite(chart->whole.value) && isfinite(chart->whole.low) &&
                                 isfinite(chart->whole.high));
}

/* The rows shown: all, or as many from both ends as there is height for. */
static bool choose_rows(zb_ranking_geometry *g, zb_arena *arena) {
    size_t shown = zb_ranking_shown(g->chart->count);
    size_t room = (size_t)fmax(3, floor(g->plot.h / PITCH_MIN));
    bool all = shown == g->chart->count && shown <= room;
    shown = shown < room ? shown : room;
    size_t ends = (shown - 1) / 2;
    g->count = all ? shown : 2 * ends + 1;
    g->places = ZB_NEW(arena, zb_ranking_place, g->count + 1);
    if (g->places == NULL) {
        return false;
    }
    g->pitch = fmin(g->plot.h / (double)g->count, 24);
    g->plot.h = g->pitch * (double)g->count;
    for (size_t i = 0; i < g->count; i++) {
        size_t row = all || i < ends ? i : g->chart->count - (g->count - i);
        g->places[i].row = !all && i == ends ? NULL : &g->chart->rows[row];
        g->places[i].y = g->plot.y + ((double)i + 0.5) * g->pitch;
    }
    return true;
}

static void fit_axis(zb_ranking_geometry *g) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < g->count; i++) {
        const zb_ranking_row *row = g->places[i].row;
        if (row != NULL) {
            low = fmin(low, row->value);
            high = fmax(high, row->value);
        }
    }
    if (g->chart->has_whole) {
        low = fmin(low, g->chart->whole.low);
        high = fmax(high, g->chart->whole.high);
    }
    double span = high > low ? high - low : fmax(fabs(high) * 0.1, 1);
    double limit_low = low - REACH * span, limit_high = high + REACH * span;
    for (size_t i = 0; i < g->count; i++) {
        const zb_ranking_row *row = g->places[i].row;
        if (row != NULL && row->has_interval) {
            low = fmin(low, fmax(row->low, limit_low));
            high = fmax(high, fmin(row->high, limit_high));
        }
    }
    zb_axis_wish wish = {.length = g->plot.w,
                         .spacing = TICKS_APART,
                         .percent = g->chart->percent,
                         .whole = g->chart->decimals == 0 && !g->chart->percent,
                         .english = g->chart->english};
    g->axis = zb_axis_fit(low, high, wish);
}

static double x_of(const zb_ranking_geometry *g, double value) {
    double share = fmax(0, fmin(1, zb_axis_at(&g->axis, value)));
    return g->plot.x + INSET + share * (g->plot.w - 2 * INSET);
}

static bool write_rows(zb_ranking_geometry *g, zb_arena *arena, const zb_font *font,
                       double *value_width, double *denominator_width) {
    double largest = 0;
    bool ok = true, any = false;
    for (size_t i = 0; i < g->count; i++) {
        const zb_ranking_row *row = g->places[i].row;
        largest = row == NULL ? largest : fmax(largest, fabs(row->value));
        any = any || (row != NULL && row->denominator > 0);
    }
    *value_width = zb_text_width(font, zb_ranking_value_head(g->chart), ZB_LABEL, false);
    *denominator_width =
        any ? zb_text_width(font, zb_ranking_denominator_head(g->chart), ZB_LABEL, false) : 0;
    for (size_t i = 0; i < g->count; i++) {
        zb_ranking_place *p = &g->places[i];
        p->name = ZB_STR("…");
        if (p->row != NULL) {
            p->name = p->row->name;
            p->value = zb_number_label_in(arena, g->chart->english, p->row->value,
                                          g->chart->decimals, largest, &ok);
            if (p->row->denominator > 0) {
                p->denominator = zb_number_label(arena, p->row->denominator, 0, 0, &ok);
            }
        }
        *value_width = fmax(*value_width, zb_text_width(font, p->value, ZB_LABEL, false));
        *denominator_width =
            fmax(*denominator_width, zb_text_width(font, p->denominator, ZB_LABEL, false));
    }
    return ok;
}

bool zb_ranking_is_focus(const zb_ranking_geometry *g, const zb_ranking_place *place) {
    return place->row != NULL && g->chart->focus != NULL &&
           g->chart->focus[place->row - g->chart->rows];
}

/* Columns at the right, names at the left, the scale between; where that is too narrow first the
 * denominators give way, then the names. */
static bool set_columns(zb_ranking_geometry *g, zb_arena *arena, const zb_font *font, double values,
                        double denominators) {
    double right = g->frame.x + g->frame.w, names = 0, limit = 0.32 * g->frame.w;
    bool ok = true;
    double rest = g->frame.w - limit - NAME_GAP - COLUMN_GAP - values;
    if (denominators > 0 && rest - denominators - COLUMN_GAP >= PLOT_WISHED) {
        g->denominator_right = right;
        right -= denominators + COLUMN_GAP;
        rest -= denominators + COLUMN_GAP;
    }
    limit += fmin(0, rest - PLOT_WISHED);
    for (size_t i = 0; i < g->count; i++) {
        zb_ranking_place *p = &g->places[i];
        p->name = zb_cut_to_fit(arena, font, p->name, ZB_LABEL, fmax(limit, 2 * ZB_LABEL), &ok);
        names = fmax(names, zb_text_width(font, p->name, ZB_LABEL, zb_ranking_is_focus(g, p)));
    }
    g->value_right = right;
    g->plot.x = g->frame.x + names + NAME_GAP;
    g->plot.w = right - values - COLUMN_GAP - g->plot.x;
    return ok;
}

/* `全市96.1` over the line of the whole, kept between the names and the heads of the columns. */
static bool write_whole(zb_ranking_geometry *g, zb_arena *arena, const zb_font *font) {
    if (!g->chart->has_whole) {
        return true;
    }
    bool ok = true;
    zb_estimate whole = g->chart->whole;
    g->whole_x = x_of(g, whole.value);
    g->whole_low = x_of(g, whole.low);
    g->whole_high = x_of(g, whole.high);
    double left = g->frame.x, right = g->plot.x + g->plot.w + COLUMN_GAP / 2;
    zb_str value = zb_number_label_in(arena, g->chart->english, whole.value, g->chart->decimals,
                                      fabs(whole.value), &ok);
    double value_width = zb_text_width(font, value, ZB_LABEL, true);
    zb_str name = zb_cut_to_fit(arena, font, g->chart->whole_name, ZB_LABEL,
                                right - left - value_width - 8, &ok);
    zb_buf buf = {0};
    zb_buf_add(&buf, name);
    zb_buf_text(&buf, g->chart->english ? " " : "");
    zb_buf_add(&buf, value);
    ok = ok && !buf.failed;
    g->whole_label = ok ? zb_arena_copy(arena, zb_buf_str(&buf), &ok) : (zb_str){0};
    zb_buf_free(&buf);
    double width = zb_text_width(font, g->whole_label, ZB_LABEL, true);
    g->whole_label_x = fmax(left, fmin(g->whole_x - width / 2, right - width));
    return ok;
}

static void place_marks(zb_ranking_geometry *g) {
    for (size_t i = 0; i < g->count; i++) {
        zb_ranking_place *p = &g->places[i];
        if (p->row == NULL) {
            continue;
        }
        p->x = p->low = p->high = x_of(g, p->row->value);
        if (p->row->has_interval) {
            p->low = x_of(g, p->row->low);
            p->high = x_of(g, p->row->high);
            p->cut_low = p->row->low < g->axis.low;
            p->cut_high = p->row->high > g->axis.high;
            p->low = p->cut_low ? g->plot.x : p->low;
            p->high = p->cut_high ? g->plot.x + g->plot.w : p->high;
        }
    }
}

zb_status zb_ranking_lay_out(zb_ranking_geometry *out, zb_arena *arena,
                             const zb_ranking_chart *chart, const zb_font *font, zb_box frame,
                             zb_error *err) {
    *out = (zb_ranking_geometry){.chart = chart, .frame = frame};
    zb_ranking_geometry *g = out;
    if (chart->count == 0) {
        return ZB_OK;
    }
    if (!is_finite_chart(chart)) {
        return zb_error_set(err, ZB_E_DOMAIN, "a value of a ranking is not finite");
    }
    double values, denominators;
    g->plot.y = frame.y + ZB_RANKING_HEAD;
    g->plot.h = frame.h - ZB_RANKING_HEAD - ZB_RANKING_FOOT;
    if (!choose_rows(g, arena) || !write_rows(g, arena, font, &values, &denominators) ||
        !set_columns(g, arena, font, values, denominators)) {
        return zb_error_nomem(err);
    }
    if (g->plot.w < PLOT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "a ranking has no room in %.0f pt", frame.w);
    }
    fit_axis(g);
    bool ok = true;
    for (size_t i = 0; i < g->axis.count; i++) {
        g->ticks[i] = zb_tick_label(arena, &g->axis, g->axis.ticks[i], &ok);
    }
    place_marks(g);
    return ok && write_whole(g, arena, font) ? ZB_OK : zb_error_nomem(err);
}
