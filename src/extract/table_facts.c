/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a table's cells state: the row's label and the column's heads tell of what, of which year,
 * whether it is a total, a part, a change.
 */
#include "extract/table.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "extract/clause.h"
#include "extract/link.h"
#include "extract/table_cells.h"
#include "source/years.h"

/* A column's last figure in a row that is not 其中. */
typedef struct named_above {
    int32_t indicator, pattern;
    bool money;
    double value;
    int year;
} named_above;

typedef struct linker {
    const zb_table_context *context;
    const zb_knowledge *knowledge;
    zb_match_list matches;
    zb_terms terms;
    zb_buf text;
    uint64_t topics; /* that the last label that spoke of any spoke of, or the words above */
    int32_t nearest; /* the indicator named last, -1 none */
    named_above above[ZB_TABLE_CELLS + 1]; /* by column */
    zb_error *err;
} linker;

/* Without its bracket: 行政处罚（件） → 行政处罚. */
static zb_str name_of(const linker *l, zb_span span) {
    zb_str s = zb_str_sub(l->context->document->text, span.start, span.end);
    size_t wide = zb_str_rfind(s, ZB_STR("（")), narrow = zb_str_rfind(s, ZB_STR("("));
    size_t open = wide == ZB_NOT_FOUND                      ? narrow
                  : narrow == ZB_NOT_FOUND || narrow < wide ? wide
                                                            : narrow;
    return open == ZB_NOT_FOUND || open == 0 ? s : zb_str_trim(zb_str_sub(s, 0, open));
}

/* Does the name only say that something is counted, or when: 数量, 件数, 2020年? */
static bool tells_nothing(const linker *l, zb_str name) {
    const zb_words *words = &l->knowledge->cues[ZB_CUE_TABLE_COUNT];
    for (;;) {
        size_t head = zb_words_start(words, name);
        zb_str rest = head ? zb_str_sub(name, head, name.n) : zb_strip_generic(l->knowledge, name);
        if (rest.n == name.n) {
            return name.n == 0;
        }
        name = rest;
    }
}

static bool is_total(const linker *l, zb_str name) {
    const zb_words *total = &l->knowledge->cues[ZB_CUE_TOTAL];
    const zb_words *whole = &l->knowledge->cues[ZB_CUE_TABLE_TOTAL];
    return zb_words_end(total, name) || zb_words_has(whole, name);
}

/* Bytes of the 其中 that the row's label begins with, 0 without. */
static size_t of_which(const linker *l, const zb_table_value *value) {
    return zb_words_start(&l->knowledge->cues[ZB_CUE_TABLE_OF_WHICH], name_of(l, value->label));
}

/* The row's label without bracket and 其中. */
static zb_str row_name(const linker *l, const zb_table_value *value) {
    zb_str label = name_of(l, value->label);
    size_t open = of_which(l, value);
    return zb_str_trim(zb_str_sub(label, open, label.n));
}

static zb_str last_head(const linker *l, const zb_table_value *value) {
    return value->head_count ? name_of(l, value->heads[value->head_count - 1]) : (zb_str){0};
}

static named_above *above_of(linker *l, const zb_table_value *value) {
    bool known = value->column >= 0 && value->column <= ZB_TABLE_CELLS;
    return known ? &l->above[value->column] : NULL;
}

/* The best indicator for a number behind the text in the buffer. */
static zb_status link_text(linker *l, zb_unit_class unit_class, zb_link *out) {
    static const size_t never[ZB_MAX_TOPICS];
    zb_str text = zb_buf_str(&l->text);
    *out = (zb_link){.indicator = -1, .pattern = -1};
    l->matches.count = 0;
    zb_terms_clear(&l->terms);
    if (l->text.failed ||
        !zb_automaton_scan(&l->knowledge->automaton, text, 0, text.n, &l->matches)) {
        return zb_error_nomem(l->err);
    }
    zb_status status = zb_terms_find(&l->terms, text, l->knowledge, &l->matches, l->err);
    zb_window w = {.text = text,
                   .sentence_end = text.n,
                   .first = l->nearest,
                   .nearest = l->nearest,
                   .next = text.n,
                   .heading_topics = l->context->heading_topics | l->topics,
                   .last_spoken = never};
    zb_quantity q = {.start = text.n, .end = text.n, .unit_class = unit_class};
    if (status == ZB_OK) {
        *out = zb_link_best(&q, &w, &l->terms, l->knowledge);
    }
    return status;
}

static void put_heads(linker *l, const zb_table_value *value) {
    for (size_t i = 0; i < value->head_count; i++) {
        zb_buf_add(&l->text, name_of(l, value->heads[i]));
    }
}

/* In what the cell can be counted: a change in anything, a number without measure word in anything
 * but shares and money, unless its name says so. */
static zb_unit_class counted_in(linker *l, const zb_table_value *value, bool change) {
    if (change) {
        return (zb_unit_class)~0u;
    }
    if (value->q.unit_class != ZB_UNIT_NONE) {
        return value->q.unit_class;
    }
    zb_str head = last_head(l, value), label = row_name(l, value);
    zb_unit_class counts =
        (zb_unit_class)(~0u & ~(unsigned)(ZB_UNIT_PERCENT | ZB_UNIT_POINT | ZB_UNIT_MONEY));
    if (zb_words_end(&l->knowledge->cues[ZB_CUE_TABLE_COUNTED], head)) {
        return counts; /* 罚款 under 数量: fined so often */
    }
    if (zb_str_ends(head, ZB_STR("率")) || zb_str_ends(label, ZB_STR("率"))) {
        return ZB_UNIT_PERCENT;
    }
    const zb_words *money = &l->knowledge->cues[ZB_CUE_TABLE_MONEY];
    const named_above *above = above_of(l, value);
    if (of_which(l, value) && above && above->indicator >= 0 && !above->money) {
        return counts; /* 其中：罚款 under 行政处罚 */
    }
    if (zb_words_end(money, head) || zb_words_end(money, label)) {
        return ZB_UNIT_MONEY;
    }
    return counts;
}

/* What names the cell: its row's label and its heads alone, and both together. */
typedef struct named {
    zb_link label, head, both;
} named;

static zb_status name_cell(linker *l, const zb_table_value *value, bool change, named *out) {
    zb_unit_class unit_class = counted_in(l, value, change);
    zb_str label = row_name(l, value);
    zb_buf_clear(&l->text);
    zb_buf_add(&l->text, label);
    zb_status status = link_text(l, unit_class, &out->label);
    if (status == ZB_OK) {
        zb_buf_clear(&l->text);
        put_heads(l, value);
        status = link_text(l, unit_class, &out->head);
    }
    if (status == ZB_OK) {
        zb_buf_clear(&l->text);
        zb_buf_add(&l->text, label);
        put_heads(l, value);
        status = link_text(l, unit_class, &out->both);
    }
    return status;
}

static bool names_change(const linker *l, zb_str s) {
    const zb_words *cues = l->knowledge->cues;
    return zb_words_last(&cues[ZB_CUE_CHANGE_MARKS], s, NULL) != ZB_NOT_FOUND ||
           zb_words_end(&cues[ZB_CUE_RISE], s) || zb_words_end(&cues[ZB_CUE_FALL], s);
}

/* Do all heads tell nothing of what is counted? */
static bool heads_tell_nothing(const linker *l, const zb_table_value *value) {
    const zb_words *other = &l->knowledge->cues[ZB_CUE_TABLE_OTHER];
    for (size_t i = 0; i < value->head_count; i++) {
        zb_str name = name_of(l, value->heads[i]);
        if (zb_words_end(other, name)) {
            return false; /* 上一年项目数量: not of permits, but of kinds of them */
        }
        if (!tells_nothing(l, name) && !is_total(l, name) && !names_change(l, name) &&
            !zb_table_is_period(l->knowledge, name)) {
            return false;
        }
    }
    return true;
}

static bool same_family(const linker *l, const zb_link *a, const zb_link *b) {
    return a->indicator >= 0 && b->indicator >= 0 &&
           zb_same_family(l->context->lexicon, a->indicator, b->indicator);
}

/* 警告, 罚款 counted: one kind of penalties; 1月: one month's. */
static bool is_part_name(const linker *l, zb_str name, const zb_fact *fact) {
    bool kind = zb_words_has(&l->knowledge->cues[ZB_CUE_TABLE_KINDS], name) &&
                fact->q.unit_class != ZB_UNIT_MONEY && fact->indicator >= 0 &&
                !(l->knowledge->counts_in[fact->indicator] & ZB_UNIT_MONEY);
    return kind || zb_table_is_period(l->knowledge, name);
}

/* Choose among the names. A number under a head that names another aspect than its row's label
 * (行政许可 under 上一年项目数量) is left without indicator. */
static void choose(const linker *l, const zb_table_value *value, const named *names,
                   zb_fact *fact) {
    zb_str label = row_name(l, value);
    bool plain_label = !label.n || tells_nothing(l, label) || is_total(l, label) ||
                       zb_table_is_period(l->knowledge, label);
    const zb_link *link = NULL;
    bool named_total = is_total(l, label) && names->label.indicator >= 0;
    if (plain_label && !named_total) {
        link = &names->head;
    } else if (heads_tell_nothing(l, value)) {
        link = &names->label;
    } else if (names->head.indicator >= 0 && names->label.indicator < 0 &&
               names->both.indicator == names->head.indicator) {
        link = &names->head;
        fact->part = true; /* 县公安局 under 行政处罚: one place's or one kind's */
    } else if ((same_family(l, &names->both, &names->label) &&
                names->both.pattern != names->label.pattern) ||
               (names->label.indicator < 0 && names->head.indicator < 0)) {
        link = &names->both; /* 行政复议 under 受理 */
    }
    int32_t about = l->context->about;
    if (plain_label && link && link->indicator >= 0 && about >= 0 &&
        !zb_same_family(l->context->lexicon, link->indicator, about)) {
        fact->part = true; /* 行政处罚 over 数量, of reconsideration: a kind of its cases */
        link = NULL;
    }
    if (link && link->indicator >= 0 && !value->unplaced) {
        fact->indicator = link->indicator;
        fact->pattern = link->pattern;
        fact->how = ZB_HOW_CELL;
    }
    fact->part |=
        value->outer || is_part_name(l, label, fact) || is_part_name(l, last_head(l, value), fact);
}

/* 其中：罚款 below 行政处罚: a part of the figure above it, unless it has a name of another kind.
 */
static void take_above(linker *l, const zb_table_value *value, zb_fact *fact) {
    named_above *above = above_of(l, value);
    if (fact->kind == ZB_KIND_CHANGE || !above) {
        return;
    }
    bool money = counted_in(l, value, false) == ZB_UNIT_MONEY;
    if (!of_which(l, value)) {
        *above = (named_above){fact->indicator, fact->pattern, money, fact->q.value, fact->year};
        return;
    }
    fact->part = true;
    bool fits = above->indicator >= 0 && above->money == money && above->year == fact->year &&
                fact->q.value <= above->value && !value->unplaced;
    if (fits && fact->indicator < 0) {
        fact->indicator = above->indicator;
        fact->pattern = above->pattern;
        fact->how = ZB_HOW_TOTAL;
    }
}

/* The year that a head or the label names; 0 for none. */
static int year_named(const linker *l, zb_str s) {
    int year = l->context->document->year;
    size_t at = 0;
    zb_year_hit hit;
    if (zb_year_next(s, &at, &hit)) {
        return hit.year;
    }
    zb_str word = {0};
    size_t end = zb_words_last(&l->knowledge->cues[ZB_CUE_LAST_YEAR], s, &word);
    return end != ZB_NOT_FOUND && year ? year - zb_years_back(word) : 0;
}

/* 降幅（%）, but not 增减（%）. */
static bool names_fall(const linker *l, zb_str s) {
    const zb_words *cues = l->knowledge->cues;
    return zb_words_end(&cues[ZB_CUE_FALL], s) > 0 &&
           zb_words_last(&cues[ZB_CUE_RISE], s, NULL) == ZB_NOT_FOUND;
}

/* Level, rate or change; of which year; done or planned. */
static void take_kind(linker *l, const zb_table_value *value, zb_fact *fact) {
    int year = l->context->document->year;
    fact->year = year;
    bool change = value->sign != 0, fall = false, plan = l->context->plan;
    for (size_t i = 0; i <= value->head_count; i++) {
        zb_str name = name_of(l, i < value->head_count ? value->heads[i] : value->label);
        int told = year_named(l, name);
        change |= names_change(l, name);
        fall |= names_fall(l, name);
        plan |= zb_words_last(&l->knowledge->cues[ZB_CUE_PLAN], name, NULL) != ZB_NOT_FOUND ||
                zb_words_end(&l->knowledge->cues[ZB_CUE_TABLE_PLAN], name) > 0;
        fact->year = told ? told : fact->year;
    }
    fact->year = change ? year : fact->year;
    fact->old = fact->year < year;
    fact->status = plan ? ZB_TARGET : ZB_ACTUAL;
    if (change) {
        fact->kind = ZB_KIND_CHANGE;
        fact->direction = value->sign ? value->sign : fall ? -1 : 1;
        fact->q.value = fact->direction < 0 ? 0 - fact->q.value : fact->q.value;
    } else if (counted_in(l, value, false) == ZB_UNIT_PERCENT) {
        fact->kind = ZB_KIND_RATE;
    }
}

/* Remember what the row's label speaks of for the rows below: 复议收案, then 受理, 审结. */
static zb_status remember_topics(linker *l, zb_str label) {
    l->matches.count = 0;
    if (!zb_automaton_scan(&l->knowledge->automaton, label, 0, label.n, &l->matches)) {
        return zb_error_nomem(l->err);
    }
    uint64_t topics = 0;
    for (size_t i = 0; i < l->matches.count; i++) {
        topics |= l->knowledge->literals[l->matches.at[i].literal].topics;
    }
    l->topics = topics ? topics : l->topics;
    return ZB_OK;
}

static zb_span span_of(const linker *l, zb_str s) {
    size_t start = s.n ? (size_t)(s.p - l->context->document->text.p) : 0;
    return (zb_span){start, start + s.n};
}

static zb_status cell_fact(linker *l, const zb_table_value *value, zb_fact *fact) {
    named names;
    zb_str label = name_of(l, value->label);
    zb_span counted = span_of(l, label);
    *fact = (zb_fact){.q = value->q,
                      .indicator = -1,
                      .pattern = -1,
                      .total = -1,
                      .cell = true,
                      .line = value->start,
                      .sentence = value->start,
                      .sentence_end = value->end,
                      .label_start = counted.start,
                      .label_end = counted.end};
    fact->label_head = span_of(l, last_head(l, value));
    take_kind(l, value, fact);
    zb_status status = name_cell(l, value, fact->kind == ZB_KIND_CHANGE, &names);
    if (status != ZB_OK) {
        return status;
    }
    choose(l, value, &names, fact);
    take_above(l, value, fact);
    bool goes_on =
        fact->indicator < 0 ||
        (l->nearest >= 0 && zb_same_family(l->context->lexicon, fact->indicator, l->nearest));
    l->nearest = fact->indicator >= 0 ? fact->indicator : l->nearest;
    return goes_on ? ZB_OK : remember_topics(l, label);
}

/* Could the two be a total and its part? */
static bool alike(const zb_fact *a, const zb_fact *b) {
    return a->indicator >= 0 && a->indicator == b->indicator && a->kind == b->kind &&
           a->year == b->year;
}

static bool totals_row(const linker *l, const zb_table_value *value) {
    return is_total(l, name_of(l, value->label));
}

static bool totals_column(const linker *l, const zb_table_value *value) {
    return value->head_count && is_total(l, last_head(l, value));
}

/* In one row, figures of one indicator are parts of the one under 合计, and of none without it. */
static void find_parts_in_row(const linker *l, zb_fact *facts, const zb_table_value *values,
                              size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == ZB_KIND_CHANGE) {
            continue;
        }
        for (size_t k = 0; k < i; k++) {
            if (alike(&facts[i], &facts[k])) {
                bool own = totals_column(l, &values[i]);
                facts[k].part |= own || !totals_column(l, &values[k]);
                facts[i].part |= !own;
            }
        }
    }
}

/* 合计 | 警告 | 罚款 | 没收: what is the sum of kinds of penalties is the number of penalties. */
static void name_sum_of_kinds(const linker *l, zb_fact *facts, const zb_table_value *values,
                              size_t count) {
    const zb_words *cues = l->knowledge->cues;
    zb_fact *sum = NULL;
    const zb_fact *kind = NULL;
    double rest = 0;
    for (size_t i = 0; i < count; i++) {
        zb_str head = last_head(l, &values[i]);
        if (totals_column(l, &values[i]) && !sum) {
            sum = &facts[i];
            rest += facts[i].q.value;
        } else if (zb_words_has(&cues[ZB_CUE_TABLE_KINDS], head) ||
                   zb_words_has(&cues[ZB_CUE_REST], head)) {
            kind = facts[i].indicator >= 0 ? &facts[i] : kind;
            rest -= facts[i].q.value;
        } else {
            return;
        }
        if (facts[i].kind != ZB_KIND_LEVEL || facts[i].year != facts[0].year ||
            facts[i].q.unit_class != facts[0].q.unit_class || values[i].unplaced) {
            return;
        }
    }
    if (sum && kind && count > 2 && sum->indicator < 0 && fabs(rest) < 0.5 * sum->q.precision) {
        zb_str label = row_name(l, &values[sum - facts]);
        sum->indicator = kind->indicator;
        sum->how = ZB_HOW_TOTAL;
        sum->part |= label.n > 0 && !tells_nothing(l, label) && !is_total(l, label);
    }
}

static zb_fact unnamed(zb_fact fact) {
    fact.indicator = -1;
    fact.pattern = -1;
    fact.how = ZB_HOW_NONE;
    return fact;
}

/* The figure is in a row above 合计, which has the total in its column. In the first pass a sum of
 * several years' figures loses its name, for it is none of one year; in the second the figures
 * become parts. */
static void weigh_total(zb_fact *fact, zb_fact *total, int pass) {
    bool same =
        total->indicator >= 0 && fact->indicator == total->indicator && fact->kind == total->kind;
    if (pass == 0 && same && fact->year != total->year) {
        *total = unnamed(*total);
    } else if (pass == 1 && alike(fact, total)) {
        fact->part = true;
    }
}

static void find_parts_in_columns(const linker *l, zb_fact *facts, const zb_table_value *values,
                                  size_t count, int pass) {
    zb_fact *totals[ZB_TABLE_CELLS + 1] = {0};
    for (size_t i = count; i-- > 0;) {
        int column = values[i].column;
        if (column < 0 || column > ZB_TABLE_CELLS || facts[i].kind == ZB_KIND_CHANGE) {
            continue;
        }
        if (totals_row(l, &values[i])) {
            totals[column] = &facts[i];
        } else if (totals[column]) {
            weigh_total(&facts[i], totals[column], pass);
        }
    }
}

static void find_parts(const linker *l, zb_fact *facts, const zb_table_value *values,
                       size_t count) {
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && values[end].row == values[first].row;) {
            end++;
        }
        find_parts_in_row(l, facts + first, values + first, end - first);
        name_sum_of_kinds(l, facts + first, values + first, end - first);
    }
    find_parts_in_columns(l, facts, values, count, 0);
    find_parts_in_columns(l, facts, values, count, 1);
}

zb_status zb_table_facts(zb_fact_list *out, const zb_table_value *values, size_t count,
                         const zb_table_context *context, zb_error *err) {
    linker l = {.context = context,
                .knowledge = &context->lexicon->knowledge,
                .topics = context->topics_above,
                .nearest = -1,
                .err = err};
    for (size_t i = 0; i <= ZB_TABLE_CELLS; i++) {
        l.above[i].indicator = -1;
    }
    size_t first = out->count;
    zb_status status = ZB_OK;
    for (size_t i = 0; i < count && status == ZB_OK; i++) {
        zb_fact fact;
        status = cell_fact(&l, &values[i], &fact);
        if (status == ZB_OK && !ZB_PUSH(out, fact)) {
            status = zb_error_nomem(err);
        }
    }
    if (status == ZB_OK && count) {
        find_parts(&l, out->at + first, values, count);
    }
    ZB_VEC_FREE(&l.matches);
    zb_terms_free(&l.terms);
    zb_buf_free(&l.text);
    return status;
}
