/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures for covers: what kinds of PNG become, and what is no picture at all.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <png.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "chart/image.h"
#include "memory_help.h"

static const char target[] = "test-image.png";

/* Channels, and 8 or 16 bits, as libpng's simplified formats tell them. */
static void write_png(unsigned width, unsigned height, uint32_t format, const void *pixels) {
    png_image png = {
        .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = format};
    assert_true(png_image_write_to_file(&png, target, 0, pixels, 0, NULL));
}

static zb_image load(unsigned most, zb_theme theme) {
    zb_image image;
    assert_int_equal(zb_image_load(&image, target, most, theme, NULL), ZB_OK);
    return image;
}

static void test_one_pixel(void **state) {
    (void)state;
    static const unsigned char red[] = {200, 10, 20};
    write_png(1, 1, PNG_FORMAT_RGB, red);
    zb_image image = load(600, ZB_THEME_COLOR);
    assert_int_equal(image.width, 1);
    assert_int_equal(image.height, 1);
    assert_false(image.grey);
    assert_memory_equal(image.pixels, red, sizeof red);
    zb_image_free(&image);
    image = load(600, ZB_THEME_GREY);
    assert_true(image.grey);
    assert_in_range(image.pixels[0], 20, 120);
    zb_image_free(&image);
}

/* What can be seen through shows the paper. */
static void test_transparent(void **state) {
    (void)state;
    static const unsigned char pixels[] = {200, 10, 20, 255, 200, 10, 20, 0};
    write_png(2, 1, PNG_FORMAT_RGBA, pixels);
    zb_image image = load(600, ZB_THEME_COLOR);
    static const unsigned char wanted[] = {200, 10, 20, 255, 255, 255};
    assert_memory_equal(image.pixels, wanted, sizeof wanted);
    zb_image_free(&image);
}

static void test_16_bits(void **state) {
    (void)state;
    static const uint16_t pixels[] = {65535, 0, 65535, 0};
    write_png(2, 2, PNG_FORMAT_LINEAR_Y, pixels);
    zb_image image = load(600, ZB_THEME_GREY);
    static const unsigned char wanted[] = {255, 0, 255, 0};
    assert_memory_equal(image.pixels, wanted, sizeof wanted);
    zb_image_free(&image);
}

/* Larger pictures shrink to means of whole blocks, the last of which may be smaller. */
static void test_shrinks(void **state) {
    (void)state;
    enum { WIDTH = 8000, HEIGHT = 10, MOST = 600, BY = 14 };
    static unsigned char pixels[WIDTH * HEIGHT * 3];
    for (size_t i = 0; i < sizeof pixels / 3; i++) {
        unsigned x = (unsigned)(i % WIDTH);
        pixels[3 * i] = (unsigned char)(x / BY % 256);
        pixels[3 * i + 1] = x % 2 ? 255 : 0;
        pixels[3 * i + 2] = 7;
    }
    write_png(WIDTH, HEIGHT, PNG_FORMAT_RGB, pixels);
    zb_image image = load(MOST, ZB_THEME_COLOR);
    assert_int_equal(image.width, (WIDTH + BY - 1) / BY);
    assert_int_equal(image.height, 1);
    for (unsigned x = 0; x < image.width; x++) {
        assert_int_equal(image.pixels[3 * x], x % 256);
        assert_in_range(image.pixels[3 * x + 1], 127, 128);
        assert_int_equal(image.pixels[3 * x + 2], 7);
    }
    zb_image_free(&image);
    image = load(WIDTH, ZB_THEME_COLOR);
    assert_int_equal(image.width, WIDTH);
    assert_memory_equal(image.pixels, pixels, sizeof pixels);
    zb_image_free(&image);
}

static void refuse(const char *path, zb_status wanted) {
    zb_error err = {0};
    zb_image image;
    zb_status status = zb_image_load(&image, path, 600, ZB_THEME_COLOR, &err);
    if (status != wanted) {
        fail_msg("%s: %d instead of %d", path, (int)status, (int)wanted);
    }
    assert_string_equal(err.input, path);
    assert_null(image.pixels);
}

static void test_refuses(void **state) {
    (void)state;
    refuse(".", ZB_E_IO);
    refuse("/dev/null", ZB_E_FORMAT);
    assert_int_equal(zb_file_save(target, ZB_STR("<svg/>"), NULL), ZB_OK);
    refuse(target, ZB_E_FORMAT);
    static const unsigned char row[8193];
    write_png(8193, 1, PNG_FORMAT_GRAY, row);
    refuse(target, ZB_E_LIMIT);
}

/* Cut off, or with other bytes: a picture of that size, or none. */
static void test_damaged(void **state) {
    (void)state;
    static unsigned char pixels[16 * 16 * 4];
    for (size_t i = 0; i < sizeof pixels; i++) {
        pixels[i] = (unsigned char)(i * 37);
    }
    write_png(16, 16, PNG_FORMAT_RGBA, pixels);
    zb_buf whole = {0};
    assert_int_equal(zb_file_read(&whole, target, 1 << 20, NULL), ZB_OK);
    size_t end = whole.n - 12; /* of the data: the last chunk tells nothing */
    for (size_t n = 0; n < end; n += 1 + n / 8) {
        assert_int_equal(zb_file_save(target, zb_str_sub(zb_buf_str(&whole), 0, n), NULL), ZB_OK);
        refuse(target, ZB_E_FORMAT);
    }
    uint32_t random = 7;
    for (int i = 0; i < 500; i++) {
        random = random * 1664525u + 1013904223u;
        size_t at = (random >> 8) % whole.n;
        char before = whole.p[at];
        whole.p[at] = (char)(random >> 3);
        assert_int_equal(zb_file_save(target, zb_buf_str(&whole), NULL), ZB_OK);
        whole.p[at] = before;
        zb_image image;
        zb_status status = zb_image_load(&image, target, 600, ZB_THEME_COLOR, NULL);
        assert_true(status == ZB_OK || status == ZB_E_FORMAT || status == ZB_E_LIMIT);
        assert_int_equal(status == ZB_OK, image.pixels != NULL);
        zb_image_free(&image);
    }
    zb_buf_free(&whole);
}

static zb_status load_once(void *context) {
    (void)context;
    zb_image image;
    zb_status status = zb_image_load(&image, target, 600, ZB_THEME_COLOR, NULL);
    zb_image_free(&image);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    static const unsigned char pixels[700 * 3];
    write_png(700, 1, PNG_FORMAT_RGB, pixels);
    starve(load_once, NULL);
}

static int clean(void **state) {
    (void)state;
    remove(target);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_pixel), cmocka_unit_test(test_transparent),
        cmocka_unit_test(test_16_bits),   cmocka_unit_test(test_shrinks),
        cmocka_unit_test(test_refuses),   cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, clean);
}
