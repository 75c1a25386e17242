/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dataset/bounds.h"

#include <math.h>

enum { MOST_DECIMALS = 6 };

static double shown_unit(const zb_observation *row) {
    return row->precision > 0 ? row->precision : 1;
}

/* The largest power of ten that divides a whole number: what `余` may hide. */
static double round_unit(double value, double least) {
    double unit = least;
    value = fabs(value);
    if (value < 1 || value != floor(value) || value > 1e15) {
        return unit;
    }
    for (double power = 10; power <= value && fmod(value, power) == 0; power *= 10) {
        unit = fmax(unit, power);
    }
    return unit;
}

zb_bounds zb_bounds_count(const zb_observation *row) {
    double high = row->has_high ? row->value_high : row->value;
    double unit = shown_unit(row);
    double slack = round_unit(row->value, unit);
    switch (row->qualifier) {
    case ZB_GE:
        return (zb_bounds){row->value, high + slack};
    case ZB_LE:
        return (zb_bounds){row->value - slack, high};
    case ZB_APPROX:
        return (zb_bounds){row->value - slack, high + slack};
    case ZB_EQ:
    default:
        break;
    }
    double half = unit <= 1 && row->value == floor(row->value) ? 0 : unit / 2;
    return (zb_bounds){row->value - half, high + half};
}

zb_bounds zb_bounds_stated(const zb_observation *row) {
    double high = row->has_high ? row->value_high : row->value;
    double half = shown_unit(row) / 2;
    zb_bounds out = {row->value - half, high + half};
    switch (row->qualifier) {
    case ZB_GE: /* of a decrease (-55% 以上) the size is bounded below */
        *(row->value < 0 ? &out.low : &out.high) = row->value < 0 ? -INFINITY : INFINITY;
        break;
    case ZB_LE:
        *(row->value < 0 ? &out.high : &out.low) = row->value < 0 ? INFINITY : -INFINITY;
        break;
    case ZB_APPROX:
        out.low -= fmax(1, half);
        out.high += fmax(1, half);
        break;
    case ZB_EQ:
    default:
        break;
    }
    return out;
}

zb_bounds zb_bounds_percent(zb_bounds over, zb_bounds under, bool *ok) {
    *ok = under.low > 0;
    return *ok ? (zb_bounds){100 * over.low / under.high, 100 * over.high / under.low}
               : (zb_bounds){0};
}

bool zb_bounds_meet(zb_bounds a, zb_bounds b) {
    /* an open end of one must not make the noise infinite */
    double size = fmin(fmax(fabs(a.low), fabs(a.high)), fmax(fabs(b.low), fabs(b.high)));
    double noise = 1e-9 * fmax(1, size);
    return a.low <= b.high + noise && b.low <= a.high + noise;
}

int zb_bounds_decimals(double precision) {
    int decimals = 0;
    for (double unit = 1; decimals < MOST_DECIMALS && precision > 0 && precision < unit * 0.5;
         unit /= 10) {
        decimals++;
    }
    return decimals;
}

double zb_bounds_round(double value) {
    return round(value * 1e4) / 1e4;
}
