/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing a heat map from its geometry.
 */
#include <math.h>

#include "base/error.h"
#include "base/str.h"
#include "chart/figure.h"
#include "chart/heat_geometry.h"
#include "chart/text.h"

#define BAR_HEIGHT 2.1
#define BAR_TICK 4.0
#define BAR_SHARE 0.37   /* of the column, to one side */
#define BAR_ROW_MIN 16.0 /* lower rows have no bars */
#define TRIANGLE 4.2

double zb_heat_height(const zb_heat_map *map, const zb_font *font, double width) {
    zb_arena arena = {0};
    zb_heat_geometry geometry;
    zb_box frame = {0, 0, width, 0};
    zb_status status = zb_heat_lay_out(&geometry, &arena, map, font, frame, NULL);
    double height = status == ZB_OK && geometry.head_lines > 0 ? geometry.height : 0;
    zb_arena_free(&arena);
    return height;
}

static double column_x(const zb_heat_geometry *g, size_t column) {
    return g->cells_x + g->column_width * (double)column;
}

static void rule(const zb_heat_geometry *g, const zb_canvas *c, double y, double width,
                 zb_color color) {
    double right = column_x(g, g->map->column_count);
    c->line(c->self, (zb_point){g->frame.x, y}, (zb_point){right, y}, zb_solid(width, color));
}

static void draw_heads(const zb_heat_geometry *g, const zb_canvas *c) {
    zb_text_style soft = zb_label_style(ZB_LABEL, ZB_SOFT, false);
    for (size_t i = 0; i < g->group_count; i++) {
        const zb_heat_group *group = &g->groups[i];
        if (group->name.n == 0) {
            continue;
        }
        double left = column_x(g, group->first);
        double width = g->column_width * (double)group->count;
        zb_draw_label(c, left + width / 2, g->frame.y + 6, ZB_CENTRE, group->name, soft);
        double y = g->frame.y + ZB_HEAT_GROUP - 2;
        c->line(c->self, (zb_point){left + 2, y}, (zb_point){left + width - 2, y},
                zb_solid(0.5, ZB_PALE));
    }
    for (size_t i = 0; i < g->map->column_count; i++) {
        const zb_heat_head *head = &g->heads[i];
        double x = column_x(g, i) + g->column_width / 2;
        double spare = (double)(g->head_lines - head->count) / 2;
        for (size_t k = 0; k < head->count; k++) {
            double y = g->heads_y + ((double)k + spare + 0.5) * ZB_HEAT_HEAD_PITCH;
            zb_draw_label(c, x, y, ZB_CENTRE, head->lines[k],
                          zb_label_style(g->cell_size, ZB_TEXT, false));
        }
    }
}

/* How a cell of each tone looks. */
typedef struct cell_look {
    zb_color fill, ink, mark;
} cell_look;

static cell_look look_of(zb_tone tone) {
    switch (tone) {
    case ZB_TONE_HIGH998:
        return (cell_look){ZB_BLUE, ZB_WHITE, ZB_WHITE};
    case ZB_TONE_HIGH:
        return (cell_look){ZB_BLUE_PALE, ZB_INK, ZB_BLUE};
    case ZB_TONE_LOW:
        return (cell_look){ZB_ORANGE_PALE, ZB_INK, ZB_ORANGE};
    case ZB_TONE_LOW998:
        return (cell_look){ZB_ORANGE, ZB_WHITE, ZB_WHITE};
    case ZB_TONE_WHOLE:
    case ZB_TONE_CONTEXT:
        break;
    }
    return (cell_look){ZB_NO_COLOR, ZB_TEXT, ZB_GREY};
}

/* The difference from the whole: a bar from a tick, to the left or to the right. */
static void draw_bar(const zb_canvas *c, double x, double y, double length, zb_color color) {
    if (fabs(length) > 0.05) {
        c->rect(c->self, length < 0 ? x + length : x, y - BAR_HEIGHT / 2, fabs(length), BAR_HEIGHT,
                color, zb_no_stroke());
    }
    c->line(c->self, (zb_point){x, y - BAR_TICK / 2}, (zb_point){x, y + BAR_TICK / 2},
            zb_solid(0.6, color));
}

/* A value without a comparison: of few cases with ※, or only stated. */
static void draw_plain(const zb_heat_geometry *g, const zb_canvas *c, const zb_heat_cell *cell,
                       zb_str value, double x, double y) {
    double width = zb_text_width(c->font, value, g->cell_size, false);
    zb_draw_label(c, x, y, ZB_CENTRE, value, zb_label_style(g->cell_size, ZB_SOFT, false));
    if (cell->few) {
        double size = g->cell_size * ZB_LABEL_SMALL / ZB_LABEL;
        zb_draw_label(c, x + width / 2 + 0.4, y - 1.8, ZB_LEFT, ZB_STR("※"),
                      zb_label_style(size, ZB_SOFT, false));
    }
}

static void draw_compared(const zb_heat_geometry *g, const zb_canvas *c, const zb_heat_cell *cell,
                          size_t column, zb_str value, double top) {
    cell_look look = look_of(cell->tone);
    double left = column_x(g, column), x = left + g->column_width / 2;
    double middle = top + g->row_height / 2;
    bool status = zb_tone_is_status(cell->tone);
    bool bar = g->row_height >= BAR_ROW_MIN && isfinite(cell->difference);
    double y = bar ? middle - 2.4 : middle;
    if (status) {
        c->rect(c->self, left + 0.8, top + 0.8, g->column_width - 1.6, g->row_height - 1.6,
                look.fill, zb_no_stroke());
        double width = zb_text_width(c->font, value, g->cell_size, true);
        double value_x = x + (TRIANGLE + 1.5) / 2;
        zb_draw_triangle(c, value_x - width / 2 - TRIANGLE / 2 - 2, y, TRIANGLE,
                         zb_tone_is_high(cell->tone), look.mark);
        zb_draw_label(c, value_x, y, ZB_CENTRE, value,
                      zb_label_style(g->cell_size, look.ink, true));
    } else {
        zb_draw_label(c, x, y, ZB_CENTRE, value, zb_label_style(g->cell_size, look.ink, false));
    }
    if (bar) {
        double largest = g->heads[column].largest;
        double share = largest > 0 ? cell->difference / largest : 0;
        draw_bar(c, x, middle + 5.2, share * BAR_SHARE * g->column_width, look.mark);
    }
}

static bool draw_cell(const zb_heat_geometry *g, const zb_canvas *c, zb_arena *arena, size_t row,
                      size_t column) {
    const zb_heat_cell *cell = zb_heat_cell_at(g->map, row, column);
    double top = g->rows_y + g->row_height * (double)row, middle = top + g->row_height / 2;
    double x = column_x(g, column) + g->column_width / 2;
    bool ok = true;
    if (!cell->known) {
        zb_draw_label(c, x, middle, ZB_CENTRE, ZB_STR("—"),
                      zb_label_style(g->cell_size, ZB_PALE, false));
        return true;
    }
    zb_str value = zb_heat_value(arena, g->map, cell, &ok);
    if (g->map->has_whole && row == 0) {
        zb_draw_label(c, x, middle, ZB_CENTRE, value, zb_label_style(g->cell_size, ZB_INK, true));
    } else if (cell->few || cell->stated) {
        draw_plain(g, c, cell, value, x, middle);
    } else {
        draw_compared(g, c, cell, column, value, top);
    }
    return ok;
}

static bool draw_rows(const zb_heat_geometry *g, const zb_canvas *c, zb_arena *arena) {
    bool ok = true;
    double right = column_x(g, g->map->column_count);
    for (size_t r = 0; r < g->map->row_count && ok; r++) {
        double top = g->rows_y + g->row_height * (double)r;
        bool whole = g->map->has_whole && r == 0;
        if (whole) {
            c->rect(c->self, g->frame.x, top, right - g->frame.x, g->row_height, ZB_TINT,
                    zb_no_stroke());
        }
        zb_draw_label(c, g->frame.x + 4, top + g->row_height / 2, ZB_LEFT, g->names[r],
                      zb_label_style(ZB_LABEL, whole ? ZB_INK : ZB_TEXT, whole));
        if (r > 0) {
            bool below_whole = g->map->has_whole && r == 1;
            rule(g, c, top, 0.5, below_whole ? ZB_PALE : ZB_GRID);
        }
        zb_arena_mark mark = zb_arena_here(arena);
        for (size_t k = 0; k < g->map->column_count && ok; k++) {
            ok = draw_cell(g, c, arena, r, k);
            zb_arena_release(arena, mark);
        }
    }
    rule(g, c, g->rows_y, 1, ZB_SOFT);
    rule(g, c, g->rows_y + g->row_height * (double)g->map->row_count, 1, ZB_SOFT);
    return ok;
}

static void draw_swatch(const zb_canvas *c, const zb_heat_legend *item) {
    static const zb_tone tones[] = {ZB_TONE_HIGH998, ZB_TONE_HIGH, ZB_TONE_LOW, ZB_TONE_LOW998};
    double x = item->x, y = item->y, middle = x + ZB_HEAT_SWATCH / 2;
    if (item->mark <= ZB_MARK_LOW998) {
        cell_look look = look_of(tones[item->mark]);
        c->rect(c->self, x, y - 4.5, ZB_HEAT_SWATCH, 9, look.fill, zb_no_stroke());
        zb_draw_triangle(c, middle, y, TRIANGLE, zb_tone_is_high(tones[item->mark]), look.mark);
    } else if (item->mark == ZB_MARK_BAR) {
        draw_bar(c, x + 3, y, 8, ZB_GREY);
    } else if (item->mark == ZB_MARK_FEW) {
        zb_draw_label(c, middle, y, ZB_CENTRE, ZB_STR("※"),
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
    } else if (item->mark == ZB_MARK_UNKNOWN) {
        zb_draw_label(c, middle, y, ZB_CENTRE, ZB_STR("—"),
                      zb_label_style(ZB_LABEL, ZB_PALE, false));
    } else {
        zb_draw_label(c, middle, y, ZB_CENTRE, ZB_STR("0.0"),
                      zb_label_style(ZB_LABEL, ZB_SOFT, false));
    }
}

zb_status zb_heat_draw(const zb_heat_map *map, const zb_canvas *canvas, zb_box frame,
                       zb_error *err) {
    zb_arena arena = {0};
    zb_heat_geometry geometry;
    zb_status status = zb_heat_lay_out(&geometry, &arena, map, canvas->font, frame, err);
    if (status == ZB_OK && geometry.head_lines > 0) {
        draw_heads(&geometry, canvas);
        if (!draw_rows(&geometry, canvas, &arena)) {
            status = zb_error_nomem(err);
        }
        for (size_t i = 0; i < geometry.legend_count; i++) {
            const zb_heat_legend *item = &geometry.legend[i];
            draw_swatch(canvas, item);
            zb_draw_label(canvas, item->x + ZB_HEAT_SWATCH + ZB_HEAT_SWATCH_GAP, item->y, ZB_LEFT,
                          zb_heat_mark_text(item->mark, map),
                          zb_label_style(ZB_LABEL, ZB_TEXT, false));
        }
    }
    zb_arena_free(&arena);
    return status;
}
