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
