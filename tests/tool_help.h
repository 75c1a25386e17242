/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For tests that look at a PDF with other programs.
 */
#ifndef ZB_TESTS_TOOL_HELP_H
#define ZB_TESTS_TOOL_HELP_H

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"

/* Is the tool here? If not, a line says that a test is skipped. */
static inline bool have(const char *tool) {
    char command[128];
    snprintf(command, sizeof command, "command -v %s >/dev/null", tool);
    if (system(command) != 0) {
        printf("skipped: no %s here\n", tool);
        return false;
    }
    return true;
}

/* What a shell command prints; it must succeed. The caller frees it. */
static inline zb_buf output_of(const char *command) {
    zb_buf out = {0};
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char block[4096];
    for (size_t n; (n = fread(block, 1, sizeof block, pipe)) > 0;) {
        zb_buf_add(&out, (zb_str){block, n});
    }
    assert_int_equal(pclose(pipe), 0);
    return out;
}

#endif
