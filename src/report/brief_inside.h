/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a brief.
 */
#ifndef ZB_REPORT_BRIEF_INSIDE_H
#define ZB_REPORT_BRIEF_INSIDE_H

#include "report/brief.h"

/* What begins a page although there is room before. */
typedef enum zb_parted { ZB_PARTED_NOT, ZB_PARTED_QUOTES, ZB_PARTED_NOTES } zb_parted;

/* How much of each part is told, at most. */
typedef struct zb_brief_plan {
    size_t figures; /* of one indicator each */
    size_t panels;  /* of the figure that the other indicators share */
    size_t rates, quotes, checks, documents;
    zb_parted parted;
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
    size_t drawn;         /* indicators in figures so far */
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

/* Trend figures, two side by side, then the panels of the others. How many indicators could be
 * drawn; the height of the next pair or of the panels, 0 when there is none; drawing it. */
size_t zb_brief_figures(const zb_brief *brief);
double zb_brief_pair_height(zb_brief *brief);
void zb_brief_pair(zb_brief *brief);
/* The place's own line, money in 10 000 yuan; false: too few years. */
bool zb_brief_line(zb_brief *brief, zb_trend_line *line, const zb_brief_pick *pick);
/* Has the indicator years enough for a line? */
bool zb_brief_can_draw(const zb_brief_pick *pick);
/* Which indicators are drawn as panels; gives how many. */
size_t zb_brief_panel_picks(const zb_brief *brief, const zb_brief_pick **out, size_t most);
/* That figure: its height, 0 for none; drawing it, which gives its panels. */
double zb_brief_panels_height(zb_brief *brief);
size_t zb_brief_panels(zb_brief *brief);

/* `资料来源：…` of what stands above; `compared` with the whole. */
void zb_brief_source(zb_brief *brief, bool compared);
void zb_brief_quotes(zb_brief *brief);
void zb_brief_checks(zb_brief *brief);
void zb_brief_notes(zb_brief *brief);
void zb_brief_documents(zb_brief *brief);
/* What the brief does not hold, and where it is. */
void zb_brief_rest(zb_brief *brief);

/* Years between its first and last report for which the place has none: `2020年、2022年`; empty:
 * none. */
zb_str zb_brief_missing(zb_brief *brief, size_t *count);
/* Years before its first report or after its last one that others of its group have reports for. */
zb_str zb_brief_outside(zb_brief *brief, size_t *count);

#endif
