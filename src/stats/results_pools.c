/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rates pooled over the region tree: county into city into province.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "stats/analysis.h"
#include "stats/results.h"

/* A rate that counts below one of the regions above its place. */
typedef struct share {
    const zb_region *region;
    const zb_region *below; /* the region on the way to the place, NULL when that is the place */
    int place, indicator, year;
    zb_level level;
    bool has_rate; /* computed from exact parts; else the rate is only stated or rounded */
    double x, n;
} share;
typedef ZB_VEC(share) share_vec;

static int by_group(const void *left, const void *right) {
    const share *a = left, *b = right;
    int order = zb_str_cmp(a->region->code, b->region->code);
    order = order ? order : (a->indicator > b->indicator) - (a->indicator < b->indicator);
    order = order ? order : (a->year > b->year) - (a->year < b->year);
    return order ? order : (a->level > b->level) - (a->level < b->level);
}

/* Sums do not depend on how the sort places equal ones. */
static int by_group_and_place(const void *left, const void *right) {
    const share *a = left, *b = right;
    int order = by_group(left, right);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static bool add_above(share_vec *shares, share of, const zb_region *region) {
    bool ok = true;
    for (const zb_region *above = region->parent; above && ok; above = above->parent) {
        of.region = above;
        ok = ZB_PUSH(shares, of);
        of.below = above;
    }
    return ok;
}

/* A place without a code has no place in the tree. */
static bool add_share(share_vec *shares, const zb_dataset *dataset, share of) {
    size_t count;
    const zb_place *place = &zb_dataset_places(dataset, &count)[of.place];
    const zb_region *region =
        place->code.n ? zb_lexicon_region(zb_dataset_lexicon(dataset), place->code) : NULL;
    of.level = place->level;
    return !region || add_above(shares, of, region);
}

/* How many divisions of each level there are today below a region: one pass over the table. */
typedef struct census {
    const zb_region *region;
    size_t divisions[ZB_LEVEL_TOWN + 1];
} census;
typedef ZB_VEC(census) census_vec;

static census *census_of(census_vec *all, const zb_region *region) {
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = zb_str_cmp(all->at[middle].region->code, region->code);
        if (order == 0) {
            return &all->at[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* `shares` sorted. */
static bool take_census(census_vec *all, const share_vec *shares, const zb_lexicon *lexicon) {
    for (size_t i = 0; i < shares->count; i++) {
        const zb_region *region = shares->at[i].region;
        census one = {.region = region};
        bool known = all->count && zb_str_eq(all->at[all->count - 1].region->code, region->code);
        if (!known && !ZB_PUSH(all, one)) {
            return false;
        }
    }
    size_t regions = zb_lexicon_region_count(lexicon);
    for (size_t i = 0; i < regions; i++) {
        const zb_region *region = zb_lexicon_region_at(lexicon, i);
        for (const zb_region *above = region->parent; above && !region->until.n;
             above = above->parent) {
            census *one = census_of(all, above);
            if (one) {
                one->divisions[region->level]++;
            }
        }
    }
    return true;
}

typedef ZB_VEC(zb_pool) pool_vec;

/* How the shares of a group are pooled: as cases of cases, or with `per` > 0 as events. */
static bool pool_group(zb_pool *pool, const double *x, const double *n, size_t k, double per) {
    pool->by_population = per > 0;
    return k > 0 && (per > 0 ? zb_stats_pool_events(&pool->pooled, x, n, k, per, ZB_ANALYSIS_LEVEL)
                             : zb_stats_pool(&pool->pooled, x, n, k, ZB_ANALYSIS_LEVEL)) == ZB_OK;
}

/* The pools of sorted shares; x and n have room for all. */
static zb_status pool_groups(pool_vec *pools, const share_vec *shares, census_vec *all, double per,
                             double *x, double *n) {
    for (size_t i = 0; i < shares->count;) {
        const share *first = &shares->at[i];
        size_t k = 0;
        size_t places = 0;
        bool nested = first->below != NULL;
        for (; i < shares->count && by_group(first, &shares->at[i]) == 0; i++) {
            places++;
            nested = nested && shares->at[i].below == first->below;
            if (shares->at[i].has_rate) {
                x[k] = shares->at[i].x;
                n[k++] = shares->at[i].n;
            }
        }
        zb_pool pool = {.region = first->region,
                        .level = first->level,
                        .indicator = first->indicator,
                        .year = first->year,
                        .reported = k,
                        .told = places,
                        .nested = nested,
                        .divisions = census_of(all, first->region)->divisions[first->level]};
        if (!pool_group(&pool, x, n, k, per)) {
            continue;
        }
        if (!ZB_PUSH(pools, pool)) {
            return ZB_E_NOMEM;
        }
    }
    return ZB_OK;
}

static zb_status make_pools(pool_vec *pools, share_vec *shares, const zb_lexicon *lexicon,
                            double per) {
    census_vec all = {0};
    zb_status status = ZB_OK;
    if (shares->count) {
        qsort(shares->at, shares->count, sizeof *shares->at, by_group_and_place);
        double *x = zb_mem_get(2 * shares->count * sizeof *x);
        status = x && take_census(&all, shares, lexicon)
                     ? pool_groups(pools, shares, &all, per, x, x + shares->count)
                     : ZB_E_NOMEM;
        zb_mem_free(x);
    }
    ZB_VEC_FREE(&all);
    return status;
}

/* The regions above the selected places, sorted by address; none: all regions are wanted. */
typedef ZB_VEC(const zb_region *) region_vec;

static int by_address(const void *left, const void *right) {
    uintptr_t a = (uintptr_t) * (const zb_region *const *)left;
    uintptr_t b = (uintptr_t) * (const zb_region *const *)right;
    return (a > b) - (a < b);
}

static bool regions_above(region_vec *out, const zb_dataset *dataset,
                          const zb_selection *selection) {
    size_t count;
    const zb_place *places = zb_dataset_places(dataset, &count);
    bool ok = true;
    for (size_t i = 0; selection && i < selection->place_count && ok; i++) {
        zb_str code = places[selection->places[i]].code;
        const zb_region *region =
            code.n ? zb_lexicon_region(zb_dataset_lexicon(dataset), code) : NULL;
        for (; region && ok; region = region->parent) {
            ok = ZB_PUSH(out, region);
        }
    }
    if (out->count) {
        qsort(out->at, out->count, sizeof *out->at, by_address);
    }
    return ok;
}

/* Keep the pools of those regions. What is pooled is the data's, whatever places are selected: else
 * two of eight counties would pass for the city. */
static bool keep_selected(pool_vec *pools, const zb_dataset *dataset,
                          const zb_selection *selection) {
    region_vec wanted = {0};
    bool ok = regions_above(&wanted, dataset, selection);
    size_t kept = 0;
    for (size_t i = 0; i < pools->count && ok; i++) {
        if (!selection || !selection->place_count ||
            (wanted.count && bsearch(&pools->at[i].region, wanted.at, wanted.count,
                                     sizeof *wanted.at, by_address))) {
            pools->at[kept++] = pools->at[i];
        }
    }
    pools->count = kept;
    ZB_VEC_FREE(&wanted);
    return ok;
}

/* The selection without its places. */
static zb_selection everywhere(const zb_selection *selection) {
    zb_selection all = selection ? *selection : (zb_selection){0};
    all.places = NULL;
    all.place_count = 0;
    return all;
}

/* Pool the shares, unless they failed, and hand the pools over. Frees the shares. */
static zb_status finish(zb_pool_list *out, share_vec *shares, bool ok, const zb_dataset *dataset,
                        const zb_selection *selection, double per, zb_error *err) {
    pool_vec pools = {0};
    ok = ok && make_pools(&pools, shares, zb_dataset_lexicon(dataset), per) == ZB_OK &&
         keep_selected(&pools, dataset, selection);
    ZB_VEC_FREE(shares);
    if (!ok) {
        ZB_VEC_FREE(&pools);
        return zb_error_nomem(err);
    }
    *out = (zb_pool_list){pools.at, pools.count};
    return ZB_OK;
}

zb_status zb_analysis_pools(zb_pool_list *out, const zb_dataset *dataset,
                            const zb_selection *selection, zb_error *err) {
    *out = (zb_pool_list){0};
    zb_rate_list rates = {0};
    zb_selection all = everywhere(selection);
    zb_status status = zb_analysis_rates(&rates, dataset, &all, err);
    if (status != ZB_OK) {
        return status;
    }
    share_vec shares = {0};
    bool ok = true;
    for (size_t i = 0; i < rates.count && ok; i++) {
        const zb_rate *rate = &rates.rows[i];
        share of = {.place = rate->place,
                    .indicator = rate->indicator,
                    .year = rate->year,
                    .has_rate = zb_rate_is_pooled(rate),
                    .x = rate->numerator,
                    .n = rate->denominator};
        ok = rate->department || add_share(&shares, dataset, of);
    }
    zb_rate_list_free(&rates);
    return finish(out, &shares, ok, dataset, selection, 0, err);
}

zb_status zb_analysis_event_pools(zb_pool_list *out, const zb_dataset *dataset,
                                  const zb_selection *selection, const zb_result_options *options,
                                  zb_error *err) {
    *out = (zb_pool_list){0};
    zb_event_rate_list rates = {0};
    zb_selection all = everywhere(selection);
    zb_status status = zb_analysis_event_rates(&rates, dataset, &all, options, err);
    if (status != ZB_OK) {
        return status;
    }
    share_vec shares = {0};
    bool ok = true;
    for (size_t i = 0; i < rates.count && ok; i++) {
        const zb_event_rate *rate = &rates.rows[i];
        share of = {.place = rate->place,
                    .indicator = rate->indicator,
                    .year = rate->year,
                    .has_rate = true,
                    .x = rate->events,
                    .n = rate->population};
        ok = add_share(&shares, dataset, of);
    }
    zb_event_rate_list_free(&rates);
    return finish(out, &shares, ok, dataset, selection, zb_options_per(options), err);
}

void zb_pool_list_free(zb_pool_list *list) {
    if (list) {
        zb_mem_free(list->rows);
        *list = (zb_pool_list){0};
    }
}

/* `factor` makes what is shown of what was pooled. */
static void push_both(zb_results *list, const zb_pooled *pooled, const zb_statistic statistics[2],
                      double factor, double n, int year) {
    double k = (double)pooled->k;
    zb_results_push_at(
        list,
        zb_result_interval(statistics[0], zb_estimate_times(pooled->ratio_of_sums, factor), n), -1,
        year);
    zb_results_push_at(
        list,
        pooled->has_mean_interval
            ? zb_result_interval(statistics[1], zb_estimate_times(pooled->mean_of_rates, factor), k)
        : pooled->k > 1 ? zb_result_plain(statistics[1], factor * pooled->mean_of_rates.value, k)
                        : zb_result_missing(statistics[1], ZB_RESULT_TOO_FEW, k),
        -1, year);
}

void zb_results_push_pooled(zb_results *list, const zb_pooled *pooled, int year) {
    static const zb_statistic statistics[] = {ZB_STAT_POOLED_RATIO, ZB_STAT_POOLED_MEAN};
    push_both(list, pooled, statistics, 100, pooled->n, year);
}

zb_status zb_results_of_pool(zb_result_list *out, const zb_pool *pool, zb_error *err) {
    static const zb_statistic of_events[] = {ZB_STAT_POOLED_EVENT_RATIO, ZB_STAT_POOLED_EVENT_MEAN};
    zb_results list = {0};
    if (pool->by_population) {
        push_both(&list, &pool->pooled, of_events, 1, pool->pooled.x, pool->year);
    } else {
        zb_results_push_pooled(&list, &pool->pooled, pool->year);
    }
    return zb_results_finish(out, &list, err);
}
