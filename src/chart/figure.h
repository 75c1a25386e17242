/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each kind of figure gives to zb_figure_draw: its height at a width, and its drawing.
 */
#ifndef ZB_CHART_FIGURE_H
#define ZB_CHART_FIGURE_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

double zb_trend_height(const zb_trend_chart *chart, double width);
zb_status zb_trend_draw(const zb_trend_chart *chart, const zb_canvas *canvas, zb_box frame,
                        zb_error *err);
/* Whether intervals go on beyond the scale in a figure of that size, where arrowheads tell it. */
zb_status zb_trend_cuts(bool *out, const zb_trend_chart *chart, const zb_font *font, zb_box frame,
                        zb_error *err);
zb_status zb_ranking_cuts(bool *out, const zb_ranking_chart *chart, const zb_font *font,
                          zb_box frame, zb_error *err);
zb_status zb_multiples_cuts(bool *out, const zb_multiples *chart, const zb_font *font, zb_box frame,
                            zb_error *err);
double zb_ranking_height(const zb_ranking_chart *chart);
zb_status zb_ranking_draw(const zb_ranking_chart *chart, const zb_canvas *canvas, zb_box frame,
                          zb_error *err);
double zb_heat_height(const zb_heat_map *map, const zb_font *font, double width);
zb_status zb_heat_draw(const zb_heat_map *map, const zb_canvas *canvas, zb_box frame,
                       zb_error *err);
double zb_funnel_height(const zb_funnel_chart *chart, double width);
zb_status zb_funnel_draw(const zb_funnel_chart *chart, const zb_canvas *canvas, zb_box frame,
                         zb_error *err);
double zb_dumbbell_height(const zb_dumbbell_chart *chart);
zb_status zb_dumbbell_draw(const zb_dumbbell_chart *chart, const zb_canvas *canvas, zb_box frame,
                           zb_error *err);
double zb_differences_height(const zb_difference_chart *chart);
zb_status zb_differences_draw(const zb_difference_chart *chart, const zb_canvas *canvas,
                              zb_box frame, zb_error *err);
double zb_distribution_height(const zb_distribution_chart *chart, double width);
zb_status zb_distribution_draw(const zb_distribution_chart *chart, const zb_canvas *canvas,
                               zb_box frame, zb_error *err);
double zb_stack_height(const zb_stack_chart *chart, const zb_font *font, double width);
zb_status zb_stack_draw(const zb_stack_chart *chart, const zb_canvas *canvas, zb_box frame,
                        zb_error *err);
double zb_multiples_height(const zb_multiples *chart, const zb_font *font, double width);
zb_status zb_multiples_draw(const zb_multiples *chart, const zb_canvas *canvas, zb_box frame,
                            zb_error *err);
double zb_spine_height(const zb_spine_chart *chart, const zb_font *font, double width);
zb_status zb_spine_draw(const zb_spine_chart *chart, const zb_canvas *canvas, zb_box frame,
                        zb_error *err);
double zb_slope_height(const zb_slope_chart *chart, double width);
zb_status zb_slope_draw(const zb_slope_chart *chart, const zb_canvas *canvas, zb_box frame,
                        zb_error *err);

#endif
