/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/table.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/str.h"

static_assert(sizeof(zb_level) == sizeof(int) && sizeof(zb_qualifier) == sizeof(int) &&
                  sizeof(zb_document_status) == sizeof(int) &&
                  sizeof(zb_direction) == sizeof(int) && sizeof(zb_standing) == sizeof(int),
              "enumerations are read as int");

static const char *level_name(int value) {
    return zb_level_name((zb_level)value);
}
static const char *qualifier_name(int value) {
    return zb_qualifier_name((zb_qualifier)value);
}
static const char *kind_name(int value) {
    return zb_kind_name((zb_kind)value);
}
static const char *fact_status_name(int value) {
    return zb_fact_status_name((zb_fact_status)value);
}
static const char *document_status_name(int value) {
    return zb_document_status_name((zb_document_status)value);
}
static const char *finding_name(int value) {
    return zb_finding_kind_name((zb_finding_kind)value);
}
static const char *direction_name(int value) {
    return zb_direction_name((zb_direction)value);
}
static const char *standing_name(int value) {
    static const char *const names[] = {
        [ZB_STAND_UNKNOWN] = "unknown", [ZB_STAND_SAME] = "same",
        [ZB_STAND_LOW95] = "low95",     [ZB_STAND_LOW998] = "low998",
        [ZB_STAND_HIGH95] = "high95",   [ZB_STAND_HIGH998] = "high998",
    };
    return names[value];
}

/* clang-format off */
#define COLUMN(type, title, field, member) \
    {title, ZB_FIELD_##field, offsetof(type, member), ZB_ALWAYS_KNOWN, NULL}
#define NAMED(type, title, member, name_of) \
    {title, ZB_FIELD_NAME, offsetof(type, member), ZB_ALWAYS_KNOWN, name_of}
#define KNOWN_IF(type, title, field, member, flag) \
    {title, ZB_FIELD_##field, offsetof(type, member), offsetof(type, flag), NULL}

static const zb_column observation_columns[] = {
    COLUMN(zb_observation, "id", ID, id),
    COLUMN(zb_observation, "document", TEXT, document),
    COLUMN(zb_observation, "region", TEXT, region),
    COLUMN(zb_observation, "region_code", TEXT, region_code),
    NAMED(zb_observation, "level", level, level_name),
    COLUMN(zb_observation, "year", YEAR, year),
    COLUMN(zb_observation, "indicator", TEXT, indicator),
    COLUMN(zb_observation, "label", TEXT, label),
    COLUMN(zb_observation, "value", NUMBER, value),
    KNOWN_IF(zb_observation, "value_high", NUMBER, value_high, has_high),
    COLUMN(zb_observation, "unit", TEXT, unit),
    NAMED(zb_observation, "qualifier", qualifier, qualifier_name),
    NAMED(zb_observation, "kind", kind, kind_name),
    NAMED(zb_observation, "status", status, fact_status_name),
    COLUMN(zb_observation, "part", FLAG, part),
    COLUMN(zb_observation, "start", SIZE, start),
    COLUMN(zb_observation, "end", SIZE, end),
    COLUMN(zb_observation, "surface", TEXT, surface),
    COLUMN(zb_observation, "sentence", TEXT, sentence),
    COLUMN(zb_observation, "section", TEXT, section),
    COLUMN(zb_observation, "rule", TEXT, rule),
};

static const zb_column document_columns[] = {
    COLUMN(zb_document_row, "name", TEXT, name),
    COLUMN(zb_document_row, "title", TEXT, title),
    COLUMN(zb_document_row, "region", TEXT, region),
    COLUMN(zb_document_row, "region_code", TEXT, region_code),
    NAMED(zb_document_row, "level", level, level_name),
    COLUMN(zb_document_row, "year", YEAR, year),
    COLUMN(zb_document_row, "kind", TEXT, kind),
    COLUMN(zb_document_row, "bytes", BYTES, bytes),
    COLUMN(zb_document_row, "observations", SIZE, observations),
    NAMED(zb_document_row, "status", status, document_status_name),
};

static const zb_column rate_columns[] = {
    COLUMN(zb_rate_line, "region", TEXT, region),
    COLUMN(zb_rate_line, "region_code", TEXT, region_code),
    COLUMN(zb_rate_line, "year", YEAR, year),
    COLUMN(zb_rate_line, "rate", TEXT, rate),
    COLUMN(zb_rate_line, "numerator", NUMBER, numerator),
    COLUMN(zb_rate_line, "denominator", NUMBER, denominator),
    COLUMN(zb_rate_line, "value", NUMBER, value),
    COLUMN(zb_rate_line, "low", NUMBER, low),
    COLUMN(zb_rate_line, "high", NUMBER, high),
    COLUMN(zb_rate_line, "stated", NUMBER, stated),
    KNOWN_IF(zb_rate_line, "agrees", FLAG, agrees, compared),
};

static const zb_column trend_columns[] = {
    COLUMN(zb_trend_line, "region", TEXT, region),
    COLUMN(zb_trend_line, "region_code", TEXT, region_code),
    COLUMN(zb_trend_line, "indicator", TEXT, indicator),
    COLUMN(zb_trend_line, "years", SIZE, years),
    COLUMN(zb_trend_line, "first", NUMBER, first),
    COLUMN(zb_trend_line, "last", NUMBER, last),
    COLUMN(zb_trend_line, "change", NUMBER, change),
    COLUMN(zb_trend_line, "change_percent", NUMBER, change_percent),
    COLUMN(zb_trend_line, "slope", NUMBER, slope),
    COLUMN(zb_trend_line, "slope_low", NUMBER, slope_low),
    COLUMN(zb_trend_line, "slope_high", NUMBER, slope_high),
    COLUMN(zb_trend_line, "sen", NUMBER, sen),
    COLUMN(zb_trend_line, "mk_tau", NUMBER, mk_tau),
    COLUMN(zb_trend_line, "mk_p", NUMBER, mk_p),
    NAMED(zb_trend_line, "direction", direction, direction_name),
};

static const zb_column finding_columns[] = {
    NAMED(zb_finding, "kind", kind, finding_name),
    COLUMN(zb_finding, "region", TEXT, region),
    COLUMN(zb_finding, "region_code", TEXT, region_code),
    COLUMN(zb_finding, "year", YEAR, year),
    COLUMN(zb_finding, "indicator", TEXT, indicator),
    COLUMN(zb_finding, "document", TEXT, document),
    KNOWN_IF(zb_finding, "stated", NUMBER, stated, has_stated),
    KNOWN_IF(zb_finding, "expected", NUMBER, expected, has_expected),
    COLUMN(zb_finding, "unit", TEXT, unit),
    COLUMN(zb_finding, "observation", ID, observation),
    COLUMN(zb_finding, "other", ID, other),
    COLUMN(zb_finding, "note", TEXT, note),
};

static const zb_column standing_columns[] = {
    COLUMN(zb_standing_line, "region", TEXT, region),
    COLUMN(zb_standing_line, "region_code", TEXT, region_code),
    COLUMN(zb_standing_line, "indicator", TEXT, indicator),
    COLUMN(zb_standing_line, "year", YEAR, year),
    COLUMN(zb_standing_line, "rank", NUMBER, rank),
    COLUMN(zb_standing_line, "value", NUMBER, value),
    COLUMN(zb_standing_line, "low", NUMBER, low),
    COLUMN(zb_standing_line, "high", NUMBER, high),
    COLUMN(zb_standing_line, "numerator", NUMBER, numerator),
    COLUMN(zb_standing_line, "denominator", NUMBER, denominator),
    {"standing", ZB_FIELD_NAME, offsetof(zb_standing_line, standing),
     offsetof(zb_standing_line, is_rate), standing_name},
    COLUMN(zb_standing_line, "stated_only", FLAG, stated_only),
    COLUMN(zb_standing_line, "exact", FLAG, exact),
    COLUMN(zb_standing_line, "department", FLAG, department),
};

static const zb_column whole_rate_columns[] = {
    COLUMN(zb_whole_line, "region", TEXT, region),
    COLUMN(zb_whole_line, "region_code", TEXT, region_code),
    COLUMN(zb_whole_line, "value", NUMBER, value),
    COLUMN(zb_whole_line, "low", NUMBER, low),
    COLUMN(zb_whole_line, "high", NUMBER, high),
    COLUMN(zb_whole_line, "numerator", NUMBER, numerator),
    COLUMN(zb_whole_line, "denominator", NUMBER, denominator),
};

static const zb_column whole_sum_columns[] = {
    COLUMN(zb_whole_line, "region", TEXT, region),
    COLUMN(zb_whole_line, "region_code", TEXT, region_code),
    COLUMN(zb_whole_line, "value", NUMBER, value),
};

#define SHAPE(name, columns) {name, columns, sizeof columns / sizeof *columns}

static const zb_shape shapes[ZB_TABLE_COUNT] = {
    [ZB_TABLE_OBSERVATIONS] = SHAPE("observations", observation_columns),
    [ZB_TABLE_DOCUMENTS] = SHAPE("documents", document_columns),
    [ZB_TABLE_RATES] = SHAPE("rates", rate_columns),
    [ZB_TABLE_TRENDS] = SHAPE("trends", trend_columns),
    [ZB_TABLE_FINDINGS] = SHAPE("findings", finding_columns),
};
const zb_shape zb_shape_standings = SHAPE("standings", standing_columns);
const zb_shape zb_shape_whole_rate = SHAPE("whole", whole_rate_columns);
const zb_shape zb_shape_whole_sum = SHAPE("whole", whole_sum_columns);
/* clang-format on */

const zb_shape *zb_shape_of(zb_table table) {
    return (unsigned)table < ZB_TABLE_COUNT ? &shapes[table] : NULL;
}

const char *zb_table_name(zb_table table) {
    const zb_shape *shape = zb_shape_of(table);
    return shape ? shape->name : "";
}

static zb_value text_value(zb_str text) {
    return (zb_value){.type = text.n ? ZB_VALUE_TEXT : ZB_VALUE_UNKNOWN, .text = text};
}

static zb_value whole_value(int64_t whole, bool known) {
    return (zb_value){.type = known ? ZB_VALUE_WHOLE : ZB_VALUE_UNKNOWN, .whole = whole};
}

static zb_value number_value(double number) {
    return (zb_value){.type = isfinite(number) ? ZB_VALUE_NUMBER : ZB_VALUE_UNKNOWN,
                      .number = number};
}

zb_value zb_column_value(const zb_column *column, const void *row) {
    const char *base = row;
    const void *field = base + column->offset;
    if (column->known != ZB_ALWAYS_KNOWN && !*(const bool *)(base + column->known)) {
        return (zb_value){0};
    }
    switch (column->field) {
    case ZB_FIELD_TEXT:
        return text_value(*(const zb_str *)field);
    case ZB_FIELD_NAME: {
        int value;
        memcpy(&value, field, sizeof value);
        return text_value(zb_str_from(column->name_of(value)));
    }
    case ZB_FIELD_YEAR:
        return whole_value(*(const int *)field, *(const int *)field != 0);
    case ZB_FIELD_ID:
        return whole_value(*(const int64_t *)field, *(const int64_t *)field != 0);
    case ZB_FIELD_SIZE:
        return whole_value((int64_t) * (const size_t *)field, true);
    case ZB_FIELD_BYTES:
        return whole_value((int64_t) * (const uint64_t *)field, true);
    case ZB_FIELD_NUMBER:
        return number_value(*(const double *)field);
    case ZB_FIELD_FLAG:
    default:
        return (zb_value){.type = ZB_VALUE_FLAG, .flag = *(const bool *)field};
    }
}
