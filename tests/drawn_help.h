/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures drawn for tests: on the probe, which looks whether they fit, and on the recorder, for
 * comparison with a golden record. Random numbers that are the same every time.
 */
#ifndef ZB_TESTS_DRAWN_HELP_H
#define ZB_TESTS_DRAWN_HELP_H

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "chart_probe.h"

static zb_font *font;
static probe the_probe;
static uint64_t seed = 1;

static inline int load_font(void **state) {
    (void)state;
    return zb_font_load(&font, NULL, NULL) == ZB_OK ? 0 : -1;
}

static inline int drop_font(void **state) {
    (void)state;
    zb_font_free(font);
    return 0;
}

static inline double share(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed >> 11) / 9007199254740992.0;
}

static inline size_t below(size_t n) {
    return (size_t)(share() * (double)n);
}

static inline zb_str random_name(void) {
    static const char *const names[] = {"全市",
                                        "墨川县",
                                        "A县",
                                        "安澜经济技术开发区",
                                        "安澜市高新技术产业开发区管理委员会",
                                        "云县",
                                        "枕溪区",
                                        "Lanpu",
                                        "松月县（含新区）",
                                        "Lanpu District Development Zone East",
                                        "禾桥县",
                                        "云岫县",
                                        "岚2号",
                                        "县",
                                        "行政机关负责人出庭应诉情况通报落实率"};
    return zb_str_from(names[below(sizeof names / sizeof *names)]);
}

static inline zb_tone random_tone(void) {
    return share() < 0.6 ? ZB_TONE_CONTEXT : (zb_tone)(2 + below(4));
}

/* Draws on the probe, away from the origin. */
static inline zb_status draw_at(const zb_figure *figure, double width, double height) {
    zb_error err = {0};
    probe_begin(&the_probe, font, 31, 47, width, height);
    zb_status status = zb_figure_draw(figure, &the_probe.canvas, 31, 47, width, height, &err);
    assert_true(status == ZB_OK || err.message[0] != '\0');
    return status;
}

/* Height 0: the one wished for. */
static inline void expect_fits(const zb_figure *figure, double width, double height, int round_no) {
    double wished = zb_figure_height(figure, font, width);
    assert_true(isfinite(wished) && wished >= 0);
    height = height == 0 ? wished : height;
    zb_status status = draw_at(figure, width, height);
    if (status != ZB_OK) {
        fail_msg("round %d, %.0f × %.0f: status %d", round_no, width, height, (int)status);
    }
    if (the_probe.complaint[0] != '\0' || the_probe.depth != 1) {
        fail_msg("round %d, %.0f × %.0f: %s", round_no, width, height, the_probe.complaint);
    }
}

static inline zb_recorder *record(const zb_figure *figure, double width, double height) {
    zb_recorder *recorder;
    assert_int_equal(zb_recorder_begin(&recorder, font, NULL), ZB_OK);
    assert_int_equal(
        zb_figure_draw(figure, zb_recorder_canvas(recorder), 0, 0, width, height, NULL), ZB_OK);
    return recorder;
}

/* With ZB_UPDATE_GOLDEN=1 in the environment the golden file is written anew. */
static inline void compare_record(const zb_figure *figure, double width, double height,
                                  const char *path) {
    zb_recorder *recorder = record(figure, width, height);
    zb_str found = zb_recorder_text(recorder);
    if (getenv("ZB_UPDATE_GOLDEN") != NULL) {
        assert_int_equal(zb_file_save(path, found, NULL), ZB_OK);
    }
    zb_buf golden = {0};
    assert_int_equal(zb_file_read(&golden, path, 1 << 20, NULL), ZB_OK);
    zb_str rest = zb_buf_str(&golden);
    for (int line = 1; rest.n > 0 || found.n > 0; line++) {
        zb_str expected = zb_str_cut(&rest, '\n'), drawn = zb_str_cut(&found, '\n');
        if (!zb_str_eq(expected, drawn)) {
            fail_msg("%s:%d:\n  expected %.*s\n  found    %.*s", path, line, ZB_ARG(expected),
                     ZB_ARG(drawn));
        }
    }
    zb_buf_free(&golden);
    zb_recorder_free(recorder);
}

/* Calls of the figure that begin so. */
static inline size_t calls_of(const zb_figure *figure, double width, double height, zb_str start) {
    zb_recorder *recorder = record(figure, width, height);
    zb_str rest = zb_recorder_text(recorder);
    size_t n = 0;
    while (rest.n > 0) {
        n += zb_str_starts(zb_str_cut(&rest, '\n'), start) ? 1 : 0;
    }
    zb_recorder_free(recorder);
    return n;
}

/* Whether the figure has that text, or a text with these words. */
static inline bool says(const zb_figure *figure, double width, double height, zb_str words) {
    zb_recorder *recorder = record(figure, width, height);
    bool found = zb_str_has(zb_recorder_text(recorder), words);
    zb_recorder_free(recorder);
    return found;
}

#endif
