/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source/years.h"

#include "base/str.h"
#include "base/utf8.h"

enum { YEAR_MIN = 1980, YEAR_MAX = 2099 };

/* The digit a character stands for in a year, -1 for none; `chinese` tells its script. */
static int digit_of(uint32_t c, bool *chinese) {
    static const uint32_t han[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                   0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    *chinese = false;
    if (c >= '0' && c <= '9') {
        return (int)(c - '0');
    }
    if (c >= 0xFF10 && c <= 0xFF19) {
        return (int)(c - 0xFF10);
    }
    *chinese = true;
    for (int d = 0; d < 10; d++) {
        if (han[d] == c) {
            return d;
        }
    }
    /* 零, and circles typed for 〇 */
    return c == 0x96F6 || c == 0x25CB || c == 0x25EF || c == 0xFF2F ? 0 : -1;
}

/* A number of one or two digits at `*at`. */
static int small_number(zb_str text, size_t *at) {
    int value = 0, count = 0;
    for (size_t next = *at; count < 2; count++) {
        bool chinese;
        int d = digit_of(zb_utf8_next(text, &next), &chinese);
        if (d < 0 || chinese) {
            break;
        }
        value = value * 10 + d;
        *at = next;
    }
    return count ? value : 0;
}

static int chinese_month(zb_str rest) {
    static const zb_str months[] = {
        ZB_STR_INIT("一月"), ZB_STR_INIT("二月"), ZB_STR_INIT("三月"),   ZB_STR_INIT("四月"),
        ZB_STR_INIT("五月"), ZB_STR_INIT("六月"), ZB_STR_INIT("七月"),   ZB_STR_INIT("八月"),
        ZB_STR_INIT("九月"), ZB_STR_INIT("十月"), ZB_STR_INIT("十一月"), ZB_STR_INIT("十二月"),
    };
    for (int m = 0; m < 12; m++) {
        if (zb_str_starts(rest, months[m])) {
            return m + 1;
        }
    }
    return 0;
}

/* What follows the digits: 年, and the month when it is a date (2017年11月, 2017-11-28, 2017/1/12).
 */
static void read_tail(zb_str text, zb_year_hit *hit) {
    zb_str rest = zb_str_sub(text, hit->end, text.n);
    size_t at = 0;
    while (at < rest.n && rest.p[at] == ' ') {
        at++;
    }
    rest = zb_str_sub(rest, at, rest.n);
    at = 0;
    hit->marked = zb_str_starts(rest, ZB_STR("年"));
    if (hit->marked) {
        at = ZB_STR("年").n;
        while (at < rest.n && rest.p[at] == ' ') {
            at++;
        }
        hit->month = chinese_month(zb_str_sub(rest, at, rest.n));
        int month = small_number(rest, &at);
        if (month && zb_str_starts(zb_str_sub(rest, at, rest.n), ZB_STR("月"))) {
            hit->month = month;
        }
    } else if (rest.n && (rest.p[0] == '-' || rest.p[0] == '/' || rest.p[0] == '.')) {
        char mark = rest.p[0];
        at = 1;
        int month = small_number(rest, &at);
        if (at < rest.n && rest.p[at] == mark && month) {
            at++;
            hit->month = small_number(rest, &at) ? month : 0;
        }
    }
    if (hit->month > 12) {
        hit->month = 0;
    }
}

int zb_years_back(zb_str word) {
    return zb_str_starts(word, ZB_STR("前年")) ? 2 : 1;
}

bool zb_year_next(zb_str text, size_t *at, zb_year_hit *hit) {
    size_t start = 0;
    int count = 0, value = 0;
    bool script = false;
    for (size_t i = *at;;) {
        size_t here = i;
        bool chinese = false;
        uint32_t c = i < text.n ? zb_utf8_next(text, &i) : 0;
        int d = c ? digit_of(c, &chinese) : -1;
        if (d >= 0 && (count == 0 || chinese == script)) {
            if (count == 0) {
                start = here;
                script = chinese;
                value = 0;
            }
            value = count < 4 ? value * 10 + d : value;
            count++;
            continue;
        }
        bool found = count == 4 && value >= YEAR_MIN && value <= YEAR_MAX;
        if (found) {
            *hit = (zb_year_hit){.year = value, .start = start, .end = here};
            read_tail(text, hit);
            *at = here;
            return true;
        }
        if (!c) {
            *at = text.n;
            return false;
        }
        count = 0;
        if (d >= 0) {
            start = here;
            script = chinese;
            value = d;
            count = 1;
        }
    }
}
