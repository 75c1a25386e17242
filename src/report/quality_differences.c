/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stated rates less the rates that their own reports' figures give.
 */
#include <math.h>
#include <stdlib.h>

#include "base/str.h"
#include "report/block.h"
#include "report/coverage.h"
#include "report/numbers.h"
#include "report/words.h"

enum { MOST_ROWS = 12, FEWEST_MARKS = 5 };
/* Half a unit of the last digit of rates stated as whole numbers, in percentage points. */
static const double TOLERANCE = 0.5;

typedef struct tally {
    size_t marks, apart;
    const zb_rate *farthest;
} tally;

static bool is_compared(const zb_model *m, const zb_rate *r) {
    return m->shown[r->place] && r->year >= m->first_year && r->year <= m->last_year &&
           r->computed && r->has_stated && !r->rounded && r->stated_told == ZB_EQ &&
           r->agrees != ZB_AGREE_NONE;
}

static double difference(const zb_rate *r) {
    return r->stated - r->value.value;
}

static zb_difference_mark mark_of(zb_paper *paper, const zb_rate *r) {
    zb_difference_mark mark = {.value = difference(r), .apart = r->agrees == ZB_AGREE_NO};
    if (mark.apart) {
        mark.name = zb_say(paper, ZB_TR(paper, "%.*s%d", "%.*s %d"),
                           ZB_ARG(zb_model_place_name(paper->model, r->place)), r->year);
    }
    return mark;
}

/* One row of the rate's differences; false: it has none. */
static bool make_row(zb_paper *paper, zb_difference_row *row, tally *t, const zb_indicator *one) {
    const zb_model *m = paper->model;
    size_t count = 0;
    for (size_t i = 0; i < m->rate_rows.count; i++) {
        const zb_rate *r = &m->rate_rows.rows[i];
        count += r->indicator == one->index && is_compared(m, r);
    }
    zb_difference_mark *marks = ZB_PAPER_NEW(paper, zb_difference_mark, count);
    *row = (zb_difference_row){.name = zb_capital(paper, zb_name_of(paper, one)), .marks = marks};
    for (size_t i = 0; marks && i < m->rate_rows.count; i++) {
        const zb_rate *r = &m->rate_rows.rows[i];
        if (r->indicator != one->index || !is_compared(m, r)) {
            continue;
        }
        marks[row->count] = mark_of(paper, r);
        t->apart += marks[row->count++].apart;
        if (!t->farthest || fabs(difference(r)) > fabs(difference(t->farthest))) {
            t->farthest = r;
        }
    }
    t->marks += row->count;
    return row->count > 0;
}

static int by_count(const void *left, const void *right) {
    const zb_difference_row *a = left, *b = right;
    return a->count != b->count ? (a->count > b->count ? -1 : 1) : zb_str_cmp(a->name, b->name);
}

static zb_str sentence(zb_paper *paper, const tally *t) {
    if (!t->apart) {
        return zb_say(paper,
                      ZB_TR(paper, "%zu处表述的比率与计算值均在舍入容差之内",
                            "All %zu stated rates agree with the computed ones within rounding"),
                      t->marks);
    }
    zb_buf far = {0};
    zb_put_fixed(&far, fabs(difference(t->farthest)), 1);
    zb_str place = zb_model_place_name(paper->model, t->farthest->place);
    zb_str said =
        paper->english
            ? zb_say(paper,
                     "Of %zu stated rates %zu %s by more than rounding, %s %.*s "
                     "percentage points (%.*s, %d)",
                     t->marks, t->apart, t->apart == 1 ? "differs" : "differ",
                     t->apart == 1 ? "by" : "at most by", ZB_ARG(zb_buf_str(&far)), ZB_ARG(place),
                     t->farthest->year)
            : zb_say(paper, "%zu处表述的比率中%zu处超出舍入容差，最多相差%.*s个百分点（%.*s%d年）",
                     t->marks, t->apart, ZB_ARG(zb_buf_str(&far)), ZB_ARG(place),
                     t->farthest->year);
    zb_buf_free(&far);
    return said;
}

void zb_quality_differences(zb_paper *paper) {
    const zb_model *m = paper->model;
    tally t = {0};
    zb_difference_row *rows = ZB_PAPER_NEW(paper, zb_difference_row, m->rate_count);
    size_t count = 0;
    for (size_t r = 0; rows && r < m->rate_count; r++) {
        count += make_row(paper, &rows[count], &t, m->rates[r]);
    }
    if (t.marks < FEWEST_MARKS) {
        return;
    }
    qsort(rows, count, sizeof *rows, by_count);
    zb_figure figure = {.kind = ZB_FIG_DIFFERENCES};
    figure.as.differences =
        (zb_difference_chart){.rows = rows,
                              .count = count < MOST_ROWS ? count : MOST_ROWS,
                              .tolerance = TOLERANCE,
                              .unit = ZB_TR_STR(paper, "百分点", "percentage points")};
    zb_block block = {
        .figure = &figure,
        .key = ZB_STR("differences"),
        .sentence = sentence(paper, &t),
        .reading = ZB_TR_STR(paper, "原文表述的比率减计算值，百分点；每点一处，浅灰带为±0.5",
                             "Stated less computed rate, percentage points; a dot each, the grey "
                             "band is ±0.5"),
        .name = ZB_TR_STR(paper, "表述率与计算率之差", "Stated less computed rates"),
        .note = t.apart ? zb_say(paper,
                                 ZB_TR(paper, "±0.5为按整数表述的容差；%s点超出其原文末位的容差。",
                                       "±0.5 is the tolerance of rates stated as whole numbers; %s "
                                       "dots exceed the tolerance of their own last digit."),
                                 zb_low_color(paper))
                        : ZB_TR_STR(paper, "±0.5为按整数表述的容差。",
                                    "±0.5 is the tolerance of rates stated as whole numbers.")};
    zb_flow_skip(paper->flow, 8);
    zb_flow_block(paper->flow, &block);
}
