/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the statistics of a comparison are made from. Not public.
 */
#ifndef ZB_STATS_FIELD_H
#define ZB_STATS_FIELD_H

#include "stats/results.h"

typedef struct zb_field {
    const zb_comparison *comparison;
    bool is_rate;
    double factor; /* from proportions, or events an inhabitant, to what is shown */
    zb_scale unit; /* of what is shown */
    /* the rows that may be compared: exact cases and enough of them; events of trials (rates) or of
     * inhabitants (counts with a population) */
    size_t k;
    size_t *row; /* position in the comparison's rows, ascending */
    double *x, *n;
    /* the rows whose value may be described: exact, and of the place itself */
    size_t m;
    size_t *value_row;
    double *value;
    double *scratch; /* of the count of rows */
} zb_field;

/* False: no memory. Free in any case. */
bool zb_field_make(zb_field *f, const zb_comparison *comparison, const zb_dataset *dataset,
                   const zb_result_options *options);
void zb_field_free(zb_field *f);
/* The rows that `whole` is made of, into x and n of the count of rows; returns how many. */
size_t zb_field_whole(double *x, double *n, const zb_field *f);

/* Results of each place, in the rows' order; `prior` NULL where none could be fitted. */
void zb_results_of_places(zb_results *list, const zb_field *f, const zb_prior *prior,
                          unsigned long seed, size_t draws);
/* All differences of the comparable rows of a rate; ZB_E_LIMIT when there are too many. */
zb_status zb_results_of_pairs(zb_comparison_details *out, const zb_field *f, zb_error *err);

#endif
