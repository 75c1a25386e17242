/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/facts.h"

#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "extract/clause.h"
#include "extract/reader.h"

/* So many figures may share the words of the first: 3批5件8人. */
enum { MOST_SIBLINGS = 8 };

const char *zb_how_name(zb_how how) {
    static const char *const names[] = {
        [ZB_HOW_NONE] = "none",       [ZB_HOW_BEFORE] = "term", [ZB_HOW_AFTER] = "object",
        [ZB_HOW_TOTAL] = "total",     [ZB_HOW_BASE] = "base",   [ZB_HOW_NUMERATOR] = "numerator",
        [ZB_HOW_SHARE] = "share",     [ZB_HOW_TOPIC] = "topic", [ZB_HOW_CELL] = "cell",
        [ZB_HOW_LEARNED] = "learned",
    };
    return names[how];
}

void zb_reader_take_link(zb_fact *fact, const zb_link *link) {
    fact->indicator = link->indicator;
    fact->stranger = link->stranger;
    fact->pattern = link->pattern;
    fact->how = link->indicator < 0 ? ZB_HOW_NONE : link->after ? ZB_HOW_AFTER : ZB_HOW_BEFORE;
}

void zb_reader_inherit(const zb_reader *r, zb_fact *fact, int base) {
    const zb_fact *of = zb_reader_fact(r, (size_t)base);
    fact->indicator = of->indicator;
    fact->part = of->part;
    fact->how = of->indicator >= 0 ? ZB_HOW_BASE : ZB_HOW_NONE;
}

/* Words between a figure and the one before it that only say it rose or fell: 由6124项削减到. */
static bool only_moves(const zb_reader *r, zb_str s) {
    s = zb_reader_residue(r, s);
    for (size_t n; (n = zb_words_end(zb_reader_cue(r, ZB_CUE_TO), s)) > 0;) {
        s = zb_reader_residue(r, zb_str_sub(s, 0, s.n - n));
    }
    return s.n == 0;
}

/* 成功1783件(94.6%): the rate whose numerator the figure before the bracket is. */
static void link_bracketed_share(zb_reader *r, zb_fact *fact, int total) {
    const zb_fact *whole = zb_reader_fact(r, (size_t)total);
    int32_t rate = whole->indicator >= 0 && !whole->part
                       ? zb_rate_of(r->context->lexicon, whole->indicator, -1)
                       : -1;
    if (rate >= 0) {
        fact->indicator = rate;
        fact->how = ZB_HOW_NUMERATOR;
    } else {
        fact->share = true;
        fact->part = true;
        fact->how = ZB_HOW_SHARE;
    }
}

/* 负责人出庭14宗，占开庭宗数的70%: right behind a rate's numerator its share is the rate, unless it
 * is a share of a wider place's figure. */
static void link_share(zb_reader *r, zb_fact *fact, const zb_window *w) {
    fact->part = true;
    fact->how = ZB_HOW_SHARE;
    if (r->facts->count == r->here) {
        return;
    }
    const zb_fact *before = zb_reader_fact(r, r->facts->count - 1);
    zb_str words = zb_str_trim(zb_reader_slice(r, w->clause, fact->q.start));
    if (before->kind != ZB_KIND_LEVEL || before->part || before->indicator < 0 ||
        !zb_words_start(zb_reader_cue(r, ZB_CUE_SHARE), words) ||
        zb_words_last(zb_reader_cue(r, ZB_CUE_WIDER), words, NULL) != ZB_NOT_FOUND) {
        return;
    }
    int32_t rate = zb_rate_of(r->context->lexicon, before->indicator, -1);
    rate = rate < 0 ? r->knowledge->share_rates[before->indicator] : rate;
    if (rate >= 0) {
        fact->part = false;
        fact->indicator = rate;
        fact->how = ZB_HOW_NUMERATOR;
    }
}

/* Last year's figure, or the first of 由A增至B, told beside this year's. */
static void link_old(zb_reader *r, zb_fact *fact, const zb_link *link, int bracket) {
    int base = -1;
    for (size_t i = r->facts->count; i-- > r->here && base < 0;) {
        const zb_fact *other = zb_reader_fact(r, i);
        bool closed = other->bracketed_part && bracket < 0; /* （其中刑事45件），去年100件 */
        if (!closed && other->kind == fact->kind &&
            zb_same_counting(other->q.unit_class, fact->q.unit_class)) {
            base = (int)i;
        }
    }
    if (link->indicator < 0 && base >= 0 && !fact->from) {
        zb_reader_inherit(r, fact, base);
    } else {
        zb_reader_take_link(fact, link);
    }
}

/* 提高了3.2个百分点，达98.5%; 增加15件，达到120件: where a change led to. */
static bool reaches(const zb_reader *r, const zb_fact *fact, const zb_fact *change,
                    zb_str between) {
    bool rate = fact->kind == ZB_KIND_RATE && fact->q.unit_class == ZB_UNIT_PERCENT;
    bool alike = rate ? (change->q.unit_class & ZB_UNIT_POINT) != 0
                      : fact->kind == ZB_KIND_LEVEL &&
                            ((change->q.unit_class & ZB_UNIT_PERCENT) ||
                             zb_same_counting(change->q.unit_class, fact->q.unit_class));
    return alike && zb_words_end(zb_reader_cue(r, ZB_CUE_TO), between) && only_moves(r, between);
}

/* Is the figure the second of 由6124项削减到3987项? */
static bool ends_move(const zb_reader *r, const zb_fact *fact) {
    const zb_fact *before = zb_reader_fact(r, r->facts->count - 1);
    return before->from && before->kind == fact->kind &&
           only_moves(r, zb_str_trim(zb_reader_slice(r, before->q.end, fact->q.start)));
}

/* Does the figure say more of what the one before it stated: 由6124项削减到3987项, 318件、207件,
 * 83名，平均每村6.4名? */
static bool goes_on(const zb_reader *r, const zb_fact *fact, const zb_window *w) {
    const zb_fact *before = zb_reader_fact(r, r->facts->count - 1);
    zb_str between = zb_str_trim(zb_reader_slice(r, before->q.end, fact->q.start));
    if (before->kind == ZB_KIND_CHANGE && reaches(r, fact, before, between)) {
        return true;
    }
    bool same_unit = before->q.unit_class == fact->q.unit_class;
    if (same_unit && before->kind == fact->kind && !before->share &&
        zb_str_eq(between, ZB_STR("、"))) {
        return true;
    }
    if (same_unit && before->kind == fact->kind && w->before_end == 0 &&
        zb_reader_joins(r, between) && zb_reader_each_before(r, before->q.start)) {
        return true; /* 分别研究法治工作3次和5次 */
    }
    zb_str own = zb_str_trim(zb_reader_slice(r, w->clause, fact->q.start));
    if (same_unit && before->kind == fact->kind && before->old && !fact->old &&
        only_moves(r, own)) {
        return true; /* 去年受理120件、今年150件; 去年141件，今年上升到187件 */
    }
    if (zb_str_starts(own, ZB_STR("、"))) {
        own = zb_str_sub(own, strlen("、"), own.n);
    }
    if (same_unit && before->kind == fact->kind && own.n &&
        zb_words_start(zb_reader_cue(r, ZB_CUE_RANKS), own) == own.n) {
        return true; /* 国家级168个、省级2394个 */
    }
    return same_unit && fact->kind == ZB_KIND_RATE && before->kind == ZB_KIND_LEVEL &&
           zb_words_start(zb_reader_cue(r, ZB_CUE_PER_UNIT), own);
}

/* Does the clause name one kind of what the indicator counts? */
static bool is_kind(const zb_reader *r, const zb_fact *fact, const zb_window *w) {
    return fact->indicator >= 0 && fact->kind == ZB_KIND_LEVEL &&
           zb_words_last(&r->knowledge->kinds[fact->indicator],
                         zb_reader_slice(r, w->clause, fact->q.start), NULL) != ZB_NOT_FOUND;
}

/* 43个部门权力清单3287项: bodies are counted, and the indicator is measured by another word than
 * theirs. */
static bool counts_bodies(const zb_reader *r, const zb_fact *fact, const zb_link *link) {
    if (link->indicator < 0 || !(fact->q.unit_class & (ZB_UNIT_THING | ZB_UNIT_FIRM))) {
        return false;
    }
    zb_str behind = zb_str_trim(zb_reader_slice(r, fact->q.end, r->sentence_end));
    zb_unit_class usual = ZB_UNIT_NONE;
    zb_knowledge_unit(r->knowledge, r->context->lexicon->indicators[link->indicator].unit_zh,
                      &usual);
    return !(usual & (ZB_UNIT_THING | ZB_UNIT_FIRM)) &&
           zb_words_start(zb_reader_cue(r, ZB_CUE_BODIES), behind);
}

static void link_level(zb_reader *r, zb_fact *fact, const zb_window *w) {
    zb_link link = zb_link_best(&fact->q, w, r->terms, r->knowledge);
    if (counts_bodies(r, fact, &link)) {
        fact->settled = true;
        link = (zb_link){.indicator = -1, .pattern = -1, .stranger = true};
    }
    int bracket = zb_reader_bracket(r, fact);
    bool bare = zb_strip_generic(r->knowledge, zb_reader_slice(r, w->clause, fact->q.start)).n == 0;
    if (bracket >= 0 && fact->kind == ZB_KIND_RATE && bare) {
        link_bracketed_share(r, fact, bracket);
        return;
    }
    if (fact->share && link.indicator < 0) {
        link_share(r, fact, w);
        return;
    }
    if (fact->old) {
        link_old(r, fact, &link, bracket);
        return;
    }
    bool goes =
        r->facts->count > r->here &&
        (ends_move(r, fact) || (link.indicator < 0 && !link.stranger && goes_on(r, fact, w)));
    if (goes) {
        zb_reader_inherit(r, fact, (int)r->facts->count - 1);
        return;
    }
    zb_reader_take_link(fact, &link);
    if (fact->siblings && zb_reader_fact(r, r->facts->count - 1)->part) {
        fact->part = true; /* 其中集体访4批38人次 */
        return;
    }
    if (fact->kind == ZB_KIND_LEVEL && zb_reader_rest(r, fact, w)) {
        return;
    }
    bool placed = fact->kind != ZB_KIND_RATE && zb_reader_part(r, fact, bracket, &link);
    if (!placed && is_kind(r, fact, w)) {
        fact->part = true; /* 副县级领导出庭应诉13次 */
        return;
    }
    if (!placed && fact->kind != ZB_KIND_RATE) {
        zb_reader_take_total(r, fact, w);
    }
    if (fact->indicator < 0 && !fact->stranger && fact->sorted && fact->kind == ZB_KIND_LEVEL &&
        r->context->about >= 0 && (fact->q.unit_class & (ZB_UNIT_CASE | ZB_UNIT_BATCH))) {
        fact->part = true; /* a petition bulletin: 从诉求内容看，城乡建设4730件 */
        fact->indicator = r->context->about;
        fact->how = ZB_HOW_TOPIC;
    }
}

/* Where the surroundings of a quantity begin. Two quantities side by side (386批1745人次,
 * 131批次、206人次) share those of the first. */
static void set_window(const zb_reader *r, const zb_quantity *q, zb_window *w) {
    zb_str text = r->context->text;
    bool first = r->facts->count == r->here;
    const zb_fact *before = first ? NULL : zb_reader_fact(r, r->facts->count - 1);
    w->previous = first ? r->sentence : before->q.end;
    zb_str between = zb_str_trim(zb_reader_slice(r, w->previous, q->start));
    bool joined = between.n == 0 || zb_str_eq(between, ZB_STR("、")) ||
                  zb_words_has(zb_reader_cue(r, ZB_CUE_TOTAL), between) || /* 罚款8起共1600元 */
                  (q->unit_class == ZB_UNIT_PERSON &&
                   (zb_str_eq(between, ZB_STR(",")) || zb_str_eq(between, ZB_STR("，"))));
    if (before && joined && before->kind == ZB_KIND_LEVEL &&
        before->q.unit_class != q->unit_class && before->siblings < MOST_SIBLINGS) {
        w->previous = before->window;
        w->clause = before->clause;
        w->before_end = before->q.start;
        return;
    }
    if (before && before->how == ZB_HOW_AFTER) {
        /* 12.4万名执法人员持证上岗，9.7万余人次参加轮训: the words behind it are the first one's */
        size_t end = zb_clause_end(text, before->q.end, q->start);
        w->previous = end < q->start ? end : w->previous;
    }
    w->clause = zb_clause_start(text, w->previous, q->start);
    if (before && zb_str_ends(between, ZB_STR("、"))) {
        w->clause = q->start; /* 47名政府法律顾问、6名公职律师: the words are the first one's */
    }
}

/* 从类型看，…; 按申请方式分，…; 败诉原因为…: the sentence tells kinds of something. */
static bool tells_kinds(const zb_reader *r, const zb_quantity *q) {
    zb_str before = zb_reader_slice(r, r->sentence, q->start);
    if (zb_words_last(zb_reader_cue(r, ZB_CUE_SORTED), before, NULL) != ZB_NOT_FOUND) {
        return true;
    }
    zb_str lead = zb_str_trim(before);
    lead = zb_str_sub(lead, 0, zb_clause_end(lead, 0, lead.n));
    return zb_words_start(zb_reader_cue(r, ZB_CUE_SORTED_OPEN), lead) > 0 &&
           zb_words_end(zb_reader_cue(r, ZB_CUE_SORTED_CLOSE), lead) > 0;
}

/* `left` more quantities follow `q` in its sentence. */
static zb_status read_fact(zb_reader *r, const zb_quantity *q, size_t left, zb_error *err) {
    zb_window w = {
        .text = r->context->text,
        .line = r->context->start,
        .sentence = r->sentence,
        .sentence_end = r->sentence_end,
        .next = left ? q[1].start : r->sentence_end,
        .heading_topics = r->context->heading_topics,
        .last_spoken = r->context->last_spoken,
    };
    set_window(r, q, &w);
    w.first = w.nearest = -1;
    for (size_t i = r->here; i < r->facts->count; i++) {
        int32_t indicator = zb_reader_fact(r, i)->indicator;
        w.first = w.first < 0 ? indicator : w.first;
        w.nearest = indicator >= 0 ? indicator : w.nearest;
    }
    zb_fact fact = {.q = *q,
                    .indicator = -1,
                    .pattern = -1,
                    .total = -1,
                    .window = w.previous,
                    .clause = w.clause,
                    .siblings =
                        w.before_end > 0 ? zb_reader_fact(r, r->facts->count - 1)->siblings + 1 : 0,
                    .line = r->context->start,
                    .sentence = r->sentence,
                    .sentence_end = r->sentence_end};
    fact.cell = zb_str_eq(r->line, zb_reader_slice(r, q->start, q->end));
    fact.sorted = tells_kinds(r, q);
    zb_reader_kind(r, &fact, &w);
    zb_reader_year(r, &fact, &w);
    if (fact.kind != ZB_KIND_CHANGE) {
        zb_reader_year_of_list(r, &fact, q, left);
    }
    zb_reader_status(r, &fact);
    zb_reader_follow_parts(r, &fact);
    if (fact.kind == ZB_KIND_CHANGE) {
        zb_reader_link_change(r, &fact, q, left, &w);
    } else {
        fact.settled = zb_reader_pick_of_list(r, q, left, &w);
        link_level(r, &fact, &w);
    }
    if (fact.indicator >= 0 && r->knowledge->is_change[fact.indicator] &&
        fact.kind == ZB_KIND_RATE) {
        fact.kind = ZB_KIND_CHANGE;
        zb_reader_negate(&fact);
    }
    zb_reader_label(r, &fact, &w);
    return ZB_PUSH(r->facts, fact) ? ZB_OK : zb_error_nomem(err);
}

/* Make the reader ready for the sentence text[start, end). */
static void enter_sentence(zb_reader *r, size_t start, size_t end) {
    r->sentence = start;
    r->sentence_end = end;
    r->here = r->facts->count;
    r->parts_open = false;
    r->parts_colon = false;
    r->plan = r->standing = r->change_marks = r->compare = (zb_told){.to = start};
    r->year_to = start;
    r->year_named = 0;
    r->clause_to = start;
    r->year_open = r->year_outside = 0;
    r->brackets = (zb_brackets){.to = start};
}

zb_status zb_facts_of_line(zb_fact_list *out, const zb_fact_context *context,
                           const zb_quantity_list *quantities, const zb_terms *terms,
                           zb_error *err) {
    zb_reader r = {.context = context,
                   .knowledge = &context->lexicon->knowledge,
                   .terms = terms,
                   .facts = out,
                   .line = zb_str_trim(zb_str_sub(context->text, context->start, context->end)),
                   .parts_total = -1};
    size_t i = 0;
    zb_status status = ZB_OK;
    for (size_t at = context->start, end; at < context->end && i < quantities->count; at = end) {
        end = zb_sentence_end(context->text, at, context->end);
        if (quantities->at[i].start >= end) {
            continue;
        }
        size_t last = i;
        while (last + 1 < quantities->count && quantities->at[last + 1].start < end) {
            last++;
        }
        if (quantities->at[last].end > end) {
            end = quantities->at[last].end; /* a long sentence is not cut within a quantity */
        }
        enter_sentence(&r, at, end);
        for (; i <= last && status == ZB_OK; i++) {
            status = read_fact(&r, &quantities->at[i], last - i, err);
        }
        if (status != ZB_OK) {
            break;
        }
    }
    return status;
}
