/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Seeded random data, and what the statistics make of them, as text for check.R, which computes
 * the same with R.
 */
#include "cross.h"

#include <stdio.h>

static const uint64_t SEED = 20240229;
enum { ROUNDS = 50 /* of each function */ };

void cross_begin(const char *function) {
    fputs(function, stdout);
}

void cross_put(const char *name, double value) {
    printf(" %s=%.17g", name, value);
}

void cross_put_all(const char *name, const double *values, size_t n) {
    printf(" %s=", name);
    for (size_t i = 0; i < n; i++) {
        printf("%s%.17g", i ? "," : "", values[i]);
    }
}

void cross_put_estimate(zb_estimate e) {
    cross_put("value", e.value);
    cross_put("low", e.low);
    cross_put("high", e.high);
}

bool cross_result(zb_status status) {
    const char *name = "other";
    switch (status) {
    case ZB_OK:
        name = "ok";
        break;
    case ZB_E_DOMAIN:
        name = "domain";
        break;
    case ZB_E_LIMIT:
        name = "limit";
        break;
    default:
        break;
    }
    printf(" -> status=%s", name);
    return status == ZB_OK;
}

void cross_end(void) {
    putchar('\n');
}

double cross_level(dice *d) {
    static const double levels[] = {0.95, 0.95, 0.95, 0.9, 0.99, 0.998};
    return levels[(size_t)dice_whole(d, 0, 5)];
}

double cross_normal(dice *d) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
        sum += dice_unit(d);
    }
    return sum;
}

void cross_whole_trials(double *x, double *n, dice *d, double most) {
    *n = dice_whole(d, 1, dice_unit(d) < 0.3 ? fmin(most, 12) : most);
    switch ((int)dice_whole(d, 0, 7)) {
    case 0:
        *x = 0;
        break;
    case 1:
        *x = *n;
        break;
    case 2:
        *x = floor(*n / 2);
        break;
    case 3:
        *x = fmin(dice_whole(d, 0, 5), *n);
        break;
    default:
        *x = dice_whole(d, 0, *n);
        break;
    }
}

void cross_trials(double *x, double *n, dice *d) {
    static const double most[] = {20, 200, 200, 5000, 1e5, 1e9};
    cross_whole_trials(x, n, d, most[(size_t)dice_whole(d, 0, 5)]);
    if (dice_unit(d) < 0.15) {
        *x = *n * dice_unit(d);
    }
}

static double draw_value(dice *d, int kind, double i, double slope) {
    switch (kind) {
    case 0:
        return dice_whole(d, 0, 4);
    case 1:
        return dice_whole(d, 1000, 100000);
    case 2:
        return 50 + slope * i + cross_normal(d);
    case 3:
        return 1e6 * (1 + slope * i / 10) + 1e4 * cross_normal(d);
    case 4:
        return floor(100 * (20 + slope * i + 2 * cross_normal(d)) + 0.5) / 100;
    default:
        return 7;
    }
}

void cross_draw_series(cross_series *out, dice *d, size_t fewest, size_t most, bool gaps) {
    out->n = (size_t)dice_whole(d, (double)fewest, (double)most);
    int kind = (int)dice_whole(d, 0, 24);
    kind = kind == 24 ? 5 : kind % 5;
    double slope = 2 * dice_unit(d) - 1;
    double x = dice_whole(d, 1990, 2015);
    for (size_t i = 0; i < out->n; i++) {
        out->x[i] = x;
        out->y[i] = draw_value(d, kind, (double)i, slope);
        x += gaps && dice_unit(d) < 0.2 ? dice_whole(d, 2, 5) : 1;
    }
    if (kind != 5 && dice_unit(d) < 0.1) {
        out->y[(size_t)dice_whole(d, 0, (double)out->n - 1)] *= 10;
    }
}

int main(void) {
    dice d = {SEED};
    cross_rates(&d, ROUNDS);
    cross_describe(&d, ROUNDS);
    cross_trend(&d, ROUNDS);
    cross_glm(&d, ROUNDS);
    cross_compare(&d, ROUNDS);
    cross_shrink(&d, ROUNDS);
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
