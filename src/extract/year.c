/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of which year a figure is: last year's are told for comparison, 由5名增至8名 tells two.
 */
#include "extract/reader.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "extract/clause.h"
#include "source/years.h"

/* Between the two figures of 由5名增至8名 there is no more. */
enum { MOVE_BYTES = 40 };
/* So many years may be told of one thing in a list. */
enum { MOST_YEARS = 12 };

/* Only function words between a year's name and the figure: `去年为`, `2020年的`. */
static bool only_year_links(const zb_reader *r, zb_str s) {
    s = zb_str_trim(s);
    for (size_t n; (n = zb_words_start(zb_reader_cue(r, ZB_CUE_YEAR_LINKS), s)) > 0;) {
        s = zb_str_trim(zb_str_sub(s, n, s.n));
    }
    return s.n == 0;
}

/* 由 or 从 before a figure that is followed by where it went: 由5名增至8名. */
static bool says_from(const zb_reader *r, zb_str s) {
    return zb_words_last(zb_reader_cue(r, ZB_CUE_FROM), s, NULL) != ZB_NOT_FOUND;
}

/* The last year `20xx年` in the text: where it ends, or ZB_NOT_FOUND. */
static size_t last_year_named(zb_str s, int *year) {
    size_t found = ZB_NOT_FOUND;
    zb_year_hit hit;
    for (size_t at = 0; zb_year_next(s, &at, &hit);) {
        if (hit.marked) {
            *year = hit.year;
            found = hit.end + strlen("年");
        }
    }
    return found;
}

/* Where the words that open the clause at `at` begin: behind blanks and signs. */
static size_t opening(const zb_reader *r, size_t at, size_t end) {
    zb_str rest = zb_reader_slice(r, at, end);
    size_t n;
    do {
        rest = zb_str_trim(rest);
        n = zb_words_start(zb_reader_cue(r, ZB_CUE_YEAR_OPENERS), rest);
        rest = zb_str_sub(rest, n, rest.n);
    } while (n);
    return (size_t)(rest.p - r->context->text.p);
}

/* The year that a clause opens with: 去年受理120件, 2019年，…; 0 for this year's, -1 for none. What
 * has gone on since that year (2019年以来, 2018年机构改革后) is this year's. */
static int year_opened(const zb_reader *r, size_t at, size_t end) {
    zb_str rest = zb_reader_slice(r, opening(r, at, end), end);
    zb_str clause = zb_str_sub(rest, 0, zb_clause_end(rest, 0, rest.n));
    size_t last = zb_words_start(zb_reader_cue(r, ZB_CUE_LAST_YEAR), clause);
    int year = 0;
    zb_year_hit hit;
    size_t from = 0;
    if (zb_words_start(zb_reader_cue(r, ZB_CUE_THIS_YEAR), clause)) {
        return 0;
    }
    if (last) {
        year = r->context->year - zb_years_back(clause);
    } else if (zb_year_next(clause, &from, &hit) && hit.start == 0 && hit.marked) {
        year = hit.year;
        last = hit.end + strlen("年");
    } else {
        return -1;
    }
    zb_str behind = zb_str_sub(clause, last, clause.n);
    bool since = zb_words_start(zb_reader_cue(r, ZB_CUE_SINCE), behind) ||
                 zb_words_end(zb_reader_cue(r, ZB_CUE_SINCE), zb_str_trim(behind));
    return since || year >= r->context->year ? 0 : year;
}

/* Keep track of the year that clauses and the members of a list open with, up to `at`; a semicolon
 * ends its reach. */
static void follow_year(zb_reader *r, size_t at) {
    bool opens = r->clause_to == r->sentence;
    while (r->clause_to < at) {
        if (opens) {
            int year = year_opened(r, r->clause_to, r->sentence_end);
            r->year_open = year >= 0 ? year : r->year_open;
        }
        uint32_t c = zb_utf8_next(r->context->text, &r->clause_to);
        opens = true;
        switch (c) {
        case 0xFF1B: /* ； */
        case ';':
            r->year_open = 0;
            break;
        case '(':
        case 0xFF08:
            r->year_outside = r->year_open;
            break;
        case ')':
        case 0xFF09:
            r->year_open = r->year_outside; /* （去年445件）reaches no further */
            break;
        default:
            opens = c == 0xFF0C || c == ',' || c == 0xFF1A || c == ':' || c == 0x3001; /* ，：、 */
        }
    }
}

/* Is the figure an earlier year's, told for comparison? Sets its year, 0 for unknown. */
void zb_reader_year(zb_reader *r, zb_fact *fact, const zb_window *w) {
    fact->year = r->context->year;
    if (r->context->year) {
        follow_year(r, fact->q.start);
    }
    if (fact->kind == ZB_KIND_CHANGE || fact->q.unit_class == ZB_UNIT_MULTIPLE) {
        return; /* 是上年的1.5倍 is this year's */
    }
    zb_str left = zb_reader_slice(r, w->previous, fact->q.start);
    zb_str word = {0};
    size_t end = zb_words_last(zb_reader_cue(r, ZB_CUE_LAST_YEAR), left, &word);
    if (end != ZB_NOT_FOUND && only_year_links(r, zb_str_sub(left, end, left.n))) {
        fact->old = true;
        fact->from = says_from(r, left);
        fact->year = r->context->year ? r->context->year - zb_years_back(word) : 0;
        return;
    }
    int year = 0;
    end = last_year_named(left, &year);
    if (end != ZB_NOT_FOUND && r->context->year && year < r->context->year &&
        only_year_links(r, zb_str_sub(left, end, left.n))) {
        fact->old = true;
        fact->from = says_from(r, left); /* 由2021年的11.6%降至7.3% */
        fact->year = year;
        return;
    }
    /* 由5名增至8名: the first is an earlier level */
    zb_str own = zb_strip_generic(r->knowledge, left);
    zb_str after = zb_str_trim(zb_reader_slice(r, fact->q.end, w->next));
    size_t to = zb_words_end(zb_reader_cue(r, ZB_CUE_TO), after);
    if (to && says_from(r, own) && w->next < w->sentence_end && after.n < MOVE_BYTES) {
        zb_str verb = zb_str_sub(after, 0, after.n - to);
        if (!verb.n || zb_words_end(zb_reader_cue(r, ZB_CUE_RISE), verb) ||
            zb_words_end(zb_reader_cue(r, ZB_CUE_FALL), verb)) {
            fact->old = true;
            fact->from = true;
            fact->year = 0;
        }
    }
    if (!fact->old && r->year_open) {
        fact->old = true;
        fact->year = r->year_open; /* 去年受理120件、办结110件，今年… */
    }
}

/* The `wanted`-th of `count` years told in the text, one after the other (2021年、2022年) or by the
 * first and the last (2021—2023年); 0 when there are not as many. */
static int year_of_list(const zb_reader *r, zb_str text, size_t wanted, size_t count) {
    zb_year_hit hit;
    int years[MOST_YEARS];
    size_t n = 0, behind = 0;
    bool range = false;
    for (size_t at = 0; zb_year_next(text, &at, &hit) && n < MOST_YEARS;) {
        zb_str between = zb_str_trim(zb_str_sub(text, behind, hit.start));
        range = n == 1 && (zb_words_has(zb_reader_cue(r, ZB_CUE_SINCE), between) ||
                           zb_words_has(zb_reader_cue(r, ZB_CUE_TO), between));
        years[n++] = hit.year;
        behind = hit.end + (hit.marked ? strlen("年") : 0);
    }
    if (n == count) {
        return years[wanted];
    }
    return n == 2 && range && years[0] + (int)count - 1 == years[1] ? years[0] + (int)wanted : 0;
}

void zb_reader_year_of_list(zb_reader *r, zb_fact *fact, const zb_quantity *q, size_t left) {
    size_t place;
    size_t count = zb_reader_place_in_list(r, q, left, &place);
    if (count < 2 || count > MOST_YEARS || place > r->facts->count - r->here) {
        return;
    }
    size_t first = place ? zb_reader_fact(r, r->facts->count - place)->q.start : q->start;
    if (!zb_reader_each_before(r, first)) {
        return;
    }
    int year = year_of_list(r, zb_reader_slice(r, r->sentence, first), place, count);
    if (year && year <= r->context->year) {
        fact->year = year;
        fact->old = year < r->context->year;
    }
}
