/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/scale.h"

#include <math.h>

int zb_stats_scale(double *values, size_t n) {
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(values[i]));
    }
    if (largest == 0) {
        return 0;
    }
    int exponent;
    (void)frexp(largest, &exponent);
    exponent++;
    for (size_t i = 0; i < n; i++) {
        values[i] = ldexp(values[i], -exponent);
    }
    return exponent;
}
