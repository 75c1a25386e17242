/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a brief.
 */
#ifndef ZB_REPORT_BRIEF_INSIDE_H
#define ZB_REPORT_BRIEF_INSIDE_H

#include "report/brief.h"

/* How much of each part is told, at most. */
typedef struct zb_brief_plan {
    size_t figures, rates, quotes, checks, documents;
    bool parted; /* the sources begin a page */
} zb_brief_plan;

/* An indicator the place states, with what can be said of it. */
typedef struct zb_brief_pick {
    const zb_indicator *one;
    double score;  /* what is worth telling first */
    size_t values; /* years with a value */
    zb_shift shift;
    zb_streak streak;
    const zb_group_rate *rate;  /* of the group in the year shown; NULL: not compared */
    const zb_standing_row *row; /* NULL: not compared */
    bool flagged;               /* beyond the 95 % limit */
} zb_brief_pick;

typedef struct zb_brief {
    zb_paper *paper;
    zb_region_view view;
    zb_brief_plan plan;
    zb_brief_pick *picks; /* best first */
    size_t count;
    size_t rates, counts; /* of them */
    size_t drawn;         /* figures so far */
    size_t sections;
    double waste; /* blank at the ends of pages that parts would not go into */
} zb_brief;

/* Choose and order the indicators. */
void zb_brief_choose(zb_brief *brief);
/* Of the count that changed most against the year before; NULL: none beyond chance. */
const zb_brief_pick *zb_brief_jump(const zb_brief *brief);

/* The name at the start of a sentence. */
zb_str zb_brief_name(zb_brief *brief, const zb_indicator *indicator);
/* `一、主要发现`, with `room` for what must follow. */
void zb_brief_heading(zb_brief *brief, const char *title, const char *key, double room);

void zb_brief_head(zb_brief *brief);
void zb_brief_findings(zb_brief *brief);

/* Trend figures, two side by side. How many there could be; the height of the next pair, 0 when
 * there is none; drawing it. */
size_t zb_brief_figures(const zb_brief *brief);
double zb_brief_pair_height(zb_brief *brief);
void zb_brief_pair(zb_brief *brief);

void zb_brief_quotes(zb_brief *brief);
void zb_brief_checks(zb_brief *brief);
void zb_brief_notes(zb_brief *brief);
void zb_brief_documents(zb_brief *brief);
/* What the brief does not hold, and where it is. */
void zb_brief_rest(zb_brief *brief);

/* Years between its first and last report for which the place has none: `2020年、2022年`; empty:
 * none. */
zb_str zb_brief_missing(zb_brief *brief, size_t *count);

#endif
