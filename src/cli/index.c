/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several indicators made into one index: scores and ranks by four methods, weights beneath.
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include "cli/results.h"

static const char *method_name(const cli_args *args, zb_index_method method) {
    static const char *const names[][2] = {[ZB_INDEX_RANK] = {"名次法", "ranks"},
                                           [ZB_INDEX_Z] = {"z值法", "z-scores"},
                                           [ZB_INDEX_MINMAX] = {"极差法", "min-max"},
                                           [ZB_INDEX_ENTROPY] = {"熵权法", "entropy"}};
    return names[method][args->english];
}

/* Rows by their rank under entropy weights, insertion being enough for a terminal. */
static size_t *ordered(const zb_index *index) {
    size_t *order = cli_get(index->count, sizeof *order);
    for (size_t i = 0; i < index->count; i++) {
        size_t at = i;
        const double *rank = index->ranks[ZB_INDEX_ENTROPY];
        for (; at > 0 && rank[order[at - 1]] > rank[i]; at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    return order;
}

static void print_scores(const cli_args *args, const cli_data *data, const zb_index *index) {
    size_t width = 1 + index->width + ZB_INDEX_METHODS;
    cli_column *columns = cli_get(width, sizeof *columns);
    char **names = cli_get(index->width, sizeof *names);
    columns[0] = (cli_column){CLI_TEXT(args, "地区", "region"), false};
    for (int m = 0; m < ZB_INDEX_METHODS; m++) {
        columns[1 + m] = (cli_column){method_name(args, (zb_index_method)m), true};
    }
    for (size_t j = 0; j < index->width; j++) {
        zb_str name = cli_indicator_name(args, cli_indicator_at(data, index->indicators[j]));
        names[j] = cli_format("%s%.*s", index->sense[j] < 0 ? "-" : "", ZB_ARG(name));
        columns[1 + ZB_INDEX_METHODS + j] = (cli_column){names[j], true};
    }
    cli_table *table = cli_table_new(columns, width);
    size_t *order = ordered(index);
    for (size_t k = 0; k < index->count; k++) {
        size_t i = order[k];
        cli_table_text(table, cli_place_name(data, index->places[i]));
        for (int m = 0; m < ZB_INDEX_METHODS; m++) {
            char rank[CLI_NUMBER_SIZE];
            cli_table_put(table, CLI_PLAIN, "%.3f (%s)", index->scores[m][i],
                          cli_shortest(rank, index->ranks[m][i]));
        }
        for (size_t j = 0; j < index->width; j++) {
            cli_table_number(table, index->values[i * index->width + j], 1);
        }
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
    for (size_t j = 0; j < index->width; j++) {
        free(names[j]);
    }
    free(names);
    free(columns);
    free(order);
}

static void print_weights(const cli_args *args, const cli_data *data, const zb_index *index) {
    cli_column columns[2 + ZB_INDEX_METHODS];
    columns[0] = (cli_column){CLI_TEXT(args, "权重", "weights"), false};
    columns[1] = (cli_column){CLI_TEXT(args, "方向", "better"), false};
    for (int m = 0; m < ZB_INDEX_METHODS; m++) {
        columns[2 + m] = (cli_column){method_name(args, (zb_index_method)m), true};
    }
    cli_table *table = cli_table_new(columns, 2 + ZB_INDEX_METHODS);
    for (size_t j = 0; j < index->width; j++) {
        cli_table_text(table,
                       cli_indicator_name(args, cli_indicator_at(data, index->indicators[j])));
        cli_table_put(table, CLI_PLAIN, "%s",
                      index->sense[j] > 0 ? CLI_TEXT(args, "越高越好", "more")
                                          : CLI_TEXT(args, "越低越好", "less"));
        for (int m = 0; m < ZB_INDEX_METHODS; m++) {
            cli_table_put(table, CLI_PLAIN, "%.3f", index->weights[m][j]);
        }
    }
    cli_table_print(table, stdout);
    cli_table_free(table);
}

cli_exit cli_print_index(const cli_args *args, const cli_data *data) {
    zb_index index = {0};
    zb_error error = {0};
    if (zb_analysis_index(&index, data->dataset, data->index, data->sense, data->index_width,
                          &data->selection, &error) != ZB_OK) {
        cli_say_error(&error);
        return CLI_NOTHING;
    }
    cli_note(args, CLI_TEXT(args, "综合指数，%d年", "composite index, %d"), index.year);
    print_scores(args, data, &index);
    putchar('\n');
    print_weights(args, data, &index);
    cli_note(
        args,
        CLI_TEXT(
            args,
            "n=%zu个地区，缺项、分母不足10、非确数或部门报告未列%zu个；括号内为名次。"
            "名次法、极差法为等权平均（0至1），z值法为标准分平均，熵权法按Shannon熵定权",
            "n=%zu regions, %zu left out: an indicator is missing, of fewer than 10 cases, inexact "
            "or a department's; ranks in brackets. Ranks and min-max: equal weights, 0 to 1; z: "
            "mean of standard scores; entropy: weights by Shannon's entropy"),
        index.count, index.left_out);
    zb_index_free(&index);
    return CLI_DONE;
}
