/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/flow.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "chart/text.h"
#include "report/lines.h"

double zb_baseline(double y, double lead, double size) {
    return y + lead / 2 + 0.38 * size;
}

double zb_flow_width(const zb_flow *flow, zb_str text, double size) {
    return zb_text_width(flow->font, text, size, false);
}

zb_str zb_flow_cut(zb_flow *flow, zb_str text, double size, double width) {
    size_t fits = zb_text_fit(flow->font, text, size, width);
    if (fits == text.n) {
        return text;
    }
    const zb_str dots = ZB_STR("…");
    while (fits && text.p[fits - 1] == ' ') {
        fits--;
    }
    char *cut = ZB_NEW(&flow->scratch, char, fits + dots.n);
    if (!cut) {
        zb_flow_fail(flow, ZB_E_NOMEM);
        return (zb_str){0};
    }
    memcpy(cut, text.p, fits);
    memcpy(cut + fits, dots.p, dots.n);
    return (zb_str){cut, fits + dots.n};
}

void zb_flow_text(zb_flow *flow, double x, double baseline, zb_str text, double size, bool bold,
                  zb_color color) {
    if (!zb_flow_dry(flow) && text.n) {
        zb_text_style style = {size, bold, color, ZB_NO_COLOR, 0};
        flow->canvas->text(flow->canvas->self, x, baseline, text, style);
    }
}

void zb_flow_text_right(zb_flow *flow, double right, double baseline, zb_str text, double size,
                        bool bold, zb_color color) {
    if (!zb_flow_dry(flow)) {
        zb_flow_text(flow, right - zb_flow_width(flow, text, size), baseline, text, size, bold,
                     color);
    }
}

void zb_flow_text_centre(zb_flow *flow, double centre, double baseline, zb_str text, double size,
                         bool bold, zb_color color) {
    if (!zb_flow_dry(flow)) {
        zb_flow_text(flow, centre - zb_flow_width(flow, text, size) / 2, baseline, text, size, bold,
                     color);
    }
}

void zb_flow_rule(zb_flow *flow, double x1, double x2, double y, double width, zb_color color) {
    if (!zb_flow_dry(flow)) {
        flow->canvas->line(flow->canvas->self, (zb_point){x1, y}, (zb_point){x2, y},
                           (zb_stroke){width, color, 0, 0});
    }
}

/* What each gap of a line grows by. English is set ragged: few words stand in a line, and the names
 * of places among them would be torn apart. */
static double stretch_of(const zb_flow *flow, const zb_line_box *box, const zb_setting *setting) {
    return setting->justify && !flow->english ? box->stretch : 0;
}

/* The links of a line, each over its span. */
static void link_line(zb_flow *flow, const zb_rich *rich, const zb_line_box *box, double x,
                      double y, const zb_setting *setting) {
    size_t begin = 0;
    double stretch = stretch_of(flow, box, setting);
    for (size_t i = 0; i < rich->spans.count; begin = rich->spans.at[i++].end) {
        const zb_rich_span *span = &rich->spans.at[i];
        size_t start = begin > box->start ? begin : box->start;
        size_t end = span->end < box->end ? span->end : box->end;
        if (!span->link.n || start >= end) {
            continue;
        }
        zb_str text = zb_buf_str(&rich->text);
        zb_str head = zb_str_sub(text, box->start, start), part = zb_str_sub(text, start, end);
        double left =
            x + zb_flow_width(flow, head, setting->size) + stretch * (double)zb_text_gaps(head);
        double width =
            zb_flow_width(flow, part, setting->size) + stretch * (double)zb_text_gaps(part);
        zb_flow_link_to(flow, left, y, width, setting->lead, span->link);
    }
}

static void draw_line(zb_flow *flow, const zb_rich *rich, const zb_line_box *box, double x,
                      double y, const zb_setting *setting) {
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    zb_pdf_span *spans = ZB_NEW(&flow->scratch, zb_pdf_span, rich->spans.count + 1);
    if (!spans) {
        zb_flow_fail(flow, ZB_E_NOMEM);
        return;
    }
    size_t count = 0;
    for (size_t i = 0; i < rich->spans.count; i++) {
        const zb_rich_span *span = &rich->spans.at[i];
        if (span->end > box->start) {
            size_t end = span->end < box->end ? span->end : box->end;
            spans[count++] = (zb_pdf_span){end - box->start, span->bold, span->color};
        }
        if (span->end >= box->end) {
            break;
        }
    }
    zb_str line = zb_str_sub(zb_buf_str(&rich->text), box->start, box->end);
    zb_pdf_line(flow->pdf, x, zb_baseline(y, setting->lead, setting->size), line, setting->size,
                stretch_of(flow, box, setting), spans, count);
    link_line(flow, rich, box, x, y, setting);
    zb_arena_release(&flow->scratch, mark);
}

static zb_lines break_rich(zb_flow *flow, const zb_rich *rich, const zb_setting *setting) {
    zb_lines lines = {0};
    double hang = setting->indent < 0 ? -setting->indent : 0;
    if (rich->text.failed ||
        !zb_lines_break(&lines, &flow->scratch, flow->font, zb_buf_str(&rich->text), setting->size,
                        setting->width - hang, setting->indent > 0 ? setting->indent : -hang)) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    }
    return lines;
}

static double line_left(const zb_setting *setting, size_t i) {
    bool in = setting->indent > 0 ? i == 0 : i > 0;
    double by = setting->indent > 0 ? setting->indent : -setting->indent;
    return setting->x + (in ? by : 0);
}

double zb_flow_rich_height(zb_flow *flow, const zb_rich *rich, const zb_setting *setting) {
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    zb_lines lines = break_rich(flow, rich, setting);
    zb_arena_release(&flow->scratch, mark);
    return (double)lines.count * setting->lead;
}

double zb_flow_rich_at(zb_flow *flow, const zb_rich *rich, const zb_setting *setting, double y) {
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    zb_lines lines = break_rich(flow, rich, setting);
    for (size_t i = 0; i < lines.count && !zb_flow_dry(flow); i++) {
        draw_line(flow, rich, &lines.at[i], line_left(setting, i), y + (double)i * setting->lead,
                  setting);
    }
    double height = (double)lines.count * setting->lead;
    zb_arena_release(&flow->scratch, mark);
    return height;
}

void zb_flow_paragraph(zb_flow *flow, const zb_rich *rich) {
    const zb_setting setting = {.x = flow->sheet.left,
                                .width = ZB_MEASURE,
                                .size = ZB_BODY,
                                .lead = flow->english ? ZB_BODY_LEAD_EN : ZB_BODY_LEAD,
                                .indent = flow->english ? 0 : 2 * ZB_BODY,
                                .justify = true};
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    zb_lines lines = break_rich(flow, rich, &setting);
    for (size_t i = 0; i < lines.count; i++) {
        size_t left = lines.count - i;
        bool together = i == 0 || left == 2; /* no line stands alone */
        zb_flow_need(flow, setting.lead * (together && left >= 2 ? 2 : 1));
        if (!zb_flow_dry(flow)) {
            draw_line(flow, rich, &lines.at[i], line_left(&setting, i), flow->y, &setting);
        }
        flow->y += setting.lead;
    }
    zb_arena_release(&flow->scratch, mark);
}

void zb_flow_facts(zb_flow *flow, zb_str text) {
    const zb_setting setting = {flow->sheet.left, ZB_MEASURE, ZB_TINY, 12, 0, false};
    zb_rich rich = {0};
    zb_rich_add(&rich, text, false, ZB_SOFT);
    flow->y += zb_flow_rich_at(flow, &rich, &setting, flow->y) + 4.5;
    zb_rich_free(&rich);
}

static void note_rich(zb_rich *rich, const char *label, zb_str text) {
    zb_rich_add(rich, zb_str_from(label), false, ZB_SOFT);
    zb_rich_add(rich, text, false, ZB_SOFT);
}

/* The lines hang behind the label. */
static zb_setting note_setting(const zb_flow *flow, const char *label, double x, double width) {
    double hang = zb_flow_width(flow, zb_str_from(label), ZB_TINY);
    return (zb_setting){x, width, ZB_TINY, ZB_TINY_LEAD, -hang, true};
}

double zb_flow_note_at(zb_flow *flow, const char *label, zb_str text, double x, double y,
                       double width) {
    if (!text.n) {
        return 0;
    }
    zb_rich rich = {0};
    note_rich(&rich, label, text);
    zb_setting setting = note_setting(flow, label, x, width);
    double height = zb_flow_rich_at(flow, &rich, &setting, y);
    zb_rich_free(&rich);
    return height;
}

/* Below a note. */
#define NOTE_GAP 1.0

double zb_flow_note_height(zb_flow *flow, const char *label, zb_str text) {
    zb_rich rich = {0};
    note_rich(&rich, label, text);
    zb_setting setting = note_setting(flow, label, flow->sheet.left, ZB_MEASURE);
    double height = text.n ? zb_flow_rich_height(flow, &rich, &setting) + NOTE_GAP : 0;
    zb_rich_free(&rich);
    return height;
}

void zb_flow_note(zb_flow *flow, const char *label, zb_str text) {
    if (text.n) {
        zb_flow_need(flow, zb_flow_note_height(flow, label, text) - NOTE_GAP);
        flow->y +=
            zb_flow_note_at(flow, label, text, flow->sheet.left, flow->y, ZB_MEASURE) + NOTE_GAP;
    }
}

static bool caption_rich(zb_flow *flow, zb_rich *rich, zb_str number, zb_str name) {
    zb_rich_add(rich, number, false, ZB_TEXT);
    zb_rich_add(rich, flow->english ? ZB_STR("  ") : ZB_STR("　"), false, ZB_TEXT);
    zb_rich_add(rich, name, false, ZB_TEXT);
    if (rich->text.failed) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    }
    return !rich->text.failed;
}

static zb_setting caption_setting(double width) {
    return (zb_setting){0, width, ZB_SMALL, ZB_SMALL_LEAD, 0, false};
}

double zb_flow_caption_at(zb_flow *flow, zb_str number, zb_str name, double x, double y,
                          double width) {
    zb_rich rich = {0};
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    zb_setting setting = caption_setting(width);
    zb_lines lines = {0};
    if (caption_rich(flow, &rich, number, name)) {
        lines = break_rich(flow, &rich, &setting);
    }
    for (size_t i = 0; i < lines.count; i++) {
        zb_flow_text_centre(flow, x + width / 2,
                            zb_baseline(y + (double)i * ZB_SMALL_LEAD, ZB_SMALL_LEAD, ZB_SMALL),
                            zb_str_sub(zb_buf_str(&rich.text), lines.at[i].start, lines.at[i].end),
                            ZB_SMALL, false, ZB_TEXT);
    }
    zb_arena_release(&flow->scratch, mark);
    zb_rich_free(&rich);
    return (double)lines.count * ZB_SMALL_LEAD;
}

double zb_flow_caption_height(zb_flow *flow, zb_str name, double width) {
    zb_rich rich = {0};
    zb_setting setting = caption_setting(width);
    zb_str widest = flow->english ? ZB_STR("Figure 88-88") : ZB_STR("图88-88");
    double height = 0;
    if (caption_rich(flow, &rich, widest, name)) {
        height = zb_flow_rich_height(flow, &rich, &setting);
    }
    zb_rich_free(&rich);
    return height;
}
