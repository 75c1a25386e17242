/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon/knowledge.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "lexicon/json.h"
#include "lexicon/lexicon.h"

static const char *const cue_keys[ZB_CUE_COUNT] = {
    [ZB_CUE_AT_LEAST_BEFORE] = "at_least_before",
    [ZB_CUE_AT_MOST_BEFORE] = "at_most_before",
    [ZB_CUE_ABOUT_BEFORE] = "about_before",
    [ZB_CUE_AT_LEAST_AFTER] = "at_least_after",
    [ZB_CUE_AT_MOST_AFTER] = "at_most_after",
    [ZB_CUE_ABOUT_AFTER] = "about_after",
    [ZB_CUE_RISE] = "rise",
    [ZB_CUE_FALL] = "fall",
    [ZB_CUE_CHANGE_MARKS] = "change_marks",
    [ZB_CUE_TO] = "to",
    [ZB_CUE_LAST_YEAR] = "last_year",
    [ZB_CUE_PART_OPEN] = "part_open",
    [ZB_CUE_SHARE] = "share",
    [ZB_CUE_PER_UNIT] = "per_unit",
    [ZB_CUE_PLAN] = "plan",
    [ZB_CUE_PLAN_AFTER] = "plan_after",
    [ZB_CUE_PLAN_CLAUSE] = "plan_clause",
    [ZB_CUE_DONE_CLAUSE] = "done_clause",
    [ZB_CUE_RISE_COMPARED] = "rise_compared",
    [ZB_CUE_EXTREMES] = "extremes",
    [ZB_CUE_SESSIONS] = "sessions",
    [ZB_CUE_YEAR_OPENERS] = "year_openers",
    [ZB_CUE_BODIES] = "bodies",
    [ZB_CUE_STANDING] = "standing",
    [ZB_CUE_ZERO] = "zero",
    [ZB_CUE_GENERIC] = "generic",
    [ZB_CUE_SCORE_WORDS] = "score_words",
    [ZB_CUE_LABEL_VERBS] = "label_verbs",
    [ZB_CUE_LABEL_HEAD] = "label_head",
    [ZB_CUE_LABEL_TAIL] = "label_tail",
    [ZB_CUE_LABEL_KEEP] = "label_keep",
    [ZB_CUE_LABEL_STOPS] = "label_stops",
    [ZB_CUE_TOTAL] = "total",
    [ZB_CUE_REST] = "rest",
    [ZB_CUE_SORTED] = "sorted",
    [ZB_CUE_SORTED_OPEN] = "sorted_open",
    [ZB_CUE_SORTED_CLOSE] = "sorted_close",
    [ZB_CUE_WIDER] = "wider",
    [ZB_CUE_RANKS] = "ranks",
    [ZB_CUE_NOT_QUALIFIERS] = "not_qualifiers",
    [ZB_CUE_COMPARE] = "compare",
    [ZB_CUE_LIGHT] = "light",
    [ZB_CUE_YEAR_ON_YEAR] = "year_on_year",
    [ZB_CUE_NOT_AVERAGES] = "not_averages",
    [ZB_CUE_FREQUENCIES] = "frequencies",
    [ZB_CUE_AND] = "and",
    [ZB_CUE_NOT_AND] = "not_and",
    [ZB_CUE_YEAR_LINKS] = "year_links",
    [ZB_CUE_FROM] = "from",
    [ZB_CUE_EACH] = "each",
    [ZB_CUE_DOUBLING] = "doubling",
    [ZB_CUE_THIS_YEAR] = "this_year",
    [ZB_CUE_SINCE] = "since",
    [ZB_CUE_TABLE_COUNT] = "table_count",
    [ZB_CUE_TABLE_TOTAL] = "table_total",
    [ZB_CUE_TABLE_MONEY] = "table_money",
    [ZB_CUE_TABLE_PLAN] = "table_plan",
    [ZB_CUE_TABLE_OTHER] = "table_other",
    [ZB_CUE_TABLE_NOT_UNITS] = "table_not_units",
    [ZB_CUE_TABLE_COUNTED] = "table_counted",
    [ZB_CUE_TABLE_KINDS] = "table_kinds",
    [ZB_CUE_TABLE_PERIOD] = "table_period",
    [ZB_CUE_TABLE_OF_WHICH] = "table_of_which",
};

static const struct {
    const char *name;
    zb_unit_class value;
} unit_classes[] = {
    {"none", ZB_UNIT_NONE},       {"case", ZB_UNIT_CASE},     {"batch", ZB_UNIT_BATCH},
    {"times", ZB_UNIT_TIMES},     {"piece", ZB_UNIT_PIECE},   {"thing", ZB_UNIT_THING},
    {"visit", ZB_UNIT_VISIT},     {"person", ZB_UNIT_PERSON}, {"money", ZB_UNIT_MONEY},
    {"percent", ZB_UNIT_PERCENT}, {"point", ZB_UNIT_POINT},   {"area", ZB_UNIT_AREA},
    {"time", ZB_UNIT_TIME},       {"score", ZB_UNIT_SCORE},   {"multiple", ZB_UNIT_MULTIPLE},
    {"other", ZB_UNIT_OTHER},     {"firm", ZB_UNIT_FIRM},
};

static uint32_t class_named(zb_str name) {
    for (size_t i = 0; i < sizeof unit_classes / sizeof *unit_classes; i++) {
        if (zb_str_eq(name, zb_str_from(unit_classes[i].name))) {
            return unit_classes[i].value;
        }
    }
    return 0;
}

/* What an indicator is counted in when counts_in does not say. */
static uint32_t usual_classes(zb_str unit_class) {
    uint32_t one =
        zb_str_eq(unit_class, ZB_STR("amount")) ? ZB_UNIT_MONEY : class_named(unit_class);
    if (one == ZB_UNIT_CASE) {
        return ZB_UNIT_CASE | ZB_UNIT_BATCH | ZB_UNIT_TIMES | ZB_UNIT_PIECE | ZB_UNIT_THING |
               ZB_UNIT_VISIT | ZB_UNIT_FIRM;
    }
    return one;
}

static int32_t count_chars(zb_str s) {
    int32_t n = 0;
    for (size_t i = 0; i < s.n; n++) {
        zb_utf8_next(s, &i);
    }
    return n;
}

/* Growing while loading; copied into the arena at the end. */
typedef struct loading {
    zb_knowledge *out;
    struct zb_lexicon *lexicon;
    ZB_VEC(zb_literal) literals;
    ZB_VEC(zb_pattern) patterns;
    zb_error *err;
} loading;

static int32_t add_literal(loading *l, zb_str text) {
    int32_t id = zb_automaton_add(&l->out->automaton, text);
    if (id < 0) {
        return -1;
    }
    if ((size_t)id == l->literals.count) {
        bool ok = true;
        zb_literal literal = {.text = zb_arena_copy(&l->lexicon->arena, text, &ok),
                              .chars = count_chars(text)};
        if (!ok || !ZB_PUSH(&l->literals, literal)) {
            return -1;
        }
    }
    return id;
}

/* Add a term, whose pieces are parted by `…`. */
static zb_status add_pattern(loading *l, zb_str text, zb_pattern pattern) {
    zb_str rest = text;
    while (rest.n) {
        size_t gap = zb_str_find(rest, ZB_STR("…"));
        zb_str piece = gap == ZB_NOT_FOUND ? rest : zb_str_sub(rest, 0, gap);
        rest = gap == ZB_NOT_FOUND ? (zb_str){0} : zb_str_sub(rest, gap + 3, rest.n);
        if (!piece.n) {
            continue;
        }
        if (pattern.piece_count == ZB_PATTERN_PIECES) {
            return zb_error_set(l->err, ZB_E_FORMAT, "the term '%.*s' has more than %d pieces",
                                ZB_ARG(text), ZB_PATTERN_PIECES);
        }
        int32_t literal = add_literal(l, piece);
        if (literal < 0) {
            return zb_error_nomem(l->err);
        }
        pattern.pieces[pattern.piece_count++] = literal;
        pattern.chars += l->literals.at[literal].chars;
    }
    if (!pattern.piece_count) {
        return zb_error_set(l->err, ZB_E_FORMAT, "an empty term");
    }
    return ZB_PUSH(&l->patterns, pattern) ? ZB_OK : zb_error_nomem(l->err);
}

static zb_status add_topics(loading *l, const cJSON *topics) {
    zb_knowledge *out = l->out;
    out->topics = ZB_NEW(&l->lexicon->arena, zb_str, ZB_MAX_TOPICS);
    if (!out->topics) {
        return zb_error_nomem(l->err);
    }
    const cJSON *topic;
    cJSON_ArrayForEach(topic, topics) {
        if (out->topic_count == ZB_MAX_TOPICS) {
            return zb_error_set(l->err, ZB_E_LIMIT, "more than %d topics", ZB_MAX_TOPICS);
        }
        bool ok = true;
        size_t index = out->topic_count++;
        out->topics[index] = zb_arena_copy(&l->lexicon->arena, zb_str_from(topic->string), &ok);
        const cJSON *word;
        cJSON_ArrayForEach(word, topic) {
            int32_t literal = add_literal(l, zb_str_from(cJSON_GetStringValue(word)));
            if (literal < 0 || !ok) {
                return zb_error_nomem(l->err);
            }
            l->literals.at[literal].topics |= (uint64_t)1 << index;
        }
    }
    return ZB_OK;
}

static int32_t topic_named(const zb_knowledge *out, zb_str name) {
    for (size_t i = 0; i < out->topic_count; i++) {
        if (zb_str_eq(out->topics[i], name)) {
            return (int32_t)i;
        }
    }
    return -1;
}

static zb_status add_texts(loading *l, const cJSON *texts, zb_pattern pattern) {
    const cJSON *item;
    cJSON_ArrayForEach(item, texts) {
        zb_status status = add_pattern(l, zb_str_from(cJSON_GetStringValue(item)), pattern);
        if (status != ZB_OK) {
            return status;
        }
    }
    return ZB_OK;
}

static zb_status add_terms(loading *l, const cJSON *item, int32_t indicator) {
    const cJSON *group;
    cJSON_ArrayForEach(group, cJSON_GetObjectItemCaseSensitive(item, "terms")) {
        zb_str name =
            zb_str_from(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(group, "topic")));
        zb_pattern pattern = {
            .indicator = indicator, .topic = topic_named(l->out, name), .before = true};
        if (pattern.topic < 0) {
            return zb_error_set(l->err, ZB_E_FORMAT, "'%.*s' names the unknown topic '%.*s'",
                                ZB_ARG(l->lexicon->indicators[indicator].code), ZB_ARG(name));
        }
        zb_status status = add_texts(l, cJSON_GetObjectItemCaseSensitive(group, "say"), pattern);
        if (status != ZB_OK) {
            return status;
        }
    }
    return ZB_OK;
}

static zb_status load_words(loading *l, zb_words *out, const cJSON *json, const char *key) {
    bool ok = true;
    size_t count = 0;
    zb_str *words = zb_json_texts(&count, json, key, &l->lexicon->arena, &ok);
    if (!ok) {
        return zb_error_nomem(l->err);
    }
    if (!words) {
        return zb_error_set(l->err, ZB_E_FORMAT, "needs a list named '%s'", key);
    }
    return zb_words_load(out, words, count, l->err);
}

static zb_status add_indicator(loading *l, const cJSON *item, int32_t indicator) {
    zb_pattern before = {.indicator = indicator, .topic = -1, .before = true};
    zb_pattern after = {.indicator = indicator, .topic = -1, .after = true};
    zb_status status = add_texts(l, cJSON_GetObjectItemCaseSensitive(item, "names"), before);
    if (status == ZB_OK) {
        status = add_texts(l, cJSON_GetObjectItemCaseSensitive(item, "after"), after);
    }
    if (status == ZB_OK) {
        status = add_terms(l, item, indicator);
    }
    uint32_t classes = 0;
    const cJSON *name;
    cJSON_ArrayForEach(name, cJSON_GetObjectItemCaseSensitive(item, "counts_in")) {
        uint32_t one = class_named(zb_str_from(cJSON_GetStringValue(name)));
        if (!one && status == ZB_OK) {
            status = zb_error_set(l->err, ZB_E_FORMAT,
                                  "'%.*s' is counted in '%s', which is no class of units.json",
                                  ZB_ARG(l->lexicon->indicators[indicator].code),
                                  cJSON_GetStringValue(name) ? cJSON_GetStringValue(name) : "?");
        }
        classes |= one;
    }
    l->out->counts_in[indicator] =
        classes ? classes : usual_classes(l->lexicon->indicators[indicator].unit_class);
    cJSON_ArrayForEach(name, cJSON_GetObjectItemCaseSensitive(item, "share_of")) {
        zb_str code = zb_str_from(cJSON_GetStringValue(name));
        const zb_indicator *of = zb_lexicon_indicator(l->lexicon, code);
        if (of) {
            l->out->share_rates[of->index] = indicator;
        } else if (status == ZB_OK) {
            status = zb_error_set(l->err, ZB_E_FORMAT, "'%.*s' is a share of the unknown '%.*s'",
                                  ZB_ARG(l->lexicon->indicators[indicator].code), ZB_ARG(code));
        }
    }
    if (status == ZB_OK && cJSON_HasObjectItem(item, "kinds")) {
        status = load_words(l, &l->out->kinds[indicator], item, "kinds");
    }
    if (status == ZB_OK && cJSON_HasObjectItem(item, "lists")) {
        status = load_words(l, &l->out->lists[indicator], item, "lists");
    }
    l->out->is_change[indicator] =
        cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(item, "is_change"));
    return status;
}

/* The code's part before the dot names the family; each is numbered by its first member. */
static void number_families(int32_t *families, const struct zb_lexicon *lexicon) {
    for (size_t i = 0; i < lexicon->indicator_count; i++) {
        zb_str code = lexicon->indicators[i].code;
        size_t dot = zb_str_find(code, ZB_STR("."));
        zb_str family = zb_str_sub(code, 0, dot == ZB_NOT_FOUND ? code.n : dot + 1);
        size_t k = 0;
        while (k < i && !zb_str_starts(lexicon->indicators[k].code, family)) {
            k++;
        }
        families[i] = (int32_t)k;
    }
}

/* `"topic_defaults": {"信访": "petition.cases"}`: what a report about one topic alone counts when
 * it tells kinds of it. */
static zb_status load_topic_defaults(loading *l, const cJSON *defaults) {
    zb_knowledge *out = l->out;
    out->topic_defaults = ZB_NEW(&l->lexicon->arena, int32_t, ZB_MAX_TOPICS);
    if (!out->topic_defaults) {
        return zb_error_nomem(l->err);
    }
    for (size_t i = 0; i < ZB_MAX_TOPICS; i++) {
        out->topic_defaults[i] = -1;
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, defaults) {
        int32_t topic = topic_named(out, zb_str_from(item->string));
        zb_str code = zb_str_from(cJSON_GetStringValue(item));
        const zb_indicator *indicator = zb_lexicon_indicator(l->lexicon, code);
        if (topic < 0 || !indicator) {
            return zb_error_set(l->err, ZB_E_FORMAT,
                                "topic_defaults: no topic '%s' or no indicator '%.*s'",
                                item->string, ZB_ARG(code));
        }
        out->topic_defaults[topic] = indicator->index;
    }
    return ZB_OK;
}

static zb_status load_indicators(loading *l, const cJSON *json) {
    zb_arena *arena = &l->lexicon->arena;
    l->out->counts_in = ZB_NEW(arena, uint32_t, l->lexicon->indicator_count);
    l->out->is_change = ZB_NEW(arena, bool, l->lexicon->indicator_count);
    l->out->families = ZB_NEW(arena, int32_t, l->lexicon->indicator_count);
    l->out->share_rates = ZB_NEW(arena, int32_t, l->lexicon->indicator_count);
    l->out->kinds = ZB_NEW(arena, zb_words, l->lexicon->indicator_count);
    l->out->lists = ZB_NEW(arena, zb_words, l->lexicon->indicator_count);
    l->out->indicator_count = l->lexicon->indicator_count;
    if (!l->out->counts_in || !l->out->is_change || !l->out->families || !l->out->kinds ||
        !l->out->lists || !l->out->share_rates) {
        return zb_error_nomem(l->err);
    }
    for (size_t i = 0; i < l->lexicon->indicator_count; i++) {
        l->out->share_rates[i] = -1;
    }
    number_families(l->out->families, l->lexicon);
    zb_status status = add_topics(l, cJSON_GetObjectItemCaseSensitive(json, "topics"));
    if (status == ZB_OK) {
        status = load_topic_defaults(l, cJSON_GetObjectItemCaseSensitive(json, "topic_defaults"));
    }
    zb_pattern stranger = {.indicator = -1, .topic = -1, .before = true, .after = true};
    if (status == ZB_OK) {
        status = add_texts(l, cJSON_GetObjectItemCaseSensitive(json, "not_indicators"), stranger);
    }
    int32_t index = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(json, "indicators")) {
        if (status == ZB_OK) {
            status = add_indicator(l, item, index++);
        }
    }
    return status;
}

static zb_status load_units(loading *l, const cJSON *json) {
    bool ok = true;
    const cJSON *classes = cJSON_GetObjectItemCaseSensitive(json, "classes");
    if (!cJSON_IsObject(classes)) {
        return zb_error_set(l->err, ZB_E_FORMAT, "needs an object named 'classes'");
    }
    const cJSON *group;
    cJSON_ArrayForEach(group, classes) {
        uint32_t value = class_named(zb_str_from(group->string));
        if (!value) {
            return zb_error_set(l->err, ZB_E_FORMAT, "unknown class of measure words '%s'",
                                group->string);
        }
        const cJSON *word;
        cJSON_ArrayForEach(word, group) {
            zb_str text =
                zb_arena_copy(&l->lexicon->arena, zb_str_from(cJSON_GetStringValue(word)), &ok);
            if (!ok || !zb_map_set(&l->out->units, text, value)) {
                return zb_error_nomem(l->err);
            }
            l->out->longest_unit = text.n > l->out->longest_unit ? text.n : l->out->longest_unit;
        }
    }
    zb_status status = load_words(l, &l->out->small_counts, json, "small_counts");
    if (status == ZB_OK) {
        status = load_words(l, &l->out->not_units, json, "not_units");
    }
    return status == ZB_OK ? load_words(l, &l->out->not_counted, json, "not_counted") : status;
}

static zb_status load_cues(loading *l, const cJSON *json) {
    bool ok = true;
    for (int i = 0; i < ZB_CUE_COUNT; i++) {
        zb_status status = load_words(l, &l->out->cues[i], json, cue_keys[i]);
        if (status != ZB_OK) {
            return status;
        }
    }
    const cJSON *word;
    cJSON_ArrayForEach(word, cJSON_GetObjectItemCaseSensitive(json, "idioms")) {
        int32_t literal = add_literal(l, zb_str_from(cJSON_GetStringValue(word)));
        if (literal < 0) {
            ok = false;
        } else {
            l->literals.at[literal].idiom = true;
        }
    }
    return ok ? ZB_OK : zb_error_nomem(l->err);
}

/* Move what grew into the arena and list the uses of each literal. */
static zb_status finish(loading *l) {
    zb_knowledge *out = l->out;
    zb_arena *arena = &l->lexicon->arena;
    size_t uses = 0;
    for (size_t i = 0; i < l->patterns.count; i++) {
        const zb_pattern *pattern = &l->patterns.at[i];
        for (int32_t k = 0; k < pattern->piece_count; k++, uses++) {
            l->literals.at[pattern->pieces[k]].use_count++;
        }
    }
    out->literals = ZB_NEW(arena, zb_literal, l->literals.count);
    out->patterns = ZB_NEW(arena, zb_pattern, l->patterns.count);
    out->uses = ZB_NEW(arena, zb_literal_use, uses);
    if (!out->literals || !out->patterns || !out->uses) {
        return zb_error_nomem(l->err);
    }
    int32_t first = 0;
    for (size_t i = 0; i < l->literals.count; i++) {
        out->literals[i] = l->literals.at[i];
        out->literals[i].first_use = first;
        first += out->literals[i].use_count;
        out->literals[i].use_count = 0;
    }
    for (size_t i = 0; i < l->patterns.count; i++) {
        out->patterns[i] = l->patterns.at[i];
        for (int32_t k = 0; k < out->patterns[i].piece_count; k++) {
            zb_literal *literal = &out->literals[out->patterns[i].pieces[k]];
            out->uses[literal->first_use + literal->use_count++] = (zb_literal_use){(int32_t)i, k};
        }
    }
    out->pattern_count = l->patterns.count;
    return zb_automaton_build(&out->automaton, l->err);
}

zb_status zb_knowledge_load(zb_knowledge *out, struct zb_lexicon *lexicon, const cJSON *indicators,
                            const cJSON *units, const cJSON *cues, zb_error *err) {
    loading l = {.out = out, .lexicon = lexicon, .err = err};
    zb_status status = load_indicators(&l, indicators);
    zb_error_input(status != ZB_OK ? err : NULL, ZB_STR("indicators.json"));
    if (status == ZB_OK) {
        status = load_units(&l, units);
        zb_error_input(status != ZB_OK ? err : NULL, ZB_STR("units.json"));
    }
    if (status == ZB_OK) {
        status = load_cues(&l, cues);
        zb_error_input(status != ZB_OK ? err : NULL, ZB_STR("cues.json"));
    }
    if (status == ZB_OK) {
        status = finish(&l);
    }
    ZB_VEC_FREE(&l.literals);
    ZB_VEC_FREE(&l.patterns);
    return status;
}

void zb_knowledge_free(zb_knowledge *knowledge) {
    zb_automaton_free(&knowledge->automaton);
    zb_map_free(&knowledge->units);
    for (size_t i = 0; knowledge->kinds && i < knowledge->indicator_count; i++) {
        zb_words_free(&knowledge->kinds[i]);
    }
    for (size_t i = 0; knowledge->lists && i < knowledge->indicator_count; i++) {
        zb_words_free(&knowledge->lists[i]);
    }
    zb_words_free(&knowledge->small_counts);
    zb_words_free(&knowledge->not_units);
    zb_words_free(&knowledge->not_counted);
    for (int i = 0; i < ZB_CUE_COUNT; i++) {
        zb_words_free(&knowledge->cues[i]);
    }
}

size_t zb_knowledge_unit(const zb_knowledge *knowledge, zb_str text, zb_unit_class *unit_class) {
    size_t n = text.n < knowledge->longest_unit ? text.n : knowledge->longest_unit;
    for (; n > 0; n--) {
        if (n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80) {
            continue; /* within a character */
        }
        int64_t value = zb_map_get(&knowledge->units, zb_str_sub(text, 0, n), 0);
        if (value) {
            *unit_class = (zb_unit_class)value;
            return n;
        }
    }
    return 0;
}
