/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For tests that need the knowledge: loaded once for all tests of a program, with the sample's
 * regions.
 */
#ifndef ZB_TESTS_LEXICON_HELP_H
#define ZB_TESTS_LEXICON_HELP_H

#include <stdio.h>

#include "zhibiao/lexicon.h"

/* NULL with a message when it fails. */
static inline zb_lexicon *sample_lexicon(void) {
    static const char *const regions[] = {ZB_TEST_ROOT "/datasets/sample/regions.csv"};
    const zb_lexicon_options options = {
        .datasets = ZB_TEST_ROOT "/datasets", .extra_regions = regions, .extra_region_count = 1};
    zb_lexicon *loaded = NULL;
    zb_error error = {0};
    if (zb_lexicon_load(&loaded, &options, &error) != ZB_OK) {
        fprintf(stderr, "%s: %s\n", error.input, error.message);
    }
    return loaded;
}

static zb_lexicon *lexicon;

/* As a group's set-up and tear-down. */
static inline int open_lexicon(void **state) {
    (void)state;
    lexicon = sample_lexicon();
    return lexicon ? 0 : -1;
}

static inline int close_lexicon(void **state) {
    (void)state;
    zb_lexicon_free(lexicon);
    return 0;
}

#endif
