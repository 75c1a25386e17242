/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes: the figure that each belongs to; and lists whose i-th figure has the i-th name.
 */
#include "extract/reader.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "extract/clause.h"
#include "source/years.h"

/* Without a word of comparing or moving at its head or tail; `s` itself when it has none. */
static zb_str cut_move(const zb_reader *r, zb_str s) {
    static const zb_cue lists[] = {ZB_CUE_CHANGE_MARKS,   ZB_CUE_RISE,
                                   ZB_CUE_FALL,           ZB_CUE_COMPARE,
                                   ZB_CUE_LAST_YEAR,      ZB_CUE_AT_LEAST_BEFORE,
                                   ZB_CUE_AT_MOST_BEFORE, ZB_CUE_ABOUT_BEFORE};
    /* the first list goes first: 同比 goes before 比 may, 上年 before 年 */
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        size_t head = zb_words_start(zb_reader_cue(r, lists[i]), s);
        size_t tail = head ? 0 : zb_words_end(zb_reader_cue(r, lists[i]), s);
        if (head || tail) {
            return zb_str_sub(s, head, s.n - tail);
        }
    }
    return s;
}

zb_str zb_reader_cut_moves(const zb_reader *r, zb_str s) {
    for (;;) {
        s = zb_str_trim(s);
        zb_str rest = cut_move(r, s);
        if (rest.n == s.n) {
            return s;
        }
        s = rest;
    }
}

/* Words of a change's own clause that are not about comparing; empty: it names nothing itself. */
zb_str zb_reader_residue(const zb_reader *r, zb_str s) {
    for (;;) {
        s = zb_reader_cut_moves(r, s);
        zb_str rest = zb_strip_generic(r->knowledge, s);
        if (rest.n == s.n) {
            return s;
        }
        s = rest;
    }
}

/* The words before a comparison: in 案件数比“十二五”末增长 the clause names 案件数 itself, and from
 * 比 on it says what with. 占比, 同比, 环比 and 比例 compare nothing. */
static zb_str before_comparison(zb_str s) {
    static const char *const words[] = {"比", "较"};
    static const char *const not_before[] = {"占", "同", "环", "相", "对"};
    for (size_t i = 0; i < 2; i++) {
        size_t at = zb_str_rfind(s, zb_str_from(words[i]));
        bool compares = at != ZB_NOT_FOUND;
        zb_str head = zb_str_sub(s, 0, compares ? at : 0);
        for (size_t k = 0; k < 5 && compares; k++) {
            compares = !zb_str_ends(head, zb_str_from(not_before[k]));
        }
        zb_str rest = compares ? zb_str_sub(s, at, s.n) : (zb_str){0};
        if (compares && !zb_str_starts(rest, ZB_STR("比例")) &&
            !zb_str_starts(rest, ZB_STR("比重")) && !zb_str_starts(rest, ZB_STR("较大"))) {
            return head;
        }
    }
    return s;
}

/* How many more changes of the same row follow: `、下降6.5%`, `和15.6%`. */
static size_t changes_behind(const zb_reader *r, const zb_quantity *q, size_t left) {
    enum { SHORT = 24 };
    size_t count = 0;
    for (size_t i = 1; i <= left; i++, count++) {
        zb_str between = zb_reader_slice(r, q[i - 1].end, q[i].start);
        /* 分别少12批和31人次: other measure words, but nothing else between them */
        bool listed = q[i].unit_class == q->unit_class || zb_reader_joins(r, between);
        if (between.n > SHORT || zb_str_has(between, ZB_STR("，")) ||
            zb_str_has(between, ZB_STR(",")) || zb_str_has(between, ZB_STR("；")) ||
            zb_str_has(between, ZB_STR(";")) || !listed) {
            break;
        }
    }
    return count;
}

/* The figure a change belongs to; `*paired` tells that 分别 says so. */
static int change_base(const zb_reader *r, const zb_fact *fact, const zb_quantity *q, size_t left,
                       bool *paired) {
    size_t count = r->facts->count;
    /* how many changes stand in a row before this one */
    size_t row = 0;
    while (row < count - r->here && zb_reader_fact(r, count - 1 - row)->kind == ZB_KIND_CHANGE) {
        row++;
    }
    size_t first_change = count - row;
    size_t start = row ? zb_reader_fact(r, first_change)->q.start : fact->q.start;
    size_t from = first_change > r->here ? zb_reader_fact(r, first_change - 1)->q.end : r->sentence;
    bool each = zb_words_last(zb_reader_cue(r, ZB_CUE_EACH), zb_reader_slice(r, from, start),
                              NULL) != ZB_NOT_FOUND;
    *paired = false;
    if (each) {
        /* 分别上升a、b和下降c: the i-th change belongs to the i-th of as many levels */
        size_t wanted = changes_behind(r, q, left) + 1; /* counted back from the last level */
        for (size_t i = first_change; i-- > r->here;) {
            const zb_fact *other = zb_reader_fact(r, i);
            if (other->kind != ZB_KIND_CHANGE && !other->old && --wanted == 0) {
                *paired = true;
                return (int)i;
            }
        }
    }
    const zb_unit_class points = ZB_UNIT_POINT | ZB_UNIT_PERCENT;
    if (row && !each) {
        return (int)count - 1; /* 减少21.35万元，降幅11.9%: both belong to the same figure */
    }
    for (size_t i = count; i-- > r->here;) {
        const zb_fact *other = zb_reader_fact(r, i);
        if (other->kind == ZB_KIND_CHANGE || other->bracketed_part ||
            other->q.unit_class == ZB_UNIT_MULTIPLE || (other->old && other->indicator < 0)) {
            continue;
        }
        if (other->kind == ZB_KIND_RATE && other->indicator < 0 &&
            !(fact->q.unit_class & ZB_UNIT_POINT) && !other->old) {
            continue; /* 完成年度任务的119.6% is not what rose */
        }
        if (fact->q.unit_class == ZB_UNIT_POINT && !(other->q.unit_class & points)) {
            continue;
        }
        if (!(fact->q.unit_class & points) && fact->q.unit_class != ZB_UNIT_MULTIPLE &&
            !zb_same_counting(fact->q.unit_class, other->q.unit_class)) {
            continue;
        }
        return (int)i;
    }
    return -1;
}

/* Only 、 or 和 between two figures of a list, and between changes their verbs: 、上升. */
static bool only_listed(const zb_reader *r, zb_str between) {
    enum { SHORT = 24 };
    between = zb_str_trim(between);
    bool joined = zb_str_starts(between, ZB_STR("、")) || zb_str_starts(between, ZB_STR("和"));
    return joined && between.n <= SHORT && zb_reader_residue(r, between).n == 0;
}

/* Longer lists of figures have no list of names before them. */
enum { MOST_LISTED = 32 };

/* Does the list go on from one of these figures to the other? Figures of `any` measure word may
 * stand in a list of names (公证、咨询分别为120件、410人次), else they must be alike. */
static bool list_goes_on(const zb_reader *r, const zb_quantity *a, const zb_quantity *b, bool any) {
    return (any || a->unit_class == b->unit_class) &&
           only_listed(r, zb_reader_slice(r, a->end, b->start));
}

/* The list of figures that the quantity stands in, `12件、10件`: how many come before it and
 * behind it. */
static void list_around(const zb_reader *r, const zb_quantity *q, size_t left, bool any,
                        size_t *before, size_t *behind) {
    *before = *behind = 0;
    const zb_quantity *next = q;
    for (size_t i = r->facts->count; i-- > r->here && *before < MOST_LISTED; ++*before) {
        const zb_quantity *other = &zb_reader_fact(r, i)->q;
        if (!list_goes_on(r, other, next, any)) {
            break;
        }
        next = other;
    }
    for (size_t i = 1; i <= left && i <= MOST_LISTED && list_goes_on(r, &q[i - 1], &q[i], any);
         i++) {
        ++*behind;
    }
}

/* The i-th of `count` names joined by 、 or 和 in [start, end); false when their number differs. */
static bool name_of_list(const zb_reader *r, size_t start, size_t end, size_t wanted, size_t count,
                         zb_span *out) {
    const zb_words *apart = zb_reader_cue(r, ZB_CUE_NOT_AND); /* 和解, 涉及 */
    size_t item = start, k = 0;
    for (size_t i = start; i < end;) {
        size_t here = i;
        uint32_t c = zb_utf8_next(r->context->text, &i);
        bool joins = c == 0x3001 || c == 0x548C || c == 0x53CA; /* 、 和 及 */
        if (joins && !zb_words_start(apart, zb_reader_slice(r, here, end)) &&
            !zb_words_end(apart, zb_reader_slice(r, item, i))) {
            if (k++ == wanted) {
                *out = (zb_span){item, here};
            }
            item = i;
        }
    }
    if (k == wanted) {
        *out = (zb_span){item, end};
    }
    return k + 1 == count;
}

size_t zb_reader_place_in_list(const zb_reader *r, const zb_quantity *q, size_t left,
                               size_t *place) {
    size_t behind;
    list_around(r, q, left, false, place, &behind);
    return *place + behind + 1;
}

/* 2021年、2022年、2023年行政复议案件分别为…: names that are years alone name nothing. */
static bool is_year(const zb_reader *r, zb_span name) {
    zb_str s = zb_str_trim(zb_reader_slice(r, name.start, name.end));
    zb_year_hit hit;
    size_t at = 0;
    return zb_year_next(s, &at, &hit) && hit.start == 0 &&
           hit.end + (hit.marked ? strlen("年") : 0) == s.n;
}

/* The same for a list whose figures may have `any` measure word. */
static bool pick_of_list(const zb_reader *r, const zb_quantity *q, size_t left, bool any,
                         zb_window *w) {
    size_t before, behind;
    list_around(r, q, left, any, &before, &behind);
    size_t first = r->facts->count - before;
    size_t head_start = first > r->here ? zb_reader_fact(r, first - 1)->q.end : r->sentence;
    size_t head_end = before ? zb_reader_fact(r, first)->q.start : q->start;
    enum { EACH_BYTES = 24 }; /* between 分别 and the first figure */
    zb_str each = {0};
    size_t each_end = zb_words_last(zb_reader_cue(r, ZB_CUE_EACH),
                                    zb_reader_slice(r, head_start, head_end), &each);
    bool told = each_end != ZB_NOT_FOUND && head_end - head_start - each_end <= EACH_BYTES;
    if (told && zb_reader_residue(r, zb_reader_slice(r, head_start + each_end, head_end)).n) {
        return false; /* 县委、县政府分别研究法治工作3次和5次: the words behind 分别 tell what */
    }
    if (!told && !before && !behind) {
        return false;
    }
    size_t names_end = told ? head_start + each_end - each.n : head_end;
    size_t names = zb_clause_start(r->context->text, head_start, names_end);
    zb_span name = {0};
    if (!name_of_list(r, names, names_end, before, before + behind + 1, &name) ||
        is_year(r, name)) {
        return false;
    }
    w->previous = w->clause = name.start;
    w->before_end = name.end;
    return true;
}

/* 受理率、办结率分别为99.8%、98.6%, 收到、审结复议案件12件、10件: the i-th figure has the i-th
 * name. Narrows the window to it. */
bool zb_reader_pick_of_list(const zb_reader *r, const zb_quantity *q, size_t left, zb_window *w) {
    return pick_of_list(r, q, left, false, w) || pick_of_list(r, q, left, true, w);
}

/* 件次同比上升4.1%，人次同比下降12%: the measure word tells which figure is meant. */
static int measured_base(const zb_reader *r, const zb_fact *fact, const zb_window *w) {
    zb_str word = zb_reader_residue(r, zb_reader_slice(r, w->clause, fact->q.start));
    zb_unit_class unit_class;
    size_t n = zb_knowledge_unit(r->knowledge, word, &unit_class);
    zb_str rest = zb_str_sub(word, n, word.n);
    if (!n || (rest.n && !zb_str_eq(rest, ZB_STR("数")))) {
        return -1;
    }
    for (size_t i = r->facts->count; i-- > r->here;) {
        const zb_fact *other = zb_reader_fact(r, i);
        if (other->kind == ZB_KIND_LEVEL && !other->old && !other->bracketed_part &&
            (other->q.unit_class == unit_class ||
             (unit_class != ZB_UNIT_PERSON && zb_same_counting(other->q.unit_class, unit_class)))) {
            return (int)i;
        }
    }
    return -1;
}

/* The indicator that the change's own clause names, in the words `named` before the comparison. */
static zb_link own_link(const zb_reader *r, const zb_fact *fact, const zb_quantity *q, size_t left,
                        const zb_window *w, zb_str named) {
    zb_window own = *w;
    own.previous = w->clause;
    if (named.n) {
        own.before_end = (size_t)(named.p - r->context->text.p) + named.n;
    }
    if (!zb_reader_pick_of_list(r, q, left, &own) && !named.n) {
        return (zb_link){.indicator = -1, .pattern = -1};
    }
    own.next = fact->q.end;
    zb_quantity counted = fact->q;
    if (counted.unit_class == ZB_UNIT_POINT) {
        counted.unit_class = ZB_UNIT_PERCENT;
    } else if (counted.unit_class & (ZB_UNIT_PERCENT | ZB_UNIT_MULTIPLE)) {
        counted.unit_class = (zb_unit_class)~0u;
    }
    return zb_link_best(&counted, &own, r->terms, r->knowledge);
}

void zb_reader_negate(zb_fact *fact) {
    double low = fact->q.has_high ? fact->q.high : fact->q.value;
    fact->q.high = fact->q.has_high ? 0 - fact->q.value : 0;
    fact->q.value = 0 - low; /* no negative zero */
}

void zb_reader_link_change(zb_reader *r, zb_fact *fact, const zb_quantity *q, size_t left,
                           const zb_window *w) {
    zb_str clause = zb_reader_slice(r, w->clause, fact->q.start);
    zb_str named = zb_reader_residue(r, before_comparison(clause));
    zb_link link = {.indicator = -1, .pattern = -1};
    if (fact->q.unit_class == ZB_UNIT_PERCENT && clause.n) {
        /* 办理时限压缩62.5%: an indicator that is itself told as a change needs its verb */
        zb_link whole = own_link(r, fact, q, left, w, clause);
        link = whole.indicator >= 0 && r->knowledge->is_change[whole.indicator] ? whole : link;
    }
    if (link.indicator < 0) {
        link = own_link(r, fact, q, left, w, named);
    }
    if (link.indicator >= 0) {
        zb_reader_take_link(fact, &link);
    } else {
        bool paired = false;
        int of = measured_base(r, fact, w);
        if (of < 0 && named.n == 0) {
            of = change_base(r, fact, q, left, &paired);
        }
        if (of >= 0) {
            zb_reader_inherit(r, fact, of);
            fact->settled |= paired && fact->indicator >= 0;
        }
    }
    if (fact->direction < 0) {
        zb_reader_negate(fact);
    }
}
