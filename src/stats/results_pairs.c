/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Differences of all pairs of places.
 */
#include "base/error.h"
#include "base/mem.h"
#include "stats/analysis.h"
#include "stats/field.h"

enum { MOST_PAIRED = 400, FEWEST_EXPECTED = 5 };

static bool make_pair(zb_pair *pair, const zb_field *f, size_t i, size_t k) {
    zb_estimate e;
    pair->exact = zb_stats_least_expected(f->x[i], f->n[i], f->x[k], f->n[k]) < FEWEST_EXPECTED;
    zb_status status =
        pair->exact ? zb_stats_fisher_p(&pair->p, f->x[i], f->n[i], f->x[k], f->n[k]) : ZB_E_LIMIT;
    if (status == ZB_E_LIMIT) {
        pair->exact = false;
        status = zb_stats_two_proportions_p(&pair->p, f->x[i], f->n[i], f->x[k], f->n[k]);
    }
    if (status != ZB_OK ||
        zb_stats_newcombe(&e, f->x[k], f->n[k], f->x[i], f->n[i], ZB_ANALYSIS_LEVEL) != ZB_OK) {
        return false;
    }
    pair->a = f->comparison->rows[f->row[i]].place;
    pair->b = f->comparison->rows[f->row[k]].place;
    pair->n_a = f->n[i];
    pair->n_b = f->n[k];
    pair->level = ZB_ANALYSIS_LEVEL;
    pair->difference = zb_estimate_times(e, 100);
    return true;
}

static zb_status adjust(zb_pair *pairs, size_t count) {
    double *p = zb_mem_get(3 * count * sizeof *p);
    if (!p) {
        return ZB_E_NOMEM;
    }
    double *bh = p + count;
    double *holm = bh + count;
    for (size_t i = 0; i < count; i++) {
        p[i] = pairs[i].p;
    }
    zb_status status = zb_stats_adjust(bh, p, count, ZB_ADJUST_BH);
    if (status == ZB_OK) {
        status = zb_stats_adjust(holm, p, count, ZB_ADJUST_HOLM);
    }
    for (size_t i = 0; i < count && status == ZB_OK; i++) {
        pairs[i].p_bh = bh[i];
        pairs[i].p_holm = holm[i];
    }
    zb_mem_free(p);
    return status;
}

zb_status zb_results_of_pairs(zb_comparison_details *out, const zb_field *f, zb_error *err) {
    if (!f->is_rate || f->k < 2) {
        return ZB_OK;
    }
    if (f->k > MOST_PAIRED) {
        return zb_error_set(err, ZB_E_LIMIT,
                            "%zu places make too many pairs; choose at most %d, with --region",
                            f->k, MOST_PAIRED);
    }
    out->pairs = zb_mem_zero(f->k * (f->k - 1) / 2, sizeof *out->pairs);
    if (!out->pairs) {
        return zb_error_nomem(err);
    }
    for (size_t i = 0; i < f->k; i++) {
        for (size_t k = i + 1; k < f->k; k++) {
            out->pair_count += make_pair(&out->pairs[out->pair_count], f, i, k);
        }
    }
    zb_status status = out->pair_count ? adjust(out->pairs, out->pair_count) : ZB_OK;
    return status == ZB_OK ? status : zb_error_nomem(err);
}
