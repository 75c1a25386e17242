/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZB_REPORT_COVER_GROUPS_H
#define ZB_REPORT_COVER_GROUPS_H

#include "report/chapters.h"

/* Bars of the subjects that the reports state most values of, from height `top`. */
void zb_cover_groups(zb_paper *paper, double top);

#endif
