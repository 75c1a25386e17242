/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/link.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "extract/clause.h"

/* Weights of the score. A hit's worth is its length, where it stands, and how near its topic is
 * spoken of. */
#define THRESHOLD 1.55
#define PER_CHAR 0.25
#define LONG_CHARS 4 /* characters beyond these say less */
#define PER_LONG_CHAR 0.1
#define MOST_CHARS 8
#define SAME_CLAUSE 2.0
#define SAME_CLAUSE_LOSS 0.18 /* a character of distance, words that tell nothing left out */
#define SAME_CLAUSE_LEAST 1.15
#define BEHIND 2.35 /* an object right behind the measure word */
#define BEHIND_LOSS 0.12
#define BEHIND_REACH 9  /* characters */
#define NAME_BEHIND 2.0 /* a name that is no listed object, close behind it */
#define NAME_BEHIND_REACH 3
#define PREDICATE 1.5 /* 97人参加法治理论考试: the rest of the clause says it */
#define PREDICATE_LOSS 0.02
#define EARLIER_CLAUSE 1.0
#define EARLIER_CLAUSE_BARE 1.8 /* where the quantity's own clause names nothing */
#define EARLIER_CLAUSE_LOSS 0.03
#define TOPIC_NEAR 0.6
#define TOPIC_HEADING 0.12
#define TOPIC_CARRIED 0.06    /* spoken of in an earlier line */
#define TOPIC_CARRY 3000      /* bytes over which it is carried */
#define TOPIC_LOOK_BACK 32768 /* bytes of the same line over which it is heard */
#define TOPIC_REACH 60.0      /* characters over which a topic's weight falls by 1 / e */
#define TOPIC_CARRY_REACH 300.0
#define FAMILY 0.4    /* of the same family as what the sentence has stated */
#define GAP_LOSS 0.03 /* a character between the pieces of a term */
#define GAP_BYTES 60  /* between the pieces of a term */
#define MOST_HITS 96  /* on either side of a quantity */

static int by_end(const void *a, const void *b) {
    const zb_hit *x = a, *y = b;
    if (x->end != y->end) {
        return x->end < y->end ? -1 : 1;
    }
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    return (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

/* Nothing between two pieces may end the clause or state a number. */
static bool gap_holds(zb_str text, size_t from, size_t to) {
    if (to < from || to - from > GAP_BYTES) {
        return false;
    }
    size_t unused;
    for (size_t i = from; i < to;) {
        if (zb_numeral_digit(text, i, &unused) >= 0) {
            return false;
        }
        uint32_t c = zb_utf8_next(text, &i);
        if (c == 0xFF0C || c == ',' || c == 0x3002 || c == 0xFF1B || c == ';' || c == '\n' ||
            c == 0xFF1A || c == ':') {
            return false;
        }
    }
    return true;
}

/* Does the piece only begin a longer word that is known, as 调解 begins 调解员? Matches are in
 * order of their ends, so the longer one follows. */
static bool begins_longer(const zb_match_list *matches, size_t piece, size_t next) {
    enum { LONGEST = 30 };
    const zb_match *match = &matches->at[piece];
    for (size_t i = piece + 1; i < matches->count && matches->at[i].end <= match->end + LONGEST;
         i++) {
        if (matches->at[i].start == match->start && matches->at[i].end <= next) {
            return true;
        }
    }
    return false;
}

/* Follow a pattern of several pieces backwards from its last piece, which is match `last`. Pieces
 * lie within GAP_BYTES of one another, so the walk is short. */
static bool complete(zb_hit *hit, zb_str text, const zb_pattern *pattern,
                     const zb_match_list *matches, size_t last) {
    size_t start = matches->at[last].start;
    size_t at = last;
    for (int32_t piece = pattern->piece_count - 2; piece >= 0; piece--) {
        bool found = false;
        while (at-- > 0) {
            const zb_match *match = &matches->at[at];
            if (match->end + GAP_BYTES < start) {
                break;
            }
            if (match->literal == pattern->pieces[piece] && match->end <= start) {
                found = gap_holds(text, match->end, start) && !begins_longer(matches, at, start);
                start = match->start;
                break;
            }
        }
        if (!found) {
            return false;
        }
    }
    hit->start = start;
    return true;
}

zb_status zb_terms_find(zb_terms *out, zb_str text, const zb_knowledge *knowledge,
                        const zb_match_list *matches, zb_error *err) {
    for (size_t i = 0; i < matches->count; i++) {
        const zb_match *match = &matches->at[i];
        const zb_literal *literal = &knowledge->literals[match->literal];
        uint64_t topics = literal->topics;
        for (size_t topic = 0; topics; topic++, topics >>= 1) {
            if ((topics & 1) &&
                !ZB_PUSH(&out->topics[topic], (zb_span){match->start, match->end})) {
                return zb_error_nomem(err);
            }
        }
        for (int32_t k = 0; k < literal->use_count; k++) {
            zb_literal_use use = knowledge->uses[literal->first_use + k];
            const zb_pattern *pattern = &knowledge->patterns[use.pattern];
            if (use.piece != pattern->piece_count - 1) {
                continue;
            }
            zb_hit hit = {match->start, match->end, use.pattern};
            if ((pattern->piece_count == 1 || complete(&hit, text, pattern, matches, i)) &&
                !ZB_PUSH(&out->hits, hit)) {
                return zb_error_nomem(err);
            }
        }
    }
    if (out->hits.count) {
        qsort(out->hits.at, out->hits.count, sizeof *out->hits.at, by_end);
    }
    return ZB_OK;
}

void zb_terms_clear(zb_terms *terms) {
    terms->hits.count = 0;
    for (size_t i = 0; i < ZB_MAX_TOPICS; i++) {
        terms->topics[i].count = 0;
    }
}

void zb_terms_free(zb_terms *terms) {
    ZB_VEC_FREE(&terms->hits);
    for (size_t i = 0; i < ZB_MAX_TOPICS; i++) {
        ZB_VEC_FREE(&terms->topics[i]);
    }
}

/* Characters between two offsets, counted as three bytes each: distances need no more. */
static double chars_between(size_t from, size_t to) {
    return to > from ? (double)(to - from) / 3.0 : 0;
}

static size_t sign_at_start(zb_str s) {
    static const char *const signs[] = {"、", "，", ",", "。", "；", ";", "：", ":", "（",
                                        "(",  "）", ")", "“",  "”",  "|", "·",  "—", "-"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (zb_str_starts(s, zb_str_from(signs[i]))) {
            return zb_str_from(signs[i]).n;
        }
    }
    return 0;
}

static size_t sign_at_end(zb_str s) {
    static const char *const signs[] = {"、", "，", ",", "：", ":", "（", "(", "“", "|", "—", "-"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (zb_str_ends(s, zb_str_from(signs[i]))) {
            return zb_str_from(signs[i]).n;
        }
    }
    return 0;
}

zb_str zb_strip_generic(const zb_knowledge *knowledge, zb_str text) {
    const zb_words *generic = &knowledge->cues[ZB_CUE_GENERIC];
    for (;;) {
        text = zb_str_trim(text);
        size_t head = sign_at_start(text);
        head = head ? head : zb_words_start(generic, text);
        head = head ? head : zb_date_at_start(text);
        size_t tail = head ? 0 : sign_at_end(text);
        tail = head || tail ? tail : zb_words_end(generic, text);
        if (!head && !tail) {
            return text;
        }
        text = zb_str_sub(text, head, text.n - tail);
    }
}

/* How many of the marks end at `at` or before. */
static size_t marks_until(const zb_topic_list *marks, size_t at) {
    size_t low = 0, high = marks->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (marks->at[middle].end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* How near the pattern's topic is spoken of before the hit's end; negative: nowhere. */
static double topic_weight(const zb_pattern *pattern, const zb_hit *hit, const zb_window *window,
                           const zb_terms *terms) {
    const zb_topic_list *marks = &terms->topics[pattern->topic];
    size_t count = marks_until(marks, hit->end);
    const zb_span *mark = count ? &marks->at[count - 1] : NULL;
    if (mark && hit->end - mark->end < TOPIC_LOOK_BACK) {
        double weight = TOPIC_NEAR * exp(-chars_between(mark->end, hit->start) / TOPIC_REACH);
        weight *= mark->start < window->sentence ? 0.5 : 1;
        return weight > TOPIC_HEADING ? weight : TOPIC_HEADING;
    }
    if (window->heading_topics & (uint64_t)1 << pattern->topic) {
        return TOPIC_HEADING;
    }
    size_t last = window->last_spoken[pattern->topic];
    if (last && window->line - last < TOPIC_CARRY) {
        return TOPIC_CARRIED * exp(-chars_between(last, window->line) / TOPIC_CARRY_REACH);
    }
    return -1;
}

/* Is the pattern's topic spoken of within [start, end)? */
static bool topic_between(const zb_pattern *pattern, size_t start, size_t end,
                          const zb_terms *terms) {
    const zb_topic_list *marks = &terms->topics[pattern->topic];
    for (size_t i = marks_until(marks, end); i-- > 0 && marks->at[i].end > start;) {
        if (marks->at[i].start >= start) {
            return true;
        }
    }
    return false;
}

static double length_weight(int32_t chars) {
    chars = chars < MOST_CHARS ? chars : MOST_CHARS;
    int32_t beyond = chars > LONG_CHARS ? chars - LONG_CHARS : 0;
    return PER_CHAR * (chars - beyond) + PER_LONG_CHAR * beyond;
}

/* What is known of a quantity's surroundings before any term is weighed. */
typedef struct surroundings {
    size_t before_end;  /* the numeral's start, or the end of its name in a list */
    size_t own_end;     /* where the telling part of its own clause ends */
    size_t behind_end;  /* end of the clause behind it */
    bool bare;          /* its own clause names nothing before the numeral */
    bool joined_behind; /* 和 or 及 follows: the words behind belong to another figure */
} surroundings;

/* What a hit's place is worth; negative: out of reach. */
static double place_weight(const zb_hit *hit, const zb_pattern *pattern, const zb_quantity *q,
                           const zb_window *window, const surroundings *around, bool *after) {
    *after = false;
    if (hit->end <= around->before_end && pattern->before) {
        if (hit->start >= window->clause) {
            double weight =
                SAME_CLAUSE - SAME_CLAUSE_LOSS * chars_between(hit->end, around->own_end);
            return weight > SAME_CLAUSE_LEAST ? weight : SAME_CLAUSE_LEAST;
        }
        if (hit->start >= window->previous) {
            double base = around->bare ? EARLIER_CLAUSE_BARE : EARLIER_CLAUSE;
            return base - EARLIER_CLAUSE_LOSS * chars_between(hit->end, window->clause);
        }
        return -1;
    }
    if (hit->start < q->end || hit->end > around->behind_end || around->joined_behind ||
        (q->unit_class & (ZB_UNIT_PERCENT | ZB_UNIT_POINT | ZB_UNIT_MONEY))) {
        return -1;
    }
    double gap = chars_between(q->end, hit->start);
    *after = true;
    if (pattern->after && gap <= BEHIND_REACH) {
        return BEHIND - BEHIND_LOSS * gap;
    }
    if (!around->bare || pattern->topic >= 0) {
        return -1;
    }
    if (gap <= NAME_BEHIND_REACH) {
        return NAME_BEHIND - BEHIND_LOSS * gap;
    }
    return q->unit_class == ZB_UNIT_PERSON ? PREDICATE - PREDICATE_LOSS * gap : -1;
}

static int32_t pattern_chars(const zb_knowledge *knowledge, const zb_hit *hit) {
    return knowledge->patterns[hit->pattern].chars;
}

/* A hit that is within reach and whose topic is spoken of. */
typedef struct candidate {
    const zb_hit *hit;
    double score;
    bool after;
} candidate;

/* Does a longer term among the candidates cover this one, as 不予受理 covers 受理? */
static bool covered(const candidate *all, size_t count, const zb_hit *hit,
                    const zb_knowledge *knowledge) {
    const zb_pattern *own = &knowledge->patterns[hit->pattern];
    for (size_t i = 0; i < count; i++) {
        const zb_hit *other = all[i].hit;
        if (other->start <= hit->start && hit->end <= other->end &&
            pattern_chars(knowledge, other) > own->chars &&
            knowledge->patterns[other->pattern].indicator != own->indicator) {
            return true;
        }
    }
    return false;
}

/* Of one word that is a name by itself and another thing's where a topic is spoken of, the topic
 * decides when the sentence tells it: 举办执法人员培训班2期，培训320人. */
static bool topic_decides(const candidate *all, size_t count, const zb_hit *hit,
                          const zb_window *window, const zb_terms *terms,
                          const zb_knowledge *knowledge) {
    if (knowledge->patterns[hit->pattern].topic >= 0) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const zb_hit *other = all[i].hit;
        const zb_pattern *pattern = &knowledge->patterns[other->pattern];
        if (other->start == hit->start && other->end == hit->end && pattern->topic >= 0 &&
            topic_between(pattern, window->sentence, hit->start, terms)) {
            return true;
        }
    }
    return false;
}

/* Can what the hit names be counted in the quantity's measure word? */
static bool can_count(const zb_hit *hit, const zb_quantity *q, const zb_knowledge *knowledge) {
    int32_t indicator = knowledge->patterns[hit->pattern].indicator;
    return indicator < 0 || (knowledge->counts_in[indicator] & q->unit_class);
}

/* The hits around the quantity that can count it, in text order; returns how many. Of more than
 * MOST_HITS on one side the nearest are taken. */
static size_t gather(const zb_hit *out[2 * MOST_HITS], const zb_quantity *q,
                     const zb_window *window, const zb_terms *terms,
                     const zb_knowledge *knowledge) {
    const zb_hit *all = terms->hits.at;
    size_t middle = 0, high = terms->hits.count;
    while (middle < high) { /* first hit that ends behind the numeral's start */
        size_t half = middle + (high - middle) / 2;
        if (all[half].end <= q->start) {
            middle = half + 1;
        } else {
            high = half;
        }
    }
    size_t low = middle, count = 0;
    while (low > 0 && all[low - 1].end > window->previous && count < MOST_HITS) {
        count += can_count(&all[--low], q, knowledge);
    }
    count = 0;
    for (; low < middle; low++) {
        if (can_count(&all[low], q, knowledge)) {
            out[count++] = &all[low];
        }
    }
    size_t most = count + MOST_HITS;
    for (; low < terms->hits.count && all[low].end <= window->next && count < most; low++) {
        if (can_count(&all[low], q, knowledge)) {
            out[count++] = &all[low];
        }
    }
    return count;
}

/* A sentence that tells of reconsideration goes on to do so; what it told last weighs most. */
static double family_weight(const zb_pattern *pattern, const zb_window *window,
                            const zb_knowledge *knowledge) {
    if (pattern->indicator < 0) {
        return 0;
    }
    int32_t family = knowledge->families[pattern->indicator];
    if (window->nearest >= 0 && knowledge->families[window->nearest] == family) {
        return FAMILY;
    }
    return window->first >= 0 && knowledge->families[window->first] == family ? FAMILY / 2 : 0;
}

/* The score of a hit; false when it is out of reach or its topic is not spoken of. */
static bool weigh(candidate *out, const zb_hit *hit, const zb_quantity *q, const zb_window *window,
                  const surroundings *around, const zb_terms *terms,
                  const zb_knowledge *knowledge) {
    const zb_pattern *pattern = &knowledge->patterns[hit->pattern];
    out->hit = hit;
    double place = place_weight(hit, pattern, q, window, around, &out->after);
    if (place < 0) {
        return false;
    }
    double gap = chars_between(hit->start, hit->end) - pattern->chars;
    out->score = place + length_weight(pattern->chars) - (gap > 0 ? GAP_LOSS * gap : 0);
    out->score += family_weight(pattern, window, knowledge);
    if (pattern->topic >= 0) {
        double topic = topic_weight(pattern, hit, window, terms);
        if (!out->after && (topic_between(pattern, q->end, around->behind_end, terms) ||
                            topic_between(pattern, hit->end, q->start, terms))) {
            topic = TOPIC_NEAR; /* 送审的412件规范性文件; 收到、审结行政复议案件12件、10件 */
        }
        if (topic < 0) {
            return false;
        }
        out->score += topic - PER_CHAR; /* a term that needs a topic says less by itself */
    }
    return true;
}

zb_link zb_link_best(const zb_quantity *q, const zb_window *window, const zb_terms *terms,
                     const zb_knowledge *knowledge) {
    zb_link best = {.indicator = -1, .pattern = -1, .score = THRESHOLD};
    size_t before_end = window->before_end ? window->before_end : q->start;
    zb_str own = zb_strip_generic(knowledge, zb_str_sub(window->text, window->clause, before_end));
    zb_str behind = zb_str_sub(window->text, q->end, window->next);
    surroundings around = {
        .before_end = before_end,
        .own_end = own.n ? (size_t)(own.p - window->text.p) + own.n : before_end,
        .behind_end = zb_clause_end(window->text, q->end, window->next),
        .bare = own.n == 0,
        .joined_behind = zb_words_start(&knowledge->cues[ZB_CUE_AND], zb_str_trim(behind)) > 0,
    };
    const zb_hit *hits[2 * MOST_HITS];
    candidate candidates[2 * MOST_HITS];
    size_t gathered = gather(hits, q, window, terms, knowledge), count = 0;
    for (size_t i = 0; i < gathered; i++) {
        if (weigh(&candidates[count], hits[i], q, window, &around, terms, knowledge)) {
            count++;
        }
    }
    for (size_t i = 0; i < count; i++) {
        const candidate *one = &candidates[i];
        if (one->score > best.score && !covered(candidates, count, one->hit, knowledge) &&
            !topic_decides(candidates, count, one->hit, window, terms, knowledge)) {
            int32_t indicator = knowledge->patterns[one->hit->pattern].indicator;
            best = (zb_link){indicator, one->hit->pattern, one->score, one->after, indicator < 0};
        }
    }
    return best;
}
