/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading one numeral: ASCII, full-width and Chinese digits, magnitudes, 余 and 多 inside.
 */
#ifndef ZB_EXTRACT_NUMERAL_H
#define ZB_EXTRACT_NUMERAL_H

#include "zhibiao/types.h"

typedef enum zb_numeral_form {
    ZB_NUMERAL_DIGITS = 0, /* 3045, 11 428, 8.12万, １４．３ */
    ZB_NUMERAL_CHINESE,    /* 一千二百余, 十九, 万余 */
    ZB_NUMERAL_PERCENT,    /* 百分之九十八点五: the per-cent sign is in it */
    ZB_NUMERAL_FRACTION    /* 三分之一 */
} zb_numeral_form;

typedef struct zb_numeral {
    size_t start, end; /* bytes; magnitude and inner 余 included */
    double value, high;
    bool has_high;    /* 两三: a range of neighbours */
    double precision; /* one unit of the last digit shown */
    bool more;        /* 余, 多, 几 inside */
    bool bare;        /* no digit: 万余 */
    bool positional;  /* Chinese digits one by one: 二〇一九 */
    bool magnified;   /* 万, 亿 … applied */
    double factor;    /* that of 万, 亿 … at its end, 1 without */
    bool endless;     /* more digits than a count has: a number of an account; its value is none */
    int digits;       /* ASCII or full-width digits before the point */
    zb_numeral_form form;
} zb_numeral;

/* Digits beyond these are not read: doubles hold no more. */
enum { ZB_NUMERAL_DIGITS_MOST = 15 };

/* Does a numeral start at `at`? Reads no further than `end`. */
bool zb_numeral_read(zb_numeral *out, zb_str text, size_t at, size_t end);

/* The value of a digit at `at` (ASCII or full-width) and its bytes, or -1. */
int zb_numeral_digit(zb_str text, size_t at, size_t *bytes);
/* Skip blanks (space, U+00A0, U+2002…U+200A, U+202F, U+3000), at most `most` of them. */
size_t zb_numeral_blanks(zb_str text, size_t at, size_t end, int most);

#endif
