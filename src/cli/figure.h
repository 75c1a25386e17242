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
                          const zb_comparison *comparison, const zb_whole *whole);
/* A value of the indicator in running text: `96.1%`, `3.33万件`, `33,321 cases`. */
char *cli_figure_value(const cli_args *args, const zb_indicator *indicator, double value);
/* `单位：件`, with a reading aid behind it when there is one. */
char *cli_figure_reading(const cli_args *args, const zb_indicator *indicator, const char *aid);
/* Whose reports the figures are from, and how many. */
char *cli_figure_source(const cli_args *args, int first_year, int last_year, size_t places,
                        size_t reports);
/* The name of a place; that of a department's figures says so. */
char *cli_figure_place(const cli_args *args, const cli_data *data, int place, bool department);
/* The unit in the language asked for, of several; it lives as long as the catalogue. */
zb_str cli_figure_unit(const cli_args *args, const zb_indicator *indicator);
/* `2018—2025年`, `2018年`; in English `2018–2025`, `2018`. Free it. */
char *cli_figure_years(const cli_args *args, int first, int last);
/* What the theme makes of the colours of higher and lower: `blue`, `dark grey`. */
const char *cli_high_color(const cli_args *args);
const char *cli_low_color(const cli_args *args);
/* `，3个上升`, `, 3 rose`: of how many places something is told; nothing of none. Free it. */
char *cli_figure_part(const cli_args *args, size_t count, const char *zh, const char *en);
/* A change with its sign, a minus of print and one decimal: `+1.2`, `−0.3`. Free it. */
char *cli_figure_signed(double value);
/* `（95%区间86.5%~99.5%）`, `（95%区间−0.3至2.7）`; `unit` is that sign behind, or empty. Free it.
 */
char *cli_figure_interval(const cli_args *args, double low, double high, const char *unit);
/* Sentences and labels of English begin with a capital, whatever name stands first. */
void cli_figure_capital(const cli_args *args, char *text);
/* The colour that a standing gets. */
zb_tone cli_figure_tone(zb_standing standing);

/* Both need an indicator; they tell of what goes wrong and return an exit code. */
/* A ranking of the places compared. */
cli_exit cli_figure_ranking(const cli_args *args, const cli_data *data);
/* The funnel of a rate: the places against the control limits about the whole. */
cli_exit cli_figure_funnel(const cli_args *args, const cli_data *data);
/* How the places of a level are spread, year by year or in the year asked for. */
cli_exit cli_figure_distribution(const cli_args *args, const cli_data *data);
/* Lines over the years of the indicator asked for, one a selected place, or with --multiples a
 * panel each; of two years what changed between them, of a single year the ranking. */
cli_exit cli_figure_trend(const cli_args *args, const cli_data *data);

#endif
