/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Analyses as JSON documents: what they hold, escaping, failures that leave nothing behind.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <math.h>

#include "base/buf.h"
#include "base/file.h"
#include "folder_help.h"
#include "memory_help.h"
#include "sample_rows.h"
#include "stats_help.h"
#include "zhibiao/export.h"

#define CASES "mediation.cases"
#define SUCCEEDED "mediation.succeeded"
#define RATE "mediation.success_rate"
#define RESOLVED "disputes.resolution_rate"
#define TOWN_A "示例省安澜市\"新\"区"
#define TOWN_B "示例省安澜市a\\b\tc区"

/* A county's report of 调解 and, where `change` is not NULL, of its change; and of 纠纷化解率. */
static void add_report(zb_dataset *dataset, const char *code, const char *region, int year,
                       int cases, int succeeded, const char *change) {
    char name[64], text[256], total[32], good[32], resolved[32];
    snprintf(name, sizeof name, "%s-%d-%zu", code, year, strlen(region));
    snprintf(total, sizeof total, "%d件", cases);
    snprintf(good, sizeof good, "%d件", succeeded);
    snprintf(resolved, sizeof resolved, "%d%%", 90 + cases % 9);
    snprintf(text, sizeof text, "%s调解%s%s%s，成功%s。纠纷化解率%s。", name, total,
             change ? "，同比增长" : "", change ? change : "", good, resolved);
    sample s = sample_of(name, code, region, year, text);
    sample_fact(&s, CASES, total);
    if (change) {
        sample_change(&s, CASES, 1, change);
    }
    sample_fact(&s, SUCCEEDED, good);
    sample_fact(&s, RESOLVED, resolved);
    assert_int_equal(sample_add(dataset, &s), ZB_OK);
}

/* Three counties with codes over three years, two without, whose names want escaping; in 2022 one
 * has a numerator above its denominator. */
static zb_dataset *sample_data(void) {
    static const char *const codes[] = {"990121", "990122", "990123"};
    static const char *const regions[] = {"示例省安澜市松月县", "示例省安澜市墨川县",
                                          "示例省安澜市禾桥县"};
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_dataset_create(&dataset, lexicon, NULL), ZB_OK);
    for (int year = 2021; year <= 2023; year++) {
        for (int i = 0; i < 3; i++) {
            int cases = 1000 * (i + 1) + 100 * (year - 2021);
            add_report(dataset, codes[i], regions[i], year, cases, cases - 40 - 20 * i - year % 7,
                       i == 0 && year == 2023 ? "9.1%" : NULL);
        }
    }
    add_report(dataset, "", TOWN_A, 2023, 500, 470, NULL);
    add_report(dataset, "", TOWN_B, 2023, 600, 510, NULL);
    add_report(dataset, "", TOWN_A, 2022, 500, 520, NULL);
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    return dataset;
}

static zb_population *inhabitants(void) {
    zb_population *population = NULL;
    const char *path = in_folder("population.csv");
    assert_int_equal(zb_file_save(path,
                                  ZB_STR("region_code,population\n990121,200000\n990122,300000\n"
                                         "990123,400000\n"),
                                  NULL),
                     ZB_OK);
    assert_int_equal(zb_population_load(&population, path, NULL), ZB_OK);
    unlink(path);
    return population;
}

static cJSON *exported(const zb_dataset *dataset, const zb_analysis_request *request) {
    zb_error err = {0};
    zb_buf text = {0};
    char path[256];
    snprintf(path, sizeof path, "%s", in_folder("analysis.json"));
    if (zb_export_analysis(dataset, request, path, &err) != ZB_OK) {
        fail_msg("%s: %s", err.input, err.message);
    }
    assert_int_equal(files_in_folder(), 1);
    assert_int_equal(zb_file_read(&text, path, SIZE_MAX / 4, NULL), ZB_OK);
    unlink(path);
    zb_buf_char(&text, '\0');
    cJSON *parsed = cJSON_ParseWithOpts(text.p, NULL, true);
    if (!parsed) {
        fail_msg("no JSON: %s", text.p);
    }
    zb_buf_free(&text);
    return parsed;
}

/* Does the object have exactly these keys, in this order? Separated by spaces. */
static void assert_keys(const cJSON *object, const char *keys) {
    char got[512] = "";
    const cJSON *at;
    assert_true(cJSON_IsObject(object));
    cJSON_ArrayForEach(at, object) {
        size_t n = strlen(got);
        snprintf(got + n, sizeof got - n, "%s%s", n ? " " : "", at->string);
    }
    assert_string_equal(got, keys);
}

static const cJSON *get(const cJSON *object, const char *key) {
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!found) {
        fail_msg("no %s", key);
    }
    return found;
}

static const char *text_of(const cJSON *object, const char *key) {
    assert_true(cJSON_IsString(get(object, key)));
    return get(object, key)->valuestring;
}

static double number_of(const cJSON *object, const char *key) {
    assert_true(cJSON_IsNumber(get(object, key)));
    return get(object, key)->valuedouble;
}

/* The element of a list whose key has the text; the one after `after` unless that is NULL. */
static const cJSON *find(const cJSON *list, const char *key, const char *text) {
    const cJSON *at;
    assert_true(cJSON_IsArray(list));
    cJSON_ArrayForEach(at, list) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(at, key);
        if (cJSON_IsString(value) && strcmp(value->valuestring, text) == 0) {
            return at;
        }
    }
    fail_msg("no %s with %s", text, key);
    return NULL;
}

#define RESULT_KEYS "statistic method interval year value low high level p n n_of unit state"

/* Marks of a result: level and interval stand together, a value where it is known. */
static void assert_results(const cJSON *document, const cJSON *results) {
    const cJSON *at;
    assert_true(cJSON_IsArray(results));
    cJSON_ArrayForEach(at, results) {
        assert_keys(at, RESULT_KEYS);
        bool known = strcmp(text_of(at, "state"), "known") == 0;
        assert_int_equal(cJSON_IsNumber(get(at, "value")), known);
        assert_int_equal(cJSON_IsNumber(get(at, "low")), cJSON_IsNumber(get(at, "high")));
        assert_true(known || cJSON_IsNull(get(at, "low")));
        assert_int_equal(cJSON_IsString(get(at, "interval")), cJSON_IsNumber(get(at, "low")));
        /* Told where something was counted: never 0 cases for what has none. */
        bool counted = cJSON_IsNumber(get(at, "n"));
        assert_true(counted || !known || !cJSON_IsNumber(get(at, "low")));
        assert_true(!counted || number_of(at, "n") > 0);
        const cJSON *source =
            find(get(document, "statistics"), "statistic", text_of(at, "statistic"));
        assert_keys(source, "statistic name_zh name method_zh interval_zh method interval source");
    }
}

/* ---- kinds ------------------------------------------------------------------------------- */

static void rates(void **state) {
    (void)state;
    zb_dataset *dataset = sample_data();
    zb_selection s = {.indicator = ZB_STR(RATE)};
    zb_analysis_request request = {.kind = ZB_ANALYSIS_RATES, .selection = &s};
    cJSON *d = exported(dataset, &request);
    assert_keys(d, "analysis level rates pooled refused statistics");
    assert_string_equal(text_of(d, "analysis"), "rates");
    assert_float_equal(number_of(d, "level"), 0.95, 0);
    assert_int_equal(cJSON_GetArraySize(get(d, "rates")), 11);
    const cJSON *at;
    cJSON_ArrayForEach(at, get(d, "rates")) {
        assert_keys(at, "region region_code year rate numerator denominator value low high stated "
                        "agrees rounded stated_as_bound department results");
        assert_results(d, get(at, "results"));
        assert_int_equal(cJSON_GetArraySize(get(at, "results")), 3);
    }
    find(get(d, "rates"), "region", TOWN_A);
    find(get(d, "rates"), "region", TOWN_B);
    /* The three counties in each of three years, for the city and for the province. */
    assert_int_equal(cJSON_GetArraySize(get(d, "pooled")), 6);
    cJSON_ArrayForEach(at, get(d, "pooled")) {
        assert_keys(at, "region region_code of rate year reported told divisions numerator "
                        "denominator results");
        assert_results(d, get(at, "results"));
        assert_float_equal(number_of(at, "reported"), 3, 0);
    }
    const cJSON *refused = get(d, "refused");
    assert_int_equal(cJSON_GetArraySize(refused), 1);
    const cJSON *finding = cJSON_GetArrayItem(refused, 0);
    assert_string_equal(text_of(finding, "region"), TOWN_A);
    assert_float_equal(number_of(finding, "year"), 2022, 0);
    cJSON_Delete(d);
    zb_dataset_free(dataset);
}

static void counts_by_population(void **state) {
    (void)state;
    zb_dataset *dataset = sample_data();
    zb_selection s = {.indicator = ZB_STR(CASES), .year = 2023};
    zb_analysis_request request = {.selection = &s, .options = {.population = inhabitants()}};
    cJSON *d = exported(dataset, &request);
    assert_keys(d, "analysis level by_population pooled statistics");
    assert_int_equal(cJSON_GetArraySize(get(d, "by_population")), 3);
    const cJSON *first = cJSON_GetArrayItem(get(d, "by_population"), 0);
    assert_keys(first, "region region_code indicator year events population per value low high "
                       "level method");
    assert_float_equal(number_of(first, "per"), 10000, 0);
    assert_float_equal(number_of(first, "value"), 10000 * 1200 / 200000.0, 1e-9);
    find(get(d, "statistics"), "statistic", "event_rate.byar");
    cJSON_Delete(d);
    zb_population_free((zb_population *)request.options.population);
    zb_dataset_free(dataset);
}

static void trends(void **state) {
    (void)state;
    zb_dataset *dataset = sample_data();
    zb_analysis_request request = {.kind = ZB_ANALYSIS_TREND};
    cJSON *d = exported(dataset, &request);
    assert_keys(d, "analysis level trends stated_changes statistics");
    const cJSON *at;
    cJSON_ArrayForEach(at, get(d, "trends")) {
        assert_keys(
            at, "region region_code indicator years first last change change_percent slope "
                "slope_low slope_high sen mk_tau mk_p direction inexact_years department values "
                "changes results");
        const cJSON *value = cJSON_GetArrayItem(get(at, "values"), 0);
        assert_keys(value, "year value numerator denominator qualifier exact restated");
        assert_string_equal(text_of(value, "qualifier"), "eq");
        assert_results(d, get(at, "changes"));
        assert_results(d, get(at, "results"));
    }
    /* What the report states is in the unit that it states it in. */
    const cJSON *trend = find(get(d, "trends"), "indicator", CASES);
    const cJSON *stated = find(get(trend, "changes"), "statistic", "change.stated");
    assert_float_equal(number_of(stated, "value"), 9.1, 0);
    assert_string_equal(text_of(stated, "unit"), "percent");
    const cJSON *former = find(get(trend, "changes"), "statistic", "former.implied");
    assert_float_equal(number_of(former, "value"), 120000 / 109.1, 0.01);
    assert_true(cJSON_IsNull(get(former, "level")) && cJSON_IsNumber(get(former, "low")));
    /* The same once more, beside the data. */
    assert_int_equal(cJSON_GetArraySize(get(d, "stated_changes")), 1);
    const cJSON *told = cJSON_GetArrayItem(get(d, "stated_changes"), 0);
    assert_keys(told,
                "region region_code indicator year former now stated qualifier unit data low high "
                "level "
                "implied_former implied_low implied_high observation");
    assert_float_equal(number_of(told, "former"), 1100, 0);
    assert_float_equal(number_of(told, "now"), 1200, 0);
    assert_float_equal(number_of(told, "stated"), 9.1, 0);
    assert_float_equal(number_of(told, "data"), 100 / 11.0, 1e-4);
    assert_true(number_of(told, "low") < 100 / 11.0 && number_of(told, "high") > 100 / 11.0);
    assert_float_equal(number_of(told, "implied_former"), 120000 / 109.1, 0.01);
    cJSON_Delete(d);
    zb_dataset_free(dataset);
}

static void comparison(void **state) {
    (void)state;
    zb_dataset *dataset = sample_data();
    zb_selection s = {.indicator = ZB_STR(RATE)};
    zb_analysis_request request = {.kind = ZB_ANALYSIS_COMPARE,
                                   .selection = &s,
                                   .options = {.seed = 5, .draws = 1000},
                                   .pairs = true};
    cJSON *d = exported(dataset, &request);
    assert_keys(d, "analysis level indicator year of compared in_whole seed draws whole results "
                   "rows pairs statistics");
    assert_string_equal(text_of(d, "indicator"), RATE);
    assert_string_equal(text_of(d, "of"), "county");
    assert_float_equal(number_of(d, "year"), 2023, 0);
    assert_float_equal(number_of(d, "seed"), 5, 0);
    assert_float_equal(number_of(d, "draws"), 1000, 0);
    assert_float_equal(number_of(d, "compared"), 5, 0);
    assert_float_equal(number_of(d, "in_whole"), 5, 0);
    assert_keys(get(d, "whole"), "region region_code value low high numerator denominator");
    const cJSON *pooled = find(get(d, "results"), "statistic", "pooled.ratio_of_sums");
    static const char *const same[] = {"value", "low", "high"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_float_equal(number_of(get(d, "whole"), same[i]), number_of(pooled, same[i]), 1e-4);
    }
    assert_float_equal(number_of(get(d, "whole"), "denominator"), number_of(pooled, "n"), 0);
    assert_results(d, get(d, "results"));
    assert_int_equal(cJSON_GetArraySize(get(d, "rows")), 5);
    const cJSON *at;
    cJSON_ArrayForEach(at, get(d, "rows")) {
        assert_keys(at, "region region_code indicator year rank value low high numerator "
                        "denominator standing stated_only exact department results");
        assert_results(d, get(at, "results"));
        assert_int_equal(cJSON_GetArraySize(get(at, "results")), 8);
    }
    assert_int_equal(cJSON_GetArraySize(get(d, "pairs")), 10);
    assert_keys(cJSON_GetArrayItem(get(d, "pairs"), 0),
                "a b n_a n_b difference interval low high level test p p_bh p_holm");
    find(get(d, "pairs"), "b", TOWN_B);
    cJSON_Delete(d);
    request.pairs = false;
    d = exported(dataset, &request);
    assert_keys(d, "analysis level indicator year of compared in_whole seed draws whole results "
                   "rows statistics");
    cJSON_Delete(d);
    zb_dataset_free(dataset);
}

/* Counts by population say how many inhabitants their rates are of. */
static void comparison_by_population(void **state) {
    (void)state;
    zb_dataset *dataset = sample_data();
    zb_selection s = {.indicator = ZB_STR(CASES)};
    zb_analysis_request request = {
        .kind = ZB_ANALYSIS_COMPARE,
        .selection = &s,
        .options = {.population = inhabitants(), .per = 100000, .draws = 100}};
    cJSON *d = exported(dataset, &request);
    assert_keys(d, "analysis level indicator year of compared in_whole seed draws per whole "
                   "results rows statistics");
    assert_float_equal(number_of(d, "per"), 100000, 0);
    assert_keys(get(d, "whole"), "region region_code value");
    double sum = 0;
    const cJSON *at;
    cJSON_ArrayForEach(at, get(d, "rows")) {
        sum += number_of(at, "value");
    }
    assert_float_equal(number_of(get(d, "whole"), "value"), sum, 0);
    const cJSON *row = find(get(d, "rows"), "region_code", "990121");
    const cJSON *rate = find(get(row, "results"), "statistic", "event_rate.byar");
    assert_float_equal(number_of(rate, "value"), 600, 1e-9);
    assert_string_equal(text_of(rate, "unit"), "per-population");
    const cJSON *shrunken = find(get(row, "results"), "statistic", "shrunken.empirical_bayes");
    assert_string_equal(text_of(shrunken, "unit"), "per-population");
    /* Two places have no inhabitants in the file: their counts tell nothing, not 0 events. */
    assert_float_equal(number_of(d, "compared"), 3, 0);
    const cJSON *without = get(find(get(d, "rows"), "region", TOWN_A), "results");
    assert_int_equal(cJSON_GetArraySize(without), 1);
    assert_string_equal(text_of(find(without, "statistic", "event_rate.exact"), "state"),
                        "undefined");
    assert_true(cJSON_IsNull(get(cJSON_GetArrayItem(without, 0), "n")));
    cJSON_Delete(d);
    zb_population_free((zb_population *)request.options.population);
    zb_dataset_free(dataset);
}

/* Eight digits of a count are eight digits, in whatever stands of it. */
static void large_counts(void **state) {
    (void)state;
    static const int counts[] = {12345678, 12345699};
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_dataset_create(&dataset, lexicon, NULL), ZB_OK);
    for (int i = 0; i < 2; i++) {
        add_report(dataset, "990121", "示例省安澜市松月县", 2022 + i, counts[i], 1000, NULL);
        add_report(dataset, "990122", "示例省安澜市墨川县", 2022 + i, 1, 1, NULL);
    }
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    zb_selection s = {.indicator = ZB_STR(CASES)};
    zb_analysis_request request = {.kind = ZB_ANALYSIS_TREND, .selection = &s};
    cJSON *d = exported(dataset, &request);
    const cJSON *trend = find(get(d, "trends"), "region_code", "990121");
    for (int i = 0; i < 2; i++) {
        const cJSON *value = cJSON_GetArrayItem(get(trend, "values"), i);
        assert_float_equal(number_of(value, "value"), counts[i], 0);
    }
    assert_float_equal(
        number_of(find(get(trend, "changes"), "statistic", "change.absolute"), "value"), 21, 0);
    cJSON_Delete(d);
    request.kind = ZB_ANALYSIS_COMPARE;
    d = exported(dataset, &request);
    assert_float_equal(number_of(get(d, "whole"), "value"), 12345700, 0);
    assert_float_equal(number_of(find(get(d, "results"), "statistic", "distribution.max"), "value"),
                       12345699, 0);
    cJSON_Delete(d);
    zb_dataset_free(dataset);
}

static void make_index_request(zb_analysis_request *request, int indicators[2]) {
    static const int sense[] = {1, -1};
    indicators[0] = zb_lexicon_indicator(lexicon, ZB_STR(RATE))->index;
    indicators[1] = zb_lexicon_indicator(lexicon, ZB_STR(RESOLVED))->index;
    *request = (zb_analysis_request){
        .kind = ZB_ANALYSIS_INDEX, .indicators = indicators, .sense = sense, .width = 2};
}

static void names_in_an_index_are_escaped(void **state) {
    (void)state;
    zb_dataset *dataset = sample_data();
    zb_analysis_request request;
    int indicators[2];
    make_index_request(&request, indicators);
    cJSON *d = exported(dataset, &request);
    assert_keys(d, "analysis level year of n left_out indicators rows statistics");
    assert_float_equal(number_of(d, "n"), 5, 0);
    assert_int_equal(cJSON_GetArraySize(get(d, "statistics")), 0);
    const cJSON *second = find(get(d, "indicators"), "indicator", RESOLVED);
    assert_keys(second, "indicator better weight_rank weight_zscore weight_minmax weight_entropy");
    assert_string_equal(text_of(second, "better"), "less");
    assert_string_equal(text_of(find(get(d, "indicators"), "indicator", RATE), "better"), "more");
    const cJSON *at;
    cJSON_ArrayForEach(at, get(d, "rows")) {
        assert_keys(at, "region region_code values rank zscore minmax entropy");
        assert_int_equal(cJSON_GetArraySize(get(at, "values")), 2);
        assert_keys(get(at, "zscore"), "score rank");
    }
    const cJSON *b = find(get(d, "rows"), "region", TOWN_B);
    assert_true(cJSON_IsNull(get(b, "region_code"))); /* as in all tables: not known */
    assert_float_equal(cJSON_GetArrayItem(get(b, "values"), 0)->valuedouble, 85, 0);
    find(get(d, "rows"), "region", TOWN_A);
    cJSON_Delete(d);
    zb_dataset_free(dataset);
}

/* ---- failures ---------------------------------------------------------------------------- */

typedef struct asked {
    const zb_dataset *dataset;
    zb_analysis_request request;
} asked;

static const zb_selection by_rate = {.indicator = ZB_STR_INIT(RATE)};
static const zb_selection by_count = {.indicator = ZB_STR_INIT(CASES)};

enum { REQUESTS = 6 };
/* One of each kind. */
static void make_requests(asked to[REQUESTS], const zb_dataset *dataset,
                          const zb_population *population, int indicators[2]) {
    static const zb_analysis_request plain[REQUESTS - 1] = {
        {.kind = ZB_ANALYSIS_RATES, .selection = &by_rate},
        {.kind = ZB_ANALYSIS_RATES, .selection = &by_count},
        {.kind = ZB_ANALYSIS_TREND, .selection = &by_count},
        {.kind = ZB_ANALYSIS_COMPARE, .selection = &by_rate, .pairs = true},
        {.kind = ZB_ANALYSIS_COMPARE, .selection = &by_count},
    };
    for (size_t i = 0; i < REQUESTS - 1; i++) {
        to[i] = (asked){dataset, plain[i]};
        to[i].request.options.draws = 100;
        to[i].request.options.population = plain[i].selection == &by_count ? population : NULL;
    }
    make_index_request(&to[REQUESTS - 1].request, indicators);
    to[REQUESTS - 1].dataset = dataset;
}

static zb_status export_again(void *context) {
    const asked *a = context;
    zb_error err = {0};
    char path[256];
    snprintf(path, sizeof path, "%s", in_folder("analysis.json"));
    zb_status status = zb_export_analysis(a->dataset, &a->request, path, &err);
    assert_int_equal(err.code, status);
    assert_int_equal(files_in_folder(), status == ZB_OK);
    unlink(path);
    return status;
}

static void every_allocation_fails(void **state) {
    (void)state;
    zb_dataset *dataset = sample_data();
    zb_population *population = inhabitants();
    asked requests[REQUESTS];
    int indicators[2];
    make_requests(requests, dataset, population, indicators);
    for (size_t i = 0; i < REQUESTS; i++) {
        starve(export_again, &requests[i]);
    }
    zb_population_free(population);
    zb_dataset_free(dataset);
}

static void every_write_fails(void **state) {
    (void)state;
    zb_dataset *dataset = sample_data();
    zb_population *population = inhabitants();
    asked requests[REQUESTS];
    int indicators[2];
    make_requests(requests, dataset, population, indicators);
    for (size_t i = 0; i < REQUESTS; i++) {
        zb_status status = ZB_E_IO;
        for (uint64_t n = 1; status != ZB_OK; n++) {
            zb_file_fail_at(n);
            status = export_again(&requests[i]);
            zb_file_fail_at(0);
            assert_true(status == ZB_OK ? n > 1 : status == ZB_E_IO);
        }
    }
    zb_population_free(population);
    zb_dataset_free(dataset);
}

/* A document of several blocks whose first write fails leaves nothing either, and goes on with
 * nothing. */
static void a_long_document_fails(void **state) {
    (void)state;
    static const char *const codes[] = {"990102", "990103", "990121", "990122", "990123", "990124"};
    zb_dataset *dataset = NULL;
    assert_int_equal(zb_dataset_create(&dataset, lexicon, NULL), ZB_OK);
    for (int year = 1950; year < 2023; year++) {
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
            add_report(dataset, codes[i], "示例省安澜市", year, 1000, 900, NULL);
        }
    }
    assert_int_equal(zb_dataset_settle(dataset, NULL), ZB_OK);
    asked a = {dataset, {.kind = ZB_ANALYSIS_RATES, .selection = &by_rate}};
    cJSON_Delete(exported(dataset, &a.request));
    uint64_t writes = 0;
    for (zb_status status = ZB_E_IO; status != ZB_OK; writes++) {
        zb_file_fail_at(writes + 1);
        status = export_again(&a);
        zb_file_fail_at(0);
    }
    assert_true(writes > 2);
    zb_dataset_free(dataset);
}

static void what_cannot_be_analysed(void **state) {
    (void)state;
    zb_dataset *dataset = sample_data();
    zb_selection none = {.indicator = ZB_STR("no.such")};
    zb_selection petitions = {.indicator = ZB_STR("petition.cases")};
    int count = zb_lexicon_indicator(lexicon, ZB_STR(CASES))->index, more = 1;
    const struct {
        zb_analysis_request request;
        zb_status status;
    } cases[] = {
        {{.kind = ZB_ANALYSIS_RATES, .selection = &none}, ZB_E_NOTFOUND},
        {{.kind = ZB_ANALYSIS_TREND, .selection = &none}, ZB_E_NOTFOUND},
        {{.kind = ZB_ANALYSIS_COMPARE, .selection = NULL}, ZB_E_USAGE},
        {{.kind = ZB_ANALYSIS_COMPARE, .selection = &petitions}, ZB_E_NOTFOUND},
        {{.kind = ZB_ANALYSIS_INDEX}, ZB_E_NOTFOUND},
        {{.kind = ZB_ANALYSIS_INDEX, .indicators = &count, .sense = &more, .width = 1}, ZB_E_USAGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(export_again(&(asked){dataset, cases[i].request}), cases[i].status);
    }
    zb_analysis_request request = {.kind = ZB_ANALYSIS_RATES};
    assert_int_equal(zb_export_analysis(dataset, &request, in_folder("no/such/folder"), NULL),
                     ZB_E_IO);
    zb_dataset_free(dataset);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(rates),
        WATCHED(counts_by_population),
        WATCHED(trends),
        WATCHED(comparison),
        WATCHED(comparison_by_population),
        WATCHED(large_counts),
        WATCHED(names_in_an_index_are_escaped),
        WATCHED(every_allocation_fails),
        WATCHED(every_write_fails),
        WATCHED(a_long_document_fails),
        WATCHED(what_cannot_be_analysed),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
