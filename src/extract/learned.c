/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/learned.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

/* How far words speak, in characters: of the figure's clause, of the clauses between it and the
 * figure before, of the sentence before that, and behind the figure. */
enum { CLAUSE_CHARS = 14, BETWEEN_CHARS = 16, EARLIER_CHARS = 48, BEHIND_CHARS = 10 };
enum { CHARS_MOST = 64 };

/* The characters of a stretch of text, runs of ASCII digits as one `#`. */
typedef struct chars {
    char bytes[CHARS_MOST * 4 + 4];
    size_t at[CHARS_MOST + 1]; /* where each begins, and the end */
    size_t count;
} chars;

static bool parts_clauses(uint32_t c) {
    switch (c) {
    case 0xFF0C: /* ， */
    case ',':
    case 0xFF1B: /* ； */
    case ';':
    case 0xFF1A: /* ： */
    case ':':
    case 0x3002: /* 。 */
    case 0x3001: /* 、 */
    case 0xFF08: /* （ */
    case '(':
        return true;
    default:
        return false;
    }
}

/* The last `most` characters of text[start, end), which may be long. */
static void take_last(chars *out, zb_str text, size_t start, size_t end, size_t most) {
    size_t from = end, seen = 0;
    bool in_number = false;
    while (from > start && seen < most) {
        size_t before = zb_utf8_before(text, from), next = before;
        uint32_t c = zb_utf8_next(text, &next);
        bool digit = c >= '0' && c <= '9';
        seen += !(digit && in_number);
        in_number = digit;
        from = before;
    }
    out->count = 0;
    size_t n = 0;
    in_number = false;
    for (size_t i = from; i < end && out->count < most;) {
        size_t at = i;
        uint32_t c = zb_utf8_next(text, &i);
        bool digit = c >= '0' && c <= '9';
        if (digit && in_number) {
            continue;
        }
        in_number = digit;
        out->at[out->count++] = n;
        memcpy(out->bytes + n, digit ? "#" : text.p + at, digit ? 1 : i - at);
        n += digit ? 1 : i - at;
    }
    out->at[out->count] = n;
}

static void put_bytes(zb_cue_list *out, const char *bytes, size_t n) {
    if (n && !zb_vec_reserve((void **)&out->bytes, &out->byte_capacity, out->byte_count, n, 1)) {
        out->failed = true;
        return;
    }
    if (n) {
        memcpy(out->bytes + out->byte_count, bytes, n);
    }
    out->byte_count += n;
}

static void put_cue(zb_cue_list *out, const char *kind, const char *bytes, size_t n) {
    put_bytes(out, kind, strlen(kind));
    put_bytes(out, bytes, n);
    out->failed |= !ZB_PUSH(&out->ends, out->byte_count);
}

/* All runs of `least` to `most` characters. */
static void put_runs(zb_cue_list *out, const char *kind, const chars *c, size_t least,
                     size_t most) {
    for (size_t n = least; n <= most; n++) {
        for (size_t k = 0; k + n <= c->count; k++) {
            put_cue(out, kind, c->bytes + c->at[k], c->at[k + n] - c->at[k]);
        }
    }
}

/* Behind the last clause sign in text[start, end), or `start`. */
static size_t clause_from(zb_str text, size_t start, size_t end) {
    size_t from = start;
    for (size_t i = end; i > start;) {
        size_t before = zb_utf8_before(text, i), next = before;
        if (parts_clauses(zb_utf8_next(text, &next))) {
            from = next;
            break;
        }
        i = before;
    }
    return from;
}

static void put_behind(zb_cue_list *out, zb_str text, size_t start, size_t end) {
    chars c;
    size_t stop = start, count = 0;
    while (stop < end && count < BEHIND_CHARS) {
        size_t next = stop;
        uint32_t code = zb_utf8_next(text, &next);
        if (parts_clauses(code) || code == '\n') {
            break;
        }
        stop = next;
        count++;
    }
    take_last(&c, text, start, stop, BEHIND_CHARS);
    put_runs(out, "r=", &c, 2, 3);
    for (size_t n = 1; n <= 3 && n <= c.count; n++) {
        put_cue(out, "b=", c.bytes, c.at[n]);
    }
}

/* How cues call the indicator of the figure before. */
static zb_str code_before(const zb_lexicon *lexicon, int32_t before) {
    return before >= 0               ? lexicon->indicators[before].code
           : before == ZB_CUES_FIRST ? ZB_STR("^")
                                     : ZB_STR("-");
}

static void put_before(zb_cue_list *out, const zb_lexicon *lexicon, int32_t before) {
    zb_str code = code_before(lexicon, before);
    size_t dot = zb_str_find(code, ZB_STR("."));
    put_cue(out, "p=", code.p, code.n);
    put_cue(out, "pf=", code.p, dot == ZB_NOT_FOUND ? code.n : dot);
}

/* The measure word without blanks, the full-width per-cent sign as %. */
static void put_unit(zb_cue_list *out, const zb_lexicon *lexicon, zb_str text, const zb_quantity *q,
                     int32_t before) {
    zb_str unit = zb_str_sub(text, q->unit_start, q->unit_end);
    bool percent = q->unit_class == ZB_UNIT_PERCENT && !zb_str_eq(unit, ZB_STR("‰"));
    unit = percent ? ZB_STR("%") : unit.n ? unit : ZB_STR("-");
    zb_str code = code_before(lexicon, before);
    put_cue(out, "u=", unit.p, unit.n);
    put_bytes(out, "up=", 3);
    put_bytes(out, unit.p, unit.n);
    put_cue(out, "", code.p, code.n);
}

void zb_cues_of(zb_cue_list *out, const zb_lexicon *lexicon, zb_str text, const zb_fact_list *facts,
                size_t i, int32_t before) {
    const zb_fact *fact = &facts->at[i];
    bool first = i == 0 || facts->at[i - 1].sentence != fact->sentence;
    size_t previous = first ? fact->sentence : facts->at[i - 1].q.end;
    previous = previous > fact->q.start ? fact->q.start : previous;
    size_t clause = clause_from(text, previous, fact->q.start);
    out->byte_count = 0;
    out->ends.count = 0;
    out->failed = false;
    put_unit(out, lexicon, text, &fact->q, before);
    const char *kind = zb_kind_name(fact->kind);
    put_cue(out, "k=", kind, strlen(kind));
    put_before(out, lexicon, before);
    chars c;
    take_last(&c, text, clause, fact->q.start, CLAUSE_CHARS);
    put_runs(out, "c=", &c, 2, 4);
    for (size_t n = 1; n <= 4 && n <= c.count; n++) { /* right before the figure */
        put_cue(out, "e=", c.bytes + c.at[c.count - n], c.at[c.count] - c.at[c.count - n]);
    }
    take_last(&c, text, previous, clause, BETWEEN_CHARS);
    put_runs(out, "o=", &c, 2, 3);
    take_last(&c, text, fact->sentence, previous, EARLIER_CHARS);
    put_runs(out, "s=", &c, 2, 2);
    put_behind(out, text, fact->q.end, fact->sentence_end);
}

zb_str zb_cue_at(const zb_cue_list *cues, size_t i) {
    size_t start = i ? cues->ends.at[i - 1] : 0;
    return (zb_str){cues->bytes + start, cues->ends.at[i] - start};
}

void zb_cue_list_free(zb_cue_list *cues) {
    zb_mem_free(cues->bytes);
    cues->bytes = NULL;
    cues->byte_count = cues->byte_capacity = 0;
    ZB_VEC_FREE(&cues->ends);
}

/* What the weights say of the cues: the best class, and its lead over the next. */
typedef struct opinion {
    int32_t indicator;
    bool part;
    double lead;
    int32_t cue; /* that spoke for it most, position in the weights, -1 none */
} opinion;

static const zb_cue_weights *row_of(const zb_weights *weights, const zb_cue_list *cues, size_t i,
                                    int64_t *at) {
    *at = zb_map_get(&weights->by_cue, zb_cue_at(cues, i), -1);
    return *at < 0 ? NULL : &weights->cues[*at];
}

/* Add up what the cues say of each class. */
static void add_up(const zb_weights *weights, const zb_cue_list *cues, int32_t *scores) {
    int64_t at;
    memset(scores, 0, weights->class_count * sizeof *scores);
    for (size_t i = 0; i < cues->ends.count; i++) {
        const zb_cue_weights *row = row_of(weights, cues, i, &at);
        for (size_t k = 0; row && k < row->count; k++) {
            const zb_weight *w = &weights->weights[row->first + k];
            scores[w->class] += w->weight;
        }
    }
}

/* The cue that speaks most for the class, -1 for none. */
static int32_t speaker(const zb_weights *weights, const zb_cue_list *cues, size_t class) {
    int64_t at;
    int32_t out = -1;
    int most = 0;
    for (size_t i = 0; i < cues->ends.count; i++) {
        const zb_cue_weights *row = row_of(weights, cues, i, &at);
        for (size_t k = 0; row && k < row->count; k++) {
            const zb_weight *w = &weights->weights[row->first + k];
            if ((size_t)w->class == class && w->weight > most) {
                most = w->weight;
                out = (int32_t)at;
            }
        }
    }
    return out;
}

/* `scores` has room for each class. A class whose code the catalogue does not have was not added
 * up: its score of 0 must beat none. A class without a rival leads by nothing. */
static opinion weigh(const zb_weights *weights, const zb_cue_list *cues, int32_t *scores) {
    add_up(weights, cues, scores);
    size_t best = weights->class_count, next = weights->class_count;
    opinion out = {.indicator = -1, .cue = -1};
    for (size_t i = 0; i < weights->class_count; i++) {
        const zb_weight_class *class = &weights->classes[i];
        if (class->part) {
            out.part |= scores[i] > 0;
        } else if (class->known && (best == weights->class_count || scores[i] > scores[best])) {
            next = best;
            best = i;
        } else if (class->known && (next == weights->class_count || scores[i] > scores[next])) {
            next = i;
        }
    }
    if (next < weights->class_count) {
        out.indicator = weights->classes[best].indicator;
        out.lead = ((double)scores[best] - scores[next]) / ZB_WEIGHT_ONE;
        out.cue = speaker(weights, cues, best);
    }
    return out;
}

/* May the opinion stand against what the rules say? */
static bool prevails(const zb_lexicon *lexicon, const zb_fact *fact, const opinion *o) {
    bool settled = fact->how == ZB_HOW_CELL || fact->how == ZB_HOW_NUMERATOR ||
                   fact->how == ZB_HOW_AFTER || fact->share || fact->settled;
    bool unheard = fact->indicator >= 0 && !lexicon->weights.speaks_of[fact->indicator];
    if (o->indicator == fact->indicator || settled || unheard) {
        return false;
    }
    if (o->indicator < 0) {
        return o->lead >= ZB_LEARNED_DROP;
    }
    bool counted = fact->kind == ZB_KIND_CHANGE ||
                   (lexicon->knowledge.counts_in[o->indicator] & fact->q.unit_class);
    if (!counted || (lexicon->knowledge.is_change[o->indicator] && fact->kind != ZB_KIND_CHANGE)) {
        return false;
    }
    bool open = fact->indicator < 0 && !fact->stranger && fact->kind != ZB_KIND_CHANGE;
    return o->lead >= (open ? ZB_LEARNED_FILL : ZB_LEARNED_CHANGE);
}

/* A change goes with the figure before it, a part with its total, when those are named anew. */
static bool follows(const zb_fact_list *facts, size_t i, const int32_t *ruled, size_t first,
                    int32_t *indicator) {
    const zb_fact *fact = &facts->at[i];
    size_t of = fact->how == ZB_HOW_TOTAL && fact->total >= 0 ? (size_t)fact->total
                : fact->how == ZB_HOW_BASE && i > first       ? i - 1
                                                              : i;
    if (of == i || of < first || of >= facts->count || ruled[of - first] != fact->indicator) {
        return false;
    }
    *indicator = facts->at[of].indicator;
    return true;
}

/* Does the sentence state the indicator already, with a figure that this one could be a part of:
 * 审结306件，维持122件? */
static bool stated_larger(const zb_fact_list *facts, size_t i, size_t first, int32_t indicator) {
    enum { NEAR = 20 };
    const zb_fact *fact = &facts->at[i];
    for (size_t k = i; k-- > first && i - k <= NEAR && facts->at[k].sentence == fact->sentence;) {
        const zb_fact *other = &facts->at[k];
        if (other->indicator == indicator && other->kind == ZB_KIND_LEVEL && !other->old &&
            zb_same_counting(other->q.unit_class, fact->q.unit_class)) {
            return other->part || other->q.value >= fact->q.value;
        }
    }
    return false;
}

static void rename_fact(zb_fact_list *facts, size_t i, size_t first, const opinion *o) {
    zb_fact *fact = &facts->at[i];
    if (fact->indicator < 0 && o->indicator >= 0 && fact->kind == ZB_KIND_LEVEL && !fact->old) {
        fact->part |= o->part || stated_larger(facts, i, first, o->indicator);
    }
    fact->indicator = o->indicator;
    fact->pattern = -1;
    fact->how = ZB_HOW_LEARNED;
    fact->cue = o->cue;
}

/* Where the figure stands in the text that the flow was made from. */
static zb_span place_of(const zb_unwrapped *flow, const zb_quantity *q) {
    zb_span span;
    zb_unwrapped_span(flow, q->start, q->end, &span);
    return span;
}

zb_status zb_learned_pass(zb_fact_list *facts, size_t first, const zb_lexicon *lexicon,
                          const zb_unwrapped *flow, const zb_teacher *teacher, zb_error *err) {
    size_t count = facts->count - first;
    if (!count || (!teacher && !lexicon->weights.cue_count)) {
        return ZB_OK;
    }
    zb_cue_list cues = {0};
    int32_t *scores = zb_mem_zero(lexicon->weights.class_count + 1, sizeof *scores);
    int32_t *ruled = zb_mem_zero(count, sizeof *ruled);
    bool ok = scores && ruled;
    int32_t before = ZB_CUES_FIRST;
    for (size_t i = first; i < facts->count && ok; i++) {
        zb_fact *fact = &facts->at[i];
        ruled[i - first] = fact->indicator;
        before = i == first || facts->at[i - 1].sentence != fact->sentence ? ZB_CUES_FIRST : before;
        zb_cues_of(&cues, lexicon, flow->document.text, facts, i, before);
        ok = !cues.failed;
        before = fact->indicator;
        if (ok && teacher) {
            teacher->teach(teacher->user, place_of(flow, &fact->q), &cues, &before);
            continue;
        }
        int32_t followed;
        if (ok && follows(facts, i, ruled, first, &followed)) {
            fact->indicator = followed;
        } else if (ok) {
            opinion o = weigh(&lexicon->weights, &cues, scores);
            if (prevails(lexicon, fact, &o)) {
                rename_fact(facts, i, first, &o);
            }
        }
        before = fact->indicator;
    }
    zb_cue_list_free(&cues);
    zb_mem_free(scores);
    zb_mem_free(ruled);
    return ok ? ZB_OK : zb_error_nomem(err);
}
