/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small data sets for the tests of analyses, built by hand from facts.
 */
#ifndef ZB_TESTS_ANALYSIS_HELP_H
#define ZB_TESTS_ANALYSIS_HELP_H

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "lexicon_help.h"
#include "zhibiao/dataset.h"

/* A fact of the report of a place and year. Facts of one report stand together. */
typedef struct fact {
    const char *code; /* of the place */
    int year;
    const char *indicator;
    double value;
    zb_qualifier qualifier;
    double precision;     /* 0: 1 */
    const char *document; /* NULL: the place's report of the year; `…局`: that bureau's */
    size_t sentence;      /* number of the sentence, each in a section of its own */
} fact;

enum { MOST_FACTS = 96 }; /* of one report */

typedef struct bench {
    zb_lexicon *lexicon;
    zb_dataset *dataset;
} bench;

static inline zb_level level_of_code(const char *code) {
    size_t n = strlen(code);
    return n > 6 ? ZB_LEVEL_TOWN : strcmp(code + 4, "00") == 0 ? ZB_LEVEL_CITY : ZB_LEVEL_COUNTY;
}

static inline zb_str department_of(const char *document) {
    zb_str name = document ? zb_str_from(document) : (zb_str){0};
    return zb_str_ends(name, ZB_STR("局")) ? name : (zb_str){0};
}

/* Add the report of facts[0 … count). */
static inline void add_report(const bench *b, const fact *facts, size_t count) {
    char name[64];
    char text[128];
    zb_observation rows[MOST_FACTS] = {0};
    const fact *f = &facts[0];
    const zb_region *region = zb_lexicon_region(b->lexicon, zb_str_from(f->code));
    assert_non_null(region);
    assert_true(count <= sizeof rows / sizeof *rows);
    snprintf(name, sizeof name, "%s-%d%s", f->code, f->year, f->document ? f->document : "");
    snprintf(text, sizeof text, "%s%d年法治政府建设年度报告。", name, f->year);
    zb_document document = {.name = zb_str_from(name),
                            .text = zb_str_from(text),
                            .region = region->path,
                            .region_code = region->code,
                            .level = level_of_code(f->code),
                            .year = f->year,
                            .kind = ZB_STR("rule-of-law"),
                            .department = department_of(f->document),
                            .hash = zb_str_hash(zb_str_from(text))};
    for (size_t i = 0; i < count; i++) {
        const zb_indicator *indicator =
            zb_lexicon_indicator(b->lexicon, zb_str_from(facts[i].indicator));
        assert_non_null(indicator);
        rows[i] = (zb_observation){
            .document = document.name,
            .region = region->path,
            .region_code = region->code,
            .level = document.level,
            .year = f->year,
            .indicator = indicator->code,
            .label = indicator->name_zh,
            .value = facts[i].value,
            .precision = facts[i].precision > 0 ? facts[i].precision : 1,
            .unit = indicator->unit_zh,
            .qualifier = facts[i].qualifier,
            .kind = indicator->is_rate ? ZB_KIND_RATE : ZB_KIND_LEVEL,
            .part_of = -1,
            .sentence_start = facts[i].sentence,
            .sentence_end = facts[i].sentence + 1,
            .section = zb_str_sub(ZB_STR("abcdefgh"), facts[i].sentence, facts[i].sentence + 1),
        };
    }
    zb_error err;
    assert_int_equal(zb_dataset_add(b->dataset, &document, rows, count, &err), ZB_OK);
}

static inline bool same_report(const fact *a, const fact *b) {
    return strcmp(a->code, b->code) == 0 && a->year == b->year && a->document == b->document;
}

/* Lexicon and settled data set of the facts; free with bench_close. */
static inline bench bench_open(const fact *facts, size_t count) {
    bench b = {.lexicon = sample_lexicon()};
    zb_error err = {0};
    assert_non_null(b.lexicon);
    assert_int_equal(zb_dataset_create(&b.dataset, b.lexicon, &err), ZB_OK);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && same_report(&facts[i], &facts[end]); end++) {
        }
        add_report(&b, facts + i, end - i);
    }
    assert_int_equal(zb_dataset_settle(b.dataset, &err), ZB_OK);
    return b;
}

static inline void bench_close(bench *b) {
    zb_dataset_free(b->dataset);
    zb_lexicon_free(b->lexicon);
}

#define BENCH(facts) bench_open(facts, sizeof(facts) / sizeof *(facts))

static inline int place_of(const bench *b, const char *code) {
    size_t count;
    const zb_place *places = zb_dataset_places(b->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        if (zb_str_eq(places[i].code, zb_str_from(code))) {
            return (int)i;
        }
    }
    fail_msg("no place %s", code);
    return -1;
}

static inline int indicator_of(const bench *b, const char *code) {
    const zb_indicator *indicator = zb_lexicon_indicator(b->lexicon, zb_str_from(code));
    assert_non_null(indicator);
    return indicator->index;
}

#endif
