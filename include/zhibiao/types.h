/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Types that every part of libzhibiao shares: text views, status codes, errors.
 */
#ifndef ZHIBIAO_TYPES_H
#define ZHIBIAO_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ZB_API __attribute__((visibility("default")))
#else
#define ZB_API
#endif

/** A view of UTF-8 text: `n` bytes from `p`, no terminator, owned by whoever the function that
 * gave it names. `{0}` is the empty text. */
typedef struct zb_str {
    const char *p;
    size_t n;
} zb_str;

/** printf("%.*s", ZB_ARG(view)) */
#define ZB_ARG(s) (int)(s).n, (s).n ? (s).p : ""

/** What a function that can fail returns; ZB_OK is zero. */
typedef enum zb_status {
    ZB_OK = 0,
    ZB_E_NOMEM,    /**< no memory */
    ZB_E_IO,       /**< a file could not be read or written */
    ZB_E_ENCODING, /**< the input is not valid UTF-8 */
    ZB_E_EMPTY,    /**< the input holds nothing to read */
    ZB_E_LIMIT,    /**< the input exceeds a limit of the program */
    ZB_E_FORMAT,   /**< the input is not of the form it should have */
    ZB_E_NOTFOUND, /**< no such thing */
    ZB_E_USAGE,    /**< the caller asked for what cannot be */
    ZB_E_DOMAIN    /**< numbers outside a statistic's domain, or too few of them */
} zb_status;

/** The first cause of a failure. The caller's own, needs no freeing; functions accept NULL. */
typedef struct zb_error {
    zb_status code;
    char message[384]; /**< one line: what is wrong and what to do */
    char input[256];   /**< name of the file or record, or "" */
    int64_t offset;    /**< byte offset in the input, or -1 */
} zb_error;

/** The `input` of an error about what goes to standard output. */
#define ZB_STANDARD_OUTPUT "standard output"

/** The level of a place; names as in the files: province city county town other. */
typedef enum zb_level {
    ZB_LEVEL_OTHER = 0,
    ZB_LEVEL_PROVINCE,
    ZB_LEVEL_CITY,
    ZB_LEVEL_COUNTY,
    ZB_LEVEL_TOWN
} zb_level;

/** `province`, `city`, …; never NULL. */
ZB_API const char *zb_level_name(zb_level level);
/** The level of that name, ZB_LEVEL_OTHER for any other. */
ZB_API zb_level zb_level_parse(zb_str name);

/** The library's version, as `1.0.0`. */
ZB_API const char *zb_version(void);

/** Columns that `text` takes on a terminal: Chinese characters are two wide. */
ZB_API size_t zb_text_columns(zb_str text);

#ifdef __cplusplus
}
#endif
#endif
