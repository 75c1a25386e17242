/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word-sized graphics of plain ASCII.
 */
#include "cli/table.h"

#include <math.h>
#include <string.h>

static double bounded(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

cli_scale cli_scale_percent(double low, double high) {
    cli_scale scale = {0, 100};
    if (isfinite(low) && isfinite(high) && low <= high) {
        scale.low = floor(bounded(low, 0, 100));
        scale.high = ceil(bounded(high, 0, 100));
    }
    if (scale.high - scale.low < 1) {
        scale.low = bounded(scale.low - 1, 0, 100);
        scale.high = bounded(scale.high + 1, 0, 100);
    }
    return scale;
}

static size_t place(cli_scale scale, double value) {
    double share = (bounded(value, scale.low, scale.high) - scale.low) / (scale.high - scale.low);
    return (size_t)lround(share * (CLI_GRAPHIC - 1));
}

void cli_scale_head(char out[CLI_GRAPHIC + 1], cli_scale scale) {
    char low[8], high[8];
    snprintf(low, sizeof low, "%.0f", bounded(scale.low, 0, 100));
    snprintf(high, sizeof high, "%.0f", bounded(scale.high, 0, 100));
    snprintf(out, CLI_GRAPHIC + 1, "%s%*s", low, (int)(CLI_GRAPHIC - strlen(low)), high);
}

/* Without the blanks at the end. */
static void trim(char out[CLI_GRAPHIC + 1]) {
    size_t n = CLI_GRAPHIC;
    while (n && out[n - 1] == ' ') {
        n--;
    }
    out[n] = '\0';
}

void cli_scale_interval(char out[CLI_GRAPHIC + 1], cli_scale scale, double low, double value,
                        double high, double whole) {
    memset(out, ' ', CLI_GRAPHIC);
    if (isfinite(low) && isfinite(high)) {
        for (size_t i = place(scale, low); i <= place(scale, high); i++) {
            out[i] = '-';
        }
    }
    if (isfinite(whole)) {
        out[place(scale, whole)] = '|';
    }
    if (isfinite(value)) {
        out[place(scale, value)] = 'o';
    }
    trim(out);
}

void cli_scale_bar(char out[CLI_GRAPHIC + 1], double value, double most) {
    memset(out, ' ', CLI_GRAPHIC);
    if (isfinite(value) && value > 0 && most > 0) {
        size_t n = (size_t)lround(bounded(value / most, 0, 1) * CLI_GRAPHIC);
        memset(out, '#', n);
    }
    trim(out);
}
