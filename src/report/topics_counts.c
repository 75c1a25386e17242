/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sections of the counts that most reports state.
 */
#include "report/topics.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/background.h"
#include "report/block.h"
#include "report/numbers.h"
#include "report/topics_words.h"
#include "report/words.h"

enum { FEWEST_POINTS = 3, MOST_COLOURED = 2 };

static bool count_line(zb_paper *paper, zb_trend_line *line, int place,
                       const zb_indicator *indicator) {
    const zb_model *m = paper->model;
    const zb_series *series = zb_dataset_find_series(m->dataset, place, indicator->index);
    double factor = zb_table_factor(indicator->unit_zh);
    zb_trend_point *points =
        series ? ZB_PAPER_NEW(paper, zb_trend_point, (size_t)m->year_count) : NULL;
    for (size_t i = 0; points && i < series->count; i++) {
        int year = series->cells[i].year;
        if (year >= m->first_year && year <= m->last_year) {
            zb_qualifier told = series->cells[i].qualifier;
            points[line->count++] =
                (zb_trend_point){.year = year,
                                 .value = series->cells[i].value / factor,
                                 .before = zb_str_from(zb_mark_before(paper->english, told)),
                                 .behind = zb_str_from(zb_mark_behind(told))};
        }
    }
    line->name = m->places[place].name;
    line->points = points;
    return line->count > 0;
}

/* Of a few among others all stand out. */
static bool few_chosen(const zb_model *m) {
    return zb_group_has_others(m, m->main) && zb_group_shown(m, m->main) <= ZB_MOST_PICKED;
}

/* Colour the lines whose trend the Mann–Kendall test carries: all of them that the report is on, so
 * that grey says that none was found; a few among others stand out anyhow. */
static void emphasise(zb_paper *paper, zb_trend_line *lines, const int *places, size_t count,
                      int indicator) {
    const zb_model *m = paper->model;
    bool few = few_chosen(m);
    for (size_t i = 0; i < count; i++) {
        if (!m->shown[places[i]]) {
            continue;
        }
        zb_mann_kendall t = zb_model_trend(m, places[i], indicator, NULL);
        lines[i].emphasis = t.direction == ZB_DIR_RISING || t.direction == ZB_DIR_FALLING;
        if (lines[i].emphasis) {
            lines[i].tone = t.direction == ZB_DIR_RISING ? ZB_TONE_HIGH : ZB_TONE_LOW;
        }
        lines[i].emphasis |= few;
    }
}

typedef struct count_view {
    zb_trend_chart chart;
    size_t rising, falling, tested;
    size_t shown; /* lines of places that the report is on */
    size_t vague; /* of them, not tested, for a bound or a round figure among the values */
    int *places;
    zb_str left_out; /* names of places not drawn */
} count_view;

static bool look(zb_paper *paper, count_view *v, const zb_indicator *one) {
    const zb_model *m = paper->model;
    const zb_group *group = m->main;
    zb_trend_line *lines = ZB_PAPER_NEW(paper, zb_trend_line, group->count);
    v->places = ZB_PAPER_NEW(paper, int, group->count);
    if (!lines || !v->places) {
        return false;
    }
    size_t count = 0;
    int first = m->last_year, last = m->first_year;
    zb_buf left_out = {0};
    for (size_t i = 0; i < group->count; i++) {
        int place = group->members[i];
        if (zb_model_doubts(m, place, one->index)) {
            zb_buf_text(&left_out, left_out.n ? ZB_TR(paper, "、", ", ") : "");
            zb_buf_add(&left_out, m->places[place].name);
            continue;
        }
        bool vague = false; /* what is not drawn is not told */
        zb_mann_kendall t = zb_model_trend(m, place, one->index, &vague);
        if (m->shown[place]) {
            v->vague += vague;
            v->tested += t.direction != ZB_DIR_TOO_FEW;
            v->rising += t.direction == ZB_DIR_RISING;
            v->falling += t.direction == ZB_DIR_FALLING;
        }
        lines[count] = (zb_trend_line){0};
        if (count_line(paper, &lines[count], place, one)) {
            const zb_trend_line *l = &lines[count];
            first = l->points[0].year < first ? l->points[0].year : first;
            last = l->points[l->count - 1].year > last ? l->points[l->count - 1].year : last;
            v->shown += m->shown[place];
            v->places[count++] = place;
        }
    }
    v->left_out = zb_keep(paper, &left_out);
    zb_buf_free(&left_out);
    emphasise(paper, lines, v->places, count, one->index);
    v->chart = (zb_trend_chart){.first_year = first,
                                .last_year = last,
                                .unit = zb_unit_of(paper, one),
                                .from_zero = true,
                                .lines = lines,
                                .count = count,
                                .english = paper->english};
    size_t lines_enough = 0;
    for (size_t i = 0; i < count; i++) {
        lines_enough += lines[i].count >= FEWEST_POINTS;
    }
    return lines_enough >= 2 && last > first;
}

bool zb_count_topic_fits(zb_paper *paper, const zb_topic *topic) {
    count_view v = {0};
    return look(paper, &v, topic->indicator);
}

/* Behind a number: in English the name says what is counted, and only money has a unit. */
static zb_str spoken_unit(const zb_paper *paper, const zb_indicator *one) {
    bool money = zb_str_eq(one->unit_zh, ZB_STR("元"));
    return !paper->english ? one->unit_zh : money ? ZB_STR(" yuan") : (zb_str){0};
}

/* The places that state a count in both of two years, summed. */
typedef struct both_years {
    double before, after;
    size_t places, vague_before, vague_after; /* vague: that a year's values are not exact */
    size_t doubted;                           /* not summed */
} both_years;

static both_years sum_both(const zb_model *m, const zb_indicator *one, int first, int last) {
    both_years sum = {0};
    for (size_t i = 0; i < m->main->count; i++) {
        int place = m->main->members[i];
        double a = zb_model_value(m, place, one->index, first);
        double b = zb_model_value(m, place, one->index, last);
        if (zb_model_doubts(m, place, one->index)) {
            sum.doubted++;
        } else if (isfinite(a) && isfinite(b)) {
            sum.places++;
            sum.vague_before += !zb_model_is_exact(m, place, one->index, first);
            sum.vague_after += !zb_model_is_exact(m, place, one->index, last);
            sum.before += a;
            sum.after += b;
        }
    }
    return sum;
}

/* `3.33万`; with approximate values among the places `约4.6万`: no more figures than they carry. */
static zb_str say_total(zb_paper *paper, double total, size_t vague, size_t places) {
    zb_buf text = {0};
    if (vague) {
        zb_buf_text(&text, ZB_TR(paper, "约", "about "));
        zb_put_about(&text, paper->english, total, 2 * vague >= places ? 2 : 3);
    } else {
        zb_put_spoken(&text, paper->english, total);
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

static zb_str say_before(zb_paper *paper, const both_years *sum) {
    return say_total(paper, sum->before, sum->vague_before, sum->places);
}

static zb_str say_after(zb_paper *paper, const both_years *sum) {
    return say_total(paper, sum->after, sum->vague_after, sum->places);
}

/* Why no trend is tested. */
static zb_str untested(const zb_paper *paper, const count_view *v) {
    if (v->vague && v->vague == v->shown) {
        return ZB_TR_STR(paper, "数值含概数，不检验趋势", "Approximate values: no test of trend");
    }
    return v->vague ? ZB_TR_STR(paper, "年份尚少或数值含概数，不检验趋势",
                                "Too few years, or approximate values: no test of trend")
                    : ZB_TR_STR(paper, "年份尚少，不检验趋势", "Too few years: no test of trend");
}

/* What is drawn where no trend is tested: the sums of the first and the last year, or the span of
 * the values. */
static zb_str values_sentence(zb_paper *paper, const count_view *v, const zb_indicator *one) {
    const zb_model *m = paper->model;
    both_years sum = sum_both(m, one, v->chart.first_year, v->chart.last_year);
    zb_str unit = spoken_unit(paper, one);
    if (sum.places >= 2 && one->aggregation == ZB_AGG_SUM) {
        return zb_say(paper,
                      ZB_TR(paper, "%.*s合计，%d年%.*s%.*s，%d年%.*s%.*s",
                            "%.*s added up: in %d %.*s%.*s, in %d %.*s%.*s"),
                      ZB_ARG(zb_members_of(paper, m->main, sum.places)), v->chart.first_year,
                      ZB_ARG(say_before(paper, &sum)), ZB_ARG(unit), v->chart.last_year,
                      ZB_ARG(say_after(paper, &sum)), ZB_ARG(unit));
    }
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < v->chart.count; i++) {
        for (int year = v->chart.first_year; year <= v->chart.last_year; year++) {
            double value = zb_model_value(m, v->places[i], one->index, year);
            low = isfinite(value) ? fmin(low, value) : low;
            high = isfinite(value) ? fmax(high, value) : high;
        }
    }
    zb_buf span = {0};
    zb_put_spoken(&span, paper->english, low);
    zb_buf_text(&span, ZB_TR(paper, "至", " to "));
    zb_put_spoken(&span, paper->english, high);
    zb_str said = zb_say(
        paper, ZB_TR(paper, "%d—%d年%.*s的数值为%.*s%.*s", "%d–%d: values of %.*s from %.*s%.*s"),
        v->chart.first_year, v->chart.last_year, ZB_ARG(m->main->each), ZB_ARG(zb_buf_str(&span)),
        ZB_ARG(unit));
    zb_buf_free(&span);
    return said;
}

/* `2个所选县（市、区）均呈上升趋势`, `1个乡镇呈上升趋势`. */
static zb_str all_alike(zb_paper *paper, const zb_group *group, size_t tested, bool rising) {
    zb_str name = zb_shown_name(paper, group, tested);
    if (paper->english) {
        zb_str all = tested == 1   ? zb_say(paper, "the 1 %.*s", ZB_ARG(name))
                     : tested == 2 ? zb_say(paper, "both %.*s", ZB_ARG(name))
                                   : zb_say(paper, "all %zu %.*s", tested, ZB_ARG(name));
        return zb_say(paper, "The trend is %s in %.*s tested", rising ? "rising" : "falling",
                      ZB_ARG(all));
    }
    return zb_say(paper, "%zu个%.*s%s呈%s趋势", tested, ZB_ARG(name), tested > 1 ? "均" : "",
                  rising ? "上升" : "下降");
}

static zb_str sentence(zb_paper *paper, const count_view *v, const zb_indicator *one) {
    const zb_group *group = paper->model->main;
    if (!v->rising && !v->falling) {
        return v->tested
                   ? zb_say(paper,
                            ZB_TR(paper, "%.*s%s无显著趋势", "No significant trend in %.*s%s"),
                            ZB_ARG(zb_shown_of(paper, group, v->tested)),
                            v->tested > 1 ? ZB_TR(paper, "均", "") : "")
                   : values_sentence(paper, v, one);
    }
    const struct {
        size_t count;
        const char *before, *behind;
    } parts[] = {
        {v->rising, ZB_TR(paper, "", "rising in "), ZB_TR(paper, "个呈上升趋势", "")},
        {v->falling, ZB_TR(paper, "", "falling in "), ZB_TR(paper, "个呈下降趋势", "")},
        {v->tested - v->rising - v->falling, ZB_TR(paper, "", "not significant in "),
         ZB_TR(paper, "个无显著趋势", "")},
    };
    size_t kinds = 0, told = 0;
    for (size_t i = 0; i < 3; i++) {
        kinds += parts[i].count > 0;
    }
    if (kinds == 1) {
        return all_alike(paper, group, v->tested, v->rising > 0);
    }
    zb_buf text = {0};
    zb_buf_format(&text, ZB_TR(paper, "%.*s中", "Of %.*s tested, the trend is "),
                  ZB_ARG(zb_shown_of(paper, group, v->tested)));
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].count) {
            const char *joint = paper->english ? zb_joint(paper, told, kinds) : told ? "，" : "";
            zb_buf_format(&text, "%s%s%zu%s", joint, parts[i].before, parts[i].count,
                          parts[i].behind);
            told++;
        }
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* The sum of the last two years with a value. */
static void say_sum(zb_paper *paper, zb_rich *text, const zb_indicator *one) {
    const zb_group *group = paper->model->main;
    both_years sum = sum_both(paper->model, one, group->year - 1, group->year);
    if (sum.places < 2 || one->aggregation != ZB_AGG_SUM || !(sum.before > 0)) {
        return;
    }
    zb_str unit = spoken_unit(paper, one);
    zb_rich_bold(text, ZB_INK, ZB_TR(paper, "%d年%.*s%.*s%.*s", "In %d, %.*s came to %.*s%.*s"),
                 group->year, ZB_ARG(zb_name_of(paper, one)), ZB_ARG(say_after(paper, &sum)),
                 ZB_ARG(unit));
    zb_rich_text(
        text,
        ZB_TR(paper, "（两年均载明的%zu个%.*s合计", " (sum of the %zu %.*s that report both years"),
        sum.places, ZB_ARG(group->members_name));
    if (sum.vague_after) {
        zb_rich_text(text, ZB_TR(paper, "，其中%zu个为概数", ", %zu of them approximately"),
                     sum.vague_after);
    }
    zb_rich_text(text,
                 ZB_TR(paper, "%s），上年为%.*s%.*s", "%s), against %.*s%.*s the year before"),
                 sum.doubted ? ZB_TR(paper, "，未计口径存疑的地区",
                                     ", without regions whose coverage is in doubt")
                             : "",
                 ZB_ARG(say_before(paper, &sum)), ZB_ARG(unit));
    if (sum.vague_before) {
        zb_rich_text(text, ZB_TR(paper, "（其中%zu个为概数）", " (%zu of them approximately)"),
                     sum.vague_before);
    }
    zb_rich_text(text, "%s", ZB_TR(paper, "。", "."));
}

/* Above two coloured lines, a panel for each place: lines on one plot would hide each other. */
static bool make_figure(zb_paper *paper, zb_figure *figure, const count_view *v) {
    const zb_trend_chart *c = &v->chart;
    size_t coloured = 0;
    for (size_t i = 0; i < c->count; i++) {
        coloured += c->lines[i].emphasis;
    }
    *figure = (zb_figure){.kind = ZB_FIG_TREND, .as.trend = *c};
    bool others = zb_group_has_others(paper->model, paper->model->main);
    size_t most = others ? ZB_MOST_PICKED : MOST_COLOURED;
    if (coloured <= most || c->count > ZB_MULTIPLES_MAX) {
        return true;
    }
    zb_multiples_panel *panels = ZB_PAPER_NEW(paper, zb_multiples_panel, c->count);
    for (size_t i = 0; panels && i < c->count; i++) {
        const zb_trend_line *line = &c->lines[i];
        panels[i] =
            (zb_multiples_panel){.name = line->name,
                                 .tone = line->emphasis                      ? line->tone
                                         : paper->model->shown[v->places[i]] ? ZB_TONE_WHOLE
                                                                             : ZB_TONE_CONTEXT,
                                 .points = line->points,
                                 .count = line->count};
    }
    figure->kind = ZB_FIG_MULTIPLES;
    figure->as.multiples = (zb_multiples){.first_year = c->first_year,
                                          .last_year = c->last_year,
                                          .shared_scale = true,
                                          .unit = c->unit,
                                          .decimals = c->decimals,
                                          .from_zero = true,
                                          .panels = panels,
                                          .count = c->count,
                                          .english = paper->english};
    return panels != NULL;
}

/* Whether a value at the end of a line is not exact. */
static bool shows_mark(const count_view *v) {
    for (size_t i = 0; i < v->chart.count; i++) {
        const zb_trend_line *l = &v->chart.lines[i];
        if (l->points[l->count - 1].before.n || l->points[l->count - 1].behind.n) {
            return true;
        }
    }
    return false;
}

/* What it is to be without a significant trend. */
static const char *quiet_words(const zb_paper *paper, const count_view *v) {
    return v->vague ? ZB_TR(paper, "无显著趋势、年份尚少或含概数",
                            "no significant trend, too few years or approximate values")
                    : ZB_TR(paper, "无显著趋势或年份尚少", "no significant trend or too few years");
}

/* A few chosen stand out whatever their trend; in grey print their names' marks tell it. */
static zb_str chosen_colors(zb_paper *paper, const count_view *v) {
    if (paper->grey) {
        return ZB_TR_STR(paper, "带点的粗线为所选地区：▲显著上升，▼显著下降；细线为其余各地",
                         "thick lines with dots: the selected regions, ▲ significant rise, ▼ "
                         "significant fall; thin: the others");
    }
    return zb_say(paper,
                  ZB_TR(paper,
                        "粗线为所选地区：%s▲显著上升，%s▼显著下降，其余颜色%s；灰线为其余各地",
                        "thick lines: the selected regions, %s ▲ significant rise, %s ▼ "
                        "significant fall, other colours: %s; grey: the others"),
                  zb_high_color(paper), zb_low_color(paper), quiet_words(paper, v));
}

static zb_str trend_colors(zb_paper *paper, const count_view *v, bool panels) {
    zb_str colors = zb_say(paper,
                           ZB_TR(paper, "%s为显著上升，%s为显著下降，%s%s",
                                 "%s: significant rise, %s: significant fall, %s: %s"),
                           zb_high_color(paper), zb_low_color(paper),
                           panels ? ZB_TR(paper, "黑色", "black") : zb_context_color(paper),
                           quiet_words(paper, v));
    if (!zb_group_has_others(paper->model, paper->model->main)) {
        return colors;
    }
    return zb_say(paper,
                  paper->grey
                      ? ZB_TR(paper, "%.*s；未选的各地一律浅灰", "%.*s; all others are light grey")
                      : ZB_TR(paper, "%.*s；只为所选地区着色，灰线为其余各地",
                              "%.*s; only the selected regions have colours, grey: the others"),
                  ZB_ARG(colors));
}

/* `矛盾纠纷排查数，件；蓝色为显著上升，…` */
static zb_str reading(zb_paper *paper, const count_view *v, const zb_indicator *one, bool panels) {
    bool few = few_chosen(paper->model);
    zb_str said =
        zb_say(paper, ZB_TR(paper, "%.*s，%.*s；%.*s", "%.*s; unit: %.*s; %.*s"),
               ZB_ARG(zb_capital(paper, zb_name_of(paper, one))), ZB_ARG(zb_unit_of(paper, one)),
               ZB_ARG(few ? chosen_colors(paper, v) : trend_colors(paper, v, panels)));
    if (shows_mark(v)) {
        said = zb_say(paper,
                      ZB_TR(paper, "%.*s；约、+、<为概数、以上、以下",
                            "%.*s; ca., + and < as stated: about, at least, below"),
                      ZB_ARG(said));
    }
    return panels ? zb_say(paper,
                           ZB_TR(paper, "%.*s；各图同一标尺，浅灰线为其他地区",
                                 "%.*s; one scale for all panels, the others in pale grey"),
                           ZB_ARG(said))
                  : said;
}

static void say(zb_paper *paper, const count_view *v, const zb_indicator *one) {
    zb_rich text = {0};
    say_sum(paper, &text, one);
    zb_next_sentence(paper, &text);
    if (!v->tested && !text.text.n) {
        zb_rich_add(&text, values_sentence(paper, v, one), false, ZB_TEXT);
        zb_rich_text(&text, "%s", ZB_TR(paper, "。", ". "));
    }
    zb_rich_add(&text, v->tested ? sentence(paper, v, one) : untested(paper, v), false, ZB_TEXT);
    zb_rich_text(
        &text, "%s",
        v->tested ? ZB_TR(paper, "（Mann–Kendall检验，5%水平）", " (Mann–Kendall test, 5% level)")
                  : "");
    if (v->tested && v->vague) {
        zb_rich_text(&text,
                     ZB_TR(paper, "；另%zu个的数值含概数，不检验",
                           "; %zu more, with approximate values, not tested"),
                     v->vague);
    }
    zb_rich_text(&text, "%s", ZB_TR(paper, "。", "."));
    zb_flow_paragraph(paper->flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(paper->flow, 8);
}

static size_t values_in(const zb_trend_chart *chart) {
    size_t values = 0;
    for (size_t i = 0; i < chart->count; i++) {
        values += chart->lines[i].count;
    }
    return values;
}

void zb_count_topic(zb_paper *paper, const zb_topic *topic) {
    const zb_indicator *one = topic->indicator;
    count_view v = {0};
    zb_figure figure;
    if (!look(paper, &v, one) || !make_figure(paper, &figure, &v)) {
        return;
    }
    bool panels = figure.kind == ZB_FIG_MULTIPLES;
    zb_topic_head(paper, topic, 270);
    say(paper, &v, one);
    zb_buf years = {0};
    zb_put_years(&years, paper->english, v.chart.first_year, v.chart.last_year);
    zb_block block = {
        .figure = &figure,
        .key = zb_key(paper, "trend", one->code),
        .sentence = sentence(paper, &v, one),
        .reading = reading(paper, &v, one, panels),
        .name =
            zb_say(paper, ZB_TR(paper, "%.*s，%.*s", "%.*s, %.*s"),
                   ZB_ARG(zb_capital(paper, zb_name_of(paper, one))), ZB_ARG(zb_buf_str(&years))),
        .note = v.left_out.n
                    ? zb_say(paper,
                             ZB_TR(paper, "%.*s的数值远离其他地区，宜先核对口径，未画，见附录A。",
                                   "%.*s: values far from those of other regions, of which the "
                                   "coverage should be checked first; not drawn, see Appendix A."),
                             ZB_ARG(v.left_out))
                    : (zb_str){0},
        .background = zb_background(paper, one, v.chart.first_year, v.chart.last_year),
        .source = zb_reports_source(paper, paper->model->main, values_in(&v.chart)),
        .height = panels ? 0 : 160};
    zb_buf_free(&years);
    zb_flow_block(paper->flow, &block);
    zb_topic_parts(paper, one);
}
