/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZB_REPORT_REPORT_DATE_H
#define ZB_REPORT_REPORT_DATE_H

#include <stdint.h>

/* The date wanted, or else SOURCE_DATE_EPOCH, or else now. */
int64_t zb_report_date(int64_t wanted);

#endif
