/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/flow.h"

#include <stdio.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "chart/text.h"

#define HEAD_TEXT 44.0 /* baseline */
#define HEAD_RULE 50.5
#define FOOT_RULE 45.89 /* from the lower edge, as the two below */
#define FOOT_TEXT 33.89
#define FOOT_ROOM 59.89
#define HEAD_CHAPTER (0.3 * ZB_MEASURE) /* kept free for the chapter, at least */
#define CHAPTER_HEIGHT 33.0

zb_sheet zb_sheet_of(zb_page_size size) {
    zb_sheet sheet = {.width = 595.28, .height = 841.89};
    if (size == ZB_PAGE_LETTER) {
        sheet.width = 612;
        sheet.height = 792;
    }
    sheet.left = (sheet.width - ZB_MEASURE) / 2;
    sheet.right = sheet.left + ZB_MEASURE;
    sheet.column = sheet.right - ZB_COLUMN;
    sheet.bottom = sheet.height - FOOT_ROOM;
    return sheet;
}

bool zb_flow_dry(const zb_flow *flow) {
    return flow->pdf == NULL || flow->status != ZB_OK;
}

void zb_flow_fail(zb_flow *flow, zb_status status) {
    if (flow->status == ZB_OK && status != ZB_OK) {
        flow->status = status;
        if (status == ZB_E_NOMEM) {
            zb_error_nomem(flow->err);
        }
    }
}

void zb_flow_free(zb_flow *flow) {
    zb_arena_free(&flow->scratch);
}

/* ---- pages ------------------------------------------------------------------------------- */

void zb_flow_bare_page(zb_flow *flow) {
    flow->page += flow->begun ? 1 : 0;
    flow->begun = true;
    flow->refs->pages = flow->page + 1;
    flow->y = ZB_PAGE_TOP;
    if (flow->pdf) {
        zb_pdf_add_page(flow->pdf, flow->sheet.width, flow->sheet.height);
    }
}

void zb_flow_new_page(zb_flow *flow) {
    zb_flow_bare_page(flow);
    if (zb_flow_dry(flow)) {
        return;
    }
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    double chapter = zb_flow_width(flow, flow->chapter, ZB_TINY) + ZB_BODY;
    double room = ZB_MEASURE - (chapter < HEAD_CHAPTER ? HEAD_CHAPTER : chapter);
    zb_flow_text(flow, flow->sheet.left, HEAD_TEXT, zb_flow_cut(flow, flow->running, ZB_TINY, room),
                 ZB_TINY, false, ZB_SOFT);
    zb_arena_release(&flow->scratch, mark);
    zb_flow_text_right(flow, flow->sheet.right, HEAD_TEXT, flow->chapter, ZB_TINY, false, ZB_SOFT);
    zb_flow_rule(flow, flow->sheet.left, flow->sheet.right, HEAD_RULE, 0.5, ZB_PALE);
    zb_flow_rule(flow, flow->sheet.left, flow->sheet.right, flow->sheet.height - FOOT_RULE, 0.5,
                 ZB_PALE);
    zb_flow_text(flow, flow->sheet.left, flow->sheet.height - FOOT_TEXT, flow->footer, ZB_TINY,
                 false, ZB_SOFT);
    char pages[64];
    int n = snprintf(pages, sizeof pages, flow->english ? "Page %zu of %zu" : "第%zu页，共%zu页",
                     flow->page + 1, flow->before->pages);
    zb_flow_text_right(flow, flow->sheet.right, flow->sheet.height - FOOT_TEXT,
                       (zb_str){pages, (size_t)n}, ZB_TINY, false, ZB_SOFT);
}

double zb_flow_room(const zb_flow *flow) {
    return flow->sheet.bottom - flow->y;
}

bool zb_flow_need(zb_flow *flow, double height) {
    if (height <= zb_flow_room(flow) || flow->y <= ZB_PAGE_TOP) {
        return true;
    }
    zb_flow_new_page(flow);
    return false;
}

void zb_flow_skip(zb_flow *flow, double height) {
    flow->y = flow->y > ZB_PAGE_TOP ? flow->y + height : flow->y;
}

/* ---- headings ---------------------------------------------------------------------------- */

void zb_han_number(zb_buf *out, int number) {
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int hundreds = number / 100 % 10, tens = number / 10 % 10, ones = number % 10;
    if (hundreds) {
        zb_buf_format(out, "%s百", digits[hundreds]);
    }
    if (tens) {
        zb_buf_format(out, "%s十", tens == 1 && !hundreds ? "" : digits[tens]);
    } else if (hundreds && ones) {
        zb_buf_text(out, "零");
    }
    zb_buf_text(out, digits[ones]);
}

static void enter(zb_flow *flow, zb_str title, int depth, zb_str key) {
    double y = flow->y - 6;
    bool listed = depth == 0 || !flow->unlisted;
    if ((listed && !zb_refs_enter(flow->refs, title, depth, flow->page, y)) ||
        !zb_refs_add(flow->refs, key, title, flow->page, y)) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    }
    if (!zb_flow_dry(flow)) {
        zb_pdf_bookmark(flow->pdf, depth, title, flow->page, y);
    }
}

void zb_flow_chapter(zb_flow *flow, zb_chapter_kind kind, zb_str title, zb_str key) {
    zb_buf full = {0};
    flow->sections = flow->figures = flow->tables = 0;
    flow->unlisted = false;
    flow->number[0] = '\0';
    if (kind == ZB_CHAPTER_NUMBERED) {
        flow->chapters++;
        snprintf(flow->number, sizeof flow->number, "%d", flow->chapters);
        if (flow->english) {
            zb_buf_format(&full, "%s ", flow->number);
        } else {
            zb_han_number(&full, flow->chapters);
            zb_buf_text(&full, "、");
        }
    } else if (kind == ZB_CHAPTER_APPENDIX) {
        flow->chapters = flow->chapters < 'A' ? 'A' : flow->chapters + 1;
        snprintf(flow->number, sizeof flow->number, "%c", flow->chapters);
        zb_buf_format(&full, flow->english ? "Appendix %s " : "附录%s　", flow->number);
    }
    zb_buf_add(&full, title);
    bool ok = !full.failed;
    flow->chapter = zb_arena_copy(&flow->refs->arena, zb_buf_str(&full), &ok);
    zb_buf_free(&full);
    if (!ok) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    }
    zb_flow_new_page(flow);
    flow->y = ZB_PAGE_TOP;
    enter(flow, flow->chapter, 0, key);
    zb_flow_text(flow, flow->sheet.left, zb_baseline(flow->y, 24, 18), flow->chapter, 18, true,
                 ZB_INK);
    flow->y += CHAPTER_HEIGHT;
}

static void heading(zb_flow *flow, zb_str title) {
    const zb_setting setting = {flow->sheet.left, ZB_MEASURE, 14, 20, 0, false};
    zb_rich rich = {0};
    zb_rich_add(&rich, title, true, ZB_INK);
    flow->y += zb_flow_rich_at(flow, &rich, &setting, flow->y) + 5;
    zb_rich_free(&rich);
}

void zb_flow_section(zb_flow *flow, zb_str title, zb_str key, double room) {
    bool follows_chapter = flow->y <= ZB_PAGE_TOP + CHAPTER_HEIGHT;
    zb_flow_skip(flow, follows_chapter ? 2 : 14);
    zb_flow_need(flow, 25 + room);
    zb_buf full = {0};
    flow->sections++;
    if (!flow->english) {
        zb_buf_text(&full, "（");
        zb_han_number(&full, flow->sections);
        zb_buf_text(&full, "）");
    } else if (flow->number[0]) {
        zb_buf_format(&full, "%s.%d ", flow->number, flow->sections);
    }
    zb_buf_add(&full, title);
    if (full.failed) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    } else {
        enter(flow, zb_buf_str(&full), 1, key);
        heading(flow, zb_buf_str(&full));
    }
    zb_buf_free(&full);
}

void zb_flow_heading(zb_flow *flow, zb_str title, double room) {
    zb_flow_skip(flow, 14);
    zb_flow_need(flow, 25 + room);
    heading(flow, title);
}

/* ---- numbers and references -------------------------------------------------------------- */

zb_str zb_flow_number(zb_flow *flow, zb_numbered kind, zb_str key, double y) {
    char text[64];
    bool figure = kind == ZB_NUMBERED_FIGURE;
    int number = figure ? ++flow->figures : ++flow->tables;
    const char *appendix = flow->number[0] >= 'A' && !flow->english ? "附" : "";
    const char *what = flow->english ? (figure ? "Figure " : "Table ") : (figure ? "图" : "表");
    int n = snprintf(text, sizeof text, "%s%s%s%s%d", appendix, what, flow->number,
                     flow->number[0] ? "-" : "", number);
    bool ok = true;
    zb_str kept = zb_arena_copy(&flow->refs->arena, (zb_str){text, (size_t)n}, &ok);
    if (!ok || !zb_refs_add(flow->refs, key, kept, flow->page, y)) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    }
    return kept;
}

zb_str zb_flow_ref(const zb_flow *flow, zb_str key) {
    const zb_ref *ref = zb_refs_find(flow->before, key);
    return ref ? ref->number : ZB_STR("…");
}

size_t zb_flow_ref_page(const zb_flow *flow, zb_str key) {
    const zb_ref *ref = zb_refs_find(flow->before, key);
    return ref ? ref->page + 1 : 0;
}

bool zb_flow_knows(const zb_flow *flow, zb_str key) {
    return zb_refs_find(flow->before, key) != NULL;
}

void zb_flow_link_to(zb_flow *flow, double x, double y, double w, double h, zb_str key) {
    const zb_ref *ref = zb_refs_find(flow->before, key);
    if (ref && !zb_flow_dry(flow)) {
        zb_pdf_link(flow->pdf, x, y, w, h, ref->page, ref->y);
    }
}

/* ---- the contents ------------------------------------------------------------------------ */

#define CONTENTS_PITCH 12.6
#define CONTENTS_HEAD 40.0 /* at most what the heading takes */
#define CONTENTS_GAP 12.0  /* between three columns */
#define CONTENTS_PAGE 31.5 /* of a line, for the number of its page */

static void contents_line(zb_flow *flow, const zb_entry *entry, double x, double y, double width,
                          double size) {
    double indent = entry->depth ? 13 : 0, baseline = zb_baseline(y, CONTENTS_PITCH, size);
    bool bold = entry->depth == 0;
    char page[24];
    int n = snprintf(page, sizeof page, "%zu", entry->page + 1);
    double page_width = zb_flow_width(flow, (zb_str){page, (size_t)n}, size);
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    zb_str title = zb_flow_cut(flow, entry->title, size, width - indent - page_width - 16);
    double end = x + indent + zb_flow_width(flow, title, size) + 5;
    zb_flow_text(flow, x + indent, baseline, title, size, bold, ZB_TEXT);
    zb_arena_release(&flow->scratch, mark);
    zb_flow_text_right(flow, x + width, baseline, (zb_str){page, (size_t)n}, size, false, ZB_TEXT);
    if (!zb_flow_dry(flow) && end < x + width - 22) {
        flow->canvas->line(flow->canvas->self, (zb_point){end, baseline - 0.6},
                           (zb_point){x + width - 18, baseline - 0.6},
                           (zb_stroke){0.6, ZB_PALE, 0.6, 3});
    }
    if (!zb_flow_dry(flow)) {
        zb_pdf_link(flow->pdf, x, y, width, CONTENTS_PITCH, entry->page, entry->y);
    }
}

/* How many of `count` entries from `first` stand in the left of two columns of at most `rows`
 * lines: all that fit when there are more; else half, or up to a chapter if that keeps the columns
 * about even. */
static size_t left_column(const zb_refs *refs, size_t first, size_t count, size_t rows) {
    if (count >= 2 * rows) {
        return rows;
    }
    size_t half = (count + 1) / 2, best = half, lowest = half + half / 3;
    lowest = lowest < rows ? lowest : rows;
    for (size_t i = 1; i < count; i++) {
        size_t longer = i > count - i ? i : count - i;
        if (refs->entries.at[first + i].depth == 0 && longer <= lowest) {
            best = i;
            lowest = longer - 1;
        }
    }
    return best;
}

/* Three columns as wide as their titles, where two would begin a page for themselves and no title
 * would be cut. */
static bool contents_in_three(const zb_flow *flow, double in_two, double size, double widths[3]) {
    const zb_refs *refs = flow->before;
    size_t rows = (refs->entries.count + 2) / 3;
    double room = zb_flow_room(flow) - CONTENTS_HEAD, spare = ZB_MEASURE - 2 * CONTENTS_GAP;
    if (in_two <= room || (double)rows * CONTENTS_PITCH > room) {
        return false;
    }
    widths[0] = widths[1] = widths[2] = 0;
    for (size_t i = 0; i < refs->entries.count; i++) {
        const zb_entry *entry = &refs->entries.at[i];
        double width =
            zb_flow_width(flow, entry->title, size) + (entry->depth ? 13 : 0) + CONTENTS_PAGE;
        widths[i / rows] = width > widths[i / rows] ? width : widths[i / rows];
    }
    spare -= widths[0] + widths[1] + widths[2];
    for (size_t c = 0; c < 3; c++) {
        widths[c] += spare / 3;
    }
    return spare >= 0;
}

static void set_in_three(zb_flow *flow, double size, const double widths[3]) {
    const zb_refs *refs = flow->before;
    size_t rows = (refs->entries.count + 2) / 3;
    double x = flow->sheet.left;
    for (size_t i = 0; i < refs->entries.count; i++) {
        if (i > 0 && i % rows == 0) {
            x += widths[i / rows - 1] + CONTENTS_GAP;
        }
        contents_line(flow, &refs->entries.at[i], x, flow->y + (double)(i % rows) * CONTENTS_PITCH,
                      widths[i / rows], size);
    }
    flow->y += (double)rows * CONTENTS_PITCH;
}

void zb_flow_contents(zb_flow *flow) {
    const zb_refs *refs = flow->before;
    double height = (double)((refs->entries.count + 1) / 2) * CONTENTS_PITCH;
    double widths[3];
    double size = contents_in_three(flow, height, ZB_SMALL, widths) ? ZB_SMALL : ZB_TINY;
    if (contents_in_three(flow, height, size, widths)) {
        zb_flow_heading(flow, flow->english ? ZB_STR("Contents") : ZB_STR("目录"), 0);
        set_in_three(flow, size, widths);
        return;
    }
    bool one_page = height < flow->sheet.bottom - ZB_PAGE_TOP - 40;
    zb_flow_heading(flow, flow->english ? ZB_STR("Contents") : ZB_STR("目录"),
                    one_page ? height : 60);
    for (size_t first = 0; first < refs->entries.count;) {
        size_t rows = (size_t)(zb_flow_room(flow) / CONTENTS_PITCH);
        size_t count = refs->entries.count - first;
        count = count < 2 * rows ? count : 2 * rows;
        size_t left = left_column(refs, first, count, rows);
        for (size_t i = 0; i < count; i++) {
            size_t row = i < left ? i : i - left;
            contents_line(flow, &refs->entries.at[first + i],
                          i < left ? flow->sheet.left : flow->sheet.column - 2,
                          flow->y + (double)row * CONTENTS_PITCH, ZB_COLUMN - 2, ZB_SMALL);
        }
        size_t used = left > count - left ? left : count - left;
        flow->y += (double)used * CONTENTS_PITCH;
        first += count;
        if (first < refs->entries.count) {
            zb_flow_new_page(flow);
        }
    }
}
