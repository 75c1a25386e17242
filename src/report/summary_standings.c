/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of the summary's findings: what lies beyond the control limits, and what only seems to.
 */
#include "report/summary.h"

#include "base/mem.h"
#include "base/str.h"
#include "report/graphics.h"
#include "report/numbers.h"

static void set_whisker(zb_paper *paper, zb_item *it, const zb_standing_row *row, double whole) {
    zb_whisker *w = ZB_PAPER_NEW(paper, zb_whisker, 1);
    if (w) {
        *w = (zb_whisker){row->value, whole};
        it->draw = zb_draw_whisker;
        it->data = w;
    }
}

const char *zb_beyond(const zb_paper *paper, zb_standing standing) {
    switch (standing) {
    case ZB_STAND_LOW998:
        return ZB_TR(paper, "低于99.8%控制限", "below the 99.8% control limit");
    case ZB_STAND_HIGH998:
        return ZB_TR(paper, "高于99.8%控制限", "above the 99.8% control limit");
    case ZB_STAND_LOW95:
        return ZB_TR(paper, "低于95%控制限", "below the 95% control limit");
    default:
        return ZB_TR(paper, "高于95%控制限", "above the 95% control limit");
    }
}

/* What else is beyond the limits, and that some of it may be chance. */
static void say_others(zb_paper *paper, zb_rich *out, bool far) {
    const zb_findings *f = paper->findings;
    const zb_model *m = paper->model;
    const zb_str map = ZB_STR("heat:1");
    const zb_standing_row *row =
        f->second_place < 0
            ? NULL
            : zb_model_standing(zb_model_group_rate(m, m->main, f->second_rate->index),
                                f->second_place);
    if (row && f->flagged_count == 2) {
        zb_rich_text(out, ZB_TR(paper, "另有%.*s%.*s%.1f%%，%s。", " Also %.*s: %.*s %.1f%%, %s."),
                     ZB_ARG(zb_model_place_name(m, f->second_place)),
                     ZB_ARG(zb_name_of(paper, f->second_rate)), row->value.value,
                     zb_beyond(paper, row->standing));
    } else if (row) {
        zb_rich_text(out, ZB_TR(paper, "另有%zu处超出控制限。", " %zu more are beyond the limits."),
                     f->flagged_count - 1);
    }
    if (!far && zb_flow_knows(paper->flow, map)) {
        zb_rich_text(out, "%s",
                     ZB_TR(paper, "比较多时，仅因偶然也会有个别数值超出95%控制限（",
                           " Of many values compared some are beyond the 95% limits by chance "
                           "alone ("));
        zb_rich_link(out, map, zb_flow_ref(paper->flow, map), false, ZB_TEXT);
        zb_rich_text(out, "%s", ZB_TR(paper, "注）。", ")."));
    }
}

bool zb_tell_flagged(zb_paper *paper, zb_item *it) {
    const zb_findings *f = paper->findings;
    const zb_model *m = paper->model;
    if (f->flagged_place < 0) {
        return false;
    }
    const zb_group_rate *rate = zb_model_group_rate(m, m->main, f->flagged_rate->index);
    const zb_standing_row *row = zb_model_standing(rate, f->flagged_place);
    if (!row) {
        return false;
    }
    bool far = row->standing == ZB_STAND_HIGH998 || row->standing == ZB_STAND_LOW998;
    zb_str name = zb_model_place_name(m, f->flagged_place);
    zb_rich_bold(&it->title, ZB_INK, ZB_TR(paper, "%.*s%.*s%.1f%%，%s", "%.*s: %.*s %.1f%%, %s"),
                 ZB_ARG(name), ZB_ARG(zb_name_of(paper, f->flagged_rate)), row->value.value,
                 zb_beyond(paper, row->standing));
    zb_buf range = {0};
    zb_put_range(&range, paper->english, row->value.low, row->value.high, 1, "%");
    zb_buf n = {0};
    zb_buf_thousands(&n, row->denominator, 0);
    zb_rich_text(&it->evidence,
                 ZB_TR(paper, "%d年分母%.*s，95%%区间%.*s，%.*s为%.1f%%。",
                       "%d: denominator %.*s, 95%% interval %.*s; %.*s: %.1f%%."),
                 m->main->year, ZB_ARG(zb_buf_str(&n)), ZB_ARG(zb_buf_str(&range)),
                 ZB_ARG(m->main->whole), rate->comparison.whole.value);
    if (rate->comparison.spread > 1.0005) {
        zb_rich_text(&it->evidence, "%s",
                     ZB_TR(paper, "控制限已作过离散调整。",
                           " The control limits are adjusted for overdispersion."));
    }
    say_others(paper, &it->evidence, far);
    zb_buf_free(&n);
    zb_buf_free(&range);
    set_whisker(paper, it, row, rate->comparison.whole.value);
    const zb_str keys[] = {zb_key(paper, "ranking", f->flagged_rate->code), ZB_STR("heat:1"),
                           zb_say(paper, "region-rates:%d", f->flagged_place)};
    it->key = zb_first_known(paper, keys, 3);
    return true;
}

bool zb_tell_extreme(zb_paper *paper, zb_item *it) {
    const zb_findings *f = paper->findings;
    const zb_model *m = paper->model;
    if (f->extreme_place < 0) {
        return false;
    }
    const zb_group_rate *rate = zb_model_group_rate(m, m->main, f->extreme_rate->index);
    const zb_standing_row *row = zb_model_standing(rate, f->extreme_place);
    if (!row) {
        return false;
    }
    zb_rich_bold(&it->title, ZB_INK,
                 ZB_TR(paper, "%.*s%.*s%.1f%%%s，但不足以说明偏%s",
                       "%.*s: %.*s %.1f%%, the %s, but not shown to be %s"),
                 ZB_ARG(zb_model_place_name(m, f->extreme_place)),
                 ZB_ARG(zb_name_of(paper, f->extreme_rate)), row->value.value,
                 f->extreme_high ? ZB_TR(paper, "居首", "highest") : ZB_TR(paper, "居末", "lowest"),
                 f->extreme_high ? ZB_TR(paper, "高", "high") : ZB_TR(paper, "低", "low"));
    zb_buf range = {0};
    zb_put_range(&range, paper->english, row->value.low, row->value.high, 1, "%");
    zb_rich_text(
        &it->evidence,
        ZB_TR(
            paper, "%d年分母只有%.0f、分子%.0f，95%%区间为%.*s，包含%.*s的%.1f%%%s。",
            "In %d the denominator was only %.0f and the numerator %.0f; the 95%% interval, %.*s, "
            "contains the value of %.*s, %.1f%%%s."),
        m->main->year, row->denominator, row->numerator, ZB_ARG(zb_buf_str(&range)),
        ZB_ARG(m->main->whole), rate->comparison.whole.value,
        row->denominator >= ZB_COMPARED_FROM
            ? ""
            : ZB_TR(paper, "；分母小于10，不作比较",
                    "; with a denominator below 10 it is not compared"));
    zb_buf_free(&range);
    set_whisker(paper, it, row, rate->comparison.whole.value);
    const zb_str keys[] = {zb_key(paper, "ranking", f->extreme_rate->code), ZB_STR("heat:1"),
                           zb_say(paper, "region-rates:%d", f->extreme_place)};
    it->key = zb_first_known(paper, keys, 3);
    return true;
}
