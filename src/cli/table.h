/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables and word-sized graphics on a terminal. Chinese characters are two columns wide; columns
 * fall away from the right when the terminal is narrow, the graphic first; a line names the others.
 */
#ifndef ZB_CLI_TABLE_H
#define ZB_CLI_TABLE_H

#include <stdio.h>

#include "zhibiao/types.h"

typedef enum cli_tone { CLI_PLAIN = 0, CLI_HIGH, CLI_LOW, CLI_WARN, CLI_BOLD } cli_tone;

typedef struct cli_column {
    const char *head; /* borrowed until printed */
    bool right;       /* aligned to the right */
} cli_column;

/* The language of what tables say by themselves, Chinese until told. */
void cli_table_english(bool wanted);

typedef struct cli_table cli_table;
/* The columns are copied. */
cli_table *cli_table_new(const cli_column *columns, size_t count);
void cli_table_free(cli_table *table);
/* The next cell, row by row. */
void cli_table_text(cli_table *table, zb_str text);
void cli_table_put(cli_table *table, cli_tone tone, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A number with thousands commas, `-` for what is not finite. */
void cli_table_number(cli_table *table, double value, int decimals);
size_t cli_table_rows(const cli_table *table);
void cli_table_print(const cli_table *table, FILE *to);

/* Columns of the terminal: $COLUMNS, else asked of standard output, else 0 for no limit. */
size_t cli_terminal_columns(void);

enum { CLI_NUMBER_SIZE = 64 };
/* A number with thousands commas; `-` for what is not finite. */
const char *cli_thousands(char out[CLI_NUMBER_SIZE], double value, int decimals);
/* The shortest text that reads back as the same number. */
const char *cli_shortest(char out[CLI_NUMBER_SIZE], double value);

enum { CLI_GRAPHIC = 26 };
/* A scale from `low` to `high` on CLI_GRAPHIC columns. */
typedef struct cli_scale {
    double low, high;
} cli_scale;
/* Whole numbers that enclose the values, within 0 and 100. */
cli_scale cli_scale_percent(double low, double high);
/* `86                       100` */
void cli_scale_head(char out[CLI_GRAPHIC + 1], cli_scale scale);
/* `   --|-o---  `; a whole that is not finite is left out. */
void cli_scale_interval(char out[CLI_GRAPHIC + 1], cli_scale scale, double low, double value,
                        double high, double whole);
/* Bars from zero to `most`. */
void cli_scale_bar(char out[CLI_GRAPHIC + 1], double value, double most);

#endif
