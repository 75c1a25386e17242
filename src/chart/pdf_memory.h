/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The memory of libharu, of one document each. Where memory fails libharu loses objects, and frees
 * others and goes on using them: of a page's resources that found no place in the page
 * HPDF_Page_New fills the rest. So after the first refusal all is refused, what is freed is kept,
 * and the end of the document frees all there is, in place of HPDF_Free.
 */
#ifndef ZB_CHART_PDF_MEMORY_H
#define ZB_CHART_PDF_MEMORY_H

#include <stdbool.h>

#include <hpdf.h>

typedef struct zb_pdf_block {
    struct zb_pdf_block *before, *after;
} zb_pdf_block;

typedef struct zb_pdf_memory {
    zb_pdf_block blocks; /* ring of all, this one holds nothing */
    bool refused;
} zb_pdf_memory;

void zb_pdf_memory_begin(zb_pdf_memory *memory);
/* The calls of libharu that follow in this thread are on this memory's document. */
void zb_pdf_memory_enter(zb_pdf_memory *memory);
/* Frees every block. */
void zb_pdf_memory_end(zb_pdf_memory *memory);

/* For HPDF_NewEx. */
void *zb_pdf_memory_get(HPDF_UINT size);
void zb_pdf_memory_free(void *block);

#endif
