/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "dataset/dataset.h"

static const double LARGEST_LEAP = 2;

static const struct {
    const char *name, *zh;
} kinds[ZB_FINDING_KINDS] = {
    [ZB_FIND_RATE] = {"rate", "比率不符"},
    [ZB_FIND_RATE_RANGE] = {"range", "分子大于分母"},
    [ZB_FIND_PARTS] = {"parts", "分项合计不符"},
    [ZB_FIND_CHANGE] = {"change", "同比不符"},
    [ZB_FIND_REVISED] = {"revised", "更正"},
    [ZB_FIND_CONFLICT] = {"conflict", "数值冲突"},
    [ZB_FIND_RESTATED] = {"restated", "上年数不符"},
    [ZB_FIND_DUPLICATE] = {"duplicate", "重复"},
    [ZB_FIND_OUTLIER] = {"outlier", "异常值"},
};

const char *zb_finding_kind_name(zb_finding_kind kind) {
    return (unsigned)kind < ZB_FINDING_KINDS ? kinds[kind].name : "";
}

const char *zb_finding_kind_name_zh(zb_finding_kind kind) {
    return (unsigned)kind < ZB_FINDING_KINDS ? kinds[kind].zh : "";
}

bool zb_values_apart(double a, double b) {
    return b > LARGEST_LEAP * a || a > LARGEST_LEAP * b;
}

zb_finding zb_finding_about(zb_finding_kind kind, const zb_observation *row) {
    return (zb_finding){
        .kind = kind,
        .region = row->region,
        .region_code = row->region_code,
        .year = row->year,
        .indicator = row->indicator,
        .document = row->document,
        .unit = row->unit,
        .observation = row->id,
    };
}

bool zb_check_keep(zb_dataset *dataset, zb_finding_kind kind, const zb_observation *row,
                   zb_check_end end) {
    zb_check_count *count = &dataset->counts[kind];
    count->agree += end == ZB_END_AGREE;
    count->disagree += end == ZB_END_DISAGREE;
    count->impossible += end == ZB_END_OPEN;
    int place = zb_place_index(dataset, zb_place_key(row->region_code, row->region));
    return ZB_PUSH(&dataset->checks, ((zb_check){kind, end, place, row->year}));
}

zb_status zb_finding_push(zb_dataset *dataset, zb_finding finding, zb_buf *note, zb_error *err) {
    bool ok = !note->failed;
    finding.note = zb_arena_copy(&dataset->arena, zb_buf_str(note), &ok);
    zb_buf_clear(note);
    return ok && ZB_PUSH(&dataset->findings, finding) ? ZB_OK : zb_error_nomem(err);
}

zb_str zb_indicator_name(const zb_dataset *dataset, zb_str code) {
    const zb_indicator *indicator = zb_lexicon_indicator(dataset->lexicon, code);
    return indicator ? indicator->name_zh : code;
}

void zb_note_value(zb_buf *note, double value, zb_str unit) {
    zb_buf_number(note, value);
    zb_buf_add(note, unit);
}

static int compare_numbers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* What findings are about. Places as in the list of places: by code, those without one last by
 * path. */
static int compare_subjects(const zb_finding *a, const zb_finding *b) {
    int order = compare_numbers(a->region_code.n == 0, b->region_code.n == 0);
    order = order ? order : zb_str_cmp(a->region_code, b->region_code);
    order = order || a->region_code.n ? order : zb_str_cmp(a->region, b->region);
    order = order ? order : compare_numbers(a->year, b->year);
    order = order ? order : compare_numbers(a->kind, b->kind);
    return order ? order : zb_str_cmp(a->indicator, b->indicator);
}

static int compare_findings(const void *left, const void *right) {
    const zb_finding *a = left, *b = right;
    int order = compare_subjects(a, b);
    order = order ? order : zb_str_cmp(a->document, b->document);
    order = order ? order : compare_numbers(a->observation, b->observation);
    order = order ? order : compare_numbers(a->other, b->other);
    return order ? order : zb_str_cmp(a->note, b->note);
}

void zb_findings_sort(zb_dataset *dataset) {
    if (dataset->findings.count) {
        qsort(dataset->findings.at, dataset->findings.count, sizeof *dataset->findings.at,
              compare_findings);
    }
}

bool zb_dataset_has_finding(const zb_dataset *dataset, const zb_finding *like) {
    size_t low = 0;
    size_t high = dataset->findings.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_subjects(&dataset->findings.at[middle], like);
        if (order == 0) {
            return true;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return false;
}

/* The last of the findings comes to where it belongs among the others, which are sorted: behind
 * those it equals. */
static void sort_in_last(zb_finding *findings, size_t count) {
    zb_finding last = findings[count - 1];
    size_t low = 0;
    size_t high = count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_findings(&findings[middle], &last) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    memmove(&findings[low + 1], &findings[low], (count - 1 - low) * sizeof *findings);
    findings[low] = last;
}

zb_status zb_dataset_add_finding(zb_dataset *dataset, const zb_finding *finding, zb_error *err) {
    bool ok = true;
    zb_finding copy = *finding;
    copy.region = zb_dataset_intern(dataset, finding->region, &ok);
    copy.region_code = zb_dataset_intern(dataset, finding->region_code, &ok);
    copy.indicator = zb_dataset_intern(dataset, finding->indicator, &ok);
    copy.document = zb_dataset_intern(dataset, finding->document, &ok);
    copy.unit = zb_dataset_intern(dataset, finding->unit, &ok);
    copy.note = zb_arena_copy(&dataset->arena, finding->note, &ok);
    if (!ok || !ZB_PUSH(&dataset->findings, copy)) {
        return zb_error_nomem(err);
    }
    if ((unsigned)copy.kind < ZB_FINDING_KINDS) {
        dataset->counts[copy.kind].disagree++;
    }
    sort_in_last(dataset->findings.at, dataset->findings.count);
    return ZB_OK;
}
