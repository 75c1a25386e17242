/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/progress.h"

#include <stdio.h>
#include <unistd.h>

static double seconds(struct timespec from, struct timespec to) {
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

void zb_progress_begin(zb_progress *progress, size_t total, bool quiet) {
    *progress = (zb_progress){.total = total, .wanted = !quiet && isatty(STDERR_FILENO)};
    clock_gettime(CLOCK_MONOTONIC, &progress->begun);
    progress->last = progress->begun;
}

void zb_progress_step(zb_progress *progress, size_t done, const char *what) {
    if (!progress->wanted) {
        return;
    }
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds(progress->begun, now) > 0.5 && seconds(progress->last, now) > 0.1) {
        progress->last = now;
        progress->shown = true;
        fprintf(stderr, "\r%s %zu/%zu (%zu%%)\033[K", what, done, progress->total,
                progress->total ? done * 100 / progress->total : 100);
        fflush(stderr);
    }
}

void zb_progress_end(zb_progress *progress) {
    if (progress->shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}
