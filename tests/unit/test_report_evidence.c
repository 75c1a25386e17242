/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quotations of appendix C on random sentences, and the report with it when there is no memory.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <unistd.h>

#include "base/utf8.h"
#include "report/evidence_quote.h"
#include "truth_data.h"
#include "zhibiao/report.h"

enum { ROUNDS = 400, MOST_FIGURES = 40, MOST_WORDS = 500 };

static const char target[] = "test-report-evidence.pdf";

static size_t characters(zb_str text) {
    size_t n = 0;
    for (size_t at = 0; at < text.n; n++) {
        zb_utf8_next(text, &at);
    }
    return n;
}

/* A sentence with figures in it, each told by a row; the offsets are those of a document in which
 * the sentence begins at byte 1000, or in which its lines were joined, so that they do not hold. */
typedef struct sentence {
    zb_buf text;
    zb_observation rows[MOST_FIGURES];
    size_t starts[MOST_FIGURES], count;
    char surfaces[MOST_FIGURES][16];
} sentence;

static void make_sentence(sentence *s, unsigned *seed, bool torn) {
    static const char *const words[] = {"调解", "案件", "，", "的", "。", "a b", "；", "依法行政"};
    int length = 1 + rand_r(seed) % MOST_WORDS;
    for (int i = 0; i < length; i++) {
        if (rand_r(seed) % 12 == 0 && s->count < MOST_FIGURES) {
            size_t n = s->count++;
            snprintf(s->surfaces[n], sizeof s->surfaces[n], "%d件", 100 + (int)n);
            s->starts[n] = s->text.n;
            zb_buf_text(&s->text, s->surfaces[n]);
        } else {
            zb_buf_text(&s->text, rand_r(seed) % 30 ? words[rand_r(seed) % 8] : "\n");
        }
    }
    zb_str text = zb_buf_str(&s->text);
    for (size_t i = 0; i < s->count; i++) {
        size_t shift = torn ? 1 + i : 0;
        s->rows[i] = (zb_observation){.start = 1000 + shift + s->starts[i],
                                      .end = 1000 + shift + s->starts[i] + 6,
                                      .sentence_start = 1000,
                                      .sentence_end = 1000 + text.n,
                                      .surface = zb_str_from(s->surfaces[i]),
                                      .sentence = text};
    }
}

/* The bold pieces are the surfaces of the quotation's rows, in their order. */
static void check_bold(const zb_rich *rich, const zb_quote *quote) {
    size_t at = 0, bold = 0;
    for (size_t i = 0; i < rich->spans.count; at = rich->spans.at[i++].end) {
        if (rich->spans.at[i].bold) {
            zb_str piece = zb_str_sub(zb_buf_str(&rich->text), at, rich->spans.at[i].end);
            /* figures side by side make one piece */
            while (piece.n) {
                assert_true(bold < quote->count);
                zb_str surface = quote->rows[bold++].surface;
                assert_true(zb_str_starts(piece, surface));
                piece = zb_str_sub(piece, surface.n, piece.n);
            }
        }
    }
    assert_int_equal(bold, quote->count);
}

static void quotations_hold_their_figures(void **state) {
    (void)state;
    unsigned seed = 11;
    size_t cut = 0;
    for (int round = 0; round < ROUNDS; round++) {
        sentence s = {0};
        make_sentence(&s, &seed, round % 3 == 0);
        bool is_long = characters(zb_buf_str(&s.text)) > ZB_QUOTE_LONGEST;
        for (size_t at = 0; at < s.count;) {
            zb_quote quote = zb_quote_take(&s.rows[at], s.count - at);
            assert_in_range(quote.count, 1, ZB_QUOTE_MOST);
            assert_true(at + quote.count <= s.count);
            zb_rich rich = {0};
            zb_quote_put(&rich, &quote, NULL);
            zb_str said = zb_buf_str(&rich.text);
            assert_false(rich.text.failed);
            check_bold(&rich, &quote);
            assert_int_equal(zb_str_find(said, ZB_STR("\n")), ZB_NOT_FOUND);
            assert_true(characters(said) <= ZB_QUOTE_LONGEST + 2);
            assert_int_equal(zb_str_starts(said, ZB_STR("…")), quote.from > 0);
            assert_int_equal(zb_str_ends(said, ZB_STR("…")), quote.to < s.text.n);
            assert_true(is_long || (quote.from == 0 && quote.to == s.text.n));
            cut += quote.from > 0;
            zb_rich_free(&rich);
            at += quote.count;
        }
        zb_buf_free(&s.text);
    }
    assert_true(cut > 100);
}

/* What is not wanted is not in bold, but its words stay. */
static void unwanted_figures_stay_plain(void **state) {
    (void)state;
    sentence s = {0};
    unsigned seed = 5;
    while (s.count < 4) {
        zb_buf_clear(&s.text);
        s.count = 0;
        make_sentence(&s, &seed, false);
    }
    zb_quote quote = zb_quote_take(s.rows, s.count);
    assert_true(quote.count > 1);
    bool wanted[MOST_FIGURES] = {true};
    zb_rich rich = {0}, all = {0};
    zb_quote_put(&rich, &quote, wanted);
    zb_quote_put(&all, &quote, NULL);
    assert_true(zb_str_eq(zb_buf_str(&rich.text), zb_buf_str(&all.text)));
    quote.count = 1;
    check_bold(&rich, &quote);
    zb_rich_free(&rich);
    zb_rich_free(&all);
    zb_buf_free(&s.text);
}

static void figures_that_are_nowhere_do_no_harm(void **state) {
    (void)state;
    zb_observation row = {
        .start = 7, .end = 9, .sentence = ZB_STR("没有数字。"), .surface = ZB_STR("9件")};
    zb_quote quote = zb_quote_take(&row, 1);
    zb_rich rich = {0};
    zb_quote_put(&rich, &quote, NULL);
    assert_true(zb_str_eq(zb_buf_str(&rich.text), row.sentence));
    zb_rich_free(&rich);
    zb_observation empty = {0};
    quote = zb_quote_take(&empty, 1);
    zb_quote_put(&rich, &quote, NULL);
    assert_int_equal(rich.text.n, 0);
    zb_rich_free(&rich);
}

static void no_memory_leaves_nothing(void **state) {
    truth *t = *state;
    zb_report_options options = {.date = 1773964800, .evidence = true};
    options.first_year = 2024;
    truth_starve_report(t, &options, target, 61);
}

static int unload(void **state) {
    remove(target);
    return truth_close(state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotations_hold_their_figures),
        cmocka_unit_test(unwanted_figures_stay_plain),
        cmocka_unit_test(figures_that_are_nowhere_do_no_harm),
        cmocka_unit_test(no_memory_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, truth_open, unload);
}
