/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/background.h"

#include "base/str.h"

enum { MOST_TOLD = 3 };

static void put_date_zh(zb_buf *out, const zb_event *event) {
    zb_buf_format(out, "%d年", event->year);
    if (event->month) {
        zb_buf_format(out, "%d月", event->month);
    }
    if (event->day) {
        zb_buf_format(out, "%d日", event->day);
    }
}

static void put_date_en(zb_buf *out, const zb_event *event) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    if (event->day) {
        zb_buf_format(out, "%d ", event->day);
    }
    if (event->month) {
        zb_buf_format(out, "%s ", months[event->month - 1]);
    }
    zb_buf_format(out, "%d", event->year);
}

static void put_event(zb_buf *out, bool english, const zb_event *event) {
    if (english) {
        zb_buf_add(out, event->name_en);
        zb_buf_text(out, !event->published ? ", in force from "
                         : event->day      ? ", published on "
                                           : ", published in ");
        put_date_en(out, event);
    } else {
        zb_buf_add(out, event->name_zh);
        put_date_zh(out, event);
        zb_buf_text(out, event->published ? "印发" : "起施行");
    }
}

zb_str zb_background(zb_paper *paper, const zb_indicator *indicator, int first, int last) {
    const zb_lexicon *lexicon = paper->model->lexicon;
    const zb_event *told[MOST_TOLD];
    size_t count = 0;
    for (size_t i = zb_lexicon_event_count(lexicon); i > 0 && count < MOST_TOLD; i--) {
        const zb_event *event = zb_lexicon_event_at(lexicon, i - 1);
        if (event->year >= first && event->year <= last &&
            zb_event_may_explain(event, indicator->code)) {
            told[count++] = event;
        }
    }
    zb_buf text = {0};
    for (size_t i = count; i > 0; i--) {
        zb_buf_text(&text, i == count ? "" : ZB_TR(paper, "；", "; "));
        put_event(&text, paper->english, told[i - 1]);
    }
    zb_buf_text(&text, count ? ZB_TR(paper, "。", ".") : "");
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

void zb_say_background(zb_paper *paper, zb_rich *text, const zb_indicator *indicator, int year) {
    zb_str said = zb_background(paper, indicator, year - 1, year);
    if (said.n) {
        zb_rich_text(text, ZB_TR(paper, "背景：%.*s", " Background: %.*s"), ZB_ARG(said));
    }
}
