/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/numbers.h"

#include <math.h>
#include <time.h>

#include "base/str.h"
#include "chart/draw.h"

enum { BEIJING = 8 * 3600 };

static bool rounds_to_zero(double value, int decimals) {
    return fabs(value) < 0.5 * pow(10, -decimals);
}

void zb_put_fixed(zb_buf *out, double value, int decimals) {
    if (value < 0 && !rounds_to_zero(value, decimals)) {
        zb_buf_text(out, "−");
        value = -value;
    }
    zb_buf_fixed(out, value, decimals);
}

void zb_put_signed(zb_buf *out, double value, int decimals) {
    if (value > 0 && !rounds_to_zero(value, decimals)) {
        zb_buf_char(out, '+');
    }
    zb_put_fixed(out, value, decimals);
}

void zb_put_range(zb_buf *out, bool english, double low, double high, int decimals,
                  const char *unit) {
    int from = zb_bound_decimals(low, decimals), to = zb_bound_decimals(high, decimals);
    decimals = from > to ? from : to; /* alike at both ends */
    zb_put_fixed(out, low, decimals);
    zb_buf_text(out, unit);
    bool signs = low < 0 || high < 0;
    const char *between = english ? (signs ? " to " : "–") : signs ? "至" : "~";
    zb_buf_text(out, between);
    zb_put_fixed(out, high, decimals);
    zb_buf_text(out, unit);
}

void zb_put_spoken(zb_buf *out, bool english, double value) {
    static const struct {
        double unit;
        const char *name;
    } magnitudes[2][2] = {{{1e8, "亿"}, {1e4, "万"}}, {{1e9, " billion"}, {1e6, " million"}}};
    double size = fabs(value);
    for (size_t i = 0; i < 2; i++) {
        if (size >= magnitudes[english][i].unit * 0.99995) {
            double scaled = value / magnitudes[english][i].unit;
            int decimals = fabs(scaled) < 9.995 ? 2 : fabs(scaled) < 99.95 ? 1 : 0;
            zb_put_fixed(out, scaled, decimals);
            zb_buf_text(out, magnitudes[english][i].name);
            return;
        }
    }
    bool whole = value == floor(value);
    zb_buf_text(out, value < 0 ? "−" : "");
    zb_buf_thousands(out, size, whole ? 0 : 1);
}

static double step_of(double size, int figures) {
    return size > 0 ? pow(10, floor(log10(size) + 1e-12) + 1 - figures) : 1;
}

void zb_put_about(zb_buf *out, bool english, double value, int figures) {
    static const struct {
        double unit;
        const char *name;
    } magnitudes[2][2] = {{{1e8, "亿"}, {1e4, "万"}}, {{1e9, " billion"}, {1e6, " million"}}};
    double step = step_of(fabs(value), figures);
    double size = round(fabs(value) / step) * step;
    step = step_of(size, figures); /* 9,996 has become 10,000 */
    zb_buf_text(out, value < 0 ? "−" : "");
    for (size_t i = 0; i < 2; i++) {
        double unit = magnitudes[english][i].unit;
        if (size >= unit) {
            zb_put_fixed(out, size / unit, (int)fmax(0, round(log10(unit / step))));
            zb_buf_text(out, magnitudes[english][i].name);
            return;
        }
    }
    zb_buf_thousands(out, size, 0);
}

const char *zb_mark_before(bool english, zb_qualifier qualifier) {
    const char *about = english ? "ca. " : "约";
    return qualifier == ZB_LE ? "<" : qualifier == ZB_APPROX ? about : "";
}

const char *zb_mark_behind(zb_qualifier qualifier) {
    return qualifier == ZB_GE ? "+" : "";
}

void zb_put_cell(zb_buf *out, bool english, double value, zb_qualifier qualifier) {
    int decimals = 0;
    while (decimals < 2 &&
           fabs(value * pow(10, decimals) - round(value * pow(10, decimals))) > 1e-6) {
        decimals++;
    }
    zb_buf_text(out, zb_mark_before(english, qualifier));
    zb_buf_text(out, value < 0 ? "−" : "");
    zb_buf_thousands(out, fabs(value), decimals);
    zb_buf_text(out, zb_mark_behind(qualifier));
}

int zb_told_decimals(double precision) {
    int decimals = 0;
    while (decimals < 4 && precision > 0 && precision * pow(10, decimals) < 1 - 1e-9) {
        decimals++;
    }
    return decimals;
}

void zb_put_told(zb_buf *out, bool english, double value, double precision,
                 zb_qualifier qualifier) {
    zb_buf_text(out, zb_mark_before(english, qualifier));
    zb_buf_text(out, value < 0 ? "−" : "");
    zb_buf_thousands(out, fabs(value), zb_told_decimals(precision));
    zb_buf_text(out, zb_mark_behind(qualifier));
}

void zb_put_rate(zb_buf *out, bool english, double value, zb_qualifier qualifier) {
    zb_buf_text(out, zb_mark_before(english, qualifier));
    zb_put_fixed(out, value, 1);
    zb_buf_text(out, zb_mark_behind(qualifier));
}

void zb_put_multiple(zb_buf *out, bool english, double ratio) {
    if (ratio >= 1) {
        zb_put_fixed(out, ratio, 1);
        zb_buf_text(out, english ? " times" : "倍");
    } else if (ratio >= 0.001) {
        zb_put_fixed(out, 100 * ratio, 1);
        zb_buf_text(out, "%");
    } else {
        zb_buf_text(out, english ? "less than a thousandth" : "千分之一以下");
    }
}

void zb_put_years(zb_buf *out, bool english, int first, int last) {
    const char *year = english ? "" : "年";
    if (first != last) {
        zb_buf_format(out, english ? "%d–%d%s" : "%d—%d%s", first, last, year);
    } else {
        zb_buf_format(out, "%d%s", last, year);
    }
}

void zb_put_date(zb_buf *out, bool english, int64_t date) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    time_t when = (time_t)date + BEIJING;
    struct tm t = {0};
    gmtime_r(&when, &t);
    if (english) {
        zb_buf_format(out, "%d %s %d", t.tm_mday, months[t.tm_mon], t.tm_year + 1900);
    } else {
        zb_buf_format(out, "%d年%d月%d日", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
    }
}

double zb_table_factor(zb_str unit) {
    return zb_str_eq(unit, ZB_STR("元")) ? 1e4 : 1;
}

zb_str zb_table_unit(bool english, zb_str unit) {
    bool money = zb_str_eq(unit, ZB_STR("元"));
    return !money ? unit : english ? ZB_STR("10 000 yuan") : ZB_STR("万元");
}
