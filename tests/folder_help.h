/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For tests that write files: the knowledge, and a folder that must be empty at the end.
 */
#ifndef ZB_TESTS_FOLDER_HELP_H
#define ZB_TESTS_FOLDER_HELP_H

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lexicon_help.h"

static char folder[] = "/tmp/zhibiao-test-XXXXXX";

/* As a group's set-up and tear-down. */
static inline int open_folder(void **state) {
    return open_lexicon(state) == 0 && mkdtemp(folder) ? 0 : -1;
}

static inline int close_folder(void **state) {
    close_lexicon(state);
    return rmdir(folder);
}

/* Good until the next call. */
static inline const char *in_folder(const char *name) {
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static inline size_t files_in_folder(void) {
    size_t count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (const struct dirent *entry; (entry = readdir(dir));) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(dir);
    return count;
}

#endif
