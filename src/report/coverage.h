/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZB_REPORT_COVERAGE_H
#define ZB_REPORT_COVERAGE_H

#include "report/chapters.h"

/* The section of the reports there are: places by years, with what each gave. */
void zb_quality_coverage(zb_paper *paper);
/* How many reports are missing there: others of the place's level have one for the year. */
size_t zb_coverage_missing(const zb_model *model);
/* The figure of stated rates less computed ones; nothing where there are only few. */
void zb_quality_differences(zb_paper *paper);

#endif
