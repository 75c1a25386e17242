/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The brief on one place: two to four pages for those who lead it. What is told is chosen by what
 * the data carry, how much of it by what fits; what is left out is said.
 */
#ifndef ZB_REPORT_BRIEF_H
#define ZB_REPORT_BRIEF_H

#include "report/regions.h"

/* Limit the years to those that the one place reports on: others would be empty, and it is compared
 * in a year of its own. */
void zb_brief_years(const zb_dataset *dataset, zb_report_options *options);
/* Whether a brief can be written: it is of one place. */
bool zb_brief_fits(const zb_model *model);
/* With `evidence`, as many sentences of the sources as four pages hold. */
void zb_brief_write(zb_paper *paper, bool evidence);

#endif
