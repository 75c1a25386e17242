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
    CLI_MEDIAN_FROM = 3   /* places of a year that have a median drawn */
};

/* The lines of all selected places. */
typedef struct cli_trend_lines {
    zb_trend_line *at;
    int *places;  /* that the lines are of */
    char **names; /* their own */
    zb_trend_point *points;
    size_t count, used;
    size_t place_count; /* lines that are of places: the whole or a median stands behind them */
    int first_year, last_year;
    bool folded; /* to the places of one level */
    zb_level level;
    /* the whole's points with its counts, or the medians' */
    zb_trend_point whole[CLI_TREND_YEARS];
    double events[CLI_TREND_YEARS], cases[CLI_TREND_YEARS];
    size_t whole_count;
    bool median;
    const char *whole_name;
    size_t flagged, shown; /* places beyond the limits in the last year, those in colour */
} cli_trend_lines;

/* The sentence above, the reading aid and the note below. Free them. */
char *cli_trend_sentence(const cli_args *args, const cli_data *data, const cli_trend_lines *lines);
char *cli_trend_reading(const cli_args *args, const cli_data *data, const cli_trend_lines *lines);
char *cli_trend_note(const cli_args *args, const cli_data *data, const cli_trend_lines *lines);

#endif
