/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Glyphs and advances come from HarfBuzz once, at loading, into flat tables over plane 0: text is
 * measured far oftener than fonts are loaded. The few characters beyond are looked up each time.
 */
#include "chart/font.h"

#include <stdlib.h>

#include <hb.h>
#include <hb-ot.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

#define FONT_LIMIT ((size_t)256 << 20)
#define PLANE 0x10000u

static const char default_path[] = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc";

struct zb_font {
    zb_buf bytes;
    hb_font_t *hb;
    unsigned units;
    double ascender, descender;
    uint16_t glyph[PLANE];   /* 0: missing */
    uint16_t advance[PLANE]; /* in font units */
};

static bool is_space(uint32_t code) {
    return code == ' ' || code == 0xA0 || code == 0x3000 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x202F || code == 0x205F;
}

/* The glyph of a code point, 0 if there is none or it shows nothing where it should: some fonts
 * map characters such as `℃` to an empty outline. */
static hb_codepoint_t look_up(hb_font_t *hb, uint32_t code) {
    hb_codepoint_t glyph = 0;
    if (!hb_font_get_nominal_glyph(hb, code, &glyph) || glyph > 0xFFFF) {
        return 0;
    }
    hb_glyph_extents_t box = {0};
    bool empty = !hb_font_get_glyph_extents(hb, glyph, &box) || box.width == 0 || box.height == 0;
    return empty && !is_space(code) ? 0 : glyph;
}

static void fill_tables(zb_font *font) {
    for (uint32_t code = ' '; code < PLANE; code++) {
        hb_codepoint_t glyph = look_up(font->hb, code);
        font->glyph[code] = (uint16_t)glyph;
        if (glyph != 0) {
            font->advance[code] = (uint16_t)hb_font_get_glyph_h_advance(font->hb, glyph);
        }
    }
}

/* libharu and the subsetter want TrueType outlines. */
static bool has_outlines(hb_face_t *face) {
    hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('g', 'l', 'y', 'f'));
    bool has = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return has;
}

static zb_status open_face(zb_font *font, const char *path, zb_error *err) {
    hb_blob_t *blob =
        hb_blob_create(font->bytes.p, (unsigned)font->bytes.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    bool good = hb_face_get_glyph_count(face) > 0 && has_outlines(face);
    if (good) {
        font->hb = hb_font_create(face);
        font->units = hb_face_get_upem(face);
        hb_font_extents_t extents = {0};
        hb_font_get_h_extents(font->hb, &extents);
        font->ascender = (double)extents.ascender / font->units;
        font->descender = (double)extents.descender / font->units;
        hb_font_make_immutable(font->hb);
    }
    hb_face_destroy(face);
    if (!good) {
        zb_status status = zb_error_set(err, ZB_E_FORMAT, "not a font with TrueType outlines");
        zb_error_input(err, zb_str_from(path));
        return status;
    }
    return ZB_OK;
}

zb_status zb_font_load(zb_font **out, const char *path, zb_error *err) {
    *out = NULL;
    if (path == NULL) {
        path = getenv("ZHIBIAO_FONT");
    }
    if (path == NULL || *path == '\0') {
        path = default_path;
    }
    zb_font *font = zb_mem_zero(1, sizeof *font);
    if (font == NULL) {
        return zb_error_nomem(err);
    }
    zb_error cause = {0};
    zb_status status = zb_file_read(&font->bytes, path, FONT_LIMIT, &cause);
    if (status == ZB_E_IO || status == ZB_E_EMPTY) {
        status = zb_error_set(err, ZB_E_NOTFOUND,
                              "cannot read the font; install the package fonts-wqy-microhei or "
                              "name a TrueType font in ZHIBIAO_FONT");
        zb_error_input(err, zb_str_from(path));
    } else if (status != ZB_OK) {
        if (err != NULL) {
            *err = cause;
        }
    } else {
        status = open_face(font, path, err);
    }
    if (status != ZB_OK) {
        zb_font_free(font);
        return status;
    }
    fill_tables(font);
    *out = font;
    return ZB_OK;
}

void zb_font_free(zb_font *font) {
    if (font == NULL) {
        return;
    }
    hb_font_destroy(font->hb);
    zb_buf_free(&font->bytes);
    zb_mem_free(font);
}

zb_str zb_font_bytes(const zb_font *font) {
    return zb_buf_str(&font->bytes);
}

unsigned zb_font_units_per_em(const zb_font *font) {
    return font->units;
}

double zb_font_ascender(const zb_font *font) {
    return font->ascender;
}

double zb_font_descender(const zb_font *font) {
    return font->descender;
}

bool zb_font_has(const zb_font *font, uint32_t code) {
    return zb_font_glyph(font, code) != 0;
}

uint32_t zb_font_glyph(const zb_font *font, uint32_t code) {
    return code < PLANE ? font->glyph[code] : look_up(font->hb, code);
}

double zb_font_advance(const zb_font *font, uint32_t code) {
    if (code < PLANE) {
        return font->glyph[code] == 0 ? 1 : (double)font->advance[code] / font->units;
    }
    uint32_t glyph = look_up(font->hb, code);
    return glyph == 0 ? 1 : (double)hb_font_get_glyph_h_advance(font->hb, glyph) / font->units;
}
