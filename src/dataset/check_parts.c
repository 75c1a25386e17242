/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts (其中…) against their totals.
 */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "dataset/bounds.h"
#include "dataset/pick.h"

/* An of-which list need not be complete: it is taken for a breakdown when it comes this close to
 * the total; further off when its last part is 其他, which claims the rest. */
static const double NEARLY_COMPLETE = 0.05;
static const double COMPLETE_BY_CLAIM = 0.15;
/* Parts that exceed their total by more overlap, or are of something else. */
static const double MOST_EXCESS = 0.15;
/* Groups of people that overlap: a migrant worker may be a woman on relief. */
static const zb_str overlapping[] = {
    ZB_STR_INIT("农民工"), ZB_STR_INIT("妇女"), ZB_STR_INIT("残疾"),   ZB_STR_INIT("老年"),
    ZB_STR_INIT("未成年"), ZB_STR_INIT("低保"), ZB_STR_INIT("青少年"), ZB_STR_INIT("贫困")};

typedef struct part {
    int total, breakdown;
    size_t row;
} part;

typedef struct breakdown {
    const part *parts;
    size_t count;
    const zb_observation *total;
} breakdown;

static int compare_parts(const void *left, const void *right) {
    const part *a = left, *b = right;
    if (a->total != b->total) {
        return a->total < b->total ? -1 : 1;
    }
    if (a->breakdown != b->breakdown) {
        return a->breakdown < b->breakdown ? -1 : 1;
    }
    return (a->row > b->row) - (a->row < b->row);
}

static bool exact(const zb_observation *row) {
    return row->kind == ZB_KIND_LEVEL && row->status == ZB_ACTUAL && row->qualifier == ZB_EQ &&
           !row->has_high;
}

/* Exact figures in one unit, and no 等 behind the last: else nothing can be said. */
static bool can_add_up(const zb_dataset *dataset, const breakdown *b, zb_str text) {
    bool ok = b->count >= 2 && b->parts->breakdown > 0 && exact(b->total);
    for (size_t i = 0; i < b->count && ok; i++) {
        const zb_observation *row = &dataset->rows.at[b->parts[i].row];
        ok = exact(row) && zb_str_eq(row->unit, b->total->unit) && row->year == b->total->year;
    }
    if (ok) {
        size_t end = dataset->rows.at[b->parts[b->count - 1].row].end;
        ok = !zb_str_starts(zb_str_sub(text, end, text.n), ZB_STR("等"));
    }
    return ok;
}

static bool may_overlap(const zb_dataset *dataset, const breakdown *b) {
    size_t groups = 0;
    for (size_t i = 0; i < b->count; i++) {
        zb_str label = dataset->rows.at[b->parts[i].row].label;
        bool found = false;
        for (size_t k = 0; k < sizeof overlapping / sizeof *overlapping && !found; k++) {
            found = zb_str_has(label, overlapping[k]);
        }
        groups += found;
    }
    return groups > 1;
}

static double may_lack(const zb_dataset *dataset, const breakdown *b, zb_str text) {
    const zb_observation *last = &dataset->rows.at[b->parts[b->count - 1].row];
    const zb_observation *before = &dataset->rows.at[b->parts[b->count - 2].row];
    zb_str between = zb_str_sub(text, before->end, last->start);
    return zb_str_has(between, ZB_STR("其他")) || zb_str_has(between, ZB_STR("其它"))
               ? COMPLETE_BY_CLAIM
               : NEARLY_COMPLETE;
}

static double half_width(const zb_observation *row) {
    zb_bounds bounds = zb_bounds_count(row);
    return (bounds.high - bounds.low) / 2;
}

/* Counts of the parts' sentence from the first part on, parts or not, may make the total, so that
 * the list was only cut wrongly: `处罚35116件，其中一般3207件、简易31909件；公开3180件`,
 * `办结60起，维持 37起，撤销8起，撤回15起`. */
static bool run_fits(const zb_dataset *dataset, const breakdown *b, size_t document) {
    const zb_observation *first = &dataset->rows.at[b->parts[0].row];
    zb_row_range sentence = zb_sentence_rows(dataset, document, first);
    double sum = 0;
    for (size_t i = b->parts[0].row; i < sentence.end; i++) {
        const zb_observation *row = &dataset->rows.at[i];
        sum += exact(row) && zb_str_eq(row->unit, b->total->unit) ? row->value : 0;
        if (row != first && fabs(sum - b->total->value) <= 1e-9 * fabs(b->total->value)) {
            return true;
        }
    }
    return false;
}

/* The parts may be of another count of the total's sentence: `立案653起，办结628起。其中…`. */
static bool other_total_fits(const zb_dataset *dataset, const breakdown *b, double sum,
                             size_t document) {
    zb_row_range sentence = zb_sentence_rows(dataset, document, b->total);
    for (size_t i = sentence.first; i < sentence.end && i < b->parts[0].row; i++) {
        const zb_observation *row = &dataset->rows.at[i];
        if (exact(row) && fabs(sum - row->value) <= 1e-9 * fabs(sum)) {
            return true;
        }
    }
    return false;
}

/* `事项405项，其中86项、273项，合计占比88.6%`: the text itself says that the list is incomplete. */
static bool share_is_told(const zb_dataset *dataset, const breakdown *b, double sum,
                          size_t document) {
    zb_row_range sentence = zb_sentence_rows(dataset, document, b->total);
    size_t last = dataset->rows.at[b->parts[b->count - 1].row].end;
    double share = 100 * sum / b->total->value;
    for (size_t i = sentence.first; i < sentence.end; i++) {
        const zb_observation *row = &dataset->rows.at[i];
        zb_str between = zb_str_sub(dataset->documents.at[document].text, last, row->start);
        if (row->kind == ZB_KIND_RATE && row->start > last && zb_str_has(between, ZB_STR("占")) &&
            zb_bounds_meet(zb_bounds_stated(row), (zb_bounds){share, share})) {
            return true;
        }
    }
    return false;
}

static zb_status tell_parts(zb_dataset *dataset, const breakdown *b, double sum, zb_buf *note,
                            zb_error *err) {
    const zb_observation *total = b->total;
    zb_finding finding = zb_finding_about(ZB_FIND_PARTS, total);
    finding.has_stated = finding.has_expected = true;
    finding.stated = total->value;
    finding.expected = zb_bounds_round(sum);
    finding.other = dataset->rows.at[b->parts[0].row].id;
    zb_buf_add(note,
               total->indicator.n ? zb_indicator_name(dataset, total->indicator) : total->label);
    zb_buf_text(note, "原文 ");
    zb_note_value(note, total->value, total->unit);
    zb_buf_text(note, "，分项 ");
    for (size_t i = 0; i < b->count; i++) {
        zb_buf_text(note, i ? "＋" : "");
        zb_buf_number(note, dataset->rows.at[b->parts[i].row].value);
    }
    zb_buf_text(note, " 合计为 ");
    zb_note_value(note, finding.expected, total->unit);
    return zb_finding_push(dataset, finding, note, err);
}

/* How the check of the parts ends; `*out` is their sum. */
static zb_check_end add_up(const zb_dataset *dataset, const breakdown *b, size_t document,
                           double *out) {
    zb_str text = dataset->documents.at[document].text;
    if (!can_add_up(dataset, b, text)) {
        return ZB_END_OPEN;
    }
    double sum = 0, slack = half_width(b->total) + 1e-9 * fabs(b->total->value);
    for (size_t i = 0; i < b->count; i++) {
        const zb_observation *row = &dataset->rows.at[b->parts[i].row];
        sum += row->value;
        slack += half_width(row);
    }
    double total = b->total->value;
    *out = sum;
    if (fabs(sum - total) <= slack) {
        return ZB_END_AGREE;
    }
    if (sum < total * (1 - may_lack(dataset, b, text)) || sum > total * (1 + MOST_EXCESS) ||
        may_overlap(dataset, b) || run_fits(dataset, b, document) ||
        other_total_fits(dataset, b, sum, document) || share_is_told(dataset, b, sum, document)) {
        return ZB_END_OPEN;
    }
    return ZB_END_DISAGREE;
}

static zb_status check_breakdown(zb_dataset *dataset, const breakdown *b, size_t document,
                                 zb_buf *note, zb_error *err) {
    double sum = 0;
    zb_check_end end = add_up(dataset, b, document, &sum);
    if (!zb_check_keep(dataset, ZB_FIND_PARTS, b->total, end)) {
        return zb_error_nomem(err);
    }
    return end == ZB_END_DISAGREE ? tell_parts(dataset, b, sum, note, err) : ZB_OK;
}

static zb_status check_document(zb_dataset *dataset, size_t document, part *parts, zb_buf *note,
                                zb_error *err) {
    const zb_slot *slot = &dataset->slots.at[document];
    const zb_observation *rows = dataset->rows.at + slot->first_row;
    size_t count = 0;
    for (size_t i = 0; i < slot->row_count; i++) {
        if (rows[i].part && rows[i].part_of >= 0 && (size_t)rows[i].part_of < slot->row_count) {
            parts[count++] = (part){rows[i].part_of, rows[i].breakdown, slot->first_row + i};
        }
    }
    if (count) {
        qsort(parts, count, sizeof *parts, compare_parts);
    }
    zb_status status = ZB_OK;
    for (size_t first = 0, next; first < count && status == ZB_OK; first = next) {
        for (next = first + 1; next < count && parts[next].total == parts[first].total &&
                               parts[next].breakdown == parts[first].breakdown;
             next++) {
        }
        breakdown b = {parts + first, next - first, &rows[parts[first].total]};
        status = check_breakdown(dataset, &b, document, note, err);
    }
    return status;
}

zb_status zb_check_parts(zb_dataset *dataset, zb_error *err) {
    size_t most = 0;
    for (size_t i = 0; i < dataset->slots.count; i++) {
        size_t count = dataset->slots.at[i].row_count;
        most = count > most ? count : most;
    }
    part *parts = zb_mem_zero(most + 1, sizeof *parts);
    zb_status status = parts ? ZB_OK : zb_error_nomem(err);
    zb_buf note = {0};
    for (size_t i = 0; i < dataset->documents.count && status == ZB_OK; i++) {
        if (zb_document_counts(&dataset->documents.at[i])) {
            status = check_document(dataset, i, parts, &note, err);
        }
    }
    zb_buf_free(&note);
    zb_mem_free(parts);
    return status;
}
