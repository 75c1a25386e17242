/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table.h"

#include <string.h>

#include "base/str.h"
#include "chart/text.h"
#include "report/lines.h"
#include "report/links.h"

#define PAD 4.0 /* at both sides of a cell */
#define MARK_GAP 0.6
#define HEAD_HEIGHT 17.0
#define HEAD_PITCH 9.0 /* of a head of two lines */
#define GROUP_HEIGHT 15.0
#define ROW_HEIGHT 17.0
#define TITLE_HEIGHT 29.0     /* caption and unit */
#define NARROWEST 48.0        /* a column that shrinks */
#define NARROWEST_GROWN 120.0 /* one that grows, before others shrink */

enum { MOST_LINES = 4 }; /* of a cell; what is longer ends in … */

/* A table laid out: in scratch memory. */
typedef struct grid {
    const zb_table *table;
    double x, width;
    double *widths; /* of columns */
    double *hangs; /* of columns: what marks behind numbers take, `+`, `※`, so that digits align */
    double *heights; /* of rows */
    double head;     /* height of the head */
} grid;

/* Where a head parts into two lines: at a space, as evenly as can be; its length when it has none.
 */
static size_t head_part(const zb_flow *flow, zb_str head) {
    size_t best = head.n;
    double narrowest = zb_flow_width(flow, head, ZB_TINY);
    for (size_t at = 0; at < head.n; at++) {
        if (head.p[at] != ' ') {
            continue;
        }
        double first = zb_flow_width(flow, zb_str_sub(head, 0, at), ZB_TINY);
        double second = zb_flow_width(flow, zb_str_sub(head, at + 1, head.n), ZB_TINY);
        double wider = first > second ? first : second;
        if (wider < narrowest) {
            narrowest = wider;
            best = at;
        }
    }
    return best;
}

static double head_width(const zb_flow *flow, zb_str head, bool parted) {
    size_t at = parted ? head_part(flow, head) : head.n;
    double first = zb_flow_width(flow, zb_str_sub(head, 0, at), ZB_TINY);
    double second =
        at < head.n ? zb_flow_width(flow, zb_str_sub(head, at + 1, head.n), ZB_TINY) : 0;
    return first > second ? first : second;
}

/* The marks at the end of a number: `+` of `1,860+`, `※` of `25.0※`, `)` of `(98.0)`; empty when
 * the text is none. */
static zb_str hanging(zb_str text) {
    static const char *const marks[] = {"※", "+", ")"};
    size_t end = text.n;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        zb_str mark = zb_str_from(marks[i]);
        if (zb_str_ends(zb_str_sub(text, 0, end), mark)) {
            end -= mark.n;
            i = (size_t)-1; /* from the first again: `98.0+)` */
        }
    }
    bool number = end > 0 && text.p[end - 1] >= '0' && text.p[end - 1] <= '9';
    for (size_t i = 0; number && i < end; i++) {
        number = strchr("0123456789,.(<+", text.p[i]) != NULL;
    }
    return zb_str_sub(text, number ? end : text.n, text.n);
}

/* A reference mark stands off its number. */
static double mark_gap(zb_str marks) {
    return zb_str_starts(marks, ZB_STR("※")) ? MARK_GAP : 0;
}

static double mark_width(const zb_flow *flow, zb_str marks) {
    return marks.n ? mark_gap(marks) + zb_flow_width(flow, marks, ZB_TINY) : 0;
}

/* The widest of a column's. */
static double hang_of(const zb_flow *flow, const zb_table *table, size_t column) {
    double widest = 0;
    if (table->columns[column].align != ZB_ALIGN_RIGHT) {
        return 0;
    }
    for (size_t i = 0; i < table->row_count; i++) {
        const zb_table_cell *cells = table->rows[i].cells;
        zb_str marks = cells ? hanging(cells[column].text) : (zb_str){0};
        double width = mark_width(flow, marks);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static double natural_width(const zb_flow *flow, const grid *g, size_t column, bool parted) {
    const zb_table *table = g->table;
    const zb_table_column *c = &table->columns[column];
    double width = head_width(flow, c->head, parted) + g->hangs[column];
    for (size_t i = 0; i < table->row_count; i++) {
        const zb_table_cell *cells = table->rows[i].cells;
        zb_str text = cells ? cells[column].text : (zb_str){0};
        double w = text.n ? zb_flow_width(flow, text, ZB_TINY) : 0;
        if (g->hangs[column] > 0) {
            zb_str marks = hanging(text);
            w += g->hangs[column] - mark_width(flow, marks) + mark_gap(marks);
        }
        width = w > width ? w : width;
    }
    return width + 2 * PAD + 0.1;
}

/* Take `over` from columns that may wrap, as much from each as it is wider than `least`; what could
 * not be taken is returned. */
static double shrink(const grid *g, double over, double least, bool growing) {
    double spare = 0;
    for (size_t i = 0; i < g->table->column_count; i++) {
        const zb_table_column *c = &g->table->columns[i];
        spare +=
            c->wrap && (c->grow || !growing) && g->widths[i] > least ? g->widths[i] - least : 0;
    }
    double share = spare > over ? over / spare : spare > 0 ? 1 : 0;
    for (size_t i = 0; i < g->table->column_count; i++) {
        const zb_table_column *c = &g->table->columns[i];
        if (c->wrap && (c->grow || !growing) && g->widths[i] > least) {
            g->widths[i] -= (g->widths[i] - least) * share;
        }
    }
    return over - spare * share;
}

static void spread(const grid *g, double left) {
    size_t growing = 0, flexible = 0, shown = 0;
    for (size_t i = 0; i < g->table->column_count; i++) {
        const zb_table_column *c = &g->table->columns[i];
        shown += !c->hidden;
        growing += !c->hidden && c->grow;
        flexible += !c->hidden && c->width == 0;
    }
    for (size_t i = 0; i < g->table->column_count; i++) {
        const zb_table_column *c = &g->table->columns[i];
        if (!c->hidden && (growing ? c->grow : flexible ? c->width == 0 : true)) {
            g->widths[i] += left / (double)(growing ? growing : flexible ? flexible : shown);
        }
    }
}

static double row_height(zb_flow *flow, const grid *g, const zb_table_row *row) {
    double height = g->table->row_height > 0 ? g->table->row_height : ROW_HEIGHT;
    if (!row->cells) {
        return GROUP_HEIGHT;
    }
    for (size_t i = 0; i < g->table->column_count; i++) {
        double room = g->widths[i] - 2 * PAD;
        if (!g->table->columns[i].wrap || g->table->columns[i].hidden ||
            zb_flow_width(flow, row->cells[i].text, ZB_TINY) <= room) {
            continue;
        }
        zb_lines lines;
        if (!zb_lines_break(&lines, &flow->scratch, flow->font, row->cells[i].text, ZB_TINY, room,
                            0)) {
            zb_flow_fail(flow, ZB_E_NOMEM);
            return height;
        }
        size_t shown = lines.count < MOST_LINES ? lines.count : MOST_LINES;
        double needed = (double)shown * ZB_TINY_LEAD + 6;
        height = needed > height ? needed : height;
    }
    return height;
}

/* Of all columns; gives their sum. */
static double natural_widths(const zb_flow *flow, const grid *g, bool parted) {
    double total = 0;
    for (size_t i = 0; i < g->table->column_count; i++) {
        const zb_table_column *c = &g->table->columns[i];
        g->widths[i] = c->hidden ? 0 : c->width > 0 ? c->width : natural_width(flow, g, i, parted);
        total += g->widths[i];
    }
    return total;
}

static bool is_parted(const zb_flow *flow, const grid *g, size_t column) {
    const zb_table_column *c = &g->table->columns[column];
    return !c->hidden && head_part(flow, c->head) < c->head.n &&
           zb_flow_width(flow, c->head, ZB_TINY) > g->widths[column] - g->hangs[column] - 2 * PAD;
}

static double head_height(const zb_flow *flow, const grid *g) {
    for (size_t i = 0; i < g->table->column_count; i++) {
        if (is_parted(flow, g, i)) {
            return HEAD_HEIGHT + HEAD_PITCH;
        }
    }
    return HEAD_HEIGHT;
}

static bool lay_out_alone(zb_flow *flow, grid *g, const zb_table *table, double x, double width) {
    *g = (grid){.table = table, .x = x, .width = width};
    g->widths = ZB_NEW(&flow->scratch, double, table->column_count + 1);
    g->heights = ZB_NEW(&flow->scratch, double, table->row_count + 1);
    g->hangs = ZB_NEW(&flow->scratch, double, table->column_count + 1);
    if (!g->widths || !g->heights || !g->hangs) {
        zb_flow_fail(flow, ZB_E_NOMEM);
        return false;
    }
    for (size_t i = 0; i < table->column_count; i++) {
        g->hangs[i] = hang_of(flow, table, i);
    }
    double total = natural_widths(flow, g, false);
    if (total > width) { /* heads of several words take two lines before others shrink */
        total = natural_widths(flow, g, true);
    }
    if (total > width) {
        double over = shrink(g, total - width, NARROWEST_GROWN, true);
        shrink(g, over, NARROWEST, false);
    } else {
        spread(g, width - total);
    }
    g->head = head_height(flow, g);
    for (size_t i = 0; i < table->row_count; i++) {
        zb_arena_mark mark = zb_arena_here(&flow->scratch);
        g->heights[i] = row_height(flow, g, &table->rows[i]);
        zb_arena_release(&flow->scratch, mark);
    }
    return true;
}

static bool lay_out(zb_flow *flow, grid *g, const zb_table *table, double x, double width) {
    grid other;
    if (!lay_out_alone(flow, g, table, x, width)) {
        return false;
    }
    if (!table->beside) {
        return true;
    }
    if (!lay_out_alone(flow, &other, table->beside, x, width)) {
        return false;
    }
    g->head = other.head > g->head ? other.head : g->head;
    for (size_t i = 0; i < table->row_count && i < table->beside->row_count; i++) {
        g->heights[i] = other.heights[i] > g->heights[i] ? other.heights[i] : g->heights[i];
    }
    return true;
}

static void draw_aligned(zb_flow *flow, zb_align align, double x, double width, double baseline,
                         zb_str text, bool bold, zb_color color) {
    if (align == ZB_ALIGN_RIGHT) {
        zb_flow_text_right(flow, x + width - PAD, baseline, text, ZB_TINY, bold, color);
    } else if (align == ZB_ALIGN_CENTRE) {
        zb_flow_text_centre(flow, x + width / 2, baseline, text, ZB_TINY, bold, color);
    } else {
        zb_flow_text(flow, x + PAD, baseline, text, ZB_TINY, bold, color);
    }
}

/* The head of a column, in two lines where it does not fit in one; one line stands at the foot. */
static void draw_column_head(zb_flow *flow, const grid *g, size_t column, double x, double y) {
    const zb_table_column *c = &g->table->columns[column];
    double width = g->widths[column] - g->hangs[column];
    double baseline = zb_baseline(y + g->head - HEAD_HEIGHT, HEAD_HEIGHT, ZB_TINY);
    if (!is_parted(flow, g, column)) {
        draw_aligned(flow, c->align, x, width, baseline, c->head, false, ZB_SOFT);
        return;
    }
    size_t at = head_part(flow, c->head);
    draw_aligned(flow, c->align, x, width, baseline - HEAD_PITCH, zb_str_sub(c->head, 0, at), false,
                 ZB_SOFT);
    draw_aligned(flow, c->align, x, width, baseline, zb_str_sub(c->head, at + 1, c->head.n), false,
                 ZB_SOFT);
}

static double draw_head(zb_flow *flow, const grid *g, double y) {
    zb_flow_rule(flow, g->x, g->x + g->width, y, 1, ZB_INK);
    double x = g->x, baseline = zb_baseline(y + g->head - HEAD_HEIGHT, HEAD_HEIGHT, ZB_TINY);
    for (size_t i = 0; i < g->table->column_count; i++) {
        const zb_table_column *c = &g->table->columns[i];
        if (c->hidden) {
            continue;
        }
        draw_column_head(flow, g, i, x, y);
        if (c->head_right.n) {
            draw_aligned(flow, ZB_ALIGN_RIGHT, x, g->widths[i], baseline, c->head_right, false,
                         ZB_SOFT);
        }
        if (c->head_middle.n) {
            draw_aligned(flow, ZB_ALIGN_CENTRE, x, g->widths[i], baseline, c->head_middle, false,
                         ZB_SOFT);
        }
        x += g->widths[i];
    }
    zb_flow_rule(flow, g->x, g->x + g->width, y + g->head, 0.5, ZB_INK);
    return y + g->head;
}

static void draw_wrapped(zb_flow *flow, const zb_table_cell *cell, double x, double y, double room,
                         double height, zb_color color) {
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    zb_lines lines;
    if (!zb_lines_break(&lines, &flow->scratch, flow->font, cell->text, ZB_TINY, room, 0)) {
        zb_flow_fail(flow, ZB_E_NOMEM);
        return;
    }
    size_t shown = lines.count < MOST_LINES ? lines.count : MOST_LINES;
    double top = y + (height - (double)shown * ZB_TINY_LEAD) / 2;
    for (size_t i = 0; i < shown; i++) {
        zb_str line = zb_str_sub(cell->text, lines.at[i].start, lines.at[i].end);
        if (i + 1 == shown && shown < lines.count) {
            line.n = zb_text_fit(
                flow->font, zb_str_sub(cell->text, lines.at[i].start, cell->text.n), ZB_TINY, room);
            zb_flow_text(flow, x + zb_flow_width(flow, line, ZB_TINY),
                         zb_baseline(top + (double)i * ZB_TINY_LEAD, ZB_TINY_LEAD, ZB_TINY),
                         ZB_STR("…"), ZB_TINY, cell->bold, color);
        }
        zb_flow_text(flow, x, zb_baseline(top + (double)i * ZB_TINY_LEAD, ZB_TINY_LEAD, ZB_TINY),
                     line, ZB_TINY, cell->bold, color);
    }
    zb_arena_release(&flow->scratch, mark);
}

static void draw_cell(zb_flow *flow, const grid *g, const zb_table_cell *cell, size_t column,
                      double x, double y, double height) {
    const zb_table_column *c = &g->table->columns[column];
    double width = g->widths[column];
    zb_color color = cell->color ? cell->color : ZB_TEXT;
    const zb_canvas *canvas = flow->canvas;
    if (cell->fill) {
        canvas->rect(canvas->self, x + 1, y + 1, width - 2, height - 2, cell->fill, (zb_stroke){0});
    }
    if (cell->draw) {
        cell->draw(canvas, cell->data, x + PAD, y + 2, width - 2 * PAD, height - 4);
    }
    if (c->wrap && zb_flow_width(flow, cell->text, ZB_TINY) > width - 2 * PAD) {
        draw_wrapped(flow, cell, x + PAD, y, width - 2 * PAD, height, color);
    } else if (cell->text.n) {
        zb_str marks = g->hangs[column] > 0 ? hanging(cell->text) : (zb_str){0};
        bool apart = mark_gap(marks) > 0;
        double room = width - g->hangs[column] + (apart ? 0 : mark_width(flow, marks));
        zb_str text = zb_str_sub(cell->text, 0, cell->text.n - (apart ? marks.n : 0));
        double baseline = zb_baseline(y, height, ZB_TINY);
        draw_aligned(flow, c->align, x, room, baseline, text, cell->bold, color);
        if (apart) { /* never bold: its dots would run into one */
            zb_flow_text(flow, x + room - PAD + MARK_GAP, baseline, marks, ZB_TINY, false, color);
        }
    }
    zb_flow_link_to(flow, x, y, width, height, cell->link);
}

static void draw_group(zb_flow *flow, const grid *g, size_t row, double y, bool again) {
    const zb_table_row *r = &g->table->rows[row];
    double height = g->heights[row], baseline = zb_baseline(y, height, ZB_TINY);
    flow->canvas->rect(flow->canvas->self, g->x, y, g->width, height, ZB_TINT, (zb_stroke){0});
    zb_flow_text(flow, g->x + PAD, baseline, r->group, ZB_TINY, false, ZB_SOFT);
    if (again) {
        zb_flow_text(flow, g->x + PAD + zb_flow_width(flow, r->group, ZB_TINY), baseline,
                     flow->english ? ZB_STR(", continued") : ZB_STR("（续）"), ZB_TINY, false,
                     ZB_SOFT);
    }
    zb_flow_text_right(flow, g->x + g->width - PAD, baseline, r->group_note, ZB_TINY, false,
                       ZB_SOFT);
    zb_flow_link_to(flow, g->x, y, g->width, height, r->link);
}

static void draw_row(zb_flow *flow, const grid *g, size_t row, double y, bool last) {
    if (zb_flow_dry(flow)) {
        return;
    }
    const zb_table_row *r = &g->table->rows[row];
    double height = g->heights[row], x = g->x;
    if (!r->cells) {
        draw_group(flow, g, row, y, false);
        return;
    }
    for (size_t i = 0; i < g->table->column_count; i++) {
        if (!g->table->columns[i].hidden) {
            draw_cell(flow, g, &r->cells[i], i, x, y, height);
        }
        x += g->widths[i];
    }
    bool before_group = row + 1 < g->table->row_count && !g->table->rows[row + 1].cells;
    if (!last && !before_group) {
        zb_flow_rule(flow, g->x, g->x + g->width, y + height, 0.5, ZB_GRID);
    }
}

/* How many rows from `first` go into the room: all, or as many as leave no row alone on the next
 * page and no name of a group last. At least one. */
static size_t rows_that_fit(const grid *g, size_t first, double room) {
    size_t count = g->table->row_count, n = 0;
    double used = 0;
    while (first + n < count && used + g->heights[first + n] <= room) {
        used += g->heights[first + n++];
    }
    if (first + n < count) {
        if (n > 2 && first + n + 1 == count) {
            n--;
        }
        while (n > 1 && !g->table->rows[first + n - 1].cells) {
            n--;
        }
    }
    return n;
}

static double title_height(zb_flow *flow, const zb_table *table) {
    return zb_flow_caption_height(flow, table->name, ZB_MEASURE) + TITLE_HEIGHT - ZB_SMALL_LEAD;
}

static double draw_title(zb_flow *flow, const zb_table *table, zb_str number, bool again) {
    zb_buf full = {0};
    zb_buf_text(&full, again && !flow->english ? "续" : "");
    zb_buf_add(&full, number);
    zb_buf_text(&full, again && flow->english ? " (continued)" : "");
    if (full.failed) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    }
    double y = flow->y + zb_flow_caption_at(flow, zb_buf_str(&full), table->name, flow->sheet.left,
                                            flow->y, ZB_MEASURE);
    zb_buf_free(&full);
    if (table->unit.n) {
        zb_buf unit = {0};
        zb_buf_text(&unit, flow->english ? "Unit: " : "单位：");
        zb_buf_add(&unit, table->unit);
        if (unit.failed) {
            zb_flow_fail(flow, ZB_E_NOMEM);
        }
        zb_flow_text_right(flow, flow->sheet.right, zb_baseline(y, 13, ZB_TINY), zb_buf_str(&unit),
                           ZB_TINY, false, ZB_SOFT);
        zb_buf_free(&unit);
    }
    return y + (table->unit.n ? TITLE_HEIGHT - ZB_SMALL_LEAD : 4);
}

/* The row that names the group of a row which opens a page; row_count when none has to be told. */
static size_t group_before(const zb_table *table, size_t row) {
    size_t at = row;
    while (row > 0 && at > 0 && table->rows[at].cells) {
        at--;
    }
    return row == 0 || at == row || table->rows[at].cells ? table->row_count : at;
}

/* On the next page of a table: the name of the group once more; gives the height below it. */
static double draw_group_again(zb_flow *flow, const grid *g, size_t row, double y) {
    size_t group = group_before(g->table, row);
    if (group == g->table->row_count) {
        return y;
    }
    if (!zb_flow_dry(flow)) {
        draw_group(flow, g, group, y, true);
    }
    return y + g->heights[group];
}

void zb_flow_table(zb_flow *flow, const zb_table *table) {
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    grid g;
    if (flow->status != ZB_OK || !table->row_count ||
        !lay_out(flow, &g, table, flow->sheet.left, ZB_MEASURE)) {
        return;
    }
    double first = g.heights[0] + (table->row_count > 1 ? g.heights[1] : 0) +
                   (table->row_count > 2 && !table->rows[0].cells ? g.heights[2] : 0);
    zb_flow_need(flow, title_height(flow, table) + g.head + first);
    zb_str number = zb_flow_number(flow, ZB_NUMBERED_TABLE, table->key, flow->y);
    for (size_t row = 0; row < table->row_count;) {
        double y = draw_title(flow, table, number, row > 0);
        y = draw_head(flow, &g, y);
        y = draw_group_again(flow, &g, row, y);
        size_t n = rows_that_fit(&g, row, flow->sheet.bottom - y - 2);
        n = n ? n : 1;
        for (size_t i = 0; i < n; i++, row++) {
            zb_table_anchors(flow, &table->rows[row], table->column_count, number, y);
            draw_row(flow, &g, row, y, i + 1 == n);
            y += g.heights[row];
        }
        zb_flow_rule(flow, flow->sheet.left, flow->sheet.right, y, 1, ZB_INK);
        flow->y = y + 4;
        if (row < table->row_count) {
            zb_flow_new_page(flow);
        }
    }
    zb_arena_release(&flow->scratch, mark);
}

double zb_flow_table_at(zb_flow *flow, const zb_table *table, double x, double y, double width,
                        bool draw) {
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    grid g;
    if (flow->status != ZB_OK || !lay_out(flow, &g, table, x, width)) {
        return 0;
    }
    double height = g.head;
    if (draw) {
        draw_head(flow, &g, y);
    }
    for (size_t row = 0; row < table->row_count; row++) {
        if (draw) {
            draw_row(flow, &g, row, y + height, row + 1 == table->row_count);
        }
        height += g.heights[row];
    }
    if (draw) {
        zb_flow_rule(flow, x, x + width, y + height, 1, ZB_INK);
    }
    zb_arena_release(&flow->scratch, mark);
    return height;
}
