/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/pdf_inside.h"

#include <math.h>
#include <time.h>

#include "base/error.h"
#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"

enum { BOOKMARK_DEPTH = 8, BEIJING = 8 * 3600 };

/* Text outside the pages, in UTF-16 whatever it holds. */
static HPDF_Binary text_object(zb_pdf *pdf, zb_str text) {
    zb_buf *out = &pdf->scratch;
    zb_buf_clear(out);
    zb_buf_add(out, (zb_str){"\xFE\xFF", 2});
    for (size_t at = 0; at < text.n;) {
        uint32_t code = zb_utf8_next(text, &at);
        uint32_t units[2] = {code, 0};
        if (code >= 0x10000) {
            units[0] = 0xD800 + ((code - 0x10000) >> 10);
            units[1] = 0xDC00 + ((code - 0x10000) & 0x3FF);
        }
        for (int i = 0; i < (code >= 0x10000 ? 2 : 1); i++) {
            zb_buf_char(out, (char)(units[i] >> 8));
            zb_buf_char(out, (char)(units[i] & 0xFF));
        }
    }
    if (out->failed) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
        return NULL;
    }
    return HPDF_Binary_New(pdf->doc->mmgr, (HPDF_BYTE *)out->p, (HPDF_UINT)out->n);
}

/* A place on a page that keeps the reader's zoom, which HPDF_Destination_SetXYZ does not allow. */
static HPDF_Destination destination(zb_pdf *pdf, size_t target, double y) {
    const zb_pdf_page *p = &pdf->pages.at[target < pdf->pages.count ? target : 0];
    HPDF_Destination to = HPDF_Page_CreateDestination(p->handle);
    if (to != NULL) {
        HPDF_Array_Clear(to);
        HPDF_Array_Add(to, p->handle);
        HPDF_Array_AddName(to, "XYZ");
        HPDF_Array_AddNumber(to, 0);
        HPDF_Array_AddNumber(to, (HPDF_INT32)lround(p->height - y));
        HPDF_Array_AddNumber(to, 0);
    }
    return zb_pdf_broken(pdf) ? NULL : to;
}

static void put_coordinate(zb_buf *out, double value) {
    zb_buf_fixed(out, value, 2);
    zb_buf_char(out, ' ');
}

static void put_link(zb_buf *out, const zb_pdf *pdf, const zb_pdf_page *p,
                     const zb_pdf_target_link *l) {
    enum { OBJECT_NUMBER = 0x00FFFFFF }; /* libharu keeps flags above it */
    const zb_pdf_page *to = &pdf->pages.at[l->target < pdf->pages.count ? l->target : 0];
    zb_buf_text(out, "<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[");
    put_coordinate(out, l->x);
    put_coordinate(out, p->height - l->y - l->h);
    put_coordinate(out, l->x + l->w);
    put_coordinate(out, p->height - l->y);
    zb_buf_format(out, "]/Dest[%lu 0 R/XYZ 0 %ld 0]>>\012",
                  (unsigned long)(to->handle->header.obj_id & OBJECT_NUMBER),
                  lround(to->height - l->target_y));
}

/* The links of a page, inside its dictionary. As objects of libharu the links of an appendix of
 * evidence would take more room than all else, in memory and in the file. */
static HPDF_STATUS write_links(HPDF_Dict page, HPDF_Stream stream) {
    zb_pdf *pdf = page->error->user_data;
    zb_buf *out = &pdf->scratch;
    size_t at = 0;
    while (pdf->pages.at[at].handle != page) {
        at++;
    }
    zb_buf_clear(out);
    zb_buf_text(out, "/Annots [\012");
    for (size_t i = pdf->pages.at[at].links; i; i = pdf->links.at[i - 1].next) {
        put_link(out, pdf, &pdf->pages.at[at], &pdf->links.at[i - 1]);
    }
    zb_buf_text(out, "]\012");
    if (out->failed) {
        zb_pdf_fail(pdf, ZB_E_NOMEM);
        return HPDF_FAILD_TO_ALLOC_MEM;
    }
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)out->p, (HPDF_UINT)out->n);
}

/* Gives the links to their pages, in their order. */
static void place_links(zb_pdf *pdf) {
    for (size_t i = pdf->links.count; i > 0; i--) {
        zb_pdf_target_link *l = &pdf->links.at[i - 1];
        zb_pdf_page *p = &pdf->pages.at[l->page];
        l->next = p->links;
        p->links = i;
        p->handle->write_fn = write_links;
    }
}

static void write_bookmarks(zb_pdf *pdf) {
    HPDF_Outline last[BOOKMARK_DEPTH] = {NULL};
    for (size_t i = 0; i < pdf->bookmarks.count && !pdf->failed; i++) {
        const zb_pdf_mark *b = &pdf->bookmarks.at[i];
        int depth = b->depth < 0 ? 0 : b->depth < BOOKMARK_DEPTH ? b->depth : BOOKMARK_DEPTH - 1;
        HPDF_Outline parent = depth ? last[depth - 1] : NULL;
        HPDF_Outline outline = HPDF_CreateOutline(pdf->doc, parent, "", NULL);
        HPDF_Destination to = outline ? destination(pdf, b->target, b->target_y) : NULL;
        if (to == NULL) {
            zb_pdf_fail(pdf, ZB_E_NOMEM);
            return;
        }
        HPDF_Dict_Add(outline, "Title", text_object(pdf, b->title));
        HPDF_Outline_SetDestination(outline, to);
        HPDF_Outline_SetOpened(outline, HPDF_FALSE);
        for (int d = depth; d < BOOKMARK_DEPTH; d++) {
            last[d] = outline;
        }
    }
    if (pdf->bookmarks.count) {
        HPDF_SetPageMode(pdf->doc, HPDF_PAGE_MODE_USE_OUTLINE);
    }
}

static void write_info(zb_pdf *pdf, const zb_pdf_info *info) {
    time_t when = (time_t)info->date + BEIJING;
    struct tm t = {0};
    gmtime_r(&when, &t);
    HPDF_Date date = {t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min,
                      t.tm_sec,         '+',          8,         0};
    HPDF_SetInfoDateAttr(pdf->doc, HPDF_INFO_CREATION_DATE, date);
    HPDF_SetInfoDateAttr(pdf->doc, HPDF_INFO_MOD_DATE, date);
    const struct {
        const char *key;
        zb_str text;
    } entries[] = {{"Title", info->title},
                   {"Author", info->author},
                   {"Subject", info->subject},
                   {"Keywords", info->keywords},
                   {"Creator", info->creator}};
    for (size_t i = 0; !pdf->failed && i < sizeof entries / sizeof *entries; i++) {
        if (entries[i].text.n) {
            HPDF_Dict_Add(pdf->doc->info, entries[i].key, text_object(pdf, entries[i].text));
        }
    }
    HPDF_Dict_Add(pdf->doc->catalog, "Lang",
                  HPDF_String_New(pdf->doc->mmgr, info->english ? "en" : "zh-CN", NULL));
    pdf->doc->pdf_version = HPDF_VER_14; /* Lang, and composite fonts with a subset */
}

static zb_status save(zb_pdf *pdf, const char *path, zb_error *err) {
    zb_file_out *file;
    zb_status status = zb_file_open(&file, path, err);
    if (status != ZB_OK) {
        return status;
    }
    HPDF_Stream stream = pdf->doc->stream;
    for (HPDF_UINT i = 0; status == ZB_OK && i < HPDF_MemStream_GetBufCount(stream); i++) {
        HPDF_UINT length = 0;
        const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(stream, i, &length);
        status = zb_file_write(file, (zb_str){(const char *)bytes, length}, err);
    }
    if (status != ZB_OK) {
        zb_file_abort(file);
        return status;
    }
    return zb_file_commit(file, err);
}

zb_status zb_pdf_write(zb_pdf *pdf, const zb_pdf_info *info, const char *path, zb_error *err) {
    zb_status status = ZB_OK;
    zb_pdf_memory_enter(&pdf->memory);
    if (!zb_pdf_broken(pdf)) {
        place_links(pdf);
    }
    if (!zb_pdf_broken(pdf)) {
        write_bookmarks(pdf);
    }
    if (!zb_pdf_broken(pdf)) {
        write_info(pdf, info);
    }
    if (!zb_pdf_broken(pdf)) {
        status = zb_pdf_font_finish(&pdf->cids, pdf->font, pdf->doc, pdf->font_dict, err);
    }
    if (status == ZB_OK && !zb_pdf_broken(pdf)) {
        HPDF_SaveToStream(pdf->doc);
    }
    if (status == ZB_OK && zb_pdf_broken(pdf)) {
        return zb_error_set(err, pdf->error.code, "%s", pdf->error.message);
    }
    return status == ZB_OK ? save(pdf, path, err) : status;
}
