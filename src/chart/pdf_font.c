/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/pdf_font.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <hb.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hpdf_doc.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "chart/font.h"

enum { CID_LIMIT = 0xFFFF, DEFAULT_WIDTH = 1000, FLAG_SYMBOLIC = 4, TAG_LETTERS = 6 };

static size_t slot_of(const zb_pdf_font *self, zb_pdf_glyph glyph) {
    uint64_t key = ((uint64_t)glyph.code << 20) ^ (uint64_t)(uint32_t)glyph.advance;
    size_t slot = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & (self->slot_count - 1);
    for (;; slot = (slot + 1) & (self->slot_count - 1)) {
        uint16_t cid = self->slots[slot];
        if (cid == 0 || (self->glyphs.at[cid - 1].code == glyph.code &&
                         self->glyphs.at[cid - 1].advance == glyph.advance)) {
            return slot;
        }
    }
}

static bool grow(zb_pdf_font *self) {
    size_t count = self->slot_count ? self->slot_count * 2 : 1024;
    uint16_t *slots = zb_mem_zero(count, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    zb_mem_free(self->slots);
    self->slots = slots;
    self->slot_count = count;
    for (size_t i = 0; i < self->glyphs.count; i++) {
        self->slots[slot_of(self, self->glyphs.at[i])] = (uint16_t)(i + 1);
    }
    return true;
}

unsigned zb_pdf_font_cid(zb_pdf_font *self, uint32_t code, int advance) {
    if (self->glyphs.count * 2 >= self->slot_count && !grow(self)) {
        return 0;
    }
    zb_pdf_glyph glyph = {code, advance};
    size_t slot = slot_of(self, glyph);
    if (self->slots[slot] == 0) {
        if (self->glyphs.count >= CID_LIMIT || !ZB_PUSH(&self->glyphs, glyph)) {
            return 0;
        }
        self->slots[slot] = (uint16_t)self->glyphs.count;
    }
    return self->slots[slot];
}

void zb_pdf_font_free(zb_pdf_font *self) {
    ZB_VEC_FREE(&self->glyphs);
    zb_mem_free(self->slots);
    *self = (zb_pdf_font){0};
}

/* The used part of the font file, and the new glyph number of each CID. */
typedef struct subset {
    hb_blob_t *file;
    zb_buf gids; /* two bytes a CID, CID 0 first */
} subset;

static void put16(zb_buf *out, unsigned value) {
    zb_buf_char(out, (char)(value >> 8));
    zb_buf_char(out, (char)(value & 0xFF));
}

static hb_subset_input_t *subset_input(const zb_pdf_font *self, const zb_font *font) {
    static const hb_tag_t unwanted[] = {
        HB_TAG('n', 'a', 'm', 'e'), HB_TAG('O', 'S', '/', '2'), HB_TAG('p', 'o', 's', 't'),
        HB_TAG('c', 'm', 'a', 'p'), HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
        HB_TAG('G', 'D', 'E', 'F'), HB_TAG('g', 'a', 's', 'p'), HB_TAG('v', 'h', 'e', 'a'),
        HB_TAG('v', 'm', 't', 'x'), HB_TAG('k', 'e', 'r', 'n')};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (input != NULL) {
        hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
        hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
        for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++) {
            hb_set_add(drop, unwanted[i]);
        }
        hb_set_t *glyphs = hb_subset_input_glyph_set(input);
        for (size_t i = 0; i < self->glyphs.count; i++) {
            hb_set_add(glyphs, zb_font_glyph(font, self->glyphs.at[i].code));
        }
    }
    return input;
}

static bool make_subset(subset *out, const zb_pdf_font *self, const zb_font *font,
                        hb_face_t *face) {
    hb_subset_input_t *input = subset_input(self, font);
    hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(face, input) : NULL;
    hb_face_t *part = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (part != NULL) {
        const hb_map_t *renumbered = hb_subset_plan_old_to_new_glyph_mapping(plan);
        put16(&out->gids, 0);
        for (size_t i = 0; i < self->glyphs.count; i++) {
            hb_codepoint_t old = zb_font_glyph(font, self->glyphs.at[i].code);
            hb_codepoint_t gid = hb_map_get(renumbered, old);
            put16(&out->gids, gid == HB_MAP_VALUE_INVALID ? 0 : gid);
        }
        out->file = hb_face_reference_blob(part);
    }
    hb_face_destroy(part);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return out->file != NULL && !out->gids.failed;
}

static HPDF_Dict add_stream(HPDF_Doc doc, zb_str bytes) {
    HPDF_Dict dict = HPDF_DictStream_New(doc->mmgr, doc->xref);
    if (dict != NULL) {
        dict->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
        HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)bytes.p, (HPDF_UINT)bytes.n);
    }
    return dict;
}

static HPDF_Dict add_dict(HPDF_Doc doc) {
    HPDF_Dict dict = HPDF_Dict_New(doc->mmgr);
    if (dict != NULL && HPDF_Xref_Add(doc->xref, dict) != HPDF_OK) {
        return NULL; /* libharu has freed it */
    }
    return dict;
}

static void put_utf16(zb_buf *out, uint32_t code) {
    if (code >= 0x10000) {
        zb_buf_format(out, "%04X", 0xD800u + ((code - 0x10000) >> 10));
        code = 0xDC00u + ((code - 0x10000) & 0x3FF);
    }
    zb_buf_format(out, "%04X", code);
}

/* The map from CIDs to Unicode: what searching and copying go by. */
static void make_to_unicode(zb_buf *out, const zb_pdf_font *self) {
    enum { BLOCK = 100 }; /* entries a block may have */
    zb_buf_text(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                     "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                     "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < self->glyphs.count; i++) {
        if (i % BLOCK == 0) {
            size_t left = self->glyphs.count - i;
            zb_buf_format(out, "%zu beginbfchar\n", left < BLOCK ? left : BLOCK);
        }
        zb_buf_format(out, "<%04X> <", (unsigned)(i + 1));
        put_utf16(out, self->glyphs.at[i].code);
        zb_buf_text(out, ">\n");
        if (i % BLOCK == BLOCK - 1 || i + 1 == self->glyphs.count) {
            zb_buf_text(out, "endbfchar\n");
        }
    }
    zb_buf_text(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* [first [w w …] …], Han characters of full width left out. */
static HPDF_Array make_widths(HPDF_Doc doc, const zb_pdf_font *self) {
    HPDF_Array all = HPDF_Array_New(doc->mmgr);
    HPDF_Array stretch = NULL;
    for (size_t i = 0; all != NULL && i < self->glyphs.count; i++) {
        if (self->glyphs.at[i].advance == DEFAULT_WIDTH) {
            stretch = NULL;
            continue;
        }
        if (stretch == NULL) {
            /* what cannot be added is freed by libharu */
            if (HPDF_Array_AddNumber(all, (HPDF_INT32)(i + 1)) != HPDF_OK) {
                break;
            }
            stretch = HPDF_Array_New(doc->mmgr);
            if (stretch == NULL || HPDF_Array_Add(all, stretch) != HPDF_OK) {
                break;
            }
        }
        HPDF_Array_AddNumber(stretch, self->glyphs.at[i].advance);
    }
    return all;
}

/* `ABCDEF+Name`: six letters drawn from the subset, the font's PostScript name. */
static void make_name(char *out, size_t size, const zb_pdf_font *self, hb_face_t *face) {
    char name[64] = "";
    unsigned length = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length, name);
    char *to = name;
    for (const char *from = name; *from; from++) {
        bool letter = (*from >= 'a' && *from <= 'z') || (*from >= 'A' && *from <= 'Z') ||
                      (*from >= '0' && *from <= '9') || *from == '-';
        if (letter) {
            *to++ = *from;
        }
    }
    *to = '\0';
    uint64_t hash = zb_str_hash(
        (zb_str){(const char *)self->glyphs.at, self->glyphs.count * sizeof *self->glyphs.at});
    char tag[TAG_LETTERS + 1] = "";
    for (int i = 0; i < TAG_LETTERS; i++, hash /= 26) {
        tag[i] = (char)('A' + hash % 26);
    }
    snprintf(out, size, "%s+%s", tag, name[0] ? name : "Font");
}

static HPDF_Dict make_descriptor(HPDF_Doc doc, const zb_font *font, hb_face_t *face,
                                 const char *name, const subset *part) {
    HPDF_Dict dict = add_dict(doc);
    unsigned length = 0;
    const char *bytes = hb_blob_get_data(part->file, &length);
    HPDF_Dict file = add_stream(doc, (zb_str){bytes, length});
    HPDF_Array box = HPDF_Array_New(doc->mmgr);
    if (dict == NULL || file == NULL || box == NULL) {
        return NULL;
    }
    HPDF_Dict_AddNumber(file, "Length1", (HPDF_INT32)length);
    double scale = 1000.0 / hb_face_get_upem(face);
    hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned head_length = 0;
    const uint8_t *h = (const uint8_t *)hb_blob_get_data(head, &head_length);
    for (size_t i = 36; i < 44; i += 2) { /* xMin yMin xMax yMax */
        int value = head_length >= 44 ? (int16_t)(h[i] << 8 | h[i + 1]) : 0;
        HPDF_Array_AddNumber(box, (HPDF_INT32)lround(value * scale));
    }
    hb_blob_destroy(head);
    int ascent = (int)lround(zb_font_ascender(font) * 1000);
    HPDF_Dict_AddName(dict, "Type", "FontDescriptor");
    HPDF_Dict_AddName(dict, "FontName", name);
    HPDF_Dict_AddNumber(dict, "Flags", FLAG_SYMBOLIC);
    HPDF_Dict_Add(dict, "FontBBox", box);
    HPDF_Dict_AddNumber(dict, "ItalicAngle", 0);
    HPDF_Dict_AddNumber(dict, "Ascent", ascent);
    HPDF_Dict_AddNumber(dict, "Descent", (HPDF_INT32)lround(zb_font_descender(font) * 1000));
    HPDF_Dict_AddNumber(dict, "CapHeight", 730);
    HPDF_Dict_AddNumber(dict, "StemV", 80);
    HPDF_Dict_Add(dict, "FontFile2", file);
    return dict;
}

static HPDF_Dict make_cid_font(HPDF_Doc doc, const zb_pdf_font *self, HPDF_Dict descriptor,
                               const char *name, const subset *part) {
    HPDF_Dict dict = add_dict(doc);
    HPDF_Dict gids = add_stream(doc, zb_buf_str(&part->gids));
    HPDF_Dict system = HPDF_Dict_New(doc->mmgr);
    if (dict == NULL || gids == NULL || system == NULL) {
        return NULL;
    }
    HPDF_Dict_Add(system, "Registry", HPDF_String_New(doc->mmgr, "Adobe", NULL));
    HPDF_Dict_Add(system, "Ordering", HPDF_String_New(doc->mmgr, "Identity", NULL));
    HPDF_Dict_AddNumber(system, "Supplement", 0);
    HPDF_Dict_AddName(dict, "Type", "Font");
    HPDF_Dict_AddName(dict, "Subtype", "CIDFontType2");
    HPDF_Dict_AddName(dict, "BaseFont", name);
    HPDF_Dict_Add(dict, "CIDSystemInfo", system);
    HPDF_Dict_Add(dict, "FontDescriptor", descriptor);
    HPDF_Dict_AddNumber(dict, "DW", DEFAULT_WIDTH);
    HPDF_Dict_Add(dict, "W", make_widths(doc, self));
    HPDF_Dict_Add(dict, "CIDToGIDMap", gids);
    return dict;
}

static void fill_font(const zb_pdf_font *self, const zb_font *font, HPDF_Doc doc, HPDF_Dict dict,
                      hb_face_t *face, const subset *part, zb_str to_unicode) {
    char name[96];
    make_name(name, sizeof name, self, face);
    HPDF_Dict descriptor = make_descriptor(doc, font, face, name, part);
    HPDF_Dict cid_font = descriptor ? make_cid_font(doc, self, descriptor, name, part) : NULL;
    HPDF_Array descendants = cid_font ? HPDF_Array_New(doc->mmgr) : NULL;
    if (descendants == NULL) {
        return;
    }
    HPDF_Array_Add(descendants, cid_font);
    HPDF_Dict_AddName(dict, "Type", "Font");
    HPDF_Dict_AddName(dict, "Subtype", "Type0");
    HPDF_Dict_AddName(dict, "BaseFont", name);
    HPDF_Dict_AddName(dict, "Encoding", "Identity-H");
    HPDF_Dict_Add(dict, "DescendantFonts", descendants);
    HPDF_Dict_Add(dict, "ToUnicode", add_stream(doc, to_unicode));
}

zb_status zb_pdf_font_finish(const zb_pdf_font *self, const zb_font *font, HPDF_Doc doc,
                             HPDF_Dict dict, zb_error *err) {
    zb_str bytes = zb_font_bytes(font);
    hb_blob_t *blob =
        hb_blob_create(bytes.p, (unsigned)bytes.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    subset part = {0};
    zb_buf to_unicode = {0};
    zb_status status = ZB_OK;
    make_to_unicode(&to_unicode, self);
    bool cut = make_subset(&part, self, font, face);
    if (to_unicode.failed || part.gids.failed) {
        status = zb_error_nomem(err);
    } else if (!cut) {
        status = zb_error_set(err, ZB_E_FORMAT, "the font cannot be cut down to the glyphs used");
    } else {
        fill_font(self, font, doc, dict, face, &part, zb_buf_str(&to_unicode));
    }
    zb_buf_free(&to_unicode);
    zb_buf_free(&part.gids);
    hb_blob_destroy(part.file);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return status;
}
