/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Extraction on damaged reports: the sample's reports with characters changed, dropped, repeated
 * and moved by a seeded generator, always valid UTF-8. Nothing is known of what should be found;
 * what holds of every list of observations is.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "zhibiao/extract.h"

enum { REPORT_LIMIT = 1 << 20, ROUNDS = 3, EDITS = 40, CHUNK = 160 };

static zb_lexicon *lexicon;
static zb_file_list reports;

static int open_sample(void **state) {
    (void)state;
    zb_error err = {0};
    zb_lexicon_options options = {.datasets = ZB_TEST_ROOT "/datasets"};
    const char *folder = ZB_TEST_ROOT "/datasets/sample/reports";
    if (zb_lexicon_load(&lexicon, &options, &err) != ZB_OK ||
        zb_file_list_walk(&reports, &folder, 1, NULL, NULL, &err) != ZB_OK) {
        print_error("%s: %s\n", err.input, err.message);
        return -1;
    }
    return reports.count > 50 ? 0 : -1;
}

static int close_sample(void **state) {
    (void)state;
    zb_file_list_free(&reports);
    zb_lexicon_free(lexicon);
    return 0;
}

/* xorshift64* (Vigna 2016). */
static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545F4914F6CDD1Du;
}

static size_t below(uint64_t *seed, size_t n) {
    return n ? (size_t)(next_random(seed) >> 11) % n : 0;
}

static bool at_border(zb_str text, size_t at) {
    return at >= text.n || ((unsigned char)text.p[at] & 0xC0) != 0x80;
}

/* A random place between two characters. */
static size_t place(uint64_t *seed, zb_str text) {
    size_t at = below(seed, text.n + 1);
    while (!at_border(text, at)) {
        at--;
    }
    return at;
}

/* What is put into the text: signs and words that extraction looks at. */
static const char *const pieces[] = {"，",
                                     "。",
                                     "、",
                                     "；",
                                     "：",
                                     "（",
                                     "）",
                                     "(",
                                     ")",
                                     "《",
                                     "》",
                                     "“",
                                     "”",
                                     "\n",
                                     " ",
                                     "　",
                                     "%",
                                     "‰",
                                     "件",
                                     "人",
                                     "万",
                                     "亿",
                                     "余",
                                     "第",
                                     "无",
                                     "0",
                                     "9",
                                     "１",
                                     "．",
                                     ".",
                                     ",",
                                     "-",
                                     "—",
                                     "至",
                                     "+",
                                     "/",
                                     "百分之",
                                     "分之",
                                     "点",
                                     "十",
                                     "两",
                                     "三",
                                     "其中",
                                     "占",
                                     "由",
                                     "增至",
                                     "同比",
                                     "下降",
                                     "合计",
                                     "分别",
                                     "去年",
                                     "每",
                                     "2021年",
                                     "|",
                                     "·",
                                     "𠮷",
                                     "\xC2\xA0",
                                     "\x01",
                                     "999999999999999999999999"};

static void insert(zb_buf *out, zb_str text, uint64_t *seed) {
    size_t at = place(seed, text);
    zb_buf_add(out, zb_str_sub(text, 0, at));
    zb_buf_text(out, pieces[below(seed, sizeof pieces / sizeof *pieces)]);
    zb_buf_add(out, zb_str_sub(text, at, text.n));
}

/* Leave out what stands in [from, to), or tell it again somewhere else. */
static void move_chunk(zb_buf *out, zb_str text, uint64_t *seed, bool again) {
    size_t from = place(seed, text);
    size_t to = from + below(seed, CHUNK);
    to = to < text.n ? to : text.n;
    while (!at_border(text, to)) {
        to++;
    }
    if (again) {
        size_t at = place(seed, text);
        zb_buf_add(out, zb_str_sub(text, 0, at));
        zb_buf_add(out, zb_str_sub(text, from, to));
        zb_buf_add(out, zb_str_sub(text, at, text.n));
    } else {
        zb_buf_add(out, zb_str_sub(text, 0, from));
        zb_buf_add(out, zb_str_sub(text, to, text.n));
    }
}

/* Without one sort of sign, line ends among them, anywhere in the text. */
static void drop_sign(zb_buf *out, zb_str text, uint64_t *seed) {
    zb_str sign = zb_str_from(pieces[below(seed, 15)]);
    for (size_t hit; (hit = zb_str_find(text, sign)) != ZB_NOT_FOUND;) {
        zb_buf_add(out, zb_str_sub(text, 0, hit));
        text = zb_str_sub(text, hit + sign.n, text.n);
    }
    zb_buf_add(out, text);
}

static void mutate(zb_buf *text, uint64_t *seed) {
    for (int i = 0; i < EDITS; i++) {
        zb_buf changed = {0};
        size_t kind = below(seed, 16);
        if (kind == 0 && i < 2) {
            drop_sign(&changed, zb_buf_str(text), seed);
        } else if (kind < 10) {
            insert(&changed, zb_buf_str(text), seed);
        } else {
            move_chunk(&changed, zb_buf_str(text), seed, kind < 13);
        }
        zb_buf_free(text);
        *text = changed;
        assert_false(text->failed);
    }
}

static bool holds(const zb_document *d, const zb_observation_list *list, size_t i) {
    const zb_observation *row = &list->rows[i];
    bool span = row->start < row->end && row->end <= d->text.n && at_border(d->text, row->start) &&
                at_border(d->text, row->end) && (i == 0 || list->rows[i - 1].end <= row->start);
    bool surface = zb_str_eq(row->surface, zb_str_sub(d->text, row->start, row->end));
    bool sentence = row->sentence_start <= row->start && row->end <= row->sentence_end &&
                    row->sentence_end <= d->text.n && at_border(d->text, row->sentence_start) &&
                    at_border(d->text, row->sentence_end) &&
                    zb_str_has(row->sentence, row->surface);
    bool value = isfinite(row->value) && isfinite(row->precision) && row->precision > 0 &&
                 (!row->has_high || (isfinite(row->value_high) && row->value_high > row->value));
    bool part =
        row->part_of == -1 || (row->part && row->part_of >= 0 &&
                               (size_t)row->part_of < list->count && (size_t)row->part_of != i);
    bool names = (unsigned)row->qualifier <= ZB_APPROX && (unsigned)row->kind <= ZB_KIND_CHANGE &&
                 (unsigned)row->status <= ZB_TARGET;
    bool codes = !row->indicator.n || zb_lexicon_indicator(lexicon, row->indicator);
    bool texts = zb_utf8_valid(row->label) == row->label.n &&
                 zb_utf8_valid(row->unit) == row->unit.n && zb_utf8_valid(row->rule) == row->rule.n;
    return span && surface && sentence && value && part && names && codes && texts &&
           row->breakdown >= 0;
}

static size_t check(zb_str text, const char *name, uint64_t seed) {
    zb_error err = {0};
    zb_document *document = NULL;
    assert_int_equal(zb_utf8_valid(text), text.n);
    assert_int_equal(zb_document_from_text(&document, ZB_STR("damaged"), text, NULL, lexicon, &err),
                     ZB_OK);
    zb_observation_list list;
    assert_int_equal(zb_extract(&list, document, lexicon, &err), ZB_OK);
    size_t count = list.count;
    for (size_t i = 0; i < count; i++) {
        const zb_observation *row = &list.rows[i];
        if (!holds(document, &list, i)) {
            fail_msg("%s, seed %llx, row %zu: '%.*s' [%zu, %zu) value %g..%g by %g, part of %d, "
                     "in '%.*s' [%zu, %zu)",
                     name, (unsigned long long)seed, i, ZB_ARG(row->surface), row->start, row->end,
                     row->value, row->value_high, row->precision, row->part_of,
                     ZB_ARG(row->sentence), row->sentence_start, row->sentence_end);
        }
    }
    zb_observation_list_free(&list);
    zb_document_free(document);
    return count;
}

static void damaged_reports_keep_the_contract(void **state) {
    (void)state;
    size_t found = 0;
    for (size_t i = 0; i < reports.count * ROUNDS; i++) {
        const char *path = reports.paths[i % reports.count];
        zb_error err = {0};
        zb_buf text = {0};
        assert_int_equal(zb_file_read(&text, path, REPORT_LIMIT, &err), ZB_OK);
        uint64_t seed = 0x9E3779B97F4A7C15u * (i + 1), first = seed;
        mutate(&text, &seed);
        if (text.n) {
            found += check(zb_buf_str(&text), path, first);
        }
        zb_buf_free(&text);
    }
    assert_true(found > reports.count * ROUNDS); /* the damage leaves something to check */
}

/* Nothing but the pieces, in any order: denser than any report. */
static void soup_keeps_the_contract(void **state) {
    (void)state;
    size_t found = 0;
    for (uint64_t round = 1; round <= 60; round++) {
        uint64_t seed = round * 0xD1342543DE82EF95u, first = seed;
        zb_buf text = {0};
        zb_buf_text(&text, "北京市2020年法治政府建设年度报告\n受理行政复议案件");
        for (int i = 0; i < 400; i++) {
            zb_buf_text(&text, pieces[below(&seed, sizeof pieces / sizeof *pieces)]);
        }
        assert_false(text.failed);
        found += check(zb_buf_str(&text), "soup", first);
        zb_buf_free(&text);
    }
    assert_true(found > 60);
}

/* A number of hundreds of digits is no count, and no value is infinite. */
static void endless_numerals_state_nothing(void **state) {
    (void)state;
    static const char *const digits[] = {"9", "九", "９"};
    static const char *const tails[] = {"件", "万件", "亿元", "%", "分之一", "—5件"};
    for (size_t d = 0; d < 3; d++) {
        for (size_t t = 0; t < sizeof tails / sizeof *tails; t++) {
            for (size_t point = 0; point < 2; point++) {
                zb_buf text = {0};
                zb_buf_text(&text, point ? "受理行政复议案件0." : "受理行政复议案件");
                for (int i = 0; i < 400; i++) {
                    zb_buf_text(&text, digits[d]);
                }
                zb_buf_text(&text, tails[t]);
                zb_buf_text(&text, "，其中三分之");
                for (int i = 0; i < 400; i++) {
                    zb_buf_text(&text, digits[d]);
                }
                zb_buf_text(&text, "。\n");
                assert_false(text.failed);
                check(zb_buf_str(&text), "endless", d * 100 + t);
                zb_buf_free(&text);
            }
        }
    }
}

/* Sentences at and beyond the length at which they are cut: no quantity is torn. */
static void long_sentences_are_cut_between_quantities(void **state) {
    (void)state;
    for (size_t lead = 0; lead < 12; lead++) {
        zb_buf text = {0};
        for (size_t i = 0; i < lead; i++) {
            zb_buf_text(&text, "a");
        }
        for (int i = 0; i < 1200; i++) {
            zb_buf_text(&text, i % 7 ? "31 428件" : "件1,234件；");
        }
        assert_false(text.failed);
        assert_int_equal(check(zb_buf_str(&text), "long", lead), 1200);
        zb_buf_free(&text);
    }
}

/* However many terms stand before a figure, the nearest names it. */
static void the_nearest_term_names(void **state) {
    (void)state;
    for (int before = 0; before <= 300; before += 100) {
        zb_buf text = {0};
        for (int i = 0; i < before; i++) {
            zb_buf_text(&text, "行政处罚");
        }
        zb_buf_text(&text, "，受理行政复议案件7件。");
        assert_false(text.failed);
        zb_error err = {0};
        zb_document *document = NULL;
        zb_observation_list list;
        assert_int_equal(
            zb_document_from_text(&document, ZB_STR("x"), zb_buf_str(&text), NULL, lexicon, &err),
            ZB_OK);
        assert_int_equal(zb_extract(&list, document, lexicon, &err), ZB_OK);
        assert_int_equal(list.count, 1);
        assert_true(zb_str_eq(list.rows[0].indicator, ZB_STR("review.accepted")));
        zb_observation_list_free(&list);
        zb_document_free(document);
        zb_buf_free(&text);
    }
}

/* The seconds that a line of this length takes, made of the one text over and over. */
static double seconds_for(const char *part, size_t length, size_t number) {
    zb_buf text = {0};
    while (text.n < length && !text.failed) {
        zb_buf_text(&text, part);
    }
    assert_false(text.failed);
    clock_t begun = clock();
    assert_true(check(zb_buf_str(&text), part, number) > length / 40);
    double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;
    zb_buf_free(&text);
    return seconds;
}

/* One line without a full stop or many of one figure each, of what is asked about all that stands
 * before it: 100 KB took half a minute when each figure read its sentence from the start. Four
 * times the text may take ten times as long, not sixteen, in any build and on any machine. */
static void a_line_takes_linear_time(void **state) {
    (void)state;
    static const char *const lines[] = {
        "12件",         "（3件",     "其中3件，",    "受理行政复议案件3件，",
        "3批5件8人9次", "新增3件，", "同比上升5%、", "120件\n"};
    enum { SHORT = 25 * 1000, TIMES = 4, MOST_RATIO = 10 };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        double few = seconds_for(lines[i], SHORT, i);
        double many = seconds_for(lines[i], TIMES * SHORT, i);
        if (many > MOST_RATIO * few + 0.5) {
            fail_msg("%d bytes of '%s' take %.2f s, %d times as many %.2f s", SHORT, lines[i], few,
                     TIMES, many);
        }
    }
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    zb_error err = {0};
    zb_document *document = NULL;
    assert_int_equal(zb_document_read(&document, reports.paths[0], lexicon, &err), ZB_OK);
    zb_observation_list whole;
    uint64_t before = zb_mem_count();
    assert_int_equal(zb_extract(&whole, document, lexicon, &err), ZB_OK);
    uint64_t needed = zb_mem_count() - before;
    for (uint64_t n = 1; n <= 2 * needed; n++) {
        zb_observation_list list;
        err = (zb_error){0};
        zb_mem_fail_at((n + 1) / 2, n % 2);
        zb_status status = zb_extract(&list, document, lexicon, &err);
        zb_mem_fail_at(0, 0);
        if (status != ZB_OK) {
            assert_int_equal(status, ZB_E_NOMEM);
            assert_int_equal(err.code, ZB_E_NOMEM);
            assert_null(list.rows);
        } else {
            assert_int_equal(list.count, whole.count); /* nothing is left out in silence */
        }
        zb_observation_list_free(&list);
    }
    zb_observation_list_free(&whole);
    zb_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_reports_keep_the_contract),
        cmocka_unit_test(soup_keeps_the_contract),
        cmocka_unit_test(endless_numerals_state_nothing),
        cmocka_unit_test(long_sentences_are_cut_between_quantities),
        cmocka_unit_test(the_nearest_term_names),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_line_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
