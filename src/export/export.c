/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zhibiao/export.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "export/writer.h"

static const struct {
    const char *name;
    bool available;
} formats[] = {
    [ZB_FORMAT_CSV] = {"csv", true},          [ZB_FORMAT_JSON] = {"json", true},
    [ZB_FORMAT_JSONL] = {"jsonl", true},      [ZB_FORMAT_SQLITE] = {"sqlite", true},
    [ZB_FORMAT_XLSX] = {"xlsx", false},       [ZB_FORMAT_DTA] = {"dta", false},
    [ZB_FORMAT_PACKAGE] = {"package", false},
};
enum { FORMATS = sizeof formats / sizeof *formats };

zb_format zb_format_parse(zb_str name) {
    for (int i = 0; i < FORMATS; i++) {
        if (zb_str_eq(name, zb_str_from(formats[i].name))) {
            return (zb_format)i;
        }
    }
    return ZB_FORMAT_UNKNOWN;
}

bool zb_format_available(zb_format format) {
    return (unsigned)format < FORMATS && formats[format].available;
}

struct zb_row_writer {
    zb_writer writer;
};

zb_status zb_row_writer_open(zb_row_writer **out, const char *path, zb_format format,
                             zb_error *err) {
    *out = NULL;
    if (format != ZB_FORMAT_CSV && format != ZB_FORMAT_JSONL) {
        return zb_error_set(err, ZB_E_USAGE, "rows are streamed as csv or jsonl");
    }
    zb_row_writer *writer = zb_mem_zero(1, sizeof *writer);
    if (!writer) {
        return zb_error_nomem(err);
    }
    zb_status status =
        zb_writer_open(&writer->writer, path, format, zb_shape_of(ZB_TABLE_OBSERVATIONS), err);
    if (status != ZB_OK) {
        zb_mem_free(writer);
        return status;
    }
    *out = writer;
    return ZB_OK;
}

zb_status zb_row_writer_put(zb_row_writer *writer, const zb_observation *row, zb_error *err) {
    return zb_writer_put(&writer->writer, row, err);
}

zb_status zb_row_writer_commit(zb_row_writer *writer, zb_error *err) {
    zb_status status = zb_writer_commit(&writer->writer, err);
    zb_mem_free(writer);
    return status;
}

void zb_row_writer_abort(zb_row_writer *writer) {
    if (writer) {
        zb_writer_abort(&writer->writer);
        zb_mem_free(writer);
    }
}

static zb_status put(void *context, const void *row, zb_error *err) {
    return zb_writer_put(context, row, err);
}

/* Close a writer whose rows ended with `status`. */
static zb_status finish(zb_writer *writer, zb_status status, zb_error *err) {
    if (status != ZB_OK) {
        zb_writer_abort(writer);
        return status;
    }
    return zb_writer_commit(writer, err);
}

zb_status zb_export_table(const zb_dataset *dataset, zb_table table, const zb_selection *selection,
                          zb_format format, const char *path, zb_error *err) {
    zb_writer writer;
    zb_status status = zb_writer_open(&writer, path, format, zb_shape_of(table), err);
    return status == ZB_OK
               ? finish(&writer, zb_table_each(dataset, table, selection, put, &writer, err), err)
               : status;
}

zb_status zb_export_comparison(const zb_dataset *dataset, const zb_selection *selection,
                               zb_format format, const char *path, zb_error *err) {
    zb_writer writer;
    zb_status status = zb_writer_open(&writer, path, format, &zb_shape_standings, err);
    return status == ZB_OK
               ? finish(&writer, zb_standings_each(dataset, selection, put, &writer, err), err)
               : status;
}

zb_status zb_export_all(const zb_dataset *dataset, zb_format format, const char *path,
                        zb_error *err) {
    if (!zb_format_available(format)) {
        return zb_error_set(err, ZB_E_USAGE,
                            "this version writes csv, json, jsonl and sqlite; choose one of them");
    }
    if (format == ZB_FORMAT_SQLITE) {
        return zb_export_database(dataset, path, err);
    }
    zb_status status = zb_file_make_folder(path, err);
    zb_buf name = {0};
    for (int table = 0; table < ZB_TABLE_COUNT && status == ZB_OK; table++) {
        zb_buf_clear(&name);
        zb_buf_format(&name, "%s/%s.%s", path, zb_table_name((zb_table)table),
                      formats[format].name);
        status = name.failed ? zb_error_nomem(err)
                             : zb_export_table(dataset, (zb_table)table, NULL, format, name.p, err);
    }
    zb_buf_free(&name);
    return status;
}
