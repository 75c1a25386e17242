/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "cli/figure.h"

#include <stdlib.h>

void cli_figure_texts_free(cli_figure_texts *t) {
    free(t->sentence);
    free(t->reading);
    free(t->caption);
    free(t->note);
    free(t->source);
}

cli_exit cli_figure_write(const cli_args *args, const zb_figure *figure,
                          const cli_figure_texts *t) {
    const zb_figure_page page = {.figure = *figure,
                                 .sentence = cli_str(t->sentence),
                                 .reading = cli_str(t->reading),
                                 .caption = cli_str(t->caption),
                                 .note = cli_str(t->note),
                                 .source = cli_str(t->source)};
    zb_error error = {0};
    if (zb_figure_page_write(&page, args->pdf, 0, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    if (args->verbose) {
        cli_say("%s written", args->pdf);
    }
    return CLI_DONE;
}

zb_tone cli_figure_tone(zb_standing standing) {
    switch (standing) {
    case ZB_STAND_HIGH95:
        return ZB_TONE_HIGH;
    case ZB_STAND_HIGH998:
        return ZB_TONE_HIGH998;
    case ZB_STAND_LOW95:
        return ZB_TONE_LOW;
    case ZB_STAND_LOW998:
        return ZB_TONE_LOW998;
    default:
        return ZB_TONE_CONTEXT;
    }
}

char *cli_figure_standings(const cli_args *args, const zb_comparison *comparison, zb_str name,
                           const char *whole) {
    size_t high = 0, low = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        zb_standing standing = comparison->rows[i].standing;
        high += standing == ZB_STAND_HIGH95 || standing == ZB_STAND_HIGH998;
        low += standing == ZB_STAND_LOW95 || standing == ZB_STAND_LOW998;
    }
    if (!comparison->has_whole || (!high && !low)) {
        return cli_format("%s", "");
    }
    if (args->english) {
        return cli_format("%.*s, %d: %zu above, %zu below the %s, of %zu", ZB_ARG(name),
                          comparison->year, high, low, whole, comparison->count);
    }
    return cli_format("%d年%.*s：%zu个地区中%zu个高于%s，%zu个低于%s", comparison->year,
                      ZB_ARG(name), comparison->count, high, whole, low, whole);
}

static cli_exit write_ranking(const cli_args *args, const cli_data *data,
                              const zb_comparison *comparison) {
    const zb_indicator *indicator = cli_indicator_at(data, comparison->indicator);
    zb_str name = cli_indicator_name(args, indicator);
    const char *whole = cli_whole_name(args, data->dataset, comparison);
    zb_ranking_row *rows = cli_get(comparison->count, sizeof *rows);
    for (size_t i = 0; i < comparison->count; i++) {
        const zb_standing_row *from = &comparison->rows[i];
        rows[i] = (zb_ranking_row){.name = cli_place_name(data, from->place),
                                   .tone = cli_figure_tone(from->standing),
                                   .value = from->value.value,
                                   .low = from->value.low,
                                   .high = from->value.high,
                                   .has_interval = indicator->is_rate && !from->stated_only,
                                   .denominator = from->denominator,
                                   .small = from->denominator > 0 &&
                                            from->denominator < CLI_SMALL_DENOMINATOR};
    }
    zb_figure figure = {.kind = ZB_FIG_RANKING};
    figure.as.ranking = (zb_ranking_chart){.rows = rows,
                                           .count = comparison->count,
                                           .unit = indicator->unit_zh,
                                           .decimals = indicator->is_rate ? 1 : 0,
                                           .percent = indicator->is_rate,
                                           .has_whole = comparison->has_whole && indicator->is_rate,
                                           .whole_name = cli_str(whole),
                                           .whole = comparison->whole};
    cli_figure_texts t = {
        .sentence = cli_figure_standings(args, comparison, name, whole),
        .reading =
            indicator->is_rate
                ? cli_format("%s", CLI_TEXT(args, "单位：%。点为比率，横线为95%区间，右列为分母",
                                            "Per cent; 95% interval; denominator at right"))
                : cli_format(CLI_TEXT(args, "单位：%.*s", "Unit: %.*s"),
                             ZB_ARG(indicator->unit_zh)),
        .caption =
            cli_format(CLI_TEXT(args, "%.*s，%d年", "%.*s, %d"), ZB_ARG(name), comparison->year),
        .note =
            indicator->is_rate
                ? cli_format("%s", CLI_TEXT(args, "区间为Wilson法；区间相交者不宜细分名次。",
                                            "Wilson intervals; where they overlap, ranks do not."))
                : cli_format("%s", ""),
        .source = cli_format(CLI_TEXT(args, "各地%d年法治政府建设年度报告，共%zu地",
                                      "annual reports for %d of %zu places"),
                             comparison->year, comparison->count)};
    cli_exit code = cli_figure_write(args, &figure, &t);
    cli_figure_texts_free(&t);
    free(rows);
    return code;
}

cli_exit cli_figure_ranking(const cli_args *args, const cli_data *data) {
    zb_comparison comparison = {0};
    zb_error error = {0};
    if (zb_analysis_compare(&comparison, data->dataset, &data->selection, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    cli_exit code = write_ranking(args, data, &comparison);
    zb_comparison_free(&comparison);
    return code;
}
