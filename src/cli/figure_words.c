/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words around figures. Each sentence is filled from what was tested, and claims no more.
 */
#define _GNU_SOURCE
#include "cli/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

zb_str cli_figure_unit(const cli_args *args, const zb_indicator *indicator) {
    return args->english ? indicator->unit_en : indicator->unit_zh;
}

/* Decimals that leave three figures of a number from 1 to 1000. */
static int three_figures(double value) {
    return value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
}

/* A count as running text has it: from 10 000 in 万, in English from a million in millions; from
 * 1000 on parted as beside the marks. */
static char *amount(const cli_args *args, double value) {
    static const struct {
        double from, unit;
        const char *word;
        bool english;
    } magnitudes[] = {{1e8, 1e8, "亿", false},
                      {1e4, 1e4, "万", false},
                      {1e9, 1e9, " billion", true},
                      {1e6, 1e6, " million", true}};
    for (size_t i = 0; i < sizeof magnitudes / sizeof *magnitudes; i++) {
        double share = value / magnitudes[i].unit;
        if (magnitudes[i].english == args->english && value >= magnitudes[i].from) {
            return cli_format("%.*f%s", three_figures(share), share, magnitudes[i].word);
        }
    }
    bool whole = fabs(value - round(value)) < 1e-9;
    if (value >= 1000) {
        long thousands = (long)(round(value) / 1000);
        return cli_format("%ld,%03ld", thousands, (long)round(value) % 1000);
    }
    return cli_format(whole ? "%.0f" : "%.1f", value);
}

char *cli_figure_value(const cli_args *args, const zb_indicator *indicator, double value) {
    if (indicator->is_rate) {
        return cli_format("%.1f%%", value);
    }
    zb_str unit =
        args->english && value == 1 ? indicator->unit_one_en : cli_figure_unit(args, indicator);
    char *number = amount(args, value);
    char *text = cli_format(CLI_TEXT(args, "%s%.*s", "%s %.*s"), number, ZB_ARG(unit));
    free(number);
    return text;
}

char *cli_figure_reading(const cli_args *args, const zb_indicator *indicator, const char *aid) {
    zb_str unit = cli_figure_unit(args, indicator);
    return cli_format(CLI_TEXT(args, "单位：%.*s%s%s", "Unit: %.*s%s%s"), ZB_ARG(unit),
                      *aid ? CLI_TEXT(args, "。", "; ") : "", aid);
}

char *cli_figure_years(const cli_args *args, int first, int last) {
    return first == last ? cli_format(CLI_TEXT(args, "%d年", "%d"), first)
                         : cli_format(CLI_TEXT(args, "%d—%d年", "%d–%d"), first, last);
}

const char *cli_high_color(const cli_args *args) {
    return args->theme == ZB_THEME_GREY ? CLI_TEXT(args, "深灰", "dark grey")
                                        : CLI_TEXT(args, "蓝色", "blue");
}

const char *cli_low_color(const cli_args *args) {
    return args->theme == ZB_THEME_GREY ? CLI_TEXT(args, "中灰", "mid grey")
                                        : CLI_TEXT(args, "橙色", "orange");
}

char *cli_figure_part(const cli_args *args, size_t count, const char *zh, const char *en) {
    return count
               ? cli_format(CLI_TEXT(args, "，%zu个%s", ", %zu %s"), count, CLI_TEXT(args, zh, en))
               : cli_format("%s", "");
}

static char *with_sign(double value, const char *plus) {
    double shown = round(fabs(value) * 10) / 10;
    const char *sign = shown == 0 ? "" : value < 0 ? "−" : plus;
    return cli_format("%s%.1f", sign, shown);
}

char *cli_figure_signed(double value) {
    return with_sign(value, "+");
}

char *cli_figure_interval(const cli_args *args, double low, double high, const char *unit) {
    char *from = with_sign(low, ""), *to = with_sign(high, "");
    const char *between =
        low >= 0 && high >= 0 ? CLI_TEXT(args, "~", "–") : CLI_TEXT(args, "至", " to ");
    char *text = cli_format(CLI_TEXT(args, "（95%%区间%s%s%s%s%s）", " (95%% interval %s%s%s%s%s)"),
                            from, unit, between, to, unit);
    free(from);
    free(to);
    return text;
}

char *cli_figure_source(const cli_args *args, int first_year, int last_year, size_t places,
                        size_t reports) {
    char *years = cli_figure_years(args, first_year, last_year);
    char *text;
    if (reports > places) {
        text = args->english
                   ? cli_format("%zu annual reports of %zu place%s, %s", reports, places,
                                places == 1 ? "" : "s", years)
                   : cli_format("%zu地%s法治政府建设年度报告，共%zu份", places, years, reports);
    } else {
        text = args->english ? cli_format("annual reports for %s of %zu place%s", years, places,
                                          places == 1 ? "" : "s")
                             : cli_format("各地%s法治政府建设年度报告，共%zu份", years, reports);
    }
    free(years);
    return text;
}

char *cli_figure_place(const cli_args *args, const cli_data *data, int place, bool department) {
    return cli_format("%.*s%s", ZB_ARG(cli_place_name(data, place)),
                      department ? CLI_TEXT(args, "（部门）", " (department)") : "");
}

/* What there is of the rows compared. */
typedef struct tally {
    size_t known, high, low; /* standings */
    bool inexact, stated, tied;
    double least, most;
} tally;

static tally tally_of(const zb_comparison *c) {
    tally t = {.least = INFINITY, .most = -INFINITY};
    for (size_t i = 0; i < c->count; i++) {
        const zb_standing_row *row = &c->rows[i];
        t.known += row->standing != ZB_STAND_UNKNOWN;
        t.high += row->standing == ZB_STAND_HIGH95 || row->standing == ZB_STAND_HIGH998;
        t.low += row->standing == ZB_STAND_LOW95 || row->standing == ZB_STAND_LOW998;
        t.inexact = t.inexact || row->inexact;
        t.stated = t.stated || row->stated_only;
        t.least = fmin(t.least, row->value.value);
        t.most = fmax(t.most, row->value.value);
    }
    t.tied = c->count > 1 && c->rows[1].value.value >= c->rows[0].value.value;
    return t;
}

static char *one_place(const cli_args *args, const cli_data *data, const zb_comparison *c) {
    const zb_indicator *indicator = cli_indicator_at(data, c->indicator);
    const zb_standing_row *row = &c->rows[0];
    zb_str name = cli_indicator_name(args, indicator);
    char *place = cli_figure_place(args, data, row->place, row->department);
    char *value = cli_figure_value(args, indicator, row->value.value);
    char *interval = indicator->is_rate && !row->stated_only
                         ? cli_figure_interval(args, row->value.low, row->value.high, "%")
                         : cli_format("%s", "");
    const char *about = row->inexact ? CLI_TEXT(args, "约", "about ") : "";
    char *text = args->english ? cli_format("%.*s of %s, %d: %s%s%s", ZB_ARG(name), place, c->year,
                                            about, value, interval)
                               : cli_format("%s%d年%.*s为%s%s%s", place, c->year, ZB_ARG(name),
                                            about, value, interval);
    free(place);
    free(value);
    free(interval);
    return text;
}

/* `8个地区中3个高于全市，1个低于全市`; of those that could be compared. */
static char *standings(const cli_args *args, const zb_comparison *c, zb_str name,
                       const zb_whole *of, const tally *t) {
    const char *whole = args->english && of->complete ? "the whole" : of->name;
    const char *comparable = t->known == c->count ? "" : CLI_TEXT(args, "可比的", "comparable ");
    if (!t->high && !t->low) {
        return args->english
                   ? cli_format("%.*s, %d: none of %zu %splaces differs from %s by more than "
                                "chance",
                                ZB_ARG(name), c->year, t->known, comparable, whole)
                   : cli_format("%d年%.*s：%s%zu个地区均未超出随机波动的范围", c->year,
                                ZB_ARG(name), comparable, t->known);
    }
    if (!t->high || !t->low) {
        size_t marked = t->high + t->low;
        return args->english
                   ? cli_format("%.*s, %d: %zu of %zu %splaces %s %s %s", ZB_ARG(name), c->year,
                                marked, t->known, comparable, marked == 1 ? "is" : "are",
                                t->high ? "above" : "below", whole)
                   : cli_format("%d年%.*s：%s%zu个地区中%zu个%s%s", c->year, ZB_ARG(name),
                                comparable, t->known, marked, t->high ? "高于" : "低于", whole);
    }
    return args->english
               ? cli_format("%.*s, %d: of %zu %splaces, %zu %s above and %zu %s below %s",
                            ZB_ARG(name), c->year, t->known, comparable, t->high,
                            t->high == 1 ? "is" : "are", t->low, t->low == 1 ? "is" : "are", whole)
               : cli_format("%d年%.*s：%s%zu个地区中%zu个高于%s，%zu个低于%s", c->year,
                            ZB_ARG(name), comparable, t->known, t->high, whole, t->low, whole);
}

/* Between which values the places are: it compares none of them. */
static char *range(const cli_args *args, const cli_data *data, const zb_comparison *c,
                   const tally *t) {
    const zb_indicator *indicator = cli_indicator_at(data, c->indicator);
    zb_str name = cli_indicator_name(args, indicator);
    char *least = cli_figure_value(args, indicator, t->least);
    char *most = cli_figure_value(args, indicator, t->most);
    const char *about = t->inexact ? CLI_TEXT(args, "约", "about ") : "";
    char *text;
    if (t->least >= t->most) {
        text = args->english ? cli_format("%.*s, %d: %zu places, each with %s%s", ZB_ARG(name),
                                          c->year, c->count, about, most)
                             : cli_format("%d年%.*s：%zu个地区均为%s%s", c->year, ZB_ARG(name),
                                          c->count, about, most);
    } else {
        text = args->english ? cli_format("%.*s, %d: %zu places, from %s%s to %s", ZB_ARG(name),
                                          c->year, c->count, about, least, most)
                             : cli_format("%d年%.*s：%zu个地区%s在%s至%s之间", c->year,
                                          ZB_ARG(name), c->count, about, least, most);
    }
    free(least);
    free(most);
    return text;
}

/* The sum of counts and who has most: both are facts, not estimates. */
static char *sum(const cli_args *args, const cli_data *data, const zb_comparison *c) {
    const zb_indicator *indicator = cli_indicator_at(data, c->indicator);
    zb_str name = cli_indicator_name(args, indicator);
    char *place = cli_figure_place(args, data, c->rows[0].place, c->rows[0].department);
    char *all = cli_figure_value(args, indicator, c->whole.value);
    char *most = cli_figure_value(args, indicator, c->rows[0].value.value);
    char *text = args->english
                     ? cli_format("%.*s, %d: %zu places add up to %s, %s has most with %s",
                                  ZB_ARG(name), c->year, c->count, all, place, most)
                     : cli_format("%d年%.*s：所列%zu个地区合计%s，%s最多，%s", c->year,
                                  ZB_ARG(name), c->count, all, place, most);
    free(place);
    free(all);
    free(most);
    return text;
}

char *cli_figure_compared(const cli_args *args, const cli_data *data,
                          const zb_comparison *comparison, const zb_whole *whole) {
    const zb_indicator *indicator = cli_indicator_at(data, comparison->indicator);
    tally t = tally_of(comparison);
    if (comparison->count == 1) {
        return one_place(args, data, comparison);
    }
    if (indicator->is_rate && comparison->has_whole && t.known) {
        return standings(args, comparison, cli_indicator_name(args, indicator), whole, &t);
    }
    if (!indicator->is_rate && comparison->has_whole && !t.inexact && !t.tied &&
        comparison->in_whole == comparison->count) {
        return sum(args, data, comparison);
    }
    return range(args, data, comparison, &t);
}
