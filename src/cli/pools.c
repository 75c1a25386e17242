/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The regions above, each by the sum of its parts and by the mean of their rates.
 */
#define _GNU_SOURCE
#include "cli/results.h"

enum { MOST_COLUMNS = 9 };

typedef struct form {
    bool indicator, year;
    int decimals;
    double factor; /* of what was pooled */
} form;

static void put_estimate(cli_table *table, const zb_estimate *e, const form *f, bool interval) {
    if (interval) {
        cli_table_put(table, CLI_PLAIN, "%.*f (%.*f~%.*f)", f->decimals, f->factor * e->value,
                      f->decimals, f->factor * e->low, f->decimals, f->factor * e->high);
    } else {
        cli_table_put(table, CLI_PLAIN, "%.*f", f->decimals, f->factor * e->value);
    }
}

static void put_pool(cli_table *table, const cli_args *args, const cli_data *data, const form *f,
                     const zb_pool *pool) {
    cli_table_text(table, pool->region->name);
    cli_table_put(table, CLI_PLAIN, "%s", cli_level_name(args, pool->level));
    if (f->indicator) {
        cli_table_text(table, cli_indicator_name(args, cli_indicator_at(data, pool->indicator)));
    }
    if (f->year) {
        cli_table_put(table, CLI_PLAIN, "%d", pool->year);
    }
    put_estimate(table, &pool->pooled.ratio_of_sums, f, true);
    cli_table_number(table, pool->pooled.x, 0);
    cli_table_number(table, pool->pooled.n, 0);
    put_estimate(table, &pool->pooled.mean_of_rates, f, pool->pooled.has_mean_interval);
    cli_table_put(table, CLI_PLAIN, "%zu/%zu", pool->reported, pool->divisions);
}

static cli_table *new_table(const cli_args *args, const cli_data *data, const form *f) {
    bool events = data->population != NULL;
    cli_column columns[MOST_COLUMNS];
    size_t n = 0;
    columns[n++] = (cli_column){CLI_TEXT(args, "合计", "together"), false};
    columns[n++] = (cli_column){CLI_TEXT(args, "由", "of"), false};
    if (f->indicator) {
        columns[n++] = (cli_column){CLI_TEXT(args, "指标", "indicator"), false};
    }
    if (f->year) {
        columns[n++] = (cli_column){CLI_TEXT(args, "年", "year"), true};
    }
    columns[n++] = (cli_column){events ? CLI_TEXT(args, "合计之比", "ratio of sums")
                                       : CLI_TEXT(args, "合计之比%", "ratio of sums%"),
                                true};
    columns[n++] = (cli_column){
        events ? CLI_TEXT(args, "件数", "events") : CLI_TEXT(args, "分子", "events"), true};
    columns[n++] = (cli_column){
        events ? CLI_TEXT(args, "人口", "population") : CLI_TEXT(args, "分母", "of"), true};
    columns[n++] = (cli_column){events ? CLI_TEXT(args, "各地平均", "mean of rates")
                                       : CLI_TEXT(args, "各地平均%", "mean of rates%"),
                                true};
    columns[n++] = (cli_column){CLI_TEXT(args, "有数/共有", "reported/all"), true};
    return cli_table_new(columns, n);
}

static void note_methods(const cli_args *args, const cli_data *data) {
    cli_note(
        args,
        CLI_TEXT(
            args,
            "合计之比：分子分母各自相加，%s，n为%s；各地平均：每地同权，t区间，n为有数的地区数；"
            "水平95%%",
            "ratio of sums: events and cases added, %s, n: the %s; mean of rates: each "
            "region alike, t interval, n: regions reported; level 95 %%"),
        data->population ? CLI_TEXT(args, "Poisson区间（不足10件精确，其余Byar）",
                                    "Poisson interval (exact below 10 events, else Byar)")
                         : CLI_TEXT(args, "Wilson得分区间", "Wilson score interval"),
        data->population ? CLI_TEXT(args, "件数", "events") : CLI_TEXT(args, "分母", "cases"));
}

cli_exit cli_print_pools(const cli_args *args, const cli_data *data) {
    zb_pool_list pools = {0};
    zb_error error = {0};
    zb_status status = data->population
                           ? zb_analysis_event_pools(&pools, data->dataset, &data->selection,
                                                     &data->options, &error)
                           : zb_analysis_pools(&pools, data->dataset, &data->selection, &error);
    if (status != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    form f = {.indicator = !args->indicator,
              .year = !args->year,
              .decimals = data->population ? 2 : 1,
              .factor = data->population ? 1 : 100};
    cli_table *table = new_table(args, data, &f);
    for (size_t i = 0; i < pools.count; i++) {
        if (!pools.rows[i].nested) {
            put_pool(table, args, data, &f, &pools.rows[i]);
        }
    }
    if (cli_table_rows(table)) {
        putchar('\n');
        cli_table_print(table, stdout);
        note_methods(args, data);
    }
    cli_table_free(table);
    zb_pool_list_free(&pools);
    return CLI_DONE;
}
