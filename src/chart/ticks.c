/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ticks.h"

#include <math.h>

/* Ranges narrower than this share of their values are one value to the eye and to arithmetic. */
#define NARROW 1e-9
#define HUGE_VALUE 1e300
#define LABEL_BELOW 1e6 /* where labels of two decimals are written in full instead */
#define POWER_MAX 12    /* powers of ten tried above the smallest that could do */

static const double nice[] = {1, 5, 2, 2.5, 4, 3};
#define NICE_COUNT (sizeof nice / sizeof *nice)
static const double weight[] = {0.25, 0.2, 0.5, 0.05};

typedef struct labelling {
    double low, step, score;
    int count;
} labelling;

static double score_of(double simplicity, double coverage, double density) {
    return weight[0] * simplicity + weight[1] * coverage + weight[2] * density + weight[3];
}

static double simplicity(size_t q, double low, double high, double step) {
    bool has_zero = low <= step * 1e-6 && high >= -step * 1e-6;
    return (has_zero ? 1 : 0) - (double)q / (double)(NICE_COUNT - 1);
}

static double simplicity_max(size_t q) {
    return 1 - (double)q / (double)(NICE_COUNT - 1);
}

static double coverage(double low, double high, double tick_low, double tick_high) {
    double range = 0.1 * (high - low);
    double above = (high - tick_high) / range, below = (low - tick_low) / range;
    return 1 - 0.5 * (above * above + below * below);
}

static double coverage_max(double range, double span) {
    if (span <= range) {
        return 1;
    }
    double half = (span - range) / 2 / (0.1 * range);
    return 1 - half * half;
}

static double density(int k, double wanted, double low, double high, double tick_low,
                      double tick_high) {
    double has = (k - 1) / (tick_high - tick_low);
    double wants = (wanted - 1) / (fmax(tick_high, high) - fmin(tick_low, low));
    return 2 - fmax(has / wants, wants / has);
}

static double density_max(int k, double wanted) {
    return k >= wanted ? 2 - (k - 1) / (wanted - 1) : 1;
}

typedef struct search {
    double low, high, wanted, step_min;
    labelling best;
} search;

/* All places of k ticks with that step. */
static void try_starts(search *s, size_t q, int k, double step) {
    double span = step * (k - 1);
    double first = floor(s->high / step) - (k - 1), last = ceil(s->low / step);
    for (double start = first; start <= last; start++) {
        double low = start * step, high = low + span;
        double score =
            score_of(simplicity(q, low, high, step), coverage(s->low, s->high, low, high),
                     density(k, s->wanted, s->low, s->high, low, high));
        if (score > s->best.score) {
            s->best = (labelling){low, step, score, k};
        }
    }
}

static void try_steps(search *s, size_t q, int k, double room) {
    double range = s->high - s->low;
    double power = ceil(log10(range / (k + 1) / nice[q]));
    for (int z = 0; z < POWER_MAX; z++, power++) {
        double step = nice[q] * pow(10, power);
        if (score_of(simplicity_max(q), coverage_max(range, step * (k - 1)), room) <
            s->best.score) {
            return;
        }
        if (step >= s->step_min * (1 - 1e-9)) {
            try_starts(s, q, k, step);
        }
    }
}

size_t zb_ticks_find(double *ticks, size_t capacity, double low, double high, double wanted,
                     double step_min) {
    if (!(fabs(low) < HUGE_VALUE) || !(fabs(high) < HUGE_VALUE) || capacity == 0) {
        return 0;
    }
    if (high < low) {
        double swap = low;
        low = high;
        high = swap;
    }
    if (high - low <= NARROW * fmax(fabs(low), fabs(high))) {
        ticks[0] = low;
        return 1;
    }
    wanted = fmin(fmax(wanted, 2), (double)capacity);
    search s = {low, high, wanted, step_min, {.score = -INFINITY}};
    for (size_t q = 0; q < NICE_COUNT; q++) {
        for (int k = 2; k <= (int)capacity; k++) {
            double room = density_max(k, wanted);
            if (score_of(simplicity_max(q), 1, room) < s.best.score) {
                break;
            }
            try_steps(&s, q, k, room);
        }
    }
    for (int i = 0; i < s.best.count; i++) {
        double at = s.best.low + i * s.best.step;
        ticks[i] = fabs(at) < s.best.step * 1e-6 ? 0 : at;
    }
    return (size_t)s.best.count;
}

size_t zb_axis_ticks(double *ticks, size_t capacity, double low, double high, double length,
                     double spacing) {
    double wanted = spacing > 0 && length > 0 ? length / spacing + 1 : 2;
    return zb_ticks_find(ticks, capacity, low, high, wanted, 0);
}

/* Decimals that tell the ticks exactly, at most three. */
static int decimals_of(const zb_axis *axis) {
    for (int decimals = 0; decimals < 3; decimals++) {
        double unit = pow(10, -decimals);
        bool exact = true;
        for (size_t i = 0; i < axis->count; i++) {
            double in_units = axis->ticks[i] / axis->divisor / unit;
            exact = exact && fabs(in_units - round(in_units)) < 1e-6 * fmax(1, fabs(in_units));
        }
        if (exact) {
            return decimals;
        }
    }
    return 3;
}

static void widen(double *low, double *high, zb_axis_wish wish) {
    if (wish.from_zero) {
        *low = fmin(*low, 0);
        *high = fmax(*high, 0);
    }
    double size = fmax(fabs(*low), fabs(*high));
    if (*high - *low > NARROW * size && *high > *low) {
        return;
    }
    double by = wish.percent ? 5 : wish.whole ? fmax(1, size * 1e-3) : fmax(size * 0.05, 1e-6);
    by = size == 0 ? 1 : by;
    *high = *high + by;
    *low = wish.from_zero && *low >= 0 ? 0 : *low - by;
    if (wish.percent && *high > 100 && *high - by <= 100) {
        *high = 100;
    }
    if ((wish.percent || wish.whole) && *low < 0 && *low + by >= 0) {
        *low = 0;
    }
}

/* By what the labels are divided, so that the longest stays short. */
static double divisor_of(double largest, bool english) {
    if (largest < 1e4) {
        return 1;
    }
    if (english) {
        return largest < 1e6 ? 1e3 : largest < 1e9 ? 1e6 : 1e9;
    }
    return largest < 1e8 ? 1e4 : 1e8;
}

/* The next smaller one. */
static double smaller_divisor(double divisor, bool english) {
    return divisor / (english ? 1e3 : 1e4);
}

/* `0.25万` is harder to read than `2,500`, and `0.25亿` than `2,500万`: labels of two decimals give
 * way to longer ones of the next smaller magnitude. */
static void label_axis(zb_axis *axis, double largest, zb_axis_wish wish) {
    axis->divisor = wish.percent ? 1 : divisor_of(largest, wish.english);
    axis->decimals = decimals_of(axis);
    double smaller = smaller_divisor(axis->divisor, wish.english);
    if (axis->divisor > 1 && axis->decimals >= 2 && largest < LABEL_BELOW * smaller) {
        axis->divisor = smaller;
        axis->decimals = decimals_of(axis);
    }
}

zb_axis zb_axis_fit(double low, double high, zb_axis_wish wish) {
    widen(&low, &high, wish);
    zb_axis axis = {.low = low, .high = high, .divisor = 1};
    double wanted = wish.spacing > 0 ? wish.length / wish.spacing + 1 : 2;
    double found[ZB_TICKS_MAX];
    size_t n = zb_ticks_find(found, ZB_TICKS_MAX, low, high, wanted, wish.whole ? 1 : 0);
    for (size_t i = 0; i < n; i++) {
        if (wish.percent && (found[i] < 0 || found[i] > 100)) {
            continue;
        }
        axis.ticks[axis.count++] = found[i];
        axis.low = fmin(axis.low, found[i]);
        axis.high = fmax(axis.high, found[i]);
    }
    double largest = 0;
    for (size_t i = 0; i < axis.count; i++) {
        largest = fmax(largest, fabs(axis.ticks[i]));
    }
    label_axis(&axis, largest, wish);
    return axis;
}

double zb_axis_at(const zb_axis *axis, double value) {
    return (value - axis->low) / (axis->high - axis->low);
}
