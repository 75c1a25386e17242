/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading whole files and writing them atomically: beside, flush, rename.
 */
#ifndef ZB_BASE_FILE_H
#define ZB_BASE_FILE_H

#include "base/buf.h"
#include "zhibiao/types.h"

/* A path's last name without its ending: `report` of `a/report.txt`. */
zb_str zb_file_name(zb_str path);

/* Read a whole file into `out` (replaced). ZB_E_IO, ZB_E_LIMIT, ZB_E_NOMEM. */
zb_status zb_file_read(zb_buf *out, const char *path, size_t limit, zb_error *err);
/* The same of standard input, to its end. */
zb_status zb_file_read_standard(zb_buf *out, size_t limit, zb_error *err);

/* A file being written. It stands beside its final name as `.NAME.zhibiao-XXXXXX` until
 * committed. */
typedef struct zb_file_out zb_file_out;

/* `path` NULL or "-" writes to standard output. */
zb_status zb_file_open(zb_file_out **out, const char *path, zb_error *err);
/* The first failed write is kept; later writes do nothing. */
zb_status zb_file_write(zb_file_out *file, zb_str bytes, zb_error *err);
/* For libraries that write a file by themselves: the temporary path, with which they may replace
 * the file. NULL for standard output. */
const char *zb_file_temporary(const zb_file_out *file);
/* Flush, sync, rename; frees the file whether it succeeds or not, leaving no half file. */
zb_status zb_file_commit(zb_file_out *file, zb_error *err);
/* Remove what was written. Accepts NULL. */
void zb_file_abort(zb_file_out *file);
/* Open, write, commit. */
zb_status zb_file_save(const char *path, zb_str bytes, zb_error *err);
/* Make a folder and its parents. */
zb_status zb_file_make_folder(const char *path, zb_error *err);

/* For tests: let the n-th write from now fail as on a full disk (1: the next); 0 switches off. */
void zb_file_fail_at(uint64_t n);

#endif
