/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small multiples of trend --multiples: a panel for each place, all on one scale.
 */
#define _GNU_SOURCE
#include "cli/figure_trend.h"

#include <stdlib.h>
#include <string.h>

/* A line, the code of its place and which way it goes. */
typedef struct coded {
    zb_str code;
    const zb_trend_line *line;
    zb_tone tone;
} coded;

/* The sentence counts who rose and fell: their panels show it. */
static zb_tone tone_of(const zb_trend *trend, bool rate) {
    zb_direction direction = cli_trend_direction(trend, rate);
    return direction == ZB_DIR_RISING    ? ZB_TONE_HIGH
           : direction == ZB_DIR_FALLING ? ZB_TONE_LOW
                                         : ZB_TONE_CONTEXT;
}

/* By code; places without one last, in the order of the data. */
static int by_code(const void *left, const void *right) {
    const coded *a = left, *b = right;
    if (!a->code.n || !b->code.n) {
        int order = (b->code.n > 0) - (a->code.n > 0);
        return order ? order : (a->line > b->line) - (a->line < b->line);
    }
    size_t n = a->code.n < b->code.n ? a->code.n : b->code.n;
    int order = memcmp(a->code.p, b->code.p, n);
    order = order ? order : (a->code.n > b->code.n) - (a->code.n < b->code.n);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static zb_multiples_panel *make_panels(const cli_data *data, const cli_trend_lines *lines) {
    size_t count = 0;
    const zb_place *places = zb_dataset_places(data->dataset, &count);
    coded *sorted = cli_get(lines->place_count, sizeof *sorted);
    zb_multiples_panel *panels = cli_get(lines->place_count, sizeof *panels);
    for (size_t i = 0; i < lines->place_count; i++) {
        sorted[i] = (coded){places[lines->places[i]].code, &lines->at[i],
                            tone_of(&lines->trends[i], data->indicator->is_rate)};
    }
    qsort(sorted, lines->place_count, sizeof *sorted, by_code);
    for (size_t i = 0; i < lines->place_count; i++) {
        const zb_trend_line *line = sorted[i].line;
        panels[i] = (zb_multiples_panel){.name = line->name,
                                         .tone = sorted[i].tone,
                                         .points = line->points,
                                         .count = line->count};
    }
    free(sorted);
    return panels;
}

/* What is behind a panel's line, and what its colour means where any has one. */
static char *reading(const cli_args *args, const cli_data *data, const zb_multiples *chart) {
    bool colored = false;
    for (size_t i = 0; i < chart->shown; i++) {
        colored = colored || chart->panels[i].tone != ZB_TONE_CONTEXT;
    }
    const char *behind =
        chart->count > ZB_MULTIPLES_LINES + 1
            ? CLI_TEXT(args, "各图标尺相同，浅灰为各地的范围，较深者为中间一半",
                       "one scale; pale grey: range of all places, darker: their middle half")
        : chart->count > 1 ? CLI_TEXT(args, "各图标尺相同，浅灰为其余各地",
                                      "one scale, all other places in pale grey")
                           : "";
    const char *high = cli_high_color(args), *low = cli_low_color(args);
    char *colors =
        !colored ? cli_format("%s", "")
        : data->indicator->is_rate
            ? cli_format(CLI_TEXT(args, "%s▲上升，%s▼下降，黑色变化不显著或未作检验",
                                  "%s ▲ rose, %s ▼ fell, black: no significant change or not "
                                  "tested"),
                         high, low)
            : cli_format(CLI_TEXT(args, "%s▲呈上升趋势，%s▼呈下降趋势，黑色趋势不显著或年数少",
                                  "%s ▲ rising trend, %s ▼ falling trend, black: none significant "
                                  "or too few years"),
                         high, low);
    char *aid =
        cli_format("%s%s%s", behind, colored && *behind ? CLI_TEXT(args, "；", "; ") : "", colors);
    char *text = cli_figure_reading(args, data->indicator, aid);
    free(colors);
    free(aid);
    return text;
}

/* Those left out. */
static char *note(const cli_args *args, const cli_data *data, const cli_trend_lines *lines) {
    char *usual = cli_trend_note(args, data, lines);
    char *rest = lines->place_count > ZB_MULTIPLES_MAX
                     ? cli_format(CLI_TEXT(args, "共%zu地，按代码只画前%d地，其余%zu地未画。",
                                           "%zu places: the first %d by code are drawn, the "
                                           "other %zu are not. "),
                                  lines->place_count, ZB_MULTIPLES_MAX,
                                  lines->place_count - ZB_MULTIPLES_MAX)
                     : cli_format("%s", "");
    char *text = cli_format("%s%s", rest, usual);
    free(usual);
    free(rest);
    return text;
}

cli_exit cli_trend_multiples(const cli_args *args, const cli_data *data,
                             const cli_trend_lines *lines) {
    bool rate = data->indicator->is_rate;
    bool more = lines->place_count > ZB_MULTIPLES_MAX;
    zb_str name = cli_indicator_name(args, data->indicator);
    zb_multiples_panel *panels = make_panels(data, lines);
    char *years = cli_figure_years(args, lines->first_year, lines->last_year);
    zb_figure figure = {.kind = ZB_FIG_MULTIPLES};
    figure.as.multiples = (zb_multiples){.first_year = lines->first_year,
                                         .last_year = lines->last_year,
                                         .shared_scale = true,
                                         .unit = cli_figure_unit(args, data->indicator),
                                         .decimals = rate ? 1 : 0,
                                         .percent = rate,
                                         .from_zero = !rate,
                                         .panels = panels,
                                         .count = lines->place_count,
                                         .shown = more ? ZB_MULTIPLES_MAX : lines->place_count,
                                         .english = args->english};
    cli_figure_texts t = {.sentence = cli_trend_sentence(args, data, lines),
                          .reading = reading(args, data, &figure.as.multiples),
                          .caption = cli_format(CLI_TEXT(args, "各地%.*s，%s", "%.*s by place, %s"),
                                                ZB_ARG(name), years),
                          .note = note(args, data, lines),
                          .source = cli_trend_source(args, lines)};
    cli_exit code = cli_figure_write(args, &figure, &t);
    cli_figure_texts_free(&t);
    free(years);
    free(panels);
    return code;
}
