/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 附录C: the sentence of every observation, and the links that lead from values to it and back.
 * Without paper->evidence there are no links and nothing is drawn.
 */
#ifndef ZB_REPORT_EVIDENCE_H
#define ZB_REPORT_EVIDENCE_H

#include "report/chapters.h"
#include "report/table.h"

/* Key of the observation's entry; empty when the report has none. */
zb_str zb_evidence_key(zb_paper *paper, int64_t id);
/* Let the cell of appendix A lead to the sentence of its value, and be found by it: for a rate that
 * is computed the sentence of its numerator. */
void zb_evidence_value(zb_paper *paper, zb_table_cell *cell, const zb_indicator *indicator,
                       int place, int year);

#endif
