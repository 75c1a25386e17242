/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the consistency checks share: one report or two, and what they find.
 */
#ifndef ZB_TESTS_CHECKS_HELP_H
#define ZB_TESTS_CHECKS_HELP_H

#include "lexicon_help.h"
#include "sample_rows.h"

#define LANPU "990124", "示例省安澜市岚浦县"

static inline sample report(int year, const char *text) {
    return sample_of(year == 2022 ? "lanpu-2022" : "lanpu-2021", LANPU, year, text);
}

static inline zb_dataset *settled(const sample *a, const sample *b) {
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_dataset_create(&dataset, lexicon, NULL), ZB_OK);
    assert_int_equal(sample_add(dataset, a), ZB_OK);
    if (b) {
        assert_int_equal(sample_add(dataset, b), ZB_OK);
    }
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    return dataset;
}

static inline void assert_counts(const zb_dataset *dataset, zb_finding_kind kind, size_t agree,
                                 size_t disagree, size_t impossible) {
    zb_check_count count = zb_dataset_check_count(dataset, kind);
    assert_int_equal(count.agree, agree);
    assert_int_equal(count.disagree, disagree);
    assert_int_equal(count.impossible, impossible);
}

/* The only finding of the data set. */
static inline const zb_finding *only_finding(const zb_dataset *dataset, const char *note) {
    size_t count;
    const zb_finding *finding = zb_dataset_findings(dataset, &count);
    assert_int_equal(count, 1);
    if (!zb_str_eq(finding->note, zb_str_from(note))) {
        fail_msg("'%.*s' is not '%s'", ZB_ARG(finding->note), note);
    }
    return finding;
}

static inline void assert_no_finding(const zb_dataset *dataset) {
    size_t count;
    const zb_finding *finding = zb_dataset_findings(dataset, &count);
    if (count) {
        fail_msg("a false alarm: %.*s", ZB_ARG(finding->note));
    }
}

#endif
