/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which observations may fill a cell, and how to find them.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "dataset/pick.h"

/* Levels for counts, rates in per cent for rates; done, not planned; whole, not part. */
static const zb_indicator *measured(const zb_lexicon *lexicon, const zb_observation *row) {
    if (!row->indicator.n || row->part || row->status != ZB_ACTUAL || row->kind == ZB_KIND_CHANGE) {
        return NULL;
    }
    const zb_indicator *indicator = zb_lexicon_indicator(lexicon, row->indicator);
    if (!indicator || indicator->is_rate != (row->kind == ZB_KIND_RATE) ||
        (indicator->is_rate && !zb_str_eq(row->unit, ZB_STR("%")))) {
        return NULL;
    }
    return indicator;
}

static int compare_ints(int a, int b) {
    return (a > b) - (a < b);
}

static int compare_mentions(const void *left, const void *right) {
    const zb_mention *a = left, *b = right;
    int order = compare_ints(a->place, b->place);
    order = order ? order : compare_ints(a->indicator, b->indicator);
    order = order ? order : compare_ints(a->year, b->year);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static bool add_mentions(zb_dataset *dataset, zb_slot *slot) {
    slot->first_mention = dataset->mentions.count;
    for (size_t i = 0; i < slot->row_count; i++) {
        const zb_observation *row = &dataset->rows.at[slot->first_row + i];
        const zb_indicator *indicator = measured(dataset->lexicon, row);
        if (!indicator) {
            continue;
        }
        zb_mention mention = {
            .row = slot->first_row + i,
            .place = zb_place_index(dataset, zb_place_key(row->region_code, row->region)),
            .indicator = indicator->index,
            .year = row->year,
        };
        if (!ZB_PUSH(&dataset->mentions, mention)) {
            return false;
        }
    }
    slot->mention_count = dataset->mentions.count - slot->first_mention;
    if (slot->mention_count) {
        qsort(dataset->mentions.at + slot->first_mention, slot->mention_count,
              sizeof *dataset->mentions.at, compare_mentions);
    }
    return true;
}

static bool same_cell(const zb_mention *a, const zb_mention *b) {
    return a->place == b->place && a->indicator == b->indicator && a->year == b->year;
}

static bool add_picks(zb_dataset *dataset, size_t document) {
    zb_slot *slot = &dataset->slots.at[document];
    slot->first_pick = dataset->picks.count;
    for (size_t i = 0; i < slot->mention_count; i++) {
        const zb_mention *mention = &dataset->mentions.at[slot->first_mention + i];
        if (i && same_cell(mention, mention - 1)) {
            dataset->picks.at[dataset->picks.count - 1].mention_count++;
            continue;
        }
        zb_pick pick = {
            .document = document,
            .place = mention->place,
            .indicator = mention->indicator,
            .year = mention->year,
            .first_mention = slot->first_mention + i,
            .mention_count = 1,
            .row = ZB_NO_ROW,
        };
        if (!ZB_PUSH(&dataset->picks, pick)) {
            return false;
        }
    }
    slot->pick_count = dataset->picks.count - slot->first_pick;
    return true;
}

zb_status zb_settle_mentions(zb_dataset *dataset, zb_error *err) {
    for (size_t d = 0; d < dataset->documents.count; d++) {
        if (!zb_document_counts(&dataset->documents.at[d])) {
            continue;
        }
        if (!add_mentions(dataset, &dataset->slots.at[d]) || !add_picks(dataset, d)) {
            return zb_error_nomem(err);
        }
        zb_pick_document(dataset, d);
    }
    return ZB_OK;
}

static int compare_pick_key(const zb_pick *pick, int place, int indicator, int year) {
    int order = compare_ints(pick->place, place);
    order = order ? order : compare_ints(pick->indicator, indicator);
    return order ? order : compare_ints(pick->year, year);
}

zb_pick *zb_pick_of(const zb_dataset *dataset, size_t document, int place, int indicator,
                    int year) {
    const zb_slot *slot = &dataset->slots.at[document];
    size_t low = slot->first_pick, high = slot->first_pick + slot->pick_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_pick_key(&dataset->picks.at[middle], place, indicator, year);
        if (order == 0) {
            return &dataset->picks.at[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

zb_mention_range zb_mentions_of(const zb_dataset *dataset, size_t document, int place,
                                int indicator, int year) {
    const zb_pick *pick = zb_pick_of(dataset, document, place, indicator, year);
    return pick
               ? (zb_mention_range){dataset->mentions.at + pick->first_mention, pick->mention_count}
               : (zb_mention_range){0};
}

bool zb_same_sentence(const zb_observation *a, const zb_observation *b) {
    return a->sentence_start == b->sentence_start && a->sentence_end == b->sentence_end;
}

zb_mention_range zb_mentions_near(zb_mention_range range, size_t row, size_t most) {
    size_t low = 0, high = range.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (range.at[middle].row < row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t first = low > most / 2 ? low - most / 2 : 0;
    size_t count = range.count - first < most ? range.count - first : most;
    return (zb_mention_range){range.at + first, count};
}

zb_row_range zb_sentence_rows(const zb_dataset *dataset, size_t document,
                              const zb_observation *row) {
    const zb_slot *slot = &dataset->slots.at[document];
    size_t at = (size_t)(row - dataset->rows.at);
    zb_row_range range = {at, at + 1};
    while (range.first > slot->first_row &&
           zb_same_sentence(&dataset->rows.at[range.first - 1], row)) {
        range.first--;
    }
    while (range.end < slot->first_row + slot->row_count &&
           zb_same_sentence(&dataset->rows.at[range.end], row)) {
        range.end++;
    }
    return range;
}
