/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The terms of indicators.json, the measure words of units.json and the cues of cues.json,
 * compiled for extraction.
 */
#ifndef ZB_LEXICON_KNOWLEDGE_H
#define ZB_LEXICON_KNOWLEDGE_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/map.h"
#include "lexicon/automaton.h"
#include "lexicon/words.h"
#include "zhibiao/types.h"

/* Lists of cues.json, by key. */
typedef enum zb_cue {
    ZB_CUE_AT_LEAST_BEFORE = 0,
    ZB_CUE_AT_MOST_BEFORE,
    ZB_CUE_ABOUT_BEFORE,
    ZB_CUE_AT_LEAST_AFTER,
    ZB_CUE_AT_MOST_AFTER,
    ZB_CUE_ABOUT_AFTER,
    ZB_CUE_RISE,
    ZB_CUE_FALL,
    ZB_CUE_CHANGE_MARKS,
    ZB_CUE_TO,
    ZB_CUE_LAST_YEAR,
    ZB_CUE_PART_OPEN,
    ZB_CUE_SHARE,
    ZB_CUE_PER_UNIT,
    ZB_CUE_PLAN,
    ZB_CUE_PLAN_AFTER,
    ZB_CUE_PLAN_CLAUSE,
    ZB_CUE_DONE_CLAUSE,
    ZB_CUE_RISE_COMPARED,
    ZB_CUE_EXTREMES,
    ZB_CUE_SESSIONS,
    ZB_CUE_YEAR_OPENERS,
    ZB_CUE_BODIES,
    ZB_CUE_STANDING,
    ZB_CUE_ZERO,
    ZB_CUE_GENERIC,
    ZB_CUE_SCORE_WORDS,
    ZB_CUE_LABEL_VERBS,
    ZB_CUE_LABEL_HEAD,
    ZB_CUE_LABEL_TAIL,
    ZB_CUE_LABEL_KEEP,
    ZB_CUE_LABEL_STOPS,
    ZB_CUE_TOTAL,
    ZB_CUE_REST,
    ZB_CUE_SORTED,
    ZB_CUE_SORTED_OPEN,
    ZB_CUE_SORTED_CLOSE,
    ZB_CUE_WIDER,
    ZB_CUE_RANKS,
    ZB_CUE_NOT_QUALIFIERS,
    ZB_CUE_COMPARE,
    ZB_CUE_LIGHT,
    ZB_CUE_YEAR_ON_YEAR,
    ZB_CUE_NOT_AVERAGES,
    ZB_CUE_FREQUENCIES,
    ZB_CUE_AND,
    ZB_CUE_NOT_AND,
    ZB_CUE_YEAR_LINKS,
    ZB_CUE_FROM,
    ZB_CUE_EACH,
    ZB_CUE_DOUBLING,
    ZB_CUE_THIS_YEAR,
    ZB_CUE_SINCE,
    ZB_CUE_TABLE_COUNT,
    ZB_CUE_TABLE_TOTAL,
    ZB_CUE_TABLE_MONEY,
    ZB_CUE_TABLE_PLAN,
    ZB_CUE_TABLE_OTHER,
    ZB_CUE_TABLE_NOT_UNITS,
    ZB_CUE_TABLE_COUNTED,
    ZB_CUE_TABLE_KINDS,
    ZB_CUE_TABLE_PERIOD,
    ZB_CUE_TABLE_OF_WHICH,
    ZB_CUE_COUNT
} zb_cue;

/* Classes of measure words: bits of a mask. */
typedef enum zb_unit_class {
    ZB_UNIT_NONE = 1 << 0,
    ZB_UNIT_CASE = 1 << 1,
    ZB_UNIT_BATCH = 1 << 2,
    ZB_UNIT_TIMES = 1 << 3,
    ZB_UNIT_PIECE = 1 << 4,
    ZB_UNIT_THING = 1 << 5,
    ZB_UNIT_VISIT = 1 << 6,
    ZB_UNIT_PERSON = 1 << 7,
    ZB_UNIT_MONEY = 1 << 8,
    ZB_UNIT_PERCENT = 1 << 9,
    ZB_UNIT_POINT = 1 << 10,
    ZB_UNIT_AREA = 1 << 11,
    ZB_UNIT_TIME = 1 << 12,
    ZB_UNIT_SCORE = 1 << 13,
    ZB_UNIT_MULTIPLE = 1 << 14,
    ZB_UNIT_OTHER = 1 << 15,
    ZB_UNIT_FIRM = 1 << 16
} zb_unit_class;

enum { ZB_PATTERN_PIECES = 3, ZB_MAX_TOPICS = 64 };

/* A term of an indicator: one to three pieces that follow one another in a clause. */
typedef struct zb_pattern {
    int32_t indicator;                 /* -1: names something outside the catalogue */
    int32_t topic;                     /* must be spoken of, -1: needs none */
    int32_t pieces[ZB_PATTERN_PIECES]; /* literals */
    int32_t piece_count;
    int32_t chars;      /* of all pieces */
    bool before, after; /* may stand before the numeral; right after the measure word */
} zb_pattern;

typedef struct zb_literal {
    zb_str text;
    uint64_t topics; /* bit of each topic it tells of */
    int32_t chars;
    int32_t first_use, use_count; /* patterns it is a piece of: zb_knowledge.uses */
    bool idiom;
} zb_literal;

typedef struct zb_literal_use {
    int32_t pattern, piece;
} zb_literal_use;

typedef struct zb_knowledge {
    zb_automaton automaton;
    zb_literal *literals; /* by literal number */
    zb_pattern *patterns;
    size_t pattern_count;
    zb_literal_use *uses;
    zb_str *topics;
    size_t topic_count;
    int32_t *topic_defaults; /* by topic: what a document about it counts, -1 none */
    uint32_t *counts_in;     /* by indicator: mask of unit classes */
    int32_t *families;       /* by indicator: those whose codes agree before the dot are equal */
    size_t indicator_count;
    int32_t *share_rates;  /* by indicator: the rate that its share (占) is, -1 none */
    zb_words *kinds;       /* by indicator: words that make a mention one kind of it, a part */
    zb_words *lists;       /* by indicator: what its total breaks down into, by any other name */
    bool *is_change;       /* by indicator: told as a change (办理时限压缩率) */
    zb_map units;          /* measure word -> class */
    size_t longest_unit;   /* bytes */
    zb_words small_counts; /* those with which a small spelled numeral counts: 两次 */
    zb_words not_units;    /* words that begin like a measure word: 部门, 名录 */
    zb_words not_counted;  /* measure words of dates and the like */
    zb_words cues[ZB_CUE_COUNT];
} zb_knowledge;

struct zb_lexicon;

/* Compile the three files; the catalogue is loaded already. */
zb_status zb_knowledge_load(zb_knowledge *out, struct zb_lexicon *lexicon, const cJSON *indicators,
                            const cJSON *units, const cJSON *cues, zb_error *err);
void zb_knowledge_free(zb_knowledge *knowledge);

/* The longest measure word at the start of `text`: its bytes, 0 for none, and its class. */
size_t zb_knowledge_unit(const zb_knowledge *knowledge, zb_str text, zb_unit_class *unit_class);

#endif
