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

void cli_figure_capital(const cli_args *args, char *text) {
    if (args->english && *text >= 'a' && *text <= 'z') {
        *text = (char)(*text - 'a' + 'A');
    }
}

static cli_exit write_page(const cli_args *args, const zb_figure_page *page, const char *path) {
    zb_error error = {0};
    if (zb_figure_page_write(page, path, 0, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    if (args->verbose) {
        cli_say("%s written", path);
    }
    return CLI_DONE;
}

cli_exit cli_figure_write(const cli_args *args, const zb_figure *figure,
                          const cli_figure_texts *t) {
    cli_figure_capital(args, t->sentence);
    cli_figure_capital(args, t->caption);
    cli_figure_capital(args, t->source);
    const zb_figure_page page = {.figure = *figure,
                                 .sentence = cli_str(t->sentence),
                                 .reading = cli_str(t->reading),
                                 .caption = cli_str(t->caption),
                                 .note = cli_str(t->note),
                                 .source = cli_str(t->source),
                                 .english = args->english,
                                 .theme = args->theme};
    zb_figure_page as_svg = page;
    as_svg.svg = true;
    cli_exit code = args->pdf ? write_page(args, &page, args->pdf) : CLI_DONE;
    return code == CLI_DONE && args->svg ? write_page(args, &as_svg, args->svg) : code;
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

static bool is_small(const zb_standing_row *row) {
    return row->denominator > 0 && row->denominator < CLI_SMALL_DENOMINATOR;
}

/* In grey print low dots are about as grey as those within the limits: their values tell. */
static const char *tones_of(const cli_args *args) {
    return args->theme == ZB_THEME_GREY
               ? CLI_TEXT(args, "数值加粗的超出控制限，其余未超出。",
                          "Values in bold: beyond the limits. ")
               : CLI_TEXT(args, "蓝色高于、橙色低于控制限，灰色未超出。",
                          "Blue: above, orange: below the limits, grey: within them. ");
}

static char *ranking_note(const cli_args *args, const zb_comparison *comparison, bool rate) {
    bool small = false, inexact = false, interval = false, stated = false, beyond = false;
    for (size_t i = 0; i < comparison->count; i++) {
        small = small || is_small(&comparison->rows[i]);
        inexact = inexact || comparison->rows[i].inexact;
        interval = interval || (rate && !comparison->rows[i].stated_only);
        stated = stated || comparison->rows[i].stated_only;
        beyond = beyond || cli_figure_tone(comparison->rows[i].standing) != ZB_TONE_CONTEXT;
    }
    const char *method = comparison->count > 1
                             ? CLI_TEXT(args, "区间为Wilson法；区间相交者不宜细分名次。",
                                        "Wilson intervals; places whose intervals overlap cannot "
                                        "be ranked for certain. ")
                             : CLI_TEXT(args, "区间为Wilson法。", "Wilson interval. ");
    char *widened = comparison->spread > 1
                        ? cli_format(CLI_TEXT(args, "（按过离散放宽%.2f倍）",
                                              ", widened by %.2f for overdispersion"),
                                     comparison->spread)
                        : cli_format("%s", "");
    char *limits =
        rate && comparison->has_whole && comparison->count > 1
            ? cli_format(CLI_TEXT(args, "高低按精确二项95%%控制限%s。%s",
                                  "Above and below: beyond exact binomial 95%% limits%s. %s"),
                         widened, beyond ? tones_of(args) : "")
            : cli_format("%s", "");
    char *note = cli_format(
        "%s%s%s%s%s", interval ? method : "", interval ? limits : "",
        !stated ? ""
        : interval ? CLI_TEXT(args, "没有横线的只有表述值，缺分子或分母，不作比较。",
                              "Without a line: only stated, numerator or denominator missing, not "
                              "compared. ")
                   : CLI_TEXT(args, "只有表述值，缺分子或分母，不计算区间，不作比较。",
                              "Only stated: numerator or denominator missing, no intervals, not "
                              "compared. "),
        small ? CLI_TEXT(args, "空心点分母不足50。", "Hollow: denominator below 50. ") : "",
        inexact ? CLI_TEXT(args, "有界限或概数，按所载数值画出。",
                           "Bounds and round figures are drawn at their value.")
                : "");
    free(widened);
    free(limits);
    return note;
}

static zb_ranking_row row_of(const zb_standing_row *from, const char *name, bool rate) {
    return (zb_ranking_row){.name = cli_str(name),
                            .tone = cli_figure_tone(from->standing),
                            .value = from->value.value,
                            .low = from->value.low,
                            .high = from->value.high,
                            .has_interval = rate && !from->stated_only,
                            .denominator = from->denominator,
                            .small = is_small(from)};
}

static cli_exit write_ranking(const cli_args *args, const cli_data *data,
                              const zb_comparison *comparison) {
    const zb_indicator *indicator = cli_indicator_at(data, comparison->indicator);
    zb_str name = cli_indicator_name(args, indicator);
    zb_whole whole = cli_whole(args, data->dataset, comparison);
    cli_figure_capital(args, whole.brief);
    bool rate = indicator->is_rate;
    zb_ranking_row *rows = cli_get(comparison->count, sizeof *rows);
    char **names = cli_get(comparison->count, sizeof *names);
    for (size_t i = 0; i < comparison->count; i++) {
        const zb_standing_row *from = &comparison->rows[i];
        names[i] = cli_figure_place(args, data, from->place, from->department);
        rows[i] = row_of(from, names[i], rate);
    }
    zb_figure figure = {.kind = ZB_FIG_RANKING};
    figure.as.ranking =
        (zb_ranking_chart){.rows = rows,
                           .count = comparison->count,
                           .unit = cli_figure_unit(args, indicator),
                           .decimals = rate ? 1 : 0,
                           .percent = rate,
                           .has_whole = comparison->has_whole && rate && comparison->count > 1,
                           .whole_name = cli_str(whole.brief),
                           .whole = comparison->whole,
                           .english = args->english};
    bool computed = false;
    for (size_t i = 0; i < comparison->count; i++) {
        computed = computed || !comparison->rows[i].stated_only;
    }
    const char *aid = computed ? CLI_TEXT(args, "点为比率，横线为95%区间，右列为分母",
                                          "dots: rates, lines: 95% intervals, n: the denominator")
                               : CLI_TEXT(args, "点为比率", "dots: rates");
    cli_figure_texts t = {.sentence = cli_figure_compared(args, data, comparison, &whole),
                          .reading = cli_figure_reading(args, indicator, rate ? aid : ""),
                          .caption = cli_format(CLI_TEXT(args, "%.*s，%d年", "%.*s, %d"),
                                                ZB_ARG(name), comparison->year),
                          .note = ranking_note(args, comparison, rate),
                          .source = cli_figure_source(args, comparison->year, comparison->year,
                                                      comparison->count, comparison->count)};
    cli_exit code = cli_figure_write(args, &figure, &t);
    cli_figure_texts_free(&t);
    for (size_t i = 0; i < comparison->count; i++) {
        free(names[i]);
    }
    free(names);
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
