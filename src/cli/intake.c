/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "cli/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool cli_intake_note(const cli_intake *intake, const zb_document *document, size_t observations) {
    zb_str input = document->path.n ? document->path : document->name;
    if (intake->args->verbose) {
        cli_say("%.*s: %.*s %d, %zu observations", ZB_ARG(input), ZB_ARG(document->region),
                document->year, observations);
    }
    if (document->region.n && document->year) {
        return false;
    }
    const char *lacks = document->region.n ? "no year"
                        : document->year   ? "no region"
                                           : "neither region nor year";
    cli_say("%.*s: %s found, so its figures stand in no series; write it in the title%s",
            ZB_ARG(input), lacks,
            document->region.n ? "" : ", or add the region with --regions FILE");
    return true;
}

static zb_status file_error(const char *path, const char *what, zb_error *err) {
    *err = (zb_error){.code = ZB_E_IO, .offset = -1};
    snprintf(err->input, sizeof err->input, "%s", path);
    snprintf(err->message, sizeof err->message, "cannot %s: %s", what, strerror(errno));
    return ZB_E_IO;
}

/* Append a file of regions, without its head unless it is the first. */
static zb_status append_regions(FILE *to, const char *path, bool first, zb_error *err) {
    FILE *from = fopen(path, "re");
    if (!from) {
        return file_error(path, "read", err);
    }
    bool skipping = !first;
    int last = '\n';
    for (int c; (c = getc(from)) != EOF;) {
        if (!skipping) {
            putc(c, to);
            last = c;
        }
        skipping = skipping && c != '\n';
    }
    if (last != '\n') {
        putc('\n', to);
    }
    zb_status status = ferror(from) ? file_error(path, "read", err) : ZB_OK;
    fclose(from);
    return status;
}

zb_status cli_intake_keep_regions(const cli_args *args, const char *folder, zb_error *err) {
    char *path = cli_join_path(folder, CLI_KEPT_REGIONS);
    char *beside = cli_join_path(folder, "." CLI_KEPT_REGIONS ".new");
    zb_status status = ZB_OK;
    if (!args->extra_regions.count) {
        unlink(path);
    } else {
        FILE *to = fopen(beside, "we");
        if (!to) {
            status = file_error(path, "write", err);
        }
        for (size_t i = 0; i < args->extra_regions.count && status == ZB_OK; i++) {
            status = append_regions(to, args->extra_regions.at[i], i == 0, err);
        }
        bool failed = to && ferror(to);
        failed |= to && fclose(to) != 0;
        if (status == ZB_OK && (failed || rename(beside, path) != 0)) {
            status = file_error(path, "write", err);
        }
        if (status != ZB_OK) {
            unlink(beside);
        }
    }
    free(beside);
    free(path);
    return status;
}

static zb_status folder_error(const char *path, zb_error *err) {
    *err = (zb_error){.code = ZB_E_IO, .offset = -1};
    snprintf(err->input, sizeof err->input, "%s", path);
    snprintf(err->message, sizeof err->message, "cannot make the folder: %s; name another with -o",
             strerror(errno));
    return ZB_E_IO;
}

zb_status cli_intake_folder(const char *path, zb_error *err) {
    char *copy = cli_format("%s", path);
    zb_status status = ZB_OK;
    for (char *at = copy + (*copy == '/'); *at && status == ZB_OK; at++) {
        if (*at == '/') {
            *at = '\0';
            if (mkdir(copy, 0777) != 0 && errno != EEXIST) {
                status = folder_error(path, err);
            }
            *at = '/';
        }
    }
    struct stat info;
    if (status == ZB_OK && mkdir(copy, 0777) != 0 && errno != EEXIST) {
        status = folder_error(path, err);
    } else if (status == ZB_OK && (stat(copy, &info) != 0 || !S_ISDIR(info.st_mode))) {
        errno = ENOTDIR;
        status = folder_error(path, err);
    } else if (status == ZB_OK && access(copy, W_OK | X_OK) != 0) {
        status = folder_error(path, err);
    }
    free(copy);
    return status;
}
