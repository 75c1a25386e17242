/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a figure shown in a text may really have been.
 */
#include <math.h>

#include "stats/analysis.h"

/* For comparing decimals that binary numbers cannot hold: 96.05 against 96.1 - 0.05. */
static const double TOLERANCE = 1e-9;

bool zb_cell_is_exact(const zb_cell *cell) {
    return cell->qualifier == ZB_EQ && !(cell->precision > 1);
}

/* One unit of the last digit that is not a filling zero: 300 → 100, 1860 → 10, 27000 shown as
 * 2.70万 → 1000. A loose `余` or `约` refers to that digit. */
static double loose_unit(double value, double precision) {
    double unit = precision > 0 ? precision : 1;
    while (value > 0 && unit * 10 <= value && fmod(value, unit * 10) == 0) {
        unit *= 10;
    }
    return unit;
}

zb_range zb_cell_count_range(const zb_cell *cell) {
    double v = cell->value;
    double half = cell->precision > 1 ? cell->precision / 2 : 0;
    double unit = loose_unit(v, fmax(cell->precision, 1));
    switch (cell->qualifier) {
    case ZB_GE:
        return (zb_range){v, v + unit};
    case ZB_LE:
        return (zb_range){fmax(v - unit, 0), v};
    case ZB_APPROX:
        return (zb_range){fmax(v - unit, 0), v + unit};
    case ZB_EQ:
        break;
    }
    return (zb_range){fmax(v - half, 0), v + half};
}

zb_range zb_range_percent(zb_range numerator, zb_range denominator) {
    zb_range range = {0, 100};
    if (denominator.high > 0) {
        range.low = fmin(100 * numerator.low / denominator.high, 100);
    }
    if (denominator.low > 0) {
        range.high = fmin(100 * numerator.high / denominator.low, 100);
    }
    return range;
}

bool zb_cell_rate_agrees(const zb_cell *stated, zb_range computed) {
    double unit = stated->precision > 0 ? stated->precision : 0;
    double reach = unit / 2;
    if (stated->qualifier == ZB_APPROX) {
        reach = fmax(unit, loose_unit(stated->value, unit) / 2);
    }
    reach += TOLERANCE;
    bool not_above = stated->value <= computed.high + reach;
    bool not_below = stated->value >= computed.low - reach;
    switch (stated->qualifier) {
    case ZB_GE:
        return not_above;
    case ZB_LE:
        return not_below;
    default:
        return not_above && not_below;
    }
}
