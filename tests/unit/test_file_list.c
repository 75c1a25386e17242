/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Walking files and folders.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zhibiao/document.h"

static char folder[] = "/tmp/zhibiao-walk-XXXXXX";

static char *in_folder(char *path, size_t capacity, const char *name) {
    snprintf(path, capacity, "%s/%s", folder, name);
    return path;
}

static void put(const char *name) {
    char path[512];
    FILE *file = fopen(in_folder(path, sizeof path, name), "w");
    assert_non_null(file);
    fputs("文", file);
    fclose(file);
}

static int make(void **state) {
    (void)state;
    char path[512];
    if (!mkdtemp(folder) || mkdir(in_folder(path, sizeof path, "b"), 0700) != 0 ||
        mkdir(in_folder(path, sizeof path, "b/.hidden"), 0700) != 0 ||
        mkdir(in_folder(path, sizeof path, "empty"), 0700) != 0) {
        return 1;
    }
    put("z.txt");
    put("b/甲.txt");
    put("b/c.TXT");
    put("b/a.md");
    put("b/.secret.txt");
    put("b/.hidden/d.txt");
    put("b.txt");
    return symlink("..", in_folder(path, sizeof path, "b/up")) != 0 ||
           symlink("nowhere.txt", in_folder(path, sizeof path, "b/dangling.txt")) != 0;
}

static int remove_all(void **state) {
    (void)state;
    static const char *const names[] = {"b/up",          "b/dangling.txt", "b/.hidden/d.txt",
                                        "b/.secret.txt", "b/a.md",         "b/c.TXT",
                                        "b/甲.txt",      "b.txt",          "z.txt"};
    static const char *const folders[] = {"b/.hidden", "b", "empty", ""};
    char path[512];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(in_folder(path, sizeof path, names[i]));
    }
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        rmdir(in_folder(path, sizeof path, folders[i]));
    }
    return 0;
}

/* Complaints as `name: message\n`, names without the folder. */
static void note(void *user, const zb_error *error) {
    char *notes = user;
    size_t skip = strlen(folder) + 1;
    snprintf(notes + strlen(notes), 1000 - strlen(notes), "%s: %s\n",
             strlen(error->input) > skip ? error->input + skip : error->input, error->message);
}

static void check(const char *const *given, size_t count, const char *want,
                  const char *complaints) {
    char paths[8][512], found[1000] = "", notes[1000] = "";
    const char *list[8];
    for (size_t i = 0; i < count; i++) {
        list[i] = in_folder(paths[i], sizeof paths[i], given[i]);
    }
    zb_file_list files;
    zb_error error = {0};
    assert_int_equal(zb_file_list_walk(&files, list, count, note, notes, &error), ZB_OK);
    for (size_t i = 0; i < files.count; i++) {
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s ",
                 files.paths[i] + strlen(folder) + 1);
    }
    zb_file_list_free(&files);
    assert_string_equal(found, want);
    assert_string_equal(notes, complaints);
}

static void folders_are_sorted_by_path(void **state) {
    (void)state;
    const char *given[] = {""};
    check(given, 1, "b.txt b/c.TXT b/甲.txt z.txt ",
          "b/dangling.txt: cannot be read: No such file or directory\n");
}

static void files_keep_their_order(void **state) {
    (void)state;
    const char *given[] = {"z.txt", "b/a.md", "b.txt"};
    check(given, 3, "z.txt b/a.md b.txt ", "");
}

static void what_is_missing_is_told(void **state) {
    (void)state;
    const char *given[] = {"no.txt", "z.txt", "empty", "nor/this"};
    check(given, 4, "z.txt ",
          "no.txt: cannot be read: No such file or directory\n"
          "empty: the folder holds no .txt file; name one that holds reports\n"
          "nor/this: cannot be read: No such file or directory\n");
}

static void what_is_closed_is_told(void **state) {
    (void)state;
    if (geteuid() == 0) {
        print_message("skipped: the superuser may read everything\n");
        return;
    }
    char path[512];
    chmod(in_folder(path, sizeof path, "b"), 0);
    const char *given[] = {"b", "z.txt"};
    check(given, 2, "z.txt ",
          "b: the folder cannot be opened: Permission denied\n"
          "b: the folder holds no readable .txt file\n");
    chmod(path, 0700);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_are_sorted_by_path),
        cmocka_unit_test(files_keep_their_order),
        cmocka_unit_test(what_is_missing_is_told),
        cmocka_unit_test(what_is_closed_is_told),
    };
    return cmocka_run_group_tests(tests, make, remove_all);
}
