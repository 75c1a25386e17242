/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The funnel plot of compare --funnel.
 */
#define _GNU_SOURCE
#include "cli/figure.h"

#include <math.h>
#include <stdlib.h>

enum { LIMIT_POINTS = 80, FEWEST_POINTS = 2 };
static const double BEYOND_LARGEST = 1.08;

typedef struct funnel {
    zb_funnel_point *points;
    size_t count;
    zb_funnel_limit limits[LIMIT_POINTS];
    size_t limit_count;
} funnel;

static void fill(funnel *f, const zb_comparison *c, const cli_data *data) {
    double most = 0;
    for (size_t i = 0; i < c->count; i++) {
        const zb_standing_row *row = &c->rows[i];
        if (row->standing != ZB_STAND_UNKNOWN) {
            f->points[f->count++] = (zb_funnel_point){.name = cli_place_name(data, row->place),
                                                      .tone = cli_figure_tone(row->standing),
                                                      .n = row->denominator,
                                                      .value = row->value.value};
            most = fmax(most, row->denominator);
        }
    }
    f->limit_count =
        zb_stats_funnel_curve(f->limits, LIMIT_POINTS, c->whole.value / 100,
                              fmin(ZB_COMPARED_FROM, most), most * BEYOND_LARGEST, c->spread);
    for (size_t i = 0; i < f->limit_count; i++) {
        f->limits[i].low95 *= 100;
        f->limits[i].high95 *= 100;
        f->limits[i].low998 *= 100;
        f->limits[i].high998 *= 100;
    }
}

static char *note(const cli_args *args, const zb_comparison *c, const funnel *f) {
    char *widened = c->spread > 1
                        ? cli_format(CLI_TEXT(args, "，按过离散放宽%.2f倍（φ=%.1f，10%%缩尾）",
                                              ", widened by %.2f for overdispersion (φ = %.1f)"),
                                     c->spread, c->heterogeneity.phi)
                        : cli_format("%s", "");
    char *text =
        cli_format(CLI_TEXT(args,
                            "控制限为精确二项分布（Spiegelhalter 2005），水平95%%与99.8%%%s；"
                            "%zu个地区合计%.1f%%。分母不足%d或为概数的不列。",
                            "Exact binomial control limits (Spiegelhalter 2005), levels "
                            "95%% and 99.8%%%s; %zu places, pooled %.1f%%. Left out: "
                            "denominators below %d, rounded counts."),
                   widened, f->count, c->whole.value, ZB_COMPARED_FROM);
    free(widened);
    return text;
}

static cli_exit write_funnel(const cli_args *args, const cli_data *data, const zb_comparison *c,
                             const funnel *f) {
    zb_str name = cli_indicator_name(args, data->indicator);
    zb_whole whole = cli_whole(args, data->dataset, c);
    cli_figure_capital(args, whole.brief);
    zb_figure figure = {.kind = ZB_FIG_FUNNEL};
    figure.as.funnel = (zb_funnel_chart){.points = f->points,
                                         .count = f->count,
                                         .limits = f->limits,
                                         .limit_count = f->limit_count,
                                         .whole = c->whole.value,
                                         .whole_name = cli_str(whole.brief),
                                         .unit = cli_str("%"),
                                         .percent = true,
                                         .english = args->english};
    cli_figure_texts t = {
        .sentence = cli_figure_compared(args, data, c, &whole),
        .reading = cli_figure_reading(args, data->indicator,
                                      CLI_TEXT(args, "横轴为分母，虚线95%、实线99.8%控制限",
                                               "by denominator; dashed: 95% limits, solid: 99.8%")),
        .caption = cli_format(CLI_TEXT(args, "%.*s漏斗图，%d年", "%.*s, funnel plot, %d"),
                              ZB_ARG(name), c->year),
        .note = note(args, c, f),
        .source = cli_figure_source(args, c->year, c->year, c->count, c->count)};
    cli_exit code = cli_figure_write(args, &figure, &t);
    cli_figure_texts_free(&t);
    return code;
}

cli_exit cli_figure_funnel(const cli_args *args, const cli_data *data) {
    zb_comparison comparison = {0};
    zb_error error = {0};
    if (zb_analysis_compare(&comparison, data->dataset, &data->selection, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    funnel f = {.points = cli_get(comparison.count, sizeof *f.points)};
    cli_exit code = CLI_NOTHING;
    if (comparison.has_whole) {
        fill(&f, &comparison, data);
    }
    if (f.count >= FEWEST_POINTS && !f.limit_count) {
        cli_say("all places together are at %.0f %%, about which there are no limits; without "
                "--funnel a ranking is drawn",
                comparison.whole.value);
    } else if (f.count < FEWEST_POINTS) {
        cli_say("too few places for a funnel: two need exact cases, %d or more each; without "
                "--funnel a ranking is drawn",
                ZB_COMPARED_FROM);
    } else {
        code = write_funnel(args, data, &comparison, &f);
    }
    free(f.points);
    zb_comparison_free(&comparison);
    return code;
}
