/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures for --pdf and --svg: models filled from analyses.
 */
#ifndef ZB_CLI_FIGURE_H
#define ZB_CLI_FIGURE_H

#include "cli/cli.h"

/* Below it a rate is drawn hollow and its line dotted. */
enum { CLI_SMALL_DENOMINATOR = 50 };

/* A figure's texts until it is written. */
typedef struct cli_figure_texts {
    char *sentence, *reading, *caption, *note, *source;
} cli_figure_texts;
void cli_figure_texts_free(cli_figure_texts *texts);
/* Write the pages that --pdf and --svg ask for. */
cli_exit cli_figure_write(const cli_args *args, const zb_figure *figure,
                          const cli_figure_texts *texts);
/* The sentence above places compared: `3个地区高于全市，1个低于全市` from the standings, or what
 * else is true of them. Free it, as what follows. */
char *cli_figure_compared(const cli_args *args, const cli_data *data,
                          const zb_comparison *comparison, const char *whole);
/* A value of the indicator in running text: `96.1%`, `3.33万件`, `33,321 cases`. */
char *cli_figure_value(const cli_args *args, const zb_indicator *indicator, double value);
/* `单位：件`, with a reading aid behind it when there is one. */
char *cli_figure_reading(const cli_args *args, const zb_indicator *indicator, const char *aid);
/* Whose reports the figures are from. */
char *cli_figure_source(const cli_args *args, int first_year, int last_year, size_t places);
/* The name of a place; that of a department's figures says so. */
char *cli_figure_place(const cli_args *args, const cli_data *data, int place, bool department);
/* The unit in the language asked for, of several; it lives as long as the catalogue. */
zb_str cli_figure_unit(const cli_args *args, const zb_indicator *indicator);
/* The colour that a standing gets. */
zb_tone cli_figure_tone(zb_standing standing);

/* Both need an indicator; they tell of what goes wrong and return an exit code. */
/* A ranking of the places compared. */
cli_exit cli_figure_ranking(const cli_args *args, const cli_data *data);
/* The funnel of a rate: the places against the control limits about the whole. */
cli_exit cli_figure_funnel(const cli_args *args, const cli_data *data);
/* Lines over the years of the indicator asked for, one a selected place; of a single year their
 * ranking. */
cli_exit cli_figure_trend(const cli_args *args, const cli_data *data);

#endif
