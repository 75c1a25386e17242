/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two of the summary's findings: the largest rise and fall, and which reports are missing.
 */
#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/coverage.h"
#include "report/graphics.h"
#include "report/numbers.h"
#include "report/summary.h"
#include "report/words.h"

/* `汀桥区负责人出庭应诉率上升26.9个百分点`: that it is the largest by value may be told, not
 * claimed, for the next may be as large. */
static void title(zb_paper *paper, zb_rich *out, const zb_move *move, bool again) {
    bool rose = move->shift.sign > 0;
    zb_str place = zb_model_place_name(paper->model, move->place);
    zb_str name = zb_name_of(paper, move->rate);
    double points = fabs(move->shift.change.value);
    zb_rich_text(out, "%s", again ? ZB_TR(paper, "；", "; ") : "");
    if (paper->english) {
        zb_rich_bold(out, ZB_INK, "%.*s's %.*s %s by %.1f percentage points", ZB_ARG(place),
                     ZB_ARG(name), rose ? "rose" : "fell", points);
    } else {
        zb_rich_bold(out, ZB_INK, "%.*s%.*s%s%.1f个百分点", ZB_ARG(place), ZB_ARG(name),
                     rose ? "上升" : "下降", points);
    }
}

/* Of two moves each tells whose it is, by what differs. */
static void say_which(zb_paper *paper, zb_rich *out, const zb_move *move, const zb_move *other) {
    if (move->rate == other->rate) {
        zb_rich_text(out, "%.*s", ZB_ARG(zb_model_place_name(paper->model, move->place)));
    } else {
        zb_rich_text(out, "%.*s", ZB_ARG(zb_name_of(paper, move->rate)));
    }
    zb_rich_text(out, "%s", ZB_TR(paper, "", ", "));
}

/* `由2018年的70.4%升至2025年的97.3%（变化的95%区间20.9~34.6个百分点）` */
static void evidence(zb_paper *paper, zb_rich *out, const zb_move *move, const zb_move *other,
                     bool again) {
    const zb_shift *s = &move->shift;
    zb_buf range = {0};
    double a = s->sign * s->change.low, b = s->sign * s->change.high;
    zb_put_range(&range, paper->english, fmin(a, b), fmax(a, b), 1, "");
    zb_rich_text(out, "%s", again ? ZB_TR(paper, "；", "; ") : "");
    if (other->place >= 0) {
        say_which(paper, out, move, other);
    }
    zb_rich_text(out,
                 paper->english ? "%s%d: %.1f%%, %s%d: %.1f%% (95%% interval of the change %.*s)"
                                : "%s%d年的%.1f%%%s%d年的%.1f%%（变化的95%%区间%.*s）",
                 ZB_TR(paper, "由", ""), s->first_year, s->first,
                 ZB_TR(paper, s->sign > 0 ? "升至" : "降至", ""), s->last_year, s->last,
                 ZB_ARG(zb_buf_str(&range)));
    zb_buf_free(&range);
}

/* Among whose changes these are the largest: the places of the report in the main group. */
static zb_str among(zb_paper *paper) {
    const zb_model *m = paper->model;
    size_t count = 0;
    zb_str name = {0};
    for (size_t i = 0; i < m->main->count; i++) {
        if (m->shown[m->main->members[i]]) {
            name = zb_model_place_name(m, m->main->members[i]);
            count++;
        }
    }
    if (count == 1) {
        return name;
    }
    return m->limited
               ? zb_say(paper, ZB_TR(paper, "所选的%zu个地区", "the %zu selected regions"), count)
               : zb_say(paper, ZB_TR(paper, "%.*s", "the %.*s"),
                        ZB_ARG(zb_members_of(paper, m->main, count)));
}

bool zb_tell_moves(zb_paper *paper, zb_item *it) {
    const zb_findings *f = paper->findings;
    const zb_move *moves[] = {&f->rise, &f->fall};
    const zb_move *first = NULL;
    for (size_t i = 0; i < 2; i++) {
        if (moves[i]->place >= 0) {
            title(paper, &it->title, moves[i], first != NULL);
            evidence(paper, &it->evidence, moves[i], moves[1 - i], first != NULL);
            it->rounded = it->rounded || zb_shift_is_rounded(&moves[i]->shift);
            first = first ? first : moves[i];
        }
    }
    if (!first) {
        return false;
    }
    zb_rich_text(
        &it->evidence,
        ZB_TR(paper,
              "。在%.*s各项比率首末年的变化中%s按数值最大，区间含0的不计；与其次者未必有别。",
              ". By value the largest of the changes in all rates of %.*s whose interval excludes "
              "0%s; the next largest may be no smaller."),
        ZB_ARG(among(paper)),
        f->streak_is_larger ? ZB_TR(paper, "（上文已述者除外）", ", but for the one told above")
                            : "");
    zb_sparkline *spark = ZB_PAPER_NEW(paper, zb_sparkline, 1);
    double *values = zb_paper_values(paper, first->place, first->rate->index);
    if (spark && values) {
        *spark = (zb_sparkline){.values = values,
                                .count = (size_t)paper->model->year_count,
                                .color = first->shift.sign > 0 ? ZB_BLUE : ZB_ORANGE};
        it->draw = zb_draw_sparkline;
        it->data = spark;
    }
    const zb_str keys[] = {zb_key(paper, "trend", first->rate->code),
                           zb_key(paper, "changes", first->rate->code),
                           zb_say(paper, "region-rates:%d", first->place)};
    it->key = zb_first_known(paper, keys, 3);
    return true;
}

void zb_say_missing(zb_paper *paper, zb_rich *out) {
    const zb_str table = ZB_STR("coverage");
    size_t missing = zb_coverage_missing(paper->model);
    zb_str regions =
        zb_count_of(paper, paper->model->included_count, "个地区", "region", "regions");
    zb_str reports = zb_count_of(paper, paper->model->documents, "份报告", "report", "reports");
    zb_rich_text(out, ZB_TR(paper, "%.*s读到%.*s", " Coverage: %.*s, %.*s"),
                 ZB_ARG(paper->english ? reports : regions),
                 ZB_ARG(paper->english ? regions : reports));
    if (missing) { /* whether none is missing is not known where nothing can be compared */
        zb_rich_text(out, ZB_TR(paper, "，缺%zu份", ", %zu missing"), missing);
    }
    zb_rich_text(out, "%s", ZB_TR(paper, "（", " ("));
    zb_rich_link(out, table, zb_flow_ref(paper->flow, table), false, ZB_TEXT);
    zb_rich_text(out, "%s", ZB_TR(paper, "）。", ")."));
}
