/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures for --pdf: models filled from analyses.
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
/* Write the page that --pdf asks for. */
cli_exit cli_figure_write(const cli_args *args, const zb_figure *figure,
                          const cli_figure_texts *texts);
/* `3个地区高于全市，1个低于全市` from the standings alone; empty when none differs. Free it. */
char *cli_figure_standings(const cli_args *args, const zb_comparison *comparison, zb_str name,
                           const char *whole);
/* The colour that a standing gets. */
zb_tone cli_figure_tone(zb_standing standing);

/* Both need an indicator; they tell of what goes wrong and return an exit code. */
/* A ranking of the places compared. */
cli_exit cli_figure_ranking(const cli_args *args, const cli_data *data);
/* The funnel of a rate: the places against the control limits about the whole. */
cli_exit cli_figure_funnel(const cli_args *args, const cli_data *data);
/* Lines over the years of the indicator asked for, one a selected place. */
cli_exit cli_figure_trend(const cli_args *args, const cli_data *data);

#endif
