/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts far from those of comparable places. Places differ in size by orders of magnitude, so
 * each count is first freed of its place's size, then set against the other places' counts.
 */
#include "zhibiao/analysis.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "stats/analysis.h"

enum {
    FEWEST_PLACES = 5, /* of one level with the count in one year */
    FEWEST_COUNTS = 5  /* of one place and year that tell its size */
};
static const double FAR_MADS = 5;
static const double FAR_FACTOR = 5;     /* from what the size leads to expect */
static const double FAR_FACTOR_RAW = 3; /* from the median as it stands in the reports */

/* One count of one place and year. */
typedef struct count_entry {
    zb_level level;
    int indicator, year, place;
    const zb_cell *cell;
    double log;         /* of the value */
    double from_others; /* log less the median of the other places' logs */
    double size;        /* of the place in that year, on the same scale; 0 when not known */
    bool has_size;
    bool comparable; /* enough places state the count */
    int far;         /* -1 far below, 0 not far, 1 far above */
    double median;   /* of the other places' values */
} count_entry;

typedef ZB_VEC(count_entry) entry_vec;

static int compare_ints(int a, int b) {
    return (a > b) - (a < b);
}

/* Level, indicator, year, place: the places that are compared stand together. */
static int by_group(const void *left, const void *right) {
    const count_entry *a = left;
    const count_entry *b = right;
    int order = compare_ints((int)a->level, (int)b->level);
    order = order ? order : compare_ints(a->indicator, b->indicator);
    order = order ? order : compare_ints(a->year, b->year);
    return order ? order : compare_ints(a->place, b->place);
}

/* Place, year, indicator: what tells the size of a place stands together. */
static int by_place_year(const void *left, const void *right) {
    const count_entry *a = left;
    const count_entry *b = right;
    int order = compare_ints(a->place, b->place);
    order = order ? order : compare_ints(a->year, b->year);
    return order ? order : compare_ints(a->indicator, b->indicator);
}

/* Place, indicator, year: the years that must agree stand together. */
static int by_series(const void *left, const void *right) {
    const count_entry *a = left;
    const count_entry *b = right;
    int order = compare_ints(a->place, b->place);
    order = order ? order : compare_ints(a->indicator, b->indicator);
    return order ? order : compare_ints(a->year, b->year);
}

static bool gather(entry_vec *entries, const zb_dataset *dataset) {
    size_t place_count;
    size_t series_count;
    const zb_place *places = zb_dataset_places(dataset, &place_count);
    const zb_series *series = zb_dataset_series(dataset, &series_count);
    for (size_t i = 0; i < series_count; i++) {
        const zb_indicator *indicator =
            zb_lexicon_indicator_at(zb_dataset_lexicon(dataset), (size_t)series[i].indicator);
        zb_level level = places[series[i].place].level;
        if (level == ZB_LEVEL_OTHER || (!zb_str_eq(indicator->unit_class, ZB_STR("case")) &&
                                        !zb_str_eq(indicator->unit_class, ZB_STR("person")))) {
            continue;
        }
        for (size_t k = 0; k < series[i].count; k++) {
            const zb_cell *cell = &series[i].cells[k];
            /* a bureau's counts, of its own field only, stand beside no government's */
            if (cell->value > 0 && isfinite(cell->value) &&
                zb_row_is_of_place(dataset, cell->observation) &&
                !ZB_PUSH(entries, (count_entry){.level = level,
                                                .indicator = series[i].indicator,
                                                .year = cell->year,
                                                .place = series[i].place,
                                                .cell = cell,
                                                .log = log(cell->value)})) {
                return false;
            }
        }
    }
    return true;
}

/* Median of sorted values without the one at `skip`; n >= 2. */
static double median_without(const double *sorted, size_t n, size_t skip) {
    size_t lower = (n - 2) / 2;
    size_t upper = (n - 1) / 2;
    lower += lower >= skip;
    upper += upper >= skip;
    return (sorted[lower] + sorted[upper]) / 2;
}

/* Position of a value that is among the sorted ones. */
static size_t position_of(const double *sorted, size_t n, double value) {
    size_t low = 0;
    size_t high = n - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The end of the run of entries that `same` holds together from `start`. */
static size_t run_end(const entry_vec *entries, size_t start,
                      bool (*same)(const count_entry *, const count_entry *)) {
    size_t end = start + 1;
    while (end < entries->count && same(&entries->at[start], &entries->at[end])) {
        end++;
    }
    return end;
}

static bool same_group(const count_entry *a, const count_entry *b) {
    return a->level == b->level && a->indicator == b->indicator && a->year == b->year;
}

static bool same_place_year(const count_entry *a, const count_entry *b) {
    return a->place == b->place && a->year == b->year;
}

static bool same_series(const count_entry *a, const count_entry *b) {
    return a->place == b->place && a->indicator == b->indicator;
}

/* How far each count lies from those of the other places, sizes left as they are. */
static void compare_raw(entry_vec *entries, double *work) {
    for (size_t i = 0, end; i < entries->count; i = end) {
        end = run_end(entries, i, same_group);
        size_t n = end - i;
        if (n < FEWEST_PLACES) {
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            work[k] = entries->at[i + k].cell->value;
        }
        gsl_sort(work, 1, n);
        for (size_t k = i; k < end; k++) {
            count_entry *e = &entries->at[k];
            e->comparable = true;
            e->median = median_without(work, n, position_of(work, n, e->cell->value));
            e->from_others = e->log - log(e->median);
        }
    }
}

static void find_sizes(entry_vec *entries, double *work) {
    for (size_t i = 0, end; i < entries->count; i = end) {
        end = run_end(entries, i, same_place_year);
        size_t n = 0;
        for (size_t k = i; k < end; k++) {
            if (entries->at[k].comparable) {
                work[n++] = entries->at[k].from_others;
            }
        }
        if (n < FEWEST_COUNTS) {
            continue;
        }
        gsl_sort(work, 1, n);
        double size = gsl_stats_median_from_sorted_data(work, 1, n);
        for (size_t k = i; k < end; k++) {
            entries->at[k].size = size;
            entries->at[k].has_size = true;
        }
    }
}

/* Does the entry lie far from the others of its group? `sorted` holds the group's logs less
 * sizes; `work` has room for as many. */
static int how_far(const count_entry *e, const double *sorted, double *work, size_t n) {
    double own = e->log - e->size;
    size_t at = position_of(sorted, n, own);
    double median = median_without(sorted, n, at);
    double distance = own - median;
    if (fabs(distance) < log(FAR_FACTOR) || fabs(e->from_others) < log(FAR_FACTOR_RAW) ||
        (distance > 0) != (e->from_others > 0) || (distance < 0 && !e->has_size)) {
        return 0;
    }
    size_t others = 0;
    for (size_t k = 0; k < n; k++) {
        if (k != at) {
            work[others++] = sorted[k];
        }
    }
    double mad;
    if (zb_stats_mad(&mad, work, others) != ZB_OK) {
        return 0;
    }
    /* The count's own chance variation, Poisson: variance 1 / value of its logarithm. */
    double scale = sqrt(mad * mad + 1 / e->cell->value);
    if (fabs(distance) <= FAR_MADS * scale) {
        return 0;
    }
    return distance > 0 ? 1 : -1;
}

static void compare_sized(entry_vec *entries, double *sorted, double *work) {
    for (size_t i = 0, end; i < entries->count; i = end) {
        end = run_end(entries, i, same_group);
        size_t n = end - i;
        if (n < FEWEST_PLACES) {
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            sorted[k] = entries->at[i + k].log - entries->at[i + k].size;
        }
        gsl_sort(sorted, 1, n);
        for (size_t k = i; k < end; k++) {
            entries->at[k].far = how_far(&entries->at[k], sorted, work, n);
        }
    }
}

/* `行政检查数33349次，为同级其他地区中位数5248次的6.4倍，宜核对口径` */
static void write_note(zb_buf *note, const zb_indicator *indicator, zb_str unit, double value,
                       double median) {
    zb_buf_add(note, indicator->name_zh);
    zb_buf_number(note, value);
    zb_buf_add(note, unit);
    bool tiny = value < median / 1000;
    zb_buf_text(note, tiny ? "，不足" : value > median ? "，为" : "，仅为");
    zb_buf_text(note, "同级其他地区中位数");
    zb_buf_number(note, median);
    zb_buf_add(note, unit);
    if (tiny) {
        zb_buf_text(note, "的0.1%，宜核对口径");
        return;
    }
    zb_buf_text(note, "的");
    zb_buf_fixed(note, value > median ? value / median : 100 * value / median, 1);
    zb_buf_text(note, value > median ? "倍，宜核对口径" : "%，宜核对口径");
}

static zb_status add_finding(zb_dataset *dataset, const count_entry *e, zb_error *err) {
    size_t count;
    const zb_place *place = &zb_dataset_places(dataset, &count)[e->place];
    const zb_observation *row = zb_cell_row(dataset, e->cell);
    const zb_indicator *indicator =
        zb_lexicon_indicator_at(zb_dataset_lexicon(dataset), (size_t)e->indicator);
    zb_buf note = {0};
    zb_finding finding = {.kind = ZB_FIND_OUTLIER,
                          .region = place->path,
                          .region_code = place->code,
                          .year = e->year,
                          .indicator = indicator->code,
                          .document = row->document,
                          .has_stated = true,
                          .has_expected = true,
                          .stated = e->cell->value,
                          .expected = e->median,
                          .unit = e->cell->unit.n ? e->cell->unit : indicator->unit_zh,
                          .observation = row->id};
    if (zb_dataset_has_finding(dataset, &finding)) {
        return ZB_OK;
    }
    write_note(&note, indicator, finding.unit, finding.stated, finding.expected);
    finding.note = zb_buf_str(&note);
    zb_status status =
        note.failed ? zb_error_nomem(err) : zb_dataset_add_finding(dataset, &finding, err);
    zb_buf_free(&note);
    return status;
}

/* A finding for each place and indicator that is far, on the same side, in every comparable
 * year. */
static zb_status report(zb_dataset *dataset, const entry_vec *entries, zb_error *err) {
    zb_status status = ZB_OK;
    for (size_t i = 0, end; i < entries->count && status == ZB_OK; i = end) {
        end = run_end(entries, i, same_series);
        const count_entry *last = NULL;
        bool always = true;
        for (size_t k = i; k < end; k++) {
            const count_entry *e = &entries->at[k];
            if (e->comparable) {
                always = always && e->far != 0 && (!last || e->far == last->far);
                last = e;
            }
        }
        if (last && always) {
            status = add_finding(dataset, last, err);
        }
    }
    return status;
}

zb_status zb_analysis_outliers(zb_dataset *dataset, zb_error *err) {
    entry_vec entries = {0};
    double *work = NULL;
    zb_status status = ZB_OK;
    if (!gather(&entries, dataset) || !(work = zb_mem_zero(entries.count, 2 * sizeof *work))) {
        status = zb_error_nomem(err);
        goto cleanup;
    }
    if (entries.count == 0) {
        goto cleanup;
    }
    qsort(entries.at, entries.count, sizeof *entries.at, by_group);
    compare_raw(&entries, work);
    qsort(entries.at, entries.count, sizeof *entries.at, by_place_year);
    find_sizes(&entries, work);
    qsort(entries.at, entries.count, sizeof *entries.at, by_group);
    compare_sized(&entries, work, work + entries.count);
    qsort(entries.at, entries.count, sizeof *entries.at, by_series);
    status = report(dataset, &entries, err);
cleanup:
    zb_mem_free(work);
    ZB_VEC_FREE(&entries);
    return status;
}
