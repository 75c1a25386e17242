/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Years in text: 2018, ２０１８, 二〇一八.
 */
#ifndef ZB_SOURCE_YEARS_H
#define ZB_SOURCE_YEARS_H

#include "zhibiao/types.h"

typedef struct zb_year_hit {
    int year;
    size_t start, end; /* of the four digits */
    bool marked;       /* 年 follows */
    int month;         /* of a date that begins with this year, else 0 */
} zb_year_hit;

/* How many years back a word for an earlier year lies: 1 for 去年, 2 for 前年. */
int zb_years_back(zb_str word);

/* The next year from `*at` on; moves `*at` behind it. False: none. */
bool zb_year_next(zb_str text, size_t *at, zb_year_hit *hit);

#endif
