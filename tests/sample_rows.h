/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents and observations made by hand, for tests: a figure is named by its surface in the
 * text, in the order of the text.
 */
#ifndef ZB_TESTS_SAMPLE_ROWS_H
#define ZB_TESTS_SAMPLE_ROWS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "zhibiao/dataset.h"

enum { SAMPLE_ROWS = 64 };

typedef struct sample {
    zb_document document;
    zb_observation rows[SAMPLE_ROWS];
    size_t count, cursor;
} sample;

/* A county's report; `text` must outlive the sample. */
static inline sample sample_of(const char *name, const char *code, const char *region, int year,
                               const char *text) {
    sample s = {.document = {.name = zb_str_from(name),
                             .path = zb_str_from(name),
                             .text = zb_str_from(text),
                             .region = zb_str_from(region),
                             .region_code = zb_str_from(code),
                             .level = ZB_LEVEL_COUNTY,
                             .year = year,
                             .kind = ZB_STR("rule-of-law"),
                             .hash = zb_str_hash(zb_str_from(text))}};
    return s;
}

static inline void sample_sentence(zb_str text, zb_observation *row) {
    size_t start = zb_str_rfind(zb_str_sub(text, 0, row->start), ZB_STR("。"));
    size_t end = zb_str_find(zb_str_sub(text, row->end, text.n), ZB_STR("。"));
    row->sentence_start = start == ZB_NOT_FOUND ? 0 : start + 3;
    row->sentence_end = end == ZB_NOT_FOUND ? text.n : row->end + end + 3;
    row->sentence = zb_str_sub(text, row->sentence_start, row->sentence_end);
}

/* The next `surface` of the text: `1811件`, `96.2%`, `0.6个百分点`. A unit of per cent makes a
 * rate, points make a change. The row is the sample's, to be changed further. */
static inline zb_observation *sample_fact(sample *s, const char *indicator, const char *surface) {
    zb_str text = s->document.text, wanted = zb_str_from(surface);
    size_t at = zb_str_find(zb_str_sub(text, s->cursor, text.n), wanted);
    if (at == ZB_NOT_FOUND || s->count == SAMPLE_ROWS) {
        fprintf(stderr, "no %s in the sample text\n", surface);
        abort();
    }
    zb_observation *row = &s->rows[s->count++];
    char *rest;
    *row = (zb_observation){.region = s->document.region,
                            .region_code = s->document.region_code,
                            .level = s->document.level,
                            .year = s->document.year,
                            .document = s->document.name,
                            .indicator = zb_str_from(indicator),
                            .label = zb_str_from(indicator),
                            .value = strtod(surface, &rest),
                            .precision = 1,
                            .part_of = -1,
                            .start = s->cursor + at,
                            .end = s->cursor + at + wanted.n,
                            .rule = ZB_STR("test")};
    s->cursor = row->end;
    for (const char *dot = strchr(surface, '.'); dot && ++dot < rest;) {
        row->precision /= 10;
    }
    row->unit = zb_str_from(rest);
    row->surface = wanted;
    row->kind = zb_str_eq(row->unit, ZB_STR("%"))         ? ZB_KIND_RATE
                : zb_str_has(row->unit, ZB_STR("百分点")) ? ZB_KIND_CHANGE
                                                          : ZB_KIND_LEVEL;
    sample_sentence(text, row);
    return row;
}

static inline zb_observation *sample_part(sample *s, int total, int breakdown,
                                          const char *surface) {
    zb_observation *row = sample_fact(s, "", surface);
    row->indicator = s->rows[total].indicator;
    row->part = true;
    row->part_of = total;
    row->breakdown = breakdown;
    return row;
}

static inline zb_observation *sample_change(sample *s, const char *indicator, double sign,
                                            const char *surface) {
    zb_observation *row = sample_fact(s, indicator, surface);
    row->kind = ZB_KIND_CHANGE;
    row->value *= sign;
    return row;
}

static inline zb_status sample_add(zb_dataset *dataset, const sample *s) {
    return zb_dataset_add(dataset, &s->document, s->rows, s->count, NULL);
}

#endif
