/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages, memory, and the nearest of several words.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <utf8proc.h>

void *cli_grow(void *block, size_t count, size_t size) {
    void *grown = reallocarray(block, count ? count : 1, size);
    if (!grown) {
        fputs("zhibiao: out of memory\n", stderr);
        exit(CLI_NOTHING);
    }
    return grown;
}

void *cli_get(size_t count, size_t size) {
    void *block = cli_grow(NULL, count, size);
    memset(block, 0, (count ? count : 1) * size);
    return block;
}

static char *format_list(const char *format, va_list arguments) {
    char *text = NULL;
    if (vasprintf(&text, format, arguments) < 0) {
        fputs("zhibiao: out of memory\n", stderr);
        exit(CLI_NOTHING);
    }
    return text;
}

char *cli_format(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = format_list(format, arguments);
    va_end(arguments);
    return text;
}

char *cli_join_path(const char *folder, const char *name) {
    size_t n = strlen(folder);
    return cli_format("%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/", name);
}

void cli_say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = format_list(format, arguments);
    va_end(arguments);
    for (char *at = text; *at; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7F) {
            *at = '?';
        }
    }
    fflush(stdout);
    fprintf(stderr, "zhibiao: %s\n", text);
    free(text);
}

/* Has the reader of standard output gone, as in `| head`? That is no failure of ours. */
static bool reader_gone(void) {
    struct pollfd output = {.fd = STDOUT_FILENO};
    return poll(&output, 1, 0) == 1 && (output.revents & (POLLERR | POLLHUP));
}

void cli_say_error(const zb_error *error) {
    if (strcmp(error->input, ZB_STANDARD_OUTPUT) == 0 && reader_gone()) {
        return;
    }
    if (error->input[0]) {
        cli_say("%s: %s", error->input, error->message);
    } else {
        cli_say("%s", error->message);
    }
}

cli_exit cli_finish(cli_exit code) {
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (!reader_gone()) {
            cli_say(ZB_STANDARD_OUTPUT ": cannot write: %s", strerror(errno));
        }
        return CLI_NOTHING;
    }
    return code;
}

zb_str cli_str(const char *terminated) {
    return (zb_str){terminated, terminated ? strlen(terminated) : 0};
}

bool cli_str_is(zb_str s, const char *terminated) {
    size_t n = strlen(terminated);
    return s.n == n && (n == 0 || memcmp(s.p, terminated, n) == 0);
}

bool cli_str_has(zb_str s, const char *needle) {
    size_t n = strlen(needle);
    for (size_t i = 0; i + n <= s.n; i++) {
        if (strncasecmp(s.p + i, needle, n) == 0) {
            return true;
        }
    }
    return n == 0;
}

enum { LONGEST_WORD = 64 };

/* Code points of a word, ASCII in lower case; a word longer than that is cut. */
static size_t letters(int32_t out[LONGEST_WORD], zb_str word) {
    size_t count = 0, at = 0;
    while (at < word.n && count < LONGEST_WORD) {
        utf8proc_int32_t code = 0;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)word.p + at,
                                              (utf8proc_ssize_t)(word.n - at), &code);
        if (n <= 0) {
            code = 0xFFFD;
            n = 1;
        }
        out[count++] = code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code;
        at += (size_t)n;
    }
    return count;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Edit distance with exchanged neighbours (optimal string alignment). */
static size_t distance(zb_str a, zb_str b) {
    int32_t x[LONGEST_WORD], y[LONGEST_WORD];
    size_t n = letters(x, a), m = letters(y, b);
    size_t rows[3][LONGEST_WORD + 1];
    for (size_t j = 0; j <= m; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t changed = before[j - 1] + (x[i - 1] != y[j - 1]);
            now[j] = least(changed, least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) {
                now[j] = least(now[j], earlier[j - 2] + 1);
            }
        }
    }
    return rows[n % 3][m];
}

void cli_nearest_try(cli_nearest *nearest, zb_str candidate) {
    size_t found = distance(cli_str(nearest->word), candidate);
    if (!nearest->best.n || found < nearest->distance) {
        nearest->best = candidate;
        nearest->distance = found;
    }
}

char *cli_nearest_advice(const cli_nearest *nearest) {
    int32_t word[LONGEST_WORD];
    size_t n = letters(word, cli_str(nearest->word));
    size_t allowed = n / 3 > 1 ? n / 3 : 1;
    if (!nearest->best.n || nearest->distance > allowed || nearest->distance >= n) {
        return cli_format("%s", "");
    }
    return cli_format("; did you mean %.*s?", ZB_ARG(nearest->best));
}
