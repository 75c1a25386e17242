/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One analysis as one JSON document: the rows of its table, each with all its results, and what
 * holds for all. Written object by object, so that memory does not grow with the document.
 */
#include "base/error.h"
#include "export/result_rows.h"
#include "export/writer.h"
#include "stats/analysis.h"

/* Lists within lists; `before` counts the elements of each so far. */
enum { DEPTH = 4, FLUSH_AT = 1 << 16 };

typedef struct document {
    const zb_dataset *dataset;
    zb_file_out *file;
    zb_buf buf;
    zb_status status;
    zb_error *err;
    size_t before[DEPTH];
    int depth;
    bool used[ZB_STAT_COUNT]; /* statistics whose sources are told at the end */
} document;

static void flush(document *to) {
    if (to->status == ZB_OK) {
        to->status = to->buf.failed ? zb_error_nomem(to->err)
                                    : zb_file_write(to->file, zb_buf_str(&to->buf), to->err);
    }
    zb_buf_clear(&to->buf);
}

/* The first failure stops what is still to come: nothing is made, and so to be freed, after it. */
static bool hold(document *to, zb_status status) {
    to->status = to->status == ZB_OK ? status : to->status;
    return to->status == ZB_OK;
}

static void open_list(document *to, const char *name) {
    zb_buf_format(&to->buf, ",\n%.*s\"%s\":[", to->depth, "   ", name);
    to->before[++to->depth] = 0;
}

static void close_list(document *to) {
    to->depth--;
    zb_buf_char(&to->buf, ']');
    if (to->buf.n > FLUSH_AT) {
        flush(to);
    }
}

/* An element of the list opened last, left open for lists of its own; close_row ends it. */
static void open_row(document *to, const zb_shape *shape, const void *row) {
    zb_buf_format(&to->buf, "%s\n%.*s{", to->before[to->depth]++ ? "," : "", to->depth, "   ");
    zb_json_fields(&to->buf, shape, row);
}

/* Further members of a row that is open. */
static void add_fields(document *to, const zb_shape *shape, const void *row) {
    zb_buf_char(&to->buf, ',');
    zb_json_fields(&to->buf, shape, row);
}

static void close_row(document *to) {
    zb_buf_char(&to->buf, '}');
}

static void put_row(document *to, const zb_shape *shape, const void *row) {
    open_row(to, shape, row);
    close_row(to);
}

static void put_result(document *to, const zb_result *result) {
    zb_result_line line = zb_result_line_of(result);
    put_row(to, &zb_shape_results, &line);
    to->used[result->statistic] = true;
}

static void put_results(document *to, const char *name, const zb_result_list *list) {
    open_list(to, name);
    for (size_t i = 0; i < list->count; i++) {
        put_result(to, &list->rows[i]);
    }
    close_list(to);
}

/* ---- rates ------------------------------------------------------------------------------- */

static void put_rates(document *to, const zb_selection *selection) {
    zb_rate_list rates = {0};
    if (!hold(to, zb_analysis_rates(&rates, to->dataset, selection, to->err))) {
        return;
    }
    open_list(to, "rates");
    for (size_t i = 0; i < rates.count && to->status == ZB_OK; i++) {
        zb_result_list results = {0};
        zb_rate_line line = zb_rate_line_of(to->dataset, &rates.rows[i]);
        if (hold(to, zb_results_of_rate(&results, &rates.rows[i], to->err))) {
            open_row(to, zb_shape_of(ZB_TABLE_RATES), &line);
            add_fields(to, &zb_shape_rate_flags, &rates.rows[i]);
            put_results(to, "results", &results);
            close_row(to);
        }
        zb_result_list_free(&results);
    }
    close_list(to);
    zb_rate_list_free(&rates);
}

static void put_pools(document *to, const zb_analysis_request *request) {
    zb_pool_list pools = {0};
    zb_status status = request->options.population
                           ? zb_analysis_event_pools(&pools, to->dataset, request->selection,
                                                     &request->options, to->err)
                           : zb_analysis_pools(&pools, to->dataset, request->selection, to->err);
    if (!hold(to, status)) {
        return;
    }
    open_list(to, "pooled");
    for (size_t i = 0; i < pools.count && to->status == ZB_OK; i++) {
        zb_result_list results = {0};
        zb_pool_line line = zb_pool_line_of(to->dataset, &pools.rows[i]);
        if (hold(to, zb_results_of_pool(&results, &pools.rows[i], to->err))) {
            open_row(to, &zb_shape_pools, &line);
            put_results(to, "results", &results);
            close_row(to);
        }
        zb_result_list_free(&results);
    }
    close_list(to);
    zb_pool_list_free(&pools);
}

/* Rates that are not computed because the numerator exceeds the denominator. */
static void put_refused(document *to, const zb_selection *selection) {
    size_t count;
    const zb_finding *findings = zb_dataset_findings(to->dataset, &count);
    open_list(to, "refused");
    for (size_t i = 0; i < count; i++) {
        if (zb_selection_refuses(to->dataset, selection, &findings[i])) {
            put_row(to, zb_shape_of(ZB_TABLE_FINDINGS), &findings[i]);
        }
    }
    close_list(to);
}

static void put_event_rates(document *to, const zb_selection *selection,
                            const zb_result_options *options) {
    zb_event_rate_list rates = {0};
    if (!hold(to, zb_analysis_event_rates(&rates, to->dataset, selection, options, to->err))) {
        return;
    }
    open_list(to, "by_population");
    for (size_t i = 0; i < rates.count; i++) {
        zb_event_rate_line line =
            zb_event_rate_line_of(to->dataset, &rates.rows[i], zb_options_per(options));
        put_row(to, &zb_shape_event_rates, &line);
        to->used[rates.rows[i].rate.statistic] = true;
    }
    close_list(to);
    zb_event_rate_list_free(&rates);
}

static void write_rates(document *to, const zb_analysis_request *request) {
    if (request->options.population) {
        put_event_rates(to, request->selection, &request->options);
        if (to->status == ZB_OK) {
            put_pools(to, request);
        }
        return;
    }
    put_rates(to, request->selection);
    if (to->status == ZB_OK) {
        put_pools(to, request);
    }
    put_refused(to, request->selection);
}

/* ---- trends ------------------------------------------------------------------------------ */

static void put_trend(document *to, const zb_trend *trend) {
    zb_trend_details details = {0};
    if (!hold(to, zb_analysis_trend_details(&details, to->dataset, trend, to->err))) {
        return;
    }
    zb_trend_line line = zb_trend_line_of(to->dataset, trend);
    bool is_rate =
        zb_lexicon_indicator_at(zb_dataset_lexicon(to->dataset), (size_t)trend->indicator)->is_rate;
    open_row(to, zb_shape_of(ZB_TABLE_TRENDS), &line);
    add_fields(to, &zb_shape_trend_flags, trend);
    open_list(to, "values");
    for (size_t i = 0; i < details.count; i++) {
        zb_year_value_line value = zb_year_value_line_of(&details.values[i], is_rate);
        put_row(to, &zb_shape_year_values, &value);
    }
    close_list(to);
    put_results(to, "changes", &details.changes);
    put_results(to, "results", &details.results);
    close_row(to);
    zb_trend_details_free(&details);
}

static void put_stated_changes(document *to, const zb_selection *selection) {
    zb_stated_change_list list = {0};
    if (!hold(to, zb_analysis_stated_changes(&list, to->dataset, selection, to->err))) {
        return;
    }
    open_list(to, "stated_changes");
    for (size_t i = 0; i < list.count; i++) {
        zb_stated_line line = zb_stated_line_of(to->dataset, &list.rows[i]);
        put_row(to, &zb_shape_stated_changes, &line);
    }
    close_list(to);
    zb_stated_change_list_free(&list);
}

static void write_trends(document *to, const zb_analysis_request *request) {
    zb_trend_list trends = {0};
    if (!hold(to, zb_analysis_trends(&trends, to->dataset, request->selection, to->err))) {
        return;
    }
    open_list(to, "trends");
    for (size_t i = 0; i < trends.count && to->status == ZB_OK; i++) {
        put_trend(to, &trends.rows[i]);
    }
    close_list(to);
    zb_trend_list_free(&trends);
    if (to->status == ZB_OK) {
        put_stated_changes(to, request->selection);
    }
}

/* ---- comparison -------------------------------------------------------------------------- */

/* The results from position `*at` on that are of one place. */
static void put_place_results(document *to, const zb_result_list *all, size_t *at, int place) {
    open_list(to, "results");
    for (; *at < all->count && all->rows[*at].place == place; (*at)++) {
        put_result(to, &all->rows[*at]);
    }
    close_list(to);
}

static void put_comparison(document *to, const zb_comparison *comparison,
                           const zb_comparison_details *details, bool pairs) {
    bool is_rate =
        zb_lexicon_indicator_at(zb_dataset_lexicon(to->dataset), (size_t)comparison->indicator)
            ->is_rate;
    zb_whole_line whole = zb_whole_line_of(to->dataset, comparison);
    zb_buf_text(&to->buf, ",\n\"whole\":{");
    zb_json_fields(&to->buf, is_rate ? &zb_shape_whole_rate : &zb_shape_whole_sum, &whole);
    close_row(to);
    size_t at = 0;
    put_place_results(to, &details->results, &at, -1);
    open_list(to, "rows");
    for (size_t i = 0; i < comparison->count; i++) {
        zb_standing_line line = zb_standing_line_of(to->dataset, comparison, &comparison->rows[i]);
        open_row(to, &zb_shape_standings, &line);
        put_place_results(to, &details->results, &at, comparison->rows[i].place);
        close_row(to);
    }
    close_list(to);
    if (pairs) {
        open_list(to, "pairs");
        for (size_t i = 0; i < details->pair_count; i++) {
            zb_pair_line line = zb_pair_line_of(to->dataset, &details->pairs[i]);
            put_row(to, &zb_shape_pairs, &line);
        }
        close_list(to);
    }
}

static void write_comparison(document *to, const zb_analysis_request *request) {
    zb_comparison comparison = {0};
    zb_comparison_details details = {0};
    if (!hold(to, zb_analysis_compare(&comparison, to->dataset, request->selection, to->err))) {
        return;
    }
    if (hold(to, zb_analysis_comparison_details(&details, to->dataset, &comparison,
                                                &request->options, request->pairs, to->err))) {
        zb_str code =
            zb_lexicon_indicator_at(zb_dataset_lexicon(to->dataset), (size_t)comparison.indicator)
                ->code;
        zb_buf_text(&to->buf, ",\n\"indicator\":");
        zb_json_quote(&to->buf, code);
        zb_buf_format(&to->buf,
                      ",\"year\":%d,\"of\":\"%s\",\"compared\":%zu,\"in_whole\":%zu,\"seed\":%lu,"
                      "\"draws\":%zu",
                      comparison.year, zb_level_name(comparison.level), details.compared,
                      comparison.in_whole, zb_options_seed(&request->options), details.draws);
        if (request->options.population) {
            zb_buf_text(&to->buf, ",\"per\":");
            zb_buf_number(&to->buf, zb_options_per(&request->options));
        }
        put_comparison(to, &comparison, &details, request->pairs);
    }
    zb_comparison_details_free(&details);
    zb_comparison_free(&comparison);
}

/* ---- index ------------------------------------------------------------------------------- */

static void put_numbers(document *to, const char *name, const double *values, size_t count) {
    zb_buf_format(&to->buf, ",\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        zb_buf_text(&to->buf, i ? "," : "");
        zb_buf_number(&to->buf, zb_significant(values[i], ZB_DERIVED_DIGITS));
    }
    zb_buf_char(&to->buf, ']');
}

static void put_index_place(document *to, const zb_index *index, size_t i) {
    zb_index_place_line line = zb_index_place_line_of(to->dataset, index, i);
    zb_buf_text(&to->buf, i ? ",\n {" : "\n {");
    zb_json_fields(&to->buf, &zb_shape_index_places, &line);
    put_numbers(to, "values", index->values + i * index->width, index->width);
    for (int m = 0; m < ZB_INDEX_METHODS; m++) {
        zb_buf_format(&to->buf, ",\"%s\":{\"score\":", zb_index_method_name((zb_index_method)m));
        zb_buf_number(&to->buf, zb_significant(index->scores[m][i], ZB_DERIVED_DIGITS));
        zb_buf_text(&to->buf, ",\"rank\":");
        zb_buf_number(&to->buf, index->ranks[m][i]);
        zb_buf_char(&to->buf, '}');
    }
    zb_buf_char(&to->buf, '}');
}

static void write_index(document *to, const zb_analysis_request *request) {
    zb_index index = {0};
    if (!hold(to, zb_analysis_index(&index, to->dataset, request->indicators, request->sense,
                                    request->width, request->selection, to->err))) {
        return;
    }
    const zb_lexicon *lexicon = zb_dataset_lexicon(to->dataset);
    zb_buf_format(&to->buf, ",\n\"year\":%d,\"of\":\"%s\",\"n\":%zu,\"left_out\":%zu", index.year,
                  zb_level_name(index.level), index.count, index.left_out);
    zb_buf_text(&to->buf, ",\n\"indicators\":[");
    for (size_t j = 0; j < index.width; j++) {
        zb_str code = zb_lexicon_indicator_at(lexicon, (size_t)index.indicators[j])->code;
        zb_buf_text(&to->buf, j ? ",\n {\"indicator\":" : "\n {\"indicator\":");
        zb_json_quote(&to->buf, code);
        zb_buf_format(&to->buf, ",\"better\":\"%s\"", index.sense[j] > 0 ? "more" : "less");
        for (int m = 0; m < ZB_INDEX_METHODS; m++) {
            zb_buf_format(&to->buf, ",\"weight_%s\":", zb_index_method_name((zb_index_method)m));
            zb_buf_number(&to->buf, zb_significant(index.weights[m][j], ZB_DERIVED_DIGITS));
        }
        zb_buf_char(&to->buf, '}');
    }
    zb_buf_text(&to->buf, "],\n\"rows\":[");
    for (size_t i = 0; i < index.count; i++) {
        put_index_place(to, &index, i);
    }
    zb_buf_char(&to->buf, ']');
    zb_index_free(&index);
}

/* ------------------------------------------------------------------------------------------ */

static void put_statistics(document *to) {
    open_list(to, "statistics");
    for (int i = 0; i < ZB_STAT_COUNT; i++) {
        if (to->used[i]) {
            zb_statistic_line line = zb_statistic_line_of((zb_statistic)i);
            put_row(to, &zb_shape_statistics, &line);
        }
    }
    close_list(to);
}

zb_status zb_export_analysis(const zb_dataset *dataset, const zb_analysis_request *request,
                             const char *path, zb_error *err) {
    static const struct {
        const char *name;
        void (*write)(document *, const zb_analysis_request *);
    } kinds[] = {[ZB_ANALYSIS_RATES] = {"rates", write_rates},
                 [ZB_ANALYSIS_TREND] = {"trend", write_trends},
                 [ZB_ANALYSIS_COMPARE] = {"compare", write_comparison},
                 [ZB_ANALYSIS_INDEX] = {"index", write_index}};
    document to = {.dataset = dataset, .err = err};
    to.status = zb_file_open(&to.file, path, err);
    if (to.status != ZB_OK) {
        return to.status;
    }
    zb_buf_format(&to.buf, "{\"analysis\":\"%s\",\"level\":", kinds[request->kind].name);
    zb_buf_number(&to.buf, ZB_ANALYSIS_LEVEL);
    kinds[request->kind].write(&to, request);
    put_statistics(&to);
    zb_buf_text(&to.buf, "}\n");
    flush(&to);
    zb_buf_free(&to.buf);
    if (to.status != ZB_OK) {
        zb_file_abort(to.file);
        return to.status;
    }
    return zb_file_commit(to.file, err);
}
