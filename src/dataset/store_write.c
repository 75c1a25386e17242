/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of a data set's SQLite file, written.
 */
#include <stdio.h>

#include "base/error.h"
#include "base/str.h"
#include "dataset/dataset.h"
#include "dataset/store.h"

static const char tables[] =
    "CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE documents (position INTEGER PRIMARY KEY, name TEXT, title TEXT, region TEXT,"
    " region_code TEXT, level TEXT, year INTEGER, kind TEXT, bytes INTEGER,"
    " observations INTEGER, status TEXT, path TEXT, department TEXT, hash INTEGER, note TEXT,"
    " text TEXT);"
    "CREATE TABLE places (region TEXT, region_code TEXT, level TEXT, name TEXT);"
    "CREATE TABLE observations (id INTEGER PRIMARY KEY, document TEXT, region TEXT,"
    " region_code TEXT, level TEXT, year INTEGER, indicator TEXT, label TEXT, value REAL,"
    " value_high REAL, unit TEXT, qualifier TEXT, kind TEXT, status TEXT, part INTEGER,"
    " start INTEGER, \"end\" INTEGER, surface TEXT, sentence TEXT, section TEXT, rule TEXT,"
    " precision REAL, part_of INTEGER, breakdown INTEGER, sentence_start INTEGER,"
    " sentence_end INTEGER);"
    "CREATE TABLE series (region TEXT, region_code TEXT, indicator TEXT, year INTEGER,"
    " value REAL, precision REAL, qualifier TEXT, unit TEXT, observation INTEGER,"
    " conflict INTEGER);"
    "CREATE TABLE findings (kind TEXT, region TEXT, region_code TEXT, year INTEGER,"
    " indicator TEXT, document TEXT, stated REAL, expected REAL, unit TEXT, observation INTEGER,"
    " other INTEGER, note TEXT);";

/* Binds one value after the other. */
typedef struct binder {
    sqlite3_stmt *statement;
    int column;
} binder;

static void bind_text(binder *b, zb_str text) {
    zb_store_bind_text(b->statement, ++b->column, text);
}

static void bind_name(binder *b, const char *name) {
    bind_text(b, zb_str_from(name));
}

static void bind_whole(binder *b, int64_t value) {
    sqlite3_bind_int64(b->statement, ++b->column, value);
}

static void bind_known(binder *b, bool known, int64_t value) {
    if (known) {
        bind_whole(b, value);
    } else {
        sqlite3_bind_null(b->statement, ++b->column);
    }
}

static void bind_number(binder *b, bool known, double value) {
    if (known) {
        sqlite3_bind_double(b->statement, ++b->column, value);
    } else {
        sqlite3_bind_null(b->statement, ++b->column);
    }
}

typedef void bind_row_fn(binder *b, const zb_dataset *dataset, size_t row);

static void bind_document(binder *b, const zb_dataset *dataset, size_t row) {
    const zb_document_row *d = &dataset->documents.at[row];
    bind_whole(b, (int64_t)row + 1);
    bind_text(b, d->name);
    bind_text(b, d->title);
    bind_text(b, d->region);
    bind_text(b, d->region_code);
    bind_name(b, zb_level_name(d->level));
    bind_known(b, d->year != 0, d->year);
    bind_text(b, d->kind);
    bind_whole(b, (int64_t)d->bytes);
    bind_whole(b, (int64_t)d->observations);
    bind_name(b, zb_document_status_name(d->status));
    bind_text(b, d->path);
    bind_text(b, d->department);
    bind_whole(b, (int64_t)d->hash);
    bind_text(b, d->note);
    bind_text(b, d->text);
}

static void bind_observation(binder *b, const zb_dataset *dataset, size_t row) {
    const zb_observation *o = &dataset->rows.at[row];
    bind_whole(b, o->id);
    bind_text(b, o->document);
    bind_text(b, o->region);
    bind_text(b, o->region_code);
    bind_name(b, zb_level_name(o->level));
    bind_known(b, o->year != 0, o->year);
    bind_text(b, o->indicator);
    bind_text(b, o->label);
    bind_number(b, true, o->value);
    bind_number(b, o->has_high, o->value_high);
    bind_text(b, o->unit);
    bind_name(b, zb_qualifier_name(o->qualifier));
    bind_name(b, zb_kind_name(o->kind));
    bind_name(b, zb_fact_status_name(o->status));
    bind_whole(b, o->part);
    bind_whole(b, (int64_t)o->start);
    bind_whole(b, (int64_t)o->end);
    bind_text(b, o->surface);
    bind_text(b, o->sentence);
    bind_text(b, o->section);
    bind_text(b, o->rule);
    bind_number(b, true, o->precision);
    bind_known(b, o->part_of >= 0, o->part_of);
    bind_whole(b, o->breakdown);
    bind_whole(b, (int64_t)o->sentence_start);
    bind_whole(b, (int64_t)o->sentence_end);
}

static void bind_place(binder *b, const zb_dataset *dataset, size_t row) {
    const zb_place *place = &dataset->places.at[row];
    bind_text(b, place->path);
    bind_text(b, place->code);
    bind_name(b, zb_level_name(place->level));
    bind_text(b, place->name);
}

static void bind_finding(binder *b, const zb_dataset *dataset, size_t row) {
    const zb_finding *f = &dataset->findings.at[row];
    bind_name(b, zb_finding_kind_name(f->kind));
    bind_text(b, f->region);
    bind_text(b, f->region_code);
    bind_known(b, f->year != 0, f->year);
    bind_text(b, f->indicator);
    bind_text(b, f->document);
    bind_number(b, f->has_stated, f->stated);
    bind_number(b, f->has_expected, f->expected);
    bind_text(b, f->unit);
    bind_known(b, f->observation != 0, f->observation);
    bind_known(b, f->other != 0, f->other);
    bind_text(b, f->note);
}

static void bind_cell(binder *b, const zb_dataset *dataset, const zb_series *series,
                      const zb_cell *cell) {
    const zb_place *place = &dataset->places.at[series->place];
    bind_text(b, place->path);
    bind_text(b, place->code);
    bind_text(b, zb_lexicon_indicator_at(dataset->lexicon, (size_t)series->indicator)->code);
    bind_whole(b, cell->year);
    bind_number(b, true, cell->value);
    bind_number(b, true, cell->precision);
    bind_name(b, zb_qualifier_name(cell->qualifier));
    bind_text(b, cell->unit);
    bind_whole(b, (int64_t)cell->observation + 1);
    bind_whole(b, cell->conflict);
}

static zb_status write_rows(zb_store *store, const zb_dataset *dataset, const char *sql,
                            bind_row_fn *bind, size_t count, zb_error *err) {
    sqlite3_stmt *statement = NULL;
    zb_status status = zb_store_prepare(&statement, store, sql, err);
    for (size_t i = 0; i < count && status == ZB_OK; i++) {
        binder b = {statement, 0};
        bind(&b, dataset, i);
        status = zb_store_step(store, statement, err);
    }
    sqlite3_finalize(statement);
    return status;
}

static zb_status write_series(zb_store *store, const zb_dataset *dataset, zb_error *err) {
    sqlite3_stmt *statement = NULL;
    zb_status status =
        zb_store_prepare(&statement, store, "INSERT INTO series VALUES (?,?,?,?,?,?,?,?,?,?)", err);
    for (size_t i = 0; i < dataset->series.count; i++) {
        const zb_series *series = &dataset->series.at[i];
        for (size_t k = 0; k < series->count && status == ZB_OK; k++) {
            binder b = {statement, 0};
            bind_cell(&b, dataset, series, &series->cells[k]);
            status = zb_store_step(store, statement, err);
        }
    }
    sqlite3_finalize(statement);
    return status;
}

static zb_status write_run(zb_store *store, const zb_dataset *dataset, zb_error *err) {
    char fingerprint[24], format[12];
    snprintf(fingerprint, sizeof fingerprint, "%016llx", (unsigned long long)dataset->fingerprint);
    snprintf(format, sizeof format, "%d", (int)ZB_STORE_VERSION);
    const char *const pairs[][2] = {
        {"format", format}, {"lexicon", fingerprint}, {"program", zb_version()}};
    sqlite3_stmt *statement = NULL;
    zb_status status = zb_store_prepare(&statement, store, "INSERT INTO run VALUES (?,?)", err);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs && status == ZB_OK; i++) {
        binder b = {statement, 0};
        bind_name(&b, pairs[i][0]);
        bind_name(&b, pairs[i][1]);
        status = zb_store_step(store, statement, err);
    }
    sqlite3_finalize(statement);
    return status;
}

zb_status zb_store_write_dataset(zb_store *store, const zb_dataset *dataset, zb_error *err) {
    zb_status status = zb_store_run(store, tables, err);
    if (status == ZB_OK) {
        status = write_run(store, dataset, err);
    }
    if (status == ZB_OK) {
        status = write_rows(store, dataset,
                            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                            bind_document, dataset->documents.count, err);
    }
    if (status == ZB_OK) {
        status = write_rows(store, dataset,
                            "INSERT INTO observations VALUES "
                            "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                            bind_observation, dataset->rows.count, err);
    }
    if (status == ZB_OK) {
        status = write_rows(store, dataset, "INSERT INTO places VALUES (?,?,?,?)", bind_place,
                            dataset->places.count, err);
    }
    if (status == ZB_OK) {
        status = write_series(store, dataset, err);
    }
    if (status == ZB_OK) {
        status = write_rows(store, dataset, "INSERT INTO findings VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                            bind_finding, dataset->findings.count, err);
    }
    return status;
}

zb_status zb_dataset_save(const zb_dataset *dataset, const char *path, zb_error *err) {
    zb_store store;
    zb_status status = zb_store_create(&store, path, err);
    if (status != ZB_OK) {
        return status;
    }
    status = zb_store_write_dataset(&store, dataset, err);
    if (status != ZB_OK) {
        zb_store_abort(&store);
        return status;
    }
    return zb_store_commit(&store, err);
}
