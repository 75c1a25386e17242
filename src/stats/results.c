/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/results.h"

#include <math.h>

#include "base/error.h"
#include "base/mem.h"
#include "stats/analysis.h"

const char *zb_result_state_name(zb_result_state state) {
    static const char *const names[] = {"known",   "too-few",    "undefined", "gaps",
                                        "inexact", "department", "beyond"};
    return (unsigned)state < sizeof names / sizeof *names ? names[state] : names[0];
}

void zb_result_list_free(zb_result_list *list) {
    if (list) {
        zb_mem_free(list->rows);
        *list = (zb_result_list){0};
    }
}

const zb_result *zb_result_find(const zb_result_list *list, zb_statistic statistic, int place) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->rows[i].statistic == statistic && list->rows[i].place == place) {
            return &list->rows[i];
        }
    }
    return NULL;
}

zb_result zb_result_interval(zb_statistic statistic, zb_estimate value, double n) {
    zb_result result = zb_result_plain(statistic, value.value, n);
    result.value = value;
    result.has_interval = true;
    result.level = ZB_ANALYSIS_LEVEL;
    return result;
}

zb_result zb_result_plain(zb_statistic statistic, double value, double n) {
    return (zb_result){.statistic = statistic,
                       .place = -1,
                       .unit = zb_statistic_describe(statistic)->unit,
                       .value = {value, value, value},
                       .n = n};
}

zb_result zb_result_withheld(zb_statistic statistic, zb_result_state state, double n) {
    return (zb_result){.statistic = statistic,
                       .place = -1,
                       .state = state,
                       .unit = zb_statistic_describe(statistic)->unit,
                       .n = n};
}

zb_result zb_result_missing(zb_statistic statistic, zb_result_state state, double n) {
    bool few = n < (double)zb_statistic_describe(statistic)->least;
    return zb_result_withheld(statistic, few ? ZB_RESULT_TOO_FEW : state, n);
}

zb_result zb_result_answer(zb_results *list, zb_status status, zb_statistic statistic,
                           zb_estimate value, double n) {
    list->failed = list->failed || status == ZB_E_NOMEM;
    return status == ZB_OK ? zb_result_interval(statistic, value, n)
                           : zb_result_missing(statistic, ZB_RESULT_UNDEFINED, n);
}

void zb_results_push(zb_results *list, zb_result result) {
    list->failed = list->failed || !ZB_PUSH(list, result);
}

void zb_results_push_at(zb_results *list, zb_result result, int place, int year) {
    result.place = place;
    result.year = year;
    zb_results_push(list, result);
}

zb_status zb_results_finish(zb_result_list *out, zb_results *list, zb_error *err) {
    if (list->failed) {
        ZB_VEC_FREE(list);
        *out = (zb_result_list){0};
        return zb_error_nomem(err);
    }
    *out = (zb_result_list){list->at, list->count};
    *list = (zb_results){0};
    return ZB_OK;
}

zb_estimate zb_estimate_times(zb_estimate e, double factor) {
    return (zb_estimate){factor * e.value, factor * e.low, factor * e.high};
}

zb_estimate zb_estimate_cut(zb_estimate e, bool is_rate) {
    double most = is_rate ? 100 : INFINITY;
    return (zb_estimate){fmin(fmax(e.value, 0), most), fmin(fmax(e.low, 0), most),
                         fmin(fmax(e.high, 0), most)};
}
