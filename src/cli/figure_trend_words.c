/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of lines over the years.
 */
#define _GNU_SOURCE
#include "cli/figure_trend.h"

#include <stdlib.h>

#include "cli/results.h"

/* `由2018年的90.1%升至2025年的95.3%`, with what the words around it are. */
static char *from_to(const cli_args *args, const zb_indicator *indicator, const zb_trend_point *a,
                     const zb_trend_point *b, zb_direction direction) {
    char *first = cli_figure_value(args, indicator, a->value);
    char *last = cli_figure_value(args, indicator, b->value);
    const char *verb = direction == ZB_DIR_RISING    ? CLI_TEXT(args, "升至", " rose from ")
                       : direction == ZB_DIR_FALLING ? CLI_TEXT(args, "降至", " fell from ")
                                                     : CLI_TEXT(args, "到", ": from ");
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
               ? CLI_TEXT(args, "，变化未超出随机波动的范围", ", which may be chance")
               : "";
}

/* What the whole did up to its last year, since the first that the same places make. */
static char *whole_sentence(const cli_args *args, const cli_data *data,
                            const cli_trend_lines *lines) {
    zb_str name = cli_indicator_name(args, data->indicator);
    size_t last = lines->whole_count - 1;
    zb_estimate change;
    size_t first = lines->whole_from;
    if (first == last) {
        return args->english
                   ? cli_format("%.*s of %s: %.1f%% in %d", ZB_ARG(name), lines->whole_said,
                                lines->whole[last].value, lines->whole[last].year)
                   : cli_format("%s%.*s%d年为%.1f%%", lines->whole_name, ZB_ARG(name),
                                lines->whole[last].year, lines->whole[last].value);
    }
    zb_direction way = zb_stats_newcombe(&change, lines->events[first], lines->cases[first],
                                         lines->events[last], lines->cases[last], 0.95) == ZB_OK
                           ? way_of(change, 0)
                           : ZB_DIR_TOO_FEW;
    char *moved = from_to(args, data->indicator, &lines->whole[first], &lines->whole[last], way);
    char *text = args->english ? cli_format("%.*s of %s%s%s", ZB_ARG(name), lines->whole_said,
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
    char *text = args->english ? cli_format("%.*s of %.*s%s%s", ZB_ARG(name), ZB_ARG(line->name),
                                            moved, by_chance(args, way))
                               : cli_format("%.*s%.*s%s%s", ZB_ARG(line->name), ZB_ARG(name), moved,
                                            by_chance(args, way));
    free(moved);
    return text;
}

/* What the only line did. */
static char *line_sentence(const cli_args *args, const cli_data *data, const zb_trend_line *line,
                           const zb_trend *trend) {
    zb_str name = cli_indicator_name(args, data->indicator);
    if (!trend || trend->test.direction == ZB_DIR_TOO_FEW) {
        return ends_sentence(args, data, line, trend);
    }
    zb_direction direction = trend->test.direction;
    if (args->english) {
        return cli_format("%.*s of %.*s: %s %d–%d", ZB_ARG(name), ZB_ARG(line->name),
                          direction == ZB_DIR_RISING    ? "rising trend over"
                          : direction == ZB_DIR_FALLING ? "falling trend over"
                                                        : "no significant trend over",
                          trend->first_year, trend->last_year);
    }
    return cli_format("%.*s%.*s%d—%d年%s", ZB_ARG(line->name), ZB_ARG(name), trend->first_year,
                      trend->last_year,
                      direction == ZB_DIR_RISING    ? "呈上升趋势"
                      : direction == ZB_DIR_FALLING ? "呈下降趋势"
                                                    : "无显著趋势");
}

zb_direction cli_trend_direction(const zb_trend *trend, bool rate) {
    if (!trend->years || (rate && !trend->has_change_interval)) {
        return ZB_DIR_TOO_FEW;
    }
    return rate ? way_of(trend->change_interval, 0) : trend->test.direction;
}

void cli_trend_test(cli_trend_lines *lines, const cli_data *data) {
    zb_trend_list trends = {0};
    if (zb_analysis_trends(&trends, data->dataset, &data->selection, NULL) != ZB_OK) {
        return;
    }
    for (size_t i = 0; i < trends.count; i++) {
        const zb_trend *trend = &trends.rows[i];
        size_t k = 0;
        while (k < lines->place_count && lines->places[k] != trend->place) {
            k++;
        }
        if (k < lines->place_count) {
            zb_direction direction = cli_trend_direction(trend, data->indicator->is_rate);
            lines->rising += direction == ZB_DIR_RISING;
            lines->falling += direction == ZB_DIR_FALLING;
            lines->none += direction == ZB_DIR_NONE;
            lines->inexact += trend->inexact > 0;
            lines->trends[k] = *trend;
        }
    }
    zb_trend_list_free(&trends);
}

/* What is said of places, of rates by the interval of their change, of counts by the test of their
 * trend. */
typedef struct verdicts {
    const char *rose, *fell, *none, *few;
} verdicts;

static verdicts verdicts_of(const cli_args *args, bool rate) {
    return rate ? (verdicts){CLI_TEXT(args, "上升", "rose"), CLI_TEXT(args, "下降", "fell"),
                             CLI_TEXT(args, "变化不显著", "did not change significantly"),
                             CLI_TEXT(args, "未作检验", "not tested")}
                : (verdicts){CLI_TEXT(args, "呈上升趋势", "with a rising trend"),
                             CLI_TEXT(args, "呈下降趋势", "with a falling trend"),
                             CLI_TEXT(args, "趋势不显著", "without a significant trend"),
                             CLI_TEXT(args, "年数少", "with too few years")};
}

/* Of all places the same. */
static char *none_said(const cli_args *args, const cli_trend_lines *lines, bool rate) {
    return rate && lines->none ? cli_format(CLI_TEXT(args, "%zu个地区的变化均不显著",
                                                     "none of %zu places changed significantly"),
                                            lines->place_count)
           : rate ? cli_format(CLI_TEXT(args, "%zu个地区均未作检验", "%zu places, none tested"),
                               lines->place_count)
           : lines->none ? cli_format(CLI_TEXT(args, "%zu个地区均无显著趋势",
                                               "none of %zu places shows a significant trend"),
                                      lines->place_count)
                         : cli_format(CLI_TEXT(args, "%zu个地区年数均少，不足以判断趋势",
                                               "%zu places, with too few years for a trend"),
                                      lines->place_count);
}

/* How many places rose and fell. */
static char *tally_sentence(const cli_args *args, const cli_data *data,
                            const cli_trend_lines *lines) {
    zb_str name = cli_indicator_name(args, data->indicator);
    bool rate = data->indicator->is_rate;
    size_t rest = lines->place_count - lines->rising - lines->falling - lines->none;
    char *said;
    if (!lines->rising && !lines->falling) {
        said = none_said(args, lines, rate);
    } else {
        verdicts v = verdicts_of(args, rate);
        char *rose = cli_figure_part(args, lines->rising, v.rose, v.rose);
        char *fell = cli_figure_part(args, lines->falling, v.fell, v.fell);
        char *none = cli_figure_part(args, lines->none, v.none, v.none);
        char *few = cli_figure_part(args, rest, v.few, v.few);
        said = cli_format(CLI_TEXT(args, "%zu个地区中%s%s%s%s", "of %zu places%s%s%s%s"),
                          lines->place_count, rose, fell, none, few);
        free(rose);
        free(fell);
        free(none);
        free(few);
    }
    char *years = cli_figure_years(args, lines->first_year, lines->last_year);
    char *text = args->english ? cli_format("%.*s, %s: %s", ZB_ARG(name), years, said)
                               : cli_format("%s%.*s：%s", years, ZB_ARG(name), said);
    free(years);
    free(said);
    return text;
}

/* How the sentence comes to what it says. */
static const char *method(const cli_args *args, const cli_data *data,
                          const cli_trend_lines *lines) {
    const zb_trend *trend = &lines->trends[0];
    bool whole = lines->whole_count >= 2 && !lines->median;
    bool ends = lines->place_count == 1 && trend->years &&
                trend->test.direction == ZB_DIR_TOO_FEW && trend->has_change_interval;
    bool many = lines->place_count > 1 && (lines->rising || lines->falling || lines->none);
    if (whole || ((ends || many) && data->indicator->is_rate)) {
        return CLI_TEXT(args, "首末年之差按Newcombe法95%区间判断。",
                        "Change from first to last: 95% Newcombe interval. ");
    }
    if (ends) {
        return CLI_TEXT(args, "首末年之比按条件精确法95%区间判断。",
                        "Change from first to last: 95% conditional exact interval. ");
    }
    return lines->rising || lines->falling || lines->none
               ? CLI_TEXT(args, "趋势：Mann–Kendall检验，双侧0.05，至少4年。",
                          "Trends: Mann–Kendall test, two-sided 0.05, from 4 years on. ")
               : "";
}

char *cli_trend_sentence(const cli_args *args, const cli_data *data, const cli_trend_lines *lines) {
    if (lines->whole_count >= 2 && !lines->median) {
        return whole_sentence(args, data, lines);
    }
    return lines->place_count == 1
               ? line_sentence(args, data, &lines->at[0],
                               lines->trends[0].years ? &lines->trends[0] : NULL)
               : tally_sentence(args, data, lines);
}

/* What colours of lines mean, of those that there are. */
static char *colors_of(const cli_args *args, const cli_trend_lines *lines) {
    bool high = false, low = false, picked = false;
    for (size_t i = 0; i < lines->place_count; i++) {
        zb_tone tone = lines->at[i].tone;
        high = high || tone == ZB_TONE_HIGH || tone == ZB_TONE_HIGH998;
        low = low || tone == ZB_TONE_LOW || tone == ZB_TONE_LOW998;
        picked = picked || (tone == ZB_TONE_CONTEXT && lines->at[i].emphasis);
    }
    const char *whole = args->english ? "the whole" : lines->whole_name;
    char *above = high ? cli_format(CLI_TEXT(args, "%s的线%d年高于%s", "%s: in %d above %s"),
                                    cli_high_color(args), lines->last_year, whole)
                       : cli_format("%s", "");
    char *below = low ? cli_format(CLI_TEXT(args, "%s的线%d年低于%s", "%s: in %d below %s"),
                                   cli_low_color(args), lines->last_year, whole)
                      : cli_format("%s", "");
    const char *beyond =
        high || low ? CLI_TEXT(args, "（超出95%控制限）", " (beyond 95% limits)") : "";
    const char *others =
        !picked ? ""
        : high || low
            ? CLI_TEXT(args, "；其余带点的线为所选地区", "; other lines with dots: chosen places")
            : CLI_TEXT(args, "带点的线为所选地区", "lines with dots: chosen places");
    char *text = cli_format("%s%s%s%s%s", above, high && low ? CLI_TEXT(args, "，", ", ") : "",
                            below, beyond, others);
    free(above);
    free(below);
    return text;
}

char *cli_trend_reading(const cli_args *args, const cli_data *data, const cli_trend_lines *lines) {
    bool whole = lines->whole_count && !lines->median;
    char *aid = whole ? colors_of(args, lines) : cli_format("%s", "");
    char *text = cli_figure_reading(args, data->indicator, aid);
    free(aid);
    return text;
}

/* What of many lines is drawn, and which of them stand out. */
static char *note_of_many(const cli_args *args, const cli_trend_lines *lines) {
    char *folded = lines->folded ? cli_format(CLI_TEXT(args, "只画%s。", "Level drawn: %s. "),
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
        whole = cli_format(CLI_TEXT(args, "%s为分子分母俱全的各地合计%s%s。",
                                    "%s: the places that state both parts, pooled%s%s. "),
                           lines->whole_name, lines->whole_lacks ? CLI_TEXT(args, "，", "; ") : "",
                           lines->whole_lacks ? lines->whole_lacks : "");
    }
    char *many = note_of_many(args, lines);
    char *note =
        cli_format("%s%s%s%s%s%s",
                   rate ? CLI_TEXT(args, "区间为95% Wilson区间；虚线处分母不足50。",
                                   "95% Wilson intervals; dotted: denominator below 50. ")
                        : "",
                   whole, many, method(args, data, lines),
                   lines->inexact ? CLI_TEXT(args, "有界限或概数，按所载数值画出。",
                                             "Bounds and round figures are drawn at their value. ")
                                  : "",
                   CLI_TEXT(args, "缺年处断线。", "Lines break at missing years."));
    free(whole);
    free(many);
    return note;
}

char *cli_trend_source(const cli_args *args, const cli_trend_lines *lines) {
    size_t reports = 0;
    for (size_t i = 0; i < lines->place_count; i++) {
        reports += lines->at[i].count;
    }
    bool whole = lines->whole_count && !lines->median && lines->whole_reports > reports;
    return cli_figure_source(args, lines->first_year, lines->last_year,
                             whole ? lines->whole_places : lines->place_count,
                             whole ? lines->whole_reports : reports);
}
