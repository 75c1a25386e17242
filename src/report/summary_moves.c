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

/* `汀桥区负责人出庭应诉率升幅最大，为26.9个百分点` */
static void title(zb_paper *paper, zb_rich *out, const zb_move *move, bool again) {
    bool rose = move->shift.sign > 0;
    zb_str place = zb_model_place_name(paper->model, move->place);
    zb_str name = zb_name_of(paper, move->rate);
    double points = fabs(move->shift.change.value);
    zb_rich_text(out, "%s", again ? ZB_TR(paper, "；", "; ") : "");
    if (paper->english) {
        zb_rich_bold(out, ZB_INK, "%s: %.*s's %.*s, %.1f percentage points",
                     rose ? (again ? "largest rise" : "Largest rise")
                          : (again ? "largest fall" : "Largest fall"),
                     ZB_ARG(place), ZB_ARG(name), points);
    } else {
        zb_rich_bold(out, ZB_INK, "%.*s%.*s%s%.1f个百分点", ZB_ARG(place), ZB_ARG(name),
                     rose ? "升幅最大，为" : "降幅最大，为", points);
    }
}

/* `由2018年的70.4%升至2025年的97.3%（变化的95%区间20.9~34.6个百分点）` */
static void evidence(zb_paper *paper, zb_rich *out, const zb_move *move, bool again) {
    const zb_shift *s = &move->shift;
    zb_buf range = {0};
    double a = s->sign * s->change.low, b = s->sign * s->change.high;
    zb_put_range(&range, paper->english, fmin(a, b), fmax(a, b), 1, "");
    zb_rich_text(out, "%s", again ? ZB_TR(paper, "；", "; ") : "");
    zb_rich_text(out,
                 paper->english ? "%s%d: %.1f%%, %s%d: %.1f%% (95%% interval of the change %.*s)"
                                : "%s%d年的%.1f%%%s%d年的%.1f%%（变化的95%%区间%.*s）",
                 ZB_TR(paper, "由", ""), s->first_year, s->first,
                 ZB_TR(paper, s->sign > 0 ? "升至" : "降至", ""), s->last_year, s->last,
                 ZB_ARG(zb_buf_str(&range)));
    zb_buf_free(&range);
}

bool zb_tell_moves(zb_paper *paper, zb_item *it) {
    const zb_findings *f = paper->findings;
    const zb_move *moves[] = {&f->rise, &f->fall};
    const zb_move *first = NULL;
    for (size_t i = 0; i < 2; i++) {
        if (moves[i]->place >= 0) {
            title(paper, &it->title, moves[i], first != NULL);
            evidence(paper, &it->evidence, moves[i], first != NULL);
            first = first ? first : moves[i];
        }
    }
    if (!first) {
        return false;
    }
    zb_rich_text(
        &it->evidence, "%s",
        ZB_TR(paper, "。在各地各项比率首末年的变化中按数值最大，区间含0的不计；与其次者未必有别。",
              ". The largest by value of all rates and regions, first against last year, "
              "among changes whose interval excludes 0; the next largest may not differ from it."));
    zb_sparkline *spark = ZB_PAPER_NEW(paper, zb_sparkline, 1);
    double *values = zb_paper_values(paper, first->place, first->rate->index);
    if (spark && values) {
        *spark = (zb_sparkline){.values = values,
                                .count = (size_t)paper->model->year_count,
                                .color = first->shift.sign > 0 ? ZB_BLUE : ZB_ORANGE};
        it->draw = zb_draw_sparkline;
        it->data = spark;
    }
    it->key = zb_key(paper, "trend", first->rate->code);
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
