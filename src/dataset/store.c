/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dataset/store.h"

#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

static zb_status store_error(const zb_store *store, zb_error *err) {
    int code = store->db ? sqlite3_errcode(store->db) : SQLITE_CANTOPEN;
    zb_status status = code == SQLITE_NOMEM ? zb_error_nomem(err) : ZB_E_IO;
    if (status == ZB_E_IO) {
        zb_error_set(err, status, "cannot write the database: %s; check space and permissions",
                     store->db ? sqlite3_errmsg(store->db) : "it could not be opened");
    }
    zb_error_input(err, zb_str_from(store->path));
    return status;
}

zb_status zb_store_create(zb_store *out, const char *path, zb_error *err) {
    static const char settings[] = "PRAGMA page_size=4096; PRAGMA encoding='UTF-8';"
                                   "PRAGMA auto_vacuum=0; PRAGMA journal_mode=OFF;"
                                   "PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;";
    *out = (zb_store){.path = path};
    zb_status status = zb_file_open(&out->file, path, err);
    if (status != ZB_OK) {
        return status;
    }
    const char *temporary = zb_file_temporary(out->file);
    if (!temporary) {
        zb_store_abort(out);
        return zb_error_set(err, ZB_E_USAGE,
                            "a database needs a file of its own; name one with -o");
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(temporary, &out->db, flags, NULL) != SQLITE_OK) {
        status = store_error(out, err);
    }
    if (status == ZB_OK) {
        status = zb_store_run(out, settings, err);
    }
    if (status == ZB_OK) {
        zb_buf sql = {0};
        zb_buf_format(&sql, "PRAGMA application_id=%d; PRAGMA user_version=%d; BEGIN",
                      (int)ZB_STORE_ID, (int)ZB_STORE_VERSION);
        status = sql.failed ? zb_error_nomem(err) : zb_store_run(out, sql.p, err);
        zb_buf_free(&sql);
    }
    if (status != ZB_OK) {
        zb_store_abort(out);
    }
    return status;
}

zb_status zb_store_run(zb_store *store, const char *sql, zb_error *err) {
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? ZB_OK
                                                                       : store_error(store, err);
}

zb_status zb_store_prepare(sqlite3_stmt **out, zb_store *store, const char *sql, zb_error *err) {
    return sqlite3_prepare_v2(store->db, sql, -1, out, NULL) == SQLITE_OK ? ZB_OK
                                                                          : store_error(store, err);
}

zb_status zb_store_step(zb_store *store, sqlite3_stmt *statement, zb_error *err) {
    if (sqlite3_step(statement) != SQLITE_DONE) {
        return store_error(store, err);
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return ZB_OK;
}

void zb_store_bind_text(sqlite3_stmt *statement, int column, zb_str text) {
    if (text.n) {
        sqlite3_bind_text64(statement, column, text.p, text.n, SQLITE_STATIC, SQLITE_UTF8);
    } else {
        sqlite3_bind_null(statement, column);
    }
}

zb_status zb_store_commit(zb_store *store, zb_error *err) {
    zb_status status = zb_store_run(store, "COMMIT", err);
    if (status == ZB_OK && sqlite3_close(store->db) != SQLITE_OK) {
        status = store_error(store, err);
    } else if (status == ZB_OK) {
        store->db = NULL;
    }
    if (status != ZB_OK) {
        zb_store_abort(store);
        return status;
    }
    zb_file_out *file = store->file;
    *store = (zb_store){0};
    return zb_file_commit(file, err);
}

void zb_store_abort(zb_store *store) {
    sqlite3_close_v2(store->db);
    zb_file_abort(store->file);
    *store = (zb_store){0};
}
