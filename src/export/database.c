/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SQLite file of a run: the data set's own tables, and those of the analysis.
 */
#include "base/buf.h"
#include "base/error.h"
#include "dataset/store.h"
#include "export/table.h"

typedef struct inserter {
    zb_store *store;
    sqlite3_stmt *statement;
    const zb_shape *shape;
} inserter;

static const char *sql_type(zb_field field) {
    switch (field) {
    case ZB_FIELD_TEXT:
    case ZB_FIELD_NAME:
        return "TEXT";
    case ZB_FIELD_NUMBER:
        return "REAL";
    default:
        return "INTEGER";
    }
}

static zb_status make_table(zb_store *store, const zb_shape *shape, zb_error *err) {
    zb_buf sql = {0};
    zb_buf_format(&sql, "CREATE TABLE %s (", shape->name);
    for (size_t i = 0; i < shape->count; i++) {
        zb_buf_format(&sql, "%s\"%s\" %s", i ? ", " : "", shape->columns[i].name,
                      sql_type(shape->columns[i].field));
    }
    zb_buf_char(&sql, ')');
    zb_status status = sql.failed ? zb_error_nomem(err) : zb_store_run(store, sql.p, err);
    zb_buf_free(&sql);
    return status;
}

static void bind(sqlite3_stmt *statement, int column, const zb_value *value) {
    switch (value->type) {
    case ZB_VALUE_TEXT:
        zb_store_bind_text(statement, column, value->text);
        break;
    case ZB_VALUE_WHOLE:
        sqlite3_bind_int64(statement, column, value->whole);
        break;
    case ZB_VALUE_NUMBER:
        sqlite3_bind_double(statement, column, value->number);
        break;
    case ZB_VALUE_FLAG:
        sqlite3_bind_int(statement, column, value->flag);
        break;
    case ZB_VALUE_UNKNOWN:
    default:
        sqlite3_bind_null(statement, column);
        break;
    }
}

static zb_status insert(void *context, const void *row, zb_error *err) {
    inserter *into = context;
    for (size_t i = 0; i < into->shape->count; i++) {
        zb_value value = zb_column_value(&into->shape->columns[i], row);
        bind(into->statement, (int)i + 1, &value);
    }
    return zb_store_step(into->store, into->statement, err);
}

static zb_status write_table(zb_store *store, const zb_dataset *dataset, zb_table table,
                             zb_error *err) {
    inserter into = {.store = store, .shape = zb_shape_of(table)};
    zb_status status = make_table(store, into.shape, err);
    zb_buf sql = {0};
    zb_buf_format(&sql, "INSERT INTO %s VALUES (", into.shape->name);
    for (size_t i = 0; i < into.shape->count; i++) {
        zb_buf_text(&sql, i ? ",?" : "?");
    }
    zb_buf_char(&sql, ')');
    if (status == ZB_OK && sql.failed) {
        status = zb_error_nomem(err);
    }
    if (status == ZB_OK) {
        status = zb_store_prepare(&into.statement, store, sql.p, err);
    }
    if (status == ZB_OK) {
        status = zb_table_each(dataset, table, NULL, insert, &into, err);
    }
    sqlite3_finalize(into.statement);
    zb_buf_free(&sql);
    return status;
}

zb_status zb_export_database(const zb_dataset *dataset, const char *path, zb_error *err) {
    zb_store store;
    zb_status status = zb_store_create(&store, path, err);
    if (status != ZB_OK) {
        return status;
    }
    status = zb_store_write_dataset(&store, dataset, err);
    if (status == ZB_OK) {
        status = write_table(&store, dataset, ZB_TABLE_RATES, err);
    }
    if (status == ZB_OK) {
        status = write_table(&store, dataset, ZB_TABLE_TRENDS, err);
    }
    if (status != ZB_OK) {
        zb_store_abort(&store);
        return status;
    }
    return zb_store_commit(&store, err);
}
