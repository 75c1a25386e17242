/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures for --pdf: models filled from analyses.
 */
#ifndef ZB_CLI_FIGURE_H
#define ZB_CLI_FIGURE_H

#include "cli/cli.h"

/* A ranking of the places compared. Both tell of what goes wrong and return an exit code. */
cli_exit cli_figure_ranking(const cli_args *args, const cli_data *data,
                            const zb_comparison *comparison);
/* Lines over the years of the indicator asked for, one a selected place. */
cli_exit cli_figure_trend(const cli_args *args, const cli_data *data);

#endif
