/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a distribution lies in its frame: a strip for each year, side by side, with the values
 * upwards; a single strip lies on its side. In each strip the quartiles as a box, the median as a
 * line, and the values as dots that make way for each other sideways, or, where they are many, as
 * bars of equal bins.
 */
#ifndef ZB_CHART_DISTRIBUTION_GEOMETRY_H
#define ZB_CHART_DISTRIBUTION_GEOMETRY_H

#include "chart/draw.h"
#include "zhibiao/chart.h"

#define ZB_DISTRIBUTION_MIN 8   /* values that one strip has at least */
#define ZB_DISTRIBUTION_BARS 30 /* values from which on all strips are bars */
#define ZB_DISTRIBUTION_BOX 5   /* values from which on a strip has a box */
#define ZB_DISTRIBUTION_YEARS_MAX 60
#define ZB_DISTRIBUTION_WHOLE 3.2 /* half a diagonal of the mark of the whole */

/* Of a value, in ascending order of values. */
typedef struct zb_distribution_dot {
    const zb_distribution_point *point;
    zb_point at;
    int beyond; /* -1, 1: under or over the scale, shown by a triangle at its end */
} zb_distribution_dot;

typedef struct zb_distribution_bar {
    zb_box box;
    size_t count;
} zb_distribution_bar;

typedef struct zb_distribution_strip {
    const zb_distribution_column *column;
    zb_summary summary;
    double *scores; /* of the column's points, how far out they are; NULL: too few */
    double centre;  /* across the values */
    bool has_box;
    zb_box box;
    zb_point median[2];
    zb_distribution_dot *dots; /* of all values, drawn or not; without a box all are drawn */
    zb_distribution_bar *bars; /* in ascending order of values */
    size_t bar_count;
    size_t under, over; /* values beyond the scale */
    zb_point whole;
} zb_distribution_strip;

typedef struct zb_distribution_label {
    zb_str text;
    zb_box box;
    zb_color color;
    bool bold;
} zb_distribution_label;

typedef struct zb_distribution_geometry {
    const zb_distribution_chart *chart;
    zb_box frame, plot;
    bool flat; /* one strip, the values to the right */
    bool bars;
    zb_axis axis, counts; /* the second of a flat strip of bars */
    zb_str ticks[ZB_TICKS_MAX], count_ticks[ZB_TICKS_MAX];
    double radius; /* of dots */
    double room;   /* half of what a strip has across */
    double step;   /* from a year to the next */
    int years;
    zb_distribution_strip *strips; /* of the columns with values */
    size_t strip_count;
    size_t longest;               /* count of the longest bar */
    zb_distribution_label *heads; /* above the plot */
    size_t head_count;
    zb_distribution_label *labels; /* of dots */
    size_t label_count;
    bool has_key; /* the whole is named above the plot, beside its mark at key */
    zb_point key;
} zb_distribution_geometry;

/* ZB_OK with strip_count == 0 when there is nothing to show. */
zb_status zb_distribution_lay_out(zb_distribution_geometry *out, zb_arena *arena,
                                  const zb_distribution_chart *chart, const zb_font *font,
                                  zb_box frame, zb_error *err);
/* Values of the largest column. */
size_t zb_distribution_largest(const zb_distribution_chart *chart);
/* Where a value lies along its axis, kept on the scale; a point of it and of a place across. */
double zb_distribution_along(const zb_distribution_geometry *g, double value);
zb_point zb_distribution_point_at(const zb_distribution_geometry *g, double along, double across);

/* Parts of the above. */

/* Dots that touch none of the others, each as near to the middle of its strip as can be. */
typedef enum zb_distribution_fit {
    ZB_DISTRIBUTION_FITS,
    ZB_DISTRIBUTION_CROWDED,
    ZB_DISTRIBUTION_NOMEM
} zb_distribution_fit;
zb_distribution_fit zb_distribution_place_dots(zb_distribution_geometry *g, zb_arena *arena);
/* Bins of equal width by the rule of Freedman and Diaconis, their borders round. Widens the axis
 * to the borders. */
void zb_distribution_bin(zb_distribution_geometry *g, double *step, double *first);
/* The bars of these bins; false: no memory. */
bool zb_distribution_place_bars(zb_distribution_geometry *g, zb_arena *arena, double step,
                                double first);
/* Names of what stands out, as far as there is room. */
bool zb_distribution_write_labels(zb_distribution_geometry *g, zb_arena *arena,
                                  const zb_font *font);
bool zb_distribution_write_heads(zb_distribution_geometry *g, zb_arena *arena, const zb_font *font);

#endif
