/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Building lists of results. Not public.
 */
#ifndef ZB_STATS_RESULTS_H
#define ZB_STATS_RESULTS_H

#include "base/vec.h"
#include "zhibiao/result.h"

/* A list that grows; `failed` stays true once memory was missing, to be asked once at the end. */
typedef struct zb_results {
    zb_result *at;
    size_t count, capacity;
    bool failed;
} zb_results;

/* The value of a result with an interval of ZB_ANALYSIS_LEVEL. */
zb_result zb_result_interval(zb_statistic statistic, zb_estimate value, double n);
/* One without interval. */
zb_result zb_result_plain(zb_statistic statistic, double value, double n);
/* One that is not given for the reason `state`, whatever n is; 0: not told. */
zb_result zb_result_withheld(zb_statistic statistic, zb_result_state state, double n);
/* The same, but too few where n is below what the statistic needs. */
zb_result zb_result_missing(zb_statistic statistic, zb_result_state state, double n);
/* What a function of stats.h answered: with ZB_OK the interval, else missing as undefined. Without
 * memory the list fails. */
zb_result zb_result_answer(zb_results *list, zb_status status, zb_statistic statistic,
                           zb_estimate value, double n);

/* All results are of place -1 and year 0 until set. */
void zb_results_push(zb_results *list, zb_result result);
void zb_results_push_at(zb_results *list, zb_result result, int place, int year);
/* Both results of a pooled rate, in per cent. */
void zb_results_push_pooled(zb_results *list, const zb_pooled *pooled, int year);
/* Hand the list over; frees it and tells of no memory when it failed. */
zb_status zb_results_finish(zb_result_list *out, zb_results *list, zb_error *err);

/* A count as a rate by population, exact or Byar's. */
zb_result zb_event_rate_result(double events, double population, double per);

zb_estimate zb_estimate_times(zb_estimate e, double factor);
/* Cut to what may be: a count is never below 0, nor a rate beyond 0 and 100. */
zb_estimate zb_estimate_cut(zb_estimate e, bool is_rate);

#endif
