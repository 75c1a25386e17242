/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/spine_geometry.h"

#include <math.h>

#include "base/error.h"
#include "base/str.h"
#include "chart/text.h"

#define HEAD 18.0
#define PITCH_WISHED 17.0
#define PITCH_MAX 24.0
#define PITCH_MIN 9.5
#define GROUP_SHARE 0.85 /* of the pitch */
#define LEGEND_TOP 6.0
#define LEGEND_PITCH 12.0
#define LEGEND_GAP 12.0
#define NAME_GAP 10.0
#define COLUMN_GAP 14.0
#define NAME_SHARE 0.3
#define PAD 4.0 /* of texts from the edges of the tinted rows */
#define PLOT_MIN 44.0
#define PLOT_WISHED 110.0
#define INSET 6.0 /* of the far end from the plot's edge: a dot and its outline */

bool zb_spine_has_dot(const zb_spine_row *row) {
    return row->compared && row->has_value && !row->few;
}

zb_str zb_spine_key_text(zb_spine_key key, bool english) {
    static const zb_str texts[ZB_SPINE_KEYS][2] = {
        [ZB_SPINE_RANGE] = {ZB_STR_INIT("全距与四分位距"), ZB_STR_INIT("range and quartiles")},
        [ZB_SPINE_ALIKE] = {ZB_STR_INIT("无显著差异"), ZB_STR_INIT("no clear difference")},
        [ZB_SPINE_HIGH] = {ZB_STR_INIT("高于"), ZB_STR_INIT("higher")},
        [ZB_SPINE_LOW] = {ZB_STR_INIT("低于"), ZB_STR_INIT("lower")},
        [ZB_SPINE_FEW] = {ZB_STR_INIT("分母不足10"), ZB_STR_INIT("denominator below 10")},
    };
    return texts[key][english ? 1 : 0];
}

double zb_spine_swatch(zb_spine_key key) {
    static const double widths[ZB_SPINE_KEYS] = {25, 9, 16, 16, 9};
    return widths[key];
}

static bool has_key(const zb_spine_chart *chart, zb_spine_key key) {
    for (size_t i = 0; i < chart->count; i++) {
        const zb_spine_row *row = &chart->rows[i];
        bool dot = zb_spine_has_dot(row), status = dot && zb_tone_is_status(row->tone);
        bool found = key == ZB_SPINE_RANGE   ? row->compared
                     : key == ZB_SPINE_ALIKE ? dot && !status
                     : key == ZB_SPINE_HIGH  ? status && zb_tone_is_high(row->tone)
                     : key == ZB_SPINE_LOW   ? status && zb_tone_is_low(row->tone)
                                             : row->has_value && row->few;
        if (found) {
            return true;
        }
    }
    return false;
}

/* The keys one behind the other from the left, y from the legend's top; returns its lines. */
static size_t place_legend(const zb_spine_chart *chart, const zb_font *font, double left,
                           double width, zb_spine_legend *legend, size_t *count) {
    size_t lines = 0;
    double x = left;
    *count = 0;
    for (int i = 0; i < ZB_SPINE_KEYS; i++) {
        zb_spine_key key = (zb_spine_key)i;
        if (!has_key(chart, key)) {
            continue;
        }
        zb_str text = zb_spine_key_text(key, chart->english);
        double wide = zb_spine_swatch(key) + zb_text_width(font, text, ZB_LABEL, false);
        if (lines == 0 || (x + wide > left + width && x > left)) {
            x = left;
            lines++;
        }
        legend[(*count)++] = (zb_spine_legend){key, x, LEGEND_PITCH * ((double)lines - 0.5)};
        x += wide + LEGEND_GAP;
    }
    return lines;
}

static double legend_height(size_t lines) {
    return lines == 0 ? 0 : LEGEND_TOP + LEGEND_PITCH * (double)lines;
}

static bool begins_group(const zb_spine_chart *chart, size_t row) {
    zb_str group = chart->rows[row].group;
    return group.n > 0 && (row == 0 || !zb_str_eq(group, chart->rows[row - 1].group));
}

static size_t groups_of(const zb_spine_chart *chart) {
    size_t n = 0;
    for (size_t i = 0; i < chart->count; i++) {
        n += begins_group(chart, i) ? 1 : 0;
    }
    return n;
}

double zb_spine_wished(const zb_spine_chart *chart, const zb_font *font, double width) {
    zb_spine_legend legend[ZB_SPINE_KEYS];
    size_t count;
    double rows = (double)chart->count + GROUP_SHARE * (double)groups_of(chart);
    size_t lines = place_legend(chart, font, 0, width, legend, &count);
    return HEAD + PITCH_WISHED * rows + legend_height(lines);
}

/* The value may lie outside the range: its place need not be one of those the range is of. */
static bool is_sound(const zb_spine_row *row) {
    if (row->has_value && !isfinite(row->value)) {
        return false;
    }
    if (!row->compared) {
        return true;
    }
    double reach = fmax(fabs(row->low - row->whole), fabs(row->high - row->whole));
    reach = row->has_value ? fmax(reach, fabs(row->value - row->whole)) : reach;
    return isfinite(row->whole) && isfinite(row->low) && isfinite(row->quarter) &&
           isfinite(row->three_quarters) && isfinite(row->high) && isfinite(reach) &&
           row->low <= row->quarter && row->quarter <= row->three_quarters &&
           row->three_quarters <= row->high;
}

zb_spine_mark zb_spine_marks(const zb_spine_row *row, double x, double w) {
    bool dot = zb_spine_has_dot(row);
    double reach = fmax(fabs(row->low - row->whole), fabs(row->high - row->whole));
    reach = dot ? fmax(reach, fabs(row->value - row->whole)) : reach;
    double half = w / 2 - INSET, middle = x + w / 2;
    double from_whole[] = {row->low, row->quarter, row->three_quarters, row->high, row->value};
    for (size_t i = 0; i < sizeof from_whole / sizeof *from_whole; i++) {
        from_whole[i] = reach > 0 ? (from_whole[i] - row->whole) / reach * half : 0;
    }
    zb_spine_mark mark = {middle,
                          middle + from_whole[0],
                          middle + from_whole[1],
                          middle + from_whole[2],
                          middle + from_whole[3],
                          NAN,
                          NAN};
    if (dot) {
        mark.dot = middle + from_whole[4];
        double side = mark.dot > middle ? 1 : -1;
        /* towards the middle, unless it would lie on the line there */
        double inwards = fabs(mark.dot - middle) > ZB_SPINE_SIGN + 5 ? -1 : 1;
        mark.sign = zb_tone_is_status(row->tone) ? mark.dot + side * inwards * ZB_SPINE_SIGN : NAN;
    }
    return mark;
}

/* The texts of rows; the widths of the columns: values, ※ behind them, values of the whole. */
static bool write_rows(zb_spine_geometry *g, zb_arena *arena, const zb_font *font, double *values,
                       double *mark, double *wholes) {
    bool ok = true, any_few = false;
    zb_str value_head = g->chart->english ? ZB_STR("Value") : ZB_STR("数值");
    *values = zb_text_width(font, value_head, ZB_LABEL, false);
    *wholes = 0;
    for (size_t i = 0; i < g->count; i++) {
        zb_spine_place *p = &g->places[i];
        const zb_spine_row *row = p->row;
        if (row == NULL) {
            continue;
        }
        double largest =
            fmax(row->has_value ? fabs(row->value) : 0, row->compared ? fabs(row->whole) : 0);
        p->value = ZB_STR("—");
        if (row->has_value) {
            p->value = zb_number_label_in(arena, g->chart->english, row->value, row->decimals,
                                          largest, &ok);
            any_few = any_few || row->few;
        }
        *values = fmax(*values, zb_text_width(font, p->value, ZB_LABEL, true));
        if (row->compared) {
            p->whole = zb_number_label_in(arena, g->chart->english, row->whole, row->decimals,
                                          largest, &ok);
            *wholes = fmax(*wholes, zb_text_width(font, p->whole, ZB_LABEL, false));
        }
    }
    *mark = any_few ? zb_text_width(font, ZB_STR("※"), ZB_LABEL_SMALL, false) : 0;
    return ok;
}

/* Where it is narrow, first the column of the whole gives way, then the names. */
static bool set_columns(zb_spine_geometry *g, zb_arena *arena, const zb_font *font, double values,
                        double mark, double wholes) {
    double limit = NAME_SHARE * g->frame.w, names = 0;
    double rest = g->frame.w - limit - PAD - NAME_GAP - values - mark - COLUMN_GAP;
    bool ok = true;
    if (wholes > 0) {
        wholes = fmax(wholes, fmin(zb_text_width(font, g->chart->whole_name, ZB_LABEL, false), 30));
    }
    bool has_wholes = wholes > 0 && rest - wholes - COLUMN_GAP >= PLOT_WISHED;
    rest -= has_wholes ? wholes + COLUMN_GAP : 0;
    limit = fmax(limit + fmin(0, rest - PLOT_WISHED), 3 * ZB_LABEL);
    for (size_t i = 0; i < g->count; i++) {
        zb_spine_place *p = &g->places[i];
        double room = p->row == NULL ? g->frame.w - 2 * PAD : limit;
        p->name = zb_cut_to_fit(arena, font, p->name, ZB_LABEL, room, &ok);
        if (p->row != NULL) {
            names = fmax(names, zb_text_width(font, p->name, ZB_LABEL, true));
        }
    }
    double x = g->frame.x + PAD + names + NAME_GAP + values;
    g->value_right = x;
    x += mark;
    if (has_wholes) {
        x += COLUMN_GAP + wholes;
        g->whole_right = x;
        g->whole_name = zb_cut_to_fit(arena, font, g->chart->whole_name, ZB_LABEL, wholes, &ok);
    }
    g->plot.x = x + COLUMN_GAP;
    g->plot.w = g->frame.x + g->frame.w - g->plot.x;
    return ok;
}

/* The whole over the line; then the ends, then the quartiles, where there is room. */
static bool set_heads(zb_spine_geometry *g, zb_arena *arena, const zb_font *font) {
    bool ok = true, english = g->chart->english;
    zb_str quartile = english ? ZB_STR("quartile") : ZB_STR("四分位");
    zb_str texts[] = {
        english ? ZB_STR("lowest") : ZB_STR("最低"), quartile,
        zb_cut_to_fit(arena, font, g->chart->whole_name, ZB_LABEL, 0.4 * g->plot.w, &ok), quartile,
        english ? ZB_STR("highest") : ZB_STR("最高")};
    static const int order[] = {2, 0, 4, 1, 3};
    for (size_t i = 0; i < 5; i++) {
        int k = order[i];
        double width = zb_text_width(font, texts[k], ZB_LABEL, k == 2);
        double x = g->plot.x + (g->plot.w - width) * 0.25 * k;
        bool free = true;
        for (size_t other = 0; other < i; other++) {
            const zb_spine_head *head = &g->heads[order[other]];
            double right = head->x + zb_text_width(font, head->text, ZB_LABEL, head->bold);
            free = free && (head->text.n == 0 || x > right + 4 || x + width + 4 < head->x);
        }
        if (free) {
            g->heads[k] = (zb_spine_head){texts[k], x, k == 2};
        }
    }
    return ok;
}

static bool list_places(zb_spine_geometry *g, zb_arena *arena) {
    const zb_spine_chart *chart = g->chart;
    g->places = ZB_NEW(arena, zb_spine_place, chart->count + groups_of(chart));
    if (g->places == NULL) {
        return false;
    }
    for (size_t i = 0; i < chart->count; i++) {
        if (begins_group(chart, i)) {
            g->places[g->count++].name = chart->rows[i].group;
        }
        g->places[g->count].row = &chart->rows[i];
        g->places[g->count++].name = chart->rows[i].name;
    }
    return true;
}

static bool set_rows(zb_spine_geometry *g, const zb_font *font) {
    const zb_spine_chart *chart = g->chart;
    zb_box frame = g->frame;
    size_t lines =
        place_legend(chart, font, frame.x + PAD, frame.w - PAD, g->legend, &g->legend_count);
    double rows = (double)chart->count + GROUP_SHARE * (double)groups_of(chart);
    double pitch = fmin((frame.h - HEAD - legend_height(lines)) / rows, PITCH_MAX);
    double y = frame.y + HEAD;
    g->plot.y = y;
    for (size_t i = 0; i < g->count; i++) {
        g->places[i].h = g->places[i].row == NULL ? GROUP_SHARE * pitch : pitch;
        g->places[i].y = y + g->places[i].h / 2;
        y += g->places[i].h;
    }
    g->plot.h = y - g->plot.y;
    for (size_t i = 0; i < g->legend_count; i++) {
        g->legend[i].y += y + LEGEND_TOP;
    }
    return pitch >= PITCH_MIN;
}

zb_status zb_spine_lay_out(zb_spine_geometry *out, zb_arena *arena, const zb_spine_chart *chart,
                           const zb_font *font, zb_box frame, zb_error *err) {
    *out = (zb_spine_geometry){.chart = chart, .frame = frame};
    zb_spine_geometry *g = out;
    for (size_t i = 0; i < chart->count; i++) {
        if (!is_sound(&chart->rows[i])) {
            return zb_error_set(err, ZB_E_DOMAIN,
                                "a row of a spine chart is not finite or not in order");
        }
    }
    if (chart->count == 0) {
        return ZB_OK;
    }
    double values, mark, wholes;
    if (!list_places(g, arena) || !write_rows(g, arena, font, &values, &mark, &wholes) ||
        !set_columns(g, arena, font, values, mark, wholes)) {
        return zb_error_nomem(err);
    }
    if (!set_rows(g, font)) {
        return zb_error_set(err, ZB_E_USAGE, "%zu rows are too many for %.0f pt", chart->count,
                            frame.h);
    }
    if (g->plot.w < PLOT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "a spine chart has no room in %.0f pt", frame.w);
    }
    for (size_t i = 0; i < g->count; i++) {
        if (g->places[i].row != NULL && g->places[i].row->compared) {
            g->places[i].mark = zb_spine_marks(g->places[i].row, g->plot.x, g->plot.w);
        }
    }
    return set_heads(g, arena, font) ? ZB_OK : zb_error_nomem(err);
}
