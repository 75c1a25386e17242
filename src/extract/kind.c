/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Level, rate or change; done or planned.
 */
#include "extract/reader.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "extract/clause.h"
#include "source/years.h"

/* Cut words such as 了, 约, 达 off the end, which stand between a verb and its figure. */
static zb_str cut_light_end(const zb_reader *r, zb_str s, bool *to) {
    *to = false;
    for (bool cut = true; cut;) {
        cut = false;
        s = zb_str_trim(s);
        static const zb_cue bounds[] = {ZB_CUE_ABOUT_BEFORE, ZB_CUE_AT_MOST_BEFORE,
                                        ZB_CUE_AT_LEAST_BEFORE};
        size_t n = 0;
        for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
            size_t bytes = zb_words_end(zb_reader_cue(r, bounds[i]), s);
            n = bytes > n ? bytes : n;
        }
        n = n ? n : zb_words_end(zb_reader_cue(r, ZB_CUE_LIGHT), s);
        if (n) {
            s.n -= n;
            cut = s.n > 0;
        }
    }
    size_t n = zb_words_end(zb_reader_cue(r, ZB_CUE_TO), s);
    if (n) {
        zb_str shorter = zb_str_sub(s, 0, s.n - n);
        bool ratio = zb_str_ends(shorter, ZB_STR("比例")) &&
                     (zb_words_end(zb_reader_cue(r, ZB_CUE_FALL), shorter) ||
                      zb_words_end(zb_reader_cue(r, ZB_CUE_RISE), shorter));
        if (ratio || zb_str_ends(shorter, ZB_STR("幅"))) {
            return shorter; /* 增幅达38.6%, 精简比例为39.4% */
        }
        *to = true;
    }
    return s;
}

/* Does a word of the cue stand in the sentence before `at`? Asked for rising `at`. */
static bool told(const zb_reader *r, zb_told *state, zb_cue which, size_t at) {
    const zb_words *words = zb_reader_cue(r, which);
    if (!state->said && state->to < at) {
        size_t longest = words->length_count ? words->lengths[0] : 0;
        size_t from = state->to - r->sentence > longest ? state->to - longest : r->sentence;
        state->said = zb_words_last(words, zb_reader_slice(r, from, at), NULL) != ZB_NOT_FOUND;
        state->to = at;
    }
    return state->said;
}

static bool compares(zb_reader *r, size_t at) {
    return told(r, &r->change_marks, ZB_CUE_CHANGE_MARKS, at) ||
           told(r, &r->compare, ZB_CUE_COMPARE, at);
}

/* 同比增产1.4%: a share behind 同比 or 环比 is a change whatever its verb, unless a level is told.
 */
static int compared_share(const zb_reader *r, const zb_quantity *q, const zb_window *w) {
    enum { VERB_BYTES = 12 };
    if (!(q->unit_class & (ZB_UNIT_PERCENT | ZB_UNIT_POINT))) {
        return 0;
    }
    zb_str left = zb_reader_slice(r, w->clause, q->start);
    size_t end = zb_words_last(zb_reader_cue(r, ZB_CUE_YEAR_ON_YEAR), left, NULL);
    return end != ZB_NOT_FOUND && left.n - end <= VERB_BYTES;
}

/* 较上年新增持证人员507人, 同比减少材料3份: what is counted may stand behind the verb when the
 * comparison opens it, and of a share when its fall does: 压减材料31%. 1 or -1, 0 for neither. */
static int compared_noun(const zb_reader *r, const zb_quantity *q, const zb_window *w) {
    enum { NOUN_BYTES = 24, SHORT_NOUN_BYTES = 12 };
    zb_str left = zb_reader_slice(r, w->clause, q->start);
    size_t end = zb_words_last(zb_reader_cue(r, ZB_CUE_CHANGE_MARKS), left, NULL);
    bool told = end != ZB_NOT_FOUND;
    if (!told && q->unit_class != ZB_UNIT_PERCENT) {
        return 0;
    }
    zb_str behind = told ? zb_str_sub(left, end, left.n) : zb_str_trim(left);
    size_t rise = zb_words_start(zb_reader_cue(r, ZB_CUE_RISE), behind);
    size_t fall = zb_words_start(zb_reader_cue(r, ZB_CUE_FALL), behind);
    size_t verb = rise > fall ? rise : fall;
    zb_str noun = zb_str_sub(behind, verb, behind.n);
    /* without a comparison only a whole verb before a thing: not 低保覆盖率, 少数民族干部31% */
    bool thing = noun.n <= SHORT_NOUN_BYTES && !zb_str_ends(noun, ZB_STR("率"));
    bool falls = fall > rise && fall >= strlen("压减") && thing;
    bool leads = zb_words_last(zb_reader_cue(r, ZB_CUE_TO), noun, NULL) != ZB_NOT_FOUND;
    if (!verb || (!told && !falls) || noun.n > NOUN_BYTES || leads) {
        return 0;
    }
    return fall > rise ? -1 : 1;
}

/* 1 or -1 when the words before the numeral make it a change. */
static int direction_of(zb_reader *r, const zb_quantity *q, const zb_window *w) {
    bool to = false;
    zb_str left = cut_light_end(r, zb_reader_slice(r, w->clause, q->start), &to);
    if (to) {
        return 0;
    }
    if (q->unit_class == ZB_UNIT_MULTIPLE &&
        zb_words_end(zb_reader_cue(r, ZB_CUE_DOUBLING), left)) {
        return 1;
    }
    size_t rise = zb_words_end(zb_reader_cue(r, ZB_CUE_RISE), left);
    size_t fall = zb_words_end(zb_reader_cue(r, ZB_CUE_FALL), left);
    if (zb_words_end(zb_reader_cue(r, ZB_CUE_EXTREMES), left)) {
        return 0; /* 最高100分，最低72分 */
    }
    if (!rise && !fall) {
        int direction = compared_share(r, q, w);
        return direction ? direction : compared_noun(r, q, w);
    }
    int direction = fall > rise ? -1 : 1;
    if (q->unit_class & (ZB_UNIT_PERCENT | ZB_UNIT_POINT | ZB_UNIT_MULTIPLE)) {
        return direction;
    }
    zb_str word = zb_str_sub(left, left.n - (rise > fall ? rise : fall), left.n);
    bool plain = zb_words_has(zb_reader_cue(r, ZB_CUE_RISE_COMPARED), word);
    return !plain || compares(r, q->start) ? direction : 0;
}

/* 每万人…, 人均…, 平均每…: a per-unit figure. 每年, 每周 are frequencies. */
static bool per_unit(const zb_reader *r, const zb_quantity *q, const zb_window *w) {
    zb_str left = zb_reader_slice(r, w->clause, q->start);
    zb_str word = {0};
    size_t end = zb_words_last(zb_reader_cue(r, ZB_CUE_PER_UNIT), left, &word);
    if (end == ZB_NOT_FOUND ||
        (q->unit_class & (ZB_UNIT_TIME | ZB_UNIT_SCORE | ZB_UNIT_NONE | ZB_UNIT_OTHER))) {
        return end != ZB_NOT_FOUND && (q->unit_class & ZB_UNIT_TIME) &&
               zb_str_has(left, ZB_STR("人均"));
    }
    if (zb_str_ends(word, ZB_STR("均"))) { /* 人均, 日均; but 四地均在50件以下 */
        zb_str tail = zb_str_sub(left, end - word.n, left.n);
        return !zb_words_start(zb_reader_cue(r, ZB_CUE_NOT_AVERAGES), tail);
    }
    return !zb_words_start(zb_reader_cue(r, ZB_CUE_FREQUENCIES), zb_str_sub(left, end, left.n));
}

static bool is_share(const zb_reader *r, const zb_quantity *q, const zb_window *w) {
    zb_str left = zb_reader_slice(r, w->clause, q->start);
    return zb_words_last(zb_reader_cue(r, ZB_CUE_SHARE), left, NULL) != ZB_NOT_FOUND;
}

bool zb_reader_joins(const zb_reader *r, zb_str between) {
    between = zb_str_trim(between);
    return zb_str_eq(between, ZB_STR("、")) || zb_words_has(zb_reader_cue(r, ZB_CUE_AND), between);
}

bool zb_reader_each_before(const zb_reader *r, size_t at) {
    enum { EACH_BYTES = 60 };
    zb_str left = zb_reader_slice(r, zb_clause_start(r->context->text, r->sentence, at), at);
    size_t end = zb_words_last(zb_reader_cue(r, ZB_CUE_EACH), left, NULL);
    return end != ZB_NOT_FOUND && left.n - end <= EACH_BYTES;
}

void zb_reader_kind(zb_reader *r, zb_fact *fact, const zb_window *w) {
    fact->direction = direction_of(r, &fact->q, w);
    if (fact->direction == 0 && r->facts->count > r->here) {
        /* 分别下降12.9%、8.3%: the second shares the verb */
        const zb_fact *before = zb_reader_fact(r, r->facts->count - 1);
        zb_str between = zb_str_trim(zb_reader_slice(r, before->q.end, fact->q.start));
        bool alike =
            before->q.unit_class == fact->q.unit_class || zb_reader_each_before(r, fact->q.start);
        if (before->kind == ZB_KIND_CHANGE && alike && zb_reader_joins(r, between)) {
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
        bool below = fact->cell && r->facts->count &&
                     zb_reader_fact(r, r->facts->count - 1)->cell &&
                     zb_reader_fact(r, r->facts->count - 1)->kind == ZB_KIND_LEVEL;
        fact->share |= below || is_share(r, &fact->q, w);
    } else if (fact->q.fraction || per_unit(r, &fact->q, w)) {
        fact->kind = ZB_KIND_RATE;
    }
}

/* Next year's number, told as the time of what follows: `2021年，将…`, not `截至2021年1月`. */
static bool next_year_told(zb_reader *r, size_t at) {
    zb_str before = zb_reader_slice(r, 0, at);
    zb_year_hit hit;
    while (zb_year_next(before, &r->year_to, &hit)) {
        if (hit.marked) {
            r->year_named = hit.year;
            r->year_start = hit.start;
            r->year_end = hit.end + strlen("年");
        }
    }
    if (!r->year_named || !r->context->year || r->year_named <= r->context->year) {
        return false;
    }
    size_t unused;
    zb_str lead = zb_reader_slice(r, r->sentence, r->year_start);
    if (r->year_named > r->context->year + 1) {
        return zb_str_ends(lead, ZB_STR("到")); /* 到2025年，…达到98%; a plan's name reaches far */
    }
    return zb_numeral_digit(before, r->year_end, &unused) < 0 &&
           !zb_str_ends(lead, ZB_STR("截止")) && !zb_str_ends(lead, ZB_STR("至"));
}

/* Does a word of the cue stand in the fact's clause before it? */
static bool clause_says(const zb_reader *r, const zb_fact *fact, zb_cue which) {
    return zb_words_last(zb_reader_cue(r, which), zb_reader_slice(r, fact->clause, fact->q.start),
                         NULL) != ZB_NOT_FOUND;
}

void zb_reader_status(zb_reader *r, zb_fact *fact) {
    zb_str after = zb_reader_slice(r, fact->q.end, r->sentence_end);
    bool planned = told(r, &r->plan, ZB_CUE_PLAN, fact->q.start);
    /* 尚未…，14个乡镇中仅4个: a problem told among the plans */
    bool section = r->context->plan && !told(r, &r->standing, ZB_CUE_STANDING, fact->q.start);
    bool here = clause_says(r, fact, ZB_CUE_PLAN_CLAUSE); /* 拟修改7件 */
    if (clause_says(r, fact, ZB_CUE_DONE_CLAUSE)) {       /* 计划20场，实际举办23场 */
        fact->status = ZB_ACTUAL;
        return;
    }
    bool plan = section || next_year_told(r, fact->q.start) || planned || here ||
                zb_words_start(zb_reader_cue(r, ZB_CUE_PLAN_AFTER), after) > 0;
    fact->status = plan && !fact->from ? ZB_TARGET : ZB_ACTUAL;
}
