/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loading the table of divisions. Rows are gathered with offsets into one scratch buffer, sorted,
 * thinned (a later file replaces), and only then written to the lexicon's arena.
 */
#include "lexicon/regions.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "lexicon/csv.h"

/* Deepest chain of parents; more is a circle. */
enum { DEPTH_LIMIT = 8 };

enum { COLUMN_CODE, COLUMN_NAME, COLUMN_LEVEL, COLUMN_PARENT, COLUMN_UNTIL, COLUMN_COUNT };
static const char *const column_names[COLUMN_COUNT] = {"code", "name", "level", "parent", "until"};

/* Placeholders of the national table: they name no place and do not show in paths. */
static const zb_str placeholders[] = {
    ZB_STR_INIT("市辖区"),
    ZB_STR_INIT("县"),
    ZB_STR_INIT("省直辖县级行政区划"),
    ZB_STR_INIT("自治区直辖县级行政区划"),
};

typedef struct raw_row {
    const char *bytes;                  /* code, name, parent and until, one behind the other */
    uint32_t code, name, parent, until; /* lengths */
    uint32_t line, file;
    zb_level level;
    uint64_t key; /* first eight bytes of the code, for quick comparison */
} raw_row;

typedef struct reader {
    zb_arena scratch;
    ZB_VEC(raw_row) rows;
    size_t columns[COLUMN_COUNT]; /* position of each column in the file being read */
    uint32_t file;
} reader;

static zb_str raw_code(const raw_row *row) {
    return (zb_str){row->bytes, row->code};
}

static uint64_t key_of(zb_str code) {
    uint64_t key = 0;
    for (size_t i = 0; i < sizeof key; i++) {
        key = key << 8 | (i < code.n ? (unsigned char)code.p[i] : 0);
    }
    return key;
}

static zb_str raw_parent(const raw_row *row) {
    return (zb_str){row->bytes + row->code + row->name, row->parent};
}

static zb_status read_header(reader *r, const zb_str *fields, size_t count, zb_error *err) {
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        r->columns[c] = count;
        for (size_t i = 0; i < count; i++) {
            if (zb_str_eq(fields[i], zb_str_from(column_names[c]))) {
                r->columns[c] = i;
            }
        }
        if (r->columns[c] == count && c != COLUMN_UNTIL) {
            return zb_error_set(err, ZB_E_FORMAT,
                                "line 1: no column '%s'; the head must be "
                                "code,name,level,parent,until",
                                column_names[c]);
        }
    }
    return ZB_OK;
}

static zb_status on_row(void *context, const zb_str *fields, size_t count, size_t line,
                        zb_error *err) {
    reader *r = context;
    if (line == 1) {
        return read_header(r, fields, count, err);
    }
    zb_str value[COLUMN_COUNT];
    size_t bytes = 0;
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        value[c] = r->columns[c] < count ? fields[r->columns[c]] : (zb_str){0};
        bytes += value[c].n;
    }
    if (bytes == 0) {
        return ZB_OK;
    }
    if (!value[COLUMN_CODE].n || !value[COLUMN_NAME].n) {
        return zb_error_set(err, ZB_E_FORMAT, "line %zu: a row needs a code and a name", line);
    }
    raw_row row = {.line = (uint32_t)line,
                   .file = r->file,
                   .key = key_of(value[COLUMN_CODE]),
                   .level = zb_level_parse(value[COLUMN_LEVEL]),
                   .code = (uint32_t)value[COLUMN_CODE].n,
                   .name = (uint32_t)value[COLUMN_NAME].n,
                   .parent = (uint32_t)value[COLUMN_PARENT].n,
                   .until = (uint32_t)value[COLUMN_UNTIL].n};
    if (row.level == ZB_LEVEL_OTHER && !zb_str_eq(value[COLUMN_LEVEL], ZB_STR("other"))) {
        return zb_error_set(err, ZB_E_FORMAT,
                            "line %zu: level '%.*s' is none of province, city, county, town, "
                            "other",
                            line, ZB_ARG(value[COLUMN_LEVEL]));
    }
    static const int stored[] = {COLUMN_CODE, COLUMN_NAME, COLUMN_PARENT, COLUMN_UNTIL};
    char *at = zb_arena_get(&r->scratch, bytes, 1);
    row.bytes = at;
    for (size_t i = 0; at && i < sizeof stored / sizeof *stored; i++) {
        zb_str v = value[stored[i]];
        if (v.n) {
            memcpy(at, v.p, v.n);
            at += v.n;
        }
    }
    return at && ZB_PUSH(&r->rows, row) ? ZB_OK : zb_error_nomem(err);
}

/* By code; of one code the later file first, then current names, then former ones, as they
 * stand. */
static int by_code(const void *left, const void *right) {
    const raw_row *a = left, *b = right;
    if (a->key != b->key) {
        return a->key < b->key ? -1 : 1;
    }
    int order = zb_str_cmp(raw_code(a), raw_code(b));
    if (!order) {
        order = (a->file < b->file) - (a->file > b->file);
    }
    if (!order) {
        order = (a->until > 0) - (b->until > 0);
    }
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void sort_and_thin(reader *r) {
    qsort(r->rows.at, r->rows.count, sizeof *r->rows.at, by_code);
    size_t kept = 0;
    for (size_t i = 0; i < r->rows.count; i++) {
        const raw_row *last = kept ? &r->rows.at[kept - 1] : NULL;
        bool replaced = last && last->file != r->rows.at[i].file &&
                        zb_str_eq(raw_code(last), raw_code(&r->rows.at[i]));
        if (!replaced) {
            r->rows.at[kept++] = r->rows.at[i];
        }
    }
    r->rows.count = kept;
}

/* Parents, rows and what they are made from run side by side: rows[i] is raw[i]. */
static zb_status link_parents(zb_region_index *index, const raw_row *raw, const char *const *names,
                              zb_error *err) {
    const zb_region *last = NULL;
    for (size_t i = 0; i < index->count; i++) {
        zb_str parent = raw_parent(&raw[i]);
        if (!parent.n) {
            continue;
        }
        if (!last || !zb_str_eq(last->code, parent)) {
            last = zb_regions_by_code(index, parent);
        }
        if (!last) {
            zb_error_set(err, ZB_E_FORMAT, "line %u: the parent '%.*s' of '%.*s' is in no row",
                         raw[i].line, ZB_ARG(parent), ZB_ARG(index->rows[i].name));
            zb_error_input(err, zb_str_from(names[raw[i].file]));
            return ZB_E_FORMAT;
        }
        index->rows[i].parent = last;
    }
    for (size_t i = 0; i < index->count; i++) {
        int depth = 0;
        for (const zb_region *up = &index->rows[i]; up; up = up->parent) {
            if (++depth > DEPTH_LIMIT) {
                zb_error_set(err, ZB_E_FORMAT, "line %u: the parents of '%.*s' go in a circle",
                             raw[i].line, ZB_ARG(index->rows[i].name));
                zb_error_input(err, zb_str_from(names[raw[i].file]));
                return ZB_E_FORMAT;
            }
        }
    }
    return ZB_OK;
}

static bool is_placeholder(zb_str name) {
    for (size_t i = 0; i < sizeof placeholders / sizeof *placeholders; i++) {
        if (zb_str_eq(name, placeholders[i])) {
            return true;
        }
    }
    return false;
}

/* Write the path; the name is the end of it. */
static bool write_path(zb_region *row, zb_str name, zb_arena *arena) {
    zb_str parts[DEPTH_LIMIT] = {name};
    size_t count = 1, bytes = name.n;
    for (const zb_region *up = row->parent; up; up = up->parent) {
        /* 嘉峪关市 has one county, itself. */
        if (!is_placeholder(up->name) && !zb_str_eq(up->name, parts[count - 1])) {
            parts[count++] = up->name;
            bytes += up->name.n;
        }
    }
    char *path = zb_arena_get(arena, bytes + 1, 1);
    if (!path) {
        return false;
    }
    char *at = path;
    while (count > 0) {
        count--;
        memcpy(at, parts[count].p, parts[count].n);
        at += parts[count].n;
    }
    row->path = (zb_str){path, bytes};
    row->name = (zb_str){at - name.n, name.n};
    return true;
}

static zb_status make_rows(zb_region_index *index, const reader *r, const char *const *names,
                           zb_arena *arena, zb_error *err) {
    index->rows = ZB_NEW(arena, zb_region, r->rows.count + 1);
    if (!index->rows) {
        return zb_error_nomem(err);
    }
    index->count = r->rows.count;
    bool ok = true;
    for (size_t i = 0; i < index->count; i++) {
        const raw_row *raw = &r->rows.at[i];
        zb_region *row = &index->rows[i];
        row->level = raw->level;
        row->code = zb_arena_copy(arena, raw_code(raw), &ok);
        row->name = (zb_str){raw->bytes + raw->code, raw->name};
        if (raw->until) {
            row->until = zb_arena_copy(
                arena, (zb_str){raw->bytes + raw->code + raw->name + raw->parent, raw->until}, &ok);
        }
    }
    if (!ok) {
        return zb_error_nomem(err);
    }
    zb_status status = link_parents(index, r->rows.at, names, err);
    /* Parents' names may still lie in the scratch: they are the same bytes. */
    for (size_t i = 0; i < index->count && status == ZB_OK; i++) {
        if (!write_path(&index->rows[i], index->rows[i].name, arena)) {
            status = zb_error_nomem(err);
        }
    }
    return status;
}

static bool add_name(zb_region_index *index, zb_map *map, zb_str name, int32_t row) {
    zb_region_link *link = &index->links[index->link_count];
    *link = (zb_region_link){row, (int32_t)zb_map_get(map, name, -1)};
    return zb_map_set(map, name, (int64_t)index->link_count++);
}

/* From the last row to the first, so that each chain comes out in order of code. */
static zb_status index_names(zb_region_index *index, zb_arena *arena, zb_error *err) {
    enum { NAMES_PER_ROW = 3 };
    index->links = ZB_NEW(arena, zb_region_link, index->count * NAMES_PER_ROW + 1);
    bool ok = index->links != NULL;
    for (size_t i = index->count; ok && i-- > 0;) {
        const zb_region *row = &index->rows[i];
        ok = add_name(index, &index->by_name, row->name, (int32_t)i);
        char buffer[128];
        zb_str shorter = zb_region_short_name(buffer, sizeof buffer, row->name);
        if (ok && shorter.n) {
            shorter = zb_arena_copy(arena, shorter, &ok);
            ok = ok && add_name(index, &index->by_name, shorter, (int32_t)i);
        }
        zb_str stem = zb_region_stem(row->name, row->level);
        if (ok && stem.n < row->name.n) {
            ok = add_name(index, &index->by_stem, stem, (int32_t)i);
        }
    }
    return ok ? ZB_OK : zb_error_nomem(err);
}

zb_status zb_regions_load(zb_region_index *out, const zb_str *texts, const char *const *names,
                          size_t count, zb_arena *arena, zb_error *err) {
    *out = (zb_region_index){0};
    reader r = {0};
    zb_status status = ZB_OK;
    for (size_t i = 0; i < count && status == ZB_OK; i++) {
        r.file = (uint32_t)i;
        status = zb_csv_parse(texts[i], on_row, &r, err);
        if (status != ZB_OK) {
            zb_error_input(err, zb_str_from(names[i]));
        }
    }
    if (status == ZB_OK && r.rows.count > INT32_MAX / 4) {
        status = zb_error_set(err, ZB_E_LIMIT, "more regions than the program can hold");
    }
    if (status == ZB_OK && r.rows.count) {
        sort_and_thin(&r);
        status = make_rows(out, &r, names, arena, err);
    }
    if (status == ZB_OK) {
        status = index_names(out, arena, err);
    }
    if (status == ZB_OK) {
        status = zb_regions_link_formers(out, arena, err);
    }
    if (status != ZB_OK) {
        zb_regions_free(out);
    }
    zb_arena_free(&r.scratch);
    ZB_VEC_FREE(&r.rows);
    return status;
}

void zb_regions_free(zb_region_index *index) {
    zb_map_free(&index->by_name);
    zb_map_free(&index->by_stem);
    *index = (zb_region_index){0};
}
