/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/draw.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "chart/text.h"

zb_stroke zb_no_stroke(void) {
    return (zb_stroke){0, ZB_NO_COLOR, 0, 0};
}

zb_stroke zb_solid(double width, zb_color color) {
    return (zb_stroke){width, color, 0, 0};
}

zb_text_style zb_label_style(double size, zb_color color, bool bold) {
    return (zb_text_style){size, bold, color, ZB_NO_COLOR, 0};
}

zb_color zb_mix(zb_color a, zb_color b, double share) {
    zb_color mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        double part = share * ((a >> shift) & 0xFF) + (1 - share) * ((b >> shift) & 0xFF);
        mixed |= (zb_color)lround(part) << shift;
    }
    return mixed;
}

bool zb_tone_is_high(zb_tone tone) {
    return tone == ZB_TONE_HIGH || tone == ZB_TONE_HIGH998;
}

bool zb_tone_is_low(zb_tone tone) {
    return tone == ZB_TONE_LOW || tone == ZB_TONE_LOW998;
}

bool zb_tone_is_status(zb_tone tone) {
    return zb_tone_is_high(tone) || zb_tone_is_low(tone);
}

zb_color zb_tone_color(zb_tone tone) {
    if (zb_tone_is_high(tone)) {
        return ZB_BLUE;
    }
    if (zb_tone_is_low(tone)) {
        return ZB_ORANGE;
    }
    return tone == ZB_TONE_WHOLE ? ZB_INK : ZB_SOFT;
}

zb_color zb_tone_band(zb_tone tone) {
    if (zb_tone_is_high(tone)) {
        return zb_mix(ZB_BLUE_MID, ZB_WHITE, 0.5);
    }
    if (zb_tone_is_low(tone)) {
        return zb_mix(ZB_ORANGE_MID, ZB_WHITE, 0.5);
    }
    return zb_mix(ZB_PALE, ZB_WHITE, 0.55);
}

void zb_draw_label(const zb_canvas *canvas, double x, double y, zb_align align, zb_str text,
                   zb_text_style style) {
    if (text.n == 0) {
        return;
    }
    if (align != ZB_LEFT) {
        double width = zb_text_width(canvas->font, text, style.size, style.bold);
        x -= align == ZB_CENTRE ? width / 2 : width;
    }
    canvas->text(canvas->self, x, y + ZB_MIDDLE * style.size, text, style);
}

zb_str zb_cut_to_fit(zb_arena *arena, const zb_font *font, zb_str text, double size, double width,
                     bool *ok) {
    size_t fitting = zb_text_fit(font, text, size, width);
    if (fitting == text.n) {
        return text;
    }
    static const char dots[] = "…";
    char *cut = ZB_NEW(arena, char, fitting + sizeof dots);
    if (cut == NULL) {
        *ok = false;
        return (zb_str){0};
    }
    memcpy(cut, text.p, fitting);
    memcpy(cut + fitting, dots, sizeof dots - 1);
    return (zb_str){cut, fitting + sizeof dots - 1};
}

void zb_draw_triangle(const zb_canvas *canvas, double x, double y, double height, bool up,
                      zb_color color) {
    double half = height * 0.58, tip = up ? y - height / 2 : y + height / 2;
    double base = up ? y + height / 2 : y - height / 2;
    zb_point corners[] = {{x, tip}, {x + half, base}, {x - half, base}};
    canvas->polygon(canvas->self, corners, 3, color, zb_no_stroke());
}

/* Numbers of this library begin with an ASCII minus; print has its own sign. */
static zb_str with_minus(zb_arena *arena, zb_buf *buf, const char *suffix, bool *ok) {
    zb_buf shown = {0};
    zb_str number = zb_buf_str(buf);
    if (zb_str_starts(number, ZB_STR("-"))) {
        zb_buf_text(&shown, "−");
        number = zb_str_sub(number, 1, number.n);
    }
    zb_buf_add(&shown, number);
    zb_buf_text(&shown, suffix);
    *ok = *ok && !buf->failed && !shown.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&shown), ok) : (zb_str){0};
    zb_buf_free(&shown);
    zb_buf_free(buf);
    return kept;
}

/* Beside much larger numbers a small one would be rounded to nothing: it is written out. */
static double magnitude_beside(double value, double largest, double unit, int decimals) {
    double size = fabs(value);
    return size > 0 && size < 0.5 * unit * pow(10, -decimals) ? size : largest;
}

zb_str zb_number_label(zb_arena *arena, double value, int decimals, double largest, bool *ok) {
    zb_buf buf = {0};
    largest = largest >= 1e9 ? magnitude_beside(value, largest, 1e8, 2) : largest;
    largest = largest >= 1e6 ? magnitude_beside(value, largest, 1e4, 1) : largest;
    if (largest >= 1e9) {
        zb_buf_thousands(&buf, value / 1e8, 2);
        return with_minus(arena, &buf, "亿", ok);
    }
    if (largest >= 1e6) {
        zb_buf_thousands(&buf, value / 1e4, 1);
        return with_minus(arena, &buf, "万", ok);
    }
    zb_buf_thousands(&buf, value, decimals);
    return with_minus(arena, &buf, "", ok);
}

static zb_str joined(zb_arena *arena, zb_str a, const char *between, zb_str b, bool *ok) {
    zb_buf buf = {0};
    zb_buf_add(&buf, a);
    zb_buf_text(&buf, between);
    zb_buf_add(&buf, b);
    *ok = *ok && !buf.failed;
    zb_str kept = *ok ? zb_arena_copy(arena, zb_buf_str(&buf), ok) : (zb_str){0};
    zb_buf_free(&buf);
    return kept;
}

zb_str zb_marked_label(zb_arena *arena, zb_str before, zb_str label, zb_str behind, bool *ok) {
    if (before.n) {
        label = joined(arena, before, "", label, ok);
    }
    return behind.n ? joined(arena, label, "", behind, ok) : label;
}

zb_str zb_number_label_in(zb_arena *arena, bool english, double value, int decimals, double largest,
                          bool *ok) {
    if (!english) {
        return zb_number_label(arena, value, decimals, largest, ok);
    }
    zb_buf buf = {0};
    largest = largest >= 1e9 ? magnitude_beside(value, largest, 1e9, 2) : largest;
    largest = largest >= 1e7 ? magnitude_beside(value, largest, 1e6, 2) : largest;
    if (largest >= 1e9) {
        zb_buf_thousands(&buf, value / 1e9, 2);
        return with_minus(arena, &buf, "bn", ok);
    }
    if (largest >= 1e7) {
        zb_buf_thousands(&buf, value / 1e6, 2);
        return with_minus(arena, &buf, "M", ok);
    }
    zb_buf_thousands(&buf, value, decimals);
    return with_minus(arena, &buf, "", ok);
}

zb_str zb_change_label(zb_arena *arena, bool english, double value, int decimals, double largest,
                       bool *ok) {
    zb_str label = zb_number_label_in(arena, english, value, decimals, largest, ok);
    bool zero = true;
    for (size_t i = 0; i < label.n; i++) {
        zero = zero && (label.p[i] < '1' || label.p[i] > '9');
    }
    return value > 0 && !zero ? joined(arena, (zb_str){0}, "+", label, ok) : label;
}

int zb_bound_decimals(double value, int decimals) {
    const int most = decimals + 3;
    while (fabs(value) > 1e-9 && fabs(value) < 0.5 * pow(10, -decimals) && decimals < most) {
        decimals++;
    }
    return decimals;
}

zb_str zb_range_label(zb_arena *arena, bool english, double low, double high, int decimals,
                      bool *ok) {
    double largest = fmax(fabs(low), fabs(high));
    int from_decimals = zb_bound_decimals(low, decimals),
        to_decimals = zb_bound_decimals(high, decimals);
    decimals = from_decimals > to_decimals ? from_decimals : to_decimals; /* alike at both ends */
    zb_str from = zb_number_label_in(arena, english, low, decimals, largest, ok);
    zb_str to = zb_number_label_in(arena, english, high, decimals, largest, ok);
    bool signs = zb_str_starts(from, ZB_STR("−")) || zb_str_starts(to, ZB_STR("−"));
    return joined(arena, from, english ? signs ? " to " : "–" : signs ? "至" : "~", to, ok);
}

/* The word for what the labels of an axis are divided by. */
static const char *magnitude_of(double divisor) {
    static const struct {
        double divisor;
        const char *word;
    } magnitudes[] = {{1e3, "k"}, {1e4, "万"}, {1e6, "M"}, {1e8, "亿"}, {1e9, "bn"}};
    for (size_t i = 0; i < sizeof magnitudes / sizeof *magnitudes; i++) {
        if (magnitudes[i].divisor == divisor) {
            return magnitudes[i].word;
        }
    }
    return "";
}

zb_str zb_tick_label(zb_arena *arena, const zb_axis *axis, double value, bool *ok) {
    zb_buf buf = {0};
    bool zero = value == 0;
    zb_buf_thousands(&buf, value / axis->divisor, zero && axis->divisor > 1 ? 0 : axis->decimals);
    return with_minus(arena, &buf, zero ? "" : magnitude_of(axis->divisor), ok);
}
