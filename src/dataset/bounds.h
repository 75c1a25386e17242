/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a stated figure leaves open: the interval of true values that fit its rounding and its
 * qualifier (`8.12万`, `500余件`, `近8000条`).
 */
#ifndef ZB_DATASET_BOUNDS_H
#define ZB_DATASET_BOUNDS_H

#include "zhibiao/extract.h"

typedef struct zb_bounds {
    double low, high;
} zb_bounds;

/* A count or an amount. A whole number shown in full is itself; `500余` reaches to the next 600,
 * `近8000` from 7000. */
zb_bounds zb_bounds_count(const zb_observation *row);
/* A rate or a change: half a unit of the last digit to both sides; `以上` and `以下` are open. */
zb_bounds zb_bounds_stated(const zb_observation *row);
/* 100 × over / under; `ok` false when under may be zero. */
zb_bounds zb_bounds_percent(zb_bounds over, zb_bounds under, bool *ok);
/* Do they share a value, but for noise of floating point? */
bool zb_bounds_meet(zb_bounds a, zb_bounds b);
/* Decimals that a figure of this precision shows: 0.1 → 1. */
int zb_bounds_decimals(double precision);
/* Rounded to four decimals, as derived figures are kept. */
double zb_bounds_round(double value);

#endif
