/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of-which figures by words: 其中, brackets, 合计.
 */
#include "extract/reader.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "extract/clause.h"

/* A total stands no more facts before its parts. */
enum { NEAR_FACTS = 200 };

/* The nearest level before the fact that counts in the same way, from index `from` on, or -1. */
static int nearest_level(const zb_reader *r, const zb_fact *fact, size_t from, bool skip_parts) {
    for (size_t i = r->facts->count; i-- > from && r->facts->count - i <= NEAR_FACTS;) {
        const zb_fact *other = zb_reader_fact(r, i);
        if (other->kind == ZB_KIND_LEVEL && !other->old && !(skip_parts && other->part) &&
            zb_same_counting(other->q.unit_class, fact->q.unit_class)) {
            return (int)i;
        }
    }
    return -1;
}

/* Keep track of 其中 and of where its reach ends. */
void zb_reader_follow_parts(zb_reader *r, zb_fact *fact) {
    bool first = r->facts->count == r->here;
    size_t from = first ? r->sentence : zb_reader_fact(r, r->facts->count - 1)->q.end;
    zb_str between = zb_reader_slice(r, from, fact->q.start);
    bool ended = zb_str_has(between, ZB_STR("；")) || zb_str_has(between, ZB_STR(";"));
    if (ended && !r->parts_colon) {
        r->parts_open = false;
    }
    zb_str word = {0};
    size_t end = zb_words_last(zb_reader_cue(r, ZB_CUE_PART_OPEN), between, &word);
    size_t bracket;
    if (end == ZB_NOT_FOUND ||
        zb_brackets_follow(&r->brackets, r->context->text, fact->q.start, &bracket)) {
        return; /* a bracket's 含 reaches no further than the bracket */
    }
    int total = nearest_level(r, fact, first ? r->context->first_near : r->here, true);
    if (total >= 0) {
        r->parts_open = true;
        r->parts_total = total;
        zb_str rest = zb_str_sub(between, end, between.n);
        r->parts_colon = zb_str_starts(rest, ZB_STR(":")) || zb_str_starts(rest, ZB_STR("：")) ||
                         zb_str_ends(word, ZB_STR("："));
        r->parts_breakdown = ++r->facts->breakdowns;
    }
}

/* The total of a figure in brackets: the quantity that the bracket follows, -1 for none. */
int zb_reader_bracket(zb_reader *r, const zb_fact *fact) {
    size_t open;
    if (!zb_brackets_follow(&r->brackets, r->context->text, fact->q.start, &open)) {
        return -1;
    }
    for (size_t i = r->facts->count; i-- > r->here;) {
        const zb_fact *other = zb_reader_fact(r, i);
        if (other->q.end <= open) {
            /* the counted thing may stand between: 10.7万名人民调解员（专职2.6万名） */
            enum { OBJECT_BYTES = 30 };
            zb_str between = zb_str_trim(zb_reader_slice(r, other->q.end, open));
            bool joined =
                zb_str_eq(between, ZB_STR(",")) || zb_str_eq(between, ZB_STR("，")) ||
                (between.n <= OBJECT_BYTES && zb_clause_end(between, 0, between.n) == between.n);
            return joined ? (int)i : -1;
        }
    }
    return -1;
}

static void make_part(const zb_reader *r, zb_fact *fact, int total, int breakdown,
                      const zb_link *own) {
    fact->part = true;
    fact->total = total;
    fact->breakdown = breakdown;
    const zb_fact *whole = total >= 0 ? zb_reader_fact(r, (size_t)total) : NULL;
    if (own->indicator < 0 && whole) {
        fact->indicator = whole->indicator;
        fact->how = whole->indicator >= 0 ? ZB_HOW_TOTAL : ZB_HOW_NONE;
    }
}

/* A part of the total by any other name: the words before it name one kind of what is counted. */
static void make_kind(const zb_reader *r, zb_fact *fact, int total, int breakdown) {
    const zb_link none = {.indicator = -1, .pattern = -1};
    zb_reader_take_link(fact, &none);
    make_part(r, fact, total, breakdown, &none);
}

/* Do the facts from index `first` on count one thing, as kinds of it? */
static bool one_thing(const zb_reader *r, size_t first) {
    int32_t name = -1;
    for (size_t i = first; i < r->facts->count; i++) {
        const zb_fact *fact = zb_reader_fact(r, i);
        if (fact->stranger || (name >= 0 && fact->indicator >= 0 && fact->indicator != name)) {
            return false;
        }
        name = fact->indicator >= 0 ? fact->indicator : name;
    }
    return true;
}

/* 66件、41件、29件，合计136件: what stood before becomes the parts of this total. */
void zb_reader_take_total(zb_reader *r, zb_fact *fact, const zb_window *w) {
    zb_str own = zb_str_trim(zb_reader_slice(r, w->clause, fact->q.start));
    if (!zb_words_start(zb_reader_cue(r, ZB_CUE_TOTAL), own) || fact->kind != ZB_KIND_LEVEL) {
        return;
    }
    const zb_fact *last = r->facts->count > r->here ? zb_reader_fact(r, r->facts->count - 1) : NULL;
    if (fact->indicator < 0 && last && !last->stranger &&
        zb_strip_generic(r->knowledge, own).n == 0 && last->q.unit_class == fact->q.unit_class) {
        fact->indicator = last->indicator; /* 新增26人，总数达91人; 平均每村5.4名，总数8.9万名 */
        fact->how = fact->indicator >= 0 ? ZB_HOW_BASE : ZB_HOW_NONE;
    }
    size_t parts = 0;
    double sum = 0;
    for (size_t i = r->facts->count; i-- > r->here;) {
        const zb_fact *other = zb_reader_fact(r, i);
        if (other->kind != ZB_KIND_LEVEL || other->part || other->old ||
            !zb_same_counting(other->q.unit_class, fact->q.unit_class)) {
            break;
        }
        parts++;
        sum += other->q.value;
    }
    size_t first = r->facts->count - parts;
    if (parts < 2 || sum > fact->q.value * 1.02 || sum < fact->q.value * 0.98) {
        return;
    }
    if (fact->indicator < 0 && !one_thing(r, first)) {
        fact->settled = true;
        return; /* 行政许可520件、行政给付32件，合计552件: the sum of different things is neither */
    }
    r->facts->breakdowns++;
    if (fact->indicator < 0) {
        fact->indicator = zb_reader_fact(r, first)->indicator;
        fact->how = fact->indicator >= 0 ? ZB_HOW_BASE : ZB_HOW_NONE;
    }
    for (size_t i = first; i < r->facts->count; i++) {
        zb_fact *part = zb_reader_fact(r, i);
        part->part = true;
        part->total = (int)r->facts->count;
        part->breakdown = r->facts->breakdowns;
        if (part->indicator < 0 && !part->stranger) {
            part->indicator = fact->indicator;
            part->how = fact->indicator >= 0 ? ZB_HOW_TOTAL : ZB_HOW_NONE;
        }
    }
}

/* 权责清单138项，其中行政许可4项、行政处罚17项: does the total break down into what stands before
 * the figure, counted by the same measure word? */
static bool is_listed(const zb_reader *r, const zb_fact *whole, const zb_fact *fact) {
    zb_str unit = zb_reader_slice(r, fact->q.unit_start, fact->q.unit_end);
    return whole->indicator >= 0 &&
           zb_str_eq(unit, zb_reader_slice(r, whole->q.unit_start, whole->q.unit_end)) &&
           zb_words_last(&r->knowledge->lists[whole->indicator],
                         zb_reader_slice(r, fact->clause, fact->q.start), NULL) != ZB_NOT_FOUND;
}

/* Is the figure part of a bracket or of an open 其中? */
bool zb_reader_part(zb_reader *r, zb_fact *fact, int bracket, const zb_link *link) {
    if (link->stranger) {
        return false;
    }
    if (bracket >= 0 &&
        zb_same_counting(zb_reader_fact(r, (size_t)bracket)->q.unit_class, fact->q.unit_class)) {
        bool going_on = r->facts->count > r->here &&
                        zb_reader_fact(r, r->facts->count - 1)->bracketed_part &&
                        zb_reader_fact(r, r->facts->count - 1)->total == bracket;
        r->facts->breakdowns += !going_on;
        fact->bracketed_part = true;
        const zb_fact *of = zb_reader_fact(r, (size_t)bracket);
        bool foreign = link->indicator >= 0 && of->indicator >= 0 &&
                       !zb_same_family(r->context->lexicon, link->indicator, of->indicator);
        if (foreign) { /* （新办511件，变更、注销164件）: kinds of the total, whatever they are
                          called */
            make_kind(r, fact, bracket, r->facts->breakdowns);
        } else {
            make_part(r, fact, bracket, r->facts->breakdowns, link);
        }
        return true;
    }
    if (!r->parts_open) {
        return false;
    }
    const zb_fact *whole = zb_reader_fact(r, (size_t)r->parts_total);
    if (!zb_same_counting(whole->q.unit_class, fact->q.unit_class)) {
        return false;
    }
    fact->opened = r->parts_breakdown;
    fact->opened_total = r->parts_total;
    if (link->indicator >= 0 && is_listed(r, whole, fact)) {
        make_kind(r, fact, r->parts_total, r->parts_breakdown);
        return true;
    }
    if (link->indicator >= 0 && link->indicator != whole->indicator) {
        /* 其中确认违法1件: a figure of its own, not a kind of the total; arithmetic may yet make it
         * one: 职权106项，其中行政许可5项、… */
        return false;
    }
    make_part(r, fact, r->parts_total, r->parts_breakdown, link);
    return true;
}

/* A further part of the total that `part` is of. */
static void part_beside(zb_fact *fact, const zb_fact *part) {
    fact->part = true;
    fact->total = part->total;
    fact->breakdown = part->breakdown;
    fact->indicator = part->indicator;
    fact->how = part->indicator >= 0 ? ZB_HOW_TOTAL : ZB_HOW_NONE;
}

bool zb_reader_rest(zb_reader *r, zb_fact *fact, const zb_window *w) {
    zb_str own = zb_str_trim(zb_reader_slice(r, w->clause, fact->q.start));
    while (zb_str_starts(own, ZB_STR("、")) || zb_str_starts(own, ZB_STR("，"))) {
        own = zb_str_sub(own, strlen("、"), own.n);
    }
    if (!zb_words_has(zb_reader_cue(r, ZB_CUE_REST), own)) {
        return false;
    }
    /* back over figures that count alike to the last part: they are parts of the same total */
    for (size_t i = r->facts->count; i-- > r->here;) {
        const zb_fact *other = zb_reader_fact(r, i);
        if (other->kind != ZB_KIND_LEVEL) {
            continue;
        }
        if (other->old || !zb_same_counting(other->q.unit_class, fact->q.unit_class)) {
            return false;
        }
        if (!other->part) {
            continue;
        }
        for (size_t k = i + 1; k < r->facts->count; k++) {
            zb_fact *between = zb_reader_fact(r, k);
            /* 撤销23件 keeps its name */
            if (between->kind == ZB_KIND_LEVEL &&
                !zb_fact_is_outcome(between, other, r->context->lexicon)) {
                part_beside(between, other);
            }
        }
        part_beside(fact, other);
        return true;
    }
    return false;
}
