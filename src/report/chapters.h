/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of the report, each a file of its own, and the phrases they share. Every sentence is
 * filled from tested figures: no difference is claimed that its interval does not carry.
 */
#ifndef ZB_REPORT_CHAPTERS_H
#define ZB_REPORT_CHAPTERS_H

#include "report/findings.h"
#include "report/flow.h"
#include "report/model.h"

typedef struct zb_paper {
    const zb_model *model;
    const zb_findings *findings;
    zb_flow *flow;
    zb_arena *arena; /* texts of this run */
    zb_str title; /* `安澜市法治政府建设年度报告数据摘要`, or what the options say */
    zb_str author;        /* who hands it in; empty: nobody is named */
    const zb_image *logo; /* NULL: none */
    int64_t date;
    bool english, grey;
    bool evidence; /* with the sentence of every observation, and links to it */
} zb_paper;

/* The words of the paper's language. Both take the same arguments in the same order. */
#define ZB_TR(paper, zh, en) ((paper)->english ? (en) : (zh))

void zb_cover(zb_paper *paper);
void zb_chapter_summary(zb_paper *paper);
void zb_chapter_overview(zb_paper *paper);
/* Whether enough rates of one year can be compared for an overview. */
bool zb_overview_fits(const zb_model *model);
void zb_chapter_topics(zb_paper *paper);
void zb_chapter_regions(zb_paper *paper);
void zb_chapter_quality(zb_paper *paper);
void zb_chapter_methods(zb_paper *paper);
void zb_appendix_values(zb_paper *paper);
void zb_appendix_documents(zb_paper *paper);
void zb_appendix_evidence(zb_paper *paper);
/* Documents of other places and years are not; those without place or year are told. */
bool zb_document_in_report(const zb_model *model, const zb_document_row *document);

/* In the paper's language: the name of an indicator, and the unit its tables have (money in
 * 10 000 yuan). */
zb_str zb_name_of(const zb_paper *paper, const zb_indicator *indicator);
zb_str zb_unit_of(const zb_paper *paper, const zb_indicator *indicator);
/* The name of its group: `矛盾化解`, `Dispute resolution`. */
zb_str zb_group_name_of(const zb_paper *paper, const zb_indicator *indicator);
/* The unit as sentences have it, behind a spoken number: `1 case`, `2 cases`,
 * `−1 case`. */
zb_str zb_spoken_unit_of(const zb_paper *paper, double value, const zb_indicator *indicator);
/* `3.33万件`, `33,349 cases`: a count as sentences have it. */
zb_str zb_quantity(zb_paper *paper, double value, const zb_indicator *indicator);
/* With a capital first letter in English, to begin a sentence, a head or a label. */
zb_str zb_capital(zb_paper *paper, zb_str text);
/* `13个地区`, `13 regions`, `1 region`: `zh` is what follows the number. */
zb_str zb_count_of(zb_paper *paper, size_t count, const char *zh, const char *one,
                   const char *many);
/* `8个县（市、区）`, `8 counties`, `1 county`. */
zb_str zb_members_of(zb_paper *paper, const zb_group *group, size_t count);
/* Are some of the group's places only the background of those that the report is on? */
bool zb_group_has_others(const zb_model *model, const zb_group *group);
/* What those it is on are called behind a number: `县（市、区）`, of some `所选县（市、区）`;
 * `counties`, `selected counties`. */
zb_str zb_shown_name(zb_paper *paper, const zb_group *group, size_t count);
zb_str zb_shown_of(zb_paper *paper, const zb_group *group, size_t count);
/* Up to so many of them stand out among the others' lines, each in a colour of its own. */
#define ZB_MOST_PICKED 3
/* What the colours of marks are called: `蓝色` for higher, `橙色` for lower; grey print has
 * `深灰` and `中灰`. */
const char *zb_high_color(const zb_paper *paper);
const char *zb_low_color(const zb_paper *paper);

/* A formatted text in the paper's arena; empty and noted when there is no memory. */
zb_str zb_say(zb_paper *paper, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What the buffer holds, moved into the paper's arena; the buffer is emptied. */
zb_str zb_keep(zb_paper *paper, zb_buf *text);
/* A rate that is only stated, with the mark of a bound: `98.0`, `98.0+` for 以上, `<90.0` for 以下,
 * `约95.0`, `95.0~98.0`. */
zb_str zb_stated_text(zb_paper *paper, const zb_rate *rate);
/* An array in the paper's arena; NULL and noted when there is no memory. */
void *zb_paper_get(zb_paper *paper, size_t count, size_t size);
#define ZB_PAPER_NEW(paper, type, count) ((type *)zb_paper_get((paper), (count), sizeof(type)))
/* An indicator over the years of the model, of a place or pooled over a group; NaN: none. NULL
 * without memory, or without a group. */
double *zb_paper_values(zb_paper *paper, int place, int indicator);
double *zb_paper_pools(zb_paper *paper, const zb_group *group, int indicator);

/* `安澜市各县（市、区）`, `the counties of 安澜市`: whose reports a group's figures come from. */
zb_str zb_group_source(zb_paper *paper, const zb_group *group);
/* The place that a group's members lie under, when it is told by reports of its own beside theirs;
 * -1: there is none. */
int zb_group_own(const zb_model *model, const zb_group *group);
/* What a figure, table or section is noted under: `kind:name`. */
zb_str zb_key(zb_paper *paper, const char *kind, zb_str name);
/* The pooled values of a rate as a line in ink. */
void zb_whole_line(zb_paper *paper, zb_trend_line *line, const zb_group *group, int indicator);
/* The lines of a rate's trend in a group: the whole in ink, at most two places whose standing is
 * flagged in colour, the others grey. False: fewer than two years have a value. */
bool zb_rate_trend(zb_paper *paper, zb_trend_chart *chart, const zb_group *group,
                   const zb_indicator *indicator);

#endif
