/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which files to read: files as given, folders with all their .txt files.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "zhibiao/document.h"

/* A folder being walked and those it lies in: a link back to one of them is not followed. */
typedef struct folder {
    const struct folder *above;
    dev_t device;
    ino_t inode;
} folder;

typedef struct walk {
    ZB_VEC(char *) paths;
    zb_complain_fn *complain;
    void *user;
    size_t complaints;
    bool failed; /* no memory */
} walk;

static void complain(walk *w, zb_status status, const char *path, const char *what) {
    w->complaints++;
    if (w->complain) {
        zb_error error = {0};
        zb_error_set(&error, status, "%s", what);
        zb_error_input(&error, zb_str_from(path));
        w->complain(w->user, &error);
    }
}

static void complain_errno(walk *w, const char *path, const char *what) {
    char message[200];
    snprintf(message, sizeof message, "%s: %s", what, strerror(errno));
    complain(w, errno == ENOENT ? ZB_E_NOTFOUND : ZB_E_IO, path, message);
}

static void add_file(walk *w, const char *path) {
    if (access(path, R_OK) != 0) {
        complain_errno(w, path, "cannot be read");
        return;
    }
    size_t n = strlen(path) + 1;
    char *copy = zb_mem_get(n);
    if (!copy || !ZB_PUSH(&w->paths, copy)) {
        zb_mem_free(copy);
        w->failed = true;
        return;
    }
    memcpy(copy, path, n);
}

static bool is_text_name(const char *name) {
    size_t n = strlen(name);
    return n > 4 && strcasecmp(name + n - 4, ".txt") == 0;
}

/* Is it a report in another form, with no text of it (a.txt, a.pdf.txt) beside it? What is passed
 * over in silence would be missed by nobody. */
static bool lacks_text(const char *path) {
    static const char *const endings[] = {".pdf", ".doc", ".docx", ".wps", ".htm", ".html", ".rtf"};
    const char *ending = strrchr(path, '.');
    bool report = false;
    for (size_t i = 0; ending && i < sizeof endings / sizeof *endings; i++) {
        report = report || strcasecmp(ending, endings[i]) == 0;
    }
    if (!report) {
        return false;
    }
    zb_buf text = {0}, longer = {0};
    zb_buf_format(&text, "%.*s.txt", (int)(ending - path), path);
    zb_buf_format(&longer, "%s.txt", path);
    bool lacks =
        !text.failed && !longer.failed && access(text.p, F_OK) != 0 && access(longer.p, F_OK) != 0;
    zb_buf_free(&text);
    zb_buf_free(&longer);
    return lacks;
}

static void walk_folder(walk *w, const char *path, const struct stat *info, const folder *above);

static void add_entry(walk *w, const char *path, const char *name, const folder *within) {
    struct stat info;
    if (stat(path, &info) != 0) {
        complain_errno(w, path, "cannot be read");
    } else if (S_ISDIR(info.st_mode)) {
        walk_folder(w, path, &info, within);
    } else if (S_ISREG(info.st_mode) && is_text_name(name)) {
        add_file(w, path);
    } else if (S_ISREG(info.st_mode) && lacks_text(path)) {
        complain(w, ZB_E_FORMAT, path, "of a folder only .txt files are read; turn it into text");
    }
}

static void walk_folder(walk *w, const char *path, const struct stat *info, const folder *above) {
    for (const folder *f = above; f; f = f->above) {
        if (f->device == info->st_dev && f->inode == info->st_ino) {
            return;
        }
    }
    folder here = {above, info->st_dev, info->st_ino};
    DIR *handle = opendir(path);
    if (!handle) {
        complain_errno(w, path, "the folder cannot be opened");
        return;
    }
    size_t n = strlen(path);
    bool slash = n > 0 && path[n - 1] == '/';
    for (struct dirent *entry; !w->failed && (entry = readdir(handle));) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        zb_buf below = {0};
        zb_buf_format(&below, "%s%s%s", path, slash ? "" : "/", entry->d_name);
        if (below.failed) {
            w->failed = true;
        } else {
            add_entry(w, below.p, entry->d_name, &here);
        }
        zb_buf_free(&below);
    }
    closedir(handle);
}

static int by_bytes(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void add_given(walk *w, const char *path) {
    struct stat info;
    if (stat(path, &info) != 0) {
        complain_errno(w, path, "cannot be read");
        return;
    }
    if (!S_ISDIR(info.st_mode)) {
        add_file(w, path);
        return;
    }
    size_t first = w->paths.count, complaints = w->complaints;
    walk_folder(w, path, &info, NULL);
    if (w->paths.count > first) {
        qsort(w->paths.at + first, w->paths.count - first, sizeof *w->paths.at, by_bytes);
    } else if (!w->failed && w->complaints == complaints) {
        complain(w, ZB_E_NOTFOUND, path,
                 "the folder holds no .txt file; name one that holds reports");
    }
}

zb_status zb_file_list_walk(zb_file_list *out, const char *const *paths, size_t count,
                            zb_complain_fn *complain_fn, void *user, zb_error *err) {
    walk w = {.complain = complain_fn, .user = user};
    for (size_t i = 0; i < count && !w.failed; i++) {
        add_given(&w, paths[i]);
    }
    *out = (zb_file_list){w.paths.at, w.paths.count};
    if (w.failed) {
        zb_file_list_free(out);
        return zb_error_nomem(err);
    }
    return ZB_OK;
}

void zb_file_list_free(zb_file_list *list) {
    if (list) {
        for (size_t i = 0; i < list->count; i++) {
            zb_mem_free(list->paths[i]);
        }
        zb_mem_free(list->paths);
        *list = (zb_file_list){0};
    }
}
