/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what each document says to what counts: one cell for a place, an indicator and a year.
 *
 * A place's own report of the year comes first, then what other reports tell of it (last year's
 * figure, told for comparison). Whose figures a place's are is one and the same through the
 * years: the government's, or, where no report of the government is known, those of the
 * department with the most reports. A bureau's penalties are not the county's.
 */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "dataset/bounds.h"
#include "dataset/pick.h"

enum {
    RANK_OTHER_PLACE = 1000, /* told by another place's report: after all of its own */
    LABEL_BYTES = 9,         /* three characters: a label that says something */
    LEAST_CLEAR = 100        /* smaller counts come close to each other by chance */
};
static const double CLOSE = 0.05;

typedef struct entry {
    const zb_pick *pick;
    int rank;
    bool department, other_kind;
    size_t observations;
} entry;

typedef ZB_VEC(entry) entry_list;

static int compare_ints(int a, int b) {
    return (a > b) - (a < b);
}

static int compare_entries(const void *left, const void *right) {
    const entry *a = left, *b = right;
    int order = compare_ints(a->pick->place, b->pick->place);
    order = order ? order : compare_ints(a->pick->indicator, b->pick->indicator);
    order = order ? order : compare_ints(a->pick->year, b->pick->year);
    order = order ? order : compare_ints(a->rank, b->rank);
    order = order ? order : compare_ints(a->department, b->department);
    order = order ? order : compare_ints(a->other_kind, b->other_kind);
    if (!order && a->observations != b->observations) {
        order = a->observations > b->observations ? -1 : 1;
    }
    return order
               ? order
               : (a->pick->document > b->pick->document) - (a->pick->document < b->pick->document);
}

static bool same_cell(const entry *a, const entry *b) {
    return a->pick->place == b->pick->place && a->pick->indicator == b->pick->indicator &&
           a->pick->year == b->pick->year;
}

/* Whose reports count at a place. */
typedef struct author {
    zb_str department;
    size_t reports;
    int place;
} author;

static int compare_authors(const void *left, const void *right) {
    const author *a = left, *b = right;
    int order = compare_ints(a->place, b->place);
    return order ? order : zb_str_cmp(a->department, b->department);
}

static int own_place(const zb_dataset *dataset, const zb_document_row *document) {
    return zb_place_index(dataset, zb_place_key(document->region_code, document->region));
}

/* For each place the department whose figures count; empty for the government itself. */
static zb_status find_authors(zb_str *out, const zb_dataset *dataset, zb_error *err) {
    size_t count = 0;
    author *all = zb_mem_zero(dataset->documents.count + 1, sizeof *all);
    size_t *most = zb_mem_zero(dataset->places.count + 1, sizeof *most);
    zb_status status = all && most ? ZB_OK : zb_error_nomem(err);
    for (size_t i = 0; status == ZB_OK && i < dataset->documents.count; i++) {
        const zb_document_row *document = &dataset->documents.at[i];
        if (document->status == ZB_DOC_USED) {
            all[count++] = (author){document->department, 1, own_place(dataset, document)};
        }
    }
    if (status == ZB_OK) {
        qsort(all, count, sizeof *all, compare_authors);
    }
    for (size_t i = 0, first = 0; status == ZB_OK && i < count; i++) {
        first = i && compare_authors(&all[first], &all[i]) == 0 ? first : i;
        size_t reports = all[i].department.n ? i - first + 1 : SIZE_MAX;
        if (reports > most[all[i].place]) {
            most[all[i].place] = reports;
            out[all[i].place] = all[i].department;
        }
    }
    zb_mem_free(all);
    zb_mem_free(most);
    return status;
}

static int rank_of(const zb_document_row *document, const zb_pick *pick, bool own) {
    return abs(document->year - pick->year) + (own ? 0 : RANK_OTHER_PLACE);
}

static zb_status gather(entry_list *out, const zb_dataset *dataset, const zb_str *authors,
                        zb_error *err) {
    for (size_t d = 0; d < dataset->documents.count; d++) {
        const zb_document_row *document = &dataset->documents.at[d];
        const zb_slot *slot = &dataset->slots.at[d];
        if (document->status != ZB_DOC_USED) {
            continue;
        }
        int place = own_place(dataset, document);
        for (size_t i = 0; i < slot->pick_count; i++) {
            const zb_pick *pick = &dataset->picks.at[slot->first_pick + i];
            bool own = pick->place == place;
            if (pick->row == ZB_NO_ROW || pick->place < 0 || !pick->year ||
                (own ? !zb_str_eq(authors[place], document->department)
                     : document->department.n > 0)) {
                continue;
            }
            entry e = {pick, rank_of(document, pick, own), document->department.n > 0,
                       !zb_str_eq(document->kind, ZB_STR("rule-of-law")), slot->row_count};
            if (!ZB_PUSH(out, e)) {
                return zb_error_nomem(err);
            }
        }
    }
    if (out->count) {
        qsort(out->at, out->count, sizeof *out->at, compare_entries);
    }
    return ZB_OK;
}

static bool values_meet(const zb_observation *a, const zb_observation *b) {
    return a->kind == ZB_KIND_RATE ? zb_bounds_meet(zb_bounds_stated(a), zb_bounds_stated(b))
                                   : zb_bounds_meet(zb_bounds_count(a), zb_bounds_count(b));
}

static zb_status tell_conflict(zb_dataset *dataset, const zb_observation *kept,
                               const zb_observation *other, zb_buf *note, zb_error *err) {
    zb_finding finding = zb_finding_about(ZB_FIND_CONFLICT, kept);
    finding.has_stated = finding.has_expected = true;
    finding.stated = kept->value;
    finding.expected = other->value;
    finding.other = other->id;
    bool one = zb_row_document(dataset, (size_t)kept->id - 1) ==
               zb_row_document(dataset, (size_t)other->id - 1);
    zb_buf_add(note, zb_indicator_name(dataset, kept->indicator));
    zb_buf_format(note, "在%s中既为 ", one ? "同一报告" : "两份报告");
    zb_note_value(note, kept->value, kept->unit);
    zb_buf_text(note, "，又为 ");
    zb_note_value(note, other->value, other->unit);
    if (!one) {
        zb_buf_format(note, "（%.*s）", ZB_ARG(other->document));
    }
    zb_buf_text(note, "，请核对；暂用前者");
    dataset->counts[ZB_FIND_CONFLICT].disagree++;
    return zb_finding_push(dataset, finding, note, err);
}

static bool exact_and_odd(const zb_observation *row) {
    return row->kind == ZB_KIND_LEVEL && row->qualifier == ZB_EQ && !row->has_high &&
           row->precision <= 1 && row->value >= LEAST_CLEAR && fmod(row->value, 10) != 0;
}

/* Within one report other values of an indicator are as a rule those of a campaign or an office.
 * Told as a conflict are only two exact figures that nearly agree and are named the same. */
static bool clearly_the_same(const zb_observation *a, const zb_observation *b) {
    return exact_and_odd(a) && exact_and_odd(b) && zb_str_eq(a->unit, b->unit) &&
           a->label.n >= LABEL_BYTES && zb_str_eq(a->label, b->label) && !zb_same_sentence(a, b) &&
           fabs(a->value - b->value) <= CLOSE * fmax(a->value, b->value);
}

static zb_status check_within(zb_dataset *dataset, const zb_pick *pick, zb_buf *note,
                              zb_error *err) {
    zb_status status = ZB_OK;
    const zb_observation *kept = &dataset->rows.at[pick->row];
    for (size_t i = 0; i < pick->mention_count && status == ZB_OK; i++) {
        size_t row = dataset->mentions.at[pick->first_mention + i].row;
        const zb_observation *other = &dataset->rows.at[row];
        if (row == pick->row) {
            continue;
        }
        if (values_meet(kept, other)) {
            dataset->counts[ZB_FIND_CONFLICT].agree++;
        } else if (clearly_the_same(kept, other)) {
            status = tell_conflict(dataset, kept, other, note, err);
        } else {
            dataset->counts[ZB_FIND_CONFLICT].impossible++;
        }
    }
    return status;
}

/* The first entry is the one that counts; the others of its rank are other reports of the place
 * and year. */
static zb_status check_between(zb_dataset *dataset, const entry *entries, size_t count,
                               zb_buf *note, zb_error *err) {
    zb_status status = ZB_OK;
    const zb_pick *first = entries[0].pick;
    for (size_t i = 1; i < count && status == ZB_OK; i++) {
        const zb_pick *other = entries[i].pick;
        const zb_observation *a = &dataset->rows.at[first->row];
        const zb_observation *b = &dataset->rows.at[other->row];
        if (entries[i].rank || entries[0].rank || entries[i].department) {
            continue;
        }
        if (values_meet(a, b)) {
            dataset->counts[ZB_FIND_CONFLICT].agree++;
        } else if (!first->conflict && !other->conflict && zb_str_eq(a->unit, b->unit)) {
            status = tell_conflict(dataset, a, b, note, err);
        } else {
            dataset->counts[ZB_FIND_CONFLICT].impossible++;
        }
    }
    return status;
}

static zb_status tell_restated(zb_dataset *dataset, const zb_observation *then,
                               const zb_observation *later, int year, zb_buf *note, zb_error *err) {
    zb_finding finding = zb_finding_about(ZB_FIND_RESTATED, later);
    finding.has_stated = finding.has_expected = true;
    finding.stated = later->value;
    finding.expected = then->value;
    finding.other = then->id;
    zb_buf_add(note, zb_indicator_name(dataset, then->indicator));
    zb_buf_format(note, "%d年报告称上年为 ", year);
    zb_note_value(note, later->value, later->unit);
    zb_buf_text(note, "，上年报告为 ");
    zb_note_value(note, then->value, then->unit);
    zb_buf_text(note, "，请核对；暂用上年报告");
    return zb_finding_push(dataset, finding, note, err);
}

/* The first entry is the place's own report of the year, others may be its reports of the next
 * year, which tell the figure again. Figures far apart are as a rule of different things. */
static zb_status check_restated(zb_dataset *dataset, const entry *entries, size_t count,
                                zb_buf *note, zb_error *err) {
    zb_status status = ZB_OK;
    const zb_pick *first = entries[0].pick;
    const zb_observation *then = &dataset->rows.at[first->row];
    for (size_t i = 1; i < count && status == ZB_OK; i++) {
        const zb_pick *again = entries[i].pick;
        int year = dataset->documents.at[again->document].year;
        if (entries[0].rank || entries[i].rank != 1 || year != first->year + 1) {
            continue;
        }
        const zb_observation *later = &dataset->rows.at[again->row];
        bool apart = zb_values_apart(then->value, later->value);
        zb_check_end end = ZB_END_DISAGREE;
        if (values_meet(then, later)) {
            end = ZB_END_AGREE;
        } else if (first->conflict || again->conflict || apart ||
                   !zb_str_eq(then->unit, later->unit)) {
            end = ZB_END_OPEN;
        }
        if (!zb_check_keep(dataset, ZB_FIND_RESTATED, later, end)) {
            status = zb_error_nomem(err);
        } else if (end == ZB_END_DISAGREE) {
            status = tell_restated(dataset, then, later, year, note, err);
        }
    }
    return status;
}

/* What a report tells of an earlier year is comparable with its own year's figure only: where
 * another report's counts for that year, and is another one, the earlier figure has no neighbour
 * of its kind. */
static bool has_its_neighbour(const zb_dataset *dataset, const entry_list *entries, size_t at) {
    const zb_pick *pick = entries->at[at].pick;
    int year = dataset->documents.at[pick->document].year;
    if (pick->year >= year) {
        return true;
    }
    for (size_t i = at + 1; i < entries->count; i++) {
        const zb_pick *now = entries->at[i].pick;
        if (now->place != pick->place || now->indicator != pick->indicator || now->year > year) {
            return true;
        }
        if (now->year == year) {
            const zb_pick *own =
                zb_pick_of(dataset, pick->document, pick->place, pick->indicator, year);
            return !own || own->row == ZB_NO_ROW ||
                   values_meet(&dataset->rows.at[own->row], &dataset->rows.at[now->row]);
        }
    }
    return true;
}

static bool add_cell(zb_dataset *dataset, const zb_pick *pick) {
    const zb_observation *row = &dataset->rows.at[pick->row];
    zb_series *last = dataset->series.count ? &dataset->series.at[dataset->series.count - 1] : NULL;
    zb_cell cell = {
        .year = pick->year,
        .value = row->value,
        .precision = row->precision,
        .qualifier = row->qualifier,
        .unit = row->unit,
        .observation = pick->row,
        .conflict = pick->conflict,
        .check = pick->check,
    };
    if (last && last->place == pick->place && last->indicator == pick->indicator) {
        last->count++;
    } else if (!ZB_PUSH(
                   &dataset->series,
                   (zb_series){.place = pick->place, .indicator = pick->indicator, .count = 1})) {
        return false;
    }
    return ZB_PUSH(&dataset->cells, cell);
}

static void point_series_at_cells(zb_dataset *dataset) {
    size_t at = 0;
    for (size_t i = 0; i < dataset->series.count; i++) {
        dataset->series.at[i].cells = dataset->cells.at + at;
        at += dataset->series.at[i].count;
    }
}

/* Where each place's series begin, for lookups. */
static zb_status index_series(zb_dataset *dataset, zb_error *err) {
    size_t at = 0;
    dataset->place_series.count = 0;
    for (size_t place = 0; place <= dataset->places.count; place++) {
        while (at < dataset->series.count && (size_t)dataset->series.at[at].place < place) {
            at++;
        }
        if (!ZB_PUSH(&dataset->place_series, at)) {
            return zb_error_nomem(err);
        }
    }
    return ZB_OK;
}

zb_status zb_settle_series(zb_dataset *dataset, zb_error *err) {
    entry_list entries = {0};
    zb_buf note = {0};
    zb_str *authors = zb_mem_zero(dataset->places.count + 1, sizeof *authors);
    zb_status status = authors ? find_authors(authors, dataset, err) : zb_error_nomem(err);
    if (status == ZB_OK) {
        status = gather(&entries, dataset, authors, err);
    }
    for (size_t first = 0, next; status == ZB_OK && first < entries.count; first = next) {
        for (next = first + 1;
             next < entries.count && same_cell(&entries.at[first], &entries.at[next]); next++) {
        }
        while (first < next && !has_its_neighbour(dataset, &entries, first)) {
            first++;
        }
        if (first == next) {
            continue;
        }
        status = check_between(dataset, entries.at + first, next - first, &note, err);
        if (status == ZB_OK) {
            status = check_restated(dataset, entries.at + first, next - first, &note, err);
        }
        if (status == ZB_OK) {
            status = check_within(dataset, entries.at[first].pick, &note, err);
        }
        if (status == ZB_OK && !add_cell(dataset, entries.at[first].pick)) {
            status = zb_error_nomem(err);
        }
    }
    point_series_at_cells(dataset);
    if (status == ZB_OK) {
        status = index_series(dataset, err);
    }
    ZB_VEC_FREE(&entries);
    zb_buf_free(&note);
    zb_mem_free(authors);
    return status;
}
