/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/heat_geometry.h"

#include <math.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "chart/text.h"

#define NAME_PAD 5.0 /* before and behind the names of places */
#define HEAD_PAD 4.0
#define ROW_WISHED 21.0
#define ROW_MIN 9.0
#define LEGEND_PITCH 13.0
#define LEGEND_TOP 4.0
#define LEGEND_GAP 13.0
#define CELL_SIZE_MIN 5.0

const zb_heat_cell *zb_heat_cell_at(const zb_heat_map *map, size_t row, size_t column) {
    return &map->cells[row * map->column_count + column];
}

zb_str zb_heat_value(zb_arena *arena, const zb_heat_map *map, const zb_heat_cell *cell, bool *ok) {
    return cell->told.n ? cell->told
                        : zb_number_label_in(arena, map->english, cell->value, map->decimals,
                                             fabs(cell->value), ok);
}

zb_str zb_heat_mark_text(zb_heat_mark mark, const zb_heat_map *map) {
    static const zb_str texts[ZB_MARK_COUNT][2] = {
        [ZB_MARK_HIGH998] = {ZB_STR_INIT("高于（99.8%）"), ZB_STR_INIT("above (99.8%)")},
        [ZB_MARK_HIGH] = {ZB_STR_INIT("高于（95%）"), ZB_STR_INIT("above (95%)")},
        [ZB_MARK_LOW] = {ZB_STR_INIT("低于（95%）"), ZB_STR_INIT("below (95%)")},
        [ZB_MARK_LOW998] = {ZB_STR_INIT("低于（99.8%）"), ZB_STR_INIT("below (99.8%)")},
        [ZB_MARK_BAR] = {ZB_STR_INIT("无显著差异"), ZB_STR_INIT("not significantly different")},
        [ZB_MARK_FEW] = {ZB_STR_INIT("分母小于10"), ZB_STR_INIT("denominator below 10")},
        [ZB_MARK_UNKNOWN] = {ZB_STR_INIT("原文未载"), ZB_STR_INIT("not stated")},
        [ZB_MARK_STATED] = {ZB_STR_INIT("只有表述值，不比较"),
                            ZB_STR_INIT("only stated, not compared")},
    };
    if (mark == ZB_MARK_UNKNOWN && map->absent) {
        return map->english ? ZB_STR("not stated, or no report") : ZB_STR("原文未载或缺报告");
    }
    return texts[mark][map->english];
}

/* A line may not end inside a word or a number. */
static bool may_break(zb_str text, size_t at) {
    size_t before = zb_utf8_before(text, at), next = at;
    uint32_t a = zb_utf8_next(text, &before), b = zb_utf8_next(text, &next);
    return at > 0 && at < text.n && (a >= 0x80 || b >= 0x80 || a == ' ' || b == ' ');
}

typedef struct breaker {
    const zb_font *font;
    double size;
    double longest; /* of the best breaking so far */
} breaker;

static double width_of(const breaker *b, zb_str text, size_t from, size_t to) {
    return zb_text_width(b->font, zb_str_sub(text, from, to), b->size, false);
}

static size_t step(zb_str text, size_t at) {
    zb_utf8_next(text, &at);
    return at;
}

/* The most even breaking into `lines` lines from `from` on; ends[i] is where line i ends. */
static void break_from(breaker *b, zb_str text, size_t from, size_t line, size_t lines,
                       double longest, size_t *ends, size_t *best) {
    if (line + 1 == lines) {
        longest = fmax(longest, width_of(b, text, from, text.n));
        if (longest < b->longest - 0.01) {
            b->longest = longest;
            ends[line] = text.n;
            for (size_t i = 0; i < lines; i++) {
                best[i] = ends[i];
            }
        }
        return;
    }
    for (size_t at = step(text, from); at < text.n; at = step(text, at)) {
        double width = width_of(b, text, from, at);
        if (width > b->longest) {
            return;
        }
        if (may_break(text, at)) {
            ends[line] = at;
            break_from(b, text, at, line + 1, lines, fmax(longest, width), ends, best);
        }
    }
}

/* The two lines of a name that says by a line feed where its words part, if both fit. */
static bool break_at_feed(const zb_font *font, zb_str text, double size, double width,
                          zb_heat_head *out) {
    zb_str rest = text, first = zb_str_cut(&rest, '\n');
    if (!first.n || !rest.n || zb_str_has(rest, ZB_STR("\n")) ||
        zb_text_width(font, first, size, false) > width ||
        zb_text_width(font, rest, size, false) > width) {
        return false;
    }
    out->lines[0] = first;
    out->lines[1] = rest;
    out->count = 2;
    return true;
}

bool zb_heat_break(zb_arena *arena, const zb_font *font, zb_str text, double size, double width,
                   zb_heat_head *out) {
    if (break_at_feed(font, text, size, width, out)) {
        return true;
    }
    /* what is longer than that is cut anyway, and the search stays short */
    text = zb_str_sub(text, 0, zb_text_fit(font, text, size, width * ZB_HEAT_LINES + 4 * size));
    double short_width = fmin(width, 3.2 * size);
    size_t best[ZB_HEAT_LINES] = {text.n}, ends[ZB_HEAT_LINES] = {0};
    bool ok = true;
    out->count = 1;
    double longest = zb_text_width(font, text, size, false);
    for (size_t lines = 2; lines <= ZB_HEAT_LINES && longest > (lines == 2 ? short_width : width);
         lines++) {
        breaker b = {font, size, INFINITY};
        break_from(&b, text, 0, 0, lines, 0, ends, best);
        if (isfinite(b.longest)) {
            out->count = lines;
            longest = b.longest;
        }
    }
    for (size_t i = 0, from = 0; i < out->count; from = best[i], i++) {
        zb_str line = zb_str_sub(text, from, out->count == 1 ? text.n : best[i]);
        out->lines[i] = zb_cut_to_fit(arena, font, line, size, width, &ok);
    }
    return ok;
}

static bool is_finite_map(const zb_heat_map *map) {
    for (size_t i = 0; i < map->row_count * map->column_count; i++) {
        if (map->cells[i].known && !isfinite(map->cells[i].value)) {
            return false;
        }
    }
    return true;
}

static bool has_bar(const zb_heat_cell *cell) {
    return cell->known && !cell->few && !cell->stated && isfinite(cell->difference);
}

static bool write_heads(zb_heat_geometry *g, zb_arena *arena, const zb_font *font) {
    const zb_heat_map *map = g->map;
    g->heads = ZB_NEW(arena, zb_heat_head, map->column_count);
    g->groups = ZB_NEW(arena, zb_heat_group, map->column_count);
    if (g->heads == NULL || g->groups == NULL) {
        return false;
    }
    bool ok = true;
    for (size_t c = 0; c < map->column_count; c++) {
        zb_heat_head *head = &g->heads[c];
        ok = ok &&
             zb_heat_break(arena, font, map->columns[c], g->cell_size, g->column_width - 2, head);
        g->head_lines = head->count > g->head_lines ? head->count : g->head_lines;
        for (size_t r = map->has_whole ? 1 : 0; r < map->row_count; r++) {
            const zb_heat_cell *cell = zb_heat_cell_at(map, r, c);
            head->largest =
                has_bar(cell) ? fmax(head->largest, fabs(cell->difference)) : head->largest;
        }
        zb_str name = map->groups == NULL ? (zb_str){0} : map->groups[c];
        zb_heat_group *last = g->group_count > 0 ? &g->groups[g->group_count - 1] : NULL;
        if (last != NULL && zb_str_eq(last->name, name)) {
            last->count++;
        } else {
            g->groups[g->group_count++] = (zb_heat_group){name, c, 1};
        }
    }
    for (size_t i = 0; i < g->group_count; i++) {
        zb_heat_group *group = &g->groups[i];
        group->name = zb_cut_to_fit(arena, font, group->name, ZB_LABEL,
                                    g->column_width * (double)group->count - 2, &ok);
    }
    return ok;
}

static bool has_groups(const zb_heat_geometry *g) {
    return g->group_count > 1 || (g->group_count == 1 && g->groups[0].name.n > 0);
}

static bool write_names(zb_heat_geometry *g, zb_arena *arena, const zb_font *font, double *width) {
    bool ok = true;
    *width = 0;
    g->names = ZB_NEW(arena, zb_str, g->map->row_count);
    if (g->names == NULL) {
        return false;
    }
    for (size_t r = 0; r < g->map->row_count; r++) {
        g->names[r] = zb_cut_to_fit(arena, font, g->map->rows[r], ZB_LABEL, 0.26 * g->frame.w, &ok);
        *width = fmax(*width, zb_text_width(font, g->names[r], ZB_LABEL, false));
    }
    return ok;
}

/* The size at which the widest value stands in a column. */
static bool fit_cells(zb_heat_geometry *g, zb_arena *arena, const zb_font *font) {
    double widest = zb_text_width(font, ZB_STR("100"), ZB_LABEL, true);
    bool ok = true;
    zb_arena_mark mark = zb_arena_here(arena);
    for (size_t i = 0; ok && i < g->map->row_count * g->map->column_count; i++) {
        const zb_heat_cell *cell = &g->map->cells[i];
        if (cell->known) {
            zb_str value = zb_heat_value(arena, g->map, cell, &ok);
            double signs = cell->few ? 10 : zb_tone_is_status(cell->tone) ? 8 : 0;
            widest = fmax(widest, zb_text_width(font, value, ZB_LABEL, true) + signs);
        }
        zb_arena_release(arena, mark);
    }
    g->cell_size = ZB_LABEL * fmin(1, (g->column_width - 2) / widest);
    return ok;
}

/* The marks that occur; a column where all is stated only is explained by its group. */
static void find_marks(const zb_heat_map *map, bool *marks) {
    for (size_t c = 0; c < map->column_count; c++) {
        bool stated = false, compared = false;
        for (size_t r = map->has_whole ? 1 : 0; r < map->row_count; r++) {
            const zb_heat_cell *cell = zb_heat_cell_at(map, r, c);
            if (!cell->known) {
                marks[ZB_MARK_UNKNOWN] = true;
                continue;
            }
            stated = stated || cell->stated;
            compared = compared || !cell->stated;
            if (cell->few) {
                marks[ZB_MARK_FEW] = true;
            } else if (cell->stated) {
                continue;
            } else if (zb_tone_is_status(cell->tone)) {
                marks[cell->tone == ZB_TONE_HIGH998  ? ZB_MARK_HIGH998
                      : cell->tone == ZB_TONE_HIGH   ? ZB_MARK_HIGH
                      : cell->tone == ZB_TONE_LOW998 ? ZB_MARK_LOW998
                                                     : ZB_MARK_LOW] = true;
            } else if (has_bar(cell)) {
                marks[ZB_MARK_BAR] = true;
            }
        }
        marks[ZB_MARK_STATED] = marks[ZB_MARK_STATED] || (stated && compared);
    }
}

/* The legend's items with y counted from the legend's first line; returns its lines. */
static size_t place_legend(zb_heat_geometry *g, const zb_font *font) {
    bool marks[ZB_MARK_COUNT] = {false};
    find_marks(g->map, marks);
    double x = g->frame.x, right = g->frame.x + g->frame.w;
    size_t line = 0;
    for (int mark = 0; mark < ZB_MARK_COUNT; mark++) {
        if (!marks[mark]) {
            continue;
        }
        double width =
            ZB_HEAT_SWATCH + ZB_HEAT_SWATCH_GAP +
            zb_text_width(font, zb_heat_mark_text((zb_heat_mark)mark, g->map), ZB_LABEL, false);
        if (x + width > right && x > g->frame.x) {
            x = g->frame.x;
            line++;
        }
        g->legend[g->legend_count++] =
            (zb_heat_legend){(zb_heat_mark)mark, x, (double)line * LEGEND_PITCH};
        x += width + LEGEND_GAP;
    }
    return g->legend_count == 0 ? 0 : line + 1;
}

static zb_status set_heights(zb_heat_geometry *g, const zb_font *font, zb_error *err) {
    size_t lines = place_legend(g, font);
    double heads = (has_groups(g) ? ZB_HEAT_GROUP : 0) +
                   ZB_HEAT_HEAD_PITCH * (double)g->head_lines + 2 * HEAD_PAD;
    double legend = lines == 0 ? 1 : LEGEND_TOP + LEGEND_PITCH * (double)lines;
    g->height = heads + ROW_WISHED * (double)g->map->row_count + legend;
    if (g->frame.h == 0) {
        return ZB_OK;
    }
    g->heads_y = g->frame.y + (has_groups(g) ? ZB_HEAT_GROUP : 0) + HEAD_PAD;
    g->rows_y = g->frame.y + heads;
    g->row_height = fmin(ROW_WISHED + 4, (g->frame.h - heads - legend) / (double)g->map->row_count);
    if (g->row_height < ROW_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "%zu rows are too many for %.0f pt", g->map->row_count,
                            g->frame.h);
    }
    double first = g->rows_y + g->row_height * (double)g->map->row_count + LEGEND_TOP;
    for (size_t i = 0; i < g->legend_count; i++) {
        g->legend[i].y += first + LEGEND_PITCH / 2;
    }
    return ZB_OK;
}

zb_status zb_heat_lay_out(zb_heat_geometry *out, zb_arena *arena, const zb_heat_map *map,
                          const zb_font *font, zb_box frame, zb_error *err) {
    *out = (zb_heat_geometry){.map = map, .frame = frame};
    zb_heat_geometry *g = out;
    if (map->row_count == 0 || map->column_count == 0) {
        return ZB_OK;
    }
    if (!is_finite_map(map)) {
        return zb_error_set(err, ZB_E_DOMAIN, "a value of a heat map is not finite");
    }
    double names;
    if (!write_names(g, arena, font, &names)) {
        return zb_error_nomem(err);
    }
    g->cells_x = frame.x + names + 2 * NAME_PAD;
    g->column_width = (frame.x + frame.w - g->cells_x) / (double)map->column_count;
    g->column_width = fmin(g->column_width, 90);
    if (!fit_cells(g, arena, font)) {
        return zb_error_nomem(err);
    }
    if (g->cell_size < CELL_SIZE_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "%zu columns are too many for %.0f pt",
                            map->column_count, frame.w);
    }
    if (!write_heads(g, arena, font)) {
        return zb_error_nomem(err);
    }
    return set_heights(g, font, err);
}
