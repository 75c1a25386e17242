/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZB_REPORT_REPORT_DATE_H
#define ZB_REPORT_REPORT_DATE_H

#include <stdint.h>

/* The date wanted, or else SOURCE_DATE_EPOCH, or else now; what is not from 1970 to 9999 is passed
 * over. */
int64_t zb_report_date(int64_t wanted);

#endif
