/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures: a model (what is shown), its geometry, and a canvas it is drawn on. Lengths are points
 * (1/72 inch), the origin is the top left corner, y grows downwards.
 */
#ifndef ZHIBIAO_CHART_H
#define ZHIBIAO_CHART_H

#include "zhibiao/stats.h"
#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** 0xRRGGBB; ZB_NO_COLOR: not drawn. */
typedef uint32_t zb_color;
#define ZB_NO_COLOR 0xFFFFFFFFu

/** The palette of the report. */
enum {
    ZB_INK = 0x17212B,
    ZB_TEXT = 0x2B3742,
    ZB_SOFT = 0x5F6B76,
    ZB_GREY = 0x8C97A1,
    ZB_PALE = 0xC3CAD1,
    ZB_GRID = 0xE3E7EB,
    ZB_TINT = 0xF3F5F7,
    ZB_BLUE = 0x1F6FB2,
    ZB_BLUE_MID = 0xA9CBE8,
    ZB_BLUE_PALE = 0xDCEAF6,
    ZB_ORANGE = 0xC85A12,
    ZB_ORANGE_MID = 0xF2BE94,
    ZB_ORANGE_PALE = 0xFBE6D6,
    ZB_WHITE = 0xFFFFFF
};

/** What becomes of the palette: in grey all that colour tells is told by lightness, and by signs
 * and dashes as always. */
typedef enum zb_theme { ZB_THEME_COLOR = 0, ZB_THEME_GREY } zb_theme;
/** A colour of the palette, or any other, in the theme. */
ZB_API zb_color zb_theme_of(zb_theme theme, zb_color color);

typedef struct zb_point {
    double x, y;
} zb_point;

typedef struct zb_stroke {
    double width;
    zb_color color;
    double dash, gap; /**< 0, 0: solid */
} zb_stroke;

/** The font that text is measured and set with. Read-only once loaded. */
typedef struct zb_font zb_font;
/** Load a TrueType font or collection (index 0). `path` NULL: WenQuanYi Micro Hei where Debian
 * puts it, or $ZHIBIAO_FONT. ZB_E_NOTFOUND says which package to install. */
ZB_API zb_status zb_font_load(zb_font **out, const char *path, zb_error *err);
/** Accepts NULL. */
ZB_API void zb_font_free(zb_font *font);

typedef struct zb_text_style {
    double size;
    bool bold;
    zb_color color;
    zb_color halo; /**< ZB_NO_COLOR or 0-width: none; else drawn behind the glyphs */
    double halo_width;
} zb_text_style;

/** Width of a line of text as it will be set: 0.2 em between Han and Latin or digits, brackets
 * and adjacent full-width marks tightened. */
ZB_API double zb_text_width(const zb_font *font, zb_str text, double size, bool bold);

/** A canvas: functions that draw, each with the canvas's own state first. Text stands with its
 * baseline at y and its left edge at x. All coordinates finite. */
typedef struct zb_canvas {
    void *self;
    const zb_font *font;
    void (*line)(void *self, zb_point a, zb_point b, zb_stroke stroke);
    void (*polyline)(void *self, const zb_point *points, size_t n, zb_stroke stroke);
    void (*polygon)(void *self, const zb_point *points, size_t n, zb_color fill,
                    zb_stroke stroke);
    void (*rect)(void *self, double x, double y, double w, double h, zb_color fill,
                 zb_stroke stroke);
    void (*circle)(void *self, zb_point centre, double r, zb_color fill, zb_stroke stroke);
    void (*text)(void *self, double x, double y, zb_str text, zb_text_style style);
    void (*clip)(void *self, double x, double y, double w, double h); /**< push a rectangle */
    void (*unclip)(void *self);                                       /**< pop it */
} zb_canvas;

/** Draws to SVG text. */
typedef struct zb_svg zb_svg;
/** A picture of that size in points; `font` must outlive it. ZB_E_NOMEM. */
ZB_API zb_status zb_svg_begin(zb_svg **out, const zb_font *font, double width, double height,
                              zb_error *err);
/** Colours of what is drawn from now on; ZB_THEME_COLOR until told. */
ZB_API void zb_svg_theme(zb_svg *svg, zb_theme theme);
/** The picture's own. */
ZB_API const zb_canvas *zb_svg_canvas(zb_svg *svg);
/** Write what was drawn so far; NULL or "-": to standard output. ZB_E_NOMEM, also of what was
 * drawn; ZB_E_IO. */
ZB_API zb_status zb_svg_write(zb_svg *svg, const char *path, zb_error *err);
/** Accepts NULL. */
ZB_API void zb_svg_free(zb_svg *svg);

/** Records each call as a line of text with one decimal: what tests compare. */
typedef struct zb_recorder zb_recorder;
/** `font` must outlive it. ZB_E_NOMEM. */
ZB_API zb_status zb_recorder_begin(zb_recorder **out, const zb_font *font, zb_error *err);
/** The recorder's own. */
ZB_API const zb_canvas *zb_recorder_canvas(zb_recorder *recorder);
/** The lines so far, the recorder's own. */
ZB_API zb_str zb_recorder_text(const zb_recorder *recorder);
/** Accepts NULL. */
ZB_API void zb_recorder_free(zb_recorder *recorder);

/* ---- models: all views are borrowed during the call -------------------------------------- */

/** How a mark is meant: what colour it gets. */
typedef enum zb_tone {
    ZB_TONE_CONTEXT = 0, /**< grey */
    ZB_TONE_WHOLE,       /**< ink */
    ZB_TONE_HIGH,        /**< blue, beyond 95 % */
    ZB_TONE_HIGH998,     /**< blue, beyond 99.8 % */
    ZB_TONE_LOW,         /**< orange, beyond 95 % */
    ZB_TONE_LOW998
} zb_tone;

typedef struct zb_trend_point {
    int year;
    double value;
    bool has_interval;
    double low, high;
    bool small;      /**< denominator below 50: hollow, dotted */
    bool few;        /**< not compared: sets no scale, an arrow when beyond it; not of the whole */
    bool has_stated; /**< a stated value that disagrees with the computed one */
    double stated;
    zb_str before, behind; /**< of a value that is not exact, in its label: `约`, `+` */
} zb_trend_point;

/** A line of a trend chart; years without a point break it. */
typedef struct zb_trend_line {
    zb_str name;
    zb_tone tone;
    bool emphasis; /**< dots, band and full width; else thin context */
    const zb_trend_point *points;
    size_t count;
} zb_trend_line;

typedef struct zb_trend_chart {
    int first_year, last_year;
    zb_str unit;        /**< of the axis: `%` or `件` */
    int decimals;       /**< of the labels at the right end */
    bool percent;       /**< a share: no tick beyond 0 and 100 */
    bool from_zero;     /**< counts: the axis starts at zero */
    const zb_trend_line *lines;
    size_t count;
    bool bare;          /**< cover: no value axis, no names but the whole's */
    bool english; /**< words of the chart in English */
} zb_trend_chart;

typedef struct zb_ranking_row {
    zb_str name;
    zb_tone tone;
    double value, low, high;
    bool has_interval;
    double denominator; /**< shown at the right, 0: none */
    bool small;         /**< denominator below 50: hollow */
} zb_ranking_row;

typedef struct zb_ranking_chart {
    const zb_ranking_row *rows; /**< in the order shown */
    size_t count;
    zb_str unit;
    int decimals;
    bool percent;
    bool has_whole;
    zb_str whole_name; /**< `全市` */
    zb_estimate whole;
    bool english; /**< words of the chart in English */
    const bool *focus; /**< per row: a reader's choice among others, its name in bold; NULL: none */
} zb_ranking_chart;

typedef struct zb_heat_cell {
    bool known;
    double value;
    zb_tone tone;
    bool few;          /**< denominator below 10: value with ※ */
    bool stated;       /**< only stated: grey */
    double difference; /**< from the whole, for the bar in the cell */
    zb_str told;       /**< of a stated bound, written for the value: `98.0+`, `<90.0` */
} zb_heat_cell;

typedef struct zb_heat_map {
    const zb_str *rows; /**< names of places; the first is the whole when has_whole */
    size_t row_count;
    bool has_whole;
    const zb_str *columns; /**< names of indicators; a line feed tells where one may be broken */
    const zb_str *groups;  /**< group of each column */
    size_t column_count;
    const zb_heat_cell *cells; /**< row_count × column_count, row by row */
    int decimals;
    bool english; /**< words of the chart in English */
    bool absent;  /**< of some rows there is no report: — may mean that, too */
} zb_heat_map;

typedef struct zb_funnel_point {
    zb_str name;
    zb_tone tone;
    double n;     /**< the denominator, > 0 */
    double value; /**< in the unit of the chart */
} zb_funnel_point;

typedef struct zb_funnel_chart {
    const zb_funnel_point *points;
    size_t count;
    const zb_funnel_limit *limits; /**< ascending in n; curves run through them */
    size_t limit_count;
    double whole;
    zb_str whole_name;
    zb_str unit;
    bool percent;
    bool english; /**< words of the chart in English */
    const bool *focus; /**< per point: a reader's choice, named wherever it lies; NULL: none */
} zb_funnel_chart;

typedef struct zb_dumbbell_row {
    zb_str name;
    zb_tone tone; /**< high: rose; low: fell; context: uncertain */
    double first, last;
    int first_year;     /**< of `first` when it is not the chart's; 0: the chart's */
    zb_estimate change; /**< with its interval when has_interval */
    bool has_interval;
} zb_dumbbell_row;

typedef struct zb_dumbbell_chart {
    const zb_dumbbell_row *rows; /**< in the order shown */
    size_t count;
    int first_year, last_year;
    zb_str unit;
    int decimals;
    bool percent;
    bool english;  /**< words of the chart in English */
    bool relative; /**< changes are in % of `first`, whatever the unit */
} zb_dumbbell_chart;

/** A stated value less the computed one. */
typedef struct zb_difference_mark {
    double value;
    bool apart;  /**< beyond the tolerance of its own digits */
    zb_str name; /**< of one apart: `岚浦县2022`; may be empty */
} zb_difference_mark;

typedef struct zb_difference_row {
    zb_str name;
    const zb_difference_mark *marks;
    size_t count;
} zb_difference_row;

/** Differences about zero, a strip of dots a row. */
typedef struct zb_difference_chart {
    const zb_difference_row *rows; /**< in the order shown; the first 40 are */
    size_t count;
    double tolerance; /**< half the width of the band about zero; 0: none */
    zb_str unit;
} zb_difference_chart;

/** The value of a place. */
typedef struct zb_distribution_point {
    zb_str name;
    zb_tone tone;
    double value;
    bool small;         /**< denominator below 50: hollow */
    double denominator; /**< told beside the name of a small one, 0: not */
} zb_distribution_point;

/** The values of a year; years without a column leave their place empty. */
typedef struct zb_distribution_column {
    int year;
    const zb_distribution_point *points; /**< in any order */
    size_t count;
    bool has_whole;
    double whole;
} zb_distribution_column;

/** Dots, or histograms from 30 values in a column; one column alone lies on its side. Nothing
 * where no column has 8 values. */
typedef struct zb_distribution_chart {
    const zb_distribution_column *columns; /**< ascending in year */
    size_t count;
    zb_str whole_name; /**< `全市` */
    int decimals;
    bool percent;
    bool english; /**< words of the chart in English */
} zb_distribution_chart;

/** A whole and its parts, in the order of the chart's names. A part that is not known is 0 and so
 * lies in the rest. */
typedef struct zb_stack_row {
    zb_str name;
    bool emphasis;       /**< the whole, the focus: bold */
    const double *parts; /**< part_count of them, >= 0 */
    bool has_total;      /**< else the sum of the parts is the total */
    double total;        /**< stated; what the parts leave of it is shown as the rest */
} zb_stack_row;

/** Bars of parts. Parts beyond the sixth are shown as one. */
typedef struct zb_stack_chart {
    const zb_str *parts; /**< names */
    size_t part_count;
    const zb_stack_row *rows; /**< in the order shown */
    size_t count;
    zb_str unit;  /**< of the totals: `件` */
    int decimals; /**< of values and totals */
    bool shares;  /**< of the total in %, else values */
    bool english; /**< words of the chart in English */
} zb_stack_chart;

/** A panel of small multiples: one line over the years. */
typedef struct zb_multiples_panel {
    zb_str name;
    zb_tone tone; /**< high: blue, low: orange, else ink */
    const zb_trend_point *points; /**< what was stated is not shown */
    size_t count;
    zb_str unit;    /**< of its values; this and the following for panels of own scale */
    int decimals;
    bool percent, from_zero;
} zb_multiples_panel;

/** More panels than that are not drawn in one figure. */
#define ZB_MULTIPLES_MAX 24

/** More other lines than that are not drawn behind a panel: they would be one grey area, and a
 * heavy one. Range and middle half of all values are, in two pale greys. */
#define ZB_MULTIPLES_LINES 60

/** Small multiples. With a shared scale each panel shows one place of one indicator before all
 * others in pale grey; without, each panel has its own scale (one place, several indicators) and
 * tells its first and last value. */
typedef struct zb_multiples {
    int first_year, last_year;
    bool shared_scale;
    zb_str unit;             /**< this and the following: of the shared scale */
    int decimals;
    bool percent, from_zero;
    const zb_multiples_panel *panels; /**< all: they make the shared scale and the pale lines */
    size_t count;
    size_t first, shown; /**< drawn are the panels [first, first + shown), at most
                          *   ZB_MULTIPLES_MAX; shown 0: all from `first` on */
    bool english;        /**< words of the chart in English */
} zb_multiples;

/** Panels, the least 110 × 80, that a figure of that width and height holds, whatever their names;
 * at most ZB_MULTIPLES_MAX. A caller that has more splits them among figures by `first` and
 * `shown`. */
ZB_API size_t zb_multiples_fit(double width, double height);

/** An indicator of a place between all places. */
typedef struct zb_spine_row {
    zb_str group; /**< told in a row of its own before the first of each run; may be empty */
    zb_str name;
    int decimals;
    bool has_value;
    double value;
    zb_tone tone;
    bool few;                  /**< denominator below 10: value with ※, no dot */
    bool compared;             /**< else greyed, and the following are not read */
    double whole;
    double low, quarter, three_quarters, high; /**< ascending */
} zb_spine_row;

typedef struct zb_spine_chart {
    const zb_spine_row *rows; /**< in the order shown */
    size_t count;
    zb_str whole_name; /**< `全市` */
    bool english;      /**< words of the chart in English */
} zb_spine_chart;

/** A line of a slope chart. Whether it rose is told by the interval of the change alone: it has a
 * colour only where that excludes 0. */
typedef struct zb_slope_line {
    zb_str name;
    bool whole; /**< in ink */
    double first, last;
    bool has_interval;
    zb_estimate change; /**< of `last` from `first` */
} zb_slope_line;

/** More lines than that cannot be told apart. */
#define ZB_SLOPE_MAX 12

typedef struct zb_slope_chart {
    const zb_slope_line *lines;
    size_t count;
    int first_year, last_year;
    int decimals;
    bool english; /**< words of the chart in English */
} zb_slope_chart;

/** A figure: one of the models. */
typedef enum zb_figure_kind {
    ZB_FIG_TREND = 0,
    ZB_FIG_RANKING,
    ZB_FIG_HEAT,
    ZB_FIG_FUNNEL,
    ZB_FIG_DUMBBELL,
    ZB_FIG_DIFFERENCES,
    ZB_FIG_DISTRIBUTION,
    ZB_FIG_STACK,
    ZB_FIG_MULTIPLES,
    ZB_FIG_SPINE,
    ZB_FIG_SLOPE
} zb_figure_kind;

/** `as` is read by `kind`. */
typedef struct zb_figure {
    zb_figure_kind kind;
    union {
        zb_trend_chart trend;
        zb_ranking_chart ranking;
        zb_heat_map heat;
        zb_funnel_chart funnel;
        zb_dumbbell_chart dumbbell;
        zb_difference_chart differences;
        zb_distribution_chart distribution;
        zb_stack_chart stack;
        zb_multiples multiples;
        zb_spine_chart spine;
        zb_slope_chart slope;
    } as;
} zb_figure;

/** Height that suits a figure at that width; 0 when there is nothing to show. */
ZB_API double zb_figure_height(const zb_figure *figure, const zb_font *font, double width);
/** Draw into the rectangle. Nothing is drawn outside it; no data draws nothing. Fails with
 * ZB_E_NOMEM, ZB_E_DOMAIN (a value that is not finite, or an order that is not kept), ZB_E_USAGE
 * (the rectangle is too small for what is in the model), ZB_E_LIMIT (more lines, panels or years
 * than a figure of the kind shows). */
ZB_API zb_status zb_figure_draw(const zb_figure *figure, const zb_canvas *canvas, double x,
                                double y, double width, double height, zb_error *err);

/** Whether intervals go on beyond the scale of the figure in that size: arrowheads show where, and
 * its note is to say so. Fails as zb_figure_draw. */
ZB_API zb_status zb_figure_cuts(bool *out, const zb_figure *figure, const zb_font *font,
                                double width, double height, zb_error *err);

/** A word-sized line over years, at equal distances, gaps as NaN; own scale, no axis. A dot at its
 * end when the last year has a value. Behind it a second line on the same scale, a point alone as
 * a small dot in both. */
typedef struct zb_sparkline {
    const double *values, *behind; /**< `count` each; `behind` may be NULL */
    size_t count;
    zb_color color;     /**< of `values` */
    bool behind_in_ink; /**< as strong as the other, with its own dot; else pale and thin */
} zb_sparkline;

/** Draw it into the rectangle; nothing without a value. */
ZB_API void zb_sparkline_draw(const zb_canvas *canvas, const zb_sparkline *spark, double x,
                              double y, double width, double height);

/** Word-sized bars from zero over years, gaps (NaN) and what is not above zero without a bar. */
typedef struct zb_sparkbars {
    const double *values;
    size_t count, strong; /**< the bar at `strong` in ink, the others pale */
} zb_sparkbars;

/** Draw them into the rectangle; nothing without a value above zero. */
ZB_API void zb_sparkbars_draw(const zb_canvas *canvas, const zb_sparkbars *bars, double x, double y,
                              double width, double height);

/** Axis ticks by the extended Wilkinson method; see src/chart/ticks.h for the source. Writes at
 * most `capacity` ticks that enclose or lie inside [low, high] and returns how many. */
ZB_API size_t zb_axis_ticks(double *ticks, size_t capacity, double low, double high,
                            double length, double spacing);

#ifdef __cplusplus
}
#endif
#endif
