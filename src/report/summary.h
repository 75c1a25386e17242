/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZB_REPORT_SUMMARY_H
#define ZB_REPORT_SUMMARY_H

#include "report/chapters.h"

/* The list of main findings; nothing when there is none. */
void zb_summary_findings(zb_paper *paper);

#endif
