/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sample's truth.csv as a data set: one document a region and year, one sentence a figure. For
 * tests of what comes after the extraction.
 */
#ifndef ZB_TESTS_TRUTH_DATA_H
#define ZB_TESTS_TRUTH_DATA_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "zhibiao/dataset.h"
#include "zhibiao/report.h"

typedef struct truth_row {
    zb_str region, year, indicator, value, unit, qualifier;
} truth_row;

typedef struct truth {
    zb_lexicon *lexicon;
    zb_dataset *dataset;
    zb_buf csv;
} truth;

static inline truth_row truth_split(zb_str line) {
    truth_row row = {0};
    row.region = zb_str_cut(&line, ',');
    row.year = zb_str_cut(&line, ',');
    row.indicator = zb_str_cut(&line, ',');
    row.value = zb_str_cut(&line, ',');
    row.unit = zb_str_cut(&line, ',');
    row.qualifier = zb_str_trim(line);
    return row;
}

static inline zb_qualifier truth_qualifier(zb_str name) {
    return zb_str_eq(name, ZB_STR("ge"))       ? ZB_GE
           : zb_str_eq(name, ZB_STR("le"))     ? ZB_LE
           : zb_str_eq(name, ZB_STR("approx")) ? ZB_APPROX
                                               : ZB_EQ;
}

/* One observation; its sentence is appended to the text, views are set when the text is whole. */
static inline zb_observation truth_observation(const truth *t, truth_row row, zb_buf *text) {
    const zb_indicator *one = zb_lexicon_indicator(t->lexicon, row.indicator);
    char number[64];
    snprintf(number, sizeof number, "%.*s", ZB_ARG(row.value));
    const char *point = strchr(number, '.');
    zb_observation o = {.indicator = row.indicator,
                        .value = strtod(number, NULL),
                        .precision = point ? pow(10, -(double)strlen(point + 1)) : 1,
                        .unit = row.unit,
                        .qualifier = truth_qualifier(row.qualifier),
                        .kind = one && one->is_rate ? ZB_KIND_RATE : ZB_KIND_LEVEL,
                        .part_of = -1};
    o.sentence_start = text->n;
    zb_buf_add(text, one ? one->name_zh : row.indicator);
    o.start = text->n;
    zb_buf_add(text, row.value);
    zb_buf_add(text, row.unit);
    o.end = text->n;
    zb_buf_text(text, "。");
    o.sentence_end = text->n;
    zb_buf_char(text, '\n');
    return o;
}

static inline zb_status truth_add(truth *t, const truth_row *rows, size_t count) {
    const zb_region *region = zb_lexicon_region(t->lexicon, rows[0].region);
    int64_t year = 0;
    zb_str_to_int(rows[0].year, &year);
    zb_buf text = {0}, name = {0};
    zb_observation *list = zb_mem_zero(count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        list[i] = truth_observation(t, rows[i], &text);
    }
    zb_buf_format(&name, "%.*s-%d", ZB_ARG(rows[0].region), (int)year);
    for (size_t i = 0; i < count; i++) {
        list[i].document = zb_buf_str(&name);
        list[i].region = region->path;
        list[i].region_code = region->code;
        list[i].level = region->level;
        list[i].year = (int)year;
        list[i].sentence =
            zb_str_sub(zb_buf_str(&text), list[i].sentence_start, list[i].sentence_end);
        list[i].surface = zb_str_sub(zb_buf_str(&text), list[i].start, list[i].end);
        list[i].section = ZB_STR("一、主要做法");
    }
    zb_document document = {.name = zb_buf_str(&name),
                            .text = zb_buf_str(&text),
                            .title = ZB_STR("法治政府建设年度报告"),
                            .region = region->path,
                            .region_code = region->code,
                            .level = region->level,
                            .year = (int)year,
                            .kind = ZB_STR("rule-of-law"),
                            .hash = zb_str_hash(zb_buf_str(&text))};
    zb_error err = {0};
    zb_status status = zb_dataset_add(t->dataset, &document, list, count, &err);
    zb_mem_free(list);
    zb_buf_free(&text);
    zb_buf_free(&name);
    return status;
}

/* Documents for which `wanted` (NULL: all) says yes. */
static inline zb_status truth_load(truth *t, bool (*wanted)(zb_str region, int year)) {
    static const char *const regions[] = {ZB_TEST_ROOT "/datasets/sample/regions.csv"};
    zb_lexicon_options options = {
        .datasets = ZB_TEST_ROOT "/datasets", .extra_regions = regions, .extra_region_count = 1};
    zb_error err = {0};
    *t = (truth){0};
    zb_status status = zb_lexicon_load(&t->lexicon, &options, &err);
    if (status == ZB_OK) {
        status = zb_dataset_create(&t->dataset, t->lexicon, &err);
    }
    if (status == ZB_OK) {
        status = zb_file_read(&t->csv, ZB_TEST_ROOT "/datasets/sample/truth.csv", 1 << 24, &err);
    }
    zb_str rest = zb_buf_str(&t->csv);
    zb_str_cut(&rest, '\n');
    ZB_VEC(truth_row) rows = {0};
    while (status == ZB_OK) {
        truth_row row = rest.n ? truth_split(zb_str_cut(&rest, '\n')) : (truth_row){0};
        if (rows.count &&
            (!zb_str_eq(row.region, rows.at[0].region) || !zb_str_eq(row.year, rows.at[0].year))) {
            int64_t year = 0;
            zb_str_to_int(rows.at[0].year, &year);
            if (!wanted || wanted(rows.at[0].region, (int)year)) {
                status = truth_add(t, rows.at, rows.count);
            }
            rows.count = 0;
        }
        if (!row.region.n) {
            break;
        }
        if (!ZB_PUSH(&rows, row)) {
            status = ZB_E_NOMEM;
        }
    }
    ZB_VEC_FREE(&rows);
    if (status == ZB_OK) {
        status = zb_dataset_settle(t->dataset, &err);
    }
    if (status != ZB_OK) {
        fprintf(stderr, "%s: %s\n", err.input, err.message);
    }
    return status;
}

static inline void truth_free(truth *t) {
    zb_dataset_free(t->dataset);
    zb_lexicon_free(t->lexicon);
    zb_buf_free(&t->csv);
}

/* Set-up and tear-down of tests on the whole truth: *state is it. */
static inline int truth_open(void **state) {
    static truth t;
    if (truth_load(&t, NULL) != ZB_OK) {
        return -1;
    }
    *state = &t;
    return 0;
}

static inline int truth_close(void **state) {
    truth_free(*state);
    return 0;
}

/* Let memory fail at about so many places of all where a report asks for it, each alone and with
 * all later ones in turn: no report may stay. */
static inline void truth_starve_report(const truth *t, const zb_report_options *options,
                                       const char *path, uint64_t places) {
    zb_error err = {0};
    uint64_t before = zb_mem_count();
    assert_int_equal(zb_report_write(t->dataset, options, path, &err), ZB_OK);
    uint64_t needed = zb_mem_count() - before;
    remove(path);
    for (uint64_t n = 1, i = 0; n < needed; n += 1 + needed / places, i++) {
        zb_mem_fail_at(n, i % 2);
        zb_status status = zb_report_write(t->dataset, options, path, &err);
        zb_mem_fail_at(0, 0);
        if (status != ZB_E_NOMEM) {
            fail_msg("allocation %u of %u failing gives %d: %s", (unsigned)n, (unsigned)needed,
                     status, err.message);
        }
        assert_int_not_equal(access(path, F_OK), 0);
    }
}

#endif
