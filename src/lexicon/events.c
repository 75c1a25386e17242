/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon/events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "lexicon/json.h"
#include "lexicon/lexicon.h"

enum { EARLIEST = 1949, LATEST = 2199 };

typedef struct reader {
    const zb_lexicon *lexicon;
    zb_arena *arena;
    zb_str text; /* the file */
    size_t number;
    zb_error *err;
} reader;

/* The line on which the nth event (from 0) begins. cJSON keeps none, so braces are counted: an
 * event opens at the second level behind the key `events`. */
static size_t line_of(zb_str text, size_t wanted) {
    size_t line = 1, depth = 0, seen = 0;
    bool quoted = false;
    size_t from = zb_str_find(text, ZB_STR("\"events\""));
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        line += c == '\n';
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            if (c == '{' && depth == 2 && i > from && seen++ == wanted) {
                return line;
            }
            depth++;
        } else if (c == '}' || c == ']') {
            depth -= depth > 0;
        }
    }
    return line;
}

static zb_status wrong(const reader *r, const char *what, zb_str value, const char *advice) {
    return zb_error_set(r->err, ZB_E_FORMAT, "line %zu: event %zu %s '%.*s'; %s",
                        line_of(r->text, r->number), r->number + 1, what, ZB_ARG(value), advice);
}

/* ---- dates ------------------------------------------------------------------------------- */

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (leap && month == 2);
}

/* `digits` digits at the head, or behind a hyphen, taken off; false: none of the kind. */
static bool take(zb_str *rest, size_t digits, bool first, int *out) {
    int64_t value;
    if (!first) {
        if (!rest->n || rest->p[0] != '-') {
            return false;
        }
        *rest = zb_str_sub(*rest, 1, rest->n);
    }
    zb_str part = zb_str_sub(*rest, 0, digits);
    for (size_t i = 0; i < part.n; i++) {
        if (part.p[i] < '0' || part.p[i] > '9') {
            return false;
        }
    }
    if (part.n != digits || !zb_str_to_int(part, &value)) {
        return false;
    }
    *rest = zb_str_sub(*rest, digits, rest->n);
    *out = (int)value;
    return true;
}

/* `2021`, `2021-08`, `2021-08-11`. */
static bool read_date(zb_event *event, zb_str text) {
    zb_str rest = text;
    if (!take(&rest, 4, true, &event->year) || event->year < EARLIEST || event->year > LATEST) {
        return false;
    }
    if (rest.n &&
        (!take(&rest, 2, false, &event->month) || event->month < 1 || event->month > 12)) {
        return false;
    }
    return !rest.n || (take(&rest, 2, false, &event->day) && event->day >= 1 &&
                       event->day <= days_in(event->year, event->month) && !rest.n);
}

/* ---- events ------------------------------------------------------------------------------ */

static bool is_known(const zb_lexicon *lexicon, const zb_event_scope *scope) {
    for (size_t i = 0; i < lexicon->indicator_count && scope->prefix; i++) {
        if (zb_str_starts(lexicon->indicators[i].code, scope->code)) {
            return true;
        }
    }
    return !scope->prefix && zb_lexicon_indicator(lexicon, scope->code) != NULL;
}

static zb_status read_scope(reader *r, zb_event *event, const cJSON *item) {
    bool ok = true;
    size_t count = 0;
    zb_str *codes = zb_json_texts(&count, item, "may_explain", r->arena, &ok);
    zb_event_scope *scope = ok ? ZB_NEW(r->arena, zb_event_scope, count + 1) : NULL;
    if (!scope) {
        return zb_error_nomem(r->err);
    }
    if (!count) {
        return wrong(r, "has nothing in", ZB_STR("may_explain"),
                     "list the codes of indicators, or the beginning of codes as \"review.*\"");
    }
    for (size_t i = 0; i < count; i++) {
        bool prefix = zb_str_ends(codes[i], ZB_STR("*"));
        scope[i] = (zb_event_scope){zb_str_sub(codes[i], 0, codes[i].n - prefix), prefix};
        if (!is_known(r->lexicon, &scope[i])) {
            return wrong(r, "may explain the unknown indicator", codes[i],
                         "take a code of indicators.json");
        }
    }
    event->scope = scope;
    event->scope_count = count;
    return ZB_OK;
}

static zb_status read_event(reader *r, zb_event *event, const cJSON *item) {
    bool ok = true;
    zb_str date = zb_json_text(item, "date", r->arena, &ok);
    zb_str what = zb_json_text(item, "what", r->arena, &ok);
    event->name_zh = zb_json_text(item, "name_zh", r->arena, &ok);
    event->name_en = zb_json_text(item, "name_en", r->arena, &ok);
    if (!ok) {
        return zb_error_nomem(r->err);
    }
    if (!read_date(event, date)) {
        return wrong(r, "has the date", date,
                     "write it as 2024-01-01, or 2024-01 where the day is not known");
    }
    if (!event->name_zh.n || !event->name_en.n) {
        return wrong(r, "lacks", event->name_zh.n ? ZB_STR("name_en") : ZB_STR("name_zh"),
                     "give its name in Chinese (name_zh) and in English (name_en)");
    }
    event->published = zb_str_eq(what, ZB_STR("published"));
    if (!event->published && !zb_str_eq(what, ZB_STR("in force"))) {
        return wrong(r, "has the word", what, "\"what\" is \"in force\" or \"published\"");
    }
    return read_scope(r, event, item);
}

static int by_date(const void *left, const void *right) {
    const zb_event *a = left, *b = right;
    int order = a->year != b->year     ? a->year - b->year
                : a->month != b->month ? a->month - b->month
                                       : a->day - b->day;
    return order ? order : zb_str_cmp(a->name_zh, b->name_zh);
}

static zb_status read_events(zb_events *out, reader *r, const cJSON *json) {
    const cJSON *rows = cJSON_GetObjectItemCaseSensitive(json, "events");
    if (!cJSON_IsArray(rows)) {
        return zb_error_set(r->err, ZB_E_FORMAT, "needs an array named 'events'");
    }
    out->at = ZB_NEW(r->arena, zb_event, (size_t)cJSON_GetArraySize(rows) + 1);
    if (!out->at) {
        return zb_error_nomem(r->err);
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, rows) {
        r->number = out->count;
        zb_status status = read_event(r, &out->at[out->count++], item);
        if (status != ZB_OK) {
            return status;
        }
    }
    if (out->count) {
        qsort(out->at, out->count, sizeof *out->at, by_date);
    }
    return ZB_OK;
}

zb_status zb_events_load(zb_events *out, const zb_lexicon *lexicon, const char *folder,
                         zb_arena *arena, zb_error *err) {
    zb_buf path = {0}, bytes = {0};
    zb_buf_format(&path, "%s/events.json", folder);
    bool failed = path.failed, there = !failed && access(path.p, F_OK) == 0;
    zb_buf_free(&path);
    if (failed || !there) {
        return failed ? zb_error_nomem(err) : ZB_OK;
    }
    cJSON *json = NULL;
    zb_status status = zb_json_load(&json, &bytes, folder, "events.json", err);
    if (status == ZB_OK) {
        reader r = {.lexicon = lexicon, .arena = arena, .text = zb_buf_str(&bytes), .err = err};
        status = read_events(out, &r, json);
        zb_error_input(status != ZB_OK ? err : NULL, ZB_STR("events.json"));
    }
    cJSON_Delete(json);
    zb_buf_free(&bytes);
    return status;
}

/* ---- access ------------------------------------------------------------------------------ */

size_t zb_lexicon_event_count(const zb_lexicon *lexicon) {
    return lexicon->events.count;
}

const zb_event *zb_lexicon_event_at(const zb_lexicon *lexicon, size_t index) {
    return index < lexicon->events.count ? &lexicon->events.at[index] : NULL;
}

bool zb_event_may_explain(const zb_event *event, zb_str code) {
    for (size_t i = 0; i < event->scope_count; i++) {
        const zb_event_scope *scope = &event->scope[i];
        if (scope->prefix ? zb_str_starts(code, scope->code) : zb_str_eq(code, scope->code)) {
            return true;
        }
    }
    return false;
}
