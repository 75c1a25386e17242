/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stated changes on last year (同比上升4.8%, 比上年增加27件, 提高0.6个百分点) against the figures
 * of both years.
 */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "dataset/bounds.h"
#include "dataset/pick.h"

/* Mentions about a change among which its own figure is looked for. */
enum { MOST_TRIED = 24 };

typedef enum change_unit { CHANGE_NONE, CHANGE_PERCENT, CHANGE_POINTS, CHANGE_COUNT } change_unit;

/* A change and what it is checked against. */
typedef struct question {
    const zb_observation *change;
    const zb_observation *before, *after; /* last year's and this year's figure */
    bool several;                         /* the report states other values of the indicator too */
    change_unit unit;
} question;

/* Words of the clause that make last year the base, and words that make it something else. */
static const zb_str last_year_words[] = {ZB_STR_INIT("同比"), ZB_STR_INIT("上年"),
                                         ZB_STR_INIT("去年"), ZB_STR_INIT("上一年")};
static const zb_str other_base_words[] = {ZB_STR_INIT("环比"), ZB_STR_INIT("上半年"),
                                          ZB_STR_INIT("季度"), ZB_STR_INIT("分别")};

static bool has_any(zb_str text, const zb_str *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (zb_str_has(text, words[i])) {
            return true;
        }
    }
    return false;
}

/* Is the change one against last year? Asked of the text between the figure before it and it. */
static bool is_on_last_year(const zb_dataset *dataset, size_t document, size_t row) {
    const zb_slot *slot = &dataset->slots.at[document];
    const zb_observation *change = &dataset->rows.at[row];
    size_t from = change->sentence_start;
    if (row > slot->first_row && dataset->rows.at[row - 1].end <= change->start &&
        dataset->rows.at[row - 1].end > from) {
        from = dataset->rows.at[row - 1].end;
    }
    zb_str text = zb_str_sub(dataset->documents.at[document].text, from, change->start);
    if (has_any(text, other_base_words, sizeof other_base_words / sizeof *other_base_words)) {
        return false;
    }
    char year[32];
    snprintf(year, sizeof year, "%d年", change->year - 1);
    return zb_str_has(text, zb_str_from(year)) ||
           has_any(text, last_year_words, sizeof last_year_words / sizeof *last_year_words);
}

static change_unit unit_of(const zb_observation *change, const zb_indicator *indicator,
                           zb_str counted) {
    if (zb_str_has(change->unit, ZB_STR("百分点"))) {
        return indicator->is_rate ? CHANGE_POINTS : CHANGE_NONE;
    }
    if (zb_str_eq(change->unit, ZB_STR("%"))) {
        return indicator->is_rate ? CHANGE_POINTS : CHANGE_PERCENT;
    }
    return !indicator->is_rate && zb_str_eq(change->unit, counted) ? CHANGE_COUNT : CHANGE_NONE;
}

static zb_bounds bounds_of(const zb_observation *row) {
    return row->kind == ZB_KIND_RATE ? zb_bounds_stated(row) : zb_bounds_count(row);
}

/* What the change must be, given both years' figures; `ok` false when it cannot be told. */
static zb_bounds expected(const question *q, bool *ok) {
    zb_bounds a = bounds_of(q->before), b = bounds_of(q->after);
    zb_bounds out = {b.low - a.high, b.high - a.low};
    if (q->unit == CHANGE_PERCENT) {
        out = zb_bounds_percent(b, a, ok);
        out.low -= 100;
        out.high -= 100;
        return out;
    }
    *ok = isfinite(out.low) && isfinite(out.high);
    return out;
}

/* The document's figure of that year as the change's sentence has it, the nearest before the
 * change; else the one that counts in the document. */
static const zb_observation *figure_of(const zb_dataset *dataset, size_t document, int place,
                                       int indicator, int year, const zb_observation *change) {
    const zb_pick *pick = zb_pick_of(dataset, document, place, indicator, year);
    if (!pick || pick->row == ZB_NO_ROW) {
        return NULL;
    }
    const zb_observation *best = NULL;
    zb_mention_range range =
        zb_mentions_near(zb_mentions_of(dataset, document, place, indicator, year),
                         (size_t)(change - dataset->rows.at), MOST_TRIED);
    for (size_t i = 0; i < range.count; i++) {
        const zb_observation *row = &dataset->rows.at[range.at[i].row];
        if (zb_same_sentence(row, change) && (!best || row->start < change->start)) {
            best = row;
        }
    }
    return best || pick->conflict ? best : &dataset->rows.at[pick->row];
}

/* Last year's figure: the one the same document tells, from which its change was reckoned; that
 * another report has another one is the finding `restated` and no fault of the change. Else the one
 * that counts for that year, when it is of the same author. */
static const zb_observation *last_year(const zb_dataset *dataset, size_t document, int place,
                                       int indicator, const zb_observation *change) {
    int year = change->year - 1;
    const zb_observation *own = figure_of(dataset, document, place, indicator, year, change);
    if (own) {
        return own;
    }
    const zb_cell *cell = zb_dataset_cell(dataset, place, indicator, year);
    if (!cell || cell->conflict) {
        return NULL;
    }
    size_t source = zb_row_document(dataset, cell->observation);
    return zb_str_eq(dataset->documents.at[source].department,
                     dataset->documents.at[document].department)
               ? &dataset->rows.at[cell->observation]
               : NULL;
}

/* False when either year's figure is missing or the change is not of a kind that they give. */
static bool ask(question *out, const zb_dataset *dataset, size_t document,
                const zb_observation *change, const zb_indicator *indicator) {
    int place = zb_place_index(dataset, zb_place_key(change->region_code, change->region));
    *out = (question){.change = change};
    if (place < 0) {
        return false;
    }
    out->before = last_year(dataset, document, place, indicator->index, change);
    out->after = figure_of(dataset, document, place, indicator->index, change->year, change);
    const zb_pick *pick = zb_pick_of(dataset, document, place, indicator->index, change->year);
    out->several = pick && pick->conflict;
    if (!out->before || !out->after) {
        return false;
    }
    out->unit = zb_str_eq(out->after->unit, out->before->unit) || indicator->is_rate
                    ? unit_of(change, indicator, out->after->unit)
                    : CHANGE_NONE;
    return out->unit != CHANGE_NONE;
}

static bool fits(const question *q) {
    bool ok;
    zb_bounds want = expected(q, &ok);
    return ok && zb_bounds_meet(want, zb_bounds_stated(q->change));
}

/* `调解16622件，达成协议15551件，同比增长3.51%`: the change may be of another count of its
 * sentence than the one it was given to. */
static bool fits_another(const zb_dataset *dataset, size_t document, const zb_observation *change) {
    zb_row_range sentence = zb_sentence_rows(dataset, document, change);
    for (size_t i = sentence.first; i < sentence.end; i++) {
        const zb_observation *row = &dataset->rows.at[i];
        const zb_indicator *indicator =
            row->indicator.n ? zb_lexicon_indicator(dataset->lexicon, row->indicator) : NULL;
        question q;
        if (indicator && row->kind != ZB_KIND_CHANGE &&
            ask(&q, dataset, document, change, indicator) && fits(&q)) {
            return true;
        }
    }
    return false;
}

/* Can a disagreement be a slip of the text, and not a figure taken for another? */
static bool is_plausible(const question *q) {
    return !q->several && !zb_values_apart(q->before->value, q->after->value);
}

static void note_change(zb_buf *note, double value, double precision, zb_str unit) {
    zb_buf_text(note, value < 0 ? "下降 " : "上升 ");
    zb_buf_fixed(note, fabs(value), zb_bounds_decimals(precision));
    zb_buf_add(note, unit);
}

static zb_status tell_change(zb_dataset *dataset, const question *q, zb_buf *note, zb_error *err) {
    const zb_observation *change = q->change;
    zb_finding finding = zb_finding_about(ZB_FIND_CHANGE, change);
    double value = q->unit == CHANGE_PERCENT ? 100 * (q->after->value / q->before->value - 1)
                                             : q->after->value - q->before->value;
    finding.has_stated = finding.has_expected = true;
    finding.stated = change->value;
    finding.expected = zb_bounds_round(value);
    finding.other = q->before->id;
    zb_buf_add(note, zb_indicator_name(dataset, change->indicator));
    zb_buf_text(note, "原文比上年");
    note_change(note, change->value, change->precision, change->unit);
    zb_buf_text(note, "，按上年 ");
    zb_note_value(note, q->before->value, q->before->unit);
    zb_buf_text(note, "、本年 ");
    zb_note_value(note, q->after->value, q->after->unit);
    zb_buf_text(note, " 计算为");
    note_change(note, value, change->precision, change->unit);
    return zb_finding_push(dataset, finding, note, err);
}

/* Keep a change for those who show it beside the data's. False: no memory. */
static bool keep_stated(zb_dataset *dataset, size_t document, size_t row, int indicator) {
    const zb_observation *change = &dataset->rows.at[row];
    int place = zb_place_index(dataset, zb_place_key(change->region_code, change->region));
    const zb_observation *after =
        place < 0 ? NULL : figure_of(dataset, document, place, indicator, change->year, change);
    zb_stated_ref ref = {.place = place,
                         .indicator = indicator,
                         .year = change->year,
                         .row = row,
                         .after = after ? (size_t)(after - dataset->rows.at) : ZB_NO_ROW};
    return place < 0 || ZB_PUSH(&dataset->stated_changes, ref);
}

static zb_status check_change(zb_dataset *dataset, size_t document, size_t row, zb_buf *note,
                              zb_error *err) {
    const zb_observation *change = &dataset->rows.at[row];
    const zb_indicator *indicator = zb_lexicon_indicator(dataset->lexicon, change->indicator);
    question q;
    bool can_tell = false;
    bool yearly = indicator && is_on_last_year(dataset, document, row);
    if (yearly && !keep_stated(dataset, document, row, indicator->index)) {
        return zb_error_nomem(err);
    }
    zb_check_end end = ZB_END_OPEN;
    if (yearly && ask(&q, dataset, document, change, indicator)) {
        expected(&q, &can_tell);
        /* 提高2% of a rate may be points or a share of the rate: no fault can be told */
        bool vague = indicator->is_rate && zb_str_eq(change->unit, ZB_STR("%"));
        if (fits(&q)) {
            end = ZB_END_AGREE;
        } else if (can_tell && !vague && is_plausible(&q) &&
                   !fits_another(dataset, document, change)) {
            end = ZB_END_DISAGREE;
        }
    }
    if (!zb_check_keep(dataset, ZB_FIND_CHANGE, change, end)) {
        return zb_error_nomem(err);
    }
    return end == ZB_END_DISAGREE ? tell_change(dataset, &q, note, err) : ZB_OK;
}

static int compare_stated(const void *left, const void *right) {
    const zb_stated_ref *a = left, *b = right;
    if (a->place != b->place) {
        return a->place < b->place ? -1 : 1;
    }
    if (a->indicator != b->indicator) {
        return a->indicator < b->indicator ? -1 : 1;
    }
    if (a->year != b->year) {
        return a->year < b->year ? -1 : 1;
    }
    return (a->row > b->row) - (a->row < b->row);
}

const zb_stated_ref *zb_stated_changes(const zb_dataset *dataset, int place, int indicator,
                                       size_t *count) {
    const zb_stated_ref first = {.place = place, .indicator = indicator, .year = INT_MIN};
    const zb_stated_ref *at = dataset->stated_changes.at;
    size_t low = 0, high = dataset->stated_changes.count, end = high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_stated(&at[middle], &first) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *count = 0;
    while (low + *count < end && at[low + *count].place == place &&
           at[low + *count].indicator == indicator) {
        (*count)++;
    }
    return *count ? at + low : NULL;
}

zb_status zb_check_changes(zb_dataset *dataset, zb_error *err) {
    zb_buf note = {0};
    zb_status status = ZB_OK;
    for (size_t d = 0; d < dataset->documents.count; d++) {
        const zb_slot *slot = &dataset->slots.at[d];
        if (dataset->documents.at[d].status != ZB_DOC_USED) {
            continue;
        }
        for (size_t i = 0; i < slot->row_count && status == ZB_OK; i++) {
            size_t row = slot->first_row + i;
            const zb_observation *change = &dataset->rows.at[row];
            if (change->kind == ZB_KIND_CHANGE && change->status == ZB_ACTUAL && !change->part &&
                change->indicator.n && change->year) {
                status = check_change(dataset, d, row, &note, err);
            }
        }
    }
    if (dataset->stated_changes.count) {
        qsort(dataset->stated_changes.at, dataset->stated_changes.count,
              sizeof *dataset->stated_changes.at, compare_stated);
    }
    zb_buf_free(&note);
    return status;
}
