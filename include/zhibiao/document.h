/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A document: one report, read and decoded, its furniture marked, its sections found, and the
 * facts known of it as a whole (title, region, level, year, kind).
 */
#ifndef ZHIBIAO_DOCUMENT_H
#define ZHIBIAO_DOCUMENT_H

#include "zhibiao/lexicon.h"
#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes [start, end) of a document's text. */
typedef struct zb_span {
    size_t start, end;
} zb_span;

typedef enum zb_line_kind {
    ZB_LINE_BODY = 0,
    ZB_LINE_BLANK,
    ZB_LINE_FURNITURE, /**< navigation, view counters, dates of publication … of a web page */
    ZB_LINE_TITLE,
    ZB_LINE_HEADING
} zb_line_kind;

/** A line of the text, without its line end. */
typedef struct zb_line {
    zb_span span;
    zb_line_kind kind;
} zb_line;

/** A stretch of text under one heading. Sections cover the text without gaps, in order. */
typedef struct zb_section {
    zb_span heading; /**< empty for what stands before the first heading, and for a plan that
                          begins without one */
    zb_span body;    /**< from the heading's start to the next heading's */
    int depth; /**< 0 none, 1 `一、`, 2 `（一）`, 3 `1.`; of the heading around it when it
                    has none */
    bool plan; /**< tells of the future: 下一步, 2025年工作安排 */
} zb_section;

/** A read-only document. Everything lives in the document and goes with it. */
typedef struct zb_document {
    zb_str name;        /**< file name without folder and ending, or the record's name */
    zb_str path;        /**< as given, empty for records */
    zb_str text;        /**< decoded UTF-8; offsets count from here */
    zb_str title;       /**< empty when there is none */
    zb_str region;      /**< full path of names, empty when unknown */
    zb_str region_code; /**< empty when the place is in no table */
    zb_level level;
    int year;          /**< the year reported on, 0 when unknown */
    zb_str kind;       /**< `rule-of-law`, `work-report`, `other` */
    zb_str department; /**< `司法局` for a department's report, else empty */
    const zb_line *lines;
    size_t line_count;
    const zb_section *sections;
    size_t section_count;
    uint64_t hash; /**< of the text */
    void *own;     /**< the library's */
} zb_document;

/** What a JSON record or a caller may know already. Zeroed: nothing. */
typedef struct zb_document_hints {
    zb_str region; /**< name or code; wins over what the text says */
    int year;      /**< wins over what the text says, 0: none */
} zb_document_hints;

/** Largest file that is read, in bytes. */
#define ZB_DOCUMENT_LIMIT ((size_t)1 << 30)

/** Read one file. `*out` is the caller's, to free with zb_document_free. Fails with ZB_E_IO,
 * ZB_E_EMPTY (0 bytes or white space only), ZB_E_FORMAT (a web page, PDF or RTF), ZB_E_ENCODING
 * (not UTF-8, offset of the first bad byte), ZB_E_LIMIT, ZB_E_NOMEM; a document without region or
 * year is no failure. */
ZB_API zb_status zb_document_read(zb_document **out, const char *path, const zb_lexicon *lexicon,
                                  zb_error *err);
/** The same from memory; name and text are copied. `hints` may be NULL. */
ZB_API zb_status zb_document_from_text(zb_document **out, zb_str name, zb_str text,
                                       const zb_document_hints *hints, const zb_lexicon *lexicon,
                                       zb_error *err);
/** Accepts NULL. */
ZB_API void zb_document_free(zb_document *document);

/** Line (from 1) and display column (from 1; Chinese two wide) of a byte offset. */
ZB_API void zb_document_locate(const zb_document *document, size_t offset, size_t *line,
                               size_t *column);

/** The section that holds a byte offset. */
ZB_API const zb_section *zb_document_section(const zb_document *document, size_t offset);

/** Called for each path that cannot be used; `user` is the caller's. */
typedef void zb_complain_fn(void *user, const zb_error *error);

/** Sorted list of the files to read. */
typedef struct zb_file_list {
    char **paths;
    size_t count;
} zb_file_list;

/** Walk files and folders. Given files are kept in the order given, folders give their readable
 * `.txt` files in order of path bytes, hidden ones left out. What is missing or cannot be opened
 * is told to `complain` and passed over. Fails only with ZB_E_NOMEM. */
ZB_API zb_status zb_file_list_walk(zb_file_list *out, const char *const *paths, size_t count,
                                   zb_complain_fn *complain, void *user, zb_error *err);
ZB_API void zb_file_list_free(zb_file_list *list);

#ifdef __cplusplus
}
#endif
#endif
