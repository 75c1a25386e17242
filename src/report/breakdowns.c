/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/breakdowns.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

enum { MOST_PARTS = 12 };

/* One list of parts in one report. */
typedef struct listing {
    size_t first; /* of model->part_rows */
    size_t count;
    uint64_t words; /* of its parts' names, in any order */
    int place, year;
} listing;

static const zb_observation *row_of(const zb_model *m, size_t part) {
    size_t count;
    return &zb_dataset_observations(m->dataset, &count)[m->part_rows[part].row];
}

static bool is_exact(const zb_observation *row) {
    return row->kind == ZB_KIND_LEVEL && row->status == ZB_ACTUAL && row->qualifier == ZB_EQ &&
           !row->has_high && row->value >= 0;
}

/* Exact counts in the total's unit, each with a name of its own. */
static bool is_whole_list(const zb_model *m, const listing *l) {
    size_t all;
    const zb_observation *rows = zb_dataset_observations(m->dataset, &all);
    const zb_observation *total = &rows[m->part_rows[l->first].total];
    bool good = l->count >= 2 && l->count <= MOST_PARTS && is_exact(total) && total->value > 0;
    for (size_t i = 0; good && i < l->count; i++) {
        const zb_observation *row = row_of(m, l->first + i);
        good = is_exact(row) && row->label.n && zb_str_eq(row->unit, total->unit);
        for (size_t k = 0; good && k < i; k++) {
            good = !zb_str_eq(row_of(m, l->first + k)->label, row->label);
        }
    }
    return good;
}

static size_t list_all(const zb_model *m, listing *out, int indicator) {
    size_t count = 0;
    for (size_t i = 0; i < m->part_row_count;) {
        const zb_part_row *one = &m->part_rows[i];
        listing l = {.first = i, .place = one->place, .year = one->year};
        for (; i < m->part_row_count && m->part_rows[i].total == one->total &&
               m->part_rows[i].breakdown == one->breakdown;
             i++) {
            l.words += zb_str_hash(row_of(m, i)->label);
            l.count++;
        }
        if (one->indicator == indicator && is_whole_list(m, &l)) {
            out[count++] = l;
        }
    }
    return count;
}

static int by_words(const void *left, const void *right) {
    const listing *a = left, *b = right;
    if (a->words != b->words) {
        return a->words < b->words ? -1 : 1;
    }
    if (a->year != b->year) {
        return a->year < b->year ? -1 : 1;
    }
    return a->place != b->place ? (a->place < b->place ? -1 : 1)
                                : (a->first > b->first) - (a->first < b->first);
}

/* The longest run of the same words; of equal ones that of the earliest report. */
static size_t longest_run(const listing *all, size_t count, size_t *length) {
    size_t best = 0;
    *length = 0;
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && all[end].words == all[i].words) {
            end++;
        }
        if (end - i > *length || (end - i == *length && all[i].first < all[best].first)) {
            *length = end - i;
            best = i;
        }
        i = end;
    }
    return best;
}

static bool fill(zb_breakdown *out, zb_arena *arena, const zb_model *m, const listing *run,
                 size_t length) {
    size_t parts = run[0].count, all;
    const zb_observation *rows = zb_dataset_observations(m->dataset, &all);
    zb_str *names = ZB_NEW(arena, zb_str, parts);
    double *values = ZB_NEW(arena, double, parts *length);
    size_t *at = ZB_NEW(arena, size_t, (parts + 1) * length);
    out->rows = ZB_NEW(arena, zb_breakdown_row, length);
    if (!names || !values || !at || !out->rows) {
        return false;
    }
    for (size_t p = 0; p < parts; p++) {
        names[p] = row_of(m, run[0].first + p)->label;
    }
    out->parts = names;
    out->part_count = parts;
    for (size_t i = 0; i < length; i++, values += parts, at += parts + 1) {
        const listing *l = &run[i];
        if (out->count && out->rows[out->count - 1].place == l->place &&
            out->rows[out->count - 1].year == l->year) {
            continue; /* told twice */
        }
        for (size_t p = 0; p < parts; p++) {
            for (size_t k = 0; k < l->count; k++) {
                const zb_observation *row = row_of(m, l->first + k);
                if (zb_str_eq(row->label, names[p])) {
                    values[p] = row->value;
                    at[p] = m->part_rows[l->first + k].row;
                }
            }
        }
        at[parts] = m->part_rows[l->first].total;
        out->rows[out->count++] =
            (zb_breakdown_row){l->place, l->year, rows[at[parts]].value, values, at};
    }
    return true;
}

bool zb_breakdown_find(zb_breakdown *out, zb_arena *arena, const zb_model *model, int indicator) {
    *out = (zb_breakdown){0};
    if (!model->part_row_count) {
        return true;
    }
    listing *all = zb_mem_get(model->part_row_count * sizeof *all);
    if (!all) {
        return false;
    }
    size_t count = list_all(model, all, indicator), length;
    qsort(all, count, sizeof *all, by_words);
    size_t best = longest_run(all, count, &length);
    bool ok = !length || fill(out, arena, model, all + best, length);
    zb_mem_free(all);
    return ok;
}
