/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of lines over the years.
 */
#define _GNU_SOURCE
#include "cli/figure_trend.h"

#include <math.h>
#include <stdlib.h>

#include "cli/results.h"

/* `由2018年的90.1%升至2025年的95.3%`, with what the words around it are. */
static char *from_to(const cli_args *args, const zb_indicator *indicator, const zb_trend_point *a,
                     const zb_trend_point *b, zb_direction direction) {
    char *first = cli_figure_value(args, indicator, a->value);
    char *last = cli_figure_value(args, indicator, b->value);
    const char *verb = direction == ZB_DIR_RISING    ? CLI_TEXT(args, "升至", "rose from ")
                       : direction == ZB_DIR_FALLING ? CLI_TEXT(args, "降至", "fell from ")
                                                     : CLI_TEXT(args, "到", "");
    char *text = args->english
                     ? cli_format("%s%s in %d to %s in %d", verb, first, a->year, last, b->year)
                     : cli_format("由%d年的%s%s%d年的%s", a->year, first, verb, b->year, last);
    free(first);
    free(last);
    return text;
}

/* Which way an interval of change lies from no change. */
static zb_direction way_of(zb_estimate change, double none) {
    return change.low > none ? ZB_DIR_RISING : change.high < none ? ZB_DIR_FALLING : ZB_DIR_NONE;
}

static const char *by_chance(const cli_args *args, zb_direction direction) {
    return direction == ZB_DIR_NONE
               ? CLI_TEXT(args, "，变化未超出随机波动的范围", ", no more than chance")
               : "";
}

/* What the whole did between its first and last year. */
static char *whole_sentence(const cli_args *args, const cli_data *data,
                            const cli_trend_lines *lines) {
    zb_str name = cli_indicator_name(args, data->indicator);
    size_t last = lines->whole_count - 1;
    zb_estimate change;
    zb_direction way = zb_stats_newcombe(&change, lines->events[0], lines->cases[0],
                                         lines->events[last], lines->cases[last], 0.95) == ZB_OK
                           ? way_of(change, 0)
                           : ZB_DIR_TOO_FEW;
    char *moved = from_to(args, data->indicator, &lines->whole[0], &lines->whole[last], way);
    char *text = args->english ? cli_format("%.*s, %s: %s%s", ZB_ARG(name), lines->whole_name,
                                            moved, by_chance(args, way))
                               : cli_format("%s%.*s%s%s", lines->whole_name, ZB_ARG(name), moved,
                                            by_chance(args, way));
    free(moved);
    return text;
}

/* Two or three years are too few for the test of a trend: their ends alone are compared. */
static char *ends_sentence(const cli_args *args, const cli_data *data, const zb_trend_line *line,
                           const zb_trend *trend) {
    zb_str name = cli_indicator_name(args, data->indicator);
    const zb_trend_point *first = &line->points[0], *last = &line->points[line->count - 1];
    zb_direction way = !trend || !trend->has_change_interval
                           ? ZB_DIR_TOO_FEW
                           : way_of(trend->change_interval, data->indicator->is_rate ? 0 : 1);
    char *moved = from_to(args, data->indicator, first, last, way);
    char *text = args->english ? cli_format("%.*s of %.*s: %s%s", ZB_ARG(name), ZB_ARG(line->name),
                                            moved, by_chance(args, way))
                               : cli_format("%.*s%.*s%s%s", ZB_ARG(line->name), ZB_ARG(name), moved,
                                            by_chance(args, way));
    free(moved);
    return text;
}

static char *year_sentence(const cli_args *args, const cli_data *data, const zb_trend_line *line) {
    zb_str name = cli_indicator_name(args, data->indicator);
    char *value = cli_figure_value(args, data->indicator, line->points[0].value);
    char *text = args->english ? cli_format("%.*s of %.*s, %d: %s", ZB_ARG(name),
                                            ZB_ARG(line->name), line->points[0].year, value)
                               : cli_format("%.*s%d年%.*s为%s", ZB_ARG(line->name),
                                            line->points[0].year, ZB_ARG(name), value);
    free(value);
    return text;
}

/* What the only line did. */
static char *line_sentence(const cli_args *args, const cli_data *data, const zb_trend_line *line,
                           const zb_trend *trend) {
    zb_str name = cli_indicator_name(args, data->indicator);
    if (line->count == 1) {
        return year_sentence(args, data, line);
    }
    if (!trend || trend->test.direction == ZB_DIR_TOO_FEW) {
        return ends_sentence(args, data, line, trend);
    }
    zb_direction direction = trend->test.direction;
    if (args->english) {
        return cli_format("%.*s of %.*s %s %d-%d", ZB_ARG(name), ZB_ARG(line->name),
                          direction == ZB_DIR_RISING    ? "rose over"
                          : direction == ZB_DIR_FALLING ? "fell over"
                                                        : "shows no significant trend over",
                          trend->first_year, trend->last_year);
    }
    return cli_format("%.*s%.*s%d—%d年%s", ZB_ARG(line->name), ZB_ARG(name), trend->first_year,
                      trend->last_year,
                      direction == ZB_DIR_RISING    ? "总体上升"
                      : direction == ZB_DIR_FALLING ? "总体下降"
                                                    : "无显著趋势");
}

/* Where the places of a single year lie. */
static char *spread_sentence(const cli_args *args, const cli_data *data,
                             const cli_trend_lines *lines) {
    zb_str name = cli_indicator_name(args, data->indicator);
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < lines->place_count; i++) {
        least = fmin(least, lines->at[i].points[0].value);
        most = fmax(most, lines->at[i].points[0].value);
    }
    char *low = cli_figure_value(args, data->indicator, least);
    char *high = cli_figure_value(args, data->indicator, most);
    char *text = args->english ? cli_format("%.*s, %d: %zu places, from %s to %s", ZB_ARG(name),
                                            lines->first_year, lines->place_count, low, high)
                               : cli_format("%d年%.*s：%zu个地区在%s至%s之间", lines->first_year,
                                            ZB_ARG(name), lines->place_count, low, high);
    free(low);
    free(high);
    return text;
}

/* The trends of the lines that are drawn. */
typedef struct tally {
    size_t rising, falling, none;
    const zb_trend *first;
} tally;

static tally tally_of(const cli_trend_lines *lines, const zb_trend_list *trends) {
    tally t = {0};
    for (size_t i = 0; i < trends->count; i++) {
        const zb_trend *trend = &trends->rows[i];
        for (size_t k = 0; k < lines->place_count; k++) {
            if (lines->places[k] == trend->place) {
                t.rising += trend->test.direction == ZB_DIR_RISING;
                t.falling += trend->test.direction == ZB_DIR_FALLING;
                t.none += trend->test.direction == ZB_DIR_NONE;
                t.first = t.first ? t.first : trend;
                break;
            }
        }
    }
    return t;
}

/* How many places rose and fell by the test of each. */
static char *tally_sentence(const cli_args *args, const cli_data *data,
                            const cli_trend_lines *lines, const tally *t) {
    zb_str name = cli_indicator_name(args, data->indicator);
    size_t rest = lines->place_count - t->rising - t->falling;
    char *said;
    if (!t->rising && !t->falling) {
        said = cli_format(t->none ? CLI_TEXT(args, "%zu个地区均无显著趋势",
                                             "none of %zu places shows a significant trend")
                                  : CLI_TEXT(args, "%zu个地区年数均少，不足以判断趋势",
                                             "%zu places, with too few years for a trend"),
                          lines->place_count);
    } else {
        said = cli_format(CLI_TEXT(args, "%zu个地区中%zu个上升，%zu个下降，%zu个趋势不显著或年数少",
                                   "of %zu places %zu rose, %zu fell, %zu without significant "
                                   "trend or with too few years"),
                          lines->place_count, t->rising, t->falling, rest);
    }
    char *text = args->english ? cli_format("%.*s, %d-%d: %s", ZB_ARG(name), lines->first_year,
                                            lines->last_year, said)
                               : cli_format("%d—%d年%.*s：%s", lines->first_year, lines->last_year,
                                            ZB_ARG(name), said);
    free(said);
    return text;
}

/* The sentence is made of tests of trends, for want of a whole to speak of. */
static bool speaks_of_trends(const cli_trend_lines *lines) {
    return (lines->whole_count < 2 || lines->median) && lines->first_year < lines->last_year;
}

char *cli_trend_sentence(const cli_args *args, const cli_data *data, const cli_trend_lines *lines) {
    if (lines->whole_count >= 2 && !lines->median) {
        return whole_sentence(args, data, lines);
    }
    if (lines->place_count > 1 && lines->first_year == lines->last_year) {
        return spread_sentence(args, data, lines);
    }
    zb_trend_list trends = {0};
    if (zb_analysis_trends(&trends, data->dataset, &data->selection, NULL) != ZB_OK) {
        trends = (zb_trend_list){0};
    }
    tally t = tally_of(lines, &trends);
    char *text = lines->place_count == 1 ? line_sentence(args, data, &lines->at[0], t.first)
                                         : tally_sentence(args, data, lines, &t);
    zb_trend_list_free(&trends);
    return text;
}

char *cli_trend_reading(const cli_args *args, const cli_data *data, const cli_trend_lines *lines) {
    if (!lines->shown) {
        return cli_figure_reading(args, data->indicator, "");
    }
    char *aid = args->english
                    ? cli_format("blue: above the whole in %d, orange: below (beyond 95%% limits)",
                                 lines->last_year)
                    : cli_format("蓝线%d年高于%s，橙线低于%s（超出95%%控制限）", lines->last_year,
                                 lines->whole_name, lines->whole_name);
    char *text = cli_figure_reading(args, data->indicator, aid);
    free(aid);
    return text;
}

/* What of many lines is drawn, and which of them stand out. */
static char *note_of_many(const cli_args *args, const cli_trend_lines *lines) {
    char *folded = lines->folded ? cli_format(CLI_TEXT(args, "只画%s，其他级用--by选取。",
                                                       "Level drawn: %s, others by --by. "),
                                              cli_level_name(args, lines->level))
                                 : cli_format("%s", "");
    char *flagged =
        lines->flagged > lines->shown
            ? cli_format(CLI_TEXT(args, "有显著差异的%zu地中，只着色差异最显著的%zu地。",
                                  "Of %zu places beyond the limits only the %zu farthest are "
                                  "coloured. "),
                         lines->flagged, lines->shown)
            : cli_format("%s", "");
    char *text = cli_format("%s%s", folded, flagged);
    free(folded);
    free(flagged);
    return text;
}

char *cli_trend_note(const cli_args *args, const cli_data *data, const cli_trend_lines *lines) {
    bool rate = data->indicator->is_rate;
    char *whole;
    if (!lines->whole_count) {
        whole = cli_format("%s", "");
    } else if (lines->median) {
        whole = cli_format(CLI_TEXT(args, "%s：当年有数的各地（至少%d地）。",
                                    "%s: of the places with a value that year, %d at least. "),
                           lines->whole_name, CLI_MEDIAN_FROM);
    } else {
        whole = cli_format(
            CLI_TEXT(args, "%s为分子分母俱全的各地合计。", "%s: places with both parts, pooled. "),
            lines->whole_name);
    }
    char *many = note_of_many(args, lines);
    char *note =
        cli_format("%s%s%s%s%s",
                   rate ? CLI_TEXT(args, "区间为95% Wilson区间；虚线处分母不足50。",
                                   "95% Wilson intervals; dotted: denominator below 50. ")
                        : "",
                   whole, many,
                   speaks_of_trends(lines)
                       ? CLI_TEXT(args, "趋势：Mann-Kendall检验，双侧0.05，至少4年。",
                                  "Trends: Mann-Kendall test, two-sided 0.05, from 4 years on. ")
                       : "",
                   lines->first_year < lines->last_year
                       ? CLI_TEXT(args, "缺年处断线。", "Lines break at missing years.")
                       : "");
    free(whole);
    free(many);
    return note;
}
