/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as the report writes them, in Chinese or `english`. No spaces beside Han: the layout sets
 * them apart.
 */
#ifndef ZB_REPORT_NUMBERS_H
#define ZB_REPORT_NUMBERS_H

#include "base/buf.h"
#include "zhibiao/dataset.h"
#include "zhibiao/stats.h"

/* `−0.8`, with the true minus sign. */
void zb_put_fixed(zb_buf *out, double value, int decimals);
/* `+0.7`, `−0.8`, `0.0`. */
void zb_put_signed(zb_buf *out, double value, int decimals);
/* `95.9~96.4`, with a negative bound `−7.3至−4.6`; in English `95.9–96.4`, `−7.3 to −4.6`; the unit
 * (`%` or none) behind each. */
void zb_put_range(zb_buf *out, bool english, double low, double high, int decimals,
                  const char *unit);
/* For sentences: `787`, from 10 000 three figures: `3.33万`, `1.20亿`; in English from a
 * million: `3.33 million`. */
void zb_put_spoken(zb_buf *out, bool english, double value);
/* A value that is not exact, with so many significant figures: `4.6万`, `46,000`. */
void zb_put_about(zb_buf *out, bool english, double value, int figures);
/* What stands before and behind a value of that qualifier: `约`, `+`. */
const char *zb_mark_before(bool english, zb_qualifier qualifier);
const char *zb_mark_behind(zb_qualifier qualifier);
/* For tables: `18,869`; `1,860+` for 余, `<2,000` for 近, `约1,860`; decimals only where the value
 * has some. */
void zb_put_cell(zb_buf *out, bool english, double value, zb_qualifier qualifier);
/* The same with as many decimals as one unit of the last digit told is worth: 0.1 gives `94.0`. */
void zb_put_told(zb_buf *out, bool english, double value, double precision, zb_qualifier qualifier);
int zb_told_decimals(double precision);
/* A stated rate with one decimal: `98.0`, `98.0+` for 以上, `<90.0` for 以下, `约95.0`. */
void zb_put_rate(zb_buf *out, bool english, double value, zb_qualifier qualifier);
/* How many times another number: `6.4倍`, below 1 `14.2%`, at last `千分之一以下`. */
void zb_put_multiple(zb_buf *out, bool english, double ratio);
/* `2018—2025年`, `2025年`; `2018–2025`, `2025`. */
void zb_put_years(zb_buf *out, bool english, int first, int last);
/* `2026年3月20日`, `20 March 2026`, Beijing time. */
void zb_put_date(zb_buf *out, bool english, int64_t date);

/* Money stands in 万元 in tables: the factor to divide by and the unit shown. */
double zb_table_factor(zb_str unit);
zb_str zb_table_unit(bool english, zb_str unit);

#endif
