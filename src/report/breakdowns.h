/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts that reports give of a count (`排查隐患3589处，其中一般隐患3500处，重大隐患89处`), put
 * together where several reports give them in the same words.
 */
#ifndef ZB_REPORT_BREAKDOWNS_H
#define ZB_REPORT_BREAKDOWNS_H

#include "report/model.h"

typedef struct zb_breakdown_row {
    int place, year;
    double total;         /* as stated */
    const double *values; /* of the parts, in order of their names */
    const size_t *at;     /* of the data set's observations: the parts', the total's behind them */
} zb_breakdown_row;

typedef struct zb_breakdown {
    const zb_str *parts; /* names */
    size_t part_count;   /* two or more */
    zb_breakdown_row *rows;
    size_t count; /* by year, then place; 0: none */
} zb_breakdown;

/* The parts of an indicator that most reports of shown places give in the same words. All lives in
 * `arena`. False: no memory. */
bool zb_breakdown_find(zb_breakdown *out, zb_arena *arena, const zb_model *model, int indicator);

#endif
