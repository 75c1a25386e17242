/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "cli/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"

typedef struct cell {
    char *text;
    cli_tone tone;
} cell;

struct cli_table {
    cli_column *columns;
    size_t width; /* count of columns */
    cell *cells;
    size_t count, capacity;
};

enum { GAP = 2, LEAST_COLUMNS = 2 };

/* Of what a table says by itself. */
static bool english;

void cli_table_english(bool wanted) {
    english = wanted;
}

cli_table *cli_table_new(const cli_column *columns, size_t count) {
    cli_table *table = cli_get(1, sizeof *table);
    table->columns = cli_get(count, sizeof *columns);
    memcpy(table->columns, columns, count * sizeof *columns);
    table->width = count;
    return table;
}

void cli_table_free(cli_table *table) {
    if (table) {
        for (size_t i = 0; i < table->count; i++) {
            free(table->cells[i].text);
        }
        free(table->cells);
        free(table->columns);
        free(table);
    }
}

/* Takes the text over. A line break or tab within a cell would break the table. */
static void add(cli_table *table, cli_tone tone, char *text) {
    if (table->count == table->capacity) {
        table->capacity = table->capacity ? table->capacity * 2 : 64;
        table->cells = cli_grow(table->cells, table->capacity, sizeof *table->cells);
    }
    for (char *at = text; *at; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7F) {
            *at = ' ';
        }
    }
    table->cells[table->count++] = (cell){text, tone};
}

void cli_table_text(cli_table *table, zb_str text) {
    add(table, CLI_PLAIN, text.n ? cli_format("%.*s", ZB_ARG(text)) : cli_format("-"));
}

void cli_table_put(cli_table *table, cli_tone tone, const char *format, ...) {
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0) {
        text = cli_format("?");
    }
    va_end(arguments);
    add(table, tone, text);
}

void cli_table_number(cli_table *table, double value, int decimals) {
    char text[CLI_NUMBER_SIZE];
    add(table, CLI_PLAIN, cli_format("%s", cli_thousands(text, value, decimals)));
}

size_t cli_table_rows(const cli_table *table) {
    return table->count / table->width;
}

size_t cli_terminal_columns(void) {
    const char *asked = getenv("COLUMNS");
    if (asked && *asked) {
        long n = strtol(asked, NULL, 10);
        return n > 0 ? (size_t)n : 0;
    }
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        return size.ws_col;
    }
    return 0;
}

/* May colour be used on standard output? */
static bool has_colour(void) {
    const char *refused = getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && (!refused || !*refused);
}

static void spaces(FILE *to, size_t n) {
    fprintf(to, "%*s", (int)n, "");
}

static const char *colour_of(cli_tone tone) {
    switch (tone) {
    case CLI_HIGH:
        return "\033[34m";
    case CLI_LOW:
    case CLI_WARN:
        return "\033[38;5;166m";
    case CLI_BOLD:
        return "\033[1m";
    default:
        return NULL;
    }
}

static void print_cell(FILE *to, const char *text, cli_tone tone, size_t width, bool right,
                       bool last, bool colour) {
    size_t taken = zb_text_columns(cli_str(text));
    size_t pad = width > taken ? width - taken : 0;
    const char *code = colour ? colour_of(tone) : NULL;
    if (right) {
        spaces(to, pad);
    }
    fprintf(to, "%s%s%s", code ? code : "", text, code ? "\033[0m" : "");
    if (!right && !last) {
        spaces(to, pad);
    }
}

/* How many columns fit, from the left. */
static size_t fitting(const cli_table *table, const size_t *widths) {
    size_t limit = cli_terminal_columns();
    size_t taken = 0, kept = 0;
    for (; kept < table->width; kept++) {
        taken += widths[kept] + (kept ? GAP : 0);
        if (limit && taken > limit && kept >= LEAST_COLUMNS) {
            break;
        }
    }
    return kept;
}

/* A graphic has a scale for a head, or none, and shows again what stands in other columns. */
static bool is_graphic(const char *head) {
    return head[strspn(head, " 0123456789.,-%")] == '\0';
}

/* `未列（终端太窄）：方法、p` */
static void name_left_out(const cli_table *table, size_t kept, FILE *to) {
    size_t named = 0;
    for (size_t c = kept; c < table->width; c++) {
        const char *head = table->columns[c].head;
        if (is_graphic(head)) {
            continue;
        }
        const char *before = english ? ", " : "、";
        if (named++ == 0) {
            before = english ? "not shown (narrow terminal): " : "未列（终端太窄）：";
        }
        fprintf(to, "%s%s", before, head);
    }
    if (named) {
        fputc('\n', to);
    }
}

void cli_table_print(const cli_table *table, FILE *to) {
    size_t *widths = cli_get(table->width, sizeof *widths);
    for (size_t c = 0; c < table->width; c++) {
        widths[c] = zb_text_columns(cli_str(table->columns[c].head));
    }
    for (size_t i = 0; i < table->count; i++) {
        size_t taken = zb_text_columns(cli_str(table->cells[i].text));
        size_t *width = &widths[i % table->width];
        *width = taken > *width ? taken : *width;
    }
    size_t kept = fitting(table, widths);
    bool colour = has_colour();
    for (size_t row = 0; row <= cli_table_rows(table); row++) {
        const cell *cells = row ? &table->cells[(row - 1) * table->width] : NULL;
        size_t used = kept;
        while (cells && used > 1 && !cells[used - 1].text[0]) {
            used--;
        }
        for (size_t c = 0; c < used; c++) {
            const cli_column *column = &table->columns[c];
            const cell *shown = cells ? &cells[c] : NULL;
            if (c) {
                spaces(to, GAP);
            }
            print_cell(to, shown ? shown->text : column->head, shown ? shown->tone : CLI_BOLD,
                       widths[c], column->right, c + 1 == used, colour);
        }
        fputc('\n', to);
    }
    name_left_out(table, kept, to);
    free(widths);
}

const char *cli_thousands(char out[CLI_NUMBER_SIZE], double value, int decimals) {
    char plain[CLI_NUMBER_SIZE];
    if (!isfinite(value) || fabs(value) >= 1e30) {
        return strcpy(out, "-");
    }
    snprintf(plain, sizeof plain, "%.*f", decimals, value);
    const char *digits = plain;
    size_t n = 0;
    if (*digits == '-') {
        /* what rounds to zero loses its sign */
        if (strpbrk(digits, "123456789")) {
            out[n++] = '-';
        }
        digits++;
    }
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; digits[i]; i++) {
        if (i && i < whole && (whole - i) % 3 == 0) {
            out[n++] = ',';
        }
        out[n++] = digits[i];
    }
    out[n] = '\0';
    return out;
}

const char *cli_shortest(char out[CLI_NUMBER_SIZE], double value) {
    if (!isfinite(value)) {
        return strcpy(out, "");
    }
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(out, CLI_NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(out, NULL) == value) {
            break;
        }
    }
    if (strchr(out, 'e') && fabs(value) < 1e15 && fabs(value) >= 1e-6) {
        /* plain decimals, which spreadsheets read alike */
        for (int decimals = 0; decimals <= 20; decimals++) {
            snprintf(out, CLI_NUMBER_SIZE, "%.*f", decimals, value);
            if (strtod(out, NULL) == value) {
                break;
            }
        }
    }
    return out;
}
