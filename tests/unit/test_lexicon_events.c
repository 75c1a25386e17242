/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * events.json: the one of datasets/, what is said of one that is wrong, and none at all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/str.h"
#include "folder_help.h"
#include "lexicon/events.h"
#include "lexicon/lexicon.h"
#include "memory_help.h"

#define HEAD "{\"about\": \"{[ \\\" ]}\",\n \"events\": [\n"
#define GOOD                                                                                        \
    "{\"date\": \"2024-01-01\", \"what\": \"in force\", \"name_zh\": \"甲\", \"name_en\": \"a\", " \
    "\"may_explain\": [\"review.*\", \"mediation.cases\"]}"

static zb_status load(zb_events *events, zb_arena *arena, zb_error *err) {
    *events = (zb_events){0};
    return zb_events_load(events, lexicon, folder, arena, err);
}

static void write_events(const char *text) {
    assert_int_equal(zb_file_save(in_folder("events.json"), zb_str_from(text), NULL), ZB_OK);
}

/* The day after which no month goes, each indicator known, in order: what the loader promises, of
 * the file that comes with the program. */
static void own_events_load(void **state) {
    (void)state;
    size_t count = zb_lexicon_event_count(lexicon);
    assert_in_range(count, 8, 200);
    int before = 0;
    for (size_t i = 0; i < count; i++) {
        const zb_event *e = zb_lexicon_event_at(lexicon, i);
        int day = (e->year * 100 + e->month) * 100 + e->day;
        assert_true(day >= before);
        assert_true(e->name_zh.n && e->name_en.n);
        size_t bears = 0;
        for (size_t k = 0; k < zb_lexicon_indicator_count(lexicon); k++) {
            bears += zb_event_may_explain(e, zb_lexicon_indicator_at(lexicon, k)->code);
        }
        /* what may explain everything explains nothing */
        assert_in_range(bears, 1, zb_lexicon_indicator_count(lexicon) / 5);
        before = day;
    }
    assert_null(zb_lexicon_event_at(lexicon, count));
    const zb_event *last = zb_lexicon_event_at(lexicon, count - 1);
    assert_int_equal(last->year, 2024);
    assert_true(zb_event_may_explain(last, ZB_STR("review.received")));
    assert_false(zb_event_may_explain(last, ZB_STR("review")));
    assert_false(zb_event_may_explain(last, ZB_STR("litigation.cases")));
}

static void dates_and_scopes_are_read(void **state) {
    (void)state;
    write_events(HEAD GOOD
                 ",\n{\"date\": \"2021-08\", \"what\": \"published\", \"name_zh\": \"乙\", "
                 "\"name_en\": \"b\", \"may_explain\": [\"mediation.cases\"]},\n"
                 "{\"date\": \"2020-02-29\", \"what\": \"in force\", \"name_zh\": \"丙\", "
                 "\"name_en\": \"c\", \"may_explain\": [\"petition.*\"]}]}\n");
    zb_arena arena = {0};
    zb_events events;
    assert_int_equal(load(&events, &arena, NULL), ZB_OK);
    assert_int_equal(events.count, 3);
    assert_int_equal(events.at[0].day, 29);
    assert_int_equal(events.at[1].month, 8);
    assert_int_equal(events.at[1].day, 0);
    assert_true(events.at[1].published && !events.at[2].published);
    assert_true(zb_event_may_explain(&events.at[2], ZB_STR("review.closed")));
    assert_true(zb_event_may_explain(&events.at[2], ZB_STR("mediation.cases")));
    assert_false(zb_event_may_explain(&events.at[2], ZB_STR("mediation.cases_more")));
    zb_arena_free(&arena);
    unlink(in_folder("events.json"));
}

static void wrong_events_are_told_with_their_line(void **state) {
    (void)state;
#define EVENT(date, what, names, scope)                                                            \
    HEAD GOOD ",\n\n{\n\"date\": \"" date "\", \"what\": \"" what "\", " names                     \
              " \"may_explain\": [" scope "]},\n" GOOD "]}"
#define NAMES "\"name_zh\": \"甲 {[\", \"name_en\": \"a\","
    static const struct {
        const char *text, *said;
    } rows[] = {
        {EVENT("2023-02-29", "in force", NAMES, "\"review.*\""),
         "line 5: event 2 has the date '2023-02-29'; write it as 2024-01-01"},
        {EVENT("2023-13", "in force", NAMES, "\"review.*\""), "line 5: event 2 has the date"},
        {EVENT("2023-1-1", "in force", NAMES, "\"review.*\""), "line 5: event 2 has the date"},
        {EVENT("2023-01-01x", "in force", NAMES, "\"review.*\""), "line 5: event 2 has the date"},
        {EVENT("+023", "in force", NAMES, "\"review.*\""), "line 5: event 2 has the date"},
        {EVENT("", "in force", NAMES, "\"review.*\""), "line 5: event 2 has the date ''"},
        {EVENT("2023", "passed", NAMES, "\"review.*\""),
         "line 5: event 2 has the word 'passed'; \"what\" is"},
        {EVENT("2023", "in force", "\"name_zh\": \"甲\",", "\"review.*\""),
         "line 5: event 2 lacks 'name_en'"},
        {EVENT("2023", "in force", "\"name_en\": \"a\",", "\"review.*\""),
         "line 5: event 2 lacks 'name_zh'"},
        {EVENT("2023", "in force", NAMES, ""), "line 5: event 2 has nothing in 'may_explain'"},
        {EVENT("2023", "in force", NAMES, "\"review.*\", \"no.such\""),
         "line 5: event 2 may explain the unknown indicator 'no.such'; take a code"},
        {EVENT("2023", "in force", NAMES, "\"nothing.*\""), "unknown indicator 'nothing.*'"},
        {"{\"event\": []}", "needs an array named 'events'"},
        {"{\"events\": [\n{\"date\": }]}", "not valid JSON at line 2"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_events(rows[i].text);
        zb_arena arena = {0};
        zb_events events;
        zb_error err = {0};
        assert_int_equal(load(&events, &arena, &err), ZB_E_FORMAT);
        if (!strstr(err.message, rows[i].said) || !strstr(err.input, "events.json")) {
            fail_msg("%s: '%s' is not in '%s'", err.input, rows[i].said, err.message);
        }
        zb_arena_free(&arena);
    }
    unlink(in_folder("events.json"));
}

static void no_file_no_events(void **state) {
    (void)state;
    zb_arena arena = {0};
    zb_events events;
    assert_int_equal(load(&events, &arena, NULL), ZB_OK);
    assert_int_equal(events.count, 0);
    zb_arena_free(&arena);
}

static zb_status attempt(void *context) {
    (void)context;
    zb_arena arena = {0};
    zb_events events;
    zb_status status = load(&events, &arena, NULL);
    zb_arena_free(&arena);
    return status;
}

static void memory_may_fail(void **state) {
    (void)state;
    write_events(HEAD GOOD "]}");
    starve(attempt, NULL);
    unlink(in_folder("events.json"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_events_load),
        cmocka_unit_test(dates_and_scopes_are_read),
        cmocka_unit_test(wrong_events_are_told_with_their_line),
        cmocka_unit_test(no_file_no_events),
        cmocka_unit_test(memory_may_fail),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
