/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading CSV by libcsv, row by row.
 */
#ifndef ZB_LEXICON_CSV_H
#define ZB_LEXICON_CSV_H

#include "zhibiao/types.h"

/* One row: `count` fields, valid during the call. `line` counts from 1. Another status than ZB_OK
 * stops the reading and is returned. */
typedef zb_status zb_csv_row_fn(void *context, const zb_str *fields, size_t count, size_t line,
                                zb_error *err);

zb_status zb_csv_parse(zb_str text, zb_csv_row_fn *row, void *context, zb_error *err);

#endif
