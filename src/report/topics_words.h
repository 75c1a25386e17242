/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of a rate in the main group: sentences and notes of its page.
 */
#ifndef ZB_REPORT_TOPICS_WORDS_H
#define ZB_REPORT_TOPICS_WORDS_H

#include "report/chapters.h"
#include "report/rate_figures.h"

typedef struct zb_topic_run {
    int place; /* -1: none */
    zb_streak streak;
} zb_topic_run;

/* What is known of a rate in the main group, for its sentences. */
typedef struct zb_topic_view {
    const zb_group *group;
    const zb_indicator *indicator;
    const zb_group_rate *rate; /* NULL: no value in the group's year */
    zb_shift whole;
    size_t rose, fell, unclear;      /* places with a testable change */
    size_t flagged, compared;        /* of the group's year */
    const zb_standing_row *farthest; /* of the flagged, NULL none */
    zb_topic_run runs[2];            /* the longest fall and rise of a place against the whole */
} zb_topic_view;
zb_topic_view zb_topic_look(const zb_model *model, const zb_indicator *indicator);

/* Value and change of the whole; the longest runs of places against it; who is beyond limits. */
void zb_topic_say_whole(zb_paper *paper, zb_rich *text, const zb_topic_view *view);
void zb_topic_say_streak(zb_paper *paper, zb_rich *text, const zb_topic_view *view);
void zb_topic_say_standings(zb_paper *paper, zb_rich *text, const zb_topic_view *view);

/* `8个县（市、区）中6个上升、1个下降、1个变化不显著`, `8个县（市、区）均上升`; in English of the
 * `subject`. */
zb_str zb_topic_changes(zb_paper *paper, const zb_topic_view *view, const char *subject);
/* Above the figures. */
zb_str zb_topic_trend_sentence(zb_paper *paper, const zb_topic_view *view);
zb_str zb_topic_ranking_sentence(zb_paper *paper, const zb_topic_view *view);
zb_str zb_topic_funnel_sentence(zb_paper *paper, const zb_topic_view *view);
/* Below them. */
zb_str zb_topic_source(zb_paper *paper, const zb_topic_view *view);
/* The same of so many reports of a group's places. */
zb_str zb_reports_source(zb_paper *paper, const zb_group *group, size_t reports);
zb_str zb_topic_whole_note(zb_paper *paper, const zb_topic_view *view);
/* Of marks that are there; `drawn`: the changes beside the ranking, NULL none. */
zb_str zb_topic_comparison_note(zb_paper *paper, const zb_topic_view *view, bool funnel,
                                const zb_change_count *drawn);

#endif
