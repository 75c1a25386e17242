/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

#include "base/str.h"

const char *zb_joint(const zb_paper *paper, size_t i, size_t count) {
    return i == 0 ? "" : !paper->english ? "、" : i + 1 == count ? " and " : ", ";
}

void zb_next_sentence(const zb_paper *paper, zb_rich *text) {
    if (paper->english && text->text.n) {
        zb_rich_text(text, " ");
    }
}

const char *zb_context_color(const zb_paper *paper) {
    return paper->grey ? ZB_TR(paper, "浅灰", "light grey") : ZB_TR(paper, "灰色", "grey");
}

const char *zb_cut_words(bool english) {
    return english ? "Arrowheads: the interval exceeds the scale." : "箭头处区间超出图幅。";
}

zb_str zb_cut_note(zb_paper *paper, const zb_figure *figure, double width, double height) {
    zb_flow *flow = paper->flow;
    bool cut;
    height = height > 0 ? height : zb_figure_height(figure, flow->font, width);
    zb_flow_fail(flow, zb_figure_cuts(&cut, figure, flow->font, width, height, flow->err));
    return cut ? zb_str_from(zb_cut_words(paper->english)) : (zb_str){0};
}

static bool has_small(const zb_trend_point *points, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (points[i].small) {
            return true;
        }
    }
    return false;
}

zb_str zb_small_note(const zb_paper *paper, const zb_figure *figure) {
    bool small = false, dots = false;
    const zb_multiples *m = &figure->as.multiples;
    const zb_trend_chart *t = &figure->as.trend;
    for (size_t i = 0; figure->kind == ZB_FIG_MULTIPLES && i < m->count; i++) {
        small = small || has_small(m->panels[i].points, m->panels[i].count);
        dots = small;
    }
    for (size_t i = 0; figure->kind == ZB_FIG_TREND && i < t->count; i++) {
        bool of_line = has_small(t->lines[i].points, t->lines[i].count);
        small = small || of_line;
        dots = dots || (of_line && t->lines[i].emphasis);
    }
    return !small ? (zb_str){0}
           : dots ? ZB_TR_STR(paper, "虚线、空心点处分母小于50。",
                              "Dotted lines, hollow dots: denominator below 50.")
                  : ZB_TR_STR(paper, "虚线处分母小于50。", "Dotted lines: denominator below 50.");
}

zb_str zb_changes_note(zb_paper *paper, bool unclear) {
    return !unclear ? ZB_TR_STR(paper, "变化的区间按Newcombe法。",
                                "Intervals of changes are Newcombe's.")
                    : zb_say(paper,
                             ZB_TR(paper, "变化的区间按Newcombe法，%s虚线为区间含0。",
                                   "Intervals of changes are Newcombe's; %s, dashed: the interval "
                                   "includes 0."),
                             zb_context_color(paper));
}

zb_str zb_join_notes(zb_paper *paper, zb_str first, zb_str next) {
    return !first.n ? next
           : !next.n
               ? first
               : zb_say(paper, ZB_TR(paper, "%.*s%.*s", "%.*s %.*s"), ZB_ARG(first), ZB_ARG(next));
}

const char *zb_moved(const zb_paper *paper, int sign) {
    return sign > 0 ? ZB_TR(paper, "上升", "rose") : ZB_TR(paper, "下降", "fell");
}
