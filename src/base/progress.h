/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress on standard error, only when it is a terminal and the work is long.
 */
#ifndef ZB_BASE_PROGRESS_H
#define ZB_BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef struct zb_progress {
    bool shown, wanted;
    size_t total;
    struct timespec begun, last;
} zb_progress;

/* Nothing shows before half a second has passed. */
void zb_progress_begin(zb_progress *progress, size_t total, bool quiet);
void zb_progress_step(zb_progress *progress, size_t done, const char *what);
/* Wipe the line. */
void zb_progress_end(zb_progress *progress);

#endif
