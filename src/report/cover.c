/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cover: title, the lead rate as a picture without names but the whole's, four facts.
 */
#include "report/chapters.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/cover_own.h"
#include "report/lines.h"
#include "report/numbers.h"
#include "report/topics_words.h"

#define PLOT_TOP 352.0
#define PLOT_FOOT 221.89 /* from the lower edge, as the three below */
#define FACTS_TOP 173.89
#define FOOT_RULE 73.89
#define FOOT_TEXT 57.89
#define LOGO_WIDTH 160.0 /* at most */
#define LOGO_HEIGHT 48.0

/* The logo as large as its room allows, else the program's own mark. */
static void draw_mark(zb_paper *paper) {
    zb_flow *flow = paper->flow;
    if (paper->logo) {
        double w = paper->logo->width, h = paper->logo->height;
        double scale = fmin(LOGO_WIDTH / w, LOGO_HEIGHT / h);
        if (!zb_flow_dry(flow)) {
            zb_pdf_image(flow->pdf, paper->logo, flow->sheet.left, 58, w * scale, h * scale);
        }
        return;
    }
    if (!zb_flow_dry(flow)) {
        const zb_canvas *c = flow->canvas;
        const zb_stroke none = {0, ZB_NO_COLOR, 0, 0};
        c->rect(c->self, flow->sheet.left, 66, 4, 6, ZB_GREY, none);
        c->rect(c->self, flow->sheet.left + 6, 62, 4, 10, ZB_GREY, none);
        c->rect(c->self, flow->sheet.left + 12, 58, 4, 14, ZB_INK, none);
    }
    zb_flow_text(flow, flow->sheet.left + 24, 70.5,
                 paper->english ? ZB_STR("zhibiao") : ZB_STR("指标 zhibiao"), ZB_SMALL, false,
                 ZB_SOFT);
}

/* The title without the region that stands above it, in its two parts. */
static void part_title(zb_paper *paper, zb_str parts[2]) {
    zb_str title = paper->title,
           tail = paper->english ? ZB_STR(", data summary") : ZB_STR("数据摘要");
    if (zb_str_starts(title, paper->model->region)) {
        title = zb_str_sub(title, paper->model->region.n, title.n);
        if (zb_str_starts(title, ZB_STR(": "))) {
            title = zb_capital(paper, zb_str_sub(title, 2, title.n));
        }
    }
    parts[0] = title;
    parts[1] = (zb_str){0};
    if (zb_str_ends(title, tail) && title.n > tail.n) {
        parts[0] = zb_str_sub(title, 0, title.n - tail.n);
        parts[1] = paper->english ? ZB_STR("Data summary") : tail;
    }
}

/* Parts two lines of words anew, at the space that makes them most even. */
static void even_out(const zb_flow *flow, zb_lines *lines, zb_str text, double size) {
    double narrowest = ZB_MEASURE;
    for (size_t at = 1; lines->count == 2 && at + 1 < text.n; at++) {
        double first = zb_flow_width(flow, zb_str_sub(text, 0, at), size);
        double second = zb_flow_width(flow, zb_str_sub(text, at + 1, text.n), size);
        double wider = first > second ? first : second;
        if (text.p[at] == ' ' && wider < narrowest) {
            narrowest = wider;
            lines->at[0].end = at;
            lines->at[1].start = at + 1;
        }
    }
}

/* At most three lines. */
static double draw_title(zb_paper *paper, double y) {
    enum { MOST_LINES = 3 };
    zb_flow *flow = paper->flow;
    const double size = paper->english ? 28 : 32, lead = paper->english ? 38 : 44;
    zb_str parts[2];
    part_title(paper, parts);
    for (int i = 0; i < 2; i++) {
        zb_lines lines;
        if (!zb_lines_break(&lines, &flow->scratch, flow->font, parts[i], size, ZB_MEASURE, 0)) {
            zb_flow_fail(flow, ZB_E_NOMEM);
            return y;
        }
        if (paper->english) {
            even_out(flow, &lines, parts[i], size);
        }
        size_t most = i == 0 && parts[1].n ? MOST_LINES - 1 : MOST_LINES;
        for (size_t k = 0; k < lines.count && k < most; k++, y += lead) {
            bool cut = k + 1 == most && most < lines.count;
            zb_str line =
                zb_str_sub(parts[i], lines.at[k].start, cut ? parts[i].n : lines.at[k].end);
            line = cut ? zb_flow_cut(flow, line, size, ZB_MEASURE) : line;
            zb_flow_text(flow, flow->sheet.left, zb_baseline(y, lead, size), line, size, true,
                         ZB_INK);
        }
    }
    return y;
}

/* Places with nothing in common have no whole: a few dots make no cover. */
static bool has_whole_line(const zb_trend_chart *chart) {
    for (size_t i = 0; i < chart->count; i++) {
        if (chart->lines[i].tone == ZB_TONE_WHOLE && chart->lines[i].count >= 2) {
            return true;
        }
    }
    return false;
}

/* `注：全市值2018、2019年不含岚浦县。`, on one line; empty: it lacks none. */
static zb_str lacking(zb_paper *paper) {
    const zb_model *m = paper->model;
    const zb_topic_view view = {.group = m->main, .indicator = m->lead};
    zb_str said = zb_topic_whole_note(paper, &view);
    said = said.n ? zb_say(paper, ZB_TR(paper, "注：%.*s", "Note: %.*s"), ZB_ARG(said)) : said;
    return zb_flow_width(paper->flow, said, ZB_TINY) <= ZB_MEASURE
               ? said
               : zb_say(paper,
                        ZB_TR(paper, "注：%.*s值在部分年份不含未载分子、分母的地区。",
                              "Note: in some years %.*s lacks regions that do not state numerator "
                              "and denominator."),
                        ZB_ARG(m->main->whole_short));
}

/* `青色为汀桥区，紫色为墨川县。`: a reader's choice among the others, in the order of the colours
 * of trend charts; grey print has but their dots. */
static zb_str tell_chosen(zb_paper *paper, const zb_trend_line *lines, size_t count) {
    static const char *const colors[][2] = {
        {"青色", "teal"}, {"紫色", "purple"}, {"玫红", "crimson"}};
    const size_t most = sizeof colors / sizeof *colors;
    zb_buf text = {0};
    size_t told = 0;
    for (size_t i = 0; i < count; i++) {
        if (lines[i].tone == ZB_TONE_WHOLE || !lines[i].emphasis) {
            continue;
        }
        zb_str name = lines[i].name;
        bool dots = paper->grey || told >= most;
        const char *color = dots ? ZB_TR(paper, "带点的线", "lines with dots")
                                 : colors[told][paper->english ? 1 : 0];
        if (dots && told) {
            zb_buf_format(&text, ZB_TR(paper, "、%.*s", ", %.*s"), ZB_ARG(name));
        } else {
            zb_buf_format(&text, ZB_TR(paper, "%s%s为%.*s", "%s%s: %.*s"),
                          !told ? "" : ZB_TR(paper, "，", "; "), color, ZB_ARG(name));
        }
        told++;
    }
    zb_buf_text(&text, told ? ZB_TR(paper, "。", ".") : "");
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* The lead rate of the places compared, the whole before them in grey, but for a reader's choice
 * of them. False: it has no line. */
static bool make_plot(zb_paper *paper, zb_trend_chart *chart, zb_str *caption, zb_str *chosen) {
    const zb_model *m = paper->model;
    if (!m->main || !m->lead || !zb_rate_trend(paper, chart, m->main, m->lead) ||
        !has_whole_line(chart)) {
        return false;
    }
    bool others = zb_group_has_others(m, m->main);
    zb_trend_line *lines = ZB_PAPER_NEW(paper, zb_trend_line, chart->count);
    for (size_t i = 0; lines && i < chart->count; i++) {
        lines[i] = chart->lines[i];
        if (lines[i].tone != ZB_TONE_WHOLE) {
            lines[i].tone = ZB_TONE_CONTEXT;
            lines[i].emphasis = lines[i].emphasis && others;
        }
    }
    chart->lines = lines;
    chart->bare = true;
    *chosen = lines ? zb_capital(paper, tell_chosen(paper, lines, chart->count)) : (zb_str){0};
    zb_buf years = {0};
    zb_put_years(&years, paper->english, chart->first_year, chart->last_year);
    *caption =
        zb_say(paper,
               ZB_TR(paper, "封面图：%.*s，%.*s。黑线为%.*s，浅色带为95%%区间，灰线为%s%.*s。",
                     "%.*s, %.*s. Black line: %.*s; pale band: 95%% interval; grey "
                     "lines: %s%.*s."),
               ZB_ARG(zb_capital(paper, zb_name_of(paper, m->lead))), ZB_ARG(zb_buf_str(&years)),
               ZB_ARG(m->main->whole), chosen->n ? ZB_TR(paper, "其余", "the other ") : "",
               ZB_ARG(chosen->n && paper->english ? m->main->members_name : m->main->each));
    zb_buf_free(&years);
    return lines != NULL;
}

/* A cover without an indicator worth it has no picture. */
static void draw_plot(zb_paper *paper) {
    zb_flow *flow = paper->flow;
    zb_figure figure = {.kind = ZB_FIG_TREND};
    zb_str caption = {0}, chosen = {0}, note = {0};
    if (make_plot(paper, &figure.as.trend, &caption, &chosen)) {
        note = lacking(paper);
    } else if (!zb_cover_own(paper, &figure.as.trend, &caption)) {
        return;
    }
    double height = flow->sheet.height - PLOT_FOOT - PLOT_TOP;
    if (!zb_flow_dry(flow)) {
        zb_flow_fail(flow, zb_figure_draw(&figure, flow->canvas, flow->sheet.left, PLOT_TOP,
                                          ZB_MEASURE, height, flow->err));
    }
    const zb_str lines[] = {caption, zb_flow_cut(flow, chosen, ZB_TINY, ZB_MEASURE), note};
    double y = PLOT_TOP + height + 14;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i].n) {
            zb_flow_text(flow, flow->sheet.left, y, lines[i], ZB_TINY, false, ZB_SOFT);
            y += 11;
        }
    }
}

/* `市、县、乡镇三级`, `city, county, town` */
static zb_str levels_of(zb_paper *paper) {
    static const char *const names[][2] = {
        {"", ""}, {"省", "province"}, {"市", "city"}, {"县", "county"}, {"乡镇", "town"}};
    const zb_model *m = paper->model;
    zb_buf text = {0};
    int levels = 0;
    for (int level = ZB_LEVEL_PROVINCE; level <= ZB_LEVEL_TOWN; level++) {
        bool any = false;
        for (size_t i = 0; i < m->place_count && !any; i++) {
            any = m->shown[i] && (int)m->places[i].level == level;
        }
        if (any) {
            zb_buf_text(&text, levels++ ? ZB_TR(paper, "、", ", ") : "");
            zb_buf_text(&text, names[level][paper->english]);
        }
    }
    static const char *const counts[] = {"", "级", "两级", "三级", "四级"};
    zb_buf_text(&text, ZB_TR(paper, counts[levels], ""));
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

static void draw_fact(zb_paper *paper, int column, double number, const char *unit, zb_str what) {
    zb_buf text = {0};
    zb_buf_thousands(&text, number, 0);
    zb_buf_text(&text, unit);
    const zb_sheet *sheet = &paper->flow->sheet;
    double x = sheet->left + ZB_MEASURE / 4 * column, top = sheet->height - FACTS_TOP;
    zb_flow_text(paper->flow, x, top + 22, zb_buf_str(&text), 14, true, ZB_INK);
    zb_flow_text(paper->flow, x, top + 37.5, what, ZB_TINY, false, ZB_SOFT);
    zb_buf_free(&text);
}

static void draw_facts(zb_paper *paper) {
    const zb_model *m = paper->model;
    const zb_sheet *sheet = &paper->flow->sheet;
    zb_flow_rule(paper->flow, sheet->left, sheet->right, sheet->height - FACTS_TOP, 0.9, ZB_INK);
    zb_buf years = {0};
    zb_put_years(&years, paper->english, m->first_year, m->last_year);
    zb_str levels = levels_of(paper);
    const char *regions = ZB_TR(paper, "地区", m->included_count == 1 ? "region" : "regions");
    draw_fact(paper, 0, (double)m->included_count, ZB_TR(paper, "个", ""),
              levels.n
                  ? zb_say(paper, ZB_TR(paper, "%s，%.*s", "%s: %.*s"), regions, ZB_ARG(levels))
                  : zb_str_from(regions));
    draw_fact(paper, 1, (double)m->documents, ZB_TR(paper, "份", ""),
              zb_say(paper, "%s%.*s",
                     ZB_TR(paper, "年度报告，",
                           m->documents == 1 ? "annual report, " : "annual reports, "),
                     ZB_ARG(zb_buf_str(&years))));
    draw_fact(paper, 2, (double)m->observations, ZB_TR(paper, "条", ""),
              paper->english ? ZB_STR("figures, each with its source")
                             : ZB_STR("数据，均可查到原文"));
    size_t shown = paper->findings->shown, faults = paper->findings->faults;
    zb_str found = !paper->english ? ZB_STR("核对发现")
                   : shown == 1    ? ZB_STR("finding of the checks")
                                   : ZB_STR("findings of the checks");
    draw_fact(paper, 3, (double)shown, ZB_TR(paper, "处", ""),
              shown ? zb_say(paper, ZB_TR(paper, "%.*s，其中不一致%zu处", "%.*s, %zu disagree"),
                             ZB_ARG(found), faults)
                    : found);
    zb_buf_free(&years);
}

/* Who hands it in and when at the left, what made it at the right. */
static void draw_foot(zb_paper *paper) {
    zb_flow *flow = paper->flow;
    const double first = flow->sheet.height - FOOT_TEXT, second = first + 15;
    zb_flow_rule(flow, flow->sheet.left, flow->sheet.right, flow->sheet.height - FOOT_RULE, 0.5,
                 ZB_PALE);
    zb_buf date = {0};
    zb_buf_text(&date, ZB_TR(paper, "", "Compiled "));
    zb_put_date(&date, paper->english, paper->date);
    zb_buf_text(&date, ZB_TR(paper, "编制", ""));
    if (paper->author.n) {
        zb_arena_mark mark = zb_arena_here(&flow->scratch);
        zb_flow_text(flow, flow->sheet.left, first,
                     zb_flow_cut(flow, paper->author, ZB_SMALL, ZB_MEASURE / 2), ZB_SMALL, false,
                     ZB_TEXT);
        zb_arena_release(&flow->scratch, mark);
    }
    zb_flow_text(flow, flow->sheet.left, paper->author.n ? second : first, zb_buf_str(&date),
                 paper->author.n ? ZB_TINY : ZB_SMALL, false, paper->author.n ? ZB_SOFT : ZB_TEXT);
    zb_flow_text_right(
        flow, flow->sheet.right, first,
        zb_say(paper, ZB_TR(paper, "由zhibiao %s自动生成", "Made by zhibiao %s"), zb_version()),
        ZB_SMALL, false, ZB_TEXT);
    zb_flow_text_right(flow, flow->sheet.right, second,
                       zb_say(paper,
                              ZB_TR(paper, "数据截至%d年度报告", "Data up to the reports for %d"),
                              paper->model->last_year),
                       ZB_TINY, false, ZB_SOFT);
    zb_buf_free(&date);
}

void zb_cover(zb_paper *paper) {
    zb_flow *flow = paper->flow;
    const zb_model *m = paper->model;
    zb_flow_bare_page(flow);
    draw_mark(paper);
    bool within = m->asked.n && !zb_str_eq(m->asked, m->division);
    zb_str region =
        within ? zb_say(paper, "%.*s › %.*s", ZB_ARG(m->asked), ZB_ARG(m->region)) : m->region;
    zb_flow_text(flow, flow->sheet.left, 172, zb_flow_cut(flow, region, 18, ZB_MEASURE), 18, false,
                 ZB_SOFT);
    double y = draw_title(paper, 185);
    zb_buf text = {0};
    zb_put_years(&text, paper->english, m->first_year, m->last_year);
    zb_flow_text(flow, flow->sheet.left, y + 27, zb_buf_str(&text), 18, false, ZB_TEXT);
    draw_plot(paper);
    draw_facts(paper);
    draw_foot(paper);
    zb_buf_free(&text);
}
