/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small words that the chapters of figures and tables share.
 */
#ifndef ZB_REPORT_WORDS_H
#define ZB_REPORT_WORDS_H

#include "report/chapters.h"

/* A fixed text in the paper's language. */
#define ZB_TR_STR(paper, zh, en) zb_str_from(ZB_TR((paper), (zh), (en)))

/* Before part `i` of `count` of a list: `、`; in English `, `, and ` and ` before the last. */
const char *zb_joint(const zb_paper *paper, size_t i, size_t count);
/* The space that sets an English sentence apart from the one before it. */
void zb_next_sentence(const zb_paper *paper, zb_rich *text);
/* What the colour of marks that are neither higher nor lower is called: `灰色`; grey print has
 * `浅灰`. */
const char *zb_context_color(const zb_paper *paper);
/* `箭头处区间超出图幅。`; zb_cut_note: where intervals go on beyond the scale of a figure of that size (height 0:
 * what suits it), else empty. */
const char *zb_cut_words(bool english);
zb_str zb_cut_note(zb_paper *paper, const zb_figure *figure, double width, double height);
/* `虚线、空心点的分母小于50。` where a line of a trend has such points, else empty. */
zb_str zb_small_note(const zb_paper *paper, const zb_figure *figure);
/* `变化的区间按Newcombe法，灰色虚线为区间含0。`, the latter where there is such a change. */
zb_str zb_changes_note(zb_paper *paper, bool unclear);
/* Sentences of a note, one after another; both may be empty. */
zb_str zb_join_notes(zb_paper *paper, zb_str first, zb_str next);
/* `rose`, `fell`. */
const char *zb_moved(const zb_paper *paper, int sign);

#endif
