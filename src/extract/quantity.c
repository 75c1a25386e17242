/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/quantity.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "extract/mask.h"

typedef struct finder {
    zb_str text;
    size_t start, end; /* the line */
    const zb_knowledge *knowledge;
    zb_span_list masks;
    size_t mask; /* first mask that may still matter */
} finder;

/* Does the numeral lie wholly in a mask? 同一 in 合同一千份 masks no numeral. Asked for rising
 * offsets. */
static bool masked(finder *f, const zb_numeral *numeral) {
    while (f->mask < f->masks.count && f->masks.at[f->mask].end <= numeral->start) {
        f->mask++;
    }
    for (size_t i = f->mask; i < f->masks.count && f->masks.at[i].start <= numeral->start; i++) {
        if (numeral->end <= f->masks.at[i].end) {
            return true;
        }
    }
    return false;
}

static bool is_ascii_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static uint32_t char_before(const finder *f, size_t at) {
    if (at <= f->start) {
        return 0;
    }
    size_t before = zb_utf8_before(f->text, at);
    return zb_utf8_next(f->text, &before);
}

static uint32_t char_at(const finder *f, size_t at) {
    return at < f->end ? zb_utf8_next(f->text, &at) : 0;
}

static zb_str before_text(const finder *f, size_t at) {
    size_t from = at > f->start + 60 ? at - 60 : f->start;
    while (from < at && ((unsigned char)f->text.p[from] & 0xC0) == 0x80) {
        from++;
    }
    return zb_str_trim(zb_str_sub(f->text, from, at));
}

static zb_str after_text(const finder *f, size_t at) {
    return zb_str_sub(f->text, at, f->end);
}

static bool digit_near(const finder *f, size_t at) {
    size_t bytes;
    return at < f->end && zb_numeral_digit(f->text, at, &bytes) >= 0;
}

static bool digit_before(const finder *f, size_t at) {
    return at > f->start && digit_near(f, zb_utf8_before(f->text, at));
}

/* Characters that join two numerals to a range or a date. */
static size_t joiner_at(const finder *f, size_t at) {
    static const char *const joiners[] = {"—", "–", "－", "-", "~", "～", "至", "到", "―"};
    size_t taken = 0;
    for (int again = 0; again < 2; again++) { /* a dash may be doubled */
        for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++) {
            if (zb_str_starts(after_text(f, at + taken), zb_str_from(joiners[i]))) {
                taken += strlen(joiners[i]);
                break;
            }
        }
    }
    return taken;
}

/* Is the numeral no statement by what stands around it: 第三, 8:30, 2019-02-18, COVID19. */
static bool struck_by_context(const finder *f, const zb_numeral *numeral) {
    uint32_t before = char_before(f, numeral->start);
    uint32_t after = char_at(f, numeral->end);
    zb_str left = before_text(f, numeral->start);
    if (numeral->endless || zb_str_ends(left, ZB_STR("第")) ||
        (numeral->form == ZB_NUMERAL_CHINESE && numeral->bare &&
         (zb_str_ends(left, ZB_STR("数")) || zb_str_ends(left, ZB_STR("几")) ||
          zb_str_ends(left, ZB_STR("上"))))) {
        return true;
    }
    if (before < 0x80 && is_ascii_word((char)before)) {
        return true;
    }
    bool time_before =
        (before == ':' || before == 0xFF1A) && numeral->start > f->start &&
        digit_near(f, zb_utf8_before(f->text, zb_utf8_before(f->text, numeral->start)));
    bool time_after =
        (after == ':' || after == 0xFF1A) && digit_near(f, numeral->end + (after == ':' ? 1 : 3));
    if ((time_before || time_after) && numeral->digits <= 2 && numeral->digits > 0) {
        return true;
    }
    size_t unused;
    bool hour = (before == 0x65F6 || before == 0x70B9) && numeral->digits > 0 &&
                numeral->digits <= 2 && after == 0x5206; /* 14时30分, 9点15分 */
    if (hour && digit_before(f, numeral->start - strlen("时"))) {
        return true;
    }
    bool sum = before == '+' && numeral->start > f->start + 1 &&
               zb_numeral_digit(f->text, numeral->start - 2, &unused) >= 0;
    if (after == '+' || sum || after == '/' || before == '/') {
        return true;
    }
    return numeral->form == ZB_NUMERAL_CHINESE && numeral->positional;
}

/* Spelled numerals state something only with measure words that count. */
static bool spelled_counts(const finder *f, const zb_numeral *numeral, zb_str unit,
                           size_t unit_end) {
    if (numeral->form != ZB_NUMERAL_CHINESE) {
        return true;
    }
    if (numeral->bare && !numeral->more) {
        /* 近百次, 近万人次, 百万元以上 count; 百姓, （单位：万元） and 万元以上纠纷 do not */
        const zb_words *cues = f->knowledge->cues;
        zb_str left = before_text(f, numeral->start);
        zb_str right = after_text(f, unit_end);
        size_t at_least = zb_words_start(&cues[ZB_CUE_AT_LEAST_AFTER], right);
        size_t at_most = zb_words_start(&cues[ZB_CUE_AT_MOST_AFTER], right);
        size_t bound = at_least > at_most ? at_least : at_most;
        bool bounded = bound && !zb_utf8_is_han(char_at(f, unit_end + bound));
        return numeral->value >= 100 && unit.n &&
               (zb_words_end(&cues[ZB_CUE_AT_LEAST_BEFORE], left) ||
                zb_words_end(&cues[ZB_CUE_AT_MOST_BEFORE], left) ||
                zb_words_end(&cues[ZB_CUE_ABOUT_BEFORE], left) || bounded ||
                zb_str_eq(unit, ZB_STR("人次")));
    }
    if (numeral->value > 10 || numeral->more) {
        return true;
    }
    uint32_t next = char_at(f, unit_end);
    bool ends_there = next == 0 || (!zb_utf8_is_han(next) && next != 0x201C && next != 0x300A);
    if (numeral->value == 1 && !numeral->has_high) {
        uint32_t before = char_before(f, numeral->start);
        return ends_there && zb_utf8_is_han(before);
    }
    if (zb_words_has(&f->knowledge->small_counts, unit)) {
        return true;
    }
    return ends_there && next != 0x3001 && zb_utf8_is_han(char_before(f, numeral->start));
}

/* 办结一件、销号一件: a slogan, not a count. */
static bool repeated_one(const finder *f, const zb_numeral *numeral, size_t end) {
    if (numeral->form != ZB_NUMERAL_CHINESE || numeral->value != 1) {
        return false;
    }
    zb_str surface = zb_str_sub(f->text, numeral->start, end);
    size_t from = numeral->start > f->start + 45 ? numeral->start - 45 : f->start;
    return zb_str_has(zb_str_sub(f->text, from, numeral->start), surface) ||
           zb_str_has(zb_str_sub(f->text, end, end + 45 < f->end ? end + 45 : f->end), surface);
}

/* 三次、四次全会: sessions of a body are numbered, not counted. And 前三位 names a rank. */
static bool is_ordinal(const finder *f, const zb_numeral *numeral, const zb_quantity *q) {
    zb_str unit = zb_str_sub(f->text, q->unit_start, q->unit_end);
    if (zb_str_eq(unit, ZB_STR("位")) && char_before(f, numeral->start) == 0x524D) { /* 前 */
        return true;
    }
    if (numeral->form != ZB_NUMERAL_CHINESE || !zb_str_eq(unit, ZB_STR("次"))) {
        return false;
    }
    enum { MOST_SESSIONS = 12 };
    size_t at = q->unit_end;
    zb_numeral next;
    for (int i = 0; i < MOST_SESSIONS && char_at(f, at) == 0x3001; i++) { /* 、 */
        size_t start = at + strlen("、");
        if (!zb_numeral_read(&next, f->text, start, f->end) ||
            !zb_str_starts(after_text(f, next.end), ZB_STR("次"))) {
            return false;
        }
        at = next.end + strlen("次");
    }
    return zb_words_start(&f->knowledge->cues[ZB_CUE_SESSIONS], after_text(f, at)) > 0;
}

/* The measure word at `at`, with a bracketed second one: 场（次）, 人(件)次. Its end, or `at`. */
static size_t unit_at(const finder *f, size_t at, zb_unit_class *unit_class) {
    zb_str rest = after_text(f, at);
    static const struct {
        const char *sign;
        zb_unit_class unit_class;
    } signs[] = {{"%", ZB_UNIT_PERCENT},
                 {"％", ZB_UNIT_PERCENT},
                 {"﹪", ZB_UNIT_PERCENT},
                 {"‰", ZB_UNIT_PERCENT}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (zb_str_starts(rest, zb_str_from(signs[i].sign))) {
            *unit_class = signs[i].unit_class;
            return at + strlen(signs[i].sign);
        }
    }
    size_t n = zb_knowledge_unit(f->knowledge, rest, unit_class);
    if (!n) {
        return at;
    }
    size_t end = at + n;
    uint32_t open = char_at(f, end);
    if (open != '(' && open != 0xFF08) {
        return end;
    }
    size_t inside = end + (open == '(' ? 1 : 3);
    zb_unit_class second;
    size_t second_bytes = zb_knowledge_unit(f->knowledge, after_text(f, inside), &second);
    if (!second_bytes && zb_str_starts(after_text(f, inside), ZB_STR("次"))) {
        second_bytes = strlen("次");
    }
    size_t close_at = inside + second_bytes;
    uint32_t close = char_at(f, close_at);
    if (!second_bytes || (close != ')' && close != 0xFF09)) {
        return end;
    }
    end = close_at + (close == ')' ? 1 : 3);
    if (zb_str_starts(after_text(f, end), ZB_STR("次"))) {
        end += strlen("次");
    }
    return end;
}

static zb_qualifier combine(bool at_least, bool at_most, bool about) {
    if (about || (at_least && at_most)) {
        return ZB_APPROX;
    }
    return at_least ? ZB_GE : at_most ? ZB_LE : ZB_EQ;
}

/* Words around the quantity that bound it; those that touch its end belong to the surface. */
static void qualify(const finder *f, zb_quantity *q, bool more) {
    const zb_words *cues = f->knowledge->cues;
    zb_str left = before_text(f, q->start);
    bool at_least = more, at_most = false, about = false;
    if (!zb_words_end(&cues[ZB_CUE_NOT_QUALIFIERS], left)) {
        /* the longer wins: 不超过 ends with 超过, 不低于 with 低于 */
        size_t ge = zb_words_end(&cues[ZB_CUE_AT_LEAST_BEFORE], left);
        size_t le = zb_words_end(&cues[ZB_CUE_AT_MOST_BEFORE], left);
        at_least |= ge > le;
        at_most = le > ge;
        about = zb_words_end(&cues[ZB_CUE_ABOUT_BEFORE], left) > 0;
    }
    size_t blank = zb_numeral_blanks(f->text, q->end, f->end, 1);
    zb_str right = after_text(f, blank);
    size_t ge = zb_words_start(&cues[ZB_CUE_AT_LEAST_AFTER], right);
    size_t le = zb_words_start(&cues[ZB_CUE_AT_MOST_AFTER], right);
    size_t ca = zb_words_start(&cues[ZB_CUE_ABOUT_AFTER], right);
    uint32_t behind = char_at(f, blank + strlen("多"));
    if (zb_str_starts(right, ZB_STR("多")) &&
        (zb_utf8_is_han(behind) ||
         digit_near(f, zb_numeral_blanks(f->text, blank + strlen("多"), f->end, 1)))) {
        ge = 0; /* 5件多发; 比上年的216件多31件 */
    }
    if (le == strlen("内") && !(q->unit_class & (ZB_UNIT_PERCENT | ZB_UNIT_TIME | ZB_UNIT_MONEY))) {
        le = 0;
    }
    size_t longest = ge > le ? ge : le;
    longest = ca > longest ? ca : longest;
    if (longest) {
        q->end = blank + longest;
        at_least |= ge > 0;
        at_most |= le > 0;
        about |= ca > 0;
    }
    q->qualifier = combine(at_least, at_most, about);
}

/* 无一例, 未发生1起: none, told with a one. The words before belong to the surface. */
static void take_zero(const finder *f, zb_quantity *q, const zb_numeral *numeral) {
    if (numeral->value != 1 || numeral->more || numeral->has_high) {
        return;
    }
    zb_str left = before_text(f, q->start);
    size_t n = zb_words_end(&f->knowledge->cues[ZB_CUE_ZERO], left);
    if (n && left.p + left.n == f->text.p + q->start) {
        q->start -= n;
        q->value = 0;
        q->zero = true;
    }
}

/* A second numeral joined to the first: 3—5件, 3件至5件. Moves `first` behind it. */
static void take_range(const finder *f, zb_numeral *first, size_t *unit_start) {
    zb_unit_class unused;
    size_t at = zb_numeral_blanks(f->text, first->end, f->end, 1);
    size_t own = unit_at(f, at, &unused);
    size_t joint = joiner_at(f, own);
    if (!joint) {
        return;
    }
    zb_numeral second;
    size_t next = zb_numeral_blanks(f->text, own + joint, f->end, 1);
    if (!zb_numeral_read(&second, f->text, next, f->end) || second.form != first->form) {
        return;
    }
    size_t unit = zb_numeral_blanks(f->text, second.end, f->end, 1);
    if (own > at) { /* both have a measure word: it must be the same */
        zb_str one = zb_str_sub(f->text, at, own);
        if (!zb_str_starts(after_text(f, unit), one)) {
            return;
        }
    }
    if (second.value <= first->value || second.endless) {
        return;
    }
    /* 3—5万件: the magnitude is meant for both; not in 500—1万元 */
    double factor = first->magnified ? 1 : second.factor;
    if (first->value * factor < second.value) {
        first->value *= factor;
        first->precision *= factor;
    }
    first->high = second.value;
    first->has_high = true;
    first->end = second.end;
    first->more |= second.more;
    *unit_start = unit;
}

/* Could the numeral be a year: 2018年, or the first of 2018—2025年? */
static bool year_like(const zb_numeral *numeral) {
    return numeral->form == ZB_NUMERAL_DIGITS && numeral->digits == 4 && !numeral->magnified &&
           numeral->value >= 1900 && numeral->value <= 2100;
}

/* What follows a numeral without measure word decides whether it states anything: 平均分为91.47. */
static bool score_before(const finder *f, size_t at) {
    zb_str left = before_text(f, at);
    zb_str word = {0};
    size_t end = zb_words_last(&f->knowledge->cues[ZB_CUE_SCORE_WORDS], left, &word);
    return end != ZB_NOT_FOUND && left.n - end <= strlen("分别达到为");
}

/* | 12 |: a number alone in a cell of a table. */
static bool in_cell(const finder *f, const zb_numeral *numeral) {
    zb_str left = before_text(f, numeral->start);
    size_t blank = zb_numeral_blanks(f->text, numeral->end, f->end, 4);
    uint32_t next = char_at(f, blank);
    bool open = !left.n || zb_str_ends(left, ZB_STR("|"));
    return open && next == '|' && numeral->form == ZB_NUMERAL_DIGITS && !year_like(numeral);
}

/* 全县人口23.6万，, 26.4万中小学生: a number in 万 or 亿 before a stop or a noun needs no measure
 * word. */
static bool magnified_alone(const finder *f, const zb_numeral *numeral) {
    uint32_t next = char_at(f, numeral->end);
    return numeral->form == ZB_NUMERAL_DIGITS && numeral->magnified &&
           (zb_utf8_is_han(next) || next == 0xFF0C || next == ',' || next == 0x3002 ||
            next == 0xFF1B || next == ';' || next == 0x3001);
}

/* The measure word behind the numeral; a per-cent sign may be in the numeral itself. */
static void read_unit(const finder *f, const zb_numeral *numeral, zb_quantity *q, size_t start) {
    q->unit_start = q->unit_end = start;
    if (numeral->form == ZB_NUMERAL_PERCENT) {
        q->unit_class = ZB_UNIT_PERCENT;
        q->unit_start = q->unit_end = numeral->end;
    } else if (numeral->form == ZB_NUMERAL_FRACTION) {
        q->unit_start = q->unit_end = numeral->end;
    } else {
        q->unit_end = unit_at(f, start, &q->unit_class);
    }
}

/* Does a numeral of that measure word, or of none, state anything? `year`: it looks like one. */
static bool states_something(const finder *f, const zb_numeral *numeral, const zb_quantity *q,
                             bool year) {
    const unsigned not_years = ZB_UNIT_CASE | ZB_UNIT_PERSON | ZB_UNIT_MONEY | ZB_UNIT_TIMES |
                               ZB_UNIT_PIECE | ZB_UNIT_THING | ZB_UNIT_VISIT | ZB_UNIT_AREA |
                               ZB_UNIT_BATCH | ZB_UNIT_FIRM;
    zb_str unit = zb_str_sub(f->text, q->unit_start, q->unit_end);
    if (!unit.n && numeral->form < ZB_NUMERAL_PERCENT && !q->table &&
        !magnified_alone(f, numeral) && !score_before(f, numeral->start)) {
        return false;
    }
    return (!year || (q->unit_class & not_years)) &&
           spelled_counts(f, numeral, unit, q->unit_end) && !repeated_one(f, numeral, q->unit_end);
}

/* Read the quantity that begins with `numeral`. False when it is none; `*resume` is where the
 * search goes on. */
static bool read_quantity(const finder *f, zb_numeral *numeral, zb_quantity *q, size_t *resume) {
    *resume = numeral->end;
    if (struck_by_context(f, numeral)) {
        return false;
    }
    bool year = year_like(numeral);
    size_t unit_start = zb_numeral_blanks(f->text, numeral->end, f->end, 2);
    take_range(f, numeral, &unit_start);
    *q = (zb_quantity){.start = numeral->start,
                       .value = numeral->value,
                       .high = numeral->high,
                       .has_high = numeral->has_high,
                       .precision = numeral->precision,
                       .spelled = numeral->form == ZB_NUMERAL_CHINESE,
                       .fraction = numeral->form == ZB_NUMERAL_FRACTION,
                       .unit_class = ZB_UNIT_NONE};
    read_unit(f, numeral, q, unit_start);
    zb_str unit = zb_str_sub(f->text, q->unit_start, q->unit_end);
    if (unit.n && (zb_words_has(&f->knowledge->not_counted, unit) ||
                   zb_words_start(&f->knowledge->not_units, after_text(f, q->unit_start)))) {
        *resume = numeral->end;
        return false;
    }
    q->table = !unit.n && numeral->form < ZB_NUMERAL_PERCENT && in_cell(f, numeral);
    if (!states_something(f, numeral, q, year) || is_ordinal(f, numeral, q)) {
        return false;
    }
    q->end = q->unit_end > numeral->end ? q->unit_end : numeral->end;
    take_zero(f, q, numeral);
    qualify(f, q, numeral->more);
    *resume = q->end;
    return true;
}

/* Could a numeral start with this byte? Digits, full-width digits, 零 … 亿 and 百分之. */
static bool may_start(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 0xE3 && c <= 0xEF);
}

zb_status zb_quantity_find(zb_quantity_list *out, zb_str text, size_t start, size_t end,
                           const zb_knowledge *knowledge, const zb_match_list *matches,
                           zb_error *err) {
    finder f = {.text = text, .start = start, .end = end, .knowledge = knowledge};
    zb_status status = zb_mask_find(&f.masks, text, start, end, knowledge, matches, err);
    for (size_t at = start; at < end && status == ZB_OK;) {
        zb_numeral numeral;
        if (!may_start((unsigned char)text.p[at]) || !zb_numeral_read(&numeral, text, at, end)) {
            zb_utf8_next(text, &at);
            continue;
        }
        zb_quantity quantity;
        size_t resume = numeral.end;
        if (!masked(&f, &numeral) && read_quantity(&f, &numeral, &quantity, &resume) &&
            !ZB_PUSH(out, quantity)) {
            status = zb_error_nomem(err);
        }
        at = resume > at ? resume : at + 1;
    }
    ZB_VEC_FREE(&f.masks);
    return status;
}

size_t zb_quantity_unit(zb_str text, size_t at, size_t end, const zb_knowledge *knowledge,
                        zb_unit_class *unit_class) {
    finder f = {.text = text, .start = at, .end = end, .knowledge = knowledge};
    return unit_at(&f, at, unit_class);
}

bool zb_quantity_cell(zb_quantity *out, int *sign, zb_str text, size_t start, size_t end,
                      const zb_knowledge *knowledge) {
    static const struct {
        const char *word;
        int sign;
    } signs[] = {{"+", 1},  {"＋", 1},  {"↑", 1},  {"增加", 1},  {"增", 1},
                 {"-", -1}, {"－", -1}, {"↓", -1}, {"减少", -1}, {"减", -1}};
    *sign = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && *sign == 0; i++) {
        if (zb_str_starts(zb_str_sub(text, start, end), zb_str_from(signs[i].word))) {
            *sign = signs[i].sign;
            start = zb_numeral_blanks(text, start + strlen(signs[i].word), end, 1);
        }
    }
    zb_numeral numeral;
    size_t unused;
    bool read = zb_numeral_read(&numeral, text, start, end) && numeral.form == ZB_NUMERAL_DIGITS &&
                !numeral.endless && !numeral.more;
    bool padded = read && numeral.digits > 1 && zb_numeral_digit(text, start, &unused) == 0;
    if (!read || padded || year_like(&numeral)) {
        return false; /* 0797: a number of a telephone */
    }
    *out = (zb_quantity){.start = start,
                         .end = end,
                         .value = numeral.value,
                         .precision = numeral.precision,
                         .table = true,
                         .unit_class = ZB_UNIT_NONE,
                         .qualifier = ZB_EQ};
    size_t unit = zb_numeral_blanks(text, numeral.end, end, 1);
    out->unit_start = out->unit_end = unit;
    out->unit_end = zb_quantity_unit(text, unit, end, knowledge, &out->unit_class);
    if (out->unit_end == unit) {
        out->unit_start = out->unit_end = numeral.end;
    }
    return out->unit_end == end &&
           !zb_words_has(&knowledge->not_counted, zb_str_sub(text, unit, end));
}
