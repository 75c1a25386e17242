/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/differences_geometry.h"

#include <math.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "chart/place.h"
#include "chart/text.h"

#define NAME_SHARE 0.4 /* of the frame, at most */
#define NAME_GAP 8.0
#define INSET 8.0
#define TICKS_APART 40.0
#define LABEL_H 9.0
#define LABEL_GAP 4.0
#define PITCH_MIN 9.0

double zb_differences_x(const zb_differences_geometry *g, double value) {
    return g->plot.x + g->inset + zb_axis_at(&g->axis, value) * (g->plot.w - 2 * g->inset);
}

double zb_differences_y(const zb_differences_geometry *g, size_t row) {
    return g->plot.y + ((double)row + 0.5) * g->pitch;
}

static bool is_finite_chart(const zb_difference_chart *chart) {
    bool good = isfinite(chart->tolerance) && chart->tolerance >= 0;
    for (size_t i = 0; i < chart->count; i++) {
        for (size_t k = 0; k < chart->rows[i].count; k++) {
            good = good && isfinite(chart->rows[i].marks[k].value);
        }
    }
    return good;
}

static bool fit_names(zb_differences_geometry *g, zb_arena *arena, const zb_font *font,
                      zb_box frame) {
    double widest = 0;
    bool ok = true;
    for (size_t i = 0; i < g->rows; i++) {
        g->names[i] =
            zb_cut_to_fit(arena, font, g->chart->rows[i].name, ZB_LABEL, NAME_SHARE * frame.w, &ok);
        widest = fmax(widest, zb_text_width(font, g->names[i], ZB_LABEL, false));
    }
    g->plot.x = frame.x + widest + NAME_GAP;
    g->plot.w = frame.w - widest - NAME_GAP;
    return ok;
}

static zb_str signed_label(zb_arena *arena, zb_str label, bool *ok) {
    zb_buf text = {0};
    zb_buf_char(&text, '+');
    zb_buf_add(&text, label);
    *ok = *ok && !text.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&text), ok) : (zb_str){0};
    zb_buf_free(&text);
    return kept;
}

/* As far to the left as to the right, and the band well inside. */
static bool fit_axis(zb_differences_geometry *g, zb_arena *arena, const zb_font *font) {
    double reach = 2 * g->chart->tolerance;
    for (size_t i = 0; i < g->rows; i++) {
        for (size_t k = 0; k < g->chart->rows[i].count; k++) {
            reach = fmax(reach, fabs(g->chart->rows[i].marks[k].value));
        }
    }
    zb_axis_wish wish = {.length = g->plot.w - 2 * INSET, .spacing = TICKS_APART};
    g->axis = zb_axis_fit(-reach, reach, wish);
    double far = fmax(-g->axis.low, g->axis.high);
    g->axis.low = -far;
    g->axis.high = far;
    g->inset = INSET;
    bool ok = true;
    for (size_t i = 0; i < g->axis.count; i++) {
        zb_str label = zb_tick_label(arena, &g->axis, g->axis.ticks[i], &ok);
        g->ticks[i] = g->axis.ticks[i] > 0   ? signed_label(arena, label, &ok)
                      : g->axis.ticks[i] < 0 ? label
                                             : ZB_STR("0");
        g->inset = fmax(g->inset, zb_text_width(font, g->ticks[i], ZB_LABEL, false) / 2);
    }
    return ok;
}

static zb_box dot_box(const zb_differences_geometry *g, size_t row,
                      const zb_difference_mark *mark) {
    double r = mark->apart ? ZB_DIFFERENCES_APART : ZB_DIFFERENCES_DOT;
    double x = zb_differences_x(g, mark->value), y = zb_differences_y(g, row);
    return (zb_box){x - r, y - r, 2 * r, 2 * r};
}

/* Within the mark's own row, outwards first: another row's label would mislead. */
static bool label_mark(zb_differences_geometry *g, zb_placer *placer, const zb_font *font,
                       size_t row, const zb_difference_mark *mark) {
    double width = zb_text_width(font, mark->name, ZB_LABEL, false);
    double x = zb_differences_x(g, mark->value), y = zb_differences_y(g, row) - LABEL_H / 2;
    double beside = ZB_DIFFERENCES_APART + LABEL_GAP;
    const double lefts[2] = {x + beside, x - beside - width};
    for (int side = 0; side < 2; side++) {
        zb_box box = {lefts[mark->value > 0 ? side : 1 - side], y, width, LABEL_H};
        bool is_free = box.x >= g->plot.x && box.x + box.w <= g->plot.x + g->plot.w;
        for (size_t i = 0; is_free && i < placer->box_count; i++) {
            is_free = !zb_box_overlap(box, placer->boxes[i]);
        }
        if (is_free) {
            zb_placer_add_box(placer, box);
            g->labels[g->label_count++] = (zb_difference_label){mark->name, box};
            return true;
        }
    }
    return false;
}

static bool write_labels(zb_differences_geometry *g, zb_arena *arena, const zb_font *font) {
    size_t most = 0, apart = 0;
    for (size_t i = 0; i < g->rows; i++) {
        size_t here = 0;
        for (size_t k = 0; k < g->chart->rows[i].count; k++) {
            here += g->chart->rows[i].marks[k].apart;
        }
        apart += here;
        most = here + g->chart->rows[i].count > most ? here + g->chart->rows[i].count : most;
    }
    g->labels = ZB_NEW(arena, zb_difference_label, apart + 1);
    if (g->labels == NULL) {
        return false;
    }
    for (size_t i = 0; i < g->rows; i++) {
        const zb_difference_row *row = &g->chart->rows[i];
        zb_arena_mark mark = zb_arena_here(arena);
        zb_placer placer;
        if (!zb_placer_begin(&placer, arena, g->plot, most, 1)) {
            return false;
        }
        for (size_t k = 0; k < row->count; k++) {
            zb_placer_add_box(&placer, dot_box(g, i, &row->marks[k]));
        }
        for (size_t k = 0; k < row->count; k++) {
            if (row->marks[k].apart && row->marks[k].name.n) {
                label_mark(g, &placer, font, i, &row->marks[k]);
            }
        }
        zb_arena_release(arena, mark);
    }
    return true;
}

zb_status zb_differences_lay_out(zb_differences_geometry *out, zb_arena *arena,
                                 const zb_difference_chart *chart, const zb_font *font,
                                 zb_box frame, zb_error *err) {
    *out = (zb_differences_geometry){.chart = chart};
    if (!is_finite_chart(chart)) {
        return zb_error_set(err, ZB_E_DOMAIN, "differences and their tolerance must be finite");
    }
    if (chart->count == 0) {
        return ZB_OK;
    }
    size_t room = (size_t)fmax(1, floor((frame.h - ZB_DIFFERENCES_FOOT) / PITCH_MIN));
    out->rows = chart->count < ZB_DIFFERENCES_ROWS_MAX ? chart->count : ZB_DIFFERENCES_ROWS_MAX;
    out->rows = out->rows < room ? out->rows : room;
    out->plot.y = frame.y;
    out->pitch = fmin((frame.h - ZB_DIFFERENCES_FOOT) / (double)out->rows, 24);
    out->plot.h = out->pitch * (double)out->rows;
    bool ok = fit_names(out, arena, font, frame) && fit_axis(out, arena, font) &&
              write_labels(out, arena, font);
    return ok ? ZB_OK : zb_error_nomem(err);
}
