/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands out: tested changes, long falls, flagged places, checks. The summary tells at most
 * six of them, the indicators' pages their own.
 */
#ifndef ZB_REPORT_FINDINGS_H
#define ZB_REPORT_FINDINGS_H

#include "report/model.h"

/* A change between two years with its 95 % interval; percentage points for rates, ratio for
 * counts. */
typedef struct zb_shift {
    bool known;
    int first_year, last_year;
    double first, last;
    zb_estimate change;
    int sign; /* +1 rose, -1 fell, 0 the interval holds no change */
} zb_shift;

/* Of a group's pooled rate between its first and last known year. */
zb_shift zb_group_shift(const zb_model *model, const zb_group *group, int indicator);
/* Of one place's computed rate between the first and the last year in which its denominator is
 * large enough to be compared. */
zb_shift zb_place_shift(const zb_model *model, int place, int indicator);
/* Of one place's computed rate between two given years; not known with too small a denominator. */
zb_shift zb_place_shift_between(const zb_model *model, int place, int indicator, int first,
                                int last);
/* Whether the change, to one decimal, is another than the difference of the values so printed. */
bool zb_shift_is_rounded(const zb_shift *shift);
/* A count between two years: exact whole counts only, ratio - 1. */
zb_shift zb_count_shift(const zb_model *model, int place, int indicator, int first, int last);

/* Years without a break, up to the last with a value, in which a computed rate moved one way every
 * year; the ends differ beyond the 95 % interval. */
typedef struct zb_streak {
    int years; /* steps; 0: none */
    int sign;
    zb_shift shift;
} zb_streak;
zb_streak zb_place_streak(const zb_model *model, int place, int indicator);

/* The sum of a count over the members that state it in both of two neighbouring years. */
typedef struct zb_jump {
    bool known;
    int year; /* the second */
    size_t places;
    double before, after;
    zb_estimate ratio;
} zb_jump;

/* A place's rate whose change from the first to the last year exceeds chance. */
typedef struct zb_move {
    int place; /* -1: none */
    const zb_indicator *rate;
    zb_shift shift;
} zb_move;

/* How much a rate of a place is worth telling, below 3000: first beyond the 99.8 % limits, then
 * beyond the 95 % limits (`row` NULL: not compared), then by how much it changed at least; 0 when
 * it is none of these. */
double zb_rate_news(const zb_shift *shift, const zb_standing_row *row);

/* How far a computed rate lies from its whole, in standard errors, widened as the limits are. NaN
 * where the whole is 0 or 100 %: then nothing is beyond its limits. */
double zb_surprise(const zb_comparison *comparison, const zb_standing_row *row);

typedef struct zb_findings {
    const zb_indicator *change; /* rate whose whole changed most surely, NULL none */
    zb_shift change_shift;
    int streak_place; /* -1 none */
    const zb_indicator *streak_rate;
    zb_streak streak;
    const zb_indicator *jump_count;
    zb_jump jump;
    int flagged_place; /* farthest beyond 99.8 %, not told by the streak; without that and without
                        * a streak, beyond 95 %; -1 none */
    const zb_indicator *flagged_rate;
    size_t flagged_count; /* beyond the same limits */
    int second_place;     /* the next of them, -1 none */
    const zb_indicator *second_rate;
    int extreme_place; /* first or last of a rate on few cases; -1 none */
    const zb_indicator *extreme_rate;
    bool extreme_high;
    zb_move rise, fall;    /* the largest of the main group in points; not that of the streak */
    bool streak_is_larger; /* than that of these which goes the same way */
    const zb_finding *outlier;
    size_t shown;                               /* findings of the report's places and years */
    size_t faults;                              /* of them, values that do not agree */
    size_t others[ZB_FIND_OUTLIER + 1];         /* of them, those that are no faults */
    zb_check_count checks[ZB_FIND_OUTLIER + 1]; /* of figures of the report's places and years */
    size_t checked;                             /* of them, those that agree or do not */
    const zb_finding *worst;                    /* the largest difference of a stated rate */
} zb_findings;
void zb_findings_make(zb_findings *out, const zb_model *model);

#endif
