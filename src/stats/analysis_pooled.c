/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pooled rate of the places of one level.
 */
#include "zhibiao/analysis.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "stats/analysis.h"

/* Of the documents that count, the place each reports on: code, or path where there is none. */
typedef struct report_key {
    zb_str code, path;
} report_key;

static int by_key(const void *left, const void *right) {
    const report_key *a = left;
    const report_key *b = right;
    int order = zb_str_cmp(a->code, b->code);
    return order || a->code.n ? order : zb_str_cmp(a->path, b->path);
}

/* Sorted keys of the reports of one year; NULL: no memory. */
static report_key *reports_of(size_t *count, const zb_dataset *dataset, int year) {
    size_t documents;
    const zb_document_row *rows = zb_dataset_documents(dataset, &documents);
    report_key *keys = zb_mem_zero(documents, sizeof *keys);
    *count = 0;
    for (size_t i = 0; keys && i < documents; i++) {
        if (rows[i].status == ZB_DOC_USED && rows[i].year == year) {
            keys[(*count)++] = (report_key){rows[i].region_code, rows[i].region};
        }
    }
    if (keys) {
        qsort(keys, *count, sizeof *keys, by_key);
    }
    return keys;
}

static bool is_pooled(const zb_dataset *dataset, int place, int indicator, int year) {
    zb_rate rate;
    return zb_analysis_rate(&rate, dataset, place, indicator, year) == ZB_OK &&
           zb_rate_is_pooled(&rate);
}

bool zb_analysis_same_members(const zb_dataset *dataset, int indicator, zb_level level, int parent,
                              int first_year, int last_year) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    for (size_t p = 0; p < count; p++) {
        if (places[p].level == level && zb_place_lies_under(places, (int)p, parent) &&
            is_pooled(dataset, (int)p, indicator, first_year) !=
                is_pooled(dataset, (int)p, indicator, last_year)) {
            return false;
        }
    }
    return true;
}

zb_status zb_analysis_pooled(zb_estimate *out, double *numerator, double *denominator,
                             const zb_dataset *dataset, int indicator, zb_level level, int parent,
                             int year) {
    *out = (zb_estimate){0};
    *numerator = *denominator = 0;
    size_t report_count;
    report_key *reports = reports_of(&report_count, dataset, year);
    if (!reports) {
        return ZB_E_NOMEM;
    }
    size_t place_count;
    const zb_place *places = zb_dataset_places(dataset, &place_count);
    double x = 0;
    double n = 0;
    size_t expected = 0;
    size_t found = 0;
    for (size_t p = 0; p < place_count; p++) {
        if (places[p].level != level || !zb_place_lies_under(places, (int)p, parent)) {
            continue;
        }
        zb_rate rate;
        report_key key = {places[p].code, places[p].path};
        bool has = zb_analysis_rate(&rate, dataset, (int)p, indicator, year) == ZB_OK &&
                   zb_rate_is_pooled(&rate);
        expected += has || bsearch(&key, reports, report_count, sizeof key, by_key);
        if (has) {
            x += rate.numerator;
            n += rate.denominator;
            found++;
        }
    }
    zb_mem_free(reports);
    if (found == 0 || 3 * found < 2 * expected ||
        zb_stats_wilson(out, x, n, ZB_ANALYSIS_LEVEL) != ZB_OK) {
        return ZB_E_NOTFOUND;
    }
    *out = (zb_estimate){100 * out->value, 100 * out->low, 100 * out->high};
    *numerator = x;
    *denominator = n;
    return ZB_OK;
}
