/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The catalogue of indicators, from indicators.json.
 */
#include "base/error.h"
#include "base/str.h"
#include "lexicon/json.h"
#include "lexicon/lexicon.h"

/* False when there is no such way. Without a name: sum. */
static bool read_aggregation(zb_aggregation *out, zb_str name) {
    static const char *const names[] = {
        [ZB_AGG_SUM] = "sum", [ZB_AGG_LAST] = "last", [ZB_AGG_MEAN] = "mean"};
    *out = ZB_AGG_SUM;
    for (size_t i = 0; i < sizeof names / sizeof *names && name.n; i++) {
        if (zb_str_eq(name, zb_str_from(names[i]))) {
            *out = (zb_aggregation)i;
            return true;
        }
    }
    return !name.n;
}

/* The English name of the item's group, as `groups` has it. */
static zb_str english_group(const cJSON *groups, const cJSON *item, zb_arena *arena, bool *ok) {
    const cJSON *group = cJSON_GetObjectItemCaseSensitive(item, "group");
    return cJSON_IsString(group) ? zb_json_text(groups, group->valuestring, arena, ok)
                                 : (zb_str){0};
}

/* `case/cases`: of one and of several; a word alone is both. */
static void name_units(zb_indicator *row, zb_str given) {
    size_t at = 0;
    while (at < given.n && given.p[at] != '/') {
        at++;
    }
    zb_str only = given.n ? given : row->is_rate ? row->unit_zh : row->unit_class;
    row->unit_one_en = at < given.n ? zb_str_sub(given, 0, at) : only;
    row->unit_en = at < given.n ? zb_str_sub(given, at + 1, given.n) : only;
}

static zb_status read_indicator(zb_lexicon *lexicon, const cJSON *groups, const cJSON *item,
                                zb_error *err) {
    bool ok = true;
    zb_arena *arena = &lexicon->arena;
    zb_indicator *row = &lexicon->indicators[lexicon->indicator_count];
    row->code = zb_json_text(item, "code", arena, &ok);
    row->name_zh = zb_json_text(item, "name_zh", arena, &ok);
    row->name_en = zb_json_text(item, "name_en", arena, &ok);
    row->meaning = zb_json_text(item, "meaning", arena, &ok);
    row->group = zb_json_text(item, "group", arena, &ok);
    row->group_en = english_group(groups, item, arena, &ok);
    row->unit_class = zb_json_text(item, "unit_class", arena, &ok);
    row->unit_zh = zb_json_text(item, "unit", arena, &ok);
    zb_str adds_up = zb_json_text(item, "adds_up", arena, &ok);
    row->is_rate = zb_str_eq(row->unit_class, ZB_STR("percent"));
    name_units(row, zb_json_text(item, "unit_en", arena, &ok));
    row->numerator = zb_json_text(item, "numerator", arena, &ok);
    row->denominator = zb_json_text(item, "denominator", arena, &ok);
    row->index = (int)lexicon->indicator_count;
    if (!ok) {
        return zb_error_nomem(err);
    }
    if (!row->code.n || !row->name_zh.n || !row->unit_class.n) {
        return zb_error_set(err, ZB_E_FORMAT,
                            "indicator %zu ('%.*s') needs code, name_zh and unit_class",
                            lexicon->indicator_count + 1, ZB_ARG(row->code));
    }
    if (!read_aggregation(&row->aggregation, adds_up)) {
        return zb_error_set(err, ZB_E_FORMAT,
                            "'%.*s' adds up by '%.*s'; known are sum, last and mean",
                            ZB_ARG(row->code), ZB_ARG(adds_up));
    }
    if (zb_map_get(&lexicon->indicator_by_code, row->code, -1) >= 0) {
        return zb_error_set(err, ZB_E_FORMAT, "indicator '%.*s' stands twice", ZB_ARG(row->code));
    }
    if (!zb_map_set(&lexicon->indicator_by_code, row->code, row->index)) {
        return zb_error_nomem(err);
    }
    lexicon->indicator_count++;
    return ZB_OK;
}

static zb_status check_rates(const zb_lexicon *lexicon, zb_error *err) {
    for (size_t i = 0; i < lexicon->indicator_count; i++) {
        const zb_indicator *row = &lexicon->indicators[i];
        const zb_str parts[] = {row->numerator, row->denominator};
        for (int k = 0; k < 2; k++) {
            if (parts[k].n && !zb_lexicon_indicator(lexicon, parts[k])) {
                return zb_error_set(err, ZB_E_FORMAT, "'%.*s' names the unknown indicator '%.*s'",
                                    ZB_ARG(row->code), ZB_ARG(parts[k]));
            }
        }
    }
    return ZB_OK;
}

zb_status zb_catalogue_load(zb_lexicon *lexicon, const cJSON *json, zb_error *err) {
    zb_status status = ZB_OK;
    const cJSON *rows = cJSON_GetObjectItemCaseSensitive(json, "indicators");
    const cJSON *groups = cJSON_GetObjectItemCaseSensitive(json, "groups");
    int count = cJSON_GetArraySize(rows);
    lexicon->indicators = ZB_NEW(&lexicon->arena, zb_indicator, (size_t)count);
    if (!lexicon->indicators) {
        status = zb_error_nomem(err);
    } else if (!cJSON_IsArray(rows) || count == 0) {
        status = zb_error_set(err, ZB_E_FORMAT, "needs an array named 'indicators'");
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, rows) {
        if (status == ZB_OK) {
            status = read_indicator(lexicon, groups, item, err);
        }
    }
    if (status == ZB_OK) {
        status = check_rates(lexicon, err);
    }
    zb_error_input(status != ZB_OK ? err : NULL, ZB_STR("indicators.json"));
    return status;
}
