/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures by their kind.
 */
#include "chart/figure.h"

#include <math.h>

#include "base/error.h"

/* Narrower or lower than that, no figure can be read. */
#define WIDTH_MIN 120.0
#define HEIGHT_MIN 48.0

double zb_figure_height(const zb_figure *figure, const zb_font *font, double width) {
    switch (figure->kind) {
    case ZB_FIG_TREND:
        return zb_trend_height(&figure->as.trend, width);
    case ZB_FIG_RANKING:
        return zb_ranking_height(&figure->as.ranking);
    case ZB_FIG_HEAT:
        return zb_heat_height(&figure->as.heat, font, width);
    case ZB_FIG_FUNNEL:
        return zb_funnel_height(&figure->as.funnel, width);
    case ZB_FIG_DUMBBELL:
        return zb_dumbbell_height(&figure->as.dumbbell);
    case ZB_FIG_DIFFERENCES:
        return zb_differences_height(&figure->as.differences);
    case ZB_FIG_DISTRIBUTION:
        return zb_distribution_height(&figure->as.distribution, width);
    case ZB_FIG_STACK:
        return zb_stack_height(&figure->as.stack, font, width);
    case ZB_FIG_MULTIPLES:
        return zb_multiples_height(&figure->as.multiples, font, width);
    case ZB_FIG_SPINE:
        return zb_spine_height(&figure->as.spine, font, width);
    case ZB_FIG_SLOPE:
        return zb_slope_height(&figure->as.slope, width);
    }
    return 0;
}

zb_status zb_figure_cuts(bool *out, const zb_figure *figure, const zb_font *font, double width,
                         double height, zb_error *err) {
    zb_box frame = {0, 0, width, height};
    *out = false;
    switch (figure->kind) {
    case ZB_FIG_TREND:
        return zb_trend_cuts(out, &figure->as.trend, font, frame, err);
    case ZB_FIG_RANKING:
        return zb_ranking_cuts(out, &figure->as.ranking, font, frame, err);
    case ZB_FIG_MULTIPLES:
        return zb_multiples_cuts(out, &figure->as.multiples, font, frame, err);
    default:
        return ZB_OK;
    }
}

zb_status zb_figure_draw(const zb_figure *figure, const zb_canvas *canvas, double x, double y,
                         double width, double height, zb_error *err) {
    if (!isfinite(x) || !isfinite(y) || !isfinite(width) || !isfinite(height)) {
        return zb_error_set(err, ZB_E_DOMAIN, "the place of a figure is not finite");
    }
    if (width < WIDTH_MIN || height < HEIGHT_MIN) {
        return zb_error_set(err, ZB_E_USAGE, "a figure takes at least %.0f by %.0f pt", WIDTH_MIN,
                            HEIGHT_MIN);
    }
    zb_box frame = {x, y, width, height};
    switch (figure->kind) {
    case ZB_FIG_TREND:
        return zb_trend_draw(&figure->as.trend, canvas, frame, err);
    case ZB_FIG_RANKING:
        return zb_ranking_draw(&figure->as.ranking, canvas, frame, err);
    case ZB_FIG_HEAT:
        return zb_heat_draw(&figure->as.heat, canvas, frame, err);
    case ZB_FIG_FUNNEL:
        return zb_funnel_draw(&figure->as.funnel, canvas, frame, err);
    case ZB_FIG_DUMBBELL:
        return zb_dumbbell_draw(&figure->as.dumbbell, canvas, frame, err);
    case ZB_FIG_DIFFERENCES:
        return zb_differences_draw(&figure->as.differences, canvas, frame, err);
    case ZB_FIG_DISTRIBUTION:
        return zb_distribution_draw(&figure->as.distribution, canvas, frame, err);
    case ZB_FIG_STACK:
        return zb_stack_draw(&figure->as.stack, canvas, frame, err);
    case ZB_FIG_MULTIPLES:
        return zb_multiples_draw(&figure->as.multiples, canvas, frame, err);
    case ZB_FIG_SPINE:
        return zb_spine_draw(&figure->as.spine, canvas, frame, err);
    case ZB_FIG_SLOPE:
        return zb_slope_draw(&figure->as.slope, canvas, frame, err);
    }
    return zb_error_set(err, ZB_E_USAGE, "no such kind of figure");
}
