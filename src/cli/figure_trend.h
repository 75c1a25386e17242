/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines over the years, and what is said of them.
 */
#ifndef ZB_CLI_FIGURE_TREND_H
#define ZB_CLI_FIGURE_TREND_H

#include "cli/figure.h"

enum {
    CLI_TREND_YEARS = 64,
    CLI_TREND_NAMED = 12, /* more lines are not all named: a few stand out, the others are grey */
    CLI_TREND_STRONG = 2, /* so many stand out then */
    CLI_FOLDED_FROM = 3,  /* places of a level that are drawn without the other levels */
    CLI_MEDIAN_FROM = 3   /* places of a year that have a median drawn */
};

/* The lines of all selected places. */
typedef struct cli_trend_lines {
    zb_trend_line *at;
    int *places;  /* that the lines are of */
    char **names; /* their own */
    zb_trend_point *points;
    zb_trend *trends; /* of the places; of those without one `years` is 0 */
    size_t count, used;
    size_t place_count; /* lines that are of places: the whole or a median stands behind them */
    int first_year, last_year;
    size_t year_count; /* with a value of any place */
    bool multiples;    /* a panel each is asked for */
    bool folded;       /* to the places of one level */
    zb_level level;
    /* the whole's points with its counts, or the medians' */
    zb_trend_point whole[CLI_TREND_YEARS];
    double events[CLI_TREND_YEARS], cases[CLI_TREND_YEARS];
    size_t whole_count;
    size_t whole_from; /* the first point that the same places make as the last one */
    /* of whom it is made: places and reports; in words who lacks in which years, or NULL */
    size_t whole_places, whole_reports;
    char *whole_lacks;
    bool median;
    char whole_name[sizeof((zb_whole *)0)->brief]; /* beside its line: `全市`, `City` */
    char whole_said[sizeof((zb_whole *)0)->name];  /* in a sentence: `全市`, `the city` */
    size_t rising, falling, none;                  /* what is said of the places' lines */
    size_t inexact;        /* places with bounds or round figures among their years */
    size_t flagged, shown; /* places beyond the limits in the last year, those in colour */
} cli_trend_lines;

/* What is said of a place's line, in the sentence and by the colour of its panel. Of a rate: its
 * last year against its first by the interval of the change, as in the report. Of a count: the test
 * of its trend, the interval of a ratio of counts would call every change one. */
zb_direction cli_trend_direction(const zb_trend *trend, bool rate);
/* Look the trends up; needed before what follows. */
void cli_trend_test(cli_trend_lines *lines, const cli_data *data);
/* The sentence above, the reading aid and the note below. Free them. */
char *cli_trend_sentence(const cli_args *args, const cli_data *data, const cli_trend_lines *lines);
char *cli_trend_reading(const cli_args *args, const cli_data *data, const cli_trend_lines *lines);
char *cli_trend_note(const cli_args *args, const cli_data *data, const cli_trend_lines *lines);
/* The reports that the lines are from. */
char *cli_trend_source(const cli_args *args, const cli_trend_lines *lines);

/* Figures of the lines. */
/* What changed between the only two years; there are places that have both. */
cli_exit cli_trend_changes(const cli_args *args, const cli_data *data,
                           const cli_trend_lines *lines);
/* A panel each. */
cli_exit cli_trend_multiples(const cli_args *args, const cli_data *data,
                             const cli_trend_lines *lines);

#endif
