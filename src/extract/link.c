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
#define MOST_CHARS 8
#define SAME_CLAUSE 2.0
#define SAME_CLAUSE_LOSS 0.05 /* a character of distance */
#define BEHIND 2.35
#define BEHIND_LOSS 0.12
#define BEHIND_REACH 9 /* characters */
#define EARLIER_CLAUSE 1.0
#define EARLIER_CLAUSE_BARE 1.8 /* where the quantity's own clause names nothing */
#define EARLIER_CLAUSE_LOSS 0.03
#define TOPIC_NEAR 0.6
#define TOPIC_HEADING 0.1
#define TOPIC_REACH 60.0 /* characters over which a topic's weight falls by 1 / e */
#define GAP_BYTES 60     /* between the pieces of a term */

static int by_start_then_longest(const void *a, const void *b) {
    const zb_hit *x = a, *y = b;
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    if (x->end != y->end) {
        return x->end > y->end ? -1 : 1;
    }
    return (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

static int by_end(const void *a, const void *b) {
    const zb_hit *x = a, *y = b;
    if (x->end != y->end) {
        return x->end < y->end ? -1 : 1;
    }
    return by_start_then_longest(a, b);
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

/* Follow a pattern of several pieces backwards from its last piece. `starts` lists, for each
 * literal, nothing but the matches themselves: pieces lie within GAP_BYTES, so the walk is short. */
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
                found = gap_holds(text, match->end, start);
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

/* Drop each hit that lies within a longer term's hit, as 受理 within 不予受理. */
static void drop_covered(zb_hit_list *hits, const zb_knowledge *knowledge) {
    qsort(hits->at, hits->count, sizeof *hits->at, by_start_then_longest);
    size_t kept = 0;
    for (size_t i = 0; i < hits->count; i++) {
        const zb_hit *hit = &hits->at[i];
        int32_t chars = knowledge->patterns[hit->pattern].chars;
        bool covered = false;
        for (size_t k = kept; k-- > 0 && !covered;) {
            const zb_hit *other = &hits->at[k];
            if (other->start + 2 * GAP_BYTES + 120 < hit->start) {
                break;
            }
            covered = other->start <= hit->start && hit->end <= other->end &&
                      knowledge->patterns[other->pattern].chars > chars;
        }
        if (!covered) {
            hits->at[kept++] = *hit;
        }
    }
    hits->count = kept;
    qsort(hits->at, hits->count, sizeof *hits->at, by_end);
}

zb_status zb_terms_find(zb_terms *out, zb_str text, const zb_knowledge *knowledge,
                        const zb_match_list *matches, zb_error *err) {
    for (size_t i = 0; i < matches->count; i++) {
        const zb_match *match = &matches->at[i];
        const zb_literal *literal = &knowledge->literals[match->literal];
        if (literal->topics &&
            !ZB_PUSH(&out->topics,
                     (zb_topic_mark){match->start, match->end, literal->topics})) {
            return zb_error_nomem(err);
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
        drop_covered(&out->hits, knowledge);
    }
    return ZB_OK;
}

void zb_terms_clear(zb_terms *terms) {
    terms->hits.count = 0;
    terms->topics.count = 0;
}

void zb_terms_free(zb_terms *terms) {
    ZB_VEC_FREE(&terms->hits);
    ZB_VEC_FREE(&terms->topics);
}

/* Characters between two offsets, counted as three bytes each: distances need no more. */
static double chars_between(size_t from, size_t to) {
    return to > from ? (double)(to - from) / 3.0 : 0;
}

static size_t strip_date(zb_str text) {
    size_t i = 0, bytes = 0;
    while (i < text.n && zb_numeral_digit(text, i, &bytes) >= 0) {
        i += bytes;
    }
    if (!i) {
        return 0;
    }
    static const char *const marks[] = {"年度", "年底", "年末", "年", "月底", "月", "日"};
    zb_str rest = zb_str_sub(text, i, text.n);
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        if (zb_str_starts(rest, zb_str_from(marks[k]))) {
            return i + zb_str_from(marks[k]).n;
        }
    }
    return 0;
}

static size_t sign_at_start(zb_str s) {
    static const char *const signs[] = {"、", "，", ",", "。", "；", ";", "：", ":", "（", "(",
                                        "）", ")", "“", "”", "|", "·", "—", "-"};
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
    const zb_str_list generic = knowledge->cues[ZB_CUE_GENERIC];
    for (;;) {
        text = zb_str_trim(text);
        size_t head = sign_at_start(text);
        head = head ? head : zb_list_starts(generic, text);
        head = head ? head : strip_date(text);
        size_t tail = head ? 0 : sign_at_end(text);
        tail = head || tail ? tail : zb_list_ends(generic, text);
        if (!head && !tail) {
            return text;
        }
        text = zb_str_sub(text, head, text.n - tail);
    }
}

/* How near the pattern's topic is spoken of before `at`; negative: nowhere. */
static double topic_weight(const zb_pattern *pattern, size_t at, size_t hit_start,
                           const zb_window *window, const zb_terms *terms) {
    uint64_t bit = (uint64_t)1 << pattern->topic;
    for (size_t i = terms->topics.count; i-- > 0;) {
        const zb_topic_mark *mark = &terms->topics.at[i];
        if (mark->start < at && (mark->topics & bit) && mark->end <= at) {
            double distance = chars_between(mark->end, hit_start);
            double weight = TOPIC_NEAR * exp(-distance / TOPIC_REACH);
            if (mark->start < window->sentence) {
                weight *= 0.5;
            }
            return weight > TOPIC_HEADING ? weight : TOPIC_HEADING;
        }
    }
    return window->heading_topics & bit ? TOPIC_HEADING : -1;
}

/* What a hit's place is worth; negative: out of reach. */
static double place_weight(const zb_hit *hit, const zb_pattern *pattern, const zb_quantity *q,
                           const zb_window *window, bool bare, bool *after) {
    *after = false;
    if (hit->end <= q->start && pattern->before) {
        if (hit->start >= window->clause) {
            return SAME_CLAUSE - SAME_CLAUSE_LOSS * chars_between(hit->end, q->start);
        }
        if (hit->start >= window->previous) {
            double base = bare ? EARLIER_CLAUSE_BARE : EARLIER_CLAUSE;
            return base - EARLIER_CLAUSE_LOSS * chars_between(hit->end, window->clause);
        }
        return -1;
    }
    if (hit->start >= q->end && pattern->after && hit->end <= window->next) {
        double gap = chars_between(q->end, hit->start);
        if (gap > BEHIND_REACH ||
            zb_clause_end(window->text, q->end, window->next) < hit->end) {
            return -1;
        }
        *after = true;
        return BEHIND - BEHIND_LOSS * gap;
    }
    return -1;
}

zb_link zb_link_best(const zb_quantity *q, const zb_window *window, const zb_terms *terms,
                     const zb_knowledge *knowledge) {
    zb_link best = {.indicator = -1, .pattern = -1, .score = THRESHOLD};
    zb_str own = zb_str_sub(window->text, window->clause, q->start);
    bool bare = zb_strip_generic(knowledge, own).n == 0;
    for (size_t i = 0; i < terms->hits.count; i++) {
        const zb_hit *hit = &terms->hits.at[i];
        if (hit->end <= window->previous) {
            continue;
        }
        if (hit->start >= window->next) {
            break;
        }
        const zb_pattern *pattern = &knowledge->patterns[hit->pattern];
        if (!(knowledge->counts_in[pattern->indicator] & q->unit_class)) {
            continue;
        }
        bool after;
        double place = place_weight(hit, pattern, q, window, bare, &after);
        if (place < 0) {
            continue;
        }
        int32_t chars = pattern->chars < MOST_CHARS ? pattern->chars : MOST_CHARS;
        double score = place + PER_CHAR * chars;
        if (pattern->topic >= 0) {
            double topic = topic_weight(pattern, hit->end, hit->start, window, terms);
            if (topic < 0) {
                continue;
            }
            score += topic - PER_CHAR; /* a term that needs a topic says less by itself */
        }
        if (score > best.score) {
            best = (zb_link){pattern->indicator, hit->pattern, score, after};
        }
    }
    return best;
}
