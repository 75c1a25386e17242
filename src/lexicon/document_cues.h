/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What tells a document's parts apart: furniture of web pages, titles, kinds, departments, plan
 * headings. From datasets/documents.json.
 */
#ifndef ZB_LEXICON_DOCUMENT_CUES_H
#define ZB_LEXICON_DOCUMENT_CUES_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "zhibiao/types.h"

typedef struct zb_str_list {
    const zb_str *at;
    size_t count;
} zb_str_list;

/* Each list is the array of the same name in documents.json; what a word does is told there. */
typedef struct zb_document_cues {
    zb_str_list furniture;
    zb_str_list counters;
    zb_str_list injected;
    zb_str_list furniture_starts;
    zb_str_list furniture_ends;
    zb_str_list sources;
    zb_str_list publication;
    zb_str_list title_words;
    zb_str_list title_ends;
    zb_str_list title_labels;
    zb_str_list title_leads;
    zb_str_list plan_headings;
    zb_str_list plan_headings_late;
    zb_str_list plan_starts;
    zb_str_list problem_words;
    zb_str_list future_years;
    zb_str_list future_words;
    zb_str_list departments;
    zb_str_list zones;
    zb_str_list provincial_bodies;
    zb_str_list branches;
    zb_str_list rule_of_law;
    zb_str_list rule_of_law_openings;
    zb_str_list work_report;
    zb_str_list other_reports;
    zb_str_list revision_words;
} zb_document_cues;

/* Compile the parsed file; everything lives in the arena. A list that is missing is ZB_E_FORMAT. */
zb_status zb_document_cues_load(zb_document_cues *out, const cJSON *json, zb_arena *arena,
                                zb_error *err);

/* The longest word of the list that `text` holds, begins with, ends with; empty when none. */
zb_str zb_str_list_within(const zb_str_list *list, zb_str text);
zb_str zb_str_list_start(const zb_str_list *list, zb_str text);
zb_str zb_str_list_end(const zb_str_list *list, zb_str text);

#endif
