/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A data set read back from its SQLite file. What the tables say is checked: the file may have
 * been made by anyone.
 */
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "dataset/dataset.h"
#include "dataset/store.h"

typedef struct reader {
    sqlite3 *db;
    sqlite3_stmt *documents, *observations;
    zb_dataset *dataset;
    const char *path;
    bool bad; /* a value that cannot stand */
    bool ok;  /* memory so far */
} reader;

static zb_status bad_file(const reader *r, zb_error *err) {
    zb_error_set(err, ZB_E_FORMAT,
                 "not a zhibiao database, or a damaged one; run 'zhibiao run PATH -o DIR' first");
    zb_error_input(err, zb_str_from(r->path));
    return ZB_E_FORMAT;
}

static zb_status read_error(const reader *r, zb_error *err) {
    int code = r->db ? sqlite3_errcode(r->db) : SQLITE_NOMEM;
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return zb_error_nomem(err);
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_PERM:
        zb_error_set(err, ZB_E_IO, "cannot read the database: %s", sqlite3_errmsg(r->db));
        zb_error_input(err, zb_str_from(r->path));
        return ZB_E_IO;
    default:
        return bad_file(r, err);
    }
}

static zb_str column_text(reader *r, sqlite3_stmt *s, int column) {
    const char *text = (const char *)sqlite3_column_text(s, column);
    zb_str view = {text, text ? (size_t)sqlite3_column_bytes(s, column) : 0};
    r->bad |= zb_utf8_valid(view) != view.n;
    return view;
}

static zb_str column_kept(reader *r, sqlite3_stmt *s, int column) {
    return zb_dataset_intern(r->dataset, column_text(r, s, column), &r->ok);
}

static int column_int(reader *r, sqlite3_stmt *s, int column, int least) {
    int64_t value = sqlite3_column_int64(s, column);
    if (value < least || value > INT32_MAX) {
        r->bad = true;
        return least;
    }
    return (int)value;
}

static size_t column_size(reader *r, sqlite3_stmt *s, int column) {
    return (size_t)column_int(r, s, column, 0);
}

static double column_number(reader *r, sqlite3_stmt *s, int column) {
    double value = sqlite3_column_double(s, column);
    r->bad |= !isfinite(value);
    return value;
}

/* Position of the name among `count` that `name_of` gives; anything else is bad. */
static int column_name(reader *r, sqlite3_stmt *s, int column, int count,
                       const char *(*name_of)(int)) {
    zb_str text = column_text(r, s, column);
    for (int i = 0; i < count; i++) {
        if (zb_str_eq(text, zb_str_from(name_of(i)))) {
            return i;
        }
    }
    r->bad = true;
    return 0;
}

static const char *qualifier_name(int i) {
    return zb_qualifier_name((zb_qualifier)i);
}
static const char *kind_name(int i) {
    return zb_kind_name((zb_kind)i);
}
static const char *fact_status_name(int i) {
    return zb_fact_status_name((zb_fact_status)i);
}
static const char *document_status_name(int i) {
    return zb_document_status_name((zb_document_status)i);
}

static const char documents_sql[] =
    "SELECT name, path, title, region, region_code, level, year, kind, department, bytes, hash,"
    " status, note, text, observations FROM documents ORDER BY position";

static zb_document_row read_document(reader *r) {
    sqlite3_stmt *s = r->documents;
    zb_document_row row = {
        .name = column_kept(r, s, 0),
        .path = column_kept(r, s, 1),
        .title = column_kept(r, s, 2),
        .region = column_kept(r, s, 3),
        .region_code = column_kept(r, s, 4),
        .level = zb_level_parse(column_text(r, s, 5)),
        .year = column_int(r, s, 6, 0),
        .kind = column_kept(r, s, 7),
        .department = column_kept(r, s, 8),
        .bytes = column_size(r, s, 9),
        .hash = (uint64_t)sqlite3_column_int64(s, 10),
        .status =
            (zb_document_status)column_name(r, s, 11, ZB_DOC_FAILED + 1, document_status_name),
        .note = column_kept(r, s, 12),
        .text = zb_arena_copy(&r->dataset->arena, column_text(r, s, 13), &r->ok),
    };
    r->bad |= row.name.n == 0;
    return row;
}

static const char observations_sql[] =
    "SELECT id, region, region_code, level, year, indicator, label, value, value_high, unit,"
    " qualifier, kind, status, part, start, \"end\", surface, sentence, section, rule,"
    " precision, part_of, breakdown, sentence_start, sentence_end"
    " FROM observations ORDER BY id";

/* One row, its views good until the next step. */
static zb_observation read_observation(reader *r, size_t in_document) {
    sqlite3_stmt *s = r->observations;
    zb_observation o = {
        .id = sqlite3_column_int64(s, 0),
        .region = column_text(r, s, 1),
        .region_code = column_text(r, s, 2),
        .level = zb_level_parse(column_text(r, s, 3)),
        .year = column_int(r, s, 4, 0),
        .indicator = column_text(r, s, 5),
        .label = column_text(r, s, 6),
        .value = column_number(r, s, 7),
        .has_high = sqlite3_column_type(s, 8) != SQLITE_NULL,
        .value_high = column_number(r, s, 8),
        .unit = column_text(r, s, 9),
        .qualifier = (zb_qualifier)column_name(r, s, 10, ZB_APPROX + 1, qualifier_name),
        .kind = (zb_kind)column_name(r, s, 11, ZB_KIND_CHANGE + 1, kind_name),
        .status = (zb_fact_status)column_name(r, s, 12, ZB_TARGET + 1, fact_status_name),
        .part = sqlite3_column_int(s, 13) != 0,
        .start = column_size(r, s, 14),
        .end = column_size(r, s, 15),
        .surface = column_text(r, s, 16),
        .sentence = column_text(r, s, 17),
        .section = column_text(r, s, 18),
        .rule = column_text(r, s, 19),
        .precision = column_number(r, s, 20),
        .part_of = sqlite3_column_type(s, 21) == SQLITE_NULL ? -1 : column_int(r, s, 21, 0),
        .breakdown = column_int(r, s, 22, 0),
        .sentence_start = column_size(r, s, 23),
        .sentence_end = column_size(r, s, 24),
    };
    r->bad |= o.part_of >= 0 && (size_t)o.part_of >= in_document;
    return o;
}

/* The rows of the document appended last. */
static zb_status read_rows(reader *r, size_t count, zb_error *err) {
    zb_document_row *document = &r->dataset->documents.at[r->dataset->documents.count - 1];
    zb_slot *slot = &r->dataset->slots.at[r->dataset->slots.count - 1];
    for (size_t i = 0; i < count; i++) {
        int step = sqlite3_step(r->observations);
        if (step != SQLITE_ROW) {
            return step == SQLITE_DONE ? bad_file(r, err) : read_error(r, err);
        }
        zb_observation row = read_observation(r, count);
        r->bad |= row.id != (int64_t)r->dataset->rows.count + 1 || row.start > row.end ||
                  row.end > document->text.n || row.sentence_start > row.sentence_end ||
                  row.sentence_end > document->text.n;
        if (r->bad) {
            return bad_file(r, err);
        }
        if (!zb_dataset_keep_row(r->dataset, document, &row)) {
            return zb_error_nomem(err);
        }
    }
    slot->row_count = count;
    document->observations = count;
    return ZB_OK;
}

static zb_status read_all(reader *r, zb_error *err) {
    zb_status status = ZB_OK;
    int step = SQLITE_DONE;
    while (status == ZB_OK && (step = sqlite3_step(r->documents)) == SQLITE_ROW) {
        zb_document_row row = read_document(r);
        size_t count = column_size(r, r->documents, 14);
        if (!r->ok) {
            return zb_error_nomem(err);
        }
        if (r->bad) {
            return bad_file(r, err);
        }
        if (!zb_dataset_append_document(r->dataset, &row)) {
            return zb_error_nomem(err);
        }
        status = read_rows(r, count, err);
    }
    if (status == ZB_OK && step != SQLITE_DONE) {
        status = read_error(r, err);
    }
    if (status == ZB_OK && (step = sqlite3_step(r->observations)) != SQLITE_DONE) {
        status = step == SQLITE_ROW ? bad_file(r, err) : read_error(r, err);
    }
    return status;
}

static zb_status read_places(reader *r, zb_error *err) {
    sqlite3_stmt *s = NULL;
    int step = SQLITE_ERROR;
    if (sqlite3_prepare_v2(r->db, "SELECT region, region_code, name FROM places", -1, &s, NULL) ==
        SQLITE_OK) {
        while ((step = sqlite3_step(s)) == SQLITE_ROW && r->ok && !r->bad) {
            zb_str path = column_kept(r, s, 0), code = column_kept(r, s, 1);
            zb_str name = column_kept(r, s, 2);
            r->ok = r->ok && zb_place_keep_name(r->dataset, zb_place_key(code, path), name);
        }
    }
    zb_status status = step == SQLITE_DONE ? ZB_OK
                       : r->bad            ? bad_file(r, err)
                       : !r->ok            ? zb_error_nomem(err)
                                           : read_error(r, err);
    sqlite3_finalize(s);
    return status;
}

static zb_status pragma_is(reader *r, const char *sql, int64_t wanted, zb_error *err) {
    sqlite3_stmt *statement = NULL;
    zb_status status = ZB_OK;
    if (sqlite3_prepare_v2(r->db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        status = read_error(r, err);
    } else if (sqlite3_column_int64(statement, 0) != wanted) {
        status = bad_file(r, err);
    }
    sqlite3_finalize(statement);
    return status;
}

/* The knowledge that made the rows; 0 when this program is another version than the writer. */
static zb_status read_run(reader *r, zb_error *err) {
    static const char sql[] = "SELECT lexicon.value FROM run AS lexicon, run AS program WHERE"
                              " lexicon.key = 'lexicon' AND program.key = 'program' AND"
                              " program.value = ?";
    sqlite3_stmt *statement = NULL;
    zb_status status = ZB_OK;
    r->dataset->fingerprint = 0;
    if (sqlite3_prepare_v2(r->db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_bind_text(statement, 1, zb_version(), -1, SQLITE_STATIC) != SQLITE_OK) {
        status = read_error(r, err);
    } else {
        int step = sqlite3_step(statement);
        const char *text = NULL;
        if (step == SQLITE_ROW) {
            text = (const char *)sqlite3_column_text(statement, 0);
        } else if (step != SQLITE_DONE) {
            status = read_error(r, err);
        }
        r->dataset->fingerprint = text ? strtoull(text, NULL, 16) : 0;
    }
    sqlite3_finalize(statement);
    return status;
}

static zb_status open_file(reader *r, zb_error *err) {
    if (access(r->path, R_OK) != 0) {
        zb_error_set(err, ZB_E_IO, "cannot read the database; run 'zhibiao run PATH -o DIR' first");
        zb_error_input(err, zb_str_from(r->path));
        return ZB_E_IO;
    }
    if (sqlite3_open_v2(r->path, &r->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK) {
        return read_error(r, err);
    }
    zb_status status = pragma_is(r, "PRAGMA application_id", ZB_STORE_ID, err);
    if (status == ZB_OK) {
        status = pragma_is(r, "PRAGMA user_version", ZB_STORE_VERSION, err);
    }
    if (status == ZB_OK &&
        (sqlite3_prepare_v2(r->db, documents_sql, -1, &r->documents, NULL) != SQLITE_OK ||
         sqlite3_prepare_v2(r->db, observations_sql, -1, &r->observations, NULL) != SQLITE_OK)) {
        status = read_error(r, err);
    }
    return status;
}

zb_status zb_dataset_load(zb_dataset **out, const char *path, const zb_lexicon *lexicon,
                          zb_error *err) {
    *out = NULL;
    reader r = {.path = path, .ok = true};
    zb_status status = zb_dataset_create(&r.dataset, lexicon, err);
    if (status == ZB_OK) {
        status = open_file(&r, err);
    }
    if (status == ZB_OK) {
        status = read_run(&r, err);
    }
    if (status == ZB_OK) {
        status = read_all(&r, err);
    }
    if (status == ZB_OK) {
        status = read_places(&r, err);
    }
    sqlite3_finalize(r.documents);
    sqlite3_finalize(r.observations);
    sqlite3_close(r.db);
    if (status == ZB_OK) {
        status = zb_dataset_settle(r.dataset, err);
    }
    if (status != ZB_OK) {
        zb_dataset_free(r.dataset);
        return status;
    }
    *out = r.dataset;
    return ZB_OK;
}
