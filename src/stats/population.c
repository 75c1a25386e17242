/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inhabitants by region and year, from a file of the user's.
 */
#include <stdlib.h>
#include <string.h>

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
/* As path: standard input, and what messages call it. */
static const char standard_path[] = "-", standard_name[] = "standard input";
static const char head_advice[] = "the head must name population and region_code or region, as "
                                  "region_code,year,population";

static const char number_advice[] = "; write digits alone: 301000 for 301,000 or 30.1万";

typedef struct entry {
    zb_str key; /* a code, a path, the end of one or a name */
    int year;   /* 0: of all years that have none of their own */
    double inhabitants;
    size_t line;
    bool used; /* by a place, or not the key's first entry: for zb_population_unused */
} entry;

struct zb_population {
    zb_arena arena;
    ZB_VEC(entry) entries; /* sorted by key, year, line */
    bool has_head;
    size_t width; /* of the head, to its last name */
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
    to->width = count;
    while (to->width > 0 && !zb_str_trim(fields[to->width - 1]).n) {
        to->width--;
    }
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
    bool ok = true;
    entry e = {.key = zb_arena_copy(&to->arena, key, &ok),
               .year = year,
               .inhabitants = inhabitants,
               .line = line};
    return ok && ZB_PUSH(&to->entries, e) ? ZB_OK : zb_error_nomem(err);
}

static zb_status read_inhabitants(double *out, zb_str field, size_t line, zb_error *err) {
    int64_t whole = 0;
    bool number = zb_str_to_int(field, &whole);
    *out = (double)whole;
    return number && whole > 0
               ? ZB_OK
               : zb_error_set(err, ZB_E_FORMAT,
                              "line %zu: population '%.*s' is no whole number of inhabitants%s",
                              line, ZB_ARG(field), number || !field.n ? "" : number_advice);
}

static zb_status read_year(int *out, zb_str field, size_t line, zb_error *err) {
    int64_t year = 0;
    if (field.n && (!zb_str_to_int(field, &year) || year < 1900 || year > 2200)) {
        return zb_error_set(err, ZB_E_FORMAT, "line %zu: year '%.*s' is no year such as 2023", line,
                            ZB_ARG(field));
    }
    *out = (int)year;
    return ZB_OK;
}

/* `301,000` without quotes would else be 301 inhabitants. */
static zb_status refuse_surplus(const zb_population *to, const zb_str *fields, size_t count,
                                size_t line, zb_error *err) {
    for (size_t i = to->width; i < count; i++) {
        if (zb_str_trim(fields[i]).n) {
            return zb_error_set(err, ZB_E_FORMAT, "line %zu: more fields than the head names%s",
                                line, number_advice);
        }
    }
    return ZB_OK;
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
    if (!value[COLUMN_CODE].n && !value[COLUMN_REGION].n) {
        return zb_error_set(err, ZB_E_FORMAT, "line %zu: a row needs a region", line);
    }
    double inhabitants = 0;
    int year = 0;
    zb_status status = refuse_surplus(to, fields, count, line, err);
    status = status ? status : read_inhabitants(&inhabitants, value[COLUMN_POPULATION], line, err);
    status = status ? status : read_year(&year, value[COLUMN_YEAR], line, err);
    zb_str key = value[value[COLUMN_CODE].n ? COLUMN_CODE : COLUMN_REGION];
    return status ? status : add(to, key, year, inhabitants, line, err);
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
    bool standard = strcmp(path, standard_path) == 0;
    zb_status status = !p         ? zb_error_nomem(err)
                       : standard ? zb_file_read_standard(&text, FILE_LIMIT, err)
                                  : zb_file_read(&text, path, FILE_LIMIT, err);
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
        zb_error_input(err, zb_str_from(standard ? standard_name : path));
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
    const entry *found = bsearch(&wanted, p->entries.at, p->entries.count, sizeof wanted, by_key);
    return found ? found->inhabitants : 0;
}

/* The keys by which a row may name a place, one after the other: its code, its path, each shorter
 * end of that, its name. `at` begins at 0. */
static bool next_key(zb_str *out, const zb_place *place, size_t *at) {
    size_t ends = place->path.n > place->name.n ? place->path.n - place->name.n : 0;
    for (*out = (zb_str){0}; !out->n && *at < ends + 2; ++*at) {
        size_t start = *at - 1;
        if (*at == 0) {
            *out = place->code;
        } else if (start == ends) {
            *out = place->name;
        } else if (((unsigned char)place->path.p[start] & 0xC0) != 0x80) { /* a whole character */
            *out = zb_str_sub(place->path, start, place->path.n);
        }
    }
    return out->n > 0;
}

double zb_population_of(const zb_population *population, const zb_place *place, int year) {
    const int years[] = {year, 0};
    for (size_t y = 0; y < sizeof years / sizeof *years; y++) {
        zb_str key;
        for (size_t at = 0; next_key(&key, place, &at);) {
            double inhabitants = find(population, key, years[y]);
            if (inhabitants > 0) {
                return inhabitants;
            }
        }
    }
    return 0;
}

/* The first entry of a key, NULL when there is none. */
static entry *first_of(zb_population *p, zb_str key) {
    size_t low = 0;
    size_t high = p->entries.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zb_str_cmp(p->entries.at[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < p->entries.count && zb_str_eq(p->entries.at[low].key, key) ? &p->entries.at[low]
                                                                            : NULL;
}

size_t zb_population_unused(zb_population *population, const zb_place *places, size_t count) {
    size_t unused = 0;
    for (size_t i = 0; i < population->entries.count; i++) {
        entry *e = &population->entries.at[i];
        e->used = i > 0 && zb_str_eq(e[-1].key, e->key); /* not a key's first */
    }
    for (size_t i = 0; i < count; i++) {
        zb_str key;
        for (size_t at = 0; next_key(&key, &places[i], &at);) {
            entry *first = first_of(population, key);
            if (first) {
                first->used = true;
            }
        }
    }
    for (size_t i = 0; i < population->entries.count; i++) {
        unused += !population->entries.at[i].used;
    }
    return unused;
}
