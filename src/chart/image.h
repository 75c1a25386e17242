/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture for a PDF page, read from a PNG file: transparent places become white, and what is
 * finer than print needs is averaged away.
 */
#ifndef ZB_CHART_IMAGE_H
#define ZB_CHART_IMAGE_H

#include "zhibiao/chart.h"

typedef struct zb_image {
    unsigned width, height; /* pixels */
    bool grey;              /* one byte a pixel, else three: red, green, blue */
    unsigned char *pixels;  /* rows from the top; owned */
} zb_image;

/* Free with zb_image_free. `most` pixels are the longest that a side may stay. ZB_E_NOTFOUND and
 * ZB_E_IO as zb_file_read, ZB_E_FORMAT (no PNG), ZB_E_LIMIT (too large), ZB_E_NOMEM. */
zb_status zb_image_load(zb_image *out, const char *path, unsigned most, zb_theme theme,
                        zb_error *err);
/* Accepts an empty one. */
void zb_image_free(zb_image *image);

#endif
