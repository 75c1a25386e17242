/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/numeral.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

int zb_numeral_digit(zb_str text, size_t at, size_t *bytes) {
    if (at >= text.n) {
        return -1;
    }
    unsigned char c = (unsigned char)text.p[at];
    if (c >= '0' && c <= '9') {
        *bytes = 1;
        return c - '0';
    }
    if (c == 0xEF && at + 2 < text.n && (unsigned char)text.p[at + 1] == 0xBC) {
        int digit = (unsigned char)text.p[at + 2] - 0x90;
        *bytes = 3;
        return digit >= 0 && digit <= 9 ? digit : -1;
    }
    return -1;
}

size_t zb_numeral_blanks(zb_str text, size_t at, size_t end, int most) {
    while (most-- > 0 && at < end) {
        size_t next = at;
        uint32_t c = zb_utf8_next(text, &next);
        if (c != ' ' && c != 0xA0 && !(c >= 0x2002 && c <= 0x200B) && c != 0x202F && c != 0x3000) {
            break;
        }
        at = next;
    }
    return at;
}

static bool literal_at(zb_str text, size_t at, size_t end, const char *literal) {
    size_t n = strlen(literal);
    return at + n <= end && memcmp(text.p + at, literal, n) == 0;
}

/* The first of the literals that stands at `at`: its index, or -1. */
static int one_of(zb_str text, size_t at, size_t end, const char *const *literals, size_t *bytes) {
    for (int i = 0; literals[i]; i++) {
        if (literal_at(text, at, end, literals[i])) {
            *bytes = strlen(literals[i]);
            return i;
        }
    }
    return -1;
}

static const char *const more_words[] = {"余", "多", "几", "来", NULL};

/* 余 and its kin at `at`; 多 and 来 must not begin another word. */
static size_t more_at(zb_str text, size_t at, size_t end) {
    size_t bytes = 0;
    int which = one_of(text, at, end, more_words, &bytes);
    if (which < 0) {
        return 0;
    }
    static const char *const words_of_many[] = {"多种", "多样", "多媒体", "来信", "来访",
                                                "来电", "来源", "几乎",   NULL};
    size_t unused;
    return one_of(text, at, end, words_of_many, &unused) >= 0 ? 0 : bytes;
}

/* 万, 亿 … behind digits. Moves `at`; returns the factor, 1 for none. */
static double magnitude_at(zb_str text, size_t *at, size_t end) {
    static const char *const names[] = {"万亿", "千亿", "百亿", "十亿", "千万", "百万",
                                        "十万", "亿",   "万",   "千",   "百",   NULL};
    static const double factors[] = {1e12, 1e11, 1e10, 1e9, 1e7, 1e6, 1e5, 1e8, 1e4, 1e3, 1e2};
    static const char *const not_magnitudes[] = {"千克", "千米", "千瓦", "百分",
                                                 "万能", "百姓", NULL};
    size_t bytes;
    if (one_of(text, *at, end, not_magnitudes, &bytes) >= 0) {
        return 1;
    }
    int which = one_of(text, *at, end, names, &bytes);
    if (which < 0) {
        return 1;
    }
    *at += bytes;
    return factors[which];
}

/* Exactly three digits at `at` and no fourth: a group behind a thousands separator. */
static bool group_of_three(zb_str text, size_t at, size_t end, size_t *after) {
    size_t bytes = 0;
    for (int i = 0; i < 3; i++) {
        if (at >= end || zb_numeral_digit(text, at, &bytes) < 0) {
            return false;
        }
        at += bytes;
    }
    *after = at;
    return at >= end || zb_numeral_digit(text, at, &bytes) < 0;
}

/* A thousands separator at `at`: a comma of either width or one blank. Its bytes, or 0. */
static size_t separator_at(zb_str text, size_t at, size_t end) {
    if (literal_at(text, at, end, ",")) {
        return 1;
    }
    if (literal_at(text, at, end, "，")) {
        return strlen("，");
    }
    size_t after = zb_numeral_blanks(text, at, end, 1);
    return after - at;
}

static size_t point_at(zb_str text, size_t at, size_t end) {
    static const char *const points[] = {".", "．", "·", NULL};
    size_t bytes = 0;
    return one_of(text, at, end, points, &bytes) >= 0 ? bytes : 0;
}

/* One blank and a single digit behind it, at the end of a torn number or within it: `after` is
 * behind the digit. A digit that is itself followed by digits begins another number. */
static bool lone_digit(zb_str text, size_t at, size_t end, size_t *after) {
    size_t bytes = 0, unused;
    if (at >= end || text.p[at] != ' ' || zb_numeral_digit(text, at + 1, &bytes) < 0) {
        return false;
    }
    *after = at + 1 + bytes;
    return *after < end && zb_numeral_digit(text, *after, &unused) < 0 && text.p[*after] != '.';
}

/* Take one more digit before the point. */
static void take_digit(zb_numeral *out, int digit) {
    if (out->digits < ZB_NUMERAL_DIGITS_MOST) {
        out->value = out->value * 10 + digit;
    } else {
        out->endless = true;
    }
    out->digits++;
}

/* Where the whole part of digits with their separators ends; `at` when there is none. */
static size_t read_whole(zb_numeral *out, zb_str text, size_t at, size_t end) {
    size_t bytes = 0, after = 0, i = at;
    for (int digit; i < end && (digit = zb_numeral_digit(text, i, &bytes)) >= 0; i += bytes) {
        take_digit(out, digit);
    }
    int first_group = out->digits;
    while (first_group == 1 && lone_digit(text, i, end, &after)) {
        take_digit(out, zb_numeral_digit(text, i + 1, &bytes));
        i = after; /* 9 8 3项: torn apart by conversion */
    }
    while (first_group >= 1 && first_group <= 3 && out->value > 0) {
        size_t separator = separator_at(text, i, end);
        if (!separator || !group_of_three(text, i + separator, end, &after)) {
            break;
        }
        for (i += separator; i < after; i += bytes) {
            take_digit(out, zb_numeral_digit(text, i, &bytes));
        }
    }
    return i;
}

/* The digits themselves, with separators and decimals. */
static bool read_digits(zb_numeral *out, zb_str text, size_t at, size_t end) {
    size_t bytes = 0;
    int digit;
    size_t i = read_whole(out, text, at, end);
    if (i == at) {
        return false;
    }
    out->precision = 1;
    size_t point = point_at(text, i, end);
    if (point == 1 && i + 1 < end && text.p[i + 1] == ' ' && i + 3 < end &&
        zb_numeral_digit(text, i + 2, &bytes) >= 0 && text.p[i + 3] == '%') {
        point = 2; /* 15. 5% */
    }
    if (point && i + point < end && zb_numeral_digit(text, i + point, &bytes) >= 0) {
        double scale = 1, fraction = 0;
        int decimals = 0;
        i += point;
        while (i < end && (digit = zb_numeral_digit(text, i, &bytes)) >= 0) {
            if (decimals++ < ZB_NUMERAL_DIGITS_MOST) {
                fraction = fraction * 10 + digit;
                scale *= 10;
            }
            i += bytes;
        }
        out->value = (out->value * scale + fraction) / scale;
        out->precision = 1 / scale;
    }
    out->end = i;
    return true;
}

/* Magnitude and 余 behind what has been read, in either order: 100余万, 2.1万余, 5.2亿余. */
static void read_tail(zb_numeral *out, zb_str text, size_t end) {
    size_t blank = zb_numeral_blanks(text, out->end, end, 1);
    /* 05 多元解纷: a number before a blank is no part of the word behind it */
    size_t more =
        blank > out->end && literal_at(text, blank, end, "多元") ? 0 : more_at(text, blank, end);
    size_t at = blank + more;
    double factor = magnitude_at(text, &at, end);
    if (factor > 1) {
        out->value *= factor;
        out->high *= factor;
        out->precision *= factor;
        /* products such as 8.12 × 10000 are whole numbers in the text's sense */
        double whole = nearbyint(out->value);
        if (fabs(out->value - whole) < 1e-6 * fmax(1, fabs(whole)) && out->precision >= 1) {
            out->value = whole;
        }
        out->magnified = true;
        out->factor = factor;
        out->end = at;
        out->more |= more > 0;
        if (!more) {
            more = more_at(text, out->end, end);
            out->end += more;
            out->more |= more > 0;
        }
    } else if (more) {
        out->end = blank + more;
        out->more = true;
    }
}

static int chinese_digit(uint32_t c) {
    static const uint32_t digits[] = {0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D}; /* 零一二…九 */
    for (int i = 0; i < 10; i++) {
        if (c == digits[i]) {
            return i;
        }
    }
    return c == 0x3007 ? 0 : c == 0x4E24 ? 2 : -1; /* 〇 两 */
}

/* 壹贰叁…玖, as on cheques, or -1. */
static int formal_digit(uint32_t c) {
    static const uint32_t digits[] = {0x58F9, 0x8D30, 0x53C1, 0x8086, 0x4F0D,
                                      0x9646, 0x67D2, 0x634C, 0x7396};
    for (int i = 0; i < 9; i++) {
        if (c == digits[i]) {
            return i + 1;
        }
    }
    return -1;
}

/* 拾佰仟, as on cheques. */
static double formal_unit(uint32_t c) {
    return c == 0x62FE ? 10 : c == 0x4F70 ? 100 : c == 0x4EDF ? 1000 : 0;
}

static double chinese_unit(uint32_t c) {
    switch (c) {
    case 0x5341: /* 十 */
        return 10;
    case 0x767E: /* 百 */
        return 100;
    case 0x5343: /* 千 */
        return 1000;
    case 0x4E07: /* 万 */
        return 1e4;
    case 0x4EBF: /* 亿 */
        return 1e8;
    default:
        return 0;
    }
}

/* Does a numeral in formal digits start at `at`? Its first digit is followed by a unit; 队伍 and
 * 大陆 end with such a digit, so 伍 and 陆 want a formal one. */
static bool formal_at(zb_str text, size_t at, size_t end) {
    size_t next = at;
    int digit = at < end ? formal_digit(zb_utf8_next(text, &next)) : -1;
    uint32_t unit = digit > 0 && next < end ? zb_utf8_next(text, &next) : 0;
    return formal_unit(unit) > 0 || (digit != 5 && digit != 6 && chinese_unit(unit) >= 1e4);
}

/* The state of reading a spelled numeral. */
typedef struct spelled {
    double total, section, number, last_unit;
    double spread;   /* of 三四十 and 十七八: what the higher one has more */
    int digits, run; /* digits in all; digits in a row */
    int run_values[8];
    bool any_unit, endless;
    bool torn; /* 二〇百: no numeral */
} spelled;

/* Two neighbouring digits are a range: 三四十, 十七八. The lower one is left as the number. */
static double take_neighbours(spelled *s) {
    bool neighbours =
        s->run == 2 && s->run_values[0] > 0 && s->run_values[1] == s->run_values[0] + 1;
    if (neighbours) {
        s->number = s->run_values[0];
    }
    return neighbours ? 1 : 0;
}

/* 十 alone is ten, 三百 three hundred; 万 and 亿 multiply all that stands before them. */
static void take_unit(spelled *s, double unit) {
    double more = take_neighbours(s);
    s->torn |= s->run > 1 && more == 0 && unit < 1e4;
    s->spread = more > 0 || unit >= 1e4 ? (s->spread + more) * unit : s->spread;
    if (unit >= 1e4) {
        double before = s->section + s->number;
        if (s->total > unit) {
            s->total += before * unit; /* 一亿二千万 */
        } else {
            before += s->total;
            s->total = (before > 0 ? before : 1) * unit;
        }
        s->section = 0;
    } else {
        s->section += (s->number > 0 ? s->number : 1) * unit;
    }
    s->number = 0;
    s->run = 0;
    s->last_unit = unit;
    s->any_unit = true;
}

static bool read_spelled(zb_numeral *out, zb_str text, size_t at, size_t end) {
    spelled s = {0};
    size_t i = at;
    bool formal = formal_at(text, at, end);
    while (i < end) {
        size_t next = i;
        uint32_t c = zb_utf8_next(text, &next);
        int digit = formal && c != 0x96F6 ? formal_digit(c) : chinese_digit(c);
        double unit = formal && formal_unit(c) > 0 ? formal_unit(c) : chinese_unit(c);
        if (digit >= 0) {
            if (s.run < 8) {
                s.run_values[s.run] = digit;
            }
            s.run++;
            s.digits++;
            s.endless |= s.run > ZB_NUMERAL_DIGITS_MOST;
            s.number = s.run > 1 && !s.endless ? s.number * 10 + digit : digit;
        } else if (unit > 0) {
            if (unit < 1e4 && s.last_unit > 0 && s.last_unit <= unit && s.number == 0) {
                break;
            }
            take_unit(&s, unit);
        } else {
            break;
        }
        i = next;
    }
    if (i == at) {
        return false;
    }
    if (s.any_unit && s.last_unit == 10) {
        s.spread += take_neighbours(&s); /* 十七八 */
    }
    out->end = i;
    out->bare = s.any_unit && s.digits == 0;
    out->precision = s.any_unit && s.number == 0 ? s.last_unit : 1;
    out->value = s.total + s.section + s.number;
    if (s.spread > 0) {
        out->high = out->value + s.spread;
        out->has_high = true;
    }
    out->endless = s.endless;
    out->factor = s.number == 0 && s.section == 0 && s.last_unit >= 1e4 ? s.last_unit : 1;
    out->positional = (!s.any_unit && s.digits >= 2) || s.torn;
    if (!s.any_unit && s.digits == 2 && s.run_values[0] > 0 &&
        s.run_values[1] == s.run_values[0] + 1) {
        out->value = s.run_values[0];
        out->high = s.run_values[1];
        out->has_high = true;
        out->positional = false;
    }
    return true;
}

/* 点五 behind a spelled numeral. */
static void read_spelled_decimals(zb_numeral *out, zb_str text, size_t end) {
    if (!literal_at(text, out->end, end, "点")) {
        return;
    }
    size_t i = out->end + strlen("点");
    double scale = 1;
    while (i < end) {
        size_t next = i;
        int digit = chinese_digit(zb_utf8_next(text, &next));
        if (digit < 0) {
            break;
        }
        if (scale < 1e15) {
            scale *= 10;
            out->value += digit / scale;
        }
        i = next;
    }
    if (scale > 1) {
        out->value = nearbyint(out->value * scale) / scale;
        out->precision = 1 / scale;
        out->end = i;
    }
}

static bool read_any(zb_numeral *out, zb_str text, size_t at, size_t end) {
    *out = (zb_numeral){.start = at, .factor = 1};
    if (read_digits(out, text, at, end)) {
        read_tail(out, text, end);
        return true;
    }
    if (!read_spelled(out, text, at, end)) {
        return false;
    }
    out->form = ZB_NUMERAL_CHINESE;
    read_spelled_decimals(out, text, end);
    read_tail(out, text, end);
    return true;
}

bool zb_numeral_read(zb_numeral *out, zb_str text, size_t at, size_t end) {
    static const char *const per[] = {"百分之", NULL};
    size_t bytes = 0;
    if (one_of(text, at, end, per, &bytes) >= 0) {
        if (!read_any(out, text, at + bytes, end)) {
            return false;
        }
        out->start = at;
        out->form = ZB_NUMERAL_PERCENT;
        return true;
    }
    if (!read_any(out, text, at, end)) {
        return false;
    }
    if (literal_at(text, out->end, end, "分之")) {
        zb_numeral top;
        if (read_any(&top, text, out->end + strlen("分之"), end) && out->value > 0) {
            out->value = nearbyint(top.value / out->value * 1e6) / 1e6;
            out->precision = 1e-6;
            out->endless |= top.endless;
            out->end = top.end;
            out->form = ZB_NUMERAL_FRACTION;
        }
    }
    return true;
}
