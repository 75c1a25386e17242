/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inhabitants by region and year, from a file of the user's.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "lexicon/csv.h"
#include "zhibiao/result.h"

enum {
    FILE_LIMIT = 64 << 20,
    COLUMN_CODE = 0,
    COLUMN_REGION,
    COLUMN_YEAR,
    COLUMN_POPULATION,
    COLUMN_COUNT
};
static const char *const column_names[COLUMN_COUNT] = {"region_code", "region", "year",
                                                       "population"};
static const char head_advice[] = "the head must name population and region_code or region, as "
                                  "region_code,year,population";

typedef struct entry {
    zb_str key; /* a code, a path or a name */
    int year;   /* 0: of all years that have none of their own */
    double inhabitants;
    size_t line;
} entry;

struct zb_population {
    zb_arena arena;
    ZB_VEC(entry) entries; /* sorted by key, year, line */
    bool has_head;
    size_t columns[COLUMN_COUNT];
};

static int by_key(const void *left, const void *right) {
    const entry *a = left, *b = right;
    int order = zb_str_cmp(a->key, b->key);
    return order ? order : (a->year > b->year) - (a->year < b->year);
}

static int by_key_and_line(const void *left, const void *right) {
    int order = by_key(left, right);
    const entry *a = left, *b = right;
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static zb_status read_head(zb_population *to, const zb_str *fields, size_t count, size_t line,
                           zb_error *err) {
    to->has_head = true;
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        to->columns[c] = SIZE_MAX;
        for (size_t i = 0; i < count; i++) {
            if (zb_str_eq(zb_str_trim(fields[i]), zb_str_from(column_names[c]))) {
                to->columns[c] = i;
            }
        }
    }
    bool keyed = to->columns[COLUMN_CODE] != SIZE_MAX || to->columns[COLUMN_REGION] != SIZE_MAX;
    return keyed && to->columns[COLUMN_POPULATION] != SIZE_MAX
               ? ZB_OK
               : zb_error_set(err, ZB_E_FORMAT, "line %zu: %s", line, head_advice);
}

static zb_status add(zb_population *to, zb_str key, int year, double inhabitants, size_t line,
                     zb_error *err) {
    if (!key.n) {
        return ZB_OK;
    }
    bool ok = true;
    entry e = {zb_arena_copy(&to->arena, key, &ok), year, inhabitants, line};
    return ok && ZB_PUSH(&to->entries, e) ? ZB_OK : zb_error_nomem(err);
}

static zb_status on_row(void *context, const zb_str *fields, size_t count, size_t line,
                        zb_error *err) {
    zb_population *to = context;
    if (!to->has_head) { /* blank lines may stand before it */
        return read_head(to, fields, count, line, err);
    }
    zb_str value[COLUMN_COUNT];
    bool blank = true;
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        value[c] = to->columns[c] < count ? zb_str_trim(fields[to->columns[c]]) : (zb_str){0};
        blank = blank && !value[c].n;
    }
    if (blank) {
        return ZB_OK;
    }
    int64_t inhabitants = 0;
    int64_t year = 0;
    if (!value[COLUMN_CODE].n && !value[COLUMN_REGION].n) {
        return zb_error_set(err, ZB_E_FORMAT, "line %zu: a row needs a region", line);
    }
    if (!zb_str_to_int(value[COLUMN_POPULATION], &inhabitants) || inhabitants <= 0) {
        return zb_error_set(err, ZB_E_FORMAT,
                            "line %zu: population '%.*s' is no whole number of inhabitants", line,
                            ZB_ARG(value[COLUMN_POPULATION]));
    }
    if (value[COLUMN_YEAR].n &&
        (!zb_str_to_int(value[COLUMN_YEAR], &year) || year < 1900 || year > 2200)) {
        return zb_error_set(err, ZB_E_FORMAT, "line %zu: year '%.*s' is no year such as 2023", line,
                            ZB_ARG(value[COLUMN_YEAR]));
    }
    zb_status status = add(to, value[COLUMN_CODE], (int)year, (double)inhabitants, line, err);
    return status == ZB_OK && !value[COLUMN_CODE].n
               ? add(to, value[COLUMN_REGION], (int)year, (double)inhabitants, line, err)
               : status;
}

/* One number a region and year. */
static zb_status refuse_repeated(const zb_population *p, zb_error *err) {
    for (size_t i = 1; i < p->entries.count; i++) {
        const entry *e = &p->entries.at[i];
        if (by_key(e - 1, e) == 0 && e[-1].inhabitants != e->inhabitants) {
            return zb_error_set(err, ZB_E_FORMAT,
                                "line %zu: another population of %.*s than in line %zu", e->line,
                                ZB_ARG(e->key), e[-1].line);
        }
    }
    return ZB_OK;
}

/* A spreadsheet's file in GB 18030 would name regions that nothing is ever found by. */
static zb_status refuse_encoding(zb_str text, zb_error *err) {
    size_t bad = zb_utf8_valid(text);
    size_t line = 1;
    for (size_t i = 0; i < bad; i++) {
        line += text.p[i] == '\n';
    }
    return bad == text.n ? ZB_OK
                         : zb_error_set(err, ZB_E_ENCODING,
                                        "line %zu: not UTF-8; save the file as CSV in UTF-8", line);
}

zb_status zb_population_load(zb_population **out, const char *path, zb_error *err) {
    *out = NULL;
    zb_population *p = zb_mem_zero(1, sizeof *p);
    zb_buf text = {0};
    zb_status status = p ? zb_file_read(&text, path, FILE_LIMIT, err) : zb_error_nomem(err);
    if (status == ZB_OK) {
        status = refuse_encoding(zb_buf_str(&text), err);
    }
    if (status == ZB_OK) {
        status = zb_csv_parse(zb_buf_str(&text), on_row, p, err);
    }
    if (status == ZB_OK && p->entries.count == 0) {
        status = zb_error_set(err, ZB_E_FORMAT, "no row with a population; %s", head_advice);
    }
    if (status == ZB_OK) {
        qsort(p->entries.at, p->entries.count, sizeof *p->entries.at, by_key_and_line);
        status = refuse_repeated(p, err);
    }
    zb_buf_free(&text);
    if (status != ZB_OK) {
        zb_population_free(p);
        zb_error_input(err, zb_str_from(path));
        return status;
    }
    *out = p;
    return ZB_OK;
}

void zb_population_free(zb_population *population) {
    if (population) {
        ZB_VEC_FREE(&population->entries);
        zb_arena_free(&population->arena);
        zb_mem_free(population);
    }
}

static double find(const zb_population *p, zb_str key, int year) {
    const entry wanted = {.key = key, .year = year};
    const entry *found =
        key.n ? bsearch(&wanted, p->entries.at, p->entries.count, sizeof wanted, by_key) : NULL;
    return found ? found->inhabitants : 0;
}

double zb_population_of(const zb_population *population, const zb_place *place, int year) {
    const zb_str keys[] = {place->code, place->path, place->name};
    const int years[] = {year, 0};
    for (size_t y = 0; y < sizeof years / sizeof *years; y++) {
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            double inhabitants = find(population, keys[k], years[y]);
            if (inhabitants > 0) {
                return inhabitants;
            }
        }
    }
    return 0;
}
