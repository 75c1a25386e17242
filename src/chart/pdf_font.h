/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one font of a PDF file: a composite font of the characters used, embedded as a subset.
 *
 * libharu's own route for TrueType writes an invalid ToUnicode map and every width of the font, so
 * its objects are put together here. A CID stands for a pair of character and advance: the gap
 * between Han and digits, and the closed-up halves of marks, become part of the declared width, so
 * that readers find no gap in which to suspect a space.
 */
#ifndef ZB_CHART_PDF_FONT_H
#define ZB_CHART_PDF_FONT_H

#include <hpdf.h>
#include <hpdf_objects.h>

#include "base/vec.h"
#include "zhibiao/chart.h"

typedef struct zb_pdf_glyph {
    uint32_t code;
    int advance; /* in 1/1000 em */
} zb_pdf_glyph;

/* `{0}` is empty. */
typedef struct zb_pdf_font {
    ZB_VEC(zb_pdf_glyph) glyphs; /* at[i] is CID i + 1 */
    uint16_t *slots;             /* hash table of CIDs, 0: free */
    size_t slot_count;
} zb_pdf_font;

/* The CID of the pair, from 1; 0 when there is no memory or no number left. */
unsigned zb_pdf_font_cid(zb_pdf_font *self, uint32_t code, int advance);
/* Fill `dict`, an empty indirect object of the document, with the font. ZB_E_NOMEM, ZB_E_FORMAT. */
zb_status zb_pdf_font_finish(const zb_pdf_font *self, const zb_font *font, HPDF_Doc doc,
                             HPDF_Dict dict, zb_error *err);
void zb_pdf_font_free(zb_pdf_font *self);

#endif
