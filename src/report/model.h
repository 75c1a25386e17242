/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the report says is decided here, once, before anything is laid out: which places are
 * compared with which whole, in which year; which indicators have a page; all rates, trends and
 * standings. Everything lives in the model's arena or in the data set.
 */
#ifndef ZB_REPORT_MODEL_H
#define ZB_REPORT_MODEL_H

#include "base/arena.h"
#include "base/map.h"
#include "zhibiao/analysis.h"
#include "zhibiao/report.h"

/* Only the last so many years are told. */
#define ZB_MODEL_YEARS 40
/* Rates of fewer cases are told as such: their dots are hollow, their lines dotted. */
#define ZB_FEW_CASES 50

/* The spread of the places of a comparison, for spines. */
typedef struct zb_spread {
    double low, quarter, median, three_quarters, high;
} zb_spread;

/* A rate of the places of a group in the group's year. */
typedef struct zb_group_rate {
    int indicator;
    bool known; /* any place has a value in that year */
    zb_comparison comparison;
    const zb_standing_row **by_place; /* its rows in order of their places */
    bool has_spread;                  /* three comparable places or more */
    zb_spread spread;
    size_t computed; /* places with numerator and denominator */
} zb_group_rate;

/* The pooled rate of a group in one year. */
typedef struct zb_group_pool {
    bool known;
    zb_estimate value; /* per cent */
    double numerator, denominator;
} zb_group_pool;

/* Places of one level under one parent: compared with each other and with their whole. */
typedef struct zb_group {
    int parent; /* place index, -1: the places have no common one in the data */
    zb_level level;
    const zb_region *region; /* the nearest division that holds them all, NULL none known */
    int *members;
    size_t count;
    int year;             /* the year compared: the last that half the members report on */
    bool is_whole;        /* the members make up the region; else they are only added up */
    zb_str whole;         /* `全市`, `乡镇合计`; `the city`, `the towns together` */
    zb_str whole_short;   /* beside the values: `全市`, `乡镇合计`; as `whole` */
    zb_str whole_label;   /* where it stands alone: `全市`, `乡镇合计`; `City`, `Towns together` */
    zb_str members_name;  /* `县（市、区）`, `counties` */
    zb_str member_name;   /* of one: `县（市、区）`, `county` */
    zb_str each;          /* `各县（市、区）`, `the counties` */
    zb_group_rate *rates; /* of all rate indicators, in order of model->rates */
    zb_group_pool *pools; /* rate × year */
} zb_group;

/* An indicator that has a section of its own. */
typedef struct zb_topic {
    const zb_indicator *indicator;
    size_t reports; /* place-years with a value */
    size_t places, years;
} zb_topic;

/* A part of a count in a report that counts, with its total. */
typedef struct zb_part_row {
    int indicator; /* of the total */
    int place, year;
    int breakdown;     /* parts of one list have the same, and the same total */
    size_t row, total; /* of the data set's observations */
} zb_part_row;

typedef struct zb_model {
    zb_arena arena;
    const zb_dataset *dataset;
    const zb_lexicon *lexicon;
    const zb_place *places;
    size_t place_count;
    bool english;        /* names of indicators, wholes and groups */
    bool limited;        /* to some places; the others are still compared with */
    bool *included;      /* per place: not left out by the options */
    bool *shown;         /* per place: included, and with a report */
    zb_str *departments; /* per place shown: whose figures these are, empty: the government's */
    bool has_departments;
    size_t included_count; /* shown */
    size_t *reports;       /* per place: documents used, within the years */
    bool *reported;        /* place × year: there is a document that counts */
    size_t *counts;        /* place × year: observations of its documents */
    size_t *findings;      /* per place: of the checks, within the years */
    bool *doubted;         /* place × indicator: a check found it far from all others */
    int first_year, last_year;
    int year_count;
    const zb_indicator **rates; /* rate indicators of the catalogue that occur in the data */
    size_t rate_count;
    zb_rate_list rate_rows;
    zb_group *groups;
    size_t group_count;
    zb_map index;   /* of the places, by code or path */
    int *group_of;  /* per place, -1 none */
    zb_group *main; /* the largest group of two places or more; NULL: none */
    zb_topic *topics;
    size_t topic_count;
    /* the rate of the cover, NULL: none; of those with a topic the one that the whole data has most
     * of, so that reports on parts of them lead with the same */
    const zb_indicator *lead;
    size_t documents, unused; /* read and counted; read, but failed, repeated or superseded */
    size_t observations;      /* of the documents used */
    size_t indicators;        /* that occur */
    size_t stated_rates, computed_rates; /* rate indicators that occur; that can be computed */
    bool has_region;                     /* one division holds all places, and is the title's */
    zb_part_row *part_rows; /* of shown places within the years, in order of the observations */
    size_t part_row_count;
    zb_str region;       /* of the title: `安澜市`, `安澜市2个县（区）`, `5个地区` */
    zb_str asked;        /* the region chosen, where it has no report itself; else empty */
    zb_str division;     /* with has_region: that division alone, `安澜市` */
    bool region_reports; /* with has_region: its own report is among those told */
} zb_model;

/* Free with zb_model_free whatever is returned. ZB_E_EMPTY, ZB_E_NOMEM. */
zb_status zb_model_make(zb_model *model, const zb_dataset *dataset,
                        const zb_report_options *options, zb_error *err);
void zb_model_free(zb_model *model);

/* NULL when there is none. */
const zb_rate *zb_model_rate(const zb_model *model, int place, int indicator, int year);
/* Is the value told exactly: no bound, range or round figure, and no rate of such parts? False
 * where there is none. Only between such values a change is told. */
bool zb_model_is_exact(const zb_model *model, int place, int indicator, int year);
/* How many of the group's places the report is on. */
size_t zb_group_shown(const zb_model *model, const zb_group *group);
/* The Mann–Kendall test of the values within the report's years. Where one of them is not exact,
 * there is no test, and `vague`, when not NULL, is set. */
zb_mann_kendall zb_model_trend(const zb_model *model, int place, int indicator, bool *vague);
const zb_group_rate *zb_model_group_rate(const zb_model *model, const zb_group *group,
                                         int indicator);
const zb_standing_row *zb_model_standing(const zb_group_rate *rate, int place);
const zb_group_pool *zb_model_pool(const zb_model *model, const zb_group *group, int indicator,
                                   int year);
/* Value of any indicator: a rate in per cent, computed before stated. NaN: none. */
double zb_model_value(const zb_model *model, int place, int indicator, int year);
const zb_group *zb_model_group_of(const zb_model *model, int place);
/* The place of a finding or a document: by code, by path where there is none; -1 unknown. */
int zb_model_find_place(const zb_model *model, zb_str code, zb_str path);
zb_str zb_model_place_name(const zb_model *model, int place);

/* Whether a document of that place and year counts; how many observations it gave. */
bool zb_model_reported(const zb_model *model, int place, int year);
size_t zb_model_count(const zb_model *model, int place, int year);

/* Whether a check found the place's figures of that indicator far from all others: what was counted
 * there is in doubt. */
bool zb_model_doubts(const zb_model *model, int place, int indicator);

zb_tone zb_tone_of(zb_standing standing);

#endif
