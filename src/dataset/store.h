/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SQLite file of a data set while it is written: it stands beside its final name until
 * committed. Same rows, same bytes: fixed pages, one transaction, no journal, no time of writing.
 */
#ifndef ZB_DATASET_STORE_H
#define ZB_DATASET_STORE_H

#include <sqlite3.h>

#include "base/file.h"
#include "zhibiao/dataset.h"

/* `ZBDB`, in the file's head, and the version of the tables. */
enum { ZB_STORE_ID = 0x5A424442, ZB_STORE_VERSION = 1 };

typedef struct zb_store {
    sqlite3 *db;
    zb_file_out *file;
    const char *path; /* the final name, borrowed */
} zb_store;

/* Make the file; fails with ZB_E_IO, ZB_E_USAGE (standard output), ZB_E_NOMEM. */
zb_status zb_store_create(zb_store *out, const char *path, zb_error *err);
/* Write documents, observations, series, findings and the run. */
zb_status zb_store_write_dataset(zb_store *store, const zb_dataset *dataset, zb_error *err);
/* Close and rename; whether it succeeds or not nothing of the store is left but the file. */
zb_status zb_store_commit(zb_store *store, zb_error *err);
/* Leave nothing behind. */
void zb_store_abort(zb_store *store);

/* For any table: run one statement; prepare another; run a prepared one once and reset it. */
zb_status zb_store_run(zb_store *store, const char *sql, zb_error *err);
zb_status zb_store_prepare(sqlite3_stmt **out, zb_store *store, const char *sql, zb_error *err);
zb_status zb_store_step(zb_store *store, sqlite3_stmt *statement, zb_error *err);
/* Empty text is bound as NULL: not known. */
void zb_store_bind_text(sqlite3_stmt *statement, int column, zb_str text);

#endif
