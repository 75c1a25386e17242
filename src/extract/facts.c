/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/facts.h"

#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "extract/clause.h"

const char *zb_how_name(zb_how how) {
    static const char *const names[] = {
        [ZB_HOW_NONE] = "none",   [ZB_HOW_BEFORE] = "term", [ZB_HOW_AFTER] = "object",
        [ZB_HOW_TOTAL] = "total", [ZB_HOW_BASE] = "base",   [ZB_HOW_NUMERATOR] = "numerator",
        [ZB_HOW_SHARE] = "share",
    };
    return names[how];
}

/* The state of reading one sentence. */
typedef struct reader {
    const zb_fact_context *context;
    const zb_knowledge *knowledge;
    const zb_terms *terms;
    zb_fact_list *facts;
    size_t here; /* first fact of the sentence */
    size_t sentence, sentence_end;
    bool parts_open;  /* 其中 was said and holds on */
    bool parts_colon; /* 其中：… ；…: semicolons part the parts */
    int parts_total;
    int breakdowns;
} reader;

static zb_str_list cue(const reader *r, zb_cue which) {
    return r->knowledge->cues[which];
}

static zb_str slice(const reader *r, size_t start, size_t end) {
    return zb_str_sub(r->context->text, start, end);
}

static zb_fact *fact_at(const reader *r, size_t i) {
    return &r->facts->at[i];
}

/* ---- level, rate or change ---------------------------------------------------------------- */

/* Cut words such as 了, 约, 达 off the end, which stand between a verb and its figure. */
static zb_str cut_light_end(const reader *r, zb_str s, bool *to) {
    static const char *const light[] = {"了", "仅", "再", "均", "又", "幅度", "比例"};
    *to = false;
    for (bool cut = true; cut;) {
        cut = false;
        s = zb_str_trim(s);
        static const zb_cue bounds[] = {ZB_CUE_ABOUT_BEFORE, ZB_CUE_AT_MOST_BEFORE,
                                        ZB_CUE_AT_LEAST_BEFORE};
        size_t n = 0;
        for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
            size_t bytes = zb_list_ends(cue(r, bounds[i]), s);
            n = bytes > n ? bytes : n;
        }
        for (size_t i = 0; !n && i < sizeof light / sizeof *light; i++) {
            n = zb_str_ends(s, zb_str_from(light[i])) ? zb_str_from(light[i]).n : 0;
        }
        if (n && n < s.n) {
            s.n -= n;
            cut = true;
        }
    }
    size_t n = zb_list_ends(cue(r, ZB_CUE_TO), s);
    if (n) {
        zb_str shorter = zb_str_sub(s, 0, s.n - n);
        if (zb_str_ends(shorter, ZB_STR("幅"))) {
            return shorter; /* 增幅达38.6% */
        }
        *to = true;
    }
    return s;
}

static bool compares(const reader *r, size_t from, size_t to) {
    zb_str s = slice(r, from, to);
    return zb_list_rfind(cue(r, ZB_CUE_CHANGE_MARKS), s, NULL) != ZB_NOT_FOUND ||
           zb_list_rfind(cue(r, ZB_CUE_COMPARE), s, NULL) != ZB_NOT_FOUND;
}

/* 1 or -1 when the words before the numeral make it a change. */
static int direction_of(const reader *r, const zb_quantity *q, const zb_window *w) {
    bool to = false;
    zb_str left = cut_light_end(r, slice(r, w->clause, q->start), &to);
    if (to) {
        return 0;
    }
    size_t rise = zb_list_ends(cue(r, ZB_CUE_RISE), left);
    size_t fall = zb_list_ends(cue(r, ZB_CUE_FALL), left);
    if (!rise && !fall) {
        return 0;
    }
    int direction = fall > rise ? -1 : 1;
    if (q->unit_class & (ZB_UNIT_PERCENT | ZB_UNIT_POINT | ZB_UNIT_MULTIPLE)) {
        return direction;
    }
    zb_str word = zb_str_sub(left, left.n - (rise > fall ? rise : fall), left.n);
    bool plain = zb_str_eq(word, ZB_STR("新增")) || word.n == strlen("多");
    return !plain || compares(r, r->sentence, q->start) ? direction : 0;
}

/* 每万人…, 人均…, 平均每…: a per-unit figure. 每年, 每周 are frequencies. */
static bool per_unit(const reader *r, const zb_quantity *q, const zb_window *w) {
    zb_str left = slice(r, w->clause, q->start);
    zb_str word = {0};
    size_t end = zb_list_rfind(cue(r, ZB_CUE_PER_UNIT), left, &word);
    if (end == ZB_NOT_FOUND || (q->unit_class & (ZB_UNIT_TIME | ZB_UNIT_SCORE))) {
        return end != ZB_NOT_FOUND && (q->unit_class & ZB_UNIT_TIME) &&
               zb_str_has(left, ZB_STR("人均"));
    }
    static const char *const frequencies[] = {"年", "月", "周", "季", "日", "天",
                                              "次", "半", "逢", "当", "期", "为"};
    if (zb_str_ends(word, ZB_STR("均"))) {
        return true;
    }
    zb_str rest = zb_str_sub(left, end, left.n);
    for (size_t i = 0; i < sizeof frequencies / sizeof *frequencies; i++) {
        if (zb_str_starts(rest, zb_str_from(frequencies[i]))) {
            return false;
        }
    }
    return true;
}

static bool is_share(const reader *r, const zb_quantity *q, const zb_window *w) {
    zb_str left = slice(r, w->clause, q->start);
    return zb_list_rfind(cue(r, ZB_CUE_SHARE), left, NULL) != ZB_NOT_FOUND;
}

static void set_kind(reader *r, zb_fact *fact, const zb_window *w) {
    fact->direction = direction_of(r, &fact->q, w);
    if (fact->direction == 0 && r->facts->count > r->here) {
        /* 分别下降12.9%、8.3%: the second shares the verb */
        const zb_fact *before = fact_at(r, r->facts->count - 1);
        zb_str between = zb_str_trim(slice(r, before->q.end, fact->q.start));
        if (before->kind == ZB_KIND_CHANGE && before->q.unit_class == fact->q.unit_class &&
            (zb_str_eq(between, ZB_STR("、")) || zb_str_eq(between, ZB_STR("和")) ||
             zb_str_eq(between, ZB_STR("及")) || zb_str_eq(between, ZB_STR("与")))) {
            fact->direction = before->direction;
        } else if (before->share && fact->q.unit_class == ZB_UNIT_PERCENT &&
                   zb_str_eq(between, ZB_STR("、"))) {
            fact->share = true;
        }
    }
    if (fact->direction != 0 || fact->q.unit_class == ZB_UNIT_POINT) {
        fact->kind = ZB_KIND_CHANGE;
        fact->direction = fact->direction ? fact->direction : 1;
    } else if (fact->q.unit_class == ZB_UNIT_PERCENT) {
        fact->kind = ZB_KIND_RATE;
        bool below = fact->cell && r->facts->count && fact_at(r, r->facts->count - 1)->cell &&
                     fact_at(r, r->facts->count - 1)->kind == ZB_KIND_LEVEL;
        fact->share |= below || is_share(r, &fact->q, w);
    } else if (per_unit(r, &fact->q, w)) {
        fact->kind = ZB_KIND_RATE;
    }
}

/* ---- year and status ---------------------------------------------------------------------- */

/* Only function words between a year's name and the figure: `去年为`, `2020年的`. */
static bool only_function_words(zb_str s) {
    static const char *const words[] = {"同期", "全年", "的", "为", "是", "有", "共",
                                        "同",   "：",   ":",  "约", "近", "（", "("};
    for (bool cut = true; cut && s.n;) {
        cut = false;
        s = zb_str_trim(s);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            if (zb_str_starts(s, zb_str_from(words[i]))) {
                s = zb_str_sub(s, zb_str_from(words[i]).n, s.n);
                cut = true;
            }
        }
    }
    return s.n == 0;
}

/* The last year `20xx年` in the text: where it ends, or ZB_NOT_FOUND. */
static size_t last_year_named(zb_str s, int *year) {
    size_t found = ZB_NOT_FOUND;
    for (size_t at = zb_str_find(s, ZB_STR("年")); at != ZB_NOT_FOUND;) {
        size_t end = at + strlen("年");
        size_t digits = 0, i = at;
        int value = 0, scale = 1;
        while (i > 0 && digits < 5) {
            size_t before = zb_utf8_before(s, i), bytes;
            int digit = zb_numeral_digit(s, before, &bytes);
            if (digit < 0) {
                break;
            }
            value += digit * scale;
            scale *= 10;
            digits++;
            i = before;
        }
        if (digits == 4 && value >= 1990 && value <= 2100) {
            *year = value;
            found = end;
        }
        size_t next = zb_str_find(zb_str_sub(s, end, s.n), ZB_STR("年"));
        at = next == ZB_NOT_FOUND ? next : end + next;
    }
    return found;
}

/* Is the figure an earlier year's, told for comparison? Sets its year, 0 for unknown. */
static void set_year(reader *r, zb_fact *fact, const zb_window *w) {
    fact->year = r->context->year;
    if (fact->kind == ZB_KIND_CHANGE) {
        return;
    }
    zb_str left = slice(r, w->previous, fact->q.start);
    zb_str word = {0};
    size_t end = zb_list_rfind(cue(r, ZB_CUE_LAST_YEAR), left, &word);
    if (end != ZB_NOT_FOUND && only_function_words(zb_str_sub(left, end, left.n))) {
        fact->old = true;
        fact->from = zb_str_has(left, ZB_STR("由")) || zb_str_has(left, ZB_STR("从"));
        fact->year = r->context->year ? r->context->year - 1 : 0;
        return;
    }
    int year = 0;
    end = last_year_named(left, &year);
    if (end != ZB_NOT_FOUND && r->context->year && year < r->context->year &&
        only_function_words(zb_str_sub(left, end, left.n))) {
        fact->old = true;
        fact->year = year;
        return;
    }
    /* 由5名增至8名: the first is an earlier level */
    zb_str own = zb_strip_generic(r->knowledge, left);
    zb_str after = zb_str_trim(slice(r, fact->q.end, w->next));
    bool from = zb_str_has(own, ZB_STR("由")) || zb_str_has(own, ZB_STR("从"));
    if (from && w->next < w->sentence_end && after.n && after.n < 40 &&
        zb_list_ends(cue(r, ZB_CUE_TO), after)) {
        zb_str verb = zb_str_sub(after, 0, after.n - zb_list_ends(cue(r, ZB_CUE_TO), after));
        if (!verb.n || zb_list_ends(cue(r, ZB_CUE_RISE), verb) ||
            zb_list_ends(cue(r, ZB_CUE_FALL), verb)) {
            fact->old = true;
            fact->from = true;
            fact->year = 0;
        }
    }
}

/* Next year's number, told as the time of what follows: `2021年，将…`, not `截至2021年1月`. */
static bool next_year_told(const reader *r, zb_str before) {
    int year = 0;
    size_t end = last_year_named(before, &year);
    if (end == ZB_NOT_FOUND || !r->context->year || year != r->context->year + 1) {
        return false;
    }
    size_t unused;
    zb_str lead = zb_str_sub(before, 0, end - strlen("2021年"));
    return zb_numeral_digit(before, end, &unused) < 0 && !zb_str_ends(lead, ZB_STR("截止")) &&
           !zb_str_ends(lead, ZB_STR("截至")) && !zb_str_ends(lead, ZB_STR("至"));
}

static void set_status(reader *r, zb_fact *fact) {
    zb_str before = slice(r, r->sentence, fact->q.start);
    zb_str after = slice(r, fact->q.end, r->sentence_end);
    bool plan = r->context->plan || next_year_told(r, before) ||
                zb_list_rfind(cue(r, ZB_CUE_PLAN), before, NULL) != ZB_NOT_FOUND ||
                zb_list_starts(cue(r, ZB_CUE_PLAN_AFTER), after) > 0;
    fact->status = plan && !fact->from ? ZB_TARGET : ZB_ACTUAL;
}

/* ---- parts -------------------------------------------------------------------------------- */

/* The nearest level before the fact that counts in the same way. */
static int nearest_level(const reader *r, const zb_fact *fact, size_t from, bool skip_parts) {
    for (size_t i = r->facts->count; i-- > from;) {
        const zb_fact *other = fact_at(r, i);
        if (other->kind == ZB_KIND_LEVEL && !other->old && !(skip_parts && other->part) &&
            zb_same_counting(other->q.unit_class, fact->q.unit_class)) {
            return (int)i;
        }
    }
    return -1;
}

/* Keep track of 其中 and of where its reach ends. */
static void follow_parts(reader *r, zb_fact *fact, const zb_window *w) {
    bool first = r->facts->count == r->here;
    size_t from = first ? r->sentence : fact_at(r, r->facts->count - 1)->q.end;
    zb_str between = slice(r, from, fact->q.start);
    bool ended = zb_str_has(between, ZB_STR("；")) || zb_str_has(between, ZB_STR(";"));
    if (ended && !r->parts_colon) {
        r->parts_open = false;
    }
    zb_str word = {0};
    size_t end = zb_list_rfind(cue(r, ZB_CUE_PART_OPEN), between, &word);
    size_t bracket;
    if (end == ZB_NOT_FOUND ||
        zb_in_bracket(r->context->text, r->sentence, fact->q.start, &bracket)) {
        return; /* a bracket's 含 reaches no further than the bracket */
    }
    int total = nearest_level(r, fact, first ? r->context->first_near : r->here, true);
    (void)w;
    if (total >= 0) {
        r->parts_open = true;
        r->parts_total = total;
        zb_str rest = zb_str_sub(between, end, between.n);
        r->parts_colon = zb_str_starts(rest, ZB_STR(":")) || zb_str_starts(rest, ZB_STR("：")) ||
                         zb_str_ends(word, ZB_STR("："));
        r->breakdowns++;
    }
}

/* The total of a figure in brackets: the quantity that the bracket follows, -1 for none. */
static int bracket_total(const reader *r, const zb_fact *fact) {
    size_t open;
    if (!zb_in_bracket(r->context->text, r->sentence, fact->q.start, &open)) {
        return -1;
    }
    for (size_t i = r->facts->count; i-- > r->here;) {
        const zb_fact *other = fact_at(r, i);
        if (other->q.end <= open) {
            zb_str between = zb_str_trim(slice(r, other->q.end, open));
            bool joined = between.n == 0 || zb_str_eq(between, ZB_STR(",")) ||
                          zb_str_eq(between, ZB_STR("，"));
            return joined ? (int)i : -1;
        }
    }
    return -1;
}

static void make_part(reader *r, zb_fact *fact, int total, const zb_link *own) {
    (void)r;
    fact->part = true;
    fact->total = total;
    fact->breakdown = r->breakdowns;
    const zb_fact *whole = total >= 0 ? fact_at(r, (size_t)total) : NULL;
    if (own->indicator < 0 && whole) {
        fact->indicator = whole->indicator;
        fact->how = whole->indicator >= 0 ? ZB_HOW_TOTAL : ZB_HOW_NONE;
    }
}

/* ---- linking ------------------------------------------------------------------------------ */

static void take_link(zb_fact *fact, const zb_link *link) {
    fact->indicator = link->indicator;
    fact->stranger = link->stranger;
    fact->pattern = link->pattern;
    fact->how = link->indicator < 0 ? ZB_HOW_NONE : link->after ? ZB_HOW_AFTER : ZB_HOW_BEFORE;
}

/* Words of a change's own clause that are not about comparing; empty: it names nothing itself. */
static zb_str residue(const reader *r, zb_str s) {
    static const zb_cue lists[] = {ZB_CUE_CHANGE_MARKS,   ZB_CUE_RISE,
                                   ZB_CUE_FALL,           ZB_CUE_COMPARE,
                                   ZB_CUE_LAST_YEAR,      ZB_CUE_AT_LEAST_BEFORE,
                                   ZB_CUE_AT_MOST_BEFORE, ZB_CUE_ABOUT_BEFORE};
    for (bool cut = true; cut;) {
        s = zb_strip_generic(r->knowledge, s);
        cut = false;
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
            size_t head = zb_list_starts(cue(r, lists[i]), s);
            size_t tail = head ? 0 : zb_list_ends(cue(r, lists[i]), s);
            if (head || tail) {
                s = zb_str_sub(s, head, s.n - tail);
                cut = true;
            }
        }
    }
    return s;
}

/* The figure a change belongs to. */
static int change_base(const reader *r, const zb_fact *fact, const zb_window *w) {
    size_t count = r->facts->count;
    /* how many changes stand in a row before this one */
    size_t row = 0;
    while (row < count - r->here && fact_at(r, count - 1 - row)->kind == ZB_KIND_CHANGE) {
        row++;
    }
    size_t first_change = count - row;
    size_t start = row ? fact_at(r, first_change)->q.start : fact->q.start;
    size_t from = first_change > r->here ? fact_at(r, first_change - 1)->q.end : r->sentence;
    bool each = zb_str_has(slice(r, from, start), ZB_STR("分别"));
    if (each) {
        /* 分别上升a、b和下降c: the i-th change belongs to the i-th of as many levels */
        size_t total = row + 1;
        size_t at = fact->q.end;
        for (zb_str rest = slice(r, at, w->sentence_end); rest.n; total++) {
            zb_numeral numeral;
            zb_str lead = rest;
            size_t skip = 0;
            while (skip < lead.n && skip < 24 &&
                   !zb_numeral_read(&numeral, zb_str_sub(lead, 0, lead.n), skip, lead.n)) {
                size_t next = skip;
                uint32_t c = zb_utf8_next(lead, &next);
                if (c == 0xFF0C || c == ',' || c == 0xFF1B || c == ';' || c == 0x3002) {
                    skip = lead.n;
                    break;
                }
                skip = next;
            }
            if (skip >= lead.n || skip >= 24) {
                break;
            }
            size_t end = numeral.end;
            while (end < lead.n && (lead.p[end] == '%' || (unsigned char)lead.p[end] == 0xEF)) {
                end += lead.p[end] == '%' ? 1 : 3;
            }
            rest = zb_str_sub(lead, end, lead.n);
        }
        size_t wanted = total - row; /* counted back from the last level */
        for (size_t i = first_change; i-- > r->here;) {
            const zb_fact *other = fact_at(r, i);
            if (other->kind != ZB_KIND_CHANGE && !other->old && --wanted == 0) {
                return (int)i;
            }
        }
    }
    const zb_unit_class points = ZB_UNIT_POINT | ZB_UNIT_PERCENT;
    if (row && !each) {
        return (int)count - 1; /* 减少21.35万元，降幅11.9%: both belong to the same figure */
    }
    for (size_t i = count; i-- > r->here;) {
        const zb_fact *other = fact_at(r, i);
        if (other->kind == ZB_KIND_CHANGE || other->bracketed_part ||
            (other->old && other->indicator < 0)) {
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

static bool only_listed(zb_str between) {
    between = zb_str_trim(between);
    return zb_str_eq(between, ZB_STR("、")) || zb_str_eq(between, ZB_STR("和"));
}

/* The list of like figures that the quantity stands in, `12件、10件`: how many come before it and
 * behind it. */
static void list_around(const reader *r, const zb_quantity *q, size_t left, size_t *before,
                        size_t *behind) {
    *before = *behind = 0;
    size_t start = q->start;
    for (size_t i = r->facts->count; i-- > r->here; ++*before) {
        const zb_fact *other = fact_at(r, i);
        if (other->q.unit_class != q->unit_class || !only_listed(slice(r, other->q.end, start))) {
            break;
        }
        start = other->q.start;
    }
    for (size_t i = 1; i <= left && q[i].unit_class == q->unit_class &&
                       only_listed(slice(r, q[i - 1].end, q[i].start));
         i++) {
        ++*behind;
    }
}

static size_t rfind_any(zb_str s, const char *const *words) {
    size_t best = ZB_NOT_FOUND;
    for (size_t i = 0; words[i]; i++) {
        size_t at = zb_str_rfind(s, zb_str_from(words[i]));
        best = at != ZB_NOT_FOUND && (best == ZB_NOT_FOUND || at > best) ? at : best;
    }
    return best;
}

/* The i-th of `count` names joined by 、 or 和 in [start, end); false when their number differs. */
static bool name_of_list(const reader *r, size_t start, size_t end, size_t wanted, size_t count,
                         zb_span *out) {
    size_t item = start, k = 0;
    for (size_t i = start; i < end;) {
        size_t here = i;
        uint32_t c = zb_utf8_next(r->context->text, &i);
        if (c == 0x3001 || c == 0x548C || c == 0x53CA) { /* 、 和 及 */
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

/* 受理率、办结率分别为99.8%、98.6%, 收到、审结复议案件12件、10件: the i-th figure has the i-th
 * name. Narrows the window to it. */
static void pick_of_list(const reader *r, const zb_quantity *q, size_t left, zb_window *w) {
    size_t before, behind;
    list_around(r, q, left, &before, &behind);
    size_t first = r->facts->count - before;
    size_t head_start = first > r->here ? fact_at(r, first - 1)->q.end : r->sentence;
    size_t head_end = before ? fact_at(r, first)->q.start : q->start;
    static const char *const each[] = {"分别", "依次", NULL};
    size_t mark = rfind_any(slice(r, head_start, head_end), each);
    bool told = mark != ZB_NOT_FOUND && head_end - head_start - mark <= 30;
    if (!told && !before && !behind) {
        return;
    }
    size_t names_end = told ? head_start + mark : head_end;
    size_t names = zb_clause_start(r->context->text, head_start, names_end);
    zb_span name = {0};
    if (name_of_list(r, names, names_end, before, before + behind + 1, &name)) {
        w->previous = w->clause = name.start;
        w->before_end = name.end;
    }
}

static void link_change(reader *r, zb_fact *fact, const zb_window *w, size_t left) {
    zb_window own = *w;
    own.previous = w->clause;
    pick_of_list(r, &fact->q, left, &own);
    own.next = fact->q.end;
    zb_quantity q = fact->q;
    if (q.unit_class == ZB_UNIT_POINT) {
        q.unit_class = ZB_UNIT_PERCENT;
    } else if (q.unit_class & (ZB_UNIT_PERCENT | ZB_UNIT_MULTIPLE)) {
        q.unit_class = (zb_unit_class)~0u;
    }
    zb_link link = zb_link_best(&q, &own, r->terms, r->knowledge);
    if (link.indicator >= 0) {
        take_link(fact, &link);
    } else if (residue(r, slice(r, w->clause, fact->q.start)).n == 0) {
        int base = change_base(r, fact, w);
        if (base >= 0) {
            const zb_fact *of = fact_at(r, (size_t)base);
            fact->indicator = of->indicator;
            fact->part = of->part;
            fact->how = of->indicator >= 0 ? ZB_HOW_BASE : ZB_HOW_NONE;
        }
    }
    if (fact->direction < 0) {
        fact->q.value = -fact->q.value;
        fact->q.high = -fact->q.high;
        if (fact->q.has_high) {
            double low = fact->q.high;
            fact->q.high = fact->q.value;
            fact->q.value = low;
        }
    }
}

/* 成功1783件(94.6%): the rate whose numerator the figure before the bracket is. */
static void link_bracketed_share(reader *r, zb_fact *fact, int total) {
    const zb_fact *whole = fact_at(r, (size_t)total);
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

/* 66件、41件、29件，合计136件: what stood before becomes the parts of this total. */
static void take_total(reader *r, zb_fact *fact, const zb_window *w) {
    zb_str own = zb_str_trim(slice(r, w->clause, fact->q.start));
    if (!zb_list_starts(cue(r, ZB_CUE_TOTAL), own) || fact->kind != ZB_KIND_LEVEL) {
        return;
    }
    int before = nearest_level(r, fact, r->here, true);
    if (fact->indicator < 0 && before >= 0 && zb_strip_generic(r->knowledge, own).n == 0 &&
        fact_at(r, (size_t)before)->q.unit_class == fact->q.unit_class) {
        fact->indicator = fact_at(r, (size_t)before)->indicator; /* 新增26人，总数达91人 */
        fact->how = fact->indicator >= 0 ? ZB_HOW_BASE : ZB_HOW_NONE;
    }
    size_t parts = 0;
    double sum = 0;
    for (size_t i = r->facts->count; i-- > r->here;) {
        const zb_fact *other = fact_at(r, i);
        if (other->kind != ZB_KIND_LEVEL || other->part || other->old ||
            !zb_same_counting(other->q.unit_class, fact->q.unit_class)) {
            break;
        }
        parts++;
        sum += other->q.value;
    }
    if (parts < 2 || sum > fact->q.value * 1.02 || sum < fact->q.value * 0.98) {
        return;
    }
    r->breakdowns++;
    size_t first = r->facts->count - parts;
    if (fact->indicator < 0) {
        fact->indicator = fact_at(r, first)->indicator;
        fact->how = fact->indicator >= 0 ? ZB_HOW_BASE : ZB_HOW_NONE;
    }
    for (size_t i = first; i < r->facts->count; i++) {
        zb_fact *part = fact_at(r, i);
        part->part = true;
        part->total = (int)r->facts->count;
        part->breakdown = r->breakdowns;
        if (part->indicator < 0 && !part->stranger) {
            part->indicator = fact->indicator;
            part->how = fact->indicator >= 0 ? ZB_HOW_TOTAL : ZB_HOW_NONE;
        }
    }
}

/* Words between a figure and the one before it that only say it rose or fell: 由6124项削减到. */
static bool only_moves(const reader *r, zb_str s) {
    s = residue(r, s);
    for (size_t n; (n = zb_list_ends(cue(r, ZB_CUE_TO), s)) > 0;) {
        s = residue(r, zb_str_sub(s, 0, s.n - n));
    }
    return s.n == 0;
}

static void inherit(const reader *r, zb_fact *fact, int base) {
    const zb_fact *of = fact_at(r, (size_t)base);
    fact->indicator = of->indicator;
    fact->part = of->part;
    fact->how = of->indicator >= 0 ? ZB_HOW_BASE : ZB_HOW_NONE;
}

/* Last year's figure, or the first of 由A增至B, told beside this year's. */
static void link_old(reader *r, zb_fact *fact, const zb_link *link) {
    int base = -1;
    for (size_t i = r->facts->count; i-- > r->here && base < 0;) {
        const zb_fact *other = fact_at(r, i);
        if (other->kind == fact->kind &&
            zb_same_counting(other->q.unit_class, fact->q.unit_class)) {
            base = (int)i;
        }
    }
    if (link->indicator < 0 && base >= 0 && !fact->from) {
        inherit(r, fact, base);
    } else {
        take_link(fact, link);
    }
}

/* Is the figure part of a bracket or of an open 其中? */
static bool link_part(reader *r, zb_fact *fact, int bracket, const zb_link *link) {
    if (link->stranger) {
        return false;
    }
    if (bracket >= 0 &&
        zb_same_counting(fact_at(r, (size_t)bracket)->q.unit_class, fact->q.unit_class)) {
        bool going_on = r->facts->count > r->here &&
                        fact_at(r, r->facts->count - 1)->bracketed_part &&
                        fact_at(r, r->facts->count - 1)->total == bracket;
        r->breakdowns += !going_on;
        fact->bracketed_part = true;
        const zb_fact *of = fact_at(r, (size_t)bracket);
        bool foreign = link->indicator >= 0 && of->indicator >= 0 &&
                       !zb_same_family(r->context->lexicon, link->indicator, of->indicator);
        if (foreign) { /* （新办511件，变更、注销164件）: kinds of the total, whatever they are
                          called */
            take_link(fact, &(zb_link){.indicator = -1, .pattern = -1});
        }
        make_part(r, fact, bracket, foreign ? &(zb_link){.indicator = -1, .pattern = -1} : link);
        return true;
    }
    if (!r->parts_open) {
        return false;
    }
    const zb_fact *whole = fact_at(r, (size_t)r->parts_total);
    if (!zb_same_counting(whole->q.unit_class, fact->q.unit_class)) {
        return false;
    }
    bool outcome = link->indicator >= 0 && link->indicator != whole->indicator;
    if (outcome && (whole->indicator < 0 ||
                    zb_same_family(r->context->lexicon, link->indicator, whole->indicator))) {
        return false; /* 其中确认违法1件: a figure of its own, not a kind of the total */
    }
    if (outcome) {
        r->parts_open = false;
        return false;
    }
    make_part(r, fact, r->parts_total, link);
    return true;
}

/* Does the figure say more of what the one before it stated: 由6124项削减到3987项, 318件、207件,
 * 83名，平均每村6.4名? */
static bool goes_on(const reader *r, const zb_fact *fact, const zb_window *w) {
    const zb_fact *before = fact_at(r, r->facts->count - 1);
    zb_str between = zb_str_trim(slice(r, before->q.end, fact->q.start));
    if (before->from && before->kind == fact->kind && only_moves(r, between)) {
        return true;
    }
    bool same_unit = before->q.unit_class == fact->q.unit_class;
    if (same_unit && before->kind == fact->kind && !before->share &&
        zb_str_eq(between, ZB_STR("、"))) {
        return true;
    }
    zb_str own = zb_str_trim(slice(r, w->clause, fact->q.start));
    return same_unit && fact->kind == ZB_KIND_RATE && before->kind == ZB_KIND_LEVEL &&
           zb_list_starts(cue(r, ZB_CUE_PER_UNIT), own);
}

static void link_level(reader *r, zb_fact *fact, const zb_window *w) {
    zb_link link = zb_link_best(&fact->q, w, r->terms, r->knowledge);
    int bracket = bracket_total(r, fact);
    bool bare = zb_strip_generic(r->knowledge, slice(r, w->clause, fact->q.start)).n == 0;
    if (bracket >= 0 && fact->kind == ZB_KIND_RATE && bare) {
        link_bracketed_share(r, fact, bracket);
        return;
    }
    if (fact->share && link.indicator < 0) {
        fact->part = true;
        fact->how = ZB_HOW_SHARE;
        return;
    }
    if (fact->old) {
        link_old(r, fact, &link);
        return;
    }
    if (link.indicator < 0 && !link.stranger && r->facts->count > r->here && goes_on(r, fact, w)) {
        inherit(r, fact, (int)r->facts->count - 1);
        return;
    }
    take_link(fact, &link);
    if (fact->sibling && fact_at(r, r->facts->count - 1)->part) {
        fact->part = true; /* 其中集体访4批38人次 */
        return;
    }
    if (fact->kind != ZB_KIND_RATE && !link_part(r, fact, bracket, &link)) {
        take_total(r, fact, w);
    }
}

static void set_label(reader *r, zb_fact *fact, const zb_window *w) {
    zb_str text = r->context->text;
    zb_str own = zb_strip_generic(r->knowledge, slice(r, w->clause, fact->q.start));
    if (fact->how == ZB_HOW_AFTER || !own.n) {
        size_t end = zb_clause_end(text, fact->q.end, w->next);
        zb_str behind = zb_strip_generic(r->knowledge, slice(r, fact->q.end, end));
        own = behind.n ? behind : own;
    }
    if (!own.n) {
        own = zb_strip_generic(r->knowledge, slice(r, w->previous, w->clause));
    }
    size_t verb;
    while ((verb = zb_list_starts(cue(r, ZB_CUE_VERBS), own)) > 0 && verb < own.n) {
        own = zb_strip_generic(r->knowledge, zb_str_sub(own, verb, own.n));
    }
    if (own.n) {
        fact->label_start = (size_t)(own.p - text.p);
        fact->label_end = fact->label_start + own.n;
    }
}

/* Where the surroundings of a quantity begin. Two quantities side by side (386批1745人次,
 * 131批次、206人次) share those of the first. */
static void set_window(const reader *r, const zb_quantity *q, zb_window *w) {
    zb_str text = r->context->text;
    bool first = r->facts->count == r->here;
    const zb_fact *before = first ? NULL : fact_at(r, r->facts->count - 1);
    w->previous = first ? r->sentence : before->q.end;
    zb_str between = zb_str_trim(slice(r, w->previous, q->start));
    bool joined = between.n == 0 || zb_str_eq(between, ZB_STR("、")) ||
                  (q->unit_class == ZB_UNIT_PERSON &&
                   (zb_str_eq(between, ZB_STR(",")) || zb_str_eq(between, ZB_STR("，"))));
    if (before && joined && before->kind == ZB_KIND_LEVEL &&
        before->q.unit_class != q->unit_class) {
        w->previous = before->window;
        w->clause = before->clause;
        w->before_end = before->q.start;
        return;
    }
    w->clause = zb_clause_start(text, w->previous, q->start);
    if (before && zb_str_ends(between, ZB_STR("、"))) {
        w->clause = q->start; /* 47名政府法律顾问、6名公职律师: the words are the first one's */
    }
}

/* `left` more quantities follow `q` in its sentence. */
static zb_status read_fact(reader *r, const zb_quantity *q, size_t left, zb_error *err) {
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
    w.family = -1;
    for (size_t i = r->here; i < r->facts->count && w.family < 0; i++) {
        w.family = fact_at(r, i)->indicator;
    }
    zb_fact fact = {.q = *q,
                    .indicator = -1,
                    .pattern = -1,
                    .total = -1,
                    .window = w.previous,
                    .clause = w.clause,
                    .sibling = w.before_end > 0,
                    .line = r->context->start,
                    .sentence = r->sentence,
                    .sentence_end = r->sentence_end};
    zb_str line = zb_str_trim(slice(r, r->context->start, r->context->end));
    fact.cell = zb_str_eq(line, slice(r, q->start, q->end));
    set_kind(r, &fact, &w);
    set_year(r, &fact, &w);
    set_status(r, &fact);
    follow_parts(r, &fact, &w);
    if (fact.kind == ZB_KIND_CHANGE) {
        link_change(r, &fact, &w, left);
    } else {
        pick_of_list(r, q, left, &w);
        link_level(r, &fact, &w);
    }
    if (fact.indicator >= 0 && r->knowledge->is_change[fact.indicator] &&
        fact.kind == ZB_KIND_RATE) {
        fact.kind = ZB_KIND_CHANGE;
        fact.q.value = -fact.q.value;
    }
    set_label(r, &fact, &w);
    return ZB_PUSH(r->facts, fact) ? ZB_OK : zb_error_nomem(err);
}

static int last_breakdown(const zb_fact_list *facts) {
    int last = 0;
    for (size_t i = facts->count; i-- > 0 && facts->count - i < 64;) {
        last = facts->at[i].breakdown > last ? facts->at[i].breakdown : last;
    }
    return last;
}

zb_status zb_facts_of_line(zb_fact_list *out, const zb_fact_context *context,
                           const zb_quantity_list *quantities, const zb_terms *terms,
                           zb_error *err) {
    reader r = {.context = context,
                .knowledge = &context->lexicon->knowledge,
                .terms = terms,
                .facts = out,
                .parts_total = -1,
                .breakdowns = last_breakdown(out)};
    size_t i = 0;
    zb_status status = ZB_OK;
    for (size_t at = context->start; at < context->end && i < quantities->count;) {
        size_t end = zb_sentence_end(context->text, at, context->end);
        if (quantities->at[i].start < end) {
            r.sentence = at;
            r.sentence_end = end;
            r.here = out->count;
            r.parts_open = false;
            r.parts_colon = false;
            size_t last = i;
            while (last + 1 < quantities->count && quantities->at[last + 1].start < end) {
                last++;
            }
            for (; i <= last && status == ZB_OK; i++) {
                status = read_fact(&r, &quantities->at[i], last - i, err);
            }
        }
        if (status != ZB_OK) {
            break;
        }
        at = end;
    }
    return status;
}
