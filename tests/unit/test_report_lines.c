/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Line breaking, as rows of text, width in em, and the lines wanted, parted by `|`.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "report/lines.h"

static const double SIZE = 10;

static const struct {
    const char *text;
    double width; /* em */
    const char *lines;
} rows[] = {
    {"", 10, ""},
    {"甲乙丙丁", 4, "甲乙丙丁"},
    {"甲乙丙丁", 3, "甲乙丙|丁"},
    /* a closing mark hangs with its blank half, or takes its neighbour along */
    {"甲乙丙，丁", 3.6, "甲乙丙，|丁"},
    {"甲乙丙，丁", 3.2, "甲乙|丙，丁"},
    {"甲乙丙。”丁", 4.1, "甲乙丙。”|丁"},
    {"甲乙丙、丁、戊", 3, "甲乙|丙、|丁、戊"},
    /* an opening mark goes to the next line */
    {"甲乙（丙丁）", 3.55, "甲乙|（丙丁）"},
    {"甲乙“丙丁”", 3.5, "甲乙|“丙丁”"},
    /* number, sign, % and unit stay together */
    {"升至96.1%后", 4.3, "升至|96.1%后"},
    {"下降−5.9个百分点", 4.5, "下降|−5.9个百|分点"},
    {"自2024年起", 3.7, "自|2024年|起"},
    {"共18,869件", 4.6, "共|18,869件"},
    {"2018—2025年间", 7.1, "2018—2025年|间"},
    {"甲乙——丙", 3, "甲|乙——|丙"},
    /* also as a text that is quoted may write them */
    {"率为７１．１９％", 7, "率为|７１．１９％"},
    {"共３９１件", 4.5, "共|３９１件"},
    /* words break at spaces, and only where they must inside */
    {"甲 mediation rate", 6.5, "甲 mediation |rate"},
    {"mochuan-2025.txt丁", 5, "mochuan-|2025.txt丁"},
    /* in English: years and possessives hold together, and so do names within */
    {"years 2018–2025 and", 6, "years |2018–2025 |and"},
    {"in 墨川县's case", 3.9, "in |墨川县's |case"},
    {"it is 墨川县 now", 3.9, "it is |墨川县 |now"},
    {"(墨川县, 岚浦县)", 4.2, "(墨川县, |岚浦县)"},
};

static zb_font *font;

static int load(void **state) {
    (void)state;
    return zb_font_load(&font, NULL, NULL) == ZB_OK ? 0 : -1;
}

static int unload(void **state) {
    (void)state;
    zb_font_free(font);
    return 0;
}

static void test_rows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_arena arena = {0};
        zb_lines lines;
        zb_str text = zb_str_from(rows[i].text);
        assert_true(zb_lines_break(&lines, &arena, font, text, SIZE, rows[i].width * SIZE, 0));
        zb_buf got = {0};
        for (size_t k = 0; k < lines.count; k++) {
            zb_buf_text(&got, k ? "|" : "");
            zb_buf_add(&got, zb_str_sub(text, lines.at[k].start, lines.at[k].end));
        }
        zb_buf wanted = {0};
        zb_buf_text(&wanted, rows[i].lines);
        /* spaces at line ends are left out of the lines */
        zb_buf plain = {0};
        for (size_t k = 0; k < wanted.n; k++) {
            if (!(wanted.p[k] == ' ' && k + 1 < wanted.n && wanted.p[k + 1] == '|')) {
                zb_buf_char(&plain, wanted.p[k]);
            }
        }
        if (!zb_str_eq(zb_buf_str(&got), zb_buf_str(&plain))) {
            fail_msg("`%s` at %.1f em gives `%.*s`, not `%s`", rows[i].text, rows[i].width,
                     ZB_ARG(zb_buf_str(&got)), rows[i].lines);
        }
        zb_buf_free(&got);
        zb_buf_free(&wanted);
        zb_buf_free(&plain);
        zb_arena_free(&arena);
    }
}

/* At every width: nothing is lost, no line is wider than the measure by more than the rules allow,
 * no forbidden mark stands at an end, all lines but the last are filled or ragged by choice. */
static void test_every_width(void **state) {
    (void)state;
    zb_str text = ZB_STR(
        "全市调解成功率2025年为96.1%（95%区间95.9%~96.4%），比2018年上升2.9个百分点（区间2.4~3.4）。"
        "墨川县“连续7年”下降，由96.8%降至90.9%，自2024年起一直低于全市的99.8%控制限；澄川市98.0%，"
        "在可作比较的地区中最高（mediation.success_rate）。");
    for (double width = 8 * SIZE; width < 60 * SIZE; width += 3.7) {
        zb_arena arena = {0};
        zb_lines lines;
        assert_true(zb_lines_break(&lines, &arena, font, text, SIZE, width, 2 * SIZE));
        size_t at = 0;
        for (size_t k = 0; k < lines.count; k++) {
            zb_line_box box = lines.at[k];
            assert_int_equal(box.start, at);
            at = box.end;
            double measure = k ? width : width - 2 * SIZE;
            assert_true(box.width <= measure + 0.6 * SIZE || box.end - box.start < 30);
            assert_true(fabs(box.stretch) < 0.31 * SIZE);
            zb_str line = zb_str_sub(text, box.start, box.end);
            static const char *const never[] = {"，", "。", "；", "）", "”", "%", "—", "~", "、"};
            for (size_t n = 0; n < sizeof never / sizeof *never; n++) {
                assert_false(zb_str_starts(line, zb_str_from(never[n])));
            }
            assert_false(zb_str_ends(line, ZB_STR("（")) || zb_str_ends(line, ZB_STR("“")));
        }
        assert_int_equal(at, text.n);
        assert_true(lines.at[lines.count - 1].stretch == 0);
        zb_arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_every_width),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
