/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The year a report reports on: its title's; else the year its text tells most of, held against
 * the date of publication.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "source/reading.h"
#include "source/years.h"

enum {
    FIRST_YEAR = 1980,
    YEARS = 120,
    OPENING_BYTES = 900,
    SIGNATURE_LINES = 8,
    DATE_BYTES = 90,
    BOOK_BYTES = 300
};

/* The year a title names: the first that is no date and stands in no 《》 or 〔〕; of a span the
 * last (2019—2020年). */
static int year_of_title(zb_str title) {
    zb_year_hit hit, next;
    for (size_t at = 0; zb_year_next(title, &at, &hit);) {
        zb_str before = zb_str_sub(title, 0, hit.start);
        zb_str after = zb_str_sub(title, hit.end, title.n);
        size_t open = zb_str_rfind(before, ZB_STR("《"));
        bool in_book =
            open != ZB_NOT_FOUND && !zb_str_has(zb_str_sub(before, open, before.n), ZB_STR("》"));
        if (hit.month || in_book || zb_str_ends(before, ZB_STR("〔")) ||
            zb_str_ends(before, ZB_STR("[")) || zb_str_starts(after, ZB_STR("〕"))) {
            continue;
        }
        size_t then = at;
        bool spans = zb_year_next(title, &then, &next) && next.start - hit.end <= 6 &&
                     (zb_str_starts(after, ZB_STR("—")) || zb_str_starts(after, ZB_STR("-")) ||
                      zb_str_starts(after, ZB_STR("～")) || zb_str_starts(after, ZB_STR("~")) ||
                      zb_str_starts(after, ZB_STR("至")) || zb_str_starts(after, ZB_STR("－")));
        return spans && next.year > hit.year ? next.year : hit.year;
    }
    return 0;
}

static bool take_date(zb_reading *reading, zb_str line) {
    zb_year_hit hit;
    for (size_t at = 0; zb_year_next(line, &at, &hit);) {
        if (hit.month) {
            reading->published_year = hit.year;
            reading->published_month = hit.month;
            return true;
        }
    }
    return false;
}

/* The date of publication: beside its words in the furniture, else any date there or in a
 * subtitle, else the signature. */
static void find_publication(zb_reading *reading) {
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < reading->line_count; i++) {
            if (i == reading->head_end) {
                i = reading->tail_start > i ? reading->tail_start : i;
                if (i >= reading->line_count) {
                    break;
                }
            }
            zb_str line = zb_reading_trimmed(reading, i);
            zb_line_kind kind = reading->lines[i].kind;
            zb_str word = zb_str_list_within(&reading->cues->publication, line);
            bool apt = kind == ZB_LINE_FURNITURE && (pass == 1 || word.n);
            apt = apt || (pass == 1 && kind == ZB_LINE_TITLE && zb_str_starts(line, ZB_STR("—")));
            if (apt && pass == 0) {
                line = zb_str_sub(line, zb_str_find(line, word), line.n);
            }
            if (apt && take_date(reading, line)) {
                return;
            }
        }
    }
    int seen = 0;
    for (size_t i = reading->line_count; i-- > reading->head_end && seen < SIGNATURE_LINES;) {
        zb_str line = zb_reading_trimmed(reading, i);
        if (reading->lines[i].kind == ZB_LINE_BODY) {
            seen++;
            if (line.n <= DATE_BYTES && take_date(reading, line)) {
                return;
            }
        }
    }
}

/* The next words of the same sentence. */
static zb_str next_words(zb_str text) {
    enum { WORDS_BYTES = 75 };
    text = zb_str_sub(text, 0, WORDS_BYTES);
    size_t end = zb_str_find(text, ZB_STR("。"));
    return zb_str_sub(text, 0, end < text.n ? end : text.n);
}

static bool ends_with_any(zb_str text, const zb_str *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (zb_str_ends(text, words[i])) {
            return true;
        }
    }
    return false;
}

typedef enum outlook { OUTLOOK_NOT, OUTLOOK_TOLD, OUTLOOK_FUTURE } outlook;

/* Is the year at a hit told of, or planned for (2025年，我区将; 2022年工作安排)? Comparisons, spans
 * and document numbers are neither. */
static outlook outlook_of(zb_str text, const zb_year_hit *hit, const zb_document_cues *cues) {
    static const zb_str against[] = {
        ZB_STR_INIT("比"), ZB_STR_INIT("较"), ZB_STR_INIT("〔"), ZB_STR_INIT("—"),
        ZB_STR_INIT("-"),  ZB_STR_INIT("－"), ZB_STR_INIT("到"), ZB_STR_INIT("〕"),
        ZB_STR_INIT("（"), ZB_STR_INIT("("),
    };
    zb_str before = zb_str_sub(text, 0, hit->start);
    if (!hit->marked || ends_with_any(before, against, sizeof against / sizeof *against)) {
        return OUTLOOK_NOT;
    }
    zb_str rest = zb_str_sub(text, hit->end + ZB_STR("年").n, text.n);
    rest = zb_str_sub(rest, zb_str_starts(rest, ZB_STR("度")) ? ZB_STR("度").n : 0, rest.n);
    bool late = hit->start > text.n / 2 && hit->start > OPENING_BYTES;
    if (zb_str_list_start(&cues->future_years, rest).n ||
        (late && !hit->month && zb_str_list_within(&cues->future_words, next_words(rest)).n)) {
        return OUTLOOK_FUTURE;
    }
    return OUTLOOK_TOLD;
}

/* What the place of a year in its sentence is worth. */
static int weigh(zb_str text, const zb_year_hit *hit) {
    static const zb_str fresh_behind[] = {
        ZB_STR_INIT("\n"), ZB_STR_INIT("。"), ZB_STR_INIT("　"), ZB_STR_INIT(" "),
        ZB_STR_INIT("，"), ZB_STR_INIT(","),  ZB_STR_INIT("将"),
    };
    zb_str before = zb_str_sub(text, 0, hit->start);
    bool opening = hit->start < OPENING_BYTES;
    bool late = !opening && hit->start > text.n / 4 * 3;
    if (late && hit->month) {
        return 0; /* a signature */
    }
    bool fresh = !before.n ||
                 ends_with_any(before, fresh_behind, sizeof fresh_behind / sizeof *fresh_behind);
    int weight = fresh && !hit->month && !late ? 4 : 1;
    return opening ? weight * 3 : weight;
}

/* Moves on to the 《》 at or behind `at`; is `at` within it? */
static bool in_book(zb_str text, size_t at, zb_span *book) {
    while (book->end < at) {
        size_t open = zb_str_find(zb_str_sub(text, book->end, text.n), ZB_STR("《"));
        if (open == ZB_NOT_FOUND) {
            *book = (zb_span){text.n, text.n};
            break;
        }
        book->start = book->end + open;
        size_t close =
            zb_str_find(zb_str_sub(text, book->start, book->start + BOOK_BYTES), ZB_STR("》"));
        book->end = book->start + (close == ZB_NOT_FOUND ? 0 : close) + ZB_STR("》").n;
    }
    return at > book->start && at < book->end;
}

/* Count the years the text tells of. A year planned for speaks for the year before it. */
static void count_years(const zb_reading *reading, int *scores) {
    enum { PLAN_WEIGHT = 3 };
    zb_str text = zb_reading_window(reading, 0);
    size_t start =
        reading->head_end < reading->line_count ? reading->lines[reading->head_end].span.start : 0;
    text = zb_str_sub(text, start, text.n);
    zb_span book = {0};
    zb_year_hit hit;
    for (size_t at = 0; zb_year_next(text, &at, &hit);) {
        if (in_book(text, hit.start, &book) || hit.year <= FIRST_YEAR ||
            hit.year >= FIRST_YEAR + YEARS) {
            continue;
        }
        outlook told = outlook_of(text, &hit, reading->cues);
        if (told == OUTLOOK_FUTURE) {
            scores[hit.year - 1 - FIRST_YEAR] += PLAN_WEIGHT;
        } else if (told == OUTLOOK_TOLD) {
            scores[hit.year - FIRST_YEAR] += weigh(text, &hit);
        }
    }
}

static int year_of_text(const zb_reading *reading) {
    enum { EXPECTED_BONUS = 6, CERTAIN = 4 };
    int scores[YEARS] = {0};
    count_years(reading, scores);
    int expected = 0;
    if (reading->published_year) {
        expected = reading->published_year - (reading->published_month <= 6);
    }
    int best = 0;
    for (int i = 0; i < YEARS; i++) {
        int year = FIRST_YEAR + i;
        if (scores[i] > 0 && year == expected) {
            scores[i] += EXPECTED_BONUS;
        }
        if (scores[i] == 0 || (reading->published_year && year > reading->published_year)) {
            continue;
        }
        if (!best || scores[i] >= scores[best - FIRST_YEAR]) {
            best = year;
        }
    }
    bool weak = !best || scores[best - FIRST_YEAR] < CERTAIN;
    return weak && expected ? expected : best;
}

void zb_reading_year(zb_reading *reading) {
    find_publication(reading);
    zb_document *document = reading->document;
    if (!document->year) {
        document->year = year_of_title(document->title);
    }
    if (!document->year) {
        document->year = year_of_text(reading);
    }
    if (!document->year) {
        document->year = year_of_title(document->name);
    }
}
