/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZB_REPORT_QUALITY_H
#define ZB_REPORT_QUALITY_H

#include "report/chapters.h"
#include "report/table.h"

/* Number, place, year, indicator, kind, stated, expected, difference, document. */
#define ZB_FINDING_COLUMNS 9

/* `更正`, `Corrected edition`. */
zb_str zb_kind_of(const zb_paper *paper, zb_finding_kind kind);
/* The cells of a finding of the checks; false: no memory. */
bool zb_finding_row(zb_paper *paper, zb_table_row *row, const zb_finding *finding, zb_str place,
                    size_t number);

#endif
