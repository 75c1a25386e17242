/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The marks of a distribution: dots side by side, or bars.
 */
#include <math.h>

#include "chart/distribution_geometry.h"

#define RADIUS 2.4
#define RADIUS_MIN 1.3
#define RADIUS_STEP 0.2
#define APART 0.4   /* between the rims of dots */
#define BAR_MIN 3.0 /* thickness of a bar, a gap included */
#define BAR_GAP 0.6
#define BAR_SHORTEST 0.5
#define BINS_MAX 30.0

typedef struct placed {
    double along, across, reach; /* reach: of a dot its radius, of the whole's mark half of it */
} placed;

static bool is_free(const placed *others, size_t n, placed dot) {
    for (size_t i = 0; i < n; i++) {
        double distance = hypot(others[i].along - dot.along, others[i].across - dot.across);
        if (distance < others[i].reach + dot.reach + APART - 1e-9) {
            return false;
        }
    }
    return true;
}

/* The free place nearest to the middle: the middle itself, or one that touches another dot. Of two
 * as near the one on the positive side. */
static double find_across(const placed *others, size_t n, placed dot) {
    if (is_free(others, n, dot)) {
        return 0;
    }
    double best = INFINITY;
    for (size_t i = 0; i < n; i++) {
        double apart = others[i].reach + dot.reach + APART;
        double between = others[i].along - dot.along;
        if (fabs(between) >= apart) {
            continue;
        }
        double side = sqrt(apart * apart - between * between);
        for (int sign = 1; sign >= -1; sign -= 2) {
            placed tried = {dot.along, others[i].across + sign * side, dot.reach};
            if (fabs(tried.across) < fabs(best) - 1e-9 && is_free(others, n, tried)) {
                best = tried.across;
            }
        }
    }
    return best;
}

/* false: some lie outside the strip. */
static bool place_strip(const zb_distribution_geometry *g, zb_distribution_strip *strip,
                        placed *dots) {
    size_t n = 0;
    if (strip->column->has_whole) {
        double along = g->flat ? strip->whole.x : strip->whole.y;
        dots[n++] = (placed){along, 0, ZB_DISTRIBUTION_WHOLE};
    }
    for (size_t i = 0; i < strip->column->count; i++) {
        zb_distribution_dot *dot = &strip->dots[i];
        placed p = {zb_distribution_along(g, dot->point->value), 0, g->radius};
        p.across = find_across(dots, n, p);
        if (!(fabs(p.across) + g->radius <= g->room)) {
            return false;
        }
        dots[n++] = p;
        dot->at = zb_distribution_point_at(g, p.along, strip->centre + p.across);
    }
    return true;
}

zb_distribution_fit zb_distribution_place_dots(zb_distribution_geometry *g, zb_arena *arena) {
    placed *dots = ZB_NEW(arena, placed, zb_distribution_largest(g->chart) + 1);
    if (dots == NULL) {
        return ZB_DISTRIBUTION_NOMEM;
    }
    for (g->radius = RADIUS; g->radius >= RADIUS_MIN; g->radius -= RADIUS_STEP) {
        bool fits = true;
        for (size_t i = 0; i < g->strip_count && fits; i++) {
            fits = place_strip(g, &g->strips[i], dots);
        }
        if (fits) {
            return ZB_DISTRIBUTION_FITS;
        }
    }
    return ZB_DISTRIBUTION_CROWDED;
}

/* The values on the scale: the least, the greatest, and the width of bins for them. */
static double wished_width(const zb_distribution_geometry *g, double *low, double *high) {
    double spread = 0, n = 0, strips = (double)g->strip_count;
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < g->strip_count; i++) {
        const zb_distribution_strip *strip = &g->strips[i];
        spread += (strip->summary.q3 - strip->summary.q1) / strips;
        n += (double)strip->column->count / strips;
        for (size_t k = 0; k < strip->column->count; k++) {
            if (strip->dots[k].beyond == 0) {
                *low = fmin(*low, strip->dots[k].point->value);
                *high = fmax(*high, strip->dots[k].point->value);
            }
        }
    }
    double range = *high - *low, length = g->flat ? g->plot.w : g->plot.h;
    double most = fmax(1, fmin(BINS_MAX, floor(length / BAR_MIN)));
    /* more than half of the values equal: by the count alone, after Sturges */
    double width = spread > 0 ? 2 * spread / cbrt(n) : range / (log2(n) + 1);
    return fmax(width, range / most);
}

void zb_distribution_bin(zb_distribution_geometry *g, double *step, double *first) {
    double low, high, found[ZB_TICKS_MAX];
    double width = wished_width(g, &low, &high);
    bool whole = g->chart->decimals == 0 && !g->chart->percent;
    size_t n = width > 0 ? zb_ticks_find(found, ZB_TICKS_MAX, low, high, (high - low) / width + 1,
                                         whole ? 1 : 0)
                         : 0;
    if (n > 1) {
        *step = found[1] - found[0];
    } else {
        *step =
            g->axis.count > 1 ? g->axis.ticks[1] - g->axis.ticks[0] : g->axis.high - g->axis.low;
    }
    if (whole && *step != floor(*step)) {
        *step *= 2; /* 2.5: bins of two and of three whole numbers are not equal */
    }
    *first = floor(low / *step + 1e-9) * *step;
    if (g->chart->percent && *first >= 100) {
        *first -= *step;
    }
    double last = *first + fmax(1, ceil((high - *first) / *step - 1e-9)) * *step;
    bool percent = g->chart->percent;
    g->axis.low = fmin(g->axis.low, percent ? fmax(*first, 0) : *first);
    g->axis.high = fmax(g->axis.high, percent ? fmin(last, 100) : last);
}

static zb_box bar_box(const zb_distribution_geometry *g, const zb_distribution_strip *strip,
                      double from, double to, size_t count) {
    double a = zb_distribution_along(g, from), b = zb_distribution_along(g, to);
    double thick = fabs(b - a), gap = thick > 2 * BAR_GAP ? BAR_GAP : 0;
    double start = fmin(a, b) + gap / 2;
    if (g->flat) {
        double share = g->counts.high > 0 ? zb_axis_at(&g->counts, (double)count) : 0;
        double bottom = g->plot.y + g->plot.h, height = share * g->plot.h;
        return (zb_box){start, bottom - height, thick - gap, height};
    }
    double half = (double)count / (double)g->longest * g->room;
    half = count > 0 ? fmax(half, BAR_SHORTEST) : 0;
    return (zb_box){strip->centre - half, start, 2 * half, thick - gap};
}

/* Values on a border lie in the upper bin, those at the end of the last one in it. */
static size_t bin_of(double value, double first, double step, size_t bins) {
    double at = floor((value - first) / step + 1e-9);
    return at < 0 ? 0 : at >= (double)bins ? bins - 1 : (size_t)at;
}

bool zb_distribution_place_bars(zb_distribution_geometry *g, zb_arena *arena, double step,
                                double first) {
    double low, high;
    wished_width(g, &low, &high);
    /* the axis may have been widened to values that the bins did not reach */
    first -= fmax(0, ceil((first - low) / step - 1e-9)) * step;
    size_t bins = (size_t)fmax(1, ceil((high - first) / step - 1e-9));
    g->longest = 0;
    for (size_t i = 0; i < g->strip_count; i++) {
        zb_distribution_strip *strip = &g->strips[i];
        strip->bar_count = bins;
        strip->bars = ZB_NEW(arena, zb_distribution_bar, bins);
        if (strip->bars == NULL) {
            return false;
        }
        for (size_t k = 0; k < strip->column->count; k++) {
            const zb_distribution_dot *dot = &strip->dots[k];
            if (dot->beyond == 0) {
                size_t count = ++strip->bars[bin_of(dot->point->value, first, step, bins)].count;
                g->longest = count > g->longest ? count : g->longest;
            }
        }
    }
    for (size_t i = 0; i < g->strip_count; i++) {
        zb_distribution_strip *strip = &g->strips[i];
        for (size_t k = 0; k < bins; k++) {
            double from = first + (double)k * step;
            strip->bars[k].box = bar_box(g, strip, from, from + step, strip->bars[k].count);
        }
    }
    return true;
}
