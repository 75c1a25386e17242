/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

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

const char *zb_moved(const zb_paper *paper, int sign) {
    return sign > 0 ? ZB_TR(paper, "上升", "rose") : ZB_TR(paper, "下降", "fell");
}
