/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/image.h"

#include <png.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

/* A file, and a side in pixels, beyond these is no logo. */
#define FILE_LIMIT ((size_t)16 << 20)
#define SIDE_LIMIT 8192u

static zb_status refuse(zb_error *err, const char *path, zb_status code, const char *why) {
    zb_status status = zb_error_set(err, code, "%s", why);
    zb_error_input(err, zb_str_from(path));
    return status;
}

/* Each `by` × `by` pixels become their mean, in place; the last row and column may take fewer. */
static void shrink(zb_image *image, unsigned by) {
    unsigned samples = image->grey ? 1 : 3;
    unsigned width = (image->width + by - 1) / by, height = (image->height + by - 1) / by;
    for (unsigned y = 0; y < height; y++) {
        unsigned last_row = (y + 1) * by < image->height ? (y + 1) * by : image->height;
        for (unsigned i = 0; i < width * samples; i++) {
            unsigned x = i / samples * by, sum = 0, count = 0;
            unsigned last = x + by < image->width ? x + by : image->width;
            for (unsigned row = y * by; row < last_row; row++) {
                for (unsigned column = x; column < last; column++, count++) {
                    sum +=
                        image
                            ->pixels[((size_t)row * image->width + column) * samples + i % samples];
                }
            }
            image->pixels[(size_t)y * width * samples + i] =
                (unsigned char)((sum + count / 2) / count);
        }
    }
    image->width = width;
    image->height = height;
}

static zb_status decode(zb_image *out, zb_str bytes, const char *path, zb_theme theme,
                        zb_error *err) {
    png_image png = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&png, bytes.p, bytes.n)) {
        return refuse(err, path, ZB_E_FORMAT, "not a PNG picture; save the logo as PNG");
    }
    if (png.width > SIDE_LIMIT || png.height > SIDE_LIMIT) {
        png_image_free(&png);
        return refuse(err, path, ZB_E_LIMIT,
                      "the picture is larger than 8192 pixels; save the logo smaller");
    }
    png.format = theme == ZB_THEME_GREY ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    *out = (zb_image){png.width, png.height, theme == ZB_THEME_GREY, NULL};
    out->pixels = zb_mem_get(PNG_IMAGE_SIZE(png));
    if (!out->pixels) {
        png_image_free(&png);
        return zb_error_nomem(err);
    }
    const png_color white = {255, 255, 255};
    if (!png_image_finish_read(&png, &white, out->pixels, 0, NULL)) {
        zb_image_free(out);
        return refuse(err, path, ZB_E_FORMAT, "the PNG picture is damaged; save the logo again");
    }
    return ZB_OK;
}

zb_status zb_image_load(zb_image *out, const char *path, unsigned most, zb_theme theme,
                        zb_error *err) {
    *out = (zb_image){0};
    zb_buf bytes = {0};
    zb_status status = zb_file_read(&bytes, path, FILE_LIMIT, err);
    if (status == ZB_OK) {
        status = decode(out, zb_buf_str(&bytes), path, theme, err);
    }
    zb_buf_free(&bytes);
    unsigned longest = out->width > out->height ? out->width : out->height;
    if (status == ZB_OK && longest > most) {
        shrink(out, (longest + most - 1) / most);
    }
    return status;
}

void zb_image_free(zb_image *image) {
    zb_mem_free(image->pixels);
    *image = (zb_image){0};
}
